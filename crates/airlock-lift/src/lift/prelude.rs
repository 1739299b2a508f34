//! The prelude: functions of every program module that lifted code calls for what is too long to inline but too
//! frequent to leave the module for. A call of the host costs tens of nanoseconds, a call in here about one.
//!
//! A program module defines and exports them, a fragment imports them from it, so that they are compiled once. They
//! touch guest memory like lifted code does: 32-bit addresses, and what is not accessible traps.

mod aggregate;
mod repeat;

use wasm_encoder::Function;

pub(super) use repeat::Repeat;

use super::layout::FIRST_PRELUDE;
use crate::ir::{Aggregation, StringOp, Width};

/// The element sizes of string instructions.
const WIDTHS: [Width; 4] = [Width::W8, Width::W16, Width::W32, Width::W64];

const STRING_OPS: [StringOp; 6] = [
    StringOp::Movs,
    StringOp::Stos,
    StringOp::CmpsWhileEqual,
    StringOp::CmpsWhileDifferent,
    StringOp::ScasWhileEqual,
    StringOp::ScasWhileDifferent,
];

const AGGREGATIONS: [Aggregation; 4] =
    [Aggregation::EqualAny, Aggregation::RangesUnsigned, Aggregation::RangesSigned, Aggregation::EqualOrdered];

const REPEATS: u32 = (STRING_OPS.len() * WIDTHS.len()) as u32;

/// How many functions there are.
pub(super) const COUNT: u32 = REPEATS + 2 * AGGREGATIONS.len() as u32;

/// Parameters and results of a function of the prelude.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Signature {
    /// `(rdi, rsi or rax, rcx, df) -> (done, a, b)`, as of [`crate::ir::Inst::Rep`].
    Repeat,
    /// `(first vector, second vector, valid bits of each) -> bits`, as of [`crate::ir::Inst::Aggregate`].
    Aggregate,
}

/// A function of the prelude.
#[derive(Clone, Copy, Debug)]
pub(super) enum Routine {
    /// A string instruction with a repeat prefix.
    Repeat(Repeat),
    /// The inner part of a string comparison, of bytes or words.
    Aggregate(Aggregation, Width),
}

/// All functions in the order of their indices.
pub(super) fn routines() -> impl Iterator<Item = Routine> {
    let repeats = STRING_OPS.into_iter().flat_map(|op| WIDTHS.map(|w| Routine::Repeat(Repeat { op, w })));
    let aggregates =
        AGGREGATIONS.into_iter().flat_map(|how| [Width::W8, Width::W16].map(|w| Routine::Aggregate(how, w)));
    repeats.chain(aggregates)
}

/// Index of the function for an aggregation of bytes or words.
pub(super) const fn aggregate(how: Aggregation, w: Width) -> u32 {
    FIRST_PRELUDE + REPEATS + 2 * how as u32 + if matches!(w, Width::W8) { 0 } else { 1 }
}

impl Routine {
    /// Its index in both kinds of module.
    pub(super) const fn index(self) -> u32 {
        match self {
            Self::Repeat(repeat) => repeat.index(),
            Self::Aggregate(how, w) => aggregate(how, w),
        }
    }

    /// The name of the export.
    pub(super) fn name(self) -> String {
        let (name, w) = match self {
            Self::Repeat(Repeat { op, w }) => (
                match op {
                    StringOp::Movs => "rep_movs",
                    StringOp::Stos => "rep_stos",
                    StringOp::CmpsWhileEqual => "repe_cmps",
                    StringOp::CmpsWhileDifferent => "repne_cmps",
                    StringOp::ScasWhileEqual => "repe_scas",
                    StringOp::ScasWhileDifferent => "repne_scas",
                },
                w,
            ),
            Self::Aggregate(how, w) => (
                match how {
                    Aggregation::EqualAny => "equal_any",
                    Aggregation::RangesUnsigned => "ranges_unsigned",
                    Aggregation::RangesSigned => "ranges_signed",
                    Aggregation::EqualOrdered => "equal_ordered",
                },
                w,
            ),
        };
        format!("{name}_{}", w.bits())
    }

    /// Its type.
    pub(super) const fn signature(self) -> Signature {
        match self {
            Self::Repeat(_) => Signature::Repeat,
            Self::Aggregate(..) => Signature::Aggregate,
        }
    }

    /// Its code.
    pub(super) fn body(self) -> Function {
        match self {
            Self::Repeat(repeat) => repeat.body(),
            Self::Aggregate(how, w) => aggregate::body(how, w),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn indices_are_those_of_the_list() {
        let indices: Vec<u32> = routines().map(Routine::index).collect();
        assert_eq!(indices, (FIRST_PRELUDE..FIRST_PRELUDE + COUNT).collect::<Vec<u32>>());
    }
}
