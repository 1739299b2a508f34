//! Terminals: pseudo-terminals (`pty(7)`), and the one whose master is the host's terminal.
//!
//! A [`Tty`] is a line discipline ([`line`]) with a slave that programs read and write, and a master. The master of a
//! pseudo-terminal is a descriptor of the guest ([`pty`]); that of the console is whoever runs the guest ([`console`]).
//! To the guest both are the same: the console is `/dev/pts/0`.

mod console;
mod ioctl;
mod job;
mod line;
mod output;
mod pty;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard};

use airlock_abi::Errno;
use airlock_abi::fcntl::O_RDWR;
use airlock_abi::ioctl::WinSize;
use airlock_abi::stat::S_IFCHR;
use airlock_abi::termios::{IUTF8, Termios};

use crate::task::{Events, Key};
use crate::vfs::{Device, File, Inode, Io, Kind, dir, lock};

use line::Discipline;
use pty::Slave;

pub(crate) use ioctl::{end_of, terminal_ioctl};
pub(crate) use pty::{open_controlling, open_master, open_slave};

/// Most pseudo-terminals at a time.
const TERMINALS_MAX: u32 = 1024;
/// The group that owns slaves, as on Debian.
const TTY_GROUP: u32 = 5;

/// A terminal.
pub(crate) struct Tty {
    /// N of `/dev/pts/N`.
    number: u32,
    key: Key,
    events: Arc<Events>,
    state: Mutex<State>,
}

struct State {
    line: Discipline,
    size: WinSize,
    /// The session whose controlling terminal it is; 0 for none.
    session: u32,
    /// The process group in the foreground; 0 for none.
    foreground: u32,
    /// Slaves cannot be opened yet (`unlockpt(3)`).
    locked: bool,
    /// No further slave can be opened (`TIOCEXCL`).
    exclusive: bool,
    /// The master is told of changes (`TIOCPKT`), and of which it has not read.
    packet: bool,
    news: u8,
    /// There is somebody at the master.
    master: bool,
    /// Open slaves that are not hung up, and whether there has been one.
    slaves: u32,
    was_opened: bool,
    /// How often it was hung up: a slave that was opened before is dead.
    generation: u32,
    /// When input came last, on the monotonic clock.
    input_ns: u64,
}

impl Tty {
    fn new(number: u32, events: &Arc<Events>, termios: Termios, locked: bool) -> Arc<Self> {
        let state = State {
            line: Discipline::new(termios),
            size: WinSize::default(),
            session: 0,
            foreground: 0,
            locked,
            exclusive: false,
            packet: false,
            news: 0,
            master: true,
            slaves: 0,
            was_opened: false,
            generation: 0,
            input_ns: 0,
        };
        Arc::new(Self { number, key: events.new_key(), events: Arc::clone(events), state: Mutex::new(state) })
    }

    fn state(&self) -> MutexGuard<'_, State> {
        lock(&self.state)
    }

    /// Something that somebody may wait for has changed.
    fn changed(&self) {
        self.events.fire(self.key);
    }

    /// `tty_nr` and `tpgid` of `/proc/PID/stat`.
    pub(crate) fn shown(&self) -> (u64, u32) {
        (Device::Pts(self.number).number(), self.state().foreground)
    }
}

impl State {
    /// Tells the master of a change, if it wants to know.
    fn tell(&mut self, news: u8) {
        if self.packet {
            self.news |= news;
        }
    }
}

/// The terminals of a run.
pub(crate) struct Terminals {
    events: Arc<Events>,
    /// `/dev/pts`.
    dir: Arc<Inode>,
    list: Mutex<BTreeMap<u32, Arc<Tty>>>,
    console: Option<Arc<Tty>>,
    /// Masters that were closed: their sessions have not been told yet.
    gone: Mutex<Vec<Arc<Tty>>>,
    any_gone: AtomicBool,
}

impl Terminals {
    /// None but the console, if a user is to have one. `dir` is the directory for the slaves.
    pub(crate) fn new(events: &Arc<Events>, dir: &Arc<Inode>, console_of: Option<u32>) -> Result<Self, Errno> {
        let mut terminals = Self {
            events: Arc::clone(events),
            dir: Arc::clone(dir),
            list: Mutex::default(),
            console: None,
            gone: Mutex::default(),
            any_gone: AtomicBool::new(false),
        };
        if let Some(uid) = console_of {
            // Terminals of today show UTF-8.
            let settings = Termios::default();
            let settings = Termios { iflag: settings.iflag | IUTF8, ..settings };
            terminals.console = Some(terminals.add(settings, (uid, TTY_GROUP), false)?);
        }
        Ok(terminals)
    }

    /// A new terminal with the lowest free number, and its name in `/dev/pts`.
    fn add(&self, termios: Termios, owner: (u32, u32), locked: bool) -> Result<Arc<Tty>, Errno> {
        let mut list = lock(&self.list);
        let number = (0..TERMINALS_MAX).find(|number| !list.contains_key(number)).ok_or(Errno::ENOSPC)?;
        let tty = Tty::new(number, &self.events, termios, locked);
        let inode = Inode::create(&self.dir.sb, Kind::Device(Device::Pts(number)), S_IFCHR | 0o620, owner)?;
        dir::insert(&self.dir, number.to_string().as_bytes(), &inode)?;
        list.insert(number, Arc::clone(&tty));
        Ok(tty)
    }

    /// The master is gone, and the name with it.
    fn remove(&self, tty: &Arc<Tty>) {
        let name = tty.number.to_string();
        if let Ok(inode) = dir::lookup(&self.dir, name.as_bytes())
            && matches!(inode.kind, Kind::Device(Device::Pts(number)) if number == tty.number)
        {
            // What remains is a name that leads nowhere.
            let _ = dir::unlink(&self.dir, name.as_bytes(), &inode);
        }
        lock(&self.list).remove(&tty.number);
        let mut state = tty.state();
        state.master = false;
        state.slaves = 0;
        state.generation = state.generation.wrapping_add(1);
        drop(state);
        lock(&self.gone).push(Arc::clone(tty));
        self.any_gone.store(true, Ordering::Relaxed);
        tty.changed();
    }

    /// The terminals whose masters were closed since the last time.
    fn take_gone(&self) -> Vec<Arc<Tty>> {
        self.any_gone.store(false, Ordering::Relaxed);
        std::mem::take(&mut *lock(&self.gone))
    }

    /// Whether [`Terminals::take_gone`] has something.
    #[inline]
    pub(crate) fn any_gone(&self) -> bool {
        self.any_gone.load(Ordering::Relaxed)
    }

    /// The terminal with this number.
    pub(crate) fn get(&self, number: u32) -> Option<Arc<Tty>> {
        lock(&self.list).get(&number).cloned()
    }

    /// The terminal whose master is the host's, if a run has one.
    pub(crate) fn console(&self) -> Option<&Arc<Tty>> {
        self.console.as_ref()
    }

    /// The console, opened for the standard streams of the first process.
    pub(crate) fn open_console(&self) -> Result<Option<Arc<File>>, Errno> {
        let Some(tty) = &self.console else { return Ok(None) };
        let name = tty.number.to_string().into_bytes();
        let inode = dir::lookup(&self.dir, &name)?;
        let slave = Io::Object(Arc::new(Slave::new(tty)));
        Ok(Some(File::new(inode, slave, O_RDWR, Some((Arc::clone(&self.dir), name.into())))))
    }

    /// Whether keys may come from the host.
    pub(crate) fn has_keys(&self) -> bool {
        self.console.as_ref().is_some_and(|tty| tty.state().master)
    }
}
