//! `getsockopt(2)`, `setsockopt(2)`.

use std::collections::BTreeMap;

use airlock_abi::Errno;
use airlock_abi::net::*;
use airlock_platform::Memory;

use super::{Cred, Domain, Link, Socket, Style};
use crate::Kernel;
use crate::syscalls::{Answer, Args};
use crate::user;

/// Most bytes that a send or receive buffer is given (`net.core.wmem_max`, `rmem_max`); the value counts twice.
const BUFFER_MAX: u32 = 212_992;
const BUFFER_MIN: u32 = 2304;
/// Buffers of a new socket.
const BUFFER: usize = 212_992;
const TCP_RECEIVE: usize = 131_072;
const TCP_SEND: usize = 262_144;
/// Longest value that `setsockopt` takes.
const VALUE_MAX: usize = 512;

const NS_PER_S: u64 = 1_000_000_000;

/// Options that are kept and change nothing here, with what they are at first.
const KEPT: &[(i32, i32, i32)] = &[
    (SOL_SOCKET, so::DEBUG, 0),
    (SOL_SOCKET, so::DONTROUTE, 0),
    (SOL_SOCKET, so::BROADCAST, 0),
    (SOL_SOCKET, so::KEEPALIVE, 0),
    (SOL_SOCKET, so::OOBINLINE, 0),
    (SOL_SOCKET, so::NO_CHECK, 0),
    (SOL_SOCKET, so::PRIORITY, 0),
    (SOL_SOCKET, so::RCVLOWAT, 1),
    (SOL_SOCKET, so::TIMESTAMP, 0),
    (SOL_SOCKET, so::MARK, 0),
    (SOL_SOCKET, so::BUSY_POLL, 0),
    (SOL_SOCKET, so::INCOMING_CPU, 0),
    (IPPROTO_TCP, tcp::NODELAY, 0),
    (IPPROTO_TCP, tcp::MAXSEG, 32741),
    (IPPROTO_TCP, tcp::CORK, 0),
    (IPPROTO_TCP, tcp::KEEPIDLE, 7200),
    (IPPROTO_TCP, tcp::KEEPINTVL, 75),
    (IPPROTO_TCP, tcp::KEEPCNT, 9),
    (IPPROTO_TCP, tcp::SYNCNT, 6),
    (IPPROTO_TCP, tcp::LINGER2, 60),
    (IPPROTO_TCP, tcp::DEFER_ACCEPT, 0),
    (IPPROTO_TCP, tcp::WINDOW_CLAMP, 0),
    (IPPROTO_TCP, tcp::QUICKACK, 1),
    (IPPROTO_TCP, tcp::USER_TIMEOUT, 0),
    (IPPROTO_TCP, tcp::FASTOPEN, 0),
    (IPPROTO_TCP, tcp::NOTSENT_LOWAT, -1),
    // IP_TOS, IP_TTL, IP_MTU_DISCOVER, IP_RECVERR, IP_FREEBIND, IP_BIND_ADDRESS_NO_PORT, IP_MULTICAST_TTL, IP_MULTICAST_LOOP.
    (IPPROTO_IP, 1, 0),
    (IPPROTO_IP, 2, 64),
    (IPPROTO_IP, 10, 1),
    (IPPROTO_IP, 11, 0),
    (IPPROTO_IP, 15, 0),
    (IPPROTO_IP, 24, 0),
    (IPPROTO_IP, 33, 1),
    (IPPROTO_IP, 34, 1),
    // IPV6_UNICAST_HOPS, IPV6_MULTICAST_HOPS, IPV6_MULTICAST_LOOP, IPV6_MTU_DISCOVER, IPV6_RECVERR, IPV6_TCLASS.
    (IPPROTO_IPV6, 16, 64),
    (IPPROTO_IPV6, 18, 1),
    (IPPROTO_IPV6, 19, 1),
    (IPPROTO_IPV6, 23, 1),
    (IPPROTO_IPV6, 25, 0),
    (IPPROTO_IPV6, 67, 0),
];

/// What `setsockopt` has set.
#[derive(Clone, Debug)]
pub(crate) struct Options {
    pub(crate) send_buffer: usize,
    pub(crate) receive_buffer: usize,
    pub(crate) reuse_addr: bool,
    pub(crate) reuse_port: bool,
    pub(crate) v6_only: bool,
    pub(crate) pass_cred: bool,
    /// `SO_LINGER` in seconds.
    pub(crate) linger: Option<u32>,
    pub(crate) send_timeout_ns: Option<u64>,
    pub(crate) receive_timeout_ns: Option<u64>,
    /// Values that are only remembered; their keys are among `KEPT`.
    kept: BTreeMap<(i32, i32), i32>,
}

impl Options {
    /// Those of a new socket.
    pub(crate) fn new(domain: Domain, style: Style) -> Self {
        let tcp = matches!(domain, Domain::Inet | Domain::Inet6) && style == Style::Stream;
        Self {
            send_buffer: if tcp { TCP_SEND } else { BUFFER },
            receive_buffer: if tcp { TCP_RECEIVE } else { BUFFER },
            reuse_addr: false,
            reuse_port: false,
            v6_only: false,
            pass_cred: false,
            linger: None,
            send_timeout_ns: None,
            receive_timeout_ns: None,
            kept: BTreeMap::new(),
        }
    }

    /// Those that an accepted connection has from the socket that listened.
    pub(crate) fn inherited(&self) -> Self {
        self.clone()
    }
}

/// The `int` at the start of a value.
fn number(value: &[u8]) -> Result<i32, Errno> {
    value.first_chunk().map(|bytes| i32::from_le_bytes(*bytes)).ok_or(Errno::EINVAL)
}

/// A `struct timeval`; zero is no limit.
fn timeout(value: &[u8]) -> Result<Option<u64>, Errno> {
    let [seconds, micros] = *value.as_chunks::<8>().0.first_chunk::<2>().ok_or(Errno::EINVAL)?;
    let (seconds, micros) = (i64::from_le_bytes(seconds), i64::from_le_bytes(micros));
    if !(0..1_000_000).contains(&micros) {
        return Err(Errno::EDOM);
    }
    let seconds = u64::try_from(seconds).unwrap_or(0);
    let ns = seconds.saturating_mul(NS_PER_S).saturating_add(micros.unsigned_abs() * 1000);
    Ok((ns > 0).then_some(ns))
}

fn timeval(ns: Option<u64>) -> Vec<u8> {
    let ns = ns.unwrap_or(0);
    [(ns / NS_PER_S).to_le_bytes(), (ns % NS_PER_S / 1000).to_le_bytes()].concat()
}

fn ucred(cred: Option<Cred>) -> Vec<u8> {
    let (pid, uid, gid) = cred.map_or((0, u32::MAX, u32::MAX), |cred| (cred.pid, cred.uid, cred.gid));
    [pid.to_le_bytes(), uid.to_le_bytes(), gid.to_le_bytes()].concat()
}

/// Twice what was asked for, within limits, as on Linux.
fn buffer(value: i32) -> usize {
    let wanted = u32::try_from(value).unwrap_or(0).min(BUFFER_MAX) * 2;
    usize::try_from(wanted.max(BUFFER_MIN)).unwrap_or(BUFFER)
}

impl Socket {
    fn set_option(&self, k: &Kernel, level: i32, name: i32, value: &[u8]) -> Result<(), Errno> {
        let mut state = self.state();
        let options = &mut state.options;
        match (level, name) {
            (SOL_SOCKET, so::REUSEADDR) => options.reuse_addr = number(value)? != 0,
            (SOL_SOCKET, so::REUSEPORT) => options.reuse_port = number(value)? != 0,
            (SOL_SOCKET, so::PASSCRED) => options.pass_cred = number(value)? != 0,
            (SOL_SOCKET, so::SNDBUF) => options.send_buffer = buffer(number(value)?),
            (SOL_SOCKET, so::RCVBUF) => options.receive_buffer = buffer(number(value)?),
            (SOL_SOCKET, so::SNDBUFFORCE | so::RCVBUFFORCE) => return Err(Errno::EPERM),
            (SOL_SOCKET, so::SNDTIMEO) => options.send_timeout_ns = timeout(value)?,
            (SOL_SOCKET, so::RCVTIMEO) => options.receive_timeout_ns = timeout(value)?,
            (SOL_SOCKET, so::LINGER) => {
                let seconds = number(value.get(4..).unwrap_or_default())?;
                let seconds = u32::try_from(seconds).unwrap_or(u32::MAX);
                options.linger = (number(value)? != 0).then_some(seconds);
            }
            (SOL_SOCKET, so::BINDTODEVICE) => {
                // There is one interface; what is bound to it is bound to all.
                let device = value.split(|byte| *byte == 0).next().unwrap_or_default();
                if !device.is_empty() && device != b"lo" {
                    return Err(Errno::ENODEV);
                }
            }
            (SOL_SOCKET, so::MARK) if k.process.creds().euid != 0 => return Err(Errno::EPERM),
            (IPPROTO_IPV6, IPV6_V6ONLY) if self.domain == Domain::Inet6 => {
                let on = number(value)? != 0;
                if state.local.is_some() {
                    return Err(Errno::EINVAL);
                }
                state.options.v6_only = on;
            }
            (IPPROTO_TCP, tcp::CONGESTION) if value.starts_with(b"cubic") || value.starts_with(b"reno") => {}
            (IPPROTO_TCP, tcp::CONGESTION) => return Err(Errno::ENOENT),
            // Membership of multicast groups: no packet of one ever comes.
            (IPPROTO_IP, 35 | 36) | (IPPROTO_IPV6, 20 | 21) if self.style == Style::Datagram => {}
            (SOL_NETLINK, _) if self.domain == Domain::Netlink => {}
            _ if self.knows(level, name) => {
                // Options of IP come as single bytes too.
                let value = match value {
                    [byte] if level == IPPROTO_IP => i32::from(*byte),
                    _ => number(value)?,
                };
                options.kept.insert((level, name), value);
            }
            _ => return Err(self.no_option(level)),
        }
        Ok(())
    }

    fn knows(&self, level: i32, name: i32) -> bool {
        let applies = match level {
            SOL_SOCKET => true,
            IPPROTO_TCP => self.is_inet() && self.style == Style::Stream,
            IPPROTO_IP => self.is_inet(),
            _ => self.domain == Domain::Inet6,
        };
        applies && KEPT.iter().any(|kept| (kept.0, kept.1) == (level, name))
    }

    fn no_option(&self, level: i32) -> Errno {
        let known = level == SOL_SOCKET || (self.is_inet() && matches!(level, IPPROTO_IP | IPPROTO_TCP | IPPROTO_IPV6));
        if known { Errno::ENOPROTOOPT } else { Errno::EOPNOTSUPP }
    }

    fn option(&self, level: i32, name: i32) -> Result<Vec<u8>, Errno> {
        let flag = |on: bool| Ok(i32::from(on).to_le_bytes().to_vec());
        let size = |bytes: usize| Ok(i32::try_from(bytes).unwrap_or(i32::MAX).to_le_bytes().to_vec());
        let mut state = self.state();
        match (level, name) {
            (SOL_SOCKET, so::TYPE) => Ok(self.style.number().to_le_bytes().to_vec()),
            (SOL_SOCKET, so::DOMAIN) => Ok(i32::from(self.family()).to_le_bytes().to_vec()),
            (SOL_SOCKET, so::PROTOCOL) => Ok(self.protocol.to_le_bytes().to_vec()),
            (SOL_SOCKET, so::ERROR) => {
                let error = state.error.take().map_or(0, Errno::number);
                Ok(error.to_le_bytes().to_vec())
            }
            (SOL_SOCKET, so::ACCEPTCONN) => flag(matches!(state.link, Link::Listening(_))),
            (SOL_SOCKET, so::REUSEADDR) => flag(state.options.reuse_addr),
            (SOL_SOCKET, so::REUSEPORT) => flag(state.options.reuse_port),
            (SOL_SOCKET, so::PASSCRED) => flag(state.options.pass_cred),
            (SOL_SOCKET, so::SNDBUF) => size(state.options.send_buffer),
            (SOL_SOCKET, so::RCVBUF) => size(state.options.receive_buffer),
            (SOL_SOCKET, so::SNDTIMEO) => Ok(timeval(state.options.send_timeout_ns)),
            (SOL_SOCKET, so::RCVTIMEO) => Ok(timeval(state.options.receive_timeout_ns)),
            (SOL_SOCKET, so::SNDLOWAT) => size(1),
            (SOL_SOCKET, so::LINGER) => {
                let linger = state.options.linger;
                Ok([u32::from(linger.is_some()).to_le_bytes(), linger.unwrap_or(0).to_le_bytes()].concat())
            }
            (SOL_SOCKET, so::PEERCRED) => {
                let own = self.domain == Domain::Unix;
                Ok(ucred(state.peer_cred.filter(|_| own)))
            }
            (SOL_SOCKET, so::PEERNAME) => match &state.link {
                Link::Connected(_, name) => Ok(self.shown(name.clone()).encode()),
                _ => Err(Errno::ENOTCONN),
            },
            (SOL_SOCKET, so::COOKIE) => Ok(self.id().to_le_bytes().to_vec()),
            (SOL_SOCKET, so::BINDTODEVICE) => Ok(Vec::new()),
            (IPPROTO_IPV6, IPV6_V6ONLY) if self.domain == Domain::Inet6 => flag(state.options.v6_only),
            (IPPROTO_TCP, tcp::CONGESTION) if self.style == Style::Stream => Ok(b"cubic\0".to_vec()),
            (IPPROTO_TCP, tcp::INFO) if self.style == Style::Stream && self.is_inet() => {
                /// Bytes of `struct tcp_info`, and the states in its first byte.
                const SIZE: usize = 232;
                const ESTABLISHED: u8 = 1;
                const CLOSE: u8 = 7;
                const CLOSE_WAIT: u8 = 8;
                const LISTEN: u8 = 10;
                let mut info = vec![0; SIZE];
                if let Some(first) = info.first_mut() {
                    *first = match &state.link {
                        Link::Listening(_) => LISTEN,
                        Link::Connected(..) | Link::Outside(..) => ESTABLISHED,
                        Link::Ended(_) => CLOSE_WAIT,
                        _ => CLOSE,
                    };
                }
                Ok(info)
            }
            _ if self.knows(level, name) => {
                let default = KEPT.iter().find(|kept| (kept.0, kept.1) == (level, name)).map_or(0, |kept| kept.2);
                let value = state.options.kept.get(&(level, name)).copied().unwrap_or(default);
                Ok(value.to_le_bytes().to_vec())
            }
            _ => Err(self.no_option(level)),
        }
    }

    /// The number of its family.
    pub(crate) fn family(&self) -> u16 {
        match self.domain {
            Domain::Unix => AF_UNIX,
            Domain::Inet => AF_INET,
            Domain::Inet6 => AF_INET6,
            Domain::Netlink => AF_NETLINK,
        }
    }
}

/// `setsockopt(sockfd, level, optname, optval, optlen)`.
pub(crate) fn sys_setsockopt(k: &mut Kernel, mem: &mut dyn Memory, [fd, level, name, value, len, _]: Args) -> Answer {
    let (socket, _) = k.socket(fd)?;
    let len = usize::try_from(len as i32).map_err(|_| Errno::EINVAL)?;
    let mut bytes = vec![0; len.min(VALUE_MAX)];
    mem.read(value, &mut bytes).map_err(|_| Errno::EFAULT)?;
    socket.set_option(k, level as i32, name as i32, &bytes)?;
    Ok(0)
}

/// `getsockopt(sockfd, level, optname, optval, optlen)`.
pub(crate) fn sys_getsockopt(k: &mut Kernel, mem: &mut dyn Memory, [fd, level, name, value, len, _]: Args) -> Answer {
    let (socket, _) = k.socket(fd)?;
    let room = usize::try_from(user::read_u32(mem, len)?.cast_signed()).map_err(|_| Errno::EINVAL)?;
    let bytes = socket.option(level as i32, name as i32)?;
    let shown = bytes.get(..room).unwrap_or(&bytes);
    user::write(mem, value, shown)?;
    user::write(mem, len, &u32::try_from(shown.len()).unwrap_or(0).to_le_bytes())?;
    Ok(0)
}
