//! `airlock run -it`, with a pseudo-terminal of the host as the terminal: keys go in, and the screen is looked at.

#![allow(clippy::print_stderr, reason = "a test that is skipped says so")]

use std::fs::File;
use std::io::{Read, Write};
use std::os::fd::{AsFd, OwnedFd};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use rustix::termios::{LocalModes, OutputModes, Winsize, tcgetattr, tcsetwinsize};

use crate::processes::{compile, root};
use crate::{CACHE, Sandbox};

/// The first use of a program translates it, perhaps on a busy machine.
const PATIENCE: Duration = Duration::from_secs(300);
const CTRL_C: &str = "\x03";
const CTRL_D: &str = "\x04";
const CTRL_Z: &str = "\x1a";
const UP: &str = "\x1b[A";
const LEFT: &str = "\x1b[D";

/// A command in a terminal that can be looked at.
struct Terminal {
    child: Child,
    keys: File,
    /// The side of the command: it keeps the settings readable after its end.
    slave: OwnedFd,
    screen: Arc<Mutex<vt100::Parser>>,
}

impl Terminal {
    fn airlock(dir: &Sandbox, args: &[&str]) -> Self {
        let master = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY | OpenptFlags::CLOEXEC).unwrap();
        grantpt(&master).unwrap();
        unlockpt(&master).unwrap();
        let name = ptsname(&master, Vec::new()).unwrap();
        let flags = rustix::fs::OFlags::RDWR | rustix::fs::OFlags::NOCTTY | rustix::fs::OFlags::CLOEXEC;
        let slave = rustix::fs::open(name, flags, rustix::fs::Mode::empty()).unwrap();
        tcsetwinsize(&slave, size(24, 80)).unwrap();
        let end = || Stdio::from(slave.try_clone().unwrap());
        let child = Command::new(env!("CARGO_BIN_EXE_airlock"))
            .args(args)
            .current_dir(dir.path())
            .env_clear()
            .env("HOME", dir.path())
            .env("AIRLOCK_CACHE_DIR", CACHE.path())
            .env("TERM", "xterm")
            .stdin(end())
            .stdout(end())
            .stderr(end())
            .spawn()
            .unwrap();
        let screen = Arc::new(Mutex::new(vt100::Parser::new(24, 80, 0)));
        let (mut from, shown) = (File::from(master.try_clone().unwrap()), Arc::clone(&screen));
        std::thread::spawn(move || {
            let mut buf = [0; 4096];
            // It fails when nobody has the other side open any more.
            while let Ok(n) = from.read(&mut buf) {
                shown.lock().unwrap().process(&buf[..n]);
            }
        });
        Self { child, keys: master.into(), slave, screen }
    }

    fn shell(dir: &Sandbox, shell: &[&str]) -> Self {
        Self::airlock(dir, &[&["run", "-it", "--timeout", "10m", "--rootfs", "root"], shell].concat())
    }

    fn keys(&mut self, keys: &str) {
        self.keys.write_all(keys.as_bytes()).unwrap();
    }

    fn contents(&self) -> String {
        self.screen.lock().unwrap().screen().contents()
    }

    /// Waits until the screen is as it should be.
    #[track_caller]
    fn until(&mut self, what: &str, good: impl Fn(&str) -> bool) {
        let start = Instant::now();
        while !good(&self.contents()) {
            assert!(start.elapsed() < PATIENCE, "no {what} on the screen:\n{}", self.contents());
            assert!(self.child.try_wait().unwrap().is_none(), "it has ended before {what}:\n{}", self.contents());
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    #[track_caller]
    fn shows(&mut self, text: &str) {
        self.until(text, |screen| screen.contains(text));
    }

    /// Types a command at an empty screen, and waits for what it shows in a line of its own.
    #[track_caller]
    fn command(&mut self, command: &str, line: &str) {
        self.keys(&format!("{command}\r"));
        self.until(line, |screen| screen.lines().any(|shown| shown.trim_end() == line));
    }

    #[track_caller]
    fn status(&mut self) -> i32 {
        let start = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status.code().unwrap_or(-1);
            }
            assert!(start.elapsed() < PATIENCE, "it does not end:\n{}", self.contents());
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    /// Whether the host's terminal is raw now.
    fn is_raw(&self) -> bool {
        let settings = tcgetattr(self.slave.as_fd()).unwrap();
        !settings.local_modes.contains(LocalModes::ICANON) && !settings.output_modes.contains(OutputModes::OPOST)
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn size(rows: u16, columns: u16) -> Winsize {
    Winsize { ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0 }
}

fn has_bash(dir: &Sandbox) -> bool {
    let there = dir.path().join("root/bin/bash").exists();
    if !there {
        eprintln!("skipped: there is no /usr/bin/bash-static (package bash-static)");
    }
    there
}

#[test]
fn pseudo_terminals_do_what_they_do_on_linux() {
    let dir = Sandbox::new();
    let Some(()) = compile(&dir, "terminal.c") else { return };
    let done = dir.run(&["run", "--timeout", "10m", "./prog"]);
    assert_eq!((done.status, done.stdout.as_str()), (0, "all is well\n"), "{done:?}");
}

#[test]
fn only_a_terminal_can_be_given() {
    let dir = Sandbox::new();
    let prog = dir.file("prog", b"");
    let prog = prog.to_str().unwrap();
    dir.run(&["run", "-it", prog]).refused(&["standard input is not a terminal", "--tty"]);
    dir.run(&["run", "-t", "--stdin", "null", prog]).refused(&["--tty", "--stdin"]);
}

#[test]
fn without_the_option_there_is_no_terminal() {
    let dir = Sandbox::new();
    let Some(()) = root(&dir) else { return };
    let mut t =
        Terminal::airlock(&dir, &["run", "--rootfs", "root", "/bin/sh", "-c", "tty; tty <&1; echo x >/dev/tty"]);
    t.until("two answers", |screen| screen.matches("not a tty").count() == 2);
    assert_eq!(t.status(), 1);
    assert!(!t.is_raw());
}

#[test]
fn a_shell_is_interactive() {
    let dir = Sandbox::new();
    let Some(()) = root(&dir) else { return };
    let mut t = Terminal::shell(&dir, &["/bin/sh"]);
    t.shows("# ");
    assert!(t.is_raw(), "keys are the guest's");
    t.command("tty; echo $TERM", "xterm");
    t.shows("/dev/pts/0");
    t.command("stty size", "24 80");
    tcsetwinsize(&t.slave, size(30, 100)).unwrap();
    t.screen.lock().unwrap().screen_mut().set_size(30, 100);
    std::thread::sleep(Duration::from_millis(300));
    t.command("stty size", "30 100");
    // A key interrupts a program that waits, one that writes, and one that reads the terminal.
    for (command, shows) in [("sleep 1000", "1000"), ("yes > /dev/null", "null"), ("cat", "cat")] {
        t.keys(&format!("clear\r{command}\r"));
        t.shows(shows);
        std::thread::sleep(Duration::from_millis(500));
        t.keys(CTRL_C);
        t.command("echo $((130 + 1)) $?", "131 130");
    }
    // Characters are erased whole.
    t.keys("clear; cat\r");
    t.shows("cat");
    t.keys("a\u{fc}\x7fb\r");
    t.until("the rest twice", |screen| screen.lines().filter(|line| *line == "ab").count() == 2);
    t.keys(CTRL_D);
    // What is typed ahead is not lost; an end of file ends the one who reads.
    t.keys("cat; echo cat=$?\rtext\r");
    t.until("the text twice", |screen| screen.matches("text").count() >= 2);
    t.keys(CTRL_D);
    t.shows("cat=0");
    t.keys("exit 7\r");
    assert_eq!(t.status(), 7);
    assert!(!t.is_raw(), "the terminal is as it was");
}

#[test]
fn an_editor_has_the_whole_screen() {
    let dir = Sandbox::new();
    let Some(()) = root(&dir) else { return };
    let mut t = Terminal::shell(&dir, &["/bin/sh"]);
    t.shows("# ");
    t.keys("vi /tmp/file\r");
    t.until("an empty file", |screen| screen.lines().filter(|line| line.starts_with('~')).count() > 15);
    t.keys("ihello\rworld\x1bkxiJ\x1b");
    t.until("what was typed", |screen| screen.starts_with("helJl\nworld\n~"));
    t.keys(":wq\r");
    t.command("clear; wc -l /tmp/file", "2 /tmp/file");
    t.keys(CTRL_D);
    assert_eq!(t.status(), 0);
}

#[test]
fn jobs_are_controlled() {
    let dir = Sandbox::new();
    let Some(()) = root(&dir) else { return };
    if !has_bash(&dir) {
        return;
    }
    let mut t = Terminal::shell(&dir, &["/bin/bash", "--norc"]);
    t.shows("# ");
    t.keys("cat\rabc\r");
    t.until("the text twice", |screen| screen.matches("abc").count() == 2);
    t.keys(CTRL_Z);
    t.shows("Stopped");
    t.command("clear; jobs", "[1]+  Stopped                 cat");
    t.keys("clear; fg\rmore\r");
    t.until("the text twice", |screen| screen.matches("more").count() == 2);
    t.keys(CTRL_C);
    t.keys("clear; sleep 1000 &\r");
    t.shows("[1] ");
    // A reader in the background stops.
    t.keys("clear; cat &\r");
    t.shows("[2] ");
    t.keys("\r");
    t.shows("Stopped");
    t.command("clear; jobs | wc -l", "2");
    t.keys("clear; fg\rfront\r");
    t.until("the text twice", |screen| screen.matches("front").count() == 2);
    t.keys(CTRL_D);
    t.keys("clear; kill %1; wait; echo left: $(jobs -r | wc -l)\r");
    t.shows("left: 0");
    t.keys("exit\r");
    assert_eq!(t.status(), 0);
}

#[test]
fn lines_are_edited_completed_and_remembered() {
    let dir = Sandbox::new();
    let Some(()) = root(&dir) else { return };
    if !has_bash(&dir) {
        return;
    }
    let mut t = Terminal::shell(&dir, &["/bin/bash", "--norc"]);
    t.shows("# ");
    t.keys(&format!("echo one thee{LEFT}{LEFT}r\r"));
    t.until("the edited line", |screen| screen.lines().any(|line| line == "one three"));
    t.keys(&format!("clear\r{UP}{UP}\r"));
    t.until("the line again", |screen| screen.matches("one three").count() == 2);
    t.keys("clear\rls /proc/sys/kern\t\r");
    t.shows("ostype");
    t.shows("/proc/sys/kernel/");
    t.keys(CTRL_D);
    assert_eq!(t.status(), 0);
}

#[test]
fn the_terminal_is_restored_however_it_ends() {
    let dir = Sandbox::new();
    let Some(()) = root(&dir) else { return };
    let mut t = Terminal::airlock(&dir, &["run", "-it", "--rootfs", "root", "/bin/sh"]);
    t.shows("# ");
    assert!(t.is_raw());
    let pid = rustix::process::Pid::from_raw(i32::try_from(t.child.id()).unwrap()).unwrap();
    rustix::process::kill_process(pid, rustix::process::Signal::TERM).unwrap();
    assert_eq!(t.status(), -1, "the signal ended it");
    assert!(!t.is_raw());

    let mut t = Terminal::airlock(&dir, &["run", "-it", "--timeout", "3s", "--rootfs", "root", "/bin/sh"]);
    assert_eq!(t.status(), 124);
    assert!(!t.is_raw());

    let mut t = Terminal::airlock(&dir, &["run", "-it", "--rootfs", "root", "/bin/sh"]);
    t.shows("# ");
    t.keys("kill -9 $$\r");
    assert_eq!(t.status(), 137);
    assert!(!t.is_raw());

    let mut t = Terminal::airlock(&dir, &["run", "-it", "--max-output", "1K", "--rootfs", "root", "/bin/yes"]);
    assert_eq!(t.status(), 137);
    assert!(!t.is_raw());
}
