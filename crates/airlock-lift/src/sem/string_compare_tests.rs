//! The string comparisons of SSE4.2 against the SDM's pseudo-code.

use iced_x86::code_asm::*;

use super::sse_int::tests::{flags, run};
use crate::ir::Var;

/// The SDM's pseudo-code, literally: the whole matrix of comparisons, the override by validity, the aggregation.
fn model(a: [u8; 16], b: [u8; 16], imm: u8, lengths: Option<(usize, usize)>) -> (u16, bool, bool) {
    let words = imm & 1 == 1;
    let upper = if words { 7 } else { 15 };
    let item = |v: &[u8; 16], i: usize| -> i64 {
        match imm & 3 {
            0 => v[i].into(),
            1 => u16::from_le_bytes([v[2 * i], v[2 * i + 1]]).into(),
            2 => (v[i] as i8).into(),
            _ => i16::from_le_bytes([v[2 * i], v[2 * i + 1]]).into(),
        }
    };
    let valid = |v: &[u8; 16], n: Option<usize>| -> Vec<bool> {
        let mut ok = true;
        (0..=upper)
            .map(|i| {
                ok &= match n {
                    Some(n) => i < n,
                    None => item(v, i) != 0,
                };
                ok
            })
            .collect()
    };
    let (va, vb) = (valid(&a, lengths.map(|l| l.0)), valid(&b, lengths.map(|l| l.1)));
    let mode = imm >> 2 & 3;
    let mut matrix = [[false; 16]; 16]; // [j of b][i of a]
    for j in 0..=upper {
        for i in 0..=upper {
            let (x, y) = (item(&a, i), item(&b, j));
            let raw = match (mode, i % 2) {
                (1, 0) => y >= x,
                (1, _) => y <= x,
                _ => x == y,
            };
            matrix[j][i] = match (va[i], vb[j], mode) {
                (true, true, _) => raw,
                (false, false, 2 | 3) | (false, true, 3) => true,
                _ => false,
            };
        }
    }
    let mut res1 = 0u16;
    for j in 0..=upper {
        let hit = match mode {
            0 => (0..=upper).any(|i| matrix[j][i]),
            1 => (0..=upper).step_by(2).any(|i| matrix[j][i] && matrix[j][i + 1]),
            2 => matrix[j][j],
            _ => (0..=upper - j).all(|i| matrix[j + i][i]),
        };
        res1 |= u16::from(hit) << j;
    }
    let mut res2 = res1;
    for (j, vb) in vb.iter().enumerate() {
        let flip = match imm >> 4 & 3 {
            1 => true,
            3 => *vb,
            _ => false,
        };
        res2 ^= u16::from(flip) << j;
    }
    (res2, !va[upper], !vb[upper])
}

/// A small generator; the test needs variety, not quality.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// A small alphabet, so that things are equal often; sometimes wide values, for signs.
    fn text(&mut self, wide: bool) -> [u8; 16] {
        std::array::from_fn(|i| {
            let r = self.next();
            match wide {
                true => (r >> 11) as u8,
                false if i % 2 == 1 && r & 0x100 == 0 => 0,
                false => ((r >> 20) % 4) as u8,
            }
        })
    }
}

/// `ecx`, `xmm0` and CF, PF, AF, ZF, SF, OF after one of the four instructions.
fn execute(a: [u8; 16], b: [u8; 16], imm: u8, lengths: Option<(i64, i64)>, mask: bool) -> (u32, u128, [u128; 6]) {
    let (a, b) = (u128::from_le_bytes(a), u128::from_le_bytes(b));
    let imm = u32::from(imm);
    let write = |c: &mut CodeAssembler| match (lengths.is_some(), mask) {
        (false, false) => c.pcmpistri(xmm1, xmm2, imm),
        (false, true) => c.pcmpistrm(xmm1, xmm2, imm),
        (true, false) => c.pcmpestri(xmm1, xmm2, imm),
        (true, true) => c.pcmpestrm(xmm1, xmm2, imm),
    };
    let (m, _) = run(a, b, 0, write, |m| {
        let (first, second) = lengths.unwrap_or_default();
        m.set(Var::RAX, u128::from(first as u32));
        m.set(Var::RDX, u128::from(second as u32));
        m.set(Var::PF, 1);
        m.set(Var::AF, 1);
    });
    (m.get(Var::RCX) as u32, m.get(Var::xmm(0)), flags(&m))
}

#[test]
fn agree_with_the_pseudo_code_of_the_sdm() {
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    for round in 0..40_000u32 {
        let wide = round % 3 == 0;
        let (a, b) = (random.text(wide), random.text(wide));
        let imm = round as u8;
        let explicit = round & 0x100 != 0;
        let lengths = [(); 2].map(|()| (random.next() % 41) as i64 - 20);
        let words = imm & 1 == 1;
        let count: u32 = if words { 8 } else { 16 };
        let cut = |n: i64| (n.unsigned_abs() as usize).min(count as usize);
        let (bits, sf, zf) = model(a, b, imm, explicit.then_some((cut(lengths[0]), cut(lengths[1]))));
        let set: Vec<u32> = (0..count).filter(|j| bits >> j & 1 == 1).collect();
        let index = if imm & 0x40 == 0 { set.first() } else { set.last() }.copied().unwrap_or(count);
        let mask = if imm & 0x40 == 0 {
            u128::from(bits)
        } else {
            let size = if words { 2 } else { 1 };
            u128::from_le_bytes(std::array::from_fn(|k| if bits >> (k / size) & 1 == 1 { 0xff } else { 0 }))
        };
        let status = [!set.is_empty(), false, false, zf, sf, bits & 1 == 1].map(u128::from);

        let what = format!("{a:02x?} {b:02x?} {imm:#x} {lengths:?} {explicit}");
        let lengths = explicit.then_some((lengths[0], lengths[1]));
        let (got_index, _, got_status) = execute(a, b, imm, lengths, false);
        assert_eq!((got_index, got_status), (index, status), "{what}");
        let (_, got_mask, got_status) = execute(a, b, imm, lengths, true);
        assert_eq!((got_mask, got_status), (mask, status), "{what}");
    }
}

#[test]
fn find_the_end_of_a_string() {
    // strlen: ranges 1..=255 negated, i.e. the first zero byte; glibc's and many others' way.
    let range = [1, 255, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    let (index, _, status) = execute(range, *b"abcdef\0garbage!!", 0x14, None, false);
    assert_eq!((index, status), (6, [1, 0, 0, 1, 1, 0]));
}
