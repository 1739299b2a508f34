//! What happened that somebody may wait for.

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use crate::vfs::lock;

/// Something that a task can wait for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Key {
    /// Bytes, room or the other end of the pipe with this number.
    Pipe(u64),
    /// A change of the object with this number.
    Object(u64),
    /// A change of a child of this process.
    Children(u32),
    /// A lock on a file is gone.
    Locks,
    /// The futex waiter of this task.
    Futex(u32),
}

/// Events of the parts of the kernel that do not know its tasks. They are collected after each system call.
#[derive(Default)]
pub(crate) struct Events {
    /// Whether anybody waits: otherwise nothing is recorded.
    watched: AtomicBool,
    fired: Mutex<Vec<Key>>,
    /// How many objects have been numbered.
    objects: AtomicU64,
}

impl Events {
    /// Records an event.
    pub(crate) fn fire(&self, key: Key) {
        if self.watched.load(Ordering::Relaxed) {
            let mut fired = lock(&self.fired);
            if !fired.contains(&key) {
                fired.push(key);
            }
        }
    }

    /// A key that nothing else has.
    pub(crate) fn new_key(&self) -> Key {
        Key::Object(self.objects.fetch_add(1, Ordering::Relaxed))
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
