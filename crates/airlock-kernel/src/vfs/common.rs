//! Content of in-memory files that is mapped shared.
//!
//! As long as somebody maps such a file shared, its bytes lie in pages of the platform that all mappings show, and
//! `read(2)` and `write(2)` go there. They count against the filesystem limit in full length then. With the last mapping
//! they become ordinary content again.

use std::sync::{Arc, Weak};

use airlock_abi::Errno;
use airlock_platform::{CommonPages, Memory};

use super::data::{FileData, PAGE, PAGE_COST};
use super::inode::{Inode, Kind};
use super::lock;

/// How much is copied at a time.
const COPY_BYTES: usize = 256 << 10;

/// One reference of a shared mapping to the content of its file.
pub(crate) struct SharedContent {
    inode: Arc<Inode>,
    pub(crate) pages: Arc<dyn CommonPages>,
}

impl Drop for SharedContent {
    fn drop(&mut self) {
        if let Kind::Regular(data) = &self.inode.kind {
            lock(data).unshare();
        }
    }
}

/// Where the bytes of a file are that is mapped shared.
pub(super) struct Common {
    pub(super) pages: Arc<dyn CommonPages>,
    /// Pages that count against the filesystem limit.
    pub(super) charged: u64,
    content: Weak<SharedContent>,
}

impl Inode {
    /// The content of an in-memory file, for a shared mapping of its first `bytes` bytes. `None` if the mapping has to be a
    /// copy: of other files, of one whose full length does not fit into the filesystem limit, and of one that lies on
    /// the host while nobody writes to it.
    pub(crate) fn share(
        self: &Arc<Self>,
        mem: &dyn Memory,
        bytes: u64,
        writable: bool,
    ) -> Result<Option<Arc<SharedContent>>, Errno> {
        let Kind::Regular(data) = &self.kind else { return Ok(None) };
        let mut data = lock(data);
        if let Some(common) = &data.common
            && let Some(content) = common.content.upgrade()
        {
            content.pages.reserve(bytes).map_err(|_| Errno::ENOMEM)?;
            return Ok(Some(content));
        }
        if !writable && data.lower().is_some() {
            return Ok(None);
        }
        let Some(pages) = data.move_to_common(mem, bytes)? else { return Ok(None) };
        let content = Arc::new(SharedContent { inode: Arc::clone(self), pages });
        if let Some(common) = &mut data.common {
            common.content = Arc::downgrade(&content);
        }
        Ok(Some(content))
    }
}

impl Inode {
    /// How many areas of address spaces show the content.
    pub(crate) fn shares(&self) -> usize {
        let Kind::Regular(data) = &self.kind else { return 0 };
        lock(data).common.as_ref().map_or(0, |common| common.content.strong_count())
    }
}

impl Common {
    /// Counts what a file of this length costs; `ENOSPC` if it does not fit.
    pub(super) fn resize(&mut self, space: &super::data::Space, len: u64) -> Result<(), Errno> {
        let pages = len.div_ceil(PAGE);
        if pages > self.charged {
            space.charge((pages - self.charged).saturating_mul(PAGE_COST))?;
            if self.pages.reserve(len).is_err() {
                space.release((pages - self.charged).saturating_mul(PAGE_COST));
                return Err(Errno::ENOSPC);
            }
        } else {
            space.release((self.charged - pages).saturating_mul(PAGE_COST));
        }
        self.charged = pages;
        Ok(())
    }
}

impl FileData {
    /// Moves the content to common pages of at least so many bytes. `None` if there is no room.
    fn move_to_common(&mut self, mem: &dyn Memory, bytes: u64) -> Result<Option<Arc<dyn CommonPages>>, Errno> {
        let total = self.size().div_ceil(PAGE);
        let held = self.present();
        let missing = total.saturating_sub(held);
        if self.charge(missing).is_err() {
            return Ok(None);
        }
        let made = mem.new_pages(bytes.max(self.size())).map_err(|_| Errno::ENOMEM);
        let result = made.and_then(|pages| self.copy_to(pages.as_ref()).map(|()| pages));
        match result {
            Ok(pages) => {
                self.forget_content();
                self.release(held.saturating_sub(total));
                self.common = Some(Common { pages: Arc::clone(&pages), charged: total, content: Weak::new() });
                Ok(Some(pages))
            }
            Err(errno) => {
                self.release(missing);
                Err(errno)
            }
        }
    }

    fn copy_to(&mut self, pages: &dyn CommonPages) -> Result<(), Errno> {
        let mut buf = vec![0; COPY_BYTES.min(usize::try_from(self.size()).unwrap_or(COPY_BYTES))];
        let mut at = 0;
        // Only what holds data: the rest is zero already.
        while let Ok(data) = self.seek(at, false) {
            let n = self.read(&mut buf, data)?;
            pages.write(data, buf.get(..n).unwrap_or_default());
            at = data.saturating_add(n as u64);
            if n == 0 {
                break;
            }
        }
        Ok(())
    }

    /// The last shared mapping is gone: the content becomes ordinary pages again, for which room was kept.
    fn unshare(&mut self) {
        let Some(common) = self.common.take() else { return };
        let size = self.size();
        let mut buf =
            vec![0; COPY_BYTES.min(usize::try_from(size).unwrap_or(COPY_BYTES)).next_multiple_of(PAGE as usize)];
        let (mut at, mut kept) = (0, 0);
        while at < size {
            common.pages.read(at, &mut buf);
            let valid = usize::try_from(size - at).unwrap_or(usize::MAX).min(buf.len());
            // Nothing stays of what was stored behind the end.
            buf.get_mut(valid..).unwrap_or_default().fill(0);
            for (index, page) in (at / PAGE..).zip(buf.chunks_exact(PAGE as usize)) {
                if page.iter().any(|byte| *byte != 0) {
                    self.put_page(index, page);
                    kept += 1;
                }
            }
            at = at.saturating_add(buf.len() as u64);
        }
        self.release(common.charged.saturating_sub(kept));
    }
}

#[cfg(test)]
mod tests {
    use airlock_platform::VecMemory;

    use super::*;
    use crate::vfs::data::Space;

    #[test]
    fn content_moves_there_and_back() {
        let space = Arc::new(Space::new(20 * PAGE_COST));
        let mut data = FileData::new(Arc::clone(&space), 0);
        data.truncate(10 * PAGE).unwrap();
        data.write(b"middle", 5 * PAGE - 3).unwrap();
        let pages = data.move_to_common(&VecMemory::new(), 12 * PAGE).unwrap().unwrap();
        assert_eq!(space.free(), 10 * PAGE_COST);
        let mut buf = [0; 6];
        pages.read(5 * PAGE - 3, &mut buf);
        assert_eq!(&buf, b"middle");
        // Stores and writes meet; the file grows and shrinks.
        pages.write(0, b"store");
        assert_eq!((data.read(&mut buf, 1), &buf), (Ok(6), b"tore\0\0"));
        assert_eq!(data.write(b"end", 12 * PAGE - 3), Ok(3));
        assert_eq!(space.free(), 8 * PAGE_COST);
        data.truncate(12 * PAGE - 1).unwrap();
        data.truncate(12 * PAGE).unwrap();
        assert_eq!((data.read(&mut buf, 12 * PAGE - 3), &buf[..3]), (Ok(3), &b"en\0"[..]));
        assert_eq!(data.truncate(30 * PAGE), Err(Errno::ENOSPC));
        data.zero_range(5 * PAGE, PAGE, false).unwrap();
        pages.write(12 * PAGE, b"behind");
        data.unshare();
        assert_eq!(space.free(), 17 * PAGE_COST);
        assert_eq!((data.read(&mut buf, 0), &buf), (Ok(6), b"store\0"));
        assert_eq!((data.read(&mut buf, 5 * PAGE - 3), &buf), (Ok(6), b"mid\0\0\0"));
        drop(data);
        assert_eq!(space.free(), 20 * PAGE_COST);
    }

    #[test]
    fn what_does_not_fit_stays_as_it_is() {
        let space = Arc::new(Space::new(5 * PAGE_COST));
        let mut data = FileData::new(Arc::clone(&space), 0);
        data.truncate(1 << 40).unwrap();
        assert!(data.move_to_common(&VecMemory::new(), PAGE).unwrap().is_none());
        assert_eq!(space.free(), 5 * PAGE_COST);
    }
}
