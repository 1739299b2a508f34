//! What cannot work: exit status 125, a message that says what and how to mend it, nothing left behind.

use crate::{Sandbox, programs};

#[test]
fn missing_program() {
    let dir = Sandbox::new();
    dir.run(&["run", "./nothing-here"]).refused(&["nothing-here", "does not exist"]);
    dir.run(&["run", "busybox-that-is-not-here"]).refused(&["does not exist", "PATH"]);
    dir.run(&["run"]).refused(&["PROGRAM"]);
    dir.run(&[]).refused(&["Usage"]);
    dir.run(&["frobnicate"]).refused(&["frobnicate"]);
    dir.run(&["run", "--frobnicate", "./x"]).refused(&["--frobnicate"]);
    dir.run(&["lift", "nothing-here", "-o", "x.wasm"]).refused(&["nothing-here", "does not exist"]);
    assert!(!dir.path().join("x.wasm").exists());
}

#[test]
fn not_a_program() {
    let dir = Sandbox::new();
    dir.file("empty", b"");
    dir.file("text", b"hello, world\n");
    dir.file("one", b"\x7f");
    for name in ["./empty", "./text", "./one"] {
        dir.run(&["run", name]).refused(&[name, "ELF"]);
    }
    dir.run(&["run", "."]).refused(&["not a regular file"]);
    dir.run(&["run", "/dev/null"]).refused(&["/dev/null", "not a regular file"]);
    dir.run(&["lift", "text", "-o", "x.wasm"]).refused(&["text"]);
    assert!(!dir.path().join("x.wasm").exists());
}

#[test]
fn another_architecture() {
    let dir = Sandbox::new();
    let good = programs::say(1, "hello\n", 0);
    let with = |at: usize, value: u8| {
        let mut elf = good.clone();
        elf[at] = value;
        elf
    };
    dir.file("bits32", &with(4, 1));
    dir.run(&["run", "./bits32"]).refused(&["bits32", "architecture", "x86-64"]);
    dir.file("aarch64", &with(18, 183));
    dir.run(&["run", "./aarch64"]).refused(&["aarch64", "architecture"]);
    dir.file("big-endian", &with(5, 2));
    dir.run(&["run", "./big-endian"]).refused(&["big-endian", "architecture"]);
    dir.file("object", &with(16, 1));
    dir.run(&["run", "./object"]).refused(&["object", "type 1"]);
}

#[test]
fn truncated_and_hostile_headers() {
    let dir = Sandbox::new();
    let good = programs::say(1, "hello\n", 0);
    for len in [4, 16, 40, 63, 64, 100, 119, 125] {
        dir.file("truncated", &good[..len]);
        dir.run(&["run", "./truncated"]).refused(&["truncated"]);
    }
    // The fields of the only segment: offset, addresses, sizes, alignment.
    let fields = [(72, "offset"), (80, "address"), (96, "file size"), (104, "memory size")];
    for (at, name) in fields {
        for value in [u64::MAX, 1 << 63, 1 << 40, u64::MAX - 4095] {
            let mut elf = good.clone();
            elf[at..at + 8].copy_from_slice(&value.to_le_bytes());
            dir.file("hostile", &elf);
            let done = dir.run(&["run", "./hostile"]);
            assert!(!done.stderr.contains("panicked"), "{name} {value:#x}: {done:?}");
            assert_eq!(done.status, 125, "{name} {value:#x}: {done:?}");
        }
    }
    // As many program headers as can be said, beyond the end of the file.
    let mut elf = good.clone();
    elf[56..58].copy_from_slice(&u16::MAX.to_le_bytes());
    dir.file("headers", &elf);
    dir.run(&["run", "./headers"]).refused(&["headers"]);
    // No program header at all.
    elf[56..58].copy_from_slice(&0u16.to_le_bytes());
    dir.file("none", &elf);
    dir.run(&["run", "./none"]).refused(&["none"]);
}

#[test]
fn an_entry_point_in_the_void_kills_the_guest_only() {
    let dir = Sandbox::new();
    let mut elf = programs::say(1, "hello\n", 0);
    for entry in [0u64, 16, 0x5000_0000, u64::MAX] {
        elf[24..32].copy_from_slice(&entry.to_le_bytes());
        dir.file("entry", &elf);
        let done = dir.run(&["run", "./entry"]);
        assert!(matches!(done.status, 139 | 125), "{entry:#x}: {done:?}");
        assert!(!done.stderr.contains("panicked"), "{done:?}");
    }
}

#[test]
fn dynamic_program_without_its_loader() {
    let dir = Sandbox::new();
    // A second program header, PT_INTERP, that names the loader.
    let loader = b"/lib64/ld-linux-x86-64.so.2\0";
    let mut elf = programs::say(1, "hello\n", 0);
    let code = elf.split_off(120);
    let end = 120 + 56 + code.len() as u64;
    elf[56] = 2;
    elf[24..32].copy_from_slice(&(programs::BASE + 176).to_le_bytes());
    for at in [96, 104] {
        elf[at..at + 8].copy_from_slice(&(end + loader.len() as u64).to_le_bytes());
    }
    elf.extend([3u32, 4].iter().flat_map(|v| v.to_le_bytes()));
    let len = loader.len() as u64;
    elf.extend([end, programs::BASE + end, programs::BASE + end, len, len, 1].iter().flat_map(|v| v.to_le_bytes()));
    elf.extend(code);
    elf.extend(loader);
    dir.file("dynamic", &elf);
    dir.run(&["run", "./dynamic"]).refused(&["dynamic", "/lib64/ld-linux-x86-64.so.2", "static"]);
}

#[test]
fn scripts_without_interpreter() {
    let dir = Sandbox::new();
    dir.file("script", b"#!/bin/sh\necho hello\n");
    dir.run(&["run", "./script"]).refused(&["/bin/sh"]);
    dir.file("loop", b"#!/bin/loop\n");
    dir.run(&["run", "./loop"]).refused(&["loop"]);
}

#[test]
fn mounts_and_directories_that_are_not_there() {
    let dir = Sandbox::new();
    dir.file("hello", &programs::say(1, "hello\n", 7));
    dir.run(&["run", "--mount", "nowhere:/data", "./hello"]).refused(&["nowhere", "/data", "does not exist"]);
    dir.run(&["run", "--mount", "/dev/null:/data", "./hello"]).refused(&["/dev/null"]);
    dir.run(&["run", "--mount", "hello", "./hello"]).refused(&["--mount", "TARGET"]);
    dir.run(&["run", "--mount", ".:data", "./hello"]).refused(&["--mount", "absolute"]);
    dir.run(&["run", "--mount", ".:/../data", "./hello"]).refused(&["/../data"]);
    dir.run(&["run", "--rootfs", "nowhere", "/bin/sh"]).refused(&["--rootfs", "nowhere", "does not exist"]);
    dir.run(&["run", "--rootfs", "hello", "/bin/sh"]).refused(&["--rootfs", "not a directory"]);
    dir.run(&["run", "--rootfs", ".", "/bin/sh"]).refused(&["/bin/sh"]);
    dir.run(&["run", "--cwd", "/nowhere", "./hello"]).refused(&["/nowhere"]);
    dir.run(&["run", "--stdin", "nowhere", "./hello"]).refused(&["--stdin", "nowhere"]);
    dir.run(&["run", "--stdin", ".", "./hello"]).refused(&["--stdin", "directory"]);
    dir.run(&["run", "--json=no/where", "./hello"]).refused(&["--json", "no/where"]);
    dir.run(&["run", "--trace=no/where", "./hello"]).refused(&["--trace", "no/where"]);
    dir.run(&["run", "--env", "NOT_SET_ANYWHERE", "./hello"]).refused(&["NOT_SET_ANYWHERE"]);
    dir.run(&["run", "--env", "=x", "./hello"]).refused(&["=x"]);
    dir.run(&["lift", "hello", "-o", "no/where"]).refused(&["no/where"]);
    // Only the program that was written at the start.
    assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 1);
}
