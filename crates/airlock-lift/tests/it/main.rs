//! The lifter on instructions, on whole programs, and on input made to break it.

mod forms;
mod golden;
mod hostile;
mod programs;
