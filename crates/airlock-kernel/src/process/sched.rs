//! Scheduling: the host does it, so these calls remember and answer.

use airlock_abi::Errno;
use airlock_abi::time::Timespec;
use airlock_platform::Memory;

use super::{Args, Result};
use crate::kernel::Kernel;
use crate::task::State;
use crate::user;

const SCHED_FIFO: u32 = 1;
const SCHED_RR: u32 = 2;
const SCHED_BATCH: u32 = 3;
const SCHED_IDLE: u32 = 5;
const SCHED_DEADLINE: u32 = 6;
const SCHED_RESET_ON_FORK: u32 = 0x4000_0000;
/// Size of the first version of `struct sched_attr`.
const ATTR_BYTES: u64 = 48;

/// The process of a task; the settings are those of the process.
fn check_pid(k: &Kernel, pid: u64) -> std::result::Result<u32, Errno> {
    if (pid as i32) < 0 {
        return Err(Errno::EINVAL);
    }
    k.process_of_task(pid)
}

/// A setting of a process that has not ended.
fn ask<T>(k: &mut Kernel, pid: u32, f: impl FnOnce(&mut Kernel) -> T) -> std::result::Result<T, Errno> {
    k.as_process(pid, f).ok_or(Errno::ESRCH)
}

/// A null parameter is an invalid argument, unlike any other bad pointer.
fn check_param(k: &Kernel, pid: u64, param: u64) -> std::result::Result<u32, Errno> {
    if param == 0 { Err(Errno::EINVAL) } else { check_pid(k, pid) }
}

/// `sched_yield()`.
pub(crate) fn sys_sched_yield(_: &mut Kernel, _: &mut dyn Memory, _: Args) -> Result {
    Ok(0)
}

/// `sched_getaffinity(pid, size, mask)`: CPU 0.
pub(crate) fn sys_sched_getaffinity(k: &mut Kernel, mem: &mut dyn Memory, [pid, size, mask, ..]: Args) -> Result {
    if size < 8 || !size.is_multiple_of(8) {
        return Err(Errno::EINVAL);
    }
    check_pid(k, pid)?;
    user::write(mem, mask, &1u64.to_le_bytes())?;
    Ok(8)
}

/// `sched_setaffinity(pid, size, mask)`: the mask must hold CPU 0.
pub(crate) fn sys_sched_setaffinity(k: &mut Kernel, mem: &mut dyn Memory, [pid, size, mask, ..]: Args) -> Result {
    check_pid(k, pid)?;
    if size == 0 || user::read::<1>(mem, mask)?[0] & 1 == 0 {
        return Err(Errno::EINVAL);
    }
    Ok(0)
}

fn set_policy(k: &mut Kernel, policy: u32, priority: u32) -> Result {
    match policy & !SCHED_RESET_ON_FORK {
        kind @ (0 | SCHED_BATCH | SCHED_IDLE) => {
            if priority != 0 {
                return Err(Errno::EINVAL);
            }
            k.process.policy = kind;
            Ok(0)
        }
        SCHED_FIFO | SCHED_RR if !(1..=99).contains(&priority) => Err(Errno::EINVAL),
        SCHED_FIFO | SCHED_RR | SCHED_DEADLINE => Err(Errno::EPERM),
        _ => Err(Errno::EINVAL),
    }
}

/// `sched_setscheduler(pid, policy, param)`: real-time policies are not permitted.
pub(crate) fn sys_sched_setscheduler(k: &mut Kernel, mem: &mut dyn Memory, [pid, policy, param, ..]: Args) -> Result {
    let pid = check_param(k, pid, param)?;
    let priority = user::read_u32(mem, param)?;
    ask(k, pid, |k| set_policy(k, policy as u32, priority))?
}

/// `sched_getscheduler(pid)`.
pub(crate) fn sys_sched_getscheduler(k: &mut Kernel, _: &mut dyn Memory, [pid, ..]: Args) -> Result {
    let pid = check_pid(k, pid)?;
    ask(k, pid, |k| u64::from(k.process.policy))
}

/// `sched_setparam(pid, param)`.
pub(crate) fn sys_sched_setparam(k: &mut Kernel, mem: &mut dyn Memory, [pid, param, ..]: Args) -> Result {
    check_param(k, pid, param)?;
    if user::read_u32(mem, param)? == 0 { Ok(0) } else { Err(Errno::EINVAL) }
}

/// `sched_getparam(pid, param)`.
pub(crate) fn sys_sched_getparam(k: &mut Kernel, mem: &mut dyn Memory, [pid, param, ..]: Args) -> Result {
    check_param(k, pid, param)?;
    user::write(mem, param, &[0; 4])?;
    Ok(0)
}

/// `sched_get_priority_max(policy)`.
pub(crate) fn sys_sched_get_priority_max(_: &mut Kernel, _: &mut dyn Memory, [policy, ..]: Args) -> Result {
    match policy as u32 {
        SCHED_FIFO | SCHED_RR => Ok(99),
        0 | SCHED_BATCH | SCHED_IDLE | SCHED_DEADLINE => Ok(0),
        _ => Err(Errno::EINVAL),
    }
}

/// `sched_get_priority_min(policy)`.
pub(crate) fn sys_sched_get_priority_min(_: &mut Kernel, _: &mut dyn Memory, [policy, ..]: Args) -> Result {
    match policy as u32 {
        SCHED_FIFO | SCHED_RR => Ok(1),
        0 | SCHED_BATCH | SCHED_IDLE | SCHED_DEADLINE => Ok(0),
        _ => Err(Errno::EINVAL),
    }
}

/// `sched_rr_get_interval(pid, interval)`.
pub(crate) fn sys_sched_rr_get_interval(k: &mut Kernel, mem: &mut dyn Memory, [pid, interval, ..]: Args) -> Result {
    check_pid(k, pid)?;
    user::write(mem, interval, &Timespec { sec: 0, nsec: 4_000_000 }.encode())?;
    Ok(0)
}

/// `sched_setattr(pid, attr, flags)`.
pub(crate) fn sys_sched_setattr(k: &mut Kernel, mem: &mut dyn Memory, [pid, attr, flags, ..]: Args) -> Result {
    if attr == 0 || flags != 0 {
        return Err(Errno::EINVAL);
    }
    let pid = check_pid(k, pid)?;
    let size = u64::from(user::read_u32(mem, attr)?);
    if size != 0 && size < ATTR_BYTES {
        return Err(Errno::E2BIG);
    }
    let policy = user::read_u32(mem, attr.wrapping_add(4))?;
    let nice = user::read_u32(mem, attr.wrapping_add(16))? as i32;
    let priority = user::read_u32(mem, attr.wrapping_add(20))?;
    ask(k, pid, |k| set_policy(k, policy, priority).and_then(|_| set_nice(k, nice)))?
}

/// `sched_getattr(pid, attr, size, flags)`.
pub(crate) fn sys_sched_getattr(k: &mut Kernel, mem: &mut dyn Memory, [pid, attr, size, flags, ..]: Args) -> Result {
    if attr == 0 || flags != 0 || !(ATTR_BYTES..=4096).contains(&size) {
        return Err(Errno::EINVAL);
    }
    let pid = check_pid(k, pid)?;
    let (policy, nice) = ask(k, pid, |k| (k.process.policy, k.process.nice))?;
    let mut bytes = Vec::with_capacity(48);
    bytes.extend_from_slice(&(ATTR_BYTES as u32).to_le_bytes());
    bytes.extend_from_slice(&policy.to_le_bytes());
    bytes.extend_from_slice(&0u64.to_le_bytes());
    bytes.extend_from_slice(&nice.to_le_bytes());
    bytes.resize(48, 0);
    user::write(mem, attr, &bytes)?;
    Ok(0)
}

fn set_nice(k: &mut Kernel, nice: i32) -> Result {
    let nice = nice.clamp(-20, 19);
    if nice < k.process.nice && k.process.creds.euid != 0 {
        return Err(Errno::EACCES);
    }
    k.process.nice = nice;
    Ok(0)
}

/// The processes that `which` and `who` of get- and setpriority mean.
fn chosen(k: &Kernel, which: u64, who: u64) -> std::result::Result<Vec<u32>, Errno> {
    let who = who as u32;
    let alive = || k.tasks.processes.iter().filter(|(_, node)| node.state == State::Alive);
    let chosen: Vec<u32> = match which as u32 {
        0 => vec![k.process_of_task(u64::from(who))?],
        1 => {
            let group = if who == 0 { k.own_groups().0 } else { who };
            alive().filter(|(_, node)| node.pgid == group).map(|(pid, _)| *pid).collect()
        }
        2 => {
            let user = if who == 0 { k.process.creds.uid } else { who };
            alive().filter(|(_, node)| node.uid == user).map(|(pid, _)| *pid).collect()
        }
        _ => return Err(Errno::EINVAL),
    };
    if chosen.is_empty() { Err(Errno::ESRCH) } else { Ok(chosen) }
}

/// Does the same to several processes; the last result counts.
fn each(k: &mut Kernel, pids: &[u32], mut f: impl FnMut(&mut Kernel) -> Result) -> Result {
    let mut result = Err(Errno::ESRCH);
    for pid in pids {
        result = ask(k, *pid, &mut f)?;
    }
    result
}

/// `getpriority(which, who)`: 20 minus the nice value.
pub(crate) fn sys_getpriority(k: &mut Kernel, _: &mut dyn Memory, [which, who, ..]: Args) -> Result {
    let mut best = None;
    for pid in chosen(k, which, who)? {
        let nice = ask(k, pid, |k| k.process.nice)?;
        best = Some(best.map_or(nice, |best: i32| best.min(nice)));
    }
    Ok((20 - i64::from(best.unwrap_or(0))) as u64)
}

/// `setpriority(which, who, prio)`.
pub(crate) fn sys_setpriority(k: &mut Kernel, _: &mut dyn Memory, [which, who, prio, ..]: Args) -> Result {
    let pids = chosen(k, which, who)?;
    each(k, &pids, |k| set_nice(k, prio as i32))
}

/// `ioprio_get(which, who)`.
pub(crate) fn sys_ioprio_get(k: &mut Kernel, _: &mut dyn Memory, [which, who, ..]: Args) -> Result {
    let pids = chosen(k, which.wrapping_sub(1), who)?;
    each(k, &pids, |k| Ok(u64::from(k.process.ioprio)))
}

/// `ioprio_set(which, who, ioprio)`: remembered, without effect.
pub(crate) fn sys_ioprio_set(k: &mut Kernel, _: &mut dyn Memory, [which, who, ioprio, ..]: Args) -> Result {
    let pids = chosen(k, which.wrapping_sub(1), who)?;
    match (ioprio as u32) >> 13 {
        1 => Err(Errno::EPERM),
        0 | 2 | 3 => each(k, &pids, |k| {
            k.process.ioprio = ioprio as u32;
            Ok(0)
        }),
        _ => Err(Errno::EINVAL),
    }
}

/// `getcpu(cpu, node)`.
pub(crate) fn sys_getcpu(_: &mut Kernel, mem: &mut dyn Memory, [cpu, node, ..]: Args) -> Result {
    user::write_optional(mem, cpu, &[0; 4])?;
    user::write_optional(mem, node, &[0; 4])?;
    Ok(0)
}
