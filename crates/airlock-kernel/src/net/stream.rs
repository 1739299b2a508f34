//! Connections: listening, accepting, shutting down, and how they end.

use std::net::SocketAddr;
use std::sync::Arc;

use airlock_abi::Errno;
use airlock_abi::net::{SHUT_RD, SHUT_RDWR, SHUT_WR, SOMAXCONN, SockAddr};

use airlock_platform::HostSocket;

use super::socket::Backlog;
use super::{Cred, Domain, Link, Packet, Socket, Style, Transport};
use crate::vfs::lock;

/// Why a connection could not be made at once.
pub(crate) enum Refused {
    /// The socket that listens has no room for it.
    Full,
    With(Errno),
}

impl Socket {
    /// `listen(2)`. The socket has an address.
    pub(crate) fn listen(&self, backlog: usize, cred: Cred) -> Result<(), Errno> {
        if !self.connects() {
            return Err(Errno::EOPNOTSUPP);
        }
        let port = {
            let state = self.state();
            match (&state.link, &state.local) {
                (Link::Idle | Link::Listening(_), Some(SockAddr::Inet(addr))) => Some(addr.port()),
                (Link::Idle | Link::Listening(_), Some(_)) => None,
                _ => return Err(Errno::EINVAL),
            }
        };
        if let Some(port) = port {
            lock(&self.net.names).listen(self, port)?;
        }
        let mut state = self.state();
        let limit = backlog.min(SOMAXCONN);
        match &mut state.link {
            Link::Listening(queue) => queue.limit = limit,
            link => *link = Link::Listening(Backlog { limit, ..Backlog::default() }),
        }
        state.read_shut = false;
        state.write_shut = false;
        state.peer_cred = Some(cred);
        drop(state);
        self.changed();
        Ok(())
    }

    /// Makes a connection from `client`, which has the address `from`, to this socket, which is to listen.
    pub(crate) fn connect_from(
        &self,
        client: &Arc<Self>,
        from: SockAddr,
        to: SockAddr,
        cred: Cred,
    ) -> Result<(), Refused> {
        {
            let state = self.state();
            match &state.link {
                Link::Listening(_) if state.read_shut => return Err(Refused::With(Errno::ECONNREFUSED)),
                Link::Listening(backlog) if backlog.pending.len() > backlog.limit => return Err(Refused::Full),
                Link::Listening(_) => {}
                _ => return Err(Refused::With(Errno::ECONNREFUSED)),
            }
        }
        let server = Self::new(&self.net, self.domain, self.style, self.protocol, self.cred).map_err(Refused::With)?;
        let listener_cred = {
            let mut listener = self.state();
            let mut state = server.state();
            state.options = listener.options.inherited();
            // The name of a path is the listening socket's; an address is the one that was asked for.
            state.local = if self.is_inet() { Some(to.clone()) } else { listener.local.clone() };
            state.link = Link::Connected(client.me(), from);
            state.peer_cred = Some(cred);
            drop(state);
            let Link::Listening(backlog) = &mut listener.link else {
                return Err(Refused::With(Errno::ECONNREFUSED));
            };
            backlog.pending.push_back(Arc::clone(&server));
            listener.peer_cred
        };
        let mut state = client.state();
        state.link = Link::Connected(server.me(), to);
        state.peer_cred = listener_cred;
        state.read_shut = false;
        state.write_shut = false;
        state.ended = false;
        drop(state);
        client.changed();
        self.changed();
        Ok(())
    }

    /// Takes a connection from outside in, if this socket listens and has room.
    pub(crate) fn connect_outside(
        &self,
        number: u64,
        connection: Arc<dyn HostSocket>,
        from: SocketAddr,
        to: SocketAddr,
    ) -> Result<(), Errno> {
        let server = Self::numbered(&self.net, number, self.domain, self.style, self.protocol, self.cred)?;
        let mut listener = self.state();
        let options = listener.options.inherited();
        let Link::Listening(backlog) = &mut listener.link else { return Err(Errno::ECONNREFUSED) };
        if backlog.pending.len() > backlog.limit {
            return Err(Errno::ECONNREFUSED);
        }
        let mut state = server.state();
        state.options = options;
        state.local = Some(SockAddr::Inet(to));
        state.link = Link::Outside(connection, SockAddr::Inet(from));
        drop(state);
        backlog.pending.push_back(server);
        drop(listener);
        self.changed();
        Ok(())
    }

    /// Takes the first connection that waits; `EAGAIN` if there is none.
    pub(crate) fn accept(&self) -> Result<Arc<Self>, Errno> {
        let mut state = self.state();
        let shut = state.read_shut;
        let Link::Listening(backlog) = &mut state.link else { return Err(Errno::EINVAL) };
        let Some(accepted) = backlog.pending.pop_front() else {
            return Err(if shut { Errno::EINVAL } else { Errno::EAGAIN });
        };
        let waiting = std::mem::take(&mut backlog.waiting);
        drop(state);
        // There is room for another one; those who wait in `connect` try again.
        self.changed();
        let mut waiting = waiting.into_iter().filter_map(|client| client.upgrade());
        for client in waiting.by_ref() {
            if !client.finish_connecting(self) {
                self.wait_for_room(&client);
                break;
            }
        }
        for client in waiting {
            self.wait_for_room(&client);
        }
        Ok(accepted)
    }

    /// Puts a client among those that are connected when there is room.
    pub(crate) fn wait_for_room(&self, client: &Arc<Self>) {
        if let Link::Listening(backlog) = &mut self.state().link {
            backlog.waiting.retain(|other| other.strong_count() > 0);
            backlog.waiting.push_back(client.me());
        }
    }

    /// Connects a socket that waited for room. False if there is none.
    fn finish_connecting(self: &Arc<Self>, listener: &Self) -> bool {
        let (from, to) = match &*self.state() {
            state if !matches!(&state.link, Link::Connecting(to, _) if std::ptr::eq(to.as_ptr(), listener)) => {
                return true;
            }
            state => match (&state.local, &state.link) {
                (Some(from), Link::Connecting(_, to)) => (from.clone(), to.clone()),
                _ => return true,
            },
        };
        match listener.connect_from(self, from, to, self.cred) {
            Ok(()) => self.state().fresh = true,
            Err(Refused::Full) => return false,
            Err(Refused::With(errno)) => self.fail_connecting(errno),
        }
        true
    }

    /// The connection that the socket waited for does not come.
    pub(crate) fn fail_connecting(&self, errno: Errno) {
        let mut state = self.state();
        if matches!(state.link, Link::Connecting(..)) {
            state.link = Link::Idle;
            state.error = Some(errno);
        }
        drop(state);
        self.changed();
    }

    /// Connects two sockets with each other (`socketpair(2)`).
    pub(crate) fn pair(a: &Arc<Self>, b: &Arc<Self>, cred: Cred) {
        for (one, other) in [(a, b), (b, a)] {
            let mut state = one.state();
            state.link = Link::Connected(other.me(), one.nameless());
            state.peer_cred = Some(cred);
        }
    }

    /// `shutdown(2)`.
    pub(crate) fn shutdown(&self, how: u32) -> Result<(), Errno> {
        let (read, write) = match how {
            SHUT_RD => (true, false),
            SHUT_WR => (false, true),
            SHUT_RDWR => (true, true),
            _ => return Err(Errno::EINVAL),
        };
        let mut state = self.state();
        match &state.link {
            Link::Connected(..) => {}
            Link::Outside(connection, _) if !state.reaching => {
                if write {
                    connection.end_writing();
                }
            }
            Link::Listening(_) if self.is_inet() => {
                drop(state);
                if read {
                    self.stop_listening();
                }
                return Ok(());
            }
            Link::Listening(_) => {}
            // Linux takes it for what is not connected any more, or never was in the first place for some.
            Link::Ended(_) if !self.is_inet() => {}
            Link::Idle if self.domain == Domain::Unix => {}
            _ => return Err(Errno::ENOTCONN),
        }
        state.read_shut |= read;
        state.write_shut |= write;
        drop(state);
        if let Some(peer) = self.peer()
            && self.connects()
        {
            let mut state = peer.state();
            state.ended |= write;
            // TCP does not tell the other side that nobody reads.
            state.write_shut |= read && !self.is_inet();
            drop(state);
            peer.changed();
        }
        self.changed();
        Ok(())
    }

    /// `shutdown(2)` of a TCP socket that listens: it is as if it had never listened.
    fn stop_listening(&self) {
        let link = std::mem::replace(&mut self.state().link, Link::Idle);
        self.changed();
        self.end_link(link, false);
    }

    /// The last descriptor is closed, or nobody accepted it.
    pub(crate) fn close(&self) {
        self.release_names();
        let mut state = self.state();
        let unread = !state.incoming.is_empty();
        let reset = state.options.linger == Some(0) && self.is_inet();
        let link = std::mem::replace(&mut state.link, Link::Idle);
        let packets = state.incoming.clear();
        state.read_shut = true;
        state.write_shut = true;
        state.inode = None;
        drop(state);
        self.changed();
        self.end_link(link, unread || reset);
        drop(packets);
    }

    /// Tells the other side of a connection that this one is gone. `reset` if data was lost by that.
    fn end_link(&self, link: Link, reset: bool) {
        match link {
            Link::Connected(peer, _) => {
                let Some(peer) = peer.upgrade() else { return };
                if self.connects() {
                    peer.lose_peer(reset);
                } else {
                    peer.changed();
                }
            }
            Link::Listening(backlog) => {
                for server in backlog.pending {
                    // Nobody has read what it was sent, if anything; TCP resets in any case.
                    let mut state = server.state();
                    let link = std::mem::replace(&mut state.link, Link::Idle);
                    let packets = state.incoming.clear();
                    drop(state);
                    server.end_link(link, true);
                    drop(packets);
                }
                for client in backlog.waiting.into_iter().filter_map(|client| client.upgrade()) {
                    client.fail_connecting(Errno::ECONNREFUSED);
                }
            }
            // A connection to outside is closed by being dropped.
            Link::Idle | Link::Connecting(..) | Link::Outside(..) | Link::Ended(_) => {}
        }
    }

    /// The other side of the connection is gone.
    fn lose_peer(&self, reset: bool) {
        let mut state = self.state();
        if let Link::Connected(_, name) = &state.link {
            state.link = Link::Ended(name.clone());
        }
        state.ended = true;
        if reset {
            state.error = Some(Errno::ECONNRESET);
        }
        // On TCP one may write to a side that only does not send any more.
        state.write_shut |= reset || !self.is_inet();
        drop(state);
        self.changed();
    }

    fn release_names(&self) {
        let (local, inode) = {
            let state = self.state();
            (state.local.clone(), state.inode.clone())
        };
        let mut names = lock(&self.net.names);
        match local {
            Some(SockAddr::Unix(name)) => {
                let is_own = |socket: &std::sync::Weak<Self>| std::ptr::eq(socket.as_ptr(), self);
                if names.hidden.get(&name).is_some_and(is_own) {
                    names.hidden.remove(&name);
                }
                if let Some(inode) = inode
                    && names.paths.get(&inode.key()).is_some_and(is_own)
                {
                    names.paths.remove(&inode.key());
                }
            }
            Some(SockAddr::Inet(addr)) => {
                let transport = if self.style == Style::Stream { Transport::Tcp } else { Transport::Udp };
                names.release(transport, self, addr.port());
            }
            _ => {}
        }
    }

    /// Puts a packet into the queue of this socket, which has it from then on.
    pub(crate) fn deliver(&self, packet: Packet) -> Result<(), Errno> {
        let refused = self.state().incoming.push(packet);
        match refused {
            Ok(()) => {
                self.changed();
                Ok(())
            }
            // What it holds is dropped here, where no socket is locked.
            Err(_) => Err(Errno::ENOBUFS),
        }
    }
}
