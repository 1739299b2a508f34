//! `airlock run`.

use std::ffi::{OsStr, OsString};
use std::fs::File;
use std::io::{IsTerminal, Read, Write};
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::path::Path;
use std::sync::Arc;

use airlock::{
    CacheLocation, Limits, MountSource, NetworkGrants, Outcome, Program, Report, RootSource, Runtime, RuntimeConfig,
    Sandbox,
};
use airlock_host::{Access, GrantedDir, GrantedFile, HostNetwork, Input, Output, Stop};
use anyhow::{Context, anyhow, bail};

use crate::args::RunArgs;
use crate::progress::Bar;
use crate::terminal::Terminal;
use crate::units::{MountArg, PublishArg};

/// Where shells look for programs. Said because many misbehave without any.
const DEFAULT_PATH: &str = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

/// The kind of a terminal that does not say.
const DEFAULT_TERM: &str = "xterm";

/// Larger files are not programs.
const PROGRAM_BYTES_MAX: u64 = 1 << 30;

/// Runs a program; the result is the exit status.
pub(crate) fn run(args: RunArgs) -> anyhow::Result<u8> {
    let RunArgs { mount, rootfs, env, cwd, stdin, json, trace, no_cache, command, .. } = &args;
    let program = command.first().context("no program was given")?;
    // Opened before anything runs, so that a bad path is noticed while nothing has happened.
    let mut json_to = json.as_ref().map(|file| sink(file.as_deref(), "--json")).transpose()?;
    let trace_to = trace.as_ref().map(|file| sink(file.as_deref(), "--trace")).transpose()?;
    let cache = if *no_cache { CacheLocation::Off } else { CacheLocation::Default };
    let from = match rootfs {
        Some(_) => Program::Guest(program.as_bytes().to_vec()),
        None => host_program(Path::new(program))?,
    };
    let root = match rootfs {
        Some(dir) => {
            let dir = GrantedDir::open(dir, Access::ReadOnly).context("could not use --rootfs")?;
            RootSource::Host(Arc::new(dir))
        }
        None => RootSource::Empty,
    };
    let terminal = if args.tty {
        if stdin.is_some() {
            bail!("--tty and --stdin exclude each other: keys come from the terminal at standard input");
        }
        Some(Terminal::take()?)
    } else {
        None
    };
    let stop = Stop::new()?;
    let platform = airlock_host::platform(input(stdin.as_deref())?, Output::Inherit, Output::Inherit, &stop)?;
    let runtime = Runtime::new(RuntimeConfig { cache, ..RuntimeConfig::default() })?;

    let mut builder = Sandbox::builder(&runtime, from)
        .platform(platform, move || stop.request())
        .limits(limits(&args))
        .root(root)
        .cwd(cwd.as_bytes());
    for mount in mount {
        let source = mount_source(mount).with_context(|| format!("could not mount at {}", mount.target))?;
        builder = builder.mount(mount.target.as_bytes(), source, mount.writable);
    }
    if let Some(grants) = network(&args)? {
        builder = builder.network(grants);
    }
    for variable in environment(env, args.tty)? {
        builder = builder.env(variable.into_vec());
    }
    if let Some(mut sink) = trace_to {
        builder = builder.on_trace(move |lines| {
            // A trace that cannot be written must not stop the guest.
            let _ = sink.write_all(lines.as_bytes());
        });
    }
    let bar = Bar::new();
    if let Some(terminal) = &terminal {
        let (enter, bar) = (terminal.enter(), bar.clone());
        builder = builder.terminal(move || {
            bar.silence();
            enter()
        });
    }
    let shown = bar.clone();
    builder = builder.on_progress(move |progress| shown.update(&progress));
    let sandbox = builder.build()?;
    let result = sandbox.run(command.iter().map(|argument| argument.as_bytes()));
    drop(terminal);
    bar.finish();
    for warning in runtime.warnings() {
        note(&format!("warning: {warning}"));
    }
    let report = result.with_context(|| format!("could not run {}", Path::new(program).display()))?;
    if let Some(sink) = &mut json_to {
        writeln!(sink, "{}", to_json(&report)).context("could not write the result of --json")?;
    } else {
        explain(&report);
    }
    Ok(report.outcome.shell_status())
}

/// The program as the guest will see it: one file in `/bin`.
fn host_program(path: &Path) -> anyhow::Result<Program> {
    let hint = if path.components().count() == 1 && !path.exists() {
        " (without --rootfs the program is a path on the host; a bare name is not searched for in PATH)"
    } else {
        ""
    };
    let content = read_program(path).with_context(|| format!("could not read the program{hint}"))?;
    let name = path.file_name().unwrap_or_else(|| OsStr::new("program"));
    let mut at = b"/bin/".to_vec();
    at.extend_from_slice(name.as_bytes());
    Ok(Program::Host { at, content })
}

/// The bytes of a regular file of the host.
pub(crate) fn read_program(path: &Path) -> anyhow::Result<Arc<[u8]>> {
    let granted = GrantedFile::open(path, Access::ReadOnly)?;
    let mut bytes = Vec::new();
    let read = granted.file().take(PROGRAM_BYTES_MAX + 1).read_to_end(&mut bytes);
    read.with_context(|| format!("could not read {}", path.display()))?;
    if bytes.len() as u64 > PROGRAM_BYTES_MAX {
        bail!("{} is larger than 1 GiB, which no program that Airlock takes is", path.display());
    }
    Ok(bytes.into())
}

fn limits(args: &RunArgs) -> Limits {
    let default = Limits::default();
    Limits {
        wall_ms: args.timeout.unwrap_or(default.wall_ms),
        cpu_ms: args.cpu_time.unwrap_or(default.cpu_ms),
        memory_bytes: args.memory.unwrap_or(default.memory_bytes),
        open_files: args.max_files.unwrap_or(default.open_files),
        processes: args.max_processes.unwrap_or(default.processes),
        filesystem_bytes: args.max_fs_bytes.unwrap_or(default.filesystem_bytes),
        output_bytes: args.max_output.unwrap_or(default.output_bytes),
    }
}

/// What is granted of the network, if anything is.
fn network(args: &RunArgs) -> anyhow::Result<Option<NetworkGrants>> {
    if args.net_allow.is_empty() && args.publish.is_empty() {
        return Ok(None);
    }
    let outside = HostNetwork::new()?;
    let publish = |port: &PublishArg| Ok((outside.listen(port.at)?, port.guest));
    let publish = args.publish.iter().map(publish).collect::<anyhow::Result<_>>().context("could not use --publish")?;
    Ok(Some(NetworkGrants { allow: args.net_allow.clone(), publish, outside: Arc::new(outside) }))
}

fn input(path: Option<&Path>) -> anyhow::Result<Input> {
    let Some(path) = path else { return Ok(Input::Inherit) };
    if path == Path::new("null") {
        return Ok(Input::Null);
    }
    let file = File::open(path).with_context(|| {
        format!("could not open {} for --stdin; write `--stdin null` for an empty input", path.display())
    })?;
    if file.metadata().is_ok_and(|meta| meta.is_dir()) {
        bail!("{} is a directory: --stdin needs a file", path.display());
    }
    Ok(Input::Fd(file.into()))
}

fn mount_source(mount: &MountArg) -> anyhow::Result<MountSource> {
    let access = if mount.writable { Access::ReadWrite } else { Access::ReadOnly };
    if mount.source.is_file() {
        return Ok(MountSource::File(Arc::new(GrantedFile::open(&mount.source, access)?)));
    }
    Ok(MountSource::Dir(Arc::new(GrantedDir::open(&mount.source, access)?)))
}

/// `NAME=VALUE` as given; a name alone takes the host's value. A guest with a terminal is told its kind.
fn environment(given: &[OsString], terminal: bool) -> anyhow::Result<Vec<OsString>> {
    let mut all = vec![OsString::from(DEFAULT_PATH)];
    if terminal {
        let mut kind = OsString::from("TERM=");
        kind.push(std::env::var_os("TERM").unwrap_or_else(|| DEFAULT_TERM.into()));
        all.push(kind);
    }
    for variable in given {
        let full = if variable.as_bytes().contains(&b'=') {
            variable.clone()
        } else {
            let value = std::env::var_os(variable).ok_or_else(|| {
                anyhow!("--env {0}: the host has no such variable to pass on; write {0}=VALUE", variable.display())
            })?;
            let mut full = variable.clone();
            full.push("=");
            full.push(value);
            full
        };
        // The last one of a name wins, as in a shell.
        let name = |v: &OsString| v.as_bytes().split(|b| *b == b'=').next().map(<[u8]>::to_vec);
        all.retain(|other| name(other) != name(&full));
        all.push(full);
    }
    Ok(all)
}

/// Standard error, or a file that is made now.
fn sink(file: Option<&Path>, option: &str) -> anyhow::Result<Box<dyn Write + Send>> {
    let Some(path) = file else { return Ok(Box::new(std::io::stderr())) };
    let file = File::create(path).with_context(|| {
        format!("could not create {} for {option}; name a file in a directory that can be written", path.display())
    })?;
    Ok(Box::new(file))
}

/// Says why a run ended, if its exit status alone does not.
fn explain(report: &Report) {
    match &report.outcome {
        Outcome::Exited(_) => {}
        Outcome::Killed { signal, detail } => {
            let detail = detail.as_ref().map(|detail| format!(": {detail}")).unwrap_or_default();
            note(&format!("the program was killed by signal {signal}{detail}"));
        }
        Outcome::Limit(kind) => {
            let (what, option) = match kind {
                airlock::LimitKind::Wall => ("wall-clock time", "--timeout"),
                airlock::LimitKind::Cpu => ("CPU time", "--cpu-time"),
                airlock::LimitKind::Output => ("output", "--max-output"),
            };
            note(&format!("the program met its limit of {what} and was stopped; {option} raises it"));
        }
    }
}

fn note(text: &str) {
    let mut err = std::io::stderr();
    let reset = if err.is_terminal() { "\r" } else { "" };
    let _ = writeln!(err, "{reset}airlock: {text}");
}

/// The result on one line. `status` is what the exit status of `airlock run` is.
fn to_json(report: &Report) -> String {
    let mut value = serde_json::to_value(report).unwrap_or_default();
    if let Some(object) = value.as_object_mut() {
        object.insert("status".to_owned(), report.outcome.shell_status().into());
    }
    value.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn later_variables_replace_earlier_ones() {
        let all = environment(&["A=1".into(), "PATH=/x".into(), "A=2=3".into()], false).unwrap();
        assert_eq!(all, ["PATH=/x", "A=2=3"]);
        assert!(environment(&["AIRLOCK_NO_SUCH_VARIABLE".into()], false).is_err());
    }

    #[test]
    fn json_names_the_outcome() {
        let report = Report {
            outcome: Outcome::Killed { signal: 11, detail: None },
            wall_us: 1,
            cpu_us: 2,
            peak_memory_bytes: 3,
            syscalls: std::iter::once(("write".to_owned(), 4)).collect(),
            denied: Vec::new(),
        };
        let value: serde_json::Value = serde_json::from_str(&to_json(&report)).unwrap();
        assert_eq!(value["status"], 139);
        assert_eq!(value["outcome"]["killed"]["signal"], 11);
        assert_eq!(value["syscalls"]["write"], 4);
    }
}
