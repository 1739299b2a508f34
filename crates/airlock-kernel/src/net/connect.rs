//! `connect(2)`.

use std::net::SocketAddr;
use std::sync::{Arc, Weak};

use airlock_abi::Errno;
use airlock_abi::net::SockAddr;

use super::datagram::source_for;
use super::outside::GUEST;
use super::stream::Refused;
use super::{Domain, Link, Socket, Transport, dns};
use crate::Kernel;
use crate::vfs::lock;

/// How far a call to `connect` got.
pub(crate) enum Connect {
    Done,
    /// It will be connected, or not, later.
    Later,
    /// It may be tried again when this socket has changed.
    Full(Arc<Socket>),
}

impl Kernel {
    /// Connects a socket; `nonblocking` as the descriptor says.
    pub(crate) fn connect(&mut self, socket: &Arc<Socket>, to: &SockAddr, nonblocking: bool) -> Result<Connect, Errno> {
        match socket.domain {
            Domain::Unix => self.connect_unix(socket, to),
            Domain::Inet | Domain::Inet6 if socket.connects() => self.connect_tcp(socket, to, nonblocking),
            Domain::Inet | Domain::Inet6 => self.connect_udp(socket, to).map(|()| Connect::Done),
            Domain::Netlink => Ok(Connect::Done),
        }
    }

    fn connect_unix(&self, socket: &Arc<Socket>, to: &SockAddr) -> Result<Connect, Errno> {
        if *to == SockAddr::Unspecified && !socket.connects() {
            socket.state().link = Link::Idle;
            return Ok(Connect::Done);
        }
        let SockAddr::Unix(name) = to else { return Err(Errno::EINVAL) };
        if socket.connects() {
            match &socket.state().link {
                Link::Idle => {}
                Link::Listening(_) => return Err(Errno::EINVAL),
                _ => return Err(Errno::EISCONN),
            }
        }
        let target = self.unix_socket(&socket.net, name)?;
        if target.style != socket.style {
            return Err(Errno::EPROTOTYPE);
        }
        let name = target.local();
        if !socket.connects() {
            socket.state().link = Link::Connected(target.me(), name);
            return Ok(Connect::Done);
        }
        match target.connect_from(socket, socket.local(), name, self.cred()) {
            Ok(()) => Ok(Connect::Done),
            Err(Refused::Full) => Ok(Connect::Full(target)),
            Err(Refused::With(errno)) => Err(errno),
        }
    }

    fn connect_udp(&mut self, socket: &Arc<Socket>, to: &SockAddr) -> Result<(), Errno> {
        if *to == SockAddr::Unspecified {
            socket.state().link = Link::Idle;
            return Ok(());
        }
        let to = socket.inet_destination(to)?;
        let inside = socket.net.is_own(to.ip());
        // Libraries connect in order to learn which address they would send from, and to a name server.
        let asks = to.port() == dns::PORT && socket.net.outside.is_some();
        if !(inside || asks || self.is_granted(to)) {
            return Err(self.unreachable("connect", to));
        }
        let local = socket.bind_any(self)?;
        let mut state = socket.state();
        if local.ip().is_unspecified() {
            let ip = if inside || to.is_ipv6() { source_for(to.ip()) } else { GUEST.into() };
            state.local = Some(SockAddr::Inet(SocketAddr::new(ip, local.port())));
        }
        state.link = Link::Connected(Weak::new(), SockAddr::Inet(to));
        Ok(())
    }

    /// Whether a connection to this address outside of the sandbox is granted.
    fn is_granted(&self, to: SocketAddr) -> bool {
        self.net.outside.as_ref().is_some_and(|outside| lock(&outside.policy).allows(to))
    }

    fn connect_tcp(&mut self, socket: &Arc<Socket>, to: &SockAddr, nonblocking: bool) -> Result<Connect, Errno> {
        socket.follow_outside();
        {
            let mut state = socket.state();
            match &state.link {
                Link::Idle => {
                    if let Some(errno) = state.error.take() {
                        return Err(errno);
                    }
                }
                Link::Outside(..) if state.reaching && nonblocking => return Err(Errno::EALREADY),
                Link::Outside(..) if state.reaching => return Ok(Connect::Later),
                Link::Connected(..) | Link::Outside(..) if state.fresh => {
                    state.fresh = false;
                    return Ok(Connect::Done);
                }
                Link::Connecting(..) if nonblocking => return Err(Errno::EALREADY),
                Link::Connecting(..) => return Ok(Connect::Later),
                _ => return Err(Errno::EISCONN),
            }
        }
        if *to == SockAddr::Unspecified {
            return Ok(Connect::Done);
        }
        let to = socket.inet_destination(to)?;
        let inside = socket.net.is_own(to.ip());
        let listener = lock(&socket.net.names).at(Transport::Tcp, to).into_iter().next();
        // Where nobody listens in the sandbox, an address of its own may be granted as one of the host.
        if !inside || (listener.is_none() && self.is_granted(to)) {
            if !self.is_granted(to) {
                return Err(self.unreachable("connect", to));
            }
            socket.bind_any(self)?;
            socket.begin_outside(to)?;
            return Ok(Connect::Later);
        }
        let local = socket.bind_any(self)?;
        let from = if local.ip().is_unspecified() { SocketAddr::new(source_for(to.ip()), local.port()) } else { local };
        socket.state().local = Some(SockAddr::Inet(from));
        let answer = match &listener {
            Some(listener) => listener.connect_from(socket, SockAddr::Inet(from), SockAddr::Inet(to), self.cred()),
            None => Err(Refused::With(Errno::ECONNREFUSED)),
        };
        match (answer, listener) {
            // As if the answer came from afar: who does not wait sees it later.
            (Ok(()), _) if nonblocking => {
                socket.state().fresh = true;
                Ok(Connect::Later)
            }
            (Ok(()), _) => Ok(Connect::Done),
            (Err(Refused::With(Errno::ECONNREFUSED)), _) if nonblocking => {
                socket.state().error = Some(Errno::ECONNREFUSED);
                socket.changed();
                Ok(Connect::Later)
            }
            (Err(Refused::With(errno)), _) => Err(errno),
            (Err(Refused::Full), Some(listener)) => {
                socket.state().link = Link::Connecting(listener.me(), SockAddr::Inet(to));
                listener.wait_for_room(socket);
                Ok(Connect::Later)
            }
            (Err(Refused::Full), None) => Err(Errno::ECONNREFUSED),
        }
    }
}
