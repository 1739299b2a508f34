//! The table of system calls: one row per number, from which dispatch, tracing and the coverage page come.
//!
//! The rows lie in one file per topic. `ROWS` and `HANDLERS` are built from them at compile time.

use airlock_abi::Errno;
use airlock_platform::Memory;

use crate::Kernel;

mod absent;
mod descriptors;
mod files;
mod ipc;
mod memory;
mod network;
mod process;
mod signals;
mod time;

/// One more than the largest number in the table.
pub(crate) const NUMBERS: usize = 463;

/// What answers a call.
pub(crate) type Handler = fn(&mut Kernel, &mut dyn Memory, [u64; 6]) -> Result<u64, Errno>;

/// How much of a call works.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Support {
    /// All of it.
    Full,
    /// Some of it; the text says what does not.
    Partial(&'static str),
    /// It fails with `ENOSYS` (or with the error that the text names); the text says why.
    Enosys(&'static str),
}

/// How an argument is shown in a trace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arg {
    /// A signed number of 32 bits.
    Int,
    /// A signed number of 64 bits.
    Long,
    /// An unsigned number: sizes, counts.
    Size,
    /// A hexadecimal number: flags, masks.
    Hex,
    /// A guest address.
    Ptr,
    /// A descriptor.
    Fd,
    /// A descriptor of a directory, or `AT_FDCWD`.
    DirFd,
    /// A C string.
    Path,
    /// Bytes that the guest hands over; the length is in the argument of this index.
    In(u8),
    /// Bytes that the guest receives; the length is the result.
    Out,
    /// Flags of `open(2)`.
    OpenFlags,
    /// Permission bits, octal.
    Mode,
    /// `PROT_*`.
    Prot,
    /// `MAP_*`.
    MapFlags,
    /// A signal number.
    Signal,
    /// A NULL-terminated array of C strings.
    Strings,
    /// A pointer to `struct stat`, shown after the call.
    Stat,
    /// A pointer to two descriptors, shown after the call.
    FdPair,
    /// A pointer to `struct timespec`.
    Timespec,
    /// `whence` of `lseek(2)`.
    Whence,
    /// `AT_*` flags.
    AtFlags,
}

/// One system call.
#[derive(Clone, Copy)]
pub struct Row {
    /// The number in rax.
    pub nr: u16,
    /// The name, as in `syscalls(2)`.
    pub name: &'static str,
    /// How the arguments are shown in a trace.
    pub args: &'static [Arg],
    /// How much of it works.
    pub support: Support,
    pub(crate) handler: Handler,
}

impl Row {
    /// A call that works.
    pub(crate) const fn full(nr: u16, name: &'static str, args: &'static [Arg], handler: Handler) -> Self {
        Self { nr, name, args, support: Support::Full, handler }
    }

    /// A call of which some works.
    pub(crate) const fn partial(
        nr: u16,
        name: &'static str,
        args: &'static [Arg],
        handler: Handler,
        reason: &'static str,
    ) -> Self {
        Self { nr, name, args, support: Support::Partial(reason), handler }
    }

    /// A call that fails with `ENOSYS`.
    pub(crate) const fn enosys(nr: u16, name: &'static str, why: &'static str) -> Self {
        Self { nr, name, args: &[], support: Support::Enosys(why), handler: not_implemented }
    }

    /// A call that fails in another way than `ENOSYS`; `why` names the error.
    pub(crate) const fn refused(
        nr: u16,
        name: &'static str,
        args: &'static [Arg],
        handler: Handler,
        why: &'static str,
    ) -> Self {
        Self { nr, name, args, support: Support::Enosys(why), handler }
    }
}

fn not_implemented(_: &mut Kernel, _: &mut dyn Memory, _: [u64; 6]) -> Result<u64, Errno> {
    Err(Errno::ENOSYS)
}

/// The rows by topic. Each number occurs once (a test checks it).
const TOPICS: [&[Row]; 9] = [
    files::ROWS,
    descriptors::ROWS,
    ipc::ROWS,
    memory::ROWS,
    process::ROWS,
    signals::ROWS,
    time::ROWS,
    network::ROWS,
    absent::ROWS,
];

const fn build_rows() -> [Option<Row>; NUMBERS] {
    let mut rows = [const { None }; NUMBERS];
    let mut topic = 0;
    while topic < TOPICS.len() {
        let mut at = 0;
        while at < TOPICS[topic].len() {
            let row = TOPICS[topic][at];
            rows[row.nr as usize] = Some(row);
            at += 1;
        }
        topic += 1;
    }
    rows
}

const fn build_handlers() -> [Handler; NUMBERS] {
    let mut handlers: [Handler; NUMBERS] = [not_implemented; NUMBERS];
    let mut nr = 0;
    while nr < NUMBERS {
        if let Some(row) = &ROWS[nr] {
            handlers[nr] = row.handler;
        }
        nr += 1;
    }
    handlers
}

/// Rows by number.
pub(crate) static ROWS: [Option<Row>; NUMBERS] = build_rows();

/// Handlers by number: what the hot path reads.
pub(crate) static HANDLERS: [Handler; NUMBERS] = build_handlers();

/// The row of a number.
pub(crate) fn row(nr: usize) -> Option<&'static Row> {
    ROWS.get(nr).and_then(Option::as_ref)
}

/// All rows, by ascending number.
pub fn syscall_rows() -> impl Iterator<Item = &'static Row> {
    ROWS.iter().flatten()
}

/// The name of a system call number.
pub fn syscall_name(nr: u64) -> Option<&'static str> {
    usize::try_from(nr).ok().and_then(row).map(|row| row.name)
}

#[cfg(test)]
mod tests {
    use super::{NUMBERS, TOPICS, syscall_name, syscall_rows};

    #[test]
    fn every_number_has_exactly_one_row() {
        let mut seen = vec![0; NUMBERS];
        for row in TOPICS.iter().flat_map(|rows| rows.iter()) {
            seen[row.nr as usize] += 1;
        }
        let wrong: Vec<_> = seen
            .iter()
            .enumerate()
            .filter(|(nr, count)| **count != usize::from(*nr <= 334 || *nr >= 424))
            .map(|(nr, count)| (nr, *count, syscall_name(nr as u64)))
            .collect();
        assert!(wrong.is_empty(), "numbers with no row, or several, or one too many: {wrong:?}");
        assert_eq!(syscall_rows().count(), 335 + 39);
    }

    #[test]
    fn names_are_unique() {
        let mut names: Vec<_> = syscall_rows().map(|row| row.name).collect();
        names.sort_unstable();
        assert!(names.windows(2).all(|pair| pair[0] != pair[1]));
    }
}
