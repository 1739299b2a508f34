//! Job control: controlling terminals, the foreground, background access, hanging up (`credentials(7)`, `tty_ioctl(4)`).

use std::sync::Arc;

use airlock_abi::Errno;
use airlock_abi::signal::{SIGCONT, SIGHUP, SIGTTIN, SigInfo};

use super::Tty;
use crate::Kernel;
use crate::task::{Node, State};

impl Kernel {
    /// The controlling terminal of the current process.
    pub(crate) fn controlling_terminal(&self) -> Option<Arc<Tty>> {
        let number = self.tasks.processes.get(&self.process.pid())?.terminal?;
        self.fs.terminals.get(number)
    }

    /// Whether this is the controlling terminal of the current process.
    pub(super) fn is_controlled_by(&self, tty: &Arc<Tty>) -> bool {
        self.controlling_terminal().is_some_and(|own| Arc::ptr_eq(&own, tty))
    }

    /// Whether the current process leads a session that has no controlling terminal.
    pub(super) fn leads_session_without_terminal(&self) -> bool {
        let pid = self.process.pid();
        self.tasks.processes.get(&pid).is_some_and(|node| node.sid == pid && node.terminal.is_none())
    }

    /// Makes this the controlling terminal of the current process and its session, which is in the foreground then.
    pub(crate) fn take_terminal(&mut self, tty: &Arc<Tty>) {
        let (pgid, sid) = self.own_groups();
        let mut state = tty.state();
        state.session = sid;
        state.foreground = pgid;
        drop(state);
        if let Some(node) = self.tasks.processes.get_mut(&self.process.pid()) {
            node.terminal = Some(tty.number);
            node.old_foreground = 0;
        }
    }

    /// Sends a signal of the kernel to a process group.
    pub(super) fn signal_group(&mut self, pgid: u32, signal: u8) {
        if pgid == 0 {
            return;
        }
        for pid in self.members(pgid) {
            // A full queue means that the guest does not take its signals; one more changes nothing.
            let _ = self.send_to_process(pid, SigInfo::kernel(signal));
        }
    }

    /// Whether nobody outside of a process group, but in its session, is the parent of one of its processes: nobody
    /// could let it go on then.
    pub(crate) fn is_orphaned(&self, pgid: u32) -> bool {
        !self.tasks.processes.values().any(|node| {
            let cared_for = |parent: &Node| parent.pgid != pgid && parent.sid == node.sid;
            node.pgid == pgid && node.state == State::Alive && self.tasks.alive(node.parent).is_some_and(cared_for)
        })
    }

    /// Whether the group of the current process is orphaned: terminals do not stop it.
    pub(crate) fn in_orphaned_group(&self) -> bool {
        self.is_orphaned(self.own_groups().0)
    }

    /// Checks that the current process may use its controlling terminal in the way for which background processes get
    /// this signal. `ERESTARTSYS` means that they got it.
    pub(super) fn check_foreground(&mut self, tty: &Arc<Tty>, signal: u8) -> Result<(), Errno> {
        let foreground = tty.state().foreground;
        let (pgid, _) = self.own_groups();
        if foreground == 0 || foreground == pgid || !self.is_controlled_by(tty) {
            return Ok(());
        }
        if self.is_blocked_or_ignored(signal) {
            return if signal == SIGTTIN { Err(Errno::EIO) } else { Ok(()) };
        }
        if self.is_orphaned(pgid) {
            return Err(Errno::EIO);
        }
        self.signal_group(pgid, signal);
        Err(Errno::ERESTARTSYS)
    }

    /// Tells the sessions of terminals whose masters were closed.
    pub(crate) fn collect_hang_ups(&mut self) {
        for tty in self.fs.terminals.take_gone() {
            self.tell_hang_up(&tty);
        }
    }

    /// The terminal is gone: its session has none any more, and the leader of the session is told.
    pub(super) fn tell_hang_up(&mut self, tty: &Arc<Tty>) {
        let mut state = tty.state();
        let session = std::mem::take(&mut state.session);
        let foreground = std::mem::take(&mut state.foreground);
        drop(state);
        if session == 0 {
            return;
        }
        self.forget_terminal(session);
        if let Some(leader) = self.tasks.processes.get_mut(&session).filter(|node| node.state == State::Alive) {
            // Whom it has to tell when it ends.
            leader.old_foreground = foreground;
            for signal in [SIGHUP, SIGCONT] {
                let _ = self.send_to_process(session, SigInfo::kernel(signal));
            }
        }
    }

    /// The processes of a session have no controlling terminal any more.
    pub(super) fn forget_terminal(&mut self, session: u32) {
        for node in self.tasks.processes.values_mut().filter(|node| node.sid == session) {
            node.terminal = None;
        }
    }

    /// All descriptors of the terminal are dead from now on (`vhangup(2)`).
    pub(super) fn hang_up(&mut self, tty: &Arc<Tty>) {
        let mut state = tty.state();
        state.generation = state.generation.wrapping_add(1);
        state.slaves = 0;
        state.line.flush_input();
        drop(state);
        tty.changed();
        self.tell_hang_up(tty);
    }

    /// The current process gives its controlling terminal up; with the leader, the whole session does.
    pub(super) fn give_up_terminal(&mut self, tty: &Arc<Tty>) {
        let pid = self.process.pid();
        let (_, sid) = self.own_groups();
        if pid != sid {
            if let Some(node) = self.tasks.processes.get_mut(&pid) {
                node.terminal = None;
            }
            return;
        }
        let mut state = tty.state();
        state.session = 0;
        let foreground = std::mem::take(&mut state.foreground);
        drop(state);
        self.forget_terminal(sid);
        for signal in [SIGHUP, SIGCONT] {
            self.signal_group(foreground, signal);
        }
    }

    /// The process `pid` ends: the terminal of a session goes with its leader.
    pub(crate) fn leave_terminal(&mut self, pid: u32) {
        let Some(node) = self.tasks.processes.get_mut(&pid) else { return };
        if node.sid != pid {
            return;
        }
        let old = std::mem::take(&mut node.old_foreground);
        let tty = node.terminal.take().and_then(|number| self.fs.terminals.get(number));
        let Some(tty) = tty else {
            for signal in [SIGHUP, SIGCONT] {
                self.signal_group(old, signal);
            }
            return;
        };
        let mut state = tty.state();
        state.session = 0;
        let foreground = std::mem::take(&mut state.foreground);
        drop(state);
        // Pseudo-terminals are not hung up: descriptors of others go on working.
        self.forget_terminal(pid);
        self.signal_group(foreground, SIGHUP);
    }

    /// A process that cared for a group has ended. If nobody is left who does, and somebody in it is stopped, the group is
    /// told with SIGHUP and goes on.
    pub(crate) fn release_orphans(&mut self, pgid: u32) {
        if !self.is_orphaned(pgid) {
            return;
        }
        let members: Vec<u32> = self.members(pgid);
        if members.into_iter().any(|pid| self.group_of(pid).is_some_and(|group| group.stopped)) {
            for signal in [SIGHUP, SIGCONT] {
                self.signal_group(pgid, signal);
            }
        }
    }

    /// The living processes of a group.
    fn members(&self, pgid: u32) -> Vec<u32> {
        let member = |(_, node): &(&u32, &Node)| node.pgid == pgid && node.state == State::Alive;
        self.tasks.processes.iter().filter(member).map(|(pid, _)| *pid).collect()
    }
}
