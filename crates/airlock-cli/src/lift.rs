//! `airlock lift`.

use std::io::Write;
use std::path::Path;

use anyhow::Context;

use crate::args::LiftArgs;
use crate::run::read_program;

/// Writes the Wasm that a program is translated to. The same file gives the same bytes.
pub(crate) fn lift(args: &LiftArgs) -> anyhow::Result<u8> {
    let content = read_program(&args.program).context("could not read the program")?;
    let wasm = airlock::lift(content).with_context(|| format!("could not translate {}", args.program.display()))?;
    if args.output == Path::new("-") {
        let mut out = std::io::stdout();
        out.write_all(&wasm).and_then(|()| out.flush()).context("could not write to standard output")?;
    } else {
        write_whole(&args.output, &wasm)?;
    }
    Ok(0)
}

/// Writes beside the target and renames, so that a failure leaves no half-written module behind. What is not a regular
/// file (a pipe, `/dev/stdout`) is written to directly.
fn write_whole(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    let failed = || format!("could not write {}; name a file in a directory that can be written", path.display());
    if path.exists() && !path.is_file() {
        return std::fs::write(path, bytes).with_context(failed);
    }
    let mut name = path.file_name().with_context(failed)?.to_os_string();
    name.push(format!(".{}.tmp", std::process::id()));
    let temporary = path.with_file_name(name);
    let result = std::fs::write(&temporary, bytes).and_then(|()| std::fs::rename(&temporary, path));
    if result.is_err() {
        let _ = std::fs::remove_file(&temporary);
    }
    result.with_context(failed)
}
