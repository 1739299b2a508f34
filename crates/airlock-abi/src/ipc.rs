//! System V IPC (`sysvipc(7)`): flags, commands and structures of `<sys/ipc.h>`, `<sys/shm.h>`, `<sys/sem.h>`, `<sys/msg.h>`.

/// A new object for whoever has its number.
pub const IPC_PRIVATE: i32 = 0;
/// Make the object if it is missing.
pub const IPC_CREAT: u32 = 0o1000;
/// Fail if it exists.
pub const IPC_EXCL: u32 = 0o2000;
/// Do not wait.
pub const IPC_NOWAIT: u32 = 0o4000;
/// Remove it.
pub const IPC_RMID: u32 = 0;
/// Change owner and mode.
pub const IPC_SET: u32 = 1;
/// Ask what it is like.
pub const IPC_STAT: u32 = 2;

/// `shmat`: for loads only.
pub const SHM_RDONLY: u32 = 0o10000;
/// `shmat`: round the address down.
pub const SHM_RND: u32 = 0o20000;
/// `shmat`: replace what is there.
pub const SHM_REMAP: u32 = 0o40000;
/// `shmat`: for execution.
pub const SHM_EXEC: u32 = 0o100_000;
/// `shmctl`: keep it in memory.
pub const SHM_LOCK: u32 = 11;
/// `shmctl`: let it be swapped.
pub const SHM_UNLOCK: u32 = 12;
/// `shm_perm.mode`: it goes with the last mapping.
pub const SHM_DEST: u32 = 0o1000;

/// `semop`: undo it when the process ends.
pub const SEM_UNDO: u32 = 0x1000;
/// `semctl`: the process that changed it last.
pub const GETPID: u32 = 11;
/// `semctl`: the value of one.
pub const GETVAL: u32 = 12;
/// `semctl`: the values of all.
pub const GETALL: u32 = 13;
/// `semctl`: how many wait for more.
pub const GETNCNT: u32 = 14;
/// `semctl`: how many wait for zero.
pub const GETZCNT: u32 = 15;
/// `semctl`: set the value of one.
pub const SETVAL: u32 = 16;
/// `semctl`: set the values of all.
pub const SETALL: u32 = 17;

/// `msgrcv`: cut off what does not fit.
pub const MSG_NOERROR: u32 = 0o10000;
/// `msgrcv`: any type but this one.
pub const MSG_EXCEPT: u32 = 0o20000;

/// `si_code`: a message came to an empty POSIX message queue.
pub const SI_MESGQ: i32 = -3;

/// `struct ipc_perm`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Perm {
    /// Under which it is found.
    pub key: i32,
    /// Owner.
    pub uid: u32,
    /// Group.
    pub gid: u32,
    /// Who made it.
    pub cuid: u32,
    /// Group of who made it.
    pub cgid: u32,
    /// Permission bits.
    pub mode: u32,
}

impl Perm {
    /// Bytes of the structure.
    pub const SIZE: usize = 48;

    /// Guest bytes.
    pub fn encode(&self) -> [u8; Self::SIZE] {
        let mut out = [0; Self::SIZE];
        let fields = [self.key as u32, self.uid, self.gid, self.cuid, self.cgid, self.mode];
        for (slot, field) in out.as_chunks_mut::<4>().0.iter_mut().zip(fields) {
            *slot = field.to_le_bytes();
        }
        out
    }

    /// Owner, group and mode, which `IPC_SET` takes.
    pub fn decode(bytes: &[u8; Self::SIZE]) -> (u32, u32, u32) {
        let field = |i: usize| bytes.as_chunks::<4>().0.get(i).map_or(0, |b| u32::from_le_bytes(*b));
        (field(1), field(2), field(5))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn permissions_lie_where_libc_looks() {
        let perm = Perm { key: -2, uid: 1, gid: 2, cuid: 3, cgid: 4, mode: 0o640 };
        let bytes = perm.encode();
        assert_eq!((bytes[0], bytes[4], bytes[8], bytes[20], bytes[21]), (0xfe, 1, 2, 0xa0, 1));
        assert_eq!(Perm::decode(&bytes), (1, 2, 0o640));
    }
}
