//! External test suites: fetched, never committed, each with a list of its known failures.

mod busybox;
mod corpus;
mod cpython;
mod ctorture;
mod expectations;
mod machine;
mod userland;

use std::path::Path;

use anyhow::Result;
use clap::{Args, Subcommand};

pub(crate) use expectations::Verdict;

use crate::runner::{Runner, RunnerKind};
use crate::{packages, workspace};

/// Every how many tests the samples of `cargo xtask test` take one.
const SAMPLE_EVERY: usize = 40;

#[derive(Args)]
pub(crate) struct ConformanceArgs {
    #[command(subcommand)]
    suite: Suite,
}

#[derive(Subcommand)]
enum Suite {
    /// gcc's execution tests, compiled natively and run under Airlock.
    CTorture(ctorture::CTortureArgs),
    /// busybox's own test suite on Debian's static busybox.
    Busybox(busybox::BusyboxArgs),
    /// Programs of a Debian root filesystem, natively and in the box.
    Userland(userland::UserlandArgs),
    /// Small shell and Python programs of this project, natively and in the box.
    Corpus(corpus::CorpusArgs),
    /// CPython's own test suite, natively and in the box.
    Cpython(cpython::CpythonArgs),
}

/// Runs a suite as asked; `Ok(false)` if something did not turn out as expected.
pub(crate) fn run(args: &ConformanceArgs, airlock: Option<&Path>) -> Result<bool> {
    let verdict = match &args.suite {
        Suite::CTorture(args) => ctorture::run(args, &make_runner(args.runner, airlock)?)?,
        Suite::Busybox(args) => busybox::run(args, &make_runner(args.runner(), airlock)?)?,
        Suite::Userland(args) => userland::run(args, || workspace::airlock_binary(airlock))?,
        Suite::Corpus(args) => corpus::run(args, || workspace::airlock_binary(airlock))?,
        Suite::Cpython(args) => cpython::run(args, || workspace::airlock_binary(airlock))?,
    };
    println!("{} passed, {} failed", verdict.passed, verdict.failed);
    Ok(verdict.failed == 0)
}

/// Runs the fixed samples of all suites under Airlock.
pub(crate) fn samples(airlock: &Path) -> Result<Verdict> {
    let runner = Runner::Airlock(airlock.to_path_buf());
    let mut verdict = ctorture::run(&ctorture::CTortureArgs::sample(SAMPLE_EVERY), &runner)?;
    verdict.add(&busybox::run(&busybox::BusyboxArgs::sample(), &runner)?);
    if !nix::unistd::geteuid().is_root() {
        println!("userland: left out, since only root can make its root filesystem");
        return Ok(verdict);
    }
    verdict.add(&userland::run(&userland::UserlandArgs::sample(), || Ok(airlock.to_path_buf()))?);
    verdict.add(&corpus::run(&corpus::CorpusArgs::sample(), || Ok(airlock.to_path_buf()))?);
    verdict.add(&cpython::run(&cpython::CpythonArgs::sample(), || Ok(airlock.to_path_buf()))?);
    Ok(verdict)
}

fn make_runner(kind: RunnerKind, airlock: Option<&Path>) -> Result<Runner> {
    Ok(match kind {
        RunnerKind::Native => Runner::Native,
        RunnerKind::Airlock => Runner::Airlock(workspace::airlock_binary(airlock)?),
        RunnerKind::Qemu => {
            packages::ensure(&[packages::QEMU])?;
            Runner::Qemu
        }
    })
}
