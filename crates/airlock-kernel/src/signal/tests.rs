use airlock_abi::Errno;
use airlock_abi::signal::{self as abi, AltStack, SigAction, SigInfo, UContext};
use airlock_platform::{Memory, Registers};
use airlock_types::Outcome;

use crate::task::INIT as PID;
use crate::testing::{Guest, SCRATCH};
use crate::{Next, TrapInfo};

const SIGACTION: u64 = 13;
const SIGPROCMASK: u64 = 14;
const SIGRETURN: u64 = 15;
const KILL: u64 = 62;
const HANDLER: u64 = 0x40_1000;
const RESTORER: u64 = 0x40_2000;
const STACK: u64 = SCRATCH + 0x8_0000;

fn pid() -> u64 {
    u64::from(PID)
}

fn handle(guest: &mut Guest, signal: u8, flags: u64, mask: u64) {
    let action = SigAction { handler: HANDLER, flags: flags | abi::SA_RESTORER, restorer: RESTORER, mask };
    let at = guest.put(0, &action.encode());
    assert_eq!(guest.call(SIGACTION, &[u64::from(signal), at, 0, 8]), Ok(0));
}

fn registers() -> Registers {
    Registers {
        gpr: std::array::from_fn(|i| if i == Registers::RSP { STACK } else { 100 + i as u64 }),
        rip: 0x40_3000,
        rflags: 0x202 | 0x400 | 0x41,
        fs_base: 0x77,
        gs_base: 0,
        xmm: std::array::from_fn(|i| 1 << (100 + i)),
        mxcsr: 0x1fa0,
    }
}

fn killed_by(next: &Next) -> u8 {
    match next {
        Next::End(Outcome::Killed { signal, .. }) => *signal,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_handler_runs_and_returns_with_every_register_as_before() {
    let mut guest = Guest::new();
    handle(&mut guest, abi::SIGUSR1, abi::SA_SIGINFO, abi::bit(abi::SIGUSR2));
    let sent = guest.raw(KILL, &[pid(), u64::from(abi::SIGUSR1)]);
    assert!(sent.attention && sent.value == 0);
    let before = registers();
    let mut regs = before.clone();
    assert!(matches!(guest.attend(&mut regs), Next::Continue));

    let rsp = regs.gpr[Registers::RSP];
    assert_eq!(regs.rip, HANDLER);
    assert_eq!(rsp % 16, 8, "as after a call");
    assert!(rsp + 8 + UContext::SIZE as u64 + SigInfo::SIZE as u64 <= STACK - 128, "below the red zone");
    assert_eq!(guest.mem.read_u64(rsp).unwrap(), RESTORER);
    assert_eq!(regs.gpr[Registers::RDI], u64::from(abi::SIGUSR1));
    assert_eq!(regs.rflags & 0x400, 0, "the direction flag is clear");
    let info = SigInfo::decode(abi::SIGUSR1, &guest.get(regs.gpr[Registers::RSI]));
    assert_eq!(info, SigInfo::sent(abi::SIGUSR1, abi::SI_USER, PID, 0));
    let context = UContext::decode(&guest.get(regs.gpr[Registers::RDX]));
    assert_eq!((context.rip, context.low[7], context.mask), (before.rip, STACK, 0));
    assert_eq!(context.fpstate % 16, 0);
    let both = abi::bit(abi::SIGUSR1) | abi::bit(abi::SIGUSR2);
    assert_eq!(guest.kernel.signals.mask(), both);

    // The handler clobbers everything, then returns: `ret` pops the return address.
    let mut regs = Registers::default();
    regs.gpr[Registers::RSP] = rsp + 8;
    assert!(guest.raw(SIGRETURN, &[]).attention);
    assert!(matches!(guest.attend(&mut regs), Next::Continue));
    let expected = Registers { fs_base: 0, gs_base: 0, ..before };
    assert_eq!(regs, expected);
    assert_eq!(guest.kernel.signals.mask(), 0);
}

#[test]
fn blocked_signals_wait() {
    let mut guest = Guest::new();
    handle(&mut guest, abi::SIGUSR1, 0, 0);
    let set = guest.put(64, &abi::bit(abi::SIGUSR1).to_le_bytes());
    let old = SCRATCH + 128;
    assert_eq!(guest.call(SIGPROCMASK, &[abi::SIG_BLOCK, set, old, 8]), Ok(0));
    assert!(!guest.raw(KILL, &[pid(), u64::from(abi::SIGUSR1)]).attention);
    assert_eq!(guest.call(127, &[old, 8]), Ok(0));
    assert_eq!(guest.mem.read_u64(old).unwrap(), abi::bit(abi::SIGUSR1));
    assert!(guest.raw(SIGPROCMASK, &[abi::SIG_UNBLOCK, set, 0, 8]).attention);
    let mut regs = registers();
    assert!(matches!(guest.attend(&mut regs), Next::Continue));
    assert_eq!(regs.rip, HANDLER);
}

#[test]
fn default_actions() {
    let mut guest = Guest::new();
    assert!(!guest.raw(KILL, &[pid(), u64::from(abi::SIGCHLD)]).attention);
    assert!(!guest.raw(KILL, &[0, u64::from(abi::SIGCONT)]).attention);
    assert!(!guest.raw(KILL, &[pid(), 0]).attention);
    assert!(guest.raw(KILL, &[pid(), u64::from(abi::SIGTERM)]).attention);
    let next = guest.attend(&mut registers());
    assert_eq!(killed_by(&next), abi::SIGTERM);
    let mut guest = Guest::new();
    // Nobody could let its group go on: terminals do not stop it, and SIGSTOP would be for ever.
    assert!(guest.raw(KILL, &[pid(), u64::from(abi::SIGTSTP)]).attention);
    assert!(matches!(guest.attend(&mut registers()), Next::Continue));
    assert!(guest.raw(KILL, &[pid(), u64::from(abi::SIGSTOP)]).attention);
    assert_eq!(killed_by(&guest.attend(&mut registers())), abi::SIGSTOP);
}

#[test]
fn ignored_signals_are_dropped() {
    let mut guest = Guest::new();
    let ignore = SigAction { handler: abi::SIG_IGN, ..SigAction::default() };
    let at = guest.put(0, &ignore.encode());
    guest.call(SIGACTION, &[u64::from(abi::SIGTERM), at, 0, 8]).unwrap();
    assert!(!guest.raw(KILL, &[pid(), u64::from(abi::SIGTERM)]).attention);
    // Execution of another program keeps it ignored.
    guest.kernel.reset_signals_for_exec();
    assert!(!guest.raw(KILL, &[pid(), u64::from(abi::SIGTERM)]).attention);
    assert_eq!(guest.kernel.group.dispositions(), (abi::bit(abi::SIGTERM), 0));
}

#[test]
fn two_signals_nest() {
    let mut guest = Guest::new();
    handle(&mut guest, abi::SIGUSR1, 0, 0);
    handle(&mut guest, abi::SIGUSR2, 0, 0);
    let both = abi::bit(abi::SIGUSR1) | abi::bit(abi::SIGUSR2);
    let set = guest.put(64, &both.to_le_bytes());
    guest.call(SIGPROCMASK, &[abi::SIG_SETMASK, set, 0, 8]).unwrap();
    guest.call(KILL, &[pid(), u64::from(abi::SIGUSR2)]).unwrap();
    guest.call(KILL, &[pid(), u64::from(abi::SIGUSR1)]).unwrap();
    let none = guest.put(64, &[0; 8]);
    assert!(guest.raw(SIGPROCMASK, &[abi::SIG_SETMASK, none, 0, 8]).attention);
    let mut regs = registers();
    guest.attend(&mut regs);
    assert_eq!(regs.gpr[Registers::RDI], u64::from(abi::SIGUSR2), "the later one runs first");
    for expected in [HANDLER, 0x40_3000] {
        regs.gpr[Registers::RSP] += 8;
        guest.raw(SIGRETURN, &[]);
        guest.attend(&mut regs);
        assert_eq!(regs.rip, expected);
    }
    assert_eq!(guest.kernel.signals.mask(), 0);
}

#[test]
fn reset_and_no_defer() {
    let mut guest = Guest::new();
    handle(&mut guest, abi::SIGUSR1, abi::SA_RESETHAND | abi::SA_NODEFER, 0);
    guest.call(KILL, &[pid(), u64::from(abi::SIGUSR1)]).unwrap();
    guest.attend(&mut registers());
    assert_eq!(guest.kernel.signals.mask(), 0);
    guest.call(KILL, &[pid(), u64::from(abi::SIGUSR1)]).unwrap();
    assert_eq!(killed_by(&guest.attend(&mut registers())), abi::SIGUSR1);
}

#[test]
fn the_alternate_stack_is_used_once() {
    let mut guest = Guest::new();
    let stack = AltStack { base: SCRATCH + 0x2_0000, flags: 0, size: 0x4000 };
    let at = guest.put(512, &stack.encode());
    assert_eq!(guest.call(131, &[at, 0]), Ok(0));
    handle(&mut guest, abi::SIGUSR1, abi::SA_ONSTACK | abi::SA_NODEFER, 0);
    guest.call(KILL, &[pid(), u64::from(abi::SIGUSR1)]).unwrap();
    let mut regs = registers();
    guest.attend(&mut regs);
    let first = regs.gpr[Registers::RSP];
    assert!(first > stack.base && first < stack.base + stack.size);
    guest.call(KILL, &[pid(), u64::from(abi::SIGUSR1)]).unwrap();
    guest.attend(&mut regs);
    let second = regs.gpr[Registers::RSP];
    assert!(second > stack.base && second < first, "a second frame goes below the first");
    // Frames that do not fit any more end the guest.
    let mut next = Next::Continue;
    for _ in 0..20 {
        guest.call(KILL, &[pid(), u64::from(abi::SIGUSR1)]).unwrap();
        next = guest.attend(&mut regs);
        if !matches!(next, Next::Continue) {
            break;
        }
    }
    assert_eq!(killed_by(&next), abi::SIGSEGV);
    let small = AltStack { size: 100, ..stack };
    let at = guest.put(512, &small.encode());
    assert_eq!(guest.call(131, &[at, 0]), Err(Errno::ENOMEM));
    let odd = AltStack { flags: 64, ..stack };
    let at = guest.put(512, &odd.encode());
    assert_eq!(guest.call(131, &[at, 0]), Err(Errno::EINVAL));
}

#[test]
fn real_time_signals_queue_and_standard_ones_do_not() {
    let mut guest = Guest::new();
    let signals = [u64::from(abi::SIGUSR1), 40];
    let set = guest.put(64, &(abi::bit(abi::SIGUSR1) | abi::bit(40)).to_le_bytes());
    guest.call(SIGPROCMASK, &[abi::SIG_SETMASK, set, 0, 8]).unwrap();
    for value in 1..=3u8 {
        for signal in signals {
            let mut info = SigInfo::sent(signal as u8, abi::SI_QUEUE, PID, 0);
            info.payload[8] = value;
            let at = guest.put(256, &info.encode());
            assert_eq!(guest.call(129, &[pid(), signal, at]), Ok(0));
        }
    }
    let (zero, out) = (guest.put(640, &[0; 16]), SCRATCH + 1024);
    let mut taken = Vec::new();
    while let Ok(signal) = guest.call(128, &[set, out, zero, 8]) {
        taken.push((signal, guest.get::<128>(out)[24]));
    }
    assert_eq!(taken, [(10, 1), (40, 1), (40, 2), (40, 3)]);
    assert_eq!(guest.call(128, &[set, out, zero, 8]), Err(Errno::EAGAIN));
    let queue = (0..).map(|_| guest.call(129, &[pid(), 40, SCRATCH + 256])).take(super::QUEUE_MAX + 1);
    assert_eq!(queue.filter(|result| *result == Err(Errno::EAGAIN)).count(), 1);
}

#[test]
fn an_alarm_interrupts_pause_and_suspend() {
    let mut guest = Guest::new();
    handle(&mut guest, abi::SIGALRM, 0, 0);
    assert_eq!(guest.call(37, &[2]), Ok(0));
    assert_eq!(guest.call(37, &[5]), Ok(2));
    let paused = guest.raw(34, &[]);
    assert_eq!(Errno::from_return(paused.value), Some(Errno::EINTR));
    assert!(paused.attention);
    let mut regs = registers();
    guest.attend(&mut regs);
    assert_eq!(regs.rip, HANDLER);
    let mut guest = Guest::new();
    handle(&mut guest, abi::SIGALRM, 0, 0);
    let blocked = guest.put(64, &abi::bit(abi::SIGALRM).to_le_bytes());
    guest.call(SIGPROCMASK, &[abi::SIG_SETMASK, blocked, 0, 8]).unwrap();
    guest.call(37, &[1]).unwrap();
    let none = guest.put(72, &[0; 8]);
    let suspended = guest.raw(130, &[none, 8]);
    assert!(suspended.attention);
    let mut regs = registers();
    guest.attend(&mut regs);
    regs.gpr[Registers::RSP] += 8;
    guest.raw(SIGRETURN, &[]);
    guest.attend(&mut regs);
    assert_eq!(guest.kernel.signals.mask(), abi::bit(abi::SIGALRM), "the mask from before the call is back");
}

#[test]
fn interval_timers_repeat() {
    let mut guest = Guest::new();
    let mut value = [0; 32];
    value[8..10].copy_from_slice(&500u16.to_le_bytes());
    value[24..26].copy_from_slice(&500u16.to_le_bytes());
    let at = guest.put(64, &value);
    assert_eq!(guest.call(38, &[0, at, 0]), Ok(0));
    let set = guest.put(128, &abi::bit(abi::SIGALRM).to_le_bytes());
    for _ in 0..3 {
        assert_eq!(guest.call(128, &[set, 0, 0, 8]), Ok(u64::from(abi::SIGALRM)));
    }
    assert_eq!(guest.call(36, &[0, SCRATCH + 256]), Ok(0));
    assert_eq!(guest.get::<16>(SCRATCH + 256)[8..10], 500u16.to_le_bytes());
    assert_eq!(guest.call(38, &[3, at, 0]), Err(Errno::EINVAL));
    guest.put(64, &[0xff; 32]);
    assert_eq!(guest.call(38, &[0, at, 0]), Err(Errno::EINVAL));
    assert_eq!(guest.call(38, &[0, 8, 0]), Err(Errno::EFAULT));
}

#[test]
fn waiting_for_ever_ends_the_guest() {
    let mut guest = Guest::new();
    assert!(guest.raw(34, &[]).attention);
    match guest.attend(&mut registers()) {
        Next::End(Outcome::Killed { signal: 9, detail: Some(detail) }) => assert!(detail.contains("pause"), "{detail}"),
        other => panic!("{other:?}"),
    }
}

#[test]
fn faults_reach_the_handler_or_end_the_guest() {
    let mut guest = Guest::new();
    let trap = TrapInfo { signal: abi::SIGSEGV, code: abi::SEGV_MAPERR, addr: SCRATCH };
    handle(&mut guest, abi::SIGSEGV, abi::SA_SIGINFO, 0);
    let mut regs = registers();
    assert!(matches!(guest.kernel.fault(&mut guest.mem, &mut regs, trap), Next::Continue));
    assert_eq!(regs.rip, HANDLER);
    let info = SigInfo::decode(abi::SIGSEGV, &guest.get(regs.gpr[Registers::RSI]));
    assert_eq!(info, SigInfo::fault(abi::SIGSEGV, abi::SEGV_ACCERR, SCRATCH), "the page is mapped");
    let context = UContext::decode(&guest.get(regs.gpr[Registers::RDX]));
    assert_eq!((context.trapno, context.err, context.cr2), (14, 5, SCRATCH));
    // A second one while the first is blocked cannot be handled.
    let next = guest.kernel.fault(&mut guest.mem, &mut regs, TrapInfo { addr: 0x10, ..trap });
    match next {
        Next::End(Outcome::Killed { signal, detail: Some(detail) }) => {
            assert_eq!(signal, abi::SIGSEGV);
            assert!(detail.contains("0x10, which is not mapped"), "{detail}");
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_bad_frame_ends_the_guest() {
    let mut guest = Guest::new();
    let mut regs = registers();
    regs.gpr[Registers::RSP] = 0x10;
    guest.raw(SIGRETURN, &[]);
    assert_eq!(killed_by(&guest.attend(&mut regs)), abi::SIGSEGV);
    let mut guest = Guest::new();
    handle(&mut guest, abi::SIGUSR1, 0, 0);
    guest.call(KILL, &[pid(), u64::from(abi::SIGUSR1)]).unwrap();
    regs.gpr[Registers::RSP] = 0x100;
    assert_eq!(killed_by(&guest.attend(&mut regs)), abi::SIGSEGV);
}

#[test]
fn bad_arguments_are_refused() {
    let mut guest = Guest::new();
    let act = guest.put(0, &SigAction::default().encode());
    for (nr, args, errno) in [
        (SIGACTION, [0, act, 0, 8], Errno::EINVAL),
        (SIGACTION, [65, act, 0, 8], Errno::EINVAL),
        (SIGACTION, [9, act, 0, 8], Errno::EINVAL),
        (SIGACTION, [10, act, 0, 4], Errno::EINVAL),
        (SIGACTION, [10, 8, 0, 8], Errno::EFAULT),
        (SIGACTION, [10, 0, 8, 8], Errno::EFAULT),
        (SIGPROCMASK, [9, act, 0, 8], Errno::EINVAL),
        (SIGPROCMASK, [0, act, 0, 16], Errno::EINVAL),
        (SIGPROCMASK, [0, 8, 0, 8], Errno::EFAULT),
        (KILL, [pid(), 65, 0, 0], Errno::EINVAL),
        (KILL, [77, 10, 0, 0], Errno::ESRCH),
        (KILL, [u64::MAX, 10, 0, 0], Errno::ESRCH),
        (234, [0, pid(), 10, 0], Errno::EINVAL),
        (234, [pid(), 77, 10, 0], Errno::ESRCH),
        (200, [77, 10, 0, 0], Errno::ESRCH),
        (129, [pid(), 10, 8, 0], Errno::EFAULT),
        (130, [8, 8, 0, 0], Errno::EFAULT),
        (127, [act, 9, 0, 0], Errno::EINVAL),
    ] {
        assert_eq!(guest.call(nr, &args), Err(errno), "system call {nr} {args:?}");
    }
    assert_eq!(guest.call(SIGACTION, &[9, 0, act, 8]), Ok(0), "looking is allowed");
    assert_eq!(guest.call(KILL, &[0, 0]), Ok(0), "the own process group");
}

const SIGALTSTACK: u64 = 131;

fn fault_at(addr: u64) -> TrapInfo {
    TrapInfo { signal: abi::SIGSEGV, code: abi::SEGV_MAPERR, addr }
}

/// Attends to code that was stopped in its middle; the registers that come back.
fn attend_suspended(guest: &mut Guest, trap: Option<TrapInfo>) -> (Next, Registers) {
    let mut regs = registers();
    let next = guest.kernel.attend_suspended(&mut guest.mem, &mut regs, trap);
    (next, regs)
}

fn sigreturn_from(guest: &mut Guest, frame: u64) -> Next {
    let mut regs = Registers::default();
    regs.gpr[Registers::RSP] = frame + 8;
    assert!(guest.raw(SIGRETURN, &[]).attention);
    guest.attend(&mut regs)
}

#[test]
fn the_handler_of_suspended_code_has_a_stack_of_its_own() {
    let mut guest = Guest::new();
    handle(&mut guest, abi::SIGSEGV, abi::SA_SIGINFO, 0);
    let (next, regs) = attend_suspended(&mut guest, Some(fault_at(0x18)));
    assert!(matches!(next, Next::Continue));
    assert_eq!((regs.rip, guest.kernel.suspensions()), (HANDLER, 1));
    let (frame, stack) = (regs.gpr[Registers::RSP], guest.kernel.handler_stack().unwrap());
    assert!(stack.contains(&frame) && !stack.contains(&STACK));
    let info = SigInfo::decode(abi::SIGSEGV, &guest.get(regs.gpr[Registers::RSI]));
    assert_eq!(info, SigInfo::fault(abi::SIGSEGV, abi::SEGV_MAPERR, 0x18));

    // Another fault in the handler gets another stack.
    handle(&mut guest, abi::SIGSEGV, abi::SA_SIGINFO | abi::SA_NODEFER, 0);
    guest.kernel.signals.mask = 0;
    let (_, inner) = attend_suspended(&mut guest, Some(fault_at(0x20)));
    assert!(!stack.contains(&inner.gpr[Registers::RSP]));
    assert_eq!(guest.kernel.suspensions(), 2);
    assert!(matches!(sigreturn_from(&mut guest, inner.gpr[Registers::RSP]), Next::Resume));
    assert!(matches!(sigreturn_from(&mut guest, frame), Next::Resume));
    assert_eq!((guest.kernel.suspensions(), guest.kernel.signals.mask()), (0, 0));
    // Stacks are used again.
    let (_, again) = attend_suspended(&mut guest, Some(fault_at(0x18)));
    assert_eq!(again.gpr[Registers::RSP], frame);
    guest.kernel.leave_suspended();
    assert_eq!(guest.kernel.suspensions(), 0);
}

#[test]
fn suspended_code_and_the_alternate_stack() {
    let mut guest = Guest::new();
    let stack = AltStack { base: SCRATCH + 0x1_0000, flags: 0, size: 0x4000 };
    let at = guest.put(0, &stack.encode());
    assert_eq!(guest.call(SIGALTSTACK, &[at, 0]), Ok(0));
    handle(&mut guest, abi::SIGSEGV, abi::SA_ONSTACK | abi::SA_NODEFER, 0);
    let (_, regs) = attend_suspended(&mut guest, Some(fault_at(0x18)));
    let range = stack.base..stack.base + stack.size;
    assert!(range.contains(&regs.gpr[Registers::RSP]));
    let at = stack.base + 64;
    assert_eq!(guest.call(SIGALTSTACK, &[0, at]), Ok(0));
    assert_eq!(AltStack::decode(&guest.get(at)).flags, abi::SS_ONSTACK);
    // How far the handler has got on it is not known.
    let (_, inner) = attend_suspended(&mut guest, Some(fault_at(0x18)));
    assert!(!range.contains(&inner.gpr[Registers::RSP]));
}

#[test]
fn suspended_code_goes_on_only_as_it_was() {
    let mut guest = Guest::new();
    handle(&mut guest, abi::SIGSEGV, abi::SA_SIGINFO, 0);
    let (_, regs) = attend_suspended(&mut guest, Some(fault_at(0x18)));
    let context_at = regs.gpr[Registers::RDX];
    let mut context = UContext::decode(&guest.get(context_at));
    // The mask may be another one.
    context.mask = abi::bit(abi::SIGUSR2);
    guest.mem.write(context_at, &context.encode()).unwrap();
    assert!(matches!(sigreturn_from(&mut guest, regs.gpr[Registers::RSP]), Next::Resume));
    assert_eq!(guest.kernel.signals.mask(), abi::bit(abi::SIGUSR2));
    // Registers may not.
    let (_, regs) = attend_suspended(&mut guest, Some(fault_at(0x18)));
    context = UContext::decode(&guest.get(context_at));
    context.rip += 3;
    guest.mem.write(context_at, &context.encode()).unwrap();
    let next = sigreturn_from(&mut guest, regs.gpr[Registers::RSP]);
    assert_eq!(killed_by(&next), abi::SIGSEGV);
    // Nor may a frame be used whose code has been left.
    let mut guest = Guest::new();
    handle(&mut guest, abi::SIGSEGV, abi::SA_SIGINFO, 0);
    let (_, regs) = attend_suspended(&mut guest, Some(fault_at(0x18)));
    guest.kernel.leave_suspended();
    assert_eq!(killed_by(&sigreturn_from(&mut guest, regs.gpr[Registers::RSP])), abi::SIGSEGV);
}
