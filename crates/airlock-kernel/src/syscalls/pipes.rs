//! `pipe(2)`, and what to do when a call would wait.

use airlock_abi::Errno;
use airlock_abi::fcntl::{O_CLOEXEC, O_DIRECT, O_NONBLOCK, O_RDONLY, O_WRONLY};
use airlock_abi::stat::S_IFIFO;
use airlock_platform::{Memory, Stream};

use super::{Answer, Args, flags32, only};
use crate::Kernel;
use crate::signal::{self, Wake};
use crate::user;
use crate::vfs::{File, Inode, Io, Kind, Pipe};

/// `pipe(pipefd)`.
pub(crate) fn sys_pipe(k: &mut Kernel, mem: &mut dyn Memory, [fds, ..]: Args) -> Answer {
    pipe(k, mem, fds, 0)
}

/// `pipe2(pipefd, flags)`.
pub(crate) fn sys_pipe2(k: &mut Kernel, mem: &mut dyn Memory, [fds, flags, ..]: Args) -> Answer {
    only(flags32(flags), O_CLOEXEC | O_NONBLOCK | O_DIRECT)?;
    if flags32(flags) & O_DIRECT != 0 {
        // Packet mode would need message boundaries, which these pipes do not keep.
        return Err(Errno::EINVAL);
    }
    pipe(k, mem, fds, flags32(flags))
}

fn pipe(k: &mut Kernel, mem: &mut dyn Memory, fds: u64, flags: u32) -> Answer {
    let pipe = Pipe::new(&k.fs.space);
    let inode = Inode::create(&k.fs.anonymous, Kind::Fifo(pipe.clone()), S_IFIFO | 0o600, k.fs.owner())?;
    let status = flags & O_NONBLOCK;
    let cloexec = flags & O_CLOEXEC != 0;
    let reader = File::new(inode.clone(), Io::Pipe(pipe.clone()), O_RDONLY | status, None);
    let writer = File::new(inode, Io::Pipe(pipe), O_WRONLY | status, None);
    let read_fd = k.fds.add(reader, cloexec)?;
    let write_fd = match k.fds.add(writer, cloexec) {
        Ok(fd) => fd,
        Err(errno) => {
            k.fds.close(read_fd)?;
            return Err(errno);
        }
    };
    let mut bytes = [0; 8];
    bytes[..4].copy_from_slice(&read_fd.to_le_bytes());
    bytes[4..].copy_from_slice(&write_fd.to_le_bytes());
    if let Err(errno) = user::write(mem, fds, &bytes) {
        k.fds.close(read_fd)?;
        k.fds.close(write_fd)?;
        return Err(errno);
    }
    Ok(0)
}

impl Kernel {
    /// Waits for a signal, as the only thing that can still happen in one process; `EINTR`. If none can come, the
    /// guest ends.
    pub(crate) fn wait_for_signal(&mut self, what: &str) -> Errno {
        match signal::sleep_until(self, None) {
            Wake::Signal | Wake::Elapsed => Errno::EINTR,
            Wake::Never => self.deadlock(what),
        }
    }

    /// Waits until standard input can be read; false if it cannot and must not wait. A timer ends the wait.
    pub(crate) fn wait_readable(&mut self, nonblocking: bool) -> Result<bool, Errno> {
        if nonblocking {
            return Ok(self.platform.stdio.ready(Stream::Stdin, Some(0)));
        }
        if self.signals.deliverable() {
            return Err(Errno::EINTR);
        }
        let Some(deadline) = self.signals.real_deadline() else {
            // The read itself waits.
            return Ok(true);
        };
        let left = deadline.saturating_sub(self.platform.clock.monotonic_ns());
        if self.platform.stdio.ready(Stream::Stdin, Some(left)) { Ok(true) } else { Err(Errno::EINTR) }
    }
}
