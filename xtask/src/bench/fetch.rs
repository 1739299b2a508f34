//! What the benchmark takes from package registries: the C sources of real programs, and a C compiler for Wasm.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::process::Cmd;

/// Crates that carry the C source of a program, with the version that is measured.
const SOURCES: &[(&str, &str)] = &[("libsqlite3-sys", "0.39.1"), ("libz-sys", "1.1.31"), ("lua-src", "551.1.0")];

/// The PyPI package that carries a C compiler with a WASI C library.
const ZIG: &str = "ziglang==0.13.0";

/// Unpacked C sources.
pub(crate) struct Sources {
    pub(crate) sqlite: PathBuf,
    pub(crate) zlib: PathBuf,
    pub(crate) lua: PathBuf,
}

/// Fetches the C sources once, through cargo, which checks them against the registry's index.
pub(crate) fn sources(directory: &Path) -> Result<Sources> {
    let vendor = directory.join("sources");
    if !vendor.is_dir() {
        println!("bench: fetching the sources of Lua, SQLite and zlib");
        let scratch = tempfile::tempdir_in(directory)?;
        let project = scratch.path();
        fs::create_dir(project.join("src"))?;
        fs::write(project.join("src/lib.rs"), "")?;
        let mut manifest =
            "[package]\nname = \"sources\"\nversion = \"0.0.0\"\nedition = \"2024\"\n[workspace]\n[dependencies]\n"
                .to_owned();
        for (name, version) in SOURCES {
            manifest.push_str(&format!("{name} = \"={version}\"\n"));
        }
        fs::write(project.join("Cargo.toml"), manifest)?;
        Cmd::new("cargo")
            .args(["vendor", "--quiet", "--versioned-dirs", "vendor"])
            .current_dir(project)
            .read_stdout()
            .context("cannot fetch the C sources")?;
        fs::rename(project.join("vendor"), &vendor).context("cannot move the C sources into their place")?;
    }
    let place = |index: usize, sub: &str| -> Result<PathBuf> {
        let (name, version) = SOURCES.get(index).context("no such source")?;
        let path = vendor.join(format!("{name}-{version}")).join(sub);
        if !path.is_dir() {
            bail!("{} is missing; remove {} and try again", path.display(), vendor.display());
        }
        Ok(path)
    };
    Ok(Sources { sqlite: place(0, "sqlite3")?, zlib: place(1, "src/zlib")?, lua: place(2, "lua-5.4.9")? })
}

/// The command that compiles C to wasm32-wasi.
pub(crate) struct Zig {
    packages: PathBuf,
    cache: PathBuf,
}

impl Zig {
    /// `zig cc` without arguments yet.
    pub(crate) fn cc(&self) -> Cmd {
        Cmd::new("python3")
            .args(["-m", "ziglang", "cc", "-target", "wasm32-wasi"])
            .env("PYTHONPATH", &self.packages)
            .env("ZIG_GLOBAL_CACHE_DIR", &self.cache)
            .env("ZIG_LOCAL_CACHE_DIR", &self.cache)
    }
}

/// Gets zig once. It is a comparison only, so a machine without pip goes without it.
pub(crate) fn zig(directory: &Path) -> Result<Zig> {
    let packages = directory.join("zig");
    if !packages.is_dir() {
        if !Cmd::new("python3").args(["-m", "pip", "--version"]).capture().is_ok_and(|finished| finished.success()) {
            bail!("there is no python3 with pip to fetch {ZIG} with");
        }
        println!("bench: fetching {ZIG}");
        let scratch = tempfile::tempdir_in(directory)?;
        let target = scratch.path().join("zig");
        Cmd::new("python3")
            .args(["-m", "pip", "install", "--quiet", "--no-deps", "--disable-pip-version-check", "--target"])
            .arg(&target)
            .arg(ZIG)
            .read_stdout()?;
        fs::rename(&target, &packages).context("cannot move zig into its place")?;
    }
    Ok(Zig { packages, cache: directory.join("zig-cache") })
}
