//! What the interpreter needs for SSE4.2: the aggregation of a string comparison, and `crc32`, which [`crate::helper`]
//! calls as well.
//!
//! SDM volume 2, chapter 4.1: the operands of `pcmpistri` and its relatives are vectors of 16 bytes or 8 words. Every
//! pair of elements is compared and the comparisons are aggregated to one bit per element of the second operand. What
//! becomes of these bits is said in `sem/sse_int.rs`.

use crate::ir::{Aggregation, Width};

/// A value of [`crate::ir::Inst::Aggregate`]: a bit for each element of `texts[1]`.
pub(crate) fn aggregate(how: Aggregation, w: Width, texts: [u128; 2], valid: [u32; 2]) -> u32 {
    let count = 128 / w.bits();
    let signed = how == Aggregation::RangesSigned;
    let element = |text: u128, n: u32| {
        let bits = (text >> (w.bits() * n)) as u64 & ((1 << w.bits()) - 1);
        if signed { (bits << (64 - w.bits())) as i64 >> (64 - w.bits()) } else { bits as i64 }
    };
    let valid_elements =
        |n: usize| (0..count).filter(move |k| valid[n] >> k & 1 != 0).map(move |k| element(texts[n], k));
    let first: Vec<i64> = valid_elements(0).collect();
    let second: Vec<i64> = valid_elements(1).collect();
    let hit = |at: usize| {
        let here = second.get(at);
        match how {
            Aggregation::EqualAny => here.is_some_and(|x| first.contains(x)),
            // A lower bound without its upper one is no range.
            Aggregation::RangesUnsigned | Aggregation::RangesSigned => {
                here.is_some_and(|x| first.chunks_exact(2).any(|pair| pair[0] <= *x && *x <= pair[1]))
            }
            Aggregation::EqualOrdered => {
                let reach = (count as usize).saturating_sub(at);
                first.iter().take(reach).enumerate().all(|(k, x)| second.get(at + k) == Some(x))
            }
        }
    };
    (0..count).filter(|at| hit(*at as usize)).fold(0, |bits, at| bits | 1 << at)
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
