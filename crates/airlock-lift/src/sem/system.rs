//! The flags register, no-operations, identification, and what only a kernel may do.
//!
//! After `syscall`, r11 holds a constant instead of the flags: no program depends on it, and to compute them would
//! keep all flags alive at every system call. Of the bits of RFLAGS that are not status flags only DF exists; `pushf`
//! shows IF set and the rest clear, `popf` ignores them.

use iced_x86::{Code::*, Instruction, Mnemonic, Register};

use super::arith::set_const;
use super::mov::{pop_value, push_value};
use super::{Row, row};
use crate::helper::Helper;
use crate::ir::{Builder, Cond, FlagSet, Op, Term, TrapKind, Val, Var, Width};

#[rustfmt::skip]
pub(super) const ROWS: &[Row] = &[
    row(&[Pushfw, Pushfq], pushf),
    row(&[Popfw, Popfq], popf),
    row(&[Lahf], lahf),
    row(&[Sahf], sahf),
    row(&[Cmc], cmc),
    row(&[Clc, Stc], set_carry),
    row(&[Cld, Std], set_direction),
    row(
        &[
            Nopw, Nopd, Nopq, Pause, Reservednop_rm16_r16_0F0D, Reservednop_rm32_r32_0F0D, Reservednop_rm64_r64_0F0D,
            Prefetch_m8, Prefetchw_m8, Prefetchwt1_m8, Reservednop_rm16_r16_0F18, Reservednop_rm32_r32_0F18,
            Reservednop_rm64_r64_0F18, Reservednop_rm16_r16_0F19, Reservednop_rm32_r32_0F19, Reservednop_rm64_r64_0F19,
            Reservednop_rm16_r16_0F1A, Reservednop_rm32_r32_0F1A, Reservednop_rm64_r64_0F1A, Reservednop_rm16_r16_0F1B,
            Reservednop_rm32_r32_0F1B, Reservednop_rm64_r64_0F1B, Reservednop_rm16_r16_0F1C, Reservednop_rm32_r32_0F1C,
            Reservednop_rm64_r64_0F1C, Reservednop_rm16_r16_0F1D, Reservednop_rm32_r32_0F1D, Reservednop_rm64_r64_0F1D,
            Reservednop_rm16_r16_0F1E, Reservednop_rm32_r32_0F1E, Reservednop_rm64_r64_0F1E, Reservednop_rm16_r16_0F1F,
            Reservednop_rm32_r32_0F1F, Reservednop_rm64_r64_0F1F, Prefetchnta_m8, Prefetcht0_m8, Prefetcht1_m8,
            Prefetcht2_m8, Cldemote_m8, Endbr64, Endbr32, Nop_rm16, Nop_rm32, Nop_rm64, Clflush_m8, Prefetchreserved3_m8,
            Prefetchreserved4_m8, Prefetchreserved5_m8, Prefetchreserved6_m8, Prefetchreserved7_m8, Prefetchit1_m8,
            Prefetchit0_m8,
        ],
        nop,
    ),
    // On a processor without shadow stacks these leave their register, which is how unwinders probe for them.
    row(&[Rdsspd_r32, Rdsspq_r64], nop),
    row(&[Mfence, Mfence_F1, Mfence_F2, Mfence_F3, Mfence_F4, Mfence_F5, Mfence_F6, Mfence_F7], mfence),
    row(
        &[
            Lfence, Lfence_E9, Lfence_EA, Lfence_EB, Lfence_EC, Lfence_ED, Lfence_EE, Lfence_EF, Sfence, Sfence_F9,
            Sfence_FA, Sfence_FB, Sfence_FC, Sfence_FD, Sfence_FE, Sfence_FF,
        ],
        nop,
    ),
    row(&[Cpuid], cpuid),
    row(&[Rdtscp, Rdtsc], rdtsc),
    row(&[Syscall], syscall),
    row(&[Hlt, Cli, Sti, Invlpg_m, Swapgs, Clts, Sysretd, Sysretq, Invd, Wbinvd, Wrmsr, Rdmsr, Rdpmc], protected),
    row(
        &[
            Insb_m8_DX, Insw_m16_DX, Insd_m32_DX, Outsb_DX_m8, Outsw_DX_m16, Outsd_DX_m32, In_AL_imm8, In_AX_imm8,
            In_EAX_imm8, Out_imm8_AL, Out_imm8_AX, Out_imm8_EAX, In_AL_DX, In_AX_DX, In_EAX_DX, Out_DX_AL, Out_DX_AX,
            Out_DX_EAX,
        ],
        protected,
    ),
    row(
        &[
            Lldt_rm16, Lldt_r32m16, Lldt_r64m16, Ltr_rm16, Ltr_r32m16, Ltr_r64m16, Lgdt_m1664, Lidt_m1664, Lmsw_rm16,
            Lmsw_r32m16, Lmsw_r64m16, Mov_r64_cr, Mov_r64_dr, Mov_cr_r64, Mov_dr_r64,
        ],
        protected,
    ),
    // Protected by UMIP.
    row(
        &[
            Sldt_rm16, Sldt_r32m16, Sldt_r64m16, Str_rm16, Str_r32m16, Str_r64m16, Sgdt_m1664, Sidt_m1664, Smsw_rm16,
            Smsw_r32m16, Smsw_r64m16,
        ],
        protected,
    ),
];

/// Places of the status flags in RFLAGS.
const STATUS: [(FlagSet, u32); 6] =
    [(FlagSet::CF, 0), (FlagSet::PF, 2), (FlagSet::AF, 4), (FlagSet::ZF, 6), (FlagSet::SF, 7), (FlagSet::OF, 11)];
const DF_BIT: u32 = 10;
/// Always set: the reserved bit 1.
const FIXED: u32 = 2;
/// What else `pushf` shows: interrupts are enabled.
const INTERRUPTS: u32 = 0x200;

/// `image` with a 0-or-1 value at a place.
fn with_bit(b: &mut Builder, image: Val, v: Val, place: u32) -> Val {
    let place = b.c32(place);
    let v = b.n2(Op::I32Shl, v, place);
    b.n2(Op::I32Or, v, image)
}

/// The flags at their places below `limit`.
fn image(b: &mut Builder, fixed: u32, limit: u32) -> Val {
    let mut image = b.c32(fixed);
    for (flag, place) in STATUS {
        if place < limit {
            let v = b.flag(flag);
            image = with_bit(b, image, v, place);
        }
    }
    image
}

/// Sets the flags whose places are below `limit`.
fn set_from_image(b: &mut Builder, image: Val, limit: u32) {
    for (flag, place) in STATUS {
        if place < limit && b.wants(flag) {
            let place = b.c32(place);
            let v = super::arith::bit(b, Width::W32, image, place);
            b.set_flag(flag, v);
        }
    }
}

fn pushf(b: &mut Builder, i: &Instruction) -> Option<()> {
    let w = if i.code() == Pushfq { Width::W64 } else { Width::W16 };
    let status = image(b, FIXED | INTERRUPTS, 16);
    let df = b.get(Var::DF);
    let all = with_bit(b, status, df, DF_BIT);
    let all = b.zero_extend(Width::W32, w, all);
    push_value(b, w, all);
    Some(())
}

fn popf(b: &mut Builder, i: &Instruction) -> Option<()> {
    let w = if i.code() == Popfq { Width::W64 } else { Width::W16 };
    let v = pop_value(b, w);
    let v = b.zero_extend(w, Width::W32, v);
    set_from_image(b, v, 16);
    let place = b.c32(DF_BIT);
    let df = super::arith::bit(b, Width::W32, v, place);
    b.set(Var::DF, df);
    Some(())
}

fn lahf(b: &mut Builder, _: &Instruction) -> Option<()> {
    let v = image(b, FIXED, 8);
    b.write_reg(Register::AH, v);
    Some(())
}

fn sahf(b: &mut Builder, _: &Instruction) -> Option<()> {
    let v = b.read_reg(Register::AH);
    set_from_image(b, v, 8);
    Some(())
}

fn cmc(b: &mut Builder, _: &Instruction) -> Option<()> {
    let v = b.cond(Cond::AE);
    b.set_flag(FlagSet::CF, v);
    Some(())
}

fn set_carry(b: &mut Builder, i: &Instruction) -> Option<()> {
    set_const(b, FlagSet::CF, u32::from(i.code() == Stc));
    Some(())
}

fn set_direction(b: &mut Builder, i: &Instruction) -> Option<()> {
    let v = b.c32(u32::from(i.code() == Std));
    b.set(Var::DF, v);
    Some(())
}

/// Loads and stores of lifted code are not reordered, so that the weaker fences have nothing to do either.
fn nop(_: &mut Builder, _: &Instruction) -> Option<()> {
    Some(())
}

fn mfence(b: &mut Builder, _: &Instruction) -> Option<()> {
    b.fence();
    Some(())
}

/// Sets two registers from the halves of an `I64`, which clears their own upper halves.
fn set_halves(b: &mut Builder, v: Val, low: Var, high: Var) {
    let (mask, n) = (b.c64(0xffff_ffff), b.c64(32));
    let l = b.n2(Op::I64And, v, mask);
    let h = b.n2(Op::I64ShrU, v, n);
    b.set(low, l);
    b.set(high, h);
}

fn cpuid(b: &mut Builder, _: &Instruction) -> Option<()> {
    let (leaf, subleaf) = (b.get(Var::RAX), b.get(Var::RCX));
    let ab = b.helper(Helper::Cpuid, &[leaf, subleaf]);
    let cd = b.helper_out(ab, 1);
    set_halves(b, ab, Var::RAX, Var::gpr(3));
    set_halves(b, cd, Var::RCX, Var::RDX);
    Some(())
}

fn rdtsc(b: &mut Builder, i: &Instruction) -> Option<()> {
    let v = b.helper(Helper::Rdtsc, &[]);
    set_halves(b, v, Var::RAX, Var::RDX);
    if i.mnemonic() == Mnemonic::Rdtscp {
        // Processor and node number 0.
        let zero = b.c64(0);
        b.set(Var::RCX, zero);
    }
    Some(())
}

fn syscall(b: &mut Builder, i: &Instruction) -> Option<()> {
    let next = b.c64(i.next_ip());
    b.set(Var::RCX, next);
    let flags = b.c64(u64::from(INTERRUPTS | FIXED | 0x44));
    b.set(Var::R11, flags);
    b.end(Term::Syscall { next: i.next_ip() });
    Some(())
}

fn protected(b: &mut Builder, i: &Instruction) -> Option<()> {
    b.end(Term::Trap(TrapKind::Protection, i.ip()));
    Some(())
}
