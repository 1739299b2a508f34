//! The host's terminal in raw mode.

use std::os::fd::{AsFd, OwnedFd};
use std::sync::{Mutex, PoisonError};

use rustix::termios::{OptionalActions, QueueSelector, Termios};

use crate::PlatformError;

/// A terminal that can be put into raw mode, in which the host leaves keys and output as they are. When this is dropped
/// its settings are as they were.
pub struct RawTerminal {
    fd: OwnedFd,
    /// The settings before raw mode, while that is on.
    saved: Mutex<Option<Termios>>,
}

impl RawTerminal {
    /// The terminal behind this descriptor; nothing is changed yet. `None` if it is no terminal.
    pub fn new(fd: &impl AsFd) -> Result<Option<Self>, PlatformError> {
        if !rustix::termios::isatty(fd) {
            return Ok(None);
        }
        let fd = rustix::io::fcntl_dupfd_cloexec(fd, 3)
            .map_err(|errno| PlatformError::Stream { name: "the terminal", source: errno.into() })?;
        Ok(Some(Self { fd, saved: Mutex::new(None) }))
    }

    /// Raw mode, also when somebody else has changed the settings meanwhile.
    pub fn enter(&self) -> std::io::Result<()> {
        let mut saved = self.saved.lock().unwrap_or_else(PoisonError::into_inner);
        let mut settings = rustix::termios::tcgetattr(&self.fd)?;
        if saved.is_none() {
            *saved = Some(settings.clone());
        }
        settings.make_raw();
        // Not `Drain`: a terminal that shows nothing would keep us from starting.
        Ok(rustix::termios::tcsetattr(&self.fd, OptionalActions::Now, &settings)?)
    }

    /// Raw mode again, if it is on: after the process was stopped, and a shell has had the terminal.
    pub fn enter_again(&self) {
        let on = self.saved.lock().unwrap_or_else(PoisonError::into_inner).is_some();
        if on {
            // What cannot be set now stays as the shell left it.
            let _ = self.enter();
        }
    }

    /// The settings as they were. Raw mode counts as on if `for_a_while`.
    pub fn restore(&self, for_a_while: bool) {
        let mut saved = self.saved.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(settings) = saved.as_ref() {
            // Keys that nobody has read go too. They were the guest's, and may not be keys: a terminal answers some of what it
            // is told to show, and the shell that comes next would take that for commands.
            let _ = rustix::termios::tcflush(&self.fd, QueueSelector::IFlush);
            // A terminal that is gone needs no settings.
            let _ = rustix::termios::tcsetattr(&self.fd, OptionalActions::Now, settings);
        }
        if !for_a_while {
            *saved = None;
        }
    }
}

impl Drop for RawTerminal {
    fn drop(&mut self) {
        self.restore(false);
    }
}
