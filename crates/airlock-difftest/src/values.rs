//! Operand values: random ones, and those at which instructions change their behaviour.

use crate::random::Random;

/// An integer.
pub(crate) fn integer(r: &mut Random) -> u64 {
    match r.below(8) {
        0..=2 => r.bits(),
        3 => r.below(16),
        4 => r.below(16).wrapping_neg(),
        5 => {
            // Around the limits of each width.
            let bit = r.pick(&[7u32, 8, 15, 16, 31, 32, 63]);
            (1u64 << bit).wrapping_add(r.between(-2, 2) as u64)
        }
        6 => 1u64 << r.below(64),
        _ => r.bits() >> r.below(64),
    }
}

fn single(r: &mut Random) -> u32 {
    match r.below(8) {
        0 => r.bits() as u32,
        1 => r.pick(&[0, 0x8000_0000, 0x7f80_0000, 0xff80_0000, 0x7fc0_0000, 0xffc0_1234, 0x7f80_0001, 0xffa0_0000]),
        2 => r.pick(&[1, 0x8000_0001, 0x007f_ffff, 0x0080_0000, 0x7f7f_ffff, 0xff7f_ffff, 0x4f00_0000, 0xcf00_0000]),
        3 => (r.between(-1000, 1000) as f32 / 2.0).to_bits(),
        4 => (r.bits() as i32 as f32).to_bits(),
        5 => (r.between(-20, 20) as f32).to_bits(),
        _ => (r.bits() as i64 as f32 / 2f32.powi(r.below(64) as i32 + 16)).to_bits(),
    }
}

fn double(r: &mut Random) -> u64 {
    match r.below(8) {
        0 => r.bits(),
        1 => r.pick(&[
            0,
            1 << 63,
            0x7ff0 << 48,
            0xfff0 << 48,
            0x7ff8 << 48,
            (0xfff8 << 48) + 77,
            (0x7ff0 << 48) + 1,
            0xfff4 << 48,
        ]),
        2 => r.pick(&[
            1,
            (1 << 63) + 1,
            (1 << 52) - 1,
            1 << 52,
            (0x7ff0 << 48) - 1,
            0x41e0 << 48,
            0xc1e0 << 48,
            0x43e0 << 48,
            0xc3e0 << 48,
        ]),
        3 => (r.between(-1000, 1000) as f64 / 2.0).to_bits(),
        4 => (r.bits() as i64 as f64).to_bits(),
        5 => (r.between(-20, 20) as f64).to_bits(),
        _ => (r.bits() as i64 as f64 / 2f64.powi(r.below(96) as i32 + 16)).to_bits(),
    }
}

/// Sixteen bytes: an SSE register or a piece of memory.
pub(crate) fn vector(r: &mut Random) -> u128 {
    let two = |a: u64, b: u64| u128::from(a) | u128::from(b) << 64;
    match r.below(7) {
        0 => two(r.bits(), r.bits()),
        1 | 2 => {
            let four: [u32; 4] = std::array::from_fn(|_| single(r));
            four.iter().fold(0, |acc, &x| acc << 32 | u128::from(x))
        }
        3 | 4 => two(double(r), double(r)),
        5 => two(integer(r), integer(r)),
        _ => text(r),
    }
}

/// Few different bytes: string comparisons and saturation.
pub(crate) fn text(r: &mut Random) -> u128 {
    let alphabet = [0u8, 1, 0x7f, 0x80, 0xff, b'a', b'b', b'z'];
    let (first, n) = if r.one_in(2) { (0, 2 + r.below(7) as usize) } else { (5, 1 + r.below(3) as usize) };
    let mut bytes: [u8; 16] = std::array::from_fn(|_| r.pick(alphabet.get(first..first + n).unwrap_or(&alphabet)));
    // An end, often enough for bytes and for words.
    if let Some(end) = bytes.get_mut(r.below(24) as usize..).and_then(|rest| rest.get_mut(..2)) {
        end.fill(0);
    }
    u128::from_le_bytes(bytes)
}

/// An 80-bit extended real, as the ten bytes in memory. No unsupported encodings.
pub(crate) fn extended(r: &mut Random) -> [u8; 10] {
    const ONE: u64 = 1 << 63;
    let sign = (r.below(2) as u16) << 15;
    let (exponent, significand) = match r.below(12) {
        0 => (0, 0),
        1 => (0x7fff, ONE),
        2 => (0x7fff, r.pick(&[3 << 62, (3 << 62) + 99, ONE + 1, ONE + (1 << 40)])),
        3 => (0, r.bits() >> (1 + r.below(60))),
        4 => (r.pick(&[1u16, 2, 0x7ffe, 0x7ffd]), ONE | r.bits()),
        5 | 6 => {
            // Small integers and halves.
            let v = 1 + r.below(200);
            let zeros = v.leading_zeros();
            (16383 + 63 - zeros as u16 - r.below(3) as u16, v << zeros)
        }
        7 => (r.below(0x7fff) as u16, ONE | r.bits()),
        8 => (16383 + r.below(66) as u16, ONE | r.bits()),
        9 => (16383, ONE | r.bits() << (32 + r.below(31))),
        _ => (16383 - 32 + r.below(64) as u16, ONE | r.bits()),
    };
    let exponent = if significand >> 63 == 1 && exponent == 0 { 1 } else { exponent };
    let mut bytes = [0; 10];
    let (low, high) = bytes.split_at_mut(8);
    low.copy_from_slice(&significand.to_le_bytes());
    high.copy_from_slice(&(sign | exponent).to_le_bytes());
    bytes
}
