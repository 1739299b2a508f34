//! The line discipline: what becomes of keys, and what programs read of them (`termios(3)`, `N_TTY`).
//!
//! It knows neither processes nor descriptors. Input that asks for a signal says so in [`Effects`].

use std::collections::VecDeque;

use airlock_abi::signal::{SIGINT, SIGQUIT, SIGTSTP};
use airlock_abi::termios::*;

use super::output::{Output, is_continuation, is_control, to_tab_stop};

/// Bytes of input that are kept, beside the end of a line (`N_TTY_BUF_SIZE` less one).
pub(super) const INPUT_MAX: usize = 4095;

/// What input asked for.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Effects {
    /// Signals for the foreground process group, in this order.
    pub(super) signals: Vec<u8>,
    /// What the master of a pseudo-terminal in packet mode is told (`TIOCPKT_*`).
    pub(super) packet: u8,
}

/// What a byte that can be read is besides itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mark {
    None,
    /// A line ends behind it.
    Line,
    /// It stands for the end of the file, and is not read.
    End,
}

/// What erases how much.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Erase {
    Character,
    Word,
    Line,
}

/// The line discipline of one terminal.
#[derive(Default)]
pub(super) struct Discipline {
    termios: Termios,
    /// What can be read. With `ICANON` it consists of whole lines.
    input: VecDeque<(u8, Mark)>,
    /// The line that is being typed; empty without `ICANON`.
    line: Vec<u8>,
    /// The column in which the line begins.
    line_column: usize,
    /// The next byte is taken as it is (`VLNEXT`).
    literal: bool,
    /// Characters are being shown as they are erased (`ECHOPRT`).
    erasing: bool,
    pub(super) output: Output,
}

impl Discipline {
    /// With other settings than a new terminal has.
    pub(super) fn new(termios: Termios) -> Self {
        Self { termios, ..Self::default() }
    }

    pub(super) fn termios(&self) -> &Termios {
        &self.termios
    }

    fn iflag(&self, flag: u32) -> bool {
        self.termios.iflag & flag != 0
    }

    fn lflag(&self, flag: u32) -> bool {
        self.termios.lflag & flag != 0
    }

    /// Whether a byte is this control character.
    fn is(&self, byte: u8, index: usize) -> bool {
        byte != 0 && self.termios.cc(index) == byte
    }

    fn canonical(&self) -> bool {
        self.lflag(ICANON)
    }

    /// Changes the settings. Input that is there is not lost when the mode changes.
    pub(super) fn set(&mut self, new: Termios) -> Effects {
        let old = std::mem::replace(&mut self.termios, new);
        match (old.lflag & ICANON != 0, self.canonical()) {
            (true, false) => {
                self.input.retain(|(_, mark)| *mark != Mark::End);
                for cell in &mut self.input {
                    cell.1 = Mark::None;
                }
                self.input.extend(self.line.drain(..).map(|byte| (byte, Mark::None)));
                self.literal = false;
                self.erasing = false;
            }
            (false, true) => {
                // It can be read as it is, without the end of a line.
                if let Some(last) = self.input.back_mut() {
                    last.1 = Mark::Line;
                }
            }
            _ => {}
        }
        let mut effects = Effects::default();
        if old.iflag & IXON != 0 && !self.iflag(IXON) {
            self.release();
        }
        // ^S and ^Q work in the terminal that the master shows.
        let usual = |t: &Termios| t.iflag & IXON != 0 && t.cc(VSTOP) == 0x13 && t.cc(VSTART) == 0x11;
        if usual(&old) != usual(&self.termios) {
            effects.packet = if usual(&self.termios) { TIOCPKT_DOSTOP } else { TIOCPKT_NOSTOP };
        }
        effects
    }

    /// Takes keys; returns how many. The rest waits until somebody reads.
    pub(super) fn receive(&mut self, bytes: &[u8], effects: &mut Effects) -> usize {
        for (done, byte) in bytes.iter().enumerate() {
            if !self.has_room_for(*byte) {
                return done;
            }
            self.key(*byte, effects);
        }
        bytes.len()
    }

    fn is_full(&self) -> bool {
        self.input.len() + self.line.len() >= INPUT_MAX
    }

    /// A line that gets too long loses bytes, so that its end is always seen; signals always get through.
    fn has_room_for(&self, byte: u8) -> bool {
        !self.is_full() || self.canonical() && self.input.is_empty() || self.signal(byte).is_some()
    }

    /// Whether keys would be taken now.
    pub(super) fn has_room(&self) -> bool {
        self.has_room_for(0)
    }

    /// The signal that a key sends.
    fn signal(&self, byte: u8) -> Option<u8> {
        if !self.lflag(ISIG) || self.literal {
            return None;
        }
        let signals = [(VINTR, SIGINT), (VQUIT, SIGQUIT), (VSUSP, SIGTSTP)];
        signals.into_iter().find(|(index, _)| self.is(byte, *index)).map(|(_, signal)| signal)
    }

    fn key(&mut self, byte: u8, effects: &mut Effects) {
        let mut byte = byte;
        if self.iflag(ISTRIP) {
            byte &= 0x7f;
        }
        if self.iflag(IUCLC) && self.lflag(IEXTEN) {
            byte.make_ascii_lowercase();
        }
        if std::mem::take(&mut self.literal) {
            self.ordinary(byte);
            return;
        }
        if self.iflag(IXON) {
            if self.is(byte, VSTART) {
                effects.packet |= self.release();
                return;
            }
            if self.is(byte, VSTOP) {
                effects.packet |= self.hold();
                return;
            }
        }
        if let Some(signal) = self.signal(byte) {
            self.interrupt(byte, signal, effects);
            return;
        }
        if self.output.is_held() && self.iflag(IXON) && self.iflag(IXANY) {
            effects.packet |= self.release();
        }
        match byte {
            b'\r' if self.iflag(IGNCR) => return,
            b'\r' if self.iflag(ICRNL) => byte = b'\n',
            b'\n' if self.iflag(INLCR) => byte = b'\r',
            _ => {}
        }
        if !self.canonical() || !self.edit(byte) {
            self.ordinary(byte);
        }
    }

    fn interrupt(&mut self, byte: u8, signal: u8, effects: &mut Effects) {
        if !self.lflag(NOFLSH) {
            self.flush_input();
            self.output.flush();
            effects.packet |= TIOCPKT_FLUSHREAD | TIOCPKT_FLUSHWRITE;
        }
        if self.iflag(IXON) {
            effects.packet |= self.release();
        }
        if self.lflag(ECHO) {
            self.echo_shown(byte);
        }
        effects.signals.push(signal);
    }

    /// What editing and ending a line does. False if the byte is an ordinary one.
    fn edit(&mut self, byte: u8) -> bool {
        let extended = self.lflag(IEXTEN);
        if self.is(byte, VERASE) {
            self.erase(byte, Erase::Character);
        } else if self.is(byte, VKILL) {
            self.erase(byte, Erase::Line);
        } else if extended && self.is(byte, VWERASE) {
            self.erase(byte, Erase::Word);
        } else if extended && self.is(byte, VLNEXT) {
            self.literal = true;
            if self.lflag(ECHO) {
                self.finish_erasing();
                if self.lflag(ECHOCTL) {
                    self.echo(b'^');
                    self.echo(8);
                }
            }
        } else if extended && self.lflag(ECHO) && self.is(byte, VREPRINT) {
            self.finish_erasing();
            self.echo_shown(byte);
            self.echo(b'\n');
            self.line_column = self.output.column();
            for at in 0..self.line.len() {
                let shown = self.line.get(at).copied().unwrap_or(0);
                self.echo_shown(shown);
            }
        } else if byte == b'\n' {
            if self.lflag(ECHO | ECHONL) {
                self.finish_erasing();
                self.echo(b'\n');
            }
            self.end_line(Some(byte));
        } else if self.is(byte, VEOF) {
            self.end_line(None);
        } else if self.is(byte, VEOL) || extended && self.is(byte, VEOL2) {
            if self.lflag(ECHO) {
                self.finish_erasing();
                self.echo_shown(byte);
            }
            self.end_line(Some(byte));
        } else {
            return false;
        }
        true
    }

    /// A byte that is to be read.
    fn ordinary(&mut self, byte: u8) {
        if self.canonical() && self.is_full() && self.iflag(IMAXBEL) {
            self.echo(7);
            return;
        }
        if self.lflag(ECHO) {
            self.finish_erasing();
            if self.line.is_empty() {
                self.line_column = self.output.column();
            }
            if byte == b'\n' { self.echo(byte) } else { self.echo_shown(byte) }
        }
        if byte == 0xff && self.iflag(PARMRK) && !self.iflag(ISTRIP) {
            self.put(byte);
        }
        self.put(byte);
    }

    fn put(&mut self, byte: u8) {
        if !self.canonical() {
            self.input.push_back((byte, Mark::None));
            return;
        }
        // One more than is kept otherwise: the end of the line.
        if self.input.len() + self.line.len() > INPUT_MAX {
            self.line.pop();
        }
        self.line.push(byte);
    }

    /// The line can be read. `None` is the end of the file: it is not read itself.
    fn end_line(&mut self, end: Option<u8>) {
        if let Some(byte) = end {
            self.put(byte);
        }
        self.input.extend(self.line.drain(..).map(|byte| (byte, Mark::None)));
        match (end, self.input.back_mut()) {
            (Some(_), Some(last)) => last.1 = Mark::Line,
            _ => self.input.push_back((0, Mark::End)),
        }
    }

    fn erase(&mut self, key: u8, what: Erase) {
        if self.line.is_empty() {
            return;
        }
        if what == Erase::Line && !(self.lflag(ECHO) && self.lflag(ECHOK) && self.lflag(ECHOKE) && self.lflag(ECHOE)) {
            self.line.clear();
            if self.lflag(ECHO) {
                self.finish_erasing();
                self.echo_shown(key);
                if self.lflag(ECHOK) {
                    self.echo(b'\n');
                }
            }
            return;
        }
        let mut in_word = false;
        while let Some(start) = self.last_character() {
            let Some(first) = self.line.get(start).copied() else { break };
            if what == Erase::Word {
                let of_word = first.is_ascii_alphanumeric() || first == b'_' || first >= 0xc0;
                if in_word && !of_word {
                    break;
                }
                in_word |= of_word;
            }
            let erased = self.line.split_off(start);
            if self.lflag(ECHO) {
                self.show_erased(key, what, &erased);
            }
            if what == Erase::Character {
                break;
            }
        }
        if self.line.is_empty() && self.lflag(ECHO) {
            self.finish_erasing();
        }
    }

    /// Where the last character of the line begins; `None` if there is none, or only the rest of one.
    fn last_character(&self) -> Option<usize> {
        self.line.iter().rposition(|byte| !is_continuation(*byte, self.termios.iflag))
    }

    fn show_erased(&mut self, key: u8, what: Erase, erased: &[u8]) {
        let first = erased.first().copied().unwrap_or(0);
        if self.lflag(ECHOPRT) {
            if !std::mem::replace(&mut self.erasing, true) {
                self.echo(b'\\');
            }
            self.echo_shown(first);
            for byte in erased.iter().skip(1) {
                self.echo(*byte);
            }
        } else if what == Erase::Character && !self.lflag(ECHOE) {
            self.echo_shown(key);
        } else if first == b'\t' {
            let width =
                to_tab_stop(self.line.iter().fold(self.line_column, |column, byte| self.advance(column, *byte)));
            for _ in 0..width {
                self.echo(8);
            }
        } else {
            let columns = self.advance(0, first);
            for byte in [8, b' ', 8].repeat(columns) {
                self.echo(byte);
            }
        }
    }

    /// The column behind a byte that is echoed in this one.
    fn advance(&self, column: usize, byte: u8) -> usize {
        match byte {
            b'\t' => column + to_tab_stop(column),
            _ if is_continuation(byte, self.termios.iflag) => column,
            _ if is_control(byte) => column + if self.lflag(ECHOCTL) { 2 } else { 0 },
            _ => column + 1,
        }
    }

    fn finish_erasing(&mut self) {
        if std::mem::take(&mut self.erasing) {
            self.echo(b'/');
        }
    }

    fn echo(&mut self, byte: u8) {
        self.output.echo(byte, &self.termios);
    }

    /// Echoes a byte, control characters as `^X` if so set.
    fn echo_shown(&mut self, byte: u8) {
        if self.lflag(ECHOCTL) && is_control(byte) && byte != b'\t' {
            self.echo(b'^');
            self.echo(byte ^ 0x40);
        } else {
            self.echo(byte);
        }
    }

    /// What a program writes; returns how many bytes there was room for.
    pub(super) fn write(&mut self, bytes: &[u8]) -> usize {
        self.output.write(bytes, &self.termios)
    }

    /// Holds output; what packet mode says of it.
    pub(super) fn hold(&mut self) -> u8 {
        if self.output.is_held() {
            return 0;
        }
        self.output.hold();
        TIOCPKT_STOP
    }

    /// Releases output; what packet mode says of it.
    pub(super) fn release(&mut self) -> u8 {
        if !self.output.is_held() {
            return 0;
        }
        self.output.release(&self.termios);
        TIOCPKT_START
    }

    /// Drops input.
    pub(super) fn flush_input(&mut self) {
        self.input.clear();
        self.line.clear();
        self.literal = false;
        self.erasing = false;
    }

    /// Bytes that can be read now (`FIONREAD`).
    pub(super) fn readable(&self) -> usize {
        self.input.iter().filter(|(_, mark)| *mark != Mark::End).count()
    }

    /// How many bytes a read that is not by lines waits for, and for how many tenths of a second; `None` in lines.
    pub(super) fn minimum(&self) -> Option<(usize, u64)> {
        (!self.canonical()).then(|| (self.termios.cc(VMIN).into(), self.termios.cc(VTIME).into()))
    }

    /// Whether there is something to read, be it the end of the file.
    pub(super) fn has_input(&self) -> bool {
        !self.input.is_empty()
    }

    /// Bytes of input that are there, whatever a read would wait for.
    pub(super) fn available(&self) -> usize {
        self.input.len()
    }

    /// Reads: up to the end of a line with `ICANON`. To be called when there is input.
    pub(super) fn read(&mut self, buf: &mut [u8]) -> usize {
        let mut done = 0;
        while let Some((byte, mark)) = self.input.front().copied() {
            if mark == Mark::End {
                // One right behind a full buffer belongs to that read too.
                self.input.pop_front();
                break;
            }
            let Some(slot) = buf.get_mut(done) else { break };
            *slot = byte;
            done += 1;
            self.input.pop_front();
            if mark == Mark::Line {
                break;
            }
        }
        done
    }
}
