//! Debian packages that a command needs: finds what is missing and installs that alone.

use std::env;
use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

use crate::process::Cmd;

/// Something that has to be there, and the package that brings it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Need {
    /// A program looked up in `PATH`, or a file if it begins with a slash.
    pub(crate) probe: &'static str,
    pub(crate) package: &'static str,
}

pub(crate) const BUSYBOX: Need = Need { probe: "/bin/busybox", package: "busybox-static" };
pub(crate) const GCC: Need = Need { probe: "gcc", package: "gcc" };
pub(crate) const LIBC_HEADERS: Need = Need { probe: "/usr/include/stdio.h", package: "libc6-dev" };
pub(crate) const MUSL: Need = Need { probe: "musl-gcc", package: "musl-tools" };
pub(crate) const BASH_STATIC: Need = Need { probe: "/bin/bash-static", package: "bash-static" };
pub(crate) const QEMU: Need = Need { probe: "qemu-x86_64", package: "qemu-user" };
pub(crate) const DPKG_SOURCE: Need = Need { probe: "dpkg-source", package: "dpkg-dev" };
pub(crate) const XZ: Need = Need { probe: "xz", package: "xz-utils" };
pub(crate) const BZIP2: Need = Need { probe: "bzip2", package: "bzip2" };
pub(crate) const MMDEBSTRAP: Need = Need { probe: "mmdebstrap", package: "mmdebstrap" };
pub(crate) const STRACE: Need = Need { probe: "/usr/bin/strace", package: "strace" };

/// Where a program is in `PATH`.
pub(crate) fn find_program(name: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path).map(|directory| directory.join(name)).find(|candidate| candidate.is_file())
}

fn is_there(need: &Need) -> bool {
    if need.probe.starts_with('/') { Path::new(need.probe).exists() } else { find_program(need.probe).is_some() }
}

/// Installs those of the packages whose probe is missing.
pub(crate) fn ensure(needs: &[Need]) -> Result<()> {
    let mut packages: Vec<&str> = needs.iter().filter(|need| !is_there(need)).map(|need| need.package).collect();
    packages.sort_unstable();
    packages.dedup();
    if packages.is_empty() {
        return Ok(());
    }
    let list = packages.join(" ");
    if find_program("apt-get").is_none() {
        bail!(
            "these Debian packages, or what your system has in their place, are missing: {list}. There is no apt-get \
             here to install them with; please install them and run this again"
        );
    }
    let prefix = privilege(&list)?;
    println!("installing: {list}");
    // Package lists may be absent (fresh image) or old; without fresh ones a file may be gone from the mirror.
    apt(&prefix, &["update", "-qq"])?;
    let mut install = vec!["install", "-y", "-qq", "--no-install-recommends"];
    install.extend(&packages);
    apt(&prefix, &install)?;
    match needs.iter().find(|need| !is_there(need)) {
        None => Ok(()),
        Some(need) => bail!("{} is still missing after its package {} was installed", need.probe, need.package),
    }
}

fn apt(prefix: &[&str], args: &[&str]) -> Result<()> {
    let mut words: Vec<&str> = prefix.to_vec();
    // `env` carries the variable through sudo, which drops the environment.
    words.extend(["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]);
    words.extend(args);
    let (program, rest) = match words.split_first() {
        Some(parts) => parts,
        None => bail!("no command to run"),
    };
    let finished = Cmd::new(program).args(rest).capture()?;
    if !finished.success() {
        bail!(
            "`{}` failed ({}): {}",
            words.join(" "),
            finished.end,
            String::from_utf8_lossy(&finished.stderr).trim_end()
        );
    }
    Ok(())
}

/// The words before `apt-get` that give it the right to install: none for root, else sudo after asking.
fn privilege(list: &str) -> Result<Vec<&'static str>> {
    if nix::unistd::geteuid().is_root() {
        return Ok(Vec::new());
    }
    let by_hand = format!("please run `apt-get install {list}` as root, then this again");
    if find_program("sudo").is_none() {
        bail!("missing packages: {list}. This user is not root and there is no sudo; {by_hand}");
    }
    if Cmd::new("sudo").args(["-n", "true"]).capture()?.success() {
        return Ok(vec!["sudo", "-n"]);
    }
    if !std::io::stdin().is_terminal() {
        bail!("missing packages: {list}. sudo wants a password and there is no terminal to ask on; {by_hand}");
    }
    print!("Missing packages: {list}. Install them with sudo? [Y/n] ");
    std::io::stdout().flush()?;
    let mut answer = String::new();
    std::io::stdin().read_line(&mut answer)?;
    if matches!(answer.trim(), "" | "y" | "Y" | "yes") {
        // The password is asked for now, on the terminal; the later calls run without one.
        Cmd::new("sudo").arg("-v").run()?;
        return Ok(vec!["sudo", "-n"]);
    }
    bail!("nothing was installed; {by_hand}")
}

/// Fetches the `.deb` of a package into a directory without installing it, and gives the file's path.
pub(crate) fn download_deb(package: &str, directory: &Path) -> Result<PathBuf> {
    let fetch = || Cmd::new("apt-get").args(["download", "-qq", package]).current_dir(directory).capture();
    if !fetch()?.success() {
        apt(&privilege(package)?, &["update", "-qq"])?;
        let again = fetch()?;
        if !again.success() {
            bail!("cannot download {package}: {}", String::from_utf8_lossy(&again.stderr).trim_end());
        }
    }
    let prefix = format!("{package}_");
    find_file(directory, |name| name.starts_with(&prefix) && name.ends_with(".deb"))
}

/// Fetches a Debian source package into a directory, with package lists of its own: the system's settings stay as
/// they are. Gives the path of its `.dsc` file.
pub(crate) fn download_source(package: &str, directory: &Path) -> Result<PathBuf> {
    let apt = directory.join("apt");
    let parts = apt.join("sources.list.d");
    for sub in ["sources.list.d", "lists/partial", "cache/archives/partial"] {
        std::fs::create_dir_all(apt.join(sub))?;
    }
    copy_sources_as_deb_src(&parts)?;
    let options = [
        "Dir::Etc::sourcelist=/dev/null".to_owned(),
        format!("Dir::Etc::sourceparts={}", parts.display()),
        format!("Dir::State::lists={}", apt.join("lists").display()),
        format!("Dir::Cache={}", apt.join("cache").display()),
        "APT::Sandbox::User=".to_owned(),
    ];
    let run = |words: &[&str]| -> Result<()> {
        let options = options.iter().flat_map(|option| ["-o", option.as_str()]);
        let finished = Cmd::new("apt-get").args(options).args(words).current_dir(directory).capture()?;
        if !finished.success() {
            let stderr = String::from_utf8_lossy(&finished.stderr);
            bail!("cannot fetch the source of {package} (apt-get {}): {}", words.join(" "), stderr.trim_end());
        }
        Ok(())
    };
    run(&["update", "-qq"])?;
    run(&["source", "-qq", "--download-only", package])?;
    let prefix = format!("{package}_");
    find_file(directory, |name| name.starts_with(&prefix) && name.ends_with(".dsc"))
}

/// The files of the system's settings that name sources of Debian packages; other vendors' are left out.
pub(crate) fn debian_sources() -> Result<Vec<PathBuf>> {
    let mut sources = vec![PathBuf::from("/etc/apt/sources.list")];
    if let Ok(entries) = std::fs::read_dir("/etc/apt/sources.list.d") {
        sources.extend(entries.flatten().map(|entry| entry.path()));
    }
    let is_read_by_apt =
        |path: &Path| path.extension().is_some_and(|extension| extension == "list" || extension == "sources");
    sources
        .retain(|path| is_read_by_apt(path) && std::fs::read_to_string(path).is_ok_and(|text| text.contains("debian")));
    sources.sort();
    if sources.is_empty() {
        bail!("found no Debian package sources in /etc/apt");
    }
    Ok(sources)
}

/// Writes copies of the system's Debian package sources that name source packages instead of binary ones.
fn copy_sources_as_deb_src(to: &Path) -> Result<()> {
    for path in debian_sources()? {
        let text = std::fs::read_to_string(&path)?;
        let lines = text.lines().map(|line| {
            if line.trim_start().starts_with("Types:") {
                "Types: deb-src".to_owned()
            } else if let Some(rest) = line.strip_prefix("deb ") {
                format!("deb-src {rest}")
            } else {
                line.to_owned()
            }
        });
        let text: Vec<String> = lines.collect();
        let Some(name) = path.file_name() else { continue };
        std::fs::write(to.join(name), text.join("\n") + "\n")?;
    }
    Ok(())
}

/// The one file of a directory whose name fits.
pub(crate) fn find_file(directory: &Path, fits: impl Fn(&str) -> bool) -> Result<PathBuf> {
    for entry in std::fs::read_dir(directory)? {
        let path = entry?.path();
        if path.file_name().and_then(|name| name.to_str()).is_some_and(&fits) {
            return Ok(path);
        }
    }
    bail!("the expected file is not in {}", directory.display())
}
