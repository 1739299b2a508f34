//! A static ELF64 program that runs cases one after the other and writes all records to standard output.
//!
//! Registers are loaded and stored with absolute addresses, which touch neither registers nor flags. Each case is a
//! function (so that lifted code does not become one huge function):
//!
//! ```text
//! load flags, mxcsr, xmm (or everything of fxrstor), registers
//! the instruction, and perhaps a few on registers after it
//! mov dword [marker], 1       ; skipped if it branched
//! target: store registers, flags, xmm (or fxsave)
//! ret
//! ```

use iced_x86::{Code, Mnemonic};

use crate::case::{self, Case};
use crate::random::Random;
use crate::record::{self, Record};

/// Address of the code.
pub const CODE: u64 = 0x40_0000;
/// Address of the records.
pub const DATA: u64 = 0x1000_0000;
/// Room for flags at the end of the records.
pub const STACK_SIZE: usize = 4096;
/// Bytes from the instruction to its branch target, if nothing follows it.
const SLOT: u64 = 48;
const FILE_ALIGN: usize = 4096;
const RET: u8 = 0xc3;

/// A case with its place in the program.
#[derive(Clone)]
pub struct Placed {
    /// The case.
    pub case: Case,
    /// First address of its code.
    pub start: u64,
    /// Address of the instruction that calls it.
    pub call: u64,
    /// Whether it does nothing.
    pub skipped: bool,
}

/// The program.
#[derive(Clone)]
pub struct Image {
    /// Machine code, to be loaded at [`CODE`].
    pub code: Vec<u8>,
    /// Records and stack, to be loaded at [`DATA`].
    pub data: Vec<u8>,
    /// Address of the first instruction.
    pub entry: u64,
    /// The cases in the order of their records.
    pub cases: Vec<Placed>,
    /// Forms for which no case could be made.
    pub impossible: Vec<Code>,
}

impl Image {
    /// Makes one case of each of the forms (which may repeat), half of them followed by up to `tail` instructions of
    /// the forms in `followers`.
    pub fn build(forms: &[Code], tail: u64, followers: &[Code], r: &mut Random) -> Self {
        let stack = DATA + (forms.len() * record::SIZE + STACK_SIZE) as u64;
        let mut a = Emitter { code: Vec::new(), stack };
        let (mut cases, mut data, mut impossible) = (Vec::new(), Vec::new(), Vec::new());
        for &form in forms {
            let at = DATA + data.len() as u64;
            let start = a.here();
            let x87 = crate::forms::is_x87(form);
            a.prologue(at, x87);
            let ip = a.here();
            let Some(mut case) = case::generate(form, ip, at, ip + SLOT, r) else {
                a.code.truncate((start - CODE) as usize);
                impossible.push(form);
                continue;
            };
            if r.one_in(2) {
                case.extend(tail, followers, r);
            }
            a.code.extend_from_slice(&case.bytes);
            a.code.extend_from_slice(&case.tail.1);
            a.marker(at);
            let target = (ip + SLOT).max(a.here() + 5);
            a.transfer(0xe9, target);
            while a.here() < target {
                a.code.push(0xcc);
            }
            a.epilogue(at, x87, case.instruction.mnemonic() == Mnemonic::Ldmxcsr);
            data.extend_from_slice(&case.before.0);
            cases.push(Placed { case, start, call: 0, skipped: false });
        }
        let entry = a.here();
        a.own_stack(0);
        for placed in &mut cases {
            placed.call = a.here();
            a.transfer(0xe8, placed.start);
        }
        a.finish(DATA, data.len() as u32);
        data.resize(forms.len() * record::SIZE + STACK_SIZE, 0);
        Self { code: a.code, data, entry, cases, impossible }
    }

    /// Makes a case do nothing.
    pub fn skip(&mut self, n: usize) {
        let Some(placed) = self.cases.get_mut(n) else { return };
        placed.skipped = true;
        if let Some(code) = self.code.get_mut((placed.start - CODE) as usize) {
            *code = RET;
        }
    }

    /// The record of a case in a copy of the data.
    pub fn record(data: &[u8], n: usize) -> Option<Record> {
        Some(Record(data.get(n * record::SIZE..(n + 1) * record::SIZE)?.to_vec()))
    }

    /// The stack pointer with which cases are called.
    pub fn stack(&self) -> u64 {
        DATA + self.data.len() as u64
    }

    /// Bytes of standard output.
    pub fn output_len(&self) -> usize {
        self.cases.len() * record::SIZE
    }

    /// The program as an ELF file.
    pub fn elf(&self) -> Vec<u8> {
        let code_at = FILE_ALIGN;
        let data_at = (code_at + self.code.len()).next_multiple_of(FILE_ALIGN);
        let mut f = Vec::with_capacity(data_at + self.data.len());
        f.extend_from_slice(b"\x7fELF\x02\x01\x01");
        f.resize(16, 0);
        let half = |f: &mut Vec<u8>, v: u16| f.extend_from_slice(&v.to_le_bytes());
        let word = |f: &mut Vec<u8>, v: u32| f.extend_from_slice(&v.to_le_bytes());
        let xword = |f: &mut Vec<u8>, v: u64| f.extend_from_slice(&v.to_le_bytes());
        half(&mut f, 2); // ET_EXEC
        half(&mut f, 62); // EM_X86_64
        word(&mut f, 1);
        xword(&mut f, self.entry);
        xword(&mut f, 64); // program headers
        xword(&mut f, 0);
        word(&mut f, 0);
        for v in [64, 56, 2, 0, 0, 0] {
            half(&mut f, v);
        }
        for (flags, at, addr, len) in [(5, code_at, CODE, self.code.len()), (6, data_at, DATA, self.data.len())] {
            word(&mut f, 1); // PT_LOAD
            word(&mut f, flags);
            for v in [at as u64, addr, addr, len as u64, len as u64, FILE_ALIGN as u64] {
                xword(&mut f, v);
            }
        }
        f.resize(code_at, 0);
        f.extend_from_slice(&self.code);
        f.resize(data_at, 0);
        f.extend_from_slice(&self.data);
        f
    }
}

struct Emitter {
    code: Vec<u8>,
    stack: u64,
}

impl Emitter {
    fn here(&self) -> u64 {
        CODE + self.code.len() as u64
    }

    fn bytes(&mut self, b: &[u8]) {
        self.code.extend_from_slice(b);
    }

    /// ModRM and SIB for an absolute address with a register or opcode extension.
    fn absolute(&mut self, reg: usize, at: u64) {
        self.bytes(&[(reg as u8 & 7) << 3 | 4, 0x25]);
        self.bytes(&(at as u32).to_le_bytes());
    }

    fn gprs(&mut self, opcode: u8, record: u64) {
        for n in 0..16 {
            self.bytes(&[0x48 | (n as u8 >> 3) << 2, opcode]);
            self.absolute(n, record + (record::GPR + 8 * n) as u64);
        }
    }

    fn xmms(&mut self, opcode: u8, record: u64) {
        for n in 0..16 {
            if n >= 8 {
                self.bytes(&[0x44]);
            }
            self.bytes(&[0x0f, opcode]);
            self.absolute(n, record + (record::XMM + 16 * n) as u64);
        }
    }

    /// Points rsp at so many bytes of the program's stack.
    fn own_stack(&mut self, used: u64) {
        self.bytes(&[0x48, 0xbc]);
        self.bytes(&(self.stack - used).to_le_bytes());
    }

    fn prologue(&mut self, record: u64, x87: bool) {
        self.own_stack(8);
        if x87 {
            self.bytes(&[0x48, 0x0f, 0xae]); // fxrstor64
            self.absolute(1, record + record::FX as u64);
        } else {
            self.bytes(&[0x0f, 0xae]); // ldmxcsr
            self.absolute(2, record + record::MXCSR as u64);
            self.xmms(0x10, record);
        }
        self.bytes(&[0xff]); // push qword
        self.absolute(6, record + record::FLAGS as u64);
        self.bytes(&[0x9d]); // popfq
        self.gprs(0x8b, record);
    }

    fn marker(&mut self, record: u64) {
        self.bytes(&[0xc7]); // mov dword, 1
        self.absolute(0, record + record::MARKER as u64);
        self.bytes(&1u32.to_le_bytes());
    }

    /// A call (e8) or jump (e9).
    fn transfer(&mut self, opcode: u8, to: u64) {
        let distance = (to.wrapping_sub(self.here()) as u32).wrapping_sub(5);
        self.bytes(&[opcode]);
        self.bytes(&distance.to_le_bytes());
    }

    fn epilogue(&mut self, record: u64, x87: bool, mxcsr: bool) {
        self.gprs(0x89, record);
        self.own_stack(8);
        self.bytes(&[0x9c]); // pushfq
        self.bytes(&[0x8f]); // pop qword
        self.absolute(0, record + record::FLAGS as u64);
        if x87 {
            self.bytes(&[0x48, 0x0f, 0xae]); // fxsave64
            self.absolute(0, record + record::FX as u64);
        } else {
            self.xmms(0x11, record);
            if mxcsr {
                self.bytes(&[0x0f, 0xae]); // stmxcsr
                self.absolute(3, record + record::MXCSR as u64);
            }
        }
        self.bytes(&[RET]);
    }

    /// `write(1, data, len)` until all is written, `exit_group(0)`.
    fn finish(&mut self, data: u64, len: u32) {
        self.bytes(&[0xfc, 0xbb]); // cld; mov ebx, data
        self.bytes(&(data as u32).to_le_bytes());
        self.bytes(&[0xbd]); // mov ebp, len
        self.bytes(&len.to_le_bytes());
        #[rustfmt::skip]
        self.bytes(&[
            0xb8, 1, 0, 0, 0,       // again: mov eax, 1
            0xbf, 1, 0, 0, 0,       // mov edi, 1
            0x89, 0xde,             // mov esi, ebx
            0x89, 0xea,             // mov edx, ebp
            0x0f, 0x05,             // syscall
            0x85, 0xc0,             // test eax, eax
            0x7e, 6,                // jle end
            0x01, 0xc3,             // add ebx, eax
            0x29, 0xc5,             // sub ebp, eax
            0x75, 0xe4,             // jne again
            0xb8, 231, 0, 0, 0,     // end: mov eax, 231
            0x89, 0xef,             // mov edi, ebp
            0x0f, 0x05,             // syscall
        ]);
    }
}
