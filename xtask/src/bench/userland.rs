//! Programs out of a Debian root filesystem: Python scripts, and numpy's unmodified wheel.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::programs::{Group, Program};
use crate::packages::{self, Need};
use crate::process::Cmd;
use crate::{rootfs, workspace};

const NUMPY: &str = "numpy==2.2.0";
/// Where numpy lies in the root filesystem.
const PLACE: &str = "opt/numpy";
const PIP: Need = Need { probe: "pip3", package: "python3-pip" };

/// Scripts, as `DIRECTORY-NAME`: `bench/DIRECTORY/NAME.py`.
const PYTHON: &[&str] = &[
    "python-digits",
    "python-jsons",
    "python-modules",
    "python-nbody",
    "python-permute",
    "python-queens",
    "python-ray",
    "python-regex",
    "python-scheduler",
    "python-spectral",
    "python-strings",
    "python-words",
];
const ARRAYS: &[&str] = &["numpy-elements", "numpy-fft", "numpy-product", "numpy-sort"];

/// What the interpreter finds in its environment: one thread, as the rows are CPU time, and dictionaries in one order.
pub(crate) const ENVIRONMENT: &[&str] =
    &["PATH=/usr/bin:/bin", "PYTHONHASHSEED=0", "PYTHONPATH=/opt/numpy", "OPENBLAS_NUM_THREADS=1"];

/// The programs. The interpreter gets them through its standard input.
pub(crate) fn programs() -> Result<Vec<Program>> {
    let root = root()?;
    let bench = workspace::root().join("bench");
    let program = |name: &'static str, group| Program {
        name,
        group,
        binary: PathBuf::from("/usr/bin/python3.11"),
        wasm: None,
        args: vec!["-".to_owned()],
        stdin: Some(bench.join(format!("{}.py", name.replace('-', "/")))),
        directory: None,
        rootfs: Some(root.clone()),
    };
    let python = PYTHON.iter().map(|name| program(name, Group::Python));
    let arrays = ARRAYS.iter().map(|name| program(name, Group::Arrays));
    Ok(python.chain(arrays).collect())
}

/// The root filesystem with numpy in it.
fn root() -> Result<PathBuf> {
    let debian = rootfs::rootfs()?;
    rootfs::made_once("bench-rootfs", &format!("{} {NUMPY}", debian.display()), |scratch| {
        packages::ensure(&[PIP])?;
        // The files are the same ones: links cost nothing.
        Cmd::new("cp").args(["-a", "--link"]).arg(debian.join(".")).arg(scratch).run()?;
        println!("bench: fetching {NUMPY}");
        unpack(scratch)
    })
}

fn unpack(root: &Path) -> Result<()> {
    let downloads = tempfile::tempdir()?;
    Cmd::new("pip3")
        .args(["download", "--quiet", "--only-binary=:all:", "--no-deps", "--python-version=3.11"])
        .args(["--platform=manylinux2014_x86_64", "--platform=manylinux_2_17_x86_64", "--dest"])
        .arg(downloads.path())
        .arg(NUMPY)
        .run()?;
    for entry in fs::read_dir(downloads.path()).context("cannot list what was fetched")? {
        Cmd::new("python3").args(["-m", "zipfile", "-e"]).arg(entry?.path()).arg(root.join(PLACE)).run()?;
    }
    Ok(())
}
