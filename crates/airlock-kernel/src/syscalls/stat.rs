//! `stat(2)`, `statx(2)`, `statfs(2)`, `access(2)`, `readlink(2)`.

use airlock_abi::Errno;
use airlock_abi::fcntl::*;
use airlock_abi::stat::{ST_RDONLY, ST_VALID, STATX_RESERVED, Stat, Statfs};
use airlock_platform::Memory;

use super::{Answer, Args, CWD, Target, flags32, only};
use crate::Kernel;
use crate::user;
use crate::vfs::proc::Node;
use crate::vfs::{How, Inode, Kind};

fn stat_target(target: &Target) -> Stat {
    target.file.as_ref().map_or_else(|| target.inode.stat(), |file| file.stat())
}

/// `stat(pathname, statbuf)`.
pub(crate) fn sys_stat(k: &mut Kernel, mem: &mut dyn Memory, [path, buf, ..]: Args) -> Answer {
    stat_at(k, mem, CWD, path, buf, 0)
}

/// `lstat(pathname, statbuf)`.
pub(crate) fn sys_lstat(k: &mut Kernel, mem: &mut dyn Memory, [path, buf, ..]: Args) -> Answer {
    stat_at(k, mem, CWD, path, buf, AT_SYMLINK_NOFOLLOW)
}

/// `fstat(fd, statbuf)`.
pub(crate) fn sys_fstat(k: &mut Kernel, mem: &mut dyn Memory, [fd, buf, ..]: Args) -> Answer {
    let stat = k.fds.get_ref(fd as i32)?.stat();
    user::write(mem, buf, &stat.encode())?;
    Ok(0)
}

/// `newfstatat(dirfd, pathname, statbuf, flags)`.
pub(crate) fn sys_newfstatat(k: &mut Kernel, mem: &mut dyn Memory, [dirfd, path, buf, flags, ..]: Args) -> Answer {
    only(flags32(flags), AT_SYMLINK_NOFOLLOW | AT_NO_AUTOMOUNT | AT_EMPTY_PATH)?;
    stat_at(k, mem, dirfd, path, buf, flags32(flags))
}

fn stat_at(k: &mut Kernel, mem: &mut dyn Memory, dirfd: u64, path: u64, buf: u64, flags: u32) -> Answer {
    let stat = stat_target(&k.target(mem, dirfd, path, flags)?);
    user::write(mem, buf, &stat.encode())?;
    Ok(0)
}

/// `statx(dirfd, pathname, flags, mask, statxbuf)`.
pub(crate) fn sys_statx(k: &mut Kernel, mem: &mut dyn Memory, [dirfd, path, flags, mask, buf, _]: Args) -> Answer {
    let flags = flags32(flags);
    only(flags, AT_SYMLINK_NOFOLLOW | AT_NO_AUTOMOUNT | AT_EMPTY_PATH | AT_STATX_SYNC_TYPE)?;
    if flags & AT_STATX_SYNC_TYPE == AT_STATX_SYNC_TYPE || flags32(mask) & STATX_RESERVED != 0 {
        return Err(Errno::EINVAL);
    }
    let stat = stat_target(&k.target(mem, dirfd, path, flags)?);
    user::write(mem, buf, &stat.encode_statx())?;
    Ok(0)
}

fn statfs_of(k: &Kernel, inode: &Inode) -> Statfs {
    const BLOCK: u64 = 4096;
    let space = &k.fs.space;
    let sb = &inode.sb;
    Statfs {
        kind: sb.magic,
        block_bytes: BLOCK,
        blocks: space.limit() / BLOCK,
        free: space.free() / BLOCK,
        files: space.limit() / BLOCK,
        files_free: space.free() / BLOCK,
        fsid: sb.dev,
        flags: ST_VALID | if sb.read_only { ST_RDONLY } else { 0 },
    }
}

/// `statfs(path, buf)`.
pub(crate) fn sys_statfs(k: &mut Kernel, mem: &mut dyn Memory, [path, buf, ..]: Args) -> Answer {
    let target = k.target(mem, CWD, path, 0)?;
    user::write(mem, buf, &statfs_of(k, &target.inode).encode())?;
    Ok(0)
}

/// `fstatfs(fd, buf)`.
pub(crate) fn sys_fstatfs(k: &mut Kernel, mem: &mut dyn Memory, [fd, buf, ..]: Args) -> Answer {
    let file = k.fds.get(fd as i32)?;
    user::write(mem, buf, &statfs_of(k, &file.inode).encode())?;
    Ok(0)
}

/// `access(pathname, mode)`.
pub(crate) fn sys_access(k: &mut Kernel, mem: &mut dyn Memory, [path, mode, ..]: Args) -> Answer {
    access_at(k, mem, CWD, path, flags32(mode), 0)
}

/// `faccessat(dirfd, pathname, mode)`.
pub(crate) fn sys_faccessat(k: &mut Kernel, mem: &mut dyn Memory, [dirfd, path, mode, ..]: Args) -> Answer {
    access_at(k, mem, dirfd, path, flags32(mode), 0)
}

/// `faccessat2(dirfd, pathname, mode, flags)`.
pub(crate) fn sys_faccessat2(k: &mut Kernel, mem: &mut dyn Memory, [dirfd, path, mode, flags, ..]: Args) -> Answer {
    only(flags32(flags), AT_EACCESS | AT_SYMLINK_NOFOLLOW | AT_EMPTY_PATH)?;
    access_at(k, mem, dirfd, path, flags32(mode), flags32(flags))
}

fn access_at(k: &mut Kernel, mem: &mut dyn Memory, dirfd: u64, path: u64, mode: u32, flags: u32) -> Answer {
    only(mode, R_OK | W_OK | X_OK)?;
    let target = k.target(mem, dirfd, path, flags)?;
    let inode = &target.inode;
    let creds = k.process.creds();
    let (uid, gid) = if flags & AT_EACCESS != 0 { (k.fs.fsuid, k.fs.fsgid) } else { (creds.uid, creds.gid) };
    k.fs.permit_as(inode, mode, uid, gid)?;
    if mode & W_OK != 0 {
        inode.sb.writable()?;
        if matches!(inode.kind, Kind::Proc(Node::Text(_))) {
            return Err(Errno::EACCES);
        }
    }
    Ok(0)
}

/// `readlink(pathname, buf, bufsiz)`.
pub(crate) fn sys_readlink(k: &mut Kernel, mem: &mut dyn Memory, [path, buf, len, ..]: Args) -> Answer {
    readlink_at(k, mem, CWD, path, buf, len)
}

/// `readlinkat(dirfd, pathname, buf, bufsiz)`.
pub(crate) fn sys_readlinkat(k: &mut Kernel, mem: &mut dyn Memory, [dirfd, path, buf, len, ..]: Args) -> Answer {
    readlink_at(k, mem, dirfd, path, buf, len)
}

fn readlink_at(k: &mut Kernel, mem: &mut dyn Memory, dirfd: u64, path: u64, buf: u64, len: u64) -> Answer {
    if len as i32 <= 0 {
        return Err(Errno::EINVAL);
    }
    let path = user::read_path(mem, path)?;
    let inode = if path.is_empty() && dirfd != CWD {
        std::sync::Arc::clone(&k.fds.get_ref(dirfd as i32)?.inode)
    } else {
        let start = k.start(dirfd, &path)?;
        let place = k.fs.walk(Some(&k.fds), &start, &path, How::NOFOLLOW)?;
        std::sync::Arc::clone(place.found()?)
    };
    let text = match &inode.kind {
        Kind::Symlink(target) => target.to_vec(),
        Kind::Proc(Node::Link(link)) => k.fs.proc_link_text(Some(&k.fds), *link, crate::vfs::proc::pid_of(&inode))?,
        _ => return Err(Errno::EINVAL),
    };
    let text = text.get(..len as i32 as usize).unwrap_or(&text);
    user::write(mem, buf, text)?;
    Ok(text.len() as u64)
}
