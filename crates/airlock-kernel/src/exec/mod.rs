//! Loading programs: `execve(2)`, scripts, ELF files and their interpreter.

mod elf;
mod error;
mod stack;
#[cfg(test)]
mod tests;

use std::ops::Range;
use std::sync::Arc;

use airlock_abi::{Errno, elf as abi};
use airlock_platform::{Memory, PAGE_SIZE, Prot};

pub use error::ExecError;

use crate::kernel::{Kernel, Pending};
use crate::mm::{ADDRESS_END, ADDRESS_MIN, Backing, Label, Vma, page_ceil, page_floor};
use crate::vfs::{File, Stamp};
use elf::Plan;

/// Where position-independent programs lie, and programs with a loader, with all their libraries as far as there is room:
/// one table then finds all code. Programs at fixed addresses begin at its start. Placement in it depends on the order of
/// loading only, so that libraries lie at the same addresses in every run and their translations fit.
const TEXT_ARENA: Range<u64> = 0x40_0000..0x1040_0000;
/// Longest chain of `#!` interpreters.
const SCRIPTS_MAX: usize = 5;
/// How much of a script's first line is read.
const SCRIPT_LINE_BYTES: usize = 256;
/// Largest program file.
const PROGRAM_BYTES_MAX: u64 = 1 << 30;

/// A loaded program.
#[derive(Clone, Debug)]
pub struct Image {
    /// First instruction: that of the loader if the program has one.
    pub entry: u64,
    /// Initial rsp.
    pub stack: u64,
    /// What was loaded where: the program, then its loader.
    pub objects: Vec<LoadedObject>,
    /// For a program that may load libraries, where its code lies and theirs.
    pub arena: Option<Range<u64>>,
}

/// One ELF file of an image.
#[derive(Clone)]
pub struct LoadedObject {
    /// Path in the guest.
    pub path: Vec<u8>,
    /// Difference of guest addresses to those in the file.
    pub bias: u64,
    /// Content of the file.
    pub bytes: Arc<[u8]>,
}

impl std::fmt::Debug for LoadedObject {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("LoadedObject")
            .field("path", &String::from_utf8_lossy(&self.path))
            .field("bias", &format_args!("{:#x}", self.bias))
            .field("bytes", &self.bytes.len())
            .finish()
    }
}

/// A program file that was read and found good.
struct Program {
    path: Vec<u8>,
    file: Arc<File>,
    bytes: Arc<[u8]>,
    plan: Plan,
}

/// Program files that were read, for the next `execve` of the same ones.
#[derive(Default)]
pub(crate) struct Programs(Vec<(Stamp, Arc<[u8]>, Plan)>);

/// Libraries whose content was read, for other processes that map them.
pub(crate) type Libraries = Vec<(Stamp, Arc<[u8]>)>;

/// What execvp(3) searches without a `PATH`, as glibc has it.
const DEFAULT_PATH: &[u8] = b"/bin:/usr/bin";
/// More libraries than this are not kept.
const LIBRARIES_MAX: usize = 256;
/// More files than this are not kept.
const KEPT_MAX: usize = 16;
/// Nor more bytes of them.
const KEPT_BYTES_MAX: usize = 64 << 20;

impl Programs {
    /// Reads a program file, or takes it from memory.
    fn read(&mut self, path: Vec<u8>, file: Arc<File>, memory_bytes: u64) -> Result<Program, ExecError> {
        let stamp = file.stamp();
        if let Some((_, bytes, plan)) = self.0.iter().find(|(known, ..)| *known == stamp) {
            return Ok(Program { path, file, bytes: Arc::clone(bytes), plan: plan.clone() });
        }
        let program = read_program(path, file, memory_bytes)?;
        self.0.retain(|(known, ..)| known.0 != stamp.0);
        self.0.push((stamp, Arc::clone(&program.bytes), program.plan.clone()));
        while self.0.len() > KEPT_MAX || self.0.iter().map(|(_, bytes, _)| bytes.len()).sum::<usize>() > KEPT_BYTES_MAX
        {
            self.0.remove(0);
        }
        Ok(program)
    }
}

/// What a path led to, after scripts were followed.
struct Resolved {
    program: Program,
    loader: Option<Program>,
    argv: Vec<Vec<u8>>,
}

impl Kernel {
    /// Loads a program into `mem`, replacing what was there: segments, interpreter, heap, stack with arguments,
    /// environment and auxiliary vector. Nothing is changed if the file is refused. Scripts (`#!`) run their
    /// interpreter.
    pub fn exec(
        &mut self,
        mem: &mut dyn Memory,
        path: &[u8],
        argv: &[Vec<u8>],
        envp: &[Vec<u8>],
    ) -> Result<Image, ExecError> {
        let resolved = self.resolve_program(path, argv.to_vec())?;
        stack::check_size(path, &resolved.argv, envp, self.mm.stack_bytes())?;
        self.replace_program(mem, path, resolved, envp)
    }

    /// Where a program of this name is, as execvp(3) looks for it: a name with a slash is a path already, any other is
    /// looked for in the directories of `PATH` in `envp`. It may still be no program that can run.
    pub fn find_program(&self, name: &[u8], envp: &[Vec<u8>]) -> Result<Vec<u8>, ExecError> {
        if name.contains(&b'/') {
            return Ok(name.to_vec());
        }
        let path = envp.iter().find_map(|variable| variable.strip_prefix(b"PATH=")).unwrap_or(DEFAULT_PATH);
        let mut refused = None;
        for directory in path.split(|&b| b == b':') {
            let mut candidate = if directory.is_empty() { b".".to_vec() } else { directory.to_vec() };
            candidate.push(b'/');
            candidate.extend(name);
            match self.open_program(&candidate) {
                Ok(_) => return Ok(candidate),
                Err(error) if error.errno() == Errno::EACCES => refused = refused.or(Some(error)),
                Err(_) => {}
            }
        }
        Err(refused.unwrap_or_else(|| ExecError::NotInPath { name: lossy(name), searched: lossy(path) }))
    }

    /// Follows `#!` lines to an ELF file, and reads it and its loader.
    fn resolve_program(&mut self, path: &[u8], mut argv: Vec<Vec<u8>>) -> Result<Resolved, ExecError> {
        if argv.is_empty() {
            // As Linux since 5.18: programs rely on argv[0].
            argv.push(Vec::new());
        }
        let mut path = path.to_vec();
        for _ in 0..=SCRIPTS_MAX {
            let file = self.open_program(&path)?;
            if let Some((interpreter, argument)) = script_line(&path, &file)? {
                let rest = argv.get(1..).unwrap_or_default().to_vec();
                argv = vec![interpreter.clone()];
                argv.extend(argument);
                argv.push(std::mem::replace(&mut path, interpreter));
                argv.extend(rest);
                continue;
            }
            let program = self.programs.read(path, file, self.mm.limit_bytes())?;
            let loader = match &program.plan.interpreter {
                Some(loader) => Some(self.read_loader(&program.path, loader)?),
                None => None,
            };
            return Ok(Resolved { program, loader, argv });
        }
        Err(ExecError::ScriptLoop { path: lossy(&path) })
    }

    /// The ELF file that executable memory at an address was mapped from, as it lies there: a library that the loader
    /// mapped, or the loader itself. `None` if that is not what is there.
    pub fn object_at(&mut self, addr: u64) -> Option<LoadedObject> {
        let vma = self.mm.find(addr).filter(|vma| vma.prot.exec && !vma.prot.write && !vma.shared)?;
        let Backing::File { file, offset } = &vma.backing else { return None };
        let (start, offset, file) = (vma.start, *offset, Arc::clone(file));
        let stamp = file.stamp();
        let known = self.libraries.iter().find(|(known, _)| *known == stamp).map(|(_, bytes)| Arc::clone(bytes));
        let bytes = match known {
            Some(bytes) => bytes,
            None => {
                let bytes: Arc<[u8]> = read_file(b"", &file, self.mm.limit_bytes()).ok()?.into();
                if self.libraries.len() >= LIBRARIES_MAX {
                    self.libraries.remove(0);
                }
                self.libraries.push((stamp, Arc::clone(&bytes)));
                bytes
            }
        };
        let bias = elf::bias_of_mapping(&bytes, offset, start)?;
        self.mm.enter_code(addr);
        Some(LoadedObject { path: self.fs.file_path(&file), bias, bytes })
    }

    fn open_program(&self, path: &[u8]) -> Result<Arc<File>, ExecError> {
        self.fs.open_for_exec(&self.fds, path).map_err(|errno| ExecError::Open { path: lossy(path), errno })
    }

    fn read_loader(&mut self, program: &[u8], loader: &[u8]) -> Result<Program, ExecError> {
        let file = self.fs.open_for_exec(&self.fds, loader).map_err(|errno| ExecError::LoaderMissing {
            path: lossy(program),
            loader: lossy(loader),
            errno,
        })?;
        self.programs.read(loader.to_vec(), file, self.mm.limit_bytes())
    }

    /// The point of no return: unmaps the old program and maps the new one.
    fn replace_program(
        &mut self,
        mem: &mut dyn Memory,
        execfn: &[u8],
        resolved: Resolved,
        envp: &[Vec<u8>],
    ) -> Result<Image, ExecError> {
        let Resolved { program, loader, argv } = resolved;
        self.own_space(mem).map_err(|_| ExecError::Memory { path: lossy(&program.path) })?;
        self.end_other_threads();
        self.mm.clear(mem);
        // A loader that is run as a program loads libraries as well; what tells it from a static PIE is not worth finding out.
        let arena = (loader.is_some() || program.plan.relocatable).then_some(TEXT_ARENA);
        self.mm.set_arena(arena.clone());
        let bias = self.bias_of(&program)?;
        self.load(mem, &program, bias)?;
        let end = program.plan.end.saturating_add(bias);
        self.mm.start_heap(arena.as_ref().map_or(end, |arena| end.max(arena.end)));
        let mut objects = vec![LoadedObject { path: program.path.clone(), bias, bytes: program.bytes.clone() }];
        let mut entry = program.plan.entry.wrapping_add(bias);
        let program_entry = entry;
        let mut base = 0;
        if let Some(loader) = loader {
            base = self.loader_bias(&loader)?;
            self.load(mem, &loader, base)?;
            entry = loader.plan.entry.wrapping_add(base);
            objects.push(LoadedObject { path: loader.path, bias: base, bytes: loader.bytes });
        }
        let range = self
            .mm
            .map_stack(mem, program.plan.executable_stack)
            .map_err(|_| ExecError::Memory { path: lossy(&program.path) })?;
        let mut random = [0; 16];
        self.platform.entropy.fill(&mut random);
        let auxv = self.auxv(&program.plan, bias, program_entry, base);
        let built = stack::build(mem, range, execfn, &argv, envp, &random, &auxv)
            .map_err(|_| ExecError::ArgumentsTooLong { path: lossy(&program.path) })?;
        self.reset_signals_for_exec();
        (self.thread.fs_base, self.thread.gs_base) = (0, 0);
        (self.thread.clear_tid, self.thread.robust_list) = (0, 0);
        if let Some(node) = self.tasks.processes.get_mut(&self.process.pid()) {
            node.executed = true;
        }
        let exe = self.fs.file_path(&program.file);
        self.process.set_program(&exe, execfn, &argv, envp, built.auxv);
        self.fs.set_exe(exe, program.file);
        Ok(Image { entry, stack: built.rsp, objects, arena })
    }

    /// Entries of the auxiliary vector whose values do not depend on the stack.
    fn auxv(&self, plan: &Plan, bias: u64, entry: u64, base: u64) -> Vec<(u64, u64)> {
        // FPU, TSC, CX8, CMOV, FXSR, SSE, SSE2: the part of CPUID leaf 1 EDX that every x86-64 program may assume.
        const HWCAP: u64 = 0x0700_8111;
        let creds = self.process.creds();
        vec![
            (abi::AT_HWCAP, HWCAP),
            (abi::AT_PAGESZ, PAGE_SIZE),
            (abi::AT_CLKTCK, airlock_abi::time::USER_HZ),
            (abi::AT_PHDR, plan.phdr.wrapping_add(bias)),
            (abi::AT_PHENT, abi::PHDR_SIZE as u64),
            (abi::AT_PHNUM, u64::from(plan.phnum)),
            (abi::AT_BASE, base),
            (abi::AT_FLAGS, 0),
            (abi::AT_ENTRY, entry),
            (abi::AT_UID, u64::from(creds.uid)),
            (abi::AT_EUID, u64::from(creds.euid)),
            (abi::AT_GID, u64::from(creds.gid)),
            (abi::AT_EGID, u64::from(creds.egid)),
            (abi::AT_SECURE, 0),
            (abi::AT_HWCAP2, 0),
            (abi::AT_MINSIGSTKSZ, airlock_abi::signal::MINSIGSTKSZ),
        ]
    }

    fn bias_of(&self, program: &Program) -> Result<u64, ExecError> {
        let plan = &program.plan;
        let bias = if plan.relocatable {
            let align = plan.align;
            let base = TEXT_ARENA.start.div_ceil(align) * align;
            base.wrapping_sub(plan.start - plan.start % align)
        } else {
            0
        };
        self.check_place(program, bias)?;
        Ok(bias)
    }

    fn check_place(&self, program: &Program, bias: u64) -> Result<(), ExecError> {
        let (start, end) = (program.plan.start.wrapping_add(bias), program.plan.end.wrapping_add(bias));
        let top = ADDRESS_END - self.mm.stack_bytes();
        if start < ADDRESS_MIN || end < start || end > top {
            return Err(ExecError::Header {
                path: lossy(&program.path),
                problem: "its segments do not lie between 64 KiB and the stack below 3.75 GiB",
            });
        }
        Ok(())
    }

    fn loader_bias(&mut self, loader: &Program) -> Result<u64, ExecError> {
        let plan = &loader.plan;
        if !plan.relocatable {
            self.check_place(loader, 0)?;
            return Ok(0);
        }
        let memory = || ExecError::Memory { path: lossy(&loader.path) };
        // Room for the alignment too: placement knows pages only.
        let len = (plan.end - plan.start).checked_add(plan.align).ok_or_else(memory)?;
        let at = self.mm.place_code(len, None).ok_or_else(memory)?;
        let base = at.div_ceil(plan.align) * plan.align;
        Ok(base.wrapping_sub(plan.start - plan.start % plan.align))
    }

    /// Maps the segments of a program.
    fn load(&mut self, mem: &mut dyn Memory, program: &Program, bias: u64) -> Result<(), ExecError> {
        let memory = |_: Errno| ExecError::Memory { path: lossy(&program.path) };
        for segment in &program.plan.segments {
            let vaddr = segment.vaddr.wrapping_add(bias);
            let prot = Prot {
                read: segment.flags & abi::PF_R != 0,
                write: segment.flags & abi::PF_W != 0,
                exec: segment.flags & abi::PF_X != 0,
            };
            let start = page_floor(vaddr);
            let end = page_ceil(vaddr.saturating_add(segment.memsz)).unwrap_or(ADDRESS_END);
            let lead = vaddr - start;
            let offset = segment.offset - lead.min(segment.offset);
            let file_end = if segment.filesz == 0 {
                start
            } else {
                page_ceil(vaddr.saturating_add(segment.filesz)).unwrap_or(end).min(end)
            };
            let template = Vma {
                common: None,
                start,
                end: file_end,
                prot,
                shared: false,
                object: 0,
                may_write: true,
                backing: Backing::File { file: program.file.clone(), offset },
                label: Label::None,
            };
            if file_end > start {
                // The rest of the last page shows what follows in the file, unless there is zeroed memory behind it.
                let len = if segment.memsz > segment.filesz { lead + segment.filesz } else { file_end - start };
                let from = usize::try_from(offset).unwrap_or(usize::MAX);
                let to = usize::try_from(offset.saturating_add(len)).unwrap_or(usize::MAX).min(program.bytes.len());
                self.mm.map_segment(mem, template, &program.bytes, from..to).map_err(memory)?;
            }
            if end > file_end {
                self.mm.map_area(mem, Vma::anonymous(file_end..end, prot, Label::None)).map_err(memory)?;
            }
        }
        Ok(())
    }
}

/// `execve(path, argv, envp)`: replaces the program of the process.
pub(crate) fn sys_execve(k: &mut Kernel, mem: &mut dyn Memory, [path, argv, envp, ..]: [u64; 6]) -> Result<u64, Errno> {
    let path = crate::user::read_path(mem, path)?;
    execute(k, mem, &path, argv, envp)
}

/// `execveat(dirfd, path, argv, envp, flags)`: by way of `/proc/self/fd`.
pub(crate) fn sys_execveat(k: &mut Kernel, mem: &mut dyn Memory, args: [u64; 6]) -> Result<u64, Errno> {
    const AT_FDCWD: i32 = -100;
    const AT_EMPTY_PATH: u64 = 0x1000;
    const AT_SYMLINK_NOFOLLOW: u64 = 0x100;
    let [dir, path, argv, envp, flags, _] = args;
    if flags & !(AT_EMPTY_PATH | AT_SYMLINK_NOFOLLOW) != 0 {
        return Err(Errno::EINVAL);
    }
    let mut path = crate::user::read_path(mem, path)?;
    let dir = dir as i32;
    if path.is_empty() && flags & AT_EMPTY_PATH == 0 {
        return Err(Errno::ENOENT);
    }
    if !path.starts_with(b"/") && (dir != AT_FDCWD || path.is_empty()) {
        k.fds.get(dir)?;
        let mut full = format!("/proc/self/fd/{dir}").into_bytes();
        if !path.is_empty() {
            full.push(b'/');
            full.extend_from_slice(&path);
        }
        path = full;
    }
    execute(k, mem, &path, argv, envp)
}

fn execute(k: &mut Kernel, mem: &mut dyn Memory, path: &[u8], argv: u64, envp: u64) -> Result<u64, Errno> {
    let argv = stack::read_strings(mem, argv)?;
    let envp = stack::read_strings(mem, envp)?;
    let resolved = k.resolve_program(path, argv).map_err(|e| e.errno())?;
    stack::check_size(path, &resolved.argv, &envp, k.mm.stack_bytes()).map_err(|e| e.errno())?;
    match k.replace_program(mem, path, resolved, &envp) {
        Ok(image) => {
            k.fds.close_on_exec();
            k.pending = Some(Pending::Exec(Box::new(image)));
        }
        Err(error) => {
            // The old program is gone: as on Linux, nothing is left to return to.
            let detail = Some(format!("execve: {error}"));
            k.end(airlock_types::Outcome::Killed { signal: airlock_abi::signal::SIGKILL, detail });
        }
    }
    Ok(0)
}

/// The interpreter and its argument, if the file is a script.
#[allow(clippy::type_complexity, reason = "two byte strings need no type of their own")]
fn script_line(path: &[u8], file: &File) -> Result<Option<(Vec<u8>, Option<Vec<u8>>)>, ExecError> {
    let mut head = [0; SCRIPT_LINE_BYTES];
    let n = file.read_at(&mut head, 0).map_err(|errno| ExecError::Read { path: lossy(path), errno })?;
    let head = head.get(..n).unwrap_or_default();
    let Some(line) = head.strip_prefix(b"#!") else { return Ok(None) };
    let line = line.split(|b| *b == b'\n' || *b == 0).next().unwrap_or_default();
    let line = line.trim_ascii();
    let split = line.iter().position(|b| *b == b' ' || *b == b'\t').unwrap_or(line.len());
    let (interpreter, argument) = line.split_at(split);
    if interpreter.is_empty() {
        return Err(ExecError::NotElf { path: lossy(path) });
    }
    let argument = argument.trim_ascii();
    Ok(Some((interpreter.to_vec(), (!argument.is_empty()).then(|| argument.to_vec()))))
}

fn read_program(path: Vec<u8>, file: Arc<File>, memory_bytes: u64) -> Result<Program, ExecError> {
    let bytes = read_file(&path, &file, memory_bytes)?;
    let plan = elf::plan(&path, &bytes)?;
    Ok(Program { path, file, bytes: bytes.into(), plan })
}

fn read_file(path: &[u8], file: &File, memory_bytes: u64) -> Result<Vec<u8>, ExecError> {
    let size = file.size();
    // The host holds the file while it is loaded: a sparse one must not make it hold more than the guest may.
    if size > memory_bytes {
        return Err(ExecError::Memory { path: lossy(path) });
    }
    if size > PROGRAM_BYTES_MAX {
        return Err(ExecError::Header { path: lossy(path), problem: "the file is larger than 1 GiB" });
    }
    let mut bytes = vec![0; usize::try_from(size).unwrap_or(0)];
    let mut done = 0;
    while let Some(rest) = bytes.get_mut(done..).filter(|rest| !rest.is_empty()) {
        match file.read_at(rest, done as u64) {
            Ok(0) => break,
            Ok(n) => done += n,
            Err(errno) => return Err(ExecError::Read { path: lossy(path), errno }),
        }
    }
    bytes.truncate(done);
    Ok(bytes)
}

fn lossy(path: &[u8]) -> String {
    String::from_utf8_lossy(path).into_owned()
}
