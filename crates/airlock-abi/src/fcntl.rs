//! Flags of `open(2)`, `fcntl(2)`, the `*at` calls and their relatives (`<fcntl.h>`, `<linux/openat2.h>`).

/// Open for reading.
pub const O_RDONLY: u32 = 0;
/// Open for writing.
pub const O_WRONLY: u32 = 1;
/// Open for reading and writing.
pub const O_RDWR: u32 = 2;
/// The bits that hold the access mode.
pub const O_ACCMODE: u32 = 3;
/// Create the file if it is missing.
pub const O_CREAT: u32 = 0o100;
/// Fail if the file exists.
pub const O_EXCL: u32 = 0o200;
/// Do not make a terminal the controlling one.
pub const O_NOCTTY: u32 = 0o400;
/// Cut the file to zero length.
pub const O_TRUNC: u32 = 0o1000;
/// Write at the end.
pub const O_APPEND: u32 = 0o2000;
/// Do not wait.
pub const O_NONBLOCK: u32 = 0o4000;
/// Write data through.
pub const O_DSYNC: u32 = 0o10000;
/// Signal-driven I/O.
pub const O_ASYNC: u32 = 0o20000;
/// Bypass the page cache.
pub const O_DIRECT: u32 = 0o40000;
/// Allow files beyond 2 GiB (no effect on 64-bit).
pub const O_LARGEFILE: u32 = 0o100_000;
/// Fail unless it is a directory.
pub const O_DIRECTORY: u32 = 0o200_000;
/// Fail if the last component is a symbolic link.
pub const O_NOFOLLOW: u32 = 0o400_000;
/// Do not update the access time.
pub const O_NOATIME: u32 = 0o1_000_000;
/// Close on exec.
pub const O_CLOEXEC: u32 = 0o2_000_000;
/// `O_SYNC` without `O_DSYNC`.
pub const O_SYNC_BIT: u32 = 0o4_000_000;
/// Write data and metadata through.
pub const O_SYNC: u32 = O_SYNC_BIT | O_DSYNC;
/// A handle for a place in the tree only.
pub const O_PATH: u32 = 0o10_000_000;
/// The bit of `O_TMPFILE` beside `O_DIRECTORY`.
pub const O_TMPFILE_BIT: u32 = 0o20_000_000;
/// An unnamed file in a directory.
pub const O_TMPFILE: u32 = O_TMPFILE_BIT | O_DIRECTORY;
/// All flags that `openat2(2)` accepts.
pub const O_VALID: u32 = O_ACCMODE
    | O_CREAT
    | O_EXCL
    | O_NOCTTY
    | O_TRUNC
    | O_APPEND
    | O_NONBLOCK
    | O_SYNC
    | O_ASYNC
    | O_DIRECT
    | O_LARGEFILE
    | O_DIRECTORY
    | O_NOFOLLOW
    | O_NOATIME
    | O_CLOEXEC
    | O_PATH
    | O_TMPFILE;

/// The working directory as descriptor of an `*at` call.
pub const AT_FDCWD: i32 = -100;
/// Do not follow a symbolic link at the end.
pub const AT_SYMLINK_NOFOLLOW: u32 = 0x100;
/// `faccessat`: use the effective ids.
pub const AT_EACCESS: u32 = 0x200;
/// `unlinkat`: remove a directory.
pub const AT_REMOVEDIR: u32 = 0x200;
/// `linkat`: follow a symbolic link.
pub const AT_SYMLINK_FOLLOW: u32 = 0x400;
/// Do not trigger automounts.
pub const AT_NO_AUTOMOUNT: u32 = 0x800;
/// An empty path means the descriptor itself.
pub const AT_EMPTY_PATH: u32 = 0x1000;
/// `statx`: the two bits that say how fresh the answer must be.
pub const AT_STATX_SYNC_TYPE: u32 = 0x6000;

/// `fcntl`: duplicate.
pub const F_DUPFD: u32 = 0;
/// `fcntl`: get descriptor flags.
pub const F_GETFD: u32 = 1;
/// `fcntl`: set descriptor flags.
pub const F_SETFD: u32 = 2;
/// `fcntl`: get status flags.
pub const F_GETFL: u32 = 3;
/// `fcntl`: set status flags.
pub const F_SETFL: u32 = 4;
/// `fcntl`: ask for a record lock.
pub const F_GETLK: u32 = 5;
/// `fcntl`: set a record lock.
pub const F_SETLK: u32 = 6;
/// `fcntl`: set a record lock, waiting.
pub const F_SETLKW: u32 = 7;
/// `fcntl`: set the owner of signals.
pub const F_SETOWN: u32 = 8;
/// `fcntl`: get the owner of signals.
pub const F_GETOWN: u32 = 9;
/// `fcntl`: ask for an open file description lock.
pub const F_OFD_GETLK: u32 = 36;
/// `fcntl`: set an open file description lock.
pub const F_OFD_SETLK: u32 = 37;
/// `fcntl`: set an open file description lock, waiting.
pub const F_OFD_SETLKW: u32 = 38;
/// `fcntl`: duplicate with close-on-exec.
pub const F_DUPFD_CLOEXEC: u32 = 1030;
/// `fcntl`: set the size of a pipe.
pub const F_SETPIPE_SZ: u32 = 1031;
/// `fcntl`: get the size of a pipe.
pub const F_GETPIPE_SZ: u32 = 1032;
/// `fcntl`: add seals.
pub const F_ADD_SEALS: u32 = 1033;
/// `fcntl`: get seals.
pub const F_GET_SEALS: u32 = 1034;
/// The only descriptor flag: close on exec.
pub const FD_CLOEXEC: u32 = 1;

/// Read lock.
pub const F_RDLCK: i16 = 0;
/// Write lock.
pub const F_WRLCK: i16 = 1;
/// No lock.
pub const F_UNLCK: i16 = 2;

/// No further seals.
pub const F_SEAL_SEAL: u32 = 1;
/// The file cannot shrink.
pub const F_SEAL_SHRINK: u32 = 2;
/// The file cannot grow.
pub const F_SEAL_GROW: u32 = 4;
/// The file cannot be written.
pub const F_SEAL_WRITE: u32 = 8;
/// The file cannot be written through new mappings.
pub const F_SEAL_FUTURE_WRITE: u32 = 16;
/// The execute bits cannot change.
pub const F_SEAL_EXEC: u32 = 32;

/// `flock`: shared.
pub const LOCK_SH: u32 = 1;
/// `flock`: exclusive.
pub const LOCK_EX: u32 = 2;
/// `flock`: do not wait.
pub const LOCK_NB: u32 = 4;
/// `flock`: release.
pub const LOCK_UN: u32 = 8;

/// From the start.
pub const SEEK_SET: u32 = 0;
/// From the current position.
pub const SEEK_CUR: u32 = 1;
/// From the end.
pub const SEEK_END: u32 = 2;
/// To the next data.
pub const SEEK_DATA: u32 = 3;
/// To the next hole.
pub const SEEK_HOLE: u32 = 4;

/// `renameat2`: do not replace.
pub const RENAME_NOREPLACE: u32 = 1;
/// `renameat2`: exchange both names.
pub const RENAME_EXCHANGE: u32 = 2;
/// `renameat2`: leave a whiteout.
pub const RENAME_WHITEOUT: u32 = 4;

/// `openat2`: do not cross mounts.
pub const RESOLVE_NO_XDEV: u64 = 1;
/// `openat2`: no links like those in `/proc/self/fd`.
pub const RESOLVE_NO_MAGICLINKS: u64 = 2;
/// `openat2`: no symbolic links at all.
pub const RESOLVE_NO_SYMLINKS: u64 = 4;
/// `openat2`: stay beneath the directory.
pub const RESOLVE_BENEATH: u64 = 8;
/// `openat2`: treat the directory as root.
pub const RESOLVE_IN_ROOT: u64 = 16;
/// `openat2`: only what is cached.
pub const RESOLVE_CACHED: u64 = 32;

/// `fallocate`: keep the size.
pub const FALLOC_FL_KEEP_SIZE: u32 = 1;
/// `fallocate`: make a hole.
pub const FALLOC_FL_PUNCH_HOLE: u32 = 2;
/// `fallocate`: write zeros.
pub const FALLOC_FL_ZERO_RANGE: u32 = 16;

/// `memfd_create`: close on exec.
pub const MFD_CLOEXEC: u32 = 1;
/// `memfd_create`: seals may be added.
pub const MFD_ALLOW_SEALING: u32 = 2;
/// `memfd_create`: huge pages.
pub const MFD_HUGETLB: u32 = 4;
/// `memfd_create`: not executable, and sealed so.
pub const MFD_NOEXEC_SEAL: u32 = 8;
/// `memfd_create`: executable.
pub const MFD_EXEC: u32 = 16;

/// `access`: may it be read.
pub const R_OK: u32 = 4;
/// `access`: may it be written.
pub const W_OK: u32 = 2;
/// `access`: may it be executed or searched.
pub const X_OK: u32 = 1;

/// `close_range`: only set the close-on-exec flag.
pub const CLOSE_RANGE_CLOEXEC: u32 = 4;
/// `close_range`: with a descriptor table of one's own first.
pub const CLOSE_RANGE_UNSHARE: u32 = 2;

/// Longest path that a call takes, with its NUL.
pub const PATH_MAX: usize = 4096;
/// Longest name of one component.
pub const NAME_MAX: usize = 255;

/// `struct flock`: a record lock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Flock {
    /// `F_RDLCK`, `F_WRLCK` or `F_UNLCK`.
    pub kind: i16,
    /// What `start` counts from.
    pub whence: i16,
    /// First byte.
    pub start: i64,
    /// Number of bytes; 0 is to the end.
    pub len: i64,
    /// Holder (answers only).
    pub pid: i32,
}

impl Flock {
    /// Bytes of the structure.
    pub const SIZE: usize = 32;

    /// From guest bytes.
    pub fn decode(b: &[u8; Self::SIZE]) -> Self {
        let word = |at: usize| i64::from_le_bytes(std::array::from_fn(|i| b[at + i]));
        Self {
            kind: i16::from_le_bytes([b[0], b[1]]),
            whence: i16::from_le_bytes([b[2], b[3]]),
            start: word(8),
            len: word(16),
            pid: i32::from_le_bytes([b[24], b[25], b[26], b[27]]),
        }
    }

    /// To guest bytes.
    pub fn encode(&self) -> [u8; Self::SIZE] {
        let mut b = [0; Self::SIZE];
        b[0..2].copy_from_slice(&self.kind.to_le_bytes());
        b[2..4].copy_from_slice(&self.whence.to_le_bytes());
        b[8..16].copy_from_slice(&self.start.to_le_bytes());
        b[16..24].copy_from_slice(&self.len.to_le_bytes());
        b[24..28].copy_from_slice(&self.pid.to_le_bytes());
        b
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flock_round_trips() {
        let lock = Flock { kind: F_WRLCK, whence: 1, start: -5, len: 77, pid: 12 };
        assert_eq!(Flock::decode(&lock.encode()), lock);
    }
}
