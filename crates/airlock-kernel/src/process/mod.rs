//! What belongs to a process: names, credentials, limits, and the calls that ask for them.

mod capability;
mod identity;
mod limits;
mod prctl;
mod sched;
mod system;
#[cfg(test)]
mod tests;

use airlock_abi::process::{Rlimit, rlimit};
use airlock_abi::{Errno, signal};
use airlock_platform::Memory;

pub(crate) use capability::*;
pub(crate) use identity::*;
pub(crate) use limits::*;
pub(crate) use prctl::*;
pub(crate) use sched::*;
pub(crate) use system::*;

use crate::config::Config;
use crate::kernel::Kernel;
use crate::task::INIT;
use crate::user;

type Args = [u64; 6];
type Result = std::result::Result<u64, Errno>;

/// Longest task name with its NUL (`TASK_COMM_LEN`).
const COMM_BYTES: usize = 16;

/// A process.
#[derive(Clone)]
pub(crate) struct Process {
    pid: u32,
    creds: Creds,
    groups: Vec<u32>,
    comm: Vec<u8>,
    exe: Vec<u8>,
    cmdline: Vec<u8>,
    environ: Vec<u8>,
    auxv: Vec<u8>,
    hostname: Vec<u8>,
    rlimits: [Rlimit; rlimit::COUNT],
    settings: prctl::Settings,
    caps: capability::Caps,
    nice: i32,
    policy: u32,
    ioprio: u32,
    /// What `/proc/PID/oom_score_adj` was set to: remembered, without effect.
    pub(crate) oom_score_adj: i32,
}

impl Process {
    /// The first process, without a program.
    pub(crate) fn new(config: &Config) -> Self {
        let creds = Creds::of(config.uid, config.gid);
        Self {
            caps: capability::Caps::of(&creds),
            creds,
            pid: INIT,
            groups: Vec::new(),
            comm: b"airlock".to_vec(),
            exe: Vec::new(),
            cmdline: Vec::new(),
            environ: Vec::new(),
            auxv: Vec::new(),
            hostname: config.hostname.clone().into_bytes(),
            rlimits: limits::initial(&config.limits),
            settings: prctl::Settings::default(),
            nice: 0,
            policy: 0,
            ioprio: 0,
            oom_score_adj: 0,
        }
    }

    /// Remembers the program that was loaded. `path` is the ELF file, `execfn` what was asked for.
    pub(crate) fn set_program(
        &mut self,
        path: &[u8],
        execfn: &[u8],
        argv: &[Vec<u8>],
        envp: &[Vec<u8>],
        auxv: Vec<u8>,
    ) {
        self.exe = path.to_vec();
        let name = execfn.rsplit(|b| *b == b'/').next().unwrap_or(execfn);
        self.set_comm(name);
        self.cmdline = nul_terminated(argv);
        self.environ = nul_terminated(envp);
        self.auxv = auxv;
        (self.creds.suid, self.creds.sgid) = (self.creds.euid, self.creds.egid);
        self.settings.keep_caps = false;
        // Root has all again, nobody else any.
        self.caps = capability::Caps::of(&self.creds);
    }

    /// Sets the task's name, cut to 15 bytes.
    pub(crate) fn set_comm(&mut self, name: &[u8]) {
        self.comm = name.get(..COMM_BYTES - 1).unwrap_or(name).to_vec();
    }

    /// A child of this process, with another number.
    pub(crate) fn child(&self, pid: u32) -> Self {
        let mut child = Self { pid, ..self.clone() };
        child.settings.death_signal = 0;
        child.settings.subreaper = false;
        child
    }

    /// Process number.
    pub(crate) fn pid(&self) -> u32 {
        self.pid
    }

    /// The signal that it wants when its parent ends (`PR_SET_PDEATHSIG`); 0 for none.
    pub(crate) fn death_signal(&self) -> u8 {
        self.settings.death_signal
    }

    /// Whether orphans among its descendants become its children.
    pub(crate) fn is_subreaper(&self) -> bool {
        self.settings.subreaper
    }

    /// Name of the task.
    pub(crate) fn comm(&self) -> &[u8] {
        &self.comm
    }

    /// Path of the program.
    pub(crate) fn exe(&self) -> &[u8] {
        &self.exe
    }

    /// Arguments, each with its NUL.
    pub(crate) fn cmdline(&self) -> &[u8] {
        &self.cmdline
    }

    /// Environment at the start, each with its NUL.
    pub(crate) fn environ(&self) -> &[u8] {
        &self.environ
    }

    /// Auxiliary vector.
    pub(crate) fn auxv(&self) -> &[u8] {
        &self.auxv
    }

    /// Name of the machine.
    pub(crate) fn hostname(&self) -> &[u8] {
        &self.hostname
    }

    /// User and group numbers.
    pub(crate) fn creds(&self) -> &Creds {
        &self.creds
    }

    /// Supplementary groups.
    pub(crate) fn groups(&self) -> &[u32] {
        &self.groups
    }

    /// A resource limit; unlimited if there is no such resource.
    pub(crate) fn rlimit(&self, resource: usize) -> Rlimit {
        self.rlimits.get(resource).copied().unwrap_or(Rlimit::UNLIMITED)
    }
}

fn nul_terminated(strings: &[Vec<u8>]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for string in strings {
        bytes.extend_from_slice(string);
        bytes.push(0);
    }
    bytes
}

/// `set_tid_address(tidptr)`.
pub(crate) fn sys_set_tid_address(k: &mut Kernel, _: &mut dyn Memory, [addr, ..]: Args) -> Result {
    k.thread.clear_tid = addr;
    Ok(u64::from(k.thread.number))
}

/// `set_robust_list(head, len)`.
pub(crate) fn sys_set_robust_list(k: &mut Kernel, _: &mut dyn Memory, [head, len, ..]: Args) -> Result {
    if len != 24 {
        return Err(Errno::EINVAL);
    }
    k.thread.robust_list = head;
    Ok(0)
}

/// `get_robust_list(pid, head_ptr, len_ptr)`.
pub(crate) fn sys_get_robust_list(k: &mut Kernel, mem: &mut dyn Memory, [pid, head, len, ..]: Args) -> Result {
    let tid = match u32::try_from(pid as i32).map_err(|_| Errno::ESRCH)? {
        0 => k.thread.tid,
        number => k.task_numbered(number).ok_or(Errno::ESRCH)?,
    };
    let list = match k.tasks.threads.get(&tid).ok_or(Errno::ESRCH)?.parked.as_ref() {
        Some(parked) => parked.thread.robust_list,
        None => k.thread.robust_list,
    };
    user::write(mem, head, &list.to_le_bytes())?;
    user::write(mem, len, &24u64.to_le_bytes())?;
    Ok(0)
}

/// `membarrier(cmd, flags, cpu)`: entering the kernel is a barrier for the caller, and lifted code of other tasks runs with
/// the memory order of x86.
pub(crate) fn sys_membarrier(_: &mut Kernel, _: &mut dyn Memory, [cmd, flags, ..]: Args) -> Result {
    // GLOBAL, GLOBAL_EXPEDITED, PRIVATE_EXPEDITED and their registrations.
    const SUPPORTED: u64 = 0b1_1111;
    if flags != 0 {
        return Err(Errno::EINVAL);
    }
    match cmd & 0xffff_ffff {
        0 => Ok(SUPPORTED),
        cmd if cmd.is_power_of_two() && cmd & SUPPORTED != 0 => Ok(0),
        _ => Err(Errno::EINVAL),
    }
}

/// Refuses a call that would reach beyond the sandbox, and records it.
pub(crate) fn refuse(k: &mut Kernel, action: &str) -> Result {
    k.deny(action, b"");
    Err(Errno::EPERM)
}

/// Checks a signal number; 0 is allowed.
pub(crate) fn check_signal(signal: u64) -> std::result::Result<u8, Errno> {
    u8::try_from(signal).ok().filter(|signal| *signal <= signal::NSIG).ok_or(Errno::EINVAL)
}
