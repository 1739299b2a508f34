//! Time from the host, as coarse as wanted.

use std::sync::Arc;
use std::time::{Duration, Instant};

use airlock_platform::Clock;
use rustix::time::{ClockId, Timespec};

use crate::Stop;

/// The host's clocks, rounded down to a granularity so that a guest cannot time the host finely.
///
/// CPU time is that of the calling thread, so `cpu_ns` must be called on the thread that runs the guest, and that
/// thread must have been started for the run.
pub struct HostClock {
    granularity_ns: u64,
    stop: Arc<Stop>,
}

impl HostClock {
    /// Clocks with this granularity; zero means as fine as the host's.
    pub fn new(granularity: Duration, stop: Arc<Stop>) -> Self {
        Self { granularity_ns: u64::try_from(granularity.as_nanos()).unwrap_or(u64::MAX).max(1), stop }
    }

    fn coarse(&self, ns: u64) -> u64 {
        ns - ns % self.granularity_ns
    }

    fn monotonic_exact_ns() -> u64 {
        nanoseconds(rustix::time::clock_gettime(ClockId::Monotonic))
    }
}

/// A time after 1970, or after the clock's zero, in nanoseconds.
fn nanoseconds(time: Timespec) -> u64 {
    let seconds = u64::try_from(time.tv_sec).unwrap_or(0);
    seconds.saturating_mul(1_000_000_000).saturating_add(u64::try_from(time.tv_nsec).unwrap_or(0))
}

impl Clock for HostClock {
    fn realtime_ns(&self) -> i64 {
        let now = nanoseconds(rustix::time::clock_gettime(ClockId::Realtime));
        i64::try_from(self.coarse(now)).unwrap_or(i64::MAX)
    }

    fn monotonic_ns(&self) -> u64 {
        self.coarse(Self::monotonic_exact_ns())
    }

    fn cpu_ns(&self) -> u64 {
        self.coarse(nanoseconds(rustix::time::clock_gettime(ClockId::ThreadCPUTime)))
    }

    fn sleep_until(&self, deadline_ns: u64) {
        // Rounded up, so that the coarse clock has reached the deadline afterwards.
        let rest = deadline_ns % self.granularity_ns;
        let deadline_ns = if rest == 0 { deadline_ns } else { deadline_ns.saturating_add(self.granularity_ns - rest) };
        let left = Duration::from_nanos(deadline_ns.saturating_sub(Self::monotonic_exact_ns()));
        if !left.is_zero() {
            // A deadline that the host's clock cannot express is no deadline.
            self.stop.wait_for(None, Instant::now().checked_add(left));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn coarse_clock_and_full_sleep() {
        let clock = HostClock::new(Duration::from_millis(2), Stop::new().unwrap());
        let start = clock.monotonic_ns();
        assert_eq!(start % 2_000_000, 0);
        clock.sleep_until(start + 7_000_001);
        assert!(clock.monotonic_ns() >= start + 7_000_001);
        assert!(clock.realtime_ns() > 1_600_000_000_000_000_000);
    }

    #[test]
    fn stop_ends_a_sleep() {
        let stop = Stop::new().unwrap();
        let clock = HostClock::new(Duration::ZERO, Arc::clone(&stop));
        let other = std::thread::spawn(move || {
            std::thread::sleep(Duration::from_millis(30));
            stop.request();
        });
        let start = Instant::now();
        clock.sleep_until(u64::MAX);
        assert!(start.elapsed() < Duration::from_secs(20));
        assert!(start.elapsed() >= Duration::from_millis(25));
        other.join().unwrap();
    }

    #[test]
    fn cpu_time_grows_with_work() {
        let clock = HostClock::new(Duration::ZERO, Stop::new().unwrap());
        let before = clock.cpu_ns();
        let mut x = 1u64;
        for i in 0..2_000_000u64 {
            x = std::hint::black_box(x.wrapping_mul(i | 1));
        }
        assert!(clock.cpu_ns() > before);
    }
}
