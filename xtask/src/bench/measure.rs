//! Running the programs in interleaved rounds.

use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::Result;

use super::programs::{Group, Program};
use super::userland::ENVIRONMENT;
use crate::process::{End, progress};
use crate::runner::{Runner, Start};

const TIMEOUT: Duration = Duration::from_secs(600);

/// A runner together with the form of the program that it gets.
pub(crate) struct Contestant {
    pub(crate) name: String,
    runner: Runner,
    wasm: bool,
}

impl Contestant {
    /// Runs the native executable.
    pub(crate) fn elf(runner: Runner) -> Self {
        Self { name: runner.name().to_owned(), runner, wasm: false }
    }

    /// Runs the module that a C compiler made from the same source.
    pub(crate) fn wasm(runner: Runner) -> Self {
        Self { name: "wasm32-wasi".to_owned(), runner, wasm: true }
    }

    fn program<'a>(&self, program: &'a Program) -> Option<&'a Path> {
        if self.wasm {
            return program.wasm.as_deref();
        }
        // An emulator of programs finds no root filesystem.
        (program.rootfs.is_none() || !matches!(self.runner, Runner::Qemu)).then_some(&*program.binary)
    }
}

/// What one contestant did on one program.
#[derive(Clone, Debug)]
pub(crate) enum Cell {
    /// CPU seconds of each round.
    Times(Vec<f64>),
    /// It failed or gave another output than native.
    Wrong(String),
    /// There is no such form of this program.
    Absent,
}

impl Cell {
    /// The median of the rounds.
    pub(crate) fn seconds(&self) -> Option<f64> {
        match self {
            Cell::Times(times) => median(times),
            Cell::Wrong(_) | Cell::Absent => None,
        }
    }
}

/// One program with a cell for each contestant.
pub(crate) struct Row {
    pub(crate) name: &'static str,
    pub(crate) group: Group,
    pub(crate) cells: Vec<Cell>,
}

impl Row {
    /// Whether every contestant gave the native output.
    pub(crate) fn is_clean(&self) -> bool {
        !self.cells.iter().any(|cell| matches!(cell, Cell::Wrong(_)))
    }

    /// A contestant's time over the native one, which is the first.
    pub(crate) fn ratio(&self, contestant: usize) -> Option<f64> {
        let native = self.cells.first()?.seconds()?;
        Some(self.cells.get(contestant)?.seconds()? / native.max(1e-9))
    }
}

/// Measures every program: one warm-up each, whose output becomes the reference or is compared, then the rounds.
pub(crate) fn measure(programs: &[Program], contestants: &[Contestant], rounds: usize) -> Result<Vec<Row>> {
    let mut rows = Vec::new();
    for (index, program) in programs.iter().enumerate() {
        progress(&format!("{}/{} {}", index + 1, programs.len(), program.name));
        let mut reference = None;
        let mut cells = vec![Cell::Absent; contestants.len()];
        for round in 0..=rounds {
            for (contestant, cell) in contestants.iter().zip(&mut cells) {
                run_once(program, contestant, round, &mut reference, cell)?;
            }
        }
        rows.push(Row { name: program.name, group: program.group, cells });
    }
    progress("");
    Ok(rows)
}

fn run_once(
    program: &Program,
    contestant: &Contestant,
    round: usize,
    reference: &mut Option<Vec<u8>>,
    cell: &mut Cell,
) -> Result<()> {
    let Some(path) = contestant.program(program) else { return Ok(()) };
    if matches!(cell, Cell::Wrong(_)) {
        return Ok(());
    }
    let start = Start {
        args: &program.args,
        directory: program.directory.as_deref(),
        rootfs: program.rootfs.as_deref().map(|root| (root, ENVIRONMENT)),
        stdin: program.stdin.as_deref(),
        timeout: Some(TIMEOUT),
        ..Start::default()
    };
    let path: PathBuf = path.to_path_buf();
    let finished = contestant.runner.command(&path, &start).capture()?;
    if finished.end != End::Exit(0) {
        let stderr = String::from_utf8_lossy(&finished.stderr).into_owned();
        let last = stderr.lines().last().unwrap_or_default();
        eprintln!("{} under {}: {}: {last}", program.name, contestant.name, finished.end);
        *cell = Cell::Wrong(finished.end.to_string());
        return Ok(());
    }
    let expected = reference.get_or_insert_with(|| finished.stdout.clone());
    if *expected != finished.stdout {
        eprintln!("{} under {}: the output is not the native one", program.name, contestant.name);
        *cell = Cell::Wrong("other output".to_owned());
        return Ok(());
    }
    match cell {
        Cell::Times(times) if round > 0 => times.push(finished.cpu.as_secs_f64()),
        _ => *cell = Cell::Times(Vec::new()),
    }
    Ok(())
}

/// The middle value, or the mean of the two middle ones.
pub(crate) fn median(values: &[f64]) -> Option<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let upper = *sorted.get(sorted.len() / 2)?;
    if sorted.len() % 2 == 1 {
        return Some(upper);
    }
    let lower = *sorted.get((sorted.len() / 2).checked_sub(1)?)?;
    Some((lower + upper) / 2.0)
}

/// The geometric mean, and the largest value.
pub(crate) fn geometric_mean(values: &[f64]) -> Option<(f64, f64)> {
    if values.is_empty() {
        return None;
    }
    let sum: f64 = values.iter().map(|value| value.ln()).sum();
    let most = values.iter().copied().fold(f64::MIN, f64::max);
    Some(((sum / values.len() as f64).exp(), most))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn median_of_odd_even_and_none() {
        assert_eq!(median(&[3.0, 1.0, 2.0]), Some(2.0));
        assert_eq!(median(&[4.0, 1.0, 2.0, 3.0]), Some(2.5));
        assert_eq!(median(&[]), None);
    }

    #[test]
    fn geometric_mean_and_most() {
        let (mean, most) = geometric_mean(&[1.0, 4.0]).unwrap();
        assert!((mean - 2.0).abs() < 1e-12);
        assert_eq!(most, 4.0);
        assert_eq!(geometric_mean(&[]), None);
    }

    #[test]
    fn ratio_needs_both_times() {
        let row = |cells| Row { name: "x", group: Group::Kernel, cells };
        let good = row(vec![Cell::Times(vec![2.0]), Cell::Times(vec![3.0]), Cell::Wrong("exit 1".to_owned())]);
        assert_eq!(good.ratio(1), Some(1.5));
        assert_eq!(good.ratio(2), None);
        assert!(!good.is_clean());
    }
}
