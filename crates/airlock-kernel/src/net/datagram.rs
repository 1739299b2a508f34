//! Datagrams of `unix(7)` and UDP.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;

use airlock_abi::Errno;
use airlock_abi::net::{SockAddr, canonical};

use super::names::destination;
use super::send::Outgoing;
use super::{Domain, Link, Packet, Socket, Transport, dns};
use crate::Kernel;
use crate::vfs::lock;

/// Datagrams that wait at a socket at most (`net.unix.max_dgram_qlen`).
pub(crate) const QUEUE_MAX: usize = 512;
/// The longest UDP datagram.
const UDP_MAX: usize = 65507;

/// The address that packets to `to` come from if the sender has none of its own.
pub(crate) fn source_for(to: IpAddr) -> IpAddr {
    match to {
        IpAddr::V4(_) => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(_) => Ipv6Addr::LOCALHOST.into(),
    }
}

impl Socket {
    pub(crate) fn send_unix_datagram(&self, k: &Kernel, bytes: &[u8], message: Outgoing) -> Result<usize, Errno> {
        let named = message.to.is_some();
        let target = match &message.to {
            Some(SockAddr::Unix(name)) => k.unix_socket(&self.net, name)?,
            Some(_) => return Err(Errno::EINVAL),
            None => match &self.state().link {
                Link::Connected(peer, _) => peer.upgrade().ok_or(Errno::ECONNREFUSED)?,
                Link::Ended(_) => return Err(Errno::ECONNREFUSED),
                _ => return Err(Errno::ENOTCONN),
            },
        };
        if self.state().write_shut {
            return Err(Errno::EPIPE);
        }
        if target.style != self.style {
            return Err(Errno::EPROTOTYPE);
        }
        // A socket that is connected hears from its peer alone.
        if named && matches!(&target.state().link, Link::Connected(peer, _) if !std::ptr::eq(peer.as_ptr(), self)) {
            return Err(Errno::EPERM);
        }
        let from = self.state().local.clone();
        self.put_datagram(&target, bytes, message.cred.unwrap_or_else(|| k.cred()), from, message.rights)
    }

    pub(crate) fn send_udp(&self, k: &mut Kernel, bytes: &[u8], message: Outgoing) -> Result<usize, Errno> {
        if let Some(errno) = self.take_error() {
            return Err(errno);
        }
        if self.state().write_shut {
            return Err(Errno::EPIPE);
        }
        let (to, connected) = match message.to {
            Some(to) => (self.inet_destination(&to)?, false),
            None => match &self.state().link {
                Link::Connected(_, SockAddr::Inet(to)) => (*to, true),
                _ => return Err(Errno::EDESTADDRREQ),
            },
        };
        if to.port() == 0 {
            return Err(Errno::EINVAL);
        }
        if bytes.len() > UDP_MAX {
            return Err(Errno::EMSGSIZE);
        }
        let local = self.bind_any(k)?;
        let inside = self.net.is_own(to.ip());
        if to.port() == dns::PORT && self.net.outside.is_some() && (!inside || self.udp_receiver(to, local).is_none()) {
            return k.ask(self, to, bytes);
        }
        if !inside {
            return Err(k.unreachable("sendto", to));
        }
        let from = if local.ip().is_unspecified() { SocketAddr::new(source_for(to.ip()), local.port()) } else { local };
        let delivered = match self.udp_receiver(to, from) {
            Some(receiver) => {
                let fits = {
                    let state = receiver.state();
                    state.incoming.bytes() + bytes.len() <= state.options.receive_buffer
                        && state.incoming.len() < state.options.receive_buffer
                };
                // What does not fit is lost, as on a wire.
                if fits {
                    let packet = Packet::new(bytes.to_vec(), Some(SockAddr::Inet(from)), k.cred(), Vec::new());
                    let _ = receiver.deliver(packet);
                }
                true
            }
            None => false,
        };
        if !delivered && connected {
            self.state().error = Some(Errno::ECONNREFUSED);
            self.changed();
        }
        Ok(bytes.len())
    }

    /// The socket that a datagram goes to: one that is connected to the sender before one that takes all.
    fn udp_receiver(&self, to: SocketAddr, from: SocketAddr) -> Option<Arc<Self>> {
        let mut open = None;
        for socket in lock(&self.net.names).at(Transport::Udp, to) {
            let state = socket.state();
            match &state.link {
                Link::Connected(_, SockAddr::Inet(peer)) if *peer == from => {
                    drop(state);
                    return Some(socket);
                }
                Link::Idle if open.is_none() => {
                    drop(state);
                    open = Some(socket);
                }
                _ => {}
            }
        }
        open
    }

    /// An address that was given as a destination, in plain form.
    pub(crate) fn inet_destination(&self, addr: &SockAddr) -> Result<SocketAddr, Errno> {
        let SockAddr::Inet(addr) = addr else { return Err(Errno::EAFNOSUPPORT) };
        match (self.domain, addr.is_ipv4()) {
            (Domain::Inet, false) => return Err(Errno::EAFNOSUPPORT),
            (Domain::Inet6, _) if self.state().options.v6_only && canonical(*addr).is_ipv4() => {
                return Err(Errno::ENETUNREACH);
            }
            _ => {}
        }
        Ok(destination(canonical(*addr)))
    }
}
