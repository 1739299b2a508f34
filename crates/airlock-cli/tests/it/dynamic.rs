//! Programs with a loader and libraries, out of a root filesystem.

#![allow(clippy::print_stderr, reason = "a test that is skipped says so")]

use std::path::Path;
use std::process::Command;

use crate::{Done, Sandbox};

/// What the program opens, one after the other.
const LIBRARIES: [&str; 4] = ["/plugin.so", "/other.so", "/plugin.so", "/other.so"];

fn compiler(dir: &Sandbox, source: &str, output: &str, flags: &[&str]) -> bool {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/c").join(source);
    let output = dir.path().join("root").join(output);
    let built = Command::new("cc").args(["-O2", "-o"]).arg(output).arg(source).args(flags).status();
    built.is_ok_and(|status| status.success())
}

/// Copies what `ldd` says that a program needs to the same places under `root`.
fn copy_libraries(dir: &Sandbox, program: &str) {
    let listed = Command::new("ldd").arg(dir.path().join("root").join(program)).output().unwrap();
    for word in String::from_utf8_lossy(&listed.stdout).split_whitespace().filter(|word| word.starts_with('/')) {
        let to = dir.path().join("root").join(word.trim_start_matches('/'));
        std::fs::create_dir_all(to.parent().unwrap()).unwrap();
        std::fs::copy(word, to).unwrap();
    }
}

/// A root filesystem with a dynamic program and a library that it opens. `None`, with a word about it, without a compiler.
fn root(dir: &Sandbox, flags: &[&str]) -> Option<()> {
    std::fs::create_dir_all(dir.path().join("root")).unwrap();
    let mut all = vec!["-pthread", "-ldl", "-lm"];
    all.extend(flags);
    if !compiler(dir, "dynamic.c", "dynamic", &all)
        || !["plugin.so", "other.so"]
            .iter()
            .zip(["four", "seventeen"])
            .all(|(name, word)| compiler(dir, "plugin.c", name, &["-shared", "-fPIC", &format!("-DWORD=\"{word}\"")]))
    {
        eprintln!("skipped: `cc` does not work here");
        return None;
    }
    copy_libraries(dir, "dynamic");
    Some(())
}

/// What the program says on the real machine.
fn expected(dir: &Sandbox) -> String {
    let root = dir.path().join("root");
    let libraries = LIBRARIES.map(|name| root.join(name.trim_start_matches('/')));
    let native = Command::new(root.join("dynamic")).args(libraries).output().unwrap();
    let said = String::from_utf8_lossy(&native.stdout).into_owned();
    assert!(said.contains(" 3 1 4 1 5 9 2 -1 -1 -1\n1359 1.414214 No such file or directory\nabsent\n"), "{said}");
    assert!(said.ends_with("\n119 114 119 \n"), "{said}");
    said
}

fn run(dir: &Sandbox, args: &[&str], libraries: &[&str]) -> Done {
    let mut all = vec!["run", "--timeout", "5m", "--rootfs", "root"];
    all.extend(args);
    all.extend(libraries);
    dir.run(&all)
}

#[test]
fn libraries_are_linked_opened_and_used_by_threads() {
    let dir = Sandbox::new();
    let Some(()) = root(&dir, &[]) else { return };
    let expected = expected(&dir);

    let done = run(&dir, &["/dynamic"], &LIBRARIES);
    assert_eq!((done.status, done.stdout.as_str()), (0, expected.as_str()), "{done:?}");
    // Again, with everything from the cache; through the loader; and bound when first called or at the start.
    let done = run(&dir, &["/lib64/ld-linux-x86-64.so.2", "/dynamic"], &LIBRARIES);
    assert_eq!((done.status, done.stdout.as_str()), (0, expected.as_str()), "{done:?}");
    let done = run(&dir, &["--env", "LD_BIND_NOW=1", "/dynamic"], &LIBRARIES);
    assert_eq!((done.status, done.stdout.as_str()), (0, expected.as_str()), "{done:?}");

    let done = run(&dir, &["/dynamic"], &["/missing.so"]);
    assert_eq!(done.status, 1, "{done:?}");
    assert!(done.stdout.contains("/missing.so: cannot open shared object file"), "{done:?}");
}

#[test]
fn a_program_at_a_fixed_address_has_libraries_too() {
    let dir = Sandbox::new();
    let Some(()) = root(&dir, &["-no-pie"]) else { return };
    let expected = expected(&dir);
    let done = run(&dir, &["/dynamic"], &LIBRARIES);
    assert_eq!((done.status, done.stdout.as_str()), (0, expected.as_str()), "{done:?}");
}
