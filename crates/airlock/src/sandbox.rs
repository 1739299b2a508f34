//! A guest that is ready to run.

use std::sync::Arc;

use airlock_types::Report;
use airlock_wasmtime::{Runtime, Task, TaskError};

use crate::{Builder, LiftFileError, Program, RunError};

/// A guest with everything that it was granted, before its first instruction.
pub struct Sandbox {
    runtime: Runtime,
    task: Task,
}

impl Sandbox {
    /// Starts to describe a sandbox for `program`.
    pub fn builder(runtime: &Runtime, program: Program) -> Builder {
        Builder::new(runtime, program)
    }

    pub(crate) fn new(runtime: Runtime, task: Task) -> Self {
        Self { runtime, task }
    }

    /// Runs the program with these arguments (the first is its own name, by convention) until it ends or meets a
    /// limit. Blocks; each task of the guest has a thread of its own, and all are gone when this returns.
    ///
    /// A program in the guest that is named without a slash is looked for in the `PATH` of its environment.
    ///
    /// The time limits count from the guest's first instruction: translating a program that is not in the cache is
    /// not part of them.
    pub fn run<A: Into<Vec<u8>>>(mut self, argv: impl IntoIterator<Item = A>) -> Result<Report, RunError> {
        self.task.argv = argv.into_iter().map(Into::into).collect();
        if let Some(index) = self.task.argv.iter().position(|argument| argument.contains(&0)) {
            return Err(RunError::Argument { index });
        }
        let Task { kernel, path, envp, .. } = &mut self.task;
        match kernel.find_program(path, envp) {
            Ok(found) => *path = found,
            Err(source) => {
                return Err(TaskError::Exec { path: String::from_utf8_lossy(path).into_owned(), source }.into());
            }
        }
        Ok(self.runtime.run(self.task)?)
    }
}

/// Translates an ELF program to Wasm and returns the Wasm. The same file gives the same bytes.
pub fn lift(content: Arc<[u8]>) -> Result<Vec<u8>, LiftFileError> {
    airlock_wasmtime::lift_to_wasm(&content).map_err(|detail| LiftFileError::Object { detail })
}
