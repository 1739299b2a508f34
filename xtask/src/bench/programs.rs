//! The programs that are measured, built from source where they are not Debian's own binaries.

use std::fs;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use sha2::{Digest, Sha256};

use super::fetch::{self, Zig};
use crate::process::Cmd;
use crate::workspace;

/// Which geometric mean a program goes into.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Group {
    Kernel,
    Real,
    /// Scripts on Debian's Python.
    Python,
    /// numpy.
    Arrays,
}

/// One program with its arguments and input.
pub(crate) struct Program {
    pub(crate) name: &'static str,
    pub(crate) group: Group,
    pub(crate) binary: PathBuf,
    /// The same source compiled to Wasm, where it was.
    pub(crate) wasm: Option<PathBuf>,
    pub(crate) args: Vec<String>,
    /// Standard input; empty without it.
    pub(crate) stdin: Option<PathBuf>,
    /// The directory that it may see; its scripts are there.
    pub(crate) directory: Option<PathBuf>,
    /// The root filesystem that it is in.
    pub(crate) rootfs: Option<PathBuf>,
}

const KERNELS: &[&str] = &["fib", "sha256", "quicksort", "nbody", "matmul", "switch"];

/// Builds all programs and their inputs; what is up to date stays.
pub(crate) fn build(directory: &Path, zig: Option<&Zig>) -> Result<Vec<Program>> {
    let bench = workspace::root().join("bench");
    let bin = directory.join("bin");
    fs::create_dir_all(&bin)?;
    let mut programs = Vec::new();
    for name in KERNELS {
        let source = bench.join(format!("kernels/{name}.c"));
        let binary = bin.join(name);
        let static_gcc = Cmd::new("gcc").args(["-O2", "-static", "-o"]).arg(&binary).arg(&source).arg("-lm");
        compile(&static_gcc, &binary, &source)?;
        let wasm = match zig {
            None => None,
            Some(zig) => {
                let wasm = bin.join(format!("{name}.wasm"));
                let cc = zig.cc().args(["-O2", "-msimd128", "-o"]).arg(&wasm).arg(&source).arg("-lm");
                compile(&cc, &wasm, &source)?;
                Some(wasm)
            }
        };
        let args = Vec::new();
        let (group, stdin, directory, rootfs) = (Group::Kernel, None, None, None);
        programs.push(Program { name, group, binary, wasm, args, stdin, directory, rootfs });
    }
    programs.extend(real_programs(directory, &bench, &bin)?);
    Ok(programs)
}

fn real_programs(directory: &Path, bench: &Path, bin: &Path) -> Result<Vec<Program>> {
    let sources = fetch::sources(directory)?;
    let host = |name: &str| bench.join(format!("real/{name}_host.c"));
    let gcc = |name: &str, include: &Path| {
        Cmd::new("gcc").args(["-O2", "-w", "-static", "-o"]).arg(bin.join(name)).arg("-I").arg(include).arg(host(name))
    };
    let lua = gcc("lua", &sources.lua).arg("-DLUA_USE_POSIX").args(c_files(&sources.lua)?).arg("-lm");
    compile(&lua, &bin.join("lua"), &host("lua"))?;
    let zlib = gcc("zlib", &sources.zlib).args(c_files(&sources.zlib)?);
    compile(&zlib, &bin.join("zlib"), &host("zlib"))?;
    let sqlite = gcc("sqlite", &sources.sqlite)
        .args(["-DSQLITE_THREADSAFE=0", "-DSQLITE_OMIT_LOAD_EXTENSION"])
        .arg(sources.sqlite.join("sqlite3.c"))
        .arg("-lm");
    compile(&sqlite, &bin.join("sqlite"), &host("sqlite"))?;

    let data = inputs(directory, bench)?;
    let busybox = || PathBuf::from("/bin/busybox");
    let program = |name, binary, args: &[&str], stdin: Option<&str>| Program {
        name,
        group: Group::Real,
        binary,
        wasm: None,
        args: args.iter().map(|arg| (*arg).to_owned()).collect(),
        stdin: stdin.map(|file| data.join(file)),
        directory: Some(data.clone()),
        rootfs: None,
    };
    Ok(vec![
        program("lua", bin.join("lua"), &["mix.lua"], None),
        program("sqlite", bin.join("sqlite"), &[], None),
        program("zlib", bin.join("zlib"), &[], None),
        program("busybox-sha256sum", busybox(), &["sha256sum"], Some("bytes")),
        program("busybox-gzip", busybox(), &["gzip", "-c"], Some("text")),
        program("busybox-sort", busybox(), &["sort", "-n", "-r", "lines"], None),
        program("busybox-awk", busybox(), &["awk", "-f", "report.awk", "lines"], None),
        program("busybox-sh", busybox(), &["sh", "loop.sh"], None),
        program("bash", PathBuf::from("/bin/bash-static"), &["loop.bash"], None),
    ])
}

fn c_files(directory: &Path) -> Result<Vec<PathBuf>> {
    let entries = fs::read_dir(directory).with_context(|| format!("cannot list {}", directory.display()))?;
    let mut files = Vec::new();
    for entry in entries {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "c") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// Runs a compiler unless the output was made by the same command from the same source.
pub(crate) fn compile(cmd: &Cmd, output: &Path, source: &Path) -> Result<()> {
    let text = fs::read(source).with_context(|| format!("cannot read {}", source.display()))?;
    let mut hash = Sha256::new();
    hash.update(cmd.line());
    hash.update(&text);
    let key: String = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    let stamp = PathBuf::from(format!("{}.key", output.display()));
    if output.is_file() && fs::read_to_string(&stamp).is_ok_and(|kept| kept == key) {
        return Ok(());
    }
    let finished = cmd.capture()?;
    if !finished.success() {
        bail!("cannot compile {}: {}", source.display(), String::from_utf8_lossy(&finished.stderr).trim_end());
    }
    fs::write(&stamp, key).with_context(|| format!("cannot write {}", stamp.display()))
}

/// Writes the inputs, always the same bytes, and copies the scripts beside them.
fn inputs(directory: &Path, bench: &Path) -> Result<PathBuf> {
    let data = directory.join("data");
    fs::create_dir_all(&data)?;
    for script in ["mix.lua", "report.awk", "loop.sh", "loop.bash"] {
        let from = bench.join("real").join(script);
        fs::copy(&from, data.join(script)).with_context(|| format!("cannot copy {}", from.display()))?;
    }
    write_once(&data.join("bytes"), |out| {
        let mut random = Random(1);
        for _ in 0..(192 << 20) / 4 {
            out.write_all(&random.next().to_le_bytes())?;
        }
        Ok(())
    })?;
    write_once(&data.join("lines"), |out| {
        let mut random = Random(2);
        for _ in 0..400_000 {
            let number = random.next() % 10_000_000;
            let word: String = (0..4 + random.next() % 5).map(|_| letter(&mut random)).collect();
            writeln!(out, "{number} {word}")?;
        }
        Ok(())
    })?;
    write_once(&data.join("text"), |out| {
        const WORDS: [&str; 8] = ["machine", "code", "lifted", "to", "wasm", "and", "run", "boxed"];
        let mut random = Random(3);
        for _ in 0..2_800_000 {
            let word = WORDS.get(random.next() as usize % WORDS.len()).copied().unwrap_or_default();
            let number = random.next() % 1000;
            if number < 300 { write!(out, "{word} {number} ")? } else { writeln!(out, "{word}")? }
        }
        Ok(())
    })?;
    Ok(data)
}

fn letter(random: &mut Random) -> char {
    char::from(b'a' + (random.next() % 26) as u8)
}

/// Writes a file unless it is there; a broken-off one does not get the name.
fn write_once(path: &Path, fill: impl Fn(&mut BufWriter<fs::File>) -> std::io::Result<()>) -> Result<()> {
    if path.is_file() {
        return Ok(());
    }
    let unfinished = path.with_extension("unfinished");
    let file = fs::File::create(&unfinished).with_context(|| format!("cannot write {}", unfinished.display()))?;
    let mut out = BufWriter::new(file);
    fill(&mut out).and_then(|()| out.flush()).with_context(|| format!("cannot write {}", unfinished.display()))?;
    fs::rename(&unfinished, path).with_context(|| format!("cannot make {}", path.display()))
}

/// A linear congruential generator: the inputs have to be the same everywhere, and no more.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u32 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 32) as u32
    }
}
