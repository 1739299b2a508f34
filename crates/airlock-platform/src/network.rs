//! The network of the host, as far as it was granted. Who may be reached is decided by the kernel, not here.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use crate::HostError;

/// Is told that the object with this number may have changed. It may be called from any thread, also when nothing has
/// changed, and takes its time: it waits for the kernel.
pub type Notify = Arc<dyn Fn(u64) + Send + Sync>;

/// What reaches the host's network. Nothing here waits; `number` is what [`Notify`] is called with later.
pub trait Network: Send + Sync {
    /// Changes are told to `notify` from now on; `None` ends that.
    fn watch(&self, notify: Option<Notify>);
    /// Begins a TCP connection.
    fn connect(&self, number: u64, to: SocketAddr) -> Result<Arc<dyn HostSocket>, HostError>;
    /// Begins to look up the addresses of a name.
    fn resolve(&self, number: u64, name: &str) -> Result<Arc<dyn HostLookup>, HostError>;
}

/// A TCP connection to or from the host. It is closed when it is dropped.
pub trait HostSocket: Send + Sync {
    /// Whether it is connected: `None` while that is not known.
    fn connected(&self) -> Option<Result<(), HostError>>;
    /// Reads; 0 is the end, [`HostError::WouldBlock`] nothing yet.
    fn read(&self, buf: &mut [u8]) -> Result<usize, HostError>;
    /// Writes, as much as there is room for.
    fn write(&self, bytes: &[u8]) -> Result<usize, HostError>;
    /// Whether a write would not fail with [`HostError::WouldBlock`].
    fn is_writable(&self) -> bool;
    /// Says that nothing more is written.
    fn end_writing(&self);
}

/// A port of the host that was granted to a guest.
pub trait HostListener: Send + Sync {
    /// Connections are told with this number from now on, those that wait already included.
    fn watch(&self, number: u64) -> Result<(), HostError>;
    /// Takes a connection that waits and its address; `number` is its own. [`HostError::WouldBlock`] if there is none.
    fn accept(&self, number: u64) -> Result<(Arc<dyn HostSocket>, SocketAddr), HostError>;
}

/// A name that is being looked up.
pub trait HostLookup: Send + Sync {
    /// The addresses; `None` while they are not known. No addresses if there is no such name.
    fn addresses(&self) -> Option<Result<Vec<IpAddr>, HostError>>;
}
