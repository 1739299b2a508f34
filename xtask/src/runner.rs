//! What a guest program runs under: the CPU itself, Airlock, or an emulator to compare with.

use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::ValueEnum;

use crate::process::Cmd;

/// The kinds of runner, as named on the command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum RunnerKind {
    /// The program itself on this machine.
    Native,
    /// `airlock run`.
    Airlock,
    /// qemu-user emulation: a second opinion on whether a failure is ours.
    Qemu,
}

/// A runner with what it needs to start a program.
#[derive(Clone, Debug)]
pub(crate) enum Runner {
    Native,
    Airlock(PathBuf),
    Qemu,
}

/// How a program is to be started.
#[derive(Clone, Debug, Default)]
pub(crate) struct Start<'a> {
    pub(crate) args: &'a [String],
    /// A directory that the program sees under its own path, for reading and writing, and starts in.
    pub(crate) directory: Option<&'a Path>,
    pub(crate) stdin: Option<&'a Path>,
    /// A root filesystem that the program is in, and all variables that it gets there.
    pub(crate) rootfs: Option<(&'a Path, &'a [&'a str])>,
    /// Leave Airlock's cache of compiled code alone: for programs that run once.
    pub(crate) no_cache: bool,
    /// The guest's own time limit; ours on top of it is half a minute longer, for the translation.
    pub(crate) timeout: Option<Duration>,
}

impl Runner {
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Runner::Native => "native",
            Runner::Airlock(_) => "airlock",
            Runner::Qemu => "qemu-user",
        }
    }

    /// The command that runs `program` (a static executable) under this runner.
    pub(crate) fn command(&self, program: &Path, start: &Start<'_>) -> Cmd {
        let mut cmd = match self {
            Runner::Native => match start.rootfs {
                None => Cmd::new(program),
                Some((root, variables)) => {
                    Cmd::new("chroot").arg(root).args(["/usr/bin/env", "-i"]).args(variables).arg(program)
                }
            },
            Runner::Qemu => Cmd::new("qemu-x86_64").arg(program),
            Runner::Airlock(airlock) => {
                let mut cmd = Cmd::new(airlock).arg("run");
                if let Some(timeout) = start.timeout {
                    cmd = cmd.arg("--timeout").arg(format!("{}s", timeout.as_secs()));
                }
                if start.no_cache {
                    cmd = cmd.arg("--no-cache");
                }
                if let Some((root, variables)) = start.rootfs {
                    cmd = cmd.arg("--rootfs").arg(root);
                    for variable in variables {
                        cmd = cmd.arg("--env").arg(variable);
                    }
                }
                if let Some(directory) = start.directory {
                    let directory = directory.display();
                    cmd = cmd.arg("--mount").arg(format!("{directory}:{directory}:rw"));
                    cmd = cmd.arg("--cwd").arg(directory.to_string());
                }
                cmd.arg(program)
            }
        };
        cmd = cmd.args(start.args).stdin_file(start.stdin);
        if let Some(directory) = start.directory {
            cmd = cmd.current_dir(directory);
        }
        if let Some(timeout) = start.timeout {
            let grace = if matches!(self, Runner::Airlock(_)) { Duration::from_secs(30) } else { Duration::ZERO };
            cmd = cmd.timeout(timeout + grace);
        }
        cmd
    }
}
