//! The way out of the sandbox and into it, by grant: connections to granted destinations, and published ports.

use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex, Weak};

use airlock_abi::Errno;
use airlock_abi::net::SockAddr;
use airlock_platform::{HostError, HostListener, HostSocket, Network, Notify};

use super::dns::Query;
use super::policy::Policy;
use super::{Link, Net, NetworkGrants, Socket, Transport};
use crate::Kernel;
use crate::task::Key;
use crate::vfs::{hostfs, lock};

/// The address of a guest on the network that leads out. It is one that nobody has (RFC 5737).
pub(crate) const GUEST: Ipv4Addr = Ipv4Addr::new(192, 0, 2, 2);
/// What clients on the host itself look like. Not loopback, as that is what the guest trusts.
const HOST: Ipv4Addr = Ipv4Addr::new(192, 0, 2, 1);
/// Bytes that are taken from the host at a time, before the guest asks for them.
const TAKEN: usize = 64 << 10;
/// Connections to a published port that are taken in at one time.
const ACCEPTED_MAX: usize = 64;

/// What was granted, and what became of it.
pub(crate) struct Outside {
    pub(crate) network: Arc<dyn Network>,
    pub(crate) policy: Mutex<Policy>,
    /// Published ports by the number that their connections are told with, each with the port in the guest.
    published: BTreeMap<u64, (Arc<dyn HostListener>, u16)>,
    /// Questions of the guest that were not answered yet.
    pub(crate) queries: Mutex<BTreeMap<u64, Query>>,
}

impl Outside {
    /// Begins to take connections to published ports in.
    pub(crate) fn new(grants: NetworkGrants, events: &crate::task::Events) -> Self {
        let mut published = BTreeMap::new();
        for (listener, port) in grants.publish {
            if let Key::Object(number) = events.new_key() {
                // A port that cannot be watched takes no connections; there is nobody here to tell.
                let _ = listener.watch(number);
                published.insert(number, (listener, port));
            }
        }
        Self {
            network: grants.outside,
            policy: Mutex::new(Policy::new(grants.allow)),
            published,
            queries: Mutex::default(),
        }
    }
}

impl Kernel {
    /// Whoever runs the kernel is told of changes outside from now on: `notify` is to call [`Kernel::outside_changed`].
    /// `None` ends that.
    pub fn watch_outside(&self, notify: Option<Notify>) {
        if let Some(outside) = &self.net.outside {
            outside.network.watch(notify);
        }
    }

    /// Something outside may have changed: the object with this number.
    pub fn outside_changed(&mut self, number: u64) {
        let net = self.net.share();
        if let Some(outside) = &net.outside {
            if let Some((listener, port)) = outside.published.get(&number) {
                net.take_in(&**listener, *port);
            }
            net.answer_query(outside, number);
        }
        let socket = lock(&net.sockets).get(&number).and_then(Weak::upgrade);
        if let Some(socket) = socket {
            socket.follow_outside();
        }
        self.events.fire(Key::Object(number));
    }
}

impl Net {
    /// Whether anything of the host's network is granted.
    pub(crate) fn leads_out(&self) -> bool {
        self.outside.is_some()
    }

    /// Whether an address is one of this sandbox.
    pub(crate) fn is_own(&self, ip: IpAddr) -> bool {
        super::names::is_loopback(ip) || (self.outside.is_some() && ip == IpAddr::V4(GUEST))
    }

    /// Takes connections to a published port in. Without anybody who listens in the guest they are closed, as Linux would.
    fn take_in(&self, listener: &dyn HostListener, port: u16) {
        for _ in 0..ACCEPTED_MAX {
            let Key::Object(number) = self.events.new_key() else { return };
            let Ok((connection, from)) = listener.accept(number) else { return };
            let to = SocketAddr::new(GUEST.into(), port);
            let Some(target) = lock(&self.names).at(Transport::Tcp, to).into_iter().next() else { continue };
            let ip = from.ip().to_canonical();
            let from = SocketAddr::new(if ip.is_loopback() { HOST.into() } else { ip }, from.port());
            // A listener whose backlog is full loses it, as a flooded one would.
            let _ = target.connect_outside(number, connection, from, to);
        }
    }
}

impl Socket {
    /// Whether something outside of the sandbox may change it.
    pub(crate) fn looks_outside(&self) -> bool {
        self.is_inet() && self.net.outside.is_some()
    }

    /// Begins a connection to outside; the destination was found to be granted.
    pub(crate) fn begin_outside(&self, to: SocketAddr) -> Result<(), Errno> {
        let outside = self.net.outside.as_ref().ok_or(Errno::ENETUNREACH)?;
        let connection = outside.network.connect(self.id(), to).map_err(hostfs::errno)?;
        let mut state = self.state();
        if let Some(SockAddr::Inet(local)) = &mut state.local
            && local.is_ipv4()
        {
            local.set_ip(GUEST.into());
        }
        state.link = Link::Outside(connection, SockAddr::Inet(to));
        state.reaching = true;
        Ok(())
    }

    /// Notices whether a connection to outside has come about, and takes what has arrived.
    pub(crate) fn follow_outside(&self) {
        let mut state = self.state();
        let Link::Outside(connection, _) = &state.link else { return };
        let connection = Arc::clone(connection);
        if state.reaching {
            match connection.connected() {
                None => return,
                Some(Ok(())) => {
                    state.reaching = false;
                    state.fresh = true;
                }
                Some(Err(error)) => {
                    state.reaching = false;
                    state.link = Link::Idle;
                    state.error = Some(hostfs::errno(error));
                    return;
                }
            }
        }
        if !state.incoming.is_empty() || state.ended {
            return;
        }
        let mut buf = vec![0; TAKEN];
        match connection.read(&mut buf) {
            Ok(0) => state.ended = true,
            Ok(n) => {
                let cred = self.cred;
                if !state.incoming.extend(buf.get(..n).unwrap_or_default(), cred) {
                    // Without room these bytes are lost, and with them the connection.
                    state.error = Some(Errno::ENOBUFS);
                    state.ended = true;
                }
            }
            Err(HostError::WouldBlock) => {}
            Err(error) => {
                state.error = Some(hostfs::errno(error));
                state.ended = true;
                state.write_shut = true;
            }
        }
    }

    /// Sends to outside.
    pub(crate) fn send_outside(&self, connection: &dyn HostSocket, bytes: &[u8]) -> Result<usize, Errno> {
        match connection.write(bytes) {
            Ok(n) => Ok(n),
            Err(HostError::WouldBlock) => Err(Errno::EAGAIN),
            Err(HostError::BrokenPipe) => {
                self.state().write_shut = true;
                Err(Errno::EPIPE)
            }
            Err(error) => Err(hostfs::errno(error)),
        }
    }
}
