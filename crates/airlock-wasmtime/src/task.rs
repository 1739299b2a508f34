//! One guest from its first instruction to its end.

use std::any::Any;
use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use airlock_kernel::{ExecError, Image, Kernel, KernelReport, LoadedObject, Next, TrapInfo};
use airlock_lift::helper::HelperState;
use airlock_lift::ir::TrapKind;
use airlock_platform::Registers;
use airlock_types::{Limits, Outcome, Report};
use wasmtime::unix::StoreExt;
use wasmtime::{Extern, Func, Instance, Store, Table, Trap, TypedFunc};

use crate::code::Program;
use crate::engine::{self, THREAD_STACK_BYTES};
use crate::error::{GuestFault, TaskError};
use crate::illegal::{self, INSTRUCTION_BYTES_MAX};
use crate::registers::RegisterGlobals;
use crate::reservation::{GUARD_BYTES, GUEST_BYTES, PAGE};
use crate::runtime::{Progress, Runtime};
use crate::space::{GuestMemory, POLL_PAGE};
use crate::wasi;
use crate::watchdog::{ThreadCpuClock, Watchdog};

/// What lifted code returns instead of a guest address to unwind.
const UNWIND: u64 = airlock_lift::lift::UNWIND as u64;

const SIGILL: u8 = 4;
const SIGTRAP: u8 = 5;
const SIGBUS: u8 = 7;
const SIGFPE: u8 = 8;
const SIGKILL: u8 = 9;
const SIGSEGV: u8 = 11;

/// No fault was seen.
const NO_FAULT: u64 = u64::MAX;

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
    /// Called once, from another thread, when a time limit is met: waits of the platform must then return.
    pub stop: StopSink,
    /// Told about the preparation of the program.
    pub on_progress: ProgressSink,
    /// Given strace-like lines, if the kernel collects them.
    pub on_trace: Option<TraceSink>,
}

/// What a store holds besides code.
pub(crate) struct TaskState {
    pub(crate) kernel: Kernel,
    pub(crate) memory: GuestMemory,
    pub(crate) helpers: HelperState,
    pub(crate) on_trace: Option<TraceSink>,
    pub(crate) runtime: Runtime,
    pub(crate) program: Option<Arc<Program>>,
    pub(crate) handles: Option<Handles>,
    /// Why lifted code unwinds.
    pub(crate) event: Option<Event>,
    /// Functions for addresses outside of the dispatch table.
    pub(crate) outside: HashMap<u64, Func>,
    /// For those of them whose code the guest can overwrite, that code as it was translated.
    pub(crate) written: HashMap<u64, Vec<(u64, Vec<u8>)>>,
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
    /// Lifted code raised an exception.
    Trap { kind: TrapKind, pc: u64 },
    /// A jump to where no code is.
    Fetch { pc: u64 },
    /// Too much code was made at run time.
    TooManyFragments { pc: u64 },
}

/// Loads a program, then runs it on a thread with a stack of the right size.
pub(crate) fn run(runtime: &Runtime, task: Task) -> Result<Report, TaskError> {
    // A panic of ours ends this guest and no other.
    let prepared = catch_unwind(AssertUnwindSafe(|| prepare(runtime, task)));
    let prepared = prepared.unwrap_or_else(|panic| Err(panicked(&*panic)))?;
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new()
            .name("airlock-guest".to_owned())
            .stack_size(THREAD_STACK_BYTES)
            .spawn_scoped(scope, || match prepared {
                Prepared::Lifted(guest) => run_lifted(runtime, *guest),
                Prepared::Wasi(guest) => wasi::run(runtime, *guest),
            })
            .map_err(TaskError::Thread)?;
        thread.join().unwrap_or_else(|panic| Err(panicked(&*panic)))
    })
}

fn panicked(panic: &(dyn Any + Send)) -> TaskError {
    let text = panic.downcast_ref::<String>().map(String::as_str).or_else(|| panic.downcast_ref::<&str>().copied());
    TaskError::Panicked { message: text.unwrap_or("no message").to_owned() }
}

/// A guest with its program in memory.
enum Prepared {
    Lifted(Box<Guest>),
    Wasi(Box<wasi::Guest>),
}

struct Guest {
    state: TaskState,
    program: Arc<Program>,
    image: Image,
    path: Vec<u8>,
    limits: Limits,
    stop: StopSink,
    on_progress: ProgressSink,
}

/// Loads the program and makes or finds its compiled form.
fn prepare(runtime: &Runtime, task: Task) -> Result<Prepared, TaskError> {
    let Task { mut kernel, limits, path, argv, envp, stop, on_progress, on_trace } = task;
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
            let task = Task { kernel: back, limits, path, argv, envp, stop, on_progress, on_trace };
            return Ok(Prepared::Wasi(Box::new(wasi::Guest { task, module, interrupt: memory.interrupt() })));
        }
    };
    let program = main_program(runtime, &image, &*on_progress)?;
    let state = TaskState {
        kernel,
        memory,
        helpers: HelperState::default(),
        on_trace,
        runtime: runtime.clone(),
        program: None,
        handles: None,
        event: None,
        outside: HashMap::new(),
        written: HashMap::new(),
        fragments: 0,
        imports: HashMap::new(),
    };
    Ok(Prepared::Lifted(Box::new(Guest { state, program, image, path, limits, stop, on_progress })))
}

fn run_lifted(runtime: &Runtime, guest: Guest) -> Result<Report, TaskError> {
    let Guest { mut state, program, image, path, limits, stop, on_progress } = guest;
    let mut regs = entry_registers(&image);
    let cpu = ThreadCpuClock::of_this_thread().map_err(TaskError::Thread)?;
    let (start, cpu_start) = (Instant::now(), cpu.now().unwrap_or_default());
    let watchdog = Watchdog::start(&limits, cpu, state.memory.interrupt(), stop).map_err(TaskError::Thread)?;
    let mut next = program;
    let outcome = loop {
        let mut machine = Machine::new(state, next, path.clone())?;
        match machine.run(&mut regs, &watchdog)? {
            Ended::Outcome(outcome) => {
                state = machine.store.into_data();
                break outcome;
            }
            Ended::Exec(image) => {
                state = machine.store.into_data();
                state.helpers = HelperState::default();
                next = main_program(runtime, &image, &*on_progress)?;
            }
        }
    };
    let (wall, cpu) = (start.elapsed(), cpu.now().unwrap_or_default().saturating_sub(cpu_start));
    // A call that was interrupted by the limit may be the reason why the guest ended: it saw an error of ours.
    let outcome = watchdog.fired().map_or(outcome, Outcome::Limit);
    drop(watchdog);
    if let (Some(sink), Some(lines)) = (&mut state.on_trace, state.kernel.take_trace()) {
        sink(&lines);
    }
    Ok(report(outcome, wall, cpu, state.kernel.report()))
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

/// The object that is translated ahead of time. Others (a loader) are translated as they are reached.
fn main_program(runtime: &Runtime, image: &Image, on_progress: &dyn Fn(Progress)) -> Result<Arc<Program>, TaskError> {
    let object: &LoadedObject =
        image.objects.first().ok_or_else(|| TaskError::Lifted { detail: "the kernel loaded no program".to_owned() })?;
    runtime.program(object, on_progress)
}

enum Ended {
    Outcome(Outcome),
    Exec(Box<Image>),
}

/// A store with the instance of a program.
struct Machine {
    store: Store<TaskState>,
    globals: RegisterGlobals,
    run: TypedFunc<(), ()>,
    /// Guest address of the last fault in compiled code, written by the signal handler.
    fault: Arc<AtomicU64>,
}

impl Machine {
    fn new(mut state: TaskState, program: Arc<Program>, path: Vec<u8>) -> Result<Self, TaskError> {
        let path = || String::from_utf8_lossy(&path).into_owned();
        let failed = |detail: String| TaskError::Instantiate { path: path(), detail };
        let reservation = Arc::clone(state.memory.reservation());
        state.program = Some(Arc::clone(&program));
        state.handles = None;
        state.outside.clear();
        state.written.clear();
        state.imports.clear();
        let mut store = Store::new(state.runtime.clone().engine(), state);
        let fault = Arc::new(AtomicU64::new(NO_FAULT));
        record_faults(&mut store, reservation.base() as u64, &fault);
        let main = engine::with_memory(&reservation, || program.pre.instantiate(&mut store))
            .map_err(|error| failed(format!("{error:#}")))?;
        let globals = RegisterGlobals::find(&mut store, &main).map_err(failed)?;
        let table = |store: &mut Store<TaskState>, name: &str| {
            main.get_table(store, name).ok_or_else(|| failed(format!("the module exports no table `{name}`")))
        };
        let (dispatch, functions) = (table(&mut store, "dispatch")?, table(&mut store, "functions")?);
        let unwind = main
            .get_func(&mut store, "unwind")
            .ok_or_else(|| failed("the module exports no function `unwind`".to_owned()))?;
        let run = main
            .get_typed_func(&mut store, "run")
            .map_err(|error| failed(format!("the module exports no function `run`: {error:#}")))?;
        store.data_mut().handles = Some(Handles { main, dispatch, functions, unwind });
        Ok(Self { store, globals, run, fault })
    }

    /// Runs lifted code and answers what it unwinds for, until the guest ends or replaces its program.
    fn run(&mut self, regs: &mut Registers, watchdog: &Watchdog) -> Result<Ended, TaskError> {
        loop {
            self.globals.write(&mut self.store, regs).map_err(|error| lifted(&error))?;
            self.store.data_mut().event = None;
            self.fault.store(NO_FAULT, Ordering::Relaxed);
            if let Err(error) = self.run.call(&mut self.store, ()) {
                return self.failure(&error, watchdog).map(Ended::Outcome);
            }
            *regs = self.globals.read(&mut self.store);
            let state = self.store.data_mut();
            let next = match state.event.take() {
                Some(Event::Attention) => state.kernel.attend(&mut state.memory, regs),
                Some(Event::Trap { kind, pc }) => {
                    regs.rip = pc;
                    let next = state.kernel.fault(&mut state.memory, regs, trap_info(kind, pc));
                    if kind == TrapKind::Illegal { name_instruction(next, &state.memory, pc) } else { next }
                }
                Some(Event::Fetch { pc }) => {
                    regs.rip = pc;
                    state.kernel.fault(&mut state.memory, regs, trap_info(TrapKind::Fetch, pc))
                }
                Some(Event::TooManyFragments { pc }) => {
                    let detail = format!("too much code was made at run time; the last at {pc:#x}");
                    Next::End(Outcome::Killed { signal: SIGKILL, detail: Some(detail) })
                }
                // Nothing asked for it, so the guest itself jumped to the address that stands for unwinding.
                None => {
                    regs.rip = UNWIND;
                    state.kernel.fault(&mut state.memory, regs, trap_info(TrapKind::Fetch, UNWIND))
                }
            };
            match next {
                Next::Continue => {}
                Next::Exec(image) => return Ok(Ended::Exec(image)),
                Next::End(outcome) => return Ok(Ended::Outcome(outcome)),
                _ => {
                    let detail = "the kernel asked for something that the runtime does not know".to_owned();
                    return Err(TaskError::Lifted { detail });
                }
            }
        }
    }

    /// What a Wasm trap means for the guest.
    fn failure(&self, error: &wasmtime::Error, watchdog: &Watchdog) -> Result<Outcome, TaskError> {
        let killed = |signal, detail: String| Ok(Outcome::Killed { signal, detail: Some(detail) });
        if let Some(fault) = error.downcast_ref::<GuestFault>() {
            return killed(SIGSEGV, format!("{fault}"));
        }
        match error.downcast_ref::<Trap>() {
            Some(Trap::MemoryOutOfBounds) => {
                let addr = self.fault.load(Ordering::Relaxed);
                let polled = (POLL_PAGE..POLL_PAGE + PAGE as u64).contains(&addr);
                match watchdog.fired() {
                    Some(limit) if polled => Ok(Outcome::Limit(limit)),
                    _ if addr == NO_FAULT => killed(SIGSEGV, "an address beyond 4 GiB".to_owned()),
                    _ => killed(SIGSEGV, format!("guest address {addr:#x} is not accessible")),
                }
            }
            Some(Trap::StackOverflow) => killed(SIGSEGV, "calls nested too deeply (call depth)".to_owned()),
            Some(Trap::HeapMisaligned) => killed(SIGBUS, "a misaligned atomic access".to_owned()),
            _ => Err(lifted(error)),
        }
    }
}

/// Adds to the end of a guest which instruction it was that it could not execute.
fn name_instruction(next: Next, memory: &GuestMemory, pc: u64) -> Next {
    let Next::End(Outcome::Killed { signal: SIGILL, detail: Some(detail) }) = next else { return next };
    let mut bytes = [0; INSTRUCTION_BYTES_MAX];
    let n = memory.read_code(pc, &mut bytes);
    let instruction = illegal::describe(bytes.get(..n).unwrap_or_default(), pc);
    Next::End(Outcome::Killed { signal: SIGILL, detail: Some(format!("{detail}: {instruction}")) })
}

fn lifted(error: &wasmtime::Error) -> TaskError {
    TaskError::Lifted { detail: format!("{error:#}") }
}

/// Makes the store note the guest address of each fault in compiled code.
fn record_faults(store: &mut Store<TaskState>, base: u64, fault: &Arc<AtomicU64>) {
    let fault = Arc::clone(fault);
    // SAFETY: the handler is async-signal-safe: it reads the signal's information, which the kernel passes to it, and
    // stores to an atomic. It never claims to have handled the signal.
    unsafe {
        store.set_signal_handler(move |_signal, info, _context| {
            if !info.is_null() {
                let host = (*info).si_addr() as u64;
                let guest = host.wrapping_sub(base);
                if guest < (GUEST_BYTES + GUARD_BYTES) as u64 {
                    // Modulo 4 GiB: lifted code bases accesses near the stack pointer below it.
                    fault.store(guest & (GUEST_BYTES as u64 - 1), Ordering::Relaxed);
                }
            }
            false
        });
    }
}

fn trap_info(kind: TrapKind, pc: u64) -> TrapInfo {
    // `si_code` values of sigaction(2): FPE_INTDIV, ILL_ILLOPN, TRAP_BRKPT, SI_KERNEL, SEGV_MAPERR.
    let (signal, code, addr) = match kind {
        TrapKind::Divide => (SIGFPE, 1, pc),
        TrapKind::Illegal => (SIGILL, 2, pc),
        TrapKind::Breakpoint => (SIGTRAP, 1, pc),
        TrapKind::Protection => (SIGSEGV, 0x80, 0),
        TrapKind::Fetch => (SIGSEGV, 1, pc),
    };
    TrapInfo { signal, code, addr }
}

#[cfg(test)]
mod tests;
