//! The test command: the workspace's own tests, then samples of the external suites.

use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, Result};
use clap::Args;

use crate::conformance::{self, Verdict};
use crate::packages::{self, BUSYBOX, BZIP2, DPKG_SOURCE, GCC, LIBC_HEADERS, MUSL, XZ};
use crate::process::Cmd;
use crate::workspace;

#[derive(Args)]
pub(crate) struct TestArgs {
    /// Leave the samples of the external suites out.
    #[arg(long)]
    no_suites: bool,
}

#[derive(Args)]
pub(crate) struct DifftestArgs {
    /// Stop after so many seconds; without it, run until stopped.
    #[arg(long)]
    seconds: Option<u64>,
    /// Begin with this seed, to repeat a run.
    #[arg(long)]
    seed: Option<u64>,
    /// Further arguments of the harness, after `--`.
    #[arg(last = true)]
    rest: Vec<String>,
}

/// Runs everything that a change has to pass; `Ok(false)` if a test failed.
pub(crate) fn run(args: &TestArgs, airlock: Option<&Path>) -> Result<bool> {
    packages::ensure(&[GCC, LIBC_HEADERS, MUSL, BUSYBOX, DPKG_SOURCE, XZ, BZIP2])?;
    let mut total = cargo_tests()?;
    if !args.no_suites {
        let airlock = workspace::airlock_binary(airlock)?;
        total.add(&conformance::samples(&airlock)?);
    }
    println!();
    println!("{} passed, {} failed", total.passed, total.failed);
    Ok(total.failed == 0)
}

/// Runs the differential harness without bound, or as bounded by the arguments.
pub(crate) fn difftest(args: &DifftestArgs, airlock: Option<&Path>) -> Result<bool> {
    packages::ensure(&[GCC, LIBC_HEADERS, MUSL])?;
    let airlock = workspace::airlock_binary(airlock)?;
    // The harness takes 0 seconds as "until stopped".
    let seconds = args.seconds.unwrap_or(0).to_string();
    let mut cmd = Cmd::new("cargo")
        .args(["run", "--release", "-p", "airlock-difftest", "--", "--seconds", &seconds, "--airlock"])
        .arg(&airlock)
        .current_dir(workspace::root());
    if let Some(seed) = args.seed {
        cmd = cmd.arg("--seed").arg(seed.to_string());
    }
    Ok(cmd.args(&args.rest).status()?.success())
}

/// The workspace's own tests: with nextest where it is installed, and the examples in the documentation.
fn cargo_tests() -> Result<Verdict> {
    let has_nextest = Cmd::new("cargo").args(["nextest", "--version"]).capture()?.success();
    let mut total = Verdict::default();
    if has_nextest {
        total.add(&counted(&["nextest", "run", "--workspace", "--no-fail-fast", "--no-tests=pass"])?);
        total.add(&counted(&["test", "--workspace", "--doc", "--no-fail-fast"])?);
    } else {
        total.add(&counted(&["test", "--workspace", "--no-fail-fast"])?);
    }
    Ok(total)
}

/// Runs cargo, shows what it prints, and counts the tests in it. A failure without a failed test counts as one.
fn counted(args: &[&str]) -> Result<Verdict> {
    println!("cargo {}", args.join(" "));
    let mut child = Command::new("cargo")
        .args(args)
        .current_dir(workspace::root())
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .context("cannot start cargo")?;
    let stdout = child.stdout.take();
    let stderr = child.stderr.take();
    let mut verdict = std::thread::scope(|scope| {
        let errors = scope.spawn(|| count_lines(stderr));
        let mut verdict = count_lines(stdout);
        verdict.add(&errors.join().unwrap_or_default());
        verdict
    });
    let status = child.wait().context("cannot wait for cargo")?;
    if !status.success() && verdict.failed == 0 {
        eprintln!("cargo {} ended with {status}", args.join(" "));
        verdict.failed = 1;
    }
    Ok(verdict)
}

fn count_lines(stream: Option<impl Read>) -> Verdict {
    let mut verdict = Verdict::default();
    for line in stream.into_iter().flat_map(|stream| BufReader::new(stream).lines().map_while(Result::ok)) {
        eprintln!("{line}");
        if let Some(numbers) = summary(&line) {
            verdict.add(&numbers);
        }
    }
    verdict
}

/// The numbers in a closing line of libtest or nextest.
fn summary(line: &str) -> Option<Verdict> {
    let line = line.trim_start();
    let numbers = match line.strip_prefix("test result: ") {
        Some(rest) => rest.split_once(". ")?.1,
        None => line.strip_prefix("Summary [")?.split_once(" run: ")?.1,
    };
    let mut verdict = Verdict::default();
    for part in numbers.split([',', ';']) {
        let mut words = part.split_whitespace();
        let (Some(count), Some(what)) = (words.next(), words.next()) else { continue };
        let Ok(count) = count.parse::<usize>() else { continue };
        match what {
            "passed" => verdict.passed += count,
            "failed" | "timed" | "exec" => verdict.failed += count,
            _ => {}
        }
    }
    Some(verdict)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn closing_lines_are_read() {
        let libtest = "test result: FAILED. 12 passed; 3 failed; 1 ignored; 0 measured; 0 filtered out";
        assert_eq!(summary(libtest), Some(Verdict { passed: 12, failed: 3 }));
        let nextest = "     Summary [   0.021s] 14 tests run: 13 passed (1 slow), 1 failed, 2 skipped";
        assert_eq!(summary(nextest), Some(Verdict { passed: 13, failed: 1 }));
        assert_eq!(summary("running 3 tests"), None);
    }
}
