//! Requests of `ioctl(2)` on terminals and descriptors, `struct termios` and `struct winsize`.

/// Get `struct termios`.
pub const TCGETS: u32 = 0x5401;
/// Set it now.
pub const TCSETS: u32 = 0x5402;
/// Set it when output has drained.
pub const TCSETSW: u32 = 0x5403;
/// Set it when output has drained, and drop input.
pub const TCSETSF: u32 = 0x5404;
/// Get `struct termio`.
pub const TCGETA: u32 = 0x5405;
/// Send a break.
pub const TCSBRK: u32 = 0x5409;
/// Start and stop output or input.
pub const TCXONC: u32 = 0x540a;
/// Drop queued bytes.
pub const TCFLSH: u32 = 0x540b;
/// Make it the controlling terminal.
pub const TIOCSCTTY: u32 = 0x540e;
/// Get the foreground process group.
pub const TIOCGPGRP: u32 = 0x540f;
/// Set the foreground process group.
pub const TIOCSPGRP: u32 = 0x5410;
/// Bytes in the output queue.
pub const TIOCOUTQ: u32 = 0x5411;
/// Get `struct winsize`.
pub const TIOCGWINSZ: u32 = 0x5413;
/// Set `struct winsize`.
pub const TIOCSWINSZ: u32 = 0x5414;
/// Bytes that can be read.
pub const FIONREAD: u32 = 0x541b;
/// Set or clear `O_NONBLOCK`.
pub const FIONBIO: u32 = 0x5421;
/// Give up the controlling terminal.
pub const TIOCNOTTY: u32 = 0x5422;
/// Get the session of the terminal.
pub const TIOCGSID: u32 = 0x5429;
/// Clear close-on-exec.
pub const FIONCLEX: u32 = 0x5450;
/// Set close-on-exec.
pub const FIOCLEX: u32 = 0x5451;
/// Set or clear `O_ASYNC`.
pub const FIOASYNC: u32 = 0x5452;
/// Preferred block size (`int`).
pub const FIGETBSZ: u32 = 2;
/// Clone a whole file.
pub const FICLONE: u32 = 0x4004_9409;

/// `c_lflag`: echo input.
pub const ECHO: u32 = 0o10;
/// `c_lflag`: read by lines.
pub const ICANON: u32 = 0o2;

/// The kernel's `struct termios` (36 bytes).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Termios {
    /// Input modes.
    pub iflag: u32,
    /// Output modes.
    pub oflag: u32,
    /// Control modes.
    pub cflag: u32,
    /// Local modes.
    pub lflag: u32,
    /// Line discipline.
    pub line: u8,
    /// Control characters.
    pub cc: [u8; 19],
}

impl Default for Termios {
    /// What a new Linux terminal has: ICRNL IXON, OPOST ONLCR, 38400 CS8 CREAD HUPCL, ISIG ICANON ECHO ECHOE ECHOK
    /// ECHOCTL ECHOKE IEXTEN.
    fn default() -> Self {
        Self {
            iflag: 0x500,
            oflag: 5,
            cflag: 0xbf,
            lflag: 0x8a3b,
            line: 0,
            cc: [3, 0x1c, 0x7f, 0x15, 4, 0, 1, 0, 0x11, 0x13, 0x1a, 0, 0x12, 0xf, 0x17, 0x16, 0, 0, 0],
        }
    }
}

impl Termios {
    /// Bytes of the structure.
    pub const SIZE: usize = 36;

    /// To guest bytes.
    pub fn encode(&self) -> [u8; Self::SIZE] {
        let mut b = [0; Self::SIZE];
        b[0..4].copy_from_slice(&self.iflag.to_le_bytes());
        b[4..8].copy_from_slice(&self.oflag.to_le_bytes());
        b[8..12].copy_from_slice(&self.cflag.to_le_bytes());
        b[12..16].copy_from_slice(&self.lflag.to_le_bytes());
        b[16] = self.line;
        b[17..36].copy_from_slice(&self.cc);
        b
    }

    /// From guest bytes.
    pub fn decode(b: &[u8; Self::SIZE]) -> Self {
        let word = |at: usize| u32::from_le_bytes(std::array::from_fn(|i| b[at + i]));
        let cc = std::array::from_fn(|i| b[17 + i]);
        Self { iflag: word(0), oflag: word(4), cflag: word(8), lflag: word(12), line: b[16], cc }
    }
}

/// `struct winsize` for rows and columns.
pub fn winsize(rows: u16, columns: u16) -> [u8; 8] {
    let (r, c) = (rows.to_le_bytes(), columns.to_le_bytes());
    [r[0], r[1], c[0], c[1], 0, 0, 0, 0]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn termios_round_trips() {
        let t = Termios::default();
        assert_eq!(Termios::decode(&t.encode()), t);
        assert_ne!(t.lflag & ECHO, 0);
        assert_ne!(t.lflag & ICANON, 0);
        assert_eq!(winsize(24, 80), [24, 0, 80, 0, 0, 0, 0, 0]);
    }
}
