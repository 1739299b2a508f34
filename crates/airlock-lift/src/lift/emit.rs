//! One function: from its graph of IR blocks to structured Wasm.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::ops::Range;

use wasm_encoder::{BlockType, Function, ValType};

use super::blocks::{Graph, Node, NodeKind};
use super::layout::{self, GLOBAL_PC, POLL_PAGE, TYPE_LIFTED, UNWIND};
use super::structure::{self, Shape};
use super::summary::{End, Facts};
use super::vars::{self, PARAMS, Placement, RESULTS, VarSet};
use super::{dispatcher, values};
use crate::ir::{Block, Term, TrapKind, Var};

/// What the emission of one function needs to know of the module around it.
pub(crate) struct Context<'a> {
    pub(crate) text: Range<u64>,
    /// The Wasm function that starts at a guest address.
    pub(crate) function_at: &'a dyn Fn(u64) -> Option<u32>,
}

/// A pending piece of output; the stack of these replaces recursion.
enum Task {
    Tree(usize),
    Within(usize, usize),
    Branch { from: usize, to: usize },
    Else,
    End,
}

pub(super) struct Emitter<'a> {
    pub(super) f: Function,
    graph: &'a Graph,
    shape: Shape,
    place: Placement,
    ends: Vec<End>,
    cx: &'a Context<'a>,
    /// Wasm local of each variable.
    pub(super) local_of: [u32; Var::COUNT],
    pub(super) temps: values::Temps,
    /// Local for a guest pc.
    pub(super) pc: u32,
    /// Local for the number of a dispatched node, and scratch.
    pub(super) state: u32,
    labels: Vec<Option<usize>>,
    position: Vec<usize>,
    polls: u32,
}

/// Emits the body of one function.
pub(crate) fn function(mut graph: Graph, mut facts: Facts, cx: &Context<'_>) -> Vec<u8> {
    let place = vars::place(&mut graph, &mut facts);
    let graph = &graph;
    let many_way: Vec<bool> = graph.nodes.iter().map(|n| n.has_labels_only()).collect();
    let shape = structure::analyse(graph.nodes.iter().map(|n| n.successors.clone()).collect(), &many_way);

    // Locals: the four parameters, then one per other variable in use, then temporaries.
    let mut local_of = [u32::MAX; Var::COUNT];
    for (i, v) in [Var::RSP, Var::RDI, Var::RSI, Var::RDX].into_iter().enumerate() {
        local_of[v.0 as usize] = i as u32;
    }
    let mut declared: Vec<(u32, ValType)> = Vec::new();
    let mut next = 4;
    for v in (place.used - PARAMS).iter() {
        local_of[v.0 as usize] = next;
        next += 1;
        declared.push((1, layout::val_type(v.ty())));
    }
    let pc = next;
    declared.push((1, ValType::I64));
    let state = next + 1;
    declared.push((1, ValType::I32));
    let mut temps = values::Temps::new(next + 2);
    for node in &graph.nodes {
        if let NodeKind::Code { block, .. } = &node.kind {
            temps.reserve(block);
        }
    }
    declared.extend(temps.declarations());
    let count = shape.successors.len();
    let mut e = Emitter {
        f: Function::new(declared),
        graph,
        shape,
        place,
        ends: facts.ends,
        cx,
        local_of,
        temps,
        pc,
        state,
        labels: Vec::new(),
        position: vec![usize::MAX; count],
        polls: 0,
    };
    // Once, and not on every round of a loop that the function begins with.
    e.store_globals(e.place.prologue_stores);
    e.load_globals(e.place.loads[0]);
    if calls_twice(graph) && !e.shape.is_header[0] {
        e.poll();
    }
    e.tree();
    e.f.instructions().unreachable().end();
    layout::body_bytes(e.f)
}

/// Whether a function may make several calls without a loop. Time without polls would be exponential in the number of
/// such functions that call each other, or unlimited where they are recursive; the others can only be as deep as the
/// stack.
fn calls_twice(graph: &Graph) -> bool {
    let is_call = |node: &&Node| matches!(&node.kind, NodeKind::Code { block, .. } if matches!(block.term, Term::Call { .. } | Term::CallIndirect { .. }));
    graph.nodes.iter().filter(is_call).nth(1).is_some()
}

impl Emitter<'_> {
    // ---- structure --------------------------------------------------------------------------------------------

    fn tree(&mut self) {
        let mut tasks = vec![Task::Tree(0)];
        while let Some(task) = tasks.pop() {
            match task {
                Task::Tree(x) => {
                    if self.shape.is_header[x] {
                        self.f.instructions().loop_(BlockType::Empty);
                        self.push_label(Some(x));
                        self.poll();
                        tasks.push(Task::End);
                    }
                    tasks.push(Task::Within(x, 0));
                }
                Task::Within(x, i) => {
                    if let Some(&y) = self.shape.merge_children[x].get(i) {
                        self.f.instructions().block(BlockType::Empty);
                        self.push_label(Some(y));
                        tasks.push(Task::Tree(y));
                        tasks.push(Task::End);
                        tasks.push(Task::Within(x, i + 1));
                    } else {
                        self.node(x, &mut tasks);
                    }
                }
                Task::Branch { from, to } => self.branch(from, to, &mut tasks),
                Task::Else => {
                    self.f.instructions().else_();
                }
                Task::End => {
                    self.f.instructions().end();
                    self.labels.pop();
                }
            }
        }
    }

    fn push_label(&mut self, node: Option<usize>) {
        if let Some(n) = node {
            self.position[n] = self.labels.len();
        }
        self.labels.push(node);
    }

    /// Where an edge of the original graph leads after dispatched nodes have been cut off.
    fn destination(&self, to: usize) -> (usize, Option<u32>) {
        match (self.shape.dispatch, self.shape.dispatched.binary_search(&to)) {
            (Some(d), Ok(n)) => (d, Some(n as u32)),
            _ => (to, None),
        }
    }

    fn has_label(&self, from: usize, to: usize) -> bool {
        self.shape.rpo[to] <= self.shape.rpo[from] || self.shape.is_merge[to]
    }

    fn depth(&self, to: usize) -> u32 {
        (self.labels.len() - 1 - self.position[to]) as u32
    }

    fn branch(&mut self, from: usize, to: usize, tasks: &mut Vec<Task>) {
        let (to, number) = if Some(from) == self.shape.dispatch { (to, None) } else { self.destination(to) };
        if let Some(n) = number {
            self.f.instructions().i32_const(n as i32).local_set(self.state);
        }
        if self.has_label(from, to) {
            let depth = self.depth(to);
            self.f.instructions().br(depth);
        } else {
            tasks.push(Task::Tree(to));
        }
    }

    /// Ends a node with a two-way branch; the condition is on the Wasm stack.
    fn branch_if(&mut self, from: usize, then: usize, or: usize, tasks: &mut Vec<Task>) {
        let direct = |e: &Self, to: usize| {
            let (d, number) = e.destination(to);
            number.is_none() && e.has_label(from, d)
        };
        if direct(self, then) {
            let depth = self.depth(then);
            self.f.instructions().br_if(depth);
            tasks.push(Task::Branch { from, to: or });
        } else if direct(self, or) {
            let depth = self.depth(or);
            self.f.instructions().i32_eqz().br_if(depth);
            tasks.push(Task::Branch { from, to: then });
        } else {
            self.f.instructions().if_(BlockType::Empty);
            self.push_label(None);
            tasks.push(Task::End);
            tasks.push(Task::Branch { from, to: or });
            tasks.push(Task::Else);
            tasks.push(Task::Branch { from, to: then });
        }
    }

    /// Looks whether the run is to be stopped. Each site reads another byte, or the compiler would take the reads of
    /// nested loops for one.
    fn poll(&mut self) {
        let offset = POLL_PAGE + u64::from(self.polls * 8 % 4096);
        self.polls += 1;
        dispatcher::poll(&mut self.f.instructions(), offset);
    }

    // ---- registers and globals --------------------------------------------------------------------------------

    fn load_globals(&mut self, set: VarSet) {
        for v in set.iter().filter(|v| VarSet::STATE.contains(*v)) {
            let local = self.local_of[v.0 as usize];
            self.f.instructions().global_get(u32::from(v.0)).local_set(local);
        }
    }

    pub(super) fn store_globals(&mut self, set: VarSet) {
        for v in set.iter().filter(|v| VarSet::STATE.contains(*v)) {
            let local = self.local_of[v.0 as usize];
            if local != u32::MAX {
                self.f.instructions().local_get(local).global_set(u32::from(v.0));
            }
        }
    }

    fn get(&mut self, v: Var) {
        let local = self.local_of[v.0 as usize];
        self.f.instructions().local_get(local);
    }

    /// The parameters of the call or jump at the end of a node. A callee gets zero for what it has no use for.
    fn parameters(&mut self, x: usize) {
        let passed = vars::passed(self.ends[x]);
        for v in [Var::RSP, Var::RDI, Var::RSI, Var::RDX] {
            if passed.contains(v) {
                self.get(v);
            } else {
                self.f.instructions().i64_const(0);
            }
        }
    }

    /// Returns `(UNWIND, rax, rsp)`. Everything else that is dirty has been stored.
    fn unwind(&mut self, dirty: VarSet) {
        self.f.instructions().i64_const(UNWIND);
        for v in [Var::RAX, Var::RSP] {
            if dirty.contains(v) {
                self.get(v);
            } else {
                self.f.instructions().global_get(u32::from(v.0));
            }
        }
        self.f.instructions().return_();
    }

    /// Raises an exception with the registers as they are in locals where they are dirty.
    pub(super) fn trap(&mut self, kind: TrapKind, pc: u64, dirty: VarSet) {
        self.store_globals(dirty - RESULTS);
        self.f.instructions().i32_const(kind.code() as i32).i64_const(pc as i64).call(layout::TRAP);
        self.unwind(dirty);
    }

    // ---- nodes ------------------------------------------------------------------------------------------------

    fn node(&mut self, x: usize, tasks: &mut Vec<Task>) {
        if Some(x) == self.shape.dispatch {
            self.dispatch_node(x);
            return;
        }
        let graph = self.graph;
        let node = &graph.nodes[x];
        self.store_globals(self.place.entry_stores[x]);
        if x != 0 {
            self.load_globals(self.place.loads[x]);
        }
        match &node.kind {
            NodeKind::Exit if x == 0 => {
                self.trap(TrapKind::Fetch, node.pc, PARAMS);
            }
            NodeKind::Exit => self.exit(x, node.pc),
            NodeKind::Code { block, known } => self.code(x, block, known, tasks),
        }
    }

    fn dispatch_node(&mut self, x: usize) {
        let targets: Vec<u32> = self.shape.successors[x].iter().map(|&t| self.depth(t)).collect();
        let state = self.state;
        let last = targets.last().copied().unwrap_or(0);
        self.f.instructions().local_get(state).br_table(targets, last);
    }

    /// A jump out of the function.
    fn exit(&mut self, x: usize, pc: u64) {
        self.store_globals(self.place.end_stores[x]);
        self.poll();
        match (self.cx.function_at)(pc) {
            Some(index) => {
                self.parameters(x);
                self.f.instructions().return_call(index);
            }
            None => {
                let local = self.pc;
                self.f.instructions().i64_const(pc as i64).local_set(local);
                self.jump_to_pc(x);
            }
        }
    }

    /// Tail call of whatever is at the guest pc in local `pc`.
    fn jump_to_pc(&mut self, x: usize) {
        self.parameters(x);
        let mut s = self.f.instructions();
        dispatcher::lookup(&mut s, self.pc, &self.cx.text);
        s.return_call_ref(TYPE_LIFTED);
    }

    /// Returns to whatever is at the guest pc in local `pc`, from where the dispatcher goes on: the frames of this stack
    /// are left behind. All registers but rsp have been stored.
    fn leave_for_pc(&mut self) {
        let pc = self.pc;
        self.f.instructions().local_get(pc).global_get(u32::from(Var::RAX.0));
        self.get(Var::RSP);
        self.f.instructions().return_();
    }

    fn code(&mut self, x: usize, block: &Block, known: &[u64], tasks: &mut Vec<Task>) {
        let live = self.place.live_out[x];
        let dirty_in = self.place.dirty_at_entry[x];
        let cold = self.place.cold_stores[x];
        self.block(block, live, dirty_in);
        // The terminator's operand, if any, is on the Wasm stack now and all variables are set.
        self.store_globals(self.place.end_stores[x]);
        match &block.term {
            Term::Jump(_) => tasks.push(Task::Branch { from: x, to: self.graph.nodes[x].successors[0] }),
            Term::Branch { .. } => {
                let s = &self.graph.nodes[x].successors;
                let (then, or) = (s[0], s[1]);
                self.branch_if(x, then, or, tasks);
            }
            Term::JumpIndirect(_) => {
                let pc = self.pc;
                self.f.instructions().local_set(pc);
                self.switch(x, known);
                self.store_globals(cold);
                if block.switches_stack() {
                    self.leave_for_pc();
                } else {
                    self.poll();
                    self.jump_to_pc(x);
                }
            }
            Term::Switch { targets, .. } => self.branch_by_index(x, targets),
            Term::GuidedJump { targets, .. } => {
                let (pc, index) = (self.pc, self.state);
                self.f.instructions().local_set(index).local_set(pc);
                self.guided_branch(x, targets);
                self.store_globals(cold);
                self.poll();
                self.jump_to_pc(x);
            }
            Term::Call { target, ret } => {
                self.parameters(x);
                match (self.cx.function_at)(*target) {
                    Some(index) => {
                        self.f.instructions().call(index);
                    }
                    None => {
                        let pc = self.pc;
                        self.f.instructions().i64_const(*target as i64).local_set(pc);
                        let mut s = self.f.instructions();
                        dispatcher::lookup(&mut s, pc, &self.cx.text);
                        s.call_ref(TYPE_LIFTED);
                    }
                }
                self.after_call(x, *ret, tasks);
            }
            Term::CallIndirect { ret, .. } => {
                let pc = self.pc;
                self.f.instructions().local_set(pc);
                self.parameters(x);
                let mut s = self.f.instructions();
                dispatcher::lookup(&mut s, pc, &self.cx.text);
                s.call_ref(TYPE_LIFTED);
                self.after_call(x, *ret, tasks);
            }
            Term::Return(_) | Term::Leave { .. } => {
                self.get(Var::RAX);
                self.get(Var::RSP);
                self.f.instructions().return_();
            }
            Term::Syscall { next } => {
                self.syscall(*next, cold);
                self.store_globals(self.place.after_stores[x]);
                self.load_globals(self.place.reloads[x]);
                tasks.push(Task::Branch { from: x, to: self.graph.nodes[x].successors[0] });
            }
            Term::Trap(kind, pc) => self.trap(*kind, *pc, cold),
        }
    }

    /// The results of a call are on the stack.
    fn after_call(&mut self, x: usize, ret: u64, tasks: &mut Vec<Task>) {
        let (rsp, rax) = (self.local_of[Var::RSP.0 as usize], self.local_of[Var::RAX.0 as usize]);
        let pc = self.pc;
        self.f.instructions().local_set(rsp).local_set(rax).local_tee(pc);
        self.f.instructions().i64_const(ret as i64).i64_ne().if_(BlockType::Empty);
        self.store_globals(self.place.cold_stores[x] - RESULTS);
        self.f.instructions().local_get(pc).local_get(rax).local_get(rsp).return_().end();
        self.store_globals(self.place.after_stores[x]);
        self.load_globals(self.place.reloads[x]);
        tasks.push(Task::Branch { from: x, to: self.graph.nodes[x].successors[0] });
    }

    fn syscall(&mut self, next: u64, cold: VarSet) {
        for v in [Var::RAX, Var::RDI, Var::RSI, Var::RDX, Var::gpr(10), Var::gpr(8), Var::gpr(9)] {
            self.get(v);
        }
        let rax = self.local_of[Var::RAX.0 as usize];
        self.f.instructions().call(layout::SYSCALL);
        // (value, attention): attention on top.
        let attention = self.state;
        self.f.instructions().local_set(attention).local_set(rax).local_get(attention).if_(BlockType::Empty);
        self.store_globals(cold - RESULTS);
        self.f.instructions().i64_const(next as i64).global_set(GLOBAL_PC);
        self.unwind(cold);
        self.f.instructions().end();
    }

    /// The distinct ones of `targets`, with the node of each. They are the successors of `x`, in this order.
    fn distinct_targets(&self, x: usize, targets: &[u64]) -> BTreeMap<u64, (usize, Option<u32>)> {
        let mut nodes = BTreeMap::new();
        let mut next = self.graph.nodes[x].successors.iter();
        for &target in targets {
            if let Entry::Vacant(slot) = nodes.entry(target)
                && let Some(&node) = next.next()
            {
                slot.insert(self.destination(node));
            }
        }
        nodes
    }

    /// Branches to one of `targets` by the index on the stack.
    fn branch_by_index(&mut self, x: usize, targets: &[u64]) {
        let nodes = self.distinct_targets(x, targets);
        // Dispatched nodes are reached through a block of their own each, which says which it is.
        let through: Vec<(u64, usize, u32)> =
            nodes.iter().filter_map(|(&t, &(to, number))| Some((t, to, number?))).collect();
        let blocks = through.len() as u32;
        let label = |t: &u64| match (through.binary_search_by_key(t, |b| b.0), nodes.get(t)) {
            (Ok(n), _) => n as u32,
            (Err(_), Some(&(to, _))) => self.depth(to) + blocks,
            (Err(_), None) => 0,
        };
        let table: Vec<u32> = targets.iter().map(label).collect();
        let (last, table) = table.split_last().map_or((0, &[][..]), |(last, rest)| (*last, rest));
        let index = self.state;
        self.f.instructions().local_set(index);
        for _ in 0..blocks {
            self.f.instructions().block(BlockType::Empty);
        }
        self.f.instructions().local_get(index).br_table(table.to_vec(), last);
        for (n, (_, to, number)) in through.into_iter().enumerate() {
            let depth = self.depth(to) + (blocks - 1 - n as u32);
            self.f.instructions().end().i32_const(number as i32).local_set(index).br(depth);
        }
    }

    /// Branches to one of `targets` by the index in local `state`, if that is where local `pc` leads; otherwise falls
    /// through.
    fn guided_branch(&mut self, x: usize, targets: &[u64]) {
        let nodes = self.distinct_targets(x, targets);
        let blocks = nodes.len() as u32;
        let order: Vec<u64> = nodes.keys().copied().collect();
        let table: Vec<u32> = targets.iter().map(|t| order.partition_point(|o| o < t) as u32).collect();
        let (pc, state) = (self.pc, self.state);
        for _ in 0..=blocks {
            self.f.instructions().block(BlockType::Empty);
        }
        self.f.instructions().local_get(state).br_table(table, blocks);
        for (n, (target, (to, number))) in nodes.into_iter().enumerate() {
            // How many of the blocks are left.
            let left = blocks - n as u32;
            let depth = self.depth(to) + left;
            let mut s = self.f.instructions();
            s.end();
            s.local_get(pc).i64_const(target as i64).i64_ne().br_if(left - 1);
            if let Some(n) = number {
                s.i32_const(n as i32).local_set(state);
            }
            s.br(depth);
        }
        self.f.instructions().end();
    }

    /// Branches to the known target that local `pc` holds; falls through if it is none of them.
    fn switch(&mut self, x: usize, known: &[u64]) {
        let (Some(&lo), Some(&hi)) = (known.iter().min(), known.iter().max()) else { return };
        let targets: Vec<(u64, usize)> =
            known.iter().copied().zip(self.graph.nodes[x].successors.iter().copied()).collect();
        // One label per distinct target, looked up by the distance from the lowest. All targets have labels.
        let span = hi - lo + 1;
        let pc = self.pc;
        if span <= 0x8000 {
            let mut table: Vec<u32> = vec![0; span as usize];
            for (target, node) in targets {
                let (to, number) = self.destination(node);
                if number.is_some() {
                    self.branch_if_pc(target, to, number);
                } else {
                    // Inside the block that is opened below.
                    table[(target - lo) as usize] = self.depth(to) + 1;
                }
            }
            let mut s = self.f.instructions();
            s.block(BlockType::Empty);
            // A target 4 GiB further would alias; it is checked first.
            s.local_get(pc).i64_const(lo as i64).i64_sub().i64_const(span as i64).i64_ge_u().br_if(0);
            s.local_get(pc).i64_const(lo as i64).i64_sub().i32_wrap_i64().br_table(table, 0);
            s.end();
        } else {
            for (target, node) in targets {
                let (to, number) = self.destination(node);
                self.branch_if_pc(target, to, number);
            }
        }
    }

    /// Branches to a node if local `pc` holds `target`.
    fn branch_if_pc(&mut self, target: u64, to: usize, number: Option<u32>) {
        let (pc, state, depth) = (self.pc, self.state, self.depth(to));
        let mut s = self.f.instructions();
        s.local_get(pc).i64_const(target as i64).i64_eq().if_(BlockType::Empty);
        if let Some(n) = number {
            s.i32_const(n as i32).local_set(state);
        }
        s.br(depth + 1).end();
    }
}
