//! Guest memory: real pages of the host at a fixed distance from guest addresses.

use std::ops::Range;
use std::sync::atomic::{AtomicBool, AtomicU8, AtomicU64, Ordering};
use std::sync::{Arc, PoisonError, RwLock, RwLockWriteGuard};

use airlock_platform::{CommonPages, Fault, Memory, MemoryExhausted, Prot};
use rustix::mm::{MprotectFlags, ProtFlags};

use crate::common::HostPages;
use crate::frozen::Frozen;
use crate::reservation::{GUEST_BYTES, PAGE, PageTable, Reservation};

mod lazy;

use lazy::{LAZY, Relations, WATCHED};

/// The page from which lifted loops load a byte. The kernel never maps anything there.
pub(crate) const POLL_PAGE: u64 = 0xF000;

/// The kernel maps nothing below; the poll page lies here.
const LOWEST: u64 = 0x1_0000;

/// From how many pages on it pays to ask the host for all of them at once.
const POPULATE_PAGES: usize = 8;

const MAPPED: u8 = 8;
const READ: u8 = 1;
const WRITE: u8 = 2;
const EXEC: u8 = 4;
/// Address spaces that were copied from this one show the same page.
const COMMON: u8 = 16;
/// So may they until the page becomes writable ([`Memory::map_frozen`]).
const FROZEN: u8 = 32;

/// A guest address space that compiled code uses directly.
///
/// Every copy of the host is checked against a table of page permissions first, so that a bad guest address is a
/// [`Fault`] and never a fault of the host. As on x86 hardware, a page that may be written or executed may be read.
pub struct GuestMemory {
    reservation: Arc<Reservation>,
    table: Arc<PageTable>,
    raised: Arc<AtomicBool>,
    /// Held while host code outside of the kernel copies guest bytes, and by whoever changes mappings meanwhile.
    mappings: Arc<RwLock<()>>,
    /// How often mappings have changed.
    changes: Arc<AtomicU64>,
    /// Program text that is mapped, or was.
    frozen: Arc<Frozen>,
    /// What it has in common with its parent and its children.
    relations: Arc<Relations>,
}

/// Stops lifted code from another thread.
#[derive(Clone)]
pub(crate) struct Interrupt {
    reservation: Arc<Reservation>,
    raised: Arc<AtomicBool>,
}

impl Interrupt {
    /// Makes the next poll of lifted code trap.
    pub(crate) fn raise(&self) {
        self.raised.store(true, Ordering::SeqCst);
        // The poll page was mapped on its own when the space was made, so there is no mapping to split and nothing
        // that this could fail on.
        let _ = self.reservation.protect(POLL_PAGE as usize, PAGE, MprotectFlags::empty());
    }

    /// Whether lifted code is going to trap.
    #[inline]
    pub(crate) fn is_raised(&self) -> bool {
        self.raised.load(Ordering::Relaxed)
    }

    /// Whether both stop the same code.
    pub(crate) fn is_of_same(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.reservation, &other.reservation)
    }

    /// Takes [`Interrupt::raise`] back: the reason is gone, or has been dealt with.
    pub(crate) fn lower(&self) {
        self.raised.store(false, Ordering::SeqCst);
        let _ = self.reservation.protect(POLL_PAGE as usize, PAGE, MprotectFlags::READ);
    }
}

fn encode(prot: Prot) -> u8 {
    MAPPED | if prot.read { READ } else { 0 } | if prot.write { WRITE } else { 0 } | if prot.exec { EXEC } else { 0 }
}

fn decode(byte: u8) -> Option<Prot> {
    (byte & MAPPED != 0).then_some(Prot { read: byte & READ != 0, write: byte & WRITE != 0, exec: byte & EXEC != 0 })
}

/// What the host's page tables get: never execution, which lifted code does not need.
fn host_prot(byte: u8) -> ProtFlags {
    if byte & MAPPED == 0 || byte & (READ | WRITE | EXEC) == 0 {
        ProtFlags::empty()
    } else if byte & WRITE != 0 {
        ProtFlags::READ | ProtFlags::WRITE
    } else {
        ProtFlags::READ
    }
}

fn mprotect_flags(prot: ProtFlags) -> MprotectFlags {
    MprotectFlags::from_bits_truncate(prot.bits())
}

impl GuestMemory {
    /// An empty address space. Costs addresses, not memory.
    pub fn new() -> Result<Self, MemoryExhausted> {
        let exhausted = |_| MemoryExhausted { addr: 0, len: GUEST_BYTES as u64 };
        let reservation = Arc::new(Reservation::new().map_err(exhausted)?);
        reservation.map(POLL_PAGE as usize, PAGE, ProtFlags::READ).map_err(exhausted)?;
        let table = Arc::new(PageTable::new().map_err(exhausted)?);
        Ok(Self {
            reservation,
            table,
            raised: Arc::default(),
            mappings: Arc::default(),
            changes: Arc::default(),
            frozen: Arc::default(),
            relations: Arc::default(),
        })
    }

    /// The same address space, for another task that runs in it.
    pub(crate) fn share(&self) -> Self {
        Self {
            reservation: Arc::clone(&self.reservation),
            table: Arc::clone(&self.table),
            raised: Arc::clone(&self.raised),
            mappings: Arc::clone(&self.mappings),
            changes: Arc::clone(&self.changes),
            frozen: Arc::clone(&self.frozen),
            relations: Arc::clone(&self.relations),
        }
    }

    /// Runs host code that copies guest bytes without holding the lock of the kernel. Mappings do not change meanwhile, so
    /// that what was checked stays true.
    #[inline]
    pub(crate) fn outside_kernel<T>(&mut self, f: impl FnOnce(&mut Self) -> T) -> T {
        // Only another task in the same memory could change them.
        if Arc::strong_count(&self.mappings) == 1 {
            return f(self);
        }
        let mappings = Arc::clone(&self.mappings);
        let _held = mappings.read().unwrap_or_else(PoisonError::into_inner);
        f(self)
    }

    /// A number that changes whenever mappings do: while it is the same, what cannot be written has not changed.
    pub(crate) fn changes(&self) -> u64 {
        self.changes.load(Ordering::Relaxed)
    }

    /// Excludes [`GuestMemory::outside_kernel`] of other tasks.
    fn changing(&self) -> Option<RwLockWriteGuard<'_, ()>> {
        self.changes.fetch_add(1, Ordering::Relaxed);
        self.exclusive()
    }

    /// The same where mappings stay as they are.
    fn exclusive(&self) -> Option<RwLockWriteGuard<'_, ()>> {
        (Arc::strong_count(&self.mappings) > 1).then(|| self.mappings.write().unwrap_or_else(PoisonError::into_inner))
    }

    pub(crate) fn reservation(&self) -> &Arc<Reservation> {
        &self.reservation
    }

    pub(crate) fn interrupt(&self) -> Interrupt {
        Interrupt { reservation: Arc::clone(&self.reservation), raised: Arc::clone(&self.raised) }
    }

    /// The pages of a mapping call.
    fn page_range(addr: u64, len: u64) -> Result<Range<usize>, MemoryExhausted> {
        let refused = MemoryExhausted { addr, len };
        let end = addr.checked_add(len).ok_or(refused)?;
        let page = PAGE as u64;
        if addr < LOWEST || end > GUEST_BYTES as u64 || !addr.is_multiple_of(page) || !len.is_multiple_of(page) {
            return Err(refused);
        }
        Ok((addr / page) as usize..(end / page) as usize)
    }

    /// Offset of `len` bytes at `addr` if all their pages have one of the permissions in `needed`.
    fn check(&self, addr: u64, len: usize, needed: u8) -> Result<usize, Fault> {
        let fault = Fault { addr };
        let start = usize::try_from(addr).map_err(|_| fault)?;
        let end = start.checked_add(len).ok_or(fault)?;
        if len == 0 {
            return Ok(start.min(GUEST_BYTES));
        }
        if end > GUEST_BYTES {
            return Err(Fault { addr: addr.max(GUEST_BYTES as u64) });
        }
        let pages = start / PAGE..end.div_ceil(PAGE);
        let first = pages.start;
        let bytes = self.table.pages().get(pages.clone()).ok_or(fault)?;
        let mut seen = 0;
        let refused = bytes.iter().position(|byte| {
            let byte = byte.load(Ordering::Relaxed);
            seen |= byte;
            byte & needed == 0
        });
        match refused {
            None if seen & (LAZY | WATCHED) != 0 => {
                self.settle(pages, needed & READ == 0).map_err(|_| fault)?;
                Ok(start)
            }
            None => Ok(start),
            Some(0) => Err(fault),
            Some(n) => Err(Fault { addr: ((first + n) * PAGE) as u64 }),
        }
    }

    /// Calls `f` for every run of equal bytes in the table.
    fn runs(
        &self,
        pages: Range<usize>,
        mut f: impl FnMut(u8, usize, usize) -> rustix::io::Result<()>,
    ) -> rustix::io::Result<()> {
        let mut at = pages.start;
        let table = self.table.pages().get(pages).unwrap_or_default();
        for run in table.chunk_by(|a, b| a.load(Ordering::Relaxed) == b.load(Ordering::Relaxed)) {
            if let Some(byte) = run.first() {
                f(byte.load(Ordering::Relaxed), at * PAGE, run.len() * PAGE)?;
            }
            at += run.len();
        }
        Ok(())
    }

    fn set(&self, pages: Range<usize>, byte: u8) {
        for page in self.table.pages().get(pages).unwrap_or_default() {
            page.store(byte, Ordering::Relaxed);
        }
    }

    /// `rep movs` for forward copies without overlap hazards, `memmove` otherwise.
    pub(crate) fn copy_within(&mut self, from: u64, to: u64, len: usize) -> Result<(), Fault> {
        let from = self.check(from, len, READ | WRITE | EXEC)?;
        let to = self.check(to, len, WRITE)?;
        // SAFETY: both ranges were just checked to lie in the guest, readable and writable.
        unsafe { self.reservation.copy_within(from, to, len) };
        Ok(())
    }

    /// Stores the same byte `len` times.
    pub(crate) fn fill(&mut self, addr: u64, len: usize, byte: u8) -> Result<(), Fault> {
        let at = self.check(addr, len, WRITE)?;
        // SAFETY: the range was just checked to lie in the guest and to be writable.
        unsafe { self.reservation.fill(at, len, byte) };
        Ok(())
    }

    /// How many bytes from `addr` on have one of the permissions, up to `max`.
    pub(crate) fn accessible(&self, addr: u64, max: usize, write: bool) -> usize {
        let needed = if write { WRITE } else { READ | WRITE | EXEC };
        match self.check(addr, max, needed) {
            Ok(_) => max,
            Err(fault) => usize::try_from(fault.addr.saturating_sub(addr)).unwrap_or(0).min(max),
        }
    }

    /// Copies bytes from executable pages, up to the first that is not; returns how many.
    pub(crate) fn read_code(&self, pc: u64, buf: &mut [u8]) -> usize {
        let n = match self.check(pc, buf.len(), EXEC) {
            Ok(_) => buf.len(),
            Err(fault) => usize::try_from(fault.addr.saturating_sub(pc)).unwrap_or(0).min(buf.len()),
        };
        let part = buf.get_mut(..n).unwrap_or_default();
        if self.read(pc, part).is_ok() { n } else { 0 }
    }
}

impl Memory for GuestMemory {
    fn read(&self, addr: u64, buf: &mut [u8]) -> Result<(), Fault> {
        let at = self.check(addr, buf.len(), READ | WRITE | EXEC)?;
        // SAFETY: the range was just checked to lie in the guest and to be readable.
        unsafe { self.reservation.read(at, buf) };
        Ok(())
    }

    fn write(&mut self, addr: u64, bytes: &[u8]) -> Result<(), Fault> {
        let at = self.check(addr, bytes.len(), WRITE)?;
        // SAFETY: the range was just checked to lie in the guest and to be writable.
        unsafe { self.reservation.write(at, bytes) };
        Ok(())
    }

    fn map(&mut self, addr: u64, len: u64, prot: Prot) -> Result<(), MemoryExhausted> {
        let _changing = self.changing();
        let pages = Self::page_range(addr, len)?;
        if pages.is_empty() {
            return Ok(());
        }
        self.release(pages.clone()).map_err(|_| MemoryExhausted { addr, len })?;
        let byte = encode(prot);
        self.reservation
            .map(addr as usize, len as usize, host_prot(byte))
            .map_err(|_| MemoryExhausted { addr, len })?;
        self.set(pages, byte);
        Ok(())
    }

    fn map_common(&mut self, addr: u64, len: u64, prot: Prot) -> Result<(), MemoryExhausted> {
        let _changing = self.changing();
        let pages = Self::page_range(addr, len)?;
        if pages.is_empty() {
            return Ok(());
        }
        self.release(pages.clone()).map_err(|_| MemoryExhausted { addr, len })?;
        let byte = encode(prot) | COMMON;
        self.reservation
            .map_common(addr as usize, len as usize, host_prot(byte))
            .map_err(|_| MemoryExhausted { addr, len })?;
        self.set(pages, byte);
        Ok(())
    }

    fn new_pages(&self, bytes: u64) -> Result<Arc<dyn CommonPages>, MemoryExhausted> {
        Ok(Arc::new(HostPages::new(bytes)?))
    }

    fn map_pages(
        &mut self,
        addr: u64,
        len: u64,
        prot: Prot,
        common: &Arc<dyn CommonPages>,
        at: u64,
    ) -> Result<(), MemoryExhausted> {
        let _changing = self.changing();
        let refused = MemoryExhausted { addr, len };
        let pages = Self::page_range(addr, len)?;
        if pages.is_empty() {
            return Ok(());
        }
        self.release(pages.clone()).map_err(|_| refused)?;
        let file = at.checked_add(len).and_then(|end| HostPages::file(common, end)).ok_or(refused)?;
        let byte = encode(prot) | COMMON;
        self.reservation.map_file(addr as usize, len as usize, host_prot(byte), file, at).map_err(|_| refused)?;
        self.set(pages, byte);
        Ok(())
    }

    fn map_frozen(
        &mut self,
        addr: u64,
        len: u64,
        prot: Prot,
        file: &Arc<[u8]>,
        part: Range<usize>,
    ) -> Result<(), MemoryExhausted> {
        let _changing = self.changing();
        let refused = MemoryExhausted { addr, len };
        let pages = Self::page_range(addr, len)?;
        if pages.is_empty() {
            return Ok(());
        }
        self.release(pages.clone()).map_err(|_| refused)?;
        let byte = encode(prot) | FROZEN;
        let segment = self.frozen.segment(file, part, len as usize).map_err(|_| refused)?;
        self.reservation.map_file(addr as usize, len as usize, host_prot(byte), &segment, 0).map_err(|_| refused)?;
        self.set(pages, byte);
        Ok(())
    }

    fn detach(&mut self) -> Result<(), MemoryExhausted> {
        *self = Self { frozen: Arc::clone(&self.frozen), ..Self::new()? };
        Ok(())
    }

    fn protect(&mut self, addr: u64, len: u64, prot: Prot) -> Result<(), MemoryExhausted> {
        let _changing = self.changing();
        let pages = Self::page_range(addr, len)?;
        let byte = encode(prot);
        self.settle_content(&pages).map_err(|_| MemoryExhausted { addr, len })?;
        if prot.write {
            self.thaw(pages.clone()).map_err(|_| MemoryExhausted { addr, len })?;
        }
        let flags = mprotect_flags(host_prot(byte));
        self.runs(
            pages.clone(),
            |old, at, n| {
                if old & MAPPED == 0 { Ok(()) } else { self.reservation.protect(at, n, flags) }
            },
        )
        .map_err(|_| MemoryExhausted { addr, len })?;
        for page in self.table.pages().get(pages).unwrap_or_default() {
            let old = page.load(Ordering::Relaxed);
            if old & MAPPED != 0 {
                page.store(byte | old & (COMMON | FROZEN), Ordering::Relaxed);
            }
        }
        Ok(())
    }

    fn unmap(&mut self, addr: u64, len: u64) -> Result<(), MemoryExhausted> {
        let _changing = self.changing();
        let pages = Self::page_range(addr, len)?;
        if pages.is_empty() {
            return Ok(());
        }
        self.release(pages.clone()).map_err(|_| MemoryExhausted { addr, len })?;
        self.reservation
            .map(addr as usize, len as usize, ProtFlags::empty())
            .map_err(|_| MemoryExhausted { addr, len })?;
        self.set(pages, 0);
        Ok(())
    }

    fn discard(&mut self, addr: u64, len: u64) -> Result<(), MemoryExhausted> {
        let _changing = self.changing();
        let pages = Self::page_range(addr, len)?;
        if pages.is_empty() {
            return Ok(());
        }
        self.settle_content(&pages).map_err(|_| MemoryExhausted { addr, len })?;
        self.reservation.discard(addr as usize, len as usize).map_err(|_| MemoryExhausted { addr, len })
    }

    fn move_pages(&mut self, old: u64, len: u64, new: u64) -> Result<(), MemoryExhausted> {
        let changing = self.changing();
        let from = Self::page_range(old, len)?;
        let to = Self::page_range(new, len)?;
        let refused = MemoryExhausted { addr: new, len };
        if from.start < to.end && to.start < from.end {
            return Err(refused);
        }
        self.settle_content(&from).map_err(|_| refused)?;
        self.release(to.clone()).map_err(|_| refused)?;
        let distance = (to.start * PAGE).wrapping_sub(from.start * PAGE);
        let result = self.runs(from.clone(), |byte, at, n| {
            let target = at.wrapping_add(distance);
            if byte & MAPPED == 0 {
                return self.reservation.map(target, n, ProtFlags::empty());
            }
            self.reservation.move_pages(at, n, target).or_else(|_| self.move_by_copy(byte, at, n, target))
        });
        result.map_err(|_| refused)?;
        let table = self.table.pages();
        for (old, new) in table.get(from).unwrap_or_default().iter().zip(table.get(to).unwrap_or_default()) {
            new.store(old.load(Ordering::Relaxed), Ordering::Relaxed);
        }
        drop(changing);
        self.unmap(old, len)
    }

    fn write_forced(&mut self, addr: u64, bytes: &[u8]) -> Result<(), Fault> {
        let _changing = self.changing();
        let at = self.check(addr, bytes.len(), MAPPED)?;
        let pages = at / PAGE..(at + bytes.len()).div_ceil(PAGE);
        self.thaw(pages.clone()).map_err(|_| Fault { addr })?;
        let open = MprotectFlags::READ | MprotectFlags::WRITE;
        let each = |prot: Option<MprotectFlags>| {
            self.runs(pages.clone(), |byte, start, n| match byte & WRITE {
                0 => self.reservation.protect(start, n, prot.unwrap_or(mprotect_flags(host_prot(byte)))),
                _ => Ok(()),
            })
        };
        each(Some(open)).map_err(|_| Fault { addr })?;
        // SAFETY: the range was checked to lie in mapped pages of the guest, and they are all writable now.
        unsafe { self.reservation.write(at, bytes) };
        each(None).map_err(|_| Fault { addr })
    }

    fn prot_at(&self, addr: u64) -> Option<Prot> {
        let page = usize::try_from(addr).ok()? / PAGE;
        decode(self.table.pages().get(page)?.load(Ordering::Relaxed))
    }
}

impl GuestMemory {
    /// Before mappings change: pages have their content and are as accessible as the table says, and what others need of
    /// them is saved.
    fn settle_content(&self, pages: &Range<usize>) -> rustix::io::Result<()> {
        let flagged = |byte: &AtomicU8| byte.load(Ordering::Relaxed) & (LAZY | WATCHED) != 0;
        if self.table.pages().get(pages.clone()).unwrap_or_default().iter().any(flagged) {
            self.settle(pages.clone(), true)?;
        }
        Ok(())
    }

    /// Gives this address space its own copies of frozen pages, which others may show.
    fn thaw(&self, pages: Range<usize>) -> rustix::io::Result<()> {
        let open = ProtFlags::READ | ProtFlags::WRITE;
        let mut frozen: Vec<(u8, usize, usize)> = Vec::new();
        self.runs(pages, |byte, at, n| {
            if byte & FROZEN != 0 {
                frozen.push((byte, at, n));
            }
            Ok(())
        })?;
        for (byte, at, len) in frozen {
            let mut content = vec![0; len];
            self.reservation.protect(at, len, MprotectFlags::READ)?;
            // SAFETY: the range lies in mapped pages of the guest, which were just made readable.
            unsafe { self.reservation.read(at, &mut content) };
            self.reservation.map(at, len, open)?;
            // SAFETY: as above; they were just mapped writable.
            unsafe { self.reservation.write(at, &content) };
            self.reservation.protect(at, len, mprotect_flags(host_prot(byte)))?;
            self.set(at / PAGE..(at + len) / PAGE, byte & !FROZEN);
        }
        Ok(())
    }

    /// What `move_pages` does where the host cannot move mappings.
    fn move_by_copy(&self, byte: u8, from: usize, len: usize, to: usize) -> rustix::io::Result<()> {
        let open = ProtFlags::READ | ProtFlags::WRITE;
        self.reservation.protect(from, len, mprotect_flags(open))?;
        self.reservation.map(to, len, open)?;
        // SAFETY: both ranges lie in the guest (their callers checked pages) and were just made accessible.
        unsafe { self.reservation.copy_within(from, to, len) };
        self.reservation.protect(to, len, mprotect_flags(host_prot(byte)))
    }
}

#[cfg(test)]
mod tests;
