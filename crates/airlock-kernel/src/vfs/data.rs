//! The content of a file that lives in memory: pages over an optional read-only lower file.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use airlock_abi::Errno;

use super::common::Common;
use super::lower::LowerFile;

/// Bytes of a page of content.
pub(super) const PAGE: u64 = 4096;
/// What a page costs, with its bookkeeping.
pub(super) const PAGE_COST: u64 = PAGE + 64;
/// The largest file size, as on Linux.
pub(crate) const SIZE_MAX: u64 = i64::MAX as u64;

/// How many bytes the in-memory filesystems hold, and how many they may hold.
pub(crate) struct Space {
    used: AtomicU64,
    limit: u64,
}

impl Space {
    pub(crate) fn new(limit: u64) -> Self {
        Self { used: AtomicU64::new(0), limit }
    }

    pub(crate) fn charge(&self, bytes: u64) -> Result<(), Errno> {
        let limit = self.limit;
        let grow = |used: u64| used.checked_add(bytes).filter(|sum| *sum <= limit);
        self.used.fetch_update(Ordering::Relaxed, Ordering::Relaxed, grow).map(|_| ()).map_err(|_| Errno::ENOSPC)
    }

    pub(crate) fn release(&self, bytes: u64) {
        // Never wraps: only what was charged is released. Saturating keeps a mistake from becoming "no limit".
        let shrink = |used: u64| Some(used.saturating_sub(bytes));
        let _ = self.used.fetch_update(Ordering::Relaxed, Ordering::Relaxed, shrink);
    }

    pub(crate) fn limit(&self) -> u64 {
        self.limit
    }

    pub(crate) fn free(&self) -> u64 {
        self.limit.saturating_sub(self.used.load(Ordering::Relaxed))
    }
}

/// Kernel memory that a guest caused beside file content, as long as it is held.
pub(crate) struct Charge {
    space: Arc<Space>,
    bytes: u64,
}

impl Charge {
    /// What is smaller than this goes uncounted: the number of descriptors bounds it.
    const FREE: u64 = 16 << 10;

    /// Counts `bytes` against the filesystem limit; `ENOMEM` if they do not fit.
    pub(crate) fn new(space: &Arc<Space>, bytes: usize) -> Result<Self, Errno> {
        let bytes = if bytes as u64 > Self::FREE { bytes as u64 } else { 0 };
        space.charge(bytes).map_err(|_| Errno::ENOMEM)?;
        Ok(Self { space: Arc::clone(space), bytes })
    }
}

impl Drop for Charge {
    fn drop(&mut self) {
        self.space.release(self.bytes);
    }
}

/// Content of a regular file. Pages that are absent are read from the lower file, or are zeros beyond its end.
pub(crate) struct FileData {
    pages: BTreeMap<u64, Box<[u8]>>,
    size: u64,
    lower: Option<Lower>,
    /// `F_SEAL_*`.
    pub(crate) seals: u32,
    /// Where the content is instead of all that, while it is mapped shared.
    pub(super) common: Option<Common>,
    space: Arc<Space>,
}

struct Lower {
    file: LowerFile,
    /// Bytes of the lower file that still count: truncation lowers it.
    valid: u64,
}

impl FileData {
    pub(crate) fn new(space: Arc<Space>, seals: u32) -> Self {
        Self { pages: BTreeMap::new(), size: 0, lower: None, seals, common: None, space }
    }

    pub(crate) fn over(space: Arc<Space>, file: LowerFile, size: u64) -> Self {
        let size = size.min(SIZE_MAX);
        let lower = Some(Lower { file, valid: size });
        Self { pages: BTreeMap::new(), size, lower, seals: airlock_abi::fcntl::F_SEAL_SEAL, common: None, space }
    }

    pub(crate) fn size(&self) -> u64 {
        self.size
    }

    /// The lower file, so that whoever opens this one can keep its handle open.
    pub(crate) fn lower(&mut self) -> Option<&mut LowerFile> {
        self.lower.as_mut().map(|lower| &mut lower.file)
    }

    /// Bytes in use, for `st_blocks`.
    pub(crate) fn allocated(&self) -> u64 {
        if let Some(common) = &self.common {
            return common.charged * PAGE;
        }
        (self.pages.len() as u64 * PAGE).max(self.lower.as_ref().map_or(0, |lower| lower.valid))
    }

    pub(crate) fn read(&mut self, buf: &mut [u8], offset: u64) -> Result<usize, Errno> {
        let available = self.size.saturating_sub(offset).min(buf.len() as u64) as usize;
        let Some(buf) = buf.get_mut(..available) else { return Ok(0) };
        if let Some(common) = &self.common {
            common.pages.read(offset, buf);
            return Ok(available);
        }
        let mut done = 0;
        while done < available {
            let at = offset + done as u64;
            let in_page = (at % PAGE) as usize;
            let Some(rest) = buf.get_mut(done..) else { break };
            if let Some(page) = self.pages.get(&(at / PAGE)) {
                let source = page.get(in_page..).unwrap_or_default();
                let n = source.len().min(rest.len());
                if let (Some(to), Some(from)) = (rest.get_mut(..n), source.get(..n)) {
                    to.copy_from_slice(from);
                }
                done += n;
                continue;
            }
            // One read for all absent pages up to the next present one.
            let next = self.pages.range(at / PAGE..).next().map_or(u64::MAX, |(page, _)| page.saturating_mul(PAGE));
            let n = (next - at).min(rest.len() as u64) as usize;
            if let Some(gap) = rest.get_mut(..n) {
                Self::read_lower(self.lower.as_mut(), gap, at)?;
            }
            done += n;
        }
        Ok(available)
    }

    /// Pages that are held.
    pub(super) fn present(&self) -> u64 {
        self.pages.len() as u64
    }

    /// Counts pages against the limit.
    pub(super) fn charge(&self, pages: u64) -> Result<(), Errno> {
        self.space.charge(pages.saturating_mul(PAGE_COST))
    }

    /// Gives back what [`FileData::charge`] counted.
    pub(super) fn release(&self, pages: u64) {
        self.space.release(pages.saturating_mul(PAGE_COST));
    }

    /// Drops pages and lower file; what the pages cost stays counted.
    pub(super) fn forget_content(&mut self) {
        self.pages = BTreeMap::new();
        self.lower = None;
    }

    /// Puts a page that is counted already.
    pub(super) fn put_page(&mut self, index: u64, page: &[u8]) {
        self.pages.insert(index, page.into());
    }

    /// Fills `buf` with the lower file's bytes at `offset`, and with zeros where it has none.
    fn read_lower(lower: Option<&mut Lower>, buf: &mut [u8], offset: u64) -> Result<(), Errno> {
        let mut done = 0;
        if let Some(lower) = lower {
            let valid = lower.valid.saturating_sub(offset).min(buf.len() as u64) as usize;
            while done < valid {
                let Some(rest) = buf.get_mut(done..valid) else { break };
                match lower.file.read_at(rest, offset + done as u64)? {
                    0 => break,
                    n => done += n,
                }
            }
        }
        if let Some(rest) = buf.get_mut(done..) {
            rest.fill(0);
        }
        Ok(())
    }

    fn page_mut(&mut self, index: u64, overwritten: bool) -> Result<&mut Box<[u8]>, Errno> {
        match self.pages.entry(index) {
            std::collections::btree_map::Entry::Occupied(entry) => Ok(entry.into_mut()),
            std::collections::btree_map::Entry::Vacant(entry) => {
                self.space.charge(PAGE_COST)?;
                let mut page = vec![0; PAGE as usize].into_boxed_slice();
                if !overwritten
                    && self.lower.is_some()
                    && let Err(errno) = Self::read_lower(self.lower.as_mut(), &mut page, index * PAGE)
                {
                    self.space.release(PAGE_COST);
                    return Err(errno);
                }
                Ok(entry.insert(page))
            }
        }
    }

    /// Writes at `offset`; fewer bytes than asked for are written when space runs out on the way.
    pub(crate) fn write(&mut self, bytes: &[u8], offset: u64) -> Result<usize, Errno> {
        if bytes.is_empty() {
            return Ok(0);
        }
        if self.seals & (airlock_abi::fcntl::F_SEAL_WRITE | airlock_abi::fcntl::F_SEAL_FUTURE_WRITE) != 0 {
            return Err(Errno::EPERM);
        }
        let end = offset.checked_add(bytes.len() as u64).filter(|end| *end <= SIZE_MAX).ok_or(Errno::EFBIG)?;
        if end > self.size && self.seals & airlock_abi::fcntl::F_SEAL_GROW != 0 {
            return Err(Errno::EPERM);
        }
        if let Some(common) = &mut self.common {
            common.resize(&self.space, end.max(self.size))?;
            common.pages.write(offset, bytes);
            self.size = self.size.max(end);
            return Ok(bytes.len());
        }
        let mut done = 0;
        while done < bytes.len() {
            let at = offset + done as u64;
            let in_page = (at % PAGE) as usize;
            let n = (PAGE as usize - in_page).min(bytes.len() - done);
            let page = match self.page_mut(at / PAGE, n == PAGE as usize) {
                Ok(page) => page,
                Err(_) if done > 0 => break,
                Err(errno) => return Err(errno),
            };
            if let (Some(to), Some(from)) = (page.get_mut(in_page..in_page + n), bytes.get(done..done + n)) {
                to.copy_from_slice(from);
            }
            done += n;
            self.size = self.size.max(at + n as u64);
        }
        Ok(done)
    }

    /// Sets the length.
    pub(crate) fn truncate(&mut self, len: u64) -> Result<(), Errno> {
        use airlock_abi::fcntl::{F_SEAL_GROW, F_SEAL_SHRINK};
        if len > SIZE_MAX {
            return Err(Errno::EFBIG);
        }
        if (len < self.size && self.seals & F_SEAL_SHRINK != 0) || (len > self.size && self.seals & F_SEAL_GROW != 0) {
            return Err(Errno::EPERM);
        }
        if let Some(common) = &mut self.common {
            common.resize(&self.space, len)?;
            common.pages.zero(len..u64::MAX);
        } else if len < self.size {
            let removed = self.pages.split_off(&len.div_ceil(PAGE));
            self.space.release(removed.len() as u64 * PAGE_COST);
            if let Some(tail) = self.pages.get_mut(&(len / PAGE)).and_then(|page| page.get_mut((len % PAGE) as usize..))
            {
                tail.fill(0);
            }
            if let Some(lower) = &mut self.lower {
                lower.valid = lower.valid.min(len);
            }
        }
        self.size = len;
        Ok(())
    }

    /// Makes a range read as zeros; with `grow` the file reaches at least its end.
    pub(crate) fn zero_range(&mut self, offset: u64, len: u64, grow: bool) -> Result<(), Errno> {
        use airlock_abi::fcntl::{F_SEAL_GROW, F_SEAL_WRITE};
        if self.seals & F_SEAL_WRITE != 0 {
            return Err(Errno::EPERM);
        }
        let wanted = offset.checked_add(len).filter(|end| *end <= SIZE_MAX).ok_or(Errno::EFBIG)?;
        let end = wanted.min(self.size);
        if let Some(common) = &self.common {
            common.pages.zero(offset..end);
            if grow && wanted > self.size {
                return self.truncate(wanted);
            }
            return Ok(());
        }
        let mut at = offset;
        while at < end {
            let in_page = at % PAGE;
            let n = (PAGE - in_page).min(end - at);
            let index = at / PAGE;
            let lower_here = self.lower.as_ref().is_some_and(|lower| lower.valid > index * PAGE);
            if n == PAGE && !lower_here {
                // Jump over holes: a sparse file may be exabytes long.
                if self.pages.remove(&index).is_some() {
                    self.space.release(PAGE_COST);
                    at += n;
                } else {
                    let next = self.pages.range(index..).next().map_or(u64::MAX, |(page, _)| page.saturating_mul(PAGE));
                    at = next.min(end / PAGE * PAGE).max(at + n);
                }
                continue;
            }
            if lower_here || self.pages.contains_key(&index) {
                let page = self.page_mut(index, n == PAGE)?;
                if let Some(range) = page.get_mut(in_page as usize..(in_page + n) as usize) {
                    range.fill(0);
                }
            }
            at += n;
        }
        if grow && wanted > self.size {
            if self.seals & F_SEAL_GROW != 0 {
                return Err(Errno::EPERM);
            }
            self.size = wanted;
        }
        Ok(())
    }

    /// Allocates pages for a range, so that later writes to it cannot run out of space.
    pub(crate) fn allocate(&mut self, offset: u64, len: u64, keep_size: bool) -> Result<(), Errno> {
        let end = offset.checked_add(len).filter(|end| *end <= SIZE_MAX).ok_or(Errno::EFBIG)?;
        if end > self.size && !keep_size && self.seals & airlock_abi::fcntl::F_SEAL_GROW != 0 {
            return Err(Errno::EPERM);
        }
        if let Some(common) = &mut self.common {
            if !keep_size && end > self.size {
                common.resize(&self.space, end)?;
                self.size = end;
            }
            return Ok(());
        }
        let pages = end.div_ceil(PAGE) - offset / PAGE;
        if pages.saturating_mul(PAGE_COST) > self.space.free() + self.pages.len() as u64 * PAGE_COST {
            return Err(Errno::ENOSPC);
        }
        for index in offset / PAGE..end.div_ceil(PAGE) {
            self.page_mut(index, false)?;
        }
        if !keep_size {
            self.size = self.size.max(end);
        }
        Ok(())
    }

    /// The next offset at or after `offset` that holds data, or the next hole (the end of the file is one).
    pub(crate) fn seek(&self, offset: u64, hole: bool) -> Result<u64, Errno> {
        if offset >= self.size {
            return Err(Errno::ENXIO);
        }
        let valid = match &self.common {
            Some(_) => self.size,
            None => self.lower.as_ref().map_or(0, |lower| lower.valid),
        };
        let is_data = |index: u64| index.saturating_mul(PAGE) < valid || self.pages.contains_key(&index);
        let mut index = offset / PAGE;
        if hole {
            while index.saturating_mul(PAGE) < self.size && is_data(index) {
                index += 1;
            }
            return Ok(index.saturating_mul(PAGE).max(offset).min(self.size));
        }
        if is_data(index) {
            return Ok(offset);
        }
        let next = self.pages.range(index..).next().map(|(page, _)| page.saturating_mul(PAGE));
        next.filter(|at| *at < self.size).ok_or(Errno::ENXIO)
    }
}

impl Drop for FileData {
    fn drop(&mut self) {
        self.release(self.present() + self.common.as_ref().map_or(0, |common| common.charged));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn data(limit: u64) -> FileData {
        FileData::new(Arc::new(Space::new(limit)), 0)
    }

    #[test]
    fn holes_read_as_zeros_and_cost_nothing() {
        let mut d = data(100_000);
        d.truncate(1 << 50).unwrap();
        assert_eq!(d.write(b"end", (1 << 50) - 1).unwrap(), 3);
        let mut buf = [9; 8];
        assert_eq!(d.read(&mut buf, (1 << 50) - 5).unwrap(), 7);
        assert_eq!(buf, [0, 0, 0, 0, b'e', b'n', b'd', 9]);
        assert_eq!(d.seek(0, false).unwrap(), (1 << 50) - 4096);
        assert_eq!(d.seek(0, true).unwrap(), 0);
        d.zero_range(0, 1 << 60, false).unwrap();
        assert_eq!(d.read(&mut buf, (1 << 50) - 1).unwrap(), 3);
        assert_eq!(buf[..3], [0; 3]);
    }

    #[test]
    fn space_runs_out_and_comes_back() {
        let mut d = data(3 * PAGE_COST);
        assert_eq!(d.write(&[1; 5 * 4096], 0).unwrap(), 3 * 4096);
        assert_eq!(d.write(&[1], 3 * 4096), Err(Errno::ENOSPC));
        d.truncate(1).unwrap();
        assert_eq!(d.space.free(), 2 * PAGE_COST);
        d.truncate(4096).unwrap();
        let mut buf = [7; 4096];
        d.read(&mut buf, 0).unwrap();
        assert_eq!((buf[0], buf[1], buf[4095]), (1, 0, 0));
    }

    #[test]
    fn seals_and_sizes_are_enforced() {
        let mut d = data(1 << 20);
        assert_eq!(d.write(b"x", SIZE_MAX), Err(Errno::EFBIG));
        d.write(b"abc", 0).unwrap();
        d.seals = airlock_abi::fcntl::F_SEAL_GROW;
        assert_eq!(d.write(b"x", 3), Err(Errno::EPERM));
        assert_eq!(d.write(b"x", 2), Ok(1));
        d.seals = airlock_abi::fcntl::F_SEAL_SHRINK;
        assert_eq!(d.truncate(1), Err(Errno::EPERM));
        assert_eq!(d.truncate(u64::MAX), Err(Errno::EFBIG));
    }
}
