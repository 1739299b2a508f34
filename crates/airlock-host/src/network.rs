//! The network of the host. Nothing here decides who may be reached: the guest's kernel does.

use std::io::{ErrorKind, Read, Write};
use std::net::{IpAddr, Shutdown, SocketAddr, ToSocketAddrs};
use std::os::fd::AsFd;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;

use airlock_platform::{HostError, HostListener, HostLookup, HostSocket, Network, Notify};
use mio::net::{TcpListener, TcpStream};
use mio::{Events, Interest, Poll, Registry, Token, Waker};
use rustix::event::{PollFd, PollFlags, Timespec};

use crate::PlatformError;
use crate::error::host_error;

/// The number that wakes the thread itself. No object has it.
const OWN: Token = Token(usize::MAX);
/// Events that are taken at a time.
const EVENTS: usize = 256;
/// Names that are looked up at the same time. The host's resolver cannot be interrupted, so each has a thread.
const LOOKUPS_MAX: usize = 8;

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The kind of an error of the standard library.
fn kind(error: &std::io::Error) -> HostError {
    match error.kind() {
        ErrorKind::ConnectionRefused => HostError::Refused,
        ErrorKind::ConnectionReset | ErrorKind::ConnectionAborted => HostError::Reset,
        ErrorKind::HostUnreachable | ErrorKind::NetworkUnreachable | ErrorKind::AddrNotAvailable => {
            HostError::Unreachable
        }
        ErrorKind::TimedOut => HostError::TimedOut,
        ErrorKind::AddrInUse => HostError::AddressInUse,
        ErrorKind::WouldBlock | ErrorKind::Interrupted => HostError::WouldBlock,
        ErrorKind::BrokenPipe => HostError::BrokenPipe,
        _ => rustix::io::Errno::from_io_error(error).map_or(HostError::Other(0), host_error),
    }
}

struct Shared {
    registry: Registry,
    notify: Mutex<Option<Notify>>,
    ended: AtomicBool,
    /// Lookups that run.
    lookups: AtomicUsize,
}

impl Shared {
    fn tell(&self, number: u64) {
        // Not under the lock: it takes its time.
        let notify = lock(&self.notify).clone();
        if let Some(notify) = notify {
            notify(number);
        }
    }

    fn token(number: u64) -> Result<Token, HostError> {
        usize::try_from(number).map(Token).map_err(|_| HostError::Unsupported)
    }
}

/// The host's network, for one run: TCP connections, ports, and the host's resolver. One thread waits for all of them.
pub struct HostNetwork {
    shared: Arc<Shared>,
    waker: Waker,
    thread: Option<JoinHandle<()>>,
}

impl HostNetwork {
    /// A way out that nothing uses yet.
    pub fn new() -> Result<Self, PlatformError> {
        let failed = |source| PlatformError::Event { source };
        let poll = Poll::new().map_err(failed)?;
        let registry = poll.registry().try_clone().map_err(failed)?;
        let waker = Waker::new(poll.registry(), OWN).map_err(failed)?;
        let shared = Arc::new(Shared {
            registry,
            notify: Mutex::default(),
            ended: AtomicBool::new(false),
            lookups: AtomicUsize::new(0),
        });
        let own = Arc::clone(&shared);
        let builder = std::thread::Builder::new().name("airlock-network".to_owned());
        let thread = builder.spawn(move || watch(poll, &own)).map_err(failed)?;
        Ok(Self { shared, waker, thread: Some(thread) })
    }

    /// Takes a port of the host. The address is the caller's choice; nobody but this run gets its connections.
    pub fn listen(&self, at: SocketAddr) -> Result<Arc<dyn HostListener>, PlatformError> {
        let listener = TcpListener::bind(at).map_err(|source| PlatformError::Port { at, source })?;
        Ok(Arc::new(Listener { listener: Mutex::new(listener), shared: Arc::clone(&self.shared) }))
    }
}

/// Tells what happens until the end of the run.
fn watch(mut poll: Poll, shared: &Shared) {
    let mut events = Events::with_capacity(EVENTS);
    while !shared.ended.load(Ordering::SeqCst) {
        match poll.poll(&mut events, None) {
            Ok(()) => {}
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            Err(_) => return,
        }
        for event in events.iter().filter(|event| event.token() != OWN) {
            shared.tell(u64::try_from(event.token().0).unwrap_or(u64::MAX));
        }
    }
}

impl Drop for HostNetwork {
    fn drop(&mut self) {
        self.shared.ended.store(true, Ordering::SeqCst);
        *lock(&self.shared.notify) = None;
        // Without a wake-up the thread would wait for ever, so it is not waited for either.
        if self.waker.wake().is_ok()
            && let Some(thread) = self.thread.take()
            && thread.thread().id() != std::thread::current().id()
        {
            let _ = thread.join();
        }
    }
}

impl Network for HostNetwork {
    fn watch(&self, notify: Option<Notify>) {
        *lock(&self.shared.notify) = notify;
    }

    fn connect(&self, number: u64, to: SocketAddr) -> Result<Arc<dyn HostSocket>, HostError> {
        let stream = TcpStream::connect(to).map_err(|error| kind(&error))?;
        Connection::register(&self.shared, number, stream)
    }

    fn resolve(&self, number: u64, name: &str) -> Result<Arc<dyn HostLookup>, HostError> {
        if self.shared.lookups.fetch_add(1, Ordering::SeqCst) >= LOOKUPS_MAX {
            self.shared.lookups.fetch_sub(1, Ordering::SeqCst);
            return Err(HostError::WouldBlock);
        }
        let lookup = Arc::new(Lookup::default());
        let (shared, result) = (Arc::clone(&self.shared), Arc::clone(&lookup));
        let name = name.to_owned();
        let spawned = std::thread::Builder::new().name("airlock-lookup".to_owned()).spawn(move || {
            let found = (name.as_str(), 0).to_socket_addrs();
            // The standard library does not tell a name that is not there from a resolver that fails.
            let addresses = found.map_or_else(|_| Vec::new(), |all| all.map(|addr| addr.ip()).collect());
            *lock(&result.0) = Some(addresses);
            shared.lookups.fetch_sub(1, Ordering::SeqCst);
            shared.tell(number);
        });
        if let Err(error) = spawned {
            self.shared.lookups.fetch_sub(1, Ordering::SeqCst);
            return Err(kind(&error));
        }
        Ok(lookup)
    }
}

#[derive(Default)]
struct Lookup(Mutex<Option<Vec<IpAddr>>>);

impl HostLookup for Lookup {
    fn addresses(&self) -> Option<Result<Vec<IpAddr>, HostError>> {
        lock(&self.0).clone().map(Ok)
    }
}

struct Connection {
    stream: TcpStream,
}

impl Connection {
    /// What happens to it is told from now on.
    fn register(shared: &Shared, number: u64, mut stream: TcpStream) -> Result<Arc<dyn HostSocket>, HostError> {
        let token = Shared::token(number)?;
        let interest = Interest::READABLE | Interest::WRITABLE;
        shared.registry.register(&mut stream, token, interest).map_err(|error| kind(&error))?;
        // The guest's kernel collects nothing, so there is nothing to wait for.
        let _ = stream.set_nodelay(true);
        Ok(Arc::new(Self { stream }))
    }
}

impl HostSocket for Connection {
    fn connected(&self) -> Option<Result<(), HostError>> {
        if let Ok(Some(error)) | Err(error) = self.stream.take_error() {
            return Some(Err(kind(&error)));
        }
        match self.stream.peer_addr() {
            Ok(_) => Some(Ok(())),
            Err(error) if error.kind() == ErrorKind::NotConnected => None,
            Err(error) => Some(Err(kind(&error))),
        }
    }

    fn read(&self, buf: &mut [u8]) -> Result<usize, HostError> {
        (&self.stream).read(buf).map_err(|error| kind(&error))
    }

    fn write(&self, bytes: &[u8]) -> Result<usize, HostError> {
        (&self.stream).write(bytes).map_err(|error| kind(&error))
    }

    fn is_writable(&self) -> bool {
        let mut polled = [PollFd::from_borrowed_fd(self.stream.as_fd(), PollFlags::OUT)];
        let now = Timespec { tv_sec: 0, tv_nsec: 0 };
        // What cannot be polled says so when it is written to.
        rustix::event::poll(&mut polled, Some(&now)).is_ok_and(|count| count > 0) || polled.is_empty()
    }

    fn end_writing(&self) {
        // It fails only if there is nobody left to be told.
        let _ = self.stream.shutdown(Shutdown::Write);
    }
}

struct Listener {
    listener: Mutex<TcpListener>,
    shared: Arc<Shared>,
}

impl HostListener for Listener {
    fn watch(&self, number: u64) -> Result<(), HostError> {
        let token = Shared::token(number)?;
        let mut listener = lock(&self.listener);
        self.shared.registry.register(&mut *listener, token, Interest::READABLE).map_err(|error| kind(&error))
    }

    fn accept(&self, number: u64) -> Result<(Arc<dyn HostSocket>, SocketAddr), HostError> {
        let (stream, from) = lock(&self.listener).accept().map_err(|error| kind(&error))?;
        Ok((Connection::register(&self.shared, number, stream)?, from))
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;
    use std::time::Duration;

    use super::*;

    #[test]
    fn connections_are_made_and_told() {
        let network = HostNetwork::new().unwrap();
        let (tell, told) = mpsc::channel();
        network.watch(Some(Arc::new(move |number| tell.send(number).unwrap_or_default())));
        let until = |wanted: u64| {
            while told.recv_timeout(Duration::from_secs(30)).unwrap() != wanted {}
        };
        // Any free port.
        let at = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let listener = network.listen(at).unwrap();
        listener.watch(1).unwrap();
        assert!(matches!(listener.accept(9), Err(HostError::WouldBlock)));
        let client = network.connect(2, at).unwrap();
        until(1);
        let (server, _) = listener.accept(3).unwrap();
        while client.connected().is_none() {
            until(2);
        }
        assert_eq!(client.connected(), Some(Ok(())));
        assert_eq!(server.read(&mut [0; 4]), Err(HostError::WouldBlock));
        assert_eq!(client.write(b"abc"), Ok(3));
        let mut buf = [0; 4];
        while server.read(&mut buf) == Err(HostError::WouldBlock) {
            until(3);
        }
        assert_eq!(&buf, b"abc\0");
        client.end_writing();
        while server.read(&mut buf) == Err(HostError::WouldBlock) {
            until(3);
        }
        assert_eq!(server.read(&mut buf), Ok(0));
        assert!(network.listen(at).is_err(), "the port is taken");
    }

    #[test]
    fn nobody_there_is_a_refusal() {
        let network = HostNetwork::new().unwrap();
        let (tell, told) = mpsc::channel();
        network.watch(Some(Arc::new(move |number| tell.send(number).unwrap_or_default())));
        let at = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        match network.connect(2, at) {
            Err(error) => assert_eq!(error, HostError::Refused),
            Ok(client) => loop {
                match client.connected() {
                    Some(answer) => {
                        assert_eq!(answer, Err(HostError::Refused));
                        break;
                    }
                    None => drop(told.recv_timeout(Duration::from_secs(30)).unwrap()),
                }
            },
        }
        let lookup = network.resolve(5, "localhost").unwrap();
        while lookup.addresses().is_none() {
            assert_eq!(told.recv_timeout(Duration::from_secs(30)), Ok(5));
        }
        let addresses = lookup.addresses().unwrap().unwrap();
        assert!(!addresses.is_empty() && addresses.iter().all(IpAddr::is_loopback), "{addresses:?}");
    }
}
