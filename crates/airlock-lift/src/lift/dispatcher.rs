//! The functions of a program module that are not lifted: those that enter code at any guest pc, for good or until it
//! returns, and the way out. Also the look-up of an indirect target, which lifted code inlines.

use std::ops::Range;

use wasm_encoder::{BlockType, Function, InstructionSink, ValType};

use super::layout::{DISPATCH, GLOBAL_PC, POLL_PAGE, RESOLVE, TYPE_LIFTED, UNWIND, lifted_ref};
use super::values::mem_arg;
use crate::ir::Var;

fn global(v: Var) -> u32 {
    u32::from(v.0)
}

/// Leaves the function reference for the guest pc in local `pc` (`I64`) on the stack.
pub(super) fn lookup(s: &mut InstructionSink<'_>, pc: u32, text: &Range<u64>) {
    s.block(BlockType::Result(ValType::Ref(lifted_ref(false))));
    s.local_get(pc).i64_const(text.start as i64).i64_sub();
    s.i64_const(text.end.saturating_sub(text.start) as i64).i64_lt_u();
    s.if_(BlockType::Empty);
    s.local_get(pc).i64_const(text.start as i64).i64_sub().i32_wrap_i64();
    s.table_get(DISPATCH).br_on_non_null(1);
    s.end();
    s.local_get(pc).call(RESOLVE);
    s.end();
}

/// Reads a byte of the poll page, which faults if the run is to be stopped.
pub(super) fn poll(s: &mut InstructionSink<'_>, offset: u64) {
    s.i32_const(0).i32_load8_u(mem_arg(offset, 0)).drop();
}

/// `run`: enters code at global pc, again and again, until something unwinds.
pub(super) fn run(text: &Range<u64>) -> Function {
    let mut f = Function::new([(1, ValType::I64)]);
    let mut s = f.instructions();
    let pc = 0;
    s.global_get(GLOBAL_PC).local_set(pc);
    s.loop_(BlockType::Empty);
    // Functions may return to each other for ever.
    poll(&mut s, POLL_PAGE);
    for v in [Var::RSP, Var::RDI, Var::RSI, Var::RDX] {
        s.global_get(global(v));
    }
    lookup(&mut s, pc, text);
    s.call_ref(TYPE_LIFTED);
    s.global_set(global(Var::RSP)).global_set(global(Var::RAX));
    s.local_tee(pc).i64_const(UNWIND).i64_ne().br_if(0);
    s.end();
    s.end();
    f
}

/// `enter`: enters code at global pc, once. Gives what that returns; unless it unwound, that is where global pc is now.
pub(super) fn enter(text: &Range<u64>) -> Function {
    let mut f = Function::new([(1, ValType::I64)]);
    let mut s = f.instructions();
    let pc = 0;
    s.global_get(GLOBAL_PC).local_set(pc);
    poll(&mut s, POLL_PAGE);
    for v in [Var::RSP, Var::RDI, Var::RSI, Var::RDX] {
        s.global_get(global(v));
    }
    lookup(&mut s, pc, text);
    s.call_ref(TYPE_LIFTED);
    s.global_set(global(Var::RSP)).global_set(global(Var::RAX));
    s.local_tee(pc).i64_const(UNWIND).i64_ne().if_(BlockType::Empty);
    s.local_get(pc).global_set(GLOBAL_PC).end();
    s.local_get(pc).end();
    f
}

/// `unwind`: a stand-in for code that cannot be entered.
pub(super) fn unwind() -> Function {
    let mut f = Function::new([]);
    let mut s = f.instructions();
    for (i, v) in [Var::RSP, Var::RDI, Var::RSI, Var::RDX].into_iter().enumerate() {
        s.local_get(i as u32).global_set(global(v));
    }
    s.i64_const(UNWIND).global_get(global(Var::RAX)).local_get(0).end();
    f
}
