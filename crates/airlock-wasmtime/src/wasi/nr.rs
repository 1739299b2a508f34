//! Numbers of the Linux system calls that WASI functions become (x86-64).

pub(crate) const READ: u64 = 0;
pub(crate) const CLOSE: u64 = 3;
pub(crate) const FSTAT: u64 = 5;
pub(crate) const LSEEK: u64 = 8;
pub(crate) const IOCTL: u64 = 16;
pub(crate) const READV: u64 = 19;
pub(crate) const WRITEV: u64 = 20;
pub(crate) const SCHED_YIELD: u64 = 24;
pub(crate) const DUP2: u64 = 33;
pub(crate) const GETPID: u64 = 39;
pub(crate) const KILL: u64 = 62;
pub(crate) const FCNTL: u64 = 72;
pub(crate) const FSYNC: u64 = 74;
pub(crate) const FDATASYNC: u64 = 75;
pub(crate) const FTRUNCATE: u64 = 77;
pub(crate) const GETDENTS64: u64 = 217;
pub(crate) const FADVISE64: u64 = 221;
pub(crate) const CLOCK_GETTIME: u64 = 228;
pub(crate) const CLOCK_GETRES: u64 = 229;
pub(crate) const EXIT_GROUP: u64 = 231;
pub(crate) const OPENAT: u64 = 257;
pub(crate) const MKDIRAT: u64 = 258;
pub(crate) const NEWFSTATAT: u64 = 262;
pub(crate) const UNLINKAT: u64 = 263;
pub(crate) const RENAMEAT: u64 = 264;
pub(crate) const LINKAT: u64 = 265;
pub(crate) const SYMLINKAT: u64 = 266;
pub(crate) const READLINKAT: u64 = 267;
pub(crate) const PPOLL: u64 = 271;
pub(crate) const UTIMENSAT: u64 = 280;
pub(crate) const FALLOCATE: u64 = 285;
pub(crate) const PREADV: u64 = 295;
pub(crate) const PWRITEV: u64 = 296;
pub(crate) const GETRANDOM: u64 = 318;

#[cfg(test)]
mod tests {
    #[test]
    fn numbers_are_those_of_the_table() {
        let pairs = [
            (super::READ, "read"),
            (super::CLOSE, "close"),
            (super::FSTAT, "fstat"),
            (super::LSEEK, "lseek"),
            (super::IOCTL, "ioctl"),
            (super::READV, "readv"),
            (super::WRITEV, "writev"),
            (super::SCHED_YIELD, "sched_yield"),
            (super::DUP2, "dup2"),
            (super::GETPID, "getpid"),
            (super::KILL, "kill"),
            (super::FCNTL, "fcntl"),
            (super::FSYNC, "fsync"),
            (super::FDATASYNC, "fdatasync"),
            (super::FTRUNCATE, "ftruncate"),
            (super::GETDENTS64, "getdents64"),
            (super::FADVISE64, "fadvise64"),
            (super::CLOCK_GETTIME, "clock_gettime"),
            (super::CLOCK_GETRES, "clock_getres"),
            (super::EXIT_GROUP, "exit_group"),
            (super::OPENAT, "openat"),
            (super::MKDIRAT, "mkdirat"),
            (super::NEWFSTATAT, "newfstatat"),
            (super::UNLINKAT, "unlinkat"),
            (super::RENAMEAT, "renameat"),
            (super::LINKAT, "linkat"),
            (super::SYMLINKAT, "symlinkat"),
            (super::READLINKAT, "readlinkat"),
            (super::PPOLL, "ppoll"),
            (super::UTIMENSAT, "utimensat"),
            (super::FALLOCATE, "fallocate"),
            (super::PREADV, "preadv"),
            (super::PWRITEV, "pwritev"),
            (super::GETRANDOM, "getrandom"),
        ];
        for (number, name) in pairs {
            assert_eq!(airlock_kernel::syscall_name(number), Some(name));
        }
    }
}
