//! Devices.

use std::sync::Arc;

use airlock_abi::Errno;
use airlock_abi::stat::{S_IFCHR, S_IFIFO, makedev};
use airlock_platform::Stream;

use super::dir;
use super::inode::{Inode, Kind, SuperBlock};

/// A character device.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Device {
    Null,
    Zero,
    Full,
    Random,
    Urandom,
    /// The controlling terminal.
    Tty,
    /// Makes pseudo-terminals.
    Ptmx,
    /// The slave of the pseudo-terminal with this number.
    Pts(u32),
    /// A standard stream of the host.
    Stdio(Stream),
}

impl Device {
    /// `st_rdev`.
    pub(crate) const fn number(self) -> u64 {
        match self {
            Self::Null => makedev(1, 3),
            Self::Zero => makedev(1, 5),
            Self::Full => makedev(1, 7),
            Self::Random => makedev(1, 8),
            Self::Urandom => makedev(1, 9),
            Self::Tty => makedev(5, 0),
            Self::Ptmx => makedev(5, 2),
            // Each major number has 2^20 of them.
            Self::Pts(number) => makedev(136, number),
            Self::Stdio(_) => 0,
        }
    }
}

/// The inodes behind descriptors 0, 1 and 2: whatever the host has there, to the guest they look like pipes.
pub(crate) fn stdio_inode(sb: &Arc<SuperBlock>, stream: Stream) -> Arc<Inode> {
    Inode::internal(sb, Kind::Device(Device::Stdio(stream)), S_IFIFO | 0o600)
}

/// Fills `/dev`.
pub(crate) fn populate(root: &Arc<Inode>) -> Result<(), Errno> {
    let devices = [
        ("null", Device::Null),
        ("zero", Device::Zero),
        ("full", Device::Full),
        ("random", Device::Random),
        ("urandom", Device::Urandom),
        ("tty", Device::Tty),
        ("ptmx", Device::Ptmx),
    ];
    for (name, device) in devices {
        let inode = Inode::internal(&root.sb, Kind::Device(device), S_IFCHR | 0o666);
        dir::insert(root, name.as_bytes(), &inode)?;
    }
    let links: [(&str, &str); 4] = [
        ("fd", "/proc/self/fd"),
        ("stdin", "/proc/self/fd/0"),
        ("stdout", "/proc/self/fd/1"),
        ("stderr", "/proc/self/fd/2"),
    ];
    for (name, target) in links {
        dir::symlink(root, name.as_bytes(), target.as_bytes(), (0, 0))?;
    }
    dir::insert(root, b"shm", &dir::new_dir(&root.sb, 0o1777))?;
    Ok(())
}
