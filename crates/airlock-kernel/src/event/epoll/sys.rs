//! The calls of `epoll(7)`.

use std::sync::Arc;

use airlock_abi::Errno;
use airlock_abi::epoll::*;
use airlock_abi::fcntl::{O_CLOEXEC, O_RDWR};
use airlock_abi::poll::{POLLERR, POLLHUP, POLLIN, POLLOUT};
use airlock_platform::Memory;

use super::{Epoll, MODE_BITS};
use crate::Kernel;
use crate::syscalls::poll::{timespec, with_mask};
use crate::syscalls::{Answer, Args, flags32, only};
use crate::task::Sources;
use crate::user;
use crate::vfs::Object;

/// `epoll_create(size)`: the size has no meaning.
pub(crate) fn sys_epoll_create(k: &mut Kernel, _: &mut dyn Memory, [size, ..]: Args) -> Answer {
    if size as i32 <= 0 {
        return Err(Errno::EINVAL);
    }
    create(k, 0)
}

/// `epoll_create1(flags)`.
pub(crate) fn sys_epoll_create1(k: &mut Kernel, _: &mut dyn Memory, [flags, ..]: Args) -> Answer {
    only(flags32(flags), O_CLOEXEC)?;
    create(k, flags32(flags))
}

fn create(k: &mut Kernel, flags: u32) -> Answer {
    let set = Epoll::new(k);
    k.add_object(set, O_RDWR, flags & O_CLOEXEC != 0)
}

/// The set behind a descriptor.
fn set(k: &Kernel, fd: u64) -> Result<Arc<Epoll>, Errno> {
    let file = k.file(fd)?;
    Epoll::of(&file).ok_or(Errno::EINVAL)
}

/// `epoll_ctl(epfd, op, fd, event)`.
pub(crate) fn sys_epoll_ctl(k: &mut Kernel, mem: &mut dyn Memory, [epfd, op, fd, event, ..]: Args) -> Answer {
    /// What `EPOLLEXCLUSIVE` goes with.
    const EXCLUSIVE_OK: u32 = (POLLIN | POLLOUT | POLLERR | POLLHUP) as u32 | EPOLLWAKEUP | EPOLLET | EPOLLEXCLUSIVE;
    let op = flags32(op);
    let event = if op == EPOLL_CTL_DEL {
        EpollEvent { events: 0, data: 0 }
    } else {
        EpollEvent::decode(user::read(mem, event)?)
    };
    let set_file = k.file(epfd)?;
    let file = k.file(fd)?;
    if !file.can_be_polled() {
        return Err(Errno::EPERM);
    }
    let set = Epoll::of(&set_file).filter(|_| !Arc::ptr_eq(&set_file, &file)).ok_or(Errno::EINVAL)?;
    if event.events & EPOLLEXCLUSIVE != 0 {
        let nested = Epoll::of(&file).is_some();
        if op == EPOLL_CTL_MOD || op == EPOLL_CTL_ADD && (nested || event.events & !EXCLUSIVE_OK != 0) {
            return Err(Errno::EINVAL);
        }
    }
    match op {
        EPOLL_CTL_ADD => set.add(k, fd as i32, &file, event)?,
        EPOLL_CTL_MOD => set.modify(k, fd as i32, &file, event)?,
        EPOLL_CTL_DEL => set.delete(fd as i32, &file)?,
        _ => return Err(Errno::EINVAL),
    }
    Ok(0)
}

/// `epoll_wait(epfd, events, maxevents, timeout)`; the timeout is in milliseconds.
pub(crate) fn sys_epoll_wait(k: &mut Kernel, mem: &mut dyn Memory, [epfd, events, max, timeout, ..]: Args) -> Answer {
    wait(k, mem, [epfd, events, max], milliseconds(timeout))
}

/// `epoll_pwait(epfd, events, maxevents, timeout, sigmask, sigsetsize)`.
pub(crate) fn sys_epoll_pwait(
    k: &mut Kernel,
    mem: &mut dyn Memory,
    [epfd, events, max, timeout, mask, size]: Args,
) -> Answer {
    with_mask(k, mem, mask, size, |k, mem| wait(k, mem, [epfd, events, max], milliseconds(timeout)))
}

/// `epoll_pwait2(epfd, events, maxevents, timeout, sigmask, sigsetsize)`.
pub(crate) fn sys_epoll_pwait2(
    k: &mut Kernel,
    mem: &mut dyn Memory,
    [epfd, events, max, timeout, mask, size]: Args,
) -> Answer {
    let timeout = timespec(mem, timeout)?;
    with_mask(k, mem, mask, size, |k, mem| wait(k, mem, [epfd, events, max], timeout))
}

/// A timeout in nanoseconds; none if it is negative.
fn milliseconds(timeout: u64) -> Option<u64> {
    u64::try_from(timeout as i32).ok().map(|ms| ms * 1_000_000)
}

fn wait(k: &mut Kernel, mem: &mut dyn Memory, [epfd, events, max]: [u64; 3], timeout_ns: Option<u64>) -> Answer {
    let max = usize::try_from(max as i32).ok().filter(|max| (1..=i32::MAX as usize / EpollEvent::SIZE).contains(max));
    let max = max.ok_or(Errno::EINVAL)?;
    let set = set(k, epfd)?;
    let reports = set.collect(k, max);
    for (done, report) in reports.iter().enumerate() {
        let at = events.wrapping_add((done * EpollEvent::SIZE) as u64);
        if user::write(mem, at, &report.event.encode()).is_err() {
            set.put_back(reports.get(done..).unwrap_or_default());
            return if done > 0 { Ok(done as u64) } else { Err(Errno::EFAULT) };
        }
    }
    if !reports.is_empty() || timeout_ns == Some(0) {
        return Ok(reports.len() as u64);
    }
    let deadline_ns = k.call_deadline(|k| timeout_ns.map(|ns| k.now_ns().saturating_add(ns)));
    if deadline_ns.is_some_and(|deadline| deadline <= k.now_ns()) {
        return Ok(0);
    }
    let mut sources = Sources::default();
    set.sources(k, &mut sources);
    let errno = k.block(sources.wait(deadline_ns, "epoll_wait"));
    // Not even SA_RESTART makes this call again (signal(7)).
    Err(if k.interrupted_wait() { Errno::EINTR } else { errno })
}

const _: () = assert!(MODE_BITS & 0xffff == 0, "what to watch for is in the lower half");
