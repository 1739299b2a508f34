//! Delivery: default actions, the frame that a handler runs on, and the return from it.

use airlock_abi::signal::{self as abi, AltStack, DefaultAction, FXSAVE_SIZE, SigAction, SigInfo, UContext};
use airlock_platform::{Fault, Memory, Registers};
use airlock_types::Outcome;

use super::suspended::{self, Place, UC_SUSPENDED};
use super::{UNSTOPPABLE, check_timers};
use crate::kernel::{Kernel, Next, TrapInfo};
use crate::mm;
use crate::task::{Call, Restart};

/// The bytes below rsp that a leaf function may use without moving rsp.
const RED_ZONE: u64 = 128;
/// Return address, `ucontext`, `siginfo`.
const FRAME_BYTES: u64 = 8 + UContext::SIZE as u64 + SigInfo::SIZE as u64;
/// CF, PF, AF, ZF, SF, DF, OF.
const FLAGS_USER: u64 = 0xcd5;
/// Bit 1 and the interrupt flag, which are always set in user mode.
const FLAGS_FIXED: u64 = 0x202;
/// The direction flag.
const FLAG_DIRECTION: u64 = 0x400;
/// `UC_SIGCONTEXT_SS | UC_STRICT_RESTORE_SS`.
const UC_FLAGS: u64 = 6;

/// Delivers every signal that is pending and not blocked: each handler gets its frame, the last one runs first.
pub(crate) fn deliver_pending(k: &mut Kernel, mem: &mut dyn Memory, regs: &mut Registers) -> Next {
    check_timers(k);
    loop {
        if k.group.stopped {
            return k.stay_stopped();
        }
        let Some(info) = k.take_signal(!k.signals.mask) else { break };
        if let Some(next) = deliver(k, mem, regs, &info, None) {
            return next;
        }
    }
    if k.thread.call.restart.is_some() {
        // No handler ran.
        k.thread.call.restart = None;
        return Next::Restart;
    }
    // No handler took the old mask with it.
    k.restore_mask();
    if let Some((nr, args)) = k.thread.replay.take() {
        k.thread.call = Call::new(nr, args);
        return Next::Restart;
    }
    Next::Continue
}

/// Delivers one signal. `Some` means that the process ends, or stops.
fn deliver(
    k: &mut Kernel,
    mem: &mut dyn Memory,
    regs: &mut Registers,
    info: &SigInfo,
    trap: Option<TrapInfo>,
) -> Option<Next> {
    let action = k.group.action(info.signal);
    match action.handler {
        abi::SIG_IGN => None,
        abi::SIG_DFL => match abi::default_action(info.signal) {
            DefaultAction::Ignore | DefaultAction::Continue => None,
            DefaultAction::Terminate => Some(kill(k, mem, info.signal, None)),
            DefaultAction::Stop if info.signal != abi::SIGSTOP && k.in_orphaned_group() => None,
            DefaultAction::Stop if k.tasks.threads.len() <= 1 => {
                let detail = "it stopped itself, and nothing in the sandbox could continue it";
                Some(kill(k, mem, info.signal, Some(detail.to_owned())))
            }
            DefaultAction::Stop => {
                k.stop_process(info.signal);
                None
            }
        },
        _ => {
            prepare_restart(k, regs, action);
            match push_frame(k, mem, regs, info, action, trap) {
                Ok(()) => None,
                Err(fault) => {
                    let detail =
                        format!("the frame for the handler of signal {} could not be written: {fault}", info.signal);
                    Some(kill(k, mem, abi::SIGSEGV, Some(detail)))
                }
            }
        }
    }
}

/// Length of the `syscall` instruction.
const SYSCALL_BYTES: u64 = 2;

/// Lets the handler return to the interrupted system call rather than behind it, if that is to be made again.
fn prepare_restart(k: &mut Kernel, regs: &mut Registers, action: SigAction) {
    let again = match k.thread.call.restart.take() {
        Some(Restart::UnlessHandled) => action.flags & abi::SA_RESTART != 0,
        _ => false,
    };
    if again {
        let (nr, _) = k.thread.call.number_and_args();
        regs.rip = regs.rip.wrapping_sub(SYSCALL_BYTES);
        set_gpr(regs, Registers::RAX, nr as u64);
    } else if let Some((nr, _)) = k.thread.replay.take() {
        // A handler had returned to a call that was to be made again, and here is another signal before it.
        regs.rip = regs.rip.wrapping_sub(SYSCALL_BYTES);
        set_gpr(regs, Registers::RAX, nr as u64);
    }
}

/// Ends the guest.
fn kill(k: &mut Kernel, mem: &mut dyn Memory, signal: u8, detail: Option<String>) -> Next {
    k.mm.flush(mem, 0..mm::ADDRESS_END);
    Next::End(Outcome::Killed { signal, detail })
}

/// A synchronous exception: the handler if there is one that may run, otherwise the end.
pub(crate) fn fault(k: &mut Kernel, mem: &mut dyn Memory, regs: &mut Registers, trap: TrapInfo) -> Next {
    let trap = refine(k, trap);
    let handler = k.group.action(trap.signal).handler;
    let blocked = k.signals.mask & abi::bit(trap.signal) != 0;
    let suspended = k.signals.arriving;
    let no_room = suspended && k.group.action(trap.signal).flags & abi::SA_ONSTACK == 0 && k.is_stack_overflow(&trap);
    if handler <= abi::SIG_IGN || blocked || no_room {
        let detail = describe(k, &trap, (!suspended).then_some(regs.rip));
        return kill(k, mem, trap.signal, Some(detail));
    }
    let info = SigInfo::fault(trap.signal, trap.code, trap.addr);
    deliver(k, mem, regs, &info, Some(trap)).unwrap_or(Next::Continue)
}

/// Corrects signal and code by what the kernel knows of the address.
fn refine(k: &Kernel, trap: TrapInfo) -> TrapInfo {
    if trap.signal != abi::SIGSEGV || !matches!(trap.code, abi::SEGV_MAPERR | abi::SEGV_ACCERR) {
        return trap;
    }
    if k.mm.is_behind_file(trap.addr) {
        return TrapInfo { signal: abi::SIGBUS, code: abi::BUS_ADRERR, ..trap };
    }
    let code = if k.mm.find(trap.addr).is_some() { abi::SEGV_ACCERR } else { abi::SEGV_MAPERR };
    TrapInfo { code, ..trap }
}

fn describe(k: &Kernel, trap: &TrapInfo, rip: Option<u64>) -> String {
    let addr = trap.addr;
    let what = match (trap.signal, trap.code) {
        (abi::SIGSEGV, abi::SEGV_MAPERR) => format!("access to {addr:#x}, which is not mapped"),
        (abi::SIGSEGV, abi::SEGV_ACCERR) => format!("access to {addr:#x}, which its protection does not allow"),
        (abi::SIGBUS, _) => format!("access to {addr:#x}, behind the end of the mapped file"),
        (abi::SIGILL, _) => format!("illegal or unsupported instruction at {addr:#x}"),
        (abi::SIGFPE, abi::FPE_INTDIV) => "integer division by zero or overflow".to_owned(),
        (abi::SIGTRAP, _) => "breakpoint".to_owned(),
        (_, code) => format!("code {code}, address {addr:#x}"),
    };
    let name = abi::name(trap.signal).unwrap_or("signal");
    let program = String::from_utf8_lossy(k.process.exe());
    let at = rip.map_or_else(String::new, |rip| format!(" at {rip:#x}"));
    format!("{name} in {program}{at}: {what}")
}

/// Exception number and error code, as the processor would report them.
fn exception(trap: Option<TrapInfo>) -> (u64, u64, u64) {
    let Some(trap) = trap else { return (0, 0, 0) };
    match trap.signal {
        abi::SIGFPE => (0, 0, 0),
        abi::SIGTRAP => (3, 0, 0),
        abi::SIGILL => (6, 0, 0),
        abi::SIGSEGV if trap.code == abi::SI_KERNEL => (13, 0, 0),
        _ => (14, 4 | u64::from(trap.code == abi::SEGV_ACCERR), trap.addr),
    }
}

fn gpr(regs: &Registers, at: usize) -> u64 {
    regs.gpr.get(at).copied().unwrap_or(0)
}

fn set_gpr(regs: &mut Registers, at: usize, value: u64) {
    if let Some(slot) = regs.gpr.get_mut(at) {
        *slot = value;
    }
}

/// rdi, rsi, rbp, rbx, rdx, rax, rcx, rsp: the order of `struct sigcontext`.
const LOW_ORDER: [usize; 8] = [
    Registers::RDI,
    Registers::RSI,
    Registers::RBP,
    Registers::RBX,
    Registers::RDX,
    Registers::RAX,
    Registers::RCX,
    Registers::RSP,
];

/// Where the frame goes: below the red zone, or at the top of the alternate stack.
fn frame_top(stack: AltStack, action: SigAction, rsp: u64) -> Result<(u64, Option<AltStack>), Fault> {
    let enabled = stack.flags & abi::SS_DISABLE == 0 && stack.size > 0;
    let on_it = enabled && stack.flags & abi::SS_AUTODISARM == 0 && rsp > stack.base && rsp - stack.base <= stack.size;
    if action.flags & abi::SA_ONSTACK != 0 && enabled && !on_it {
        return Ok((stack.base.checked_add(stack.size).ok_or(Fault { addr: stack.base })?, Some(stack)));
    }
    Ok((rsp.wrapping_sub(RED_ZONE), on_it.then_some(stack)))
}

/// Builds the frame and sets the registers so that the handler runs.
fn push_frame(
    k: &mut Kernel,
    mem: &mut dyn Memory,
    regs: &mut Registers,
    info: &SigInfo,
    action: SigAction,
    trap: Option<TrapInfo>,
) -> Result<(), Fault> {
    let rsp = gpr(regs, Registers::RSP);
    if action.flags & abi::SA_RESTORER == 0 {
        // x86-64 has no way to return from a handler without it.
        return Err(Fault { addr: action.restorer });
    }
    let altstack = k.signals.altstack;
    let place = if std::mem::take(&mut k.signals.arriving) { Some(k.place_handler(mem, action, rsp)?) } else { None };
    let (top, on_alternate) = match &place {
        Some(Place { range, alternate }) => (range.end, *alternate),
        None => frame_top(altstack, action, rsp)?,
    };
    let fpstate = top.wrapping_sub(FXSAVE_SIZE as u64) & !63;
    let frame = (fpstate.wrapping_sub(FRAME_BYTES) & !15).wrapping_sub(8);
    if on_alternate.is_some_and(|stack| frame < stack.base) {
        return Err(Fault { addr: frame });
    }
    let (trapno, err, cr2) = exception(trap);
    let mask = k.signals.saved_mask.unwrap_or(k.signals.mask);
    let context = UContext {
        flags: UC_FLAGS | if place.is_some() { UC_SUSPENDED } else { 0 },
        stack: (altstack.base, altstack.flags, altstack.size),
        r8_r15: std::array::from_fn(|i| gpr(regs, 8 + i)),
        low: LOW_ORDER.map(|at| gpr(regs, at)),
        rip: regs.rip,
        rflags: regs.rflags,
        err,
        trapno,
        cr2,
        fpstate,
        mask,
    };
    let (context_at, info_at) = (frame.wrapping_add(8), frame.wrapping_add(8 + UContext::SIZE as u64));
    let (image, context) = (abi::encode_fxsave(&regs.xmm, regs.mxcsr), context.encode());
    mem.write(fpstate, &image)?;
    mem.write(info_at, &info.encode())?;
    mem.write(context_at, &context)?;
    mem.write_u64(frame, action.restorer)?;
    if let Some(Place { range, .. }) = place {
        k.suspend_code(context_at, &context, image, range);
    }

    set_gpr(regs, Registers::RSP, frame);
    set_gpr(regs, Registers::RAX, 0);
    set_gpr(regs, Registers::RDI, u64::from(info.signal));
    set_gpr(regs, Registers::RSI, info_at);
    set_gpr(regs, Registers::RDX, context_at);
    regs.rip = action.handler;
    regs.rflags = (regs.rflags & !FLAG_DIRECTION & FLAGS_USER) | FLAGS_FIXED;

    let signals = &mut k.signals;
    signals.saved_mask = None;
    if altstack.flags & abi::SS_AUTODISARM != 0 {
        signals.altstack = AltStack::DISABLED;
    }
    let own = if action.flags & abi::SA_NODEFER == 0 { abi::bit(info.signal) } else { 0 };
    signals.mask = (signals.mask | action.mask | own) & !UNSTOPPABLE;
    if action.flags & abi::SA_RESETHAND != 0
        && let Some(slot) = k.group.actions.get_mut(usize::from(info.signal))
    {
        slot.handler = abi::SIG_DFL;
    }
    Ok(())
}

/// `rt_sigreturn`: takes the registers, the mask and the alternate stack from the frame at rsp.
pub(crate) fn sigreturn(k: &mut Kernel, mem: &mut dyn Memory, regs: &mut Registers) -> Next {
    match restore(k, mem, regs) {
        Ok(next) => next,
        Err(fault) => {
            let detail = format!("rt_sigreturn: the signal frame could not be read: {fault}");
            kill(k, mem, abi::SIGSEGV, Some(detail))
        }
    }
}

/// If the handler returns to a `syscall` instruction (an interrupted call that is made again), the kernel executes the
/// instruction: lifted code could only enter there by way of a new translation.
fn replay(k: &mut Kernel, mem: &dyn Memory, regs: &mut Registers) {
    let mut code = [0; SYSCALL_BYTES as usize];
    let executable = mem.prot_at(regs.rip).is_some_and(|prot| prot.exec);
    if !executable || mem.read(regs.rip, &mut code).is_err() || code != [0x0f, 0x05] {
        return;
    }
    let Ok(nr) = usize::try_from(gpr(regs, Registers::RAX)) else { return };
    if nr >= crate::table::NUMBERS {
        return;
    }
    let args = [Registers::RDI, Registers::RSI, Registers::RDX, 10, 8, 9].map(|at| gpr(regs, at));
    regs.rip = regs.rip.wrapping_add(SYSCALL_BYTES);
    k.thread.replay = Some((nr, args));
}

fn restore(k: &mut Kernel, mem: &mut dyn Memory, regs: &mut Registers) -> Result<Next, Fault> {
    let mut bytes = [0; UContext::SIZE];
    // The handler's `ret` has taken the return address, so rsp points to the context.
    let context_at = gpr(regs, Registers::RSP);
    mem.read(context_at, &mut bytes)?;
    let context = UContext::decode(&bytes);
    let mut image = [0; FXSAVE_SIZE];
    if context.fpstate != 0 {
        mem.read(context.fpstate, &mut image)?;
    }
    if context.flags & UC_SUSPENDED != 0 {
        if let Err(detail) = suspended::check_return(k, context_at, &bytes, &image) {
            return Ok(kill(k, mem, abi::SIGSEGV, Some(detail.to_owned())));
        }
        k.leave_suspended();
        restore_signals(k, &context);
        return Ok(Next::Resume);
    }
    if context.fpstate != 0 {
        (regs.xmm, regs.mxcsr) = abi::decode_fxsave(&image);
    }
    for (i, value) in context.r8_r15.iter().enumerate() {
        set_gpr(regs, 8 + i, *value);
    }
    for (at, value) in LOW_ORDER.iter().zip(context.low) {
        set_gpr(regs, *at, value);
    }
    regs.rip = context.rip;
    regs.rflags = (context.rflags & FLAGS_USER) | FLAGS_FIXED;
    restore_signals(k, &context);
    replay(k, mem, regs);
    Ok(Next::Continue)
}

/// The mask and the alternate stack of before the handler.
fn restore_signals(k: &mut Kernel, context: &UContext) {
    k.signals.mask = context.mask & !UNSTOPPABLE;
    k.signals.saved_mask = None;
    k.thread.call.restart = None;
    let (base, flags, size) = context.stack;
    k.signals.altstack = if flags & abi::SS_DISABLE != 0 || size < abi::MINSIGSTKSZ {
        AltStack::DISABLED
    } else {
        AltStack { base, flags: flags & abi::SS_AUTODISARM, size }
    };
}
