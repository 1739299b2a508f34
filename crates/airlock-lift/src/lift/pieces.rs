//! Functions that are too large for one Wasm function: where to cut them.
//!
//! The compiler's time grows faster than the size of a function, and a Wasm body has a limit. A large function becomes
//! several, with jumps between them. They are cut by address, since compilers put code that runs together side by side and
//! what is unlikely behind it: an interpreter with very many jumps before each of its operations, anything else at a certain
//! size. A cut is made only where no status flag is live, as flags are not handed from one function to another; blocks
//! before the next such place belong to each piece that reaches them.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::blocks;
use super::cfg::{self, CodeSource, Extent, Function};

/// About as many instructions are in a piece, unless it is an operation.
const PIECE_INSTRUCTIONS: usize = 4000;

/// How a function is cut.
pub(crate) struct Pieces {
    entries: BTreeSet<u64>,
    extent: Extent,
}

impl Pieces {
    pub(crate) fn of(function: &Function) -> Self {
        let extent = Extent { most: cfg::LARGE, tables: !function.has_many_operations() };
        Self { entries: entries(function), extent }
    }

    /// Where the pieces begin, ascending; one of them is the function's own entry.
    pub(crate) fn entries(&self) -> impl Iterator<Item = u64> {
        self.entries.iter().copied()
    }

    /// The piece that begins at `entry`. The arguments are those that the function was built with.
    pub(crate) fn build(
        &self,
        source: &dyn CodeSource,
        entry: u64,
        is_start: &dyn Fn(u64) -> bool,
        limit: &Range<u64>,
    ) -> Function {
        let ends = |pc: u64| is_start(pc) || self.entries.contains(&pc);
        cfg::build(source, entry, &ends, limit.clone(), self.extent)
    }
}

fn entries(function: &Function) -> BTreeSet<u64> {
    let live_flags = blocks::live_in_flags(function);
    let flagless = |pc: &u64| live_flags.get(pc).is_some_and(|live| live.is_empty());
    let operations: BTreeSet<u64> = match function.has_many_operations() {
        true => function.jump_targets.values().flatten().copied().collect(),
        false => BTreeSet::new(),
    };
    let mut piece = 0;
    let mut instructions = 0;
    let piece_of: BTreeMap<u64, usize> = function
        .blocks
        .values()
        .map(|block| {
            let cut = instructions >= PIECE_INSTRUCTIONS || operations.contains(&block.start);
            if cut && flagless(&block.start) {
                piece += 1;
                instructions = 0;
            }
            instructions += block.instructions.len();
            (block.start, piece)
        })
        .collect();
    let mut entries = BTreeSet::from([function.entry]);
    let mut seen = BTreeSet::new();
    for block in function.blocks.values() {
        let own = piece_of.get(&block.start);
        // A block that is copied into a piece, since flags are live in it, goes on from there.
        let mut work: Vec<(u64, Option<&usize>)> = block.successors.iter().map(|s| (*s, own)).collect();
        while let Some((pc, from)) = work.pop() {
            if piece_of.get(&pc) == from {
                continue;
            }
            if flagless(&pc) {
                entries.insert(pc);
            } else if seen.insert((pc, from)) {
                let next = function.blocks.get(&pc);
                work.extend(next.into_iter().flat_map(|block| &block.successors).map(|s| (*s, from)));
            }
        }
    }
    entries
}
