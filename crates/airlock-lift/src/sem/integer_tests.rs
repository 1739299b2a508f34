//! Integer rows against values worked out by hand. The differential test covers every form against a real
//! processor; these are the rules that are easy to get wrong, each by name.

use airlock_platform::{Memory, Prot, VecMemory};
use iced_x86::code_asm::*;
use iced_x86::{Decoder, DecoderOptions};

use crate::interp::{Event, Machine};
use crate::ir::{Builder, FlagSet, Inst, Term, TrapKind, Var};

const CODE: u64 = 0x40_0000;
const DATA: u64 = 0x50_0000;
const STACK: u64 = 0x60_0000;
const TOP: u64 = STACK + 0x800;
const CF: u64 = 1;
const PF: u64 = 4;
const AF: u64 = 0x10;
const ZF: u64 = 0x40;
const SF: u64 = 0x80;
const DF: u64 = 0x400;
const OF: u64 = 0x800;
const RBX: Var = Var::gpr(3);

struct Test {
    m: Machine,
    mem: VecMemory,
}

impl Test {
    fn bytes(code: &[u8]) -> Self {
        let mut mem = VecMemory::new();
        mem.map(CODE, 0x1000, Prot::READ_EXEC).unwrap();
        mem.write_forced(CODE, code).unwrap();
        mem.map(DATA, 0x1000, Prot::READ_WRITE).unwrap();
        mem.map(STACK, 0x1000, Prot::READ_WRITE).unwrap();
        let mut m = Machine::new();
        m.pc = CODE;
        m.set(Var::RSP, u128::from(TOP));
        Self { m, mem }
    }

    fn asm(write: impl FnOnce(&mut CodeAssembler) -> Result<(), IcedError>) -> Self {
        let mut a = CodeAssembler::new(64).unwrap();
        write(&mut a).unwrap();
        Self::bytes(&a.assemble(CODE).unwrap())
    }

    fn with(mut self, var: Var, v: u64) -> Self {
        self.m.set(var, u128::from(v));
        self
    }

    fn flags(mut self, flags: u64) -> Self {
        let mut r = self.m.registers();
        r.rflags = flags;
        self.m.set_registers(&r);
        self
    }

    fn data(mut self, addr: u64, v: u64) -> Self {
        self.mem.write_u64(addr, v).unwrap();
        self
    }

    /// Executes so many instructions.
    fn run(mut self, steps: u64) -> Self {
        assert_eq!(self.m.run(&mut self.mem, steps), Event::Continue);
        self
    }

    fn event(mut self) -> Event {
        self.m.step(&mut self.mem)
    }

    fn get(&self, var: Var) -> u64 {
        self.m.get(var) as u64
    }

    fn status(&self) -> u64 {
        self.m.registers().rflags & !0x202
    }
}

fn trap(t: Test) -> TrapKind {
    match t.event() {
        Event::Trap { kind, pc: CODE, .. } => kind,
        other => panic!("{other:?}"),
    }
}

#[test]
fn carry_passes_from_word_to_word() {
    let t = Test::asm(|a| {
        a.add(rax, rcx)?;
        a.adc(rdx, rbx)
    });
    let t = t.with(Var::RAX, u64::MAX).with(Var::RCX, 1).with(Var::RDX, u64::MAX).with(RBX, 0).run(2);
    assert_eq!((t.get(Var::RAX), t.get(Var::RDX)), (0, 0));
    assert_eq!(t.status(), CF | ZF | PF | AF);
    // x + y + 1 where neither sum alone shows all: 0xff + 0xff + 1.
    let t = Test::asm(|a| a.adc(al, cl)).with(Var::RAX, 0xff).with(Var::RCX, 0xff).flags(CF).run(1);
    assert_eq!((t.get(Var::RAX), t.status()), (0xff, CF | PF | AF | SF));
    // 0 - 0xff - 1 borrows although the difference is zero again.
    let t = Test::asm(|a| a.sbb(al, cl)).with(Var::RAX, 0).with(Var::RCX, 0xff).flags(CF).run(1);
    assert_eq!((t.get(Var::RAX), t.status()), (0, CF | ZF | PF | AF));
}

#[test]
fn sbb_of_a_register_with_itself_spreads_the_carry() {
    let t = Test::asm(|a| a.sbb(eax, eax)).with(Var::RAX, 0x1234_5678_9abc_def0).flags(CF).run(1);
    assert_eq!((t.get(Var::RAX), t.status()), (0xffff_ffff, CF | PF | AF | SF));
    let t = Test::asm(|a| a.sbb(eax, eax)).with(Var::RAX, 0x1234_5678_9abc_def0).run(1);
    assert_eq!((t.get(Var::RAX), t.status()), (0, ZF | PF));
}

#[test]
fn inc_and_dec_leave_the_carry() {
    let t = Test::asm(|a| a.inc(al)).with(Var::RAX, 0x117f).flags(CF).run(1);
    assert_eq!((t.get(Var::RAX), t.status()), (0x1180, CF | SF | OF | AF));
    let t = Test::asm(|a| a.dec(ecx)).with(Var::RCX, 0).run(1);
    assert_eq!((t.get(Var::RCX), t.status()), (0xffff_ffff, SF | PF | AF));
}

#[test]
fn high_bytes_and_narrow_writes_merge() {
    let t = Test::asm(|a| a.add(ah, cl)).with(Var::RAX, 0x1122_3344_5566_f788).with(Var::RCX, 0x10).run(1);
    assert_eq!((t.get(Var::RAX), t.status() & CF), (0x1122_3344_5566_0788, CF));
    let t = Test::asm(|a| a.mov(ax, -1)).with(Var::RAX, 0x1122_3344_5566_7788).run(1);
    assert_eq!(t.get(Var::RAX), 0x1122_3344_5566_ffff);
    let t = Test::asm(|a| a.xchg(ah, al)).with(Var::RAX, 0x1122).run(1);
    assert_eq!(t.get(Var::RAX), 0x2211);
}

#[test]
fn conditional_move_clears_the_upper_half_even_if_it_does_not_move() {
    let t = Test::asm(|a| a.cmove(eax, ecx)).with(Var::RAX, 0x1_0000_0005).with(Var::RCX, 9).run(1);
    assert_eq!(t.get(Var::RAX), 5);
    let t = Test::asm(|a| a.cmove(eax, ecx)).with(Var::RAX, 0x1_0000_0005).with(Var::RCX, 9).flags(ZF).run(1);
    assert_eq!(t.get(Var::RAX), 9);
}

#[test]
fn extensions() {
    let t = Test::asm(|a| a.movsx(ax, cl)).with(Var::RAX, 0x1_0000).with(Var::RCX, 0x80).run(1);
    assert_eq!(t.get(Var::RAX), 0x1_ff80);
    let t = Test::asm(|a| a.movsxd(rax, ecx)).with(Var::RCX, 0x8000_0000).run(1);
    assert_eq!(t.get(Var::RAX), 0xffff_ffff_8000_0000);
    // `movsxd eax, ecx` (no REX.W) only moves.
    let t = Test::bytes(&[0x63, 0xc1]).with(Var::RCX, 0x9_8000_0000).run(1);
    assert_eq!(t.get(Var::RAX), 0x8000_0000);
    let t = Test::asm(|a| a.cqo()).with(Var::RAX, 1 << 63).run(1);
    assert_eq!(t.get(Var::RDX), u64::MAX);
    let t = Test::asm(|a| a.cwd()).with(Var::RAX, 0x8000).with(Var::RDX, 0x5_0000).run(1);
    assert_eq!(t.get(Var::RDX), 0x5_ffff);
    let t = Test::asm(|a| a.cwde()).with(Var::RAX, 0xffff_0000_8000).run(1);
    assert_eq!(t.get(Var::RAX), 0xffff_8000);
}

#[test]
fn lea_takes_the_size_of_address_and_operand() {
    let t = Test::asm(|a| a.lea(eax, ptr(rcx + rdx * 8 - 1)));
    let t = t.with(Var::RCX, 0xffff_ffff).with(Var::RDX, 0x2000_0001).run(1);
    assert_eq!(t.get(Var::RAX), 6);
    let t = Test::asm(|a| a.lea(rax, ptr(ecx + 2))).with(Var::RCX, 0x7_ffff_ffff).run(1);
    assert_eq!(t.get(Var::RAX), 1);
}

#[test]
fn moves_by_absolute_address_and_segment() {
    // mov rax, [moffs64]; mov [moffs64], al
    let mut code = vec![0x48, 0xa1];
    code.extend(DATA.to_le_bytes());
    code.push(0xa2);
    code.extend((DATA + 8).to_le_bytes());
    let t = Test::bytes(&code).data(DATA, 0x1122_3344_5566_7788).run(2);
    assert_eq!(t.get(Var::RAX), 0x1122_3344_5566_7788);
    assert_eq!(t.mem.read_u64(DATA + 8), Ok(0x88));
    let t = Test::asm(|a| a.mov(rax, qword_ptr(0x28).fs())).with(Var::FS_BASE, DATA).data(DATA + 0x28, 77).run(1);
    assert_eq!(t.get(Var::RAX), 77);
    let t = Test::asm(|a| {
        a.mov(ax, cs)?;
        a.mov(ecx, ss)
    });
    let t = t.with(Var::RAX, u64::MAX).with(Var::RCX, u64::MAX).run(2);
    assert_eq!((t.get(Var::RAX), t.get(Var::RCX)), (0xffff_ffff_ffff_0033, 0x2b));
    // xlat with a segment: al = gs:[rbx + al]
    let t = Test::bytes(&[0x65, 0xd7]).with(Var::GS_BASE, 0x1000).with(RBX, DATA - 0x1000).with(Var::RAX, 0xff03);
    assert_eq!(t.data(DATA, 0x0807_0605_0403_0201).run(1).get(Var::RAX), 0xff04);
}

#[test]
fn stack_pointer_operands() {
    let t = Test::asm(|a| a.push(rsp)).run(1);
    assert_eq!((t.get(Var::RSP), t.mem.read_u64(TOP - 8)), (TOP - 8, Ok(TOP)));
    let t = Test::asm(|a| a.pop(rsp)).data(TOP, 0x1234).run(1);
    assert_eq!(t.get(Var::RSP), 0x1234);
    // The address of `pop [rsp + 8]` is made after, that of `push [rsp + 8]` before the pointer moves.
    let t = Test::asm(|a| a.pop(qword_ptr(rsp + 8))).data(TOP, 5).run(1);
    assert_eq!((t.get(Var::RSP), t.mem.read_u64(TOP + 16)), (TOP + 8, Ok(5)));
    let t = Test::asm(|a| a.push(qword_ptr(rsp + 8))).data(TOP + 8, 6).run(1);
    assert_eq!((t.get(Var::RSP), t.mem.read_u64(TOP - 8)), (TOP - 8, Ok(6)));
    // Immediates are sign-extended; 16-bit pushes move by two.
    let t = Test::asm(|a| a.push(-2)).run(1);
    assert_eq!(t.mem.read_u64(TOP - 8), Ok(-2_i64 as u64));
    let t = Test::asm(|a| a.push(cx)).with(Var::RCX, 0x5_1234).data(TOP - 8, 0).run(1);
    assert_eq!((t.get(Var::RSP), t.mem.read_u64(TOP - 8)), (TOP - 2, Ok(0x1234 << 48)));
}

#[test]
fn frames() {
    let t = Test::asm(|a| a.leave()).with(Var::RBP, TOP + 16).data(TOP + 16, 99).run(1);
    assert_eq!((t.get(Var::RSP), t.get(Var::RBP)), (TOP + 24, 99));
    let t = Test::asm(|a| a.enter(32, 0)).with(Var::RBP, 7).run(1);
    assert_eq!((t.get(Var::RSP), t.get(Var::RBP), t.mem.read_u64(TOP - 8)), (TOP - 40, TOP - 8, Ok(7)));
    // Level two copies the caller's frame pointer and adds its own.
    let t = Test::asm(|a| a.enter(16, 2)).with(Var::RBP, TOP + 64).data(TOP + 56, 42).run(1);
    assert_eq!((t.get(Var::RSP), t.get(Var::RBP)), (TOP - 24 - 16, TOP - 8));
    let stack = [8, 16, 24].map(|n| t.mem.read_u64(TOP - n).unwrap());
    assert_eq!(stack, [TOP + 64, 42, TOP - 8]);
}

#[test]
fn calls_and_returns() {
    // `call [rsp]` reads its target before it pushes.
    let t = Test::asm(|a| a.call(qword_ptr(rsp))).data(TOP, 0x77).run(1);
    assert_eq!((t.m.pc, t.mem.read_u64(TOP - 8)), (0x77, Ok(CODE + 3)));
    let t = Test::asm(|a| a.ret_1(16)).data(TOP, 0x88).run(1);
    assert_eq!((t.m.pc, t.get(Var::RSP)), (0x88, TOP + 24));
}

#[test]
fn loops_and_count_branches() {
    // loopne -2: decrements first, all 64 bits, and leaves the flags.
    let t = Test::bytes(&[0xe0, 0xfe]).with(Var::RCX, 2).run(1);
    assert_eq!((t.m.pc, t.get(Var::RCX)), (CODE, 1));
    let t = Test::bytes(&[0xe0, 0xfe]).with(Var::RCX, 2).flags(ZF).run(1);
    assert_eq!((t.m.pc, t.status()), (CODE + 2, ZF));
    // loop with a 32-bit counter clears the upper half.
    let t = Test::bytes(&[0x67, 0xe2, 0xfd]).with(Var::RCX, 0x7_0000_0001).run(1);
    assert_eq!((t.m.pc, t.get(Var::RCX)), (CODE + 3, 0));
    let t = Test::bytes(&[0x67, 0xe3, 0xfd]).with(Var::RCX, 0x7_0000_0000).run(1);
    assert_eq!(t.m.pc, CODE);
    let t = Test::bytes(&[0xe3, 0xfe]).with(Var::RCX, 0x7_0000_0000).run(1);
    assert_eq!(t.m.pc, CODE + 2);
}

#[test]
fn shifts_by_zero_leave_the_flags_but_write() {
    let t = Test::asm(|a| a.shl(eax, cl)).with(Var::RAX, u64::MAX).with(Var::RCX, 32).flags(CF | OF | ZF).run(1);
    assert_eq!((t.get(Var::RAX), t.status()), (0xffff_ffff, CF | OF | ZF));
    let t = Test::asm(|a| a.ror(rax, cl)).with(Var::RAX, 5).with(Var::RCX, 64).flags(CF | OF).run(1);
    assert_eq!((t.get(Var::RAX), t.status()), (5, CF | OF));
    let t = Test::asm(|a| a.sar(al, 32)).with(Var::RAX, 0x85).flags(SF | CF).run(1);
    assert_eq!((t.get(Var::RAX), t.status()), (0x85, SF | CF));
}

#[test]
fn shifts_carry_the_last_bit_out() {
    let t = Test::asm(|a| a.shl(al, 1)).with(Var::RAX, 0x80).run(1);
    assert_eq!((t.get(Var::RAX), t.status()), (0, CF | OF | ZF | PF));
    let t = Test::asm(|a| a.shr(rax, cl)).with(Var::RAX, 1 << 63).with(Var::RCX, 63).run(1);
    assert_eq!((t.get(Var::RAX), t.status() & !OF), (1, 0));
    let t = Test::asm(|a| a.shr(rax, cl)).with(Var::RAX, 0b110).with(Var::RCX, 2).run(1);
    assert_eq!((t.get(Var::RAX), t.status() & !OF), (1, CF));
    // The sign fills a narrow operand from bit 31 of the count on.
    let t = Test::asm(|a| a.sar(al, cl)).with(Var::RAX, 0x80).with(Var::RCX, 31).run(1);
    assert_eq!((t.get(Var::RAX), t.status() & CF), (0xff, CF));
}

#[test]
fn rotations_of_narrow_operands_take_the_count_modulo_their_width() {
    // A whole turn changes nothing but still sets CF.
    let t = Test::asm(|a| a.rol(al, 8)).with(Var::RAX, 0x81).run(1);
    assert_eq!((t.get(Var::RAX), t.status() & CF), (0x81, CF));
    let t = Test::asm(|a| a.ror(ax, cl)).with(Var::RAX, 0x1234).with(Var::RCX, 20).run(1);
    assert_eq!(t.get(Var::RAX), 0x4123);
    let t = Test::asm(|a| a.ror(ax, 8)).with(Var::RAX, 0x1234).run(1);
    assert_eq!(t.get(Var::RAX), 0x3412);
}

#[test]
fn rotations_through_carry_are_one_bit_wider() {
    // Nine places turn a byte and its carry back into themselves.
    let t = Test::asm(|a| a.rcl(al, 9)).with(Var::RAX, 0x5a).flags(CF).run(1);
    assert_eq!((t.get(Var::RAX), t.status() & CF), (0x5a, CF));
    let t = Test::asm(|a| a.rcr(al, cl)).with(Var::RAX, 0x01).with(Var::RCX, 28).run(1);
    // 28 = 3 * 9 + 1.
    assert_eq!((t.get(Var::RAX), t.status() & CF), (0, CF));
    let t = Test::asm(|a| a.rcl(rax, 1)).with(Var::RAX, 1 << 63).flags(CF).run(1);
    assert_eq!((t.get(Var::RAX), t.status()), (1, CF | OF));
    let t = Test::asm(|a| a.rcr(rax, cl)).with(Var::RAX, 0b11).with(Var::RCX, 2).run(1);
    assert_eq!((t.get(Var::RAX), t.status() & CF), (1 << 63, CF));
    let t = Test::asm(|a| a.rcr(rax, cl)).with(Var::RAX, 3).with(Var::RCX, 0).flags(CF | OF).run(1);
    assert_eq!((t.get(Var::RAX), t.status()), (3, CF | OF));
}

#[test]
fn double_shifts() {
    let t = Test::asm(|a| a.shld(rax, rdx, 4)).with(Var::RAX, 0x1fff_ffff_ffff_ffff).with(Var::RDX, 0xa << 60).run(1);
    assert_eq!((t.get(Var::RAX), t.status() & CF), (0xffff_ffff_ffff_fffa, CF));
    let t = Test::asm(|a| a.shrd(ax, dx, 4)).with(Var::RAX, 0x1238).with(Var::RDX, 0xf).run(1);
    assert_eq!((t.get(Var::RAX), t.status() & CF), (0xf123, CF));
    let t = Test::asm(|a| a.shld(eax, edx, cl)).with(Var::RAX, 0x1_0000_0001).with(Var::RDX, u64::MAX).run(1);
    assert_eq!(t.get(Var::RAX), 1);
}

#[test]
fn multiplication_says_whether_the_high_half_matters() {
    let t = Test::asm(|a| a.mul(rcx)).with(Var::RAX, u64::MAX).with(Var::RCX, u64::MAX).run(1);
    assert_eq!((t.get(Var::RAX), t.get(Var::RDX), t.status() & (CF | OF)), (1, u64::MAX - 1, CF | OF));
    let t = Test::asm(|a| a.imul(rcx)).with(Var::RAX, u64::MAX).with(Var::RCX, u64::MAX).run(1);
    assert_eq!((t.get(Var::RAX), t.get(Var::RDX), t.status() & (CF | OF)), (1, 0, 0));
    let t = Test::asm(|a| a.imul(cl)).with(Var::RAX, 0xaa80).with(Var::RCX, 0xff).run(1);
    assert_eq!((t.get(Var::RAX), t.status() & (CF | OF)), (0x80, CF | OF));
    let t = Test::asm(|a| a.imul_3(eax, ecx, -3)).with(Var::RCX, 0x7_0000_0005).run(1);
    assert_eq!((t.get(Var::RAX), t.status() & (CF | OF)), (0xffff_fff1, 0));
    let t = Test::asm(|a| a.imul_2(ax, cx)).with(Var::RAX, 0x100).with(Var::RCX, 0x80).run(1);
    assert_eq!((t.get(Var::RAX), t.status() & (CF | OF)), (0x8000, CF | OF));
}

#[test]
fn narrow_division_checks_the_narrow_quotient() {
    let unsigned = |x: u64, y: u64| Test::asm(|a| a.div(cl)).with(Var::RAX, x).with(Var::RCX, y);
    assert_eq!(trap(unsigned(1, 0x100)), TrapKind::Divide);
    assert_eq!(unsigned(0xfeff, 0xff).run(1).get(Var::RAX), 0xfeff);
    assert_eq!(trap(unsigned(0xff00, 0xff)), TrapKind::Divide);
    assert_eq!(unsigned(0xaaaa_0011, 0x05).run(1).get(Var::RAX), 0xaaaa_0203);
    let signed = |x: i16, y: i8| {
        Test::asm(|a| a.idiv(cl)).with(Var::RAX, u64::from(x as u16)).with(Var::RCX, u64::from(y as u8))
    };
    for x in (i16::MIN..=i16::MAX).step_by(129) {
        for y in i8::MIN..=i8::MAX {
            let fits = y != 0 && i8::try_from(i32::from(x) / i32::from(y)).is_ok();
            if y % 17 != 0 && y.unsigned_abs() > 2 {
                continue;
            }
            if fits {
                let (q, r) = ((x / i16::from(y)) as u8, (x % i16::from(y)) as u8);
                assert_eq!(signed(x, y).run(1).get(Var::RAX), u64::from(r) << 8 | u64::from(q), "{x} / {y}");
            } else {
                assert_eq!(trap(signed(x, y)), TrapKind::Divide, "{x} / {y}");
            }
        }
    }
    // dx:ax, the largest negative dividend by minus one included.
    let word = |dxax: i32, by: i16| {
        let t = Test::asm(|a| a.idiv(cx)).with(Var::RAX, u64::from(dxax as u16)).with(Var::RCX, u64::from(by as u16));
        t.with(Var::RDX, u64::from((dxax >> 16) as u16))
    };
    assert_eq!(trap(word(i32::MIN, -1)), TrapKind::Divide);
    assert_eq!(trap(word(0x8000, 1)), TrapKind::Divide);
    let t = word(-100_001, 100).run(1);
    assert_eq!((t.get(Var::RAX), t.get(Var::RDX)), (0xfc18, 0xffff));
}

#[test]
fn wide_division_checks_its_quotient() {
    let t =
        |hi: u64, lo: u64, by: u64| Test::asm(|a| a.idiv(rcx)).with(Var::RDX, hi).with(Var::RAX, lo).with(Var::RCX, by);
    assert_eq!(trap(t(u64::MAX, 1 << 63, u64::MAX)), TrapKind::Divide);
    assert_eq!(trap(t(1, 0, 1)), TrapKind::Divide);
    let r = t(u64::MAX, -7_i64 as u64, 2).run(1);
    assert_eq!((r.get(Var::RAX), r.get(Var::RDX)), (-3_i64 as u64, u64::MAX));
}

#[test]
fn bit_offsets_reach_beyond_the_operand() {
    // Bit -1 of the doubleword at DATA + 8 is bit 31 of the one before.
    let t = Test::asm(|a| a.bts(dword_ptr(rbx), eax)).with(RBX, DATA + 8).with(Var::RAX, 0xffff_ffff).run(1);
    assert_eq!((t.mem.read_u64(DATA), t.status() & CF), (Ok(1 << 63), 0));
    let t =
        Test::asm(|a| a.btr(qword_ptr(rbx), rax)).with(RBX, DATA).with(Var::RAX, 64 + 3).data(DATA + 8, 0xff).run(1);
    assert_eq!((t.mem.read_u64(DATA + 8), t.status() & CF), (Ok(0xf7), CF));
    // An immediate stays inside, as does a register's bit.
    let t = Test::asm(|a| a.btc(word_ptr(rbx), 17)).with(RBX, DATA).run(1);
    assert_eq!(t.mem.read_u64(DATA), Ok(2));
    let t = Test::asm(|a| a.bt(cx, ax)).with(Var::RCX, 0x8000).with(Var::RAX, 0xffff).flags(ZF).run(1);
    assert_eq!(t.status() & (CF | ZF), CF | ZF);
}

#[test]
fn scans_of_zero_keep_the_destination() {
    for code in [&[0x0f, 0xbc, 0xc1][..], &[0xf3, 0x0f, 0xbc, 0xc1], &[0x0f, 0xbd, 0xc1], &[0xf3, 0x0f, 0xbd, 0xc1]] {
        let t = Test::bytes(code).with(Var::RAX, 0x1234_5678_9abc_def0).with(Var::RCX, 1 << 40).run(1);
        assert_eq!((t.get(Var::RAX), t.status() & ZF), (0x1234_5678_9abc_def0, ZF), "{code:x?}");
    }
    let t = Test::asm(|a| a.bsr(rax, rcx)).with(Var::RCX, 1 << 40 | 1).run(1);
    assert_eq!((t.get(Var::RAX), t.status() & ZF), (40, 0));
    // Not `lzcnt`: the prefix means nothing without the feature.
    let t = Test::bytes(&[0xf3, 0x0f, 0xbd, 0xc1]).with(Var::RCX, 0x100).run(1);
    assert_eq!(t.get(Var::RAX), 8);
    let t = Test::asm(|a| a.popcnt(ax, cx)).with(Var::RCX, 0xf_0000).flags(CF | OF | SF | PF | AF).run(1);
    assert_eq!((t.get(Var::RAX), t.status()), (0, ZF));
}

#[test]
fn byte_order() {
    let t = Test::asm(|a| a.bswap(eax)).with(Var::RAX, 0xffff_ffff_1122_3344).run(1);
    assert_eq!(t.get(Var::RAX), 0x4433_2211);
    let t = Test::asm(|a| a.bswap(rax)).with(Var::RAX, 0x1122_3344_5566_7788).run(1);
    assert_eq!(t.get(Var::RAX), 0x8877_6655_4433_2211);
}

#[test]
fn compare_and_exchange() {
    // Equal: the destination changes, the upper half of rax does not.
    let t = Test::asm(|a| a.cmpxchg(dword_ptr(rbx), ecx)).with(RBX, DATA).with(Var::RCX, 9);
    let t = t.with(Var::RAX, 0x5_0000_0007).data(DATA, 7).run(1);
    assert_eq!((t.get(Var::RAX), t.mem.read_u64(DATA), t.status()), (0x5_0000_0007, Ok(9), ZF | PF));
    let t = Test::asm(|a| a.lock().cmpxchg(dword_ptr(rbx), ecx)).with(RBX, DATA).with(Var::RCX, 9);
    let t = t.with(Var::RAX, 0x5_0000_0006).data(DATA, 7).run(1);
    assert_eq!((t.get(Var::RAX), t.mem.read_u64(DATA), t.status() & (CF | ZF)), (7, Ok(7), CF));
    // A register that is not equal keeps its upper half as well.
    let t = Test::asm(|a| a.cmpxchg(edx, ecx)).with(Var::RDX, 0x8_0000_0001).with(Var::RAX, 2).run(1);
    assert_eq!((t.get(Var::RAX), t.get(Var::RDX)), (1, 0x8_0000_0001));
    let t = Test::asm(|a| a.cmpxchg(eax, ecx)).with(Var::RAX, 0x8_0000_0001).with(Var::RCX, 3).run(1);
    assert_eq!(t.get(Var::RAX), 3);
}

#[test]
fn wide_compare_and_exchange() {
    let t = |lock: bool, low: u64| {
        let t =
            Test::asm(|a| if lock { a.lock().cmpxchg16b(xmmword_ptr(rbx)) } else { a.cmpxchg16b(xmmword_ptr(rbx)) });
        let t = t.with(RBX, DATA).with(Var::RCX, 4).with(Var::RAX, low).with(Var::RDX, 2);
        t.data(DATA, 1).data(DATA + 8, 2).flags(CF | SF).run(1)
    };
    for lock in [false, true] {
        let same = t(lock, 1);
        assert_eq!((same.mem.read_u64(DATA), same.mem.read_u64(DATA + 8)), (Ok(DATA), Ok(4)));
        assert_eq!(same.status(), CF | SF | ZF);
        let other = t(lock, 9);
        assert_eq!((other.mem.read_u64(DATA), other.mem.read_u64(DATA + 8)), (Ok(1), Ok(2)));
        assert_eq!((other.get(Var::RAX), other.get(Var::RDX), other.status()), (1, 2, CF | SF));
    }
    let misaligned = Test::asm(|a| a.cmpxchg16b(xmmword_ptr(rbx))).with(RBX, DATA + 8);
    assert_eq!(trap(misaligned), TrapKind::Protection);
    // Eight bytes: the registers' upper halves survive success and are cleared by failure.
    let t = Test::asm(|a| a.cmpxchg8b(qword_ptr(rbx))).with(RBX, DATA).with(Var::RCX, 4);
    let t = t.with(Var::RAX, 0x9_0000_0001).with(Var::RDX, 2).data(DATA, 2 << 32 | 1).run(1);
    assert_eq!((t.get(Var::RAX), t.mem.read_u64(DATA)), (0x9_0000_0001, Ok(4 << 32 | DATA)));
}

#[test]
fn locked_arithmetic() {
    let t = Test::asm(|a| a.lock().xadd(word_ptr(rbx), cx)).with(RBX, DATA).with(Var::RCX, 0x5_0001);
    let t = t.data(DATA, 0x1_ffff).run(1);
    assert_eq!((t.get(Var::RCX), t.mem.read_u64(DATA), t.status()), (0x5_ffff, Ok(0x1_0000), CF | ZF | PF | AF));
    let t = Test::asm(|a| a.lock().adc(byte_ptr(rbx), cl)).with(RBX, DATA).with(Var::RCX, 0xff).data(DATA, 0xff);
    let t = t.flags(CF).run(1);
    assert_eq!((t.mem.read_u64(DATA), t.status()), (Ok(0xff), CF | PF | AF | SF));
    let t = Test::asm(|a| a.lock().dec(dword_ptr(rbx))).with(RBX, DATA).data(DATA, 1).flags(CF).run(1);
    assert_eq!((t.mem.read_u64(DATA), t.status()), (Ok(0), CF | ZF | PF));
    let t = Test::asm(|a| a.lock().neg(qword_ptr(rbx))).with(RBX, DATA).data(DATA, 1).run(1);
    assert_eq!((t.mem.read_u64(DATA), t.status() & CF), (Ok(u64::MAX), CF));
    let t = Test::asm(|a| a.lock().btr(dword_ptr(rbx), 33)).with(RBX, DATA).data(DATA, 7).run(1);
    assert_eq!((t.mem.read_u64(DATA), t.status() & CF), (Ok(5), CF));
    let t = Test::asm(|a| a.xadd(ecx, ecx)).with(Var::RCX, 3).run(1);
    assert_eq!(t.get(Var::RCX), 6);
    // A lock on a register is no instruction.
    assert_eq!(trap(Test::bytes(&[0xf0, 0x01, 0xc8])), TrapKind::Illegal);
}

#[test]
fn strings_step_by_the_direction_flag() {
    let t = Test::asm(|a| a.movsw()).with(Var::RSI, DATA + 8).with(Var::RDI, DATA + 16).data(DATA + 8, 0xabcd);
    let t = t.flags(DF).run(1);
    assert_eq!((t.get(Var::RSI), t.get(Var::RDI), t.mem.read_u64(DATA + 16)), (DATA + 6, DATA + 14, Ok(0xabcd)));
    // The source obeys a segment prefix: lodsq fs:[rsi].
    let t = Test::bytes(&[0x64, 0x48, 0xad]).with(Var::FS_BASE, 0x1000).with(Var::RSI, DATA - 0x1000).data(DATA, 55);
    let t = t.run(1);
    assert_eq!((t.get(Var::RAX), t.get(Var::RSI)), (55, DATA - 0x1000 + 8));
    let t = Test::asm(|a| a.cmpsb()).with(Var::RSI, DATA).with(Var::RDI, DATA + 1).data(DATA, 0x0201).run(1);
    assert_eq!((t.status() & (CF | ZF), t.get(Var::RSI), t.get(Var::RDI)), (CF, DATA + 1, DATA + 2));
}

#[test]
fn repetitions() {
    let t = Test::asm(|a| a.rep().stosd()).with(Var::RDI, DATA + 4).with(Var::RCX, 2).with(Var::RAX, 7).flags(DF);
    let t = t.run(1);
    assert_eq!((t.get(Var::RDI), t.get(Var::RCX)), (DATA - 4, 0));
    assert_eq!(t.mem.read_u64(DATA), Ok(7 << 32 | 7));
    let t = Test::asm(|a| a.rep().movsb()).with(Var::RSI, DATA).with(Var::RDI, DATA + 1).with(Var::RCX, 6);
    let t = t.data(DATA, 0x5a).run(1);
    // Overlapping by one byte, a forward copy fills.
    assert_eq!((t.mem.read_u64(DATA), t.get(Var::RSI)), (Ok(0x005a_5a5a_5a5a_5a5a), DATA + 6));
    // A search that finds stops behind the element.
    let t =
        Test::asm(|a| a.repne().scasb()).with(Var::RDI, DATA).with(Var::RCX, u64::MAX).data(DATA, 0x6500_6362).run(1);
    assert_eq!((t.get(Var::RDI), t.get(Var::RCX), t.status() & ZF), (DATA + 3, u64::MAX - 3, ZF));
    let t = Test::asm(|a| a.repe().cmpsb()).with(Var::RSI, DATA).with(Var::RDI, DATA + 8).with(Var::RCX, 8);
    let t = t.data(DATA, 0x04_0302_0101).data(DATA + 8, 0x04_0302_0201).run(1);
    assert_eq!((t.get(Var::RCX), t.status() & (CF | ZF)), (6, CF));
    // No element at all: nothing changes, the flags included.
    let t = Test::asm(|a| a.repe().cmpsq()).with(Var::RSI, 1).with(Var::RDI, 2).flags(CF | SF).run(1);
    assert_eq!((t.get(Var::RSI), t.get(Var::RDI), t.status()), (1, 2, CF | SF));
}

#[test]
fn repetition_with_a_32_bit_address_size_counts_in_ecx() {
    let t = Test::bytes(&[0x67, 0xf3, 0xaa]).with(Var::RCX, 0x9_0000_0002).with(Var::RDI, 0x9_0000_0000 | DATA);
    let t = t.with(Var::RAX, 1).run(1);
    assert_eq!((t.get(Var::RCX), t.get(Var::RDI), t.mem.read_u64(DATA)), (0, DATA + 2, Ok(0x101)));
}

#[test]
fn flags_register() {
    let all = CF | PF | AF | ZF | SF | DF | OF;
    let t = Test::asm(|a| {
        a.pushfq()?;
        a.xor(eax, eax)?;
        a.cld()?;
        a.popfq()
    });
    let t = t.flags(all).run(4);
    assert_eq!((t.status(), t.mem.read_u64(TOP - 8), t.get(Var::RSP)), (all, Ok(all | 0x202), TOP));
    let t = Test::asm(|a| a.lahf()).with(Var::RAX, 0x5_0000).flags(all).run(1);
    assert_eq!(t.get(Var::RAX), 0x5_d700);
    // sahf leaves OF and DF.
    let t = Test::asm(|a| a.sahf()).with(Var::RAX, 0xff00).flags(OF).run(1);
    assert_eq!(t.status(), CF | PF | AF | ZF | SF | OF);
    let t = Test::asm(|a| {
        a.std()?;
        a.stc()?;
        a.cmc()
    });
    assert_eq!(t.run(3).status(), DF);
}

#[test]
fn system_calls_leave_the_return_address() {
    let mut t = Test::asm(|a| a.syscall()).flags(CF);
    assert_eq!(t.m.step(&mut t.mem), Event::Syscall);
    assert_eq!((t.get(Var::RCX), t.m.pc, t.get(Var::R11)), (CODE + 2, CODE + 2, 0x246));
}

#[test]
fn identification_clears_the_upper_halves() {
    let t = Test::asm(|a| a.cpuid()).with(RBX, u64::MAX).with(Var::RDX, u64::MAX).run(1);
    for v in [Var::RAX, RBX, Var::RCX, Var::RDX] {
        assert_eq!(t.get(v) >> 32, 0);
    }
    assert_ne!(t.get(Var::RAX), 0);
    let t = Test::asm(|a| {
        a.rdtsc()?;
        a.mov(esi, eax)?;
        a.rdtscp()
    });
    let t = t.with(Var::RCX, u64::MAX).with(Var::RDX, u64::MAX).run(3);
    assert!(t.get(Var::RSI) < t.get(Var::RAX));
    assert_eq!((t.get(Var::RCX), t.get(Var::RDX) >> 32), (0, 0));
}

#[test]
fn exceptions() {
    assert_eq!(trap(Test::asm(|a| a.int3())), TrapKind::Breakpoint);
    assert_eq!(trap(Test::asm(|a| a.int(0x80))), TrapKind::Protection);
    assert_eq!(trap(Test::asm(|a| a.ud2())), TrapKind::Illegal);
    assert_eq!(trap(Test::asm(|a| a.hlt())), TrapKind::Protection);
    assert_eq!(trap(Test::asm(|a| a.in_(al, dx))), TrapKind::Protection);
    // Shadow stacks are absent: the probe of an unwinder leaves its register.
    let t = Test::asm(|a| a.rdsspq(rax)).with(Var::RAX, 0x5_0000_0000).run(1);
    assert_eq!(t.get(Var::RAX), 0x5_0000_0000);
}

#[test]
fn flags_that_nobody_reads_cost_nothing() {
    // `shl rax, cl`, `imul rax, rcx`, `adc rax, rcx`: with dead flags neither a select nor a second product.
    for code in [&[0x48, 0xd3, 0xe0][..], &[0x48, 0x0f, 0xaf, 0xc1], &[0x48, 0x11, 0xc8]] {
        let i = Decoder::with_ip(64, code, CODE, DecoderOptions::NONE).decode();
        let count = |live: FlagSet| {
            let mut b = Builder::new();
            b.set_live_flags(live);
            super::translate(&mut b, &i);
            let block = b.finish(i.next_ip(), live, false);
            assert_eq!(block.term, Term::Jump(i.next_ip()));
            let costly = |inst: &&Inst| matches!(inst, Inst::Select(..) | Inst::MulWide(..) | Inst::Num(..));
            block.insts.iter().filter(costly).count()
        };
        assert!(count(FlagSet::NONE) <= 3, "{code:x?}: {}", count(FlagSet::NONE));
        assert!(count(FlagSet::ALL) > 3, "{code:x?}: {}", count(FlagSet::ALL));
    }
}
