//! `poll_oneoff`: waiting for descriptors and clocks.

use super::context::{Answer, Cx, DATA, STRUCT};
use super::errno::WasiErrno;
use super::{nr, process};

/// More subscriptions than this in one call are refused.
const SUBSCRIPTIONS_MAX: u32 = 4096;

const SUBSCRIPTION_BYTES: u64 = 48;

const POLLIN: u16 = 1;
const POLLOUT: u16 = 4;
const POLLERR: u16 = 8;
const POLLHUP: u16 = 16;
const POLLNVAL: u16 = 32;

enum Wanted {
    /// Monotonic time at which it is due, or why it never can be.
    Clock(Result<u64, WasiErrno>),
    Descriptor {
        fd: u32,
        write: bool,
    },
}

struct Subscription {
    user_data: u64,
    wanted: Wanted,
}

struct Event {
    user_data: u64,
    error: u16,
    kind: u8,
    bytes: u64,
    flags: u16,
}

/// Waits until at least one subscription has something to say.
pub(crate) fn poll_oneoff(cx: &mut Cx<'_>, subscriptions: u32, events: u32, count: u32, out: u32) -> Answer {
    if count == 0 || count > SUBSCRIPTIONS_MAX {
        return Err(WasiErrno::INVAL);
    }
    let start = process::now(cx, 1)?;
    let mut wanted = Vec::new();
    for i in 0..u64::from(count) {
        wanted.push(subscription(cx, u64::from(subscriptions) + i * SUBSCRIPTION_BYTES, start)?);
    }
    let due = wanted.iter().filter_map(|s| match &s.wanted {
        Wanted::Clock(Ok(at)) => Some(*at),
        // Something is wrong with it, which is to be said at once.
        Wanted::Clock(Err(_)) => Some(0),
        Wanted::Descriptor { .. } => None,
    });
    let deadline = due.min();
    loop {
        let found = wait(cx, &wanted, deadline)?;
        if !found.is_empty() {
            for (i, event) in found.iter().enumerate() {
                let mut bytes = [0; 32];
                let fields = event.user_data.to_le_bytes().into_iter().chain(event.error.to_le_bytes());
                let fields = fields.chain([event.kind, 0, 0, 0, 0, 0]).chain(event.bytes.to_le_bytes());
                let fields = fields.chain(event.flags.to_le_bytes());
                bytes.iter_mut().zip(fields).for_each(|(to, from)| *to = from);
                cx.put(u64::from(events) + 32 * i as u64, &bytes)?;
            }
            return cx.put_u32(out, found.len() as u32);
        }
        if cx.expired() || cx.state.end.is_some() {
            return Err(WasiErrno::INTR);
        }
    }
}

fn subscription(cx: &mut Cx<'_>, at: u64, start: u64) -> Result<Subscription, WasiErrno> {
    let user_data = cx.get_u64(at)?;
    let [kind] = cx.get(at + 8)?;
    let wanted = match kind {
        0 => {
            let (id, timeout) = (cx.get_u32(at + 16)?, cx.get_u64(at + 24)?);
            let absolute = u16::from_le_bytes(cx.get(at + 40)?) & 1 != 0;
            Wanted::Clock(match id {
                0 | 1 if absolute => process::now(cx, id).map(|now| start.saturating_add(timeout.saturating_sub(now))),
                0 | 1 => Ok(start.saturating_add(timeout)),
                // Nobody needs to wait for CPU time of a process that does nothing.
                2 | 3 => Err(WasiErrno::NOTSUP),
                _ => Err(WasiErrno::INVAL),
            })
        }
        1 | 2 => Wanted::Descriptor { fd: cx.get_u32(at + 16)?, write: kind == 2 },
        _ => return Err(WasiErrno::INVAL),
    };
    Ok(Subscription { user_data, wanted })
}

/// One wait; no event if it ended early.
fn wait(cx: &mut Cx<'_>, wanted: &[Subscription], deadline: Option<u64>) -> Result<Vec<Event>, WasiErrno> {
    let mut descriptors = 0;
    for subscription in wanted {
        if let Wanted::Descriptor { fd, write } = subscription.wanted {
            let events = if write { POLLOUT } else { POLLIN };
            let mut bytes = [0; 8];
            let fields = fd.to_le_bytes().into_iter().chain(events.to_le_bytes());
            bytes.iter_mut().zip(fields).for_each(|(to, from)| *to = from);
            cx.put(DATA + descriptors * 8, &bytes)?;
            descriptors += 1;
        }
    }
    let timeout = match deadline {
        None => 0,
        Some(at) => {
            let left = at.saturating_sub(process::now(cx, 1)?);
            let bytes = [left / 1_000_000_000, left % 1_000_000_000].map(u64::to_le_bytes).concat();
            cx.put(STRUCT, &bytes)?;
            STRUCT
        }
    };
    match cx.syscall(nr::PPOLL, [DATA, descriptors, timeout, 0, 8]) {
        // Only a stop interrupts a guest without signal handlers; the caller looks at that.
        Ok(_) | Err(WasiErrno::INTR) => {}
        Err(error) => return Err(error),
    }
    let now = process::now(cx, 1)?;
    let mut events = Vec::new();
    let mut polled = DATA;
    for &Subscription { user_data, ref wanted } in wanted {
        match *wanted {
            Wanted::Clock(Err(error)) => {
                events.push(Event { user_data, error: error.0, kind: 0, bytes: 0, flags: 0 });
            }
            Wanted::Clock(Ok(at)) if at <= now => {
                events.push(Event { user_data, error: 0, kind: 0, bytes: 0, flags: 0 });
            }
            Wanted::Clock(Ok(_)) => {}
            Wanted::Descriptor { fd, write } => {
                let [low, high] = cx.get(polled + 6)?;
                polled += 8;
                events.extend(descriptor_event(cx, user_data, fd, write, u16::from_le_bytes([low, high]))?);
            }
        }
    }
    Ok(events)
}

fn descriptor_event(
    cx: &mut Cx<'_>,
    user_data: u64,
    fd: u32,
    write: bool,
    got: u16,
) -> Result<Option<Event>, WasiErrno> {
    if got == 0 {
        return Ok(None);
    }
    let error = match got {
        _ if got & POLLNVAL != 0 => WasiErrno::BADF.0,
        _ if got & POLLERR != 0 => WasiErrno::IO.0,
        _ => 0,
    };
    // FIONREAD tells how much there is where that can be known.
    let bytes = if !write && error == 0 && cx.syscall(nr::IOCTL, [fd.into(), 0x541b, STRUCT]).is_ok() {
        cx.get_u32(STRUCT)?.into()
    } else {
        u64::from(error == 0)
    };
    let flags = u16::from(got & POLLHUP != 0);
    Ok(Some(Event { user_data, error, kind: if write { 2 } else { 1 }, bytes, flags }))
}
