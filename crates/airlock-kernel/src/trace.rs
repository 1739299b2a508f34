//! Lines like those of strace, from the table of system calls.

use std::fmt::Write;

use airlock_abi::Errno;
use airlock_abi::fcntl::*;
use airlock_platform::Memory;

use crate::table::{self, Arg};
use crate::user;

/// Bytes of a string or buffer that are shown.
const TEXT_MAX: usize = 32;
/// Bytes of a path that are shown.
const PATH_SHOWN_MAX: usize = 256;
/// Elements of `argv` or `envp` that are shown.
const STRINGS_MAX: usize = 16;
/// Lines are dropped when nobody has taken this many bytes.
const KEPT_MAX: usize = 8 << 20;

/// The lines that nobody has taken yet.
#[derive(Default)]
pub(crate) struct Trace {
    lines: String,
    dropped: u64,
}

/// Arguments as they were before the call; `None` for those that are shown after it.
pub(crate) type Shown = Vec<Option<String>>;

impl Trace {
    /// A call whose number is not in the table.
    pub(crate) fn unknown(&mut self, nr: u64, args: &[u64; 6]) {
        let args: Vec<String> = args.iter().map(|arg| format!("{arg:#x}")).collect();
        self.push(&format!("syscall_{nr}({}) = {}", args.join(", "), result(0, Err(Errno::ENOSYS))));
    }

    /// Formats what the guest passes in. Calls that do not return normally are written at once.
    pub(crate) fn enter(&self, mem: &dyn Memory, nr: usize, args: &[u64; 6]) -> Shown {
        let Some(row) = table::row(nr) else { return Vec::new() };
        row.args.iter().enumerate().map(|(index, kind)| shown_before(mem, *kind, index, args)).collect()
    }

    /// Writes the line, with the number of the task in front if there are several.
    pub(crate) fn leave(
        &mut self,
        mem: &dyn Memory,
        task: Option<u32>,
        nr: usize,
        args: &[u64; 6],
        before: Shown,
        answer: Result<u64, Errno>,
    ) {
        let Some(row) = table::row(nr) else { return self.unknown(nr as u64, args) };
        let mut line = task.map_or_else(String::new, |task| format!("[{task}] "));
        line.push_str(row.name);
        line.push('(');
        for (index, (kind, text)) in row.args.iter().zip(before).enumerate() {
            if index > 0 {
                line.push_str(", ");
            }
            match text {
                Some(text) => line.push_str(&text),
                None => line.push_str(&shown_after(mem, *kind, index, args, answer)),
            }
        }
        line.push_str(") = ");
        match row.name {
            "exit" | "exit_group" | "rt_sigreturn" if answer.is_ok() => line.push('?'),
            _ => line.push_str(&result(nr, answer)),
        }
        self.push(&line);
    }

    fn push(&mut self, line: &str) {
        if self.lines.len() + line.len() > KEPT_MAX {
            self.dropped += 1;
            return;
        }
        self.lines.push_str(line);
        self.lines.push('\n');
    }

    /// The lines so far.
    pub(crate) fn take(&mut self) -> String {
        let mut lines = std::mem::take(&mut self.lines);
        if self.dropped > 0 {
            let _ = writeln!(lines, "... {} lines dropped", self.dropped);
            self.dropped = 0;
        }
        lines
    }
}

fn result(nr: usize, answer: Result<u64, Errno>) -> String {
    match answer {
        Err(errno) => format!("-1 {errno}"),
        Ok(value) => match table::syscall_name(nr as u64) {
            Some("mmap" | "mremap" | "brk") => format!("{value:#x}"),
            _ => (value as i64).to_string(),
        },
    }
}

fn shown_before(mem: &dyn Memory, kind: Arg, index: usize, args: &[u64; 6]) -> Option<String> {
    let value = *args.get(index)?;
    Some(match kind {
        Arg::Out | Arg::Stat | Arg::FdPair => return None,
        Arg::Int | Arg::Fd => (value as i32).to_string(),
        Arg::Long => (value as i64).to_string(),
        Arg::Size => value.to_string(),
        Arg::Hex => format!("{value:#x}"),
        Arg::Ptr => pointer(value),
        Arg::DirFd if value as i32 == AT_FDCWD => "AT_FDCWD".to_owned(),
        Arg::DirFd => (value as i32).to_string(),
        Arg::Path => path(mem, value),
        Arg::In(len) => {
            let len = args.get(usize::from(len)).copied().unwrap_or(0);
            buffer(mem, value, len)
        }
        Arg::OpenFlags => open_flags(value as u32),
        Arg::Mode => format!("0{:o}", value as u32),
        Arg::Prot => bits(value, &[(1, "PROT_READ"), (2, "PROT_WRITE"), (4, "PROT_EXEC")], "PROT_NONE"),
        Arg::MapFlags => bits(value, MAP_FLAGS, "0"),
        Arg::Signal => signal(value),
        Arg::Strings => strings(mem, value),
        Arg::Timespec => timespec(mem, value),
        Arg::Whence => match value {
            0 => "SEEK_SET".to_owned(),
            1 => "SEEK_CUR".to_owned(),
            2 => "SEEK_END".to_owned(),
            3 => "SEEK_DATA".to_owned(),
            4 => "SEEK_HOLE".to_owned(),
            other => other.to_string(),
        },
        Arg::AtFlags => bits(value & 0xffff_ffff, AT_FLAGS, "0"),
    })
}

fn shown_after(mem: &dyn Memory, kind: Arg, index: usize, args: &[u64; 6], answer: Result<u64, Errno>) -> String {
    let value = args.get(index).copied().unwrap_or(0);
    let Ok(count) = answer else { return pointer(value) };
    match kind {
        Arg::Out => buffer(mem, value, count),
        Arg::Stat => match (user::read_u32(mem, value.wrapping_add(24)), user::read_u64(mem, value.wrapping_add(48))) {
            (Ok(mode), Ok(size)) => format!("{{st_mode=0{mode:o}, st_size={size}, ...}}"),
            _ => pointer(value),
        },
        Arg::FdPair => match user::read_u64(mem, value) {
            Ok(pair) => format!("[{}, {}]", pair as i32, (pair >> 32) as i32),
            Err(_) => pointer(value),
        },
        _ => pointer(value),
    }
}

fn pointer(addr: u64) -> String {
    if addr == 0 { "NULL".to_owned() } else { format!("{addr:#x}") }
}

/// Bytes in quotes, with C escapes.
fn quoted(bytes: &[u8], more: bool) -> String {
    let mut out = String::from("\"");
    for b in bytes {
        match b {
            b'\n' => out.push_str("\\n"),
            b'\t' => out.push_str("\\t"),
            b'\r' => out.push_str("\\r"),
            b'"' => out.push_str("\\\""),
            b'\\' => out.push_str("\\\\"),
            0x20..=0x7e => out.push(char::from(*b)),
            other => {
                let _ = write!(out, "\\x{other:02x}");
            }
        }
    }
    out.push('"');
    if more {
        out.push_str("...");
    }
    out
}

fn path(mem: &dyn Memory, addr: u64) -> String {
    if addr == 0 {
        return "NULL".to_owned();
    }
    match user::read_path(mem, addr) {
        Ok(path) => quoted(path.get(..PATH_SHOWN_MAX).unwrap_or(&path), path.len() > PATH_SHOWN_MAX),
        Err(_) => pointer(addr),
    }
}

fn buffer(mem: &dyn Memory, addr: u64, len: u64) -> String {
    let shown = len.min(TEXT_MAX as u64) as usize;
    let mut bytes = [0; TEXT_MAX];
    let Some(part) = bytes.get_mut(..shown) else { return pointer(addr) };
    if addr == 0 || mem.read(addr, part).is_err() {
        return pointer(addr);
    }
    quoted(part, len > shown as u64)
}

fn strings(mem: &dyn Memory, addr: u64) -> String {
    if addr == 0 {
        return "NULL".to_owned();
    }
    let mut shown = Vec::new();
    for index in 0..=STRINGS_MAX as u64 {
        match user::read_u64(mem, addr.wrapping_add(index * 8)) {
            Ok(0) => break,
            Ok(_) if index == STRINGS_MAX as u64 => shown.push("...".to_owned()),
            Ok(string) => shown.push(path(mem, string)),
            Err(_) => return pointer(addr),
        }
    }
    format!("[{}]", shown.join(", "))
}

fn timespec(mem: &dyn Memory, addr: u64) -> String {
    match (user::read_u64(mem, addr), user::read_u64(mem, addr.wrapping_add(8))) {
        (Ok(seconds), Ok(ns)) if addr != 0 => format!("{{tv_sec={}, tv_nsec={}}}", seconds as i64, ns as i64),
        _ => pointer(addr),
    }
}

fn signal(value: u64) -> String {
    let name = u8::try_from(value).ok().and_then(airlock_abi::signal::name);
    name.map_or_else(|| (value as i32).to_string(), str::to_owned)
}

/// Names of bits; what has none is shown in hexadecimal.
fn bits(value: u64, names: &[(u64, &str)], none: &str) -> String {
    let mut left = value;
    let mut parts: Vec<String> = Vec::new();
    for (bit, name) in names {
        if left & bit == *bit {
            parts.push((*name).to_owned());
            left &= !bit;
        }
    }
    if left != 0 {
        parts.push(format!("{left:#x}"));
    }
    if parts.is_empty() { none.to_owned() } else { parts.join("|") }
}

const MAP_FLAGS: &[(u64, &str)] = &[
    (1, "MAP_SHARED"),
    (2, "MAP_PRIVATE"),
    (0x10, "MAP_FIXED"),
    (0x20, "MAP_ANONYMOUS"),
    (0x40, "MAP_32BIT"),
    (0x100, "MAP_GROWSDOWN"),
    (0x800, "MAP_DENYWRITE"),
    (0x4000, "MAP_NORESERVE"),
    (0x8000, "MAP_POPULATE"),
    (0x2_0000, "MAP_STACK"),
    (0x10_0000, "MAP_FIXED_NOREPLACE"),
];

const AT_FLAGS: &[(u64, &str)] = &[
    (AT_SYMLINK_NOFOLLOW as u64, "AT_SYMLINK_NOFOLLOW"),
    (AT_REMOVEDIR as u64, "AT_REMOVEDIR"),
    (AT_SYMLINK_FOLLOW as u64, "AT_SYMLINK_FOLLOW"),
    (AT_NO_AUTOMOUNT as u64, "AT_NO_AUTOMOUNT"),
    (AT_EMPTY_PATH as u64, "AT_EMPTY_PATH"),
];

const OPEN_FLAGS: &[(u64, &str)] = &[
    (O_CREAT as u64, "O_CREAT"),
    (O_EXCL as u64, "O_EXCL"),
    (O_NOCTTY as u64, "O_NOCTTY"),
    (O_TRUNC as u64, "O_TRUNC"),
    (O_APPEND as u64, "O_APPEND"),
    (O_NONBLOCK as u64, "O_NONBLOCK"),
    (O_SYNC as u64, "O_SYNC"),
    (O_DSYNC as u64, "O_DSYNC"),
    (O_DIRECT as u64, "O_DIRECT"),
    (O_LARGEFILE as u64, "O_LARGEFILE"),
    (O_TMPFILE as u64, "O_TMPFILE"),
    (O_DIRECTORY as u64, "O_DIRECTORY"),
    (O_NOFOLLOW as u64, "O_NOFOLLOW"),
    (O_NOATIME as u64, "O_NOATIME"),
    (O_CLOEXEC as u64, "O_CLOEXEC"),
    (O_PATH as u64, "O_PATH"),
];

fn open_flags(flags: u32) -> String {
    let mode = match flags & O_ACCMODE {
        O_RDONLY => "O_RDONLY",
        O_WRONLY => "O_WRONLY",
        O_RDWR => "O_RDWR",
        _ => "O_ACCMODE",
    };
    let rest = bits(u64::from(flags & !O_ACCMODE), OPEN_FLAGS, "");
    if rest.is_empty() { mode.to_owned() } else { format!("{mode}|{rest}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flags_have_names() {
        assert_eq!(open_flags(O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC), "O_WRONLY|O_CREAT|O_TRUNC|O_CLOEXEC");
        assert_eq!(open_flags(O_RDWR | O_TMPFILE), "O_RDWR|O_TMPFILE");
        assert_eq!(bits(0, MAP_FLAGS, "0"), "0");
        assert_eq!(bits(0x4000_0022, MAP_FLAGS, "0"), "MAP_PRIVATE|MAP_ANONYMOUS|0x40000000");
        assert_eq!(quoted(b"a\"\n\x01", true), "\"a\\\"\\n\\x01\"...");
    }

    #[test]
    fn lines_are_bounded() {
        let mut trace = Trace::default();
        for _ in 0..KEPT_MAX / 40 {
            trace.unknown(999, &[u64::MAX; 6]);
        }
        let lines = trace.take();
        assert!(lines.len() < KEPT_MAX + 100);
        assert!(lines.ends_with("lines dropped\n"));
        assert!(lines.starts_with("syscall_999(0xffffffffffffffff, "));
        assert!(lines.contains("= -1 ENOSYS (Function not implemented)\n"));
        assert_eq!(trace.take(), "");
    }
}
