//! The README's first command: from a fresh machine to a real program that runs in the sandbox.

use std::fs;
use std::path::Path;
use std::time::Instant;

use anyhow::{Context, Result};

use crate::packages::{self, BUSYBOX, GCC, LIBC_HEADERS};
use crate::process::{Cmd, End, Finished};
use crate::workspace;

const PROGRAM: &str = "/bin/busybox";

/// Installs, builds, runs Debian's busybox natively and in the sandbox, and compares.
pub(crate) fn run(airlock: Option<&Path>) -> Result<bool> {
    packages::ensure(&[GCC, LIBC_HEADERS, BUSYBOX])?;
    let airlock = workspace::airlock_binary(airlock)?;
    let directory = tempfile::tempdir().context("cannot make a directory for the example")?;
    let file = directory.path().join("x");
    let text: String = (1..=100_000).map(|n| format!("line {n}\n")).collect();
    fs::write(&file, &text).with_context(|| format!("cannot write {}", file.display()))?;
    let mount = format!("{}:/data:ro", directory.path().display());

    let native = Cmd::new(PROGRAM).arg("sha256sum").stdin_file(Some(&file)).capture()?;
    let guest = |args: &[&str]| -> Result<Finished> {
        Cmd::new(&airlock).args(["run", "--mount", &mount, PROGRAM]).args(args).capture()
    };
    let start = Instant::now();
    let sandboxed = guest(&["sha256sum", "/data/x"])?;
    let first = start.elapsed();
    let again = guest(&["sha256sum", "/data/x"])?;
    // The mount is read-only, and nothing else of the host is there.
    let write = guest(&["touch", "/data/y"])?;
    let passwd = guest(&["cat", "/etc/passwd"])?;

    let digest = |finished: &Finished| {
        let stdout = String::from_utf8_lossy(&finished.stdout).into_owned();
        stdout.split_whitespace().next().unwrap_or_default().to_owned()
    };
    let expected = digest(&native);
    let mut fine = true;
    let mut line = |good: bool, text: String| {
        fine &= good;
        println!("  {} {text}", if good { "ok  " } else { "WRONG" });
    };
    println!();
    println!("  Debian's {PROGRAM}, unmodified, lifted from x86-64 machine code to WebAssembly:");
    println!();
    println!("  $ airlock run --mount DIR:/data:ro {PROGRAM} sha256sum /data/x");
    print!("  {}", String::from_utf8_lossy(&sandboxed.stdout));
    let same = native.success() && sandboxed.success() && digest(&sandboxed) == expected;
    line(same, format!("the same digest as natively ({} bytes hashed)", text.len()));
    if !same {
        println!("        natively: {expected}; in the sandbox: {}", sandboxed.end);
        print!("{}", String::from_utf8_lossy(&sandboxed.stderr));
    }
    line(
        again.success() && digest(&again) == expected,
        format!(
            "first run {} ms with the translation, again {} ms from the cache",
            first.as_millis(),
            again.wall.as_millis()
        ),
    );
    let untouched = !directory.path().join("y").exists();
    line(write.end == End::Exit(1) && untouched, "writing into the read-only mount was refused".to_owned());
    line(
        passwd.end == End::Exit(1) && passwd.stdout.is_empty(),
        "the host's /etc/passwd is not there for it".to_owned(),
    );
    println!();
    if fine {
        println!("  It works. Next: {} run --help, and cargo xtask test", airlock.display());
    } else {
        println!("  Something is wrong on this machine; `{} doctor` may tell what.", airlock.display());
    }
    Ok(fine)
}
