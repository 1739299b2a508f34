//! Any bytes as machine code, with any registers: the interpreter does not panic. It runs one short stretch.
#![no_main]

use airlock_lift::interp::{Event, Machine};
use airlock_lift::ir::Var;
use airlock_platform::{Memory, Prot, VecMemory};
use libfuzzer_sys::fuzz_target;

const CODE: u64 = 0x40_0000;
const DATA: u64 = 0x50_0000;
const STEPS: usize = 32;

fuzz_target!(|input: ([u64; 16], [u128; 4], &[u8])| {
    let (gprs, xmms, code) = input;
    let mut mem = VecMemory::new();
    if mem.map(CODE, 0x1000, Prot::READ_EXEC).is_err() || mem.map(DATA, 0x1000, Prot::READ_WRITE).is_err() {
        return;
    }
    if mem.write_forced(CODE, code.get(..0x1000).unwrap_or(code)).is_err() {
        return;
    }
    let mut m = Machine::new();
    m.pc = CODE;
    for (n, v) in gprs.into_iter().enumerate() {
        // Every other pointer into the data, so that instructions get beyond their memory accesses.
        let v = if n % 2 == 1 { DATA + v % 0x1000 } else { v };
        m.set(Var::gpr(n), v.into());
    }
    for (n, v) in xmms.into_iter().enumerate() {
        m.set(Var::xmm(n), v);
    }
    for _ in 0..STEPS {
        if m.step(&mut mem) != Event::Continue {
            break;
        }
    }
});
