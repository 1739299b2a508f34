//! System calls about signals.

use airlock_abi::Errno;
use airlock_abi::signal::{self as abi, AltStack, SIGSET_SIZE, SigAction, SigInfo};
use airlock_abi::time::Timespec;
use airlock_platform::Memory;

use super::UNSTOPPABLE;
use crate::kernel::{Kernel, Pending};
use crate::process::check_signal;
use crate::task::Wait;
use crate::user;

type Args = [u64; 6];
type Result = std::result::Result<u64, Errno>;

/// `rt_sigaction(signum, act, oldact, sigsetsize)`.
pub(crate) fn sys_rt_sigaction(k: &mut Kernel, mem: &mut dyn Memory, [signal, new, old, size, ..]: Args) -> Result {
    let signal = check_signal(signal & 0xffff_ffff)?;
    if size != SIGSET_SIZE || signal == 0 || new != 0 && abi::bit(signal) & UNSTOPPABLE != 0 {
        return Err(Errno::EINVAL);
    }
    let before = k.group.action(signal);
    if new != 0 {
        let mut action = SigAction::decode(&user::read(mem, new)?);
        action.mask &= !UNSTOPPABLE;
        if let Some(slot) = k.group.actions.get_mut(usize::from(signal)) {
            *slot = action;
        }
        if k.group.is_ignored(signal) {
            let threads = k.tasks.processes.get(&k.process.pid()).map(|node| node.threads.clone()).unwrap_or_default();
            k.group.shared.discard(abi::bit(signal));
            for tid in threads {
                if let Some(signals) = k.signals_of(tid) {
                    signals.own.discard(abi::bit(signal));
                }
            }
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
    let bytes = (k.pending_signals() & k.signals.mask).to_le_bytes();
    user::write(mem, set, bytes.get(..size as usize).unwrap_or_default())?;
    Ok(0)
}

/// `rt_sigsuspend(mask, sigsetsize)`.
pub(crate) fn sys_rt_sigsuspend(k: &mut Kernel, mem: &mut dyn Memory, [mask, size, ..]: Args) -> Result {
    if size != SIGSET_SIZE {
        return Err(Errno::EINVAL);
    }
    let mask = user::read_u64(mem, mask)?;
    if !k.thread.call.masked {
        k.thread.call.masked = true;
        k.signals.set_temporary_mask(mask);
    }
    wait_for_signal(k, "rt_sigsuspend")
}

/// `pause()`.
pub(crate) fn sys_pause(k: &mut Kernel, _: &mut dyn Memory, _: Args) -> Result {
    wait_for_signal(k, "pause")
}

fn wait_for_signal(k: &mut Kernel, call: &'static str) -> Result {
    let errno = k.block(Wait::until(None, call));
    Err(if k.interrupted_wait() { Errno::ERESTARTNOHAND } else { errno })
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
    let wait_ns = match timeout {
        0 => None,
        timeout => Some(Timespec::decode(user::read(mem, timeout)?).timeout_ns().ok_or(Errno::EINVAL)?),
    };
    super::check_timers(k);
    if let Some(found) = k.take_signal(set) {
        return finish_wait(mem, info, &found);
    }
    let deadline = k.call_deadline(|k| wait_ns.map(|wait_ns| k.now_ns().saturating_add(wait_ns)));
    if deadline.is_some_and(|deadline| deadline <= k.now_ns()) {
        return Err(Errno::EAGAIN);
    }
    // While the task waits, the signals of the set wake it whether they are blocked or not.
    let errno = k.block(Wait { signals: set, ..Wait::until(deadline, "rt_sigtimedwait") });
    if !k.interrupted_wait() {
        return Err(errno);
    }
    // A timer may have sent the very signal just now.
    match k.take_signal(set) {
        Some(found) => finish_wait(mem, info, &found),
        None => Err(Errno::EINTR),
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

/// `sigaltstack(ss, old_ss)`. The stack pointer is not known here, so a change is allowed even on the alternate stack,
/// and whoever keeps `old_ss` there is taken to run there.
pub(crate) fn sys_sigaltstack(k: &mut Kernel, mem: &mut dyn Memory, [new, old, ..]: Args) -> Result {
    let mut before = k.signals.altstack;
    if before.flags & (abi::SS_DISABLE | abi::SS_AUTODISARM) == 0 && old.wrapping_sub(before.base) < before.size {
        before.flags |= abi::SS_ONSTACK;
    }
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

/// What `kill` and its like say of the sender.
fn sent(k: &Kernel, signal: u8, code: i32) -> SigInfo {
    SigInfo::sent(signal, code, k.process.pid(), k.process.creds().uid)
}

/// `kill(pid, sig)`.
pub(crate) fn sys_kill(k: &mut Kernel, _: &mut dyn Memory, [pid, signal, ..]: Args) -> Result {
    let signal = check_signal(signal & 0xffff_ffff)?;
    if pid as i32 == i32::MIN {
        return Err(Errno::ESRCH);
    }
    let info = sent(k, signal, abi::SI_USER);
    let mut result = Err(Errno::ESRCH);
    for target in k.kill_targets(pid as i32) {
        let answer = if k.may_signal(target) { k.send_to_process(target, info) } else { Err(Errno::EPERM) };
        // One success is enough; otherwise the last error tells.
        if result.is_err() {
            result = answer.map(|()| 0);
        }
    }
    result
}

/// `tkill(tid, sig)`.
pub(crate) fn sys_tkill(k: &mut Kernel, _: &mut dyn Memory, [tid, signal, ..]: Args) -> Result {
    if tid as i32 <= 0 {
        return Err(Errno::EINVAL);
    }
    let info = sent(k, check_signal(signal & 0xffff_ffff)?, abi::SI_TKILL);
    send_to(k, None, tid, info)
}

/// `tgkill(tgid, tid, sig)`.
pub(crate) fn sys_tgkill(k: &mut Kernel, _: &mut dyn Memory, [tgid, tid, signal, ..]: Args) -> Result {
    if tgid as i32 <= 0 || tid as i32 <= 0 {
        return Err(Errno::EINVAL);
    }
    let info = sent(k, check_signal(signal & 0xffff_ffff)?, abi::SI_TKILL);
    send_to(k, Some(tgid), tid, info)
}

/// Sends to one task, which must be one of the process `tgid` if that is given.
fn send_to(k: &mut Kernel, tgid: Option<u64>, tid: u64, info: SigInfo) -> Result {
    let pid = k.process_of_task(tid)?;
    if tgid.is_some_and(|tgid| tgid as u32 != pid) {
        return Err(Errno::ESRCH);
    }
    if !k.may_signal(pid) {
        return Err(Errno::EPERM);
    }
    let tid = k.task_numbered(tid as u32).ok_or(Errno::ESRCH)?;
    k.send_to_task(tid, info).map(|()| 0)
}

/// The information that a process hands over for others. Only to itself may it pretend to be the kernel.
fn queued(k: &Kernel, mem: &dyn Memory, info: u64, target: u64, signal: u64) -> std::result::Result<SigInfo, Errno> {
    let bytes = user::read(mem, info)?;
    let info = SigInfo::decode(check_signal(signal & 0xffff_ffff)?, &bytes);
    let own = target as u32 == k.process.pid() || target as u32 == k.thread.number;
    if !own && (info.code >= 0 || info.code == abi::SI_TKILL) { Err(Errno::EPERM) } else { Ok(info) }
}

/// `rt_sigqueueinfo(tgid, sig, info)`.
pub(crate) fn sys_rt_sigqueueinfo(k: &mut Kernel, mem: &mut dyn Memory, [pid, signal, info, ..]: Args) -> Result {
    let info = queued(k, mem, info, pid, signal)?;
    let pid = u32::try_from(pid as i32).map_err(|_| Errno::ESRCH)?;
    if !k.tasks.processes.contains_key(&pid) {
        return Err(Errno::ESRCH);
    }
    if !k.may_signal(pid) {
        return Err(Errno::EPERM);
    }
    k.send_to_process(pid, info).map(|()| 0)
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
    let info = queued(k, mem, info, tgid, signal)?;
    send_to(k, Some(tgid), tid, info)
}

/// `restart_syscall()`: no interrupted call is ever resumed this way.
pub(crate) fn sys_restart_syscall(_: &mut Kernel, _: &mut dyn Memory, _: Args) -> Result {
    Err(Errno::EINTR)
}
