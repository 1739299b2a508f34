//! What the guest kernel and the lifted code need from the outside, as traits.
//!
//! The crates below the runtime do no I/O. Whoever runs them hands in implementations of these traits: the
//! native runtime with real mappings, clocks and files; tests with simple ones ([`VecMemory`], [`FixedPlatform`]).

mod host;
mod memory;
mod network;
mod registers;
mod simple;

pub use host::{
    Clock, Entropy, HostDir, HostDirEntry, HostError, HostFile, HostMeta, HostOpen, Platform, Stdio, Stream,
};
pub use memory::{CommonPages, Fault, Memory, MemoryExhausted, PAGE_SIZE, Prot};
pub use network::{HostListener, HostLookup, HostSocket, Network, Notify};
pub use registers::Registers;
pub use simple::{FixedPlatform, VecMemory};
