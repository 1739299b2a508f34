//! Multiplication and division.

use iced_x86::{Code::*, Instruction, Register};

use super::arith::{undefined, width_of};
use super::convert::sign_mask;
use super::{Row, row};
use crate::ir::{Builder, FlagSet, Op, Place, TrapKind, Val, Width};

#[rustfmt::skip]
pub(super) const ROWS: &[Row] = &[
    row(&[Mul_rm8, Mul_rm16, Mul_rm32, Mul_rm64], mul),
    row(&[Imul_rm8, Imul_rm16, Imul_rm32, Imul_rm64], imul_wide),
    row(
        &[
            Imul_r16_rm16_imm16, Imul_r32_rm32_imm32, Imul_r64_rm64_imm32, Imul_r16_rm16_imm8, Imul_r32_rm32_imm8,
            Imul_r64_rm64_imm8, Imul_r16_rm16, Imul_r32_rm32, Imul_r64_rm64,
        ],
        imul,
    ),
    row(&[Div_rm8, Div_rm16, Div_rm32, Div_rm64], div),
    row(&[Idiv_rm8, Idiv_rm16, Idiv_rm32, Idiv_rm64], idiv),
];

/// The registers of a double-width value: high and low half.
fn halves(w: Width) -> (Register, Register) {
    match w {
        Width::W8 => (Register::AH, Register::AL),
        Width::W16 => (Register::DX, Register::AX),
        Width::W32 => (Register::EDX, Register::EAX),
        Width::W64 => (Register::RDX, Register::RAX),
    }
}

/// CF and OF say that the high half matters; the rest is undefined.
fn multiply_flags(b: &mut Builder, overflow: impl FnOnce(&mut Builder) -> Val) {
    const BOTH: FlagSet = FlagSet::CF.union(FlagSet::OF);
    if b.wants(BOTH) {
        let v = overflow(b);
        b.set_flag(BOTH, v);
    }
    undefined(b, FlagSet::ALL.without(BOTH));
}

/// The full product of two values of a width: low and high half.
fn full_product(b: &mut Builder, w: Width, signed: bool, x: Val, y: Val) -> (Val, Val) {
    let mut extend = |v| if signed { b.sign_extend_narrow(w, v) } else { v };
    let (x, y) = (extend(x), extend(y));
    match w {
        Width::W64 => b.mul_wide(signed, x, y),
        Width::W32 => {
            let op = if signed { Op::I64ExtendI32S } else { Op::I64ExtendI32U };
            let (x, y) = (b.n1(op, x), b.n1(op, y));
            let r = b.n2(Op::I64Mul, x, y);
            let n = b.c64(32);
            let high = b.n2(Op::I64ShrU, r, n);
            (b.n1(Op::I32WrapI64, r), b.n1(Op::I32WrapI64, high))
        }
        _ => {
            let r = b.n2(Op::I32Mul, x, y);
            let n = b.c32(w.bits());
            let high = b.n2(Op::I32ShrU, r, n);
            (b.mask(w, r), b.mask(w, high))
        }
    }
}

fn mul(b: &mut Builder, i: &Instruction) -> Option<()> {
    multiply_accumulator(b, i, false)
}

fn imul_wide(b: &mut Builder, i: &Instruction) -> Option<()> {
    multiply_accumulator(b, i, true)
}

fn multiply_accumulator(b: &mut Builder, i: &Instruction, signed: bool) -> Option<()> {
    let w = width_of(i, 0)?;
    let src = b.place(i, 0)?;
    let (high_reg, low_reg) = halves(w);
    let (x, y) = (b.read_reg(low_reg), b.read(src, w));
    let (low, high) = full_product(b, w, signed, x, y);
    b.write_reg(low_reg, low);
    b.write_reg(high_reg, high);
    multiply_flags(b, |b| {
        let expected = if signed { sign_mask(b, w, low) } else { b.const_of(w, 0) };
        let expected = b.mask(w, expected);
        b.n2(if w == Width::W64 { Op::I64Ne } else { Op::I32Ne }, high, expected)
    });
    Some(())
}

/// Two and three operands: the low half only, so that a plain multiplication does unless the flags are wanted.
fn imul(b: &mut Builder, i: &Instruction) -> Option<()> {
    let w = width_of(i, 0)?;
    let dst = b.place(i, 0)?;
    let (first, second) = if i.op_count() == 3 { (1, 2) } else { (0, 1) };
    let (p, q) = (b.place(i, first)?, b.place(i, second)?);
    let x = b.read(p, w);
    let y = if matches!((p, q), (Place::Gpr(p), Place::Gpr(q)) if p == q) { x } else { b.read(q, w) };
    let product = b.n2(if w == Width::W64 { Op::I64Mul } else { Op::I32Mul }, x, y);
    let r = b.mask(w, product);
    b.write(dst, w, r);
    multiply_flags(b, |b| {
        let (low, high) = full_product(b, w, true, x, y);
        let expected = sign_mask(b, w, low);
        let expected = b.mask(w, expected);
        b.n2(if w == Width::W64 { Op::I64Ne } else { Op::I32Ne }, high, expected)
    });
    Some(())
}

fn div(b: &mut Builder, i: &Instruction) -> Option<()> {
    divide(b, i, false)
}

fn idiv(b: &mut Builder, i: &Instruction) -> Option<()> {
    divide(b, i, true)
}

fn divide(b: &mut Builder, i: &Instruction, signed: bool) -> Option<()> {
    let w = width_of(i, 0)?;
    let src = b.place(i, 0)?;
    let by = b.read(src, w);
    let (high_reg, low_reg) = halves(w);
    let (q, r) = match w {
        Width::W32 | Width::W64 => {
            let (hi, lo) = (b.read_reg(high_reg), b.read_reg(low_reg));
            b.div(signed, w, [hi, lo, by], i.ip())
        }
        Width::W8 | Width::W16 => divide_narrow(b, w, by, signed, i.ip()),
    };
    b.write_reg(low_reg, q);
    b.write_reg(high_reg, r);
    undefined(b, FlagSet::ALL);
    Some(())
}

/// The dividend fits 32 bits; the quotient must fit the narrow width.
fn divide_narrow(b: &mut Builder, w: Width, by: Val, signed: bool, pc: u64) -> (Val, Val) {
    let dividend = if w == Width::W8 {
        let ax = b.read_reg(Register::AX);
        if signed { b.sign_extend_narrow(Width::W16, ax) } else { ax }
    } else {
        let (dx, ax) = (b.read_reg(Register::DX), b.read_reg(Register::AX));
        let n = b.c32(16);
        let high = b.n2(Op::I32Shl, dx, n);
        b.n2(Op::I32Or, high, ax)
    };
    let (hi, by) =
        if signed { (sign_mask(b, Width::W32, dividend), b.sign_extend_narrow(w, by)) } else { (b.c32(0), by) };
    let (q, r) = b.div(signed, Width::W32, [hi, dividend, by], pc);
    let cut = b.mask(w, q);
    let back = if signed { b.sign_extend_narrow(w, cut) } else { cut };
    let overflow = b.n2(Op::I32Ne, q, back);
    b.trap_if(overflow, TrapKind::Divide, pc);
    (cut, b.mask(w, r))
}
