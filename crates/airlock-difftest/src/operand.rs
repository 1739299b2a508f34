//! Operands of a random instruction: which registers, and where in memory.

use iced_x86::{Code, Instruction, MemoryOperand, Mnemonic, OpCodeOperandKind, OpKind, Register};

use crate::random::Random;
use crate::record::{SCRATCH, SCRATCH_SIZE};

/// Values that general-purpose registers must have for the case to work.
#[derive(Clone, Debug, Default)]
pub(crate) struct Fixed(pub(crate) [Option<u64>; 16]);

impl Fixed {
    /// Demands a value unless another one is demanded already.
    pub(crate) fn demand(&mut self, n: usize, v: u64) -> Option<()> {
        let slot = self.0.get_mut(n)?;
        match slot {
            Some(old) if *old != v => None,
            _ => {
                *slot = Some(v);
                Some(())
            }
        }
    }

    fn get(&self, n: usize) -> Option<u64> {
        self.0.get(n).copied().flatten()
    }
}

/// What an instruction is built for.
pub(crate) struct Site {
    /// Its address.
    pub(crate) ip: u64,
    /// Address of the case's record.
    pub(crate) record: u64,
    /// Where a taken branch lands.
    pub(crate) target: u64,
    /// Whether operands may be in memory.
    pub(crate) memory: bool,
}

const GPR8: [Register; 20] = {
    use Register::*;
    [AL, CL, DL, BL, AH, CH, DH, BH, SPL, BPL, SIL, DIL, R8L, R9L, R10L, R11L, R12L, R13L, R14L, R15L]
};

fn gpr(n: usize, size: usize) -> Register {
    let base = match size {
        2 => Register::AX,
        4 => Register::EAX,
        _ => Register::RAX,
    };
    base + n as u32
}

fn random_gpr(r: &mut Random, size: usize) -> Register {
    if size == 1 { r.pick(&GPR8) } else { gpr(r.below(16) as usize, size) }
}

fn random_immediate(r: &mut Random, bits: u32) -> u64 {
    let v = match r.below(4) {
        0 => r.bits(),
        1 => r.below(40),
        2 => r.below(8).wrapping_neg(),
        _ => crate::values::integer(r),
    };
    if bits == 64 { v } else { v & ((1 << bits) - 1) }
}

fn sign_extended(v: u64, bits: u32) -> i64 {
    (v << (64 - bits)) as i64 >> (64 - bits)
}

/// Sets operand `n` of the instruction. `None`: does not work out, draw again.
pub(crate) fn set(
    i: &mut Instruction,
    n: u32,
    kind: OpCodeOperandKind,
    site: &Site,
    fixed: &mut Fixed,
    r: &mut Random,
) -> Option<()> {
    use OpCodeOperandKind as K;
    let register = |i: &mut Instruction, reg: Register| {
        i.set_op_kind(n, OpKind::Register);
        i.set_op_register(n, reg);
        Some(())
    };
    let memory_too = site.memory && r.below(5) < 2;
    match kind {
        K::r8_or_mem | K::r16_or_mem | K::r32_or_mem | K::r64_or_mem | K::xmm_or_mem if memory_too => {
            i.set_op_kind(n, OpKind::Memory);
            memory(i, site, fixed, r)
        }
        K::mem | K::mem_offs => {
            i.set_op_kind(n, OpKind::Memory);
            if kind == K::mem { memory(i, site, fixed, r) } else { absolute(i, site, r) }
        }
        K::r8_or_mem | K::r8_reg | K::r8_opcode => register(i, random_gpr(r, 1)),
        K::r16_or_mem | K::r16_reg | K::r16_reg_mem | K::r16_rm | K::r16_opcode => register(i, random_gpr(r, 2)),
        K::r32_or_mem | K::r32_reg | K::r32_reg_mem | K::r32_rm | K::r32_opcode => register(i, random_gpr(r, 4)),
        K::r64_or_mem | K::r64_reg | K::r64_reg_mem | K::r64_rm | K::r64_opcode => register(i, random_gpr(r, 8)),
        K::xmm_or_mem | K::xmm_reg | K::xmm_rm => register(i, Register::XMM0 + r.below(16) as u32),
        K::al => register(i, Register::AL),
        K::cl => register(i, Register::CL),
        K::ax => register(i, Register::AX),
        K::dx => register(i, Register::DX),
        K::eax => register(i, Register::EAX),
        K::rax => register(i, Register::RAX),
        K::st0 => register(i, Register::ST0),
        K::sti_opcode => register(i, Register::ST0 + r.below(8) as u32),
        K::imm8_const_1 => {
            i.set_op_kind(n, OpKind::Immediate8);
            i.set_immediate8(1);
            Some(())
        }
        K::imm8 => {
            let second = (0..n).any(|m| matches!(i.op_kind(m), OpKind::Immediate16 | OpKind::Immediate8));
            let v = random_immediate(r, 8) as u8;
            i.set_op_kind(n, if second { OpKind::Immediate8_2nd } else { OpKind::Immediate8 });
            if second {
                i.set_immediate8_2nd(v)
            } else {
                i.set_immediate8(v)
            }
            Some(())
        }
        K::imm8sex16 | K::imm8sex32 | K::imm8sex64 => {
            let v = sign_extended(random_immediate(r, 8), 8);
            match kind {
                K::imm8sex16 => {
                    i.set_op_kind(n, OpKind::Immediate8to16);
                    i.set_immediate8to16(v as i16);
                }
                K::imm8sex32 => {
                    i.set_op_kind(n, OpKind::Immediate8to32);
                    i.set_immediate8to32(v as i32);
                }
                _ => {
                    i.set_op_kind(n, OpKind::Immediate8to64);
                    i.set_immediate8to64(v);
                }
            }
            Some(())
        }
        K::imm16 => {
            i.set_op_kind(n, OpKind::Immediate16);
            i.set_immediate16(random_immediate(r, 16) as u16);
            Some(())
        }
        K::imm32 => {
            i.set_op_kind(n, OpKind::Immediate32);
            i.set_immediate32(random_immediate(r, 32) as u32);
            Some(())
        }
        K::imm32sex64 => {
            i.set_op_kind(n, OpKind::Immediate32to64);
            i.set_immediate32to64(sign_extended(random_immediate(r, 32), 32));
            Some(())
        }
        K::imm64 => {
            i.set_op_kind(n, OpKind::Immediate64);
            i.set_immediate64(random_immediate(r, 64));
            Some(())
        }
        K::br64_1 | K::br64_4 => {
            i.set_op_kind(n, OpKind::NearBranch64);
            i.set_near_branch64(site.target);
            Some(())
        }
        K::seg_rSI | K::es_rDI | K::seg_rDI | K::seg_rBX_al => implicit(i, n, kind, site, fixed, r),
        _ => None,
    }
}

fn implicit(
    i: &mut Instruction,
    n: u32,
    kind: OpCodeOperandKind,
    site: &Site,
    fixed: &mut Fixed,
    r: &mut Random,
) -> Option<()> {
    use OpCodeOperandKind as K;
    let middle = site.record + SCRATCH as u64 + 384 + r.below(128);
    let (op, reg) = match kind {
        K::seg_rSI => (OpKind::MemorySegRSI, 6),
        K::es_rDI => (OpKind::MemoryESRDI, 7),
        K::seg_rDI => (OpKind::MemorySegRDI, 7),
        _ => (OpKind::Memory, 3),
    };
    i.set_op_kind(n, op);
    if kind == K::seg_rBX_al {
        i.set_memory_base(Register::RBX);
        i.set_memory_index(Register::AL);
        i.set_memory_index_scale(1);
    }
    // Now and then both strings overlap closely.
    let at = match fixed.get(13 - reg) {
        Some(other) if (6..=7).contains(&reg) && r.one_in(3) => other.wrapping_add(r.below(41)).wrapping_sub(20),
        _ => middle,
    };
    fixed.demand(reg, at)
}

/// Where the operand lies, aligned where the real CPU insists.
fn place(i: &Instruction, site: &Site, r: &mut Random) -> u64 {
    use Mnemonic::*;
    let size = i.memory_size().size() as u64;
    let at = site.record + SCRATCH as u64 + 256 + r.below(SCRATCH_SIZE as u64 / 2 - 256);
    let unaligned = matches!(i.mnemonic(), Movups | Movupd | Movdqu | Lddqu | Pcmpistri | Pcmpistrm);
    if size >= 16 && !unaligned || matches!(i.mnemonic(), Fxsave | Fxsave64 | Fxrstor | Fxrstor64) {
        at & !15
    } else if r.one_in(2) {
        at & !7
    } else {
        at
    }
}

fn absolute(i: &mut Instruction, site: &Site, r: &mut Random) -> Option<()> {
    let at = place(i, site, r);
    i.set_memory_displ_size(8);
    i.set_memory_displacement64(at);
    Some(())
}

/// A memory operand in a random addressing mode, its registers demanded so that it meets the scratch space.
fn memory(i: &mut Instruction, site: &Site, fixed: &mut Fixed, r: &mut Random) -> Option<()> {
    let at = place(i, site, r);
    let operand = match r.below(8) {
        0 => MemoryOperand::with_displ(at, 4),
        1 => MemoryOperand::with_base_displ(Register::RIP, at as i64),
        mode => {
            // One in five with 32-bit addresses: the upper half of the registers then is anything.
            let size = if r.one_in(5) { 4 } else { 8 };
            let base = r.below(16) as usize;
            let index = r.below(16) as usize;
            let with_index = mode > 4 && index != 4;
            let scale = 1u32 << r.below(4);
            let index_value = if with_index {
                fixed.get(index).unwrap_or_else(|| if r.one_in(2) { r.below(100) } else { r.below(1 << 24) })
            } else {
                0
            };
            if with_index && index == base && fixed.get(base).is_none() {
                fixed.demand(base, index_value)?;
            }
            let scaled = index_value.wrapping_mul(u64::from(scale));
            let displacement = match fixed.get(base) {
                Some(v) => at.wrapping_sub(scaled).wrapping_sub(v) as i64,
                None if r.one_in(2) => r.between(-128, 127),
                None => r.between(-0x10_0000, 0x10_0000),
            };
            let displacement = i64::from(i32::try_from(displacement).ok()?);
            let dirt = |r: &mut Random| if size == 4 { r.bits() << 32 } else { 0 };
            if fixed.get(base).is_none() {
                let v = at.wrapping_sub(scaled).wrapping_sub(displacement as u64);
                fixed.demand(base, if size == 4 { v & 0xffff_ffff | dirt(r) } else { v })?;
            }
            if with_index && fixed.get(index).is_none() {
                fixed.demand(index, index_value | dirt(r))?;
            }
            let index_register = if with_index { gpr(index, size) } else { Register::None };
            let displacement_size = if (-128..128).contains(&displacement) { 1 } else { size as u32 };
            MemoryOperand::new(
                gpr(base, size),
                index_register,
                if with_index { scale } else { 1 },
                displacement,
                displacement_size,
                false,
                Register::None,
            )
        }
    };
    i.set_memory_base(operand.base);
    i.set_memory_index(operand.index);
    i.set_memory_index_scale(operand.scale);
    i.set_memory_displ_size(operand.displ_size);
    i.set_memory_displacement64(operand.displacement as u64);
    i.set_is_broadcast(false);
    Some(())
}

/// Where an instruction's memory operand lies if it has one with an address of its own.
pub(crate) fn address(i: &Instruction, gprs: &[u64; 16]) -> Option<u64> {
    i.virtual_address((0..i.op_count()).find(|&n| i.op_kind(n) == OpKind::Memory)?, 0, |reg, _, _| {
        if reg.is_gpr() {
            let v = gprs.get(reg.full_register().number()).copied()?;
            Some(match reg.size() {
                8 => v,
                4 => v & 0xffff_ffff,
                _ => v & 0xff,
            })
        } else {
            Some(0)
        }
    })
}

/// Whether the form takes a bit offset that reaches beyond its memory operand.
pub(crate) fn is_bit_test(code: Code) -> bool {
    matches!(code.mnemonic(), Mnemonic::Bt | Mnemonic::Bts | Mnemonic::Btr | Mnemonic::Btc)
}
