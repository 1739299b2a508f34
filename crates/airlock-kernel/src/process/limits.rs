//! Resource limits and use: `getrlimit(2)`, `prlimit(2)`, `getrusage(2)`, `times(2)`.

use airlock_abi::Errno;
use airlock_abi::process::{Rlimit, Rusage, rlimit};
use airlock_abi::time::{NS_PER_S, Timeval, USER_HZ};
use airlock_platform::Memory;
use airlock_types::Limits;

use super::{Args, Result};
use crate::kernel::Kernel;
use crate::user;

/// The limits that a process starts with.
pub(super) fn initial(limits: &Limits) -> [Rlimit; rlimit::COUNT] {
    let mut all = [Rlimit::UNLIMITED; rlimit::COUNT];
    let fixed = [
        (rlimit::STACK, Rlimit { soft: (8 << 20).min(limits.memory_bytes / 4), hard: rlimit::INFINITY }),
        (rlimit::CORE, Rlimit::both(0)),
        (rlimit::NPROC, Rlimit::both(u64::from(limits.processes))),
        (rlimit::NOFILE, Rlimit::both(u64::from(limits.open_files))),
        (rlimit::MEMLOCK, Rlimit::both(limits.memory_bytes)),
        (rlimit::SIGPENDING, Rlimit::both(crate::signal::QUEUE_MAX as u64)),
        (rlimit::MSGQUEUE, Rlimit::both(0)),
        (rlimit::NICE, Rlimit::both(0)),
        (rlimit::RTPRIO, Rlimit::both(0)),
    ];
    for (at, value) in fixed {
        if let Some(slot) = all.get_mut(at) {
            *slot = value;
        }
    }
    all
}

/// Sets a limit, with its effect.
fn set_limit(k: &mut Kernel, resource: usize, new: Rlimit) -> std::result::Result<(), Errno> {
    let old = k.process.rlimits.get_mut(resource).ok_or(Errno::EINVAL)?;
    if new.soft > new.hard {
        return Err(Errno::EINVAL);
    }
    // Not even root may raise what the run's own limits say.
    if new.hard > old.hard && (k.process.creds.euid != 0 || matches!(resource, rlimit::NOFILE | rlimit::NPROC)) {
        return Err(Errno::EPERM);
    }
    *old = new;
    match resource {
        rlimit::AS => k.mm.set_space_limit(new.soft),
        rlimit::NOFILE => k.fds.set_limit(u32::try_from(new.soft).unwrap_or(u32::MAX)),
        _ => {}
    }
    Ok(())
}

/// `getrlimit(resource, rlim)`.
pub(crate) fn sys_getrlimit(k: &mut Kernel, mem: &mut dyn Memory, [resource, old, ..]: Args) -> Result {
    let limit = usize::try_from(resource).ok().and_then(|r| k.process.rlimits.get(r)).ok_or(Errno::EINVAL)?;
    user::write(mem, old, &limit.encode())?;
    Ok(0)
}

/// `setrlimit(resource, rlim)`.
pub(crate) fn sys_setrlimit(k: &mut Kernel, mem: &mut dyn Memory, [resource, new, ..]: Args) -> Result {
    let new = Rlimit::decode(user::read(mem, new)?);
    set_limit(k, usize::try_from(resource).map_err(|_| Errno::EINVAL)?, new)?;
    Ok(0)
}

/// `prlimit(pid, resource, new, old)`.
pub(crate) fn sys_prlimit(k: &mut Kernel, mem: &mut dyn Memory, [pid, resource, new, old, ..]: Args) -> Result {
    let pid = k.process_of_task(pid)?;
    let resource = usize::try_from(resource).map_err(|_| Errno::EINVAL)?;
    let new = if new == 0 { None } else { Some(Rlimit::decode(user::read(mem, new)?)) };
    if !k.may_signal(pid) {
        return Err(Errno::EPERM);
    }
    let change = |k: &mut Kernel| {
        let before = *k.process.rlimits.get(resource).ok_or(Errno::EINVAL)?;
        if let Some(new) = new {
            set_limit(k, resource, new)?;
        }
        Ok(before)
    };
    let before = k.as_process(pid, change).ok_or(Errno::ESRCH)??;
    user::write_optional(mem, old, &before.encode())?;
    Ok(0)
}

/// `getrusage(who, usage)`. All CPU time counts as user time.
pub(crate) fn sys_getrusage(k: &mut Kernel, mem: &mut dyn Memory, [who, usage, ..]: Args) -> Result {
    let rusage = match who as i32 {
        0 | 1 => Rusage {
            user: Timeval::from_ns(i64::try_from(k.platform.clock.cpu_ns()).unwrap_or(i64::MAX)),
            system: Timeval::default(),
            maxrss_kib: k.mm.peak_bytes() / 1024,
        },
        -1 => {
            let node = k.tasks.processes.get(&k.process.pid);
            let (cpu_ns, peak) = node.map_or((0, 0), |node| (node.children_cpu_ns, node.children_peak_bytes));
            Rusage {
                user: Timeval::from_ns(i64::try_from(cpu_ns).unwrap_or(i64::MAX)),
                system: Timeval::default(),
                maxrss_kib: peak / 1024,
            }
        }
        _ => return Err(Errno::EINVAL),
    };
    user::write(mem, usage, &rusage.encode())?;
    Ok(0)
}

/// `times(buf)`: user, system, children's user and system time in ticks; returns ticks since boot.
pub(crate) fn sys_times(k: &mut Kernel, mem: &mut dyn Memory, [buf, ..]: Args) -> Result {
    let ticks = |ns: u64| ns / (NS_PER_S / USER_HZ);
    let children_ns = k.tasks.processes.get(&k.process.pid).map_or(0, |node| node.children_cpu_ns);
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&ticks(k.platform.clock.cpu_ns()).to_le_bytes());
    bytes[16..24].copy_from_slice(&ticks(children_ns).to_le_bytes());
    user::write_optional(mem, buf, &bytes)?;
    Ok(ticks(k.platform.clock.monotonic_ns()))
}
