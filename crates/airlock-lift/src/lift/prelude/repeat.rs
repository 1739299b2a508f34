//! String instructions with a repeat prefix (SDM volume 2, REP/REPE/REPZ/REPNE/REPNZ), in the forms that programs use:
//! forwards, and moves and stores of not too much. The rest is the host's. Like the host, a routine that traps has
//! possibly done a part of its work and does not say which.
//!
//! Not `memory.copy` and `memory.fill`: the compiler makes them calls of the host's `memmove` and `memset`, in which a
//! page that the guest may not access is no trap but the end of the process.

use wasm_encoder::{BlockType, Function, InstructionSink, ValType};

use super::{FIRST_PRELUDE, WIDTHS};
use crate::ir::{StringOp, Width};
use crate::lift::layout::REP;
use crate::lift::values::mem_arg;

/// Up to so many bytes are moved or stored here. Beyond that the host's way, which looks at the permissions of every
/// page but then uses the widest instructions that the machine has, is no slower.
const BYTES_MAX: i64 = 1024;
/// Up to so many elements of an overlapping move, which go one by one.
const OVERLAPPING_MAX: i32 = 64;

// Parameters.
const TO: u32 = 0;
/// rsi of moves and comparisons with memory, rax of the others.
const OTHER: u32 = 1;
const COUNT: u32 = 2;
const DF: u32 = 3;

/// A string instruction with a repeat prefix.
#[derive(Clone, Copy, Debug)]
pub(in crate::lift) struct Repeat {
    pub(in crate::lift) op: StringOp,
    /// Size of an element.
    pub(in crate::lift) w: Width,
}

impl Repeat {
    /// Whether the routine's second parameter is rsi rather than rax.
    pub(in crate::lift) const fn reads_rsi(self) -> bool {
        matches!(self.op, StringOp::Movs | StringOp::CmpsWhileEqual | StringOp::CmpsWhileDifferent)
    }

    /// Index of the routine.
    pub(in crate::lift) const fn index(self) -> u32 {
        FIRST_PRELUDE + self.op as u32 * WIDTHS.len() as u32 + self.log2()
    }

    const fn log2(self) -> u32 {
        self.w.bytes().trailing_zeros()
    }

    /// Elements in a vector.
    const fn lanes(self) -> i64 {
        16 / self.w.bytes() as i64
    }

    /// The routine's code.
    pub(super) fn body(self) -> Function {
        match self.op {
            StringOp::Movs => self.movs(),
            StringOp::Stos => self.stos(),
            StringOp::CmpsWhileEqual => self.compare(true),
            StringOp::ScasWhileEqual => self.compare(true),
            StringOp::CmpsWhileDifferent | StringOp::ScasWhileDifferent => self.compare(false),
        }
    }

    /// Calls the host's way and leaves its results.
    fn host(self, s: &mut InstructionSink<'_>) {
        // The numbers are in `airlock-wasmtime`, `string.rs`.
        let code = self.op as u32 | self.log2() << 4;
        s.i32_const(code as i32).local_get(TO);
        if self.reads_rsi() {
            s.local_get(OTHER).local_get(COUNT).i64_const(0);
        } else {
            s.i64_const(0).local_get(COUNT).local_get(OTHER);
        }
        s.local_get(DF).call(REP);
    }

    /// Loads an element, as `I64`.
    fn load(self, s: &mut InstructionSink<'_>) {
        let m = mem_arg(0, 0);
        match self.w {
            Width::W8 => s.i64_load8_u(m),
            Width::W16 => s.i64_load16_u(m),
            Width::W32 => s.i64_load32_u(m),
            Width::W64 => s.i64_load(m),
        };
    }

    /// Turns an `I64` into a vector with its lowest bytes in each lane.
    fn splat(self, s: &mut InstructionSink<'_>) {
        match self.w {
            Width::W8 => s.i32_wrap_i64().i8x16_splat(),
            Width::W16 => s.i32_wrap_i64().i16x8_splat(),
            Width::W32 => s.i32_wrap_i64().i32x4_splat(),
            Width::W64 => s.i64x2_splat(),
        };
    }

    /// Returns if there is nothing to do.
    fn unless_zero(s: &mut InstructionSink<'_>) {
        s.local_get(COUNT).i64_eqz().if_(BlockType::Empty);
        s.i64_const(0).i64_const(0).i64_const(0).return_();
        s.end();
    }

    /// Leaves the enclosing block if this is not for here: backwards, or too much. Otherwise sets `bytes`.
    fn choose(self, s: &mut InstructionSink<'_>, bytes: u32) {
        s.local_get(COUNT).i64_const(BYTES_MAX >> self.log2()).i64_gt_u().br_if(0);
        s.local_get(DF).br_if(0);
        s.local_get(COUNT).i32_wrap_i64().i32_const(self.log2() as i32).i32_shl().local_set(bytes);
    }

    fn done(s: &mut InstructionSink<'_>) {
        s.local_get(COUNT).i64_const(0).i64_const(0).return_();
    }

    fn stos(self) -> Function {
        let (at, bytes, end, v) = (4, 5, 6, 7);
        let mut f = Function::new([(3, ValType::I32), (1, ValType::V128)]);
        let mut s = f.instructions();
        Self::unless_zero(&mut s);
        s.block(BlockType::Empty);
        self.choose(&mut s, bytes);
        range(&mut s, TO, at, bytes, end);
        s.local_get(OTHER);
        self.splat(&mut s);
        s.local_set(v);
        // The last bytes are stored on their own, over some of the others if need be: in a pattern that repeats every
        // element it does not matter.
        s.local_get(bytes).i32_const(16).i32_ge_u().if_(BlockType::Empty);
        for step in [64, 16] {
            s.block(BlockType::Empty).loop_(BlockType::Empty);
            s.local_get(end).local_get(at).i32_sub().i32_const(step).i32_le_u().br_if(1);
            for offset in (0..step as u64).step_by(16) {
                s.local_get(at).local_get(v).v128_store(mem_arg(offset, 0));
            }
            s.local_get(at).i32_const(step).i32_add().local_set(at).br(0);
            s.end().end();
        }
        s.local_get(end).i32_const(16).i32_sub().local_get(v).v128_store(mem_arg(0, 0));
        Self::done(&mut s);
        s.end();
        for size in [8u32, 4, 2, 1] {
            if size < self.w.bytes() {
                break;
            }
            s.local_get(bytes).i32_const(size as i32).i32_ge_u().if_(BlockType::Empty);
            s.local_get(at).local_get(v);
            store_lane(&mut s, size);
            s.local_get(end).i32_const(size as i32).i32_sub().local_get(v);
            store_lane(&mut s, size);
            Self::done(&mut s);
            s.end();
        }
        s.end();
        self.host(&mut s);
        s.end();
        f
    }

    fn movs(self) -> Function {
        let (to, from, bytes, to_end, from_end, v0) = (4, 5, 6, 7, 8, 9);
        let last = v0 + 4;
        let mut f = Function::new([(5, ValType::I32), (5, ValType::V128)]);
        let mut s = f.instructions();
        Self::unless_zero(&mut s);
        s.block(BlockType::Empty);
        self.choose(&mut s, bytes);
        range(&mut s, TO, to, bytes, to_end);
        range(&mut s, OTHER, from, bytes, from_end);
        // If a place is written to before it is read, the elements between the two repeat.
        s.local_get(to).local_get(from).i32_sub().i32_const(1).i32_sub();
        s.local_get(bytes).i32_const(1).i32_sub().i32_lt_u().if_(BlockType::Empty);
        self.overlapping(&mut s, to, from, to_end);
        s.end();
        // Otherwise it makes no difference how much is moved at a time, if what is read last is read in time.
        s.local_get(bytes).i32_const(16).i32_ge_u().if_(BlockType::Empty);
        s.local_get(from_end).i32_const(16).i32_sub().v128_load(mem_arg(0, 0)).local_set(last);
        for step in [64, 16] {
            s.block(BlockType::Empty).loop_(BlockType::Empty);
            s.local_get(to_end).local_get(to).i32_sub().i32_const(step).i32_le_u().br_if(1);
            for (n, offset) in (0..step as u64).step_by(16).enumerate() {
                s.local_get(from).v128_load(mem_arg(offset, 0)).local_set(v0 + n as u32);
            }
            for (n, offset) in (0..step as u64).step_by(16).enumerate() {
                s.local_get(to).local_get(v0 + n as u32).v128_store(mem_arg(offset, 0));
            }
            s.local_get(to).i32_const(step).i32_add().local_set(to);
            s.local_get(from).i32_const(step).i32_add().local_set(from).br(0);
            s.end().end();
        }
        s.local_get(to_end).i32_const(16).i32_sub().local_get(last).v128_store(mem_arg(0, 0));
        Self::done(&mut s);
        s.end();
        for size in [8u32, 4, 2, 1] {
            if size < self.w.bytes() {
                break;
            }
            s.local_get(bytes).i32_const(size as i32).i32_ge_u().if_(BlockType::Empty);
            // Both addresses, then both values: everything is read before anything is written.
            s.local_get(to);
            s.local_get(to_end).i32_const(size as i32).i32_sub();
            s.local_get(from_end).i32_const(size as i32).i32_sub();
            load_lane(&mut s, size);
            s.local_get(from);
            load_lane(&mut s, size);
            s.local_set(v0);
            store_lane(&mut s, size);
            s.local_get(v0);
            store_lane(&mut s, size);
            Self::done(&mut s);
            s.end();
        }
        s.end();
        self.host(&mut s);
        s.end();
        f
    }

    /// Element by element, if there are not too many; else leaves the two enclosing blocks.
    fn overlapping(self, s: &mut InstructionSink<'_>, to: u32, from: u32, to_end: u32) {
        s.local_get(COUNT).i64_const(OVERLAPPING_MAX.into()).i64_gt_u().br_if(1);
        s.loop_(BlockType::Empty);
        let step = self.w.bytes() as i32;
        s.local_get(to).local_get(from);
        self.load(s);
        let m = mem_arg(0, 0);
        match self.w {
            Width::W8 => s.i64_store8(m),
            Width::W16 => s.i64_store16(m),
            Width::W32 => s.i64_store32(m),
            Width::W64 => s.i64_store(m),
        };
        s.local_get(from).i32_const(step).i32_add().local_set(from);
        s.local_get(to).i32_const(step).i32_add().local_tee(to).local_get(to_end).i32_ne().br_if(0);
        s.end();
        Self::done(s);
    }

    /// `cmps` and `scas`, forwards, of any length.
    fn compare(self, while_equal: bool) -> Function {
        let (to, from, left, a, b, stop, splat) = (4, 5, 6, 7, 8, 9, 10);
        let mut f = Function::new([(2, ValType::I32), (3, ValType::I64), (1, ValType::I32), (1, ValType::V128)]);
        let mut s = f.instructions();
        let memory = self.reads_rsi();
        Self::unless_zero(&mut s);
        s.block(BlockType::Empty);
        s.local_get(DF).br_if(0);
        s.local_get(TO).i32_wrap_i64().local_set(to);
        s.local_get(COUNT).local_set(left);
        if memory {
            s.local_get(OTHER).i32_wrap_i64().local_set(from);
        } else {
            s.local_get(OTHER);
            if self.w != Width::W64 {
                s.i64_const((1 << self.w.bits()) - 1).i64_and();
            }
            s.local_tee(a);
            self.splat(&mut s);
            s.local_set(splat);
        }
        s.loop_(BlockType::Empty);
        self.skip_vector(&mut s, while_equal, [to, from, left, stop, splat]);
        // One element.
        let step = self.w.bytes() as i32;
        if memory {
            s.local_get(from);
            self.load(&mut s);
            s.local_set(a);
            s.local_get(from).i32_const(step).i32_add().local_set(from);
        }
        s.local_get(to);
        self.load(&mut s);
        s.local_set(b);
        s.local_get(to).i32_const(step).i32_add().local_set(to);
        s.local_get(left).i64_const(1).i64_sub().local_tee(left).i64_eqz().i32_eqz();
        s.local_get(a).local_get(b);
        if while_equal {
            s.i64_eq();
        } else {
            s.i64_ne();
        }
        s.i32_and().br_if(0);
        s.end();
        s.local_get(COUNT).local_get(left).i64_sub().local_get(a).local_get(b).return_();
        s.end();
        self.host(&mut s);
        s.end();
        f
    }

    /// At the head of the loop: steps over a vector of elements at which the comparison does not end, as often as there
    /// is one, then over the elements before the one at which it ends. What is read lies in the pages of the elements
    /// that come next, so it may go beyond the last.
    fn skip_vector(self, s: &mut InstructionSink<'_>, while_equal: bool, [to, from, left, stop, splat]: [u32; 5]) {
        let memory = self.reads_rsi();
        let pointers = || [to, from].into_iter().take(if memory { 2 } else { 1 });
        s.block(BlockType::Empty);
        for pointer in pointers() {
            s.local_get(pointer).i32_const(4095).i32_and().i32_const(4096 - 16).i32_gt_u().br_if(0);
        }
        s.local_get(to).v128_load(mem_arg(0, 0));
        if memory {
            s.local_get(from).v128_load(mem_arg(0, 0));
        } else {
            s.local_get(splat);
        }
        match self.w {
            Width::W8 => s.i8x16_eq().i8x16_bitmask(),
            Width::W16 => s.i16x8_eq().i16x8_bitmask(),
            Width::W32 => s.i32x4_eq().i32x4_bitmask(),
            Width::W64 => s.i64x2_eq().i64x2_bitmask(),
        };
        if while_equal {
            s.i32_const((1 << self.lanes()) - 1).i32_xor();
        }
        s.local_set(stop);
        s.local_get(left).i64_const(self.lanes()).i64_gt_u().if_(BlockType::Empty);
        s.local_get(stop).i32_eqz().if_(BlockType::Empty);
        for pointer in pointers() {
            s.local_get(pointer).i32_const(16).i32_add().local_set(pointer);
        }
        s.local_get(left).i64_const(self.lanes()).i64_sub().local_set(left).br(3);
        s.end();
        s.else_();
        // The last element ends it in any case.
        s.local_get(stop).i32_const(1).local_get(left).i32_wrap_i64().i32_const(1).i32_sub().i32_shl();
        s.i32_or().local_set(stop);
        s.end();
        s.local_get(stop).i32_ctz().local_set(stop);
        for pointer in pointers() {
            s.local_get(stop).i32_const(self.log2() as i32).i32_shl().local_get(pointer).i32_add().local_set(pointer);
        }
        s.local_get(left).local_get(stop).i64_extend_i32_u().i64_sub().local_set(left);
        s.end();
    }
}

/// Sets `at` to the address in `pointer` and `end` to `bytes` after it; leaves the enclosing block if the range goes
/// on at address zero.
fn range(s: &mut InstructionSink<'_>, pointer: u32, at: u32, bytes: u32, end: u32) {
    s.local_get(pointer).i32_wrap_i64().local_tee(at);
    s.local_get(bytes).i32_add().local_tee(end).local_get(at).i32_lt_u().br_if(0);
}

/// Loads bytes into the lowest lane of a vector.
fn load_lane(s: &mut InstructionSink<'_>, bytes: u32) {
    let m = mem_arg(0, 0);
    match bytes {
        8 => s.v128_load64_zero(m),
        4 => s.v128_load32_zero(m),
        2 => s.i32_load16_u(m).i32x4_splat(),
        _ => s.i32_load8_u(m).i32x4_splat(),
    };
}

/// Stores the lowest lane of a vector.
fn store_lane(s: &mut InstructionSink<'_>, bytes: u32) {
    let m = mem_arg(0, 0);
    match bytes {
        8 => s.v128_store64_lane(m, 0),
        4 => s.v128_store32_lane(m, 0),
        2 => s.v128_store16_lane(m, 0),
        _ => s.v128_store8_lane(m, 0),
    };
}
