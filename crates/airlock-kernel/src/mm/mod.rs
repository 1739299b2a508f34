//! The guest's address space: placement, protection, limits, and the content of file mappings.
//!
//! Content is copied: a file mapping is read into guest memory when it is made, and shared mappings are written back
//! ([`shared`]) where the guest could tell the difference. Pages behind the end of a file are mapped without access.

mod advice;
mod arena;
mod handler_stack;
mod remap;
mod shared;
mod sys;
mod vma;

use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use airlock_abi::Errno;
use airlock_platform::{Memory, PAGE_SIZE, Prot};
use airlock_types::Limits;

use arena::Arena;
use handler_stack::HandlerStack;
pub(crate) use shared::{after_truncate, after_write, before_read};
pub(crate) use sys::*;
use vma::VmaSet;
pub(crate) use vma::{Backing, Label, Vma, page_ceil, page_floor};

use crate::vfs::{File, Stamp};

/// The lowest address that a guest may map (`vm.mmap_min_addr`).
pub(crate) const ADDRESS_MIN: u64 = 0x1_0000;
/// The address after the last that a guest may map.
pub(crate) const ADDRESS_END: u64 = 0xf000_0000;
/// Largest number of areas (`vm.max_map_count`).
const AREAS_MAX: usize = 65_530;
/// Largest stack.
const STACK_BYTES_MAX: u64 = 8 << 20;
/// Addresses below the stack that are never handed out, so that an overflow faults.
const STACK_GAP: u64 = 1 << 20;
/// How much of a file is copied at a time.
const COPY_BYTES: usize = 256 << 10;

/// One guest's address space.
pub(crate) struct AddressSpace {
    set: VmaSet,
    /// What all processes of the run may map, and do.
    budget: Arc<Budget>,
    /// What of this address space is in `budget`.
    settled: u64,
    /// `RLIMIT_AS`: bytes of address space.
    space_limit: u64,
    peak: u64,
    brk_start: u64,
    brk: u64,
    /// Where code that is loaded later is placed.
    arena: Option<Arena>,
    stack_bytes: u64,
    /// Number of shared file areas; while it is 0 the synchronisation hooks do nothing.
    shared_files: usize,
    /// Stacks of signal handlers of suspended code.
    handler_stacks: Vec<HandlerStack>,
}

/// Memory of all processes of a run. That of the current process is brought up to date when another one becomes current
/// ([`AddressSpace::settle`]), so that the current one need not.
struct Budget {
    limit: u64,
    used: AtomicU64,
    peak: AtomicU64,
    /// The number of the next shared area.
    objects: AtomicU64,
}

/// What `mmap(2)` was asked for, decoded.
#[derive(Clone)]
pub(crate) struct MapRequest {
    /// Hint or fixed address.
    pub(crate) addr: u64,
    /// Bytes, not rounded.
    pub(crate) len: u64,
    /// Protection.
    pub(crate) prot: Prot,
    /// Shared or private.
    pub(crate) shared: bool,
    /// Shared mappings only: whether `PROT_WRITE` may be given later.
    pub(crate) may_write: bool,
    /// How to choose the address.
    pub(crate) place: Place,
    /// File and position, or anonymous.
    pub(crate) file: Option<(Arc<File>, u64)>,
}

/// How `mmap(2)` chooses an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// At the hint if that is free, otherwise anywhere.
    Anywhere,
    /// Below 2 GiB.
    Low,
    /// The same for an ELF file: with other code, if there is room.
    Code,
    /// Exactly there, replacing.
    Fixed,
    /// Exactly there, or not at all.
    FixedNoReplace,
}

impl AddressSpace {
    /// An empty address space.
    pub(crate) fn new(limits: &Limits) -> Self {
        // A quarter of a small memory limit at most, so that there is room for anything else.
        let stack_bytes = page_floor(STACK_BYTES_MAX.min(limits.memory_bytes / 4)).max(PAGE_SIZE * 4);
        Self {
            set: VmaSet::default(),
            budget: Arc::new(Budget {
                limit: limits.memory_bytes,
                used: AtomicU64::new(0),
                peak: AtomicU64::new(0),
                objects: AtomicU64::new(1),
            }),
            settled: 0,
            space_limit: u64::MAX,
            peak: 0,
            brk_start: ADDRESS_MIN,
            brk: ADDRESS_MIN,
            arena: None,
            stack_bytes,
            shared_files: 0,
            handler_stacks: Vec::new(),
        }
    }

    /// An address space for another program of the same process.
    pub(crate) fn empty(&self) -> Self {
        Self {
            set: VmaSet::default(),
            budget: Arc::clone(&self.budget),
            settled: 0,
            space_limit: self.space_limit,
            peak: 0,
            brk_start: ADDRESS_MIN,
            brk: ADDRESS_MIN,
            arena: None,
            stack_bytes: self.stack_bytes,
            shared_files: 0,
            handler_stacks: Vec::new(),
        }
    }

    /// The same areas, for a child. `ENOMEM` if they do not fit into the limit of the run.
    pub(crate) fn copy(&mut self) -> Result<Self, Errno> {
        self.settle();
        let own = self.set.charged();
        if self.budget.used.load(Ordering::Relaxed).saturating_add(own) > self.budget.limit {
            return Err(Errno::ENOMEM);
        }
        let mut copy = self.empty();
        copy.set = self.set.clone();
        copy.peak = own;
        (copy.brk_start, copy.brk) = (self.brk_start, self.brk);
        copy.arena.clone_from(&self.arena);
        copy.shared_files = self.shared_files;
        copy.handler_stacks.clone_from(&self.handler_stacks);
        copy.settle();
        Ok(copy)
    }

    /// Brings the account of the run up to date with this address space.
    pub(crate) fn settle(&mut self) {
        let now = self.set.charged();
        let others = self.others();
        self.budget.used.store(others.saturating_add(now), Ordering::Relaxed);
        self.budget.peak.fetch_max(others.saturating_add(self.peak.max(now)), Ordering::Relaxed);
        self.settled = now;
    }

    /// Bytes that other address spaces have mapped.
    fn others(&self) -> u64 {
        self.budget.used.load(Ordering::Relaxed).saturating_sub(self.settled)
    }

    /// Largest number of bytes that all processes had mapped at one time.
    pub(crate) fn budget_peak(&self) -> u64 {
        self.budget.peak.load(Ordering::Relaxed).max(self.peak)
    }

    /// Where something is mapped, area by area.
    pub(crate) fn area_ranges(&self) -> Vec<Range<u64>> {
        self.set.iter().map(|vma| vma.start..vma.end).collect()
    }

    /// Largest number of bytes mapped at one time.
    pub(crate) fn peak_bytes(&self) -> u64 {
        self.peak
    }

    /// Bytes that are mapped and may be touched.
    pub(crate) fn mapped_bytes(&self) -> u64 {
        self.set.charged()
    }

    /// Bytes that all processes of the run have mapped.
    pub(crate) fn used_bytes(&self) -> u64 {
        self.others().saturating_add(self.set.charged())
    }

    /// Bytes of address space in use, with areas that nobody may touch.
    pub(crate) fn space_bytes(&self) -> u64 {
        self.set.total()
    }

    /// Bytes that may be mapped at one time.
    pub(crate) fn limit_bytes(&self) -> u64 {
        self.budget.limit
    }

    /// Size of the stack area.
    pub(crate) fn stack_bytes(&self) -> u64 {
        self.stack_bytes
    }

    /// Sets `RLIMIT_AS`.
    pub(crate) fn set_space_limit(&mut self, bytes: u64) {
        self.space_limit = bytes;
    }

    /// Start and current end of the heap.
    pub(crate) fn heap(&self) -> Range<u64> {
        self.brk_start..self.brk
    }

    /// All areas by ascending address, for `/proc/self/maps`.
    pub(crate) fn areas(&self) -> impl Iterator<Item = &Vma> {
        self.set.iter()
    }

    /// The area that holds `addr`.
    pub(crate) fn find(&self, addr: u64) -> Option<&Vma> {
        self.set.find(addr)
    }

    /// Whether no byte of `range` is mapped.
    pub(crate) fn is_free(&self, range: Range<u64>) -> bool {
        self.set.is_free(range)
    }

    /// The addresses that placement may use: everything below the stack and its gap.
    fn window(&self) -> Range<u64> {
        ADDRESS_MIN..ADDRESS_END - self.stack_bytes - STACK_GAP
    }

    /// Refuses `more` bytes, of which `space` are new address space, if a limit would be passed. `fewer` bytes are
    /// freed by the same call.
    fn charge(&self, more: u64, fewer: u64, space: u64) -> Result<(), Errno> {
        let total = self.set.charged().saturating_sub(fewer).saturating_add(more);
        if total.saturating_add(self.others()) > self.budget.limit && more > fewer {
            return Err(Errno::ENOMEM);
        }
        if space > 0 && self.set.total().saturating_add(space) > self.space_limit {
            return Err(Errno::ENOMEM);
        }
        if self.set.count() >= AREAS_MAX {
            return Err(Errno::ENOMEM);
        }
        Ok(())
    }

    /// Adds an area that was charged and mapped.
    fn add(&mut self, vma: Vma) {
        if vma.is_shared_copy() {
            self.shared_files += 1;
        }
        self.set.insert(vma);
        self.note_peak();
    }

    fn note_peak(&mut self) {
        self.peak = self.peak.max(self.set.charged());
        self.budget.peak.fetch_max(self.used_bytes(), Ordering::Relaxed);
    }

    /// Recounts the shared file areas after areas were taken out.
    fn recount_shared(&mut self) {
        if self.shared_files > 0 {
            self.shared_files = self.set.iter().filter(|vma| vma.is_shared_copy()).count();
        }
    }

    /// `mmap(2)`.
    pub(crate) fn map(&mut self, mem: &mut dyn Memory, request: MapRequest) -> Result<u64, Errno> {
        let len = match page_ceil(request.len) {
            Some(0) => return Err(Errno::EINVAL),
            Some(len) => len,
            None => return Err(Errno::ENOMEM),
        };
        let addr = self.choose(&request, len)?;
        let range = addr..addr + len;
        let (new, file) = match request.file {
            Some((file, offset)) => (Backing::File { file: file.clone(), offset }, Some((file, offset))),
            None => (Backing::Anonymous, None),
        };
        let mut vma = Vma {
            start: range.start,
            end: range.end,
            prot: request.prot,
            shared: request.shared,
            object: if request.shared { self.budget.objects.fetch_add(1, Ordering::Relaxed) } else { 0 },
            may_write: request.may_write,
            backing: new,
            common: None,
            label: Label::None,
        };
        let fewer = self.set.charged_in(range.clone());
        self.charge(vma.charge(), fewer, len)?;
        if let Some((file, offset)) = file.as_ref().filter(|_| vma.shared) {
            vma.common = file.share(mem, offset.saturating_add(len), vma.may_write)?;
        }
        if !self.set.is_free(range.clone()) {
            self.flush(mem, range.clone());
            self.set.remove(range.clone());
            self.recount_shared();
        }
        if map_host(mem, &vma).is_err() {
            // What was there is gone on the host or not: the kernel's view and the host's stay equal by unmapping.
            let _ = mem.unmap(addr, len);
            return Err(Errno::ENOMEM);
        }
        if let Some((file, offset)) = file.filter(|_| vma.common.is_none())
            && let Err(errno) = populate(mem, &file, offset, range.clone(), host_prot(request.prot))
        {
            let _ = mem.unmap(addr, len);
            return Err(errno);
        }
        self.add(vma);
        Ok(addr)
    }

    /// Decides where a mapping goes.
    fn choose(&mut self, request: &MapRequest, len: u64) -> Result<u64, Errno> {
        match request.place {
            Place::Fixed | Place::FixedNoReplace => {
                if !request.addr.is_multiple_of(PAGE_SIZE) {
                    return Err(Errno::EINVAL);
                }
                if request.addr < ADDRESS_MIN {
                    return Err(Errno::EPERM);
                }
                let end = request.addr.checked_add(len).filter(|end| *end <= ADDRESS_END).ok_or(Errno::ENOMEM)?;
                if request.place == Place::FixedNoReplace && !self.set.is_free(request.addr..end) {
                    return Err(Errno::EEXIST);
                }
                Ok(request.addr)
            }
            Place::Code if request.addr == 0 => {
                let file = request.file.as_ref().map(|(file, _)| file.stamp());
                self.place_code(len, file).ok_or(Errno::ENOMEM)
            }
            Place::Anywhere | Place::Code | Place::Low => {
                let mut window = self.window();
                if request.place == Place::Low {
                    window.end = window.end.min(0x8000_0000);
                }
                let hint = page_floor(request.addr);
                if hint >= window.start
                    && hint.checked_add(len).is_some_and(|end| end <= window.end && self.set.is_free(hint..end))
                {
                    return Ok(hint);
                }
                if request.place == Place::Low {
                    self.set.place_fresh(len, window)
                } else {
                    self.set.place(len, window)
                }
                .ok_or(Errno::ENOMEM)
            }
        }
    }

    /// `munmap(2)` of a page-aligned range.
    pub(crate) fn unmap(&mut self, mem: &mut dyn Memory, addr: u64, len: u64) -> Result<(), Errno> {
        let len = page_ceil(len).filter(|len| *len > 0).ok_or(Errno::EINVAL)?;
        let end = addr.checked_add(len).filter(|end| *end <= ADDRESS_END).ok_or(Errno::EINVAL)?;
        if !addr.is_multiple_of(PAGE_SIZE) {
            return Err(Errno::EINVAL);
        }
        self.flush(mem, addr..end);
        let removed = self.set.remove(addr..end);
        self.recount_shared();
        for vma in removed {
            mem.unmap(vma.start, vma.len()).map_err(|_| Errno::ENOMEM)?;
        }
        Ok(())
    }

    /// `mprotect(2)`.
    pub(crate) fn protect(&mut self, mem: &mut dyn Memory, addr: u64, len: u64, prot: Prot) -> Result<(), Errno> {
        if !addr.is_multiple_of(PAGE_SIZE) {
            return Err(Errno::EINVAL);
        }
        let len = page_ceil(len).ok_or(Errno::ENOMEM)?;
        let end = addr.checked_add(len).filter(|end| *end <= ADDRESS_END).ok_or(Errno::ENOMEM)?;
        if len == 0 {
            return Ok(());
        }
        let range = addr..end;
        if !self.set.is_covered(range.clone()) {
            return Err(Errno::ENOMEM);
        }
        let parts = self.set.parts(range.clone());
        if prot.write && parts.iter().any(|vma| !vma.may_write) {
            return Err(Errno::EACCES);
        }
        let charge_new: u64 = parts.iter().map(|vma| Vma { prot, ..vma.clone() }.charge()).sum();
        self.charge(charge_new, self.set.charged_in(range.clone()), 0)?;
        self.flush(mem, range.clone());
        for vma in parts {
            if vma.prot != prot {
                protect_area(mem, &vma, host_prot(prot))?;
                self.set.remove(vma.start..vma.end);
                self.set.insert(Vma { prot, ..vma });
            }
        }
        self.note_peak();
        Ok(())
    }

    /// `brk(2)`: the new end of the heap, or the old one if that cannot be.
    pub(crate) fn set_brk(&mut self, mem: &mut dyn Memory, to: u64) -> u64 {
        if to < self.brk_start || to > ADDRESS_END {
            return self.brk;
        }
        let (Some(old), Some(new)) = (page_ceil(self.brk), page_ceil(to)) else { return self.brk };
        if new > old {
            let grown = old..new;
            if !self.set.is_free(grown.clone()) || self.charge(new - old, 0, new - old).is_err() {
                return self.brk;
            }
            if mem.map(old, new - old, Prot::READ_WRITE).is_err() {
                return self.brk;
            }
            self.add(Vma::anonymous(grown, Prot::READ_WRITE, Label::Heap));
        } else if new < old && self.unmap(mem, new, old - new).is_err() {
            return self.brk;
        }
        self.brk = to;
        to
    }

    /// Places the heap behind a program that was loaded up to `end`.
    pub(crate) fn start_heap(&mut self, end: u64) {
        let start = page_ceil(end).unwrap_or(ADDRESS_END).clamp(ADDRESS_MIN, ADDRESS_END);
        self.brk_start = start;
        self.brk = start;
    }

    /// Says where code that is loaded later is placed.
    pub(crate) fn set_arena(&mut self, arena: Option<Range<u64>>) {
        self.arena = arena.map(Arena::new);
    }

    /// A free range for `len` bytes of a file where code is placed, or else anywhere; it is not mapped yet.
    pub(crate) fn place_code(&mut self, len: u64, file: Option<Stamp>) -> Option<u64> {
        let len = page_ceil(len)?;
        let set = &self.set;
        let placed = self.arena.as_mut().and_then(|arena| {
            arena.place(len, file, |window| set.lowest_free(len, window), |range| set.is_free(range))
        });
        placed.or_else(|| self.place(len))
    }

    /// Code at an address is about to run: nothing else may lie there from now on.
    pub(crate) fn enter_code(&mut self, addr: u64) {
        if let Some(arena) = &mut self.arena {
            arena.enter(addr);
        }
    }

    /// A free range of `len` bytes below the stack; it is not mapped yet.
    pub(crate) fn place(&mut self, len: u64) -> Option<u64> {
        let window = self.window();
        page_ceil(len).and_then(|len| self.set.place_fresh(len, window))
    }

    /// A free range of `len` bytes as low as it does not get into the way of the heap; it is not mapped yet.
    pub(crate) fn place_low(&mut self, len: u64) -> Option<u64> {
        let window = self.window();
        let low = page_floor(self.brk.midpoint(window.end)).max(window.start);
        let found = page_ceil(len).and_then(|len| self.set.lowest_free(len, low..window.end));
        found.or_else(|| self.place(len))
    }

    /// Maps a zeroed area whose range is free.
    pub(crate) fn map_area(&mut self, mem: &mut dyn Memory, vma: Vma) -> Result<(), Errno> {
        self.charge(vma.charge(), 0, vma.len())?;
        if !self.set.is_free(vma.start..vma.end) {
            return Err(Errno::ENOMEM);
        }
        mem.map(vma.start, vma.len(), host_prot(vma.prot)).map_err(|_| Errno::ENOMEM)?;
        self.add(vma);
        Ok(())
    }

    /// Maps a segment of a program, whose range is free: this part of the file, and zeroes behind it.
    pub(crate) fn map_segment(
        &mut self,
        mem: &mut dyn Memory,
        vma: Vma,
        file: &Arc<[u8]>,
        part: Range<usize>,
    ) -> Result<(), Errno> {
        let start = vma.start;
        if vma.prot.write {
            self.map_area(mem, vma)?;
            let content = file.get(part).unwrap_or_default();
            return mem.write_forced(start, content).map_err(|_| Errno::ENOMEM);
        }
        self.charge(vma.charge(), 0, vma.len())?;
        if !self.set.is_free(vma.start..vma.end) {
            return Err(Errno::ENOMEM);
        }
        mem.map_frozen(start, vma.len(), host_prot(vma.prot), file, part).map_err(|_| Errno::ENOMEM)?;
        let object = self.budget.objects.fetch_add(1, Ordering::Relaxed);
        self.add(Vma { object, ..vma });
        Ok(())
    }

    /// Maps the stack; returns its range.
    pub(crate) fn map_stack(&mut self, mem: &mut dyn Memory, executable: bool) -> Result<Range<u64>, Errno> {
        let range = ADDRESS_END - self.stack_bytes..ADDRESS_END;
        self.charge(self.stack_bytes, 0, self.stack_bytes)?;
        if !self.set.is_free(range.clone()) {
            return Err(Errno::ENOMEM);
        }
        let prot = Prot { exec: executable, ..Prot::READ_WRITE };
        mem.map(range.start, self.stack_bytes, prot).map_err(|_| Errno::ENOMEM)?;
        self.add(Vma::anonymous(range.clone(), prot, Label::Stack));
        Ok(range)
    }

    /// Unmaps everything: the program is about to be replaced.
    pub(crate) fn clear(&mut self, mem: &mut dyn Memory) {
        self.flush(mem, 0..ADDRESS_END);
        for vma in self.set.remove(0..ADDRESS_END) {
            let _ = mem.unmap(vma.start, vma.len());
        }
        self.set = VmaSet::default();
        self.shared_files = 0;
        self.handler_stacks.clear();
        self.start_heap(ADDRESS_MIN);
    }

    /// Whether an access to `addr` faulted because it lies behind the end of a mapped file (`SIGBUS`).
    pub(crate) fn is_behind_file(&self, addr: u64) -> bool {
        self.find(addr).is_some_and(|vma| {
            vma.prot != Prot::NONE
                && vma.common.is_none()
                && vma.file_at(page_floor(addr)).is_some_and(|(file, at)| at >= file.size())
        })
    }
}

impl Drop for AddressSpace {
    fn drop(&mut self) {
        let others = self.others();
        self.budget.used.store(others, Ordering::Relaxed);
    }
}

/// What the host mapping allows: on x86 whatever can be written or executed can also be read.
pub(crate) const fn host_prot(prot: Prot) -> Prot {
    Prot { read: prot.read || prot.write || prot.exec, ..prot }
}

/// Fills the freshly mapped `range` from a file and takes access away from the pages behind its end.
fn populate(mem: &mut dyn Memory, file: &File, offset: u64, range: Range<u64>, prot: Prot) -> Result<(), Errno> {
    let len = range.end - range.start;
    let in_file = file.size().saturating_sub(offset).min(len);
    copy_in(mem, file, offset, range.start, in_file)?;
    let backed = page_ceil(in_file).unwrap_or(len).min(len);
    if backed < len && prot != Prot::NONE {
        mem.protect(range.start + backed, len - backed, Prot::NONE).map_err(|_| Errno::ENOMEM)?;
    }
    Ok(())
}

/// Copies `len` bytes of a file to `addr`, whatever the protection there.
fn copy_in(mem: &mut dyn Memory, file: &File, offset: u64, addr: u64, len: u64) -> Result<(), Errno> {
    let mut buf = vec![0; COPY_BYTES.min(usize::try_from(len).unwrap_or(COPY_BYTES))];
    let mut done = 0;
    while done < len {
        let want = usize::try_from(len - done).unwrap_or(usize::MAX).min(buf.len());
        let Some(part) = buf.get_mut(..want) else { break };
        let n = file.read_at(part, offset.saturating_add(done))?;
        if n == 0 {
            break;
        }
        let Some(part) = buf.get(..n.min(want)) else { break };
        mem.write_forced(addr.saturating_add(done), part).map_err(|_| Errno::EFAULT)?;
        done += n as u64;
    }
    Ok(())
}

/// Maps an area on the host, without the content of a file that it copies.
fn map_host(mem: &mut dyn Memory, vma: &Vma) -> Result<(), Errno> {
    let prot = host_prot(vma.prot);
    let mapped = match (&vma.common, vma.file_at(vma.start)) {
        (Some(common), Some((_, offset))) => mem.map_pages(vma.start, vma.len(), prot, &common.pages, offset),
        _ if vma.is_common() => mem.map_common(vma.start, vma.len(), prot),
        _ => mem.map(vma.start, vma.len(), prot),
    };
    mapped.map_err(|_| Errno::ENOMEM)
}

/// Changes the host's protection of an area; pages behind the end of its file stay without access.
fn protect_area(mem: &mut dyn Memory, vma: &Vma, prot: Prot) -> Result<(), Errno> {
    let mut len = vma.len();
    if let Some((file, offset)) = vma.file_at(vma.start).filter(|_| vma.common.is_none()) {
        len = page_ceil(file.size().saturating_sub(offset)).unwrap_or(len).min(len);
    }
    if len > 0 {
        mem.protect(vma.start, len, prot).map_err(|_| Errno::ENOMEM)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests;
