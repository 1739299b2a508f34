//! The address range of one guest, as the host's kernel sees it.

use std::os::fd::OwnedFd;
use std::ptr::{NonNull, null_mut};
use std::sync::atomic::AtomicU8;

use rustix::mm::{Advice, MapFlags, MprotectFlags, MremapFlags, ProtFlags};

/// Guest addresses lie below this: what a 32-bit Wasm memory can address.
pub(crate) const GUEST_BYTES: usize = 1 << 32;

/// Inaccessible bytes after the guest's, so that compiled code may leave out bounds checks of constant offsets.
pub(crate) const GUARD_BYTES: usize = 32 << 20;

/// Bytes of a page.
pub(crate) const PAGE: usize = 4096;

/// An anonymous mapping of the host that is released when it is dropped.
struct Mapping {
    base: NonNull<u8>,
    len: usize,
}

impl Mapping {
    fn new(len: usize, prot: ProtFlags) -> rustix::io::Result<Self> {
        // SAFETY: a new mapping at a place of the kernel's choice touches nothing that exists.
        let base =
            unsafe { rustix::mm::mmap_anonymous(null_mut(), len, prot, MapFlags::PRIVATE | MapFlags::NORESERVE)? };
        let base = NonNull::new(base.cast()).ok_or(rustix::io::Errno::NOMEM)?;
        Ok(Self { base, len })
    }
}

impl Drop for Mapping {
    fn drop(&mut self) {
        // SAFETY: the range was mapped by `new` and nobody refers to it any more: whoever does holds an `Arc` of the
        // `Reservation` that owns this.
        let result = unsafe { rustix::mm::munmap(self.base.as_ptr().cast(), self.len) };
        // Unmapping a range that is mapped fails only if the kernel has no room to split a mapping; then the
        // addresses stay taken, which is harmless.
        let _ = result;
    }
}

/// 4 GiB of addresses plus a guard, all inaccessible at first, shared by the guest's memory, the store that runs its
/// code and the watchdog.
///
/// Methods take `&self`: page tables are the host kernel's and may be changed from any thread. What the pages hold is
/// reached through raw pointers only, never through references, because compiled code changes it at any time.
pub(crate) struct Reservation {
    mapping: Mapping,
}

// SAFETY: the range is not tied to a thread, and there are no references into it (see above).
unsafe impl Send for Reservation {}
// SAFETY: as above; concurrent system calls on the range are ordered by the host's kernel.
unsafe impl Sync for Reservation {}

impl Reservation {
    /// Reserves the addresses. Costs no memory.
    pub(crate) fn new() -> rustix::io::Result<Self> {
        Ok(Self { mapping: Mapping::new(GUEST_BYTES + GUARD_BYTES, ProtFlags::empty())? })
    }

    /// First host address.
    pub(crate) fn base(&self) -> *mut u8 {
        self.mapping.base.as_ptr()
    }

    /// Host address of a guest range that lies within the guest's bytes.
    fn range(&self, offset: usize, len: usize) -> rustix::io::Result<*mut std::ffi::c_void> {
        if len == 0 || offset.checked_add(len).is_none_or(|end| end > GUEST_BYTES) || !offset.is_multiple_of(PAGE) {
            return Err(rustix::io::Errno::INVAL);
        }
        // SAFETY: `offset` lies within the mapping, as just checked.
        Ok(unsafe { self.base().add(offset) }.cast())
    }

    /// Fresh zeroed pages.
    pub(crate) fn map(&self, offset: usize, len: usize, prot: ProtFlags) -> rustix::io::Result<()> {
        let at = self.range(offset, len)?;
        let flags = MapFlags::PRIVATE | MapFlags::NORESERVE | MapFlags::FIXED;
        // SAFETY: the range lies inside our own reservation, into which no references exist, so that replacing its
        // pages can break nothing but the guest.
        unsafe { rustix::mm::mmap_anonymous(at, len, prot, flags)? };
        Ok(())
    }

    /// Fresh zeroed pages that other reservations can show too ([`Reservation::show`]).
    pub(crate) fn map_common(&self, offset: usize, len: usize, prot: ProtFlags) -> rustix::io::Result<()> {
        let at = self.range(offset, len)?;
        let flags = MapFlags::SHARED | MapFlags::NORESERVE | MapFlags::FIXED;
        // SAFETY: as for `map`.
        unsafe { rustix::mm::mmap_anonymous(at, len, prot, flags)? };
        Ok(())
    }

    /// The pages of a file, from `start` on, which others may show as well.
    pub(crate) fn map_file(
        &self,
        offset: usize,
        len: usize,
        prot: ProtFlags,
        file: &OwnedFd,
        start: u64,
    ) -> rustix::io::Result<()> {
        let at = self.range(offset, len)?;
        let flags = MapFlags::SHARED | MapFlags::NORESERVE | MapFlags::FIXED;
        // SAFETY: as for `map`. The file is a memfd of ours that is sealed against shrinking, and reaches as far, so that
        // there are pages behind every address.
        unsafe { rustix::mm::mmap(at, len, prot, flags, file, start)? };
        Ok(())
    }

    /// Shows the pages of one mapping of `other` that was made by [`Reservation::map_common`], at the same offset.
    pub(crate) fn show(&self, other: &Self, offset: usize, len: usize) -> rustix::io::Result<()> {
        let (from, at) = (other.range(offset, len)?, self.range(offset, len)?);
        // SAFETY: an old size of 0 makes another mapping of the same pages and leaves the old one alone (mremap(2)); the
        // new place lies inside our own reservation, as for `map`.
        unsafe { rustix::mm::mremap_fixed(from, 0, len, MremapFlags::MAYMOVE, at)? };
        Ok(())
    }

    /// Copies bytes from the same place of another reservation.
    ///
    /// # Safety
    /// The range lies within the guest's bytes, is readable in `other` and writable in this one.
    pub(crate) unsafe fn copy_from(&self, other: &Self, offset: usize, len: usize) {
        // SAFETY: the caller vouches for both ranges, and two reservations do not overlap.
        unsafe { std::ptr::copy_nonoverlapping(other.base().add(offset), self.base().add(offset), len) }
    }

    /// Replaces inaccessible pages by others with this content, of which nobody sees a part.
    pub(crate) fn put(&self, offset: usize, content: &[u8], prot: MprotectFlags) -> rustix::io::Result<()> {
        let at = self.range(offset, content.len())?;
        let new = Mapping::new(content.len(), ProtFlags::READ | ProtFlags::WRITE)?;
        // SAFETY: the mapping is new, writable, and of this length.
        unsafe { std::ptr::copy_nonoverlapping(content.as_ptr(), new.base.as_ptr(), content.len()) };
        let from = new.base.as_ptr().cast();
        // SAFETY: as above; protection of pages that nobody else knows of.
        unsafe { rustix::mm::mprotect(from, content.len(), prot)? };
        // SAFETY: the new pages are ours, and go to a range inside our own reservation, as for `map`.
        unsafe { rustix::mm::mremap_fixed(from, content.len(), content.len(), MremapFlags::MAYMOVE, at)? };
        // They have moved: nothing is left to unmap.
        std::mem::forget(new);
        Ok(())
    }

    /// Changes what pages allow.
    pub(crate) fn protect(&self, offset: usize, len: usize, prot: MprotectFlags) -> rustix::io::Result<()> {
        let at = self.range(offset, len)?;
        // SAFETY: as for `map`. A load that faults because of it is a guest's load in compiled code, which traps;
        // copies of the host are checked against the page table of `GuestMemory`, on the thread that changes it.
        unsafe { rustix::mm::mprotect(at, len, prot) }
    }

    /// Gives pages back; they read as zero afterwards.
    pub(crate) fn discard(&self, offset: usize, len: usize) -> rustix::io::Result<()> {
        let at = self.range(offset, len)?;
        // SAFETY: as for `map`.
        unsafe { rustix::mm::madvise(at, len, Advice::LinuxDontNeed) }
    }

    /// Makes pages that are about to be written present, all at once. A host that cannot do it makes them one by one later.
    pub(crate) fn populate(&self, offset: usize, len: usize) {
        /// From here on large pages are worth asking for: all of them are going to be filled.
        const LARGE: usize = 4 << 20;
        if let Ok(at) = self.range(offset, len) {
            if len >= LARGE {
                // SAFETY: as for `map`; the content of pages does not change.
                let _ = unsafe { rustix::mm::madvise(at, len, Advice::LinuxHugepage) };
            }
            // SAFETY: as above.
            let _ = unsafe { rustix::mm::madvise(at, len, Advice::LinuxPopulateWrite) };
        }
    }

    /// Moves the pages of one host mapping; the old range stays reserved and reads as zero. Fails, having done
    /// nothing, if the range consists of several host mappings or the kernel is older than 5.7.
    pub(crate) fn move_pages(&self, from: usize, len: usize, to: usize) -> rustix::io::Result<()> {
        let (old, new) = (self.range(from, len)?, self.range(to, len)?);
        let flags = MremapFlags::MAYMOVE | MremapFlags::DONTUNMAP;
        // SAFETY: both ranges lie inside our own reservation; the old one stays mapped, so that no foreign mapping
        // can take its place.
        unsafe { rustix::mm::mremap_fixed(old, len, len, flags, new)? };
        Ok(())
    }

    /// Copies guest bytes out.
    ///
    /// # Safety
    /// `offset..offset + buf.len()` lies within the guest's bytes and its pages are readable.
    pub(crate) unsafe fn read(&self, offset: usize, buf: &mut [u8]) {
        // SAFETY: the caller vouches for the source; `buf` is a Rust slice and so cannot overlap the reservation.
        unsafe { std::ptr::copy_nonoverlapping(self.base().add(offset), buf.as_mut_ptr(), buf.len()) }
    }

    /// Copies bytes into the guest.
    ///
    /// # Safety
    /// `offset..offset + bytes.len()` lies within the guest's bytes and its pages are writable.
    pub(crate) unsafe fn write(&self, offset: usize, bytes: &[u8]) {
        // SAFETY: the caller vouches for the destination; `bytes` is a Rust slice and so cannot overlap it.
        unsafe { std::ptr::copy_nonoverlapping(bytes.as_ptr(), self.base().add(offset), bytes.len()) }
    }

    /// Copies within the guest, front to back, as `memmove` does.
    ///
    /// # Safety
    /// Both ranges lie within the guest's bytes; the source is readable and the destination writable.
    pub(crate) unsafe fn copy_within(&self, from: usize, to: usize, len: usize) {
        // SAFETY: the caller vouches for both ranges.
        unsafe { std::ptr::copy(self.base().add(from), self.base().add(to), len) }
    }

    /// Fills guest bytes.
    ///
    /// # Safety
    /// The range lies within the guest's bytes and its pages are writable.
    pub(crate) unsafe fn fill(&self, offset: usize, len: usize, byte: u8) {
        // SAFETY: the caller vouches for the range.
        unsafe { std::ptr::write_bytes(self.base().add(offset), byte, len) }
    }
}

/// One byte for every guest page, in memory that is only used where it is written to. The tasks of a process share it;
/// only one of them at a time changes it, as its kernel lock says.
pub(crate) struct PageTable {
    mapping: Mapping,
}

// SAFETY: it owns its memory, like a `Box<[u8]>`.
unsafe impl Send for PageTable {}
// SAFETY: as above; `&self` gives slices of atomics only.
unsafe impl Sync for PageTable {}

impl PageTable {
    /// All zero.
    pub(crate) fn new() -> rustix::io::Result<Self> {
        Ok(Self { mapping: Mapping::new(GUEST_BYTES / PAGE, ProtFlags::READ | ProtFlags::WRITE)? })
    }

    pub(crate) fn pages(&self) -> &[AtomicU8] {
        // SAFETY: the mapping is readable and writable, zero-initialised, and only reached through `self`; an `AtomicU8`
        // is laid out like a byte and may be changed through a shared reference.
        unsafe { std::slice::from_raw_parts(self.mapping.base.as_ptr().cast(), self.mapping.len) }
    }
}
