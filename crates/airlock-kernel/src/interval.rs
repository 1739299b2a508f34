//! Timers that expire once or at intervals: what `setitimer(2)`, `timer_create(2)` and `timerfd_create(2)` have in common.

use airlock_abi::Errno;
use airlock_abi::time::Timespec;
use airlock_platform::Memory;

use crate::kernel::Kernel;
use crate::time::absolute_deadline;
use crate::user;

/// A timer on some clock, in nanoseconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct IntervalTimer {
    /// When it expires; `None` when it does not run.
    pub(crate) deadline_ns: Option<u64>,
    /// Time between further expirations; 0 for none.
    pub(crate) interval_ns: u64,
}

impl IntervalTimer {
    /// How often it has expired until now; the next expiration is behind that.
    pub(crate) fn advance(&mut self, now_ns: u64) -> u64 {
        let Some(deadline_ns) = self.deadline_ns.filter(|deadline_ns| *deadline_ns <= now_ns) else { return 0 };
        let Some(missed) = (now_ns - deadline_ns).checked_div(self.interval_ns) else {
            self.deadline_ns = None;
            return 1;
        };
        let expired = missed.saturating_add(1);
        self.deadline_ns = Some(deadline_ns.saturating_add(expired.saturating_mul(self.interval_ns)));
        expired
    }

    /// The time that is left. One that is about to expire has something left: 0 would say that it does not run.
    pub(crate) fn left(&self, now_ns: u64, least_ns: u64) -> u64 {
        self.deadline_ns.map_or(0, |at_ns| at_ns.saturating_sub(now_ns).max(least_ns))
    }

    /// Reads a `struct itimerspec`: a timer on the monotonic clock. With `absolute` the time is one of the clock, the
    /// wall clock if `realtime`, and otherwise from now.
    pub(crate) fn read(k: &Kernel, mem: &dyn Memory, addr: u64, absolute: bool, realtime: bool) -> Result<Self, Errno> {
        let interval_ns = Timespec::decode(user::read(mem, addr)?).timeout_ns().ok_or(Errno::EINVAL)?;
        let value = Timespec::decode(user::read(mem, addr.wrapping_add(16))?);
        let value_ns = value.timeout_ns().ok_or(Errno::EINVAL)?;
        let deadline_ns =
            if absolute { absolute_deadline(k, realtime, value)? } else { k.now_ns().saturating_add(value_ns) };
        Ok(Self { deadline_ns: (value_ns > 0).then_some(deadline_ns), interval_ns })
    }

    /// A `struct itimerspec`: the interval, and the time that is left.
    pub(crate) fn encode(&self, now_ns: u64) -> [u8; 32] {
        let spec = |ns: u64| Timespec::from_ns(i64::try_from(ns).unwrap_or(i64::MAX)).encode();
        let mut bytes = [0; 32];
        let (interval, left) = bytes.split_at_mut(16);
        interval.copy_from_slice(&spec(self.interval_ns));
        left.copy_from_slice(&spec(self.left(now_ns, 1)));
        bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expirations_are_counted_once() {
        let mut timer = IntervalTimer { deadline_ns: Some(20), interval_ns: 10 };
        assert_eq!((timer.advance(19), timer.left(19, 1), timer.left(20, 1)), (0, 1, 1));
        assert_eq!((timer.advance(20), timer.advance(20), timer.deadline_ns), (1, 0, Some(30)));
        assert_eq!((timer.advance(59), timer.deadline_ns), (3, Some(60)));
        let mut once = IntervalTimer { deadline_ns: Some(20), interval_ns: 0 };
        assert_eq!((once.advance(100), once.advance(200), once.left(200, 1)), (1, 0, 0));
        let mut last = IntervalTimer { deadline_ns: Some(1), interval_ns: u64::MAX };
        assert_eq!((last.advance(u64::MAX), last.deadline_ns), (1, Some(u64::MAX)));
    }
}
