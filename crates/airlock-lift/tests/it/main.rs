//! The lifter on whole programs.

mod forms;
mod programs;
