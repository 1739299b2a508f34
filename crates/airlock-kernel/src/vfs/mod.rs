//! Files: the tree of names, inodes and their content, open file descriptions.
//!
//! All filesystems of a guest form one tree of [`Inode`]s. A mount is an entry of an in-memory directory that leads to
//! an inode of another [`SuperBlock`]. Every directory knows its parent, so that `..` and `getcwd` need no path.

mod common;
mod data;
mod dev;
pub(crate) mod dir;
mod file;
pub(crate) mod hostfs;
mod inode;
pub(crate) mod locks;
mod lower;
mod notify;
mod object;
mod pipe;
pub(crate) mod proc;
mod proc_table;
mod setup;
mod sysfs;
mod walk;
mod xattr;

use std::sync::atomic::AtomicU64;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use airlock_abi::Errno;
use airlock_abi::fcntl::{R_OK, W_OK, X_OK};
use airlock_abi::stat::{S_IFMT, S_IFREG, S_ISVTX};
use airlock_platform::{HostOpen, Platform};

pub(crate) use common::SharedContent;
pub(crate) use data::{Charge, FileData, SIZE_MAX, Space};
pub(crate) use dev::{Device, stdio_inode};
pub(crate) use file::{File, Io, Listing, Mappable, Stamp};
pub(crate) use inode::{Inode, Kind, SuperBlock};
pub(crate) use notify::{Listener, Notifications};
pub(crate) use object::Object;
pub(crate) use pipe::{Pipe, Progress};
pub(crate) use walk::{How, Place};

use crate::task::Events;
use crate::tty::Terminals;

/// Locks a mutex; a panic elsewhere does not make the data unusable.
pub(crate) fn lock<T: ?Sized>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The filesystem as one process sees it.
#[derive(Clone)]
pub(crate) struct FsContext {
    pub(crate) root: Arc<Inode>,
    pub(crate) cwd: Arc<Inode>,
    pub(crate) umask: u32,
    /// User id for permission checks.
    pub(crate) fsuid: u32,
    /// Group id for permission checks.
    pub(crate) fsgid: u32,
    /// Supplementary groups.
    pub(crate) groups: Vec<u32>,
    /// Number of the process, for `/proc/self`.
    pub(crate) pid: u32,
    /// What others wait for.
    pub(crate) events: Arc<Events>,
    /// What `/proc` shows of all processes.
    pub(crate) peers: proc::Peers,
    pub(crate) proc_root: Arc<Inode>,
    /// Pipes, memfds and the standard streams live here.
    pub(crate) anonymous: Arc<SuperBlock>,
    pub(crate) space: Arc<Space>,
    /// Path, filesystem and whether it is read-only, for `/proc/mounts`.
    pub(crate) mounts: Vec<(Vec<u8>, Arc<SuperBlock>)>,
    pub(crate) terminals: Arc<Terminals>,
}

impl FsContext {
    /// The same for a child process.
    pub(crate) fn child(&self, pid: u32) -> Self {
        Self { pid, ..self.clone() }
    }

    /// Remembers which program runs.
    pub(crate) fn set_exe(&mut self, path: Vec<u8>, file: Arc<File>) {
        if let Some(peer) = lock(&self.peers).get_mut(&self.pid) {
            peer.exe = Some((path, file));
        }
    }

    /// Opens a program to run: a regular file with execute permission. `path` may be relative to the working
    /// directory, or go through the descriptors in `/proc/self/fd`.
    pub(crate) fn open_for_exec(&self, fds: &crate::fd::FdTable, path: &[u8]) -> Result<Arc<File>, Errno> {
        let place = self.walk(Some(fds), &self.cwd, path, How::FOLLOW)?;
        let inode = place.found()?;
        self.may_exec(inode)?;
        let io = self.regular_io(inode, HostOpen { read: true, ..HostOpen::default() })?;
        Ok(File::new(Arc::clone(inode), io, 0, place.entry))
    }

    /// Whether an inode may be executed.
    pub(crate) fn may_exec(&self, inode: &Arc<Inode>) -> Result<(), Errno> {
        if inode.file_type() != S_IFREG || matches!(inode.kind, Kind::Proc(_)) {
            return Err(Errno::EACCES);
        }
        self.permit(inode, X_OK)
    }

    /// The way to the content of a regular file.
    pub(crate) fn regular_io(&self, inode: &Arc<Inode>, how: HostOpen) -> Result<Io, Errno> {
        match &inode.kind {
            Kind::Regular(data) => {
                let mut data = lock(data);
                let handle = match data.lower() {
                    Some(lower) => lower.open()?,
                    None => None,
                };
                Ok(Io::Memory(handle))
            }
            Kind::HostFile(node) => node.open(how).map(Io::Host),
            _ => Err(Errno::EACCES),
        }
    }

    /// Checks access (`R_OK`, `W_OK`, `X_OK`) by owner and mode. Read-only filesystems are another matter.
    pub(crate) fn permit(&self, inode: &Inode, wanted: u32) -> Result<(), Errno> {
        self.permit_as(inode, wanted, self.fsuid, self.fsgid)
    }

    /// `permit` for other ids: `access(2)` asks with the real ones.
    pub(crate) fn permit_as(&self, inode: &Inode, wanted: u32, uid: u32, gid: u32) -> Result<(), Errno> {
        if uid == 0 && (wanted & X_OK == 0 || inode.is_dir()) {
            return Ok(());
        }
        let attr = inode.current_attr();
        if uid == 0 {
            let regular = attr.mode & S_IFMT == S_IFREG;
            return if regular && attr.mode & 0o111 == 0 { Err(Errno::EACCES) } else { Ok(()) };
        }
        let shift = if attr.uid == uid {
            6
        } else if attr.gid == gid || self.groups.contains(&attr.gid) {
            3
        } else {
            0
        };
        let wanted = wanted & (R_OK | W_OK | X_OK);
        if (attr.mode >> shift) & wanted == wanted { Ok(()) } else { Err(Errno::EACCES) }
    }

    /// Checks that entries of a directory may be made or removed.
    pub(crate) fn permit_change(&self, parent: &Inode) -> Result<(), Errno> {
        parent.sb.writable()?;
        self.permit(parent, W_OK | X_OK)
    }

    /// Checks that this entry of a directory may be removed or renamed: in a sticky directory only by owners.
    pub(crate) fn permit_remove(&self, parent: &Inode, inode: &Inode) -> Result<(), Errno> {
        self.permit_change(parent)?;
        if self.fsuid == 0 {
            return Ok(());
        }
        let dir = parent.current_attr();
        if dir.mode & S_ISVTX == 0 || dir.uid == self.fsuid || inode.current_attr().uid == self.fsuid {
            return Ok(());
        }
        Err(Errno::EPERM)
    }

    /// The path under which a file was opened, as `/proc/self/fd` shows it.
    pub(crate) fn file_path(&self, file: &File) -> Vec<u8> {
        let inode = &file.inode;
        if inode.is_dir() {
            return self.path_of(inode).unwrap_or_else(|_| b"/ (deleted)".to_vec());
        }
        if let Some((parent, name)) = &file.at {
            let mut path = self.path_of(parent).unwrap_or_default();
            if path.last() != Some(&b'/') {
                path.push(b'/');
            }
            path.extend_from_slice(name);
            let still = self.lookup(None, parent, name).is_ok_and(|found| found.key() == inode.key());
            // Entries of /proc/self/fdinfo cannot be looked up without the descriptors; they do not get deleted.
            if !still && !matches!(inode.kind, Kind::Proc(_)) {
                path.extend_from_slice(b" (deleted)");
            }
            return path;
        }
        match &file.io {
            Io::Pipe(_) => format!("pipe:[{}]", inode.ino).into_bytes(),
            Io::Device(Device::Stdio(_)) => format!("pipe:[{}]", inode.ino).into_bytes(),
            Io::Object(object) => object.label(inode.ino).into_bytes(),
            _ => b"/memfd: (deleted)".to_vec(),
        }
    }

    /// The owner of what this process makes.
    pub(crate) fn owner(&self) -> (u32, u32) {
        (self.fsuid, self.fsgid)
    }
}

/// A filesystem of the in-memory kind.
fn memory_sb(
    platform: &Platform,
    space: &Arc<Space>,
    events: &Arc<Events>,
    dev: u64,
    kind: &'static str,
    magic: i64,
    first_ino: u64,
) -> Arc<SuperBlock> {
    Arc::new(SuperBlock {
        dev,
        kind,
        magic,
        read_only: false,
        owner: (0, 0),
        space: Arc::clone(space),
        events: Arc::clone(events),
        clock: Arc::clone(&platform.clock),
        next_ino: AtomicU64::new(first_ino),
    })
}
