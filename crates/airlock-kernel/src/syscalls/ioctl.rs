//! `ioctl(2)` on terminals and descriptors.

use airlock_abi::Errno;
use airlock_abi::fcntl::{O_ASYNC, O_NONBLOCK};
use airlock_abi::ioctl::*;
use airlock_platform::{Memory, Stream};

use super::{Answer, Args, flags32};
use crate::Kernel;
use crate::net::{Socket, socket_ioctl};
use crate::tty::{end_of, terminal_ioctl};
use crate::user;
use crate::vfs::{Device, File, Io};

/// `ioctl(fd, op, argp)`.
pub(crate) fn sys_ioctl(k: &mut Kernel, mem: &mut dyn Memory, [fd, op, arg, ..]: Args) -> Answer {
    let file = k.file(fd)?;
    if let Io::Object(object) = &file.io
        && let Some(socket) = Socket::of(object)
        && let Some(answer) = socket_ioctl(mem, &socket, flags32(op), arg)
    {
        return answer;
    }
    match flags32(op) {
        FIOCLEX => k.fds.set_cloexec(fd as i32, true)?,
        FIONCLEX => k.fds.set_cloexec(fd as i32, false)?,
        FIONBIO => set_status(mem, &file, arg, O_NONBLOCK)?,
        FIOASYNC => set_status(mem, &file, arg, O_ASYNC)?,
        op if let Some(end) = end_of(&file) => return terminal_ioctl(k, mem, end, op, arg),
        FIONREAD => {
            let bytes = readable_bytes(k, &file)?;
            user::write(mem, arg, &bytes.to_le_bytes())?;
        }
        FIGETBSZ if file.seekable() => user::write(mem, arg, &4096u32.to_le_bytes())?,
        FICLONE => return Err(Errno::EOPNOTSUPP),
        _ => return Err(Errno::ENOTTY),
    }
    Ok(0)
}

fn set_status(mem: &dyn Memory, file: &File, arg: u64, flag: u32) -> Result<(), Errno> {
    let on = user::read_u32(mem, arg)? != 0;
    file.set_flags(if on { file.flags() | flag } else { file.flags() & !flag });
    Ok(())
}

fn readable_bytes(k: &Kernel, file: &File) -> Result<u32, Errno> {
    let bytes = match &file.io {
        Io::Pipe(pipe) => pipe.len() as u64,
        Io::Memory(_) | Io::Host(_) | Io::Text(..) => file.size().saturating_sub(file.offset()),
        // How many bytes wait on the host is unknown: one at least, if any.
        Io::Device(Device::Stdio(Stream::Stdin)) => u64::from(k.platform.stdio.ready(Stream::Stdin, Some(0))),
        Io::Object(object) => object.bytes().ok_or(Errno::ENOTTY)?,
        _ => return Err(Errno::ENOTTY),
    };
    Ok(u32::try_from(bytes).unwrap_or(i32::MAX as u32).min(i32::MAX as u32))
}
