use airlock_platform::{Memory, Prot};

use super::*;

const BASE: u64 = 0x10_0000;

fn space() -> GuestMemory {
    let mut memory = GuestMemory::new().unwrap();
    memory.map(BASE, 0x3000, Prot::READ_WRITE).unwrap();
    let bytes: Vec<u8> = (0..0x3000u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    memory.write(BASE, &bytes).unwrap();
    memory
}

fn content(memory: &GuestMemory) -> Vec<u8> {
    let mut bytes = vec![0; 0x3000];
    memory.read(BASE, &mut bytes).unwrap();
    bytes
}

/// The instruction as the manual defines it: one element after the other.
fn reference(bytes: &mut [u8], op: u32, rep: Rep) -> RepResult {
    let width = 1usize << (op >> 4);
    let step = if rep.backward { (width as u64).wrapping_neg() } else { width as u64 };
    let (mut rsi, mut rdi) = (rep.rsi, rep.rdi);
    let mut result = (0, 0, 0);
    for _ in 0..rep.rcx {
        let (s, d) = (rsi.wrapping_sub(BASE) as usize, rdi.wrapping_sub(BASE) as usize);
        let load = |at: usize| element(&bytes[at..at + width]);
        let stop = match op & 15 {
            MOVS => {
                let value = bytes[s..s + width].to_vec();
                bytes[d..d + width].copy_from_slice(&value);
                false
            }
            STOS => {
                bytes[d..d + width].copy_from_slice(&rep.rax.to_le_bytes()[..width]);
                false
            }
            kind => {
                let mask = u64::MAX >> (64 - 8 * width);
                let a = if kind < SCAS_WHILE_EQUAL { load(s) } else { rep.rax & mask };
                (result.1, result.2) = (a, load(d));
                (a == load(d)) != (kind % 2 == 0)
            }
        };
        result.0 += 1;
        rsi = rsi.wrapping_add(step);
        rdi = rdi.wrapping_add(step);
        if stop {
            break;
        }
    }
    result
}

#[test]
fn agrees_with_the_manual() {
    let mut seed = 1u64;
    let mut random = |below: u64| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) % below
    };
    for case in 0..20_000 {
        let mut memory = space();
        let op = random(6) as u32 | (random(4) as u32) << 4;
        let rsi = BASE + 0x1000 + random(0x100);
        // Near each other, so that ranges overlap in every way.
        let rdi = match random(3) {
            0 => rsi - random(64),
            1 => rsi + random(64),
            _ => BASE + 0x1000 + random(0x100),
        };
        let rep_args = Rep { rdi, rsi, rcx: random(300), rax: random(u64::MAX), backward: random(2) == 1 };
        if case % 3 == 0 {
            // Long equal runs, for the comparisons.
            memory.fill(BASE + 0x800, 0x1000, rep_args.rax as u8).unwrap();
        }
        let mut expected = content(&memory);
        let expected_result = reference(&mut expected, op, rep_args);
        let result = rep(&mut memory, op, rep_args).unwrap();
        assert_eq!(result, expected_result, "{op:#x} {rep_args:x?}");
        assert!(content(&memory) == expected, "{op:#x} {rep_args:x?}");
        if case > 2000 && cfg!(debug_assertions) {
            break;
        }
    }
}

#[test]
fn ranges_outside_are_faults() {
    let mut memory = space();
    let end = BASE + 0x3000;
    let base = Rep { rdi: BASE, rsi: BASE, rcx: 8, rax: 1, backward: false };
    for op in 0..6u32 {
        for width in 0..4u32 {
            let op = op | width << 4;
            for rcx in [1 << 40, u64::MAX, 1 << 61] {
                let huge = Rep { rcx, rdi: end - 16, rsi: end - 16, ..base };
                let result = rep(&mut memory, op, huge);
                // A comparison may end before it gets there.
                assert!(result.is_err() || result.unwrap().0 <= 16, "{op:#x}");
            }
            assert!(rep(&mut memory, op, Rep { rdi: 0, ..base }).is_err(), "{op:#x}");
            assert!(rep(&mut memory, op, Rep { rdi: u64::MAX - 3, backward: true, ..base }).is_err(), "{op:#x}");
            assert!(rep(&mut memory, op, Rep { rdi: 1 << 32, ..base }).is_err(), "{op:#x}");
        }
    }
    assert_eq!(rep(&mut memory, 0, Rep { rcx: 0, rdi: 0, ..base }).unwrap(), (0, 0, 0));
}

#[test]
fn a_scan_may_end_just_before_a_fault() {
    let mut memory = space();
    let end = BASE + 0x3000;
    memory.fill(end - 40, 39, 7).unwrap();
    memory.fill(end - 1, 1, 0).unwrap();
    let scan = Rep { rdi: end - 40, rsi: 0, rcx: u64::MAX, rax: 0, backward: false };
    assert_eq!(rep(&mut memory, SCAS_WHILE_DIFFERENT, scan).unwrap(), (40, 0, 0));
    memory.fill(end - 1, 1, 7).unwrap();
    assert_eq!(rep(&mut memory, SCAS_WHILE_DIFFERENT, scan).unwrap_err().addr, end);
}
