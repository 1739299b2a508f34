//! ELF64 and the auxiliary vector (`elf(5)`, `getauxval(3)`).

/// End of the vector.
pub const AT_NULL: u64 = 0;
/// Address of the program headers.
pub const AT_PHDR: u64 = 3;
/// Size of one program header.
pub const AT_PHENT: u64 = 4;
/// Number of program headers.
pub const AT_PHNUM: u64 = 5;
/// Page size.
pub const AT_PAGESZ: u64 = 6;
/// Base address of the interpreter.
pub const AT_BASE: u64 = 7;
/// Flags; 0.
pub const AT_FLAGS: u64 = 8;
/// Entry point of the program.
pub const AT_ENTRY: u64 = 9;
/// Real user.
pub const AT_UID: u64 = 11;
/// Effective user.
pub const AT_EUID: u64 = 12;
/// Real group.
pub const AT_GID: u64 = 13;
/// Effective group.
pub const AT_EGID: u64 = 14;
/// Address of the platform string.
pub const AT_PLATFORM: u64 = 15;
/// CPU features: EDX of CPUID leaf 1.
pub const AT_HWCAP: u64 = 16;
/// Clock ticks per second.
pub const AT_CLKTCK: u64 = 17;
/// Whether the program is privileged.
pub const AT_SECURE: u64 = 23;
/// Address of 16 random bytes.
pub const AT_RANDOM: u64 = 25;
/// More CPU features.
pub const AT_HWCAP2: u64 = 26;
/// Address of the path that was executed.
pub const AT_EXECFN: u64 = 31;
/// Address of the vDSO; absent in Airlock.
pub const AT_SYSINFO_EHDR: u64 = 33;
/// Smallest signal stack.
pub const AT_MINSIGSTKSZ: u64 = 51;

/// Executable at fixed addresses.
pub const ET_EXEC: u16 = 2;
/// Shared object or position-independent executable.
pub const ET_DYN: u16 = 3;
/// x86-64.
pub const EM_X86_64: u16 = 62;
/// Loadable segment.
pub const PT_LOAD: u32 = 1;
/// Path of the interpreter.
pub const PT_INTERP: u32 = 3;
/// Where the program headers are.
pub const PT_PHDR: u32 = 6;
/// Whether the stack is executable.
pub const PT_GNU_STACK: u32 = 0x6474_e551;
/// Executable.
pub const PF_X: u32 = 1;
/// Writable.
pub const PF_W: u32 = 2;
/// Readable.
pub const PF_R: u32 = 4;
/// Size of the file header.
pub const EHDR_SIZE: usize = 64;
/// Size of a program header.
pub const PHDR_SIZE: usize = 56;

/// The fields of an ELF64 file header that a loader needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Header {
    /// `EI_CLASS`: 1 for 32-bit, 2 for 64-bit.
    pub class: u8,
    /// `EI_DATA`: 1 for little-endian.
    pub data: u8,
    /// `e_type`.
    pub kind: u16,
    /// `e_machine`.
    pub machine: u16,
    /// `e_entry`.
    pub entry: u64,
    /// `e_phoff`.
    pub phoff: u64,
    /// `e_phentsize`.
    pub phentsize: u16,
    /// `e_phnum`.
    pub phnum: u16,
}

impl Header {
    /// Reads the header; `None` if the bytes do not begin with the ELF magic.
    pub fn decode(bytes: &[u8; EHDR_SIZE]) -> Option<Self> {
        if !bytes.starts_with(b"\x7fELF") {
            return None;
        }
        Some(Self {
            class: bytes[4],
            data: bytes[5],
            kind: u16_at(bytes, 16),
            machine: u16_at(bytes, 18),
            entry: u64_at(bytes, 24),
            phoff: u64_at(bytes, 32),
            phentsize: u16_at(bytes, 54),
            phnum: u16_at(bytes, 56),
        })
    }
}

/// A program header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Segment {
    /// `p_type`.
    pub kind: u32,
    /// `p_flags`.
    pub flags: u32,
    /// `p_offset`.
    pub offset: u64,
    /// `p_vaddr`.
    pub vaddr: u64,
    /// `p_filesz`.
    pub filesz: u64,
    /// `p_memsz`.
    pub memsz: u64,
    /// `p_align`.
    pub align: u64,
}

impl Segment {
    /// Reads one program header.
    pub fn decode(bytes: &[u8; PHDR_SIZE]) -> Self {
        Self {
            kind: u64_at(bytes, 0) as u32,
            flags: (u64_at(bytes, 0) >> 32) as u32,
            offset: u64_at(bytes, 8),
            vaddr: u64_at(bytes, 16),
            filesz: u64_at(bytes, 32),
            memsz: u64_at(bytes, 40),
            align: u64_at(bytes, 48),
        }
    }
}

fn u16_at(bytes: &[u8], at: usize) -> u16 {
    bytes.get(at..at + 2).and_then(|b| b.try_into().ok()).map_or(0, u16::from_le_bytes)
}

fn u64_at(bytes: &[u8], at: usize) -> u64 {
    bytes.get(at..at + 8).and_then(|b| b.try_into().ok()).map_or(0, u64::from_le_bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn header_needs_the_magic() {
        let mut bytes = [0; EHDR_SIZE];
        assert_eq!(Header::decode(&bytes), None);
        bytes[..6].copy_from_slice(b"\x7fELF\x02\x01");
        bytes[16] = 2;
        bytes[18] = 62;
        bytes[25] = 0x10;
        let header = Header::decode(&bytes).unwrap();
        assert_eq!((header.class, header.kind, header.machine, header.entry), (2, ET_EXEC, EM_X86_64, 0x1000));
    }

    #[test]
    fn segment_fields_are_in_place() {
        let mut bytes = [0; PHDR_SIZE];
        bytes[0] = 1;
        bytes[4] = 5;
        bytes[32] = 0x20;
        bytes[40] = 0x30;
        let segment = Segment::decode(&bytes);
        assert_eq!((segment.kind, segment.flags, segment.filesz, segment.memsz), (PT_LOAD, PF_R | PF_X, 0x20, 0x30));
    }
}
