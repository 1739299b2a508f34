//! The differential corpus: small shell and Python programs in `conformance/corpus`, whose output in the box has to be
//! the native one, byte for byte, with the same exit status.
//!
//! One machine runs many of them, one after the other, so that what they share is started and translated once.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs;
use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Result, bail};
use clap::Args;

use super::expectations::{Expectations, Outcome, Verdict};
use super::machine::{Job, Userland, last_lines};
use crate::process::{cores, parallel};
use crate::{rootfs, workspace};

/// Every how many programs the everyday sample takes one.
const SAMPLE_EVERY: usize = 5;

/// A program's own time limit, in seconds: it may be the first to need what has to be translated.
const PROGRAM_SECONDS: u64 = 120;

/// Runs the programs named by its arguments, each in an empty directory, and marks where the output of each begins and
/// with which status it ended. `$1` is the time limit of each.
const DRIVER: &str = r#"
limit=$1; shift
for name; do
    rm -rf /tmp/work/program; mkdir /tmp/work/program; cd /tmp/work/program
    case $name in *.py) with=python3;; dash-*) with=dash;; *) with=bash;; esac
    printf '\001%s\n' "$name"
    timeout "$limit" $with "/corpus/$name" 2>/dev/null </dev/null
    printf '\002%s\n' $?
done
"#;

#[derive(Args)]
pub(crate) struct CorpusArgs {
    /// Only these programs.
    #[arg(long, value_delimiter = ',')]
    only: Vec<String>,
    /// Only every N-th program.
    #[arg(long, default_value_t = 1)]
    every: usize,
    /// How many machines share the work.
    #[arg(long, default_value_t = cores())]
    jobs: usize,
    /// Multiply the time limits, on a machine that is busy with something else.
    #[arg(long, default_value_t = 1)]
    patience: u32,
    /// Run natively only, twice: shows which programs are not deterministic.
    #[arg(long)]
    twice: bool,
}

impl CorpusArgs {
    /// The fixed sample for the everyday test command.
    pub(crate) fn sample() -> Self {
        Self { only: Vec::new(), every: SAMPLE_EVERY, jobs: cores(), patience: 1, twice: false }
    }
}

/// What a program printed, and its exit status.
#[derive(Debug, PartialEq, Eq)]
struct Done {
    output: String,
    status: String,
}

/// Runs the programs and judges them.
pub(crate) fn run(args: &CorpusArgs, airlock: impl FnOnce() -> Result<PathBuf>) -> Result<Verdict> {
    let all = programs()?;
    if let Some(unknown) = args.only.iter().find(|name| !all.contains(name)) {
        bail!("there is no program {unknown} in conformance/corpus");
    }
    let chosen: Vec<String> = all.iter().step_by(args.every.max(1)).cloned().collect();
    let chosen = if args.only.is_empty() { chosen } else { args.only.clone() };
    let userland = Userland::new(rootfs::rootfs()?)?.bind(directory(), "/corpus");
    println!("corpus: {} of {} programs, natively and in the box", chosen.len(), all.len());
    let native = run_all(&chosen, args, |job| userland.native(job))?;
    let other = if args.twice {
        run_all(&chosen, args, |job| userland.native(job))?
    } else {
        let airlock = airlock()?;
        run_all(&chosen, args, |job| userland.boxed(&airlock, job))?
    };
    let results: Vec<(String, Outcome)> =
        chosen.iter().map(|name| (name.clone(), compare(native.get(name), other.get(name)))).collect();
    let complete = args.only.is_empty() && args.every <= 1;
    Ok(Expectations::read("corpus", "known_failures.txt")?.judge(&results, complete))
}

fn directory() -> PathBuf {
    workspace::root().join("conformance/corpus")
}

/// The names of all programs, in order.
fn programs() -> Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(directory())? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "sh" || extension == "py") {
            names.push(path.file_name().unwrap_or_default().to_string_lossy().into_owned());
        }
    }
    names.sort();
    Ok(names)
}

/// Runs the programs on several machines, in turns so that neighbours, which are alike, do not all meet on one.
fn run_all(
    names: &[String],
    args: &CorpusArgs,
    machine: impl Fn(&Job) -> Result<crate::process::Finished> + Sync,
) -> Result<BTreeMap<String, Done>> {
    let jobs = args.jobs.clamp(1, names.len().max(1));
    let batches: Vec<Vec<&String>> = (0..jobs).map(|first| names.iter().skip(first).step_by(jobs).collect()).collect();
    let patience = u64::from(args.patience);
    let runs = parallel(&batches, jobs, |batch| {
        let mut command: Vec<OsString> = ["/bin/sh", "-c", DRIVER, "sh"].map(OsString::from).to_vec();
        command.push((PROGRAM_SECONDS * patience).to_string().into());
        command.extend(batch.iter().map(OsString::from));
        // Far below the sum of the limits: programs take a fraction of a second, once what they use is translated.
        let timeout = Duration::from_secs((300 + 10 * batch.len() as u64) * patience);
        let finished = machine(&Job { command, environment: Vec::new(), timeout })?;
        if !finished.success() {
            println!("  a batch ended early ({}): {}", finished.end, last_lines(&finished.stderr, 3).join(" | "));
        }
        Ok(read_output(&String::from_utf8_lossy(&finished.stdout)))
    });
    let mut all = BTreeMap::new();
    for run in runs {
        let run: Result<_> = run;
        all.extend(run?);
    }
    Ok(all)
}

/// Takes the driver's output apart.
fn read_output(text: &str) -> BTreeMap<String, Done> {
    let parts = text.split('\u{1}').filter_map(|part| {
        let (name, rest) = part.split_once('\n')?;
        let (output, status) = rest.rsplit_once('\u{2}')?;
        Some((name.to_owned(), Done { output: output.to_owned(), status: status.trim_end().to_owned() }))
    });
    parts.collect()
}

fn compare(native: Option<&Done>, other: Option<&Done>) -> Outcome {
    let Some(native) = native else { return Outcome::NotCounted("does not end natively".to_owned()) };
    let Some(other) = other else { return Outcome::Fail("did not come to its end".to_owned()) };
    if native == other {
        return Outcome::Pass;
    }
    let mut pairs = native.output.lines().zip(other.output.lines()).enumerate();
    Outcome::Fail(match pairs.find(|(_, (expected, got))| expected != got) {
        Some((index, (expected, got))) => {
            let (expected, got) = around(expected, got);
            format!("line {}: expected {expected:?}, got {got:?}, status {}", index + 1, other.status)
        }
        None => format!(
            "{} lines and status {}, natively {} lines and status {}",
            other.output.lines().count(),
            other.status,
            native.output.lines().count(),
            native.status
        ),
    })
}

/// The parts of two lines from a little before where they differ.
fn around(expected: &str, got: &str) -> (String, String) {
    let same = expected.chars().zip(got.chars()).take_while(|(a, b)| a == b).count();
    let part = |line: &str| line.chars().skip(same.saturating_sub(30)).take(90).collect();
    (part(expected), part(got))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_drivers_output_is_taken_apart() {
        let text = "\u{1}a.sh\nx\ny\u{2}0\n\u{1}b.py\n\u{2}3\n\u{1}c.py\nkilled in the mid";
        let done = read_output(text);
        assert_eq!(done["a.sh"], Done { output: "x\ny".into(), status: "0".into() });
        assert_eq!(done["b.py"], Done { output: String::new(), status: "3".into() });
        assert_eq!(done.len(), 2);
    }

    #[test]
    fn differences_fail() {
        let done = |output: &str, status: &str| Done { output: output.into(), status: status.into() };
        let native = done("a\nb\n", "0");
        assert_eq!(compare(Some(&native), Some(&done("a\nb\n", "0"))), Outcome::Pass);
        for other in [done("a\nc\n", "0"), done("a\n", "0"), done("a\nb\n", "1"), done("a\nb", "0")] {
            assert!(matches!(compare(Some(&native), Some(&other)), Outcome::Fail(_)), "{other:?}");
        }
        assert!(matches!(compare(Some(&native), None), Outcome::Fail(_)));
        assert!(matches!(compare(None, Some(&native)), Outcome::NotCounted(_)));
    }

    #[test]
    fn the_corpus_is_large_enough() {
        assert!(programs().unwrap().len() >= 200);
    }
}
