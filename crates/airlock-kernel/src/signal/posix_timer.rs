//! POSIX timers: `timer_create(2)` and relatives, on the clocks of wall time. They expire where interval timers do.

use std::collections::BTreeMap;

use airlock_abi::Errno;
use airlock_abi::signal::{self as abi, SigInfo};
use airlock_abi::time::{self, TIMER_ABSTIME};
use airlock_platform::Memory;

use super::Group;
use crate::interval::IntervalTimer;
use crate::kernel::Kernel;
use crate::user;

type Args = [u64; 6];

/// Most timers of a process.
const TIMERS_MAX: usize = 1024;
/// Highest overrun count (`DELAYTIMER_MAX`).
const OVERRUN_MAX: u64 = i32::MAX as u64;

/// What happens when a timer expires (`struct sigevent`).
#[derive(Clone, Copy)]
struct Notify {
    /// The signal; `None` for none.
    signal: Option<u8>,
    /// The task that it is for; `None` for the process.
    tid: Option<u32>,
    value: u64,
}

/// One timer.
struct PosixTimer {
    realtime: bool,
    notify: Notify,
    /// On the monotonic clock.
    timer: IntervalTimer,
    /// Expirations beyond the one that the last signal was for.
    overrun: u64,
}

/// The timers of a process.
#[derive(Default)]
pub(super) struct PosixTimers {
    timers: BTreeMap<i32, PosixTimer>,
    next: i32,
}

impl PosixTimers {
    /// The next expiration on the monotonic clock.
    pub(super) fn deadline(&self) -> Option<u64> {
        self.timers.values().filter_map(|posix| posix.timer.deadline_ns).min()
    }
}

impl Group {
    /// Timers do not survive `execve(2)`.
    pub(super) fn delete_posix_timers(&mut self) {
        self.posix = PosixTimers::default();
    }
}

/// Sends the signals of the current process's timers that have expired.
pub(super) fn check(k: &mut Kernel) {
    let now = k.now_ns();
    let timers = k.group.posix.timers.iter_mut();
    let due: Vec<(i32, u64)> =
        timers.map(|(id, posix)| (*id, posix.timer.advance(now))).filter(|(_, times)| *times > 0).collect();
    for (id, times) in due {
        expired(k, id, times);
    }
}

/// Sends the signal of a timer that has expired so many times.
fn expired(k: &mut Kernel, id: i32, times: u64) {
    let Some(timer) = k.group.posix.timers.get(&id) else { return };
    let (notify, so_far) = (timer.notify, timer.overrun);
    let Notify { signal: Some(signal), tid, value } = notify else { return };
    // While the last signal waits, another expiration adds to its count.
    let own = |info: &&mut SigInfo| info.code == abi::SI_TIMER && info.timer_id() == id;
    let waiting = match tid {
        None => k.group.shared.queue.iter_mut().find(own),
        Some(tid) => k.signals_of(tid).and_then(|signals| signals.own.queue.iter_mut().find(own)),
    };
    let overrun = match &waiting {
        Some(_) => so_far.saturating_add(times),
        None => times - 1,
    };
    let overrun = overrun.min(OVERRUN_MAX);
    let waits = waiting.map(|info| info.set_overrun(overrun as i32)).is_some();
    if let Some(timer) = k.group.posix.timers.get_mut(&id) {
        timer.overrun = overrun;
    }
    if waits {
        return;
    }
    let info = SigInfo::timer(signal, id, overrun as i32, value);
    // A full queue means that the guest does not take its signals.
    let _ = match tid {
        None => k.send_to_process(k.process.pid(), info),
        Some(tid) => k.send_to_task(tid, info),
    };
}

/// Reads a `struct sigevent`.
fn notification(k: &Kernel, mem: &dyn Memory, event: u64) -> Result<Notify, Errno> {
    const SIGEV_SIGNAL: i32 = 0;
    const SIGEV_NONE: i32 = 1;
    const SIGEV_THREAD: i32 = 2;
    const SIGEV_THREAD_ID: i32 = 4;
    let value = user::read_u64(mem, event)?;
    let number = user::read_u32(mem, event.wrapping_add(8))?;
    let how = user::read_u32(mem, event.wrapping_add(12))? as i32;
    let signal = u8::try_from(number).ok().filter(|signal| (1..=abi::NSIG).contains(signal)).ok_or(Errno::EINVAL);
    match how {
        SIGEV_NONE => Ok(Notify { signal: None, tid: None, value }),
        // The C library makes the thread.
        SIGEV_SIGNAL | SIGEV_THREAD => Ok(Notify { signal: Some(signal?), tid: None, value }),
        SIGEV_THREAD_ID => {
            let number = user::read_u32(mem, event.wrapping_add(16))?;
            let own = k.process_of_task(number.into()) == Ok(k.process.pid());
            let tid = k.task_numbered(number).filter(|_| own).ok_or(Errno::EINVAL)?;
            Ok(Notify { signal: Some(signal?), tid: Some(tid), value })
        }
        _ => Err(Errno::EINVAL),
    }
}

/// `timer_create(clockid, sevp, timerid)`.
pub(crate) fn sys_timer_create(
    k: &mut Kernel,
    mem: &mut dyn Memory,
    [clock, event, out, ..]: Args,
) -> Result<u64, Errno> {
    let realtime = match clock & 0xffff_ffff {
        time::CLOCK_REALTIME | time::CLOCK_REALTIME_ALARM => true,
        time::CLOCK_MONOTONIC | time::CLOCK_BOOTTIME | time::CLOCK_BOOTTIME_ALARM => false,
        _ => return Err(Errno::EINVAL),
    };
    let notify = if event == 0 { None } else { Some(notification(k, mem, event)?) };
    let posix = &mut k.group.posix;
    if posix.timers.len() >= TIMERS_MAX {
        return Err(Errno::EAGAIN);
    }
    let mut id = posix.next;
    while posix.timers.contains_key(&id) {
        id = id.checked_add(1).unwrap_or(0);
    }
    user::write(mem, out, &id.to_le_bytes())?;
    posix.next = id.checked_add(1).unwrap_or(0);
    let notify = notify.unwrap_or(Notify { signal: Some(abi::SIGALRM), tid: None, value: id as u64 });
    posix.timers.insert(id, PosixTimer { realtime, notify, timer: IntervalTimer::default(), overrun: 0 });
    Ok(0)
}

fn timer(k: &mut Kernel, id: u64) -> Result<&mut PosixTimer, Errno> {
    k.group.posix.timers.get_mut(&(id as i32)).ok_or(Errno::EINVAL)
}

/// `struct itimerspec`: the interval, and the time that is left.
fn shown(k: &mut Kernel, id: u64) -> Result<[u8; 32], Errno> {
    super::check_timers(k);
    let now = k.now_ns();
    Ok(timer(k, id)?.timer.encode(now))
}

/// `timer_settime(timerid, flags, new_value, old_value)`.
pub(crate) fn sys_timer_settime(
    k: &mut Kernel,
    mem: &mut dyn Memory,
    [id, flags, new, old, ..]: Args,
) -> Result<u64, Errno> {
    let realtime = timer(k, id)?.realtime;
    let set = IntervalTimer::read(k, mem, new, flags & TIMER_ABSTIME != 0, realtime)?;
    let before = shown(k, id)?;
    let timer = timer(k, id)?;
    (timer.timer, timer.overrun) = (set, 0);
    k.alarms |= set.deadline_ns.is_some();
    super::rearm(k);
    user::write_optional(mem, old, &before)?;
    Ok(0)
}

/// `timer_gettime(timerid, curr_value)`.
pub(crate) fn sys_timer_gettime(k: &mut Kernel, mem: &mut dyn Memory, [id, out, ..]: Args) -> Result<u64, Errno> {
    let bytes = shown(k, id)?;
    user::write(mem, out, &bytes)?;
    Ok(0)
}

/// `timer_getoverrun(timerid)`.
pub(crate) fn sys_timer_getoverrun(k: &mut Kernel, _: &mut dyn Memory, [id, ..]: Args) -> Result<u64, Errno> {
    timer(k, id).map(|timer| timer.overrun)
}

/// `timer_delete(timerid)`.
pub(crate) fn sys_timer_delete(k: &mut Kernel, _: &mut dyn Memory, [id, ..]: Args) -> Result<u64, Errno> {
    k.group.posix.timers.remove(&(id as i32)).ok_or(Errno::EINVAL)?;
    super::rearm(k);
    Ok(0)
}

#[cfg(test)]
mod tests {
    use airlock_abi::time::Timespec;

    use super::*;
    use crate::testing::{Guest, SCRATCH};

    const CREATE: u64 = 222;
    const SETTIME: u64 = 223;
    const GETTIME: u64 = 224;
    const GETOVERRUN: u64 = 225;
    const DELETE: u64 = 226;
    const SIGPROCMASK: u64 = 14;
    const SIGTIMEDWAIT: u64 = 128;
    const SIGRTMIN: u64 = 34;

    /// Makes a timer that sends this signal with a value; its number.
    fn create(guest: &mut Guest, signal: u64, value: u64) -> u64 {
        let event = guest.put(0, &value.to_le_bytes());
        guest.put(8, &signal.to_le_bytes());
        assert_eq!(guest.call(CREATE, &[time::CLOCK_MONOTONIC, event, SCRATCH + 64]), Ok(0));
        u64::from(u32::from_le_bytes(guest.get(SCRATCH + 64)))
    }

    fn set(guest: &mut Guest, id: u64, interval_ns: i64, value_ns: i64) -> Result<u64, Errno> {
        let new = guest.put(0x100, &Timespec::from_ns(interval_ns).encode());
        guest.put(0x110, &Timespec::from_ns(value_ns).encode());
        guest.call(SETTIME, &[id, 0, new, 0])
    }

    /// Waits for a signal of a set; its code, timer, overrun and value.
    fn wait(guest: &mut Guest, signal: u64) -> (i32, u32, u32, u64) {
        let set = guest.put(0x200, &(1u64 << (signal - 1)).to_le_bytes());
        assert_eq!(guest.call(SIGTIMEDWAIT, &[set, SCRATCH + 0x300, 0, 8]), Ok(signal));
        let at = SCRATCH + 0x300;
        let (code, id) = (i32::from_le_bytes(guest.get(at + 8)), u32::from_le_bytes(guest.get(at + 16)));
        (code, id, u32::from_le_bytes(guest.get(at + 20)), u64::from_le_bytes(guest.get(at + 24)))
    }

    #[test]
    fn expirations_are_signals_with_a_value_and_an_overrun_count() {
        let mut guest = Guest::new();
        let all = guest.put(0x200, &u64::MAX.to_le_bytes());
        guest.call(SIGPROCMASK, &[0, all, 0, 8]).unwrap();
        let (first, second) = (create(&mut guest, SIGRTMIN, 77), create(&mut guest, 10, 5));
        assert_ne!(first, second);
        assert_eq!(set(&mut guest, first, 1_000_000, 2_000_000), Ok(0));
        assert_eq!(set(&mut guest, second, 0, 3_000_000), Ok(0));
        // The one task waits for the signal, which nothing else wakes.
        assert_eq!(wait(&mut guest, SIGRTMIN), (abi::SI_TIMER, first as u32, 0, 77));
        assert_eq!(wait(&mut guest, 10), (abi::SI_TIMER, second as u32, 0, 5));
        guest.kernel.platform.clock.sleep_until(guest.kernel.now_ns() + 4_500_000);
        let (code, id, overrun, value) = wait(&mut guest, SIGRTMIN);
        assert_eq!((code, id, value), (abi::SI_TIMER, first as u32, 77));
        assert!(overrun >= 3, "{overrun}");
        assert_eq!(guest.call(GETOVERRUN, &[first]), Ok(overrun.into()));
        assert_eq!(guest.call(GETTIME, &[first, SCRATCH + 0x400]), Ok(0));
        let spec = |guest: &Guest, at| Timespec::decode(guest.get(at)).timeout_ns().unwrap();
        assert_eq!(spec(&guest, SCRATCH + 0x400), 1_000_000);
        assert!((1..=1_000_000).contains(&spec(&guest, SCRATCH + 0x410)));
        assert_eq!(guest.call(DELETE, &[first]), Ok(0));
        assert_eq!(guest.call(DELETE, &[first]), Err(Errno::EINVAL));
    }

    #[test]
    fn bad_arguments_are_refused() {
        let mut guest = Guest::new();
        assert_eq!(guest.call(CREATE, &[99, 0, SCRATCH]), Err(Errno::EINVAL));
        assert_eq!(guest.call(CREATE, &[time::CLOCK_MONOTONIC, 0, 8]), Err(Errno::EFAULT));
        let event = guest.put(0, &[0; 64]);
        assert_eq!(guest.call(CREATE, &[time::CLOCK_MONOTONIC, event, SCRATCH + 64]), Err(Errno::EINVAL), "signal 0");
        guest.put(8, &10u32.to_le_bytes());
        guest.put(12, &4u32.to_le_bytes());
        guest.put(16, &4711u32.to_le_bytes());
        assert_eq!(
            guest.call(CREATE, &[time::CLOCK_MONOTONIC, event, SCRATCH + 64]),
            Err(Errno::EINVAL),
            "no such task"
        );
        let id = create(&mut guest, 10, 0);
        assert_eq!(set(&mut guest, id, 0, -1), Err(Errno::EINVAL));
        assert_eq!(set(&mut guest, id + 1, 0, 1), Err(Errno::EINVAL));
        for _ in 1..TIMERS_MAX {
            create(&mut guest, 10, 0);
        }
        assert_eq!(guest.call(CREATE, &[time::CLOCK_MONOTONIC, 0, SCRATCH]), Err(Errno::EAGAIN));
    }
}
