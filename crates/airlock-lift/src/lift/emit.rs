//! One function: from its graph of IR blocks to structured Wasm.

use std::ops::Range;

use wasm_encoder::{BlockType, Function, ValType};

use super::blocks::{Graph, NodeKind};
use super::layout::{self, GLOBAL_PC, POLL_PAGE, TYPE_LIFTED, UNWIND};
use super::structure::{self, Shape};
use super::summary::{End, Facts};
use super::vars::{self, PARAMS, Placement, RESULTS, SYSCALL_CHANGES, VarSet};
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
pub(crate) fn function(graph: &Graph, facts: Facts, cx: &Context<'_>) -> Vec<u8> {
    let place = vars::place(graph, &facts);
    let many_way: Vec<bool> =
        graph.nodes.iter().map(|n| matches!(&n.kind, NodeKind::Code { known, .. } if !known.is_empty())).collect();
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
    e.load_globals(e.place.loads[0]);
    e.tree();
    e.f.instructions().unreachable().end();
    layout::body_bytes(e.f)
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
        self.f.instructions().i32_const(0).i32_load8_u(values::mem_arg(offset, 0)).drop();
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

    fn parameters(&mut self) {
        for v in [Var::RSP, Var::RDI, Var::RSI, Var::RDX] {
            self.get(v);
        }
    }

    /// Returns `(UNWIND, rax, rsp)`; everything dirty has been stored.
    fn unwind(&mut self) {
        self.f.instructions().i64_const(UNWIND);
        self.get(Var::RAX);
        self.get(Var::RSP);
        self.f.instructions().return_();
    }

    /// Raises an exception with the registers as they are in locals.
    pub(super) fn trap(&mut self, kind: TrapKind, pc: u64, dirty: VarSet) {
        self.store_globals(dirty - RESULTS);
        self.f.instructions().i32_const(kind.code() as i32).i64_const(pc as i64).call(layout::TRAP);
        self.unwind();
    }

    // ---- nodes ------------------------------------------------------------------------------------------------

    fn node(&mut self, x: usize, tasks: &mut Vec<Task>) {
        if Some(x) == self.shape.dispatch {
            self.dispatch_node(x);
            return;
        }
        let graph = self.graph;
        let node = &graph.nodes[x];
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
        self.store_globals(vars::spills(self.ends[x], self.place.dirty_at_end[x]));
        self.poll();
        match (self.cx.function_at)(pc) {
            Some(index) => {
                self.parameters();
                self.f.instructions().return_call(index);
            }
            None => {
                let local = self.pc;
                self.f.instructions().i64_const(pc as i64).local_set(local);
                self.jump_to_pc();
            }
        }
    }

    /// Tail call of whatever is at the guest pc in local `pc`.
    fn jump_to_pc(&mut self) {
        self.parameters();
        let mut s = self.f.instructions();
        dispatcher::lookup(&mut s, self.pc, &self.cx.text);
        s.return_call_ref(TYPE_LIFTED);
    }

    fn code(&mut self, x: usize, block: &Block, known: &[u64], tasks: &mut Vec<Task>) {
        let live = self.place.live_out[x];
        let dirty_in = self.place.dirty_at_entry[x] & VarSet::STATE;
        let dirty = self.place.dirty_at_end[x];
        let end = self.ends[x];
        let spills = vars::spills(end, dirty);
        self.block(block, live, dirty_in);
        // The terminator's operand, if any, is on the Wasm stack now and all variables are set.
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
                self.store_globals(spills);
                self.poll();
                self.jump_to_pc();
            }
            Term::Call { target, ret } => {
                self.store_globals(spills);
                self.parameters();
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
                self.store_globals(spills);
                self.parameters();
                let mut s = self.f.instructions();
                dispatcher::lookup(&mut s, pc, &self.cx.text);
                s.call_ref(TYPE_LIFTED);
                self.after_call(x, *ret, tasks);
            }
            Term::Return(_) => {
                self.store_globals(spills);
                self.get(Var::RAX);
                self.get(Var::RSP);
                self.f.instructions().return_();
            }
            Term::Syscall { next } => {
                self.syscall(*next, dirty);
                self.load_globals(self.place.reloads[x]);
                tasks.push(Task::Branch { from: x, to: self.graph.nodes[x].successors[0] });
            }
            Term::Trap(kind, pc) => self.trap(*kind, *pc, dirty),
        }
    }

    /// The results of a call are on the stack.
    fn after_call(&mut self, x: usize, ret: u64, tasks: &mut Vec<Task>) {
        let (rsp, rax) = (self.local_of[Var::RSP.0 as usize], self.local_of[Var::RAX.0 as usize]);
        let pc = self.pc;
        self.f.instructions().local_set(rsp).local_set(rax).local_tee(pc);
        self.f.instructions().i64_const(ret as i64).i64_ne().if_(BlockType::Empty);
        let dirty = vars::dirty_after(self.ends[x], self.place.dirty_at_end[x]);
        self.store_globals(dirty - RESULTS);
        self.f.instructions().local_get(pc).local_get(rax).local_get(rsp).return_().end();
        self.load_globals(self.place.reloads[x]);
        tasks.push(Task::Branch { from: x, to: self.graph.nodes[x].successors[0] });
    }

    fn syscall(&mut self, next: u64, dirty: VarSet) {
        for v in [Var::RAX, Var::RDI, Var::RSI, Var::RDX, Var::gpr(10), Var::gpr(8), Var::gpr(9)] {
            self.get(v);
        }
        let rax = self.local_of[Var::RAX.0 as usize];
        self.f.instructions().call(layout::SYSCALL);
        // (value, attention): attention on top.
        let attention = self.state;
        self.f.instructions().local_set(attention).local_set(rax).local_get(attention).if_(BlockType::Empty);
        self.store_globals((dirty | SYSCALL_CHANGES) - RESULTS);
        self.f.instructions().i64_const(next as i64).global_set(GLOBAL_PC);
        self.unwind();
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
