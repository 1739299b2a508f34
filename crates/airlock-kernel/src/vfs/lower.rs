//! Read-only host directories and files under the in-memory upper.
//!
//! A guest may look at every file of a large root filesystem. So that this does not hold a host handle for each of
//! them, directories are opened when needed and only the most recently used stay open, and a file's handle lives as
//! long as somebody in the guest has the file open.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, Weak};

use airlock_abi::Errno;
use airlock_platform::{HostDir, HostFile, HostOpen};

use super::hostfs::errno;
use super::lock;

/// Host directory handles that stay open without being in use.
const OPEN_DIRS: usize = 64;
/// Deeper trees are not entered: handles are reopened along the path from the root.
const DEPTH_MAX: u32 = 512;

/// The handles that are open; shared by all directories of one tree.
#[derive(Default)]
pub(crate) struct OpenDirs(Mutex<VecDeque<Weak<LowerDir>>>);

/// A directory of the lower layer.
pub(crate) struct LowerDir {
    parent: Option<(Arc<LowerDir>, Box<[u8]>)>,
    depth: u32,
    handle: Mutex<Option<Arc<dyn HostDir>>>,
    open: Arc<OpenDirs>,
}

impl LowerDir {
    /// The root of a tree; its handle stays open.
    pub(crate) fn root(handle: Arc<dyn HostDir>) -> Arc<Self> {
        Arc::new(Self { parent: None, depth: 0, handle: Mutex::new(Some(handle)), open: Arc::default() })
    }

    /// A subdirectory, not opened yet.
    pub(crate) fn child(self: &Arc<Self>, name: &[u8]) -> Result<Arc<Self>, Errno> {
        if self.depth >= DEPTH_MAX {
            return Err(Errno::ENAMETOOLONG);
        }
        Ok(Arc::new(Self {
            parent: Some((Arc::clone(self), name.into())),
            depth: self.depth + 1,
            handle: Mutex::new(None),
            open: Arc::clone(&self.open),
        }))
    }

    /// The host's handle.
    pub(crate) fn get(self: &Arc<Self>) -> Result<Arc<dyn HostDir>, Errno> {
        if let Some(handle) = lock(&self.handle).as_ref() {
            return Ok(Arc::clone(handle));
        }
        let Some((parent, name)) = &self.parent else { return Err(Errno::EIO) };
        let handle = parent.get()?.open_dir(name).map_err(errno)?;
        *lock(&self.handle) = Some(Arc::clone(&handle));
        let mut open = lock(&self.open.0);
        open.push_back(Arc::downgrade(self));
        if open.len() > OPEN_DIRS
            && let Some(oldest) = open.pop_front()
        {
            drop(open);
            if let Some(oldest) = oldest.upgrade() {
                lock(&oldest.handle).take();
            }
        }
        Ok(handle)
    }
}

/// A regular file of the lower layer.
pub(crate) struct LowerFile {
    source: Source,
    handle: Weak<dyn HostFile>,
}

enum Source {
    Named(Arc<LowerDir>, Box<[u8]>),
    Bytes(Arc<[u8]>),
}

/// A `HostFile` that never exists: the type of a dangling `Weak`.
struct Never;

impl HostFile for Never {
    fn read_at(&self, _: &mut [u8], _: u64) -> Result<usize, airlock_platform::HostError> {
        Ok(0)
    }
    fn write_at(&self, _: &[u8], _: u64) -> Result<usize, airlock_platform::HostError> {
        Err(airlock_platform::HostError::Unsupported)
    }
    fn truncate(&self, _: u64) -> Result<(), airlock_platform::HostError> {
        Err(airlock_platform::HostError::Unsupported)
    }
    fn metadata(&self) -> Result<airlock_platform::HostMeta, airlock_platform::HostError> {
        Err(airlock_platform::HostError::Unsupported)
    }
    fn sync(&self) -> Result<(), airlock_platform::HostError> {
        Ok(())
    }
}

impl LowerFile {
    pub(crate) fn named(dir: Arc<LowerDir>, name: &[u8]) -> Self {
        Self { source: Source::Named(dir, name.into()), handle: Weak::<Never>::new() }
    }

    pub(crate) fn bytes(bytes: Arc<[u8]>) -> Self {
        Self { source: Source::Bytes(bytes), handle: Weak::<Never>::new() }
    }

    /// Opens the file, or returns the handle that somebody else keeps open. `None` if it needs no handle.
    pub(crate) fn open(&mut self) -> Result<Option<Arc<dyn HostFile>>, Errno> {
        let Source::Named(dir, name) = &self.source else { return Ok(None) };
        if let Some(handle) = self.handle.upgrade() {
            return Ok(Some(handle));
        }
        let how = HostOpen { read: true, ..HostOpen::default() };
        let handle = dir.get()?.open_file(name, how).map_err(errno)?;
        self.handle = Arc::downgrade(&handle);
        Ok(Some(handle))
    }

    pub(crate) fn read_at(&mut self, buf: &mut [u8], offset: u64) -> Result<usize, Errno> {
        if let Source::Bytes(bytes) = &self.source {
            let from = usize::try_from(offset).ok().and_then(|at| bytes.get(at..)).unwrap_or_default();
            let n = from.len().min(buf.len());
            if let (Some(to), Some(from)) = (buf.get_mut(..n), from.get(..n)) {
                to.copy_from_slice(from);
            }
            return Ok(n);
        }
        match self.open()? {
            Some(handle) => handle.read_at(buf, offset).map_err(errno),
            None => Ok(0),
        }
    }
}
