//! Gives the code cache a fingerprint of the lifter, so that code which an older lifter made is never run.
//!
//! The version number alone would not do: it stays the same while the lifter is being worked on. Where the sources
//! are not beside this crate (a published package), the version, which then names exactly one lifter, is used alone.

use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};

fn main() {
    let root = PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let sources = root.join("../airlock-lift/src");
    let mut hasher = DefaultHasher::new();
    std::env::var("CARGO_PKG_VERSION").unwrap_or_default().hash(&mut hasher);
    if sources.is_dir() {
        println!("cargo::rerun-if-changed={}", sources.display());
        hash_tree(&sources, &mut hasher);
    }
    println!("cargo::rustc-env=AIRLOCK_LIFTER_FINGERPRINT={:016x}", hasher.finish());
}

fn hash_tree(directory: &Path, hasher: &mut DefaultHasher) {
    let mut entries: Vec<PathBuf> =
        std::fs::read_dir(directory).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    entries.sort();
    for path in entries {
        path.file_name().hash(hasher);
        if path.is_dir() {
            hash_tree(&path, hasher);
        } else {
            std::fs::read(&path).unwrap_or_default().hash(hasher);
        }
    }
}
