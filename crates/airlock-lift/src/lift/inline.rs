//! Inlining: what a call of a small function costs most is getting in and out.
//!
//! Two forms. A *small* function is copied whole. Of a larger one whose first block only tests something, on one side of
//! which it soon returns, that side is copied: the *quick* side; on the other one the call is made as before.
//!
//! In both the guest's stack is used as the original does: the return address is pushed, popped and compared. Where it is
//! another than expected, the function returns to that address, as after a call.

use std::collections::BTreeMap;

use super::blocks::{Graph, Node, NodeKind};
use super::summary::SCRATCH;
use super::vars::VarSet;
use crate::ir::{Block, Inst, Op, Term, Ty, Val, Var};

/// Most nodes that are copied for one call.
const MAX_NODES: usize = 8;
/// Most IR instructions, constants aside, that are copied for one call. An x86 instruction is about four.
const MAX_INSTS: usize = 72;
/// How many IR instructions a function may grow by: this many, or to twice its size.
const MAX_GROWTH: usize = 1500;

/// What is copied for a call.
struct Callee {
    /// The first one is the entry. Successors are indices into this list.
    nodes: Vec<Node>,
    /// Nodes that stand for the call as it was.
    calls: Vec<usize>,
    /// IR instructions.
    insts: usize,
    /// Scratch registers that it changes: nobody reads them after it returns to somewhere unexpected.
    unread: u64,
}

/// Inlines calls in all functions. Callees are taken as they are before.
pub(super) fn inline(functions: &mut BTreeMap<u64, Graph>) {
    let callees: BTreeMap<u64, Callee> =
        functions.iter().filter_map(|(&pc, graph)| Some((pc, small(graph).or_else(|| quick(graph))?))).collect();
    for graph in functions.values_mut() {
        let size: usize = graph.nodes.iter().map(insts).sum();
        let mut budget = size.max(MAX_GROWTH);
        for i in 0..graph.nodes.len() {
            let NodeKind::Code { block, .. } = &graph.nodes[i].kind else { continue };
            let Term::Call { target, ret } = block.term else { continue };
            let Some(callee) = callees.get(&target) else { continue };
            let Some(rest) = budget.checked_sub(callee.insts) else { continue };
            budget = rest;
            copy(graph, i, callee, target, ret);
        }
    }
}

fn insts(node: &Node) -> usize {
    match &node.kind {
        NodeKind::Code { block, .. } => {
            block.insts.iter().filter(|i| !matches!(i, Inst::C32(_) | Inst::C64(_) | Inst::Get(_))).count()
        }
        NodeKind::Exit => 1,
    }
}

/// Whether a node can be part of a copy: it makes no call, or makes it as the last thing.
fn can_copy(node: &Node) -> bool {
    match &node.kind {
        NodeKind::Exit => true,
        NodeKind::Code { block, known } => match block.term {
            Term::Jump(_) | Term::Branch { .. } | Term::Return(_) | Term::Trap(..) => true,
            Term::JumpIndirect(_) => known.is_empty() && !block.switches_stack(),
            _ => false,
        },
    }
}

fn small(graph: &Graph) -> Option<Callee> {
    let size: usize = graph.nodes.iter().map(insts).sum();
    // A function that is only a jump to what cannot be read is not worth it.
    let whole = matches!(graph.nodes.first()?.kind, NodeKind::Code { .. });
    if !whole || graph.nodes.len() > MAX_NODES || size > MAX_INSTS || !graph.nodes.iter().all(can_copy) {
        return None;
    }
    let nodes = graph.nodes.iter().map(duplicate).collect();
    Some(Callee::new(nodes, Vec::new()))
}

/// The quick side of a function whose first block has no effects but on registers.
fn quick(graph: &Graph) -> Option<Callee> {
    let first = graph.nodes.first()?;
    let NodeKind::Code { block, .. } = &first.kind else { return None };
    if !matches!(block.term, Term::Branch { .. }) || !block.insts.iter().all(is_discardable) {
        return None;
    }
    let sides: Vec<Option<Vec<usize>>> = first.successors.iter().map(|&s| region(graph, s)).collect();
    let side = match &sides[..] {
        [Some(_), None] => 0,
        [None, Some(_)] => 1,
        _ => return None,
    };
    let region = sides.get(side)?.as_ref()?;
    // 0: the test alone. 1: the call. 2: the first block with all it does. 3 and on: the quick side.
    let mut test = duplicate(first);
    if let NodeKind::Code { block, .. } = &mut test.kind {
        block.insts.iter_mut().zip(&mut block.types).for_each(|(inst, ty)| {
            if matches!(inst, Inst::Set(..)) {
                *inst = Inst::C32(0);
                *ty = Ty::I32;
            }
        });
        block.lazy_out = None;
    }
    test.successors = if side == 0 { vec![2, 1] } else { vec![1, 2] };
    let call = Node { pc: first.pc, kind: NodeKind::Exit, successors: Vec::new() };
    let mut again = duplicate(first);
    if let NodeKind::Code { block, .. } = &mut again.kind {
        block.term = Term::Jump(first.pc);
    }
    again.successors = vec![3];
    let mut nodes = vec![test, call, again];
    for &n in region {
        let mut node = duplicate(&graph.nodes[n]);
        for s in &mut node.successors {
            *s = 3 + region.iter().position(|r| r == s)?;
        }
        nodes.push(node);
    }
    Some(Callee::new(nodes, vec![1]))
}

/// Whether an instruction may be executed in vain.
fn is_discardable(inst: &Inst) -> bool {
    !matches!(
        inst,
        Inst::Store(..)
            | Inst::Rmw(..)
            | Inst::Cmpxchg(..)
            | Inst::Fence
            | Inst::Rep(..)
            | Inst::RepOut(..)
            | Inst::Div { .. }
            | Inst::MulWide(..)
            | Inst::Helper(..)
            | Inst::TrapIf(..)
    )
}

/// The few nodes from `from` to returns, `from` first. `None` if there is a loop, a call or too much.
fn region(graph: &Graph, from: usize) -> Option<Vec<usize>> {
    let mut region = vec![from];
    let mut size = 0;
    let mut at = 0;
    while let Some(&n) = region.get(at) {
        let node = &graph.nodes[n];
        size += insts(node);
        // A quick side ends in a return: a jump elsewhere may be anything.
        let ends = matches!(&node.kind, NodeKind::Code { block, .. } if matches!(block.term, Term::Jump(_) | Term::Branch { .. } | Term::Return(_)));
        if n == 0 || !ends || size > MAX_INSTS || region.len() > MAX_NODES {
            return None;
        }
        for &s in &node.successors {
            if !region.contains(&s) {
                region.push(s);
            } else if s == n || region.iter().position(|r| *r == s) <= Some(at) {
                return None;
            }
        }
        at += 1;
    }
    Some(region)
}

impl Callee {
    fn new(nodes: Vec<Node>, calls: Vec<usize>) -> Self {
        let mut changes = VarSet::NONE;
        for node in &nodes {
            if let NodeKind::Code { block, .. } = &node.kind {
                for inst in &block.insts {
                    if let Inst::Set(v, _) = inst {
                        changes.insert(*v);
                    }
                }
            }
        }
        Self { insts: nodes.iter().map(insts).sum(), nodes, calls, unread: (changes & SCRATCH).0 }
    }
}

fn duplicate(node: &Node) -> Node {
    let kind = match &node.kind {
        NodeKind::Code { block, known } => NodeKind::Code { block: block.clone(), known: known.clone() },
        NodeKind::Exit => NodeKind::Exit,
    };
    Node { pc: node.pc, kind, successors: node.successors.clone() }
}

/// Puts a copy in place of the call at the end of node `i`.
fn copy(graph: &mut Graph, i: usize, callee: &Callee, target: u64, ret: u64) {
    let first = graph.nodes.len();
    let elsewhere = first + callee.nodes.len();
    let Some(&back) = graph.nodes[i].successors.first() else { return };
    if let NodeKind::Code { block, .. } = &mut graph.nodes[i].kind {
        block.term = Term::Jump(target);
    }
    graph.nodes[i].successors = vec![first];
    for (n, node) in callee.nodes.iter().enumerate() {
        let mut node = duplicate(node);
        for s in &mut node.successors {
            *s += first;
        }
        match &mut node.kind {
            // A jump elsewhere is a call now; the return address is on the stack already.
            NodeKind::Exit => {
                let target = if callee.calls.contains(&n) { target } else { node.pc };
                let block = empty_block(Term::Call { target, ret });
                node.kind = NodeKind::Code { block: Box::new(block), known: Vec::new() };
                node.successors = vec![back];
            }
            NodeKind::Code { block, .. } => match block.term {
                Term::JumpIndirect(target) => {
                    block.term = Term::CallIndirect { target, ret };
                    node.successors = vec![back];
                }
                Term::Return(address) => {
                    let expected = block.append(Inst::C64(ret), Ty::I64);
                    let cond = block.append(Inst::Num(Op::I64Ne, [address, expected, Val::NONE]), Ty::I32);
                    block.append(Inst::Set(Var::JUMP_TARGET, address), Ty::I64);
                    block.term = Term::Branch { cond, then: target, or: ret };
                    node.successors = vec![elsewhere, back];
                }
                _ => {}
            },
        }
        graph.nodes.push(node);
    }
    let mut block = empty_block(Term::Jump(target));
    let address = block.append(Inst::Get(Var::JUMP_TARGET), Ty::I64);
    block.term = Term::Leave { target: address, unread: callee.unread };
    graph.nodes.push(Node {
        pc: target,
        kind: NodeKind::Code { block: Box::new(block), known: Vec::new() },
        successors: Vec::new(),
    });
}

fn empty_block(term: Term) -> Block {
    Block { insts: Vec::new(), types: Vec::new(), term, lazy_out: None }
}

#[cfg(test)]
mod tests;
