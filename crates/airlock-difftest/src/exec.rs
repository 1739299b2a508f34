//! The three executors.

use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use airlock_lift::interp::{Event, Machine};
use airlock_platform::{Memory, PAGE_SIZE, Prot, VecMemory};
use anyhow::{Context, Result, bail};

use crate::image::{CODE, DATA, Image};

/// More instructions than a case has.
const STEPS: u64 = 400;

/// Runs every case in the interpreter. Cases that end in an exception are skipped in the image and returned with
/// the event; the data after all others is returned too.
pub fn interpret(image: &mut Image) -> Result<(Vec<u8>, Vec<(usize, Event)>)> {
    let mut mem = VecMemory::new();
    let pages = |len: usize| (len as u64).next_multiple_of(PAGE_SIZE);
    mem.map(CODE, pages(image.code.len()), Prot::READ_EXEC)?;
    mem.write_forced(CODE, &image.code)?;
    mem.map(DATA, pages(image.data.len()), Prot::READ_WRITE)?;
    mem.write_forced(DATA, &image.data)?;
    let mut machine = Machine::new();
    let mut stopped = Vec::new();
    for (n, placed) in image.cases.iter().enumerate() {
        machine.pc = placed.start;
        let mut event = Event::Continue;
        for _ in 0..STEPS {
            event = machine.step(&mut mem);
            if event != Event::Continue || machine.pc == placed.end {
                break;
            }
        }
        if event != Event::Continue || machine.pc != placed.end {
            stopped.push((n, event));
        }
    }
    for (n, _) in &stopped {
        image.skip(*n);
    }
    let mut data = vec![0; image.output_len()];
    mem.read(DATA, &mut data)?;
    Ok((data, stopped))
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

    /// Writes the program to a file.
    pub fn write(&self, image: &Image) -> Result<PathBuf> {
        let path = self.dir.path().join("cases");
        // A new file each time: the old one may still be mapped.
        let _ = std::fs::remove_file(&path);
        let mut file = std::fs::File::create(&path).with_context(|| format!("cannot create {}", path.display()))?;
        file.write_all(&image.elf()).with_context(|| format!("cannot write {}", path.display()))?;
        file.set_permissions(std::fs::Permissions::from_mode(0o755))?;
        Ok(path)
    }

    /// On the real CPU: the data afterwards.
    pub fn native(&self, program: &Path, image: &Image) -> Result<Vec<u8>> {
        output(Command::new(program), "the real CPU", image)
    }

    /// As lifted Wasm, by an `airlock` binary.
    pub fn lifted(&self, airlock: &Path, program: &Path, image: &Image) -> Result<Vec<u8>> {
        let mut command = Command::new(airlock);
        command.arg("run").arg(program);
        output(command, "lifted Wasm", image)
    }
}

fn output(mut command: Command, on: &str, image: &Image) -> Result<Vec<u8>> {
    let out = command.stdin(Stdio::null()).output().with_context(|| format!("cannot start {command:?}"))?;
    if !out.status.success() || out.stdout.len() != image.output_len() {
        bail!(
            "the program ended with {} after {} of {} bytes on {on}: {}",
            out.status, out.stdout.len(), image.output_len(), String::from_utf8_lossy(&out.stderr).trim()
        );
    }
    Ok(out.stdout)
}
