//! Signals: numbers, `sigaction(2)`, `siginfo_t`, and the frame that a handler runs on.
//!
//! The frame is that of `arch/x86/kernel/signal_64.c`: return address, `ucontext`, `siginfo`, and above them the
//! FXSAVE image.

/// Hangup.
pub const SIGHUP: u8 = 1;
/// Interrupt from the keyboard.
pub const SIGINT: u8 = 2;
/// Quit from the keyboard.
pub const SIGQUIT: u8 = 3;
/// Illegal instruction.
pub const SIGILL: u8 = 4;
/// Breakpoint.
pub const SIGTRAP: u8 = 5;
/// abort(3).
pub const SIGABRT: u8 = 6;
/// Bad memory access.
pub const SIGBUS: u8 = 7;
/// Arithmetic exception.
pub const SIGFPE: u8 = 8;
/// Kill; cannot be caught.
pub const SIGKILL: u8 = 9;
/// For users.
pub const SIGUSR1: u8 = 10;
/// Invalid memory reference.
pub const SIGSEGV: u8 = 11;
/// For users.
pub const SIGUSR2: u8 = 12;
/// Broken pipe.
pub const SIGPIPE: u8 = 13;
/// alarm(2).
pub const SIGALRM: u8 = 14;
/// Termination.
pub const SIGTERM: u8 = 15;
/// Stack fault on a coprocessor; unused.
pub const SIGSTKFLT: u8 = 16;
/// Child stopped or ended.
pub const SIGCHLD: u8 = 17;
/// Continue.
pub const SIGCONT: u8 = 18;
/// Stop; cannot be caught.
pub const SIGSTOP: u8 = 19;
/// Stop from the terminal.
pub const SIGTSTP: u8 = 20;
/// Terminal input in the background.
pub const SIGTTIN: u8 = 21;
/// Terminal output in the background.
pub const SIGTTOU: u8 = 22;
/// Urgent data.
pub const SIGURG: u8 = 23;
/// CPU limit.
pub const SIGXCPU: u8 = 24;
/// File size limit.
pub const SIGXFSZ: u8 = 25;
/// Virtual timer.
pub const SIGVTALRM: u8 = 26;
/// Profiling timer.
pub const SIGPROF: u8 = 27;
/// Window size changed.
pub const SIGWINCH: u8 = 28;
/// I/O possible.
pub const SIGIO: u8 = 29;
/// Power failure.
pub const SIGPWR: u8 = 30;
/// Bad system call.
pub const SIGSYS: u8 = 31;
/// First real-time signal.
pub const SIGRTMIN: u8 = 32;
/// Largest signal number.
pub const NSIG: u8 = 64;
/// Size of the kernel's `sigset_t`.
pub const SIGSET_SIZE: u64 = 8;

/// Handler value: default action.
pub const SIG_DFL: u64 = 0;
/// Handler value: ignore.
pub const SIG_IGN: u64 = 1;

/// Do not signal stopped children.
pub const SA_NOCLDSTOP: u64 = 1;
/// Do not make zombies.
pub const SA_NOCLDWAIT: u64 = 2;
/// The handler takes three arguments.
pub const SA_SIGINFO: u64 = 4;
/// `sa_restorer` is set.
pub const SA_RESTORER: u64 = 0x0400_0000;
/// Run on the alternate stack.
pub const SA_ONSTACK: u64 = 0x0800_0000;
/// Restart interrupted calls.
pub const SA_RESTART: u64 = 0x1000_0000;
/// Do not block the signal while its handler runs.
pub const SA_NODEFER: u64 = 0x4000_0000;
/// Reset to default on delivery.
pub const SA_RESETHAND: u64 = 0x8000_0000;

/// `sigprocmask`: add to the mask.
pub const SIG_BLOCK: u64 = 0;
/// `sigprocmask`: remove from the mask.
pub const SIG_UNBLOCK: u64 = 1;
/// `sigprocmask`: replace the mask.
pub const SIG_SETMASK: u64 = 2;

/// `sigaltstack`: running on it.
pub const SS_ONSTACK: u32 = 1;
/// `sigaltstack`: none.
pub const SS_DISABLE: u32 = 2;
/// `sigaltstack`: disarm while a handler runs.
pub const SS_AUTODISARM: u32 = 1 << 31;
/// Smallest alternate stack.
pub const MINSIGSTKSZ: u64 = 2048;

/// `si_code`: sent by kill(2).
pub const SI_USER: i32 = 0;
/// `si_code`: sent by the kernel.
pub const SI_KERNEL: i32 = 0x80;
/// `si_code`: sent by sigqueue(3).
pub const SI_QUEUE: i32 = -1;
/// `si_code`: a POSIX timer expired.
pub const SI_TIMER: i32 = -2;
/// `si_code`: sent by tgkill(2).
pub const SI_TKILL: i32 = -6;
/// `si_code` of SIGSEGV: not mapped.
pub const SEGV_MAPERR: i32 = 1;
/// `si_code` of SIGSEGV: no permission.
pub const SEGV_ACCERR: i32 = 2;
/// `si_code` of SIGBUS: nothing behind the mapping.
pub const BUS_ADRERR: i32 = 2;
/// `si_code` of SIGILL: illegal operand.
pub const ILL_ILLOPN: i32 = 2;
/// `si_code` of SIGFPE: integer division by zero.
pub const FPE_INTDIV: i32 = 1;

/// `si_code` of SIGCHLD: the child called `exit`.
pub const CLD_EXITED: i32 = 1;
/// `si_code` of SIGCHLD: a signal killed the child.
pub const CLD_KILLED: i32 = 2;
/// `si_code` of SIGCHLD: the child has stopped.
pub const CLD_STOPPED: i32 = 5;
/// `si_code` of SIGCHLD: the child goes on.
pub const CLD_CONTINUED: i32 = 6;

const NAMES: [&str; 32] = [
    "0",
    "SIGHUP",
    "SIGINT",
    "SIGQUIT",
    "SIGILL",
    "SIGTRAP",
    "SIGABRT",
    "SIGBUS",
    "SIGFPE",
    "SIGKILL",
    "SIGUSR1",
    "SIGSEGV",
    "SIGUSR2",
    "SIGPIPE",
    "SIGALRM",
    "SIGTERM",
    "SIGSTKFLT",
    "SIGCHLD",
    "SIGCONT",
    "SIGSTOP",
    "SIGTSTP",
    "SIGTTIN",
    "SIGTTOU",
    "SIGURG",
    "SIGXCPU",
    "SIGXFSZ",
    "SIGVTALRM",
    "SIGPROF",
    "SIGWINCH",
    "SIGIO",
    "SIGPWR",
    "SIGSYS",
];

/// The name of a signal, e.g. `SIGSEGV`; `None` for 0, real-time signals and numbers out of range.
pub fn name(signal: u8) -> Option<&'static str> {
    if signal == 0 {
        return None;
    }
    NAMES.get(usize::from(signal)).copied()
}

/// The bit of a signal in a mask; 0 for numbers out of range.
pub const fn bit(signal: u8) -> u64 {
    if signal == 0 || signal > NSIG { 0 } else { 1 << (signal - 1) }
}

/// What happens to a signal without a handler (`signal(7)`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DefaultAction {
    /// Ends the process.
    Terminate,
    /// Nothing.
    Ignore,
    /// Stops the process.
    Stop,
    /// Continues the process.
    Continue,
}

/// The default action of a signal. Core dumps are not made: they count as termination.
pub const fn default_action(signal: u8) -> DefaultAction {
    match signal {
        SIGCHLD | SIGURG | SIGWINCH => DefaultAction::Ignore,
        SIGCONT => DefaultAction::Continue,
        SIGSTOP | SIGTSTP | SIGTTIN | SIGTTOU => DefaultAction::Stop,
        _ => DefaultAction::Terminate,
    }
}

/// The kernel's `struct sigaction`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct SigAction {
    /// [`SIG_DFL`], [`SIG_IGN`] or an address.
    pub handler: u64,
    /// `SA_*`.
    pub flags: u64,
    /// Where the handler returns to.
    pub restorer: u64,
    /// Signals blocked while the handler runs.
    pub mask: u64,
}

impl SigAction {
    /// Size in guest memory.
    pub const SIZE: usize = 32;

    /// Guest bytes.
    pub fn encode(self) -> [u8; Self::SIZE] {
        let mut out = [0; Self::SIZE];
        put(&mut out, 0, &self.handler.to_le_bytes());
        put(&mut out, 8, &self.flags.to_le_bytes());
        put(&mut out, 16, &self.restorer.to_le_bytes());
        put(&mut out, 24, &self.mask.to_le_bytes());
        out
    }

    /// From guest bytes.
    pub fn decode(bytes: &[u8; Self::SIZE]) -> Self {
        Self {
            handler: get_u64(bytes, 0),
            flags: get_u64(bytes, 8),
            restorer: get_u64(bytes, 16),
            mask: get_u64(bytes, 24),
        }
    }
}

/// `stack_t` of `sigaltstack(2)`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AltStack {
    /// Lowest address.
    pub base: u64,
    /// `SS_*`.
    pub flags: u32,
    /// Bytes.
    pub size: u64,
}

impl AltStack {
    /// Size in guest memory.
    pub const SIZE: usize = 24;
    /// No alternate stack.
    pub const DISABLED: Self = Self { base: 0, flags: SS_DISABLE, size: 0 };

    /// Guest bytes.
    pub fn encode(self) -> [u8; Self::SIZE] {
        let mut out = [0; Self::SIZE];
        put(&mut out, 0, &self.base.to_le_bytes());
        put(&mut out, 8, &self.flags.to_le_bytes());
        put(&mut out, 16, &self.size.to_le_bytes());
        out
    }

    /// From guest bytes.
    pub fn decode(bytes: &[u8; Self::SIZE]) -> Self {
        Self { base: get_u64(bytes, 0), flags: get_u64(bytes, 8) as u32, size: get_u64(bytes, 16) }
    }
}

/// `siginfo_t`: the first three fields, and the union as the kernel uses it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SigInfo {
    /// The signal.
    pub signal: u8,
    /// `si_errno`.
    pub errno: i32,
    /// `si_code`.
    pub code: i32,
    /// The 112 bytes after the header, from offset 16.
    pub payload: [u8; 112],
}

/// `struct signalfd_siginfo`, as far as it is ever filled.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SignalFdInfo {
    /// The signal.
    pub signal: u32,
    /// `ssi_errno`.
    pub errno: i32,
    /// `ssi_code`.
    pub code: i32,
    /// The process that sent it, or the child.
    pub pid: u32,
    /// The user of that process.
    pub uid: u32,
    /// Status of a child.
    pub status: i32,
    /// What `sigqueue` sent, as a number.
    pub value: i32,
    /// What `sigqueue` sent, as a pointer.
    pub pointer: u64,
    /// User time of a child.
    pub user_ticks: u64,
    /// System time of a child.
    pub system_ticks: u64,
    /// The address of a fault.
    pub addr: u64,
}

impl SignalFdInfo {
    /// Bytes of the structure.
    pub const SIZE: usize = 128;

    /// Guest bytes.
    pub fn encode(&self) -> [u8; Self::SIZE] {
        let mut out = [0; Self::SIZE];
        put(&mut out, 0, &self.signal.to_le_bytes());
        put(&mut out, 4, &self.errno.to_le_bytes());
        put(&mut out, 8, &self.code.to_le_bytes());
        put(&mut out, 12, &self.pid.to_le_bytes());
        put(&mut out, 16, &self.uid.to_le_bytes());
        put(&mut out, 40, &self.status.to_le_bytes());
        put(&mut out, 44, &self.value.to_le_bytes());
        put(&mut out, 48, &self.pointer.to_le_bytes());
        put(&mut out, 56, &self.user_ticks.to_le_bytes());
        put(&mut out, 64, &self.system_ticks.to_le_bytes());
        put(&mut out, 72, &self.addr.to_le_bytes());
        out
    }
}

impl SigInfo {
    /// Size in guest memory.
    pub const SIZE: usize = 128;

    /// Sent by a process: pid and uid.
    pub fn sent(signal: u8, code: i32, pid: u32, uid: u32) -> Self {
        let mut payload = [0; 112];
        put(&mut payload, 0, &pid.to_le_bytes());
        put(&mut payload, 4, &uid.to_le_bytes());
        Self { signal, errno: 0, code, payload }
    }

    /// The state of a child: its number and user, the status, user and system time in ticks.
    pub fn child(code: i32, pid: u32, uid: u32, status: i32, user_ticks: u64) -> Self {
        let mut info = Self::sent(SIGCHLD, code, pid, uid);
        put(&mut info.payload, 8, &status.to_le_bytes());
        put(&mut info.payload, 16, &user_ticks.to_le_bytes());
        info
    }

    /// A synchronous fault at an address.
    pub fn fault(signal: u8, code: i32, addr: u64) -> Self {
        let mut payload = [0; 112];
        put(&mut payload, 0, &addr.to_le_bytes());
        Self { signal, errno: 0, code, payload }
    }

    /// A POSIX timer expired: its number, how often more, and its value.
    pub fn timer(signal: u8, id: i32, overrun: i32, value: u64) -> Self {
        let mut info = Self { signal, errno: 0, code: SI_TIMER, payload: [0; 112] };
        put(&mut info.payload, 0, &id.to_le_bytes());
        info.set_overrun(overrun);
        put(&mut info.payload, 8, &value.to_le_bytes());
        info
    }

    /// `si_timerid`.
    pub fn timer_id(&self) -> i32 {
        get_u64(&self.payload, 0) as i32
    }

    /// Sets `si_overrun`.
    pub fn set_overrun(&mut self, overrun: i32) {
        put(&mut self.payload, 4, &overrun.to_le_bytes());
    }

    /// Sent by the kernel without more to say.
    pub fn kernel(signal: u8) -> Self {
        Self { signal, errno: 0, code: SI_KERNEL, payload: [0; 112] }
    }

    /// Guest bytes.
    pub fn encode(&self) -> [u8; Self::SIZE] {
        let mut out = [0; Self::SIZE];
        put(&mut out, 0, &i32::from(self.signal).to_le_bytes());
        put(&mut out, 4, &self.errno.to_le_bytes());
        put(&mut out, 8, &self.code.to_le_bytes());
        put(&mut out, 16, &self.payload);
        out
    }

    /// From guest bytes, for the signal that the caller names.
    pub fn decode(signal: u8, bytes: &[u8; Self::SIZE]) -> Self {
        let mut payload = [0; 112];
        payload.copy_from_slice(&bytes[16..]);
        Self { signal, errno: get_u64(bytes, 0).wrapping_shr(32) as i32, code: get_u64(bytes, 8) as i32, payload }
    }
}

/// `struct sigcontext` and the rest of `struct ucontext`, without the floating-point state.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct UContext {
    /// `uc_flags`.
    pub flags: u64,
    /// `uc_stack`: base, flags, size.
    pub stack: (u64, u32, u64),
    /// r8 to r15.
    pub r8_r15: [u64; 8],
    /// rdi, rsi, rbp, rbx, rdx, rax, rcx, rsp.
    pub low: [u64; 8],
    /// rip.
    pub rip: u64,
    /// rflags.
    pub rflags: u64,
    /// Page fault error code.
    pub err: u64,
    /// Exception number.
    pub trapno: u64,
    /// Fault address.
    pub cr2: u64,
    /// Address of the FXSAVE image, or 0.
    pub fpstate: u64,
    /// Signal mask to restore.
    pub mask: u64,
}

impl UContext {
    /// Size in guest memory.
    pub const SIZE: usize = 304;
    /// User code segment, as Linux sets it.
    pub const USER_CS: u16 = 0x33;
    /// User stack segment.
    pub const USER_SS: u16 = 0x2b;

    /// Guest bytes.
    pub fn encode(&self) -> [u8; Self::SIZE] {
        let mut out = [0; Self::SIZE];
        put(&mut out, 0, &self.flags.to_le_bytes());
        put(&mut out, 16, &self.stack.0.to_le_bytes());
        put(&mut out, 24, &self.stack.1.to_le_bytes());
        put(&mut out, 32, &self.stack.2.to_le_bytes());
        for (i, r) in self.r8_r15.iter().chain(&self.low).enumerate() {
            put(&mut out, 40 + i * 8, &r.to_le_bytes());
        }
        put(&mut out, 168, &self.rip.to_le_bytes());
        put(&mut out, 176, &self.rflags.to_le_bytes());
        put(&mut out, 184, &Self::USER_CS.to_le_bytes());
        put(&mut out, 190, &Self::USER_SS.to_le_bytes());
        put(&mut out, 192, &self.err.to_le_bytes());
        put(&mut out, 200, &self.trapno.to_le_bytes());
        put(&mut out, 208, &self.mask.to_le_bytes());
        put(&mut out, 216, &self.cr2.to_le_bytes());
        put(&mut out, 224, &self.fpstate.to_le_bytes());
        put(&mut out, 296, &self.mask.to_le_bytes());
        out
    }

    /// From guest bytes. Segment registers are not taken over.
    pub fn decode(bytes: &[u8; Self::SIZE]) -> Self {
        let regs = |from: usize| -> [u64; 8] { std::array::from_fn(|i| get_u64(bytes, from + i * 8)) };
        Self {
            flags: get_u64(bytes, 0),
            stack: (get_u64(bytes, 16), get_u64(bytes, 24) as u32, get_u64(bytes, 32)),
            r8_r15: regs(40),
            low: regs(104),
            rip: get_u64(bytes, 168),
            rflags: get_u64(bytes, 176),
            err: get_u64(bytes, 192),
            trapno: get_u64(bytes, 200),
            cr2: get_u64(bytes, 216),
            fpstate: get_u64(bytes, 224),
            mask: get_u64(bytes, 296),
        }
    }
}

/// Size of the FXSAVE image (SDM volume 1, section 10.5.1).
pub const FXSAVE_SIZE: usize = 512;

/// An FXSAVE image with an empty x87 stack and these SSE registers.
pub fn encode_fxsave(xmm: &[u128; 16], mxcsr: u32) -> [u8; FXSAVE_SIZE] {
    let mut out = [0; FXSAVE_SIZE];
    put(&mut out, 0, &0x037f_u16.to_le_bytes());
    put(&mut out, 24, &mxcsr.to_le_bytes());
    put(&mut out, 28, &0xffff_u32.to_le_bytes());
    for (i, x) in xmm.iter().enumerate() {
        put(&mut out, 160 + i * 16, &x.to_le_bytes());
    }
    out
}

/// SSE registers and MXCSR of an FXSAVE image. Reserved MXCSR bits are cleared.
pub fn decode_fxsave(bytes: &[u8; FXSAVE_SIZE]) -> ([u128; 16], u32) {
    let xmm = std::array::from_fn(|i| {
        u128::from(get_u64(bytes, 160 + i * 16)) | u128::from(get_u64(bytes, 168 + i * 16)) << 64
    });
    (xmm, get_u64(bytes, 24) as u32 & 0xffff)
}

/// Copies a field into place; fields that do not fit are a mistake of this file and are left out.
fn put(out: &mut [u8], at: usize, bytes: &[u8]) {
    if let Some(to) = out.get_mut(at..at + bytes.len()) {
        to.copy_from_slice(bytes);
    }
}

fn get_u64(bytes: &[u8], at: usize) -> u64 {
    bytes.get(at..at + 8).and_then(|b| b.try_into().ok()).map_or(0, u64::from_le_bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn structures_round_trip() {
        let action = SigAction { handler: 1, flags: 2, restorer: 3, mask: 4 };
        assert_eq!(SigAction::decode(&action.encode()), action);
        let stack = AltStack { base: 0x1000, flags: SS_AUTODISARM, size: 0x4000 };
        assert_eq!(AltStack::decode(&stack.encode()), stack);
        let mut info = SigInfo::fault(SIGSEGV, SEGV_MAPERR, 0xdead_beef);
        info.errno = 7;
        assert_eq!(SigInfo::decode(SIGSEGV, &info.encode()), info);
        let context = UContext {
            flags: 6,
            stack: (1, 2, 3),
            r8_r15: [8, 9, 10, 11, 12, 13, 14, 15],
            low: [1, 2, 3, 4, 5, 6, 7, 99],
            rip: 0x40_0000,
            rflags: 0x246,
            err: 4,
            trapno: 14,
            cr2: 5,
            fpstate: 0x7000,
            mask: 0xff,
        };
        assert_eq!(UContext::decode(&context.encode()), context);
        let xmm = std::array::from_fn(|i| (i as u128) << 90 | 7);
        assert_eq!(decode_fxsave(&encode_fxsave(&xmm, 0x1f80)), (xmm, 0x1f80));
    }

    #[test]
    fn offsets_are_those_of_linux() {
        // offsetof(ucontext_t, uc_mcontext.gregs[REG_RIP]) is 168 and of uc_sigmask 296 with glibc on x86-64.
        let bytes = UContext { rip: 0x1122, mask: 0x33, ..UContext::default() }.encode();
        assert_eq!(bytes[168], 0x22);
        assert_eq!(bytes[296], 0x33);
    }

    #[test]
    fn names_and_bits() {
        assert_eq!(name(SIGSEGV), Some("SIGSEGV"));
        assert_eq!(name(SIGSYS), Some("SIGSYS"));
        assert_eq!(name(0), None);
        assert_eq!(name(40), None);
        assert_eq!((bit(0), bit(1), bit(64), bit(65)), (0, 1, 1 << 63, 0));
        assert_eq!(default_action(SIGCHLD), DefaultAction::Ignore);
        assert_eq!(default_action(SIGRTMIN), DefaultAction::Terminate);
    }
}
