//! Status flags, computed only where somebody looks at them.
//!
//! An instruction that sets flags records how ([`Lazy`]); a condition that follows is fused with that record
//! (`cmp` + `jl` is one signed comparison); a flag that no one reads is never computed.

use super::{Builder, Op, Val, Var, Width};

/// A set of status flags.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Hash)]
pub struct FlagSet(pub u8);

impl FlagSet {
    /// No flag.
    pub const NONE: Self = Self(0);
    /// Carry.
    pub const CF: Self = Self(1);
    /// Parity.
    pub const PF: Self = Self(2);
    /// Auxiliary carry.
    pub const AF: Self = Self(4);
    /// Zero.
    pub const ZF: Self = Self(8);
    /// Sign.
    pub const SF: Self = Self(16);
    /// Overflow.
    pub const OF: Self = Self(32);
    /// All six.
    pub const ALL: Self = Self(63);
    /// All but carry: what `inc` and `dec` set.
    pub const NOT_CF: Self = Self(62);
    /// What follows from a result alone.
    pub const ZSP: Self = Self(8 | 16 | 2);

    /// Both.
    pub const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
    /// Those of `self` that are not in `other`.
    pub const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }
    /// Whether any of `other` is in `self`.
    pub const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
    /// Whether it is empty.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }
    /// The single flags with their variables.
    pub fn iter(self) -> impl Iterator<Item = (usize, Var)> {
        (0..6).filter(move |i| self.0 & (1 << i) != 0).map(|i| (i, Var(Var::CF.0 + i as u8)))
    }
}

/// A condition code, in the order of the instruction encoding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Cond {
    /// Overflow.
    O,
    /// No overflow.
    NO,
    /// Below (unsigned).
    B,
    /// Above or equal (unsigned).
    AE,
    /// Equal.
    E,
    /// Not equal.
    NE,
    /// Below or equal (unsigned).
    BE,
    /// Above (unsigned).
    A,
    /// Sign.
    S,
    /// No sign.
    NS,
    /// Parity even.
    P,
    /// Parity odd.
    NP,
    /// Less (signed).
    L,
    /// Greater or equal (signed).
    GE,
    /// Less or equal (signed).
    LE,
    /// Greater (signed).
    G,
}

impl Cond {
    /// From iced's condition code.
    pub fn from_iced(c: iced_x86::ConditionCode) -> Option<Self> {
        use iced_x86::ConditionCode as C;
        Some(match c {
            C::None => return None,
            C::o => Self::O,
            C::no => Self::NO,
            C::b => Self::B,
            C::ae => Self::AE,
            C::e => Self::E,
            C::ne => Self::NE,
            C::be => Self::BE,
            C::a => Self::A,
            C::s => Self::S,
            C::ns => Self::NS,
            C::p => Self::P,
            C::np => Self::NP,
            C::l => Self::L,
            C::ge => Self::GE,
            C::le => Self::LE,
            C::g => Self::G,
        })
    }

    /// The flags that it reads.
    pub const fn reads(self) -> FlagSet {
        match self {
            Self::O | Self::NO => FlagSet::OF,
            Self::B | Self::AE => FlagSet::CF,
            Self::E | Self::NE => FlagSet::ZF,
            Self::BE | Self::A => FlagSet(1 | 8),
            Self::S | Self::NS => FlagSet::SF,
            Self::P | Self::NP => FlagSet::PF,
            Self::L | Self::GE => FlagSet(16 | 32),
            Self::LE | Self::G => FlagSet(8 | 16 | 32),
        }
    }

    /// The condition of the even code, and whether this one is its negation.
    const fn positive(self) -> (Self, bool) {
        match self {
            Self::NO => (Self::O, true),
            Self::AE => (Self::B, true),
            Self::NE => (Self::E, true),
            Self::A => (Self::BE, true),
            Self::NS => (Self::S, true),
            Self::NP => (Self::P, true),
            Self::GE => (Self::L, true),
            Self::G => (Self::LE, true),
            c => (c, false),
        }
    }
}

/// What kind of operation a [`Lazy`] record remembers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LazyKind {
    /// `r = a + b`: all six flags.
    Add,
    /// `r = a - b`: all six flags.
    Sub,
    /// A bitwise result: CF and OF are zero, AF is undefined and given as zero.
    Logic,
}

/// A flag-setting operation, kept until somebody asks.
#[derive(Clone, Copy, Debug)]
pub(super) struct Lazy {
    kind: LazyKind,
    width: Width,
    a: Val,
    b: Val,
    r: Val,
}

/// A lazy record that crosses a block boundary in [`Var::LAZY_A`] and its neighbours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct LazyEntry {
    /// What it was.
    pub kind: LazyKind,
    /// At what width.
    pub width: Width,
    /// Which flags still come from it.
    pub flags: FlagSet,
}

/// Where the value of a flag is at this point of the block.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum FlagAt {
    /// In its variable, unchanged since the entry.
    Entry,
    /// In a value.
    Val(Val),
    /// To be computed from a record.
    Lazy(usize),
}

/// The state of all flags in a block under construction.
#[derive(Clone, Debug)]
pub(super) struct Flags {
    at: [FlagAt; 6],
    records: Vec<Lazy>,
    /// CF and ZF of a floating-point comparison, with the value of "above" (neither of them).
    float: Option<[Val; 3]>,
}

impl Flags {
    pub(super) fn new() -> Self {
        Self { at: [FlagAt::Entry; 6], records: Vec::new(), float: None }
    }
}

impl Builder {
    /// Starts the block with flags that come from a comparison in its only predecessor.
    pub fn enter_lazy(&mut self, entry: LazyEntry) {
        let (a, b, r) = (self.get(Var::LAZY_A), self.get(Var::LAZY_B), self.get(Var::LAZY_R));
        let narrow = |s: &mut Self, v| if entry.width == Width::W64 { v } else { s.n1(Op::I32WrapI64, v) };
        let (a, b, r) = (narrow(self, a), narrow(self, b), narrow(self, r));
        self.set_lazy(entry.kind, entry.width, a, b, r, entry.flags);
    }

    fn set_lazy(&mut self, kind: LazyKind, width: Width, a: Val, b: Val, r: Val, flags: FlagSet) {
        let n = self.flags.records.len();
        self.flags.records.push(Lazy { kind, width, a, b, r });
        for (i, _) in flags.iter() {
            self.flags.at[i] = FlagAt::Lazy(n);
        }
    }

    /// Flags of `r = a + b`. Only those in `flags` change (`inc` leaves CF).
    pub fn flags_add(&mut self, w: Width, a: Val, b: Val, r: Val, flags: FlagSet) {
        self.set_lazy(LazyKind::Add, w, a, b, r, flags);
    }

    /// Flags of `r = a - b`. Only those in `flags` change.
    pub fn flags_sub(&mut self, w: Width, a: Val, b: Val, r: Val, flags: FlagSet) {
        self.set_lazy(LazyKind::Sub, w, a, b, r, flags);
    }

    /// Flags of a bitwise result: ZF, SF, PF from it, CF = OF = 0, AF (undefined) = 0.
    pub fn flags_logic(&mut self, w: Width, r: Val) {
        self.set_lazy(LazyKind::Logic, w, r, r, r, FlagSet::ALL);
    }

    /// ZF, SF and PF of a result; the others stay as they are.
    pub fn flags_result(&mut self, w: Width, r: Val) {
        self.set_lazy(LazyKind::Logic, w, r, r, r, FlagSet::ZSP);
    }

    /// CF and ZF of a floating-point comparison. `above` is the condition "neither of them", which is one comparison.
    pub fn flags_float(&mut self, cf: Val, zf: Val, above: Val) {
        self.set_flag(FlagSet::CF, cf);
        self.set_flag(FlagSet::ZF, zf);
        self.flags.float = Some([cf, zf, above]);
    }

    /// Sets one flag (`flag` must be a single one) to an `I32` that is 0 or 1.
    pub fn set_flag(&mut self, flag: FlagSet, v: Val) {
        for (i, _) in flag.iter() {
            self.flags.at[i] = FlagAt::Val(v);
        }
    }

    /// Whether anybody will read any of these flags after the current instruction. Rows ask before they compute a
    /// flag that is expensive; [`Builder::set_flag`] may be skipped then.
    pub fn wants(&self, flags: FlagSet) -> bool {
        self.live.meets(flags)
    }

    /// The value of one flag as an `I32` that is 0 or 1.
    pub fn flag(&mut self, flag: FlagSet) -> Val {
        let Some((i, var)) = flag.iter().next() else { return self.c32(0) };
        match self.flags.at[i] {
            FlagAt::Entry => self.get(var),
            FlagAt::Val(v) => v,
            FlagAt::Lazy(n) => {
                let lazy = self.flags.records[n];
                let v = self.lazy_flag(lazy, 1 << i);
                self.flags.at[i] = FlagAt::Val(v);
                v
            }
        }
    }

    fn lazy_flag(&mut self, l: Lazy, flag: u8) -> Val {
        let w = l.width;
        match (FlagSet(flag), l.kind) {
            (FlagSet::CF | FlagSet::OF | FlagSet::AF, LazyKind::Logic) => self.c32(0),
            (FlagSet::CF, LazyKind::Add) => self.lt_u(w, l.r, l.a),
            (FlagSet::CF, LazyKind::Sub) => self.lt_u(w, l.a, l.b),
            (FlagSet::ZF, LazyKind::Sub) => self.eq(w, l.a, l.b),
            (FlagSet::ZF, _) => self.eqz(w, l.r),
            (FlagSet::SF, _) => self.sign_bit(w, l.r),
            (FlagSet::PF, _) => {
                let low = if w == Width::W64 { self.n1(Op::I32WrapI64, l.r) } else { l.r };
                let mask = self.c32(0xff);
                let low = self.n2(Op::I32And, low, mask);
                let count = self.n1(Op::I32Popcnt, low);
                let one = self.c32(1);
                let odd = self.n2(Op::I32And, count, one);
                self.n2(Op::I32Xor, odd, one)
            }
            (FlagSet::OF, kind) => {
                // Add: the result's sign differs from that of both operands. Sub: the operands' signs differ and
                // the result's differs from the first's.
                let ar = self.xor(w, l.a, l.r);
                let other = if kind == LazyKind::Add { self.xor(w, l.b, l.r) } else { self.xor(w, l.a, l.b) };
                let both = self.and(w, ar, other);
                self.sign_bit(w, both)
            }
            _ => {
                // AF: carry into bit 4.
                let ab = self.xor(w, l.a, l.b);
                let abr = self.xor(w, ab, l.r);
                let low = if w == Width::W64 { self.n1(Op::I32WrapI64, abr) } else { abr };
                let four = self.c32(4);
                let one = self.c32(1);
                let bit = self.n2(Op::I32ShrU, low, four);
                self.n2(Op::I32And, bit, one)
            }
        }
    }

    /// A condition as an `I32` that is 0 or 1.
    pub fn cond(&mut self, cond: Cond) -> Val {
        let mut record = None;
        let mut same = true;
        for (i, _) in cond.reads().iter() {
            match self.flags.at[i] {
                FlagAt::Lazy(n) if record.is_none_or(|r| r == n) => record = Some(n),
                _ => same = false,
            }
        }
        if let (true, Some(n)) = (same, record) {
            let lazy = self.flags.records[n];
            if let Some(v) = self.fused(cond, lazy) {
                return v;
            }
        }
        if let (Cond::A | Cond::BE, Some([cf, zf, above])) = (cond, self.flags.float)
            && self.flags.at[0] == FlagAt::Val(cf)
            && self.flags.at[3] == FlagAt::Val(zf)
        {
            return if cond == Cond::A { above } else { self.n1(Op::I32Eqz, above) };
        }
        let (positive, negated) = cond.positive();
        let v = match positive {
            Cond::O => self.flag(FlagSet::OF),
            Cond::B => self.flag(FlagSet::CF),
            Cond::E => self.flag(FlagSet::ZF),
            Cond::S => self.flag(FlagSet::SF),
            Cond::P => self.flag(FlagSet::PF),
            Cond::BE => {
                let (c, z) = (self.flag(FlagSet::CF), self.flag(FlagSet::ZF));
                self.n2(Op::I32Or, c, z)
            }
            Cond::L => {
                let (s, o) = (self.flag(FlagSet::SF), self.flag(FlagSet::OF));
                self.n2(Op::I32Xor, s, o)
            }
            _ => {
                let (s, o, z) = (self.flag(FlagSet::SF), self.flag(FlagSet::OF), self.flag(FlagSet::ZF));
                let l = self.n2(Op::I32Xor, s, o);
                self.n2(Op::I32Or, l, z)
            }
        };
        if negated { self.n1(Op::I32Eqz, v) } else { v }
    }

    fn fused(&mut self, cond: Cond, l: Lazy) -> Option<Val> {
        let w = l.width;
        let wide = w == Width::W64;
        let signed = |s: &mut Self, v| s.sign_extend_narrow(w, v);
        Some(match (l.kind, cond) {
            (LazyKind::Sub, Cond::B) => self.lt_u(w, l.a, l.b),
            (LazyKind::Sub, Cond::AE) => self.n2(if wide { Op::I64GeU } else { Op::I32GeU }, l.a, l.b),
            // A difference that is kept anyway is compared with zero, so that the operands need not be.
            (LazyKind::Sub, Cond::E) if self.is_in_register(l.r) => self.eqz(w, l.r),
            (LazyKind::Sub, Cond::NE) if self.is_in_register(l.r) => {
                let zero = self.const_of(w, 0);
                self.n2(if wide { Op::I64Ne } else { Op::I32Ne }, l.r, zero)
            }
            (LazyKind::Sub, Cond::E) => self.eq(w, l.a, l.b),
            (LazyKind::Sub, Cond::NE) => self.n2(if wide { Op::I64Ne } else { Op::I32Ne }, l.a, l.b),
            (LazyKind::Sub, Cond::BE) => self.n2(if wide { Op::I64LeU } else { Op::I32LeU }, l.a, l.b),
            (LazyKind::Sub, Cond::A) => self.n2(if wide { Op::I64GtU } else { Op::I32GtU }, l.a, l.b),
            (LazyKind::Sub, Cond::L | Cond::GE | Cond::LE | Cond::G) => {
                let (a, b) = (signed(self, l.a), signed(self, l.b));
                let op = match (cond, wide) {
                    (Cond::L, true) => Op::I64LtS,
                    (Cond::L, false) => Op::I32LtS,
                    (Cond::GE, true) => Op::I64GeS,
                    (Cond::GE, false) => Op::I32GeS,
                    (Cond::LE, true) => Op::I64LeS,
                    (Cond::LE, false) => Op::I32LeS,
                    (_, true) => Op::I64GtS,
                    (_, false) => Op::I32GtS,
                };
                self.n2(op, a, b)
            }
            (LazyKind::Logic, Cond::O | Cond::B) => self.c32(0),
            (LazyKind::Logic, Cond::NO | Cond::AE) => self.c32(1),
            (LazyKind::Logic, Cond::E | Cond::BE) | (LazyKind::Add, Cond::E) => self.eqz(w, l.r),
            (LazyKind::Logic, Cond::NE | Cond::A) | (LazyKind::Add, Cond::NE) => {
                let zero = self.const_of(w, 0);
                self.n2(if wide { Op::I64Ne } else { Op::I32Ne }, l.r, zero)
            }
            (LazyKind::Logic, Cond::L) | (_, Cond::S) => self.sign_bit(w, l.r),
            (LazyKind::Logic, Cond::GE) | (_, Cond::NS) => {
                let (r, zero) = (signed(self, l.r), self.const_of(w, 0));
                self.n2(if wide { Op::I64GeS } else { Op::I32GeS }, r, zero)
            }
            (LazyKind::Logic, Cond::LE | Cond::G) => {
                let (r, zero) = (signed(self, l.r), self.const_of(w, 0));
                let op = match (cond, wide) {
                    (Cond::LE, true) => Op::I64LeS,
                    (Cond::LE, false) => Op::I32LeS,
                    (_, true) => Op::I64GtS,
                    (_, false) => Op::I32GtS,
                };
                self.n2(op, r, zero)
            }
            _ => return None,
        })
    }

    /// If all flags in `live` that changed come from one record, stores its operands in the lazy variables and says
    /// what successors will find there.
    pub(super) fn export_lazy(&mut self, live: FlagSet) -> Option<LazyEntry> {
        let mut record = None;
        let mut flags = FlagSet::NONE;
        for (i, _) in live.iter() {
            if let FlagAt::Lazy(n) = self.flags.at[i] {
                if record.is_some_and(|r| r != n) {
                    return None;
                }
                record = Some(n);
                flags.0 |= 1 << i;
            }
        }
        let l = self.flags.records[record?];
        let widen = |s: &mut Self, v| if l.width == Width::W64 { v } else { s.n1(Op::I64ExtendI32U, v) };
        let (a, b, r) = (widen(self, l.a), widen(self, l.b), widen(self, l.r));
        self.set(Var::LAZY_A, a);
        self.set(Var::LAZY_B, b);
        self.set(Var::LAZY_R, r);
        Some(LazyEntry { kind: l.kind, width: l.width, flags })
    }

    /// Writes the flags in `live` that changed in this block to their variables, but those in `exported`.
    pub(super) fn flush_flags(&mut self, live: FlagSet, exported: FlagSet) {
        for (i, var) in live.without(exported).iter() {
            if self.flags.at[i] != FlagAt::Entry {
                let v = self.flag(FlagSet(1 << i));
                self.set(var, v);
            }
        }
    }
}
