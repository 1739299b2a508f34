//! gcc's `gcc.c-torture/execute` tests: C programs that exit with 0 if the machine did what C says.
//!
//! Each is compiled natively, with glibc and musl, at several optimisation levels, linked statically, and counts if
//! it passes natively. The tests come from Debian's `gcc-12-source` package and stay in the target directory.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use anyhow::{Context, Result, bail};
use clap::Args;
use sha2::{Digest, Sha256};

use super::expectations::{Expectations, Outcome, Verdict, percent};
use crate::process::{Cmd, cores, parallel, progress};
use crate::runner::{Runner, RunnerKind, Start};
use crate::{packages, workspace};

const SOURCE_PACKAGE: &str = "gcc-12-source";
const NATIVE_TIMEOUT: Duration = Duration::from_secs(10);
const GUEST_TIMEOUT: Duration = Duration::from_secs(20);
const COMPILE_TIMEOUT: Duration = Duration::from_secs(120);

#[derive(Args)]
pub(crate) struct CTortureArgs {
    /// Optimisation levels.
    #[arg(long, value_delimiter = ',', default_value = "O0,O2")]
    opt: Vec<String>,
    /// C libraries: glibc, musl.
    #[arg(long, value_delimiter = ',', default_value = "glibc,musl")]
    libc: Vec<String>,
    /// Stop after so many tests of each variant.
    #[arg(long)]
    limit: Option<usize>,
    /// Only the test of this name, as `20000112-1` or `ieee/fp-cmp-1`.
    #[arg(long)]
    only: Option<String>,
    /// Take every Nth test only.
    #[arg(long, default_value_t = 1)]
    every: usize,
    /// What to run the tests under.
    #[arg(long, default_value = "airlock")]
    pub(crate) runner: RunnerKind,
}

impl CTortureArgs {
    /// The deterministic sample for the everyday test command.
    pub(crate) fn sample(every: usize) -> Self {
        let words = |list: &[&str]| list.iter().map(|word| (*word).to_owned()).collect();
        Self {
            opt: words(&["O0", "O2"]),
            libc: words(&["glibc", "musl"]),
            limit: None,
            only: None,
            every,
            runner: RunnerKind::Airlock,
        }
    }

    fn is_complete(&self) -> bool {
        let has = |list: &[String], words: [&str; 2]| words.iter().all(|word| list.iter().any(|given| given == word));
        self.limit.is_none()
            && self.only.is_none()
            && self.every == 1
            && has(&self.opt, ["O0", "O2"])
            && has(&self.libc, ["glibc", "musl"])
    }
}

/// One test in one variant.
struct Case {
    source: PathBuf,
    /// `libc/opt/test`, as in the list of known failures.
    name: String,
    compiler: &'static str,
    flags: Vec<String>,
    binary: PathBuf,
}

/// What compiling and running natively gave, kept beside the binary.
enum Native {
    /// With its output, unless that differs from run to run.
    Passes {
        stdout: Option<Vec<u8>>,
    },
    Fails(String),
}

/// Runs the suite and judges it.
pub(crate) fn run(args: &CTortureArgs, runner: &Runner) -> Result<Verdict> {
    packages::ensure(&[packages::GCC, packages::LIBC_HEADERS, packages::MUSL, packages::XZ])?;
    let directory = workspace::work_dir("conformance/c-torture")?;
    let suite = fetch(&directory)?;
    let cases = cases(args, &suite, &directory)?;
    if cases.is_empty() {
        bail!("no test is selected");
    }
    println!("c-torture: {} cases under {}", cases.len(), runner.name());
    let compiler_version = compiler_version()?;
    let done = AtomicUsize::new(0);
    let results = parallel(&cases, cores(), |case| {
        let outcome = run_case(case, runner, &compiler_version)
            .unwrap_or_else(|error| Outcome::Fail(format!("the harness failed: {error:#}")));
        let count = done.fetch_add(1, Ordering::Relaxed) + 1;
        progress(&format!("{count}/{} {}", cases.len(), case.name));
        (case.name.clone(), outcome)
    });
    progress("");
    print_variants(&results);
    write_results(&directory, runner, &results)?;
    Ok(Expectations::read("c-torture", "known_failures.txt")?.judge(&results, args.is_complete()))
}

/// Gets the tests out of Debian's package once; gives their directory.
fn fetch(directory: &Path) -> Result<PathBuf> {
    let suite = directory.join("execute");
    if suite.is_dir() {
        return Ok(suite);
    }
    println!("c-torture: fetching {SOURCE_PACKAGE}");
    let scratch = tempfile::tempdir_in(directory)?;
    let deb = packages::download_deb(SOURCE_PACKAGE, scratch.path())?;
    let unpacked = scratch.path().join("deb");
    Cmd::new("dpkg-deb").arg("-x").arg(&deb).arg(&unpacked).run()?;
    let tarball = packages::find_file(&unpacked.join("usr/src/gcc-12"), |name| {
        name.starts_with("gcc-12") && name.contains(".tar")
    })?;
    let tests = scratch.path().join("tests");
    fs::create_dir(&tests)?;
    let pattern = "*/gcc/testsuite/gcc.c-torture/execute/*";
    Cmd::new("tar")
        .args(["--wildcards", "--strip-components=4", "-xf"])
        .arg(&tarball)
        .arg("-C")
        .arg(&tests)
        .arg(pattern)
        .run()?;
    // The last step, so that an interrupted fetch leaves nothing that looks complete.
    fs::rename(tests.join("execute"), &suite).context("the package holds no execute directory")?;
    Ok(suite)
}

/// The selected cases, in the order of their names.
fn cases(args: &CTortureArgs, suite: &Path, directory: &Path) -> Result<Vec<Case>> {
    let mut names = Vec::new();
    for sub in ["", "ieee"] {
        let entries = fs::read_dir(suite.join(sub)).with_context(|| format!("cannot list {}", suite.display()))?;
        for entry in entries {
            let file = entry?.file_name().to_string_lossy().into_owned();
            if let Some(stem) = file.strip_suffix(".c") {
                names.push(if sub.is_empty() { stem.to_owned() } else { format!("{sub}/{stem}") });
            }
        }
    }
    names.sort();
    let chosen = names.iter().filter(|name| args.only.as_ref().is_none_or(|only| *name == only));
    let chosen: Vec<&String> = chosen.step_by(args.every.max(1)).take(args.limit.unwrap_or(usize::MAX)).collect();
    let mut cases = Vec::new();
    for libc in &args.libc {
        let compiler = match libc.as_str() {
            "glibc" => "gcc",
            "musl" => "musl-gcc",
            other => bail!("there is no C library {other}: glibc and musl are known"),
        };
        for opt in &args.opt {
            for name in &chosen {
                let source = suite.join(format!("{name}.c"));
                let text = fs::read(&source).with_context(|| format!("cannot read {}", source.display()))?;
                let mut flags = vec![format!("-{opt}"), "-static".to_owned(), "-w".to_owned()];
                flags.extend(test_flags(&String::from_utf8_lossy(&text)));
                let binary = directory.join("bin").join(format!("{libc}-{opt}")).join(name);
                cases.push(Case { source, name: format!("{libc}/{opt}/{name}"), compiler, flags, binary });
            }
        }
    }
    Ok(cases)
}

/// The compiler flags that a test asks for in its `dg-options` and `dg-additional-options` comments.
///
/// Other directives say where a test does not apply; such a test fails natively as well and so does not count.
fn test_flags(source: &str) -> Vec<String> {
    let mut flags = Vec::new();
    for line in source.lines() {
        let Some(rest) = ["dg-options", "dg-additional-options"].iter().find_map(|word| line.split_once(word)) else {
            continue;
        };
        let text = rest.1;
        let Some((quoted, selector)) = text.split_once('"').and_then(|(_, text)| text.split_once('"')) else {
            continue;
        };
        let for_us = !selector.contains("target")
            || (selector.contains("x86_64") && !selector.contains("ia32"))
            || selector.contains("fpic");
        if for_us {
            flags.extend(quoted.split_whitespace().map(str::to_owned));
        }
    }
    flags
}

fn run_case(case: &Case, runner: &Runner, compiler_version: &str) -> Result<Outcome> {
    let expected = match native(case, compiler_version)? {
        Native::Fails(how) => return Ok(Outcome::NotCounted(how)),
        Native::Passes { stdout } => stdout,
    };
    let start = Start { timeout: Some(GUEST_TIMEOUT), no_cache: true, ..Start::default() };
    let finished = runner.command(&case.binary, &start).capture()?;
    if !finished.success() {
        let stderr = String::from_utf8_lossy(&finished.stderr);
        let last = stderr.lines().last().unwrap_or_default();
        return Ok(Outcome::Fail(format!("{} {last}", finished.end)));
    }
    let same = expected.is_none_or(|expected| finished.stdout == expected);
    Ok(if same { Outcome::Pass } else { Outcome::Fail("other output".to_owned()) })
}

/// Compiles the case and runs it natively, or takes what is kept of an earlier time with the same content.
fn native(case: &Case, compiler_version: &str) -> Result<Native> {
    let source = fs::read(&case.source)?;
    let mut hash = Sha256::new();
    for part in [compiler_version, case.compiler, &case.flags.join(" ")] {
        hash.update(part.as_bytes());
        hash.update([0]);
    }
    hash.update(&source);
    let key: String = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    let record = PathBuf::from(format!("{}.native", case.binary.display()));
    if let Some(kept) = read_record(&record, &key) {
        return Ok(kept);
    }
    let native = build_and_run(case)?;
    let body = match &native {
        Native::Passes { stdout: Some(stdout) } => [format!("{key}\npass\n").as_bytes(), stdout].concat(),
        Native::Passes { stdout: None } => format!("{key}\npass with changing output").into_bytes(),
        Native::Fails(how) => format!("{key}\nfail\n{how}").into_bytes(),
    };
    fs::write(&record, body).with_context(|| format!("cannot write {}", record.display()))?;
    Ok(native)
}

fn read_record(path: &Path, key: &str) -> Option<Native> {
    let bytes = fs::read(path).ok()?;
    let rest = bytes.strip_prefix(key.as_bytes())?;
    if let Some(stdout) = rest.strip_prefix(b"\npass\n") {
        return Some(Native::Passes { stdout: Some(stdout.to_vec()) });
    }
    if rest == b"\npass with changing output" {
        return Some(Native::Passes { stdout: None });
    }
    let how = rest.strip_prefix(b"\nfail\n")?;
    Some(Native::Fails(String::from_utf8_lossy(how).into_owned()))
}

fn build_and_run(case: &Case) -> Result<Native> {
    let parent = case.binary.parent().context("a binary without a directory")?;
    fs::create_dir_all(parent).with_context(|| format!("cannot make {}", parent.display()))?;
    let compile = Cmd::new(case.compiler)
        .args(&case.flags)
        .arg("-o")
        .arg(&case.binary)
        .arg(&case.source)
        .arg("-lm")
        // Tests that include a neighbour by name, and the output of `-finstrument-functions`, stay in place.
        .current_dir(parent)
        .timeout(COMPILE_TIMEOUT)
        .capture()?;
    if !compile.success() {
        return Ok(Native::Fails("does not compile".to_owned()));
    }
    let start = Start { timeout: Some(NATIVE_TIMEOUT), ..Start::default() };
    let finished = Runner::Native.command(&case.binary, &start).capture()?;
    if !finished.success() {
        // A binary that does not count is not worth its room.
        let _ = fs::remove_file(&case.binary);
        return Ok(Native::Fails(format!("fails natively ({})", finished.end)));
    }
    // A program that prints an address prints another one each time.
    let stable =
        finished.stdout.is_empty() || Runner::Native.command(&case.binary, &start).capture()?.stdout == finished.stdout;
    Ok(Native::Passes { stdout: stable.then_some(finished.stdout) })
}

fn compiler_version() -> Result<String> {
    Cmd::new("gcc").arg("--version").read_stdout()
}

/// Prints the share that passes for each C library and optimisation level.
fn print_variants(results: &[(String, Outcome)]) {
    let mut variants: Vec<(String, usize, usize)> = Vec::new();
    for (name, outcome) in results {
        let variant: String = name.splitn(3, '/').take(2).collect::<Vec<_>>().join("/");
        if variants.last().is_none_or(|(last, ..)| *last != variant) {
            variants.push((variant, 0, 0));
        }
        if let Some((_, passed, counted)) = variants.last_mut() {
            *passed += usize::from(*outcome == Outcome::Pass);
            *counted += usize::from(!matches!(outcome, Outcome::NotCounted(_)));
        }
    }
    for (variant, passed, counted) in variants {
        println!("  {variant}: {passed} of {counted} ({})", percent(passed, counted));
    }
}

/// Leaves the outcome of every case in the target directory, for a person to look into.
fn write_results(directory: &Path, runner: &Runner, results: &[(String, Outcome)]) -> Result<()> {
    let lines = results.iter().map(|(name, outcome)| match outcome {
        Outcome::Pass => format!("{name}  pass\n"),
        Outcome::Fail(how) => format!("{name}  FAIL {how}\n"),
        Outcome::NotCounted(why) => format!("{name}  not counted: {why}\n"),
    });
    let path = directory.join(format!("results-{}.txt", runner.name()));
    fs::write(&path, lines.collect::<String>()).with_context(|| format!("cannot write {}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_are_read_from_directives() {
        assert_eq!(test_flags("/* { dg-options \"-fwrapv -std=gnu89\" } */\n"), ["-fwrapv", "-std=gnu89"]);
        assert_eq!(
            test_flags("/* { dg-additional-options \"-mno-mmx\" { target { x86_64-*-* i?86-*-* } } } */"),
            ["-mno-mmx"]
        );
        assert!(test_flags("/* { dg-options \"-mno-eabi\" { target powerpc-*-eabi* } } */").is_empty());
        assert!(
            test_flags("/* { dg-options \"-mtune=i686\" { target { { i?86-*-* x86_64-*-* } && ia32 } } } */")
                .is_empty()
        );
    }

    #[test]
    fn records_of_other_content_are_not_taken() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("record");
        fs::write(&path, "abc\npass\nout").unwrap();
        assert!(matches!(read_record(&path, "abc"), Some(Native::Passes { stdout: Some(stdout) }) if stdout == b"out"));
        assert!(read_record(&path, "abd").is_none());
        fs::write(&path, "abc\nfail\nwhy").unwrap();
        assert!(matches!(read_record(&path, "abc"), Some(Native::Fails(how)) if how == "why"));
    }
}
