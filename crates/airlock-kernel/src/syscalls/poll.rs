//! `poll(2)`, `select(2)` and their variants, for the kinds of descriptors that exist.

use airlock_abi::Errno;
use airlock_abi::poll::*;
use airlock_platform::{Memory, Stream};

use super::{Answer, Args};
use crate::Kernel;
use crate::task::Sources;
use crate::user;
use crate::vfs::{File, Io};

const NS_PER_S: u64 = 1_000_000_000;

fn ready(k: &Kernel, file: &File) -> u16 {
    const IN: u16 = POLLIN | POLLRDNORM;
    const OUT: u16 = POLLOUT | POLLWRNORM;
    match &file.io {
        Io::Pipe(pipe) => {
            let mut events = 0;
            if file.is_readable() {
                if pipe.len() > 0 {
                    events |= IN;
                }
                if !pipe.has_writers() {
                    events |= POLLHUP;
                }
            }
            if file.is_writable() {
                if !pipe.has_readers() {
                    events |= POLLERR | OUT;
                } else if pipe.has_room() {
                    events |= OUT;
                }
            }
            events
        }
        Io::Device(crate::vfs::Device::Stdio(_)) => {
            let mut events = 0;
            if file.stream() == Some(Stream::Stdin) && k.platform.stdio.ready(Stream::Stdin, Some(0)) {
                events |= IN;
            }
            if file.is_writable()
                && let Some(stream) = file.stream()
                && (stream == Stream::Stdin || k.platform.stdio.ready(stream, Some(0)))
            {
                events |= OUT;
            }
            events
        }
        // Regular files and devices never wait.
        Io::Memory(_) | Io::Host(_) | Io::Device(_) | Io::Text(..) | Io::Directory(_) => IN | OUT,
        Io::Object(object) => object.ready(k),
        Io::Path => POLLNVAL,
    }
}

fn is_stdin(file: &File) -> bool {
    file.stream() == Some(Stream::Stdin)
}

impl Kernel {
    /// What is so of a file, of the events in `POLLIN | POLLOUT | POLLERR | POLLHUP` and their relatives.
    pub(crate) fn readiness(&self, file: &File) -> u16 {
        ready(self, file)
    }

    /// Adds what changes the readiness of a file of which one wants to read, or to write.
    pub(crate) fn add_sources(&self, sources: &mut Sources, file: &File, read: bool, write: bool) {
        match &file.io {
            Io::Pipe(pipe) => sources.keys.push(pipe.key()),
            Io::Object(object) => object.sources(self, sources),
            Io::Device(_) if read && is_stdin(file) => sources.stream = Some(Stream::Stdin),
            Io::Device(_) if write && file.is_writable() && file.stream().is_some() => {
                sources.stream = sources.stream.or(file.stream());
            }
            _ => {}
        }
    }

    /// What `look` finds. If that is nothing, waits until there is something, the deadline has passed (`Ok(0)`) or a signal
    /// comes.
    fn poll_files(
        &mut self,
        timeout_ns: Option<u64>,
        sources: Sources,
        mut look: impl FnMut(&Self) -> u64,
    ) -> Result<u64, Errno> {
        let found = look(self);
        // A wait of zero needs no clock.
        if found > 0 || timeout_ns == Some(0) {
            return Ok(found);
        }
        let deadline_ns = self.call_deadline(|k| timeout_ns.map(|ns| k.now_ns().saturating_add(ns)));
        if deadline_ns.is_some_and(|deadline| deadline <= self.now_ns()) {
            return Ok(0);
        }
        let errno = self.block(sources.wait(deadline_ns, "poll of descriptors that cannot change"));
        Err(if self.interrupted_wait() { Errno::ERESTARTNOHAND } else { errno })
    }
}

/// `poll(fds, nfds, timeout)`.
pub(crate) fn sys_poll(k: &mut Kernel, mem: &mut dyn Memory, [fds, count, timeout, ..]: Args) -> Answer {
    let timeout = u64::try_from(timeout as i32).ok().map(|ms| ms * 1_000_000);
    poll(k, mem, fds, count, timeout)
}

/// A relative `struct timespec`; a null pointer is no timeout.
pub(crate) fn timespec(mem: &dyn Memory, addr: u64) -> Result<Option<u64>, Errno> {
    if addr == 0 {
        return Ok(None);
    }
    let seconds = user::read_u64(mem, addr)?;
    let ns = user::read_u64(mem, addr.wrapping_add(8))?;
    if seconds > i64::MAX as u64 || ns >= NS_PER_S {
        return Err(Errno::EINVAL);
    }
    Ok(Some(seconds.saturating_mul(NS_PER_S).saturating_add(ns)))
}

/// `ppoll(fds, nfds, tmo_p, sigmask, sigsetsize)`.
pub(crate) fn sys_ppoll(k: &mut Kernel, mem: &mut dyn Memory, [fds, count, timeout, mask, size, _]: Args) -> Answer {
    let timeout = timespec(mem, timeout)?;
    with_mask(k, mem, mask, size, |k, mem| poll(k, mem, fds, count, timeout))
}

/// Runs a call under another signal mask.
pub(crate) fn with_mask(
    k: &mut Kernel,
    mem: &mut dyn Memory,
    mask: u64,
    size: u64,
    call: impl FnOnce(&mut Kernel, &mut dyn Memory) -> Answer,
) -> Answer {
    if mask == 0 {
        return call(k, mem);
    }
    if size != 8 {
        return Err(Errno::EINVAL);
    }
    let mask = user::read_u64(mem, mask)?;
    if !k.thread.call.masked {
        k.thread.call.masked = true;
        k.signals.set_temporary_mask(mask);
    }
    let answer = call(k, mem);
    // While the call waits, or is going to be made again, the mask stays in force.
    if !matches!(answer, Err(Errno::ERESTARTSYS | Errno::ERESTARTNOHAND)) {
        k.restore_mask();
    }
    answer
}

fn poll(k: &mut Kernel, mem: &mut dyn Memory, fds: u64, count: u64, timeout: Option<u64>) -> Answer {
    let count =
        usize::try_from(count as u32).ok().filter(|count| *count <= k.fds.limit().max(1024)).ok_or(Errno::EINVAL)?;
    let mut bytes = vec![0; count * PollFd::SIZE];
    mem.read(fds, &mut bytes).map_err(|_| Errno::EFAULT)?;
    let mut polled: Vec<PollFd> = bytes.as_chunks().0.iter().map(|b| PollFd::decode(*b)).collect();
    let mut sources = Sources::default();
    for p in &polled {
        if let Ok(file) = k.fds.get_ref(p.fd) {
            k.add_sources(
                &mut sources,
                file,
                p.events & (POLLIN | POLLRDNORM) != 0,
                p.events & (POLLOUT | POLLWRNORM) != 0,
            );
        }
    }
    let found = k.poll_files(timeout, sources, |k| {
        let mut found = 0;
        for p in &mut polled {
            p.revents = match k.fds.get_ref(p.fd) {
                _ if p.fd < 0 => 0,
                Ok(file) => ready(k, file) & (p.events | POLLERR | POLLHUP | POLLNVAL),
                Err(_) => POLLNVAL,
            };
            found += u64::from(p.revents != 0);
        }
        found
    })?;
    for (chunk, p) in bytes.as_chunks_mut::<{ PollFd::SIZE }>().0.iter_mut().zip(&polled) {
        [chunk[6], chunk[7]] = p.revents.to_le_bytes();
    }
    user::write(mem, fds, &bytes)?;
    Ok(found)
}

/// `select(nfds, readfds, writefds, exceptfds, timeout)`; the time that is left is written back.
pub(crate) fn sys_select(k: &mut Kernel, mem: &mut dyn Memory, [n, r, w, e, timeout, _]: Args) -> Answer {
    let wait = if timeout == 0 {
        None
    } else {
        let seconds = user::read_u64(mem, timeout)?;
        let micros = user::read_u64(mem, timeout.wrapping_add(8))?;
        if seconds > i64::MAX as u64 || micros > i64::MAX as u64 {
            return Err(Errno::EINVAL);
        }
        Some(seconds.saturating_mul(NS_PER_S).saturating_add(micros.saturating_mul(1000)))
    };
    let answer = select(k, mem, n, [r, w, e], wait);
    let waits = answer == Err(Errno::ERESTARTSYS) && !k.interrupted_wait();
    if wait.is_some() && !waits {
        let left = k.thread.call.deadline_ns.map_or(wait.unwrap_or(0), |deadline| deadline.saturating_sub(k.now_ns()));
        // A timeout in read-only memory is not an error.
        let _ = user::write(mem, timeout, &(left / NS_PER_S).to_le_bytes());
        let _ = user::write(mem, timeout.wrapping_add(8), &(left % NS_PER_S / 1000).to_le_bytes());
    }
    answer
}

/// `pselect6(nfds, readfds, writefds, exceptfds, timeout, sig)`.
pub(crate) fn sys_pselect6(k: &mut Kernel, mem: &mut dyn Memory, [n, r, w, e, timeout, sig]: Args) -> Answer {
    let wait = timespec(mem, timeout)?;
    let (mask, size) =
        if sig == 0 { (0, 0) } else { (user::read_u64(mem, sig)?, user::read_u64(mem, sig.wrapping_add(8))?) };
    with_mask(k, mem, mask, size, |k, mem| select(k, mem, n, [r, w, e], wait))
}

fn select(k: &mut Kernel, mem: &mut dyn Memory, n: u64, sets: [u64; 3], timeout_ns: Option<u64>) -> Answer {
    /// Which events count for the three sets.
    const EVENTS: [u16; 3] = [POLLIN | POLLRDNORM | POLLHUP | POLLERR, POLLOUT | POLLWRNORM | POLLERR, POLLPRI];
    let n = usize::try_from(n as i32).map_err(|_| Errno::EINVAL)?.min(k.fds.limit().max(1024));
    let len = n.div_ceil(64) * 8;
    let mut wanted = [vec![0; len], vec![0; len], vec![0; len]];
    for (addr, bits) in sets.iter().zip(&mut wanted) {
        if *addr != 0 {
            mem.read(*addr, bits).map_err(|_| Errno::EFAULT)?;
        }
    }
    let bit = |bits: &[u8], fd: usize| bits.get(fd / 8).is_some_and(|byte| byte >> (fd % 8) & 1 != 0);
    let mut sources = Sources::default();
    for fd in 0..n {
        if wanted.iter().any(|bits| bit(bits, fd)) {
            let file = k.fds.get_ref(fd as i32)?;
            let [reads, writes, _] = &wanted;
            k.add_sources(&mut sources, file, bit(reads, fd), bit(writes, fd));
        }
    }
    let mut answer = [vec![0; len], vec![0; len], vec![0; len]];
    let found = k.poll_files(timeout_ns, sources, |k| {
        let mut found = 0;
        for fd in 0..n {
            if !wanted.iter().any(|bits| bit(bits, fd)) {
                continue;
            }
            let Ok(file) = k.fds.get_ref(fd as i32) else { continue };
            let events = ready(k, file);
            for ((bits, out), mask) in wanted.iter().zip(&mut answer).zip(EVENTS) {
                if bit(bits, fd) && events & mask != 0 {
                    if let Some(byte) = out.get_mut(fd / 8) {
                        *byte |= 1 << (fd % 8);
                    }
                    found += 1;
                }
            }
        }
        found
    })?;
    for (addr, bits) in sets.iter().zip(&answer) {
        if *addr != 0 {
            user::write(mem, *addr, bits)?;
        }
    }
    Ok(found)
}
