//! Which differences count.

use iced_x86::{Code, FlowControl, Instruction, Mnemonic, OpKind, Register};

use crate::case::{Case, FLAG_MASK, flag_places};
use crate::forms;
use crate::record::{self, Record};

const CF: u64 = 1;
const AF: u64 = 1 << 4;
const DF: u64 = 1 << 10;
const OF: u64 = 1 << 11;

/// One field that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Its name.
    pub field: String,
    /// What the real CPU says.
    pub expected: String,
    /// What the other executor says.
    pub actual: String,
}

/// State that an executor is allowed to lose.
#[derive(Clone, Copy, Debug, Default)]
pub struct Exempt {
    flags: u64,
    /// One bit for each general-purpose register.
    gprs: u16,
    /// One bit for each SSE register.
    xmms: u16,
}

/// What lifted code does not hand on between functions, by decision 0004: status flags at any transfer to a function,
/// and at a return to code that was not found ahead of time also the registers that no compiler returns results in.
pub fn not_handed_on(case: &Case) -> Exempt {
    let flags = FLAG_MASK & !DF;
    match case.instruction.flow_control() {
        FlowControl::Return => Exempt { flags, gprs: 0b1111_1100_0010, xmms: 0xfffc },
        FlowControl::Call | FlowControl::IndirectCall | FlowControl::IndirectBranch => {
            Exempt { flags, ..Exempt::default() }
        }
        _ => Exempt::default(),
    }
}

/// The differences of a record to that of the real CPU, but those in `exempt`.
pub fn compare(case: &Case, native: &Record, other: &Record, exempt: Exempt) -> Vec<Difference> {
    let mut found = Vec::new();
    let mut differ = |field: String, expected: String, actual: String| {
        found.push(Difference { field, expected, actual });
    };
    for n in 0..16 {
        let (a, b) = (native.gpr(n), other.gpr(n));
        if a != b && exempt.gprs >> n & 1 == 0 && !undefined_register(case, n) {
            differ(format!("{:?}", Register::RAX + n as u32).to_lowercase(), format!("{a:#x}"), format!("{b:#x}"));
        }
    }
    let mask = FLAG_MASK & !case.undefined_flags & !exempt.flags;
    let (a, b) = (native.u64(record::FLAGS) & mask, other.u64(record::FLAGS) & mask);
    if a != b {
        differ("flags".into(), flag_names(a), flag_names(b));
    }
    let (a, b) = (native.u64(record::MARKER), other.u64(record::MARKER));
    if a != b {
        differ("branch marker and mxcsr".into(), format!("{a:#x}"), format!("{b:#x}"));
    }
    if case.x87 {
        crate::compare::x87::compare(case, native, other, record::FX, &mut differ);
    } else {
        for n in 0..16 {
            let (a, b) = (native.u128(record::XMM + 16 * n), other.u128(record::XMM + 16 * n));
            if exempt.xmms >> n & 1 == 0 && !vectors_equal(case.code, a, b) {
                differ(format!("xmm{n}"), format!("{a:#034x}"), format!("{b:#034x}"));
            }
        }
    }
    let skip = x87::scratch_mask(case);
    for at in (record::SCRATCH..record::SIZE).step_by(16) {
        let (mut a, mut b) = (native.bytes::<16>(at), other.bytes::<16>(at));
        for i in 0..16 {
            if skip.as_ref().is_some_and(|s| s(at + i)) {
                (a[i], b[i]) = (0, 0);
            }
        }
        if a != b {
            let hex = |v: [u8; 16]| format!("{:#034x}", u128::from_le_bytes(v));
            differ(format!("memory at record+{at:#x}"), hex(a), hex(b));
        }
    }
    found
}

fn flag_names(flags: u64) -> String {
    let names = [("cf", 0), ("pf", 2), ("af", 4), ("zf", 6), ("sf", 7), ("df", 10), ("of", 11)];
    let set: Vec<&str> = names.iter().filter(|(_, bit)| flags >> bit & 1 != 0).map(|(name, _)| *name).collect();
    if set.is_empty() { "none".into() } else { set.join(" ") }
}

/// The count of a shift or rotation, masked as the CPU does.
fn shift_count(i: &Instruction, before: &Record) -> Option<u64> {
    let last = i.op_count().checked_sub(1)?;
    let raw = match i.op_kind(last) {
        OpKind::Immediate8 => u64::from(i.immediate8()),
        OpKind::Register => before.gpr(1),
        _ => return None,
    };
    Some(raw & if width(i) == 64 { 63 } else { 31 })
}

/// Bits of operand 0.
fn width(i: &Instruction) -> u64 {
    let bytes = if i.op0_kind() == OpKind::Register { i.op0_register().size() } else { i.memory_size().size() };
    bytes as u64 * 8
}

/// Flags that the SDM leaves undefined for this instruction and state.
pub(crate) fn undefined_flags(i: &Instruction, before: &Record) -> u64 {
    use Mnemonic::*;
    match i.mnemonic() {
        Shl | Sal | Shr | Sar | Shld | Shrd => match shift_count(i, before) {
            Some(0) => 0,
            Some(n) => {
                let carry = n >= width(i) && matches!(i.mnemonic(), Shl | Sal | Shr | Shld | Shrd);
                AF | if n == 1 { 0 } else { OF } | if carry { CF } else { 0 }
            }
            None => 0,
        },
        Rol | Ror | Rcl | Rcr => match shift_count(i, before) {
            Some(0 | 1) | None => 0,
            Some(_) => OF,
        },
        _ => flag_places(i.rflags_undefined()),
    }
}

/// Whether instructions after this one could differ: its result is only partly defined, or the sticky bits of MXCSR
/// are compared.
pub(crate) fn has_open_result(i: &Instruction) -> bool {
    matches!(i.mnemonic(), Mnemonic::Bsf | Mnemonic::Bsr | Mnemonic::Ldmxcsr)
        || !matches!(exactness(i.code()), Exactness::Bits)
}

/// Registers whose value the SDM leaves undefined for this case.
fn undefined_register(case: &Case, n: usize) -> bool {
    let i = &case.instruction;
    // The destination of bsf and bsr with a zero source; 16-bit double shifts by more than their width are not drawn.
    matches!(i.mnemonic(), Mnemonic::Bsf | Mnemonic::Bsr)
        && i.op0_register().full_register().number() == n
        && source_is_zero(case)
}

fn source_is_zero(case: &Case) -> bool {
    let i = &case.instruction;
    let bytes = i.op0_register().size();
    let low = |v: u64| if bytes == 8 { v } else { v & ((1 << (8 * bytes)) - 1) };
    match i.op1_kind() {
        OpKind::Register => low(case.before.gpr(i.op1_register().full_register().number())) == 0,
        _ => low(operand_at(case).map_or(0, |at| case.before.u64(at))) == 0,
    }
}

/// Whether a `div` or `idiv` raises #DE: computed from the state alone, for the cases that the interpreter refuses.
pub(crate) fn raises_divide_error(case: &Case) -> bool {
    let i = &case.instruction;
    let bits = if i.op0_kind() == OpKind::Register { i.op0_register().size() } else { i.memory_size().size() } * 8;
    let mask = |v: u64| u128::from(if bits == 64 { v } else { v & ((1 << bits) - 1) });
    let by = match i.op0_kind() {
        OpKind::Register => {
            let r = i.op0_register();
            let full = case.before.gpr(r.full_register().number());
            let high = matches!(r, Register::AH | Register::CH | Register::DH | Register::BH);
            mask(if high { full >> 8 } else { full })
        }
        _ => mask(operand_at(case).map_or(0, |at| case.before.u64(at))),
    };
    let (rax, rdx) = (case.before.gpr(0), case.before.gpr(2));
    let dividend = if bits == 8 { u128::from(rax as u16) } else { mask(rdx) << bits | mask(rax) };
    if i.mnemonic() == Mnemonic::Div {
        return dividend.checked_div(by).is_none_or(|q| q >> bits != 0);
    }
    let signed = |v: u128, bits: usize| (v << (128 - bits)) as i128 >> (128 - bits);
    signed(dividend, 2 * bits).checked_div(signed(by, bits)).is_none_or(|q| signed(q as u128, bits) != q)
}

/// Where in the record the memory operand lies.
fn operand_at(case: &Case) -> Option<usize> {
    let gprs = std::array::from_fn(|n| case.before.gpr(n));
    let at = crate::operand::address(&case.instruction, &gprs)?;
    Some(at.wrapping_sub(crate::image::DATA) as usize % record::SIZE)
}

/// How exact the lanes of a result are.
enum Exactness {
    Bits,
    /// Any NaN for a NaN, in lanes of so many bits: Wasm leaves their payloads open.
    AnyNan(u32),
    /// Singles within 1.5 * 2^-11: an estimate that differs from CPU to CPU.
    Estimate,
}

fn exactness(code: Code) -> Exactness {
    let name = format!("{:?}", code.mnemonic());
    if name.starts_with("Rcp") || name.starts_with("Rsqrt") {
        return Exactness::Estimate;
    }
    let arithmetic = ["Add", "Sub", "Mul", "Div", "Sqrt", "Hadd", "Hsub", "Dpp", "Cvt", "Round"];
    if !arithmetic.iter().any(|a| name.starts_with(a)) {
        return Exactness::Bits;
    }
    match name.get(name.len().saturating_sub(2)..) {
        Some("ps" | "ss") => Exactness::AnyNan(32),
        Some("pd" | "sd") => Exactness::AnyNan(64),
        _ => Exactness::Bits,
    }
}

fn vectors_equal(code: Code, a: u128, b: u128) -> bool {
    if a == b {
        return true;
    }
    match exactness(code) {
        Exactness::Bits => false,
        Exactness::AnyNan(32) => (0..4).all(|i| {
            let (x, y) = ((a >> (32 * i)) as u32, (b >> (32 * i)) as u32);
            x == y || f32::from_bits(x).is_nan() && f32::from_bits(y).is_nan()
        }),
        Exactness::AnyNan(_) => (0..2).all(|i| {
            let (x, y) = ((a >> (64 * i)) as u64, (b >> (64 * i)) as u64);
            x == y || f64::from_bits(x).is_nan() && f64::from_bits(y).is_nan()
        }),
        Exactness::Estimate => (0..4).all(|i| {
            let (x, y) = (f32::from_bits((a >> (32 * i)) as u32), f32::from_bits((b >> (32 * i)) as u32));
            let close = (f64::from(x) - f64::from(y)).abs() <= f64::from(x).abs() * 1.5 / 2048.0;
            // Estimates treat denormal operands as zero and denormal results may be flushed.
            let tiny = |v: f32| v.abs() < f32::MIN_POSITIVE * 2.0;
            let huge = |v: f32| v.abs() > 1e37;
            x.to_bits() == y.to_bits() || x.is_nan() && y.is_nan() || close || tiny(x) && tiny(y) || huge(x) && huge(y)
        }),
    }
}

/// The `fxsave` image and memory operands in x87 formats.
mod x87 {
    use super::*;

    /// Bytes of scratch memory that the SDM leaves undefined or that name instruction and data pointers.
    pub(super) fn scratch_mask(case: &Case) -> Option<Box<dyn Fn(usize) -> bool>> {
        use Mnemonic::*;
        let i = &case.instruction;
        if !matches!(i.mnemonic(), Fxsave | Fxsave64 | Fnsave | Fnstenv) {
            return None;
        }
        let at = operand_at(case)?;
        let size = i.memory_size().size();
        Some(match (i.mnemonic(), size) {
            (Fxsave | Fxsave64, _) => Box::new(move |p| {
                (at + 6..at + 24).contains(&p) || (at + 28..at + 32).contains(&p) || (at + 416..at + 512).contains(&p)
            }),
            // Pointers follow the three words; the upper halves of 32-bit words are reserved.
            (_, 14 | 94) => Box::new(move |p| (at + 6..at + 14).contains(&p)),
            _ => Box::new(move |p| (at + 12..at + 28).contains(&p)),
        })
    }

    /// Condition code bits C0, C2 and C3 are left undefined by arithmetic; C1 says which way it rounded, which is
    /// compared for all but the transcendental functions.
    fn status_mask(case: &Case) -> u16 {
        use Mnemonic::*;
        match case.instruction.mnemonic() {
            Fcom | Fcomp | Fcompp | Fucom | Fucomp | Fucompp | Ftst | Fxam | Ficom | Ficomp | Fprem | Fprem1
            | Fcomi | Fcomip | Fucomi | Fucomip | Fldenv | Frstor | Fxrstor | Fxrstor64 | Fxsave | Fxsave64 => !0,
            Fsin | Fcos | Fsincos | Fptan => !0x4300,
            F2xm1 | Fyl2x | Fyl2xp1 | Fpatan => !0x4700,
            _ => !0x4500,
        }
    }

    pub(super) fn compare(
        case: &Case,
        native: &Record,
        other: &Record,
        at: usize,
        differ: &mut impl FnMut(String, String, String),
    ) {
        let word = |r: &Record, o: usize| u16::from_le_bytes(r.bytes(at + o));
        let status = status_mask(case);
        for (name, o, mask) in [("control word", 0, !0), ("status word", 2, status), ("tags", 4, 0xff)] {
            let (a, b) = (word(native, o) & mask, word(other, o) & mask);
            if a != b {
                differ(name.into(), format!("{a:#06x}"), format!("{b:#06x}"));
            }
        }
        let inexact = is_transcendental(case.instruction.mnemonic());
        for n in 0..8 {
            let (a, b) = (native.bytes::<10>(at + 32 + 16 * n), other.bytes::<10>(at + 32 + 16 * n));
            if a != b && !(inexact && close(a, b)) {
                let hex = |v: [u8; 10]| v.iter().rev().map(|b| format!("{b:02x}")).collect::<String>();
                differ(format!("st{n}"), hex(a), hex(b));
            }
        }
        for n in 0..16 {
            let (a, b) = (native.u128(at + 160 + 16 * n), other.u128(at + 160 + 16 * n));
            if a != b {
                differ(format!("xmm{n}"), format!("{a:#034x}"), format!("{b:#034x}"));
            }
        }
    }

    fn is_transcendental(m: Mnemonic) -> bool {
        use Mnemonic::*;
        matches!(m, Fsin | Fcos | Fsincos | Fptan | Fpatan | F2xm1 | Fyl2x | Fyl2xp1)
    }

    /// Within 2^-50 of each other.
    fn close(a: [u8; 10], b: [u8; 10]) -> bool {
        let split = |v: [u8; 10]| {
            let significand = u64::from_le_bytes([v[0], v[1], v[2], v[3], v[4], v[5], v[6], v[7]]);
            (significand, u16::from_le_bytes([v[8], v[9]]))
        };
        let ((sa, ea), (sb, eb)) = (split(a), split(b));
        if ea & 0x7fff == 0x7fff || ea & 0x8000 != eb & 0x8000 {
            return false;
        }
        let (sa, sb) = match i32::from(ea) - i32::from(eb) {
            0 => (u128::from(sa), u128::from(sb)),
            1 => (u128::from(sa) * 2, u128::from(sb)),
            -1 => (u128::from(sa), u128::from(sb) * 2),
            _ => return false,
        };
        sa.abs_diff(sb) < 1 << 14
    }
}

/// A case and what came out, for people.
pub fn describe(case: &Case, on: &str, differences: &[Difference]) -> String {
    use std::fmt::Write;
    let mut s = String::new();
    let bytes: String = case.bytes.iter().map(|b| format!("{b:02x}")).collect();
    let _ =
        writeln!(s, "{}: {} [{bytes}] at {:#x}, {on}", forms::name(case.code), case.instruction, case.instruction.ip());
    for i in &case.tail.0 {
        let _ = writeln!(s, "  then {i}");
    }
    let gprs: Vec<String> = (0..16)
        .map(|n| format!("{}={:x}", format!("{:?}", Register::RAX + n as u32).to_lowercase(), case.before.gpr(n)))
        .collect();
    let _ =
        writeln!(s, "  before: {} flags={}", gprs.join(" "), flag_names(case.before.u64(record::FLAGS) & FLAG_MASK));
    let i = &case.instruction;
    for n in 0..i.op_count() {
        if i.op_kind(n) == OpKind::Register && i.op_register(n).is_xmm() {
            let x = i.op_register(n).number();
            let _ = writeln!(s, "  before: xmm{x}={:#034x}", case.before.u128(record::XMM + 16 * x));
        } else if i.op_kind(n) == OpKind::Memory {
            let regs = std::array::from_fn(|n| case.before.gpr(n));
            if let Some(a) = crate::operand::address(i, &regs) {
                let at = a.wrapping_sub(crate::image::DATA) as usize % record::SIZE;
                let _ = writeln!(s, "  before: memory at record+{at:#x}={:#034x}", case.before.u128(at));
            }
        }
    }
    if case.x87 {
        let word = |o: usize| u16::from_le_bytes(case.before.bytes(record::FX + o));
        let _ = write!(s, "  before: control={:#06x} status={:#06x} tags={:#04x}", word(0), word(2), word(4));
        for n in 0..8 {
            let v: [u8; 10] = case.before.bytes(record::FX + 32 + 16 * n);
            let _ = write!(s, " st{n}={}", v.iter().rev().map(|b| format!("{b:02x}")).collect::<String>());
        }
        s.push('\n');
    }
    for d in differences {
        let _ = writeln!(s, "  {}: expected {}, got {}", d.field, d.expected, d.actual);
    }
    s
}
