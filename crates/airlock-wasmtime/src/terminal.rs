//! Carries keys and window sizes from the host's terminal to the kernel.
//!
//! A thread of its own does it: a key may be a signal for somebody who computes.

use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Duration;

use airlock_platform::{HostError, Stream};

use crate::run::Run;

/// How long a wait for a key lasts before the size of the window is looked at, and output that had no room.
const SLICE_NS: u64 = 100_000_000;
/// How long keys wait that the guest has no room for.
const RETRY: Duration = Duration::from_millis(20);
/// Keys that are read at once: pasted text is more than one.
const KEYS: usize = 1024;

/// Starts to carry, until the run is over or the terminal is gone.
pub(crate) fn start(run: &Arc<Run>) -> std::io::Result<JoinHandle<()>> {
    let run = Arc::clone(run);
    // The program finds the right size from its first instruction on.
    let size = resize(&run, None);
    std::thread::Builder::new().name("airlock-terminal".to_owned()).spawn(move || carry(&run, size))
}

/// Tells the kernel of another size of the window; the size now.
fn resize(run: &Run, old: Option<(u16, u16)>) -> Option<(u16, u16)> {
    let size = run.platform().stdio.window_size();
    if size != old
        && let Some((rows, columns)) = size
    {
        let mut kernel = run.kernel();
        kernel.terminal_resized(rows, columns);
        run.release(kernel);
    }
    size
}

fn carry(run: &Run, mut size: Option<(u16, u16)>) {
    let stdio = &run.platform().stdio;
    let mut keys = Vec::new();
    while !run.is_halted() {
        size = resize(run, size);
        if keys.is_empty() {
            if !stdio.ready(Stream::Stdin, Some(SLICE_NS)) {
                let mut kernel = run.kernel();
                kernel.drain_terminal(0);
                run.release(kernel);
                continue;
            }
            let mut read = [0; KEYS];
            match stdio.read(&mut read) {
                Ok(n) if n > 0 => keys.extend_from_slice(read.get(..n).unwrap_or_default()),
                Err(HostError::Interrupted | HostError::WouldBlock) => continue,
                _ => {
                    let mut kernel = run.kernel();
                    kernel.terminal_hung_up();
                    run.release(kernel);
                    return;
                }
            }
        }
        let mut kernel = run.kernel();
        let taken = kernel.terminal_input(&keys);
        run.release(kernel);
        keys.drain(..taken.min(keys.len()));
        if !keys.is_empty() {
            std::thread::sleep(RETRY);
        }
    }
}
