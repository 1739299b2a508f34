//! `madvise(2)`, `msync(2)`, `mincore(2)` and the `mlock(2)` family.

use std::ops::Range;

use airlock_abi::{Errno, mm};
use airlock_platform::{Memory, PAGE_SIZE};

use super::shared::refresh_area;
use super::vma::{Backing, page_ceil};
use super::{ADDRESS_END, AddressSpace, host_prot};

/// The page-aligned range of a call.
fn page_range(addr: u64, len: u64) -> Result<Range<u64>, Errno> {
    if !addr.is_multiple_of(PAGE_SIZE) {
        return Err(Errno::EINVAL);
    }
    let end = page_ceil(len).and_then(|len| addr.checked_add(len)).ok_or(Errno::EINVAL)?;
    Ok(addr..end)
}

impl AddressSpace {
    /// `madvise(2)`.
    pub(crate) fn advise(&mut self, mem: &mut dyn Memory, addr: u64, len: u64, advice: u64) -> Result<(), Errno> {
        if advice > mm::MADV_COLLAPSE || (5..=7).contains(&advice) {
            return Err(Errno::EINVAL);
        }
        let range = page_range(addr, len)?;
        if range.is_empty() {
            return Ok(());
        }
        if range.end > ADDRESS_END {
            return Err(Errno::ENOMEM);
        }
        for vma in self.set.parts(range.clone()) {
            match advice {
                mm::MADV_DONTNEED | mm::MADV_DONTNEED_LOCKED => match &vma.backing {
                    // Shared anonymous memory keeps its content.
                    Backing::Anonymous if vma.shared => {}
                    Backing::Anonymous => mem.discard(vma.start, vma.len()).map_err(|_| Errno::ENOMEM)?,
                    Backing::File { .. } if vma.shared => {}
                    Backing::File { .. } => refresh_area(mem, &vma)?,
                },
                mm::MADV_REMOVE => {
                    if !vma.shared || !vma.prot.write {
                        return Err(Errno::EINVAL);
                    }
                    if let (Some(common), Some((_, offset))) = (&vma.common, vma.file_at(vma.start)) {
                        common.pages.zero(offset..offset.saturating_add(vma.len()));
                        continue;
                    }
                    if let Backing::File { .. } = vma.backing {
                        return Err(Errno::EOPNOTSUPP);
                    }
                    // The pages go for everybody who shares them, so that giving them back here is not enough.
                    for page in (vma.start..vma.end).step_by(PAGE_SIZE as usize) {
                        mem.write_forced(page, &[0; PAGE_SIZE as usize]).map_err(|_| Errno::ENOMEM)?;
                    }
                }
                mm::MADV_FREE if vma.shared || !matches!(vma.backing, Backing::Anonymous) => return Err(Errno::EINVAL),
                mm::MADV_POPULATE_READ if !host_prot(vma.prot).read => return Err(Errno::EFAULT),
                mm::MADV_POPULATE_WRITE if !vma.prot.write => return Err(Errno::EFAULT),
                _ => {}
            }
        }
        if self.set.is_covered(range) { Ok(()) } else { Err(Errno::ENOMEM) }
    }

    /// `msync(2)`.
    pub(crate) fn sync(&self, mem: &dyn Memory, addr: u64, len: u64, flags: u64) -> Result<(), Errno> {
        let known = mm::MS_ASYNC | mm::MS_INVALIDATE | mm::MS_SYNC;
        if flags & !known != 0 || flags & mm::MS_ASYNC != 0 && flags & mm::MS_SYNC != 0 {
            return Err(Errno::EINVAL);
        }
        let range = page_range(addr, len)?;
        self.flush_checked(mem, range.clone())?;
        if self.set.is_covered(range) { Ok(()) } else { Err(Errno::ENOMEM) }
    }

    /// `mincore(2)`: everything that is mapped is in memory.
    pub(crate) fn mincore(&self, mem: &mut dyn Memory, addr: u64, len: u64, vec: u64) -> Result<(), Errno> {
        let range = page_range(addr, len)?;
        if range.end > ADDRESS_END || !self.set.is_covered(range.clone()) {
            return Err(Errno::ENOMEM);
        }
        let pages = usize::try_from((range.end - range.start) / PAGE_SIZE).map_err(|_| Errno::ENOMEM)?;
        mem.write(vec, &vec![1; pages]).map_err(|_| Errno::EFAULT)
    }

    /// `mlock(2)` and `munlock(2)`: memory is never swapped by us, so only the range is checked.
    pub(crate) fn lock(&self, addr: u64, len: u64) -> Result<(), Errno> {
        let start = super::page_floor(addr);
        let end = addr.checked_add(len).and_then(page_ceil).ok_or(Errno::EINVAL)?;
        if self.set.is_covered(start..end) { Ok(()) } else { Err(Errno::ENOMEM) }
    }
}
