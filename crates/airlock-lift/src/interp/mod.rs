//! The reference interpreter: one instruction at a time through the same rows as the lifter.
//!
//! Slow and simple on purpose. It translates each instruction by itself, evaluates the IR, and writes all flags, so
//! whatever it gets wrong is wrong in a row and not in an optimisation. The differential test compares it with the
//! real CPU and with lifted Wasm.

mod eval;
#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::sync::Arc;

use airlock_platform::{Fault, Memory, PAGE_SIZE, Registers};
use iced_x86::{Decoder, DecoderOptions};

use crate::helper::HelperState;
use crate::ir::{Block, Builder, FlagSet, TrapKind, Var};
use crate::sem;

/// Longest x86 instruction.
const MAX_INSTRUCTION: usize = 15;
/// Translated instructions that are kept; beyond this the cache starts afresh.
const MAX_CACHED: usize = 1 << 18;
/// Flags with their places in RFLAGS.
const FLAG_BITS: [(Var, u32); 7] =
    [(Var::CF, 0), (Var::PF, 2), (Var::AF, 4), (Var::ZF, 6), (Var::SF, 7), (Var::DF, 10), (Var::OF, 11)];
/// What RFLAGS holds besides the flags above: bit 1 and the interrupt flag.
const RFLAGS_FIXED: u64 = 0x202;

/// What one [`Machine::step`] came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// The instruction is done; `pc` is at the next one.
    Continue,
    /// `syscall`: the caller answers it through the registers; `pc` is at the next instruction.
    Syscall,
    /// An exception that the instruction raises itself. `pc` still is at the instruction.
    Trap {
        /// Which.
        kind: TrapKind,
        /// Address of the instruction.
        pc: u64,
        /// Its bytes, as many as there are.
        bytes: Vec<u8>,
    },
    /// A guest memory access failed; `pc` still is at the instruction, no register has changed.
    Fault(u64),
}

/// A translated instruction.
struct Cached {
    bytes: Vec<u8>,
    block: Arc<Block>,
}

/// A guest task: registers, helper state and program counter.
pub struct Machine {
    /// Guest variables as bits, indexed by [`Var`].
    pub vars: [u128; Var::COUNT],
    /// x87 and whatever else helpers keep.
    pub helpers: HelperState,
    /// Address of the next instruction.
    pub pc: u64,
    cache: HashMap<u64, Cached>,
    values: Vec<eval::Results>,
}

impl Default for Machine {
    fn default() -> Self {
        Self::new()
    }
}

impl Machine {
    /// All registers zero, MXCSR as after power-up.
    pub fn new() -> Self {
        let mut vars = [0; Var::COUNT];
        vars[Var::MXCSR.0 as usize] = 0x1f80;
        Self { vars, helpers: HelperState::default(), pc: 0, cache: HashMap::new(), values: Vec::new() }
    }

    /// The bits of a variable.
    pub fn get(&self, var: Var) -> u128 {
        self.vars.get(var.0 as usize).copied().unwrap_or(0)
    }

    /// Sets a variable.
    pub fn set(&mut self, var: Var, bits: u128) {
        if let Some(slot) = self.vars.get_mut(var.0 as usize) {
            *slot = bits;
        }
    }

    /// Takes over a register file.
    pub fn set_registers(&mut self, r: &Registers) {
        for n in 0..16 {
            self.set(Var::gpr(n), u128::from(r.gpr[n]));
            self.set(Var::xmm(n), r.xmm[n]);
        }
        for (var, bit) in FLAG_BITS {
            self.set(var, u128::from(r.rflags >> bit & 1));
        }
        self.set(Var::FS_BASE, u128::from(r.fs_base));
        self.set(Var::GS_BASE, u128::from(r.gs_base));
        self.set(Var::MXCSR, u128::from(r.mxcsr));
        self.pc = r.rip;
    }

    /// The register file.
    pub fn registers(&self) -> Registers {
        let flags = FLAG_BITS.iter().fold(RFLAGS_FIXED, |acc, &(var, bit)| acc | (self.get(var) as u64 & 1) << bit);
        Registers {
            gpr: std::array::from_fn(|n| self.get(Var::gpr(n)) as u64),
            rip: self.pc,
            rflags: flags,
            fs_base: self.get(Var::FS_BASE) as u64,
            gs_base: self.get(Var::GS_BASE) as u64,
            xmm: std::array::from_fn(|n| self.get(Var::xmm(n))),
            mxcsr: self.get(Var::MXCSR) as u32,
        }
    }

    /// Executes one instruction. Code that changed in memory is translated anew.
    pub fn step(&mut self, mem: &mut dyn Memory) -> Event {
        let pc = self.pc;
        let bytes = fetch(pc, mem);
        let block = match self.cache.get(&pc) {
            Some(c) if bytes.starts_with(&c.bytes) => Arc::clone(&c.block),
            _ => match self.translate(pc, &bytes) {
                Some(block) => block,
                None => return Event::Trap { kind: TrapKind::Fetch, pc, bytes },
            },
        };
        match eval::run(&block, &mut self.vars, &mut self.helpers, mem, &mut self.values) {
            Ok(eval::Next::At(pc)) => {
                self.pc = pc;
                Event::Continue
            }
            Ok(eval::Next::Syscall(next)) => {
                self.pc = next;
                Event::Syscall
            }
            Ok(eval::Next::Trap(kind)) | Err(eval::Stop::Trap(kind)) => Event::Trap { kind, pc, bytes },
            // Addresses are modulo 4 GiB, also where a block bases its stack accesses below zero.
            Err(eval::Stop::Fault(Fault { addr })) => Event::Fault(addr & 0xffff_ffff),
        }
    }

    /// Executes until something other than [`Event::Continue`] happens, or `steps` instructions are done.
    pub fn run(&mut self, mem: &mut dyn Memory, steps: u64) -> Event {
        for _ in 0..steps {
            match self.step(mem) {
                Event::Continue => {}
                event => return event,
            }
        }
        Event::Continue
    }

    /// `None` if the bytes end within an instruction.
    fn translate(&mut self, pc: u64, bytes: &[u8]) -> Option<Arc<Block>> {
        let mut decoder = Decoder::with_ip(64, bytes, pc, DecoderOptions::NONE);
        let i = decoder.decode();
        if decoder.last_error() == iced_x86::DecoderError::NoMoreBytes {
            return None;
        }
        let mut b = Builder::new();
        sem::translate(&mut b, &i);
        let block = Arc::new(b.finish(i.next_ip(), FlagSet::ALL, false));
        if self.cache.len() >= MAX_CACHED {
            self.cache.clear();
        }
        let bytes = bytes.get(..i.len()).unwrap_or(bytes).to_vec();
        self.cache.insert(pc, Cached { bytes, block: Arc::clone(&block) });
        Some(block)
    }
}

/// The bytes at `pc`, as far as they may be executed.
fn fetch(pc: u64, mem: &dyn Memory) -> Vec<u8> {
    let executable = |addr| mem.prot_at(addr).is_some_and(|p| p.exec);
    if !executable(pc) {
        return Vec::new();
    }
    let in_page = (PAGE_SIZE - pc % PAGE_SIZE) as usize;
    let mut len = MAX_INSTRUCTION;
    if in_page < len && !executable(pc.wrapping_add(in_page as u64)) {
        len = in_page;
    }
    let mut bytes = vec![0; len];
    if mem.read(pc, &mut bytes).is_err() {
        bytes.clear();
    }
    bytes
}
