//! The control-flow graph of one function, from decoded instructions.

use std::collections::{BTreeMap, BTreeSet};

use iced_x86::{Decoder, DecoderOptions, FlowControl, Instruction};

use super::jump_table;

/// Most instructions that are looked at as one function; what lies beyond is reached through the dispatch table.
const MAX_INSTRUCTIONS: usize = 400_000;

/// Most instructions that become one Wasm function. The largest form of an instruction in Wasm is some 300 bytes, and a
/// body has at most 7,654,321.
pub(crate) const LARGE: usize = 20_000;

/// Most instructions in one block. Temporaries are shared by the blocks of a function, which has at most 50,000 locals.
const MAX_BLOCK: usize = 1024;

/// Most edges from computed jumps in one function. In an interpreter with more, every operation is a piece: the compiler
/// moves values about on each edge, and its register allocation gets worse with size. CPython's, with 233 jumps
/// through a table of 256, became nine megabytes of code and was no faster than in pieces.
const MAX_TABLE_EDGES: usize = 1 << 13;

/// Where code bytes come from.
pub trait CodeSource {
    /// Executable bytes from `addr` on: up to the end of the segment or of what is readable. Empty if there are none.
    fn code_at(&self, addr: u64) -> &[u8];
    /// `n` bytes that cannot change while this code runs.
    fn constant_at(&self, addr: u64, n: usize) -> Option<&[u8]>;
    /// A word of data as it was when the program started, if that is known: a hint.
    fn initial_word_at(&self, addr: u64) -> Option<u64> {
        self.constant_at(addr, 8)?.first_chunk().map(|b| u64::from_le_bytes(*b))
    }
}

impl CodeSource for crate::elf::Object<'_> {
    fn code_at(&self, addr: u64) -> &[u8] {
        Self::code_at(self, addr).unwrap_or_default()
    }
    fn constant_at(&self, addr: u64, n: usize) -> Option<&[u8]> {
        Self::constant_at(self, addr, n)
    }
    fn initial_word_at(&self, addr: u64) -> Option<u64> {
        Self::initial_word_at(self, addr)
    }
}

/// A basic block of decoded instructions.
#[derive(Clone, Debug)]
pub(crate) struct BasicBlock {
    /// Address of the first instruction.
    pub(crate) start: u64,
    /// The instructions; empty where the bytes cannot be read.
    pub(crate) instructions: Vec<Instruction>,
    /// Address after the last one.
    pub(crate) end: u64,
    /// Successors inside the function.
    pub(crate) successors: Vec<u64>,
}

/// One function: its blocks by address.
#[derive(Clone, Debug)]
pub(crate) struct Function {
    pub(crate) entry: u64,
    pub(crate) blocks: BTreeMap<u64, BasicBlock>,
    /// Targets of the indirect jumps in this function, by address of the jump.
    pub(crate) jump_targets: BTreeMap<u64, Vec<u64>>,
}

impl Function {
    /// Whether it is too large for one Wasm function: it is to be cut at [`super::pieces::entries`].
    pub(crate) fn is_large(&self) -> bool {
        self.has_many_operations() || self.blocks.values().map(|block| block.instructions.len()).sum::<usize>() > LARGE
    }

    /// Whether it is an interpreter whose operations are to be pieces.
    pub(crate) fn has_many_operations(&self) -> bool {
        self.jump_targets.values().map(Vec::len).sum::<usize>() > MAX_TABLE_EDGES
    }

    /// Bytes of code.
    pub(crate) fn size(&self) -> u64 {
        self.blocks.values().map(|block| block.end - block.start).sum()
    }
}

/// What happens after an instruction, as far as the graph is concerned.
fn flow(i: &Instruction) -> (Option<u64>, bool) {
    let target = || (i.op0_kind() == iced_x86::OpKind::NearBranch64).then(|| i.near_branch_target());
    match i.flow_control() {
        FlowControl::Next => (None, true),
        FlowControl::UnconditionalBranch => (target(), false),
        FlowControl::ConditionalBranch => (target(), true),
        FlowControl::Call | FlowControl::IndirectCall => (None, true),
        _ => (None, false),
    }
}

fn ends_block(i: &Instruction) -> bool {
    i.flow_control() != FlowControl::Next || !(crate::sem::covers(i.code()) || i.has_lock_prefix())
}

/// How far a function is followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Extent {
    /// Most instructions.
    pub(crate) most: usize,
    /// Whether through jump tables too. Otherwise computed jumps leave the function.
    pub(crate) tables: bool,
}

impl Extent {
    /// All of a function.
    pub(crate) const WHOLE: Self = Self { most: MAX_INSTRUCTIONS, tables: true };
}

/// Decodes everything reachable from `entry` without entering another function. `is_start` says which addresses are
/// other functions' starts; `limit` is an address after which code certainly belongs to somebody else.
pub(crate) fn build(
    source: &dyn CodeSource,
    entry: u64,
    is_start: &dyn Fn(u64) -> bool,
    limit: std::ops::Range<u64>,
    extent: Extent,
) -> Function {
    let mut decoded: BTreeMap<u64, Instruction> = BTreeMap::new();
    let mut leaders: BTreeSet<u64> = BTreeSet::from([entry]);
    let mut jump_targets: BTreeMap<u64, Vec<u64>> = BTreeMap::new();
    let mut work = vec![entry];
    let foreign = |pc: u64| pc != entry && is_start(pc);
    let mut hoisted_tables_done = !extent.tables;
    let mut labels = jump_table::MAX_LABELS;
    loop {
        let Some(leader) = work.pop() else {
            if hoisted_tables_done || !jump_targets.values().any(Vec::is_empty) {
                break;
            }
            // A jump whose table is not mentioned right before it: its base was hoisted out of a loop. Any table
            // that the function mentions will do, since the target is looked up by value.
            hoisted_tables_done = true;
            let found = jump_table::mentioned(source, decoded.values(), &limit);
            for targets in jump_targets.values_mut().filter(|t| t.is_empty()) {
                if !jump_table::afford(&mut labels, &found) {
                    break;
                }
                targets.clone_from(&found);
            }
            for t in found.into_iter().rev() {
                if !foreign(t) && leaders.insert(t) {
                    work.push(t);
                }
            }
            continue;
        };
        if decoded.contains_key(&leader) {
            continue;
        }
        let bytes = source.code_at(leader);
        let mut decoder = Decoder::with_ip(64, bytes, leader, DecoderOptions::NONE);
        let mut run: Vec<Instruction> = Vec::new();
        while decoder.can_decode() && decoded.len() < extent.most {
            let pc = decoder.ip();
            if decoded.contains_key(&pc) {
                leaders.insert(pc);
                break;
            }
            if foreign(pc) {
                break;
            }
            let i = decoder.decode();
            decoded.insert(pc, i);
            run.push(i);
            if !ends_block(&i) {
                if run.len() < MAX_BLOCK {
                    continue;
                }
                if !foreign(i.next_ip()) && leaders.insert(i.next_ip()) {
                    work.push(i.next_ip());
                }
                break;
            }
            let covered = crate::sem::covers(i.code());
            let (target, falls) = if covered { flow(&i) } else { (None, false) };
            let mut targets: Vec<u64> = target.into_iter().collect();
            if i.flow_control() == FlowControl::IndirectBranch {
                let mut found = if extent.tables { jump_table::targets(source, &run, &limit) } else { Vec::new() };
                if !jump_table::afford(&mut labels, &found) {
                    found.clear();
                }
                jump_targets.insert(pc, found.clone());
                targets.extend(found);
            }
            if falls {
                targets.push(i.next_ip());
            }
            for t in targets.into_iter().rev() {
                if !foreign(t) && leaders.insert(t) {
                    work.push(t);
                }
            }
            break;
        }
    }
    let blocks = leaders
        .iter()
        .filter(|l| decoded.contains_key(l))
        .map(|&start| (start, collect_block(start, &decoded, &leaders, &jump_targets)))
        .collect::<BTreeMap<_, _>>();
    let mut function = Function { entry, blocks, jump_targets };
    let known: BTreeSet<u64> = function.blocks.keys().copied().collect();
    for block in function.blocks.values_mut() {
        block.successors.retain(|s| known.contains(s));
    }
    function
}

fn collect_block(
    start: u64,
    decoded: &BTreeMap<u64, Instruction>,
    leaders: &BTreeSet<u64>,
    jump_targets: &BTreeMap<u64, Vec<u64>>,
) -> BasicBlock {
    let mut block = BasicBlock { start, instructions: Vec::new(), end: start, successors: Vec::new() };
    let mut pc = start;
    loop {
        let Some(&i) = decoded.get(&pc) else {
            block.successors.push(pc);
            break;
        };
        block.instructions.push(i);
        pc = i.next_ip();
        if ends_block(&i) {
            if crate::sem::covers(i.code()) {
                let (target, falls) = flow(&i);
                block.successors.extend(target);
                block.successors.extend(jump_targets.get(&i.ip()).into_iter().flatten());
                if falls {
                    block.successors.push(pc);
                }
            }
            break;
        }
        if leaders.contains(&pc) {
            block.successors.push(pc);
            break;
        }
    }
    block.end = pc;
    block.successors.sort_unstable();
    block.successors.dedup();
    block
}
