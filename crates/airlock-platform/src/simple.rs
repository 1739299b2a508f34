//! Implementations without an outside, for the reference interpreter and for tests.

use std::collections::BTreeMap;
use std::sync::Mutex;

use crate::{Clock, Entropy, Fault, HostError, Memory, MemoryExhausted, PAGE_SIZE, Prot, Stdio, Stream};

/// Guest memory as a map of pages. Slow and simple. A clone has nothing in common with the original.
#[derive(Clone, Default)]
pub struct VecMemory {
    pages: BTreeMap<u64, (Prot, Box<[u8]>)>,
}

impl VecMemory {
    /// An empty address space.
    pub fn new() -> Self {
        Self::default()
    }

    fn page_range(addr: u64, len: u64) -> std::ops::Range<u64> {
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
            let n = (page.len() - offset).min(bytes.len() - done);
            page[offset..offset + n].copy_from_slice(&bytes[done..done + n]);
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
            let n = (page.len() - offset).min(buf.len() - done);
            buf[done..done + n].copy_from_slice(&page[offset..offset + n]);
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

    fn map(&mut self, addr: u64, len: u64, prot: Prot) -> Result<(), MemoryExhausted> {
        for page in Self::page_range(addr, len) {
            self.pages.insert(page, (prot, vec![0; PAGE_SIZE as usize].into()));
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
            entry.1.fill(0);
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
