//! The lifter as the runtime uses it.

use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use airlock_kernel::LoadedObject;
use airlock_lift::elf::{Hints, Object};
use airlock_lift::lift::{
    CodeSource, Lifted, Outline, lift_dynamic_program, lift_fragment, lift_library, lift_part_of_library,
    lift_part_of_program, lift_program,
};

use crate::space::GuestMemory;

/// What the lifter makes of a program or of a piece of one.
pub(crate) struct Translation {
    /// A Wasm module; see `airlock_lift` for its imports and exports.
    pub(crate) wasm: Vec<u8>,
    /// Guest address of each function of the module's table `functions`, ascending.
    pub(crate) roots: Vec<u64>,
    /// The addresses that the table `dispatch` covers.
    pub(crate) text: Range<u64>,
    /// All functions that begin in this range are in it.
    pub(crate) covers: Range<u64>,
    /// Where the code of a fragment lies.
    pub(crate) code: Vec<Range<u64>>,
}

/// Machine code to Wasm. A trait, so that the runtime can be tested with modules written by hand.
pub(crate) trait Translator: Send + Sync {
    /// Translates a whole program. With `arena` it is one that libraries are loaded beside, in that range.
    fn program(&self, object: &LoadedObject, arena: Option<Range<u64>>) -> Result<Translation, String>;

    /// Translates a shared object for a program whose dispatch table covers `text`: all of it, or the functions that
    /// begin in `part`.
    fn library(&self, object: &LoadedObject, text: Range<u64>, part: Option<Range<u64>>)
    -> Result<Translation, String>;

    /// Translates what can be reached from `entry`, from guest memory. `text` is that of the program.
    fn fragment(&self, memory: &GuestMemory, entry: u64, text: Range<u64>) -> Translation;
}

impl Translation {
    fn new(lifted: Lifted, covers: Range<u64>) -> Self {
        Self { wasm: lifted.wasm, roots: lifted.roots, text: lifted.text, covers, code: lifted.code }
    }
}

/// Files from this size on are translated part by part, as control reaches them: compilers, `node` or `libopenblas`
/// would take minutes, and a run needs little of them.
const LARGE_BYTES: usize = 8 << 20;
/// How much code is translated at once then.
const PART_BYTES: u64 = 16 << 10;

/// The part of an object that is translated when control reaches `pc`. `None` if the object is translated whole.
pub(crate) fn part_of(object: &LoadedObject, pc: u64) -> Option<Range<u64>> {
    let start = pc / PART_BYTES * PART_BYTES;
    (object.bytes.len() >= LARGE_BYTES).then(|| start..start.saturating_add(PART_BYTES))
}

/// Outlines of large objects that are remembered.
const OUTLINES_MAX: usize = 8;

/// The outline of a file's content at a bias.
type KnownOutline = (Weak<[u8]>, u64, Arc<Outline>);

/// The lifter.
#[derive(Default)]
pub(crate) struct LiftTranslator {
    outlines: Mutex<Vec<KnownOutline>>,
}

impl LiftTranslator {
    fn outline(&self, object: &LoadedObject) -> Result<Arc<Outline>, String> {
        let mut outlines = self.outlines.lock().unwrap_or_else(PoisonError::into_inner);
        outlines.retain(|(bytes, ..)| bytes.strong_count() > 0);
        let same = |bytes: &Weak<[u8]>| bytes.upgrade().is_some_and(|bytes| Arc::ptr_eq(&bytes, &object.bytes));
        if let Some((.., known)) = outlines.iter().find(|(bytes, bias, _)| *bias == object.bias && same(bytes)) {
            return Ok(Arc::clone(known));
        }
        let parsed = Object::parse(&object.bytes, object.bias).map_err(|error| error.to_string())?;
        let outline = Arc::new(Outline::of(&parsed));
        if outlines.len() >= OUTLINES_MAX {
            outlines.remove(0);
        }
        outlines.push((Arc::downgrade(&object.bytes), object.bias, Arc::clone(&outline)));
        Ok(outline)
    }
}

impl Translator for LiftTranslator {
    fn program(&self, object: &LoadedObject, arena: Option<Range<u64>>) -> Result<Translation, String> {
        let entry = Object::parse_with(&object.bytes, object.bias, Hints::default()).map(|parsed| parsed.entry);
        if let Some(part) = part_of(object, entry.map_err(|error| error.to_string())?) {
            let outline = self.outline(object)?;
            let parsed = outline.object(&object.bytes, object.bias).map_err(|error| error.to_string())?;
            let text = arena.unwrap_or_else(|| parsed.text());
            return Ok(Translation::new(lift_part_of_program(&parsed, &outline, part.clone(), text), part));
        }
        let parsed = Object::parse(&object.bytes, object.bias).map_err(|error| error.to_string())?;
        let lifted = match arena {
            Some(arena) => lift_dynamic_program(&parsed, arena),
            None => lift_program(&parsed),
        };
        Ok(Translation::new(lifted, parsed.text()))
    }

    fn library(
        &self,
        object: &LoadedObject,
        text: Range<u64>,
        part: Option<Range<u64>>,
    ) -> Result<Translation, String> {
        if let Some(part) = part {
            let outline = self.outline(object)?;
            let parsed = outline.object(&object.bytes, object.bias).map_err(|error| error.to_string())?;
            return Ok(Translation::new(lift_part_of_library(&parsed, &outline, part.clone(), text), part));
        }
        let parsed = Object::parse(&object.bytes, object.bias).map_err(|error| error.to_string())?;
        Ok(Translation::new(lift_library(&parsed, text), parsed.text()))
    }

    fn fragment(&self, memory: &GuestMemory, entry: u64, text: Range<u64>) -> Translation {
        Translation::new(lift_fragment(&Snapshot::around(memory, entry), entry, text), entry..entry.saturating_add(1))
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

#[cfg(test)]
mod tests {
    use super::*;

    fn object(bytes: usize) -> LoadedObject {
        LoadedObject { path: b"/lib/x.so".to_vec(), bias: 0, bytes: vec![0; bytes].into() }
    }

    #[test]
    fn only_large_objects_are_translated_in_parts() {
        assert_eq!(part_of(&object(LARGE_BYTES - 1), 0x12_3456), None);
        assert_eq!(part_of(&object(LARGE_BYTES), 0x12_3456), Some(0x12_0000..0x12_4000));
        assert!(part_of(&object(LARGE_BYTES), u64::MAX).is_some_and(|part| part.contains(&(u64::MAX - 1))));
    }

    #[test]
    fn a_large_file_that_is_no_program_is_refused() {
        let translator = LiftTranslator::default();
        let object = object(LARGE_BYTES);
        assert!(translator.program(&object, None).is_err());
        assert!(translator.library(&object, 0..1 << 20, part_of(&object, 0)).is_err());
    }
}
