//! Addresses and ports of `ip(7)` sockets.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;

use airlock_abi::Errno;
use airlock_abi::net::{SockAddr, canonical};

use super::{Domain, Share, Socket, Style, Transport};
use crate::Kernel;
use crate::vfs::lock;

/// Ports below this are for the administrator.
const PRIVILEGED: u16 = 1024;

impl Socket {
    /// Whether it has ports of TCP or of UDP.
    pub(crate) fn transport(&self) -> Transport {
        if self.style == Style::Stream { Transport::Tcp } else { Transport::Udp }
    }

    /// Its address and port. If it has none, it gets any port.
    pub(crate) fn bind_any(&self, k: &Kernel) -> Result<SocketAddr, Errno> {
        if let Some(SockAddr::Inet(addr)) = self.state().local {
            return Ok(addr);
        }
        let any: IpAddr = match self.domain {
            Domain::Inet => Ipv4Addr::UNSPECIFIED.into(),
            _ => Ipv6Addr::UNSPECIFIED.into(),
        };
        k.bind_inet(&self.me().upgrade().ok_or(Errno::EBADF)?, SocketAddr::new(any, 0))
    }
}

impl Kernel {
    /// `bind(2)` of an `ip(7)` socket.
    pub(crate) fn bind_inet(&self, socket: &Arc<Socket>, addr: SocketAddr) -> Result<SocketAddr, Errno> {
        match (socket.domain, addr.is_ipv4()) {
            (Domain::Inet, false) => return Err(Errno::EAFNOSUPPORT),
            (Domain::Inet6, true) => return Err(Errno::EINVAL),
            _ => {}
        }
        let addr = canonical(addr);
        let (dual, share) = {
            let state = socket.state();
            if state.local.is_some() {
                return Err(Errno::EINVAL);
            }
            let options = &state.options;
            if options.v6_only && addr.is_ipv4() {
                return Err(Errno::EADDRNOTAVAIL);
            }
            let share =
                Share { addr: options.reuse_addr, port: options.reuse_port, uid: socket.cred.uid, listens: false };
            (socket.domain == Domain::Inet6 && !options.v6_only, share)
        };
        let ip = addr.ip();
        let group = ip.is_multicast() || ip == IpAddr::V4(Ipv4Addr::BROADCAST);
        if !(self.net.is_own(ip) || (group && socket.style != Style::Stream)) {
            return Err(Errno::EADDRNOTAVAIL);
        }
        if addr.port() != 0 && addr.port() < PRIVILEGED && self.process.creds().euid != 0 {
            return Err(Errno::EACCES);
        }
        let dual = dual && ip == IpAddr::V6(Ipv6Addr::UNSPECIFIED);
        let addr = lock(&socket.net.names).bind(socket.transport(), socket, addr, dual, share)?;
        socket.state().local = Some(SockAddr::Inet(addr));
        Ok(addr)
    }

    /// An address that no packet of the guest gets to; the attempt is recorded.
    pub(crate) fn unreachable(&mut self, action: &str, to: SocketAddr) -> Errno {
        self.deny(action, to.to_string().as_bytes());
        Errno::ENETUNREACH
    }
}
