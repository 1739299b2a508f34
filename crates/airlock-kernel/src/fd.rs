//! The table of file descriptors.

use std::sync::Arc;

use airlock_abi::Errno;
use airlock_abi::fcntl::{O_RDONLY, O_WRONLY};
use airlock_platform::Stream;

use crate::vfs::{Device, File, FsContext, Io, stdio_inode};

/// The lowest limit that leaves room for the standard streams.
const STANDARD: usize = 3;

#[derive(Clone)]
struct Descriptor {
    file: Arc<File>,
    cloexec: bool,
}

/// The open descriptors of a process.
pub(crate) struct FdTable {
    slots: Vec<Option<Descriptor>>,
    /// No slot below this one is free.
    first_free: usize,
    limit: usize,
}

impl FdTable {
    /// A table with the standard streams at 0, 1 and 2; the console, if there is one, is all three.
    pub(crate) fn new(max: u32, fs: &FsContext) -> Result<Self, Errno> {
        let limit = usize::try_from(max).unwrap_or(usize::MAX).max(STANDARD);
        let streams = [Stream::Stdin, Stream::Stdout, Stream::Stderr];
        let terminal = fs.terminals.open_console()?;
        let slots = streams.map(|stream| {
            let file = terminal.clone().unwrap_or_else(|| {
                let flags = if stream == Stream::Stdin { O_RDONLY } else { O_WRONLY };
                File::new(stdio_inode(&fs.anonymous, stream), Io::Device(Device::Stdio(stream)), flags, None)
            });
            Some(Descriptor { file, cloexec: false })
        });
        Ok(Self { slots: slots.into(), first_free: STANDARD, limit })
    }

    /// The same descriptors, for a child process.
    pub(crate) fn copy(&self) -> Self {
        Self { slots: self.slots.clone(), ..*self }
    }

    /// Closes everything, at the end of the process.
    pub(crate) fn close_all(&mut self) {
        self.slots = Vec::new();
        self.first_free = 0;
    }

    /// The open files.
    pub(crate) fn files(&self) -> impl Iterator<Item = &Arc<File>> {
        self.slots.iter().flatten().map(|descriptor| &descriptor.file)
    }

    /// The file behind a descriptor.
    pub(crate) fn get(&self, fd: i32) -> Result<Arc<File>, Errno> {
        self.get_ref(fd).cloned()
    }

    /// Like `get`, without a new reference.
    pub(crate) fn get_ref(&self, fd: i32) -> Result<&Arc<File>, Errno> {
        let slot = usize::try_from(fd).ok().and_then(|fd| self.slots.get(fd));
        slot.and_then(Option::as_ref).map(|descriptor| &descriptor.file).ok_or(Errno::EBADF)
    }

    fn slot(&mut self, fd: i32) -> Result<&mut Descriptor, Errno> {
        let slot = usize::try_from(fd).ok().and_then(|fd| self.slots.get_mut(fd));
        slot.and_then(Option::as_mut).ok_or(Errno::EBADF)
    }

    /// Puts a file at the lowest free descriptor.
    pub(crate) fn add(&mut self, file: Arc<File>, cloexec: bool) -> Result<i32, Errno> {
        self.add_from(0, file, cloexec)
    }

    /// Puts a file at the lowest free descriptor that is at least `min`.
    pub(crate) fn add_from(&mut self, min: usize, file: Arc<File>, cloexec: bool) -> Result<i32, Errno> {
        let from = min.max(self.first_free);
        let free = (from..self.slots.len()).find(|at| self.slots.get(*at).is_some_and(Option::is_none));
        let at = free.unwrap_or(self.slots.len().max(from));
        if at >= self.limit {
            return Err(Errno::EMFILE);
        }
        let fd = i32::try_from(at).map_err(|_| Errno::EMFILE)?;
        self.put(at, Descriptor { file, cloexec });
        if min <= self.first_free {
            self.first_free = at + 1;
        }
        Ok(fd)
    }

    fn put(&mut self, at: usize, descriptor: Descriptor) -> Option<Descriptor> {
        if at >= self.slots.len() {
            self.slots.resize_with(at + 1, || None);
        }
        self.slots.get_mut(at).and_then(|slot| slot.replace(descriptor))
    }

    /// Puts a file at this very descriptor; what was there is closed.
    pub(crate) fn set(&mut self, fd: i32, file: Arc<File>, cloexec: bool) -> Result<(), Errno> {
        let at = usize::try_from(fd).ok().filter(|at| *at < self.limit).ok_or(Errno::EBADF)?;
        self.put(at, Descriptor { file, cloexec });
        Ok(())
    }

    /// Fails with `EMFILE` unless one more descriptor fits: asked before a file is made that would be lost otherwise.
    pub(crate) fn room(&self) -> Result<(), Errno> {
        if self.first_free < self.limit
            && (self.slots.len() < self.limit || self.slots.iter().skip(self.first_free).any(Option::is_none))
        {
            Ok(())
        } else {
            Err(Errno::EMFILE)
        }
    }

    /// Closes a descriptor; the file goes with its last reference.
    pub(crate) fn close(&mut self, fd: i32) -> Result<Arc<File>, Errno> {
        let at = usize::try_from(fd).map_err(|_| Errno::EBADF)?;
        let descriptor = self.slots.get_mut(at).and_then(Option::take).ok_or(Errno::EBADF)?;
        self.first_free = self.first_free.min(at);
        Ok(descriptor.file)
    }

    pub(crate) fn cloexec(&mut self, fd: i32) -> Result<bool, Errno> {
        self.slot(fd).map(|descriptor| descriptor.cloexec)
    }

    pub(crate) fn set_cloexec(&mut self, fd: i32, cloexec: bool) -> Result<(), Errno> {
        self.slot(fd)?.cloexec = cloexec;
        Ok(())
    }

    /// Closes what `execve` does not keep.
    pub(crate) fn close_on_exec(&mut self) {
        for (at, slot) in self.slots.iter_mut().enumerate() {
            if slot.as_ref().is_some_and(|descriptor| descriptor.cloexec) {
                *slot = None;
                self.first_free = self.first_free.min(at);
            }
        }
    }

    /// The open descriptors, ascending.
    pub(crate) fn open(&self) -> impl Iterator<Item = i32> {
        let open = self.slots.iter().enumerate().filter(|(_, slot)| slot.is_some());
        open.filter_map(|(at, _)| i32::try_from(at).ok())
    }

    /// How many descriptors there may be.
    pub(crate) fn limit(&self) -> usize {
        self.limit
    }

    /// Lowers or raises the limit (`RLIMIT_NOFILE`); the caller keeps it below the configured one.
    pub(crate) fn set_limit(&mut self, limit: u32) {
        self.limit = usize::try_from(limit).unwrap_or(usize::MAX);
    }
}
