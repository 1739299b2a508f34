//! Several processes and threads: C programs that check each step themselves, and scripts for real shells.

#![allow(clippy::print_stderr, reason = "a test that is skipped says so")]

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use crate::{Done, Sandbox};

/// A static program from `tests/c`, as `prog` in the sandbox's directory. `None`, with a word about it, where there is no
/// C compiler or no static libc.
pub(crate) fn compile(dir: &Sandbox, name: &str) -> Option<()> {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/c").join(name);
    let built = Command::new("cc")
        .args(["-O1", "-static", "-pthread", "-o"])
        .arg(dir.path().join("prog"))
        .arg(source)
        .status()
        .is_ok_and(|status| status.success());
    if !built {
        eprintln!("skipped: `cc -static` does not work here");
    }
    built.then_some(())
}

/// A root filesystem with Debian's busybox-static under all its names, and bash-static if it is there.
pub(crate) fn root(dir: &Sandbox) -> Option<()> {
    let is_static =
        |path: &str| std::fs::read(path).is_ok_and(|bytes| !bytes.windows(9).any(|part| part == b"ld-linux-"));
    if !is_static("/bin/busybox") {
        eprintln!("skipped: there is no /bin/busybox (package busybox-static)");
        return None;
    }
    let bin = dir.path().join("root/bin");
    std::fs::create_dir_all(&bin).unwrap();
    std::fs::copy("/bin/busybox", bin.join("busybox")).unwrap();
    for name in [
        "sh", "ls", "wc", "cat", "sort", "uniq", "tr", "seq", "awk", "head", "yes", "sleep", "true", "kill", "stty",
        "tty", "vi",
    ] {
        std::os::unix::fs::symlink("busybox", bin.join(name)).unwrap();
    }
    if Path::new("/usr/bin/bash-static").exists() {
        std::fs::copy("/usr/bin/bash-static", bin.join("bash")).unwrap();
    }
    Some(())
}

fn script(dir: &Sandbox, shell: &str, script: &str) -> Done {
    dir.run(&["run", "--timeout", "5m", "--rootfs", "root", shell, "-c", script])
}

#[test]
fn processes_do_what_they_do_on_linux() {
    let dir = Sandbox::new();
    let Some(()) = compile(&dir, "processes.c") else { return };
    let done = dir.run(&["run", "--timeout", "5m", "./prog"]);
    assert_eq!((done.status, done.stdout.as_str()), (0, "all is well\n"), "{done:?}");

    // A fork bomb meets its limit and leaves nothing behind.
    let done = dir.run(&["run", "--max-processes", "20", "./prog", "bomb"]);
    assert_eq!((done.status, done.stdout.as_str()), (0, "19\n"), "{done:?}");
    let done = dir.run(&["run", "--memory", "64M", "./prog", "bomb"]);
    assert_eq!(done.status, 0, "{done:?}");
    let made: u32 = done.stdout.trim().parse().unwrap();
    assert!((1..30).contains(&made), "memory of all processes counts: {done:?}");

    // The end of the first process ends the run, whatever the others do.
    let start = Instant::now();
    let done = dir.run(&["run", "./prog", "leave"]);
    assert_eq!(done.status, 4, "{done:?}");
    assert!(start.elapsed() < Duration::from_secs(100));

    // Time limits count all of them.
    for option in ["--cpu-time", "--timeout"] {
        let done = dir.run(&["run", option, "500ms", "./prog", "spin"]);
        assert_eq!(done.status, 124, "{done:?}");
    }
}

#[test]
fn threads_do_what_they_do_on_linux() {
    let dir = Sandbox::new();
    let Some(()) = compile(&dir, "threads.c") else { return };
    let done = dir.run(&["run", "--timeout", "5m", "./prog"]);
    assert_eq!((done.status, done.stdout.as_str()), (0, "all is well\n"), "{done:?}");
}

#[test]
fn event_descriptors_do_what_they_do_on_linux() {
    let dir = Sandbox::new();
    let Some(()) = compile(&dir, "events.c") else { return };
    let done = dir.run(&["run", "--timeout", "5m", "./prog"]);
    assert_eq!((done.status, done.stdout.as_str()), (0, "all is well\n"), "{done:?}");
}

#[test]
fn nobody_sees_that_fork_copies_late() {
    let dir = Sandbox::new();
    let Some(()) = compile(&dir, "fork.c") else { return };
    let done = dir.run(&["run", "--timeout", "5m", "./prog"]);
    assert_eq!((done.status, done.stdout.as_str()), (0, "all is well\n"), "{done:?}");
}

#[test]
fn a_busybox_shell_runs_pipelines() {
    let dir = Sandbox::new();
    let Some(()) = root(&dir) else { return };
    let done = script(&dir, "/bin/sh", "ls / | wc -l; for i in 1 2 3; do (echo $i); done");
    assert_eq!((done.status, done.stdout.as_str()), (0, "5\n1\n2\n3\n"), "{done:?}");
    let done = script(
        &dir,
        "/bin/sh",
        r#"x=$(echo hello | tr a-z A-Z); echo "$x"
cat <<EOF | sort | uniq -c
b
a
b
EOF
seq 1 100 | awk '{ s += $1 } END { print s }'
(sleep 0.1; exit 5) & wait $!; echo "waited $?"
trap 'echo trapped' USR1; kill -USR1 $$
yes | head -2
for i in 1 2 3; do echo $i; done | while read n; do echo "<$n>"; done
sh -c 'kill -9 $$'; echo "killed $?"
exit 3"#,
    );
    let expected = "HELLO\n      1 a\n      2 b\n5050\nwaited 5\ntrapped\ny\ny\n<1>\n<2>\n<3>\nkilled 137\n";
    assert_eq!((done.status, done.stdout.as_str()), (3, expected), "{done:?}");
}

#[test]
fn bash_runs_scripts() {
    let dir = Sandbox::new();
    let Some(()) = root(&dir) else { return };
    if !dir.path().join("root/bin/bash").exists() {
        eprintln!("skipped: there is no /usr/bin/bash-static (package bash-static)");
        return;
    }
    let done = script(
        &dir,
        "/bin/bash",
        r#"cat < <(echo substituted)
sort <<EOF | uniq -c
b
b
EOF
sleep 100 & kill %1; wait %1; echo "killed $?"
yes | head -1; echo "${PIPESTATUS[@]}"
coproc cat; echo through >&${COPROC[1]}; read -u ${COPROC[0]} line; echo $line; exec {COPROC[1]}>&-; wait
mapfile -t lines < <(seq 3); echo "${lines[@]}"
for i in $(seq 10); do (echo $i) & done | sort -n | wc -l; wait
trap 'echo bye' EXIT
exit 3"#,
    );
    let expected = "substituted\n      2 b\nkilled 143\ny\n141 0\nthrough\n1 2 3\n10\nbye\n";
    assert_eq!((done.status, done.stdout.as_str()), (3, expected), "{done:?}");
}
