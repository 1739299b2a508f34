//! SSE integer arithmetic, comparison, logic, shifts, packing, `ptest`, the SSE4.2 string comparisons and `crc32`.

use iced_x86::{Code::*, Instruction, OpKind, Register};

use super::sse_mov::{dst, lanes, set_dst, src32, src64, src128, xmm_var};
use super::{Row, row};
use crate::helper::Helper;
use crate::ir::{Aggregation, Builder, FlagSet, LaneOp, Load, Op, Val, Var, Width};

pub(super) const ROWS: &[Row] = &[
    // Addition and subtraction.
    row(&[Paddb_xmm_xmmm128], |b, i| bin(b, i, Op::I8x16Add)),
    row(&[Paddw_xmm_xmmm128], |b, i| bin(b, i, Op::I16x8Add)),
    row(&[Paddd_xmm_xmmm128], |b, i| bin(b, i, Op::I32x4Add)),
    row(&[Paddq_xmm_xmmm128], |b, i| bin(b, i, Op::I64x2Add)),
    row(&[Psubb_xmm_xmmm128], |b, i| bin(b, i, Op::I8x16Sub)),
    row(&[Psubw_xmm_xmmm128], |b, i| bin(b, i, Op::I16x8Sub)),
    row(&[Psubd_xmm_xmmm128], |b, i| bin(b, i, Op::I32x4Sub)),
    row(&[Psubq_xmm_xmmm128], |b, i| bin(b, i, Op::I64x2Sub)),
    row(&[Paddsb_xmm_xmmm128], |b, i| bin(b, i, Op::I8x16AddSatS)),
    row(&[Paddsw_xmm_xmmm128], |b, i| bin(b, i, Op::I16x8AddSatS)),
    row(&[Paddusb_xmm_xmmm128], |b, i| bin(b, i, Op::I8x16AddSatU)),
    row(&[Paddusw_xmm_xmmm128], |b, i| bin(b, i, Op::I16x8AddSatU)),
    row(&[Psubsb_xmm_xmmm128], |b, i| bin(b, i, Op::I8x16SubSatS)),
    row(&[Psubsw_xmm_xmmm128], |b, i| bin(b, i, Op::I16x8SubSatS)),
    row(&[Psubusb_xmm_xmmm128], |b, i| bin(b, i, Op::I8x16SubSatU)),
    row(&[Psubusw_xmm_xmmm128], |b, i| bin(b, i, Op::I16x8SubSatU)),
    row(&[Pavgb_xmm_xmmm128], |b, i| bin(b, i, Op::I8x16AvgrU)),
    row(&[Pavgw_xmm_xmmm128], |b, i| bin(b, i, Op::I16x8AvgrU)),
    // Horizontal.
    row(&[Phaddw_xmm_xmmm128], |b, i| horizontal(b, i, 2, Op::I16x8Add)),
    row(&[Phaddd_xmm_xmmm128], |b, i| horizontal(b, i, 4, Op::I32x4Add)),
    row(&[Phaddsw_xmm_xmmm128], |b, i| horizontal(b, i, 2, Op::I16x8AddSatS)),
    row(&[Phsubw_xmm_xmmm128], |b, i| horizontal(b, i, 2, Op::I16x8Sub)),
    row(&[Phsubd_xmm_xmmm128], |b, i| horizontal(b, i, 4, Op::I32x4Sub)),
    row(&[Phsubsw_xmm_xmmm128], |b, i| horizontal(b, i, 2, Op::I16x8SubSatS)),
    row(&[Psadbw_xmm_xmmm128], psadbw),
    row(&[Mpsadbw_xmm_xmmm128_imm8], mpsadbw),
    row(&[Phminposuw_xmm_xmmm128], phminposuw),
    // Multiplication.
    row(&[Pmullw_xmm_xmmm128], |b, i| bin(b, i, Op::I16x8Mul)),
    row(&[Pmulld_xmm_xmmm128], |b, i| bin(b, i, Op::I32x4Mul)),
    row(&[Pmaddwd_xmm_xmmm128], |b, i| bin(b, i, Op::I32x4DotI16x8S)),
    row(&[Pmaddubsw_xmm_xmmm128], pmaddubsw),
    row(&[Pmulhw_xmm_xmmm128], pmulhw),
    row(&[Pmulhuw_xmm_xmmm128], pmulhuw),
    row(&[Pmulhrsw_xmm_xmmm128], pmulhrsw),
    row(&[Pmuludq_xmm_xmmm128], |b, i| even_mul(b, i, Op::I64x2ExtMulLowI32x4U)),
    row(&[Pmuldq_xmm_xmmm128], |b, i| even_mul(b, i, Op::I64x2ExtMulLowI32x4S)),
    // Minimum, maximum, absolute value, sign.
    row(&[Pminsb_xmm_xmmm128], |b, i| bin(b, i, Op::I8x16MinS)),
    row(&[Pminsw_xmm_xmmm128], |b, i| bin(b, i, Op::I16x8MinS)),
    row(&[Pminsd_xmm_xmmm128], |b, i| bin(b, i, Op::I32x4MinS)),
    row(&[Pminub_xmm_xmmm128], |b, i| bin(b, i, Op::I8x16MinU)),
    row(&[Pminuw_xmm_xmmm128], |b, i| bin(b, i, Op::I16x8MinU)),
    row(&[Pminud_xmm_xmmm128], |b, i| bin(b, i, Op::I32x4MinU)),
    row(&[Pmaxsb_xmm_xmmm128], |b, i| bin(b, i, Op::I8x16MaxS)),
    row(&[Pmaxsw_xmm_xmmm128], |b, i| bin(b, i, Op::I16x8MaxS)),
    row(&[Pmaxsd_xmm_xmmm128], |b, i| bin(b, i, Op::I32x4MaxS)),
    row(&[Pmaxub_xmm_xmmm128], |b, i| bin(b, i, Op::I8x16MaxU)),
    row(&[Pmaxuw_xmm_xmmm128], |b, i| bin(b, i, Op::I16x8MaxU)),
    row(&[Pmaxud_xmm_xmmm128], |b, i| bin(b, i, Op::I32x4MaxU)),
    row(&[Pabsb_xmm_xmmm128], |b, i| unary(b, i, Op::I8x16Abs)),
    row(&[Pabsw_xmm_xmmm128], |b, i| unary(b, i, Op::I16x8Abs)),
    row(&[Pabsd_xmm_xmmm128], |b, i| unary(b, i, Op::I32x4Abs)),
    row(&[Psignb_xmm_xmmm128], |b, i| psign(b, i, Op::I8x16LtS, Op::I8x16Sub, Op::I8x16Eq)),
    row(&[Psignw_xmm_xmmm128], |b, i| psign(b, i, Op::I16x8LtS, Op::I16x8Sub, Op::I16x8Eq)),
    row(&[Psignd_xmm_xmmm128], |b, i| psign(b, i, Op::I32x4LtS, Op::I32x4Sub, Op::I32x4Eq)),
    // Comparison.
    row(&[Pcmpeqb_xmm_xmmm128], |b, i| bin(b, i, Op::I8x16Eq)),
    row(&[Pcmpeqw_xmm_xmmm128], |b, i| bin(b, i, Op::I16x8Eq)),
    row(&[Pcmpeqd_xmm_xmmm128], |b, i| bin(b, i, Op::I32x4Eq)),
    row(&[Pcmpeqq_xmm_xmmm128], |b, i| bin(b, i, Op::I64x2Eq)),
    row(&[Pcmpgtb_xmm_xmmm128], |b, i| bin(b, i, Op::I8x16GtS)),
    row(&[Pcmpgtw_xmm_xmmm128], |b, i| bin(b, i, Op::I16x8GtS)),
    row(&[Pcmpgtd_xmm_xmmm128], |b, i| bin(b, i, Op::I32x4GtS)),
    row(&[Pcmpgtq_xmm_xmmm128], |b, i| bin(b, i, Op::I64x2GtS)),
    row(&[Ptest_xmm_xmmm128], ptest),
    // Logic.
    row(&[Pand_xmm_xmmm128, Andps_xmm_xmmm128, Andpd_xmm_xmmm128], |b, i| bin(b, i, Op::V128And)),
    row(&[Por_xmm_xmmm128, Orps_xmm_xmmm128, Orpd_xmm_xmmm128], |b, i| bin(b, i, Op::V128Or)),
    row(&[Pxor_xmm_xmmm128, Xorps_xmm_xmmm128, Xorpd_xmm_xmmm128], |b, i| bin(b, i, Op::V128Xor)),
    row(&[Pandn_xmm_xmmm128, Andnps_xmm_xmmm128, Andnpd_xmm_xmmm128], |b, i| {
        let d = dst(b, i)?;
        let s = src128(b, i, 1)?;
        let r = if d == s { b.cv(0) } else { b.n2(Op::V128AndNot, s, d) };
        set_dst(b, i, r)
    }),
    // Shifts.
    row(&[Psllw_xmm_imm8, Psllw_xmm_xmmm128], |b, i| shift(b, i, Op::I16x8Shl, 16)),
    row(&[Pslld_xmm_imm8, Pslld_xmm_xmmm128], |b, i| shift(b, i, Op::I32x4Shl, 32)),
    row(&[Psllq_xmm_imm8, Psllq_xmm_xmmm128], |b, i| shift(b, i, Op::I64x2Shl, 64)),
    row(&[Psrlw_xmm_imm8, Psrlw_xmm_xmmm128], |b, i| shift(b, i, Op::I16x8ShrU, 16)),
    row(&[Psrld_xmm_imm8, Psrld_xmm_xmmm128], |b, i| shift(b, i, Op::I32x4ShrU, 32)),
    row(&[Psrlq_xmm_imm8, Psrlq_xmm_xmmm128], |b, i| shift(b, i, Op::I64x2ShrU, 64)),
    row(&[Psraw_xmm_imm8, Psraw_xmm_xmmm128], |b, i| shift(b, i, Op::I16x8ShrS, 16)),
    row(&[Psrad_xmm_imm8, Psrad_xmm_xmmm128], |b, i| shift(b, i, Op::I32x4ShrS, 32)),
    // Narrowing and widening.
    row(&[Packsswb_xmm_xmmm128], |b, i| bin(b, i, Op::I8x16NarrowI16x8S)),
    row(&[Packuswb_xmm_xmmm128], |b, i| bin(b, i, Op::I8x16NarrowI16x8U)),
    row(&[Packssdw_xmm_xmmm128], |b, i| bin(b, i, Op::I16x8NarrowI32x4S)),
    row(&[Packusdw_xmm_xmmm128], |b, i| bin(b, i, Op::I16x8NarrowI32x4U)),
    row(&[Pmovsxbw_xmm_xmmm64], |b, i| widen(b, i, &[Op::I16x8ExtendLowI8x16S])),
    row(&[Pmovsxwd_xmm_xmmm64], |b, i| widen(b, i, &[Op::I32x4ExtendLowI16x8S])),
    row(&[Pmovsxdq_xmm_xmmm64], |b, i| widen(b, i, &[Op::I64x2ExtendLowI32x4S])),
    row(&[Pmovsxbd_xmm_xmmm32], |b, i| widen(b, i, &[Op::I16x8ExtendLowI8x16S, Op::I32x4ExtendLowI16x8S])),
    row(&[Pmovsxwq_xmm_xmmm32], |b, i| widen(b, i, &[Op::I32x4ExtendLowI16x8S, Op::I64x2ExtendLowI32x4S])),
    row(&[Pmovsxbq_xmm_xmmm16], |b, i| {
        widen(b, i, &[Op::I16x8ExtendLowI8x16S, Op::I32x4ExtendLowI16x8S, Op::I64x2ExtendLowI32x4S])
    }),
    row(&[Pmovzxbw_xmm_xmmm64], |b, i| widen(b, i, &[Op::I16x8ExtendLowI8x16U])),
    row(&[Pmovzxwd_xmm_xmmm64], |b, i| widen(b, i, &[Op::I32x4ExtendLowI16x8U])),
    row(&[Pmovzxdq_xmm_xmmm64], |b, i| widen(b, i, &[Op::I64x2ExtendLowI32x4U])),
    row(&[Pmovzxbd_xmm_xmmm32], |b, i| widen(b, i, &[Op::I16x8ExtendLowI8x16U, Op::I32x4ExtendLowI16x8U])),
    row(&[Pmovzxwq_xmm_xmmm32], |b, i| widen(b, i, &[Op::I32x4ExtendLowI16x8U, Op::I64x2ExtendLowI32x4U])),
    row(&[Pmovzxbq_xmm_xmmm16], |b, i| {
        widen(b, i, &[Op::I16x8ExtendLowI8x16U, Op::I32x4ExtendLowI16x8U, Op::I64x2ExtendLowI32x4U])
    }),
    // SSE4.2.
    row(&[Pcmpistri_xmm_xmmm128_imm8], |b, i| string_compare(b, i, 0)),
    row(&[Pcmpistrm_xmm_xmmm128_imm8], |b, i| string_compare(b, i, 1)),
    row(&[Pcmpestri_xmm_xmmm128_imm8, Pcmpestri64_xmm_xmmm128_imm8], |b, i| string_compare(b, i, 2)),
    row(&[Pcmpestrm_xmm_xmmm128_imm8, Pcmpestrm64_xmm_xmmm128_imm8], |b, i| string_compare(b, i, 3)),
    row(&[Crc32_r32_rm8, Crc32_r64_rm8], |b, i| crc32(b, i, Width::W8)),
    row(&[Crc32_r32_rm16], |b, i| crc32(b, i, Width::W16)),
    row(&[Crc32_r32_rm32], |b, i| crc32(b, i, Width::W32)),
    row(&[Crc32_r64_rm64], |b, i| crc32(b, i, Width::W64)),
];

/// `destination = op(destination, source)`.
fn bin(b: &mut Builder, i: &Instruction, op: Op) -> Option<()> {
    let d = dst(b, i)?;
    let s = src128(b, i, 1)?;
    // The idioms that clear a register or fill it with ones depend on nothing.
    let r = match op {
        Op::V128Xor | Op::I8x16Sub | Op::I16x8Sub | Op::I32x4Sub | Op::I64x2Sub if d == s => b.cv(0),
        Op::I8x16GtS | Op::I16x8GtS | Op::I32x4GtS | Op::I64x2GtS if d == s => b.cv(0),
        Op::I8x16Eq | Op::I16x8Eq | Op::I32x4Eq | Op::I64x2Eq if d == s => b.cv(u128::MAX),
        Op::V128And | Op::V128Or if d == s => d,
        _ => b.n2(op, d, s),
    };
    set_dst(b, i, r)
}

fn unary(b: &mut Builder, i: &Instruction, op: Op) -> Option<()> {
    let s = src128(b, i, 1)?;
    let r = b.n1(op, s);
    set_dst(b, i, r)
}

/// `op` of the even and the odd lanes of destination and source together.
fn horizontal(b: &mut Builder, i: &Instruction, size: u8, op: Op) -> Option<()> {
    let d = dst(b, i)?;
    let s = src128(b, i, 1)?;
    let (even, odd) = even_odd(b, d, s, size);
    let r = b.n2(op, even, odd);
    set_dst(b, i, r)
}

/// The even lanes of `d` and then `s`, and the odd ones.
pub(super) fn even_odd(b: &mut Builder, d: Val, s: Val, size: u8) -> (Val, Val) {
    let even: [u8; 8] = std::array::from_fn(|k| 2 * k as u8);
    let odd: [u8; 8] = std::array::from_fn(|k| 2 * k as u8 + 1);
    let n = usize::from(16 / size).min(8);
    let pick = |v: &[u8; 8]| lanes(v.get(..n).unwrap_or(v), size);
    (b.shuffle(pick(&even), d, s), b.shuffle(pick(&odd), d, s))
}

fn psadbw(b: &mut Builder, i: &Instruction) -> Option<()> {
    let d = dst(b, i)?;
    let s = src128(b, i, 1)?;
    let over = b.n2(Op::I8x16SubSatU, d, s);
    let under = b.n2(Op::I8x16SubSatU, s, d);
    let diff = b.n2(Op::V128Or, over, under);
    let sums = b.n1(Op::I16x8ExtAddPairwiseI8x16U, diff);
    let sums = b.n1(Op::I32x4ExtAddPairwiseI16x8U, sums);
    let n = b.c32(32);
    let high = b.n2(Op::I64x2ShrU, sums, n);
    let sums = b.n2(Op::I64x2Add, sums, high);
    let mask = b.cv(0xffff << 64 | 0xffff);
    let r = b.n2(Op::V128And, sums, mask);
    set_dst(b, i, r)
}

fn mpsadbw(b: &mut Builder, i: &Instruction) -> Option<()> {
    let imm = i.immediate8();
    let (from, at) = (4 * (imm >> 2 & 1), 4 * (imm & 3));
    let d = dst(b, i)?;
    let s = src128(b, i, 1)?;
    let zero = b.cv(0);
    let mut sum = None;
    for k in 0..4 {
        // As words: eight bytes of the destination from a sliding offset, and one byte of the source everywhere.
        let window =
            b.shuffle(std::array::from_fn(|j| if j % 2 == 0 { from + k + (j / 2) as u8 } else { 16 }), d, zero);
        let byte = b.shuffle(std::array::from_fn(|j| if j % 2 == 0 { at + k } else { 16 }), s, zero);
        let diff = b.n2(Op::I16x8Sub, window, byte);
        let diff = b.n1(Op::I16x8Abs, diff);
        sum = Some(match sum {
            Some(sum) => b.n2(Op::I16x8Add, sum, diff),
            None => diff,
        });
    }
    set_dst(b, i, sum?)
}

fn phminposuw(b: &mut Builder, i: &Instruction) -> Option<()> {
    let s = src128(b, i, 1)?;
    // Each word above its index, so that the minimum carries its index and ties go to the lowest.
    let sixteen = b.c32(16);
    let low = b.n1(Op::I32x4ExtendLowI16x8U, s);
    let low = b.n2(Op::I32x4Shl, low, sixteen);
    let index = b.cv(3 << 96 | 2 << 64 | 1 << 32);
    let low = b.n2(Op::V128Or, low, index);
    let high = b.n1(Op::I32x4ExtendHighI16x8U, s);
    let high = b.n2(Op::I32x4Shl, high, sixteen);
    let index = b.cv(7 << 96 | 6 << 64 | 5 << 32 | 4);
    let high = b.n2(Op::V128Or, high, index);
    let mut min = b.n2(Op::I32x4MinU, low, high);
    for pick in [[2, 3, 0, 1], [1, 0, 3, 2]] {
        let other = b.shuffle(lanes(&pick, 4), min, min);
        min = b.n2(Op::I32x4MinU, min, other);
    }
    let min = b.extract_lane(LaneOp::Extract32, 0, min);
    let both = b.n2(Op::I32Rotl, min, sixteen);
    let zero = b.cv(0);
    let r = b.replace_lane(LaneOp::Replace32, 0, zero, both);
    set_dst(b, i, r)
}

fn pmaddubsw(b: &mut Builder, i: &Instruction) -> Option<()> {
    let d = dst(b, i)?;
    let s = src128(b, i, 1)?;
    // Unsigned bytes of the destination by signed bytes of the source, even and odd ones apart: each product fits.
    let eight = b.c32(8);
    let mask = b.cv(u128::from_le_bytes(std::array::from_fn(|k| if k % 2 == 0 { 0xff } else { 0 })));
    let d_even = b.n2(Op::V128And, d, mask);
    let d_odd = b.n2(Op::I16x8ShrU, d, eight);
    let s_even = b.n2(Op::I16x8Shl, s, eight);
    let s_even = b.n2(Op::I16x8ShrS, s_even, eight);
    let s_odd = b.n2(Op::I16x8ShrS, s, eight);
    let even = b.n2(Op::I16x8Mul, d_even, s_even);
    let odd = b.n2(Op::I16x8Mul, d_odd, s_odd);
    let r = b.n2(Op::I16x8AddSatS, even, odd);
    set_dst(b, i, r)
}

fn pmulhw(b: &mut Builder, i: &Instruction) -> Option<()> {
    high_mul(b, i, Op::I32x4ExtMulLowI16x8S, Op::I32x4ExtMulHighI16x8S, Op::I32x4ShrS, Op::I16x8NarrowI32x4S)
}

fn pmulhuw(b: &mut Builder, i: &Instruction) -> Option<()> {
    high_mul(b, i, Op::I32x4ExtMulLowI16x8U, Op::I32x4ExtMulHighI16x8U, Op::I32x4ShrU, Op::I16x8NarrowI32x4U)
}

fn high_mul(b: &mut Builder, i: &Instruction, low: Op, high: Op, shr: Op, narrow: Op) -> Option<()> {
    let d = dst(b, i)?;
    let s = src128(b, i, 1)?;
    let sixteen = b.c32(16);
    let low = b.n2(low, d, s);
    let low = b.n2(shr, low, sixteen);
    let high = b.n2(high, d, s);
    let high = b.n2(shr, high, sixteen);
    // The shifted products fit, so that the narrowing saturates nothing.
    let r = b.n2(narrow, low, high);
    set_dst(b, i, r)
}

fn pmulhrsw(b: &mut Builder, i: &Instruction) -> Option<()> {
    let d = dst(b, i)?;
    let s = src128(b, i, 1)?;
    let r = b.n2(Op::I16x8Q15MulrSatS, d, s);
    // The same but for -1 by -1, which x86 does not saturate: turn 0x7fff into 0x8000 there.
    let lowest = b.cv(u128::from_le_bytes(std::array::from_fn(|k| if k % 2 == 0 { 0 } else { 0x80 })));
    let equal = b.n2(Op::I16x8Eq, d, s);
    let is_lowest = b.n2(Op::I16x8Eq, d, lowest);
    let both = b.n2(Op::V128And, equal, is_lowest);
    let r = b.n2(Op::V128Xor, r, both);
    set_dst(b, i, r)
}

/// Products of lanes 0 and 2 as 64-bit lanes.
fn even_mul(b: &mut Builder, i: &Instruction, mul: Op) -> Option<()> {
    let d = dst(b, i)?;
    let s = src128(b, i, 1)?;
    let pick = lanes(&[0, 2, 0, 2], 4);
    let x = b.shuffle(pick, d, d);
    let y = if d == s { x } else { b.shuffle(pick, s, s) };
    let r = b.n2(mul, x, y);
    set_dst(b, i, r)
}

fn psign(b: &mut Builder, i: &Instruction, less: Op, sub: Op, eq: Op) -> Option<()> {
    let d = dst(b, i)?;
    let s = src128(b, i, 1)?;
    let zero = b.cv(0);
    let negative = b.n2(less, s, zero);
    let flipped = b.n2(Op::V128Xor, d, negative);
    let negated = b.n2(sub, flipped, negative);
    let is_zero = b.n2(eq, s, zero);
    let r = b.n2(Op::V128AndNot, negated, is_zero);
    set_dst(b, i, r)
}

fn ptest(b: &mut Builder, i: &Instruction) -> Option<()> {
    let d = dst(b, i)?;
    let s = src128(b, i, 1)?;
    if b.wants(FlagSet::ZF) {
        let both = b.n2(Op::V128And, d, s);
        let any = b.n1(Op::V128AnyTrue, both);
        let zf = b.n1(Op::I32Eqz, any);
        b.set_flag(FlagSet::ZF, zf);
    }
    if b.wants(FlagSet::CF) {
        let outside = b.n2(Op::V128AndNot, s, d);
        let any = b.n1(Op::V128AnyTrue, outside);
        let cf = b.n1(Op::I32Eqz, any);
        b.set_flag(FlagSet::CF, cf);
    }
    let zero = b.c32(0);
    b.set_flag(FlagSet(FlagSet::OF.0 | FlagSet::SF.0 | FlagSet::AF.0 | FlagSet::PF.0), zero);
    Some(())
}

/// Shift of lanes of `bits` bits by an immediate or by the low 64 bits of the source.
fn shift(b: &mut Builder, i: &Instruction, op: Op, bits: u32) -> Option<()> {
    let d = dst(b, i)?;
    let arithmetic = matches!(op, Op::I16x8ShrS | Op::I32x4ShrS);
    if i.op_kind(1) == OpKind::Immediate8 {
        let n = u32::from(i.immediate8());
        let r = match n {
            0 => d,
            n if n < bits || arithmetic => {
                let n = b.c32(n.min(bits - 1));
                b.n2(op, d, n)
            }
            _ => b.cv(0),
        };
        return set_dst(b, i, r);
    }
    // The whole 64 bits count: 1 << 32 is not a count of zero.
    let s = src128(b, i, 1)?;
    let count = b.extract_lane(LaneOp::Extract64, 0, s);
    let n = b.n1(Op::I32WrapI64, count);
    let limit = b.c64(u64::from(bits));
    let in_range = b.n2(Op::I64LtU, count, limit);
    let r = if arithmetic {
        let most = b.c32(bits - 1);
        let n = b.select(in_range, n, most);
        b.n2(op, d, n)
    } else {
        let shifted = b.n2(op, d, n);
        let zero = b.cv(0);
        b.select(in_range, shifted, zero)
    };
    set_dst(b, i, r)
}

/// Widens the lowest lanes of the source by the operations in turn.
fn widen(b: &mut Builder, i: &Instruction, ops: &[Op]) -> Option<()> {
    let mut v = match ops.len() {
        1 => src64(b, i, 1)?,
        2 => src32(b, i, 1)?,
        _ if i.op_kind(1) == OpKind::Memory => {
            let a = b.ea(i);
            let v = b.load(Load::U16, a);
            b.n1(Op::I32x4Splat, v)
        }
        _ => b.get(xmm_var(i, 1)?),
    };
    for &op in ops {
        v = b.n1(op, v);
    }
    set_dst(b, i, v)
}

/// A length register as the string comparisons take it: absolute value, at most `most`.
fn string_length(b: &mut Builder, var: Var, wide: bool, most: u32) -> Val {
    let full = b.get(var);
    let n = if wide {
        full
    } else {
        let low = b.n1(Op::I32WrapI64, full);
        b.n1(Op::I64ExtendI32S, low)
    };
    let zero = b.c64(0);
    let negated = b.n2(Op::I64Sub, zero, n);
    let negative = b.n2(Op::I64LtS, n, zero);
    let n = b.select(negative, negated, n);
    let most = b.c64(most.into());
    let below = b.n2(Op::I64LtU, n, most);
    b.select(below, n, most)
}

/// The string comparisons (SDM volume 2, 4.1). Of `form`, bit 0 means a mask instead of an index, bit 1 explicit
/// lengths.
fn string_compare(b: &mut Builder, i: &Instruction, form: u64) -> Option<()> {
    let texts = [b.get(xmm_var(i, 0)?), src128(b, i, 1)?];
    let imm = i.immediate8();
    let words = imm & 1 != 0;
    let (w, count) = if words { (Width::W16, 8) } else { (Width::W8, 16) };
    let valid = if form & 2 == 0 {
        texts.map(|text| before_zero(b, words, text))
    } else {
        let wide = matches!(i.code(), Pcmpestri64_xmm_xmmm128_imm8 | Pcmpestrm64_xmm_xmmm128_imm8);
        [Var::RAX, Var::RDX].map(|var| {
            let n = string_length(b, var, wide, count);
            let one = b.c32(1);
            let n = b.n1(Op::I32WrapI64, n);
            let end = b.n2(Op::I32Shl, one, n);
            b.n2(Op::I32Sub, end, one)
        })
    };
    let full = b.c32((1 << count) - 1);
    let mut bits = match imm >> 2 & 3 {
        0 => b.aggregate(Aggregation::EqualAny, w, texts, valid),
        1 if imm & 2 == 0 => b.aggregate(Aggregation::RangesUnsigned, w, texts, valid),
        1 => b.aggregate(Aggregation::RangesSigned, w, texts, valid),
        2 => equal_each(b, words, texts, valid, full),
        _ => b.aggregate(Aggregation::EqualOrdered, w, texts, valid),
    };
    // Polarity: bit 4 negates, with bit 5 only what is valid in the second operand.
    if imm & 0x10 != 0 {
        bits = b.n2(Op::I32Xor, bits, if imm & 0x20 == 0 { full } else { valid[1] });
    }
    let high = imm & 0x40 != 0;
    if form & 1 != 0 {
        let mask = if high {
            expand(b, words, bits)
        } else {
            let zero = b.cv(0);
            b.with_lane(LaneOp::Replace32, 0, zero, bits)
        };
        b.set(Var::XMM0, mask);
    } else {
        let index = index_of(b, bits, count, high);
        b.write_reg(Register::ECX, index);
    }
    let zero = b.c32(0);
    if b.wants(FlagSet::CF) {
        let any = b.n2(Op::I32Ne, bits, zero);
        b.set_flag(FlagSet::CF, any);
    }
    for (flag, valid) in [(FlagSet::ZF, valid[1]), (FlagSet::SF, valid[0])] {
        if b.wants(flag) {
            let ends = b.n2(Op::I32Ne, valid, full);
            b.set_flag(flag, ends);
        }
    }
    if b.wants(FlagSet::OF) {
        let one = b.c32(1);
        let first = b.n2(Op::I32And, bits, one);
        b.set_flag(FlagSet::OF, first);
    }
    b.set_flag(FlagSet(FlagSet::AF.0 | FlagSet::PF.0), zero);
    Some(())
}

/// A bit for each byte or word that is equal in both vectors.
fn equal_bits(b: &mut Builder, words: bool, x: Val, y: Val) -> Val {
    let (eq, bitmask) = if words { (Op::I16x8Eq, Op::I16x8Bitmask) } else { (Op::I8x16Eq, Op::I8x16Bitmask) };
    let same = b.n2(eq, x, y);
    b.n1(bitmask, same)
}

/// A bit for each byte or word before the first that is zero: what counts of a text with an implicit length.
fn before_zero(b: &mut Builder, words: bool, text: Val) -> Val {
    let zero = b.cv(0);
    let zeros = equal_bits(b, words, text, zero);
    let sentinel = b.c32(if words { 1 << 8 } else { 1 << 16 });
    let zeros = b.n2(Op::I32Or, zeros, sentinel);
    let one = b.c32(1);
    let below = b.n2(Op::I32Sub, zeros, one);
    let others = b.not(Width::W32, zeros);
    b.n2(Op::I32And, below, others)
}

/// "Equal each": past the end of both texts elements are equal, past the end of one they are not.
fn equal_each(b: &mut Builder, words: bool, [x, y]: [Val; 2], valid: [Val; 2], full: Val) -> Val {
    let same = equal_bits(b, words, x, y);
    let both = b.n2(Op::I32And, valid[0], valid[1]);
    let same = b.n2(Op::I32And, same, both);
    let either = b.n2(Op::I32Or, valid[0], valid[1]);
    let neither = b.n2(Op::I32Xor, either, full);
    b.n2(Op::I32Or, same, neither)
}

/// The place of the lowest or the highest bit, `count` if there is none.
fn index_of(b: &mut Builder, bits: Val, count: u32, high: bool) -> Val {
    if !high {
        let sentinel = b.c32(1 << count);
        let bits = b.n2(Op::I32Or, bits, sentinel);
        return b.n1(Op::I32Ctz, bits);
    }
    let zeros = b.n1(Op::I32Clz, bits);
    let top = b.c32(31);
    let place = b.n2(Op::I32Sub, top, zeros);
    let none = b.c32(count);
    b.select(bits, place, none)
}

/// A byte or word of ones for each bit.
fn expand(b: &mut Builder, words: bool, bits: Val) -> Val {
    let bits = b.n1(Op::I16x8Splat, bits);
    if words {
        let places = b.cv((0..8).fold(0, |v, n| v | 1 << (16 * n + n)));
        let bits = b.n2(Op::V128And, bits, places);
        return b.n2(Op::I16x8Eq, bits, places);
    }
    let bits = b.shuffle([0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1], bits, bits);
    let places = b.cv(0x8040_2010_0804_0201 * 0x1_0000_0000_0000_0001);
    let bits = b.n2(Op::V128And, bits, places);
    b.n2(Op::I8x16Eq, bits, places)
}

fn crc32(b: &mut Builder, i: &Instruction, w: Width) -> Option<()> {
    let r = i.op_register(0);
    let place = b.place(i, 1)?;
    let crc = b.get(Var::gpr(r.full_register().number()));
    let data = b.read(place, w);
    let data = b.zero_extend(w, Width::W64, data);
    let bytes = b.c64(u64::from(w.bytes()));
    // The helper cuts the old value to 32 bits, and its result has no more.
    let new = b.helper(Helper::Crc32, &[crc, data, bytes]);
    b.write_reg(r.full_register(), new);
    Some(())
}

#[cfg(test)]
pub(super) mod tests {
    use airlock_platform::{Memory, Prot, VecMemory};
    use iced_x86::code_asm::*;

    use crate::interp::{Event, Machine};
    use crate::ir::Var;

    const CODE: u64 = 0x40_0000;
    pub(in crate::sem) const DATA: u64 = 0x50_0000;

    /// Runs one instruction on a machine with xmm1, xmm2 and 16 bytes at [`DATA`].
    pub(in crate::sem) fn run(
        first: u128,
        second: u128,
        data: u128,
        write: impl FnOnce(&mut CodeAssembler) -> Result<(), IcedError>,
        prepare: impl FnOnce(&mut Machine),
    ) -> (Machine, u128) {
        let mut a = CodeAssembler::new(64).unwrap();
        write(&mut a).unwrap();
        let mut mem = VecMemory::new();
        mem.map(CODE, 0x1000, Prot::READ_EXEC).unwrap();
        mem.write_forced(CODE, &a.assemble(CODE).unwrap()).unwrap();
        mem.map(DATA, 0x1000, Prot::READ_WRITE).unwrap();
        mem.write(DATA, &data.to_le_bytes()).unwrap();
        let mut m = Machine::new();
        m.pc = CODE;
        m.set(Var::xmm(1), first);
        m.set(Var::xmm(2), second);
        m.set(Var::RDI, u128::from(DATA));
        prepare(&mut m);
        assert_eq!(m.step(&mut mem), Event::Continue);
        let mut data = [0; 16];
        mem.read(DATA, &mut data).unwrap();
        (m, u128::from_le_bytes(data))
    }

    /// xmm1 after an instruction on xmm1 and xmm2.
    pub(in crate::sem) fn result(
        a: u128,
        b: u128,
        write: impl FnOnce(&mut CodeAssembler) -> Result<(), IcedError>,
    ) -> u128 {
        run(a, b, 0, write, |_| {}).0.get(Var::xmm(1))
    }

    /// CF, PF, AF, ZF, SF, OF.
    pub(in crate::sem) fn flags(m: &Machine) -> [u128; 6] {
        [Var::CF, Var::PF, Var::AF, Var::ZF, Var::SF, Var::OF].map(|v| m.get(v))
    }

    pub(in crate::sem) fn words(v: [i32; 8]) -> u128 {
        v.iter().rev().fold(0, |acc, x| acc << 16 | u128::from(*x as u16))
    }

    #[test]
    fn shift_counts_are_64_bits_wide_and_saturate() {
        let ones = u128::MAX;
        assert_eq!(result(ones, 31, |a| a.pslld(xmm1, xmm2)), 0x8000_0000 * 0x1_0000_0001_0000_0001_0000_0001);
        assert_eq!(result(ones, 32, |a| a.pslld(xmm1, xmm2)), 0);
        assert_eq!(result(ones, 1 << 32, |a| a.psrlq(xmm1, xmm2)), 0, "not a count of zero");
        assert_eq!(result(ones, 1 << 64, |a| a.psrlq(xmm1, xmm2)), ones, "the upper half does not count");
        assert_eq!(result(words([-2; 8]), 1 << 40, |a| a.psraw(xmm1, xmm2)), ones);
        assert_eq!(result(words([-2; 8]), 0, |a| a.psraw(xmm1, 200)), ones);
        assert_eq!(result(ones, 0, |a| a.psrlw(xmm1, 16)), 0);
        assert_eq!(result(ones, 0, |a| a.psrldq(xmm1, 16)), 0);
        assert_eq!(result(0x1122_3344, 0, |a| a.pslldq(xmm1, 3)), 0x1122_3344 << 24);
    }

    #[test]
    fn multiplications_at_their_limits() {
        let low = words([-32768; 8]);
        assert_eq!(result(low, low, |a| a.pmulhrsw(xmm1, xmm2)), low, "-1 by -1 wraps");
        assert_eq!(result(low, low, |a| a.pmaddwd(xmm1, xmm2)), 0x8000_0000 * 0x1_0000_0001_0000_0001_0000_0001);
        assert_eq!(result(low, low, |a| a.pmulhw(xmm1, xmm2)), words([0x4000; 8]));
        assert_eq!(result(u128::MAX, u128::MAX, |a| a.pmulhuw(xmm1, xmm2)), words([0xfffe; 8]));
        // 255 * 127 + 255 * 127 saturates, 255 * -1 + 255 * -1 does not.
        let bytes = u128::from_le_bytes([127, 127, 255, 255, 127, 127, 255, 255, 0, 0, 0, 0, 1, 0, 0, 1]);
        assert_eq!(
            result(u128::MAX, bytes, |a| a.pmaddubsw(xmm1, xmm2)),
            words([32767, -510, 32767, -510, 0, 0, 255, 255])
        );
        assert_eq!(
            result(3 | 7 << 32 | 5 << 64, 0xffff_ffff | 9 << 32 | 2 << 64, |a| a.pmuldq(xmm1, xmm2)),
            u128::from(-3i64 as u64) | 10 << 64
        );
    }

    #[test]
    fn minimum_with_its_place() {
        let v = words([9, 4, 7, 4, 0xffff, 8, 5, 4]);
        assert_eq!(result(0, v, |a| a.phminposuw(xmm1, xmm2)), 4 | 1 << 16);
        assert_eq!(result(0, words([-1; 8]), |a| a.phminposuw(xmm1, xmm2)), 0xffff);
    }

    #[test]
    fn sums_of_absolute_differences() {
        let ramp = u128::from_le_bytes(std::array::from_fn(|k| k as u8));
        assert_eq!(result(ramp, u128::MAX, |a| a.psadbw(xmm1, xmm2)), (8 * 255 - 28) | (8 * 255 - 92) << 64);
        // Source block 1 (4, 5, 6, 7) against windows of the destination from byte 4 on.
        let expected = words([0, 4, 8, 12, 16, 20, 24, 28]);
        assert_eq!(result(ramp, ramp, |a| a.mpsadbw(xmm1, xmm2, 0b101)), expected);
    }

    #[test]
    fn shuffles_that_clear() {
        let ramp = u128::from_le_bytes(std::array::from_fn(|k| k as u8 + 1));
        let index = u128::from_le_bytes([0x80, 0x7f, 0x10, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff]);
        let expected = u128::from_le_bytes([0, 16, 1, 4, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0]);
        assert_eq!(result(ramp, index, |a| a.pshufb(xmm1, xmm2)), expected);
        let low = 0x0f0e_0d0c_0b0a_0908_0706_0504_0302_0100;
        for n in 0..40u32 {
            let wide = |v: u128, by: u32| v.checked_shr(by).unwrap_or(0);
            let expected = match n {
                0 => low,
                1..=15 => low >> (8 * n) | ramp << (128 - 8 * n),
                _ => wide(ramp, 8 * (n - 16)),
            };
            assert_eq!(result(ramp, low, |a| a.palignr(xmm1, xmm2, n)), expected, "{n}");
        }
        // Source lane 2 into lane 1, lanes 0 and 3 cleared.
        let s = 0x4444_4444_3333_3333_2222_2222_1111_1111;
        let expected = 0xffff_ffff_3333_3333_0000_0000;
        assert_eq!(result(u128::MAX, s, |a| a.insertps(xmm1, xmm2, 0b1001_1001)), expected);
        // From memory the source lane field means nothing.
        let (m, _) = run(u128::MAX, 0, s, |a| a.insertps(xmm1, dword_ptr(DATA), 0b1001_1001), |_| {});
        assert_eq!(m.get(Var::xmm(1)), 0xffff_ffff_1111_1111_0000_0000);
    }

    #[test]
    fn loads_and_stores_of_parts() {
        let v = 0x0123_4567_89ab_cdef_1122_3344_5566_7788;
        let data = 0xdddd_dddd_cccc_cccc_bbbb_bbbb_aaaa_aaaa;
        let load = |write: &dyn Fn(&mut CodeAssembler) -> Result<(), IcedError>| {
            run(v, 0, data, |a| write(a), |_| {}).0.get(Var::xmm(1))
        };
        assert_eq!(load(&|a| a.movss(xmm1, dword_ptr(DATA))), 0xaaaa_aaaa);
        assert_eq!(load(&|a| a.movsd_2(xmm1, qword_ptr(DATA))), 0xbbbb_bbbb_aaaa_aaaa);
        assert_eq!(load(&|a| a.movlps(xmm1, qword_ptr(DATA))), v >> 64 << 64 | 0xbbbb_bbbb_aaaa_aaaa);
        assert_eq!(load(&|a| a.movhps(xmm1, qword_ptr(DATA))), 0xbbbb_bbbb_aaaa_aaaa << 64 | v & u128::from(u64::MAX));
        assert_eq!(load(&|a| a.pmovsxbq(xmm1, word_ptr(DATA))), u128::from(-86i64 as u64) * 0x1_0000_0000_0000_0001);
        assert_eq!(result(v, data, |a| a.movss(xmm1, xmm2)), v >> 32 << 32 | 0xaaaa_aaaa);
        assert_eq!(result(v, data, |a| a.movq(xmm1, xmm2)), 0xbbbb_bbbb_aaaa_aaaa);
        let store =
            |write: &dyn Fn(&mut CodeAssembler) -> Result<(), IcedError>| run(v, 0, data, |a| write(a), |_| {}).1;
        assert_eq!(store(&|a| a.movhps(qword_ptr(DATA), xmm1)), data >> 64 << 64 | v >> 64);
        assert_eq!(store(&|a| a.movss(dword_ptr(DATA), xmm1)), data >> 32 << 32 | 0x5566_7788);
        assert_eq!(store(&|a| a.pextrb(byte_ptr(DATA), xmm1, 15)), data >> 8 << 8 | 1);
        let (_, masked) = run(v, 0x80 | 0x80 << 120, data, |a| a.maskmovdqu(xmm1, xmm2), |_| {});
        assert_eq!(masked, data & !(0xff | 0xff << 120) | 0x88 | 1 << 120);
    }

    #[test]
    fn ptest_reports_both_ways() {
        let test = |a, b| flags(&run(a, b, 0, |c| c.ptest(xmm1, xmm2), |m| m.set(Var::OF, 1)).0);
        assert_eq!(test(0b1100, 0b0011), [0, 0, 0, 1, 0, 0]);
        assert_eq!(test(0b1100, 0b0100), [1, 0, 0, 0, 0, 0]);
        assert_eq!(test(0b1100, 0b0110), [0, 0, 0, 0, 0, 0]);
        assert_eq!(test(0b1100, 0), [1, 0, 0, 1, 0, 0]);
    }

    #[test]
    fn explicit_lengths_are_absolute_values() {
        let text = u128::from_le_bytes(*b"abcdefghijklmnop");
        let needle = u128::from_le_bytes(*b"cd\0\0\0\0\0\0\0\0\0\0\0\0\0\0");
        // Equal ordered, a needle of 2 and a text of -5, in the low halves only.
        let lengths = |m: &mut Machine| {
            m.set(Var::RAX, 0xdead_0000_0000_0002);
            m.set(Var::RDX, 0x0000_0001_ffff_fffb);
            m.set(Var::RCX, u128::from(u64::MAX));
        };
        let (m, _) = run(needle, text, 0, |a| a.pcmpestri(xmm1, xmm2, 0x0c), lengths);
        assert_eq!(m.get(Var::RCX), 2);
        assert_eq!(flags(&m), [1, 0, 0, 1, 1, 0]);
        let (m, _) = run(needle, text, 0, |a| a.pcmpestrm(xmm1, xmm2, 0x4c), lengths);
        assert_eq!(m.get(Var::xmm(0)), 0xff << 16);
        assert_eq!(flags(&m), [1, 0, 0, 1, 1, 0]);
    }

    #[test]
    fn crc_of_a_high_byte_register() {
        let prepare = |m: &mut Machine| {
            m.set(Var::RAX, 0x3100);
            m.set(Var::RDX, 0xffff_ffff_ffff_ffff);
        };
        let (m, _) = run(0, 0, 0, |a| a.crc32(edx, ah), prepare);
        // CRC-32C of "1" is 0x90f599e3.
        assert_eq!(m.get(Var::RDX), u128::from(!0x90f5_99e3_u32));
    }
}
