//! A store that runs the code of one program for one task, and what becomes of its unwinding, its faults and the signals
//! that reach it.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::Duration;

use airlock_kernel::{Next, TrapInfo};
use airlock_lift::ir::TrapKind;
use airlock_platform::{Memory, Prot, Registers};
use airlock_types::Outcome;
use wasmtime::{Store, Trap, TypedFunc};

use crate::code::Program;
use crate::engine;
use crate::error::TaskError;
use crate::illegal::{self, INSTRUCTION_BYTES_MAX};
use crate::landing::{Landing, NO_FAULT};
use crate::registers::RegisterGlobals;
use crate::reservation::PAGE;
use crate::space::{GuestMemory, POLL_PAGE};
use crate::task::{Ended, Event, Handles, TaskState, attend, panicked};

/// What lifted code returns instead of a guest address to unwind.
const UNWIND: u64 = airlock_lift::lift::UNWIND as u64;

pub(crate) const SIGILL: u8 = 4;
pub(crate) const SIGTRAP: u8 = 5;
const SIGBUS: u8 = 7;
pub(crate) const SIGFPE: u8 = 8;
pub(crate) const SIGKILL: u8 = 9;
pub(crate) const SIGSEGV: u8 = 11;

/// `si_code` values of sigaction(2).
const FPE_INTDIV: i32 = 1;
const ILL_ILLOPN: i32 = 2;
const TRAP_BRKPT: i32 = 1;
const BUS_ADRALN: i32 = 1;
const SEGV_MAPERR: i32 = 1;
const SI_KERNEL: i32 = 0x80;

/// Most handlers that run on top of each other's suspended code. More signals wait; more faults are the end.
const NESTED_MAX: usize = 16;

/// How long a task that was stopped for others gives way to them.
const OTHERS_FIRST: Duration = Duration::from_micros(50);

/// A store with the instance of a program.
pub(crate) struct Machine {
    pub(crate) store: Store<TaskState>,
    program: Arc<Program>,
    globals: RegisterGlobals,
    /// Runs lifted code until it unwinds.
    run: TypedFunc<(), ()>,
    /// Runs lifted code until it returns or unwinds.
    enter: TypedFunc<(), i64>,
    landing: Arc<Landing>,
    /// How many handlers run on top of suspended code.
    nested: usize,
    /// Where the task goes on after suspended code has been left.
    left: Option<Result<Left, TaskError>>,
}

/// How suspended code is left.
enum Left {
    /// A handler jumped elsewhere.
    For(Box<Registers>),
    /// The task has left the program.
    Ended(Ended),
}

impl Machine {
    pub(crate) fn new(mut state: TaskState, program: Arc<Program>) -> Result<Self, TaskError> {
        let path = program.path.clone();
        let failed = |detail: String| TaskError::Instantiate { path: path.clone(), detail };
        let reservation = Arc::clone(state.memory.reservation());
        let landing = Landing::new(reservation.base() as u64);
        state.program = Some(Arc::clone(&program));
        state.landing = Some(Arc::clone(&landing));
        state.handles = None;
        state.outside.clear();
        state.libraries.clear();
        state.sources.clear();
        state.imports.clear();
        let runtime = state.run.runtime.clone();
        let mut store = Store::new(runtime.engine(), state);
        landing.install(&mut store);
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
        let missing =
            |name: &str, error: wasmtime::Error| failed(format!("the module exports no function `{name}`: {error:#}"));
        let run = main.get_typed_func(&mut store, "run").map_err(|error| missing("run", error))?;
        let enter = main.get_typed_func(&mut store, "enter").map_err(|error| missing("enter", error))?;
        store.data_mut().handles = Some(Handles { main, dispatch, functions, unwind });
        Ok(Self { store, program, globals, run, enter, landing, nested: 0, left: None })
    }

    pub(crate) fn program(&self) -> Arc<Program> {
        Arc::clone(&self.program)
    }

    /// Runs lifted code and answers what it unwinds for, until the task ends or replaces its program.
    pub(crate) fn run(&mut self, regs: &mut Registers) -> Result<Ended, TaskError> {
        loop {
            match self.step(regs)? {
                None => {}
                // The kernel knows of no suspended code then.
                Some(Ended::Resumed) => return Ok(killed(SIGKILL, "a handler returned to nowhere".to_owned())),
                Some(ended) => return Ok(ended),
            }
        }
    }

    /// Runs lifted code once and answers what it unwinds for.
    fn step(&mut self, regs: &mut Registers) -> Result<Option<Ended>, TaskError> {
        self.globals.write(&mut self.store, regs).map_err(|error| lifted(&error))?;
        self.store.data_mut().event = None;
        self.landing.reset();
        match self.call() {
            Err(error) => return self.stopped(regs, &error),
            Ok(pc) => {
                *regs = self.globals.read(&mut self.store);
                if pc != UNWIND {
                    return Ok(None);
                }
            }
        }
        let state = self.store.data_mut();
        let (kind, pc) = match state.event.take() {
            Some(Event::Gone) => return Ok(Some(Ended::Gone)),
            Some(Event::Attention) => return Ok(attend(state, &self.program, regs, None)),
            Some(Event::TooManyFragments { pc }) => {
                let detail = format!("too much code was made at run time; the last at {pc:#x}");
                return Ok(Some(killed(SIGKILL, detail)));
            }
            Some(Event::Trap { kind, pc }) => (kind, pc),
            Some(Event::Fetch { pc }) => (TrapKind::Fetch, pc),
            // Nothing asked for it, so the guest itself jumped to the address that stands for unwinding.
            None => (TrapKind::Fetch, UNWIND),
        };
        regs.rip = pc;
        let run = Arc::clone(&state.run);
        let Some(mut kernel) = run.enter(state.tid) else { return Ok(Some(Ended::Gone)) };
        let mut next = kernel.fault(&mut state.memory, regs, trap_info(kind, pc));
        drop(kernel);
        if kind == TrapKind::Illegal {
            next = state.memory.outside_kernel(|memory| name_instruction(next, memory, pc));
        }
        Ok(attend(state, &self.program, regs, Some(next)))
    }

    /// Calls lifted code at the pc of the globals. At the bottom it runs until it unwinds; a handler of suspended code
    /// comes back whenever a function returns, so that its end is seen.
    fn call(&mut self) -> wasmtime::Result<u64> {
        // Code that faults finds this machine, and may use it while we wait here.
        let this = std::ptr::from_mut(self);
        let before = self.landing.enter(this);
        let result = match self.nested {
            0 => self.run.call(&mut self.store, ()).map(|()| UNWIND),
            _ => self.enter.call(&mut self.store, ()).map(|pc| pc as u64),
        };
        self.landing.enter(before);
        result
    }

    /// Lifted code ended in a trap of Wasm.
    fn stopped(&mut self, regs: &mut Registers, error: &wasmtime::Error) -> Result<Option<Ended>, TaskError> {
        let left = match self.left.take() {
            Some(left) => left?,
            // What could not land: nothing of the code is left to go on with.
            None => {
                let (trap, what) = self.failure(error)?;
                self.landing.reset();
                match self.on_top(|machine| machine.serve(Some(trap)))? {
                    Some(Left::Ended(Ended::Outcome(Outcome::Killed { signal, .. }))) if signal == trap.signal => {
                        Left::Ended(killed(signal, what))
                    }
                    Some(left) => left,
                    None => {
                        let detail = "a signal handler returned to code that cannot go on".to_owned();
                        Left::Ended(killed(SIGSEGV, detail))
                    }
                }
            }
        };
        match left {
            Left::For(elsewhere) => {
                *regs = *elsewhere;
                Ok(None)
            }
            Left::Ended(ended) => Ok(Some(ended)),
        }
    }

    /// What a Wasm trap means for the guest, and in words.
    fn failure(&self, error: &wasmtime::Error) -> Result<(TrapInfo, String), TaskError> {
        let segv = |code, addr| TrapInfo { signal: SIGSEGV, code, addr };
        match error.downcast_ref::<Trap>() {
            Some(Trap::MemoryOutOfBounds) => Ok(match self.landing.last_fault() {
                (NO_FAULT, _) => (segv(SI_KERNEL, 0), "an address beyond 4 GiB".to_owned()),
                (addr, _) => (segv(SEGV_MAPERR, addr), format!("guest address {addr:#x} is not accessible")),
            }),
            Some(Trap::StackOverflow) => Ok((segv(SI_KERNEL, 0), "calls nested too deeply (call depth)".to_owned())),
            Some(Trap::HeapMisaligned) => {
                let trap = TrapInfo { signal: SIGBUS, code: BUS_ADRALN, addr: 0 };
                Ok((trap, "a misaligned atomic access".to_owned()))
            }
            _ => Err(lifted(error)),
        }
    }

    /// A fault or a poll of compiled code has landed. True: that code is to be left.
    pub(crate) fn land(&mut self) -> bool {
        self.leave_or_not(Self::landed)
    }

    /// A host function met a fault on behalf of compiled code. True: that code is to be left.
    pub(crate) fn fault(&mut self, addr: u64) -> bool {
        self.leave_or_not(|machine| machine.serve(Some(TrapInfo { signal: SIGSEGV, code: SEGV_MAPERR, addr })))
    }

    fn leave_or_not(&mut self, f: impl FnOnce(&mut Self) -> Result<Option<Left>, TaskError>) -> bool {
        let left = self.on_top(|machine| catch_unwind(AssertUnwindSafe(|| f(machine))));
        self.left = left.unwrap_or_else(|panic| Err(panicked(&*panic))).transpose();
        self.left.is_some()
    }

    fn on_top<T>(&mut self, f: impl FnOnce(&mut Self) -> T) -> T {
        self.nested += 1;
        let result = f(self);
        self.nested -= 1;
        result
    }

    fn landed(&mut self) -> Result<Option<Left>, TaskError> {
        let (addr, write) = self.landing.last_fault();
        let state = self.store.data();
        if state.run.is_halted() {
            return Ok(Some(Left::Ended(Ended::Gone)));
        }
        if (POLL_PAGE..POLL_PAGE + PAGE as u64).contains(&addr) {
            return self.polled();
        }
        // The page is not here yet, or another task has made it accessible meanwhile.
        if state.memory.prot_at(addr).is_some_and(|prot| if write { prot.write } else { prot != Prot::NONE })
            && state.memory.touch(addr, write).is_ok()
        {
            return Ok(None);
        }
        self.serve(Some(TrapInfo { signal: SIGSEGV, code: SEGV_MAPERR, addr }))
    }

    /// Lifted code was stopped at a poll.
    fn polled(&mut self) -> Result<Option<Left>, TaskError> {
        if !self.store.data().interrupt.is_raised() {
            return Ok(None);
        }
        let left = if self.nested > NESTED_MAX {
            // More signals wait until a handler has returned.
            let state = self.store.data();
            state.run.heed(state.tid, &state.interrupt);
            None
        } else {
            self.serve(None)?
        };
        if left.is_none() && self.store.data().interrupt.is_raised() {
            std::thread::sleep(OTHERS_FIRST);
        }
        Ok(left)
    }

    /// Runs the handlers of what waits for suspended code, the one of a fault first. `None`: the code goes on.
    fn serve(&mut self, trap: Option<TrapInfo>) -> Result<Option<Left>, TaskError> {
        if self.nested > NESTED_MAX {
            return Ok(Some(Left::Ended(killed(SIGSEGV, "faults in handlers of faults, too deeply".to_owned()))));
        }
        let before = self.globals.read(&mut self.store);
        let state = self.store.data();
        let (helpers, run, tid) = (state.helpers.clone(), Arc::clone(&state.run), state.tid);
        let mut trap = trap;
        loop {
            // What code has in its locals is not known here; where it is, neither.
            let mut regs = Registers { rip: 0, ..before.clone() };
            let state = self.store.data_mut();
            let kernel = if run.is_halted() { None } else { run.enter(tid) };
            let Some(mut kernel) = kernel else { return Ok(Some(Left::Ended(Ended::Gone))) };
            let level = kernel.suspensions();
            let mut next = kernel.attend_suspended(&mut state.memory, &mut regs, trap.take());
            while matches!(next, Next::Wait) {
                let Some(again) = run.wait(kernel, tid, &state.waker) else {
                    return Ok(Some(Left::Ended(Ended::Gone)));
                };
                kernel = again;
                next = kernel.attend_suspended(&mut state.memory, &mut regs, None);
            }
            let stack = kernel.handler_stack().filter(|_| kernel.suspensions() > level);
            run.settle(&mut kernel);
            if state.interrupt.is_raised() {
                run.heed(tid, &state.interrupt);
            }
            drop(kernel);
            match (next, stack) {
                (Next::Continue, None) => break,
                (Next::Continue, Some(stack)) => match self.handle(regs, &(stack.start..=stack.end))? {
                    None => {}
                    Some(left) => {
                        if let Some(mut kernel) = run.enter(tid) {
                            kernel.leave_suspended();
                        }
                        return Ok(Some(left));
                    }
                },
                (Next::End(outcome), _) => return Ok(Some(Left::Ended(Ended::Outcome(outcome)))),
                _ => {
                    let detail = "the kernel asked for a call where there is none".to_owned();
                    return Err(TaskError::Lifted { detail });
                }
            }
        }
        self.globals.write(&mut self.store, &before).map_err(|error| lifted(&error))?;
        let state = self.store.data_mut();
        state.helpers = helpers;
        state.event = None;
        self.landing.reset();
        Ok(None)
    }

    /// Runs a handler on a stack of its own until it returns (`None`), or leaves.
    fn handle(
        &mut self,
        mut regs: Registers,
        stack: &std::ops::RangeInclusive<u64>,
    ) -> Result<Option<Left>, TaskError> {
        loop {
            match self.step(&mut regs)? {
                Some(Ended::Resumed) => return Ok(None),
                Some(ended) => return Ok(Some(Left::Ended(ended))),
                None => {
                    let rsp = regs.gpr.get(Registers::RSP).copied().unwrap_or(0);
                    if !stack.contains(&rsp) {
                        return Ok(Some(Left::For(Box::new(regs))));
                    }
                }
            }
        }
    }
}

fn killed(signal: u8, detail: String) -> Ended {
    Ended::Outcome(Outcome::Killed { signal, detail: Some(detail) })
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

fn trap_info(kind: TrapKind, pc: u64) -> TrapInfo {
    let (signal, code, addr) = match kind {
        TrapKind::Divide => (SIGFPE, FPE_INTDIV, pc),
        TrapKind::Illegal => (SIGILL, ILL_ILLOPN, pc),
        TrapKind::Breakpoint => (SIGTRAP, TRAP_BRKPT, pc),
        TrapKind::Protection => (SIGSEGV, SI_KERNEL, 0),
        TrapKind::Fetch => (SIGSEGV, SEGV_MAPERR, pc),
    };
    TrapInfo { signal, code, addr }
}
