//! The end of tasks and processes (`_exit(2)`), zombies, orphans.

use std::collections::BTreeSet;

use airlock_abi::Errno;
use airlock_abi::signal::{self as abi, SigInfo};
use airlock_abi::time::{NS_PER_S, USER_HZ};
use airlock_platform::Memory;
use airlock_types::Outcome;

use super::{INIT, Key, Node, State};
use crate::kernel::{Kernel, Pending};
use crate::user;
use crate::vfs::locks;

/// How long the end of a run waits for a terminal that shows nothing.
const LAST_WORDS_NS: u64 = 5_000_000_000;

type Args = [u64; 6];
type Result = std::result::Result<u64, Errno>;

/// `exit_group(status)`.
pub(crate) fn sys_exit_group(k: &mut Kernel, _: &mut dyn Memory, [status, ..]: Args) -> Result {
    k.end(Outcome::Exited(status as u8));
    Ok(0)
}

/// `exit(status)`: the end of the process too, if this is its last task.
pub(crate) fn sys_exit(k: &mut Kernel, mem: &mut dyn Memory, args: Args) -> Result {
    let last = k.tasks.processes.get(&k.process.pid()).is_none_or(|node| node.threads.len() <= 1);
    if last {
        return sys_exit_group(k, mem, args);
    }
    k.pending = Some(Pending::EndThread);
    Ok(0)
}

/// The status that `wait` reports.
fn wait_status(outcome: &Outcome) -> i32 {
    match outcome {
        Outcome::Exited(status) => i32::from(*status) << 8,
        Outcome::Killed { signal, .. } => i32::from(*signal),
        Outcome::Limit(_) => i32::from(abi::SIGKILL),
    }
}

/// `si_code` and `si_status` for a wait status.
pub(crate) fn describe_status(status: i32) -> (i32, i32) {
    if status & 0x7f == 0 { (abi::CLD_EXITED, status >> 8 & 0xff) } else { (abi::CLD_KILLED, status & 0x7f) }
}

impl Kernel {
    /// Ends the current task, but not its process.
    pub fn finish_thread(&mut self, mem: &mut dyn Memory) {
        self.release_thread(mem);
        let tid = self.thread.tid;
        self.tasks.threads.remove(&tid);
        let cpu_ns = self.platform.clock.cpu_ns();
        if let Some(node) = self.tasks.processes.get_mut(&self.process.pid()) {
            node.threads.retain(|other| *other != tid);
            node.cpu_ns = node.cpu_ns.saturating_add(cpu_ns);
        }
        self.show_in_proc(self.process.pid());
        self.collect_events();
        self.thread.tid = 0;
    }

    /// `execve` ends all other tasks of the process; the one that remains gets the number of the process.
    pub(crate) fn end_other_threads(&mut self) {
        let pid = self.process.pid();
        let own = self.thread.tid;
        let Some(node) = self.tasks.processes.get_mut(&pid) else { return };
        let threads = std::mem::replace(&mut node.threads, vec![own]);
        for tid in threads.into_iter().filter(|tid| *tid != own) {
            self.futexes.leave(tid);
            let waited = self.tasks.threads.remove(&tid).is_some_and(|member| member.wait.is_some());
            if waited { self.alerts.woken.push(tid) } else { self.alerts.kicked.push(tid) }
        }
        self.thread.number = pid;
        self.show_in_proc(pid);
    }

    /// What the end of a task means for others that look at its memory: the word of `set_tid_address`, and robust futexes.
    fn release_thread(&mut self, mem: &mut dyn Memory) {
        let tid = self.thread.tid;
        self.futexes.leave(tid);
        self.mm.release_handler_stacks_of(tid);
        crate::futex::release_robust(self, mem);
        let word = std::mem::take(&mut self.thread.clear_tid);
        if word != 0 && user::write(mem, word, &[0; 4]).is_ok() {
            crate::futex::wake_word(self, word, 1);
        }
    }

    /// Ends the current process with all its tasks, whose runtime threads have to notice by themselves: those that compute
    /// are kicked, those that wait are woken, and [`Kernel::enter`] fails for them from now on.
    pub fn finish(&mut self, mem: &mut dyn Memory, outcome: &Outcome) {
        let pid = self.process.pid();
        self.release_thread(mem);
        let threads = self.tasks.processes.get_mut(&pid).map(|node| std::mem::take(&mut node.threads));
        for tid in threads.unwrap_or_default() {
            self.futexes.leave(tid);
            let waited = self.tasks.threads.remove(&tid).is_some_and(|member| member.wait.is_some());
            if tid != self.thread.tid {
                if waited { self.alerts.woken.push(tid) } else { self.alerts.kicked.push(tid) }
            }
        }
        self.leave_space(mem);
        self.release_locks();
        self.undo_semaphores(pid);
        if pid == INIT {
            // Nobody is left to show the rest.
            self.drain_terminal(LAST_WORDS_NS);
        }
        self.fds.close_all();
        self.collect_hang_ups();
        self.leave_terminal(pid);
        let orphans = self.groups_cared_for(pid);
        self.become_zombie(pid, wait_status(outcome));
        self.adopt_children(pid);
        for group in orphans {
            self.release_orphans(group);
        }
        self.show_in_proc(pid);
        self.collect_events();
        self.thread.tid = 0;
    }

    /// The process groups that may become orphaned by the end of a process: its own, if its parent is in another group of
    /// the session, and those of its children in other groups of the session.
    fn groups_cared_for(&self, pid: u32) -> Vec<u32> {
        let processes = &self.tasks.processes;
        let Some(node) = processes.get(&pid) else { return Vec::new() };
        let other = |other: &Node| other.sid == node.sid && other.pgid != node.pgid;
        let own = processes.get(&node.parent).filter(|parent| other(parent)).map(|_| node.pgid);
        let children = processes.values().filter(|child| child.parent == pid && other(child));
        let groups: BTreeSet<u32> = own.into_iter().chain(children.map(|child| child.pgid)).collect();
        groups.into_iter().collect()
    }

    /// Record locks belong to the process, whatever descriptors others have of the file.
    fn release_locks(&mut self) {
        let owner = locks::process(self.process.pid());
        for file in self.fds.files() {
            file.inode.release_locks(|locks| locks.drop_owner(owner));
        }
    }

    /// The process stops using its address space; the last one that does so writes shared files back.
    pub(crate) fn leave_space(&mut self, mem: &mut dyn Memory) {
        let pid = self.process.pid();
        let Some(space) = self.tasks.processes.get(&pid).map(|node| node.space) else { return };
        let shared = self
            .tasks
            .processes
            .iter()
            .any(|(other, node)| *other != pid && node.space == space && node.state == State::Alive);
        if shared {
            self.end_vfork(pid);
        } else {
            self.mm.flush(mem, 0..crate::mm::ADDRESS_END);
        }
    }

    /// The parent that lent its memory goes on.
    pub(crate) fn end_vfork(&mut self, pid: u32) {
        let Some(parent) = self.tasks.processes.get(&pid).map(|node| node.parent) else { return };
        let threads = self.tasks.processes.get(&parent).map(|node| node.threads.clone()).unwrap_or_default();
        for tid in threads {
            let lent = self
                .tasks
                .threads
                .get(&tid)
                .and_then(|m| m.parked.as_ref())
                .is_some_and(|p| p.thread.vfork == Some(pid));
            if lent {
                self.wake(tid);
            }
        }
    }

    fn become_zombie(&mut self, pid: u32, status: i32) {
        let cpu_ns = self.platform.clock.cpu_ns();
        let peak = self.mm.peak_bytes();
        let Some(node) = self.tasks.processes.get_mut(&pid) else { return };
        node.state = State::Zombie(status);
        node.cpu_ns = node.cpu_ns.saturating_add(cpu_ns);
        let cpu_ns = node.cpu_ns;
        node.peak_bytes = peak;
        node.parked = None;
        let (parent, signal, uid) = (node.parent, node.exit_signal, node.uid);
        let discards = signal == abi::SIGCHLD && self.group_of(parent).is_some_and(|group| group.discards_children());
        if signal != 0 {
            let (code, code_status) = describe_status(status);
            let ticks = cpu_ns / (NS_PER_S / USER_HZ);
            let info = SigInfo { signal, ..SigInfo::child(code, pid, uid, code_status, ticks) };
            let _ = self.send_to_process(parent, info);
        }
        if discards || parent == 0 || self.tasks.alive(parent).is_none() {
            self.reap(pid);
        }
        self.wake_all(Key::Children(parent));
        self.events.fire(Key::Exit(pid));
    }

    /// Removes a zombie.
    pub(crate) fn reap(&mut self, pid: u32) {
        if pid == INIT {
            return;
        }
        if let Some(node) = self.tasks.processes.remove(&pid) {
            self.tasks.release_space(node.space);
        }
        self.events.fire(Key::Exit(pid));
        self.show_in_proc(pid);
    }

    /// Orphans go to the nearest ancestor that asked for them (`PR_SET_CHILD_SUBREAPER`), or to the first process.
    fn adopt_children(&mut self, pid: u32) {
        let children = self.tasks.children(pid);
        if children.is_empty() {
            return;
        }
        let reaper = self.reaper_of(pid);
        for child in children {
            let Some(node) = self.tasks.processes.get_mut(&child) else { continue };
            node.parent = reaper;
            node.exit_signal = abi::SIGCHLD;
            if node.state != State::Alive {
                let discards = self.group_of(reaper).is_some_and(|group| group.discards_children());
                if discards || self.tasks.alive(reaper).is_none() {
                    self.reap(child);
                } else {
                    let _ = self.send_to_process(reaper, SigInfo::kernel(abi::SIGCHLD));
                }
                continue;
            }
            let wanted = self.as_process(child, |k| k.process.death_signal()).unwrap_or(0);
            if wanted != 0 {
                let _ = self.send_to_process(child, SigInfo::sent(wanted, abi::SI_USER, pid, 0));
            }
        }
        self.wake_all(Key::Children(reaper));
    }

    fn reaper_of(&mut self, pid: u32) -> u32 {
        let mut at = pid;
        // No chain of parents is longer than there are processes.
        for _ in 0..self.tasks.processes.len() {
            at = self.tasks.processes.get(&at).map_or(0, |node| node.parent);
            if at <= INIT {
                break;
            }
            let alive = self.tasks.alive(at).is_some();
            if alive && self.as_process(at, |k| k.process.is_subreaper()).unwrap_or(false) {
                return at;
            }
        }
        INIT
    }
}
