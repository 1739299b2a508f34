//! What has arrived at a socket and was not received yet.

use std::collections::VecDeque;
use std::sync::Arc;

use airlock_abi::net::SockAddr;

use super::rights::InFlight;
use crate::vfs::Space;

/// Packets of a stream grow up to this size, so that few of them are made.
const GROW_MAX: usize = 64 << 10;
/// What a packet costs beside its bytes.
const PACKET_COST: usize = 128;

/// Process, user and group of a sender, as `SCM_CREDENTIALS` tells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Cred {
    pub(crate) pid: u32,
    pub(crate) uid: u32,
    pub(crate) gid: u32,
}

/// A datagram, or a piece of a stream.
pub(crate) struct Packet {
    pub(crate) bytes: Vec<u8>,
    /// So many of the bytes were received already; for streams.
    taken: usize,
    pub(crate) from: Option<SockAddr>,
    pub(crate) cred: Cred,
    pub(crate) rights: Vec<InFlight>,
}

impl Packet {
    pub(crate) fn new(bytes: Vec<u8>, from: Option<SockAddr>, cred: Cred, rights: Vec<InFlight>) -> Self {
        Self { bytes, taken: 0, from, cred, rights }
    }

    /// What is left of it.
    fn rest(&self) -> &[u8] {
        self.bytes.get(self.taken..).unwrap_or_default()
    }

    fn cost(len: usize) -> u64 {
        (len + PACKET_COST) as u64
    }
}

/// What a receive call gets beside bytes.
#[derive(Default)]
pub(crate) struct Taken {
    /// Bytes that were copied.
    pub(crate) len: usize,
    /// Bytes of the datagram, of which some may not have fitted.
    pub(crate) whole: usize,
    pub(crate) from: Option<SockAddr>,
    pub(crate) cred: Option<Cred>,
    pub(crate) rights: Vec<InFlight>,
}

/// Packets in the order of their arrival. Their bytes count against the filesystem limit.
pub(crate) struct Queue {
    packets: VecDeque<Packet>,
    bytes: usize,
    space: Arc<Space>,
}

impl Queue {
    pub(crate) fn new(space: &Arc<Space>) -> Self {
        Self { packets: VecDeque::new(), bytes: 0, space: Arc::clone(space) }
    }

    /// Bytes that wait.
    pub(crate) fn bytes(&self) -> usize {
        self.bytes
    }

    /// Packets that wait.
    pub(crate) fn len(&self) -> usize {
        self.packets.len()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.packets.is_empty()
    }

    /// Bytes of the first packet.
    pub(crate) fn first_len(&self) -> usize {
        self.packets.front().map_or(0, |packet| packet.rest().len())
    }

    /// Adds a packet; gives it back if the limit of the run is met.
    pub(crate) fn push(&mut self, packet: Packet) -> Result<(), Packet> {
        if self.space.charge(Packet::cost(packet.bytes.len())).is_err() {
            return Err(packet);
        }
        self.bytes += packet.bytes.len();
        self.packets.push_back(packet);
        Ok(())
    }

    /// Adds bytes of a stream that come without anything else. False if the limit of the run is met.
    pub(crate) fn extend(&mut self, bytes: &[u8], cred: Cred) -> bool {
        if let Some(last) = self.packets.back_mut()
            && last.rights.is_empty()
            && last.cred == cred
            && last.bytes.len() + bytes.len() <= GROW_MAX
        {
            if self.space.charge(bytes.len() as u64).is_err() {
                return false;
            }
            last.bytes.extend_from_slice(bytes);
            self.bytes += bytes.len();
            return true;
        }
        self.push(Packet::new(bytes.to_vec(), None, cred, Vec::new())).is_ok()
    }

    fn pop(&mut self) -> Option<Packet> {
        let packet = self.packets.pop_front()?;
        self.bytes = self.bytes.saturating_sub(packet.rest().len());
        self.space.release(Packet::cost(packet.bytes.len()));
        Some(packet)
    }

    /// Takes one datagram; what does not fit is lost. `None` if there is none.
    pub(crate) fn take_datagram(&mut self, buf: &mut [u8], peek: bool) -> Option<Taken> {
        let packet = self.packets.front()?;
        let len = copy(packet.rest(), buf);
        let (whole, from, cred) = (packet.bytes.len(), packet.from.clone(), Some(packet.cred));
        let rights = if peek {
            packet.rights.iter().map(InFlight::again).collect()
        } else {
            self.pop().map(|packet| packet.rights).unwrap_or_default()
        };
        Some(Taken { len, whole, from, cred, rights })
    }

    /// Takes bytes of a stream. Never more than up to the end of one piece that brings descriptors, and, if
    /// `senders` are told, of one sender.
    pub(crate) fn take_stream(&mut self, buf: &mut [u8], peek: bool, senders: bool) -> Taken {
        let mut taken = Taken::default();
        let mut at = 0;
        while taken.len < buf.len() || (buf.is_empty() && at == 0) {
            let Some(packet) = self.packets.get_mut(at) else { break };
            if senders && taken.cred.is_some_and(|cred| cred != packet.cred) {
                break;
            }
            taken.cred = Some(packet.cred);
            let n = copy(packet.rest(), buf.get_mut(taken.len..).unwrap_or_default());
            taken.len += n;
            let with_rights = !packet.rights.is_empty();
            if peek {
                taken.rights = packet.rights.iter().map(InFlight::again).collect();
                at += 1;
            } else {
                taken.rights = std::mem::take(&mut packet.rights);
                packet.taken += n;
                self.bytes = self.bytes.saturating_sub(n);
                if packet.rest().is_empty() {
                    self.pop();
                } else {
                    break;
                }
            }
            if with_rights {
                break;
            }
        }
        taken.whole = taken.len;
        taken
    }

    /// Empties it. What comes back may hold files: it is to be dropped where no socket is locked.
    pub(crate) fn clear(&mut self) -> Vec<Packet> {
        let mut all = Vec::with_capacity(self.packets.len());
        while let Some(packet) = self.pop() {
            all.push(packet);
        }
        all
    }

    /// The descriptors in all packets.
    pub(crate) fn rights(&self) -> impl Iterator<Item = &InFlight> {
        self.packets.iter().flat_map(|packet| &packet.rights)
    }
}

impl Drop for Queue {
    fn drop(&mut self) {
        self.clear();
    }
}

fn copy(from: &[u8], to: &mut [u8]) -> usize {
    let n = from.len().min(to.len());
    if let (Some(to), Some(from)) = (to.get_mut(..n), from.get(..n)) {
        to.copy_from_slice(from);
    }
    n
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn streams_forget_the_borders_of_writes_and_datagrams_keep_them() {
        let space = Arc::new(Space::new(1 << 20));
        let mut queue = Queue::new(&space);
        assert!(queue.extend(b"abc", Cred::default()));
        assert!(queue.extend(b"def", Cred::default()));
        let mut buf = [0; 4];
        assert_eq!(queue.take_stream(&mut buf, true, false).len, 4);
        assert_eq!(queue.take_stream(&mut buf, false, false).len, 4);
        assert_eq!((&buf, queue.bytes()), (b"abcd", 2));
        assert_eq!(queue.take_stream(&mut buf, false, false).len, 2);
        assert!(queue.is_empty());
        for text in [b"first".as_slice(), b"2nd"] {
            assert!(queue.push(Packet::new(text.to_vec(), None, Cred::default(), Vec::new())).is_ok());
        }
        let first = queue.take_datagram(&mut buf, false).unwrap();
        assert_eq!((first.len, first.whole), (4, 5));
        assert_eq!(queue.take_datagram(&mut buf, false).unwrap().len, 3);
        assert!(queue.take_datagram(&mut buf, false).is_none());
        drop(queue);
        assert_eq!(space.free(), 1 << 20);
    }

    #[test]
    fn a_read_does_not_cross_senders_who_are_told() {
        let mut queue = Queue::new(&Arc::new(Space::new(1 << 20)));
        queue.extend(b"a", Cred { pid: 1, ..Cred::default() });
        queue.extend(b"b", Cred { pid: 2, ..Cred::default() });
        let mut buf = [0; 4];
        assert_eq!(queue.take_stream(&mut buf, true, false).len, 2);
        assert_eq!(queue.take_stream(&mut buf, false, true).len, 1);
        assert_eq!(queue.take_stream(&mut buf, false, true).cred.unwrap().pid, 2);
    }
}
