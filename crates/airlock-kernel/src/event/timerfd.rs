//! `timerfd_create(2)`: a timer whose expirations are read.

use std::any::Any;
use std::sync::{Arc, Mutex};

use airlock_abi::Errno;
use airlock_abi::fcntl::{O_CLOEXEC, O_NONBLOCK, O_RDWR};
use airlock_abi::poll::{POLLIN, POLLRDNORM};
use airlock_abi::time as abi;
use airlock_platform::Memory;

use crate::Kernel;
use crate::interval::IntervalTimer;
use crate::syscalls::{Answer, Args, flags32, only};
use crate::task::{Events, Key, Sources};
use crate::user;
use crate::vfs::{Io, Object, lock};

/// The time is one of the clock, not from now.
const TFD_TIMER_ABSTIME: u32 = 1;
/// End the wait when the clock is set. That never happens here.
const TFD_TIMER_CANCEL_ON_SET: u32 = 2;

struct TimerFd {
    realtime: bool,
    state: Mutex<State>,
    key: Key,
    events: Arc<Events>,
}

#[derive(Default)]
struct State {
    /// On the monotonic clock.
    timer: IntervalTimer,
    /// Expirations that nobody has read.
    expired: u64,
}

impl TimerFd {
    /// The state with all expirations counted, and the time.
    fn now(&self, k: &Kernel) -> (std::sync::MutexGuard<'_, State>, u64) {
        let now_ns = k.now_ns();
        let mut state = lock(&self.state);
        state.expired = state.expired.saturating_add(state.timer.advance(now_ns));
        (state, now_ns)
    }

    /// Those who watch for edges see the next expiration after somebody has asked for the last, as on Linux.
    fn rearm(&self, deadline_ns: Option<u64>) {
        self.events.set_timer(self.key, deadline_ns);
    }
}

impl Object for TimerFd {
    fn read(&self, k: &mut Kernel, buf: &mut [u8]) -> Result<usize, Errno> {
        let buf = buf.first_chunk_mut::<8>().ok_or(Errno::EINVAL)?;
        let (mut state, _) = self.now(k);
        if state.expired == 0 {
            return Err(Errno::EAGAIN);
        }
        *buf = std::mem::take(&mut state.expired).to_le_bytes();
        let next_ns = state.timer.deadline_ns;
        drop(state);
        self.rearm(next_ns);
        Ok(buf.len())
    }

    fn write(&self, _: &mut Kernel, _: &[u8]) -> Result<usize, Errno> {
        Err(Errno::EINVAL)
    }

    fn ready(&self, k: &Kernel) -> u16 {
        if self.now(k).0.expired > 0 { POLLIN | POLLRDNORM } else { 0 }
    }

    fn sources(&self, _: &Kernel, sources: &mut Sources) {
        sources.keys.push(self.key);
        if let Some(deadline_ns) = lock(&self.state).timer.deadline_ns {
            sources.at(deadline_ns);
        }
    }

    fn is_timed(&self) -> bool {
        true
    }

    fn label(&self, _: u64) -> String {
        "anon_inode:[timerfd]".to_owned()
    }
}

impl Drop for TimerFd {
    fn drop(&mut self) {
        self.events.set_timer(self.key, None);
    }
}

/// `timerfd_create(clockid, flags)`.
pub(crate) fn sys_timerfd_create(k: &mut Kernel, _: &mut dyn Memory, [clock, flags, ..]: Args) -> Answer {
    let flags = flags32(flags);
    only(flags, O_CLOEXEC | O_NONBLOCK)?;
    let realtime = match u64::from(flags32(clock)) {
        abi::CLOCK_REALTIME | abi::CLOCK_REALTIME_ALARM => true,
        abi::CLOCK_MONOTONIC | abi::CLOCK_BOOTTIME | abi::CLOCK_BOOTTIME_ALARM => false,
        _ => return Err(Errno::EINVAL),
    };
    let events = Arc::clone(&k.fs.events);
    let timer = TimerFd { realtime, state: Mutex::default(), key: events.new_key(), events };
    k.add_object(Arc::new(timer), O_RDWR | flags & O_NONBLOCK, flags & O_CLOEXEC != 0)
}

/// Does something with the timer behind a descriptor.
fn with_timer<T>(k: &Kernel, fd: u64, f: impl FnOnce(&TimerFd) -> Result<T, Errno>) -> Result<T, Errno> {
    let file = k.file(fd)?;
    let Io::Object(object) = &file.io else { return Err(Errno::EINVAL) };
    let object: &dyn Any = object.as_ref();
    f(object.downcast_ref().ok_or(Errno::EINVAL)?)
}

/// `timerfd_settime(fd, flags, new_value, old_value)`.
pub(crate) fn sys_timerfd_settime(k: &mut Kernel, mem: &mut dyn Memory, [fd, flags, new, old, ..]: Args) -> Answer {
    let flags = flags32(flags);
    only(flags, TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET)?;
    let before = with_timer(k, fd, |timer| {
        let set = IntervalTimer::read(k, mem, new, flags & TFD_TIMER_ABSTIME != 0, timer.realtime)?;
        let (mut state, now_ns) = timer.now(k);
        let before = state.timer.encode(now_ns);
        *state = State { timer: set, expired: 0 };
        drop(state);
        timer.events.set_timer(timer.key, set.deadline_ns);
        Ok(before)
    })?;
    user::write_optional(mem, old, &before)?;
    Ok(0)
}

/// `timerfd_gettime(fd, curr_value)`.
pub(crate) fn sys_timerfd_gettime(k: &mut Kernel, mem: &mut dyn Memory, [fd, out, ..]: Args) -> Answer {
    let bytes = with_timer(k, fd, |timer| {
        let (state, now_ns) = timer.now(k);
        let (bytes, next_ns) = (state.timer.encode(now_ns), state.timer.deadline_ns);
        drop(state);
        timer.rearm(next_ns);
        Ok(bytes)
    })?;
    user::write(mem, out, &bytes)?;
    Ok(0)
}

#[cfg(test)]
mod tests {
    use airlock_abi::time::Timespec;

    use super::*;
    use crate::testing::{Guest, SCRATCH};

    const READ: u64 = 0;
    const CREATE: u64 = 283;
    const SETTIME: u64 = 286;
    const GETTIME: u64 = 287;

    fn set(guest: &mut Guest, fd: u64, flags: u32, interval_ns: i64, value_ns: i64) -> Result<u64, Errno> {
        let new = guest.put(0x100, &Timespec::from_ns(interval_ns).encode());
        guest.put(0x110, &Timespec::from_ns(value_ns).encode());
        guest.call(SETTIME, &[fd, flags.into(), new, SCRATCH + 0x200])
    }

    fn shown(guest: &Guest, at: u64) -> (u64, u64) {
        let interval = Timespec::decode(guest.get(at)).timeout_ns().unwrap();
        (interval, Timespec::decode(guest.get(at + 16)).timeout_ns().unwrap())
    }

    #[test]
    fn expirations_are_counted_and_waited_for() {
        let mut guest = Guest::new();
        let fd = guest.call(CREATE, &[abi::CLOCK_MONOTONIC, O_NONBLOCK.into()]).unwrap();
        assert_eq!(guest.call(READ, &[fd, SCRATCH, 8]), Err(Errno::EAGAIN));
        assert_eq!(set(&mut guest, fd, 0, 1_000_000, 2_000_000), Ok(0));
        assert_eq!(shown(&guest, SCRATCH + 0x200), (0, 0));
        guest.kernel.platform.clock.sleep_until(7_500_000);
        assert_eq!(guest.call(READ, &[fd, SCRATCH, 4]), Err(Errno::EINVAL));
        assert_eq!(guest.call(READ, &[fd, SCRATCH, 8]), Ok(8));
        assert_eq!(u64::from_le_bytes(guest.get(SCRATCH)), 6);
        assert_eq!(guest.call(GETTIME, &[fd, SCRATCH]), Ok(0));
        let (interval, left) = shown(&guest, SCRATCH);
        assert!(interval == 1_000_000 && (1..1_000_000).contains(&left), "{left}");
        // One that waits sleeps until then; an absolute time in the past has come.
        let waits = guest.call(CREATE, &[abi::CLOCK_REALTIME, 0]).unwrap();
        assert_eq!(set(&mut guest, waits, 0, 0, 9_000_000), Ok(0));
        assert_eq!(guest.call(READ, &[waits, SCRATCH, 8]), Ok(8));
        assert_eq!(set(&mut guest, waits, TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET, 0, 1), Ok(0));
        assert_eq!(guest.call(READ, &[waits, SCRATCH, 8]), Ok(8));
        assert_eq!(set(&mut guest, waits, 4, 0, 1), Err(Errno::EINVAL));
        assert_eq!(set(&mut guest, waits, 0, -1, 1), Err(Errno::EINVAL));
        assert_eq!(guest.call(SETTIME, &[0, 0, SCRATCH + 0x100, 0]), Err(Errno::EINVAL));
    }
}
