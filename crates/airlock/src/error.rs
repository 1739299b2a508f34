//! What can go wrong before and around a run.

use airlock_kernel::ConfigError;
use airlock_wasmtime::TaskError;

/// Why [`Builder::build`](crate::Builder::build) refused.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BuildError {
    /// A limit of zero would stop every guest before its first instruction.
    #[error("the limit `{limit}` is zero, which no program can run under: give a value above zero, or leave it out")]
    ZeroLimit {
        /// Name of the field of [`Limits`](crate::Limits).
        limit: &'static str,
    },
    /// No platform was given.
    #[error("the sandbox has no platform: call Builder::platform with clocks, entropy and standard streams")]
    NoPlatform,
    /// An environment variable has no name, or holds a NUL byte.
    #[error("the environment variable {variable:?} is not of the form NAME=VALUE without NUL bytes")]
    Environment {
        /// As it was given.
        variable: String,
    },
    /// A program from the host was given with a place in the guest that is not an absolute file path.
    #[error("the program cannot appear at {path:?} in the guest: give an absolute path of a file, e.g. /bin/prog")]
    ProgramPath {
        /// The path in the guest.
        path: String,
    },
    /// The guest's kernel refused its configuration.
    #[error("could not set up the guest's kernel: {0}")]
    Kernel(#[from] ConfigError),
}

/// Why [`Sandbox::run`](crate::Sandbox::run) could not run the program, or could not finish.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RunError {
    /// An argument holds a NUL byte.
    #[error("argument {index} holds a NUL byte, which no Linux program can be given")]
    Argument {
        /// Its place, the program's name being 0.
        index: usize,
    },
    /// The program could not be loaded, translated, compiled or run.
    #[error(transparent)]
    Task(#[from] TaskError),
}

/// Why [`lift`](crate::lift) could not translate a file.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LiftFileError {
    /// It is not an ELF file that the lifter takes.
    #[error("could not read it as an x86-64 ELF program: {detail}")]
    Object {
        /// What the lifter said.
        detail: String,
    },
}
