//! From the control-flow graph of instructions to a graph of IR blocks, with the flags that nobody reads left out.

use std::collections::BTreeMap;

use iced_x86::{Code, Instruction, Mnemonic, RflagsBits};

use super::cfg::{CodeSource, Function};
use crate::ir::{Block, Builder, FlagSet, LazyEntry, Term};

/// A node of the graph that is emitted.
#[derive(Debug)]
pub(crate) struct Node {
    /// Guest address; for exits, the address outside of the function that control goes to.
    pub(crate) pc: u64,
    pub(crate) kind: NodeKind,
    /// Indices of successors in the function.
    pub(crate) successors: Vec<usize>,
}

#[derive(Debug)]
pub(crate) enum NodeKind {
    /// A block of code. `known` are the possible targets of an indirect jump at its end.
    Code { block: Box<Block>, known: Vec<u64> },
    /// Control leaves the function for `pc`.
    Exit,
}

/// The graph of one function; node 0 is the entry.
#[derive(Debug)]
pub(crate) struct Graph {
    pub(crate) nodes: Vec<Node>,
    /// Number of instructions translated.
    pub(crate) instructions: usize,
}

impl Node {
    /// Whether it ends in a branch that can only name labels.
    pub(crate) fn has_labels_only(&self) -> bool {
        match &self.kind {
            NodeKind::Code { block, known } => {
                !known.is_empty() || matches!(block.term, Term::Switch { .. } | Term::GuidedJump { .. })
            }
            NodeKind::Exit => false,
        }
    }
}

impl Graph {
    /// Puts an empty node on the edge from node `from` to its successor number `n`.
    pub(crate) fn add_node_on_edge(&mut self, from: usize, n: usize) {
        let to = self.nodes[from].successors[n];
        let pc = self.nodes[to].pc;
        self.nodes[from].successors[n] = self.nodes.len();
        let block = Box::new(Builder::new().finish(pc, FlagSet::NONE, false));
        self.nodes.push(Node { pc, kind: NodeKind::Code { block, known: Vec::new() }, successors: vec![to] });
    }
}

/// Flags of iced as ours.
fn flag_set(bits: u32) -> FlagSet {
    let pairs = [
        (RflagsBits::CF, FlagSet::CF),
        (RflagsBits::PF, FlagSet::PF),
        (RflagsBits::AF, FlagSet::AF),
        (RflagsBits::ZF, FlagSet::ZF),
        (RflagsBits::SF, FlagSet::SF),
        (RflagsBits::OF, FlagSet::OF),
    ];
    pairs.iter().filter(|(b, _)| bits & b != 0).fold(FlagSet::NONE, |s, (_, f)| s.union(*f))
}

/// Flags that an instruction reads, and flags whose old value does not survive it.
pub(crate) fn flag_effects(i: &Instruction) -> (FlagSet, FlagSet) {
    use Mnemonic as M;
    let reads = flag_set(i.rflags_read());
    let writes = flag_set(i.rflags_modified());
    // The old flags survive a shift by a count of zero and a repeated comparison of no elements.
    let conditional = match i.mnemonic() {
        M::Shl | M::Sal | M::Shr | M::Sar | M::Rol | M::Ror | M::Rcl | M::Rcr | M::Shld | M::Shrd => {
            i.op_count() > 1 && i.op_kind(i.op_count() - 1) == iced_x86::OpKind::Register
                || (i.op_count() > 1 && i.immediate(i.op_count() - 1) & 0x1f == 0)
        }
        M::Cmpsb | M::Cmpsw | M::Cmpsd | M::Cmpsq | M::Scasb | M::Scasw | M::Scasd | M::Scasq => {
            i.has_rep_prefix() || i.has_repne_prefix()
        }
        _ => false,
    };
    let pushes_all = matches!(i.code(), Code::Pushfq | Code::Pushfw);
    let reads = if pushes_all { FlagSet::ALL } else { reads };
    if conditional { (reads.union(writes), FlagSet::NONE) } else { (reads, writes) }
}

/// Flags live at the entry of each block, by address, from the graph of instructions.
pub(crate) fn live_in_flags(function: &Function) -> BTreeMap<u64, FlagSet> {
    let mut live: BTreeMap<u64, FlagSet> = function.blocks.keys().map(|&k| (k, FlagSet::NONE)).collect();
    let effects: BTreeMap<u64, (FlagSet, FlagSet)> = function
        .blocks
        .iter()
        .map(|(&pc, b)| {
            // Reads before writes, and writes, of the whole block.
            let (mut reads, mut writes) = (FlagSet::NONE, FlagSet::NONE);
            for i in &b.instructions {
                let (r, w) = flag_effects(i);
                reads = reads.union(r.without(writes));
                writes = writes.union(w);
            }
            (pc, (reads, writes))
        })
        .collect();
    let mut changed = true;
    while changed {
        changed = false;
        for (pc, block) in function.blocks.iter().rev() {
            let out =
                block.successors.iter().fold(FlagSet::NONE, |s, t| s.union(live.get(t).copied().unwrap_or_default()));
            let (reads, writes) = effects[pc];
            let new = reads.union(out.without(writes));
            if let Some(old) = live.get_mut(pc)
                && *old != new
            {
                *old = new;
                changed = true;
            }
        }
    }
    live
}

/// Translates all blocks of a function.
pub(crate) fn translate(function: &Function, source: &dyn CodeSource) -> Graph {
    let live_in = live_in_flags(function);
    let mut predecessors: BTreeMap<u64, u32> = BTreeMap::new();
    for block in function.blocks.values() {
        for &s in &block.successors {
            *predecessors.entry(s).or_default() += 1;
        }
    }
    *predecessors.entry(function.entry).or_default() += 1;

    let order = depth_first(function);
    let mut blocks: BTreeMap<u64, Block> = BTreeMap::new();
    let mut entry_lazy: BTreeMap<u64, LazyEntry> = BTreeMap::new();
    let mut instructions = 0;
    for pc in order {
        let Some(basic) = function.blocks.get(&pc) else { continue };
        let live_out =
            basic.successors.iter().fold(FlagSet::NONE, |s, t| s.union(live_in.get(t).copied().unwrap_or_default()));
        let block = translate_block(basic, live_out, entry_lazy.get(&pc).copied(), &|| {
            basic
                .successors
                .iter()
                .all(|s| live_in.get(s).is_none_or(|l| l.is_empty()) || predecessors.get(s) == Some(&1))
        });
        if let Some(lazy) = block.lazy_out {
            for s in &basic.successors {
                if !live_in.get(s).copied().unwrap_or_default().is_empty() {
                    entry_lazy.insert(*s, lazy);
                }
            }
        }
        instructions += basic.instructions.len();
        blocks.insert(pc, block);
    }
    let mut graph = connect(function, blocks, instructions);
    super::switches::resolve(&mut graph, source);
    graph
}

fn translate_block(
    basic: &super::cfg::BasicBlock,
    live_out: FlagSet,
    lazy: Option<LazyEntry>,
    may_export: &dyn Fn() -> bool,
) -> Block {
    let mut live_after = vec![FlagSet::NONE; basic.instructions.len()];
    let mut live = live_out;
    for (slot, i) in live_after.iter_mut().zip(&basic.instructions).rev() {
        *slot = live;
        let (reads, writes) = flag_effects(i);
        live = reads.union(live.without(writes));
    }
    let mut b = Builder::new();
    if let Some(lazy) = lazy {
        b.enter_lazy(lazy);
    }
    for (i, live) in basic.instructions.iter().zip(live_after) {
        b.set_live_flags(live);
        crate::sem::translate(&mut b, i);
        if b.ended() {
            break;
        }
    }
    let export = !live_out.is_empty() && may_export();
    b.finish(basic.end, live_out, export)
}

/// Blocks in an order in which a block with one predecessor comes after it.
fn depth_first(function: &Function) -> Vec<u64> {
    let mut seen = std::collections::BTreeSet::new();
    let mut order = Vec::new();
    let mut stack = vec![function.entry];
    loop {
        while let Some(pc) = stack.pop() {
            if seen.insert(pc) {
                order.push(pc);
                if let Some(b) = function.blocks.get(&pc) {
                    stack.extend(b.successors.iter().rev());
                }
            }
        }
        // Every block is reachable from the entry by construction; this is for the ones that are not.
        match function.blocks.keys().find(|k| !seen.contains(k)) {
            Some(&k) => stack.push(k),
            None => return order,
        }
    }
}

fn connect(function: &Function, blocks: BTreeMap<u64, Block>, instructions: usize) -> Graph {
    let mut index: BTreeMap<u64, usize> = BTreeMap::new();
    index.insert(function.entry, 0);
    for &pc in blocks.keys() {
        let next = index.len();
        index.entry(pc).or_insert(next);
    }
    let mut nodes: Vec<Option<Node>> = (0..index.len()).map(|_| None).collect();
    let mut exits = Vec::new();
    for (pc, block) in blocks {
        let known = match (&block.term, function.blocks.get(&pc).and_then(|b| b.instructions.last())) {
            (Term::JumpIndirect(_), Some(last)) => {
                let targets = function.jump_targets.get(&last.ip());
                targets.into_iter().flatten().copied().filter(|t| function.blocks.contains_key(t)).collect()
            }
            _ => Vec::new(),
        };
        let mut successors = Vec::new();
        {
            let mut to = |target: u64| {
                let next = index.len();
                let n = *index.entry(target).or_insert_with(|| {
                    exits.push(target);
                    next
                });
                successors.push(n);
            };
            match &block.term {
                Term::Jump(t) => to(*t),
                Term::Branch { then, or, .. } => {
                    to(*then);
                    to(*or);
                }
                Term::Call { ret, .. } | Term::CallIndirect { ret, .. } => to(*ret),
                Term::Syscall { next } => to(*next),
                Term::JumpIndirect(_) | Term::Switch { .. } | Term::GuidedJump { .. } => {
                    known.iter().for_each(|&t| to(t))
                }
                Term::Return(_) | Term::Leave { .. } | Term::Trap(..) => {}
            }
        }
        let slot = index[&pc];
        nodes[slot] = Some(Node { pc, kind: NodeKind::Code { block: Box::new(block), known }, successors });
    }
    let mut nodes: Vec<Node> = nodes
        .into_iter()
        .map(|n| n.unwrap_or(Node { pc: function.entry, kind: NodeKind::Exit, successors: Vec::new() }))
        .collect();
    nodes.extend(exits.into_iter().map(|pc| Node { pc, kind: NodeKind::Exit, successors: Vec::new() }));
    Graph { nodes, instructions }
}
