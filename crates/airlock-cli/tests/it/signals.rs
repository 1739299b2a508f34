//! Signals that reach code in its middle: faults and loops without system calls.

use crate::Sandbox;
use crate::processes::compile;

#[test]
fn handlers_reach_code_in_its_middle() {
    let dir = Sandbox::new();
    let Some(()) = compile(&dir, "signals.c") else { return };
    let done = dir.run(&["run", "--timeout", "5m", "./prog"]);
    assert_eq!((done.status, done.stdout.as_str()), (0, "all is well\n"), "{done:?}");

    // What cannot be done ends the program; it does not go on with wrong registers.
    let done = dir.run(&["run", "--timeout", "5m", "./prog", "skip"]);
    assert_eq!((done.status, done.stdout.as_str()), (139, ""), "{done:?}");
    assert!(done.stderr.contains("changed the registers"), "{done:?}");
}
