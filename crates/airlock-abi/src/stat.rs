//! `struct stat`, `struct statx`, `struct statfs` and the bits of `st_mode`.

/// The bits that hold the file type.
pub const S_IFMT: u32 = 0o170_000;
/// Socket.
pub const S_IFSOCK: u32 = 0o140_000;
/// Symbolic link.
pub const S_IFLNK: u32 = 0o120_000;
/// Regular file.
pub const S_IFREG: u32 = 0o100_000;
/// Block device.
pub const S_IFBLK: u32 = 0o060_000;
/// Directory.
pub const S_IFDIR: u32 = 0o040_000;
/// Character device.
pub const S_IFCHR: u32 = 0o020_000;
/// FIFO.
pub const S_IFIFO: u32 = 0o010_000;
/// Set user id on execution.
pub const S_ISUID: u32 = 0o4000;
/// Set group id on execution.
pub const S_ISGID: u32 = 0o2000;
/// Only owners may remove entries.
pub const S_ISVTX: u32 = 0o1000;

/// `utimensat`: set to the current time.
pub const UTIME_NOW: i64 = 0x3fff_ffff;
/// `utimensat`: leave as it is.
pub const UTIME_OMIT: i64 = 0x3fff_fffe;

/// `statx` mask: everything that `stat` gives.
pub const STATX_BASIC_STATS: u32 = 0x7ff;
/// `statx` mask: time of birth.
pub const STATX_BTIME: u32 = 0x800;
/// `statx` mask: the reserved bit, an error in requests.
pub const STATX_RESERVED: u32 = 0x8000_0000;

/// `f_type` of sysfs.
pub const SYSFS_MAGIC: i64 = 0x6265_6572;
/// `f_type` of cgroup2.
pub const CGROUP2_SUPER_MAGIC: i64 = 0x6367_7270;
/// Magic number of tmpfs.
pub const TMPFS_MAGIC: i64 = 0x0102_1994;
/// Magic number of procfs.
pub const PROC_SUPER_MAGIC: i64 = 0x9fa0;
/// Magic number of overlayfs.
pub const OVERLAYFS_SUPER_MAGIC: i64 = 0x794c_7630;
/// Magic number of devpts.
pub const DEVPTS_SUPER_MAGIC: i64 = 0x1cd1;
/// Magic number of pipefs.
pub const PIPEFS_MAGIC: i64 = 0x5049_5045;
/// Magic number of a FUSE-like filesystem: what granted host directories show.
pub const FUSE_SUPER_MAGIC: i64 = 0x6573_5546;

/// Mount flag in `statfs`: read-only.
pub const ST_RDONLY: i64 = 1;
/// Mount flag in `statfs`: the flags are valid.
pub const ST_VALID: i64 = 0x20;

/// The device number for a major and a minor number.
pub const fn makedev(major: u32, minor: u32) -> u64 {
    ((minor & 0xff) as u64)
        | (((major & 0xfff) as u64) << 8)
        | (((minor & !0xff) as u64) << 12)
        | (((major & !0xfff) as u64) << 32)
}

/// The major part of a device number.
pub const fn major(dev: u64) -> u32 {
    (((dev >> 8) & 0xfff) | ((dev >> 32) & !0xfff)) as u32
}

/// The minor part of a device number.
pub const fn minor(dev: u64) -> u32 {
    ((dev & 0xff) | ((dev >> 12) & 0xffff_ff00)) as u32
}

/// What `stat(2)` tells about a file. Times are nanoseconds since 1970.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Stat {
    /// Device that holds the file.
    pub dev: u64,
    /// Inode number.
    pub ino: u64,
    /// Type and permission bits.
    pub mode: u32,
    /// Number of names.
    pub nlink: u64,
    /// Owner.
    pub uid: u32,
    /// Group.
    pub gid: u32,
    /// Device number, if it is a device.
    pub rdev: u64,
    /// Bytes.
    pub size: u64,
    /// Preferred size of reads and writes.
    pub blksize: u32,
    /// Allocated units of 512 bytes.
    pub blocks: u64,
    /// Last access.
    pub atime_ns: i64,
    /// Last change of content.
    pub mtime_ns: i64,
    /// Last change of the inode.
    pub ctime_ns: i64,
}

fn split_ns(ns: i64) -> (i64, i64) {
    (ns.div_euclid(1_000_000_000), ns.rem_euclid(1_000_000_000))
}

fn put<const N: usize>(buf: &mut [u8], at: usize, bytes: [u8; N]) {
    if let Some(slot) = buf.get_mut(at..at + N) {
        slot.copy_from_slice(&bytes);
    }
}

impl Stat {
    /// Bytes of `struct stat`.
    pub const SIZE: usize = 144;
    /// Bytes of `struct statx`.
    pub const STATX_SIZE: usize = 256;

    /// `struct stat` of x86-64.
    pub fn encode(&self) -> [u8; Self::SIZE] {
        let mut b = [0; Self::SIZE];
        put(&mut b, 0, self.dev.to_le_bytes());
        put(&mut b, 8, self.ino.to_le_bytes());
        put(&mut b, 16, self.nlink.to_le_bytes());
        put(&mut b, 24, self.mode.to_le_bytes());
        put(&mut b, 28, self.uid.to_le_bytes());
        put(&mut b, 32, self.gid.to_le_bytes());
        put(&mut b, 40, self.rdev.to_le_bytes());
        put(&mut b, 48, self.size.to_le_bytes());
        put(&mut b, 56, u64::from(self.blksize).to_le_bytes());
        put(&mut b, 64, self.blocks.to_le_bytes());
        for (at, ns) in [(72, self.atime_ns), (88, self.mtime_ns), (104, self.ctime_ns)] {
            let (seconds, nanoseconds) = split_ns(ns);
            put(&mut b, at, seconds.to_le_bytes());
            put(&mut b, at + 8, nanoseconds.to_le_bytes());
        }
        b
    }

    /// `struct statx` with the basic fields.
    pub fn encode_statx(&self) -> [u8; Self::STATX_SIZE] {
        let mut b = [0; Self::STATX_SIZE];
        put(&mut b, 0, STATX_BASIC_STATS.to_le_bytes());
        put(&mut b, 4, self.blksize.to_le_bytes());
        put(&mut b, 16, u32::try_from(self.nlink).unwrap_or(u32::MAX).to_le_bytes());
        put(&mut b, 20, self.uid.to_le_bytes());
        put(&mut b, 24, self.gid.to_le_bytes());
        put(&mut b, 28, (self.mode as u16).to_le_bytes());
        put(&mut b, 32, self.ino.to_le_bytes());
        put(&mut b, 40, self.size.to_le_bytes());
        put(&mut b, 48, self.blocks.to_le_bytes());
        for (at, ns) in [(64, self.atime_ns), (96, self.ctime_ns), (112, self.mtime_ns)] {
            let (seconds, nanoseconds) = split_ns(ns);
            put(&mut b, at, seconds.to_le_bytes());
            put(&mut b, at + 8, (nanoseconds as u32).to_le_bytes());
        }
        put(&mut b, 128, major(self.rdev).to_le_bytes());
        put(&mut b, 132, minor(self.rdev).to_le_bytes());
        put(&mut b, 136, major(self.dev).to_le_bytes());
        put(&mut b, 140, minor(self.dev).to_le_bytes());
        b
    }
}

/// What `statfs(2)` tells about a filesystem.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Statfs {
    /// Magic number.
    pub kind: i64,
    /// Bytes of a block.
    pub block_bytes: u64,
    /// Blocks.
    pub blocks: u64,
    /// Free blocks.
    pub free: u64,
    /// Inodes.
    pub files: u64,
    /// Free inodes.
    pub files_free: u64,
    /// Identity.
    pub fsid: u64,
    /// Mount flags (`ST_*`).
    pub flags: i64,
}

impl Statfs {
    /// Bytes of the structure.
    pub const SIZE: usize = 120;

    /// To guest bytes.
    pub fn encode(&self) -> [u8; Self::SIZE] {
        let mut b = [0; Self::SIZE];
        put(&mut b, 0, self.kind.to_le_bytes());
        put(&mut b, 8, self.block_bytes.to_le_bytes());
        put(&mut b, 16, self.blocks.to_le_bytes());
        put(&mut b, 24, self.free.to_le_bytes());
        put(&mut b, 32, self.free.to_le_bytes());
        put(&mut b, 40, self.files.to_le_bytes());
        put(&mut b, 48, self.files_free.to_le_bytes());
        put(&mut b, 56, self.fsid.to_le_bytes());
        put(&mut b, 64, 255u64.to_le_bytes());
        put(&mut b, 72, self.block_bytes.to_le_bytes());
        put(&mut b, 80, self.flags.to_le_bytes());
        b
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn device_numbers_round_trip() {
        for (ma, mi) in [(0, 0), (1, 3), (5, 0), (136, 7), (0xfff, 0xfffff), (0x1234, 0x5678)] {
            let dev = makedev(ma, mi);
            assert_eq!((major(dev), minor(dev)), (ma, mi));
        }
        assert_eq!(makedev(1, 3), 0x103);
    }

    #[test]
    fn fields_lie_where_x86_64_has_them() {
        let stat = Stat { mode: 0o100_644, size: 5, mtime_ns: -1, rdev: makedev(5, 1), ..Stat::default() };
        let b = stat.encode();
        assert_eq!(b[24..28], 0o100_644u32.to_le_bytes());
        assert_eq!(b[48..56], 5u64.to_le_bytes());
        assert_eq!(b[88..96], (-1i64).to_le_bytes());
        assert_eq!(b[96..104], 999_999_999i64.to_le_bytes());
        let x = stat.encode_statx();
        assert_eq!(x[28..30], 0o100_644u16.to_le_bytes());
        assert_eq!(x[112..120], (-1i64).to_le_bytes());
        assert_eq!(x[128..132], 5u32.to_le_bytes());
    }
}
