//! `epoll(7)`: sets of watched files, and the list of those to which something happened.
//!
//! A set does not look at all of its files when somebody asks. Whatever changes fires a key, [`Events`] tells the sets that
//! watch it, and they put the file on their list. Only what is on the list is looked at: it is reported if it is ready
//! then, and stays on the list unless it is watched for edges.

mod sys;
#[cfg(test)]
mod tests;

use std::any::Any;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, Weak};

use airlock_abi::Errno;
use airlock_abi::epoll::{EPOLLET, EPOLLEXCLUSIVE, EPOLLONESHOT, EPOLLWAKEUP, EpollEvent};
use airlock_abi::poll::{POLLERR, POLLHUP, POLLIN, POLLRDNORM};

use crate::Kernel;
use crate::task::{Events, Key, Sources, Watch, Watcher};
use crate::vfs::{File, Io, Object, Space, lock};

pub(crate) use sys::*;

/// How many sets can watch each other in a row.
const NESTED_MAX: usize = 5;
/// What a watched file costs of the filesystem limit.
pub(crate) const ITEM_COST: u64 = 512;
/// The bits that say how to watch, not what for.
const MODE_BITS: u32 = EPOLLEXCLUSIVE | EPOLLWAKEUP | EPOLLONESHOT | EPOLLET;

/// One set.
pub(super) struct Epoll {
    key: Key,
    events: Arc<Events>,
    space: Arc<Space>,
    me: Weak<Self>,
    // Never held while a file is looked at, or while an event fires.
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    /// By number.
    items: BTreeMap<u64, Item>,
    /// Numbers by descriptor and open file description.
    numbers: BTreeMap<(i32, u64), u64>,
    /// Numbers of those that may be ready, by the order in which they came.
    ready: BTreeMap<u64, u64>,
    /// The order of the next one.
    next: u64,
    /// Some file changes without an event: its time comes, or it depends on a host stream. Stays set.
    outside: bool,
}

struct Item {
    /// The descriptor and the open file description.
    target: (i32, u64),
    file: Weak<File>,
    /// What fires when the file changes.
    keys: Vec<Key>,
    /// What is asked for, with the bits of [`MODE_BITS`].
    events: u32,
    data: u64,
    /// Its place in the list.
    queued: Option<u64>,
}

/// An event that a set reports, and what is needed to take that back.
struct Report {
    number: u64,
    event: EpollEvent,
    /// What was asked for.
    asked: u32,
}

impl State {
    fn queue(&mut self, number: u64) {
        let Some(item) = self.items.get_mut(&number).filter(|item| item.queued.is_none()) else { return };
        item.queued = Some(self.next);
        self.ready.insert(self.next, number);
        self.next += 1;
    }

    fn unqueue(&mut self, number: u64) {
        let place = self.items.get_mut(&number).and_then(|item| item.queued.take());
        if let Some(place) = place {
            self.ready.remove(&place);
        }
    }

    fn find(&mut self, target: (i32, u64)) -> Option<(u64, &mut Item)> {
        let number = *self.numbers.get(&target)?;
        self.items.get_mut(&number).map(|item| (number, item))
    }
}

impl Epoll {
    fn new(k: &Kernel) -> Arc<Self> {
        let (events, space) = (Arc::clone(&k.fs.events), Arc::clone(&k.fs.space));
        Arc::new_cyclic(|me| Self { key: events.new_key(), events, space, me: me.clone(), state: Mutex::default() })
    }

    /// The set that an open file is.
    fn of(file: &File) -> Option<Arc<Self>> {
        let Io::Object(object) = &file.io else { return None };
        let object: Arc<dyn Any + Send + Sync> = Arc::<dyn Object>::clone(object);
        object.downcast().ok()
    }

    fn add(&self, k: &Kernel, fd: i32, file: &Arc<File>, event: EpollEvent) -> Result<(), Errno> {
        let target = (fd, file.id);
        if lock(&self.state).numbers.contains_key(&target) {
            return Err(Errno::EEXIST);
        }
        if let Some(set) = Self::of(file) {
            self.may_watch(&set)?;
        }
        self.space.charge(ITEM_COST)?;
        let mut sources = Sources::default();
        k.add_sources(&mut sources, file, true, true);
        let mut keys = sources.keys;
        keys.extend(sources.stream.map(Key::Stream));
        let outside = sources.stream.is_some() || matches!(&file.io, Io::Object(object) if object.is_timed());
        let number = self.events.new_number();
        let watch = Watch { watcher: self.me.clone(), number };
        for key in &keys {
            self.events.add_watch(*key, watch.clone());
        }
        file.watch(watch);
        let (events, data) = (event.events | u32::from(POLLERR | POLLHUP), event.data);
        let item = Item { target, file: Arc::downgrade(file), keys, events, data, queued: None };
        let mut state = lock(&self.state);
        state.outside |= outside;
        state.numbers.insert(target, number);
        state.items.insert(number, item);
        drop(state);
        self.look_at(k, number, file, events);
        Ok(())
    }

    fn modify(&self, k: &Kernel, fd: i32, file: &File, event: EpollEvent) -> Result<(), Errno> {
        let events = event.events | u32::from(POLLERR | POLLHUP);
        let mut state = lock(&self.state);
        let (number, item) = state.find((fd, file.id)).ok_or(Errno::ENOENT)?;
        if (item.events | events) & EPOLLEXCLUSIVE != 0 {
            return Err(Errno::EINVAL);
        }
        (item.events, item.data) = (events, event.data);
        drop(state);
        self.look_at(k, number, file, events);
        Ok(())
    }

    fn delete(&self, fd: i32, file: &File) -> Result<(), Errno> {
        let number = lock(&self.state).find((fd, file.id)).ok_or(Errno::ENOENT)?.0;
        file.unwatch(number);
        self.forget(number);
        Ok(())
    }

    /// Puts a file on the list if it is ready now.
    fn look_at(&self, k: &Kernel, number: u64, file: &File, events: u32) {
        let watches = |stream: &Key| matches!(stream, Key::Stream(_));
        let streams = lock(&self.state).items.get(&number).is_some_and(|item| item.keys.iter().any(watches));
        if streams {
            k.look_at_streams();
        }
        if u32::from(k.readiness(file)) & events != 0 && events & !MODE_BITS != 0 {
            lock(&self.state).queue(number);
            self.events.fire_for(self.key, POLLIN | POLLRDNORM);
        }
    }

    /// Whether this set may watch `other`: no set watches itself, and not too many are in a row.
    fn may_watch(&self, other: &Self) -> Result<(), Errno> {
        let mut below = BTreeMap::new();
        let height = other.height(&mut below, 0)?;
        if below.contains_key(&self.key) || height + self.depth(&mut BTreeMap::new(), 0)? > NESTED_MAX {
            return Err(Errno::ELOOP);
        }
        Ok(())
    }

    /// How many sets are in a row from this one on downwards. `known` has those that were visited.
    fn height(&self, known: &mut BTreeMap<Key, usize>, level: usize) -> Result<usize, Errno> {
        if let Some(height) = known.get(&self.key) {
            return Ok(*height);
        }
        if level >= NESTED_MAX {
            return Err(Errno::ELOOP);
        }
        let files: Vec<_> = lock(&self.state).items.values().filter_map(|item| item.file.upgrade()).collect();
        let mut height = 0;
        for set in files.iter().filter_map(|file| Self::of(file)) {
            height = set.height(known, level + 1)?.max(height);
        }
        known.insert(self.key, height + 1);
        Ok(height + 1)
    }

    /// How many sets are in a row from this one on upwards.
    fn depth(&self, known: &mut BTreeMap<Key, usize>, level: usize) -> Result<usize, Errno> {
        fn depth(events: &Events, key: Key, known: &mut BTreeMap<Key, usize>, level: usize) -> Result<usize, Errno> {
            if let Some(depth) = known.get(&key) {
                return Ok(*depth);
            }
            if level >= NESTED_MAX {
                return Err(Errno::ELOOP);
            }
            let mut above = 0;
            for (watcher, _) in events.watchers(key) {
                above = depth(events, watcher.key(), known, level + 1)?.max(above);
            }
            known.insert(key, above + 1);
            Ok(above + 1)
        }
        depth(&self.events, self.key, known, level)
    }

    /// Takes the first of the list: its number, its file and what is asked for.
    fn take_first(&self) -> Option<(u64, Option<Arc<File>>, u32, u64)> {
        let mut state = lock(&self.state);
        let (_, number) = state.ready.pop_first()?;
        let item = state.items.get_mut(&number)?;
        item.queued = None;
        Some((number, item.file.upgrade(), item.events, item.data))
    }

    /// Up to `max` events of files that are ready.
    fn collect(&self, k: &Kernel, max: usize) -> Vec<Report> {
        k.look_outside();
        let (mut reports, mut stay) = (Vec::new(), Vec::new());
        while reports.len() < max
            && let Some((number, file, asked, data)) = self.take_first()
        {
            let events = file.map_or(0, |file| u32::from(k.readiness(&file)) & asked);
            if events == 0 || asked & !MODE_BITS == 0 {
                continue;
            }
            reports.push(Report { number, event: EpollEvent { events, data }, asked });
            if asked & EPOLLONESHOT != 0 {
                if let Some(item) = lock(&self.state).items.get_mut(&number) {
                    item.events &= MODE_BITS;
                }
            } else if asked & EPOLLET == 0 {
                stay.push(number);
            }
        }
        let mut state = lock(&self.state);
        for number in stay {
            state.queue(number);
        }
        drop(state);
        reports
    }

    /// Takes back reports that did not reach the guest.
    fn put_back(&self, reports: &[Report]) {
        let mut state = lock(&self.state);
        for report in reports {
            if let Some(item) = state.items.get_mut(&report.number) {
                item.events = report.asked;
            }
            state.queue(report.number);
        }
    }
}

impl Watcher for Epoll {
    fn key(&self) -> Key {
        self.key
    }

    fn notify(&self, number: u64, events: u16) -> bool {
        let mut state = lock(&self.state);
        let outside = state.outside;
        let Some(item) = state.items.get(&number) else { return false };
        let asked = item.events & !MODE_BITS;
        if asked & u32::from(events) != 0 {
            state.queue(number);
            return true;
        }
        // When to look again may have changed.
        events == 0 && outside
    }

    fn forget(&self, number: u64) {
        let mut state = lock(&self.state);
        state.unqueue(number);
        let Some(item) = state.items.remove(&number) else { return };
        state.numbers.remove(&item.target);
        drop(state);
        for key in &item.keys {
            self.events.remove_watch(*key, number);
        }
        self.space.release(ITEM_COST);
    }
}

impl Object for Epoll {
    fn read(&self, _: &mut Kernel, _: &mut [u8]) -> Result<usize, Errno> {
        Err(Errno::EINVAL)
    }

    fn write(&self, _: &mut Kernel, _: &[u8]) -> Result<usize, Errno> {
        Err(Errno::EINVAL)
    }

    fn ready(&self, k: &Kernel) -> u16 {
        k.look_outside();
        let mut after = 0;
        loop {
            let state = lock(&self.state);
            let Some((place, number)) = state.ready.range(after..).next() else { return 0 };
            let (place, number) = (*place, *number);
            let Some(item) = state.items.get(&number) else { return 0 };
            let (file, asked) = (item.file.upgrade(), item.events);
            drop(state);
            let events = file.map_or(0, |file| u32::from(k.readiness(&file)) & asked);
            if events != 0 && asked & !MODE_BITS != 0 {
                return POLLIN | POLLRDNORM;
            }
            // Each is looked at once for each event, however many sets watch this one.
            lock(&self.state).unqueue(number);
            after = place + 1;
        }
    }

    fn sources(&self, k: &Kernel, sources: &mut Sources) {
        sources.keys.push(self.key);
        sources.outside |= k.net.leads_out();
        if lock(&self.state).outside {
            k.add_outside(sources);
        }
    }

    fn is_timed(&self) -> bool {
        true
    }

    fn details(&self, _: &Kernel) -> String {
        let state = lock(&self.state);
        let line =
            |item: &Item| format!("tfd: {:8} events: {:8x} data: {:16x}\n", item.target.0, item.events, item.data);
        state.items.values().map(line).collect()
    }

    fn label(&self, _: u64) -> String {
        "anon_inode:[eventpoll]".to_owned()
    }
}

impl Drop for Epoll {
    fn drop(&mut self) {
        let numbers: Vec<(u64, Option<Arc<File>>)> =
            lock(&self.state).items.iter().map(|(number, item)| (*number, item.file.upgrade())).collect();
        for (number, file) in numbers {
            if let Some(file) = file {
                file.unwatch(number);
            }
            self.forget(number);
        }
    }
}

impl Kernel {
    /// Fires the events that have come by themselves: of time, and of host streams.
    fn look_outside(&self) {
        if self.events.next_timer().is_some() {
            self.events.expire(self.now_ns());
        }
        self.look_at_streams();
    }

    fn look_at_streams(&self) {
        for (stream, known) in self.events.watched_streams() {
            if !known && self.platform.stdio.ready(stream, Some(0)) {
                self.events.set_stream(stream, true);
            }
        }
    }

    /// Adds what [`Kernel::look_outside`] looks at.
    fn add_outside(&self, sources: &mut Sources) {
        /// How long a wait lasts that depends on several host streams, of which only one can be waited for.
        const SLICE_NS: u64 = 20_000_000;
        if let Some(deadline_ns) = self.events.next_timer() {
            sources.at(deadline_ns);
        }
        for (stream, _) in self.events.watched_streams().into_iter().filter(|(_, ready)| !ready) {
            if sources.stream.is_some_and(|other| other != stream) {
                sources.at(self.now_ns().saturating_add(SLICE_NS));
            } else {
                sources.stream = Some(stream);
            }
        }
    }
}
