//! Logarithm, exponential and trigonometry, by series in 113-bit arithmetic, rounded once to 64 bits.
//!
//! Results are within one unit of the last place of the true value (hardware promises the same, so the last bit may
//! differ from it). Trigonometric arguments are reduced with the 66-bit pi of the hardware.

use std::sync::OnceLock;

use rustc_apfloat::Float;
use rustc_apfloat::ieee::Quad;

use super::real::{
    Bits, Class, DENORMAL, INDEFINITE, INEXACT, INVALID_OP, Mode, Outcome, Real, ZERO_DIVIDE, infinity, propagate,
    propagate_one, round_pack, zero,
};

struct Constants {
    ln2: Quad,
    pi: Quad,
    half: Quad,
    one: Quad,
    two: Quad,
    atan_half: Quad,
}

fn constants() -> &'static Constants {
    static CONSTANTS: OnceLock<Constants> = OnceLock::new();
    CONSTANTS.get_or_init(|| {
        let one = Quad::from_u128(1).value;
        let ten = Quad::from_u128(10).value;
        // Decimal digits after the point, 38 at a time, as integers over a power of ten.
        let decimal = |whole: u128, digits: u128| {
            let scale = (0..38).fold(one, |acc, _| (acc * ten).value);
            (Quad::from_u128(whole).value + (Quad::from_u128(digits).value / scale).value).value
        };
        let half = one.scalbn(-1);
        Constants {
            ln2: decimal(0, 69_314_718_055_994_530_941_723_212_145_817_656_808),
            pi: decimal(3, 14_159_265_358_979_323_846_264_338_327_950_288_420),
            half,
            one,
            two: one.scalbn(1),
            atan_half: atan_series(half, 60),
        }
    })
}

fn add(a: Quad, b: Quad) -> Quad {
    (a + b).value
}
fn sub(a: Quad, b: Quad) -> Quad {
    (a - b).value
}
fn mul(a: Quad, b: Quad) -> Quad {
    (a * b).value
}
fn div(a: Quad, b: Quad) -> Quad {
    (a / b).value
}
fn small(n: u128) -> Quad {
    Quad::from_u128(n).value
}

/// `significand / 2^63`.
fn fraction(significand: u64) -> Quad {
    Quad::from_u128(u128::from(significand)).value.scalbn(-63)
}

/// Scales by powers of two that may be beyond what a scale step takes.
fn scaled(v: Quad, n: i32) -> Quad {
    v.scalbn(n.clamp(-16_000, 16_000))
}

/// Rounds `v * 2^n`; the last bit of `v` counts as inexact.
fn finish(v: Quad, n: i32, mode: Mode, raised: u16) -> Outcome {
    if v.is_zero() {
        return (zero(v.is_negative()), raised);
    }
    let bits = v.to_bits();
    let sig = (1 << 112 | bits & ((1 << 112) - 1)) << 15 | 1;
    let exponent = (bits >> 112) as i32 & 0x7fff;
    let (r, more) = round_pack(v.is_negative(), exponent - 16383 + n, sig, mode.extended());
    (r, raised | more | INEXACT)
}

fn denormal(a: Real) -> u16 {
    if a.is_denormal() { DENORMAL } else { 0 }
}

/// `2^x - 1` for x from -1 to 1; beyond that the SDM leaves the result open and x comes back.
pub(super) fn f2xm1(x: Real, mode: Mode) -> Outcome {
    if let Some(r) = propagate_one(x) {
        return r;
    }
    let c = constants();
    let Class::Finite { exponent, significand, .. } = x.class else {
        let minus_one = Real::new(super::real::pack(true, 0x3fff, super::real::INTEGER_BIT));
        return if x.class == Class::Infinite && x.negative { (minus_one.bits, 0) } else { (x.bits, 0) };
    };
    if exponent > 0 || exponent == 0 && significand << 1 != 0 {
        return (x.bits, 0);
    }
    let t = mul(fraction(significand), c.ln2);
    let t = if x.negative { -t } else { t };
    if exponent < -120 {
        return finish(t, exponent, mode, denormal(x));
    }
    let t = scaled(t, exponent);
    let (mut term, mut sum) = (t, t);
    for n in 2..34 {
        term = div(mul(term, t), small(n));
        sum = add(sum, term);
    }
    finish(sum, 0, mode, denormal(x))
}

/// `2 * atanh(s)` for small s.
fn log_series(s: Quad) -> Quad {
    let square = mul(s, s);
    let (mut power, mut sum) = (s, s);
    for n in 1..40 {
        power = mul(power, square);
        sum = add(sum, div(power, small(2 * n + 1)));
    }
    mul(sum, constants().two)
}

/// `log2(significand / 2^63 * 2^exponent)`.
fn log2(exponent: i32, significand: u64) -> Quad {
    let c = constants();
    let (mut m, mut e) = (fraction(significand), exponent);
    if significand > 0xb504_f333_f9de_6484 {
        m = m.scalbn(-1);
        e += 1;
    }
    let s = div(sub(m, c.one), add(m, c.one));
    let whole = small(u128::from(e.unsigned_abs()));
    add(if e < 0 { -whole } else { whole }, div(log_series(s), c.ln2))
}

/// `y * log2(x)`.
pub(super) fn fyl2x(x: Real, y: Real, mode: Mode) -> Outcome {
    if let Some(r) = propagate(x, y) {
        return r;
    }
    let raised = denormal(x) | denormal(y);
    let is_one = x.bits == super::real::pack(false, 0x3fff, super::real::INTEGER_BIT);
    match (x.class, y.class) {
        (Class::Zero, Class::Zero) => (INDEFINITE, INVALID_OP),
        (Class::Zero, Class::Infinite) => (infinity(!y.negative), 0),
        (Class::Zero, _) => (infinity(!y.negative), ZERO_DIVIDE),
        _ if x.negative => (INDEFINITE, INVALID_OP),
        (Class::Infinite, Class::Zero) => (INDEFINITE, INVALID_OP),
        (Class::Infinite, _) => (infinity(y.negative), raised),
        (Class::Finite { .. }, Class::Infinite) if is_one => (INDEFINITE, INVALID_OP),
        (Class::Finite { exponent, .. }, Class::Infinite) => (infinity(y.negative != (exponent < 0)), raised),
        (Class::Finite { exponent, .. }, Class::Zero) => (zero(y.negative != (exponent < 0)), raised),
        (_, Class::Finite { .. }) if is_one => (zero(y.negative), raised),
        (Class::Finite { exponent, significand, .. }, Class::Finite { exponent: ey, significand: sy, .. }) => {
            let v = mul(log2(exponent, significand), fraction(sy));
            finish(if y.negative { -v } else { v }, ey, mode, raised)
        }
        _ => (INDEFINITE, INVALID_OP),
    }
}

/// `y * log2(x + 1)`.
pub(super) fn fyl2xp1(x: Real, y: Real, mode: Mode) -> Outcome {
    if let Some(r) = propagate(x, y) {
        return r;
    }
    let c = constants();
    let raised = denormal(x) | denormal(y);
    let negative = x.negative != y.negative;
    match (x.class, y.class) {
        (Class::Zero, Class::Infinite) | (Class::Infinite, Class::Zero) => (INDEFINITE, INVALID_OP),
        (Class::Infinite, _) if x.negative => (INDEFINITE, INVALID_OP),
        (Class::Infinite, _) | (_, Class::Infinite) => (infinity(negative), raised),
        (Class::Zero, _) | (_, Class::Zero) => (zero(negative), raised),
        (Class::Finite { exponent, significand, .. }, Class::Finite { exponent: ey, significand: sy, .. }) => {
            if exponent >= 0 && x.negative {
                return (INDEFINITE, INVALID_OP);
            }
            // For a tiny x, x / ln 2 with its exponent kept apart.
            let (v, n) = if exponent < -120 {
                (div(fraction(significand), c.ln2), exponent)
            } else if exponent > 0 {
                let sum = add(scaled(fraction(significand), exponent), c.one).to_bits();
                let top = (1 << 63 | (sum >> 49) as u64 & (super::real::INTEGER_BIT - 1), (sum >> 112) as i32);
                (log2((top.1 & 0x7fff) - 16383, top.0), 0)
            } else {
                let t = scaled(fraction(significand), exponent);
                let t = if x.negative { -t } else { t };
                (div(log_series(div(t, add(c.two, t))), c.ln2), 0)
            };
            let v = if v.is_negative() { -v } else { v };
            let v = mul(v, fraction(sy));
            finish(if negative { -v } else { v }, n + ey, mode, raised)
        }
        _ => (INDEFINITE, INVALID_OP),
    }
}

fn atan_series(t: Quad, terms: u128) -> Quad {
    let square = -mul(t, t);
    let (mut power, mut sum) = (t, t);
    for n in 1..terms {
        power = mul(power, square);
        sum = add(sum, div(power, small(2 * n + 1)));
    }
    sum
}

/// `atan(t)` for t from 0 to 1.
fn atan(t: Quad) -> Quad {
    let c = constants();
    if t < mul(c.half, c.half) {
        return atan_series(t, 32);
    }
    let r = div(sub(t, c.half), add(c.one, mul(t, c.half)));
    add(c.atan_half, atan_series(r, 40))
}

/// `atan2(y, x)`.
pub(super) fn fpatan(y: Real, x: Real, mode: Mode) -> Outcome {
    if let Some(r) = propagate(x, y) {
        return r;
    }
    let c = constants();
    let raised = denormal(x) | denormal(y);
    let signed = |v: Quad, n| finish(if y.negative { -v } else { v }, n, mode, raised);
    match (y.class, x.class) {
        (Class::Zero, _) if !x.negative => (zero(y.negative), raised),
        (Class::Zero, _) => signed(c.pi, 0),
        (Class::Infinite, Class::Infinite) if x.negative => signed(mul(c.pi, small(3)), -2),
        (Class::Infinite, Class::Infinite) => signed(c.pi, -2),
        (Class::Infinite, _) | (_, Class::Zero) => signed(c.pi, -1),
        (_, Class::Infinite) if x.negative => signed(c.pi, 0),
        (_, Class::Infinite) => (zero(y.negative), raised),
        (Class::Finite { exponent: ey, significand: sy, .. }, Class::Finite { exponent: ex, significand: sx, .. }) => {
            let steep = (ey, sy) > (ex, sx);
            let (n, d, shift) = if steep { (sx, sy, ex - ey) } else { (sy, sx, ey - ex) };
            let ratio = div(fraction(n), fraction(d));
            if shift < -120 && !steep && !x.negative {
                return signed(ratio, shift);
            }
            let angle = atan(scaled(ratio, shift.max(-400)));
            let quarter = mul(c.pi, c.half);
            signed(
                match (steep, x.negative) {
                    (false, false) => angle,
                    (true, false) => sub(quarter, angle),
                    (true, true) => add(quarter, angle),
                    (false, true) => sub(c.pi, angle),
                },
                0,
            )
        }
        _ => (INDEFINITE, INVALID_OP),
    }
}

/// Pi over two in units of 2^-67: the 66 bits of it that the hardware uses.
const HALF_PI: u128 = 0xc_90fd_aa22_168c_234c;

/// A trigonometric argument: the rest after taking off quarter turns, as a value and an exponent, and how many
/// quarter turns modulo four.
fn reduce(exponent: i32, significand: u64) -> (Quad, i32, u32) {
    if exponent < -4 {
        return (fraction(significand), exponent, 0);
    }
    let (mut rest, mut turns) = (u128::from(significand), 0u32);
    let mut take = |rest: &mut u128| {
        turns <<= 1;
        if *rest >= HALF_PI {
            *rest -= HALF_PI;
            turns |= 1;
        }
    };
    take(&mut rest);
    for _ in 0..exponent + 4 {
        rest <<= 1;
        take(&mut rest);
    }
    if rest > HALF_PI / 2 {
        return (-small(HALF_PI - rest), -67, turns.wrapping_add(1) & 3);
    }
    (small(rest), -67, turns & 3)
}

/// Sine and cosine of `v * 2^n`; the sine keeps the exponent apart if it is tiny.
fn sine_cosine(v: Quad, n: i32) -> ((Quad, i32), Quad) {
    let c = constants();
    if n < -120 {
        return ((v, n), c.one);
    }
    let t = scaled(v, n);
    let square = -mul(t, t);
    let (mut s, mut term) = (t, t);
    for k in 1..18 {
        term = div(mul(term, square), small(2 * k * (2 * k + 1)));
        s = add(s, term);
    }
    let (mut co, mut term) = (c.one, c.one);
    for k in 1..18 {
        term = div(mul(term, square), small((2 * k - 1) * 2 * k));
        co = add(co, term);
    }
    ((s, 0), co)
}

/// Sine and cosine, or `None` if the magnitude is 2^63 or more (C2 then says so and nothing changes).
pub(super) fn sincos(x: Real, mode: Mode) -> Option<(Outcome, Outcome)> {
    if let Some(r) = propagate_one(x) {
        return Some((r, r));
    }
    let one: Bits = super::real::pack(false, 0x3fff, super::real::INTEGER_BIT);
    match x.class {
        Class::Zero => Some(((x.bits, 0), (one, 0))),
        Class::Finite { exponent, significand, .. } if exponent < 63 => {
            let (v, n, turns) = reduce(exponent, significand);
            let ((s, n), c) = sine_cosine(v, n);
            let sign = |v: Quad, negative: bool| if negative { -v } else { v };
            let ((sin, sn), (cos, cn)) = match turns {
                0 => ((s, n), (c, 0)),
                1 => ((c, 0), (-s, n)),
                2 => ((-s, n), (-c, 0)),
                _ => ((-c, 0), (s, n)),
            };
            let raised = denormal(x);
            Some((finish(sign(sin, x.negative), sn, mode, raised), finish(cos, cn, mode, raised)))
        }
        Class::Finite { .. } => None,
        _ => Some(((INDEFINITE, INVALID_OP), (INDEFINITE, INVALID_OP))),
    }
}

/// Tangent, or `None` as for [`sincos`].
pub(super) fn tan(x: Real, mode: Mode) -> Option<Outcome> {
    if let Some(r) = propagate_one(x) {
        return Some(r);
    }
    match x.class {
        Class::Zero => Some((x.bits, 0)),
        Class::Finite { exponent, significand, .. } if exponent < 63 => {
            let (v, n, turns) = reduce(exponent, significand);
            let ((s, n), c) = sine_cosine(v, n);
            let (t, n) = if turns & 1 == 0 { (div(s, c), n) } else { (-div(c, s), -n) };
            Some(finish(if x.negative { -t } else { t }, n, mode, denormal(x)))
        }
        Class::Finite { .. } => None,
        _ => Some((INDEFINITE, INVALID_OP)),
    }
}
