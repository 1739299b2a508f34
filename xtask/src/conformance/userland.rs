//! Programs of a Debian userland: small scripts in `conformance/userland/cases`, run natively and in the box in the
//! same root filesystem. A case passes if it prints the same, byte for byte, and ends with the same status.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use clap::Args;

use super::expectations::{Expectations, Outcome, Verdict};
use super::machine::{Job, Userland, difference, last_lines};
use crate::process::{cores, parallel};
use crate::{rootfs, workspace};

/// What a case gets if it says nothing else. Most of it is for translating what runs for the first time.
const TIMEOUT_DEFAULT: Duration = Duration::from_secs(300);

/// Where the generated table stands.
const PAGE: &str = "docs/compatibility.md";
const BEGIN: &str = "<!-- userland: written by `cargo xtask conformance userland --write` -->\n";
const END: &str = "<!-- userland: end -->\n";
const SAME: &str = "same as native";
const FAILS: &str = "**fails**";
const NOT_RUN: &str = "not run yet";

#[derive(Args)]
pub(crate) struct UserlandArgs {
    /// Only these cases.
    #[arg(long, value_delimiter = ',')]
    only: Vec<String>,
    /// How many cases to run at once.
    #[arg(long, default_value_t = cores())]
    jobs: usize,
    /// Multiply the time limits in the box, on a machine that is busy with something else.
    #[arg(long, default_value_t = 1)]
    patience: u32,
    /// Only the cases of the everyday sample.
    #[arg(long)]
    sample: bool,
    /// Run natively only, twice: shows which cases are not deterministic, or do not work at all.
    #[arg(long)]
    twice: bool,
    /// Write the results into the table in docs/compatibility.md; rows of cases that do not run now stay.
    #[arg(long)]
    write: bool,
}

impl UserlandArgs {
    /// The fixed sample for the everyday test command.
    pub(crate) fn sample() -> Self {
        Self { only: Vec::new(), jobs: cores(), patience: 1, sample: true, twice: false, write: false }
    }
}

/// A script, with what its first comment says.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Case {
    name: String,
    /// `program:` what is tried.
    program: String,
    /// `what:` in which way.
    what: String,
    /// `timeout:` in seconds, in the box.
    timeout: Duration,
    /// `sample: yes` if it is quick and belongs to the everyday sample.
    sample: bool,
    needs: Needs,
}

/// `needs:` what a case finds beside the root filesystem.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Needs {
    #[default]
    Nothing,
    /// `wheels`: unmodified wheels as files at `/wheels`, and installed at `/site`.
    Wheels,
    /// `go`: the Go program at `/fixtures`.
    Go,
}

/// Runs the cases and judges them.
pub(crate) fn run(args: &UserlandArgs, airlock: impl FnOnce() -> Result<PathBuf>) -> Result<Verdict> {
    let all = cases()?;
    let known = Expectations::read("userland", "known_failures.txt")?;
    if let Some(unknown) = args.only.iter().find(|name| !all.iter().any(|case| case.name == **name)) {
        bail!("there is no case {unknown} in conformance/userland/cases");
    }
    let complete = args.only.is_empty() && !args.sample;
    let is_wanted =
        |case: &Case| (args.only.is_empty() || args.only.contains(&case.name)) && (!args.sample || case.sample);
    let chosen: Vec<Case> = all.iter().filter(|case| is_wanted(case)).cloned().collect();
    let airlock = if args.twice { None } else { Some(airlock()?) };
    let machines = Machines::new(&chosen)?;
    println!("userland: {} cases", chosen.len());
    let done = AtomicUsize::new(0);
    let run_one = |case: &Case| {
        let started = Instant::now();
        let outcome = run_case(machines.of(case), airlock.as_deref(), case, args.patience)?;
        let count = done.fetch_add(1, Ordering::Relaxed) + 1;
        // A case may take minutes the first time: told one by one, and how each failed as soon as it is known.
        let told = match &outcome {
            Outcome::Pass => "ok".to_owned(),
            Outcome::Fail(how) => format!("fails: {how}"),
            Outcome::NotCounted(why) => format!("does not count: {why}"),
        };
        println!("  {count}/{} {}, {} s: {told}", chosen.len(), case.name, started.elapsed().as_secs());
        Ok((case.name.clone(), outcome))
    };
    // The first one alone: what all of them need would be translated by each otherwise.
    let (first, rest) = chosen.split_at(chosen.len().min(1));
    let mut results = parallel(first, 1, run_one);
    results.extend(parallel(rest, args.jobs, run_one));
    let results = results.into_iter().collect::<Result<Vec<_>>>()?;
    if args.write {
        write_page(&all, &results, &known)?;
    }
    Ok(known.judge(&results, complete))
}

/// The root filesystem with what the cases need.
struct Machines {
    plain: Userland,
    wheels: Option<Userland>,
    go: Option<Userland>,
}

impl Machines {
    fn new(cases: &[Case]) -> Result<Self> {
        let needed = |needs| cases.iter().any(|case| case.needs == needs);
        let plain = Userland::new(rootfs::rootfs()?)?.bind(directory().join("cases"), "/cases");
        let wheels = if needed(Needs::Wheels) { Some(add_wheels(&plain)?) } else { None };
        let go = if needed(Needs::Go) { Some(plain.clone().bind(go_program(&plain)?, "/fixtures")) } else { None };
        Ok(Self { plain, wheels, go })
    }

    fn of(&self, case: &Case) -> &Userland {
        let more = match case.needs {
            Needs::Nothing => None,
            Needs::Wheels => self.wheels.as_ref(),
            Needs::Go => self.go.as_ref(),
        };
        more.unwrap_or(&self.plain)
    }
}

/// Runs a case natively and in the box; without an `airlock`, natively twice.
fn run_case(userland: &Userland, airlock: Option<&Path>, case: &Case, patience: u32) -> Result<Outcome> {
    let mut job = Job {
        command: vec![format!("/cases/{}", case.name).into()],
        environment: if case.needs == Needs::Wheels { vec!["PYTHONPATH=/site".to_owned()] } else { Vec::new() },
        timeout: TIMEOUT_DEFAULT,
    };
    let native = userland.native(&job)?;
    if !native.success() {
        let said = last_lines(&native.stderr, 4).join(" | ");
        return Ok(Outcome::NotCounted(format!("natively: {} {said}", native.end)));
    }
    job.timeout = case.timeout.saturating_mul(patience);
    let boxed = match airlock {
        Some(airlock) => userland.boxed(airlock, &job)?,
        None => userland.native(&job)?,
    };
    Ok(match difference(&native, &boxed) {
        None => Outcome::Pass,
        Some(how) => Outcome::Fail(how),
    })
}

/// Shows the wheels as files at `/wheels`, and as installed at `/site`.
fn add_wheels(plain: &Userland) -> Result<Userland> {
    let wheels = rootfs::wheels()?;
    let site = rootfs::made_once("site", &wheels.display().to_string(), |scratch| {
        println!("userland: unpacking the wheels");
        for entry in fs::read_dir(&wheels)? {
            // A wheel is a zip file of what is to lie in a directory of modules.
            crate::process::Cmd::new("python3").args(["-m", "zipfile", "-e"]).arg(entry?.path()).arg(scratch).run()?;
        }
        Ok(())
    })?;
    Ok(plain.clone().bind(wheels, "/wheels").bind(site, "/site"))
}

/// A directory with the Go program, built by the compiler of the root filesystem.
fn go_program(plain: &Userland) -> Result<PathBuf> {
    let source = directory().join("go-program.go");
    let text = fs::read_to_string(&source).with_context(|| format!("cannot read {}", source.display()))?;
    rootfs::made_once("go-program", &text, |scratch| {
        println!("userland: building the Go program");
        let build = "GO111MODULE=off CGO_ENABLED=0 go build -o program /source.go >&2 && cat program";
        let job = Job {
            command: ["/bin/sh", "-c", build].map(Into::into).to_vec(),
            environment: Vec::new(),
            timeout: Duration::from_secs(600),
        };
        let built = plain.clone().bind(&source, "/source.go").native(&job)?;
        if !built.success() {
            bail!("cannot build {}: {}", source.display(), String::from_utf8_lossy(&built.stderr).trim_end());
        }
        let program = scratch.join("go-program");
        fs::write(&program, &built.stdout)?;
        fs::set_permissions(&program, fs::Permissions::from_mode(0o755))?;
        Ok(())
    })
}

fn directory() -> PathBuf {
    workspace::root().join("conformance/userland")
}

/// All cases, by name.
fn cases() -> Result<Vec<Case>> {
    let mut cases = BTreeMap::new();
    for entry in fs::read_dir(directory().join("cases"))? {
        let path = entry?.path();
        let text = fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if let Some(case) = read_case(&name, &text) {
            cases.insert(name, case);
        }
    }
    Ok(cases.into_values().collect())
}

/// Reads the comment behind the `#!` line; a file that says no `program:` there is no case but belongs to one.
fn read_case(name: &str, text: &str) -> Option<Case> {
    let comment = |line: &str| line.trim_start_matches(['#', '/', '-', ' ', '"']).to_owned();
    let lines = text.lines().take(10).map(comment);
    let values: BTreeMap<String, String> = lines
        .filter_map(|line| line.split_once(": ").map(|(key, value)| (key.to_owned(), value.trim().to_owned())))
        .collect();
    let value = |key: &str| values.get(key).cloned();
    Some(Case {
        name: name.to_owned(),
        program: value("program")?,
        what: value("what").unwrap_or_default(),
        timeout: value("timeout").and_then(|text| text.parse().ok()).map_or(TIMEOUT_DEFAULT, Duration::from_secs),
        sample: value("sample").is_some_and(|text| text == "yes"),
        needs: match value("needs").as_deref() {
            Some("wheels") => Needs::Wheels,
            Some("go") => Needs::Go,
            _ => Needs::Nothing,
        },
    })
}

/// The table of a page, by the names of the cases: what each did when it last ran.
fn results_on_page(page: &str) -> BTreeMap<String, String> {
    let table = page.split_once(BEGIN).map_or("", |(_, rest)| rest.split_once(END).map_or("", |(table, _)| table));
    let cells = |line: &str| -> Option<(String, String)> {
        let (name, rest) = line.strip_prefix("| `")?.split_once("` |")?;
        let result = rest.trim_end_matches(" |").rsplit_once(" | ")?.1;
        Some((name.to_owned(), result.to_owned()))
    };
    table.lines().filter_map(cells).collect()
}

/// What the table says of a result.
fn words(outcome: &Outcome, reason: Option<&str>) -> String {
    match outcome {
        Outcome::Pass => SAME.to_owned(),
        Outcome::Fail(_) => format!("{FAILS}: {}", reason.unwrap_or("not looked into yet")),
        Outcome::NotCounted(_) => "does not run natively".to_owned(),
    }
}

/// The table for the page.
fn table(cases: &[Case], results: &BTreeMap<String, String>) -> String {
    let result = |case: &Case| results.get(&case.name).map_or(NOT_RUN, String::as_str);
    let mut ordered: Vec<&Case> = cases.iter().collect();
    ordered.sort_by_key(|case| (case.program.to_lowercase(), case.name.clone()));
    let passing = cases.iter().filter(|case| result(case) == SAME).count();
    let mut text = format!("{passing} of {} cases print what they print natively.\n\n", cases.len());
    text.push_str("| case | program | what | result |\n|---|---|---|---|\n");
    for case in ordered {
        let _ = writeln!(text, "| `{}` | {} | {} | {} |", case.name, case.program, case.what, result(case));
    }
    text
}

/// Writes what ran now into the table, and leaves what it says of the other cases.
fn write_page(all: &[Case], results: &[(String, Outcome)], known: &Expectations) -> Result<()> {
    let path = workspace::root().join(PAGE);
    let page = fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let mut rows = results_on_page(&page);
    rows.extend(results.iter().map(|(name, outcome)| (name.clone(), words(outcome, known.reason(name)))));
    fs::write(&path, page_with_table(&page, &table(all, &rows))?)
        .with_context(|| format!("cannot write {}", path.display()))
}

/// The page with the table between its marks.
fn page_with_table(page: &str, table: &str) -> Result<String> {
    let marks = page.split_once(BEGIN).and_then(|(before, rest)| Some((before, rest.split_once(END)?.1)));
    let (before, after) = marks.with_context(|| format!("{PAGE} has no marks for the table of the userland suite"))?;
    Ok(format!("{before}{BEGIN}\n{table}\n{END}{after}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_has_all_cases_and_contradicts_no_known_failure() {
        let known = Expectations::read("userland", "known_failures.txt").unwrap();
        let page = fs::read_to_string(workspace::root().join(PAGE)).unwrap();
        let (cases, results) = (cases().unwrap(), results_on_page(&page));
        let fresh = page_with_table(&page, &table(&cases, &results)).unwrap();
        assert!(page == fresh, "cases were added, changed or removed: run them with --write");
        for case in &cases {
            let result = results.get(&case.name).map_or(NOT_RUN, String::as_str);
            match known.reason(&case.name) {
                Some(reason) => assert!(
                    [NOT_RUN.to_owned(), format!("{FAILS}: {reason}")].contains(&result.to_owned()),
                    "{}: {result}",
                    case.name
                ),
                None => assert!(!result.starts_with(FAILS), "{} fails but is no known failure", case.name),
            }
        }
    }

    #[test]
    fn a_case_is_described_by_its_first_comment() {
        let case = read_case("x.js", "#!/usr/bin/node\n// program: node\n// what: a: b\n// timeout: 7\n").unwrap();
        assert_eq!((case.program.as_str(), case.what.as_str()), ("node", "a: b"));
        assert_eq!(case.timeout, Duration::from_secs(7));
        assert!(!case.sample);
        assert_eq!(case.needs, Needs::Nothing);
        assert_eq!(read_case("data.txt", "nothing\n"), None);
    }
}
