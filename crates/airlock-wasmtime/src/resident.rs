//! Which pages of the host hold something (`/proc/pid/pagemap`, proc_pid_pagemap(5)).

use std::fs::File;
use std::ops::Range;
use std::os::unix::fs::FileExt;

use crate::reservation::PAGE;

/// Bytes of an entry of the page map.
const ENTRY: usize = 8;
/// Entries that are read at a time.
const BATCH: usize = 4096;
/// The page is in memory, or swapped out.
const PRESENT: u64 = 3 << 62;

/// A look at the page map of this process.
pub(crate) struct Resident {
    /// `None` where there is no `/proc`: then every page counts as touched.
    map: Option<File>,
    buf: Vec<u8>,
}

impl Resident {
    pub(crate) fn open() -> Self {
        Self { map: File::open("/proc/self/pagemap").ok(), buf: Vec::new() }
    }

    /// The runs of pages that have been touched, among `count` pages from the host address `base` on, counted from there.
    pub(crate) fn runs(&mut self, base: usize, count: usize) -> Vec<Range<usize>> {
        let mut runs: Vec<Range<usize>> = Vec::new();
        let mut done = 0;
        while done < count {
            let batch = (count - done).min(BATCH);
            self.buf.resize(batch * ENTRY, 0);
            let at = (base / PAGE + done) * ENTRY;
            let read = self.map.as_ref().map(|map| map.read_exact_at(&mut self.buf, at as u64));
            let known = matches!(read, Some(Ok(())));
            for (index, entry) in self.buf.as_chunks::<ENTRY>().0.iter().enumerate() {
                if known && u64::from_le_bytes(*entry) & PRESENT == 0 {
                    continue;
                }
                let page = done + index;
                match runs.last_mut() {
                    Some(run) if run.end == page => run.end += 1,
                    _ => runs.push(page..page + 1),
                }
            }
            done += batch;
        }
        runs
    }
}
