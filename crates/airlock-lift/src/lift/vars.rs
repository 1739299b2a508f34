//! Which guest registers live in locals, which in globals, and what must be copied between the two, and where.
//!
//! Inside a function a register is a Wasm local. Its global is its home: what any other code sees. A register is
//! *dirty* where the local may be newer than the global. Calls and exits write dirty registers back; after a call the
//! registers that the callee may have changed are read again if somebody needs them.
//!
//! Two kinds of liveness decide. A *local* is live where code of this function still reads it; a *global* where
//! somebody else may look at it before the register is written again: callees, whoever is returned to, and all the
//! unexpected ways out (a return to another address than expected, a signal, an exception). Where a dirty register's
//! local dies and its global lives, it is written back at once. So nothing is kept in a local, or loaded into one, for
//! an unexpected way out alone.

use super::blocks::{Graph, Node, NodeKind};
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
    /// Parameters to write back when the function is entered.
    pub(crate) prologue_stores: VarSet,
    /// Per node: registers to write back at its start.
    pub(crate) entry_stores: Vec<VarSet>,
    /// Per node: registers to read from their globals at its start, after that.
    pub(crate) loads: Vec<VarSet>,
    /// Per node: registers that are dirty at its entry, which an exception inside it writes back.
    pub(crate) dirty_at_entry: Vec<VarSet>,
    /// Per node: registers to write back before control reaches its end.
    pub(crate) end_stores: Vec<VarSet>,
    /// Per node: registers that an unexpected way out at its end writes back in addition.
    pub(crate) cold_stores: Vec<VarSet>,
    /// Per node: registers to write back after the call or system call at its end.
    pub(crate) after_stores: Vec<VarSet>,
    /// Per node: registers to read again after the call at its end.
    pub(crate) reloads: Vec<VarSet>,
    /// Per node: registers whose new value somebody reads at its end or after it (others need no `local.set`).
    pub(crate) live_out: Vec<VarSet>,
    /// Every register that needs a local.
    pub(crate) used: VarSet,
}

#[derive(Clone, Copy)]
struct Local {
    reads: VarSet,
    writes: VarSet,
    traps: bool,
}

fn local(node: &Node) -> Local {
    let mut l = Local { reads: VarSet::NONE, writes: VarSet::NONE, traps: false };
    if let NodeKind::Code { block, .. } = &node.kind {
        for inst in &block.insts {
            match inst {
                // Those have no locals: they are read where they are used.
                Inst::Get(v) if VarSet::SEGMENT_BASES.contains(*v) => {}
                Inst::Get(v) => l.reads.insert(*v),
                Inst::Set(v, _) => l.writes.insert(*v),
                Inst::TrapIf(..) | Inst::Div { .. } => l.traps = true,
                _ => {}
            }
        }
    }
    l
}

/// Decides for one function. Nodes are added on edges where registers have to be written back on one way only.
pub(crate) fn place(graph: &mut Graph, facts: &mut Facts) -> Placement {
    let n = graph.nodes.len();
    let locals: Vec<Local> = graph.nodes.iter().map(local).collect();
    let mut predecessors = vec![Vec::new(); n];
    for (i, node) in graph.nodes.iter().enumerate() {
        for &s in &node.successors {
            predecessors[s].push(i);
        }
    }
    let live = liveness(graph, &facts.ends, &locals, &predecessors);
    let none = || vec![VarSet::NONE; n];
    let own = facts.own_params & live.global_in[0];
    let mut p = Placement {
        prologue_stores: own - live.local_in[0],
        entry_stores: none(),
        loads: none(),
        dirty_at_entry: none(),
        end_stores: none(),
        cold_stores: none(),
        after_stores: none(),
        reloads: none(),
        live_out: none(),
        used: VarSet::NONE,
    };
    p.dirty_at_entry[0] = own & live.local_in[0];
    let dirty_out = dirty(graph, &facts.ends, &locals, &live, &mut p);
    p.loads[0] = live.local_in[0] - PARAMS;
    for i in 0..n {
        let after = graph.nodes[i].successors.iter().fold(VarSet::NONE, |s, &t| s | live.local_in[t]);
        p.reloads[i] = match facts.ends[i] {
            End::Call { changes, .. } => (after & changes) - RESULTS,
            _ => VarSet::NONE,
        };
        p.live_out[i] = live.local_end[i] | p.end_stores[i];
    }
    sink_loads(graph, &facts.ends, &locals, &live.local_in, &predecessors, &mut p);
    let used =
        locals.iter().zip(&p.live_out).fold(PARAMS | RESULTS, |s, (l, &out)| s | l.reads | (l.writes & out) | out);
    p.used = live.local_in.iter().fold(used, |s, &l| s | l);
    store_on_edges(graph, facts, &live, &predecessors, &dirty_out, &mut p);
    p
}

/// What is live at the start of each node, and before its end: in locals and in globals.
struct Liveness {
    local_in: Vec<VarSet>,
    local_end: Vec<VarSet>,
    global_in: Vec<VarSet>,
    global_end: Vec<VarSet>,
}

fn liveness(graph: &Graph, ends: &[End], locals: &[Local], predecessors: &[Vec<usize>]) -> Liveness {
    let n = graph.nodes.len();
    let none = || vec![VarSet::NONE; n];
    let mut live = Liveness { local_in: none(), local_end: none(), global_in: none(), global_end: none() };
    let mut work: Vec<usize> = (0..n).collect();
    let mut queued = vec![true; n];
    while let Some(i) = work.pop() {
        queued[i] = false;
        let (mut local, mut global) = (VarSet::NONE, VarSet::NONE);
        for &s in &graph.nodes[i].successors {
            local = local | live.local_in[s];
            global = global | live.global_in[s];
        }
        live.local_end[i] = local_before_end(ends[i], local);
        live.global_end[i] = global_before_end(ends[i], global);
        let local = (live.local_end[i] - locals[i].writes) | locals[i].reads;
        // An exception finds the registers as they were at the entry.
        let global = if locals[i].traps { VarSet::STATE } else { live.global_end[i] - locals[i].writes };
        if local != live.local_in[i] || global != live.global_in[i] {
            live.local_in[i] = local;
            live.global_in[i] = global;
            for &p in &predecessors[i] {
                if !queued[p] {
                    queued[p] = true;
                    work.push(p);
                }
            }
        }
    }
    live
}

/// Forwards: what may be dirty at the entry of nodes, and where it is written back. Gives what may be dirty
/// after the end of each node. A register that is dirty at the entry of a node is live there, both ways.
fn dirty(graph: &Graph, ends: &[End], locals: &[Local], live: &Liveness, p: &mut Placement) -> Vec<VarSet> {
    let n = graph.nodes.len();
    let mut dirty_out = vec![VarSet::NONE; n];
    let mut work: Vec<usize> = vec![0];
    let mut queued = vec![false; n];
    let mut visited = vec![false; n];
    while let Some(i) = work.pop() {
        queued[i] = false;
        visited[i] = true;
        let successors = &graph.nodes[i].successors;
        let dirty = (p.dirty_at_entry[i] | locals[i].writes) & VarSet::STATE & live.global_end[i];
        p.end_stores[i] = (dirty - live.local_end[i]) | (dirty & needed(ends[i]));
        let left = dirty - p.end_stores[i];
        let mut after = dirty_after(ends[i], left);
        if ends[i] != End::Inside {
            p.cold_stores[i] = after;
        }
        if matches!(ends[i], End::Call { .. } | End::Syscall) {
            let dead = successors.iter().fold(VarSet::NONE, |s, &t| s | (live.global_in[t] - live.local_in[t]));
            p.after_stores[i] = after & dead;
            after = after - dead;
        }
        dirty_out[i] = after;
        for &s in successors {
            let new = p.dirty_at_entry[s] | (after & live.global_in[s] & live.local_in[s]);
            if new != p.dirty_at_entry[s] || !visited[s] {
                p.dirty_at_entry[s] = new;
                if !queued[s] {
                    queued[s] = true;
                    work.push(s);
                }
            }
        }
    }
    dirty_out
}

/// Writes registers back on the edges on which they die in their local while they are dirty.
fn store_on_edges(
    graph: &mut Graph,
    facts: &mut Facts,
    live: &Liveness,
    predecessors: &[Vec<usize>],
    dirty_out: &[VarSet],
    p: &mut Placement,
) {
    for (i, &dirty) in dirty_out.iter().enumerate() {
        for n in 0..graph.nodes[i].successors.len() {
            let s = graph.nodes[i].successors[n];
            let stores = (dirty & live.global_in[s]) - live.local_in[s];
            if stores == VarSet::NONE {
            } else if s != 0 && predecessors[s].len() == 1 {
                p.entry_stores[s] = stores;
            } else {
                graph.add_node_on_edge(i, n);
                facts.ends.push(End::Inside);
                p.add_node(stores);
            }
        }
    }
}

impl Placement {
    fn add_node(&mut self, entry_stores: VarSet) {
        self.entry_stores.push(entry_stores);
        for list in [
            &mut self.loads,
            &mut self.dirty_at_entry,
            &mut self.end_stores,
            &mut self.cold_stores,
            &mut self.after_stores,
            &mut self.reloads,
            &mut self.live_out,
        ] {
            list.push(VarSet::NONE);
        }
    }
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
    p: &mut Placement,
) {
    // Edges to nodes with one predecessor form a forest; each tree is walked once, from its root.
    let one_way = |s: usize| s != 0 && predecessors[s].len() == 1;
    let mut work: Vec<usize> = (0..graph.nodes.len()).filter(|&i| !one_way(i)).collect();
    while let Some(i) = work.pop() {
        let successors = &graph.nodes[i].successors;
        let several_ways = successors.iter().filter(|s| !one_way(**s)).fold(VarSet::NONE, |set, &s| set | live_in[s]);
        // Where a loop leads back to the entry, what it leaves in locals must not be read from the globals again.
        let in_loop = if i == 0 && !predecessors[0].is_empty() { VarSet::STATE } else { VarSet::NONE };
        let here = locals[i].reads | passed(ends[i]) | several_ways | in_loop;
        let down = p.loads[i] - here;
        p.loads[i] = p.loads[i] - down;
        for &s in successors.iter().filter(|s| one_way(**s)) {
            p.loads[s] = p.loads[s] | (down & live_in[s]) | p.reloads[i];
            work.push(s);
        }
        if successors.iter().all(|s| one_way(*s)) {
            p.reloads[i] = VarSet::NONE;
        }
    }
}

/// Registers whose global must be current wherever control goes at the end of a node, the expected way.
fn needed(end: End) -> VarSet {
    match end {
        End::Inside | End::Syscall | End::Switch => VarSet::NONE,
        End::Call { needed, .. } | End::Jump { needed } => needed - VarSet::of(&[Var::RSP]),
        End::Return { needed } | End::Leave { needed } => needed - RESULTS,
        End::Trap => VarSet::STATE - RESULTS,
    }
}

/// Registers whose local the end of a node reads whether dirty or not.
pub(crate) fn passed(end: End) -> VarSet {
    match end {
        End::Inside | End::Trap => VarSet::NONE,
        End::Call { passed, .. } => passed,
        End::Jump { .. } | End::Switch => PARAMS,
        End::Syscall => SYSCALL_READS,
        End::Return { .. } | End::Leave { .. } => RESULTS,
    }
}

/// Registers that are dirty after the end of a node, where control stays in the function or leaves it unexpectedly.
fn dirty_after(end: End, dirty: VarSet) -> VarSet {
    match end {
        // What the callee may have changed is current in its global, came back as a result, or is dead.
        End::Call { changes, .. } => (dirty - changes) | RESULTS,
        End::Syscall => dirty | VarSet::of(&[Var::RAX]),
        _ => dirty,
    }
}

/// Registers whose local is read at the end of a node or, `after` it, by code of the function.
fn local_before_end(end: End, after: VarSet) -> VarSet {
    passed(end)
        | match end {
            End::Inside | End::Switch => after,
            End::Call { changes, .. } => after - changes - RESULTS,
            End::Syscall => after - VarSet::of(&[Var::RAX]),
            End::Jump { .. } | End::Return { .. } | End::Leave { .. } | End::Trap => VarSet::NONE,
        }
}

/// Registers whose global must be current at the end of a node on any way out, or later.
fn global_before_end(end: End, after: VarSet) -> VarSet {
    match end {
        End::Inside => after,
        End::Call { changes, .. } => needed(end) | ((ALL | after) - changes - RESULTS),
        End::Switch | End::Syscall | End::Trap => VarSet::STATE,
        End::Jump { .. } | End::Return { .. } | End::Leave { .. } => needed(end),
    }
}
