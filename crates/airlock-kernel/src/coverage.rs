//! The coverage page.

use std::fmt::Write;

use crate::table::{Support, syscall_rows};

/// The coverage page of the documentation, in Markdown: one line per system call.
pub fn coverage_markdown() -> String {
    let (mut full, mut partial, mut absent) = (0, 0, 0);
    let mut lines = String::new();
    for row in syscall_rows() {
        let (level, note) = match row.support {
            Support::Full => ("full", ""),
            Support::Partial(reason) => ("partial", reason),
            Support::Enosys(why) => ("absent", why),
        };
        match row.support {
            Support::Full => full += 1,
            Support::Partial(_) => partial += 1,
            Support::Enosys(_) => absent += 1,
        }
        // Writing to a String cannot fail.
        let _ = writeln!(lines, "| {} | `{}` | {level} | {} |", row.nr, row.name, note.replace('|', "\\|"));
    }
    format!(
        "# System calls\n\n\
         Generated from the table of system calls in `crates/airlock-kernel/src/table`; do not edit. Of {} numbers of \
         Linux on x86-64, {full} are answered in full, {partial} in part and {absent} not at all (with `ENOSYS`, or with \
         the error that the note names). Numbers outside of the table fail with `ENOSYS`.\n\n\
         | number | name | support | note |\n|---:|---|---|---|\n{lines}",
        full + partial + absent,
    )
}

#[cfg(test)]
mod tests {
    use super::coverage_markdown;
    use crate::table::syscall_rows;

    #[test]
    fn the_page_has_a_line_per_call() {
        let page = coverage_markdown();
        for row in syscall_rows() {
            assert!(page.contains(&format!("| {} | `{}` |", row.nr, row.name)), "{}", row.name);
        }
    }
}
