//! Shared mappings of files that do not show the file's own bytes, kept coherent with `read(2)`, `write(2)` and
//! `truncate(2)` on the same file: those of files of the host, and of the few others that [`Inode::share`] refuses.
//!
//! [`Inode::share`]: crate::vfs::Inode::share
//!
//! The mapping is a copy of the file's pages. Stores are written back when somebody could look: before a read of the
//! file, at `msync`, `munmap`, `mprotect` and at the end of the process. Two shared mappings of the same pages do not
//! see each other's stores before one of those happens; a child process sees those of its parent, as it shows the same pages.
//! Only the mappings of the process that makes a call are written back for it.

use std::ops::Range;

use airlock_abi::Errno;
use airlock_platform::{Memory, PAGE_SIZE, Prot};

use super::vma::{Vma, page_ceil, page_floor};
use super::{AddressSpace, copy_in, host_prot};
use crate::vfs::File;

impl AddressSpace {
    /// Whether any shared file mapping exists: the check that callers of the hooks pay for.
    pub(crate) fn has_shared_files(&self) -> bool {
        self.shared_files > 0
    }

    /// Writes changed pages of shared file mappings in `range` back to their files. A file that cannot be written (a
    /// full filesystem) keeps its old content, as after a failed writeback on Linux.
    pub(crate) fn flush(&self, mem: &dyn Memory, range: Range<u64>) {
        if self.has_shared_files() {
            for vma in self.set.parts(range) {
                let _ = flush_area(mem, &vma);
            }
        }
    }

    /// Like [`AddressSpace::flush`], for `msync(2)`: says what went wrong.
    pub(super) fn flush_checked(&self, mem: &dyn Memory, range: Range<u64>) -> Result<(), Errno> {
        self.set.parts(range).iter().try_for_each(|vma| flush_area(mem, vma))
    }

    /// Shared areas of the file with this key that show a byte of `at..at + len`, cut to it (rounded to pages).
    fn shared_parts(&self, key: u64, at: u64, len: u64) -> Vec<Vma> {
        let mut parts = Vec::new();
        for vma in self.set.iter().filter(|vma| vma.is_shared_copy()) {
            let Some((file, offset)) = vma.file_at(vma.start) else { continue };
            if file.inode_key() != key {
                continue;
            }
            let low = page_floor(at).max(offset);
            let high = page_ceil(at.saturating_add(len)).unwrap_or(u64::MAX).min(offset.saturating_add(vma.len()));
            if low < high {
                let range = vma.start + (low - offset)..vma.start + (high - offset);
                parts.extend(self.set.parts(range));
            }
        }
        parts
    }
}

/// To be called before `len` bytes at `at` of a file are read.
pub(crate) fn before_read(mm: &AddressSpace, mem: &dyn Memory, file: &File, at: u64, len: u64) {
    if mm.has_shared_files() {
        for vma in mm.shared_parts(file.inode_key(), at, len) {
            let _ = flush_area(mem, &vma);
        }
    }
}

/// To be called after `len` bytes at `at` of a file were written. Pages of which only a part was written had no lost
/// stores only if [`before_read`] ran for the same range before the write; call it first.
pub(crate) fn after_write(mm: &AddressSpace, mem: &mut dyn Memory, file: &File, at: u64, len: u64) {
    if mm.has_shared_files() {
        for vma in mm.shared_parts(file.inode_key(), at, len) {
            open_pages_before(mm, mem, &vma);
            let _ = refresh_area(mem, &vma);
        }
    }
}

/// Gives access to the pages before `vma` that lay behind the end of the file until a write beyond it made the file
/// longer.
fn open_pages_before(mm: &AddressSpace, mem: &mut dyn Memory, vma: &Vma) {
    let mut first = vma.start;
    while let Some(before) = mm.find(first.wrapping_sub(PAGE_SIZE)) {
        let joined = match (before.file_at(first), vma.file_at(first)) {
            (Some((a, _)), Some((b, _))) => before.is_shared_copy() && a.inode_key() == b.inode_key(),
            _ => false,
        };
        if !joined || before.prot == Prot::NONE || mem.prot_at(first - PAGE_SIZE) != Some(Prot::NONE) {
            break;
        }
        first -= PAGE_SIZE;
    }
    if first < vma.start {
        for part in mm.set.parts(first..vma.start) {
            let _ = refresh_area(mem, &part);
        }
    }
}

/// To be called after the length of a file was set.
pub(crate) fn after_truncate(mm: &AddressSpace, mem: &mut dyn Memory, file: &File) {
    if mm.has_shared_files() {
        for vma in mm.shared_parts(file.inode_key(), 0, u64::MAX) {
            let _ = refresh_area(mem, &vma);
        }
    }
}

/// Writes the pages of an area that differ from the file.
fn flush_area(mem: &dyn Memory, vma: &Vma) -> Result<(), Errno> {
    // An area that is not writable now was flushed when it stopped being so.
    if !vma.is_shared_copy() || !vma.prot.write {
        return Ok(());
    }
    let Some((file, offset)) = vma.file_at(vma.start) else { return Ok(()) };
    let len = file.size().saturating_sub(offset).min(vma.len());
    let (mut ours, mut theirs) = ([0; PAGE_SIZE as usize], [0; PAGE_SIZE as usize]);
    let mut done = 0;
    while done < len {
        let want = usize::try_from(len - done).unwrap_or(usize::MAX).min(ours.len());
        let (Some(ours), Some(theirs)) = (ours.get_mut(..want), theirs.get_mut(..want)) else { break };
        if mem.read(vma.start + done, ours).is_err() {
            // A page that lay behind the end of the file when the area was last looked at: nothing was stored there.
            done += want as u64;
            continue;
        }
        read_full(file, theirs, offset.saturating_add(done))?;
        if ours != theirs {
            let mut written = 0;
            while let Some(rest) = ours.get(written..).filter(|rest| !rest.is_empty()) {
                match file.write_at(rest, offset.saturating_add(done).saturating_add(written as u64))? {
                    0 => return Err(Errno::EIO),
                    n => written += n,
                }
            }
        }
        done += want as u64;
    }
    Ok(())
}

fn read_full(file: &File, buf: &mut [u8], offset: u64) -> Result<(), Errno> {
    let mut done = 0;
    while let Some(rest) = buf.get_mut(done..).filter(|rest| !rest.is_empty()) {
        match file.read_at(rest, offset.saturating_add(done as u64))? {
            0 => {
                rest.fill(0);
                break;
            }
            n => done += n,
        }
    }
    Ok(())
}

/// Reads an area from its file again, and gives and takes access according to the file's length.
pub(super) fn refresh_area(mem: &mut dyn Memory, vma: &Vma) -> Result<(), Errno> {
    let Some((file, offset)) = vma.file_at(vma.start) else { return Ok(()) };
    let in_file = file.size().saturating_sub(offset).min(vma.len());
    let backed = page_ceil(in_file).unwrap_or(u64::MAX).min(vma.len());
    if in_file < backed {
        // The rest of the last page reads as zeroes.
        let page = vma.start + page_floor(in_file);
        mem.discard(page, PAGE_SIZE).map_err(|_| Errno::ENOMEM)?;
    }
    if backed > 0 {
        mem.protect(vma.start, backed, host_prot(vma.prot)).map_err(|_| Errno::ENOMEM)?;
        copy_in(mem, file, offset, vma.start, in_file)?;
    }
    if backed < vma.len() {
        let (rest, len) = (vma.start + backed, vma.len() - backed);
        mem.discard(rest, len).map_err(|_| Errno::ENOMEM)?;
        mem.protect(rest, len, Prot::NONE).map_err(|_| Errno::ENOMEM)?;
    }
    Ok(())
}
