//! Who has which name: abstract and path names of `unix(7)`, ports of `ip(7)`.

use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::{Arc, Weak};

use airlock_abi::Errno;

use super::Socket;

/// Ports that are given to sockets that want any (`net.ipv4.ip_local_port_range`).
const EPHEMERAL: std::ops::Range<u16> = 32768..61000;

/// TCP and UDP have ports of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Transport {
    Tcp,
    Udp,
}

/// A socket that has a port.
struct Holder {
    addr: SocketAddr,
    /// Bound to `::`, it takes IPv4 too.
    dual: bool,
    share: Share,
    socket: Weak<Socket>,
}

/// With whom a socket would share its port.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Share {
    /// `SO_REUSEADDR`: with others that say so too; for TCP unless one of them listens.
    pub(crate) addr: bool,
    /// `SO_REUSEPORT`: with others of the same user that say so too.
    pub(crate) port: bool,
    pub(crate) uid: u32,
    /// It listens.
    pub(crate) listens: bool,
}

impl Share {
    fn with(self, other: Self, transport: Transport) -> bool {
        let quiet = transport == Transport::Udp || !(self.listens || other.listens);
        (self.port && other.port && self.uid == other.uid) || (self.addr && other.addr && quiet)
    }
}

/// The names that sockets of a run have.
#[derive(Default)]
pub(crate) struct Names {
    /// Abstract names.
    pub(crate) hidden: BTreeMap<Box<[u8]>, Weak<Socket>>,
    /// By the key of the inode that was made.
    pub(crate) paths: BTreeMap<u64, Weak<Socket>>,
    tcp: BTreeMap<u16, Vec<Holder>>,
    udp: BTreeMap<u16, Vec<Holder>>,
    next_port: u16,
    next_hidden: u32,
    turn: usize,
}

/// Whether sockets with these addresses would get the same packets.
fn overlap(a: (IpAddr, bool), b: (IpAddr, bool)) -> bool {
    let covers = |(ip, dual): (IpAddr, bool), other: IpAddr| {
        ip == other || (ip.is_unspecified() && (ip.is_ipv4() == other.is_ipv4() || dual && ip.is_ipv6()))
    };
    covers(a, b.0) || covers(b, a.0)
}

impl Names {
    /// Begins with this port for those who want any.
    pub(crate) fn starting_at(random: u16) -> Self {
        let span = EPHEMERAL.end - EPHEMERAL.start;
        Self { next_port: EPHEMERAL.start + random % span, ..Self::default() }
    }

    fn ports(&mut self, transport: Transport) -> &mut BTreeMap<u16, Vec<Holder>> {
        match transport {
            Transport::Tcp => &mut self.tcp,
            Transport::Udp => &mut self.udp,
        }
    }

    fn is_free(&mut self, transport: Transport, addr: SocketAddr, dual: bool, share: Share) -> bool {
        let Some(holders) = self.ports(transport).get(&addr.port()) else { return true };
        holders.iter().all(|holder| {
            holder.socket.strong_count() == 0
                || !overlap((holder.addr.ip(), holder.dual), (addr.ip(), dual))
                || share.with(holder.share, transport)
        })
    }

    /// Gives a socket a port: that of `addr`, or any if that is 0. `EADDRINUSE` if another has it.
    pub(crate) fn bind(
        &mut self,
        transport: Transport,
        socket: &Arc<Socket>,
        addr: SocketAddr,
        dual: bool,
        share: Share,
    ) -> Result<SocketAddr, Errno> {
        let mut addr = addr;
        if addr.port() == 0 {
            // Whoever wants any port wants one that nobody has.
            let alone = Share::default();
            let tries = EPHEMERAL.end - EPHEMERAL.start;
            let found = (0..tries).find(|_| {
                addr.set_port(self.next_port);
                self.next_port = if self.next_port + 1 < EPHEMERAL.end { self.next_port + 1 } else { EPHEMERAL.start };
                self.is_free(transport, addr, dual, alone)
            });
            found.ok_or(Errno::EADDRINUSE)?;
        } else if !self.is_free(transport, addr, dual, share) {
            return Err(Errno::EADDRINUSE);
        }
        let holders = self.ports(transport).entry(addr.port()).or_default();
        holders.retain(|holder| holder.socket.strong_count() > 0);
        holders.push(Holder { addr, dual, share, socket: Arc::downgrade(socket) });
        Ok(addr)
    }

    /// The socket begins to listen; `EADDRINUSE` if another one with its port does.
    pub(crate) fn listen(&mut self, socket: &Socket, port: u16) -> Result<(), Errno> {
        let holders = self.tcp.get_mut(&port).map(Vec::as_mut_slice).unwrap_or_default();
        let is_own = |holder: &Holder| std::ptr::eq(holder.socket.as_ptr(), socket);
        let Some(own) = holders.iter().find(|holder| is_own(holder)).map(|own| (own.addr.ip(), own.dual, own.share))
        else {
            return Ok(());
        };
        let share = Share { listens: true, ..own.2 };
        let taken = holders.iter().any(|holder| {
            !is_own(holder)
                && holder.socket.strong_count() > 0
                && holder.share.listens
                && overlap((holder.addr.ip(), holder.dual), (own.0, own.1))
                && !share.with(holder.share, Transport::Tcp)
        });
        if taken {
            return Err(Errno::EADDRINUSE);
        }
        for holder in holders.iter_mut().filter(|holder| is_own(holder)) {
            holder.share = share;
        }
        Ok(())
    }

    /// A socket gives its port back.
    pub(crate) fn release(&mut self, transport: Transport, socket: &Socket, port: u16) {
        let ports = self.ports(transport);
        if let Some(holders) = ports.get_mut(&port) {
            holders.retain(|holder| holder.socket.strong_count() > 0 && !std::ptr::eq(holder.socket.as_ptr(), socket));
            if holders.is_empty() {
                ports.remove(&port);
            }
        }
    }

    /// The sockets that packets for this address go to, the most specific ones only.
    pub(crate) fn at(&mut self, transport: Transport, to: SocketAddr) -> Vec<Arc<Socket>> {
        let Some(holders) = self.ports(transport).get(&to.port()) else { return Vec::new() };
        let rank = |holder: &Holder| match holder.addr.ip() {
            ip if ip == to.ip() => Some(0),
            ip if ip.is_unspecified() && ip.is_ipv4() == to.is_ipv4() => Some(1),
            IpAddr::V6(ip) if ip.is_unspecified() && holder.dual => Some(2),
            _ => None,
        };
        let wanted = holders.iter().filter(|h| transport == Transport::Udp || h.share.listens);
        let mut found: Vec<(i32, Arc<Socket>)> =
            wanted.filter_map(|holder| Some((rank(holder)?, holder.socket.upgrade()?))).collect();
        let best = found.iter().map(|(rank, _)| *rank).min();
        found.retain(|(rank, _)| Some(*rank) == best);
        let mut found: Vec<Arc<Socket>> = found.into_iter().map(|(_, socket)| socket).collect();
        if found.len() > 1 {
            // Those that share a port take turns.
            self.turn = self.turn.wrapping_add(1);
            let by = self.turn % found.len();
            found.rotate_left(by);
        }
        found
    }

    /// An abstract name that nobody has, as for a socket that is bound to no name (`unix(7)`, autobind).
    pub(crate) fn free_hidden(&mut self) -> Result<Box<[u8]>, Errno> {
        const AUTOBIND: u32 = 1 << 20;
        for _ in 0..AUTOBIND {
            let name: Box<[u8]> = format!("\0{:05x}", self.next_hidden % AUTOBIND).into_bytes().into();
            self.next_hidden = self.next_hidden.wrapping_add(1);
            if self.hidden.get(&name).is_none_or(|socket| socket.strong_count() == 0) {
                return Ok(name);
            }
        }
        Err(Errno::ENOSPC)
    }
}

/// Whether packets to this address stay inside of the sandbox.
pub(crate) fn is_loopback(ip: IpAddr) -> bool {
    ip.is_loopback() || ip.is_unspecified()
}

/// The address that "any" means as a destination.
pub(crate) fn destination(to: SocketAddr) -> SocketAddr {
    let ip = match to.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(ip) if ip.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        ip => ip,
    };
    SocketAddr::new(ip, to.port())
}
