//! The life cycle from outside.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::path::PathBuf;
use std::sync::Arc;

use airlock::platform::{FixedPlatform, Platform};
use airlock::{
    BuildError, Builder, CacheLocation, ConfigError, Limits, MountSource, Outcome, Program, RunError, Runtime,
    RuntimeConfig, Sandbox, TaskError, lift,
};

fn runtime() -> Runtime {
    Runtime::new(RuntimeConfig { cache: CacheLocation::Off, ..RuntimeConfig::default() }).unwrap()
}

fn host(content: &[u8]) -> Program {
    Program::Host { at: b"/bin/prog".to_vec(), content: content.into() }
}

fn platform(builder: Builder) -> Builder {
    let outside = Arc::new(FixedPlatform::default());
    builder.platform(Platform { clock: outside.clone(), entropy: outside.clone(), stdio: outside }, || {})
}

fn builder(program: Program) -> Builder {
    platform(Sandbox::builder(&runtime(), program))
}

/// A static ELF program that exits with the number of its arguments:
/// `mov edi, [rsp]; mov eax, 231; syscall`.
fn counts_arguments() -> Vec<u8> {
    let code = [0x8b, 0x3c, 0x24, 0xb8, 231, 0, 0, 0, 0x0f, 0x05];
    let mut file = vec![0u8; 120];
    file[..8].copy_from_slice(&[0x7f, b'E', b'L', b'F', 2, 1, 1, 0]);
    for (at, value) in [(16, 2u16), (18, 62), (20, 1), (52, 64), (54, 56), (56, 1), (64, 1), (68, 5)] {
        file[at..at + 2].copy_from_slice(&value.to_le_bytes());
    }
    let len = 120 + code.len() as u64;
    for (at, value) in
        [(24, 0x40_0078u64), (32, 64), (80, 0x40_0000), (88, 0x40_0000), (96, len), (104, len), (112, 0x1000)]
    {
        file[at..at + 8].copy_from_slice(&value.to_le_bytes());
    }
    file.extend(code);
    file
}

#[test]
fn runs_a_program() {
    let program = counts_arguments();
    let sandbox = builder(host(&program)).env("A=B").cwd("/tmp").hostname("box").user(1000, 1000).build().unwrap();
    let report = sandbox.run(["prog", "one", "two"]).unwrap();
    assert_eq!(report.outcome, Outcome::Exited(3));
    assert_eq!(report.outcome.shell_status(), 3);
    assert_eq!(report.syscalls.get("exit_group"), Some(&1));
}

#[test]
fn runs_a_program_of_the_guests_filesystem() {
    let sandbox = builder(Program::Guest(b"/opt/tool".to_vec()))
        .mount("/opt/tool", MountSource::Bytes(counts_arguments().into(), 0o755), false)
        .build()
        .unwrap();
    assert_eq!(sandbox.run(["tool"]).unwrap().outcome, Outcome::Exited(1));
}

#[test]
fn limits_of_zero_are_refused() {
    let set: [fn(&mut Limits); 6] = [
        |l| l.wall_ms = 0,
        |l| l.cpu_ms = 0,
        |l| l.memory_bytes = 0,
        |l| l.open_files = 0,
        |l| l.filesystem_bytes = 0,
        |l| l.output_bytes = 0,
    ];
    for zero in set {
        let mut limits = Limits::default();
        zero(&mut limits);
        let error = builder(host(b"")).limits(limits).build().err().unwrap();
        assert!(matches!(error, BuildError::ZeroLimit { .. }), "{error}");
    }
}

#[test]
fn what_makes_no_sense_is_refused() {
    let error = Sandbox::builder(&runtime(), host(b"")).build().err().unwrap();
    assert!(matches!(error, BuildError::NoPlatform), "{error}");
    for variable in ["", "=x", "NAME", "A=\0"] {
        let error = builder(host(b"")).env(variable).build().err().unwrap();
        assert!(matches!(error, BuildError::Environment { .. }), "{variable:?}: {error}");
    }
    for at in ["", "prog", "/bin/"] {
        let program = Program::Host { at: at.into(), content: [].into() };
        let error = builder(program).build().err().unwrap();
        assert!(matches!(error, BuildError::ProgramPath { .. }), "{at:?}: {error}");
    }
    let error =
        builder(host(b"")).mount("relative", MountSource::Bytes([].into(), 0o644), false).build().err().unwrap();
    assert!(matches!(error, BuildError::Kernel(ConfigError::MountPoint { .. })), "{error}");
    let error = builder(host(b"")).cwd("/nowhere").build().err().unwrap();
    assert!(matches!(error, BuildError::Kernel(ConfigError::Cwd { .. })), "{error}");
    let error = builder(host(b"")).build().unwrap().run(["prog", "a\0b"]).unwrap_err();
    assert!(matches!(error, RunError::Argument { index: 1 }), "{error}");
}

#[test]
fn what_is_no_program_is_an_error_that_names_it() {
    for content in [&b""[..], b"text", b"\x7fELF\x02\x01\x01"] {
        let error = builder(host(content)).build().unwrap().run(["prog"]).unwrap_err();
        assert!(matches!(error, RunError::Task(TaskError::Exec { .. })), "{error}");
        assert!(error.to_string().contains("/bin/prog"), "{error}");
    }
    let error = builder(Program::Guest(b"/no/such".to_vec())).build().unwrap().run(["such"]).unwrap_err();
    assert!(error.to_string().contains("/no/such"), "{error}");
}

#[test]
fn a_runtime_without_a_cache_still_runs() {
    let cache = CacheLocation::Directory(PathBuf::from("/proc/none"));
    let runtime = Runtime::new(RuntimeConfig { cache, ..RuntimeConfig::default() }).unwrap();
    assert_eq!(runtime.warnings().len(), 1);
    let sandbox = platform(Sandbox::builder(&runtime, host(&counts_arguments()))).build().unwrap();
    assert_eq!(sandbox.run(["prog"]).unwrap().outcome, Outcome::Exited(1));
}

#[test]
fn lifts_the_same_bytes_every_time() {
    let program: Arc<[u8]> = counts_arguments().into();
    let wasm = lift(Arc::clone(&program)).unwrap();
    assert!(wasm.starts_with(b"\0asm"));
    assert_eq!(lift(program).unwrap(), wasm);
    assert!(lift(b"no program".as_slice().into()).is_err());
}
