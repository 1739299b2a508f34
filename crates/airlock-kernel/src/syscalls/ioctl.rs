//! `ioctl(2)` on terminals and descriptors.

use airlock_abi::Errno;
use airlock_abi::fcntl::{O_ASYNC, O_NONBLOCK};
use airlock_abi::ioctl::*;
use airlock_platform::{Memory, Stream};

use super::{Answer, Args, flags32};
use crate::Kernel;
use crate::net::{Socket, socket_ioctl};
use crate::user;
use crate::vfs::{Device, File, Io, lock};

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
        FIONREAD => {
            let bytes = readable_bytes(k, &file)?;
            user::write(mem, arg, &bytes.to_le_bytes())?;
        }
        FIGETBSZ if file.seekable() => user::write(mem, arg, &4096u32.to_le_bytes())?,
        FICLONE => return Err(Errno::EOPNOTSUPP),
        op if is_terminal(k, &file) => return terminal(k, mem, op, arg),
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
        Io::Device(Device::Stdio(_) | Device::Tty) => u64::from(k.platform.stdio.ready(Stream::Stdin, Some(0))),
        Io::Object(object) => object.bytes().ok_or(Errno::ENOTTY)?,
        _ => return Err(Errno::ENOTTY),
    };
    Ok(u32::try_from(bytes).unwrap_or(i32::MAX as u32).min(i32::MAX as u32))
}

fn is_terminal(k: &Kernel, file: &File) -> bool {
    match &file.io {
        Io::Device(Device::Tty) => true,
        Io::Device(Device::Stdio(stream)) => k.platform.stdio.is_terminal(*stream),
        _ => false,
    }
}

fn terminal(k: &mut Kernel, mem: &mut dyn Memory, op: u32, arg: u64) -> Answer {
    match op {
        TCGETS => user::write(mem, arg, &lock(&k.fs.termios).encode())?,
        TCSETS | TCSETSW | TCSETSF => *lock(&k.fs.termios) = Termios::decode(&user::read(mem, arg)?),
        TIOCGWINSZ => {
            let (rows, columns) = k.platform.stdio.window_size().unwrap_or((0, 0));
            user::write(mem, arg, &winsize(rows, columns))?;
        }
        TIOCGPGRP => user::write(mem, arg, &k.tasks.foreground.to_le_bytes())?,
        TIOCGSID => user::write(mem, arg, &k.own_groups().1.to_le_bytes())?,
        TIOCSPGRP => {
            let group = user::read_u32(mem, arg)?;
            if !k.tasks.has_group(group, k.own_groups().1) {
                return Err(Errno::EPERM);
            }
            k.tasks.foreground = group;
        }
        TIOCOUTQ => user::write(mem, arg, &0u32.to_le_bytes())?,
        TCSBRK | TCXONC | TCFLSH | TIOCSCTTY => {}
        _ => return Err(Errno::ENOTTY),
    }
    Ok(0)
}
