//! What functions need from each other, over the whole program: which registers a callee reads and changes, and which
//! of the registers it changed anybody reads after it returns.
//!
//! A register that is dead is not copied between locals and globals. Liveness is a property of the code as found, not of
//! a calling convention: a register is live at a return if the code after some call reads it, and at a call if the callee
//! does. One assumption is made, about code that was *not* found ahead of time: that it does not use, as the result of
//! a function, any of the registers in [`SCRATCH`]. No compiler does; hand-written assembly that does so is reached
//! by direct calls, which are found. See `docs/decisions/0004-liveness-across-functions.md`.

use std::collections::BTreeMap;

use super::blocks::{Graph, NodeKind};
use super::vars::{PARAMS, RESULTS, SYSCALL_CHANGES, SYSCALL_READS, VarSet};
use crate::ir::{Inst, Term, Var};

/// Registers that are live at a return only if known code after a call reads them.
pub(crate) const SCRATCH: VarSet = VarSet(
    VarSet::of(&[Var::RCX, Var::RSI, Var::RDI, Var::gpr(8), Var::gpr(9), Var::gpr(10), Var::R11]).0 | 0xfffc << 16,
);

/// Everything of the guest's state that lifted code hands on; flags are not handed on.
pub(crate) const ALL: VarSet = VarSet(VarSet::STATE.0 & !VarSet::FLAGS.0);

/// What is always live at a return.
const FLOOR: VarSet = VarSet(ALL.0 & !SCRATCH.0);

/// What happens at the end of a node, and what must be current in the globals then.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum End {
    /// Control stays in the function.
    Inside,
    /// A call.
    Call {
        /// Registers that the callee, or code after it that relies on the global, reads.
        needed: VarSet,
        /// Registers that may differ afterwards.
        changes: VarSet,
        /// Parameters that the callee makes use of.
        passed: VarSet,
    },
    /// A system call.
    Syscall,
    /// A jump to another function.
    Jump {
        /// Registers whose global must be current there.
        needed: VarSet,
    },
    /// A computed jump that stays in the function or leaves it.
    Switch,
    /// Control returns to a caller.
    Return {
        /// Registers that are live there.
        needed: VarSet,
    },
    /// An inlined function returned elsewhere.
    Leave {
        /// Registers whose global must be current there.
        needed: VarSet,
    },
    /// An exception.
    Trap,
}

/// Reads, writes and successors of one node, boiled down.
struct Cell {
    reads: VarSet,
    writes: VarSet,
    successors: Vec<usize>,
    end: Kind,
}

#[derive(Clone, Copy)]
enum Kind {
    Inside,
    /// Index of the callee among the functions.
    Call(Option<usize>),
    Syscall,
    Jump(Option<usize>),
    Switch,
    Return,
    Leave(VarSet),
    Trap,
}

struct Body {
    cells: Vec<Cell>,
    changes: VarSet,
    /// Registers that it or anything it calls reads at all. Others merely pass through.
    touches: VarSet,
    live_in: VarSet,
    live_out: VarSet,
    live: Vec<VarSet>,
    callers: Vec<usize>,
}

/// What the emission of one function needs to know from this analysis.
pub(crate) struct Facts {
    /// The ends of all nodes.
    pub(crate) ends: Vec<End>,
    /// Parameters that it must write back before it returns, since it may change them.
    pub(crate) own_params: VarSet,
}

/// The facts of all functions, in order. `whole` says that they are all of an object that were found; of a part,
/// others of the object may call functions here directly, and read any register afterwards.
pub(crate) fn facts(functions: &BTreeMap<u64, Graph>, whole: bool) -> Vec<Facts> {
    let index: BTreeMap<u64, usize> = functions.keys().enumerate().map(|(i, &pc)| (pc, i)).collect();
    let mut bodies: Vec<Body> = functions.values().map(|g| body(g, &index, if whole { FLOOR } else { ALL })).collect();
    for i in 0..bodies.len() {
        let callees: Vec<usize> = bodies[i].cells.iter().filter_map(|c| callee(c.end)).collect();
        for c in callees {
            bodies[c].callers.push(i);
        }
    }
    for b in &mut bodies {
        b.callers.sort_unstable();
        b.callers.dedup();
    }
    effects(&mut bodies);
    liveness(&mut bodies);
    bodies
        .iter()
        .map(|b| Facts {
            ends: (0..b.cells.len()).map(|n| end(&bodies, b, n)).collect(),
            own_params: PARAMS & b.changes,
        })
        .collect()
}

/// The facts of a function of which nothing around it is known.
pub(crate) fn unknown_facts(graph: &Graph) -> Facts {
    let ends = graph
        .nodes
        .iter()
        .map(|n| match kind(n, &BTreeMap::new()) {
            Kind::Inside => End::Inside,
            Kind::Call(_) => End::Call { needed: ALL, changes: ALL, passed: PARAMS },
            Kind::Syscall => End::Syscall,
            Kind::Jump(_) => End::Jump { needed: ALL },
            Kind::Switch => End::Switch,
            Kind::Return => End::Return { needed: ALL },
            Kind::Leave(needed) => End::Leave { needed },
            Kind::Trap => End::Trap,
        })
        .collect();
    Facts { ends, own_params: PARAMS }
}

const fn callee(k: Kind) -> Option<usize> {
    match k {
        Kind::Call(f) | Kind::Jump(f) => f,
        _ => None,
    }
}

fn kind(node: &super::blocks::Node, index: &BTreeMap<u64, usize>) -> Kind {
    match &node.kind {
        NodeKind::Exit => Kind::Jump(index.get(&node.pc).copied()),
        NodeKind::Code { block, known } => match &block.term {
            Term::Jump(_) | Term::Branch { .. } | Term::Switch { .. } => Kind::Inside,
            Term::JumpIndirect(_) if known.is_empty() => Kind::Jump(None),
            Term::JumpIndirect(_) | Term::GuidedJump { .. } => Kind::Switch,
            Term::Call { target, .. } => Kind::Call(index.get(target).copied()),
            Term::CallIndirect { .. } => Kind::Call(None),
            Term::Return(_) => Kind::Return,
            Term::Leave { unread, .. } => Kind::Leave(ALL - VarSet(*unread)),
            Term::Syscall { .. } => Kind::Syscall,
            Term::Trap(..) => Kind::Trap,
        },
    }
}

fn body(graph: &Graph, index: &BTreeMap<u64, usize>, live_out: VarSet) -> Body {
    let cells: Vec<Cell> = graph
        .nodes
        .iter()
        .map(|node| {
            let (mut reads, mut writes) = (VarSet::NONE, VarSet::NONE);
            if let NodeKind::Code { block, .. } = &node.kind {
                for inst in &block.insts {
                    match inst {
                        Inst::Get(v) => reads.insert(*v),
                        Inst::Set(v, _) => writes.insert(*v),
                        _ => {}
                    }
                }
            }
            Cell {
                reads: reads & ALL,
                writes: writes & ALL,
                successors: node.successors.clone(),
                end: kind(node, index),
            }
        })
        .collect();
    let changes = cells.iter().fold(VarSet::of(&[Var::RSP, Var::RAX]), |s, c| {
        s | c.writes
            | match c.end {
                Kind::Call(None) | Kind::Jump(None) | Kind::Switch => ALL,
                Kind::Syscall => SYSCALL_CHANGES | VarSet::SEGMENT_BASES,
                _ => VarSet::NONE,
            }
    });
    let touches = cells.iter().fold(VarSet::NONE, |s, c| {
        s | c.reads
            | match c.end {
                Kind::Call(None) | Kind::Jump(None) | Kind::Switch | Kind::Syscall => ALL,
                // It is a result, also of a function that has nothing to do with it otherwise.
                Kind::Return => VarSet::of(&[Var::RAX]),
                _ => VarSet::NONE,
            }
    });
    let live = vec![VarSet::NONE; cells.len()];
    Body { cells, changes, touches, live_in: VarSet::NONE, live_out, live, callers: Vec::new() }
}

fn effects(bodies: &mut [Body]) {
    let mut work: Vec<usize> = (0..bodies.len()).collect();
    while let Some(i) = work.pop() {
        let b = &bodies[i];
        let (changes, touches) = b
            .cells
            .iter()
            .filter_map(|c| callee(c.end))
            .fold((b.changes, b.touches), |(c, t), f| (c | bodies[f].changes, t | bodies[f].touches));
        if changes != b.changes || touches != b.touches {
            bodies[i].changes = changes;
            bodies[i].touches = touches;
            work.extend(bodies[i].callers.iter().copied());
        }
    }
}

fn liveness(bodies: &mut [Body]) {
    let mut after_indirect = VarSet::NONE;
    let mut work: std::collections::VecDeque<usize> = (0..bodies.len()).rev().collect();
    let mut queued = vec![true; bodies.len()];
    while let Some(i) = work.pop_front() {
        queued[i] = false;
        let old_in = bodies[i].live_in;
        solve(bodies, i);
        let mut touched: Vec<usize> = Vec::new();
        if bodies[i].live_in != old_in {
            touched.extend(&bodies[i].callers);
        }
        let mut out: Vec<(usize, VarSet)> = Vec::new();
        for c in &bodies[i].cells {
            match c.end {
                Kind::Call(f) => {
                    let after = c.successors.iter().fold(VarSet::NONE, |s, &t| s | bodies[i].live[t]);
                    match f {
                        Some(f) => out.push((f, after)),
                        None if (after_indirect | after) != after_indirect => {
                            after_indirect = after_indirect | after;
                            out.extend((0..bodies.len()).map(|f| (f, after_indirect)));
                        }
                        None => {}
                    }
                }
                Kind::Jump(Some(f)) => out.push((f, bodies[i].live_out)),
                Kind::Jump(None) | Kind::Switch if (after_indirect | bodies[i].live_out) != after_indirect => {
                    // Whoever is jumped to returns to this function's caller.
                    after_indirect = after_indirect | bodies[i].live_out;
                    out.extend((0..bodies.len()).map(|f| (f, after_indirect)));
                }
                _ => {}
            }
        }
        for (f, live) in out {
            let new = bodies[f].live_out | live;
            if new != bodies[f].live_out {
                bodies[f].live_out = new;
                touched.push(f);
            }
        }
        for t in touched {
            if !std::mem::replace(&mut queued[t], true) {
                work.push_back(t);
            }
        }
    }
}

/// Liveness inside one function, given what is known of the others so far. Sets only grow.
fn solve(bodies: &mut [Body], i: usize) {
    let mut live = std::mem::take(&mut bodies[i].live);
    let mut changed = true;
    while changed {
        changed = false;
        for (n, c) in bodies[i].cells.iter().enumerate().rev() {
            let after = c.successors.iter().fold(VarSet::NONE, |s, &t| s | live[t]);
            let at_end = match c.end {
                Kind::Inside => after,
                // rax and rsp come back as results: the caller's old rax matters only if the callee hands it on.
                Kind::Call(Some(f)) => bodies[f].live_in | (after - VarSet::of(&[Var::RAX])),
                Kind::Jump(Some(f)) => bodies[f].live_in,
                Kind::Call(None) | Kind::Jump(None) | Kind::Switch => ALL,
                Kind::Syscall => (after - SYSCALL_CHANGES) | SYSCALL_READS,
                Kind::Return => bodies[i].live_out,
                // Unexpected, as after a call, which does not count either.
                Kind::Leave(_) => VarSet::NONE,
                Kind::Trap => FLOOR,
            };
            let new = live[n] | c.reads | (at_end - c.writes);
            if new != live[n] {
                live[n] = new;
                changed = true;
            }
        }
    }
    bodies[i].live_in = live.first().copied().unwrap_or(ALL);
    bodies[i].live = live;
}

fn end(bodies: &[Body], b: &Body, n: usize) -> End {
    let c = &b.cells[n];
    let after = c.successors.iter().fold(VarSet::NONE, |s, &t| s | b.live[t]);
    match c.end {
        Kind::Inside => End::Inside,
        Kind::Call(Some(f)) => {
            let f = &bodies[f];
            // The callee has its parameters, and writes those back that it may change.
            let needed = (f.live_in & f.touches) | ((after & f.changes) - RESULTS);
            let passed = (PARAMS & f.live_in & (f.touches | f.changes)) | VarSet::of(&[Var::RSP]);
            End::Call { needed: needed - PARAMS, changes: f.changes, passed }
        }
        Kind::Call(None) => End::Call { needed: ALL, changes: ALL, passed: PARAMS },
        Kind::Syscall => End::Syscall,
        Kind::Jump(Some(f)) => {
            let f = &bodies[f];
            End::Jump { needed: (f.live_in - PARAMS) | ((PARAMS & b.live_out) - f.changes) }
        }
        Kind::Jump(None) => End::Jump { needed: ALL },
        Kind::Switch => End::Switch,
        Kind::Return => End::Return { needed: b.live_out },
        Kind::Leave(needed) => End::Leave { needed },
        Kind::Trap => End::Trap,
    }
}
