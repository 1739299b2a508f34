//! Bounds of what general-purpose registers hold, from constants, masks and the comparisons before a branch: enough to
//! see how many entries a compiler's jump table has.
//!
//! A forward analysis over one function. Bounds are unsigned intervals of the whole register and of its low parts,
//! since compilers compare `al` or `eax` and index with the register.

use super::blocks::{Graph, NodeKind};
use crate::ir::{Block, Inst, Load, Op, Term, Ty, Val};

/// After so many visits of a node, what still grows is unbounded.
const WIDEN_AFTER: u32 = 4;

/// rbx, rbp, r12 to r15.
const CALLEE_SAVED: [usize; 6] = [3, 5, 12, 13, 14, 15];

/// Largest values of the low 32, 16 and 8 bits.
const MASKS: [u64; 3] = [0xffff_ffff, 0xffff, 0xff];

/// What is known of a value or register.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Bound {
    pub(super) lo: u64,
    pub(super) hi: u64,
    /// Upper bounds of the low 32, 16 and 8 bits.
    low: [u64; 3],
}

impl Bound {
    const TOP: Self = Self { lo: 0, hi: u64::MAX, low: MASKS };

    fn new(lo: u64, hi: u64) -> Self {
        let mut b = Self { lo, hi, low: MASKS };
        b.tighten();
        b
    }

    /// A value that fits into one of its low parts is that part.
    fn tighten(&mut self) {
        for (low, mask) in self.low.iter_mut().zip(MASKS) {
            if self.hi <= mask {
                *low = (*low).min(self.hi);
                self.hi = self.hi.min((*low).max(self.lo));
            }
        }
    }

    fn union(self, o: Self) -> Self {
        let mut b = Self { lo: self.lo.min(o.lo), hi: self.hi.max(o.hi), low: self.low };
        for (low, other) in b.low.iter_mut().zip(o.low) {
            *low = (*low).max(other);
        }
        b
    }

    fn intersect(self, o: Self) -> Self {
        let mut b = Self { lo: self.lo.max(o.lo), hi: self.hi.min(o.hi), low: self.low };
        for (low, other) in b.low.iter_mut().zip(o.low) {
            *low = (*low).min(other);
        }
        // A branch that is never taken: anything is true there.
        if b.lo > b.hi {
            b.lo = 0;
        }
        b.tighten();
        b
    }

    /// The value, if there is only one.
    pub(super) fn constant(self) -> Option<u64> {
        (self.lo == self.hi).then_some(self.lo)
    }
}

/// What is known of the sixteen registers.
pub(super) type Registers = [Bound; 16];

/// Bounds at the entry of each node; `None` where control never gets.
///
/// `computed` says where a computed jump at the end of a block may lead, given the bounds of the block's values. It is
/// asked again as they grow: jumps lead nowhere until something is known of them, so that a table read too far
/// does not spoil the bounds that tell how long it is. What the last answers say together is consistent.
///
/// After a call nothing is known for certain. `trust` says to believe that calls keep the registers that compilers'
/// conventions let them keep: for guesses only.
pub(super) fn analyse(
    graph: &Graph,
    trust: bool,
    computed: impl Fn(usize, &Block, &[Bound]) -> Vec<usize>,
) -> Vec<Option<Registers>> {
    let n = graph.nodes.len();
    let mut at: Vec<Option<Registers>> = vec![None; n];
    let mut visits = vec![0u32; n];
    let mut queued = vec![false; n];
    at[0] = Some([Bound::TOP; 16]);
    let mut work = std::collections::VecDeque::from([0]);
    while let Some(i) = work.pop_front() {
        queued[i] = false;
        visits[i] += 1;
        let (Some(entry), NodeKind::Code { block, .. }) = (at[i], &graph.nodes[i].kind) else { continue };
        let values = values(block, &entry);
        let jump = matches!(block.term, Term::JumpIndirect(_)).then(|| computed(i, block, &values));
        for (n, &s) in jump.as_ref().unwrap_or(&graph.nodes[i].successors).iter().enumerate() {
            let out = after(block, &entry, &values, n, trust);
            let new = match at[s] {
                None => out,
                Some(old) => {
                    let mut new = old;
                    for (slot, out) in new.iter_mut().zip(out) {
                        let old = *slot;
                        *slot = slot.union(out);
                        if visits[s] >= WIDEN_AFTER && *slot != old {
                            *slot = Bound::TOP;
                        }
                    }
                    new
                }
            };
            if at[s] != Some(new) {
                at[s] = Some(new);
                if !std::mem::replace(&mut queued[s], true) {
                    work.push_back(s);
                }
            }
        }
    }
    at
}

/// Bounds of the values of a block, by index.
pub(super) fn values(block: &Block, entry: &Registers) -> Vec<Bound> {
    let mut values: Vec<Bound> = Vec::with_capacity(block.insts.len());
    for (i, inst) in block.insts.iter().enumerate() {
        let top = match block.types.get(i) {
            Some(Ty::I32) => Bound::new(0, MASKS[0]),
            _ => Bound::TOP,
        };
        let value = value(inst, entry, &values).map_or(top, |b| b.intersect(top));
        values.push(value);
    }
    values
}

fn value(inst: &Inst, entry: &Registers, values: &[Bound]) -> Option<Bound> {
    let of = |v: Val| values.get(v.0 as usize).copied().unwrap_or(Bound::TOP);
    Some(match *inst {
        Inst::C32(c) => Bound::new(c.into(), c.into()),
        Inst::C64(c) => Bound::new(c, c),
        Inst::Get(v) => *entry.get(v.0 as usize)?,
        Inst::Load(Load::U8, ..) => Bound::new(0, 0xff),
        Inst::Load(Load::U16, ..) => Bound::new(0, 0xffff),
        Inst::Select(a, b, _) => of(a).union(of(b)),
        Inst::Num(op, [a, b, _]) => numeric(op, of(a), if b == Val::NONE { Bound::TOP } else { of(b) })?,
        _ => return None,
    })
}

fn numeric(op: Op, a: Bound, b: Bound) -> Option<Bound> {
    use Op::*;
    let full = |op| if matches!(op, I32Add | I32Shl | I32Mul) { MASKS[0] } else { u64::MAX };
    Some(match op {
        I32WrapI64 => {
            let mut r = if a.hi <= MASKS[0] { Bound::new(a.lo, a.hi) } else { Bound::new(0, a.low[0]) };
            r.low = a.low;
            r
        }
        I64ExtendI32U => a,
        I64ExtendI32S if a.hi <= 0x7fff_ffff => a,
        I32Extend8S if a.low[2] <= 0x7f => Bound::new(0, a.low[2]),
        I32Extend16S if a.low[1] <= 0x7fff => Bound::new(0, a.low[1]),
        I32And | I64And => {
            let (x, m) = if b.constant().is_some() { (a, b) } else { (b, a) };
            let mut hi = x.hi.min(m.hi);
            for (mask, low) in MASKS.iter().zip(x.low) {
                if m.hi <= *mask {
                    hi = hi.min(low);
                }
            }
            Bound::new(0, hi)
        }
        I32Add | I64Add => {
            let (x, c) = if b.constant().is_some() { (a, b) } else { (b, a) };
            let c = c.constant()?;
            let max = full(op);
            let down = (max - c).wrapping_add(1) & max;
            match (x.hi.checked_add(c).filter(|hi| *hi <= max), x.lo.checked_sub(down)) {
                (Some(hi), _) => Bound::new(x.lo + c, hi),
                // The constant is negative.
                (None, Some(lo)) => Bound::new(lo, x.hi - down),
                _ => return None,
            }
        }
        I32Shl | I64Shl => {
            let c = b.constant().filter(|c| *c < 32)? as u32;
            let hi = shifted(a.hi, c).filter(|hi| *hi <= full(op))?;
            Bound::new(a.lo << c, hi)
        }
        I32ShrU | I64ShrU => {
            let c = b.constant().filter(|c| *c < 32)? as u32;
            Bound::new(a.lo >> c, a.hi >> c)
        }
        _ => return None,
    })
}

fn shifted(v: u64, c: u32) -> Option<u64> {
    (v.leading_zeros() >= c).then(|| v << c)
}

/// Bounds after a block, on the way to its successor number `n`.
fn after(block: &Block, entry: &Registers, values: &[Bound], n: usize, trust: bool) -> Registers {
    let stays = matches!(
        block.term,
        Term::Jump(_) | Term::Branch { .. } | Term::JumpIndirect(_) | Term::Switch { .. } | Term::GuidedJump { .. }
    );
    if !stays && !trust {
        return [Bound::TOP; 16];
    }
    let mut out = *entry;
    // What holds each register's value at the end, for what the condition says about it.
    let mut holder = [Val::NONE; 16];
    for (i, inst) in block.insts.iter().enumerate() {
        let (var, val) = match *inst {
            Inst::Get(var) => (var, Val(i as u32)),
            Inst::Set(var, val) => (var, val),
            _ => continue,
        };
        if let Some(slot) = out.get_mut(var.0 as usize) {
            *slot = values.get(val.0 as usize).copied().unwrap_or(Bound::TOP);
            holder[var.0 as usize] = val;
        }
    }
    if !stays {
        for (n, slot) in out.iter_mut().enumerate() {
            if !CALLEE_SAVED.contains(&n) {
                *slot = Bound::TOP;
            }
        }
    }
    if let Term::Branch { cond, then, or } = &block.term
        && then != or
        && let Some((value, bound)) = condition(block, values, *cond, n == 0)
    {
        for (slot, holder) in out.iter_mut().zip(holder) {
            if holder != Val::NONE {
                *slot = refine(block, *slot, holder, value, bound);
            }
        }
    }
    out
}

/// What a condition being true or false says: a value and its bounds.
fn condition(block: &Block, values: &[Bound], mut cond: Val, mut holds: bool) -> Option<(Val, Bound)> {
    use Op::*;
    while let Some(Inst::Num(I32Eqz, [inner, ..])) = block.insts.get(cond.0 as usize) {
        let is_comparison = matches!(
            block.insts.get(inner.0 as usize),
            Some(Inst::Num(
                I32Eq
                    | I32Ne
                    | I32LtU
                    | I32LeU
                    | I32GtU
                    | I32GeU
                    | I64Eq
                    | I64Ne
                    | I64LtU
                    | I64LeU
                    | I64GtU
                    | I64GeU
                    | I32Eqz,
                _
            ))
        );
        if !is_comparison {
            break;
        }
        cond = *inner;
        holds = !holds;
    }
    let Some(&Inst::Num(op, [x, y, _])) = block.insts.get(cond.0 as usize) else { return None };
    let c = values.get(y.0 as usize)?.constant()?;
    let (at_most, at_least) = match (op, holds) {
        (I32LtU | I64LtU, true) | (I32GeU | I64GeU, false) => (Some(c.checked_sub(1)?), None),
        (I32LeU | I64LeU, true) | (I32GtU | I64GtU, false) => (Some(c), None),
        (I32GeU | I64GeU, true) | (I32LtU | I64LtU, false) => (None, Some(c)),
        (I32GtU | I64GtU, true) | (I32LeU | I64LeU, false) => (None, Some(c.checked_add(1)?)),
        (I32Eq | I64Eq, true) | (I32Ne | I64Ne, false) => (Some(c), Some(c)),
        _ => return None,
    };
    let lo = at_least.unwrap_or(0);
    let hi = at_most.unwrap_or(u64::MAX);
    Some((x, Bound { lo, hi, low: MASKS }))
}

/// The value that a value is cut from, and to how many bits: it is those bits, zero-extended.
fn root(block: &Block, mut v: Val) -> (Val, u32) {
    let mut bits = 64;
    loop {
        match block.insts.get(v.0 as usize) {
            Some(&Inst::Num(Op::I32WrapI64, [inner, ..])) => {
                bits = bits.min(32);
                v = inner;
            }
            Some(&Inst::Num(Op::I64ExtendI32U, [inner, ..])) => {
                bits = bits.min(32);
                v = inner;
            }
            Some(&Inst::Num(Op::I32And | Op::I64And, [inner, mask, _])) => match block.insts.get(mask.0 as usize) {
                Some(Inst::C32(0xff) | Inst::C64(0xff)) => {
                    bits = bits.min(8);
                    v = inner;
                }
                Some(Inst::C32(0xffff) | Inst::C64(0xffff)) => {
                    bits = bits.min(16);
                    v = inner;
                }
                _ => return (v, bits),
            },
            _ => return (v, bits),
        }
    }
}

/// What the bounds of one value say about a register that holds another, if both are cut from the same.
fn refine(block: &Block, register: Bound, holder: Val, value: Val, bound: Bound) -> Bound {
    let (of_register, register_bits) = root(block, holder);
    let (of_value, bits) = root(block, value);
    if of_register != of_value {
        return register;
    }
    let is_i32 = block.types.get(of_value.0 as usize) == Some(&Ty::I32);
    let full = |bits: u32| if is_i32 { bits.min(32) } else { bits };
    let (bits, register_bits) = (full(bits), full(register_bits));
    let mut known = Bound::TOP;
    if bits == register_bits {
        known = bound;
    } else if bits > register_bits {
        // A part is no larger than the whole.
        known.hi = bound.hi;
    }
    for (low, width) in known.low.iter_mut().zip([32, 16, 8]) {
        if width <= bits {
            *low = (*low).min(bound.hi);
        }
    }
    register.intersect(known)
}
