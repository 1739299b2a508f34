//! Run unmodified Linux programs inside WebAssembly.
//!
//! # Life cycle
//! 1. [`Runtime::new`] makes the compiler and opens the cache of compiled code. One per process is enough; it is
//!    cheap to clone and may be used by many threads at once.
//! 2. [`Sandbox::builder`] collects what the guest is granted. Nothing is granted that is not said: no host file, no
//!    network, no environment variable. [`Builder::build`] checks it and makes the guest's kernel: a [`Sandbox`], in
//!    which nothing runs yet.
//! 3. [`Sandbox::run`] runs one program and consumes the sandbox: there is no state in which a guest can be run twice.
//!    What is left is a [`Report`]. The guest's memory, its files and its threads are gone when it returns.
//!
//! A guest that fails, crashes or meets a limit is an [`Outcome`], not an error: errors are failures of ours or of
//! what we were given.

mod builder;
mod error;
mod sandbox;

pub use airlock_kernel::{ConfigError, ExecError, MountSource, NetRule, NetRuleError, NetworkGrants, RootSource};
pub use airlock_platform as platform;
pub use airlock_types::{Denied, LimitKind, Limits, Outcome, Report};
pub use airlock_wasmtime::{
    Cache, CacheEntry, CacheError, CacheLocation, ENGINE_VERSION, LIFTER_VERSION, Progress, Pruned, Runtime,
    RuntimeConfig, RuntimeError, TaskError, probe_reservation,
};

pub use builder::{Builder, Program};
pub use error::{BuildError, LiftFileError, RunError};
pub use sandbox::{Sandbox, lift};
