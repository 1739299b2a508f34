//! The line discipline by itself, pseudo-terminals of one process, and job control among several.

use airlock_abi::Errno;
use airlock_abi::fcntl::{O_NOCTTY, O_NONBLOCK, O_RDWR};
use airlock_abi::ioctl::*;
use airlock_abi::poll::{POLLHUP, POLLIN, POLLOUT};
use airlock_abi::process::wait;
use airlock_abi::signal::{self as signals, SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTSTP, SIGTTIN, SIGTTOU, SIGWINCH};
use airlock_abi::termios::*;
use airlock_platform::{Memory, Registers};

use super::line::{Discipline, Effects, INPUT_MAX};
use crate::Config;
use crate::task::tests::{ANY, Done, World};
use crate::testing::{Guest, SCRATCH};

const READ: u64 = 0;
const WRITE: u64 = 1;
const OPEN: u64 = 2;
const CLOSE: u64 = 3;
const IOCTL: u64 = 16;
const WAIT4: u64 = 61;
const SETPGID: u64 = 109;
const SETSID: u64 = 112;

/// A line discipline under test.
struct Line {
    line: Discipline,
    signals: Vec<u8>,
}

impl Line {
    fn new() -> Self {
        Self::with(|_| {})
    }

    fn with(change: impl FnOnce(&mut Termios)) -> Self {
        let mut termios = Termios::default();
        change(&mut termios);
        Self { line: Discipline::new(termios), signals: Vec::new() }
    }

    fn set(&mut self, change: impl FnOnce(&mut Termios)) -> u8 {
        let mut termios = *self.line.termios();
        change(&mut termios);
        self.line.set(termios).packet
    }

    /// Types keys; returns what is shown.
    fn keys(&mut self, bytes: &[u8]) -> String {
        let mut effects = Effects::default();
        assert_eq!(self.line.receive(bytes, &mut effects), bytes.len());
        self.signals.append(&mut effects.signals);
        self.shown()
    }

    fn shown(&mut self) -> String {
        let mut buf = vec![0; 100_000];
        let n = self.line.output.take(&mut buf);
        String::from_utf8(buf[..n].to_vec()).unwrap()
    }

    /// What a read of so many bytes gives; `None` if it would wait.
    fn read(&mut self, len: usize) -> Option<String> {
        let mut buf = vec![0; len];
        self.line.has_input().then(|| {
            let n = self.line.read(&mut buf);
            String::from_utf8(buf[..n].to_vec()).unwrap()
        })
    }
}

fn some(text: &str) -> Option<String> {
    Some(text.to_owned())
}

#[test]
fn lines_are_read_whole_and_one_by_one() {
    let mut t = Line::new();
    assert_eq!(t.keys(b"ab"), "ab");
    assert_eq!(t.read(10), None, "the line is not finished");
    assert_eq!(t.keys(b"c\rnext\n"), "c\r\nnext\r\n");
    assert_eq!(t.line.readable(), 9);
    assert_eq!(t.read(2), some("ab"));
    assert_eq!(t.read(100), some("c\n"));
    assert_eq!(t.read(5), some("next\n"));
    assert_eq!(t.read(5), None);
}

#[test]
fn end_of_file_is_read_once() {
    let mut t = Line::new();
    t.keys(b"\x04");
    assert_eq!((t.line.readable(), t.read(10)), (0, some("")));
    assert_eq!(t.read(10), None);
    // In the middle of a line it only ends the read, also of one that takes just so many bytes.
    t.keys(b"ab\x04cd\x04");
    assert_eq!(t.read(10), some("ab"));
    assert_eq!(t.read(2), some("cd"));
    assert_eq!(t.read(10), None);
}

#[test]
fn characters_words_and_lines_are_erased() {
    let mut t = Line::new();
    assert_eq!(t.keys(b"abc\x7f"), "abc\x08 \x08");
    assert_eq!(t.keys(b"\x01\x7f"), "^A\x08 \x08\x08 \x08", "control characters take two columns");
    assert_eq!(t.keys(b" one, two\x17"), format!(" one, two{}", "\x08 \x08".repeat(3)));
    assert_eq!(t.keys(b"\x17"), "\x08 \x08".repeat(5), "with what is no part of a word behind it");
    assert_eq!(t.keys(b"\x15"), "\x08 \x08".repeat(3));
    assert_eq!(t.keys(b"\x7f\x15\x17"), "", "there is nothing left");
    assert_eq!(t.keys(b"x\n"), "x\r\n");
    assert_eq!(t.read(10), some("x\n"));
    // Without ECHOKE, killing starts a new line.
    t.set(|s| s.lflag &= !ECHOKE);
    assert_eq!(t.keys(b"abc\x15d\n"), "abc^U\r\nd\r\n");
    assert_eq!(t.read(10), some("d\n"));
}

#[test]
fn tabs_are_erased_up_to_where_they_began() {
    let mut t = Line::new();
    t.line.write(b"> ");
    assert_eq!(t.keys(b"a\tb"), "> a\tb");
    assert_eq!(t.keys(b"\x7f\x7f"), format!("\x08 \x08{}", "\x08".repeat(5)));
    assert_eq!(t.keys(b"\n"), "\r\n");
    assert_eq!(t.read(10), some("a\n"));
}

#[test]
fn characters_of_utf8_are_erased_whole() {
    let mut t = Line::with(|s| s.iflag |= IUTF8);
    assert_eq!(t.keys("a\u{fc}\u{20ac}\x7f\x7f".as_bytes()), "a\u{fc}\u{20ac}\x08 \x08\x08 \x08");
    t.keys(b"\n");
    assert_eq!(t.read(10), some("a\n"));
}

#[test]
fn other_ways_to_show_what_is_erased() {
    let mut t = Line::with(|s| s.lflag |= ECHOPRT);
    assert_eq!(t.keys(b"abc\x7f\x7fd\n"), "abc\\cb/d\r\n");
    let mut t = Line::with(|s| s.lflag &= !ECHOE);
    assert_eq!(t.keys(b"ab\x7f"), "ab^?");
    let mut t = Line::with(|s| s.lflag &= !ECHO);
    assert_eq!(t.keys(b"ab\x7f\x15c\n"), "");
    assert_eq!(t.read(10), some("c\n"));
    t.set(|s| s.lflag |= ECHONL);
    assert_eq!(t.keys(b"x\n"), "\r\n");
}

#[test]
fn the_next_byte_can_be_taken_as_it_is() {
    let mut t = Line::new();
    assert_eq!(t.keys(b"a\x16\x03b\n"), "a^\x08^Cb\r\n");
    assert_eq!(t.read(10), some("a\x03b\n"));
    assert!(t.signals.is_empty());
    assert_eq!(t.keys(b"ab\x12"), "ab^R\r\nab", "VREPRINT");
}

#[test]
fn ends_of_lines_can_be_chosen() {
    let mut t = Line::with(|s| {
        s.cc[VEOL] = b';';
        s.cc[VEOL2] = b'!';
    });
    t.keys(b"a;b!c\n");
    assert_eq!([t.read(9), t.read(9), t.read(9)], [some("a;"), some("b!"), some("c\n")]);
}

#[test]
fn input_is_translated() {
    let mut t = Line::with(|s| s.iflag = INLCR | ISTRIP);
    t.keys(b"a\x80\xe1\n\x04");
    assert_eq!(t.read(9), some("a\0a\r"));
    let mut t = Line::with(|s| s.iflag = IGNCR | IUCLC);
    t.keys(b"A\rB\n");
    assert_eq!(t.read(9), some("ab\n"));
    let mut t = Line::with(|s| (s.iflag, s.lflag) = (PARMRK, 0));
    t.line.receive(&[0xff, 1], &mut Effects::default());
    assert_eq!(t.line.available(), 3, "0xff is doubled");
}

#[test]
fn output_is_translated() {
    let shown = |oflag: u32, bytes: &[u8]| {
        let mut t = Line::with(|s| s.oflag = oflag);
        assert_eq!(t.line.write(bytes), bytes.len());
        t.shown()
    };
    assert_eq!(shown(0, b"a\n\t"), "a\n\t");
    assert_eq!(shown(OPOST, b"a\n"), "a\n");
    assert_eq!(shown(OPOST | ONLCR, b"a\nb\r"), "a\r\nb\r");
    assert_eq!(shown(OPOST | OCRNL, b"a\r"), "a\n");
    assert_eq!(shown(OPOST | ONOCR, b"\ra\r\r"), "a\r");
    assert_eq!(shown(OPOST | ONLRET | ONOCR, b"a\n\r"), "a\n");
    assert_eq!(shown(OPOST | XTABS, b"ab\t\x08\tc"), "ab      \x08 c");
    assert_eq!(shown(OPOST | OLCUC, b"aB"), "AB");
}

#[test]
fn keys_send_signals_and_drop_what_waits() {
    let mut t = Line::new();
    t.keys(b"old\nline");
    assert_eq!([t.keys(b"\x03"), t.keys(b"\x1c"), t.keys(b"\x1a")], ["^C", "^\\", "^Z"]);
    assert_eq!(t.signals, [SIGINT, SIGQUIT, SIGTSTP]);
    assert_eq!(t.read(10), None, "input is gone");
    t.set(|s| s.lflag |= NOFLSH);
    t.keys(b"line\n\x03");
    assert_eq!(t.read(10), some("line\n"));
    t.set(|s| s.cc[VINTR] = 0);
    t.keys(b"\x03\n");
    assert_eq!(t.read(10), some("\x03\n"), "a disabled character is one like others");
    t.set(|s| s.lflag &= !ISIG);
    t.keys(b"\x1a\n");
    assert_eq!((t.read(10), t.signals.len()), (some("\x1a\n"), 4));
}

#[test]
fn output_is_held_and_released() {
    let mut t = Line::new();
    assert_eq!(t.keys(b"\x13"), "");
    assert_eq!(t.line.write(b"x"), 0);
    assert!(!t.line.output.has_room());
    assert_eq!(t.keys(b"ab"), "", "echoes wait too");
    assert_eq!(t.keys(b"\x11"), "ab");
    assert_eq!(t.line.write(b"x"), 1);
    t.keys(b"\x13");
    assert_eq!(t.keys(b"\x03"), "^C", "a signal releases it");
    t.set(|s| s.iflag |= IXANY);
    t.keys(b"\x13");
    assert_eq!(t.keys(b"q"), "q");
    t.keys(b"\x13");
    assert_eq!(t.set(|s| s.iflag &= !IXON), TIOCPKT_NOSTOP);
    assert_eq!(t.line.write(b"x"), 1);
}

#[test]
fn what_was_typed_survives_a_change_of_mode() {
    let mut t = Line::new();
    t.keys(b"one\ntwo\x04three");
    t.set(|s| s.lflag &= !ICANON);
    assert_eq!(t.read(100), some("one\ntwothree"));
    t.keys(b"raw");
    t.set(|s| s.lflag |= ICANON);
    t.keys(b"more\n");
    assert_eq!(t.read(100), some("raw"));
    assert_eq!(t.read(100), some("more\n"));
}

#[test]
fn input_is_bounded() {
    let mut t = Line::new();
    let long = vec![b'x'; 3 * INPUT_MAX];
    assert_eq!(t.line.receive(&long, &mut Effects::default()), long.len(), "a line loses what is too much");
    t.shown();
    t.keys(b"\n");
    let line = t.read(2 * INPUT_MAX).unwrap();
    assert_eq!((line.len(), line.ends_with('\n')), (INPUT_MAX + 1, true));

    t.set(|s| s.lflag &= !ICANON);
    let mut effects = Effects::default();
    assert_eq!(t.line.receive(&long, &mut effects), INPUT_MAX, "keys wait until somebody reads");
    assert!(!t.line.has_room());
    assert_eq!(t.line.receive(b"\x03", &mut effects), 1);
    assert_eq!(effects.signals, [SIGINT], "a signal gets through");
    assert!(t.line.has_room());

    // Nobody takes output: neither it nor echoes grow.
    let mut t = Line::new();
    let lines = vec![b'\n'; 100_000];
    let written = t.line.write(&lines);
    assert!(written < 20_000 && !t.line.output.has_room());
    t.line.receive(&lines, &mut Effects::default());
    assert!(t.line.output.len() < 25_000);
}

#[test]
fn random_keys_never_panic() {
    let mut seed = 7u64;
    let mut random = || {
        seed = seed.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (seed >> 33) as u32
    };
    let mut t = Line::new();
    for round in 0..3000 {
        let keys: Vec<u8> = (0..random() % 40).map(|_| random() as u8).collect();
        t.line.receive(&keys, &mut Effects::default());
        t.line.write(&keys);
        let mut buf = [0; 64];
        if round % 3 == 0 {
            t.line.read(&mut buf);
            t.line.output.take(&mut buf);
        }
        if round % 7 == 0 {
            let cc = std::array::from_fn(|_| (random() % 40) as u8);
            let (iflag, oflag, lflag) = (random(), random(), random());
            t.set(|s| *s = Termios { iflag, oflag, lflag, cc, ..*s });
        }
        assert!(t.line.available() <= INPUT_MAX + 1 && t.line.output.len() < 25_000);
    }
}

/// Master and slave of a new pseudo-terminal.
fn openpty(guest: &mut Guest) -> (u64, u64) {
    let path = guest.put_str(0, "/dev/ptmx");
    let master = guest.call(OPEN, &[path, (O_RDWR | O_NOCTTY).into()]).unwrap();
    assert_eq!(guest.call(IOCTL, &[master, TIOCGPTPEER.into(), O_RDWR.into()]), Err(Errno::EIO), "it is locked");
    guest.put(0, &[0; 4]);
    guest.call(IOCTL, &[master, TIOCSPTLCK.into(), SCRATCH]).unwrap();
    guest.call(IOCTL, &[master, TIOCGPTN.into(), SCRATCH]).unwrap();
    let number = u32::from_le_bytes(guest.get(SCRATCH));
    let path = guest.put_str(0, &format!("/dev/pts/{number}"));
    let slave = guest.call(OPEN, &[path, (O_RDWR | O_NOCTTY).into()]).unwrap();
    (master, slave)
}

fn write(guest: &mut Guest, fd: u64, bytes: &[u8]) -> Result<u64, Errno> {
    let at = guest.put(0x1000, bytes);
    guest.call(WRITE, &[fd, at, bytes.len() as u64])
}

fn read(guest: &mut Guest, fd: u64) -> Result<Vec<u8>, Errno> {
    let n = guest.call(READ, &[fd, SCRATCH + 0x2000, 0x1000])?;
    let mut bytes = vec![0; n as usize];
    guest.mem.read(SCRATCH + 0x2000, &mut bytes).unwrap();
    Ok(bytes)
}

fn poll(guest: &mut Guest, fd: u64) -> u16 {
    guest.put(0x100, &(fd as u32).to_le_bytes());
    guest.put(0x104, &(POLLIN | POLLOUT).to_le_bytes());
    guest.call(7, &[SCRATCH + 0x100, 1, 0]).unwrap();
    u16::from_le_bytes(guest.get(SCRATCH + 0x106))
}

fn settings(guest: &mut Guest, fd: u64, change: impl FnOnce(&mut Termios)) {
    guest.call(IOCTL, &[fd, TCGETS2.into(), SCRATCH]).unwrap();
    let mut termios = Termios::decode2(&guest.get(SCRATCH));
    change(&mut termios);
    guest.put(0, &termios.encode());
    guest.call(IOCTL, &[fd, TCSETS.into(), SCRATCH]).unwrap();
}

#[test]
fn a_pseudo_terminal_carries_both_ways() {
    let mut guest = Guest::new();
    let (master, slave) = openpty(&mut guest);
    assert_eq!(poll(&mut guest, slave), POLLOUT);
    assert_eq!(write(&mut guest, master, b"ls\n"), Ok(3));
    assert_eq!(read(&mut guest, slave).unwrap(), b"ls\n");
    assert_eq!(write(&mut guest, slave, b"a\nb\n"), Ok(4));
    assert_eq!(poll(&mut guest, master), POLLIN | POLLOUT);
    assert_eq!(read(&mut guest, master).unwrap(), b"ls\r\na\r\nb\r\n");
    // All slaves are closed: the master has the rest, then an error.
    write(&mut guest, slave, b"rest").unwrap();
    guest.call(CLOSE, &[slave]).unwrap();
    assert_eq!(read(&mut guest, master).unwrap(), b"rest");
    assert_eq!(read(&mut guest, master), Err(Errno::EIO));
    assert_eq!(write(&mut guest, master, b"x"), Err(Errno::EIO));
    assert_eq!(poll(&mut guest, master) & POLLHUP, POLLHUP);
}

#[test]
fn the_end_of_a_master_hangs_up() {
    let mut guest = Guest::new();
    let (master, slave) = openpty(&mut guest);
    guest.call(CLOSE, &[master]).unwrap();
    assert_eq!(read(&mut guest, slave).unwrap(), b"");
    assert_eq!(write(&mut guest, slave, b"x"), Err(Errno::EIO));
    assert_eq!(poll(&mut guest, slave), POLLIN | POLLOUT | POLLHUP | airlock_abi::poll::POLLERR);
    assert_eq!(guest.call(IOCTL, &[slave, TCGETS.into(), SCRATCH]), Err(Errno::EIO));
    let path = guest.put_str(0, "/dev/pts/0");
    assert_eq!(guest.call(OPEN, &[path, O_RDWR.into()]), Err(Errno::ENOENT));
}

#[test]
fn raw_reads_wait_for_bytes_and_time() {
    let mut guest = Guest::new();
    let (master, slave) = openpty(&mut guest);
    settings(&mut guest, slave, |s| {
        s.lflag &= !(ICANON | ECHO);
        (s.cc[VMIN], s.cc[VTIME]) = (0, 0);
    });
    assert_eq!(read(&mut guest, slave).unwrap(), b"", "nothing is enough");
    settings(&mut guest, slave, |s| s.cc[VTIME] = 1);
    assert_eq!(read(&mut guest, slave).unwrap(), b"", "after a tenth of a second");
    settings(&mut guest, slave, |s| (s.cc[VMIN], s.cc[VTIME]) = (3, 1));
    write(&mut guest, master, b"ab").unwrap();
    assert_eq!(read(&mut guest, slave).unwrap(), b"ab", "a tenth of a second after the last byte");
    settings(&mut guest, slave, |s| s.cc[VTIME] = 0);
    write(&mut guest, master, b"ab").unwrap();
    assert_eq!(poll(&mut guest, slave), POLLOUT, "two are not enough");
    guest.call(72, &[slave, 4, O_NONBLOCK.into()]).unwrap();
    assert_eq!(read(&mut guest, slave).unwrap(), b"ab", "who does not wait gets what is there");
    assert_eq!(read(&mut guest, slave), Err(Errno::EAGAIN));
    write(&mut guest, master, b"abcd").unwrap();
    assert_eq!(guest.call(READ, &[slave, SCRATCH, 2]), Ok(2));
}

#[test]
fn packet_mode_tells_what_happens() {
    let mut guest = Guest::new();
    let (master, slave) = openpty(&mut guest);
    guest.put(0, &1u32.to_le_bytes());
    guest.call(IOCTL, &[master, TIOCPKT.into(), SCRATCH]).unwrap();
    write(&mut guest, slave, b"hi").unwrap();
    assert_eq!(read(&mut guest, master).unwrap(), b"\0hi");
    guest.call(IOCTL, &[slave, TCFLSH.into(), TCIOFLUSH]).unwrap();
    assert_eq!(read(&mut guest, master).unwrap(), [TIOCPKT_FLUSHREAD | TIOCPKT_FLUSHWRITE]);
    write(&mut guest, master, b"\x13").unwrap();
    assert_eq!(read(&mut guest, master).unwrap(), [TIOCPKT_STOP]);
    settings(&mut guest, slave, |s| s.iflag &= !IXON);
    assert_eq!(read(&mut guest, master).unwrap(), [TIOCPKT_NOSTOP]);
}

#[test]
fn pseudo_terminals_are_numbered_and_limited() {
    let mut guest = Guest::with(Config {
        limits: airlock_types::Limits { open_files: 5000, ..airlock_types::Limits::default() },
        ..Config::default()
    });
    let path = guest.put_str(0, "/dev/ptmx");
    let masters: Vec<u64> = (0..1024).map(|_| guest.call(OPEN, &[path, (O_RDWR | O_NOCTTY).into()]).unwrap()).collect();
    assert_eq!(guest.call(OPEN, &[path, O_RDWR.into()]), Err(Errno::ENOSPC));
    guest.call(CLOSE, &[masters[5]]).unwrap();
    let again = guest.call(OPEN, &[path, O_RDWR.into()]).unwrap();
    guest.call(IOCTL, &[again, TIOCGPTN.into(), SCRATCH + 64]).unwrap();
    assert_eq!(guest.get::<4>(SCRATCH + 64), [5, 0, 0, 0]);
}

#[test]
fn what_is_refused() {
    let mut guest = Guest::new();
    let (master, slave) = openpty(&mut guest);
    assert_eq!(guest.call(IOCTL, &[slave, TIOCSTI.into(), SCRATCH]), Err(Errno::EIO));
    assert_eq!(guest.call(IOCTL, &[slave, TIOCGPTN.into(), SCRATCH]), Err(Errno::ENOTTY));
    assert_eq!(guest.call(IOCTL, &[master, TIOCSCTTY.into(), 0]), Err(Errno::EPERM));
    assert_eq!(guest.call(IOCTL, &[slave, TIOCGPGRP.into(), SCRATCH]), Err(Errno::ENOTTY), "not ours");
    for stream in 0..3 {
        assert_eq!(guest.call(IOCTL, &[stream, TCGETS.into(), SCRATCH]), Err(Errno::ENOTTY));
    }
    let path = guest.put_str(0, "/dev/tty");
    assert_eq!(guest.call(OPEN, &[path, O_RDWR.into()]), Err(Errno::ENXIO));
}

/// A run with a terminal of the host.
fn world() -> World {
    world_with(true)
}

fn world_with(terminal: bool) -> World {
    let mut world = World::configured(Config { terminal, ..Config::default() });
    // Handlers run on it.
    world.regs.get_mut(&1).unwrap().gpr[Registers::RSP] = SCRATCH + 0x8000;
    world
}

fn ioctl(w: &mut World, tid: u32, op: u32, value: u32) -> Done {
    w.memory(tid).write_u32(SCRATCH + 0x40, value).unwrap();
    w.call(tid, IOCTL, &[0, op.into(), SCRATCH + 0x40])
}

/// A child in a process group of its own.
fn job(w: &mut World) -> u32 {
    let child = w.fork(1);
    assert_eq!(w.call(1, SETPGID, &[child.into(), child.into()]), Done::Ok(0));
    child
}

fn waited(w: &mut World, tid: u32) -> i32 {
    let done = w.call(tid, WAIT4, &[ANY, SCRATCH, wait::WNOHANG | wait::WSTOPPED | wait::WCONTINUED, 0]);
    if done == Done::Ok(0) { -1 } else { w.status(tid) }
}

fn stopped_by(signal: u8) -> i32 {
    i32::from(signal) << 8 | 0x7f
}

#[test]
fn keys_of_the_host_are_read_by_the_foreground() {
    let mut w = world();
    assert_eq!(w.call(1, READ, &[0, SCRATCH, 10]), Done::Waits, "alone, but the host has keys");
    assert_eq!(w.kernel.terminal_input(b"hi\r"), 3);
    assert_eq!(w.woken(), [1]);
    assert_eq!(w.resume(1), Done::Ok(3));
    assert_eq!(w.shown(), "hi\r\n");
    assert_eq!(w.call(1, WRITE, &[2, SCRATCH, 3]), Done::Ok(3));
    assert_eq!(w.shown(), "hi\r\n");
}

#[test]
fn background_processes_stop_when_they_read() {
    let mut w = world();
    let child = job(&mut w);
    assert_eq!(w.call(child, WRITE, &[1, SCRATCH, 0]), Done::Ok(0), "writing is allowed");
    assert_eq!(w.call(child, READ, &[0, SCRATCH, 10]), Done::Waits);
    assert_eq!(waited(&mut w, 1), stopped_by(SIGTTIN));
    // In the foreground, after SIGCONT, the read goes on.
    assert_eq!(ioctl(&mut w, 1, TIOCSPGRP, child), Done::Ok(0));
    assert_eq!(w.call(1, 62, &[child.into(), SIGCONT.into()]), Done::Ok(0));
    w.kernel.terminal_input(b"x\n");
    assert_eq!(w.attend(child), Done::Ok(2));
    assert_eq!(waited(&mut w, 1), 0xffff);
    // Now the parent is in the background: it may not take the terminal back unless it ignores SIGTTOU.
    w.handle(1, SIGTTOU, signals::SIG_IGN, 0);
    assert_eq!(ioctl(&mut w, 1, TIOCSPGRP, 1), Done::Ok(0));
}

#[test]
fn background_writes_stop_with_tostop() {
    let mut w = world();
    let child = job(&mut w);
    let mut termios = Termios::default();
    termios.lflag |= TOSTOP;
    w.memory(1).write(SCRATCH + 0x100, &termios.encode()).unwrap();
    assert_eq!(w.call(1, IOCTL, &[0, TCSETS.into(), SCRATCH + 0x100]), Done::Ok(0));
    assert_eq!(w.call(child, WRITE, &[1, SCRATCH, 1]), Done::Waits);
    assert_eq!(waited(&mut w, 1), stopped_by(SIGTTOU));
}

#[test]
fn an_orphaned_group_gets_an_error_instead() {
    let mut w = world();
    let child = job(&mut w);
    let grandchild = w.fork(child);
    assert_eq!(w.call(grandchild, SETPGID, &[0, 0]), Done::Ok(0));
    assert_eq!(w.call(grandchild, SETSID, &[]), Done::Err(Errno::EPERM), "it leads a group");
    let lonely = w.fork(grandchild);
    assert_eq!(w.call(lonely, SETSID, &[]), Done::Ok(lonely.into()));
    assert_eq!(w.call(lonely, READ, &[0, SCRATCH, 1]), Done::Waits, "not its controlling terminal: no rules apply");
    // The first process cares for the others. Without it, in its own group, nobody does.
    assert_eq!(ioctl(&mut w, 1, TIOCSPGRP, child), Done::Ok(0));
    assert_eq!(w.call(1, READ, &[0, SCRATCH, 1]), Done::Err(Errno::EIO), "the first process is orphaned itself");
    w.kernel.terminal_input(b"\x1a");
    assert_eq!(w.attend(child), Done::Waits);
    assert_eq!(waited(&mut w, 1), stopped_by(SIGTSTP));
}

#[test]
fn signals_of_keys_reach_the_foreground_group_only() {
    let mut w = world();
    let (front, back) = (job(&mut w), job(&mut w));
    assert_eq!(ioctl(&mut w, 1, TIOCSPGRP, front), Done::Ok(0));
    w.kernel.take_alerts();
    w.kernel.terminal_input(b"\x03");
    let alerts = w.kernel.take_alerts();
    assert_eq!(alerts.kicked, [front], "it may be computing");
    w.handle(back, SIGINT, 0x40_1000, 0);
    w.attend(front);
    assert_eq!(waited(&mut w, 1), i32::from(SIGINT));
    assert_eq!(w.shown(), "^C");
    // The one in the foreground is current, and computes.
    assert_eq!(ioctl(&mut w, 1, TIOCGPGRP, 0), Done::Ok(0));
}

#[test]
fn the_current_task_is_interrupted_when_it_computes() {
    let mut w = world();
    assert_eq!(w.call(1, 39, &[]), Done::Ok(1));
    w.kernel.take_alerts();
    w.kernel.terminal_input(b"\x03");
    assert_eq!(w.kernel.take_alerts().kicked, [1]);
}

#[test]
fn the_first_process_cannot_be_stopped_by_a_key() {
    let mut w = world();
    assert_eq!(w.call(1, READ, &[0, SCRATCH, 10]), Done::Waits);
    w.kernel.terminal_input(b"\x1a");
    assert_eq!(w.resume(1), Done::Waits, "nobody could let it go on");
}

#[test]
fn window_sizes_are_told() {
    let mut w = world();
    w.handle(1, SIGWINCH, 0x40_1000, 0);
    w.kernel.terminal_resized(30, 100);
    assert_eq!(w.call(1, IOCTL, &[1, TIOCGWINSZ.into(), SCRATCH]), Done::Ok(0));
    assert_eq!(w.memory(1).read_u64(SCRATCH), Ok(100 << 16 | 30));
    assert_eq!(w.regs[&1].rip, 0x40_1000, "the handler runs");
    w.regs.get_mut(&1).unwrap().rip = 0;
    w.kernel.terminal_resized(30, 100);
    assert_eq!(w.call(1, 39, &[]), Done::Ok(1));
    assert_eq!(w.regs[&1].rip, 0, "nothing has changed");
}

#[test]
fn a_terminal_that_is_gone_ends_its_session() {
    let mut w = world();
    let child = job(&mut w);
    assert_eq!(w.call(1, READ, &[0, SCRATCH, 10]), Done::Waits);
    w.handle(1, SIGHUP, signals::SIG_IGN, 0);
    w.kernel.terminal_hung_up();
    assert_eq!(w.call(1, READ, &[0, SCRATCH, 10]), Done::Ok(0));
    assert_eq!(w.call(child, WRITE, &[1, SCRATCH, 1]), Done::Err(Errno::EIO));
    w.memory(1).write(SCRATCH, b"/dev/tty\0").unwrap();
    assert_eq!(w.call(1, OPEN, &[SCRATCH, 0]), Done::Err(Errno::ENXIO));
}

#[test]
fn the_end_of_a_session_leader_tells_the_foreground() {
    let mut w = world_with(false);
    w.memory(1).write(SCRATCH, b"/dev/ptmx\0").unwrap();
    assert_eq!(w.call(1, OPEN, &[SCRATCH, O_RDWR.into()]), Done::Ok(3));
    w.memory(1).write_u32(SCRATCH, 0).unwrap();
    assert_eq!(w.call(1, IOCTL, &[3, TIOCSPTLCK.into(), SCRATCH]), Done::Ok(0));
    let leader = w.fork(1);
    assert_eq!(w.call(leader, SETSID, &[]), Done::Ok(leader.into()));
    assert_eq!(w.call(leader, IOCTL, &[3, TIOCGPTPEER.into(), O_RDWR.into()]), Done::Ok(4));
    assert_eq!(w.call(leader, IOCTL, &[4, TIOCGSID.into(), SCRATCH]), Done::Ok(0), "opening it made it its own");
    let child = w.fork(leader);
    assert_eq!(w.call(child, SETPGID, &[0, 0]), Done::Ok(0));
    w.memory(leader).write_u32(SCRATCH, child).unwrap();
    assert_eq!(w.call(leader, IOCTL, &[4, TIOCSPGRP.into(), SCRATCH]), Done::Ok(0));
    w.handle(child, SIGHUP, 0x40_1000, 0);
    w.exit(leader, 0);
    w.call(child, 39, &[]);
    assert_eq!(w.regs[&child].rip, 0x40_1000, "SIGHUP has come");
    assert_eq!(w.call(child, WRITE, &[4, SCRATCH, 1]), Done::Ok(1), "the terminal itself is still there");
    w.memory(child).write(SCRATCH, b"/dev/tty\0").unwrap();
    assert_eq!(w.call(child, OPEN, &[SCRATCH, 0]), Done::Err(Errno::ENXIO));
    assert_eq!(w.call(1, READ, &[3, SCRATCH, 1]), Done::Ok(1));
    w.exit(child, 0);
    assert_eq!(w.call(1, READ, &[3, SCRATCH, 1]), Done::Err(Errno::EIO), "its last descriptor is gone");
}

#[test]
fn a_stopped_group_that_is_orphaned_goes_on() {
    let mut w = world_with(false);
    let leader = w.fork(1);
    assert_eq!(w.call(leader, SETSID, &[]), Done::Ok(leader.into()));
    let child = w.fork(leader);
    assert_eq!(w.call(child, SETPGID, &[0, 0]), Done::Ok(0));
    w.handle(child, SIGHUP, 0x40_1000, 0);
    assert_eq!(w.call(child, 62, &[child.into(), SIGTSTP.into()]), Done::Waits);
    w.exit(leader, 0);
    assert_eq!(w.attend(child), Done::Ok(0));
    assert_eq!(w.regs[&child].rip, 0x40_1000, "it was told with SIGHUP");
}
