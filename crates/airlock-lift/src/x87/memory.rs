//! What the x87 unit loads from and stores to memory: numbers in seven formats, environments, whole states.

use airlock_platform::{Fault, Memory};
use iced_x86::{Code, MemorySize, Mnemonic};

use super::real::{self, Bits, C1, Class, INDEFINITE, INEXACT, INVALID_OP, Mode, Real, Rounding};
use super::{EXCEPTIONS, X87, memory_size};

fn read<const N: usize>(mem: &dyn Memory, address: u64) -> Result<[u8; N], Fault> {
    let mut bytes = [0; N];
    mem.read(address, &mut bytes)?;
    Ok(bytes)
}

fn from_ten(bytes: [u8; 10]) -> Bits {
    bytes.iter().rev().fold(0, |acc, b| acc << 8 | u128::from(*b))
}

fn ten(v: Bits) -> [u8; 10] {
    let mut bytes = [0; 10];
    for (n, b) in bytes.iter_mut().enumerate() {
        *b = (v >> (8 * n)) as u8;
    }
    bytes
}

fn integer(v: i64) -> Bits {
    real::from_integer(v < 0, u128::from(v.unsigned_abs())).0
}

/// The memory operand of an arithmetic form as a real, with the exceptions of the conversion. A signaling NaN still
/// is one. `None` if the form has no such operand.
pub(super) fn operand(code: Code, address: u64, mem: &dyn Memory) -> Result<Option<(Bits, u16)>, Fault> {
    Ok(Some(match memory_size(code) {
        MemorySize::Float32 => real::widen(u64::from(u32::from_le_bytes(read(mem, address)?)), 8),
        MemorySize::Float64 => real::widen(u64::from_le_bytes(read(mem, address)?), 11),
        MemorySize::Float80 => (from_ten(read(mem, address)?), 0),
        MemorySize::Int16 => (integer(i64::from(i16::from_le_bytes(read(mem, address)?))), 0),
        MemorySize::Int32 => (integer(i64::from(i32::from_le_bytes(read(mem, address)?))), 0),
        MemorySize::Int64 => (integer(i64::from_le_bytes(read(mem, address)?)), 0),
        _ => return Ok(None),
    }))
}

impl X87 {
    pub(super) fn load(&mut self, code: Code, i: u8, address: u64, mem: &dyn Memory) -> Result<(), Fault> {
        let (v, raised) = if code == Code::Fld_sti {
            if self.is_empty(i) {
                // Goes before an overflow.
                self.underflow();
                self.push_after_fault(INDEFINITE);
                return Ok(());
            }
            (self.raw(i), 0)
        } else if code.mnemonic() == Mnemonic::Fbld {
            (decimal(read(mem, address)?), 0)
        } else {
            let (v, raised) = operand(code, address, mem)?.unwrap_or((0, 0));
            let r = Real::new(v);
            if r.is_signaling() && memory_size(code) != MemorySize::Float80 {
                (r.quieted(), raised)
            } else {
                (v, raised)
            }
        };
        let room = self.is_empty(7);
        self.push(v);
        if room {
            self.status |= raised & EXCEPTIONS;
        }
        Ok(())
    }

    pub(super) fn store(&mut self, code: Code, i: u8, address: u64, mem: &mut dyn Memory) -> Result<(), Fault> {
        use Mnemonic::*;
        let m = code.mnemonic();
        let empty = self.is_empty(0);
        if m == Fstpnce && empty {
            // "No check for exceptions": nothing but the pop.
            self.status &= !C1;
            self.pop();
            return Ok(());
        }
        let v = if empty { INDEFINITE } else { self.raw(0) };
        let a = Real::new(v);
        let rounding = if m == Fisttp { Rounding::Zero } else { Mode::of(self.control).rounding };
        let raised = match memory_size(code) {
            MemorySize::Float32 => {
                let (bits, raised) = real::narrow(a, 8, rounding);
                mem.write(address, &(bits as u32).to_le_bytes())?;
                raised
            }
            MemorySize::Float64 => {
                let (bits, raised) = real::narrow(a, 11, rounding);
                mem.write(address, &bits.to_le_bytes())?;
                raised
            }
            MemorySize::Float80 => {
                mem.write(address, &ten(v))?;
                0
            }
            MemorySize::Int16 => {
                let (n, raised) = to_signed(a, 16, rounding);
                mem.write(address, &(n as i16).to_le_bytes())?;
                raised
            }
            MemorySize::Int32 => {
                let (n, raised) = to_signed(a, 32, rounding);
                mem.write(address, &(n as i32).to_le_bytes())?;
                raised
            }
            MemorySize::Int64 => {
                let (n, raised) = to_signed(a, 64, rounding);
                mem.write(address, &n.to_le_bytes())?;
                raised
            }
            MemorySize::Bcd => {
                let (bytes, raised) = to_decimal(a, rounding);
                mem.write(address, &bytes)?;
                raised
            }
            _ => {
                self.write(i, v);
                0
            }
        };
        if empty {
            self.underflow();
        } else {
            self.raise(raised);
        }
        if !matches!(m, Fst | Fist) {
            self.pop();
        }
        Ok(())
    }

    /// One bit pair for each physical register.
    fn tag_word(&self) -> u16 {
        (0..8).rev().fold(0, |acc, n| {
            let tag = match Real::new(self.registers.get(n).copied().unwrap_or(0)).class {
                _ if self.valid >> n & 1 == 0 => 3,
                Class::Zero => 1,
                Class::Finite { denormal: false, .. } => 0,
                _ => 2,
            };
            acc << 2 | tag
        })
    }

    /// Environments, whole states and the control word.
    pub(super) fn environment(&mut self, code: Code, address: u64, mem: &mut dyn Memory) -> Result<(), Fault> {
        use Mnemonic::*;
        // The 16-bit forms pack the same fields closer.
        let small =
            matches!(code, Code::Fldenv_m14byte | Code::Fnstenv_m14byte | Code::Frstor_m94byte | Code::Fnsave_m94byte);
        let step: u64 = if small { 2 } else { 4 };
        let registers = address.wrapping_add(7 * step);
        match code.mnemonic() {
            Fldcw => {
                let v = u16::from_le_bytes(read(mem, address)?);
                self.set_control_word(v);
            }
            Fnstcw => mem.write(address, &self.control.to_le_bytes())?,
            Fldenv | Frstor => {
                let word = |n: u64| Ok(u16::from_le_bytes(read(mem, address.wrapping_add(n * step))?));
                let (control, status, tags) = (word(0)?, word(1)?, word(2)?);
                let mut loaded = [0; 8];
                if code.mnemonic() == Frstor {
                    for (n, slot) in (0u64..).zip(loaded.iter_mut()) {
                        *slot = from_ten(read(mem, registers.wrapping_add(10 * n))?);
                    }
                }
                self.set_control_word(control);
                self.set_status_word(status);
                self.valid = (0..8).fold(0, |acc, n| acc | u8::from(tags >> (2 * n) & 3 != 3) << n);
                if code.mnemonic() == Frstor {
                    for (i, v) in (0u8..).zip(loaded) {
                        let at = self.physical(i);
                        if let Some(slot) = self.registers.get_mut(at) {
                            *slot = v;
                        }
                    }
                }
            }
            _ => {
                let words = [self.control, self.status_word(), self.tag_word(), 0, 0, 0, 0];
                let mut bytes = Vec::with_capacity(108);
                for (n, w) in words.iter().enumerate() {
                    bytes.extend_from_slice(&w.to_le_bytes());
                    if !small {
                        // The reserved halves read as ones; those of the pointers are part of them.
                        bytes.extend_from_slice(&[if n < 3 || n == 6 { 0xff } else { 0 }; 2]);
                    }
                }
                if code.mnemonic() == Fnsave {
                    for i in 0..8 {
                        bytes.extend_from_slice(&ten(self.raw(i)));
                    }
                }
                mem.write(address, &bytes)?;
                if code.mnemonic() == Fnsave {
                    *self = Self { registers: self.registers, ..Self::default() };
                } else {
                    self.control |= EXCEPTIONS;
                }
            }
        }
        Ok(())
    }

    /// Stores the x87 part of the `fxsave` area: everything but MXCSR and the SSE registers.
    pub fn save(&self, address: u64, mem: &mut dyn Memory) -> Result<(), Fault> {
        let mut head = [0; 24];
        let words = [self.control, self.status_word(), u16::from(self.valid)];
        for (slot, b) in head.iter_mut().zip(words.iter().flat_map(|w| w.to_le_bytes())) {
            *slot = b;
        }
        mem.write(address, &head)?;
        for i in 0..8 {
            let mut slot = [0; 16];
            for (to, from) in slot.iter_mut().zip(ten(self.raw(i))) {
                *to = from;
            }
            mem.write(address.wrapping_add(32 + 16 * u64::from(i)), &slot)?;
        }
        Ok(())
    }

    /// Loads it.
    pub fn restore(&mut self, address: u64, mem: &mut dyn Memory) -> Result<(), Fault> {
        let area: [u8; 160] = read(mem, address)?;
        let word = |n: usize| match area.get(n..n + 2) {
            Some(&[a, b]) => u16::from_le_bytes([a, b]),
            _ => 0,
        };
        self.set_control_word(word(0));
        self.set_status_word(word(2));
        self.valid = word(4) as u8;
        for i in 0..8u8 {
            let at = 32 + 16 * usize::from(i);
            let v = area.get(at..at + 10).map_or(0, |b| b.iter().rev().fold(0, |acc, b| acc << 8 | u128::from(*b)));
            let at = self.physical(i);
            if let Some(slot) = self.registers.get_mut(at) {
                *slot = v;
            }
        }
        Ok(())
    }
}

/// As a signed integer of so many bits; the most negative one if it does not fit.
fn to_signed(a: Real, bits: u32, rounding: Rounding) -> (i64, u16) {
    let indefinite = (i64::MIN >> (64 - bits), INVALID_OP);
    let (exponent, significand) = match a.class {
        Class::Zero => return (0, 0),
        Class::Finite { exponent, significand, .. } => (exponent, significand),
        _ => return indefinite,
    };
    let Some((whole, inexact, up)) = real::to_integer(exponent, significand, a.negative, rounding) else {
        return indefinite;
    };
    if whole > (1 << (bits - 1)) - u128::from(!a.negative) {
        return indefinite;
    }
    let n = whole as i64;
    let raised = if inexact { INEXACT } else { 0 } | if up { C1 } else { 0 };
    (if a.negative { n.wrapping_neg() } else { n }, raised)
}

/// Eighteen packed decimal digits and a sign.
fn decimal(bytes: [u8; 10]) -> Bits {
    let [digits @ .., sign] = bytes;
    let n = digits.iter().rev().fold(0u128, |acc, b| acc * 100 + u128::from(b >> 4) * 10 + u128::from(b & 15));
    real::from_integer(sign & 0x80 != 0, n).0
}

fn to_decimal(a: Real, rounding: Rounding) -> ([u8; 10], u16) {
    let indefinite = ([0, 0, 0, 0, 0, 0, 0, 0xc0, 0xff, 0xff], INVALID_OP);
    let (mut n, raised) = match a.class {
        Class::Zero => (0, 0),
        Class::Finite { exponent, significand, .. } => {
            match real::to_integer(exponent, significand, a.negative, rounding) {
                Some((n, inexact, up)) if n < 1_000_000_000_000_000_000 => {
                    (n, if inexact { INEXACT } else { 0 } | if up { C1 } else { 0 })
                }
                _ => return indefinite,
            }
        }
        _ => return indefinite,
    };
    let mut bytes = [0; 10];
    for b in bytes.iter_mut().take(9) {
        *b = (n % 10) as u8 | ((n / 10 % 10) as u8) << 4;
        n /= 100;
    }
    bytes[9] = if a.negative { 0x80 } else { 0 };
    (bytes, raised)
}
