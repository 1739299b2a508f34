//! Names, directories, attributes and content in the in-memory filesystem.

use airlock_abi::Errno;
use airlock_abi::fcntl::*;
use airlock_kernel::Config;
use airlock_types::Limits;

use crate::harness::{AT_FDCWD, Guest, call};

#[test]
fn files_keep_what_is_written() {
    let mut g = Guest::empty();
    g.create("/tmp/a", b"hello");
    assert_eq!(g.content("/tmp/a").unwrap(), b"hello");
    let fd = g.open("/tmp/a", O_RDWR).unwrap();
    assert_eq!(call!(g, "lseek", fd, 0, 2), Ok(5));
    assert_eq!(call!(g, "lseek", fd, -2, 1), Ok(3));
    g.write(fd, b"LOW").unwrap();
    assert_eq!(call!(g, "pwrite64", fd, b"J", 1u64, 0u64), Ok(1));
    assert_eq!(g.content("/tmp/a").unwrap(), b"JelLOW");
    let append = g.open("/tmp/a", O_WRONLY | O_APPEND).unwrap();
    g.write(append, b"!").unwrap();
    assert_eq!(call!(g, "pwrite64", append, b"?", 1u64, 0u64), Ok(1));
    assert_eq!(g.content("/tmp/a").unwrap(), b"JelLOW!?");
    assert_eq!(call!(g, "lseek", fd, -1, 0), Err(Errno::EINVAL));
    assert_eq!(call!(g, "lseek", fd, 0, 9), Err(Errno::EINVAL));
    assert_eq!(call!(g, "pread64", fd, 0u64, 1u64, -1), Err(Errno::EINVAL));
    assert_eq!(call!(g, "write", fd, 0x10u64, 1u64), Err(Errno::EFAULT));
    assert_eq!(call!(g, "read", append, 0u64, 1u64), Err(Errno::EBADF));
}

#[test]
fn open_flags_do_what_they_say() {
    let mut g = Guest::empty();
    assert_eq!(g.open("/tmp/x", O_RDONLY), Err(Errno::ENOENT));
    assert_eq!(g.open("", O_RDONLY), Err(Errno::ENOENT));
    let fd = g.open("/tmp/x", O_CREAT | O_EXCL | O_WRONLY).unwrap();
    assert_eq!(g.open("/tmp/x", O_CREAT | O_EXCL | O_WRONLY), Err(Errno::EEXIST));
    g.write(fd, b"data").unwrap();
    g.open("/tmp/x", O_WRONLY | O_TRUNC).unwrap();
    assert_eq!(g.stat("/tmp/x").unwrap().size, 0);
    assert_eq!(g.open("/tmp/x", O_RDONLY | O_DIRECTORY), Err(Errno::ENOTDIR));
    assert_eq!(g.open("/tmp/x/", O_RDONLY), Err(Errno::ENOTDIR));
    assert_eq!(g.open("/tmp/x/y", O_RDONLY), Err(Errno::ENOTDIR));
    assert_eq!(g.open("/tmp", O_WRONLY), Err(Errno::EISDIR));
    assert_eq!(g.open("/tmp/new/", O_CREAT | O_WRONLY), Err(Errno::EISDIR));
    let long = "n".repeat(256);
    assert_eq!(g.open(&format!("/tmp/{long}"), O_CREAT | O_WRONLY), Err(Errno::ENAMETOOLONG));
    assert_eq!(g.open(&"a/".repeat(2100), O_RDONLY), Err(Errno::ENAMETOOLONG));
    assert_eq!(call!(g, "open", 0u64, 0, 0), Err(Errno::EFAULT));
    let path = g.open("/tmp/x", O_PATH).unwrap();
    assert_eq!(g.read(path, 1), Err(Errno::EBADF));
    assert_eq!(g.fstat(path).unwrap().ino, g.stat("/tmp/x").unwrap().ino);
    let unnamed = g.open("/tmp", O_TMPFILE | O_RDWR).unwrap();
    g.write(unnamed, b"t").unwrap();
    assert_eq!(g.fstat(unnamed).unwrap().nlink, 0);
    call!(g, "linkat", unnamed, "", AT_FDCWD, "/tmp/named", AT_EMPTY_PATH).unwrap();
    assert_eq!(g.content("/tmp/named").unwrap(), b"t");
}

#[test]
fn the_mode_of_a_new_file_obeys_the_umask() {
    let mut g = Guest::empty();
    assert_eq!(call!(g, "umask", 0o027u64), Ok(0o022));
    let fd = call!(g, "open", "/tmp/m", O_CREAT | O_WRONLY, 0o666).unwrap();
    assert_eq!(g.fstat(fd).unwrap().mode, 0o100_640);
    call!(g, "mkdir", "/tmp/d", 0o777).unwrap();
    assert_eq!(g.stat("/tmp/d").unwrap().mode, 0o040_750);
}

#[test]
fn symbolic_links_are_followed_up_to_a_limit() {
    let mut g = Guest::empty();
    call!(g, "mkdir", "/tmp/d", 0o755).unwrap();
    g.create("/tmp/d/f", b"1");
    call!(g, "symlink", "d", "/tmp/l").unwrap();
    call!(g, "symlink", "/tmp/l/../d/f", "/tmp/abs").unwrap();
    assert_eq!(g.content("/tmp/l/f").unwrap(), b"1");
    assert_eq!(g.content("/tmp/abs").unwrap(), b"1");
    assert_eq!(g.open("/tmp/abs", O_NOFOLLOW), Err(Errno::ELOOP));
    call!(g, "symlink", "loop", "/tmp/loop").unwrap();
    assert_eq!(g.open("/tmp/loop", O_RDONLY), Err(Errno::ELOOP));
    call!(g, "symlink", "/tmp/target", "/tmp/dangling").unwrap();
    assert_eq!(g.open("/tmp/dangling", O_RDONLY), Err(Errno::ENOENT));
    assert_eq!(g.open("/tmp/dangling", O_CREAT | O_EXCL | O_WRONLY), Err(Errno::EEXIST));
    g.create("/tmp/dangling", b"made");
    assert_eq!(g.content("/tmp/target").unwrap(), b"made");
    let buf = g.room(100);
    assert_eq!(call!(g, "readlink", "/tmp/abs", buf, 100u64), Ok(13));
    assert_eq!(g.get(buf, 13), b"/tmp/l/../d/f");
    assert_eq!(call!(g, "readlink", "/tmp/abs", buf, 4u64), Ok(4));
    assert_eq!(call!(g, "readlink", "/tmp/d", buf, 4u64), Err(Errno::EINVAL));
    assert_eq!(call!(g, "readlink", "/tmp/abs", buf, 0u64), Err(Errno::EINVAL));
    assert_eq!(call!(g, "symlink", "", "/tmp/e"), Err(Errno::ENOENT));
    assert_eq!(g.stat("/tmp/l").unwrap().mode, 0o120_777);
}

#[test]
fn dot_dot_stops_at_the_root_and_follows_renames() {
    let mut g = Guest::empty();
    call!(g, "mkdir", "/tmp/a", 0o755).unwrap();
    call!(g, "mkdir", "/tmp/a/b", 0o755).unwrap();
    call!(g, "mkdir", "/tmp/c", 0o755).unwrap();
    call!(g, "chdir", "/tmp/a/b").unwrap();
    call!(g, "rename", "/tmp/a/b", "/tmp/c/moved").unwrap();
    let buf = g.room(100);
    assert_eq!(call!(g, "getcwd", buf, 100u64), Ok(13));
    assert_eq!(g.get(buf, 13), b"/tmp/c/moved\0");
    assert_eq!(call!(g, "getcwd", buf, 12u64), Err(Errno::ERANGE));
    g.create("../sibling", b"s");
    assert_eq!(g.content("/tmp/c/sibling").unwrap(), b"s");
    assert_eq!(g.stat("/../../tmp/c/..").unwrap().ino, g.stat("/tmp").unwrap().ino);
    call!(g, "rmdir", "/tmp/c/moved").unwrap();
    assert_eq!(call!(g, "getcwd", buf, 100u64), Err(Errno::ENOENT));
    assert_eq!(g.open("new", O_CREAT | O_WRONLY), Err(Errno::ENOENT));
}

#[test]
fn directories_are_removed_only_when_empty() {
    let mut g = Guest::empty();
    call!(g, "mkdir", "/tmp/d", 0o755).unwrap();
    assert_eq!(call!(g, "mkdir", "/tmp/d", 0o755), Err(Errno::EEXIST));
    assert_eq!(call!(g, "mkdir", "/tmp/no/d", 0o755), Err(Errno::ENOENT));
    g.create("/tmp/d/f", b"");
    assert_eq!(call!(g, "rmdir", "/tmp/d"), Err(Errno::ENOTEMPTY));
    assert_eq!(call!(g, "unlink", "/tmp/d"), Err(Errno::EISDIR));
    assert_eq!(call!(g, "rmdir", "/tmp/d/f"), Err(Errno::ENOTDIR));
    assert_eq!(call!(g, "unlinkat", AT_FDCWD, "/tmp/d/f", 1), Err(Errno::EINVAL));
    call!(g, "unlinkat", AT_FDCWD, "/tmp/d/f", 0).unwrap();
    assert_eq!(call!(g, "rmdir", "/tmp/d/."), Err(Errno::EINVAL));
    assert_eq!(call!(g, "rmdir", "/tmp/d/.."), Err(Errno::ENOTEMPTY));
    assert_eq!(call!(g, "rmdir", "/"), Err(Errno::EBUSY));
    assert_eq!(call!(g, "rmdir", "/dev"), Err(Errno::EBUSY));
    assert_eq!(g.stat("/tmp").unwrap().nlink, 3);
    call!(g, "rmdir", "/tmp/d/").unwrap();
    assert_eq!(g.stat("/tmp").unwrap().nlink, 2);
    assert_eq!(g.stat("/tmp/d"), Err(Errno::ENOENT));
}

#[test]
fn hard_links_share_an_inode() {
    let mut g = Guest::empty();
    g.create("/tmp/a", b"x");
    call!(g, "link", "/tmp/a", "/tmp/b").unwrap();
    assert_eq!(g.stat("/tmp/a").unwrap().ino, g.stat("/tmp/b").unwrap().ino);
    assert_eq!(g.stat("/tmp/a").unwrap().nlink, 2);
    assert_eq!(call!(g, "link", "/tmp/a", "/tmp/b"), Err(Errno::EEXIST));
    assert_eq!(call!(g, "link", "/tmp", "/tmp/t"), Err(Errno::EPERM));
    assert_eq!(call!(g, "link", "/tmp/a", "/dev/a"), Err(Errno::EXDEV));
    let fd = g.open("/tmp/a", O_RDONLY).unwrap();
    call!(g, "unlink", "/tmp/a").unwrap();
    call!(g, "unlink", "/tmp/b").unwrap();
    assert_eq!(g.fstat(fd).unwrap().nlink, 0);
    assert_eq!(g.read(fd, 10).unwrap(), b"x");
    assert_eq!(call!(g, "unlink", "/tmp/b"), Err(Errno::ENOENT));
}

#[test]
fn rename_replaces_exchanges_and_refuses() {
    let mut g = Guest::empty();
    g.create("/tmp/a", b"A");
    g.create("/tmp/b", b"B");
    call!(g, "mkdir", "/tmp/d", 0o755).unwrap();
    call!(g, "mkdir", "/tmp/e", 0o755).unwrap();
    g.create("/tmp/e/f", b"F");
    let rename2 =
        |g: &mut Guest, old: &str, new: &str, flags: u32| call!(g, "renameat2", AT_FDCWD, old, AT_FDCWD, new, flags);
    assert_eq!(rename2(&mut g, "/tmp/a", "/tmp/b", RENAME_NOREPLACE), Err(Errno::EEXIST));
    assert_eq!(rename2(&mut g, "/tmp/a", "/tmp/none", RENAME_EXCHANGE), Err(Errno::ENOENT));
    rename2(&mut g, "/tmp/a", "/tmp/e", RENAME_EXCHANGE).unwrap();
    assert_eq!(g.content("/tmp/a/f").unwrap(), b"F");
    assert_eq!(g.content("/tmp/e").unwrap(), b"A");
    rename2(&mut g, "/tmp/a", "/tmp/e", RENAME_EXCHANGE).unwrap();
    assert_eq!(call!(g, "rename", "/tmp/a", "/tmp/d"), Err(Errno::EISDIR));
    assert_eq!(call!(g, "rename", "/tmp/d", "/tmp/a"), Err(Errno::ENOTDIR));
    assert_eq!(call!(g, "rename", "/tmp/d", "/tmp/e"), Err(Errno::ENOTEMPTY));
    assert_eq!(call!(g, "rename", "/tmp/e", "/tmp/e/inside"), Err(Errno::EINVAL));
    assert_eq!(call!(g, "rename", "/tmp/a", "/dev/a"), Err(Errno::EXDEV));
    assert_eq!(call!(g, "rename", "/tmp/a/", "/tmp/z"), Err(Errno::ENOTDIR));
    call!(g, "rename", "/tmp/e", "/tmp/d").unwrap();
    call!(g, "rename", "/tmp/a", "/tmp/b").unwrap();
    assert_eq!(g.content("/tmp/b").unwrap(), b"A");
    assert_eq!(g.list("/tmp").unwrap(), ["b", "d"]);
    assert_eq!(g.stat("/tmp").unwrap().nlink, 3);
}

#[test]
fn listings_survive_small_buffers_and_removal() {
    let mut g = Guest::empty();
    for n in 0..50 {
        g.create(&format!("/tmp/file{n:02}"), b"");
    }
    let names = g.list("/tmp").unwrap();
    assert_eq!(names.len(), 50);
    assert_eq!(names[7], "file07");
    let fd = g.open("/tmp", O_RDONLY | O_DIRECTORY).unwrap();
    let buf = g.room(100);
    assert_eq!(call!(g, "getdents64", fd, buf, 10u64), Err(Errno::EINVAL));
    assert_eq!(call!(g, "getdents64", fd, buf, 24u64), Ok(24));
    assert_eq!(call!(g, "getdents64", 0u64, buf, 24u64), Err(Errno::ENOTDIR));
    assert_eq!(g.read(fd, 1), Err(Errno::EISDIR));
}

#[test]
fn attributes_change() {
    let mut g = Guest::empty();
    g.create("/tmp/a", b"");
    call!(g, "chmod", "/tmp/a", 0o4751).unwrap();
    assert_eq!(g.stat("/tmp/a").unwrap().mode, 0o104_751);
    call!(g, "chown", "/tmp/a", 5, -1).unwrap();
    let stat = g.stat("/tmp/a").unwrap();
    assert_eq!((stat.uid, stat.gid, stat.mode), (5, 0, 0o100_751));
    let mut times = Vec::new();
    for word in [7i64, 8, 9, 1_000_000_000 - 1] {
        times.extend_from_slice(&word.to_le_bytes());
    }
    call!(g, "utimensat", AT_FDCWD, "/tmp/a", &times[..], 0).unwrap();
    let stat = g.stat("/tmp/a").unwrap();
    assert_eq!((stat.atime_ns, stat.mtime_ns), (7_000_000_008, 9_999_999_999));
    times[24..32].copy_from_slice(&1_000_000_000i64.to_le_bytes());
    assert_eq!(call!(g, "utimensat", AT_FDCWD, "/tmp/a", &times[..], 0), Err(Errno::EINVAL));
    let before = g.stat("/tmp/a").unwrap().mtime_ns;
    call!(g, "utimensat", AT_FDCWD, "/tmp/a", 0u64, 0).unwrap();
    assert!(g.stat("/tmp/a").unwrap().mtime_ns > before);
    call!(g, "symlink", "a", "/tmp/l").unwrap();
    call!(g, "fchownat", AT_FDCWD, "/tmp/l", 9, 9, AT_SYMLINK_NOFOLLOW).unwrap();
    assert_eq!((g.stat("/tmp/l").unwrap().uid, g.stat("/tmp/a").unwrap().uid), (9, 5));
    assert_eq!(call!(g, "chmod", "/proc/version", 0o777), Err(Errno::EPERM));
}

#[test]
fn other_users_meet_permission_bits() {
    let mut g = Guest::new(Config { uid: 1000, gid: 1000, ..Config::default() });
    assert_eq!(g.open("/etc", O_CREAT | O_WRONLY), Err(Errno::EACCES));
    g.create("/tmp/mine", b"1");
    assert_eq!(g.stat("/tmp/mine").unwrap().uid, 1000);
    call!(g, "chmod", "/tmp/mine", 0o000).unwrap();
    assert_eq!(g.open("/tmp/mine", O_RDONLY), Err(Errno::EACCES));
    assert_eq!(call!(g, "access", "/tmp/mine", R_OK), Err(Errno::EACCES));
    assert_eq!(call!(g, "access", "/tmp/mine", 0u64), Ok(0));
    assert_eq!(call!(g, "access", "/tmp/mine", 8u64), Err(Errno::EINVAL));
    assert_eq!(call!(g, "chown", "/tmp/mine", 0, 0), Err(Errno::EPERM));
    assert_eq!(call!(g, "chmod", "/dev/null", 0o777), Err(Errno::EPERM));
    assert_eq!(call!(g, "mkdir", "/d", 0o777), Err(Errno::EACCES));
}

#[test]
fn truncation_and_holes() {
    let mut g = Guest::empty();
    g.create("/tmp/a", b"0123456789");
    call!(g, "truncate", "/tmp/a", 4u64).unwrap();
    assert_eq!(g.content("/tmp/a").unwrap(), b"0123");
    call!(g, "truncate", "/tmp/a", 6u64).unwrap();
    assert_eq!(g.content("/tmp/a").unwrap(), b"0123\0\0");
    assert_eq!(call!(g, "truncate", "/tmp/a", -1), Err(Errno::EINVAL));
    assert_eq!(call!(g, "truncate", "/tmp", 0u64), Err(Errno::EISDIR));
    let fd = g.open("/tmp/a", O_RDWR).unwrap();
    call!(g, "ftruncate", fd, 1u64 << 40).unwrap();
    assert_eq!(g.fstat(fd).unwrap().size, 1 << 40);
    assert_eq!(call!(g, "lseek", fd, 0u64, SEEK_HOLE), Ok(4096));
    assert_eq!(call!(g, "lseek", fd, 4096u64, SEEK_DATA), Err(Errno::ENXIO));
    assert_eq!(call!(g, "fallocate", fd, 0, 0u64, 1u64 << 40), Err(Errno::ENOSPC));
    call!(g, "fallocate", fd, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, 0u64, 2u64).unwrap();
    call!(g, "ftruncate", fd, 4u64).unwrap();
    assert_eq!(g.content("/tmp/a").unwrap(), b"\0\x0023");
    assert_eq!(call!(g, "fallocate", fd, 0, 0u64, 0u64), Err(Errno::EINVAL));
    assert_eq!(call!(g, "fallocate", fd, 0x40, 0u64, 1u64), Err(Errno::EOPNOTSUPP));
    let read_only = g.open("/tmp/a", O_RDONLY).unwrap();
    assert_eq!(call!(g, "ftruncate", read_only, 0u64), Err(Errno::EINVAL));
}

#[test]
fn space_is_limited_and_returned() {
    let limits = Limits { filesystem_bytes: 100_000, ..Limits::default() };
    let mut g = Guest::new(Config { limits, ..Config::default() });
    let fd = g.open("/tmp/big", O_CREAT | O_WRONLY).unwrap();
    let chunk = vec![1; 50_000];
    assert_eq!(g.write(fd, &chunk), Ok(50_000));
    assert!(g.write(fd, &chunk).unwrap() < 50_000);
    assert_eq!(g.write(fd, &chunk), Err(Errno::ENOSPC));
    let mut made = 0;
    let error = loop {
        match g.open(&format!("/tmp/f{made}"), O_CREAT | O_WRONLY) {
            Ok(fd) => call!(g, "close", fd).unwrap(),
            Err(error) => break error,
        };
        made += 1;
        assert!(made < 1000);
    };
    assert_eq!(error, Errno::ENOSPC);
    call!(g, "unlink", "/tmp/big").unwrap();
    assert_eq!(g.open("/tmp/x", O_CREAT | O_WRONLY), Err(Errno::ENOSPC));
    // The pages are released with the last descriptor.
    call!(g, "close", fd).unwrap();
    assert_eq!(g.open("/tmp/x", O_CREAT | O_WRONLY).map(|_| ()), Ok(()));
}

#[test]
fn vectors_move_all_parts() {
    let mut g = Guest::empty();
    let fd = g.open("/tmp/v", O_CREAT | O_RDWR).unwrap();
    let (a, b) = (g.put(b"abc"), g.put(b"defg"));
    let mut iov = Vec::new();
    for word in [a, 3, 0, 0, b, 4] {
        iov.extend_from_slice(&u64::to_le_bytes(word));
    }
    assert_eq!(call!(g, "writev", fd, &iov[..], 3u64), Ok(7));
    assert_eq!(g.content("/tmp/v").unwrap(), b"abcdefg");
    assert_eq!(call!(g, "preadv", fd, &iov[..], 3u64, 2u64), Ok(5));
    assert_eq!(g.get(a, 3), b"cde");
    assert_eq!(g.get(b, 4), b"fgfg");
    assert_eq!(call!(g, "writev", fd, &iov[..], 1025u64), Err(Errno::EINVAL));
    assert_eq!(call!(g, "preadv2", fd, &iov[..], 3u64, -1, 0u64, 0x10u64), Err(Errno::EOPNOTSUPP));
    iov[..8].copy_from_slice(&8u64.to_le_bytes());
    assert_eq!(call!(g, "writev", fd, &iov[..], 3u64), Err(Errno::EFAULT));
}

#[test]
fn copies_between_files() {
    let mut g = Guest::empty();
    g.create("/tmp/from", b"0123456789");
    let from = g.open("/tmp/from", O_RDWR).unwrap();
    let to = g.open("/tmp/to", O_CREAT | O_RDWR).unwrap();
    let offset = g.put(&4u64.to_le_bytes());
    assert_eq!(call!(g, "sendfile", to, from, offset, 100u64), Ok(6));
    assert_eq!(g.get(offset, 8), 10u64.to_le_bytes());
    assert_eq!(g.content("/tmp/to").unwrap(), b"456789");
    assert_eq!(call!(g, "copy_file_range", from, 0u64, to, 0u64, 2u64, 0u64), Ok(2));
    assert_eq!(g.content("/tmp/to").unwrap(), b"45678901");
    assert_eq!(call!(g, "copy_file_range", from, 0u64, from, 0u64, 2u64, 0u64), Err(Errno::EINVAL));
    assert_eq!(call!(g, "copy_file_range", from, 0u64, to, 0u64, 2u64, 1u64), Err(Errno::EINVAL));
    assert_eq!(call!(g, "sendfile", 99u64, from, 0u64, 1u64), Err(Errno::EBADF));
}

#[test]
fn openat2_resolves_as_asked() {
    let mut g = Guest::empty();
    call!(g, "mkdir", "/tmp/jail", 0o755).unwrap();
    g.create("/tmp/jail/in", b"in");
    g.create("/tmp/out", b"out");
    call!(g, "symlink", "/out", "/tmp/jail/abs").unwrap();
    call!(g, "symlink", "../out", "/tmp/jail/up").unwrap();
    call!(g, "symlink", "in", "/tmp/jail/ok").unwrap();
    let dir = g.open("/tmp/jail", O_PATH).unwrap();
    let open = |g: &mut Guest, path: &str, resolve: u64| {
        let how: Vec<u8> = [0u64, 0, resolve].iter().flat_map(|word| word.to_le_bytes()).collect();
        call!(g, "openat2", dir, path, &how[..], 24u64)
    };
    assert!(open(&mut g, "ok", RESOLVE_BENEATH).is_ok());
    for path in ["up", "abs", "../out", "/tmp/out", "in/../../out"] {
        let expected = if path.starts_with("in/") { Errno::ENOTDIR } else { Errno::EXDEV };
        assert_eq!(open(&mut g, path, RESOLVE_BENEATH), Err(expected), "{path}");
    }
    assert_eq!(open(&mut g, "ok", RESOLVE_NO_SYMLINKS), Err(Errno::ELOOP));
    assert_eq!(open(&mut g, "abs", RESOLVE_IN_ROOT), Err(Errno::ENOENT));
    assert!(open(&mut g, "../../in", RESOLVE_IN_ROOT).is_ok());
    assert_eq!(open(&mut g, "/proc/self/fd/0", RESOLVE_NO_MAGICLINKS), Err(Errno::ELOOP));
    assert_eq!(open(&mut g, "ok", 1 << 20), Err(Errno::EINVAL));
    assert_eq!(call!(g, "openat2", dir, "in", b"\0\0\0\0\0\0\0\0", 8u64), Err(Errno::EINVAL));
}

#[test]
fn deep_trees_neither_overflow_nor_lose_their_way() {
    let mut g = Guest::empty();
    call!(g, "chdir", "/tmp").unwrap();
    for _ in 0..20_000 {
        call!(g, "mkdir", "d", 0o755).unwrap();
        call!(g, "chdir", "d").unwrap();
    }
    let buf = g.room(8192);
    assert_eq!(call!(g, "getcwd", buf, 8192u64), Err(Errno::ENAMETOOLONG));
    assert_eq!(g.stat("..").unwrap().nlink, 3);
    drop(g);
}

#[test]
fn statx_and_statfs_answer() {
    let mut g = Guest::empty();
    g.create("/tmp/a", b"12345");
    let buf = g.room(256);
    call!(g, "statx", AT_FDCWD, "/tmp/a", 0u64, 0x7ffu64, buf).unwrap();
    assert_eq!(g.get(buf + 40, 8), 5u64.to_le_bytes());
    assert_eq!(call!(g, "statx", AT_FDCWD, "/tmp/a", 0u64, 0x8000_0000u64, buf), Err(Errno::EINVAL));
    assert_eq!(call!(g, "statx", AT_FDCWD, "", 0u64, 0x7ffu64, buf), Err(Errno::ENOENT));
    call!(g, "statx", 1u64, "", AT_EMPTY_PATH, 0x7ffu64, buf).unwrap();
    call!(g, "statfs", "/tmp", buf).unwrap();
    assert_eq!(g.get(buf, 8), 0x0102_1994u64.to_le_bytes());
    call!(g, "statfs", "/proc/self", buf).unwrap();
    assert_eq!(g.get(buf, 8), 0x9fa0u64.to_le_bytes());
    assert_eq!(call!(g, "fstatfs", 77u64, buf), Err(Errno::EBADF));
    assert_eq!(call!(g, "getxattr", "/tmp/a", "user.x", buf, 10u64), Err(Errno::ENODATA));
    assert_eq!(call!(g, "listxattr", "/tmp/a", buf, 10u64), Ok(0));
}

#[test]
fn unnamed_files_get_a_name_and_deleted_ones_do_not() {
    let mut g = Guest::empty();
    let made = g.open("/tmp", O_TMPFILE | O_RDWR).unwrap();
    g.write(made, b"content").unwrap();
    let path = format!("/proc/self/fd/{made}");
    assert_eq!(call!(g, "linkat", AT_FDCWD, path.as_str(), AT_FDCWD, "/tmp/named", AT_SYMLINK_FOLLOW), Ok(0));
    assert_eq!(g.content("/tmp/named").unwrap(), b"content");
    assert_eq!(call!(g, "unlink", "/tmp/named"), Ok(0));
    let excluded = g.open("/tmp", O_TMPFILE | O_EXCL | O_RDWR).unwrap();
    assert_eq!(call!(g, "linkat", excluded, "", AT_FDCWD, "/tmp/a", AT_EMPTY_PATH), Err(Errno::ENOENT));
    g.create("/tmp/gone", b"");
    let gone = g.open("/tmp/gone", O_RDWR).unwrap();
    assert_eq!(call!(g, "unlink", "/tmp/gone"), Ok(0));
    assert_eq!(call!(g, "linkat", gone, "", AT_FDCWD, "/tmp/again", AT_EMPTY_PATH), Err(Errno::ENOENT));
}

#[test]
fn a_mapped_file_cannot_be_sealed_against_writing() {
    let mut g = Guest::empty();
    let fd = call!(g, "memfd_create", "m", MFD_ALLOW_SEALING).unwrap();
    g.write(fd, b"content").unwrap();
    let at = call!(g, "mmap", 0, 4096, 3, 1, fd, 0).unwrap();
    assert_eq!(call!(g, "fcntl", fd, F_ADD_SEALS, F_SEAL_WRITE), Err(Errno::EBUSY));
    assert_eq!(call!(g, "munmap", at, 4096), Ok(0));
    assert_eq!(call!(g, "fcntl", fd, F_ADD_SEALS, F_SEAL_WRITE), Ok(0));
    assert_eq!(call!(g, "mmap", 0, 4096, 3, 1, fd, 0), Err(Errno::EPERM));
}
