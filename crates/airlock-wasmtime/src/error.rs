//! What can go wrong around a guest. Nothing that a guest does by itself is among it.

use airlock_kernel::ExecError;
use airlock_platform::MemoryExhausted;

/// Why [`Runtime::new`](crate::Runtime::new) failed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RuntimeError {
    /// The compiler refused its settings, or this CPU.
    #[error("could not set up the WebAssembly compiler on this machine: {detail}")]
    Engine {
        /// What wasmtime said.
        detail: String,
    },
    /// The functions that lifted code imports could not be defined.
    #[error("could not define the host functions of lifted code: {detail}")]
    Imports {
        /// What wasmtime said.
        detail: String,
    },
}

/// Why [`Runtime::run`](crate::Runtime::run) could not run a guest or could not finish.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum TaskError {
    /// No addresses for the guest's memory.
    #[error("could not reserve 4 GiB of addresses for the guest: {0}; raise `ulimit -v` or run fewer guests at once")]
    Memory(#[from] MemoryExhausted),
    /// No thread for the guest or for its watchdog.
    #[error("could not start a thread for the guest: {0}; raise `ulimit -u` or run fewer guests at once")]
    Thread(#[source] std::io::Error),
    /// The host's terminal could not be put into raw mode.
    #[error("could not put the terminal into raw mode: {0}")]
    Terminal(#[source] std::io::Error),
    /// The program could not be loaded.
    #[error("could not start {path}: {source}")]
    Exec {
        /// Path in the guest.
        path: String,
        /// What the kernel said.
        source: ExecError,
    },
    /// The program is a WASI module and could not be run.
    #[error(transparent)]
    Wasi(#[from] crate::wasi::WasiError),
    /// The program could not be translated to Wasm.
    #[error("could not translate {path} to WebAssembly: {detail}")]
    Lift {
        /// Path in the guest.
        path: String,
        /// What the lifter said.
        detail: String,
    },
    /// The compiler refused what the lifter made.
    #[error("could not compile the translation of {path}: {detail}; this is a bug in airlock")]
    Compile {
        /// Path in the guest.
        path: String,
        /// What wasmtime said.
        detail: String,
    },
    /// The compiled module could not be instantiated.
    #[error("could not instantiate the translation of {path}: {detail}; this is a bug in airlock")]
    Instantiate {
        /// Path in the guest.
        path: String,
        /// What wasmtime said.
        detail: String,
    },
    /// Lifted code did something that no translation of a program should.
    #[error("the translated program failed: {detail}; this is a bug in airlock")]
    Lifted {
        /// What happened.
        detail: String,
    },
    /// Our own code panicked while it served the guest.
    #[error("the guest's kernel or runtime failed: {message}; this is a bug in airlock")]
    Panicked {
        /// The panic's message.
        message: String,
    },
}
