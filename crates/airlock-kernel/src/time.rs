//! Clocks and sleeping (`time(7)`).

use airlock_abi::Errno;
use airlock_abi::time::{self as abi, NS_PER_S, TIMER_ABSTIME, Timespec, Timeval};
use airlock_platform::Memory;

use crate::kernel::Kernel;
use crate::task::Wait;
use crate::user;

type Args = [u64; 6];
type Result = std::result::Result<u64, Errno>;

/// Resolution of the coarse clocks as Linux with 250 ticks a second tells it.
const COARSE_NS: i64 = 4_000_000;

/// Where a clock's time comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Source {
    Real,
    Monotonic,
    Cpu,
}

fn source(k: &Kernel, clock: u64) -> std::result::Result<Source, Errno> {
    let id = clock as i32;
    match u64::from(id as u32) {
        abi::CLOCK_REALTIME | abi::CLOCK_REALTIME_COARSE | abi::CLOCK_REALTIME_ALARM | abi::CLOCK_TAI => {
            Ok(Source::Real)
        }
        abi::CLOCK_MONOTONIC
        | abi::CLOCK_MONOTONIC_RAW
        | abi::CLOCK_MONOTONIC_COARSE
        | abi::CLOCK_BOOTTIME
        | abi::CLOCK_BOOTTIME_ALARM => Ok(Source::Monotonic),
        abi::CLOCK_PROCESS_CPUTIME_ID | abi::CLOCK_THREAD_CPUTIME_ID => Ok(Source::Cpu),
        // The CPU clock of a process or thread by number (clock_getcpuclockid): the inverted number above three bits
        // of type, of which 3 would be a device's clock.
        _ if id < 0 && id & 3 != 3 && k.process_of_task(!(id >> 3) as u64) == Ok(k.process.pid()) => Ok(Source::Cpu),
        _ => Err(Errno::EINVAL),
    }
}

fn now_ns(k: &Kernel, source: Source) -> i64 {
    match source {
        Source::Real => k.platform.clock.realtime_ns(),
        Source::Monotonic => i64::try_from(k.platform.clock.monotonic_ns()).unwrap_or(i64::MAX),
        Source::Cpu => i64::try_from(k.platform.clock.cpu_ns()).unwrap_or(i64::MAX),
    }
}

/// `clock_gettime(clockid, tp)`.
pub(crate) fn sys_clock_gettime(k: &mut Kernel, mem: &mut dyn Memory, [clock, out, ..]: Args) -> Result {
    let source = source(k, clock)?;
    user::write(mem, out, &Timespec::from_ns(now_ns(k, source)).encode())?;
    Ok(0)
}

/// `clock_getres(clockid, res)`.
pub(crate) fn sys_clock_getres(k: &mut Kernel, mem: &mut dyn Memory, [clock, out, ..]: Args) -> Result {
    source(k, clock)?;
    let coarse = matches!(clock, abi::CLOCK_REALTIME_COARSE | abi::CLOCK_MONOTONIC_COARSE);
    let resolution = Timespec::from_ns(if coarse { COARSE_NS } else { 1 });
    user::write_optional(mem, out, &resolution.encode())?;
    Ok(0)
}

/// `gettimeofday(tv, tz)`: the time zone is UTC.
pub(crate) fn sys_gettimeofday(k: &mut Kernel, mem: &mut dyn Memory, [out, zone, ..]: Args) -> Result {
    user::write_optional(mem, out, &Timeval::from_ns(k.platform.clock.realtime_ns()).encode())?;
    user::write_optional(mem, zone, &[0; 8])?;
    Ok(0)
}

/// `time(tloc)`.
pub(crate) fn sys_time(k: &mut Kernel, mem: &mut dyn Memory, [out, ..]: Args) -> Result {
    let seconds = k.platform.clock.realtime_ns().div_euclid(NS_PER_S as i64);
    user::write_optional(mem, out, &seconds.to_le_bytes())?;
    Ok(seconds as u64)
}

/// `nanosleep(req, rem)`.
pub(crate) fn sys_nanosleep(k: &mut Kernel, mem: &mut dyn Memory, [request, rest, ..]: Args) -> Result {
    sys_clock_nanosleep(k, mem, [abi::CLOCK_MONOTONIC, 0, request, rest, 0, 0])
}

/// `clock_nanosleep(clockid, flags, req, rem)`.
pub(crate) fn sys_clock_nanosleep(
    k: &mut Kernel,
    mem: &mut dyn Memory,
    [clock, flags, request, rest, ..]: Args,
) -> Result {
    let source = source(k, clock)?;
    // CPU time does not pass while a task sleeps; the others have no timers on Linux either.
    const NO_TIMERS: [u64; 3] = [abi::CLOCK_MONOTONIC_RAW, abi::CLOCK_REALTIME_COARSE, abi::CLOCK_MONOTONIC_COARSE];
    if source == Source::Cpu || NO_TIMERS.contains(&(clock & 0xffff_ffff)) {
        return Err(Errno::EOPNOTSUPP);
    }
    let wait_ns = Timespec::decode(user::read(mem, request)?).timeout_ns().ok_or(Errno::EINVAL)?;
    let absolute = flags & TIMER_ABSTIME != 0;
    let fresh =
        |k: &Kernel| if absolute { deadline_of(k, source, wait_ns) } else { k.now_ns().saturating_add(wait_ns) };
    let deadline = k.call_deadline(|k| Some(fresh(k))).unwrap_or(0);
    if deadline <= k.now_ns() {
        return Ok(0);
    }
    let errno = k.block(Wait::until(Some(deadline), "sleep"));
    if !k.interrupted_wait() {
        return Err(errno);
    }
    if !absolute {
        let left = deadline.saturating_sub(k.now_ns());
        let left = Timespec::from_ns(i64::try_from(left).unwrap_or(i64::MAX));
        user::write_optional(mem, rest, &left.encode())?;
    }
    Err(Errno::ERESTARTNOHAND)
}

/// The monotonic time at which a clock reaches `at_ns`.
fn deadline_of(k: &Kernel, source: Source, at_ns: u64) -> u64 {
    match source {
        Source::Real => {
            let left = i128::from(at_ns) - i128::from(k.platform.clock.realtime_ns());
            let left = u64::try_from(left.max(0)).unwrap_or(u64::MAX);
            k.platform.clock.monotonic_ns().saturating_add(left)
        }
        Source::Monotonic | Source::Cpu => at_ns,
    }
}

/// The monotonic deadline of a futex timeout: absolute on the wall clock or the monotonic clock.
pub(crate) fn absolute_deadline(k: &Kernel, realtime: bool, at: Timespec) -> std::result::Result<u64, Errno> {
    let at_ns = at.timeout_ns().ok_or(Errno::EINVAL)?;
    Ok(deadline_of(k, if realtime { Source::Real } else { Source::Monotonic }, at_ns))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clock_numbers() {
        let guest = crate::testing::Guest::new();
        let source = |clock| source(&guest.kernel, clock);
        let own = crate::task::INIT;
        assert_eq!(source(0), Ok(Source::Real));
        assert_eq!(source(7), Ok(Source::Monotonic));
        // glibc's clock_getcpuclockid(0): ~0 << 3 | 2, sign-extended or not.
        assert_eq!(source((-6i32) as u32 as u64), Ok(Source::Cpu));
        assert_eq!(source((-6i64) as u64), Ok(Source::Cpu));
        assert_eq!(source(((!own as i32) << 3 | 2) as u64), Ok(Source::Cpu));
        assert_eq!(source(((!77i32) << 3 | 2) as u64), Err(Errno::EINVAL));
        assert_eq!(source(10), Err(Errno::EINVAL));
        assert_eq!(source(99), Err(Errno::EINVAL));
    }
}
