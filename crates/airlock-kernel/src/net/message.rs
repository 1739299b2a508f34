//! `sendmsg(2)`, `recvmsg(2)` and relatives: messages in pieces, with control messages.

use std::sync::Arc;

use airlock_abi::Errno;
use airlock_abi::net::*;
use airlock_platform::Memory;

use super::calls::read_address;
use super::rights::InFlight;
use super::send::Outgoing;
use super::{Cred, Domain, Socket, Style, Taken};
use crate::Kernel;
use crate::syscalls::read_write::{gather, partial, scatter, vector};
use crate::syscalls::{Answer, Args, CHUNK, flags32};
use crate::user;
use crate::vfs::File;

/// Most bytes of control messages in one call (`net.core.optmem_max`).
const CONTROL_MAX: u64 = 20480;
/// Most messages in one call of `sendmmsg` or `recvmmsg`.
const MESSAGES_MAX: u64 = 1024;

/// How a call on a socket waits.
#[derive(Clone, Copy)]
pub(crate) struct Flow {
    pub(crate) nonblocking: bool,
    /// It sends.
    pub(crate) write: bool,
    /// The call, for people.
    pub(crate) what: &'static str,
}

/// What was received.
pub(crate) struct Received {
    /// The value of the call.
    pub(crate) count: u64,
    pub(crate) taken: Taken,
    /// `MSG_TRUNC`.
    flags: u32,
}

/// Sends several pieces of memory as one message, or as part of a stream.
pub(crate) fn send_parts(
    k: &mut Kernel,
    mem: &mut dyn Memory,
    (socket, file): (&Arc<Socket>, &File),
    parts: &[(u64, u64)],
    flags: u32,
    message: Outgoing,
) -> Answer {
    if flags & msg::OOB != 0 {
        return Err(Errno::EOPNOTSUPP);
    }
    let total: u64 = parts.iter().map(|(_, len)| len).sum();
    let stream = socket.style == Style::Stream;
    if !stream && total > CHUNK as u64 {
        return Err(Errno::EMSGSIZE);
    }
    let nonblocking = file.nonblocking() || flags & msg::DONTWAIT != 0;
    let flow = Flow { nonblocking, write: true, what: "send" };
    let len = CHUNK.min(usize::try_from(total).unwrap_or(CHUNK));
    let mut buf = k.take_scratch(len);
    let mut message = Some(message);
    let answer = loop {
        // What a call has sent before it waited.
        let done = k.thread.call.done;
        let Some(filled) = gather(mem, parts, done, buf.get_mut(..len).unwrap_or_default()) else {
            break partial(done, Errno::EFAULT);
        };
        if !stream && (filled as u64) < total {
            break Err(Errno::EFAULT);
        }
        // Control messages go with the first bytes.
        let first = message.take().filter(|_| done == 0).unwrap_or_default();
        match socket.send(k, buf.get(..filled).unwrap_or_default(), first) {
            Ok(n) if stream => {
                let done = done.saturating_add(n as u64);
                k.thread.call.done = done;
                if done >= total || n == 0 {
                    break Ok(done);
                }
            }
            Ok(n) => break Ok(n as u64),
            Err(Errno::EAGAIN) => match k.wait_for_socket(socket, flow, None) {
                Errno::ERESTARTSYS if !k.interrupted_wait() => break Err(Errno::ERESTARTSYS),
                errno => break partial(done, errno),
            },
            Err(Errno::EPIPE) if done == 0 && flags & msg::NOSIGNAL == 0 && socket.connects() => {
                break Err(k.broken_pipe());
            }
            Err(errno) => break partial(done, errno),
        }
    };
    k.put_scratch(buf);
    answer
}

/// Receives one message, or what there is of a stream, into several pieces of memory.
pub(crate) fn receive_parts(
    k: &mut Kernel,
    mem: &mut dyn Memory,
    (socket, file): (&Arc<Socket>, &File),
    parts: &[(u64, u64)],
    flags: u32,
) -> Result<Received, Errno> {
    if flags & msg::ERRQUEUE != 0 {
        return Err(Errno::EAGAIN);
    }
    if flags & msg::OOB != 0 {
        return Err(if socket.is_inet() { Errno::EINVAL } else { Errno::EOPNOTSUPP });
    }
    let nonblocking = file.nonblocking() || flags & msg::DONTWAIT != 0;
    let flow = Flow { nonblocking, write: false, what: "receive" };
    let total: u64 = parts.iter().map(|(_, len)| len).sum();
    let stream = socket.style == Style::Stream;
    let peek = flags & msg::PEEK != 0;
    let all = flags & msg::WAITALL != 0 && stream && !peek;
    let mut buf = k.take_scratch(CHUNK.min(usize::try_from(total).unwrap_or(CHUNK)));
    let mut result = Taken::default();
    let answer = loop {
        // What a call with MSG_WAITALL has received before it waited.
        let done = k.thread.call.done;
        let want = usize::try_from(total - done.min(total)).unwrap_or(CHUNK).min(CHUNK);
        let taken = match socket.receive(k, buf.get_mut(..want).unwrap_or_default(), peek) {
            Ok(taken) => taken,
            Err(Errno::EAGAIN) => match k.wait_for_socket(socket, flow, None) {
                Errno::ERESTARTSYS if !k.interrupted_wait() => break Err(Errno::ERESTARTSYS),
                errno => break partial(done, errno),
            },
            Err(errno) => break partial(done, errno),
        };
        let len = taken.len;
        let ends = len == 0 || !taken.rights.is_empty();
        if scatter(mem, parts, done, buf.get(..len).unwrap_or_default()).is_err() {
            break partial(done, Errno::EFAULT);
        }
        result = taken;
        k.thread.call.done = done.saturating_add(len as u64);
        if !all || ends || k.thread.call.done >= total {
            break Ok(k.thread.call.done);
        }
    };
    k.put_scratch(buf);
    let mut count = answer?;
    let truncated = !stream && result.whole > result.len;
    if truncated && flags & msg::TRUNC != 0 {
        count = result.whole as u64;
    }
    Ok(Received { count, taken: result, flags: if truncated { msg::TRUNC } else { 0 } })
}

/// Control messages of the guest: descriptors and credentials.
fn outgoing(k: &Kernel, mem: &dyn Memory, socket: &Socket, header: &MsgHdr) -> Result<Outgoing, Errno> {
    let mut message = Outgoing::default();
    if header.name != 0 && header.name_len > 0 {
        message.to = Some(read_address(mem, header.name, header.name_len.into())?);
    }
    if header.control == 0 || header.control_len == 0 {
        return Ok(message);
    }
    if header.control_len > CONTROL_MAX {
        return Err(Errno::ENOBUFS);
    }
    let mut bytes = vec![0; usize::try_from(header.control_len).unwrap_or(0)];
    mem.read(header.control, &mut bytes).map_err(|_| Errno::EFAULT)?;
    let unix = socket.domain == Domain::Unix;
    for cmsg in cmsgs(&bytes).ok_or(Errno::EINVAL)?.iter().filter(|cmsg| cmsg.level == SOL_SOCKET) {
        match cmsg.kind {
            SCM_RIGHTS if unix => {
                let fds = cmsg.data.as_chunks::<4>().0;
                if fds.len() + message.rights.len() > SCM_MAX_FD {
                    return Err(Errno::EINVAL);
                }
                for fd in fds {
                    let file = k.fds.get(i32::from_le_bytes(*fd))?;
                    message.rights.push(InFlight::new(&k.net, file)?);
                }
            }
            SCM_CREDENTIALS if unix => message.cred = Some(claimed(k, cmsg.data)?),
            _ => return Err(Errno::EINVAL),
        }
    }
    Ok(message)
}

/// The credentials that a sender claims to have; only root may claim others than its own.
fn claimed(k: &Kernel, data: &[u8]) -> Result<Cred, Errno> {
    let words: &[[u8; 4]; 3] = data.as_chunks::<4>().0.try_into().map_err(|_| Errno::EINVAL)?;
    let [pid, uid, gid] = words.map(u32::from_le_bytes);
    let own = k.process.creds();
    let root = own.euid == 0;
    if !root && (pid != k.process.pid() || ![own.uid, own.euid, own.suid].contains(&uid)) {
        return Err(Errno::EPERM);
    }
    if !root && ![own.gid, own.egid, own.sgid].contains(&gid) {
        return Err(Errno::EPERM);
    }
    Ok(Cred { pid, uid, gid })
}

fn read_header(mem: &dyn Memory, addr: u64) -> Result<MsgHdr, Errno> {
    Ok(MsgHdr::decode(&user::read(mem, addr)?))
}

fn send_message(k: &mut Kernel, mem: &mut dyn Memory, fd: u64, addr: u64, flags: u32) -> Answer {
    let (socket, file) = k.socket(fd)?;
    let header = read_header(mem, addr)?;
    let parts = message_parts(mem, &header)?;
    let message = outgoing(k, mem, &socket, &header)?;
    send_parts(k, mem, (&socket, &file), &parts, flags, message)
}

fn message_parts(mem: &dyn Memory, header: &MsgHdr) -> Result<Vec<(u64, u64)>, Errno> {
    vector(mem, header.iov, header.iov_len)
        .map_err(|errno| if errno == Errno::EINVAL && header.iov_len > 1024 { Errno::EMSGSIZE } else { errno })
}

fn receive_message(k: &mut Kernel, mem: &mut dyn Memory, fd: u64, addr: u64, flags: u32) -> Answer {
    let (socket, file) = k.socket(fd)?;
    let header = read_header(mem, addr)?;
    let parts = message_parts(mem, &header)?;
    let mut received = receive_parts(k, mem, (&socket, &file), &parts, flags)?;
    let mut told = received.flags;
    if socket.style == Style::SeqPacket && received.taken.whole > 0 && told == 0 {
        told |= msg::EOR;
    }
    let (control, truncated) = incoming(k, &socket, &header, flags, &mut received.taken)?;
    if truncated {
        told |= msg::CTRUNC;
    }
    if header.name != 0 {
        let name = received.taken.from.take().map(|from| socket.shown(from).encode()).unwrap_or_default();
        let room = usize::try_from(header.name_len).unwrap_or(0);
        user::write(mem, header.name, name.get(..room).unwrap_or(&name))?;
        let len = u32::try_from(name.len()).unwrap_or(0);
        user::write(mem, addr.wrapping_add(MsgHdr::NAME_LEN_AT), &len.to_le_bytes())?;
    }
    if !control.is_empty() {
        user::write(mem, header.control, &control)?;
    }
    user::write(mem, addr.wrapping_add(MsgHdr::CONTROL_LEN_AT), &(control.len() as u64).to_le_bytes())?;
    if flags & msg::CMSG_CLOEXEC != 0 {
        told |= msg::CMSG_CLOEXEC;
    }
    user::write(mem, addr.wrapping_add(MsgHdr::FLAGS_AT), &told.to_le_bytes())?;
    Ok(received.count)
}

/// The control messages for the guest, and whether some did not fit. Descriptors that have room are made.
fn incoming(
    k: &mut Kernel,
    socket: &Socket,
    header: &MsgHdr,
    flags: u32,
    taken: &mut Taken,
) -> Result<(Vec<u8>, bool), Errno> {
    let room = if header.control == 0 { 0 } else { usize::try_from(header.control_len).unwrap_or(usize::MAX) };
    let mut control = Vec::new();
    let mut truncated = false;
    if socket.state().options.pass_cred && socket.domain == Domain::Unix {
        let cred = taken.cred.unwrap_or(Cred { pid: 0, uid: u32::MAX, gid: u32::MAX });
        let data = [cred.pid.to_le_bytes(), cred.uid.to_le_bytes(), cred.gid.to_le_bytes()].concat();
        let whole = encode_cmsg(SOL_SOCKET, SCM_CREDENTIALS, &data);
        truncated |= whole.len() > room;
        control.extend_from_slice(whole.get(..room).unwrap_or(&whole));
    }
    let rights = std::mem::take(&mut taken.rights);
    if rights.is_empty() {
        return Ok((control, truncated));
    }
    let start = control.len().next_multiple_of(8);
    let fit = room.saturating_sub(start + CMSG_HEADER) / 4;
    let mut fds = Vec::new();
    truncated |= fit < rights.len();
    for right in rights.into_iter().take(fit) {
        let Some(file) = right.deliver() else { continue };
        match k.fds.add(file, flags & msg::CMSG_CLOEXEC != 0) {
            Ok(fd) => fds.extend(fd.to_le_bytes()),
            Err(_) => {
                truncated = true;
                break;
            }
        }
    }
    if !fds.is_empty() {
        control.resize(start, 0);
        control.extend(encode_cmsg(SOL_SOCKET, SCM_RIGHTS, &fds));
        // The length that is told includes the padding where there is room for it.
        if control.len().next_multiple_of(8) <= room {
            control.resize(control.len().next_multiple_of(8), 0);
        }
    }
    Ok((control, truncated))
}

/// `sendmsg(sockfd, msg, flags)`.
pub(crate) fn sys_sendmsg(k: &mut Kernel, mem: &mut dyn Memory, [fd, addr, flags, ..]: Args) -> Answer {
    send_message(k, mem, fd, addr, flags32(flags))
}

/// `recvmsg(sockfd, msg, flags)`.
pub(crate) fn sys_recvmsg(k: &mut Kernel, mem: &mut dyn Memory, [fd, addr, flags, ..]: Args) -> Answer {
    receive_message(k, mem, fd, addr, flags32(flags))
}

/// `sendmmsg(sockfd, msgvec, vlen, flags)`.
pub(crate) fn sys_sendmmsg(k: &mut Kernel, mem: &mut dyn Memory, [fd, vector, count, flags, ..]: Args) -> Answer {
    let flags = flags32(flags);
    each_message(k, mem, (vector, u64::from(flags32(count))), |k, mem, addr, more| {
        let flags = if more { flags | msg::DONTWAIT } else { flags };
        send_message(k, mem, fd, addr, flags)
    })
}

/// `recvmmsg(sockfd, msgvec, vlen, flags, timeout)`: waits for the first message only, like a call with `MSG_WAITFORONE`.
pub(crate) fn sys_recvmmsg(k: &mut Kernel, mem: &mut dyn Memory, [fd, vector, count, flags, ..]: Args) -> Answer {
    let flags = flags32(flags) & !msg::WAITFORONE;
    each_message(k, mem, (vector, u64::from(flags32(count))), |k, mem, addr, more| {
        let flags = if more { flags | msg::DONTWAIT } else { flags };
        receive_message(k, mem, fd, addr, flags)
    })
}

/// Does something for each `struct mmsghdr`, until one fails. Only the first may wait, as it is done again then.
fn each_message(
    k: &mut Kernel,
    mem: &mut dyn Memory,
    (vector, count): (u64, u64),
    mut call: impl FnMut(&mut Kernel, &mut dyn Memory, u64, bool) -> Answer,
) -> Answer {
    /// Where in `struct mmsghdr` the number of bytes is.
    const LEN_AT: u64 = MsgHdr::SIZE as u64;
    let mut done = 0;
    while done < count.min(MESSAGES_MAX) {
        let addr = vector.wrapping_add(done * MMSGHDR_SIZE);
        let answer = call(k, mem, addr, done > 0);
        if answer != Err(Errno::ERESTARTSYS) {
            k.thread.call.done = 0;
        }
        let len = match answer {
            Ok(len) => u32::try_from(len).unwrap_or(u32::MAX),
            Err(errno) => return partial(done, errno),
        };
        user::write(mem, addr.wrapping_add(LEN_AT), &len.to_le_bytes())?;
        done += 1;
    }
    Ok(done)
}
