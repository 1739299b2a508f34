//! The lifter on whole programs.

mod programs;
