//! The values of one block, lowered to expression trees on the Wasm stack.
//!
//! A pure value with one user is emitted where it is used; one with several users is kept in a temporary local when it
//! is first needed; a value with an effect, or a load, is emitted where it stands and kept in a temporary.

use wasm_encoder::{BlockType, Instruction, MemArg, ValType};

use super::emit::Emitter;
use super::layout::{self, MEMORY};
use super::prelude;
use super::vars::VarSet;
use crate::ir::{Block, Inst, LaneOp, Load, Op, Rmw, Store, Term, TrapKind, Ty, Val, Var, Width};

/// Trees deeper than this are cut by a temporary, which bounds the recursion.
const MAX_DEPTH: u16 = 40;

pub(crate) const fn mem_arg(offset: u64, align: u32) -> MemArg {
    MemArg { offset, align, memory_index: MEMORY }
}

/// Temporary locals, by type; all are free again at the end of a block.
pub(crate) struct Temps {
    first: u32,
    /// Per type: how many there are, how many are taken.
    pools: [(u32, u32); 5],
    /// Where the value of an instruction is kept.
    slot: Vec<u32>,
    /// How many users each value has.
    uses: Vec<u32>,
    depth: Vec<u16>,
}

const fn pool_of(ty: Ty) -> usize {
    match ty {
        Ty::I32 => 0,
        Ty::I64 => 1,
        Ty::F32 => 2,
        Ty::F64 => 3,
        Ty::V128 => 4,
    }
}

const POOL_TYPES: [ValType; 5] = [ValType::I32, ValType::I64, ValType::F32, ValType::F64, ValType::V128];

impl Temps {
    pub(crate) fn new(first: u32) -> Self {
        Self { first, pools: [(0, 0); 5], slot: Vec::new(), uses: Vec::new(), depth: Vec::new() }
    }

    /// Makes room for a block: an upper bound of the temporaries that it can need.
    pub(crate) fn reserve(&mut self, block: &Block) {
        count_uses(block, &mut self.uses);
        for v in term_operands(block) {
            self.uses[v.0 as usize] += 1;
        }
        depths(block, &mut self.depth);
        let mut need = [0u32; 5];
        // Scratch for the operands of unaligned atomics and the divisor of a division.
        for (i, inst) in block.insts.iter().enumerate() {
            match inst {
                Inst::Get(_) | Inst::Set(..) | Inst::Store(..) | Inst::Fence | Inst::TrapIf(..) => {}
                Inst::C32(_) | Inst::C64(_) | Inst::CF32(_) | Inst::CF64(_) | Inst::CV(_) => {}
                Inst::Rmw(_, w, ..) | Inst::Cmpxchg(w, ..) => {
                    need[0] += 1;
                    need[pool_of(w.ty())] += 4;
                }
                Inst::Div { width, .. } => need[pool_of(width.ty())] += 5,
                _ => {
                    let called = matches!(inst, Inst::RepOut(..));
                    if self.uses[i] != 1 || called || !is_pure(inst) || self.depth[i] >= MAX_DEPTH {
                        need[pool_of(block.types[i])] += 1;
                    }
                }
            }
        }
        for (pool, n) in self.pools.iter_mut().zip(need) {
            pool.0 = pool.0.max(n);
        }
    }

    pub(crate) fn declarations(&self) -> impl Iterator<Item = (u32, ValType)> + '_ {
        self.pools.iter().zip(POOL_TYPES).filter(|(p, _)| p.0 > 0).map(|(p, t)| (p.0, t))
    }

    fn take(&mut self, ty: Ty) -> u32 {
        let p = pool_of(ty);
        let base: u32 = self.first + self.pools[..p].iter().map(|p| p.0).sum::<u32>();
        let n = self.pools[p].1;
        self.pools[p].1 += 1;
        debug_assert!(n < self.pools[p].0, "temporaries were not reserved");
        base + n
    }

    fn start(&mut self, block: &Block, live: VarSet) {
        for p in &mut self.pools {
            p.1 = 0;
        }
        count_live_uses(block, &mut self.uses, live);
        depths(block, &mut self.depth);
        self.slot.clear();
        self.slot.resize(block.insts.len(), u32::MAX);
    }
}

fn is_pure(inst: &Inst) -> bool {
    matches!(
        inst,
        Inst::C32(_)
            | Inst::C64(_)
            | Inst::CF32(_)
            | Inst::CF64(_)
            | Inst::CV(_)
            | Inst::Num(..)
            | Inst::Lane(..)
            | Inst::Shuffle(..)
            | Inst::Select(..)
            | Inst::Aggregate(..)
            | Inst::Get(_)
            | Inst::RepOut(..)
    )
}

fn operands(inst: &Inst, mut f: impl FnMut(Val)) {
    let mut g = |v: Val| {
        if v != Val::NONE {
            f(v);
        }
    };
    match inst {
        Inst::C32(_) | Inst::C64(_) | Inst::CF32(_) | Inst::CF64(_) | Inst::CV(_) | Inst::Get(_) | Inst::Fence => {}
        Inst::Num(_, v) => v.iter().copied().for_each(g),
        Inst::Lane(_, _, v) => v.iter().copied().for_each(g),
        Inst::Rep(_, _, v) | Inst::Helper(_, v) => v.iter().copied().for_each(g),
        Inst::Aggregate(_, _, texts, valid) => texts.iter().chain(valid).copied().for_each(g),
        Inst::Shuffle(_, a, b) | Inst::Rmw(_, _, a, b) | Inst::MulWide(_, a, b) | Inst::Store(_, a, _, b) => {
            g(*a);
            g(*b);
        }
        Inst::Select(a, b, c) | Inst::Cmpxchg(_, a, b, c) => {
            g(*a);
            g(*b);
            g(*c);
        }
        Inst::Div { hi, lo, by, .. } => {
            g(*hi);
            g(*lo);
            g(*by);
        }
        Inst::Set(_, a) | Inst::Load(_, a, _) | Inst::TrapIf(a, ..) | Inst::RepOut(a, _) => g(*a),
    }
}

/// The values that the terminator takes.
pub(super) fn term_operands(block: &Block) -> impl Iterator<Item = Val> {
    let (first, second) = match &block.term {
        Term::Branch { cond: v, .. }
        | Term::JumpIndirect(v)
        | Term::Return(v)
        | Term::CallIndirect { target: v, .. }
        | Term::Switch { index: v, .. }
        | Term::Leave { target: v, .. } => (Some(*v), None),
        Term::GuidedJump { target, index, .. } => (Some(*target), Some(*index)),
        Term::Jump(_) | Term::Call { .. } | Term::Syscall { .. } | Term::Trap(..) => (None, None),
    };
    first.into_iter().chain(second)
}

/// Uses from everything: an upper bound, for reserving.
fn count_uses(block: &Block, uses: &mut Vec<u32>) {
    uses.clear();
    uses.resize(block.insts.len(), 0);
    for inst in &block.insts {
        operands(inst, |v| uses[v.0 as usize] += 1);
    }
}

/// Uses from what is emitted only: effects, the terminator's operand, and variables that are live.
fn count_live_uses(block: &Block, uses: &mut Vec<u32>, live: VarSet) {
    uses.clear();
    uses.resize(block.insts.len(), 0);
    for v in term_operands(block) {
        uses[v.0 as usize] += 1;
    }
    for (i, inst) in block.insts.iter().enumerate().rev() {
        let emitted = match inst {
            Inst::Set(v, _) => live.contains(*v),
            inst if is_pure(inst) => uses[i] > 0,
            _ => true,
        };
        if emitted {
            operands(inst, |v| uses[v.0 as usize] += 1);
        }
    }
}

fn depths(block: &Block, depth: &mut Vec<u16>) {
    depth.clear();
    depth.resize(block.insts.len(), 0);
    for (i, inst) in block.insts.iter().enumerate() {
        if is_pure(inst) {
            let mut d = 0;
            // An operand that was cut starts again at zero.
            operands(inst, |v| {
                let o = depth[v.0 as usize];
                d = d.max(if o >= MAX_DEPTH { 0 } else { o });
            });
            depth[i] = d + 1;
        }
    }
}

impl Emitter<'_> {
    /// Emits a block. The terminator's operands, if any, are left on the stack. `dirty` is what an exception in it must write back.
    pub(super) fn block(&mut self, block: &Block, live: VarSet, dirty: VarSet) {
        self.temps.start(block, live);
        for i in 0..block.insts.len() {
            let inst = &block.insts[i];
            if matches!(inst, Inst::Set(..)) {
                continue;
            }
            if !is_pure(inst) {
                self.root(block, i, dirty);
            } else if self.temps.uses[i] > 0 && self.temps.depth[i] >= MAX_DEPTH && self.temps.slot[i] == u32::MAX {
                self.pure(block, i);
                self.keep(block, i);
            }
        }
        // All values first, then all variables: a variable's old value may be part of another's new one.
        for v in term_operands(block) {
            self.value(block, v);
        }
        let sets: Vec<(Var, Val)> = block
            .insts
            .iter()
            .filter_map(|inst| match inst {
                Inst::Set(v, val) if live.contains(*v) && !self.is_own_value(block, *v, *val) => Some((*v, *val)),
                _ => None,
            })
            .collect();
        for (_, val) in &sets {
            self.value(block, *val);
        }
        for (var, _) in sets.iter().rev() {
            let local = self.local_of[var.0 as usize];
            self.f.instructions().local_set(local);
        }
    }

    fn is_own_value(&self, block: &Block, var: Var, val: Val) -> bool {
        matches!(block.insts.get(val.0 as usize), Some(Inst::Get(v)) if *v == var)
    }

    /// Moves the value on the stack to a temporary.
    fn keep(&mut self, block: &Block, i: usize) {
        let local = self.temps.take(block.types[i]);
        self.temps.slot[i] = local;
        self.f.instructions().local_set(local);
    }

    /// Leaves a value on the stack.
    fn value(&mut self, block: &Block, v: Val) {
        let i = v.0 as usize;
        let slot = self.temps.slot[i];
        if slot != u32::MAX {
            self.f.instructions().local_get(slot);
            return;
        }
        let cheap = matches!(
            block.insts[i],
            Inst::Get(_) | Inst::C32(_) | Inst::C64(_) | Inst::CF32(_) | Inst::CF64(_) | Inst::CV(_)
        );
        self.pure(block, i);
        if !cheap && self.temps.uses[i] > 1 {
            let local = self.temps.take(block.types[i]);
            self.temps.slot[i] = local;
            self.f.instructions().local_tee(local);
        }
    }

    fn values(&mut self, block: &Block, list: &[Val]) {
        for v in list.iter().filter(|v| **v != Val::NONE) {
            self.value(block, *v);
        }
    }

    /// Emits a pure instruction.
    fn pure(&mut self, block: &Block, i: usize) {
        match &block.insts[i] {
            Inst::C32(c) => {
                self.f.instructions().i32_const(*c as i32);
            }
            Inst::C64(c) => {
                self.f.instructions().i64_const(*c as i64);
            }
            Inst::CF32(c) => {
                self.f.instructions().f32_const(f32::from_bits(*c).into());
            }
            Inst::CF64(c) => {
                self.f.instructions().f64_const(f64::from_bits(*c).into());
            }
            Inst::CV(c) => {
                self.f.instructions().v128_const(*c as i128);
            }
            Inst::Get(v) if VarSet::SEGMENT_BASES.contains(*v) => {
                self.f.instructions().global_get(u32::from(v.0));
            }
            Inst::Get(v) => {
                let local = self.local_of[v.0 as usize];
                self.f.instructions().local_get(local);
            }
            Inst::Num(op, args) => {
                self.values(block, args);
                self.f.instruction(&op.instruction());
            }
            Inst::Lane(op, lane, args) => {
                self.values(block, args);
                self.f.instruction(&lane_instruction(*op, *lane));
            }
            Inst::Shuffle(lanes, a, b) => {
                self.values(block, &[*a, *b]);
                self.f.instructions().i8x16_shuffle(*lanes);
            }
            Inst::Select(a, b, c) => {
                self.values(block, &[*a, *b, *c]);
                self.f.instructions().select();
            }
            Inst::Aggregate(how, w, texts, valid) => {
                self.values(block, texts);
                self.values(block, valid);
                self.f.instructions().call(prelude::aggregate(*how, *w));
            }
            // Results of calls were put into temporaries where the call stands.
            Inst::RepOut(..) | Inst::Set(..) => {
                self.f.instructions().unreachable();
            }
            _ => {}
        }
    }

    /// Keeps the results of a call that are on the stack, the first one deepest.
    fn keep_results(&mut self, block: &Block, i: usize, count: u8) {
        for n in (0..count).rev() {
            let at = if n == 0 {
                Some(i)
            } else {
                (i + 1..block.insts.len().min(i + 4)).find(|&j| block.insts[j] == Inst::RepOut(Val(i as u32), n))
            };
            match at {
                Some(j) if self.temps.uses[j] > 0 => self.keep(block, j),
                _ => {
                    self.f.instructions().drop();
                }
            }
        }
    }

    /// Emits an instruction that has an effect or reads memory.
    fn root(&mut self, block: &Block, i: usize, dirty: VarSet) {
        match &block.insts[i] {
            Inst::Load(kind, addr, offset) => {
                self.value(block, *addr);
                self.f.instruction(&load_instruction(*kind, *offset));
                self.keep_results(block, i, 1);
            }
            Inst::Store(kind, addr, offset, v) => {
                self.values(block, &[*addr, *v]);
                self.f.instruction(&store_instruction(*kind, *offset));
            }
            Inst::Rmw(op, w, addr, v) => self.rmw(block, i, *op, *w, *addr, *v),
            Inst::Cmpxchg(w, addr, expected, new) => self.cmpxchg(block, i, *w, [*addr, *expected, *new]),
            Inst::Fence => {
                self.f.instructions().atomic_fence();
            }
            Inst::Rep(op, w, args) => {
                let (rep, [rdi, rsi, count, rax, df]) = (prelude::Repeat { op: *op, w: *w }, *args);
                self.value(block, rdi);
                self.value(block, if rep.reads_rsi() { rsi } else { rax });
                self.values(block, &[count, df]);
                self.f.instructions().call(rep.index());
                self.keep_results(block, i, 3);
            }
            Inst::Helper(helper, args) => {
                let (params, results) = helper.signature();
                for v in args.iter().take(params) {
                    if *v == Val::NONE {
                        self.f.instructions().i64_const(0);
                    } else {
                        self.value(block, *v);
                    }
                }
                self.f.instructions().call(layout::helper_index(*helper));
                self.keep_results(block, i, results as u8);
            }
            Inst::MulWide(signed, a, b) => {
                self.values(block, &[*a, *b]);
                let mut s = self.f.instructions();
                if *signed {
                    s.i64_mul_wide_s()
                } else {
                    s.i64_mul_wide_u()
                };
                self.keep_results(block, i, 2);
            }
            Inst::Div { signed, width, hi, lo, by, pc } => {
                self.division(block, i, *signed, *width, [*hi, *lo, *by], *pc, dirty);
            }
            Inst::TrapIf(cond, kind, pc) => {
                self.value(block, *cond);
                self.f.instructions().if_(BlockType::Empty);
                self.trap(*kind, *pc, dirty);
                self.f.instructions().end();
            }
            _ => {}
        }
    }

    fn trap_here(&mut self, pc: u64, dirty: VarSet) {
        self.f.instructions().if_(BlockType::Empty);
        self.trap(TrapKind::Divide, pc, dirty);
        self.f.instructions().end();
    }

    /// Evaluates to a temporary of its own.
    fn scratch(&mut self, block: &Block, ty: Ty, v: Val) -> u32 {
        self.value(block, v);
        let local = self.temps.take(ty);
        self.f.instructions().local_set(local);
        local
    }

    /// `hi:lo / by`. Compilers clear or sign-extend into the upper half; only other dividends need the long way.
    #[allow(clippy::too_many_arguments, reason = "the fields of one instruction")]
    fn division(
        &mut self,
        block: &Block,
        i: usize,
        signed: bool,
        w: Width,
        [hi, lo, by]: [Val; 3],
        pc: u64,
        dirty: VarSet,
    ) {
        let wide = w == Width::W64;
        let ty = w.ty();
        let by_is_safe = constant(block, by).is_some_and(|c| c != 0 && (!signed || c & mask(w) != mask(w)));
        let (h, l, d) = (self.scratch(block, ty, hi), self.scratch(block, ty, lo), self.scratch(block, ty, by));
        let short_known = if signed { is_sign_of(block, hi, lo, w) } else { constant(block, hi) == Some(0) };
        if !by_is_safe {
            let mut s = self.f.instructions();
            s.local_get(d);
            if wide {
                s.i64_eqz()
            } else {
                s.i32_eqz()
            };
            self.trap_here(pc, dirty);
        }
        let (q, r) = (self.temps.take(ty), self.temps.take(ty));
        let mut s = self.f.instructions();
        if !short_known {
            // Is the upper half just the extension of the lower one?
            s.local_get(h);
            match (signed, wide) {
                (true, true) => s.local_get(l).i64_const(63).i64_shr_s().i64_eq(),
                (true, false) => s.local_get(l).i32_const(31).i32_shr_s().i32_eq(),
                (false, true) => s.i64_eqz(),
                (false, false) => s.i32_eqz(),
            };
            s.if_(BlockType::Empty);
        }
        if signed && !by_is_safe {
            // The one quotient that does not fit: the smallest integer by -1.
            if wide {
                s.local_get(d).i64_const(-1).i64_eq().local_get(l).i64_const(i64::MIN).i64_eq().i32_and();
            } else {
                s.local_get(d).i32_const(-1).i32_eq().local_get(l).i32_const(i32::MIN).i32_eq().i32_and();
            }
            self.trap_here(pc, dirty);
            s = self.f.instructions();
        }
        s.local_get(l).local_get(d);
        match (signed, wide) {
            (true, true) => s.i64_div_s(),
            (true, false) => s.i32_div_s(),
            (false, true) => s.i64_div_u(),
            (false, false) => s.i32_div_u(),
        };
        s.local_set(q);
        s.local_get(l).local_get(d);
        match (signed, wide) {
            (true, true) => s.i64_rem_s(),
            (true, false) => s.i32_rem_s(),
            (false, true) => s.i64_rem_u(),
            (false, false) => s.i32_rem_u(),
        };
        s.local_set(r);
        if !short_known {
            s.else_();
            if wide {
                // Results: quotient, remainder, and whether the quotient fits.
                s.local_get(h).local_get(l).local_get(d).i32_const(i32::from(signed)).call(layout::DIVIDE).i32_eqz();
                // (q, r, overflow)
                let overflow = self.state;
                self.f.instructions().local_set(overflow).local_set(r).local_set(q).local_get(overflow);
                self.trap_here(pc, dirty);
            } else {
                self.long_division_32(signed, [h, l, d, q, r], pc, dirty);
            }
            self.f.instructions().end();
        }
        self.temps.slot[i] = q;
        if block.insts.get(i + 1) == Some(&Inst::RepOut(Val(i as u32), 1)) {
            self.temps.slot[i + 1] = r;
        }
    }

    /// A 64-bit dividend by 32 bits, in 64-bit arithmetic.
    fn long_division_32(&mut self, signed: bool, [h, l, d, q, r]: [u32; 5], pc: u64, dirty: VarSet) {
        let n = self.pc;
        let mut s = self.f.instructions();
        s.local_get(h).i64_extend_i32_u().i64_const(32).i64_shl().local_get(l).i64_extend_i32_u().i64_or().local_set(n);
        if signed {
            // -2^63 / -1 would trap in Wasm; its quotient does not fit either way.
            s.local_get(n).i64_const(i64::MIN).i64_eq().local_get(d).i32_const(-1).i32_eq().i32_and();
            self.trap_here(pc, dirty);
            s = self.f.instructions();
            s.local_get(n).local_get(d).i64_extend_i32_s().i64_div_s();
            s.i64_const(0x8000_0000).i64_add().i64_const(0xffff_ffff).i64_gt_u();
        } else {
            s.local_get(n).local_get(d).i64_extend_i32_u().i64_div_u().i64_const(0xffff_ffff).i64_gt_u();
        }
        self.trap_here(pc, dirty);
        s = self.f.instructions();
        if signed {
            s.local_get(n).local_get(d).i64_extend_i32_s().i64_div_s().i32_wrap_i64().local_set(q);
            s.local_get(n).local_get(d).i64_extend_i32_s().i64_rem_s().i32_wrap_i64().local_set(r);
        } else {
            s.local_get(n).local_get(d).i64_extend_i32_u().i64_div_u().i32_wrap_i64().local_set(q);
            s.local_get(n).local_get(d).i64_extend_i32_u().i64_rem_u().i32_wrap_i64().local_set(r);
        }
    }

    /// Leaves `address is a multiple of the width` on the stack.
    fn is_aligned(&mut self, addr: u32, w: Width) {
        self.f.instructions().local_get(addr).i32_const(w.bytes() as i32 - 1).i32_and().i32_eqz();
    }

    /// Wasm atomics trap on unaligned addresses; x86 allows them. Such an access is made in two steps: it is not atomic.
    fn rmw(&mut self, block: &Block, i: usize, op: Rmw, w: Width, addr: Val, v: Val) {
        let (a, v) = (self.scratch(block, Ty::I32, addr), self.scratch(block, w.ty(), v));
        let result = BlockType::Result(layout::val_type(w.ty()));
        if w != Width::W8 {
            self.is_aligned(a, w);
            self.f.instructions().if_(result);
        }
        self.f.instructions().local_get(a).local_get(v);
        self.f.instruction(&rmw_instruction(op, w));
        if w != Width::W8 {
            let old = self.temps.take(w.ty());
            let wide = w == Width::W64;
            self.f.instructions().else_().local_get(a);
            self.f.instruction(&load_instruction(load_of(w), 0));
            self.f.instructions().local_set(old).local_get(a);
            if op == Rmw::Xchg {
                self.f.instructions().local_get(v);
            } else {
                self.f.instructions().local_get(old).local_get(v);
                let op = match (op, wide) {
                    (Rmw::Add, false) => Op::I32Add,
                    (Rmw::Add, true) => Op::I64Add,
                    (Rmw::Sub, false) => Op::I32Sub,
                    (Rmw::Sub, true) => Op::I64Sub,
                    (Rmw::And, false) => Op::I32And,
                    (Rmw::And, true) => Op::I64And,
                    (Rmw::Or, false) => Op::I32Or,
                    (Rmw::Or, true) => Op::I64Or,
                    (_, false) => Op::I32Xor,
                    (_, true) => Op::I64Xor,
                };
                self.f.instruction(&op.instruction());
            }
            self.f.instruction(&store_instruction(store_of(w), 0));
            self.f.instructions().local_get(old).end();
        }
        self.keep_results(block, i, 1);
    }

    fn cmpxchg(&mut self, block: &Block, i: usize, w: Width, [addr, expected, new]: [Val; 3]) {
        let a = self.scratch(block, Ty::I32, addr);
        let (e, n) = (self.scratch(block, w.ty(), expected), self.scratch(block, w.ty(), new));
        if w != Width::W8 {
            self.is_aligned(a, w);
            self.f.instructions().if_(BlockType::Result(layout::val_type(w.ty())));
        }
        self.f.instructions().local_get(a).local_get(e).local_get(n);
        self.f.instruction(&cmpxchg_instruction(w));
        if w != Width::W8 {
            let old = self.temps.take(w.ty());
            self.f.instructions().else_().local_get(a);
            self.f.instruction(&load_instruction(load_of(w), 0));
            let mut s = self.f.instructions();
            s.local_tee(old).local_get(e);
            if w == Width::W64 {
                s.i64_eq()
            } else {
                s.i32_eq()
            };
            s.if_(BlockType::Empty).local_get(a).local_get(n);
            self.f.instruction(&store_instruction(store_of(w), 0));
            self.f.instructions().end().local_get(old).end();
        }
        self.keep_results(block, i, 1);
    }
}

fn constant(block: &Block, v: Val) -> Option<u64> {
    match block.insts.get(v.0 as usize)? {
        Inst::C32(c) => Some(u64::from(*c)),
        Inst::C64(c) => Some(*c),
        _ => None,
    }
}

const fn mask(w: Width) -> u64 {
    if matches!(w, Width::W64) { u64::MAX } else { 0xffff_ffff }
}

/// Whether `hi` is computed as the sign of `lo` (`cdq`, `cqo`).
fn is_sign_of(block: &Block, hi: Val, lo: Val, w: Width) -> bool {
    let (shift, by) = if w == Width::W64 { (Op::I64ShrS, 63) } else { (Op::I32ShrS, 31) };
    matches!(block.insts.get(hi.0 as usize),
        Some(Inst::Num(op, [x, n, _])) if *op == shift && *x == lo && constant(block, *n) == Some(by))
}

const fn load_of(w: Width) -> Load {
    match w {
        Width::W8 => Load::U8,
        Width::W16 => Load::U16,
        Width::W32 => Load::I32,
        Width::W64 => Load::I64,
    }
}

const fn store_of(w: Width) -> Store {
    match w {
        Width::W8 => Store::I8,
        Width::W16 => Store::I16,
        Width::W32 => Store::I32,
        Width::W64 => Store::I64,
    }
}

fn load_instruction(kind: Load, offset: u32) -> Instruction<'static> {
    let m = mem_arg(u64::from(offset), 0);
    match kind {
        Load::U8 => Instruction::I32Load8U(m),
        Load::U16 => Instruction::I32Load16U(m),
        Load::I32 => Instruction::I32Load(m),
        Load::I64 => Instruction::I64Load(m),
        Load::F32 => Instruction::F32Load(m),
        Load::F64 => Instruction::F64Load(m),
        Load::V128 => Instruction::V128Load(m),
        Load::V32Zero => Instruction::V128Load32Zero(m),
        Load::V64Zero => Instruction::V128Load64Zero(m),
    }
}

fn store_instruction(kind: Store, offset: u32) -> Instruction<'static> {
    let m = mem_arg(u64::from(offset), 0);
    match kind {
        Store::I8 => Instruction::I32Store8(m),
        Store::I16 => Instruction::I32Store16(m),
        Store::I32 => Instruction::I32Store(m),
        Store::I64 => Instruction::I64Store(m),
        Store::F32 => Instruction::F32Store(m),
        Store::F64 => Instruction::F64Store(m),
        Store::V128 => Instruction::V128Store(m),
    }
}

fn lane_instruction(op: LaneOp, lane: u8) -> Instruction<'static> {
    match op {
        LaneOp::Extract8 => Instruction::I8x16ExtractLaneU(lane),
        LaneOp::Extract16 => Instruction::I16x8ExtractLaneU(lane),
        LaneOp::Extract32 => Instruction::I32x4ExtractLane(lane),
        LaneOp::Extract64 => Instruction::I64x2ExtractLane(lane),
        LaneOp::ExtractF32 => Instruction::F32x4ExtractLane(lane),
        LaneOp::ExtractF64 => Instruction::F64x2ExtractLane(lane),
        LaneOp::Replace8 => Instruction::I8x16ReplaceLane(lane),
        LaneOp::Replace16 => Instruction::I16x8ReplaceLane(lane),
        LaneOp::Replace32 => Instruction::I32x4ReplaceLane(lane),
        LaneOp::Replace64 => Instruction::I64x2ReplaceLane(lane),
        LaneOp::ReplaceF32 => Instruction::F32x4ReplaceLane(lane),
        LaneOp::ReplaceF64 => Instruction::F64x2ReplaceLane(lane),
    }
}

fn rmw_instruction(op: Rmw, w: Width) -> Instruction<'static> {
    use Instruction as I;
    let m = mem_arg(0, w.bytes().trailing_zeros());
    match (op, w) {
        (Rmw::Add, Width::W8) => I::I32AtomicRmw8AddU(m),
        (Rmw::Add, Width::W16) => I::I32AtomicRmw16AddU(m),
        (Rmw::Add, Width::W32) => I::I32AtomicRmwAdd(m),
        (Rmw::Add, Width::W64) => I::I64AtomicRmwAdd(m),
        (Rmw::Sub, Width::W8) => I::I32AtomicRmw8SubU(m),
        (Rmw::Sub, Width::W16) => I::I32AtomicRmw16SubU(m),
        (Rmw::Sub, Width::W32) => I::I32AtomicRmwSub(m),
        (Rmw::Sub, Width::W64) => I::I64AtomicRmwSub(m),
        (Rmw::And, Width::W8) => I::I32AtomicRmw8AndU(m),
        (Rmw::And, Width::W16) => I::I32AtomicRmw16AndU(m),
        (Rmw::And, Width::W32) => I::I32AtomicRmwAnd(m),
        (Rmw::And, Width::W64) => I::I64AtomicRmwAnd(m),
        (Rmw::Or, Width::W8) => I::I32AtomicRmw8OrU(m),
        (Rmw::Or, Width::W16) => I::I32AtomicRmw16OrU(m),
        (Rmw::Or, Width::W32) => I::I32AtomicRmwOr(m),
        (Rmw::Or, Width::W64) => I::I64AtomicRmwOr(m),
        (Rmw::Xor, Width::W8) => I::I32AtomicRmw8XorU(m),
        (Rmw::Xor, Width::W16) => I::I32AtomicRmw16XorU(m),
        (Rmw::Xor, Width::W32) => I::I32AtomicRmwXor(m),
        (Rmw::Xor, Width::W64) => I::I64AtomicRmwXor(m),
        (Rmw::Xchg, Width::W8) => I::I32AtomicRmw8XchgU(m),
        (Rmw::Xchg, Width::W16) => I::I32AtomicRmw16XchgU(m),
        (Rmw::Xchg, Width::W32) => I::I32AtomicRmwXchg(m),
        (Rmw::Xchg, Width::W64) => I::I64AtomicRmwXchg(m),
    }
}

fn cmpxchg_instruction(w: Width) -> Instruction<'static> {
    let m = mem_arg(0, w.bytes().trailing_zeros());
    match w {
        Width::W8 => Instruction::I32AtomicRmw8CmpxchgU(m),
        Width::W16 => Instruction::I32AtomicRmw16CmpxchgU(m),
        Width::W32 => Instruction::I32AtomicRmwCmpxchg(m),
        Width::W64 => Instruction::I64AtomicRmwCmpxchg(m),
    }
}
