//! Small figures: the start of a process, single system calls, the cost of lifting.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use super::measure::median;
use super::programs::compile;
use crate::process::{Cmd, End};
use crate::runner::{Runner, Start};
use crate::workspace;

const STARTS: usize = 50;
const OWN_ROUNDS: usize = 5;

/// The system calls that `bench/micro/syscalls.c` times, as it names them.
pub(crate) const SYSCALLS: &[&str] = &["getpid", "write_dev_null", "create_write_unlink"];

/// What `bench/micro/processes.c` times, as it names it.
pub(crate) const PROCESSES: &[&str] = &[
    "fork_exit_wait",
    "fork_exit_wait_50MB",
    "spawn_wait",
    "thread_create_join",
    "pipe_round_trip",
    "unix_round_trip",
    "tcp_round_trip",
];

/// What one runner did. Absent numbers could not be measured; why is on standard error.
pub(crate) struct RunnerFigures {
    pub(crate) name: &'static str,
    /// Wall milliseconds of a static hello as a whole process, translated before.
    pub(crate) hello_ms: Option<f64>,
    /// Nanoseconds of each of [`SYSCALLS`].
    pub(crate) syscall_ns: Vec<Option<f64>>,
    /// Microseconds of each of [`PROCESSES`].
    pub(crate) process_us: Vec<Option<f64>>,
}

/// What making one program runnable costs, in CPU seconds.
pub(crate) struct LiftFigures {
    pub(crate) name: &'static str,
    /// Bytes in executable segments.
    pub(crate) code_bytes: u64,
    /// `airlock lift`: x86 to Wasm.
    pub(crate) lift_s: Option<f64>,
    /// The first run with an empty cache less one with a full one: lifting, and compiling the Wasm.
    pub(crate) first_run_s: Option<f64>,
}

pub(crate) struct Micro {
    pub(crate) runners: Vec<RunnerFigures>,
    pub(crate) lift: Vec<LiftFigures>,
}

/// Measures all of it.
pub(crate) fn measure(directory: &Path, airlock: Option<&Path>, qemu: bool) -> Result<Micro> {
    let hello = build(directory, "hello")?;
    let syscalls = build(directory, "syscalls")?;
    let processes = build(directory, "processes")?;
    let mut runners = vec![(Runner::Native, "/dev/shm/airlock-bench-file")];
    if let Some(airlock) = airlock {
        // In the sandbox, /tmp is a tmpfs of its own.
        runners.push((Runner::Airlock(airlock.to_path_buf()), "/tmp/airlock-bench-file"));
    }
    if qemu {
        runners.push((Runner::Qemu, "/dev/shm/airlock-bench-file"));
    }
    let figures = runners
        .iter()
        .map(|(runner, file)| RunnerFigures {
            name: runner.name(),
            hello_ms: told(runner, "hello", start_time(runner, &hello)),
            syscall_ns: told(runner, "syscalls", own_times(runner, &syscalls, &[(*file).to_owned()], SYSCALLS))
                .unwrap_or_default(),
            process_us: told(runner, "processes", own_times(runner, &processes, &[], PROCESSES)).unwrap_or_default(),
        })
        .collect();
    let lift = match airlock {
        Some(airlock) => lift_costs(directory, airlock)?,
        None => Vec::new(),
    };
    Ok(Micro { runners: figures, lift })
}

fn build(directory: &Path, name: &str) -> Result<PathBuf> {
    let source = workspace::root().join(format!("bench/micro/{name}.c"));
    let binary = directory.join("bin").join(name);
    compile(
        &Cmd::new("musl-gcc").args(["-O2", "-static", "-pthread", "-o"]).arg(&binary).arg(&source),
        &binary,
        &source,
    )?;
    Ok(binary)
}

/// The value, or `None` after saying what went wrong.
fn told<T>(runner: &Runner, what: &str, result: Result<T>) -> Option<T> {
    result.map_err(|error| eprintln!("{what} under {}: {error:#}", runner.name())).ok()
}

fn start_time(runner: &Runner, hello: &Path) -> Result<f64> {
    let cmd = runner.command(hello, &Start::default());
    let mut times = Vec::new();
    for round in 0..=STARTS {
        let finished = cmd.capture()?;
        if !finished.success() || finished.stdout != b"hello\n" {
            bail!("{} {}", finished.end, String::from_utf8_lossy(&finished.stderr).trim_end());
        }
        if round > 0 {
            times.push(finished.wall.as_secs_f64() * 1e3);
        }
    }
    median(&times).context("no times")
}

/// What a program that times itself prints: a line with each of `names`, and a number. The median of some runs.
fn own_times(runner: &Runner, program: &Path, args: &[String], names: &[&str]) -> Result<Vec<Option<f64>>> {
    let cmd = runner.command(program, &Start { args, ..Start::default() });
    let mut samples: Vec<Vec<f64>> = vec![Vec::new(); names.len()];
    for _ in 0..OWN_ROUNDS {
        let finished = cmd.capture()?;
        let text = String::from_utf8_lossy(&finished.stdout).into_owned();
        for line in text.lines() {
            let Some((name, value)) = line.split_once(' ') else { continue };
            for (known, sample) in names.iter().zip(&mut samples) {
                if *known == name {
                    sample.push(value.parse().with_context(|| format!("no number in `{line}`"))?);
                }
            }
        }
        if !finished.success() {
            let stderr = String::from_utf8_lossy(&finished.stderr);
            eprintln!("{} under {}: {}", program.display(), runner.name(), stderr.trim_end());
            break;
        }
    }
    Ok(samples.iter().map(|sample| median(sample)).collect())
}

fn lift_costs(directory: &Path, airlock: &Path) -> Result<Vec<LiftFigures>> {
    let programs: [(&'static str, PathBuf, &[&str]); 4] = [
        ("lua", directory.join("bin/lua"), &["/nonexistent"]),
        ("sqlite", directory.join("bin/sqlite"), &[]),
        ("busybox", PathBuf::from("/bin/busybox"), &["true"]),
        ("bash", PathBuf::from("/bin/bash-static"), &["-c", "true"]),
    ];
    let mut figures = Vec::new();
    for (name, path, args) in programs {
        let code_bytes = executable_bytes(&fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?);
        let scratch = tempfile::tempdir_in(directory)?;
        let out = scratch.path().join("out.wasm");
        let lift = Cmd::new(airlock).arg("lift").arg(&path).arg("-o").arg(&out).capture()?;
        if !lift.success() {
            eprintln!("airlock lift {}: {}", path.display(), String::from_utf8_lossy(&lift.stderr).trim_end());
        }
        let run = || {
            let cmd = Cmd::new(airlock).arg("run").arg(&path).args(args);
            cmd.env("AIRLOCK_CACHE_DIR", scratch.path()).capture()
        };
        let (first, second) = (run()?, run()?);
        // 125 is Airlock's own failure: there is nothing to measure then.
        let ran = first.end == second.end && first.end != End::Exit(125);
        if !ran {
            eprintln!("{name}: {}: {}", first.end, String::from_utf8_lossy(&first.stderr).trim_end());
        }
        figures.push(LiftFigures {
            name,
            code_bytes,
            lift_s: lift.success().then_some(lift.cpu.as_secs_f64()),
            first_run_s: ran.then_some(first.cpu.saturating_sub(second.cpu).as_secs_f64()),
        });
    }
    Ok(figures)
}

/// The bytes in the executable `PT_LOAD` segments of a 64-bit ELF file; 0 if it is none.
fn executable_bytes(elf: &[u8]) -> u64 {
    let number = |at: usize, size: usize| -> Option<u64> {
        let bytes = elf.get(at..at.checked_add(size)?)?;
        Some(bytes.iter().rev().fold(0, |value, byte| value << 8 | u64::from(*byte)))
    };
    let sum = || -> Option<u64> {
        let (table, size, count) = (number(32, 8)?, number(54, 2)?, number(56, 2)?);
        let mut total = 0u64;
        for index in 0..count {
            let at = usize::try_from(table.checked_add(index.checked_mul(size)?)?).ok()?;
            let (kind, flags) = (number(at, 4)?, number(at.checked_add(4)?, 4)?);
            if kind == 1 && flags & 1 != 0 {
                total = total.saturating_add(number(at.checked_add(32)?, 8)?);
            }
        }
        Some(total)
    };
    if elf.starts_with(b"\x7fELF\x02") { sum().unwrap_or(0) } else { 0 }
}
