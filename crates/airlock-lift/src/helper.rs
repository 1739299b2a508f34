//! What is too rare or too long to inline: lifted code calls these through imports of the same names, the
//! interpreter calls them directly. Pure Rust, no I/O but guest memory.

use airlock_platform::{Fault, Memory};

use crate::x87::X87;

/// A helper. All parameters and results are `i64`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Helper {
    /// `(leaf, subleaf) -> (eax | ebx << 32, ecx | edx << 32)`.
    Cpuid,
    /// `() -> nanosecond-like counter`. Coarse on purpose.
    Rdtsc,
    /// `(code | register << 16, address) -> result`: one x87 instruction, `code` being iced's number of the
    /// instruction form. The result is what the instruction delivers outside the x87 state: ax for `fnstsw ax`,
    /// CF/PF/ZF at their RFLAGS places for `fcomi` and its relatives, else 0. See [`crate::x87`].
    X87,
    /// `(crc, data, bytes) -> crc` for `crc32`.
    Crc32,
    /// `(address, 0) -> 0` stores, `(address, 1) -> 0` loads the x87 part of the `fxsave` area.
    Fxsave,
}

impl Helper {
    /// Every helper, in the order of the import section.
    pub const ALL: [Self; 5] = [Self::Cpuid, Self::Rdtsc, Self::X87, Self::Crc32, Self::Fxsave];

    /// Name of the import.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Cpuid => "cpuid",
            Self::Rdtsc => "rdtsc",
            Self::X87 => "x87",
            Self::Crc32 => "crc32",
            Self::Fxsave => "fxsave",
        }
    }

    /// Number of parameters and of results.
    pub const fn signature(self) -> (usize, usize) {
        match self {
            Self::Cpuid => (2, 2),
            Self::Rdtsc => (0, 1),
            Self::X87 => (2, 1),
            Self::Crc32 => (3, 1),
            Self::Fxsave => (2, 1),
        }
    }
}

/// What helpers keep between calls, one per guest task.
#[derive(Clone, Debug, Default)]
pub struct HelperState {
    /// The x87 unit.
    pub x87: X87,
    /// Advances with every `rdtsc`; the runtime may set it from a clock.
    pub tsc: u64,
}

impl HelperState {
    /// Runs a helper.
    pub fn call(&mut self, helper: Helper, args: [u64; 5], mem: &mut dyn Memory) -> Result<[u64; 2], Fault> {
        Ok(match helper {
            Helper::Cpuid => crate::cpuid::cpuid(args[0] as u32, args[1] as u32),
            Helper::Rdtsc => {
                self.tsc = self.tsc.wrapping_add(1000);
                [self.tsc, 0]
            }
            Helper::X87 => [self.x87.execute(args[0] as u32 & 0xffff, (args[0] >> 16) as u8, args[1], mem)?, 0],
            Helper::Crc32 => [u64::from(crate::string_compare::crc32(args[0] as u32, args[1], args[2] as u32)), 0],
            Helper::Fxsave => {
                if args[1] == 0 {
                    self.x87.save(args[0], mem)?
                } else {
                    self.x87.restore(args[0], mem)?
                }
                [0, 0]
            }
        })
    }
}
