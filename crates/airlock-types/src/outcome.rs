//! How a run ended.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Which of the [`Limits`](crate::Limits) ended a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LimitKind {
    /// Wall-clock time.
    Wall,
    /// CPU time.
    Cpu,
    /// Bytes of output.
    Output,
}

/// How the guest ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It called `exit_group` with this status (0 to 255).
    Exited(u8),
    /// This signal killed it. `detail` says where and why when that is known.
    Killed {
        /// Linux signal number.
        signal: u8,
        /// A sentence for people, e.g. the address of the fault.
        detail: Option<String>,
    },
    /// It met a limit and was stopped.
    Limit(LimitKind),
}

impl Outcome {
    /// The status that a shell would show: the guest's own, 128 + n for a signal, 124 for a time limit, 137 for
    /// any other limit.
    pub fn shell_status(&self) -> u8 {
        match self {
            Self::Exited(status) => *status,
            Self::Killed { signal, .. } => 128u8.wrapping_add(*signal),
            Self::Limit(LimitKind::Wall | LimitKind::Cpu) => 124,
            Self::Limit(LimitKind::Output) => 137,
        }
    }
}

/// Something that the guest asked for and that was not granted.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Denied {
    /// The operation, e.g. `socket` or `open`.
    pub action: String,
    /// On what, e.g. a path.
    pub object: String,
}

/// What is known about a run after it ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// How it ended.
    pub outcome: Outcome,
    /// Wall-clock time, in microseconds.
    pub wall_us: u64,
    /// CPU time of all tasks of the guest, in microseconds.
    pub cpu_us: u64,
    /// Largest number of bytes of guest memory that all processes had mapped at one time.
    pub peak_memory_bytes: u64,
    /// Number of calls by system call name.
    pub syscalls: BTreeMap<String, u64>,
    /// What was refused.
    pub denied: Vec<Denied>,
}
