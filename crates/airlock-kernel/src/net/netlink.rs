//! `rtnetlink(7)`, as far as libraries ask which interfaces and addresses there are.

use airlock_abi::Errno;
use airlock_abi::net::{AF_INET, AF_INET6, SockAddr};

use super::netdevice::Interface;
use super::{Cred, Packet, Socket};
use crate::Kernel;

const NLMSG_ERROR: u16 = 2;
const NLMSG_DONE: u16 = 3;
const RTM_NEWLINK: u16 = 16;
const RTM_GETLINK: u16 = 18;
const RTM_NEWADDR: u16 = 20;
const RTM_GETADDR: u16 = 22;
const RTM_GETROUTE: u16 = 26;
const NLM_F_MULTI: u16 = 2;
const NLM_F_ACK: u16 = 4;
const NLM_F_DUMP: u16 = 0x300;
/// Bytes of `struct nlmsghdr`.
const HEADER: usize = 16;
/// Requests that one message may hold.
const REQUESTS_MAX: usize = 64;

/// `struct nlmsghdr`, without the length.
#[derive(Clone, Copy)]
struct Header {
    kind: u16,
    flags: u16,
    seq: u32,
    port: u32,
}

impl Header {
    /// The message with this body.
    fn message(self, body: &[u8]) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(HEADER + body.len());
        bytes.extend(u32::try_from(HEADER + body.len()).unwrap_or(0).to_le_bytes());
        bytes.extend(self.kind.to_le_bytes());
        bytes.extend(self.flags.to_le_bytes());
        bytes.extend(self.seq.to_le_bytes());
        bytes.extend(self.port.to_le_bytes());
        bytes.extend_from_slice(body);
        bytes.resize(bytes.len().next_multiple_of(4), 0);
        bytes
    }
}

fn field<const N: usize>(bytes: &[u8], at: usize) -> Option<[u8; N]> {
    bytes.get(at..)?.first_chunk().copied()
}

/// Appends a `struct rtattr`.
fn attribute(out: &mut Vec<u8>, kind: u16, value: &[u8]) {
    out.extend(u16::try_from(4 + value.len()).unwrap_or(0).to_le_bytes());
    out.extend(kind.to_le_bytes());
    out.extend_from_slice(value);
    out.resize(out.len().next_multiple_of(4), 0);
}

fn link(interface: &Interface) -> Vec<u8> {
    let mut body = vec![0, 0];
    body.extend(interface.kind.to_le_bytes());
    body.extend(interface.index.to_le_bytes());
    body.extend(interface.flags.to_le_bytes());
    body.extend(0u32.to_le_bytes());
    attribute(&mut body, 3, &[interface.name.as_bytes(), b"\0"].concat());
    attribute(&mut body, 13, &1000u32.to_le_bytes());
    attribute(&mut body, 16, &[0]);
    attribute(&mut body, 4, &interface.mtu.to_le_bytes());
    attribute(&mut body, 1, &[0; 6]);
    attribute(&mut body, 2, &[0; 6]);
    body
}

fn address(interface: &Interface, family: u16) -> Vec<u8> {
    const IFA_F_PERMANENT: u8 = 0x80;
    const SCOPE_HOST: u8 = 254;
    let v4 = family == AF_INET;
    let prefix = if v4 { interface.v4_prefix } else { 128 };
    let scope = if interface.v4.is_loopback() { SCOPE_HOST } else { 0 };
    let mut body = vec![u8::try_from(family).unwrap_or(0), prefix, IFA_F_PERMANENT, scope];
    body.extend(interface.index.to_le_bytes());
    if v4 {
        attribute(&mut body, 1, &interface.v4.octets());
        attribute(&mut body, 2, &interface.v4.octets());
        attribute(&mut body, 3, &[interface.name.as_bytes(), b"\0"].concat());
    } else {
        attribute(&mut body, 1, &std::net::Ipv6Addr::LOCALHOST.octets());
    }
    attribute(&mut body, 8, &u32::from(IFA_F_PERMANENT).to_le_bytes());
    body
}

/// The answers to one request.
fn answer(interfaces: &[Interface], request: &[u8], header: Header, own_port: u32) -> Vec<Vec<u8>> {
    let back = Header { port: own_port, ..header };
    let error = |errno: i32| {
        let mut body = (-errno).to_le_bytes().to_vec();
        body.extend_from_slice(request.get(..HEADER).unwrap_or_default());
        vec![Header { kind: NLMSG_ERROR, flags: 0, ..back }.message(&body)]
    };
    let dump = header.flags & NLM_F_DUMP == NLM_F_DUMP;
    let family = request.get(HEADER).copied().map_or(0, u16::from);
    let multi = Header { flags: NLM_F_MULTI, ..back };
    let mut messages = Vec::new();
    match header.kind {
        RTM_GETLINK if dump => {
            let links = interfaces.iter().map(link);
            messages.extend(links.map(|body| Header { kind: RTM_NEWLINK, ..multi }.message(&body)));
        }
        RTM_GETLINK => {
            let index = field(request, HEADER + 4).map_or(0, u32::from_le_bytes);
            return match interfaces.iter().find(|interface| interface.index == index) {
                Some(found) => vec![Header { kind: RTM_NEWLINK, flags: 0, ..back }.message(&link(found))],
                None => error(Errno::ENODEV.number()),
            };
        }
        RTM_GETADDR if dump => {
            for interface in interfaces {
                for (wanted, there) in [(AF_INET, true), (AF_INET6, interface.v6)] {
                    if there && (family == 0 || family == wanted) {
                        messages.push(Header { kind: RTM_NEWADDR, ..multi }.message(&address(interface, wanted)));
                    }
                }
            }
        }
        RTM_GETROUTE if dump => {}
        // Numbers below 16 are of netlink itself, and want no answer.
        0..16 => return if header.flags & NLM_F_ACK != 0 { error(0) } else { Vec::new() },
        // Of each kind of object the first two requests change something.
        kind if kind % 4 < 2 => return error(Errno::EPERM.number()),
        _ => return error(Errno::EOPNOTSUPP.number()),
    }
    messages.push(Header { kind: NLMSG_DONE, ..multi }.message(&0u32.to_le_bytes()));
    messages
}

impl Socket {
    /// `bind(2)`; port 0 stands for that of the process.
    pub(crate) fn bind_netlink(&self, port: u32) {
        let port = if port == 0 { self.cred.pid } else { port };
        self.state().local = Some(SockAddr::Netlink(port, 0));
    }

    pub(crate) fn send_netlink(&self, _: &Kernel, bytes: &[u8]) -> Result<usize, Errno> {
        if self.state().local.is_none() {
            self.bind_netlink(0);
        }
        let port = match self.state().local {
            Some(SockAddr::Netlink(port, _)) => port,
            _ => 0,
        };
        let mut rest = bytes;
        for _ in 0..REQUESTS_MAX {
            let Some(len) = field(rest, 0).map(u32::from_le_bytes).and_then(|len| usize::try_from(len).ok()) else {
                break;
            };
            let Some(request) = rest.get(..len).filter(|request| request.len() >= HEADER) else { break };
            let half = |at: usize| field(request, at).map_or(0, u16::from_le_bytes);
            let word = |at: usize| field(request, at).map_or(0, u32::from_le_bytes);
            let header = Header { kind: half(4), flags: half(6), seq: word(8), port: word(12) };
            let answers = answer(self.net.interfaces(), request, header, port).concat();
            if !answers.is_empty() {
                let full = {
                    let state = self.state();
                    state.incoming.bytes() > state.options.receive_buffer
                };
                if full {
                    return Err(Errno::ENOBUFS);
                }
                let from = SockAddr::Netlink(0, 0);
                self.deliver(Packet::new(answers, Some(from), Cred::default(), Vec::new()))?;
            }
            rest = rest.get(len.next_multiple_of(4)..).unwrap_or_default();
        }
        Ok(bytes.len())
    }
}
