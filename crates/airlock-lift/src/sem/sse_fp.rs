//! SSE floating point: arithmetic, comparison, conversion, rounding.
//!
//! What differs from a processor:
//! - MXCSR can be read and written, but only its initial meaning is honoured: rounding to nearest, no flushing of
//!   denormals, all exceptions masked. Its sticky exception flags are never set.
//! - `rcpps` and `rsqrtps` (and their scalar forms) give the correctly rounded quotient. That is within the error
//!   that the SDM allows, and the same on every machine; real processors differ from each other here.
//! - Which of two NaN operands a result is made of is left to Wasm.

use iced_x86::{Code::*, Instruction, Register};

use super::sse_int::even_odd;
use super::sse_mov::{dst, lanes, merge32, merge64, set_dst, src_f32, src_f64, src32, src64, src128, xmm_var};
use super::{Row, row};
use crate::ir::{Builder, FlagSet, LaneOp, Op, Val, Width};

pub(super) const ROWS: &[Row] = &[
    // Arithmetic.
    row(&[Addps_xmm_xmmm128], |b, i| packed(b, i, Op::F32x4Add)),
    row(&[Addpd_xmm_xmmm128], |b, i| packed(b, i, Op::F64x2Add)),
    row(&[Addss_xmm_xmmm32], |b, i| scalar32(b, i, Op::F32Add)),
    row(&[Addsd_xmm_xmmm64], |b, i| scalar64(b, i, Op::F64Add)),
    row(&[Subps_xmm_xmmm128], |b, i| packed(b, i, Op::F32x4Sub)),
    row(&[Subpd_xmm_xmmm128], |b, i| packed(b, i, Op::F64x2Sub)),
    row(&[Subss_xmm_xmmm32], |b, i| scalar32(b, i, Op::F32Sub)),
    row(&[Subsd_xmm_xmmm64], |b, i| scalar64(b, i, Op::F64Sub)),
    row(&[Mulps_xmm_xmmm128], |b, i| packed(b, i, Op::F32x4Mul)),
    row(&[Mulpd_xmm_xmmm128], |b, i| packed(b, i, Op::F64x2Mul)),
    row(&[Mulss_xmm_xmmm32], |b, i| scalar32(b, i, Op::F32Mul)),
    row(&[Mulsd_xmm_xmmm64], |b, i| scalar64(b, i, Op::F64Mul)),
    row(&[Divps_xmm_xmmm128], |b, i| packed(b, i, Op::F32x4Div)),
    row(&[Divpd_xmm_xmmm128], |b, i| packed(b, i, Op::F64x2Div)),
    row(&[Divss_xmm_xmmm32], |b, i| scalar32(b, i, Op::F32Div)),
    row(&[Divsd_xmm_xmmm64], |b, i| scalar64(b, i, Op::F64Div)),
    row(&[Minps_xmm_xmmm128], |b, i| packed_swapped(b, i, Op::F32x4PMin)),
    row(&[Minpd_xmm_xmmm128], |b, i| packed_swapped(b, i, Op::F64x2PMin)),
    row(&[Minss_xmm_xmmm32], |b, i| choose32(b, i, Op::F32Lt)),
    row(&[Minsd_xmm_xmmm64], |b, i| choose64(b, i, Op::F64Lt)),
    row(&[Maxps_xmm_xmmm128], |b, i| packed_swapped(b, i, Op::F32x4PMax)),
    row(&[Maxpd_xmm_xmmm128], |b, i| packed_swapped(b, i, Op::F64x2PMax)),
    row(&[Maxss_xmm_xmmm32], |b, i| choose32(b, i, Op::F32Gt)),
    row(&[Maxsd_xmm_xmmm64], |b, i| choose64(b, i, Op::F64Gt)),
    row(&[Sqrtps_xmm_xmmm128], |b, i| packed_unary(b, i, Op::F32x4Sqrt)),
    row(&[Sqrtpd_xmm_xmmm128], |b, i| packed_unary(b, i, Op::F64x2Sqrt)),
    row(&[Sqrtss_xmm_xmmm32], |b, i| unary32(b, i, Op::F32Sqrt)),
    row(&[Sqrtsd_xmm_xmmm64], |b, i| unary64(b, i, Op::F64Sqrt)),
    row(&[Rcpps_xmm_xmmm128], |b, i| approximate(b, i, false, false)),
    row(&[Rcpss_xmm_xmmm32], |b, i| approximate(b, i, false, true)),
    row(&[Rsqrtps_xmm_xmmm128], |b, i| approximate(b, i, true, false)),
    row(&[Rsqrtss_xmm_xmmm32], |b, i| approximate(b, i, true, true)),
    // Across lanes.
    row(&[Haddps_xmm_xmmm128], |b, i| horizontal(b, i, 4, Op::F32x4Add)),
    row(&[Haddpd_xmm_xmmm128], |b, i| horizontal(b, i, 8, Op::F64x2Add)),
    row(&[Hsubps_xmm_xmmm128], |b, i| horizontal(b, i, 4, Op::F32x4Sub)),
    row(&[Hsubpd_xmm_xmmm128], |b, i| horizontal(b, i, 8, Op::F64x2Sub)),
    row(&[Addsubps_xmm_xmmm128], |b, i| addsub(b, i, Op::F32x4Sub, Op::F32x4Add, &[0, 5, 2, 7], 4)),
    row(&[Addsubpd_xmm_xmmm128], |b, i| addsub(b, i, Op::F64x2Sub, Op::F64x2Add, &[0, 3], 8)),
    row(&[Dpps_xmm_xmmm128_imm8], dpps),
    row(&[Dppd_xmm_xmmm128_imm8], dppd),
    // Comparison.
    row(&[Cmpps_xmm_xmmm128_imm8, Cmpss_xmm_xmmm32_imm8], cmp32),
    row(&[Cmppd_xmm_xmmm128_imm8, Cmpsd_xmm_xmmm64_imm8], cmp64),
    row(&[Ucomiss_xmm_xmmm32, Comiss_xmm_xmmm32], |b, i| {
        let x = b.get(xmm_var(i, 0)?);
        let x = b.extract_lane(LaneOp::ExtractF32, 0, x);
        let y = src_f32(b, i, 1)?;
        compare_flags(b, x, y, [Op::F32Ge, Op::F32Lt, Op::F32Gt, Op::F32Ne]);
        Some(())
    }),
    row(&[Ucomisd_xmm_xmmm64, Comisd_xmm_xmmm64], |b, i| {
        let x = b.get(xmm_var(i, 0)?);
        let x = b.extract_lane(LaneOp::ExtractF64, 0, x);
        let y = src_f64(b, i, 1)?;
        compare_flags(b, x, y, [Op::F64Ge, Op::F64Lt, Op::F64Gt, Op::F64Ne]);
        Some(())
    }),
    // Rounding.
    row(&[Roundps_xmm_xmmm128_imm8], |b, i| {
        let op = rounding(i, [Op::F32x4Nearest, Op::F32x4Floor, Op::F32x4Ceil, Op::F32x4Trunc]);
        packed_unary(b, i, op)
    }),
    row(&[Roundpd_xmm_xmmm128_imm8], |b, i| {
        let op = rounding(i, [Op::F64x2Nearest, Op::F64x2Floor, Op::F64x2Ceil, Op::F64x2Trunc]);
        packed_unary(b, i, op)
    }),
    row(&[Roundss_xmm_xmmm32_imm8], |b, i| {
        let op = rounding(i, [Op::F32Nearest, Op::F32Floor, Op::F32Ceil, Op::F32Trunc]);
        unary32(b, i, op)
    }),
    row(&[Roundsd_xmm_xmmm64_imm8], |b, i| {
        let op = rounding(i, [Op::F64Nearest, Op::F64Floor, Op::F64Ceil, Op::F64Trunc]);
        unary64(b, i, op)
    }),
    // Integer to floating point.
    row(&[Cvtsi2ss_xmm_rm32], |b, i| from_integer(b, i, Width::W32, Op::F32ConvertI32S)),
    row(&[Cvtsi2ss_xmm_rm64], |b, i| from_integer(b, i, Width::W64, Op::F32ConvertI64S)),
    row(&[Cvtsi2sd_xmm_rm32], |b, i| from_integer(b, i, Width::W32, Op::F64ConvertI32S)),
    row(&[Cvtsi2sd_xmm_rm64], |b, i| from_integer(b, i, Width::W64, Op::F64ConvertI64S)),
    row(&[Cvtdq2ps_xmm_xmmm128], |b, i| packed_unary(b, i, Op::F32x4ConvertI32x4S)),
    row(&[Cvtdq2pd_xmm_xmmm64], |b, i| low_unary(b, i, Op::F64x2ConvertLowI32x4S)),
    // Floating point to integer.
    row(&[Cvttss2si_r32_xmmm32], |b, i| to_integer32(b, i, Op::I32TruncSatF32S, None)),
    row(&[Cvttss2si_r64_xmmm32], |b, i| to_integer32(b, i, Op::I64TruncSatF32S, None)),
    row(&[Cvtss2si_r32_xmmm32], |b, i| to_integer32(b, i, Op::I32TruncSatF32S, Some(Op::F32Nearest))),
    row(&[Cvtss2si_r64_xmmm32], |b, i| to_integer32(b, i, Op::I64TruncSatF32S, Some(Op::F32Nearest))),
    row(&[Cvttsd2si_r32_xmmm64], |b, i| to_integer64(b, i, Op::I32TruncSatF64S, None)),
    row(&[Cvttsd2si_r64_xmmm64], |b, i| to_integer64(b, i, Op::I64TruncSatF64S, None)),
    row(&[Cvtsd2si_r32_xmmm64], |b, i| to_integer64(b, i, Op::I32TruncSatF64S, Some(Op::F64Nearest))),
    row(&[Cvtsd2si_r64_xmmm64], |b, i| to_integer64(b, i, Op::I64TruncSatF64S, Some(Op::F64Nearest))),
    row(&[Cvttps2dq_xmm_xmmm128], |b, i| singles_to_dwords(b, i, false)),
    row(&[Cvtps2dq_xmm_xmmm128], |b, i| singles_to_dwords(b, i, true)),
    row(&[Cvttpd2dq_xmm_xmmm128], |b, i| doubles_to_dwords(b, i, false)),
    row(&[Cvtpd2dq_xmm_xmmm128], |b, i| doubles_to_dwords(b, i, true)),
    // Between singles and doubles.
    row(&[Cvtps2pd_xmm_xmmm64], |b, i| low_unary(b, i, Op::F64x2PromoteLowF32x4)),
    row(&[Cvtpd2ps_xmm_xmmm128], |b, i| packed_unary(b, i, Op::F32x4DemoteF64x2Zero)),
    row(&[Cvtss2sd_xmm_xmmm32], |b, i| {
        let d = dst(b, i)?;
        let v = src_f32(b, i, 1)?;
        let v = b.n1(Op::F64PromoteF32, v);
        let r = b.replace_lane(LaneOp::ReplaceF64, 0, d, v);
        set_dst(b, i, r)
    }),
    row(&[Cvtsd2ss_xmm_xmmm64], |b, i| {
        let d = dst(b, i)?;
        let v = src_f64(b, i, 1)?;
        let v = b.n1(Op::F32DemoteF64, v);
        let r = b.replace_lane(LaneOp::ReplaceF32, 0, d, v);
        set_dst(b, i, r)
    }),
];

fn packed(b: &mut Builder, i: &Instruction, op: Op) -> Option<()> {
    let d = dst(b, i)?;
    let s = src128(b, i, 1)?;
    let r = b.n2(op, d, s);
    set_dst(b, i, r)
}

/// For minimum and maximum: x86 gives the source for NaN and equal operands, Wasm's `pmin(a, b)` is `b < a ? b : a`.
fn packed_swapped(b: &mut Builder, i: &Instruction, op: Op) -> Option<()> {
    let d = dst(b, i)?;
    let s = src128(b, i, 1)?;
    let r = b.n2(op, s, d);
    set_dst(b, i, r)
}

fn packed_unary(b: &mut Builder, i: &Instruction, op: Op) -> Option<()> {
    let s = src128(b, i, 1)?;
    let r = b.n1(op, s);
    set_dst(b, i, r)
}

/// An operation on the low half of the source.
fn low_unary(b: &mut Builder, i: &Instruction, op: Op) -> Option<()> {
    let s = src64(b, i, 1)?;
    let r = b.n1(op, s);
    set_dst(b, i, r)
}

fn scalar32(b: &mut Builder, i: &Instruction, op: Op) -> Option<()> {
    let d = dst(b, i)?;
    let y = src_f32(b, i, 1)?;
    let x = b.extract_lane(LaneOp::ExtractF32, 0, d);
    let r = b.n2(op, x, y);
    let r = b.replace_lane(LaneOp::ReplaceF32, 0, d, r);
    set_dst(b, i, r)
}

fn scalar64(b: &mut Builder, i: &Instruction, op: Op) -> Option<()> {
    let d = dst(b, i)?;
    let y = src_f64(b, i, 1)?;
    let x = b.extract_lane(LaneOp::ExtractF64, 0, d);
    let r = b.n2(op, x, y);
    let r = b.replace_lane(LaneOp::ReplaceF64, 0, d, r);
    set_dst(b, i, r)
}

fn unary32(b: &mut Builder, i: &Instruction, op: Op) -> Option<()> {
    let d = dst(b, i)?;
    let v = src_f32(b, i, 1)?;
    let r = b.n1(op, v);
    let r = b.replace_lane(LaneOp::ReplaceF32, 0, d, r);
    set_dst(b, i, r)
}

fn unary64(b: &mut Builder, i: &Instruction, op: Op) -> Option<()> {
    let d = dst(b, i)?;
    let v = src_f64(b, i, 1)?;
    let r = b.n1(op, v);
    let r = b.replace_lane(LaneOp::ReplaceF64, 0, d, r);
    set_dst(b, i, r)
}

/// The destination's low lane if the comparison with the source's holds, else the source's.
fn choose32(b: &mut Builder, i: &Instruction, holds: Op) -> Option<()> {
    let d = dst(b, i)?;
    let y = src_f32(b, i, 1)?;
    let x = b.extract_lane(LaneOp::ExtractF32, 0, d);
    let c = b.n2(holds, x, y);
    let r = b.select(c, x, y);
    let r = b.replace_lane(LaneOp::ReplaceF32, 0, d, r);
    set_dst(b, i, r)
}

fn choose64(b: &mut Builder, i: &Instruction, holds: Op) -> Option<()> {
    let d = dst(b, i)?;
    let y = src_f64(b, i, 1)?;
    let x = b.extract_lane(LaneOp::ExtractF64, 0, d);
    let c = b.n2(holds, x, y);
    let r = b.select(c, x, y);
    let r = b.replace_lane(LaneOp::ReplaceF64, 0, d, r);
    set_dst(b, i, r)
}

/// Every lane of a vector of four the same.
fn splat32(v: u32) -> u128 {
    u128::from(v) * 0x0000_0001_0000_0001_0000_0001_0000_0001
}

/// Denormal lanes become zeros of the same sign, as the approximations take and give them.
fn flush_denormals(b: &mut Builder, v: Val) -> Val {
    let exponent = b.cv(splat32(0x7f80_0000));
    let exponent = b.n2(Op::V128And, v, exponent);
    let zero = b.cv(0);
    let denormal = b.n2(Op::I32x4Eq, exponent, zero);
    let sign = b.cv(splat32(0x7fff_ffff));
    let clear = b.n2(Op::V128And, denormal, sign);
    b.n2(Op::V128AndNot, v, clear)
}

fn approximate(b: &mut Builder, i: &Instruction, root: bool, scalar: bool) -> Option<()> {
    let d = dst(b, i)?;
    let s = if scalar { src32(b, i, 1)? } else { src128(b, i, 1)? };
    let mut v = flush_denormals(b, s);
    if root {
        v = b.n1(Op::F32x4Sqrt, v);
    }
    let one = b.cv(splat32(1f32.to_bits()));
    let mut r = b.n2(Op::F32x4Div, one, v);
    if !root {
        r = flush_denormals(b, r);
    }
    let r = if scalar { merge32(b, d, r) } else { r };
    set_dst(b, i, r)
}

fn horizontal(b: &mut Builder, i: &Instruction, size: u8, op: Op) -> Option<()> {
    let d = dst(b, i)?;
    let s = src128(b, i, 1)?;
    let (even, odd) = even_odd(b, d, s, size);
    let r = b.n2(op, even, odd);
    set_dst(b, i, r)
}

fn addsub(b: &mut Builder, i: &Instruction, sub: Op, add: Op, pick: &[u8], size: u8) -> Option<()> {
    let d = dst(b, i)?;
    let s = src128(b, i, 1)?;
    let less = b.n2(sub, d, s);
    let more = b.n2(add, d, s);
    let r = b.shuffle(lanes(pick, size), less, more);
    set_dst(b, i, r)
}

/// A vector mask from bits of an immediate, one per lane of `bits` bits.
fn lane_mask(imm: u8, count: u32, bits: u32) -> u128 {
    let ones = u128::MAX >> (128 - bits);
    (0..count).filter(|k| imm >> k & 1 != 0).fold(0, |m, k| m | ones << (k * bits))
}

fn masked(b: &mut Builder, v: Val, mask: u128) -> Val {
    if mask == u128::MAX {
        return v;
    }
    let mask = b.cv(mask);
    b.n2(Op::V128And, v, mask)
}

fn dpps(b: &mut Builder, i: &Instruction) -> Option<()> {
    let imm = i.immediate8();
    let d = dst(b, i)?;
    let s = src128(b, i, 1)?;
    let p = b.n2(Op::F32x4Mul, d, s);
    let p = masked(b, p, lane_mask(imm >> 4, 4, 32));
    // (0 + 1) + (2 + 3) in every lane. Processors add in each lane from its own position, which shows in NaNs.
    let neighbour = b.shuffle(lanes(&[1, 0, 3, 2], 4), p, p);
    let two = b.n2(Op::F32x4Add, neighbour, p);
    let other = b.shuffle(lanes(&[2, 3, 0, 1], 4), two, two);
    let sum = b.n2(Op::F32x4Add, two, other);
    let r = masked(b, sum, lane_mask(imm, 4, 32));
    set_dst(b, i, r)
}

fn dppd(b: &mut Builder, i: &Instruction) -> Option<()> {
    let imm = i.immediate8();
    let d = dst(b, i)?;
    let s = src128(b, i, 1)?;
    let p = b.n2(Op::F64x2Mul, d, s);
    let p = masked(b, p, lane_mask(imm >> 4, 2, 64));
    let swapped = b.shuffle(lanes(&[1, 0], 8), p, p);
    let sum = b.n2(Op::F64x2Add, p, swapped);
    let r = masked(b, sum, lane_mask(imm, 2, 64));
    set_dst(b, i, r)
}

/// The comparison that the immediate names: of eq, lt, le, unordered and the negations of these.
fn predicate(b: &mut Builder, imm: u8, x: Val, y: Val, [eq, ne, lt, le]: [Op; 4]) -> Val {
    let unordered = |b: &mut Builder| {
        let nx = b.n2(ne, x, x);
        if x == y {
            return nx;
        }
        let ny = b.n2(ne, y, y);
        b.n2(Op::V128Or, nx, ny)
    };
    match imm & 7 {
        0 => b.n2(eq, x, y),
        1 => b.n2(lt, x, y),
        2 => b.n2(le, x, y),
        3 => unordered(b),
        4 => b.n2(ne, x, y),
        5 => {
            let v = b.n2(lt, x, y);
            b.n1(Op::V128Not, v)
        }
        6 => {
            let v = b.n2(le, x, y);
            b.n1(Op::V128Not, v)
        }
        _ => {
            let v = unordered(b);
            b.n1(Op::V128Not, v)
        }
    }
}

fn cmp32(b: &mut Builder, i: &Instruction) -> Option<()> {
    let scalar = i.code() == Cmpss_xmm_xmmm32_imm8;
    let d = dst(b, i)?;
    let s = if scalar { src32(b, i, 1)? } else { src128(b, i, 1)? };
    let mut r = predicate(b, i.immediate8(), d, s, [Op::F32x4Eq, Op::F32x4Ne, Op::F32x4Lt, Op::F32x4Le]);
    if scalar {
        r = merge32(b, d, r);
    }
    set_dst(b, i, r)
}

fn cmp64(b: &mut Builder, i: &Instruction) -> Option<()> {
    let scalar = i.code() == Cmpsd_xmm_xmmm64_imm8;
    let d = dst(b, i)?;
    let s = if scalar { src64(b, i, 1)? } else { src128(b, i, 1)? };
    let mut r = predicate(b, i.immediate8(), d, s, [Op::F64x2Eq, Op::F64x2Ne, Op::F64x2Lt, Op::F64x2Le]);
    if scalar {
        r = merge64(b, d, r);
    }
    set_dst(b, i, r)
}

/// Flags of `comis`: unordered sets ZF, PF and CF; less CF; equal ZF. The others are cleared.
fn compare_flags(b: &mut Builder, x: Val, y: Val, [ge, lt, gt, ne]: [Op; 4]) {
    let wanted = FlagSet(FlagSet::CF.0 | FlagSet::ZF.0);
    if b.wants(wanted) {
        let not_below = b.n2(ge, x, y);
        let cf = b.n1(Op::I32Eqz, not_below);
        let (less, above) = (b.n2(lt, x, y), b.n2(gt, x, y));
        let differ = b.n2(Op::I32Or, less, above);
        let zf = b.n1(Op::I32Eqz, differ);
        b.flags_float(cf, zf, above);
    }
    if b.wants(FlagSet::PF) {
        let mut pf = b.n2(ne, x, x);
        if x != y {
            let ny = b.n2(ne, y, y);
            pf = b.n2(Op::I32Or, pf, ny);
        }
        b.set_flag(FlagSet::PF, pf);
    }
    let zero = b.c32(0);
    b.set_flag(FlagSet(FlagSet::OF.0 | FlagSet::SF.0 | FlagSet::AF.0), zero);
}

/// The operation for the rounding mode in the immediate; "as MXCSR says" is to nearest.
fn rounding(i: &Instruction, [nearest, floor, ceil, trunc]: [Op; 4]) -> Op {
    match i.immediate8() & 7 {
        1 => floor,
        2 => ceil,
        3 => trunc,
        _ => nearest,
    }
}

fn from_integer(b: &mut Builder, i: &Instruction, w: Width, op: Op) -> Option<()> {
    let d = dst(b, i)?;
    let place = b.place(i, 1)?;
    let v = b.read(place, w);
    let v = b.n1(op, v);
    let replace =
        if matches!(op, Op::F32ConvertI32S | Op::F32ConvertI64S) { LaneOp::ReplaceF32 } else { LaneOp::ReplaceF64 };
    let r = b.replace_lane(replace, 0, d, v);
    set_dst(b, i, r)
}

/// Writes a truncated value, or the "integer indefinite" of its width. Wasm saturates: below the range that is the
/// indefinite value already; NaN and what is above are told by `fits`, `x < 2^31` or `x < 2^63`.
fn write_integer(b: &mut Builder, r: Register, fits: Val, v: Val) {
    let indefinite = if r.size() == 8 { b.c64(1 << 63) } else { b.c32(1 << 31) };
    let v = b.select(fits, v, indefinite);
    b.write_reg(r, v);
}

fn to_integer32(b: &mut Builder, i: &Instruction, trunc: Op, round: Option<Op>) -> Option<()> {
    let r = i.op_register(0);
    let mut x = src_f32(b, i, 1)?;
    if let Some(round) = round {
        x = b.n1(round, x);
    }
    let v = b.n1(trunc, x);
    let limit = b.cf32(if r.size() == 8 { 9_223_372_036_854_775_808.0 } else { 2_147_483_648.0 });
    let fits = b.n2(Op::F32Lt, x, limit);
    write_integer(b, r, fits, v);
    Some(())
}

fn to_integer64(b: &mut Builder, i: &Instruction, trunc: Op, round: Option<Op>) -> Option<()> {
    let r = i.op_register(0);
    let mut x = src_f64(b, i, 1)?;
    if let Some(round) = round {
        x = b.n1(round, x);
    }
    let v = b.n1(trunc, x);
    let limit = b.cf64(if r.size() == 8 { 9_223_372_036_854_775_808.0 } else { 2_147_483_648.0 });
    let fits = b.n2(Op::F64Lt, x, limit);
    write_integer(b, r, fits, v);
    Some(())
}

fn singles_to_dwords(b: &mut Builder, i: &Instruction, round: bool) -> Option<()> {
    let mut x = src128(b, i, 1)?;
    if round {
        x = b.n1(Op::F32x4Nearest, x);
    }
    let v = b.n1(Op::I32x4TruncSatF32x4S, x);
    let limit = b.cv(splat32(2_147_483_648f32.to_bits()));
    let fits = b.n2(Op::F32x4Lt, x, limit);
    let indefinite = b.cv(splat32(1 << 31));
    let r = b.n3(Op::V128Bitselect, v, indefinite, fits);
    set_dst(b, i, r)
}

fn doubles_to_dwords(b: &mut Builder, i: &Instruction, round: bool) -> Option<()> {
    let mut x = src128(b, i, 1)?;
    if round {
        x = b.n1(Op::F64x2Nearest, x);
    }
    let v = b.n1(Op::I32x4TruncSatF64x2SZero, x);
    let limit = u128::from(2_147_483_648f64.to_bits());
    let limit = b.cv(limit << 64 | limit);
    let fits = b.n2(Op::F64x2Lt, x, limit);
    // The masks narrowed to the two low lanes; the upper lanes keep their zeros.
    let fits = b.shuffle(lanes(&[0, 2, 0, 2], 4), fits, fits);
    let indefinite = b.cv(0x8000_0000_8000_0000);
    let upper = b.cv(u128::MAX << 64);
    let keep = b.n2(Op::V128Or, fits, upper);
    let r = b.n3(Op::V128Bitselect, v, indefinite, keep);
    set_dst(b, i, r)
}

#[cfg(test)]
mod tests {
    use iced_x86::code_asm::*;

    use super::super::sse_int::tests::{flags, result, run};
    use crate::ir::Var;

    fn doubles(low: f64, high: f64) -> u128 {
        u128::from(low.to_bits()) | u128::from(high.to_bits()) << 64
    }

    fn singles(v: [f32; 4]) -> u128 {
        v.iter().rev().fold(0, |acc, x| acc << 32 | u128::from(x.to_bits()))
    }

    const NAN: f64 = f64::NAN;

    #[test]
    fn minimum_and_maximum_give_the_source_when_in_doubt() {
        for (a, b) in [(NAN, 1.0), (1.0, NAN), (0.0, -0.0), (-0.0, 0.0)] {
            let (x, y) = (doubles(a, a), doubles(b, b));
            let low = doubles(b, a);
            assert_eq!(result(x, y, |c| c.minsd(xmm1, xmm2)), low, "minsd {a} {b}");
            assert_eq!(result(x, y, |c| c.maxsd(xmm1, xmm2)), low, "maxsd {a} {b}");
            assert_eq!(result(x, y, |c| c.minpd(xmm1, xmm2)), y, "minpd {a} {b}");
            assert_eq!(result(x, y, |c| c.maxpd(xmm1, xmm2)), y, "maxpd {a} {b}");
        }
        let (x, y) = (singles([1.0, -3.0, 5.0, 0.0]), singles([2.0, -4.0, 5.0, 1.0]));
        assert_eq!(result(x, y, |c| c.minps(xmm1, xmm2)), singles([1.0, -4.0, 5.0, 0.0]));
        assert_eq!(result(x, y, |c| c.maxss(xmm1, xmm2)), singles([2.0, -3.0, 5.0, 0.0]));
    }

    #[test]
    fn comparison_flags() {
        for (a, b, expected) in [
            (1.0, 2.0, [1, 0, 0, 0, 0, 0]),
            (2.0, 1.0, [0; 6]),
            (-0.0, 0.0, [0, 0, 0, 1, 0, 0]),
            (NAN, 0.0, [1, 1, 0, 1, 0, 0]),
            (0.0, NAN, [1, 1, 0, 1, 0, 0]),
        ] {
            let set = |m: &mut crate::interp::Machine| m.set(Var::SF, 1);
            let (m, _) = run(doubles(a, 9.0), doubles(b, 7.0), 0, |c| c.ucomisd(xmm1, xmm2), set);
            assert_eq!(flags(&m), expected, "{a} {b}");
            let (x, y) = (singles([a as f32; 4]), singles([b as f32; 4]));
            let (m, _) = run(x, y, 0, |c| c.comiss(xmm1, xmm2), set);
            assert_eq!(flags(&m), expected, "{a} {b}");
        }
    }

    #[test]
    fn all_eight_predicates() {
        // Less, equal, greater, unordered.
        let (x, y) = (singles([1.0, 2.0, 3.0, f32::NAN]), singles([2.0; 4]));
        let expected = [0b0010, 0b0001, 0b0011, 0b1000, 0b1101, 0b1110, 0b1100, 0b0111];
        for (imm, bits) in expected.into_iter().enumerate() {
            let mask = (0..4).fold(0u128, |m, k| if bits >> k & 1 == 1 { m | 0xffff_ffff << (32 * k) } else { m });
            assert_eq!(result(x, y, |c| c.cmpps(xmm1, xmm2, imm as u32)), mask, "{imm}");
        }
        assert_eq!(
            result(doubles(1.0, 5.0), doubles(2.0, 5.0), |c| c.cmpsd_3(xmm1, xmm2, 1)),
            u128::from(u64::MAX) | u128::from(5f64.to_bits()) << 64
        );
    }

    #[test]
    fn conversions_to_integers() {
        let indefinite = (0x8000_0000_u64, 0x8000_0000_0000_0000_u64);
        for (x, truncated, rounded) in [
            (2.5, (2, 2), (2, 2)),
            (-1.5, (0xffff_ffff, u64::MAX), (0xffff_fffe, u64::MAX - 1)),
            (2_147_483_647.5, (0x7fff_ffff, 0x7fff_ffff), (indefinite.0, 0x8000_0000)),
            (2_147_483_648.0, (indefinite.0, 0x8000_0000), (indefinite.0, 0x8000_0000)),
            (-2_147_483_648.5, (0x8000_0000, 0xffff_ffff_8000_0000), (0x8000_0000, 0xffff_ffff_8000_0000)),
            (-2_147_483_650.0, (indefinite.0, 0xffff_ffff_7fff_fffe), (indefinite.0, 0xffff_ffff_7fff_fffe)),
            (9.3e18, indefinite, indefinite),
            (-1e300, indefinite, indefinite),
            (f64::INFINITY, indefinite, indefinite),
            (NAN, indefinite, indefinite),
        ] {
            let v = doubles(x, 0.0);
            let set = |m: &mut crate::interp::Machine| m.set(Var::RAX, u128::from(u64::MAX));
            let value = |m: crate::interp::Machine| m.get(Var::RAX) as u64;
            assert_eq!(value(run(v, 0, 0, |c| c.cvttsd2si(eax, xmm1), set).0), truncated.0, "{x}");
            assert_eq!(value(run(v, 0, 0, |c| c.cvttsd2si(rax, xmm1), set).0), truncated.1, "{x}");
            assert_eq!(value(run(v, 0, 0, |c| c.cvtsd2si(eax, xmm1), set).0), rounded.0, "{x}");
            assert_eq!(value(run(v, 0, 0, |c| c.cvtsd2si(rax, xmm1), set).0), rounded.1, "{x}");
            let both = u128::from(truncated.0) << 32 | 7;
            assert_eq!(result(u128::MAX, doubles(7.9, x), |c| c.cvttpd2dq(xmm1, xmm2)), both, "{x}");
        }
        let v = singles([f32::NAN, 3e9, -3e9, -1.5]);
        let expected = 0xffff_ffff_8000_0000_8000_0000_8000_0000;
        assert_eq!(result(0, v, |c| c.cvttps2dq(xmm1, xmm2)), expected);
        assert_eq!(result(0, v, |c| c.cvtps2dq(xmm1, xmm2)), 0xffff_fffe_8000_0000_8000_0000_8000_0000);
    }

    #[test]
    fn conversions_from_integers_keep_the_rest() {
        let old = doubles(1.0, 2.0);
        let set = |m: &mut crate::interp::Machine| m.set(Var::RAX, 0x1_ffff_ffff);
        let (m, _) = run(old, 0, 0, |c| c.cvtsi2sd(xmm1, eax), set);
        assert_eq!(m.get(Var::xmm(1)), doubles(-1.0, 2.0));
        let (m, _) = run(old, 0, 0, |c| c.cvtsi2sd(xmm1, rax), set);
        assert_eq!(m.get(Var::xmm(1)), doubles(8_589_934_591.0, 2.0));
        assert_eq!(result(u128::MAX, doubles(1.5, -2.0), |c| c.cvtpd2ps(xmm1, xmm2)), singles([1.5, -2.0, 0.0, 0.0]));
        assert_eq!(result(0, singles([1.5, -2.0, 9.0, 9.0]), |c| c.cvtps2pd(xmm1, xmm2)), doubles(1.5, -2.0));
    }

    #[test]
    fn across_lanes() {
        let (x, y) = (singles([1.0, 2.0, 3.0, 4.0]), singles([10.0, 20.0, 30.0, 40.0]));
        assert_eq!(result(x, y, |c| c.haddps(xmm1, xmm2)), singles([3.0, 7.0, 30.0, 70.0]));
        assert_eq!(result(x, y, |c| c.hsubps(xmm1, xmm2)), singles([-1.0, -1.0, -10.0, -10.0]));
        assert_eq!(result(x, y, |c| c.addsubps(xmm1, xmm2)), singles([-9.0, 22.0, -27.0, 44.0]));
        assert_eq!(result(doubles(1.0, 2.0), doubles(5.0, 9.0), |c| c.hsubpd(xmm1, xmm2)), doubles(-1.0, -4.0));
        // Products of lanes 0 and 2, to lanes 1 and 3.
        assert_eq!(result(x, y, |c| c.dpps(xmm1, xmm2, 0b0101_1010)), singles([0.0, 100.0, 0.0, 100.0]));
        assert_eq!(result(doubles(2.0, 3.0), doubles(4.0, 5.0), |c| c.dppd(xmm1, xmm2, 0x31)), doubles(23.0, 0.0));
    }

    #[test]
    fn rounding_modes() {
        for (imm, expected) in [(0, -2.0), (1, -3.0), (2, -2.0), (3, -2.0), (4, -2.0), (8, -2.0), (9, -3.0)] {
            let r = result(doubles(0.0, 7.0), doubles(-2.5, 0.0), |c| c.roundsd(xmm1, xmm2, imm));
            assert_eq!(r, doubles(expected, 7.0), "{imm}");
        }
    }

    #[test]
    fn approximations_are_within_the_error_of_the_sdm() {
        for x in [1.0f32, 3.0, 1e-30, -7.5e20, 0.1] {
            let v = singles([x; 4]);
            let reciprocal = f32::from_bits(result(0, v, |c| c.rcpps(xmm1, xmm2)) as u32);
            assert!((f64::from(reciprocal) * f64::from(x) - 1.0).abs() < 1.5 / 4096.0, "{x}");
            if x > 0.0 {
                let root = f32::from_bits(result(0, v, |c| c.rsqrtss(xmm1, xmm2)) as u32);
                assert!((f64::from(root).powi(2) * f64::from(x) - 1.0).abs() < 3.1 / 4096.0, "{x}");
            }
        }
        let v = singles([-0.0, 1e-40, f32::INFINITY, 2.5e38]);
        let expected = singles([f32::NEG_INFINITY, f32::INFINITY, 0.0, 0.0]);
        assert_eq!(result(0, v, |c| c.rcpps(xmm1, xmm2)), expected, "denormals count as zero");
    }
}
