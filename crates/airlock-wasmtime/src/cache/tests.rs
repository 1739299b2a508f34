use std::os::unix::fs::PermissionsExt;

use super::*;

fn open(directory: &Path) -> Cache {
    Cache::open(&CacheLocation::Directory(directory.to_owned())).unwrap()
}

fn entry_path(directory: &Path) -> PathBuf {
    let found = fs::read_dir(directory).unwrap().map(|entry| entry.unwrap().path());
    found.into_iter().find(|path| path.extension().is_some_and(|e| e == "code")).unwrap()
}

/// Code and header.
fn content(entry: Option<Entry>) -> (Vec<u8>, Vec<u8>) {
    let mut entry = entry.unwrap();
    let mut code = Vec::new();
    entry.file.read_to_end(&mut code).unwrap();
    code.truncate(code.len() - entry.header.len() - TRAILER_BYTES);
    (code, entry.header)
}

#[test]
fn stores_and_loads() {
    let dir = tempfile::tempdir().unwrap();
    let cache = open(dir.path());
    assert!(cache.load(&[1; 32]).is_none());
    cache.store(&[1; 32], b"one", b"two").unwrap();
    assert_eq!(content(cache.load(&[1; 32])), (b"one".to_vec(), b"two".to_vec()));
    assert!(cache.load(&[2; 32]).is_none());
    // Another process with the same directory reads the same entries.
    assert_eq!(open(dir.path()).load(&[1; 32]).unwrap().header, b"two");
    cache.store(&[1; 32], b"three", b"").unwrap();
    assert_eq!(content(cache.load(&[1; 32])), (b"three".to_vec(), b"".to_vec()));
}

#[test]
fn every_damaged_bit_is_noticed() {
    let dir = tempfile::tempdir().unwrap();
    let cache = open(dir.path());
    cache.store(&[1; 32], b"code", b"header").unwrap();
    let path = entry_path(dir.path());
    let good = fs::read(&path).unwrap();
    for at in 0..good.len() {
        let mut bad = good.clone();
        bad[at] ^= 1;
        fs::write(&path, &bad).unwrap();
        assert!(cache.load(&[1; 32]).is_none(), "byte {at}");
        assert!(!path.exists(), "a damaged entry is removed");
    }
    for len in 0..good.len() {
        fs::write(&path, &good[..len]).unwrap();
        assert!(cache.load(&[1; 32]).is_none(), "length {len}");
    }
    fs::write(&path, &good).unwrap();
    assert_eq!(cache.load(&[1; 32]).unwrap().header, b"header");
}

#[test]
fn entries_of_another_key_or_name_are_foreign() {
    let (one, two) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let (a, b) = (open(one.path()), open(two.path()));
    a.store(&[1; 32], b"code", b"header").unwrap();
    fs::copy(a.path(&[1; 32]), b.path(&[1; 32])).unwrap();
    assert!(b.load(&[1; 32]).is_none());
    // An authentic entry under another name is not what was asked for.
    fs::copy(a.path(&[1; 32]), a.path(&[2; 32])).unwrap();
    assert!(a.load(&[2; 32]).is_none());
    assert!(a.load(&[1; 32]).is_some());
}

#[test]
fn an_entry_that_others_can_change_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let cache = open(dir.path());
    cache.store(&[1; 32], b"code", b"header").unwrap();
    let path = entry_path(dir.path());
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    fs::set_permissions(&path, fs::Permissions::from_mode(0o622)).unwrap();
    assert!(cache.load(&[1; 32]).is_none());
}

#[test]
fn a_header_may_lie_across_pieces() {
    let dir = tempfile::tempdir().unwrap();
    let cache = open(dir.path());
    for code_len in [0, 1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 2 * CHUNK_BYTES - 3] {
        let (code, header) = (vec![7; code_len], (0..CHUNK_BYTES + 99).map(|n| n as u8).collect::<Vec<_>>());
        cache.store(&[1; 32], &code, &header).unwrap();
        assert!(content(cache.load(&[1; 32])) == (code, header), "{code_len}");
    }
}

#[test]
fn a_key_that_others_can_read_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    drop(open(dir.path()));
    let key = dir.path().join("key");
    assert_eq!(fs::metadata(&key).unwrap().permissions().mode() & 0o777, 0o600);
    fs::set_permissions(&key, fs::Permissions::from_mode(0o644)).unwrap();
    let error = Cache::open(&CacheLocation::Directory(dir.path().to_owned())).unwrap_err();
    assert!(matches!(error, CacheError::KeyNotPrivate { .. }), "{error}");
}

#[test]
fn a_short_key_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(dir.path().join("key")).unwrap();
    file.write_all(b"short").unwrap();
    let error = Cache::open(&CacheLocation::Directory(dir.path().to_owned())).unwrap_err();
    assert!(matches!(error, CacheError::KeyNotPrivate { .. }), "{error}");
}

#[test]
fn a_place_that_cannot_be_made_is_an_error() {
    let error = Cache::open(&CacheLocation::Directory(PathBuf::from("/proc/none/cache"))).unwrap_err();
    assert!(matches!(error, CacheError::Create { .. }), "{error}");
    assert!(matches!(Cache::open(&CacheLocation::Off), Err(CacheError::Off)));
}

#[test]
fn prunes_the_least_recently_used() {
    let dir = tempfile::tempdir().unwrap();
    let cache = open(dir.path());
    let now = SystemTime::now();
    for n in 0..4u8 {
        cache.store(&[n; 32], &[0; 1000], b"").unwrap();
        let age = std::time::Duration::from_secs(10_000 - 1000 * u64::from(n));
        File::options().write(true).open(cache.path(&[n; 32])).unwrap().set_modified(now - age).unwrap();
    }
    // A use makes the oldest the youngest.
    assert!(cache.load(&[0; 32]).is_some());
    let size = 1000 + TRAILER_BYTES as u64;
    assert_eq!(cache.prune(2 * size).unwrap(), Pruned { entries: 2, bytes: 2 * size });
    let left = cache.list().unwrap();
    assert_eq!(left.len(), 2);
    assert!(cache.load(&[0; 32]).is_some() && cache.load(&[3; 32]).is_some());
    assert_eq!(cache.clear().unwrap().entries, 2);
    assert!(cache.list().unwrap().is_empty());
    assert!(dir.path().join("key").exists());
}

#[test]
fn many_writers_and_readers_share_it() {
    let dir = tempfile::tempdir().unwrap();
    std::thread::scope(|scope| {
        for n in 0..8u8 {
            let path = dir.path();
            scope.spawn(move || {
                let cache = open(path);
                for round in 0..50u8 {
                    let key = [round % 4; 32];
                    cache.store(&key, &[], &[round % 4; 500_000]).unwrap();
                    if let Some(entry) = cache.load(&key) {
                        assert_eq!(entry.header, [round % 4; 500_000], "thread {n}");
                    }
                }
            });
        }
    });
    assert_eq!(open(dir.path()).list().unwrap().len(), 4);
    let leftovers = fs::read_dir(dir.path())
        .unwrap()
        .filter(|e| e.as_ref().unwrap().file_name().to_string_lossy().starts_with(TEMPORARY_PREFIX));
    assert_eq!(leftovers.count(), 0);
}
