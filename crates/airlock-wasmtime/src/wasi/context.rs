//! The state of a WASI guest, and how its calls reach the kernel.
//!
//! A call of WASI becomes one or a few Linux system calls on the guest's own kernel, so files, descriptors, limits,
//! counters and traces are those of any other guest. Buffers are the module's own memory; structures that exist only
//! in Linux's form, and paths, which WASI does not end with NUL, go through a scratch area that the kernel sees at an
//! address no module can name.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use airlock_abi::Errno;
use airlock_kernel::{Kernel, Next};
use airlock_platform::{Fault, Memory, MemoryExhausted, PAGE_SIZE, Prot, Registers};
use airlock_types::Outcome;

use super::errno::WasiErrno;

/// Result of a WASI function.
pub(crate) type Answer = Result<(), WasiErrno>;

/// Where the kernel sees the scratch area: beyond every 32-bit memory.
const SCRATCH: u64 = 1 << 32;
/// A path.
pub(crate) const PATH: u64 = SCRATCH;
/// A second path.
pub(crate) const OTHER_PATH: u64 = SCRATCH + 4096;
/// A structure of Linux, up to 4 KiB.
pub(crate) const STRUCT: u64 = SCRATCH + 2 * 4096;
/// Vectors, directory entries, poll descriptors.
pub(crate) const DATA: u64 = SCRATCH + 4 * 4096;
/// Bytes at `DATA`.
pub(crate) const DATA_BYTES: usize = SCRATCH_BYTES - 4 * 4096;
const SCRATCH_BYTES: usize = 32 * 4096;

/// Takes strace-like lines.
type TraceSink = Box<dyn FnMut(&str) + Send>;

/// What a store holds besides code.
pub(crate) struct State {
    pub(crate) kernel: Kernel,
    pub(crate) args: Vec<Vec<u8>>,
    pub(crate) env: Vec<Vec<u8>>,
    pub(crate) on_trace: Option<TraceSink>,
    /// How the guest ended, once it has.
    pub(crate) end: Option<Outcome>,
    /// Set when a time limit was met.
    pub(crate) expired: Arc<AtomicBool>,
    pub(crate) memory: Option<wasmtime::Memory>,
    pub(crate) memory_limit: u64,
    pub(crate) memory_now: u64,
    pub(crate) memory_peak: u64,
    scratch: Vec<u8>,
}

/// More table entries than this are refused; each takes 8 bytes of the host.
const TABLE_ELEMENTS_MAX: usize = 10_000_000;

impl wasmtime::ResourceLimiter for State {
    fn memory_growing(&mut self, current: usize, desired: usize, _max: Option<usize>) -> wasmtime::Result<bool> {
        let growth = (desired as u64).saturating_sub(current as u64);
        let total = self.memory_now.saturating_add(growth);
        if total > self.memory_limit {
            return Ok(false);
        }
        self.memory_now = total;
        self.memory_peak = self.memory_peak.max(total);
        Ok(true)
    }

    fn table_growing(&mut self, _current: usize, desired: usize, _max: Option<usize>) -> wasmtime::Result<bool> {
        Ok(desired <= TABLE_ELEMENTS_MAX)
    }
}

impl State {
    pub(crate) fn new(kernel: Kernel, expired: Arc<AtomicBool>, memory_limit: u64) -> Self {
        Self {
            kernel,
            args: Vec::new(),
            env: Vec::new(),
            on_trace: None,
            end: None,
            expired,
            memory: None,
            memory_limit,
            memory_now: 0,
            memory_peak: 0,
            scratch: vec![0; SCRATCH_BYTES],
        }
    }
}

/// One call: the module's memory and the state.
pub(crate) struct Cx<'a> {
    memory: &'a mut [u8],
    pub(crate) state: &'a mut State,
}

impl<'a> Cx<'a> {
    pub(crate) fn new(memory: &'a mut [u8], state: &'a mut State) -> Self {
        Self { memory, state }
    }

    /// A Linux system call on the guest's kernel.
    pub(crate) fn syscall<const N: usize>(&mut self, nr: u64, args: [u64; N]) -> Result<u64, WasiErrno> {
        let mut all = [0; 6];
        all.iter_mut().zip(args).for_each(|(slot, arg)| *slot = arg);
        let state = &mut *self.state;
        let mut view = View { memory: self.memory, scratch: &mut state.scratch };
        let ret = state.kernel.syscall(&mut view, nr, all);
        if ret.attention {
            // A WASI guest has no signal handlers, so the registers are of no interest to anybody.
            if let Next::End(outcome) = state.kernel.attend(&mut view, &mut Registers::default()) {
                state.end = Some(outcome);
            }
        }
        match Errno::from_return(ret.value) {
            Some(errno) => Err(errno.into()),
            None => Ok(ret.value),
        }
    }

    /// Whether a time limit was met: a function that waits must then return.
    pub(crate) fn expired(&self) -> bool {
        self.state.expired.load(Ordering::SeqCst)
    }

    /// Reads bytes of the module's memory or of the scratch area.
    pub(crate) fn get<const N: usize>(&self, addr: u64) -> Result<[u8; N], WasiErrno> {
        let mut bytes = [0; N];
        slice(self.memory, &self.state.scratch, addr, N).map(|from| bytes.copy_from_slice(from))?;
        Ok(bytes)
    }

    /// Any number of bytes.
    pub(crate) fn bytes(&self, addr: u64, len: usize) -> Result<&[u8], WasiErrno> {
        slice(self.memory, &self.state.scratch, addr, len)
    }

    pub(crate) fn get_u32(&self, addr: u64) -> Result<u32, WasiErrno> {
        self.get(addr).map(u32::from_le_bytes)
    }

    pub(crate) fn get_u64(&self, addr: u64) -> Result<u64, WasiErrno> {
        self.get(addr).map(u64::from_le_bytes)
    }

    /// Writes bytes to the module's memory or to the scratch area.
    pub(crate) fn put(&mut self, addr: u64, bytes: &[u8]) -> Answer {
        slice_mut(self.memory, &mut self.state.scratch, addr, bytes.len()).map(|to| to.copy_from_slice(bytes))
    }

    pub(crate) fn put_u32(&mut self, addr: u32, value: u32) -> Answer {
        self.put(addr.into(), &value.to_le_bytes())
    }

    pub(crate) fn put_u64(&mut self, addr: u32, value: u64) -> Answer {
        self.put(addr.into(), &value.to_le_bytes())
    }

    /// Copies bytes of the module to `slot`, with a NUL at the end.
    pub(crate) fn text(&mut self, slot: u64, addr: u32, len: u32) -> Answer {
        if len >= 4096 {
            return Err(WasiErrno::NAMETOOLONG);
        }
        let mut text = self.bytes(addr.into(), len as usize)?.to_vec();
        if text.contains(&0) {
            return Err(WasiErrno::INVAL);
        }
        text.push(0);
        self.put(slot, &text)
    }

    /// Copies a path of the module to `slot`. WASI paths are relative to a descriptor and may not lead out of it: an
    /// absolute one, or one with more `..` than names before them, is beyond what the descriptor stands for.
    pub(crate) fn path(&mut self, slot: u64, addr: u32, len: u32) -> Answer {
        let path = self.bytes(addr.into(), len as usize)?;
        if path.is_empty() {
            return Err(WasiErrno::NOENT);
        }
        if path.starts_with(b"/") {
            return Err(WasiErrno::NOTCAPABLE);
        }
        let mut depth = 0i64;
        for name in path.split(|b| *b == b'/') {
            depth += match name {
                b"" | b"." => 0,
                b".." => -1,
                _ => 1,
            };
            if depth < 0 {
                return Err(WasiErrno::NOTCAPABLE);
            }
        }
        self.text(slot, addr, len)
    }
}

fn range(addr: u64, len: usize, size: usize) -> Option<std::ops::Range<usize>> {
    let start = usize::try_from(addr).ok()?;
    let end = start.checked_add(len)?;
    (end <= size).then_some(start..end)
}

fn slice<'s>(memory: &'s [u8], scratch: &'s [u8], addr: u64, len: usize) -> Result<&'s [u8], WasiErrno> {
    let (part, addr) = if addr >= SCRATCH { (scratch, addr - SCRATCH) } else { (memory, addr) };
    range(addr, len, part.len()).and_then(|range| part.get(range)).ok_or(WasiErrno::FAULT)
}

fn slice_mut<'s>(
    memory: &'s mut [u8],
    scratch: &'s mut [u8],
    addr: u64,
    len: usize,
) -> Result<&'s mut [u8], WasiErrno> {
    let (part, addr) = if addr >= SCRATCH { (scratch, addr - SCRATCH) } else { (memory, addr) };
    range(addr, len, part.len()).and_then(|range| part.get_mut(range)).ok_or(WasiErrno::FAULT)
}

/// The address space that the kernel sees. Nothing of it can be mapped or protected.
struct View<'a> {
    memory: &'a mut [u8],
    scratch: &'a mut [u8],
}

impl Memory for View<'_> {
    fn read(&self, addr: u64, buf: &mut [u8]) -> Result<(), Fault> {
        let bytes = slice(self.memory, self.scratch, addr, buf.len()).map_err(|_| Fault { addr })?;
        buf.copy_from_slice(bytes);
        Ok(())
    }

    fn write(&mut self, addr: u64, bytes: &[u8]) -> Result<(), Fault> {
        let to = slice_mut(self.memory, self.scratch, addr, bytes.len()).map_err(|_| Fault { addr })?;
        to.copy_from_slice(bytes);
        Ok(())
    }

    fn map(&mut self, addr: u64, len: u64, _prot: Prot) -> Result<(), MemoryExhausted> {
        Err(MemoryExhausted { addr, len })
    }

    fn protect(&mut self, addr: u64, len: u64, _prot: Prot) -> Result<(), MemoryExhausted> {
        Err(MemoryExhausted { addr, len })
    }

    fn unmap(&mut self, addr: u64, len: u64) -> Result<(), MemoryExhausted> {
        Err(MemoryExhausted { addr, len })
    }

    fn discard(&mut self, addr: u64, len: u64) -> Result<(), MemoryExhausted> {
        Err(MemoryExhausted { addr, len })
    }

    fn move_pages(&mut self, old: u64, len: u64, _new: u64) -> Result<(), MemoryExhausted> {
        Err(MemoryExhausted { addr: old, len })
    }

    fn write_forced(&mut self, addr: u64, bytes: &[u8]) -> Result<(), Fault> {
        self.write(addr, bytes)
    }

    fn prot_at(&self, addr: u64) -> Option<Prot> {
        let page = addr - addr % PAGE_SIZE;
        slice(self.memory, self.scratch, page, 1).ok().map(|_| Prot::READ_WRITE)
    }
}
