//! The x87 unit: eight 80-bit registers as a stack, control and status words.
//!
//! Arithmetic is exact to the bit at every precision and rounding of the control word; `transcendental.rs` says how
//! good the rest is. All exceptions behave as if masked: programs that unmask them (`feenableexcept`) see the flag
//! and no SIGFPE. Instruction and data pointers, which only exception handlers read, are zero.

mod memory;
mod real;
#[cfg(test)]
mod tests;
mod transcendental;

use std::cmp::Ordering;

use airlock_platform::{Fault, Memory};
use iced_x86::{Code, Instruction, MemorySize, Mnemonic};

use self::real::{Bits, C1, Class, INDEFINITE, INTEGER_BIT, INVALID_OP, Mode, Outcome, Real, Rounding, pack};

const STACK_FAULT: u16 = 0x40;
const C0: u16 = 0x100;
const C2: u16 = 0x400;
const C3: u16 = 0x4000;
const CONDITIONS: u16 = C0 | C1 | C2 | C3;
const EXCEPTIONS: u16 = 0x3f;
/// What `fninit` and process start leave in the control word.
const CONTROL_INIT: u16 = 0x37f;
/// Bits of the control word that can be set, and the one that always is.
const CONTROL_MASK: u16 = 0x1f3f;
const CONTROL_FIXED: u16 = 0x40;
/// Set in the register number of [`X87::execute`] if the condition of an `fcmovcc` holds.
pub const CONDITION_HOLDS: u8 = 0x80;

/// State of the x87 unit.
#[derive(Clone, Debug)]
pub struct X87 {
    control: u16,
    /// Without TOP, ES and B.
    status: u16,
    top: u8,
    /// One bit for each physical register that is not empty.
    valid: u8,
    /// Physical registers.
    registers: [Bits; 8],
}

impl Default for X87 {
    fn default() -> Self {
        Self { control: CONTROL_INIT, status: 0, top: 0, valid: 0, registers: [0; 8] }
    }
}

impl X87 {
    /// Executes one instruction: `code` is iced's number of the form, `register` the i of st(i) (with
    /// [`CONDITION_HOLDS`]), `address` that of a memory operand. See [`crate::helper::Helper::X87`] for the result.
    pub fn execute(&mut self, code: u32, register: u8, address: u64, mem: &mut dyn Memory) -> Result<u64, Fault> {
        use Mnemonic::*;
        let Ok(code) = Code::try_from(code as usize) else { return Ok(0) };
        let i = register & 7;
        match code.mnemonic() {
            Fadd | Faddp | Fsub | Fsubp | Fsubr | Fsubrp | Fmul | Fmulp | Fdiv | Fdivp | Fdivr | Fdivrp | Fiadd
            | Fisub | Fisubr | Fimul | Fidiv | Fidivr => self.arithmetic(code, i, address, mem)?,
            Fcom | Fcomp | Fcompp | Fucom | Fucomp | Fucompp | Ficom | Ficomp | Ftst | Fcomi | Fcomip | Fucomi
            | Fucomip => return self.compare(code, i, address, mem),
            Fld | Fild | Fbld => self.load(code, i, address, mem)?,
            Fst | Fstp | Fist | Fistp | Fisttp | Fbstp | Fstpnce => self.store(code, i, address, mem)?,
            Fldenv | Frstor | Fnstenv | Fnsave | Fldcw | Fnstcw => self.environment(code, address, mem)?,
            Fnstsw if code == Code::Fnstsw_AX => return Ok(u64::from(self.status_word())),
            Fnstsw => mem.write(address, &self.status_word().to_le_bytes())?,
            Fld1 | Fldl2t | Fldl2e | Fldpi | Fldlg2 | Fldln2 | Fldz => {
                let v = constant(code.mnemonic(), Mode::of(self.control).rounding);
                self.push(v);
            }
            Fcmovb | Fcmove | Fcmovbe | Fcmovu | Fcmovnb | Fcmovne | Fcmovnbe | Fcmovnu => {
                self.conditional_move(i, register & CONDITION_HOLDS != 0);
            }
            m => self.register_form(m, i),
        }
        Ok(0)
    }

    /// What needs neither memory nor flags.
    fn register_form(&mut self, m: Mnemonic, i: u8) {
        use Mnemonic::*;
        match m {
            Fxch => {
                let (a, b) = (self.read_or_fault(0), self.read_or_fault(i));
                self.status &= if self.is_empty(0) || self.is_empty(i) { !0 } else { !C1 };
                self.write(0, b);
                self.write(i, a);
            }
            Fchs | Fabs => {
                let empty = self.is_empty(0);
                let v = self.read_or_fault(0);
                self.status &= !C1;
                let sign = 1 << 79;
                let v = if empty {
                    v
                } else if m == Fchs {
                    v ^ sign
                } else {
                    v & !sign
                };
                self.write(0, v);
            }
            Fsqrt => self.unary(real::sqrt),
            Frndint => self.unary(|a, mode| real::round_to_integral(a, mode.rounding)),
            F2xm1 => self.unary(transcendental::f2xm1),
            Fscale => self.binary(real::scale, false),
            Fyl2x => self.binary(transcendental::fyl2x, true),
            Fyl2xp1 => self.binary(transcendental::fyl2xp1, true),
            Fpatan => self.binary(|x, y, mode| transcendental::fpatan(y, x, mode), true),
            Fprem | Fprem1 => self.partial_remainder(m == Fprem1),
            Fxtract => self.extract(),
            Fsin | Fcos | Fsincos | Fptan => self.trigonometry(m),
            Fxam => self.examine(),
            Fninit => *self = Self { registers: self.registers, ..Self::default() },
            Fnclex => self.status &= !(EXCEPTIONS | STACK_FAULT),
            Ffree | Ffreep => {
                self.set_empty(i);
                self.status &= !C1;
                if m == Ffreep {
                    self.pop();
                }
            }
            Fincstp | Fdecstp => {
                self.top = self.top.wrapping_add(if m == Fincstp { 1 } else { 7 }) & 7;
                self.status &= !C1;
            }
            // Fnop, Wait and the 8087's and 80287's mode switches do nothing.
            _ => {}
        }
    }

    // ---- the register stack -----------------------------------------------------------------------------------

    fn physical(&self, i: u8) -> usize {
        usize::from(self.top.wrapping_add(i) & 7)
    }

    fn is_empty(&self, i: u8) -> bool {
        self.valid >> self.physical(i) & 1 == 0
    }

    fn set_empty(&mut self, i: u8) {
        self.valid &= !(1 << self.physical(i));
    }

    /// The register's content, empty or not.
    fn raw(&self, i: u8) -> Bits {
        self.registers.get(self.physical(i)).copied().unwrap_or(0)
    }

    fn write(&mut self, i: u8, v: Bits) {
        let at = self.physical(i);
        if let Some(slot) = self.registers.get_mut(at) {
            *slot = v;
        }
        self.valid |= 1 << at;
    }

    /// The value, or a stack underflow and the indefinite NaN.
    fn read_or_fault(&mut self, i: u8) -> Bits {
        if self.is_empty(i) {
            self.underflow();
            return INDEFINITE;
        }
        self.raw(i)
    }

    fn underflow(&mut self) {
        self.status = (self.status | INVALID_OP | STACK_FAULT) & !C1;
    }

    /// Pushes, or records a stack overflow and pushes the indefinite NaN.
    fn push(&mut self, v: Bits) {
        let overflow = !self.is_empty(7);
        self.status &= !C1;
        if overflow {
            self.status |= INVALID_OP | STACK_FAULT | C1;
        }
        self.top = self.top.wrapping_sub(1) & 7;
        self.write(0, if overflow { INDEFINITE } else { v });
    }

    fn pop(&mut self) {
        self.set_empty(0);
        self.top = self.top.wrapping_add(1) & 7;
    }

    /// Records the exceptions and the rounding direction of an operation.
    fn raise(&mut self, raised: u16) {
        self.status = self.status & !C1 | raised & (EXCEPTIONS | C1);
    }

    fn status_word(&self) -> u16 {
        let summary = self.status & !self.control & EXCEPTIONS != 0;
        self.status | u16::from(self.top) << 11 | if summary { 0x8080 } else { 0 }
    }

    fn set_status_word(&mut self, v: u16) {
        self.status = v & (EXCEPTIONS | STACK_FAULT | CONDITIONS);
        self.top = (v >> 11) as u8 & 7;
    }

    fn set_control_word(&mut self, v: u16) {
        self.control = v & CONTROL_MASK | CONTROL_FIXED;
    }

    // ---- operations -------------------------------------------------------------------------------------------

    fn unary(&mut self, f: impl Fn(Real, Mode) -> Outcome) {
        if self.is_empty(0) {
            self.underflow();
            self.write(0, INDEFINITE);
            return;
        }
        let (v, raised) = f(Real::new(self.raw(0)), Mode::of(self.control));
        self.raise(raised);
        self.write(0, v);
    }

    /// `st0 = f(st0, st1)`, or `st1 = ...` and a pop.
    fn binary(&mut self, f: impl Fn(Real, Real, Mode) -> Outcome, pops: bool) {
        let v = if self.is_empty(0) || self.is_empty(1) {
            self.underflow();
            INDEFINITE
        } else {
            let (v, raised) = f(Real::new(self.raw(0)), Real::new(self.raw(1)), Mode::of(self.control));
            self.raise(raised);
            v
        };
        self.write(u8::from(pops), v);
        if pops {
            self.pop();
        }
    }

    fn arithmetic(&mut self, code: Code, i: u8, address: u64, mem: &dyn Memory) -> Result<(), Fault> {
        use Mnemonic::*;
        let m = code.mnemonic();
        let to_register = matches!(
            code,
            Code::Fadd_sti_st0
                | Code::Fmul_sti_st0
                | Code::Fsub_sti_st0
                | Code::Fsubr_sti_st0
                | Code::Fdiv_sti_st0
                | Code::Fdivr_sti_st0
        );
        let pops = matches!(m, Faddp | Fmulp | Fsubp | Fsubrp | Fdivp | Fdivrp);
        let to = if to_register || pops { i } else { 0 };
        // Memory first: a fault must leave the state alone.
        let operand = memory::operand(code, address, mem)?;
        let empty = self.is_empty(0) || operand.is_none() && self.is_empty(i);
        if empty {
            self.underflow();
            self.write(to, INDEFINITE);
        } else {
            let (other, mut noted) = operand.unwrap_or((self.raw(i), 0));
            let (st0, other) = (Real::new(self.raw(0)), Real::new(other));
            let (a, b) =
                if to == i && operand.is_none() && (to_register || pops) { (other, st0) } else { (st0, other) };
            let mode = Mode::of(self.control);
            let negated = |r: Real| if r.is_nan() { r } else { Real::new(r.bits ^ 1 << 79) };
            let (v, raised) = match m {
                Fadd | Faddp | Fiadd => real::add(a, b, mode),
                Fsub | Fsubp | Fisub => real::add(a, negated(b), mode),
                Fsubr | Fsubrp | Fisubr => real::add(b, negated(a), mode),
                Fmul | Fmulp | Fimul => real::mul(a, b, mode),
                Fdiv | Fdivp | Fidiv => real::div(a, b, mode),
                _ => real::div(b, a, mode),
            };
            // A NaN or an invalid operation goes before a denormal operand.
            if raised & (INVALID_OP | real::ZERO_DIVIDE) != 0 || a.is_nan() || b.is_nan() {
                noted = 0;
            }
            self.raise(raised | noted);
            self.write(to, v);
        }
        if pops {
            self.pop();
        }
        Ok(())
    }

    fn compare(&mut self, code: Code, i: u8, address: u64, mem: &dyn Memory) -> Result<u64, Fault> {
        use Mnemonic::*;
        let m = code.mnemonic();
        let operand = if m == Ftst { Some((real::zero(false), 0)) } else { memory::operand(code, address, mem)? };
        let i = if matches!(m, Fcompp | Fucompp) { 1 } else { i };
        let quiet = matches!(m, Fucom | Fucomp | Fucompp | Fucomi | Fucomip);
        let to_flags = matches!(m, Fcomi | Fcomip | Fucomi | Fucomip);
        let order = if self.is_empty(0) || operand.is_none() && self.is_empty(i) {
            self.underflow();
            None
        } else {
            let (other, noted) = operand.unwrap_or((self.raw(i), 0));
            let (a, b) = (Real::new(self.raw(0)), Real::new(other));
            let order = real::compare(a, b);
            let unsupported = a.class == Class::Unsupported || b.class == Class::Unsupported;
            let raised = match order {
                None if !quiet || unsupported || a.is_signaling() || b.is_signaling() => INVALID_OP,
                None => 0,
                Some(_) => noted | if a.is_denormal() || b.is_denormal() { real::DENORMAL } else { 0 },
            };
            // The forms that set RFLAGS leave the condition codes alone.
            self.raise(raised | if to_flags { self.status & C1 } else { 0 });
            order
        };
        if !to_flags {
            let conditions = match order {
                Some(Ordering::Greater) => 0,
                Some(Ordering::Less) => C0,
                Some(Ordering::Equal) => C3,
                None => C0 | C2 | C3,
            };
            self.status = self.status & !(C0 | C2 | C3) | conditions;
        }
        if matches!(m, Fcomp | Fcompp | Fucomp | Fucompp | Ficomp | Fcomip | Fucomip) {
            self.pop();
        }
        if matches!(m, Fcompp | Fucompp) {
            self.pop();
        }
        Ok(match order {
            _ if !to_flags => 0,
            Some(Ordering::Greater) => 0,
            Some(Ordering::Less) => 1,
            Some(Ordering::Equal) => 0x40,
            None => 0x45,
        })
    }

    fn conditional_move(&mut self, i: u8, holds: bool) {
        if self.is_empty(0) || self.is_empty(i) {
            // Whether or not the condition holds.
            self.underflow();
            self.write(0, INDEFINITE);
        } else if holds {
            let v = self.raw(i);
            self.write(0, v);
        }
    }

    fn partial_remainder(&mut self, nearest: bool) {
        if self.is_empty(0) || self.is_empty(1) {
            self.underflow();
            self.write(0, INDEFINITE);
            self.status &= !C2;
            return;
        }
        let r = real::remainder(Real::new(self.raw(0)), Real::new(self.raw(1)), nearest);
        self.raise(r.raised & !C1);
        let bit = |q: u8, n: u8, c: u16| if q >> n & 1 != 0 { c } else { 0 };
        self.status &= !(C1 | C2);
        if !Real::new(r.bits).is_nan() {
            self.status =
                self.status & !CONDITIONS | r.quotient.map_or(C2, |q| bit(q, 0, C1) | bit(q, 1, C3) | bit(q, 2, C0));
        }
        self.write(0, r.bits);
    }

    fn extract(&mut self) {
        if self.is_empty(0) {
            self.underflow();
            self.write(0, INDEFINITE);
            self.push_after_fault(INDEFINITE);
            return;
        }
        if !self.is_empty(7) {
            self.status |= INVALID_OP | STACK_FAULT | C1;
            self.write(0, INDEFINITE);
            self.push_after_fault(INDEFINITE);
            return;
        }
        let a = Real::new(self.raw(0));
        let (exponent, significand, raised) = match a.class {
            Class::Zero => (real::infinity(true), a.bits, real::ZERO_DIVIDE),
            Class::Infinite => (real::infinity(false), a.bits, 0),
            Class::Finite { exponent, significand, denormal } => (
                real::from_integer(exponent < 0, u128::from(exponent.unsigned_abs())).0,
                pack(a.negative, 0x3fff, significand),
                if denormal { real::DENORMAL } else { 0 },
            ),
            _ => {
                let (v, raised) = real::propagate_one(a).unwrap_or((INDEFINITE, INVALID_OP));
                (v, v, raised)
            }
        };
        self.raise(raised);
        self.write(0, exponent);
        self.push_after_fault(significand);
    }

    /// Pushes without looking whether there is room: that has been settled.
    fn push_after_fault(&mut self, v: Bits) {
        self.top = self.top.wrapping_sub(1) & 7;
        self.write(0, v);
    }

    fn trigonometry(&mut self, m: Mnemonic) {
        use Mnemonic::*;
        let pushes = matches!(m, Fsincos | Fptan);
        if self.is_empty(0) || pushes && !self.is_empty(7) {
            let overflow = !self.is_empty(0);
            self.underflow();
            self.status &= !C2;
            self.status |= if overflow { C1 } else { 0 };
            self.write(0, INDEFINITE);
            if pushes {
                self.push_after_fault(INDEFINITE);
            }
            return;
        }
        let (x, mode) = (Real::new(self.raw(0)), Mode::of(self.control));
        let one = pack(false, 0x3fff, INTEGER_BIT);
        let results = match m {
            Fptan => transcendental::tan(x, mode)
                .map(|t| (t, Some(if x.is_nan() || t.1 & INVALID_OP != 0 { t.0 } else { one }))),
            Fsin => transcendental::sincos(x, mode).map(|(s, _)| (s, None)),
            Fcos => transcendental::sincos(x, mode).map(|(_, c)| (c, None)),
            _ => transcendental::sincos(x, mode).map(|(s, c)| ((s.0, s.1 | c.1), Some(c.0))),
        };
        let Some(((v, raised), pushed)) = results else {
            self.status |= C2;
            return;
        };
        self.raise(raised);
        self.status &= !C2;
        self.write(0, v);
        if let Some(v) = pushed {
            self.push_after_fault(v);
        }
    }

    fn examine(&mut self) {
        let a = Real::new(self.raw(0));
        let kind = match a.class {
            _ if self.is_empty(0) => C3 | C0,
            Class::Unsupported => 0,
            Class::Nan { .. } => C0,
            Class::Infinite => C2 | C0,
            Class::Zero => C3,
            Class::Finite { denormal: true, .. } => C3 | C2,
            Class::Finite { .. } => C2,
        };
        self.status = self.status & !CONDITIONS | kind | if a.negative { C1 } else { 0 };
    }
}

/// The size of a form's memory operand.
fn memory_size(code: Code) -> MemorySize {
    let mut i = Instruction::new();
    i.set_code(code);
    i.memory_size()
}

/// The constants, rounded as the control word says.
fn constant(m: Mnemonic, rounding: Rounding) -> Bits {
    use Mnemonic::*;
    // The significand rounded to nearest, and whether that lies above the true value.
    let (exponent, significand, above) = match m {
        Fld1 => (0x3fff, INTEGER_BIT, None),
        Fldl2t => (0x4000, 0xd49a_784b_cd1b_8afe, Some(false)),
        Fldl2e => (0x3fff, 0xb8aa_3b29_5c17_f0bc, Some(true)),
        Fldpi => (0x4000, 0xc90f_daa2_2168_c235, Some(true)),
        Fldlg2 => (0x3ffd, 0x9a20_9a84_fbcf_f799, Some(true)),
        Fldln2 => (0x3ffe, 0xb172_17f7_d1cf_79ac, Some(true)),
        _ => return 0,
    };
    let significand: u64 = match (rounding, above) {
        (Rounding::Down | Rounding::Zero, Some(true)) => significand - 1,
        (Rounding::Up, Some(false)) => significand + 1,
        _ => significand,
    };
    pack(false, exponent, significand)
}
