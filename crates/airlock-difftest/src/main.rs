//! `airlock-difftest`: see the library.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use airlock_difftest::{Options, run};
use anyhow::Result;
use clap::Parser;

/// Compares random instructions on the real CPU, in the reference interpreter and as lifted Wasm.
#[derive(Parser)]
#[command(version)]
struct Arguments {
    /// Start of the random sequence.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Stop after so many cases [default: 20000, or no end with --seconds].
    #[arg(long)]
    cases: Option<u64>,
    /// Stop after so many seconds; 0 never stops.
    #[arg(long)]
    seconds: Option<u64>,
    /// Only instruction forms whose name (as iced-x86 writes it) contains this, e.g. `Add_rm32`.
    #[arg(long)]
    form: Option<String>,
    /// An `airlock` binary: adds lifted Wasm as third executor.
    #[arg(long)]
    airlock: Option<PathBuf>,
    /// Up to so many further instructions after the one under test, in half of the cases.
    #[arg(long, default_value_t = 6)]
    tail: u64,
    /// Differences described per form.
    #[arg(long, default_value_t = 1)]
    show: u64,
}

fn main() -> Result<ExitCode> {
    let a = Arguments::parse();
    let options = Options {
        seed: a.seed,
        cases: a.cases.unwrap_or(if a.seconds.is_some() { u64::MAX } else { 20_000 }),
        time: a.seconds.filter(|&s| s > 0).map(Duration::from_secs),
        form: a.form,
        airlock: a.airlock,
        tail: a.tail,
        shown: a.show,
    };
    let summary = run(&options)?;
    let mut out = std::io::stdout().lock();
    for text in &summary.descriptions {
        writeln!(out, "{text}")?;
    }
    for (form, n) in &summary.dropped {
        writeln!(out, "dropped {n} of {form}")?;
    }
    for (form, n) in &summary.refused {
        writeln!(out, "not covered with these operands: {n} of {form}")?;
    }
    for form in &summary.impossible {
        writeln!(out, "no case of {form} could be made")?;
    }
    for ((form, on), n) in &summary.different {
        writeln!(out, "DIFFERENT {n} of {form} ({on})")?;
    }
    writeln!(out, "{} cases compared, {} forms differ", summary.compared, summary.different.len())?;
    Ok(if summary.different.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
