//! SSE data movement: loads and stores, lane inserts and extracts, shuffles, unpacks, blends, MXCSR.
//!
//! What differs from a processor, here and in the other SSE families:
//! - A memory operand that must be aligned to 16 bytes is not checked; unaligned access just works.
//! - Non-temporal hints are ignored.
//! - `maskmovdqu` reads and writes back the bytes that the mask leaves alone: it faults on an inaccessible page even
//!   for an all-zero mask, and is not atomic against writers of those bytes.

use iced_x86::{Code::*, Instruction, OpKind, Register};

use super::{Row, row};
use crate::ir::{Addr, Builder, LaneOp, Load, Op, Store, TrapKind, Val, Var, Width};

pub(super) const ROWS: &[Row] = &[
    // Whole registers.
    row(&[Movups_xmm_xmmm128, Movupd_xmm_xmmm128, Movaps_xmm_xmmm128, Movapd_xmm_xmmm128], load128),
    row(&[Movdqa_xmm_xmmm128, Movdqu_xmm_xmmm128, Lddqu_xmm_m128, Movntdqa_xmm_m128], load128),
    row(&[Movups_xmmm128_xmm, Movupd_xmmm128_xmm, Movaps_xmmm128_xmm, Movapd_xmmm128_xmm], store128),
    row(&[Movdqa_xmmm128_xmm, Movdqu_xmmm128_xmm, Movntps_m128_xmm, Movntpd_m128_xmm, Movntdq_m128_xmm], store128),
    row(&[Maskmovdqu_rDI_xmm_xmm], maskmovdqu),
    // Scalars.
    row(&[Movss_xmm_xmmm32], movss_load),
    row(&[Movsd_xmm_xmmm64], movsd_load),
    row(&[Movss_xmmm32_xmm], movss_store),
    row(&[Movsd_xmmm64_xmm], movsd_store),
    row(&[Movd_xmm_rm32, Movq_xmm_rm64], movd_to_xmm),
    row(&[Movd_rm32_xmm, Movq_rm64_xmm], movd_from_xmm),
    row(&[Movq_xmm_xmmm64], |b, i| {
        let v = src64_zero(b, i, 1)?;
        set_dst(b, i, v)
    }),
    row(&[Movq_xmmm64_xmm], movq_store),
    row(&[Movnti_m32_r32], |b, i| store_gpr(b, i, Width::W32)),
    row(&[Movnti_m64_r64], |b, i| store_gpr(b, i, Width::W64)),
    // Halves.
    row(&[Movlps_xmm_m64, Movlpd_xmm_m64], |b, i| load_half(b, i, 0)),
    row(&[Movhps_xmm_m64, Movhpd_xmm_m64], |b, i| load_half(b, i, 1)),
    row(&[Movlps_m64_xmm, Movlpd_m64_xmm], |b, i| store_half(b, i, 0)),
    row(&[Movhps_m64_xmm, Movhpd_m64_xmm], |b, i| store_half(b, i, 1)),
    row(&[Movhlps_xmm_xmm], |b, i| shuffle2(b, i, true, &[1, 3], 8)),
    row(&[Movlhps_xmm_xmm], |b, i| shuffle2(b, i, false, &[0, 2], 8)),
    // Duplicates.
    row(&[Movsldup_xmm_xmmm128], |b, i| shuffle1(b, i, &[0, 0, 2, 2], 4)),
    row(&[Movshdup_xmm_xmmm128], |b, i| shuffle1(b, i, &[1, 1, 3, 3], 4)),
    row(&[Movddup_xmm_xmmm64], movddup),
    // Unpacks.
    row(&[Punpcklbw_xmm_xmmm128], |b, i| shuffle2(b, i, false, &interleave::<16>(0), 1)),
    row(&[Punpckhbw_xmm_xmmm128], |b, i| shuffle2(b, i, false, &interleave::<16>(8), 1)),
    row(&[Punpcklwd_xmm_xmmm128], |b, i| shuffle2(b, i, false, &interleave::<8>(0), 2)),
    row(&[Punpckhwd_xmm_xmmm128], |b, i| shuffle2(b, i, false, &interleave::<8>(4), 2)),
    row(&[Punpckldq_xmm_xmmm128, Unpcklps_xmm_xmmm128], |b, i| shuffle2(b, i, false, &[0, 4, 1, 5], 4)),
    row(&[Punpckhdq_xmm_xmmm128, Unpckhps_xmm_xmmm128], |b, i| shuffle2(b, i, false, &[2, 6, 3, 7], 4)),
    row(&[Punpcklqdq_xmm_xmmm128, Unpcklpd_xmm_xmmm128], |b, i| shuffle2(b, i, false, &[0, 2], 8)),
    row(&[Punpckhqdq_xmm_xmmm128, Unpckhpd_xmm_xmmm128], |b, i| shuffle2(b, i, false, &[1, 3], 8)),
    // Shuffles by an immediate.
    row(&[Pshufd_xmm_xmmm128_imm8], |b, i| shuffle1(b, i, &four(i.immediate8()), 4)),
    row(&[Pshuflw_xmm_xmmm128_imm8], |b, i| {
        let [p, q, r, s] = four(i.immediate8());
        shuffle1(b, i, &[p, q, r, s, 4, 5, 6, 7], 2)
    }),
    row(&[Pshufhw_xmm_xmmm128_imm8], |b, i| {
        let [p, q, r, s] = four(i.immediate8());
        shuffle1(b, i, &[0, 1, 2, 3, p + 4, q + 4, r + 4, s + 4], 2)
    }),
    row(&[Shufps_xmm_xmmm128_imm8], |b, i| {
        let [p, q, r, s] = four(i.immediate8());
        shuffle2(b, i, false, &[p, q, r + 4, s + 4], 4)
    }),
    row(&[Shufpd_xmm_xmmm128_imm8], |b, i| {
        let imm = i.immediate8();
        shuffle2(b, i, false, &[imm & 1, 2 + (imm >> 1 & 1)], 8)
    }),
    row(&[Palignr_xmm_xmmm128_imm8], palignr),
    row(&[Pslldq_xmm_imm8], pslldq),
    row(&[Psrldq_xmm_imm8], psrldq),
    row(&[Pshufb_xmm_xmmm128], pshufb),
    // Blends.
    row(&[Pblendw_xmm_xmmm128_imm8], |b, i| blend_imm(b, i, 2)),
    row(&[Blendps_xmm_xmmm128_imm8], |b, i| blend_imm(b, i, 4)),
    row(&[Blendpd_xmm_xmmm128_imm8], |b, i| blend_imm(b, i, 8)),
    row(&[Pblendvb_xmm_xmmm128], |b, i| blend_var(b, i, Op::I8x16LtS)),
    row(&[Blendvps_xmm_xmmm128], |b, i| blend_var(b, i, Op::I32x4LtS)),
    row(&[Blendvpd_xmm_xmmm128], |b, i| blend_var(b, i, Op::I64x2LtS)),
    // Lanes.
    row(&[Pinsrb_xmm_r32m8_imm8, Pinsrb_xmm_r64m8_imm8], |b, i| insert(b, i, Width::W8, LaneOp::Replace8)),
    row(&[Pinsrw_xmm_r32m16_imm8, Pinsrw_xmm_r64m16_imm8], |b, i| insert(b, i, Width::W16, LaneOp::Replace16)),
    row(&[Pinsrd_xmm_rm32_imm8], |b, i| insert(b, i, Width::W32, LaneOp::Replace32)),
    row(&[Pinsrq_xmm_rm64_imm8], |b, i| insert(b, i, Width::W64, LaneOp::Replace64)),
    row(&[Pextrb_r32m8_xmm_imm8, Pextrb_r64m8_xmm_imm8], |b, i| extract(b, i, Width::W8, LaneOp::Extract8)),
    row(&[Pextrw_r32_xmm_imm8, Pextrw_r64_xmm_imm8, Pextrw_r32m16_xmm_imm8, Pextrw_r64m16_xmm_imm8], |b, i| {
        extract(b, i, Width::W16, LaneOp::Extract16)
    }),
    row(&[Pextrd_rm32_xmm_imm8, Extractps_rm32_xmm_imm8, Extractps_r64m32_xmm_imm8], |b, i| {
        extract(b, i, Width::W32, LaneOp::Extract32)
    }),
    row(&[Pextrq_rm64_xmm_imm8], |b, i| extract(b, i, Width::W64, LaneOp::Extract64)),
    row(&[Insertps_xmm_xmmm32_imm8], insertps),
    // Masks of signs.
    row(&[Pmovmskb_r32_xmm, Pmovmskb_r64_xmm], |b, i| bitmask(b, i, Op::I8x16Bitmask)),
    row(&[Movmskps_r32_xmm, Movmskps_r64_xmm], |b, i| bitmask(b, i, Op::I32x4Bitmask)),
    row(&[Movmskpd_r32_xmm, Movmskpd_r64_xmm], |b, i| bitmask(b, i, Op::I64x2Bitmask)),
    // Control.
    row(&[Ldmxcsr_m32], ldmxcsr),
    row(&[Stmxcsr_m32], |b, i| {
        let v = b.get(Var::MXCSR);
        let a = b.ea(i);
        b.store(Store::I32, a, v);
        Some(())
    }),
];

// ---- operands, shared by the SSE families ---------------------------------------------------------------------

/// The variable of an operand that is an SSE register.
pub(super) fn xmm_var(i: &Instruction, n: u32) -> Option<Var> {
    let r = i.op_register(n);
    (i.op_kind(n) == OpKind::Register && r.is_xmm()).then(|| Var::xmm(r.number()))
}

/// Writes the destination, operand 0.
pub(super) fn set_dst(b: &mut Builder, i: &Instruction, v: Val) -> Option<()> {
    b.set(xmm_var(i, 0)?, v);
    Some(())
}

/// The destination's old value.
pub(super) fn dst(b: &mut Builder, i: &Instruction) -> Option<Val> {
    Some(b.get(xmm_var(i, 0)?))
}

fn reg_or_load(b: &mut Builder, i: &Instruction, n: u32, kind: Load) -> Option<Val> {
    if i.op_kind(n) == OpKind::Memory {
        let a = b.ea(i);
        return Some(b.load(kind, a));
    }
    Some(b.get(xmm_var(i, n)?))
}

/// All 128 bits of an operand.
pub(super) fn src128(b: &mut Builder, i: &Instruction, n: u32) -> Option<Val> {
    reg_or_load(b, i, n, Load::V128)
}

/// An operand of which only the low 64 bits count: the rest is anything.
pub(super) fn src64(b: &mut Builder, i: &Instruction, n: u32) -> Option<Val> {
    reg_or_load(b, i, n, Load::V64Zero)
}

/// An operand of which only the low 32 bits count: the rest is anything.
pub(super) fn src32(b: &mut Builder, i: &Instruction, n: u32) -> Option<Val> {
    reg_or_load(b, i, n, Load::V32Zero)
}

/// The low 64 bits of an operand, the upper ones zero.
fn src64_zero(b: &mut Builder, i: &Instruction, n: u32) -> Option<Val> {
    let v = src64(b, i, n)?;
    Some(if i.op_kind(n) == OpKind::Memory { v } else { low64_zero(b, v) })
}

/// The low 64 bits of a vector, the upper ones zero.
pub(super) fn low64_zero(b: &mut Builder, v: Val) -> Val {
    let zero = b.cv(0);
    b.shuffle(lanes(&[0, 2], 8), v, zero)
}

/// The double in the low half of an operand.
pub(super) fn src_f64(b: &mut Builder, i: &Instruction, n: u32) -> Option<Val> {
    if i.op_kind(n) == OpKind::Memory {
        let a = b.ea(i);
        return Some(b.load(Load::F64, a));
    }
    let v = b.get(xmm_var(i, n)?);
    Some(b.extract_lane(LaneOp::ExtractF64, 0, v))
}

/// The single in the low quarter of an operand.
pub(super) fn src_f32(b: &mut Builder, i: &Instruction, n: u32) -> Option<Val> {
    if i.op_kind(n) == OpKind::Memory {
        let a = b.ea(i);
        return Some(b.load(Load::F32, a));
    }
    let v = b.get(xmm_var(i, n)?);
    Some(b.extract_lane(LaneOp::ExtractF32, 0, v))
}

/// Writes a zero-extended `I32` to a 32- or 64-bit register.
pub(super) fn write_gpr32(b: &mut Builder, r: Register, v: Val) {
    let v = if r.size() == 8 { b.n1(Op::I64ExtendI32U, v) } else { v };
    b.write_reg(r, v);
}

/// Byte indices for `i8x16.shuffle` from the indices of lanes that are `size` bytes wide; lanes of the second vector
/// follow those of the first.
pub(super) fn lanes(pick: &[u8], size: u8) -> [u8; 16] {
    std::array::from_fn(|i| {
        let i = i as u8;
        pick.get(usize::from(i / size)).map_or(i, |p| p * size + i % size) & 31
    })
}

/// The four two-bit fields of an immediate.
fn four(imm: u8) -> [u8; 4] {
    [imm & 3, imm >> 2 & 3, imm >> 4 & 3, imm >> 6]
}

/// Lanes `first`, `first + 1`, ... of both vectors (of `N` lanes each) in turn.
fn interleave<const N: usize>(first: u8) -> [u8; N] {
    std::array::from_fn(|i| first + (i / 2) as u8 + if i % 2 == 1 { N as u8 } else { 0 })
}

fn shuffle1(b: &mut Builder, i: &Instruction, pick: &[u8], size: u8) -> Option<()> {
    let v = src128(b, i, 1)?;
    let r = b.shuffle(lanes(pick, size), v, v);
    set_dst(b, i, r)
}

/// Shuffles destination and source; with `swap` the source comes first.
fn shuffle2(b: &mut Builder, i: &Instruction, swap: bool, pick: &[u8], size: u8) -> Option<()> {
    let d = dst(b, i)?;
    let s = src128(b, i, 1)?;
    let r = if swap { b.shuffle(lanes(pick, size), s, d) } else { b.shuffle(lanes(pick, size), d, s) };
    set_dst(b, i, r)
}

// ---- moves ------------------------------------------------------------------------------------------------------

fn load128(b: &mut Builder, i: &Instruction) -> Option<()> {
    let v = src128(b, i, 1)?;
    set_dst(b, i, v)
}

fn store128(b: &mut Builder, i: &Instruction) -> Option<()> {
    let v = b.get(xmm_var(i, 1)?);
    if i.op_kind(0) != OpKind::Memory {
        return set_dst(b, i, v);
    }
    let a = b.ea(i);
    b.store(Store::V128, a, v);
    Some(())
}

fn maskmovdqu(b: &mut Builder, i: &Instruction) -> Option<()> {
    let (v, mask) = (b.get(xmm_var(i, 1)?), b.get(xmm_var(i, 2)?));
    let rdi = b.get(Var::RDI);
    let mut at = b.n1(Op::I32WrapI64, rdi);
    let base = match i.memory_segment() {
        Register::FS => Some(Var::FS_BASE),
        Register::GS => Some(Var::GS_BASE),
        _ => None,
    };
    if let Some(base) = base {
        let base = b.get(base);
        let base = b.n1(Op::I32WrapI64, base);
        at = b.n2(Op::I32Add, at, base);
    }
    let a = Addr { base: at, offset: 0 };
    let old = b.load(Load::V128, a);
    let zero = b.cv(0);
    let mask = b.n2(Op::I8x16LtS, mask, zero);
    let new = b.n3(Op::V128Bitselect, v, old, mask);
    b.store(Store::V128, a, new);
    Some(())
}

/// Replaces the low 32 bits of `d` by those of `s`.
pub(super) fn merge32(b: &mut Builder, d: Val, s: Val) -> Val {
    let low = b.extract_lane(LaneOp::ExtractF32, 0, s);
    b.replace_lane(LaneOp::ReplaceF32, 0, d, low)
}

/// Replaces the low 64 bits of `d` by those of `s`.
pub(super) fn merge64(b: &mut Builder, d: Val, s: Val) -> Val {
    let low = b.extract_lane(LaneOp::ExtractF64, 0, s);
    b.replace_lane(LaneOp::ReplaceF64, 0, d, low)
}

/// From memory the value is loaded as a number: arithmetic in the same block takes it from there, without a vector.
fn movss_load(b: &mut Builder, i: &Instruction) -> Option<()> {
    let v = src_f32(b, i, 1)?;
    let rest = if i.op_kind(1) == OpKind::Register { dst(b, i)? } else { b.cv(0) };
    let v = b.replace_lane(LaneOp::ReplaceF32, 0, rest, v);
    set_dst(b, i, v)
}

fn movsd_load(b: &mut Builder, i: &Instruction) -> Option<()> {
    let v = src_f64(b, i, 1)?;
    let rest = if i.op_kind(1) == OpKind::Register { dst(b, i)? } else { b.cv(0) };
    let v = b.replace_lane(LaneOp::ReplaceF64, 0, rest, v);
    set_dst(b, i, v)
}

fn movss_store(b: &mut Builder, i: &Instruction) -> Option<()> {
    let v = b.get(xmm_var(i, 1)?);
    if i.op_kind(0) == OpKind::Register {
        let d = dst(b, i)?;
        let r = merge32(b, d, v);
        return set_dst(b, i, r);
    }
    let low = b.extract_lane(LaneOp::ExtractF32, 0, v);
    let a = b.ea(i);
    b.store(Store::F32, a, low);
    Some(())
}

fn movsd_store(b: &mut Builder, i: &Instruction) -> Option<()> {
    if i.op_kind(0) == OpKind::Register {
        let (d, v) = (dst(b, i)?, b.get(xmm_var(i, 1)?));
        let r = merge64(b, d, v);
        return set_dst(b, i, r);
    }
    store_half(b, i, 0)
}

fn movq_store(b: &mut Builder, i: &Instruction) -> Option<()> {
    if i.op_kind(0) == OpKind::Register {
        let v = b.get(xmm_var(i, 1)?);
        let r = low64_zero(b, v);
        return set_dst(b, i, r);
    }
    store_half(b, i, 0)
}

fn movd_to_xmm(b: &mut Builder, i: &Instruction) -> Option<()> {
    let wide = i.code() == Movq_xmm_rm64;
    let v = if i.op_kind(1) == OpKind::Memory {
        let a = b.ea(i);
        b.load(if wide { Load::V64Zero } else { Load::V32Zero }, a)
    } else {
        let v = b.read_reg(i.op_register(1));
        let zero = b.cv(0);
        b.replace_lane(if wide { LaneOp::Replace64 } else { LaneOp::Replace32 }, 0, zero, v)
    };
    set_dst(b, i, v)
}

fn movd_from_xmm(b: &mut Builder, i: &Instruction) -> Option<()> {
    let v = b.get(xmm_var(i, 1)?);
    let wide = i.code() == Movq_rm64_xmm;
    if i.op_kind(0) == OpKind::Memory {
        let (lane, kind) = if wide { (LaneOp::ExtractF64, Store::F64) } else { (LaneOp::ExtractF32, Store::F32) };
        let v = b.extract_lane(lane, 0, v);
        let a = b.ea(i);
        b.store(kind, a, v);
        return Some(());
    }
    let v = b.extract_lane(if wide { LaneOp::Extract64 } else { LaneOp::Extract32 }, 0, v);
    b.write_reg(i.op_register(0), v);
    Some(())
}

fn store_gpr(b: &mut Builder, i: &Instruction, w: Width) -> Option<()> {
    let v = b.read_reg(i.op_register(1));
    let a = b.ea(i);
    b.store_int(w, a, v);
    Some(())
}

fn load_half(b: &mut Builder, i: &Instruction, lane: u8) -> Option<()> {
    let d = dst(b, i)?;
    let a = b.ea(i);
    let v = b.load(Load::F64, a);
    let r = b.replace_lane(LaneOp::ReplaceF64, lane, d, v);
    set_dst(b, i, r)
}

fn store_half(b: &mut Builder, i: &Instruction, lane: u8) -> Option<()> {
    let v = b.get(xmm_var(i, 1)?);
    let v = b.extract_lane(LaneOp::ExtractF64, lane, v);
    let a = b.ea(i);
    b.store(Store::F64, a, v);
    Some(())
}

fn movddup(b: &mut Builder, i: &Instruction) -> Option<()> {
    let r = if i.op_kind(1) == OpKind::Memory {
        let v = src_f64(b, i, 1)?;
        b.n1(Op::F64x2Splat, v)
    } else {
        let v = src128(b, i, 1)?;
        b.shuffle(lanes(&[0, 0], 8), v, v)
    };
    set_dst(b, i, r)
}

// ---- shuffles and blends ------------------------------------------------------------------------------------------

/// Sixteen bytes of `a` followed by `b`, from byte `first` (0 to 16) on.
fn window(b: &mut Builder, first: u8, low: Val, high: Val) -> Val {
    b.shuffle(std::array::from_fn(|i| (first + i as u8) & 31), low, high)
}

fn palignr(b: &mut Builder, i: &Instruction) -> Option<()> {
    let d = dst(b, i)?;
    let s = src128(b, i, 1)?;
    let zero = b.cv(0);
    let r = match i.immediate8() {
        0 => s,
        n @ 1..=15 => window(b, n, s, d),
        16 => d,
        n @ 17..=31 => window(b, n - 16, d, zero),
        _ => zero,
    };
    set_dst(b, i, r)
}

fn pslldq(b: &mut Builder, i: &Instruction) -> Option<()> {
    let d = dst(b, i)?;
    let zero = b.cv(0);
    let r = match i.immediate8() {
        n @ 0..=15 => window(b, 16 - n, zero, d),
        _ => zero,
    };
    set_dst(b, i, r)
}

fn psrldq(b: &mut Builder, i: &Instruction) -> Option<()> {
    let d = dst(b, i)?;
    let zero = b.cv(0);
    let r = match i.immediate8() {
        n @ 0..=15 => window(b, n, d, zero),
        _ => zero,
    };
    set_dst(b, i, r)
}

fn pshufb(b: &mut Builder, i: &Instruction) -> Option<()> {
    let d = dst(b, i)?;
    let s = src128(b, i, 1)?;
    // x86 looks at bit 7 and the low four bits; Wasm gives zero for any index above 15.
    let mask = b.cv(u128::from_le_bytes([0x8f; 16]));
    let index = b.n2(Op::V128And, s, mask);
    let r = b.n2(Op::I8x16Swizzle, d, index);
    set_dst(b, i, r)
}

fn blend_imm(b: &mut Builder, i: &Instruction, size: u8) -> Option<()> {
    let imm = i.immediate8();
    let n = 16 / size;
    let pick: [u8; 8] = std::array::from_fn(|k| k as u8 + if imm >> k & 1 != 0 { n } else { 0 });
    shuffle2(b, i, false, pick.get(..usize::from(n))?, size)
}

fn blend_var(b: &mut Builder, i: &Instruction, less: Op) -> Option<()> {
    let d = dst(b, i)?;
    let s = src128(b, i, 1)?;
    let mask = b.get(Var::XMM0);
    let zero = b.cv(0);
    let negative = b.n2(less, mask, zero);
    let r = b.n3(Op::V128Bitselect, s, d, negative);
    set_dst(b, i, r)
}

// ---- lanes --------------------------------------------------------------------------------------------------------

/// The lane number in the immediate, cut to the lanes there are.
fn lane_of(i: &Instruction, w: Width) -> u8 {
    i.immediate8() & (16 / w.bytes() as u8 - 1)
}

fn insert(b: &mut Builder, i: &Instruction, w: Width, op: LaneOp) -> Option<()> {
    let d = dst(b, i)?;
    let v = if i.op_kind(1) == OpKind::Memory {
        let a = b.ea(i);
        b.load_int(w, a)
    } else {
        let r = i.op_register(1);
        let v = b.read_reg(r);
        // The replacing operation takes the low bits of an `I32`.
        if r.size() == 8 && w != Width::W64 { b.n1(Op::I32WrapI64, v) } else { v }
    };
    let r = b.replace_lane(op, lane_of(i, w), d, v);
    set_dst(b, i, r)
}

fn extract(b: &mut Builder, i: &Instruction, w: Width, op: LaneOp) -> Option<()> {
    let v = b.get(xmm_var(i, 1)?);
    let v = b.extract_lane(op, lane_of(i, w), v);
    if i.op_kind(0) == OpKind::Memory {
        let a = b.ea(i);
        b.store_int(w, a, v);
    } else if w == Width::W64 {
        b.write_reg(i.op_register(0), v);
    } else {
        write_gpr32(b, i.op_register(0), v);
    }
    Some(())
}

fn insertps(b: &mut Builder, i: &Instruction) -> Option<()> {
    let imm = i.immediate8();
    let d = dst(b, i)?;
    let v = if i.op_kind(1) == OpKind::Memory {
        src_f32(b, i, 1)?
    } else {
        let s = b.get(xmm_var(i, 1)?);
        b.extract_lane(LaneOp::ExtractF32, imm >> 6, s)
    };
    let mut r = b.replace_lane(LaneOp::ReplaceF32, imm >> 4 & 3, d, v);
    if imm & 15 != 0 {
        let keep = (0..4).filter(|k| imm >> k & 1 == 0).fold(0u128, |m, k| m | 0xffff_ffff << (32 * k));
        let keep = b.cv(keep);
        r = b.n2(Op::V128And, r, keep);
    }
    set_dst(b, i, r)
}

fn bitmask(b: &mut Builder, i: &Instruction, op: Op) -> Option<()> {
    let v = b.get(xmm_var(i, 1)?);
    let v = b.n1(op, v);
    write_gpr32(b, i.op_register(0), v);
    Some(())
}

fn ldmxcsr(b: &mut Builder, i: &Instruction) -> Option<()> {
    let a = b.ea(i);
    let v = b.load(Load::I32, a);
    let reserved = b.c32(0xffff_0000);
    let bad = b.n2(Op::I32And, v, reserved);
    b.trap_if(bad, TrapKind::Protection, i.ip());
    b.set(Var::MXCSR, v);
    Some(())
}
