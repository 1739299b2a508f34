//! Transfers of control within 64-bit code. Far transfers and `iret` have no row; neither have the forms with a
//! 16-bit instruction pointer, which Intel processors do not have in 64-bit mode.

use iced_x86::{Code::*, Instruction, Mnemonic, Register};

use super::mov::{pop_value, push_value};
use super::{Row, row};
use crate::ir::{Builder, Cond, Op, Term, TrapKind, Var, Width};

#[rustfmt::skip]
pub(super) const ROWS: &[Row] = &[
    row(&[Jmp_rel32_64, Jmp_rel8_64], jmp),
    row(&[Jmp_rm64], jmp_indirect),
    row(
        &[
            Jo_rel8_64, Jno_rel8_64, Jb_rel8_64, Jae_rel8_64, Je_rel8_64, Jne_rel8_64, Jbe_rel8_64, Ja_rel8_64, Js_rel8_64,
            Jns_rel8_64, Jp_rel8_64, Jnp_rel8_64, Jl_rel8_64, Jge_rel8_64, Jle_rel8_64, Jg_rel8_64, Jo_rel32_64,
            Jno_rel32_64, Jb_rel32_64, Jae_rel32_64, Je_rel32_64, Jne_rel32_64, Jbe_rel32_64, Ja_rel32_64, Js_rel32_64,
            Jns_rel32_64, Jp_rel32_64, Jnp_rel32_64, Jl_rel32_64, Jge_rel32_64, Jle_rel32_64, Jg_rel32_64,
        ],
        jcc,
    ),
    row(&[Jecxz_rel8_64, Jrcxz_rel8_64], jcxz),
    row(
        &[
            Loopne_rel8_64_ECX, Loopne_rel8_64_RCX, Loope_rel8_64_ECX, Loope_rel8_64_RCX, Loop_rel8_64_ECX,
            Loop_rel8_64_RCX,
        ],
        loop_,
    ),
    row(&[Call_rel32_64], call),
    row(&[Call_rm64], call_indirect),
    row(&[Retnq_imm16, Retnq], ret),
    row(&[Leavew, Leaveq], leave),
    row(&[Enterq_imm16_imm8], enter),
    row(&[Int3, Int1], breakpoint),
    row(&[Int_imm8], int),
    row(&[Ud2, Ud1_r16_rm16, Ud1_r32_rm32, Ud1_r64_rm64, Ud0_r16_rm16, Ud0_r32_rm32, Ud0_r64_rm64, Ud0], undefined),
];

fn jmp(b: &mut Builder, i: &Instruction) -> Option<()> {
    b.end(Term::Jump(i.near_branch_target()));
    Some(())
}

fn jmp_indirect(b: &mut Builder, i: &Instruction) -> Option<()> {
    let place = b.place(i, 0)?;
    let target = b.read(place, Width::W64);
    b.end(Term::JumpIndirect(target));
    Some(())
}

fn jcc(b: &mut Builder, i: &Instruction) -> Option<()> {
    let cond = Cond::from_iced(i.condition_code())?;
    let cond = b.cond(cond);
    b.end(Term::Branch { cond, then: i.near_branch_target(), or: i.next_ip() });
    Some(())
}

fn jcxz(b: &mut Builder, i: &Instruction) -> Option<()> {
    let (r, w) = match i.code() {
        Jrcxz_rel8_64 => (Register::RCX, Width::W64),
        Jecxz_rel8_64 => (Register::ECX, Width::W32),
        _ => return None,
    };
    let count = b.read_reg(r);
    let cond = b.eqz(w, count);
    b.end(Term::Branch { cond, then: i.near_branch_target(), or: i.next_ip() });
    Some(())
}

fn loop_(b: &mut Builder, i: &Instruction) -> Option<()> {
    let (r, w) = match i.code() {
        Loop_rel8_64_RCX | Loope_rel8_64_RCX | Loopne_rel8_64_RCX => (Register::RCX, Width::W64),
        Loop_rel8_64_ECX | Loope_rel8_64_ECX | Loopne_rel8_64_ECX => (Register::ECX, Width::W32),
        _ => return None,
    };
    let count = b.read_reg(r);
    let one = b.const_of(w, 1);
    let count = b.sub(w, count, one);
    b.write_reg(r, count);
    let zero = b.const_of(w, 0);
    let mut cond = b.n2(if w == Width::W64 { Op::I64Ne } else { Op::I32Ne }, count, zero);
    if i.mnemonic() != Mnemonic::Loop {
        let z = b.cond(if i.mnemonic() == Mnemonic::Loope { Cond::E } else { Cond::NE });
        cond = b.n2(Op::I32And, cond, z);
    }
    b.end(Term::Branch { cond, then: i.near_branch_target(), or: i.next_ip() });
    Some(())
}

fn call(b: &mut Builder, i: &Instruction) -> Option<()> {
    let ret = b.c64(i.next_ip());
    push_value(b, Width::W64, ret);
    b.end(Term::Call { target: i.near_branch_target(), ret: i.next_ip() });
    Some(())
}

fn call_indirect(b: &mut Builder, i: &Instruction) -> Option<()> {
    // The target is read before the push: `call [rsp]` and `call rsp` see the old stack.
    let place = b.place(i, 0)?;
    let target = b.read(place, Width::W64);
    let ret = b.c64(i.next_ip());
    push_value(b, Width::W64, ret);
    b.end(Term::CallIndirect { target, ret: i.next_ip() });
    Some(())
}

fn ret(b: &mut Builder, i: &Instruction) -> Option<()> {
    let target = pop_value(b, Width::W64);
    if i.code() == Retnq_imm16 {
        let rsp = b.get(Var::RSP);
        let extra = b.c64(u64::from(i.immediate16()));
        let rsp = b.n2(Op::I64Add, rsp, extra);
        b.set(Var::RSP, rsp);
    }
    b.end(Term::Return(target));
    Some(())
}

fn leave(b: &mut Builder, i: &Instruction) -> Option<()> {
    let (r, w) = if i.code() == Leavew { (Register::BP, Width::W16) } else { (Register::RBP, Width::W64) };
    let frame = b.get(Var::RBP);
    b.set(Var::RSP, frame);
    let old = pop_value(b, w);
    b.write_reg(r, old);
    Some(())
}

fn enter(b: &mut Builder, i: &Instruction) -> Option<()> {
    let size = u64::from(i.immediate16());
    let level = i.immediate8_2nd() & 31;
    let old = b.get(Var::RBP);
    push_value(b, Width::W64, old);
    let frame = b.get(Var::RSP);
    // Copies the display: the enclosing frames' pointers, then this one's.
    for n in 1..u64::from(level) {
        let back = b.c64(n * 8);
        let at = b.n2(Op::I64Sub, old, back);
        let at = b.addr(at);
        let pointer = b.load_int(Width::W64, at);
        push_value(b, Width::W64, pointer);
    }
    if level > 0 {
        push_value(b, Width::W64, frame);
    }
    b.set(Var::RBP, frame);
    let rsp = b.get(Var::RSP);
    let size = b.c64(size);
    let rsp = b.n2(Op::I64Sub, rsp, size);
    b.set(Var::RSP, rsp);
    Some(())
}

/// The trap names the instruction; what a signal handler finds as instruction pointer must be past it.
fn breakpoint(b: &mut Builder, i: &Instruction) -> Option<()> {
    b.end(Term::Trap(TrapKind::Breakpoint, i.ip()));
    Some(())
}

/// `int 3` in two bytes is a breakpoint; for all other vectors the gates are the kernel's. The 32-bit system call
/// `int 0x80` is not offered to 64-bit programs.
fn int(b: &mut Builder, i: &Instruction) -> Option<()> {
    if i.immediate8() == 3 {
        return breakpoint(b, i);
    }
    b.end(Term::Trap(TrapKind::Protection, i.ip()));
    Some(())
}

fn undefined(b: &mut Builder, i: &Instruction) -> Option<()> {
    b.end(Term::Trap(TrapKind::Illegal, i.ip()));
    Some(())
}
