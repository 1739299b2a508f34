//! Sending.

use std::sync::Arc;

use airlock_abi::Errno;
use airlock_abi::net::SockAddr;

use airlock_platform::HostSocket;

use super::datagram::QUEUE_MAX;
use super::rights::InFlight;
use super::{Cred, Domain, Link, Packet, Socket, Style};
use crate::Kernel;

/// What a message brings beside its bytes.
#[derive(Default)]
pub(crate) struct Outgoing {
    /// Where it goes, if not to where the socket is connected to.
    pub(crate) to: Option<SockAddr>,
    /// Who it says has sent it.
    pub(crate) cred: Option<Cred>,
    pub(crate) rights: Vec<InFlight>,
}

impl Socket {
    /// Sends: so many of the bytes as there is room for if it is a stream, otherwise all of them as one message. `EAGAIN` if
    /// there is no room. Does not raise `SIGPIPE`.
    pub(crate) fn send(&self, k: &mut Kernel, bytes: &[u8], message: Outgoing) -> Result<usize, Errno> {
        match self.style {
            Style::Stream => self.send_stream(k, bytes, message),
            Style::SeqPacket => self.send_packet(k, bytes, message),
            Style::Datagram | Style::Raw => match self.domain {
                Domain::Unix => self.send_unix_datagram(k, bytes, message),
                Domain::Netlink => self.send_netlink(k, bytes),
                Domain::Inet | Domain::Inet6 => self.send_udp(k, bytes, message),
            },
        }
    }

    /// The connection to outside, if it has one.
    fn outside_connection(&self) -> Result<Option<Arc<dyn HostSocket>>, Errno> {
        if self.state().reaching {
            self.follow_outside();
        }
        let mut state = self.state();
        let Link::Outside(connection, _) = &state.link else { return Ok(None) };
        if state.reaching {
            return Err(Errno::EAGAIN);
        }
        let connection = Arc::clone(connection);
        if let Some(errno) = state.error.take() {
            return Err(errno);
        }
        if state.write_shut { Err(Errno::EPIPE) } else { Ok(Some(connection)) }
    }

    /// The other side of a connection that can be written to.
    fn sending_peer(&self) -> Result<Option<Arc<Self>>, Errno> {
        let mut state = self.state();
        if self.is_inet()
            && let Some(errno) = state.error.take()
        {
            return Err(errno);
        }
        if state.write_shut {
            return Err(Errno::EPIPE);
        }
        match &state.link {
            Link::Connected(peer, _) => Ok(peer.upgrade()),
            Link::Ended(_) => {
                // What is sent to a side that is gone is answered with a reset; only the next call sees that.
                state.probed = true;
                state.write_shut = true;
                state.error = Some(Errno::EPIPE);
                Ok(None)
            }
            Link::Connecting(..) | Link::Outside(..) => Err(Errno::EAGAIN),
            Link::Idle | Link::Listening(_) if self.is_inet() => Err(Errno::EPIPE),
            Link::Idle | Link::Listening(_) => Err(Errno::ENOTCONN),
        }
    }

    fn send_stream(&self, k: &Kernel, bytes: &[u8], message: Outgoing) -> Result<usize, Errno> {
        if message.to.is_some() && self.domain == Domain::Unix {
            let connected = matches!(self.state().link, Link::Connected(..));
            return Err(if connected { Errno::EISCONN } else { Errno::EOPNOTSUPP });
        }
        if let Some(connection) = self.outside_connection()? {
            return if bytes.is_empty() { Ok(0) } else { self.send_outside(&*connection, bytes) };
        }
        let Some(peer) = self.sending_peer()? else {
            self.changed();
            return Ok(bytes.len());
        };
        if bytes.is_empty() {
            return Ok(0);
        }
        let send_buffer = self.state().options.send_buffer;
        let cred = message.cred.unwrap_or_else(|| k.cred());
        let mut state = peer.state();
        let room = self.capacity(send_buffer, &state).saturating_sub(state.incoming.bytes());
        let part = bytes.get(..room).unwrap_or(bytes);
        if part.is_empty() {
            return Err(Errno::EAGAIN);
        }
        let refused = if message.rights.is_empty() {
            (!state.incoming.extend(part, cred)).then(Vec::new)
        } else {
            state
                .incoming
                .push(Packet::new(part.to_vec(), None, cred, message.rights))
                .err()
                .map(|packet| packet.rights)
        };
        drop(state);
        if refused.is_some() {
            return Err(Errno::ENOBUFS);
        }
        peer.changed();
        Ok(part.len())
    }

    /// A message on a `SOCK_SEQPACKET` connection.
    fn send_packet(&self, k: &Kernel, bytes: &[u8], message: Outgoing) -> Result<usize, Errno> {
        let Some(peer) = self.sending_peer()? else { return Err(Errno::EPIPE) };
        self.put_datagram(&peer, bytes, message.cred.unwrap_or_else(|| k.cred()), None, message.rights)
    }

    /// Puts a datagram into the queue of a socket of the same family; `EAGAIN` if that is full.
    pub(crate) fn put_datagram(
        &self,
        to: &Self,
        bytes: &[u8],
        cred: Cred,
        from: Option<SockAddr>,
        rights: Vec<InFlight>,
    ) -> Result<usize, Errno> {
        let send_buffer = self.state().options.send_buffer;
        if bytes.len() > send_buffer.saturating_sub(32) {
            return Err(Errno::EMSGSIZE);
        }
        {
            let state = to.state();
            if state.read_shut {
                return Err(Errno::EPIPE);
            }
            let full = state.incoming.len() >= QUEUE_MAX
                || (!state.incoming.is_empty() && state.incoming.bytes() + bytes.len() > send_buffer);
            drop(state);
            self.state().full = full.then(|| to.key());
            if full {
                return Err(Errno::EAGAIN);
            }
        }
        to.deliver(Packet::new(bytes.to_vec(), from, cred, rights))?;
        Ok(bytes.len())
    }
}

impl Kernel {
    /// Who makes the call at hand.
    pub(crate) fn cred(&self) -> Cred {
        let creds = self.process.creds();
        Cred { pid: self.process.pid(), uid: creds.euid, gid: creds.egid }
    }
}
