//! Bitwise operations.

use iced_x86::{Code::*, Instruction};

use super::arith::{Two, two, width_of};
use super::{Row, row};
use crate::ir::Builder;

#[rustfmt::skip]
pub(super) const ROWS: &[Row] = &[
    row(
        &[
            And_rm8_r8, And_rm16_r16, And_rm32_r32, And_rm64_r64, And_r8_rm8, And_r16_rm16, And_r32_rm32, And_r64_rm64,
            And_AL_imm8, And_AX_imm16, And_EAX_imm32, And_RAX_imm32, And_rm8_imm8, And_rm16_imm16, And_rm32_imm32,
            And_rm64_imm32, And_rm16_imm8, And_rm32_imm8, And_rm64_imm8,
        ],
        and,
    ),
    row(
        &[
            Or_rm8_r8, Or_rm16_r16, Or_rm32_r32, Or_rm64_r64, Or_r8_rm8, Or_r16_rm16, Or_r32_rm32, Or_r64_rm64, Or_AL_imm8,
            Or_AX_imm16, Or_EAX_imm32, Or_RAX_imm32, Or_rm8_imm8, Or_rm16_imm16, Or_rm32_imm32, Or_rm64_imm32, Or_rm16_imm8,
            Or_rm32_imm8, Or_rm64_imm8,
        ],
        or,
    ),
    row(
        &[
            Xor_rm8_r8, Xor_rm16_r16, Xor_rm32_r32, Xor_rm64_r64, Xor_r8_rm8, Xor_r16_rm16, Xor_r32_rm32, Xor_r64_rm64,
            Xor_AL_imm8, Xor_AX_imm16, Xor_EAX_imm32, Xor_RAX_imm32, Xor_rm8_imm8, Xor_rm16_imm16, Xor_rm32_imm32,
            Xor_rm64_imm32, Xor_rm16_imm8, Xor_rm32_imm8, Xor_rm64_imm8,
        ],
        xor,
    ),
    row(
        &[
            Test_rm8_r8, Test_rm16_r16, Test_rm32_r32, Test_rm64_r64, Test_AL_imm8, Test_AX_imm16, Test_EAX_imm32,
            Test_RAX_imm32, Test_rm8_imm8, Test_rm8_imm8_F6r1, Test_rm16_imm16, Test_rm32_imm32, Test_rm64_imm32,
            Test_rm16_imm16_F7r1, Test_rm32_imm32_F7r1, Test_rm64_imm32_F7r1,
        ],
        test,
    ),
    row(&[Not_rm8, Not_rm16, Not_rm32, Not_rm64], not),
];

fn and(b: &mut Builder, i: &Instruction) -> Option<()> {
    let Two { w, dst, x, y } = two(b, i)?;
    let r = if x == y { x } else { b.and(w, x, y) };
    b.write(dst, w, r);
    b.flags_logic(w, r);
    Some(())
}

fn or(b: &mut Builder, i: &Instruction) -> Option<()> {
    let Two { w, dst, x, y } = two(b, i)?;
    let r = if x == y { x } else { b.or(w, x, y) };
    b.write(dst, w, r);
    b.flags_logic(w, r);
    Some(())
}

fn xor(b: &mut Builder, i: &Instruction) -> Option<()> {
    let Two { w, dst, x, y } = two(b, i)?;
    let r = b.xor(w, x, y);
    b.write(dst, w, r);
    b.flags_logic(w, r);
    Some(())
}

fn test(b: &mut Builder, i: &Instruction) -> Option<()> {
    let Two { w, x, y, .. } = two(b, i)?;
    let r = if x == y { x } else { b.and(w, x, y) };
    b.flags_logic(w, r);
    Some(())
}

fn not(b: &mut Builder, i: &Instruction) -> Option<()> {
    let w = width_of(i, 0)?;
    let dst = b.place(i, 0)?;
    let x = b.read(dst, w);
    let r = b.not(w, x);
    b.write(dst, w, r);
    Some(())
}
