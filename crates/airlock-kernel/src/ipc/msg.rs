//! `msgget(2)`, `msgsnd(2)`, `msgrcv(2)`, `msgctl(2)`: message queues.

use std::collections::VecDeque;

use airlock_abi::Errno;
use airlock_abi::ipc::*;
use airlock_platform::Memory;

use super::{Caller, READ, WRITE, encode, read_perm};
use crate::Kernel;
use crate::syscalls::{Answer, Args, flags32, int};
use crate::task::Key;
use crate::user;

/// Bytes of a message.
const MESSAGE_MAX: u64 = 8192;
/// Bytes of a queue, and messages; both count against the filesystem limit from the beginning.
const QUEUE_BYTES: usize = 16_384;

/// One queue.
#[derive(Default)]
pub(super) struct Queue {
    messages: VecDeque<(i64, Vec<u8>)>,
    bytes: usize,
    sent_s: i64,
    received_s: i64,
    last_sender: u32,
    last_receiver: u32,
}

impl Queue {
    /// The place of the first message that a receiver wants.
    fn find(&self, kind: i64, flags: u32) -> Option<usize> {
        let position = |wanted: &dyn Fn(i64) -> bool| self.messages.iter().position(|(of, _)| wanted(*of));
        match kind {
            0 => (!self.messages.is_empty()).then_some(0),
            kind if kind > 0 && flags & MSG_EXCEPT != 0 => position(&|of| of != kind),
            kind if kind > 0 => position(&|of| of == kind),
            kind => {
                let lowest = self.messages.iter().map(|(of, _)| *of).min()?;
                if lowest.unsigned_abs() <= kind.unsigned_abs() { position(&|of| of == lowest) } else { None }
            }
        }
    }
}

/// `msgget(key, msgflg)`.
pub(crate) fn sys_msgget(k: &mut Kernel, _: &mut dyn Memory, [key, flags, ..]: Args) -> Answer {
    let who = Caller::of(k);
    // Each message costs its bytes and at most as much again.
    let cost = QUEUE_BYTES as u64 * 2;
    k.ipc.queues.get(&who, key as i32, flags32(flags), cost, |_| Ok(()), || Ok(Queue::default())).map(int)
}

/// Waits for a change of a queue.
fn wait(k: &mut Kernel, id: i32, what: &'static str) -> Errno {
    k.thread.call.done = 1;
    let errno = k.wait_for(Key::Messages(id), what);
    if k.interrupted_wait() { Errno::EINTR } else { errno }
}

/// `msgsnd(msqid, msgp, msgsz, msgflg)`.
pub(crate) fn sys_msgsnd(k: &mut Kernel, mem: &mut dyn Memory, [id, message, size, flags, ..]: Args) -> Answer {
    let (who, id, waited) = (Caller::of(k), id as i32, k.thread.call.done > 0);
    let kind = user::read_u64(mem, message)? as i64;
    if kind <= 0 || size > MESSAGE_MAX {
        return Err(Errno::EINVAL);
    }
    let mut bytes = vec![0; size as usize];
    mem.read(message.wrapping_add(8), &mut bytes).map_err(|_| Errno::EFAULT)?;
    let queue = match k.ipc.queues.find(&who, id, WRITE) {
        Err(Errno::EINVAL) if waited => return Err(Errno::EIDRM),
        found => &mut found?.value,
    };
    // Empty messages have to end somewhere too.
    if queue.bytes + bytes.len() > QUEUE_BYTES || queue.messages.len() >= QUEUE_BYTES / size_of::<(i64, Vec<u8>)>() {
        return Err(if flags32(flags) & IPC_NOWAIT != 0 { Errno::EAGAIN } else { wait(k, id, "msgsnd") });
    }
    queue.bytes += bytes.len();
    queue.messages.push_back((kind, bytes));
    (queue.sent_s, queue.last_sender) = (who.now_s, who.pid);
    k.wake_all(Key::Messages(id));
    Ok(0)
}

/// `msgrcv(msqid, msgp, msgsz, msgtyp, msgflg)`.
pub(crate) fn sys_msgrcv(k: &mut Kernel, mem: &mut dyn Memory, [id, to, size, kind, flags, _]: Args) -> Answer {
    let (who, id, waited, flags) = (Caller::of(k), id as i32, k.thread.call.done > 0, flags32(flags));
    if size > i64::MAX as u64 {
        return Err(Errno::EINVAL);
    }
    let queue = match k.ipc.queues.find(&who, id, READ) {
        Err(Errno::EINVAL) if waited => return Err(Errno::EIDRM),
        found => &mut found?.value,
    };
    let Some(at) = queue.find(kind as i64, flags) else {
        return Err(if flags & IPC_NOWAIT != 0 { Errno::ENOMSG } else { wait(k, id, "msgrcv") });
    };
    let Some((kind, bytes)) = queue.messages.get(at) else { return Err(Errno::ENOMSG) };
    let whole = bytes.len();
    let shown = bytes.get(..usize::try_from(size).unwrap_or(usize::MAX)).unwrap_or(bytes);
    if shown.len() < whole && flags & MSG_NOERROR == 0 {
        return Err(Errno::E2BIG);
    }
    user::write(mem, to, &kind.to_le_bytes())?;
    user::write(mem, to.wrapping_add(8), shown)?;
    let received = shown.len() as u64;
    queue.messages.remove(at);
    queue.bytes -= whole;
    (queue.received_s, queue.last_receiver) = (who.now_s, who.pid);
    k.wake_all(Key::Messages(id));
    Ok(received)
}

/// `msgctl(msqid, cmd, buf)`.
pub(crate) fn sys_msgctl(k: &mut Kernel, mem: &mut dyn Memory, [id, command, buf, ..]: Args) -> Answer {
    let (who, id) = (Caller::of(k), id as i32);
    let queues = &mut k.ipc.queues;
    match flags32(command) {
        IPC_STAT => {
            let object = queues.find(&who, id, READ)?;
            let queue = &object.value;
            let pids = u64::from(queue.last_sender) | u64::from(queue.last_receiver) << 32;
            let words = [
                (48, queue.sent_s as u64),
                (56, queue.received_s as u64),
                (64, object.changed_s as u64),
                (72, queue.bytes as u64),
                (80, queue.messages.len() as u64),
                (88, QUEUE_BYTES as u64),
                (96, pids),
            ];
            user::write(mem, buf, &encode::<120>(&object.perm, &words))?;
        }
        IPC_SET => queues.set_perm(&who, id, &read_perm(mem, buf)?)?,
        IPC_RMID => {
            queues.owned(&who, id)?;
            queues.remove(id);
            k.wake_all(Key::Messages(id));
        }
        _ => return Err(Errno::EINVAL),
    }
    Ok(0)
}
