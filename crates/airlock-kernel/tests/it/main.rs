//! Drives the kernel as a guest would: with system calls, and memory to pass strings in.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that meets something unexpected is to stop"
)]

mod descriptors;
mod files;
mod harness;
mod host;
mod mounts;
mod proc;
mod random;
mod trace;
