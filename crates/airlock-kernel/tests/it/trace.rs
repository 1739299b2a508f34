//! Traces, counts and the coverage page.

use airlock_abi::fcntl::*;
use airlock_kernel::Config;

use crate::harness::{AT_FDCWD, Guest, call};

#[test]
fn lines_look_like_those_of_strace() {
    let mut g = Guest::new(Config { trace: true, ..Config::default() });
    let _ = call!(g, "openat", AT_FDCWD, "/tmp/x", O_RDONLY, 0);
    let fd = call!(g, "openat", AT_FDCWD, "/tmp/x", O_RDWR | O_CREAT | O_CLOEXEC, 0o640).unwrap();
    g.write(fd, b"hello\n").unwrap();
    call!(g, "lseek", fd, 0, 0).unwrap();
    g.read(fd, 100).unwrap();
    g.fstat(fd).unwrap();
    let _ = call!(g, "read", 77, 0u64, 1u64);
    let at = g.room(8);
    call!(g, "pipe2", at, 0).unwrap();
    let lines = g.kernel.take_trace().unwrap();
    let expected = [
        "openat(AT_FDCWD, \"/tmp/x\", O_RDONLY, 00) = -1 ENOENT (No such file or directory)",
        "openat(AT_FDCWD, \"/tmp/x\", O_RDWR|O_CREAT|O_CLOEXEC, 0640) = 3",
        "write(3, \"hello\\n\", 6) = 6",
        "lseek(3, 0, SEEK_SET) = 0",
        "read(3, \"hello\\n\", 100) = 6",
        "fstat(3, {st_mode=0100640, st_size=6, ...}) = 0",
        "read(77, NULL, 1) = -1 EBADF (Bad file descriptor)",
        "pipe2([4, 5], O_RDONLY) = 0",
    ];
    assert_eq!(lines.lines().collect::<Vec<_>>(), expected);
    assert_eq!(g.kernel.take_trace().as_deref(), Some(""));
}

#[test]
fn without_tracing_there_are_counts_only() {
    let mut g = Guest::empty();
    for _ in 0..3 {
        call!(g, "getpid").unwrap();
    }
    assert_eq!(g.kernel.take_trace(), None);
    assert_eq!(g.kernel.report().syscalls["getpid"], 3);
    assert!(airlock_kernel::coverage_markdown().contains("| 39 | `getpid` | full |"));
}

/// `docs/syscalls.md` is what the table says. `AIRLOCK_BLESS=1` writes it anew.
#[test]
fn the_coverage_page_is_current() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/syscalls.md");
    let page = airlock_kernel::coverage_markdown();
    if std::env::var_os("AIRLOCK_BLESS").is_some() {
        std::fs::write(path, &page).unwrap();
    }
    let committed = std::fs::read_to_string(path).unwrap_or_default();
    assert!(committed == page, "docs/syscalls.md is out of date: run the tests with AIRLOCK_BLESS=1");
}
