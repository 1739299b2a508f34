//! Hints where functions start: symbols, exception tables, and pointers in data.

use gimli::{BaseAddresses, CieOrFde, EhFrame, LittleEndian, UnwindSection};
use object::Endianness;
use object::elf;
use object::read::elf::{FileHeader, ProgramHeader, Rela, SectionHeader, Sym};

use super::Segment;

/// Addresses that may be function starts, sorted, inside executable segments.
#[derive(Clone, Debug, Default)]
pub struct Hints {
    /// From symbols and exception tables.
    pub functions: Vec<u64>,
    /// Words of data segments and relocations whose value is an address in an executable segment: functions, or
    /// entries of jump tables.
    pub pointers: Vec<u64>,
    /// Words that the loader will fill in with an address of the object: where and what, sorted.
    pub relocated: Vec<(u64, u64)>,
}

pub(super) fn collect(
    header: &elf::FileHeader64<Endianness>,
    endian: Endianness,
    data: &[u8],
    bias: u64,
    segments: &[Segment<'_>],
) -> Hints {
    let mut hints = Hints::default();
    symbols(header, endian, data, bias, &mut hints.functions);
    eh_frame(header, endian, data, bias, segments, &mut hints.functions);
    relocations(header, endian, data, bias, &mut hints);
    if bias == 0 {
        words(segments, &mut hints.pointers);
    }
    let is_code = |a: &u64| super::find(segments, *a).is_some_and(|s| s.exec);
    hints.relocated.sort_unstable();
    for list in [&mut hints.functions, &mut hints.pointers] {
        list.retain(is_code);
        list.sort_unstable();
        list.dedup();
    }
    hints
}

fn symbols(header: &elf::FileHeader64<Endianness>, endian: Endianness, data: &[u8], bias: u64, out: &mut Vec<u64>) {
    let Ok(sections) = header.sections(endian, data) else { return };
    for kind in [elf::SHT_SYMTAB, elf::SHT_DYNSYM] {
        let Ok(table) = sections.symbols(endian, data, kind) else { continue };
        for symbol in table.iter() {
            let st_type = symbol.st_type();
            if (st_type == elf::STT_FUNC || st_type == elf::STT_GNU_IFUNC) && symbol.st_value(endian) != 0 {
                out.push(symbol.st_value(endian).wrapping_add(bias));
            }
        }
    }
}

fn eh_frame(
    header: &elf::FileHeader64<Endianness>,
    endian: Endianness,
    data: &[u8],
    bias: u64,
    segments: &[Segment<'_>],
    out: &mut Vec<u64>,
) {
    // By section header where there is one, else through PT_GNU_EH_FRAME, which survives `sstrip`.
    let mut found: Option<(u64, &[u8])> = None;
    if let Ok(sections) = header.sections(endian, data) {
        for section in sections.iter() {
            if sections.section_name(endian, section) == Ok(b".eh_frame")
                && let Ok(bytes) = section.data(endian, data)
            {
                found = Some((section.sh_addr(endian), bytes));
            }
        }
    }
    if found.is_none() {
        found = header.program_headers(endian, data).ok().and_then(|headers| {
            let p = headers.iter().find(|p| p.p_type(endian) == elf::PT_GNU_EH_FRAME)?;
            let bytes = p.data(endian, data).ok()?;
            let bases = BaseAddresses::default().set_eh_frame_hdr(p.p_vaddr(endian));
            let parsed = gimli::EhFrameHdr::new(bytes, LittleEndian).parse(&bases, 8).ok()?;
            let gimli::Pointer::Direct(addr) = parsed.eh_frame_ptr() else { return None };
            let s = segments.iter().find(|s| (s.addr..s.end()).contains(&addr.wrapping_add(bias)))?;
            s.bytes.get((addr.wrapping_add(bias) - s.addr) as usize..).map(|b| (addr, b))
        });
    }
    let Some((addr, bytes)) = found else { return };
    let section = EhFrame::new(bytes, LittleEndian);
    let bases = BaseAddresses::default().set_eh_frame(addr);
    let mut entries = section.entries(&bases);
    // Damage ends the search; what was found so far is still only a hint.
    while let Ok(Some(entry)) = entries.next() {
        if let CieOrFde::Fde(partial) = entry
            && let Ok(fde) = partial.parse(EhFrame::cie_from_offset)
        {
            out.push(fde.initial_address().wrapping_add(bias));
        }
    }
}

fn relocations(header: &elf::FileHeader64<Endianness>, endian: Endianness, data: &[u8], bias: u64, hints: &mut Hints) {
    let Ok(sections) = header.sections(endian, data) else { return };
    for section in sections.iter() {
        let Ok(Some((entries, _))) = section.rela(endian, data) else { continue };
        for r in entries {
            let kind = r.r_type(endian, false);
            if kind == elf::R_X86_64_RELATIVE || kind == elf::R_X86_64_IRELATIVE {
                let value = (r.r_addend(endian) as u64).wrapping_add(bias);
                hints.pointers.push(value);
                if kind == elf::R_X86_64_RELATIVE {
                    hints.relocated.push((r.r_offset(endian).wrapping_add(bias), value));
                }
            }
        }
    }
}

fn words(segments: &[Segment<'_>], out: &mut Vec<u64>) {
    let lo = segments.iter().filter(|s| s.exec).map(|s| s.addr).min().unwrap_or(0);
    let hi = segments.iter().filter(|s| s.exec).map(Segment::end).max().unwrap_or(0);
    for s in segments.iter().filter(|s| !s.exec) {
        let skip = (s.addr.wrapping_neg() % 8) as usize;
        for word in s.bytes.get(skip..).unwrap_or_default().chunks_exact(8) {
            let v = word.first_chunk().map_or(0, |b| u64::from_le_bytes(*b));
            if (lo..hi).contains(&v) {
                out.push(v);
            }
        }
    }
}
