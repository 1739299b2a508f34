//! Compare-and-exchange, exchange-and-add, and everything with a LOCK prefix.
//!
//! `cmpxchg16b` and `lock neg` are a load and a store, which is atomic only while a process has one thread:
//! Wasm has no 128-bit compare-and-exchange, and a row cannot loop.

use iced_x86::{Code::*, Instruction, Mnemonic, OpKind, Register};

use super::arith::{carry_in, flags_adc, flags_sbb, width_of};
use super::bits::{bit_mask, bit_place};
use super::{Row, row};
use crate::ir::{Addr, Builder, FlagSet, Op, Place, Rmw, TrapKind, Val, Var, Width};

#[rustfmt::skip]
pub(super) const ROWS: &[Row] = &[
    row(&[Xadd_rm8_r8, Xadd_rm16_r16, Xadd_rm32_r32, Xadd_rm64_r64], xadd),
    row(&[Cmpxchg_rm8_r8, Cmpxchg_rm16_r16, Cmpxchg_rm32_r32, Cmpxchg_rm64_r64], cmpxchg),
    row(&[Cmpxchg8b_m64], cmpxchg8b),
    row(&[Cmpxchg16b_m128], cmpxchg16b),
];

/// Any instruction with a LOCK prefix. Without a memory destination, that is SIGILL.
pub(super) fn locked(b: &mut Builder, i: &Instruction) -> Option<()> {
    if i.op_kind(0) != OpKind::Memory {
        return None;
    }
    match i.mnemonic() {
        Mnemonic::Add | Mnemonic::Sub | Mnemonic::And | Mnemonic::Or | Mnemonic::Xor => locked_binary(b, i),
        Mnemonic::Adc => locked_adc(b, i),
        Mnemonic::Sbb => locked_sbb(b, i),
        Mnemonic::Inc | Mnemonic::Dec => locked_step(b, i),
        Mnemonic::Not => locked_not(b, i),
        Mnemonic::Bts | Mnemonic::Btr | Mnemonic::Btc => locked_bit(b, i),
        Mnemonic::Xadd => locked_xadd(b, i),
        Mnemonic::Cmpxchg => locked_cmpxchg(b, i),
        Mnemonic::Neg | Mnemonic::Xchg | Mnemonic::Cmpxchg8b | Mnemonic::Cmpxchg16b => unlocked(b, i),
        _ => None,
    }
}

/// Those that mean the same without the prefix, see the module's note.
fn unlocked(b: &mut Builder, i: &Instruction) -> Option<()> {
    let sem = super::table().get(i.code() as usize).copied().flatten()?;
    sem(b, i)
}

/// Width, address and second operand.
fn memory_and_value(b: &mut Builder, i: &Instruction) -> Option<(Width, Addr, Val)> {
    let w = width_of(i, 0)?;
    let (Place::Mem(a), src) = (b.place(i, 0)?, b.place(i, 1)?) else { return None };
    Some((w, a, b.read(src, w)))
}

fn locked_binary(b: &mut Builder, i: &Instruction) -> Option<()> {
    let (w, a, y) = memory_and_value(b, i)?;
    match i.mnemonic() {
        Mnemonic::Add => {
            let x = b.rmw(Rmw::Add, w, a, y);
            let r = b.add(w, x, y);
            b.flags_add(w, x, y, r, FlagSet::ALL);
        }
        Mnemonic::Sub => {
            let x = b.rmw(Rmw::Sub, w, a, y);
            let r = b.sub(w, x, y);
            b.flags_sub(w, x, y, r, FlagSet::ALL);
        }
        Mnemonic::And => {
            let x = b.rmw(Rmw::And, w, a, y);
            let r = b.and(w, x, y);
            b.flags_logic(w, r);
        }
        Mnemonic::Or => {
            let x = b.rmw(Rmw::Or, w, a, y);
            let r = b.or(w, x, y);
            b.flags_logic(w, r);
        }
        _ => {
            let x = b.rmw(Rmw::Xor, w, a, y);
            let r = b.xor(w, x, y);
            b.flags_logic(w, r);
        }
    }
    Some(())
}

fn locked_adc(b: &mut Builder, i: &Instruction) -> Option<()> {
    let (w, a, y) = memory_and_value(b, i)?;
    let c = carry_in(b, w);
    let addend = b.add(w, y, c);
    let x = b.rmw(Rmw::Add, w, a, addend);
    let partial = b.add(w, x, y);
    let r = b.add(w, partial, c);
    flags_adc(b, w, [x, y, partial, r]);
    Some(())
}

fn locked_sbb(b: &mut Builder, i: &Instruction) -> Option<()> {
    let (w, a, y) = memory_and_value(b, i)?;
    let c = carry_in(b, w);
    let subtrahend = b.add(w, y, c);
    let x = b.rmw(Rmw::Sub, w, a, subtrahend);
    let partial = b.sub(w, x, y);
    let r = b.sub(w, partial, c);
    flags_sbb(b, w, [x, y, partial, r], c);
    Some(())
}

fn locked_step(b: &mut Builder, i: &Instruction) -> Option<()> {
    let w = width_of(i, 0)?;
    let a = b.ea(i);
    let one = b.const_of(w, 1);
    if i.mnemonic() == Mnemonic::Inc {
        let x = b.rmw(Rmw::Add, w, a, one);
        let r = b.add(w, x, one);
        b.flags_add(w, x, one, r, FlagSet::NOT_CF);
    } else {
        let x = b.rmw(Rmw::Sub, w, a, one);
        let r = b.sub(w, x, one);
        b.flags_sub(w, x, one, r, FlagSet::NOT_CF);
    }
    Some(())
}

fn locked_not(b: &mut Builder, i: &Instruction) -> Option<()> {
    let w = width_of(i, 0)?;
    let a = b.ea(i);
    let ones = b.const_of(w, u64::MAX);
    b.rmw(Rmw::Xor, w, a, ones);
    Some(())
}

fn locked_bit(b: &mut Builder, i: &Instruction) -> Option<()> {
    let (w, place, n) = bit_place(b, i)?;
    let Place::Mem(a) = place else { return None };
    let (what, mask, n) = bit_mask(b, i, w, n)?;
    let op = match what {
        Mnemonic::Bts => Rmw::Or,
        Mnemonic::Btr => Rmw::And,
        _ => Rmw::Xor,
    };
    let old = b.rmw(op, w, a, mask);
    if b.wants(FlagSet::CF) {
        let cf = super::arith::bit(b, w, old, n);
        b.set_flag(FlagSet::CF, cf);
    }
    Some(())
}

fn locked_xadd(b: &mut Builder, i: &Instruction) -> Option<()> {
    let (w, a, y) = memory_and_value(b, i)?;
    let src = b.place(i, 1)?;
    let x = b.rmw(Rmw::Add, w, a, y);
    let r = b.add(w, x, y);
    b.write(src, w, x);
    b.flags_add(w, x, y, r, FlagSet::ALL);
    Some(())
}

fn xadd(b: &mut Builder, i: &Instruction) -> Option<()> {
    let w = width_of(i, 0)?;
    let (dst, src) = (b.place(i, 0)?, b.place(i, 1)?);
    let (x, y) = (b.read(dst, w), b.read(src, w));
    let r = b.add(w, x, y);
    // The destination wins if both are the same register.
    if let Place::Mem(_) = dst {
        b.write(dst, w, r);
        b.write(src, w, x);
    } else {
        b.write(src, w, x);
        b.write(dst, w, r);
    }
    b.flags_add(w, x, y, r, FlagSet::ALL);
    Some(())
}

fn accumulator(w: Width) -> Register {
    match w {
        Width::W8 => Register::AL,
        Width::W16 => Register::AX,
        Width::W32 => Register::EAX,
        Width::W64 => Register::RAX,
    }
}

/// Writes `v` to a register if `cond` (`I32`) is not zero; otherwise all 64 bits stay.
fn write_if(b: &mut Builder, cond: Val, r: Register, v: Val) {
    let var = Var::gpr(r.full_register().number());
    let old = b.get(var);
    b.write_reg(r, v);
    let new = b.get(var);
    let v = b.select(cond, new, old);
    b.set(var, v);
}

fn locked_cmpxchg(b: &mut Builder, i: &Instruction) -> Option<()> {
    let (w, a, new) = memory_and_value(b, i)?;
    let expected = b.read_reg(accumulator(w));
    let old = b.cmpxchg(w, a, expected, new);
    finish_cmpxchg(b, w, expected, old);
    Some(())
}

/// The comparison's flags, and the accumulator, which keeps its upper half if the values were equal.
fn finish_cmpxchg(b: &mut Builder, w: Width, expected: Val, old: Val) {
    let r = b.sub(w, expected, old);
    b.flags_sub(w, expected, old, r, FlagSet::ALL);
    let differs = b.n2(if w == Width::W64 { Op::I64Ne } else { Op::I32Ne }, expected, old);
    write_if(b, differs, accumulator(w), old);
}

fn cmpxchg(b: &mut Builder, i: &Instruction) -> Option<()> {
    let w = width_of(i, 0)?;
    let (dst, src) = (b.place(i, 0)?, b.place(i, 1)?);
    let expected = b.read_reg(accumulator(w));
    let (old, new) = (b.read(dst, w), b.read(src, w));
    let equal = b.eq(w, expected, old);
    match dst {
        Place::Gpr(r) => {
            // The accumulator first: it may be the destination, which is then equal and gets the new value.
            finish_cmpxchg(b, w, expected, old);
            write_if(b, equal, r, new);
        }
        // Memory is written either way, as the processor does.
        _ => {
            let stored = b.select(equal, new, old);
            b.write(dst, w, stored);
            finish_cmpxchg(b, w, expected, old);
        }
    }
    Some(())
}

/// The `I64` whose halves are two 32-bit registers.
fn joined(b: &mut Builder, high: Register, low: Register) -> Val {
    let (h, l) = (b.read_reg(high), b.read_reg(low));
    let (h, l) = (b.n1(Op::I64ExtendI32U, h), b.n1(Op::I64ExtendI32U, l));
    let n = b.c64(32);
    let h = b.n2(Op::I64Shl, h, n);
    b.n2(Op::I64Or, h, l)
}

fn cmpxchg8b(b: &mut Builder, i: &Instruction) -> Option<()> {
    let a = b.ea(i);
    let expected = joined(b, Register::EDX, Register::EAX);
    let new = joined(b, Register::ECX, Register::EBX);
    let old = b.cmpxchg(Width::W64, a, expected, new);
    let equal = b.eq(Width::W64, expected, old);
    let differs = b.n1(Op::I32Eqz, equal);
    let n = b.c64(32);
    let high = b.n2(Op::I64ShrU, old, n);
    let (low, high) = (b.n1(Op::I32WrapI64, old), b.n1(Op::I32WrapI64, high));
    write_if(b, differs, Register::EAX, low);
    write_if(b, differs, Register::EDX, high);
    b.set_flag(FlagSet::ZF, equal);
    Some(())
}

fn cmpxchg16b(b: &mut Builder, i: &Instruction) -> Option<()> {
    let low_at = b.ea(i);
    let high_at = b.addr_plus(low_at, 8);
    let at = b.addr_value(low_at);
    let fifteen = b.c32(15);
    let misaligned = b.n2(Op::I32And, at, fifteen);
    b.trap_if(misaligned, TrapKind::Protection, i.ip());
    let (low, high) = (b.load_int(Width::W64, low_at), b.load_int(Width::W64, high_at));
    let (rax, rdx) = (b.get(Var::RAX), b.get(Var::RDX));
    let (rbx, rcx) = (b.get(Var::gpr(3)), b.get(Var::RCX));
    let (x, y) = (b.n2(Op::I64Eq, low, rax), b.n2(Op::I64Eq, high, rdx));
    let equal = b.n2(Op::I32And, x, y);
    let (new_low, new_high) = (b.select(equal, rbx, low), b.select(equal, rcx, high));
    b.store_int(Width::W64, low_at, new_low);
    b.store_int(Width::W64, high_at, new_high);
    // If they are equal, then so are the registers and what was loaded.
    b.set(Var::RAX, low);
    b.set(Var::RDX, high);
    b.set_flag(FlagSet::ZF, equal);
    Some(())
}
