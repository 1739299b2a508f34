//! Process groups and sessions: `setpgid(2)`, `setsid(2)` and relatives, and the processes that `kill(2)` means.

use airlock_abi::Errno;
use airlock_platform::Memory;

use super::{INIT, State};
use crate::kernel::Kernel;

type Args = [u64; 6];
type Result = std::result::Result<u64, Errno>;

impl Kernel {
    /// Process group and session of the current process.
    pub(crate) fn own_groups(&self) -> (u32, u32) {
        self.tasks.processes.get(&self.process.pid()).map_or((0, 0), |node| (node.pgid, node.sid))
    }

    /// The process that a `pid` argument names; 0 is the current one.
    pub(crate) fn named_process(&self, pid: u64) -> std::result::Result<u32, Errno> {
        let pid = match pid as i32 {
            0 => self.process.pid(),
            pid => u32::try_from(pid).map_err(|_| Errno::ESRCH)?,
        };
        if self.tasks.processes.contains_key(&pid) { Ok(pid) } else { Err(Errno::ESRCH) }
    }

    /// The process of the task that a `tid` argument names; 0 is the current one.
    pub(crate) fn process_of_task(&self, tid: u64) -> std::result::Result<u32, Errno> {
        match tid as i32 {
            0 => Ok(self.process.pid()),
            tid => {
                let tid = u32::try_from(tid).map_err(|_| Errno::ESRCH)?;
                let tid = self.task_numbered(tid).ok_or(Errno::ESRCH)?;
                self.tasks.threads.get(&tid).map(|member| member.pid).ok_or(Errno::ESRCH)
            }
        }
    }

    /// The task that has this number for the guest.
    pub(crate) fn task_numbered(&self, number: u32) -> Option<u32> {
        let shown = |tid: u32| match self.tasks.threads.get(&tid)?.parked.as_ref() {
            Some(parked) => Some(parked.thread.number),
            None => Some(self.thread.number),
        };
        if shown(number) == Some(number) {
            return Some(number);
        }
        // Only a process that ran `execve` has a task of another number than its own.
        let first = self.tasks.processes.get(&number)?.threads.first().copied()?;
        (shown(first) == Some(number)).then_some(first)
    }

    /// The processes, zombies too, that the first argument of `kill` means.
    pub(crate) fn kill_targets(&self, pid: i32) -> Vec<u32> {
        let (own, (pgid, _)) = (self.process.pid(), self.own_groups());
        let chosen = |(number, node): &(&u32, &super::Node)| match pid {
            -1 => **number != INIT && **number != own && node.state == State::Alive,
            0 => node.pgid == pgid,
            pid if pid < 0 => node.pgid == pid.unsigned_abs(),
            pid => **number == pid.unsigned_abs(),
        };
        self.tasks.processes.iter().filter(chosen).map(|(number, _)| *number).collect()
    }

    /// Whether the current process may send a signal to another.
    pub(crate) fn may_signal(&mut self, pid: u32) -> bool {
        let creds = *self.process.creds();
        if creds.euid == 0 || pid == self.process.pid() {
            return true;
        }
        let Some(node) = self.tasks.processes.get(&pid) else { return false };
        let uid = node.uid;
        let saved = self.as_process(pid, |k| k.process.creds().suid).unwrap_or(uid);
        [creds.uid, creds.euid].iter().any(|id| *id == uid || *id == saved)
    }
}

/// `setpgid(pid, pgid)`: for the caller and for children that have not run another program yet.
pub(crate) fn sys_setpgid(k: &mut Kernel, _: &mut dyn Memory, [pid, pgid, ..]: Args) -> Result {
    let pgid = u32::try_from(pgid as i32).map_err(|_| Errno::EINVAL)?;
    let own = k.process.pid();
    let pid = k.named_process(pid)?;
    let (_, sid) = k.own_groups();
    let node = k.tasks.processes.get(&pid).ok_or(Errno::ESRCH)?;
    if pid != own {
        if node.parent != own {
            return Err(Errno::ESRCH);
        }
        if node.sid != sid {
            return Err(Errno::EPERM);
        }
        if node.executed {
            return Err(Errno::EACCES);
        }
    }
    if node.sid == pid {
        return Err(Errno::EPERM);
    }
    let pgid = if pgid == 0 { pid } else { pgid };
    if pgid != pid && !k.tasks.has_group(pgid, sid) {
        return Err(Errno::EPERM);
    }
    if let Some(node) = k.tasks.processes.get_mut(&pid) {
        node.pgid = pgid;
    }
    Ok(0)
}

/// `getpgid(pid)`.
pub(crate) fn sys_getpgid(k: &mut Kernel, _: &mut dyn Memory, [pid, ..]: Args) -> Result {
    let pid = k.named_process(pid)?;
    k.tasks.processes.get(&pid).map(|node| u64::from(node.pgid)).ok_or(Errno::ESRCH)
}

/// `getpgrp()`.
pub(crate) fn sys_getpgrp(k: &mut Kernel, _: &mut dyn Memory, _: Args) -> Result {
    Ok(u64::from(k.own_groups().0))
}

/// `getsid(pid)`.
pub(crate) fn sys_getsid(k: &mut Kernel, _: &mut dyn Memory, [pid, ..]: Args) -> Result {
    let pid = k.named_process(pid)?;
    k.tasks.processes.get(&pid).map(|node| u64::from(node.sid)).ok_or(Errno::ESRCH)
}

/// `setsid()`: fails for the leader of a process group.
pub(crate) fn sys_setsid(k: &mut Kernel, _: &mut dyn Memory, _: Args) -> Result {
    let own = k.process.pid();
    if k.tasks.processes.values().any(|node| node.pgid == own) {
        return Err(Errno::EPERM);
    }
    if let Some(node) = k.tasks.processes.get_mut(&own) {
        (node.sid, node.pgid) = (own, own);
        (node.terminal, node.old_foreground) = (None, 0);
    }
    Ok(u64::from(own))
}

/// `getppid()`.
pub(crate) fn sys_getppid(k: &mut Kernel, _: &mut dyn Memory, _: Args) -> Result {
    Ok(k.tasks.processes.get(&k.process.pid()).map_or(0, |node| u64::from(node.parent)))
}

/// `gettid()`.
pub(crate) fn sys_gettid(k: &mut Kernel, _: &mut dyn Memory, _: Args) -> Result {
    Ok(u64::from(k.thread.number))
}
