//! Regular files of the host that a guest was given.

use std::fs::File;
use std::os::fd::OwnedFd;
use std::os::unix::fs::FileExt;
use std::path::Path;

use airlock_platform::{HostError, HostFile, HostMeta};
use rustix::fs::{FileType, Mode, OFlags, Stat};
use rustix::io::Errno;

use crate::error::host_error;
use crate::{Access, GrantError};

/// An open regular file. What may be done with it was fixed when it was opened.
pub struct GrantedFile {
    file: File,
    access: Access,
}

impl GrantedFile {
    /// Opens a file of the host. The path is the granter's own: symbolic links in it are followed.
    pub fn open(path: &Path, access: Access) -> Result<Self, GrantError> {
        let mode = match access {
            Access::ReadOnly => OFlags::RDONLY,
            Access::ReadWrite => OFlags::RDWR,
        };
        // Looked at first, because to open a device or FIFO can itself have an effect.
        let stat = rustix::fs::stat(path).map_err(|errno| GrantError::new(path, errno))?;
        let regular = |stat: &Stat| FileType::from_raw_mode(stat.st_mode) == FileType::RegularFile;
        if !regular(&stat) {
            return Err(GrantError::NotRegular { path: path.to_path_buf() });
        }
        let flags = mode | OFlags::CLOEXEC | OFlags::NONBLOCK | OFlags::NOCTTY;
        let fd = rustix::fs::open(path, flags, Mode::empty()).map_err(|errno| GrantError::new(path, errno))?;
        let stat = rustix::fs::fstat(&fd).map_err(|errno| GrantError::new(path, errno))?;
        if !regular(&stat) {
            return Err(GrantError::NotRegular { path: path.to_path_buf() });
        }
        Ok(Self { file: File::from(fd), access })
    }

    pub(crate) fn from_fd(fd: OwnedFd, access: Access) -> Self {
        Self { file: File::from(fd), access }
    }

    /// The host's file, e.g. to read a program into memory before a run.
    pub fn file(&self) -> &File {
        &self.file
    }
}

/// What the kernel wants to know of a `stat`.
#[expect(clippy::unnecessary_cast, reason = "the types of these fields differ between architectures")]
pub(crate) fn meta_of(stat: &Stat) -> HostMeta {
    let ns = |seconds: i64, rest: i64| seconds.saturating_mul(1_000_000_000).saturating_add(rest);
    HostMeta {
        mode: stat.st_mode as u32,
        size: u64::try_from(stat.st_size).unwrap_or(0),
        allocated: u64::try_from(stat.st_blocks).unwrap_or(0).saturating_mul(512),
        ino: stat.st_ino as u64,
        nlink: u32::try_from(stat.st_nlink).unwrap_or(u32::MAX),
        atime_ns: ns(stat.st_atime as i64, stat.st_atime_nsec as i64),
        mtime_ns: ns(stat.st_mtime as i64, stat.st_mtime_nsec as i64),
        ctime_ns: ns(stat.st_ctime as i64, stat.st_ctime_nsec as i64),
    }
}

/// The kind of an I/O error of the standard library.
pub(crate) fn io_kind(error: &std::io::Error) -> HostError {
    error.raw_os_error().map_or(HostError::Other(0), |raw| host_error(Errno::from_raw_os_error(raw)))
}

impl HostFile for GrantedFile {
    fn read_at(&self, buf: &mut [u8], offset: u64) -> Result<usize, HostError> {
        self.file.read_at(buf, offset).map_err(|error| io_kind(&error))
    }

    fn write_at(&self, bytes: &[u8], offset: u64) -> Result<usize, HostError> {
        if self.access == Access::ReadOnly {
            return Err(HostError::Denied);
        }
        self.file.write_at(bytes, offset).map_err(|error| io_kind(&error))
    }

    fn truncate(&self, len: u64) -> Result<(), HostError> {
        if self.access == Access::ReadOnly {
            return Err(HostError::Denied);
        }
        self.file.set_len(len).map_err(|error| io_kind(&error))
    }

    fn metadata(&self) -> Result<HostMeta, HostError> {
        rustix::fs::fstat(&self.file).map(|stat| meta_of(&stat)).map_err(host_error)
    }

    fn sync(&self) -> Result<(), HostError> {
        self.file.sync_all().map_err(|error| io_kind(&error))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grants_only_regular_files() {
        let dir = tempfile::tempdir().unwrap();
        let missing = GrantedFile::open(&dir.path().join("no"), Access::ReadOnly);
        assert!(matches!(missing, Err(GrantError::Missing { .. })));
        assert!(matches!(GrantedFile::open(dir.path(), Access::ReadOnly), Err(GrantError::NotRegular { .. })));
        let device = GrantedFile::open(Path::new("/dev/null"), Access::ReadOnly);
        assert!(matches!(device, Err(GrantError::NotRegular { .. })));
        let fifo = dir.path().join("fifo");
        rustix::fs::mknodat(rustix::fs::CWD, &fifo, FileType::Fifo, Mode::from_raw_mode(0o600), 0).unwrap();
        assert!(matches!(GrantedFile::open(&fifo, Access::ReadOnly), Err(GrantError::NotRegular { .. })));
    }

    #[test]
    fn read_only_grant_cannot_write() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("f");
        std::fs::write(&path, b"hello").unwrap();
        let file = GrantedFile::open(&path, Access::ReadOnly).unwrap();
        let mut buf = [0; 8];
        assert_eq!(file.read_at(&mut buf, 1), Ok(4));
        assert_eq!(&buf[..4], b"ello");
        assert_eq!(file.read_at(&mut buf, 99), Ok(0));
        assert_eq!(file.write_at(b"x", 0), Err(HostError::Denied));
        assert_eq!(file.truncate(0), Err(HostError::Denied));
        assert_eq!(file.metadata().unwrap().size, 5);
        let file = GrantedFile::open(&path, Access::ReadWrite).unwrap();
        assert_eq!(file.write_at(b"J", 0), Ok(1));
        file.truncate(2).unwrap();
        file.sync().unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), b"Je");
    }
}
