//! The cache of compiled code, from the outside.

use crate::{Done, Sandbox, programs};

fn run(dir: &Sandbox, args: &[&str]) -> Done {
    Done::from(dir.command(args).env("AIRLOCK_CACHE_DIR", dir.path().join("cache")).output().unwrap())
}

fn entries(dir: &Sandbox) -> Vec<serde_json::Value> {
    let done = run(dir, &["cache", "list", "--json"]);
    assert_eq!(done.status, 0, "{done:?}");
    let value: serde_json::Value = serde_json::from_str(&done.stdout).unwrap();
    value["entries"].as_array().unwrap().clone()
}

#[test]
fn programs_are_kept_listed_pruned_and_cleared() {
    let dir = Sandbox::new();
    dir.file("a", &programs::say(1, "a\n", 0));
    dir.file("b", &programs::argc());
    assert_eq!(entries(&dir).len(), 0);
    assert_eq!(run(&dir, &["run", "--no-cache", "./a"]).stdout, "a\n");
    assert_eq!(entries(&dir).len(), 0);
    for _ in 0..2 {
        assert_eq!(run(&dir, &["run", "./a"]).stdout, "a\n");
    }
    assert_eq!(entries(&dir).len(), 1);
    assert_eq!(run(&dir, &["run", "./b"]).status, 1);
    let list = entries(&dir);
    assert_eq!(list.len(), 2);
    let largest = list.iter().map(|entry| entry["bytes"].as_u64().unwrap()).max().unwrap();
    let done = run(&dir, &["cache", "prune", "--max-bytes", &largest.to_string()]);
    assert_eq!((done.status, done.stderr.as_str()), (0, ""));
    assert_eq!(entries(&dir).len(), 1);
    let done = run(&dir, &["cache", "clear"]);
    assert!(done.stdout.contains("removed 1"), "{done:?}");
    assert_eq!(entries(&dir).len(), 0);
    assert_eq!(run(&dir, &["run", "./a"]).stdout, "a\n");
}

#[test]
fn damaged_entries_are_made_again() {
    let dir = Sandbox::new();
    dir.file("a", &programs::say(1, "a\n", 0));
    assert_eq!(run(&dir, &["run", "./a"]).stdout, "a\n");
    let entry = std::fs::read_dir(dir.path().join("cache")).unwrap().map(|entry| entry.unwrap().path());
    let entry = entry.into_iter().find(|path| path.extension().is_some()).unwrap();
    let good = std::fs::read(&entry).unwrap();
    for damage in 0..3 {
        let mut bad = good.clone();
        match damage {
            0 => bad.truncate(good.len() / 2),
            1 => bad[good.len() - 100] ^= 1,
            _ => bad.clear(),
        }
        std::fs::write(&entry, &bad).unwrap();
        let done = run(&dir, &["run", "./a"]);
        assert_eq!((done.status, done.stdout.as_str(), done.stderr.as_str()), (0, "a\n", ""));
        assert_eq!(std::fs::read(&entry).unwrap().len(), good.len(), "made again");
    }
}

#[test]
fn a_cache_that_cannot_be_used_is_a_warning() {
    let dir = Sandbox::new();
    dir.file("a", &programs::say(1, "a\n", 0));
    let place = dir.file("file", b"");
    let output = dir.command(&["run", "./a"]).env("AIRLOCK_CACHE_DIR", &place).output();
    let done = Done::from(output.unwrap());
    assert_eq!((done.status, done.stdout.as_str()), (0, "a\n"));
    assert!(done.stderr.contains("warning") && done.stderr.contains("AIRLOCK_CACHE_DIR"), "{done:?}");
    let output = dir.command(&["cache", "list"]).env("AIRLOCK_CACHE_DIR", &place).output();
    Done::from(output.unwrap()).refused(&["AIRLOCK_CACHE_DIR"]);
}

#[test]
fn many_runs_share_it() {
    let dir = Sandbox::new();
    dir.file("a", &programs::say(1, "a\n", 0));
    std::thread::scope(|scope| {
        let runs: Vec<_> = (0..6).map(|_| scope.spawn(|| run(&dir, &["run", "./a"]))).collect();
        for run in runs {
            let done = run.join().unwrap();
            assert_eq!((done.status, done.stdout.as_str(), done.stderr.as_str()), (0, "a\n", ""));
        }
    });
    assert_eq!(entries(&dir).len(), 1);
}
