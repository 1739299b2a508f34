//! What one run may use.

use serde::{Deserialize, Serialize};

/// Upper bounds for one run. Every field is always in force: there is no "unlimited".
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// Wall-clock time, in milliseconds.
    pub wall_ms: u64,
    /// CPU time of the guest, in milliseconds.
    pub cpu_ms: u64,
    /// Bytes of guest memory that all processes of the run may have mapped at the same time.
    pub memory_bytes: u64,
    /// Open file descriptors, of each process.
    pub open_files: u32,
    /// Processes and threads that exist at the same time.
    pub processes: u32,
    /// Bytes that the in-memory filesystems (overlay upper, tmpfs, memfd) may hold together.
    pub filesystem_bytes: u64,
    /// Bytes written to standard output and standard error together.
    pub output_bytes: u64,
}

impl Default for Limits {
    /// One hour of wall and CPU time, 2 GiB of memory, 1,024 descriptors a process, 512 processes and
    /// threads, 1 GiB of files, 1 GiB of output.
    fn default() -> Self {
        Self {
            wall_ms: 3_600_000,
            cpu_ms: 3_600_000,
            memory_bytes: 2 << 30,
            open_files: 1024,
            processes: 512,
            filesystem_bytes: 1 << 30,
            output_bytes: 1 << 30,
        }
    }
}
