//! Names of lifted functions for `perf`, in the format of its `tools/perf/Documentation/jit-interface.txt`.

use std::fmt::Write;
use std::fs::OpenOptions;
use std::io;

use crate::code::Code;

/// Appends every function of a module to `/tmp/perf-<pid>.map`, named by its guest address.
pub(crate) fn write_map(code: &Code) -> io::Result<()> {
    let base = code.module.text().as_ptr() as usize;
    let functions: Vec<_> = code.module.functions().collect();
    // What comes before the lifted functions is the dispatcher.
    let others = functions.len().saturating_sub(code.roots.len());
    let mut map = String::new();
    for (n, function) in functions.iter().enumerate() {
        let at = base + function.offset;
        let root = n.checked_sub(others).and_then(|n| code.roots.get(n));
        // Writing to a string does not fail.
        let _ = match root {
            Some(root) => writeln!(map, "{at:x} {:x} guest_{root:x}", function.len),
            None => writeln!(map, "{at:x} {:x} dispatcher_{n}", function.len),
        };
    }
    let path = format!("/tmp/perf-{}.map", std::process::id());
    io::Write::write_all(&mut OpenOptions::new().append(true).create(true).open(path)?, map.as_bytes())
}
