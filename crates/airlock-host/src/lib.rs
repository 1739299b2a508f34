//! The outside of a sandbox on a Linux host.
//!
//! Implements the traits of `airlock_platform` with the host's own facilities: clocks ([`HostClock`]), entropy
//! ([`HostEntropy`]), standard streams ([`HostStdio`]), granted directories and files ([`GrantedDir`],
//! [`GrantedFile`]), and the network ([`HostNetwork`]). Waits of the guest (a sleep, a read of standard input, a write to a full pipe) end at once when
//! the run's [`Stop`] is requested, so that a time limit reaches a guest that is blocked in the host.
//!
//! A granted directory is a directory handle. Names are single components, symbolic links are never followed, and
//! where the kernel has `openat2` it is asked to guarantee both. Nothing here decides *what* to grant.

mod clock;
mod dir;
mod entropy;
mod error;
mod file;
mod network;
mod raw;
mod stdio;
mod stop;

use std::sync::Arc;
use std::time::Duration;

use airlock_platform::Platform;

pub use clock::HostClock;
pub use dir::{GrantedDir, openat2_works};
pub use entropy::HostEntropy;
pub use error::{GrantError, PlatformError};
pub use file::GrantedFile;
pub use network::HostNetwork;
pub use raw::RawTerminal;
pub use stdio::{Captured, HostStdio, Input, Output};
pub use stop::Stop;

/// Whether a grant lets the guest change what it names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Reading only.
    ReadOnly,
    /// Reading, writing, creating and removing.
    ReadWrite,
}

/// Precision of the clocks that a guest sees by default.
pub const CLOCK_GRANULARITY: Duration = Duration::from_micros(1);

/// The outside for one run: host clocks and entropy, and these streams. `stop` interrupts its waits.
pub fn platform(stdin: Input, stdout: Output, stderr: Output, stop: &Arc<Stop>) -> Result<Platform, PlatformError> {
    Ok(Platform {
        clock: Arc::new(HostClock::new(CLOCK_GRANULARITY, Arc::clone(stop))),
        entropy: Arc::new(HostEntropy::new()?),
        stdio: Arc::new(HostStdio::new(stdin, stdout, stderr, Arc::clone(stop))?),
    })
}
