//! Sending signals, to tasks, processes and groups of them.

use airlock_abi::Errno;
use airlock_abi::poll::POLLIN;
use airlock_abi::signal::{self as abi, SigInfo};

use super::{Group, STOPPING, Signals};
use crate::kernel::Kernel;
use crate::task::Key;

impl Kernel {
    /// Signal state of a process that is not a zombie.
    pub(crate) fn group_of(&mut self, pid: u32) -> Option<&mut Group> {
        if pid == self.process.pid() {
            return Some(&mut self.group);
        }
        self.tasks.processes.get_mut(&pid)?.parked.as_mut().map(|parked| &mut parked.group)
    }

    /// Signal state of a task.
    pub(crate) fn signals_of(&mut self, tid: u32) -> Option<&mut Signals> {
        if tid == self.thread.tid {
            return Some(&mut self.signals);
        }
        self.tasks.threads.get_mut(&tid)?.parked.as_mut().map(|parked| &mut parked.signals)
    }

    /// Whether the task would take this signal now, awake or in its wait.
    fn takes(&mut self, tid: u32, bit: u64) -> bool {
        let awaited = self.tasks.threads.get(&tid).and_then(|member| member.wait.as_ref()).map_or(0, |w| w.signals);
        self.signals_of(tid).is_some_and(|signals| bit & (!signals.mask | awaited) != 0)
    }

    /// Sends a signal to a process; one of its tasks takes it.
    pub(crate) fn send_to_process(&mut self, pid: u32, info: SigInfo) -> Result<(), Errno> {
        let Some(threads) = self.tasks.processes.get(&pid).map(|node| node.threads.clone()) else {
            return Err(Errno::ESRCH);
        };
        let bit = abi::bit(info.signal);
        self.before_send(pid, info.signal);
        let taker = threads.iter().copied().find(|tid| self.takes(*tid, bit));
        let Some(group) = self.group_of(pid) else { return Ok(()) };
        // One that every task blocks stays pending even if it is ignored: that may change.
        if bit == 0 || group.is_ignored(info.signal) && taker.is_some() && !self.is_awaited(&threads, bit) {
            return Ok(());
        }
        let Some(group) = self.group_of(pid) else { return Ok(()) };
        let deadly = group.is_deadly(info.signal);
        group.shared.push(info)?;
        self.events.fire_for(Key::Signals(pid), POLLIN);
        for tid in taker.into_iter().chain(if deadly { threads } else { Vec::new() }) {
            self.alert(tid, taker.is_some());
        }
        Ok(())
    }

    fn is_awaited(&self, threads: &[u32], bit: u64) -> bool {
        let awaits =
            |tid: &u32| self.tasks.threads.get(tid).and_then(|m| m.wait.as_ref()).is_some_and(|w| w.signals & bit != 0);
        threads.iter().any(awaits)
    }

    /// Sends a signal to one task.
    pub(crate) fn send_to_task(&mut self, tid: u32, info: SigInfo) -> Result<(), Errno> {
        let Some(pid) = self.tasks.threads.get(&tid).map(|member| member.pid) else { return Err(Errno::ESRCH) };
        let bit = abi::bit(info.signal);
        self.before_send(pid, info.signal);
        let takes = self.takes(tid, bit);
        let awaited = self.is_awaited(&[tid], bit);
        let Some(group) = self.group_of(pid) else { return Ok(()) };
        if bit == 0 || group.is_ignored(info.signal) && takes && !awaited {
            return Ok(());
        }
        let Some(signals) = self.signals_of(tid) else { return Ok(()) };
        signals.own.push(info)?;
        self.events.fire_for(Key::Signals(pid), POLLIN);
        if takes {
            self.alert(tid, true);
        }
        Ok(())
    }

    /// SIGCONT and the stopping signals undo each other when they are sent, whatever becomes of them afterwards; SIGKILL
    /// reaches a stopped process too.
    fn before_send(&mut self, pid: u32, signal: u8) {
        let bit = abi::bit(signal);
        let undone = match signal {
            abi::SIGCONT => STOPPING,
            _ if bit & STOPPING != 0 => abi::bit(abi::SIGCONT),
            abi::SIGKILL => 0,
            _ => return,
        };
        let threads = self.tasks.processes.get(&pid).map(|node| node.threads.clone()).unwrap_or_default();
        for tid in &threads {
            if let Some(signals) = self.signals_of(*tid) {
                signals.own.discard(undone);
            }
        }
        let Some(group) = self.group_of(pid) else { return };
        group.shared.discard(undone);
        if group.stopped && bit & STOPPING == 0 {
            group.stopped = false;
            for tid in threads {
                self.wake(tid);
            }
            if signal == abi::SIGCONT {
                self.child_continued(pid);
            }
        }
    }

    /// Wakes a task that waits, because a signal came. One that computes is stopped, if the signal is going to be taken.
    fn alert(&mut self, tid: u32, taken: bool) {
        let waits = self.tasks.threads.get(&tid).is_some_and(|member| member.wait.is_some());
        if waits {
            self.wake(tid);
        } else if taken && (tid != self.thread.tid || self.outside) && !self.alerts.kicked.contains(&tid) {
            self.alerts.kicked.push(tid);
        }
    }
}

/// Raises a signal on behalf of the kernel, e.g. SIGPIPE. It is delivered at the end of the call.
pub(crate) fn raise(k: &mut Kernel, signal: u8) {
    // A full queue means that the guest does not take its signals; one more changes nothing.
    let info = SigInfo::sent(signal, abi::SI_USER, k.process.pid(), k.process.creds().uid);
    let _ = k.send_to_task(k.thread.tid, info);
}
