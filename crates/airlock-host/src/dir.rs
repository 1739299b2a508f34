//! Directories of the host that a guest was given.

use std::os::fd::{AsFd, AsRawFd, OwnedFd};
use std::path::Path;
use std::sync::Arc;

use airlock_platform::{HostDir, HostDirEntry, HostError, HostFile, HostMeta, HostOpen};
use rustix::fs::{AtFlags, FileType, Mode, OFlags, RenameFlags, ResolveFlags, Timespec, Timestamps};
use rustix::io::Errno;

use crate::error::host_error;
use crate::file::meta_of;
use crate::{Access, GrantError, GrantedFile};

/// A directory handle. Every operation names one entry of it and follows no link.
///
/// Set-user-id, set-group-id and sticky bits are never set on the host: a program that a guest wrote must not gain
/// rights when somebody starts it outside. The host's umask applies to what the guest creates. A guest with a writable
/// grant can fill the host's disk: its filesystem limit counts in-memory files only.
pub struct GrantedDir {
    fd: OwnedFd,
    access: Access,
}

const OPEN_DIR: OFlags = OFlags::DIRECTORY.union(OFlags::RDONLY).union(OFlags::CLOEXEC);

impl GrantedDir {
    /// Opens a directory of the host. The path is the granter's own: symbolic links in it are followed.
    pub fn open(path: &Path, access: Access) -> Result<Self, GrantError> {
        let fd = rustix::fs::open(path, OPEN_DIR, Mode::empty()).map_err(|errno| GrantError::new(path, errno))?;
        Ok(Self { fd, access })
    }

    /// Opens one entry without following a link.
    fn open_entry(&self, name: &[u8], flags: OFlags, mode: Mode) -> Result<OwnedFd, HostError> {
        let flags = flags | OFlags::NOFOLLOW | OFlags::CLOEXEC | OFlags::NOCTTY;
        let resolve = ResolveFlags::BENEATH | ResolveFlags::NO_SYMLINKS | ResolveFlags::NO_MAGICLINKS;
        match rustix::fs::openat2(&self.fd, name, flags, mode, resolve) {
            // Old kernels lack it and some seccomp filters forbid it. The name is one component (`component`), so
            // O_NOFOLLOW says the same.
            Err(Errno::NOSYS | Errno::PERM) => rustix::fs::openat(&self.fd, name, flags, mode).map_err(host_error),
            Err(errno) => Err(host_error(errno)),
            Ok(fd) => Ok(fd),
        }
    }

    fn may_write(&self) -> Result<(), HostError> {
        match self.access {
            Access::ReadOnly => Err(HostError::Denied),
            Access::ReadWrite => Ok(()),
        }
    }

    /// Metadata of an entry that is a regular file or directory; anything else must not be opened.
    fn kind(&self, name: &[u8]) -> Result<FileType, HostError> {
        let stat = rustix::fs::statat(&self.fd, name, AtFlags::SYMLINK_NOFOLLOW).map_err(host_error)?;
        Ok(FileType::from_raw_mode(stat.st_mode))
    }

    /// The other side of a link or rename, which must be a writable host directory too.
    fn peer(dir: &dyn HostDir) -> Result<&Self, HostError> {
        let peer = dir.as_any().downcast_ref::<Self>().ok_or(HostError::Unsupported)?;
        peer.may_write()?;
        Ok(peer)
    }
}

/// Refuses what is not one component of a path.
fn component(name: &[u8]) -> Result<&[u8], HostError> {
    if name.is_empty()
        || name == b"."
        || name == b".."
        || name.len() > 255
        || name.iter().any(|b| matches!(b, 0 | b'/'))
    {
        return Err(HostError::InvalidName);
    }
    Ok(name)
}

/// Permission bits without set-user-id, set-group-id and sticky.
fn permissions(mode: u32) -> Mode {
    Mode::from_raw_mode(mode & 0o777)
}

impl HostDir for GrantedDir {
    fn metadata(&self) -> Result<HostMeta, HostError> {
        rustix::fs::fstat(&self.fd).map(|stat| meta_of(&stat)).map_err(host_error)
    }

    fn lookup(&self, name: &[u8]) -> Result<HostMeta, HostError> {
        let stat = rustix::fs::statat(&self.fd, component(name)?, AtFlags::SYMLINK_NOFOLLOW).map_err(host_error)?;
        Ok(meta_of(&stat))
    }

    fn open_dir(&self, name: &[u8]) -> Result<Arc<dyn HostDir>, HostError> {
        let fd = self.open_entry(component(name)?, OPEN_DIR, Mode::empty())?;
        Ok(Arc::new(Self { fd, access: self.access }))
    }

    fn open_file(&self, name: &[u8], how: HostOpen) -> Result<Arc<dyn HostFile>, HostError> {
        let name = component(name)?;
        if how.write || how.truncate || how.create.is_some() {
            self.may_write()?;
        }
        // Looked at first, because to open a device or FIFO can itself have an effect. The guest cannot make either.
        match self.kind(name) {
            Ok(FileType::RegularFile) => {}
            Ok(FileType::Directory) => return Err(HostError::IsDirectory),
            Ok(FileType::Symlink) => return Err(HostError::Loop),
            Ok(_) => return Err(HostError::Unsupported),
            Err(HostError::NotFound) if how.create.is_some() => {}
            Err(error) => return Err(error),
        }
        let mut flags = match (how.read, how.write || how.truncate) {
            (_, false) => OFlags::RDONLY,
            (false, true) => OFlags::WRONLY,
            (true, true) => OFlags::RDWR,
        };
        flags |= OFlags::NONBLOCK;
        let mut mode = Mode::empty();
        if let Some(bits) = how.create {
            flags |= OFlags::CREATE;
            mode = permissions(bits);
            if how.exclusive {
                flags |= OFlags::EXCL;
            }
        }
        if how.truncate {
            flags |= OFlags::TRUNC;
        }
        let fd = self.open_entry(name, flags, mode)?;
        let stat = rustix::fs::fstat(&fd).map_err(host_error)?;
        if FileType::from_raw_mode(stat.st_mode) != FileType::RegularFile {
            return Err(HostError::Unsupported);
        }
        Ok(Arc::new(GrantedFile::from_fd(fd, self.access)))
    }

    fn read_link(&self, name: &[u8]) -> Result<Vec<u8>, HostError> {
        let target = rustix::fs::readlinkat(&self.fd, component(name)?, Vec::new()).map_err(host_error)?;
        Ok(target.into_bytes())
    }

    fn entries(&self) -> Result<Vec<HostDirEntry>, HostError> {
        let mut entries = Vec::new();
        for entry in rustix::fs::Dir::read_from(&self.fd).map_err(host_error)? {
            let entry = entry.map_err(host_error)?;
            let name = entry.file_name().to_bytes();
            if name == b"." || name == b".." {
                continue;
            }
            let kind = match entry.file_type() {
                FileType::Unknown => self.kind(name).unwrap_or(FileType::Unknown),
                known => known,
            };
            entries.push(HostDirEntry { name: name.to_vec(), ino: entry.ino(), kind: dirent_kind(kind) });
        }
        // The host's order depends on its filesystem; a guest should not.
        entries.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(entries)
    }

    fn create_dir(&self, name: &[u8], mode: u32) -> Result<(), HostError> {
        self.may_write()?;
        rustix::fs::mkdirat(&self.fd, component(name)?, permissions(mode)).map_err(host_error)
    }

    fn symlink(&self, name: &[u8], target: &[u8]) -> Result<(), HostError> {
        self.may_write()?;
        rustix::fs::symlinkat(target, &self.fd, component(name)?).map_err(host_error)
    }

    fn link(&self, name: &[u8], to_dir: &dyn HostDir, to_name: &[u8]) -> Result<(), HostError> {
        // Both sides must be writable: a link from a read-only grant into a writable one would open a way to write.
        self.may_write()?;
        let to = Self::peer(to_dir)?;
        let flags = AtFlags::empty();
        rustix::fs::linkat(&self.fd, component(name)?, &to.fd, component(to_name)?, flags).map_err(host_error)
    }

    fn remove(&self, name: &[u8], dir: bool) -> Result<(), HostError> {
        self.may_write()?;
        let flags = if dir { AtFlags::REMOVEDIR } else { AtFlags::empty() };
        rustix::fs::unlinkat(&self.fd, component(name)?, flags).map_err(host_error)
    }

    fn rename(&self, name: &[u8], to_dir: &dyn HostDir, to_name: &[u8], replace: bool) -> Result<(), HostError> {
        self.may_write()?;
        let to = Self::peer(to_dir)?;
        let (name, to_name) = (component(name)?, component(to_name)?);
        if replace {
            return rustix::fs::renameat(&self.fd, name, &to.fd, to_name).map_err(host_error);
        }
        match rustix::fs::renameat_with(&self.fd, name, &to.fd, to_name, RenameFlags::NOREPLACE) {
            // Some filesystems know no RENAME_NOREPLACE. Somebody on the host may come between these two steps; the
            // guest, having one task, cannot.
            Err(Errno::INVAL | Errno::NOSYS) => match to.kind(to_name) {
                Ok(_) => Err(HostError::Exists),
                Err(HostError::NotFound) => rustix::fs::renameat(&self.fd, name, &to.fd, to_name).map_err(host_error),
                Err(error) => Err(error),
            },
            result => result.map_err(host_error),
        }
    }

    fn set_mode(&self, name: &[u8], mode: u32) -> Result<(), HostError> {
        self.may_write()?;
        let name = component(name)?;
        if !matches!(self.kind(name)?, FileType::RegularFile | FileType::Directory) {
            return Err(HostError::Unsupported);
        }
        match self.open_entry(name, OFlags::RDONLY | OFlags::NONBLOCK, Mode::empty()) {
            Ok(fd) => rustix::fs::fchmod(&fd, permissions(mode)).map_err(host_error),
            // A file that we own and may not read: through its handle, which is no link that a guest could turn.
            Err(HostError::Denied) => {
                let fd = self.open_entry(name, OFlags::PATH, Mode::empty())?;
                let path = format!("/proc/self/fd/{}", fd.as_raw_fd());
                rustix::fs::chmod(path, permissions(mode)).map_err(host_error)
            }
            Err(error) => Err(error),
        }
    }

    fn set_times(&self, name: &[u8], atime_ns: Option<i64>, mtime_ns: Option<i64>) -> Result<(), HostError> {
        self.may_write()?;
        let times = Timestamps { last_access: timespec(atime_ns), last_modification: timespec(mtime_ns) };
        rustix::fs::utimensat(&self.fd, component(name)?, &times, AtFlags::SYMLINK_NOFOLLOW).map_err(host_error)
    }

    fn as_any(&self) -> &dyn std::any::Any {
        self
    }
}

impl AsFd for GrantedDir {
    fn as_fd(&self) -> std::os::fd::BorrowedFd<'_> {
        self.fd.as_fd()
    }
}

fn timespec(ns: Option<i64>) -> Timespec {
    match ns {
        Some(ns) => Timespec { tv_sec: ns.div_euclid(1_000_000_000), tv_nsec: ns.rem_euclid(1_000_000_000) as _ },
        None => Timespec { tv_sec: 0, tv_nsec: rustix::fs::UTIME_OMIT },
    }
}

/// Linux `d_type`: the file type bits of a mode, shifted (dirent.h, `IFTODT`).
fn dirent_kind(kind: FileType) -> u8 {
    match kind {
        FileType::Unknown => 0,
        known => u8::try_from(known.as_raw_mode() >> 12).unwrap_or(0),
    }
}

/// Whether the host's kernel has `openat2` and lets us call it. Without it [`GrantedDir`] opens with `O_NOFOLLOW`.
pub fn openat2_works() -> bool {
    let flags = OPEN_DIR | OFlags::PATH;
    rustix::fs::openat2(rustix::fs::CWD, ".", flags, Mode::empty(), ResolveFlags::BENEATH).is_ok()
}
