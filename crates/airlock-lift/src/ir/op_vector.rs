//! Vectors as arrays of lanes, lane 0 first, and what else the interpreter's side of the operation table needs.
//! Also the folding of lane accesses, which keeps a chain of scalar operations scalar.

use super::{Builder, Inst, LaneOp, Val};

/// What extracts the lane that a replacement wrote, for lanes that come out as they went in.
const fn extraction(replace: LaneOp) -> Option<LaneOp> {
    Some(match replace {
        LaneOp::Replace32 => LaneOp::Extract32,
        LaneOp::Replace64 => LaneOp::Extract64,
        LaneOp::ReplaceF32 => LaneOp::ExtractF32,
        LaneOp::ReplaceF64 => LaneOp::ExtractF64,
        _ => return None,
    })
}

impl Builder {
    fn lane_inst(&self, v: Val) -> Option<(LaneOp, u8, [Val; 2])> {
        match self.insts.get(v.0 as usize)? {
            Inst::Lane(op, at, args) => Some((*op, *at, *args)),
            _ => None,
        }
    }

    /// [`Builder::lane`], but looks through replacements: what was just put into the lane is that value, and a
    /// replaced lane beside it does not matter. So `mulsd` after `addsd` works on the sum itself, and the vector
    /// between them is never built.
    pub fn extract_lane(&mut self, op: LaneOp, lane: u8, mut v: Val) -> Val {
        while let Some((put, at, [inner, new])) = self.lane_inst(v) {
            if extraction(put) != Some(op) {
                break;
            }
            if at == lane {
                return new;
            }
            v = inner;
        }
        self.lane(op, lane, v)
    }

    /// [`Builder::with_lane`], but a replacement that this one overwrites is left out.
    pub fn replace_lane(&mut self, op: LaneOp, lane: u8, mut v: Val, new: Val) -> Val {
        if extraction(op).is_some_and(|extract| self.lane_inst(new) == Some((extract, lane, [v, Val::NONE]))) {
            return v;
        }
        while let Some((put, at, [inner, _])) = self.lane_inst(v) {
            if put != op || at != lane {
                break;
            }
            v = inner;
        }
        self.with_lane(op, lane, v, new)
    }
}

pub(super) fn to8(v: u128) -> [u8; 16] {
    v.to_le_bytes()
}
pub(super) fn from8(v: [u8; 16]) -> u128 {
    u128::from_le_bytes(v)
}
pub(super) fn to16(v: u128) -> [u16; 8] {
    std::array::from_fn(|i| (v >> (16 * i)) as u16)
}
pub(super) fn from16(v: [u16; 8]) -> u128 {
    v.iter().rev().fold(0, |acc, &x| acc << 16 | u128::from(x))
}
pub(super) fn to32(v: u128) -> [u32; 4] {
    std::array::from_fn(|i| (v >> (32 * i)) as u32)
}
pub(super) fn from32(v: [u32; 4]) -> u128 {
    v.iter().rev().fold(0, |acc, &x| acc << 32 | u128::from(x))
}
pub(super) fn to64(v: u128) -> [u64; 2] {
    [v as u64, (v >> 64) as u64]
}
pub(super) fn from64(v: [u64; 2]) -> u128 {
    u128::from(v[0]) | u128::from(v[1]) << 64
}

macro_rules! map {
    ($name:ident, $t:ty, $to:ident, $from:ident) => {
        pub(super) fn $name(a: u128, b: u128, f: impl Fn($t, $t) -> $t) -> u128 {
            let (a, b) = ($to(a), $to(b));
            $from(std::array::from_fn(|i| f(a[i], b[i])))
        }
    };
}
map!(map8, u8, to8, from8);
map!(map16, u16, to16, from16);
map!(map32, u32, to32, from32);
map!(map64, u64, to64, from64);

macro_rules! mask {
    ($name:ident, $t:ty, $to:ident, $from:ident) => {
        /// A lane of ones where the predicate holds.
        pub(super) fn $name(a: u128, b: u128, f: impl Fn($t, $t) -> bool) -> u128 {
            let (a, b) = ($to(a), $to(b));
            $from(std::array::from_fn(|i| if f(a[i], b[i]) { <$t>::MAX } else { 0 }))
        }
    };
}
mask!(mask8, u8, to8, from8);
mask!(mask16, u16, to16, from16);
mask!(mask32, u32, to32, from32);
mask!(mask64, u64, to64, from64);

macro_rules! widen {
    ($name:ident, $t:ty, $w:ty, $to:ident, $from:ident) => {
        /// Half of the lanes, starting with lane `first`, each made twice as wide.
        pub(super) fn $name(a: u128, first: usize, f: impl Fn($t) -> $w) -> u128 {
            let a = $to(a);
            $from(std::array::from_fn(|i| f(a[first + i])))
        }
    };
}
widen!(widen16, u8, u16, to8, from16);
widen!(widen32, u16, u32, to16, from32);
widen!(widen64, u32, u64, to32, from64);

/// `a`'s lanes, then `b`'s, each made half as wide.
pub(super) fn narrow8(a: u128, b: u128, f: impl Fn(i16) -> u8) -> u128 {
    let (a, b) = (to16(a), to16(b));
    from8(std::array::from_fn(|i| f(if i < 8 { a[i] } else { b[i - 8] } as i16)))
}
/// `a`'s lanes, then `b`'s, each made half as wide.
pub(super) fn narrow16(a: u128, b: u128, f: impl Fn(i32) -> u16) -> u128 {
    let (a, b) = (to32(a), to32(b));
    from16(std::array::from_fn(|i| f(if i < 4 { a[i] } else { b[i - 4] } as i32)))
}

/// Each two neighbours combined.
pub(super) fn pairs<T: Copy, const N: usize, const M: usize>(v: &[T; N], f: impl Fn(T, T) -> T) -> [T; M] {
    const { assert!(N == 2 * M) };
    std::array::from_fn(|i| f(v[2 * i], v[2 * i + 1]))
}

/// One bit per lane, lane 0 lowest.
pub(super) fn bitmask(lanes: &[bool]) -> u32 {
    lanes.iter().rev().fold(0, |acc, &x| acc << 1 | u32::from(x))
}

pub(super) fn map_f32(a: u128, b: u128, f: impl Fn(f32, f32) -> f32) -> u128 {
    map32(a, b, |x, y| f(f32::from_bits(x), f32::from_bits(y)).to_bits())
}
pub(super) fn map_f64(a: u128, b: u128, f: impl Fn(f64, f64) -> f64) -> u128 {
    map64(a, b, |x, y| f(f64::from_bits(x), f64::from_bits(y)).to_bits())
}

/// Rounds; a NaN becomes quiet, which Rust's rounding functions leave open.
pub(super) fn quiet_f32(x: f32, f: impl Fn(f32) -> f32) -> f32 {
    if x.is_nan() { f32::from_bits(x.to_bits() | 0x0040_0000) } else { f(x) }
}
/// Rounds; a NaN becomes quiet, which Rust's rounding functions leave open.
pub(super) fn quiet_f64(x: f64, f: impl Fn(f64) -> f64) -> f64 {
    if x.is_nan() { f64::from_bits(x.to_bits() | 0x0008_0000_0000_0000) } else { f(x) }
}

#[cfg(test)]
mod tests {
    use super::super::{Builder, Inst, LaneOp, Op, Ty, Val, Var};

    /// Lanes of `bits` bits as integers.
    fn split(v: u128, bits: u32, signed: bool) -> Vec<i128> {
        let lanes = 128 / bits;
        (0..lanes)
            .map(|k| {
                let lane = (v >> (k * bits)) << (128 - bits);
                if signed { lane as i128 >> (128 - bits) } else { (lane >> (128 - bits)) as i128 }
            })
            .collect()
    }

    /// The reverse; lanes are cut to their size.
    fn join(lanes: &[i128], bits: u32) -> u128 {
        lanes
            .iter()
            .enumerate()
            .fold(0, |acc, (k, x)| acc | ((*x as u128) & (u128::MAX >> (128 - bits))) << (k as u32 * bits))
    }

    /// Vectors with the values at which lanes of every size wrap, saturate or change sign, and some others.
    fn samples() -> Vec<u128> {
        let repeat = |x: u128, bits: u32| join(&vec![x as i128; (128 / bits) as usize], bits);
        let mut out = vec![0, u128::MAX, 1, 0x0102_0304_0506_0708_090a_0b0c_0d0e_0f10];
        for bits in [8, 16, 32, 64] {
            for x in [1, 2, (1 << (bits - 1)) - 1, 1 << (bits - 1), (1 << (bits - 1)) + 1] {
                out.push(repeat(x, bits));
            }
        }
        let mut seed = 0x243f_6a88_85a3_08d3_1319_8a2e_0370_7344_u128;
        for _ in 0..24 {
            seed = seed.wrapping_mul(0x2360_ed05_1fc6_5da4_4385_df64_9fcc_f645) ^ seed >> 61;
            out.push(seed);
        }
        out
    }

    fn check2(op: Op, model: impl Fn(u128, u128) -> u128) {
        for a in samples() {
            for b in samples() {
                assert_eq!(op.eval([a, b, 0]), model(a, b), "{op:?} of {a:#034x}, {b:#034x}");
            }
        }
    }

    /// `op` works lane by lane on lanes of `bits` bits.
    fn lanewise(op: Op, bits: u32, signed: bool, f: impl Fn(i128, i128) -> i128) {
        check2(op, |a, b| {
            let (a, b) = (split(a, bits, signed), split(b, bits, signed));
            let r: Vec<i128> = a.iter().zip(&b).map(|(x, y)| f(*x, *y)).collect();
            join(&r, bits)
        });
    }

    #[test]
    fn wrapping_arithmetic() {
        for (bits, add, sub) in [
            (8, Op::I8x16Add, Op::I8x16Sub),
            (16, Op::I16x8Add, Op::I16x8Sub),
            (32, Op::I32x4Add, Op::I32x4Sub),
            (64, Op::I64x2Add, Op::I64x2Sub),
        ] {
            lanewise(add, bits, false, |x, y| x + y);
            lanewise(sub, bits, false, |x, y| x - y);
        }
        for (bits, mul) in [(16, Op::I16x8Mul), (32, Op::I32x4Mul), (64, Op::I64x2Mul)] {
            lanewise(mul, bits, false, i128::wrapping_mul);
        }
        for (bits, neg, abs) in [
            (8, Op::I8x16Neg, Op::I8x16Abs),
            (16, Op::I16x8Neg, Op::I16x8Abs),
            (32, Op::I32x4Neg, Op::I32x4Abs),
            (64, Op::I64x2Neg, Op::I64x2Abs),
        ] {
            lanewise(neg, bits, true, |x, _| -x);
            lanewise(abs, bits, true, |x, _| x.abs());
        }
    }

    #[test]
    fn saturating_arithmetic_and_averages() {
        for (bits, ops) in [
            (8, [Op::I8x16AddSatS, Op::I8x16SubSatS, Op::I8x16AddSatU, Op::I8x16SubSatU, Op::I8x16AvgrU]),
            (16, [Op::I16x8AddSatS, Op::I16x8SubSatS, Op::I16x8AddSatU, Op::I16x8SubSatU, Op::I16x8AvgrU]),
        ] {
            let (low, high, most) = (-(1 << (bits - 1)), (1 << (bits - 1)) - 1, (1 << bits) - 1);
            lanewise(ops[0], bits, true, |x, y| (x + y).clamp(low, high));
            lanewise(ops[1], bits, true, |x, y| (x - y).clamp(low, high));
            lanewise(ops[2], bits, false, |x, y| (x + y).min(most));
            lanewise(ops[3], bits, false, |x, y| (x - y).max(0));
            lanewise(ops[4], bits, false, |x, y| (x + y + 1) / 2);
        }
    }

    #[test]
    fn comparisons_and_extremes() {
        for (bits, eq, gt, lt) in [
            (8, Op::I8x16Eq, Op::I8x16GtS, Op::I8x16LtS),
            (16, Op::I16x8Eq, Op::I16x8GtS, Op::I16x8LtS),
            (32, Op::I32x4Eq, Op::I32x4GtS, Op::I32x4LtS),
            (64, Op::I64x2Eq, Op::I64x2GtS, Op::I64x2LtS),
        ] {
            lanewise(eq, bits, true, |x, y| -i128::from(x == y));
            lanewise(gt, bits, true, |x, y| -i128::from(x > y));
            lanewise(lt, bits, true, |x, y| -i128::from(x < y));
        }
        for (bits, ops) in [
            (8, [Op::I8x16MinS, Op::I8x16MaxS, Op::I8x16MinU, Op::I8x16MaxU]),
            (16, [Op::I16x8MinS, Op::I16x8MaxS, Op::I16x8MinU, Op::I16x8MaxU]),
            (32, [Op::I32x4MinS, Op::I32x4MaxS, Op::I32x4MinU, Op::I32x4MaxU]),
        ] {
            lanewise(ops[0], bits, true, |x, y| if x < y { x } else { y });
            lanewise(ops[1], bits, true, |x, y| if x > y { x } else { y });
            lanewise(ops[2], bits, false, |x, y| if x < y { x } else { y });
            lanewise(ops[3], bits, false, |x, y| if x > y { x } else { y });
        }
    }

    #[test]
    fn shifts_take_their_count_modulo_the_lane() {
        for (bits, shl, shr_u, shr_s) in [
            (8, Op::I8x16Shl, Op::I8x16ShrU, Op::I8x16ShrS),
            (16, Op::I16x8Shl, Op::I16x8ShrU, Op::I16x8ShrS),
            (32, Op::I32x4Shl, Op::I32x4ShrU, Op::I32x4ShrS),
            (64, Op::I64x2Shl, Op::I64x2ShrU, Op::I64x2ShrS),
        ] {
            for n in 0..70u32 {
                let k = n % bits;
                for a in samples() {
                    let map = |signed, f: &dyn Fn(i128) -> i128| {
                        let lanes: Vec<i128> = split(a, bits, signed).into_iter().map(f).collect();
                        join(&lanes, bits)
                    };
                    let args = [a, u128::from(n), 0];
                    assert_eq!(shl.eval(args), map(false, &|x| x << k), "{shl:?} {a:#x} {n}");
                    assert_eq!(shr_u.eval(args), map(false, &|x| x >> k), "{shr_u:?} {a:#x} {n}");
                    assert_eq!(shr_s.eval(args), map(true, &|x| x >> k), "{shr_s:?} {a:#x} {n}");
                }
            }
        }
    }

    #[test]
    fn masks_of_signs() {
        for (bits, op) in
            [(8, Op::I8x16Bitmask), (16, Op::I16x8Bitmask), (32, Op::I32x4Bitmask), (64, Op::I64x2Bitmask)]
        {
            check2(op, |a, _| (0..128 / bits).fold(0, |acc, k| acc | (a >> (k * bits + bits - 1) & 1) << k));
        }
    }

    #[test]
    fn narrowing_and_widening() {
        for (bits, op, low, high) in [
            (8, Op::I8x16NarrowI16x8S, -128, 127),
            (8, Op::I8x16NarrowI16x8U, 0, 255),
            (16, Op::I16x8NarrowI32x4S, -32768, 32767),
            (16, Op::I16x8NarrowI32x4U, 0, 65535),
        ] {
            check2(op, |a, b| {
                let mut lanes = split(a, 2 * bits, true);
                lanes.extend(split(b, 2 * bits, true));
                let lanes: Vec<i128> = lanes.into_iter().map(|x| x.max(low).min(high)).collect();
                join(&lanes, bits)
            });
        }
        type Widening = (u32, bool, Op, Op, Op, Op);
        let widening: [Widening; 6] = [
            (
                8,
                true,
                Op::I16x8ExtendLowI8x16S,
                Op::I16x8ExtendHighI8x16S,
                Op::I16x8ExtMulLowI8x16S,
                Op::I16x8ExtMulHighI8x16S,
            ),
            (
                8,
                false,
                Op::I16x8ExtendLowI8x16U,
                Op::I16x8ExtendHighI8x16U,
                Op::I16x8ExtMulLowI8x16U,
                Op::I16x8ExtMulHighI8x16U,
            ),
            (
                16,
                true,
                Op::I32x4ExtendLowI16x8S,
                Op::I32x4ExtendHighI16x8S,
                Op::I32x4ExtMulLowI16x8S,
                Op::I32x4ExtMulHighI16x8S,
            ),
            (
                16,
                false,
                Op::I32x4ExtendLowI16x8U,
                Op::I32x4ExtendHighI16x8U,
                Op::I32x4ExtMulLowI16x8U,
                Op::I32x4ExtMulHighI16x8U,
            ),
            (
                32,
                true,
                Op::I64x2ExtendLowI32x4S,
                Op::I64x2ExtendHighI32x4S,
                Op::I64x2ExtMulLowI32x4S,
                Op::I64x2ExtMulHighI32x4S,
            ),
            (
                32,
                false,
                Op::I64x2ExtendLowI32x4U,
                Op::I64x2ExtendHighI32x4U,
                Op::I64x2ExtMulLowI32x4U,
                Op::I64x2ExtMulHighI32x4U,
            ),
        ];
        for (bits, signed, low, high, mul_low, mul_high) in widening {
            let half = (64 / bits) as usize;
            check2(low, |a, _| join(&split(a, bits, signed)[..half], 2 * bits));
            check2(high, |a, _| join(&split(a, bits, signed)[half..], 2 * bits));
            let product = |a, b, from: usize| {
                let (a, b) = (split(a, bits, signed), split(b, bits, signed));
                let lanes: Vec<i128> = (from..from + half).map(|k| a[k] * b[k]).collect();
                join(&lanes, 2 * bits)
            };
            check2(mul_low, |a, b| product(a, b, 0));
            check2(mul_high, |a, b| product(a, b, half));
        }
    }

    #[test]
    fn sums_and_products_across_lanes() {
        for (bits, signed, op) in [
            (8, true, Op::I16x8ExtAddPairwiseI8x16S),
            (8, false, Op::I16x8ExtAddPairwiseI8x16U),
            (16, true, Op::I32x4ExtAddPairwiseI16x8S),
            (16, false, Op::I32x4ExtAddPairwiseI16x8U),
        ] {
            check2(op, |a, _| {
                let sums: Vec<i128> = split(a, bits, signed).chunks(2).map(|p| p[0] + p[1]).collect();
                join(&sums, 2 * bits)
            });
        }
        check2(Op::I32x4DotI16x8S, |a, b| {
            let products: Vec<i128> = split(a, 16, true).iter().zip(split(b, 16, true)).map(|(x, y)| x * y).collect();
            let sums: Vec<i128> = products.chunks(2).map(|p| p[0] + p[1]).collect();
            join(&sums, 32)
        });
        lanewise(Op::I16x8Q15MulrSatS, 16, true, |x, y| ((x * y + (1 << 14)) >> 15).min(0x7fff));
    }

    #[test]
    fn bits_and_bytes() {
        check2(Op::V128AndNot, |a, b| a & (u128::MAX ^ b));
        check2(Op::V128AnyTrue, |a, _| u128::from(a.count_ones() > 0));
        check2(Op::I8x16Swizzle, |a, s| {
            let source = split(a, 8, false);
            let lanes: Vec<i128> =
                split(s, 8, false).into_iter().map(|k| if k < 16 { source[k as usize] } else { 0 }).collect();
            join(&lanes, 8)
        });
        for (a, b, c) in [(0xff00, 0x1234, 0xf0f0), (u128::MAX, 0, 0x55)] {
            assert_eq!(Op::V128Bitselect.eval([a, b, c]), b ^ ((a ^ b) & c));
        }
        assert_eq!(Op::I8x16Splat.eval([0x1ab, 0, 0]), join(&[0xab; 16], 8));
        assert_eq!(Op::I16x8Splat.eval([0x1_abcd, 0, 0]), join(&[0xabcd; 8], 16));
        assert_eq!(Op::I32x4Splat.eval([7, 0, 0]), join(&[7; 4], 32));
        assert_eq!(Op::I64x2Splat.eval([9, 0, 0]), join(&[9; 2], 64));
    }

    /// Doubles at which conversions and comparisons change their mind.
    const DOUBLES: [f64; 20] = [
        0.0,
        -0.0,
        0.5,
        -0.5,
        1.5,
        2.5,
        -2.5,
        0.499_999_999_999_999_94,
        1e300,
        -1e300,
        1e-310,
        2_147_483_647.0,
        2_147_483_647.5,
        2_147_483_648.0,
        -2_147_483_648.0,
        -2_147_483_649.0,
        16_777_217.0,
        f64::INFINITY,
        f64::NEG_INFINITY,
        f64::NAN,
    ];

    fn pair(x: f64, y: f64) -> u128 {
        u128::from(x.to_bits()) | u128::from(y.to_bits()) << 64
    }

    #[test]
    fn floating_point_lanes_do_as_scalars() {
        let same = |x: f64, y: f64| x.to_bits() == y.to_bits() || x.is_nan() && y.is_nan();
        type Binary = (Op, fn(f64, f64) -> f64);
        let binary: [Binary; 6] = [
            (Op::F64x2Add, |x, y| x + y),
            (Op::F64x2Sub, |x, y| x - y),
            (Op::F64x2Mul, |x, y| x * y),
            (Op::F64x2Div, |x, y| x / y),
            // Wasm: pmin is `y < x ? y : x`, so that a NaN or equal zeros give the first.
            (Op::F64x2PMin, |x, y| match x.partial_cmp(&y) {
                Some(std::cmp::Ordering::Greater) => y,
                _ => x,
            }),
            (Op::F64x2PMax, |x, y| match x.partial_cmp(&y) {
                Some(std::cmp::Ordering::Less) => y,
                _ => x,
            }),
        ];
        for x in DOUBLES {
            for y in DOUBLES {
                for (op, f) in binary {
                    let r = op.eval([pair(x, y), pair(y, x), 0]);
                    let (low, high) = (f64::from_bits(r as u64), f64::from_bits((r >> 64) as u64));
                    assert!(same(low, f(x, y)) && same(high, f(y, x)), "{op:?} {x} {y}");
                }
                for (op, scalar) in [
                    (Op::F64x2Eq, Op::F64Eq),
                    (Op::F64x2Ne, Op::F64Ne),
                    (Op::F64x2Lt, Op::F64Lt),
                    (Op::F64x2Gt, Op::F64Gt),
                    (Op::F64x2Le, Op::F64Le),
                    (Op::F64x2Ge, Op::F64Ge),
                ] {
                    let r = op.eval([pair(x, 1.0), pair(y, 1.0), 0]);
                    let one = scalar.eval([u128::from(x.to_bits()), u128::from(y.to_bits()), 0]);
                    assert_eq!(r as u64, if one == 1 { u64::MAX } else { 0 }, "{op:?} {x} {y}");
                }
            }
        }
    }

    #[test]
    fn rounding_quietens_nans() {
        let signalling = 0x7ff0_0000_0000_1234_u64;
        for op in [Op::F64Nearest, Op::F64Floor, Op::F64Ceil, Op::F64Trunc] {
            assert_eq!(op.eval([u128::from(signalling), 0, 0]), 0x7ff8_0000_0000_1234, "{op:?}");
        }
        let signalling = 0xff80_1234_u32;
        for op in [Op::F32Nearest, Op::F32Floor, Op::F32Ceil, Op::F32Trunc] {
            assert_eq!(op.eval([u128::from(signalling), 0, 0]), 0xffc0_1234, "{op:?}");
        }
        let halves =
            [0.5, 1.5, 2.5, -0.5, -1.5].map(|x: f64| f64::from_bits(Op::F64Nearest.eval([pair(x, 0.0), 0, 0]) as u64));
        assert_eq!(halves, [0.0, 2.0, 2.0, -0.0, -2.0]);
    }

    #[test]
    fn conversions() {
        for x in DOUBLES {
            // The exact value, cut to the range by hand.
            let expected: u32 = match x {
                x if x.is_nan() => 0,
                x if x >= 2_147_483_648.0 => 0x7fff_ffff,
                x if x <= -2_147_483_648.0 => 0x8000_0000,
                x => x as i64 as u32,
            };
            let zero_high = Op::I32x4TruncSatF64x2SZero.eval([pair(x, 1.0), 0, 0]);
            assert_eq!(zero_high, u128::from(expected) | 1 << 32, "{x}");
            let single = x as f32;
            let demoted = Op::F32x4DemoteF64x2Zero.eval([pair(1.0, x), 0, 0]);
            assert_eq!(demoted >> 64, 0);
            assert!(single.is_nan() || demoted >> 32 == u128::from(single.to_bits()), "{x}");
            let promoted = f64::from_bits((Op::F64x2PromoteLowF32x4.eval([demoted, 0, 0]) >> 64) as u64);
            assert!(promoted.is_nan() && x.is_nan() || promoted == f64::from(single), "{x}");
        }
        let ints = join(&[-1, i128::from(i32::MIN), 16_777_217, 5], 32);
        assert_eq!(Op::F64x2ConvertLowI32x4S.eval([ints, 0, 0]), pair(-1.0, -2_147_483_648.0));
        let singles = [-1f32, -2_147_483_648.0, 16_777_216.0, 5.0].map(|x| i128::from(x.to_bits()));
        assert_eq!(Op::F32x4ConvertI32x4S.eval([ints, 0, 0]), join(&singles, 32));
        assert_eq!(Op::I32x4TruncSatF32x4S.eval([join(&singles, 32), 0, 0]), join(&[-1, 1 << 31, 16_777_216, 5], 32));
    }

    #[test]
    fn a_scalar_chain_stays_scalar() {
        let mut b = Builder::new();
        let x = b.get(Var::xmm(0));
        let low = b.extract_lane(LaneOp::ExtractF64, 0, x);
        let sum = b.n2(Op::F64Add, low, low);
        let first = b.replace_lane(LaneOp::ReplaceF64, 0, x, sum);
        assert_eq!(b.extract_lane(LaneOp::ExtractF64, 0, first), sum);
        let second = b.replace_lane(LaneOp::ReplaceF64, 0, first, low);
        assert_eq!(b.insts[second.0 as usize], Inst::Lane(LaneOp::ReplaceF64, 0, [x, low]));
        // The other lane, or the same bits as another type, are not what was replaced.
        let other = b.extract_lane(LaneOp::ExtractF64, 1, second);
        assert_eq!(b.insts[other.0 as usize], Inst::Lane(LaneOp::ExtractF64, 1, [x, Val::NONE]));
        let bits = b.extract_lane(LaneOp::Extract64, 0, second);
        assert_eq!(b.insts[bits.0 as usize], Inst::Lane(LaneOp::Extract64, 0, [second, Val::NONE]));
        let beside = b.replace_lane(LaneOp::ReplaceF64, 1, second, sum);
        assert_eq!(b.insts[beside.0 as usize], Inst::Lane(LaneOp::ReplaceF64, 1, [second, sum]));
        // Putting back what was taken changes nothing.
        assert_eq!(b.replace_lane(LaneOp::ReplaceF64, 0, x, low), x);
        // Bytes are cut when they go in, so that they do not come out as they were.
        let wide = b.c32(0x1ff);
        let bytes = b.replace_lane(LaneOp::Replace8, 3, x, wide);
        assert_ne!(b.extract_lane(LaneOp::Extract8, 3, bytes), wide);
    }

    #[test]
    fn results_fit_their_type() {
        for &op in Op::ALL {
            let (params, result) = op.signature();
            assert!((1..=3).contains(&params.len()), "{op:?}");
            let bits = match result {
                Ty::I32 | Ty::F32 => 32,
                Ty::I64 | Ty::F64 => 64,
                Ty::V128 => 128,
            };
            for a in samples() {
                let r = op.eval([a, a.rotate_left(37), a.rotate_left(91)]);
                assert!(bits == 128 || r >> bits == 0, "{op:?} gives {r:#x}");
            }
        }
    }
}
