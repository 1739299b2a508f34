//! `/proc` and `/dev/fd`.

use airlock_abi::Errno;
use airlock_abi::fcntl::*;

use crate::harness::{Guest, call};

fn text(g: &mut Guest, path: &str) -> String {
    String::from_utf8(g.content(path).unwrap()).unwrap()
}

fn link(g: &mut Guest, path: &str) -> Result<String, Errno> {
    let buf = g.room(200);
    let n = call!(g, "readlink", path, buf, 200u64)?;
    Ok(String::from_utf8(g.get(buf, n as usize)).unwrap())
}

#[test]
fn the_usual_files_are_there() {
    let mut g = Guest::empty();
    let pid = call!(g, "getpid").unwrap();
    assert!(text(&mut g, "/proc/self/status").contains(&format!("\nPid:\t{pid}\n")));
    assert!(text(&mut g, "/proc/self/stat").starts_with(&format!("{pid} (")));
    assert_eq!(text(&mut g, "/proc/self/stat").trim().rsplit(')').next().unwrap().split_whitespace().count(), 50);
    assert!(text(&mut g, "/proc/meminfo").starts_with("MemTotal:        2097152 kB\n"));
    assert!(text(&mut g, "/proc/cpuinfo").contains("sse2"));
    assert!(text(&mut g, "/proc/mounts").starts_with("tmpfs / tmpfs rw,noatime 0 0\n"));
    assert!(text(&mut g, "/proc/self/limits").contains("Max open files"));
    assert!(text(&mut g, "/proc/sys/kernel/random/uuid").len() == 37);
    assert_eq!(text(&mut g, "/proc/sys/kernel/hostname"), "airlock\n");
    assert_eq!(text(&mut g, &format!("/proc/{pid}/comm")), text(&mut g, "/proc/self/comm"));
    for path in ["/proc/self/maps", "/proc/self/mountinfo", "/proc/self/statm", "/proc/uptime", "/proc/stat"] {
        g.content(path).unwrap();
    }
    assert_eq!(g.open("/proc/self/maps", O_WRONLY), Err(Errno::EACCES));
    assert_eq!(g.open("/proc/999", O_RDONLY), Err(Errno::ENOENT));
    assert_eq!(g.open("/proc/new", O_CREAT | O_WRONLY), Err(Errno::EPERM));
    assert!(g.list("/proc").unwrap().contains(&pid.to_string()));
}

#[test]
fn descriptors_can_be_read_and_reopened() {
    let mut g = Guest::empty();
    g.create("/tmp/f", b"content");
    let fd = g.open("/tmp/f", O_RDONLY).unwrap();
    assert_eq!(link(&mut g, &format!("/proc/self/fd/{fd}")).unwrap(), "/tmp/f");
    assert_eq!(g.content(&format!("/dev/fd/{fd}")).unwrap(), b"content");
    call!(g, "unlink", "/tmp/f").unwrap();
    assert_eq!(link(&mut g, &format!("/proc/self/fd/{fd}")).unwrap(), "/tmp/f (deleted)");
    assert_eq!(g.content(&format!("/proc/self/fd/{fd}")).unwrap(), b"content");
    assert_eq!(link(&mut g, "/proc/self/fd/77"), Err(Errno::ENOENT));
    assert_eq!(link(&mut g, "/proc/self/fd/03"), Err(Errno::ENOENT));
    assert!(g.list("/proc/self/fd").unwrap().contains(&fd.to_string()));
    assert!(text(&mut g, &format!("/proc/self/fdinfo/{fd}")).starts_with("pos:\t0\nflags:\t0100000\n"));
}

#[test]
fn links_lead_to_the_object() {
    let mut g = Guest::empty();
    call!(g, "chdir", "/tmp").unwrap();
    assert_eq!(link(&mut g, "/proc/self/cwd").unwrap(), "/tmp");
    g.create("/proc/self/cwd/here", b"1");
    assert_eq!(g.content("/tmp/here").unwrap(), b"1");
    assert_eq!(link(&mut g, "/proc/self/root").unwrap(), "/");
    assert_eq!(link(&mut g, "/proc/self/exe"), Err(Errno::ENOENT));
    let pid = call!(g, "getpid").unwrap();
    assert_eq!(link(&mut g, "/proc/self").unwrap(), pid.to_string());
    call!(g, "chdir", "/proc/self/task").unwrap();
    let buf = g.room(100);
    let n = call!(g, "getcwd", buf, 100u64).unwrap() as usize;
    assert_eq!(g.get(buf, n - 1), format!("/proc/{pid}/task").as_bytes());
    assert_eq!(g.stat("../..").unwrap().ino, g.stat("/proc").unwrap().ino);
    assert_eq!(g.stat("../../..").unwrap().ino, g.stat("/").unwrap().ino);
}

#[test]
fn what_is_written_is_shown() {
    let mut g = Guest::empty();
    let write = |g: &mut Guest, path: &str, bytes: &[u8]| {
        let fd = g.open(path, O_WRONLY | O_TRUNC)?;
        let answer = call!(g, "write", fd, bytes, bytes.len() as u64);
        call!(g, "close", fd).unwrap();
        answer
    };
    assert_eq!(write(&mut g, "/proc/self/comm", b"a new name that is long\n"), Ok(24));
    assert_eq!(text(&mut g, "/proc/self/comm"), "a new name that\n");
    assert_eq!(write(&mut g, "/proc/self/oom_score_adj", b"-500\n"), Ok(5));
    assert_eq!(text(&mut g, "/proc/self/oom_score_adj"), "-500\n");
    assert_eq!(write(&mut g, "/proc/self/oom_score_adj", b"1001"), Err(Errno::EINVAL));
    assert_eq!(write(&mut g, "/proc/self/oom_score", b"1"), Err(Errno::EACCES));
}

#[test]
fn limits_and_settings_are_those_of_the_run() {
    let mut g = Guest::empty();
    assert_eq!(text(&mut g, "/proc/sys/net/core/somaxconn"), "4096\n");
    assert_eq!(text(&mut g, "/proc/sys/kernel/threads-max"), text(&mut g, "/sys/fs/cgroup/pids.max"));
    assert_eq!(text(&mut g, "/sys/fs/cgroup/memory.max"), "2147483648\n");
    assert_eq!(text(&mut g, "/sys/fs/cgroup/cgroup.procs"), "1\n");
    assert_eq!(text(&mut g, "/sys/devices/system/cpu/online"), "0\n");
    assert_eq!(g.open("/sys/devices/new", O_CREAT | O_WRONLY), Err(Errno::EROFS));
    assert_eq!(link(&mut g, "/proc/self/ns/pid").unwrap(), "pid:[4026531836]");
    call!(g, "mmap", 0x2000_0000, 0x2000, 3, 0x32, -1, 0).unwrap();
    assert!(text(&mut g, "/proc/self/smaps").contains("\nRss:                   8 kB\n"));
    let mounts = text(&mut g, "/proc/mounts");
    assert!(
        mounts.contains("sysfs /sys sysfs ro,") && mounts.contains("cgroup2 /sys/fs/cgroup cgroup2 ro,"),
        "{mounts}"
    );
    let started: u64 = text(&mut g, "/proc/self/stat").split_whitespace().nth(21).unwrap().parse().unwrap();
    assert!(started <= text(&mut g, "/proc/uptime").split('.').next().unwrap().parse::<u64>().unwrap() * 100 + 100);
}

#[test]
fn descriptors_tell_what_they_are() {
    let mut g = Guest::empty();
    let event = call!(g, "eventfd2", 7, 0).unwrap();
    assert!(text(&mut g, &format!("/proc/self/fdinfo/{event}")).ends_with("eventfd-count:                7\n"));
    let pidfd = call!(g, "pidfd_open", 1, 0).unwrap();
    assert!(text(&mut g, &format!("/proc/self/fdinfo/{pidfd}")).contains("\nPid:\t1\n"));
    assert_eq!(link(&mut g, &format!("/proc/self/fd/{event}")).unwrap(), "anon_inode:[eventfd]");
}

#[test]
fn private_files_belong_to_the_process() {
    let config = airlock_kernel::Config { uid: 1000, gid: 1000, ..Default::default() };
    let mut g = Guest::new(config);
    g.content("/proc/self/environ").unwrap();
    assert_eq!(g.stat("/proc/self/environ").unwrap().uid, 1000);
    assert_eq!(g.open("/proc/self/comm", O_WRONLY), Ok(3));
}
