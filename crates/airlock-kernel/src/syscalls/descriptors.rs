//! `dup(2)`, `fcntl(2)`, `flock(2)`.

use std::sync::Arc;

use airlock_abi::Errno;
use airlock_abi::fcntl::*;
use airlock_platform::Memory;

use super::{Answer, Args, flags32, int, only};
use crate::Kernel;
use crate::task::Key;
use crate::user;
use crate::vfs::locks::{self, Range};
use crate::vfs::{File, Io, Kind, lock};

/// Status flags that `F_SETFL` can change.
const SETFL: u32 = O_APPEND | O_NONBLOCK | O_ASYNC | O_DIRECT | O_NOATIME;

/// `dup(oldfd)`.
pub(crate) fn sys_dup(k: &mut Kernel, _: &mut dyn Memory, [old, ..]: Args) -> Answer {
    let file = k.fds.get(old as i32)?;
    k.fds.add(file, false).map(int)
}

/// `dup2(oldfd, newfd)`.
pub(crate) fn sys_dup2(k: &mut Kernel, _: &mut dyn Memory, [old, new, ..]: Args) -> Answer {
    let file = k.fds.get(old as i32)?;
    if old as i32 != new as i32 {
        k.fds.set(new as i32, file, false)?;
    }
    Ok(int(new as i32))
}

/// `dup3(oldfd, newfd, flags)`.
pub(crate) fn sys_dup3(k: &mut Kernel, _: &mut dyn Memory, [old, new, flags, ..]: Args) -> Answer {
    only(flags32(flags), O_CLOEXEC)?;
    if old as i32 == new as i32 {
        return Err(Errno::EINVAL);
    }
    let file = k.fds.get(old as i32)?;
    k.fds.set(new as i32, file, flags32(flags) & O_CLOEXEC != 0)?;
    Ok(int(new as i32))
}

/// `fcntl(fd, op, arg)`.
pub(crate) fn sys_fcntl(k: &mut Kernel, mem: &mut dyn Memory, [fd, op, arg, ..]: Args) -> Answer {
    let op = flags32(op);
    let file = k.fds.get(fd as i32)?;
    if file.is_path() && !matches!(op, F_DUPFD | F_DUPFD_CLOEXEC | F_GETFD | F_SETFD | F_GETFL) {
        return Err(Errno::EBADF);
    }
    match op {
        F_DUPFD | F_DUPFD_CLOEXEC => {
            let min = usize::try_from(arg as i32).ok().filter(|min| *min < k.fds.limit()).ok_or(Errno::EINVAL)?;
            k.fds.add_from(min, file, op == F_DUPFD_CLOEXEC).map(int)
        }
        F_GETFD => Ok(u64::from(k.fds.cloexec(fd as i32)?)),
        F_SETFD => {
            k.fds.set_cloexec(fd as i32, flags32(arg) & FD_CLOEXEC != 0)?;
            Ok(0)
        }
        F_GETFL => Ok(u64::from(file.flags())),
        F_SETFL => {
            file.set_flags((file.flags() & !SETFL) | (flags32(arg) & SETFL));
            Ok(0)
        }
        F_GETLK | F_OFD_GETLK => get_lock(k, mem, &file, arg, op == F_OFD_GETLK),
        F_SETLK | F_OFD_SETLK => set_lock(k, mem, &file, arg, op == F_OFD_SETLK, false),
        F_SETLKW | F_OFD_SETLKW => set_lock(k, mem, &file, arg, op == F_OFD_SETLKW, true),
        F_SETOWN => Ok(0),
        F_GETOWN => Ok(0),
        F_GETPIPE_SZ => pipe_size(&file, None),
        F_SETPIPE_SZ => pipe_size(&file, Some(flags32(arg))),
        F_ADD_SEALS => add_seals(&file, flags32(arg)),
        F_GET_SEALS => match &file.inode.kind {
            Kind::Regular(data) => Ok(u64::from(lock(data).seals)),
            _ => Err(Errno::EINVAL),
        },
        _ => Err(Errno::EINVAL),
    }
}

fn pipe_size(file: &File, new: Option<u32>) -> Answer {
    let Io::Pipe(pipe) = &file.io else { return Err(Errno::EBADF) };
    let size = match new {
        Some(size) if size == 0 || size > i32::MAX as u32 => return Err(Errno::EINVAL),
        Some(size) => pipe.set_capacity(size as usize)?,
        None => pipe.capacity(),
    };
    Ok(size as u64)
}

fn add_seals(file: &File, seals: u32) -> Answer {
    let Kind::Regular(data) = &file.inode.kind else { return Err(Errno::EINVAL) };
    only(seals, F_SEAL_SEAL | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE | F_SEAL_FUTURE_WRITE | F_SEAL_EXEC)?;
    if !file.is_writable() || lock(data).seals & F_SEAL_SEAL != 0 {
        return Err(Errno::EPERM);
    }
    // Whoever has it mapped could go on storing. (Linux lets those be that map it for loads only.)
    if seals & F_SEAL_WRITE != 0 && file.inode.shares() > 0 {
        return Err(Errno::EBUSY);
    }
    let mut data = lock(data);
    data.seals |= seals;
    Ok(0)
}

/// The range that a `struct flock` means, and the structure.
fn lock_range(k: &Kernel, mem: &dyn Memory, file: &File, addr: u64, ofd: bool) -> Result<(Flock, Range), Errno> {
    let flock = Flock::decode(&user::read(mem, addr)?);
    if ofd && flock.pid != 0 {
        return Err(Errno::EINVAL);
    }
    let base = match flock.whence as u32 {
        SEEK_SET => 0,
        SEEK_CUR => file.offset() as i64,
        SEEK_END => file.size() as i64,
        _ => return Err(Errno::EINVAL),
    };
    let start = base.checked_add(flock.start).ok_or(Errno::EOVERFLOW)?;
    let (start, end) = match flock.len {
        0 => (start, i64::MAX),
        len if len > 0 => (start, start.checked_add(len).ok_or(Errno::EOVERFLOW)?),
        len => (start.checked_add(len).ok_or(Errno::EINVAL)?, start),
    };
    let start = u64::try_from(start).map_err(|_| Errno::EINVAL)?;
    let end = u64::try_from(end).map_err(|_| Errno::EINVAL)?;
    let write = match flock.kind {
        F_RDLCK | F_UNLCK => false,
        F_WRLCK => true,
        _ => return Err(Errno::EINVAL),
    };
    let owner = if ofd { file.id } else { locks::process(k.process.pid()) };
    Ok((flock, Range { start, end, write, owner }))
}

fn get_lock(k: &Kernel, mem: &mut dyn Memory, file: &File, addr: u64, ofd: bool) -> Answer {
    let (mut flock, wanted) = lock_range(k, mem, file, addr, ofd)?;
    if flock.kind == F_UNLCK {
        return Err(Errno::EINVAL);
    }
    match file.inode.with_locks(|locks| Ok(locks.conflict(&wanted)))? {
        None => flock.kind = F_UNLCK,
        Some(held) => {
            let len = if held.end >= i64::MAX as u64 { 0 } else { (held.end - held.start) as i64 };
            let pid = locks::pid_of(held.owner).map_or(-1, |pid| pid as i32);
            let kind = if held.write { F_WRLCK } else { F_RDLCK };
            flock = Flock { kind, whence: SEEK_SET as i16, start: held.start as i64, len, pid };
        }
    }
    user::write(mem, addr, &flock.encode())?;
    Ok(0)
}

fn set_lock(k: &mut Kernel, mem: &dyn Memory, file: &Arc<File>, addr: u64, ofd: bool, wait: bool) -> Answer {
    let (flock, wanted) = lock_range(k, mem, file, addr, ofd)?;
    let access = match flock.kind {
        F_RDLCK => file.is_readable(),
        F_WRLCK => file.is_writable(),
        _ => true,
    };
    if !access {
        return Err(Errno::EBADF);
    }
    let result = file.inode.with_locks(|locks| {
        if flock.kind == F_UNLCK {
            locks.clear(wanted.owner, wanted.start, wanted.end);
            return Ok(());
        }
        locks.set(wanted)
    });
    match result {
        Ok(()) => Ok(0),
        Err(Errno::EAGAIN) if wait => Err(k.wait_for(Key::Locks, "fcntl: a record lock")),
        Err(errno) => Err(errno),
    }
}

/// `flock(fd, operation)`.
pub(crate) fn sys_flock(k: &mut Kernel, _: &mut dyn Memory, [fd, op, ..]: Args) -> Answer {
    let file = k.file(fd)?;
    let op = flags32(op);
    let result = match op & !LOCK_NB {
        LOCK_SH => file.inode.with_locks(|locks| locks.flock(file.id, false)),
        LOCK_EX => file.inode.with_locks(|locks| locks.flock(file.id, true)),
        LOCK_UN => {
            file.inode.release_locks(|locks| locks.unflock(file.id));
            Ok(())
        }
        _ => return Err(Errno::EINVAL),
    };
    match result {
        Err(Errno::EAGAIN) if op & LOCK_NB == 0 => Err(k.wait_for(Key::Locks, "flock")),
        Err(errno) => Err(errno),
        Ok(()) => Ok(0),
    }
}
