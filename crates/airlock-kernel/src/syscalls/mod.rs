//! Handlers of the file system calls: they decode arguments and call the VFS.

pub(crate) mod absent;
pub(crate) mod attributes;
pub(crate) mod copy;
pub(crate) mod descriptors;
pub(crate) mod directories;
pub(crate) mod ioctl;
pub(crate) mod open;
pub(crate) mod pipes;
pub(crate) mod poll;
pub(crate) mod proc_text;
pub(crate) mod read_write;
pub(crate) mod stat;
pub(crate) mod tree;
pub(crate) mod xattr;

use std::sync::Arc;

use airlock_abi::Errno;
use airlock_abi::fcntl::{AT_EMPTY_PATH, AT_FDCWD, AT_SYMLINK_NOFOLLOW};
use airlock_abi::inotify::IN_ATTRIB;
use airlock_platform::Memory;

use crate::Kernel;
use crate::user::read_path;
use crate::vfs::{File, How, Inode, Place};

/// rdi, rsi, rdx, r10, r8, r9.
pub(crate) type Args = [u64; 6];

/// What a handler returns.
pub(crate) type Answer = Result<u64, Errno>;

/// `AT_FDCWD` as an argument.
pub(crate) const CWD: u64 = AT_FDCWD as u64;

/// The most bytes that one call moves, as on Linux.
pub(crate) const IO_MAX: u64 = 0x7fff_f000;

/// Bytes that are moved between a file and guest memory at a time.
pub(crate) const CHUNK: usize = 256 << 10;

/// What a path or descriptor of an `*at` call refers to.
pub(crate) struct Target {
    pub(crate) inode: Arc<Inode>,
    /// The open file, if it was named by descriptor.
    pub(crate) file: Option<Arc<File>>,
    /// The directory and the name in it, if it was named by path.
    pub(crate) entry: Option<(Arc<Inode>, Box<[u8]>)>,
}

impl Target {
    /// An open file.
    pub(crate) fn of(file: Arc<File>) -> Self {
        Self { inode: Arc::clone(&file.inode), entry: file.at.clone(), file: Some(file) }
    }

    /// Tells those who watch it that its attributes have changed.
    pub(crate) fn attributes_changed(&self) {
        if let Some((parent, name)) = &self.entry {
            parent.notify_entry(IN_ATTRIB, name, self.inode.is_dir());
        }
        self.inode.notify(IN_ATTRIB);
    }
}

impl Kernel {
    /// Where relative paths of an `*at` call start.
    pub(crate) fn start(&self, dirfd: u64, path: &[u8]) -> Result<Arc<Inode>, Errno> {
        let fd = dirfd as i32;
        if fd == AT_FDCWD || path.first() == Some(&b'/') {
            return Ok(Arc::clone(&self.fs.cwd));
        }
        let file = self.fds.get_ref(fd)?;
        if file.inode.is_dir() { Ok(Arc::clone(&file.inode)) } else { Err(Errno::ENOTDIR) }
    }

    /// Walks a path in guest memory.
    pub(crate) fn place(&self, mem: &dyn Memory, dirfd: u64, path: u64, how: How) -> Result<Place, Errno> {
        let path = read_path(mem, path)?;
        let start = self.start(dirfd, &path)?;
        self.fs.walk(Some(&self.fds), &start, &path, how)
    }

    /// The inode that a path (or, with `AT_EMPTY_PATH`, a descriptor) names. Of `flags`, `AT_SYMLINK_NOFOLLOW` and
    /// `AT_EMPTY_PATH` count.
    pub(crate) fn target(&self, mem: &dyn Memory, dirfd: u64, path: u64, flags: u32) -> Result<Target, Errno> {
        // Since Linux 6.11 a null path with AT_EMPTY_PATH is the descriptor as well.
        let empty = flags & AT_EMPTY_PATH != 0;
        let path = if empty && path == 0 { Vec::new() } else { read_path(mem, path)? };
        if empty && path.is_empty() {
            if dirfd as i32 == AT_FDCWD {
                return Ok(Target { inode: Arc::clone(&self.fs.cwd), file: None, entry: None });
            }
            return Ok(Target::of(self.fds.get(dirfd as i32)?));
        }
        let start = self.start(dirfd, &path)?;
        let how = if flags & AT_SYMLINK_NOFOLLOW != 0 { How::NOFOLLOW } else { How::FOLLOW };
        let place = self.fs.walk(Some(&self.fds), &start, &path, how)?;
        let inode = Arc::clone(place.found()?);
        Ok(Target { inode, file: place.file, entry: place.entry })
    }

    /// The file behind a descriptor argument; `O_PATH` descriptors are refused.
    pub(crate) fn file(&self, fd: u64) -> Result<Arc<File>, Errno> {
        let file = self.fds.get(fd as i32)?;
        if file.is_path() { Err(Errno::EBADF) } else { Ok(file) }
    }
}

/// A 32-bit flags argument: the upper half of the register does not count.
pub(crate) fn flags32(arg: u64) -> u32 {
    arg as u32
}

/// Fails with `EINVAL` if `flags` has bits outside of `known`.
pub(crate) fn only(flags: u32, known: u32) -> Result<(), Errno> {
    if flags & !known == 0 { Ok(()) } else { Err(Errno::EINVAL) }
}

/// An `int` result.
pub(crate) fn int(value: i32) -> u64 {
    i64::from(value) as u64
}
