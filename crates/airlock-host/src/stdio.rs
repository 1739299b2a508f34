//! The guest's standard streams on the host.

use std::io::{IoSlice, IoSliceMut};
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use airlock_platform::{HostError, Stdio, Stream};
use rustix::event::PollFlags;
use rustix::io::{Errno, ReadWriteFlags};

use crate::error::host_error;
use crate::stop::Waited;
use crate::{PlatformError, Stop};

/// What a pipe takes at once when it is ready for writing at all (`PIPE_BUF`, pipe(7)).
const PIPE_BUF: usize = 4096;

/// Where standard input comes from.
pub enum Input {
    /// The host process's own.
    Inherit,
    /// Empty.
    Null,
    /// These bytes.
    Bytes(Vec<u8>),
    /// This open file, pipe or terminal.
    Fd(OwnedFd),
}

/// Where standard output or error goes.
pub enum Output {
    /// The host process's own.
    Inherit,
    /// Nowhere.
    Null,
    /// Into memory. How much that can be is for the guest's output limit to say.
    Capture(Captured),
    /// This open file, pipe or terminal.
    Fd(OwnedFd),
}

/// Output that is kept in memory. Clones share the same bytes.
#[derive(Clone, Default)]
pub struct Captured {
    bytes: Arc<Mutex<Vec<u8>>>,
}

impl Captured {
    /// Takes what was written since the last call.
    pub fn take(&self) -> Vec<u8> {
        std::mem::take(&mut *self.bytes.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn append(&self, bytes: &[u8]) {
        self.bytes.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
    }
}

enum Source {
    Bytes(Mutex<std::io::Cursor<Vec<u8>>>),
    Fd(Channel),
}

enum Sink {
    Null,
    Capture(Captured),
    Fd(Channel),
}

/// Standard streams with waits that a [`Stop`] interrupts.
pub struct HostStdio {
    stdin: Source,
    stdout: Sink,
    stderr: Sink,
    stop: Arc<Stop>,
}

impl HostStdio {
    /// Streams for one run.
    pub fn new(stdin: Input, stdout: Output, stderr: Output, stop: Arc<Stop>) -> Result<Self, PlatformError> {
        let bytes = |bytes| Source::Bytes(Mutex::new(std::io::Cursor::new(bytes)));
        Ok(Self {
            stdin: match stdin {
                Input::Inherit => Source::Fd(Channel::inherit(&std::io::stdin(), "standard input")?),
                Input::Null => bytes(Vec::new()),
                Input::Bytes(given) => bytes(given),
                Input::Fd(fd) => Source::Fd(Channel::new(fd)),
            },
            stdout: sink(stdout, &std::io::stdout(), "standard output")?,
            stderr: sink(stderr, &std::io::stderr(), "standard error")?,
            stop,
        })
    }

    fn sink(&self, stream: Stream) -> Option<&Sink> {
        match stream {
            Stream::Stdin => None,
            Stream::Stdout => Some(&self.stdout),
            Stream::Stderr => Some(&self.stderr),
        }
    }

    fn channel(&self, stream: Stream) -> Option<&Channel> {
        match (self.sink(stream), &self.stdin) {
            (Some(Sink::Fd(channel)), _) | (None, Source::Fd(channel)) => Some(channel),
            _ => None,
        }
    }
}

fn sink(output: Output, own: &impl AsFd, name: &'static str) -> Result<Sink, PlatformError> {
    Ok(match output {
        Output::Inherit => Sink::Fd(Channel::inherit(own, name)?),
        Output::Null => Sink::Null,
        Output::Capture(captured) => Sink::Capture(captured),
        Output::Fd(fd) => Sink::Fd(Channel::new(fd)),
    })
}

/// A descriptor, and what was learnt about it.
struct Channel {
    fd: OwnedFd,
    /// Regular files never wait, so they need no poll.
    regular: bool,
    /// Whether `RWF_NOWAIT` works: then one system call moves the bytes and a wait is needed only when it says so.
    nowait: AtomicBool,
}

impl Channel {
    fn new(fd: OwnedFd) -> Self {
        let regular = rustix::fs::fstat(&fd)
            .is_ok_and(|stat| rustix::fs::FileType::from_raw_mode(stat.st_mode) == rustix::fs::FileType::RegularFile);
        Self { fd, regular, nowait: AtomicBool::new(!regular) }
    }

    fn inherit(own: &impl AsFd, name: &'static str) -> Result<Self, PlatformError> {
        let fd = rustix::io::fcntl_dupfd_cloexec(own, 3)
            .map_err(|errno| PlatformError::Stream { name, source: errno.into() })?;
        Ok(Self::new(if rustix::termios::isatty(&fd) { reopened(fd) } else { fd }))
    }

    fn fd(&self) -> BorrowedFd<'_> {
        self.fd.as_fd()
    }

    /// Runs an operation that must not block, waiting as often as it would.
    fn transfer(
        &self,
        stop: &Stop,
        event: PollFlags,
        mut without_waiting: impl FnMut(u64) -> rustix::io::Result<usize>,
        mut plain: impl FnMut() -> rustix::io::Result<usize>,
    ) -> Result<usize, HostError> {
        loop {
            if stop.is_requested() {
                return Err(HostError::Interrupted);
            }
            if self.nowait.load(Ordering::Relaxed) {
                // Offset -1 is the descriptor's own position (preadv2(2)).
                match without_waiting(u64::MAX) {
                    Ok(n) => return Ok(n),
                    Err(Errno::INTR) => continue,
                    Err(Errno::AGAIN) => {}
                    Err(Errno::OPNOTSUPP | Errno::NOSYS | Errno::INVAL | Errno::SPIPE) => {
                        self.nowait.store(false, Ordering::Relaxed);
                        continue;
                    }
                    Err(errno) => return Err(host_error(errno)),
                }
            } else if self.regular {
                match plain() {
                    Ok(n) => return Ok(n),
                    Err(Errno::INTR) => continue,
                    Err(errno) => return Err(host_error(errno)),
                }
            }
            if stop.wait_for(Some((self.fd(), event)), None) == Waited::Stopped {
                return Err(HostError::Interrupted);
            }
            if !self.nowait.load(Ordering::Relaxed) {
                match plain() {
                    Ok(n) => return Ok(n),
                    Err(Errno::INTR | Errno::AGAIN) => {}
                    Err(errno) => return Err(host_error(errno)),
                }
            }
        }
    }

    fn read(&self, stop: &Stop, buf: &mut [u8]) -> Result<usize, HostError> {
        let buf = std::cell::RefCell::new(buf);
        self.transfer(
            stop,
            PollFlags::IN,
            |at| {
                let mut buf = buf.borrow_mut();
                rustix::io::preadv2(&self.fd, &mut [IoSliceMut::new(&mut buf)], at, ReadWriteFlags::NOWAIT)
            },
            || rustix::io::read(&self.fd, &mut **buf.borrow_mut()),
        )
    }

    fn write(&self, stop: &Stop, bytes: &[u8]) -> Result<usize, HostError> {
        // More than this may block in the middle although the pipe was ready.
        let piece = if self.regular { bytes } else { bytes.get(..PIPE_BUF).unwrap_or(bytes) };
        self.transfer(
            stop,
            PollFlags::OUT,
            |at| rustix::io::pwritev2(&self.fd, &[IoSlice::new(bytes)], at, ReadWriteFlags::NOWAIT),
            || rustix::io::write(&self.fd, piece),
        )
    }
}

/// A terminal as an open file of our own that never blocks: one that shows nothing must not keep a run from being stopped.
/// `O_NONBLOCK` on the one that was handed to us would hit whoever shares it.
fn reopened(terminal: OwnedFd) -> OwnedFd {
    use rustix::fs::{Mode, OFlags};
    let path = format!("/proc/self/fd/{}", std::os::fd::AsRawFd::as_raw_fd(&terminal));
    let flags = OFlags::RDWR | OFlags::NONBLOCK | OFlags::NOCTTY | OFlags::CLOEXEC;
    // Perhaps it belongs to somebody else: then it may block.
    rustix::fs::open(path, flags, Mode::empty()).unwrap_or(terminal)
}

impl Stdio for HostStdio {
    fn read(&self, buf: &mut [u8]) -> Result<usize, HostError> {
        if buf.is_empty() {
            return Ok(0);
        }
        match &self.stdin {
            Source::Bytes(cursor) => {
                let mut cursor = cursor.lock().unwrap_or_else(PoisonError::into_inner);
                std::io::Read::read(&mut *cursor, buf).map_err(|_| HostError::Unsupported)
            }
            Source::Fd(channel) => channel.read(&self.stop, buf),
        }
    }

    fn write(&self, stream: Stream, bytes: &[u8]) -> Result<usize, HostError> {
        if bytes.is_empty() {
            return Ok(0);
        }
        match self.sink(stream).ok_or(HostError::Denied)? {
            Sink::Null => Ok(bytes.len()),
            Sink::Capture(captured) => {
                captured.append(bytes);
                Ok(bytes.len())
            }
            Sink::Fd(channel) => channel.write(&self.stop, bytes),
        }
    }

    fn is_terminal(&self, stream: Stream) -> bool {
        self.channel(stream).is_some_and(|channel| rustix::termios::isatty(channel.fd()))
    }

    fn window_size(&self) -> Option<(u16, u16)> {
        [Stream::Stdout, Stream::Stderr, Stream::Stdin].into_iter().find_map(|stream| {
            let size = rustix::termios::tcgetwinsize(self.channel(stream)?.fd()).ok()?;
            Some((size.ws_row, size.ws_col))
        })
    }

    fn ready(&self, stream: Stream, timeout_ns: Option<u64>) -> bool {
        let Some(channel) = self.channel(stream).filter(|channel| !channel.regular) else {
            return true;
        };
        let event = if stream == Stream::Stdin { PollFlags::IN } else { PollFlags::OUT };
        // A deadline that the clock cannot express is no deadline.
        let deadline = timeout_ns.map(|ns| Instant::now().checked_add(Duration::from_nanos(ns)));
        self.stop.wait_for(Some((channel.fd(), event)), deadline.flatten()) == Waited::Ready
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Read, Write};

    use super::*;

    fn streams(stdin: Input, stdout: Output) -> (HostStdio, Arc<Stop>) {
        let stop = Stop::new().unwrap();
        (HostStdio::new(stdin, stdout, Output::Null, Arc::clone(&stop)).unwrap(), stop)
    }

    fn stop_soon(stop: &Arc<Stop>) -> std::thread::JoinHandle<()> {
        let stop = Arc::clone(stop);
        std::thread::spawn(move || {
            std::thread::sleep(Duration::from_millis(30));
            stop.request();
        })
    }

    #[test]
    fn bytes_in_and_captured_out() {
        let captured = Captured::default();
        let (stdio, _) = streams(Input::Bytes(b"abc".to_vec()), Output::Capture(captured.clone()));
        let mut buf = [0; 2];
        assert_eq!(stdio.read(&mut buf), Ok(2));
        assert_eq!(stdio.read(&mut buf), Ok(1));
        assert_eq!(stdio.read(&mut buf), Ok(0));
        assert_eq!(stdio.write(Stream::Stdout, b"hello"), Ok(5));
        assert_eq!(stdio.write(Stream::Stdin, b"hello"), Err(HostError::Denied));
        assert_eq!(captured.take(), b"hello");
        assert!(stdio.ready(Stream::Stdin, Some(0)) && !stdio.is_terminal(Stream::Stdout));
    }

    #[test]
    fn pipe_carries_bytes_and_its_end() {
        let (reader, mut writer) = std::io::pipe().unwrap();
        let (stdio, _) = streams(Input::Fd(reader.into()), Output::Null);
        assert!(!stdio.ready(Stream::Stdin, Some(1_000_000)));
        writer.write_all(b"xy").unwrap();
        assert!(stdio.ready(Stream::Stdin, None));
        let mut buf = [0; 10];
        assert_eq!(stdio.read(&mut buf), Ok(2));
        drop(writer);
        assert_eq!(stdio.read(&mut buf), Ok(0));
    }

    #[test]
    fn stop_ends_a_blocked_read_and_write() {
        let (reader, _writer) = std::io::pipe().unwrap();
        let (stdio, stop) = streams(Input::Fd(reader.into()), Output::Null);
        let thread = stop_soon(&stop);
        assert_eq!(stdio.read(&mut [0; 8]), Err(HostError::Interrupted));
        assert!(!stdio.ready(Stream::Stdin, None));
        thread.join().unwrap();

        let (mut reader, writer) = std::io::pipe().unwrap();
        let (stdio, stop) = streams(Input::Null, Output::Fd(writer.into()));
        let thread = stop_soon(&stop);
        let mut written = 0;
        let end = loop {
            match stdio.write(Stream::Stdout, &[7; 100_000]) {
                Ok(n) => written += n,
                Err(error) => break error,
            }
        };
        assert_eq!(end, HostError::Interrupted);
        thread.join().unwrap();
        drop(stdio);
        let mut all = Vec::new();
        reader.read_to_end(&mut all).unwrap();
        assert_eq!(all.len(), written);
    }

    #[test]
    fn reader_that_went_away_is_a_broken_pipe() {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let (stdio, _) = streams(Input::Null, Output::Fd(writer.into()));
        assert_eq!(stdio.write(Stream::Stdout, b"x"), Err(HostError::BrokenPipe));
    }

    #[test]
    fn descriptors_without_nowait_still_move_bytes() {
        let (reader, writer) = std::io::pipe().unwrap();
        let (stdio, _) = streams(Input::Fd(reader.into()), Output::Fd(writer.into()));
        for stream in [Stream::Stdin, Stream::Stdout] {
            stdio.channel(stream).unwrap().nowait.store(false, Ordering::Relaxed);
        }
        assert_eq!(stdio.write(Stream::Stdout, &[1; 10_000]), Ok(PIPE_BUF));
        let mut buf = [0; 10_000];
        assert_eq!(stdio.read(&mut buf), Ok(PIPE_BUF));
    }

    #[test]
    fn regular_files_and_devices() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("f");
        let (stdio, _) = streams(Input::Null, Output::Fd(std::fs::File::create(&path).unwrap().into()));
        assert_eq!(stdio.write(Stream::Stdout, &[b'a'; 9000]), Ok(9000));
        assert_eq!(stdio.write(Stream::Stdout, b"b"), Ok(1));
        assert_eq!(std::fs::read(&path).unwrap().len(), 9001);
        let null = std::fs::File::open("/dev/null").unwrap();
        let (stdio, _) = streams(Input::Fd(null.into()), Output::Null);
        assert_eq!(stdio.read(&mut [0; 8]), Ok(0));
    }
}
