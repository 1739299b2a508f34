//! Shared objects that a program loads: their code is translated when control first reaches it, whole or, if
//! there is much of it, in parts. So is the rest of a large program.

use std::sync::Arc;

use wasmtime::{Caller, Func, Table};

use crate::code::Code;
use crate::fragment;
use crate::host::function_of;
use crate::task::{Handles, TaskState};

/// Most shared objects, or parts of large ones, that one task takes code from; the code of others is translated piece
/// by piece.
const LIBRARIES_MAX: usize = 8192;

/// A shared object in one store.
pub(crate) struct Library {
    code: Arc<Code>,
    functions: Table,
}

/// The function for an address in a shared object. `None` if there is none: no shared object, one that cannot be
/// translated, or an address that its translation does not begin a function at.
pub(crate) fn resolve(host: &mut Caller<'_, TaskState>, handles: &Handles, pc: u64) -> wasmtime::Result<Option<Func>> {
    if let Some(function) = known(host, pc)? {
        return Ok(Some(function));
    }
    let state = host.data();
    let Some(program) = state.program.as_ref() else { return Ok(None) };
    let text = program.code.text.clone();
    let is_translated = || {
        let mut codes = state.libraries.iter().map(|library| &*library.code).chain([&program.code]);
        codes.any(|code| code.covers.contains(&pc))
    };
    if !text.contains(&pc) || state.libraries.len() >= LIBRARIES_MAX || is_translated() {
        return Ok(None);
    }
    // The kernel's current process is this task's from here on; nobody else's areas are looked at.
    let object = state.run.enter(state.tid).and_then(|mut kernel| kernel.object_at(pc));
    let Some(object) = object else { return Ok(None) };
    let runtime = state.run.runtime.clone();
    let on_progress = Arc::clone(&state.run.on_progress);
    let code = match runtime.library(&object, &text, pc, &*on_progress) {
        Ok(code) => code,
        Err(error) => {
            runtime.warn(error.to_string());
            return Ok(None);
        }
    };
    let instance = fragment::instantiate(host, handles, &code)?;
    let functions = instance
        .get_table(&mut *host, "functions")
        .ok_or_else(|| wasmtime::Error::msg("a library exports no table `functions`"))?;
    host.data_mut().libraries.push(Library { code, functions });
    known(host, pc)
}

/// The function that a library that is loaded begins at an address.
fn known(host: &mut Caller<'_, TaskState>, pc: u64) -> wasmtime::Result<Option<Func>> {
    let found = host.data().libraries.iter().find_map(|library| {
        // There can be thousands of them: those that are out of the question are passed over fast.
        let roots = &library.code.roots;
        let index = within(roots, pc).then(|| roots.binary_search(&pc).ok())??;
        Some((library.functions, index as u64))
    });
    let Some((functions, index)) = found else { return Ok(None) };
    let slot = functions.get(&mut *host, index);
    let function = function_of(slot).ok_or_else(|| wasmtime::Error::msg("the table `functions` lacks a root"))?;
    Ok(Some(function))
}

/// Whether an address lies among these, which are ascending.
fn within(roots: &[u64], pc: u64) -> bool {
    roots.first().is_some_and(|first| *first <= pc) && roots.last().is_some_and(|last| pc <= *last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_between_roots_is_within_them() {
        assert!(within(&[16, 32], 16) && within(&[16, 32], 20) && within(&[16, 32], 32));
        assert!(!within(&[16, 32], 15) && !within(&[16, 32], 33) && !within(&[], 0));
    }
}
