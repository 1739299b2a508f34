//! Ways out of a granted directory that must not exist.

use airlock_host::Access;
use airlock_platform::{HostDir, HostError, HostOpen};
use rustix::fs::{CWD, FileType, Mode};

use crate::granted;

const READ: HostOpen = HostOpen { read: true, write: false, create: None, exclusive: false, truncate: false };

#[test]
fn names_are_single_components() {
    let (_outer, dir) = granted(Access::ReadWrite);
    let long = [b'x'; 256];
    let names: [&[u8]; 8] = [b"", b".", b"..", b"../secret", b"/etc/passwd", b"a/b", b"a\0b", &long];
    for name in names {
        let bad = HostError::InvalidName;
        assert_eq!(dir.lookup(name), Err(bad.clone()), "{name:?}");
        assert_eq!(dir.open_file(name, READ).err(), Some(bad.clone()));
        assert_eq!(dir.open_dir(name).err(), Some(bad.clone()));
        assert_eq!(dir.read_link(name), Err(bad.clone()));
        assert_eq!(dir.create_dir(name, 0o755), Err(bad.clone()));
        assert_eq!(dir.symlink(name, b"x"), Err(bad.clone()));
        assert_eq!(dir.remove(name, false), Err(bad.clone()));
        assert_eq!(dir.rename(b"a", &dir, name, true), Err(bad.clone()));
        assert_eq!(dir.link(name, &dir, b"b"), Err(bad.clone()));
        assert_eq!(dir.set_mode(name, 0), Err(bad.clone()));
        assert_eq!(dir.set_times(name, None, None), Err(bad));
    }
}

#[test]
fn links_are_never_followed() {
    let (outer, dir) = granted(Access::ReadWrite);
    for (name, target) in [("up", ".."), ("file", "../secret"), ("abs", "/etc/passwd"), ("loop", "loop")] {
        std::os::unix::fs::symlink(target, outer.path().join("in").join(name)).unwrap();
        let write = HostOpen { write: true, truncate: true, create: Some(0o644), ..READ };
        for how in [READ, write] {
            assert_eq!(dir.open_file(name.as_bytes(), how).err(), Some(HostError::Loop), "{name}");
        }
        assert!(matches!(dir.open_dir(name.as_bytes()).err(), Some(HostError::Loop | HostError::NotDirectory)));
        assert_eq!(dir.lookup(name.as_bytes()).unwrap().mode & 0o170_000, 0o120_000);
    }
    assert_eq!(std::fs::read(outer.path().join("secret")).unwrap(), b"secret");
    dir.symlink(b"dangling", b"../new").unwrap();
    let create = HostOpen { write: true, create: Some(0o644), ..READ };
    assert_eq!(dir.open_file(b"dangling", create).err(), Some(HostError::Loop));
    assert!(!outer.path().join("new").exists());
}

#[test]
fn special_files_are_not_opened() {
    let (outer, dir) = granted(Access::ReadWrite);
    let fifo = outer.path().join("in/fifo");
    rustix::fs::mknodat(CWD, &fifo, FileType::Fifo, Mode::from_raw_mode(0o666), 0).unwrap();
    let _socket = std::os::unix::net::UnixListener::bind(outer.path().join("in/socket")).unwrap();
    for name in [&b"fifo"[..], b"socket"] {
        assert_eq!(dir.open_file(name, READ).err(), Some(HostError::Unsupported));
        assert_eq!(dir.set_mode(name, 0o777), Err(HostError::Unsupported));
    }
    assert_eq!(dir.open_file(b"missing", READ).err(), Some(HostError::NotFound));
}

#[test]
fn handle_stays_with_the_directory() {
    let (outer, dir) = granted(Access::ReadWrite);
    std::fs::write(outer.path().join("in/f"), b"here").unwrap();
    // Somebody on the host puts another directory in its place: the grant does not move there.
    std::fs::rename(outer.path().join("in"), outer.path().join("away")).unwrap();
    std::os::unix::fs::symlink("/etc", outer.path().join("in")).unwrap();
    assert_eq!(dir.lookup(b"f").unwrap().size, 4);
    assert_eq!(dir.lookup(b"passwd"), Err(HostError::NotFound));
}
