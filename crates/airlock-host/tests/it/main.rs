//! A granted directory on a real filesystem, as the guest kernel uses it.

#![allow(clippy::unwrap_used, reason = "helpers outside of test functions are tests too")]

mod escape;
mod files;

use std::path::Path;

use airlock_host::{Access, GrantedDir};
use tempfile::TempDir;

/// A directory that is granted, inside one that holds a secret beside it.
fn granted(access: Access) -> (TempDir, GrantedDir) {
    let outer = tempfile::tempdir().unwrap();
    std::fs::write(outer.path().join("secret"), b"secret").unwrap();
    std::fs::create_dir(outer.path().join("in")).unwrap();
    let dir = open(outer.path(), access);
    (outer, dir)
}

fn open(outer: &Path, access: Access) -> GrantedDir {
    GrantedDir::open(&outer.join("in"), access).unwrap()
}
