//! Shared objects that a program loads: their code is translated whole when control first reaches it.

use std::sync::Arc;

use wasmtime::{Caller, Func, Table};

use crate::code::Code;
use crate::fragment;
use crate::host::function_of;
use crate::task::{Handles, TaskState};

/// Most shared objects that one task takes code from; the code of others is translated piece by piece.
const LIBRARIES_MAX: usize = 1024;

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
    let Some(text) = state.program.as_ref().map(|program| program.code.text.clone()) else { return Ok(None) };
    if !text.contains(&pc) || state.libraries.len() >= LIBRARIES_MAX {
        return Ok(None);
    }
    // The kernel's current process is this task's from here on; nobody else's areas are looked at.
    let object = state.run.enter(state.tid).and_then(|mut kernel| kernel.object_at(pc));
    let Some(object) = object else { return Ok(None) };
    let runtime = state.run.runtime.clone();
    let on_progress = Arc::clone(&state.run.on_progress);
    let code = match runtime.library(&object, &text, &*on_progress) {
        Ok(code) => code,
        Err(error) => {
            runtime.warn(error.to_string());
            return Ok(None);
        }
    };
    if host.data().libraries.iter().any(|library| Arc::ptr_eq(&library.code, &code)) {
        return Ok(None);
    }
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
        let index = library.code.roots.binary_search(&pc).ok()?;
        Some((library.functions, index as u64))
    });
    let Some((functions, index)) = found else { return Ok(None) };
    let slot = functions.get(&mut *host, index);
    let function = function_of(slot).ok_or_else(|| wasmtime::Error::msg("the table `functions` lacks a root"))?;
    Ok(Some(function))
}
