//! Requests of `ioctl(2)` on terminals and descriptors (`ioctl_tty(2)`), `struct winsize`.

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
/// Set `struct termio` now.
pub const TCSETA: u32 = 0x5406;
/// Set `struct termio` when output has drained.
pub const TCSETAW: u32 = 0x5407;
/// Set `struct termio` when output has drained, and drop input.
pub const TCSETAF: u32 = 0x5408;
/// Send a break.
pub const TCSBRK: u32 = 0x5409;
/// Start and stop output or input.
pub const TCXONC: u32 = 0x540a;
/// Drop queued bytes.
pub const TCFLSH: u32 = 0x540b;
/// No other open of the terminal succeeds.
pub const TIOCEXCL: u32 = 0x540c;
/// Others may open it again.
pub const TIOCNXCL: u32 = 0x540d;
/// Make it the controlling terminal.
pub const TIOCSCTTY: u32 = 0x540e;
/// Get the foreground process group.
pub const TIOCGPGRP: u32 = 0x540f;
/// Set the foreground process group.
pub const TIOCSPGRP: u32 = 0x5410;
/// Bytes in the output queue.
pub const TIOCOUTQ: u32 = 0x5411;
/// Put a byte into the terminal's input.
pub const TIOCSTI: u32 = 0x5412;
/// Get `struct winsize`.
pub const TIOCGWINSZ: u32 = 0x5413;
/// Set `struct winsize`.
pub const TIOCSWINSZ: u32 = 0x5414;
/// Bytes that can be read.
pub const FIONREAD: u32 = 0x541b;
/// Take over the output of the console.
pub const TIOCCONS: u32 = 0x541d;
/// Packet mode of a pseudo-terminal's master.
pub const TIOCPKT: u32 = 0x5420;
/// Set or clear `O_NONBLOCK`.
pub const FIONBIO: u32 = 0x5421;
/// Give up the controlling terminal.
pub const TIOCNOTTY: u32 = 0x5422;
/// Set the line discipline.
pub const TIOCSETD: u32 = 0x5423;
/// Get the line discipline.
pub const TIOCGETD: u32 = 0x5424;
/// Send a break.
pub const TCSBRKP: u32 = 0x5425;
/// Get the session of the terminal.
pub const TIOCGSID: u32 = 0x5429;
/// Get `struct termios2`.
pub const TCGETS2: u32 = 0x802c_542a;
/// Set `struct termios2` now.
pub const TCSETS2: u32 = 0x402c_542b;
/// Set it when output has drained.
pub const TCSETSW2: u32 = 0x402c_542c;
/// Set it when output has drained, and drop input.
pub const TCSETSF2: u32 = 0x402c_542d;
/// Number of a pseudo-terminal, asked of its master.
pub const TIOCGPTN: u32 = 0x8004_5430;
/// Lock a pseudo-terminal, or unlock it.
pub const TIOCSPTLCK: u32 = 0x4004_5431;
/// Device number of the terminal.
pub const TIOCGDEV: u32 = 0x8004_5432;
/// Send a signal to the foreground group, by way of the master.
pub const TIOCSIG: u32 = 0x4004_5436;
/// Hang up.
pub const TIOCVHANGUP: u32 = 0x5437;
/// Whether packet mode is on.
pub const TIOCGPKT: u32 = 0x8004_5438;
/// Whether a pseudo-terminal is locked.
pub const TIOCGPTLCK: u32 = 0x8004_5439;
/// Whether nobody else may open the terminal.
pub const TIOCGEXCL: u32 = 0x8004_5440;
/// Open the slave of this master.
pub const TIOCGPTPEER: u32 = 0x5441;
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

/// `struct winsize`: the size of a terminal's window.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WinSize {
    /// In characters.
    pub rows: u16,
    /// In characters.
    pub columns: u16,
    /// In pixels; 0 is unknown.
    pub width: u16,
    /// In pixels; 0 is unknown.
    pub height: u16,
}

impl WinSize {
    /// Bytes of the structure.
    pub const SIZE: usize = 8;

    /// To guest bytes.
    pub fn encode(&self) -> [u8; Self::SIZE] {
        let [r, c, w, h] = [self.rows, self.columns, self.width, self.height].map(u16::to_le_bytes);
        [r[0], r[1], c[0], c[1], w[0], w[1], h[0], h[1]]
    }

    /// From guest bytes.
    pub fn decode(b: &[u8; Self::SIZE]) -> Self {
        let [rows, columns, width, height] = [0, 2, 4, 6].map(|at| u16::from_le_bytes([b[at], b[at + 1]]));
        Self { rows, columns, width, height }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn window_sizes_round_trip() {
        let size = WinSize { rows: 24, columns: 80, width: 640, height: 0x1ff };
        assert_eq!(size.encode(), [24, 0, 80, 0, 0x80, 2, 0xff, 1]);
        assert_eq!(WinSize::decode(&size.encode()), size);
    }
}
