//! Program text, once for all processes of a run.

use std::ops::Range;
use std::os::fd::OwnedFd;
use std::sync::{Arc, Mutex, PoisonError};

use rustix::fs::{MemfdFlags, SealFlags};

use crate::reservation::PAGE;

/// Segments that are kept for the next process that maps them; the oldest goes.
const SEGMENTS_MAX: usize = 64;
/// Larger segments are not kept.
const SEGMENT_BYTES_MAX: usize = 32 << 20;

struct Segment {
    file: Arc<[u8]>,
    part: Range<usize>,
    len: usize,
    pages: Arc<OwnedFd>,
}

/// Segments of program files as pages of the host.
#[derive(Default)]
pub(crate) struct Frozen(Mutex<Vec<Segment>>);

impl Frozen {
    /// Pages that hold this part of a file and zeroes behind it, `len` bytes in all. The same file is the same `Arc`.
    pub(crate) fn segment(&self, file: &Arc<[u8]>, part: Range<usize>, len: usize) -> rustix::io::Result<Arc<OwnedFd>> {
        let mut segments = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let same = |s: &&Segment| Arc::ptr_eq(&s.file, file) && s.part == part && s.len == len;
        if let Some(known) = segments.iter().find(same) {
            return Ok(Arc::clone(&known.pages));
        }
        let pages = Arc::new(make(file.get(part.clone()).unwrap_or_default(), len)?);
        if len <= SEGMENT_BYTES_MAX {
            if segments.len() >= SEGMENTS_MAX {
                segments.remove(0);
            }
            segments.push(Segment { file: Arc::clone(file), part, len, pages: Arc::clone(&pages) });
        }
        Ok(pages)
    }
}

fn make(content: &[u8], len: usize) -> rustix::io::Result<OwnedFd> {
    let pages = rustix::fs::memfd_create(c"airlock-text", MemfdFlags::CLOEXEC | MemfdFlags::ALLOW_SEALING)?;
    rustix::fs::ftruncate(&pages, len.next_multiple_of(PAGE) as u64)?;
    let mut done = 0;
    while let Some(rest) = content.get(done..).filter(|rest| !rest.is_empty()) {
        match rustix::io::pwrite(&pages, rest, done as u64)? {
            0 => return Err(rustix::io::Errno::NOSPC),
            n => done += n,
        }
    }
    rustix::fs::fcntl_add_seals(&pages, SealFlags::SHRINK | SealFlags::GROW | SealFlags::SEAL)?;
    Ok(pages)
}
