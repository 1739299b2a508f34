//! `shmget(2)`, `shmat(2)`, `shmdt(2)`, `shmctl(2)`: shared memory.
//!
//! A segment is an in-memory file without a name, and attaching it maps that file shared.

use std::sync::{Arc, Mutex};

use airlock_abi::Errno;
use airlock_abi::fcntl::{F_SEAL_SEAL, O_RDWR};
use airlock_abi::ipc::*;
use airlock_abi::stat::S_IFREG;
use airlock_platform::{Memory, PAGE_SIZE, Prot};

use super::{Caller, Ipc, Object, READ, WRITE, encode, read_perm};
use crate::Kernel;
use crate::mm::{ADDRESS_END, MapRequest, Place, page_ceil};
use crate::syscalls::{Answer, Args, flags32, int};
use crate::user;
use crate::vfs::{File, FileData, Inode, Io, Kind};

/// `shm_segsz` is at most this.
const SIZE_MAX: u64 = ADDRESS_END;

/// One segment.
pub(super) struct Segment {
    file: Arc<File>,
    size: u64,
    creator: u32,
    last: u32,
    attached_s: i64,
    detached_s: i64,
    /// It goes with its last mapping.
    removed: bool,
}

impl Ipc {
    /// Segments that were removed, and that nobody has attached any more, go.
    fn sweep(&mut self) {
        let gone = |object: &Object<Segment>| object.value.removed && object.value.file.inode.shares() == 0;
        let gone: Vec<i32> = self.memory.all.iter().filter(|(_, object)| gone(object)).map(|(id, _)| *id).collect();
        gone.into_iter().for_each(|id| self.memory.remove(id));
    }
}

/// `shmget(key, size, shmflg)`.
pub(crate) fn sys_shmget(k: &mut Kernel, _: &mut dyn Memory, [key, size, flags, ..]: Args) -> Answer {
    let who = Caller::of(k);
    let (sb, owner, space) = (&k.fs.anonymous, k.fs.owner(), &k.fs.space);
    k.ipc.sweep();
    let make = || {
        if size == 0 || size > SIZE_MAX {
            return Err(Errno::EINVAL);
        }
        let mut data = FileData::new(Arc::clone(space), F_SEAL_SEAL);
        data.truncate(size)?;
        let mode = S_IFREG | flags32(flags) & 0o777;
        let inode = Inode::create(sb, Kind::Regular(Mutex::new(data)), mode, owner)?;
        let file = File::new(inode, Io::Memory(None), O_RDWR, None);
        Ok(Segment { file, size, creator: who.pid, last: 0, attached_s: 0, detached_s: 0, removed: false })
    };
    let fits = |segment: &Segment| if size > segment.size { Err(Errno::EINVAL) } else { Ok(()) };
    k.ipc.memory.get(&who, key as i32, flags32(flags), 0, fits, make).map(int)
}

/// `shmat(shmid, shmaddr, shmflg)`.
pub(crate) fn sys_shmat(k: &mut Kernel, mem: &mut dyn Memory, [id, addr, flags, ..]: Args) -> Answer {
    let who = Caller::of(k);
    let flags = flags32(flags);
    let write = flags & SHM_RDONLY == 0;
    k.ipc.sweep();
    let object = k.ipc.memory.find(&who, id as i32, if write { READ | WRITE } else { READ })?;
    let (file, size) = (Arc::clone(&object.value.file), object.value.size);
    let addr = if flags & SHM_RND != 0 { addr & !(PAGE_SIZE - 1) } else { addr };
    if !addr.is_multiple_of(PAGE_SIZE) || addr == 0 && flags & SHM_REMAP != 0 {
        return Err(Errno::EINVAL);
    }
    let place = match addr {
        0 => Place::Anywhere,
        _ if flags & SHM_REMAP != 0 => Place::Fixed,
        _ => Place::FixedNoReplace,
    };
    // Held until it is mapped: a copy would not do.
    let content = file.share(mem, size, true)?.ok_or(Errno::ENOMEM)?;
    let prot = Prot { read: true, write, exec: flags & SHM_EXEC != 0 };
    let request = MapRequest { addr, len: size, prot, shared: true, may_write: write, place, file: Some((file, 0)) };
    let at = k.mm.map(mem, request).map_err(|errno| if errno == Errno::EEXIST { Errno::EINVAL } else { errno })?;
    drop(content);
    if let Some(object) = k.ipc.memory.all.get_mut(&(id as i32)) {
        object.value.last = who.pid;
        object.value.attached_s = who.now_s;
    }
    Ok(at)
}

/// `shmdt(shmaddr)`.
pub(crate) fn sys_shmdt(k: &mut Kernel, mem: &mut dyn Memory, [addr, ..]: Args) -> Answer {
    let (file, size) = {
        let vma = k.mm.find(addr).filter(|vma| vma.start == addr).ok_or(Errno::EINVAL)?;
        let (file, offset) = vma.file_at(addr).ok_or(Errno::EINVAL)?;
        let segment = k.ipc.memory.all.values().find(|object| Arc::ptr_eq(&object.value.file, file));
        let segment = segment.filter(|_| offset == 0).ok_or(Errno::EINVAL)?;
        (Arc::clone(file), segment.value.size)
    };
    let end = addr.saturating_add(page_ceil(size).unwrap_or(size));
    let of_segment: Vec<(u64, u64)> =
        k.mm.areas()
            .filter(|vma| addr <= vma.start && vma.end <= end)
            .filter(|vma| vma.file_at(vma.start).is_some_and(|(other, _)| Arc::ptr_eq(other, &file)))
            .map(|vma| (vma.start, vma.len()))
            .collect();
    for (start, len) in of_segment {
        k.mm.unmap(mem, start, len)?;
    }
    let who = Caller::of(k);
    if let Some(object) = k.ipc.memory.all.values_mut().find(|object| Arc::ptr_eq(&object.value.file, &file)) {
        object.value.last = who.pid;
        object.value.detached_s = who.now_s;
    }
    k.ipc.sweep();
    Ok(0)
}

/// `shmctl(shmid, cmd, buf)`.
pub(crate) fn sys_shmctl(k: &mut Kernel, mem: &mut dyn Memory, [id, command, buf, ..]: Args) -> Answer {
    let who = Caller::of(k);
    let id = id as i32;
    k.ipc.sweep();
    match flags32(command) {
        IPC_STAT => {
            let object = k.ipc.memory.find(&who, id, READ)?;
            user::write(mem, buf, &shown(object))?;
        }
        IPC_SET => k.ipc.memory.set_perm(&who, id, &read_perm(mem, buf)?)?,
        IPC_RMID => {
            let object = k.ipc.memory.owned(&who, id)?;
            object.value.removed = true;
            // Nobody finds it any more.
            object.perm.key = IPC_PRIVATE;
            object.perm.mode |= SHM_DEST;
            k.ipc.sweep();
        }
        SHM_LOCK | SHM_UNLOCK => {
            k.ipc.memory.owned(&who, id)?;
        }
        _ => return Err(Errno::EINVAL),
    }
    Ok(0)
}

/// `struct shmid_ds`.
fn shown(object: &Object<Segment>) -> [u8; 112] {
    let segment = &object.value;
    let times = [segment.attached_s, segment.detached_s, object.changed_s].map(|time| time as u64);
    let pids = u64::from(segment.creator) | u64::from(segment.last) << 32;
    let attached = segment.file.inode.shares() as u64;
    let words = [(48, segment.size), (56, times[0]), (64, times[1]), (72, times[2]), (80, pids), (88, attached)];
    encode(&object.perm, &words)
}
