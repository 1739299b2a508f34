//! The `airlock` command: runs unmodified x86-64 Linux programs and WASI modules inside WebAssembly.
//!
//! Exit status of `airlock run`: the guest's own, 128 + n if signal n killed it, 124 if it met a time limit, 137 if it
//! met another limit that ends a run, 125 if Airlock itself could not do what was asked.

mod args;
mod cache;
mod doctor;
mod lift;
mod progress;
mod run;
mod terminal;
mod units;

use std::io::Write;
use std::process::ExitCode;

use clap::Parser;

use args::{Cli, Command};

/// Status for every failure that is not the guest's.
const FAILURE: u8 = 125;

fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            // Help and version are not failures and go to standard output; clap knows which is which.
            let status = if error.use_stderr() { FAILURE } else { 0 };
            let _ = error.print();
            return ExitCode::from(status);
        }
    };
    let result = match cli.command {
        Command::Run(args) => run::run(*args),
        Command::Lift(args) => lift::lift(&args),
        Command::Doctor(args) => doctor::doctor(&args),
        Command::Cache(args) => cache::cache(&args),
    };
    match result {
        Ok(status) => ExitCode::from(status),
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "airlock: {}", explain(&error));
            ExitCode::from(FAILURE)
        }
    }
}

/// What was attempted and why it failed, on one line. Some errors say themselves what caused them; that is not
/// repeated.
fn explain(error: &anyhow::Error) -> String {
    let mut text = String::new();
    for cause in error.chain().map(ToString::to_string) {
        if text.is_empty() {
            text = cause;
        } else if !text.contains(&cause) {
            text = format!("{text}: {cause}");
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use anyhow::anyhow;

    #[test]
    fn causes_are_said_once() {
        let error = anyhow!("no such file").context("could not open x: no such file").context("could not run x");
        assert_eq!(super::explain(&error), "could not run x: could not open x: no such file");
    }
}
