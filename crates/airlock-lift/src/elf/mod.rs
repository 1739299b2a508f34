//! Reads an ELF file as the lifter needs it: executable and constant bytes at their run-time addresses, and hints
//! where functions start. Nothing found here is trusted for correctness: a wrong hint costs speed only.

mod hints;

use object::elf;
use object::read::elf::{FileHeader, ProgramHeader};
use object::{Endianness, FileKind};

pub use hints::Hints;

/// Why a file is not an object that can be lifted.
#[derive(Debug, thiserror::Error)]
pub enum ElfError {
    /// Not ELF at all.
    #[error("not an ELF file (it starts with {0:02x?})")]
    NotElf(Vec<u8>),
    /// A 32-bit file.
    #[error("a 32-bit ELF file; only x86-64 programs can be run")]
    NotElf64,
    /// Another architecture.
    #[error("an ELF file for machine type {0}; only x86-64 (62) programs can be run")]
    WrongMachine(u16),
    /// Not a program or shared object.
    #[error("an ELF file of type {0}; only executables and shared objects can be run")]
    WrongType(u16),
    /// A header or table that cannot be right.
    #[error("a damaged ELF file: {0}")]
    Malformed(String),
    /// More code than the lifter takes.
    #[error("the executable segments hold {0} bytes, more than the {MAX_TEXT} that can be lifted")]
    TooLarge(u64),
    /// Code so scattered that a table over all of it would be too large.
    #[error("the executable segments lie in a range of {0} bytes, wider than the {MAX_TEXT} that can be lifted")]
    TooFarApart(u64),
}

/// Most bytes of executable segments in one object, and the widest range they may lie in: the dispatch table has an
/// entry for each byte between the first and the last.
pub const MAX_TEXT: u64 = 256 << 20;

/// Most program headers: Linux takes a table of up to 64 KiB.
const MAX_HEADERS: usize = (64 << 10) / 56;
/// Segments may share bytes of the file, but not so that a small file becomes a large program.
const MAX_SHARING: u64 = 4;

/// One loadable segment at its run-time address. Bytes beyond the file's are zero and not here.
#[derive(Clone, Debug)]
pub struct Segment<'a> {
    /// Run-time address of the first byte.
    pub addr: u64,
    /// The bytes from the file.
    pub bytes: &'a [u8],
    /// Executable.
    pub exec: bool,
    /// Writable.
    pub write: bool,
}

impl Segment<'_> {
    /// Address after the last byte from the file.
    pub fn end(&self) -> u64 {
        self.addr + self.bytes.len() as u64
    }
}

/// An ELF file at a load address.
#[derive(Clone, Debug)]
pub struct Object<'a> {
    /// Entry point.
    pub entry: u64,
    /// Loadable segments, by address.
    pub segments: Vec<Segment<'a>>,
    /// Where functions may start.
    pub hints: Hints,
}

impl<'a> Object<'a> {
    /// Reads a file that will be loaded with `bias` added to its addresses (0 for a fixed-address executable).
    pub fn parse(data: &'a [u8], bias: u64) -> Result<Self, ElfError> {
        Self::read(data, bias, None)
    }

    /// Like [`Object::parse`], with hints that were collected from the same bytes and bias before.
    pub fn parse_with(data: &'a [u8], bias: u64, hints: Hints) -> Result<Self, ElfError> {
        Self::read(data, bias, Some(hints))
    }

    fn read(data: &'a [u8], bias: u64, known: Option<Hints>) -> Result<Self, ElfError> {
        match FileKind::parse(data) {
            Ok(FileKind::Elf64) => {}
            Ok(FileKind::Elf32) => return Err(ElfError::NotElf64),
            _ => return Err(ElfError::NotElf(data.iter().take(4).copied().collect())),
        }
        let malformed = |e: object::Error| ElfError::Malformed(e.to_string());
        let header = elf::FileHeader64::<Endianness>::parse(data).map_err(malformed)?;
        let endian = header.endian().map_err(malformed)?;
        let machine = header.e_machine(endian);
        if machine != elf::EM_X86_64 || endian != Endianness::Little {
            return Err(ElfError::WrongMachine(machine));
        }
        let kind = header.e_type(endian);
        if kind != elf::ET_EXEC && kind != elf::ET_DYN {
            return Err(ElfError::WrongType(kind));
        }
        let mut segments = Vec::new();
        let (mut text, mut total) = (0u64, 0u64);
        let headers = header.program_headers(endian, data).map_err(malformed)?;
        if headers.len() > MAX_HEADERS {
            return Err(ElfError::Malformed(format!("{} program headers, more than {MAX_HEADERS}", headers.len())));
        }
        for p in headers {
            if p.p_type(endian) != elf::PT_LOAD {
                continue;
            }
            let bytes = p
                .data(endian, data)
                .map_err(|()| ElfError::Malformed("a segment lies beyond the end of the file".into()))?;
            let addr = p.p_vaddr(endian).wrapping_add(bias);
            let Some(end) = addr.checked_add(bytes.len() as u64) else {
                return Err(ElfError::Malformed(format!("a segment at {addr:#x} passes the end of the address space")));
            };
            if end > 1 << 32 {
                return Err(ElfError::Malformed(format!("a segment at {addr:#x} lies above 4 GiB")));
            }
            let flags = p.p_flags(endian);
            let exec = flags & elf::PF_X != 0;
            total += bytes.len() as u64;
            if exec {
                text += bytes.len() as u64;
            }
            segments.push(Segment { addr, bytes, exec, write: flags & elf::PF_W != 0 });
        }
        if text > MAX_TEXT {
            return Err(ElfError::TooLarge(text));
        }
        if total > MAX_SHARING.saturating_mul(data.len() as u64) {
            return Err(ElfError::Malformed(format!("its segments hold {total} bytes of a file of {}", data.len())));
        }
        segments.sort_by_key(|s| s.addr);
        if segments.windows(2).any(|w| w[0].end() > w[1].addr) {
            return Err(ElfError::Malformed("loadable segments overlap".into()));
        }
        let entry = header.e_entry(endian).wrapping_add(bias);
        let hints = known.unwrap_or_else(|| hints::collect(header, endian, data, bias, &segments));
        let object = Self { entry, segments, hints };
        let range = object.text();
        if range.end - range.start > MAX_TEXT {
            return Err(ElfError::TooFarApart(range.end - range.start));
        }
        Ok(object)
    }

    /// The segment that holds an address.
    pub fn segment_at(&self, addr: u64) -> Option<&Segment<'a>> {
        find(&self.segments, addr)
    }

    /// Bytes from `addr` to the end of its segment, if it is executable.
    pub fn code_at(&self, addr: u64) -> Option<&'a [u8]> {
        let s = self.segment_at(addr).filter(|s| s.exec)?;
        s.bytes.get((addr - s.addr) as usize..)
    }

    /// `n` bytes at an address that no store of the guest can change while the mapping stands.
    pub fn constant_at(&self, addr: u64, n: usize) -> Option<&'a [u8]> {
        let s = self.segment_at(addr).filter(|s| !s.write)?;
        let at = (addr - s.addr) as usize;
        s.bytes.get(at..at.checked_add(n)?)
    }

    /// The word at an address as the program finds it when it starts. It may change later: a hint.
    pub fn initial_word_at(&self, addr: u64) -> Option<u64> {
        if let Ok(i) = self.hints.relocated.binary_search_by_key(&addr, |(at, _)| *at) {
            return self.hints.relocated.get(i).map(|(_, value)| *value);
        }
        let s = self.segment_at(addr)?;
        let at = (addr - s.addr) as usize;
        s.bytes.get(at..)?.first_chunk().map(|b| u64::from_le_bytes(*b))
    }

    /// The smallest range that holds all executable segments.
    pub fn text(&self) -> std::ops::Range<u64> {
        let exec = || self.segments.iter().filter(|s| s.exec && !s.bytes.is_empty());
        let lo = exec().map(|s| s.addr).min().unwrap_or(0);
        lo..exec().map(Segment::end).max().unwrap_or(lo)
    }
}

/// The segment that holds an address, of segments sorted by address that do not overlap.
fn find<'s, 'a>(segments: &'s [Segment<'a>], addr: u64) -> Option<&'s Segment<'a>> {
    let i = segments.partition_point(|s| s.addr <= addr).checked_sub(1)?;
    segments.get(i).filter(|s| addr < s.end())
}
