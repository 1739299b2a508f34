//! The value of each IR instruction.

use airlock_platform::{Fault, Memory};

use crate::helper::HelperState;
use crate::ir::{Block, Inst, LaneOp, Rmw, StringOp, Term, TrapKind, Val, Var, Width};
use crate::string_compare;

/// The results of one IR instruction; most have one.
pub(super) type Results = [u128; 3];

/// Where control goes.
pub(super) enum Next {
    At(u64),
    Syscall(u64),
    Trap(TrapKind),
}

/// Why a block ended early. No variable has been set then.
pub(super) enum Stop {
    Fault(Fault),
    Trap(TrapKind),
}

impl From<Fault> for Stop {
    fn from(f: Fault) -> Self {
        Self::Fault(f)
    }
}

/// Evaluates a block. `values` is scratch space.
pub(super) fn run(
    block: &Block,
    vars: &mut [u128; Var::COUNT],
    helpers: &mut HelperState,
    mem: &mut dyn Memory,
    values: &mut Vec<Results>,
) -> Result<Next, Stop> {
    values.clear();
    for inst in &block.insts {
        let r = evaluate(inst, vars, helpers, mem, values)?;
        values.push(r);
    }
    let value = |v: Val| values.get(v.0 as usize).map_or(0, |r| r[0]);
    Ok(match block.term {
        Term::Jump(pc) => Next::At(pc),
        Term::Branch { cond, then, or } => Next::At(if value(cond) as u32 != 0 { then } else { or }),
        Term::JumpIndirect(v) | Term::CallIndirect { target: v, .. } | Term::Return(v) => Next::At(value(v) as u64),
        // The lifter's own, which one instruction is never translated to.
        Term::Switch { .. } | Term::GuidedJump { .. } | Term::Leave { .. } => Next::Trap(TrapKind::Illegal),
        Term::Call { target, .. } => Next::At(target),
        Term::Syscall { next } => Next::Syscall(next),
        Term::Trap(kind, _) => Next::Trap(kind),
    })
}

fn evaluate(
    inst: &Inst,
    vars: &mut [u128; Var::COUNT],
    helpers: &mut HelperState,
    mem: &mut dyn Memory,
    values: &[Results],
) -> Result<Results, Stop> {
    let val = |v: Val| values.get(v.0 as usize).map_or(0, |r| r[0]);
    let at = |base: Val, offset: u32| u64::from(val(base) as u32) + u64::from(offset);
    let one = |v: u128| [v, 0, 0];
    Ok(match *inst {
        Inst::C32(c) | Inst::CF32(c) => one(c.into()),
        Inst::C64(c) | Inst::CF64(c) => one(c.into()),
        Inst::CV(c) => one(c),
        Inst::Num(op, args) => one(op.eval(args.map(val))),
        Inst::Lane(op, lane, [v, new]) => one(lane_op(op, lane, val(v), val(new))),
        Inst::Shuffle(lanes, a, b) => one(shuffle(lanes, val(a), val(b))),
        Inst::Select(a, b, c) => one(if val(c) as u32 != 0 { val(a) } else { val(b) }),
        Inst::Get(var) => one(vars.get(var.0 as usize).copied().unwrap_or(0)),
        Inst::Set(var, v) => {
            if let Some(slot) = vars.get_mut(var.0 as usize) {
                *slot = val(v);
            }
            [0; 3]
        }
        Inst::Load(kind, base, offset) => one(load(mem, at(base, offset), kind.bytes())?),
        Inst::Store(kind, base, offset, v) => {
            store(mem, at(base, offset), kind.bytes(), val(v))?;
            [0; 3]
        }
        Inst::Rmw(op, w, addr, v) => {
            let old = load(mem, at(addr, 0), w.bytes() as usize)?;
            store(mem, at(addr, 0), w.bytes() as usize, rmw(op, old, val(v)))?;
            one(old)
        }
        Inst::Cmpxchg(w, addr, expected, new) => {
            let bytes = w.bytes() as usize;
            let old = load(mem, at(addr, 0), bytes)?;
            store(mem, at(addr, 0), bytes, if old == cut(val(expected), w) { val(new) } else { old })?;
            one(old)
        }
        Inst::Fence => [0; 3],
        Inst::Rep(op, w, args) => repeat(mem, op, w, args.map(val))?,
        Inst::Div { signed, width, hi, lo, by, .. } => {
            divide(signed, width, val(hi), val(lo), val(by)).ok_or(Stop::Trap(TrapKind::Divide))?
        }
        Inst::MulWide(signed, a, b) => {
            let (a, b) = (val(a) as u64, val(b) as u64);
            let product = if signed {
                i128::from(a as i64).wrapping_mul(i128::from(b as i64)) as u128
            } else {
                u128::from(a).wrapping_mul(u128::from(b))
            };
            [u128::from(product as u64), product >> 64, 0]
        }
        Inst::RepOut(v, n) => one(values.get(v.0 as usize).and_then(|r| r.get(usize::from(n))).copied().unwrap_or(0)),
        Inst::Aggregate(how, w, texts, valid) => {
            one(string_compare::aggregate(how, w, texts.map(val), valid.map(|v| val(v) as u32)).into())
        }
        Inst::Helper(helper, args) => {
            let [a, b] = helpers.call(helper, args.map(|v| val(v) as u64), mem)?;
            [a.into(), b.into(), 0]
        }
        Inst::TrapIf(c, kind, _) => {
            if val(c) as u32 != 0 {
                return Err(Stop::Trap(kind));
            }
            [0; 3]
        }
    })
}

fn load(mem: &dyn Memory, addr: u64, bytes: usize) -> Result<u128, Fault> {
    let mut buf = [0; 16];
    if let Some(part) = buf.get_mut(..bytes) {
        mem.read(addr, part)?;
    }
    Ok(u128::from_le_bytes(buf))
}

fn store(mem: &mut dyn Memory, addr: u64, bytes: usize, v: u128) -> Result<(), Fault> {
    match v.to_le_bytes().get(..bytes) {
        Some(part) => mem.write(addr, part),
        None => Ok(()),
    }
}

fn cut(v: u128, w: Width) -> u128 {
    v & ((1 << w.bits()) - 1)
}

fn rmw(op: Rmw, old: u128, v: u128) -> u128 {
    match op {
        Rmw::Add => old.wrapping_add(v),
        Rmw::Sub => old.wrapping_sub(v),
        Rmw::And => old & v,
        Rmw::Or => old | v,
        Rmw::Xor => old ^ v,
        Rmw::Xchg => v,
    }
}

fn lane_op(op: LaneOp, lane: u8, v: u128, new: u128) -> u128 {
    let (bits, replace) = match op {
        LaneOp::Extract8 => (8, false),
        LaneOp::Extract16 => (16, false),
        LaneOp::Extract32 | LaneOp::ExtractF32 => (32, false),
        LaneOp::Extract64 | LaneOp::ExtractF64 => (64, false),
        LaneOp::Replace8 => (8, true),
        LaneOp::Replace16 => (16, true),
        LaneOp::Replace32 | LaneOp::ReplaceF32 => (32, true),
        LaneOp::Replace64 | LaneOp::ReplaceF64 => (64, true),
    };
    let mask = (1u128 << bits) - 1;
    let shift = bits * (u32::from(lane) % (128 / bits));
    if replace { v & !(mask << shift) | (new & mask) << shift } else { v >> shift & mask }
}

fn shuffle(lanes: [u8; 16], a: u128, b: u128) -> u128 {
    let (a, b) = (a.to_le_bytes(), b.to_le_bytes());
    u128::from_le_bytes(lanes.map(|l| {
        let from = if l < 16 { &a } else { &b };
        from.get(usize::from(l % 16)).copied().unwrap_or(0)
    }))
}

fn divide(signed: bool, width: Width, hi: u128, lo: u128, by: u128) -> Option<Results> {
    let bits = width.bits();
    let (dividend, by) = (cut(hi, width) << bits | cut(lo, width), cut(by, width));
    if by == 0 {
        return None;
    }
    if !signed {
        let q = dividend / by;
        return (q >> bits == 0).then_some([q, dividend % by, 0]);
    }
    let extend = |v: u128, bits: u32| (v << (128 - bits)) as i128 >> (128 - bits);
    let (dividend, by) = (extend(dividend, 2 * bits), extend(by, bits));
    let (q, r) = (dividend.checked_div(by)?, dividend.checked_rem(by)?);
    (extend(q as u128, bits) == q).then_some([cut(q as u128, width), cut(r as u128, width), 0])
}

/// A `rep` string instruction. A fault leaves the elements before it written and no register changed, so the guest
/// cannot resume it; programs that fix such faults and return do not run here.
fn repeat(mem: &mut dyn Memory, op: StringOp, w: Width, args: [u128; 5]) -> Result<Results, Fault> {
    let [rdi, rsi, count, rax, df] = args;
    let (mut rdi, mut rsi, count, rax) = (rdi as u64, rsi as u64, count as u64, cut(rax, w));
    let bytes = w.bytes() as usize;
    let step = if df as u32 != 0 { (bytes as u64).wrapping_neg() } else { bytes as u64 };
    let low = |addr: u64| u64::from(addr as u32);
    let mut last = [0, 0];
    let mut done = 0;
    while done < count {
        done += 1;
        match op {
            StringOp::Movs => {
                let v = load(mem, low(rsi), bytes)?;
                store(mem, low(rdi), bytes, v)?;
            }
            StringOp::Stos => store(mem, low(rdi), bytes, rax)?,
            StringOp::CmpsWhileEqual | StringOp::CmpsWhileDifferent => {
                last = [load(mem, low(rsi), bytes)?, load(mem, low(rdi), bytes)?];
            }
            StringOp::ScasWhileEqual | StringOp::ScasWhileDifferent => last = [rax, load(mem, low(rdi), bytes)?],
        }
        rdi = rdi.wrapping_add(step);
        rsi = rsi.wrapping_add(step);
        let goes_on = match op {
            StringOp::Movs | StringOp::Stos => true,
            StringOp::CmpsWhileEqual | StringOp::ScasWhileEqual => last[0] == last[1],
            StringOp::CmpsWhileDifferent | StringOp::ScasWhileDifferent => last[0] != last[1],
        };
        if !goes_on {
            break;
        }
    }
    Ok([done.into(), last[0], last[1]])
}
