//! Implementations without an outside, for the reference interpreter and for tests.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

use crate::{Clock, CommonPages, Entropy, Fault, HostError, Memory, MemoryExhausted, PAGE_SIZE, Prot, Stdio, Stream};

/// Guest memory as a map of pages. Slow and simple. A clone has nothing in common with the original but the pages of
/// [`Memory::map_pages`].
#[derive(Clone, Default)]
pub struct VecMemory {
    pages: BTreeMap<u64, (Prot, Page)>,
}

#[derive(Clone)]
enum Page {
    Own(Box<[u8]>),
    /// Common pages, from this byte on.
    Common(Arc<dyn CommonPages>, u64),
}

impl Page {
    fn read(&self, offset: usize, buf: &mut [u8]) {
        match self {
            Self::Own(page) => buf.copy_from_slice(&page[offset..offset + buf.len()]),
            Self::Common(pages, at) => pages.read(at + offset as u64, buf),
        }
    }

    fn write(&mut self, offset: usize, bytes: &[u8]) {
        match self {
            Self::Own(page) => page[offset..offset + bytes.len()].copy_from_slice(bytes),
            Self::Common(pages, at) => pages.write(*at + offset as u64, bytes),
        }
    }
}

/// Common pages of [`VecMemory`].
#[derive(Default)]
struct VecPages(Mutex<Vec<u8>>);

impl CommonPages for VecPages {
    fn reserve(&self, bytes: u64) -> Result<(), MemoryExhausted> {
        let len = usize::try_from(bytes).map_err(|_| MemoryExhausted { addr: 0, len: bytes })?;
        let mut content = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if content.len() < len {
            content.resize(len, 0);
        }
        Ok(())
    }

    fn read(&self, at: u64, buf: &mut [u8]) {
        let content = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let source = usize::try_from(at).ok().and_then(|at| content.get(at..)).unwrap_or_default();
        let n = source.len().min(buf.len());
        let (head, tail) = buf.split_at_mut(n);
        head.copy_from_slice(&source[..n]);
        tail.fill(0);
    }

    fn write(&self, at: u64, bytes: &[u8]) {
        let mut content = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let target = usize::try_from(at).ok().and_then(|at| content.get_mut(at..)).unwrap_or_default();
        let n = target.len().min(bytes.len());
        target[..n].copy_from_slice(&bytes[..n]);
    }

    fn zero(&self, range: Range<u64>) {
        let mut content = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let len = content.len() as u64;
        let (start, end) = (range.start.min(len) as usize, range.end.min(len) as usize);
        content.get_mut(start..end).unwrap_or_default().fill(0);
    }
}

impl VecMemory {
    /// An empty address space.
    pub fn new() -> Self {
        Self::default()
    }

    fn page_range(addr: u64, len: u64) -> Range<u64> {
        addr / PAGE_SIZE..addr.saturating_add(len).div_ceil(PAGE_SIZE)
    }

    fn copy_in(&mut self, addr: u64, bytes: &[u8], allowed: impl Fn(Prot) -> bool) -> Result<(), Fault> {
        let mut done = 0;
        while done < bytes.len() {
            let at = addr.wrapping_add(done as u64);
            let (prot, page) = self.pages.get_mut(&(at / PAGE_SIZE)).ok_or(Fault { addr: at })?;
            if !allowed(*prot) {
                return Err(Fault { addr: at });
            }
            let offset = (at % PAGE_SIZE) as usize;
            let n = (PAGE_SIZE as usize - offset).min(bytes.len() - done);
            page.write(offset, &bytes[done..done + n]);
            done += n;
        }
        Ok(())
    }
}

impl Memory for VecMemory {
    fn read(&self, addr: u64, buf: &mut [u8]) -> Result<(), Fault> {
        let mut done = 0;
        while done < buf.len() {
            let at = addr.wrapping_add(done as u64);
            let (prot, page) = self.pages.get(&(at / PAGE_SIZE)).ok_or(Fault { addr: at })?;
            if !prot.read {
                return Err(Fault { addr: at });
            }
            let offset = (at % PAGE_SIZE) as usize;
            let n = (PAGE_SIZE as usize - offset).min(buf.len() - done);
            page.read(offset, &mut buf[done..done + n]);
            done += n;
        }
        Ok(())
    }

    fn write(&mut self, addr: u64, bytes: &[u8]) -> Result<(), Fault> {
        self.copy_in(addr, bytes, |p| p.write)
    }

    fn write_forced(&mut self, addr: u64, bytes: &[u8]) -> Result<(), Fault> {
        self.copy_in(addr, bytes, |_| true)
    }

    fn new_pages(&self, bytes: u64) -> Result<Arc<dyn CommonPages>, MemoryExhausted> {
        let pages = VecPages::default();
        pages.reserve(bytes)?;
        Ok(Arc::new(pages))
    }

    fn map_pages(
        &mut self,
        addr: u64,
        len: u64,
        prot: Prot,
        pages: &Arc<dyn CommonPages>,
        at: u64,
    ) -> Result<(), MemoryExhausted> {
        for (index, page) in Self::page_range(addr, len).enumerate() {
            let content = Page::Common(Arc::clone(pages), at + index as u64 * PAGE_SIZE);
            self.pages.insert(page, (prot, content));
        }
        Ok(())
    }

    fn map(&mut self, addr: u64, len: u64, prot: Prot) -> Result<(), MemoryExhausted> {
        for page in Self::page_range(addr, len) {
            self.pages.insert(page, (prot, Page::Own(vec![0; PAGE_SIZE as usize].into())));
        }
        Ok(())
    }

    fn protect(&mut self, addr: u64, len: u64, prot: Prot) -> Result<(), MemoryExhausted> {
        for (_, entry) in self.pages.range_mut(Self::page_range(addr, len)) {
            entry.0 = prot;
        }
        Ok(())
    }

    fn unmap(&mut self, addr: u64, len: u64) -> Result<(), MemoryExhausted> {
        for page in Self::page_range(addr, len) {
            self.pages.remove(&page);
        }
        Ok(())
    }

    fn discard(&mut self, addr: u64, len: u64) -> Result<(), MemoryExhausted> {
        for (_, entry) in self.pages.range_mut(Self::page_range(addr, len)) {
            // Common pages keep their content, as shared memory of a host does.
            if let Page::Own(page) = &mut entry.1 {
                page.fill(0);
            }
        }
        Ok(())
    }

    fn move_pages(&mut self, old: u64, len: u64, new: u64) -> Result<(), MemoryExhausted> {
        for page in Self::page_range(old, len) {
            let to = page - old / PAGE_SIZE + new / PAGE_SIZE;
            match self.pages.remove(&page) {
                Some(entry) => self.pages.insert(to, entry),
                None => self.pages.remove(&to),
            };
        }
        Ok(())
    }

    fn detach(&mut self) -> Result<(), MemoryExhausted> {
        self.pages.clear();
        Ok(())
    }

    fn prot_at(&self, addr: u64) -> Option<Prot> {
        self.pages.get(&(addr / PAGE_SIZE)).map(|p| p.0)
    }
}

/// A platform that never changes: clocks that count calls, "random" bytes that count, input that is empty, output
/// kept in memory.
#[derive(Default)]
pub struct FixedPlatform {
    ticks: Mutex<u64>,
    output: Mutex<(Vec<u8>, Vec<u8>)>,
}

impl FixedPlatform {
    /// What was written to standard output and standard error so far.
    pub fn output(&self) -> (Vec<u8>, Vec<u8>) {
        self.output.lock().map(|o| o.clone()).unwrap_or_default()
    }

    fn tick(&self) -> u64 {
        self.ticks.lock().map_or(0, |mut t| {
            *t = t.saturating_add(1000);
            *t
        })
    }
}

impl Clock for FixedPlatform {
    fn realtime_ns(&self) -> i64 {
        1_700_000_000_000_000_000i64.saturating_add_unsigned(self.tick())
    }
    fn monotonic_ns(&self) -> u64 {
        self.tick()
    }
    fn cpu_ns(&self) -> u64 {
        self.tick()
    }
    fn sleep_until(&self, deadline_ns: u64) {
        if let Ok(mut t) = self.ticks.lock() {
            *t = (*t).max(deadline_ns);
        }
    }
}

impl Entropy for FixedPlatform {
    fn fill(&self, buf: &mut [u8]) {
        for (i, b) in buf.iter_mut().enumerate() {
            *b = i as u8;
        }
    }
}

impl Stdio for FixedPlatform {
    fn read(&self, _buf: &mut [u8]) -> Result<usize, HostError> {
        Ok(0)
    }
    fn write(&self, stream: Stream, bytes: &[u8]) -> Result<usize, HostError> {
        if let Ok(mut o) = self.output.lock() {
            match stream {
                Stream::Stdin => return Err(HostError::Denied),
                Stream::Stdout => o.0.extend_from_slice(bytes),
                Stream::Stderr => o.1.extend_from_slice(bytes),
            }
        }
        Ok(bytes.len())
    }
    fn is_terminal(&self, _stream: Stream) -> bool {
        false
    }
    fn window_size(&self) -> Option<(u16, u16)> {
        None
    }
    fn ready(&self, _stream: Stream, _timeout_ns: Option<u64>) -> bool {
        true
    }
}
