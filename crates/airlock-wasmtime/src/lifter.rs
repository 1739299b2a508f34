//! The lifter as the runtime uses it.

use std::ops::Range;

use airlock_kernel::LoadedObject;
use airlock_lift::elf::Object;
use airlock_lift::lift::{CodeSource, Lifted, lift_dynamic_program, lift_fragment, lift_library, lift_program};

use crate::space::GuestMemory;

/// What the lifter makes of a program or of a piece of one.
pub(crate) struct Translation {
    /// A Wasm module; see `airlock_lift` for its imports and exports.
    pub(crate) wasm: Vec<u8>,
    /// Guest address of each function of the module's table `functions`, ascending.
    pub(crate) roots: Vec<u64>,
    /// The addresses that the table `dispatch` covers.
    pub(crate) text: Range<u64>,
    /// Where the code of a fragment lies.
    pub(crate) code: Vec<Range<u64>>,
}

/// Machine code to Wasm. A trait, so that the runtime can be tested with modules written by hand.
pub(crate) trait Translator: Send + Sync {
    /// Translates a whole program. With `arena` it is one that libraries are loaded beside, in that range.
    fn program(&self, object: &LoadedObject, arena: Option<Range<u64>>) -> Result<Translation, String>;

    /// Translates a shared object for a program whose dispatch table covers `text`.
    fn library(&self, object: &LoadedObject, text: Range<u64>) -> Result<Translation, String>;

    /// Translates what can be reached from `entry`, from guest memory. `text` is that of the program.
    fn fragment(&self, memory: &GuestMemory, entry: u64, text: Range<u64>) -> Translation;
}

impl From<Lifted> for Translation {
    fn from(lifted: Lifted) -> Self {
        Self { wasm: lifted.wasm, roots: lifted.roots, text: lifted.text, code: lifted.code }
    }
}

/// The lifter.
pub(crate) struct LiftTranslator;

impl Translator for LiftTranslator {
    fn program(&self, object: &LoadedObject, arena: Option<Range<u64>>) -> Result<Translation, String> {
        let parsed = Object::parse(&object.bytes, object.bias).map_err(|error| error.to_string())?;
        Ok(match arena {
            Some(arena) => lift_dynamic_program(&parsed, arena),
            None => lift_program(&parsed),
        }
        .into())
    }

    fn library(&self, object: &LoadedObject, text: Range<u64>) -> Result<Translation, String> {
        let parsed = Object::parse(&object.bytes, object.bias).map_err(|error| error.to_string())?;
        Ok(lift_library(&parsed, text).into())
    }

    fn fragment(&self, memory: &GuestMemory, entry: u64, text: Range<u64>) -> Translation {
        lift_fragment(&Snapshot::around(memory, entry), entry, text).into()
    }
}

/// How far from its entry the code of a fragment may lie: as far as the lifter looks.
const REACH: u64 = 1 << 16;
/// Pages are read one by one, so that a hole beside the code hides nothing but itself.
const PAGE: u64 = 4096;

/// Executable bytes of guest memory as they are now. The lifter wants slices, and guest memory gives none.
struct Snapshot {
    /// Address and content of each run of pages, ascending.
    runs: Vec<(u64, Vec<u8>)>,
}

impl Snapshot {
    /// The run of executable pages around `entry`.
    fn around(memory: &GuestMemory, entry: u64) -> Self {
        let first = entry.saturating_sub(REACH) / PAGE * PAGE;
        let last = entry.saturating_add(REACH) / PAGE * PAGE;
        let mut runs: Vec<(u64, Vec<u8>)> = Vec::new();
        for page in (first..=last).step_by(PAGE as usize) {
            let mut content = vec![0; PAGE as usize];
            if memory.read_code(page, &mut content) != content.len() {
                continue;
            }
            match runs.last_mut() {
                Some((start, bytes)) if start.saturating_add(bytes.len() as u64) == page => bytes.extend(content),
                _ => runs.push((page, content)),
            }
        }
        Self { runs }
    }
}

impl CodeSource for Snapshot {
    fn code_at(&self, addr: u64) -> &[u8] {
        let run = self.runs.iter().rev().find(|(start, _)| *start <= addr);
        run.and_then(|(start, bytes)| bytes.get(usize::try_from(addr - start).ok()?..)).unwrap_or_default()
    }

    /// Nothing in guest memory is known to stay as it is.
    fn constant_at(&self, _addr: u64, _n: usize) -> Option<&[u8]> {
        None
    }
}

/// Translates an ELF program to Wasm, placed as the file itself says. The same bytes give the same Wasm.
pub fn lift_to_wasm(content: &[u8]) -> Result<Vec<u8>, String> {
    let parsed = Object::parse(content, 0).map_err(|error| error.to_string())?;
    Ok(lift_program(&parsed).wasm)
}
