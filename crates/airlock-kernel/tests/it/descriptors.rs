//! Descriptors, pipes, devices, terminals, waiting.

use airlock_abi::Errno;
use airlock_abi::fcntl::*;
use airlock_abi::poll::{POLLERR, POLLHUP, POLLIN, POLLNVAL, POLLOUT};
use airlock_kernel::{Config, Next};
use airlock_platform::Registers;
use airlock_types::{LimitKind, Limits, Outcome};

use crate::harness::{Guest, call};

fn pipe(g: &mut Guest, flags: u32) -> (u64, u64) {
    let at = g.room(8);
    call!(g, "pipe2", at, flags).unwrap();
    let b = g.get(at, 8);
    let half = |at: usize| u64::from(u32::from_le_bytes([b[at], b[at + 1], b[at + 2], b[at + 3]]));
    (half(0), half(4))
}

/// How the guest ends, when a call has asked for attention.
fn ending(g: &mut Guest) -> Outcome {
    match g.kernel.attend(&mut g.mem, &mut Registers::default()) {
        Next::End(outcome) => outcome,
        other => panic!("the guest goes on: {other:?}"),
    }
}

#[test]
fn standard_streams_reach_the_platform() {
    let mut g = Guest::empty();
    assert_eq!(g.write(1, b"out"), Ok(3));
    assert_eq!(g.write(2, b"err"), Ok(3));
    assert_eq!(g.write(0, b"in"), Err(Errno::EBADF));
    assert_eq!(g.read(0, 10).unwrap(), b"");
    assert_eq!(g.read(1, 10), Err(Errno::EBADF));
    let fd = g.open("/dev/stdout", O_WRONLY).unwrap();
    assert_eq!(g.write(fd, b"put"), Ok(3));
    assert_eq!(g.platform.output(), (b"output".to_vec(), b"err".to_vec()));
    assert_eq!(call!(g, "lseek", 1, 0, 0), Err(Errno::ESPIPE));
    assert_eq!(g.open("/dev/tty", O_RDWR), Err(Errno::ENXIO));
    let at = g.room(36);
    assert_eq!(call!(g, "ioctl", 1, 0x5401, at), Err(Errno::ENOTTY));
}

#[test]
fn output_ends_at_its_limit() {
    let limits = Limits { output_bytes: 10, ..Limits::default() };
    let mut g = Guest::new(Config { limits, ..Config::default() });
    assert_eq!(g.write(1, b"12345678"), Ok(8));
    let at = g.put(b"abcdef");
    let answer = g.raw("write", [2.into(), at.into(), 6.into()]);
    assert!(answer.attention);
    assert_eq!(answer.value, 2);
    assert_eq!(ending(&mut g), Outcome::Limit(LimitKind::Output));
    assert_eq!(g.platform.output(), (b"12345678".to_vec(), b"ab".to_vec()));
}

#[test]
fn descriptors_are_the_lowest_free_and_limited() {
    let limits = Limits { open_files: 6, ..Limits::default() };
    let mut g = Guest::new(Config { limits, ..Config::default() });
    assert_eq!(g.open("/dev/null", O_RDWR), Ok(3));
    assert_eq!(call!(g, "dup", 3), Ok(4));
    assert_eq!(call!(g, "dup2", 3, 5), Ok(5));
    assert_eq!(call!(g, "dup", 3), Err(Errno::EMFILE));
    assert_eq!(g.open("/tmp/never", O_CREAT | O_WRONLY), Err(Errno::EMFILE));
    assert_eq!(g.stat("/tmp/never"), Err(Errno::ENOENT));
    assert_eq!(call!(g, "dup2", 3, 6), Err(Errno::EBADF));
    assert_eq!(call!(g, "dup3", 3, 3, 0), Err(Errno::EINVAL));
    assert_eq!(call!(g, "close", 4), Ok(0));
    assert_eq!(call!(g, "close", 4), Err(Errno::EBADF));
    assert_eq!(call!(g, "fcntl", 3, F_DUPFD, 4u64), Ok(4));
    assert_eq!(call!(g, "fcntl", 3, F_DUPFD, 6u64), Err(Errno::EINVAL));
    assert_eq!(call!(g, "fcntl", 3, F_DUPFD, -1), Err(Errno::EINVAL));
    assert_eq!(call!(g, "close_range", 3, 100, 0), Ok(0));
    assert_eq!(call!(g, "close_range", 5, 4, 0), Err(Errno::EINVAL));
    assert_eq!(call!(g, "dup", 0), Ok(3));
}

#[test]
fn duplicates_share_position_and_flags_but_not_cloexec() {
    let mut g = Guest::empty();
    g.create("/tmp/a", b"abcdef");
    let a = g.open("/tmp/a", O_RDONLY | O_CLOEXEC).unwrap();
    let b = call!(g, "dup", a).unwrap();
    assert_eq!(g.read(a, 2).unwrap(), b"ab");
    assert_eq!(g.read(b, 2).unwrap(), b"cd");
    assert_eq!((call!(g, "fcntl", a, F_GETFD), call!(g, "fcntl", b, F_GETFD)), (Ok(1), Ok(0)));
    call!(g, "fcntl", a, F_SETFL, O_NONBLOCK | O_WRONLY).unwrap();
    assert_eq!(call!(g, "fcntl", b, F_GETFL), Ok(u64::from(O_NONBLOCK | O_LARGEFILE)));
    call!(g, "ioctl", b, 0x5451, 0).unwrap();
    assert_eq!(call!(g, "fcntl", b, F_GETFD), Ok(1));
    let at = g.room(4);
    call!(g, "ioctl", b, 0x541b, at).unwrap();
    assert_eq!(g.get(at, 4), 2u32.to_le_bytes());
    assert_eq!(call!(g, "fcntl", a, 999, 0), Err(Errno::EINVAL));
}

#[test]
fn pipes_carry_bytes_and_notice_lost_ends() {
    let mut g = Guest::empty();
    let (r, w) = pipe(&mut g, O_NONBLOCK);
    assert_eq!(g.read(r, 4), Err(Errno::EAGAIN));
    assert_eq!(g.write(w, b"through"), Ok(7));
    assert_eq!(g.read(r, 4).unwrap(), b"thro");
    assert_eq!(g.read(w, 1), Err(Errno::EBADF));
    assert_eq!(call!(g, "lseek", r, 0, 0), Err(Errno::ESPIPE));
    assert_eq!(call!(g, "pread64", r, 0x10_0000u64, 1u64, 0u64), Err(Errno::ESPIPE));
    // Bytes that could not be delivered stay.
    assert_eq!(call!(g, "read", r, 0x10u64, 3u64), Err(Errno::EFAULT));
    assert_eq!(g.read(r, 4).unwrap(), b"ugh");
    assert_eq!(call!(g, "fcntl", r, F_GETPIPE_SZ), Ok(65536));
    assert_eq!(call!(g, "fcntl", r, F_SETPIPE_SZ, 5000), Ok(8192));
    assert_eq!(g.write(w, &vec![7; 10_000]), Ok(8192));
    assert_eq!(g.write(w, b"x"), Err(Errno::EAGAIN));
    call!(g, "close", w).unwrap();
    assert_eq!(g.read(r, 10_000).unwrap().len(), 8192);
    assert_eq!(g.read(r, 4).unwrap(), b"");
    let (r, w) = pipe(&mut g, 0);
    call!(g, "close", r).unwrap();
    let answer = g.raw("write", [w.into(), b"x".into(), 1.into()]);
    assert_eq!(Errno::from_return(answer.value), Some(Errno::EPIPE));
    assert!(answer.attention);
    assert!(matches!(ending(&mut g), Outcome::Killed { signal: 13, .. }));
}

#[test]
fn waiting_for_oneself_ends_with_a_clear_outcome() {
    let mut g = Guest::empty();
    let (r, _w) = pipe(&mut g, 0);
    let at = g.room(8);
    let answer = g.raw("read", [r.into(), at.into(), 1.into()]);
    assert!(answer.attention);
    let Outcome::Killed { signal: 9, detail: Some(detail) } = ending(&mut g) else { panic!("not killed") };
    assert_eq!(detail, "deadlock: the only task waits for ever in read of an empty pipe");
}

#[test]
fn fifos_need_both_ends() {
    let mut g = Guest::empty();
    call!(g, "mknod", "/tmp/fifo", 0o010_644, 0).unwrap();
    assert_eq!(g.stat("/tmp/fifo").unwrap().mode, 0o010_644);
    assert_eq!(g.open("/tmp/fifo", O_WRONLY | O_NONBLOCK), Err(Errno::ENXIO));
    let r = g.open("/tmp/fifo", O_RDONLY | O_NONBLOCK).unwrap();
    let w = g.open("/tmp/fifo", O_WRONLY).unwrap();
    g.write(w, b"f").unwrap();
    assert_eq!(g.read(r, 9).unwrap(), b"f");
    assert_eq!(call!(g, "mknod", "/tmp/dev", 0o020_644, 0x103), Err(Errno::EPERM));
    assert!(g.kernel.report().denied.iter().any(|d| d.action == "mknod" && d.object == "/tmp/dev"));
}

#[test]
fn devices_behave() {
    let mut g = Guest::empty();
    let null = g.open("/dev/null", O_RDWR).unwrap();
    assert_eq!(g.write(null, b"gone"), Ok(4));
    assert_eq!(g.read(null, 4).unwrap(), b"");
    let zero = g.open("/dev/zero", O_RDONLY).unwrap();
    assert_eq!(g.read(zero, 4).unwrap(), [0; 4]);
    let full = g.open("/dev/full", O_WRONLY).unwrap();
    assert_eq!(g.write(full, b"x"), Err(Errno::ENOSPC));
    let random = g.open("/dev/urandom", O_RDONLY).unwrap();
    assert_eq!(g.read(random, 4).unwrap(), [0, 1, 2, 3]);
    let stat = g.stat("/dev/null").unwrap();
    assert_eq!((stat.mode, stat.rdev), (0o020_666, 0x103));
    assert_eq!(g.list("/dev").unwrap().len(), 13);
}

#[test]
fn locks_conflict_between_descriptions_only() {
    let mut g = Guest::empty();
    g.create("/tmp/l", b"");
    let a = g.open("/tmp/l", O_RDWR).unwrap();
    let b = g.open("/tmp/l", O_RDWR).unwrap();
    call!(g, "flock", a, LOCK_EX).unwrap();
    assert_eq!(call!(g, "flock", b, LOCK_SH | LOCK_NB), Err(Errno::EAGAIN));
    call!(g, "close", a).unwrap();
    assert_eq!(call!(g, "flock", b, LOCK_SH | LOCK_NB), Ok(0));
    let c = g.open("/tmp/l", O_RDWR).unwrap();
    let lock = Flock { kind: F_WRLCK, whence: 0, start: 0, len: 10, pid: 0 };
    call!(g, "fcntl", b, F_OFD_SETLK, &lock.encode()).unwrap();
    assert_eq!(call!(g, "fcntl", c, F_OFD_SETLK, &lock.encode()), Err(Errno::EAGAIN));
    assert_eq!(call!(g, "fcntl", c, F_SETLK, &lock.encode()), Err(Errno::EAGAIN));
    let ask = g.put(&Flock { len: 1, start: 3, ..lock }.encode());
    call!(g, "fcntl", c, F_OFD_GETLK, ask).unwrap();
    let held = Flock::decode(g.get(ask, 32)[..].try_into().unwrap());
    assert_eq!((held.kind, held.start, held.len, held.pid), (F_WRLCK, 0, 10, -1));
    let free = Flock { start: 10, len: 0, ..lock };
    assert_eq!(call!(g, "fcntl", c, F_SETLK, &free.encode()), Ok(0));
    let bad = Flock { whence: 7, ..lock };
    assert_eq!(call!(g, "fcntl", c, F_SETLK, &bad.encode()), Err(Errno::EINVAL));
}

#[test]
fn memfds_are_sealed() {
    let mut g = Guest::empty();
    let fd = call!(g, "memfd_create", "m", MFD_ALLOW_SEALING).unwrap();
    g.write(fd, b"abc").unwrap();
    assert_eq!(call!(g, "fcntl", fd, F_ADD_SEALS, F_SEAL_GROW | F_SEAL_SHRINK), Ok(0));
    assert_eq!(g.write(fd, b"d"), Err(Errno::EPERM));
    assert_eq!(call!(g, "ftruncate", fd, 1u64), Err(Errno::EPERM));
    assert_eq!(call!(g, "pwrite64", fd, b"X", 1u64, 0u64), Ok(1));
    call!(g, "fcntl", fd, F_ADD_SEALS, F_SEAL_WRITE | F_SEAL_SEAL).unwrap();
    assert_eq!(call!(g, "pwrite64", fd, b"Y", 1u64, 0u64), Err(Errno::EPERM));
    assert_eq!(call!(g, "fcntl", fd, F_ADD_SEALS, 0), Err(Errno::EPERM));
    assert_eq!(call!(g, "fcntl", fd, F_GET_SEALS), Ok(15));
    let plain = call!(g, "memfd_create", "p", MFD_CLOEXEC).unwrap();
    assert_eq!(call!(g, "fcntl", plain, F_ADD_SEALS, F_SEAL_GROW), Err(Errno::EPERM));
    assert_eq!(call!(g, "memfd_create", "p", 0x100), Err(Errno::EINVAL));
}

#[test]
fn poll_and_select_tell_what_is_ready() {
    let mut g = Guest::empty();
    let (r, w) = pipe(&mut g, 0);
    let mut fds = Vec::new();
    for (fd, events) in [(r as i32, POLLIN), (w as i32, POLLOUT), (-1, POLLIN), (77, POLLIN)] {
        fds.extend_from_slice(&fd.to_le_bytes());
        fds.extend_from_slice(&u32::from(events).to_le_bytes());
    }
    let at = g.put(&fds);
    assert_eq!(call!(g, "poll", at, 4u64, 0), Ok(2));
    let revents = |g: &Guest, index: u64| g.mem_u16(at + index * 8 + 6);
    assert_eq!([0, 1, 2, 3].map(|i| revents(&g, i)), [0, POLLOUT, 0, POLLNVAL]);
    g.write(w, b"1").unwrap();
    assert_eq!(call!(g, "poll", at, 1u64, -1), Ok(1));
    assert_eq!(revents(&g, 0), POLLIN);
    let sets = g.put(&(1u64 << r | 1 << w).to_le_bytes());
    assert_eq!(call!(g, "select", 20, sets, 0u64, 0u64, 0u64), Ok(1));
    assert_eq!(g.get(sets, 8), (1u64 << r).to_le_bytes());
    let bad = g.put(&(1u64 << 19).to_le_bytes());
    assert_eq!(call!(g, "select", 20, bad, 0u64, 0u64, 0u64), Err(Errno::EBADF));
    g.read(r, 1).unwrap();
    call!(g, "close", w).unwrap();
    assert_eq!(call!(g, "poll", at, 1u64, -1), Ok(1));
    assert_eq!(revents(&g, 0), POLLHUP);
    let (r2, w2) = pipe(&mut g, 0);
    call!(g, "close", r2).unwrap();
    let one = [(w2 as u32).to_le_bytes(), u32::from(POLLOUT).to_le_bytes()].concat();
    let at = g.put(&one);
    assert_eq!(call!(g, "poll", at, 1u64, 0), Ok(1));
    assert_eq!(g.mem_u16(at + 6), POLLOUT | POLLERR);
}

#[test]
fn waits_take_their_time() {
    let mut g = Guest::empty();
    let (r, _w) = pipe(&mut g, 0);
    let at = g.put(&[&(r as u32).to_le_bytes()[..], &u32::from(POLLIN).to_le_bytes()].concat());
    let before = airlock_platform::Clock::monotonic_ns(&*g.platform);
    assert_eq!(call!(g, "poll", at, 1u64, 50), Ok(0));
    assert!(airlock_platform::Clock::monotonic_ns(&*g.platform) >= before + 50_000_000);
    let timeout = g.put(&[1u64.to_le_bytes(), 0u64.to_le_bytes()].concat());
    assert_eq!(call!(g, "pselect6", 0, 0u64, 0u64, 0u64, timeout, 0u64), Ok(0));
    let bad = g.put(&[1u64.to_le_bytes(), u64::MAX.to_le_bytes()].concat());
    assert_eq!(call!(g, "ppoll", at, 1u64, bad, 0u64, 8u64), Err(Errno::EINVAL));
    let answer = g.raw("poll", [at.into(), 1u64.into(), (-1).into()]);
    assert!(answer.attention);
    assert!(matches!(ending(&mut g), Outcome::Killed { signal: 9, detail: Some(_) }));
}

#[test]
fn what_is_denied_is_recorded() {
    let mut g = Guest::empty();
    assert_eq!(call!(g, "socket", 2, 3, 0), Err(Errno::EPERM));
    assert_eq!(call!(g, "socket", 17, 3, 0), Err(Errno::EPERM));
    assert_eq!(call!(g, "connect", 0, 0u64, 0), Err(Errno::ENOTSOCK));
    assert_eq!(call!(g, "connect", 99, 0u64, 0), Err(Errno::EBADF));
    assert_eq!(call!(g, "chroot", "/tmp"), Err(Errno::EPERM));
    assert_eq!(call!(g, "mount", "none", "/mnt", "tmpfs", 0u64, 0u64), Err(Errno::EPERM));
    let report = g.kernel.report();
    let denied: Vec<_> = report.denied.iter().map(|d| format!("{} {}", d.action, d.object)).collect();
    assert_eq!(denied, ["chroot /tmp", "mount /mnt", "socket AF_PACKET", "socket SOCK_RAW"]);
    assert_eq!(report.syscalls["socket"], 2);
    let answer = g.kernel.syscall(&mut g.mem, 9999, [0; 6]);
    assert_eq!(Errno::from_return(answer.value), Some(Errno::ENOSYS));
    assert_eq!(g.kernel.report().syscalls["unknown"], 1);
    assert_eq!(Errno::from_return(g.kernel.syscall(&mut g.mem, u64::MAX, [0; 6]).value), Some(Errno::ENOSYS));
}

#[test]
fn splice_moves_between_pipe_and_file() {
    let mut g = Guest::empty();
    let (r, w) = pipe(&mut g, O_NONBLOCK);
    g.create("/tmp/s", b"spliced");
    let f = g.open("/tmp/s", O_RDWR).unwrap();
    assert_eq!(call!(g, "splice", f, 0u64, w, 0u64, 100u64, 0), Ok(7));
    let to = g.open("/tmp/t", O_CREAT | O_RDWR).unwrap();
    assert_eq!(call!(g, "splice", r, 0u64, to, 0u64, 3u64, 0), Ok(3));
    assert_eq!(g.content("/tmp/t").unwrap(), b"spl");
    assert_eq!(call!(g, "splice", f, 0u64, to, 0u64, 3u64, 0), Err(Errno::EINVAL));
    assert_eq!(g.read(r, 10).unwrap(), b"iced");
    assert_eq!(call!(g, "splice", r, 0u64, to, 0u64, 3u64, 2), Err(Errno::EAGAIN));
}

#[test]
fn kernel_memory_behind_descriptors_is_limited() {
    let limits = Limits { filesystem_bytes: 470_000, ..Limits::default() };
    let mut g = Guest::new(Config { limits, ..Config::default() });
    for n in 0..500 {
        g.create(&format!("/tmp/{n:0200}"), b"");
    }
    // The directory's listing is about 120 KB: more than is left.
    let fd = g.open("/tmp", O_DIRECTORY).unwrap();
    let buf = g.room(1000);
    assert_eq!(call!(g, "getdents64", fd, buf, 1000u64), Err(Errno::ENOMEM));
    for n in 0..300 {
        call!(g, "unlink", format!("/tmp/{n:0200}").as_str()).unwrap();
    }
    assert!(call!(g, "getdents64", fd, buf, 1000u64).unwrap() > 0);
    let (r, _w) = pipe(&mut g, 0);
    assert_eq!(call!(g, "fcntl", r, F_SETPIPE_SZ, 1 << 20), Err(Errno::EPERM));
}

#[test]
fn file_size_limits_raise_a_signal() {
    let mut g = Guest::empty();
    let limit = g.put(&[4u64.to_le_bytes(), 100u64.to_le_bytes()].concat());
    call!(g, "setrlimit", 1, limit).unwrap();
    let fd = g.open("/tmp/f", O_CREAT | O_WRONLY).unwrap();
    assert_eq!(g.write(fd, b"123456"), Ok(4));
    let at = g.put(b"5");
    let answer = g.raw("write", [fd.into(), at.into(), 1.into()]);
    assert_eq!(Errno::from_return(answer.value), Some(Errno::EFBIG));
    assert!(matches!(ending(&mut g), Outcome::Killed { signal: 25, .. }));
}
