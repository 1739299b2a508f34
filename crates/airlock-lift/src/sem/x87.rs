//! x87: every form is a call of the helper; see [`crate::x87`].
//!
//! `fxsave` and `fxrstor` store and load the SSE half inline. The reserved bits of MXCSR, which fault on hardware,
//! are ignored; so is the alignment of the area.

use iced_x86::{Code::*, ConditionCode, Instruction, OpKind, Register};

use super::{Row, row};
use crate::helper::Helper;
use crate::ir::{Builder, Cond, FlagSet, Load, Op, Store, Val, Var};
use crate::x87::CONDITION_HOLDS;

pub(super) const ROWS: &[Row] = &[
    row(
        &[
            Wait,
            Fnop,
            Fadd_m32fp,
            Fadd_m64fp,
            Fadd_st0_sti,
            Fadd_sti_st0,
            Faddp_sti_st0,
            Fiadd_m16int,
            Fiadd_m32int,
            Fmul_m32fp,
            Fmul_m64fp,
            Fmul_st0_sti,
            Fmul_sti_st0,
            Fmulp_sti_st0,
            Fimul_m16int,
            Fimul_m32int,
            Fsub_m32fp,
            Fsub_m64fp,
            Fsub_st0_sti,
            Fsub_sti_st0,
            Fsubp_sti_st0,
            Fisub_m16int,
            Fisub_m32int,
            Fsubr_m32fp,
            Fsubr_m64fp,
            Fsubr_st0_sti,
            Fsubr_sti_st0,
            Fsubrp_sti_st0,
            Fisubr_m16int,
            Fisubr_m32int,
            Fdiv_m32fp,
            Fdiv_m64fp,
            Fdiv_st0_sti,
            Fdiv_sti_st0,
            Fdivp_sti_st0,
            Fidiv_m16int,
            Fidiv_m32int,
            Fdivr_m32fp,
            Fdivr_m64fp,
            Fdivr_st0_sti,
            Fdivr_sti_st0,
            Fdivrp_sti_st0,
            Fidivr_m16int,
            Fidivr_m32int,
        ],
        call,
    ),
    row(
        &[
            Fcom_m32fp,
            Fcom_m64fp,
            Fcom_st0_sti,
            Fcom_st0_sti_DCD0,
            Fcomp_m32fp,
            Fcomp_m64fp,
            Fcomp_st0_sti,
            Fcomp_st0_sti_DCD8,
            Fcomp_st0_sti_DED0,
            Fcompp,
            Fucom_st0_sti,
            Fucomp_st0_sti,
            Fucompp,
            Ficom_m16int,
            Ficom_m32int,
            Ficomp_m16int,
            Ficomp_m32int,
            Ftst,
            Fxam,
        ],
        call,
    ),
    row(
        &[
            Fld_m32fp,
            Fld_m64fp,
            Fld_m80fp,
            Fld_sti,
            Fild_m16int,
            Fild_m32int,
            Fild_m64int,
            Fbld_m80bcd,
            Fst_m32fp,
            Fst_m64fp,
            Fst_sti,
            Fstp_m32fp,
            Fstp_m64fp,
            Fstp_m80fp,
            Fstp_sti,
            Fstp_sti_DFD0,
            Fstp_sti_DFD8,
            Fstpnce_sti,
            Fist_m16int,
            Fist_m32int,
            Fistp_m16int,
            Fistp_m32int,
            Fistp_m64int,
            Fisttp_m16int,
            Fisttp_m32int,
            Fisttp_m64int,
            Fbstp_m80bcd,
            Fxch_st0_sti,
            Fxch_st0_sti_DDC8,
            Fxch_st0_sti_DFC8,
            Fld1,
            Fldl2t,
            Fldl2e,
            Fldpi,
            Fldlg2,
            Fldln2,
            Fldz,
        ],
        call,
    ),
    row(
        &[
            Fchs,
            Fabs,
            Fsqrt,
            Frndint,
            Fscale,
            Fxtract,
            Fprem,
            Fprem1,
            F2xm1,
            Fyl2x,
            Fyl2xp1,
            Fpatan,
            Fptan,
            Fsin,
            Fcos,
            Fsincos,
            Fninit,
            Fnclex,
            Ffree_sti,
            Ffreep_sti,
            Fincstp,
            Fdecstp,
            Fldcw_m2byte,
            Fnstcw_m2byte,
            Fnstsw_m2byte,
            Fldenv_m14byte,
            Fldenv_m28byte,
            Fnstenv_m14byte,
            Fnstenv_m28byte,
            Frstor_m94byte,
            Frstor_m108byte,
            Fnsave_m94byte,
            Fnsave_m108byte,
        ],
        call,
    ),
    row(&[Fnstsw_AX], status_to_ax),
    row(&[Fcomi_st0_sti, Fcomip_st0_sti, Fucomi_st0_sti, Fucomip_st0_sti], compare_to_flags),
    row(
        &[
            Fcmovb_st0_sti,
            Fcmove_st0_sti,
            Fcmovbe_st0_sti,
            Fcmovu_st0_sti,
            Fcmovnb_st0_sti,
            Fcmovne_st0_sti,
            Fcmovnbe_st0_sti,
            Fcmovnu_st0_sti,
        ],
        conditional_move,
    ),
    row(&[Fxsave_m512byte, Fxsave64_m512byte], fxsave),
    row(&[Fxrstor_m512byte, Fxrstor64_m512byte], fxrstor),
];

/// The helper's first operand: the form and the number of the register operand that is not st(0).
fn selector(i: &Instruction) -> u64 {
    let number = |n: u32| {
        if n < i.op_count() && i.op_kind(n) == OpKind::Register && i.op_register(n).is_st() {
            i.op_register(n).number()
        } else {
            0
        }
    };
    i.code() as u64 | ((number(0) | number(1)) as u64) << 16
}

/// The address of the memory operand as an `I64`, or 0.
fn address(b: &mut Builder, i: &Instruction) -> Val {
    if (0..i.op_count()).any(|n| i.op_kind(n) == OpKind::Memory) {
        let a = b.ea(i);
        let a = b.addr_value(a);
        b.n1(Op::I64ExtendI32U, a)
    } else {
        b.c64(0)
    }
}

fn execute(b: &mut Builder, i: &Instruction) -> Val {
    let selector = b.c64(selector(i));
    let at = address(b, i);
    b.helper(Helper::X87, &[selector, at])
}

fn call(b: &mut Builder, i: &Instruction) -> Option<()> {
    execute(b, i);
    Some(())
}

fn status_to_ax(b: &mut Builder, i: &Instruction) -> Option<()> {
    let status = execute(b, i);
    let status = b.n1(Op::I32WrapI64, status);
    b.write_reg(Register::AX, status);
    Some(())
}

fn compare_to_flags(b: &mut Builder, i: &Instruction) -> Option<()> {
    let result = execute(b, i);
    let result = b.n1(Op::I32WrapI64, result);
    for (flag, place) in [(FlagSet::CF, 0), (FlagSet::PF, 2), (FlagSet::ZF, 6)] {
        if b.wants(flag) {
            let (place, one) = (b.c32(place), b.c32(1));
            let v = b.n2(Op::I32ShrU, result, place);
            let v = b.n2(Op::I32And, v, one);
            b.set_flag(flag, v);
        }
    }
    let zero = b.c32(0);
    for flag in [FlagSet::OF, FlagSet::SF, FlagSet::AF] {
        b.set_flag(flag, zero);
    }
    Some(())
}

fn conditional_move(b: &mut Builder, i: &Instruction) -> Option<()> {
    let condition = match i.condition_code() {
        ConditionCode::None => match i.code() {
            Fcmovb_st0_sti => Cond::B,
            Fcmove_st0_sti => Cond::E,
            Fcmovbe_st0_sti => Cond::BE,
            Fcmovu_st0_sti => Cond::P,
            Fcmovnb_st0_sti => Cond::AE,
            Fcmovne_st0_sti => Cond::NE,
            Fcmovnbe_st0_sti => Cond::A,
            _ => Cond::NP,
        },
        c => Cond::from_iced(c)?,
    };
    let holds = b.cond(condition);
    let with = b.c64(selector(i) | u64::from(CONDITION_HOLDS) << 16);
    let without = b.c64(selector(i));
    let selector = b.select(holds, with, without);
    let none = b.c64(0);
    b.helper(Helper::X87, &[selector, none]);
    Some(())
}

/// Offsets in the area.
const AREA_MXCSR: u32 = 24;
const AREA_XMM: u32 = 160;
/// Every bit of MXCSR that exists.
const MXCSR_MASK: u32 = 0xffff;

fn fxsave(b: &mut Builder, i: &Instruction) -> Option<()> {
    let area = b.ea(i);
    let at = address(b, i);
    let store = b.c64(0);
    b.helper(Helper::Fxsave, &[at, store]);
    let mxcsr = b.get(Var::MXCSR);
    let to = b.addr_plus(area, AREA_MXCSR);
    b.store(Store::I32, to, mxcsr);
    let mask = b.c32(MXCSR_MASK);
    let to = b.addr_plus(area, AREA_MXCSR + 4);
    b.store(Store::I32, to, mask);
    for n in 0..16 {
        let v = b.get(Var::xmm(n));
        let to = b.addr_plus(area, AREA_XMM + 16 * n as u32);
        b.store(Store::V128, to, v);
    }
    Some(())
}

fn fxrstor(b: &mut Builder, i: &Instruction) -> Option<()> {
    let area = b.ea(i);
    let at = address(b, i);
    let from = b.addr_plus(area, AREA_MXCSR);
    let mxcsr = b.load(Load::I32, from);
    let values: Vec<Val> = (0..16)
        .map(|n| {
            let from = b.addr_plus(area, AREA_XMM + 16 * n);
            b.load(Load::V128, from)
        })
        .collect();
    let load = b.c64(1);
    b.helper(Helper::Fxsave, &[at, load]);
    b.set(Var::MXCSR, mxcsr);
    for (n, v) in values.into_iter().enumerate() {
        b.set(Var::xmm(n), v);
    }
    Some(())
}
