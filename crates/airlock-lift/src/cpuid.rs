//! What `cpuid` reports: what the rows implement and no more.
//!
//! The picture is that of a first-generation Core processor (Nehalem): family 6, model 26 is the x86-64-v2 level
//! without AES and AVX, and C libraries know that its unaligned SSE accesses are fast. Vendor-specific cache leaves
//! are therefore Intel's. The brand string and the hypervisor leaf say what it really is.
//!
//! Reported although incomplete: MMX, because glibc refuses to start programs on a processor without it (it belongs
//! to the x86-64 baseline); instructions on MMX registers are not covered. Reported beyond Nehalem: fast `rep movsb`
//! (ERMS), because a long one becomes a bulk copy of the host.
//!
//! Not reported: XSAVE, AVX and later, AES, PCLMUL, BMI, MOVBE, RDRAND, FSGSBASE, x2APIC topology (leaf 11).

/// Leaf 1, ECX.
mod ecx1 {
    pub(super) const SSE3: u32 = 1 << 0;
    pub(super) const SSSE3: u32 = 1 << 9;
    pub(super) const CX16: u32 = 1 << 13;
    pub(super) const SSE4_1: u32 = 1 << 19;
    pub(super) const SSE4_2: u32 = 1 << 20;
    pub(super) const POPCNT: u32 = 1 << 23;
    pub(super) const HYPERVISOR: u32 = 1 << 31;
}

/// Leaf 1, EDX.
mod edx1 {
    pub(super) const FPU: u32 = 1 << 0;
    pub(super) const TSC: u32 = 1 << 4;
    pub(super) const CX8: u32 = 1 << 8;
    pub(super) const CMOV: u32 = 1 << 15;
    pub(super) const CLFSH: u32 = 1 << 19;
    pub(super) const MMX: u32 = 1 << 23;
    pub(super) const FXSR: u32 = 1 << 24;
    pub(super) const SSE: u32 = 1 << 25;
    pub(super) const SSE2: u32 = 1 << 26;
}

/// Leaf 7, EBX: enhanced `rep movsb` and `rep stosb`.
const EBX7_ERMS: u32 = 1 << 9;
/// Leaf 0x8000_0001, ECX: `lahf` and `sahf` in 64-bit mode.
const ECX_EXT_LAHF64: u32 = 1 << 0;

/// Leaf 0x8000_0001, EDX.
mod edx_ext {
    pub(super) const SYSCALL: u32 = 1 << 11;
    pub(super) const NX: u32 = 1 << 20;
    pub(super) const RDTSCP: u32 = 1 << 27;
    pub(super) const LM: u32 = 1 << 29;
}

/// Family 6, model 26, stepping 5.
const SIGNATURE: u32 = 0x0001_06a5;
const CACHE_LINE_BYTES: u32 = 64;
const MAX_BASIC: u32 = 7;
const MAX_EXTENDED: u32 = 0x8000_0008;
const HYPERVISOR_LEAF: u32 = 0x4000_0000;

const VENDOR: &[u8; 12] = b"GenuineIntel";
const HYPERVISOR_VENDOR: &[u8; 12] = b"Airlock\0\0\0\0\0";
const BRAND: &[u8; 48] = b"Airlock x86-64 (lifted to WebAssembly)\0\0\0\0\0\0\0\0\0\0";

/// The four registers of a leaf.
#[derive(Clone, Copy, Default)]
struct Leaf {
    eax: u32,
    ebx: u32,
    ecx: u32,
    edx: u32,
}

/// A cache for leaf 4.
struct Cache {
    /// 1 data, 2 instructions, 3 both.
    kind: u32,
    level: u32,
    ways: u32,
    sets: u32,
}

const CACHES: [Cache; 4] = [
    Cache { kind: 1, level: 1, ways: 8, sets: 64 },    // 32 KiB
    Cache { kind: 2, level: 1, ways: 4, sets: 128 },   // 32 KiB
    Cache { kind: 3, level: 2, ways: 8, sets: 2048 },  // 1 MiB
    Cache { kind: 3, level: 3, ways: 16, sets: 8192 }, // 8 MiB
];

/// `[eax | ebx << 32, ecx | edx << 32]` of a leaf.
pub fn cpuid(leaf: u32, subleaf: u32) -> [u64; 2] {
    let r = registers(leaf, subleaf);
    [u64::from(r.eax) | u64::from(r.ebx) << 32, u64::from(r.ecx) | u64::from(r.edx) << 32]
}

fn registers(leaf: u32, subleaf: u32) -> Leaf {
    match leaf {
        0 => Leaf { eax: MAX_BASIC, ebx: word(VENDOR, 0), edx: word(VENDOR, 1), ecx: word(VENDOR, 2) },
        1 => Leaf {
            eax: SIGNATURE,
            // One logical processor with APIC number 0; the size of a cache line in units of 8 bytes.
            ebx: 1 << 16 | (CACHE_LINE_BYTES / 8) << 8,
            ecx: ecx1::SSE3 | ecx1::SSSE3 | ecx1::CX16 | ecx1::SSE4_1 | ecx1::SSE4_2 | ecx1::POPCNT | ecx1::HYPERVISOR,
            edx: edx1::FPU
                | edx1::TSC
                | edx1::CX8
                | edx1::CMOV
                | edx1::CLFSH
                | edx1::MMX
                | edx1::FXSR
                | edx1::SSE
                | edx1::SSE2,
        },
        // Descriptor 0xff: "see leaf 4".
        2 => Leaf { eax: 0xff01, ..Leaf::default() },
        4 => CACHES.get(subleaf as usize).map_or(Leaf::default(), cache_leaf),
        7 if subleaf == 0 => Leaf { ebx: EBX7_ERMS, ..Leaf::default() },
        HYPERVISOR_LEAF => Leaf {
            eax: HYPERVISOR_LEAF,
            ebx: word(HYPERVISOR_VENDOR, 0),
            ecx: word(HYPERVISOR_VENDOR, 1),
            edx: word(HYPERVISOR_VENDOR, 2),
        },
        0x8000_0000 => Leaf { eax: MAX_EXTENDED, ..Leaf::default() },
        0x8000_0001 => Leaf {
            ecx: ECX_EXT_LAHF64,
            edx: edx_ext::SYSCALL | edx_ext::NX | edx_ext::RDTSCP | edx_ext::LM,
            ..Leaf::default()
        },
        0x8000_0002..=0x8000_0004 => {
            let first = 4 * (leaf - 0x8000_0002) as usize;
            Leaf {
                eax: word(BRAND, first),
                ebx: word(BRAND, first + 1),
                ecx: word(BRAND, first + 2),
                edx: word(BRAND, first + 3),
            }
        }
        // Level 2: KiB, ways by their code (6 is 8), line size.
        0x8000_0006 => Leaf { ecx: 1024 << 16 | 6 << 12 | CACHE_LINE_BYTES, ..Leaf::default() },
        // Address bits: 40 physical, 48 virtual.
        0x8000_0008 => Leaf { eax: 48 << 8 | 40, ..Leaf::default() },
        _ => Leaf::default(),
    }
}

fn cache_leaf(c: &Cache) -> Leaf {
    Leaf {
        // Self-initialising; one processor shares it and there is one core.
        eax: c.kind | c.level << 5 | 1 << 8,
        ebx: (c.ways - 1) << 22 | (CACHE_LINE_BYTES - 1),
        ecx: c.sets - 1,
        edx: 0,
    }
}

/// Four characters of a text as a register.
fn word(text: &[u8], n: usize) -> u32 {
    (0..4).fold(0, |acc, i| acc | u32::from(text.get(4 * n + i).copied().unwrap_or(0)) << (8 * i))
}

#[cfg(test)]
mod tests {
    use iced_x86::Code;

    use super::*;
    use crate::sem::covers;

    fn text(words: &[u32]) -> String {
        let bytes: Vec<u8> = words.iter().flat_map(|w| w.to_le_bytes()).collect();
        String::from_utf8_lossy(&bytes).trim_end_matches('\0').to_owned()
    }

    #[test]
    fn names() {
        let r = registers(0, 0);
        assert_eq!(text(&[r.ebx, r.edx, r.ecx]), "GenuineIntel");
        let brand: Vec<u32> = (0x8000_0002..=0x8000_0004)
            .flat_map(|leaf| {
                let r = registers(leaf, 0);
                [r.eax, r.ebx, r.ecx, r.edx]
            })
            .collect();
        assert_eq!(text(&brand), "Airlock x86-64 (lifted to WebAssembly)");
    }

    #[test]
    fn packs_the_registers_in_pairs() {
        let [low, high] = cpuid(0, 0);
        assert_eq!(low, 7 | u64::from(u32::from_le_bytes(*b"Genu")) << 32);
        assert_eq!(high, u64::from(u32::from_le_bytes(*b"ntel")) | u64::from(u32::from_le_bytes(*b"ineI")) << 32);
    }

    #[test]
    fn family_and_model_as_libraries_compute_them() {
        let eax = registers(1, 0).eax;
        assert_eq!((eax >> 8 & 15, (eax >> 4 & 15) + (eax >> 12 & 0xf0)), (6, 26));
    }

    #[test]
    fn cache_sizes_as_libraries_compute_them() {
        let size = |n| {
            let r = registers(4, n);
            let (ways, parts, line) = ((r.ebx >> 22) + 1, (r.ebx >> 12 & 0x3ff) + 1, (r.ebx & 0xfff) + 1);
            (r.eax & 31, ways * parts * line * (r.ecx + 1) / 1024)
        };
        assert_eq!([size(0), size(1), size(2), size(3)], [(1, 32), (2, 32), (3, 1024), (3, 8192)]);
        assert_eq!(registers(4, 4).eax, 0, "the list ends");
    }

    #[test]
    fn every_reported_feature_has_rows_and_no_other() {
        let one = |leaf| registers(leaf, 0);
        let ext = one(0x8000_0001);
        let features = [
            (one(1).ecx, 0, Code::Haddpd_xmm_xmmm128),
            (one(1).ecx, 1, Code::Pclmulqdq_xmm_xmmm128_imm8),
            (one(1).ecx, 9, Code::Pshufb_xmm_xmmm128),
            (one(1).ecx, 12, Code::VEX_Vfmadd132pd_xmm_xmm_xmmm128),
            (one(1).ecx, 13, Code::Cmpxchg16b_m128),
            (one(1).ecx, 19, Code::Mpsadbw_xmm_xmmm128_imm8),
            (one(1).ecx, 20, Code::Pcmpistri_xmm_xmmm128_imm8),
            (one(1).ecx, 22, Code::Movbe_r64_m64),
            (one(1).ecx, 23, Code::Popcnt_r64_rm64),
            (one(1).ecx, 25, Code::Aesenc_xmm_xmmm128),
            (one(1).ecx, 26, Code::Xsave_mem),
            (one(1).ecx, 28, Code::VEX_Vaddps_ymm_ymm_ymmm256),
            (one(1).ecx, 30, Code::Rdrand_r64),
            (one(1).edx, 0, Code::Fadd_m64fp),
            (one(1).edx, 4, Code::Rdtsc),
            (one(1).edx, 8, Code::Cmpxchg8b_m64),
            (one(1).edx, 15, Code::Cmove_r64_rm64),
            (one(1).edx, 19, Code::Clflush_m8),
            (one(1).edx, 24, Code::Fxsave_m512byte),
            (one(1).edx, 25, Code::Addps_xmm_xmmm128),
            (one(1).edx, 26, Code::Addpd_xmm_xmmm128),
            (one(7).ebx, 0, Code::Rdfsbase_r64),
            (one(7).ebx, 3, Code::VEX_Andn_r64_r64_rm64),
            (one(7).ebx, 5, Code::VEX_Vpaddb_ymm_ymm_ymmm256),
            (one(7).ebx, 8, Code::VEX_Bzhi_r64_rm64_r64),
            (ext.ecx, 0, Code::Lahf),
            (ext.edx, 11, Code::Syscall),
            (ext.edx, 27, Code::Rdtscp),
        ];
        let wrong: Vec<_> = features.iter().filter(|(reg, bit, code)| (reg >> bit & 1 == 1) != covers(*code)).collect();
        assert!(wrong.is_empty(), "reported but without rows, or the reverse: {wrong:?}");
    }
}
