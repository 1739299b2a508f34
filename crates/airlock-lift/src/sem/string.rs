//! String instructions, with and without a repeat prefix.
//!
//! `rep lods` has no meaning here: no compiler or library emits it.

use iced_x86::{Code::*, Instruction, OpKind, Register};

use super::arith::width_of;
use super::mov::segment_offset;
use super::shift::set_flags_if;
use super::{Row, row};
use crate::ir::{Addr, Builder, FlagSet, Op, StringOp, Val, Var, Width};

#[rustfmt::skip]
pub(super) const ROWS: &[Row] = &[
    row(&[Movsb_m8_m8, Movsw_m16_m16, Movsd_m32_m32, Movsq_m64_m64], movs),
    row(&[Stosb_m8_AL, Stosw_m16_AX, Stosd_m32_EAX, Stosq_m64_RAX], stos),
    row(&[Lodsb_AL_m8, Lodsw_AX_m16, Lodsd_EAX_m32, Lodsq_RAX_m64], lods),
    row(&[Cmpsb_m8_m8, Cmpsw_m16_m16, Cmpsd_m32_m32, Cmpsq_m64_m64], cmps),
    row(&[Scasb_AL_m8, Scasw_AX_m16, Scasd_EAX_m32, Scasq_RAX_m64], scas),
];

/// rsi or rdi, or with a 32-bit address size esi or edi.
fn pointer(i: &Instruction, operand: u32) -> Option<Register> {
    Some(match i.op_kind(operand) {
        OpKind::MemorySegRSI => Register::RSI,
        OpKind::MemorySegESI => Register::ESI,
        OpKind::MemoryESRDI => Register::RDI,
        OpKind::MemoryESEDI => Register::EDI,
        _ => return None,
    })
}

/// The address in a pointer as an `I32`. Only the source obeys a segment prefix.
fn address(b: &mut Builder, i: &Instruction, r: Register) -> Addr {
    let full = b.read_reg(r.full_register());
    let mut base = b.addr(full).base;
    if r.full_register() == Register::RSI {
        base = segment_offset(b, i, base);
    }
    Addr { base, offset: 0 }
}

/// The address in a pointer as an `I64` for a repetition.
fn wide_address(b: &mut Builder, i: &Instruction, r: Register) -> Val {
    let prefixed = matches!(i.memory_segment(), Register::FS | Register::GS);
    if r == Register::RDI || r == Register::RSI && !prefixed {
        return b.read_reg(r);
    }
    let at = address(b, i, r);
    b.n1(Op::I64ExtendI32U, at.base)
}

/// `bytes`, or its negative if the direction flag is set.
fn directed(b: &mut Builder, bytes: Val) -> Val {
    let zero = b.c64(0);
    let back = b.n2(Op::I64Sub, zero, bytes);
    let df = b.get(Var::DF);
    b.select(df, back, bytes)
}

fn advance(b: &mut Builder, r: Register, by: Val) {
    let old = b.read_reg(r);
    let w = if r.size() == 8 { Width::W64 } else { Width::W32 };
    let by = b.zero_extend(Width::W64, w, by);
    let new = b.add(w, old, by);
    b.write_reg(r, new);
}

/// One step of each pointer.
fn step(b: &mut Builder, w: Width, pointers: &[Register]) {
    let size = b.c64(u64::from(w.bytes()));
    let by = directed(b, size);
    for r in pointers {
        advance(b, *r, by);
    }
}

/// al, ax, eax or rax.
fn accumulator(w: Width) -> Register {
    match w {
        Width::W8 => Register::AL,
        Width::W16 => Register::AX,
        Width::W32 => Register::EAX,
        Width::W64 => Register::RAX,
    }
}

fn repeated(i: &Instruction) -> bool {
    i.has_rep_prefix() || i.has_repne_prefix()
}

/// What a repetition reads. Pointers are in the order of the results' update.
struct Repeat {
    op: StringOp,
    w: Width,
    to: Register,
    from: Option<Register>,
    value: Option<Register>,
}

/// Runs a repetition and updates counter and pointers. Gives whether anything was done (`I32`) and the last two
/// elements.
fn repeat(b: &mut Builder, i: &Instruction, r: &Repeat) -> (Val, [Val; 2]) {
    let counter = if r.to == Register::EDI { Register::ECX } else { Register::RCX };
    let to = wide_address(b, i, r.to);
    let from = match r.from {
        Some(from) => wide_address(b, i, from),
        None => Val::NONE,
    };
    let count = b.read_reg(counter);
    let count = if counter == Register::ECX { b.n1(Op::I64ExtendI32U, count) } else { count };
    let value = match r.value {
        Some(value) => b.read_reg(value),
        None => Val::NONE,
    };
    let df = b.get(Var::DF);
    let [done, x, y] = b.rep(r.op, r.w, [to, from, count, value, df]);
    // Only a comparison ends early.
    let done = if matches!(r.op, StringOp::Movs | StringOp::Stos) { count } else { done };
    let zero = b.c64(0);
    let any = b.n2(Op::I64Ne, done, zero);
    let left = b.n2(Op::I64Sub, count, done);
    b.set(Var::RCX, left);
    let places = b.c64(u64::from(r.w.bytes().trailing_zeros()));
    let bytes = b.n2(Op::I64Shl, done, places);
    let by = directed(b, bytes);
    advance(b, r.to, by);
    if let Some(from) = r.from {
        advance(b, from, by);
    }
    (any, [x, y])
}

fn movs(b: &mut Builder, i: &Instruction) -> Option<()> {
    let w = width_of(i, 0)?;
    let (to, from) = (pointer(i, 0)?, pointer(i, 1)?);
    if repeated(i) {
        repeat(b, i, &Repeat { op: StringOp::Movs, w, to, from: Some(from), value: None });
        return Some(());
    }
    let (source, target) = (address(b, i, from), address(b, i, to));
    let v = b.load_int(w, source);
    b.store_int(w, target, v);
    step(b, w, &[from, to]);
    Some(())
}

fn stos(b: &mut Builder, i: &Instruction) -> Option<()> {
    let w = width_of(i, 0)?;
    let to = pointer(i, 0)?;
    if repeated(i) {
        repeat(b, i, &Repeat { op: StringOp::Stos, w, to, from: None, value: Some(Register::RAX) });
        return Some(());
    }
    let v = b.read_reg(accumulator(w));
    let target = address(b, i, to);
    b.store_int(w, target, v);
    step(b, w, &[to]);
    Some(())
}

fn lods(b: &mut Builder, i: &Instruction) -> Option<()> {
    let w = width_of(i, 0)?;
    let from = pointer(i, 1)?;
    if repeated(i) {
        return None;
    }
    let source = address(b, i, from);
    let v = b.load_int(w, source);
    b.write_reg(accumulator(w), v);
    step(b, w, &[from]);
    Some(())
}

/// Flags of a repeated comparison: of the last pair, if there was one.
fn flags_of_last(b: &mut Builder, w: Width, any: Val, [x, y]: [Val; 2]) {
    if !b.wants(FlagSet::ALL) {
        return;
    }
    let (x, y) = (b.zero_extend(Width::W64, w, x), b.zero_extend(Width::W64, w, y));
    let r = b.sub(w, x, y);
    set_flags_if(b, any, FlagSet::ALL, |b| b.flags_sub(w, x, y, r, FlagSet::ALL));
}

fn cmps(b: &mut Builder, i: &Instruction) -> Option<()> {
    let w = width_of(i, 0)?;
    let (from, to) = (pointer(i, 0)?, pointer(i, 1)?);
    if repeated(i) {
        let op = if i.has_repne_prefix() { StringOp::CmpsWhileDifferent } else { StringOp::CmpsWhileEqual };
        let (any, pair) = repeat(b, i, &Repeat { op, w, to, from: Some(from), value: None });
        flags_of_last(b, w, any, pair);
        return Some(());
    }
    let (first, second) = (address(b, i, from), address(b, i, to));
    let (x, y) = (b.load_int(w, first), b.load_int(w, second));
    let r = b.sub(w, x, y);
    b.flags_sub(w, x, y, r, FlagSet::ALL);
    step(b, w, &[from, to]);
    Some(())
}

fn scas(b: &mut Builder, i: &Instruction) -> Option<()> {
    let w = width_of(i, 0)?;
    let to = pointer(i, 1)?;
    if repeated(i) {
        let op = if i.has_repne_prefix() { StringOp::ScasWhileDifferent } else { StringOp::ScasWhileEqual };
        let value = b.get(Var::RAX);
        let (any, [_, y]) = repeat(b, i, &Repeat { op, w, to, from: None, value: Some(Register::RAX) });
        flags_of_last(b, w, any, [value, y]);
        return Some(());
    }
    let target = address(b, i, to);
    let (x, y) = (b.read_reg(accumulator(w)), b.load_int(w, target));
    let r = b.sub(w, x, y);
    b.flags_sub(w, x, y, r, FlagSet::ALL);
    step(b, w, &[to]);
    Some(())
}
