//! Descriptors on their way from one process to another (`SCM_RIGHTS`).

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex};

use airlock_abi::Errno;

use super::{Net, Packet, Socket};
use crate::vfs::{File, Io, lock};

/// Most descriptors of a run that are on their way at a time.
const IN_FLIGHT_MAX: usize = 4096;

/// A reference to a file that is on its way. They are counted.
pub(crate) struct InFlight {
    /// Always there, until it is delivered or dropped.
    file: Option<Arc<File>>,
    net: Arc<Net>,
}

impl InFlight {
    /// Fails with `ETOOMANYREFS` if too many are on their way, also after unreachable ones were dropped.
    pub(crate) fn new(net: &Arc<Net>, file: Arc<File>) -> Result<Self, Errno> {
        if net.in_flight.load(Ordering::Relaxed) >= IN_FLIGHT_MAX {
            net.collect_unreachable();
        }
        if net.in_flight.fetch_add(1, Ordering::Relaxed) >= IN_FLIGHT_MAX {
            net.in_flight.fetch_sub(1, Ordering::Relaxed);
            return Err(Errno::ETOOMANYREFS);
        }
        Ok(Self { file: Some(file), net: Arc::clone(net) })
    }

    /// The same file once more, for a look at a message that stays. It goes beyond the limit for the length of a call.
    pub(crate) fn again(&self) -> Self {
        self.net.in_flight.fetch_add(1, Ordering::Relaxed);
        Self { file: self.file.clone(), net: Arc::clone(&self.net) }
    }

    fn file(&self) -> Option<&Arc<File>> {
        self.file.as_ref()
    }

    /// It has arrived.
    pub(crate) fn deliver(mut self) -> Option<Arc<File>> {
        self.file.take()
    }
}

impl Drop for InFlight {
    fn drop(&mut self) {
        self.net.in_flight.fetch_sub(1, Ordering::Relaxed);
        if let Some(file) = self.file.take() {
            self.net.graveyard.bury(file);
        }
    }
}

/// Where files that were never received are closed one after the other. A guest can send a socket through a socket through a
/// socket; closing each within the other would need more stack than there is.
#[derive(Default)]
pub(crate) struct Graveyard(Mutex<(Vec<Arc<File>>, bool)>);

impl Graveyard {
    /// Whether files are being closed.
    pub(crate) fn is_busy(&self) -> bool {
        lock(&self.0).1
    }

    fn bury(&self, file: Arc<File>) {
        let mut state = lock(&self.0);
        state.0.push(file);
        if std::mem::replace(&mut state.1, true) {
            return;
        }
        while let Some(file) = state.0.pop() {
            drop(state);
            drop(file);
            state = lock(&self.0);
        }
        state.1 = false;
    }
}

fn socket_of(file: &File) -> Option<Arc<Socket>> {
    if let Io::Object(object) = &file.io { Socket::of(object) } else { None }
}

impl Net {
    /// Drops messages that nobody can ever receive, because the sockets that hold them are themselves only in such messages.
    pub(crate) fn collect_unreachable(&self) {
        let sockets: Vec<Arc<Socket>> = lock(&self.sockets).values().filter_map(std::sync::Weak::upgrade).collect();
        // Who holds which socket through its queue, and how often a file is held by queues.
        let mut holds: Vec<(u64, Vec<Arc<File>>)> = Vec::new();
        for socket in &sockets {
            socket.visit_queues(&mut |queue| {
                let files = queue.rights().filter_map(InFlight::file).cloned().collect::<Vec<_>>();
                if !files.is_empty() {
                    holds.push((socket.id(), files));
                }
            });
        }
        let all: Vec<&Arc<File>> = holds.iter().flat_map(|(_, files)| files).collect();
        let mut counts: BTreeMap<u64, usize> = BTreeMap::new();
        for file in &all {
            *counts.entry(file.id).or_default() += 1;
        }
        let mut only_in_flight = BTreeSet::new();
        for file in &all {
            let Some(socket) = socket_of(file) else { continue };
            // Each is held by its queue, and by the list here.
            if counts.get(&file.id).is_some_and(|in_flight| Arc::strong_count(file) == 2 * in_flight) {
                only_in_flight.insert(socket.id());
            }
        }
        // What a reachable socket holds is reachable.
        let mut reachable: Vec<u64> =
            holds.iter().map(|(id, _)| *id).filter(|id| !only_in_flight.contains(id)).collect();
        let mut seen: BTreeSet<u64> = reachable.iter().copied().collect();
        while let Some(id) = reachable.pop() {
            for file in holds.iter().filter(|(holder, _)| *holder == id).flat_map(|(_, files)| files) {
                if let Some(socket) = socket_of(file)
                    && seen.insert(socket.id())
                {
                    reachable.push(socket.id());
                }
            }
        }
        let mut lost: Vec<Packet> = Vec::new();
        for socket in
            sockets.iter().filter(|socket| only_in_flight.contains(&socket.id()) && !seen.contains(&socket.id()))
        {
            lost.append(&mut socket.clear_incoming());
        }
        drop(holds);
        drop(lost);
    }
}
