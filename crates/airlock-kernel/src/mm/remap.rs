//! `mremap(2)`.

use std::ops::Range;

use airlock_abi::{Errno, mm};
use airlock_platform::{Memory, PAGE_SIZE};

use super::vma::{Backing, Label, Vma, page_ceil};
use super::{ADDRESS_END, ADDRESS_MIN, AddressSpace, STACK_GAP, host_prot, map_host, populate};

/// What was asked for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RemapRequest {
    /// Start of the old range.
    pub(crate) old: u64,
    /// Its length.
    pub(crate) old_len: u64,
    /// Length wanted.
    pub(crate) new_len: u64,
    /// `MREMAP_*`.
    pub(crate) flags: u64,
    /// New address, with `MREMAP_FIXED`.
    pub(crate) new: u64,
}

impl AddressSpace {
    /// `mremap(2)`. Duplicating a shared mapping (`old_len` 0) is not supported.
    pub(crate) fn remap(&mut self, mem: &mut dyn Memory, request: RemapRequest) -> Result<u64, Errno> {
        let RemapRequest { old, flags, .. } = request;
        let known = mm::MREMAP_MAYMOVE | mm::MREMAP_FIXED | mm::MREMAP_DONTUNMAP;
        let may_move = flags & mm::MREMAP_MAYMOVE != 0;
        let fixed = flags & mm::MREMAP_FIXED != 0;
        let keep = flags & mm::MREMAP_DONTUNMAP != 0;
        let old_len = page_ceil(request.old_len).ok_or(Errno::EINVAL)?;
        let new_len = page_ceil(request.new_len).ok_or(Errno::EINVAL)?;
        if flags & !known != 0
            || (fixed || keep) && !may_move
            || keep && old_len != new_len
            || !old.is_multiple_of(PAGE_SIZE)
            || old_len == 0
            || new_len == 0
        {
            return Err(Errno::EINVAL);
        }
        let old_end = old.checked_add(old_len).ok_or(Errno::EINVAL)?;
        let vma = self.find(old).filter(|vma| old_end <= vma.end).ok_or(Errno::EFAULT)?;
        let vma_end = vma.end;
        if fixed {
            self.check_target(&request, old_end, new_len)?;
        } else if !keep {
            if new_len <= old_len {
                if new_len < old_len {
                    self.unmap(mem, old + new_len, old_len - new_len)?;
                }
                return Ok(old);
            }
            let grown = old_end..old.checked_add(new_len).ok_or(Errno::ENOMEM)?;
            // Not into the gap below the stack.
            let window = self.window();
            let roomy = grown.end <= window.end || grown.start >= window.end + STACK_GAP;
            if vma_end == old_end && roomy && grown.end <= ADDRESS_END && self.is_free(grown.clone()) {
                return self.grow(mem, old, grown);
            }
            if !may_move {
                return Err(Errno::ENOMEM);
            }
        }
        self.relocate(mem, old..old_end, new_len, (fixed, keep), request.new)
    }

    fn check_target(&self, request: &RemapRequest, old_end: u64, new_len: u64) -> Result<(), Errno> {
        let end = request.new.checked_add(new_len).filter(|end| *end <= ADDRESS_END).ok_or(Errno::EINVAL)?;
        if !request.new.is_multiple_of(PAGE_SIZE) || request.new < old_end && request.old < end {
            return Err(Errno::EINVAL);
        }
        if request.new < ADDRESS_MIN {
            return Err(Errno::EPERM);
        }
        Ok(())
    }

    /// Extends an area into the free range behind it.
    fn grow(&mut self, mem: &mut dyn Memory, old: u64, grown: Range<u64>) -> Result<u64, Errno> {
        let vma = self.find(grown.start - 1).ok_or(Errno::EFAULT)?.clone();
        let tail = tail_of(&vma, grown.clone());
        self.charge(tail.charge(), 0, tail.len())?;
        map_area(mem, &tail)?;
        self.add(tail);
        Ok(old)
    }

    /// Moves a range elsewhere, longer or shorter.
    fn relocate(
        &mut self,
        mem: &mut dyn Memory,
        old: Range<u64>,
        new_len: u64,
        (fixed, keep): (bool, bool),
        target: u64,
    ) -> Result<u64, Errno> {
        let moved = (old.end - old.start).min(new_len);
        let new = if fixed {
            target
        } else {
            let window = self.window();
            self.set.place(new_len, window).ok_or(Errno::ENOMEM)?
        };
        let source = self.set.parts(old.clone()).into_iter().next().ok_or(Errno::EFAULT)?;
        let full = Vma { start: new, end: new + new_len, ..source.clone() };
        let released = if keep { 0 } else { source.charge() };
        let replaced = self.set.charged_in(new..new + new_len);
        self.charge(full.charge(), released + replaced, 0)?;
        self.flush(mem, old.clone());
        if fixed && !self.set.is_free(new..new + new_len) {
            self.unmap(mem, new, new_len)?;
        }
        if full.common.is_some() {
            map_area(mem, &full)?;
            mem.unmap(old.start, moved).map_err(|_| Errno::ENOMEM)?;
        } else {
            mem.map(new, new_len, host_prot(source.prot)).map_err(|_| Errno::ENOMEM)?;
            mem.move_pages(old.start, moved, new).map_err(|_| Errno::ENOMEM)?;
        }
        let old_end = old.start + moved;
        if old_end < old.end {
            mem.unmap(old_end, old.end - old_end).map_err(|_| Errno::ENOMEM)?;
        }
        self.set.remove(old.clone());
        if keep {
            map_area(mem, &source)?;
            self.add(source.clone());
        }
        // The tail of a file mapping was mapped without content above.
        if moved < new_len
            && full.common.is_none()
            && let Some((file, offset)) = full.file_at(new + moved)
        {
            populate(mem, file, offset, new + moved..new + new_len, host_prot(full.prot))?;
        }
        self.add(full);
        self.recount_shared();
        Ok(new)
    }
}

/// The area that continues `vma` over `range`.
fn tail_of(vma: &Vma, range: Range<u64>) -> Vma {
    let backing = match &vma.backing {
        Backing::Anonymous => Backing::Anonymous,
        Backing::File { file, offset } => {
            Backing::File { file: file.clone(), offset: offset.saturating_add(range.start.saturating_sub(vma.start)) }
        }
    };
    let label = if vma.label == Label::Heap { Label::None } else { vma.label };
    Vma { start: range.start, end: range.end, backing, label, ..vma.clone() }
}

/// Maps an area on the host and fills it from its file.
fn map_area(mem: &mut dyn Memory, vma: &Vma) -> Result<(), Errno> {
    if let (Some(common), Some((_, offset))) = (&vma.common, vma.file_at(vma.start)) {
        common.pages.reserve(offset.saturating_add(vma.len())).map_err(|_| Errno::ENOMEM)?;
    }
    map_host(mem, vma)?;
    if let Some((file, offset)) = vma.file_at(vma.start).filter(|_| vma.common.is_none()) {
        populate(mem, file, offset, vma.start..vma.end, host_prot(vma.prot))?;
    }
    Ok(())
}
