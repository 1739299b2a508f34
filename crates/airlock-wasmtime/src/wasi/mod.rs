//! WASI preview 1 modules: another format of executable on the same kernel.
//!
//! A module is a *command*: it exports `_start` and its memory, and imports from `wasi_snapshot_preview1` only. Each
//! function becomes Linux system calls on the guest's kernel (see [`context`]), so the filesystem, the limits, the
//! counters and the trace are those of any other guest. The root directory is the one preopened directory; preview 1
//! has no working directory, so that of the configuration has no effect. There are no sockets.

mod context;
mod errno;
mod files;
mod link;
mod nr;
mod outline;
mod paths;
mod poll;
mod process;
#[cfg(test)]
mod tests;

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::Instant;

use airlock_kernel::Kernel;
use airlock_types::{Outcome, Report};
use wasmtime::{Config, Engine, Linker, Module, Store, Trap, UpdateDeadline};

use crate::error::TaskError;
use crate::lifter::Translation;
use crate::runtime::{Progress, Runtime};
use crate::task::Task;
use crate::watchdog::{ThreadCpuClock, Watchdog};
use crate::{code, engine};
use outline::Outline;

use context::{Cx, DATA, PATH, State};

const MAGIC: &[u8] = b"\0asm";
/// Version 1, layer 0: a core module. Components have layer 1.
const CORE: &[u8] = &[1, 0, 0, 0];
/// Largest module file.
const MODULE_BYTES_MAX: usize = 1 << 30;
/// Native stack for the module's calls.
const STACK_BYTES: usize = 16 << 20;
/// More unknown imports than this are counted, not named.
const IMPORTS_NAMED: usize = 5;
/// Bytes of a Wasm page.
const WASM_PAGE: u64 = 65536;

/// Why a WASI module could not be run.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum WasiError {
    /// It is a component.
    #[error(
        "{path} is a WebAssembly component: only core modules of WASI preview 1 can run (`wasm-tools component unbundle` takes one out)"
    )]
    Component {
        /// Path in the guest.
        path: String,
    },
    /// It was to have a terminal.
    #[error("{path} is a WebAssembly module: WASI preview 1 knows no terminals; leave --tty out")]
    Terminal {
        /// Path in the guest.
        path: String,
    },
    /// It is larger than a module may be.
    #[error("{path} is larger than 1 GiB, which no module that can run is")]
    TooLarge {
        /// Path in the guest.
        path: String,
    },
    /// It could not be read.
    #[error("could not read the module {path}: {errno}")]
    Read {
        /// Path in the guest.
        path: String,
        /// What the guest filesystem said.
        errno: airlock_abi::Errno,
    },
    /// It is not a valid module, or uses a proposal that is off.
    #[error("{path} is not a module that can run: {detail}")]
    Invalid {
        /// Path in the guest.
        path: String,
        /// What the compiler said.
        detail: String,
    },
    /// It imports what nobody provides.
    #[error(
        "{path} imports {imports}, which nobody provides: a module may import the functions of wasi_snapshot_preview1 only"
    )]
    Imports {
        /// Path in the guest.
        path: String,
        /// Module and name of each, with commas between.
        imports: String,
    },
    /// It has no `_start`, or no memory of the right kind.
    #[error("{path} does not export {what}: only WASI commands can run, not libraries")]
    Export {
        /// Path in the guest.
        path: String,
        /// What is missing.
        what: &'static str,
    },
    /// Its memory does not fit in the limit before it even starts.
    #[error("{path} needs {needed} bytes of memory to start and the limit is {limit}: raise the limit of memory")]
    Memory {
        /// Path in the guest.
        path: String,
        /// Bytes.
        needed: u64,
        /// Bytes.
        limit: u64,
    },
    /// It could not be instantiated.
    #[error("could not instantiate {path}: {detail}")]
    Instantiate {
        /// Path in the guest.
        path: String,
        /// What the engine said.
        detail: String,
    },
    /// The root directory could not be opened for it.
    #[error("could not open the root directory for {path} as descriptor 3: raise the limit of open files")]
    Preopen {
        /// Path in the guest.
        path: String,
    },
    /// The compiler refused its settings, or this CPU.
    #[error("could not set up the WebAssembly compiler for WASI on this machine: {detail}")]
    Engine {
        /// What wasmtime said.
        detail: String,
    },
}

/// A module, and how to stop it.
pub(crate) struct Guest {
    pub(crate) task: Task,
    pub(crate) module: Vec<u8>,
}

/// The module at `path` of the guest's filesystem; `None` if what is there is not Wasm.
pub(crate) fn load(kernel: Kernel, path: &[u8]) -> Result<(Kernel, Option<Vec<u8>>), WasiError> {
    let name = || String::from_utf8_lossy(path).into_owned();
    let failed = |errno: errno::WasiErrno| WasiError::Read { path: name(), errno: errno.into() };
    let mut state = State::new(kernel, Arc::default(), 0);
    let mut cx = Cx::new(&mut [], &mut state);
    let mut bytes = Vec::new();
    let mut text = path.to_vec();
    text.push(0);
    cx.put(PATH, &text).map_err(failed)?;
    let at_cwd = airlock_abi::fcntl::AT_FDCWD as u32;
    let fd = cx.syscall(nr::OPENAT, [at_cwd.into(), PATH, 0, 0]).map_err(failed)?;
    let is_module = loop {
        let n = cx.syscall(nr::READ, [fd, DATA, context::DATA_BYTES as u64]).map_err(failed)?;
        let part = cx.bytes(DATA, usize::try_from(n).unwrap_or(0)).map_err(failed)?;
        bytes.extend_from_slice(part);
        if n == 0 || !bytes.starts_with(MAGIC) {
            break bytes.starts_with(MAGIC);
        }
        if bytes.len() > MODULE_BYTES_MAX {
            return Err(WasiError::TooLarge { path: name() });
        }
    };
    cx.syscall(nr::CLOSE, [fd]).map_err(failed)?;
    if is_module && cx.state.kernel.has_terminal() {
        return Err(WasiError::Terminal { path: name() });
    }
    if is_module && bytes.get(4..8).is_some_and(|version| version != CORE) {
        return Err(WasiError::Component { path: name() });
    }
    // What was read to find out what the file is was not the guest's doing.
    drop(state.kernel.take_trace());
    Ok((state.kernel, is_module.then_some(bytes)))
}

/// The engine and the functions: the same for all WASI guests of a process.
fn shared() -> Result<&'static (Engine, Linker<State>), WasiError> {
    static SHARED: OnceLock<Result<(Engine, Linker<State>), String>> = OnceLock::new();
    let made = SHARED.get_or_init(|| {
        let mut config = Config::new();
        config
            .epoch_interruption(true)
            .max_wasm_stack(STACK_BYTES)
            .async_stack_size(STACK_BYTES)
            .wasm_memory64(false)
            .wasm_threads(false);
        let engine = Engine::new(&config).map_err(|error| format!("{error:#}"))?;
        let linker = link::define(&engine).map_err(|error| format!("{error:#}"))?;
        Ok((engine, linker))
    });
    made.as_ref().map_err(|detail| WasiError::Engine { detail: detail.clone() })
}

/// Compiles the module, or takes it from the cache.
fn compile(
    runtime: &Runtime,
    engine: &Engine,
    path: &str,
    (bytes, functions): (Vec<u8>, u64),
    on_progress: &dyn Fn(Progress),
) -> Result<Module, WasiError> {
    let mut hasher = blake3::Hasher::new();
    hasher.update(b"wasi").update(&engine::fingerprint(engine)).update(blake3::hash(&bytes).as_bytes());
    let key = *hasher.finalize().as_bytes();
    if let Some(code) = runtime.cache().and_then(|cache| code::load(engine, cache, &key)) {
        on_progress(Progress::Ready { cached: true });
        return Ok(code.module);
    }
    on_progress(Progress::Compiling { path: path.to_owned(), functions, wasm_bytes: bytes.len() as u64 });
    let translation = Translation { wasm: bytes, roots: Vec::new(), text: 0..0, covers: 0..0, code: Vec::new() };
    let code = code::compile(engine, translation, runtime.cache().map(|cache| (cache, key)), &|warning| {
        runtime.warn(warning);
    })
    .map_err(|error| WasiError::Invalid { path: path.to_owned(), detail: format!("{error:#}") })?;
    on_progress(Progress::Ready { cached: false });
    Ok(code.module)
}

/// Refuses what could not be started, with the reason.
fn check(module: &Outline, path: &str, memory_limit: u64) -> Result<(), WasiError> {
    let known =
        |module: &str, name: &str| module == link::MODULE && (link::NAMES.contains(&name) || name == link::PROC_EXIT);
    let unknown: Vec<String> = module
        .imports
        .iter()
        .filter(|(module, name)| !known(module, name))
        .map(|(module, name)| format!("{module}.{name}"))
        .collect();
    if !unknown.is_empty() {
        let mut imports = unknown.iter().take(IMPORTS_NAMED).cloned().collect::<Vec<_>>().join(", ");
        if unknown.len() > IMPORTS_NAMED {
            imports.push_str(&format!(" and {} more", unknown.len() - IMPORTS_NAMED));
        }
        return Err(WasiError::Imports { path: path.to_owned(), imports });
    }
    let export = |what| WasiError::Export { path: path.to_owned(), what };
    let pages = module.memory_pages.ok_or_else(|| export("its memory as `memory`"))?;
    let needed = pages.saturating_mul(WASM_PAGE);
    if needed > memory_limit {
        return Err(WasiError::Memory { path: path.to_owned(), needed, limit: memory_limit });
    }
    if module.start { Ok(()) } else { Err(export("a function `_start`")) }
}

/// Runs a module to its end on this thread.
pub(crate) fn run(runtime: &Runtime, guest: Guest) -> Result<Report, TaskError> {
    let Guest { task, module } = guest;
    let path = String::from_utf8_lossy(&task.path).into_owned();
    let (engine, linker) = shared()?;
    let outline = outline::outline(&module);
    check(&outline, &path, task.limits.memory_bytes)?;
    let module = compile(runtime, engine, &path, (module, outline.functions), &*task.on_progress)?;

    let expired = Arc::new(AtomicBool::new(false));
    let mut state = State::new(task.kernel, Arc::clone(&expired), task.limits.memory_bytes);
    state.args = task.argv;
    state.env = task.envp;
    state.on_trace = task.on_trace;
    preopen(&mut state, &path)?;
    let mut store = Store::new(engine, state);
    store.limiter(|state| state);
    // The epoch belongs to all guests of the engine: each looks whether it is the one that is meant.
    store.set_epoch_deadline(1);
    store.epoch_deadline_callback(|store| {
        if store.data().expired.load(Ordering::SeqCst) {
            return Err(Trap::Interrupt.into());
        }
        Ok(UpdateDeadline::Continue(1))
    });

    let cpu = ThreadCpuClock::of_this_thread().map_err(TaskError::Thread)?;
    let (start, cpu_start) = (Instant::now(), cpu.now().unwrap_or_default());
    let (stop, ticking) = (task.stop, engine.clone());
    let fire = move || {
        expired.store(true, Ordering::SeqCst);
        ticking.increment_epoch();
        stop();
    };
    let watchdog = Watchdog::start(&task.limits, move || cpu.now().unwrap_or_default(), None::<fn() -> _>, fire)
        .map_err(TaskError::Thread)?;
    let result = linker.instantiate(&mut store, &module).and_then(|instance| {
        let memory = instance.get_memory(&mut store, "memory");
        store.data_mut().memory = memory;
        let start = instance.get_typed_func::<(), ()>(&mut store, "_start")?;
        Ok(start.call(&mut store, ()))
    });
    let (wall, cpu) = (start.elapsed(), cpu.now().unwrap_or_default().saturating_sub(cpu_start));
    let fired = watchdog.fired();
    drop(watchdog);

    let mut state = store.into_data();
    let outcome = match (state.end.take(), result) {
        // A call that was interrupted by the limit may be the reason why the guest ended.
        (Some(outcome), _) => fired.map_or(outcome, Outcome::Limit),
        (None, Ok(Ok(()))) => Outcome::Exited(0),
        (None, Ok(Err(error))) => match (error.downcast_ref::<Trap>(), fired) {
            (Some(Trap::Interrupt), Some(limit)) => Outcome::Limit(limit),
            (Some(trap), _) => killed(*trap),
            (None, _) => return Err(TaskError::Lifted { detail: format!("{error:#}") }),
        },
        // A start function runs while the module is instantiated, and may end in any of these ways too.
        (None, Err(error)) => match (error.downcast_ref::<Trap>(), fired) {
            (Some(Trap::Interrupt), Some(limit)) => Outcome::Limit(limit),
            (Some(trap), _) => killed(*trap),
            (None, _) => return Err(WasiError::Instantiate { path, detail: format!("{error:#}") }.into()),
        },
    };
    let mut kernel = state.kernel.report();
    kernel.peak_memory_bytes = kernel.peak_memory_bytes.max(state.memory_peak);
    Ok(crate::task::report(outcome, wall, cpu, kernel))
}

/// Opens the root directory as the descriptor at which libraries look for it.
fn preopen(state: &mut State, path: &str) -> Result<(), WasiError> {
    let failed = || WasiError::Preopen { path: path.to_owned() };
    let mut cx = Cx::new(&mut [], state);
    cx.put(PATH, b"/\0").map_err(|_| failed())?;
    let flags = airlock_abi::fcntl::O_DIRECTORY;
    match cx.syscall(nr::OPENAT, [0, PATH, flags.into(), 0]) {
        Ok(fd) if fd == u64::from(files::PREOPEN) => Ok(()),
        _ => Err(failed()),
    }
}

/// The signal that a native program would have died of.
fn killed(trap: Trap) -> Outcome {
    let signal = match trap {
        Trap::IntegerDivisionByZero | Trap::IntegerOverflow | Trap::BadConversionToInteger => 8,
        Trap::UnreachableCodeReached => 6,
        _ => 11,
    };
    Outcome::Killed { signal, detail: Some(trap.to_string()) }
}
