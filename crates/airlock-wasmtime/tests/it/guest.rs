//! Makes programs and runs them.

use std::sync::{Arc, Mutex};

use airlock_kernel::{Config, Kernel, Mount, MountSource};
use airlock_platform::{FixedPlatform, Platform};
use airlock_types::{Limits, Report};
use airlock_wasmtime::{CacheLocation, Progress, Runtime, RuntimeConfig, Task, TaskError};
use iced_x86::code_asm::CodeAssembler;

/// Address of the first instruction of every program here.
pub const ENTRY: u64 = 0x40_1000;
/// Zeroed, writable bytes of every program here.
pub const DATA: u64 = 0x50_0000;
/// How many.
pub const DATA_BYTES: u64 = 0x10000;

pub fn syscall(a: &mut CodeAssembler, nr: u32) {
    a.mov(iced_x86::code_asm::eax, nr).unwrap();
    a.syscall().unwrap();
}

/// Ends the program with this status.
pub fn exit(a: &mut CodeAssembler, status: u32) {
    a.mov(iced_x86::code_asm::edi, status).unwrap();
    syscall(a, 231);
}

/// A static ELF program: text at [`ENTRY`], data at [`DATA`].
pub fn program(write: impl FnOnce(&mut CodeAssembler)) -> Arc<[u8]> {
    let mut assembler = CodeAssembler::new(64).unwrap();
    write(&mut assembler);
    let code = assembler.assemble(ENTRY).unwrap();
    let mut file = vec![0u8; 0x1000];
    file[..8].copy_from_slice(&[0x7f, b'E', b'L', b'F', 2, 1, 1, 0]);
    let mut put = |at: usize, bytes: &[u8]| file[at..at + bytes.len()].copy_from_slice(bytes);
    put(16, &2u16.to_le_bytes());
    put(18, &62u16.to_le_bytes());
    put(20, &1u32.to_le_bytes());
    put(24, &ENTRY.to_le_bytes());
    put(32, &64u64.to_le_bytes());
    put(52, &64u16.to_le_bytes());
    put(54, &56u16.to_le_bytes());
    put(56, &2u16.to_le_bytes());
    let mut header = |at: usize, flags: u32, offset: u64, addr: u64, in_file: u64, in_memory: u64| {
        put(at, &1u32.to_le_bytes());
        put(at + 4, &flags.to_le_bytes());
        for (n, value) in [offset, addr, addr, in_file, in_memory, 0x1000].into_iter().enumerate() {
            put(at + 8 + n * 8, &value.to_le_bytes());
        }
    };
    let len = code.len() as u64;
    header(64, 5, 0x1000, ENTRY, len, len);
    header(120, 6, 0, DATA, 0, DATA_BYTES);
    file.extend(code);
    file.into()
}

pub fn runtime(cache: CacheLocation) -> Runtime {
    Runtime::new(RuntimeConfig { cache, ..RuntimeConfig::default() }).unwrap()
}

/// A run to be.
pub struct Guest {
    pub runtime: Runtime,
    pub limits: Limits,
    pub platform: Option<Platform>,
    pub stop: Arc<dyn Fn() + Send + Sync>,
    pub files: Vec<(&'static str, Arc<[u8]>)>,
    pub trace: bool,
}

/// What came of it.
#[derive(Debug)]
pub struct Done {
    pub report: Report,
    pub stdout: Vec<u8>,
    pub progress: Vec<Progress>,
    pub trace: String,
}

impl Guest {
    pub fn new() -> Self {
        Self {
            runtime: runtime(CacheLocation::Off),
            limits: Limits::default(),
            platform: None,
            stop: Arc::new(|| {}),
            files: Vec::new(),
            trace: false,
        }
    }

    pub fn run(&self, program: &Arc<[u8]>) -> Result<Done, TaskError> {
        let outside = Arc::new(FixedPlatform::default());
        let platform = self.platform.clone().unwrap_or_else(|| Platform {
            clock: outside.clone(),
            entropy: outside.clone(),
            stdio: outside.clone(),
        });
        let file = |at: &str, content: &Arc<[u8]>| Mount {
            at: at.as_bytes().to_vec(),
            source: MountSource::Bytes(Arc::clone(content), 0o755),
            writable: false,
        };
        let mut mounts = vec![file("/bin/prog", program)];
        mounts.extend(self.files.iter().map(|(at, content)| file(at, content)));
        let config = Config { mounts, limits: self.limits.clone(), trace: self.trace, ..Config::default() };
        let progress = Arc::new(Mutex::new(Vec::new()));
        let trace = Arc::new(Mutex::new(String::new()));
        let (progress_sink, trace_sink) = (Arc::clone(&progress), Arc::clone(&trace));
        let task = Task {
            kernel: Kernel::new(config, platform).unwrap(),
            limits: self.limits.clone(),
            path: b"/bin/prog".to_vec(),
            argv: vec![b"prog".to_vec()],
            envp: vec![b"A=B".to_vec()],
            stop: Arc::clone(&self.stop),
            on_progress: Arc::new(move |event| progress_sink.lock().unwrap().push(event)),
            on_trace: Some(Box::new(move |lines| trace_sink.lock().unwrap().push_str(lines))),
            on_terminal: None,
        };
        let report = self.runtime.run(task)?;
        let progress = progress.lock().unwrap().clone();
        let trace = trace.lock().unwrap().clone();
        Ok(Done { report, stdout: outside.output().0, progress, trace })
    }
}

/// Runs a program with everything at its default.
pub fn run(write: impl FnOnce(&mut CodeAssembler)) -> Done {
    Guest::new().run(&program(write)).unwrap()
}
