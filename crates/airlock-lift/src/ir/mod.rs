//! The intermediate representation of one basic block: pure values in SSA form, reads and writes of guest
//! registers, memory accesses, and a terminator.
//!
//! A row of the instruction table ([`crate::sem`]) says once, in this form, what an instruction does. The
//! reference interpreter evaluates it; the lifter lowers it to Wasm.

mod build;
mod flags;
mod op;
mod op_vector;

pub use build::{Addr, Block, Builder, Place};
pub use flags::{Cond, FlagSet, LazyEntry};
pub use op::{Op, Raw};

use std::fmt;

/// The type of a value. Guest 8- and 16-bit quantities are `I32`, zero-extended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Ty {
    /// 32-bit integer.
    I32,
    /// 64-bit integer.
    I64,
    /// Single precision.
    F32,
    /// Double precision.
    F64,
    /// 128-bit vector.
    V128,
}

/// A value of a block: the index of the instruction that defines it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Val(pub u32);

impl Val {
    /// Fills unused operand places.
    pub const NONE: Self = Self(u32::MAX);
}

/// A piece of guest state that lives across blocks.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Var(pub u8);

impl Var {
    /// First of the sixteen general-purpose registers, in the order of the instruction encoding.
    pub const GPR0: Self = Self(0);
    /// rax
    pub const RAX: Self = Self(0);
    /// rcx
    pub const RCX: Self = Self(1);
    /// rdx
    pub const RDX: Self = Self(2);
    /// rbx
    pub const RBX: Self = Self(3);
    /// rsp
    pub const RSP: Self = Self(4);
    /// rbp
    pub const RBP: Self = Self(5);
    /// rsi
    pub const RSI: Self = Self(6);
    /// rdi
    pub const RDI: Self = Self(7);
    /// r11
    pub const R11: Self = Self(11);
    /// First of the sixteen SSE registers.
    pub const XMM0: Self = Self(16);
    /// Carry; each flag is an `I32` that is 0 or 1.
    pub const CF: Self = Self(32);
    /// Parity of the low byte.
    pub const PF: Self = Self(33);
    /// Carry out of bit 3.
    pub const AF: Self = Self(34);
    /// Zero.
    pub const ZF: Self = Self(35);
    /// Sign.
    pub const SF: Self = Self(36);
    /// Signed overflow.
    pub const OF: Self = Self(37);
    /// Direction of string instructions.
    pub const DF: Self = Self(38);
    /// Base of the FS segment, `I64`.
    pub const FS_BASE: Self = Self(39);
    /// Base of the GS segment, `I64`.
    pub const GS_BASE: Self = Self(40);
    /// MXCSR, `I32`.
    pub const MXCSR: Self = Self(41);
    /// First operand of a comparison whose flags a successor block uses; never part of the guest's state.
    pub const LAZY_A: Self = Self(42);
    /// Second operand.
    pub const LAZY_B: Self = Self(43);
    /// Result.
    pub const LAZY_R: Self = Self(44);
    /// Where control leaves to from an inlined function; never part of the guest's state.
    pub const JUMP_TARGET: Self = Self(45);
    /// How many there are.
    pub const COUNT: usize = 46;
    /// How many belong to the guest's state and have a global: those below [`Var::LAZY_A`].
    pub const STATE_COUNT: usize = 42;

    /// General-purpose register `n` (0 to 15).
    pub const fn gpr(n: usize) -> Self {
        Self((n & 15) as u8)
    }

    /// SSE register `n` (0 to 15).
    pub const fn xmm(n: usize) -> Self {
        Self(16 + (n & 15) as u8)
    }

    /// The type of its values.
    pub const fn ty(self) -> Ty {
        match self.0 {
            0..=15 | 39 | 40 | 42..=45 => Ty::I64,
            16..=31 => Ty::V128,
            _ => Ty::I32,
        }
    }

    /// Every variable that belongs to the guest's state.
    pub fn state() -> impl Iterator<Item = Self> {
        (0..Self::STATE_COUNT as u8).map(Self)
    }
}

impl fmt::Display for Var {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const NAMES: [&str; 16] = [
            "rax", "rcx", "rdx", "rbx", "rsp", "rbp", "rsi", "rdi", "r8", "r9", "r10", "r11", "r12", "r13", "r14",
            "r15",
        ];
        const REST: [&str; 14] = [
            "cf",
            "pf",
            "af",
            "zf",
            "sf",
            "of",
            "df",
            "fs_base",
            "gs_base",
            "mxcsr",
            "lazy_a",
            "lazy_b",
            "lazy_r",
            "jump_target",
        ];
        match self.0 {
            n @ 0..=15 => f.write_str(NAMES[n as usize]),
            n @ 16..=31 => write!(f, "xmm{}", n - 16),
            n => f.write_str(REST.get(n as usize - 32).copied().unwrap_or("?")),
        }
    }
}

impl fmt::Debug for Var {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Width of a guest integer operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Width {
    /// 8 bits, held in an `I32`.
    W8,
    /// 16 bits, held in an `I32`.
    W16,
    /// 32 bits.
    W32,
    /// 64 bits.
    W64,
}

impl Width {
    /// From a size in bytes.
    pub const fn from_bytes(bytes: usize) -> Option<Self> {
        Some(match bytes {
            1 => Self::W8,
            2 => Self::W16,
            4 => Self::W32,
            8 => Self::W64,
            _ => return None,
        })
    }

    /// Bytes.
    pub const fn bytes(self) -> u32 {
        match self {
            Self::W8 => 1,
            Self::W16 => 2,
            Self::W32 => 4,
            Self::W64 => 8,
        }
    }

    /// Bits.
    pub const fn bits(self) -> u32 {
        self.bytes() * 8
    }

    /// The type that holds it.
    pub const fn ty(self) -> Ty {
        match self {
            Self::W64 => Ty::I64,
            _ => Ty::I32,
        }
    }
}

/// How a load fills its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Load {
    /// One byte, zero-extended to `I32`.
    U8,
    /// Two bytes, zero-extended to `I32`.
    U16,
    /// Four bytes.
    I32,
    /// Eight bytes.
    I64,
    /// A single.
    F32,
    /// A double.
    F64,
    /// Sixteen bytes.
    V128,
    /// Four bytes into lane 0, the rest zero.
    V32Zero,
    /// Eight bytes into lane 0, the rest zero.
    V64Zero,
}

impl Load {
    /// Bytes read.
    pub const fn bytes(self) -> usize {
        match self {
            Self::U8 => 1,
            Self::U16 => 2,
            Self::I32 | Self::F32 | Self::V32Zero => 4,
            Self::I64 | Self::F64 | Self::V64Zero => 8,
            Self::V128 => 16,
        }
    }

    /// Type of the value.
    pub const fn ty(self) -> Ty {
        match self {
            Self::U8 | Self::U16 | Self::I32 => Ty::I32,
            Self::I64 => Ty::I64,
            Self::F32 => Ty::F32,
            Self::F64 => Ty::F64,
            Self::V128 | Self::V32Zero | Self::V64Zero => Ty::V128,
        }
    }
}

/// How a store writes its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Store {
    /// Low byte of an `I32`.
    I8,
    /// Low two bytes of an `I32`.
    I16,
    /// Four bytes of an `I32`.
    I32,
    /// Eight bytes of an `I64`.
    I64,
    /// A single.
    F32,
    /// A double.
    F64,
    /// Sixteen bytes.
    V128,
}

impl Store {
    /// Bytes written.
    pub const fn bytes(self) -> usize {
        match self {
            Self::I8 => 1,
            Self::I16 => 2,
            Self::I32 | Self::F32 => 4,
            Self::I64 | Self::F64 => 8,
            Self::V128 => 16,
        }
    }
}

/// Atomic read-modify-write operations.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Rmw {
    /// Add.
    Add,
    /// Subtract.
    Sub,
    /// And.
    And,
    /// Or.
    Or,
    /// Exclusive or.
    Xor,
    /// Exchange.
    Xchg,
}

/// Operations on one lane of a vector.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LaneOp {
    /// i8x16.extract_lane_u -> I32
    Extract8,
    /// i16x8.extract_lane_u -> I32
    Extract16,
    /// i32x4.extract_lane -> I32
    Extract32,
    /// i64x2.extract_lane -> I64
    Extract64,
    /// f32x4.extract_lane -> F32
    ExtractF32,
    /// f64x2.extract_lane -> F64
    ExtractF64,
    /// i8x16.replace_lane(V128, I32)
    Replace8,
    /// i16x8.replace_lane(V128, I32)
    Replace16,
    /// i32x4.replace_lane(V128, I32)
    Replace32,
    /// i64x2.replace_lane(V128, I64)
    Replace64,
    /// f32x4.replace_lane(V128, F32)
    ReplaceF32,
    /// f64x2.replace_lane(V128, F64)
    ReplaceF64,
}

impl LaneOp {
    /// Type of the result.
    pub const fn ty(self) -> Ty {
        match self {
            Self::Extract8 | Self::Extract16 | Self::Extract32 => Ty::I32,
            Self::Extract64 => Ty::I64,
            Self::ExtractF32 => Ty::F32,
            Self::ExtractF64 => Ty::F64,
            _ => Ty::V128,
        }
    }
}

/// Which string instruction a `rep` prefix repeats.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum StringOp {
    /// Copy from rsi to rdi.
    Movs,
    /// Store rax at rdi.
    Stos,
    /// Compare rsi with rdi while equal (`repe`).
    CmpsWhileEqual,
    /// Compare rsi with rdi while different (`repne`).
    CmpsWhileDifferent,
    /// Compare rax with rdi while equal.
    ScasWhileEqual,
    /// Compare rax with rdi while different.
    ScasWhileDifferent,
}

/// How an SSE4.2 string comparison makes one bit per element of its second operand out of the comparisons of all pairs
/// of elements (SDM volume 2, 4.1.3). "Equal each" is missing: it compares in place and needs no operation of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Aggregation {
    /// The element is one of the first operand's.
    EqualAny,
    /// The element lies between the bounds of one of the first operand's pairs, both included, without signs.
    RangesUnsigned,
    /// The same with signs.
    RangesSigned,
    /// The first operand occurs at the element, as far as the vector reaches.
    EqualOrdered,
}

/// An exception that lifted code raises itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TrapKind {
    /// #DE: division by zero or quotient overflow. SIGFPE.
    Divide,
    /// #UD by `ud2`, or an instruction that no row covers. SIGILL.
    Illegal,
    /// #BP: `int3`. SIGTRAP.
    Breakpoint,
    /// #GP: a privileged instruction, a misaligned SSE operand, or a non-canonical address. SIGSEGV.
    Protection,
    /// The code bytes themselves cannot be read or executed. SIGSEGV.
    Fetch,
}

impl TrapKind {
    /// A small number that crosses the boundary to the runtime.
    pub const fn code(self) -> u32 {
        match self {
            Self::Divide => 0,
            Self::Illegal => 1,
            Self::Breakpoint => 2,
            Self::Protection => 3,
            Self::Fetch => 4,
        }
    }

    /// The reverse of [`TrapKind::code`].
    pub const fn from_code(code: u32) -> Option<Self> {
        Some(match code {
            0 => Self::Divide,
            1 => Self::Illegal,
            2 => Self::Breakpoint,
            3 => Self::Protection,
            4 => Self::Fetch,
            _ => return None,
        })
    }
}

/// One instruction of a block. Those that define a value are referred to by their index.
#[derive(Clone, Debug, PartialEq)]
pub enum Inst {
    /// An `I32` constant.
    C32(u32),
    /// An `I64` constant.
    C64(u64),
    /// An `F32` constant by its bits.
    CF32(u32),
    /// An `F64` constant by its bits.
    CF64(u64),
    /// A `V128` constant, little-endian.
    CV(u128),
    /// A pure numeric operation of Wasm; unused operands are [`Val::NONE`].
    Num(Op, [Val; 3]),
    /// Extract or replace a lane: vector, replacement.
    Lane(LaneOp, u8, [Val; 2]),
    /// `i8x16.shuffle`.
    Shuffle([u8; 16], Val, Val),
    /// `select`: the second operand if the third (`I32`) is not zero, else ... in Wasm's order: `(a, b, c)` is `c != 0 ? a : b`.
    Select(Val, Val, Val),
    /// Value of a variable at the entry of the block (each is read at most once).
    Get(Var),
    /// New value of a variable at the exit of the block (each is set at most once, at the end).
    Set(Var, Val),
    /// Load from guest memory at `addr` (`I32`) plus a constant.
    Load(Load, Val, u32),
    /// Store.
    Store(Store, Val, u32, Val),
    /// Atomic read-modify-write; its value is what was there before. Unaligned addresses are allowed.
    Rmw(Rmw, Width, Val, Val),
    /// Atomic compare and exchange: address, expected, replacement; its value is what was there before.
    Cmpxchg(Width, Val, Val, Val),
    /// `mfence`.
    Fence,
    /// A string instruction with a `rep` prefix. Operands: rdi, rsi (or [`Val::NONE`]), rcx, rax (or NONE), DF.
    /// It stores its results in variables of its own: read them with [`Inst::RepOut`]. The three results are
    /// the number of elements done (`I64`), and for compares the last two elements compared (`I64`). Moves and stores
    /// do all of them.
    Rep(StringOp, Width, [Val; 5]),
    /// Division of `hi:lo` by a divisor, raising #DE at `pc` for a zero divisor or a quotient that does not fit.
    /// Operands and both results have the width's type (32 or 64 bits). The value is the quotient, result 1 the
    /// remainder.
    Div {
        /// `idiv` rather than `div`.
        signed: bool,
        /// 32 or 64 bits.
        width: Width,
        /// Upper half of the dividend.
        hi: Val,
        /// Lower half.
        lo: Val,
        /// Divisor.
        by: Val,
        /// Address for the exception.
        pc: u64,
    },
    /// 64 by 64 to 128 bit multiplication, signed or not: the value is the low half, result 1 the high half.
    MulWide(bool, Val, Val),
    /// Result `n` of the instruction with this value that has several: 0 is the value itself.
    RepOut(Val, u8),
    /// What a string comparison finds before polarity is applied, one bit for each element of the second vector.
    /// Elements are bytes or words. The two `I32` have one bit for each valid element of the first and of the second
    /// vector; valid elements come before all others. The value is an `I32`.
    Aggregate(Aggregation, Width, [Val; 2], [Val; 2]),
    /// A call of the runtime's own code for what is too rare or too long to inline; see [`crate::helper`].
    Helper(crate::helper::Helper, [Val; 5]),
    /// Raises an exception if the `I32` is not zero. The exception is precise in the block's address only.
    TrapIf(Val, TrapKind, u64),
}

/// Where control goes at the end of a block. Addresses are guest addresses.
#[derive(Clone, Debug, PartialEq)]
pub enum Term {
    /// Falls through or jumps.
    Jump(u64),
    /// Two ways.
    Branch {
        /// Not zero: take `then`.
        cond: Val,
        /// Target if the condition holds.
        then: u64,
        /// Target otherwise.
        or: u64,
    },
    /// A jump whose target is computed.
    JumpIndirect(Val),
    /// A computed jump of which the lifter knows a table that it goes through, but not for certain: it probably leads to
    /// `targets[index]`, and certainly to `target`.
    GuidedJump {
        /// Where it leads (`I64`).
        target: Val,
        /// `I32`.
        index: Val,
        /// Likely target for each index.
        targets: Vec<u64>,
    },
    /// A computed jump of which the lifter has proven where it leads: to `targets[index]`.
    Switch {
        /// `I32`, less than the number of targets.
        index: Val,
        /// Target for each index.
        targets: Vec<u64>,
    },
    /// A call; the return address has been pushed.
    Call {
        /// Callee.
        target: u64,
        /// Return address.
        ret: u64,
    },
    /// A call whose target is computed; the return address has been pushed.
    CallIndirect {
        /// Callee (`I64`).
        target: Val,
        /// Return address.
        ret: u64,
    },
    /// A return: the `I64` is the popped address, rsp is already past it.
    Return(Val),
    /// An inlined function returned to another address than expected. The lifter's own.
    Leave {
        /// Where to (`I64`).
        target: Val,
        /// Variables, by bit, that nobody reads there.
        unread: u64,
    },
    /// `syscall`. The next instruction is at `next`.
    Syscall {
        /// Address after the instruction.
        next: u64,
    },
    /// An exception, always.
    Trap(TrapKind, u64),
}
