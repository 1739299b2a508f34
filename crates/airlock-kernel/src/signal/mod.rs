//! Signals: dispositions, masks, the pending set, delivery and timers that raise signals (`signal(7)`).
//!
//! There is one process with one task, so every signal comes from itself, from the kernel, or from one of its timers.
//! Signals are delivered when the runtime attends to a system call.

mod deliver;
mod sys;
#[cfg(test)]
mod tests;
mod timer;

use std::collections::VecDeque;

use airlock_abi::Errno;
use airlock_abi::signal::{self as abi, AltStack, DefaultAction, SigAction, SigInfo};

pub(crate) use deliver::{deliver_pending, fault, sigreturn};
pub(crate) use sys::*;
pub(crate) use timer::*;

use crate::kernel::Kernel;
use crate::process::PID;

/// Most signals that wait for delivery.
pub(crate) const QUEUE_MAX: usize = 1024;
/// Signals that cannot be blocked, caught or ignored.
const UNSTOPPABLE: u64 = abi::bit(abi::SIGKILL) | abi::bit(abi::SIGSTOP);

/// Signal state of the only task.
pub(crate) struct Signals {
    /// By signal number; slot 0 is unused.
    actions: [SigAction; abi::NSIG as usize + 1],
    mask: u64,
    /// Signals that have an entry in `queue`.
    pending: u64,
    queue: VecDeque<SigInfo>,
    altstack: AltStack,
    /// The mask to return to, while `rt_sigsuspend` has another one in force.
    saved_mask: Option<u64>,
    timers: [Timer; 3],
    /// Whether any timer runs: what the hot path asks.
    timers_armed: bool,
}

/// Why a wait ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wake {
    /// The time is over.
    Elapsed,
    /// A signal can be delivered.
    Signal,
    /// Nothing could ever end the wait.
    Never,
}

impl Signals {
    /// Default actions, nothing blocked, nothing pending.
    pub(crate) fn new() -> Self {
        Self {
            actions: [SigAction::default(); abi::NSIG as usize + 1],
            mask: 0,
            pending: 0,
            queue: VecDeque::new(),
            altstack: AltStack::DISABLED,
            saved_mask: None,
            timers: [Timer::default(); 3],
            timers_armed: false,
        }
    }

    /// Whether a signal waits that is not blocked.
    #[inline]
    pub(crate) fn deliverable(&self) -> bool {
        self.pending & !self.mask != 0
    }

    /// Blocked signals.
    pub(crate) fn mask(&self) -> u64 {
        self.mask
    }

    /// Pending signals.
    pub(crate) fn pending(&self) -> u64 {
        self.pending
    }

    /// Ignored and caught signals, for `/proc/self/status`.
    pub(crate) fn dispositions(&self) -> (u64, u64) {
        let mut sets = (0, 0);
        for (signal, action) in (0..=abi::NSIG).zip(&self.actions) {
            match action.handler {
                abi::SIG_DFL => {}
                abi::SIG_IGN => sets.0 |= abi::bit(signal),
                _ => sets.1 |= abi::bit(signal),
            }
        }
        sets
    }

    /// Handlers become the default action, ignored signals stay ignored; no alternate stack (`execve(2)`).
    pub(crate) fn reset_for_exec(&mut self) {
        for action in &mut self.actions {
            let handler = if action.handler == abi::SIG_IGN { abi::SIG_IGN } else { abi::SIG_DFL };
            *action = SigAction { handler, ..SigAction::default() };
        }
        self.altstack = AltStack::DISABLED;
        self.saved_mask = None;
    }

    /// Installs another mask for the time of a call (`ppoll`, `pselect`, `rt_sigsuspend`); the old one comes back when
    /// a handler returns, or with [`Signals::restore_mask`].
    pub(crate) fn set_temporary_mask(&mut self, mask: u64) {
        self.saved_mask = Some(self.mask);
        self.mask = mask & !UNSTOPPABLE;
    }

    /// Ends [`Signals::set_temporary_mask`] if no handler is about to run; otherwise the handler's frame carries the
    /// old mask.
    pub(crate) fn restore_mask(&mut self) {
        if !self.deliverable()
            && let Some(mask) = self.saved_mask.take()
        {
            self.mask = mask;
        }
    }

    fn action(&self, signal: u8) -> SigAction {
        self.actions.get(usize::from(signal)).copied().unwrap_or_default()
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

    /// Makes a signal pending, unless it would be ignored. Standard signals do not queue; real-time signals do.
    pub(crate) fn send(&mut self, info: SigInfo) -> Result<(), Errno> {
        let bit = abi::bit(info.signal);
        if bit == 0 || self.is_ignored(info.signal) && self.mask & bit == 0 {
            return Ok(());
        }
        if info.signal < abi::SIGRTMIN && self.pending & bit != 0 {
            return Ok(());
        }
        if self.queue.len() >= QUEUE_MAX {
            return Err(Errno::EAGAIN);
        }
        self.queue.push_back(info);
        self.pending |= bit;
        Ok(())
    }

    /// Takes the first pending signal of a set: the lowest number, faults of the instruction at hand before others.
    fn take(&mut self, set: u64) -> Option<SigInfo> {
        const SYNCHRONOUS: u64 = abi::bit(abi::SIGSEGV)
            | abi::bit(abi::SIGBUS)
            | abi::bit(abi::SIGILL)
            | abi::bit(abi::SIGTRAP)
            | abi::bit(abi::SIGFPE)
            | abi::bit(abi::SIGSYS);
        let wanted = self.pending & set;
        if wanted == 0 {
            return None;
        }
        let first = if wanted & SYNCHRONOUS != 0 { wanted & SYNCHRONOUS } else { wanted };
        let signal = first.trailing_zeros() as u8 + 1;
        let at = self.queue.iter().position(|info| info.signal == signal)?;
        let info = self.queue.remove(at);
        if !self.queue.iter().any(|info| info.signal == signal) {
            self.pending &= !abi::bit(signal);
        }
        info
    }

    /// Forgets pending signals of this number.
    fn discard(&mut self, signal: u8) {
        self.queue.retain(|info| info.signal != signal);
        self.pending &= !abi::bit(signal);
    }
}

/// Raises a signal on behalf of the kernel, e.g. SIGPIPE. It is delivered at the end of the call.
pub(crate) fn raise(k: &mut Kernel, signal: u8) {
    // A full queue means that the guest does not take its signals; one more changes nothing.
    let _ = k.signals.send(SigInfo::sent(signal, abi::SI_USER, PID, k.process.creds().uid));
}

/// Waits until `deadline_ns` on the monotonic clock (`None`: for ever), or until a signal can be delivered.
pub(crate) fn sleep_until(k: &mut Kernel, deadline_ns: Option<u64>) -> Wake {
    loop {
        check_timers(k);
        if k.signals.deliverable() {
            return Wake::Signal;
        }
        let now = k.platform.clock.monotonic_ns();
        if deadline_ns.is_some_and(|deadline| deadline <= now) {
            return Wake::Elapsed;
        }
        let until = match (deadline_ns, k.signals.real_deadline()) {
            (Some(a), Some(b)) => a.min(b),
            (Some(a), None) | (None, Some(a)) => a,
            (None, None) => return Wake::Never,
        };
        k.platform.clock.sleep_until(until);
        if k.platform.clock.monotonic_ns() < until {
            // The host ends the run: do not sleep again, let the runtime notice.
            return if deadline_ns.is_some() { Wake::Elapsed } else { Wake::Signal };
        }
    }
}
