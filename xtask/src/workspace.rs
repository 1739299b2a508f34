//! Where things are: the repository, the target directory, the `airlock` binary.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::process::Cmd;

/// The repository's root directory.
pub(crate) fn root() -> PathBuf {
    // Cargo says where the package is now; the place at build time is for those who start the binary by hand.
    let here = std::env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| env!("CARGO_MANIFEST_DIR").into(), PathBuf::from);
    here.parent().map(Path::to_path_buf).unwrap_or(here)
}

/// What `cargo metadata` says about the workspace's own crates.
pub(crate) fn metadata() -> Result<Value> {
    let text =
        Cmd::new("cargo").args(["metadata", "--no-deps", "--format-version", "1"]).current_dir(root()).read_stdout()?;
    serde_json::from_str(&text).context("cannot read the output of cargo metadata")
}

/// Cargo's target directory for this workspace.
pub(crate) fn target_dir() -> Result<PathBuf> {
    let metadata = metadata()?;
    let directory = metadata["target_directory"].as_str().context("cargo metadata names no target_directory")?;
    Ok(PathBuf::from(directory))
}

/// A directory below the target directory, made if it is missing.
pub(crate) fn work_dir(name: &str) -> Result<PathBuf> {
    let directory = target_dir()?.join(name);
    std::fs::create_dir_all(&directory).with_context(|| format!("cannot make {}", directory.display()))?;
    Ok(directory)
}

/// The `airlock` binary: the given one, or a release build of this workspace.
pub(crate) fn airlock_binary(given: Option<&Path>) -> Result<PathBuf> {
    if let Some(path) = given {
        if !path.is_file() {
            bail!("there is no airlock binary at {}", path.display());
        }
        return path.canonicalize().with_context(|| format!("cannot resolve {}", path.display()));
    }
    eprintln!("building airlock (release)");
    Cmd::new("cargo").args(["build", "--release", "-p", "airlock-cli"]).current_dir(root()).run()?;
    let path = target_dir()?.join("release/airlock");
    if !path.is_file() {
        bail!("the build made no {}: is the binary of airlock-cli still called airlock?", path.display());
    }
    Ok(path)
}
