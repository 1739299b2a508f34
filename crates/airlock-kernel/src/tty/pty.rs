//! Masters and slaves as descriptors.

use std::sync::Arc;

use airlock_abi::Errno;
use airlock_abi::fcntl::{O_ACCMODE, O_NOCTTY, O_WRONLY};
use airlock_abi::poll::{POLLERR, POLLHUP, POLLIN, POLLOUT, POLLPRI, POLLRDNORM, POLLWRNORM};
use airlock_abi::signal::{SIGTTIN, SIGTTOU};
use airlock_abi::termios::{TIOCPKT_DATA, TOSTOP, Termios};
use airlock_types::{LimitKind, Outcome};

use super::{State, TTY_GROUP, Terminals, Tty};
use crate::Kernel;
use crate::task::Sources;
use crate::vfs::{Io, Object};

const IN: u16 = POLLIN | POLLRDNORM;
const OUT: u16 = POLLOUT | POLLWRNORM;
/// A tenth of a second, the unit of `VTIME`.
const TENTH_NS: u64 = 100_000_000;

/// The master of a pseudo-terminal: what is written here is typed, what is shown is read here.
pub(crate) struct Master {
    pub(super) tty: Arc<Tty>,
    terminals: Arc<Terminals>,
}

/// The side of programs.
pub(crate) struct Slave {
    pub(super) tty: Arc<Tty>,
    generation: u32,
}

impl Object for Master {
    fn read(&self, _: &mut Kernel, buf: &mut [u8]) -> Result<usize, Errno> {
        let mut state = self.tty.state();
        let mut to = buf;
        if state.packet {
            let (first, rest) = to.split_first_mut().ok_or(Errno::EINVAL)?;
            let news = std::mem::take(&mut state.news);
            if news != 0 {
                *first = news;
                return Ok(1);
            }
            *first = TIOCPKT_DATA;
            to = rest;
        }
        if state.line.output.len() == 0 {
            return Err(if state.is_left() { Errno::EIO } else { Errno::EAGAIN });
        }
        let n = state.line.output.take(to);
        let head = usize::from(state.packet);
        drop(state);
        self.tty.changed();
        Ok(n + head)
    }

    fn write(&self, k: &mut Kernel, bytes: &[u8]) -> Result<usize, Errno> {
        if self.tty.state().slaves == 0 {
            return Err(Errno::EIO);
        }
        match k.type_keys(&self.tty, bytes) {
            0 if !bytes.is_empty() => Err(Errno::EAGAIN),
            n => Ok(n),
        }
    }

    fn ready(&self, _: &Kernel) -> u16 {
        let state = self.tty.state();
        let mut events = 0;
        if state.line.output.len() > 0 {
            events |= IN;
        }
        if state.news != 0 {
            events |= IN | POLLPRI;
        }
        if state.is_left() {
            events |= POLLHUP;
        }
        if state.line.has_room() {
            events |= OUT;
        }
        events
    }

    fn sources(&self, _: &Kernel, sources: &mut Sources) {
        sources.keys.push(self.tty.key);
    }

    fn label(&self, _: u64) -> String {
        "/dev/ptmx".to_owned()
    }

    fn closed(&self) {
        self.terminals.remove(&self.tty);
    }

    fn is_stream(&self) -> bool {
        true
    }
}

impl State {
    /// Whether all slaves have been closed.
    fn is_left(&self) -> bool {
        self.was_opened && self.slaves == 0
    }
}

impl Slave {
    pub(super) fn new(tty: &Arc<Tty>) -> Self {
        Self { tty: Arc::clone(tty), generation: tty.state().generation }
    }

    /// Whether the terminal was hung up since it was opened here.
    pub(super) fn is_hung_up(&self) -> bool {
        self.tty.state().generation != self.generation
    }

    /// Reads what is there if that is enough, or once the time for more is over.
    fn read_now(&self, k: &mut Kernel, buf: &mut [u8]) -> Result<usize, Errno> {
        let state = self.tty.state();
        let Some((minimum, tenths)) = state.line.minimum() else {
            return self.take(state.line.has_input().then_some(state).ok_or(Errno::EAGAIN)?, buf);
        };
        let (there, input_ns) = (state.line.available(), state.input_ns);
        drop(state);
        if there >= minimum.min(buf.len()).max(1) || (minimum, tenths) == (0, 0) {
            return self.take(self.tty.state(), buf);
        }
        // With a minimum the time counts from the last byte, without one from the call.
        let deadline = match (minimum, tenths) {
            (_, 0) => None,
            (0, _) => k.call_deadline(|k| Some(k.now_ns().saturating_add(tenths * TENTH_NS))),
            _ if there == 0 => None,
            _ => Some(input_ns.saturating_add(tenths * TENTH_NS)),
        };
        k.thread.call.deadline_ns = deadline;
        let over = deadline.is_some_and(|deadline| deadline <= k.now_ns());
        if over { self.take(self.tty.state(), buf) } else { Err(Errno::EAGAIN) }
    }

    fn take(&self, mut state: std::sync::MutexGuard<'_, State>, buf: &mut [u8]) -> Result<usize, Errno> {
        let n = state.line.read(buf);
        drop(state);
        self.tty.changed();
        Ok(n)
    }
}

impl Object for Slave {
    fn read(&self, k: &mut Kernel, buf: &mut [u8]) -> Result<usize, Errno> {
        if self.is_hung_up() {
            return Ok(0);
        }
        k.check_foreground(&self.tty, SIGTTIN)?;
        k.drain_console_of(&self.tty);
        self.read_now(k, buf)
    }

    fn read_part(&self, _: &mut Kernel, buf: &mut [u8]) -> Result<usize, Errno> {
        let state = self.tty.state();
        if state.line.has_input() { self.take(state, buf) } else { Err(Errno::EAGAIN) }
    }

    fn write(&self, k: &mut Kernel, bytes: &[u8]) -> Result<usize, Errno> {
        if self.is_hung_up() {
            return Err(Errno::EIO);
        }
        if self.tty.state().line.termios().lflag & TOSTOP != 0 {
            k.check_foreground(&self.tty, SIGTTOU)?;
        }
        let console = k.is_console(&self.tty);
        let mut allowed = bytes;
        if console {
            k.drain_console_of(&self.tty);
            let left = usize::try_from(k.limits.output_bytes.saturating_sub(k.output_bytes)).unwrap_or(usize::MAX);
            allowed = bytes.get(..left).unwrap_or(bytes);
        }
        let n = self.tty.state().line.write(allowed);
        if n == 0 && !allowed.is_empty() {
            return Err(Errno::EAGAIN);
        }
        self.tty.changed();
        if console {
            k.output_bytes = k.output_bytes.saturating_add(n as u64);
            if n == allowed.len() && n < bytes.len() {
                k.end_run(Outcome::Limit(LimitKind::Output));
                return Ok(bytes.len());
            }
            k.drain_console_of(&self.tty);
        }
        Ok(n)
    }

    fn ready(&self, _: &Kernel) -> u16 {
        if self.is_hung_up() {
            return IN | OUT | POLLERR | POLLHUP;
        }
        let state = self.tty.state();
        let wanted = match state.line.minimum() {
            Some((minimum, 0)) => minimum.max(1),
            _ => 1,
        };
        let mut events = 0;
        if state.line.available() >= wanted {
            events |= IN;
        }
        if state.line.output.has_room() {
            events |= OUT;
        }
        events
    }

    fn sources(&self, _: &Kernel, sources: &mut Sources) {
        sources.keys.push(self.tty.key);
    }

    fn call_sources(&self, k: &Kernel, sources: &mut Sources) {
        // `VTIME`.
        if let Some(deadline_ns) = k.thread.call.deadline_ns {
            sources.at(deadline_ns);
        }
        if k.is_console(&self.tty) && self.tty.state().line.output.len() > 0 {
            sources.stream = sources.stream.or(Some(airlock_platform::Stream::Stdout));
        }
    }

    fn label(&self, _: u64) -> String {
        format!("/dev/pts/{}", self.tty.number)
    }

    fn opened(&self) {
        let mut state = self.tty.state();
        state.slaves = state.slaves.saturating_add(1);
        state.was_opened = true;
        drop(state);
        self.tty.changed();
    }

    fn closed(&self) {
        let mut state = self.tty.state();
        if state.generation == self.generation {
            state.slaves = state.slaves.saturating_sub(1);
        }
        drop(state);
        self.tty.changed();
    }

    fn is_stream(&self) -> bool {
        true
    }
}

/// Opens `/dev/ptmx`: a new pseudo-terminal, locked.
pub(crate) fn open_master(k: &Kernel) -> Result<Io, Errno> {
    let terminals = Arc::clone(&k.fs.terminals);
    let tty = terminals.add(Termios::default(), (k.fs.fsuid, TTY_GROUP), true)?;
    Ok(Io::Object(Arc::new(Master { tty, terminals })))
}

/// Opens `/dev/pts/N`. It becomes the controlling terminal of a session that has none, unless `flags` has `O_NOCTTY`.
pub(crate) fn open_slave(k: &mut Kernel, number: u32, flags: u32) -> Result<Io, Errno> {
    let tty = k.fs.terminals.get(number).ok_or(Errno::EIO)?;
    open(k, &tty, flags)
}

/// Opens `/dev/tty`.
pub(crate) fn open_controlling(k: &mut Kernel, flags: u32) -> Result<Io, Errno> {
    let tty = k.controlling_terminal().ok_or(Errno::ENXIO)?;
    open(k, &tty, flags)
}

pub(super) fn open(k: &mut Kernel, tty: &Arc<Tty>, flags: u32) -> Result<Io, Errno> {
    let state = tty.state();
    if state.locked || !state.master {
        return Err(Errno::EIO);
    }
    if state.exclusive && k.process.creds().euid != 0 {
        return Err(Errno::EBUSY);
    }
    let free = state.session == 0;
    drop(state);
    if flags & O_NOCTTY == 0 && flags & O_ACCMODE != O_WRONLY && free && k.leads_session_without_terminal() {
        k.take_terminal(tty);
    }
    Ok(Io::Object(Arc::new(Slave::new(tty))))
}
