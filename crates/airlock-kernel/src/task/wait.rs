//! Waiting in a system call.
//!
//! A handler that cannot go on registers what it waits for ([`Kernel::block`]) and fails; the call has then not
//! returned. Whoever runs the task lets others have the kernel until one of the events has come, and calls
//! [`Kernel::resume`]: the handler runs again from its beginning. What it must remember in between (a deadline, bytes that
//! it has moved) is in [`Call`].
//!
//! While there is one task only, nobody else could need the kernel, and the call waits right here.

use std::sync::Arc;

use airlock_abi::Errno;
use airlock_platform::{Memory, Stream};
use airlock_types::Outcome;

use super::{INIT, Key};
use crate::kernel::{Kernel, SyscallReturn};
use crate::signal;
use crate::vfs::File;

/// How long a task waits for a host stream before it looks whether something else has happened.
const SLICE_NS: u64 = 20_000_000;
/// Waits shorter than this may end early because a clock is coarse.
const EARLY_NS: u64 = 10_000_000;

/// What a task waits for. Signals that it does not block always end a wait.
#[derive(Clone, Debug, Default)]
pub(crate) struct Wait {
    /// Any of these.
    pub(crate) keys: Vec<Key>,
    /// A time on the monotonic clock.
    pub(crate) deadline_ns: Option<u64>,
    /// A host stream that becomes ready.
    pub(crate) stream: Option<Stream>,
    /// Something outside of the sandbox may end it, and will say so by one of the keys.
    pub(crate) outside: bool,
    /// Signals that end the wait although they are blocked.
    pub(crate) signals: u64,
    /// The call, for people.
    pub(crate) what: &'static str,
    /// Only its own state ends it: the process is stopped, or waits for a `vfork` child.
    pub(crate) suspended: bool,
}

impl Wait {
    /// For one event, without a limit of time.
    pub(crate) fn on(key: Key, what: &'static str) -> Self {
        Self { keys: vec![key], what, ..Self::default() }
    }

    /// For a time.
    pub(crate) fn until(deadline_ns: Option<u64>, what: &'static str) -> Self {
        Self { deadline_ns, what, ..Self::default() }
    }
}

/// What a wait for descriptors waits for.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sources {
    /// Any of these.
    pub(crate) keys: Vec<Key>,
    /// A time on the monotonic clock at which one of them changes by itself.
    pub(crate) deadline_ns: Option<u64>,
    /// A host stream that becomes ready.
    pub(crate) stream: Option<Stream>,
    /// Something outside of the sandbox may change one of them.
    pub(crate) outside: bool,
}

impl Sources {
    /// A time at which something changes: the earliest counts.
    pub(crate) fn at(&mut self, deadline_ns: u64) {
        self.deadline_ns = Some(self.deadline_ns.map_or(deadline_ns, |earlier| earlier.min(deadline_ns)));
    }

    /// The wait for them, until a deadline at the latest.
    pub(crate) fn wait(mut self, deadline_ns: Option<u64>, what: &'static str) -> Wait {
        if let Some(deadline_ns) = deadline_ns {
            self.at(deadline_ns);
        }
        Wait { keys: self.keys, stream: self.stream, outside: self.outside, ..Wait::until(self.deadline_ns, what) }
    }
}

/// A system call that has begun.
#[derive(Clone, Debug, Default)]
pub(crate) struct Call {
    nr: usize,
    args: [u64; 6],
    /// When its timeout ends: known once it has waited.
    pub(crate) deadline_ns: Option<u64>,
    /// Bytes that it has moved.
    pub(crate) done: u64,
    /// It has set a temporary signal mask.
    pub(crate) masked: bool,
    /// It waits in the futex queue.
    pub(crate) queued: bool,
    /// An end of a FIFO that it opened, and how often the other end had been opened then.
    pub(crate) fifo: Option<(Arc<File>, u64)>,
    /// It was interrupted and is to be made again: whenever no handler runs, and if the handler that runs allows it.
    pub(crate) restart: Option<Restart>,
}

/// When an interrupted call is made again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Restart {
    /// Unless a handler without `SA_RESTART` runs.
    UnlessHandled,
    /// Unless any handler runs.
    NoHandler,
}

impl Call {
    /// A call that begins.
    pub(crate) fn new(nr: usize, args: [u64; 6]) -> Self {
        Self { nr, args, ..Self::default() }
    }

    /// Its number and arguments.
    pub(crate) fn number_and_args(&self) -> (usize, [u64; 6]) {
        (self.nr, self.args)
    }
}

/// How a task waits, for whoever runs it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// The end of the wait on the monotonic clock, at the latest.
    pub deadline_ns: Option<u64>,
    /// A stream whose readiness ends it too. It is to be looked at in slices, as other events are not seen meanwhile.
    pub stream: Option<Stream>,
}

/// Tasks that the last call concerned.
#[derive(Debug, Default)]
pub struct Alerts {
    /// They wait and shall call [`Kernel::resume`] or [`Kernel::attend`] again.
    pub woken: Vec<u32>,
    /// If they run lifted code, that shall be stopped and [`Kernel::attend_suspended`] be asked.
    pub kicked: Vec<u32>,
}

impl Alerts {
    /// Whether there is nothing to do.
    pub fn is_empty(&self) -> bool {
        self.woken.is_empty() && self.kicked.is_empty()
    }
}

impl Kernel {
    /// Makes the call at hand wait. The handler returns the error at once. `ERESTARTSYS` with `blocked` unset means that
    /// a signal came instead.
    pub(crate) fn block(&mut self, wait: Wait) -> Errno {
        signal::check_timers(self);
        if self.pending_signals() & (!self.signals.mask() | wait.signals) == 0 && !self.group.stopped {
            self.blocked = Some(wait);
        }
        Errno::ERESTARTSYS
    }

    /// Whether [`Kernel::block`] was interrupted rather than made to wait.
    pub(crate) fn interrupted_wait(&self) -> bool {
        self.blocked.is_none()
    }

    /// Waits for one event.
    pub(crate) fn wait_for(&mut self, key: Key, what: &'static str) -> Errno {
        self.block(Wait::on(key, what))
    }

    /// The deadline of the call at hand: what `fresh` says when it runs for the first time, the same later.
    pub(crate) fn call_deadline(&mut self, fresh: impl FnOnce(&Self) -> Option<u64>) -> Option<u64> {
        if self.thread.call.deadline_ns.is_none() {
            self.thread.call.deadline_ns = fresh(self);
        }
        self.thread.call.deadline_ns
    }

    /// The time on the monotonic clock.
    pub(crate) fn now_ns(&self) -> u64 {
        self.platform.clock.monotonic_ns()
    }

    /// Whether nobody but the current task could need the kernel: no other task, and nobody at a terminal.
    pub(crate) fn is_alone(&self) -> bool {
        self.tasks.threads.len() <= 1 && !self.has_terminal()
    }

    /// How the current task waits, after a call returned `blocked` or [`Next::Wait`](crate::Next::Wait).
    pub fn waiting(&self) -> Waiting {
        let wait = self.tasks.threads.get(&self.thread.tid).and_then(|member| member.wait.as_ref());
        let Some(wait) = wait else { return Waiting { deadline_ns: Some(0), stream: None } };
        let timer = if wait.suspended { None } else { self.group.real_deadline() };
        let deadline_ns = match (wait.deadline_ns, timer) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
        Waiting { deadline_ns, stream: wait.stream }
    }

    /// Continues a call that returned `blocked`.
    pub fn resume(&mut self, mem: &mut dyn Memory) -> SyscallReturn {
        self.set_wait(None);
        // A timer may have ended the wait, with a signal that the call waits for.
        signal::check_timers(self);
        self.run_call(mem)
    }

    /// Registers the wait of the call at hand. `None` if it was waited for right here, or cannot be waited for.
    pub(crate) fn enter_wait(&mut self, wait: Wait) -> Option<SyscallReturn> {
        // What comes from outside needs the kernel as well.
        if self.is_alone() && !wait.outside && !self.is_ending() {
            return self.wait_here(&wait).err().map(|value| SyscallReturn {
                value: value.to_return(),
                attention: true,
                blocked: false,
            });
        }
        // What this call has done before it waits may let others go on.
        self.collect_events();
        self.set_wait(Some(wait));
        if self.all_wait_for_ever() {
            let errno = self.deadlock("all tasks wait for ever");
            self.set_wait(None);
            return Some(SyscallReturn { value: errno.to_return(), attention: true, blocked: false });
        }
        Some(SyscallReturn { value: 0, attention: false, blocked: true })
    }

    pub(crate) fn set_wait(&mut self, wait: Option<Wait>) {
        if let Some(member) = self.tasks.threads.get_mut(&self.thread.tid) {
            member.wait = wait;
        }
        self.events.watch(self.tasks.threads.values().any(|member| member.wait.is_some()));
    }

    /// Makes the current task wait until somebody calls [`Kernel::wake`] for it.
    pub(crate) fn suspend(&mut self, what: &'static str) {
        self.set_wait(Some(Wait { suspended: true, what, ..Wait::default() }));
    }

    /// Whether the first process has ended: the runtime is about to stop all others.
    fn is_ending(&self) -> bool {
        !self.tasks.threads.values().any(|member| member.pid == INIT)
    }

    /// Whether no task runs, and nothing that any of them waits for can come from outside.
    pub(crate) fn all_wait_for_ever(&mut self) -> bool {
        if self.is_ending() {
            return false;
        }
        let own = self.process.pid();
        let has_keys = self.fs.terminals.has_keys();
        self.tasks.threads.values().all(|member| {
            let Some(wait) = &member.wait else { return false };
            let timers = match self.tasks.processes.get(&member.pid).and_then(|node| node.parked.as_ref()) {
                _ if member.pid == own => self.group.real_deadline().is_some(),
                Some(parked) => parked.group.real_deadline().is_some(),
                None => false,
            };
            // A key can send a signal, but nothing that lets a stopped process go on.
            let outside = wait.stream.is_some() || wait.outside || has_keys && !wait.suspended;
            wait.deadline_ns.is_none() && !outside && (wait.suspended || !timers)
        })
    }

    /// Waits while nobody else exists. An error ends the call: the run is being stopped, or the wait has no end.
    fn wait_here(&mut self, wait: &Wait) -> Result<(), Errno> {
        let now = self.now_ns();
        let timer = self.group.real_deadline();
        let until = match (wait.deadline_ns, timer) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
        let left = until.map(|until| until.saturating_sub(now));
        let ready = match (wait.stream, until) {
            // Slices: the clock of a run that is being stopped is looked at too.
            (Some(stream), _) => {
                let slice = left.map_or(5 * SLICE_NS, |left| left.min(5 * SLICE_NS));
                if self.platform.stdio.ready(stream, Some(slice)) {
                    return Ok(());
                }
                Some(slice)
            }
            (None, Some(until)) => {
                self.platform.clock.sleep_until(until);
                left
            }
            (None, None) => return Err(self.deadlock(wait.what)),
        };
        // A wait that ends far too early means that the run is being stopped: let the runtime notice.
        let waited = self.now_ns().saturating_sub(now);
        match ready {
            Some(wanted) if wanted > EARLY_NS && waited < wanted / 2 => Err(Errno::EINTR),
            _ => Ok(()),
        }
    }

    /// Wakes a task that waits.
    pub(crate) fn wake(&mut self, tid: u32) {
        if let Some(member) = self.tasks.threads.get_mut(&tid)
            && member.wait.take().is_some()
        {
            self.alerts.woken.push(tid);
        }
    }

    /// Wakes the tasks that wait for an event.
    pub(crate) fn wake_all(&mut self, key: Key) {
        for (tid, member) in &mut self.tasks.threads {
            if member.wait.as_ref().is_some_and(|wait| wait.keys.contains(&key)) {
                member.wait = None;
                self.alerts.woken.push(*tid);
            }
        }
    }

    /// Wakes those who wait for what has happened in the filesystem.
    #[inline]
    pub(crate) fn collect_events(&mut self) {
        for key in self.events.take() {
            self.wake_all(key);
        }
    }

    /// Which tasks the calls since the last time concerned.
    #[inline]
    pub fn take_alerts(&mut self) -> Alerts {
        self.collect_events();
        if self.alerts.is_empty() { Alerts::default() } else { std::mem::take(&mut self.alerts) }
    }

    /// Ends the run because nothing can ever happen any more.
    pub(crate) fn deadlock(&mut self, what: &str) -> Errno {
        let detail = if self.is_alone() {
            format!("deadlock: the only task waits for ever in {what}")
        } else {
            format!("deadlock: {what}: {}", self.describe_waits())
        };
        self.end_run(Outcome::Killed { signal: 9, detail: Some(detail) });
        Errno::EINTR
    }

    fn describe_waits(&self) -> String {
        const SHOWN_MAX: usize = 8;
        let waits: Vec<String> = self
            .tasks
            .threads
            .iter()
            .filter_map(|(tid, member)| Some(format!("{tid} in {}", member.wait.as_ref()?.what)))
            .take(SHOWN_MAX)
            .collect();
        waits.join(", ")
    }
}
