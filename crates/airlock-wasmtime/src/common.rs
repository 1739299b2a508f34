//! Pages that several address spaces show.

use std::any::Any;
use std::ops::Range;
use std::os::fd::OwnedFd;
use std::sync::{Arc, Mutex, PoisonError};

use airlock_platform::{CommonPages, MemoryExhausted};
use rustix::fs::{FallocateFlags, MemfdFlags, SealFlags};

use crate::reservation::PAGE;

/// A file in the host's memory. It never becomes shorter, so that there are pages behind every address that shows it.
pub(crate) struct HostPages {
    file: OwnedFd,
    bytes: Mutex<u64>,
}

impl HostPages {
    pub(crate) fn new(bytes: u64) -> Result<Self, MemoryExhausted> {
        let refused = |_| MemoryExhausted { addr: 0, len: bytes };
        let flags = MemfdFlags::CLOEXEC | MemfdFlags::ALLOW_SEALING;
        let file = rustix::fs::memfd_create(c"airlock-common", flags).map_err(refused)?;
        rustix::fs::fcntl_add_seals(&file, SealFlags::SHRINK).map_err(refused)?;
        let pages = Self { file, bytes: Mutex::new(0) };
        pages.reserve(bytes)?;
        Ok(pages)
    }

    /// The host's file behind pages that [`HostPages::new`] made, if it has a byte at `end - 1`.
    pub(crate) fn file(pages: &Arc<dyn CommonPages>, end: u64) -> Option<&OwnedFd> {
        let pages: &dyn Any = pages.as_ref();
        let pages: &Self = pages.downcast_ref()?;
        (end <= pages.bytes()).then_some(&pages.file)
    }

    fn bytes(&self) -> u64 {
        *self.bytes.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl CommonPages for HostPages {
    fn reserve(&self, bytes: u64) -> Result<(), MemoryExhausted> {
        let refused = MemoryExhausted { addr: 0, len: bytes };
        let wanted = bytes.checked_next_multiple_of(PAGE as u64).ok_or(refused)?;
        let mut bytes = self.bytes.lock().unwrap_or_else(PoisonError::into_inner);
        if wanted > *bytes {
            rustix::fs::ftruncate(&self.file, wanted).map_err(|_| refused)?;
            *bytes = wanted;
        }
        Ok(())
    }

    fn read(&self, at: u64, buf: &mut [u8]) {
        let mut done = 0;
        while let Some(rest) = buf.get_mut(done..).filter(|rest| !rest.is_empty()) {
            match rustix::io::pread(&self.file, &mut *rest, at.saturating_add(done as u64)) {
                Ok(n) if n > 0 => done += n,
                _ => {
                    rest.fill(0);
                    break;
                }
            }
        }
    }

    fn write(&self, at: u64, bytes: &[u8]) {
        let left = usize::try_from(self.bytes().saturating_sub(at)).unwrap_or(usize::MAX);
        let bytes = bytes.get(..left).unwrap_or(bytes);
        let mut done = 0;
        while let Some(rest) = bytes.get(done..).filter(|rest| !rest.is_empty()) {
            match rustix::io::pwrite(&self.file, rest, at.saturating_add(done as u64)) {
                Ok(n) if n > 0 => done += n,
                // The host has no memory left: the guest's next load would end the run as well.
                _ => break,
            }
        }
    }

    fn zero(&self, range: Range<u64>) {
        let end = range.end.min(self.bytes());
        if range.start < end {
            let hole = FallocateFlags::PUNCH_HOLE | FallocateFlags::KEEP_SIZE;
            // A memfd takes holes since Linux 3.5.
            let _ = rustix::fs::fallocate(&self.file, hole, range.start, end - range.start);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_keep_what_is_written_and_never_shrink() {
        let pages = HostPages::new(10).unwrap();
        pages.write(4000, &[7; 200]);
        let mut buf = [1; 100];
        pages.read(4050, &mut buf);
        assert_eq!((buf[45], buf[46]), (7, 0), "behind the end is zero, and nothing is written there");
        pages.reserve(8192).unwrap();
        pages.zero(4090..u64::MAX);
        pages.read(4080, &mut buf);
        assert_eq!((buf[9], buf[10]), (7, 0));
        let pages: Arc<dyn CommonPages> = Arc::new(pages);
        assert!(HostPages::file(&pages, 8192).is_some() && HostPages::file(&pages, 8193).is_none());
    }
}
