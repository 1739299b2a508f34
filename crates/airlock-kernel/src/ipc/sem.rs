//! `semget(2)`, `semop(2)`, `semctl(2)`: semaphores.

use airlock_abi::Errno;
use airlock_abi::ipc::*;
use airlock_abi::time::Timespec;
use airlock_platform::Memory;

use super::{Caller, Ipc, READ, WRITE, encode, read_perm};
use crate::Kernel;
use crate::syscalls::{Answer, Args, flags32, int};
use crate::task::{Key, Wait};
use crate::user;

/// Semaphores in a set.
const SET_MAX: u64 = 32_000;
/// Operations of a call.
const OPERATIONS_MAX: u64 = 500;
/// Values are at most this.
const VALUE_MAX: i32 = 32_767;

/// One set.
#[derive(Default)]
pub(super) struct Set {
    /// Value, and the process that changed it last.
    all: Vec<(u16, u32)>,
    operated_s: i64,
    /// Tasks that wait: for which semaphore, and whether for zero.
    waiting: Vec<(u32, usize, bool)>,
}

/// One operation of `semop`.
#[derive(Clone, Copy)]
struct Operation {
    number: usize,
    change: i16,
    flags: u32,
}

/// Why operations cannot be done now.
enum Refusal {
    /// It would wait for this semaphore, for zero or for more; or fail if that was asked for.
    Wait {
        number: usize,
        zero: bool,
        fails: bool,
    },
    Error(Errno),
}

/// Does all operations, or none: the new values.
fn operate(all: &[(u16, u32)], operations: &[Operation], pid: u32) -> Result<Vec<(u16, u32)>, Refusal> {
    let mut new = all.to_vec();
    for Operation { number, change, flags } in operations.iter().copied() {
        let Some((value, last)) = new.get_mut(number) else { return Err(Refusal::Error(Errno::EFBIG)) };
        let sum = i32::from(*value) + i32::from(change);
        let waits = if change == 0 { *value != 0 } else { sum < 0 };
        if waits {
            return Err(Refusal::Wait { number, zero: change == 0, fails: flags & IPC_NOWAIT != 0 });
        }
        if sum > VALUE_MAX {
            return Err(Refusal::Error(Errno::ERANGE));
        }
        *value = u16::try_from(sum).unwrap_or(0);
        *last = pid;
    }
    Ok(new)
}

/// `semget(key, nsems, semflg)`.
pub(crate) fn sys_semget(k: &mut Kernel, _: &mut dyn Memory, [key, count, flags, ..]: Args) -> Answer {
    if count as i32 > SET_MAX as i32 || (count as i32) < 0 {
        return Err(Errno::EINVAL);
    }
    let count = count as u32 as usize;
    let who = Caller::of(k);
    let make = || {
        if count == 0 {
            return Err(Errno::EINVAL);
        }
        Ok(Set { all: vec![(0, 0); count], ..Set::default() })
    };
    let fits = |set: &Set| if count > set.all.len() { Err(Errno::EINVAL) } else { Ok(()) };
    k.ipc.semaphores.get(&who, key as i32, flags32(flags), count as u64 * 8, fits, make).map(int)
}

/// `semop(semid, sops, nsops)`.
pub(crate) fn sys_semop(k: &mut Kernel, mem: &mut dyn Memory, [id, operations, count, ..]: Args) -> Answer {
    semop(k, mem, id as i32, operations, count, None)
}

/// `semtimedop(semid, sops, nsops, timeout)`.
pub(crate) fn sys_semtimedop(
    k: &mut Kernel,
    mem: &mut dyn Memory,
    [id, operations, count, timeout, ..]: Args,
) -> Answer {
    let timeout_ns = match timeout {
        0 => None,
        at => Some(Timespec::decode(user::read(mem, at)?).timeout_ns().ok_or(Errno::EINVAL)?),
    };
    semop(k, mem, id as i32, operations, count, timeout_ns)
}

fn semop(k: &mut Kernel, mem: &dyn Memory, id: i32, addr: u64, count: u64, timeout_ns: Option<u64>) -> Answer {
    if count == 0 {
        return Err(Errno::EINVAL);
    }
    if count > OPERATIONS_MAX {
        return Err(Errno::E2BIG);
    }
    let mut operations = Vec::new();
    for i in 0..count {
        let [n0, n1, c0, c1, f0, f1] = user::read(mem, addr.wrapping_add(i * 6))?;
        let number = usize::from(u16::from_le_bytes([n0, n1]));
        let flags = u32::from(u16::from_le_bytes([f0, f1]));
        operations.push(Operation { number, change: i16::from_le_bytes([c0, c1]), flags });
    }
    let who = Caller::of(k);
    let wanted = if operations.iter().any(|operation| operation.change != 0) { WRITE } else { READ };
    let (tid, waited) = (k.thread.tid, k.thread.call.done > 0);
    let object = match k.ipc.semaphores.find(&who, id, wanted) {
        Err(Errno::EINVAL) if waited => return Err(Errno::EIDRM),
        found => found?,
    };
    let set = &mut object.value;
    set.waiting.retain(|(other, ..)| *other != tid);
    match operate(&set.all, &operations, who.pid) {
        Ok(all) => {
            // First what can fail.
            k.ipc.remember_undo(who.pid, id, all.len(), &operations)?;
            if let Some(object) = k.ipc.semaphores.all.get_mut(&id) {
                object.value.all = all;
                object.value.operated_s = who.now_s;
            }
            k.wake_all(Key::Semaphores(id));
            Ok(0)
        }
        Err(Refusal::Error(errno)) => Err(errno),
        Err(Refusal::Wait { fails: true, .. }) => Err(Errno::EAGAIN),
        Err(Refusal::Wait { number, zero, .. }) => {
            let deadline_ns = k.call_deadline(|k| timeout_ns.map(|ns| k.now_ns().saturating_add(ns)));
            if deadline_ns.is_some_and(|deadline_ns| deadline_ns <= k.now_ns()) {
                return Err(Errno::EAGAIN);
            }
            k.thread.call.done = 1;
            let errno = k.block(Wait { keys: vec![Key::Semaphores(id)], ..Wait::until(deadline_ns, "semop") });
            if k.interrupted_wait() {
                return Err(Errno::EINTR);
            }
            if let Some(object) = k.ipc.semaphores.all.get_mut(&id) {
                // Those that were killed while they waited are not there to take themselves out.
                object.value.waiting.retain(|(other, ..)| k.tasks.threads.contains_key(other));
                object.value.waiting.push((tid, number, zero));
            }
            Err(errno)
        }
    }
}

/// What the list of one process and set costs of the filesystem limit.
fn undo_cost(count: usize) -> u64 {
    count as u64 * 2 + 64
}

impl Ipc {
    fn remember_undo(&mut self, pid: u32, id: i32, count: usize, operations: &[Operation]) -> Result<(), Errno> {
        for operation in operations.iter().filter(|operation| operation.flags & SEM_UNDO != 0) {
            if !self.undo.contains_key(&(pid, id)) {
                self.semaphores.space.charge(undo_cost(count))?;
                self.undo.insert((pid, id), vec![0; count]);
            }
            if let Some(slot) = self.undo.get_mut(&(pid, id)).and_then(|undo| undo.get_mut(operation.number)) {
                *slot = slot.saturating_sub(operation.change);
            }
        }
        Ok(())
    }

    /// Forgets what a process would undo.
    fn take_undo(&mut self, pid: u32, id: i32) -> Vec<i16> {
        let undo = self.undo.remove(&(pid, id)).unwrap_or_default();
        if !undo.is_empty() {
            self.semaphores.space.release(undo_cost(undo.len()));
        }
        undo
    }
}

impl Kernel {
    /// Undoes what a process did with `SEM_UNDO`, at its end.
    pub(crate) fn undo_semaphores(&mut self, pid: u32) {
        let sets: Vec<i32> = self.ipc.undo.range((pid, i32::MIN)..=(pid, i32::MAX)).map(|((_, id), _)| *id).collect();
        for id in sets {
            let undo = self.ipc.take_undo(pid, id);
            let Some(object) = self.ipc.semaphores.all.get_mut(&id) else { continue };
            for ((value, last), change) in object.value.all.iter_mut().zip(undo).filter(|(_, change)| *change != 0) {
                let sum = (i32::from(*value) + i32::from(change)).clamp(0, VALUE_MAX);
                (*value, *last) = (u16::try_from(sum).unwrap_or(0), pid);
            }
            self.wake_all(Key::Semaphores(id));
        }
    }
}

/// `semctl(semid, semnum, cmd, arg)`.
pub(crate) fn sys_semctl(k: &mut Kernel, mem: &mut dyn Memory, [id, number, command, arg, ..]: Args) -> Answer {
    let who = Caller::of(k);
    let (id, command) = (id as i32, flags32(command));
    let index = usize::try_from(number as i32).map_err(|_| Errno::EINVAL);
    let sets = &mut k.ipc.semaphores;
    match command {
        IPC_STAT => {
            let object = sets.find(&who, id, READ)?;
            let (times, count) = ([object.value.operated_s, object.changed_s], object.value.all.len());
            let words = [(48, times[0] as u64), (64, times[1] as u64), (80, count as u64)];
            user::write(mem, arg, &encode::<104>(&object.perm, &words))?;
            Ok(0)
        }
        IPC_SET => sets.set_perm(&who, id, &read_perm(mem, arg)?).map(|()| 0),
        IPC_RMID => {
            sets.owned(&who, id)?;
            sets.remove(id);
            let of_set: Vec<u32> = k.ipc.undo.keys().filter(|(_, set)| *set == id).map(|(pid, _)| *pid).collect();
            for pid in of_set {
                k.ipc.take_undo(pid, id);
            }
            k.wake_all(Key::Semaphores(id));
            Ok(0)
        }
        GETALL => {
            let set = &sets.find(&who, id, READ)?.value;
            let bytes: Vec<u8> = set.all.iter().flat_map(|(value, _)| value.to_le_bytes()).collect();
            user::write(mem, arg, &bytes)?;
            Ok(0)
        }
        GETVAL | GETPID | GETNCNT | GETZCNT => {
            let set = &sets.find(&who, id, READ)?.value;
            let index = index?;
            let (value, last) = *set.all.get(index).ok_or(Errno::EINVAL)?;
            let waiting = |zero| {
                let alive = |tid| k.tasks.threads.get(tid).is_some_and(|member| member.wait.is_some());
                set.waiting.iter().filter(|(tid, at, for_zero)| *at == index && *for_zero == zero && alive(tid)).count()
            };
            Ok(match command {
                GETVAL => u64::from(value),
                GETPID => u64::from(last),
                GETNCNT => waiting(false) as u64,
                _ => waiting(true) as u64,
            })
        }
        SETVAL | SETALL => {
            let object = sets.find(&who, id, WRITE)?;
            let set = &mut object.value;
            let values: Vec<(usize, i32)> = if command == SETVAL {
                vec![(index?, arg as i32)]
            } else {
                let mut bytes = vec![0; set.all.len() * 2];
                mem.read(arg, &mut bytes).map_err(|_| Errno::EFAULT)?;
                bytes.as_chunks().0.iter().map(|b| i32::from(u16::from_le_bytes(*b))).enumerate().collect()
            };
            if values.iter().any(|(_, value)| !(0..=VALUE_MAX).contains(value)) {
                return Err(Errno::ERANGE);
            }
            for (index, value) in &values {
                let slot = set.all.get_mut(*index).ok_or(Errno::EINVAL)?;
                *slot = (u16::try_from(*value).unwrap_or(0), who.pid);
            }
            object.changed_s = who.now_s;
            // What was to be undone of them is not any more.
            for ((_, set), undo) in &mut k.ipc.undo {
                for (index, _) in values.iter().filter(|_| *set == id) {
                    if let Some(slot) = undo.get_mut(*index) {
                        *slot = 0;
                    }
                }
            }
            k.wake_all(Key::Semaphores(id));
            Ok(0)
        }
        _ => Err(Errno::EINVAL),
    }
}
