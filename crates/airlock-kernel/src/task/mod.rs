//! Tasks and processes: who exists, who is whose child, and whose turn it is in the kernel.
//!
//! The kernel works for one task at a time, the *current* one. The state of the current task and of its process lies in
//! the fields of [`Kernel`] itself, where the handlers of system calls find it; that of all others is *parked* in the
//! [`Table`]. [`Kernel::enter`] changes places. What concerns others than a process itself (its parent, group, session,
//! how it ended) is never parked: see [`Node`].

mod clone;
mod events;
mod exit;
mod groups;
#[cfg(test)]
pub(crate) mod tests;
mod wait;
mod wait_child;

use std::collections::BTreeMap;
use std::sync::Arc;

use airlock_platform::{Memory, MemoryExhausted};

use crate::config::Config;
use crate::fd::FdTable;
use crate::kernel::{Kernel, Pending};
use crate::mm::AddressSpace;
use crate::process::Process;
use crate::signal::{Group, Signals};
use crate::vfs::FsContext;

pub use clone::Child;
pub(crate) use clone::*;
pub(crate) use events::{Events, Key, Watch, Watcher};
pub(crate) use exit::*;
pub(crate) use groups::*;
pub use wait::{Alerts, Waiting};
pub(crate) use wait::{Call, Restart, Sources, Wait};
pub(crate) use wait_child::*;

/// The first process of a run.
pub(crate) const INIT: u32 = 1;
/// Numbers of processes and tasks are below this (`kernel.pid_max`).
pub(crate) const PID_MAX: u32 = 4 << 20;
/// After a round, numbers begin here again, as on Linux.
const PID_RESERVED: u32 = 300;

/// What belongs to one task alone, beside its signals.
#[derive(Default)]
pub(crate) struct Thread {
    /// Its number for whoever runs it, which never changes.
    pub(crate) tid: u32,
    /// Its number for the guest: that of the process if it ran `execve` and was not the first task.
    pub(crate) number: u32,
    /// What `arch_prctl` set last.
    pub(crate) fs_base: u64,
    pub(crate) gs_base: u64,
    /// The word that is cleared and woken when the task ends.
    pub(crate) clear_tid: u64,
    pub(crate) robust_list: u64,
    /// The system call that it makes, or that it has not finished.
    pub(crate) call: Call,
    /// A call to make in place of the `syscall` instruction before rip: number and arguments.
    pub(crate) replay: Option<(usize, [u64; 6])>,
    /// The child that runs in its memory: it goes on when that has another program or is gone.
    pub(crate) vfork: Option<u32>,
}

/// State of a task that is not the current one.
pub(crate) struct ParkedThread {
    pub(crate) thread: Thread,
    pub(crate) signals: Signals,
    pub(crate) pending: Option<Pending>,
}

/// State of a process that is not the current one.
pub(crate) struct ParkedProcess {
    pub(crate) group: Group,
    pub(crate) process: Process,
    pub(crate) fs: FsContext,
    pub(crate) fds: FdTable,
}

/// A task, as others see it.
pub(crate) struct Member {
    /// Its process.
    pub(crate) pid: u32,
    /// What it waits for, if it does.
    pub(crate) wait: Option<Wait>,
    /// `None` while it is the current one.
    pub(crate) parked: Option<Box<ParkedThread>>,
}

/// How a process ended, or what else its parent may want to know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum State {
    Alive,
    /// It has ended with this wait status, and nobody has asked for it yet.
    Zombie(i32),
}

/// A process, as others see it.
pub(crate) struct Node {
    /// 0 for the first process.
    pub(crate) parent: u32,
    /// What tells it from another one with the same number later.
    pub(crate) identity: Arc<()>,
    pub(crate) pgid: u32,
    pub(crate) sid: u32,
    /// Number of its controlling terminal.
    pub(crate) terminal: Option<u32>,
    /// The foreground group of the terminal that its session had, for when the leader ends.
    pub(crate) old_foreground: u32,
    /// The signal that its end sends to the parent; 0 for none.
    pub(crate) exit_signal: u8,
    /// Real user, for `kill` and `waitid`.
    pub(crate) uid: u32,
    pub(crate) state: State,
    /// The signal that stopped it, until a `wait` has told.
    pub(crate) stop_report: Option<u8>,
    /// It goes on, and no `wait` has told yet.
    pub(crate) continue_report: bool,
    /// It has replaced its program since it was made: its parent cannot change its group any more.
    pub(crate) executed: bool,
    /// When it was made, on the monotonic clock.
    pub(crate) started_ns: u64,
    /// Its tasks; the first is the leader.
    pub(crate) threads: Vec<u32>,
    /// CPU time of the process after it has ended, and of the children that it waited for, in nanoseconds.
    pub(crate) cpu_ns: u64,
    pub(crate) children_cpu_ns: u64,
    /// Largest memory of the process after it has ended, and of its children, in bytes.
    pub(crate) peak_bytes: u64,
    pub(crate) children_peak_bytes: u64,
    /// Its address space: that of its parent until it has another program, after `vfork`.
    pub(crate) space: u32,
    /// `None` while one of its tasks is the current one, and after its end.
    pub(crate) parked: Option<Box<ParkedProcess>>,
}

/// All tasks and processes.
pub(crate) struct Table {
    pub(crate) threads: BTreeMap<u32, Member>,
    pub(crate) processes: BTreeMap<u32, Node>,
    /// Address spaces by number; `None` is the current one.
    spaces: BTreeMap<u32, Option<AddressSpace>>,
    next_space: u32,
    next: u32,
    /// Whether there has ever been more than one process.
    pub(crate) several: bool,
}

impl Table {
    /// A table with the first process and its task.
    pub(crate) fn new(config: &Config) -> Self {
        let member = Member { pid: INIT, wait: None, parked: None };
        Self {
            threads: BTreeMap::from([(INIT, member)]),
            processes: BTreeMap::from([(INIT, Node::new(INIT, 0, INIT, INIT, config.uid))]),
            spaces: BTreeMap::from([(0, None)]),
            next_space: 1,
            next: INIT + 1,
            several: false,
        }
    }

    /// A number that no task, process, group or session has.
    fn free_number(&mut self) -> u32 {
        loop {
            let number = self.next;
            self.next = if number + 1 >= PID_MAX { PID_RESERVED } else { number + 1 };
            let taken = self.threads.contains_key(&number)
                || self.processes.iter().any(|(pid, node)| [*pid, node.pgid, node.sid].contains(&number));
            if !taken {
                return number;
            }
        }
    }

    /// Adds an address space.
    pub(crate) fn add_space(&mut self, mm: AddressSpace) -> u32 {
        let number = self.next_space;
        self.next_space = self.next_space.wrapping_add(1);
        self.spaces.insert(number, Some(mm));
        number
    }

    /// Drops an address space that no process has any more.
    pub(crate) fn release_space(&mut self, space: u32) {
        let used = self.processes.values().any(|node| node.state == State::Alive && node.space == space);
        if !used && self.spaces.get(&space).is_some_and(Option::is_some) {
            self.spaces.remove(&space);
        }
    }

    /// Adds a task to a process.
    fn add_thread(&mut self, pid: u32, tid: u32) {
        if let Some(node) = self.processes.get_mut(&pid) {
            node.threads.push(tid);
            self.threads.insert(tid, Member { pid, wait: None, parked: None });
        }
    }

    /// A process that has not ended.
    pub(crate) fn alive(&self, pid: u32) -> Option<&Node> {
        self.processes.get(&pid).filter(|node| node.state == State::Alive)
    }

    /// The numbers of a process's children.
    pub(crate) fn children(&self, pid: u32) -> Vec<u32> {
        self.processes.iter().filter(|(_, node)| node.parent == pid).map(|(child, _)| *child).collect()
    }

    /// Whether a process group exists in a session.
    pub(crate) fn has_group(&self, pgid: u32, sid: u32) -> bool {
        self.processes.values().any(|node| node.pgid == pgid && node.sid == sid)
    }
}

impl Node {
    /// A process with one task.
    pub(crate) fn new(pid: u32, parent: u32, pgid: u32, sid: u32, uid: u32) -> Self {
        Self {
            parent,
            identity: Arc::default(),
            pgid,
            sid,
            terminal: None,
            old_foreground: 0,
            exit_signal: airlock_abi::signal::SIGCHLD,
            uid,
            state: State::Alive,
            stop_report: None,
            continue_report: false,
            executed: false,
            started_ns: 0,
            threads: vec![pid],
            cpu_ns: 0,
            children_cpu_ns: 0,
            peak_bytes: 0,
            children_peak_bytes: 0,
            space: 0,
            parked: None,
        }
    }
}

impl Kernel {
    /// The number of the current task.
    pub fn current(&self) -> u32 {
        self.thread.tid
    }

    /// Makes `tid` the task that calls are made for. False if there is no such task (any more).
    #[inline]
    pub fn enter(&mut self, tid: u32) -> bool {
        tid == self.thread.tid || self.switch(tid)
    }

    /// Whether this task is the first of its process and that is the first of the run.
    pub fn is_first_process(&self) -> bool {
        self.process.pid() == INIT
    }

    #[cold]
    fn switch(&mut self, tid: u32) -> bool {
        let Some(member) = self.tasks.threads.get_mut(&tid) else { return false };
        let pid = member.pid;
        let Some(thread) = member.parked.take() else { return false };
        if pid != self.process.pid() && !self.switch_process(pid) {
            if let Some(member) = self.tasks.threads.get_mut(&tid) {
                member.parked = Some(thread);
            }
            return false;
        }
        let mut thread = thread;
        let old = self.thread.tid;
        std::mem::swap(&mut self.thread, &mut thread.thread);
        std::mem::swap(&mut self.signals, &mut thread.signals);
        std::mem::swap(&mut self.pending, &mut thread.pending);
        // The state of a task that has ended goes.
        if let Some(member) = self.tasks.threads.get_mut(&old) {
            member.parked = Some(thread);
        }
        true
    }

    fn switch_process(&mut self, pid: u32) -> bool {
        let Some((mut new, space)) =
            self.tasks.processes.get_mut(&pid).and_then(|node| Some((node.parked.take()?, node.space)))
        else {
            return false;
        };
        self.switch_space(space);
        let old = self.process.pid();
        std::mem::swap(&mut self.group, &mut new.group);
        std::mem::swap(&mut self.process, &mut new.process);
        std::mem::swap(&mut self.fs, &mut new.fs);
        std::mem::swap(&mut self.fds, &mut new.fds);
        if let Some(node) = self.tasks.alive_mut(old) {
            node.parked = Some(new);
        }
        true
    }

    fn switch_space(&mut self, space: u32) {
        if space == self.space {
            return;
        }
        let Some(mut mm) = self.tasks.spaces.get_mut(&space).and_then(Option::take) else { return };
        self.mm.settle();
        std::mem::swap(&mut self.mm, &mut mm);
        if let Some(slot) = self.tasks.spaces.get_mut(&self.space) {
            *slot = Some(mm);
        }
        let old = std::mem::replace(&mut self.space, space);
        self.tasks.release_space(old);
    }

    /// Gives the current process an address space of its own, if it shares one or has other tasks (which run in the old
    /// one until they notice that they have ended): it is about to run another program.
    pub(crate) fn own_space(&mut self, mem: &mut dyn Memory) -> Result<(), MemoryExhausted> {
        let pid = self.process.pid();
        let shared =
            |(other, node): (&u32, &Node)| *other != pid && node.state == State::Alive && node.space == self.space;
        let threads = self.tasks.processes.get(&pid).map_or(1, |node| node.threads.len());
        if threads <= 1 && !self.tasks.processes.iter().any(shared) {
            return Ok(());
        }
        self.mm.flush(mem, 0..crate::mm::ADDRESS_END);
        mem.detach()?;
        let (old, space) = (self.space, self.tasks.add_space(self.mm.empty()));
        self.switch_space(space);
        if let Some(node) = self.tasks.processes.get_mut(&pid) {
            node.space = space;
        }
        self.tasks.release_space(old);
        self.end_vfork(pid);
        Ok(())
    }

    /// Runs `f` as if the process `pid` were the current one: for looking at it. `None` if it has ended.
    pub(crate) fn as_process<T>(&mut self, pid: u32, f: impl FnOnce(&mut Self) -> T) -> Option<T> {
        let own = self.process.pid();
        if pid == own {
            return Some(f(self));
        }
        if !self.switch_process(pid) {
            return None;
        }
        let result = f(self);
        self.switch_process(own);
        Some(result)
    }
}

impl Table {
    fn alive_mut(&mut self, pid: u32) -> Option<&mut Node> {
        self.processes.get_mut(&pid).filter(|node| node.state == State::Alive)
    }
}
