//! `struct termios`: the settings of a terminal (`termios(3)`).

/// `c_iflag`: the byte 0xff shows as two, so that marks of parity errors can be told from it.
pub const PARMRK: u32 = 8;
/// `c_iflag`: cut bytes to seven bits.
pub const ISTRIP: u32 = 0x20;
/// `c_iflag`: newline becomes carriage return.
pub const INLCR: u32 = 0x40;
/// `c_iflag`: carriage return is dropped.
pub const IGNCR: u32 = 0x80;
/// `c_iflag`: carriage return becomes newline.
pub const ICRNL: u32 = 0x100;
/// `c_iflag`: upper case becomes lower case.
pub const IUCLC: u32 = 0x200;
/// `c_iflag`: `VSTOP` and `VSTART` hold and release output.
pub const IXON: u32 = 0x400;
/// `c_iflag`: any byte releases output.
pub const IXANY: u32 = 0x800;
/// `c_iflag`: ring the bell when there is no room for input.
pub const IMAXBEL: u32 = 0x2000;
/// `c_iflag`: input is UTF-8: characters are erased whole.
pub const IUTF8: u32 = 0x4000;

/// `c_oflag`: process output.
pub const OPOST: u32 = 1;
/// `c_oflag`: lower case becomes upper case.
pub const OLCUC: u32 = 2;
/// `c_oflag`: newline becomes carriage return and newline.
pub const ONLCR: u32 = 4;
/// `c_oflag`: carriage return becomes newline.
pub const OCRNL: u32 = 8;
/// `c_oflag`: no carriage return in column 0.
pub const ONOCR: u32 = 0x10;
/// `c_oflag`: newline goes to column 0 by itself.
pub const ONLRET: u32 = 0x20;
/// `c_oflag`: what becomes of tabs.
pub const TABDLY: u32 = 0x1800;
/// `c_oflag`: tabs become spaces.
pub const XTABS: u32 = 0x1800;

/// `c_cflag`: baud rate.
pub const CBAUD: u32 = 0x100f;
/// `c_cflag`: the baud rate is in `c_ospeed`.
pub const BOTHER: u32 = 0x1000;

/// `c_lflag`: `VINTR`, `VQUIT` and `VSUSP` send signals.
pub const ISIG: u32 = 1;
/// `c_lflag`: read by lines.
pub const ICANON: u32 = 2;
/// `c_lflag`: echo input.
pub const ECHO: u32 = 8;
/// `c_lflag`: `VERASE` erases on the screen.
pub const ECHOE: u32 = 0x10;
/// `c_lflag`: `VKILL` starts a new line.
pub const ECHOK: u32 = 0x20;
/// `c_lflag`: echo newlines even without `ECHO`.
pub const ECHONL: u32 = 0x40;
/// `c_lflag`: signals leave the queues alone.
pub const NOFLSH: u32 = 0x80;
/// `c_lflag`: output of background processes stops them.
pub const TOSTOP: u32 = 0x100;
/// `c_lflag`: control characters are echoed as `^X`.
pub const ECHOCTL: u32 = 0x200;
/// `c_lflag`: erased characters are shown between `\\` and `/`.
pub const ECHOPRT: u32 = 0x400;
/// `c_lflag`: `VKILL` erases on the screen.
pub const ECHOKE: u32 = 0x800;
/// `c_lflag`: `VLNEXT`, `VREPRINT`, `VWERASE` and `VEOL2` work.
pub const IEXTEN: u32 = 0x8000;

/// Index in `c_cc`. Interrupt: SIGINT.
pub const VINTR: usize = 0;
/// Index in `c_cc`. Quit: SIGQUIT.
pub const VQUIT: usize = 1;
/// Index in `c_cc`. Erase a character.
pub const VERASE: usize = 2;
/// Index in `c_cc`. Erase the line.
pub const VKILL: usize = 3;
/// Index in `c_cc`. End of file.
pub const VEOF: usize = 4;
/// Index in `c_cc`. Time of a read that is not by lines, in tenths of a second.
pub const VTIME: usize = 5;
/// Index in `c_cc`. Bytes that a read that is not by lines waits for.
pub const VMIN: usize = 6;
/// Index in `c_cc`. Release output.
pub const VSTART: usize = 8;
/// Index in `c_cc`. Hold output.
pub const VSTOP: usize = 9;
/// Index in `c_cc`. Suspend: SIGTSTP.
pub const VSUSP: usize = 10;
/// Index in `c_cc`. One more end of line.
pub const VEOL: usize = 11;
/// Index in `c_cc`. Show the line again.
pub const VREPRINT: usize = 12;
/// Index in `c_cc`. Erase a word.
pub const VWERASE: usize = 14;
/// Index in `c_cc`. Take the next byte as it is.
pub const VLNEXT: usize = 15;
/// Index in `c_cc`. Yet another end of line.
pub const VEOL2: usize = 16;

/// `tcflow(3)`: hold output.
pub const TCOOFF: u64 = 0;
/// `tcflow(3)`: release output.
pub const TCOON: u64 = 1;
/// `tcflow(3)`: send `VSTOP`.
pub const TCIOFF: u64 = 2;
/// `tcflow(3)`: send `VSTART`.
pub const TCION: u64 = 3;
/// `tcflush(3)`: drop input.
pub const TCIFLUSH: u64 = 0;
/// `tcflush(3)`: drop output.
pub const TCOFLUSH: u64 = 1;
/// `tcflush(3)`: drop both.
pub const TCIOFLUSH: u64 = 2;

/// Packet mode: bytes follow.
pub const TIOCPKT_DATA: u8 = 0;
/// Packet mode: input was dropped.
pub const TIOCPKT_FLUSHREAD: u8 = 1;
/// Packet mode: output was dropped.
pub const TIOCPKT_FLUSHWRITE: u8 = 2;
/// Packet mode: output is held.
pub const TIOCPKT_STOP: u8 = 4;
/// Packet mode: output is released.
pub const TIOCPKT_START: u8 = 8;
/// Packet mode: `VSTOP` and `VSTART` are no longer ^S and ^Q.
pub const TIOCPKT_NOSTOP: u8 = 16;
/// Packet mode: `VSTOP` and `VSTART` are ^S and ^Q.
pub const TIOCPKT_DOSTOP: u8 = 32;

/// Baud rates by their code in `CBAUD`; those above 38400 have the bit `BOTHER` and begin with 57600.
const RATES: [u32; 16] = [0, 50, 75, 110, 134, 150, 200, 300, 600, 1200, 1800, 2400, 4800, 9600, 19200, 38400];
const HIGH_RATES: [u32; 15] = [
    57_600, 115_200, 230_400, 460_800, 500_000, 576_000, 921_600, 1_000_000, 1_152_000, 1_500_000, 2_000_000,
    2_500_000, 3_000_000, 3_500_000, 4_000_000,
];
/// Where the code of the input rate lies in `c_cflag`.
const IBSHIFT: u32 = 16;

/// The kernel's `struct termios2`; `struct termios` is the same without the two rates.
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
    /// Input rate in bauds.
    pub ispeed: u32,
    /// Output rate in bauds.
    pub ospeed: u32,
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
            ispeed: 38400,
            ospeed: 38400,
        }
    }
}

impl Termios {
    /// Bytes of `struct termios`.
    pub const SIZE: usize = 36;
    /// Bytes of `struct termios2`.
    pub const SIZE2: usize = 44;
    /// Bytes of `struct termio`.
    pub const SIZE_OLD: usize = 18;

    /// A control character; 0 (`_POSIX_VDISABLE`) is none.
    pub fn cc(&self, index: usize) -> u8 {
        self.cc.get(index).copied().unwrap_or(0)
    }

    /// To `struct termios`.
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

    /// From `struct termios`: the rates are what `c_cflag` says; `BOTHER` without a rate keeps those of `old`.
    pub fn decode(b: &[u8; Self::SIZE], old: &Self) -> Self {
        let word = |at: usize| u32::from_le_bytes(std::array::from_fn(|i| b[at + i]));
        let cc = std::array::from_fn(|i| b[17 + i]);
        let cflag = word(8);
        let ospeed = rate(cflag).unwrap_or(old.ospeed);
        let ispeed = if cflag >> IBSHIFT & CBAUD == 0 { ospeed } else { rate(cflag >> IBSHIFT).unwrap_or(old.ispeed) };
        Self { iflag: word(0), oflag: word(4), cflag, lflag: word(12), line: b[16], cc, ispeed, ospeed }
    }

    /// To `struct termios2`.
    pub fn encode2(&self) -> [u8; Self::SIZE2] {
        let mut b = [0; Self::SIZE2];
        b[..36].copy_from_slice(&self.encode());
        b[36..40].copy_from_slice(&self.ispeed.to_le_bytes());
        b[40..].copy_from_slice(&self.ospeed.to_le_bytes());
        b
    }

    /// From `struct termios2`: the rates count where `c_cflag` says `BOTHER`.
    pub fn decode2(b: &[u8; Self::SIZE2]) -> Self {
        let word = |at: usize| u32::from_le_bytes(std::array::from_fn(|i| b[at + i]));
        let given = Self { ispeed: word(36), ospeed: word(40), ..Self::default() };
        Self::decode(&std::array::from_fn(|i| b[i]), &given)
    }

    /// To `struct termio`, which has the low halves of the flags and eight control characters.
    pub fn encode_old(&self) -> [u8; Self::SIZE_OLD] {
        let mut b = [0; Self::SIZE_OLD];
        for (half, flags) in b.as_chunks_mut::<2>().0.iter_mut().zip([self.iflag, self.oflag, self.cflag, self.lflag]) {
            *half = [flags.to_le_bytes()[0], flags.to_le_bytes()[1]];
        }
        b[8] = self.line;
        b[9..17].copy_from_slice(&self.cc[..8]);
        b
    }

    /// These settings with what a `struct termio` changes.
    pub fn with_old(&self, b: &[u8; Self::SIZE_OLD]) -> Self {
        let half = |at: usize, flags: u32| flags & 0xffff_0000 | u32::from(u16::from_le_bytes([b[at], b[at + 1]]));
        let mut cc = self.cc;
        cc[..8].copy_from_slice(&b[9..17]);
        let (iflag, oflag) = (half(0, self.iflag), half(2, self.oflag));
        let (cflag, lflag) = (half(4, self.cflag), half(6, self.lflag));
        let new = Self { iflag, oflag, cflag, lflag, line: b[8], cc, ..*self };
        Self::decode(&new.encode(), self)
    }
}

/// The rate that a code stands for; `None` for `BOTHER` alone.
fn rate(cflag: u32) -> Option<u32> {
    let low = (cflag & 0xf) as usize;
    if cflag & BOTHER == 0 { RATES.get(low).copied() } else { HIGH_RATES.get(low.checked_sub(1)?).copied() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn structures_round_trip() {
        let t = Termios::default();
        assert_eq!(Termios::decode(&t.encode(), &t), t);
        assert_eq!(Termios::decode2(&t.encode2()), t);
        assert_eq!(t.with_old(&t.encode_old()), t);
        assert_ne!(t.lflag & ECHO, 0);
        assert_ne!(t.lflag & ICANON, 0);
    }

    #[test]
    fn rates_follow_from_codes() {
        let t = Termios::default();
        // B9600, B115200.
        for (code, bauds) in [(13, 9600), (0o10002, 115_200), (0o10017, 4_000_000)] {
            let set = Termios { cflag: t.cflag & !CBAUD | code, ..t };
            assert_eq!(Termios::decode(&set.encode(), &t).ospeed, bauds);
        }
        let odd = Termios { cflag: t.cflag & !CBAUD | BOTHER, ispeed: 12345, ospeed: 12345, ..t };
        assert_eq!(Termios::decode2(&odd.encode2()), odd);
    }
}
