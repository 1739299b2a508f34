//! `setitimer(2)`, `getitimer(2)`, `alarm(2)`. Timers are checked at system calls, and by the runtime now and then
//! ([`Kernel::check_alarms`]). Those of CPU time count that of the task that started them.

use airlock_abi::Errno;
use airlock_abi::signal::{self as abi, SigInfo};
use airlock_abi::time::{ITIMER_PROF, ITIMER_REAL, ITIMER_VIRTUAL, NS_PER_S, Timeval};
use airlock_platform::Memory;

use super::{Group, posix_timer};
use crate::interval::IntervalTimer;
use crate::kernel::Kernel;
use crate::user;

type Args = [u64; 6];

const NS_PER_US: u64 = 1000;

/// One interval timer.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Timer {
    /// On its clock.
    timer: IntervalTimer,
    /// The task that started it.
    owner: u32,
}

impl Group {
    /// When the next timer of wall time expires, on the monotonic clock.
    pub(crate) fn real_deadline(&self) -> Option<u64> {
        let interval = self.timers.first().and_then(|of| of.timer.deadline_ns);
        interval.into_iter().chain(self.posix.deadline()).min()
    }
}

fn clock_ns(k: &Kernel, which: u64) -> u64 {
    if which == ITIMER_REAL { k.platform.clock.monotonic_ns() } else { k.platform.clock.cpu_ns() }
}

/// Called after each system call.
#[inline]
pub(crate) fn after_syscall(k: &mut Kernel) {
    if k.group.timers_armed {
        check_timers(k);
    }
}

/// Raises the signals of timers that have expired.
pub(crate) fn check_timers(k: &mut Kernel) {
    if !k.group.timers_armed {
        return;
    }
    for which in [ITIMER_REAL, ITIMER_VIRTUAL, ITIMER_PROF] {
        let timer = k.group.timers.get(which as usize).copied().unwrap_or_default();
        if timer.timer.deadline_ns.is_some() && (which == ITIMER_REAL || timer.owner == k.thread.tid) {
            let now = clock_ns(k, which);
            check_timer(k, which, now);
        }
    }
    posix_timer::check(k);
    rearm(k);
}

/// Raises the signal of one timer of the current process, if it has expired. `now` is the time on its clock.
fn check_timer(k: &mut Kernel, which: u64, now: u64) {
    let signal = match which {
        ITIMER_REAL => abi::SIGALRM,
        ITIMER_VIRTUAL => abi::SIGVTALRM,
        _ => abi::SIGPROF,
    };
    // Expirations that were missed are one signal, as they would not queue anyway.
    if k.group.timers.get_mut(which as usize).is_none_or(|of| of.timer.advance(now) == 0) {
        return;
    }
    let _ = k.send_to_process(k.process.pid(), SigInfo::kernel(signal));
}

impl Kernel {
    /// Raises the signals of timers (`alarm(2)`, `setitimer(2)`) of all processes, for those that make no system calls.
    /// `cpu_ns` gives the CPU time of a task. To be called now and then, from any thread, as long as it says how long the
    /// next timer may still run, in nanoseconds.
    pub fn check_alarms(&mut self, cpu_ns: &dyn Fn(u32) -> Option<u64>) -> Option<u64> {
        let pids: Vec<u32> = self.tasks.processes.keys().copied().collect();
        let mut next: Option<u64> = None;
        self.outside = true;
        for pid in pids {
            let left = self.as_process(pid, |k| k.check_own_alarms(cpu_ns)).flatten();
            next = next.into_iter().chain(left).min();
        }
        self.outside = false;
        self.alarms = next.is_some();
        next
    }

    fn check_own_alarms(&mut self, cpu_ns: &dyn Fn(u32) -> Option<u64>) -> Option<u64> {
        if !self.group.timers_armed {
            return None;
        }
        let mut next: Option<u64> = None;
        for which in [ITIMER_REAL, ITIMER_VIRTUAL, ITIMER_PROF] {
            let owner = self.group.timers.get(which as usize).map_or(0, |timer| timer.owner);
            let now = if which == ITIMER_REAL { Some(self.now_ns()) } else { cpu_ns(owner) };
            let Some(now) = now else { continue };
            check_timer(self, which, now);
            let deadline = self.group.timers.get(which as usize).and_then(|of| of.timer.deadline_ns);
            next = next.into_iter().chain(deadline.map(|deadline| deadline.saturating_sub(now))).min();
        }
        posix_timer::check(self);
        let now = self.now_ns();
        next = next.into_iter().chain(self.group.posix.deadline().map(|at| at.saturating_sub(now))).min();
        rearm(self);
        next
    }

    /// Whether a timer was started since [`Kernel::check_alarms`] last found none.
    #[inline]
    pub fn has_alarms(&self) -> bool {
        self.alarms
    }
}

pub(super) fn rearm(k: &mut Kernel) {
    let running = k.group.timers.iter().any(|of| of.timer.deadline_ns.is_some());
    k.group.timers_armed = running || k.group.posix.deadline().is_some();
}

/// Remaining time and interval.
fn state(k: &Kernel, which: u64) -> Result<(u64, u64), Errno> {
    let timer = usize::try_from(which).ok().and_then(|i| k.group.timers.get(i)).ok_or(Errno::EINVAL)?;
    Ok((timer.timer.left(clock_ns(k, which), NS_PER_US), timer.timer.interval_ns))
}

fn set(k: &mut Kernel, which: u64, value_ns: u64, interval_ns: u64) -> Result<(), Errno> {
    let now = clock_ns(k, which);
    let owner = k.thread.tid;
    let timer = usize::try_from(which).ok().and_then(|i| k.group.timers.get_mut(i)).ok_or(Errno::EINVAL)?;
    let deadline_ns = (value_ns > 0).then(|| now.saturating_add(value_ns));
    *timer = Timer { timer: IntervalTimer { deadline_ns, interval_ns }, owner };
    k.alarms |= value_ns > 0;
    rearm(k);
    Ok(())
}

fn encode((left, interval): (u64, u64)) -> [u8; 32] {
    let mut bytes = [0; 32];
    let (low, high) = bytes.split_at_mut(16);
    low.copy_from_slice(&Timeval::from_ns(i64::try_from(interval).unwrap_or(i64::MAX)).encode());
    high.copy_from_slice(&Timeval::from_ns(i64::try_from(left).unwrap_or(i64::MAX)).encode());
    bytes
}

/// `alarm(seconds)`: returns the seconds that were left, rounded up.
pub(crate) fn sys_alarm(k: &mut Kernel, _: &mut dyn Memory, [seconds, ..]: Args) -> Result<u64, Errno> {
    let (left, _) = state(k, ITIMER_REAL)?;
    set(k, ITIMER_REAL, (seconds & 0xffff_ffff).saturating_mul(NS_PER_S), 0)?;
    Ok(left.div_ceil(NS_PER_S))
}

/// `getitimer(which, value)`.
pub(crate) fn sys_getitimer(k: &mut Kernel, mem: &mut dyn Memory, [which, value, ..]: Args) -> Result<u64, Errno> {
    user::write(mem, value, &encode(state(k, which)?))?;
    Ok(0)
}

/// `setitimer(which, new, old)`. A null `new` stops the timer, as on Linux.
pub(crate) fn sys_setitimer(k: &mut Kernel, mem: &mut dyn Memory, [which, new, old, ..]: Args) -> Result<u64, Errno> {
    let before = state(k, which)?;
    let (mut interval_ns, mut value_ns) = (0, 0);
    if new != 0 {
        interval_ns = Timeval::decode(user::read(mem, new)?).timeout_ns().ok_or(Errno::EINVAL)?;
        value_ns = Timeval::decode(user::read(mem, new.wrapping_add(16))?).timeout_ns().ok_or(Errno::EINVAL)?;
    }
    set(k, which, value_ns, interval_ns)?;
    user::write_optional(mem, old, &encode(before))?;
    Ok(0)
}
