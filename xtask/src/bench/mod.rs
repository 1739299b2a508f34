//! The benchmark: kernels and real programs, natively, under Airlock, emulated, and as Wasm made by a C compiler.
//!
//! All runners take turns within each round, so that a noisy machine is noisy for all of them. What counts is the CPU
//! time of the child (user and system), as the median over the rounds and as a ratio to native.

mod fetch;
mod measure;
mod micro;
mod programs;
mod report;
mod userland;

use std::path::Path;

use anyhow::{Result, bail};
use clap::Args;

use crate::packages::{self, BASH_STATIC, BUSYBOX, GCC, LIBC_HEADERS, MUSL, QEMU};
use crate::runner::{Runner, Start};
use crate::workspace;

#[derive(Args)]
pub(crate) struct BenchArgs {
    /// How often each program runs under each runner, not counting the warm-up.
    #[arg(long, default_value_t = 5)]
    rounds: usize,
    /// Only these programs; nothing is written then.
    #[arg(long, value_delimiter = ',')]
    only: Vec<String>,
    /// Leave qemu-user out: it takes most of the time.
    #[arg(long)]
    no_qemu: bool,
    /// Leave the C-to-Wasm compiler out.
    #[arg(long)]
    no_wasm: bool,
    /// Leave the programs out of a Debian root filesystem out: making one takes minutes, and root.
    #[arg(long)]
    no_rootfs: bool,
    /// Native and qemu only, to try the programs themselves.
    #[arg(long)]
    no_airlock: bool,
}

/// Builds everything, measures, prints the table, and writes `docs/performance.md` and `bench/results/latest.json`.
pub(crate) fn run(args: &BenchArgs, airlock: Option<&Path>) -> Result<bool> {
    let mut needs = vec![GCC, LIBC_HEADERS, MUSL, BUSYBOX, BASH_STATIC];
    if !args.no_qemu {
        needs.push(QEMU);
    }
    packages::ensure(&needs)?;
    let airlock = if args.no_airlock { None } else { Some(workspace::airlock_binary(airlock)?) };
    let directory = workspace::work_dir("bench")?;

    let mut notes = Vec::new();
    let zig = if args.no_wasm || airlock.is_none() {
        None
    } else {
        fetch::zig(&directory).map_err(|why| notes.push(format!("wasm32-wasi left out: {why:#}"))).ok()
    };
    let mut programs = programs::build(&directory, zig.as_ref())?;
    if !args.no_rootfs {
        programs.extend(userland::programs()?);
    }
    if !args.only.is_empty() {
        if let Some(unknown) = args.only.iter().find(|name| !programs.iter().any(|program| program.name == **name)) {
            let known: Vec<&str> = programs.iter().map(|program| program.name).collect();
            bail!("there is no benchmark {unknown}; known: {}", known.join(", "));
        }
        programs.retain(|program| args.only.iter().any(|name| name == program.name));
    }

    let mut contestants = vec![measure::Contestant::elf(Runner::Native)];
    if let Some(airlock) = &airlock {
        contestants.push(measure::Contestant::elf(Runner::Airlock(airlock.clone())));
    }
    if !args.no_qemu {
        contestants.push(measure::Contestant::elf(Runner::Qemu));
    }
    if let (Some(airlock), Some(_)) = (&airlock, &zig) {
        let runner = Runner::Airlock(airlock.clone());
        match wasm_runs(&runner, &programs) {
            Ok(()) => contestants.push(measure::Contestant::wasm(runner)),
            Err(why) => notes.push(format!("wasm32-wasi left out: {why:#}")),
        }
    }

    let rows = measure::measure(&programs, &contestants, args.rounds)?;
    let micro =
        if args.only.is_empty() { Some(micro::measure(&directory, airlock.as_deref(), !args.no_qemu)?) } else { None };
    let report =
        report::Report { rounds: args.rounds, contestants: &contestants, rows: &rows, micro: micro.as_ref(), notes };
    println!("{}", report.markdown());
    let complete = args.only.is_empty() && airlock.is_some() && !args.no_qemu && !args.no_rootfs;
    if complete {
        report.write()?;
    } else {
        println!("(nothing written: this was not a complete run)");
    }
    Ok(rows.iter().all(measure::Row::is_clean))
}

/// Whether the runner takes Wasm modules at all.
fn wasm_runs(runner: &Runner, programs: &[programs::Program]) -> Result<()> {
    let Some(module) = programs.iter().find_map(|program| program.wasm.as_deref()) else { return Ok(()) };
    let finished = runner.command(module, &Start::default()).capture()?;
    if !finished.success() {
        let stderr = String::from_utf8_lossy(&finished.stderr).into_owned();
        bail!(
            "airlock run {} ended with {}: {}",
            module.display(),
            finished.end,
            stderr.lines().next().unwrap_or_default()
        );
    }
    Ok(())
}
