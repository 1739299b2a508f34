//! Computed jumps that go through a table: they become branches by index.
//!
//! Where the table and its length are proven, and the table is in memory that no store of the guest changes, the jump
//! cannot leave the function unexpectedly ([`Term::Switch`]). Where a table is only likely, because it is in data that was
//! writable once, its length is unknown, or its address was kept in a register across a call, each of its branches
//! compares the target ([`Term::GuidedJump`]). Other jumps stay as they are: their target is looked up by value.

use std::collections::{BTreeMap, BTreeSet};

use super::blocks::{Graph, Node, NodeKind};
use super::bounds::{self, Bound};
use super::cfg::CodeSource;
use super::jump_table::MAX_ELSEWHERE;
use crate::ir::{Block, Inst, Load, Op, Term, Ty, Val};

/// Most entries of one table.
const MAX_ENTRIES: u64 = 1024;

/// Most edges from computed jumps of one function: the analysis takes each several times.
const MAX_EDGES: usize = 1 << 14;

/// Resolves what can be resolved, and drops the nodes that are then unreachable.
pub(super) fn resolve(graph: &mut Graph, source: &dyn CodeSource) {
    change_jumps(graph, false, |_, block, values| proven(block, values, source));
    change_jumps(graph, true, |by_pc, block, values| likely(by_pc, block, values, source));
}

fn is_computed_jump(node: &Node) -> bool {
    matches!(&node.kind, NodeKind::Code { block, .. } if matches!(block.term, Term::JumpIndirect(_)))
}

/// Gives the computed jumps for which `find` finds a table a terminator by index.
fn change_jumps(
    graph: &mut Graph,
    guess: bool,
    find: impl Fn(&BTreeMap<u64, usize>, &Block, &[Bound]) -> Option<Table>,
) {
    let edges: usize = graph.nodes.iter().filter(|n| is_computed_jump(n)).map(|n| n.successors.len() + 1).sum();
    if edges == 0 || edges > MAX_EDGES {
        return;
    }
    let by_pc: BTreeMap<u64, usize> = graph.nodes.iter().enumerate().map(|(n, node)| (node.pc, n)).collect();
    let at = bounds::analyse(graph, guess, |i, block, values| match find(&by_pc, block, values) {
        Some(table) => {
            let distinct: BTreeSet<u64> = table.targets.into_iter().collect();
            distinct.iter().filter_map(|t| by_pc.get(t).copied()).collect()
        }
        None => graph.nodes[i].successors.clone(),
    });
    let mut tables = Vec::new();
    for (i, node) in graph.nodes.iter().enumerate().filter(|(_, node)| is_computed_jump(node)) {
        if let (Some(entry), NodeKind::Code { block, .. }) = (&at[i], &node.kind)
            && let Some(table) = find(&by_pc, block, &bounds::values(block, entry))
        {
            tables.push((i, table));
        }
    }
    for (i, table) in tables {
        use_table(graph, i, table, guess);
    }
    drop_unreachable(graph);
}

/// A jump table.
struct Table {
    /// What selects the entry, before `first` is subtracted.
    index: Val,
    first: u64,
    /// Target of each value of the index from `first` on.
    targets: Vec<u64>,
}

/// How a jump finds its target in memory.
struct Entry {
    at: Linear,
    /// What is added to an entry of 4 bytes; entries of 8 are the target.
    base: Option<u64>,
}

impl Entry {
    fn of(block: &Block, values: &[Bound]) -> Option<Self> {
        let Term::JumpIndirect(target) = block.term else { return None };
        let (addr, offset, base) = match *block.insts.get(target.0 as usize)? {
            Inst::Load(Load::I64, addr, offset) => (addr, offset, None),
            Inst::Num(Op::I64Add, [a, b, _]) => {
                let constant = |v: Val| values.get(v.0 as usize).and_then(|b| b.constant());
                let (entry, base) = match (constant(a), constant(b)) {
                    (None, Some(base)) => (a, base),
                    (Some(base), None) => (b, base),
                    _ => return None,
                };
                let Inst::Num(Op::I64ExtendI32S, [loaded, ..]) = *block.insts.get(entry.0 as usize)? else {
                    return None;
                };
                let Inst::Load(Load::I32, addr, offset) = *block.insts.get(loaded.0 as usize)? else { return None };
                (addr, offset, Some(base))
            }
            _ => return None,
        };
        let mut at = Linear::of(block, values, addr)?;
        at.constant = at.constant.wrapping_add(offset.into());
        (at.scale == if base.is_some() { 4 } else { 8 }).then_some(Self { at, base })
    }

    /// The target of an entry of 4 bytes.
    fn relative(base: u64, bytes: &[u8]) -> Option<u64> {
        let offset = i32::from_le_bytes(bytes.try_into().ok()?);
        Some(base.wrapping_add(i64::from(offset) as u64))
    }
}

/// The table of a jump, if all of it is certain.
fn proven(block: &Block, values: &[Bound], source: &dyn CodeSource) -> Option<Table> {
    let Entry { at, base } = Entry::of(block, values)?;
    let read = |n: u64| match base {
        Some(base) => Entry::relative(base, source.constant_at(at.address(n), 4)?),
        None => Some(u64::from_le_bytes(source.constant_at(at.address(n), 8)?.try_into().ok()?)),
    };
    if at.bound.hi - at.bound.lo >= MAX_ENTRIES {
        return None;
    }
    let targets: Option<Vec<u64>> =
        (at.bound.lo..=at.bound.hi).map(|n| read(n).filter(|t| !source.code_at(*t).is_empty())).collect();
    Some(Table { index: at.term, first: at.bound.lo, targets: targets? })
}

/// The table of a jump as it probably is: as far as its entries lead to code, the last one to a block of the function.
fn likely(by_pc: &BTreeMap<u64, usize>, block: &Block, values: &[Bound], source: &dyn CodeSource) -> Option<Table> {
    let Entry { at, base } = Entry::of(block, values)?;
    let read = |n: u64| match base {
        Some(base) => Entry::relative(base, source.constant_at(at.address(n), 4)?),
        None => source.initial_word_at(at.address(n)),
    };
    let last = at.bound.hi.min(at.bound.lo.saturating_add(MAX_ENTRIES - 1));
    let is_block = |t: &u64| by_pc.get(t).is_some_and(|n| *n != 0);
    let mut elsewhere = BTreeSet::new();
    let mut targets: Vec<u64> = (at.bound.lo..=last)
        .map_while(|n| {
            let target = read(n).filter(|t| !source.code_at(*t).is_empty() && by_pc.get(t) != Some(&0))?;
            (is_block(&target) || !elsewhere.insert(target) || elsewhere.len() <= MAX_ELSEWHERE).then_some(target)
        })
        .collect();
    targets.truncate(targets.iter().rposition(is_block).map_or(0, |last| last + 1));
    (targets.len() > 1).then_some(Table { index: at.term, first: at.bound.lo, targets })
}

/// `constant + term * scale`, in 32 bits.
struct Linear {
    constant: u64,
    term: Val,
    scale: u64,
    bound: Bound,
}

impl Linear {
    /// Takes an address apart, as far as to a term that is bounded, or else as far as it goes.
    fn of(block: &Block, values: &[Bound], addr: Val) -> Option<Self> {
        let bound = |v: Val| values.get(v.0 as usize).copied();
        let (mut v, mut constant, mut scale) = (addr, 0u64, 1u64);
        loop {
            let here = bound(v)?;
            let whole = Self { constant, term: v, scale, bound: here };
            if scale > 1 && here.hi - here.lo < MAX_ENTRIES {
                return Some(whole);
            }
            match *block.insts.get(v.0 as usize)? {
                // All of it is modulo 2^32.
                Inst::Num(Op::I32WrapI64, [a, ..]) => v = a,
                Inst::Num(Op::I32Add | Op::I64Add, [a, b, _]) => {
                    let (term, c) = match (bound(a)?.constant(), bound(b)?.constant()) {
                        (_, Some(c)) => (a, c),
                        (Some(c), None) => (b, c),
                        (None, None) => return None,
                    };
                    constant = constant.wrapping_add(c.wrapping_mul(scale));
                    v = term;
                }
                Inst::Num(Op::I32Shl | Op::I64Shl, [a, b, _]) => {
                    let c = bound(b)?.constant().filter(|c| *c <= 3)?;
                    scale <<= c;
                    v = a;
                }
                _ => return (scale > 1).then_some(whole),
            }
        }
    }

    /// The address for a value of the term.
    fn address(&self, n: u64) -> u64 {
        u64::from(self.constant.wrapping_add(n.wrapping_mul(self.scale)) as u32)
    }
}

/// Makes the jump at the end of a node a branch by index.
fn use_table(graph: &mut Graph, i: usize, table: Table, guess: bool) {
    let mut by_pc: BTreeMap<u64, usize> = graph.nodes.iter().enumerate().map(|(n, node)| (node.pc, n)).collect();
    let mut distinct = BTreeSet::new();
    let mut successors = Vec::new();
    for &target in table.targets.iter().filter(|t| distinct.insert(**t)) {
        let node = *by_pc.entry(target).or_insert_with(|| {
            graph.nodes.push(Node { pc: target, kind: NodeKind::Exit, successors: Vec::new() });
            graph.nodes.len() - 1
        });
        successors.push(node);
    }
    let node = &mut graph.nodes[i];
    if let NodeKind::Code { block, known } = &mut node.kind
        && let Term::JumpIndirect(target) = block.term
    {
        node.successors = successors;
        known.clear();
        let mut index = table.index;
        if block.types.get(index.0 as usize) == Some(&Ty::I64) {
            index = block.append(Inst::Num(Op::I32WrapI64, [index, Val::NONE, Val::NONE]), Ty::I32);
        }
        if table.first > 0 {
            let first = block.append(Inst::C32(table.first as u32), Ty::I32);
            index = block.append(Inst::Num(Op::I32Sub, [index, first, Val::NONE]), Ty::I32);
        }
        let targets = table.targets;
        block.term = if guess { Term::GuidedJump { target, index, targets } } else { Term::Switch { index, targets } };
    }
}

fn drop_unreachable(graph: &mut Graph) {
    let mut reached = vec![false; graph.nodes.len()];
    let mut work = vec![0];
    reached[0] = true;
    while let Some(i) = work.pop() {
        for &s in &graph.nodes[i].successors {
            if !std::mem::replace(&mut reached[s], true) {
                work.push(s);
            }
        }
    }
    let mut next = 0;
    let place: Vec<usize> = reached
        .iter()
        .map(|&r| {
            next += usize::from(r);
            next - usize::from(r)
        })
        .collect();
    let mut keep = reached.into_iter();
    graph.nodes.retain(|_| keep.next().unwrap_or(false));
    for node in &mut graph.nodes {
        for s in &mut node.successors {
            *s = place[*s];
        }
    }
}

#[cfg(test)]
mod tests;
