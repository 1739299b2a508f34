//! `socket(2)` and what is done with one, beside messages.

use std::sync::Arc;

use airlock_abi::Errno;
use airlock_abi::fcntl::{O_NONBLOCK, O_RDWR};
use airlock_abi::net::*;
use airlock_platform::Memory;

use super::connect::Connect;
use super::message::{Flow, receive_parts, send_parts};
use super::send::Outgoing;
use super::{Domain, Link, Socket, Style};
use crate::Kernel;
use crate::syscalls::{Answer, Args, IO_MAX, flags32, only};
use crate::task::Key;
use crate::user;
use crate::vfs::{File, Io, Object};

impl Kernel {
    /// The socket behind a descriptor, and its open file description.
    pub(crate) fn socket(&self, fd: u64) -> Result<(Arc<Socket>, Arc<File>), Errno> {
        let file = self.file(fd)?;
        match &file.io {
            Io::Object(object) => Socket::of(object).map(|socket| (socket, Arc::clone(&file))).ok_or(Errno::ENOTSOCK),
            _ => Err(Errno::ENOTSOCK),
        }
    }

    /// Gives a socket a descriptor. `kind` has the flags of a type.
    fn add_socket(&mut self, socket: Arc<Socket>, kind: u32) -> Answer {
        let status = O_RDWR | if kind & SOCK_NONBLOCK != 0 { O_NONBLOCK } else { 0 };
        let fd = self.add_object(Arc::clone(&socket) as Arc<dyn Object>, status, kind & SOCK_CLOEXEC != 0)?;
        socket.state().ino = self.fds.get_ref(fd as i32)?.inode.ino;
        Ok(fd)
    }

    /// Makes the call at hand wait for a socket, or for something else that concerns it; `EAGAIN` if it is not to wait
    /// (any longer).
    pub(crate) fn wait_for_socket(&mut self, socket: &Arc<Socket>, flow: Flow, also: Option<Key>) -> Errno {
        if flow.nonblocking {
            return Errno::EAGAIN;
        }
        let timeout = socket.timeout_ns(flow.write);
        let deadline = timeout.and_then(|ns| self.call_deadline(|k| Some(k.now_ns().saturating_add(ns))));
        if deadline.is_some_and(|deadline| deadline <= self.now_ns()) {
            return Errno::EAGAIN;
        }
        let mut sources = crate::task::Sources::default();
        socket.sources(self, &mut sources);
        sources.keys.extend(also);
        let errno = self.block(sources.wait(deadline, flow.what));
        if timeout.is_some() && self.interrupted_wait() { Errno::EINTR } else { errno }
    }
}

/// Domain, type and protocol of a new socket.
fn parse(k: &mut Kernel, domain: u64, kind: u32, protocol: i32) -> Result<(Domain, Style, i32), Errno> {
    only(kind & !0xf, SOCK_NONBLOCK | SOCK_CLOEXEC)?;
    let style = match kind & 0xf {
        SOCK_STREAM => Style::Stream,
        SOCK_DGRAM => Style::Datagram,
        SOCK_SEQPACKET => Style::SeqPacket,
        SOCK_RAW => Style::Raw,
        _ => return Err(Errno::EINVAL),
    };
    let domain = match u16::try_from(domain as u32) {
        Ok(AF_UNIX) => Domain::Unix,
        Ok(AF_INET) => Domain::Inet,
        Ok(AF_INET6) => Domain::Inet6,
        Ok(AF_NETLINK) => Domain::Netlink,
        Ok(AF_PACKET) => {
            k.deny("socket", b"AF_PACKET");
            return Err(Errno::EPERM);
        }
        _ => return Err(Errno::EAFNOSUPPORT),
    };
    let protocol = match (domain, style) {
        (Domain::Unix, _) if protocol != 0 && protocol != i32::from(AF_UNIX) => return Err(Errno::EPROTONOSUPPORT),
        // As on Linux, which never had raw ones.
        (Domain::Unix, Style::Raw) => return Ok((domain, Style::Datagram, 0)),
        (Domain::Unix, _) => 0,
        // Only the routing family has something to say here.
        (Domain::Netlink, Style::Raw | Style::Datagram) if protocol == 0 => 0,
        (Domain::Netlink, Style::Raw | Style::Datagram) => return Err(Errno::EPROTONOSUPPORT),
        (Domain::Netlink, _) => return Err(Errno::ESOCKTNOSUPPORT),
        (_, Style::Stream) if matches!(protocol, 0 | IPPROTO_TCP) => IPPROTO_TCP,
        (_, Style::Datagram) if matches!(protocol, 0 | IPPROTO_UDP) => IPPROTO_UDP,
        (_, Style::Raw) => {
            k.deny("socket", b"SOCK_RAW");
            return Err(Errno::EPERM);
        }
        (_, Style::Datagram) if protocol == IPPROTO_ICMP => {
            // As on a machine whose administrator lets nobody ping.
            k.deny("socket", b"ICMP");
            return Err(Errno::EACCES);
        }
        (_, Style::SeqPacket) => return Err(Errno::ESOCKTNOSUPPORT),
        _ => return Err(Errno::EPROTONOSUPPORT),
    };
    Ok((domain, style, protocol))
}

/// `socket(domain, type, protocol)`.
pub(crate) fn sys_socket(k: &mut Kernel, _: &mut dyn Memory, [domain, kind, protocol, ..]: Args) -> Answer {
    let kind = flags32(kind);
    let (domain, style, protocol) = parse(k, domain, kind, protocol as i32)?;
    let socket = Socket::new(&k.net, domain, style, protocol, k.cred())?;
    k.add_socket(socket, kind)
}

/// `socketpair(domain, type, protocol, sv)`.
pub(crate) fn sys_socketpair(k: &mut Kernel, mem: &mut dyn Memory, [domain, kind, protocol, fds, ..]: Args) -> Answer {
    let kind = flags32(kind);
    let (domain, style, protocol) = parse(k, domain, kind, protocol as i32)?;
    if domain != Domain::Unix {
        return Err(Errno::EOPNOTSUPP);
    }
    let cred = k.cred();
    let a = Socket::new(&k.net, domain, style, protocol, cred)?;
    let b = Socket::new(&k.net, domain, style, protocol, cred)?;
    Socket::pair(&a, &b, cred);
    let first = k.add_socket(a, kind)?;
    let second = k.add_socket(b, kind);
    let close = |k: &mut Kernel, fd: u64| drop(k.fds.close(fd as i32));
    let second = match second {
        Ok(second) => second,
        Err(errno) => {
            close(k, first);
            return Err(errno);
        }
    };
    let pair = [(first as u32).to_le_bytes(), (second as u32).to_le_bytes()].concat();
    user::write(mem, fds, &pair).inspect_err(|_| {
        close(k, first);
        close(k, second);
    })?;
    Ok(0)
}

/// Reads an address.
pub(crate) fn read_address(mem: &dyn Memory, addr: u64, len: u64) -> Result<SockAddr, Errno> {
    let len = usize::try_from(len as i32).ok().filter(|len| *len <= SOCKADDR_MAX).ok_or(Errno::EINVAL)?;
    let mut bytes = vec![0; len];
    mem.read(addr, &mut bytes).map_err(|_| Errno::EFAULT)?;
    SockAddr::decode(&bytes).ok_or(Errno::EINVAL)
}

/// Writes an address, as much as fits, and its length. A null pointer asks for none.
pub(crate) fn write_address(mem: &mut dyn Memory, addr: u64, len: u64, value: &SockAddr) -> Result<(), Errno> {
    if addr == 0 {
        return Ok(());
    }
    let room = usize::try_from(user::read_u32(mem, len)?.cast_signed()).map_err(|_| Errno::EINVAL)?;
    let bytes = value.encode();
    user::write(mem, addr, bytes.get(..room).unwrap_or(&bytes))?;
    user::write(mem, len, &u32::try_from(bytes.len()).unwrap_or(0).to_le_bytes())
}

/// `bind(sockfd, addr, addrlen)`.
pub(crate) fn sys_bind(k: &mut Kernel, mem: &mut dyn Memory, [fd, addr, len, ..]: Args) -> Answer {
    let (socket, _) = k.socket(fd)?;
    match (socket.domain, read_address(mem, addr, len)?) {
        (Domain::Unix, SockAddr::Unix(name)) => k.bind_unix(&socket, &name)?,
        (Domain::Inet | Domain::Inet6, SockAddr::Inet(addr)) => drop(k.bind_inet(&socket, addr)?),
        (Domain::Netlink, SockAddr::Netlink(port, _)) => socket.bind_netlink(port),
        (Domain::Unix, _) => return Err(Errno::EINVAL),
        _ => return Err(Errno::EAFNOSUPPORT),
    }
    Ok(0)
}

/// `listen(sockfd, backlog)`.
pub(crate) fn sys_listen(k: &mut Kernel, _: &mut dyn Memory, [fd, backlog, ..]: Args) -> Answer {
    let (socket, _) = k.socket(fd)?;
    if socket.is_inet() && socket.connects() && matches!(socket.state().link, Link::Idle) {
        socket.bind_any(k)?;
    }
    // A negative backlog is as large as possible.
    socket.listen(flags32(backlog) as usize, k.cred())?;
    Ok(0)
}

/// `accept(sockfd, addr, addrlen)`.
pub(crate) fn sys_accept(k: &mut Kernel, mem: &mut dyn Memory, [fd, addr, len, ..]: Args) -> Answer {
    accept(k, mem, fd, addr, len, 0)
}

/// `accept4(sockfd, addr, addrlen, flags)`.
pub(crate) fn sys_accept4(k: &mut Kernel, mem: &mut dyn Memory, [fd, addr, len, flags, ..]: Args) -> Answer {
    only(flags32(flags), SOCK_NONBLOCK | SOCK_CLOEXEC)?;
    accept(k, mem, fd, addr, len, flags32(flags))
}

fn accept(k: &mut Kernel, mem: &mut dyn Memory, fd: u64, addr: u64, len: u64, flags: u32) -> Answer {
    let (socket, file) = k.socket(fd)?;
    if !socket.connects() {
        return Err(Errno::EOPNOTSUPP);
    }
    k.fds.room()?;
    let accepted = match socket.accept() {
        Ok(accepted) => accepted,
        Err(Errno::EAGAIN) => {
            let flow = Flow { nonblocking: file.nonblocking(), write: false, what: "accept" };
            return Err(k.wait_for_socket(&socket, flow, None));
        }
        Err(errno) => return Err(errno),
    };
    let name = match &accepted.state().link {
        Link::Connected(_, name) | Link::Outside(_, name) | Link::Ended(name) => name.clone(),
        _ => accepted.nameless(),
    };
    let name = accepted.shown(name);
    let fd = k.add_socket(accepted, flags)?;
    write_address(mem, addr, len, &name).inspect_err(|_| drop(k.fds.close(fd as i32)))?;
    Ok(fd)
}

/// `connect(sockfd, addr, addrlen)`.
pub(crate) fn sys_connect(k: &mut Kernel, mem: &mut dyn Memory, [fd, addr, len, ..]: Args) -> Answer {
    let (socket, file) = k.socket(fd)?;
    let to = read_address(mem, addr, len)?;
    let flow = Flow { nonblocking: file.nonblocking(), write: true, what: "connect" };
    match k.connect(&socket, &to, file.nonblocking())? {
        Connect::Done => Ok(0),
        Connect::Later if file.nonblocking() => Err(Errno::EINPROGRESS),
        Connect::Later => Err(match k.wait_for_socket(&socket, flow, None) {
            Errno::EAGAIN => Errno::EINPROGRESS,
            errno => errno,
        }),
        Connect::Full(listener) => Err(k.wait_for_socket(&socket, flow, Some(listener.key()))),
    }
}

/// `shutdown(sockfd, how)`.
pub(crate) fn sys_shutdown(k: &mut Kernel, _: &mut dyn Memory, [fd, how, ..]: Args) -> Answer {
    k.socket(fd)?.0.shutdown(flags32(how))?;
    Ok(0)
}

/// `getsockname(sockfd, addr, addrlen)`.
pub(crate) fn sys_getsockname(k: &mut Kernel, mem: &mut dyn Memory, [fd, addr, len, ..]: Args) -> Answer {
    let name = k.socket(fd)?.0.local();
    write_name(mem, addr, len, &name)
}

/// `getpeername(sockfd, addr, addrlen)`.
pub(crate) fn sys_getpeername(k: &mut Kernel, mem: &mut dyn Memory, [fd, addr, len, ..]: Args) -> Answer {
    let (socket, _) = k.socket(fd)?;
    let state = socket.state();
    let name = match &state.link {
        Link::Outside(..) if state.reaching => return Err(Errno::ENOTCONN),
        Link::Connected(_, name) | Link::Outside(_, name) => name.clone(),
        // Whoever has been told of the end of a TCP connection still knows with whom it was.
        Link::Ended(name) => name.clone(),
        _ => return Err(Errno::ENOTCONN),
    };
    drop(state);
    write_name(mem, addr, len, &socket.shown(name))
}

fn write_name(mem: &mut dyn Memory, addr: u64, len: u64, name: &SockAddr) -> Answer {
    if addr == 0 {
        return Err(Errno::EFAULT);
    }
    write_address(mem, addr, len, name)?;
    Ok(0)
}

/// `sendto(sockfd, buf, len, flags, dest_addr, addrlen)`.
pub(crate) fn sys_sendto(k: &mut Kernel, mem: &mut dyn Memory, [fd, buf, len, flags, addr, addr_len]: Args) -> Answer {
    let (socket, file) = k.socket(fd)?;
    let to = if addr == 0 { None } else { Some(read_address(mem, addr, addr_len)?) };
    let message = Outgoing { to, ..Outgoing::default() };
    send_parts(k, mem, (&socket, &file), &[(buf, len.min(IO_MAX))], flags32(flags), message)
}

/// `recvfrom(sockfd, buf, len, flags, src_addr, addrlen)`.
pub(crate) fn sys_recvfrom(
    k: &mut Kernel,
    mem: &mut dyn Memory,
    [fd, buf, len, flags, addr, addr_len]: Args,
) -> Answer {
    let (socket, file) = k.socket(fd)?;
    let received = receive_parts(k, mem, (&socket, &file), &[(buf, len.min(IO_MAX))], flags32(flags))?;
    if addr != 0 {
        match received.taken.from {
            Some(from) => write_address(mem, addr, addr_len, &socket.shown(from))?,
            // A connection does not say from whom: everybody knows.
            None => user::write(mem, addr_len, &0u32.to_le_bytes())?,
        }
    }
    Ok(received.count)
}
