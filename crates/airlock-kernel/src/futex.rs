//! `futex(2)` without contention: the only task is the only one that could wait or wake.

use airlock_abi::Errno;
use airlock_abi::process::futex as abi;
use airlock_abi::time::Timespec;
use airlock_platform::Memory;

use crate::kernel::Kernel;
use crate::process::PID;
use crate::signal::{Wake, sleep_until};
use crate::time::absolute_deadline;
use crate::user;

type Result = std::result::Result<u64, Errno>;

/// `futex(uaddr, op, val, timeout, uaddr2, val3)`.
pub(crate) fn sys_futex(k: &mut Kernel, mem: &mut dyn Memory, args: [u64; 6]) -> Result {
    let [addr, op, value, timeout, addr2, value3] = args;
    let realtime = op & abi::CLOCK_REALTIME != 0;
    let command = op & 0xffff_ffff & !(abi::PRIVATE_FLAG | abi::CLOCK_REALTIME);
    if !addr.is_multiple_of(4) {
        return Err(Errno::EINVAL);
    }
    if realtime && !matches!(command, abi::WAIT_BITSET | abi::WAIT_REQUEUE_PI | abi::LOCK_PI2) {
        return Err(Errno::ENOSYS);
    }
    match command {
        abi::WAIT => wait(k, mem, addr, value, Timeout { at: timeout, absolute: false, realtime }),
        abi::WAIT_BITSET if value3 as u32 == 0 => Err(Errno::EINVAL),
        abi::WAIT_BITSET => wait(k, mem, addr, value, Timeout { at: timeout, absolute: true, realtime }),
        abi::WAKE => readable(mem, addr),
        abi::WAKE_BITSET if value3 as u32 == 0 => Err(Errno::EINVAL),
        abi::WAKE_BITSET => readable(mem, addr),
        abi::REQUEUE => readable(mem, addr).and_then(|_| readable(mem, addr2)),
        abi::CMP_REQUEUE => {
            readable(mem, addr2)?;
            if user::read_u32(mem, addr)? != value3 as u32 { Err(Errno::EAGAIN) } else { Ok(0) }
        }
        abi::WAKE_OP => wake_op(mem, addr, addr2, value3 as u32),
        abi::LOCK_PI | abi::LOCK_PI2 | abi::TRYLOCK_PI => lock(mem, addr),
        abi::UNLOCK_PI => unlock(mem, addr),
        _ => Err(Errno::ENOSYS),
    }
}

/// The timeout argument of a wait.
struct Timeout {
    at: u64,
    absolute: bool,
    realtime: bool,
}

/// Nobody waits, so nobody is woken.
fn readable(mem: &dyn Memory, addr: u64) -> Result {
    user::read_u32(mem, addr).map(|_| 0)
}

fn wait(k: &mut Kernel, mem: &dyn Memory, addr: u64, value: u64, timeout: Timeout) -> Result {
    let deadline = if timeout.at == 0 {
        None
    } else {
        let time = Timespec::decode(user::read(mem, timeout.at)?);
        if timeout.absolute {
            Some(absolute_deadline(k, timeout.realtime, time)?)
        } else {
            let wait_ns = time.timeout_ns().ok_or(Errno::EINVAL)?;
            Some(k.platform.clock.monotonic_ns().saturating_add(wait_ns))
        }
    };
    if user::read_u32(mem, addr)? != value as u32 {
        return Err(Errno::EAGAIN);
    }
    match sleep_until(k, deadline) {
        Wake::Elapsed => Err(Errno::ETIMEDOUT),
        Wake::Signal => Err(Errno::EINTR),
        Wake::Never => Err(k.deadlock("futex: no other task could wake it")),
    }
}

/// `FUTEX_WAKE_OP`: changes the second word; nobody is woken.
fn wake_op(mem: &mut dyn Memory, addr: u64, addr2: u64, encoded: u32) -> Result {
    readable(mem, addr)?;
    if !addr2.is_multiple_of(4) {
        return Err(Errno::EINVAL);
    }
    let old = user::read_u32(mem, addr2)?;
    // Signed 12-bit fields.
    let field = |value: u32| ((value << 20) as i32 >> 20) as u32;
    let mut operand = field(encoded >> 12 & 0xfff);
    if encoded >> 31 != 0 {
        operand = 1 << (operand & 31);
    }
    let new = match encoded >> 28 & 7 {
        0 => operand,
        1 => old.wrapping_add(operand),
        2 => old | operand,
        3 => old & !operand,
        4 => old ^ operand,
        _ => return Err(Errno::ENOSYS),
    };
    if encoded >> 24 & 0xf > 5 {
        return Err(Errno::ENOSYS);
    }
    user::write(mem, addr2, &new.to_le_bytes())?;
    Ok(0)
}

fn lock(mem: &mut dyn Memory, addr: u64) -> Result {
    let word = user::read_u32(mem, addr)?;
    match word & abi::TID_MASK {
        0 => {
            user::write(mem, addr, &(word & !abi::TID_MASK | PID).to_le_bytes())?;
            Ok(0)
        }
        PID => Err(Errno::EDEADLK),
        // The owner is a task that does not exist.
        _ => Err(Errno::ESRCH),
    }
}

fn unlock(mem: &mut dyn Memory, addr: u64) -> Result {
    if user::read_u32(mem, addr)? & abi::TID_MASK != PID {
        return Err(Errno::EPERM);
    }
    user::write(mem, addr, &[0; 4])?;
    Ok(0)
}
