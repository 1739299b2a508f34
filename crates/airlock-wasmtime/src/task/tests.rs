//! What the runtime does with translations that no lifter makes, and with those that a person can check by eye.

use std::ops::Range;

use airlock_kernel::{Config, Mount, MountSource};
use airlock_platform::{FixedPlatform, Platform};

use super::*;
use crate::cache::CacheLocation;
use crate::lifter::{Translation, Translator};
use crate::machine::{SIGFPE, SIGSEGV, SIGTRAP};
use crate::runtime::RuntimeConfig;

/// Translates everything to the same text.
struct Wat {
    program: String,
    fragment: String,
    roots: Vec<u64>,
}

impl Translator for Wat {
    fn program(&self, _object: &LoadedObject, _arena: Option<Range<u64>>) -> Result<Translation, String> {
        let wasm = wat::parse_str(&self.program).map_err(|error| error.to_string())?;
        Ok(Translation {
            wasm,
            roots: self.roots.clone(),
            text: ENTRY..ENTRY + 16,
            covers: ENTRY..ENTRY + 16,
            code: Vec::new(),
        })
    }

    fn library(
        &self,
        object: &LoadedObject,
        _text: Range<u64>,
        _part: Option<Range<u64>>,
    ) -> Result<Translation, String> {
        Err(format!("{object:?} is no library"))
    }

    fn fragment(&self, _memory: &GuestMemory, entry: u64, text: Range<u64>) -> Translation {
        Translation {
            wasm: wat::parse_str(&self.fragment).unwrap_or_default(),
            roots: vec![entry],
            text,
            covers: entry..entry,
            code: Vec::new(),
        }
    }
}

const ENTRY: u64 = 0x40_0078;

/// A static ELF file with 16 bytes of code that is never looked at.
fn elf() -> Vec<u8> {
    let mut file = vec![0; 0x88];
    file[..8].copy_from_slice(&[0x7f, b'E', b'L', b'F', 2, 1, 1, 0]);
    let fields: &[(usize, &[u8])] = &[
        (16, &2u16.to_le_bytes()),
        (18, &62u16.to_le_bytes()),
        (20, &1u32.to_le_bytes()),
        (24, &ENTRY.to_le_bytes()),
        (32, &64u64.to_le_bytes()),
        (52, &64u16.to_le_bytes()),
        (54, &56u16.to_le_bytes()),
        (56, &1u16.to_le_bytes()),
        (64, &1u32.to_le_bytes()),
        (68, &5u32.to_le_bytes()),
        (80, &0x40_0000u64.to_le_bytes()),
        (88, &0x40_0000u64.to_le_bytes()),
        (96, &0x88u64.to_le_bytes()),
        (104, &0x88u64.to_le_bytes()),
        (112, &0x1000u64.to_le_bytes()),
    ];
    for (at, bytes) in fields {
        file[*at..at + bytes.len()].copy_from_slice(bytes);
    }
    file
}

/// A main module: everything that the contract asks for, and these functions. `run` enters function 0 of the table
/// through `resolve`, as a lifted dispatcher does.
fn module(functions: &[&str]) -> String {
    let mut globals = String::new();
    for var in airlock_lift::ir::Var::state() {
        let init = match var.ty() {
            airlock_lift::ir::Ty::I32 => "i32) (i32.const 0)",
            airlock_lift::ir::Ty::V128 => "v128) (v128.const i64x2 0 0)",
            _ => "i64) (i64.const 0)",
        };
        globals += &format!("(global ${var} (export \"{var}\") (mut {init})\n");
    }
    let names: String = (0..functions.len()).map(|n| format!(" $f{n}")).collect();
    let bodies: String = functions
        .iter()
        .enumerate()
        .map(|(n, body)| {
            format!(
                "(func $f{n} (type $f) (param $rsp i64) (param $rdi i64) (param $rsi i64) (param $rdx i64)
                  (result i64 i64 i64) {body})\n"
            )
        })
        .collect();
    format!(
        r#"(module
        (type $f (func (param i64 i64 i64 i64) (result i64 i64 i64)))
        (import "airlock" "syscall" (func $syscall (param i64 i64 i64 i64 i64 i64 i64) (result i64 i32)))
        (import "airlock" "resolve" (func $resolve (param i64) (result (ref $f))))
        (import "airlock" "trap" (func $trap (param i32 i64)))
        (import "airlock" "rep" (func $rep (param i32 i64 i64 i64 i64 i32) (result i64 i64 i64)))
        (memory (export "memory") 65536 65536)
        {globals}
        (global $pc (export "pc") (mut i64) (i64.const 0))
        (table $dispatch (export "dispatch") 16 16 (ref null $f))
        (table $functions (export "functions") funcref (elem{names}))
        (func (export "unwind") (type $f) (i64.const 1) (global.get $rax) (local.get 0))
        (func (export "enter") (result i64) unreachable)
        (func (export "run") (local $next i64)
            (local.set $next (global.get $pc))
            (loop $again
                (global.get $rsp) (global.get $rdi) (global.get $rsi) (global.get $rdx)
                (call_ref $f (call $resolve (local.get $next)))
                (global.set $rsp) (global.set $rax)
                (br_if $again (i64.ne (local.tee $next) (i64.const 1)))))
        {bodies})"#
    )
}

/// Calls exit_group and unwinds.
const EXIT: &str = "(call $syscall (i64.const 231) (local.get $rdi) (local.get $rdi) (local.get $rdi) (local.get $rdi)
    (local.get $rdi) (local.get $rdi)) (drop) (global.set $rax)
    (global.set $pc (i64.const 0x400080)) (i64.const 1) (global.get $rax) (local.get $rsp)";

fn run_wat(program: String, roots: &[u64]) -> Result<Report, TaskError> {
    run_wats(program, String::new(), roots, Limits::default())
}

fn run_wats(program: String, fragment: String, roots: &[u64], limits: Limits) -> Result<Report, TaskError> {
    let config = RuntimeConfig { cache: CacheLocation::Off, ..RuntimeConfig::default() };
    let translator = Wat { program, fragment, roots: roots.to_vec() };
    let runtime = Runtime::with_translator(config, Box::new(translator)).unwrap();
    let outside = Arc::new(FixedPlatform::default());
    let platform = Platform { clock: outside.clone(), entropy: outside.clone(), stdio: outside };
    let at = b"/bin/prog".to_vec();
    let source = MountSource::Bytes(elf().into(), 0o755);
    let mounts = vec![Mount { at: at.clone(), source, writable: false }];
    let config = Config { mounts, limits: limits.clone(), ..Config::default() };
    let task = Task {
        kernel: Kernel::new(config, platform).unwrap(),
        limits,
        path: at.clone(),
        argv: vec![at],
        envp: Vec::new(),
        stop: Arc::new(|| {}),
        on_progress: Arc::new(|_| {}),
        on_trace: None,
        on_terminal: None,
    };
    runtime.run(task)
}

#[test]
fn ends_with_the_status_in_rdi() {
    let body = format!("(local.set $rdi (i64.const 0x1234)) {EXIT}");
    let report = run_wat(module(&[&body]), &[ENTRY]).unwrap();
    assert_eq!(report.outcome, Outcome::Exited(0x34));
    assert_eq!(report.syscalls.get("exit_group"), Some(&1));
    assert!(report.peak_memory_bytes > 0);
}

#[test]
fn starts_with_the_registers_of_a_new_process() {
    // The status is 1 if rsp is aligned, points to argc = 1, and mxcsr has its initial value.
    let body = format!(
        "(local.set $rdi (i64.extend_i32_u (i32.and (i32.and
            (i64.eqz (i64.and (local.get $rsp) (i64.const 15)))
            (i64.eq (i64.load (i32.wrap_i64 (local.get $rsp))) (i64.const 1)))
            (i32.eq (global.get $mxcsr) (i32.const 0x1f80))))) {EXIT}"
    );
    assert_eq!(run_wat(module(&[&body]), &[ENTRY]).unwrap().outcome, Outcome::Exited(1));
}

#[test]
fn segment_bases_are_set_in_place() {
    // arch_prctl(ARCH_SET_FS, ..) takes effect in the global without attention; all other registers are kept.
    let first = "(global.set $rbx (i64.const 42)) (global.set $xmm3 (v128.const i64x2 7 8)) (global.set $cf (i32.const 1))
        (global.set $rdx (local.get $rdx))
        (call $syscall (i64.const 158) (i64.const 0x1002) (i64.const 0x30000000) (i64.const 0) (i64.const 0) (i64.const 0)
            (i64.const 0)) (if (then unreachable)) (global.set $rax)
        (i64.const 0x400079) (global.get $rax) (local.get $rsp)";
    let second = format!(
        "(local.set $rdi (i64.extend_i32_u (i32.and (i32.and (i32.and
            (i64.eq (global.get $fs_base) (i64.const 0x30000000)) (i64.eq (global.get $rbx) (i64.const 42)))
            (i64.eq (i64x2.extract_lane 1 (global.get $xmm3)) (i64.const 8)))
            (i32.and (global.get $cf) (i64.eqz (global.get $rax)))))) {EXIT}"
    );
    assert_eq!(run_wat(module(&[first, &second]), &[ENTRY, ENTRY + 1]).unwrap().outcome, Outcome::Exited(1));
}

#[test]
fn fragments_see_the_state_of_the_program() {
    // The program jumps to an address without a root; the fragment there takes its status from a global.
    let program = module(&["(global.set $rbx (i64.const 9)) (i64.const 0x400084) (i64.const 0) (local.get $rsp)"]);
    let fragment = r#"(module
        (type $f (func (param i64 i64 i64 i64) (result i64 i64 i64)))
        (import "airlock" "syscall" (func $syscall (param i64 i64 i64 i64 i64 i64 i64) (result i64 i32)))
        (import "main" "memory" (memory 65536 65536))
        (import "main" "rbx" (global $rbx (mut i64)))
        (import "main" "dispatch" (table $dispatch 16 16 (ref null $f)))
        (table (export "functions") funcref (elem $go))
        (func $go (type $f)
            (call $syscall (i64.const 231) (global.get $rbx) (i64.const 0) (i64.const 0) (i64.const 0) (i64.const 0)
                (i64.const 0)) (drop) (drop)
            (i64.const 1) (i64.const 0) (local.get 0)))"#;
    let report = run_wats(program, fragment.to_owned(), &[ENTRY], Limits::default()).unwrap();
    assert_eq!(report.outcome, Outcome::Exited(9));
}

#[test]
fn bad_translations_are_errors_of_ours() {
    let error = run_wat("(module".to_owned(), &[ENTRY]).unwrap_err();
    assert!(matches!(error, TaskError::Lift { .. }), "{error}");
    let error = run_wat("(module (func (result i32)))".to_owned(), &[ENTRY]).unwrap_err();
    assert!(matches!(error, TaskError::Compile { .. }), "{error}");
    let error = run_wat(r#"(module (import "env" "x" (func)))"#.to_owned(), &[ENTRY]).unwrap_err();
    assert!(matches!(error, TaskError::Instantiate { .. }), "{error}");
    let error = run_wat("(module)".to_owned(), &[ENTRY]).unwrap_err();
    assert!(matches!(error, TaskError::Instantiate { .. }), "{error}");
    let error = run_wat("(module (memory 1))".to_owned(), &[ENTRY]).unwrap_err();
    assert!(matches!(error, TaskError::Instantiate { .. }), "{error}");
    let error = run_wat(module(&["unreachable"]), &[ENTRY]).unwrap_err();
    assert!(matches!(error, TaskError::Lifted { .. }), "{error}");
    let jumps = "(i64.const 0x400084) (i64.const 0) (local.get $rsp)";
    let error = run_wat(module(&[jumps]), &[ENTRY]).unwrap_err();
    assert!(matches!(error, TaskError::Lifted { .. }), "a fragment that is no module: {error}");
}

#[test]
fn exceptions_of_lifted_code_are_signals() {
    for (kind, signal) in [(0, SIGFPE), (1, SIGILL), (2, SIGTRAP), (3, SIGSEGV), (4, SIGSEGV), (99, SIGILL)] {
        let body = format!(
            "(call $trap (i32.const {kind}) (i64.const 0x400078)) (i64.const 1) (i64.const 0) (local.get $rsp)"
        );
        let outcome = run_wat(module(&[&body]), &[ENTRY]).unwrap().outcome;
        assert!(matches!(outcome, Outcome::Killed { signal: s, .. } if s == signal), "{kind}: {outcome:?}");
    }
}

#[test]
fn unwinding_without_a_reason_is_a_jump_to_address_one() {
    let outcome = run_wat(module(&["(i64.const 1) (i64.const 0) (local.get $rsp)"]), &[ENTRY]).unwrap().outcome;
    assert!(matches!(outcome, Outcome::Killed { signal: SIGSEGV, .. }), "{outcome:?}");
}

#[test]
fn wasm_traps_are_signals() {
    let fault = "(i64.load (i32.const 0x5000)) (drop) unreachable";
    let outcome = run_wat(module(&[fault]), &[ENTRY]).unwrap().outcome;
    let Outcome::Killed { signal: SIGSEGV, detail: Some(detail) } = outcome else { panic!("{outcome:?}") };
    assert!(detail.contains("0x5000"), "{detail}");
    let beyond = "(i64.load offset=0xfffffff8 (i32.const 0x7fffffff)) (drop) unreachable";
    let outcome = run_wat(module(&[beyond]), &[ENTRY]).unwrap().outcome;
    assert!(matches!(outcome, Outcome::Killed { signal: SIGSEGV, .. }), "{outcome:?}");
    let deep = "(call $f0 (local.get 0) (local.get 1) (local.get 2) (local.get 3))
        (drop) (drop) (drop) (i64.const 0) (i64.const 0) (i64.const 0)";
    let outcome = run_wat(module(&[deep]), &[ENTRY]).unwrap().outcome;
    let Outcome::Killed { signal: SIGSEGV, detail: Some(detail) } = outcome else { panic!("{outcome:?}") };
    assert!(detail.contains("call depth"), "{detail}");
    // A string instruction with a bad address.
    let bad =
        "(call $rep (i32.const 0) (i64.const 0x5000) (i64.const 0x5000) (i64.const 1) (i64.const 0) (i32.const 0))
        unreachable";
    let outcome = run_wat(module(&[bad]), &[ENTRY]).unwrap().outcome;
    assert!(matches!(outcome, Outcome::Killed { signal: SIGSEGV, .. }), "{outcome:?}");
}

#[test]
fn the_poll_page_ends_a_loop_at_the_limit() {
    let spin = "(loop $l (drop (i32.load8_u (i32.const 0xf000))) (br $l)) unreachable";
    let wall = Limits { wall_ms: 100, ..Limits::default() };
    let outcome = run_wats(module(&[spin]), String::new(), &[ENTRY], wall).unwrap().outcome;
    assert_eq!(outcome, Outcome::Limit(airlock_types::LimitKind::Wall));
    let cpu = Limits { cpu_ms: 50, ..Limits::default() };
    let outcome = run_wats(module(&[spin]), String::new(), &[ENTRY], cpu).unwrap().outcome;
    assert_eq!(outcome, Outcome::Limit(airlock_types::LimitKind::Cpu));
}
