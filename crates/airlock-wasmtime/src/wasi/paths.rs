//! `path_*`: what is done with names below a directory descriptor.

use airlock_abi::fcntl::{
    AT_REMOVEDIR, AT_SYMLINK_FOLLOW, AT_SYMLINK_NOFOLLOW, O_CREAT, O_DIRECTORY, O_EXCL, O_NOFOLLOW, O_RDONLY, O_RDWR,
    O_TRUNC, O_WRONLY,
};

use super::context::{Answer, Cx, OTHER_PATH, PATH, STRUCT};
use super::errno::WasiErrno;
use super::{files, nr};

/// `lookupflags`: follow a link at the end of the path.
const FOLLOW: u32 = 1;

/// `oflags` and Linux's.
const OFLAGS: &[(u32, u32)] = &[(1, O_CREAT), (2, O_DIRECTORY), (4, O_EXCL), (8, O_TRUNC)];

/// Rights that say that a file is to be read: `fd_read`, `fd_readdir`.
const RIGHTS_READ: u64 = 1 << 1 | 1 << 14;
/// Rights that say that it is to be written: `fd_datasync`, `fd_write`, `fd_allocate`, `fd_filestat_set_size`.
const RIGHTS_WRITE: u64 = 1 | 1 << 6 | 1 << 8 | 1 << 22;

/// A path in the module's memory, and the directory that it starts from.
#[derive(Clone, Copy)]
pub(crate) struct At {
    pub(crate) fd: u32,
    pub(crate) path: u32,
    pub(crate) len: u32,
}

fn nofollow(flags: u32) -> u64 {
    if flags & FOLLOW == 0 { AT_SYMLINK_NOFOLLOW.into() } else { 0 }
}

pub(crate) fn create_directory(cx: &mut Cx<'_>, at: At) -> Answer {
    cx.path(PATH, at.path, at.len)?;
    cx.syscall(nr::MKDIRAT, [at.fd.into(), PATH, 0o777]).map(drop)
}

pub(crate) fn filestat_get(cx: &mut Cx<'_>, at: At, flags: u32, out: u32) -> Answer {
    cx.path(PATH, at.path, at.len)?;
    cx.syscall(nr::NEWFSTATAT, [at.fd.into(), PATH, STRUCT, nofollow(flags)])?;
    files::put_filestat(cx, out)
}

pub(crate) fn filestat_set_times(cx: &mut Cx<'_>, at: At, flags: u32, (atim, mtim): (u64, u64), which: u32) -> Answer {
    cx.path(PATH, at.path, at.len)?;
    files::put_times(cx, atim, mtim, which)?;
    cx.syscall(nr::UTIMENSAT, [at.fd.into(), PATH, STRUCT, nofollow(flags)]).map(drop)
}

pub(crate) fn link(cx: &mut Cx<'_>, old: At, flags: u32, new: At) -> Answer {
    cx.path(PATH, old.path, old.len)?;
    cx.path(OTHER_PATH, new.path, new.len)?;
    let flags = if flags & FOLLOW == 0 { 0 } else { AT_SYMLINK_FOLLOW.into() };
    cx.syscall(nr::LINKAT, [old.fd.into(), PATH, new.fd.into(), OTHER_PATH, flags]).map(drop)
}

pub(crate) fn open(cx: &mut Cx<'_>, at: At, lookup: u32, oflags: u32, rights: u64, fdflags: u32, out: u32) -> Answer {
    cx.path(PATH, at.path, at.len)?;
    let mut flags = match (rights & RIGHTS_READ != 0, rights & RIGHTS_WRITE != 0) {
        (true, true) => O_RDWR,
        (false, true) => O_WRONLY,
        (_, false) => O_RDONLY,
    };
    if oflags >= 16 {
        return Err(WasiErrno::INVAL);
    }
    flags |= OFLAGS.iter().filter(|pair| oflags & pair.0 != 0).fold(0, |bits, pair| bits | pair.1);
    flags |= files::open_flags(u16::try_from(fdflags).map_err(|_| WasiErrno::INVAL)?)?;
    if lookup & FOLLOW == 0 {
        flags |= O_NOFOLLOW;
    }
    let fd = cx.syscall(nr::OPENAT, [at.fd.into(), PATH, flags.into(), 0o666])?;
    let stored = u32::try_from(fd).map_err(|_| WasiErrno::IO).and_then(|fd| cx.put_u32(out, fd));
    if stored.is_err() {
        // The module cannot name it, so nobody else will.
        cx.syscall(nr::CLOSE, [fd])?;
    }
    stored
}

pub(crate) fn readlink(cx: &mut Cx<'_>, at: At, buf: u32, len: u32, out: u32) -> Answer {
    cx.path(PATH, at.path, at.len)?;
    // Linux refuses an empty buffer; WASI fills it.
    let n = if len == 0 { 0 } else { cx.syscall(nr::READLINKAT, [at.fd.into(), PATH, buf.into(), len.into()])? };
    cx.put_u32(out, u32::try_from(n).map_err(|_| WasiErrno::IO)?)
}

pub(crate) fn remove(cx: &mut Cx<'_>, at: At, directory: bool) -> Answer {
    cx.path(PATH, at.path, at.len)?;
    let flags = if directory { AT_REMOVEDIR.into() } else { 0 };
    cx.syscall(nr::UNLINKAT, [at.fd.into(), PATH, flags]).map(drop)
}

pub(crate) fn rename(cx: &mut Cx<'_>, old: At, new: At) -> Answer {
    cx.path(PATH, old.path, old.len)?;
    cx.path(OTHER_PATH, new.path, new.len)?;
    cx.syscall(nr::RENAMEAT, [old.fd.into(), PATH, new.fd.into(), OTHER_PATH]).map(drop)
}

/// The target is text: it is resolved by the kernel inside the guest's tree, whatever it says.
pub(crate) fn symlink(cx: &mut Cx<'_>, target: u32, target_len: u32, at: At) -> Answer {
    cx.text(OTHER_PATH, target, target_len)?;
    cx.path(PATH, at.path, at.len)?;
    cx.syscall(nr::SYMLINKAT, [OTHER_PATH, at.fd.into(), PATH]).map(drop)
}
