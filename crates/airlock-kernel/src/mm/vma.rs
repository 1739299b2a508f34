//! The set of virtual memory areas: which guest addresses are mapped, and why. Pure bookkeeping; nothing here
//! touches guest memory.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use airlock_platform::{PAGE_SIZE, Prot};

use crate::vfs::{File, SharedContent};

/// What an area is for, as `/proc/self/maps` shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Label {
    /// Nothing particular.
    None,
    /// `[heap]`.
    Heap,
    /// `[stack]`.
    Stack,
}

/// Where the content of an area comes from.
#[derive(Clone)]
pub(crate) enum Backing {
    /// Zeroes.
    Anonymous,
    /// A file, from `offset` on.
    File {
        /// The open file.
        file: Arc<File>,
        /// Position in the file of the area's first byte.
        offset: u64,
    },
}

/// One virtual memory area.
#[derive(Clone)]
pub(crate) struct Vma {
    /// First address.
    pub(crate) start: u64,
    /// Address after the last.
    pub(crate) end: u64,
    /// Protection that the guest asked for.
    pub(crate) prot: Prot,
    /// `MAP_SHARED`.
    pub(crate) shared: bool,
    /// Number of the host mapping, of areas that a child may have in common with its parent; 0 for others.
    pub(crate) object: u64,
    /// `PROT_WRITE` may be given: false for shared mappings of files that are not open for writing.
    pub(crate) may_write: bool,
    /// Content.
    pub(crate) backing: Backing,
    /// Of a shared file mapping that shows the file's own bytes, not a copy.
    pub(crate) common: Option<Arc<SharedContent>>,
    /// Purpose.
    pub(crate) label: Label,
}

impl Vma {
    /// An anonymous private area.
    pub(crate) fn anonymous(range: Range<u64>, prot: Prot, label: Label) -> Self {
        Self {
            start: range.start,
            end: range.end,
            prot,
            shared: false,
            object: 0,
            may_write: true,
            backing: Backing::Anonymous,
            common: None,
            label,
        }
    }

    /// Bytes.
    pub(crate) fn len(&self) -> u64 {
        self.end - self.start
    }

    /// Whether it is a shared mapping of a file that holds a copy of its bytes.
    pub(crate) fn is_shared_copy(&self) -> bool {
        self.shared && self.common.is_none() && matches!(self.backing, Backing::File { .. })
    }

    /// Whether a child shares the pages with its parent.
    pub(crate) fn is_common(&self) -> bool {
        self.shared
    }

    /// Bytes that count against the memory limit: anonymous areas that nobody can touch are address space only.
    pub(crate) fn charge(&self) -> u64 {
        let reserved = self.prot == Prot::NONE && !self.shared && matches!(self.backing, Backing::Anonymous);
        if reserved { 0 } else { self.len() }
    }

    /// The file and position that back `addr`, which lies in the area.
    pub(crate) fn file_at(&self, addr: u64) -> Option<(&Arc<File>, u64)> {
        match &self.backing {
            Backing::Anonymous => None,
            Backing::File { file, offset } => Some((file, offset.saturating_add(addr.saturating_sub(self.start)))),
        }
    }

    /// The same area cut to `range`, which lies in it.
    fn cut(&self, range: Range<u64>) -> Self {
        let mut part = self.clone();
        if let Backing::File { offset, .. } = &mut part.backing {
            *offset = offset.saturating_add(range.start - self.start);
        }
        part.start = range.start;
        part.end = range.end;
        part
    }

    /// Whether `next` continues this area, so that the two can be one.
    fn continues(&self, next: &Self) -> bool {
        let same_backing = match (&self.backing, &next.backing) {
            (Backing::Anonymous, Backing::Anonymous) => true,
            (Backing::File { file: a, offset: at }, Backing::File { file: b, offset: next_at }) => {
                Arc::ptr_eq(a, b) && at.checked_add(self.len()) == Some(*next_at)
            }
            _ => false,
        };
        self.end == next.start
            && same_backing
            && self.prot == next.prot
            // Areas that are mappings of their own on the host stay areas of their own.
            && self.object == 0
            && next.object == 0
            && self.may_write == next.may_write
            && self.label == next.label
    }
}

/// Areas by start address; they never overlap.
#[derive(Clone, Default)]
pub(crate) struct VmaSet {
    areas: BTreeMap<u64, Vma>,
    /// Bytes of all areas.
    total: u64,
    /// Bytes that count against the memory limit.
    charged: u64,
    /// There is no hole between this address and the top of the placement window.
    full_from: Option<u64>,
}

impl VmaSet {
    /// Number of areas.
    pub(crate) fn count(&self) -> usize {
        self.areas.len()
    }

    /// Bytes of all areas.
    pub(crate) fn total(&self) -> u64 {
        self.total
    }

    /// Bytes that count against the memory limit.
    pub(crate) fn charged(&self) -> u64 {
        self.charged
    }

    /// All areas, by ascending address.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &Vma> {
        self.areas.values()
    }

    /// The area that holds `addr`.
    pub(crate) fn find(&self, addr: u64) -> Option<&Vma> {
        self.areas.range(..=addr).next_back().map(|(_, vma)| vma).filter(|vma| addr < vma.end)
    }

    /// The areas that share an address with `range`.
    pub(crate) fn overlapping(&self, range: Range<u64>) -> impl Iterator<Item = &Vma> {
        let first = self.find(range.start).map_or(range.start, |vma| vma.start);
        self.areas.range(first..range.end.max(first)).map(|(_, vma)| vma)
    }

    /// Whether no address of `range` is mapped.
    pub(crate) fn is_free(&self, range: Range<u64>) -> bool {
        self.overlapping(range).next().is_none()
    }

    /// Whether every address of `range` is mapped.
    pub(crate) fn is_covered(&self, range: Range<u64>) -> bool {
        let mut at = range.start;
        for vma in self.overlapping(range.clone()) {
            if vma.start > at {
                return false;
            }
            at = vma.end;
        }
        at >= range.end
    }

    /// The parts of areas that lie in `range`, cut to it.
    pub(crate) fn parts(&self, range: Range<u64>) -> Vec<Vma> {
        self.overlapping(range.clone()).map(|vma| vma.cut(vma.start.max(range.start)..vma.end.min(range.end))).collect()
    }

    /// Bytes within `range` that count against the memory limit.
    pub(crate) fn charged_in(&self, range: Range<u64>) -> u64 {
        self.overlapping(range.clone())
            .filter(|vma| vma.charge() > 0)
            .map(|vma| vma.end.min(range.end) - vma.start.max(range.start))
            .sum()
    }

    /// Takes the parts of areas in `range` out of the set.
    pub(crate) fn remove(&mut self, range: Range<u64>) -> Vec<Vma> {
        let starts: Vec<u64> = self.overlapping(range.clone()).map(|vma| vma.start).collect();
        let mut removed = Vec::with_capacity(starts.len());
        for start in starts {
            let Some(vma) = self.take(start) else { continue };
            let (low, high) = (vma.start.max(range.start), vma.end.min(range.end));
            if vma.start < low {
                self.put(vma.cut(vma.start..low));
            }
            if high < vma.end {
                self.put(vma.cut(high..vma.end));
            }
            removed.push(vma.cut(low..high));
        }
        if !removed.is_empty() {
            self.full_from = self.full_from.map(|from| from.max(range.end));
        }
        removed
    }

    /// Adds an area whose range is free, merging it with its neighbours where they are alike.
    pub(crate) fn insert(&mut self, vma: Vma) {
        if vma.start >= vma.end {
            return;
        }
        let mut vma = vma;
        let before = self.areas.range(..vma.start).next_back().map(|(_, v)| v).filter(|v| v.continues(&vma));
        if let Some(start) = before.map(|v| v.start)
            && let Some(low) = self.take(start)
        {
            vma = Vma { end: vma.end, ..low };
        }
        let after = self.areas.get(&vma.end).filter(|v| vma.continues(v));
        if let Some(start) = after.map(|v| v.start)
            && let Some(high) = self.take(start)
        {
            vma.end = high.end;
        }
        self.put(vma);
    }

    /// Like [`VmaSet::place`], for a window other than the usual one: nothing is remembered.
    pub(crate) fn place_fresh(&mut self, len: u64, window: Range<u64>) -> Option<u64> {
        let remembered = self.full_from.take();
        let placed = self.place(len, window);
        self.full_from = remembered;
        placed
    }

    /// The highest free range of `len` bytes in `window`.
    pub(crate) fn place(&mut self, len: u64, window: Range<u64>) -> Option<u64> {
        let start_at = self.full_from.unwrap_or(window.end).min(window.end);
        let mut top = start_at;
        let mut skipped = false;
        let mut full_to = top;
        for vma in self.areas.range(..start_at).rev().map(|(_, vma)| vma) {
            let hole_start = vma.end.max(window.start);
            if hole_start < top {
                if top - hole_start >= len {
                    break;
                }
                skipped = true;
            }
            top = top.min(vma.start);
            if !skipped {
                full_to = top;
            }
            if top <= window.start {
                return None;
            }
        }
        if top.checked_sub(window.start)? < len {
            return None;
        }
        let start = top - len;
        // What lies between here and the window's end is now known to be full, unless a smaller hole was passed. The
        // caller fills the range; if it does not, the range is merely never offered again until something is unmapped.
        self.full_from = Some(if skipped { full_to } else { top });
        Some(start)
    }

    /// The lowest free range of `len` bytes in `window`.
    pub(crate) fn lowest_free(&self, len: u64, window: Range<u64>) -> Option<u64> {
        let mut start = window.start;
        let before = self.areas.range(..start).next_back().map(|(_, vma)| vma);
        for vma in before.into_iter().chain(self.areas.range(window.clone()).map(|(_, vma)| vma)) {
            if vma.start.saturating_sub(start) >= len {
                break;
            }
            start = start.max(vma.end);
        }
        (start.checked_add(len)? <= window.end).then_some(start)
    }

    fn take(&mut self, start: u64) -> Option<Vma> {
        let vma = self.areas.remove(&start)?;
        self.total -= vma.len();
        self.charged -= vma.charge();
        Some(vma)
    }

    fn put(&mut self, vma: Vma) {
        self.total += vma.len();
        self.charged += vma.charge();
        self.areas.insert(vma.start, vma);
    }
}

/// Rounds down to a page.
pub(crate) const fn page_floor(addr: u64) -> u64 {
    addr & !(PAGE_SIZE - 1)
}

/// Rounds up to a page; `None` on overflow.
pub(crate) const fn page_ceil(addr: u64) -> Option<u64> {
    match addr.checked_add(PAGE_SIZE - 1) {
        Some(sum) => Some(page_floor(sum)),
        None => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn anon(range: Range<u64>) -> Vma {
        Vma::anonymous(range, Prot::READ_WRITE, Label::None)
    }

    fn ranges(set: &VmaSet) -> Vec<(u64, u64)> {
        set.iter().map(|v| (v.start, v.end)).collect()
    }

    #[test]
    fn neighbours_merge_and_split() {
        let mut set = VmaSet::default();
        set.insert(anon(0x1000..0x2000));
        set.insert(anon(0x3000..0x4000));
        set.insert(anon(0x2000..0x3000));
        assert_eq!(ranges(&set), [(0x1000, 0x4000)]);
        assert_eq!(set.remove(0x2000..0x3000).len(), 1);
        assert_eq!(ranges(&set), [(0x1000, 0x2000), (0x3000, 0x4000)]);
        assert_eq!(set.total(), 0x2000);
        set.insert(Vma::anonymous(0x2000..0x3000, Prot::READ, Label::None));
        assert_eq!(set.count(), 3);
        assert!(set.is_covered(0x1000..0x4000));
        assert!(!set.is_covered(0x1000..0x4001));
        assert!(set.is_free(0x4000..0x9000));
        assert!(!set.is_free(0x0..0x1001));
    }

    #[test]
    fn protection_none_is_not_charged() {
        let mut set = VmaSet::default();
        set.insert(Vma::anonymous(0x10000..0x20000, Prot::NONE, Label::None));
        set.insert(anon(0x20000..0x21000));
        assert_eq!((set.total(), set.charged()), (0x11000, 0x1000));
        assert_eq!(set.charged_in(0x1f000..0x20800), 0x800);
        set.remove(0x0..0x30000);
        assert_eq!((set.total(), set.charged(), set.count()), (0, 0, 0));
    }

    #[test]
    fn placement_is_top_down_and_reuses_holes() {
        let window = 0x10000..0x100000;
        let mut set = VmaSet::default();
        let place = |set: &mut VmaSet, len| {
            let at = set.place(len, 0x10000..0x100000)?;
            set.insert(anon(at..at + len));
            Some(at)
        };
        assert_eq!(place(&mut set, 0x1000), Some(0xff000));
        assert_eq!(place(&mut set, 0x4000), Some(0xfb000));
        set.remove(0xfd000..0xfe000);
        // Too small for two pages, so it goes below; then a single page fits.
        assert_eq!(place(&mut set, 0x2000), Some(0xf9000));
        assert_eq!(place(&mut set, 0x1000), Some(0xfd000));
        assert_eq!(place(&mut set, 0x1000), Some(0xf8000));
        assert_eq!(set.place(0xf0000, window.clone()), None);
        set.remove(0..u64::MAX);
        assert_eq!(set.place(0xf0000, window), Some(0x10000));
    }

    #[test]
    fn placement_never_overlaps() {
        // A fixed linear congruential generator: the test is the same each time.
        let mut state = 12345u64;
        let mut next = |n: u64| {
            state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            (state >> 33) % n
        };
        let mut set = VmaSet::default();
        let window = 0x10000..0x80000;
        for _ in 0..5000 {
            let len = (1 + next(8)) * PAGE_SIZE;
            if next(3) == 0 {
                let at = 0x10000 + next(0x70) * PAGE_SIZE;
                set.remove(at..at + len);
            } else {
                // Compared with the plain search that remembers nothing.
                let plain = set.place_fresh(len, window.clone());
                let placed = set.place(len, window.clone());
                assert_eq!(placed, plain);
                if let Some(at) = placed {
                    assert!(set.is_free(at..at + len));
                    set.insert(anon(at..at + len));
                }
            }
        }
        let sum: u64 = set.iter().map(Vma::len).sum();
        assert_eq!(sum, set.total());
    }
}
