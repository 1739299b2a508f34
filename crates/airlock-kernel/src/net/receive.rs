//! Receiving.

use airlock_abi::Errno;

use super::{Domain, Link, Socket, Style, Taken};
use crate::Kernel;

impl Socket {
    /// Receives, and takes what was received unless it only `peek`s. `EAGAIN` if nothing is there; no bytes are the end of a
    /// connection, or an empty datagram.
    pub(crate) fn receive(&self, _: &mut Kernel, buf: &mut [u8], peek: bool) -> Result<Taken, Errno> {
        self.follow_outside();
        let mut state = self.state();
        if self.connects() {
            match &state.link {
                Link::Outside(..) if state.reaching => return Err(Errno::EAGAIN),
                Link::Connected(..) | Link::Outside(..) | Link::Ended(_) => {}
                Link::Connecting(..) => return Err(Errno::EAGAIN),
                Link::Idle | Link::Listening(_) => {
                    if let Some(errno) = state.error.take() {
                        return Err(errno);
                    }
                    let unix_stream = self.domain == Domain::Unix && self.style == Style::Stream;
                    return Err(if unix_stream { Errno::EINVAL } else { Errno::ENOTCONN });
                }
            }
        }
        let before = (state.incoming.bytes(), state.incoming.len());
        if !state.incoming.is_empty() {
            let senders = state.options.pass_cred;
            let taken = match self.style {
                Style::Stream => state.incoming.take_stream(buf, peek, senders),
                _ => state.incoming.take_datagram(buf, peek).unwrap_or_default(),
            };
            drop(state);
            if !peek {
                self.made_room(before);
            }
            return Ok(taken);
        }
        match state.error {
            // A side that is gone has said that it sends nothing more, before it could be told that it should not be sent to.
            Some(Errno::EPIPE) if state.ended => Ok(Taken::default()),
            Some(errno) => {
                state.error = None;
                Err(errno)
            }
            None if state.read_shut || state.ended => Ok(Taken::default()),
            None => Err(Errno::EAGAIN),
        }
    }

    /// Tells those who may have waited for room in the queue, which held so many bytes and packets before. Others are not
    /// woken: whoever waits for an answer on a connection would be, each time its question is read.
    fn made_room(&self, (bytes, packets): (usize, usize)) {
        if !self.connects() {
            if self.domain == Domain::Unix {
                self.changed();
            }
            return;
        }
        let Some(peer) = self.peer() else { return };
        let send_buffer = peer.state().options.send_buffer;
        let capacity = self.capacity(send_buffer, &self.state());
        if bytes.saturating_mul(3) > capacity.saturating_mul(2) || packets >= super::datagram::QUEUE_MAX {
            peer.changed();
        }
    }
}
