//! `sendfile(2)`, `copy_file_range(2)`, `splice(2)`, `tee(2)`, `vmsplice(2)`: bytes from file to file.

use std::sync::Arc;

use airlock_abi::Errno;
use airlock_platform::Memory;

use super::read_write::{At, partial, sys_readv, sys_writev};
use super::{Answer, Args, CHUNK, IO_MAX, flags32};
use crate::Kernel;
use crate::user;
use crate::vfs::{File, Io, Progress, SIZE_MAX};

/// One side of a copy: a file, and the offset that the guest keeps in memory, if it does.
struct Side {
    file: Arc<File>,
    offset: Option<(u64, u64)>,
}

impl Side {
    /// `pointer` is the address of a `loff_t`, or null for the file's position.
    fn new(k: &Kernel, mem: &dyn Memory, fd: u64, pointer: u64) -> Result<Self, Errno> {
        let file = k.file(fd)?;
        if pointer == 0 {
            return Ok(Self { file, offset: None });
        }
        if !file.seekable() {
            return Err(Errno::ESPIPE);
        }
        let offset = user::read_u64(mem, pointer)?;
        if offset > SIZE_MAX {
            return Err(Errno::EINVAL);
        }
        Ok(Self { file, offset: Some((pointer, offset)) })
    }

    fn at(&self, done: u64) -> At {
        match self.offset {
            Some((_, offset)) => At::Offset(offset.saturating_add(done)),
            None => At::Position,
        }
    }

    /// Where this side starts in its file.
    fn start(&self) -> u64 {
        self.offset.map_or_else(|| self.file.offset(), |(_, offset)| offset)
    }

    fn finish(&self, mem: &mut dyn Memory, done: u64) -> Result<(), Errno> {
        let Some((pointer, offset)) = self.offset else { return Ok(()) };
        user::write(mem, pointer, &offset.saturating_add(done).to_le_bytes())
    }
}

fn transfer(k: &mut Kernel, mem: &mut dyn Memory, from: &Side, to: &Side, len: u64) -> Answer {
    if !from.file.is_readable() || !to.file.is_writable() {
        return Err(Errno::EBADF);
    }
    let len = len.min(IO_MAX);
    let mut buf = k.take_scratch(CHUNK.min(len as usize));
    let answer = pump(k, mem, from, to, len, &mut buf);
    k.put_scratch(buf);
    let done = answer?;
    from.finish(mem, done)?;
    to.finish(mem, done)?;
    Ok(done)
}

fn pump(k: &mut Kernel, mem: &mut dyn Memory, from: &Side, to: &Side, len: u64, buf: &mut [u8]) -> Answer {
    let mut done = 0;
    while done < len {
        let mut want = ((len - done) as usize).min(buf.len());
        if let Io::Pipe(pipe) = &to.file.io {
            // Read no more than can be written: what was read from a file must not be lost.
            let room = pipe.capacity().saturating_sub(pipe.len());
            if pipe.has_readers() && room < want {
                if room == 0 && done > 0 {
                    break;
                }
                if room == 0 {
                    let nonblocking = to.file.nonblocking();
                    return Err(if nonblocking {
                        Errno::EAGAIN
                    } else {
                        k.wait_for(pipe.key(), "copy to a full pipe")
                    });
                }
                want = room;
            }
        }
        let Some(part) = buf.get_mut(..want) else { break };
        let got = match k.read_bytes(mem, &from.file, part, from.at(done)) {
            Ok(0) => break,
            Ok(n) => n,
            Err(errno) => return partial(done, errno),
        };
        let put = match k.write_bytes(mem, &to.file, part.get(..got).unwrap_or_default(), to.at(done)) {
            Ok(n) => n,
            Err(errno) => {
                give_back(from, part.get(..got).unwrap_or_default());
                return partial(done, errno);
            }
        };
        done += put as u64;
        if put < got {
            give_back(from, part.get(put..got).unwrap_or_default());
            break;
        }
        // A pipe or a terminal gave what it had; asking again would wait.
        if !from.file.seekable() {
            break;
        }
    }
    Ok(done)
}

/// Undoes the reading of bytes that could not be written.
fn give_back(from: &Side, bytes: &[u8]) {
    match &from.file.io {
        Io::Pipe(pipe) => pipe.unread(bytes),
        _ if from.offset.is_none() && from.file.seekable() => {
            from.file.set_offset(from.file.offset().saturating_sub(bytes.len() as u64));
        }
        _ => {}
    }
}

/// `sendfile(out_fd, in_fd, offset, count)`.
pub(crate) fn sys_sendfile(k: &mut Kernel, mem: &mut dyn Memory, [out, input, offset, len, ..]: Args) -> Answer {
    let from = Side::new(k, mem, input, offset)?;
    let to = Side::new(k, mem, out, 0)?;
    if !matches!(from.file.io, Io::Memory(_) | Io::Host(_) | Io::Text(..) | Io::Device(_)) || to.file.append() {
        return Err(Errno::EINVAL);
    }
    transfer(k, mem, &from, &to, len)
}

/// `copy_file_range(fd_in, off_in, fd_out, off_out, size, flags)`.
pub(crate) fn sys_copy_file_range(
    k: &mut Kernel,
    mem: &mut dyn Memory,
    [input, off_in, out, off_out, len, flags]: Args,
) -> Answer {
    if flags32(flags) != 0 {
        return Err(Errno::EINVAL);
    }
    let from = Side::new(k, mem, input, off_in)?;
    let to = Side::new(k, mem, out, off_out)?;
    for file in [&from.file, &to.file] {
        match &file.io {
            Io::Memory(_) | Io::Host(_) => {}
            Io::Directory(_) => return Err(Errno::EISDIR),
            _ => return Err(Errno::EINVAL),
        }
    }
    if to.file.append() {
        return Err(Errno::EBADF);
    }
    if from.file.inode_key() == to.file.inode_key() {
        let (a, b) = (from.start(), to.start());
        if a.saturating_add(len) > b && b.saturating_add(len) > a && len > 0 {
            return Err(Errno::EINVAL);
        }
    }
    transfer(k, mem, &from, &to, len)
}

/// Flags of `splice` and relatives: `SPLICE_F_MOVE`, `_NONBLOCK`, `_MORE`, `_GIFT`.
const SPLICE_FLAGS: u32 = 0xf;
const SPLICE_F_NONBLOCK: u32 = 2;

/// Whether a pipe is empty, or full.
fn would_wait(file: &File, write: bool) -> bool {
    match &file.io {
        Io::Pipe(pipe) if write => pipe.is_full() && pipe.has_readers(),
        Io::Pipe(pipe) => pipe.len() == 0 && pipe.has_writers(),
        _ => false,
    }
}

/// `tee(fd_in, fd_out, size, flags)`: from pipe to pipe, and what is copied stays in the first.
pub(crate) fn sys_tee(k: &mut Kernel, mem: &mut dyn Memory, [input, out, len, flags, ..]: Args) -> Answer {
    if flags32(flags) & !SPLICE_FLAGS != 0 {
        return Err(Errno::EINVAL);
    }
    let (from, to) = (k.file(input)?, k.file(out)?);
    if !from.is_readable() || !to.is_writable() {
        return Err(Errno::EBADF);
    }
    let (Io::Pipe(source), Io::Pipe(target)) = (&from.io, &to.io) else { return Err(Errno::EINVAL) };
    if Arc::ptr_eq(source, target) {
        return Err(Errno::EINVAL);
    }
    let nonblocking = flags32(flags) & SPLICE_F_NONBLOCK != 0;
    for (file, pipe, write) in [(&from, source, false), (&to, target, true)] {
        if would_wait(file, write) {
            let wait = !nonblocking && !file.nonblocking();
            return Err(if wait { k.wait_for(pipe.key(), "tee") } else { Errno::EAGAIN });
        }
    }
    let room = target.capacity().saturating_sub(target.len());
    let room = if target.has_readers() { room } else { target.capacity() };
    let mut buf = vec![0; usize::try_from(len).unwrap_or(usize::MAX).min(room).min(source.len())];
    match source.peek(&mut buf) {
        Progress::Done(n) => {
            let bytes = buf.get(..n).unwrap_or_default();
            if bytes.is_empty() { Ok(0) } else { k.write_bytes(mem, &to, bytes, At::Position).map(|n| n as u64) }
        }
        Progress::Wait | Progress::Broken => Err(Errno::EAGAIN),
    }
}

/// `vmsplice(fd, iov, nr_segs, flags)`: pages are copied, whatever the flags say.
pub(crate) fn sys_vmsplice(k: &mut Kernel, mem: &mut dyn Memory, args: Args) -> Answer {
    let [fd, _, _, flags, ..] = args;
    if flags32(flags) & !SPLICE_FLAGS != 0 {
        return Err(Errno::EINVAL);
    }
    let file = k.file(fd)?;
    if !matches!(file.io, Io::Pipe(_)) {
        return Err(Errno::EBADF);
    }
    let write = file.is_writable();
    if flags32(flags) & SPLICE_F_NONBLOCK != 0 && would_wait(&file, write) {
        return Err(Errno::EAGAIN);
    }
    if write { sys_writev(k, mem, args) } else { sys_readv(k, mem, args) }
}

/// `splice(fd_in, off_in, fd_out, off_out, size, flags)`: one side is a pipe.
pub(crate) fn sys_splice(
    k: &mut Kernel,
    mem: &mut dyn Memory,
    [input, off_in, out, off_out, len, flags]: Args,
) -> Answer {
    if flags32(flags) & !SPLICE_FLAGS != 0 {
        return Err(Errno::EINVAL);
    }
    let from = Side::new(k, mem, input, off_in)?;
    let to = Side::new(k, mem, out, off_out)?;
    let pipes = [&from.file, &to.file].map(|file| matches!(file.io, Io::Pipe(_)));
    if pipes == [false; 2] || to.file.append() {
        return Err(Errno::EINVAL);
    }
    if flags32(flags) & SPLICE_F_NONBLOCK != 0 && (would_wait(&from.file, false) || would_wait(&to.file, true)) {
        return Err(Errno::EAGAIN);
    }
    transfer(k, mem, &from, &to, len)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Guest, SCRATCH};

    fn pipe(guest: &mut Guest) -> (u64, u64) {
        guest.call(293, &[SCRATCH, airlock_abi::fcntl::O_NONBLOCK.into()]).unwrap();
        let pair = u64::from_le_bytes(guest.get(SCRATCH));
        (pair & 0xffff_ffff, pair >> 32)
    }

    #[test]
    fn tee_leaves_what_it_copies() {
        let mut guest = Guest::new();
        let ((a, write_a), (b, write_b)) = (pipe(&mut guest), pipe(&mut guest));
        assert_eq!(guest.call(276, &[a, write_b, 100, 0]), Err(Errno::EAGAIN));
        let bytes = guest.put(64, b"content");
        let iov = guest.put(0, &[bytes.to_le_bytes(), 7u64.to_le_bytes()].concat());
        assert_eq!(guest.call(278, &[write_a, iov, 1, 0]), Ok(7));
        assert_eq!(guest.call(276, &[a, write_b, 4, 0]), Ok(4));
        assert_eq!(guest.call(276, &[a, write_a, 4, 0]), Err(Errno::EINVAL));
        assert_eq!(guest.call(276, &[write_a, write_b, 4, 0]), Err(Errno::EBADF));
        assert_eq!(guest.call(0, &[b, SCRATCH + 256, 100]), Ok(4));
        assert_eq!(guest.call(278, &[a, iov, 1, 0]), Ok(7));
        assert_eq!(&guest.get::<7>(SCRATCH + 64), b"content");
        assert_eq!(guest.call(278, &[a, iov, 1, SPLICE_F_NONBLOCK.into()]), Err(Errno::EAGAIN));
        guest.call(3, &[write_a]).unwrap();
        assert_eq!(guest.call(276, &[a, write_b, 4, 0]), Ok(0));
    }
}
