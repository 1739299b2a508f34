//! `epoll(7)`: `EPOLLIN` and its like are the bits of `poll(2)`.

/// `epoll_ctl`: watch a descriptor.
pub const EPOLL_CTL_ADD: u32 = 1;
/// `epoll_ctl`: stop watching it.
pub const EPOLL_CTL_DEL: u32 = 2;
/// `epoll_ctl`: watch for something else.
pub const EPOLL_CTL_MOD: u32 = 3;

/// Of several sets that watch the same, not all need be woken.
pub const EPOLLEXCLUSIVE: u32 = 1 << 28;
/// Keep the machine awake.
pub const EPOLLWAKEUP: u32 = 1 << 29;
/// Report once, then only after `EPOLL_CTL_MOD`.
pub const EPOLLONESHOT: u32 = 1 << 30;
/// Report what has happened, not what is so.
pub const EPOLLET: u32 = 1 << 31;

/// `struct epoll_event`, packed on x86-64.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EpollEvent {
    /// What is asked for, or what is so.
    pub events: u32,
    /// What the guest wants to be told with it.
    pub data: u64,
}

impl EpollEvent {
    /// Bytes of the structure.
    pub const SIZE: usize = 12;

    /// From guest bytes.
    pub fn decode(b: [u8; Self::SIZE]) -> Self {
        let [e0, e1, e2, e3, data @ ..] = b;
        Self { events: u32::from_le_bytes([e0, e1, e2, e3]), data: u64::from_le_bytes(data) }
    }

    /// To guest bytes.
    pub fn encode(&self) -> [u8; Self::SIZE] {
        let mut bytes = [0; Self::SIZE];
        let (events, data) = bytes.split_at_mut(4);
        events.copy_from_slice(&self.events.to_le_bytes());
        data.copy_from_slice(&self.data.to_le_bytes());
        bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_are_packed() {
        let event = EpollEvent { events: 0x8000_0001, data: 0x0102_0304_0506_0708 };
        assert_eq!(event.encode(), [1, 0, 0, 0x80, 8, 7, 6, 5, 4, 3, 2, 1]);
        assert_eq!(EpollEvent::decode(event.encode()), event);
    }
}
