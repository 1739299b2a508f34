//! Builds the IR of a block, instruction by instruction.

use iced_x86::{Instruction, OpKind, Register};

use super::flags::Flags;
use super::{
    Aggregation, FlagSet, Inst, LaneOp, LazyEntry, Load, Op, Store, StringOp, Term, TrapKind, Ty, Val, Var, Width,
};
use crate::helper::Helper;

/// A finished basic block.
#[derive(Clone, Debug)]
pub struct Block {
    /// Instructions; a [`Val`] is an index into them.
    pub insts: Vec<Inst>,
    /// The type of each value (meaningless for instructions that define none).
    pub types: Vec<Ty>,
    /// Where control goes.
    pub term: Term,
    /// What flags successors find in the lazy variables, if anything.
    pub lazy_out: Option<LazyEntry>,
}

impl Block {
    /// Appends an instruction to a finished block: for what the lifter adds.
    pub(crate) fn append(&mut self, inst: Inst, ty: Ty) -> Val {
        let v = Val(self.insts.len() as u32);
        self.insts.push(inst);
        self.types.push(ty);
        v
    }

    /// Whether it ends on another stack than it began on, as far as can be seen: rsp is neither where it was nor where rbp
    /// points to, give or take a constant. That is how `longjmp` ends.
    pub(crate) fn switches_stack(&self) -> bool {
        let inst = |v: Val| self.insts.get(v.0 as usize);
        let is_constant = |v: Val| matches!(inst(v), Some(Inst::C64(_)));
        let set = self.insts.iter().rev().find_map(|inst| match inst {
            Inst::Set(Var::RSP, v) => Some(*v),
            _ => None,
        });
        let Some(mut v) = set else { return false };
        loop {
            v = match inst(v) {
                Some(Inst::Get(Var::RSP | Var::RBP)) => return false,
                Some(Inst::Num(Op::I64Add | Op::I64Sub, [a, b, _])) if is_constant(*b) => *a,
                Some(Inst::Num(Op::I64Add, [a, b, _])) if is_constant(*a) => *b,
                _ => return true,
            };
        }
    }
}

/// A guest memory address: `base` (`I32`) plus a small constant that needs no wrap-around.
#[derive(Clone, Copy, Debug)]
pub struct Addr {
    /// Low 32 bits of the address, without `offset`.
    pub base: Val,
    /// Added by the load or store itself.
    pub offset: u32,
}

/// Displacements below this may be added by the load or store without wrapping: were the sum to pass 4 GiB or the
/// 64-bit range, the access would land in the guard region or in the unmapped lowest 64 KiB and fault either way.
const MAX_OFFSET: u64 = 0x1_0000;

/// How far below rsp or rbp a block's stack accesses are based, so that their displacements, negative ones too, are
/// constants of the loads and stores. Were the base to wrap around, the access would fault either way, as above.
const FRAME_REACH: u64 = MAX_OFFSET / 2;

/// An operand that can be read and, but for immediates, written. An address is computed once.
#[derive(Clone, Copy, Debug)]
pub enum Place {
    /// A general-purpose register or part of one.
    Gpr(Register),
    /// An SSE register by number.
    Xmm(usize),
    /// Memory.
    Mem(Addr),
    /// An immediate, sign-extended to 64 bits as the instruction says.
    Imm(u64),
}

/// Builds one block. Registers are read and written as SSA values; the variables are set once, at the end.
pub struct Builder {
    pub(super) insts: Vec<Inst>,
    types: Vec<Ty>,
    current: [Val; Var::COUNT],
    modified: u64,
    /// The wrap of each value that has one.
    wraps: Vec<Val>,
    /// What the block's accesses near rsp and rbp are based on.
    frames: [Val; 2],
    pub(super) flags: Flags,
    /// Flags that somebody reads after the current instruction.
    pub(super) live: FlagSet,
    term: Option<Term>,
}

impl Default for Builder {
    fn default() -> Self {
        Self::new()
    }
}

impl Builder {
    /// An empty block.
    pub fn new() -> Self {
        Self {
            insts: Vec::new(),
            types: Vec::new(),
            current: [Val::NONE; Var::COUNT],
            modified: 0,
            wraps: Vec::new(),
            frames: [Val::NONE; 2],
            flags: Flags::new(),
            live: FlagSet::ALL,
            term: None,
        }
    }

    /// Says which flags are read after the next instruction to be translated.
    pub fn set_live_flags(&mut self, live: FlagSet) {
        self.live = live;
    }

    /// Ends the block.
    pub fn end(&mut self, term: Term) {
        self.term = Some(term);
    }

    /// Whether [`Builder::end`] was called.
    pub fn ended(&self) -> bool {
        self.term.is_some()
    }

    /// Finishes the block: writes the live flags and all modified variables. `next` is where an unterminated block
    /// falls through to. With `export`, the successors' flags may stay a lazy record (only if they have no other
    /// predecessor).
    pub fn finish(mut self, next: u64, live_out: FlagSet, export: bool) -> Block {
        let lazy_out = if export { self.export_lazy(live_out) } else { None };
        self.flush_flags(live_out, lazy_out.map_or(FlagSet::NONE, |l| l.flags));
        for i in 0..Var::COUNT {
            if self.modified & (1 << i) != 0 {
                let inst = Inst::Set(Var(i as u8), self.current[i]);
                self.push(inst, Ty::I32);
            }
        }
        Block { insts: self.insts, types: self.types, term: self.term.unwrap_or(Term::Jump(next)), lazy_out }
    }

    pub(super) fn push(&mut self, inst: Inst, ty: Ty) -> Val {
        let v = Val(self.insts.len() as u32);
        self.insts.push(inst);
        self.types.push(ty);
        v
    }

    /// The type of a value.
    pub fn ty(&self, v: Val) -> Ty {
        self.types.get(v.0 as usize).copied().unwrap_or(Ty::I32)
    }

    // ---- constants and numeric operations -------------------------------------------------------------------

    /// An `I32` constant.
    pub fn c32(&mut self, v: u32) -> Val {
        self.push(Inst::C32(v), Ty::I32)
    }

    /// An `I64` constant.
    pub fn c64(&mut self, v: u64) -> Val {
        self.push(Inst::C64(v), Ty::I64)
    }

    /// A `V128` constant.
    pub fn cv(&mut self, v: u128) -> Val {
        self.push(Inst::CV(v), Ty::V128)
    }

    /// An `F32` constant.
    pub fn cf32(&mut self, v: f32) -> Val {
        self.push(Inst::CF32(v.to_bits()), Ty::F32)
    }

    /// An `F64` constant.
    pub fn cf64(&mut self, v: f64) -> Val {
        self.push(Inst::CF64(v.to_bits()), Ty::F64)
    }

    /// An integer constant of a width.
    pub fn const_of(&mut self, w: Width, v: u64) -> Val {
        match w {
            Width::W64 => self.c64(v),
            Width::W32 => self.c32(v as u32),
            Width::W16 => self.c32(v as u32 & 0xffff),
            Width::W8 => self.c32(v as u32 & 0xff),
        }
    }

    /// The bits of a value if it is a constant.
    pub fn constant(&self, v: Val) -> Option<u128> {
        match self.insts.get(v.0 as usize)? {
            Inst::C32(c) | Inst::CF32(c) => Some(u128::from(*c)),
            Inst::C64(c) | Inst::CF64(c) => Some(u128::from(*c)),
            Inst::CV(c) => Some(*c),
            _ => None,
        }
    }

    /// A unary operation.
    pub fn n1(&mut self, op: Op, a: Val) -> Val {
        // The low half of a widened value is that value.
        if let (Op::I32WrapI64, Some(Inst::Num(Op::I64ExtendI32U | Op::I64ExtendI32S, [inner, ..]))) =
            (op, self.insts.get(a.0 as usize))
        {
            return *inner;
        }
        if op == Op::I32WrapI64 {
            return self.wrap(a);
        }
        self.num(op, [a, Val::NONE, Val::NONE])
    }

    /// The low half of a value, computed once.
    fn wrap(&mut self, a: Val) -> Val {
        let i = a.0 as usize;
        if let Some(&known) = self.wraps.get(i).filter(|v| **v != Val::NONE) {
            return known;
        }
        let v = self.num(Op::I32WrapI64, [a, Val::NONE, Val::NONE]);
        if self.wraps.len() <= i {
            self.wraps.resize(i + 1, Val::NONE);
        }
        if let Some(slot) = self.wraps.get_mut(i) {
            *slot = v;
        }
        v
    }

    /// Whether a general-purpose register holds this value, or its zero-extension, at this point.
    pub(super) fn is_in_register(&self, v: Val) -> bool {
        self.current[..16].iter().any(|&c| {
            c == v
                || matches!(self.insts.get(c.0 as usize), Some(Inst::Num(Op::I64ExtendI32U, [inner, ..])) if *inner == v)
        })
    }

    /// A binary operation.
    pub fn n2(&mut self, op: Op, a: Val, b: Val) -> Val {
        use Op::*;
        if let Some(c) = self.constant(b) {
            let identity = match op {
                I32Add | I32Sub | I32Or | I32Xor | I32Shl | I32ShrU | I32ShrS | I64Add | I64Sub | I64Or | I64Xor
                | I64Shl | I64ShrU | I64ShrS => c == 0,
                I32And => c as u32 == u32::MAX,
                I64And => c as u64 == u64::MAX,
                I32Mul | I64Mul => c == 1,
                _ => false,
            };
            if identity {
                return a;
            }
        }
        // One form for constant offsets, folded: what follows is a single address computation.
        let b = match (op, self.constant(b)) {
            (I32Sub, Some(c)) => {
                let c = self.c32((c as u32).wrapping_neg());
                return self.n2(I32Add, a, c);
            }
            (I64Sub, Some(c)) => {
                let c = self.c64((c as u64).wrapping_neg());
                return self.n2(I64Add, a, c);
            }
            (I32Add | I64Add, Some(c)) => match self.insts.get(a.0 as usize) {
                Some(&Inst::Num(inner, [x, y, _])) if inner == op => match self.constant(y) {
                    Some(d) => {
                        let sum = if op == I32Add {
                            self.c32((c as u32).wrapping_add(d as u32))
                        } else {
                            self.c64((c as u64).wrapping_add(d as u64))
                        };
                        return self.n2(op, x, sum);
                    }
                    None => b,
                },
                _ => b,
            },
            _ => b,
        };
        if a == b && matches!(op, I32Xor | I32Sub) {
            return self.c32(0);
        }
        if a == b && matches!(op, I64Xor | I64Sub) {
            return self.c64(0);
        }
        self.num(op, [a, b, Val::NONE])
    }

    /// A ternary operation.
    pub fn n3(&mut self, op: Op, a: Val, b: Val, c: Val) -> Val {
        self.num(op, [a, b, c])
    }

    fn num(&mut self, op: Op, args: [Val; 3]) -> Val {
        let (params, result) = op.signature();
        let mut raw = [0u128; 3];
        let mut all = true;
        for i in 0..params.len() {
            debug_assert_eq!(self.ty(args[i]), params[i], "operand {i} of {op:?}");
            match self.constant(args[i]) {
                Some(c) => raw[i] = c,
                None => all = false,
            }
        }
        // Integers only: what a NaN looks like is left to the machine that runs the code.
        if all && matches!(result, Ty::I32 | Ty::I64) && params.iter().all(|p| matches!(p, Ty::I32 | Ty::I64)) {
            let r = op.eval(raw);
            return if result == Ty::I32 { self.c32(r as u32) } else { self.c64(r as u64) };
        }
        self.push(Inst::Num(op, args), result)
    }

    /// `c != 0 ? a : b`.
    pub fn select(&mut self, c: Val, a: Val, b: Val) -> Val {
        match self.constant(c) {
            Some(0) => b,
            Some(_) => a,
            None => {
                let ty = self.ty(a);
                self.push(Inst::Select(a, b, c), ty)
            }
        }
    }

    /// Extracts a lane.
    pub fn lane(&mut self, op: LaneOp, lane: u8, v: Val) -> Val {
        self.push(Inst::Lane(op, lane, [v, Val::NONE]), op.ty())
    }

    /// Replaces a lane.
    pub fn with_lane(&mut self, op: LaneOp, lane: u8, v: Val, new: Val) -> Val {
        self.push(Inst::Lane(op, lane, [v, new]), Ty::V128)
    }

    /// `i8x16.shuffle`: lanes 0 to 15 are `a`'s, 16 to 31 `b`'s.
    pub fn shuffle(&mut self, lanes: [u8; 16], a: Val, b: Val) -> Val {
        self.push(Inst::Shuffle(lanes, a, b), Ty::V128)
    }

    // ---- integer arithmetic by width; values are zero-extended ------------------------------------------------

    fn by_width(&mut self, w: Width, op32: Op, op64: Op, a: Val, b: Val) -> Val {
        let v = self.n2(if w == Width::W64 { op64 } else { op32 }, a, b);
        self.mask(w, v)
    }

    /// Cuts an `I32` to 8 or 16 bits; other widths are unchanged.
    pub fn mask(&mut self, w: Width, v: Val) -> Val {
        let mask = match w {
            Width::W8 => 0xff,
            Width::W16 => 0xffff,
            _ => return v,
        };
        let m = self.c32(mask);
        self.n2(Op::I32And, v, m)
    }

    /// `a + b`.
    pub fn add(&mut self, w: Width, a: Val, b: Val) -> Val {
        self.by_width(w, Op::I32Add, Op::I64Add, a, b)
    }
    /// `a - b`.
    pub fn sub(&mut self, w: Width, a: Val, b: Val) -> Val {
        self.by_width(w, Op::I32Sub, Op::I64Sub, a, b)
    }
    /// `a & b`.
    pub fn and(&mut self, w: Width, a: Val, b: Val) -> Val {
        self.n2(if w == Width::W64 { Op::I64And } else { Op::I32And }, a, b)
    }
    /// `a | b`.
    pub fn or(&mut self, w: Width, a: Val, b: Val) -> Val {
        self.n2(if w == Width::W64 { Op::I64Or } else { Op::I32Or }, a, b)
    }
    /// `a ^ b`.
    pub fn xor(&mut self, w: Width, a: Val, b: Val) -> Val {
        self.n2(if w == Width::W64 { Op::I64Xor } else { Op::I32Xor }, a, b)
    }
    /// `!a`.
    pub fn not(&mut self, w: Width, a: Val) -> Val {
        let ones = self.const_of(w, u64::MAX);
        self.xor(w, a, ones)
    }
    /// `a == b` as an `I32`.
    pub fn eq(&mut self, w: Width, a: Val, b: Val) -> Val {
        self.n2(if w == Width::W64 { Op::I64Eq } else { Op::I32Eq }, a, b)
    }
    /// `a == 0` as an `I32`.
    pub fn eqz(&mut self, w: Width, a: Val) -> Val {
        self.n1(if w == Width::W64 { Op::I64Eqz } else { Op::I32Eqz }, a)
    }
    /// Unsigned `a < b` as an `I32`.
    pub fn lt_u(&mut self, w: Width, a: Val, b: Val) -> Val {
        self.n2(if w == Width::W64 { Op::I64LtU } else { Op::I32LtU }, a, b)
    }
    /// The top bit as an `I32` that is 0 or 1.
    pub fn sign_bit(&mut self, w: Width, v: Val) -> Val {
        match w {
            Width::W64 => {
                let zero = self.c64(0);
                self.n2(Op::I64LtS, v, zero)
            }
            Width::W32 => {
                let zero = self.c32(0);
                self.n2(Op::I32LtS, v, zero)
            }
            _ => {
                let n = self.c32(w.bits() - 1);
                self.n2(Op::I32ShrU, v, n)
            }
        }
    }
    /// An 8- or 16-bit value sign-extended to the whole `I32`; wider values are unchanged.
    pub fn sign_extend_narrow(&mut self, w: Width, v: Val) -> Val {
        match w {
            Width::W8 => self.n1(Op::I32Extend8S, v),
            Width::W16 => self.n1(Op::I32Extend16S, v),
            _ => v,
        }
    }
    /// Zero-extends or cuts a value of width `from` to width `to`.
    pub fn zero_extend(&mut self, from: Width, to: Width, v: Val) -> Val {
        match (from.ty(), to.ty()) {
            (Ty::I32, Ty::I64) => self.n1(Op::I64ExtendI32U, v),
            (Ty::I64, Ty::I32) => {
                let v = self.n1(Op::I32WrapI64, v);
                self.mask(to, v)
            }
            _ if to < from => self.mask(to, v),
            _ => v,
        }
    }
    /// Sign-extends a value of width `from` to width `to` (which is not narrower).
    pub fn sign_extend(&mut self, from: Width, to: Width, v: Val) -> Val {
        let v = self.sign_extend_narrow(from, v);
        match (from.ty(), to.ty()) {
            (Ty::I32, Ty::I64) => self.n1(Op::I64ExtendI32S, v),
            _ => self.mask(to, v),
        }
    }

    // ---- guest registers --------------------------------------------------------------------------------------

    /// The current value of a variable.
    pub fn get(&mut self, var: Var) -> Val {
        let slot = var.0 as usize;
        if self.current[slot] == Val::NONE {
            self.current[slot] = self.push(Inst::Get(var), var.ty());
        }
        self.current[slot]
    }

    /// Gives a variable a new value. For general-purpose registers this is the whole 64 bits. Flags other than DF
    /// go through [`Builder::set_flag`].
    pub fn set(&mut self, var: Var, v: Val) {
        debug_assert_eq!(self.ty(v), var.ty(), "{var}");
        self.current[var.0 as usize] = v;
        self.modified |= 1 << var.0;
    }

    /// Reads a general-purpose register or part: `I64` for 64 bits, otherwise `I32`, zero-extended.
    pub fn read_reg(&mut self, r: Register) -> Val {
        let full = self.get(Var::gpr(r.full_register().number()));
        match r.size() {
            8 => full,
            4 => self.n1(Op::I32WrapI64, full),
            size => {
                if let Some(v) = self.narrow_part(full, if size == 2 { !0xffff } else { !0xff })
                    && !is_high_byte(r)
                {
                    return v;
                }
                let mut v = self.n1(Op::I32WrapI64, full);
                if is_high_byte(r) {
                    let eight = self.c32(8);
                    v = self.n2(Op::I32ShrU, v, eight);
                }
                self.mask(if size == 2 { Width::W16 } else { Width::W8 }, v)
            }
        }
    }

    /// The narrow value that was just put into a register of which `keep` was kept.
    fn narrow_part(&self, full: Val, keep: u64) -> Option<Val> {
        let Some(Inst::Num(Op::I64Or, [kept, wide, _])) = self.insts.get(full.0 as usize) else { return None };
        match (self.insts.get(kept.0 as usize), self.insts.get(wide.0 as usize)) {
            (Some(Inst::Num(Op::I64And, [_, m, _])), Some(Inst::Num(Op::I64ExtendI32U, [v, ..])))
                if self.constant(*m) == Some(u128::from(keep)) =>
            {
                Some(*v)
            }
            _ => None,
        }
    }

    /// Writes a general-purpose register or part: 32 bits clear the upper half, 8 and 16 bits leave the rest. A
    /// narrow value must be zero-extended.
    pub fn write_reg(&mut self, r: Register, v: Val) {
        let var = Var::gpr(r.full_register().number());
        let new = match r.size() {
            8 => v,
            4 => self.n1(Op::I64ExtendI32U, v),
            size => {
                let (keep, shift) = match (size, is_high_byte(r)) {
                    (2, _) => (!0xffff_u64, 0),
                    (_, false) => (!0xff, 0),
                    (_, true) => (!0xff00, 8),
                };
                let old = self.get(var);
                let keep = self.c64(keep);
                let kept = self.n2(Op::I64And, old, keep);
                let mut wide = self.n1(Op::I64ExtendI32U, v);
                if shift != 0 {
                    let shift = self.c64(shift);
                    wide = self.n2(Op::I64Shl, wide, shift);
                }
                self.n2(Op::I64Or, kept, wide)
            }
        };
        self.set(var, new);
    }

    // ---- memory -----------------------------------------------------------------------------------------------

    /// The memory operand as a full 64-bit address without segment base: what `lea` computes.
    pub fn ea64(&mut self, i: &Instruction) -> Val {
        let disp = i.memory_displacement64();
        if i.is_ip_rel_memory_operand() {
            return self.c64(disp);
        }
        // A 32-bit address size (67h prefix) shows in the registers.
        let narrow = i.memory_base().is_gpr32() || i.memory_index().is_gpr32();
        let mut sum: Option<Val> = None;
        for (reg, scale) in [(i.memory_base(), 1), (i.memory_index(), i.memory_index_scale())] {
            if !reg.is_gpr() {
                continue;
            }
            let mut v = self.get(Var::gpr(reg.full_register().number()));
            if scale > 1 {
                let shift = self.c64(u64::from(scale.trailing_zeros()));
                v = self.n2(Op::I64Shl, v, shift);
            }
            sum = Some(match sum {
                Some(s) => self.n2(Op::I64Add, s, v),
                None => v,
            });
        }
        let disp = self.c64(disp);
        let mut ea = match sum {
            Some(s) => self.n2(Op::I64Add, s, disp),
            None => disp,
        };
        if narrow {
            ea = self.n1(Op::I32WrapI64, ea);
            ea = self.n1(Op::I64ExtendI32U, ea);
        }
        ea
    }

    /// The memory operand of an instruction, segment base included.
    pub fn ea(&mut self, i: &Instruction) -> Addr {
        let disp = i.memory_displacement64();
        let plain = i.memory_base().is_gpr64() && !i.memory_index().is_gpr();
        if plain && !matches!(i.memory_segment(), Register::FS | Register::GS) {
            let base = self.get(Var::gpr(i.memory_base().number()));
            if let Some(addr) = self.in_frame(base, disp) {
                return addr;
            }
        }
        let mut sum: Option<Val> = None;
        let mut add = |s: &mut Self, v: Val| {
            sum = Some(match sum {
                Some(x) => s.n2(Op::I32Add, x, v),
                None => v,
            });
        };
        if !i.is_ip_rel_memory_operand() {
            for (reg, scale) in [(i.memory_base(), 1), (i.memory_index(), i.memory_index_scale())] {
                if !reg.is_gpr() {
                    continue;
                }
                let full = self.get(Var::gpr(reg.full_register().number()));
                let mut v = self.n1(Op::I32WrapI64, full);
                if scale > 1 {
                    let shift = self.c32(scale.trailing_zeros());
                    v = self.n2(Op::I32Shl, v, shift);
                }
                add(self, v);
            }
        }
        let base = match i.memory_segment() {
            Register::FS => Some(Var::FS_BASE),
            Register::GS => Some(Var::GS_BASE),
            _ => None,
        };
        let segmented = base.is_some();
        if let Some(var) = base {
            let v = self.get(var);
            let v = self.n1(Op::I32WrapI64, v);
            add(self, v);
        }
        match sum {
            None => {
                let base = self.c32(disp as u32);
                Addr { base, offset: 0 }
            }
            Some(s) if disp < MAX_OFFSET && !segmented => Addr { base: s, offset: disp as u32 },
            Some(s) => {
                let d = self.c32(disp as u32);
                Addr { base: self.n2(Op::I32Add, s, d), offset: 0 }
            }
        }
    }

    /// `base + disp` as an address relative to the block's frame, if `base` is rsp or rbp at the block's entry plus a
    /// constant. Through rbp only what lies below it: compilers use it for other things too.
    fn in_frame(&mut self, base: Val, disp: u64) -> Option<Addr> {
        let (root, constant) = match *self.insts.get(base.0 as usize)? {
            Inst::Get(_) => (base, 0),
            Inst::Num(Op::I64Add, [root, c, _]) => (root, self.constant(c)? as u64),
            _ => return None,
        };
        let offset = constant.wrapping_add(disp).wrapping_add(FRAME_REACH);
        let slot = match *self.insts.get(root.0 as usize)? {
            Inst::Get(Var::RSP) if offset < MAX_OFFSET => 0,
            Inst::Get(Var::RBP) if offset < FRAME_REACH => 1,
            _ => return None,
        };
        if self.frames[slot] == Val::NONE {
            let reach = self.c64(FRAME_REACH.wrapping_neg());
            let start = self.n2(Op::I64Add, root, reach);
            self.frames[slot] = self.n1(Op::I32WrapI64, start);
        }
        Some(Addr { base: self.frames[slot], offset: offset as u32 })
    }

    /// An address held in an `I64` value, e.g. rsp or rdi.
    pub fn addr(&mut self, v: Val) -> Addr {
        if let Some(addr) = self.in_frame(v, 0) {
            return addr;
        }
        if let Some(&Inst::Num(Op::I64Add, [x, c, _])) = self.insts.get(v.0 as usize)
            && let Some(c) = self.constant(c)
        {
            let x = self.n1(Op::I32WrapI64, x);
            if (c as u64) < MAX_OFFSET {
                return Addr { base: x, offset: c as u32 };
            }
            let c = self.c32(c as u32);
            return Addr { base: self.n2(Op::I32Add, x, c), offset: 0 };
        }
        Addr { base: self.n1(Op::I32WrapI64, v), offset: 0 }
    }

    /// An address `n` bytes further (n below 64 KiB).
    pub fn addr_plus(&mut self, a: Addr, n: u32) -> Addr {
        if u64::from(a.offset + n) < MAX_OFFSET {
            return Addr { base: a.base, offset: a.offset + n };
        }
        let c = self.c32(a.offset.wrapping_add(n));
        Addr { base: self.n2(Op::I32Add, a.base, c), offset: 0 }
    }

    /// An address without a constant part, as an `I32`.
    pub fn addr_value(&mut self, a: Addr) -> Val {
        let c = self.c32(a.offset);
        self.n2(Op::I32Add, a.base, c)
    }

    /// Loads.
    pub fn load(&mut self, kind: Load, a: Addr) -> Val {
        self.push(Inst::Load(kind, a.base, a.offset), kind.ty())
    }

    /// Stores.
    pub fn store(&mut self, kind: Store, a: Addr, v: Val) {
        self.push(Inst::Store(kind, a.base, a.offset, v), Ty::I32);
    }

    /// Loads an integer of a width, zero-extended.
    pub fn load_int(&mut self, w: Width, a: Addr) -> Val {
        let kind = match w {
            Width::W8 => Load::U8,
            Width::W16 => Load::U16,
            Width::W32 => Load::I32,
            Width::W64 => Load::I64,
        };
        self.load(kind, a)
    }

    /// Stores an integer of a width.
    pub fn store_int(&mut self, w: Width, a: Addr, v: Val) {
        let kind = match w {
            Width::W8 => Store::I8,
            Width::W16 => Store::I16,
            Width::W32 => Store::I32,
            Width::W64 => Store::I64,
        };
        self.store(kind, a, v);
    }

    /// An atomic read-modify-write of memory; gives the old value.
    pub fn rmw(&mut self, op: super::Rmw, w: Width, a: Addr, v: Val) -> Val {
        let at = self.addr_value(a);
        self.push(Inst::Rmw(op, w, at, v), w.ty())
    }

    /// An atomic compare-and-exchange; gives the old value.
    pub fn cmpxchg(&mut self, w: Width, a: Addr, expected: Val, new: Val) -> Val {
        let at = self.addr_value(a);
        self.push(Inst::Cmpxchg(w, at, expected, new), w.ty())
    }

    /// A full memory barrier.
    pub fn fence(&mut self) {
        self.push(Inst::Fence, Ty::I32);
    }

    /// A repeated string instruction; see [`Inst::Rep`]. Gives the number of elements done and, for compares, the
    /// last two elements.
    pub fn rep(&mut self, op: StringOp, w: Width, args: [Val; 5]) -> [Val; 3] {
        let done = self.push(Inst::Rep(op, w, args), Ty::I64);
        let a = self.push(Inst::RepOut(done, 1), Ty::I64);
        let b = self.push(Inst::RepOut(done, 2), Ty::I64);
        [done, a, b]
    }

    /// See [`Inst::Aggregate`].
    pub fn aggregate(&mut self, how: Aggregation, w: Width, texts: [Val; 2], valid: [Val; 2]) -> Val {
        self.push(Inst::Aggregate(how, w, texts, valid), Ty::I32)
    }

    /// Division of `hi:lo`; see [`Inst::Div`]. Gives quotient and remainder.
    pub fn div(&mut self, signed: bool, width: Width, [hi, lo, by]: [Val; 3], pc: u64) -> (Val, Val) {
        let q = self.push(Inst::Div { signed, width, hi, lo, by, pc }, width.ty());
        (q, self.push(Inst::RepOut(q, 1), width.ty()))
    }

    /// Full 128-bit product of two `I64`: low and high half.
    pub fn mul_wide(&mut self, signed: bool, a: Val, b: Val) -> (Val, Val) {
        let low = self.push(Inst::MulWide(signed, a, b), Ty::I64);
        (low, self.push(Inst::RepOut(low, 1), Ty::I64))
    }

    /// A call of the runtime; its first result. All operands and results are `I64`.
    pub fn helper(&mut self, helper: Helper, args: &[Val]) -> Val {
        let mut operands = [Val::NONE; 5];
        for (slot, v) in operands.iter_mut().zip(args) {
            debug_assert_eq!(self.ty(*v), Ty::I64);
            *slot = *v;
        }
        self.push(Inst::Helper(helper, operands), Ty::I64)
    }

    /// The second result of a helper (`n` = 1).
    pub fn helper_out(&mut self, call: Val, n: u8) -> Val {
        self.push(Inst::RepOut(call, n), Ty::I64)
    }

    /// Raises an exception at `pc` if `cond` is not zero.
    pub fn trap_if(&mut self, cond: Val, kind: TrapKind, pc: u64) {
        self.push(Inst::TrapIf(cond, kind, pc), Ty::I32);
    }

    // ---- operands ---------------------------------------------------------------------------------------------

    /// The operand `n` of an instruction as a place. `None` for kinds that no integer or SSE row takes.
    pub fn place(&mut self, i: &Instruction, n: u32) -> Option<Place> {
        Some(match i.op_kind(n) {
            OpKind::Register => {
                let r = i.op_register(n);
                if r.is_gpr() {
                    Place::Gpr(r)
                } else if r.is_xmm() {
                    Place::Xmm(r.number())
                } else {
                    return None;
                }
            }
            OpKind::Memory => Place::Mem(self.ea(i)),
            OpKind::Immediate8
            | OpKind::Immediate16
            | OpKind::Immediate32
            | OpKind::Immediate64
            | OpKind::Immediate8to16
            | OpKind::Immediate8to32
            | OpKind::Immediate8to64
            | OpKind::Immediate32to64
            | OpKind::Immediate8_2nd => Place::Imm(i.immediate(n)),
            _ => return None,
        })
    }

    /// Reads an integer place at a width.
    pub fn read(&mut self, p: Place, w: Width) -> Val {
        match p {
            Place::Gpr(r) => self.read_reg(r),
            Place::Mem(a) => self.load_int(w, a),
            Place::Imm(v) => self.const_of(w, v),
            Place::Xmm(n) => {
                let v = self.get(Var::xmm(n));
                match w {
                    Width::W64 => self.lane(LaneOp::Extract64, 0, v),
                    _ => self.lane(LaneOp::Extract32, 0, v),
                }
            }
        }
    }

    /// Writes an integer place at a width. Immediates and SSE registers are not written.
    pub fn write(&mut self, p: Place, w: Width, v: Val) {
        match p {
            Place::Gpr(r) => self.write_reg(r, v),
            Place::Mem(a) => self.store_int(w, a, v),
            Place::Imm(_) | Place::Xmm(_) => debug_assert!(false, "not a writable integer place"),
        }
    }
}

fn is_high_byte(r: Register) -> bool {
    matches!(r, Register::AH | Register::CH | Register::DH | Register::BH)
}
