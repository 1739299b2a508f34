//! 80-bit extended reals: unpacking, arithmetic with the precision and rounding of a control word, packing.
//!
//! Significands are computed in 128 bits and rounded once, so precision control of 24 and 53 bits needs no second
//! rounding.

/// A stored register: 64-bit significand with explicit integer bit, then exponent and sign.
pub(super) type Bits = u128;

pub(super) const INTEGER_BIT: u64 = 1 << 63;
pub(super) const QUIET_BIT: u64 = 1 << 62;
const BIAS: i32 = 16383;
const MIN_EXPONENT: i32 = -16382;
const MAX_EXPONENT: i32 = 16383;
/// The NaN that masked invalid operations give.
pub(super) const INDEFINITE: Bits = pack(true, 0x7fff, 3 << 62);

/// Exceptions, at their places in the status word.
pub(super) const INVALID_OP: u16 = 1;
pub(super) const DENORMAL: u16 = 2;
pub(super) const ZERO_DIVIDE: u16 = 4;
pub(super) const OVERFLOW: u16 = 8;
pub(super) const UNDERFLOW: u16 = 16;
pub(super) const INEXACT: u16 = 32;
/// Condition code C1, which says that an inexact result was rounded away from zero.
pub(super) const C1: u16 = 0x200;

/// Joins the fields.
pub(super) const fn pack(negative: bool, exponent: u16, significand: u64) -> Bits {
    (negative as u128) << 79 | (exponent as u128) << 64 | significand as u128
}

/// How to round, from the control word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rounding {
    Nearest,
    Down,
    Up,
    Zero,
}

/// Precision in bits and rounding.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mode {
    pub(super) precision: u32,
    pub(super) rounding: Rounding,
}

impl Mode {
    pub(super) fn of(control: u16) -> Self {
        let precision = match control >> 8 & 3 {
            0 => 24,
            2 => 53,
            _ => 64,
        };
        let rounding = match control >> 10 & 3 {
            0 => Rounding::Nearest,
            1 => Rounding::Down,
            2 => Rounding::Up,
            _ => Rounding::Zero,
        };
        Self { precision, rounding }
    }

    /// The same rounding at full precision.
    pub(super) fn extended(self) -> Self {
        Self { precision: 64, ..self }
    }
}

/// What kind of value a register holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    Zero,
    /// `significand / 2^63 * 2^exponent`, the integer bit set even if the stored value is denormal.
    Finite {
        exponent: i32,
        significand: u64,
        denormal: bool,
    },
    Infinite,
    Nan {
        signaling: bool,
    },
    /// An encoding that the 80387 and later refuse.
    Unsupported,
}

/// A register taken apart.
#[derive(Clone, Copy, Debug)]
pub(super) struct Real {
    pub(super) bits: Bits,
    pub(super) negative: bool,
    pub(super) class: Class,
}

impl Real {
    pub(super) fn new(bits: Bits) -> Self {
        let significand = bits as u64;
        let exponent = i32::from((bits >> 64) as u16 & 0x7fff);
        let class = match (exponent, significand) {
            (0, 0) => Class::Zero,
            (0, s) => {
                let shift = s.leading_zeros();
                Class::Finite { exponent: MIN_EXPONENT - shift as i32, significand: s << shift, denormal: true }
            }
            (_, s) if s & INTEGER_BIT == 0 => Class::Unsupported,
            (0x7fff, INTEGER_BIT) => Class::Infinite,
            (0x7fff, s) => Class::Nan { signaling: s & QUIET_BIT == 0 },
            (e, s) => Class::Finite { exponent: e - BIAS, significand: s, denormal: false },
        };
        Self { bits, negative: bits >> 79 & 1 != 0, class }
    }

    pub(super) fn is_nan(self) -> bool {
        matches!(self.class, Class::Nan { .. })
    }

    pub(super) fn is_signaling(self) -> bool {
        matches!(self.class, Class::Nan { signaling: true })
    }

    pub(super) fn is_denormal(self) -> bool {
        matches!(self.class, Class::Finite { denormal: true, .. })
    }

    pub(super) fn quieted(self) -> Bits {
        self.bits | u128::from(QUIET_BIT)
    }
}

/// A result with the exceptions it raised.
pub(super) type Outcome = (Bits, u16);

pub(super) const fn zero(negative: bool) -> Bits {
    pack(negative, 0, 0)
}

pub(super) const fn infinity(negative: bool) -> Bits {
    pack(negative, 0x7fff, INTEGER_BIT)
}

/// The result if an operand is not a number, or is no valid encoding.
pub(super) fn propagate(a: Real, b: Real) -> Option<Outcome> {
    if a.class == Class::Unsupported || b.class == Class::Unsupported {
        return Some((INDEFINITE, INVALID_OP));
    }
    if !a.is_nan() && !b.is_nan() {
        return None;
    }
    let raised = if a.is_signaling() || b.is_signaling() { INVALID_OP } else { 0 };
    let larger = || {
        let (x, y) = (a.quieted(), b.quieted());
        match (x as u64).cmp(&(y as u64)) {
            std::cmp::Ordering::Less => y,
            std::cmp::Ordering::Greater => x,
            // The positive one.
            std::cmp::Ordering::Equal => x.min(y),
        }
    };
    let result = match (a.class, b.class) {
        (Class::Nan { signaling: x }, Class::Nan { signaling: y }) if x == y => larger(),
        (Class::Nan { signaling: false }, _) => a.quieted(),
        (Class::Nan { .. }, Class::Nan { .. }) => b.quieted(),
        (Class::Nan { .. }, _) => a.quieted(),
        _ => b.quieted(),
    };
    Some((result, raised))
}

/// [`propagate`] for one operand.
pub(super) fn propagate_one(a: Real) -> Option<Outcome> {
    match a.class {
        Class::Unsupported => Some((INDEFINITE, INVALID_OP)),
        Class::Nan { signaling } => Some((a.quieted(), if signaling { INVALID_OP } else { 0 })),
        _ => None,
    }
}

/// Whether a magnitude with `half` (the first bit cut off) and `rest` (any bit after it) rounds away from zero.
fn rounds_up(rounding: Rounding, negative: bool, odd: bool, half: bool, rest: bool) -> bool {
    match rounding {
        Rounding::Nearest => half && (rest || odd),
        Rounding::Down => negative && (half || rest),
        Rounding::Up => !negative && (half || rest),
        Rounding::Zero => false,
    }
}

fn shift_right_sticky(v: u128, n: u32) -> u128 {
    match n {
        0 => v,
        1..=127 => v >> n | u128::from(v << (128 - n) != 0),
        _ => u128::from(v != 0),
    }
}

/// Rounds to so many bits: the kept bits at the top of the word, the carry beyond it, whether it was inexact and
/// whether it went up.
fn round_top(sig: u128, precision: u32, rounding: Rounding, negative: bool) -> (u128, bool, bool, bool) {
    let cut = 128 - precision;
    let kept = sig >> cut << cut;
    let lost = sig - kept;
    let half = lost >> (cut - 1) & 1 != 0;
    let rest = lost & ((1 << (cut - 1)) - 1) != 0;
    let up = rounds_up(rounding, negative, kept >> cut & 1 != 0, half, rest);
    if !up {
        return (kept, false, half || rest, false);
    }
    let (sum, carry) = kept.overflowing_add(1 << cut);
    (sum, carry, true, true)
}

/// Packs `sig / 2^127 * 2^exponent`. The lowest bit of `sig` may stand for any lost bits below it.
pub(super) fn round_pack(negative: bool, exponent: i32, sig: u128, mode: Mode) -> Outcome {
    if sig == 0 {
        return (zero(negative), 0);
    }
    let shift = sig.leading_zeros();
    let (sig, exponent) = (sig << shift, exponent - shift as i32);
    let Mode { precision, rounding } = mode;
    let (rounded, carry, inexact, up) = round_top(sig, precision, rounding, negative);
    let (rounded, unbounded) = if carry { (1 << 127, exponent + 1) } else { (rounded, exponent) };
    if unbounded < MIN_EXPONENT {
        // Tiny even with an unbounded exponent: round again at the fixed place.
        let denormal = shift_right_sticky(sig, (MIN_EXPONENT - exponent) as u32);
        let (rounded, _, inexact, up) = round_top(denormal, precision, rounding, negative);
        let raised = if inexact { UNDERFLOW | INEXACT } else { 0 } | if up { C1 } else { 0 };
        let significand = (rounded >> 64) as u64;
        return (pack(negative, (significand >> 63) as u16, significand), raised);
    }
    if exponent < MIN_EXPONENT {
        // Just below the smallest normal number, rounded up to it.
        let raised = INEXACT | C1;
        return (pack(negative, 1, INTEGER_BIT), raised);
    }
    if unbounded > MAX_EXPONENT {
        let to_infinity = match rounding {
            Rounding::Nearest => true,
            Rounding::Down => negative,
            Rounding::Up => !negative,
            Rounding::Zero => false,
        };
        let raised = OVERFLOW | INEXACT;
        return if to_infinity {
            (infinity(negative), raised | C1)
        } else {
            (pack(negative, 0x7ffe, u64::MAX << (64 - precision)), raised)
        };
    }
    let raised = if inexact { INEXACT } else { 0 } | if up { C1 } else { 0 };
    (pack(negative, (unbounded + BIAS) as u16, (rounded >> 64) as u64), raised)
}

fn denormals(a: Real, b: Real) -> u16 {
    if a.is_denormal() || b.is_denormal() { DENORMAL } else { 0 }
}

/// `a + b`.
pub(super) fn add(a: Real, b: Real, mode: Mode) -> Outcome {
    if let Some(r) = propagate(a, b) {
        return r;
    }
    let raised = denormals(a, b);
    let exact_zero = |negative| (zero(negative), raised);
    let (bits, more) = match (a.class, b.class) {
        (Class::Infinite, Class::Infinite) if a.negative != b.negative => return (INDEFINITE, INVALID_OP),
        (Class::Infinite, _) => (a.bits, 0),
        (_, Class::Infinite) => (b.bits, 0),
        (Class::Zero, Class::Zero) if a.negative == b.negative => return exact_zero(a.negative),
        (Class::Zero, Class::Zero) => return exact_zero(mode.rounding == Rounding::Down),
        (Class::Finite { exponent, significand, .. }, Class::Zero) => {
            round_pack(a.negative, exponent, u128::from(significand) << 64, mode)
        }
        (_, Class::Finite { exponent, significand, .. }) if a.class == Class::Zero => {
            round_pack(b.negative, exponent, u128::from(significand) << 64, mode)
        }
        (Class::Finite { exponent: ea, significand: sa, .. }, Class::Finite { exponent: eb, significand: sb, .. }) => {
            let (big, small) =
                if (ea, sa) >= (eb, sb) { ((a, ea, sa), (b, eb, sb)) } else { ((b, eb, sb), (a, ea, sa)) };
            // One bit of room for the carry.
            let x = u128::from(big.2) << 63;
            let y = shift_right_sticky(u128::from(small.2) << 63, (big.1 - small.1) as u32);
            // A sticky bit subtracted leaves a sticky bit: what is lost lies strictly between two values.
            let sum = if a.negative == b.negative { x + y } else { x - y };
            if sum == 0 {
                return exact_zero(mode.rounding == Rounding::Down);
            }
            round_pack(big.0.negative, big.1 + 1, sum, mode)
        }
        _ => (INDEFINITE, INVALID_OP),
    };
    (bits, more | raised)
}

/// `a * b`.
pub(super) fn mul(a: Real, b: Real, mode: Mode) -> Outcome {
    if let Some(r) = propagate(a, b) {
        return r;
    }
    let negative = a.negative != b.negative;
    let raised = denormals(a, b);
    let (bits, more) = match (a.class, b.class) {
        (Class::Infinite, Class::Zero) | (Class::Zero, Class::Infinite) => return (INDEFINITE, INVALID_OP),
        (Class::Infinite, _) | (_, Class::Infinite) => (infinity(negative), 0),
        (Class::Finite { exponent: ea, significand: sa, .. }, Class::Finite { exponent: eb, significand: sb, .. }) => {
            round_pack(negative, ea + eb + 1, u128::from(sa) * u128::from(sb), mode)
        }
        _ => (zero(negative), 0),
    };
    (bits, more | raised)
}

/// `a / b`.
pub(super) fn div(a: Real, b: Real, mode: Mode) -> Outcome {
    if let Some(r) = propagate(a, b) {
        return r;
    }
    let negative = a.negative != b.negative;
    let raised = denormals(a, b);
    let (bits, more) = match (a.class, b.class) {
        (Class::Infinite, Class::Infinite) | (Class::Zero, Class::Zero) => return (INDEFINITE, INVALID_OP),
        (Class::Infinite, _) => (infinity(negative), 0),
        (Class::Zero, _) | (_, Class::Infinite) => (zero(negative), 0),
        (_, Class::Zero) => return (infinity(negative), ZERO_DIVIDE),
        (Class::Finite { exponent: ea, significand: sa, .. }, Class::Finite { exponent: eb, significand: sb, .. }) => {
            // 65 bits of quotient, then 63 more of the remainder.
            let (n, d) = (u128::from(sa) << 64, u128::from(sb));
            let (q, r) = (n / d, n % d);
            let (low, rest) = ((r << 63) / d, (r << 63) % d);
            round_pack(negative, ea - eb, (q << 63 | low) | u128::from(rest != 0), mode)
        }
        _ => (INDEFINITE, INVALID_OP),
    };
    (bits, more | raised)
}

/// Square root.
pub(super) fn sqrt(a: Real, mode: Mode) -> Outcome {
    if let Some(r) = propagate_one(a) {
        return r;
    }
    match a.class {
        Class::Zero => (a.bits, 0),
        _ if a.negative => (INDEFINITE, INVALID_OP),
        Class::Finite { exponent, significand, denormal } => {
            let odd = exponent & 1 != 0;
            let radicand = u128::from(significand) << if odd { 64 } else { 63 };
            let root = radicand.isqrt();
            let rest = radicand - root * root;
            let sig = root << 64 | u128::from(rest > root) << 63 | u128::from(rest != 0);
            let (bits, raised) = round_pack(false, exponent >> 1, sig, mode);
            (bits, raised | if denormal { DENORMAL } else { 0 })
        }
        _ => (a.bits, 0),
    }
}

/// The magnitude rounded to an integer; whether that was inexact and whether it went up. `None` beyond 2^64.
pub(super) fn to_integer(
    exponent: i32,
    significand: u64,
    negative: bool,
    rounding: Rounding,
) -> Option<(u128, bool, bool)> {
    if exponent > 63 {
        return None;
    }
    let wide = u128::from(significand) << 64;
    let scaled = shift_right_sticky(wide, (63 - exponent).min(200) as u32);
    let (whole, fraction) = (scaled >> 64, scaled as u64);
    let (half, rest) = (fraction & INTEGER_BIT != 0, fraction & !INTEGER_BIT != 0);
    let up = rounds_up(rounding, negative, whole & 1 != 0, half, rest);
    Some((whole + u128::from(up), half || rest, up))
}

/// Rounds to an integral value.
pub(super) fn round_to_integral(a: Real, rounding: Rounding) -> Outcome {
    if let Some(r) = propagate_one(a) {
        return r;
    }
    let Class::Finite { exponent, significand, denormal } = a.class else { return (a.bits, 0) };
    let Some((whole, inexact, up)) = to_integer(exponent, significand, a.negative, rounding) else {
        return (a.bits, 0);
    };
    let (bits, _) = from_integer(a.negative, whole);
    let raised = if inexact { INEXACT } else { 0 } | if up { C1 } else { 0 };
    (bits, raised | if denormal { DENORMAL } else { 0 })
}

/// An integer of at most 64 bits; exact.
pub(super) fn from_integer(negative: bool, magnitude: u128) -> Outcome {
    round_pack(negative, 127, magnitude, Mode { precision: 64, rounding: Rounding::Nearest })
}

/// `a * 2^n` for `n` the integer part of `b`.
pub(super) fn scale(a: Real, b: Real, mode: Mode) -> Outcome {
    if let Some(r) = propagate(a, b) {
        return r;
    }
    let raised = denormals(a, b);
    match (a.class, b.class) {
        (Class::Zero, Class::Infinite) if !b.negative => (INDEFINITE, INVALID_OP),
        (Class::Infinite, Class::Infinite) if b.negative => (INDEFINITE, INVALID_OP),
        (Class::Infinite, _) => (a.bits, raised),
        (_, Class::Infinite) if b.negative => (zero(a.negative), raised),
        (_, Class::Infinite) => (infinity(a.negative), raised),
        (Class::Zero, _) => (a.bits, raised),
        (Class::Finite { exponent, significand, .. }, other) => {
            let n = match other {
                Class::Finite { exponent: e, significand: s, .. } => {
                    let n =
                        to_integer(e, s, b.negative, Rounding::Zero).map_or(1 << 20, |(n, ..)| n.min(1 << 20)) as i32;
                    if b.negative { -n } else { n }
                }
                _ => 0,
            };
            let (bits, more) = round_pack(a.negative, exponent + n, u128::from(significand) << 64, mode.extended());
            (bits, more | raised)
        }
        _ => (INDEFINITE, INVALID_OP),
    }
}

/// The result of a partial remainder.
pub(super) struct Remainder {
    pub(super) bits: Bits,
    pub(super) raised: u16,
    /// Low three bits of the quotient; `None` if the reduction is not complete.
    pub(super) quotient: Option<u8>,
}

/// `fprem` (truncating) and `fprem1` (to nearest).
pub(super) fn remainder(a: Real, b: Real, nearest: bool) -> Remainder {
    let done = |(bits, raised): Outcome| Remainder { bits, raised, quotient: Some(0) };
    if let Some(r) = propagate(a, b) {
        return done(r);
    }
    let raised = denormals(a, b);
    let (ea, sa, eb, sb) = match (a.class, b.class) {
        (Class::Infinite, _) | (_, Class::Zero) => return done((INDEFINITE, INVALID_OP)),
        (Class::Finite { exponent: ea, significand: sa, .. }, Class::Finite { exponent: eb, significand: sb, .. }) => {
            (ea, u128::from(sa), eb, u128::from(sb))
        }
        _ => return done((a.bits, raised)),
    };
    let full = Mode { precision: 64, rounding: Rounding::Nearest };
    let distance = ea - eb;
    if distance < -1 || distance < 0 && !nearest {
        return done((a.bits, raised));
    }
    if distance >= 64 {
        // As the processors do: between 32 and 63 bits of quotient at a time.
        let n = distance & 31 | 32;
        let rest = (sa << n) % sb;
        let (bits, more) = round_pack(a.negative, ea - n + 64, rest, full);
        return Remainder { bits, raised: raised | more, quotient: None };
    }
    // In units of the last place of b, or of half of it.
    let (n, d, unit) = if distance < 0 { (sa, sb << 1, eb - 1) } else { (sa << distance, sb, eb) };
    let (mut q, mut rest, mut negative) = (n / d, n % d, a.negative);
    if nearest && (rest << 1 > d || rest << 1 == d && q & 1 != 0) {
        rest = d - rest;
        negative = !negative;
        q += 1;
    }
    if rest == 0 {
        negative = a.negative;
    }
    let (bits, more) = round_pack(negative, unit + 64, rest, full);
    Remainder { bits, raised: raised | more, quotient: Some(q as u8 & 7) }
}

/// How two values compare; `None` if unordered.
pub(super) fn compare(a: Real, b: Real) -> Option<std::cmp::Ordering> {
    if a.is_nan() || b.is_nan() || a.class == Class::Unsupported || b.class == Class::Unsupported {
        return None;
    }
    let key = |r: Real| {
        let magnitude = match r.class {
            Class::Zero => return 0,
            Class::Finite { exponent, significand, .. } => {
                (i128::from(exponent) + 0x8000) << 64 | i128::from(significand)
            }
            _ => 1 << 100,
        };
        if r.negative { -magnitude } else { magnitude }
    };
    Some(key(a).cmp(&key(b)))
}

/// Widens a single (`exponent_bits` 8) or double (11) given by its bits. A signaling NaN stays one.
pub(super) fn widen(v: u64, exponent_bits: u32) -> Outcome {
    let width = if exponent_bits == 8 { 32 } else { 64 };
    let fraction_bits = width - 1 - exponent_bits;
    let negative = v >> (width - 1) & 1 != 0;
    let all = (1 << exponent_bits) - 1;
    let exponent = (v >> fraction_bits & all) as i32;
    let fraction = (v & ((1 << fraction_bits) - 1)) << (63 - fraction_bits);
    let bias = (all >> 1) as i32;
    match (exponent as u64, fraction) {
        (0, 0) => (zero(negative), 0),
        (0, f) => {
            let shift = f.leading_zeros();
            let exponent = 1 - bias - shift as i32 + BIAS;
            (pack(negative, exponent as u16, f << shift), DENORMAL)
        }
        (e, 0) if e == all => (infinity(negative), 0),
        (e, f) if e == all => {
            (pack(negative, 0x7fff, INTEGER_BIT | f), if f & QUIET_BIT == 0 { INVALID_OP } else { 0 })
        }
        (_, f) => (pack(negative, (exponent - bias + BIAS) as u16, INTEGER_BIT | f), 0),
    }
}

/// Narrows to a single (`exponent_bits` 8) or double (11).
pub(super) fn narrow(a: Real, exponent_bits: u32, rounding: Rounding) -> (u64, u16) {
    let width = if exponent_bits == 8 { 32 } else { 64 };
    let fraction_bits = width - 1 - exponent_bits;
    let all: u64 = (1 << exponent_bits) - 1;
    let bias = (all >> 1) as i32;
    let join = |negative: bool, e: u64, f: u64| u64::from(negative) << (width - 1) | e << fraction_bits | f;
    let (exponent, significand) = match a.class {
        Class::Zero => return (join(a.negative, 0, 0), 0),
        Class::Infinite => return (join(a.negative, all, 0), 0),
        Class::Nan { signaling } => {
            let f = (a.bits as u64 & !INTEGER_BIT | QUIET_BIT) >> (63 - fraction_bits);
            return (join(a.negative, all, f), if signaling { INVALID_OP } else { 0 });
        }
        Class::Unsupported => return (join(true, all, 1 << (fraction_bits - 1)), INVALID_OP),
        Class::Finite { exponent, significand, .. } => (exponent, u128::from(significand) << 64),
    };
    let raised = 0;
    let precision = fraction_bits + 1;
    let (rounded, carry, inexact, up) = round_top(significand, precision, rounding, a.negative);
    let (rounded, unbounded) = if carry { (1 << 127, exponent + 1) } else { (rounded, exponent) };
    let min = 1 - bias;
    if unbounded < min {
        let shifted = shift_right_sticky(significand, (min - exponent) as u32);
        let (rounded, _, inexact, up) = round_top(shifted, precision, rounding, a.negative);
        let more = if inexact { UNDERFLOW | INEXACT } else { 0 } | if up { C1 } else { 0 };
        // The integer bit, if rounding reached it, is the exponent 1.
        return (join(a.negative, 0, (rounded >> (128 - precision)) as u64), raised | more);
    }
    if unbounded > bias {
        let away = match rounding {
            Rounding::Nearest => true,
            Rounding::Down => a.negative,
            Rounding::Up => !a.negative,
            Rounding::Zero => false,
        };
        let v = if away { join(a.negative, all, 0) } else { join(a.negative, all - 1, (1 << fraction_bits) - 1) };
        return (v, raised | OVERFLOW | INEXACT | if away { C1 } else { 0 });
    }
    let fraction = (rounded >> (128 - precision)) as u64 & ((1 << fraction_bits) - 1);
    let more = if inexact { INEXACT } else { 0 } | if up { C1 } else { 0 };
    (join(a.negative, (unbounded + bias) as u64, fraction), raised | more)
}
