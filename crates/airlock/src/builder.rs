//! What a guest is granted.

use std::sync::Arc;

use airlock_kernel::{Config, Kernel, Mount, MountSource, NetworkGrants, RootSource};
use airlock_platform::Platform;
use airlock_types::Limits;
use airlock_wasmtime::{Progress, ProgressSink, Runtime, StopSink, Task, TerminalSink, TraceSink};

use crate::{BuildError, Sandbox};

/// Which program runs.
#[derive(Clone)]
pub enum Program {
    /// A path inside the guest's root filesystem, or a name without `/` to look for in its `PATH`.
    Guest(Vec<u8>),
    /// The content of a host file, shown to the guest as one read-only, executable file.
    Host {
        /// Where the guest sees it: an absolute path, e.g. `/bin/prog`.
        at: Vec<u8>,
        /// Its content.
        content: Arc<[u8]>,
    },
}

/// Collects grants and limits for a [`Sandbox`].
pub struct Builder {
    runtime: Runtime,
    program: Program,
    config: Config,
    env: Vec<Vec<u8>>,
    platform: Option<Platform>,
    stop: StopSink,
    on_progress: ProgressSink,
    on_trace: Option<TraceSink>,
    on_terminal: Option<TerminalSink>,
}

impl Builder {
    pub(crate) fn new(runtime: &Runtime, program: Program) -> Self {
        Self {
            runtime: runtime.clone(),
            program,
            config: Config::default(),
            env: Vec::new(),
            platform: None,
            stop: Arc::new(|| {}),
            on_progress: Arc::new(|_| {}),
            on_trace: None,
            on_terminal: None,
        }
    }

    /// Clocks, entropy and standard streams. `stop` is called from another thread, perhaps twice, when a limit ends the run,
    /// or when the run ends while other processes may wait: it must make waits inside the platform (reads of standard
    /// input, sleeps) return soon, and no later ones begin.
    #[must_use]
    pub fn platform(mut self, platform: Platform, stop: impl Fn() + Send + Sync + 'static) -> Self {
        self.platform = Some(platform);
        self.stop = Arc::new(stop);
        self
    }

    /// What the run may use at most. All limits are always in force; see [`Limits::default`].
    #[must_use]
    pub fn limits(mut self, limits: Limits) -> Self {
        self.config.limits = limits;
        self
    }

    /// The root filesystem; without this call it is an empty one in memory.
    #[must_use]
    pub fn root(mut self, root: RootSource) -> Self {
        self.config.root = root;
        self
    }

    /// Shows a host directory or file at `at`, an absolute path in the guest.
    #[must_use]
    pub fn mount(mut self, at: impl Into<Vec<u8>>, source: MountSource, writable: bool) -> Self {
        self.config.mounts.push(Mount { at: at.into(), source, writable });
        self
    }

    /// What the guest may reach of the host's network, and which ports of the host lead to it. Without this call it has
    /// its own loopback interface and nothing else.
    #[must_use]
    pub fn network(mut self, grants: NetworkGrants) -> Self {
        self.config.network = Some(grants);
        self
    }

    /// Adds `NAME=VALUE` to the environment, which is empty otherwise.
    #[must_use]
    pub fn env(mut self, variable: impl Into<Vec<u8>>) -> Self {
        self.env.push(variable.into());
        self
    }

    /// The working directory, `/` otherwise.
    #[must_use]
    pub fn cwd(mut self, path: impl Into<Vec<u8>>) -> Self {
        self.config.cwd = path.into();
        self
    }

    /// What `uname -n` says, `airlock` otherwise.
    #[must_use]
    pub fn hostname(mut self, name: impl Into<String>) -> Self {
        self.config.hostname = name.into();
        self
    }

    /// User and group the guest believes to be, 0 and 0 otherwise. It has no meaning outside of the guest.
    #[must_use]
    pub fn user(mut self, uid: u32, gid: u32) -> Self {
        self.config.uid = uid;
        self.config.gid = gid;
        self
    }

    /// Asks for strace-like lines: each call gets one or more whole lines, on the guest's thread.
    #[must_use]
    pub fn on_trace(mut self, sink: impl FnMut(&str) + Send + 'static) -> Self {
        self.config.trace = true;
        self.on_trace = Some(Box::new(sink));
        self
    }

    /// Gives the guest a terminal, which standard input and output of the platform are the other side of. `enter` is called
    /// right before the first instruction and has to make the host's terminal leave keys and output as they are (raw mode);
    /// who calls this restores it after [`Sandbox::run`]. Without this call the guest has no terminal, whatever its
    /// streams are on the host.
    #[must_use]
    pub fn terminal(mut self, enter: impl FnOnce() -> std::io::Result<()> + Send + 'static) -> Self {
        self.config.terminal = true;
        self.on_terminal = Some(Box::new(enter));
        self
    }

    /// Is told about translation, which may take seconds when the program is not in the cache.
    #[must_use]
    pub fn on_progress(mut self, sink: impl Fn(Progress) + Send + Sync + 'static) -> Self {
        self.on_progress = Arc::new(sink);
        self
    }

    /// Checks everything and makes the guest's kernel. Nothing runs yet.
    pub fn build(mut self) -> Result<Sandbox, BuildError> {
        check_limits(&self.config.limits)?;
        for variable in &self.env {
            let name_ends = variable.iter().position(|&b| b == b'=').unwrap_or(0);
            if name_ends == 0 || variable.contains(&0) {
                let variable = String::from_utf8_lossy(variable).into_owned();
                return Err(BuildError::Environment { variable });
            }
        }
        let platform = self.platform.ok_or(BuildError::NoPlatform)?;
        let path = match self.program {
            Program::Guest(path) => path,
            Program::Host { at, content } => {
                if !at.starts_with(b"/") || at.ends_with(b"/") {
                    return Err(BuildError::ProgramPath { path: String::from_utf8_lossy(&at).into_owned() });
                }
                let source = MountSource::Bytes(content, 0o755);
                self.config.mounts.push(Mount { at: at.clone(), source, writable: false });
                at
            }
        };
        let limits = self.config.limits.clone();
        let kernel = Kernel::new(self.config, platform)?;
        let task = Task {
            kernel,
            limits,
            path,
            argv: Vec::new(),
            envp: self.env,
            stop: self.stop,
            on_progress: self.on_progress,
            on_trace: self.on_trace,
            on_terminal: self.on_terminal,
        };
        Ok(Sandbox::new(self.runtime, task))
    }
}

fn check_limits(limits: &Limits) -> Result<(), BuildError> {
    let Limits { wall_ms, cpu_ms, memory_bytes, open_files, processes, filesystem_bytes, output_bytes } = limits;
    let all = [
        ("wall_ms", *wall_ms),
        ("cpu_ms", *cpu_ms),
        ("memory_bytes", *memory_bytes),
        ("open_files", u64::from(*open_files)),
        ("processes", u64::from(*processes)),
        ("filesystem_bytes", *filesystem_bytes),
        ("output_bytes", *output_bytes),
    ];
    match all.into_iter().find(|(_, value)| *value == 0) {
        Some((limit, _)) => Err(BuildError::ZeroLimit { limit }),
        None => Ok(()),
    }
}
