//! WASI modules.

use crate::{Sandbox, programs};

/// A module that imports `imports` and runs `body` in `_start`, with a text at address 1,000.
fn module(imports: &str, text: &str, body: &str) -> Vec<u8> {
    let wat = format!(
        "(module {imports} (memory (export \"memory\") 1) (data (i32.const 1000) \"{text}\")
           (func (export \"_start\") {body}))"
    );
    wat::parse_str(wat).unwrap()
}

fn wasi(name: &str, params: &str, result: &str) -> String {
    format!("(import \"wasi_snapshot_preview1\" \"{name}\" (func ${name} (param {params}) {result}))")
}

fn hello() -> Vec<u8> {
    let imports = wasi("fd_write", "i32 i32 i32 i32", "(result i32)") + &wasi("proc_exit", "i32", "");
    let body = "(i32.store (i32.const 0) (i32.const 1000)) (i32.store (i32.const 4) (i32.const 6))
                (drop (call $fd_write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 8)))
                (call $proc_exit (i32.const 9))";
    module(&imports, "hello\\n", body)
}

#[test]
fn a_module_runs_like_a_program() {
    let dir = Sandbox::new();
    dir.file("hello.wasm", &hello());
    let done = dir.run(&["run", "./hello.wasm"]);
    assert_eq!((done.status, done.stdout.as_str(), done.stderr.as_str()), (9, "hello\n", ""));
    let done = dir.run(&["run", "--trace", "./hello.wasm"]);
    assert!(done.stderr.contains("writev(1,") && done.stderr.contains("exit_group(9)"), "{done:?}");
    assert!(!done.stderr.contains("hello.wasm"), "how the module was read is not its doing: {done:?}");
    let done = dir.run(&["run", "--json", "./hello.wasm"]);
    let value: serde_json::Value = serde_json::from_str(&done.stderr).unwrap();
    assert_eq!(value["status"], 9);
    assert_eq!(value["peak_memory_bytes"], 65536);
}

#[test]
fn a_module_in_a_root_filesystem() {
    let dir = Sandbox::new();
    let path = dir.file("rootfs/bin/hello", &hello());
    std::fs::set_permissions(path, std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
    assert_eq!(dir.run(&["run", "--rootfs", "rootfs", "/bin/hello"]).stdout, "hello\n");
}

#[test]
fn unknown_imports_are_named() {
    let dir = Sandbox::new();
    let imports = "(import \"env\" \"launch\" (func)) (import \"wasi_snapshot_preview1\" \"fd_teleport\" (func))";
    dir.file("env.wasm", &module(imports, "", ""));
    dir.run(&["run", "./env.wasm"]).refused(&["env.wasm", "env.launch", "fd_teleport", "wasi_snapshot_preview1"]);
    // The name is known and the type is not its own.
    dir.file("type.wasm", &module(&wasi("fd_close", "f64", ""), "", ""));
    dir.run(&["run", "./type.wasm"]).refused(&["type.wasm", "fd_close"]);
}

#[test]
fn modules_that_cannot_run() {
    let dir = Sandbox::new();
    dir.file("magic.wasm", b"\0asm");
    dir.run(&["run", "./magic.wasm"]).refused(&["magic.wasm"]);
    dir.file("truncated.wasm", &hello()[..60]);
    dir.run(&["run", "./truncated.wasm"]).refused(&["truncated.wasm"]);
    let mut damaged = hello();
    damaged.truncate(damaged.len() - 3);
    dir.file("damaged.wasm", &damaged);
    dir.run(&["run", "./damaged.wasm"]).refused(&["damaged.wasm"]);
    dir.file("component.wasm", b"\0asm\x0d\0\x01\0");
    dir.run(&["run", "./component.wasm"]).refused(&["component"]);
    dir.file("library.wasm", &wat::parse_str("(module (memory (export \"memory\") 1))").unwrap());
    dir.run(&["run", "./library.wasm"]).refused(&["_start"]);
    dir.file("memory.wasm", &wat::parse_str("(module (func (export \"_start\")))").unwrap());
    dir.run(&["run", "./memory.wasm"]).refused(&["memory"]);
    dir.file(
        "large.wasm",
        &wat::parse_str("(module (memory (export \"memory\") 100) (func (export \"_start\")))").unwrap(),
    );
    dir.run(&["run", "--memory", "1M", "./large.wasm"]).refused(&["large.wasm", "6553600", "memory"]);
}

#[test]
fn traps_and_limits() {
    let dir = Sandbox::new();
    dir.file("trap.wasm", &module("", "", "unreachable"));
    assert_eq!(dir.run(&["run", "./trap.wasm"]).status, 134);
    let deep = "(module (memory (export \"memory\") 1) (func $deep (export \"_start\") (call $deep)))";
    dir.file("deep.wasm", &wat::parse_str(deep).unwrap());
    assert_eq!(dir.run(&["run", "./deep.wasm"]).status, 139);
    dir.file("spin.wasm", &module("", "", "(loop $again (br $again))"));
    assert_eq!(dir.run(&["run", "--timeout", "300ms", "./spin.wasm"]).status, 124);
    assert_eq!(dir.run(&["run", "--cpu-time", "300ms", "./spin.wasm"]).status, 124);
    let imports = wasi("proc_exit", "i32", "");
    // Grows until it is refused, then exits with the number of pages.
    let grow = "(loop $again (br_if $again (i32.ne (memory.grow (i32.const 1)) (i32.const -1))))
                (call $proc_exit (memory.size))";
    dir.file("grow.wasm", &module(&imports, "", grow));
    assert_eq!(dir.run(&["run", "--memory", "1M", "./grow.wasm"]).status, 16);
}

#[test]
fn the_same_filesystem() {
    let dir = Sandbox::new();
    dir.file("data/f", b"content");
    let imports = [
        wasi("path_open", "i32 i32 i32 i32 i32 i64 i64 i32 i32", "(result i32)"),
        wasi("fd_read", "i32 i32 i32 i32", "(result i32)"),
        wasi("fd_write", "i32 i32 i32 i32", "(result i32)"),
        wasi("proc_exit", "i32", ""),
    ]
    .concat();
    let cat = |path: &str, rights: u32| {
        let body = format!(
            "(local $e i32)
             (local.set $e (call $path_open (i32.const 3) (i32.const 1) (i32.const 1000) (i32.const {})
               (i32.const 0) (i64.const {rights}) (i64.const 0) (i32.const 0) (i32.const 16)))
             (if (local.get $e) (then (call $proc_exit (local.get $e))))
             (i32.store (i32.const 0) (i32.const 2000)) (i32.store (i32.const 4) (i32.const 100))
             (drop (call $fd_read (i32.load (i32.const 16)) (i32.const 0) (i32.const 1) (i32.const 4)))
             (drop (call $fd_write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 8)))",
            path.len()
        );
        module(&imports, path, &body)
    };
    let run = |path: &str, rights: u32| {
        dir.file("cat.wasm", &cat(path, rights));
        let done = dir.run(&["run", "--mount", "data:/data", "./cat.wasm"]);
        (done.status, done.stdout)
    };
    assert_eq!(run("data/f", 2), (0, "content".to_owned()));
    assert_eq!(run("data/none", 2).0, 44, "noent");
    assert_eq!(run("data/f", 64).0, 69, "rofs");
    assert_eq!(run("../data/f", 2).0, 76, "notcapable");
    assert_eq!(run("/data/f", 2).0, 76, "notcapable");
    assert_eq!(run("data/../../etc/passwd", 2).0, 76, "notcapable");
    // The file that is a program natively is one of the same tree.
    dir.file("cat", &programs::cat(Some(0)));
    assert_eq!(dir.run(&["run", "--mount", "data:/data", "./cat", "/data/f"]).stdout, "content");
}
