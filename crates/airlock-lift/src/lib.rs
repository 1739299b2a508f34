//! x86-64 machine code to WebAssembly, ahead of time.
//!
//! Bytes in, bytes out: no I/O, no panic on any input, the same output for the same input.
//!
//! The way of a byte: [`elf`] finds segments and hints, [`lift`] discovers functions and their control-flow graphs,
//! [`sem`] gives each instruction its meaning as [`ir`], and [`lift`] lowers that to structured Wasm. [`interp`]
//! evaluates the same meaning directly and is the reference.

pub mod cpuid;
pub mod elf;
pub mod helper;
pub mod interp;
pub mod ir;
pub mod lift;
pub mod sem;
mod string_compare;
pub mod x87;
