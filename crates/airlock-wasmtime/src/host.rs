//! What lifted code imports from module `airlock`.

use airlock_lift::helper::Helper;
use airlock_lift::ir::{TrapKind, Var};
use airlock_platform::Fault;
use wasmtime::{Caller, Engine, FuncType, HeapType, Linker, Ref, RefType, Val, ValType};

use crate::fragment;
use crate::string::{self, Rep};
use crate::task::{Event, Handles, TaskState};

/// Name of the module that lifted code imports host functions from.
pub(crate) const MODULE: &str = "airlock";

type Host<'a> = Caller<'a, TaskState>;

/// The type of every lifted function: rsp, rdi, rsi and rdx in; pc, rax and rsp out.
pub(crate) fn function_type(engine: &Engine) -> FuncType {
    FuncType::new(
        engine,
        [ValType::I64, ValType::I64, ValType::I64, ValType::I64],
        [ValType::I64, ValType::I64, ValType::I64],
    )
}

/// Defines every import.
pub(crate) fn define(engine: &Engine) -> wasmtime::Result<Linker<TaskState>> {
    let mut linker = Linker::new(engine);
    linker.func_wrap(MODULE, "syscall", syscall)?;
    linker.func_wrap(MODULE, "trap", |mut host: Host<'_>, kind: u32, pc: u64| {
        // A number that no lifter makes is an instruction that cannot be executed.
        let kind = TrapKind::from_code(kind).unwrap_or(TrapKind::Illegal);
        host.data_mut().event.get_or_insert(Event::Trap { kind, pc });
    })?;
    linker.func_wrap(MODULE, "rep", rep)?;
    let target = ValType::Ref(RefType::new(false, HeapType::ConcreteFunc(function_type(engine))));
    linker.func_new(
        MODULE,
        "resolve",
        FuncType::new(engine, [ValType::I64], [target]),
        |mut host, args, results| {
            let pc = args.first().and_then(Val::i64).unwrap_or_default() as u64;
            let function = fragment::resolve(&mut host, pc)?;
            if let Some(result) = results.first_mut() {
                *result = Val::FuncRef(Some(function));
            }
            Ok(())
        },
    )?;
    linker.func_wrap(MODULE, "divide", divide)?;
    for helper in Helper::ALL {
        define_helper(&mut linker, helper)?;
    }
    Ok(linker)
}

#[allow(clippy::too_many_arguments, reason = "a system call has a number and six arguments")]
fn syscall(mut host: Host<'_>, nr: u64, a0: u64, a1: u64, a2: u64, a3: u64, a4: u64, a5: u64) -> (u64, u32) {
    let state = host.data_mut();
    let Some(mut kernel) = state.run.enter(state.tid) else { return gone(&mut state.event) };
    let mut result = kernel.syscall(&mut state.memory, nr, [a0, a1, a2, a3, a4, a5]);
    while result.blocked {
        match state.run.wait(kernel, state.tid, &state.waker) {
            Some(again) => kernel = again,
            None => return gone(&mut state.event),
        }
        result = kernel.resume(&mut state.memory);
    }
    if !result.attention {
        state.run.release(kernel);
        if state.interrupt.is_raised() {
            // Attending finds out why.
            state.event = Some(Event::Attention);
            return (result.value, 1);
        }
        return (result.value, 0);
    }
    state.run.settle(&mut kernel);
    // Every program sets its thread pointer once, deep in its start-up: unwinding for that would be a waste.
    let bases = if state.handles.is_some() { kernel.take_segment_bases() } else { None };
    drop(kernel);
    if let (Some(handles), Some((fs, gs))) = (state.handles, bases)
        && set_segment_bases(&mut host, handles, fs, gs).is_some()
    {
        return (result.value, 0);
    }
    host.data_mut().event = Some(Event::Attention);
    (result.value, 1)
}

/// The task was ended by another one while it was on its way into the kernel or waited there.
#[cold]
fn gone(event: &mut Option<Event>) -> (u64, u32) {
    *event = Some(Event::Gone);
    (0, 1)
}

fn set_segment_bases(host: &mut Host<'_>, handles: Handles, fs: u64, gs: u64) -> Option<()> {
    for (var, base) in [(Var::FS_BASE, fs), (Var::GS_BASE, gs)] {
        handles.main.get_global(&mut *host, &var.to_string())?.set(&mut *host, Val::I64(base as i64)).ok()?;
    }
    Some(())
}

#[allow(clippy::too_many_arguments, reason = "the registers that a string instruction reads")]
fn rep(
    mut host: Host<'_>,
    op: u32,
    rdi: u64,
    rsi: u64,
    rcx: u64,
    rax: u64,
    df: u32,
) -> wasmtime::Result<(u64, u64, u64)> {
    let registers = Rep { rdi, rsi, rcx, rax, backward: df != 0 };
    retry(&mut host, |state| state.memory.outside_kernel(|memory| string::rep(memory, op, registers)))
}

/// `hi:lo / by`, by not zero: quotient, remainder, and whether the quotient fits (1) or not (0).
fn divide(hi: u64, lo: u64, by: u64, signed: u32) -> (u64, u64, u32) {
    let dividend = u128::from(hi) << 64 | u128::from(lo);
    if signed == 0 {
        let by = u128::from(by);
        let (Some(quotient), Some(remainder)) = (dividend.checked_div(by), dividend.checked_rem(by)) else {
            return (0, 0, 0);
        };
        return u64::try_from(quotient).map_or((0, 0, 0), |quotient| (quotient, remainder as u64, 1));
    }
    let (dividend, by) = (dividend as i128, i128::from(by as i64));
    let (Some(quotient), Some(remainder)) = (dividend.checked_div(by), dividend.checked_rem(by)) else {
        return (0, 0, 0);
    };
    i64::try_from(quotient).map_or((0, 0, 0), |quotient| (quotient as u64, remainder as u64, 1))
}

/// Does something with guest memory for lifted code. A fault is one of the guest's: afterwards it is done again, or the
/// code is left.
fn retry<T>(host: &mut Host<'_>, mut f: impl FnMut(&mut TaskState) -> Result<T, Fault>) -> wasmtime::Result<T> {
    loop {
        match f(host.data_mut()) {
            Ok(value) => return Ok(value),
            Err(fault) => {
                let landing = host.data().landing.clone();
                if landing.is_none_or(|landing| landing.land_from_host(fault.addr)) {
                    return Err(wasmtime::Error::msg("left"));
                }
            }
        }
    }
}

fn call(mut host: Host<'_>, helper: Helper, args: [u64; 5]) -> wasmtime::Result<[u64; 2]> {
    retry(&mut host, |state| {
        let helpers = &mut state.helpers;
        state.memory.outside_kernel(|memory| helpers.call(helper, args, memory))
    })
}

fn define_helper(linker: &mut Linker<TaskState>, helper: Helper) -> wasmtime::Result<()> {
    let name = helper.name();
    let one = |[value, _]: [u64; 2]| value;
    let two = |[first, second]: [u64; 2]| (first, second);
    match helper.signature() {
        (0, 1) => linker.func_wrap(MODULE, name, move |host: Host<'_>| call(host, helper, [0; 5]).map(one))?,
        (2, 1) => linker.func_wrap(MODULE, name, move |host: Host<'_>, a: u64, b: u64| {
            call(host, helper, [a, b, 0, 0, 0]).map(one)
        })?,
        (3, 1) => linker.func_wrap(MODULE, name, move |host: Host<'_>, a: u64, b: u64, c: u64| {
            call(host, helper, [a, b, c, 0, 0]).map(one)
        })?,
        (2, 2) => linker.func_wrap(MODULE, name, move |host: Host<'_>, a: u64, b: u64| {
            call(host, helper, [a, b, 0, 0, 0]).map(two)
        })?,
        (5, 2) => linker.func_wrap(MODULE, name, move |host: Host<'_>, a: u64, b: u64, c: u64, d: u64, e: u64| {
            call(host, helper, [a, b, c, d, e]).map(two)
        })?,
        (params, results) => define_any_helper(linker, helper, params, results)?,
    };
    Ok(())
}

/// For signatures that have no typed wrapper above: slower, but complete.
fn define_any_helper(
    linker: &mut Linker<TaskState>,
    helper: Helper,
    params: usize,
    results: usize,
) -> wasmtime::Result<&mut Linker<TaskState>> {
    let ty = FuncType::new(linker.engine(), vec![ValType::I64; params], vec![ValType::I64; results]);
    linker.func_new(MODULE, helper.name(), ty, move |host, args, out| {
        let mut values = [0; 5];
        for (value, arg) in values.iter_mut().zip(args) {
            *value = arg.i64().unwrap_or_default() as u64;
        }
        for (result, value) in out.iter_mut().zip(call(host, helper, values)?) {
            *result = Val::I64(value as i64);
        }
        Ok(())
    })
}

/// The function in a table's slot.
pub(crate) fn function_of(slot: Option<Ref>) -> Option<wasmtime::Func> {
    match slot {
        Some(Ref::Func(function)) => function,
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::divide;

    #[test]
    fn divides_128_by_64_bits() {
        assert_eq!(divide(0, 7, 2, 0), (3, 1, 1));
        assert_eq!(divide(1, 0, 2, 0), (1 << 63, 0, 1));
        assert_eq!(divide(2, 0, 2, 0).2, 0, "the quotient is 2^64");
        assert_eq!(divide(u64::MAX, (-7i64) as u64, 2, 1), ((-3i64) as u64, (-1i64) as u64, 1));
        assert_eq!(divide(0, 1 << 63, u64::MAX, 1), (i64::MIN as u64, 0, 1));
        assert_eq!(divide(u64::MAX, 1 << 63, u64::MAX, 1).2, 0, "2^63 does not fit");
        assert_eq!(divide(1 << 63, 0, u64::MAX, 1).2, 0);
        assert_eq!(divide(1, 1, 0, 0).2, 0);
        assert_eq!(divide(1, 1, 0, 1).2, 0);
    }
}
