//! busybox's own test suite, on Debian's unmodified `busybox-static`.
//!
//! The machine's own shell drives the suite's scripts. Of the applets that they find in `PATH`, the one under test is
//! a wrapper that runs it under Airlock; the helpers around it (`cat`, `cmp`, ...) are native busybox applets. The
//! same arrangement without the wrapper says which cases pass natively: only those count, and of them only those in
//! which the applet starts no process of its own (`conformance/busybox/needs_fork.txt`, made by `--find-forks`).

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result, bail};
use clap::Args;

use super::expectations::{Expectations, Outcome, Verdict};
use crate::process::{Cmd, cores, parallel, progress};
use crate::runner::{Runner, RunnerKind};
use crate::{packages, workspace};

const PROGRAM: &str = "/bin/busybox";
const APPLET_TIMEOUT: Duration = Duration::from_secs(900);

/// Applets whose tests are not run at all, because of what they do to the machine.
const EXCLUDED: &[&str] = &[
    "all_sourcecode",    // checks busybox's sources, not a program
    "mdev",              // makes device nodes in a chroot
    "mount",             // mounts on this machine
    "pidof",             // depends on the processes of this machine
    "start-stop-daemon", // leaves daemons behind
    "wget",              // wants the network
];

/// What applets read to name users and groups.
const NAMES: &str = "--mount /etc/passwd:/etc/passwd:ro --mount /etc/group:/etc/group:ro";

/// The applets of the everyday sample: text tools that exercise much of libc, and a decompressor.
const SAMPLE: &[&str] = &["awk", "bunzip2", "cut", "dc", "printf", "sed", "sort", "tr", "uniq"];

#[derive(Args)]
pub(crate) struct BusyboxArgs {
    /// Only the tests of these applets.
    #[arg(long, value_delimiter = ',')]
    only: Vec<String>,
    /// What to run the applets under.
    #[arg(long, default_value = "airlock")]
    runner: RunnerKind,
    /// Run natively under strace, and write the list of cases in which the applet itself forks.
    #[arg(long)]
    find_forks: bool,
}

impl BusyboxArgs {
    /// The deterministic sample for the everyday test command.
    pub(crate) fn sample() -> Self {
        let only = SAMPLE.iter().map(|applet| (*applet).to_owned()).collect();
        Self { only, runner: RunnerKind::Airlock, find_forks: false }
    }

    /// What to run under; looking for forks needs no Airlock.
    pub(crate) fn runner(&self) -> RunnerKind {
        if self.find_forks { RunnerKind::Native } else { self.runner }
    }
}

/// Everything of the suite that all applets share.
struct Suite {
    directory: PathBuf,
    /// All applets of the program, for the links.
    applets: Vec<String>,
    /// The suite's own form of the build configuration, by which tests are skipped.
    option_flags: String,
}

/// How the applet under test is started.
enum Wrapping<'a> {
    Runner(&'a Runner),
    /// Natively, with the names of the cases in which the applet forks appended to this file.
    Strace(&'a Path),
}

/// Runs the suite and judges it.
pub(crate) fn run(args: &BusyboxArgs, runner: &Runner) -> Result<Verdict> {
    packages::ensure(&[
        packages::BUSYBOX,
        packages::GCC,
        packages::LIBC_HEADERS,
        packages::DPKG_SOURCE,
        packages::XZ,
        packages::BZIP2,
    ])?;
    let suite = prepare()?;
    let applets = tested_applets(&suite, &args.only)?;
    if args.find_forks {
        find_forks(&suite, &applets)?;
        return Ok(Verdict::default());
    }
    println!("busybox: the tests of {} applets under {}", applets.len(), runner.name());
    let done = std::sync::atomic::AtomicUsize::new(0);
    let runs = parallel(&applets, cores(), |applet| {
        let native = run_applet(&suite, applet, &Wrapping::Runner(&Runner::Native))?;
        let guest = run_applet(&suite, applet, &Wrapping::Runner(runner))?;
        let count = done.fetch_add(1, std::sync::atomic::Ordering::Relaxed) + 1;
        progress(&format!("{count}/{} {applet}", applets.len()));
        anyhow::Ok((native, guest))
    });
    progress("");
    let forks = Expectations::read("busybox", "needs_fork.txt")?;
    let mut results = Vec::new();
    for run in runs {
        let (native, guest) = run?;
        for (case, native_outcome) in native {
            let outcome = match (native_outcome, forks.reason(&case)) {
                (Outcome::Pass, None) => {
                    guest.get(&case).cloned().unwrap_or_else(|| Outcome::Fail("did not come to this case".to_owned()))
                }
                (Outcome::Pass, Some(_)) => Outcome::NotCounted("needs fork".to_owned()),
                (other, _) => Outcome::NotCounted(format!("natively: {other:?}")),
            };
            results.push((case, outcome));
        }
    }
    Ok(Expectations::read("busybox", "known_failures.txt")?.judge(&results, args.only.is_empty()))
}

/// Fetches and unpacks the source package of the suite once, and builds its `echo`.
fn prepare() -> Result<Suite> {
    let directory = workspace::work_dir("conformance/busybox")?;
    let source = directory.join("source");
    if !source.is_dir() {
        println!("busybox: fetching the source package");
        let scratch = tempfile::tempdir_in(&directory)?;
        let dsc = packages::download_source("busybox", scratch.path())?;
        let unpacked = scratch.path().join("source");
        let finished = Cmd::new("dpkg-source").args(["--no-check", "-x"]).arg(&dsc).arg(&unpacked).capture()?;
        if !finished.success() {
            bail!("cannot unpack {}: {}", dsc.display(), String::from_utf8_lossy(&finished.stderr).trim_end());
        }
        Cmd::new("gcc")
            .args(["-Os", "-w", "-o"])
            .arg(unpacked.join("testsuite/echo-ne"))
            .arg(unpacked.join("scripts/echo.c"))
            .run()?;
        fs::rename(&unpacked, &source).context("cannot move the unpacked source into its place")?;
    }
    let config_path = source.join("debian/config/pkg/static");
    let config = fs::read_to_string(&config_path).with_context(|| format!("cannot read {}", config_path.display()))?;
    let flags: Vec<&str> = config
        .lines()
        .filter_map(|line| line.strip_prefix("CONFIG_"))
        .filter_map(|line| line.split_once('=').map(|(name, _)| name))
        .collect();
    let applets = Cmd::new(PROGRAM).arg("--list").read_stdout()?;
    Ok(Suite {
        directory,
        applets: applets.lines().map(str::to_owned).collect(),
        option_flags: format!(":{}:", flags.join(":")),
    })
}

/// The applets that have tests, were built in, and are asked for.
fn tested_applets(suite: &Suite, only: &[String]) -> Result<Vec<String>> {
    let built: BTreeSet<&str> = suite.applets.iter().map(String::as_str).chain(["busybox"]).collect();
    let mut applets = BTreeSet::new();
    for entry in fs::read_dir(suite.directory.join("source/testsuite"))? {
        let entry = entry?;
        let file = entry.file_name().to_string_lossy().into_owned();
        let applet = match file.strip_suffix(".tests") {
            Some(applet) => applet.to_owned(),
            None if entry.path().is_dir() => file,
            None => continue,
        };
        // Tests of what is no applet (`parse`, `rx`) are of no use here.
        if built.contains(applet.as_str()) && !EXCLUDED.contains(&applet.as_str()) {
            applets.insert(applet);
        }
    }
    if let Some(unknown) = only.iter().find(|applet| !applets.contains(*applet)) {
        bail!("there are no tests of an applet {unknown}");
    }
    Ok(applets.into_iter().filter(|applet| only.is_empty() || only.contains(applet)).collect())
}

/// Runs all tests of one applet in a fresh copy of the suite; gives the outcome of each case by its name.
fn run_applet(suite: &Suite, applet: &str, wrapping: &Wrapping<'_>) -> Result<BTreeMap<String, Outcome>> {
    let scratch = tempfile::Builder::new().prefix("run-").tempdir_in(&suite.directory)?;
    let root = scratch.path();
    let tests = root.join("testsuite");
    let bin = root.join("bin");
    let links = root.join("links");
    Cmd::new("cp").arg("-a").arg(suite.directory.join("source/testsuite")).arg(&tests).run()?;
    fs::create_dir(&bin)?;
    fs::create_dir(&links)?;
    fs::copy(suite.directory.join("source/debian/config/pkg/static"), bin.join(".config"))?;
    install(root, &bin.join("busybox"), wrapping)?;
    for name in &suite.applets {
        let target = if name == applet { bin.join("busybox") } else { PathBuf::from(PROGRAM) };
        symlink(target, links.join(name))?;
    }
    if matches!(wrapping, Wrapping::Strace(_)) {
        let harness = tests.join("testing.sh");
        let text = fs::read_to_string(&harness)?;
        fs::write(&harness, format!("export NAME\n{text}"))?;
    }
    let path = std::env::var("PATH").unwrap_or_default();
    let shell = |path: String| {
        let mut cmd = Cmd::new("/bin/sh").env("PATH", path).env("OPTIONFLAGS", &suite.option_flags);
        for (key, value) in [("tsdir", &tests), ("bindir", &bin), ("ECHO", &tests.join("echo-ne"))] {
            cmd = cmd.env(key, value);
        }
        cmd.timeout(APPLET_TIMEOUT)
    };
    let mut outcomes = BTreeMap::new();
    for case in old_style_cases(&tests.join(applet))? {
        let name = case.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if is_configured_out(&bin.join(".config"), applet, &case)? {
            continue;
        }
        let work = root.join(format!("tmp-{name}"));
        fs::create_dir(&work)?;
        let finished = shell(format!("{}:{path}", bin.display()))
            .args(["-x", "-e"])
            .arg(&case)
            .env("d", &tests)
            .env("NAME", &name)
            .current_dir(&work)
            .capture()?;
        let outcome = if finished.success() { Outcome::Pass } else { Outcome::Fail(format!("{}", finished.end)) };
        outcomes.insert(format!("{applet}: {name}"), outcome);
    }
    let script = tests.join(format!("{applet}.tests"));
    if script.is_file() {
        let path = format!("{}:{}:{}:{path}", links.display(), tests.display(), bin.display());
        let finished = shell(path).arg(&script).current_dir(&tests).capture()?;
        read_cases(applet, &String::from_utf8_lossy(&finished.stdout), &mut outcomes);
    }
    Ok(outcomes)
}

/// Puts the program under test, or its wrapper, at `path`.
fn install(root: &Path, path: &Path, wrapping: &Wrapping<'_>) -> Result<()> {
    let start = match wrapping {
        Wrapping::Runner(Runner::Native) => {
            return symlink(PROGRAM, path).with_context(|| format!("cannot make {}", path.display()));
        }
        Wrapping::Runner(Runner::Qemu) => format!("exec qemu-x86_64 {PROGRAM} \"$@\"\n"),
        Wrapping::Runner(Runner::Airlock(airlock)) => format!(
            "set -- {PROGRAM} \"$@\"\n\
             for name in $(/usr/bin/env | /bin/sed -n 's/^\\([A-Za-z_][A-Za-z0-9_]*\\)=.*/\\1/p'); do\n\
             \teval \"value=\\$$name\"\n\
             \tset -- --env \"$name=$value\" \"$@\"\n\
             done\n\
             exec '{}' run --timeout 900s {NAMES} --mount '{root}:{root}:rw' --cwd \"$PWD\" \"$@\"\n",
            airlock.display(),
            root = root.display()
        ),
        Wrapping::Strace(forks) => format!(
            "log='{forks}'.$$\n\
             /usr/bin/strace -f -qq -e signal=none -e trace=fork,vfork,clone,clone3 -o \"$log\" {PROGRAM} \"$@\"\n\
             status=$?\n\
             [ -s \"$log\" ] && echo \"$NAME\" >>'{forks}'\n\
             exit $status\n",
            forks = forks.display()
        ),
    };
    let text = format!("#!/bin/sh\napplet=${{0##*/}}\n[ \"$applet\" = busybox ] || set -- \"$applet\" \"$@\"\n{start}");
    fs::write(path, text).with_context(|| format!("cannot write {}", path.display()))?;
    fs::set_permissions(path, fs::Permissions::from_mode(0o755))?;
    Ok(())
}

/// The suite's older tests: one shell script each, in a directory named after the applet.
fn old_style_cases(directory: &Path) -> Result<Vec<PathBuf>> {
    if !directory.is_dir() {
        return Ok(Vec::new());
    }
    let mut cases = Vec::new();
    for entry in fs::read_dir(directory)? {
        let path = entry?.path();
        if path.is_file() {
            cases.push(path);
        }
    }
    cases.sort();
    Ok(cases)
}

/// Whether a test's `# FEATURE:` line, or its applet, is switched off in the build configuration.
fn is_configured_out(config: &Path, applet: &str, case: &Path) -> Result<bool> {
    let config = fs::read_to_string(config)?;
    let text = String::from_utf8_lossy(&fs::read(case)?).into_owned();
    let off = |name: &str| config.lines().any(|line| line == format!("# {name} is not set"));
    let features = text.lines().filter_map(|line| line.strip_prefix("# FEATURE: ")).flat_map(str::split_whitespace);
    Ok(off(&format!("CONFIG_{}", applet.to_uppercase())) || features.into_iter().any(off))
}

/// Reads the `PASS: name` and `FAIL: name` lines of a suite script; equal names are numbered.
fn read_cases(applet: &str, stdout: &str, outcomes: &mut BTreeMap<String, Outcome>) {
    for line in stdout.lines() {
        let (name, outcome) = match line.split_once(": ") {
            Some(("PASS", name)) => (name, Outcome::Pass),
            Some(("FAIL", name)) => (name, Outcome::Fail("FAIL".to_owned())),
            Some(("SKIPPED" | "UNTESTED", name)) => (name, Outcome::NotCounted("skipped".to_owned())),
            _ => continue,
        };
        // Some scripts append what they got to the name, which differs from run to run.
        let name = name.split(" (r:").next().unwrap_or(name).trim();
        let mut key = format!("{applet}: {name}");
        let mut number = 1;
        while outcomes.contains_key(&key) {
            number += 1;
            key = format!("{applet}: {name} ({number})");
        }
        outcomes.insert(key, outcome);
    }
}

/// Writes `needs_fork.txt` from what strace sees.
fn find_forks(suite: &Suite, applets: &[String]) -> Result<()> {
    packages::ensure(&[packages::STRACE])?;
    let lists = parallel(applets, cores(), |applet| forks_of(suite, applet));
    let mut text = "# Cases in which the applet under test starts a process. Made by\n\
                    # `cargo xtask conformance busybox --find-forks`.\n"
        .to_owned();
    for list in lists {
        for case in list? {
            text.push_str(&case);
            text.push('\n');
        }
    }
    let path = workspace::root().join("conformance/busybox/needs_fork.txt");
    fs::create_dir_all(path.parent().unwrap_or(&path))?;
    fs::write(&path, text).with_context(|| format!("cannot write {}", path.display()))?;
    println!("wrote {}", path.display());
    Ok(())
}

fn forks_of(suite: &Suite, applet: &str) -> Result<BTreeSet<String>> {
    let scratch = tempfile::tempdir_in(&suite.directory)?;
    let names = scratch.path().join("forks");
    run_applet(suite, applet, &Wrapping::Strace(&names))?;
    match fs::read_to_string(&names) {
        Ok(text) => Ok(text.lines().map(|name| format!("{applet}: {}", name.trim())).collect()),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(BTreeSet::new()),
        Err(error) => Err(error).with_context(|| format!("cannot read {}", names.display())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cases_are_read_and_numbered() {
        let mut outcomes = BTreeMap::new();
        read_cases("sort", "PASS: sort\nFAIL: sort\nnoise\nSKIPPED: sort -z\nFAIL: md5 (r:1 exp:2)\n", &mut outcomes);
        assert_eq!(outcomes["sort: sort"], Outcome::Pass);
        assert!(matches!(outcomes["sort: sort (2)"], Outcome::Fail(_)));
        assert!(matches!(outcomes["sort: sort -z"], Outcome::NotCounted(_)));
        assert!(outcomes.contains_key("sort: md5"));
        assert_eq!(outcomes.len(), 4);
    }
}
