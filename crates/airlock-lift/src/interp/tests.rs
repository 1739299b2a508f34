//! Short known programs.

use airlock_platform::{Memory, Prot, VecMemory};
use iced_x86::code_asm::*;

use super::{Event, Machine};
use crate::ir::{TrapKind, Var};

const CODE: u64 = 0x40_0000;
const DATA: u64 = 0x50_0000;
const STACK: u64 = 0x60_0000;

fn machine(write: impl FnOnce(&mut CodeAssembler) -> Result<(), IcedError>) -> (Machine, VecMemory) {
    let mut a = CodeAssembler::new(64).unwrap();
    write(&mut a).unwrap();
    let code = a.assemble(CODE).unwrap();
    let mut mem = VecMemory::new();
    mem.map(CODE, 0x1000, Prot::READ_EXEC).unwrap();
    mem.write_forced(CODE, &code).unwrap();
    mem.map(DATA, 0x1000, Prot::READ_WRITE).unwrap();
    mem.map(STACK, 0x1000, Prot::READ_WRITE).unwrap();
    let mut m = Machine::new();
    m.pc = CODE;
    m.set(Var::RSP, u128::from(STACK + 0x800));
    (m, mem)
}

#[test]
fn adds_and_reports_flags() {
    let (mut m, mut mem) = machine(|a| a.add(eax, ecx));
    m.set(Var::RAX, 0xffff_ffff_ffff_ffff);
    m.set(Var::RCX, 1);
    assert_eq!(m.step(&mut mem), Event::Continue);
    let r = m.registers();
    assert_eq!(r.gpr[0], 0);
    assert_eq!(r.rip, CODE + 2);
    // CF, PF, AF, ZF and the fixed bits.
    assert_eq!(r.rflags, 0x202 | 1 | 4 | 0x10 | 0x40);
}

#[test]
fn sums_in_a_loop_and_makes_a_system_call() {
    let (mut m, mut mem) = machine(|a| {
        let mut top = a.create_label();
        a.xor(eax, eax)?;
        a.mov(ecx, 100)?;
        a.set_label(&mut top)?;
        a.add(rax, rcx)?;
        a.dec(rcx)?;
        a.jne(top)?;
        a.mov(qword_ptr(DATA), rax)?;
        a.syscall()
    });
    assert_eq!(m.run(&mut mem, 1000), Event::Syscall);
    assert_eq!(mem.read_u64(DATA), Ok(5050));
    assert_eq!(m.registers().gpr[0], 5050);
}

#[test]
fn calls_recursively() {
    // Factorial of 10 in the manner of an unoptimised compiler.
    let (mut m, mut mem) = machine(|a| {
        let mut fact = a.create_label();
        let mut base = a.create_label();
        a.mov(edi, 10)?;
        a.call(fact)?;
        a.syscall()?;
        a.set_label(&mut fact)?;
        a.cmp(edi, 1)?;
        a.jbe(base)?;
        a.push(rdi)?;
        a.lea(edi, ptr(rdi - 1))?;
        a.call(fact)?;
        a.pop(rdi)?;
        a.imul_2(rax, rdi)?;
        a.ret()?;
        a.set_label(&mut base)?;
        a.mov(eax, 1)?;
        a.ret()
    });
    assert_eq!(m.run(&mut mem, 1000), Event::Syscall);
    assert_eq!(m.registers().gpr[0], 3_628_800);
    assert_eq!(m.registers().gpr[4], STACK + 0x800);
}

#[test]
fn divides_or_traps() {
    let (mut m, mut mem) = machine(|a| a.div(rcx));
    m.set(Var::RAX, 100);
    m.set(Var::RCX, 7);
    assert_eq!(m.step(&mut mem), Event::Continue);
    assert_eq!((m.get(Var::RAX), m.get(Var::RDX)), (14, 2));
    m.pc = CODE;
    m.set(Var::RCX, 0);
    assert!(matches!(m.step(&mut mem), Event::Trap { kind: TrapKind::Divide, pc: CODE, .. }));
    assert_eq!(m.get(Var::RAX), 14);
}

#[test]
fn faults_leave_registers_alone() {
    let (mut m, mut mem) = machine(|a| a.push(rax));
    m.set(Var::RSP, 0x1000);
    assert_eq!(m.step(&mut mem), Event::Fault(0xff8));
    assert_eq!(m.get(Var::RSP), 0x1000);
    assert_eq!(m.pc, CODE);
}

#[test]
fn traps_where_no_code_is() {
    let (mut m, mut mem) = machine(|a| a.nop());
    m.pc = DATA;
    assert_eq!(m.step(&mut mem), Event::Trap { kind: TrapKind::Fetch, pc: DATA, bytes: vec![] });
    // `ud2` and an incomplete instruction at the end of the mapping.
    mem.write_forced(CODE, &[0x0f, 0x0b]).unwrap();
    m.pc = CODE;
    assert!(matches!(m.step(&mut mem), Event::Trap { kind: TrapKind::Illegal, .. }));
    mem.write_forced(CODE + 0xfff, &[0x48]).unwrap();
    m.pc = CODE + 0xfff;
    assert!(matches!(m.step(&mut mem), Event::Trap { kind: TrapKind::Fetch, .. }));
}

#[test]
fn notices_changed_code() {
    let (mut m, mut mem) = machine(|a| a.add(eax, ecx));
    m.set(Var::RCX, 5);
    m.step(&mut mem);
    mem.write_forced(CODE, &[0x01, 0xd0]).unwrap();
    m.set(Var::RDX, 7);
    m.pc = CODE;
    m.step(&mut mem);
    assert_eq!(m.get(Var::RAX), 12);
}
