//! Ends a run at its time limits.

use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use airlock_types::{LimitKind, Limits};

/// How often it is asked whether guests have timers, for those that make no system calls.
const TICK: Duration = Duration::from_millis(20);
/// Timers are looked at no more often than this.
const SHORTEST_TICK: Duration = Duration::from_micros(500);

/// The least that it sleeps: how precisely the CPU limit is kept.
const SHORTEST: Duration = Duration::from_millis(1);

/// CPU time of one thread, readable from others while it lives.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ThreadCpuClock(libc::clockid_t);

impl ThreadCpuClock {
    /// The clock of the calling thread.
    pub(crate) fn of_this_thread() -> std::io::Result<Self> {
        let mut id = 0;
        // SAFETY: `pthread_self` is a live thread, and `id` is a place for the result.
        match unsafe { libc::pthread_getcpuclockid(libc::pthread_self(), &raw mut id) } {
            0 => Ok(Self(id)),
            error => Err(std::io::Error::from_raw_os_error(error)),
        }
    }

    /// `None` once the thread has ended.
    pub(crate) fn now(self) -> Option<Duration> {
        let mut time = libc::timespec { tv_sec: 0, tv_nsec: 0 };
        // SAFETY: `time` is a place for the result; an id of a thread that is gone is an error.
        if unsafe { libc::clock_gettime(self.0, &raw mut time) } != 0 {
            return None;
        }
        Some(Duration::new(u64::try_from(time.tv_sec).ok()?, u32::try_from(time.tv_nsec).ok()?))
    }
}

struct Shared {
    done: Mutex<bool>,
    changed: Condvar,
    /// 0: none. 1: wall time. 2: CPU time.
    fired: AtomicU8,
}

/// A thread that sleeps until the nearer of two time limits.
pub(crate) struct Watchdog {
    shared: Arc<Shared>,
    thread: Option<JoinHandle<()>>,
}

impl Watchdog {
    /// Starts to watch a run whose threads have used `cpu` of CPU time so far; both limits count from now. When one is
    /// reached, `fire` is called, once. `tick` is called every [`TICK`], or when it wants to be called again.
    pub(crate) fn start(
        limits: &Limits,
        cpu: impl Fn() -> Duration + Send + 'static,
        tick: Option<impl Fn() -> Option<Duration> + Send + 'static>,
        fire: impl FnOnce() + Send + 'static,
    ) -> std::io::Result<Self> {
        let shared = Arc::new(Shared { done: Mutex::new(false), changed: Condvar::new(), fired: AtomicU8::new(0) });
        let wall_limit = Duration::from_millis(limits.wall_ms);
        let cpu_limit = Duration::from_millis(limits.cpu_ms);
        let cores = std::thread::available_parallelism().map_or(1, |n| u32::try_from(n.get()).unwrap_or(u32::MAX));
        let (start, cpu_start) = (Instant::now(), cpu());
        let watched = Arc::clone(&shared);
        let thread =
            std::thread::Builder::new().name("airlock-watchdog".to_owned()).stack_size(256 << 10).spawn(move || {
                let mut done = watched.done.lock().unwrap_or_else(PoisonError::into_inner);
                while !*done {
                    let wall_left = wall_limit.saturating_sub(start.elapsed());
                    let cpu_left = cpu_limit.saturating_sub(cpu().saturating_sub(cpu_start));
                    let fired = match (wall_left.is_zero(), cpu_left.is_zero()) {
                        (true, _) => 1,
                        (_, true) => 2,
                        // Threads cannot use more CPU time than passes on all cores, so neither limit is near before.
                        _ => {
                            let mut left = wall_left.min((cpu_left / cores).max(SHORTEST));
                            if let Some(tick) = &tick {
                                drop(done);
                                left = left.min(tick().map_or(TICK, |tick| tick.clamp(SHORTEST_TICK, TICK)));
                                done = watched.done.lock().unwrap_or_else(PoisonError::into_inner);
                                if *done {
                                    continue;
                                }
                            }
                            let waited = watched.changed.wait_timeout(done, left);
                            done = waited.unwrap_or_else(PoisonError::into_inner).0;
                            continue;
                        }
                    };
                    watched.fired.store(fired, Ordering::SeqCst);
                    drop(done);
                    fire();
                    return;
                }
            })?;
        Ok(Self { shared, thread: Some(thread) })
    }

    /// The limit that was met, if any.
    pub(crate) fn fired(&self) -> Option<LimitKind> {
        match self.shared.fired.load(Ordering::SeqCst) {
            1 => Some(LimitKind::Wall),
            2 => Some(LimitKind::Cpu),
            _ => None,
        }
    }
}

impl Drop for Watchdog {
    /// Ends the thread and waits for it.
    fn drop(&mut self) {
        *self.shared.done.lock().unwrap_or_else(PoisonError::into_inner) = true;
        self.shared.changed.notify_all();
        if let Some(thread) = self.thread.take() {
            // It panics only if `stop` does; the run is over either way.
            let _ = thread.join();
        }
    }
}
