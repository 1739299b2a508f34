//! Sockets by their system calls. What real programs do with them is in `airlock-cli/tests/c/sockets.c`.

use std::net::{IpAddr, SocketAddr};
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex};

use airlock_abi::Errno;
use airlock_abi::fcntl::O_NONBLOCK;
use airlock_abi::net::{
    AF_INET, AF_INET6, AF_NETLINK, AF_UNIX, SCM_RIGHTS, SOCK_DGRAM, SOCK_NONBLOCK, SOCK_RAW, SOCK_SEQPACKET,
    SOCK_STREAM, SOL_SOCKET, SockAddr, encode_cmsg, msg, so,
};
use airlock_platform::{HostError, HostLookup, HostSocket, Network, Notify};
use airlock_types::Limits;
use simple_dns::{CLASS, Name, Packet as Message, QCLASS, QTYPE, Question, RCODE, TYPE};

use super::NetworkGrants;
use crate::Config;
use crate::testing::{Guest, SCRATCH};

const READ: u64 = 0;
const WRITE: u64 = 1;
const CLOSE: u64 = 3;
const SOCKET: u64 = 41;
const CONNECT: u64 = 42;
const ACCEPT: u64 = 43;
const SENDTO: u64 = 44;
const RECVFROM: u64 = 45;
const SENDMSG: u64 = 46;
const RECVMSG: u64 = 47;
const BIND: u64 = 49;
const LISTEN: u64 = 50;
const GETSOCKNAME: u64 = 51;
const SOCKETPAIR: u64 = 53;
const SETSOCKOPT: u64 = 54;
const GETSOCKOPT: u64 = 55;
const OPEN: u64 = 2;

fn pair(guest: &mut Guest, kind: u32) -> (u64, u64) {
    guest.call(SOCKETPAIR, &[AF_UNIX.into(), (kind | SOCK_NONBLOCK).into(), 0, SCRATCH]).unwrap();
    let both = u64::from_le_bytes(guest.get(SCRATCH));
    (both & 0xffff_ffff, both >> 32)
}

fn socket(guest: &mut Guest, family: u16, kind: u32) -> u64 {
    guest.call(SOCKET, &[family.into(), (kind | SOCK_NONBLOCK).into(), 0]).unwrap()
}

/// Puts an address at the start of the scratch area; its address and length.
fn address(guest: &mut Guest, addr: &str) -> [u64; 2] {
    let bytes = SockAddr::Inet(addr.parse().unwrap()).encode();
    [guest.put(0, &bytes), bytes.len() as u64]
}

/// The port that a socket is bound to.
fn port(guest: &mut Guest, fd: u64) -> u16 {
    guest.put(512, &128u32.to_le_bytes());
    guest.call(GETSOCKNAME, &[fd, SCRATCH + 600, SCRATCH + 512]).unwrap();
    u16::from_be_bytes(guest.get(SCRATCH + 602))
}

/// Puts a `struct msghdr` with one byte of data and these descriptors into the scratch area.
fn message(guest: &mut Guest, fds: &[u64]) -> u64 {
    let data: Vec<u8> = fds.iter().flat_map(|fd| (*fd as u32).to_le_bytes()).collect();
    let control = encode_cmsg(SOL_SOCKET, SCM_RIGHTS, &data);
    guest.put(0x2000, &control);
    guest.put(0x1000, &[(SCRATCH + 0x1100).to_le_bytes(), 1u64.to_le_bytes()].concat());
    let words = [0, 0, SCRATCH + 0x1000, 1, SCRATCH + 0x2000, control.len() as u64, 0];
    guest.put(0, &words.map(u64::to_le_bytes).concat())
}

fn send_fds(guest: &mut Guest, fd: u64, fds: &[u64]) -> Result<u64, Errno> {
    let addr = message(guest, fds);
    guest.call(SENDMSG, &[fd, addr, 0])
}

fn close(guest: &mut Guest, fd: u64) {
    guest.call(CLOSE, &[fd]).unwrap();
}

fn in_flight(guest: &Guest) -> usize {
    guest.kernel.net.in_flight.load(Ordering::Relaxed)
}

#[test]
fn descriptors_arrive() {
    let mut guest = Guest::new();
    let (a, b) = pair(&mut guest, SOCK_SEQPACKET);
    let (c, d) = pair(&mut guest, SOCK_STREAM);
    assert_eq!(send_fds(&mut guest, a, &[c]), Ok(1));
    close(&mut guest, c);
    assert_eq!(in_flight(&guest), 1);
    let addr = message(&mut guest, &[0]);
    assert_eq!(guest.call(RECVMSG, &[b, addr, 0]), Ok(1));
    let got = u64::from(u32::from_le_bytes(guest.get(SCRATCH + 0x2010)));
    assert_eq!((got, in_flight(&guest)), (c, 0), "it is the lowest free one again");
    assert_eq!(guest.call(WRITE, &[d, SCRATCH, 3]), Ok(3));
    assert_eq!(guest.call(READ, &[got, SCRATCH, 9]), Ok(3));
}

#[test]
fn sockets_that_only_hold_each_other_go() {
    let mut guest = Guest::new();
    let space = guest.kernel.fs.space.free();
    for _ in 0..3 {
        let (a, b) = pair(&mut guest, SOCK_DGRAM);
        assert_eq!(send_fds(&mut guest, a, &[b]), Ok(1));
        assert_eq!(send_fds(&mut guest, b, &[a, b]), Ok(1));
        close(&mut guest, a);
        assert_eq!(in_flight(&guest), 3, "it can still be received");
        close(&mut guest, b);
        // They are looked for when the next socket goes.
        let (a, b) = pair(&mut guest, SOCK_DGRAM);
        close(&mut guest, a);
        assert_eq!(in_flight(&guest), 0);
        close(&mut guest, b);
    }
    assert_eq!(guest.kernel.fs.space.free(), space, "nothing is left of them");
}

#[test]
fn descriptors_in_flight_have_a_limit_and_long_chains_an_end() {
    let mut guest = Guest::new();
    let (mut front, mut back) = pair(&mut guest, SOCK_DGRAM);
    let mut length = 0;
    // Each pair holds the one before: closing the last closes all, which must not need a stack as deep.
    loop {
        let (a, b) = pair(&mut guest, SOCK_DGRAM);
        match send_fds(&mut guest, a, &[front, back]) {
            Ok(_) => length += 1,
            Err(errno) => {
                assert_eq!(errno, Errno::ETOOMANYREFS);
                close(&mut guest, a);
                close(&mut guest, b);
                break;
            }
        }
        close(&mut guest, front);
        close(&mut guest, back);
        (front, back) = (a, b);
    }
    assert!(length > 1000, "{length}");
    close(&mut guest, front);
    close(&mut guest, back);
    assert_eq!(in_flight(&guest), 0);
}

#[test]
fn what_waits_in_queues_counts_against_the_limit() {
    let limits = Limits { filesystem_bytes: 1 << 20, ..Limits::default() };
    let mut guest = Guest::with(Config { limits, ..Config::default() });
    let free = guest.kernel.fs.space.free();
    let mut fds = Vec::new();
    let mut refused = None;
    'all: for _ in 0..20 {
        let (a, b) = pair(&mut guest, SOCK_STREAM);
        fds.extend([a, b]);
        for _ in 0..8 {
            match guest.call(WRITE, &[a, SCRATCH, 50_000]) {
                Ok(_) => {}
                Err(Errno::EAGAIN) => break,
                Err(errno) => {
                    refused = Some(errno);
                    break 'all;
                }
            }
        }
    }
    assert_eq!(refused, Some(Errno::ENOBUFS));
    for fd in fds {
        close(&mut guest, fd);
    }
    assert_eq!(guest.kernel.fs.space.free(), free);
}

#[test]
fn a_connection_over_loopback() {
    for (family, any, to) in
        [(AF_INET, "0.0.0.0:0", "127.0.0.1"), (AF_INET6, "[::]:0", "[::1]"), (AF_INET6, "[::]:0", "127.0.0.1")]
    {
        let mut guest = Guest::new();
        let listener = socket(&mut guest, family, SOCK_STREAM);
        let [addr, len] = address(&mut guest, any);
        assert_eq!(guest.call(BIND, &[listener, addr, len]), Ok(0));
        assert_eq!(guest.call(LISTEN, &[listener, 5]), Ok(0));
        assert_eq!(guest.call(ACCEPT, &[listener, 0, 0]), Err(Errno::EAGAIN));
        let port = port(&mut guest, listener);
        let client = socket(&mut guest, if to.starts_with('1') { AF_INET } else { AF_INET6 }, SOCK_STREAM);
        let [addr, len] = address(&mut guest, &format!("{to}:{port}"));
        assert_eq!(guest.call(CONNECT, &[client, addr, len]), Err(Errno::EINPROGRESS));
        let server = guest.call(ACCEPT, &[listener, 0, 0]).unwrap();
        assert_eq!(guest.call(WRITE, &[client, SCRATCH, 5]), Ok(5));
        assert_eq!(guest.call(READ, &[server, SCRATCH, 50]), Ok(5));
        let text = if family == AF_INET { "/proc/net/tcp" } else { "/proc/net/tcp6" };
        let path = guest.put_str(0, text);
        let table = guest.call(OPEN, &[path, 0, 0]).unwrap();
        let n = guest.call(READ, &[table, SCRATCH, 4096]).unwrap() as usize;
        let table = String::from_utf8(guest.get::<4096>(SCRATCH)[..n].to_vec()).unwrap();
        assert!(table.contains(&format!(":{port:04X} ")) && table.contains(" 0A "), "{table}");
    }
}

#[test]
fn everything_outside_is_out_of_reach_and_recorded() {
    let mut guest = Guest::new();
    let tcp = socket(&mut guest, AF_INET, SOCK_STREAM);
    let udp = socket(&mut guest, AF_INET6, SOCK_DGRAM);
    let [addr, len] = address(&mut guest, "192.0.2.1:80");
    assert_eq!(guest.call(CONNECT, &[tcp, addr, len]), Err(Errno::ENETUNREACH));
    let [addr, len] = address(&mut guest, "[2001:db8::1]:53");
    assert_eq!(guest.call(SENDTO, &[udp, SCRATCH, 1, 0, addr, len]), Err(Errno::ENETUNREACH));
    // An IPv4 address in the clothes of IPv6 is still one.
    let [addr, len] = address(&mut guest, "[::ffff:169.254.169.254]:80");
    assert_eq!(guest.call(CONNECT, &[udp, addr, len]), Err(Errno::ENETUNREACH));
    assert_eq!(guest.call(SOCKET, &[AF_INET.into(), SOCK_RAW.into(), 1]), Err(Errno::EPERM));
    let denied: Vec<String> =
        guest.kernel.report().denied.iter().map(|denied| format!("{} {}", denied.action, denied.object)).collect();
    assert_eq!(
        denied,
        ["connect 169.254.169.254:80", "connect 192.0.2.1:80", "sendto [2001:db8::1]:53", "socket SOCK_RAW"]
    );
}

#[test]
fn a_backlog_is_bounded_and_those_who_wait_get_their_turn() {
    let mut guest = Guest::new();
    let listener = socket(&mut guest, AF_INET, SOCK_STREAM);
    assert_eq!(guest.call(LISTEN, &[listener, 1]), Ok(0), "it gets a port by itself");
    let port = port(&mut guest, listener);
    let mut clients = Vec::new();
    for _ in 0..4 {
        let client = socket(&mut guest, AF_INET, SOCK_STREAM);
        let [addr, len] = address(&mut guest, &format!("127.0.0.1:{port}"));
        assert_eq!(guest.call(CONNECT, &[client, addr, len]), Err(Errno::EINPROGRESS));
        clients.push(client);
    }
    assert_eq!(guest.call(WRITE, &[clients[2], SCRATCH, 1]), Err(Errno::EAGAIN), "there is no room for it yet");
    for client in clients {
        assert!(guest.call(ACCEPT, &[listener, 0, 0]).is_ok());
        assert_eq!(guest.call(WRITE, &[client, SCRATCH, 1]), Ok(1));
    }
    assert_eq!(guest.call(ACCEPT, &[listener, 0, 0]), Err(Errno::EAGAIN));
}

#[test]
fn timeouts_end_waits() {
    let mut guest = Guest::new();
    let (a, _) = pair(&mut guest, SOCK_STREAM);
    guest.call(72, &[a, 4, 0]).unwrap();
    guest.put(0, &[1u64.to_le_bytes(), 500_000u64.to_le_bytes()].concat());
    assert_eq!(guest.call(SETSOCKOPT, &[a, SOL_SOCKET as u64, so::RCVTIMEO as u64, SCRATCH, 16]), Ok(0));
    assert_eq!(guest.call(READ, &[a, SCRATCH, 1]), Err(Errno::EAGAIN));
    assert_eq!(guest.call(RECVFROM, &[a, SCRATCH, 1, 0, 0, 0]), Err(Errno::EAGAIN));
    guest.put(100, &16u32.to_le_bytes());
    assert_eq!(guest.call(GETSOCKOPT, &[a, SOL_SOCKET as u64, so::RCVTIMEO as u64, SCRATCH, SCRATCH + 100]), Ok(0));
    assert_eq!(guest.get::<8>(SCRATCH + 8), 500_000u64.to_le_bytes());
    assert_eq!(guest.call(72, &[a, 4, O_NONBLOCK.into()]), Ok(0));
}

#[test]
fn routing_messages_name_the_loopback_interface() {
    let mut guest = Guest::new();
    let fd = socket(&mut guest, AF_NETLINK, SOCK_RAW);
    // RTM_GETADDR, NLM_F_REQUEST | NLM_F_DUMP, sequence number 7.
    let request = [[20, 0, 0, 0], [22, 0, 1, 3], [7, 0, 0, 0], [0; 4], [0; 4]].concat();
    guest.put(0, &request);
    assert_eq!(guest.call(SENDTO, &[fd, SCRATCH, 20, 0, 0, 0]), Ok(20));
    let n = guest.call(RECVFROM, &[fd, SCRATCH, 4096, 0, 0, 0]).unwrap() as usize;
    let answer = guest.get::<4096>(SCRATCH)[..n].to_vec();
    let mut kinds = Vec::new();
    let mut rest = &answer[..];
    while !rest.is_empty() {
        let len = u32::from_le_bytes(rest[..4].try_into().unwrap()) as usize;
        assert_eq!(&rest[8..12], [7, 0, 0, 0]);
        kinds.push(rest[4]);
        rest = &rest[len.next_multiple_of(4)..];
    }
    assert_eq!(kinds, [20, 20, 3]);
    assert!(answer.windows(4).any(|ip| ip == [127, 0, 0, 1]));
    // RTM_NEWADDR wants to change something.
    guest.put(4, &[20, 0]);
    guest.put(0, &20u32.to_le_bytes());
    assert_eq!(guest.call(SENDTO, &[fd, SCRATCH, 20, 0, 0, 0]), Ok(20));
    assert!(guest.call(RECVFROM, &[fd, SCRATCH, 4096, 0, 0, 0]).is_ok());
    assert_eq!(guest.get::<4>(SCRATCH + 16), (-1i32).to_le_bytes());
}

#[test]
fn a_peek_leaves_the_descriptors_where_they_are() {
    let mut guest = Guest::new();
    let (a, b) = pair(&mut guest, SOCK_DGRAM);
    assert_eq!(send_fds(&mut guest, a, &[b]), Ok(1));
    for flags in [msg::PEEK, 0] {
        let addr = message(&mut guest, &[0]);
        assert_eq!(guest.call(RECVMSG, &[b, addr, flags.into()]), Ok(1));
        let fd = u64::from(u32::from_le_bytes(guest.get(SCRATCH + 0x2010)));
        close(&mut guest, fd);
    }
    assert_eq!(in_flight(&guest), 0);
}

/// A host whose resolver says what it was told to, and which remembers where connections went.
#[derive(Default)]
struct FakeHost {
    addresses: Mutex<Vec<IpAddr>>,
    lookups: Mutex<u32>,
    connections: Mutex<Vec<SocketAddr>>,
}

struct FakeSocket(Mutex<Vec<u8>>);

impl HostSocket for FakeSocket {
    fn connected(&self) -> Option<Result<(), HostError>> {
        Some(Ok(()))
    }

    fn read(&self, buf: &mut [u8]) -> Result<usize, HostError> {
        let mut echo = self.0.lock().unwrap();
        if echo.is_empty() {
            return Err(HostError::WouldBlock);
        }
        let n = echo.len().min(buf.len());
        buf[..n].copy_from_slice(&echo[..n]);
        echo.drain(..n);
        Ok(n)
    }

    fn write(&self, bytes: &[u8]) -> Result<usize, HostError> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn is_writable(&self) -> bool {
        true
    }

    fn end_writing(&self) {}
}

struct Known(Vec<IpAddr>);

impl HostLookup for Known {
    fn addresses(&self) -> Option<Result<Vec<IpAddr>, HostError>> {
        Some(Ok(self.0.clone()))
    }
}

impl Network for FakeHost {
    fn watch(&self, _: Option<Notify>) {}

    fn connect(&self, _: u64, to: SocketAddr) -> Result<Arc<dyn HostSocket>, HostError> {
        self.connections.lock().unwrap().push(to);
        Ok(Arc::new(FakeSocket(Mutex::default())))
    }

    fn resolve(&self, _: u64, _: &str) -> Result<Arc<dyn HostLookup>, HostError> {
        *self.lookups.lock().unwrap() += 1;
        Ok(Arc::new(Known(self.addresses.lock().unwrap().clone())))
    }
}

/// What a name server answers: the code, and how many addresses.
fn ask(guest: &mut Guest, name: &str) -> (RCODE, usize) {
    let udp = socket(guest, AF_INET, SOCK_DGRAM);
    let mut packet = Message::new_query(1);
    packet.questions.push(Question::new(
        Name::new(name).unwrap(),
        QTYPE::TYPE(TYPE::A),
        QCLASS::CLASS(CLASS::IN),
        false,
    ));
    let bytes = packet.build_bytes_vec().unwrap();
    let question = guest.put(0x100, &bytes);
    let [addr, len] = address(guest, "10.0.0.53:53");
    assert_eq!(guest.call(SENDTO, &[udp, question, bytes.len() as u64, 0, addr, len]), Ok(bytes.len() as u64));
    let n = guest.call(RECVFROM, &[udp, SCRATCH, 512, 0, 0, 0]).unwrap() as usize;
    close(guest, udp);
    let answer = guest.get::<512>(SCRATCH);
    let answer = Message::parse(&answer[..n]).unwrap();
    (answer.rcode(), answer.answers.len())
}

#[test]
fn a_granted_name_leads_to_the_address_that_was_told_and_nowhere_else() {
    let host = Arc::new(FakeHost::default());
    let allow = vec!["a.example:443".parse().unwrap()];
    let network = Some(NetworkGrants { outside: host.clone(), allow, publish: Vec::new() });
    let mut guest = Guest::with(Config { network, ..Config::default() });
    let connect = |guest: &mut Guest, to: &str| {
        let tcp = socket(guest, AF_INET, SOCK_STREAM);
        let [addr, len] = address(guest, to);
        (tcp, guest.call(CONNECT, &[tcp, addr, len]))
    };
    assert_eq!(connect(&mut guest, "93.184.216.34:443").1, Err(Errno::ENETUNREACH), "nobody has said that yet");
    assert_eq!(ask(&mut guest, "b.example"), (RCODE::Refused, 0));
    assert_eq!(*host.lookups.lock().unwrap(), 0, "a name that is not granted is not even looked up");

    *host.addresses.lock().unwrap() = vec!["93.184.216.34".parse().unwrap(), "169.254.169.254".parse().unwrap()];
    assert_eq!(ask(&mut guest, "A.Example"), (RCODE::NoError, 1), "the address of the metadata service is left out");
    let (tcp, answer) = connect(&mut guest, "93.184.216.34:443");
    assert_eq!(answer, Err(Errno::EINPROGRESS));
    assert_eq!(guest.call(WRITE, &[tcp, SCRATCH, 10]), Ok(10));
    assert_eq!(guest.call(READ, &[tcp, SCRATCH, 50]), Ok(10));
    for wrong in ["93.184.216.34:80", "169.254.169.254:443", "10.0.0.1:443"] {
        assert_eq!(connect(&mut guest, wrong).1, Err(Errno::ENETUNREACH), "{wrong}");
    }
    // The name leads elsewhere now. What the guest was told stays what it may connect to; nothing is looked up again.
    *host.addresses.lock().unwrap() = vec!["127.0.0.1".parse().unwrap()];
    assert_eq!(connect(&mut guest, "93.184.216.34:443").1, Err(Errno::EINPROGRESS));
    assert_eq!(ask(&mut guest, "a.example"), (RCODE::NoError, 0));
    assert_eq!(connect(&mut guest, "127.0.0.1:443").1, Err(Errno::EINPROGRESS), "refused, as nobody listens there");
    assert_eq!(*host.lookups.lock().unwrap(), 2);
    let reached = host.connections.lock().unwrap().clone();
    assert_eq!(reached, ["93.184.216.34:443".parse().unwrap(); 2]);
}

#[test]
fn what_is_granted_of_the_host_itself_is_reached_where_nobody_listens() {
    let host = Arc::new(FakeHost::default());
    let allow = vec!["127.0.0.1:5432".parse().unwrap()];
    let network = Some(NetworkGrants { outside: host.clone(), allow, publish: Vec::new() });
    let mut guest = Guest::with(Config { network, ..Config::default() });
    let client = socket(&mut guest, AF_INET, SOCK_STREAM);
    let [addr, len] = address(&mut guest, "127.0.0.1:5432");
    assert_eq!(guest.call(CONNECT, &[client, addr, len]), Err(Errno::EINPROGRESS));
    assert_eq!(host.connections.lock().unwrap().len(), 1);
    let listener = socket(&mut guest, AF_INET, SOCK_STREAM);
    assert_eq!(guest.call(BIND, &[listener, addr, len]), Ok(0));
    assert_eq!(guest.call(LISTEN, &[listener, 5]), Ok(0));
    let client = socket(&mut guest, AF_INET, SOCK_STREAM);
    assert_eq!(guest.call(CONNECT, &[client, addr, len]), Err(Errno::EINPROGRESS));
    assert!(guest.call(ACCEPT, &[listener, 0, 0]).is_ok(), "its own server comes first");
    assert_eq!(host.connections.lock().unwrap().len(), 1);
}
