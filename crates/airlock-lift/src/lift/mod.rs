//! The lifter: finds functions, builds their graphs, and emits them as one Wasm module.
//!
//! How lifted code works (the whole contract with the runtime is in `layout.rs` and in `docs/lifted-code.md`):
//!
//! - A lifted function takes rsp, rdi, rsi, rdx and returns the guest pc where control goes on, rax and rsp. A call
//!   pushes the real return address on the guest stack; the callee pops it and returns it; the caller compares it
//!   with the address it expects. On any difference it returns as well, down to a dispatcher that can enter any pc.
//!   No Wasm frame holds state of the guest that could not be left behind at a call.
//! - Everything else is in locals inside a function and in globals between functions (`vars.rs`).

mod blocks;
mod bounds;
mod cfg;
mod discover;
mod dispatcher;
mod emit;
mod inline;
mod jump_table;
mod layout;
mod pieces;
mod prelude;
mod structure;
mod summary;
mod switches;
mod values;
mod vars;

use std::collections::BTreeMap;
use std::ops::Range;

pub use cfg::CodeSource;
pub use layout::{POLL_PAGE, UNWIND};

use crate::elf::{ElfError, Hints, Object};
use layout::Kind;
use pieces::Pieces;

/// Changes whenever the output for the same input may change: part of every cache key.
pub const VERSION: u32 = 3;

/// What was lifted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stats {
    /// Functions found.
    pub functions: usize,
    /// Instructions translated (those in two functions count twice).
    pub instructions: usize,
}

/// A lifted module.
#[derive(Clone, Debug)]
pub struct Lifted {
    /// The Wasm module.
    pub wasm: Vec<u8>,
    /// Guest addresses at which its functions can be entered: entry `i` of the table "functions".
    pub roots: Vec<u64>,
    /// Guest addresses that the dispatch table covers.
    pub text: Range<u64>,
    /// For a fragment, where the code that it was made from lies: while these bytes stay the same, it is right.
    pub code: Vec<Range<u64>>,
    /// Counts.
    pub stats: Stats,
}

/// Lifts all code of a program that can be found. The dispatch table covers its text.
pub fn lift_program(object: &Object<'_>) -> Lifted {
    lift_object(object, Kind::Program, object.text())
}

/// Lifts a program that libraries will be loaded beside. The dispatch table covers `text`, where all of them lie.
pub fn lift_dynamic_program(object: &Object<'_>, text: Range<u64>) -> Lifted {
    lift_object(object, Kind::Program, text)
}

/// Lifts all code of a shared object that can be found, for a program whose dispatch table covers `text`. The module has
/// the imports of a fragment.
pub fn lift_library(object: &Object<'_>, text: Range<u64>) -> Lifted {
    lift_object(object, Kind::Fragment, text)
}

/// What is known of a whole object before any of it is lifted: for lifting it part by part.
pub struct Outline {
    hints: Hints,
    starts: discover::Starts,
}

impl Outline {
    /// Looks through an object.
    pub fn of(object: &Object<'_>) -> Self {
        Self { hints: object.hints.clone(), starts: discover::starts(object) }
    }

    /// Reads the object that this is the outline of.
    pub fn object<'a>(&self, bytes: &'a [u8], bias: u64) -> Result<Object<'a>, ElfError> {
        Object::parse_with(bytes, bias, self.hints.clone())
    }

    fn starts_in(&self, part: &Range<u64>) -> discover::Starts {
        let within = |starts: &[u64]| {
            let (from, to) = (starts.partition_point(|&s| s < part.start), starts.partition_point(|&s| s < part.end));
            starts.get(from..to).unwrap_or_default().to_vec()
        };
        discover::Starts { certain: within(&self.starts.certain), possible: within(&self.starts.possible) }
    }
}

/// Like [`lift_dynamic_program`], but only of the functions that begin in `part`.
pub fn lift_part_of_program(object: &Object<'_>, outline: &Outline, part: Range<u64>, text: Range<u64>) -> Lifted {
    lift_starts(object, Kind::Program, text, &outline.starts_in(&part), &outline.starts.certain)
}

/// Like [`lift_library`], but only of the functions that begin in `part`. Fit for parts of programs as well.
pub fn lift_part_of_library(object: &Object<'_>, outline: &Outline, part: Range<u64>, text: Range<u64>) -> Lifted {
    lift_starts(object, Kind::Fragment, text, &outline.starts_in(&part), &outline.starts.certain)
}

fn lift_object(object: &Object<'_>, kind: Kind, dispatched: Range<u64>) -> Lifted {
    let starts = discover::starts(object);
    lift_starts(object, kind, dispatched, &starts, &starts.certain)
}

/// Lifts functions that begin at `starts`. All `certain` starts of the object are where others end.
fn lift_starts(
    object: &Object<'_>,
    kind: Kind,
    dispatched: Range<u64>,
    starts: &discover::Starts,
    certain: &[u64],
) -> Lifted {
    let text = object.text();
    let whole = starts.certain.len() == certain.len();
    let mut stats = Stats::default();
    // Certain functions first; what they cover decides which of the possible ones are functions of their own.
    let mut graphs: BTreeMap<u64, blocks::Graph> = BTreeMap::new();
    let mut covered = Covered::new(&text);
    let mut budget = (text.end - text.start).saturating_mul(6);
    'all: for list in [&starts.certain, &starts.possible] {
        for &start in list {
            if graphs.contains_key(&start) || (std::ptr::eq(list, &starts.possible) && covered.contains(start)) {
                continue;
            }
            let next = certain.partition_point(|&c| c <= start);
            let limit = start..certain.get(next).copied().unwrap_or(text.end);
            let is_start = |pc: u64| certain.binary_search(&pc).is_ok();
            for function in functions_at(object, start, &is_start, &limit) {
                // Overlapping functions repeat code; a file made for that stops here, and the rest is left to run time.
                let Some(rest) = budget.checked_sub(function.size()) else { break 'all };
                budget = rest;
                for b in function.blocks.values() {
                    covered.insert(b.start..b.end);
                }
                let graph = blocks::translate(&function, object);
                stats.instructions += graph.instructions;
                graphs.insert(function.entry, graph);
            }
        }
    }
    stats.functions = graphs.len();
    let roots: Vec<u64> = graphs.keys().copied().collect();
    let function_at = |pc: u64| roots.binary_search(&pc).ok().map(|i| kind.first_lifted() + i as u32);
    let cx = emit::Context { text: dispatched.clone(), function_at: &function_at };
    inline::inline(&mut graphs);
    let facts = summary::facts(&graphs, whole);
    let bodies: Vec<Vec<u8>> =
        graphs.into_values().zip(facts).map(|(g, facts)| emit::function(g, facts, &cx)).collect();
    let wasm = layout::assemble(kind, &dispatched, &bodies);
    Lifted { wasm, roots, text: dispatched, code: Vec::new(), stats }
}

/// The function at `start`, in pieces if it is a large one.
fn functions_at(
    source: &dyn CodeSource,
    start: u64,
    is_start: &dyn Fn(u64) -> bool,
    limit: &Range<u64>,
) -> Vec<cfg::Function> {
    let function = cfg::build(source, start, is_start, limit.clone(), cfg::Extent::WHOLE);
    if !function.is_large() {
        return vec![function];
    }
    let pieces = Pieces::of(&function);
    pieces.entries().map(|entry| pieces.build(source, entry, is_start, limit)).collect()
}

/// Lifts the code at one address that [`lift_program`] did not find, or that is entered in its middle. `text` is the
/// range of the program's dispatch table.
pub fn lift_fragment(source: &dyn CodeSource, entry: u64, text: Range<u64>) -> Lifted {
    let limit = entry.saturating_sub(1 << 16)..entry.saturating_add(1 << 16);
    let mut function = cfg::build(source, entry, &|_| false, limit.clone(), cfg::Extent::WHOLE);
    if function.is_large() {
        function = Pieces::of(&function).build(source, entry, &|_| false, &limit);
    }
    let graph = blocks::translate(&function, source);
    let cx = emit::Context { text: text.clone(), function_at: &|_| None };
    let stats = Stats { functions: 1, instructions: graph.instructions };
    let code = function.blocks.values().map(|b| b.start..b.end).collect();
    let facts = summary::unknown_facts(&graph);
    let body = emit::function(graph, facts, &cx);
    Lifted { wasm: layout::assemble(Kind::Fragment, &text, &[body]), roots: vec![entry], text, code, stats }
}

/// A bit per byte of text: whether some function covers it.
struct Covered {
    start: u64,
    bits: Vec<u64>,
}

impl Covered {
    fn new(text: &Range<u64>) -> Self {
        Self { start: text.start, bits: vec![0; ((text.end - text.start) / 64 + 1) as usize] }
    }

    fn insert(&mut self, range: Range<u64>) {
        let (mut at, end) = (range.start.wrapping_sub(self.start), range.end.wrapping_sub(self.start));
        while at < end {
            // All that is in the same word.
            let next = end.min((at / 64 + 1) * 64);
            let bits = (u64::MAX >> (64 - (next - at))) << (at % 64);
            if let Some(word) = self.bits.get_mut((at / 64) as usize) {
                *word |= bits;
            }
            at = next;
        }
    }

    fn contains(&self, pc: u64) -> bool {
        let n = pc.wrapping_sub(self.start);
        self.bits.get((n / 64) as usize).is_some_and(|w| w & (1 << (n % 64)) != 0)
    }
}

#[cfg(test)]
mod tests {
    use super::Covered;

    #[test]
    fn covered_ranges() {
        for (start, end) in [(0, 1), (3, 64), (63, 65), (64, 128), (1, 300), (200, 200)] {
            let mut covered = Covered::new(&(1000..1400));
            covered.insert(1000 + start..1000 + end);
            for n in 0..400 {
                assert_eq!(covered.contains(1000 + n), (start..end).contains(&n), "{n} of {start}..{end}");
            }
        }
    }
}
