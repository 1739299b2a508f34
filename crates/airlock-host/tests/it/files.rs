//! What a grant allows.

use airlock_host::{Access, GrantError, GrantedDir};
use airlock_platform::{HostDir, HostError, HostOpen};

use crate::granted;

const CREATE: HostOpen = HostOpen { read: true, write: true, create: Some(0o644), exclusive: false, truncate: false };
const READ: HostOpen = HostOpen { read: true, write: false, create: None, exclusive: false, truncate: false };

#[test]
fn grants_only_directories() {
    let (outer, _) = granted(Access::ReadOnly);
    let error = GrantedDir::open(&outer.path().join("missing"), Access::ReadOnly).err().unwrap();
    assert!(matches!(error, GrantError::Missing { .. }), "{error}");
    let error = GrantedDir::open(&outer.path().join("secret"), Access::ReadOnly).err().unwrap();
    assert!(matches!(error, GrantError::NotDirectory { .. }), "{error}");
    assert!(error.to_string().contains("secret"));
}

#[test]
fn create_write_read_list_remove() {
    let (_outer, dir) = granted(Access::ReadWrite);
    let file = dir.open_file(b"f", CREATE).unwrap();
    assert_eq!(file.write_at(b"hello", 3), Ok(5));
    let mut buf = [9; 16];
    assert_eq!(file.read_at(&mut buf, 0), Ok(8));
    assert_eq!(&buf[..8], b"\0\0\0hello");
    assert!(matches!(dir.open_file(b"f", HostOpen { exclusive: true, ..CREATE }), Err(HostError::Exists)));
    assert_eq!(dir.open_file(b"f", HostOpen { truncate: true, ..CREATE }).unwrap().metadata().unwrap().size, 0);

    dir.create_dir(b"d", 0o755).unwrap();
    assert_eq!(dir.create_dir(b"d", 0o755), Err(HostError::Exists));
    dir.symlink(b"l", b"f").unwrap();
    assert_eq!(dir.read_link(b"l").unwrap(), b"f");
    let entries: Vec<_> = dir.entries().unwrap().into_iter().map(|e| (e.name, e.kind)).collect();
    assert_eq!(entries, [(b"d".to_vec(), 4), (b"f".to_vec(), 8), (b"l".to_vec(), 10)]);
    // A second listing starts at the beginning again.
    assert_eq!(dir.entries().unwrap().len(), 3);

    let inner = dir.open_dir(b"d").unwrap();
    inner.open_file(b"x", CREATE).unwrap();
    assert_eq!(dir.remove(b"d", true), Err(HostError::NotEmpty));
    assert_eq!(dir.remove(b"d", false), Err(HostError::IsDirectory));
    assert_eq!(dir.remove(b"f", true), Err(HostError::NotDirectory));
    inner.remove(b"x", false).unwrap();
    dir.remove(b"d", true).unwrap();
    assert_eq!(dir.lookup(b"d"), Err(HostError::NotFound));
}

#[test]
fn link_and_rename() {
    let (_outer, dir) = granted(Access::ReadWrite);
    dir.open_file(b"a", CREATE).unwrap().write_at(b"a", 0).unwrap();
    dir.create_dir(b"d", 0o755).unwrap();
    let inner = dir.open_dir(b"d").unwrap();
    dir.link(b"a", inner.as_ref(), b"b").unwrap();
    assert_eq!(dir.lookup(b"a").unwrap().ino, inner.lookup(b"b").unwrap().ino);
    assert_eq!(dir.lookup(b"a").unwrap().nlink, 2);
    assert_eq!(dir.rename(b"a", inner.as_ref(), b"b", false), Err(HostError::Exists));
    dir.rename(b"a", inner.as_ref(), b"c", false).unwrap();
    assert_eq!(dir.lookup(b"a"), Err(HostError::NotFound));
    dir.open_file(b"z", CREATE).unwrap();
    dir.rename(b"z", inner.as_ref(), b"c", true).unwrap();
    assert_eq!(inner.lookup(b"c").unwrap().size, 0);
}

#[test]
fn modes_and_times() {
    let (outer, dir) = granted(Access::ReadWrite);
    dir.open_file(b"f", HostOpen { create: Some(0o4755), ..CREATE }).unwrap();
    assert_eq!(dir.lookup(b"f").unwrap().mode & 0o7000, 0, "no set-user-id file on the host");
    dir.set_mode(b"f", 0o6711).unwrap();
    assert_eq!(dir.lookup(b"f").unwrap().mode & 0o7777, 0o711);
    dir.set_mode(b"f", 0o000).unwrap();
    dir.set_mode(b"f", 0o600).unwrap();
    dir.set_times(b"f", Some(1_500_000_000), Some(-1)).unwrap();
    let meta = dir.lookup(b"f").unwrap();
    assert_eq!((meta.atime_ns, meta.mtime_ns), (1_500_000_000, -1));
    dir.set_times(b"f", None, Some(7)).unwrap();
    let meta = dir.lookup(b"f").unwrap();
    assert_eq!((meta.atime_ns, meta.mtime_ns), (1_500_000_000, 7));
    dir.symlink(b"l", b"../secret").unwrap();
    assert_eq!(dir.set_mode(b"l", 0o777), Err(HostError::Unsupported));
    let before = std::fs::metadata(outer.path().join("secret")).unwrap().modified().unwrap();
    dir.set_times(b"l", Some(5), Some(5)).unwrap();
    assert_eq!(std::fs::metadata(outer.path().join("secret")).unwrap().modified().unwrap(), before);
}

#[test]
fn read_only_grant_changes_nothing() {
    let (outer, dir) = granted(Access::ReadOnly);
    std::fs::write(outer.path().join("in/f"), b"x").unwrap();
    std::fs::create_dir(outer.path().join("in/d")).unwrap();
    let inner = dir.open_dir(b"d").unwrap();
    let denied = Err(HostError::Denied);
    assert_eq!(dir.open_file(b"n", CREATE).err(), Some(HostError::Denied));
    assert_eq!(dir.open_file(b"f", HostOpen { write: true, ..READ }).err(), Some(HostError::Denied));
    assert_eq!(dir.open_file(b"f", HostOpen { truncate: true, ..READ }).err(), Some(HostError::Denied));
    assert_eq!(inner.create_dir(b"n", 0o755), denied);
    assert_eq!(dir.symlink(b"n", b"f"), denied);
    assert_eq!(dir.remove(b"f", false), denied);
    assert_eq!(dir.rename(b"f", &dir, b"g", true), denied);
    assert_eq!(dir.link(b"f", &dir, b"g"), denied);
    assert_eq!(dir.set_mode(b"f", 0o777), denied);
    assert_eq!(dir.set_times(b"f", Some(0), Some(0)), denied);
    let file = dir.open_file(b"f", READ).unwrap();
    assert_eq!(file.write_at(b"y", 0), denied.map(|()| 0));
    assert_eq!(std::fs::read(outer.path().join("in/f")).unwrap(), b"x");

    // A writable grant cannot pull a file out of a read-only one, by link or by rename.
    let (_other, writable) = granted(Access::ReadWrite);
    assert_eq!(dir.link(b"f", &writable, b"f"), Err(HostError::Denied));
    writable.open_file(b"w", CREATE).unwrap();
    assert_eq!(writable.link(b"w", &dir, b"w"), Err(HostError::Denied));
}
