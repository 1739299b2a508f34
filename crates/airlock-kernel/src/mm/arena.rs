//! Where shared objects are placed.
//!
//! Code of an object is translated for the addresses at which it lies, and translations are found by address. So once code
//! of an object has run somewhere, nothing but the same object may ever lie there again.

use std::ops::Range;

use crate::vfs::Stamp;

/// A range that an object was placed in.
#[derive(Clone)]
struct Placed {
    range: Range<u64>,
    file: Stamp,
    /// Code of it has run.
    entered: bool,
}

/// The range for shared objects, and what has been placed there.
#[derive(Clone)]
pub(super) struct Arena {
    range: Range<u64>,
    placed: Vec<Placed>,
}

impl Arena {
    pub(super) fn new(range: Range<u64>) -> Self {
        Self { range, placed: Vec::new() }
    }

    /// Places `len` bytes of a file: where it was before if it can be, or else in the lowest range that is free.
    /// `lowest_free` finds one in a window; `is_free` says whether a range is.
    pub(super) fn place(
        &mut self,
        len: u64,
        file: Option<Stamp>,
        lowest_free: impl Fn(Range<u64>) -> Option<u64>,
        is_free: impl Fn(Range<u64>) -> bool,
    ) -> Option<u64> {
        let known = |placed: &&Placed| {
            Some(placed.file) == file && placed.range.end - placed.range.start == len && is_free(placed.range.clone())
        };
        if let Some(known) = self.placed.iter().find(known) {
            return Some(known.range.start);
        }
        let mut window = self.range.clone();
        let range = loop {
            let start = lowest_free(window.clone())?;
            let range = start..start.checked_add(len)?;
            let taken = self.placed.iter().find(|placed| placed.entered && overlap(&placed.range, &range));
            match taken {
                Some(taken) => window.start = taken.range.end,
                None => break range,
            }
        };
        self.placed.retain(|placed| !overlap(&placed.range, &range));
        if let Some(file) = file {
            self.placed.push(Placed { range: range.clone(), file, entered: false });
        }
        Some(range.start)
    }

    /// Code at an address is about to run.
    pub(super) fn enter(&mut self, addr: u64) {
        if let Some(placed) = self.placed.iter_mut().find(|placed| placed.range.contains(&addr)) {
            placed.entered = true;
        }
    }
}

fn overlap(a: &Range<u64>, b: &Range<u64>) -> bool {
    a.start < b.end && b.start < a.end
}

#[cfg(test)]
mod tests {
    use super::*;

    const A: Stamp = (1, 2, 3, 4);
    const B: Stamp = (2, 2, 3, 4);

    #[test]
    fn only_the_same_file_lies_where_code_has_run() {
        let mut arena = Arena::new(0x1000..0x9000);
        let lowest = |window: Range<u64>| (window.start + 0x2000 <= window.end).then_some(window.start);
        let place = |arena: &mut Arena, file| arena.place(0x2000, Some(file), lowest, |_| true);
        assert_eq!(place(&mut arena, A), Some(0x1000));
        // Nothing ran: it was looked at as data, perhaps.
        assert_eq!(place(&mut arena, B), Some(0x1000));
        arena.enter(0x2fff);
        assert_eq!(place(&mut arena, A), Some(0x3000));
        assert_eq!(place(&mut arena, B), Some(0x1000));
        arena.enter(0x3000);
        assert_eq!(place(&mut arena, (3, 2, 3, 4)), Some(0x5000));
        assert_eq!(place(&mut arena, A), Some(0x3000));
        assert_eq!(arena.place(0x2000, Some(A), lowest, |range| range.start != 0x3000), Some(0x5000), "still mapped");
    }

    #[test]
    fn a_full_arena_says_so() {
        let mut arena = Arena::new(0x1000..0x3000);
        let lowest = |window: Range<u64>| (window.start + 0x2000 <= window.end).then_some(window.start);
        assert_eq!(arena.place(0x2000, Some(A), lowest, |_| true), Some(0x1000));
        arena.enter(0x1000);
        assert_eq!(arena.place(0x2000, Some(B), lowest, |_| true), None);
    }
}
