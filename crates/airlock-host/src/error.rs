//! Host errors: as kinds for the kernel, as sentences for people.

use std::path::PathBuf;

use airlock_platform::HostError;
use rustix::io::Errno;

/// Why something on the host could not be granted to a guest.
#[derive(Debug, thiserror::Error)]
pub enum GrantError {
    /// Nothing is there.
    #[error("{path:?} does not exist on the host: check the spelling, or create it first")]
    Missing {
        /// The path on the host.
        path: PathBuf,
    },
    /// A directory was asked for.
    #[error("{path:?} is not a directory: name a directory of the host")]
    NotDirectory {
        /// The path on the host.
        path: PathBuf,
    },
    /// A regular file was asked for.
    #[error("{path:?} is not a regular file: devices, sockets, pipes and directories cannot be granted as a file")]
    NotRegular {
        /// The path on the host.
        path: PathBuf,
    },
    /// It is there and could not be opened.
    #[error("could not open {path:?}: {source}; check its permissions")]
    Open {
        /// The path on the host.
        path: PathBuf,
        /// What the host said.
        source: std::io::Error,
    },
}

impl GrantError {
    pub(crate) fn new(path: &std::path::Path, errno: Errno) -> Self {
        let path = path.to_path_buf();
        match errno {
            Errno::NOENT => Self::Missing { path },
            Errno::NOTDIR => Self::NotDirectory { path },
            Errno::ISDIR => Self::NotRegular { path },
            other => Self::Open { path, source: other.into() },
        }
    }
}

/// Why the outside of a run could not be set up.
#[derive(Debug, thiserror::Error)]
pub enum PlatformError {
    /// No event descriptor for [`Stop`](crate::Stop).
    #[error("could not create an event descriptor: {source}; the limit of open files (ulimit -n) may be too low")]
    Event {
        /// What the host said.
        source: std::io::Error,
    },
    /// A standard stream could not be duplicated.
    #[error("could not take over {name}: {source}; redirect it from or to /dev/null if it is closed")]
    Stream {
        /// Which of the three.
        name: &'static str,
        /// What the host said.
        source: std::io::Error,
    },
    /// A port of the host could not be taken.
    #[error(
        "could not listen at {at} on the host: {source}; another program may have the port, or ports below 1024 may be kept for root"
    )]
    Port {
        /// The address.
        at: std::net::SocketAddr,
        /// What the host said.
        source: std::io::Error,
    },
    /// The host gives no randomness.
    #[error("the host's random source does not answer: {source}; a seccomp filter may forbid getrandom")]
    Entropy {
        /// What the host said.
        source: std::io::Error,
    },
}

/// The kind of a host error.
pub(crate) fn host_error(errno: Errno) -> HostError {
    match errno {
        Errno::NOENT => HostError::NotFound,
        Errno::EXIST => HostError::Exists,
        Errno::ACCESS | Errno::PERM | Errno::ROFS => HostError::Denied,
        Errno::NOTDIR => HostError::NotDirectory,
        Errno::ISDIR => HostError::IsDirectory,
        Errno::NOTEMPTY => HostError::NotEmpty,
        Errno::LOOP => HostError::Loop,
        Errno::NOSPC | Errno::DQUOT => HostError::NoSpace,
        Errno::NAMETOOLONG | Errno::ILSEQ => HostError::InvalidName,
        Errno::AGAIN => HostError::WouldBlock,
        Errno::PIPE => HostError::BrokenPipe,
        Errno::INTR => HostError::Interrupted,
        Errno::NOSYS | Errno::OPNOTSUPP | Errno::NXIO => HostError::Unsupported,
        other => HostError::Other(other.raw_os_error()),
    }
}
