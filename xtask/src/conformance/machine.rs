//! Two machines with the same root filesystem: this one's CPU and kernel, and the box. What a command prints in the
//! first is what it has to print in the second.
//!
//! Neither changes the root filesystem. The box keeps what is written in memory; the native command gets namespaces of
//! its own with an overlay in memory, the loopback interface and the same host name.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::Result;

use crate::packages::{self, BUSYBOX, Need};
use crate::process::{Cmd, End, Finished};

const UNSHARE: Need = Need { probe: "unshare", package: "util-linux" };

/// The variables that a command finds, and no others.
const ENVIRONMENT: &[&str] =
    &["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "HOME=/root", "LANG=C.UTF-8"];

/// The directory in which a command starts. It is empty.
const WORK: &str = "/tmp/work";

/// Makes the native machine around a command. `$1` is the root filesystem, `$2` an empty directory to mount at, then
/// pairs of host and guest paths up to `--`, then the command.
const ENTER: &str = r#"
set -e
root=$1 place=$2; shift 2
mount -t tmpfs tmpfs "$place"
mkdir "$place/upper" "$place/work" "$place/m"
mount -t overlay overlay -o "lowerdir=$root,upperdir=$place/upper,workdir=$place/work" "$place/m"
mount -t proc proc "$place/m/proc"
mount -t tmpfs tmpfs "$place/m/dev/shm"
mount -t devpts -o newinstance,ptmxmode=666 devpts "$place/m/dev/pts"
while [ "$1" != -- ]; do
    if [ -d "$1" ]; then mkdir -p "$place/m$2"; else mkdir -p "$place/m${2%/*}"; : >"$place/m$2"; fi
    mount --bind "$1" "$place/m$2"
    mount -o remount,ro,bind "$place/m$2"
    shift 2
done
shift
busybox hostname airlock
busybox ip link set lo up
exec chroot "$place/m" "$@"
"#;

/// A command with what it needs to run on either machine.
#[derive(Clone, Debug)]
pub(crate) struct Job {
    pub(crate) command: Vec<OsString>,
    /// Further variables.
    pub(crate) environment: Vec<String>,
    pub(crate) timeout: Duration,
}

/// The root filesystem, and what of the host is to be seen in it, for reading.
#[derive(Clone, Debug)]
pub(crate) struct Userland {
    rootfs: PathBuf,
    binds: Vec<(PathBuf, String)>,
}

impl Userland {
    /// Installs what the native machine is made with.
    pub(crate) fn new(rootfs: PathBuf) -> Result<Self> {
        packages::ensure(&[UNSHARE, BUSYBOX])?;
        Ok(Self { rootfs, binds: Vec::new() })
    }

    /// Shows a file or directory of the host at a path of the guest.
    pub(crate) fn bind(mut self, host: impl Into<PathBuf>, guest: &str) -> Self {
        self.binds.push((host.into(), guest.to_owned()));
        self
    }

    /// Runs natively. `writable` is a directory of the host that is seen at the given path, for writing.
    pub(crate) fn native(&self, job: &Job) -> Result<Finished> {
        let place = tempfile::Builder::new().prefix("airlock-userland-").tempdir()?;
        let mut cmd = Cmd::new("unshare")
            .args(["--mount", "--pid", "--net", "--uts", "--ipc", "--fork", "--kill-child", "--propagation", "private"])
            .args(["--", "/bin/sh", "-c", ENTER, "sh"])
            .arg(&self.rootfs)
            .arg(place.path());
        for (host, guest) in &self.binds {
            cmd = cmd.arg(host).arg(guest);
        }
        cmd = cmd.args(["--", "/usr/bin/env", "-i"]).args(ENVIRONMENT).args(&job.environment);
        cmd.args(start(job)).timeout(job.timeout).capture()
    }

    /// Runs in the box.
    pub(crate) fn boxed(&self, airlock: &Path, job: &Job) -> Result<Finished> {
        let mut cmd = Cmd::new(airlock).args(["run", "--memory", "6G", "--stdin", "null"]);
        cmd = cmd.arg("--timeout").arg(format!("{}s", job.timeout.as_secs()));
        cmd = cmd.arg("--rootfs").arg(&self.rootfs);
        for (host, guest) in &self.binds {
            cmd = cmd.arg("--mount").arg(format!("{}:{guest}:ro", host.display()));
        }
        for variable in ENVIRONMENT.iter().copied().chain(job.environment.iter().map(String::as_str)) {
            cmd = cmd.arg("--env").arg(variable);
        }
        // The guest's limit comes first, so that it is the one that tells.
        cmd.args(start(job)).timeout(job.timeout + Duration::from_secs(20)).capture()
    }
}

/// The command, started in its empty directory.
fn start(job: &Job) -> Vec<OsString> {
    let script = format!("mkdir -p {WORK} && cd {WORK} && exec \"$@\"");
    let mut words: Vec<OsString> = ["/bin/sh", "-c", &script, "sh"].map(OsString::from).to_vec();
    words.extend(job.command.iter().cloned());
    words
}

/// The exit status as a shell tells it: both machines' wrappers pass a signal on in their own way.
pub(crate) fn status(end: End) -> Option<i32> {
    match end {
        End::Exit(code) => Some(code),
        End::Signal(signal) => Some(128 + signal),
        End::TimedOut => None,
    }
}

/// How the box's run differs from the native one; `None` if it does not.
pub(crate) fn difference(native: &Finished, boxed: &Finished) -> Option<String> {
    let (expected, got) = (status(native.end), status(boxed.end));
    let mut text = if native.stdout != boxed.stdout {
        let line = first_difference(&String::from_utf8_lossy(&native.stdout), &String::from_utf8_lossy(&boxed.stdout));
        format!("{line} ({})", boxed.end)
    } else if expected != got {
        format!("{}, natively {}", boxed.end, native.end)
    } else {
        return None;
    };
    for line in last_lines(&boxed.stderr, 6) {
        text.push_str("\n      | ");
        text.push_str(&line);
    }
    Some(text)
}

fn first_difference(expected: &str, got: &str) -> String {
    let mut ours = got.lines();
    for (number, line) in expected.lines().enumerate() {
        let ours = ours.next();
        if ours != Some(line) {
            let shown = ours.map_or_else(|| "nothing".to_owned(), |ours| format!("{:?}", cut(ours)));
            return format!("line {}: expected {:?}, got {shown}", number + 1, cut(line));
        }
    }
    match ours.next() {
        Some(more) => format!("more than expected: {:?}", cut(more)),
        None => "the outputs differ in how lines end".to_owned(),
    }
}

fn cut(line: &str) -> String {
    line.chars().take(160).collect()
}

/// The last lines of an output that say something.
pub(crate) fn last_lines(output: &[u8], count: usize) -> Vec<String> {
    let text = String::from_utf8_lossy(output);
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
    lines.iter().skip(lines.len().saturating_sub(count)).map(|line| cut(line)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finished(end: End, stdout: &str) -> Finished {
        let (wall, cpu) = (Duration::ZERO, Duration::ZERO);
        Finished { end, stdout: stdout.into(), stderr: b"why\n\n".to_vec(), wall, cpu }
    }

    #[test]
    fn equal_runs_have_no_difference() {
        assert_eq!(difference(&finished(End::Signal(6), "a\n"), &finished(End::Exit(134), "a\n")), None);
    }

    #[test]
    fn the_first_difference_is_told() {
        let native = finished(End::Exit(0), "a\nb\n");
        let told = |end, stdout| difference(&native, &finished(end, stdout)).unwrap();
        assert!(told(End::Exit(1), "a\nb\n").starts_with("exit 1, natively exit 0"));
        assert!(told(End::Exit(0), "a\nc\n").starts_with("line 2: expected \"b\", got \"c\""));
        assert!(told(End::TimedOut, "a\n").starts_with("line 2: expected \"b\", got nothing (time limit)"));
        assert!(told(End::Exit(0), "a\nb\nc\n").ends_with("| why"));
        assert!(told(End::Exit(0), "a\nb").starts_with("the outputs differ in how lines end"));
    }
}
