//! `chmod(2)`, `chown(2)`, `utimensat(2)`, `truncate(2)`, `fallocate(2)`, `umask(2)`.

use std::sync::Arc;

use airlock_abi::Errno;
use airlock_abi::fcntl::*;
use airlock_abi::inotify::IN_MODIFY;
use airlock_abi::stat::{S_IFMT, S_ISGID, S_ISUID, UTIME_NOW, UTIME_OMIT};
use airlock_platform::{HostOpen, Memory};

use super::{Answer, Args, CWD, Target, flags32, only};
use crate::Kernel;
use crate::user;
use crate::vfs::{File, How, Inode, Io, Kind, SIZE_MAX, hostfs, lock};

/// `chmod(pathname, mode)`.
pub(crate) fn sys_chmod(k: &mut Kernel, mem: &mut dyn Memory, [path, mode, ..]: Args) -> Answer {
    let target = k.target(mem, CWD, path, 0)?;
    chmod(k, &target, flags32(mode))
}

/// `fchmod(fd, mode)`.
pub(crate) fn sys_fchmod(k: &mut Kernel, _: &mut dyn Memory, [fd, mode, ..]: Args) -> Answer {
    let target = Target::of(k.file(fd)?);
    chmod(k, &target, flags32(mode))
}

/// `fchmodat(dirfd, pathname, mode)`.
pub(crate) fn sys_fchmodat(k: &mut Kernel, mem: &mut dyn Memory, [dirfd, path, mode, ..]: Args) -> Answer {
    let target = k.target(mem, dirfd, path, 0)?;
    chmod(k, &target, flags32(mode))
}

/// `fchmodat2(dirfd, pathname, mode, flags)`.
pub(crate) fn sys_fchmodat2(k: &mut Kernel, mem: &mut dyn Memory, [dirfd, path, mode, flags, ..]: Args) -> Answer {
    only(flags32(flags), AT_SYMLINK_NOFOLLOW | AT_EMPTY_PATH)?;
    let target = k.target(mem, dirfd, path, flags32(flags))?;
    if target.inode.is_symlink() {
        return Err(Errno::EOPNOTSUPP);
    }
    chmod(k, &target, flags32(mode))
}

/// Only owners, and root, may change attributes.
fn owned(k: &Kernel, inode: &Inode) -> Result<(), Errno> {
    inode.sb.writable()?;
    if matches!(inode.kind, Kind::Proc(_)) || (k.fs.fsuid != 0 && inode.current_attr().uid != k.fs.fsuid) {
        return Err(Errno::EPERM);
    }
    Ok(())
}

fn chmod(k: &Kernel, target: &Target, mode: u32) -> Answer {
    let inode = &target.inode;
    owned(k, inode)?;
    let mode = mode & 0o7777;
    match &inode.kind {
        Kind::HostFile(node) => set_host_mode(node.entry(), mode)?,
        Kind::HostDir(node) => set_host_mode(node.entry(), mode)?,
        Kind::Regular(data) if lock(data).seals & F_SEAL_EXEC != 0 && (inode.mode() ^ mode) & 0o111 != 0 => {
            return Err(Errno::EPERM);
        }
        _ => {
            let mut attr = inode.attr();
            let in_group = k.fs.fsuid == 0 || attr.gid == k.fs.fsgid || k.fs.groups.contains(&attr.gid);
            let mode = if in_group { mode } else { mode & !S_ISGID };
            attr.mode = (attr.mode & S_IFMT) | mode;
            drop(attr);
            inode.touch_ctime();
        }
    }
    target.attributes_changed();
    Ok(0)
}

type HostEntry<'a> = Option<(&'a Arc<dyn airlock_platform::HostDir>, &'a [u8])>;

fn set_host_mode(entry: HostEntry<'_>, mode: u32) -> Result<(), Errno> {
    let (dir, name) = entry.ok_or(Errno::EPERM)?;
    dir.set_mode(name, mode).map_err(hostfs::errno)
}

/// `chown(pathname, owner, group)`.
pub(crate) fn sys_chown(k: &mut Kernel, mem: &mut dyn Memory, [path, uid, gid, ..]: Args) -> Answer {
    let target = k.target(mem, CWD, path, 0)?;
    chown(k, &target, uid as u32, gid as u32)
}

/// `lchown(pathname, owner, group)`.
pub(crate) fn sys_lchown(k: &mut Kernel, mem: &mut dyn Memory, [path, uid, gid, ..]: Args) -> Answer {
    let target = k.target(mem, CWD, path, AT_SYMLINK_NOFOLLOW)?;
    chown(k, &target, uid as u32, gid as u32)
}

/// `fchown(fd, owner, group)`.
pub(crate) fn sys_fchown(k: &mut Kernel, _: &mut dyn Memory, [fd, uid, gid, ..]: Args) -> Answer {
    let target = Target::of(k.file(fd)?);
    chown(k, &target, uid as u32, gid as u32)
}

/// `fchownat(dirfd, pathname, owner, group, flags)`.
pub(crate) fn sys_fchownat(k: &mut Kernel, mem: &mut dyn Memory, [dirfd, path, uid, gid, flags, _]: Args) -> Answer {
    only(flags32(flags), AT_SYMLINK_NOFOLLOW | AT_EMPTY_PATH)?;
    let target = k.target(mem, dirfd, path, flags32(flags))?;
    chown(k, &target, uid as u32, gid as u32)
}

fn chown(k: &Kernel, target: &Target, uid: u32, gid: u32) -> Answer {
    let inode = &target.inode;
    const KEEP: u32 = u32::MAX;
    inode.sb.writable()?;
    let now = inode.current_attr();
    let same = (uid == KEEP || uid == now.uid) && (gid == KEEP || gid == now.gid);
    if k.fs.fsuid != 0 {
        let own_group = gid == KEEP || gid == k.fs.fsgid || k.fs.groups.contains(&gid);
        if now.uid != k.fs.fsuid || (uid != KEEP && uid != now.uid) || !(own_group || same) {
            return Err(Errno::EPERM);
        }
    }
    match &inode.kind {
        // Files of the host belong to whoever granted them; that cannot be given away.
        Kind::HostFile(_) | Kind::HostDir(_) | Kind::Proc(_) => return if same { Ok(0) } else { Err(Errno::EPERM) },
        _ => {}
    }
    {
        let mut attr = inode.attr();
        if uid != KEEP {
            attr.uid = uid;
        }
        if gid != KEEP {
            attr.gid = gid;
        }
        if !inode.is_dir() {
            attr.mode &= !S_ISUID;
            if attr.mode & 0o010 != 0 {
                attr.mode &= !S_ISGID;
            }
        }
    }
    inode.touch_ctime();
    target.attributes_changed();
    Ok(0)
}

/// `utime(filename, times)`.
pub(crate) fn sys_utime(k: &mut Kernel, mem: &mut dyn Memory, [path, times, ..]: Args) -> Answer {
    let wanted = if times == 0 {
        [Wanted::Now; 2]
    } else {
        let at = |offset: u64| user::read_u64(mem, times.wrapping_add(offset)).map(|s| Wanted::at(s as i64, 0));
        [at(0)?, at(8)?]
    };
    let target = k.target(mem, CWD, path, 0)?;
    set_times(k, &target, wanted)
}

/// `utimes(filename, times)`.
pub(crate) fn sys_utimes(k: &mut Kernel, mem: &mut dyn Memory, [path, times, ..]: Args) -> Answer {
    sys_futimesat(k, mem, [CWD, path, times, 0, 0, 0])
}

/// `futimesat(dirfd, pathname, times)`.
pub(crate) fn sys_futimesat(k: &mut Kernel, mem: &mut dyn Memory, [dirfd, path, times, ..]: Args) -> Answer {
    let wanted = if times == 0 {
        [Wanted::Now; 2]
    } else {
        let at = |offset: u64| -> Result<Wanted, Errno> {
            let seconds = user::read_u64(mem, times.wrapping_add(offset))? as i64;
            let micros = user::read_u64(mem, times.wrapping_add(offset + 8))?;
            if micros >= 1_000_000 { Err(Errno::EINVAL) } else { Ok(Wanted::at(seconds, micros as i64 * 1000)) }
        };
        [at(0)?, at(16)?]
    };
    let target = if path == 0 { fd_target(k, dirfd)? } else { k.target(mem, dirfd, path, 0)? };
    set_times(k, &target, wanted)
}

fn fd_target(k: &Kernel, fd: u64) -> Result<Target, Errno> {
    Ok(Target::of(k.fds.get(fd as i32)?))
}

/// `utimensat(dirfd, pathname, times, flags)`.
pub(crate) fn sys_utimensat(k: &mut Kernel, mem: &mut dyn Memory, [dirfd, path, times, flags, ..]: Args) -> Answer {
    let flags = flags32(flags);
    only(flags, AT_SYMLINK_NOFOLLOW | AT_EMPTY_PATH)?;
    let wanted = if times == 0 {
        [Wanted::Now; 2]
    } else {
        let at = |offset: u64| -> Result<Wanted, Errno> {
            let seconds = user::read_u64(mem, times.wrapping_add(offset))? as i64;
            match user::read_u64(mem, times.wrapping_add(offset + 8))? as i64 {
                UTIME_NOW => Ok(Wanted::Now),
                UTIME_OMIT => Ok(Wanted::Keep),
                ns @ 0..1_000_000_000 => Ok(Wanted::at(seconds, ns)),
                _ => Err(Errno::EINVAL),
            }
        };
        [at(0)?, at(16)?]
    };
    if wanted == [Wanted::Keep; 2] {
        return Ok(0);
    }
    let target = if path == 0 { fd_target(k, dirfd)? } else { k.target(mem, dirfd, path, flags)? };
    set_times(k, &target, wanted)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Wanted {
    Now,
    Keep,
    At(i64),
}

impl Wanted {
    fn at(seconds: i64, ns: i64) -> Self {
        Self::At(seconds.saturating_mul(1_000_000_000).saturating_add(ns))
    }

    fn resolve(self, now: i64) -> Option<i64> {
        match self {
            Self::Now => Some(now),
            Self::Keep => None,
            Self::At(ns) => Some(ns),
        }
    }
}

fn set_times(k: &Kernel, target: &Target, wanted: [Wanted; 2]) -> Answer {
    let inode = &target.inode;
    inode.sb.writable()?;
    if matches!(inode.kind, Kind::Proc(_)) {
        return Err(Errno::EPERM);
    }
    if k.fs.fsuid != 0 && inode.current_attr().uid != k.fs.fsuid {
        // Whoever may write may set the time to now, but to nothing else.
        if wanted != [Wanted::Now; 2] {
            return Err(Errno::EPERM);
        }
        k.fs.permit(inode, W_OK)?;
    }
    let now = inode.sb.now();
    let [atime, mtime] = wanted.map(|time| time.resolve(now));
    let host = match &inode.kind {
        Kind::HostFile(node) => Some(node.entry()),
        Kind::HostDir(node) => Some(node.entry()),
        _ => None,
    };
    if let Some(entry) = host {
        let (dir, name) = entry.ok_or(Errno::EPERM)?;
        dir.set_times(name, atime, mtime).map_err(hostfs::errno)?;
        target.attributes_changed();
        return Ok(0);
    }
    let mut attr = inode.attr();
    attr.atime_ns = atime.unwrap_or(attr.atime_ns);
    attr.mtime_ns = mtime.unwrap_or(attr.mtime_ns);
    attr.ctime_ns = now;
    drop(attr);
    target.attributes_changed();
    Ok(0)
}

/// `truncate(path, length)`.
pub(crate) fn sys_truncate(k: &mut Kernel, mem: &mut dyn Memory, [path, len, ..]: Args) -> Answer {
    if len > SIZE_MAX {
        return Err(Errno::EINVAL);
    }
    let place = k.place(mem, CWD, path, How::FOLLOW)?;
    let inode = place.found()?;
    if inode.is_dir() {
        return Err(Errno::EISDIR);
    }
    if !matches!(inode.kind, Kind::Regular(_) | Kind::HostFile(_)) {
        return Err(Errno::EINVAL);
    }
    k.fs.permit(inode, W_OK)?;
    inode.sb.writable()?;
    let how = HostOpen { write: true, ..HostOpen::default() };
    let file = File::new(Arc::clone(inode), k.fs.regular_io(inode, how)?, O_WRONLY, place.entry.clone());
    truncate(k, mem, &file, len)
}

/// `ftruncate(fd, length)`.
pub(crate) fn sys_ftruncate(k: &mut Kernel, mem: &mut dyn Memory, [fd, len, ..]: Args) -> Answer {
    let file = k.file(fd)?;
    if len > SIZE_MAX || !file.is_writable() {
        return Err(Errno::EINVAL);
    }
    truncate(k, mem, &file, len)
}

fn truncate(k: &mut Kernel, mem: &mut dyn Memory, file: &File, len: u64) -> Answer {
    crate::mm::before_read(&k.mm, mem, file, 0, u64::MAX);
    file.truncate(len)?;
    crate::mm::after_truncate(&k.mm, mem, file);
    file.notify(IN_MODIFY);
    Ok(0)
}

/// `fallocate(fd, mode, offset, len)`.
pub(crate) fn sys_fallocate(k: &mut Kernel, mem: &mut dyn Memory, [fd, mode, offset, len, ..]: Args) -> Answer {
    let mode = flags32(mode);
    let file = k.file(fd)?;
    if offset > SIZE_MAX || len > SIZE_MAX || len == 0 {
        return Err(Errno::EINVAL);
    }
    if !file.is_writable() {
        return Err(Errno::EBADF);
    }
    if offset + len > SIZE_MAX {
        return Err(Errno::EFBIG);
    }
    let keep = mode & FALLOC_FL_KEEP_SIZE != 0;
    let data = match (&file.io, &file.inode.kind) {
        (Io::Pipe(_) | Io::Object(_), _) => return Err(Errno::ESPIPE),
        (Io::Memory(_), Kind::Regular(data)) => data,
        (Io::Host(host), _) if mode == 0 => {
            // No more than the promise about the size can be kept on the host.
            if host.metadata().map_err(hostfs::errno)?.size < offset + len {
                host.truncate(offset + len).map_err(hostfs::errno)?;
            }
            return Ok(0);
        }
        (Io::Host(_), _) => return Err(Errno::EOPNOTSUPP),
        _ => return Err(Errno::ENODEV),
    };
    crate::mm::before_read(&k.mm, mem, &file, 0, u64::MAX);
    match mode & !FALLOC_FL_KEEP_SIZE {
        0 => lock(data).allocate(offset, len, keep)?,
        FALLOC_FL_PUNCH_HOLE if keep => lock(data).zero_range(offset, len, false)?,
        FALLOC_FL_ZERO_RANGE => lock(data).zero_range(offset, len, !keep)?,
        _ => return Err(Errno::EOPNOTSUPP),
    }
    file.inode.touch();
    crate::mm::after_truncate(&k.mm, mem, &file);
    Ok(0)
}

/// `umask(mask)`.
pub(crate) fn sys_umask(k: &mut Kernel, _: &mut dyn Memory, [mask, ..]: Args) -> Answer {
    let old = k.fs.umask;
    k.fs.umask = flags32(mask) & 0o777;
    Ok(u64::from(old))
}
