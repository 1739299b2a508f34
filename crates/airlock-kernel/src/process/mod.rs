//! The process: numbers, names, credentials, limits, and the calls that ask for them.

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
use airlock_types::Outcome;

pub(crate) use capability::*;
pub(crate) use identity::*;
pub(crate) use limits::*;
pub(crate) use prctl::*;
pub(crate) use sched::*;
pub(crate) use system::*;

use crate::config::Config;
use crate::kernel::Kernel;
use crate::user;

type Args = [u64; 6];
type Result = std::result::Result<u64, Errno>;

/// The process and task number of the only process.
pub(crate) const PID: u32 = 2;
/// Its parent, which does not exist in the guest's world.
const PARENT: u32 = 1;
/// Longest task name with its NUL (`TASK_COMM_LEN`).
const COMM_BYTES: usize = 16;

/// The only process of a guest.
pub(crate) struct Process {
    creds: Creds,
    groups: Vec<u32>,
    pgid: u32,
    sid: u32,
    comm: Vec<u8>,
    exe: Vec<u8>,
    cmdline: Vec<u8>,
    environ: Vec<u8>,
    auxv: Vec<u8>,
    hostname: Vec<u8>,
    rlimits: [Rlimit; rlimit::COUNT],
    /// What `arch_prctl` set last.
    fs_base: u64,
    gs_base: u64,
    clear_tid: u64,
    robust_list: u64,
    settings: prctl::Settings,
    caps: capability::Caps,
    nice: i32,
    policy: u32,
    ioprio: u32,
}

impl Process {
    /// The bases of FS and GS.
    pub(crate) fn segment_bases(&self) -> (u64, u64) {
        (self.fs_base, self.gs_base)
    }

    /// A process without a program.
    pub(crate) fn new(config: &Config) -> Self {
        let creds = Creds::of(config.uid, config.gid);
        Self {
            caps: capability::Caps::of(&creds),
            creds,
            groups: Vec::new(),
            pgid: PID,
            sid: PARENT,
            comm: b"airlock".to_vec(),
            exe: Vec::new(),
            cmdline: Vec::new(),
            environ: Vec::new(),
            auxv: Vec::new(),
            hostname: config.hostname.clone().into_bytes(),
            rlimits: limits::initial(&config.limits),
            fs_base: 0,
            gs_base: 0,
            clear_tid: 0,
            robust_list: 0,
            settings: prctl::Settings::default(),
            nice: 0,
            policy: 0,
            ioprio: 0,
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
        (self.fs_base, self.gs_base, self.clear_tid, self.robust_list) = (0, 0, 0, 0);
        (self.creds.suid, self.creds.sgid) = (self.creds.euid, self.creds.egid);
        self.settings.keep_caps = false;
    }

    /// Sets the task's name, cut to 15 bytes.
    pub(crate) fn set_comm(&mut self, name: &[u8]) {
        self.comm = name.get(..COMM_BYTES - 1).unwrap_or(name).to_vec();
    }

    /// Process number.
    pub(crate) fn pid(&self) -> u32 {
        PID
    }

    /// The parent's number.
    pub(crate) fn ppid(&self) -> u32 {
        PARENT
    }

    /// Process group.
    pub(crate) fn pgid(&self) -> u32 {
        self.pgid
    }

    /// Session.
    pub(crate) fn sid(&self) -> u32 {
        self.sid
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

    /// Whether `pid` means this process.
    fn is_self(&self, pid: u64) -> bool {
        let pid = pid as i32;
        pid == 0 || pid == PID as i32
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

/// `exit(status)` and `exit_group(status)`: with one task they are the same.
pub(crate) fn sys_exit(k: &mut Kernel, mem: &mut dyn Memory, [status, ..]: Args) -> Result {
    k.mm.flush(mem, 0..crate::mm::ADDRESS_END);
    k.end(Outcome::Exited(status as u8));
    Ok(0)
}

/// `__WNOTHREAD`, `__WALL`, `__WCLONE`, `WNOHANG`, `WSTOPPED`, `WCONTINUED`.
const WAIT_OPTIONS: u64 = 0xe000_000b;
/// `WEXITED` and `WNOWAIT`, for `waitid` only.
const WAITID_OPTIONS: u64 = 0x0100_0004;
/// `WSTOPPED`, `WEXITED`, `WCONTINUED`, of which `waitid` needs one.
const WAITID_KINDS: u64 = 0b1110;

/// `wait4(pid, status, options, usage)`: there are no children.
pub(crate) fn sys_wait4(_: &mut Kernel, _: &mut dyn Memory, [_, _, options, ..]: Args) -> Result {
    Err(if options & 0xffff_ffff & !WAIT_OPTIONS != 0 { Errno::EINVAL } else { Errno::ECHILD })
}

/// `waitid(which, id, info, options, usage)`: there are no children.
pub(crate) fn sys_waitid(_: &mut Kernel, _: &mut dyn Memory, [which, _, _, options, ..]: Args) -> Result {
    let options = options & 0xffff_ffff;
    if options & !(WAIT_OPTIONS | WAITID_OPTIONS) != 0 || options & WAITID_KINDS == 0 || which & 0xffff_ffff > 3 {
        return Err(Errno::EINVAL);
    }
    Err(Errno::ECHILD)
}

/// `set_tid_address(tidptr)`.
pub(crate) fn sys_set_tid_address(k: &mut Kernel, _: &mut dyn Memory, [addr, ..]: Args) -> Result {
    k.process.clear_tid = addr;
    Ok(u64::from(PID))
}

/// `set_robust_list(head, len)`.
pub(crate) fn sys_set_robust_list(k: &mut Kernel, _: &mut dyn Memory, [head, len, ..]: Args) -> Result {
    if len != 24 {
        return Err(Errno::EINVAL);
    }
    k.process.robust_list = head;
    Ok(0)
}

/// `get_robust_list(pid, head_ptr, len_ptr)`.
pub(crate) fn sys_get_robust_list(k: &mut Kernel, mem: &mut dyn Memory, [pid, head, len, ..]: Args) -> Result {
    if !k.process.is_self(pid) {
        return Err(Errno::ESRCH);
    }
    user::write(mem, head, &k.process.robust_list.to_le_bytes())?;
    user::write(mem, len, &24u64.to_le_bytes())?;
    Ok(0)
}

/// `membarrier(cmd, flags, cpu)`: with one task every barrier is already there.
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
