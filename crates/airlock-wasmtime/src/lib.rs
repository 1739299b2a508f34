//! Runs lifted programs on wasmtime: guest memory as real mappings, dispatch of guest calls, a cache of compiled
//! code, limits.
//!
//! This is the only crate that names wasmtime and the only one with `unsafe` code. The entry point is
//! [`Runtime::run`]; `airlock` is the facade in front of it.
//!
//! # How a guest runs
//! A program's machine code has been translated to one Wasm module ([`airlock_lift`]), compiled, and instantiated
//! over a reservation of 4 GiB of host addresses that holds the guest's memory. Guest registers live in Wasm locals
//! while code runs, and in the module's globals at every point where the host needs them. System calls are host
//! functions that call the guest kernel. When the kernel needs all registers, an exception is raised or an indirect
//! jump leads nowhere, lifted code returns to the dispatcher here (*unwinds*), which asks the kernel what is next.

mod cache;
mod code;
mod common;
mod engine;
mod error;
mod fragment;
mod frozen;
mod host;
mod illegal;
mod landing;
mod library;
mod lifter;
mod machine;
mod perf;
mod registers;
mod reservation;
mod resident;
mod run;
mod runtime;
mod space;
mod string;
mod task;
mod terminal;
mod wasi;
mod watchdog;

pub use cache::{Cache, CacheEntry, CacheError, CacheLocation, Pruned};
pub use error::{RuntimeError, TaskError};
pub use lifter::lift_to_wasm;
pub use runtime::{Progress, Runtime, RuntimeConfig};
pub use space::GuestMemory;
pub use task::{ProgressSink, StopSink, Task, TerminalSink, TraceSink};
pub use wasi::WasiError;

/// Version of the lifter's output: code that another version made is not used.
pub const LIFTER_VERSION: u32 = airlock_lift::lift::VERSION;

/// Version of the engine.
pub const ENGINE_VERSION: &str = "wasmtime 48";

/// Tries to reserve the addresses of one guest, and releases them.
pub fn probe_reservation() -> Result<(), airlock_platform::MemoryExhausted> {
    GuestMemory::new().map(drop)
}
