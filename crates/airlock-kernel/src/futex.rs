//! `futex(2)`: the queue of waiters, priority-inheriting locks (without the inheritance of priorities), robust lists.

use airlock_abi::Errno;
use airlock_abi::process::futex as abi;
use airlock_abi::time::Timespec;
use airlock_platform::Memory;

use crate::kernel::Kernel;
use crate::mm::Backing;
use crate::task::{Key, Wait};
use crate::time::absolute_deadline;
use crate::user;

type Result = std::result::Result<u64, Errno>;

/// The owner died while it held a robust lock.
const OWNER_DIED: u32 = 0x4000_0000;
/// Somebody waits for a priority-inheriting or robust lock.
const WAITERS: u32 = 0x8000_0000;
/// Entries of a robust list that are looked at (`ROBUST_LIST_LIMIT`).
const ROBUST_MAX: usize = 2048;

/// What makes words in different address spaces the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Scope {
    /// Private memory: the address space.
    Space(u32),
    /// Shared anonymous memory; the word has the same address for all.
    Object(u64),
    /// A shared file mapping; the position in the file.
    File(u64),
}

/// A futex word.
type Word = (Scope, u64);

struct Waiter {
    tid: u32,
    word: Word,
    bitset: u32,
    /// It waits for a lock that is handed over.
    pi: bool,
    woken: bool,
}

/// The waiting tasks, the one that has waited longest first.
#[derive(Default)]
pub(crate) struct Queue(Vec<Waiter>);

impl Queue {
    /// The task waits no more; whether somebody woke it.
    pub(crate) fn leave(&mut self, tid: u32) -> bool {
        let Some(at) = self.0.iter().position(|waiter| waiter.tid == tid) else { return false };
        self.0.remove(at).woken
    }

    /// Wakes up to `max` waiters; their numbers.
    fn wake(&mut self, word: Word, max: u64, bitset: u32) -> Vec<u32> {
        let mut woken = Vec::new();
        for waiter in &mut self.0 {
            if woken.len() as u64 >= max {
                break;
            }
            if waiter.word == word && waiter.bitset & bitset != 0 && !waiter.woken && !waiter.pi {
                waiter.woken = true;
                woken.push(waiter.tid);
            }
        }
        woken
    }

    /// Moves up to `max` waiters to another word.
    fn requeue(&mut self, from: Word, to: Word, max: u64) -> u64 {
        let mut moved = 0;
        for waiter in &mut self.0 {
            if moved < max && waiter.word == from && !waiter.woken && !waiter.pi {
                waiter.word = to;
                moved += 1;
            }
        }
        moved
    }
}

/// `futex(uaddr, op, val, timeout, uaddr2, val3)`.
pub(crate) fn sys_futex(k: &mut Kernel, mem: &mut dyn Memory, args: [u64; 6]) -> Result {
    let [addr, op, value, timeout, addr2, value3] = args;
    let realtime = op & abi::CLOCK_REALTIME != 0;
    let command = op & 0xffff_ffff & !(abi::PRIVATE_FLAG | abi::CLOCK_REALTIME);
    if !addr.is_multiple_of(4) {
        return Err(Errno::EINVAL);
    }
    if realtime && !matches!(command, abi::WAIT_BITSET | abi::WAIT_REQUEUE_PI | abi::LOCK_PI2) {
        return Err(Errno::ENOSYS);
    }
    let count = u64::from(value as u32);
    match command {
        abi::WAIT => wait(k, mem, addr, value, Timeout { at: timeout, absolute: false, realtime }, u32::MAX),
        abi::WAIT_BITSET if value3 as u32 == 0 => Err(Errno::EINVAL),
        abi::WAIT_BITSET => wait(k, mem, addr, value, Timeout { at: timeout, absolute: true, realtime }, value3 as u32),
        abi::WAKE => wake(k, mem, addr, count, u32::MAX),
        abi::WAKE_BITSET if value3 as u32 == 0 => Err(Errno::EINVAL),
        abi::WAKE_BITSET => wake(k, mem, addr, count, value3 as u32),
        abi::REQUEUE => requeue(k, mem, [addr, addr2], [count, u64::from(timeout as u32)]),
        abi::CMP_REQUEUE => {
            readable(mem, addr2)?;
            if user::read_u32(mem, addr)? != value3 as u32 {
                return Err(Errno::EAGAIN);
            }
            let moved = requeue(k, mem, [addr, addr2], [count, u64::from(timeout as u32)])?;
            Ok(moved)
        }
        abi::WAKE_OP => wake_op(k, mem, [addr, addr2], [count, u64::from(timeout as u32)], value3 as u32),
        abi::LOCK_PI => lock(k, mem, addr, Timeout { at: timeout, absolute: true, realtime: true }, true),
        abi::LOCK_PI2 => lock(k, mem, addr, Timeout { at: timeout, absolute: true, realtime }, true),
        abi::TRYLOCK_PI => lock(k, mem, addr, Timeout { at: 0, absolute: true, realtime }, false),
        abi::UNLOCK_PI => unlock(k, mem, addr),
        _ => Err(Errno::ENOSYS),
    }
}

/// The timeout argument of a wait.
struct Timeout {
    at: u64,
    absolute: bool,
    realtime: bool,
}

fn readable(mem: &dyn Memory, addr: u64) -> Result {
    user::read_u32(mem, addr).map(|_| 0)
}

fn word(k: &Kernel, addr: u64) -> Word {
    match k.mm.find(addr) {
        Some(vma) if vma.shared => match &vma.backing {
            Backing::Anonymous => (Scope::Object(vma.object), addr),
            Backing::File { file, offset } => (Scope::File(file.inode_key()), offset + (addr - vma.start)),
        },
        _ => (Scope::Space(k.space), addr),
    }
}

/// The monotonic end of a wait.
fn deadline(k: &mut Kernel, mem: &dyn Memory, timeout: &Timeout) -> std::result::Result<Option<u64>, Errno> {
    if timeout.at == 0 || k.thread.call.deadline_ns.is_some() {
        return Ok(k.thread.call.deadline_ns);
    }
    let time = Timespec::decode(user::read(mem, timeout.at)?);
    let at = if timeout.absolute {
        absolute_deadline(k, timeout.realtime, time)?
    } else {
        k.now_ns().saturating_add(time.timeout_ns().ok_or(Errno::EINVAL)?)
    };
    k.thread.call.deadline_ns = Some(at);
    Ok(Some(at))
}

fn wait(k: &mut Kernel, mem: &dyn Memory, addr: u64, value: u64, timeout: Timeout, bitset: u32) -> Result {
    let deadline = deadline(k, mem, &timeout)?;
    if !k.thread.call.queued {
        if user::read_u32(mem, addr)? != value as u32 {
            return Err(Errno::EAGAIN);
        }
        enqueue(k, addr, bitset, false);
    }
    sleep(k, deadline)
}

fn enqueue(k: &mut Kernel, addr: u64, bitset: u32, pi: bool) {
    let word = word(k, addr);
    k.futexes.0.push(Waiter { tid: k.thread.tid, word, bitset, pi, woken: false });
    k.thread.call.queued = true;
}

/// Waits until somebody takes the current task out of the queue.
fn sleep(k: &mut Kernel, deadline: Option<u64>) -> Result {
    let tid = k.thread.tid;
    let leave = |k: &mut Kernel| {
        k.thread.call.queued = false;
        k.futexes.leave(tid)
    };
    if k.futexes.0.iter().any(|waiter| waiter.tid == tid && waiter.woken) {
        leave(k);
        return Ok(0);
    }
    if deadline.is_some_and(|deadline| deadline <= k.now_ns()) {
        leave(k);
        return Err(Errno::ETIMEDOUT);
    }
    let errno = k.block(Wait { keys: vec![Key::Futex(tid)], ..Wait::until(deadline, "futex") });
    if k.interrupted_wait() {
        leave(k);
        return Err(if deadline.is_some() { Errno::ERESTARTNOHAND } else { errno });
    }
    Err(errno)
}

fn wake(k: &mut Kernel, mem: &dyn Memory, addr: u64, max: u64, bitset: u32) -> Result {
    readable(mem, addr)?;
    if k.futexes.0.is_empty() {
        return Ok(0);
    }
    let word = word(k, addr);
    Ok(wake_waiters(k, word, max, bitset))
}

fn wake_waiters(k: &mut Kernel, word: Word, max: u64, bitset: u32) -> u64 {
    let woken = k.futexes.wake(word, max, bitset);
    for tid in &woken {
        k.wake(*tid);
    }
    woken.len() as u64
}

/// Wakes waiters on a word on behalf of the kernel.
pub(crate) fn wake_word(k: &mut Kernel, addr: u64, max: u64) {
    let word = word(k, addr);
    wake_waiters(k, word, max, u32::MAX);
}

fn requeue(k: &mut Kernel, mem: &dyn Memory, [from, to]: [u64; 2], [wake, moved]: [u64; 2]) -> Result {
    readable(mem, from)?;
    readable(mem, to)?;
    if !to.is_multiple_of(4) {
        return Err(Errno::EINVAL);
    }
    let (from, to) = (word(k, from), word(k, to));
    let woken = wake_waiters(k, from, wake, u32::MAX);
    Ok(woken + k.futexes.requeue(from, to, moved))
}

/// `FUTEX_WAKE_OP`: changes the second word, and wakes waiters on it too if its old value compares as asked.
fn wake_op(
    k: &mut Kernel,
    mem: &mut dyn Memory,
    [addr, addr2]: [u64; 2],
    [max, max2]: [u64; 2],
    encoded: u32,
) -> Result {
    readable(mem, addr)?;
    if !addr2.is_multiple_of(4) {
        return Err(Errno::EINVAL);
    }
    let old = user::read_u32(mem, addr2)?;
    // Signed 12-bit fields.
    let field = |value: u32| ((value << 20) as i32 >> 20) as u32;
    let mut operand = field(encoded >> 12 & 0xfff);
    if encoded >> 31 != 0 {
        operand = 1 << (operand & 31);
    }
    let new = match encoded >> 28 & 7 {
        0 => operand,
        1 => old.wrapping_add(operand),
        2 => old | operand,
        3 => old & !operand,
        4 => old ^ operand,
        _ => return Err(Errno::ENOSYS),
    };
    let (left, right) = (old as i32, field(encoded & 0xfff) as i32);
    let second = match encoded >> 24 & 0xf {
        0 => left == right,
        1 => left != right,
        2 => left < right,
        3 => left <= right,
        4 => left > right,
        5 => left >= right,
        _ => return Err(Errno::ENOSYS),
    };
    // Other tasks may change the word with atomic instructions in between; the kernel's store is not one. Users of this
    // operation (glibc's condition variables of old) hold a lock meanwhile.
    user::write(mem, addr2, &new.to_le_bytes())?;
    let first = word(k, addr);
    let mut woken = wake_waiters(k, first, max, u32::MAX);
    if second {
        let word = word(k, addr2);
        woken += wake_waiters(k, word, max2, u32::MAX);
    }
    Ok(woken)
}

fn lock(k: &mut Kernel, mem: &mut dyn Memory, addr: u64, timeout: Timeout, wait: bool) -> Result {
    let own = k.thread.number;
    let deadline = deadline(k, mem, &timeout)?;
    if k.thread.call.queued {
        return sleep(k, deadline);
    }
    let value = user::read_u32(mem, addr)?;
    let owner = value & abi::TID_MASK;
    if owner == 0 {
        user::write(mem, addr, &(value & WAITERS | own).to_le_bytes())?;
        return Ok(0);
    }
    if owner == own {
        return Err(Errno::EDEADLK);
    }
    if k.task_numbered(owner).is_none() {
        return Err(Errno::ESRCH);
    }
    if !wait {
        return Err(Errno::EAGAIN);
    }
    user::write(mem, addr, &(value | WAITERS).to_le_bytes())?;
    enqueue(k, addr, u32::MAX, true);
    sleep(k, deadline)
}

/// Hands the lock to the one that has waited longest.
fn unlock(k: &mut Kernel, mem: &mut dyn Memory, addr: u64) -> Result {
    if user::read_u32(mem, addr)? & abi::TID_MASK != k.thread.number {
        return Err(Errno::EPERM);
    }
    let word = word(k, addr);
    let waiting = |waiter: &&mut Waiter| waiter.word == word && waiter.pi && !waiter.woken;
    let mut waiters = k.futexes.0.iter_mut().filter(waiting);
    let next = waiters.next().map(|waiter| {
        waiter.woken = true;
        waiter.tid
    });
    let more = waiters.next().is_some();
    // A waiter has its own number: `execve` leaves no other task behind that could wait.
    let value = next.unwrap_or(0) | if more { WAITERS } else { 0 };
    user::write(mem, addr, &value.to_le_bytes())?;
    if let Some(tid) = next {
        k.wake(tid);
    }
    Ok(0)
}

/// Tells those who wait for robust locks of the current task that it is gone (`set_robust_list(2)`).
pub(crate) fn release_robust(k: &mut Kernel, mem: &mut dyn Memory) {
    let head = std::mem::take(&mut k.thread.robust_list);
    if head == 0 {
        return;
    }
    let (Ok(first), Ok(offset), Ok(pending)) = (
        user::read_u64(mem, head),
        user::read_u64(mem, head.wrapping_add(8)),
        user::read_u64(mem, head.wrapping_add(16)),
    ) else {
        return;
    };
    // The lowest bit marks priority-inheriting locks.
    let mut entry = first & !1;
    for _ in 0..ROBUST_MAX {
        if entry == head || entry == 0 {
            break;
        }
        let next = user::read_u64(mem, entry);
        if entry != pending & !1 {
            owner_died(k, mem, entry.wrapping_add(offset));
        }
        match next {
            Ok(next) => entry = next & !1,
            Err(_) => break,
        }
    }
    if pending & !1 != 0 {
        owner_died(k, mem, (pending & !1).wrapping_add(offset));
    }
}

fn owner_died(k: &mut Kernel, mem: &mut dyn Memory, addr: u64) {
    let Ok(value) = user::read_u32(mem, addr) else { return };
    if value & abi::TID_MASK != k.thread.number || !addr.is_multiple_of(4) {
        return;
    }
    let new = value & WAITERS | OWNER_DIED;
    if user::write(mem, addr, &new.to_le_bytes()).is_ok() && value & WAITERS != 0 {
        wake_word(k, addr, 1);
    }
}
