//! The functions of the prelude, executed: string comparisons against the interpreter, repeated string instructions
//! against a model of a few lines.

use airlock_lift::interp::{Event, Machine};
use airlock_lift::ir::Var;
use airlock_platform::{Memory, Prot, VecMemory};
use airlock_types::Outcome;
use iced_x86::code_asm::*;

use crate::guest::{DATA, DATA_BYTES, ENTRY, Guest, exit, program, syscall};

/// A small generator; the tests need variety, not quality.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 >> 11
    }

    fn below(&mut self, n: u64) -> u64 {
        self.next() % n
    }
}

/// What a program writes, executed by the interpreter.
fn interpret(file: &[u8]) -> Vec<u8> {
    const STACK: u64 = 0x70_0000;
    let code = &file[0x1000..];
    let pages = |n: usize| (n as u64).next_multiple_of(0x1000);
    let mut memory = VecMemory::new();
    memory.map(ENTRY, pages(code.len()), Prot::READ_EXEC).unwrap();
    memory.write_forced(ENTRY, code).unwrap();
    memory.map(DATA, DATA_BYTES, Prot::READ_WRITE).unwrap();
    memory.map(STACK, 0x1000, Prot::READ_WRITE).unwrap();
    let mut machine = Machine::new();
    machine.pc = ENTRY;
    machine.set(Var::RSP, (STACK + 0x1000).into());
    let mut written = Vec::new();
    loop {
        match machine.step(&mut memory) {
            Event::Continue => {}
            Event::Syscall if machine.get(Var::RAX) == 1 => {
                let mut bytes = vec![0; machine.get(Var::RDX) as usize];
                memory.read(machine.get(Var::RSI) as u64, &mut bytes).unwrap();
                written.extend(bytes);
            }
            Event::Syscall => return written,
            other => unreachable!("{other:?} at {:#x}", machine.pc),
        }
    }
}

fn write_data(a: &mut CodeAssembler, from: u64, bytes: u32) {
    a.mov(edi, 1).unwrap();
    a.mov(esi, from as u32).unwrap();
    a.mov(edx, bytes).unwrap();
    syscall(a, 1);
}

const STRING_PAIRS: u64 = 40;
/// `ecx`, flags and xmm0 of each instruction.
const STRING_RESULT: usize = 32;

/// Two vectors and two lengths. The first zero of each is in every place in turn.
fn string_pairs() -> Vec<u8> {
    let mut random = Random(0x1234_5678_9abc_def1);
    let mut table = Vec::new();
    for n in 0..STRING_PAIRS {
        for end in [n % 17, n * 5 % 17] {
            let alphabet = [3, 3, 200, 255][(n / 2 % 4) as usize];
            let mut text: [u8; 16] = std::array::from_fn(|_| random.below(alphabet) as u8 + 1);
            if let Some(last) = text.get_mut(end as usize) {
                *last = 0;
            }
            if n % 8 == 7 {
                // For words: a zero is two bytes.
                text[(end & 14) as usize % 16] = 0;
                text[(end | 1) as usize % 16] = 0;
            }
            table.extend(text);
        }
        for _ in 0..2 {
            table.extend((random.below(41) as i64 - 20).to_le_bytes());
        }
    }
    table
}

#[test]
fn string_comparisons_are_as_in_the_interpreter() {
    let file = program(|a| {
        let mut table = a.create_label();
        let mut parts: Vec<CodeLabel> = (0..16).map(|_| a.create_label()).collect();
        let mut next = a.create_label();
        a.lea(rbp, ptr(table)).unwrap();
        a.mov(r14d, STRING_PAIRS as u32).unwrap();
        a.set_label(&mut next).unwrap();
        a.mov(ebx, DATA as u32).unwrap();
        for part in &parts {
            a.call(*part).unwrap();
        }
        write_data(a, DATA, (1024 * STRING_RESULT) as u32);
        a.add(rbp, 48).unwrap();
        a.dec(r14d).unwrap();
        a.jnz(next).unwrap();
        exit(a, 0);
        for (n, part) in parts.iter_mut().enumerate() {
            a.set_label(part).unwrap();
            a.movdqu(xmm1, xmmword_ptr(rbp)).unwrap();
            a.movdqu(xmm2, xmmword_ptr(rbp + 16)).unwrap();
            for imm in 16 * n as u32..16 * n as u32 + 16 {
                for form in 0..4 {
                    a.mov(rax, qword_ptr(rbp + 32)).unwrap();
                    a.mov(rdx, qword_ptr(rbp + 40)).unwrap();
                    match form {
                        0 => a.pcmpistri(xmm1, xmm2, imm),
                        1 => a.pcmpistrm(xmm1, xmm2, imm),
                        2 => a.pcmpestri(xmm1, xmm2, imm),
                        _ => a.pcmpestrm(xmm1, xmm2, imm),
                    }
                    .unwrap();
                    a.pushfq().unwrap();
                    a.pop(rax).unwrap();
                    a.and(eax, 0x8d5).unwrap();
                    a.mov(dword_ptr(rbx), ecx).unwrap();
                    a.mov(dword_ptr(rbx + 8), eax).unwrap();
                    a.movdqu(xmmword_ptr(rbx + 16), xmm0).unwrap();
                    a.add(rbx, STRING_RESULT as i32).unwrap();
                }
            }
            a.ret().unwrap();
        }
        a.set_label(&mut table).unwrap();
        a.db(&string_pairs()).unwrap();
    });
    let expected = interpret(&file);
    assert_eq!(expected.len(), STRING_PAIRS as usize * 1024 * STRING_RESULT);
    let done = Guest::new().run(&file).unwrap();
    assert_eq!(done.report.outcome, Outcome::Exited(0));
    assert_eq!(done.stdout.len(), expected.len());
    for (n, (a, b)) in done.stdout.chunks_exact(STRING_RESULT).zip(expected.chunks_exact(STRING_RESULT)).enumerate() {
        assert_eq!(a, b, "pair {}, control {:#x}, form {}", n / 1024, n % 1024 / 4, n % 4);
    }
}

// ---- repeated string instructions -----------------------------------------------------------------------------------

/// What the instructions may touch: the last pages of the program's data, with nothing behind them.
const ARENA_BYTES: u64 = 0x2000;
const ARENA: u64 = DATA + DATA_BYTES - ARENA_BYTES;
const CASES: u64 = 48;

#[derive(Clone, Copy, Debug)]
struct Case {
    to: u64,
    from: u64,
    count: u64,
    value: u64,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Kind {
    Movs,
    Stos,
    Cmps,
    Scas,
}

#[derive(Clone, Copy, Debug)]
struct Variant {
    kind: Kind,
    /// Logarithm of the element size.
    size: u32,
    backward: bool,
    repne: bool,
}

impl Variant {
    fn all() -> Vec<Self> {
        let mut all = Vec::new();
        for size in 0..4 {
            for backward in [false, true] {
                for (kind, repne) in [
                    (Kind::Movs, false),
                    (Kind::Stos, false),
                    (Kind::Cmps, false),
                    (Kind::Cmps, true),
                    (Kind::Scas, false),
                    (Kind::Scas, true),
                ] {
                    all.push(Self { kind, size, backward, repne });
                }
            }
        }
        all
    }

    fn encode(self, a: &mut CodeAssembler) {
        let opcode = match self.kind {
            Kind::Movs => 0xa4,
            Kind::Stos => 0xaa,
            Kind::Cmps => 0xa6,
            Kind::Scas => 0xae,
        };
        let mut bytes = vec![if self.repne { 0xf2 } else { 0xf3 }];
        match self.size {
            1 => bytes.insert(0, 0x66),
            3 => bytes.push(0x48),
            _ => {}
        }
        bytes.push(if self.size == 0 { opcode } else { opcode + 1 });
        a.db(&bytes).unwrap();
    }

    /// Registers with which the instruction stays inside of the arena, often up to its end.
    fn case(self, r: &mut Random) -> Case {
        let width = 1 << self.size;
        let most = match r.below(6) {
            0 => 40 / width + 1,
            1 | 2 => 80,
            3 => 1200 / width + 2,
            _ => 300,
        };
        let count = r.below(most.min(ARENA_BYTES / width));
        let room = ARENA_BYTES - count * width;
        let place = |r: &mut Random| match r.below(5) {
            0 => room,
            1 => 0x1000u64.saturating_sub(r.below(70)).min(room),
            _ => r.below(room + 1),
        };
        let to = place(r);
        // Half of them are near each other, on either side.
        let from = if r.below(2) == 0 { place(r) } else { (to + 80).saturating_sub(r.below(160)).min(room) };
        let last = if self.backward { count.max(1) * width - width } else { 0 };
        let value = match r.below(3) {
            0 => r.next() << 20 ^ r.next(),
            1 => 0x6161_6161_6161_6161,
            _ => 0x6161_6161_6161_6162,
        };
        Case { to: ARENA + to + last, from: ARENA + from + last, count, value }
    }

    /// The SDM's loop: `rdi`, `rsi`, `rcx`, and the last pair that was compared.
    fn model(self, c: &Case, arena: &mut [u8]) -> (u64, u64, u64, Option<(u64, u64)>) {
        let width = 1usize << self.size;
        let step = if self.backward { (width as u64).wrapping_neg() } else { width as u64 };
        let (mut to, mut from, mut left, mut last) = (c.to, c.from, c.count, None);
        let load = |arena: &[u8], at: u64| {
            let at = (at - ARENA) as usize;
            arena[at..at + width].iter().rev().fold(0, |v, b| v << 8 | u64::from(*b))
        };
        while left != 0 {
            let mask = u64::MAX >> (64 - 8 * width);
            match self.kind {
                Kind::Movs | Kind::Stos => {
                    let v = if self.kind == Kind::Movs { load(arena, from) } else { c.value };
                    let at = (to - ARENA) as usize;
                    arena[at..at + width].copy_from_slice(&v.to_le_bytes()[..width]);
                }
                Kind::Cmps => last = Some((load(arena, from), load(arena, to))),
                Kind::Scas => last = Some((c.value & mask, load(arena, to))),
            }
            left -= 1;
            to = to.wrapping_add(step);
            if matches!(self.kind, Kind::Movs | Kind::Cmps) {
                from = from.wrapping_add(step);
            }
            if last.is_some_and(|(a, b)| (a == b) == self.repne) {
                break;
            }
        }
        (to, from, left, last)
    }
}

/// Mostly the same byte, so that comparisons go on for some time.
fn arena() -> Vec<u8> {
    let mut random = Random(99);
    (0..ARENA_BYTES).map(|_| if random.below(150) == 0 { b'b' } else { b'a' }).collect()
}

#[test]
fn repeated_string_instructions_are_as_in_the_manual() {
    let mut random = Random(0xfeed_f00d_1234_5677);
    let plan: Vec<(Variant, Vec<Case>)> =
        Variant::all().into_iter().map(|v| (v, (0..CASES).map(|_| v.case(&mut random)).collect())).collect();
    let file = program(|a| {
        let (mut table, mut content) = (a.create_label(), a.create_label());
        a.lea(rbp, ptr(table)).unwrap();
        for (variant, _) in &plan {
            let (mut again, mut copy) = (a.create_label(), a.create_label());
            a.mov(r14d, CASES as u32).unwrap();
            a.set_label(&mut again).unwrap();
            a.lea(rsi, ptr(content)).unwrap();
            a.xor(ecx, ecx).unwrap();
            a.set_label(&mut copy).unwrap();
            a.movdqu(xmm0, xmmword_ptr(rsi + rcx)).unwrap();
            a.movdqu(xmmword_ptr(rcx + ARENA as i32), xmm0).unwrap();
            a.add(ecx, 16).unwrap();
            a.cmp(ecx, ARENA_BYTES as u32).unwrap();
            a.jb(copy).unwrap();
            a.mov(rdi, qword_ptr(rbp)).unwrap();
            a.mov(rsi, qword_ptr(rbp + 8)).unwrap();
            a.mov(rcx, qword_ptr(rbp + 16)).unwrap();
            a.mov(rax, qword_ptr(rbp + 24)).unwrap();
            if variant.backward {
                a.std().unwrap();
            } else {
                a.cld().unwrap();
            }
            // CF clear, ZF set: what remains if nothing is compared.
            a.cmp(eax, eax).unwrap();
            variant.encode(a);
            a.pushfq().unwrap();
            a.pop(rax).unwrap();
            a.cld().unwrap();
            a.and(eax, 0x41).unwrap();
            a.mov(qword_ptr(DATA), rdi).unwrap();
            a.mov(qword_ptr(DATA + 8), rsi).unwrap();
            a.mov(qword_ptr(DATA + 16), rcx).unwrap();
            a.mov(qword_ptr(DATA + 24), rax).unwrap();
            write_data(a, DATA, 32);
            write_data(a, ARENA, ARENA_BYTES as u32);
            a.add(rbp, 32).unwrap();
            a.dec(r14d).unwrap();
            a.jnz(again).unwrap();
        }
        exit(a, 0);
        a.set_label(&mut table).unwrap();
        for c in plan.iter().flat_map(|(_, cases)| cases) {
            a.dq(&[c.to, c.from, c.count, c.value]).unwrap();
        }
        a.set_label(&mut content).unwrap();
        a.db(&arena()).unwrap();
    });
    let done = Guest::new().run(&file).unwrap();
    assert_eq!(done.report.outcome, Outcome::Exited(0));
    let results = done.stdout.chunks_exact(32 + ARENA_BYTES as usize);
    assert_eq!(results.len(), plan.len() * CASES as usize);
    let cases = plan.iter().flat_map(|(variant, cases)| cases.iter().map(move |c| (variant, c)));
    for (result, (variant, case)) in results.zip(cases) {
        let mut expected = arena();
        let (to, from, left, last) = variant.model(case, &mut expected);
        let flags = last.map_or(0x40, |(a, b)| u64::from(a < b) | u64::from(a == b) << 6);
        let what = format!("{variant:x?} {case:x?}");
        let registers: Vec<u64> = vec![to, from, left, flags];
        let found: Vec<u64> =
            result[..32].chunks_exact(8).map(|b| u64::from_le_bytes(*b.first_chunk().unwrap())).collect();
        assert_eq!(found, registers, "{what}");
        assert!(result[32..] == expected, "{what}");
    }
}

#[test]
fn a_repeated_string_instruction_beyond_the_data_kills() {
    let last = DATA + DATA_BYTES;
    for count in [1u32, 3, 8, 16, 40, 100, 600, 5000] {
        for (from, to) in [(DATA, last - u64::from(count) + 1), (last - u64::from(count) + 1, DATA)] {
            for store in [false, true] {
                if store && to == DATA {
                    continue;
                }
                let done = crate::guest::run(|a| {
                    a.mov(esi, from as u32).unwrap();
                    a.mov(edi, to as u32).unwrap();
                    a.mov(ecx, count).unwrap();
                    a.db(if store { &[0xf3, 0xaa] } else { &[0xf3, 0xa4] }).unwrap();
                    exit(a, 0);
                });
                let killed = matches!(done.report.outcome, Outcome::Killed { signal: 11, .. });
                assert!(killed, "{count} {from:#x} {to:#x} {store}: {:?}", done.report.outcome);
            }
        }
    }
}

#[test]
fn code_made_at_run_time_uses_the_prelude_of_the_program() {
    // rep stosb; pcmpistri xmm0, xmm1, 0x0c; ret
    let code = [0xf3, 0xaa, 0x66, 0x0f, 0x3a, 0x63, 0xc1, 0x0c, 0xc3];
    let done = crate::guest::run(|a| {
        crate::run::map_page(a, 7);
        a.mov(rax, u64::from_le_bytes(*code.first_chunk().unwrap())).unwrap();
        a.mov(qword_ptr(rbx), rax).unwrap();
        a.mov(byte_ptr(rbx + 8), u32::from(code[8])).unwrap();
        a.mov(edi, DATA as u32).unwrap();
        a.mov(ecx, 20).unwrap();
        a.mov(eax, 0x33).unwrap();
        // "ab" in "xxxab".
        a.mov(rdx, u64::from_le_bytes(*b"ab\0\0\0\0\0\0")).unwrap();
        a.movq(xmm0, rdx).unwrap();
        a.mov(rdx, u64::from_le_bytes(*b"xxxab\0\0\0")).unwrap();
        a.movq(xmm1, rdx).unwrap();
        a.call(rbx).unwrap();
        a.mov(dword_ptr(DATA + 24), ecx).unwrap();
        write_data(a, DATA, 28);
        exit(a, 0);
    });
    assert_eq!(done.report.outcome, Outcome::Exited(0));
    let mut expected = vec![0x33; 20];
    expected.extend([0, 0, 0, 0, 3, 0, 0, 0]);
    assert_eq!(done.stdout, expected);
}
