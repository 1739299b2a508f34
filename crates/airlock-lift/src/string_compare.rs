//! SSE4.2 string comparison (`pcmpistri` and its relatives) and `crc32`: what [`crate::helper`] calls.
//!
//! SDM volume 2, chapter 4.1: the operands are vectors of 16 bytes or 8 words. Every pair of elements is compared,
//! the comparisons are aggregated to one bit per element of the second operand, and the bits are given as an index
//! or as a mask.

/// Flags of the result, at the places of [`crate::ir::FlagSet`].
mod flag {
    pub(super) const CF: u64 = 1;
    pub(super) const ZF: u64 = 8;
    pub(super) const SF: u64 = 16;
    pub(super) const OF: u64 = 32;
}

/// An operand: elements, and how many of them are valid.
struct Text {
    items: [i32; 16],
    valid: usize,
}

impl Text {
    /// Splits a vector; `length` is the explicit length, if there is one.
    fn new(v: u128, words: bool, signed: bool, length: Option<usize>) -> Self {
        let count = if words { 8 } else { 16 };
        let mut items = [0; 16];
        for (i, item) in items.iter_mut().take(count).enumerate() {
            *item = match (words, signed) {
                (false, false) => i32::from((v >> (8 * i)) as u8),
                (false, true) => i32::from((v >> (8 * i)) as i8),
                (true, false) => i32::from((v >> (16 * i)) as u16),
                (true, true) => i32::from((v >> (16 * i)) as i16),
            };
        }
        let valid = match length {
            Some(n) => n.min(count),
            None => items.iter().take(count).position(|&x| x == 0).unwrap_or(count),
        };
        Self { items, valid }
    }

    fn valid_items(&self) -> &[i32] {
        self.items.get(..self.valid).unwrap_or(&self.items)
    }
}

/// Whether element `i` of the string belongs to the set.
fn equal_any(set: &Text, text: &Text, i: usize) -> bool {
    text.valid_items().get(i).is_some_and(|x| set.valid_items().contains(x))
}

/// Whether element `i` of the string lies in one of the ranges, which are pairs of bounds; a pair without its second
/// bound is none.
fn ranges(bounds: &Text, text: &Text, i: usize) -> bool {
    text.valid_items()
        .get(i)
        .is_some_and(|x| bounds.valid_items().chunks_exact(2).any(|pair| (pair[0]..=pair[1]).contains(x)))
}

/// Whether the elements `i` are equal; past the end of both they are, past the end of one they are not.
fn equal_each(a: &Text, b: &Text, i: usize) -> bool {
    a.valid_items().get(i) == b.valid_items().get(i)
}

/// Whether the first operand occurs in the second at `i`, as far as the vector reaches.
fn equal_ordered(needle: &Text, text: &Text, i: usize, count: usize) -> bool {
    let reach = count.saturating_sub(i);
    needle.valid_items().iter().take(reach).enumerate().all(|(k, x)| text.valid_items().get(i + k) == Some(x))
}

/// See [`crate::helper::Helper::StringCompare`]: `[index | flags << 32, 0]`, or the two halves of the mask.
pub(crate) fn compare(args: [u64; 5]) -> [u64; 2] {
    let [a_low, a_high, b_low, b_high, control] = args;
    let (mask_form, explicit) = (control & 0x100 != 0, control & 0x200 != 0);
    let words = control & 1 != 0;
    let signed = control & 2 != 0;
    let length = |shift: u32| explicit.then_some((control >> shift & 0xff) as usize);
    if !words && !mask_form && matches!(control >> 2 & 3, 0 | 2) {
        let (a, b) = (u128::from(a_low) | u128::from(a_high) << 64, u128::from(b_low) | u128::from(b_high) << 64);
        let (hits, valid) = byte_hits(control >> 2 & 3 == 0, a, b, length(16), length(24));
        let negated = match control >> 4 & 3 {
            1 => 0xffff,
            3 => below(valid[1]),
            _ => 0,
        };
        return index_and_flags(hits ^ negated, 16, control & 0x40 != 0, valid);
    }
    let a = Text::new(u128::from(a_low) | u128::from(a_high) << 64, words, signed, length(16));
    let b = Text::new(u128::from(b_low) | u128::from(b_high) << 64, words, signed, length(24));
    let count = if words { 8 } else { 16 };

    let mut bits = 0u32;
    for i in 0..count {
        let hit = match control >> 2 & 3 {
            0 => equal_any(&a, &b, i),
            1 => ranges(&a, &b, i),
            2 => equal_each(&a, &b, i),
            _ => equal_ordered(&a, &b, i, count),
        };
        // Polarity: bit 4 negates, bit 5 only what is valid in the second operand.
        let negate = control & 0x10 != 0 && (control & 0x20 == 0 || i < b.valid);
        bits |= u32::from(hit != negate) << i;
    }

    let high = control & 0x40 != 0;
    if mask_form {
        return if high { expand(bits, words) } else { [u64::from(bits), 0] };
    }
    index_and_flags(bits, count, high, [a.valid, b.valid])
}

/// The result of the index form; `valid` says how many elements of each operand count.
fn index_and_flags(bits: u32, count: usize, high: bool, valid: [usize; 2]) -> [u64; 2] {
    let index = match (bits, high) {
        (0, _) => count as u32,
        (_, false) => bits.trailing_zeros(),
        (_, true) => 31 - bits.leading_zeros(),
    };
    let mut flags = 0;
    for (flag, set) in
        [(flag::CF, bits != 0), (flag::ZF, valid[1] < count), (flag::SF, valid[0] < count), (flag::OF, bits & 1 != 0)]
    {
        if set {
            flags |= flag;
        }
    }
    [u64::from(index) | flags << 32, 0]
}

/// The lowest `n` bits.
const fn below(n: usize) -> u32 {
    (1u32 << n) - 1
}

/// A bit for each byte that is zero.
fn zero_bytes(v: u128) -> u32 {
    const LOW: u64 = 0x7f7f_7f7f_7f7f_7f7f;
    let half = |v: u64| {
        let zero = !(((v & LOW) + LOW) | v | LOW);
        // The eight top bits, gathered by a multiplication that shifts each to its place.
        ((zero >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56) as u32
    };
    half(v as u64) | half((v >> 64) as u64) << 8
}

/// "Equal any" (`any`) and "equal each" on bytes, sixteen at a time: what `strspn`, `strcspn` and `strcasecmp` of libc
/// spend their time with. Gives the bits before polarity, and the valid lengths.
fn byte_hits(any: bool, a: u128, b: u128, a_length: Option<usize>, b_length: Option<usize>) -> (u32, [usize; 2]) {
    let valid_of = |v: u128, length: Option<usize>| match length {
        Some(n) => n.min(16),
        None => (zero_bytes(v).trailing_zeros() as usize).min(16),
    };
    let valid = [valid_of(a, a_length), valid_of(b, b_length)];
    let hits = if any {
        let set = a.to_le_bytes();
        let member = |hits: u32, x: &u8| hits | zero_bytes(b ^ (u128::from(*x) * (u128::MAX / 255)));
        set.iter().take(valid[0]).fold(0, member) & below(valid[1])
    } else {
        let both_valid = below(valid[0]) & below(valid[1]);
        let neither = 0xffff & !(below(valid[0]) | below(valid[1]));
        (zero_bytes(a ^ b) & both_valid) | neither
    };
    (hits, valid)
}

/// A byte or word of ones for each bit.
fn expand(bits: u32, words: bool) -> [u64; 2] {
    let half = |shift: u32| {
        (0..8).fold(0, |acc, byte| {
            let bit = shift + byte;
            let bit = if words { bit / 2 } else { bit };
            acc | (u64::from(bits >> bit & 1) * 0xff) << (8 * byte)
        })
    };
    [half(0), half(8)]
}

/// CRC-32C of the low `bytes` (1, 2, 4 or 8) bytes of `data`, continuing `crc`, without the customary inversions.
pub(crate) fn crc32(crc: u32, data: u64, bytes: u32) -> u32 {
    data.to_le_bytes().iter().take(bytes as usize).fold(crc, |crc, byte| {
        let slot = (crc ^ u32::from(*byte)) & 0xff;
        TABLE.get(slot as usize).copied().unwrap_or(0) ^ crc >> 8
    })
}

/// The polynomial 0x1edc6f41, bits reversed.
const POLYNOMIAL: u32 = 0x82f6_3b78;

static TABLE: [u32; 256] = {
    let mut table = [0; 256];
    let mut n = 0;
    while n < 256 {
        let mut crc = n as u32;
        let mut bit = 0;
        while bit < 8 {
            crc = if crc & 1 != 0 { crc >> 1 ^ POLYNOMIAL } else { crc >> 1 };
            bit += 1;
        }
        table[n] = crc;
        n += 1;
    }
    table
};

#[cfg(test)]
mod tests {
    use super::*;

    /// A small generator; the tests need variety, not quality.
    struct Random(u64);

    impl Random {
        fn next(&mut self) -> u64 {
            self.0 ^= self.0 << 13;
            self.0 ^= self.0 >> 7;
            self.0 ^= self.0 << 17;
            self.0
        }
    }

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

    fn halves(v: [u8; 16]) -> [u64; 2] {
        let v = u128::from_le_bytes(v);
        [v as u64, (v >> 64) as u64]
    }

    #[test]
    fn agrees_with_the_pseudo_code_of_the_sdm() {
        let mut random = Random(0x9e37_79b9_7f4a_7c15);
        for round in 0..60_000u32 {
            // A small alphabet, so that things are equal often; sometimes wide values, for signs.
            let wide = round % 3 == 0;
            let mut bytes = || -> [u8; 16] {
                std::array::from_fn(|i| {
                    let r = random.next();
                    match wide {
                        true => (r >> 11) as u8,
                        false if i % 2 == 1 && r & 0x100 == 0 => 0,
                        false => ((r >> 20) % 4) as u8,
                    }
                })
            };
            let (a, b) = (bytes(), bytes());
            let imm = random.next() as u8;
            let explicit = random.next() & 1 == 1;
            let lengths = ((random.next() % 17) as usize, (random.next() % 17) as usize);
            let (bits, sf, zf) = model(a, b, imm, explicit.then_some(lengths));

            let words = imm & 1 == 1;
            let count: u64 = if words { 8 } else { 16 };
            let set: Vec<u64> = (0..count).filter(|j| bits >> j & 1 == 1).collect();
            let index = if imm & 0x40 == 0 { set.first() } else { set.last() }.copied().unwrap_or(count);
            let mut expected = index;
            for (place, on) in [(0, !set.is_empty()), (3, zf), (4, sf), (5, bits & 1 == 1)] {
                expected |= u64::from(on) << (32 + place);
            }

            let control =
                u64::from(imm) | if explicit { 0x200 | (lengths.0 as u64) << 16 | (lengths.1 as u64) << 24 } else { 0 };
            let ([al, ah], [bl, bh]) = (halves(a), halves(b));
            let what = format!("{a:02x?} {b:02x?} {imm:#x} {lengths:?} {explicit}");
            assert_eq!(compare([al, ah, bl, bh, control]), [expected, 0], "{what}");

            let mask = if imm & 0x40 == 0 {
                [u64::from(bits), 0]
            } else {
                let size = if words { 2 } else { 1 };
                halves(std::array::from_fn(|k| if bits >> (k / size) & 1 == 1 { 0xff } else { 0 }))
            };
            assert_eq!(compare([al, ah, bl, bh, control | 0x100]), mask, "{what}");
        }
    }

    #[test]
    fn finds_the_end_of_a_string() {
        // strlen: ranges 1..=255 negated, i.e. the first zero byte; glibc's and many others' way.
        let text = halves(*b"abcdef\0garbage!!");
        let range = halves([1, 255, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        let [r, _] = compare([range[0], range[1], text[0], text[1], 0x14]);
        assert_eq!(r as u32, 6);
        assert_eq!(r >> 32, flag::CF | flag::ZF | flag::SF);
    }

    #[test]
    fn crc32_of_known_texts() {
        let crc = |text: &[u8]| !text.iter().fold(!0, |crc, byte| crc32(crc, u64::from(*byte), 1));
        assert_eq!(crc(b"123456789"), 0xe306_9283);
        assert_eq!(crc(&[0; 32]), 0x8a91_36aa);
        assert_eq!(crc(&[0xff; 32]), 0x62a8_ab43);
    }

    #[test]
    fn crc32_of_wide_data_is_that_of_its_bytes() {
        let mut random = Random(7);
        for _ in 0..1000 {
            let (crc, data) = (random.next() as u32, random.next());
            for bytes in [1, 2, 4, 8] {
                // Bit by bit, as a division of polynomials.
                let mut expected = crc;
                for bit in 0..8 * bytes {
                    let carry = (expected ^ (data >> bit) as u32) & 1;
                    expected = expected >> 1 ^ if carry == 1 { POLYNOMIAL } else { 0 };
                }
                assert_eq!(crc32(crc, data, bytes), expected);
            }
        }
    }
}
