use std::sync::{Arc, Condvar, Mutex};
use std::time::{Duration, Instant};

use airlock_platform::{FixedPlatform, HostError, Platform, Stdio, Stream};
use airlock_types::{LimitKind, Limits, Outcome};
use iced_x86::code_asm::*;

use crate::guest::{DATA, Guest, program, syscall};

fn spin() -> Arc<[u8]> {
    program(|a| {
        let mut again = a.create_label();
        a.set_label(&mut again).unwrap();
        a.jmp(again).unwrap();
    })
}

#[test]
fn a_loop_meets_its_limits() {
    let mut guest = Guest::new();
    guest.limits = Limits { wall_ms: 100, ..Limits::default() };
    let start = Instant::now();
    assert_eq!(guest.run(&spin()).unwrap().report.outcome, Outcome::Limit(LimitKind::Wall));
    assert!(start.elapsed() < Duration::from_secs(20));
    guest.limits = Limits { cpu_ms: 100, ..Limits::default() };
    let report = guest.run(&spin()).unwrap().report;
    assert_eq!(report.outcome, Outcome::Limit(LimitKind::Cpu));
    assert!(report.cpu_us >= 100_000, "{}", report.cpu_us);
}

#[test]
fn a_loop_of_calls_and_system_calls_meets_its_limit() {
    let mut guest = Guest::new();
    guest.limits = Limits { wall_ms: 100, ..Limits::default() };
    let calls = program(|a| {
        let (mut again, mut function) = (a.create_label(), a.create_label());
        a.set_label(&mut again).unwrap();
        a.call(function).unwrap();
        syscall(a, 39);
        a.jmp(again).unwrap();
        a.set_label(&mut function).unwrap();
        a.ret().unwrap();
    });
    assert_eq!(guest.run(&calls).unwrap().report.outcome, Outcome::Limit(LimitKind::Wall));
}

#[test]
fn code_without_loops_meets_its_limit() {
    let mut guest = Guest::new();
    guest.limits = Limits { wall_ms: 100, ..Limits::default() };
    // fib(200)
    let recursion = program(|a| {
        let (mut fib, mut small) = (a.create_label(), a.create_label());
        a.mov(edi, 200).unwrap();
        a.set_label(&mut fib).unwrap();
        a.cmp(edi, 2).unwrap();
        a.jb(small).unwrap();
        a.push(rdi).unwrap();
        a.dec(edi).unwrap();
        a.call(fib).unwrap();
        a.pop(rdi).unwrap();
        a.sub(edi, 2).unwrap();
        a.call(fib).unwrap();
        a.set_label(&mut small).unwrap();
        a.ret().unwrap();
    });
    assert_eq!(guest.run(&recursion).unwrap().report.outcome, Outcome::Limit(LimitKind::Wall));
    // Two functions that return to each other.
    let returns = program(|a| {
        let (mut one, mut other) = (a.create_label(), a.create_label());
        a.set_label(&mut one).unwrap();
        a.lea(rax, qword_ptr(other)).unwrap();
        a.push(rax).unwrap();
        a.ret().unwrap();
        a.set_label(&mut other).unwrap();
        a.lea(rax, qword_ptr(one)).unwrap();
        a.push(rax).unwrap();
        a.ret().unwrap();
    });
    assert_eq!(guest.run(&returns).unwrap().report.outcome, Outcome::Limit(LimitKind::Wall));
}

/// Standard input that nobody writes to.
#[derive(Default)]
struct Silent {
    stopped: Mutex<bool>,
    changed: Condvar,
    inner: FixedPlatform,
}

impl Silent {
    fn stop(&self) {
        *self.stopped.lock().unwrap() = true;
        self.changed.notify_all();
    }
}

impl Stdio for Silent {
    fn read(&self, _buf: &mut [u8]) -> Result<usize, HostError> {
        let _stopped = self.changed.wait_while(self.stopped.lock().unwrap(), |stopped| !*stopped).unwrap();
        Err(HostError::Interrupted)
    }
    fn write(&self, stream: Stream, bytes: &[u8]) -> Result<usize, HostError> {
        self.inner.write(stream, bytes)
    }
    fn is_terminal(&self, _stream: Stream) -> bool {
        false
    }
    fn window_size(&self) -> Option<(u16, u16)> {
        None
    }
    fn ready(&self, _stream: Stream, _timeout_ns: Option<u64>) -> bool {
        true
    }
}

#[test]
fn a_guest_that_waits_for_input_meets_its_limit() {
    let silent = Arc::new(Silent::default());
    let outside = Arc::new(FixedPlatform::default());
    let mut guest = Guest::new();
    guest.platform = Some(Platform { clock: outside.clone(), entropy: outside, stdio: silent.clone() });
    guest.stop = Arc::new(move || silent.stop());
    guest.limits = Limits { wall_ms: 100, ..Limits::default() };
    let reader = program(|a| {
        let mut again = a.create_label();
        a.set_label(&mut again).unwrap();
        a.xor(edi, edi).unwrap();
        a.mov(esi, DATA as u32).unwrap();
        a.mov(edx, 1).unwrap();
        syscall(a, 0);
        a.jmp(again).unwrap();
    });
    assert_eq!(guest.run(&reader).unwrap().report.outcome, Outcome::Limit(LimitKind::Wall));
}

#[test]
fn memory_and_output_are_limited() {
    let mut guest = Guest::new();
    guest.limits = Limits { memory_bytes: 64 << 20, ..Limits::default() };
    // mmap of 1 GiB fails with ENOMEM.
    let hungry = program(|a| {
        a.xor(edi, edi).unwrap();
        a.mov(esi, 1 << 30).unwrap();
        a.mov(edx, 3).unwrap();
        a.mov(r10d, 0x22).unwrap();
        a.mov(r8, -1i64).unwrap();
        a.xor(r9d, r9d).unwrap();
        syscall(a, 9);
        a.neg(eax).unwrap();
        a.mov(edi, eax).unwrap();
        syscall(a, 231);
    });
    assert_eq!(guest.run(&hungry).unwrap().report.outcome, Outcome::Exited(12));
    guest.limits = Limits { output_bytes: 10_000, ..Limits::default() };
    let chatty = program(|a| {
        let mut again = a.create_label();
        a.set_label(&mut again).unwrap();
        a.mov(edi, 1).unwrap();
        a.mov(esi, DATA as u32).unwrap();
        a.mov(edx, 1000).unwrap();
        syscall(a, 1);
        a.jmp(again).unwrap();
    });
    let done = guest.run(&chatty).unwrap();
    assert_eq!(done.report.outcome, Outcome::Limit(LimitKind::Output));
    assert!(done.stdout.len() <= 10_000);
}

/// Names of the threads of this process that belong to guests.
fn guest_threads() -> usize {
    let tasks = std::fs::read_dir("/proc/self/task").unwrap();
    let name = |task: std::io::Result<std::fs::DirEntry>| std::fs::read_to_string(task.unwrap().path().join("comm"));
    tasks.filter_map(|task| name(task).ok()).filter(|name| name.starts_with("airlock-")).count()
}

#[test]
fn a_run_leaves_no_thread_behind() {
    let mut guest = Guest::new();
    guest.limits = Limits { wall_ms: 50, ..Limits::default() };
    let before = guest_threads();
    // Tests of this binary run side by side in one process under `cargo test`; then others may be running too.
    for _ in 0..3 {
        guest.run(&spin()).unwrap();
    }
    let deadline = Instant::now() + Duration::from_secs(30);
    while guest_threads() > before {
        assert!(Instant::now() < deadline, "{} threads of guests are left", guest_threads());
        std::thread::sleep(Duration::from_millis(10));
    }
}
