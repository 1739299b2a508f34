//! WASI functions as a module sees them, on a kernel without an outside.

use std::sync::Arc;

use airlock_kernel::{Config, Kernel, Mount, MountSource};
use airlock_platform::{FixedPlatform, Platform};
use airlock_types::{Limits, Outcome, Report};
use wasmtime::{Module, Store, ValType};

use super::*;
use crate::cache::CacheLocation;
use crate::runtime::RuntimeConfig;

const PROGRAM: &[u8] = b"/bin/guest.wasm";

/// Runs a module; also gives its standard output.
fn run_with(wat: &str, argv: &[&str], limits: Limits) -> (Result<Report, TaskError>, Vec<u8>) {
    let module = wat::parse_str(wat).unwrap();
    let platform = Arc::new(FixedPlatform::default());
    let outside = Platform { clock: platform.clone(), entropy: platform.clone(), stdio: platform.clone() };
    let source = MountSource::Bytes(module.into(), 0o755);
    let config = Config {
        limits: limits.clone(),
        mounts: vec![Mount { at: PROGRAM.to_vec(), source, writable: false }],
        ..Config::default()
    };
    let task = Task {
        kernel: Kernel::new(config, outside).unwrap(),
        limits,
        path: PROGRAM.to_vec(),
        argv: argv.iter().map(|argument| argument.as_bytes().to_vec()).collect(),
        envp: vec![b"A=1".to_vec(), b"LONGER=value".to_vec()],
        stop: Arc::new(|| {}),
        on_progress: Arc::new(|_| {}),
        on_trace: None,
        on_terminal: None,
    };
    let runtime = Runtime::new(RuntimeConfig { cache: CacheLocation::Off, ..RuntimeConfig::default() }).unwrap();
    let result = runtime.run(task);
    (result, platform.output().0)
}

fn run(wat: &str) -> Outcome {
    run_with(wat, &["guest"], Limits::default()).0.unwrap().outcome
}

/// Name, parameters and results of every function.
fn signatures() -> Vec<(String, Vec<ValType>, usize)> {
    let (engine, linker) = shared().unwrap();
    let mut store = Store::new(engine, State::new(kernel(), Arc::default(), 1 << 20));
    let functions: Vec<_> = linker.iter(&mut store).map(|(_, name, item)| (name.to_owned(), item)).collect();
    functions
        .into_iter()
        .map(|(name, item)| {
            let ty = item.into_func().unwrap().ty(&store);
            (name, ty.params().collect(), ty.results().len())
        })
        .collect()
}

fn kernel() -> Kernel {
    let platform = Arc::new(FixedPlatform::default());
    let outside = Platform { clock: platform.clone(), entropy: platform.clone(), stdio: platform };
    Kernel::new(Config::default(), outside).unwrap()
}

/// An import of every function, under its own name.
fn imports() -> String {
    let text = |ty: &ValType| if matches!(ty, ValType::I64) { "i64 " } else { "i32 " };
    let one = |(name, params, results): (String, Vec<ValType>, usize)| {
        let params: String = params.iter().map(text).collect();
        let result = if results == 0 { "" } else { "(result i32)" };
        format!("(import \"wasi_snapshot_preview1\" \"{name}\" (func ${name} (param {params}) {result}))")
    };
    signatures().into_iter().map(one).collect()
}

/// A module with every function imported, data at 1,000, and this body. `$check` ends the guest with the number of its
/// second argument when the first is not zero.
fn module(data: &str, body: &str) -> String {
    format!(
        "(module {}
           (memory (export \"memory\") 1)
           (data (i32.const 1000) \"{data}\")
           (func $check (param i32 i32) (if (local.get 0) (then (call $proc_exit (local.get 1)))))
           (func (export \"_start\") {body}))",
        imports()
    )
}

#[test]
fn all_of_preview_1_is_there() {
    // 46 functions: `witx/wasi_snapshot_preview1.witx`.
    assert_eq!(link::NAMES.len() + 1, 46);
    assert_eq!(signatures().len(), 46);
}

#[test]
fn bad_pointers_and_numbers_are_errors_of_the_guest() {
    let values = ["0", "1", "3", "7", "100", "65528", "65536", "-8", "-1", "2147483647"];
    for (name, params, results) in signatures() {
        // These end the guest or wait for what never comes, which is right and tested elsewhere.
        if results == 0 || name == "proc_raise" || name == "poll_oneoff" {
            continue;
        }
        let mut body = String::new();
        for first in values {
            for other in values {
                let arguments: String = params
                    .iter()
                    .enumerate()
                    .map(|(i, ty)| {
                        let value = if i == 0 { first } else { other };
                        let ty = if matches!(ty, ValType::I64) { "i64" } else { "i32" };
                        format!("({ty}.const {value}) ")
                    })
                    .collect();
                // Numbers above 76 do not exist.
                body.push_str(&format!(
                    "(call $check (i32.gt_u (call ${name} {arguments}) (i32.const 76)) (i32.const 99))\n"
                ));
            }
        }
        let limits = Limits { filesystem_bytes: 1 << 20, ..Limits::default() };
        let (result, _) = run_with(&module("", &body), &["guest"], limits);
        assert_eq!(result.unwrap().outcome, Outcome::Exited(0), "{name}");
    }
}

#[test]
fn arguments_and_environment() {
    // Prints the strings of both lists: the pointers go to 0, the strings to 2,000.
    let body = |which: &str| {
        format!(
            "(call $check (call ${which}_sizes_get (i32.const 500) (i32.const 504)) (i32.const 1))
             (call $check (call ${which}_get (i32.const 0) (i32.const 2000)) (i32.const 2))
             (call $check (i32.ne (i32.load (i32.const 0)) (i32.const 2000)) (i32.const 3))
             (i32.store (i32.const 600) (i32.const 2000))
             (i32.store (i32.const 604) (i32.load (i32.const 504)))
             (drop (call $fd_write (i32.const 1) (i32.const 600) (i32.const 1) (i32.const 608)))
             (call $proc_exit (i32.load (i32.const 500)))"
        )
    };
    let (report, output) = run_with(&module("", &body("args")), &["guest", "", "two"], Limits::default());
    assert_eq!(report.unwrap().outcome, Outcome::Exited(3));
    assert_eq!(output, b"guest\0\0two\0");
    let (report, output) = run_with(&module("", &body("environ")), &[], Limits::default());
    assert_eq!(report.unwrap().outcome, Outcome::Exited(2));
    assert_eq!(output, b"A=1\0LONGER=value\0");
}

#[test]
fn the_root_is_preopened_as_descriptor_3() {
    let body = "(call $check (call $fd_prestat_get (i32.const 3) (i32.const 0)) (i32.const 1))
        (call $check (i32.load (i32.const 0)) (i32.const 2))
        (call $check (i32.ne (i32.load (i32.const 4)) (i32.const 1)) (i32.const 3))
        (call $check (call $fd_prestat_dir_name (i32.const 3) (i32.const 8) (i32.const 1)) (i32.const 4))
        (call $check (i32.ne (i32.load8_u (i32.const 8)) (i32.const 47)) (i32.const 5))
        (call $check (i32.ne (call $fd_prestat_get (i32.const 4) (i32.const 0)) (i32.const 8)) (i32.const 6))
        (call $check (i32.ne (call $fd_prestat_dir_name (i32.const 3) (i32.const 8) (i32.const 0)) (i32.const 37))
          (i32.const 7))
        (call $check (call $fd_fdstat_get (i32.const 3) (i32.const 16)) (i32.const 8))
        (call $check (i32.ne (i32.load8_u (i32.const 16)) (i32.const 3)) (i32.const 9))";
    assert_eq!(run(&module("", body)), Outcome::Exited(0));
}

#[test]
fn files_are_made_written_read_and_removed() {
    // tmp/f is at 1,000, tmp/g at 1,005, its content at 1,010. Vectors at 0, results from 100 on.
    let body = "
        (call $check (call $path_open (i32.const 3) (i32.const 0) (i32.const 1000) (i32.const 5) (i32.const 5)
          (i64.const 66) (i64.const 0) (i32.const 0) (i32.const 100)) (i32.const 1))
        (i32.store (i32.const 0) (i32.const 1010)) (i32.store (i32.const 4) (i32.const 3))
        (i32.store (i32.const 8) (i32.const 1013)) (i32.store (i32.const 12) (i32.const 2))
        (call $check (call $fd_write (i32.load (i32.const 100)) (i32.const 0) (i32.const 2) (i32.const 104))
          (i32.const 2))
        (call $check (i32.ne (i32.load (i32.const 104)) (i32.const 5)) (i32.const 3))
        (call $check (call $fd_tell (i32.load (i32.const 100)) (i32.const 112)) (i32.const 4))
        (call $check (i64.ne (i64.load (i32.const 112)) (i64.const 5)) (i32.const 5))
        (call $check (call $fd_filestat_get (i32.load (i32.const 100)) (i32.const 200)) (i32.const 6))
        (call $check (i64.ne (i64.load (i32.const 232)) (i64.const 5)) (i32.const 7))
        (call $check (i32.ne (i32.load8_u (i32.const 216)) (i32.const 4)) (i32.const 8))
        (call $check (call $fd_pread (i32.load (i32.const 100)) (i32.const 0) (i32.const 1) (i64.const 2)
          (i32.const 104)) (i32.const 9))
        (call $check (i32.ne (i32.load8_u (i32.const 1010)) (i32.const 99)) (i32.const 10))
        (call $check (call $fd_filestat_set_times (i32.load (i32.const 100)) (i64.const 0) (i64.const 7000000005)
          (i32.const 4)) (i32.const 11))
        (call $check (call $path_rename (i32.const 3) (i32.const 1000) (i32.const 5) (i32.const 3) (i32.const 1005)
          (i32.const 5)) (i32.const 12))
        (call $check (call $path_filestat_get (i32.const 3) (i32.const 0) (i32.const 1005) (i32.const 5)
          (i32.const 200)) (i32.const 13))
        (call $check (i64.ne (i64.load (i32.const 248)) (i64.const 7000000005)) (i32.const 14))
        (call $check (call $fd_renumber (i32.load (i32.const 100)) (i32.const 0)) (i32.const 15))
        (call $check (i32.ne (call $fd_close (i32.load (i32.const 100))) (i32.const 8)) (i32.const 16))
        (call $check (call $fd_filestat_set_size (i32.const 0) (i64.const 2)) (i32.const 17))
        (call $check (i32.ne (call $path_remove_directory (i32.const 3) (i32.const 1005) (i32.const 5))
          (i32.const 54)) (i32.const 18))
        (call $check (call $path_unlink_file (i32.const 3) (i32.const 1005) (i32.const 5)) (i32.const 19))
        (call $check (i32.ne (call $path_unlink_file (i32.const 3) (i32.const 1005) (i32.const 5)) (i32.const 44))
          (i32.const 20))";
    assert_eq!(run(&module("tmp/ftmp/gabcde", body)), Outcome::Exited(0));
}

#[test]
fn directories_are_listed_in_pieces() {
    // Makes tmp/1 to tmp/5 and reads tmp entry by entry, each time with room for one entry and a bit.
    let body = "
        (local $i i32) (local $n i32) (local $cookie i64)
        (loop $make
          (local.set $i (i32.add (local.get $i) (i32.const 1)))
          (i32.store8 (i32.const 1004) (i32.add (i32.const 48) (local.get $i)))
          (call $check (call $path_create_directory (i32.const 3) (i32.const 1000) (i32.const 5)) (i32.const 1))
          (br_if $make (i32.lt_u (local.get $i) (i32.const 5))))
        (call $check (call $path_open (i32.const 3) (i32.const 0) (i32.const 1000) (i32.const 3) (i32.const 2)
          (i64.const 16384) (i64.const 0) (i32.const 0) (i32.const 100)) (i32.const 2))
        (block $end (loop $next
          (call $check (call $fd_readdir (i32.load (i32.const 100)) (i32.const 2000) (i32.const 30)
            (local.get $cookie) (i32.const 104)) (i32.const 3))
          (br_if $end (i32.eqz (i32.load (i32.const 104))))
          (call $check (i32.lt_u (i32.load (i32.const 104)) (i32.const 25)) (i32.const 4))
          (call $check (i32.ne (i32.load8_u (i32.const 2020)) (i32.const 3)) (i32.const 5))
          (local.set $n (i32.add (local.get $n) (i32.const 1)))
          (local.set $cookie (i64.load (i32.const 2000)))
          (br $next)))
        (call $proc_exit (local.get $n))";
    // The five, and `.` and `..`.
    assert_eq!(run(&module("tmp/x", body)), Outcome::Exited(7));
}

#[test]
fn polling_a_clock_waits_for_it() {
    let body = "
        (i64.store (i32.const 0) (i64.const 77))
        (i32.store8 (i32.const 8) (i32.const 0))
        (i32.store (i32.const 16) (i32.const 1))
        (i64.store (i32.const 24) (i64.const 5000000))
        (call $check (call $clock_time_get (i32.const 1) (i64.const 0) (i32.const 200)) (i32.const 1))
        (call $check (call $poll_oneoff (i32.const 0) (i32.const 300) (i32.const 1) (i32.const 400)) (i32.const 2))
        (call $check (call $clock_time_get (i32.const 1) (i64.const 0) (i32.const 208)) (i32.const 3))
        (call $check (i32.ne (i32.load (i32.const 400)) (i32.const 1)) (i32.const 4))
        (call $check (i64.ne (i64.load (i32.const 300)) (i64.const 77)) (i32.const 5))
        (call $check (i32.load16_u (i32.const 308)) (i32.const 6))
        (call $check (i64.lt_u (i64.sub (i64.load (i32.const 208)) (i64.load (i32.const 200))) (i64.const 5000000))
          (i32.const 7))
        ;; A descriptor that is not open is an event with an error.
        (i32.store8 (i32.const 8) (i32.const 1))
        (i32.store (i32.const 16) (i32.const 50))
        (call $check (call $poll_oneoff (i32.const 0) (i32.const 300) (i32.const 1) (i32.const 400)) (i32.const 8))
        (call $check (i32.ne (i32.load16_u (i32.const 308)) (i32.const 8)) (i32.const 9))
        (call $check (i32.ne (call $poll_oneoff (i32.const 0) (i32.const 300) (i32.const 0) (i32.const 400))
          (i32.const 28)) (i32.const 10))";
    assert_eq!(run(&module("", body)), Outcome::Exited(0));
}

#[test]
fn signals_and_traps_are_what_they_would_be_natively() {
    assert_eq!(run(&module("", "(drop (call $proc_raise (i32.const 15)))")).shell_status(), 128 + 15);
    let traps = [
        ("unreachable", 6),
        ("(drop (i32.div_u (i32.const 1) (i32.const 0)))", 8),
        ("(drop (i32.load (i32.const -1)))", 11),
    ];
    for (body, signal) in traps {
        let outcome = run(&module("", body));
        assert!(matches!(&outcome, Outcome::Killed { signal: s, detail: Some(_) } if *s == signal), "{outcome:?}");
    }
}

#[test]
fn a_start_function_may_use_wasi_and_end_the_guest() {
    let wat = "(module
        (import \"wasi_snapshot_preview1\" \"proc_exit\" (func $exit (param i32)))
        (memory (export \"memory\") 1)
        (func $init (call $exit (i32.const 4)))
        (func (export \"_start\") unreachable)
        (start $init))";
    assert_eq!(run(wat), Outcome::Exited(4));
}

#[test]
fn outlines_tell_what_the_compiler_would() {
    let bytes = wat::parse_str(module("", "")).unwrap();
    let outline = outline::outline(&bytes);
    let (engine, _) = shared().unwrap();
    let compiled = Module::new(engine, &bytes).unwrap();
    assert_eq!(outline.imports.len(), compiled.imports().len());
    assert_eq!((outline.memory_pages, outline.start, outline.functions), (Some(1), true, 2));
    for len in 0..bytes.len() {
        let _ = outline::outline(&bytes[..len]);
    }
}
