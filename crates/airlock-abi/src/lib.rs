//! The Linux x86-64 ABI: error numbers, constants and structure layouts.
//!
//! This crate knows nothing of the kernel that implements the ABI: it holds numbers, and functions between plain
//! Rust values and the little-endian byte layout that a guest program sees.

pub mod dirent;
pub mod elf;
pub mod epoll;
mod errno;
pub mod fcntl;
pub mod inotify;
pub mod ioctl;
pub mod ipc;
pub mod mm;
pub mod net;
pub mod poll;
pub mod process;
pub mod signal;
pub mod stat;
pub mod termios;
pub mod time;

pub use errno::Errno;
