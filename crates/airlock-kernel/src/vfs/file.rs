//! Open file descriptions.

use std::sync::atomic::{AtomicBool, AtomicU32, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use airlock_abi::Errno;
use airlock_abi::fcntl::{O_ACCMODE, O_APPEND, O_NONBLOCK, O_PATH, O_RDONLY, O_RDWR, O_WRONLY};
use airlock_abi::inotify::{IN_CLOSE_NOWRITE, IN_CLOSE_WRITE, IN_OPEN};
use airlock_abi::stat::Stat;
use airlock_platform::{HostFile, Memory, Stream};

use super::common::SharedContent;
use super::data::{Charge, Space};
use super::dev::Device;
use super::dir::Listed;
use super::hostfs::errno;
use super::inode::{Inode, Kind};
use super::lock;
use super::object::Object;
use super::pipe::Pipe;
use crate::task::Watch;

/// What says that a file is as it was: inode, size, times of the last change of content and inode.
pub(crate) type Stamp = (u64, u64, i64, i64);

static NEXT_ID: AtomicU64 = AtomicU64::new(1);

/// An open file description: what descriptors refer to.
pub(crate) struct File {
    pub(crate) inode: Arc<Inode>,
    pub(crate) io: Io,
    /// Access mode and status flags, as `F_GETFL` shows them.
    flags: AtomicU32,
    offset: AtomicU64,
    /// Under which name it was opened.
    pub(crate) at: Option<(Arc<Inode>, Box<[u8]>)>,
    /// Owner of its locks.
    pub(crate) id: u64,
    /// It was opened by name, and whoever watches that was told.
    announced: AtomicBool,
    /// The epoll sets that it is in.
    watches: Mutex<Vec<Watch>>,
}

/// What a mapping of a file shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mappable {
    /// The file's bytes.
    Content,
    /// Zeros, private to the mapping (`/dev/zero`).
    Zero,
}

/// A directory as it was read.
pub(crate) struct Listing {
    pub(crate) entries: Arc<[Listed]>,
    _charge: Charge,
}

impl Listing {
    pub(crate) fn new(space: &Arc<Space>, entries: Vec<Listed>) -> Result<Self, Errno> {
        let bytes = entries.iter().map(|entry| size_of::<Listed>() + entry.name.len()).sum();
        Ok(Self { _charge: Charge::new(space, bytes)?, entries: entries.into() })
    }
}

/// Where reads and writes go.
pub(crate) enum Io {
    /// The inode's pages; the handle keeps a lower file open.
    Memory(#[allow(dead_code, reason = "held so that the lower file stays open")] Option<Arc<dyn HostFile>>),
    Host(Arc<dyn HostFile>),
    /// The entries, from the time when reading began.
    Directory(Mutex<Option<Listing>>),
    Device(Device),
    Pipe(Arc<Pipe>),
    Object(Arc<dyn Object>),
    /// The content of a file of `/proc` when it was opened.
    Text(Vec<u8>, #[allow(dead_code, reason = "held as long as the text is")] Charge),
    /// `O_PATH`: a place, without content.
    Path,
}

impl File {
    pub(crate) fn new(inode: Arc<Inode>, io: Io, flags: u32, at: Option<(Arc<Inode>, Box<[u8]>)>) -> Arc<Self> {
        let file = Self {
            inode,
            io,
            flags: AtomicU32::new(flags),
            offset: AtomicU64::new(0),
            at,
            id: NEXT_ID.fetch_add(1, Ordering::Relaxed),
            announced: AtomicBool::new(false),
            watches: Mutex::default(),
        };
        match &file.io {
            Io::Pipe(pipe) => pipe.attach(file.is_readable(), file.is_writable()),
            Io::Object(object) => object.opened(),
            _ => {}
        }
        Arc::new(file)
    }

    pub(crate) fn flags(&self) -> u32 {
        self.flags.load(Ordering::Relaxed)
    }

    pub(crate) fn set_flags(&self, flags: u32) {
        self.flags.store(flags, Ordering::Relaxed);
    }

    pub(crate) fn is_readable(&self) -> bool {
        let flags = self.flags();
        flags & O_PATH == 0 && matches!(flags & O_ACCMODE, O_RDONLY | O_RDWR)
    }

    pub(crate) fn is_writable(&self) -> bool {
        let flags = self.flags();
        flags & O_PATH == 0 && matches!(flags & O_ACCMODE, O_WRONLY | O_RDWR)
    }

    pub(crate) fn is_path(&self) -> bool {
        matches!(self.io, Io::Path)
    }

    pub(crate) fn append(&self) -> bool {
        self.flags() & O_APPEND != 0
    }

    pub(crate) fn nonblocking(&self) -> bool {
        self.flags() & O_NONBLOCK != 0
    }

    pub(crate) fn offset(&self) -> u64 {
        self.offset.load(Ordering::Relaxed)
    }

    pub(crate) fn set_offset(&self, offset: u64) {
        self.offset.store(offset, Ordering::Relaxed);
    }

    /// A number that all files with the same inode share, and no others.
    pub(crate) fn inode_key(&self) -> u64 {
        self.inode.key()
    }

    /// Bytes in the file.
    pub(crate) fn size(&self) -> u64 {
        match &self.io {
            Io::Host(file) => file.metadata().map_or(0, |meta| meta.size),
            Io::Text(text, _) => text.len() as u64,
            _ => match &self.inode.kind {
                Kind::Regular(data) => lock(data).size(),
                _ => 0,
            },
        }
    }

    /// What tells it from other files, and from other content of the same file.
    pub(crate) fn stamp(&self) -> Stamp {
        let stat = self.stat();
        (self.inode_key(), self.size(), stat.mtime_ns, stat.ctime_ns)
    }

    pub(crate) fn stat(&self) -> Stat {
        match &self.io {
            Io::Host(file) => match file.metadata() {
                Ok(meta) => self.inode.stat_of_host(&meta),
                Err(_) => self.inode.stat(),
            },
            _ => self.inode.stat(),
        }
    }

    /// Whether positions mean anything.
    pub(crate) fn seekable(&self) -> bool {
        !matches!(self.io, Io::Pipe(_) | Io::Object(_) | Io::Path | Io::Device(Device::Stdio(_)))
    }

    /// Whether one can wait for it: calls on other files never wait.
    pub(crate) fn can_be_polled(&self) -> bool {
        use Device::{Random, Stdio, Urandom};
        matches!(self.io, Io::Pipe(_) | Io::Object(_) | Io::Device(Stdio(_) | Random | Urandom))
    }

    /// Tells those who watch its name that it was opened, and later that it was closed.
    pub(crate) fn announce(&self) {
        self.announced.store(true, Ordering::Relaxed);
        self.notify(IN_OPEN);
    }

    /// Tells a watcher when the file is closed for good.
    pub(crate) fn watch(&self, watch: Watch) {
        lock(&self.watches).push(watch);
    }

    /// Ends [`File::watch`].
    pub(crate) fn unwatch(&self, number: u64) {
        lock(&self.watches).retain(|watch| watch.number != number);
    }

    /// Which standard stream it is.
    pub(crate) fn stream(&self) -> Option<Stream> {
        if let Io::Device(Device::Stdio(stream)) = &self.io { Some(*stream) } else { None }
    }

    /// Reads at `offset`, of files that have positions; 0 is the end. Does not check the access mode.
    pub(crate) fn read_at(&self, buf: &mut [u8], offset: u64) -> Result<usize, Errno> {
        match &self.io {
            Io::Memory(_) => match &self.inode.kind {
                Kind::Regular(data) => lock(data).read(buf, offset),
                _ => Err(Errno::EINVAL),
            },
            Io::Host(file) => file.read_at(buf, offset).map_err(errno),
            Io::Text(text, _) => {
                let from = usize::try_from(offset).ok().and_then(|at| text.get(at..)).unwrap_or_default();
                let n = from.len().min(buf.len());
                if let (Some(to), Some(from)) = (buf.get_mut(..n), from.get(..n)) {
                    to.copy_from_slice(from);
                }
                Ok(n)
            }
            Io::Device(Device::Null) => Ok(0),
            Io::Device(Device::Zero | Device::Full) => {
                buf.fill(0);
                Ok(buf.len())
            }
            Io::Directory(_) => Err(Errno::EISDIR),
            Io::Path => Err(Errno::EBADF),
            Io::Device(_) => Err(Errno::EINVAL),
            Io::Pipe(_) | Io::Object(_) => Err(Errno::ESPIPE),
        }
    }

    /// Writes at `offset`, to files that have positions. Does not check the access mode.
    pub(crate) fn write_at(&self, bytes: &[u8], offset: u64) -> Result<usize, Errno> {
        match &self.io {
            Io::Memory(_) => match &self.inode.kind {
                Kind::Regular(data) => {
                    let n = lock(data).write(bytes, offset)?;
                    self.inode.touch();
                    Ok(n)
                }
                _ => Err(Errno::EINVAL),
            },
            Io::Host(file) => file.write_at(bytes, offset).map_err(errno),
            Io::Device(Device::Null | Device::Zero) => Ok(bytes.len()),
            Io::Device(Device::Full) => Err(Errno::ENOSPC),
            Io::Path => Err(Errno::EBADF),
            Io::Directory(_) | Io::Device(_) | Io::Text(..) => Err(Errno::EINVAL),
            Io::Pipe(_) | Io::Object(_) => Err(Errno::ESPIPE),
        }
    }

    /// What `mmap` of it shows; `ENODEV` if it cannot be mapped, `EPERM` if a seal forbids it.
    pub(crate) fn mappable(&self) -> Result<Mappable, Errno> {
        match &self.io {
            Io::Memory(_) | Io::Host(_) => Ok(Mappable::Content),
            Io::Device(Device::Zero) => Ok(Mappable::Zero),
            Io::Directory(_) | Io::Device(_) | Io::Text(..) | Io::Pipe(_) | Io::Object(_) => Err(Errno::ENODEV),
            Io::Path => Err(Errno::EBADF),
        }
    }

    /// The content for a shared mapping of the first `bytes` bytes, unless that has to be a copy ([`Inode::share`]).
    pub(crate) fn share(
        &self,
        mem: &dyn Memory,
        bytes: u64,
        writable: bool,
    ) -> Result<Option<Arc<SharedContent>>, Errno> {
        if matches!(self.io, Io::Memory(_)) { self.inode.share(mem, bytes, writable) } else { Ok(None) }
    }

    /// Whether a seal forbids writable shared mappings.
    pub(crate) fn is_write_sealed(&self) -> bool {
        use airlock_abi::fcntl::{F_SEAL_FUTURE_WRITE, F_SEAL_WRITE};
        matches!(&self.inode.kind, Kind::Regular(data) if lock(data).seals & (F_SEAL_WRITE | F_SEAL_FUTURE_WRITE) != 0)
    }

    /// Sets the length of a regular file.
    pub(crate) fn truncate(&self, len: u64) -> Result<(), Errno> {
        match (&self.io, &self.inode.kind) {
            (Io::Host(file), _) => file.truncate(len).map_err(errno),
            (Io::Memory(_), Kind::Regular(data)) => {
                lock(data).truncate(len)?;
                self.inode.touch();
                Ok(())
            }
            _ => Err(Errno::EINVAL),
        }
    }
}

impl Drop for File {
    fn drop(&mut self) {
        for watch in std::mem::take(&mut *lock(&self.watches)) {
            if let Some(watcher) = watch.watcher.upgrade() {
                watcher.forget(watch.number);
            }
        }
        match &self.io {
            Io::Pipe(pipe) => pipe.detach(self.is_readable(), self.is_writable()),
            Io::Object(object) => object.closed(),
            _ => {}
        }
        self.inode.release_locks(|locks| locks.drop_owner(self.id));
        if *self.announced.get_mut() {
            self.notify(if self.is_writable() { IN_CLOSE_WRITE } else { IN_CLOSE_NOWRITE });
        }
    }
}

impl std::fmt::Debug for File {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("File").field("inode", &self.inode.key()).field("flags", &self.flags()).finish_non_exhaustive()
    }
}
