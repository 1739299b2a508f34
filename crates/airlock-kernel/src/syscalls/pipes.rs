//! `pipe(2)`, and what to do when a call would wait.

use airlock_abi::Errno;
use airlock_abi::fcntl::{O_CLOEXEC, O_DIRECT, O_NONBLOCK, O_RDONLY, O_WRONLY};
use airlock_abi::stat::S_IFIFO;
use airlock_platform::{Memory, Stream};

use super::{Answer, Args, flags32, only};
use crate::Kernel;
use crate::task::Wait;
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
    let pipe = Pipe::new(&k.fs.space, &k.fs.events);
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
    /// Waits until a host stream is ready. False if it is not and the call must not wait. While there is one task only, a
    /// read or write that waits by itself does as well, unless a timer could end it.
    pub(crate) fn wait_stream(&mut self, stream: Stream, nonblocking: bool) -> Result<bool, Errno> {
        if nonblocking {
            return Ok(self.platform.stdio.ready(stream, Some(0)));
        }
        let direct = self.is_alone() && (stream != Stream::Stdin || self.group.real_deadline().is_none());
        if stream == Stream::Stdin && self.deliverable() {
            return Err(Errno::ERESTARTSYS);
        }
        if direct || self.platform.stdio.ready(stream, Some(0)) {
            return Ok(true);
        }
        let what = if stream == Stream::Stdin { "read of standard input" } else { "write to standard output" };
        Err(self.block(Wait { stream: Some(stream), ..Wait::until(None, what) }))
    }
}
