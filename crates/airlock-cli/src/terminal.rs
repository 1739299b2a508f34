//! `airlock run -t`: the host's terminal while a guest has it.

use std::sync::Arc;

use airlock_host::RawTerminal;
use anyhow::{Context, bail};
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP};
use signal_hook::iterator::{Handle, Signals};
use signal_hook::low_level::emulate_default_handler;

/// The terminal at standard input, whose settings are restored however the process ends, SIGKILL excepted.
pub(crate) struct Terminal {
    raw: Arc<RawTerminal>,
    signals: Handle,
}

impl Terminal {
    /// Takes hold of the terminal; raw mode is not on yet. Signals that end or stop the process give it back first.
    pub(crate) fn take() -> anyhow::Result<Self> {
        let Some(raw) = RawTerminal::new(&std::io::stdin())? else {
            bail!("standard input is not a terminal, which --tty needs: leave --tty out, or run it from a terminal");
        };
        let raw = Arc::new(raw);
        let mut signals = Signals::new([SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGTSTP, SIGCONT])
            .context("could not watch the signals that would leave the terminal in raw mode")?;
        let handle = signals.handle();
        let shared = Arc::clone(&raw);
        let watch = move || {
            for signal in &mut signals {
                if signal == SIGCONT {
                    shared.enter_again();
                } else {
                    shared.restore(signal == SIGTSTP);
                    // Ends or stops the process; if it cannot, the terminal is usable at least.
                    let _ = emulate_default_handler(signal);
                }
            }
        };
        std::thread::Builder::new()
            .name("airlock-signals".to_owned())
            .spawn(watch)
            .context("could not start a thread that watches signals")?;
        Ok(Self { raw, signals: handle })
    }

    /// Puts it into raw mode, when it is called.
    pub(crate) fn enter(&self) -> impl FnOnce() -> std::io::Result<()> + Send + 'static {
        let raw = Arc::clone(&self.raw);
        move || raw.enter()
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        self.raw.restore(false);
        self.signals.close();
    }
}
