//! The figures as a table for people and as JSON for programs.

use std::fmt::Write as _;
use std::fs;

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

use super::measure::{Cell, Contestant, Row, geometric_mean};
use super::micro::{Micro, PROCESSES, SYSCALLS};
use super::programs::Group;
use crate::process::{Cmd, cores};
use crate::workspace;

const BEGIN: &str = "<!-- bench:begin -->";
const END: &str = "<!-- bench:end -->";

/// What the project wants to reach: the geometric mean over a group, and the worst of it.
const GOALS: &[(Group, &str, f64, Option<f64>)] = &[
    (Group::Kernel, "kernels", 1.35, Some(2.2)),
    (Group::Real, "real programs", 1.9, Some(3.0)),
    (Group::Python, "Python", 2.0, None),
    (Group::Arrays, "numpy", 2.0, None),
];

/// What a group is called.
fn label(group: Group) -> &'static str {
    GOALS.iter().find(|(goal, ..)| *goal == group).map_or("", |(_, label, ..)| label)
}

/// Everything that was measured.
pub(crate) struct Report<'a> {
    pub(crate) rounds: usize,
    pub(crate) contestants: &'a [Contestant],
    pub(crate) rows: &'a [Row],
    pub(crate) micro: Option<&'a Micro>,
    pub(crate) notes: Vec<String>,
}

impl Report<'_> {
    /// The tables in Markdown.
    pub(crate) fn markdown(&self) -> String {
        let mut text = format!(
            "Measured on {} ({} cores), {}: {} interleaved rounds, median CPU time (user and system) of the whole \
             process, as a ratio to native. Every output was compared with the native one. Kernels: gcc -O2 -static \
             with glibc; wasm32-wasi: zig cc -O2 -msimd128, run by `airlock run`.\n\n",
            processor(),
            cores(),
            today(),
            self.rounds
        );
        self.programs_table(&mut text);
        if let Some(micro) = self.micro {
            micro_tables(micro, &mut text);
        }
        for note in &self.notes {
            let _ = writeln!(text, "\nNote: {note}.");
        }
        text
    }

    fn programs_table(&self, text: &mut String) {
        let names: Vec<&str> = self.contestants.iter().map(|contestant| contestant.name.as_str()).collect();
        let others = names.get(1..).unwrap_or_default();
        let _ = writeln!(text, "| program | native, s | {} |", others.join(" | "));
        let _ = writeln!(text, "|---|---|{}", "---|".repeat(others.len()));
        for row in self.rows {
            let native = row.cells.first().and_then(Cell::seconds);
            let _ = write!(text, "| {} | {} |", row.name, number(native, 2));
            for (index, cell) in row.cells.iter().enumerate().skip(1) {
                let _ = match cell {
                    Cell::Wrong(how) => write!(text, " **{how}** |"),
                    Cell::Absent => write!(text, " - |"),
                    Cell::Times(_) => write!(text, " {} |", number(row.ratio(index), 2)),
                };
            }
            text.push('\n');
        }
        for (group, label, mean_goal, most_goal) in GOALS {
            let _ = write!(text, "| **{label}**: geometric mean (worst) | |");
            for index in 1..names.len() {
                let _ = match geometric_mean(&self.ratios(*group, index)) {
                    Some((mean, most)) => write!(text, " **{mean:.2}** ({most:.2}) |"),
                    None => write!(text, " - |"),
                };
            }
            let _ = writeln!(text);
            let most_goal = most_goal.map_or_else(String::new, |most| format!(" ({most})"));
            let _ = write!(text, "| goal | | {mean_goal}{most_goal} |");
            let _ = writeln!(text, "{}", " |".repeat(names.len().saturating_sub(2)));
        }
    }

    fn ratios(&self, group: Group, contestant: usize) -> Vec<f64> {
        self.rows.iter().filter(|row| row.group == group).filter_map(|row| row.ratio(contestant)).collect()
    }

    fn json(&self) -> Value {
        let programs: Vec<Value> = self.rows.iter().map(|row| self.row_json(row)).collect();
        let mut means = serde_json::Map::new();
        for (index, contestant) in self.contestants.iter().enumerate().skip(1) {
            for (group, label, ..) in GOALS {
                if let Some((mean, most)) = geometric_mean(&self.ratios(*group, index)) {
                    let key = format!("{}/{label}", contestant.name);
                    means.insert(key, json!({"geometric_mean": mean, "worst": most}));
                }
            }
        }
        json!({
            "processor": processor(),
            "cores": cores(),
            "date": today(),
            "rounds": self.rounds,
            "programs": programs,
            "means": means,
            "micro": self.micro.map(micro_json),
            "notes": self.notes,
        })
    }

    fn row_json(&self, row: &Row) -> Value {
        let mut runners = serde_json::Map::new();
        for (index, (contestant, cell)) in self.contestants.iter().zip(&row.cells).enumerate() {
            let value = match cell {
                Cell::Times(times) => {
                    json!({"cpu_s": times, "median_cpu_s": cell.seconds(), "ratio": row.ratio(index)})
                }
                Cell::Wrong(how) => json!({"error": how}),
                Cell::Absent => continue,
            };
            runners.insert(contestant.name.clone(), value);
        }
        json!({"name": row.name, "group": label(row.group), "runners": runners})
    }

    /// Writes the tables between the markers of `docs/performance.md`, and the JSON to `bench/results/latest.json`.
    pub(crate) fn write(&self) -> Result<()> {
        let root = workspace::root();
        let page = root.join("docs/performance.md");
        let old = match fs::read_to_string(&page) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => format!("# Performance\n\n{BEGIN}\n{END}\n"),
            Err(error) => return Err(error).with_context(|| format!("cannot read {}", page.display())),
        };
        fs::write(&page, replace_between(&old, &self.markdown())?)
            .with_context(|| format!("cannot write {}", page.display()))?;
        let results = root.join("bench/results");
        fs::create_dir_all(&results).with_context(|| format!("cannot make {}", results.display()))?;
        let path = results.join("latest.json");
        let text = serde_json::to_string_pretty(&self.json()).context("cannot write the results as JSON")?;
        fs::write(&path, text + "\n").with_context(|| format!("cannot write {}", path.display()))?;
        println!("wrote {} and {}", page.display(), path.display());
        Ok(())
    }
}

fn micro_tables(micro: &Micro, text: &mut String) {
    let _ = writeln!(text, "\n| | static hello, whole process, ms | {} |", heads(SYSCALLS));
    let _ = writeln!(text, "|---|---|{}", "---|".repeat(SYSCALLS.len()));
    for figures in &micro.runners {
        let _ = write!(text, "| {} | {} |", figures.name, number(figures.hello_ms, 2));
        for index in 0..SYSCALLS.len() {
            let micros = figures.syscall_ns.get(index).copied().flatten().map(|nanos| nanos / 1e3);
            let _ = write!(text, " {} |", number(micros, 3));
        }
        text.push('\n');
    }
    let _ = writeln!(text, "\n| | {} |", heads(PROCESSES));
    let _ = writeln!(text, "|---|{}", "---|".repeat(PROCESSES.len()));
    for figures in &micro.runners {
        let _ = write!(text, "| {} |", figures.name);
        for index in 0..PROCESSES.len() {
            let _ = write!(text, " {} |", number(figures.process_us.get(index).copied().flatten(), 1));
        }
        text.push('\n');
    }
    if !micro.lift.is_empty() {
        let _ =
            writeln!(text, "\n| translating | x86 code, MB | lift, CPU s per MB | lift and compile, CPU s per MB |");
        let _ = writeln!(text, "|---|---|---|---|");
    }
    for figures in &micro.lift {
        let megabytes = figures.code_bytes as f64 / 1e6;
        let per = |seconds: Option<f64>| number(seconds.map(|seconds| seconds / megabytes.max(1e-9)), 2);
        let _ = writeln!(
            text,
            "| {} | {megabytes:.2} | {} | {} |",
            figures.name,
            per(figures.lift_s),
            per(figures.first_run_s)
        );
    }
}

/// The table heads of what is measured in microseconds.
fn heads(names: &[&str]) -> String {
    names.iter().map(|name| format!("{}, us", name.replace('_', " "))).collect::<Vec<_>>().join(" | ")
}

fn micro_json(micro: &Micro) -> Value {
    let runners: Vec<Value> = micro
        .runners
        .iter()
        .map(|figures| {
            let calls: serde_json::Map<String, Value> = SYSCALLS
                .iter()
                .zip(&figures.syscall_ns)
                .map(|(name, nanos)| (format!("{name}_ns"), json!(nanos)))
                .collect();
            let processes: serde_json::Map<String, Value> = PROCESSES
                .iter()
                .zip(&figures.process_us)
                .map(|(name, micros)| (format!("{name}_us"), json!(micros)))
                .collect();
            json!({
                "name": figures.name,
                "hello_ms": figures.hello_ms,
                "syscalls": calls,
                "processes": processes,
            })
        })
        .collect();
    let lift: Vec<Value> = micro
        .lift
        .iter()
        .map(|figures| {
            json!({
                "name": figures.name,
                "code_bytes": figures.code_bytes,
                "lift_cpu_s": figures.lift_s,
                "lift_and_compile_cpu_s": figures.first_run_s,
            })
        })
        .collect();
    json!({"runners": runners, "lift": lift})
}

fn number(value: Option<f64>, digits: usize) -> String {
    value.map_or_else(|| "-".to_owned(), |value| format!("{value:.digits$}"))
}

fn replace_between(page: &str, text: &str) -> Result<String> {
    let Some((before, rest)) = page.split_once(BEGIN) else { bail!("docs/performance.md has no line {BEGIN}") };
    let Some((_, after)) = rest.split_once(END) else { bail!("docs/performance.md has no line {END}") };
    Ok(format!("{before}{BEGIN}\n{}\n{END}{after}", text.trim_end()))
}

fn processor() -> String {
    let info = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let line = info.lines().find_map(|line| line.strip_prefix("model name"));
    line.and_then(|line| line.split_once(':')).map_or("an unnamed processor", |(_, name)| name.trim()).to_owned()
}

fn today() -> String {
    Cmd::new("date").args(["-u", "+%F"]).read_stdout().map_or_else(|_| String::new(), |date| date.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_between_the_markers_changes() {
        let page = format!("a\n{BEGIN}\nold\n{END}\nb\n");
        assert_eq!(replace_between(&page, "new\n").unwrap(), format!("a\n{BEGIN}\nnew\n{END}\nb\n"));
        assert!(replace_between("nothing", "new").is_err());
    }
}
