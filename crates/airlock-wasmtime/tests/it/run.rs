use airlock_types::Outcome;
use airlock_wasmtime::TaskError;
use iced_x86::code_asm::*;

use crate::guest::{DATA, ENTRY, Guest, exit, program, run, syscall};

fn killed(outcome: &Outcome) -> Option<u8> {
    match outcome {
        Outcome::Killed { signal, .. } => Some(*signal),
        _ => None,
    }
}

#[test]
fn a_program_writes_and_exits() {
    let done = run(|a| {
        a.mov(rax, u64::from_le_bytes(*b"hello, w")).unwrap();
        a.mov(qword_ptr(DATA), rax).unwrap();
        a.mov(rax, u64::from_le_bytes(*b"orld\n\0\0\0")).unwrap();
        a.mov(qword_ptr(DATA + 8), rax).unwrap();
        a.mov(edi, 1).unwrap();
        a.mov(esi, DATA as u32).unwrap();
        a.mov(edx, 13).unwrap();
        syscall(a, 1);
        a.mov(edi, eax).unwrap();
        syscall(a, 231);
    });
    assert_eq!(done.report.outcome, Outcome::Exited(13));
    assert_eq!(done.stdout, b"hello, world\n");
    assert_eq!(done.report.syscalls.get("write"), Some(&1));
    assert_eq!(done.trace, "", "nobody asked for a trace");
}

#[test]
fn traces_when_asked() {
    let mut guest = Guest::new();
    guest.trace = true;
    let done = guest.run(&program(|a| exit(a, 3))).unwrap();
    assert!(done.trace.starts_with("exit_group(3)"), "{}", done.trace);
}

#[test]
fn exceptions_kill() {
    let divide = run(|a| {
        a.xor(ecx, ecx).unwrap();
        a.div(ecx).unwrap();
    });
    assert_eq!(killed(&divide.report.outcome), Some(8));
    assert_eq!(killed(&run(|a| a.ud2().unwrap()).report.outcome), Some(4));
    let unknown = run(|a| {
        a.nop().unwrap();
        a.vaddps(xmm0, xmm0, xmm1).unwrap();
    });
    let Outcome::Killed { signal: 4, detail: Some(detail) } = unknown.report.outcome else {
        unreachable!("{:?}", unknown.report.outcome)
    };
    assert!(detail.contains("0x401001") && detail.contains("`vaddps xmm0,xmm0,xmm1`, bytes c5 f8 58 c1"), "{detail}");
    assert_eq!(killed(&run(|a| a.int3().unwrap()).report.outcome), Some(5));
    assert_eq!(killed(&run(|a| a.hlt().unwrap()).report.outcome), Some(11));
    let store = run(|a| a.mov(qword_ptr(ENTRY), rax).unwrap());
    assert_eq!(killed(&store.report.outcome), Some(11), "text is not writable");
    for target in [0u64, 1, 0x1234_5678, DATA, 1 << 32, u64::MAX] {
        let jump = run(|a| {
            a.mov(rax, target).unwrap();
            a.jmp(rax).unwrap();
        });
        assert_eq!(killed(&jump.report.outcome), Some(11), "jump to {target:#x}");
    }
}

#[test]
fn endless_recursion_kills_only_the_guest() {
    let done = run(|a| {
        let mut again = a.create_label();
        a.set_label(&mut again).unwrap();
        a.call(again).unwrap();
        a.ret().unwrap();
    });
    assert_eq!(killed(&done.report.outcome), Some(11));
}

#[test]
fn a_million_nested_calls_return() {
    let done = run(|a| {
        let (mut down, mut bottom, mut start) = (a.create_label(), a.create_label(), a.create_label());
        a.jmp(start).unwrap();
        a.set_label(&mut down).unwrap();
        a.dec(ecx).unwrap();
        a.jz(bottom).unwrap();
        a.call(down).unwrap();
        a.set_label(&mut bottom).unwrap();
        a.inc(ebx).unwrap();
        a.ret().unwrap();
        a.set_label(&mut start).unwrap();
        a.mov(ecx, 1_000_000).unwrap();
        a.xor(ebx, ebx).unwrap();
        a.call(down).unwrap();
        a.cmp(ebx, 1_000_000).unwrap();
        a.sete(dil).unwrap();
        a.movzx(edi, dil).unwrap();
        syscall(a, 231);
    });
    assert_eq!(done.report.outcome, Outcome::Exited(1));
}

/// mmap of one page with these permissions; its address is in rbx afterwards.
pub fn map_page(a: &mut CodeAssembler, prot: u32) {
    a.xor(edi, edi).unwrap();
    a.mov(esi, 0x1000).unwrap();
    a.mov(edx, prot).unwrap();
    a.mov(r10d, 0x22).unwrap();
    a.mov(r8, -1i64).unwrap();
    a.xor(r9d, r9d).unwrap();
    syscall(a, 9);
    a.mov(rbx, rax).unwrap();
}

#[test]
fn code_made_at_run_time_is_translated_when_it_is_reached() {
    // mov edi, 42; ret
    let code = [0xbf, 42, 0, 0, 0, 0xc3, 0, 0];
    let done = run(|a| {
        map_page(a, 7);
        a.mov(rax, u64::from_le_bytes(code)).unwrap();
        a.mov(qword_ptr(rbx), rax).unwrap();
        // Twice: the second time it is known.
        a.call(rbx).unwrap();
        a.call(rbx).unwrap();
        syscall(a, 231);
    });
    assert_eq!(done.report.outcome, Outcome::Exited(42));
    let refused = run(|a| {
        map_page(a, 3);
        a.mov(rax, u64::from_le_bytes(code)).unwrap();
        a.mov(qword_ptr(rbx), rax).unwrap();
        a.call(rbx).unwrap();
    });
    assert_eq!(killed(&refused.report.outcome), Some(11), "a page that may not be executed");
}

#[test]
fn code_that_is_overwritten_is_translated_again() {
    let done = run(|a| {
        map_page(a, 7);
        // mov edi, 42; ret, then mov edi, 43; ret at the same address.
        for value in [42, 43] {
            a.mov(rax, u64::from_le_bytes([0xbf, value, 0, 0, 0, 0xc3, 0, 0])).unwrap();
            a.mov(qword_ptr(rbx), rax).unwrap();
            a.call(rbx).unwrap();
        }
        syscall(a, 231);
    });
    assert_eq!(done.report.outcome, Outcome::Exited(43));
}

#[test]
fn the_middle_of_a_function_can_be_entered() {
    let done = run(|a| {
        let (mut inside, mut over) = (a.create_label(), a.create_label());
        a.jmp(over).unwrap();
        a.mov(edi, 1).unwrap();
        a.set_label(&mut inside).unwrap();
        a.mov(edi, 2).unwrap();
        syscall(a, 231);
        a.set_label(&mut over).unwrap();
        a.lea(rax, qword_ptr(inside)).unwrap();
        // So that no translator guesses the target.
        a.xor(rax, 0x5555).unwrap();
        a.mov(qword_ptr(DATA), rax).unwrap();
        a.mov(rcx, qword_ptr(DATA)).unwrap();
        a.xor(rcx, 0x5555).unwrap();
        a.push(rcx).unwrap();
        a.ret().unwrap();
    });
    assert_eq!(done.report.outcome, Outcome::Exited(2));
}

#[test]
fn registers_survive_system_calls() {
    let done = run(|a| {
        a.mov(rbx, 0x1122_3344_5566_7788u64).unwrap();
        a.mov(r15, 0x99aa_bbcc_ddee_ff00u64).unwrap();
        a.movq(xmm7, rbx).unwrap();
        a.mov(rsi, 0x3000_0000u64).unwrap();
        a.mov(edi, 0x1002).unwrap();
        // arch_prctl(ARCH_SET_FS): unwinds to the dispatcher and back.
        syscall(a, 158);
        a.mov(rdx, r15).unwrap();
        a.movq(rcx, xmm7).unwrap();
        a.xor(edi, edi).unwrap();
        a.cmp(rcx, rbx).unwrap();
        a.sete(dil).unwrap();
        a.mov(rax, 0x99aa_bbcc_ddee_ff00u64).unwrap();
        a.xor(ecx, ecx).unwrap();
        a.cmp(rdx, rax).unwrap();
        a.sete(cl).unwrap();
        a.add(edi, ecx).unwrap();
        syscall(a, 231);
    });
    assert_eq!(done.report.outcome, Outcome::Exited(2));
}

#[test]
fn a_signal_handler_runs_and_returns() {
    let done = run(|a| {
        let (mut handler, mut restorer, mut start) = (a.create_label(), a.create_label(), a.create_label());
        a.jmp(start).unwrap();
        a.set_label(&mut handler).unwrap();
        a.add(dword_ptr(DATA + 256), edi).unwrap();
        a.xor(ebx, ebx).unwrap();
        a.ret().unwrap();
        a.set_label(&mut restorer).unwrap();
        syscall(a, 15);
        a.set_label(&mut start).unwrap();
        a.lea(rax, qword_ptr(handler)).unwrap();
        a.mov(qword_ptr(DATA), rax).unwrap();
        a.mov(eax, 0x0400_0000).unwrap();
        a.mov(qword_ptr(DATA + 8), rax).unwrap();
        a.lea(rax, qword_ptr(restorer)).unwrap();
        a.mov(qword_ptr(DATA + 16), rax).unwrap();
        a.mov(edi, 10).unwrap();
        a.mov(esi, DATA as u32).unwrap();
        a.xor(edx, edx).unwrap();
        a.mov(r10d, 8).unwrap();
        syscall(a, 13);
        a.mov(ebx, 5).unwrap();
        syscall(a, 39);
        a.mov(edi, eax).unwrap();
        a.mov(esi, 10).unwrap();
        syscall(a, 62);
        // SIGUSR1 once, kill returned 0, and rbx is what it was.
        a.mov(edi, dword_ptr(DATA + 256)).unwrap();
        a.add(edi, eax).unwrap();
        a.add(edi, ebx).unwrap();
        syscall(a, 231);
    });
    assert_eq!(done.report.outcome, Outcome::Exited(15));
}

#[test]
fn execve_replaces_the_program() {
    let mut guest = Guest::new();
    guest.files.push((
        "/bin/other",
        program(|a| {
            // argc of the new program
            a.mov(edi, dword_ptr(rsp)).unwrap();
            a.add(edi, 40).unwrap();
            syscall(a, 231);
        }),
    ));
    let first = program(|a| {
        a.mov(rax, u64::from_le_bytes(*b"/bin/oth")).unwrap();
        a.mov(qword_ptr(DATA), rax).unwrap();
        a.mov(eax, u32::from_le_bytes(*b"er\0\0")).unwrap();
        a.mov(qword_ptr(DATA + 8), rax).unwrap();
        a.mov(edi, DATA as u32).unwrap();
        a.mov(qword_ptr(DATA + 16), rdi).unwrap();
        a.mov(qword_ptr(DATA + 24), rdi).unwrap();
        a.lea(rsi, qword_ptr(DATA + 16)).unwrap();
        a.xor(edx, edx).unwrap();
        syscall(a, 59);
        exit(a, 1);
    });
    assert_eq!(guest.run(&first).unwrap().report.outcome, Outcome::Exited(42));
}

#[test]
fn what_is_no_program_is_refused() {
    let guest = Guest::new();
    for content in [&b""[..], b"hello", b"\x7fELF", b"#!/bin/none\n", b"\x7fELF\x01\x01\x01\0"] {
        let error = guest.run(&content.into()).unwrap_err();
        assert!(matches!(error, TaskError::Exec { .. }), "{content:?}: {error}");
        assert!(error.to_string().contains("/bin/prog"), "{error}");
    }
    let mut truncated = program(|a| exit(a, 0)).to_vec();
    truncated.truncate(100);
    assert!(guest.run(&truncated.into()).is_err());
}

#[test]
fn guests_run_side_by_side() {
    let guest = Guest::new();
    let program = program(|a| {
        // Each writes to the same address of its own memory, many times.
        let mut again = a.create_label();
        a.mov(ecx, 100_000).unwrap();
        a.set_label(&mut again).unwrap();
        a.inc(dword_ptr(DATA)).unwrap();
        a.dec(ecx).unwrap();
        a.jnz(again).unwrap();
        a.xor(edi, edi).unwrap();
        a.cmp(dword_ptr(DATA), 100_000).unwrap();
        a.sete(dil).unwrap();
        syscall(a, 231);
    });
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                for _ in 0..20 {
                    assert_eq!(guest.run(&program).unwrap().report.outcome, Outcome::Exited(1));
                }
            });
        }
    });
}
