//! What happened that somebody may wait for.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, Weak};

use airlock_abi::poll::{POLLIN, POLLRDNORM};
use airlock_platform::Stream;

use crate::vfs::{Notifications, lock};

/// Something that a task can wait for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Key {
    /// Bytes, room or the other end of the pipe with this number.
    Pipe(u64),
    /// A change of the object with this number.
    Object(u64),
    /// A host stream.
    Stream(Stream),
    /// A change of a child of this process.
    Children(u32),
    /// The end of this process.
    Exit(u32),
    /// A signal that was sent to this process or one of its tasks.
    Signals(u32),
    /// A change of this set of System V semaphores.
    Semaphores(i32),
    /// A change of this System V message queue.
    Messages(i32),
    /// A lock on a file is gone.
    Locks,
    /// The futex waiter of this task.
    Futex(u32),
}

/// What is told of events as they happen, whether a task waits or not: an epoll set.
pub(crate) trait Watcher: Send + Sync {
    /// What fires when an event concerns it.
    fn key(&self) -> Key;
    /// Some of `events` (bits of `poll(2)`) have come to what it watches under this number. Whether that concerns it.
    fn notify(&self, number: u64, events: u16) -> bool;
    /// What it watches under this number is gone.
    fn forget(&self, number: u64);
}

/// That somebody watches something.
#[derive(Clone)]
pub(crate) struct Watch {
    pub(crate) watcher: Weak<dyn Watcher>,
    /// Unique in the run.
    pub(crate) number: u64,
}

/// Events of the parts of the kernel that do not know its tasks. Those for tasks are collected after each system call.
#[derive(Default)]
pub(crate) struct Events {
    /// Whether anybody waits: otherwise nothing is recorded.
    watched: AtomicBool,
    fired: Mutex<Vec<Key>>,
    /// How many objects have been numbered.
    objects: AtomicU64,
    /// Whether there are `watches`.
    has_watches: AtomicBool,
    watches: Mutex<BTreeMap<Key, Vec<Watch>>>,
    timers: Mutex<Timers>,
    /// Who is told of changes of files.
    pub(crate) notifications: Notifications,
    /// Which host streams were found to be ready, and nobody has touched them since.
    streams: Mutex<BTreeSet<Stream>>,
}

/// Keys that fire by themselves, once, at times on the monotonic clock.
#[derive(Default)]
struct Timers {
    armed: BTreeMap<Key, u64>,
    queue: BTreeSet<(u64, Key)>,
}

impl Timers {
    fn set(&mut self, key: Key, deadline_ns: Option<u64>) {
        if let Some(deadline_ns) = self.armed.remove(&key) {
            self.queue.remove(&(deadline_ns, key));
        }
        if let Some(deadline_ns) = deadline_ns {
            self.armed.insert(key, deadline_ns);
            self.queue.insert((deadline_ns, key));
        }
    }

    /// Takes a key whose time has come.
    fn expired(&mut self, now_ns: u64) -> Option<Key> {
        let (_, key) = *self.queue.first().filter(|(deadline_ns, _)| *deadline_ns <= now_ns)?;
        self.set(key, None);
        Some(key)
    }
}

impl Events {
    /// Any event.
    const ANY: u16 = u16::MAX;

    /// Records that something may have changed in any way.
    pub(crate) fn fire(&self, key: Key) {
        self.fire_for(key, Self::ANY);
    }

    /// Records that these `events` of `poll(2)` have come. Tasks that wait look again in any case, watchers are told of
    /// nothing else.
    pub(crate) fn fire_for(&self, key: Key, events: u16) {
        self.wake(key);
        if self.has_watches.load(Ordering::Relaxed) {
            self.notify(key, events);
        }
    }

    fn wake(&self, key: Key) {
        if self.watched.load(Ordering::Relaxed) {
            let mut fired = lock(&self.fired);
            if !fired.contains(&key) {
                fired.push(key);
            }
        }
    }

    fn notify(&self, key: Key, events: u16) {
        let mut work = vec![(key, events)];
        let mut fired = BTreeSet::new();
        while let Some((key, events)) = work.pop() {
            for (watcher, number) in self.watchers(key) {
                // A set that is watched itself passes it on, once.
                if watcher.notify(number, events) && fired.insert(watcher.key()) {
                    self.wake(watcher.key());
                    work.push((watcher.key(), POLLIN | POLLRDNORM));
                }
            }
        }
    }

    /// Who watches a key.
    pub(crate) fn watchers(&self, key: Key) -> Vec<(Arc<dyn Watcher>, u64)> {
        let watches = lock(&self.watches);
        let of_key = watches.get(&key).map(Vec::as_slice).unwrap_or_default();
        of_key.iter().filter_map(|watch| Some((watch.watcher.upgrade()?, watch.number))).collect()
    }

    /// Tells a watcher of the events of a key from now on.
    pub(crate) fn add_watch(&self, key: Key, watch: Watch) {
        lock(&self.watches).entry(key).or_default().push(watch);
        self.has_watches.store(true, Ordering::Relaxed);
    }

    /// Ends [`Events::add_watch`].
    pub(crate) fn remove_watch(&self, key: Key, number: u64) {
        let mut watches = lock(&self.watches);
        if let Some(of_key) = watches.get_mut(&key) {
            of_key.retain(|watch| watch.number != number);
            if of_key.is_empty() {
                watches.remove(&key);
            }
        }
        self.has_watches.store(!watches.is_empty(), Ordering::Relaxed);
    }

    /// Lets a key fire by itself at a time of the monotonic clock, or no longer.
    pub(crate) fn set_timer(&self, key: Key, deadline_ns: Option<u64>) {
        lock(&self.timers).set(key, deadline_ns);
        // Those who wait have to know how long.
        self.fire_for(key, 0);
    }

    /// When the next key fires by itself.
    pub(crate) fn next_timer(&self) -> Option<u64> {
        lock(&self.timers).queue.first().map(|(deadline_ns, _)| *deadline_ns)
    }

    /// Fires the keys whose time has come.
    pub(crate) fn expire(&self, now_ns: u64) {
        loop {
            let expired = lock(&self.timers).expired(now_ns);
            let Some(key) = expired else { break };
            self.fire_for(key, POLLIN | POLLRDNORM);
        }
    }

    /// The host streams that somebody watches, and which of them were ready already.
    pub(crate) fn watched_streams(&self) -> Vec<(Stream, bool)> {
        if !self.has_watches.load(Ordering::Relaxed) {
            return Vec::new();
        }
        let watches = lock(&self.watches);
        let ready = lock(&self.streams);
        [Stream::Stdin, Stream::Stdout, Stream::Stderr]
            .into_iter()
            .filter(|stream| watches.contains_key(&Key::Stream(*stream)))
            .map(|stream| (stream, ready.contains(&stream)))
            .collect()
    }

    /// Says whether a host stream is ready. Its watchers learn of it when it becomes so.
    pub(crate) fn set_stream(&self, stream: Stream, ready: bool) {
        let changed = if ready { lock(&self.streams).insert(stream) } else { lock(&self.streams).remove(&stream) };
        if changed && ready {
            self.fire(Key::Stream(stream));
        }
    }

    /// A task has read from a host stream, or written to it: that it was ready is no longer known.
    pub(crate) fn touch_stream(&self, stream: Stream) {
        if self.has_watches.load(Ordering::Relaxed) {
            lock(&self.streams).remove(&stream);
            self.fire_for(Key::Stream(stream), 0);
        }
    }

    /// A number that nothing else has.
    pub(crate) fn new_number(&self) -> u64 {
        self.objects.fetch_add(1, Ordering::Relaxed)
    }

    /// A key that nothing else has.
    pub(crate) fn new_key(&self) -> Key {
        Key::Object(self.new_number())
    }

    /// Says whether anybody waits.
    pub(super) fn watch(&self, watched: bool) {
        self.watched.store(watched, Ordering::Relaxed);
    }

    /// Takes what was recorded.
    #[inline]
    pub(super) fn take(&self) -> Vec<Key> {
        if self.watched.load(Ordering::Relaxed) { std::mem::take(&mut lock(&self.fired)) } else { Vec::new() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn timers_fire_once_and_in_order() {
        let mut timers = Timers::default();
        let (late, early) = (Key::Object(1), Key::Object(2));
        timers.set(late, Some(50));
        timers.set(early, Some(60));
        timers.set(early, Some(10));
        assert_eq!(timers.expired(9), None);
        assert_eq!((timers.expired(55), timers.expired(55), timers.expired(55)), (Some(early), Some(late), None));
        timers.set(late, Some(70));
        timers.set(late, None);
        assert!(timers.queue.is_empty() && timers.armed.is_empty());
    }
}
