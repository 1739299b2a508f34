//! Single bits: tests, scans, counts.
//!
//! `tzcnt` and `lzcnt` mean `bsf` and `bsr`, as on every processor that, like ours by its CPUID, lacks BMI1 and
//! LZCNT: the prefix that tells them apart is ignored there.

use iced_x86::{Code::*, Instruction, Mnemonic};

use super::arith::{bit, set_const, undefined, width_of};
use super::{Row, row};
use crate::ir::{Addr, Builder, FlagSet, Op, Place, Val, Var, Width};

#[rustfmt::skip]
pub(super) const ROWS: &[Row] = &[
    row(&[Bt_rm16_r16, Bt_rm32_r32, Bt_rm64_r64, Bt_rm16_imm8, Bt_rm32_imm8, Bt_rm64_imm8], bt),
    row(
        &[
            Bts_rm16_r16, Bts_rm32_r32, Bts_rm64_r64, Btr_rm16_r16, Btr_rm32_r32, Btr_rm64_r64, Bts_rm16_imm8,
            Bts_rm32_imm8, Bts_rm64_imm8, Btr_rm16_imm8, Btr_rm32_imm8, Btr_rm64_imm8, Btc_rm16_imm8, Btc_rm32_imm8,
            Btc_rm64_imm8, Btc_rm16_r16, Btc_rm32_r32, Btc_rm64_r64,
        ],
        bt_modify,
    ),
    row(&[Bsf_r16_rm16, Bsf_r32_rm32, Bsf_r64_rm64, Tzcnt_r16_rm16, Tzcnt_r32_rm32, Tzcnt_r64_rm64], bsf),
    row(&[Bsr_r16_rm16, Bsr_r32_rm32, Bsr_r64_rm64, Lzcnt_r16_rm16, Lzcnt_r32_rm32, Lzcnt_r64_rm64], bsr),
    row(&[Popcnt_r16_rm16, Popcnt_r32_rm32, Popcnt_r64_rm64], popcnt),
];

/// Where the bit is, and its number, which counts modulo the width.
pub(super) fn bit_place(b: &mut Builder, i: &Instruction) -> Option<(Width, Place, Val)> {
    let w = width_of(i, 0)?;
    let (place, source) = (b.place(i, 0)?, b.place(i, 1)?);
    let n = b.read(source, w);
    Some(match (place, source) {
        // A register offset is signed and reaches beyond the operand, by units of its size.
        (Place::Mem(a), Place::Gpr(_)) => {
            let at = b.addr_value(a);
            let offset = unit_offset(b, w, n);
            let base = b.n2(Op::I32Add, at, offset);
            (w, Place::Mem(Addr { base, offset: 0 }), n)
        }
        _ => (w, place, n),
    })
}

/// Byte offset (`I32`) of the unit that holds bit `n`.
fn unit_offset(b: &mut Builder, w: Width, n: Val) -> Val {
    let units = w.bits().trailing_zeros();
    let bytes = w.bytes().trailing_zeros();
    let scaled = if w == Width::W64 {
        let units = b.c64(u64::from(units));
        let v = b.n2(Op::I64ShrS, n, units);
        b.n1(Op::I32WrapI64, v)
    } else {
        let v = b.sign_extend_narrow(w, n);
        let units = b.c32(units);
        b.n2(Op::I32ShrS, v, units)
    };
    let bytes = b.c32(bytes);
    b.n2(Op::I32Shl, scaled, bytes)
}

/// The number within the unit. Wasm's own modulo does for 32 and 64 bits.
fn within(b: &mut Builder, w: Width, n: Val) -> Val {
    if w == Width::W16 || b.constant(n).is_some() {
        let mask = b.const_of(w, u64::from(w.bits() - 1));
        b.and(w, n, mask)
    } else {
        n
    }
}

fn set_carry(b: &mut Builder, w: Width, v: Val, n: Val) {
    if b.wants(FlagSet::CF) {
        let cf = bit(b, w, v, n);
        b.set_flag(FlagSet::CF, cf);
    }
}

fn bt(b: &mut Builder, i: &Instruction) -> Option<()> {
    let (w, place, n) = bit_place(b, i)?;
    let n = within(b, w, n);
    let v = b.read(place, w);
    set_carry(b, w, v, n);
    Some(())
}

/// How `bts`, `btr` and `btc` combine the operand with the mask that this also gives.
pub(super) fn bit_mask(b: &mut Builder, i: &Instruction, w: Width, n: Val) -> Option<(Mnemonic, Val, Val)> {
    let n = within(b, w, n);
    let one = b.const_of(w, 1);
    let mask = b.n2(if w == Width::W64 { Op::I64Shl } else { Op::I32Shl }, one, n);
    let mask = if i.mnemonic() == Mnemonic::Btr { b.not(w, mask) } else { mask };
    Some((i.mnemonic(), mask, n))
}

fn bt_modify(b: &mut Builder, i: &Instruction) -> Option<()> {
    let (w, place, n) = bit_place(b, i)?;
    let (what, mask, n) = bit_mask(b, i, w, n)?;
    let v = b.read(place, w);
    let r = match what {
        Mnemonic::Bts => b.or(w, v, mask),
        Mnemonic::Btr => b.and(w, v, mask),
        _ => b.xor(w, v, mask),
    };
    b.write(place, w, r);
    set_carry(b, w, v, n);
    Some(())
}

fn bsf(b: &mut Builder, i: &Instruction) -> Option<()> {
    scan(b, i, |b, w, v| b.n1(if w == Width::W64 { Op::I64Ctz } else { Op::I32Ctz }, v))
}

fn bsr(b: &mut Builder, i: &Instruction) -> Option<()> {
    scan(b, i, |b, w, v| {
        if w == Width::W64 {
            let (clz, top) = (b.n1(Op::I64Clz, v), b.c64(63));
            b.n2(Op::I64Xor, clz, top)
        } else {
            let (clz, top) = (b.n1(Op::I32Clz, v), b.c32(31));
            b.n2(Op::I32Xor, clz, top)
        }
    })
}

/// A source of zero leaves the whole destination register, which processors do and the manual now says.
fn scan(b: &mut Builder, i: &Instruction, index: impl FnOnce(&mut Builder, Width, Val) -> Val) -> Option<()> {
    let w = width_of(i, 0)?;
    let src = b.place(i, 1)?;
    let v = b.read(src, w);
    let found = index(b, w, v);
    let r = i.op0_register();
    let var = Var::gpr(r.full_register().number());
    let old = b.get(var);
    b.write_reg(r, found);
    let new = b.get(var);
    let zero = b.const_of(w, 0);
    let any = b.n2(if w == Width::W64 { Op::I64Ne } else { Op::I32Ne }, v, zero);
    let kept = b.select(any, new, old);
    b.set(var, kept);
    if b.wants(FlagSet::ZF) {
        let zf = b.eqz(w, v);
        b.set_flag(FlagSet::ZF, zf);
    }
    undefined(b, FlagSet::ALL.without(FlagSet::ZF));
    Some(())
}

fn popcnt(b: &mut Builder, i: &Instruction) -> Option<()> {
    let w = width_of(i, 0)?;
    let (dst, src) = (b.place(i, 0)?, b.place(i, 1)?);
    let v = b.read(src, w);
    let count = b.n1(if w == Width::W64 { Op::I64Popcnt } else { Op::I32Popcnt }, v);
    b.write(dst, w, count);
    if b.wants(FlagSet::ZF) {
        let zf = b.eqz(w, v);
        b.set_flag(FlagSet::ZF, zf);
    }
    set_const(b, FlagSet::ALL.without(FlagSet::ZF), 0);
    Some(())
}
