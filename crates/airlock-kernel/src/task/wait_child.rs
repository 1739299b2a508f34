//! `wait4(2)` and `waitid(2)`; stopping and going on, as parents see it.

use airlock_abi::Errno;
use airlock_abi::process::{Rusage, wait as abi};
use airlock_abi::signal::{self as signals, SIGCONT, SigInfo};
use airlock_abi::time::Timeval;
use airlock_platform::Memory;

use super::{Key, Node, State, Wait, describe_status};
use crate::event;
use crate::kernel::{Kernel, Next};
use crate::user;

type Args = [u64; 6];
type Result = std::result::Result<u64, Errno>;

/// Options that `wait4` takes.
const WAIT4_OPTIONS: u64 = abi::WNOHANG | abi::WSTOPPED | abi::WCONTINUED | abi::WNOTHREAD | abi::WALL | abi::WCLONE;
/// Options of which `waitid` needs one.
const KINDS: u64 = abi::WEXITED | abi::WSTOPPED | abi::WCONTINUED;

/// Which children are waited for.
#[derive(Clone, Copy, Debug)]
enum Which {
    Any,
    Process(u32),
    Group(u32),
}

/// What was found out about a child.
struct Found {
    pid: u32,
    uid: u32,
    /// As `wait4` says it.
    status: i32,
    /// As `waitid` says it.
    code: i32,
    code_status: i32,
    usage: Rusage,
}

/// `wait4(pid, status, options, usage)`.
pub(crate) fn sys_wait4(k: &mut Kernel, mem: &mut dyn Memory, [pid, status, options, usage, ..]: Args) -> Result {
    let options = options & 0xffff_ffff;
    if options & !WAIT4_OPTIONS != 0 {
        return Err(Errno::EINVAL);
    }
    let which = match pid as i32 {
        i32::MIN => return Err(Errno::ESRCH),
        -1 => Which::Any,
        0 => Which::Group(k.tasks.processes.get(&k.process.pid()).map_or(0, |node| node.pgid)),
        group if group < 0 => Which::Group(group.unsigned_abs()),
        pid => Which::Process(pid.unsigned_abs()),
    };
    let Some(found) = wait(k, which, options | abi::WEXITED)? else { return Ok(0) };
    user::write_optional(mem, status, &found.status.to_le_bytes())?;
    user::write_optional(mem, usage, &found.usage.encode())?;
    Ok(u64::from(found.pid))
}

/// `waitid(which, id, info, options, usage)`.
pub(crate) fn sys_waitid(k: &mut Kernel, mem: &mut dyn Memory, [which, id, info, options, usage, _]: Args) -> Result {
    let mut options = options & 0xffff_ffff;
    let waits = options & abi::WNOHANG == 0;
    if options & !(WAIT4_OPTIONS | abi::WEXITED | abi::WNOWAIT) != 0 || options & KINDS == 0 {
        return Err(Errno::EINVAL);
    }
    let which = match (which & 0xffff_ffff, id as i32) {
        (abi::P_ALL, _) => Which::Any,
        (abi::P_PID, id) if id > 0 => Which::Process(id.unsigned_abs()),
        (abi::P_PGID, 0) => Which::Group(k.tasks.processes.get(&k.process.pid()).map_or(0, |node| node.pgid)),
        (abi::P_PGID, id) if id > 0 => Which::Group(id.unsigned_abs()),
        (abi::P_PIDFD, id) if id >= 0 => {
            let file = k.fds.get(id)?;
            if file.nonblocking() {
                options |= abi::WNOHANG;
            }
            Which::Process(event::pid_of(k, &file).ok_or(Errno::EBADF)?.map_err(|_| Errno::ECHILD)?)
        }
        _ => return Err(Errno::EINVAL),
    };
    let found = wait(k, which, options)?;
    if found.is_none() && waits {
        // Of a pidfd with PIDFD_NONBLOCK.
        return Err(Errno::EAGAIN);
    }
    let bytes = found.as_ref().map_or([0; SigInfo::SIZE], |found| {
        SigInfo::child(found.code, found.pid, found.uid, found.code_status, 0).encode()
    });
    if let Some(found) = &found {
        user::write_optional(mem, usage, &found.usage.encode())?;
    }
    // Only what the call defines is written: the kernel's own structure is larger.
    if info != 0 {
        user::write(mem, info, bytes.get(..28).unwrap_or_default())?;
    }
    Ok(0)
}

/// Finds a child in one of the wanted states, or waits for one. `None` if there is none and the caller does not wait.
fn wait(k: &mut Kernel, which: Which, options: u64) -> std::result::Result<Option<Found>, Errno> {
    let own = k.process.pid();
    let mut any = false;
    let mut hit = None;
    for (pid, node) in k.tasks.processes.iter().filter(|(_, node)| node.parent == own) {
        let wanted = match which {
            Which::Any => true,
            Which::Process(wanted) => *pid == wanted,
            Which::Group(group) => node.pgid == group,
        };
        if !wanted || !kind_matches(node, options) {
            continue;
        }
        any = true;
        if let Some(status) = news(node, options) {
            hit = Some((*pid, status));
            break;
        }
    }
    if let Some((pid, status)) = hit {
        return Ok(Some(k.report_child(pid, status, options)));
    }
    if !any {
        return Err(Errno::ECHILD);
    }
    if options & abi::WNOHANG != 0 {
        return Ok(None);
    }
    Err(k.block(Wait::on(Key::Children(own), "wait for a child")))
}

/// `__WALL` and `__WCLONE`: children with another exit signal than SIGCHLD are asked for separately.
fn kind_matches(node: &Node, options: u64) -> bool {
    options & abi::WALL != 0 || (node.exit_signal != signals::SIGCHLD) == (options & abi::WCLONE != 0)
}

/// The wait status that a child has to tell.
fn news(node: &Node, options: u64) -> Option<i32> {
    match node.state {
        State::Zombie(status) if options & abi::WEXITED != 0 => Some(status),
        State::Alive if options & abi::WSTOPPED != 0 && node.stop_report.is_some() => {
            node.stop_report.map(|signal| i32::from(signal) << 8 | 0x7f)
        }
        State::Alive if options & abi::WCONTINUED != 0 && node.continue_report => Some(0xffff),
        _ => None,
    }
}

impl Kernel {
    fn report_child(&mut self, pid: u32, status: i32, options: u64) -> Found {
        let consume = options & abi::WNOWAIT == 0;
        let (mut uid, mut usage) = (0, Rusage::default());
        let (mut cpu_ns, mut peak_bytes) = (0, 0);
        if let Some(node) = self.tasks.processes.get_mut(&pid) {
            uid = node.uid;
            cpu_ns = node.cpu_ns.saturating_add(node.children_cpu_ns);
            peak_bytes = node.peak_bytes.max(node.children_peak_bytes);
            usage = Rusage {
                user: Timeval::from_ns(i64::try_from(cpu_ns).unwrap_or(i64::MAX)),
                system: Timeval::default(),
                maxrss_kib: peak_bytes / 1024,
            };
            if consume && node.state == State::Alive {
                if status == 0xffff { node.continue_report = false } else { node.stop_report = None }
            }
        }
        let zombie = self.tasks.processes.get(&pid).is_some_and(|node| node.state != State::Alive);
        if consume && zombie {
            if let Some(own) = self.tasks.processes.get_mut(&self.process.pid()) {
                own.children_cpu_ns = own.children_cpu_ns.saturating_add(cpu_ns);
                own.children_peak_bytes = own.children_peak_bytes.max(peak_bytes);
            }
            self.reap(pid);
        }
        let (code, code_status) = match status {
            0xffff => (signals::CLD_CONTINUED, i32::from(SIGCONT)),
            _ if status & 0xff == 0x7f => (signals::CLD_STOPPED, status >> 8 & 0xff),
            _ => describe_status(status),
        };
        Found { pid, uid, status, code, code_status, usage }
    }

    /// A stopping signal was delivered: all tasks of the current process wait for SIGCONT.
    pub(crate) fn stop_process(&mut self, signal: u8) {
        self.group.stopped = true;
        let pid = self.process.pid();
        let threads = self.tasks.processes.get_mut(&pid).map(|node| {
            node.stop_report = Some(signal);
            node.continue_report = false;
            node.threads.clone()
        });
        for tid in threads.unwrap_or_default() {
            self.wake(tid);
        }
        self.tell_parent(pid, signals::CLD_STOPPED, signal);
    }

    /// SIGCONT was sent to a stopped process.
    pub(crate) fn child_continued(&mut self, pid: u32) {
        if let Some(node) = self.tasks.processes.get_mut(&pid) {
            node.stop_report = None;
            node.continue_report = true;
        }
        self.tell_parent(pid, signals::CLD_CONTINUED, SIGCONT);
    }

    fn tell_parent(&mut self, pid: u32, code: i32, signal: u8) {
        let Some((parent, uid)) = self.tasks.processes.get(&pid).map(|node| (node.parent, node.uid)) else { return };
        if self.group_of(parent).is_some_and(|group| !group.ignores_stops()) {
            let _ = self.send_to_process(parent, SigInfo::child(code, pid, uid, i32::from(signal), 0));
        }
        self.wake_all(Key::Children(parent));
    }

    /// What a task of a stopped process does.
    pub(crate) fn stay_stopped(&mut self) -> Next {
        self.collect_events();
        self.suspend("a stopped process");
        if self.all_wait_for_ever() {
            self.deadlock("every process is stopped or waits for ever");
            self.set_wait(None);
            return match self.pending.take() {
                Some(crate::kernel::Pending::End(outcome)) => Next::End(outcome),
                Some(crate::kernel::Pending::EndRun(outcome)) => Next::EndRun(outcome),
                _ => Next::Continue,
            };
        }
        Next::Wait
    }
}
