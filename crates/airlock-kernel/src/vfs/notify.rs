//! Who is told of changes of files: what `inotify(7)` is made of.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Arc, Mutex, Weak};

use airlock_abi::inotify::*;

use super::file::File;
use super::inode::{Inode, Kind};
use super::lock;

/// Somebody who is told.
pub(crate) trait Listener: Send + Sync {
    /// Something (`IN_*`) has happened to what is watched under this number: to itself, or to `name` in it.
    fn tell(&self, number: i32, event: u32, cookie: u32, name: &[u8]);
}

/// The watches of a run, by inode.
#[derive(Default)]
pub(crate) struct Notifications {
    /// Whether there are any: what the hot paths ask.
    any: AtomicBool,
    watches: Mutex<BTreeMap<u64, Vec<Watch>>>,
    cookies: AtomicU32,
}

struct Watch {
    listener: Weak<dyn Listener>,
    number: i32,
}

impl Notifications {
    pub(crate) fn add(&self, inode: u64, listener: Weak<dyn Listener>, number: i32) {
        lock(&self.watches).entry(inode).or_default().push(Watch { listener, number });
        self.any.store(true, Ordering::Relaxed);
    }

    pub(crate) fn remove(&self, inode: u64, listener: &Weak<dyn Listener>, number: i32) {
        let mut watches = lock(&self.watches);
        if let Some(of_inode) = watches.get_mut(&inode) {
            of_inode.retain(|watch| watch.number != number || !Weak::ptr_eq(&watch.listener, listener));
            if of_inode.is_empty() {
                watches.remove(&inode);
            }
        }
        self.any.store(!watches.is_empty(), Ordering::Relaxed);
    }

    /// A number that ties the two events of a move together.
    fn cookie(&self) -> u32 {
        self.cookies.fetch_add(1, Ordering::Relaxed).wrapping_add(1).max(1)
    }

    fn tell(&self, inode: u64, event: u32, cookie: u32, name: &[u8]) {
        let told: Vec<(Arc<dyn Listener>, i32)> = {
            let watches = lock(&self.watches);
            let of_inode = watches.get(&inode).map(Vec::as_slice).unwrap_or_default();
            of_inode.iter().filter_map(|watch| Some((watch.listener.upgrade()?, watch.number))).collect()
        };
        for (listener, number) in told {
            listener.tell(number, event, cookie, name);
        }
    }
}

impl Inode {
    fn notifications(&self) -> Option<&Notifications> {
        let notifications = &self.sb.events.notifications;
        notifications.any.load(Ordering::Relaxed).then_some(notifications)
    }

    fn dir_bit(&self) -> u32 {
        if self.is_dir() { IN_ISDIR } else { 0 }
    }

    /// Tells of something that happened to this itself.
    pub(crate) fn notify(&self, event: u32) {
        if let Some(notifications) = self.notifications() {
            notifications.tell(self.key(), event | self.dir_bit(), 0, &[]);
        }
    }

    /// Tells of something that happened to a name in this directory, which `inode` has.
    pub(crate) fn notify_entry(&self, event: u32, name: &[u8], is_dir: bool) {
        if let Some(notifications) = self.notifications() {
            notifications.tell(self.key(), event | if is_dir { IN_ISDIR } else { 0 }, 0, name);
        }
    }

    /// Tells that it has lost a name in `dir`. That it is gone is told when nobody has it open any more ([`Drop`]); of a
    /// file of the host that is not known.
    pub(crate) fn notify_unlinked(&self, dir: &Self) {
        self.notify(IN_ATTRIB);
        if matches!(dir.kind, Kind::HostDir(_)) && self.attr().nlink <= 1 {
            self.notify(IN_DELETE_SELF);
        }
    }

    /// Tells that it is gone, if it is the last that was lost.
    pub(super) fn notify_dropped(&mut self) {
        let unlinked = matches!(self.kind, Kind::Regular(_) | Kind::Symlink(_) | Kind::Fifo(_) | Kind::Special);
        if unlinked && self.attr().nlink == 0 {
            self.notify(IN_DELETE_SELF);
        }
    }
}

/// Tells of a move of `inode`.
pub(crate) fn notify_move(from: (&Inode, &[u8]), to: (&Inode, &[u8]), inode: &Inode) {
    let Some(notifications) = inode.notifications() else { return };
    let (cookie, dir) = (notifications.cookie(), inode.dir_bit());
    notifications.tell(from.0.key(), IN_MOVED_FROM | dir, cookie, from.1);
    notifications.tell(to.0.key(), IN_MOVED_TO | dir, cookie, to.1);
    notifications.tell(inode.key(), IN_MOVE_SELF | dir, 0, &[]);
}

impl File {
    /// Tells of something that happened to the file, also those who watch the directory in which it was opened.
    pub(crate) fn notify(&self, event: u32) {
        if self.inode.notifications().is_some() {
            if let Some((parent, name)) = &self.at {
                parent.notify_entry(event, name, self.inode.is_dir());
            }
            self.inode.notify(event);
        }
    }
}
