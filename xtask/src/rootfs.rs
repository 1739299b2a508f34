//! A Debian bookworm root filesystem, and Python wheels to go with it: made once, kept in the target directory.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result, bail};
use clap::Args;
use sha2::{Digest, Sha256};

use crate::packages::{self, MMDEBSTRAP, Need};
use crate::process::Cmd;
use crate::workspace;

/// The release: what the userland suites expect is written for its programs.
const SUITE: &str = "bookworm";

/// What is in it, beside what is essential. Recommended packages are left out.
const PACKAGES: &[&str] = &[
    // The shell and its tools.
    "bash",
    "bc",
    "bzip2",
    "coreutils",
    "dash",
    "diffutils",
    "file",
    "findutils",
    "gawk",
    "grep",
    "gzip",
    "less",
    "patch",
    "procps",
    "sed",
    "tar",
    "vim",
    "xz-utils",
    "zstd",
    // Languages, and what their scripts use.
    "gcc",
    "golang-go",
    "libc6-dev",
    "libpython3.11-testsuite",
    "lua5.4",
    "make",
    "node-commander",
    "node-lodash",
    "node-semver",
    "node-uuid",
    "nodejs",
    "perl",
    "php-cli",
    "php-mbstring",
    "php-sqlite3",
    "python3",
    "python3-pip",
    "python3-venv",
    "ruby",
    // Programs.
    "ca-certificates",
    "curl",
    "git",
    "jq",
    "nginx-light",
    "openssh-client",
    "openssl",
    "postgresql",
    "redis-server",
    "redis-tools",
    "ripgrep",
    "sqlite3",
];

/// Options of mmdebstrap: documentation is most of the files and nothing runs it.
const OPTIONS: &[&str] = &[
    "--variant=apt",
    "--format=directory",
    "--aptopt=APT::Install-Recommends \"false\"",
    "--dpkgopt=path-exclude=/usr/share/man/*",
    "--dpkgopt=path-exclude=/usr/share/doc/*",
    "--dpkgopt=path-exclude=/usr/share/locale/*",
];

/// What this machine needs to look into the root filesystem natively: see `conformance::machine`.
const PIP: Need = Need { probe: "pip3", package: "python3-pip" };

#[derive(Args)]
pub(crate) struct RootfsArgs {
    /// Fetch the Python wheels of the userland suite too.
    #[arg(long)]
    wheels: bool,
}

/// Makes what is asked for, if it is missing, and says where it is.
pub(crate) fn run(args: &RootfsArgs) -> Result<bool> {
    println!("{}", rootfs()?.display());
    if args.wheels {
        println!("{}", wheels()?.display());
    }
    Ok(true)
}

/// The root filesystem. It is made by root, since its files belong to several users and it has device nodes.
pub(crate) fn rootfs() -> Result<PathBuf> {
    let description = format!("{SUITE} {PACKAGES:?} {OPTIONS:?}");
    made_once("rootfs", &description, |scratch| {
        if !nix::unistd::geteuid().is_root() {
            bail!("a root filesystem with device nodes and several owners can be made by root only");
        }
        packages::ensure(&[MMDEBSTRAP])?;
        let sources = packages::debian_sources()?;
        for source in &sources {
            println!("rootfs: packages come from what {} names", source.display());
        }
        println!("rootfs: making a Debian {SUITE} of {} packages; this takes some minutes", PACKAGES.len());
        let finished = Cmd::new("mmdebstrap")
            .arg("--mode=root")
            .args(OPTIONS)
            .arg(format!("--include={}", PACKAGES.join(",")))
            .arg(SUITE)
            .arg(scratch)
            .args(&sources)
            .timeout(Duration::from_secs(3600))
            .capture()?;
        if !finished.success() {
            let log = String::from_utf8_lossy(&finished.stderr);
            bail!("mmdebstrap failed ({}):\n{}", finished.end, log.trim_end());
        }
        Ok(())
    })
}

/// A directory with the wheels named in `conformance/userland/wheels.txt` and what they depend on.
pub(crate) fn wheels() -> Result<PathBuf> {
    let list = workspace::root().join("conformance/userland/wheels.txt");
    let text = fs::read_to_string(&list).with_context(|| format!("cannot read {}", list.display()))?;
    made_once("wheels", &text, |scratch| {
        packages::ensure(&[PIP])?;
        println!("wheels: fetching those of {}", list.display());
        Cmd::new("pip3")
            .args(["download", "--quiet", "--only-binary=:all:", "--python-version=3.11", "--implementation=cp"])
            .args(["--abi=cp311", "--abi=abi3", "--abi=none"])
            .args(
                ["manylinux_2_28_x86_64", "manylinux_2_17_x86_64", "manylinux2014_x86_64"]
                    .map(|tag| format!("--platform={tag}")),
            )
            .arg("--dest")
            .arg(scratch)
            .arg("--requirement")
            .arg(&list)
            .run()
    })
}

/// `target/KIND/KEY`, where the key is a digest of what it is made from: filled by `make` once, under another name
/// until it is complete.
pub(crate) fn made_once(kind: &str, from: &str, make: impl FnOnce(&Path) -> Result<()>) -> Result<PathBuf> {
    let digest = Sha256::digest(from.as_bytes());
    let key: String = digest.iter().take(6).map(|byte| format!("{byte:02x}")).collect();
    let directory = workspace::work_dir(kind)?;
    let place = directory.join(key);
    if place.is_dir() {
        return Ok(place);
    }
    let scratch = tempfile::Builder::new().prefix("making-").tempdir_in(&directory)?;
    let inner = scratch.path().join("content");
    fs::create_dir(&inner)?;
    make(&inner)?;
    fs::rename(&inner, &place).with_context(|| format!("cannot move {} into its place", inner.display()))?;
    Ok(place)
}
