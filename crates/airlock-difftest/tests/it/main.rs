//! The bounded differential test: a fixed seed, every covered form several times.

use std::path::PathBuf;

use airlock_difftest::{Options, forms, run};

/// The `airlock` binary if one is built: from `AIRLOCK_BIN`, or beside this test.
fn airlock() -> Option<PathBuf> {
    if let Some(path) = std::env::var_os("AIRLOCK_BIN") {
        return Some(path.into());
    }
    let mut target = std::env::current_exe().ok()?;
    target.pop();
    target.pop();
    target.pop();
    ["release", "debug"].iter().map(|profile| target.join(profile).join("airlock")).find(|path| path.is_file())
}

#[test]
fn executors_agree() {
    let options = Options { seed: 20, cases: 4 * forms::all().len() as u64, airlock: airlock(), ..Options::default() };
    let summary = run(&options).unwrap();
    assert!(summary.compared > options.cases * 9 / 10, "only {} cases of {}", summary.compared, options.cases);
    assert!(summary.impossible.is_empty(), "{:?}", summary.impossible);
    assert!(
        summary.different.is_empty(), "{}\n{:?}", summary.descriptions.join("\n"),
        summary.different
    );
}
