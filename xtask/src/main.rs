//! The project's own commands, called as `cargo xtask COMMAND`.
//!
//! Nothing here is part of the product: this crate installs what a machine lacks, builds, tests, measures, and
//! checks the rules of the repository.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a command-line tool talks to a person")]

mod bench;
mod conformance;
mod layers;
mod packages;
mod process;
mod quickstart;
mod rootfs;
mod runner;
mod test;
mod tidy;
mod workspace;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(name = "xtask", about = "Airlock's own commands: build, test, measure, check")]
struct Cli {
    /// Use this `airlock` binary instead of building one.
    #[arg(long, global = true, value_name = "PATH")]
    airlock: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Install what is missing, build, and run a real unmodified program end to end.
    Quickstart,
    /// Install what the tests need and run them all, with samples of the external suites.
    Test(test::TestArgs),
    /// Compare random instructions on the real CPU, in the interpreter and in lifted Wasm, until stopped.
    Difftest(test::DifftestArgs),
    /// Check that crates depend downwards only, and the tidiness rules.
    Layers,
    /// Make the Debian root filesystem that the userland suites run in, if it is missing, and print where it is.
    Rootfs(rootfs::RootfsArgs),
    /// Run an external test suite in full.
    Conformance(conformance::ConformanceArgs),
    /// Build the benchmark programs and measure all runners side by side.
    Bench(bench::BenchArgs),
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    match run(cli) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Carries the command out; `Ok(false)` means that it ran and found something wrong, which it has already told.
fn run(cli: Cli) -> Result<bool> {
    let airlock = cli.airlock.as_deref();
    match cli.command {
        Command::Quickstart => quickstart::run(airlock),
        Command::Test(args) => test::run(&args, airlock),
        Command::Difftest(args) => test::difftest(&args, airlock),
        Command::Layers => layers::run(),
        Command::Rootfs(args) => rootfs::run(&args),
        Command::Conformance(args) => conformance::run(&args, airlock),
        Command::Bench(args) => bench::run(&args, airlock),
    }
}
