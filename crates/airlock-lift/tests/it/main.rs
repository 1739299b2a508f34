//! The lifter on instructions, on whole programs, and on input made to break it.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "helpers outside of test functions are tests too"
)]

mod forms;
mod golden;
mod hostile;
mod programs;
