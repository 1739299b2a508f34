//! The Linux personality: what answers the system calls of a guest program.
//!
//! [`Kernel`] is one run: its processes with their address spaces, signals, descriptors and the filesystem. It does no
//! I/O of its own, has no threads, and waits for nobody while there are several tasks. Clocks, entropy, standard streams and
//! granted host directories come through `airlock_platform`, so the same crate builds for wasm32. The table of system calls ([`syscall_rows`]) gives the dispatcher, strace-like output and
//! the coverage page ([`coverage_markdown`]).

mod config;
mod coverage;
mod event;
mod exec;
mod fd;
mod futex;
mod interval;
mod ipc;
mod kernel;
mod mm;
mod net;
mod process;
mod signal;
mod syscalls;
mod table;
mod task;
#[cfg(test)]
mod testing;
mod time;
mod trace;
mod tty;
mod user;
mod vfs;

pub use config::{Config, ConfigError, Mount, MountSource, RootSource};
pub use coverage::coverage_markdown;
pub use exec::{ExecError, Image, LoadedObject};
pub use kernel::{Kernel, KernelReport, Next, SyscallReturn, TrapInfo};
pub use net::{NetRule, NetRuleError, NetworkGrants};
pub use table::{Arg, Row, Support, syscall_name, syscall_rows};
pub use task::{Alerts, Child, Waiting};
