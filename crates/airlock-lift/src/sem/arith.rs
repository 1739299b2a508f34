//! Addition, subtraction, comparison, increment, negation.

use iced_x86::{Code::*, Instruction};

use super::{Row, row};
use crate::ir::{Builder, FlagSet, Op, Place, Val, Width};

#[rustfmt::skip]
pub(super) const ROWS: &[Row] = &[
    row(
        &[
            Add_rm8_r8, Add_rm16_r16, Add_rm32_r32, Add_rm64_r64, Add_r8_rm8, Add_r16_rm16, Add_r32_rm32, Add_r64_rm64,
            Add_AL_imm8, Add_AX_imm16, Add_EAX_imm32, Add_RAX_imm32, Add_rm8_imm8, Add_rm16_imm16, Add_rm32_imm32,
            Add_rm64_imm32, Add_rm16_imm8, Add_rm32_imm8, Add_rm64_imm8,
        ],
        add,
    ),
    row(
        &[
            Adc_rm8_r8, Adc_rm16_r16, Adc_rm32_r32, Adc_rm64_r64, Adc_r8_rm8, Adc_r16_rm16, Adc_r32_rm32, Adc_r64_rm64,
            Adc_AL_imm8, Adc_AX_imm16, Adc_EAX_imm32, Adc_RAX_imm32, Adc_rm8_imm8, Adc_rm16_imm16, Adc_rm32_imm32,
            Adc_rm64_imm32, Adc_rm16_imm8, Adc_rm32_imm8, Adc_rm64_imm8,
        ],
        adc,
    ),
    row(
        &[
            Sub_rm8_r8, Sub_rm16_r16, Sub_rm32_r32, Sub_rm64_r64, Sub_r8_rm8, Sub_r16_rm16, Sub_r32_rm32, Sub_r64_rm64,
            Sub_AL_imm8, Sub_AX_imm16, Sub_EAX_imm32, Sub_RAX_imm32, Sub_rm8_imm8, Sub_rm16_imm16, Sub_rm32_imm32,
            Sub_rm64_imm32, Sub_rm16_imm8, Sub_rm32_imm8, Sub_rm64_imm8,
        ],
        sub,
    ),
    row(
        &[
            Sbb_rm8_r8, Sbb_rm16_r16, Sbb_rm32_r32, Sbb_rm64_r64, Sbb_r8_rm8, Sbb_r16_rm16, Sbb_r32_rm32, Sbb_r64_rm64,
            Sbb_AL_imm8, Sbb_AX_imm16, Sbb_EAX_imm32, Sbb_RAX_imm32, Sbb_rm8_imm8, Sbb_rm16_imm16, Sbb_rm32_imm32,
            Sbb_rm64_imm32, Sbb_rm16_imm8, Sbb_rm32_imm8, Sbb_rm64_imm8,
        ],
        sbb,
    ),
    row(
        &[
            Cmp_rm8_r8, Cmp_rm16_r16, Cmp_rm32_r32, Cmp_rm64_r64, Cmp_r8_rm8, Cmp_r16_rm16, Cmp_r32_rm32, Cmp_r64_rm64,
            Cmp_AL_imm8, Cmp_AX_imm16, Cmp_EAX_imm32, Cmp_RAX_imm32, Cmp_rm8_imm8, Cmp_rm16_imm16, Cmp_rm32_imm32,
            Cmp_rm64_imm32, Cmp_rm16_imm8, Cmp_rm32_imm8, Cmp_rm64_imm8,
        ],
        cmp,
    ),
    row(&[Inc_rm8, Inc_rm16, Inc_rm32, Inc_rm64], inc),
    row(&[Dec_rm8, Dec_rm16, Dec_rm32, Dec_rm64], dec),
    row(&[Neg_rm8, Neg_rm16, Neg_rm32, Neg_rm64], neg),
];

/// The width of operand `n`, from its register or the size of the memory operand.
pub(super) fn width_of(i: &Instruction, n: u32) -> Option<Width> {
    let r = i.op_register(n);
    Width::from_bytes(if i.op_kind(n) == iced_x86::OpKind::Register { r.size() } else { i.memory_size().size() })
}

/// The two operands of an instruction whose first is also the destination.
pub(super) struct Two {
    pub(super) w: Width,
    pub(super) dst: Place,
    pub(super) x: Val,
    pub(super) y: Val,
}

/// Reads both operands; the same register twice is the same value twice, which is how idioms show.
pub(super) fn two(b: &mut Builder, i: &Instruction) -> Option<Two> {
    let w = width_of(i, 0)?;
    let (dst, src) = (b.place(i, 0)?, b.place(i, 1)?);
    let x = b.read(dst, w);
    let y = match (dst, src) {
        (Place::Gpr(d), Place::Gpr(s)) if d == s => x,
        _ => b.read(src, w),
    };
    Some(Two { w, dst, x, y })
}

/// Gives undefined flags a value: zero, so that nothing older stays alive for their sake.
pub(super) fn undefined(b: &mut Builder, flags: FlagSet) {
    set_const(b, flags, 0);
}

/// Sets flags to a constant.
pub(super) fn set_const(b: &mut Builder, flags: FlagSet, v: u32) {
    if b.wants(flags) {
        let v = b.c32(v);
        b.set_flag(flags, v);
    }
}

/// The carry flag as a value of a width.
pub(super) fn carry_in(b: &mut Builder, w: Width) -> Val {
    let c = b.flag(FlagSet::CF);
    b.zero_extend(Width::W32, w, c)
}

fn add(b: &mut Builder, i: &Instruction) -> Option<()> {
    let Two { w, dst, x, y } = two(b, i)?;
    let r = b.add(w, x, y);
    b.write(dst, w, r);
    b.flags_add(w, x, y, r, FlagSet::ALL);
    Some(())
}

fn adc(b: &mut Builder, i: &Instruction) -> Option<()> {
    let Two { w, dst, x, y } = two(b, i)?;
    let c = carry_in(b, w);
    let partial = b.add(w, x, y);
    let r = b.add(w, partial, c);
    b.write(dst, w, r);
    flags_adc(b, w, [x, y, partial, r]);
    Some(())
}

/// Flags of `r = (partial = x + y) + carry`.
pub(super) fn flags_adc(b: &mut Builder, w: Width, [x, y, partial, r]: [Val; 4]) {
    b.flags_add(w, x, y, r, FlagSet::NOT_CF);
    if b.wants(FlagSet::CF) {
        let first = b.lt_u(w, partial, x);
        let second = b.lt_u(w, r, partial);
        let cf = b.n2(Op::I32Or, first, second);
        b.set_flag(FlagSet::CF, cf);
    }
}

fn sub(b: &mut Builder, i: &Instruction) -> Option<()> {
    let Two { w, dst, x, y } = two(b, i)?;
    let r = b.sub(w, x, y);
    b.write(dst, w, r);
    b.flags_sub(w, x, y, r, FlagSet::ALL);
    Some(())
}

fn sbb(b: &mut Builder, i: &Instruction) -> Option<()> {
    let Two { w, dst, x, y } = two(b, i)?;
    let c = carry_in(b, w);
    let partial = b.sub(w, x, y);
    let r = b.sub(w, partial, c);
    b.write(dst, w, r);
    if x == y {
        // `sbb r, r` spreads the carry and leaves CF; the other flags are those of zero minus carry.
        let zero = b.const_of(w, 0);
        b.flags_sub(w, zero, c, r, FlagSet::NOT_CF);
    } else {
        flags_sbb(b, w, [x, y, partial, r], c);
    }
    Some(())
}

/// Flags of `r = (partial = x - y) - carry`. A lazy subtraction will not do: its comparisons ignore the borrow.
pub(super) fn flags_sbb(b: &mut Builder, w: Width, [x, y, partial, r]: [Val; 4], carry: Val) {
    b.flags_result(w, r);
    if b.wants(FlagSet::CF) {
        let first = b.lt_u(w, x, y);
        let second = b.lt_u(w, partial, carry);
        let cf = b.n2(Op::I32Or, first, second);
        b.set_flag(FlagSet::CF, cf);
    }
    let signs = b.xor(w, x, y);
    if b.wants(FlagSet::OF) {
        let changed = b.xor(w, x, r);
        let both = b.and(w, signs, changed);
        let of = b.sign_bit(w, both);
        b.set_flag(FlagSet::OF, of);
    }
    if b.wants(FlagSet::AF) {
        let all = b.xor(w, signs, r);
        let low = b.zero_extend(w, Width::W32, all);
        let four = b.c32(4);
        let af = bit(b, Width::W32, low, four);
        b.set_flag(FlagSet::AF, af);
    }
}

/// Bit `n` (a value of the width) of `v` as an `I32`. `n` counts modulo 32 or 64.
pub(super) fn bit(b: &mut Builder, w: Width, v: Val, n: Val) -> Val {
    let shifted = b.n2(if w == Width::W64 { Op::I64ShrU } else { Op::I32ShrU }, v, n);
    let low = if w == Width::W64 { b.n1(Op::I32WrapI64, shifted) } else { shifted };
    let one = b.c32(1);
    b.n2(Op::I32And, low, one)
}

fn cmp(b: &mut Builder, i: &Instruction) -> Option<()> {
    let Two { w, x, y, .. } = two(b, i)?;
    let r = b.sub(w, x, y);
    b.flags_sub(w, x, y, r, FlagSet::ALL);
    Some(())
}

fn inc(b: &mut Builder, i: &Instruction) -> Option<()> {
    let w = width_of(i, 0)?;
    let dst = b.place(i, 0)?;
    let (x, one) = (b.read(dst, w), b.const_of(w, 1));
    let r = b.add(w, x, one);
    b.write(dst, w, r);
    b.flags_add(w, x, one, r, FlagSet::NOT_CF);
    Some(())
}

fn dec(b: &mut Builder, i: &Instruction) -> Option<()> {
    let w = width_of(i, 0)?;
    let dst = b.place(i, 0)?;
    let (x, one) = (b.read(dst, w), b.const_of(w, 1));
    let r = b.sub(w, x, one);
    b.write(dst, w, r);
    b.flags_sub(w, x, one, r, FlagSet::NOT_CF);
    Some(())
}

fn neg(b: &mut Builder, i: &Instruction) -> Option<()> {
    let w = width_of(i, 0)?;
    let dst = b.place(i, 0)?;
    let (zero, x) = (b.const_of(w, 0), b.read(dst, w));
    let r = b.sub(w, zero, x);
    b.write(dst, w, r);
    b.flags_sub(w, zero, x, r, FlagSet::ALL);
    Some(())
}
