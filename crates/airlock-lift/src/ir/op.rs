//! The pure numeric operations: one row each gives the operand types, the Wasm instruction of the same name, and
//! the value for the reference interpreter.

use super::Ty;

/// A value of some [`Ty`] as bits in a `u128`.
pub trait Raw: Copy {
    /// The type.
    const TY: Ty;
    /// From bits; higher bits are ignored.
    fn from_raw(raw: u128) -> Self;
    /// To bits.
    fn to_raw(self) -> u128;
}

macro_rules! raw {
    ($($t:ty, $ty:ident, $from:expr, $to:expr;)*) => {$(
        impl Raw for $t {
            const TY: Ty = Ty::$ty;
            fn from_raw(raw: u128) -> Self {
                let f: fn(u128) -> $t = $from;
                f(raw)
            }
            fn to_raw(self) -> u128 {
                let f: fn($t) -> u128 = $to;
                f(self)
            }
        }
    )*};
}

raw! {
    u32, I32, |r| r as u32, |v| u128::from(v);
    u64, I64, |r| r as u64, |v| u128::from(v);
    f32, F32, |r| f32::from_bits(r as u32), |v| u128::from(v.to_bits());
    f64, F64, |r| f64::from_bits(r as u64), |v| u128::from(v.to_bits());
    u128, V128, |r| r, |v| v;
}

macro_rules! ops {
    ($($name:ident ($($arg:ident: $t:ty),+) -> $r:ty { $($e:tt)* })*) => {
        /// A pure numeric operation of Wasm, under Wasm's name. None of them traps.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[allow(missing_docs, reason = "the names are those of the WebAssembly specification")]
        pub enum Op { $($name,)* }

        impl Op {
            /// Every operation.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// Operand types and result type.
            pub const fn signature(self) -> (&'static [Ty], Ty) {
                match self { $(Self::$name => (&[$(<$t as Raw>::TY),+], <$r as Raw>::TY),)* }
            }

            /// The Wasm instruction.
            pub fn instruction(self) -> wasm_encoder::Instruction<'static> {
                match self { $(Self::$name => wasm_encoder::Instruction::$name,)* }
            }

            /// The result, as bits.
            pub fn eval(self, args: [u128; 3]) -> u128 {
                match self { $(Self::$name => {
                    let [$($arg,)+ ..] = args;
                    $(let $arg = <$t as Raw>::from_raw($arg);)+
                    let r: $r = { $($e)* };
                    r.to_raw()
                })* }
            }
        }
    };
}

use super::op_vector::*;

ops! {
    // Integers, 32 bits.
    I32Add(a: u32, b: u32) -> u32 { a.wrapping_add(b) }
    I32Sub(a: u32, b: u32) -> u32 { a.wrapping_sub(b) }
    I32Mul(a: u32, b: u32) -> u32 { a.wrapping_mul(b) }
    I32And(a: u32, b: u32) -> u32 { a & b }
    I32Or(a: u32, b: u32) -> u32 { a | b }
    I32Xor(a: u32, b: u32) -> u32 { a ^ b }
    I32Shl(a: u32, b: u32) -> u32 { a.wrapping_shl(b) }
    I32ShrU(a: u32, b: u32) -> u32 { a.wrapping_shr(b) }
    I32ShrS(a: u32, b: u32) -> u32 { (a as i32).wrapping_shr(b) as u32 }
    I32Rotl(a: u32, b: u32) -> u32 { a.rotate_left(b & 31) }
    I32Rotr(a: u32, b: u32) -> u32 { a.rotate_right(b & 31) }
    I32Clz(a: u32) -> u32 { a.leading_zeros() }
    I32Ctz(a: u32) -> u32 { a.trailing_zeros() }
    I32Popcnt(a: u32) -> u32 { a.count_ones() }
    I32Eqz(a: u32) -> u32 { u32::from(a == 0) }
    I32Eq(a: u32, b: u32) -> u32 { u32::from(a == b) }
    I32Ne(a: u32, b: u32) -> u32 { u32::from(a != b) }
    I32LtS(a: u32, b: u32) -> u32 { u32::from((a as i32) < b as i32) }
    I32LtU(a: u32, b: u32) -> u32 { u32::from(a < b) }
    I32GtS(a: u32, b: u32) -> u32 { u32::from(a as i32 > b as i32) }
    I32GtU(a: u32, b: u32) -> u32 { u32::from(a > b) }
    I32LeS(a: u32, b: u32) -> u32 { u32::from(a as i32 <= b as i32) }
    I32LeU(a: u32, b: u32) -> u32 { u32::from(a <= b) }
    I32GeS(a: u32, b: u32) -> u32 { u32::from(a as i32 >= b as i32) }
    I32GeU(a: u32, b: u32) -> u32 { u32::from(a >= b) }
    I32Extend8S(a: u32) -> u32 { a as i8 as i32 as u32 }
    I32Extend16S(a: u32) -> u32 { a as i16 as i32 as u32 }
    I32WrapI64(a: u64) -> u32 { a as u32 }

    // Integers, 64 bits.
    I64Add(a: u64, b: u64) -> u64 { a.wrapping_add(b) }
    I64Sub(a: u64, b: u64) -> u64 { a.wrapping_sub(b) }
    I64Mul(a: u64, b: u64) -> u64 { a.wrapping_mul(b) }
    I64And(a: u64, b: u64) -> u64 { a & b }
    I64Or(a: u64, b: u64) -> u64 { a | b }
    I64Xor(a: u64, b: u64) -> u64 { a ^ b }
    I64Shl(a: u64, b: u64) -> u64 { a.wrapping_shl(b as u32) }
    I64ShrU(a: u64, b: u64) -> u64 { a.wrapping_shr(b as u32) }
    I64ShrS(a: u64, b: u64) -> u64 { (a as i64).wrapping_shr(b as u32) as u64 }
    I64Rotl(a: u64, b: u64) -> u64 { a.rotate_left(b as u32 & 63) }
    I64Rotr(a: u64, b: u64) -> u64 { a.rotate_right(b as u32 & 63) }
    I64Clz(a: u64) -> u64 { u64::from(a.leading_zeros()) }
    I64Ctz(a: u64) -> u64 { u64::from(a.trailing_zeros()) }
    I64Popcnt(a: u64) -> u64 { u64::from(a.count_ones()) }
    I64Eqz(a: u64) -> u32 { u32::from(a == 0) }
    I64Eq(a: u64, b: u64) -> u32 { u32::from(a == b) }
    I64Ne(a: u64, b: u64) -> u32 { u32::from(a != b) }
    I64LtS(a: u64, b: u64) -> u32 { u32::from((a as i64) < b as i64) }
    I64LtU(a: u64, b: u64) -> u32 { u32::from(a < b) }
    I64GtS(a: u64, b: u64) -> u32 { u32::from(a as i64 > b as i64) }
    I64GtU(a: u64, b: u64) -> u32 { u32::from(a > b) }
    I64LeS(a: u64, b: u64) -> u32 { u32::from(a as i64 <= b as i64) }
    I64LeU(a: u64, b: u64) -> u32 { u32::from(a <= b) }
    I64GeS(a: u64, b: u64) -> u32 { u32::from(a as i64 >= b as i64) }
    I64GeU(a: u64, b: u64) -> u32 { u32::from(a >= b) }
    I64Extend8S(a: u64) -> u64 { a as i8 as i64 as u64 }
    I64Extend16S(a: u64) -> u64 { a as i16 as i64 as u64 }
    I64Extend32S(a: u64) -> u64 { a as i32 as i64 as u64 }
    I64ExtendI32U(a: u32) -> u64 { u64::from(a) }
    I64ExtendI32S(a: u32) -> u64 { a as i32 as i64 as u64 }

    // Floating point, scalar.
    F32Add(a: f32, b: f32) -> f32 { a + b }
    F32Sub(a: f32, b: f32) -> f32 { a - b }
    F32Mul(a: f32, b: f32) -> f32 { a * b }
    F32Div(a: f32, b: f32) -> f32 { a / b }
    F32Sqrt(a: f32) -> f32 { a.sqrt() }
    F32Nearest(a: f32) -> f32 { quiet_f32(a, f32::round_ties_even) }
    F32Floor(a: f32) -> f32 { quiet_f32(a, f32::floor) }
    F32Ceil(a: f32) -> f32 { quiet_f32(a, f32::ceil) }
    F32Trunc(a: f32) -> f32 { quiet_f32(a, f32::trunc) }
    F32Eq(a: f32, b: f32) -> u32 { u32::from(a == b) }
    F32Ne(a: f32, b: f32) -> u32 { u32::from(a != b) }
    F32Lt(a: f32, b: f32) -> u32 { u32::from(a < b) }
    F32Gt(a: f32, b: f32) -> u32 { u32::from(a > b) }
    F32Le(a: f32, b: f32) -> u32 { u32::from(a <= b) }
    F32Ge(a: f32, b: f32) -> u32 { u32::from(a >= b) }
    F64Add(a: f64, b: f64) -> f64 { a + b }
    F64Sub(a: f64, b: f64) -> f64 { a - b }
    F64Mul(a: f64, b: f64) -> f64 { a * b }
    F64Div(a: f64, b: f64) -> f64 { a / b }
    F64Sqrt(a: f64) -> f64 { a.sqrt() }
    F64Nearest(a: f64) -> f64 { quiet_f64(a, f64::round_ties_even) }
    F64Floor(a: f64) -> f64 { quiet_f64(a, f64::floor) }
    F64Ceil(a: f64) -> f64 { quiet_f64(a, f64::ceil) }
    F64Trunc(a: f64) -> f64 { quiet_f64(a, f64::trunc) }
    F64Eq(a: f64, b: f64) -> u32 { u32::from(a == b) }
    F64Ne(a: f64, b: f64) -> u32 { u32::from(a != b) }
    F64Lt(a: f64, b: f64) -> u32 { u32::from(a < b) }
    F64Gt(a: f64, b: f64) -> u32 { u32::from(a > b) }
    F64Le(a: f64, b: f64) -> u32 { u32::from(a <= b) }
    F64Ge(a: f64, b: f64) -> u32 { u32::from(a >= b) }
    F32DemoteF64(a: f64) -> f32 { a as f32 }
    F64PromoteF32(a: f32) -> f64 { f64::from(a) }
    F32ConvertI32S(a: u32) -> f32 { a as i32 as f32 }
    F32ConvertI64S(a: u64) -> f32 { a as i64 as f32 }
    F64ConvertI32S(a: u32) -> f64 { f64::from(a as i32) }
    F64ConvertI64S(a: u64) -> f64 { a as i64 as f64 }
    I32TruncSatF32S(a: f32) -> u32 { a as i32 as u32 }
    I32TruncSatF64S(a: f64) -> u32 { a as i32 as u32 }
    I64TruncSatF32S(a: f32) -> u64 { a as i64 as u64 }
    I64TruncSatF64S(a: f64) -> u64 { a as i64 as u64 }
    I32ReinterpretF32(a: f32) -> u32 { a.to_bits() }
    I64ReinterpretF64(a: f64) -> u64 { a.to_bits() }
    F32ReinterpretI32(a: u32) -> f32 { f32::from_bits(a) }
    F64ReinterpretI64(a: u64) -> f64 { f64::from_bits(a) }

    // Vectors, as bits.
    V128Not(a: u128) -> u128 { !a }
    V128And(a: u128, b: u128) -> u128 { a & b }
    V128AndNot(a: u128, b: u128) -> u128 { a & !b }
    V128Or(a: u128, b: u128) -> u128 { a | b }
    V128Xor(a: u128, b: u128) -> u128 { a ^ b }
    V128Bitselect(a: u128, b: u128, c: u128) -> u128 { (a & c) | (b & !c) }
    V128AnyTrue(a: u128) -> u32 { u32::from(a != 0) }

    // Splats.
    I8x16Splat(a: u32) -> u128 { from8([a as u8; 16]) }
    I16x8Splat(a: u32) -> u128 { from16([a as u16; 8]) }
    I32x4Splat(a: u32) -> u128 { from32([a; 4]) }
    I64x2Splat(a: u64) -> u128 { from64([a; 2]) }
    F32x4Splat(a: f32) -> u128 { from32([a.to_bits(); 4]) }
    F64x2Splat(a: f64) -> u128 { from64([a.to_bits(); 2]) }

    // Integer vectors, lane by lane.
    I8x16Add(a: u128, b: u128) -> u128 { map8(a, b, u8::wrapping_add) }
    I8x16Sub(a: u128, b: u128) -> u128 { map8(a, b, u8::wrapping_sub) }
    I8x16Neg(a: u128) -> u128 { map8(0, a, u8::wrapping_sub) }
    I8x16Abs(a: u128) -> u128 { map8(a, a, |x, _| (x as i8).unsigned_abs()) }
    I8x16Eq(a: u128, b: u128) -> u128 { mask8(a, b, |x, y| x == y) }
    I8x16GtS(a: u128, b: u128) -> u128 { mask8(a, b, |x, y| x as i8 > y as i8) }
    I8x16LtS(a: u128, b: u128) -> u128 { mask8(a, b, |x, y| (x as i8) < y as i8) }
    I8x16MinS(a: u128, b: u128) -> u128 { map8(a, b, |x, y| (x as i8).min(y as i8) as u8) }
    I8x16MinU(a: u128, b: u128) -> u128 { map8(a, b, u8::min) }
    I8x16MaxS(a: u128, b: u128) -> u128 { map8(a, b, |x, y| (x as i8).max(y as i8) as u8) }
    I8x16MaxU(a: u128, b: u128) -> u128 { map8(a, b, u8::max) }
    I8x16AddSatS(a: u128, b: u128) -> u128 { map8(a, b, |x, y| (x as i8).saturating_add(y as i8) as u8) }
    I8x16AddSatU(a: u128, b: u128) -> u128 { map8(a, b, u8::saturating_add) }
    I8x16SubSatS(a: u128, b: u128) -> u128 { map8(a, b, |x, y| (x as i8).saturating_sub(y as i8) as u8) }
    I8x16SubSatU(a: u128, b: u128) -> u128 { map8(a, b, u8::saturating_sub) }
    I8x16AvgrU(a: u128, b: u128) -> u128 { map8(a, b, |x, y| ((u16::from(x) + u16::from(y) + 1) >> 1) as u8) }
    I8x16Shl(a: u128, n: u32) -> u128 { map8(a, a, |x, _| x.wrapping_shl(n)) }
    I8x16ShrU(a: u128, n: u32) -> u128 { map8(a, a, |x, _| x.wrapping_shr(n)) }
    I8x16ShrS(a: u128, n: u32) -> u128 { map8(a, a, |x, _| (x as i8).wrapping_shr(n) as u8) }
    I8x16Bitmask(a: u128) -> u32 { bitmask(&to8(a).map(|x| (x as i8) < 0)) }
    I16x8Add(a: u128, b: u128) -> u128 { map16(a, b, u16::wrapping_add) }
    I16x8Sub(a: u128, b: u128) -> u128 { map16(a, b, u16::wrapping_sub) }
    I16x8Mul(a: u128, b: u128) -> u128 { map16(a, b, u16::wrapping_mul) }
    I16x8Neg(a: u128) -> u128 { map16(0, a, u16::wrapping_sub) }
    I16x8Abs(a: u128) -> u128 { map16(a, a, |x, _| (x as i16).unsigned_abs()) }
    I16x8Eq(a: u128, b: u128) -> u128 { mask16(a, b, |x, y| x == y) }
    I16x8GtS(a: u128, b: u128) -> u128 { mask16(a, b, |x, y| x as i16 > y as i16) }
    I16x8LtS(a: u128, b: u128) -> u128 { mask16(a, b, |x, y| (x as i16) < y as i16) }
    I16x8MinS(a: u128, b: u128) -> u128 { map16(a, b, |x, y| (x as i16).min(y as i16) as u16) }
    I16x8MinU(a: u128, b: u128) -> u128 { map16(a, b, u16::min) }
    I16x8MaxS(a: u128, b: u128) -> u128 { map16(a, b, |x, y| (x as i16).max(y as i16) as u16) }
    I16x8MaxU(a: u128, b: u128) -> u128 { map16(a, b, u16::max) }
    I16x8AddSatS(a: u128, b: u128) -> u128 { map16(a, b, |x, y| (x as i16).saturating_add(y as i16) as u16) }
    I16x8AddSatU(a: u128, b: u128) -> u128 { map16(a, b, u16::saturating_add) }
    I16x8SubSatS(a: u128, b: u128) -> u128 { map16(a, b, |x, y| (x as i16).saturating_sub(y as i16) as u16) }
    I16x8SubSatU(a: u128, b: u128) -> u128 { map16(a, b, u16::saturating_sub) }
    I16x8AvgrU(a: u128, b: u128) -> u128 { map16(a, b, |x, y| ((u32::from(x) + u32::from(y) + 1) >> 1) as u16) }
    I16x8Shl(a: u128, n: u32) -> u128 { map16(a, a, |x, _| x.wrapping_shl(n)) }
    I16x8ShrU(a: u128, n: u32) -> u128 { map16(a, a, |x, _| x.wrapping_shr(n)) }
    I16x8ShrS(a: u128, n: u32) -> u128 { map16(a, a, |x, _| (x as i16).wrapping_shr(n) as u16) }
    I16x8Bitmask(a: u128) -> u32 { bitmask(&to16(a).map(|x| (x as i16) < 0)) }
    I32x4Add(a: u128, b: u128) -> u128 { map32(a, b, u32::wrapping_add) }
    I32x4Sub(a: u128, b: u128) -> u128 { map32(a, b, u32::wrapping_sub) }
    I32x4Mul(a: u128, b: u128) -> u128 { map32(a, b, u32::wrapping_mul) }
    I32x4Neg(a: u128) -> u128 { map32(0, a, u32::wrapping_sub) }
    I32x4Abs(a: u128) -> u128 { map32(a, a, |x, _| (x as i32).unsigned_abs()) }
    I32x4Eq(a: u128, b: u128) -> u128 { mask32(a, b, |x, y| x == y) }
    I32x4GtS(a: u128, b: u128) -> u128 { mask32(a, b, |x, y| x as i32 > y as i32) }
    I32x4LtS(a: u128, b: u128) -> u128 { mask32(a, b, |x, y| (x as i32) < y as i32) }
    I32x4MinS(a: u128, b: u128) -> u128 { map32(a, b, |x, y| (x as i32).min(y as i32) as u32) }
    I32x4MinU(a: u128, b: u128) -> u128 { map32(a, b, u32::min) }
    I32x4MaxS(a: u128, b: u128) -> u128 { map32(a, b, |x, y| (x as i32).max(y as i32) as u32) }
    I32x4MaxU(a: u128, b: u128) -> u128 { map32(a, b, u32::max) }
    I32x4Shl(a: u128, n: u32) -> u128 { map32(a, a, |x, _| x.wrapping_shl(n)) }
    I32x4ShrU(a: u128, n: u32) -> u128 { map32(a, a, |x, _| x.wrapping_shr(n)) }
    I32x4ShrS(a: u128, n: u32) -> u128 { map32(a, a, |x, _| (x as i32).wrapping_shr(n) as u32) }
    I32x4Bitmask(a: u128) -> u32 { bitmask(&to32(a).map(|x| (x as i32) < 0)) }
    I64x2Add(a: u128, b: u128) -> u128 { map64(a, b, u64::wrapping_add) }
    I64x2Sub(a: u128, b: u128) -> u128 { map64(a, b, u64::wrapping_sub) }
    I64x2Mul(a: u128, b: u128) -> u128 { map64(a, b, u64::wrapping_mul) }
    I64x2Neg(a: u128) -> u128 { map64(0, a, u64::wrapping_sub) }
    I64x2Abs(a: u128) -> u128 { map64(a, a, |x, _| (x as i64).unsigned_abs()) }
    I64x2Eq(a: u128, b: u128) -> u128 { mask64(a, b, |x, y| x == y) }
    I64x2GtS(a: u128, b: u128) -> u128 { mask64(a, b, |x, y| x as i64 > y as i64) }
    I64x2LtS(a: u128, b: u128) -> u128 { mask64(a, b, |x, y| (x as i64) < y as i64) }
    I64x2Shl(a: u128, n: u32) -> u128 { map64(a, a, |x, _| x.wrapping_shl(n)) }
    I64x2ShrU(a: u128, n: u32) -> u128 { map64(a, a, |x, _| x.wrapping_shr(n)) }
    I64x2ShrS(a: u128, n: u32) -> u128 { map64(a, a, |x, _| (x as i64).wrapping_shr(n) as u64) }
    I64x2Bitmask(a: u128) -> u32 { bitmask(&to64(a).map(|x| (x as i64) < 0)) }

    // Integer vectors, across lanes and widths.
    I8x16Swizzle(a: u128, s: u128) -> u128 {
        let a = to8(a);
        map8(s, s, |i, _| a.get(usize::from(i)).copied().unwrap_or(0))
    }
    I8x16NarrowI16x8S(a: u128, b: u128) -> u128 { narrow8(a, b, |x| x.clamp(-128, 127) as u8) }
    I8x16NarrowI16x8U(a: u128, b: u128) -> u128 { narrow8(a, b, |x| x.clamp(0, 255) as u8) }
    I16x8NarrowI32x4S(a: u128, b: u128) -> u128 { narrow16(a, b, |x| x.clamp(-32768, 32767) as u16) }
    I16x8NarrowI32x4U(a: u128, b: u128) -> u128 { narrow16(a, b, |x| x.clamp(0, 65535) as u16) }
    I16x8ExtendLowI8x16S(a: u128) -> u128 { widen16(a, 0, |x| i16::from(x as i8) as u16) }
    I16x8ExtendLowI8x16U(a: u128) -> u128 { widen16(a, 0, u16::from) }
    I16x8ExtMulLowI8x16S(a: u128, b: u128) -> u128 {
        map16(widen16(a, 0, |x| x as i8 as u16), widen16(b, 0, |x| x as i8 as u16), u16::wrapping_mul)
    }
    I16x8ExtMulLowI8x16U(a: u128, b: u128) -> u128 {
        map16(widen16(a, 0, u16::from), widen16(b, 0, u16::from), u16::wrapping_mul)
    }
    I16x8ExtendHighI8x16S(a: u128) -> u128 { widen16(a, 8, |x| i16::from(x as i8) as u16) }
    I16x8ExtendHighI8x16U(a: u128) -> u128 { widen16(a, 8, u16::from) }
    I16x8ExtMulHighI8x16S(a: u128, b: u128) -> u128 {
        map16(widen16(a, 8, |x| x as i8 as u16), widen16(b, 8, |x| x as i8 as u16), u16::wrapping_mul)
    }
    I16x8ExtMulHighI8x16U(a: u128, b: u128) -> u128 {
        map16(widen16(a, 8, u16::from), widen16(b, 8, u16::from), u16::wrapping_mul)
    }
    I32x4ExtendLowI16x8S(a: u128) -> u128 { widen32(a, 0, |x| i32::from(x as i16) as u32) }
    I32x4ExtendLowI16x8U(a: u128) -> u128 { widen32(a, 0, u32::from) }
    I32x4ExtMulLowI16x8S(a: u128, b: u128) -> u128 {
        map32(widen32(a, 0, |x| x as i16 as u32), widen32(b, 0, |x| x as i16 as u32), u32::wrapping_mul)
    }
    I32x4ExtMulLowI16x8U(a: u128, b: u128) -> u128 {
        map32(widen32(a, 0, u32::from), widen32(b, 0, u32::from), u32::wrapping_mul)
    }
    I32x4ExtendHighI16x8S(a: u128) -> u128 { widen32(a, 4, |x| i32::from(x as i16) as u32) }
    I32x4ExtendHighI16x8U(a: u128) -> u128 { widen32(a, 4, u32::from) }
    I32x4ExtMulHighI16x8S(a: u128, b: u128) -> u128 {
        map32(widen32(a, 4, |x| x as i16 as u32), widen32(b, 4, |x| x as i16 as u32), u32::wrapping_mul)
    }
    I32x4ExtMulHighI16x8U(a: u128, b: u128) -> u128 {
        map32(widen32(a, 4, u32::from), widen32(b, 4, u32::from), u32::wrapping_mul)
    }
    I64x2ExtendLowI32x4S(a: u128) -> u128 { widen64(a, 0, |x| i64::from(x as i32) as u64) }
    I64x2ExtendLowI32x4U(a: u128) -> u128 { widen64(a, 0, u64::from) }
    I64x2ExtMulLowI32x4S(a: u128, b: u128) -> u128 {
        map64(widen64(a, 0, |x| x as i32 as u64), widen64(b, 0, |x| x as i32 as u64), u64::wrapping_mul)
    }
    I64x2ExtMulLowI32x4U(a: u128, b: u128) -> u128 {
        map64(widen64(a, 0, u64::from), widen64(b, 0, u64::from), u64::wrapping_mul)
    }
    I64x2ExtendHighI32x4S(a: u128) -> u128 { widen64(a, 2, |x| i64::from(x as i32) as u64) }
    I64x2ExtendHighI32x4U(a: u128) -> u128 { widen64(a, 2, u64::from) }
    I64x2ExtMulHighI32x4S(a: u128, b: u128) -> u128 {
        map64(widen64(a, 2, |x| x as i32 as u64), widen64(b, 2, |x| x as i32 as u64), u64::wrapping_mul)
    }
    I64x2ExtMulHighI32x4U(a: u128, b: u128) -> u128 {
        map64(widen64(a, 2, u64::from), widen64(b, 2, u64::from), u64::wrapping_mul)
    }
    I16x8ExtAddPairwiseI8x16S(a: u128) -> u128 { from16(pairs(&to8(a).map(|x| x as i8 as u16), u16::wrapping_add)) }
    I16x8ExtAddPairwiseI8x16U(a: u128) -> u128 { from16(pairs(&to8(a).map(u16::from), u16::wrapping_add)) }
    I32x4ExtAddPairwiseI16x8S(a: u128) -> u128 { from32(pairs(&to16(a).map(|x| x as i16 as u32), u32::wrapping_add)) }
    I32x4ExtAddPairwiseI16x8U(a: u128) -> u128 { from32(pairs(&to16(a).map(u32::from), u32::wrapping_add)) }
    I32x4DotI16x8S(a: u128, b: u128) -> u128 {
        let (a, b) = (to16(a), to16(b));
        let v: [u32; 8] = std::array::from_fn(|i| (i32::from(a[i] as i16) * i32::from(b[i] as i16)) as u32);
        from32(pairs(&v, u32::wrapping_add))
    }
    I16x8Q15MulrSatS(a: u128, b: u128) -> u128 {
        map16(a, b, |x, y| ((i32::from(x as i16) * i32::from(y as i16) + 0x4000) >> 15).min(32767) as u16)
    }

    // Floating-point vectors.
    F32x4Add(a: u128, b: u128) -> u128 { map_f32(a, b, |x, y| x + y) }
    F32x4Sub(a: u128, b: u128) -> u128 { map_f32(a, b, |x, y| x - y) }
    F32x4Mul(a: u128, b: u128) -> u128 { map_f32(a, b, |x, y| x * y) }
    F32x4Div(a: u128, b: u128) -> u128 { map_f32(a, b, |x, y| x / y) }
    F32x4PMin(a: u128, b: u128) -> u128 { map_f32(a, b, |x, y| if y < x { y } else { x }) }
    F32x4PMax(a: u128, b: u128) -> u128 { map_f32(a, b, |x, y| if x < y { y } else { x }) }
    F32x4Sqrt(a: u128) -> u128 { map_f32(a, a, |x, _| x.sqrt()) }
    F32x4Nearest(a: u128) -> u128 { map_f32(a, a, |x, _| quiet_f32(x, f32::round_ties_even)) }
    F32x4Floor(a: u128) -> u128 { map_f32(a, a, |x, _| quiet_f32(x, f32::floor)) }
    F32x4Ceil(a: u128) -> u128 { map_f32(a, a, |x, _| quiet_f32(x, f32::ceil)) }
    F32x4Trunc(a: u128) -> u128 { map_f32(a, a, |x, _| quiet_f32(x, f32::trunc)) }
    F32x4Eq(a: u128, b: u128) -> u128 { mask32(a, b, |x, y| f32::from_bits(x) == f32::from_bits(y)) }
    F32x4Ne(a: u128, b: u128) -> u128 { mask32(a, b, |x, y| f32::from_bits(x) != f32::from_bits(y)) }
    F32x4Lt(a: u128, b: u128) -> u128 { mask32(a, b, |x, y| f32::from_bits(x) < f32::from_bits(y)) }
    F32x4Gt(a: u128, b: u128) -> u128 { mask32(a, b, |x, y| f32::from_bits(x) > f32::from_bits(y)) }
    F32x4Le(a: u128, b: u128) -> u128 { mask32(a, b, |x, y| f32::from_bits(x) <= f32::from_bits(y)) }
    F32x4Ge(a: u128, b: u128) -> u128 { mask32(a, b, |x, y| f32::from_bits(x) >= f32::from_bits(y)) }
    F64x2Add(a: u128, b: u128) -> u128 { map_f64(a, b, |x, y| x + y) }
    F64x2Sub(a: u128, b: u128) -> u128 { map_f64(a, b, |x, y| x - y) }
    F64x2Mul(a: u128, b: u128) -> u128 { map_f64(a, b, |x, y| x * y) }
    F64x2Div(a: u128, b: u128) -> u128 { map_f64(a, b, |x, y| x / y) }
    F64x2PMin(a: u128, b: u128) -> u128 { map_f64(a, b, |x, y| if y < x { y } else { x }) }
    F64x2PMax(a: u128, b: u128) -> u128 { map_f64(a, b, |x, y| if x < y { y } else { x }) }
    F64x2Sqrt(a: u128) -> u128 { map_f64(a, a, |x, _| x.sqrt()) }
    F64x2Nearest(a: u128) -> u128 { map_f64(a, a, |x, _| quiet_f64(x, f64::round_ties_even)) }
    F64x2Floor(a: u128) -> u128 { map_f64(a, a, |x, _| quiet_f64(x, f64::floor)) }
    F64x2Ceil(a: u128) -> u128 { map_f64(a, a, |x, _| quiet_f64(x, f64::ceil)) }
    F64x2Trunc(a: u128) -> u128 { map_f64(a, a, |x, _| quiet_f64(x, f64::trunc)) }
    F64x2Eq(a: u128, b: u128) -> u128 { mask64(a, b, |x, y| f64::from_bits(x) == f64::from_bits(y)) }
    F64x2Ne(a: u128, b: u128) -> u128 { mask64(a, b, |x, y| f64::from_bits(x) != f64::from_bits(y)) }
    F64x2Lt(a: u128, b: u128) -> u128 { mask64(a, b, |x, y| f64::from_bits(x) < f64::from_bits(y)) }
    F64x2Gt(a: u128, b: u128) -> u128 { mask64(a, b, |x, y| f64::from_bits(x) > f64::from_bits(y)) }
    F64x2Le(a: u128, b: u128) -> u128 { mask64(a, b, |x, y| f64::from_bits(x) <= f64::from_bits(y)) }
    F64x2Ge(a: u128, b: u128) -> u128 { mask64(a, b, |x, y| f64::from_bits(x) >= f64::from_bits(y)) }
    F32x4ConvertI32x4S(a: u128) -> u128 { map32(a, a, |x, _| (x as i32 as f32).to_bits()) }
    I32x4TruncSatF32x4S(a: u128) -> u128 { map32(a, a, |x, _| f32::from_bits(x) as i32 as u32) }
    F64x2ConvertLowI32x4S(a: u128) -> u128 { widen64(a, 0, |x| f64::from(x as i32).to_bits()) }
    I32x4TruncSatF64x2SZero(a: u128) -> u128 {
        let [x, y] = to64(a).map(|x| f64::from_bits(x) as i32 as u32);
        from32([x, y, 0, 0])
    }
    F64x2PromoteLowF32x4(a: u128) -> u128 { widen64(a, 0, |x| f64::from(f32::from_bits(x)).to_bits()) }
    F32x4DemoteF64x2Zero(a: u128) -> u128 {
        let [x, y] = to64(a).map(|x| (f64::from_bits(x) as f32).to_bits());
        from32([x, y, 0, 0])
    }
}
