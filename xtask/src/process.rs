//! Child processes: with a time limit, with captured output, with the CPU time that they used.

use std::ffi::{OsStr, OsString};
use std::fmt::Write as _;
use std::fs::File;
use std::io::{Read, Write};
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use nix::sys::resource::{Usage, UsageWho, getrusage};
use nix::sys::signal::{Signal, killpg};
use nix::unistd::Pid;

/// How a child ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum End {
    /// It exited with this status.
    Exit(i32),
    /// A signal killed it.
    Signal(i32),
    /// We killed it, because its time was up.
    TimedOut,
}

impl std::fmt::Display for End {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            End::Exit(code) => write!(f, "exit {code}"),
            End::Signal(signal) => write!(f, "signal {signal}"),
            End::TimedOut => f.write_str("time limit"),
        }
    }
}

/// What a child did.
#[derive(Debug)]
pub(crate) struct Finished {
    pub(crate) end: End,
    pub(crate) stdout: Vec<u8>,
    pub(crate) stderr: Vec<u8>,
    pub(crate) wall: Duration,
    /// User and system time of all children that ended meanwhile: right only while one child runs at a time.
    pub(crate) cpu: Duration,
}

impl Finished {
    pub(crate) fn success(&self) -> bool {
        self.end == End::Exit(0)
    }
}

/// A command under construction.
#[derive(Clone, Debug)]
pub(crate) struct Cmd {
    program: OsString,
    args: Vec<OsString>,
    directory: Option<PathBuf>,
    env: Vec<(OsString, OsString)>,
    stdin: Option<PathBuf>,
    timeout: Duration,
}

impl Cmd {
    pub(crate) fn new(program: impl AsRef<OsStr>) -> Self {
        Self {
            program: program.as_ref().to_os_string(),
            args: Vec::new(),
            directory: None,
            env: Vec::new(),
            stdin: None,
            timeout: Duration::from_secs(24 * 3600),
        }
    }

    pub(crate) fn arg(mut self, arg: impl AsRef<OsStr>) -> Self {
        self.args.push(arg.as_ref().to_os_string());
        self
    }

    pub(crate) fn args<I: IntoIterator<Item = S>, S: AsRef<OsStr>>(mut self, args: I) -> Self {
        self.args.extend(args.into_iter().map(|arg| arg.as_ref().to_os_string()));
        self
    }

    pub(crate) fn current_dir(mut self, directory: impl AsRef<Path>) -> Self {
        self.directory = Some(directory.as_ref().to_path_buf());
        self
    }

    pub(crate) fn env(mut self, key: impl AsRef<OsStr>, value: impl AsRef<OsStr>) -> Self {
        self.env.push((key.as_ref().to_os_string(), value.as_ref().to_os_string()));
        self
    }

    /// Standard input from a file; without it, it is empty.
    pub(crate) fn stdin_file(mut self, path: Option<&Path>) -> Self {
        self.stdin = path.map(Path::to_path_buf);
        self
    }

    pub(crate) fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// The command as a person would type it.
    pub(crate) fn line(&self) -> String {
        let mut line = self.program.to_string_lossy().into_owned();
        for arg in &self.args {
            let _ = write!(line, " {}", arg.to_string_lossy());
        }
        line
    }

    /// Runs it with our own output streams, and fails if it fails.
    pub(crate) fn run(&self) -> Result<()> {
        let status = self.status()?;
        if !status.success() {
            bail!("`{}` failed: {status}", self.line());
        }
        Ok(())
    }

    /// Runs it with our own output streams.
    pub(crate) fn status(&self) -> Result<ExitStatus> {
        self.command()?.status().with_context(|| format!("cannot start `{}`", self.line()))
    }

    /// Runs it, and gives its standard output as text; fails, with its standard error, if it fails.
    pub(crate) fn read_stdout(&self) -> Result<String> {
        let finished = self.capture()?;
        if !finished.success() {
            let stderr = String::from_utf8_lossy(&finished.stderr);
            bail!("`{}` failed ({}): {}", self.line(), finished.end, stderr.trim_end());
        }
        String::from_utf8(finished.stdout).with_context(|| format!("`{}` printed no UTF-8", self.line()))
    }

    /// Runs it in a process group of its own, takes its output, and kills the whole group when the time is up.
    pub(crate) fn capture(&self) -> Result<Finished> {
        let mut command = self.command()?;
        command.stdout(Stdio::piped()).stderr(Stdio::piped()).process_group(0);
        let before = getrusage(UsageWho::RUSAGE_CHILDREN).context("cannot read the CPU time of children")?;
        let start = Instant::now();
        let mut child = command.spawn().with_context(|| format!("cannot start `{}`", self.line()))?;
        let stdout = drain(child.stdout.take());
        let stderr = drain(child.stderr.take());
        let (end, wall) = wait_until(child, start, self.timeout)?;
        let after = getrusage(UsageWho::RUSAGE_CHILDREN).context("cannot read the CPU time of children")?;
        Ok(Finished {
            end,
            stdout: join(stdout)?,
            stderr: join(stderr)?,
            wall,
            cpu: cpu_time(&after).saturating_sub(cpu_time(&before)),
        })
    }

    fn command(&self) -> Result<Command> {
        let mut command = Command::new(&self.program);
        command.args(&self.args);
        command.envs(self.env.iter().map(|(key, value)| (key, value)));
        if let Some(directory) = &self.directory {
            command.current_dir(directory);
        }
        match &self.stdin {
            Some(path) => {
                let file = File::open(path).with_context(|| format!("cannot open {}", path.display()))?;
                command.stdin(file);
            }
            None => {
                command.stdin(Stdio::null());
            }
        }
        Ok(command)
    }
}

/// Reads a stream to its end on a thread of its own, so that no pipe fills up.
fn drain<R: Read + Send + 'static>(stream: Option<R>) -> thread::JoinHandle<std::io::Result<Vec<u8>>> {
    thread::spawn(move || {
        let mut bytes = Vec::new();
        if let Some(mut stream) = stream {
            stream.read_to_end(&mut bytes)?;
        }
        Ok(bytes)
    })
}

fn join(handle: thread::JoinHandle<std::io::Result<Vec<u8>>>) -> Result<Vec<u8>> {
    match handle.join() {
        Ok(bytes) => bytes.context("cannot read a child's output"),
        Err(_) => bail!("the thread that reads a child's output died"),
    }
}

/// Waits for the child; a watcher thread kills its process group when the time is up.
fn wait_until(mut child: Child, start: Instant, timeout: Duration) -> Result<(End, Duration)> {
    let group = Pid::from_raw(i32::try_from(child.id()).context("process id out of range")?);
    let (done, watched) = mpsc::channel::<()>();
    let watcher = thread::spawn(move || {
        let timed_out = watched.recv_timeout(timeout) == Err(mpsc::RecvTimeoutError::Timeout);
        if timed_out {
            let _ = killpg(group, Signal::SIGKILL);
        }
        timed_out
    });
    let status = child.wait().context("cannot wait for a child")?;
    let wall = start.elapsed();
    let _ = done.send(());
    let timed_out = watcher.join().unwrap_or(false);
    // What it left behind in its group must not live on, nor hold the pipes open.
    let _ = killpg(group, Signal::SIGKILL);
    let end = match (timed_out, status.code(), status.signal()) {
        (true, _, _) => End::TimedOut,
        (_, Some(code), _) => End::Exit(code),
        (_, None, signal) => End::Signal(signal.unwrap_or(0)),
    };
    Ok((end, wall))
}

fn cpu_time(usage: &Usage) -> Duration {
    let micros = |time: nix::sys::time::TimeVal| {
        let total = time.tv_sec().saturating_mul(1_000_000).saturating_add(time.tv_usec());
        Duration::from_micros(u64::try_from(total).unwrap_or(0))
    };
    micros(usage.user_time()) + micros(usage.system_time())
}

/// Runs `work` over all items on `threads` threads and gives the results in the order of the items.
pub(crate) fn parallel<T: Sync, R: Send>(items: &[T], threads: usize, work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let next = std::sync::atomic::AtomicUsize::new(0);
    let results = std::sync::Mutex::new(Vec::with_capacity(items.len()));
    thread::scope(|scope| {
        for _ in 0..threads.max(1) {
            scope.spawn(|| {
                while let Some((index, item)) = {
                    let index = next.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
                    items.get(index).map(|item| (index, item))
                } {
                    let result = work(item);
                    if let Ok(mut results) = results.lock() {
                        results.push((index, result));
                    }
                }
            });
        }
    });
    let mut results = results.into_inner().unwrap_or_default();
    results.sort_by_key(|(index, _)| *index);
    results.into_iter().map(|(_, result)| result).collect()
}

/// How many things to run at once: the machine's cores.
pub(crate) fn cores() -> usize {
    thread::available_parallelism().map_or(2, usize::from)
}

/// Writes one line that replaces itself on a terminal, and nothing elsewhere.
pub(crate) fn progress(text: &str) {
    use std::io::IsTerminal;
    let mut stderr = std::io::stderr();
    if stderr.is_terminal() {
        let _ = write!(stderr, "\r\x1b[K{text}");
        let _ = stderr.flush();
    }
}
