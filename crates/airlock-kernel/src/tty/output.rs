//! The way of bytes to the screen: output processing (`c_oflag` in `termios(3)`) and the queue behind it.

use std::collections::VecDeque;

use airlock_abi::termios::*;

/// Bytes that a program may write ahead of whoever takes them.
const QUEUE_MAX: usize = 16 << 10;
/// Room for echoes beyond that: they cannot wait, and are dropped when there are more.
const ECHO_MAX: usize = 4096;
/// Columns from one tab stop to the next.
const TAB: usize = 8;

/// The output of a terminal that nobody has taken yet.
#[derive(Default)]
pub(super) struct Output {
    queue: VecDeque<u8>,
    /// What was echoed while output is held.
    echoes: VecDeque<u8>,
    column: usize,
    /// `VSTOP` came, or `tcflow(TCOOFF)`.
    held: bool,
}

/// Whether a byte goes on with a character that began before.
pub(super) fn is_continuation(byte: u8, iflag: u32) -> bool {
    iflag & IUTF8 != 0 && byte & 0xc0 == 0x80
}

/// Whether a byte is a control character.
pub(super) fn is_control(byte: u8) -> bool {
    byte < 0x20 || byte == 0x7f
}

/// Columns from this one to the next tab stop.
pub(super) fn to_tab_stop(column: usize) -> usize {
    TAB - column % TAB
}

impl Output {
    /// What a program writes; returns how many bytes there was room for.
    pub(super) fn write(&mut self, bytes: &[u8], termios: &Termios) -> usize {
        if self.held {
            return 0;
        }
        if termios.oflag & OPOST == 0 {
            let room = QUEUE_MAX.saturating_sub(self.queue.len()).min(bytes.len());
            self.queue.extend(bytes.iter().take(room));
            return room;
        }
        for (done, byte) in bytes.iter().enumerate() {
            // No byte becomes more than a tab's worth of spaces.
            if self.queue.len() + TAB > QUEUE_MAX {
                return done;
            }
            self.process(*byte, termios);
        }
        bytes.len()
    }

    /// What the terminal itself shows.
    pub(super) fn echo(&mut self, byte: u8, termios: &Termios) {
        if self.queue.len() + self.echoes.len() + TAB > QUEUE_MAX + ECHO_MAX {
            return;
        }
        if self.held {
            self.echoes.push_back(byte);
        } else if termios.oflag & OPOST == 0 {
            self.queue.push_back(byte);
        } else {
            self.process(byte, termios);
        }
    }

    fn process(&mut self, byte: u8, termios: &Termios) {
        let has = |flag: u32| termios.oflag & flag != 0;
        let mut byte = byte;
        match byte {
            b'\n' => {
                if has(ONLRET) {
                    self.column = 0;
                }
                if has(ONLCR) {
                    self.column = 0;
                    self.queue.push_back(b'\r');
                }
            }
            b'\r' if has(ONOCR) && self.column == 0 => return,
            b'\r' if has(OCRNL) => {
                byte = b'\n';
                if has(ONLRET) {
                    self.column = 0;
                }
            }
            b'\r' => self.column = 0,
            b'\t' => {
                let spaces = to_tab_stop(self.column);
                self.column += spaces;
                if termios.oflag & TABDLY == XTABS {
                    self.queue.extend(std::iter::repeat_n(b' ', spaces));
                    return;
                }
            }
            8 => self.column = self.column.saturating_sub(1),
            _ if is_control(byte) => {}
            _ => {
                if has(OLCUC) {
                    byte.make_ascii_uppercase();
                }
                if !is_continuation(byte, termios.iflag) {
                    self.column = self.column.saturating_add(1);
                }
            }
        }
        self.queue.push_back(byte);
    }

    /// Moves bytes to whoever shows them.
    pub(super) fn take(&mut self, buf: &mut [u8]) -> usize {
        let n = self.peek(buf);
        self.drop_front(n);
        n
    }

    /// The next bytes, which stay.
    pub(super) fn peek(&self, buf: &mut [u8]) -> usize {
        let n = buf.len().min(self.queue.len());
        for (slot, byte) in buf.iter_mut().zip(&self.queue) {
            *slot = *byte;
        }
        n
    }

    /// The first bytes were shown.
    pub(super) fn drop_front(&mut self, n: usize) {
        self.queue.drain(..n.min(self.queue.len()));
    }

    /// Bytes that wait.
    pub(super) fn len(&self) -> usize {
        self.queue.len()
    }

    /// Whether a write would not wait.
    pub(super) fn has_room(&self) -> bool {
        !self.held && self.queue.len() + TAB <= QUEUE_MAX
    }

    /// In which column the cursor is, as far as bytes tell.
    pub(super) fn column(&self) -> usize {
        self.column
    }

    pub(super) fn is_held(&self) -> bool {
        self.held
    }

    pub(super) fn hold(&mut self) {
        self.held = true;
    }

    pub(super) fn release(&mut self, termios: &Termios) {
        self.held = false;
        for byte in std::mem::take(&mut self.echoes) {
            self.echo(byte, termios);
        }
    }

    /// Drops what waits.
    pub(super) fn flush(&mut self) {
        self.queue.clear();
        self.echoes.clear();
    }
}
