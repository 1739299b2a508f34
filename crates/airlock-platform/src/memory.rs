//! The guest's address space as its kernel sees it.

use std::any::Any;
use std::ops::Range;
use std::sync::Arc;

/// Bytes in a guest page.
pub const PAGE_SIZE: u64 = 4096;

/// A guest address that is not mapped, or not with the access that was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("guest address {addr:#x} is not accessible")]
pub struct Fault {
    /// The first address that failed.
    pub addr: u64,
}

/// The host had no room for a mapping.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the host refused {len} bytes of guest memory at {addr:#x}")]
pub struct MemoryExhausted {
    /// Start of the mapping that was asked for.
    pub addr: u64,
    /// Its length in bytes.
    pub len: u64,
}

/// Page protection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Prot {
    /// Loads are allowed.
    pub read: bool,
    /// Stores are allowed.
    pub write: bool,
    /// Instruction fetch is allowed. Lifted code never fetches; the translator refuses pages without it.
    pub exec: bool,
}

impl Prot {
    /// No access.
    pub const NONE: Self = Self { read: false, write: false, exec: false };
    /// Read only.
    pub const READ: Self = Self { read: true, write: false, exec: false };
    /// Read and write.
    pub const READ_WRITE: Self = Self { read: true, write: true, exec: false };
    /// Read and execute.
    pub const READ_EXEC: Self = Self { read: true, write: false, exec: true };
}

/// Pages that address spaces have in common: the content of a file that is mapped shared. All of them, and this, show the
/// same bytes at any time.
pub trait CommonPages: Any + Send + Sync {
    /// Makes it at least so long; it never becomes shorter. New bytes are zero.
    fn reserve(&self, bytes: u64) -> Result<(), MemoryExhausted>;
    /// Copies bytes out; what lies behind the end reads as zero.
    fn read(&self, at: u64, buf: &mut [u8]);
    /// Copies bytes in, as far as they lie before the end.
    fn write(&self, at: u64, bytes: &[u8]);
    /// Makes bytes zero.
    fn zero(&self, range: Range<u64>);
}

/// A guest address space: bytes, and the mappings that say which of them exist.
///
/// Which ranges are mapped and why (VMAs, limits, placement) is the kernel's business; this trait only carries
/// the decision out. Ranges in mapping calls are page-aligned and lie below 4 GiB; an implementation may treat
/// anything else as [`MemoryExhausted`]. The lowest 64 KiB are never mapped by the kernel.
pub trait Memory {
    /// Copies guest bytes out. Fails without a partial result being defined if any byte is not readable.
    fn read(&self, addr: u64, buf: &mut [u8]) -> Result<(), Fault>;

    /// Copies bytes into the guest. Fails if any byte is not writable; a prefix may then have been written.
    fn write(&mut self, addr: u64, bytes: &[u8]) -> Result<(), Fault>;

    /// Maps zeroed pages at `addr`, replacing what was there.
    fn map(&mut self, addr: u64, len: u64, prot: Prot) -> Result<(), MemoryExhausted>;

    /// Maps zeroed pages that address spaces copied from this one have in common with it. An implementation that is
    /// never copied need not tell the difference.
    fn map_common(&mut self, addr: u64, len: u64, prot: Prot) -> Result<(), MemoryExhausted> {
        self.map(addr, len, prot)
    }

    /// Makes pages for [`Memory::map_pages`].
    fn new_pages(&self, bytes: u64) -> Result<Arc<dyn CommonPages>, MemoryExhausted> {
        Err(MemoryExhausted { addr: 0, len: bytes })
    }

    /// Shows pages of [`Memory::new_pages`] from the byte `at` on, which exist; copies of this address space show them too.
    fn map_pages(
        &mut self,
        addr: u64,
        len: u64,
        _prot: Prot,
        _pages: &Arc<dyn CommonPages>,
        _at: u64,
    ) -> Result<(), MemoryExhausted> {
        Err(MemoryExhausted { addr, len })
    }

    /// Maps pages that hold a part of a file, then zeroes, and are not writable: the text of a program. They stay as they
    /// are until [`Memory::protect`] makes them writable, so that an implementation may show the same pages wherever the
    /// same file (the same `Arc`) is mapped, and need not copy them when the address space is copied.
    fn map_frozen(
        &mut self,
        addr: u64,
        len: u64,
        prot: Prot,
        file: &Arc<[u8]>,
        part: Range<usize>,
    ) -> Result<(), MemoryExhausted> {
        self.map(addr, len, prot)?;
        let content = file.get(part).unwrap_or_default();
        self.write_forced(addr, content).map_err(|_| MemoryExhausted { addr, len })
    }

    /// Leaves the address space to the others that use it, and becomes an empty one. Called before a task that runs in
    /// the memory of another process loads a program.
    fn detach(&mut self) -> Result<(), MemoryExhausted> {
        Err(MemoryExhausted { addr: 0, len: 0 })
    }

    /// Changes the protection of mapped pages.
    fn protect(&mut self, addr: u64, len: u64, prot: Prot) -> Result<(), MemoryExhausted>;

    /// Removes mappings; the range becomes inaccessible and its bytes are gone.
    fn unmap(&mut self, addr: u64, len: u64) -> Result<(), MemoryExhausted>;

    /// Makes mapped pages zero again without changing their protection (`MADV_DONTNEED`).
    fn discard(&mut self, addr: u64, len: u64) -> Result<(), MemoryExhausted>;

    /// Moves the pages of `old..old+len` with content and protection to `new`, which may not overlap; the old range
    /// becomes unmapped.
    fn move_pages(&mut self, old: u64, len: u64, new: u64) -> Result<(), MemoryExhausted>;

    /// Writes to pages regardless of their protection: for the kernel's own use when it loads a program.
    fn write_forced(&mut self, addr: u64, bytes: &[u8]) -> Result<(), Fault>;

    /// The protection of the page that holds `addr`; `None` if it is not mapped.
    fn prot_at(&self, addr: u64) -> Option<Prot>;

    /// Reads a little-endian `u32`.
    fn read_u32(&self, addr: u64) -> Result<u32, Fault> {
        let mut b = [0; 4];
        self.read(addr, &mut b)?;
        Ok(u32::from_le_bytes(b))
    }

    /// Reads a little-endian `u64`.
    fn read_u64(&self, addr: u64) -> Result<u64, Fault> {
        let mut b = [0; 8];
        self.read(addr, &mut b)?;
        Ok(u64::from_le_bytes(b))
    }

    /// Writes a little-endian `u32`.
    fn write_u32(&mut self, addr: u64, value: u32) -> Result<(), Fault> {
        self.write(addr, &value.to_le_bytes())
    }

    /// Writes a little-endian `u64`.
    fn write_u64(&mut self, addr: u64, value: u64) -> Result<(), Fault> {
        self.write(addr, &value.to_le_bytes())
    }
}
