//! `poll(2)` and `select(2)`.

/// Can be read.
pub const POLLIN: u16 = 1;
/// Exceptional condition.
pub const POLLPRI: u16 = 2;
/// Can be written.
pub const POLLOUT: u16 = 4;
/// Error (answers only).
pub const POLLERR: u16 = 8;
/// Hang-up (answers only).
pub const POLLHUP: u16 = 16;
/// Not an open descriptor (answers only).
pub const POLLNVAL: u16 = 32;
/// Normal data can be read.
pub const POLLRDNORM: u16 = 0x40;
/// Priority data can be read.
pub const POLLRDBAND: u16 = 0x80;
/// Normal data can be written.
pub const POLLWRNORM: u16 = 0x100;
/// Priority data can be written.
pub const POLLWRBAND: u16 = 0x200;
/// The other side of a stream has stopped writing.
pub const POLLRDHUP: u16 = 0x2000;

/// `struct pollfd`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PollFd {
    /// The descriptor; negative ones are ignored.
    pub fd: i32,
    /// What is asked for.
    pub events: u16,
    /// What is so.
    pub revents: u16,
}

impl PollFd {
    /// Bytes of the structure.
    pub const SIZE: usize = 8;

    /// From guest bytes.
    pub fn decode(b: [u8; Self::SIZE]) -> Self {
        Self {
            fd: i32::from_le_bytes([b[0], b[1], b[2], b[3]]),
            events: u16::from_le_bytes([b[4], b[5]]),
            revents: u16::from_le_bytes([b[6], b[7]]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pollfd_decodes() {
        let p = PollFd::decode([0xff, 0xff, 0xff, 0xff, 5, 0, 1, 0]);
        assert_eq!(p, PollFd { fd: -1, events: POLLIN | POLLOUT, revents: POLLIN });
    }
}
