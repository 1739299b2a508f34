//! A socket: what it is connected to, what has arrived, when it is ready.

use std::any::Any;
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, Weak};

use airlock_abi::Errno;
use airlock_abi::net::{SOCK_DGRAM, SOCK_RAW, SOCK_SEQPACKET, SOCK_STREAM, SockAddr, mapped};
use airlock_abi::poll::{POLLERR, POLLHUP, POLLIN, POLLOUT, POLLRDHUP, POLLRDNORM, POLLWRBAND, POLLWRNORM};

use airlock_abi::stat::S_IFSOCK;

use airlock_platform::HostSocket;

use super::options::Options;
use super::send::Outgoing;
use super::{Cred, Net, Packet, Queue};
use crate::Kernel;
use crate::task::{Key, Sources};
use crate::vfs::{Inode, Object, lock};

const IN: u16 = POLLIN | POLLRDNORM;
const OUT: u16 = POLLOUT | POLLWRNORM | POLLWRBAND;
/// What a socket costs of the filesystem limit.
const SOCKET_COST: u64 = 1024;

/// The family of a socket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Domain {
    Unix,
    Inet,
    Inet6,
    Netlink,
}

/// The type of a socket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Style {
    Stream,
    Datagram,
    SeqPacket,
    Raw,
}

impl Style {
    /// The number of the type.
    pub(crate) fn number(self) -> u32 {
        match self {
            Self::Stream => SOCK_STREAM,
            Self::Datagram => SOCK_DGRAM,
            Self::SeqPacket => SOCK_SEQPACKET,
            Self::Raw => SOCK_RAW,
        }
    }
}

/// Connections that nobody has accepted yet.
#[derive(Default)]
pub(crate) struct Backlog {
    pub(crate) limit: usize,
    pub(crate) pending: VecDeque<Arc<Socket>>,
    /// Sockets that wait for room in `pending`.
    pub(crate) waiting: VecDeque<Weak<Socket>>,
}

/// What a socket is connected to.
pub(crate) enum Link {
    /// Nothing.
    Idle,
    Listening(Backlog),
    /// It waits until the listening socket has room for it.
    Connecting(Weak<Socket>, SockAddr),
    /// Another socket, and the name that it had.
    Connected(Weak<Socket>, SockAddr),
    /// A connection to outside of the sandbox.
    Outside(Arc<dyn HostSocket>, SockAddr),
    /// It was connected to a socket that is gone.
    Ended(SockAddr),
}

/// What changes of a socket.
pub(crate) struct State {
    pub(crate) options: Options,
    /// `SO_ERROR`.
    pub(crate) error: Option<Errno>,
    /// The name it is bound to.
    pub(crate) local: Option<SockAddr>,
    /// The inode of that name.
    pub(crate) inode: Option<Arc<Inode>>,
    /// The number that `fstat` of its descriptor tells; 0 before it has one.
    pub(crate) ino: u64,
    pub(crate) link: Link,
    pub(crate) incoming: Queue,
    /// Nothing more is received.
    pub(crate) read_shut: bool,
    /// Nothing more is sent.
    pub(crate) write_shut: bool,
    /// The other side sends nothing more.
    pub(crate) ended: bool,
    /// It is not known yet whether the connection to outside comes about.
    pub(crate) reaching: bool,
    /// A connection was made that `connect` has not told of yet.
    pub(crate) fresh: bool,
    /// The other side is gone, and the first write to it has been taken (TCP finds out only by the answer).
    pub(crate) probed: bool,
    pub(crate) peer_cred: Option<Cred>,
    /// The socket that had no room for the last datagram.
    pub(crate) full: Option<Key>,
}

/// One socket.
pub(crate) struct Socket {
    pub(crate) domain: Domain,
    pub(crate) style: Style,
    pub(crate) protocol: i32,
    /// Who made it.
    pub(crate) cred: Cred,
    pub(crate) net: Arc<Net>,
    key: Key,
    id: u64,
    me: Weak<Socket>,
    state: Mutex<State>,
}

impl Socket {
    /// A socket that is connected to nothing. `ENOMEM` if the limit of the run is met.
    pub(crate) fn new(
        net: &Arc<Net>,
        domain: Domain,
        style: Style,
        protocol: i32,
        cred: Cred,
    ) -> Result<Arc<Self>, Errno> {
        let Key::Object(id) = net.events.new_key() else { return Err(Errno::ENOMEM) };
        Self::numbered(net, id, domain, style, protocol, cred)
    }

    /// A socket with this number, which is a new one.
    pub(crate) fn numbered(
        net: &Arc<Net>,
        id: u64,
        domain: Domain,
        style: Style,
        protocol: i32,
        cred: Cred,
    ) -> Result<Arc<Self>, Errno> {
        net.space.charge(SOCKET_COST).map_err(|_| Errno::ENOMEM)?;
        let key = Key::Object(id);
        let socket = Arc::new_cyclic(|me| Self {
            domain,
            style,
            protocol,
            cred,
            net: Arc::clone(net),
            key,
            id,
            me: me.clone(),
            state: Mutex::new(State {
                options: Options::new(domain, style),
                error: None,
                local: None,
                inode: None,
                ino: 0,
                link: Link::Idle,
                incoming: Queue::new(&net.space),
                read_shut: false,
                write_shut: false,
                ended: false,
                reaching: false,
                fresh: false,
                probed: false,
                peer_cred: None,
                full: None,
            }),
        });
        lock(&net.sockets).insert(id, Arc::downgrade(&socket));
        Ok(socket)
    }

    /// The socket behind an object, if it is one.
    pub(crate) fn of(object: &Arc<dyn Object>) -> Option<Arc<Self>> {
        let object: &dyn Any = &**object;
        object.downcast_ref::<Self>().and_then(|socket| socket.me.upgrade())
    }

    /// A number that no other object of the run has.
    pub(crate) fn id(&self) -> u64 {
        self.id
    }

    pub(crate) fn key(&self) -> Key {
        self.key
    }

    pub(crate) fn me(&self) -> Weak<Self> {
        self.me.clone()
    }

    /// What changes of it. Only one socket may be locked at a time.
    pub(crate) fn state(&self) -> MutexGuard<'_, State> {
        lock(&self.state)
    }

    /// Tells those who wait for it that something has changed.
    pub(crate) fn changed(&self) {
        self.net.events.fire(self.key);
    }

    /// Whether it is connected before it sends.
    pub(crate) fn connects(&self) -> bool {
        matches!(self.style, Style::Stream | Style::SeqPacket)
    }

    pub(crate) fn is_inet(&self) -> bool {
        matches!(self.domain, Domain::Inet | Domain::Inet6)
    }

    /// An address as this socket shows it.
    pub(crate) fn shown(&self, addr: SockAddr) -> SockAddr {
        match addr {
            SockAddr::Inet(addr) if self.domain == Domain::Inet6 => SockAddr::Inet(mapped(addr)),
            addr => addr,
        }
    }

    /// The address of a socket that has none.
    pub(crate) fn nameless(&self) -> SockAddr {
        match self.domain {
            Domain::Unix => SockAddr::Unix(Box::default()),
            Domain::Inet => SockAddr::Inet(([0, 0, 0, 0], 0).into()),
            Domain::Inet6 => SockAddr::Inet(([0u16; 8], 0).into()),
            Domain::Netlink => SockAddr::Netlink(0, 0),
        }
    }

    /// Its own address.
    pub(crate) fn local(&self) -> SockAddr {
        self.state().local.clone().map_or_else(|| self.nameless(), |addr| self.shown(addr))
    }

    /// The other side of a connection.
    pub(crate) fn peer(&self) -> Option<Arc<Self>> {
        match &self.state().link {
            Link::Connected(peer, _) => peer.upgrade(),
            _ => None,
        }
    }

    /// Takes the pending error.
    pub(crate) fn take_error(&self) -> Option<Errno> {
        self.state().error.take()
    }

    /// Bytes that may be on their way to `receiver` before a sender with this buffer waits.
    pub(crate) fn capacity(&self, send_buffer: usize, receiver: &State) -> usize {
        if self.is_inet() { send_buffer.saturating_add(receiver.options.receive_buffer) } else { send_buffer }
    }

    /// Looks at the queue of the socket.
    pub(crate) fn visit_queues(&self, visit: &mut dyn FnMut(&Queue)) {
        visit(&self.state().incoming);
    }

    /// Drops what has arrived. The result is to be dropped where no socket is locked.
    pub(crate) fn clear_incoming(&self) -> Vec<Packet> {
        self.state().incoming.clear()
    }

    /// Whether a write would not wait, as far as `state` does not say.
    fn has_room(&self, send_buffer: usize, peer: Option<Arc<Self>>) -> bool {
        let Some(peer) = peer else { return true };
        let peer = peer.state();
        let capacity = self.capacity(send_buffer, &peer);
        match self.style {
            // As Linux: a third of the buffer is free.
            Style::Stream => peer.incoming.bytes().saturating_mul(3) <= capacity.saturating_mul(2),
            _ => peer.incoming.bytes() < capacity && peer.incoming.len() < super::datagram::QUEUE_MAX,
        }
    }

    fn ready_now(&self) -> u16 {
        self.follow_outside();
        let state = self.state();
        let mut events = 0;
        if state.error.is_some() {
            events |= POLLERR;
        }
        let (read_shut, write_shut) = (state.read_shut || state.ended, state.write_shut);
        let mut hung_up = read_shut && write_shut;
        if read_shut {
            events |= IN | POLLRDHUP;
        }
        if !state.incoming.is_empty() {
            events |= IN;
        }
        let send_buffer = state.options.send_buffer;
        let peer = match &state.link {
            Link::Idle => {
                hung_up |= self.connects();
                None
            }
            Link::Ended(_) => None,
            Link::Listening(backlog) => {
                return events | if backlog.pending.is_empty() { 0 } else { IN };
            }
            Link::Connecting(..) => return events,
            Link::Outside(..) if state.reaching => return events,
            Link::Outside(connection, _) => {
                if write_shut || connection.is_writable() {
                    events |= OUT;
                }
                return if hung_up { events | POLLHUP } else { events };
            }
            Link::Connected(peer, _) => peer.upgrade(),
        };
        drop(state);
        // UDP drops what does not fit, so that it never waits.
        let waits = self.connects() || self.domain == Domain::Unix;
        if !waits || (write_shut && self.is_inet()) || self.has_room(send_buffer, peer) {
            events |= OUT;
        }
        if hung_up { events | POLLHUP } else { events }
    }
}

impl Object for Socket {
    fn read(&self, k: &mut Kernel, buf: &mut [u8]) -> Result<usize, Errno> {
        self.receive(k, buf, false).map(|taken| taken.len)
    }

    fn write(&self, k: &mut Kernel, bytes: &[u8]) -> Result<usize, Errno> {
        match self.send(k, bytes, Outgoing::default()) {
            Err(Errno::EPIPE) if self.connects() => Err(k.broken_pipe()),
            answer => answer,
        }
    }

    fn ready(&self, _: &Kernel) -> u16 {
        self.ready_now()
    }

    fn sources(&self, _: &Kernel, sources: &mut Sources) {
        sources.keys.push(self.key);
        sources.outside |= self.looks_outside();
        // Datagram sockets share one that they are connected to with others.
        if self.style == Style::Datagram
            && let Some(peer) = self.peer()
        {
            sources.keys.push(peer.key);
        }
        sources.keys.extend(self.state().full);
    }

    fn label(&self, ino: u64) -> String {
        format!("socket:[{ino}]")
    }

    fn closed(&self) {
        self.close();
        // Sockets that hold each other are looked for when one goes, but not for each that they take along.
        if self.domain == Domain::Unix
            && self.net.in_flight.load(std::sync::atomic::Ordering::Relaxed) > 0
            && !self.net.graveyard.is_busy()
        {
            self.net.collect_unreachable();
        }
    }

    fn mode(&self) -> u32 {
        S_IFSOCK | 0o777
    }

    fn is_stream(&self) -> bool {
        self.style == Style::Stream
    }

    fn timeout_ns(&self, write: bool) -> Option<u64> {
        let state = self.state();
        if write { state.options.send_timeout_ns } else { state.options.receive_timeout_ns }
    }
}

impl Drop for Socket {
    fn drop(&mut self) {
        lock(&self.net.sockets).remove(&self.id);
        self.net.space.release(SOCKET_COST);
    }
}
