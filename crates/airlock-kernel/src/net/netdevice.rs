//! The interfaces, and `ioctl(2)` on sockets (`netdevice(7)`).

use std::net::Ipv4Addr;
use std::sync::Arc;

use airlock_abi::Errno;
use airlock_abi::ioctl::{FIONREAD, TIOCOUTQ};
use airlock_abi::net::{SockAddr, sioc};
use airlock_platform::Memory;

use super::{Link, Net, Socket, Style};
use crate::syscalls::Answer;
use crate::user;

/// Bytes of `struct ifreq`, and of the name at its start.
const IFREQ: usize = 40;
const NAME: usize = 16;

const IFF_UP: u32 = 1;
const IFF_LOOPBACK: u32 = 8;
const IFF_RUNNING: u32 = 0x40;
const IFF_LOWER_UP: u32 = 0x1_0000;
/// `ARPHRD_LOOPBACK`.
const LOOPBACK: u16 = 772;
/// `ARPHRD_ETHER`.
const ETHERNET: u16 = 1;

/// A network interface.
pub(crate) struct Interface {
    pub(crate) index: u32,
    pub(crate) name: &'static str,
    pub(crate) flags: u32,
    /// `ARPHRD_*`.
    pub(crate) kind: u16,
    pub(crate) mtu: u32,
    pub(crate) v4: Ipv4Addr,
    pub(crate) v4_prefix: u8,
    pub(crate) v6: bool,
}

/// The interface of every sandbox, and the one that leads out if something outside is granted.
const INTERFACES: [Interface; 2] = [
    Interface {
        index: 1,
        name: "lo",
        flags: IFF_UP | IFF_LOOPBACK | IFF_RUNNING | IFF_LOWER_UP,
        kind: LOOPBACK,
        mtu: 65536,
        v4: Ipv4Addr::LOCALHOST,
        v4_prefix: 8,
        v6: true,
    },
    Interface {
        index: 2,
        name: "eth0",
        flags: IFF_UP | IFF_RUNNING | IFF_LOWER_UP,
        kind: ETHERNET,
        mtu: 1500,
        v4: super::outside::GUEST,
        v4_prefix: 24,
        v6: false,
    },
];

impl Net {
    /// The interfaces.
    pub(crate) fn interfaces(&self) -> &'static [Interface] {
        if self.outside.is_some() { &INTERFACES } else { INTERFACES.first_chunk::<1>().map_or(&[], |one| one) }
    }
}

fn address(ip: Ipv4Addr) -> Vec<u8> {
    SockAddr::Inet((ip, 0).into()).encode()
}

/// `ioctl(fd, op, argp)` on a socket; `None` if this is not one of its own requests.
pub(crate) fn socket_ioctl(mem: &mut dyn Memory, socket: &Arc<Socket>, op: u32, arg: u64) -> Option<Answer> {
    let answer = match op {
        FIONREAD => readable(socket).and_then(|bytes| user::write(mem, arg, &bytes.to_le_bytes())),
        TIOCOUTQ | sioc::ATMARK => user::write(mem, arg, &0u32.to_le_bytes()),
        sioc::GIFCONF => configuration(&socket.net, mem, arg),
        sioc::GIFNAME => by_index(&socket.net, mem, arg),
        sioc::GIFFLAGS
        | sioc::GIFADDR
        | sioc::GIFDSTADDR
        | sioc::GIFBRDADDR
        | sioc::GIFNETMASK
        | sioc::GIFMETRIC
        | sioc::GIFMTU
        | sioc::GIFHWADDR
        | sioc::GIFINDEX
        | sioc::GIFTXQLEN => of_interface(&socket.net, mem, op, arg),
        // What sets something is for the administrator; the rest is not there.
        0x8914 | 0x8916 | 0x8918 | 0x891a | 0x891c | 0x8922 | 0x8924 | 0x890b | 0x890c => Err(Errno::EPERM),
        0x8900..=0x89ff => Err(Errno::EOPNOTSUPP),
        _ => return None,
    };
    Some(answer.map(|()| 0))
}

/// Bytes that the next read gets at most.
fn readable(socket: &Socket) -> Result<u32, Errno> {
    let state = socket.state();
    if matches!(state.link, Link::Listening(_)) {
        return Err(Errno::EINVAL);
    }
    let bytes = if socket.style == Style::Stream { state.incoming.bytes() } else { state.incoming.first_len() };
    Ok(u32::try_from(bytes).unwrap_or(u32::MAX))
}

/// `SIOCGIFCONF`: all addresses, as many as fit.
fn configuration(net: &Net, mem: &mut dyn Memory, arg: u64) -> Result<(), Errno> {
    let room = user::read_u32(mem, arg)?;
    let buf = user::read_u64(mem, arg.wrapping_add(8))?;
    let mut all = Vec::new();
    for interface in net.interfaces() {
        let mut one = interface.name.as_bytes().to_vec();
        one.resize(NAME, 0);
        one.extend(address(interface.v4));
        one.resize(IFREQ, 0);
        all.extend(one);
    }
    let fit = usize::try_from(room).unwrap_or(0) / IFREQ * IFREQ;
    // Without a buffer the length that is needed is asked for.
    let shown = if buf == 0 { all.len() } else { fit.min(all.len()) };
    if buf != 0 {
        user::write(mem, buf, all.get(..shown).unwrap_or_default())?;
    }
    user::write(mem, arg, &u32::try_from(shown).unwrap_or(0).to_le_bytes())
}

fn by_index(net: &Net, mem: &mut dyn Memory, arg: u64) -> Result<(), Errno> {
    let index = user::read_u32(mem, arg.wrapping_add(NAME as u64))?;
    let found = net.interfaces().iter().find(|interface| interface.index == index).ok_or(Errno::ENODEV)?;
    let mut name = found.name.as_bytes().to_vec();
    name.resize(NAME, 0);
    user::write(mem, arg, &name)
}

fn of_interface(net: &Net, mem: &mut dyn Memory, op: u32, arg: u64) -> Result<(), Errno> {
    let name: [u8; NAME] = user::read(mem, arg)?;
    let name = name.split(|byte| *byte == 0).next().unwrap_or_default();
    let interface = net.interfaces().iter().find(|interface| interface.name.as_bytes() == name).ok_or(Errno::ENODEV)?;
    let value = match op {
        // Of the flags, a request has room for 16 bits.
        sioc::GIFFLAGS => (interface.flags as u16).to_le_bytes().to_vec(),
        sioc::GIFADDR | sioc::GIFDSTADDR => address(interface.v4),
        sioc::GIFBRDADDR => address(Ipv4Addr::UNSPECIFIED),
        sioc::GIFNETMASK => address(Ipv4Addr::from(!(u32::MAX >> interface.v4_prefix))),
        sioc::GIFMTU => interface.mtu.to_le_bytes().to_vec(),
        sioc::GIFINDEX => interface.index.to_le_bytes().to_vec(),
        sioc::GIFTXQLEN => 1000u32.to_le_bytes().to_vec(),
        sioc::GIFHWADDR => [&interface.kind.to_le_bytes()[..], &[0; 14]].concat(),
        _ => 0u32.to_le_bytes().to_vec(),
    };
    user::write(mem, arg.wrapping_add(NAME as u64), &value)
}
