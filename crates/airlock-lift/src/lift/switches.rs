//! Computed jumps whose table and its length can be proven: they become a branch by index, and cannot leave the
//! function unexpectedly.
//!
//! The table must be in memory that no store of the guest changes. A jump for which the proof fails stays as it is: its
//! target is looked up by value.

use std::collections::{BTreeMap, BTreeSet};

use super::blocks::{Graph, Node, NodeKind};
use super::bounds::{self, Bound};
use super::cfg::CodeSource;
use crate::ir::{Block, Inst, Load, Op, Term, Ty, Val};

/// Most entries of one table.
const MAX_ENTRIES: u64 = 1024;

/// Most edges from computed jumps of one function: the analysis takes each several times.
const MAX_EDGES: usize = 1 << 14;

/// Resolves what can be resolved, and drops the nodes that are then unreachable.
pub(super) fn resolve(graph: &mut Graph, source: &dyn CodeSource) {
    let edges: usize = graph.nodes.iter().filter(|n| is_computed_jump(n)).map(|n| n.successors.len() + 1).sum();
    if edges == 0 || edges > MAX_EDGES {
        return;
    }
    let by_pc: BTreeMap<u64, usize> = graph.nodes.iter().enumerate().map(|(n, node)| (node.pc, n)).collect();
    let at = bounds::analyse(graph, |i, block, values| match table(block, values, source) {
        Some(table) => {
            let distinct: BTreeSet<u64> = table.targets.into_iter().collect();
            distinct.iter().filter_map(|t| by_pc.get(t).copied()).collect()
        }
        None => graph.nodes[i].successors.clone(),
    });
    let mut tables = Vec::new();
    for (i, node) in graph.nodes.iter().enumerate().filter(|(_, node)| is_computed_jump(node)) {
        if let (Some(entry), NodeKind::Code { block, .. }) = (&at[i], &node.kind)
            && let Some(table) = table(block, &bounds::values(block, entry), source)
        {
            tables.push((i, table));
        }
    }
    for (i, table) in tables {
        make_switch(graph, i, table);
    }
    drop_unreachable(graph);
}

fn is_computed_jump(node: &Node) -> bool {
    matches!(&node.kind, NodeKind::Code { block, .. } if matches!(block.term, Term::JumpIndirect(_)))
}

/// A jump table that was proven.
struct Table {
    /// What selects the entry, before `first` is subtracted.
    index: Val,
    first: u64,
    /// Target of each value of the index from `first` on.
    targets: Vec<u64>,
}

fn table(block: &Block, values: &[Bound], source: &dyn CodeSource) -> Option<Table> {
    let Term::JumpIndirect(target) = block.term else { return None };
    match *block.insts.get(target.0 as usize)? {
        Inst::Load(Load::I64, addr, offset) => {
            let at = linear(block, values, addr)?;
            let read = |n: u64| {
                let bytes = source.constant_at(at.address(offset, n), 8)?;
                Some(u64::from_le_bytes(bytes.try_into().ok()?))
            };
            (at.scale == 8).then(|| entries(&at, source, read))?
        }
        Inst::Num(Op::I64Add, [a, b, _]) => {
            let constant = |v: Val| values.get(v.0 as usize).and_then(|b| b.constant());
            let (entry, base) = match (constant(a), constant(b)) {
                (None, Some(base)) => (a, base),
                (Some(base), None) => (b, base),
                _ => return None,
            };
            let Some(&Inst::Num(Op::I64ExtendI32S, [loaded, ..])) = block.insts.get(entry.0 as usize) else {
                return None;
            };
            let Some(&Inst::Load(Load::I32, addr, offset)) = block.insts.get(loaded.0 as usize) else { return None };
            let at = linear(block, values, addr)?;
            let read = |n: u64| {
                let bytes = source.constant_at(at.address(offset, n), 4)?;
                Some(base.wrapping_add(i64::from(i32::from_le_bytes(bytes.try_into().ok()?)) as u64))
            };
            (at.scale == 4).then(|| entries(&at, source, read))?
        }
        _ => None,
    }
}

fn entries(at: &Linear, source: &dyn CodeSource, read: impl Fn(u64) -> Option<u64>) -> Option<Table> {
    let targets: Option<Vec<u64>> =
        (at.bound.lo..=at.bound.hi).map(|n| read(n).filter(|t| !source.code_at(*t).is_empty())).collect();
    Some(Table { index: at.term, first: at.bound.lo, targets: targets? })
}

/// `constant + term * scale`, in 32 bits.
struct Linear {
    constant: u64,
    term: Val,
    scale: u64,
    bound: Bound,
}

impl Linear {
    /// The address for a value of the term.
    fn address(&self, offset: u32, n: u64) -> u64 {
        u64::from((self.constant.wrapping_add(u64::from(offset)).wrapping_add(n.wrapping_mul(self.scale))) as u32)
    }
}

/// Takes an address apart, as far as to a term that is bounded.
fn linear(block: &Block, values: &[Bound], addr: Val) -> Option<Linear> {
    let bound = |v: Val| values.get(v.0 as usize).copied();
    let (mut v, mut constant, mut scale) = (addr, 0u64, 1u64);
    loop {
        let here = bound(v)?;
        if scale > 1 && here.hi - here.lo < MAX_ENTRIES {
            return Some(Linear { constant, term: v, scale, bound: here });
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
            _ => return None,
        }
    }
}

/// Makes the jump at the end of a node a branch by index.
fn make_switch(graph: &mut Graph, i: usize, table: Table) {
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
    node.successors = successors;
    if let NodeKind::Code { block, known } = &mut node.kind {
        known.clear();
        let mut index = table.index;
        if block.types.get(index.0 as usize) == Some(&Ty::I64) {
            index = push(block, Inst::Num(Op::I32WrapI64, [index, Val::NONE, Val::NONE]));
        }
        if table.first > 0 {
            let first = push(block, Inst::C32(table.first as u32));
            index = push(block, Inst::Num(Op::I32Sub, [index, first, Val::NONE]));
        }
        block.term = Term::Switch { index, targets: table.targets };
    }
}

fn push(block: &mut Block, inst: Inst) -> Val {
    let v = Val(block.insts.len() as u32);
    block.insts.push(inst);
    block.types.push(Ty::I32);
    v
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
