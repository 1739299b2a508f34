//! One random case: an instruction of a given form, with a state in which it does not fault.

use iced_x86::{Code, Decoder, DecoderOptions, Encoder, FlowControl, Instruction, Mnemonic, OpKind, RflagsBits};

use crate::operand::{self, Fixed, Site};
use crate::random::Random;
use crate::record::{FLAGS, FX, MXCSR, Record, SCRATCH, SCRATCH_SIZE, XMM};
use crate::{compare, forms, values};

/// CF, PF, AF, ZF, SF, DF and OF.
pub const FLAG_MASK: u64 = 0xcd5;
/// RFLAGS bits that are always as here in user mode.
pub const FLAGS_FIXED: u64 = 0x202;
/// How often a form is tried before it counts as impossible to generate.
const ATTEMPTS: u32 = 40;

/// A case.
#[derive(Clone)]
pub struct Case {
    /// The form.
    pub code: Code,
    /// The instruction, decoded from `bytes`.
    pub instruction: Instruction,
    /// Its encoding.
    pub bytes: Vec<u8>,
    /// The state before it.
    pub before: Record,
    /// Whether the x87 state is loaded and stored.
    pub x87: bool,
    /// Instructions that follow, decoded, and their bytes.
    pub tail: (Vec<Instruction>, Vec<u8>),
    /// Flags that the SDM leaves undefined after all of them.
    pub undefined_flags: u64,
}

/// Makes a case of a form for an instruction at `ip` whose record is at `record` and whose branch target is `target`.
pub fn generate(code: Code, ip: u64, record: u64, target: u64, r: &mut Random) -> Option<Case> {
    let site = Site { ip, record, target, memory: true };
    (0..ATTEMPTS).find_map(|_| attempt(code, &site, r))
}

fn attempt(code: Code, site: &Site, r: &mut Random) -> Option<Case> {
    let mut fixed = Fixed::default();
    demands(code, site, &mut fixed, r)?;
    let (instruction, bytes) = encode(code, site, &mut fixed, r)?;
    let before = state(&instruction, site, &fixed, r)?;
    let undefined_flags = compare::undefined_flags(&instruction, &before);
    Some(Case { code, instruction, bytes, before, x87: forms::is_x87(code), tail: Default::default(), undefined_flags })
}

impl Case {
    /// Adds up to `n` instructions of the given forms, which must work on registers alone and never fault, so that
    /// the lifter has something to fuse, to keep and to leave out. Flags that are undefined are not read.
    pub fn extend(&mut self, n: u64, forms: &[Code], r: &mut Random) {
        let main = &self.instruction;
        let ends = main.flow_control() != FlowControl::Next || compare::has_open_result(main);
        if self.x87 || ends || forms.is_empty() {
            return;
        }
        let mut ip = main.next_ip();
        for _ in 0..n {
            let code = r.pick(forms);
            let site = Site { ip, record: 0, target: 0, memory: false };
            let Some((i, bytes)) = encode(code, &site, &mut Fixed::default(), r) else { continue };
            if flag_places(i.rflags_read()) & self.undefined_flags != 0 {
                continue;
            }
            let (open, written) = match i.mnemonic() {
                // A count of zero leaves the flags alone; a count in cl is not known here.
                Mnemonic::Shl
                | Mnemonic::Sal
                | Mnemonic::Shr
                | Mnemonic::Sar
                | Mnemonic::Rol
                | Mnemonic::Ror
                | Mnemonic::Rcl
                | Mnemonic::Rcr
                | Mnemonic::Shld
                | Mnemonic::Shrd => (flag_places(RflagsBits::CF | RflagsBits::AF | RflagsBits::OF), 0),
                _ => (flag_places(i.rflags_undefined()), flag_places(i.rflags_modified())),
            };
            self.undefined_flags = self.undefined_flags & !written | open;
            ip = i.next_ip();
            self.tail.0.push(i);
            self.tail.1.extend_from_slice(&bytes);
        }
    }
}

/// Iced's flag bits at their places in RFLAGS.
pub(crate) fn flag_places(bits: u32) -> u64 {
    let places = [
        (RflagsBits::CF, 0),
        (RflagsBits::PF, 2),
        (RflagsBits::AF, 4),
        (RflagsBits::ZF, 6),
        (RflagsBits::SF, 7),
        (RflagsBits::DF, 10),
        (RflagsBits::OF, 11),
    ];
    places.iter().filter(|(flag, _)| bits & flag != 0).map(|(_, place)| 1 << place).sum()
}

/// An instruction of a form with random operands, and its bytes.
fn encode(code: Code, site: &Site, fixed: &mut Fixed, r: &mut Random) -> Option<(Instruction, Vec<u8>)> {
    let mut i = Instruction::new();
    i.set_code(code);
    for n in 0..code.op_code().op_count() {
        operand::set(&mut i, n, code.op_code().op_kind(n), site, fixed, r)?;
    }
    adjust(&mut i, fixed, r)?;
    let has_memory = (0..i.op_count()).any(|n| i.op_kind(n) == OpKind::Memory);
    if code.op_code().can_use_lock_prefix() && has_memory && i.op0_kind() == OpKind::Memory && r.one_in(3) {
        i.set_has_lock_prefix(true);
    }
    let mut encoder = Encoder::new(64);
    encoder.encode(&i, site.ip).ok()?;
    let bytes = encoder.take_buffer();
    let decoded = Decoder::with_ip(64, &bytes, site.ip, DecoderOptions::NONE).decode();
    (decoded.code() == code && decoded.len() == bytes.len()).then_some((decoded, bytes))
}

/// Register values that the form needs whatever its operands are.
fn demands(code: Code, site: &Site, fixed: &mut Fixed, r: &mut Random) -> Option<()> {
    use Mnemonic::*;
    let middle = site.record + SCRATCH as u64 + SCRATCH_SIZE as u64 / 2;
    fixed.demand(4, middle + r.below(64) * if r.one_in(4) { 1 } else { 8 })?;
    match code.mnemonic() {
        Leave | Enter => fixed.demand(5, middle - 32 + r.below(64))?,
        Loop | Loope | Loopne | Jrcxz | Jecxz => {
            let high = if r.one_in(2) { 0 } else { r.bits() << 32 };
            fixed.demand(1, high | r.below(3))?;
        }
        Movsb | Movsw | Movsd | Movsq | Stosb | Stosw | Stosd | Stosq | Lodsb | Lodsw | Lodsd | Lodsq | Cmpsb
        | Cmpsw | Cmpsd | Cmpsq | Scasb | Scasw | Scasd | Scasq
            if code.op_code().can_use_rep_prefix() || code.op_code().can_use_repne_prefix() =>
        {
            // Pointers have this much room on either side.
            let room = 360 / element_size(code);
            fixed.demand(1, if r.one_in(3) { r.below(room) } else { r.below(12) })?;
        }
        Div | Idiv => {
            // Otherwise nearly every quotient overflows.
            let (high, signed) = (r.below(3), code.mnemonic() == Idiv);
            fixed.demand(2, if signed && r.one_in(2) { u64::MAX } else { high })?;
        }
        Pcmpestri | Pcmpestrm | Pcmpestri64 | Pcmpestrm64 => {
            for n in [0, 2] {
                let v = if r.one_in(4) { values::integer(r) } else { r.between(-20, 20) as u64 };
                fixed.demand(n, v)?;
            }
        }
        _ => {}
    }
    Some(())
}

/// Immediates, prefixes and counts that the form restricts.
fn adjust(i: &mut Instruction, fixed: &mut Fixed, r: &mut Random) -> Option<()> {
    use Mnemonic::*;
    match i.mnemonic() {
        Enter => {
            i.set_immediate16(r.below(64) as u16);
            i.set_immediate8_2nd(if r.one_in(2) { 0 } else { r.below(4) as u8 });
        }
        Ret if i.op_count() > 0 => i.set_immediate16(r.below(64) as u16),
        Shld | Shrd => {
            // A 16-bit shift by more than 16 has no defined result.
            if i.op2_kind() == OpKind::Immediate8 {
                if i.op1_register().size() == 2 {
                    i.set_immediate8(i.immediate8() & 0xef);
                }
            } else {
                fixed
                    .demand(1, r.bits() & !0x1f | r.below(if i.op1_register().size() == 2 { 17 } else { 32 }))
                    .or_else(|| (i.op1_register().size() != 2).then_some(()))?;
            }
        }
        _ if operand::is_bit_test(i.code()) && i.op1_kind() == OpKind::Register && i.op0_kind() == OpKind::Memory => {
            let reg = i.op1_register();
            let offset = r.between(-1000, 1000) as u64;
            let v = match reg.size() {
                2 => offset & 0xffff | r.bits() << 16,
                4 => offset & 0xffff_ffff | r.bits() << 32,
                _ => offset,
            };
            fixed.demand(reg.full_register().number(), v)?;
        }
        _ => {}
    }
    let info = i.code().op_code();
    if info.can_use_repne_prefix() && i.is_string_instruction() && r.one_in(3) {
        i.set_has_repne_prefix(true);
    } else if info.can_use_rep_prefix() && i.is_string_instruction() && r.one_in(2) {
        i.set_has_rep_prefix(true);
    }
    Some(())
}

/// Bytes of an element of a string instruction.
fn element_size(code: Code) -> u64 {
    let mut i = Instruction::new();
    i.set_code(code);
    (i.memory_size().size() as u64).max(1)
}

/// Whether the instruction compares texts, so that random vectors would nearly always be different at once.
fn compares_texts(i: &Instruction) -> bool {
    use Mnemonic::*;
    matches!(i.mnemonic(), Pcmpistri | Pcmpistrm | Pcmpestri | Pcmpestri64 | Pcmpestrm | Pcmpestrm64)
}

/// One byte in all of memory and rax, with few exceptions: comparisons of strings go on for some time.
fn monotonous(record: &mut Record, gprs: &mut [u64; 16], r: &mut Random) {
    let byte = r.bits() as u8;
    record.put(SCRATCH, &[byte; SCRATCH_SIZE]);
    for _ in 0..r.below(6) {
        record.put(SCRATCH + r.below(SCRATCH_SIZE as u64) as usize, &[r.bits() as u8]);
    }
    gprs[0] = u64::from(byte) * 0x0101_0101_0101_0101;
}

fn state(i: &Instruction, site: &Site, fixed: &Fixed, r: &mut Random) -> Option<Record> {
    use Mnemonic::*;
    let mut record = Record::default();
    let mut gprs: [u64; 16] = std::array::from_fn(|_| values::integer(r));
    for (slot, fixed) in gprs.iter_mut().zip(fixed.0) {
        if let Some(v) = fixed {
            *slot = v;
        }
    }
    for at in (SCRATCH..SCRATCH + SCRATCH_SIZE).step_by(16) {
        record.put(at, &values::vector(r).to_le_bytes());
    }
    for n in 0..16 {
        record.put(XMM + 16 * n, &values::vector(r).to_le_bytes());
    }
    if compares_texts(i) && !r.one_in(4) {
        for n in 0..16 {
            record.put(XMM + 16 * n, &values::text(r).to_le_bytes());
        }
        for at in (SCRATCH..SCRATCH + SCRATCH_SIZE).step_by(16) {
            record.put(at, &values::text(r).to_le_bytes());
        }
    }
    if i.is_string_instruction() && r.one_in(2) {
        monotonous(&mut record, &mut gprs, r);
    }
    let offset = |address: u64| {
        let offset = address.wrapping_sub(site.record) as usize;
        (SCRATCH..SCRATCH + SCRATCH_SIZE - 128).contains(&offset).then_some(offset)
    };
    // Branch targets, flags and control words that instructions take from registers or memory.
    let address = operand::address(i, &gprs);
    match i.mnemonic() {
        Ret => record.put(offset(gprs[4])?, &site.target.to_le_bytes()),
        Jmp | Call => match i.op0_kind() {
            OpKind::Register => {
                let n = i.op0_register().number();
                if fixed.0.get(n).copied().flatten().is_some() {
                    return None;
                }
                gprs[n] = site.target;
            }
            OpKind::Memory => record.put(offset(address?)?, &site.target.to_le_bytes()),
            _ => {}
        },
        Popf | Popfq | Popfd => record.put(offset(gprs[4])?, &(r.bits() & FLAG_MASK | FLAGS_FIXED).to_le_bytes()),
        Ldmxcsr => record.put(offset(address?)?, &(0x1f80 | r.below(4) << 13).to_le_bytes()[..4]),
        Cmpxchg if r.one_in(2) => {
            if let Some(at) = address {
                let size = i.op1_register().size();
                record.put(offset(at)?, gprs[0].to_le_bytes().get(..size)?);
            }
        }
        Cmpxchg8b if r.one_in(2) => {
            let at = offset(address?)?;
            record.put(at, &gprs[0].to_le_bytes()[..4]);
            record.put(at + 4, &gprs[2].to_le_bytes()[..4]);
        }
        Cmpxchg16b if r.one_in(2) => {
            let at = offset(address?)?;
            record.put(at, &gprs[0].to_le_bytes());
            record.put(at + 8, &gprs[2].to_le_bytes());
        }
        Maskmovdqu => {}
        Fldcw => record.put(offset(address?)?, &control_word(r).to_le_bytes()),
        Fldenv | Frstor | Fxrstor | Fxrstor64 => x87_image(i, &mut record, offset(address?)?, r),
        Fld | Fbld => {
            if let Some(at) = address {
                extended_operand(i, &mut record, offset(at)?, r);
            }
        }
        _ => {}
    }
    for (n, v) in gprs.iter().enumerate() {
        record.set_gpr(n, *v);
    }
    record.put(FLAGS, &(r.bits() & FLAG_MASK | FLAGS_FIXED).to_le_bytes());
    record.put(MXCSR, &0x1f80u32.to_le_bytes());
    fx_area(&mut record, FX, r);
    if matches!(i.mnemonic(), F2xm1 | Fyl2xp1) {
        // Undefined beyond 1 and 1 - sqrt(1/2).
        let limit = if i.mnemonic() == F2xm1 { 16382 } else { 16380 };
        let at = FX + 32 + 8;
        let exponent = u16::from_le_bytes(record.bytes(at));
        if exponent & 0x7fff > limit {
            record.put(at, &(exponent & 0x8000 | (limit - r.below(80) as u16)).to_le_bytes());
        }
    }
    Some(record)
}

fn control_word(r: &mut Random) -> u16 {
    let precision = if r.one_in(3) { r.pick(&[0u16, 2, 3]) } else { 3 };
    let rounding = if r.one_in(2) { r.below(4) as u16 } else { 0 };
    0x7f | precision << 8 | rounding << 10
}

/// An `fxsave` image that loads without exception.
fn fx_area(record: &mut Record, at: usize, r: &mut Random) {
    let mut area = [0u8; 512];
    area[..2].copy_from_slice(&control_word(r).to_le_bytes());
    let status = (r.below(8) as u16) << 11 | (r.bits() as u16 & 0x4700);
    area[2..4].copy_from_slice(&status.to_le_bytes());
    area[4] = match r.below(4) {
        0 => r.bits() as u8,
        _ => 0xff,
    };
    // The stack may have to have room for a push.
    if r.one_in(2) {
        let top = status >> 11 & 7;
        area[4] &= !(1 << ((top + 7) & 7));
    }
    area[24..28].copy_from_slice(&0x1f80u32.to_le_bytes());
    for n in 0..8 {
        area[32 + 16 * n..42 + 16 * n].copy_from_slice(&values::extended(r));
    }
    for n in 0..16 {
        area[160 + 16 * n..176 + 16 * n].copy_from_slice(&record.bytes::<16>(XMM + 16 * n));
    }
    record.put(at, &area);
}

/// Memory operands of instructions that load the x87 environment.
fn x87_image(i: &Instruction, record: &mut Record, at: usize, r: &mut Random) {
    if matches!(i.mnemonic(), Mnemonic::Fxrstor | Mnemonic::Fxrstor64) {
        fx_area(record, at, r);
        return;
    }
    let status = (r.below(8) as u16) << 11 | (r.bits() as u16 & 0x4700);
    let small = i.memory_size().size() == 14 || i.memory_size().size() == 94;
    let step = if small { 2 } else { 4 };
    record.put(at, &[0; 28]);
    record.put(at, &control_word(r).to_le_bytes());
    record.put(at + step, &status.to_le_bytes());
    record.put(at + 2 * step, &(r.bits() as u16).to_le_bytes());
    for n in 0..8 {
        record.put(at + 7 * step + 10 * n, &values::extended(r));
    }
}

/// Memory operands that are numbers in a format of their own.
fn extended_operand(i: &Instruction, record: &mut Record, at: usize, r: &mut Random) {
    match i.code() {
        Code::Fld_m80fp => record.put(at, &values::extended(r)),
        Code::Fbld_m80bcd => {
            let mut bytes: [u8; 10] = std::array::from_fn(|_| (r.below(10) << 4 | r.below(10)) as u8);
            bytes[9] = (r.below(2) as u8) << 7;
            record.put(at, &bytes);
        }
        _ => {}
    }
}
