//! Limits: the guest dies or is refused, and only the guest.

use std::process::Stdio;
use std::time::{Duration, Instant};

use crate::{Done, Sandbox, programs};

#[test]
fn limits_of_zero_are_refused() {
    let dir = Sandbox::new();
    dir.file("hello", &programs::say(1, "hello\n", 7));
    let options =
        ["--timeout", "--cpu-time", "--memory", "--max-files", "--max-processes", "--max-fs-bytes", "--max-output"];
    for option in options {
        dir.run(&["run", option, "0", "./hello"]).refused(&[option, "zero"]);
        dir.run(&["run", option, "-1", "./hello"]).refused(&[option]);
        dir.run(&["run", option, "much", "./hello"]).refused(&[option]);
    }
}

#[test]
fn a_spinning_program_meets_its_time_limits() {
    let dir = Sandbox::new();
    dir.file("spin", &programs::spin());
    for (option, name) in [("--timeout", "wall-clock"), ("--cpu-time", "CPU time")] {
        let start = Instant::now();
        let done = dir.run(&["run", option, "300ms", "./spin"]);
        assert_eq!(done.status, 124, "{done:?}");
        assert!(done.stderr.contains(name) && done.stderr.contains(option), "{done:?}");
        assert!(start.elapsed() < Duration::from_secs(60));
    }
}

#[test]
fn a_waiting_program_meets_its_time_limit() {
    let dir = Sandbox::new();
    dir.file("cat", &programs::cat(None));
    // Nobody ever writes into this pipe.
    let mut command = dir.command(&["run", "--timeout", "300ms", "./cat"]);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let stdin = child.stdin.take();
    let done = Done::from(child.wait_with_output().unwrap());
    drop(stdin);
    assert_eq!(done.status, 124, "{done:?}");

    // pause() again and again, which is the same as one that lasts.
    dir.file("pause", &programs::repeat(34, 0, 0, 0, 0, 0));
    let done = dir.run(&["run", "--timeout", "300ms", "./pause"]);
    assert!(matches!(done.status, 124 | 137), "{done:?}");
}

#[test]
fn a_flood_of_system_calls_meets_its_time_limit() {
    let dir = Sandbox::new();
    // getpid() for ever.
    dir.file("getpid", &programs::repeat(39, 0, 0, 0, 0, 0));
    assert_eq!(dir.run(&["run", "--cpu-time", "300ms", "./getpid"]).status, 124);
}

#[test]
fn output_is_cut_at_its_limit() {
    let dir = Sandbox::new();
    // write(1, the headers of the program, 64)
    dir.file("flood", &programs::repeat(1, 1, programs::BASE, 64, 0, 0));
    let done = Done::from(dir.command(&["run", "--max-output", "1000", "./flood"]).output().unwrap());
    assert_eq!(done.status, 137, "{done:?}");
    assert!(done.stderr.contains("--max-output"), "{done:?}");
    let bytes = dir.command(&["run", "--max-output", "1000", "./flood"]).output().unwrap().stdout.len();
    assert!(bytes <= 1000, "{bytes}");
}

#[test]
fn memory_ends_with_enomem() {
    let dir = Sandbox::new();
    // mmap(NULL, 1 MiB, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0): ENOMEM is 12.
    dir.file("mmap", &programs::until_error(9, 0, 1 << 20, 3, 0x22, u64::MAX));
    let done = dir.run(&["run", "--json", "--memory", "64M", "./mmap"]);
    assert_eq!(done.status, 12, "{done:?}");
    let value: serde_json::Value = serde_json::from_str(&done.stderr).unwrap();
    assert!(value["peak_memory_bytes"].as_u64().unwrap() <= 64 << 20, "{value}");
    // Too little for the program itself is our refusal, not the guest's end.
    dir.run(&["run", "--memory", "8K", "./mmap"]).refused(&["memory"]);
}

#[test]
fn open_files_end_with_emfile() {
    let dir = Sandbox::new();
    // dup(1): EMFILE is 24.
    dir.file("dup", &programs::until_error(32, 1, 0, 0, 0, 0));
    let done = dir.run(&["run", "--json", "--max-files", "20", "./dup"]);
    assert_eq!(done.status, 24, "{done:?}");
    let value: serde_json::Value = serde_json::from_str(&done.stderr).unwrap();
    // Three are open at the start.
    assert_eq!(value["syscalls"]["dup"], 18, "{value}");
}

#[test]
fn file_bytes_end_with_enospc() {
    let dir = Sandbox::new();
    // memfd_create gives a file; what fills it is fallocate on the descriptor 3 that it gets: ENOSPC is 28.
    dir.file(
        "fill",
        &programs::elf(|asm| {
            use iced_x86::code_asm::*;
            let mut name = asm.create_label();
            asm.lea(rdi, ptr(name))?;
            asm.xor(esi, esi)?;
            asm.mov(eax, 319)?;
            asm.syscall()?;
            asm.mov(edi, eax)?;
            asm.xor(esi, esi)?;
            asm.xor(edx, edx)?;
            asm.mov(r10d, 64 << 20)?;
            asm.mov(eax, 285)?;
            asm.syscall()?;
            asm.mov(edi, eax)?;
            asm.neg(edi)?;
            asm.mov(eax, 231)?;
            asm.syscall()?;
            asm.set_label(&mut name)?;
            asm.db(b"f\0")
        }),
    );
    assert_eq!(dir.run(&["run", "--max-fs-bytes", "1M", "./fill"]).status, 28);
    assert_eq!(dir.run(&["run", "--max-fs-bytes", "256M", "./fill"]).status, 0);
}
