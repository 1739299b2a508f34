//! Rules about the source itself: file sizes, lints in every crate, where `unsafe` may be.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde_json::Value;

/// The longest a source file may be, in lines.
const MAX_LINES: usize = 1000;

/// The crates that may contain `unsafe` code.
const UNSAFE_CRATES: &[&str] = &["airlock-wasmtime"];

/// Gives one sentence for every rule that is broken.
pub(crate) fn check(root: &Path, metadata: &Value) -> Result<Vec<String>> {
    let mut problems = Vec::new();
    for package in metadata["packages"].as_array().into_iter().flatten() {
        let name = package["name"].as_str().context("a package without a name")?;
        let manifest = package["manifest_path"].as_str().context("a package without a manifest")?;
        let manifest = Path::new(manifest);
        let text = std::fs::read_to_string(manifest).with_context(|| format!("cannot read {}", manifest.display()))?;
        // The workspace forbids `unsafe`, and what is forbidden cannot be allowed again: those crates list the lints.
        let lints = inherits_lints(&text) || (UNSAFE_CRATES.contains(&name) && text.contains("\n[lints.rust]"));
        if !lints {
            problems.push(format!("{}: `[lints] workspace = true` is missing", shown(root, manifest)));
        }
        let Some(directory) = manifest.parent() else { continue };
        for path in rust_files(directory)? {
            let source = std::fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
            check_source(&shown(root, &path), &source, UNSAFE_CRATES.contains(&name), &mut problems);
        }
    }
    Ok(problems)
}

fn shown(root: &Path, path: &Path) -> String {
    path.strip_prefix(root).unwrap_or(path).display().to_string()
}

fn inherits_lints(manifest: &str) -> bool {
    let mut lines = manifest.lines().map(str::trim).skip_while(|line| *line != "[lints]").skip(1);
    lines.by_ref().take_while(|line| !line.starts_with('[')).any(|line| line.replace(' ', "") == "workspace=true")
}

fn check_source(name: &str, source: &str, unsafe_allowed: bool, problems: &mut Vec<String>) {
    let lines = source.lines().count();
    if lines > MAX_LINES {
        problems.push(format!("{name}: {lines} lines; split it, {MAX_LINES} is the limit"));
    }
    if !unsafe_allowed {
        for (index, line) in code_only(source).lines().enumerate() {
            if has_word(line, "unsafe") {
                problems.push(format!("{name}:{}: `unsafe` outside of {}", index + 1, UNSAFE_CRATES.join(", ")));
            }
        }
    }
}

fn has_word(line: &str, word: &str) -> bool {
    line.split(|c: char| !c.is_alphanumeric() && c != '_').any(|found| found == word)
}

/// All `.rs` files below a crate's directory, in the order of their names.
fn rust_files(directory: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let mut pending = vec![directory.to_path_buf()];
    while let Some(directory) = pending.pop() {
        let entries = std::fs::read_dir(&directory).with_context(|| format!("cannot list {}", directory.display()))?;
        for entry in entries {
            let path = entry?.path();
            let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default().to_owned();
            if path.is_dir() && name != "target" && !name.starts_with('.') {
                pending.push(path);
            } else if name.ends_with(".rs") {
                files.push(path);
            }
        }
    }
    files.sort();
    Ok(files)
}

/// The source with comments, strings and character literals blanked; lines stay where they are.
fn code_only(source: &str) -> String {
    let mut out = String::with_capacity(source.len());
    let mut rest = source;
    while let Some(first) = rest.chars().next() {
        let skipped = skip_length(rest);
        if skipped > 0 {
            let (blank, after) = rest.split_at(skipped);
            out.extend(blank.chars().map(|c| if c == '\n' { '\n' } else { ' ' }));
            rest = after;
            continue;
        }
        out.push(first);
        // A raw string is known by its prefix, so identifiers are taken whole: `for"` is none.
        let mut length = first.len_utf8();
        if first.is_alphanumeric() || first == '_' {
            length = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
            out.push_str(&rest[first.len_utf8()..length]);
        }
        rest = &rest[length..];
    }
    out
}

/// The length of the comment or literal that `text` begins with, 0 if it begins with none.
fn skip_length(text: &str) -> usize {
    if text.starts_with("//") {
        return text.find('\n').unwrap_or(text.len());
    }
    if text.starts_with("/*") {
        return block_comment_length(text);
    }
    let raw = text.trim_start_matches(['b', 'c']).strip_prefix('r');
    if let Some(raw) = raw {
        let hashes = raw.len() - raw.trim_start_matches('#').len();
        if raw[hashes..].starts_with('"') {
            let start = text.len() - raw.len() + hashes + 1;
            let close = format!("\"{}", "#".repeat(hashes));
            return text[start..].find(&close).map_or(text.len(), |at| start + at + close.len());
        }
    }
    if text.starts_with('"') {
        return quoted_length(text, '"');
    }
    // A lifetime also begins with an apostrophe; a literal closes after one character or an escape.
    let mut after = text.chars();
    if after.next() == Some('\'') {
        match (after.next(), after.next()) {
            (Some('\\'), _) => return quoted_length(text, '\''),
            (Some(c), Some('\'')) => return c.len_utf8() + 2,
            _ => {}
        }
    }
    0
}

fn block_comment_length(text: &str) -> usize {
    let mut depth = 0usize;
    let mut at = 0;
    while at < text.len() {
        let rest = &text.as_bytes()[at..];
        if rest.starts_with(b"/*") {
            depth += 1;
            at += 2;
        } else if rest.starts_with(b"*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += 1;
        }
    }
    text.len()
}

fn quoted_length(text: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if c == quote => return at + 1,
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problems(source: &str) -> usize {
        let mut problems = Vec::new();
        check_source("x.rs", source, false, &mut problems);
        problems.len()
    }

    #[test]
    fn unsafe_in_code_is_found() {
        assert_eq!(problems("fn f() { unsafe { g() } }"), 1);
        assert_eq!(problems("let q = '\"'; unsafe { g() } // x"), 1);
        assert_eq!(problems("struct S<'a>(&'a u8); unsafe impl Send for S<'_> {}"), 1);
    }

    #[test]
    fn unsafe_in_comments_strings_and_names_is_not() {
        assert_eq!(problems("// unsafe\n/* /* unsafe */ unsafe */ #![forbid(unsafe_code)]"), 0);
        assert_eq!(problems(r####"let s = "a \" unsafe"; let r = r#"unsafe " unsafe"#; let b = b"unsafe";"####), 0);
    }

    #[test]
    fn long_files_are_told() {
        assert_eq!(problems(&"x\n".repeat(1000)), 0);
        assert_eq!(problems(&"x\n".repeat(1001)), 1);
    }

    #[test]
    fn lints_table_is_read() {
        assert!(inherits_lints("[package]\n[lints]\nworkspace = true\n"));
        assert!(!inherits_lints("[package]\n[lints]\n[dependencies]\nworkspace = true\n"));
    }
}
