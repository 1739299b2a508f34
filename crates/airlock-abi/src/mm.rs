//! Memory management: flags of `mmap(2)`, `mremap(2)`, `madvise(2)`, `msync(2)`, `mlock(2)`.

/// Pages may be read.
pub const PROT_READ: u64 = 1;
/// Pages may be written.
pub const PROT_WRITE: u64 = 2;
/// Pages may be executed.
pub const PROT_EXEC: u64 = 4;
/// Pages may be used for atomics; ignored by Linux on x86.
pub const PROT_SEM: u64 = 8;
/// Apply a protection change down to the start of a growing mapping.
pub const PROT_GROWSDOWN: u64 = 0x0100_0000;
/// Apply a protection change up to the end of a growing mapping.
pub const PROT_GROWSUP: u64 = 0x0200_0000;

/// Changes are shared with the file.
pub const MAP_SHARED: u64 = 1;
/// Changes are private.
pub const MAP_PRIVATE: u64 = 2;
/// Like shared, but unknown flags are refused.
pub const MAP_SHARED_VALIDATE: u64 = 3;
/// The bits that hold the mapping type.
pub const MAP_TYPE: u64 = 0xf;
/// Exactly at the address, replacing what is there.
pub const MAP_FIXED: u64 = 0x10;
/// Not backed by a file.
pub const MAP_ANONYMOUS: u64 = 0x20;
/// In the low 2 GiB.
pub const MAP_32BIT: u64 = 0x40;
/// The mapping grows downwards on access.
pub const MAP_GROWSDOWN: u64 = 0x100;
/// Ignored.
pub const MAP_DENYWRITE: u64 = 0x800;
/// Ignored.
pub const MAP_EXECUTABLE: u64 = 0x1000;
/// Lock the pages.
pub const MAP_LOCKED: u64 = 0x2000;
/// Do not reserve swap space.
pub const MAP_NORESERVE: u64 = 0x4000;
/// Prefault.
pub const MAP_POPULATE: u64 = 0x8000;
/// Do not wait while prefaulting.
pub const MAP_NONBLOCK: u64 = 0x1_0000;
/// A hint for stacks; no effect.
pub const MAP_STACK: u64 = 0x2_0000;
/// Huge pages.
pub const MAP_HUGETLB: u64 = 0x4_0000;
/// Synchronous page faults (DAX).
pub const MAP_SYNC: u64 = 0x8_0000;
/// Exactly at the address, failing if something is there.
pub const MAP_FIXED_NOREPLACE: u64 = 0x10_0000;

/// The mapping may move.
pub const MREMAP_MAYMOVE: u64 = 1;
/// Move to the given address, replacing what is there.
pub const MREMAP_FIXED: u64 = 2;
/// Leave the old range mapped, empty.
pub const MREMAP_DONTUNMAP: u64 = 4;

/// Schedule a write.
pub const MS_ASYNC: u64 = 1;
/// Drop other mappings' cached pages.
pub const MS_INVALIDATE: u64 = 2;
/// Write now.
pub const MS_SYNC: u64 = 4;

/// Lock present pages.
pub const MCL_CURRENT: u64 = 1;
/// Lock future pages.
pub const MCL_FUTURE: u64 = 2;
/// Lock on fault.
pub const MCL_ONFAULT: u64 = 4;
/// `mlock2`: lock on fault.
pub const MLOCK_ONFAULT: u64 = 1;

/// No special treatment.
pub const MADV_NORMAL: u64 = 0;
/// Random access.
pub const MADV_RANDOM: u64 = 1;
/// Sequential access.
pub const MADV_SEQUENTIAL: u64 = 2;
/// Will be needed soon.
pub const MADV_WILLNEED: u64 = 3;
/// Content may be thrown away now.
pub const MADV_DONTNEED: u64 = 4;
/// Content may be thrown away later.
pub const MADV_FREE: u64 = 8;
/// Free the pages and their backing store.
pub const MADV_REMOVE: u64 = 9;
/// Not inherited by a child.
pub const MADV_DONTFORK: u64 = 10;
/// Inherited by a child.
pub const MADV_DOFORK: u64 = 11;
/// May be merged with equal pages.
pub const MADV_MERGEABLE: u64 = 12;
/// May not be merged.
pub const MADV_UNMERGEABLE: u64 = 13;
/// Use huge pages.
pub const MADV_HUGEPAGE: u64 = 14;
/// Use no huge pages.
pub const MADV_NOHUGEPAGE: u64 = 15;
/// Leave out of core dumps.
pub const MADV_DONTDUMP: u64 = 16;
/// Put into core dumps.
pub const MADV_DODUMP: u64 = 17;
/// Zero in a child.
pub const MADV_WIPEONFORK: u64 = 18;
/// Undo [`MADV_WIPEONFORK`].
pub const MADV_KEEPONFORK: u64 = 19;
/// Cold pages.
pub const MADV_COLD: u64 = 20;
/// Reclaim pages.
pub const MADV_PAGEOUT: u64 = 21;
/// Prefault for reading.
pub const MADV_POPULATE_READ: u64 = 22;
/// Prefault for writing.
pub const MADV_POPULATE_WRITE: u64 = 23;
/// Like [`MADV_DONTNEED`] on locked pages too.
pub const MADV_DONTNEED_LOCKED: u64 = 24;
/// Collapse into huge pages.
pub const MADV_COLLAPSE: u64 = 25;
