//! Processes: `uname(2)`, `sysinfo(2)`, `getrusage(2)`, resource limits, `prctl(2)`, capabilities, futexes.

use crate::time::Timeval;

/// `RLIMIT_*` numbers, and names in the order of the numbers.
pub mod rlimit {
    /// CPU seconds.
    pub const CPU: usize = 0;
    /// File size.
    pub const FSIZE: usize = 1;
    /// Data segment.
    pub const DATA: usize = 2;
    /// Stack.
    pub const STACK: usize = 3;
    /// Core file.
    pub const CORE: usize = 4;
    /// Resident set; no effect on Linux.
    pub const RSS: usize = 5;
    /// Processes.
    pub const NPROC: usize = 6;
    /// Open files.
    pub const NOFILE: usize = 7;
    /// Locked memory.
    pub const MEMLOCK: usize = 8;
    /// Address space.
    pub const AS: usize = 9;
    /// File locks.
    pub const LOCKS: usize = 10;
    /// Pending signals.
    pub const SIGPENDING: usize = 11;
    /// Message queues.
    pub const MSGQUEUE: usize = 12;
    /// Nice ceiling.
    pub const NICE: usize = 13;
    /// Real-time priority.
    pub const RTPRIO: usize = 14;
    /// Real-time CPU time.
    pub const RTTIME: usize = 15;
    /// Number of limits.
    pub const COUNT: usize = 16;
    /// No limit.
    pub const INFINITY: u64 = u64::MAX;
    /// Name and unit as `/proc/self/limits` shows them.
    pub const NAMES: [(&str, &str); COUNT] = [
        ("Max cpu time", "seconds"),
        ("Max file size", "bytes"),
        ("Max data size", "bytes"),
        ("Max stack size", "bytes"),
        ("Max core file size", "bytes"),
        ("Max resident set", "bytes"),
        ("Max processes", "processes"),
        ("Max open files", "files"),
        ("Max locked memory", "bytes"),
        ("Max address space", "bytes"),
        ("Max file locks", "locks"),
        ("Max pending signals", "signals"),
        ("Max msgqueue size", "bytes"),
        ("Max nice priority", ""),
        ("Max realtime priority", ""),
        ("Max realtime timeout", "us"),
    ];
}

/// `struct rlimit`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rlimit {
    /// Soft limit.
    pub soft: u64,
    /// Hard limit.
    pub hard: u64,
}

impl Rlimit {
    /// Size in guest memory.
    pub const SIZE: usize = 16;
    /// No limit.
    pub const UNLIMITED: Self = Self { soft: rlimit::INFINITY, hard: rlimit::INFINITY };

    /// Both limits the same.
    pub const fn both(value: u64) -> Self {
        Self { soft: value, hard: value }
    }

    /// Guest bytes.
    pub fn encode(self) -> [u8; Self::SIZE] {
        let both = u128::from(self.soft) | u128::from(self.hard) << 64;
        both.to_le_bytes()
    }

    /// From guest bytes.
    pub fn decode(bytes: [u8; Self::SIZE]) -> Self {
        let both = u128::from_le_bytes(bytes);
        Self { soft: both as u64, hard: (both >> 64) as u64 }
    }
}

/// Size of `struct utsname`.
pub const UTSNAME_SIZE: usize = 390;

/// `struct utsname`: system, node, release, version, machine, domain. Longer fields are cut to 64 bytes.
pub fn encode_utsname(fields: [&[u8]; 6]) -> [u8; UTSNAME_SIZE] {
    let mut out = [0; UTSNAME_SIZE];
    for (slot, field) in out.chunks_exact_mut(65).zip(fields) {
        for (to, from) in slot.iter_mut().take(64).zip(field) {
            *to = *from;
        }
    }
    out
}

/// What `sysinfo(2)` tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Sysinfo {
    /// Seconds since boot.
    pub uptime_s: i64,
    /// Bytes of memory.
    pub total_bytes: u64,
    /// Bytes that are free.
    pub free_bytes: u64,
    /// Number of processes.
    pub processes: u16,
}

impl Sysinfo {
    /// Size in guest memory.
    pub const SIZE: usize = 112;

    /// Guest bytes.
    pub fn encode(self) -> [u8; Self::SIZE] {
        let mut out = [0; Self::SIZE];
        out[..8].copy_from_slice(&self.uptime_s.to_le_bytes());
        out[32..40].copy_from_slice(&self.total_bytes.to_le_bytes());
        out[40..48].copy_from_slice(&self.free_bytes.to_le_bytes());
        out[80..82].copy_from_slice(&self.processes.to_le_bytes());
        out[104..108].copy_from_slice(&1u32.to_le_bytes());
        out
    }
}

/// What `getrusage(2)` tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Rusage {
    /// User time.
    pub user: Timeval,
    /// System time.
    pub system: Timeval,
    /// Largest resident set, in KiB.
    pub maxrss_kib: u64,
}

impl Rusage {
    /// Size in guest memory.
    pub const SIZE: usize = 144;

    /// Guest bytes.
    pub fn encode(self) -> [u8; Self::SIZE] {
        let mut out = [0; Self::SIZE];
        out[..16].copy_from_slice(&self.user.encode());
        out[16..32].copy_from_slice(&self.system.encode());
        out[32..40].copy_from_slice(&self.maxrss_kib.to_le_bytes());
        out
    }
}

/// Flags of `clone(2)`.
pub mod clone {
    /// The signal that the child's end sends, in the low byte.
    pub const CSIGNAL: u64 = 0xff;
    /// One address space.
    pub const VM: u64 = 0x100;
    /// One root, working directory and umask.
    pub const FS: u64 = 0x200;
    /// One table of descriptors.
    pub const FILES: u64 = 0x400;
    /// One table of signal handlers.
    pub const SIGHAND: u64 = 0x800;
    /// The parent gets a pidfd.
    pub const PIDFD: u64 = 0x1000;
    /// The parent waits until the child runs another program or ends.
    pub const VFORK: u64 = 0x4000;
    /// The child's parent is the caller's.
    pub const PARENT: u64 = 0x8000;
    /// A thread of the same process.
    pub const THREAD: u64 = 0x1_0000;
    /// One list of System V semaphore adjustments.
    pub const SYSVSEM: u64 = 0x4_0000;
    /// The child's FS base is given.
    pub const SETTLS: u64 = 0x8_0000;
    /// The child's number is stored in the parent's memory.
    pub const PARENT_SETTID: u64 = 0x10_0000;
    /// A word is cleared and woken when the child ends.
    pub const CHILD_CLEARTID: u64 = 0x20_0000;
    /// Ignored.
    pub const DETACHED: u64 = 0x40_0000;
    /// Ignored: nothing is traced.
    pub const UNTRACED: u64 = 0x80_0000;
    /// The child's number is stored in its memory.
    pub const CHILD_SETTID: u64 = 0x100_0000;
    /// One I/O context; without effect.
    pub const IO: u64 = 0x8000_0000;
    /// All caught signals get their default action in the child (`clone3` only).
    pub const CLEAR_SIGHAND: u64 = 0x1_0000_0000;
    /// Size of the first version of `struct clone_args`.
    pub const ARGS_SIZE_MIN: u64 = 64;
}

/// Options of `wait4(2)` and `waitid(2)`, and the kinds of ids of the latter.
pub mod wait {
    /// Do not wait.
    pub const WNOHANG: u64 = 1;
    /// Children that have stopped.
    pub const WSTOPPED: u64 = 2;
    /// Children that have ended.
    pub const WEXITED: u64 = 4;
    /// Children that go on.
    pub const WCONTINUED: u64 = 8;
    /// Leave the child waitable.
    pub const WNOWAIT: u64 = 0x0100_0000;
    /// Not the children of other threads.
    pub const WNOTHREAD: u64 = 0x2000_0000;
    /// All children.
    pub const WALL: u64 = 0x4000_0000;
    /// Children whose end sends another signal than SIGCHLD.
    pub const WCLONE: u64 = 0x8000_0000;
    /// `waitid`: any child.
    pub const P_ALL: u64 = 0;
    /// `waitid`: this process.
    pub const P_PID: u64 = 1;
    /// `waitid`: this process group.
    pub const P_PGID: u64 = 2;
    /// `waitid`: this pidfd.
    pub const P_PIDFD: u64 = 3;
}

/// `arch_prctl(2)` codes.
pub mod arch {
    /// Set the GS base.
    pub const SET_GS: u64 = 0x1001;
    /// Set the FS base.
    pub const SET_FS: u64 = 0x1002;
    /// Read the FS base.
    pub const GET_FS: u64 = 0x1003;
    /// Read the GS base.
    pub const GET_GS: u64 = 0x1004;
    /// Whether CPUID is allowed.
    pub const GET_CPUID: u64 = 0x1011;
}

/// `prctl(2)` options.
pub mod prctl {
    /// Signal at the parent's death.
    pub const SET_PDEATHSIG: u64 = 1;
    /// See [`SET_PDEATHSIG`].
    pub const GET_PDEATHSIG: u64 = 2;
    /// Whether core dumps may be made.
    pub const GET_DUMPABLE: u64 = 3;
    /// See [`GET_DUMPABLE`].
    pub const SET_DUMPABLE: u64 = 4;
    /// Keep capabilities over setuid.
    pub const GET_KEEPCAPS: u64 = 7;
    /// See [`GET_KEEPCAPS`].
    pub const SET_KEEPCAPS: u64 = 8;
    /// Set the thread's name.
    pub const SET_NAME: u64 = 15;
    /// Get the thread's name.
    pub const GET_NAME: u64 = 16;
    /// Seccomp mode.
    pub const GET_SECCOMP: u64 = 21;
    /// Whether a capability is in the bounding set.
    pub const CAPBSET_READ: u64 = 23;
    /// Drop from the bounding set.
    pub const CAPBSET_DROP: u64 = 24;
    /// Whether RDTSC is allowed.
    pub const GET_TSC: u64 = 25;
    /// Secure bits.
    pub const GET_SECUREBITS: u64 = 27;
    /// Timer slack in nanoseconds.
    pub const SET_TIMERSLACK: u64 = 29;
    /// See [`SET_TIMERSLACK`].
    pub const GET_TIMERSLACK: u64 = 30;
    /// Reaper of orphans.
    pub const SET_CHILD_SUBREAPER: u64 = 36;
    /// See [`SET_CHILD_SUBREAPER`].
    pub const GET_CHILD_SUBREAPER: u64 = 37;
    /// No more privileges through execve.
    pub const SET_NO_NEW_PRIVS: u64 = 38;
    /// See [`SET_NO_NEW_PRIVS`].
    pub const GET_NO_NEW_PRIVS: u64 = 39;
    /// Address of `set_tid_address(2)`.
    pub const GET_TID_ADDRESS: u64 = 40;
    /// No transparent huge pages.
    pub const SET_THP_DISABLE: u64 = 41;
    /// See [`SET_THP_DISABLE`].
    pub const GET_THP_DISABLE: u64 = 42;
    /// Ambient capabilities.
    pub const CAP_AMBIENT: u64 = 47;
}

/// The last capability (`CAP_CHECKPOINT_RESTORE`).
pub const CAP_LAST: u64 = 40;
/// Version 1 of the capability header.
pub const CAPABILITY_VERSION_1: u32 = 0x1998_0330;
/// Version 2 of the capability header.
pub const CAPABILITY_VERSION_2: u32 = 0x2007_1026;
/// Version 3 of the capability header.
pub const CAPABILITY_VERSION_3: u32 = 0x2008_0522;

/// `futex(2)` operations.
pub mod futex {
    /// Wait if the value is as expected.
    pub const WAIT: u64 = 0;
    /// Wake waiters.
    pub const WAKE: u64 = 1;
    /// Move waiters.
    pub const REQUEUE: u64 = 3;
    /// Move waiters if the value is as expected.
    pub const CMP_REQUEUE: u64 = 4;
    /// Wake, modify, wake.
    pub const WAKE_OP: u64 = 5;
    /// Take a priority-inheriting lock.
    pub const LOCK_PI: u64 = 6;
    /// Release it.
    pub const UNLOCK_PI: u64 = 7;
    /// Take it without waiting.
    pub const TRYLOCK_PI: u64 = 8;
    /// Wait with a mask and an absolute time.
    pub const WAIT_BITSET: u64 = 9;
    /// Wake with a mask.
    pub const WAKE_BITSET: u64 = 10;
    /// Wait, to be moved to a lock.
    pub const WAIT_REQUEUE_PI: u64 = 11;
    /// Move waiters to a lock.
    pub const CMP_REQUEUE_PI: u64 = 12;
    /// Like [`LOCK_PI`], with a monotonic clock.
    pub const LOCK_PI2: u64 = 13;
    /// Not shared between processes.
    pub const PRIVATE_FLAG: u64 = 128;
    /// The timeout is on the wall clock.
    pub const CLOCK_REALTIME: u64 = 256;
    /// The task number in the value of a lock.
    pub const TID_MASK: u32 = 0x3fff_ffff;
    /// There are waiters.
    pub const WAITERS: u32 = 0x8000_0000;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn layouts_match_linux() {
        let uts = encode_utsname([b"Linux", b"box", b"6", b"#1", b"x86_64", &[b'd'; 100]]);
        assert_eq!(&uts[..6], b"Linux\0");
        assert_eq!(&uts[65..69], b"box\0");
        assert_eq!(uts[389], 0, "a cut field keeps its NUL");
        let info = Sysinfo { uptime_s: 1, total_bytes: 2, free_bytes: 3, processes: 4 }.encode();
        assert_eq!((info[0], info[32], info[40], info[80], info[104]), (1, 2, 3, 4, 1));
        let limit = Rlimit { soft: 5, hard: rlimit::INFINITY };
        assert_eq!(Rlimit::decode(limit.encode()), limit);
        assert_eq!(Rusage { maxrss_kib: 9, ..Rusage::default() }.encode()[32], 9);
    }
}
