//! Reading ELF headers. The file is hostile: everything is checked before anything is mapped.

use airlock_abi::elf::{self as abi, Header, Segment};
use airlock_platform::PAGE_SIZE;

use super::error::ExecError;
use super::lossy;
use crate::mm::{ADDRESS_END, page_ceil, page_floor};

/// Most program headers.
const SEGMENTS_MAX: u16 = 1024;
/// Longest path of a loader.
const INTERPRETER_BYTES_MAX: u64 = 4096;
/// Largest alignment of a segment.
const ALIGN_MAX: u64 = 1 << 30;

/// What to load, as the file says it (addresses without bias).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Plan {
    /// Loadable segments by ascending address; their pages do not overlap.
    pub(super) segments: Vec<Segment>,
    /// Start of the first page.
    pub(super) start: u64,
    /// End of the last segment.
    pub(super) end: u64,
    /// Largest alignment, at least a page, a power of two.
    pub(super) align: u64,
    /// Entry point.
    pub(super) entry: u64,
    /// May be loaded anywhere.
    pub(super) relocatable: bool,
    /// Address of the program headers in memory; 0 if they are not loaded.
    pub(super) phdr: u64,
    /// Number of program headers.
    pub(super) phnum: u16,
    /// Path of the loader.
    pub(super) interpreter: Option<Vec<u8>>,
    /// The stack is to be executable (`PT_GNU_STACK`): nested functions of C put code there.
    pub(super) executable_stack: bool,
}

/// Checks a file.
pub(super) fn plan(path: &[u8], bytes: &[u8]) -> Result<Plan, ExecError> {
    let damaged = |problem: &'static str| ExecError::Header { path: lossy(path), problem };
    if !bytes.starts_with(b"\x7fELF") {
        return Err(ExecError::NotElf { path: lossy(path) });
    }
    let header =
        bytes.first_chunk().and_then(Header::decode).ok_or_else(|| damaged("it ends within the file header"))?;
    check_kind(path, &header)?;
    let table = program_headers(bytes, &header).map_err(damaged)?;
    let mut segments = Vec::new();
    let mut phdr = None;
    let mut interpreter = None;
    let mut executable_stack = false;
    for segment in table {
        match segment.kind {
            abi::PT_LOAD if segment.memsz > 0 => segments.push(check_segment(segment, bytes).map_err(damaged)?),
            abi::PT_PHDR => phdr = Some(segment.vaddr),
            abi::PT_GNU_STACK => executable_stack = segment.flags & abi::PF_X != 0,
            abi::PT_INTERP if interpreter.is_none() => {
                interpreter = Some(interpreter_path(segment, bytes).map_err(damaged)?);
            }
            _ => {}
        }
    }
    let (Some(first), Some(last)) = (segments.first(), segments.last()) else {
        return Err(damaged("it has no loadable segment"));
    };
    for pair in segments.windows(2) {
        if let [low, high] = pair
            && page_ceil(low.vaddr + low.memsz).is_none_or(|end| end > page_floor(high.vaddr))
        {
            return Err(damaged("its loadable segments overlap or are not in ascending order"));
        }
    }
    let (start, end) = (page_floor(first.vaddr), last.vaddr + last.memsz);
    let align = segments.iter().map(|s| s.align).max().unwrap_or(PAGE_SIZE).max(PAGE_SIZE);
    let has_entry =
        |s: &Segment| s.flags & abi::PF_X != 0 && header.entry >= s.vaddr && header.entry - s.vaddr < s.memsz;
    if !segments.iter().any(has_entry) {
        return Err(damaged("its entry point lies in no executable segment"));
    }
    let loaded_at = |s: &Segment| {
        let into = header.phoff.checked_sub(s.offset).filter(|into| *into < s.filesz)?;
        Some(s.vaddr + into)
    };
    let phdr = phdr.or_else(|| segments.iter().find_map(loaded_at)).unwrap_or(0);
    Ok(Plan {
        start,
        end,
        align,
        entry: header.entry,
        relocatable: header.kind == abi::ET_DYN,
        phdr,
        phnum: header.phnum,
        interpreter,
        executable_stack,
        segments,
    })
}

fn check_kind(path: &[u8], header: &Header) -> Result<(), ExecError> {
    let what = match (header.class, header.data, header.machine) {
        (2, 1, abi::EM_X86_64) => None,
        (1, _, abi::EM_X86_64) => Some("x32, 32-bit".to_owned()),
        (1, _, 3) => Some("32-bit x86".to_owned()),
        (1, _, 40) => Some("32-bit ARM".to_owned()),
        (2, _, 183) => Some("AArch64".to_owned()),
        (2, _, 243) => Some("RISC-V".to_owned()),
        (class, data, machine) => Some(format!("class {class}, data {data}, machine {machine}")),
    };
    if let Some(what) = what {
        return Err(ExecError::Architecture { path: lossy(path), what });
    }
    if header.kind != abi::ET_EXEC && header.kind != abi::ET_DYN {
        return Err(ExecError::Kind { path: lossy(path), kind: header.kind });
    }
    Ok(())
}

fn program_headers(bytes: &[u8], header: &Header) -> Result<Vec<Segment>, &'static str> {
    if usize::from(header.phentsize) != abi::PHDR_SIZE {
        return Err("its program headers do not have the size of ELF64 program headers");
    }
    if header.phnum == 0 || header.phnum > SEGMENTS_MAX {
        return Err("it has no program headers or more than 1,024");
    }
    let start = usize::try_from(header.phoff).map_err(|_| "its program headers lie outside of the file")?;
    let len = usize::from(header.phnum) * abi::PHDR_SIZE;
    let table = start
        .checked_add(len)
        .and_then(|end| bytes.get(start..end))
        .ok_or("its program headers lie outside of the file")?;
    Ok(table.as_chunks().0.iter().map(Segment::decode).collect())
}

/// The bias with which a file is loaded of which an executable mapping at `start` shows the part from `offset` on.
pub(super) fn bias_of_mapping(bytes: &[u8], offset: u64, start: u64) -> Option<u64> {
    let header = bytes.first_chunk().and_then(Header::decode).filter(|_| bytes.starts_with(b"\x7fELF"))?;
    if (header.class, header.data, header.machine) != (2, 1, abi::EM_X86_64) {
        return None;
    }
    let shows = |s: &Segment| {
        s.kind == abi::PT_LOAD
            && s.flags & abi::PF_X != 0
            && (page_floor(s.offset)..s.offset.saturating_add(s.filesz)).contains(&offset)
    };
    let segment = program_headers(bytes, &header).ok()?.into_iter().find(shows)?;
    let vaddr = page_floor(segment.vaddr).wrapping_add(offset - page_floor(segment.offset));
    Some(start.wrapping_sub(vaddr))
}

fn check_segment(mut segment: Segment, bytes: &[u8]) -> Result<Segment, &'static str> {
    if segment.filesz > segment.memsz {
        return Err("a segment is larger in the file than in memory");
    }
    if segment.offset.checked_add(segment.filesz).is_none_or(|end| end > bytes.len() as u64) {
        return Err("a segment lies outside of the file");
    }
    if segment.vaddr.checked_add(segment.memsz).is_none_or(|end| end > ADDRESS_END) {
        return Err("a segment lies beyond the guest's address space of 3.75 GiB");
    }
    if segment.filesz > 0 && segment.vaddr % PAGE_SIZE != segment.offset % PAGE_SIZE {
        return Err("a segment's address and file offset differ within a page");
    }
    if segment.align > ALIGN_MAX || segment.align > 1 && !segment.align.is_power_of_two() {
        return Err("a segment's alignment is not a power of two up to 1 GiB");
    }
    segment.align = segment.align.max(1);
    Ok(segment)
}

fn interpreter_path(segment: Segment, bytes: &[u8]) -> Result<Vec<u8>, &'static str> {
    const PROBLEM: &str = "the path of its loader is empty, too long or outside of the file";
    if segment.filesz < 2 || segment.filesz > INTERPRETER_BYTES_MAX {
        return Err(PROBLEM);
    }
    let start = usize::try_from(segment.offset).map_err(|_| PROBLEM)?;
    let len = usize::try_from(segment.filesz).map_err(|_| PROBLEM)?;
    let path = start.checked_add(len).and_then(|end| bytes.get(start..end)).ok_or(PROBLEM)?;
    let path = path.strip_suffix(&[0]).ok_or(PROBLEM)?;
    if path.is_empty() || path.contains(&0) {
        return Err(PROBLEM);
    }
    Ok(path.to_vec())
}
