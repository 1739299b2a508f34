//! What the files of `/proc/net` say.

use std::fmt::Write;
use std::net::SocketAddr;
use std::sync::{Arc, Weak};

use airlock_abi::net::SockAddr;

use super::{Domain, Link, Net, Socket, Style};
use crate::vfs::lock;

/// A file of `/proc/net`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NetText {
    Dev,
    IfInet6,
    Route,
    Tcp,
    Tcp6,
    Udp,
    Udp6,
    Unix,
}

/// Appends a formatted piece; writing to a `String` cannot fail.
macro_rules! put {
    ($out:expr, $($arg:tt)*) => {{ let _ = write!($out, $($arg)*); }};
}

impl Net {
    /// The content of a file of `/proc/net` now.
    pub(crate) fn text(&self, which: NetText) -> String {
        let mut out = String::new();
        match which {
            NetText::Dev => {
                out.push_str(
                    "Inter-|   Receive                                                |  Transmit\n face |bytes    \
                     packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier \
                     compressed\n",
                );
                for interface in self.interfaces() {
                    put!(out, "{:>6}: {1} {1} {1}\n", interface.name, "      0       0    0    0    0     0");
                }
            }
            NetText::IfInet6 => {
                for interface in self.interfaces().iter().filter(|interface| interface.v6) {
                    put!(out, "{:032x} {:02x} 80 10 80 {:>8}\n", 1, interface.index, interface.name);
                }
            }
            NetText::Route => {
                out.push_str("Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT\n");
            }
            NetText::Tcp => self.inet(&mut out, Domain::Inet, Style::Stream),
            NetText::Tcp6 => self.inet(&mut out, Domain::Inet6, Style::Stream),
            NetText::Udp => self.inet(&mut out, Domain::Inet, Style::Datagram),
            NetText::Udp6 => self.inet(&mut out, Domain::Inet6, Style::Datagram),
            NetText::Unix => self.unix(&mut out),
        }
        out
    }

    fn all(&self) -> Vec<Arc<Socket>> {
        lock(&self.sockets).values().filter_map(Weak::upgrade).collect()
    }

    fn inet(&self, out: &mut String, domain: Domain, style: Style) {
        out.push_str(
            "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n",
        );
        let bound = self.all();
        let bound = bound.iter().filter(|socket| socket.domain == domain && socket.style == style);
        for (at, socket) in bound.filter(|socket| socket.state().local.is_some()).enumerate() {
            let none = socket.nameless();
            let local = socket.local();
            let state = socket.state();
            let (code, peer) = match &state.link {
                Link::Listening(_) => (0x0a, none),
                Link::Connected(_, peer) | Link::Outside(_, peer) => (0x01, socket.shown(peer.clone())),
                Link::Ended(peer) => (0x08, socket.shown(peer.clone())),
                Link::Connecting(_, peer) => (0x02, socket.shown(peer.clone())),
                Link::Idle => (0x07, none),
            };
            let (local, peer) = (hex(&local), hex(&peer));
            let (waiting, uid, ino) = (state.incoming.bytes(), socket.cred.uid, state.ino);
            put!(out, "{at:4}: {local} {peer} {code:02X} 00000000:{waiting:08X} 00:00000000 00000000 ");
            put!(out, "{uid:5}        0 {ino} 1 0000000000000000 100 0 0 10 0\n");
        }
    }

    fn unix(&self, out: &mut String) {
        out.push_str("Num       RefCount Protocol Flags    Type St Inode Path\n");
        for socket in self.all().iter().filter(|socket| socket.domain == Domain::Unix) {
            let state = socket.state();
            let (flags, code) = match &state.link {
                Link::Listening(_) => (0x1_0000, 1),
                Link::Connected(..) => (0, 3),
                _ => (0, 1),
            };
            let (kind, ino) = (socket.style.number(), state.ino);
            put!(out, "0000000000000000: 00000002 00000000 {flags:08X} {kind:04X} {code:02X} {ino:5}");
            if let Some(SockAddr::Unix(name)) = &state.local {
                let name = name.strip_suffix(b"\0").unwrap_or(name);
                let shown: Vec<u8> = name.iter().map(|byte| if *byte == 0 { b'@' } else { *byte }).collect();
                put!(out, " {}", String::from_utf8_lossy(&shown));
            }
            out.push('\n');
        }
    }
}

/// An address as the tables show it: words as they lie in the memory of the machine.
fn hex(addr: &SockAddr) -> String {
    let SockAddr::Inet(addr) = addr else { return String::new() };
    let words = |bytes: &[u8]| {
        let words = bytes.as_chunks::<4>().0.iter();
        words.fold(String::new(), |text, word| text + &format!("{:08X}", u32::from_le_bytes(*word)))
    };
    let ip = match addr {
        SocketAddr::V4(addr) => words(&addr.ip().octets()),
        SocketAddr::V6(addr) => words(&addr.ip().octets()),
    };
    format!("{ip}:{:04X}", addr.port())
}
