//! `socket(2)` and relatives: families, options, `struct sockaddr_*`, `struct msghdr`, control messages.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, SocketAddrV6};

/// No family: ends the connection of a datagram socket.
pub const AF_UNSPEC: u16 = 0;
/// `unix(7)`.
pub const AF_UNIX: u16 = 1;
/// `ip(7)`.
pub const AF_INET: u16 = 2;
/// `ipv6(7)`.
pub const AF_INET6: u16 = 10;
/// `netlink(7)`.
pub const AF_NETLINK: u16 = 16;
/// `packet(7)`.
pub const AF_PACKET: u16 = 17;

/// A stream of bytes.
pub const SOCK_STREAM: u32 = 1;
/// Datagrams.
pub const SOCK_DGRAM: u32 = 2;
/// Raw packets.
pub const SOCK_RAW: u32 = 3;
/// A connection of datagrams.
pub const SOCK_SEQPACKET: u32 = 5;
/// Flag of a type: `O_NONBLOCK`.
pub const SOCK_NONBLOCK: u32 = 0o4000;
/// Flag of a type: close on exec.
pub const SOCK_CLOEXEC: u32 = 0o2_000_000;

/// Protocol: IPv4 options.
pub const IPPROTO_IP: i32 = 0;
/// Protocol: ICMP.
pub const IPPROTO_ICMP: i32 = 1;
/// Protocol: TCP.
pub const IPPROTO_TCP: i32 = 6;
/// Protocol: UDP.
pub const IPPROTO_UDP: i32 = 17;
/// Protocol: IPv6 options.
pub const IPPROTO_IPV6: i32 = 41;

/// Option level of sockets as such.
pub const SOL_SOCKET: i32 = 1;
/// Option level of netlink.
pub const SOL_NETLINK: i32 = 270;

/// Options of [`SOL_SOCKET`].
pub mod so {
    #![allow(missing_docs, reason = "the names are those of socket(7)")]
    pub const DEBUG: i32 = 1;
    pub const REUSEADDR: i32 = 2;
    pub const TYPE: i32 = 3;
    pub const ERROR: i32 = 4;
    pub const DONTROUTE: i32 = 5;
    pub const BROADCAST: i32 = 6;
    pub const SNDBUF: i32 = 7;
    pub const RCVBUF: i32 = 8;
    pub const KEEPALIVE: i32 = 9;
    pub const OOBINLINE: i32 = 10;
    pub const NO_CHECK: i32 = 11;
    pub const PRIORITY: i32 = 12;
    pub const LINGER: i32 = 13;
    pub const REUSEPORT: i32 = 15;
    pub const PASSCRED: i32 = 16;
    pub const PEERCRED: i32 = 17;
    pub const RCVLOWAT: i32 = 18;
    pub const SNDLOWAT: i32 = 19;
    pub const RCVTIMEO: i32 = 20;
    pub const SNDTIMEO: i32 = 21;
    pub const BINDTODEVICE: i32 = 25;
    pub const PEERNAME: i32 = 28;
    pub const TIMESTAMP: i32 = 29;
    pub const ACCEPTCONN: i32 = 30;
    pub const PEERSEC: i32 = 31;
    pub const SNDBUFFORCE: i32 = 32;
    pub const RCVBUFFORCE: i32 = 33;
    pub const PROTOCOL: i32 = 38;
    pub const DOMAIN: i32 = 39;
    pub const PEERGROUPS: i32 = 59;
    pub const ZEROCOPY: i32 = 60;
    pub const INCOMING_CPU: i32 = 49;
    pub const COOKIE: i32 = 57;
    pub const BUSY_POLL: i32 = 46;
    pub const MARK: i32 = 36;
    pub const PEERPIDFD: i32 = 77;
}

/// Control message: descriptors.
pub const SCM_RIGHTS: u32 = 1;
/// Control message: process, user and group of the sender.
pub const SCM_CREDENTIALS: u32 = 2;

/// Flags of `send(2)` and `recv(2)`.
pub mod msg {
    #![allow(missing_docs, reason = "the names are those of send(2) and recv(2)")]
    pub const OOB: u32 = 1;
    pub const PEEK: u32 = 2;
    pub const DONTROUTE: u32 = 4;
    pub const CTRUNC: u32 = 8;
    pub const TRUNC: u32 = 0x20;
    pub const DONTWAIT: u32 = 0x40;
    pub const EOR: u32 = 0x80;
    pub const WAITALL: u32 = 0x100;
    pub const CONFIRM: u32 = 0x800;
    pub const ERRQUEUE: u32 = 0x2000;
    pub const NOSIGNAL: u32 = 0x4000;
    pub const MORE: u32 = 0x8000;
    pub const WAITFORONE: u32 = 0x1_0000;
    pub const FASTOPEN: u32 = 0x2000_0000;
    pub const CMSG_CLOEXEC: u32 = 0x4000_0000;
}

/// Options of `IPPROTO_TCP`.
pub mod tcp {
    #![allow(missing_docs, reason = "the names are those of tcp(7)")]
    pub const NODELAY: i32 = 1;
    pub const MAXSEG: i32 = 2;
    pub const CORK: i32 = 3;
    pub const KEEPIDLE: i32 = 4;
    pub const KEEPINTVL: i32 = 5;
    pub const KEEPCNT: i32 = 6;
    pub const SYNCNT: i32 = 7;
    pub const LINGER2: i32 = 8;
    pub const DEFER_ACCEPT: i32 = 9;
    pub const WINDOW_CLAMP: i32 = 10;
    pub const INFO: i32 = 11;
    pub const QUICKACK: i32 = 12;
    pub const CONGESTION: i32 = 13;
    pub const USER_TIMEOUT: i32 = 18;
    pub const FASTOPEN: i32 = 23;
    pub const NOTSENT_LOWAT: i32 = 25;
}

/// Option of `IPPROTO_IPV6`: no IPv4 through this socket.
pub const IPV6_V6ONLY: i32 = 26;

/// `shutdown(2)`: no more reading.
pub const SHUT_RD: u32 = 0;
/// No more writing.
pub const SHUT_WR: u32 = 1;
/// Neither.
pub const SHUT_RDWR: u32 = 2;

/// Longest backlog of `listen(2)` (`net.core.somaxconn`).
pub const SOMAXCONN: usize = 4096;
/// Bytes of `struct sockaddr_un` and the most that any address takes here.
pub const SOCKADDR_UN_SIZE: usize = 110;
/// Bytes of the path in it.
pub const UNIX_PATH_MAX: usize = 108;
/// Longest address that the kernel takes (`struct sockaddr_storage`).
pub const SOCKADDR_MAX: usize = 128;
/// Most descriptors in one message.
pub const SCM_MAX_FD: usize = 253;

/// Further `ioctl(2)` requests of sockets.
pub mod sioc {
    #![allow(missing_docs, reason = "the names are those of netdevice(7)")]
    pub const ATMARK: u32 = 0x8905;
    pub const GIFNAME: u32 = 0x8910;
    pub const GIFCONF: u32 = 0x8912;
    pub const GIFFLAGS: u32 = 0x8913;
    pub const GIFADDR: u32 = 0x8915;
    pub const GIFDSTADDR: u32 = 0x8917;
    pub const GIFBRDADDR: u32 = 0x8919;
    pub const GIFNETMASK: u32 = 0x891b;
    pub const GIFMETRIC: u32 = 0x891d;
    pub const GIFMTU: u32 = 0x8921;
    pub const GIFHWADDR: u32 = 0x8927;
    pub const GIFINDEX: u32 = 0x8933;
    pub const GIFTXQLEN: u32 = 0x8942;
}

/// An address as it is in guest memory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SockAddr {
    /// `AF_UNSPEC`.
    Unspecified,
    /// `AF_UNIX`: what follows the family. Empty, a path, or a zero byte and an abstract name.
    Unix(Box<[u8]>),
    /// `AF_INET` or `AF_INET6`, as given.
    Inet(SocketAddr),
    /// `AF_NETLINK`: port and groups.
    Netlink(u32, u32),
    /// Another family.
    Other(u16),
}

fn field<const N: usize>(bytes: &[u8], at: usize) -> Option<[u8; N]> {
    bytes.get(at..)?.first_chunk().copied()
}

impl SockAddr {
    /// Decodes; `None` if the bytes are too few for the family.
    pub fn decode(bytes: &[u8]) -> Option<Self> {
        let family = u16::from_le_bytes(field(bytes, 0)?);
        Some(match family {
            AF_UNSPEC => Self::Unspecified,
            AF_UNIX if bytes.len() <= SOCKADDR_UN_SIZE => Self::Unix(bytes.get(2..)?.into()),
            AF_UNIX => return None,
            AF_INET => {
                // The padding belongs to the structure.
                field::<8>(bytes, 8)?;
                let port = u16::from_be_bytes(field(bytes, 2)?);
                Self::Inet((Ipv4Addr::from(field::<4>(bytes, 4)?), port).into())
            }
            AF_INET6 => {
                let port = u16::from_be_bytes(field(bytes, 2)?);
                let flow = u32::from_be_bytes(field(bytes, 4)?);
                let ip = Ipv6Addr::from(field::<16>(bytes, 8)?);
                // The scope was added later; shorter structures are taken.
                let scope = field(bytes, 24).map_or(0, u32::from_le_bytes);
                Self::Inet(SocketAddrV6::new(ip, port, flow, scope).into())
            }
            AF_NETLINK => Self::Netlink(u32::from_le_bytes(field(bytes, 4)?), u32::from_le_bytes(field(bytes, 8)?)),
            other => Self::Other(other),
        })
    }

    /// Encodes.
    pub fn encode(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(28);
        match self {
            Self::Unspecified => bytes.extend(AF_UNSPEC.to_le_bytes()),
            Self::Unix(name) => {
                bytes.extend(AF_UNIX.to_le_bytes());
                bytes.extend_from_slice(name);
            }
            Self::Inet(SocketAddr::V4(addr)) => {
                bytes.extend(AF_INET.to_le_bytes());
                bytes.extend(addr.port().to_be_bytes());
                bytes.extend(addr.ip().octets());
                bytes.extend([0; 8]);
            }
            Self::Inet(SocketAddr::V6(addr)) => {
                bytes.extend(AF_INET6.to_le_bytes());
                bytes.extend(addr.port().to_be_bytes());
                bytes.extend(addr.flowinfo().to_be_bytes());
                bytes.extend(addr.ip().octets());
                bytes.extend(addr.scope_id().to_le_bytes());
            }
            Self::Netlink(port, groups) => {
                bytes.extend(AF_NETLINK.to_le_bytes());
                bytes.extend([0; 2]);
                bytes.extend(port.to_le_bytes());
                bytes.extend(groups.to_le_bytes());
            }
            Self::Other(family) => bytes.extend(family.to_le_bytes()),
        }
        bytes
    }
}

/// An address with IPv4 in IPv6 form (`::ffff:1.2.3.4`) as plain IPv4.
pub fn canonical(addr: SocketAddr) -> SocketAddr {
    SocketAddr::new(addr.ip().to_canonical(), addr.port())
}

/// An address as an IPv6 socket shows it.
pub fn mapped(addr: SocketAddr) -> SocketAddr {
    match addr.ip() {
        IpAddr::V4(ip) => SocketAddr::new(ip.to_ipv6_mapped().into(), addr.port()),
        IpAddr::V6(_) => addr,
    }
}

/// `struct msghdr`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MsgHdr {
    /// Where the address is, or goes.
    pub name: u64,
    /// Its size.
    pub name_len: u32,
    /// The array of `struct iovec`.
    pub iov: u64,
    /// Its length.
    pub iov_len: u64,
    /// Where control messages are, or go.
    pub control: u64,
    /// Their bytes.
    pub control_len: u64,
    /// Flags of what was received.
    pub flags: u32,
}

impl MsgHdr {
    /// Bytes of the structure.
    pub const SIZE: usize = 56;
    /// Offset of `msg_namelen`.
    pub const NAME_LEN_AT: u64 = 8;
    /// Offset of `msg_controllen`.
    pub const CONTROL_LEN_AT: u64 = 40;
    /// Offset of `msg_flags`.
    pub const FLAGS_AT: u64 = 48;

    /// From guest bytes.
    pub fn decode(bytes: &[u8; Self::SIZE]) -> Self {
        let word = |at: usize| field(bytes, at).map_or(0, u64::from_le_bytes);
        let half = |at: usize| field(bytes, at).map_or(0, u32::from_le_bytes);
        Self {
            name: word(0),
            name_len: half(8),
            iov: word(16),
            iov_len: word(24),
            control: word(32),
            control_len: word(40),
            flags: half(48),
        }
    }
}

/// `struct mmsghdr`: bytes of the structure.
pub const MMSGHDR_SIZE: u64 = 64;

/// One control message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cmsg<'a> {
    /// Level, as of options.
    pub level: i32,
    /// Type.
    pub kind: u32,
    /// What it says.
    pub data: &'a [u8],
}

/// Bytes in front of the data of a control message (`struct cmsghdr`).
pub const CMSG_HEADER: usize = 16;

/// The control messages in these bytes; `None` if a length cannot be.
pub fn cmsgs(mut bytes: &[u8]) -> Option<Vec<Cmsg<'_>>> {
    let mut all = Vec::new();
    while bytes.len() >= CMSG_HEADER {
        let len = usize::try_from(u64::from_le_bytes(field(bytes, 0)?)).ok()?;
        let data = bytes.get(CMSG_HEADER..len)?;
        let level = i32::from_le_bytes(field(bytes, 8)?);
        let kind = u32::from_le_bytes(field(bytes, 12)?);
        all.push(Cmsg { level, kind, data });
        bytes = bytes.get(len.next_multiple_of(8)..).unwrap_or_default();
    }
    Some(all)
}

/// The bytes of a control message, without padding behind it.
pub fn encode_cmsg(level: i32, kind: u32, data: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(CMSG_HEADER + data.len());
    bytes.extend(((CMSG_HEADER + data.len()) as u64).to_le_bytes());
    bytes.extend(level.to_le_bytes());
    bytes.extend(kind.to_le_bytes());
    bytes.extend_from_slice(data);
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_survive_their_bytes() {
        let all = [
            SockAddr::Unspecified,
            SockAddr::Unix(b"/run/x\0".as_slice().into()),
            SockAddr::Inet("127.0.0.1:8080".parse().unwrap()),
            SockAddr::Inet("[::1]:8080".parse().unwrap()),
            SockAddr::Netlink(3, 1),
        ];
        for addr in all {
            assert_eq!(SockAddr::decode(&addr.encode()), Some(addr));
        }
        assert_eq!(SockAddr::decode(&[2, 0, 0x1f, 0x90, 127, 0, 0, 1]), None, "too short");
        assert_eq!(SockAddr::decode(&[1]), None);
        assert_eq!(SockAddr::decode(&[1; 111]), Some(SockAddr::Other(0x0101)));
        let mut long = vec![0; 111];
        long[0] = 1;
        assert_eq!(SockAddr::decode(&long), None);
    }

    #[test]
    fn control_messages_are_found() {
        let mut bytes = encode_cmsg(SOL_SOCKET, SCM_RIGHTS, &[5, 0, 0, 0]);
        assert_eq!(bytes.len(), 20);
        bytes.resize(24, 0);
        bytes.extend(encode_cmsg(SOL_SOCKET, SCM_CREDENTIALS, &[0; 12]));
        let found = cmsgs(&bytes).unwrap();
        assert_eq!(found.len(), 2);
        assert_eq!(found[0], Cmsg { level: SOL_SOCKET, kind: SCM_RIGHTS, data: &[5, 0, 0, 0] });
        assert_eq!(found[1].data.len(), 12);
        assert_eq!(cmsgs(&[0xff; 16]), None);
        assert_eq!(cmsgs(&[0; 16]), None, "shorter than its own header");
    }
}
