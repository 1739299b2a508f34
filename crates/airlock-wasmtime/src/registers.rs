//! Guest registers between Wasm globals and [`Registers`].

use airlock_lift::ir::{Ty, Var};
use airlock_platform::Registers;
use wasmtime::{AsContextMut, Global, Instance, V128, Val};

/// Bits of RFLAGS that user mode always sees set: the reserved bit 1, and IF.
const RFLAGS_FIXED: u64 = 0x202;

/// The flags and their bits in RFLAGS.
const FLAGS: [(Var, u32); 7] =
    [(Var::CF, 0), (Var::PF, 2), (Var::AF, 4), (Var::ZF, 6), (Var::SF, 7), (Var::DF, 10), (Var::OF, 11)];

/// Handles of the globals that hold a guest's registers.
pub(crate) struct RegisterGlobals {
    /// In the order of [`Var::state`].
    state: Vec<Global>,
    pc: Global,
}

impl RegisterGlobals {
    /// Finds the globals of a main module. The error names the one that is missing.
    pub(crate) fn find(mut store: impl AsContextMut, main: &Instance) -> Result<Self, String> {
        let mut global = |name: &str| {
            main.get_global(&mut store, name).ok_or_else(|| format!("the module exports no global `{name}`"))
        };
        let state = Var::state().map(|var| global(&var.to_string())).collect::<Result<_, _>>()?;
        Ok(Self { state, pc: global("pc")? })
    }

    fn get(&self, mut store: impl AsContextMut, var: Var) -> u128 {
        match self.state.get(usize::from(var.0)).map(|global| global.get(&mut store)) {
            Some(Val::I32(value)) => u128::from(value as u32),
            Some(Val::I64(value)) => u128::from(value as u64),
            Some(Val::V128(value)) => value.as_u128(),
            _ => 0,
        }
    }

    fn set(&self, mut store: impl AsContextMut, var: Var, value: u128) -> wasmtime::Result<()> {
        let value = match var.ty() {
            Ty::I32 => Val::I32(value as i32),
            Ty::V128 => Val::V128(V128::from(value)),
            _ => Val::I64(value as i64),
        };
        match self.state.get(usize::from(var.0)) {
            Some(global) => global.set(&mut store, value),
            None => Ok(()),
        }
    }

    /// Collects the registers after unwinding.
    pub(crate) fn read(&self, mut store: impl AsContextMut) -> Registers {
        let mut regs = Registers::default();
        for (n, value) in regs.gpr.iter_mut().enumerate() {
            *value = self.get(&mut store, Var::gpr(n)) as u64;
        }
        for (n, value) in regs.xmm.iter_mut().enumerate() {
            *value = self.get(&mut store, Var::xmm(n));
        }
        regs.rflags = RFLAGS_FIXED;
        for (var, bit) in FLAGS {
            regs.rflags |= (self.get(&mut store, var) as u64 & 1) << bit;
        }
        regs.fs_base = self.get(&mut store, Var::FS_BASE) as u64;
        regs.gs_base = self.get(&mut store, Var::GS_BASE) as u64;
        regs.mxcsr = self.get(&mut store, Var::MXCSR) as u32;
        regs.rip = match self.pc.get(&mut store) {
            Val::I64(pc) => pc as u64,
            _ => 0,
        };
        regs
    }

    /// Sets the registers with which lifted code goes on.
    pub(crate) fn write(&self, mut store: impl AsContextMut, regs: &Registers) -> wasmtime::Result<()> {
        for (n, value) in regs.gpr.iter().enumerate() {
            self.set(&mut store, Var::gpr(n), u128::from(*value))?;
        }
        for (n, value) in regs.xmm.iter().enumerate() {
            self.set(&mut store, Var::xmm(n), *value)?;
        }
        for (var, bit) in FLAGS {
            self.set(&mut store, var, u128::from(regs.rflags >> bit & 1))?;
        }
        self.set(&mut store, Var::FS_BASE, u128::from(regs.fs_base))?;
        self.set(&mut store, Var::GS_BASE, u128::from(regs.gs_base))?;
        self.set(&mut store, Var::MXCSR, u128::from(regs.mxcsr))?;
        self.pc.set(&mut store, Val::I64(regs.rip as i64))
    }
}
