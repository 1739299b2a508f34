//! Conversions within registers: sign extension of the accumulator, byte order.

use iced_x86::{Code::*, Instruction, Register};

use super::{Row, row};
use crate::ir::{Builder, Op, Val, Width};

#[rustfmt::skip]
pub(super) const ROWS: &[Row] = &[
    row(&[Cbw, Cwde, Cdqe], extend_accumulator),
    row(&[Cwd, Cdq, Cqo], spread_sign),
    row(&[Bswap_r16, Bswap_r32, Bswap_r64], bswap),
];

fn extend_accumulator(b: &mut Builder, i: &Instruction) -> Option<()> {
    let (src, dst, from, to) = match i.code() {
        Cbw => (Register::AL, Register::AX, Width::W8, Width::W16),
        Cwde => (Register::AX, Register::EAX, Width::W16, Width::W32),
        Cdqe => (Register::EAX, Register::RAX, Width::W32, Width::W64),
        _ => return None,
    };
    let v = b.read_reg(src);
    let v = b.sign_extend(from, to, v);
    b.write_reg(dst, v);
    Some(())
}

fn spread_sign(b: &mut Builder, i: &Instruction) -> Option<()> {
    let (src, dst, w) = match i.code() {
        Cwd => (Register::AX, Register::DX, Width::W16),
        Cdq => (Register::EAX, Register::EDX, Width::W32),
        Cqo => (Register::RAX, Register::RDX, Width::W64),
        _ => return None,
    };
    let v = b.read_reg(src);
    let v = sign_mask(b, w, v);
    let v = b.mask(w, v);
    b.write_reg(dst, v);
    Some(())
}

/// All bits of the value's type equal to the sign of `v`.
pub(super) fn sign_mask(b: &mut Builder, w: Width, v: Val) -> Val {
    let v = b.sign_extend_narrow(w, v);
    if w == Width::W64 {
        let n = b.c64(63);
        b.n2(Op::I64ShrS, v, n)
    } else {
        let n = b.c32(31);
        b.n2(Op::I32ShrS, v, n)
    }
}

fn bswap(b: &mut Builder, i: &Instruction) -> Option<()> {
    let r = i.op0_register();
    let v = match i.code() {
        // Undefined by the manual; processors clear the register.
        Bswap_r16 => b.c32(0),
        Bswap_r32 => {
            let v = b.read_reg(r);
            swap32(b, v)
        }
        Bswap_r64 => {
            let v = b.read_reg(r);
            swap64(b, v)
        }
        _ => return None,
    };
    b.write_reg(r, v);
    Some(())
}

/// Wasm cannot swap bytes. The shape of this and of [`swap64`] is the one that Cranelift's optimiser turns back
/// into a byte swap.
fn swap32(b: &mut Builder, v: Val) -> Val {
    let (c8, c24, mask) = (b.c32(8), b.c32(24), b.c32(0xff00));
    let top = b.n2(Op::I32Shl, v, c24);
    let second = b.n2(Op::I32And, v, mask);
    let second = b.n2(Op::I32Shl, second, c8);
    let high = b.n2(Op::I32Or, top, second);
    let third = b.n2(Op::I32ShrU, v, c8);
    let third = b.n2(Op::I32And, third, mask);
    let bottom = b.n2(Op::I32ShrU, v, c24);
    let low = b.n2(Op::I32Or, third, bottom);
    b.n2(Op::I32Or, high, low)
}

fn swap64(b: &mut Builder, v: Val) -> Val {
    let mut up = |mask: u64, by: u64| {
        let masked = if mask == 0 {
            v
        } else {
            let mask = b.c64(mask);
            b.n2(Op::I64And, v, mask)
        };
        let by = b.c64(by);
        b.n2(Op::I64Shl, masked, by)
    };
    let (b7, b6, b5, b4) = (up(0, 56), up(0xff00, 40), up(0xff_0000, 24), up(0xff00_0000, 8));
    let mut down = |mask: u64, by: u64| {
        let by = b.c64(by);
        let shifted = b.n2(Op::I64ShrU, v, by);
        if mask == 0 {
            return shifted;
        }
        let mask = b.c64(mask);
        b.n2(Op::I64And, shifted, mask)
    };
    let (b3, b2, b1, b0) = (down(0xff00_0000, 8), down(0xff_0000, 24), down(0xff00, 40), down(0, 56));
    let mut or = |x, y| b.n2(Op::I64Or, x, y);
    let (b76, b54, b32, b10) = (or(b7, b6), or(b5, b4), or(b3, b2), or(b1, b0));
    let (high, low) = (or(b76, b54), or(b32, b10));
    or(high, low)
}
