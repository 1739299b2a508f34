//! The x86-64 register file at a point where nothing of it lives anywhere else.

/// Everything a guest task's user-mode state consists of, apart from memory and x87.
///
/// Lifted code keeps registers in Wasm locals; the runtime fills this in when it has unwound to the dispatcher.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Registers {
    /// rax, rcx, rdx, rbx, rsp, rbp, rsi, rdi, r8 to r15: the order of the instruction encoding.
    pub gpr: [u64; 16],
    /// Address of the next instruction.
    pub rip: u64,
    /// CF, PF, AF, ZF, SF, DF and OF at their places in RFLAGS; the other bits are as Linux shows them to user mode.
    pub rflags: u64,
    /// Base of the FS segment.
    pub fs_base: u64,
    /// Base of the GS segment.
    pub gs_base: u64,
    /// xmm0 to xmm15, little-endian.
    pub xmm: [u128; 16],
    /// Control and status of SSE.
    pub mxcsr: u32,
}

impl Registers {
    /// Index of rax in [`Registers::gpr`].
    pub const RAX: usize = 0;
    /// Index of rcx.
    pub const RCX: usize = 1;
    /// Index of rdx.
    pub const RDX: usize = 2;
    /// Index of rbx.
    pub const RBX: usize = 3;
    /// Index of rsp.
    pub const RSP: usize = 4;
    /// Index of rbp.
    pub const RBP: usize = 5;
    /// Index of rsi.
    pub const RSI: usize = 6;
    /// Index of rdi.
    pub const RDI: usize = 7;
}
