//! Signals for code that was stopped in its middle, by a fault or while it computed.
//!
//! Lifted code keeps registers where only it finds them, so at such a point neither rsp nor the others are known
//! exactly. The handler therefore runs on a stack of its own, on top of the code that waits (*suspended* code), and that
//! goes on as if nothing had happened when the handler returns. A handler that leaves by `siglongjmp` leaves it
//! behind. What cannot be done is to go on with registers that the handler has changed in its frame: that ends the
//! process.

use std::ops::Range;

use airlock_abi::signal::{self as abi, AltStack, FXSAVE_SIZE, SigAction, UContext};
use airlock_platform::{Fault, Memory, Registers};

use crate::kernel::{Kernel, Next, TrapInfo};
use crate::mm::Label;

/// A fault this close below a stack means that the stack is full.
const OVERFLOW_BYTES: u64 = 64 << 10;

/// Marks the context of suspended code in `uc_flags`; Linux does not use the bit.
pub(super) const UC_SUSPENDED: u64 = 1 << 32;

/// Code that waits for a handler.
pub(super) struct Suspended {
    /// Where the handler's `ucontext` lies.
    context_at: u64,
    /// Its registers, as they were put there.
    registers: Vec<u8>,
    fpstate: [u8; FXSAVE_SIZE],
    /// The handler's stack.
    stack: Range<u64>,
}

/// The part of a context that says where code goes on. Handlers may change the rest: the mask and the alternate
/// stack.
fn registers(context: &[u8; UContext::SIZE]) -> Vec<u8> {
    context.get(40..208).unwrap_or_default().to_vec()
}

/// The stack that the handler of suspended code gets.
pub(super) struct Place {
    pub(super) range: Range<u64>,
    /// The alternate stack, if it is that.
    pub(super) alternate: Option<AltStack>,
}

impl Kernel {
    /// Delivers what waits for a task whose code was stopped in its middle; `trap` if a fault stopped it. `regs` is what
    /// is known of its registers. If a handler is to run, [`Kernel::suspensions`] has grown and `regs` are the handler's;
    /// the code must wait until [`Kernel::attend`] says [`Next::Resume`], or be left behind with
    /// [`Kernel::leave_suspended`].
    pub fn attend_suspended(&mut self, mem: &mut dyn Memory, regs: &mut Registers, trap: Option<TrapInfo>) -> Next {
        self.set_wait(None);
        self.signals.arriving = true;
        let next = match trap {
            Some(trap) => super::fault(self, mem, regs, trap),
            None => super::deliver_pending(self, mem, regs),
        };
        self.signals.arriving = false;
        next
    }

    /// How many handlers of suspended code the current task runs, each on top of the one before.
    pub fn suspensions(&self) -> usize {
        self.signals.suspended.len()
    }

    /// The stack of the handler that runs on top. One whose stack pointer is elsewhere has left its suspended code for
    /// good.
    pub fn handler_stack(&self) -> Option<Range<u64>> {
        self.signals.suspended.last().map(|suspended| suspended.stack.clone())
    }

    /// The code that was suspended last is left behind.
    pub fn leave_suspended(&mut self) {
        if let Some(suspended) = self.signals.suspended.pop() {
            self.mm.release_handler_stack(suspended.stack.start);
        }
    }

    /// Chooses the stack of a handler.
    pub(super) fn place_handler(&mut self, mem: &mut dyn Memory, action: SigAction, rsp: u64) -> Result<Place, Fault> {
        let stack = self.signals.altstack;
        let range = stack.base..stack.base.checked_add(stack.size).ok_or(Fault { addr: stack.base })?;
        let enabled = stack.flags & abi::SS_DISABLE == 0 && stack.size > 0;
        let used = range.contains(&rsp) || self.signals.suspended.iter().any(|suspended| suspended.stack == range);
        if action.flags & abi::SA_ONSTACK != 0 && enabled && !used {
            return Ok(Place { range, alternate: Some(stack) });
        }
        let range = self.mm.take_handler_stack(mem, self.thread.tid).ok_or(Fault { addr: rsp })?;
        Ok(Place { range, alternate: None })
    }

    /// Remembers what the frame of a handler says.
    pub(super) fn suspend_code(
        &mut self,
        context_at: u64,
        context: &[u8; UContext::SIZE],
        fpstate: [u8; FXSAVE_SIZE],
        stack: Range<u64>,
    ) {
        self.signals.suspended.push(Suspended { context_at, registers: registers(context), fpstate, stack });
    }

    /// Whether a fault means that a stack is full, so that no frame fits on it.
    pub(super) fn is_stack_overflow(&self, trap: &TrapInfo) -> bool {
        trap.signal == abi::SIGSEGV
            && self.mm.find(trap.addr).is_none()
            && self
                .mm
                .find(trap.addr.saturating_add(OVERFLOW_BYTES))
                .is_some_and(|vma| vma.label == Label::Stack && vma.start > trap.addr)
    }
}

/// `rt_sigreturn` from a frame of suspended code: why that cannot go on, if it cannot.
pub(super) fn check_return(
    k: &Kernel,
    context_at: u64,
    context: &[u8; UContext::SIZE],
    fpstate: &[u8; FXSAVE_SIZE],
) -> Result<(), &'static str> {
    match k.signals.suspended.last() {
        Some(suspended) if suspended.context_at == context_at => {
            let same = suspended.registers == registers(context) && suspended.fpstate == *fpstate;
            let changed = "a signal handler changed the registers of code that was stopped in its middle, which is \
                           not supported";
            same.then_some(()).ok_or(changed)
        }
        _ => Err("a signal handler returned to code that was stopped in its middle and has been left since"),
    }
}
