//! `read(2)`, `write(2)` and their vector and positioned forms, `lseek(2)`, `sync(2)` and relatives.

use std::sync::Arc;

use airlock_abi::Errno;
use airlock_abi::fcntl::{SEEK_CUR, SEEK_DATA, SEEK_END, SEEK_HOLE, SEEK_SET};
use airlock_abi::inotify::{IN_ACCESS, IN_MODIFY};
use airlock_abi::process::rlimit;
use airlock_platform::{HostError, Memory, Stream};
use airlock_types::{LimitKind, Outcome};

use super::{Answer, Args, CHUNK, IO_MAX, flags32};
use crate::Kernel;
use crate::task::Sources;
use crate::vfs::{Device, File, Io, Kind, Object, Progress, SIZE_MAX, hostfs, lock};

/// Elements of an `iovec` array.
const IOV_MAX: u64 = 1024;
/// Vectors that are shorter than this together are written in one piece.
const GATHER: u64 = 64 << 10;

/// Where in a file a transfer starts.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum At {
    /// At the file's own position, which moves.
    Position,
    /// Here; the position stays.
    Offset(u64),
}

/// `read(fd, buf, count)`.
pub(crate) fn sys_read(k: &mut Kernel, mem: &mut dyn Memory, [fd, buf, len, ..]: Args) -> Answer {
    let file = k.file(fd)?;
    k.read_file(mem, &file, buf, len, At::Position)
}

/// `write(fd, buf, count)`.
pub(crate) fn sys_write(k: &mut Kernel, mem: &mut dyn Memory, [fd, buf, len, ..]: Args) -> Answer {
    let file = k.fds.get_ref(fd as i32)?;
    if matches!(file.io, Io::Device(Device::Null)) && file.is_writable() {
        return Ok(len.min(IO_MAX));
    }
    let file = Arc::clone(file);
    if matches!(file.io, Io::Pipe(_) | Io::Object(_)) {
        return k.write_whole(mem, &file, &[(buf, len.min(IO_MAX))]);
    }
    k.write_file(mem, &file, buf, len, At::Position)
}

/// The offset argument of `pread` and `pwrite`.
fn offset_arg(offset: u64) -> Result<At, Errno> {
    if offset > SIZE_MAX { Err(Errno::EINVAL) } else { Ok(At::Offset(offset)) }
}

fn positioned(file: &File) -> Result<(), Errno> {
    if file.seekable() { Ok(()) } else { Err(Errno::ESPIPE) }
}

/// `pread64(fd, buf, count, offset)`.
pub(crate) fn sys_pread64(k: &mut Kernel, mem: &mut dyn Memory, [fd, buf, len, offset, ..]: Args) -> Answer {
    let at = offset_arg(offset)?;
    let file = k.file(fd)?;
    positioned(&file)?;
    k.read_file(mem, &file, buf, len, at)
}

/// `pwrite64(fd, buf, count, offset)`.
pub(crate) fn sys_pwrite64(k: &mut Kernel, mem: &mut dyn Memory, [fd, buf, len, offset, ..]: Args) -> Answer {
    let at = offset_arg(offset)?;
    let file = k.file(fd)?;
    positioned(&file)?;
    k.write_file(mem, &file, buf, len, at)
}

/// `readv(fd, iov, iovcnt)`.
pub(crate) fn sys_readv(k: &mut Kernel, mem: &mut dyn Memory, [fd, iov, count, ..]: Args) -> Answer {
    let file = k.file(fd)?;
    read_vector(k, mem, &file, iov, count, At::Position)
}

/// `writev(fd, iov, iovcnt)`.
pub(crate) fn sys_writev(k: &mut Kernel, mem: &mut dyn Memory, [fd, iov, count, ..]: Args) -> Answer {
    let file = k.file(fd)?;
    write_vector(k, mem, &file, iov, count, At::Position)
}

/// `preadv(fd, iov, iovcnt, offset)`.
pub(crate) fn sys_preadv(k: &mut Kernel, mem: &mut dyn Memory, [fd, iov, count, offset, ..]: Args) -> Answer {
    let at = offset_arg(offset)?;
    let file = k.file(fd)?;
    positioned(&file)?;
    read_vector(k, mem, &file, iov, count, at)
}

/// `pwritev(fd, iov, iovcnt, offset)`.
pub(crate) fn sys_pwritev(k: &mut Kernel, mem: &mut dyn Memory, [fd, iov, count, offset, ..]: Args) -> Answer {
    let at = offset_arg(offset)?;
    let file = k.file(fd)?;
    positioned(&file)?;
    write_vector(k, mem, &file, iov, count, at)
}

/// The flags of `preadv2` and `pwritev2`: those that only give hints do no harm.
fn rwf(flags: u64) -> Result<(), Errno> {
    const RWF_HIPRI: u64 = 1;
    const RWF_DSYNC: u64 = 2;
    const RWF_SYNC: u64 = 4;
    if flags & !(RWF_HIPRI | RWF_DSYNC | RWF_SYNC) == 0 { Ok(()) } else { Err(Errno::EOPNOTSUPP) }
}

/// `preadv2(fd, iov, iovcnt, offset, _, flags)`; offset -1 is the file's position.
pub(crate) fn sys_preadv2(k: &mut Kernel, mem: &mut dyn Memory, args: Args) -> Answer {
    rwf(args[5])?;
    if args[3] == u64::MAX { sys_readv(k, mem, args) } else { sys_preadv(k, mem, args) }
}

/// `pwritev2(fd, iov, iovcnt, offset, _, flags)`.
pub(crate) fn sys_pwritev2(k: &mut Kernel, mem: &mut dyn Memory, args: Args) -> Answer {
    rwf(args[5])?;
    if args[3] == u64::MAX { sys_writev(k, mem, args) } else { sys_pwritev(k, mem, args) }
}

/// The parts of an `iovec` array: addresses and lengths, together at most what one call moves.
pub(crate) fn vector(mem: &dyn Memory, iov: u64, count: u64) -> Result<Vec<(u64, u64)>, Errno> {
    if count > IOV_MAX {
        return Err(Errno::EINVAL);
    }
    let mut bytes = vec![0; count as usize * 16];
    mem.read(iov, &mut bytes).map_err(|_| Errno::EFAULT)?;
    let mut left = IO_MAX;
    let mut parts = Vec::with_capacity(count as usize);
    for pair in bytes.as_chunks::<8>().0.as_chunks::<2>().0 {
        let [base, len] = pair.map(u64::from_le_bytes);
        if len > i64::MAX as u64 {
            return Err(Errno::EINVAL);
        }
        let len = len.min(left);
        left -= len;
        parts.push((base, len));
    }
    Ok(parts)
}

fn advance(at: At, by: u64) -> At {
    if let At::Offset(offset) = at { At::Offset(offset.saturating_add(by)) } else { at }
}

fn read_vector(k: &mut Kernel, mem: &mut dyn Memory, file: &Arc<File>, iov: u64, count: u64, at: At) -> Answer {
    if !file.is_readable() {
        return Err(Errno::EBADF);
    }
    let parts = vector(mem, iov, count)?;
    if matches!(file.io, Io::Object(_)) {
        return read_object(k, mem, file, &parts);
    }
    let mut total: u64 = 0;
    for (base, len) in parts.into_iter().filter(|(_, len)| *len > 0) {
        if total > 0 && !more_without_waiting(file) {
            break;
        }
        match k.read_file(mem, file, base, len, advance(at, total)) {
            Ok(n) => {
                total += n;
                if n < len {
                    break;
                }
            }
            Err(_) if total > 0 => break,
            Err(errno) => return Err(errno),
        }
    }
    Ok(total)
}

/// Reads once, as a datagram is one, and spreads what comes.
fn read_object(k: &mut Kernel, mem: &mut dyn Memory, file: &Arc<File>, parts: &[(u64, u64)]) -> Answer {
    let total: u64 = parts.iter().map(|(_, len)| len).sum();
    if total == 0 {
        return Ok(0);
    }
    let len = CHUNK.min(usize::try_from(total).unwrap_or(CHUNK));
    let mut buf = k.take_scratch(len);
    let answer = match k.read_bytes(mem, file, buf.get_mut(..len).unwrap_or_default(), At::Position) {
        Ok(n) => scatter(mem, parts, 0, buf.get(..n).unwrap_or_default()).map(|()| n as u64),
        Err(errno) => Err(errno),
    };
    k.put_scratch(buf);
    answer
}

/// Copies bytes to what follows the first `skip` bytes of several pieces of memory.
pub(crate) fn scatter(mem: &mut dyn Memory, parts: &[(u64, u64)], skip: u64, bytes: &[u8]) -> Result<(), Errno> {
    let (mut skip, mut rest) = (skip, bytes);
    for (base, len) in parts {
        let left_out = skip.min(*len);
        skip -= left_out;
        let n = usize::try_from(len - left_out).unwrap_or(usize::MAX).min(rest.len());
        let Some((head, tail)) = rest.split_at_checked(n) else { break };
        if !head.is_empty() {
            mem.write(base.wrapping_add(left_out), head).map_err(|_| Errno::EFAULT)?;
        }
        rest = tail;
    }
    Ok(())
}

fn more_without_waiting(file: &File) -> bool {
    match &file.io {
        Io::Pipe(pipe) => pipe.len() > 0,
        Io::Object(_) => false,
        _ => file.stream().is_none(),
    }
}

fn write_vector(k: &mut Kernel, mem: &mut dyn Memory, file: &Arc<File>, iov: u64, count: u64, at: At) -> Answer {
    if !file.is_writable() {
        return Err(Errno::EBADF);
    }
    let parts = vector(mem, iov, count)?;
    if matches!(file.io, Io::Pipe(_) | Io::Object(_)) {
        return k.write_whole(mem, file, &parts);
    }
    let sum: u64 = parts.iter().map(|(_, len)| len).sum();
    if sum <= GATHER {
        let mut buf = k.take_scratch(sum as usize);
        let mut filled = 0;
        let mut result = Ok(());
        for (base, len) in parts {
            let Some(slot) = buf.get_mut(filled..filled + len as usize) else { break };
            if mem.read(base, slot).is_err() {
                result = Err(Errno::EFAULT);
                break;
            }
            filled += len as usize;
        }
        let answer = if filled == 0 && result.is_err() {
            Err(Errno::EFAULT)
        } else {
            k.write_bytes(mem, file, buf.get(..filled).unwrap_or_default(), at).map(|n| n as u64)
        };
        k.put_scratch(buf);
        return answer;
    }
    let mut total: u64 = 0;
    for (base, len) in parts.into_iter().filter(|(_, len)| *len > 0) {
        match k.write_file(mem, file, base, len, advance(at, total)) {
            Ok(n) => {
                total += n;
                if n < len {
                    break;
                }
            }
            Err(_) if total > 0 => break,
            Err(errno) => return Err(errno),
        }
    }
    Ok(total)
}

/// Copies what follows the first `skip` bytes of several pieces of memory, as much as fits; `None` if the first byte of it
/// cannot be read.
pub(crate) fn gather(mem: &dyn Memory, parts: &[(u64, u64)], skip: u64, buf: &mut [u8]) -> Option<usize> {
    let (mut skip, mut filled) = (skip, 0);
    for (base, len) in parts {
        let left_out = skip.min(*len);
        skip -= left_out;
        let (base, len) = (base.wrapping_add(left_out), len - left_out);
        let want = usize::try_from(len).unwrap_or(usize::MAX).min(buf.len() - filled);
        let Some(slot) = buf.get_mut(filled..filled + want) else { break };
        match mem.read(base, slot) {
            Ok(()) => filled += want,
            Err(fault) => {
                let ready = usize::try_from(fault.addr.wrapping_sub(base)).unwrap_or(0).min(want.saturating_sub(1));
                let head = slot.get_mut(..ready).unwrap_or_default();
                if mem.read(base, head).is_ok() {
                    filled += ready;
                }
                return (filled > 0).then_some(filled);
            }
        }
    }
    Some(filled)
}

/// What to do with an error after `done` bytes: a part that was moved is a success.
pub(crate) fn partial(done: u64, errno: Errno) -> Answer {
    if done > 0 { Ok(done) } else { Err(errno) }
}

impl Kernel {
    /// Reads from a file into guest memory.
    pub(crate) fn read_file(&mut self, mem: &mut dyn Memory, file: &Arc<File>, addr: u64, len: u64, at: At) -> Answer {
        if !file.is_readable() {
            return Err(Errno::EBADF);
        }
        let len = len.min(IO_MAX);
        if len == 0 && !matches!(file.io, Io::Directory(_)) {
            return Ok(0);
        }
        let mut buf = self.take_scratch(CHUNK.min(len as usize));
        let answer = self.read_chunks(mem, file, (addr, len), at, &mut buf);
        self.put_scratch(buf);
        answer
    }

    fn read_chunks(
        &mut self,
        mem: &mut dyn Memory,
        file: &Arc<File>,
        (addr, len): (u64, u64),
        at: At,
        buf: &mut [u8],
    ) -> Answer {
        let mut done = 0;
        while done < len {
            let want = ((len - done) as usize).min(buf.len());
            let Some(part) = buf.get_mut(..want) else { break };
            let n = match self.read_bytes(mem, file, part, advance(at, done)) {
                Ok(n) => n,
                Err(errno) => return partial(done, errno),
            };
            let got = part.get(..n).unwrap_or_default();
            if mem.write(addr.wrapping_add(done), got).is_err() {
                // The bytes were not delivered, so they must not be lost either.
                match (&file.io, at) {
                    (Io::Pipe(pipe), _) => pipe.unread(got),
                    (_, At::Position) if file.seekable() => {
                        file.set_offset(file.offset().saturating_sub(n as u64));
                    }
                    _ => {}
                }
                return partial(done, Errno::EFAULT);
            }
            done += n as u64;
            if n < want || !more_without_waiting(file) {
                break;
            }
        }
        Ok(done)
    }

    /// Reads from a file once. Does not check the access mode.
    pub(crate) fn read_bytes(
        &mut self,
        mem: &dyn Memory,
        file: &Arc<File>,
        buf: &mut [u8],
        at: At,
    ) -> Result<usize, Errno> {
        match &file.io {
            Io::Device(Device::Random | Device::Urandom) => {
                self.platform.entropy.fill(buf);
                return Ok(buf.len());
            }
            Io::Device(Device::Stdio(_)) => return self.read_stream(file, buf),
            Io::Object(object) => {
                return match object.read(self, buf) {
                    Err(Errno::EAGAIN) if file.nonblocking() => object.read_part(self, buf),
                    Err(Errno::EAGAIN) => Err(self.wait_for_object(object, false, "read")),
                    answer => answer,
                };
            }
            Io::Pipe(pipe) => {
                return match pipe.read(buf) {
                    Progress::Done(n) => Ok(n),
                    Progress::Wait | Progress::Broken if file.nonblocking() => Err(Errno::EAGAIN),
                    Progress::Wait | Progress::Broken => Err(self.wait_for(pipe.key(), "read of an empty pipe")),
                };
            }
            _ => {}
        }
        let offset = match at {
            At::Position => file.offset(),
            At::Offset(offset) => offset,
        };
        crate::mm::before_read(&self.mm, mem, file, offset, buf.len() as u64);
        let n = file.read_at(buf, offset)?;
        if at == At::Position {
            file.set_offset(offset.saturating_add(n as u64));
        }
        if n > 0 {
            file.notify(IN_ACCESS);
        }
        Ok(n)
    }

    fn read_stream(&mut self, file: &File, buf: &mut [u8]) -> Result<usize, Errno> {
        if file.stream() != Some(Stream::Stdin) {
            return Err(Errno::EBADF);
        }
        if !self.wait_stream(Stream::Stdin, file.nonblocking())? {
            return Err(Errno::EAGAIN);
        }
        let answer = self.platform.stdio.read(buf).map_err(hostfs::errno);
        self.events.touch_stream(Stream::Stdin);
        answer
    }

    /// Writes guest memory to a file.
    pub(crate) fn write_file(&mut self, mem: &mut dyn Memory, file: &Arc<File>, addr: u64, len: u64, at: At) -> Answer {
        if !file.is_writable() {
            return Err(Errno::EBADF);
        }
        let len = len.min(IO_MAX);
        if let Io::Device(Device::Null | Device::Zero) = &file.io {
            return Ok(len);
        }
        let mut buf = self.take_scratch(CHUNK.min(len as usize));
        let answer = self.write_chunks(mem, file, (addr, len), at, &mut buf);
        self.put_scratch(buf);
        answer
    }

    fn write_chunks(
        &mut self,
        mem: &mut dyn Memory,
        file: &Arc<File>,
        (addr, len): (u64, u64),
        at: At,
        buf: &mut [u8],
    ) -> Answer {
        let mut done = 0;
        loop {
            let want = ((len - done) as usize).min(buf.len());
            let Some(part) = buf.get_mut(..want) else { break };
            let from = addr.wrapping_add(done);
            let mut ready = want;
            if let Err(fault) = mem.read(from, part) {
                // What lies before the fault is written.
                ready = usize::try_from(fault.addr.wrapping_sub(from)).unwrap_or(0).min(want.saturating_sub(1));
                let head = part.get_mut(..ready).unwrap_or_default();
                if ready == 0 || mem.read(from, head).is_err() {
                    return partial(done, Errno::EFAULT);
                }
            }
            match self.write_bytes(mem, file, part.get(..ready).unwrap_or_default(), advance(at, done)) {
                Ok(n) => {
                    done += n as u64;
                    // After a short write the guest's next one says why, or waits.
                    if n < want || done >= len || self.pending.is_some() {
                        break;
                    }
                }
                Err(errno) => return partial(done, errno),
            }
        }
        Ok(done)
    }

    /// Writes bytes to a file. Does not check the access mode.
    pub(crate) fn write_bytes(
        &mut self,
        mem: &mut dyn Memory,
        file: &Arc<File>,
        bytes: &[u8],
        at: At,
    ) -> Result<usize, Errno> {
        match &file.io {
            Io::Device(Device::Stdio(_)) => return self.write_stream(file, bytes),
            Io::Device(Device::Random | Device::Urandom) => return Ok(bytes.len()),
            Io::Pipe(_) => return self.write_pipe(file, bytes),
            Io::Object(object) => return self.write_object(file, object, bytes),
            Io::Text(..) => return self.write_proc(&file.inode, bytes),
            _ => {}
        }
        // O_APPEND wins over the offset of pwrite, on Linux.
        let offset = match at {
            _ if file.append() => file.size(),
            At::Position => file.offset(),
            At::Offset(offset) => offset,
        };
        let bytes = self.within_file_size(file, bytes, offset)?;
        let len = bytes.len() as u64;
        let n = if self.mm.has_shared_files() {
            crate::mm::before_read(&self.mm, mem, file, offset, len);
            let n = file.write_at(bytes, offset)?;
            crate::mm::after_write(&self.mm, mem, file, offset, n as u64);
            n
        } else {
            file.write_at(bytes, offset)?
        };
        if at == At::Position {
            file.set_offset(offset.saturating_add(n as u64));
        }
        if n > 0 {
            file.notify(IN_MODIFY);
        }
        Ok(n)
    }

    /// The part of a write that `RLIMIT_FSIZE` allows; `SIGXFSZ` and `EFBIG` if none.
    fn within_file_size<'a>(&mut self, file: &File, bytes: &'a [u8], offset: u64) -> Result<&'a [u8], Errno> {
        let limit = self.process.rlimit(rlimit::FSIZE).soft;
        if limit == rlimit::INFINITY || bytes.is_empty() || !matches!(file.io, Io::Memory(_) | Io::Host(_)) {
            return Ok(bytes);
        }
        if offset >= limit {
            crate::signal::raise(self, airlock_abi::signal::SIGXFSZ);
            return Err(Errno::EFBIG);
        }
        let left = usize::try_from(limit - offset).unwrap_or(usize::MAX);
        Ok(bytes.get(..left).unwrap_or(bytes))
    }

    fn write_pipe(&mut self, file: &File, bytes: &[u8]) -> Result<usize, Errno> {
        let Io::Pipe(pipe) = &file.io else { return Err(Errno::EBADF) };
        let mut done = 0;
        while done < bytes.len() {
            match pipe.write(bytes.get(done..).unwrap_or_default()) {
                Progress::Done(n) => done += n,
                Progress::Wait if done > 0 && file.nonblocking() => break,
                Progress::Wait if file.nonblocking() => return Err(Errno::EAGAIN),
                Progress::Wait if done > 0 => break,
                Progress::Wait => return Err(self.wait_for(pipe.key(), "write to a full pipe")),
                Progress::Broken => {
                    let errno = self.broken_pipe();
                    return if done > 0 { Ok(done) } else { Err(errno) };
                }
            }
        }
        Ok(done)
    }

    fn write_object(&mut self, file: &File, object: &Arc<dyn Object>, bytes: &[u8]) -> Result<usize, Errno> {
        match object.write(self, bytes) {
            Err(Errno::EAGAIN) if !file.nonblocking() => Err(self.wait_for_object(object, true, "write")),
            answer => answer,
        }
    }

    /// Makes the call at hand wait until the readiness of an object changes. `EAGAIN` if it has waited for as long as the
    /// object allows.
    pub(crate) fn wait_for_object(&mut self, object: &Arc<dyn Object>, write: bool, what: &'static str) -> Errno {
        let timeout = object.timeout_ns(write);
        let deadline = timeout.and_then(|ns| self.call_deadline(|k| Some(k.now_ns().saturating_add(ns))));
        if deadline.is_some_and(|deadline| deadline <= self.now_ns()) {
            return Errno::EAGAIN;
        }
        let mut sources = Sources::default();
        object.sources(self, &mut sources);
        object.call_sources(self, &mut sources);
        let errno = self.block(sources.wait(deadline, what));
        // As on Linux, a call that would have ended by itself is not made again (signal(7)).
        if timeout.is_some() && self.interrupted_wait() { Errno::EINTR } else { errno }
    }

    /// Writes all of several pieces of memory to a pipe or object, waiting as often as it is full. What a call has written before
    /// it waited is in its `done`.
    fn write_whole(&mut self, mem: &mut dyn Memory, file: &Arc<File>, parts: &[(u64, u64)]) -> Answer {
        if !file.is_writable() {
            return Err(Errno::EBADF);
        }
        let total: u64 = parts.iter().map(|(_, len)| len).sum();
        if total == 0 && matches!(file.io, Io::Pipe(_)) {
            return Ok(0);
        }
        let mut buf = self.take_scratch(CHUNK.min(total as usize));
        let answer = loop {
            let done = self.thread.call.done;
            if done >= total && total > 0 {
                break Ok(done);
            }
            let Some(filled) = gather(mem, parts, done, buf.get_mut(..CHUNK.min(total as usize)).unwrap_or_default())
            else {
                break partial(done, Errno::EFAULT);
            };
            let piece = buf.get(..filled).unwrap_or_default();
            match self.write_bytes(mem, file, piece, At::Position) {
                Ok(n) => self.thread.call.done = done.saturating_add(n as u64),
                // What is left waits; a signal ends the call with what was written.
                Err(Errno::ERESTARTSYS) if !self.interrupted_wait() => break Err(Errno::ERESTARTSYS),
                Err(errno) => break partial(done, errno),
            }
            let whole = match &file.io {
                Io::Pipe(pipe) => !file.nonblocking() || !pipe.is_full(),
                Io::Object(object) => object.is_stream(),
                _ => false,
            };
            if total == 0 || !whole {
                break Ok(self.thread.call.done);
            }
        };
        self.put_scratch(buf);
        answer
    }

    fn write_stream(&mut self, file: &File, bytes: &[u8]) -> Result<usize, Errno> {
        let stream = file.stream().filter(|stream| *stream != Stream::Stdin).ok_or(Errno::EBADF)?;
        let left = self.limits.output_bytes.saturating_sub(self.output_bytes);
        let allowed = bytes.get(..usize::try_from(left).unwrap_or(usize::MAX)).unwrap_or(bytes);
        let mut done = 0;
        while done < allowed.len() {
            // With other tasks around, no wait may happen in the host.
            if !self.is_alone() && !self.platform.stdio.ready(stream, Some(0)) {
                if done > 0 {
                    break;
                }
                if !self.wait_stream(stream, file.nonblocking())? {
                    return Err(Errno::EAGAIN);
                }
            }
            match self.platform.stdio.write(stream, allowed.get(done..).unwrap_or_default()) {
                Ok(0) => break,
                Ok(n) => done += n,
                Err(HostError::BrokenPipe) => return Err(self.broken_pipe()),
                Err(_) if done > 0 => break,
                Err(error) => return Err(hostfs::errno(error)),
            }
        }
        self.events.touch_stream(stream);
        self.output_bytes = self.output_bytes.saturating_add(done as u64);
        if allowed.len() < bytes.len() {
            self.end_run(Outcome::Limit(LimitKind::Output));
        }
        Ok(done)
    }

    /// Nobody reads any more: `SIGPIPE` and `EPIPE`.
    pub(crate) fn broken_pipe(&mut self) -> Errno {
        crate::signal::raise(self, airlock_abi::signal::SIGPIPE);
        Errno::EPIPE
    }
}

/// `lseek(fd, offset, whence)`.
pub(crate) fn sys_lseek(k: &mut Kernel, mem: &mut dyn Memory, [fd, offset, whence, ..]: Args) -> Answer {
    let file = k.file(fd)?;
    positioned(&file)?;
    let (offset, whence) = (offset as i64, flags32(whence));
    if matches!(file.io, Io::Device(_)) {
        return Ok(0);
    }
    let base = match whence {
        SEEK_SET => 0,
        SEEK_CUR => file.offset(),
        SEEK_END if matches!(file.io, Io::Directory(_)) => return Err(Errno::EINVAL),
        SEEK_END => file.size(),
        SEEK_DATA | SEEK_HOLE => {
            crate::mm::before_read(&k.mm, mem, &file, 0, u64::MAX);
            let found = seek_data(&file, offset, whence == SEEK_HOLE)?;
            file.set_offset(found);
            return Ok(found);
        }
        _ => return Err(Errno::EINVAL),
    };
    let to = (base as i64).checked_add(offset).ok_or(Errno::EOVERFLOW)?;
    let to = u64::try_from(to).map_err(|_| Errno::EINVAL)?;
    file.set_offset(to);
    if to == 0
        && let Io::Directory(listing) = &file.io
    {
        // Rewinding shows what is there now.
        lock(listing).take();
    }
    Ok(to)
}

fn seek_data(file: &File, offset: i64, hole: bool) -> Result<u64, Errno> {
    let offset = u64::try_from(offset).map_err(|_| Errno::ENXIO)?;
    match &file.inode.kind {
        Kind::Regular(data) => lock(data).seek(offset, hole),
        Kind::HostFile(_) if offset >= file.size() => Err(Errno::ENXIO),
        Kind::HostFile(_) => Ok(if hole { file.size() } else { offset }),
        _ => Err(Errno::EINVAL),
    }
}

/// `fsync(fd)` and `fdatasync(fd)`.
pub(crate) fn sys_fsync(k: &mut Kernel, mem: &mut dyn Memory, [fd, ..]: Args) -> Answer {
    let file = k.file(fd)?;
    if !file.seekable() {
        return Err(Errno::EINVAL);
    }
    sync_file(k, mem, &file)
}

fn sync_file(k: &mut Kernel, mem: &mut dyn Memory, file: &File) -> Answer {
    if let Io::Host(host) = &file.io {
        crate::mm::before_read(&k.mm, mem, file, 0, u64::MAX);
        host.sync().map_err(hostfs::errno)?;
    }
    Ok(0)
}

/// `sync()`: what is in memory is as safe as it will get.
pub(crate) fn sys_sync(_: &mut Kernel, _: &mut dyn Memory, _: Args) -> Answer {
    Ok(0)
}

/// `syncfs(fd)`.
pub(crate) fn sys_syncfs(k: &mut Kernel, _: &mut dyn Memory, [fd, ..]: Args) -> Answer {
    k.file(fd).map(|_| 0)
}

/// `sync_file_range(fd, offset, nbytes, flags)`.
pub(crate) fn sys_sync_file_range(k: &mut Kernel, mem: &mut dyn Memory, [fd, offset, len, flags, ..]: Args) -> Answer {
    let file = k.file(fd)?;
    if offset.checked_add(len).is_none_or(|end| end > SIZE_MAX) || flags & !7 != 0 {
        return Err(Errno::EINVAL);
    }
    positioned(&file)?;
    sync_file(k, mem, &file)
}

/// `fadvise64(fd, offset, len, advice)`: advice is checked, and not needed.
pub(crate) fn sys_fadvise64(k: &mut Kernel, _: &mut dyn Memory, [fd, _, len, advice, ..]: Args) -> Answer {
    let file = k.file(fd)?;
    positioned(&file)?;
    if len > SIZE_MAX || advice > 5 { Err(Errno::EINVAL) } else { Ok(0) }
}

/// `readahead(fd, offset, count)`.
pub(crate) fn sys_readahead(k: &mut Kernel, _: &mut dyn Memory, [fd, ..]: Args) -> Answer {
    let file = k.file(fd)?;
    if !file.is_readable() {
        return Err(Errno::EBADF);
    }
    if matches!(file.io, Io::Memory(_) | Io::Host(_)) { Ok(0) } else { Err(Errno::EINVAL) }
}
