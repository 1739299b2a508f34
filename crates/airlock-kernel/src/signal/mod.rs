//! Signals: dispositions, masks, the pending sets, delivery and timers that raise signals (`signal(7)`).
//!
//! A process has the dispositions, the timers and the signals that were sent to it as a whole ([`Group`]); a task has
//! its mask, its alternate stack and the signals that were sent to it alone ([`Signals`]). Signals are delivered when
//! the runtime attends to a system call, or stops code that computes ([`suspended`]).

mod deliver;
mod posix_timer;
mod send;
mod suspended;
mod sys;
#[cfg(test)]
mod tests;
mod timer;

use std::collections::VecDeque;

use airlock_abi::Errno;
use airlock_abi::signal::{self as abi, AltStack, DefaultAction, SigAction, SigInfo};

pub(crate) use deliver::{deliver_pending, fault, sigreturn};
pub(crate) use posix_timer::{
    sys_timer_create, sys_timer_delete, sys_timer_getoverrun, sys_timer_gettime, sys_timer_settime,
};
pub(crate) use send::*;
pub(crate) use sys::*;
pub(crate) use timer::*;

use crate::kernel::Kernel;

/// Most signals that wait for delivery, for each task and for each process.
pub(crate) const QUEUE_MAX: usize = 1024;
/// Signals that cannot be blocked, caught or ignored.
pub(crate) const UNSTOPPABLE: u64 = abi::bit(abi::SIGKILL) | abi::bit(abi::SIGSTOP);
/// Signals that stop a process.
const STOPPING: u64 = abi::bit(abi::SIGSTOP) | abi::bit(abi::SIGTSTP) | abi::bit(abi::SIGTTIN) | abi::bit(abi::SIGTTOU);

/// Signals that wait for delivery.
#[derive(Default)]
pub(crate) struct Pending {
    /// Signals that have an entry in `queue`.
    set: u64,
    queue: VecDeque<SigInfo>,
}

impl Pending {
    /// Adds a signal. Standard signals do not queue; real-time signals do.
    fn push(&mut self, info: SigInfo) -> Result<(), Errno> {
        let bit = abi::bit(info.signal);
        if info.signal < abi::SIGRTMIN && self.set & bit != 0 {
            return Ok(());
        }
        if self.queue.len() >= QUEUE_MAX {
            return Err(Errno::EAGAIN);
        }
        self.queue.push_back(info);
        self.set |= bit;
        Ok(())
    }

    /// Takes the oldest entry of a number.
    fn take(&mut self, signal: u8) -> Option<SigInfo> {
        let at = self.queue.iter().position(|info| info.signal == signal)?;
        let info = self.queue.remove(at);
        if !self.queue.iter().any(|info| info.signal == signal) {
            self.set &= !abi::bit(signal);
        }
        info
    }

    /// Forgets the signals of a set.
    fn discard(&mut self, set: u64) {
        if self.set & set != 0 {
            self.queue.retain(|info| abi::bit(info.signal) & set == 0);
            self.set &= !set;
        }
    }
}

/// Signal state of one task.
pub(crate) struct Signals {
    mask: u64,
    /// Sent to this task alone.
    own: Pending,
    altstack: AltStack,
    /// The mask to return to, while `rt_sigsuspend` has another one in force.
    saved_mask: Option<u64>,
    /// Its code was stopped in its middle, and the next frame is on top of that.
    arriving: bool,
    /// Code that waits for handlers, the last of them first.
    suspended: Vec<suspended::Suspended>,
}

impl Signals {
    /// Nothing blocked, nothing pending.
    pub(crate) fn new() -> Self {
        Self {
            mask: 0,
            own: Pending::default(),
            altstack: AltStack::DISABLED,
            saved_mask: None,
            arriving: false,
            suspended: Vec::new(),
        }
    }

    /// Those of a child: the mask (and, unless it gets a stack of its own, the alternate stack) of the parent.
    pub(crate) fn of_child(&self, keep_altstack: bool) -> Self {
        let altstack = if keep_altstack { self.altstack } else { AltStack::DISABLED };
        Self { mask: self.saved_mask.unwrap_or(self.mask), altstack, ..Self::new() }
    }

    /// Blocked signals.
    pub(crate) fn mask(&self) -> u64 {
        self.mask
    }

    /// Signals that wait for this task alone.
    pub(crate) fn pending(&self) -> u64 {
        self.own.set
    }

    /// Installs another mask for the time of a call (`ppoll`, `pselect`, `rt_sigsuspend`); the old one comes back when
    /// a handler returns, or when no handler runs.
    pub(crate) fn set_temporary_mask(&mut self, mask: u64) {
        self.saved_mask = Some(self.mask);
        self.mask = mask & !UNSTOPPABLE;
    }
}

/// Signal state that the tasks of a process share.
pub(crate) struct Group {
    /// By signal number; slot 0 is unused.
    actions: Box<[SigAction; abi::NSIG as usize + 1]>,
    /// Sent to the process; any task that does not block them takes them.
    shared: Pending,
    timers: [Timer; 3],
    posix: posix_timer::PosixTimers,
    /// Whether any timer runs: what the hot path asks.
    timers_armed: bool,
    /// The process has stopped (SIGSTOP and its like) and waits for SIGCONT.
    pub(crate) stopped: bool,
}

impl Group {
    /// Default actions, nothing pending.
    pub(crate) fn new() -> Self {
        Self {
            actions: Box::new([SigAction::default(); abi::NSIG as usize + 1]),
            shared: Pending::default(),
            timers: [Timer::default(); 3],
            posix: posix_timer::PosixTimers::default(),
            timers_armed: false,
            stopped: false,
        }
    }

    /// That of a child: the same actions; no pending signals, no timers.
    pub(crate) fn of_child(&self, clear_handlers: bool) -> Self {
        let mut child = Self { actions: self.actions.clone(), ..Self::new() };
        if clear_handlers {
            child.clear_handlers();
        }
        child
    }

    /// Signals that wait for the process.
    pub(crate) fn pending(&self) -> u64 {
        self.shared.set
    }

    /// Ignored and caught signals, for `/proc/self/status`.
    pub(crate) fn dispositions(&self) -> (u64, u64) {
        let mut sets = (0, 0);
        for (signal, action) in (0..=abi::NSIG).zip(self.actions.iter()) {
            match action.handler {
                abi::SIG_DFL => {}
                abi::SIG_IGN => sets.0 |= abi::bit(signal),
                _ => sets.1 |= abi::bit(signal),
            }
        }
        sets
    }

    /// Handlers become the default action, ignored signals stay ignored.
    fn clear_handlers(&mut self) {
        for action in self.actions.iter_mut() {
            let handler = if action.handler == abi::SIG_IGN { abi::SIG_IGN } else { abi::SIG_DFL };
            *action = SigAction { handler, ..SigAction::default() };
        }
    }

    fn action(&self, signal: u8) -> SigAction {
        self.actions.get(usize::from(signal)).copied().unwrap_or_default()
    }

    /// Whether the end of a child leaves no zombie: SIGCHLD is ignored, or `SA_NOCLDWAIT` is set.
    pub(crate) fn discards_children(&self) -> bool {
        let action = self.action(abi::SIGCHLD);
        action.handler == abi::SIG_IGN || action.flags & abi::SA_NOCLDWAIT != 0
    }

    /// Whether the parent wants no signal when a child stops or goes on.
    pub(crate) fn ignores_stops(&self) -> bool {
        self.action(abi::SIGCHLD).flags & abi::SA_NOCLDSTOP != 0
    }

    fn is_ignored(&self, signal: u8) -> bool {
        match self.action(signal).handler {
            abi::SIG_IGN => true,
            abi::SIG_DFL => {
                matches!(abi::default_action(signal), DefaultAction::Ignore | DefaultAction::Continue)
            }
            _ => false,
        }
    }

    /// Whether the signal would end the process if a task took it now.
    fn is_deadly(&self, signal: u8) -> bool {
        self.action(signal).handler == abi::SIG_DFL && matches!(abi::default_action(signal), DefaultAction::Terminate)
    }
}

impl Kernel {
    /// Signals of the current task and of its process that wait for delivery.
    pub(crate) fn pending_signals(&self) -> u64 {
        self.signals.own.set | self.group.shared.set
    }

    /// Whether the current task blocks a signal or its process ignores it.
    pub(crate) fn is_blocked_or_ignored(&self, signal: u8) -> bool {
        self.signals.mask & abi::bit(signal) != 0 || self.group.action(signal).handler == abi::SIG_IGN
    }

    /// Whether a signal waits for the current task that is not blocked.
    #[inline]
    pub(crate) fn deliverable(&self) -> bool {
        self.pending_signals() & !self.signals.mask != 0
    }

    /// Handlers become the default action, ignored signals stay ignored; no alternate stack (`execve(2)`).
    pub(crate) fn reset_signals_for_exec(&mut self) {
        self.group.clear_handlers();
        self.group.delete_posix_timers();
        self.signals.altstack = AltStack::DISABLED;
        self.signals.saved_mask = None;
        self.signals.suspended.clear();
    }

    /// Ends [`Signals::set_temporary_mask`] if no handler is about to run; otherwise the handler's frame carries the
    /// old mask.
    pub(crate) fn restore_mask(&mut self) {
        if !self.deliverable()
            && let Some(mask) = self.signals.saved_mask.take()
        {
            self.signals.mask = mask;
        }
    }

    /// Takes the first pending signal of a set: the lowest number, faults of the instruction at hand before others.
    pub(crate) fn take_signal(&mut self, set: u64) -> Option<SigInfo> {
        const SYNCHRONOUS: u64 = abi::bit(abi::SIGSEGV)
            | abi::bit(abi::SIGBUS)
            | abi::bit(abi::SIGILL)
            | abi::bit(abi::SIGTRAP)
            | abi::bit(abi::SIGFPE)
            | abi::bit(abi::SIGSYS);
        let wanted = self.pending_signals() & set;
        if wanted == 0 {
            return None;
        }
        let first = match wanted {
            _ if wanted & abi::bit(abi::SIGKILL) != 0 => abi::bit(abi::SIGKILL),
            _ if wanted & SYNCHRONOUS != 0 => wanted & SYNCHRONOUS,
            _ => wanted,
        };
        let signal = first.trailing_zeros() as u8 + 1;
        self.signals.own.take(signal).or_else(|| self.group.shared.take(signal))
    }
}
