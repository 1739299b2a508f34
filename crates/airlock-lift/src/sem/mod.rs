//! What each instruction does: one row per instruction form, the semantics said once.
//!
//! Families are in files after the groups of the SDM. A row names the forms (iced's `Code`, which is the opcode
//! with its operand kinds) and the function that writes their meaning as IR. Everything else derives from the rows:
//! the reference interpreter, the lifter, `cpuid`, the golden files, and the generator of the differential test.

mod arith;
mod atomic;
mod bits;
mod control;
mod convert;
#[cfg(test)]
mod integer_tests;
mod logic;
mod mov;
mod muldiv;
mod shift;
mod sse_fp;
mod sse_int;
mod sse_mov;
mod string;
#[cfg(test)]
mod string_compare_tests;
mod system;
mod x87;

use std::sync::OnceLock;

use iced_x86::{Code, Instruction};

use crate::ir::{Builder, Term, TrapKind};

/// Writes the meaning of an instruction. `None`: this operand combination is not covered (nothing may have been
/// written to the builder that has an effect); the guest gets SIGILL.
pub type Sem = fn(&mut Builder, &Instruction) -> Option<()>;

/// Instruction forms that share one meaning.
pub struct Row {
    /// The forms.
    pub codes: &'static [Code],
    /// Their meaning.
    pub sem: Sem,
}

/// Shorthand for the family tables.
const fn row(codes: &'static [Code], sem: Sem) -> Row {
    Row { codes, sem }
}

/// The families: the name of each file of rows, and its rows.
pub fn families() -> impl Iterator<Item = (&'static str, &'static [Row])> {
    [
        ("mov", mov::ROWS),
        ("arith", arith::ROWS),
        ("logic", logic::ROWS),
        ("shift", shift::ROWS),
        ("muldiv", muldiv::ROWS),
        ("bits", bits::ROWS),
        ("convert", convert::ROWS),
        ("control", control::ROWS),
        ("string", string::ROWS),
        ("atomic", atomic::ROWS),
        ("system", system::ROWS),
        ("sse_mov", sse_mov::ROWS),
        ("sse_fp", sse_fp::ROWS),
        ("sse_int", sse_int::ROWS),
        ("x87", x87::ROWS),
    ]
    .into_iter()
}

/// All rows, by family.
pub fn rows() -> impl Iterator<Item = &'static Row> {
    families().flat_map(|(_, rows)| rows)
}

fn table() -> &'static [Option<Sem>] {
    static TABLE: OnceLock<Vec<Option<Sem>>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut table = vec![None; Code::values().len()];
        for row in rows() {
            for &code in row.codes {
                table[code as usize] = Some(row.sem);
            }
        }
        table
    })
}

/// Whether a row covers the form.
pub fn covers(code: Code) -> bool {
    table().get(code as usize).is_some_and(Option::is_some)
}

/// Appends the meaning of one instruction to the block. An instruction without a row ends the block with SIGILL.
pub fn translate(b: &mut Builder, i: &Instruction) {
    let lockable_row = i.has_lock_prefix();
    let sem =
        if lockable_row { Some(atomic::locked as Sem) } else { table().get(i.code() as usize).copied().flatten() };
    if sem.and_then(|sem| sem(b, i)).is_none() && !b.ended() {
        b.end(Term::Trap(TrapKind::Illegal, i.ip()));
    }
}
