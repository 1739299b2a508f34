use std::path::{Path, PathBuf};
use std::sync::Arc;

use airlock_types::Outcome;
use airlock_wasmtime::{CacheLocation, Progress, Runtime, RuntimeConfig};

use crate::guest::{Guest, exit, program, runtime};

fn guest(directory: &Path) -> Guest {
    let mut guest = Guest::new();
    guest.runtime = runtime(CacheLocation::Directory(directory.to_owned()));
    guest
}

fn entries(directory: &Path) -> Vec<PathBuf> {
    let all = std::fs::read_dir(directory).unwrap().map(|entry| entry.unwrap().path());
    let mut found: Vec<_> = all.filter(|path| path.extension().is_some_and(|e| e == "code")).collect();
    found.sort();
    found
}

/// Whether the program was compiled before, by its last event.
fn cached(progress: &[Progress]) -> bool {
    progress.last() == Some(&Progress::Ready { cached: true })
}

#[test]
fn a_second_process_finds_the_code() {
    let dir = tempfile::tempdir().unwrap();
    let program = program(|a| exit(a, 5));
    let first = guest(dir.path()).run(&program).unwrap();
    assert!(matches!(first.progress[0], Progress::Lifting { .. }));
    assert!(matches!(first.progress[1], Progress::Compiling { functions: 1.., .. }));
    assert!(!cached(&first.progress));
    let second = guest(dir.path());
    let again = second.run(&program).unwrap();
    assert!(cached(&again.progress), "{:?}", again.progress);
    assert_eq!(again.report.outcome, Outcome::Exited(5));
    assert!(second.runtime.warnings().is_empty());
}

#[test]
fn damaged_and_swapped_entries_are_compiled_again() {
    let dir = tempfile::tempdir().unwrap();
    let (five, six) = (program(|a| exit(a, 5)), program(|a| exit(a, 6)));
    guest(dir.path()).run(&five).unwrap();
    let path = entries(dir.path()).remove(0);
    let good = std::fs::read(&path).unwrap();
    for at in [0, 8, 40, 64, good.len() / 2, good.len() - 1] {
        let mut bad = good.clone();
        bad[at] ^= 0x10;
        std::fs::write(&path, &bad).unwrap();
        let done = guest(dir.path()).run(&five).unwrap();
        assert!(!cached(&done.progress), "byte {at}");
        assert_eq!(done.report.outcome, Outcome::Exited(5));
        assert!(cached(&guest(dir.path()).run(&five).unwrap().progress), "it was replaced");
    }
    // The code of one program under the name of another.
    guest(dir.path()).run(&six).unwrap();
    let both = entries(dir.path());
    assert_eq!(both.len(), 2);
    let other = both.iter().find(|other| **other != path).unwrap();
    std::fs::copy(other, &path).unwrap();
    let done = guest(dir.path()).run(&five).unwrap();
    assert!(!cached(&done.progress));
    assert_eq!(done.report.outcome, Outcome::Exited(5));
}

#[test]
fn a_cache_that_cannot_be_used_is_a_warning() {
    let location = CacheLocation::Directory(PathBuf::from("/proc/none"));
    let runtime = Runtime::new(RuntimeConfig { cache: location, ..RuntimeConfig::default() }).unwrap();
    assert!(runtime.cache().is_none());
    assert!(runtime.warnings()[0].contains("/proc/none"), "{:?}", runtime.warnings());
    let mut guest = Guest::new();
    guest.runtime = runtime;
    assert_eq!(guest.run(&program(|a| exit(a, 1))).unwrap().report.outcome, Outcome::Exited(1));
}

#[test]
fn runtimes_share_a_cache_at_the_same_time() {
    let dir = tempfile::tempdir().unwrap();
    let programs: Vec<Arc<[u8]>> = (0..4).map(|n| program(|a| exit(a, n))).collect();
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                for (n, program) in programs.iter().enumerate() {
                    let done = guest(dir.path()).run(program).unwrap();
                    assert_eq!(done.report.outcome, Outcome::Exited(n as u8));
                }
            });
        }
    });
    assert_eq!(entries(dir.path()).len(), 4);
}
