//! `airlock doctor`: what this machine offers, what is missing, how to mend it.

mod checks;
mod selftest;

use std::io::Write;

use anyhow::Context;

use crate::args::DoctorArgs;

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Level {
    /// As it should be.
    Good,
    /// Airlock works, with a disadvantage that the finding names.
    Warning,
    /// Airlock does not work.
    Failure,
}

/// The result of one check.
#[derive(Clone, Debug)]
pub(crate) struct Finding {
    /// What was looked at.
    pub(crate) name: &'static str,
    /// How bad it is.
    pub(crate) level: Level,
    /// What was found.
    pub(crate) found: String,
    /// What to do about it; empty if nothing.
    pub(crate) remedy: String,
}

impl Finding {
    pub(crate) fn good(name: &'static str, found: impl Into<String>) -> Self {
        Self { name, level: Level::Good, found: found.into(), remedy: String::new() }
    }

    pub(crate) fn warning(name: &'static str, found: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { name, level: Level::Warning, found: found.into(), remedy: remedy.into() }
    }

    pub(crate) fn failure(name: &'static str, found: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { name, level: Level::Failure, found: found.into(), remedy: remedy.into() }
    }
}

/// Prints the findings; the status is 0 if Airlock works here, 125 if not.
pub(crate) fn doctor(args: &DoctorArgs) -> anyhow::Result<u8> {
    let mut findings = checks::machine();
    findings.push(checks::cache());
    findings.push(selftest::run());
    let text = if args.json { to_json(&findings) } else { to_text(&findings) };
    std::io::stdout().write_all(text.as_bytes()).context("could not write to standard output")?;
    let failed = findings.iter().any(|finding| finding.level == Level::Failure);
    Ok(if failed { crate::FAILURE } else { 0 })
}

fn to_text(findings: &[Finding]) -> String {
    let mut text = String::new();
    let width = findings.iter().map(|finding| finding.name.len()).max().unwrap_or(0);
    for finding in findings {
        let mark = match finding.level {
            Level::Good => "ok  ",
            Level::Warning => "warn",
            Level::Failure => "FAIL",
        };
        text.push_str(&format!("{mark}  {:width$}  {}\n", finding.name, finding.found));
        if !finding.remedy.is_empty() {
            text.push_str(&format!("      {:width$}  -> {}\n", "", finding.remedy));
        }
    }
    let count = |level| findings.iter().filter(|finding| finding.level == level).count();
    text.push_str(&match (count(Level::Failure), count(Level::Warning)) {
        (0, 0) => "Airlock works on this machine.\n".to_owned(),
        (0, n) => format!("Airlock works on this machine; {n} of the above could be better.\n"),
        (n, _) => format!("Airlock does not work on this machine: mend the {n} marked FAIL.\n"),
    });
    text
}

fn to_json(findings: &[Finding]) -> String {
    let list: Vec<_> = findings
        .iter()
        .map(|finding| {
            let level = match finding.level {
                Level::Good => "ok",
                Level::Warning => "warning",
                Level::Failure => "failure",
            };
            serde_json::json!({
                "name": finding.name, "level": level, "found": finding.found, "remedy": finding.remedy,
            })
        })
        .collect();
    let works = findings.iter().all(|finding| finding.level != Level::Failure);
    format!("{}\n", serde_json::json!({ "works": works, "findings": list }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_worst_finding_decides() {
        let good = Finding::good("a", "fine");
        let warning = Finding::warning("bb", "so so", "do this");
        let failure = Finding::failure("c", "broken", "do that");
        assert!(to_text(std::slice::from_ref(&good)).ends_with("Airlock works on this machine.\n"));
        assert!(to_text(&[good.clone(), warning.clone()]).contains("-> do this"));
        assert!(to_text(&[good.clone(), failure.clone()]).contains("does not work"));
        let json: serde_json::Value = serde_json::from_str(&to_json(&[good, warning, failure])).unwrap();
        assert_eq!(json["works"], false);
        assert_eq!(json["findings"][1]["level"], "warning");
    }
}
