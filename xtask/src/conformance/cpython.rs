//! CPython's own test suite, from Debian's `libpython3.11-testsuite`: each module natively and in the box, in the same
//! root filesystem. A module counts if it passes natively.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use clap::Args;

use super::expectations::{Expectations, Outcome, Verdict};
use super::machine::{Job, Userland, last_lines, status};
use crate::process::{Finished, cores, parallel};
use crate::{rootfs, workspace};

/// The everyday sample: modules that are quick, one a line.
const SAMPLE: &str = "conformance/cpython/sample.txt";

/// A module's own limit, natively and in the box.
const TIMEOUT: Duration = Duration::from_secs(300);

#[derive(Args)]
pub(crate) struct CpythonArgs {
    /// Only these modules, e.g. `test_json,test_re`.
    #[arg(long, value_delimiter = ',')]
    only: Vec<String>,
    /// Only every N-th module.
    #[arg(long, default_value_t = 1)]
    every: usize,
    /// Only the modules of the everyday sample.
    #[arg(long)]
    sample: bool,
    /// How many modules to run at once.
    #[arg(long, default_value_t = cores())]
    jobs: usize,
    /// Multiply the time limits in the box, on a machine that is busy with something else.
    #[arg(long, default_value_t = 1)]
    patience: u32,
}

impl CpythonArgs {
    /// The fixed sample for the everyday test command.
    pub(crate) fn sample() -> Self {
        Self { only: Vec::new(), every: 1, sample: true, jobs: cores(), patience: 1 }
    }
}

/// Runs the modules and judges them.
pub(crate) fn run(args: &CpythonArgs, airlock: impl FnOnce() -> Result<PathBuf>) -> Result<Verdict> {
    let rootfs = rootfs::rootfs()?;
    let all = modules(&rootfs)?;
    let wanted = wanted(args, &all)?;
    let userland = Userland::new(rootfs.clone())?;
    let airlock = airlock()?;
    // Natively the suite takes long enough, and gives the same on the same files.
    let native = workspace::work_dir("conformance/cpython")?.join(rootfs.file_name().unwrap_or_default());
    fs::create_dir_all(&native)?;
    println!("cpython: {} of {} test modules, natively and in the box", wanted.len(), all.len());
    let done = AtomicUsize::new(0);
    let results = parallel(&wanted, args.jobs, |module| {
        let outcome = run_module(&userland, &airlock, &native, module, args.patience)?;
        let count = done.fetch_add(1, Ordering::Relaxed) + 1;
        println!("  {count}/{} {module}{}", wanted.len(), told(&outcome));
        Ok((module.clone(), outcome.0))
    });
    let results = results.into_iter().collect::<Result<Vec<_>>>()?;
    let complete = args.only.is_empty() && args.every <= 1 && !args.sample;
    Ok(Expectations::read("cpython", "known_failures.txt")?.judge(&results, complete))
}

fn told((outcome, took): &(Outcome, Duration)) -> String {
    match outcome {
        Outcome::Pass => format!(", {} s: ok", took.as_secs()),
        Outcome::Fail(how) => format!(", {} s: fails: {how}", took.as_secs()),
        Outcome::NotCounted(why) => format!(" does not count: {why}"),
    }
}

/// The modules that are asked for.
fn wanted(args: &CpythonArgs, all: &BTreeSet<String>) -> Result<Vec<String>> {
    let named: Vec<String> = if args.sample {
        let text =
            fs::read_to_string(workspace::root().join(SAMPLE)).with_context(|| format!("cannot read {SAMPLE}"))?;
        text.lines().filter(|line| line.starts_with("test_")).map(str::to_owned).collect()
    } else {
        args.only.clone()
    };
    if let Some(unknown) = named.iter().find(|name| !all.contains(*name)) {
        bail!("there is no test module {unknown} in the root filesystem");
    }
    if args.sample || !args.only.is_empty() {
        return Ok(named);
    }
    Ok(all.iter().step_by(args.every.max(1)).cloned().collect())
}

/// All test modules, as regrtest finds them.
fn modules(rootfs: &Path) -> Result<BTreeSet<String>> {
    let directory = rootfs.join("usr/lib/python3.11/test");
    let entries = fs::read_dir(&directory).with_context(|| format!("cannot read {}", directory.display()))?;
    let mut modules = BTreeSet::new();
    for entry in entries {
        let name = entry?.file_name().to_string_lossy().into_owned();
        let module = name.strip_suffix(".py").unwrap_or(&name);
        if module.starts_with("test_") && !module.contains('.') {
            modules.insert(module.to_owned());
        }
    }
    Ok(modules)
}

fn run_module(
    userland: &Userland,
    airlock: &Path,
    native: &Path,
    module: &str,
    patience: u32,
) -> Result<(Outcome, Duration)> {
    let mut job = Job {
        command: ["python3", "-m", "test", "-v", module].map(Into::into).to_vec(),
        environment: Vec::new(),
        timeout: TIMEOUT,
    };
    let known = native.join(module);
    let verdict = match fs::read_to_string(&known) {
        Ok(text) => text,
        Err(_) => {
            let verdict = verdict(&userland.native(&job)?);
            fs::write(&known, &verdict)?;
            verdict
        }
    };
    if verdict != PASSED {
        return Ok((Outcome::NotCounted(format!("natively: {verdict}")), Duration::ZERO));
    }
    job.timeout = TIMEOUT.saturating_mul(patience);
    let started = Instant::now();
    let finished = userland.boxed(airlock, &job)?;
    let outcome = match verdict_of_box(&finished) {
        verdict if verdict == PASSED => Outcome::Pass,
        verdict => Outcome::Fail(verdict),
    };
    Ok((outcome, started.elapsed()))
}

const PASSED: &str = "passed";

/// What regrtest made of a module: that it passed, or why not.
fn verdict(finished: &Finished) -> String {
    let output = String::from_utf8_lossy(&finished.stdout);
    if let Some(line) =
        output.lines().find(|line| line.contains(" skipped -- ") || line.ends_with("skipped (resource denied)"))
    {
        // A module as a whole: single tests that are skipped say so in another form.
        if output.contains("\n1 test skipped:") {
            return line.chars().take(120).collect();
        }
    }
    if finished.success() {
        return PASSED.to_owned();
    }
    match status(finished.end) {
        None => "time limit".to_owned(),
        Some(code) => format!("exit {code}"),
    }
}

/// The same with the names of the tests that failed.
fn verdict_of_box(finished: &Finished) -> String {
    let mut verdict = verdict(finished);
    if verdict == PASSED {
        return verdict;
    }
    let mut output = String::from_utf8_lossy(&finished.stdout).into_owned();
    output.push_str(&String::from_utf8_lossy(&finished.stderr));
    let failed: Vec<&str> =
        output.lines().filter(|line| line.starts_with("FAIL: ") || line.starts_with("ERROR: ")).collect();
    for line in failed.iter().take(8) {
        verdict.push_str("\n      | ");
        verdict.extend(line.chars().take(120));
    }
    if failed.len() > 8 {
        verdict.push_str(&format!("\n      | and {} more", failed.len() - 8));
    }
    if failed.is_empty() {
        for line in last_lines(&finished.stdout, 3).into_iter().chain(last_lines(&finished.stderr, 3)) {
            verdict.push_str("\n      | ");
            verdict.push_str(&line);
        }
    }
    verdict
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::process::End;

    fn finished(end: End, stdout: &str) -> Finished {
        let (wall, cpu) = (Duration::ZERO, Duration::ZERO);
        Finished { end, stdout: stdout.into(), stderr: b"FAIL: test_x (a.B.test_x)\n".to_vec(), wall, cpu }
    }

    #[test]
    fn what_regrtest_says_is_read() {
        assert_eq!(verdict(&finished(End::Exit(0), "Ran 3 tests\nOK\n")), PASSED);
        let skipped = "test_x skipped -- no module\n\n1 test skipped:\n    test_x\n";
        assert_eq!(verdict(&finished(End::Exit(0), skipped)), "test_x skipped -- no module");
        assert_eq!(verdict(&finished(End::TimedOut, "")), "time limit");
        let failed = verdict_of_box(&finished(End::Exit(2), "FAIL: test_y (m)\n"));
        assert!(failed.starts_with("exit 2\n") && failed.contains("test_x") && failed.contains("test_y"), "{failed}");
    }

    #[test]
    fn the_sample_is_large_enough() {
        let text = fs::read_to_string(workspace::root().join(SAMPLE)).unwrap();
        let modules: BTreeSet<&str> = text.lines().filter(|line| line.starts_with("test_")).collect();
        assert!(modules.len() >= 40);
    }
}
