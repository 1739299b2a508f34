//! Root filesystems and mounts from the host.

use std::sync::Arc;

use airlock_abi::Errno;
use airlock_abi::fcntl::*;
use airlock_kernel::{Config, ConfigError, Kernel, Mount, MountSource, RootSource};
use airlock_platform::FixedPlatform;

use crate::harness::{AT_FDCWD, Guest, call, platform};
use crate::host::{TestDir, TestFile};

fn rootfs() -> TestDir {
    let root = TestDir::new();
    let etc = root.dir("etc");
    etc.file("passwd", b"root:x:0:0\n", 0o644).link_to("link", "passwd");
    etc.dir("sub").file("deep", b"deep", 0o644);
    root.dir("bin").file("prog", b"#!program", 0o755);
    root.dir("tmp");
    root.fifo("pipe");
    root
}

fn overlay(root: &TestDir) -> Guest {
    Guest::new(Config { root: RootSource::Host(Arc::new(root.clone())), ..Config::default() })
}

fn mounted(dir: &TestDir, writable: bool) -> Guest {
    let source = MountSource::Dir(Arc::new(dir.clone()));
    let mounts = vec![Mount { at: b"/data/here".to_vec(), source, writable }];
    Guest::new(Config { mounts, ..Config::default() })
}

#[test]
fn the_lower_layer_shows_through() {
    let mut g = overlay(&rootfs());
    assert_eq!(g.content("/etc/passwd").unwrap(), b"root:x:0:0\n");
    assert_eq!(g.content("/etc/link").unwrap(), b"root:x:0:0\n");
    assert_eq!(g.content("/etc/sub/../sub/deep").unwrap(), b"deep");
    assert_eq!(g.list("/").unwrap(), ["bin", "dev", "etc", "pipe", "proc", "sys", "tmp"]);
    assert_eq!(g.list("/etc").unwrap(), ["link", "passwd", "sub"]);
    assert_eq!(g.stat("/bin/prog").unwrap().mode, 0o100_755);
    assert_eq!(g.open("/pipe", O_RDONLY), Err(Errno::ENXIO));
    assert_eq!(g.stat("/etc/none"), Err(Errno::ENOENT));
}

#[test]
fn writes_are_copied_up_and_never_reach_the_host() {
    let root = rootfs();
    let mut g = overlay(&root);
    let ino = g.stat("/etc/passwd").unwrap().ino;
    let fd = g.open("/etc/passwd", O_RDWR).unwrap();
    call!(g, "pwrite64", fd, b"ROOT", 4u64, 0u64).unwrap();
    assert_eq!(g.content("/etc/passwd").unwrap(), b"ROOT:x:0:0\n");
    assert_eq!(g.stat("/etc/passwd").unwrap().ino, ino);
    call!(g, "chmod", "/bin/prog", 0o600).unwrap();
    assert_eq!(g.stat("/bin/prog").unwrap().mode, 0o100_600);
    call!(g, "truncate", "/bin/prog", 3u64).unwrap();
    assert_eq!(g.content("/bin/prog").unwrap(), b"#!p");
    call!(g, "truncate", "/bin/prog", 5u64).unwrap();
    assert_eq!(g.content("/bin/prog").unwrap(), b"#!p\0\0");
    call!(g, "unlink", "/etc/link").unwrap();
    assert_eq!(g.list("/etc").unwrap(), ["passwd", "sub"]);
    assert_eq!(g.stat("/etc/link"), Err(Errno::ENOENT));
    call!(g, "mkdir", "/etc/link", 0o755).unwrap();
    assert_eq!(g.list("/etc/link").unwrap(), [""; 0]);
    g.create("/etc/new", b"new");
    assert_eq!(root.names(), ["bin", "etc", "pipe", "tmp"]);
    let etc = airlock_platform::HostDir::open_dir(&root, b"etc").unwrap();
    let etc = etc.as_any().downcast_ref::<TestDir>().unwrap();
    assert_eq!(etc.names(), ["link", "passwd", "sub"]);
    assert_eq!(etc.content("passwd").unwrap(), b"root:x:0:0\n");
}

#[test]
fn lower_directories_are_renamed_and_removed() {
    let mut g = overlay(&rootfs());
    call!(g, "rename", "/etc/sub", "/moved").unwrap();
    assert_eq!(g.content("/moved/deep").unwrap(), b"deep");
    assert_eq!(g.list("/etc").unwrap(), ["link", "passwd"]);
    assert_eq!(call!(g, "rmdir", "/moved"), Err(Errno::ENOTEMPTY));
    call!(g, "unlink", "/moved/deep").unwrap();
    call!(g, "rmdir", "/moved").unwrap();
    call!(g, "mkdir", "/etc/sub", 0o755).unwrap();
    assert_eq!(g.list("/etc/sub").unwrap(), [""; 0]);
}

#[test]
fn many_lower_directories_are_reopened_when_needed() {
    let root = TestDir::new();
    for n in 0..300 {
        root.dir(&format!("d{n}")).file("f", format!("{n}").as_bytes(), 0o644);
    }
    let mut g = overlay(&root);
    for _ in 0..2 {
        for n in 0..300 {
            assert_eq!(g.content(&format!("/d{n}/f")).unwrap(), format!("{n}").as_bytes());
        }
    }
}

#[test]
fn read_only_mounts_refuse_and_record_changes() {
    let dir = rootfs();
    let mut g = mounted(&dir, false);
    assert_eq!(g.content("/data/here/etc/passwd").unwrap(), b"root:x:0:0\n");
    assert_eq!(g.open("/data/here/etc/passwd", O_RDWR), Err(Errno::EROFS));
    assert_eq!(g.open("/data/here/new", O_CREAT | O_WRONLY), Err(Errno::EROFS));
    assert_eq!(call!(g, "mkdir", "/data/here/d", 0o755), Err(Errno::EROFS));
    assert_eq!(call!(g, "unlink", "/data/here/etc/passwd"), Err(Errno::EROFS));
    assert_eq!(call!(g, "chmod", "/data/here/etc/passwd", 0o777), Err(Errno::EROFS));
    assert_eq!(call!(g, "rename", "/data/here/etc/passwd", "/data/here/x"), Err(Errno::EROFS));
    assert_eq!(call!(g, "truncate", "/data/here/etc/passwd", 0u64), Err(Errno::EROFS));
    assert_eq!(call!(g, "access", "/data/here/etc/passwd", W_OK), Err(Errno::EROFS));
    assert_eq!(call!(g, "rename", "/data/here", "/data/there"), Err(Errno::EBUSY));
    assert_eq!(dir.names(), ["bin", "etc", "pipe", "tmp"]);
    let denied = g.kernel.report().denied;
    assert!(denied.iter().any(|d| d.action == "mkdir" && d.object == "/data/here/d"), "{denied:?}");
    assert!(denied.iter().any(|d| d.action == "open" && d.object == "/data/here/new"), "{denied:?}");
}

#[test]
fn writable_mounts_pass_changes_through() {
    let dir = rootfs();
    let mut g = mounted(&dir, true);
    g.create("/data/here/new", b"content");
    assert_eq!(dir.content("new").unwrap(), b"content");
    call!(g, "mkdir", "/data/here/d", 0o755).unwrap();
    call!(g, "rename", "/data/here/new", "/data/here/d/moved").unwrap();
    assert_eq!(g.content("/data/here/d/moved").unwrap(), b"content");
    assert_eq!(call!(g, "rename", "/data/here/d", "/data/here/d/e"), Err(Errno::EINVAL));
    assert_eq!(call!(g, "rename", "/data/here/d", "/tmp/d"), Err(Errno::EXDEV));
    call!(g, "link", "/data/here/d/moved", "/data/here/again").unwrap();
    call!(g, "chmod", "/data/here/again", 0o600).unwrap();
    assert_eq!(g.stat("/data/here/again").unwrap().mode, 0o100_600);
    call!(g, "symlink", "/etc/shadow", "/data/here/out").unwrap();
    // The link leads into the guest's own tree, not the host's.
    assert_eq!(g.open("/data/here/out", O_RDONLY), Err(Errno::ENOENT));
    assert_eq!(call!(g, "rmdir", "/data/here/d"), Err(Errno::ENOTEMPTY));
    call!(g, "unlink", "/data/here/d/moved").unwrap();
    call!(g, "rmdir", "/data/here/d").unwrap();
    assert_eq!(call!(g, "mknod", "/data/here/fifo", 0o010_644, 0), Err(Errno::EPERM));
    assert_eq!(g.open("/data/here/pipe", O_RDONLY), Err(Errno::ENXIO));
    assert_eq!(dir.names(), ["again", "bin", "etc", "out", "pipe", "tmp"]);
}

#[test]
fn dot_dot_leaves_a_mount_and_cwd_names_it() {
    let mut g = mounted(&rootfs(), false);
    call!(g, "chdir", "/data/here/etc/sub").unwrap();
    let buf = g.room(100);
    let n = call!(g, "getcwd", buf, 100u64).unwrap() as usize;
    assert_eq!(g.get(buf, n - 1), b"/data/here/etc/sub");
    assert_eq!(g.list("../../..").unwrap(), ["here"]);
    assert_eq!(g.stat("../..").unwrap().dev, g.stat(".").unwrap().dev);
    assert_ne!(g.stat("../../..").unwrap().dev, g.stat(".").unwrap().dev);
    let fd = g.open("/data", O_PATH).unwrap();
    let how: Vec<u8> = [0, 0, RESOLVE_NO_XDEV].iter().flat_map(|w: &u64| w.to_le_bytes()).collect();
    assert_eq!(call!(g, "openat2", fd, "here/etc", &how[..], 24u64), Err(Errno::EXDEV));
    assert_eq!(call!(g, "linkat", AT_FDCWD, "deep", AT_FDCWD, "/tmp/x", 0), Err(Errno::EXDEV));
}

#[test]
fn single_files_and_bytes_are_mounted() {
    let file = TestFile::new(b"granted", 0o755);
    let mounts = vec![
        Mount { at: b"/opt/prog".to_vec(), source: MountSource::File(Arc::new(file)), writable: false },
        Mount { at: b"/opt/text".to_vec(), source: MountSource::Bytes(b"bytes"[..].into(), 0o444), writable: false },
    ];
    let mut g = Guest::new(Config { mounts, ..Config::default() });
    assert_eq!(g.content("/opt/prog").unwrap(), b"granted");
    assert_eq!(g.stat("/opt/prog").unwrap().mode, 0o100_755);
    assert_eq!(g.content("/opt/text").unwrap(), b"bytes");
    assert_eq!(g.open("/opt/prog", O_RDWR), Err(Errno::EROFS));
    assert_eq!(g.open("/opt/text", O_RDWR), Err(Errno::EROFS));
    assert_eq!(call!(g, "unlink", "/opt/prog"), Err(Errno::EBUSY));
    assert_eq!(g.list("/opt").unwrap(), ["prog", "text"]);
}

#[test]
fn bad_configurations_are_refused() {
    let kernel = |config: Config| Kernel::new(config, platform(&Arc::new(FixedPlatform::default()))).err();
    let mount = |at: &[u8]| {
        let source = MountSource::Bytes(b""[..].into(), 0o444);
        Config { mounts: vec![Mount { at: at.to_vec(), source, writable: false }], ..Config::default() }
    };
    for bad in [&b"relative"[..], b"/", b"/a/../b", b""] {
        assert!(matches!(kernel(mount(bad)), Some(ConfigError::MountPoint { .. })));
    }
    assert!(matches!(kernel(mount(b"/dev/null/x")), Some(ConfigError::MakeMountPoint { errno: Errno::ENOTDIR, .. })));
    let cwd = |cwd: &[u8]| Config { cwd: cwd.to_vec(), ..Config::default() };
    assert_eq!(kernel(cwd(b"/none")), Some(ConfigError::Cwd { path: "/none".to_owned(), errno: Errno::ENOENT }));
    assert!(matches!(kernel(cwd(b"/dev/null")), Some(ConfigError::Cwd { errno: Errno::ENOTDIR, .. })));
}
