//! Compiled programs, in memory and in the cache.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

use wasmtime::{Engine, InstancePre, Linker, Module};

use crate::cache::Cache;
use crate::lifter::Translation;
use crate::task::TaskState;

/// A compiled translation.
pub(crate) struct Code {
    pub(crate) module: Module,
    /// Guest address of each function of the module's table `functions`, ascending.
    pub(crate) roots: Vec<u64>,
    /// The addresses that the table `dispatch` covers.
    pub(crate) text: Range<u64>,
    /// All functions that begin in this range are in it.
    pub(crate) covers: Range<u64>,
}

/// A compiled program, ready to instantiate.
pub(crate) struct Program {
    /// Path in the guest under which it was first run.
    pub(crate) path: String,
    pub(crate) code: Code,
    pub(crate) pre: InstancePre<TaskState>,
    /// What was translated at run time, by its entry, for the next process that gets there.
    fragments: Mutex<HashMap<u64, Arc<Fragment>>>,
}

/// Code that was translated at run time.
pub(crate) struct Fragment {
    pub(crate) code: Arc<Code>,
    /// Address and content of the machine code that it was made from.
    pub(crate) source: Vec<(u64, Vec<u8>)>,
}

/// Fragments remembered for a program; when there are more, all are forgotten.
const FRAGMENTS_MAX: usize = 4096;

impl Program {
    pub(crate) fn new(linker: &Linker<TaskState>, path: String, code: Code) -> wasmtime::Result<Self> {
        let fragments = Mutex::default();
        Ok(Self { path, fragments, pre: linker.instantiate_pre(&code.module)?, code })
    }

    /// A fragment that another process translated. Whether its source is what this one has there is for the caller to see.
    pub(crate) fn fragment(&self, pc: u64) -> Option<Arc<Fragment>> {
        self.fragments.lock().unwrap_or_else(PoisonError::into_inner).get(&pc).cloned()
    }

    /// Remembers a fragment.
    pub(crate) fn remember(&self, pc: u64, fragment: Arc<Fragment>) {
        let mut fragments = self.fragments.lock().unwrap_or_else(PoisonError::into_inner);
        if fragments.len() >= FRAGMENTS_MAX {
            fragments.clear();
        }
        fragments.insert(pc, fragment);
    }
}

/// Compiles a translation and puts it into the cache. A cache that cannot be written is not an error of the guest:
/// `warn` is told.
pub(crate) fn compile(
    engine: &Engine,
    translation: Translation,
    store_as: Option<(&Cache, [u8; 32])>,
    warn: &dyn Fn(String),
) -> wasmtime::Result<Code> {
    let module = Module::new(engine, &translation.wasm)?;
    let code = Code { module, roots: translation.roots, text: translation.text, covers: translation.covers };
    if let Some((cache, key)) = store_as
        && let Err(error) = cache.store(&key, &code.module.serialize()?, &encode_header(&code))
    {
        warn(error.to_string());
    }
    Ok(code)
}

/// Loads compiled code from the cache, if it is there and authentic.
pub(crate) fn load(engine: &Engine, cache: &Cache, key: &[u8; 32]) -> Option<Code> {
    let entry = cache.load(key)?;
    let (text, covers, roots) = decode_header(&entry.header)?;
    // SAFETY: the entry carries a MAC of this cache's private key, over this very name, so the file begins with what
    // `compile` put there: the output of `Module::serialize`. It is ours and no other user can write to it; entries
    // are replaced, never changed. The name covers the engine's version and settings; wasmtime checks those again.
    let module = unsafe { Module::deserialize_open_file(engine, entry.file) }.ok()?;
    Some(Code { module, roots, text, covers })
}

fn encode_header(code: &Code) -> Vec<u8> {
    let ranges = [code.text.start, code.text.end, code.covers.start, code.covers.end];
    ranges.iter().chain(&code.roots).flat_map(|n| n.to_le_bytes()).collect()
}

fn decode_header(bytes: &[u8]) -> Option<(Range<u64>, Range<u64>, Vec<u64>)> {
    let mut numbers = bytes.chunks_exact(8).filter_map(|chunk| Some(u64::from_le_bytes(*chunk.first_chunk()?)));
    let text = numbers.next()?..numbers.next()?;
    let covers = numbers.next()?..numbers.next()?;
    Some((text, covers, numbers.collect()))
}
