//! Small programs, written with an assembler, from ELF bytes to their end.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![allow(unreachable_pub, reason = "nothing outside can reach the modules of a test")]

mod cache;
mod guest;
mod limits;
mod prelude;
mod run;
