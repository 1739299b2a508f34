//! The three executors.

use std::io::Write;
use std::ops::Range;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use airlock_lift::interp::{Event, Machine};
use airlock_lift::ir::Var;
use airlock_platform::{Memory, PAGE_SIZE, Prot, VecMemory};
use anyhow::{Context, Result, bail};

use crate::image::{CODE, DATA, Image};
use crate::record;

/// More instructions than a case has.
const STEPS: u64 = 400;
const CALL_SIZE: u64 = 5;
/// Failing cases that are looked for in one program before its executor counts as broken.
const MAX_BLAMED: usize = 50;

/// What [`interpret`] found.
pub struct Interpreted {
    /// The records afterwards.
    pub data: Vec<u8>,
    /// Cases that did not come to their end, with what stopped them.
    pub stopped: Vec<(usize, Event)>,
}

/// Runs every case in the interpreter. Cases that end in an exception are skipped in the image from then on.
pub fn interpret(image: &mut Image) -> Result<Interpreted> {
    let mut mem = VecMemory::new();
    let pages = |len: usize| (len as u64).next_multiple_of(PAGE_SIZE);
    mem.map(CODE, pages(image.code.len()), Prot::READ_EXEC)?;
    mem.write_forced(CODE, &image.code)?;
    mem.map(DATA, pages(image.data.len()), Prot::READ_WRITE)?;
    mem.write_forced(DATA, &image.data)?;
    let mut machine = Machine::new();
    let mut stopped = Vec::new();
    for (n, placed) in image.cases.iter().enumerate() {
        machine.pc = placed.call;
        let after = placed.call + CALL_SIZE;
        machine.set(Var::RSP, image.stack().into());
        let mut event = Event::Continue;
        for _ in 0..STEPS {
            event = machine.step(&mut mem);
            if event != Event::Continue || machine.pc == after {
                break;
            }
        }
        if event != Event::Continue || machine.pc != after {
            stopped.push((n, event));
        }
    }
    for (n, _) in &stopped {
        image.skip(*n);
    }
    let mut data = vec![0; image.output_len()];
    mem.read(DATA, &mut data)?;
    Ok(Interpreted { data, stopped })
}

/// What [`Processes::run`] found.
pub struct Executed {
    /// The records afterwards.
    pub data: Vec<u8>,
    /// Cases that did not come to their end, with what the executor said.
    pub blamed: Vec<(usize, String)>,
}

/// What runs the program as a process.
pub enum Executor {
    /// The real CPU.
    Native,
    /// Lifted Wasm, by an `airlock` binary.
    Lifted(PathBuf),
}

impl Executor {
    /// For reports.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Native => "real CPU",
            Self::Lifted(_) => "lifted",
        }
    }
}

/// Runs programs as processes.
pub struct Processes {
    dir: tempfile::TempDir,
}

impl Processes {
    /// With a temporary directory that goes away with it.
    pub fn new() -> Result<Self> {
        Ok(Self { dir: tempfile::tempdir().context("cannot make a temporary directory")? })
    }

    /// Runs the program in an executor. If it does not come to its end, finds the cases that are to blame by halves;
    /// those are skipped in the image, and returned with what the executor said.
    pub fn run(&self, on: &Executor, image: &mut Image) -> Result<Executed> {
        let mut data = vec![0; image.output_len()];
        let mut blamed = Vec::new();
        self.run_part(on, image, 0..image.cases.len(), &mut data, &mut blamed)?;
        for (n, _) in &blamed {
            image.skip(*n);
        }
        Ok(Executed { data, blamed })
    }

    fn run_part(
        &self,
        on: &Executor,
        image: &Image,
        part: Range<usize>,
        data: &mut [u8],
        blamed: &mut Vec<(usize, String)>,
    ) -> Result<()> {
        let mut partial = image.clone();
        for n in (0..image.cases.len()).filter(|n| !part.contains(n)) {
            partial.skip(n);
        }
        let program = self.write(&partial)?;
        let result = match on {
            Executor::Native => output(Command::new(&program), &partial),
            Executor::Lifted(airlock) => {
                let mut command = Command::new(airlock);
                command.arg("run").arg(&program);
                output(command, &partial)
            }
        };
        match result {
            Ok(out) => {
                let bytes = part.start * record::SIZE..part.end * record::SIZE;
                if let (Some(to), Some(from)) = (data.get_mut(bytes.clone()), out.get(bytes)) {
                    to.copy_from_slice(from);
                }
            }
            Err(error) if part.len() <= 1 => blamed.push((part.start, format!("{error:#}"))),
            Err(error) if blamed.len() >= MAX_BLAMED => return Err(error),
            Err(_) => {
                let middle = part.start + part.len() / 2;
                self.run_part(on, image, part.start..middle, data, blamed)?;
                self.run_part(on, image, middle..part.end, data, blamed)?;
            }
        }
        Ok(())
    }

    /// Writes the program to a file.
    fn write(&self, image: &Image) -> Result<PathBuf> {
        let path = self.dir.path().join("cases");
        // A new file each time: the old one may still be mapped.
        let _ = std::fs::remove_file(&path);
        let mut file = std::fs::File::create(&path).with_context(|| format!("cannot create {}", path.display()))?;
        file.write_all(&image.elf()).with_context(|| format!("cannot write {}", path.display()))?;
        file.set_permissions(std::fs::Permissions::from_mode(0o755))?;
        Ok(path)
    }
}

fn output(mut command: Command, image: &Image) -> Result<Vec<u8>> {
    let out = command.stdin(Stdio::null()).output().with_context(|| format!("cannot start {command:?}"))?;
    if !out.status.success() || out.stdout.len() != image.output_len() {
        bail!(
            "it ended with {} after {} of {} bytes: {}",
            out.status,
            out.stdout.len(),
            image.output_len(),
            String::from_utf8_lossy(&out.stderr).trim()
        );
    }
    Ok(out.stdout)
}
