//! What a guest kernel is started with.

use std::sync::Arc;

use airlock_platform::{HostDir, HostFile};
use airlock_types::Limits;

use crate::net::NetworkGrants;

/// The settings of one guest.
pub struct Config {
    /// What it may use.
    pub limits: Limits,
    /// Its root filesystem.
    pub root: RootSource,
    /// What is mounted over it, in this order.
    pub mounts: Vec<Mount>,
    /// `uname -n`.
    pub hostname: String,
    /// Real, effective and saved user id.
    pub uid: u32,
    /// Real, effective and saved group id.
    pub gid: u32,
    /// Working directory, absolute. It must exist.
    pub cwd: Vec<u8>,
    /// What it may reach of the host's network; `None` for nothing.
    pub network: Option<NetworkGrants>,
    /// Whether the first process has a terminal, whose master is the host's: see [`Kernel::terminal_input`](crate::Kernel::terminal_input).
    /// Otherwise the standard streams are no terminals, whatever they are on the host.
    pub terminal: bool,
    /// Whether to collect strace-like lines ([`Kernel::take_trace`](crate::Kernel::take_trace)).
    pub trace: bool,
}

impl Default for Config {
    /// An empty root, no mounts, uid and gid 0, working directory `/`.
    fn default() -> Self {
        Self {
            limits: Limits::default(),
            root: RootSource::Empty,
            mounts: Vec::new(),
            hostname: "airlock".to_owned(),
            uid: 0,
            gid: 0,
            cwd: b"/".to_vec(),
            network: None,
            terminal: false,
            trace: false,
        }
    }
}

/// Where the root filesystem comes from.
#[derive(Clone)]
pub enum RootSource {
    /// An in-memory filesystem with `/dev`, `/proc`, `/tmp` and little else.
    Empty,
    /// A host directory as read-only lower layer under an in-memory, copy-on-write upper. `/dev` and `/proc` are
    /// laid over it. The directory is never written to.
    Host(Arc<dyn HostDir>),
}

/// One host object that the guest may see.
#[derive(Clone)]
pub struct Mount {
    /// Absolute path in the guest. Missing directories on the way are made, in memory.
    pub at: Vec<u8>,
    /// What appears there.
    pub source: MountSource,
    /// Whether the guest may change it, on the host. Otherwise changes fail with `EROFS`.
    pub writable: bool,
}

/// What a [`Mount`] shows.
#[derive(Clone)]
pub enum MountSource {
    /// A directory and everything beneath it.
    Dir(Arc<dyn HostDir>),
    /// One file.
    File(Arc<dyn HostFile>),
    /// Bytes, as a regular file with these permission bits.
    Bytes(Arc<[u8]>, u32),
}

/// Why a [`Config`] was refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ConfigError {
    /// A mount point does not start with `/`, or holds a NUL byte or `..`.
    #[error(
        "mount point {path:?} is not an absolute path without `..`: write it as the guest would see it, e.g. /data"
    )]
    MountPoint {
        /// The path.
        path: String,
    },
    /// There is no room for the terminal.
    #[error("could not make the terminal of the guest: {errno}; raise the limit of bytes in files")]
    Terminal {
        /// Why.
        errno: airlock_abi::Errno,
    },
    /// The place for a mount could not be made.
    #[error("could not make the mount point {path:?} in the guest's filesystem: {errno}")]
    MakeMountPoint {
        /// The path.
        path: String,
        /// What the guest filesystem said.
        errno: airlock_abi::Errno,
    },
    /// The root directory of the host could not be read.
    #[error("could not read the directory that was granted as root filesystem: {source}")]
    Root {
        /// What the host said.
        source: airlock_platform::HostError,
    },
    /// A mounted host object could not be read.
    #[error("could not read what is to be mounted at {path:?}: {source}")]
    MountSource {
        /// The path in the guest.
        path: String,
        /// What the host said.
        source: airlock_platform::HostError,
    },
    /// The working directory does not exist in the guest.
    #[error("could not enter the working directory {path:?} in the guest: {errno}")]
    Cwd {
        /// The path.
        path: String,
        /// What the guest filesystem said.
        errno: airlock_abi::Errno,
    },
}
