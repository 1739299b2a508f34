//! Shifts and rotates.
//!
//! The count is taken modulo 32 (64 for 64-bit operands). A count of zero leaves all flags, but a 32-bit destination
//! is still written, which clears the upper half of the register. OF is defined for a count of one only; for
//! others it is zero or what the formula for one gives, like AF zero always where the manual leaves it open.

use iced_x86::{Code::*, Instruction};

use super::arith::{bit, set_const, width_of};
use super::{Row, row};
use crate::ir::{Builder, FlagSet, Op, Place, Val, Var, Width};

#[rustfmt::skip]
pub(super) const ROWS: &[Row] = &[
    row(
        &[
            Shl_rm8_imm8, Sal_rm8_imm8, Shl_rm16_imm8, Shl_rm32_imm8, Shl_rm64_imm8, Sal_rm16_imm8, Sal_rm32_imm8,
            Sal_rm64_imm8, Shl_rm8_1, Sal_rm8_1, Shl_rm16_1, Shl_rm32_1, Shl_rm64_1, Sal_rm16_1, Sal_rm32_1, Sal_rm64_1,
            Shl_rm8_CL, Sal_rm8_CL, Shl_rm16_CL, Shl_rm32_CL, Shl_rm64_CL, Sal_rm16_CL, Sal_rm32_CL, Sal_rm64_CL,
        ],
        shl,
    ),
    row(
        &[
            Shr_rm8_imm8, Shr_rm16_imm8, Shr_rm32_imm8, Shr_rm64_imm8, Shr_rm8_1, Shr_rm16_1, Shr_rm32_1, Shr_rm64_1,
            Shr_rm8_CL, Shr_rm16_CL, Shr_rm32_CL, Shr_rm64_CL,
        ],
        shr,
    ),
    row(
        &[
            Sar_rm8_imm8, Sar_rm16_imm8, Sar_rm32_imm8, Sar_rm64_imm8, Sar_rm8_1, Sar_rm16_1, Sar_rm32_1, Sar_rm64_1,
            Sar_rm8_CL, Sar_rm16_CL, Sar_rm32_CL, Sar_rm64_CL,
        ],
        sar,
    ),
    row(
        &[
            Rol_rm8_imm8, Rol_rm16_imm8, Rol_rm32_imm8, Rol_rm64_imm8, Rol_rm8_1, Rol_rm16_1, Rol_rm32_1, Rol_rm64_1,
            Rol_rm8_CL, Rol_rm16_CL, Rol_rm32_CL, Rol_rm64_CL,
        ],
        rol,
    ),
    row(
        &[
            Ror_rm8_imm8, Ror_rm16_imm8, Ror_rm32_imm8, Ror_rm64_imm8, Ror_rm8_1, Ror_rm16_1, Ror_rm32_1, Ror_rm64_1,
            Ror_rm8_CL, Ror_rm16_CL, Ror_rm32_CL, Ror_rm64_CL,
        ],
        ror,
    ),
    row(
        &[
            Rcl_rm8_imm8, Rcl_rm16_imm8, Rcl_rm32_imm8, Rcl_rm64_imm8, Rcl_rm8_1, Rcl_rm16_1, Rcl_rm32_1, Rcl_rm64_1,
            Rcl_rm8_CL, Rcl_rm16_CL, Rcl_rm32_CL, Rcl_rm64_CL,
        ],
        rcl,
    ),
    row(
        &[
            Rcr_rm8_imm8, Rcr_rm16_imm8, Rcr_rm32_imm8, Rcr_rm64_imm8, Rcr_rm8_1, Rcr_rm16_1, Rcr_rm32_1, Rcr_rm64_1,
            Rcr_rm8_CL, Rcr_rm16_CL, Rcr_rm32_CL, Rcr_rm64_CL,
        ],
        rcr,
    ),
    row(
        &[
            Shld_rm16_r16_imm8, Shld_rm32_r32_imm8, Shld_rm64_r64_imm8, Shld_rm16_r16_CL, Shld_rm32_r32_CL,
            Shld_rm64_r64_CL,
        ],
        shld,
    ),
    row(
        &[
            Shrd_rm16_r16_imm8, Shrd_rm32_r32_imm8, Shrd_rm64_r64_imm8, Shrd_rm16_r16_CL, Shrd_rm32_r32_CL,
            Shrd_rm64_r64_CL,
        ],
        shrd,
    ),
];

/// The shift count.
struct Count {
    /// Of the operand's type. Not masked if it comes from cl: Wasm's shifts take it modulo 32 or 64 themselves.
    by: Val,
    /// Masked, if it is known.
    known: Option<u32>,
    /// Largest count.
    mask: u32,
    w: Width,
}

impl Count {
    fn of(b: &mut Builder, i: &Instruction, operand: u32, w: Width) -> Option<Self> {
        let mask = if w == Width::W64 { 63 } else { 31 };
        let known = match b.place(i, operand)? {
            Place::Imm(v) => Some(v as u32 & mask),
            _ => {
                let rcx = b.get(Var::RCX);
                let by = b.zero_extend(Width::W64, if w == Width::W64 { w } else { Width::W32 }, rcx);
                match b.constant(by) {
                    Some(c) => Some(c as u32 & mask),
                    None => return Some(Self { by, known: None, mask, w }),
                }
            }
        };
        let by = b.const_of(w, u64::from(known.unwrap_or(0)));
        Some(Self { by, known, mask, w })
    }

    /// As an `I32`, masked.
    fn masked(&self, b: &mut Builder) -> Val {
        let by = b.zero_extend(self.w, Width::W32, self.by);
        let mask = b.c32(self.mask);
        b.n2(Op::I32And, by, mask)
    }

    /// `n - count` in the operand's type.
    fn from(&self, b: &mut Builder, n: u32) -> Val {
        let n = b.const_of(self.w, u64::from(n));
        op(b, self.w, Op::I32Sub, Op::I64Sub, n, self.by)
    }

    /// `count - 1` in the operand's type.
    fn less_one(&self, b: &mut Builder) -> Val {
        let one = b.const_of(self.w, 1);
        op(b, self.w, Op::I32Sub, Op::I64Sub, self.by, one)
    }

    /// Sets flags by `set`, but only if the count is not zero.
    fn set_flags(&self, b: &mut Builder, flags: FlagSet, set: impl FnOnce(&mut Builder)) {
        match self.known {
            Some(0) => {}
            Some(_) => set(b),
            None if !b.wants(flags) => {}
            None => {
                let changes = self.masked(b);
                set_flags_if(b, changes, flags, set);
            }
        }
    }

    /// Whether OF is defined, or may turn out to be.
    fn may_be_one(&self) -> bool {
        self.known.is_none_or(|c| c == 1)
    }
}

/// Lets `set` set `flags`, but keeps the old ones if `changes` (`I32`) is zero.
pub(super) fn set_flags_if(b: &mut Builder, changes: Val, flags: FlagSet, set: impl FnOnce(&mut Builder)) {
    let wanted: Vec<FlagSet> = flags.iter().map(|(n, _)| FlagSet(1 << n)).filter(|f| b.wants(*f)).collect();
    let old: Vec<Val> = wanted.iter().map(|f| b.flag(*f)).collect();
    set(b);
    for (flag, old) in wanted.into_iter().zip(old) {
        let new = b.flag(flag);
        let v = b.select(changes, new, old);
        b.set_flag(flag, v);
    }
}

/// One of two operations by width, without the cut to 8 or 16 bits.
fn op(b: &mut Builder, w: Width, op32: Op, op64: Op, x: Val, y: Val) -> Val {
    b.n2(if w == Width::W64 { op64 } else { op32 }, x, y)
}

fn shift_left(b: &mut Builder, w: Width, x: Val, by: Val) -> Val {
    op(b, w, Op::I32Shl, Op::I64Shl, x, by)
}

fn shift_right(b: &mut Builder, w: Width, x: Val, by: Val) -> Val {
    op(b, w, Op::I32ShrU, Op::I64ShrU, x, by)
}

/// Bit `n` of `v` by a constant.
fn bit_at(b: &mut Builder, w: Width, v: Val, n: u32) -> Val {
    if n + 1 == w.bits() {
        return b.sign_bit(w, v);
    }
    let n = b.const_of(w, u64::from(n));
    bit(b, w, v, n)
}

fn xor(b: &mut Builder, x: Val, y: Val) -> Val {
    b.n2(Op::I32Xor, x, y)
}

/// Sets the flags of a shift whose carry and overflow are computed by `carry` and, from the carry, `overflow`.
fn shift_flags(
    b: &mut Builder,
    count: &Count,
    result: Val,
    carry: impl FnOnce(&mut Builder) -> Val,
    overflow: impl FnOnce(&mut Builder, Val) -> Val,
) {
    let w = count.w;
    let overflows = count.may_be_one();
    count.set_flags(b, FlagSet::ALL, |b| {
        b.flags_result(w, result);
        set_const(b, FlagSet::AF, 0);
        carry_and_overflow(b, overflows, carry, overflow);
    });
}

/// Sets CF and OF, as far as somebody wants them.
fn carry_and_overflow(
    b: &mut Builder,
    overflows: bool,
    carry: impl FnOnce(&mut Builder) -> Val,
    overflow: impl FnOnce(&mut Builder, Val) -> Val,
) {
    let of = b.wants(FlagSet::OF) && overflows;
    if b.wants(FlagSet::CF) || of {
        let cf = carry(b);
        b.set_flag(FlagSet::CF, cf);
        if of {
            let of = overflow(b, cf);
            b.set_flag(FlagSet::OF, of);
        }
    }
    if !overflows {
        set_const(b, FlagSet::OF, 0);
    }
}

fn shl(b: &mut Builder, i: &Instruction) -> Option<()> {
    let w = width_of(i, 0)?;
    let dst = b.place(i, 0)?;
    let count = Count::of(b, i, 1, w)?;
    let x = b.read(dst, w);
    let wide = shift_left(b, w, x, count.by);
    let r = b.mask(w, wide);
    b.write(dst, w, r);
    let carry = |b: &mut Builder| match w {
        // The bit that left is still in the `I32`.
        Width::W8 | Width::W16 => bit_at(b, Width::W32, wide, w.bits()),
        _ => {
            let n = count.from(b, w.bits());
            bit(b, w, x, n)
        }
    };
    shift_flags(b, &count, r, carry, |b, cf| {
        let sign = b.sign_bit(w, r);
        xor(b, sign, cf)
    });
    Some(())
}

fn shr(b: &mut Builder, i: &Instruction) -> Option<()> {
    let w = width_of(i, 0)?;
    let dst = b.place(i, 0)?;
    let count = Count::of(b, i, 1, w)?;
    let x = b.read(dst, w);
    let r = shift_right(b, w, x, count.by);
    b.write(dst, w, r);
    let carry = |b: &mut Builder| {
        let n = count.less_one(b);
        bit(b, w, x, n)
    };
    shift_flags(b, &count, r, carry, |b, _| b.sign_bit(w, x));
    Some(())
}

fn sar(b: &mut Builder, i: &Instruction) -> Option<()> {
    let w = width_of(i, 0)?;
    let dst = b.place(i, 0)?;
    let count = Count::of(b, i, 1, w)?;
    let x = b.read(dst, w);
    let x = b.sign_extend_narrow(w, x);
    let r = op(b, w, Op::I32ShrS, Op::I64ShrS, x, count.by);
    let r = b.mask(w, r);
    b.write(dst, w, r);
    let carry = |b: &mut Builder| {
        let n = count.less_one(b);
        let shifted = op(b, w, Op::I32ShrS, Op::I64ShrS, x, n);
        bit_at(b, w, shifted, 0)
    };
    shift_flags(b, &count, r, carry, |b, _| b.c32(0));
    Some(())
}

/// `x` rotated.
fn rotate(b: &mut Builder, count: &Count, x: Val, left: bool) -> Val {
    let w = count.w;
    let (op32, op64) = if left { (Op::I32Rotl, Op::I64Rotl) } else { (Op::I32Rotr, Op::I64Rotr) };
    let copies = match w {
        Width::W8 => 0x0101_0101,
        Width::W16 => 0x0001_0001,
        _ => return op(b, w, op32, op64, x, count.by),
    };
    if let Some(known) = count.known {
        let right = if left { w.bits() - known % w.bits() } else { known % w.bits() };
        let (down, up) = (b.c32(right), b.c32(w.bits() - right));
        let (low, high) = (shift_right(b, w, x, down), shift_left(b, w, x, up));
        let r = b.n2(Op::I32Or, low, high);
        return b.mask(w, r);
    }
    // Repeated to fill 32 bits: rotating them rotates each copy.
    let copies = b.c32(copies);
    let filled = b.n2(Op::I32Mul, x, copies);
    let r = b.n2(op32, filled, count.by);
    b.mask(w, r)
}

/// CF and OF of a rotation; the other flags stay. A whole turn of a narrow operand still sets them.
fn rotate_flags(
    b: &mut Builder,
    count: &Count,
    carry: impl FnOnce(&mut Builder) -> Val,
    overflow: impl FnOnce(&mut Builder, Val) -> Val,
) {
    let overflows = count.may_be_one();
    count.set_flags(b, FlagSet::CF.union(FlagSet::OF), |b| carry_and_overflow(b, overflows, carry, overflow));
}

fn rol(b: &mut Builder, i: &Instruction) -> Option<()> {
    let w = width_of(i, 0)?;
    let dst = b.place(i, 0)?;
    let count = Count::of(b, i, 1, w)?;
    let x = b.read(dst, w);
    let r = rotate(b, &count, x, true);
    b.write(dst, w, r);
    rotate_flags(
        b,
        &count,
        |b| bit_at(b, w, r, 0),
        |b, cf| {
            let sign = b.sign_bit(w, r);
            xor(b, sign, cf)
        },
    );
    Some(())
}

fn ror(b: &mut Builder, i: &Instruction) -> Option<()> {
    let w = width_of(i, 0)?;
    let dst = b.place(i, 0)?;
    let count = Count::of(b, i, 1, w)?;
    let x = b.read(dst, w);
    let r = rotate(b, &count, x, false);
    b.write(dst, w, r);
    rotate_flags(
        b,
        &count,
        |b| b.sign_bit(w, r),
        |b, cf| {
            let next = bit_at(b, w, r, w.bits() - 2);
            xor(b, next, cf)
        },
    );
    Some(())
}

/// `(value, carry)` of a rotation through carry. Bits and carry fit an `I64` for narrow operands: rotate there.
fn rotate_carry_narrow(b: &mut Builder, count: &Count, x: Val, cf: Val, left: bool) -> (Val, Val) {
    let w = count.w;
    let size = w.bits() + 1;
    let by = count.masked(b);
    let by = turns(b, w, by);
    let by = b.zero_extend(Width::W32, Width::W64, by);
    let size_val = b.c64(u64::from(size));
    let rest = b.n2(Op::I64Sub, size_val, by);
    let (up, down) = if left { (by, rest) } else { (rest, by) };
    let x = b.zero_extend(w, Width::W64, x);
    let cf = b.zero_extend(Width::W32, Width::W64, cf);
    let place = b.c64(u64::from(w.bits()));
    let cf = b.n2(Op::I64Shl, cf, place);
    let v = b.n2(Op::I64Or, x, cf);
    let high = b.n2(Op::I64Shl, v, up);
    let low = b.n2(Op::I64ShrU, v, down);
    let r = b.n2(Op::I64Or, high, low);
    let carry = bit_at(b, Width::W64, r, w.bits());
    (b.zero_extend(Width::W64, w, r), carry)
}

/// The masked count modulo 9 or 17. A 32-bit operand turns by 33, which a count cannot reach.
fn turns(b: &mut Builder, w: Width, by: Val) -> Val {
    match w {
        Width::W8 => {
            // Exact for counts up to 31: 57 / 512 is just above one ninth.
            let (factor, nine, by512) = (b.c32(57), b.c32(9), b.c32(9));
            let whole = b.n2(Op::I32Mul, by, factor);
            let whole = b.n2(Op::I32ShrU, whole, by512);
            let whole = b.n2(Op::I32Mul, whole, nine);
            b.n2(Op::I32Sub, by, whole)
        }
        Width::W16 => {
            let limit = b.c32(17);
            let once = b.n2(Op::I32Sub, by, limit);
            let over = b.n2(Op::I32GeU, by, limit);
            b.select(over, once, by)
        }
        _ => by,
    }
}

/// The same for 64 bits, where value and carry are rotated apart.
fn rotate_carry_wide(b: &mut Builder, count: &Count, x: Val, cf: Val, left: bool) -> (Val, Val) {
    let w = Width::W64;
    let cf64 = b.zero_extend(Width::W32, w, cf);
    let (rest, before, one) = (count.from(b, 64), count.less_one(b), b.c64(1));
    let (r, out) = if left {
        let high = b.n2(Op::I64Shl, x, count.by);
        // 65 - count places to the right, in two steps: for a count of one that is all 64.
        let low = b.n2(Op::I64ShrU, x, one);
        let low = b.n2(Op::I64ShrU, low, rest);
        let middle = b.n2(Op::I64Shl, cf64, before);
        let r = b.n2(Op::I64Or, high, low);
        (b.n2(Op::I64Or, r, middle), bit(b, w, x, rest))
    } else {
        let low = b.n2(Op::I64ShrU, x, count.by);
        let high = b.n2(Op::I64Shl, x, one);
        let high = b.n2(Op::I64Shl, high, rest);
        let middle = b.n2(Op::I64Shl, cf64, rest);
        let r = b.n2(Op::I64Or, high, low);
        (b.n2(Op::I64Or, r, middle), bit(b, w, x, before))
    };
    // A count of zero would shift by 64, which Wasm takes as zero.
    let turns = count.masked(b);
    (b.select(turns, r, x), b.select(turns, out, cf))
}

fn rotate_carry(b: &mut Builder, i: &Instruction, left: bool) -> Option<(Width, Count, Val, Val, Val, Val)> {
    let w = width_of(i, 0)?;
    let dst = b.place(i, 0)?;
    let count = Count::of(b, i, 1, w)?;
    let (x, cf) = (b.read(dst, w), b.flag(FlagSet::CF));
    let turn = if w == Width::W64 { rotate_carry_wide } else { rotate_carry_narrow };
    let (r, out) = turn(b, &count, x, cf, left);
    b.write(dst, w, r);
    Some((w, count, x, cf, r, out))
}

fn rcl(b: &mut Builder, i: &Instruction) -> Option<()> {
    let (w, count, _, _, r, out) = rotate_carry(b, i, true)?;
    rotate_flags(
        b,
        &count,
        |_| out,
        |b, cf| {
            let sign = b.sign_bit(w, r);
            xor(b, sign, cf)
        },
    );
    Some(())
}

fn rcr(b: &mut Builder, i: &Instruction) -> Option<()> {
    let (w, count, x, cf, _, out) = rotate_carry(b, i, false)?;
    rotate_flags(
        b,
        &count,
        |_| out,
        |b, _| {
            let sign = b.sign_bit(w, x);
            xor(b, sign, cf)
        },
    );
    Some(())
}

/// OF of a double shift by one: whether the sign changed.
fn sign_changed(b: &mut Builder, w: Width, x: Val, r: Val) -> Val {
    let changed = b.xor(w, x, r);
    b.sign_bit(w, changed)
}

/// `(width - 1) - count`, which is `!count` to a shift.
fn complement(b: &mut Builder, count: &Count) -> Val {
    let ones = b.const_of(count.w, u64::MAX);
    op(b, count.w, Op::I32Xor, Op::I64Xor, count.by, ones)
}

fn shld(b: &mut Builder, i: &Instruction) -> Option<()> {
    let w = width_of(i, 0)?;
    let (dst, src) = (b.place(i, 0)?, b.place(i, 1)?);
    let count = Count::of(b, i, 2, w)?;
    let (x, y) = (b.read(dst, w), b.read(src, w));
    let r = if w == Width::W16 {
        // Counts above 16 are undefined.
        let sixteen = b.c32(16);
        let high = b.n2(Op::I32Shl, x, sixteen);
        let both = b.n2(Op::I32Or, high, y);
        let shifted = b.n2(Op::I32Shl, both, count.by);
        b.n2(Op::I32ShrU, shifted, sixteen)
    } else {
        let high = shift_left(b, w, x, count.by);
        // In two steps, so that a count of zero brings in nothing.
        let (one, rest) = (b.const_of(w, 1), complement(b, &count));
        let low = shift_right(b, w, y, one);
        let low = shift_right(b, w, low, rest);
        b.or(w, high, low)
    };
    b.write(dst, w, r);
    let carry = |b: &mut Builder| {
        if w == Width::W16 {
            let shifted = b.n2(Op::I32Shl, x, count.by);
            bit_at(b, Width::W32, shifted, 16)
        } else {
            let n = count.from(b, w.bits());
            bit(b, w, x, n)
        }
    };
    shift_flags(b, &count, r, carry, |b, _| sign_changed(b, w, x, r));
    Some(())
}

fn shrd(b: &mut Builder, i: &Instruction) -> Option<()> {
    let w = width_of(i, 0)?;
    let (dst, src) = (b.place(i, 0)?, b.place(i, 1)?);
    let count = Count::of(b, i, 2, w)?;
    let (x, y) = (b.read(dst, w), b.read(src, w));
    let r = if w == Width::W16 {
        let sixteen = b.c32(16);
        let high = b.n2(Op::I32Shl, y, sixteen);
        let both = b.n2(Op::I32Or, high, x);
        let shifted = b.n2(Op::I32ShrU, both, count.by);
        b.mask(w, shifted)
    } else {
        let low = shift_right(b, w, x, count.by);
        let (one, rest) = (b.const_of(w, 1), complement(b, &count));
        let high = shift_left(b, w, y, one);
        let high = shift_left(b, w, high, rest);
        b.or(w, high, low)
    };
    b.write(dst, w, r);
    let carry = |b: &mut Builder| {
        let n = count.less_one(b);
        bit(b, w, x, n)
    };
    shift_flags(b, &count, r, carry, |b, _| sign_changed(b, w, x, r));
    Some(())
}
