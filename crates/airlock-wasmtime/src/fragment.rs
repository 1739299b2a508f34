//! Targets of indirect jumps: functions of the program, or code that is translated when it is first reached.

use std::ops::Range;
use std::sync::Arc;

use wasmtime::{AsContextMut, Caller, Extern, Func, Instance, Ref};

use crate::code::{Code, Fragment};
use crate::host::{self, function_of};
use crate::library;
use crate::space::GuestMemory;
use crate::task::{Event, Handles, TaskState};

/// How many times a guest may make us translate. Every translation costs host memory that only the end of the guest
/// gives back.
const FRAGMENTS_MAX: usize = 8000;

/// The function for a guest address that has no entry in the dispatch table. Never fails for what a guest does: if
/// there is no code, an exception is left in the state and the result is the function that unwinds.
pub(crate) fn resolve(host: &mut Caller<'_, TaskState>, pc: u64) -> wasmtime::Result<Func> {
    let state = host.data();
    let Some(handles) = state.handles else {
        return Err(wasmtime::Error::msg("lifted code ran before its instance was ready"));
    };
    if let Some(function) = state.outside.get(&pc).copied() {
        let state = host.data_mut();
        if !overwritten(state, pc) {
            return Ok(function);
        }
        state.outside.remove(&pc);
        state.sources.remove(&pc);
    }
    let state = host.data();
    let root = state.program.as_ref().and_then(|program| program.code.roots.binary_search(&pc).ok());
    if let Some(index) = root {
        let slot = handles.functions.get(&mut *host, index as u64);
        let function = function_of(slot).ok_or_else(|| wasmtime::Error::msg("the table `functions` lacks a root"))?;
        register(host, &handles, pc, function)?;
        return Ok(function);
    }
    if state.event.is_some() || !executable(state, pc) {
        host.data_mut().event.get_or_insert(Event::Fetch { pc });
        return Ok(handles.unwind);
    }
    if let Some(function) = library::resolve(host, &handles, pc)? {
        register(host, &handles, pc, function)?;
        return Ok(function);
    }
    let state = host.data();
    if state.fragments >= FRAGMENTS_MAX {
        host.data_mut().event.get_or_insert(Event::TooManyFragments { pc });
        return Ok(handles.unwind);
    }
    translate(host, &handles, pc)?;
    // The translation has the address that it was made for among its roots; if the lifter could do nothing with the
    // bytes, the function there raises the exception.
    match lookup(host, &handles, pc) {
        Some(function) => Ok(function),
        None => Err(wasmtime::Error::msg(format!("the translation for {pc:#x} does not contain it"))),
    }
}

/// What a function was translated from.
pub(crate) struct Source {
    fragment: Arc<Fragment>,
    /// The guest could write it all the time.
    writable: bool,
    /// When its memory was last looked at; see [`GuestMemory::changes`].
    seen: u64,
}

/// Whether the guest changed the code of a fragment since it was translated: a trampoline on the stack, code that a guest
/// generates or a library may stand where other code stood before. Noticed when such code is entered.
fn overwritten(state: &mut TaskState, pc: u64) -> bool {
    let Some(source) = state.sources.get_mut(&pc) else { return false };
    let changes = state.memory.changes();
    if !source.writable && source.seen == changes {
        return false;
    }
    source.seen = changes;
    let code = &source.fragment.source;
    !state.memory.outside_kernel(|memory| same(memory, code))
}

/// Whether these bytes are in executable memory at these addresses.
fn same(memory: &GuestMemory, code: &[(u64, Vec<u8>)]) -> bool {
    code.iter().all(|(start, then)| {
        let mut now = vec![0; then.len()];
        memory.read_code(*start, &mut now) == now.len() && now == *then
    })
}

/// Whether the guest can write the code that a fragment was made from.
fn writable(state: &TaskState, fragment: &Fragment) -> bool {
    use airlock_platform::Memory;
    let writable = |(start, _): &(u64, Vec<u8>)| state.memory.prot_at(*start).is_some_and(|prot| prot.write);
    fragment.source.iter().any(writable)
}

fn executable(state: &TaskState, pc: u64) -> bool {
    use airlock_platform::Memory;
    state.memory.prot_at(pc).is_some_and(|prot| prot.exec)
}

fn lookup(host: &mut Caller<'_, TaskState>, handles: &Handles, pc: u64) -> Option<Func> {
    if let Some(function) = host.data().outside.get(&pc) {
        return Some(*function);
    }
    let index = dispatch_index(host.data(), pc)?;
    function_of(handles.dispatch.get(&mut *host, index))
}

fn dispatch_index(state: &TaskState, pc: u64) -> Option<u64> {
    let text = &state.program.as_ref()?.code.text;
    text.contains(&pc).then(|| pc.wrapping_sub(text.start))
}

fn register(host: &mut Caller<'_, TaskState>, handles: &Handles, pc: u64, function: Func) -> wasmtime::Result<()> {
    match dispatch_index(host.data(), pc) {
        Some(index) => handles.dispatch.set(&mut *host, index, Ref::Func(Some(function))),
        None => {
            host.data_mut().outside.insert(pc, function);
            Ok(())
        }
    }
}

/// Translates, compiles and instantiates what is reached from `pc`.
fn translate(host: &mut Caller<'_, TaskState>, handles: &Handles, pc: u64) -> wasmtime::Result<()> {
    let state = host.data_mut();
    state.fragments += 1;
    let fragment = match known(state, pc) {
        Some(known) => known,
        None => make(state, pc)?,
    };
    let (writable, seen) = (writable(state, &fragment), state.memory.changes());
    let instance = instantiate(host, handles, &fragment.code)?;
    let functions = instance
        .get_table(&mut *host, "functions")
        .ok_or_else(|| wasmtime::Error::msg("a fragment exports no table `functions`"))?;
    for (index, root) in fragment.code.roots.iter().enumerate() {
        let slot = functions.get(&mut *host, index as u64);
        let function =
            function_of(slot).ok_or_else(|| wasmtime::Error::msg("a fragment's table `functions` lacks a root"))?;
        if lookup(host, handles, *root).is_none() {
            register(host, handles, *root, function)?;
        }
        let source = Source { fragment: Arc::clone(&fragment), writable, seen };
        host.data_mut().sources.insert(*root, source);
    }
    Ok(())
}

/// What another process of the program, or one before it, translated from the same bytes.
fn known(state: &mut TaskState, pc: u64) -> Option<Arc<Fragment>> {
    let fragment = state.program.as_ref()?.fragment(pc)?;
    state.memory.outside_kernel(|memory| same(memory, &fragment.source)).then_some(fragment)
}

fn make(state: &mut TaskState, pc: u64) -> wasmtime::Result<Arc<Fragment>> {
    let text = state.program.as_ref().map(|program| program.code.text.clone()).unwrap_or_default();
    let runtime = state.run.runtime.clone();
    let (translation, source) = state.memory.outside_kernel(|memory| {
        let translation = runtime.translator().fragment(memory, pc, text);
        let source = translation.code.iter().map(|range| read(memory, range)).collect();
        (translation, source)
    });
    let fragment = Arc::new(Fragment { code: runtime.fragment_code(translation)?, source });
    if let Some(program) = &state.program {
        program.remember(pc, Arc::clone(&fragment));
    }
    Ok(fragment)
}

fn read(memory: &GuestMemory, range: &Range<u64>) -> (u64, Vec<u8>) {
    let mut bytes = vec![0; usize::try_from(range.end.saturating_sub(range.start)).unwrap_or(0)];
    let n = memory.read_code(range.start, &mut bytes);
    bytes.truncate(n);
    (range.start, bytes)
}

pub(crate) fn instantiate(
    host: &mut Caller<'_, TaskState>,
    handles: &Handles,
    code: &Code,
) -> wasmtime::Result<Instance> {
    let mut imports = Vec::with_capacity(code.module.imports().len());
    for import in code.module.imports() {
        let found = match import.module() {
            host::MODULE => host_function(host, import.name()),
            "main" => handles.main.get_export(&mut *host, import.name()),
            _ => None,
        };
        let missing = || format!("a fragment imports `{}` from `{}`, which nobody has", import.name(), import.module());
        imports.push(found.ok_or_else(|| wasmtime::Error::msg(missing()))?);
    }
    Instance::new(host.as_context_mut(), &code.module, &imports)
}

/// A host function for this store, made once.
fn host_function(host: &mut Caller<'_, TaskState>, name: &str) -> Option<Extern> {
    if let Some(known) = host.data().imports.get(name) {
        return Some(known.clone());
    }
    let runtime = host.data().run.runtime.clone();
    let made = runtime.linker().get(&mut *host, host::MODULE, name).ok()?;
    host.data_mut().imports.insert(name.to_owned(), made.clone());
    Some(made)
}
