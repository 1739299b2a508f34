//! `eventfd(2)`: a counter that can be waited for.

use std::sync::{Arc, Mutex};

use airlock_abi::Errno;
use airlock_abi::fcntl::{O_CLOEXEC, O_NONBLOCK, O_RDWR};
use airlock_abi::poll::{POLLERR, POLLIN, POLLOUT};
use airlock_platform::Memory;

use crate::Kernel;
use crate::syscalls::{Answer, Args, flags32, only};
use crate::task::{Events, Key, Sources};
use crate::vfs::{Object, lock};

/// A read takes one off the counter, not all.
const EFD_SEMAPHORE: u32 = 1;
/// The counter never gets this high.
const FULL: u64 = u64::MAX;

struct EventFd {
    count: Mutex<u64>,
    semaphore: bool,
    key: Key,
    events: Arc<Events>,
}

impl Object for EventFd {
    fn read(&self, _: &mut Kernel, buf: &mut [u8]) -> Result<usize, Errno> {
        let buf = buf.first_chunk_mut::<8>().ok_or(Errno::EINVAL)?;
        let mut count = lock(&self.count);
        if *count == 0 {
            return Err(Errno::EAGAIN);
        }
        let taken = if self.semaphore { 1 } else { *count };
        *count -= taken;
        *buf = taken.to_le_bytes();
        self.events.fire_for(self.key, POLLOUT);
        Ok(buf.len())
    }

    fn write(&self, _: &mut Kernel, bytes: &[u8]) -> Result<usize, Errno> {
        let added = u64::from_le_bytes(*bytes.first_chunk().ok_or(Errno::EINVAL)?);
        if added == FULL {
            return Err(Errno::EINVAL);
        }
        let mut count = lock(&self.count);
        *count = count.checked_add(added).filter(|sum| *sum < FULL).ok_or(Errno::EAGAIN)?;
        self.events.fire_for(self.key, POLLIN);
        Ok(size_of::<u64>())
    }

    fn ready(&self, _: &Kernel) -> u16 {
        match *lock(&self.count) {
            0 => POLLOUT,
            FULL => POLLIN | POLLERR,
            count if count == FULL - 1 => POLLIN,
            _ => POLLIN | POLLOUT,
        }
    }

    fn sources(&self, _: &Kernel, sources: &mut Sources) {
        sources.keys.push(self.key);
    }

    fn details(&self, _: &Kernel) -> String {
        format!("eventfd-count: {:16x}\n", *lock(&self.count))
    }

    fn label(&self, _: u64) -> String {
        "anon_inode:[eventfd]".to_owned()
    }
}

/// `eventfd(initval)`.
pub(crate) fn sys_eventfd(k: &mut Kernel, _: &mut dyn Memory, [initial, ..]: Args) -> Answer {
    eventfd(k, flags32(initial), 0)
}

/// `eventfd2(initval, flags)`.
pub(crate) fn sys_eventfd2(k: &mut Kernel, _: &mut dyn Memory, [initial, flags, ..]: Args) -> Answer {
    eventfd(k, flags32(initial), flags32(flags))
}

fn eventfd(k: &mut Kernel, initial: u32, flags: u32) -> Answer {
    only(flags, O_CLOEXEC | O_NONBLOCK | EFD_SEMAPHORE)?;
    let counter = EventFd {
        count: Mutex::new(initial.into()),
        semaphore: flags & EFD_SEMAPHORE != 0,
        key: k.fs.events.new_key(),
        events: Arc::clone(&k.fs.events),
    };
    k.add_object(Arc::new(counter), O_RDWR | flags & O_NONBLOCK, flags & O_CLOEXEC != 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Guest, SCRATCH};

    const READ: u64 = 0;
    const WRITE: u64 = 1;
    const EVENTFD2: u64 = 290;

    #[test]
    fn a_counter_is_added_to_and_taken() {
        let mut guest = Guest::new();
        let fd = guest.call(EVENTFD2, &[3, O_NONBLOCK.into()]).unwrap();
        guest.put(0, &4u64.to_le_bytes());
        assert_eq!(guest.call(WRITE, &[fd, SCRATCH, 16]), Ok(8), "one number at a time");
        assert_eq!(guest.call(READ, &[fd, SCRATCH, 4]), Err(Errno::EINVAL));
        assert_eq!(guest.call(READ, &[fd, SCRATCH, 100]), Ok(8));
        assert_eq!(guest.get::<8>(SCRATCH), 7u64.to_le_bytes());
        assert_eq!(guest.call(READ, &[fd, SCRATCH, 8]), Err(Errno::EAGAIN));
        guest.put(0, &(FULL - 1).to_le_bytes());
        assert_eq!(guest.call(WRITE, &[fd, SCRATCH, 8]), Ok(8));
        assert_eq!(guest.call(WRITE, &[fd, SCRATCH, 8]), Err(Errno::EAGAIN));
        guest.put(0, &FULL.to_le_bytes());
        assert_eq!(guest.call(WRITE, &[fd, SCRATCH, 8]), Err(Errno::EINVAL));
    }

    #[test]
    fn a_semaphore_is_taken_one_by_one() {
        let mut guest = Guest::new();
        let fd = guest.call(EVENTFD2, &[2, (O_NONBLOCK | EFD_SEMAPHORE).into()]).unwrap();
        for _ in 0..2 {
            assert_eq!(guest.call(READ, &[fd, SCRATCH, 8]), Ok(8));
            assert_eq!(guest.get::<8>(SCRATCH), 1u64.to_le_bytes());
        }
        assert_eq!(guest.call(READ, &[fd, SCRATCH, 8]), Err(Errno::EAGAIN));
    }
}
