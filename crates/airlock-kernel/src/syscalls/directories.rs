//! `getdents64(2)`, `chdir(2)`, `getcwd(2)`, `chroot(2)`.

use std::sync::Arc;

use airlock_abi::Errno;
use airlock_abi::dirent::{DT_DIR, push_dirent, push_dirent64};
use airlock_abi::fcntl::X_OK;
use airlock_platform::Memory;

use super::{Answer, Args, CWD};
use crate::Kernel;
use crate::user;
use crate::vfs::dir::Listed;
use crate::vfs::proc::Node;
use crate::vfs::{File, Inode, Io, Kind, Listing, dir, lock, proc};

/// The most bytes of entries that one call returns.
const LISTING_MAX: u64 = 1 << 20;

type Push = fn(&mut Vec<u8>, usize, u64, u64, u8, &[u8]) -> bool;

/// `getdents64(fd, dirp, count)`.
pub(crate) fn sys_getdents64(k: &mut Kernel, mem: &mut dyn Memory, [fd, buf, len, ..]: Args) -> Answer {
    getdents(k, mem, fd, buf, len, push_dirent64)
}

/// `getdents(fd, dirp, count)`.
pub(crate) fn sys_getdents(k: &mut Kernel, mem: &mut dyn Memory, [fd, buf, len, ..]: Args) -> Answer {
    getdents(k, mem, fd, buf, len, push_dirent)
}

fn getdents(k: &mut Kernel, mem: &mut dyn Memory, fd: u64, buf: u64, len: u64, push: Push) -> Answer {
    let file = k.file(fd)?;
    let listing = listing(k, &file)?;
    let max = (len & 0xffff_ffff).min(LISTING_MAX) as usize;
    let mut out = Vec::with_capacity(max.min(4096));
    let first = usize::try_from(file.offset()).unwrap_or(usize::MAX);
    let mut next = first;
    for entry in listing.get(first..).unwrap_or_default() {
        if !push(&mut out, max, entry.ino, next as u64 + 1, entry.kind, &entry.name) {
            if out.is_empty() {
                return Err(Errno::EINVAL);
            }
            break;
        }
        next += 1;
    }
    user::write(mem, buf, &out)?;
    file.set_offset(next as u64);
    Ok(out.len() as u64)
}

/// The entries as they were when reading the directory began.
fn listing(k: &Kernel, file: &File) -> Result<Arc<[Listed]>, Errno> {
    let Io::Directory(slot) = &file.io else { return Err(Errno::ENOTDIR) };
    if dir::is_dead(&file.inode) {
        return Err(Errno::ENOENT);
    }
    let mut slot = lock(slot);
    if let Some(listing) = slot.as_ref() {
        return Ok(Arc::clone(&listing.entries));
    }
    let inode = &file.inode;
    let parent = k.fs.parent(inode).unwrap_or_else(|| Arc::clone(inode));
    let dot = |inode: &Inode, name: &[u8]| Listed { ino: inode.ino, kind: DT_DIR, name: name.into() };
    let mut list = vec![dot(inode, b"."), dot(&parent, b"..")];
    list.extend(match &inode.kind {
        Kind::Proc(Node::Dir(node)) => proc::entries(&k.fs, &k.fds, *node, proc::pid_of(inode))?,
        _ => dir::entries(inode)?,
    });
    let listing = slot.insert(Listing::new(&k.fs.space, list)?);
    Ok(Arc::clone(&listing.entries))
}

/// `chdir(path)`.
pub(crate) fn sys_chdir(k: &mut Kernel, mem: &mut dyn Memory, [path, ..]: Args) -> Answer {
    let target = k.target(mem, CWD, path, 0)?;
    enter(k, target.inode)
}

/// `fchdir(fd)`.
pub(crate) fn sys_fchdir(k: &mut Kernel, _: &mut dyn Memory, [fd, ..]: Args) -> Answer {
    let inode = Arc::clone(&k.fds.get_ref(fd as i32)?.inode);
    enter(k, inode)
}

fn enter(k: &mut Kernel, inode: Arc<Inode>) -> Answer {
    if !inode.is_dir() {
        return Err(Errno::ENOTDIR);
    }
    k.fs.permit(&inode, X_OK)?;
    k.fs.cwd = inode;
    Ok(0)
}

/// `getcwd(buf, size)`.
pub(crate) fn sys_getcwd(k: &mut Kernel, mem: &mut dyn Memory, [buf, len, ..]: Args) -> Answer {
    let mut path = k.fs.path_of(&k.fs.cwd)?;
    path.push(0);
    if len < path.len() as u64 {
        return Err(Errno::ERANGE);
    }
    user::write(mem, buf, &path)?;
    Ok(path.len() as u64)
}

/// `chroot(path)`: refused, the guest's root stays.
pub(crate) fn sys_chroot(k: &mut Kernel, mem: &mut dyn Memory, [path, ..]: Args) -> Answer {
    let name = user::read_path(mem, path)?;
    k.deny("chroot", &name);
    Err(Errno::EPERM)
}
