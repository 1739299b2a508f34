//! The end of a run, as something that waits can watch.

use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use rustix::event::{EventfdFlags, PollFd, PollFlags, Timespec};

use crate::PlatformError;

/// A flag that, once set, ends every wait of one run. It cannot be reset: make a new one for the next run.
pub struct Stop {
    requested: AtomicBool,
    event: OwnedFd,
}

/// How a wait ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Waited {
    /// What was waited for has come.
    Ready,
    /// The time is over.
    TimedOut,
    /// The run is being stopped.
    Stopped,
}

impl Stop {
    /// A flag that is not set.
    pub fn new() -> Result<Arc<Self>, PlatformError> {
        let event = rustix::event::eventfd(0, EventfdFlags::CLOEXEC | EventfdFlags::NONBLOCK)
            .map_err(|errno| PlatformError::Event { source: errno.into() })?;
        Ok(Arc::new(Self { requested: AtomicBool::new(false), event }))
    }

    /// Ends all waits, now and later.
    pub fn request(&self) {
        self.requested.store(true, Ordering::SeqCst);
        // The counter is never read, so the descriptor stays readable. A write can only fail when it is already so.
        let _ = rustix::io::write(&self.event, &1u64.to_ne_bytes());
    }

    /// Whether the end was requested.
    pub fn is_requested(&self) -> bool {
        self.requested.load(Ordering::SeqCst)
    }

    /// Waits for the request, for up to `timeout`; true if it came. For threads that watch over a run.
    pub fn wait(&self, timeout: Duration) -> bool {
        self.wait_for(None, Instant::now().checked_add(timeout)) == Waited::Stopped
    }

    /// Waits until `fd` is ready for the event, the deadline (`None`: no deadline) has come, or the run is stopped.
    pub(crate) fn wait_for(&self, fd: Option<(BorrowedFd<'_>, PollFlags)>, deadline: Option<Instant>) -> Waited {
        loop {
            if self.is_requested() {
                return Waited::Stopped;
            }
            let left = deadline.map(|at| at.saturating_duration_since(Instant::now()));
            let timeout = left.map(|left| Timespec {
                tv_sec: i64::try_from(left.as_secs()).unwrap_or(i64::MAX),
                tv_nsec: left.subsec_nanos().into(),
            });
            let own = PollFd::from_borrowed_fd(self.event.as_fd(), PollFlags::IN);
            let mut polled = match fd {
                Some((fd, flags)) => vec![own, PollFd::from_borrowed_fd(fd, flags)],
                None => vec![own],
            };
            match rustix::event::poll(&mut polled, timeout.as_ref()) {
                Ok(0) => return Waited::TimedOut,
                Ok(_) => {
                    // Hang-up and error count as ready: the read or write that follows reports them.
                    if polled.get(1).is_some_and(|fd| !fd.revents().is_empty()) && !self.is_requested() {
                        return Waited::Ready;
                    }
                }
                Err(rustix::io::Errno::INTR) => {}
                // Descriptors that cannot be polled do not wait.
                Err(_) => return Waited::Ready,
            }
        }
    }
}
