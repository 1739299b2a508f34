//! `open(2)` and its relatives, `close(2)`, `memfd_create(2)`.

use std::sync::{Arc, Mutex};

use airlock_abi::Errno;
use airlock_abi::fcntl::*;
use airlock_abi::stat::{S_IFMT, S_IFREG};
use airlock_platform::{HostOpen, Memory};

use super::{Answer, Args, CWD, flags32, int, only};
use crate::Kernel;
use crate::tty::{open_controlling, open_master, open_slave};
use crate::user;
use crate::vfs::proc::{self, Node};
use crate::vfs::{Charge, Device, File, FileData, How, Inode, Io, Kind, Pipe, Place, dir, lock};

/// Flags that matter at `open` only, and are not status flags afterwards.
const OPEN_ONLY: u32 = O_CREAT | O_EXCL | O_NOCTTY | O_TRUNC | O_CLOEXEC;

/// What an open call asks for.
struct Request {
    flags: u32,
    mode: u32,
    resolve: u64,
}

impl Request {
    fn reads(&self) -> bool {
        matches!(self.flags & O_ACCMODE, O_RDONLY | O_RDWR)
    }

    fn writes(&self) -> bool {
        matches!(self.flags & O_ACCMODE, O_WRONLY | O_RDWR)
    }

    fn host(&self) -> HostOpen {
        HostOpen {
            read: self.reads(),
            write: self.writes(),
            truncate: self.flags & O_TRUNC != 0,
            ..HostOpen::default()
        }
    }

    fn status(&self) -> u32 {
        if self.flags & O_PATH != 0 { self.flags & !O_CLOEXEC } else { (self.flags & !OPEN_ONLY) | O_LARGEFILE }
    }
}

/// `open(pathname, flags, mode)`.
pub(crate) fn sys_open(k: &mut Kernel, mem: &mut dyn Memory, [path, flags, mode, ..]: Args) -> Answer {
    open_at(k, mem, CWD, path, flags32(flags), flags32(mode), 0)
}

/// `creat(pathname, mode)`.
pub(crate) fn sys_creat(k: &mut Kernel, mem: &mut dyn Memory, [path, mode, ..]: Args) -> Answer {
    open_at(k, mem, CWD, path, O_CREAT | O_WRONLY | O_TRUNC, flags32(mode), 0)
}

/// `openat(dirfd, pathname, flags, mode)`.
pub(crate) fn sys_openat(k: &mut Kernel, mem: &mut dyn Memory, [dirfd, path, flags, mode, ..]: Args) -> Answer {
    open_at(k, mem, dirfd, path, flags32(flags), flags32(mode), 0)
}

/// `openat2(dirfd, pathname, how, size)`.
pub(crate) fn sys_openat2(k: &mut Kernel, mem: &mut dyn Memory, [dirfd, path, how, size, ..]: Args) -> Answer {
    const HOW_BYTES: u64 = 24;
    const RESOLVE_ALL: u64 = 0x3f;
    if size < HOW_BYTES {
        return Err(Errno::EINVAL);
    }
    if size > 4096 {
        return Err(Errno::E2BIG);
    }
    let [flags, mode, resolve] = [
        user::read_u64(mem, how)?,
        user::read_u64(mem, how.wrapping_add(8))?,
        user::read_u64(mem, how.wrapping_add(16))?,
    ];
    let mut extra = vec![0; (size - HOW_BYTES) as usize];
    mem.read(how.wrapping_add(HOW_BYTES), &mut extra).map_err(|_| Errno::EFAULT)?;
    if extra.iter().any(|b| *b != 0) {
        return Err(Errno::E2BIG);
    }
    let flags = u32::try_from(flags).map_err(|_| Errno::EINVAL)?;
    only(flags, O_VALID)?;
    let creates = flags & (O_CREAT | O_TMPFILE_BIT) != 0;
    if mode & !0o7777 != 0 || (mode != 0 && !creates) || resolve & !RESOLVE_ALL != 0 {
        return Err(Errno::EINVAL);
    }
    if resolve & RESOLVE_BENEATH != 0 && resolve & RESOLVE_IN_ROOT != 0 {
        return Err(Errno::EINVAL);
    }
    if flags & O_PATH != 0 && flags & !(O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC) != 0 {
        return Err(Errno::EINVAL);
    }
    // There is no cache to ask: what RESOLVE_CACHED wants is allowed to fail with EAGAIN at any time.
    if resolve & RESOLVE_CACHED != 0 {
        return Err(Errno::EAGAIN);
    }
    open_at(k, mem, dirfd, path, flags, mode as u32, resolve)
}

fn open_at(k: &mut Kernel, mem: &mut dyn Memory, dirfd: u64, path: u64, flags: u32, mode: u32, resolve: u64) -> Answer {
    // `open` and `openat` ignore unknown flags.
    let mut flags = flags & O_VALID;
    if flags & O_PATH != 0 {
        flags &= O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC;
    }
    let path = user::read_path(mem, path)?;
    let start = k.start(dirfd, &path)?;
    let request = Request { flags, mode: mode & 0o7777, resolve };
    k.fds.room()?;
    let file = open_path(k, mem, &start, &path, &request)?;
    if !file.is_path() {
        file.announce();
    }
    k.fds.add(file, flags & O_CLOEXEC != 0).map(int)
}

fn open_path(
    k: &mut Kernel,
    mem: &mut dyn Memory,
    start: &Arc<Inode>,
    path: &[u8],
    request: &Request,
) -> Result<Arc<File>, Errno> {
    let flags = request.flags;
    if flags & O_ACCMODE == O_ACCMODE {
        return Err(Errno::EINVAL);
    }
    if flags & O_TMPFILE_BIT != 0 {
        return open_unnamed(k, start, path, request);
    }
    if flags & O_CREAT != 0 && flags & O_DIRECTORY != 0 {
        return Err(Errno::EINVAL);
    }
    let follow = flags & O_NOFOLLOW == 0 && flags & (O_CREAT | O_EXCL) != O_CREAT | O_EXCL;
    let place = k.fs.walk(Some(&k.fds), start, path, How { follow, resolve: request.resolve })?;
    let Some(inode) = place.inode.clone() else {
        if flags & O_CREAT == 0 {
            return Err(Errno::ENOENT);
        }
        return create(k, &place, request);
    };
    if flags & O_CREAT != 0 && flags & O_EXCL != 0 {
        return Err(Errno::EEXIST);
    }
    let directory = inode.is_dir();
    if (flags & O_DIRECTORY != 0 || place.slash) && !directory {
        return Err(Errno::ENOTDIR);
    }
    if directory && (flags & O_CREAT != 0 || request.writes() || flags & O_TRUNC != 0) && flags & O_PATH == 0 {
        return Err(Errno::EISDIR);
    }
    if flags & O_PATH == 0 {
        check_access(k, &inode, request)?;
    }
    open_inode(k, mem, inode, place, request)
}

fn check_access(k: &Kernel, inode: &Arc<Inode>, request: &Request) -> Result<(), Errno> {
    if inode.is_symlink() {
        return Err(Errno::ELOOP);
    }
    let mut wanted = 0;
    if request.reads() {
        wanted |= R_OK;
    }
    if request.writes() || request.flags & O_TRUNC != 0 {
        wanted |= W_OK;
    }
    k.fs.permit(inode, wanted)?;
    if wanted & W_OK != 0 && inode.file_type() & S_IFMT == S_IFREG {
        inode.sb.writable()?;
    }
    Ok(())
}

/// Makes a regular file and opens it. Its permission bits do not apply to this first descriptor.
fn create(k: &Kernel, place: &Place, request: &Request) -> Result<Arc<File>, Errno> {
    if place.slash {
        return Err(Errno::EISDIR);
    }
    let (parent, name) = place.free(false)?;
    k.fs.permit_change(parent)?;
    let mode = request.mode & !k.fs.umask;
    let (inode, opened) = dir::create_regular(parent, name, mode, k.fs.owner(), request.host())?;
    let io = opened.map_or(Io::Memory(None), Io::Host);
    Ok(File::new(inode, io, request.status(), Some((Arc::clone(parent), name.into()))))
}

/// `O_TMPFILE`.
fn open_unnamed(k: &Kernel, start: &Arc<Inode>, path: &[u8], request: &Request) -> Result<Arc<File>, Errno> {
    if request.flags & O_DIRECTORY == 0 || !request.writes() {
        return Err(Errno::EINVAL);
    }
    let place = k.fs.walk(Some(&k.fds), start, path, How { follow: true, resolve: request.resolve })?;
    let parent = place.found()?;
    if !parent.is_dir() {
        return Err(Errno::ENOTDIR);
    }
    k.fs.permit_change(parent)?;
    if !matches!(parent.kind, Kind::Directory(_)) {
        return Err(Errno::EOPNOTSUPP);
    }
    let data = FileData::new(Arc::clone(&parent.sb.space), F_SEAL_SEAL);
    let mode = S_IFREG | (request.mode & !k.fs.umask);
    let inode = Inode::create(&parent.sb, Kind::Regular(Mutex::new(data)), mode, k.fs.owner())?;
    inode.attr().nlink = 0;
    inode.linkable.store(request.flags & O_EXCL == 0, std::sync::atomic::Ordering::Relaxed);
    Ok(File::new(inode, Io::Memory(None), request.status(), None))
}

fn open_inode(
    k: &mut Kernel,
    mem: &mut dyn Memory,
    inode: Arc<Inode>,
    place: Place,
    request: &Request,
) -> Result<Arc<File>, Errno> {
    let flags = request.flags;
    let io = if flags & O_PATH != 0 {
        Io::Path
    } else {
        match &inode.kind {
            Kind::Regular(data) => {
                if flags & O_TRUNC != 0 {
                    lock(data).truncate(0)?;
                    inode.touch();
                }
                k.fs.regular_io(&inode, request.host())?
            }
            Kind::HostFile(_) => match reopened(&place, request) {
                Some(io) => io,
                None => k.fs.regular_io(&inode, request.host())?,
            },
            Kind::Directory(_) | Kind::HostDir(_) | Kind::Proc(Node::Dir(_)) => Io::Directory(Mutex::new(None)),
            Kind::Device(Device::Tty) => open_controlling(k, flags)?,
            Kind::Device(Device::Ptmx) => open_master(k)?,
            Kind::Device(Device::Pts(number)) => open_slave(k, *number, flags)?,
            Kind::Device(device) => Io::Device(*device),
            Kind::Fifo(pipe) => {
                let pipe = Arc::clone(pipe);
                let others = if request.reads() { pipe.has_writers() } else { pipe.has_readers() };
                // A pipe without a name, opened by way of /proc/self/fd, waits for nobody.
                let named = !Arc::ptr_eq(&inode.sb, &k.fs.anonymous);
                if named && request.reads() != request.writes() && !others {
                    if flags & O_NONBLOCK == 0 {
                        return wait_for_other_end(k, inode, &pipe, place, request);
                    }
                    if request.writes() {
                        return Err(Errno::ENXIO);
                    }
                }
                if let Some((file, _)) = k.thread.call.fifo.take() {
                    return Ok(file);
                }
                Io::Pipe(pipe)
            }
            Kind::Special => return Err(Errno::ENXIO),
            Kind::Proc(Node::Text(text)) if request.writes() && !text.is_writable() => return Err(Errno::EACCES),
            Kind::Proc(Node::Text(text)) => {
                let text = k.proc_text_of(proc::pid_of(&inode), *text);
                let charge = Charge::new(&k.fs.space, text.len())?;
                Io::Text(text, charge)
            }
            Kind::Proc(Node::Link(_)) | Kind::Symlink(_) => return Err(Errno::ELOOP),
        }
    };
    let at = match place.entry {
        Some(entry) => Some(entry),
        None => place.file.and_then(|file| file.at.clone()),
    };
    let file = File::new(inode, io, request.status(), at);
    if matches!(file.io, Io::Memory(_)) && flags & O_TRUNC != 0 {
        crate::mm::after_truncate(&k.mm, mem, &file);
    }
    Ok(file)
}

/// Waits until somebody opens the other end of a FIFO. This end is open meanwhile, as the other one waits for it too.
fn wait_for_other_end(
    k: &mut Kernel,
    inode: Arc<Inode>,
    pipe: &Arc<Pipe>,
    place: Place,
    request: &Request,
) -> Result<Arc<File>, Errno> {
    let (readers, writers) = pipe.opens();
    let others = if request.reads() { writers } else { readers };
    match k.thread.call.fifo.take() {
        // It was opened, and closed again since.
        Some((file, before)) if others != before => return Ok(file),
        Some(waiting) => k.thread.call.fifo = Some(waiting),
        None => {
            let file = File::new(inode, Io::Pipe(Arc::clone(pipe)), request.status(), place.entry);
            k.thread.call.fifo = Some((file, others));
        }
    }
    let errno = k.wait_for(pipe.key(), "open of a FIFO");
    if k.interrupted_wait() {
        k.thread.call.fifo = None;
    }
    Err(errno)
}

/// A host file that is already open, when `/proc/self/fd` led to it: its name may be gone.
fn reopened(place: &Place, request: &Request) -> Option<Io> {
    let file = place.file.as_ref()?;
    let Io::Host(host) = &file.io else { return None };
    let enough = (!request.reads() || file.is_readable()) && (!request.writes() || file.is_writable());
    (enough && request.flags & O_TRUNC == 0).then(|| Io::Host(Arc::clone(host)))
}

/// `close(fd)`.
pub(crate) fn sys_close(k: &mut Kernel, _: &mut dyn Memory, [fd, ..]: Args) -> Answer {
    close(k, fd as i32).map(|()| 0)
}

/// Closes a descriptor, and drops the process's record locks on the file, as POSIX has it.
fn close(k: &mut Kernel, fd: i32) -> Result<(), Errno> {
    let file = k.fds.close(fd)?;
    let owner = crate::vfs::locks::process(k.process.pid());
    file.inode.release_locks(|locks| locks.drop_owner(owner));
    Ok(())
}

/// `close_range(first, last, flags)`.
pub(crate) fn sys_close_range(k: &mut Kernel, _: &mut dyn Memory, [first, last, flags, ..]: Args) -> Answer {
    let (first, last, flags) = (first as u32, last as u32, flags32(flags));
    // One process has one table: unsharing it changes nothing.
    only(flags, CLOSE_RANGE_CLOEXEC | CLOSE_RANGE_UNSHARE)?;
    if first > last {
        return Err(Errno::EINVAL);
    }
    let chosen: Vec<i32> = k.fds.open().filter(|fd| (first..=last).contains(&fd.unsigned_abs())).collect();
    for fd in chosen {
        if flags & CLOSE_RANGE_CLOEXEC != 0 {
            k.fds.set_cloexec(fd, true)?;
        } else {
            close(k, fd)?;
        }
    }
    Ok(0)
}

/// `memfd_create(name, flags)`.
pub(crate) fn sys_memfd_create(k: &mut Kernel, mem: &mut dyn Memory, [name, flags, ..]: Args) -> Answer {
    let flags = flags32(flags);
    if flags & MFD_HUGETLB != 0 {
        return Err(Errno::ENODEV);
    }
    only(flags, MFD_CLOEXEC | MFD_ALLOW_SEALING | MFD_NOEXEC_SEAL | MFD_EXEC)?;
    if flags & MFD_EXEC != 0 && flags & MFD_NOEXEC_SEAL != 0 {
        return Err(Errno::EINVAL);
    }
    user::read_c_string(mem, name, NAME_MAX - 5, Errno::EINVAL)?;
    k.fds.room()?;
    let (mode, seals) = match (flags & MFD_NOEXEC_SEAL != 0, flags & MFD_ALLOW_SEALING != 0) {
        (true, _) => (0o666, F_SEAL_EXEC),
        (false, true) => (0o777, 0),
        (false, false) => (0o777, F_SEAL_SEAL),
    };
    let sb = &k.fs.anonymous;
    let data = FileData::new(Arc::clone(&k.fs.space), seals);
    let inode = Inode::create(sb, Kind::Regular(Mutex::new(data)), S_IFREG | mode, k.fs.owner())?;
    inode.attr().nlink = 0;
    let file = File::new(inode, Io::Memory(None), O_RDWR | O_LARGEFILE, None);
    k.fds.add(file, flags & MFD_CLOEXEC != 0).map(int)
}
