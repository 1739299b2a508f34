//! The terminal whose master is the host's: what whoever runs the kernel does for it.

use std::sync::Arc;

use airlock_abi::ioctl::WinSize;
use airlock_abi::signal::SIGWINCH;
use airlock_platform::{HostError, Stream};

use super::Tty;
use super::line::Effects;
use crate::Kernel;

/// Bytes that go to the host at once.
const PIECE: usize = 4096;

impl Kernel {
    /// Whether the run has a terminal of the host ([`Config::terminal`](crate::Config::terminal)).
    pub fn has_terminal(&self) -> bool {
        self.fs.terminals.console().is_some()
    }

    /// Keys that were pressed at the host's terminal, from any thread. Returns how many bytes were taken: the others have
    /// to be given again when the guest has read.
    pub fn terminal_input(&mut self, bytes: &[u8]) -> usize {
        let Some(tty) = self.fs.terminals.console().cloned() else { return bytes.len() };
        self.outside = true;
        let taken = self.type_keys(&tty, bytes);
        self.outside = false;
        self.drain_console_of(&tty);
        taken
    }

    /// The host's terminal has this size now, in characters.
    pub fn terminal_resized(&mut self, rows: u16, columns: u16) {
        let Some(tty) = self.fs.terminals.console().cloned() else { return };
        self.outside = true;
        self.resize(&tty, WinSize { rows, columns, ..WinSize::default() });
        self.outside = false;
    }

    /// The host's terminal is gone.
    pub fn terminal_hung_up(&mut self) {
        let Some(tty) = self.fs.terminals.console().cloned() else { return };
        tty.state().master = false;
        self.outside = true;
        self.hang_up(&tty);
        self.outside = false;
    }

    /// Shows what the guest has written and the host's terminal had no room for; waits for room for up to `timeout_ns`.
    /// Returns whether everything is shown.
    pub fn drain_terminal(&mut self, timeout_ns: u64) -> bool {
        let Some(tty) = self.fs.terminals.console().cloned() else { return true };
        let mut drained = false;
        let mut piece = [0; PIECE];
        loop {
            let n = tty.state().line.output.peek(&mut piece);
            if n == 0 {
                break;
            }
            if !self.platform.stdio.ready(Stream::Stdout, Some(timeout_ns)) {
                return false;
            }
            let shown = match self.platform.stdio.write(Stream::Stdout, piece.get(..n).unwrap_or_default()) {
                Ok(n) => n,
                Err(HostError::WouldBlock | HostError::Interrupted) => return false,
                // Nobody will ever see it.
                Err(_) => n,
            };
            tty.state().line.output.drop_front(shown);
            drained = true;
        }
        if drained {
            tty.changed();
        }
        true
    }

    /// Whether it is the terminal of the host.
    pub(super) fn is_console(&self, tty: &Arc<Tty>) -> bool {
        self.fs.terminals.console().is_some_and(|console| Arc::ptr_eq(console, tty))
    }

    /// Shows what can be shown without waiting, if this terminal is the host's.
    pub(super) fn drain_console_of(&mut self, tty: &Arc<Tty>) {
        if self.is_console(tty) {
            self.drain_terminal(0);
        }
    }

    /// Bytes come from the master; returns how many were taken.
    pub(super) fn type_keys(&mut self, tty: &Arc<Tty>, bytes: &[u8]) -> usize {
        let mut effects = Effects::default();
        let now = self.now_ns();
        let mut state = tty.state();
        let taken = state.line.receive(bytes, &mut effects);
        state.input_ns = now;
        state.tell(effects.packet);
        let foreground = state.foreground;
        drop(state);
        tty.changed();
        for signal in effects.signals {
            self.signal_group(foreground, signal);
        }
        taken
    }

    /// The window has another size: the foreground is told.
    pub(super) fn resize(&mut self, tty: &Arc<Tty>, size: WinSize) {
        let mut state = tty.state();
        let changed = std::mem::replace(&mut state.size, size) != size;
        let foreground = state.foreground;
        drop(state);
        if changed {
            self.signal_group(foreground, SIGWINCH);
        }
    }
}
