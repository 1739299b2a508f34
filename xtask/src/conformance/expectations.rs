//! Known failures, and the judgement of a run against them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::workspace;

/// What one case did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    Pass,
    /// With a word on how it failed.
    Fail(String),
    /// It does not count, for this reason: it fails natively as well, or cannot be built.
    NotCounted(String),
}

/// The numbers of a run: `failed` counts what was not expected, in either direction.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Verdict {
    pub(crate) passed: usize,
    pub(crate) failed: usize,
}

impl Verdict {
    pub(crate) fn add(&mut self, other: &Verdict) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

/// The content of a `known_failures.txt`: one case a line, then two spaces, `#` and the reason.
#[derive(Debug, Default)]
pub(crate) struct Expectations {
    path: PathBuf,
    known: BTreeMap<String, String>,
}

impl Expectations {
    /// Reads `conformance/SUITE/FILE`; a missing file is an empty list.
    pub(crate) fn read(suite: &str, file: &str) -> Result<Self> {
        let path = workspace::root().join("conformance").join(suite).join(file);
        let text = match std::fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
            Err(error) => return Err(error).with_context(|| format!("cannot read {}", path.display())),
        };
        Ok(Self { path, known: parse(&text) })
    }

    /// The reason why a case is in the list.
    pub(crate) fn reason(&self, case: &str) -> Option<&str> {
        self.known.get(case).map(String::as_str)
    }

    /// Compares results with the list, tells every surprise, and gives the numbers. With `complete`, also entries
    /// of the list that name no case any more are wrong.
    pub(crate) fn judge(&self, results: &[(String, Outcome)], complete: bool) -> Verdict {
        let mut verdict = Verdict::default();
        let mut known_seen = 0usize;
        for (case, outcome) in results {
            match (outcome, self.reason(case)) {
                (Outcome::NotCounted(_), _) => {}
                (Outcome::Pass, None) => verdict.passed += 1,
                (Outcome::Fail(how), None) => {
                    verdict.failed += 1;
                    println!("  FAILED {case}: {how}");
                }
                (Outcome::Fail(_), Some(_)) => known_seen += 1,
                (Outcome::Pass, Some(_)) => {
                    verdict.failed += 1;
                    println!("  UNEXPECTED PASS {case}: take it out of {}", self.shown());
                }
            }
        }
        if complete {
            for case in self.stale(results) {
                verdict.failed += 1;
                println!("  STALE {case}: listed in {}, but there is no such counted case", self.shown());
            }
        }
        print_share(results, known_seen);
        verdict
    }

    fn stale<'a>(&'a self, results: &[(String, Outcome)]) -> Vec<&'a str> {
        let counted: std::collections::BTreeSet<&str> = results
            .iter()
            .filter(|(_, outcome)| !matches!(outcome, Outcome::NotCounted(_)))
            .map(|(case, _)| case.as_str())
            .collect();
        self.known.keys().map(String::as_str).filter(|case| !counted.contains(case)).collect()
    }

    fn shown(&self) -> String {
        let root = workspace::root();
        let path: &Path = self.path.strip_prefix(&root).unwrap_or(&self.path);
        path.display().to_string()
    }
}

fn print_share(results: &[(String, Outcome)], known_seen: usize) {
    let passed = results.iter().filter(|(_, outcome)| *outcome == Outcome::Pass).count();
    let counted = results.iter().filter(|(_, outcome)| !matches!(outcome, Outcome::NotCounted(_))).count();
    println!(
        "  {passed} of {counted} counted cases pass ({}), {known_seen} known failures, {} cases do not count",
        percent(passed, counted),
        results.len() - counted
    );
}

/// A share in per cent with two digits after the point.
pub(crate) fn percent(part: usize, whole: usize) -> String {
    if whole == 0 {
        return "no cases".to_owned();
    }
    let hundredths = part.saturating_mul(10_000) / whole;
    format!("{}.{:02}%", hundredths / 100, hundredths % 100)
}

fn parse(text: &str) -> BTreeMap<String, String> {
    let lines = text.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#'));
    lines
        .map(|line| match line.rsplit_once("  # ") {
            Some((case, reason)) => (case.trim_end().to_owned(), reason.to_owned()),
            None => (line.trim_end().to_owned(), String::new()),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list() -> Expectations {
        let known = parse("# comment\n\na/1  # broken\nb: with # inside  # why\n");
        Expectations { path: PathBuf::from("known_failures.txt"), known }
    }

    fn results(outcomes: &[(&str, Outcome)]) -> Vec<(String, Outcome)> {
        outcomes.iter().map(|(case, outcome)| ((*case).to_owned(), outcome.clone())).collect()
    }

    #[test]
    fn lines_are_read() {
        assert_eq!(list().reason("a/1"), Some("broken"));
        assert_eq!(list().reason("b: with # inside"), Some("why"));
        assert_eq!(list().reason("# comment"), None);
    }

    #[test]
    fn surprises_in_both_directions_fail() {
        let fail = || Outcome::Fail("exit 1".to_owned());
        let run = results(&[("a/1", Outcome::Pass), ("c", fail()), ("d", Outcome::Pass), ("b: with # inside", fail())]);
        assert_eq!(list().judge(&run, true), Verdict { passed: 1, failed: 2 });
    }

    #[test]
    fn stale_entries_fail_a_complete_run_only() {
        let run = results(&[("d", Outcome::Pass), ("a/1", Outcome::NotCounted("fails natively".to_owned()))]);
        assert_eq!(list().judge(&run, false), Verdict { passed: 1, failed: 0 });
        assert_eq!(list().judge(&run, true), Verdict { passed: 1, failed: 2 });
    }

    #[test]
    fn percentages_are_cut_not_rounded_up() {
        assert_eq!(percent(9999, 10_000), "99.99%");
        assert_eq!(percent(2, 3), "66.66%");
        assert_eq!(percent(0, 0), "no cases");
    }
}
