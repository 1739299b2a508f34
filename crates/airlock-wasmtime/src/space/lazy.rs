//! Copies of address spaces that copy when a page is used: what makes `fork` cheap.
//!
//! All guests are one process for the host, so its copy-on-write does not help. At a fork, pages of the parent that were
//! touched lose their write permission in the host (they are *watched*), and the child's have none at all (they are
//! *lazy*). Whoever faults on one mends that: the child fetches the content from its parent's page, and the parent, before
//! it changes a page, saves the content for the children that have not. Neither is seen by the guest: code that faults is
//! suspended and goes on. Host code looks at the table of pages before it copies, and mends likewise.
//!
//! A [`Snapshot`] is what a parent was at one fork. Children of children look through a list of them.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

use rustix::mm::{MprotectFlags, ProtFlags};

use super::{COMMON, FROZEN, GuestMemory, MAPPED, host_prot, mprotect_flags};
use crate::reservation::{GUEST_BYTES, PAGE, Reservation};
use crate::resident::Resident;

/// The page is where the parent was: inaccessible until it is used.
pub(super) const LAZY: u8 = 64;
/// Children may not have fetched the page: not writable until its content is saved for them.
pub(super) const WATCHED: u8 = 128;

/// Runs of fewer touched pages are copied at once: they are likely to be used.
const RUN_MIN: usize = 16;
/// Pages that are mended together.
const CLUSTER: usize = 16;
/// The same, where there is nobody to save content for.
const CLUSTER_FREE: usize = 512;
/// A child of a child of ... this many times fetches everything when it forks, so that the list does not grow.
const GENERATIONS_MAX: usize = 8;

/// What one address space was when it was copied.
struct Snapshot {
    source: Arc<Reservation>,
    /// The pages that it had itself, ascending.
    owned: Vec<Range<usize>>,
    /// Content that the source has changed since.
    saved: Mutex<BTreeMap<usize, Arc<[u8]>>>,
}

impl Snapshot {
    fn owns(&self, page: usize) -> bool {
        let after = self.owned.partition_point(|range| range.start <= page);
        after.checked_sub(1).and_then(|n| self.owned.get(n)).is_some_and(|range| range.contains(&page))
    }
}

/// What an address space has to do with others.
#[derive(Default)]
pub(super) struct Relations {
    /// Held while pages are mended, by all who descend from each other.
    family: Arc<Mutex<()>>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    /// Where lazy pages are: in the first one that owns them.
    sources: Vec<Arc<Snapshot>>,
    lazy: usize,
    /// What others depend on.
    watchers: Vec<Weak<Snapshot>>,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Relations {
    /// Those of a child.
    fn of_child(&self) -> Self {
        Self { family: Arc::clone(&self.family), state: Mutex::default() }
    }
}

impl State {
    fn live(&mut self) -> Vec<Arc<Snapshot>> {
        self.watchers.retain(|watcher| watcher.strong_count() > 0);
        self.watchers.iter().filter_map(Weak::upgrade).collect()
    }
}

fn bytes_of(pages: &Range<usize>) -> (usize, usize) {
    (pages.start * PAGE, pages.len() * PAGE)
}

impl GuestMemory {
    /// A copy for a child process, of these areas, which are all that is mapped. Pages of common mappings are not copied but
    /// shown, the others when they are used. To be called with the kernel in hand: nobody else may copy bytes of this
    /// space meanwhile.
    pub(crate) fn fork(&self, areas: &[Range<u64>]) -> Result<Self, airlock_platform::MemoryExhausted> {
        let _changing = self.exclusive();
        let family = Arc::clone(&self.relations.family);
        let _family = lock(&family);
        let child =
            Self { frozen: Arc::clone(&self.frozen), relations: Arc::new(self.relations.of_child()), ..Self::new()? };
        let mut owned = Vec::new();
        let mut resident = Resident::open();
        let flatten = lock(&self.relations.state).sources.len() >= GENERATIONS_MAX;
        for area in areas {
            let len = area.end.saturating_sub(area.start);
            let refused = airlock_platform::MemoryExhausted { addr: area.start, len };
            let pages = Self::page_range(area.start, len)?;
            if flatten {
                self.mend(pages.clone(), false).map_err(|_| refused)?;
            }
            self.runs(pages, |byte, at, n| self.fork_run(&child, &mut resident, &mut owned, byte, at, n))
                .map_err(|_| refused)?;
        }
        let mut state = lock(&self.relations.state);
        let mut of_child = lock(&child.relations.state);
        if of_child.lazy > 0 {
            let source = Arc::clone(&self.reservation);
            let snapshot = Arc::new(Snapshot { source, owned, saved: Mutex::default() });
            state.live();
            state.watchers.push(Arc::downgrade(&snapshot));
            of_child.sources = vec![snapshot];
            of_child.sources.extend(state.sources.iter().cloned());
        }
        drop(of_child);
        Ok(child)
    }

    fn fork_run(
        &self,
        child: &Self,
        resident: &mut Resident,
        owned: &mut Vec<Range<usize>>,
        byte: u8,
        at: usize,
        len: usize,
    ) -> rustix::io::Result<()> {
        if byte & MAPPED == 0 {
            return Ok(());
        }
        let prot = host_prot(byte);
        let pages = at / PAGE..(at + len) / PAGE;
        if byte & (COMMON | FROZEN) != 0 && child.reservation.show(&self.reservation, at, len).is_ok() {
            child.reservation.protect(at, len, mprotect_flags(prot))?;
            child.set(pages, byte);
            return Ok(());
        }
        let plain = byte & !(COMMON | FROZEN | LAZY | WATCHED);
        if byte & (LAZY | WATCHED) != 0 {
            child.postpone(pages.clone(), plain);
            if byte & LAZY == 0 {
                owned.push(pages);
            }
            return Ok(());
        }
        let touched = resident.runs(self.reservation.base() as usize + at, len / PAGE);
        let mut done = 0;
        for run in touched {
            let postponed = run.len() >= RUN_MIN && byte == plain && !prot.is_empty();
            let gap = done..run.start;
            self.copy_now(child, plain, at / PAGE, &gap, false)?;
            done = run.end;
            if !postponed || !self.watch(at / PAGE + run.start..at / PAGE + run.end, byte) {
                self.copy_now(child, plain, at / PAGE, &run, true)?;
                continue;
            }
            let run = at / PAGE + run.start..at / PAGE + run.end;
            child.postpone(run.clone(), plain);
            owned.push(run);
        }
        self.copy_now(child, plain, at / PAGE, &(done..len / PAGE), false)
    }

    /// Maps pages of a child, `run` counted from `first`, with the content of this space's if they have any.
    fn copy_now(
        &self,
        child: &Self,
        byte: u8,
        first: usize,
        run: &Range<usize>,
        content: bool,
    ) -> rustix::io::Result<()> {
        if run.is_empty() {
            return Ok(());
        }
        let pages = first + run.start..first + run.end;
        let (at, len) = bytes_of(&pages);
        let prot = host_prot(byte);
        let open = ProtFlags::READ | ProtFlags::WRITE;
        child.reservation.map(at, len, if content { open } else { prot })?;
        if content {
            if prot.is_empty() {
                self.reservation.protect(at, len, MprotectFlags::READ)?;
            }
            if pages.len() >= super::POPULATE_PAGES {
                child.reservation.populate(at, len);
            }
            // SAFETY: the run lies in this one, whose pages are readable here, and in the child, where they were just mapped
            // writable.
            unsafe { child.reservation.copy_from(&self.reservation, at, len) };
            if prot.is_empty() {
                self.reservation.protect(at, len, MprotectFlags::empty())?;
            }
            if prot != open {
                child.reservation.protect(at, len, mprotect_flags(prot))?;
            }
        }
        child.set(pages, byte);
        Ok(())
    }

    /// Makes pages of a new space lazy.
    fn postpone(&self, pages: Range<usize>, byte: u8) {
        lock(&self.relations.state).lazy += pages.len();
        self.set(pages, byte | LAZY);
    }

    /// Takes away the permission to write; false if the host has no room for that.
    fn watch(&self, pages: Range<usize>, byte: u8) -> bool {
        let (at, len) = bytes_of(&pages);
        if host_prot(byte).contains(ProtFlags::WRITE) && self.reservation.protect(at, len, MprotectFlags::READ).is_err()
        {
            return false;
        }
        self.set(pages, byte | WATCHED);
        true
    }

    /// Lifted code faulted on a page that the table says it may use: makes that true, for some pages around as well. An
    /// error means that the host has no memory for it.
    pub(crate) fn touch(&self, addr: u64, write: bool) -> rustix::io::Result<()> {
        let _family = lock(&self.relations.family);
        let Some(page) = usize::try_from(addr).ok().map(|addr| addr / PAGE) else { return Ok(()) };
        let table = self.table.pages();
        let Some(byte) = table.get(page).map(|byte| byte.load(Ordering::Relaxed)) else { return Ok(()) };
        let free = byte & LAZY == 0 && lock(&self.relations.state).live().is_empty();
        let same = |page: &usize| table.get(*page).is_some_and(|other| other.load(Ordering::Relaxed) == byte);
        let around = |window: usize| {
            let (low, high) = (page / window * window, (page / window + 1) * window);
            let start = (low..page).rev().take_while(same).last().unwrap_or(page);
            let end = (page..high).take_while(same).last().map_or(page, |last| last + 1);
            start..end
        };
        // The host has a limit of mappings, and parts of one with other permissions are mappings.
        self.mend(around(if free { CLUSTER_FREE } else { CLUSTER }), write)
            .or_else(|_| self.mend(around(GUEST_BYTES / PAGE), write))
    }

    /// Like [`GuestMemory::touch`], for a range that host code is about to use.
    #[cold]
    pub(super) fn settle(&self, pages: Range<usize>, write: bool) -> rustix::io::Result<()> {
        let _family = lock(&self.relations.family);
        self.mend(pages, write)
    }

    fn mend(&self, pages: Range<usize>, write: bool) -> rustix::io::Result<()> {
        self.runs(pages, |byte, at, n| {
            let run = at / PAGE..(at + n) / PAGE;
            if byte & LAZY != 0 {
                self.fetch(run, byte)
            } else if byte & WATCHED != 0 && write {
                self.unwatch(&run, byte)
            } else {
                Ok(())
            }
        })
    }

    /// Gets the content of lazy pages.
    fn fetch(&self, pages: Range<usize>, byte: u8) -> rustix::io::Result<()> {
        let mut state = lock(&self.relations.state);
        let (at, len) = bytes_of(&pages);
        let mut content = vec![0; len];
        for (page, to) in pages.clone().zip(content.chunks_exact_mut(PAGE)) {
            // Every lazy page is owned by one of the sources.
            let Some(source) = state.sources.iter().find(|source| source.owns(page)) else { continue };
            match lock(&source.saved).get(&page) {
                Some(saved) => to.copy_from_slice(saved),
                // SAFETY: the page lies in the guest, and is readable in the source as long as its content is not saved:
                // whoever changes that saves it before.
                None => unsafe { source.source.read(page * PAGE, to) },
            }
        }
        let (open, prot) = (MprotectFlags::READ | MprotectFlags::WRITE, mprotect_flags(host_prot(byte)));
        if Arc::strong_count(&self.mappings) == 1 {
            // No other task could see half of it. Pages that are not replaced need no mapping of their own in the host.
            self.reservation.protect(at, len, open)?;
            // SAFETY: the pages lie in the guest, and were just made writable.
            unsafe { self.reservation.write(at, &content) };
            if prot != open {
                self.reservation.protect(at, len, prot)?;
            }
        } else {
            self.reservation.put(at, &content, prot)?;
        }
        self.set(pages.clone(), byte & !LAZY);
        state.lazy = state.lazy.saturating_sub(pages.len());
        if state.lazy == 0 {
            state.sources.clear();
        }
        Ok(())
    }

    /// Saves the content of watched pages, which is about to change, for those who have not fetched it. They are as
    /// accessible afterwards as the table says, or watched still.
    fn unwatch(&self, pages: &Range<usize>, byte: u8) -> rustix::io::Result<()> {
        let live = lock(&self.relations.state).live();
        if !live.is_empty() {
            for page in pages.clone() {
                let mut content: Option<Arc<[u8]>> = None;
                for snapshot in live.iter().filter(|snapshot| snapshot.owns(page)) {
                    lock(&snapshot.saved).entry(page).or_insert_with(|| {
                        let content = content.get_or_insert_with(|| {
                            let mut bytes = vec![0; PAGE];
                            // SAFETY: the page lies in the guest, and watched pages are readable.
                            unsafe { self.reservation.read(page * PAGE, &mut bytes) };
                            bytes.into()
                        });
                        Arc::clone(content)
                    });
                }
            }
        }
        let (at, len) = bytes_of(pages);
        self.reservation.protect(at, len, mprotect_flags(host_prot(byte)))?;
        self.set(pages.clone(), byte & !WATCHED);
        Ok(())
    }

    /// Pages are about to be replaced: what others need of their content is saved, and what has not been fetched never will
    /// be. Lazy pages are inaccessible until then, for the table too.
    pub(super) fn release(&self, pages: Range<usize>) -> rustix::io::Result<()> {
        let flagged = |byte: &std::sync::atomic::AtomicU8| byte.load(Ordering::Relaxed) & (LAZY | WATCHED) != 0;
        if !self.table.pages().get(pages.clone()).unwrap_or_default().iter().any(flagged) {
            return Ok(());
        }
        let _family = lock(&self.relations.family);
        self.runs(pages, |byte, at, n| {
            let run = at / PAGE..(at + n) / PAGE;
            if byte & WATCHED != 0 {
                self.unwatch(&run, byte)?;
            } else if byte & LAZY != 0 {
                let mut state = lock(&self.relations.state);
                state.lazy = state.lazy.saturating_sub(run.len());
                if state.lazy == 0 {
                    state.sources.clear();
                }
                self.set(run, 0);
            }
            Ok(())
        })
    }
}
