//! A progress bar while a program is translated.

use std::io::IsTerminal;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use airlock::Progress;
use indicatif::{ProgressBar, ProgressStyle};

use crate::units::show_bytes;

/// Translations that are faster than this show nothing.
const DELAY: Duration = Duration::from_millis(500);
const TICK: Duration = Duration::from_millis(100);

/// CPU time per byte, from measurements: good enough to move a bar.
const LIFT_NS_PER_BYTE: u64 = 300;
const COMPILE_NS_PER_BYTE: u64 = 900;

/// Shown on standard error if that is a terminal. Clones are the same bar.
#[derive(Clone)]
pub(crate) struct Bar {
    shared: Arc<Shared>,
}

struct Shared {
    state: Mutex<State>,
    changed: Condvar,
    terminal: AtomicBool,
}

#[derive(Default)]
struct State {
    message: String,
    /// What the current phase is expected to take, and since when it runs.
    phase: Option<(Instant, Duration)>,
    done: bool,
    thread: Option<JoinHandle<()>>,
}

impl Bar {
    pub(crate) fn new() -> Self {
        let terminal = std::io::stderr().is_terminal();
        Self {
            shared: Arc::new(Shared {
                state: Mutex::default(),
                changed: Condvar::new(),
                terminal: AtomicBool::new(terminal),
            }),
        }
    }

    /// Takes note of what the runtime does now.
    pub(crate) fn update(&self, progress: &Progress) {
        let (message, ns) = match progress {
            Progress::Lifting { path, bytes } => {
                (format!("translating {path} ({})", show_bytes(*bytes)), bytes.saturating_mul(LIFT_NS_PER_BYTE))
            }
            Progress::Compiling { path, functions, wasm_bytes } => (
                format!("compiling {path} ({functions} functions, {})", show_bytes(*wasm_bytes)),
                wasm_bytes.saturating_mul(COMPILE_NS_PER_BYTE) / cores(),
            ),
            // The guest starts: nothing of ours may be on the screen then.
            _ => return self.finish(),
        };
        if !self.shared.terminal.load(Ordering::Relaxed) {
            return;
        }
        let mut state = self.shared.lock();
        state.message = message;
        state.phase = Some((Instant::now(), Duration::from_nanos(ns)));
        state.done = false;
        if state.thread.is_none() {
            let shared = Arc::clone(&self.shared);
            // Without a thread there is no bar, which stops nobody.
            state.thread = std::thread::Builder::new().name("progress".to_owned()).spawn(move || shared.show()).ok();
        }
    }

    /// Takes the bar off the screen for good: the guest has the terminal, and what it shows may not be drawn over.
    pub(crate) fn silence(&self) {
        self.shared.terminal.store(false, Ordering::Relaxed);
        self.finish();
    }

    /// Takes the bar off the screen.
    pub(crate) fn finish(&self) {
        let thread = {
            let mut state = self.shared.lock();
            state.done = true;
            state.thread.take()
        };
        self.shared.changed.notify_all();
        if let Some(thread) = thread {
            let _ = thread.join();
        }
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits; true if the work is done.
    fn wait(&self, time: Duration) -> bool {
        let waited = self.changed.wait_timeout_while(self.lock(), time, |state| !state.done);
        waited.unwrap_or_else(PoisonError::into_inner).0.done
    }

    fn show(&self) {
        if self.wait(DELAY) {
            return;
        }
        let bar = ProgressBar::new(1000);
        if let Ok(style) = ProgressStyle::with_template("{spinner} {msg} [{bar:24}] {elapsed}") {
            bar.set_style(style);
        }
        loop {
            {
                let state = self.lock();
                bar.set_message(state.message.clone());
                if let Some((since, expected)) = state.phase {
                    bar.set_position(per_mille(since.elapsed(), expected));
                }
            }
            bar.tick();
            if self.wait(TICK) {
                break;
            }
        }
        bar.finish_and_clear();
    }
}

fn cores() -> u64 {
    std::thread::available_parallelism().map_or(1, |n| n.get() as u64)
}

/// An estimate never says that it is finished.
fn per_mille(elapsed: Duration, expected: Duration) -> u64 {
    let done = elapsed.as_micros().saturating_mul(1000) / expected.as_micros().max(1);
    u64::try_from(done).unwrap_or(990).min(990)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn estimates_stay_below_the_end() {
        assert_eq!(per_mille(Duration::ZERO, Duration::from_secs(1)), 0);
        assert_eq!(per_mille(Duration::from_millis(500), Duration::from_secs(1)), 500);
        assert_eq!(per_mille(Duration::from_secs(100), Duration::from_secs(1)), 990);
        assert_eq!(per_mille(Duration::from_secs(100), Duration::ZERO), 990);
    }

    #[test]
    fn finishing_twice_or_without_start_is_harmless() {
        let bar = Bar::new();
        bar.finish();
        bar.update(&Progress::Lifting { path: "x".to_owned(), bytes: 1 });
        bar.update(&Progress::Ready { cached: false });
        bar.finish();
    }
}
