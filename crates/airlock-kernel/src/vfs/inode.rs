//! Inodes: what a name stands for.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard};

use airlock_abi::Errno;
use airlock_abi::stat::{S_IFBLK, S_IFCHR, S_IFDIR, S_IFIFO, S_IFLNK, S_IFMT, S_IFREG, S_IFSOCK, Stat};
use airlock_platform::{Clock, HostMeta};

use super::data::{FileData, Space};
use super::dev::Device;
use super::dir::DirData;
use super::hostfs::{HostDirNode, HostNode};
use super::lock;
use super::locks::Locks;
use super::pipe::Pipe;
use super::proc::Node;
use super::xattr::Xattrs;
use crate::task::{Events, Key};

/// What an inode made by the guest costs of the filesystem limit.
const INODE_COST: u64 = 512;

/// One filesystem.
pub(crate) struct SuperBlock {
    /// `st_dev`.
    pub(crate) dev: u64,
    /// Name in `/proc/mounts`.
    pub(crate) kind: &'static str,
    /// `f_type` of `statfs`.
    pub(crate) magic: i64,
    /// Changes fail with `EROFS`.
    pub(crate) read_only: bool,
    /// Owner of everything that comes from the host.
    pub(crate) owner: (u32, u32),
    pub(crate) space: Arc<Space>,
    pub(crate) events: Arc<Events>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) next_ino: AtomicU64,
}

impl SuperBlock {
    pub(crate) fn now(&self) -> i64 {
        self.clock.realtime_ns()
    }
}

/// Ownership, permissions and times.
#[derive(Clone, Copy)]
pub(crate) struct Attr {
    /// Type and permission bits.
    pub(crate) mode: u32,
    pub(crate) uid: u32,
    pub(crate) gid: u32,
    pub(crate) nlink: u32,
    pub(crate) rdev: u64,
    pub(crate) atime_ns: i64,
    pub(crate) mtime_ns: i64,
    pub(crate) ctime_ns: i64,
}

/// What kind of thing an inode is, with its content.
pub(crate) enum Kind {
    Regular(Mutex<FileData>),
    Directory(Mutex<DirData>),
    Symlink(Box<[u8]>),
    Fifo(Arc<Pipe>),
    Device(Device),
    /// A name for a socket or a device that does not exist here.
    Special,
    HostFile(HostNode),
    HostDir(HostDirNode),
    Proc(Node),
}

pub(crate) struct Inode {
    pub(crate) sb: Arc<SuperBlock>,
    pub(crate) ino: u64,
    pub(crate) kind: Kind,
    attr: Mutex<Attr>,
    /// Something is mounted here, so the name cannot be removed.
    pub(crate) mountpoint: AtomicBool,
    /// It has no name yet and may get one (`O_TMPFILE`).
    pub(crate) linkable: AtomicBool,
    locks: Mutex<Option<Box<Locks>>>,
    pub(super) xattrs: Mutex<Option<Box<Xattrs>>>,
    charged: u64,
}

impl Inode {
    /// An inode that the guest makes, charged to the filesystem limit.
    pub(crate) fn create(sb: &Arc<SuperBlock>, kind: Kind, mode: u32, owner: (u32, u32)) -> Result<Arc<Self>, Errno> {
        let extra = if let Kind::Symlink(target) = &kind { target.len() as u64 } else { 0 };
        sb.space.charge(INODE_COST + extra)?;
        let now = sb.now();
        Ok(Self::build(sb, kind, mode, owner, now, INODE_COST + extra))
    }

    /// An inode that the kernel itself makes, free of charge.
    pub(crate) fn internal(sb: &Arc<SuperBlock>, kind: Kind, mode: u32) -> Arc<Self> {
        Self::build(sb, kind, mode, sb.owner, sb.now(), 0)
    }

    fn build(sb: &Arc<SuperBlock>, kind: Kind, mode: u32, owner: (u32, u32), now: i64, charged: u64) -> Arc<Self> {
        let nlink = if mode & S_IFMT == S_IFDIR { 2 } else { 1 };
        let rdev = if let Kind::Device(device) = &kind { device.number() } else { 0 };
        let (uid, gid) = owner;
        let attr = Attr { mode, uid, gid, nlink, rdev, atime_ns: now, mtime_ns: now, ctime_ns: now };
        let ino = sb.next_ino.fetch_add(1, Ordering::Relaxed);
        Self::assemble(sb, ino, kind, attr, charged)
    }

    /// An inode for something that exists on the host.
    pub(crate) fn from_host(sb: &Arc<SuperBlock>, kind: Kind, meta: &HostMeta) -> Arc<Self> {
        Self::assemble(sb, meta.ino, kind, Attr::of_host(meta, sb.owner), 0)
    }

    /// An inode with a number of its own.
    pub(crate) fn numbered(sb: &Arc<SuperBlock>, ino: u64, kind: Kind, mode: u32) -> Arc<Self> {
        let nlink = if mode & S_IFMT == S_IFDIR { 2 } else { 1 };
        let (uid, gid) = sb.owner;
        let now = sb.now();
        let attr = Attr { mode, uid, gid, nlink, rdev: 0, atime_ns: now, mtime_ns: now, ctime_ns: now };
        Self::assemble(sb, ino, kind, attr, 0)
    }

    fn assemble(sb: &Arc<SuperBlock>, ino: u64, kind: Kind, attr: Attr, charged: u64) -> Arc<Self> {
        Arc::new(Self {
            sb: Arc::clone(sb),
            ino,
            kind,
            attr: Mutex::new(attr),
            mountpoint: AtomicBool::new(false),
            linkable: AtomicBool::new(false),
            locks: Mutex::new(None),
            xattrs: Mutex::new(None),
            charged,
        })
    }

    /// A number that no other inode of this guest has.
    pub(crate) fn key(&self) -> u64 {
        self.sb.dev.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ self.ino
    }

    pub(crate) fn attr(&self) -> MutexGuard<'_, Attr> {
        lock(&self.attr)
    }

    /// The file type bits.
    pub(crate) fn file_type(&self) -> u32 {
        match &self.kind {
            Kind::Regular(_) => S_IFREG,
            Kind::Directory(_) | Kind::HostDir(_) => S_IFDIR,
            Kind::Symlink(_) => S_IFLNK,
            Kind::Fifo(_) => S_IFIFO,
            Kind::Device(_) | Kind::Special | Kind::HostFile(_) | Kind::Proc(_) => self.attr().mode & S_IFMT,
        }
    }

    pub(crate) fn is_dir(&self) -> bool {
        match &self.kind {
            Kind::Directory(_) | Kind::HostDir(_) => true,
            Kind::Proc(node) => node.is_dir(),
            _ => false,
        }
    }

    pub(crate) fn is_symlink(&self) -> bool {
        match &self.kind {
            Kind::Symlink(_) => true,
            Kind::Proc(node) => node.is_link(),
            _ => false,
        }
    }

    /// Type and permission bits as they are now.
    pub(crate) fn mode(&self) -> u32 {
        self.current_attr().mode
    }

    /// The attributes, fresh from the host where it holds them.
    pub(crate) fn current_attr(&self) -> Attr {
        match &self.kind {
            Kind::HostFile(node) => Attr::of_host(&node.metadata(), self.sb.owner),
            Kind::HostDir(node) => {
                node.metadata().map_or_else(|_| *self.attr(), |meta| Attr::of_host(&meta, self.sb.owner))
            }
            _ => *self.attr(),
        }
    }

    /// Sets the time of the last change of content, and of the inode.
    pub(crate) fn touch(&self) {
        let now = self.sb.now();
        let mut attr = self.attr();
        attr.mtime_ns = now;
        attr.ctime_ns = now;
    }

    /// Sets the time of the last change of the inode.
    pub(crate) fn touch_ctime(&self) {
        let now = self.sb.now();
        self.attr().ctime_ns = now;
    }

    pub(crate) fn stat(&self) -> Stat {
        let (attr, size, bytes) = match &self.kind {
            Kind::HostFile(node) => {
                let meta = node.metadata();
                (Attr::of_host(&meta, self.sb.owner), meta.size, meta.allocated)
            }
            Kind::HostDir(node) => match node.metadata() {
                Ok(meta) => (Attr::of_host(&meta, self.sb.owner), meta.size, meta.allocated),
                Err(_) => (*self.attr(), 4096, 0),
            },
            Kind::Regular(data) => {
                let attr = *self.attr();
                let data = lock(data);
                (attr, data.size(), data.allocated())
            }
            Kind::Directory(data) => {
                let mut attr = *self.attr();
                if lock(data).is_merged() {
                    // How many subdirectories the lower directory has is unknown; 1 says so, as on Linux.
                    attr.nlink = 1;
                }
                (attr, 4096, 0)
            }
            Kind::Symlink(target) => (*self.attr(), target.len() as u64, 0),
            Kind::Fifo(_) | Kind::Device(_) | Kind::Special | Kind::Proc(_) => (*self.attr(), 0, 0),
        };
        self.stat_of(&attr, size, bytes)
    }

    /// `stat` with metadata that was read from an open host file.
    pub(crate) fn stat_of_host(&self, meta: &HostMeta) -> Stat {
        self.stat_of(&Attr::of_host(meta, self.sb.owner), meta.size, meta.allocated)
    }

    fn stat_of(&self, attr: &Attr, size: u64, bytes: u64) -> Stat {
        Stat {
            dev: self.sb.dev,
            ino: self.ino,
            mode: attr.mode,
            nlink: u64::from(attr.nlink),
            uid: attr.uid,
            gid: attr.gid,
            rdev: attr.rdev,
            size,
            blksize: 4096,
            blocks: bytes.div_ceil(512),
            atime_ns: attr.atime_ns,
            mtime_ns: attr.mtime_ns,
            ctime_ns: attr.ctime_ns,
        }
    }

    /// Changes the record locks and `flock` locks. They count against the filesystem limit: `ENOLCK` when it is met.
    pub(crate) fn with_locks<T>(&self, f: impl FnOnce(&mut Locks) -> Result<T, Errno>) -> Result<T, Errno> {
        /// More than one call can add: a new range, and the second half of one that is split.
        const RESERVE: u64 = 256;
        self.sb.space.charge(RESERVE).map_err(|_| Errno::ENOLCK)?;
        let mut slot = lock(&self.locks);
        let locks = slot.get_or_insert_default();
        let before = locks.cost();
        let answer = f(locks);
        self.sb.space.release((RESERVE + before).saturating_sub(locks.cost()));
        // A lock may have become smaller or weaker.
        self.sb.events.fire(Key::Locks);
        answer
    }

    /// Removes locks, which never fails for want of space.
    pub(crate) fn release_locks(&self, f: impl FnOnce(&mut Locks)) {
        if let Some(locks) = lock(&self.locks).as_mut() {
            let before = locks.cost();
            f(locks);
            self.sb.space.release(before.saturating_sub(locks.cost()));
            if before != locks.cost() {
                self.sb.events.fire(Key::Locks);
            }
        }
    }

    /// The link target, if it is an ordinary symbolic link.
    pub(crate) fn symlink_target(&self) -> Option<&[u8]> {
        if let Kind::Symlink(target) = &self.kind { Some(target) } else { None }
    }
}

impl Attr {
    fn of_host(meta: &HostMeta, owner: (u32, u32)) -> Self {
        // Set-id bits of the host mean nothing in the guest.
        let kind = match meta.mode & S_IFMT {
            kind @ (S_IFREG | S_IFDIR | S_IFLNK | S_IFIFO | S_IFSOCK | S_IFBLK | S_IFCHR) => kind,
            _ => S_IFREG,
        };
        Self {
            mode: kind | (meta.mode & 0o7777),
            uid: owner.0,
            gid: owner.1,
            nlink: meta.nlink,
            rdev: 0,
            atime_ns: meta.atime_ns,
            mtime_ns: meta.mtime_ns,
            ctime_ns: meta.ctime_ns,
        }
    }
}

impl Drop for Inode {
    fn drop(&mut self) {
        self.notify_dropped();
        let locks = lock(&self.locks).take().map_or(0, |locks| locks.cost());
        self.sb.space.release(self.charged + locks + self.xattr_cost());
        // A guest can nest directories deeper than the host's stack would bear to drop recursively.
        let mut work = take_relatives(&mut self.kind);
        while let Some(inode) = work.pop() {
            if let Some(mut inode) = Arc::into_inner(inode) {
                work.append(&mut take_relatives(&mut inode.kind));
            }
        }
    }
}

fn take_relatives(kind: &mut Kind) -> Vec<Arc<Inode>> {
    match kind {
        Kind::Directory(data) => data.get_mut().unwrap_or_else(std::sync::PoisonError::into_inner).take_entries(),
        Kind::HostDir(node) => lock(&node.parent).take().into_iter().collect(),
        _ => Vec::new(),
    }
}
