//! Clocks and time structures (`clock_gettime(2)`, `timespec(3type)`, `timeval(3type)`).

/// Wall clock.
pub const CLOCK_REALTIME: u64 = 0;
/// Never goes back.
pub const CLOCK_MONOTONIC: u64 = 1;
/// CPU time of the process.
pub const CLOCK_PROCESS_CPUTIME_ID: u64 = 2;
/// CPU time of the thread.
pub const CLOCK_THREAD_CPUTIME_ID: u64 = 3;
/// Monotonic without adjustment.
pub const CLOCK_MONOTONIC_RAW: u64 = 4;
/// Wall clock, cheap.
pub const CLOCK_REALTIME_COARSE: u64 = 5;
/// Monotonic, cheap.
pub const CLOCK_MONOTONIC_COARSE: u64 = 6;
/// Monotonic with time in suspend.
pub const CLOCK_BOOTTIME: u64 = 7;
/// Wall clock that wakes the system.
pub const CLOCK_REALTIME_ALARM: u64 = 8;
/// Boot time that wakes the system.
pub const CLOCK_BOOTTIME_ALARM: u64 = 9;
/// International atomic time.
pub const CLOCK_TAI: u64 = 11;
/// `clock_nanosleep`, `timer_settime`: the time is absolute.
pub const TIMER_ABSTIME: u64 = 1;

/// `setitimer`: real time, SIGALRM.
pub const ITIMER_REAL: u64 = 0;
/// `setitimer`: user CPU time, SIGVTALRM.
pub const ITIMER_VIRTUAL: u64 = 1;
/// `setitimer`: CPU time, SIGPROF.
pub const ITIMER_PROF: u64 = 2;

/// Nanoseconds in a second.
pub const NS_PER_S: u64 = 1_000_000_000;

/// Clock ticks per second as user space sees them (`USER_HZ`).
pub const USER_HZ: u64 = 100;

/// `struct timespec`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Timespec {
    /// Seconds.
    pub sec: i64,
    /// Nanoseconds.
    pub nsec: i64,
}

impl Timespec {
    /// Size in guest memory.
    pub const SIZE: usize = 16;

    /// From a count of nanoseconds; negative counts have a negative second and a positive rest.
    pub const fn from_ns(ns: i64) -> Self {
        let per_s = NS_PER_S as i64;
        Self { sec: ns.div_euclid(per_s), nsec: ns.rem_euclid(per_s) }
    }

    /// As nanoseconds, saturating; `None` unless the time is valid for a timeout (`sec >= 0`, `0 <= nsec < 10^9`).
    pub fn timeout_ns(self) -> Option<u64> {
        if self.sec < 0 || !(0..NS_PER_S as i64).contains(&self.nsec) {
            return None;
        }
        Some((self.sec as u64).saturating_mul(NS_PER_S).saturating_add(self.nsec as u64))
    }

    /// Guest bytes.
    pub fn encode(self) -> [u8; Self::SIZE] {
        let mut out = [0; Self::SIZE];
        out[..8].copy_from_slice(&self.sec.to_le_bytes());
        out[8..].copy_from_slice(&self.nsec.to_le_bytes());
        out
    }

    /// From guest bytes.
    pub fn decode(bytes: [u8; Self::SIZE]) -> Self {
        let (sec, nsec) = split(bytes);
        Self { sec, nsec }
    }
}

/// `struct timeval`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Timeval {
    /// Seconds.
    pub sec: i64,
    /// Microseconds.
    pub usec: i64,
}

impl Timeval {
    /// Size in guest memory.
    pub const SIZE: usize = 16;

    /// From a count of nanoseconds, rounded down.
    pub const fn from_ns(ns: i64) -> Self {
        let t = Timespec::from_ns(ns);
        Self { sec: t.sec, usec: t.nsec / 1000 }
    }

    /// As nanoseconds, saturating; `None` unless valid for a timeout.
    pub fn timeout_ns(self) -> Option<u64> {
        if !(0..1_000_000).contains(&self.usec) {
            return None;
        }
        Timespec { sec: self.sec, nsec: self.usec * 1000 }.timeout_ns()
    }

    /// Guest bytes.
    pub fn encode(self) -> [u8; Self::SIZE] {
        Timespec { sec: self.sec, nsec: self.usec }.encode()
    }

    /// From guest bytes.
    pub fn decode(bytes: [u8; Self::SIZE]) -> Self {
        let (sec, usec) = split(bytes);
        Self { sec, usec }
    }
}

fn split(bytes: [u8; 16]) -> (i64, i64) {
    let both = u128::from_le_bytes(bytes);
    (both as u64 as i64, (both >> 64) as u64 as i64)
}

#[cfg(test)]
mod tests {
    use super::{Timespec, Timeval};

    #[test]
    fn timespec_round_trips() {
        let t = Timespec { sec: -3, nsec: 999_999_999 };
        assert_eq!(Timespec::decode(t.encode()), t);
        assert_eq!(Timespec::from_ns(-1), Timespec { sec: -1, nsec: 999_999_999 });
        assert_eq!(Timespec::from_ns(2_000_000_005), Timespec { sec: 2, nsec: 5 });
    }

    #[test]
    fn invalid_timeouts_are_refused() {
        assert_eq!(Timespec { sec: -1, nsec: 0 }.timeout_ns(), None);
        assert_eq!(Timespec { sec: 0, nsec: 1_000_000_000 }.timeout_ns(), None);
        assert_eq!(Timespec { sec: i64::MAX, nsec: 0 }.timeout_ns(), Some(u64::MAX));
        assert_eq!(Timeval { sec: 1, usec: i64::MAX }.timeout_ns(), None);
        assert_eq!(Timeval { sec: 1, usec: 5 }.timeout_ns(), Some(1_000_005_000));
    }
}
