//! System V IPC (`sysvipc(7)`): shared memory, semaphores and message queues, found by key and named by number; and POSIX
//! message queues.
//!
//! All processes of a run see the same objects. Objects count against the filesystem limit.

mod mq;
mod msg;
mod sem;
mod shm;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::sync::Arc;

use airlock_abi::Errno;
use airlock_abi::ipc::{IPC_CREAT, IPC_EXCL, IPC_PRIVATE, Perm};
use airlock_platform::Memory;

use crate::Kernel;
use crate::user;
use crate::vfs::Space;

pub(crate) use mq::*;
pub(crate) use msg::*;
pub(crate) use sem::*;
pub(crate) use shm::*;

/// Most objects of each kind.
const OBJECTS_MAX: usize = 4096;
/// What each costs of the filesystem limit, beside its content.
const OBJECT_COST: u64 = 512;
/// May be read, or written to.
const READ: u32 = 4;
const WRITE: u32 = 2;

/// All objects of a run.
pub(crate) struct Ipc {
    memory: Objects<shm::Segment>,
    semaphores: Objects<sem::Set>,
    queues: Objects<msg::Queue>,
    /// What `SEM_UNDO` adds to the semaphores of a set when a process ends, by process and set.
    undo: BTreeMap<(u32, i32), Vec<i16>>,
    /// POSIX message queues.
    names: mq::Names,
}

/// The objects of one kind.
struct Objects<T> {
    all: BTreeMap<i32, Object<T>>,
    next: i32,
    space: Arc<Space>,
}

struct Object<T> {
    perm: Perm,
    /// What it costs beside [`OBJECT_COST`].
    bytes: u64,
    changed_s: i64,
    value: T,
}

impl Ipc {
    pub(crate) fn new(space: &Arc<Space>) -> Self {
        Self {
            memory: Objects::new(space),
            semaphores: Objects::new(space),
            queues: Objects::new(space),
            undo: BTreeMap::new(),
            names: mq::Names::new(),
        }
    }
}

impl<T> Objects<T> {
    fn new(space: &Arc<Space>) -> Self {
        Self { all: BTreeMap::new(), next: 0, space: Arc::clone(space) }
    }

    /// The number of the object with a key; makes one with `make`, which costs `bytes`, if there is none and `flags` ask for
    /// that. `fits` looks at one that exists.
    fn get(
        &mut self,
        who: &Caller,
        key: i32,
        flags: u32,
        bytes: u64,
        fits: impl FnOnce(&T) -> Result<(), Errno>,
        make: impl FnOnce() -> Result<T, Errno>,
    ) -> Result<i32, Errno> {
        let found = self.all.iter().find(|(_, object)| key != IPC_PRIVATE && object.perm.key == key);
        if let Some((id, object)) = found {
            if flags & IPC_CREAT != 0 && flags & IPC_EXCL != 0 {
                return Err(Errno::EEXIST);
            }
            fits(&object.value)?;
            // The lower bits ask for what is needed.
            who.may(&object.perm, (flags >> 6 | flags >> 3 | flags) & 7)?;
            return Ok(*id);
        }
        if key != IPC_PRIVATE && flags & IPC_CREAT == 0 {
            return Err(Errno::ENOENT);
        }
        if self.all.len() >= OBJECTS_MAX {
            return Err(Errno::ENOSPC);
        }
        let value = make()?;
        let bytes = bytes.saturating_add(OBJECT_COST);
        self.space.charge(bytes)?;
        let id = self.next;
        // Numbers are not used again soon, so that a stale one is noticed.
        self.next = id.checked_add(1).unwrap_or(0);
        while self.all.contains_key(&self.next) {
            self.next = self.next.checked_add(1).unwrap_or(0);
        }
        let Caller { uid, gid, now_s, .. } = *who;
        let perm = Perm { key, uid, gid, cuid: uid, cgid: gid, mode: flags & 0o777 };
        self.all.insert(id, Object { perm, bytes, changed_s: now_s, value });
        Ok(id)
    }

    /// An object that the caller may use in these ways.
    fn find(&mut self, who: &Caller, id: i32, wanted: u32) -> Result<&mut Object<T>, Errno> {
        let object = self.all.get_mut(&id).ok_or(Errno::EINVAL)?;
        who.may(&object.perm, wanted)?;
        Ok(object)
    }

    /// An object that the caller owns.
    fn owned(&mut self, who: &Caller, id: i32) -> Result<&mut Object<T>, Errno> {
        let object = self.all.get_mut(&id).ok_or(Errno::EINVAL)?;
        if who.uid == 0 || [object.perm.uid, object.perm.cuid].contains(&who.uid) {
            Ok(object)
        } else {
            Err(Errno::EPERM)
        }
    }

    fn remove(&mut self, id: i32) {
        if let Some(object) = self.all.remove(&id) {
            self.space.release(object.bytes);
        }
    }

    /// `IPC_SET`: owner, group and mode.
    fn set_perm(&mut self, who: &Caller, id: i32, bytes: &[u8; Perm::SIZE]) -> Result<(), Errno> {
        let now_s = who.now_s;
        let object = self.owned(who, id)?;
        let (uid, gid, mode) = Perm::decode(bytes);
        object.perm = Perm { uid, gid, mode: object.perm.mode & !0o777 | mode & 0o777, ..object.perm };
        object.changed_s = now_s;
        Ok(())
    }
}

/// Who makes a call, and when.
struct Caller {
    pid: u32,
    uid: u32,
    gid: u32,
    groups: Vec<u32>,
    now_s: i64,
}

impl Caller {
    fn of(k: &Kernel) -> Self {
        let creds = k.process.creds();
        Self {
            pid: k.process.pid(),
            uid: creds.euid,
            gid: creds.egid,
            groups: k.fs.groups.clone(),
            now_s: k.platform.clock.realtime_ns().div_euclid(1_000_000_000),
        }
    }

    fn may(&self, perm: &Perm, wanted: u32) -> Result<(), Errno> {
        let in_group = |gid: u32| self.gid == gid || self.groups.contains(&gid);
        let bits = match perm {
            _ if self.uid == 0 => 7,
            perm if [perm.uid, perm.cuid].contains(&self.uid) => perm.mode >> 6,
            perm if in_group(perm.gid) || in_group(perm.cgid) => perm.mode >> 3,
            perm => perm.mode,
        };
        if wanted & !bits & 6 == 0 { Ok(()) } else { Err(Errno::EACCES) }
    }
}

/// The head of the structure that `IPC_SET` is given.
fn read_perm(mem: &dyn Memory, addr: u64) -> Result<[u8; Perm::SIZE], Errno> {
    user::read(mem, addr)
}

/// Fills a structure of `N` bytes: the permissions, then 8-byte words at these offsets.
fn encode<const N: usize>(perm: &Perm, words: &[(usize, u64)]) -> [u8; N] {
    let mut out = [0; N];
    if let Some(head) = out.first_chunk_mut() {
        *head = perm.encode();
    }
    for (at, word) in words {
        if let Some(slot) = out.get_mut(*at..).and_then(|rest| rest.first_chunk_mut()) {
            *slot = word.to_le_bytes();
        }
    }
    out
}
