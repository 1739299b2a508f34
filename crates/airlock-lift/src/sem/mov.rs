//! Data movement: `mov` and its extending relatives, `lea`, `xchg`, conditional moves and sets, the stack.

use iced_x86::{Code::*, Instruction, OpKind, Register};

use super::arith::width_of;
use super::{Row, row};
use crate::ir::{Builder, Cond, Op, Place, Rmw, Val, Var, Width};

#[rustfmt::skip]
pub(super) const ROWS: &[Row] = &[
    row(
        &[
            Mov_rm8_r8, Mov_rm16_r16, Mov_rm32_r32, Mov_rm64_r64, Mov_r8_rm8, Mov_r16_rm16, Mov_r32_rm32, Mov_r64_rm64,
            Mov_AL_moffs8, Mov_AX_moffs16, Mov_EAX_moffs32, Mov_RAX_moffs64, Mov_moffs8_AL, Mov_moffs16_AX, Mov_moffs32_EAX,
            Mov_moffs64_RAX, Mov_r8_imm8, Mov_r16_imm16, Mov_r32_imm32, Mov_r64_imm64, Mov_rm8_imm8, Mov_rm16_imm16,
            Mov_rm32_imm32, Mov_rm64_imm32, Mov_cr_r64, Mov_dr_r64,
        ],
        mov,
    ),
    row(&[Mov_rm16_Sreg, Mov_r32m16_Sreg, Mov_r64m16_Sreg], mov_from_segment),
    row(&[Movzx_r16_rm8, Movzx_r32_rm8, Movzx_r64_rm8, Movzx_r16_rm16, Movzx_r32_rm16, Movzx_r64_rm16], movzx),
    row(
        &[
            Movsxd_r16_rm16, Movsxd_r32_rm32, Movsxd_r64_rm32, Movsx_r16_rm8, Movsx_r32_rm8, Movsx_r64_rm8, Movsx_r16_rm16,
            Movsx_r32_rm16, Movsx_r64_rm16,
        ],
        movsx,
    ),
    row(&[Lea_r16_m, Lea_r32_m, Lea_r64_m], lea),
    row(&[Xchg_rm8_r8, Xchg_rm16_r16, Xchg_rm32_r32, Xchg_rm64_r64, Xchg_r16_AX, Xchg_r32_EAX, Xchg_r64_RAX], xchg),
    row(
        &[
            Cmovo_r16_rm16, Cmovo_r32_rm32, Cmovo_r64_rm64, Cmovno_r16_rm16, Cmovno_r32_rm32, Cmovno_r64_rm64,
            Cmovb_r16_rm16, Cmovb_r32_rm32, Cmovb_r64_rm64, Cmovae_r16_rm16, Cmovae_r32_rm32, Cmovae_r64_rm64,
            Cmove_r16_rm16, Cmove_r32_rm32, Cmove_r64_rm64, Cmovne_r16_rm16, Cmovne_r32_rm32, Cmovne_r64_rm64,
            Cmovbe_r16_rm16, Cmovbe_r32_rm32, Cmovbe_r64_rm64, Cmova_r16_rm16, Cmova_r32_rm32, Cmova_r64_rm64,
            Cmovs_r16_rm16, Cmovs_r32_rm32, Cmovs_r64_rm64, Cmovns_r16_rm16, Cmovns_r32_rm32, Cmovns_r64_rm64,
            Cmovp_r16_rm16, Cmovp_r32_rm32, Cmovp_r64_rm64, Cmovnp_r16_rm16, Cmovnp_r32_rm32, Cmovnp_r64_rm64,
            Cmovl_r16_rm16, Cmovl_r32_rm32, Cmovl_r64_rm64, Cmovge_r16_rm16, Cmovge_r32_rm32, Cmovge_r64_rm64,
            Cmovle_r16_rm16, Cmovle_r32_rm32, Cmovle_r64_rm64, Cmovg_r16_rm16, Cmovg_r32_rm32, Cmovg_r64_rm64,
        ],
        cmov,
    ),
    row(
        &[
            Seto_rm8, Setno_rm8, Setb_rm8, Setae_rm8, Sete_rm8, Setne_rm8, Setbe_rm8, Seta_rm8, Sets_rm8, Setns_rm8,
            Setp_rm8, Setnp_rm8, Setl_rm8, Setge_rm8, Setle_rm8, Setg_rm8,
        ],
        setcc,
    ),
    row(&[Push_r16, Push_r64, Push_imm16, Pushq_imm32, Pushw_imm8, Pushq_imm8, Push_rm16, Push_rm64], push),
    row(&[Pushw_FS, Pushq_FS, Pushw_GS, Pushq_GS], push_segment),
    row(&[Pop_r16, Pop_r64, Pop_rm16, Pop_rm64], pop),
    row(&[Xlat_m8], xlat),
];

fn mov(b: &mut Builder, i: &Instruction) -> Option<()> {
    let w = width_of(i, 0)?;
    let (dst, src) = (b.place(i, 0)?, b.place(i, 1)?);
    let v = b.read(src, w);
    b.write(dst, w, v);
    Some(())
}

/// What Linux gives a 64-bit process: selectors of flat segments, and null where a base register matters.
fn selector(r: Register) -> Option<u64> {
    Some(match r {
        Register::CS => 0x33,
        Register::SS => 0x2b,
        Register::DS | Register::ES | Register::FS | Register::GS => 0,
        _ => return None,
    })
}

/// Reads of segment registers; loads of them have no row.
fn mov_from_segment(b: &mut Builder, i: &Instruction) -> Option<()> {
    let value = selector(i.op_register(1))?;
    // A register is written at the operand size, memory always as 16 bits.
    let w = if i.op_kind(0) == OpKind::Register { width_of(i, 0)? } else { Width::W16 };
    let dst = b.place(i, 0)?;
    let v = b.const_of(w, value);
    b.write(dst, w, v);
    Some(())
}

fn movzx(b: &mut Builder, i: &Instruction) -> Option<()> {
    let (to, from) = (width_of(i, 0)?, width_of(i, 1)?);
    let (dst, src) = (b.place(i, 0)?, b.place(i, 1)?);
    let v = b.read(src, from);
    let v = b.zero_extend(from, to, v);
    b.write(dst, to, v);
    Some(())
}

fn movsx(b: &mut Builder, i: &Instruction) -> Option<()> {
    let (to, from) = (width_of(i, 0)?, width_of(i, 1)?);
    let (dst, src) = (b.place(i, 0)?, b.place(i, 1)?);
    // `movsxd` without REX.W reads no more than it writes.
    let from = from.min(to);
    let v = b.read(src, from);
    let v = b.sign_extend(from, to, v);
    b.write(dst, to, v);
    Some(())
}

fn lea(b: &mut Builder, i: &Instruction) -> Option<()> {
    let w = width_of(i, 0)?;
    let dst = b.place(i, 0)?;
    let v = b.ea64(i);
    let v = b.zero_extend(Width::W64, w, v);
    b.write(dst, w, v);
    Some(())
}

/// With memory, `xchg` is atomic with or without the prefix.
pub(super) fn xchg(b: &mut Builder, i: &Instruction) -> Option<()> {
    let w = width_of(i, 0)?;
    let (dst, src) = (b.place(i, 0)?, b.place(i, 1)?);
    let y = b.read(src, w);
    let x = match dst {
        Place::Mem(a) => b.rmw(Rmw::Xchg, w, a, y),
        _ => {
            let x = b.read(dst, w);
            b.write(dst, w, y);
            x
        }
    };
    b.write(src, w, x);
    Some(())
}

fn cmov(b: &mut Builder, i: &Instruction) -> Option<()> {
    let w = width_of(i, 0)?;
    let cond = Cond::from_iced(i.condition_code())?;
    let (dst, src) = (b.place(i, 0)?, b.place(i, 1)?);
    // Both are read, and a 32-bit destination is written, whatever the condition says.
    let (x, y) = (b.read(dst, w), b.read(src, w));
    let c = b.cond(cond);
    let r = b.select(c, y, x);
    b.write(dst, w, r);
    Some(())
}

fn setcc(b: &mut Builder, i: &Instruction) -> Option<()> {
    let cond = Cond::from_iced(i.condition_code())?;
    let dst = b.place(i, 0)?;
    let c = b.cond(cond);
    b.write(dst, Width::W8, c);
    Some(())
}

/// Width of what a push or pop moves.
fn stack_width(i: &Instruction) -> Option<Width> {
    Width::from_bytes(i.stack_pointer_increment().unsigned_abs() as usize)
}

/// Stores below the stack pointer, then moves it.
pub(super) fn push_value(b: &mut Builder, w: Width, v: Val) {
    let rsp = b.get(Var::RSP);
    let size = b.c64(u64::from(w.bytes()));
    let new = b.n2(Op::I64Sub, rsp, size);
    let at = b.addr(new);
    b.store_int(w, at, v);
    b.set(Var::RSP, new);
}

/// Loads from the stack pointer, then moves it.
pub(super) fn pop_value(b: &mut Builder, w: Width) -> Val {
    let rsp = b.get(Var::RSP);
    let at = b.addr(rsp);
    let v = b.load_int(w, at);
    let size = b.c64(u64::from(w.bytes()));
    let new = b.n2(Op::I64Add, rsp, size);
    b.set(Var::RSP, new);
    v
}

fn push(b: &mut Builder, i: &Instruction) -> Option<()> {
    let w = stack_width(i)?;
    // The operand, its address included, is that of before: `push rsp` pushes the old value.
    let src = b.place(i, 0)?;
    let v = b.read(src, w);
    push_value(b, w, v);
    Some(())
}

fn push_segment(b: &mut Builder, i: &Instruction) -> Option<()> {
    let w = stack_width(i)?;
    let v = b.const_of(w, selector(i.op_register(0))?);
    push_value(b, w, v);
    Some(())
}

fn pop(b: &mut Builder, i: &Instruction) -> Option<()> {
    let w = stack_width(i)?;
    if !matches!(i.op_kind(0), OpKind::Register | OpKind::Memory) {
        return None;
    }
    let v = pop_value(b, w);
    // The address of a memory operand uses the new stack pointer, and `pop rsp` overrides it.
    let dst = b.place(i, 0)?;
    b.write(dst, w, v);
    Some(())
}

fn xlat(b: &mut Builder, i: &Instruction) -> Option<()> {
    let (rbx, al) = (b.get(Var::gpr(3)), b.read_reg(Register::AL));
    let table = b.addr(rbx).base;
    let at = b.n2(Op::I32Add, table, al);
    let at = segment_offset(b, i, at);
    let v = b.load_int(Width::W8, crate::ir::Addr { base: at, offset: 0 });
    b.write_reg(Register::AL, v);
    Some(())
}

/// Adds the base of an FS or GS prefix to an `I32` address.
pub(super) fn segment_offset(b: &mut Builder, i: &Instruction, at: Val) -> Val {
    let var = match i.memory_segment() {
        Register::FS => Var::FS_BASE,
        Register::GS => Var::GS_BASE,
        _ => return at,
    };
    let base = b.get(var);
    let base = b.n1(Op::I32WrapI64, base);
    b.n2(Op::I32Add, at, base)
}
