//! Granted host directories and files, passed through: the host is the truth, nothing is cached.

use std::sync::{Arc, Mutex, Weak};

use airlock_abi::Errno;
use airlock_platform::{HostDir, HostError, HostFile, HostMeta, HostOpen};

use super::inode::{Inode, Kind, SuperBlock};
use super::lock;

/// Deeper trees are not entered.
const DEPTH_MAX: u32 = 1024;

/// What a guest sees of a host failure.
pub(crate) fn errno(error: HostError) -> Errno {
    match error {
        HostError::NotFound => Errno::ENOENT,
        HostError::Exists => Errno::EEXIST,
        HostError::Denied => Errno::EACCES,
        HostError::NotDirectory => Errno::ENOTDIR,
        HostError::IsDirectory => Errno::EISDIR,
        HostError::NotEmpty => Errno::ENOTEMPTY,
        HostError::Loop => Errno::ELOOP,
        HostError::NoSpace => Errno::ENOSPC,
        HostError::InvalidName => Errno::ENAMETOOLONG,
        HostError::WouldBlock => Errno::EAGAIN,
        HostError::BrokenPipe => Errno::EPIPE,
        HostError::Interrupted => Errno::EINTR,
        HostError::Refused => Errno::ECONNREFUSED,
        HostError::Reset => Errno::ECONNRESET,
        HostError::Unreachable => Errno::EHOSTUNREACH,
        HostError::TimedOut => Errno::ETIMEDOUT,
        HostError::AddressInUse => Errno::EADDRINUSE,
        HostError::Unsupported => Errno::EOPNOTSUPP,
        // A host error number without a kind of its own tells the guest nothing it could use.
        HostError::Other(_) => Errno::EIO,
    }
}

/// A name in a host directory.
type HostEntry = (Arc<dyn HostDir>, Box<[u8]>);

/// A host directory that the guest sees.
pub(crate) struct HostDirNode {
    handle: Mutex<Option<Arc<dyn HostDir>>>,
    from: Option<HostEntry>,
    /// The host directory above it. Strong: a parent does not hold its children here.
    pub(crate) parent: Mutex<Option<Arc<Inode>>>,
    /// The in-memory directory that it is mounted in. Weak: that one holds its entries.
    pub(crate) mounted_in: Mutex<Weak<Inode>>,
    pub(crate) name: Mutex<Box<[u8]>>,
    depth: u32,
}

impl HostDirNode {
    pub(crate) fn root(handle: Arc<dyn HostDir>) -> Self {
        Self {
            handle: Mutex::new(Some(handle)),
            from: None,
            parent: Mutex::new(None),
            mounted_in: Mutex::default(),
            name: Mutex::default(),
            depth: 0,
        }
    }

    pub(crate) fn handle(&self) -> Result<Arc<dyn HostDir>, Errno> {
        let mut slot = lock(&self.handle);
        if let Some(handle) = slot.as_ref() {
            return Ok(Arc::clone(handle));
        }
        let (dir, name) = self.from.as_ref().ok_or(Errno::EIO)?;
        let handle = dir.open_dir(name).map_err(errno)?;
        Ok(Arc::clone(slot.insert(handle)))
    }

    pub(crate) fn metadata(&self) -> Result<HostMeta, Errno> {
        if let Some(handle) = lock(&self.handle).as_ref() {
            return handle.metadata().map_err(errno);
        }
        let (dir, name) = self.from.as_ref().ok_or(Errno::EIO)?;
        dir.lookup(name).map_err(errno)
    }

    pub(crate) fn entry(&self) -> Option<(&Arc<dyn HostDir>, &[u8])> {
        self.from.as_ref().map(|(dir, name)| (dir, &**name))
    }
}

/// A host file that is not a directory.
pub(crate) struct HostNode {
    from: Option<HostEntry>,
    /// The grant itself, if one file was granted rather than a directory.
    granted: Option<Arc<dyn HostFile>>,
    seen: HostMeta,
}

impl HostNode {
    pub(crate) fn granted(file: Arc<dyn HostFile>, seen: HostMeta) -> Self {
        Self { from: None, granted: Some(file), seen }
    }

    pub(crate) fn open(&self, how: HostOpen) -> Result<Arc<dyn HostFile>, Errno> {
        if let Some(file) = &self.granted {
            if how.truncate {
                file.truncate(0).map_err(errno)?;
            }
            return Ok(Arc::clone(file));
        }
        let (dir, name) = self.from.as_ref().ok_or(Errno::EIO)?;
        // FIFOs, sockets and devices of the host are not for the guest.
        dir.open_file(name, how)
            .map_err(|error| if error == HostError::Unsupported { Errno::ENXIO } else { errno(error) })
    }

    /// The latest metadata; what was seen first if the name is gone.
    pub(crate) fn metadata(&self) -> HostMeta {
        let fresh = match (&self.granted, &self.from) {
            (Some(file), _) => file.metadata(),
            (None, Some((dir, name))) => dir.lookup(name),
            (None, None) => return self.seen,
        };
        fresh.ok().filter(|meta| meta.ino == self.seen.ino).unwrap_or(self.seen)
    }

    pub(crate) fn entry(&self) -> Option<(&Arc<dyn HostDir>, &[u8])> {
        self.from.as_ref().map(|(dir, name)| (dir, &**name))
    }
}

/// The inode for an entry of a host directory.
pub(crate) fn lookup(parent: &Arc<Inode>, node: &HostDirNode, name: &[u8]) -> Result<Arc<Inode>, Errno> {
    let handle = node.handle()?;
    let meta = handle.lookup(name).map_err(errno)?;
    entry_inode(parent, node, handle, name, meta)
}

fn entry_inode(
    parent: &Arc<Inode>,
    node: &HostDirNode,
    handle: Arc<dyn HostDir>,
    name: &[u8],
    meta: HostMeta,
) -> Result<Arc<Inode>, Errno> {
    use airlock_abi::stat::{S_IFDIR, S_IFLNK, S_IFMT};
    let kind = match meta.mode & S_IFMT {
        S_IFDIR => {
            if node.depth >= DEPTH_MAX {
                return Err(Errno::ENAMETOOLONG);
            }
            Kind::HostDir(HostDirNode {
                handle: Mutex::new(None),
                from: Some((handle, name.into())),
                parent: Mutex::new(Some(Arc::clone(parent))),
                mounted_in: Mutex::default(),
                name: Mutex::new(name.into()),
                depth: node.depth + 1,
            })
        }
        S_IFLNK => Kind::Symlink(handle.read_link(name).map_err(errno)?.into()),
        _ => Kind::HostFile(HostNode { from: Some((handle, name.into())), granted: None, seen: meta }),
    };
    Ok(Inode::from_host(&parent.sb, kind, &meta))
}

/// Makes and opens a regular file.
pub(crate) fn create(
    parent: &Arc<Inode>,
    node: &HostDirNode,
    name: &[u8],
    mode: u32,
    how: HostOpen,
) -> Result<(Arc<Inode>, Arc<dyn HostFile>), Errno> {
    let handle = node.handle()?;
    let how = HostOpen { create: Some(mode & 0o7777), exclusive: true, ..how };
    let file = handle.open_file(name, how).map_err(errno)?;
    let meta = file.metadata().map_err(errno)?;
    Ok((entry_inode(parent, node, handle, name, meta)?, file))
}

impl SuperBlock {
    /// The node of a host directory, if changes are allowed.
    pub(crate) fn writable(&self) -> Result<(), Errno> {
        if self.read_only { Err(Errno::EROFS) } else { Ok(()) }
    }
}
