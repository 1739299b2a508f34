//! Tasks from their first instruction to their end.

use std::any::Any;
use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::{Duration, Instant};

use airlock_kernel::{Child, ExecError, Image, Kernel, KernelReport, LoadedObject, Next};
use airlock_lift::helper::HelperState;
use airlock_lift::ir::TrapKind;
use airlock_platform::{Memory, Registers};
use airlock_types::{Limits, Outcome, Report};
use wasmtime::{Extern, Func, Instance, Table};

use crate::code::Program;
use crate::engine::THREAD_STACK_BYTES;
use crate::error::TaskError;
use crate::fragment::Source;
use crate::landing::Landing;
use crate::library::Library;
use crate::machine::{Machine, SIGILL, SIGKILL};
use crate::run::{Run, Waker};
use crate::runtime::{Progress, Runtime};
use crate::space::{GuestMemory, Interrupt};
use crate::terminal;
use crate::wasi;
use crate::watchdog::Watchdog;

/// The first task of a run.
const FIRST: u32 = 1;

/// Makes waits of the platform return.
pub type StopSink = Arc<dyn Fn() + Send + Sync>;
/// Told how far the preparation of a program is.
pub type ProgressSink = Arc<dyn Fn(Progress) + Send + Sync>;
/// Given whole strace-like lines.
pub type TraceSink = Box<dyn FnMut(&str) + Send>;

/// A guest that has not started.
pub struct Task {
    /// Its kernel, with everything it was granted.
    pub kernel: Kernel,
    /// The limits that the kernel was made with; the runtime enforces those of time.
    pub limits: Limits,
    /// The program: a path in the guest.
    pub path: Vec<u8>,
    /// Its arguments, its own name first.
    pub argv: Vec<Vec<u8>>,
    /// Its environment, `NAME=VALUE`.
    pub envp: Vec<Vec<u8>>,
    /// Called from another thread when a time limit is met, and when the run ends while other processes may wait: waits of
    /// the platform must then return.
    pub stop: StopSink,
    /// Told about the preparation of the program.
    pub on_progress: ProgressSink,
    /// Given strace-like lines, if the kernel collects them.
    pub on_trace: Option<TraceSink>,
    /// Called right before the first instruction of a guest with a terminal, to make the host's terminal leave keys and
    /// output as they are.
    pub on_terminal: Option<TerminalSink>,
}

/// Puts the host's terminal into raw mode.
pub type TerminalSink = Box<dyn FnOnce() -> std::io::Result<()> + Send>;

/// What a store holds besides code.
pub(crate) struct TaskState {
    pub(crate) run: Arc<Run>,
    /// Number of the task.
    pub(crate) tid: u32,
    pub(crate) waker: Arc<Waker>,
    /// Stops the lifted code of this task's memory.
    pub(crate) interrupt: Interrupt,
    pub(crate) memory: GuestMemory,
    /// Where faults of its code go.
    pub(crate) landing: Option<Arc<Landing>>,
    pub(crate) helpers: HelperState,
    pub(crate) program: Option<Arc<Program>>,
    pub(crate) handles: Option<Handles>,
    /// Why lifted code unwinds.
    pub(crate) event: Option<Event>,
    /// Functions for addresses outside of the dispatch table.
    pub(crate) outside: HashMap<u64, Func>,
    /// Shared objects whose code this task has entered.
    pub(crate) libraries: Vec<Library>,
    /// For the functions of fragments, what they were translated from.
    pub(crate) sources: HashMap<u64, Source>,
    /// How many fragments were translated.
    pub(crate) fragments: usize,
    /// Host functions for fragments.
    pub(crate) imports: HashMap<String, Extern>,
}

/// What the host needs of a main instance.
#[derive(Clone, Copy)]
pub(crate) struct Handles {
    pub(crate) main: Instance,
    pub(crate) dispatch: Table,
    pub(crate) functions: Table,
    pub(crate) unwind: Func,
}

/// Why lifted code returns to the dispatcher.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Event {
    /// The kernel wants all registers.
    Attention,
    /// The task or the run has ended.
    Gone,
    /// Lifted code raised an exception.
    Trap { kind: TrapKind, pc: u64 },
    /// A jump to where no code is.
    Fetch { pc: u64 },
    /// Too much code was made at run time.
    TooManyFragments { pc: u64 },
}

/// Loads a program, then runs it and what it starts, each task on a thread with a stack of the right size.
pub(crate) fn run(runtime: &Runtime, task: Task) -> Result<Report, TaskError> {
    // A panic of ours ends this guest and no other.
    let prepared = catch_unwind(AssertUnwindSafe(|| prepare(runtime, task)));
    match prepared.unwrap_or_else(|panic| Err(panicked(&*panic)))? {
        Prepared::Lifted(guest) => run_lifted(*guest),
        Prepared::Wasi(guest) => std::thread::scope(|scope| {
            let thread = std::thread::Builder::new()
                .name("airlock-guest".to_owned())
                .stack_size(THREAD_STACK_BYTES)
                .spawn_scoped(scope, || wasi::run(runtime, *guest))
                .map_err(TaskError::Thread)?;
            thread.join().unwrap_or_else(|panic| Err(panicked(&*panic)))
        }),
    }
}

pub(crate) fn panicked(panic: &(dyn Any + Send)) -> TaskError {
    let text = panic.downcast_ref::<String>().map(String::as_str).or_else(|| panic.downcast_ref::<&str>().copied());
    TaskError::Panicked { message: text.unwrap_or("no message").to_owned() }
}

/// A guest with its program in memory.
enum Prepared {
    Lifted(Box<Guest>),
    Wasi(Box<wasi::Guest>),
}

struct Guest {
    run: Arc<Run>,
    limits: Limits,
    start: Start,
    on_terminal: Option<TerminalSink>,
}

/// What a task begins with.
struct Start {
    tid: u32,
    memory: GuestMemory,
    helpers: HelperState,
    program: Arc<Program>,
    regs: Registers,
}

/// Loads the program and makes or finds its compiled form.
fn prepare(runtime: &Runtime, task: Task) -> Result<Prepared, TaskError> {
    let Task { mut kernel, limits, path, argv, envp, stop, on_progress, on_trace, on_terminal } = task;
    let mut memory = GuestMemory::new()?;
    let image = match kernel.exec(&mut memory, &path, &argv, &envp) {
        Ok(image) => image,
        Err(source) => {
            // Not a program for a CPU: perhaps one for WASI.
            let (back, module) = match source {
                ExecError::NotElf { .. } => wasi::load(kernel, &path)?,
                _ => (kernel, None),
            };
            let Some(module) = module else {
                return Err(TaskError::Exec { path: String::from_utf8_lossy(&path).into_owned(), source });
            };
            let task = Task { kernel: back, limits, path, argv, envp, stop, on_progress, on_trace, on_terminal };
            return Ok(Prepared::Wasi(Box::new(wasi::Guest { task, module })));
        }
    };
    let program = main_program(runtime, &image, &*on_progress)?;
    let start = Start {
        tid: kernel.current(),
        memory,
        helpers: HelperState::default(),
        program,
        regs: entry_registers(&image),
    };
    let run = Arc::new(Run::new(runtime, kernel, on_progress, on_trace, stop));
    Ok(Prepared::Lifted(Box::new(Guest { run, limits, start, on_terminal })))
}

fn run_lifted(guest: Guest) -> Result<Report, TaskError> {
    let Guest { run, limits, start, on_terminal } = guest;
    if let Some(enter) = on_terminal {
        enter().map_err(TaskError::Terminal)?;
    }
    let began = Instant::now();
    let (counted, ticking, expiring) = (Arc::clone(&run), Arc::clone(&run), Arc::clone(&run));
    let tick = Some(move || ticking.check_alarms());
    let watchdog =
        Watchdog::start(&limits, move || counted.cpu(), tick, move || expiring.expire()).map_err(TaskError::Thread)?;
    run.watch_outside();
    let carrier = if run.terminal { Some(terminal::start(&run).map_err(TaskError::Thread)?) } else { None };
    let started = start_task(&run, start);
    if started.is_err() {
        run.expire();
    }
    let outcome = run.join();
    run.stop_watching();
    if let Some(carrier) = carrier {
        // It has nothing to report.
        let _ = carrier.join();
    }
    started.map_err(TaskError::Thread)?;
    let (wall, cpu) = (began.elapsed(), run.cpu());
    // A call that was interrupted by the limit may be the reason why the guest ended: it saw an error of ours.
    let outcome = watchdog.fired().map_or(outcome, |limit| Ok(Outcome::Limit(limit)))?;
    drop(watchdog);
    let mut kernel = run.kernel();
    run.settle(&mut kernel);
    Ok(report(outcome, wall, cpu, kernel.report()))
}

/// Starts the thread of a task.
fn start_task(run: &Arc<Run>, start: Start) -> std::io::Result<()> {
    let shared = Arc::clone(run);
    run.spawn(start.tid, start.memory.interrupt(), move |waker| {
        let tid = start.tid;
        let result = catch_unwind(AssertUnwindSafe(|| run_task(&shared, start, waker)));
        if let Err(error) = result.unwrap_or_else(|panic| Err(panicked(&*panic))) {
            shared.end(Err(error));
        }
        shared.ended(tid);
    })
}

/// Runs a task to its end, program after program.
fn run_task(run: &Arc<Run>, start: Start, waker: Arc<Waker>) -> Result<(), TaskError> {
    let Start { tid, memory, helpers, program, mut regs } = start;
    run.count_cpu(tid).map_err(TaskError::Thread)?;
    let mut state = TaskState {
        run: Arc::clone(run),
        tid,
        waker,
        interrupt: memory.interrupt(),
        memory,
        landing: None,
        helpers,
        program: None,
        handles: None,
        event: None,
        outside: HashMap::new(),
        libraries: Vec::new(),
        sources: HashMap::new(),
        fragments: 0,
        imports: HashMap::new(),
    };
    let mut next = program;
    // A signal may have come before the first instruction.
    let mut ended = attend(&mut state, &next, &mut regs, None);
    loop {
        let outcome = match ended.take() {
            None => {
                let mut machine = Machine::new(state, next)?;
                ended = Some(machine.run(&mut regs)?);
                next = machine.program();
                state = machine.store.into_data();
                continue;
            }
            Some(Ended::Exec(image)) => {
                state.helpers = HelperState::default();
                state.interrupt = state.memory.interrupt();
                run.moved(tid, state.interrupt.clone());
                match main_program(&run.runtime, &image, &*run.on_progress) {
                    Ok(program) => next = program,
                    // The first program of a run has a person waiting for the reason.
                    Err(error) if tid == FIRST => return Err(error),
                    Err(error) => {
                        run.runtime.warn(error.to_string());
                        ended = Some(Ended::Outcome(Outcome::Killed { signal: SIGKILL, detail: None }));
                    }
                }
                continue;
            }
            // Suspended code waits in a machine only.
            Some(Ended::Gone | Ended::Resumed) => return Ok(()),
            Some(Ended::Thread) => {
                if let Some(mut kernel) = run.enter(tid) {
                    kernel.finish_thread(&mut state.memory);
                    run.settle(&mut kernel);
                }
                return Ok(());
            }
            Some(Ended::Run(outcome)) => {
                run.end(Ok(outcome));
                return Ok(());
            }
            Some(Ended::Outcome(outcome)) => outcome,
        };
        let Some(mut kernel) = run.enter(tid) else { return Ok(()) };
        let first = kernel.is_first_process();
        kernel.finish(&mut state.memory, &outcome);
        run.settle(&mut kernel);
        drop(kernel);
        if first || matches!(outcome, Outcome::Limit(_)) {
            run.end(Ok(outcome));
        } else if let Outcome::Killed { signal: signal @ (SIGILL | SIGKILL), detail: Some(detail) } = outcome {
            // Not what a program does to itself, but what Airlock cannot do for it.
            run.runtime.warn(format!("process {tid} was killed by signal {signal}: {detail}"));
        }
        return Ok(());
    }
}

/// Does what a system call left to do: answers the kernel until the task goes on (`None`) or ends. `first` is what to
/// begin with, if the kernel has been asked already.
pub(crate) fn attend(
    state: &mut TaskState,
    program: &Arc<Program>,
    regs: &mut Registers,
    first: Option<Next>,
) -> Option<Ended> {
    let run = Arc::clone(&state.run);
    let tid = state.tid;
    let Some(mut kernel) = run.enter(tid) else { return Some(Ended::Gone) };
    let mut next = first.unwrap_or_else(|| kernel.attend(&mut state.memory, regs));
    loop {
        match next {
            Next::Continue => break,
            Next::Exec(image) => {
                run.settle(&mut kernel);
                return Some(Ended::Exec(image));
            }
            Next::End(outcome) => return Some(Ended::Outcome(outcome)),
            Next::EndThread => return Some(Ended::Thread),
            Next::EndRun(outcome) => return Some(Ended::Run(outcome)),
            Next::Resume => {
                run.settle(&mut kernel);
                return Some(Ended::Resumed);
            }
            Next::Wait => {
                match run.wait(kernel, tid, &state.waker) {
                    Some(again) => kernel = again,
                    None => return Some(Ended::Gone),
                }
                next = kernel.attend(&mut state.memory, regs);
            }
            Next::Restart => {
                let mut answer = kernel.resume(&mut state.memory);
                while answer.blocked {
                    match run.wait(kernel, tid, &state.waker) {
                        Some(again) => kernel = again,
                        None => return Some(Ended::Gone),
                    }
                    answer = kernel.resume(&mut state.memory);
                }
                if let Some(rax) = regs.gpr.get_mut(Registers::RAX) {
                    *rax = answer.value;
                }
                next = if answer.attention { kernel.attend(&mut state.memory, regs) } else { Next::Continue };
            }
            Next::Clone(child) => {
                let child_tid = child.tid;
                // Nobody uses the parent's memory meanwhile.
                let memory =
                    if child.shares_memory { Ok(state.memory.share()) } else { state.memory.fork(&child.areas) };
                run.settle(&mut kernel);
                drop(kernel);
                let started = memory.is_ok_and(|memory| start_child(state, memory, program, *child));
                match run.enter(tid) {
                    Some(again) => kernel = again,
                    None => return Some(Ended::Gone),
                }
                if !started {
                    kernel.clone_failed(child_tid, regs);
                }
                next = kernel.attend(&mut state.memory, regs);
            }
            _ => {
                let detail = "the kernel asked for something that the runtime does not know".to_owned();
                run.end(Err(TaskError::Lifted { detail }));
                return Some(Ended::Gone);
            }
        }
    }
    run.settle(&mut kernel);
    if state.interrupt.is_raised() {
        run.heed(tid, &state.interrupt);
    }
    None
}

/// Starts a child of this task. False if the host has no thread for it.
fn start_child(state: &TaskState, mut memory: GuestMemory, program: &Arc<Program>, child: Child) -> bool {
    if let Some(at) = child.store_tid {
        // As on Linux, a bad address here is not an error.
        let _ = memory.outside_kernel(|memory| memory.write_u32(at, child.tid));
    }
    let start = Start {
        tid: child.tid,
        memory,
        helpers: state.helpers.clone(),
        program: Arc::clone(program),
        regs: child.regs,
    };
    start_task(&state.run, start).is_ok()
}

pub(crate) fn report(outcome: Outcome, wall: Duration, cpu: Duration, kernel: KernelReport) -> Report {
    Report {
        outcome,
        wall_us: u64::try_from(wall.as_micros()).unwrap_or(u64::MAX),
        cpu_us: u64::try_from(cpu.as_micros()).unwrap_or(u64::MAX),
        peak_memory_bytes: kernel.peak_memory_bytes,
        syscalls: kernel.syscalls,
        denied: kernel.denied,
    }
}

/// The state in which Linux starts a program.
fn entry_registers(image: &Image) -> Registers {
    let mut regs = Registers { rip: image.entry, rflags: 0x202, mxcsr: 0x1f80, ..Registers::default() };
    if let Some(rsp) = regs.gpr.get_mut(Registers::RSP) {
        *rsp = image.stack;
    }
    regs
}

/// The object that is translated before the program starts. Others (the loader, libraries) are when control first
/// reaches them.
fn main_program(runtime: &Runtime, image: &Image, on_progress: &dyn Fn(Progress)) -> Result<Arc<Program>, TaskError> {
    let object: &LoadedObject =
        image.objects.first().ok_or_else(|| TaskError::Lifted { detail: "the kernel loaded no program".to_owned() })?;
    runtime.program(object, image.arena.clone(), on_progress)
}

/// How a task leaves a program.
pub(crate) enum Ended {
    /// With its process.
    Outcome(Outcome),
    /// Alone.
    Thread,
    /// With the whole run.
    Run(Outcome),
    /// For another program.
    Exec(Box<Image>),
    /// Not at all: a handler has returned, and the code that waits for it goes on.
    Resumed,
    /// Somebody else has ended it.
    Gone,
}

#[cfg(test)]
mod tests;
