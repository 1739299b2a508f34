//! The command as a user meets it: small real programs, and everything that can be wrong with what it is given.

#![allow(clippy::unwrap_used, reason = "helpers outside of test functions are tests too")]

mod bad_input;
mod cache;
mod dynamic;
mod limits;
mod network;
mod processes;
mod programs;
mod run;
mod signals;
mod terminal;
mod wasm;

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::LazyLock;

use tempfile::TempDir;

/// A directory with a cache of its own, so that tests know nothing of each other or of the user.
struct Sandbox {
    dir: TempDir,
}

/// Compiled programs are shared by all tests of a run, which also tests that runs may share them.
static CACHE: LazyLock<TempDir> = LazyLock::new(|| tempfile::tempdir().unwrap());

impl Sandbox {
    fn new() -> Self {
        Self { dir: tempfile::tempdir().unwrap() }
    }

    fn path(&self) -> &Path {
        self.dir.path()
    }

    /// Writes a file into the directory.
    fn file(&self, name: &str, content: &[u8]) -> PathBuf {
        let path = self.dir.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, content).unwrap();
        path
    }

    /// The command, started in the directory.
    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_airlock"));
        command.args(args).current_dir(self.dir.path()).stdin(Stdio::null());
        command.env("AIRLOCK_CACHE_DIR", CACHE.path());
        command
    }

    fn run(&self, args: &[&str]) -> Done {
        Done::from(self.command(args).output().unwrap())
    }
}

/// How a command ended.
#[derive(Debug)]
struct Done {
    status: i32,
    stdout: String,
    stderr: String,
}

impl From<Output> for Done {
    fn from(output: Output) -> Self {
        Self {
            // A command that a signal killed has no code, and none of ours should be.
            status: output.status.code().unwrap_or(-1),
            stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
            stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }
}

impl Done {
    /// Airlock itself refused, with one line that names all of these, and without a panic.
    #[track_caller]
    fn refused(&self, words: &[&str]) {
        assert_eq!(self.status, 125, "{self:?}");
        assert_eq!(self.stdout, "", "{self:?}");
        assert!(!self.stderr.contains("panicked"), "{self:?}");
        for word in words {
            assert!(self.stderr.contains(word), "no {word:?} in {self:?}");
        }
    }
}
