//! POSIX message queues (`mq_overview(7)`).

use std::any::Any;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use airlock_abi::Errno;
use airlock_abi::fcntl::{O_ACCMODE, O_CREAT, O_EXCL, O_NONBLOCK, O_RDONLY, O_WRONLY};
use airlock_abi::ipc::{Perm, SI_MESGQ};
use airlock_abi::poll::{POLLIN, POLLOUT, POLLRDNORM, POLLWRNORM};
use airlock_abi::signal::SigInfo;
use airlock_abi::time::Timespec;
use airlock_platform::Memory;

use super::{Caller, READ, WRITE};
use crate::Kernel;
use crate::process::check_signal;
use crate::syscalls::{Answer, Args, flags32};
use crate::task::{Events, Key, Sources, Wait};
use crate::time::absolute_deadline;
use crate::user;
use crate::vfs::{File, Io, Object, Space, lock};

/// Longest name.
const NAME_MAX: usize = 255;
/// Messages of a queue and bytes of a message: what is asked for by default, and the most that root gets.
const DEFAULT: (u64, u64) = (10, 8192);
const MOST: (u64, u64) = (65_536, 16 << 20);
/// Queues of a run.
const QUEUES_MAX: usize = 256;
/// Priorities are below this.
const PRIORITIES: u64 = 32_768;
/// What a message costs beside its bytes.
const MESSAGE_COST: u64 = 64;

/// Queues by name.
pub(super) type Names = BTreeMap<Vec<u8>, Arc<Queue>>;

/// One queue: it lives as long as it has a name or is open.
pub(super) struct Queue {
    perm: Perm,
    messages_max: u64,
    bytes_max: u64,
    space: Arc<Space>,
    events: Arc<Events>,
    key: Key,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    /// Ascending by priority, and among equals the newest first, so that the next one is the last.
    messages: Vec<(u32, Vec<u8>)>,
    /// The process that gets this signal when a message comes to an empty queue.
    notify: Option<(u32, Option<SigInfo>)>,
    /// Receivers that wait.
    receivers: usize,
}

/// A descriptor of a queue.
struct Descriptor(Arc<Queue>);

impl Queue {
    fn cost(messages_max: u64, bytes_max: u64) -> u64 {
        bytes_max.saturating_add(MESSAGE_COST).saturating_mul(messages_max).saturating_add(super::OBJECT_COST)
    }

    /// `struct mq_attr`.
    fn attributes(&self, file: &File) -> [u8; 64] {
        let current = lock(&self.state).messages.len() as u64;
        let words = [u64::from(file.flags() & O_NONBLOCK), self.messages_max, self.bytes_max, current];
        let mut out = [0; 64];
        for (slot, word) in out.as_chunks_mut::<8>().0.iter_mut().zip(words) {
            *slot = word.to_le_bytes();
        }
        out
    }
}

impl Drop for Queue {
    fn drop(&mut self) {
        self.space.release(Self::cost(self.messages_max, self.bytes_max));
    }
}

impl Object for Descriptor {
    fn read(&self, _: &mut Kernel, _: &mut [u8]) -> Result<usize, Errno> {
        Err(Errno::EINVAL)
    }

    fn write(&self, _: &mut Kernel, _: &[u8]) -> Result<usize, Errno> {
        Err(Errno::EINVAL)
    }

    fn ready(&self, _: &Kernel) -> u16 {
        let held = lock(&self.0.state).messages.len() as u64;
        let readable = if held > 0 { POLLIN | POLLRDNORM } else { 0 };
        readable | if held < self.0.messages_max { POLLOUT | POLLWRNORM } else { 0 }
    }

    fn sources(&self, _: &Kernel, sources: &mut Sources) {
        sources.keys.push(self.0.key);
    }

    fn label(&self, _: u64) -> String {
        "mqueue:[queue]".to_owned()
    }
}

fn name(mem: &dyn Memory, addr: u64) -> Result<Vec<u8>, Errno> {
    let name = user::read_c_string(mem, addr, NAME_MAX + 1, Errno::ENAMETOOLONG)?;
    match name.as_slice() {
        b"" => Err(Errno::ENOENT),
        b"." | b".." => Err(Errno::EACCES),
        name if name.contains(&b'/') => Err(Errno::EACCES),
        _ => Ok(name),
    }
}

/// The queue behind a descriptor.
fn queue(file: &File) -> Result<Arc<Queue>, Errno> {
    let Io::Object(object) = &file.io else { return Err(Errno::EBADF) };
    let object: &dyn Any = object.as_ref();
    object.downcast_ref::<Descriptor>().map(|descriptor| Arc::clone(&descriptor.0)).ok_or(Errno::EBADF)
}

/// `mq_open(name, oflag, mode, attr)`.
pub(crate) fn sys_mq_open(k: &mut Kernel, mem: &mut dyn Memory, [path, flags, mode, attr, ..]: Args) -> Answer {
    let (name, flags) = (name(mem, path)?, flags32(flags));
    let who = Caller::of(k);
    let queue = match k.ipc.names.get(&name).cloned() {
        Some(_) if flags & O_CREAT != 0 && flags & O_EXCL != 0 => return Err(Errno::EEXIST),
        Some(queue) => {
            let wanted = match flags & O_ACCMODE {
                O_RDONLY => READ,
                O_WRONLY => WRITE,
                _ => READ | WRITE,
            };
            who.may(&queue.perm, wanted)?;
            queue
        }
        None if flags & O_CREAT == 0 => return Err(Errno::ENOENT),
        None => {
            let (mut messages_max, mut bytes_max) = DEFAULT;
            if attr != 0 {
                messages_max = user::read_u64(mem, attr.wrapping_add(8))?;
                bytes_max = user::read_u64(mem, attr.wrapping_add(16))?;
            }
            let most = if who.uid == 0 { MOST } else { DEFAULT };
            if !(1..=most.0).contains(&messages_max) || !(1..=most.1).contains(&bytes_max) {
                return Err(Errno::EINVAL);
            }
            if k.ipc.names.len() >= QUEUES_MAX {
                return Err(Errno::ENOSPC);
            }
            k.fds.room()?;
            let Caller { uid, gid, .. } = who;
            let perm = Perm { key: 0, uid, gid, cuid: uid, cgid: gid, mode: flags32(mode) & 0o777 & !k.fs.umask };
            k.fs.space.charge(Queue::cost(messages_max, bytes_max)).map_err(|_| Errno::EMFILE)?;
            let (space, events) = (Arc::clone(&k.fs.space), Arc::clone(&k.fs.events));
            let key = events.new_key();
            let state = Mutex::default();
            let queue = Arc::new(Queue { perm, messages_max, bytes_max, space, events, key, state });
            k.ipc.names.insert(name, Arc::clone(&queue));
            queue
        }
    };
    k.add_object(Arc::new(Descriptor(queue)), flags & (O_ACCMODE | O_NONBLOCK), true)
}

/// `mq_unlink(name)`.
pub(crate) fn sys_mq_unlink(k: &mut Kernel, mem: &mut dyn Memory, [path, ..]: Args) -> Answer {
    let name = name(mem, path)?;
    let who = Caller::of(k);
    let perm = k.ipc.names.get(&name).ok_or(Errno::ENOENT)?.perm;
    if who.uid != 0 && who.uid != perm.uid {
        return Err(Errno::EACCES);
    }
    k.ipc.names.remove(&name);
    Ok(0)
}

/// Waits for a change of a queue, until the deadline of the call.
fn wait(k: &mut Kernel, mem: &dyn Memory, file: &File, key: Key, timeout: u64, what: &'static str) -> Errno {
    if file.nonblocking() {
        return Errno::EAGAIN;
    }
    if timeout != 0 && k.thread.call.deadline_ns.is_none() {
        let at = user::read(mem, timeout).map(Timespec::decode).and_then(|at| absolute_deadline(k, true, at));
        match at {
            Ok(deadline_ns) => k.thread.call.deadline_ns = Some(deadline_ns),
            Err(errno) => return errno,
        }
    }
    let deadline_ns = k.thread.call.deadline_ns;
    if deadline_ns.is_some_and(|deadline_ns| deadline_ns <= k.now_ns()) {
        return Errno::ETIMEDOUT;
    }
    k.block(Wait { keys: vec![key], ..Wait::until(deadline_ns, what) })
}

/// `mq_timedsend(mqdes, msg, len, priority, abs_timeout)`.
pub(crate) fn sys_mq_timedsend(
    k: &mut Kernel,
    mem: &mut dyn Memory,
    [fd, message, len, priority, timeout, _]: Args,
) -> Answer {
    let file = k.file(fd)?;
    let queue = queue(&file)?;
    if priority & 0xffff_ffff >= PRIORITIES {
        return Err(Errno::EINVAL);
    }
    if !file.is_writable() {
        return Err(Errno::EBADF);
    }
    if len > queue.bytes_max {
        return Err(Errno::EMSGSIZE);
    }
    let mut bytes = vec![0; usize::try_from(len).map_err(|_| Errno::EMSGSIZE)?];
    mem.read(message, &mut bytes).map_err(|_| Errno::EFAULT)?;
    let mut state = lock(&queue.state);
    if state.messages.len() as u64 >= queue.messages_max {
        drop(state);
        return Err(wait(k, mem, &file, queue.key, timeout, "mq_timedsend"));
    }
    let priority = flags32(priority);
    let at = state.messages.partition_point(|(other, _)| *other < priority);
    state.messages.insert(at, (priority, bytes));
    let first = state.messages.len() == 1 && state.receivers == 0;
    let notify = if first { state.notify.take() } else { None };
    drop(state);
    queue.events.fire_for(queue.key, POLLIN | POLLRDNORM);
    if let Some((pid, Some(info))) = notify {
        let _ = k.send_to_process(pid, info);
    }
    Ok(0)
}

/// `mq_timedreceive(mqdes, msg, len, priority, abs_timeout)`.
pub(crate) fn sys_mq_timedreceive(
    k: &mut Kernel,
    mem: &mut dyn Memory,
    [fd, to, len, priority, timeout, _]: Args,
) -> Answer {
    let file = k.file(fd)?;
    let queue = queue(&file)?;
    if !file.is_readable() {
        return Err(Errno::EBADF);
    }
    if len < queue.bytes_max {
        return Err(Errno::EMSGSIZE);
    }
    let mut state = lock(&queue.state);
    if std::mem::take(&mut k.thread.call.done) > 0 {
        state.receivers = state.receivers.saturating_sub(1);
    }
    let Some((of, bytes)) = state.messages.last() else {
        drop(state);
        let errno = wait(k, mem, &file, queue.key, timeout, "mq_timedreceive");
        if errno == Errno::ERESTARTSYS && !k.interrupted_wait() {
            k.thread.call.done = 1;
            lock(&queue.state).receivers += 1;
        }
        return Err(errno);
    };
    user::write(mem, to, bytes)?;
    user::write_optional(mem, priority, &of.to_le_bytes())?;
    let received = bytes.len() as u64;
    state.messages.pop();
    drop(state);
    queue.events.fire_for(queue.key, POLLOUT | POLLWRNORM);
    Ok(received)
}

/// `mq_notify(mqdes, sevp)`: a signal, or nothing at all.
pub(crate) fn sys_mq_notify(k: &mut Kernel, mem: &mut dyn Memory, [fd, event, ..]: Args) -> Answer {
    const SIGEV_SIGNAL: u32 = 0;
    const SIGEV_NONE: u32 = 1;
    let pid = k.process.pid();
    let wanted = if event == 0 {
        None
    } else {
        let value = user::read_u64(mem, event)?;
        let signal = user::read_u32(mem, event.wrapping_add(8))?;
        match user::read_u32(mem, event.wrapping_add(12))? {
            SIGEV_NONE => Some(None),
            SIGEV_SIGNAL => {
                let mut info = SigInfo::sent(check_signal(signal.into())?, SI_MESGQ, pid, k.process.creds().uid);
                if let Some(slot) = info.payload.get_mut(8..).and_then(|rest| rest.first_chunk_mut()) {
                    *slot = value.to_le_bytes();
                }
                Some(Some(info))
            }
            _ => return Err(Errno::EINVAL),
        }
    };
    let queue = queue(&*k.file(fd)?)?;
    let mut state = lock(&queue.state);
    let holder = state.notify.as_ref().map(|(pid, _)| *pid).filter(|pid| k.tasks.alive(*pid).is_some());
    match wanted {
        None if holder == Some(pid) => state.notify = None,
        None => {}
        Some(_) if holder.is_some() => return Err(Errno::EBUSY),
        Some(info) => state.notify = Some((pid, info)),
    }
    Ok(0)
}

/// `mq_getsetattr(mqdes, newattr, oldattr)`: only `O_NONBLOCK` can be set.
pub(crate) fn sys_mq_getsetattr(k: &mut Kernel, mem: &mut dyn Memory, [fd, new, old, ..]: Args) -> Answer {
    let file = k.file(fd)?;
    let queue = queue(&file)?;
    let before = queue.attributes(&file);
    if new != 0 {
        let flags = user::read_u64(mem, new)?;
        if flags & !u64::from(O_NONBLOCK) != 0 {
            return Err(Errno::EINVAL);
        }
        file.set_flags(file.flags() & !O_NONBLOCK | flags as u32);
    }
    user::write_optional(mem, old, &before)?;
    Ok(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Guest, SCRATCH};

    const OPEN: u64 = 240;
    const UNLINK: u64 = 241;
    const SEND: u64 = 242;
    const RECEIVE: u64 = 243;

    #[test]
    fn messages_come_by_priority() {
        let mut guest = Guest::new();
        let free = guest.kernel.fs.space.free();
        let name = guest.put_str(0, "queue");
        for (i, word) in [0u64, 3, 16].iter().enumerate() {
            guest.put(64 + i as u64 * 8, &word.to_le_bytes());
        }
        let flags = u64::from(O_CREAT | O_EXCL | O_NONBLOCK) | 2;
        assert_eq!(guest.call(OPEN, &[name, 2, 0, 0]), Err(Errno::ENOENT));
        let fd = guest.call(OPEN, &[name, flags, 0o600, SCRATCH + 64]).unwrap();
        assert_eq!(guest.call(OPEN, &[name, flags, 0o600, 0]), Err(Errno::EEXIST));
        for (text, priority) in [(b"a1", 1), (b"b5", 5), (b"c1", 1)] {
            let bytes = guest.put(128, text);
            assert_eq!(guest.call(SEND, &[fd, bytes, 2, priority, 0]), Ok(0));
        }
        assert_eq!(guest.call(SEND, &[fd, SCRATCH, 2, 0, 0]), Err(Errno::EAGAIN));
        assert_eq!(guest.call(SEND, &[fd, SCRATCH, 17, 0, 0]), Err(Errno::EMSGSIZE));
        assert_eq!(guest.call(RECEIVE, &[fd, SCRATCH + 128, 15, 0, 0]), Err(Errno::EMSGSIZE));
        for (text, priority) in [(b"b5", 5), (b"a1", 1), (b"c1", 1)] {
            assert_eq!(guest.call(RECEIVE, &[fd, SCRATCH + 128, 16, SCRATCH + 192, 0]), Ok(2));
            assert_eq!((&guest.get::<2>(SCRATCH + 128), guest.get::<1>(SCRATCH + 192)), (text, [priority]));
        }
        assert_eq!(guest.call(RECEIVE, &[fd, SCRATCH + 128, 16, 0, 0]), Err(Errno::EAGAIN));
        assert_eq!(guest.call(UNLINK, &[name]), Ok(0));
        assert_eq!(guest.call(UNLINK, &[name]), Err(Errno::ENOENT));
        assert_eq!(guest.call(3, &[fd]), Ok(0));
        assert_eq!(guest.kernel.fs.space.free(), free);
    }
}
