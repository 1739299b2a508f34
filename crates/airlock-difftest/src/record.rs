//! The memory of one case: the state before the instruction, overwritten with the state after it, and scratch space
//! that its memory operands address.

/// Bytes of one record.
pub const SIZE: usize = 2048;
/// The sixteen general-purpose registers.
pub const GPR: usize = 0;
/// RFLAGS.
pub const FLAGS: usize = 128;
/// Set to 1 by a case whose branch is not taken.
pub const MARKER: usize = 136;
/// MXCSR.
pub const MXCSR: usize = 140;
/// The sixteen SSE registers.
pub const XMM: usize = 160;
/// The `fxsave` area, used by x87 cases in place of [`XMM`].
pub const FX: usize = 448;
/// Where memory operands are.
pub const SCRATCH: usize = 1024;
/// Bytes of scratch space.
pub const SCRATCH_SIZE: usize = 1024;

/// A record's bytes.
#[derive(Clone, PartialEq, Eq)]
pub struct Record(pub Vec<u8>);

impl Default for Record {
    fn default() -> Self {
        Self(vec![0; SIZE])
    }
}

impl Record {
    /// Bytes of a field; zeros beyond the end.
    pub fn bytes<const N: usize>(&self, at: usize) -> [u8; N] {
        self.0.get(at..at + N).and_then(|b| b.try_into().ok()).unwrap_or([0; N])
    }

    /// A 64-bit field.
    pub fn u64(&self, at: usize) -> u64 {
        u64::from_le_bytes(self.bytes(at))
    }

    /// A 128-bit field.
    pub fn u128(&self, at: usize) -> u128 {
        u128::from_le_bytes(self.bytes(at))
    }

    /// Writes a field.
    pub fn put(&mut self, at: usize, bytes: &[u8]) {
        if let Some(slot) = self.0.get_mut(at..at + bytes.len()) {
            slot.copy_from_slice(bytes);
        }
    }

    /// A general-purpose register.
    pub fn gpr(&self, n: usize) -> u64 {
        self.u64(GPR + 8 * n)
    }

    /// Sets a general-purpose register.
    pub fn set_gpr(&mut self, n: usize, v: u64) {
        self.put(GPR + 8 * n, &v.to_le_bytes());
    }
}
