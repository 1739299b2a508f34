//! `fd_*`: what is done with an open descriptor. WASI's descriptors are the kernel's.

use airlock_abi::fcntl::{O_APPEND, O_DSYNC, O_NONBLOCK, O_SYNC_BIT};
use airlock_abi::stat::{S_IFBLK, S_IFCHR, S_IFDIR, S_IFLNK, S_IFMT, S_IFREG, S_IFSOCK, UTIME_NOW, UTIME_OMIT};

use super::context::{Answer, Cx, DATA, DATA_BYTES, STRUCT};
use super::errno::WasiErrno;
use super::nr;

/// The one preopened directory: the guest's root.
pub(crate) const PREOPEN: u32 = 3;
const PREOPEN_NAME: &[u8] = b"/";

/// More vectors than this in one call are refused (`IOV_MAX`).
const VECTORS_MAX: u32 = 1024;

const RIGHT_SEEK_TELL: u64 = 1 << 2 | 1 << 5;
/// All rights of preview 1.
const RIGHTS_ALL: u64 = (1 << 30) - 1;

const FDFLAGS: &[(u16, u32)] = &[(1, O_APPEND), (2, O_DSYNC), (4, O_NONBLOCK), (16, O_SYNC_BIT | O_DSYNC)];
/// `fdflags` bits that exist: the above and `rsync`, which Linux treats as `sync`.
const FDFLAG_RSYNC: u16 = 8;

/// Linux's `O_` bits for `fdflags`.
pub(crate) fn open_flags(fdflags: u16) -> Result<u32, WasiErrno> {
    if fdflags >= 32 {
        return Err(WasiErrno::INVAL);
    }
    let bits = FDFLAGS.iter().filter(|pair| fdflags & pair.0 != 0).fold(0, |bits, pair| bits | pair.1);
    Ok(if fdflags & FDFLAG_RSYNC != 0 { bits | O_SYNC_BIT | O_DSYNC } else { bits })
}

/// `filetype` for a mode. WASI has no type for pipes.
pub(crate) fn file_type(mode: u32) -> u8 {
    match mode & S_IFMT {
        S_IFBLK => 1,
        S_IFCHR => 2,
        S_IFDIR => 3,
        S_IFREG => 4,
        S_IFSOCK => 6,
        S_IFLNK => 7,
        _ => 0,
    }
}

pub(crate) fn advise(cx: &mut Cx<'_>, fd: u32, offset: u64, len: u64, advice: u32) -> Answer {
    // The values of WASI in the order of Linux's: normal, sequential, random, willneed, dontneed, noreuse.
    let linux = [0, 2, 1, 3, 4, 5];
    let advice = linux.get(advice as usize).copied().ok_or(WasiErrno::INVAL)?;
    cx.syscall(nr::FADVISE64, [fd.into(), offset, len, advice]).map(drop)
}

pub(crate) fn fdstat_get(cx: &mut Cx<'_>, fd: u32, out: u32) -> Answer {
    cx.syscall(nr::FSTAT, [fd.into(), STRUCT])?;
    let kind = file_type(cx.get_u32(STRUCT + 24)?);
    let flags = u32::try_from(cx.syscall(nr::FCNTL, [fd.into(), 3, 0])?).unwrap_or(0);
    let fdflags = FDFLAGS.iter().filter(|pair| flags & pair.1 == pair.1).fold(0u16, |bits, pair| bits | pair.0);
    let terminal = kind == 2 && cx.syscall(nr::IOCTL, [fd.into(), 0x5401, STRUCT]).is_ok();
    // wasi-libc takes a character device that cannot seek for a terminal, and nothing else.
    let rights = if terminal { RIGHTS_ALL & !RIGHT_SEEK_TELL } else { RIGHTS_ALL };
    let [low, high] = fdflags.to_le_bytes();
    let mut stat = vec![kind, 0, low, high, 0, 0, 0, 0];
    stat.extend_from_slice(&rights.to_le_bytes());
    stat.extend_from_slice(&RIGHTS_ALL.to_le_bytes());
    cx.put(out.into(), &stat)
}

pub(crate) fn fdstat_set_flags(cx: &mut Cx<'_>, fd: u32, fdflags: u32) -> Answer {
    let flags = open_flags(u16::try_from(fdflags).map_err(|_| WasiErrno::INVAL)?)?;
    cx.syscall(nr::FCNTL, [fd.into(), 4, flags.into()]).map(drop)
}

/// Writes a `filestat` from the `struct stat` in the scratch area.
pub(crate) fn put_filestat(cx: &mut Cx<'_>, out: u32) -> Answer {
    let mode = cx.get_u32(STRUCT + 24)?;
    let time = |at: u64| -> Result<u64, WasiErrno> {
        let seconds = cx.get_u64(STRUCT + at)?.cast_signed();
        let ns = cx.get_u64(STRUCT + at + 8)?;
        // Times before 1970 have no form in WASI.
        Ok(u64::try_from(seconds).unwrap_or(0).saturating_mul(1_000_000_000).saturating_add(ns))
    };
    let times = [time(72)?, time(88)?, time(104)?];
    let (dev, ino, nlink, size) =
        (cx.get_u64(STRUCT)?, cx.get_u64(STRUCT + 8)?, cx.get_u64(STRUCT + 16)?, cx.get_u64(STRUCT + 48)?);
    let fields = [dev, ino, file_type(mode).into(), nlink, size].into_iter().chain(times);
    let bytes: Vec<u8> = fields.flat_map(u64::to_le_bytes).collect();
    cx.put(out.into(), &bytes)
}

pub(crate) fn filestat_get(cx: &mut Cx<'_>, fd: u32, out: u32) -> Answer {
    cx.syscall(nr::FSTAT, [fd.into(), STRUCT])?;
    put_filestat(cx, out)
}

/// Writes the two `timespec` for `utimensat` to the scratch area.
pub(crate) fn put_times(cx: &mut Cx<'_>, atim: u64, mtim: u64, flags: u32) -> Answer {
    let time = |value: u64, set: bool, now: bool| match (set, now) {
        (true, true) => Err(WasiErrno::INVAL),
        (true, false) => Ok(((value / 1_000_000_000).cast_signed(), (value % 1_000_000_000).cast_signed())),
        (false, true) => Ok((0, UTIME_NOW)),
        (false, false) => Ok((0, UTIME_OMIT)),
    };
    let atime = time(atim, flags & 1 != 0, flags & 2 != 0)?;
    let mtime = time(mtim, flags & 4 != 0, flags & 8 != 0)?;
    let bytes: Vec<u8> = [atime.0, atime.1, mtime.0, mtime.1].into_iter().flat_map(i64::to_le_bytes).collect();
    cx.put(STRUCT, &bytes)
}

pub(crate) fn filestat_set_times(cx: &mut Cx<'_>, fd: u32, atim: u64, mtim: u64, flags: u32) -> Answer {
    put_times(cx, atim, mtim, flags)?;
    // Without a path the descriptor itself is meant (utimensat(2)).
    cx.syscall(nr::UTIMENSAT, [fd.into(), 0, STRUCT, 0]).map(drop)
}

/// Copies WASI's vectors to the scratch area in Linux's form.
fn vectors(cx: &mut Cx<'_>, vectors: u32, count: u32) -> Result<[u64; 2], WasiErrno> {
    if count > VECTORS_MAX {
        return Err(WasiErrno::INVAL);
    }
    for i in 0..u64::from(count) {
        let at = u64::from(vectors) + i * 8;
        let (start, len) = (cx.get_u32(at)?, cx.get_u32(at + 4)?);
        cx.put(DATA + i * 16, &u64::from(start).to_le_bytes())?;
        cx.put(DATA + i * 16 + 8, &u64::from(len).to_le_bytes())?;
    }
    Ok([DATA, count.into()])
}

fn transferred(cx: &mut Cx<'_>, n: u64, out: u32) -> Answer {
    cx.put_u32(out, u32::try_from(n).map_err(|_| WasiErrno::INVAL)?)
}

/// `fd_read` and `fd_write`.
pub(crate) fn transfer(cx: &mut Cx<'_>, number: u64, fd: u32, iovs: u32, count: u32, out: u32) -> Answer {
    let [at, count] = vectors(cx, iovs, count)?;
    let n = cx.syscall(number, [fd.into(), at, count])?;
    transferred(cx, n, out)
}

/// `fd_pread` and `fd_pwrite`.
pub(crate) fn transfer_at(
    cx: &mut Cx<'_>,
    number: u64,
    fd: u32,
    (iovs, count): (u32, u32),
    offset: u64,
    out: u32,
) -> Answer {
    let [at, count] = vectors(cx, iovs, count)?;
    let n = cx.syscall(number, [fd.into(), at, count, offset, 0])?;
    transferred(cx, n, out)
}

pub(crate) fn prestat_get(cx: &mut Cx<'_>, fd: u32, out: u32) -> Answer {
    if fd != PREOPEN {
        return Err(WasiErrno::BADF);
    }
    cx.put_u32(out, 0)?;
    cx.put((u64::from(out)) + 4, &(PREOPEN_NAME.len() as u32).to_le_bytes())
}

pub(crate) fn prestat_dir_name(cx: &mut Cx<'_>, fd: u32, out: u32, len: u32) -> Answer {
    if fd != PREOPEN {
        return Err(WasiErrno::BADF);
    }
    if (len as usize) < PREOPEN_NAME.len() {
        return Err(WasiErrno::NAMETOOLONG);
    }
    cx.put(out.into(), PREOPEN_NAME)
}

/// `fd_readdir`: entries from `cookie` on until the buffer is full; the last may be cut short.
pub(crate) fn readdir(cx: &mut Cx<'_>, fd: u32, out: u32, len: u32, cookie: u64, used: u32) -> Answer {
    cx.syscall(nr::LSEEK, [fd.into(), cookie, 0])?;
    let room = len as usize;
    let mut list = Vec::new();
    while list.len() < room {
        let n = cx.syscall(nr::GETDENTS64, [fd.into(), DATA, DATA_BYTES as u64])?;
        if n == 0 {
            break;
        }
        let mut entries = cx.bytes(DATA, usize::try_from(n).unwrap_or(0))?;
        while list.len() < room
            && let Some(header) = entries.first_chunk::<19>()
        {
            let entry_len = usize::from(u16::from_le_bytes([header[16], header[17]]));
            let name = entries.get(19..entry_len).ok_or(WasiErrno::IO)?;
            let name = name.split(|b| *b == 0).next().unwrap_or_default();
            // ino and next are in this order in Linux's entry and the other way round in WASI's.
            list.extend_from_slice(header.get(8..16).unwrap_or_default());
            list.extend_from_slice(header.get(..8).unwrap_or_default());
            list.extend_from_slice(&(name.len() as u32).to_le_bytes());
            list.extend_from_slice(&[file_type(u32::from(header[18]) << 12), 0, 0, 0]);
            list.extend_from_slice(name);
            entries = entries.get(entry_len..).unwrap_or_default();
        }
    }
    list.truncate(room);
    cx.put(out.into(), &list)?;
    transferred(cx, list.len() as u64, used)
}

pub(crate) fn renumber(cx: &mut Cx<'_>, from: u32, to: u32) -> Answer {
    // Linux would take any free number; WASI wants both to be open.
    cx.syscall(nr::FCNTL, [to.into(), 1, 0])?;
    cx.syscall(nr::DUP2, [from.into(), to.into()])?;
    if from == to { Ok(()) } else { cx.syscall(nr::CLOSE, [from.into()]).map(drop) }
}

pub(crate) fn seek(cx: &mut Cx<'_>, fd: u32, offset: u64, whence: u32, out: u32) -> Answer {
    if whence > 2 {
        return Err(WasiErrno::INVAL);
    }
    let at = cx.syscall(nr::LSEEK, [fd.into(), offset, whence.into()])?;
    cx.put_u64(out, at)
}
