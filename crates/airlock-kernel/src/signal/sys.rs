//! System calls about signals.

use airlock_abi::Errno;
use airlock_abi::signal::{self as abi, AltStack, SIGSET_SIZE, SigAction, SigInfo};
use airlock_abi::time::Timespec;
use airlock_platform::Memory;

use super::{UNSTOPPABLE, Wake, sleep_until};
use crate::kernel::{Kernel, Pending};
use crate::process::{PID, check_signal};
use crate::user;

type Args = [u64; 6];
type Result = std::result::Result<u64, Errno>;

/// `rt_sigaction(signum, act, oldact, sigsetsize)`.
pub(crate) fn sys_rt_sigaction(k: &mut Kernel, mem: &mut dyn Memory, [signal, new, old, size, ..]: Args) -> Result {
    let signal = check_signal(signal & 0xffff_ffff)?;
    if size != SIGSET_SIZE || signal == 0 || new != 0 && abi::bit(signal) & UNSTOPPABLE != 0 {
        return Err(Errno::EINVAL);
    }
    let before = k.signals.action(signal);
    if new != 0 {
        let mut action = SigAction::decode(&user::read(mem, new)?);
        action.mask &= !UNSTOPPABLE;
        if let Some(slot) = k.signals.actions.get_mut(usize::from(signal)) {
            *slot = action;
        }
        if k.signals.is_ignored(signal) {
            k.signals.discard(signal);
        }
    }
    user::write_optional(mem, old, &before.encode())?;
    Ok(0)
}

/// `rt_sigprocmask(how, set, oldset, sigsetsize)`.
pub(crate) fn sys_rt_sigprocmask(k: &mut Kernel, mem: &mut dyn Memory, [how, set, old, size, ..]: Args) -> Result {
    if size != SIGSET_SIZE {
        return Err(Errno::EINVAL);
    }
    let before = k.signals.mask;
    if set != 0 {
        let set = user::read_u64(mem, set)?;
        let mask = match how & 0xffff_ffff {
            abi::SIG_BLOCK => before | set,
            abi::SIG_UNBLOCK => before & !set,
            abi::SIG_SETMASK => set,
            _ => return Err(Errno::EINVAL),
        };
        k.signals.mask = mask & !UNSTOPPABLE;
    }
    user::write_optional(mem, old, &before.to_le_bytes())?;
    Ok(0)
}

/// `rt_sigpending(set, sigsetsize)`.
pub(crate) fn sys_rt_sigpending(k: &mut Kernel, mem: &mut dyn Memory, [set, size, ..]: Args) -> Result {
    if size > SIGSET_SIZE {
        return Err(Errno::EINVAL);
    }
    let bytes = (k.signals.pending & k.signals.mask).to_le_bytes();
    user::write(mem, set, bytes.get(..size as usize).unwrap_or_default())?;
    Ok(0)
}

/// `rt_sigsuspend(mask, sigsetsize)`.
pub(crate) fn sys_rt_sigsuspend(k: &mut Kernel, mem: &mut dyn Memory, [mask, size, ..]: Args) -> Result {
    if size != SIGSET_SIZE {
        return Err(Errno::EINVAL);
    }
    let mask = user::read_u64(mem, mask)?;
    k.signals.set_temporary_mask(mask);
    wait_for_signal(k, "rt_sigsuspend")
}

/// `pause()`.
pub(crate) fn sys_pause(k: &mut Kernel, _: &mut dyn Memory, _: Args) -> Result {
    wait_for_signal(k, "pause")
}

fn wait_for_signal(k: &mut Kernel, call: &str) -> Result {
    match sleep_until(k, None) {
        Wake::Signal | Wake::Elapsed => Err(Errno::EINTR),
        Wake::Never => Err(k.deadlock(call)),
    }
}

/// `rt_sigtimedwait(set, info, timeout, sigsetsize)`.
pub(crate) fn sys_rt_sigtimedwait(
    k: &mut Kernel,
    mem: &mut dyn Memory,
    [set, info, timeout, size, ..]: Args,
) -> Result {
    if size != SIGSET_SIZE {
        return Err(Errno::EINVAL);
    }
    let set = user::read_u64(mem, set)? & !UNSTOPPABLE;
    let deadline = if timeout == 0 {
        None
    } else {
        let wait_ns = Timespec::decode(user::read(mem, timeout)?).timeout_ns().ok_or(Errno::EINVAL)?;
        Some(k.platform.clock.monotonic_ns().saturating_add(wait_ns))
    };
    if let Some(found) = k.signals.take(set) {
        return finish_wait(mem, info, &found);
    }
    // While the task waits, the signals of the set wake it whether they are blocked or not.
    let mask = k.signals.mask;
    k.signals.mask &= !set;
    let wake = sleep_until(k, deadline);
    let found = k.signals.take(set);
    k.signals.mask = mask;
    match (found, wake) {
        (Some(found), _) => finish_wait(mem, info, &found),
        (None, Wake::Signal) => Err(Errno::EINTR),
        (None, Wake::Elapsed) => Err(Errno::EAGAIN),
        (None, Wake::Never) => Err(k.deadlock("rt_sigtimedwait")),
    }
}

fn finish_wait(mem: &mut dyn Memory, info: u64, found: &SigInfo) -> Result {
    user::write_optional(mem, info, &found.encode())?;
    Ok(u64::from(found.signal))
}

/// `rt_sigreturn()`: done when the runtime has the registers.
pub(crate) fn sys_rt_sigreturn(k: &mut Kernel, _: &mut dyn Memory, _: Args) -> Result {
    k.pending = Some(Pending::SigReturn);
    Ok(0)
}

/// `sigaltstack(ss, old_ss)`. The stack pointer is not known here, so a change is allowed even on the alternate stack.
pub(crate) fn sys_sigaltstack(k: &mut Kernel, mem: &mut dyn Memory, [new, old, ..]: Args) -> Result {
    let before = k.signals.altstack;
    if new != 0 {
        let stack = AltStack::decode(&user::read(mem, new)?);
        k.signals.altstack = match stack.flags & !abi::SS_AUTODISARM {
            abi::SS_DISABLE => AltStack::DISABLED,
            // SS_ONSTACK is accepted and means nothing, as on Linux.
            0 | abi::SS_ONSTACK if stack.size < abi::MINSIGSTKSZ => return Err(Errno::ENOMEM),
            0 | abi::SS_ONSTACK => AltStack { flags: stack.flags & abi::SS_AUTODISARM, ..stack },
            _ => return Err(Errno::EINVAL),
        };
    }
    user::write_optional(mem, old, &before.encode())?;
    Ok(0)
}

fn send_to_self(k: &mut Kernel, signal: u64, code: i32) -> Result {
    let signal = check_signal(signal & 0xffff_ffff)?;
    if signal != 0 {
        k.signals.send(SigInfo::sent(signal, code, PID, k.process.creds().uid))?;
    }
    Ok(0)
}

/// `kill(pid, sig)`.
pub(crate) fn sys_kill(k: &mut Kernel, _: &mut dyn Memory, [pid, signal, ..]: Args) -> Result {
    let pid = pid as i32;
    let own_group = (k.process.pgid() as i32).wrapping_neg();
    if pid != 0 && pid != PID as i32 && (pid != own_group || pid == -1) {
        return Err(Errno::ESRCH);
    }
    send_to_self(k, signal, abi::SI_USER)
}

/// `tkill(tid, sig)`.
pub(crate) fn sys_tkill(k: &mut Kernel, mem: &mut dyn Memory, [tid, signal, ..]: Args) -> Result {
    sys_tgkill(k, mem, [u64::from(PID), tid, signal, 0, 0, 0])
}

/// `tgkill(tgid, tid, sig)`.
pub(crate) fn sys_tgkill(k: &mut Kernel, _: &mut dyn Memory, [tgid, tid, signal, ..]: Args) -> Result {
    let (tgid, tid) = (tgid as i32, tid as i32);
    if tgid <= 0 || tid <= 0 {
        return Err(Errno::EINVAL);
    }
    if tgid != PID as i32 || tid != PID as i32 {
        return Err(Errno::ESRCH);
    }
    send_to_self(k, signal, abi::SI_TKILL)
}

/// `rt_sigqueueinfo(tgid, sig, info)`.
pub(crate) fn sys_rt_sigqueueinfo(k: &mut Kernel, mem: &mut dyn Memory, [pid, signal, info, ..]: Args) -> Result {
    let bytes = user::read(mem, info)?;
    if pid as i32 != PID as i32 {
        // Only to itself may a process pretend to be the kernel.
        let code = SigInfo::decode(0, &bytes).code;
        return Err(if code >= 0 || code == abi::SI_TKILL { Errno::EPERM } else { Errno::ESRCH });
    }
    let signal = check_signal(signal & 0xffff_ffff)?;
    if signal != 0 {
        k.signals.send(SigInfo::decode(signal, &bytes))?;
    }
    Ok(0)
}

/// `rt_tgsigqueueinfo(tgid, tid, sig, info)`.
pub(crate) fn sys_rt_tgsigqueueinfo(
    k: &mut Kernel,
    mem: &mut dyn Memory,
    [tgid, tid, signal, info, ..]: Args,
) -> Result {
    if tgid as i32 <= 0 || tid as i32 <= 0 {
        return Err(Errno::EINVAL);
    }
    if tgid as i32 != PID as i32 {
        return Err(Errno::ESRCH);
    }
    sys_rt_sigqueueinfo(k, mem, [tid, signal, info, 0, 0, 0])
}

/// `restart_syscall()`: no interrupted call is ever resumed this way.
pub(crate) fn sys_restart_syscall(_: &mut Kernel, _: &mut dyn Memory, _: Args) -> Result {
    Err(Errno::EINTR)
}
