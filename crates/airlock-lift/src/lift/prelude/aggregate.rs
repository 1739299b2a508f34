//! The inner part of `pcmpistri` and its relatives (SDM volume 2, 4.1.3): one bit for each element of the second
//! vector. Elements past the end of a text are left out by the caller's bits of validity, so texts with a zero at their
//! end and texts with a length are the same here.

use wasm_encoder::{BlockType, Function, InstructionSink, ValType};

use crate::ir::{Aggregation, Width};

// Parameters: the set, the ranges or the needle; the text to look at; their bits of validity.
const FIRST: u32 = 0;
const TEXT: u32 = 1;
const FIRST_VALID: u32 = 2;
const TEXT_VALID: u32 = 3;
// Locals.
/// How many elements of the first operand are valid.
const LENGTH: u32 = 4;
/// The bits so far.
const BITS: u32 = 5;
/// For each element of the text ones if it was hit.
const HITS: u32 = 6;

/// Vector instructions on elements of one size.
struct Lanes {
    words: bool,
    count: u32,
}

impl Lanes {
    /// Leaves element `n` of the first operand on the stack, in all lanes.
    fn spread(&self, s: &mut InstructionSink<'_>, n: u32) {
        let n = n as u8;
        let lanes = if self.words { std::array::from_fn(|k| 2 * n + (k % 2) as u8) } else { [n; 16] };
        s.local_get(FIRST).local_get(FIRST).i8x16_shuffle(lanes);
    }

    fn equal(&self, s: &mut InstructionSink<'_>) {
        if self.words {
            s.i16x8_eq()
        } else {
            s.i8x16_eq()
        };
    }

    fn bitmask(&self, s: &mut InstructionSink<'_>) {
        if self.words {
            s.i16x8_bitmask()
        } else {
            s.i8x16_bitmask()
        };
    }

    fn at_least(&self, s: &mut InstructionSink<'_>, signed: bool) {
        match (self.words, signed) {
            (false, false) => s.i8x16_ge_u(),
            (false, true) => s.i8x16_ge_s(),
            (true, false) => s.i16x8_ge_u(),
            (true, true) => s.i16x8_ge_s(),
        };
    }

    fn at_most(&self, s: &mut InstructionSink<'_>, signed: bool) {
        match (self.words, signed) {
            (false, false) => s.i8x16_le_u(),
            (false, true) => s.i8x16_le_s(),
            (true, false) => s.i16x8_le_u(),
            (true, true) => s.i16x8_le_s(),
        };
    }
}

/// The function for an aggregation.
pub(super) fn body(how: Aggregation, w: Width) -> Function {
    let mut f = Function::new([(2, ValType::I32), (1, ValType::V128)]);
    let mut s = f.instructions();
    let words = matches!(w, Width::W16);
    let lanes = Lanes { words, count: if words { 8 } else { 16 } };
    s.i32_const(32).local_get(FIRST_VALID).i32_clz().i32_sub().local_set(LENGTH);
    match how {
        Aggregation::EqualAny => equal_any(&mut s, &lanes),
        Aggregation::RangesUnsigned => ranges(&mut s, &lanes, false),
        Aggregation::RangesSigned => ranges(&mut s, &lanes, true),
        Aggregation::EqualOrdered => equal_ordered(&mut s, &lanes),
    }
    s.end();
    f
}

/// Leaves the bits of the valid elements that were hit.
fn hits_of_text(s: &mut InstructionSink<'_>, lanes: &Lanes) {
    s.local_get(HITS);
    lanes.bitmask(s);
    s.local_get(TEXT_VALID).i32_and();
}

/// Element by element of the set, in steps of four: most sets are small, and a test costs as much as two elements.
fn equal_any(s: &mut InstructionSink<'_>, lanes: &Lanes) {
    s.block(BlockType::Empty);
    s.local_get(LENGTH).i32_eqz().br_if(0);
    // Elements that do not count become copies of the first, which does.
    lanes.spread(s, 0);
    s.local_get(FIRST);
    let ramp: [i8; 16] = std::array::from_fn(|k| if lanes.words { k as i8 / 2 } else { k as i8 });
    s.local_get(LENGTH).i8x16_splat().v128_const(i128::from_le_bytes(ramp.map(|b| b as u8))).i8x16_le_s();
    s.v128_bitselect().local_set(FIRST);
    for n in 0..lanes.count {
        if n > 0 && n % 4 == 0 {
            s.local_get(LENGTH).i32_const(n as i32).i32_le_u().br_if(0);
        }
        s.local_get(HITS).local_get(TEXT);
        lanes.spread(s, n);
        lanes.equal(s);
        s.v128_or().local_set(HITS);
    }
    s.end();
    hits_of_text(s, lanes);
}

/// Pair by pair; a lower bound without its upper one is no range.
fn ranges(s: &mut InstructionSink<'_>, lanes: &Lanes, signed: bool) {
    s.block(BlockType::Empty);
    for n in (0..lanes.count).step_by(2) {
        s.local_get(LENGTH).i32_const(n as i32 + 2).i32_lt_u().br_if(0);
        s.local_get(HITS).local_get(TEXT);
        lanes.spread(s, n);
        lanes.at_least(s, signed);
        s.local_get(TEXT);
        lanes.spread(s, n + 1);
        lanes.at_most(s, signed);
        s.v128_and().v128_or().local_set(HITS);
    }
    s.end();
    hits_of_text(s, lanes);
}

/// Element by element of the needle: where the text has it `n` places further on. What would lie past the end of the
/// vector counts as equal, past the end of the text as different.
fn equal_ordered(s: &mut InstructionSink<'_>, lanes: &Lanes) {
    let full = (1i32 << lanes.count) - 1;
    s.i32_const(full).local_set(BITS);
    s.block(BlockType::Empty);
    for n in 0..lanes.count {
        s.local_get(LENGTH).i32_const(n as i32).i32_le_u().br_if(0);
        s.local_get(TEXT);
        lanes.spread(s, n);
        lanes.equal(s);
        lanes.bitmask(s);
        s.local_get(TEXT_VALID).i32_and();
        s.i32_const(n as i32).i32_shr_u().i32_const(full & !(full >> n)).i32_or();
        s.local_get(BITS).i32_and().local_set(BITS);
    }
    s.end();
    s.local_get(BITS);
}
