//! Which guest registers live in locals, which in globals, and what must be copied between the two, and where.
//!
//! Inside a function a register is a Wasm local. Its global is its home: what any other code sees. A register is
//! *dirty* where the local may be newer than the global. Calls and exits write dirty registers back; after a call the
//! registers that the callee may have changed are read again if somebody needs them.

use super::blocks::{Graph, NodeKind};
use super::summary::{ALL, End, Facts};
use crate::ir::{Inst, Var};

/// A set of variables.
#[derive(Clone, Copy, PartialEq, Eq, Default, Hash)]
pub(crate) struct VarSet(pub(crate) u64);

impl VarSet {
    pub(crate) const NONE: Self = Self(0);
    /// All of the guest's state.
    pub(crate) const STATE: Self = Self((1 << Var::STATE_COUNT) - 1);
    /// The six status flags.
    pub(crate) const FLAGS: Self = Self(0x3f << 32);
    /// Never written by lifted code; a system call may change them.
    pub(crate) const SEGMENT_BASES: Self = Self(1 << 39 | 1 << 40);

    pub(crate) const fn of(vars: &[Var]) -> Self {
        let mut set = 0;
        let mut i = 0;
        while i < vars.len() {
            set |= 1 << vars[i].0;
            i += 1;
        }
        Self(set)
    }
    pub(crate) const fn contains(self, v: Var) -> bool {
        self.0 & (1 << v.0) != 0
    }
    pub(crate) fn insert(&mut self, v: Var) {
        self.0 |= 1 << v.0;
    }
    pub(crate) fn iter(self) -> impl Iterator<Item = Var> {
        (0..Var::COUNT as u8).filter(move |i| self.0 & (1 << i) != 0).map(Var)
    }
}

impl std::ops::BitOr for VarSet {
    type Output = Self;
    fn bitor(self, o: Self) -> Self {
        Self(self.0 | o.0)
    }
}
impl std::ops::BitAnd for VarSet {
    type Output = Self;
    fn bitand(self, o: Self) -> Self {
        Self(self.0 & o.0)
    }
}
impl std::ops::Sub for VarSet {
    type Output = Self;
    fn sub(self, o: Self) -> Self {
        Self(self.0 & !o.0)
    }
}

impl std::fmt::Debug for VarSet {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}

/// Passed as Wasm parameters. Before a call of unknown code their globals are current as well; a callee writes back
/// those that it may change.
pub(crate) const PARAMS: VarSet = VarSet::of(&[Var::RSP, Var::RDI, Var::RSI, Var::RDX]);
/// Passed back as Wasm results.
pub(crate) const RESULTS: VarSet = VarSet::of(&[Var::RAX, Var::RSP]);
/// What `syscall` reads: number, arguments, and rsp for unwinding.
pub(crate) const SYSCALL_READS: VarSet =
    VarSet::of(&[Var::RAX, Var::RDI, Var::RSI, Var::RDX, Var::gpr(10), Var::gpr(8), Var::gpr(9), Var::RSP]);
/// What `syscall` changes.
pub(crate) const SYSCALL_CHANGES: VarSet = VarSet::of(&[Var::RAX, Var::RCX, Var::R11]);

/// The answer for one function.
#[derive(Debug)]
pub(crate) struct Placement {
    /// Per node: registers to read from their globals at its start.
    pub(crate) loads: Vec<VarSet>,
    /// Per node: dirty registers where its end is reached.
    pub(crate) dirty_at_end: Vec<VarSet>,
    /// Per node: registers that are dirty at its entry.
    pub(crate) dirty_at_entry: Vec<VarSet>,
    /// Per node: registers to read again after the call at its end.
    pub(crate) reloads: Vec<VarSet>,
    /// Per node: registers whose new value somebody reads after the node (others need no `local.set`).
    pub(crate) live_out: Vec<VarSet>,
    /// Every register that needs a local.
    pub(crate) used: VarSet,
}

struct Local {
    reads: VarSet,
    writes: VarSet,
    traps: bool,
}

/// Decides for one function. `end_of` gives the end of a node.
pub(crate) fn place(graph: &Graph, facts: &Facts) -> Placement {
    let ends = &facts.ends;
    let n = graph.nodes.len();
    let locals: Vec<Local> = graph.nodes.iter().map(local).collect();

    // Forwards: what may be dirty.
    let mut dirty_in = vec![VarSet::NONE; n];
    let mut dirty_end = vec![VarSet::NONE; n];
    dirty_in[0] = facts.own_params;
    let mut work: Vec<usize> = vec![0];
    let mut queued = vec![false; n];
    let mut visited = vec![false; n];
    while let Some(i) = work.pop() {
        queued[i] = false;
        visited[i] = true;
        dirty_end[i] = dirty_in[i] | locals[i].writes;
        let after = dirty_after(ends[i], dirty_end[i]);
        for &s in &graph.nodes[i].successors {
            let new = dirty_in[s] | after;
            if new != dirty_in[s] || !visited[s] {
                dirty_in[s] = new;
                if !queued[s] {
                    queued[s] = true;
                    work.push(s);
                }
            }
        }
    }

    // Backwards: whose local somebody reads.
    let mut live_in = vec![VarSet::NONE; n];
    let mut live_out = vec![VarSet::NONE; n];
    let mut predecessors = vec![Vec::new(); n];
    for (i, node) in graph.nodes.iter().enumerate() {
        for &s in &node.successors {
            predecessors[s].push(i);
        }
    }
    let mut work: Vec<usize> = (0..n).collect();
    let mut queued = vec![true; n];
    while let Some(i) = work.pop() {
        queued[i] = false;
        let after = graph.nodes[i].successors.iter().fold(VarSet::NONE, |s, &t| s | live_in[t]);
        live_out[i] = live_before_end(ends[i], dirty_end[i], after);
        let mut new = (live_out[i] - locals[i].writes) | locals[i].reads;
        if locals[i].traps {
            new = new | (dirty_in[i] & VarSet::STATE) | RESULTS;
        }
        if new != live_in[i] {
            live_in[i] = new;
            for &p in &predecessors[i] {
                if !queued[p] {
                    queued[p] = true;
                    work.push(p);
                }
            }
        }
    }
    let mut loads = vec![VarSet::NONE; n];
    let mut reloads = vec![VarSet::NONE; n];
    loads[0] = live_in.first().copied().unwrap_or_default() - PARAMS;
    for i in 0..n {
        let after = graph.nodes[i].successors.iter().fold(VarSet::NONE, |s, &t| s | live_in[t]);
        reloads[i] = match ends[i] {
            End::Call { changes, .. } => (after & changes) - RESULTS,
            End::Syscall => after & VarSet::SEGMENT_BASES,
            _ => VarSet::NONE,
        };
    }
    // A register that a loop back to the entry leaves dirty must not be read from its global again further down: that
    // happens in fragments, which may begin at the head of a loop.
    let kept = loads[0] & dirty_in[0];
    loads[0] = loads[0] - kept;
    sink_loads(graph, ends, &locals, &live_in, &predecessors, &mut loads, &mut reloads);
    loads[0] = loads[0] | kept;
    let used = locals.iter().zip(&live_out).fold(PARAMS | RESULTS, |s, (l, &out)| s | l.reads | (l.writes & out) | out);
    let used = live_in.iter().fold(used, |s, &l| s | l);
    Placement { loads, dirty_at_end: dirty_end, dirty_at_entry: dirty_in, reloads, live_out, used }
}

/// Moves loads down to where the first reader is, as long as there is one way only: what an early exit does not need
/// it does not pay for. A register that waits to be loaded is clean, and its global stays current: whatever changes it
/// would make the register dead.
fn sink_loads(
    graph: &Graph,
    ends: &[End],
    locals: &[Local],
    live_in: &[VarSet],
    predecessors: &[Vec<usize>],
    loads: &mut [VarSet],
    reloads: &mut [VarSet],
) {
    // Edges to nodes with one predecessor form a forest; each tree is walked once, from its root.
    let one_way = |s: usize| s != 0 && predecessors[s].len() == 1;
    let mut work: Vec<usize> = (0..graph.nodes.len()).filter(|&i| !one_way(i)).collect();
    while let Some(i) = work.pop() {
        let successors = &graph.nodes[i].successors;
        let several_ways = successors.iter().filter(|s| !one_way(**s)).fold(VarSet::NONE, |set, &s| set | live_in[s]);
        let stays_for_trap = if locals[i].traps || successors.is_empty() { VarSet::STATE } else { VarSet::NONE };
        let here = locals[i].reads | read_by_end(ends[i]) | several_ways | stays_for_trap;
        let down = loads[i] - here;
        loads[i] = loads[i] - down;
        for &s in successors.iter().filter(|s| one_way(**s)) {
            loads[s] = loads[s] | (down & live_in[s]) | reloads[i];
            work.push(s);
        }
        if successors.iter().all(|s| one_way(*s)) {
            reloads[i] = VarSet::NONE;
        }
    }
}

fn local(node: &super::blocks::Node) -> Local {
    let mut l = Local { reads: VarSet::NONE, writes: VarSet::NONE, traps: false };
    if let NodeKind::Code { block, .. } = &node.kind {
        for inst in &block.insts {
            match inst {
                Inst::Get(v) => l.reads.insert(*v),
                Inst::Set(v, _) => l.writes.insert(*v),
                Inst::TrapIf(..) | Inst::Div { .. } => l.traps = true,
                _ => {}
            }
        }
    }
    l
}

/// Registers written back before the end of a node.
pub(crate) fn spills(end: End, dirty: VarSet) -> VarSet {
    let dirty = dirty & VarSet::STATE;
    match end {
        End::Inside | End::Syscall => VarSet::NONE,
        End::Call { needed, .. } => dirty & needed,
        End::Jump { needed } => dirty & needed,
        End::Switch => dirty & ALL,
        End::Return { needed } => (dirty & needed) - RESULTS,
        End::Trap => dirty - RESULTS,
    }
}

/// Registers whose local the end of a node reads whether dirty or not.
fn read_by_end(end: End) -> VarSet {
    match end {
        End::Inside => VarSet::NONE,
        End::Call { .. } | End::Jump { .. } | End::Switch => PARAMS,
        End::Syscall => SYSCALL_READS,
        End::Return { .. } | End::Trap => RESULTS,
    }
}

/// Registers that are dirty after the end of a node, where control stays in the function.
pub(crate) fn dirty_after(end: End, dirty: VarSet) -> VarSet {
    match end {
        End::Call { changes, .. } => {
            // What the callee may have changed is current in its global, came back as a result, or is dead.
            ((dirty - spills(end, dirty)) - changes) | RESULTS
        }
        End::Syscall => dirty | SYSCALL_CHANGES,
        _ => dirty,
    }
}

/// Registers whose local is read at the end of a node or after it.
fn live_before_end(end: End, dirty: VarSet, after: VarSet) -> VarSet {
    match end {
        End::Inside => after,
        End::Call { changes, .. } => {
            let unwound = (dirty_after(end, dirty) & VarSet::STATE) - RESULTS;
            ((after | unwound) - changes - RESULTS) | spills(end, dirty) | read_by_end(end)
        }
        End::Syscall => (after - SYSCALL_CHANGES - VarSet::SEGMENT_BASES) | read_by_end(end) | (dirty & VarSet::STATE),
        End::Switch => after | spills(end, dirty) | read_by_end(end),
        End::Jump { .. } | End::Return { .. } | End::Trap => spills(end, dirty) | read_by_end(end),
    }
}
