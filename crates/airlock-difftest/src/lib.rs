//! The differential test of instructions: random cases of every covered form, executed on the real CPU, in the
//! reference interpreter, and as lifted Wasm, their whole states compared.
//!
//! [`forms`] says which instruction forms are drawn, [`case`] makes an instruction with operand values that do not
//! fault, [`image`] wraps many of them in a static ELF program that loads a state, executes the one instruction and
//! stores the state, [`exec`] runs the program in each executor, [`compare`] looks at every record, leaving out what
//! the SDM leaves undefined.
//!
//! What it does not do: faulting instructions (a case that traps in the interpreter is dropped and counted), forms
//! whose result depends on the machine (`cpuid`, `rdtsc`), `tzcnt` and `lzcnt` (older CPUs execute them as `bsf` and
//! `bsr`, and so does Airlock; newer ones do not).

pub mod case;
pub mod compare;
pub mod exec;
pub mod forms;
pub mod image;
mod operand;
mod random;
pub mod record;
pub mod session;
mod values;

pub use random::Random;
pub use session::{Options, Summary, run};
