//! `inotify(7)`: changes of files are read. What a guest does itself is told, on all filesystems; what others do on the
//! host is not.

use std::any::Any;
use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex, Weak};

use airlock_abi::Errno;
use airlock_abi::fcntl::{AT_SYMLINK_NOFOLLOW, O_CLOEXEC, O_NONBLOCK, O_RDONLY, R_OK};
use airlock_abi::inotify::*;
use airlock_abi::poll::{POLLIN, POLLRDNORM};
use airlock_platform::Memory;

use crate::Kernel;
use crate::syscalls::{Answer, Args, CWD, flags32, int, only};
use crate::task::{Events, Key, Sources};
use crate::vfs::{Io, Listener, Object, Space, lock};

/// Events that wait to be read (`max_queued_events`).
const QUEUE_MAX: usize = 16_384;
/// What a watch, and an event beside its name, cost of the filesystem limit.
pub(crate) const WATCH_COST: u64 = 256;
const EVENT_COST: u64 = 64;

struct Inotify {
    key: Key,
    events: Arc<Events>,
    space: Arc<Space>,
    me: Weak<Self>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    queue: VecDeque<Event>,
    /// By number: the inode, and what is watched.
    watches: BTreeMap<i32, (u64, u32)>,
    last: i32,
}

#[derive(PartialEq, Eq)]
struct Event {
    watch: i32,
    mask: u32,
    cookie: u32,
    name: Box<[u8]>,
}

impl Event {
    /// The name with its padding.
    fn name_bytes(&self) -> usize {
        if self.name.is_empty() { 0 } else { (self.name.len() + 1).next_multiple_of(EVENT_BYTES) }
    }

    fn len(&self) -> usize {
        EVENT_BYTES + self.name_bytes()
    }

    fn cost(&self) -> u64 {
        EVENT_COST + self.name.len() as u64
    }

    fn encode(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(self.len());
        for word in [self.watch as u32, self.mask, self.cookie, self.name_bytes() as u32] {
            bytes.extend(word.to_le_bytes());
        }
        bytes.extend(&self.name);
        bytes.resize(self.len(), 0);
        bytes
    }
}

impl Inotify {
    fn listener(&self) -> Weak<dyn Listener> {
        self.me.clone()
    }

    /// Adds an event, unless it says the same as the last one.
    fn push(&self, state: &mut State, event: Event) {
        if event.cookie == 0 && state.queue.back() == Some(&event) {
            return;
        }
        let overflow = |event: &Event| event.mask & IN_Q_OVERFLOW != 0;
        if state.queue.len() < QUEUE_MAX && self.space.charge(event.cost()).is_ok() {
            state.queue.push_back(event);
        } else if !state.queue.back().is_some_and(overflow) {
            // One more fits always.
            state.queue.push_back(Event { watch: -1, mask: IN_Q_OVERFLOW, cookie: 0, name: Box::default() });
        }
    }

    fn pop(&self, state: &mut State) -> Option<Event> {
        let event = state.queue.pop_front()?;
        if event.mask & IN_Q_OVERFLOW == 0 {
            self.space.release(event.cost());
        }
        Some(event)
    }

    /// Ends a watch; false if there is none.
    fn end(&self, state: &mut State, number: i32) -> bool {
        let Some((inode, _)) = state.watches.remove(&number) else { return false };
        self.events.notifications.remove(inode, &self.listener(), number);
        self.space.release(WATCH_COST);
        self.push(state, Event { watch: number, mask: IN_IGNORED, cookie: 0, name: Box::default() });
        true
    }

    fn add(&self, inode: u64, mask: u32) -> Result<i32, Errno> {
        const KEPT: u32 = IN_ALL_EVENTS | IN_ONESHOT | IN_EXCL_UNLINK;
        let mut state = lock(&self.state);
        if let Some((number, (_, watched))) = state.watches.iter_mut().find(|(_, (of, _))| *of == inode) {
            if mask & IN_MASK_CREATE != 0 {
                return Err(Errno::EEXIST);
            }
            *watched = mask & KEPT | if mask & IN_MASK_ADD != 0 { *watched } else { 0 };
            return Ok(*number);
        }
        self.space.charge(WATCH_COST)?;
        let number = state.last.checked_add(1).ok_or(Errno::ENOSPC)?;
        state.last = number;
        state.watches.insert(number, (inode, mask & KEPT));
        drop(state);
        self.events.notifications.add(inode, self.listener(), number);
        Ok(number)
    }
}

impl Listener for Inotify {
    fn tell(&self, number: i32, event: u32, cookie: u32, name: &[u8]) {
        let mut state = lock(&self.state);
        let Some((_, watched)) = state.watches.get(&number).copied() else { return };
        if event & watched & IN_ALL_EVENTS != 0 {
            self.push(&mut state, Event { watch: number, mask: event, cookie, name: name.into() });
        }
        let told = event & watched & IN_ALL_EVENTS != 0;
        if event & IN_DELETE_SELF != 0 || told && watched & IN_ONESHOT != 0 {
            self.end(&mut state, number);
        }
        drop(state);
        self.events.fire_for(self.key, POLLIN | POLLRDNORM);
    }
}

impl Object for Inotify {
    fn read(&self, _: &mut Kernel, buf: &mut [u8]) -> Result<usize, Errno> {
        let mut state = lock(&self.state);
        let mut done = 0;
        while let Some(event) = state.queue.front() {
            let Some(slot) = buf.get_mut(done..done + event.len()) else { break };
            slot.copy_from_slice(&event.encode());
            done += event.len();
            self.pop(&mut state);
        }
        match done {
            0 if state.queue.is_empty() => Err(Errno::EAGAIN),
            0 => Err(Errno::EINVAL),
            done => Ok(done),
        }
    }

    fn write(&self, _: &mut Kernel, _: &[u8]) -> Result<usize, Errno> {
        Err(Errno::EBADF)
    }

    fn ready(&self, _: &Kernel) -> u16 {
        if lock(&self.state).queue.is_empty() { 0 } else { POLLIN | POLLRDNORM }
    }

    fn sources(&self, _: &Kernel, sources: &mut Sources) {
        sources.keys.push(self.key);
    }

    fn label(&self, _: u64) -> String {
        "anon_inode:inotify".to_owned()
    }

    fn details(&self, _: &Kernel) -> String {
        let line = |(number, (inode, mask)): (&i32, &(u64, u32))| {
            format!("inotify wd:{number:x} ino:{inode:x} mask:{mask:x}\n")
        };
        lock(&self.state).watches.iter().map(line).collect()
    }

    fn bytes(&self) -> Option<u64> {
        Some(lock(&self.state).queue.iter().map(|event| event.len() as u64).sum())
    }
}

impl Drop for Inotify {
    fn drop(&mut self) {
        let mut state = lock(&self.state);
        let numbers: Vec<i32> = state.watches.keys().copied().collect();
        for number in numbers {
            self.end(&mut state, number);
        }
        while self.pop(&mut state).is_some() {}
    }
}

/// `inotify_init()`.
pub(crate) fn sys_inotify_init(k: &mut Kernel, _: &mut dyn Memory, _: Args) -> Answer {
    init(k, 0)
}

/// `inotify_init1(flags)`.
pub(crate) fn sys_inotify_init1(k: &mut Kernel, _: &mut dyn Memory, [flags, ..]: Args) -> Answer {
    only(flags32(flags), O_CLOEXEC | O_NONBLOCK)?;
    init(k, flags32(flags))
}

fn init(k: &mut Kernel, flags: u32) -> Answer {
    let (events, space) = (Arc::clone(&k.fs.events), Arc::clone(&k.fs.space));
    let key = events.new_key();
    let inotify = Arc::new_cyclic(|me| Inotify { key, events, space, me: me.clone(), state: Mutex::default() });
    k.add_object(inotify, O_RDONLY | flags & O_NONBLOCK, flags & O_CLOEXEC != 0)
}

fn with_inotify<T>(k: &Kernel, fd: u64, f: impl FnOnce(&Inotify) -> Result<T, Errno>) -> Result<T, Errno> {
    let file = k.file(fd)?;
    let Io::Object(object) = &file.io else { return Err(Errno::EINVAL) };
    let object: &dyn Any = object.as_ref();
    f(object.downcast_ref().ok_or(Errno::EINVAL)?)
}

/// `inotify_add_watch(fd, pathname, mask)`.
pub(crate) fn sys_inotify_add_watch(k: &mut Kernel, mem: &mut dyn Memory, [fd, path, mask, ..]: Args) -> Answer {
    const KNOWN: u32 = IN_ALL_EVENTS
        | IN_ONLYDIR
        | IN_DONT_FOLLOW
        | IN_EXCL_UNLINK
        | IN_MASK_CREATE
        | IN_MASK_ADD
        | IN_ISDIR
        | IN_ONESHOT;
    let mask = flags32(mask);
    if mask & KNOWN == 0 || mask & IN_MASK_ADD != 0 && mask & IN_MASK_CREATE != 0 {
        return Err(Errno::EINVAL);
    }
    with_inotify(k, fd, |_| Ok(()))?;
    let target = k.target(mem, CWD, path, if mask & IN_DONT_FOLLOW != 0 { AT_SYMLINK_NOFOLLOW } else { 0 })?;
    if mask & IN_ONLYDIR != 0 && !target.inode.is_dir() {
        return Err(Errno::ENOTDIR);
    }
    k.fs.permit(&target.inode, R_OK)?;
    with_inotify(k, fd, |inotify| inotify.add(target.inode.key(), mask)).map(int)
}

/// `inotify_rm_watch(fd, wd)`.
pub(crate) fn sys_inotify_rm_watch(k: &mut Kernel, _: &mut dyn Memory, [fd, number, ..]: Args) -> Answer {
    with_inotify(k, fd, |inotify| {
        if !inotify.end(&mut lock(&inotify.state), number as i32) {
            return Err(Errno::EINVAL);
        }
        inotify.events.fire_for(inotify.key, POLLIN | POLLRDNORM);
        Ok(0)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Guest, SCRATCH};

    fn events(guest: &mut Guest, fd: u64) -> Vec<(u32, u32, String)> {
        let Ok(len) = guest.call(0, &[fd, SCRATCH + 0x1000, 0x1000]) else { return Vec::new() };
        let bytes = guest.get::<0x1000>(SCRATCH + 0x1000);
        let (mut at, mut events) = (0, Vec::new());
        while at < len as usize {
            let word = |i: usize| u32::from_le_bytes(bytes[at + i * 4..][..4].try_into().unwrap());
            let name = &bytes[at + 16..at + 16 + word(3) as usize];
            let name = name.iter().take_while(|b| **b != 0).map(|b| char::from(*b)).collect();
            events.push((word(1), word(2), name));
            at += 16 + word(3) as usize;
        }
        events
    }

    #[test]
    fn changes_are_told_with_names() {
        let mut guest = Guest::new();
        let fd = guest.call(294, &[O_NONBLOCK.into()]).unwrap();
        let tmp = guest.put_str(0, "/tmp");
        assert_eq!(guest.call(254, &[fd, tmp, IN_ALL_EVENTS.into()]), Ok(1));
        let path = guest.put_str(0, "/tmp/a");
        let file = guest.call(2, &[path, 0o102, 0o600]).unwrap();
        guest.call(1, &[file, SCRATCH, 5]).unwrap();
        guest.call(1, &[file, SCRATCH, 5]).unwrap();
        guest.call(91, &[file, 0o640]).unwrap();
        guest.call(3, &[file]).unwrap();
        let name = || "a".to_owned();
        assert_eq!(
            events(&mut guest, fd),
            [
                (IN_CREATE, 0, name()),
                (IN_OPEN, 0, name()),
                (IN_MODIFY, 0, name()),
                (IN_ATTRIB, 0, name()),
                (IN_CLOSE_WRITE, 0, name())
            ]
        );
        let to = guest.put_str(64, "/tmp/b");
        guest.call(82, &[path, to]).unwrap();
        guest.call(83, &[path, 0o700]).unwrap();
        guest.call(87, &[to]).unwrap();
        guest.call(84, &[path]).unwrap();
        let told = events(&mut guest, fd);
        let cookie = told[0].1;
        assert_ne!(cookie, 0);
        assert_eq!(
            told,
            [
                (IN_MOVED_FROM, cookie, name()),
                (IN_MOVED_TO, cookie, "b".to_owned()),
                (IN_CREATE | IN_ISDIR, 0, name()),
                (IN_DELETE, 0, "b".to_owned()),
                (IN_DELETE | IN_ISDIR, 0, name())
            ]
        );
        assert_eq!(guest.call(255, &[fd, 1]), Ok(0));
        assert_eq!(events(&mut guest, fd), [(IN_IGNORED, 0, String::new())]);
        assert_eq!(guest.call(255, &[fd, 1]), Err(Errno::EINVAL));
    }

    #[test]
    fn a_full_queue_says_so_and_costs_what_it_holds() {
        let mut guest = Guest::new();
        let free = guest.kernel.fs.space.free();
        let fd = guest.call(294, &[O_NONBLOCK.into()]).unwrap();
        let path = guest.put_str(0, "/tmp");
        assert_eq!(guest.call(254, &[fd, path, (IN_OPEN | IN_CLOSE_NOWRITE).into()]), Ok(1));
        for _ in 0..QUEUE_MAX {
            let dir = guest.call(2, &[path, 0, 0]).unwrap();
            guest.call(3, &[dir]).unwrap();
        }
        let mut last = 0;
        while let Some(event) = events(&mut guest, fd).last() {
            last = event.0;
        }
        assert_eq!(last, IN_Q_OVERFLOW);
        assert_eq!(guest.call(0, &[fd, SCRATCH, 15]), Err(Errno::EAGAIN));
        let dir = guest.call(2, &[path, 0, 0]).unwrap();
        assert_eq!(guest.call(0, &[fd, SCRATCH, 15]), Err(Errno::EINVAL));
        guest.call(3, &[dir]).unwrap();
        guest.call(3, &[fd]).unwrap();
        assert_eq!(guest.kernel.fs.space.free(), free);
    }
}
