//! `signalfd(2)`: signals that are read.

use std::any::Any;
use std::sync::{Arc, Mutex};

use airlock_abi::Errno;
use airlock_abi::fcntl::{O_CLOEXEC, O_NONBLOCK, O_RDWR};
use airlock_abi::poll::{POLLIN, POLLRDNORM};
use airlock_abi::signal::{self as abi, SIGSET_SIZE, SigInfo, SignalFdInfo};
use airlock_platform::Memory;

use crate::Kernel;
use crate::signal::{UNSTOPPABLE, check_timers};
use crate::syscalls::{Answer, Args, flags32, only};
use crate::task::{Key, Sources};
use crate::user;
use crate::vfs::{Io, Object, lock};

/// Signals of whoever reads: those of the task and of its process.
struct SignalFd {
    /// Those of the set are read.
    set: Mutex<u64>,
}

impl Object for SignalFd {
    fn read(&self, k: &mut Kernel, buf: &mut [u8]) -> Result<usize, Errno> {
        let set = *lock(&self.set);
        let (parts, _) = buf.as_chunks_mut::<{ SignalFdInfo::SIZE }>();
        if parts.is_empty() {
            return Err(Errno::EINVAL);
        }
        check_timers(k);
        let mut count = 0;
        for part in parts {
            let Some(info) = k.take_signal(set) else { break };
            *part = shown(&info).encode();
            count += 1;
        }
        if count == 0 { Err(Errno::EAGAIN) } else { Ok(count * SignalFdInfo::SIZE) }
    }

    fn write(&self, _: &mut Kernel, _: &[u8]) -> Result<usize, Errno> {
        Err(Errno::EINVAL)
    }

    fn ready(&self, k: &Kernel) -> u16 {
        if k.pending_signals() & *lock(&self.set) != 0 { POLLIN | POLLRDNORM } else { 0 }
    }

    fn sources(&self, k: &Kernel, sources: &mut Sources) {
        sources.keys.push(Key::Signals(k.process.pid()));
    }

    fn details(&self, _: &Kernel) -> String {
        format!("sigmask:\t{:016x}\n", *lock(&self.set))
    }

    fn label(&self, _: u64) -> String {
        "anon_inode:[signalfd]".to_owned()
    }
}

/// What the fields of a signal mean depends on who sent it.
fn shown(info: &SigInfo) -> SignalFdInfo {
    let int = |at: usize| {
        let bytes = info.payload.get(at..).and_then(<[u8]>::first_chunk);
        bytes.map_or(0, |bytes| u32::from_le_bytes(*bytes))
    };
    let long = |at: usize| u64::from(int(at)) | u64::from(int(at + 4)) << 32;
    let base = SignalFdInfo { signal: info.signal.into(), errno: info.errno, code: info.code, ..Default::default() };
    let by_kernel = info.code > 0 && info.code != abi::SI_KERNEL;
    match info.signal {
        abi::SIGCHLD if by_kernel => SignalFdInfo {
            pid: int(0),
            uid: int(4),
            status: int(8) as i32,
            user_ticks: long(16),
            system_ticks: long(24),
            ..base
        },
        abi::SIGSEGV | abi::SIGBUS | abi::SIGILL | abi::SIGFPE | abi::SIGTRAP if by_kernel => {
            SignalFdInfo { addr: long(0), ..base }
        }
        _ => SignalFdInfo { pid: int(0), uid: int(4), value: int(8) as i32, pointer: long(8), ..base },
    }
}

/// `signalfd(fd, mask, sizemask)`.
pub(crate) fn sys_signalfd(k: &mut Kernel, mem: &mut dyn Memory, [fd, mask, size, ..]: Args) -> Answer {
    signalfd(k, mem, fd, mask, size, 0)
}

/// `signalfd4(fd, mask, sizemask, flags)`.
pub(crate) fn sys_signalfd4(k: &mut Kernel, mem: &mut dyn Memory, [fd, mask, size, flags, ..]: Args) -> Answer {
    signalfd(k, mem, fd, mask, size, flags32(flags))
}

fn signalfd(k: &mut Kernel, mem: &dyn Memory, fd: u64, mask: u64, size: u64, flags: u32) -> Answer {
    only(flags, O_CLOEXEC | O_NONBLOCK)?;
    if size != SIGSET_SIZE {
        return Err(Errno::EINVAL);
    }
    let set = user::read_u64(mem, mask)? & !UNSTOPPABLE;
    if fd as i32 == -1 {
        let object = Arc::new(SignalFd { set: Mutex::new(set) });
        return k.add_object(object, O_RDWR | flags & O_NONBLOCK, flags & O_CLOEXEC != 0);
    }
    let file = k.file(fd)?;
    let Io::Object(object) = &file.io else { return Err(Errno::EINVAL) };
    let object: &dyn Any = object.as_ref();
    *lock(&object.downcast_ref::<SignalFd>().ok_or(Errno::EINVAL)?.set) = set;
    // Signals that wait already may be in the new set.
    k.events.fire(Key::Signals(k.process.pid()));
    Ok(u64::from(flags32(fd)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Guest, SCRATCH};

    const READ: u64 = 0;
    const SIGPROCMASK: u64 = 14;
    const GETPID: u64 = 39;
    const KILL: u64 = 62;
    const SIGNALFD4: u64 = 289;

    #[test]
    fn blocked_signals_are_read() {
        let mut guest = Guest::new();
        let set = guest.put(0, &(abi::bit(abi::SIGUSR1) | abi::bit(abi::SIGUSR2)).to_le_bytes());
        assert_eq!(guest.call(SIGPROCMASK, &[0, set, 0, 8]), Ok(0));
        let fd = guest.call(SIGNALFD4, &[u64::MAX, set, 8, O_NONBLOCK.into()]).unwrap();
        assert_eq!(guest.call(READ, &[fd, SCRATCH + 64, 300]), Err(Errno::EAGAIN));
        let own = guest.call(GETPID, &[]).unwrap();
        for signal in [abi::SIGUSR2, abi::SIGUSR1] {
            assert_eq!(guest.call(KILL, &[own, signal.into()]), Ok(0));
        }
        assert_eq!(guest.call(READ, &[fd, SCRATCH + 64, 127]), Err(Errno::EINVAL));
        assert_eq!(guest.call(READ, &[fd, SCRATCH + 64, 300]), Ok(256));
        let first: [u8; 16] = guest.get(SCRATCH + 64);
        assert_eq!((first[0], first[12]), (abi::SIGUSR1, own as u8));
        assert_eq!(guest.get::<1>(SCRATCH + 64 + 128), [abi::SIGUSR2]);
        assert_eq!(guest.call(READ, &[fd, SCRATCH + 64, 300]), Err(Errno::EAGAIN));
        // Another set.
        let other = guest.put(8, &abi::bit(abi::SIGHUP).to_le_bytes());
        assert_eq!(guest.call(SIGNALFD4, &[fd, other, 8, 0]), Ok(fd));
        assert_eq!(guest.call(KILL, &[own, abi::SIGUSR1.into()]), Ok(0));
        assert_eq!(guest.call(READ, &[fd, SCRATCH + 64, 300]), Err(Errno::EAGAIN));
        assert_eq!(guest.call(SIGNALFD4, &[0, other, 8, 0]), Err(Errno::EINVAL));
        assert_eq!(guest.call(SIGNALFD4, &[u64::MAX, other, 4, 0]), Err(Errno::EINVAL));
    }
}
