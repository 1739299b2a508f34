//! Why a program could not be loaded.

use airlock_abi::Errno;

/// Why a program could not be loaded. `path` is the path in the guest.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ExecError {
    /// The file could not be opened for execution.
    #[error("could not open the program {path:?} in the guest's filesystem: {errno}")]
    Open {
        /// The path.
        path: String,
        /// What the guest filesystem said.
        errno: Errno,
    },
    /// No directory of `PATH` has it.
    #[error("there is no program {name:?} in the directories of the guest's PATH, {searched}: name it by its path")]
    NotInPath {
        /// The name.
        name: String,
        /// The value of `PATH`.
        searched: String,
    },
    /// The file could not be read.
    #[error("could not read the program {path:?}: {errno}")]
    Read {
        /// The path.
        path: String,
        /// What the guest filesystem said.
        errno: Errno,
    },
    /// Neither ELF nor a script.
    #[error("{path:?} is not a program: it is neither an ELF file nor a script that starts with #!")]
    NotElf {
        /// The path.
        path: String,
    },
    /// ELF, but not for 64-bit little-endian x86-64.
    #[error("{path:?} is a program for another architecture ({what}): only 64-bit x86-64 ELF files can run")]
    Architecture {
        /// The path.
        path: String,
        /// What it is.
        what: String,
    },
    /// ELF, but an object file or a core dump.
    #[error("{path:?} is an ELF file of type {kind}: only executables (2) and position-independent ones (3) can run")]
    Kind {
        /// The path.
        path: String,
        /// `e_type`.
        kind: u16,
    },
    /// The headers contradict the file or each other.
    #[error("{path:?} is a damaged ELF file: {problem}")]
    Header {
        /// The path.
        path: String,
        /// What is wrong.
        problem: &'static str,
    },
    /// The program is dynamically linked, and its loader is not there.
    #[error(
        "{path:?} is dynamically linked and needs the loader {loader:?}, which could not be opened in the guest's \
         filesystem: {errno}; give it a root filesystem that holds the loader and the libraries, or use a statically \
         linked program"
    )]
    LoaderMissing {
        /// The program.
        path: String,
        /// The loader.
        loader: String,
        /// What the guest filesystem said.
        errno: Errno,
    },
    /// Scripts whose interpreters are scripts, without end.
    #[error("{path:?} is a script whose chain of interpreters is too long")]
    ScriptLoop {
        /// The last path of the chain.
        path: String,
    },
    /// Arguments and environment do not fit on the stack.
    #[error("the arguments and the environment for {path:?} are too long")]
    ArgumentsTooLong {
        /// The program.
        path: String,
    },
    /// The memory limit does not leave room for the program.
    #[error("the memory limit does not leave room for {path:?} and its stack: raise it")]
    Memory {
        /// The program.
        path: String,
    },
}

impl ExecError {
    /// The error that `execve(2)` gives.
    pub fn errno(&self) -> Errno {
        match self {
            Self::Open { errno, .. } | Self::Read { errno, .. } | Self::LoaderMissing { errno, .. } => *errno,
            Self::NotInPath { .. } => Errno::ENOENT,
            Self::NotElf { .. } | Self::Architecture { .. } | Self::Kind { .. } | Self::Header { .. } => Errno::ENOEXEC,
            Self::ScriptLoop { .. } => Errno::ELOOP,
            Self::ArgumentsTooLong { .. } => Errno::E2BIG,
            Self::Memory { .. } => Errno::ENOMEM,
        }
    }
}
