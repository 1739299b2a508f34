//! One run: the kernel that its tasks share, and their threads.
//!
//! Every task is a thread of the host. Whoever makes a system call holds the lock of the kernel; a task whose call has to
//! wait lets go of it and sleeps on its own [`Waker`] until another task, a clock or a host stream ends the wait.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use airlock_kernel::{Alerts, Kernel};
use airlock_platform::{Notify, Platform};
use airlock_types::Outcome;

use crate::engine::THREAD_STACK_BYTES;
use crate::error::TaskError;
use crate::runtime::Runtime;
use crate::space::Interrupt;
use crate::task::{ProgressSink, StopSink, TraceSink};
use crate::watchdog::ThreadCpuClock;

/// How long a wait for a host stream goes on before other events are looked at.
const SLICE: Duration = Duration::from_millis(20);
/// A timed wait is never longer than this: clocks of the platform may run otherwise than the host's.
const LONGEST: Duration = Duration::from_secs(3600);

/// Wakes one task.
#[derive(Default)]
pub(crate) struct Waker {
    woken: Mutex<bool>,
    changed: Condvar,
}

impl Waker {
    fn wake(&self) {
        *lock(&self.woken) = true;
        self.changed.notify_all();
    }

    /// Waits until somebody wakes, for up to `time`.
    fn wait(&self, time: Option<Duration>) {
        let mut woken = lock(&self.woken);
        if !*woken {
            woken = match time {
                Some(time) if time.is_zero() => woken,
                Some(time) => self.changed.wait_timeout(woken, time).unwrap_or_else(PoisonError::into_inner).0,
                None => self.changed.wait_while(woken, |woken| !*woken).unwrap_or_else(PoisonError::into_inner),
            };
        }
        *woken = false;
    }

    fn is_woken(&self) -> bool {
        *lock(&self.woken)
    }
}

/// What others need of a task.
struct Entry {
    waker: Arc<Waker>,
    interrupt: Interrupt,
    /// It is to look at what the kernel has for it, and has not yet.
    kicked: bool,
    cpu: Option<ThreadCpuClock>,
}

#[derive(Default)]
struct Tasks {
    entries: BTreeMap<u32, Entry>,
    threads: Vec<JoinHandle<()>>,
    /// CPU time of tasks that have ended.
    cpu: Duration,
    /// How the run ended: the first to say so counts.
    ended: Option<Result<Outcome, TaskError>>,
}

/// What all tasks of a run share.
pub(crate) struct Run {
    kernel: Mutex<Kernel>,
    tasks: Mutex<Tasks>,
    /// Some process has a timer that its tasks may not look at.
    alarms: AtomicBool,
    /// Nothing goes on any more: the run has ended, or met a limit.
    halted: AtomicBool,
    platform: Platform,
    /// It has a terminal of the host.
    pub(crate) terminal: bool,
    pub(crate) runtime: Runtime,
    pub(crate) on_progress: ProgressSink,
    on_trace: Option<Mutex<TraceSink>>,
    stop: StopSink,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // A panic elsewhere ends the run; what the mutexes protect is good enough for that.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Run {
    pub(crate) fn new(
        runtime: &Runtime,
        kernel: Kernel,
        on_progress: ProgressSink,
        on_trace: Option<TraceSink>,
        stop: StopSink,
    ) -> Self {
        Self {
            platform: kernel.platform().clone(),
            terminal: kernel.has_terminal(),
            kernel: Mutex::new(kernel),
            tasks: Mutex::default(),
            alarms: AtomicBool::new(false),
            halted: AtomicBool::new(false),
            runtime: runtime.clone(),
            on_progress,
            on_trace: on_trace.map(Mutex::new),
            stop,
        }
    }

    /// The kernel, working for the task `tid`; `None` if that has been ended by another one.
    #[inline]
    pub(crate) fn enter(&self, tid: u32) -> Option<MutexGuard<'_, Kernel>> {
        let mut kernel = lock(&self.kernel);
        kernel.enter(tid).then_some(kernel)
    }

    /// Whether the run is over.
    #[inline]
    pub(crate) fn is_halted(&self) -> bool {
        self.halted.load(Ordering::Relaxed)
    }

    /// Tells the tasks that the last call concerned, and writes the trace. To be called before the kernel is let go.
    #[inline]
    pub(crate) fn settle(&self, kernel: &mut Kernel) {
        for waker in self.collect(kernel) {
            waker.wake();
        }
    }

    /// Like [`Run::settle`], and lets the kernel go. Those who are woken find it free then.
    #[inline]
    pub(crate) fn release(&self, mut kernel: MutexGuard<'_, Kernel>) {
        let woken = self.collect(&mut kernel);
        drop(kernel);
        for waker in woken {
            waker.wake();
        }
    }

    #[inline]
    fn collect(&self, kernel: &mut Kernel) -> Vec<Arc<Waker>> {
        let alerts = kernel.take_alerts();
        let woken = if alerts.is_empty() { Vec::new() } else { self.alert(&alerts) };
        if kernel.has_alarms() {
            self.alarms.store(true, Ordering::Relaxed);
        }
        if let Some(sink) = &self.on_trace
            && let Some(lines) = kernel.take_trace()
            && !lines.is_empty()
        {
            lock(sink)(&lines);
        }
        woken
    }

    /// Interrupts those who compute; whom to wake. An interruption must come before the kernel is let go: the task may
    /// make a call of its own then, and find out by itself.
    #[cold]
    fn alert(&self, alerts: &Alerts) -> Vec<Arc<Waker>> {
        let mut tasks = lock(&self.tasks);
        for tid in &alerts.kicked {
            if let Some(entry) = tasks.entries.get_mut(tid) {
                entry.kicked = true;
                entry.interrupt.raise();
            }
        }
        let all = alerts.woken.iter().chain(&alerts.kicked);
        all.filter_map(|tid| tasks.entries.get(tid)).map(|entry| Arc::clone(&entry.waker)).collect()
    }

    /// Lets go of the kernel while the current task waits. `None` if the task or the run has ended meanwhile.
    pub(crate) fn wait<'a>(
        &'a self,
        kernel: MutexGuard<'a, Kernel>,
        tid: u32,
        waker: &Waker,
    ) -> Option<MutexGuard<'a, Kernel>> {
        let waiting = kernel.waiting();
        self.release(kernel);
        let clock = &self.platform.clock;
        let left = || {
            let ns = waiting.deadline_ns?.saturating_sub(clock.monotonic_ns());
            Some(Duration::from_nanos(ns).min(LONGEST))
        };
        match waiting.stream {
            Some(stream) => {
                while !waker.is_woken() && !self.is_halted() {
                    let slice = left().map_or(SLICE, |left| left.min(SLICE));
                    let ns = u64::try_from(slice.as_nanos()).unwrap_or(u64::MAX);
                    if self.platform.stdio.ready(stream, Some(ns)) || left().is_some_and(|left| left.is_zero()) {
                        break;
                    }
                }
                waker.wait(Some(Duration::ZERO));
            }
            None if self.is_halted() => {}
            None => waker.wait(left()),
        }
        if self.is_halted() { None } else { self.enter(tid) }
    }

    /// Starts a thread for a task. Fails if the host has none, or if the run is over.
    pub(crate) fn spawn(
        &self,
        tid: u32,
        interrupt: Interrupt,
        body: impl FnOnce(Arc<Waker>) + Send + 'static,
    ) -> std::io::Result<()> {
        let mut tasks = lock(&self.tasks);
        if self.is_halted() {
            return Err(std::io::ErrorKind::Interrupted.into());
        }
        // Threads that have ended are joined as new ones come, so that they do not pile up.
        let (done, running): (Vec<_>, Vec<_>) =
            std::mem::take(&mut tasks.threads).into_iter().partition(|t| t.is_finished());
        tasks.threads = running;
        for thread in done {
            // What it panicked with was caught and reported by itself.
            let _ = thread.join();
        }
        let waker = Arc::new(Waker::default());
        tasks.entries.insert(tid, Entry { waker: Arc::clone(&waker), interrupt, kicked: false, cpu: None });
        let thread = std::thread::Builder::new()
            .name("airlock-guest".to_owned())
            .stack_size(THREAD_STACK_BYTES)
            .spawn(move || body(waker));
        match thread {
            Ok(thread) => tasks.threads.push(thread),
            Err(error) => {
                tasks.entries.remove(&tid);
                return Err(error);
            }
        }
        Ok(())
    }

    /// A task counts its CPU time from its own thread.
    pub(crate) fn count_cpu(&self, tid: u32) -> std::io::Result<()> {
        let cpu = ThreadCpuClock::of_this_thread()?;
        if let Some(entry) = lock(&self.tasks).entries.get_mut(&tid) {
            entry.cpu = Some(cpu);
        }
        Ok(())
    }

    /// The task runs in other memory now.
    pub(crate) fn moved(&self, tid: u32, interrupt: Interrupt) {
        let mut tasks = lock(&self.tasks);
        if let Some(entry) = tasks.entries.get_mut(&tid) {
            entry.interrupt = interrupt;
        }
        if self.is_halted() {
            self.halt(&tasks);
        }
    }

    /// A task has ended; called from its thread.
    pub(crate) fn ended(&self, tid: u32) {
        let mut tasks = lock(&self.tasks);
        if let Some(entry) = tasks.entries.remove(&tid) {
            tasks.cpu += entry.cpu.and_then(ThreadCpuClock::now).unwrap_or_default();
            if entry.interrupt.is_raised() {
                self.lower(&tasks, &entry.interrupt);
            }
        }
    }

    /// The task has looked at what it was interrupted for; to be called before the kernel is let go, so that nothing
    /// can come in between. Its lifted code stays interrupted as long as others in the same memory have to look.
    pub(crate) fn heed(&self, tid: u32, interrupt: &Interrupt) {
        let mut tasks = lock(&self.tasks);
        if let Some(entry) = tasks.entries.get_mut(&tid) {
            entry.kicked = false;
        }
        self.lower(&tasks, interrupt);
    }

    /// Lets lifted code go on that was interrupted, if nobody has to look any more and the run is not over.
    fn lower(&self, tasks: &Tasks, interrupt: &Interrupt) {
        let wanted = tasks.entries.values().any(|entry| entry.kicked && entry.interrupt.is_of_same(interrupt));
        if !wanted && !self.is_halted() {
            interrupt.lower();
        }
    }

    /// CPU time of all tasks.
    pub(crate) fn cpu(&self) -> Duration {
        let tasks = lock(&self.tasks);
        let running = tasks.entries.values().filter_map(|entry| entry.cpu?.now()).sum::<Duration>();
        tasks.cpu + running
    }

    /// Looks at the timers of processes that make no system calls; how long until that is worth while again.
    pub(crate) fn check_alarms(&self) -> Option<Duration> {
        if !self.alarms.load(Ordering::Relaxed) {
            return None;
        }
        // Whoever holds the kernel is soon done.
        let mut kernel = lock(&self.kernel);
        let cpu = |tid| {
            let clock = lock(&self.tasks).entries.get(&tid)?.cpu?;
            u64::try_from(clock.now()?.as_nanos()).ok()
        };
        let left = kernel.check_alarms(&cpu);
        self.alarms.store(left.is_some(), Ordering::Relaxed);
        self.settle(&mut kernel);
        left.map(Duration::from_nanos)
    }

    /// Lets the kernel know of what happens outside, until `stop_watching`.
    pub(crate) fn watch_outside(self: &Arc<Self>) {
        let run = Arc::downgrade(self);
        let notify: Notify = Arc::new(move |number| {
            if let Some(run) = run.upgrade() {
                let mut kernel = lock(&run.kernel);
                kernel.outside_changed(number);
                run.release(kernel);
            }
        });
        lock(&self.kernel).watch_outside(Some(notify));
    }

    /// Nothing more is told from outside.
    pub(crate) fn stop_watching(&self) {
        lock(&self.kernel).watch_outside(None);
    }

    /// The run ends like this, unless it has ended before.
    pub(crate) fn end(&self, result: Result<Outcome, TaskError>) {
        let mut tasks = lock(&self.tasks);
        tasks.ended.get_or_insert(result);
        let others = tasks.entries.len() > 1;
        self.halt(&tasks);
        drop(tasks);
        if others || self.terminal {
            // They may wait in the host, as whoever carries keys does.
            (self.stop)();
        }
    }

    /// A limit of time was met: every task stops where it is.
    pub(crate) fn expire(&self) {
        let tasks = lock(&self.tasks);
        self.halt(&tasks);
        drop(tasks);
        (self.stop)();
    }

    fn halt(&self, tasks: &Tasks) {
        self.halted.store(true, Ordering::SeqCst);
        for entry in tasks.entries.values() {
            entry.interrupt.raise();
            entry.waker.wake();
        }
    }

    /// Waits for all threads; how the run ended.
    pub(crate) fn join(&self) -> Result<Outcome, TaskError> {
        loop {
            let threads = std::mem::take(&mut lock(&self.tasks).threads);
            if threads.is_empty() {
                break;
            }
            for thread in threads {
                let _ = thread.join();
            }
        }
        let ended = lock(&self.tasks).ended.take();
        ended.unwrap_or_else(|| Ok(Outcome::Killed { signal: 9, detail: Some("the run was stopped".to_owned()) }))
    }

    /// The outside.
    pub(crate) fn platform(&self) -> &Platform {
        &self.platform
    }

    /// The kernel, on behalf of no task.
    pub(crate) fn kernel(&self) -> MutexGuard<'_, Kernel> {
        lock(&self.kernel)
    }
}
