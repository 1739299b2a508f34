//! Known values. The differential test compares every form with the processor; these say what is meant.

use airlock_platform::{Memory, Prot, VecMemory};
use iced_x86::Code;

use super::real::{Bits, pack};
use super::*;

const AT: u64 = 0x10000;

struct Unit {
    x87: X87,
    mem: VecMemory,
}

impl Unit {
    fn new() -> Self {
        let mut mem = VecMemory::new();
        mem.map(AT, 0x1000, Prot::READ_WRITE).unwrap();
        Self { x87: X87::default(), mem }
    }

    fn run(&mut self, code: Code, i: u8) -> u64 {
        self.x87.execute(code as u32, i, AT, &mut self.mem).unwrap()
    }

    fn push(&mut self, v: f64) -> &mut Self {
        self.mem.write(AT, &v.to_le_bytes()).unwrap();
        self.run(Code::Fld_m64fp, 0);
        self
    }

    fn control(&mut self, v: u16) -> &mut Self {
        self.mem.write(AT, &v.to_le_bytes()).unwrap();
        self.run(Code::Fldcw_m2byte, 0);
        self
    }

    fn top(&self) -> Bits {
        self.x87.raw(0)
    }

    fn pop_f64(&mut self) -> f64 {
        self.run(Code::Fstp_m64fp, 0);
        f64::from_bits(self.mem.read_u64(AT).unwrap())
    }

    fn status(&mut self) -> u16 {
        self.run(Code::Fnstsw_AX, 0) as u16
    }
}

#[test]
fn divides_at_each_precision() {
    // 1 / 3 with precision control 64, 53 and 24 bits, to nearest, and 64 bits upwards.
    for (control, significand) in [
        (0x37f, 0xaaaa_aaaa_aaaa_aaab),
        (0x27f, 0xaaaa_aaaa_aaaa_a800),
        (0x07f, 0xaaaa_ab00_0000_0000),
        (0x77f, 0xaaaa_aaaa_aaaa_aaaa),
    ] {
        let mut u = Unit::new();
        u.push(1.0).push(3.0).control(control).run(Code::Fdivp_sti_st0, 1);
        assert_eq!(u.top(), pack(false, 0x3ffd, significand), "{control:#x}");
        assert_eq!(u.status() & 0x3f, 0x20);
    }
}

#[test]
fn knows_the_constants_of_mathematics() {
    let mut u = Unit::new();
    u.push(2.0).run(Code::Fsqrt, 0);
    assert_eq!(u.top(), pack(false, 0x3fff, 0xb504_f333_f9de_6484));
    // ln 10 = ln 2 * log2 10.
    u.run(Code::Fldln2, 0);
    u.push(10.0).run(Code::Fyl2x, 0);
    assert_eq!(u.pop_f64(), std::f64::consts::LN_10);
    // pi = 4 * atan2(1, 1).
    u.push(1.0).push(1.0).run(Code::Fpatan, 0);
    assert_eq!(u.top(), pack(false, 0x3ffe, 0xc90f_daa2_2168_c235));
    u.push(1.0).run(Code::Fsin, 0);
    assert_eq!(u.pop_f64(), 0.841_470_984_807_896_5);
    u.push(1.0).run(Code::Fcos, 0);
    assert_eq!(u.pop_f64(), 0.540_302_305_868_139_8);
    u.push(0.5).run(Code::F2xm1, 0);
    assert_eq!(u.pop_f64(), 0.414_213_562_373_095_03);
    u.push(1.0).push(0.25).run(Code::Fyl2xp1, 0);
    assert_eq!(u.pop_f64(), 0.321_928_094_887_362_35);
}

#[test]
fn reduces_in_steps() {
    let mut u = Unit::new();
    u.push(3.0).push(1e30).run(Code::Fprem, 0);
    assert_ne!(u.status() & C2, 0, "not done in one step");
    while u.status() & C2 != 0 {
        u.run(Code::Fprem, 0);
    }
    // 10^30 as a double is 1000000000000000019884624838656, whose digits sum to 79.
    assert_eq!(u.pop_f64(), 1.0);
    u.push(5.0).push(13.0).run(Code::Fprem1, 0);
    assert_eq!(u.pop_f64(), -2.0);
}

#[test]
fn converts_integers_and_decimals() {
    let mut u = Unit::new();
    u.mem.write(AT, &(-123_456_789_012_345_678_i64).to_le_bytes()).unwrap();
    u.run(Code::Fild_m64int, 0);
    u.run(Code::Fbstp_m80bcd, 0);
    let mut bytes = [0; 10];
    u.mem.read(AT, &mut bytes).unwrap();
    assert_eq!(bytes, [0x78, 0x56, 0x34, 0x12, 0x90, 0x78, 0x56, 0x34, 0x12, 0x80]);
    u.run(Code::Fbld_m80bcd, 0);
    u.run(Code::Fistp_m64int, 0);
    assert_eq!(u.mem.read_u64(AT).unwrap() as i64, -123_456_789_012_345_678);
    for (code, v) in [(Code::Fistp_m32int, 2u32), (Code::Fisttp_m32int, 2)] {
        u.push(2.5).run(code, 0);
        assert_eq!(u.mem.read_u32(AT).unwrap(), v);
    }
    u.push(1e10).run(Code::Fistp_m32int, 0);
    assert_eq!(u.mem.read_u32(AT).unwrap(), 0x8000_0000);
    assert_eq!(u.status() & 1, 1);
}

#[test]
fn notices_an_empty_and_a_full_stack() {
    let mut u = Unit::new();
    u.run(Code::Fadd_st0_sti, 1);
    assert_eq!(u.status() & 0x241, 0x41);
    let mut u = Unit::new();
    for n in 0..9 {
        u.push(f64::from(n));
    }
    assert_eq!(u.status() & 0x241, 0x241);
    assert_eq!(u.top(), INDEFINITE);
}

#[test]
fn compares_into_flags() {
    for (a, b, flags) in [(1.0, 2.0, 1), (2.0, 1.0, 0), (1.0, 1.0, 0x40), (f64::NAN, 1.0, 0x45)] {
        let mut u = Unit::new();
        u.push(b).push(a);
        assert_eq!(u.run(Code::Fucomi_st0_sti, 1), flags);
        assert_eq!(u.status() & 1, 0, "a quiet comparison");
    }
}

#[test]
fn faults_leave_the_state_alone() {
    let mut u = Unit::new();
    u.push(1.0);
    let before = u.status();
    for code in [Code::Fadd_m64fp, Code::Fstp_m80fp, Code::Fnsave_m108byte, Code::Fxam] {
        let result = u.x87.execute(code as u32, 0, 0x5000_0000, &mut u.mem);
        assert_eq!(result.is_err(), code != Code::Fxam);
        if code != Code::Fxam {
            assert_eq!(u.status(), before);
        }
    }
    assert_eq!(u.pop_f64(), 1.0);
}

#[test]
fn saves_and_restores() {
    let mut u = Unit::new();
    u.push(1.0).push(-2.5).control(0xc7f);
    let copy = u.x87.clone();
    u.x87.save(AT, &mut u.mem).unwrap();
    u.run(Code::Fninit, 0);
    u.x87.restore(AT, &mut u.mem).unwrap();
    assert_eq!(format!("{:?}", u.x87), format!("{copy:?}"));
    assert_eq!(u.pop_f64(), -2.5);
}

#[test]
fn any_number_is_an_instruction_that_does_no_harm() {
    let mut u = Unit::new();
    for code in 0..=u32::from(u16::MAX) {
        for register in [0, 0x87, 0xff] {
            let _ = u.x87.execute(code, register, AT, &mut u.mem);
        }
    }
}
