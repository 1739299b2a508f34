//! Small programs, written with an assembler, from ELF bytes to their end.

mod cache;
mod guest;
mod limits;
mod run;
