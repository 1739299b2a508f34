//! Input made to break the lifter: damaged ELF files and random code. Whatever comes in, nothing panics, the output
//! is a valid module, and the time is bounded. The same seeds each time; `fuzz/` looks further.

use std::time::Duration;

use airlock_lift::elf::Object;
use airlock_lift::interp::{Event, Machine};
use airlock_lift::ir::Var;
use airlock_lift::lift::{CodeSource, lift_fragment, lift_program};
use airlock_platform::{Memory, Prot, VecMemory};
use iced_x86::code_asm::*;
use wasmparser::{Validator, WasmFeatures};

const CODE: u64 = 0x40_0000;
const CONSTANTS: u64 = 0x40_2000;
const DATA: u64 = 0x40_4000;
/// Much more than any of these inputs takes without optimisation on a slow machine.
const SLOW: Duration = Duration::from_secs(5);

/// SplitMix64.
struct Random(u64);

impl Random {
    fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }
    fn below(&mut self, n: usize) -> usize {
        (self.bits() % n as u64) as usize
    }
    fn bytes(&mut self, n: usize) -> Vec<u8> {
        (0..n).map(|_| self.bits() as u8).collect()
    }
    /// A number that somebody may have forgotten.
    fn extreme(&mut self) -> u64 {
        let near = (self.bits() % 5).wrapping_sub(2);
        let v = match self.below(9) {
            0 => 0,
            1 => u64::MAX,
            2 => 1 << 63,
            3 => 1 << 32,
            4 => 1 << 31,
            5 => 1 << (self.bits() % 64),
            6 => CODE,
            7 => self.bits() % 0x1000,
            _ => self.bits(),
        };
        v.wrapping_add(near)
    }
}

/// Where an input went wrong, for the message.
fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect::<Vec<_>>().join(" ")
}

fn validate(wasm: &[u8], input: impl Fn() -> String) {
    let mut validator = Validator::new_with_features(WasmFeatures::all() | WasmFeatures::WIDE_ARITHMETIC);
    if let Err(e) = validator.validate_all(wasm) {
        panic!("{e}\n{}", input());
    }
}

/// The CPU time of this thread: how long something takes on a machine that does nothing else.
fn cpu_time() -> Duration {
    let now = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    Duration::new(now.tv_sec.try_into().unwrap(), now.tv_nsec.try_into().unwrap())
}

/// Names the input if anything panics while it lives.
struct Input<F: Fn() -> String>(F, Duration);

impl<F: Fn() -> String> Input<F> {
    fn new(describe: F) -> Self {
        Self(describe, cpu_time())
    }
}

impl<F: Fn() -> String> Drop for Input<F> {
    fn drop(&mut self) {
        let time = cpu_time().saturating_sub(self.1);
        if std::thread::panicking() {
            eprintln!("input: {}", (self.0)());
        } else {
            assert!(time < SLOW, "{time:?}\n{}", (self.0)());
        }
    }
}

// ---- ELF ------------------------------------------------------------------------------------------------------------

/// A small program with what the reader looks at: functions, a jump table, pointers, symbols, relocations, an
/// exception table.
fn program() -> Vec<u8> {
    let mut a = CodeAssembler::new(64).unwrap();
    let (mut f, mut top, mut out) = (a.create_label(), a.create_label(), a.create_label());
    a.mov(edi, 10).unwrap();
    a.call(f).unwrap();
    a.lea(rdx, qword_ptr(CONSTANTS)).unwrap();
    a.cmp(rdi, 3).unwrap();
    a.ja(out).unwrap();
    a.jmp(qword_ptr(CONSTANTS + rdi * 8)).unwrap();
    a.set_label(&mut f).unwrap();
    a.push(rbx).unwrap();
    a.xor(eax, eax).unwrap();
    a.set_label(&mut top).unwrap();
    a.add(eax, edi).unwrap();
    a.mulsd(xmm0, qword_ptr(DATA)).unwrap();
    a.dec(edi).unwrap();
    a.jne(top).unwrap();
    a.pop(rbx).unwrap();
    a.ret().unwrap();
    a.set_label(&mut out).unwrap();
    a.mov(eax, 60).unwrap();
    a.syscall().unwrap();
    let code = a.assemble(CODE).unwrap();

    let mut elf = vec![0u8; 0x40 + 4 * 0x38];
    let mut append = |bytes: &[u8]| {
        while !elf.len().is_multiple_of(8) {
            elf.push(0);
        }
        let at = elf.len() as u64;
        elf.extend_from_slice(bytes);
        (at, bytes.len() as u64)
    };
    let words = |w: &[u64]| w.iter().flat_map(|w| w.to_le_bytes()).collect::<Vec<u8>>();
    let text = append(&code);
    let constants = append(&words(&[CODE, CODE + 10, CODE + 30, CODE + 41]));
    let data = append(&words(&[0x3ff0_0000_0000_0000, CODE + 10]));
    // One CIE (version 1, "zR", pc-relative 4 bytes) and one FDE.
    let mut frame = vec![16, 0, 0, 0, 0, 0, 0, 0, 1, b'z', b'R', 0, 1, 0x78, 16, 1, 0x1b, 0, 0, 0];
    let distance = (CODE + 10).wrapping_sub(CONSTANTS + 0x100 + 28) as u8;
    let far = ((CODE + 10).wrapping_sub(CONSTANTS + 0x100 + 28) >> 8) as u8;
    frame.extend_from_slice(&[16, 0, 0, 0, 24, 0, 0, 0, distance, far, 0xff, 0xff, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    let eh_frame = append(&frame);
    let names = append(b"\0.text\0.symtab\0.strtab\0.eh_frame\0.rela\0f\0");
    let mut symbols = vec![0; 24];
    symbols.extend_from_slice(&[39, 0, 0, 0, 0x12, 0, 1, 0]);
    symbols.extend_from_slice(&words(&[CODE + 30, 8]));
    let symtab = append(&symbols);
    let rela = append(&words(&[DATA + 8, 8, CODE + 10]));
    let sections = append(&[]).0;
    // Name, type, flags, address, place, link, info, alignment, entry size.
    let mut section = |name: u32, kind: u32, addr: u64, (at, len): (u64, u64), link: u32, entry: u64| {
        append(&[&name.to_le_bytes()[..], &kind.to_le_bytes()].concat());
        append(&words(&[0, addr, at, len]));
        append(&[&link.to_le_bytes()[..], &1u32.to_le_bytes()].concat());
        append(&words(&[8, entry]));
    };
    section(0, 0, 0, (0, 0), 0, 0);
    section(1, 1, CODE, text, 0, 0);
    section(7, 2, 0, symtab, 3, 24);
    section(15, 3, 0, names, 0, 0);
    section(23, 1, CONSTANTS + 0x100, eh_frame, 0, 0);
    section(33, 4, 0, rela, 2, 24);

    let mut put = |at: usize, bytes: &[u8]| elf[at..at + bytes.len()].copy_from_slice(bytes);
    put(0, &[0x7f, b'E', b'L', b'F', 2, 1, 1]);
    put(0x10, &[2, 0, 62, 0, 1, 0, 0, 0]);
    put(0x18, &words(&[CODE, 0x40, sections]));
    put(0x34, &[0x40, 0, 0x38, 0, 4, 0, 0x40, 0, 6, 0, 3, 0]);
    let loads = [(5u32, CODE, text), (4, CONSTANTS, constants), (6, DATA, data), (4, CONSTANTS + 0x100, eh_frame)];
    for (n, (flags, addr, (at, len))) in loads.into_iter().enumerate() {
        put(0x40 + n * 0x38, &[&1u32.to_le_bytes()[..], &flags.to_le_bytes()].concat());
        put(0x48 + n * 0x38, &words(&[at, addr, addr, len, len, 8]));
    }
    elf
}

/// Fields of the header and of program and section headers: place and bytes.
fn fields(elf: &[u8]) -> Vec<(usize, usize)> {
    let mut fields: Vec<(usize, usize)> = (4..0x18).map(|at| (at, 1)).collect();
    fields.extend([(0x10, 2), (0x12, 2), (0x14, 4), (0x18, 8), (0x20, 8), (0x28, 8), (0x30, 4)]);
    fields.extend((0x34..0x40).step_by(2).map(|at| (at, 2)));
    for segment in (0x40..0x40 + 4 * 0x38).step_by(0x38) {
        fields.extend([(segment, 4), (segment + 4, 4)]);
        fields.extend((segment + 8..segment + 0x38).step_by(8).map(|at| (at, 8)));
    }
    let sections = u64::from_le_bytes(elf[0x28..0x30].try_into().unwrap()) as usize;
    for section in (sections..elf.len()).step_by(0x40) {
        fields.extend([0, 4, 0x28, 0x2c].map(|at| (section + at, 4)));
        fields.extend([8, 0x10, 0x18, 0x20, 0x30, 0x38].map(|at| (section + at, 8)));
    }
    fields
}

/// Whether the reader takes the file; what it takes is lifted.
fn survives(elf: &[u8], bias: u64, why: &str) -> bool {
    let describe = || format!("{why}, bias {bias:#x}: {}", hex(elf));
    let _input = Input::new(describe);
    let Ok(object) = Object::parse(elf, bias) else { return false };
    validate(&lift_program(&object).wasm, describe);
    true
}

fn set(elf: &mut [u8], (at, len): (usize, usize), value: u64) {
    elf[at..at + len].copy_from_slice(&value.to_le_bytes()[..len]);
}

#[test]
fn the_program_that_is_damaged_below_is_sound() {
    let elf = program();
    let object = Object::parse(&elf, 0).unwrap();
    assert_eq!(object.segments.len(), 4);
    // One from the exception table, one from the symbols.
    assert_eq!(object.hints.functions, [CODE + 10, CODE + 30]);
    assert!(object.hints.pointers.contains(&(CODE + 10)), "{:?}", object.hints);
    let lifted = lift_program(&object);
    assert!(lifted.stats.functions >= 3 && lifted.stats.instructions > 15, "{:?}", lifted.stats);
    assert!(survives(&elf, 0, "as it is"));
}

#[test]
fn truncated_files() {
    let elf = program();
    let taken = (0..elf.len()).filter(|&n| survives(&elf[..n], 0, "truncated")).count();
    assert!(taken > 0 && taken < elf.len(), "{taken}");
}

#[test]
fn extreme_header_fields() {
    let elf = program();
    let fields = fields(&elf);
    let mut r = Random(1);
    let mut taken = 0;
    for &field in &fields {
        for _ in 0..8 {
            let mut bad = elf.clone();
            let value = r.extreme();
            set(&mut bad, field, value);
            taken += usize::from(survives(&bad, 0, &format!("field at {field:x?} = {value:#x}")));
        }
    }
    for _ in 0..600 {
        let mut bad = elf.clone();
        for _ in 0..2 + r.below(3) {
            set(&mut bad, fields[r.below(fields.len())], r.extreme());
        }
        let bias = if r.below(2) == 0 { 0 } else { r.extreme() };
        taken += usize::from(survives(&bad, bias, "several fields"));
    }
    assert!(taken > 500, "only {taken} were lifted: this looks at nothing but the reader");
}

#[test]
fn flipped_bytes() {
    let elf = program();
    let mut r = Random(2);
    for _ in 0..800 {
        let mut bad = elf.clone();
        for _ in 0..1 + r.below(8) {
            let at = r.below(bad.len());
            bad[at] = r.bits() as u8;
        }
        survives(&bad, 0, "flipped bytes");
    }
}

#[test]
fn segments_in_each_others_way() {
    let elf = program();
    let segment = |n: usize, field: usize| (0x40 + n * 0x38 + field, 8);
    const ADDRESS: usize = 0x10;
    let with = |changes: &[((usize, usize), u64)]| {
        let mut bad = elf.clone();
        changes.iter().for_each(|&(field, value)| set(&mut bad, field, value));
        bad
    };
    assert!(!survives(&with(&[(segment(1, ADDRESS), CODE + 8)]), 0, "overlapping"));
    assert!(!survives(&with(&[(segment(0, ADDRESS), u64::MAX - 8)]), 0, "around the end"));
    assert!(!survives(&with(&[(segment(0, ADDRESS), (1 << 32) - 8)]), 0, "around 4 GiB"));
    assert!(!survives(&elf, 1 << 40, "a bias beyond 4 GiB"));
    assert!(survives(&with(&[((0x18, 8), u64::MAX)]), 0, "entry outside"));
    assert!(survives(&with(&[((0x18, 8), DATA)]), 0, "entry in data"));
    assert!(survives(&with(&[((0x18, 8), CODE + 1)]), 0, "entry within an instruction"));
    // Two pieces of code as far apart as possible: the dispatch table would cover all between them.
    let apart = with(&[((0x40 + 0x38 + 4, 4), 5), (segment(1, ADDRESS), 0xffff_f000)]);
    assert!(!survives(&apart, 0, "code far apart"));
}

#[test]
fn many_segments_over_the_same_bytes() {
    // A file of 1 MiB that claims to be a program of a gigabyte, all of it pointers into its code.
    let small = program();
    let with = |count: usize| {
        let mut elf = small.clone();
        let table = elf.len();
        for n in 0..count {
            let mut header = small[0x40 + 2 * 0x38..0x40 + 3 * 0x38].to_vec();
            set(&mut header, (8, 8), 0);
            set(&mut header, (0x10, 8), 0x1000_0000 + (n as u64) * 0x10_0000);
            set(&mut header, (0x20, 8), 0x10_0000);
            set(&mut header, (0x28, 8), 0x10_0000);
            elf.extend_from_slice(&header);
        }
        let code = small[0x40..0x78].to_vec();
        elf.extend_from_slice(&code);
        elf.resize(0x10_0000, 0);
        set(&mut elf, (0x20, 8), table as u64);
        set(&mut elf, (0x38, 2), count as u64 + 1);
        elf
    };
    let lifts = |count: usize| {
        let elf = with(count);
        let _input = Input::new(|| format!("{count} segments"));
        Object::parse(&elf, 0).map(|object| validate(&lift_program(&object).wasm, || format!("{count} segments")))
    };
    lifts(3).unwrap();
    assert!(lifts(1000).is_err());
    assert!(lifts(5000).is_err());
}

// ---- code -----------------------------------------------------------------------------------------------------------

struct Source(Vec<u8>);

impl CodeSource for Source {
    fn code_at(&self, addr: u64) -> &[u8] {
        addr.checked_sub(CODE).and_then(|n| self.0.get(usize::try_from(n).ok()?..)).unwrap_or_default()
    }
    fn constant_at(&self, addr: u64, n: usize) -> Option<&[u8]> {
        self.code_at(addr).get(..n)
    }
}

fn fragment(bytes: &[u8]) {
    let describe = || if bytes.len() > 4096 { format!("{} bytes", bytes.len()) } else { hex(bytes) };
    let _input = Input::new(describe);
    let source = Source(bytes.to_vec());
    validate(&lift_fragment(&source, CODE, CODE..CODE + 0x1000).wasm, describe);
}

/// Bytes that decode to covered instructions more often than any bytes do.
fn likely_code(r: &mut Random, n: usize) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(n);
    while bytes.len() < n {
        match r.below(8) {
            0 => bytes.push([0x66, 0xf2, 0xf3, 0xf0, 0x67, 0x64, 0x48, 0x45][r.below(8)]),
            1 | 2 => bytes.push(0x40 + r.below(16) as u8),
            3 | 4 => bytes.push(0x0f),
            5 => bytes.extend([0x0f, [0x38, 0x3a][r.below(2)]]),
            // Short jumps, back and forth.
            6 => bytes.extend([0x70 + r.below(16) as u8, (r.below(64) as u8).wrapping_sub(24)]),
            _ => {}
        }
        let more = 1 + r.below(5);
        bytes.extend(r.bytes(more));
    }
    bytes.truncate(n);
    bytes
}

#[test]
fn random_bytes_as_code() {
    let mut r = Random(3);
    for n in 0..1500 {
        let len = 1 + r.below(if n % 50 == 0 { 2000 } else { 60 });
        fragment(&r.bytes(len));
        let len = 1 + r.below(60);
        fragment(&likely_code(&mut r, len));
    }
}

#[test]
fn single_instructions_of_every_opcode() {
    let mut r = Random(4);
    for prefix in [&[][..], &[0x66], &[0xf2], &[0xf3], &[0x48], &[0xf0], &[0x66, 0x48]] {
        for map in [&[][..], &[0x0f], &[0x0f, 0x38], &[0x0f, 0x3a]] {
            // Many in one function: each needs its temporaries beside those of the others.
            for opcode in 0..=255u8 {
                let mut bytes = [prefix, map, &[opcode]].concat();
                bytes.extend(r.bytes(8));
                bytes.push(0xc3);
                fragment(&bytes);
            }
        }
    }
}

#[test]
fn long_code_of_one_kind() {
    // Loads and divisions keep the most temporaries, jumps make the most blocks; a function has limits for both.
    let kinds: [&[u8]; 6] = [
        &[0x8b, 0x07],                         // mov eax, [rdi]
        &[0xf7, 0xf1],                         // div ecx
        &[0x74, 0x00],                         // je to the next instruction
        &[0x66, 0x0f, 0x3a, 0x62, 0xc1, 0x05], // pcmpistrm
        &[0xe8, 0, 0, 0, 0],                   // call the next instruction
        &[0x90],
    ];
    for kind in kinds {
        fragment(&kind.repeat((1 << 16) / kind.len()));
    }
}

#[test]
fn many_computed_jumps() {
    // Every jump may lead to every entry of one table, far apart: labels could be the square of the input.
    const JUMP: usize = 7;
    let n = 1000;
    let table = (n * JUMP).next_multiple_of(8);
    let mut bytes = Vec::new();
    for _ in 0..n {
        bytes.extend([0xff, 0x24, 0xfd]); // jmp [rdi*8+table]
        bytes.extend((CODE as u32 + table as u32).to_le_bytes());
    }
    bytes.resize(table, 0x90);
    for i in 0..4000 {
        bytes.extend((CODE + i % n as u64 * JUMP as u64).to_le_bytes());
    }
    fragment(&bytes);
}

#[test]
fn branches_to_everywhere() {
    // Each branch leads to a byte of its own: blocks overlap, loops have many entries.
    let mut r = Random(5);
    for _ in 0..40 {
        let n = 64 + r.below(200);
        let mut bytes = Vec::new();
        for _ in 0..n {
            bytes.extend([0x70 + r.below(16) as u8, r.bits() as u8]);
        }
        fragment(&bytes);
    }
}

#[test]
fn the_interpreter_takes_random_bytes() {
    let mut r = Random(6);
    let mut mem = VecMemory::new();
    mem.map(CODE, 0x1000, Prot::READ_EXEC).unwrap();
    mem.map(DATA, 0x2000, Prot::READ_WRITE).unwrap();
    let mut events = [0usize; 4];
    for _ in 0..4000 {
        let len = 1 + r.below(40);
        let bytes = if r.below(2) == 0 { r.bytes(len) } else { likely_code(&mut r, len) };
        let registers: Vec<u64> =
            (0..16).map(|_| if r.below(3) == 0 { r.extreme() } else { DATA + r.bits() % 0x1800 }).collect();
        let describe = || format!("{} with registers {registers:x?}", hex(&bytes));
        let _input = Input::new(describe);
        mem.write_forced(CODE, &bytes).unwrap();
        let mut m = Machine::new();
        m.pc = CODE;
        for (n, &v) in registers.iter().enumerate() {
            m.set(Var::gpr(n), v.into());
        }
        // `rep` with a count of 2^63 would take its time, as it does on a CPU.
        m.set(Var::RCX, u128::from(registers[1] % 0x1000));
        for _ in 0..8 {
            let event = m.step(&mut mem);
            let kind = match event {
                Event::Continue => 0,
                Event::Syscall => 1,
                Event::Trap { .. } => 2,
                Event::Fault(_) => 3,
            };
            events[kind] += 1;
            if kind != 0 || m.get(Var::RCX) > 0x1000 {
                break;
            }
        }
    }
    assert!(events.iter().all(|&n| n > 0), "{events:?}");
}
