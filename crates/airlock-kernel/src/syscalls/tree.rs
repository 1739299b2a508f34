//! Changes to the tree of names: `mkdir(2)`, `rename(2)`, `link(2)`, `unlink(2)` and relatives.

use std::sync::Arc;

use airlock_abi::Errno;
use airlock_abi::fcntl::*;
use airlock_abi::stat::{S_IFBLK, S_IFCHR, S_IFIFO, S_IFMT, S_IFREG, S_IFSOCK};
use airlock_platform::{HostOpen, Memory};

use super::{Answer, Args, CWD, flags32, only};
use crate::Kernel;
use crate::user;
use crate::vfs::{How, Inode, Place, dir};

/// `mkdir(pathname, mode)`.
pub(crate) fn sys_mkdir(k: &mut Kernel, mem: &mut dyn Memory, [path, mode, ..]: Args) -> Answer {
    sys_mkdirat(k, mem, [CWD, path, mode, 0, 0, 0])
}

/// `mkdirat(dirfd, pathname, mode)`.
pub(crate) fn sys_mkdirat(k: &mut Kernel, mem: &mut dyn Memory, [dirfd, path, mode, ..]: Args) -> Answer {
    let place = k.place(mem, dirfd, path, How::NOFOLLOW)?;
    let (parent, name) = place.free(true)?;
    k.fs.permit_change(parent)?;
    let mode = flags32(mode) & 0o1777 & !k.fs.umask;
    dir::mkdir(parent, name, mode, k.fs.owner())?;
    Ok(0)
}

/// `mknod(pathname, mode, dev)`.
pub(crate) fn sys_mknod(k: &mut Kernel, mem: &mut dyn Memory, [path, mode, dev, ..]: Args) -> Answer {
    sys_mknodat(k, mem, [CWD, path, mode, dev, 0, 0])
}

/// `mknodat(dirfd, pathname, mode, dev)`: regular files, FIFOs and names for sockets; devices are refused.
pub(crate) fn sys_mknodat(k: &mut Kernel, mem: &mut dyn Memory, [dirfd, path, mode, ..]: Args) -> Answer {
    let place = k.place(mem, dirfd, path, How::NOFOLLOW)?;
    let (parent, name) = place.free(false)?;
    k.fs.permit_change(parent)?;
    let mode = flags32(mode);
    let permissions = mode & 0o7777 & !k.fs.umask;
    match mode & S_IFMT {
        0 | S_IFREG => {
            let how = HostOpen { write: true, ..HostOpen::default() };
            dir::create_regular(parent, name, permissions, k.fs.owner(), how)?;
        }
        kind @ (S_IFIFO | S_IFSOCK) => dir::mknod(parent, name, kind | permissions, k.fs.owner())?,
        S_IFCHR | S_IFBLK => {
            k.deny("mknod", &user::read_path(mem, path)?);
            return Err(Errno::EPERM);
        }
        _ => return Err(Errno::EINVAL),
    }
    Ok(0)
}

/// `symlink(target, linkpath)`.
pub(crate) fn sys_symlink(k: &mut Kernel, mem: &mut dyn Memory, [target, path, ..]: Args) -> Answer {
    sys_symlinkat(k, mem, [target, CWD, path, 0, 0, 0])
}

/// `symlinkat(target, newdirfd, linkpath)`.
pub(crate) fn sys_symlinkat(k: &mut Kernel, mem: &mut dyn Memory, [target, dirfd, path, ..]: Args) -> Answer {
    let target = user::read_path(mem, target)?;
    if target.is_empty() {
        return Err(Errno::ENOENT);
    }
    let place = k.place(mem, dirfd, path, How::NOFOLLOW)?;
    let (parent, name) = place.free(false)?;
    k.fs.permit_change(parent)?;
    dir::symlink(parent, name, &target, k.fs.owner())?;
    Ok(0)
}

/// `link(oldpath, newpath)`.
pub(crate) fn sys_link(k: &mut Kernel, mem: &mut dyn Memory, [old, new, ..]: Args) -> Answer {
    sys_linkat(k, mem, [CWD, old, CWD, new, 0, 0])
}

/// `linkat(olddirfd, oldpath, newdirfd, newpath, flags)`.
pub(crate) fn sys_linkat(k: &mut Kernel, mem: &mut dyn Memory, [old_dir, old, new_dir, new, flags, _]: Args) -> Answer {
    let flags = flags32(flags);
    only(flags, AT_SYMLINK_FOLLOW | AT_EMPTY_PATH)?;
    let old_path = user::read_path(mem, old)?;
    let (inode, from) = if old_path.is_empty() && flags & AT_EMPTY_PATH != 0 {
        let file = k.fds.get(old_dir as i32)?;
        (Arc::clone(&file.inode), file.at.clone())
    } else {
        let start = k.start(old_dir, &old_path)?;
        let how = if flags & AT_SYMLINK_FOLLOW != 0 { How::FOLLOW } else { How::NOFOLLOW };
        let place = k.fs.walk(Some(&k.fds), &start, &old_path, how)?;
        let inode = Arc::clone(place.found()?);
        (inode, place.entry.or_else(|| place.file.and_then(|file| file.at.clone())))
    };
    if inode.is_dir() {
        return Err(Errno::EPERM);
    }
    let place = k.place(mem, new_dir, new, How::NOFOLLOW)?;
    let (parent, name) = place.free(false)?;
    k.fs.permit_change(parent)?;
    dir::link(parent, name, &inode, from.as_ref().map(|(dir, name)| (dir, &**name)))?;
    Ok(0)
}

/// A directory, a name in it and the inode there.
type Found<'a> = (&'a Arc<Inode>, &'a [u8], &'a Arc<Inode>);

/// The parts of a place, for a call that removes or renames the name.
fn removable(place: &Place) -> Result<Found<'_>, Errno> {
    match (&place.entry, &place.inode) {
        (Some((parent, name)), Some(inode)) => Ok((parent, name, inode)),
        (Some(_), None) => Err(Errno::ENOENT),
        (None, _) => Err(Errno::EBUSY),
    }
}

/// `unlink(pathname)`.
pub(crate) fn sys_unlink(k: &mut Kernel, mem: &mut dyn Memory, [path, ..]: Args) -> Answer {
    unlink(k, mem, CWD, path)
}

/// `rmdir(pathname)`.
pub(crate) fn sys_rmdir(k: &mut Kernel, mem: &mut dyn Memory, [path, ..]: Args) -> Answer {
    rmdir(k, mem, CWD, path)
}

/// `unlinkat(dirfd, pathname, flags)`.
pub(crate) fn sys_unlinkat(k: &mut Kernel, mem: &mut dyn Memory, [dirfd, path, flags, ..]: Args) -> Answer {
    only(flags32(flags), AT_REMOVEDIR)?;
    if flags32(flags) == AT_REMOVEDIR { rmdir(k, mem, dirfd, path) } else { unlink(k, mem, dirfd, path) }
}

fn unlink(k: &mut Kernel, mem: &mut dyn Memory, dirfd: u64, path: u64) -> Answer {
    let place = k.place(mem, dirfd, path, How::NOFOLLOW)?;
    if place.entry.is_none() {
        return Err(Errno::EISDIR);
    }
    let (parent, name, inode) = removable(&place)?;
    if place.slash {
        return Err(if inode.is_dir() { Errno::EISDIR } else { Errno::ENOTDIR });
    }
    k.fs.permit_remove(parent, inode)?;
    dir::unlink(parent, name, inode)?;
    Ok(0)
}

fn rmdir(k: &mut Kernel, mem: &mut dyn Memory, dirfd: u64, path: u64) -> Answer {
    let path = user::read_path(mem, path)?;
    let start = k.start(dirfd, &path)?;
    let place = k.fs.walk(Some(&k.fds), &start, &path, How::NOFOLLOW)?;
    if place.dots {
        let end = path.iter().rposition(|b| *b != b'/').map_or(0, |at| at + 1);
        let up = path.get(..end).unwrap_or_default().ends_with(b"..");
        return Err(if up { Errno::ENOTEMPTY } else { Errno::EINVAL });
    }
    let (parent, name, inode) = removable(&place)?;
    k.fs.permit_remove(parent, inode)?;
    dir::rmdir(parent, name, inode)?;
    Ok(0)
}

/// `rename(oldpath, newpath)`.
pub(crate) fn sys_rename(k: &mut Kernel, mem: &mut dyn Memory, [old, new, ..]: Args) -> Answer {
    rename(k, mem, (CWD, old), (CWD, new), 0)
}

/// `renameat(olddirfd, oldpath, newdirfd, newpath)`.
pub(crate) fn sys_renameat(k: &mut Kernel, mem: &mut dyn Memory, [old_dir, old, new_dir, new, ..]: Args) -> Answer {
    rename(k, mem, (old_dir, old), (new_dir, new), 0)
}

/// `renameat2(olddirfd, oldpath, newdirfd, newpath, flags)`.
pub(crate) fn sys_renameat2(
    k: &mut Kernel,
    mem: &mut dyn Memory,
    [old_dir, old, new_dir, new, flags, _]: Args,
) -> Answer {
    let flags = flags32(flags);
    // Whiteouts are device nodes, which a guest cannot make.
    only(flags, RENAME_NOREPLACE | RENAME_EXCHANGE)?;
    if flags == RENAME_NOREPLACE | RENAME_EXCHANGE {
        return Err(Errno::EINVAL);
    }
    rename(k, mem, (old_dir, old), (new_dir, new), flags)
}

fn rename(k: &mut Kernel, mem: &mut dyn Memory, old: (u64, u64), new: (u64, u64), flags: u32) -> Answer {
    let from = k.place(mem, old.0, old.1, How::NOFOLLOW)?;
    let to = k.place(mem, new.0, new.1, How::NOFOLLOW)?;
    let (from_dir, from_name, source) = removable(&from)?;
    let Some((to_dir, to_name)) = &to.entry else { return Err(Errno::EBUSY) };
    if (from.slash || to.slash) && !source.is_dir() {
        return Err(Errno::ENOTDIR);
    }
    k.fs.permit_remove(from_dir, source)?;
    match &to.inode {
        Some(target) => k.fs.permit_remove(to_dir, target)?,
        None => k.fs.permit_change(to_dir)?,
    }
    dir::rename(from_dir, from_name, to_dir, to_name, flags)?;
    Ok(0)
}
