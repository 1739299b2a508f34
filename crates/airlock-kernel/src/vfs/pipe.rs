//! Pipes and FIFOs.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use airlock_abi::Errno;
use airlock_abi::poll::{POLLIN, POLLOUT, POLLRDNORM, POLLWRNORM};

use super::data::Space;
use super::lock;
use crate::task::{Events, Key};

/// Bytes that fit into a new pipe.
const CAPACITY: usize = 65536;
/// The most that `F_SETPIPE_SZ` grants.
const CAPACITY_MAX: usize = 1 << 20;
/// Writes of up to this size are not split.
const PIPE_BUF: usize = 4096;
/// What comes to readers with bytes, and to writers with room.
const IN: u16 = POLLIN | POLLRDNORM;
const OUT: u16 = POLLOUT | POLLWRNORM;

/// What a pipe can do now.
pub(crate) enum Progress {
    /// So many bytes moved; 0 for a reader is the end.
    Done(usize),
    /// It would have to wait.
    Wait,
    /// There is no reader any more.
    Broken,
}

pub(crate) struct Pipe {
    state: Mutex<State>,
    space: Arc<Space>,
    events: Arc<Events>,
    id: u64,
}

static NEXT_ID: AtomicU64 = AtomicU64::new(1);

struct State {
    bytes: VecDeque<u8>,
    capacity: usize,
    readers: u32,
    writers: u32,
    /// How often an end was opened: who waits for the other end of a FIFO must notice one that was closed again.
    reader_opens: u64,
    writer_opens: u64,
}

impl State {
    fn has_room(&self) -> bool {
        self.capacity.saturating_sub(self.bytes.len()) >= PIPE_BUF
    }
}

impl Pipe {
    pub(crate) fn new(space: &Arc<Space>, events: &Arc<Events>) -> Arc<Self> {
        let bytes = VecDeque::new();
        let state = State { bytes, capacity: CAPACITY, readers: 0, writers: 0, reader_opens: 0, writer_opens: 0 };
        Arc::new(Self {
            state: Mutex::new(state),
            space: Arc::clone(space),
            events: Arc::clone(events),
            id: NEXT_ID.fetch_add(1, Ordering::Relaxed),
        })
    }

    /// What those who cannot go on wait for.
    pub(crate) fn key(&self) -> Key {
        Key::Pipe(self.id)
    }

    /// How often ends were opened: readers and writers.
    pub(crate) fn opens(&self) -> (u64, u64) {
        let state = lock(&self.state);
        (state.reader_opens, state.writer_opens)
    }

    pub(crate) fn attach(&self, read: bool, write: bool) {
        let mut state = lock(&self.state);
        state.readers += u32::from(read);
        state.writers += u32::from(write);
        state.reader_opens += u64::from(read);
        state.writer_opens += u64::from(write);
        drop(state);
        // That the other end is there again is nothing that a reader or writer waits for.
        self.events.fire_for(self.key(), 0);
    }

    pub(crate) fn detach(&self, read: bool, write: bool) {
        let mut state = lock(&self.state);
        state.readers = state.readers.saturating_sub(u32::from(read));
        state.writers = state.writers.saturating_sub(u32::from(write));
        if state.readers == 0 && state.writers == 0 {
            state.bytes = VecDeque::new();
        }
        drop(state);
        self.events.fire(self.key());
    }

    pub(crate) fn read(&self, buf: &mut [u8]) -> Progress {
        let mut state = lock(&self.state);
        let was_full = !state.has_room();
        if state.bytes.is_empty() {
            return if state.writers == 0 || buf.is_empty() { Progress::Done(0) } else { Progress::Wait };
        }
        let n = buf.len().min(state.bytes.len());
        let (front, back) = state.bytes.as_slices();
        for (slot, byte) in buf.iter_mut().zip(front.iter().chain(back).take(n)) {
            *slot = *byte;
        }
        state.bytes.drain(..n);
        let room = if was_full && state.has_room() { OUT } else { 0 };
        drop(state);
        self.events.fire_for(self.key(), room);
        Progress::Done(n)
    }

    /// Copies bytes from the front without taking them.
    pub(crate) fn peek(&self, buf: &mut [u8]) -> Progress {
        let state = lock(&self.state);
        if state.bytes.is_empty() {
            return if state.writers == 0 || buf.is_empty() { Progress::Done(0) } else { Progress::Wait };
        }
        let n = buf.len().min(state.bytes.len());
        for (slot, byte) in buf.iter_mut().zip(&state.bytes) {
            *slot = *byte;
        }
        Progress::Done(n)
    }

    /// Puts bytes back that could not be delivered.
    pub(crate) fn unread(&self, bytes: &[u8]) {
        let mut state = lock(&self.state);
        for byte in bytes.iter().rev() {
            state.bytes.push_front(*byte);
        }
        drop(state);
        self.events.fire_for(self.key(), IN);
    }

    pub(crate) fn write(&self, bytes: &[u8]) -> Progress {
        let mut state = lock(&self.state);
        if state.readers == 0 {
            return Progress::Broken;
        }
        let room = state.capacity.saturating_sub(state.bytes.len());
        if bytes.is_empty() {
            return Progress::Done(0);
        }
        if room == 0 || (bytes.len() <= PIPE_BUF && bytes.len() > room) {
            return Progress::Wait;
        }
        let taken = bytes.get(..room).unwrap_or(bytes);
        state.bytes.extend(taken);
        drop(state);
        self.events.fire_for(self.key(), IN);
        Progress::Done(taken.len())
    }

    /// Bytes that can be read.
    pub(crate) fn len(&self) -> usize {
        lock(&self.state).bytes.len()
    }

    pub(crate) fn has_writers(&self) -> bool {
        lock(&self.state).writers > 0
    }

    pub(crate) fn has_readers(&self) -> bool {
        lock(&self.state).readers > 0
    }

    /// Whether a write of `PIPE_BUF` bytes would not wait.
    pub(crate) fn has_room(&self) -> bool {
        lock(&self.state).has_room()
    }

    /// Whether not a single byte fits.
    pub(crate) fn is_full(&self) -> bool {
        let state = lock(&self.state);
        state.bytes.len() >= state.capacity
    }

    pub(crate) fn capacity(&self) -> usize {
        lock(&self.state).capacity
    }

    /// What a capacity costs of the filesystem limit: that of a new pipe is free, as descriptors are limited.
    fn cost(capacity: usize) -> u64 {
        capacity.saturating_sub(CAPACITY) as u64
    }

    /// Sets the capacity to the next power of two; returns it.
    pub(crate) fn set_capacity(&self, wanted: usize) -> Result<usize, Errno> {
        if wanted > CAPACITY_MAX {
            return Err(Errno::EPERM);
        }
        let wanted = wanted.max(4096).next_power_of_two();
        let mut state = lock(&self.state);
        if state.bytes.len() > wanted {
            return Err(Errno::EBUSY);
        }
        self.space.charge(Self::cost(wanted)).map_err(|_| Errno::EPERM)?;
        self.space.release(Self::cost(state.capacity));
        state.capacity = wanted;
        Ok(wanted)
    }
}

impl Drop for Pipe {
    fn drop(&mut self) {
        self.space.release(Self::cost(self.capacity()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn space() -> Arc<Space> {
        Arc::new(Space::new(1 << 20))
    }

    #[test]
    fn small_writes_are_atomic_and_large_ones_are_split() {
        let space = space();
        let pipe = Pipe::new(&space, &Arc::default());
        assert!(matches!(pipe.write(b"x"), Progress::Broken));
        pipe.attach(true, true);
        assert!(matches!(pipe.write(&[1; CAPACITY - 10]), Progress::Done(n) if n == CAPACITY - 10));
        assert!(matches!(pipe.write(&[2; 11]), Progress::Wait));
        assert!(matches!(pipe.write(&[2; 5000]), Progress::Done(10)));
        assert!(!pipe.has_room());
        let mut buf = vec![0; CAPACITY];
        assert!(matches!(pipe.read(&mut buf), Progress::Done(CAPACITY)));
        assert_eq!((buf[0], buf[CAPACITY - 1]), (1, 2));
        assert!(matches!(pipe.read(&mut buf), Progress::Wait));
        pipe.detach(false, true);
        assert!(matches!(pipe.read(&mut buf), Progress::Done(0)));
    }

    #[test]
    fn capacity_is_bounded() {
        let space = space();
        let pipe = Pipe::new(&space, &Arc::default());
        assert_eq!(pipe.set_capacity(5000), Ok(8192));
        assert_eq!(pipe.set_capacity(usize::MAX), Err(Errno::EPERM));
        pipe.attach(true, true);
        assert!(matches!(pipe.write(&[0; 8192]), Progress::Done(8192)));
        assert_eq!(pipe.set_capacity(1), Err(Errno::EBUSY));
        assert_eq!(pipe.set_capacity(1 << 20), Ok(1 << 20));
        assert_eq!(Pipe::new(&space, &Arc::default()).set_capacity(1 << 20), Err(Errno::EPERM));
        drop(pipe);
        assert_eq!(space.free(), 1 << 20);
    }
}
