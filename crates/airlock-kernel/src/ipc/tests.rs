//! Objects of one process. What several see of them is in the program `events.c` of the `airlock` command's tests.

use airlock_abi::Errno;
use airlock_abi::ipc::*;

use crate::testing::{Guest, SCRATCH};

const SHMGET: u64 = 29;
const SHMAT: u64 = 30;
const SHMCTL: u64 = 31;
const SEMGET: u64 = 64;
const SEMOP: u64 = 65;
const SEMCTL: u64 = 66;
const SHMDT: u64 = 67;
const MSGGET: u64 = 68;
const MSGSND: u64 = 69;
const MSGRCV: u64 = 70;
const MSGCTL: u64 = 71;
const NEW: u64 = (IPC_CREAT | 0o600) as u64;

#[test]
fn segments_are_attached_and_go_with_the_last_mapping() {
    let mut guest = Guest::new();
    let free = guest.kernel.fs.space.free();
    let id = guest.call(SHMGET, &[7, 5000, NEW]).unwrap();
    assert_eq!(guest.call(SHMGET, &[7, 5000, 0]), Ok(id));
    assert_eq!(guest.call(SHMGET, &[7, 5001, 0]), Err(Errno::EINVAL));
    assert_eq!(guest.call(SHMGET, &[7, 1, NEW | u64::from(IPC_EXCL)]), Err(Errno::EEXIST));
    assert_eq!(guest.call(SHMGET, &[8, 1, 0]), Err(Errno::ENOENT));
    assert_eq!(guest.call(SHMGET, &[8, 0, NEW]), Err(Errno::EINVAL));
    let a = guest.call(SHMAT, &[id, 0, 0]).unwrap();
    let b = guest.call(SHMAT, &[id, 0, SHM_RDONLY.into()]).unwrap();
    assert_ne!(a, b);
    airlock_platform::Memory::write_u32(&mut guest.mem, a + 4996, 77).unwrap();
    assert_eq!(guest.get::<4>(b + 4996), [77, 0, 0, 0]);
    assert_eq!(guest.call(SHMCTL, &[id, IPC_STAT.into(), SCRATCH]), Ok(0));
    assert_eq!((guest.get::<2>(SCRATCH + 48), guest.get::<1>(SCRATCH + 88)), (5000u16.to_le_bytes(), [2]));
    assert_eq!(guest.call(SHMDT, &[a + 4096]), Err(Errno::EINVAL));
    assert_eq!(guest.call(SHMDT, &[a]), Ok(0));
    assert_eq!(guest.call(SHMCTL, &[id, IPC_RMID.into(), 0]), Ok(0));
    assert_eq!(guest.call(SHMGET, &[7, 1, 0]), Err(Errno::ENOENT));
    assert_eq!(guest.get::<4>(b + 4996), [77, 0, 0, 0]);
    assert_eq!(guest.call(SHMCTL, &[id, IPC_STAT.into(), SCRATCH]), Ok(0));
    assert_eq!(guest.call(SHMDT, &[b]), Ok(0));
    assert_eq!(guest.call(SHMAT, &[id, 0, 0]), Err(Errno::EINVAL));
    assert_eq!(guest.kernel.fs.space.free(), free);
}

fn operate(guest: &mut Guest, id: u64, operations: &[(u16, i16, u32)]) -> Result<u64, Errno> {
    for (i, (number, change, flags)) in operations.iter().enumerate() {
        let at = i as u64 * 6;
        guest.put(at, &number.to_le_bytes());
        guest.put(at + 2, &change.to_le_bytes());
        guest.put(at + 4, &(*flags as u16).to_le_bytes());
    }
    guest.call(SEMOP, &[id, SCRATCH, operations.len() as u64])
}

#[test]
fn semaphores_change_together_or_not_at_all() {
    let mut guest = Guest::new();
    let id = guest.call(SEMGET, &[IPC_PRIVATE as u64, 3, NEW]).unwrap();
    assert_eq!(operate(&mut guest, id, &[(0, 2, 0), (1, 1, 0)]), Ok(0));
    assert_eq!(operate(&mut guest, id, &[(0, -1, 0), (1, -2, IPC_NOWAIT)]), Err(Errno::EAGAIN));
    assert_eq!(operate(&mut guest, id, &[(2, 0, IPC_NOWAIT), (0, -2, 0), (0, 0, IPC_NOWAIT)]), Ok(0));
    assert_eq!(guest.call(SEMCTL, &[id, 0, GETALL.into(), SCRATCH]), Ok(0));
    assert_eq!(guest.get::<6>(SCRATCH), [0, 0, 1, 0, 0, 0]);
    assert_eq!(operate(&mut guest, id, &[(3, 1, 0)]), Err(Errno::EFBIG));
    assert_eq!(operate(&mut guest, id, &[(0, i16::MAX, 0), (0, 1, 0)]), Err(Errno::ERANGE));
    assert_eq!(guest.call(SEMCTL, &[id, 1, SETVAL.into(), 9]), Ok(0));
    assert_eq!(guest.call(SEMCTL, &[id, 1, GETVAL.into()]), Ok(9));
    assert_eq!(guest.call(SEMCTL, &[id, 1, GETPID.into()]), Ok(1));
    assert_eq!(guest.call(SEMCTL, &[id, 1, SETVAL.into(), 40_000]), Err(Errno::ERANGE));
    assert_eq!(guest.call(SEMCTL, &[id, 0, IPC_RMID.into()]), Ok(0));
    assert_eq!(operate(&mut guest, id, &[(0, 1, 0)]), Err(Errno::EINVAL));
}

#[test]
fn messages_are_chosen_by_type() {
    let mut guest = Guest::new();
    let id = guest.call(MSGGET, &[5, NEW]).unwrap();
    for (kind, text) in [(3u64, b"three"), (1, b"first"), (2, b"other")] {
        guest.put(0, &kind.to_le_bytes());
        guest.put(8, text);
        assert_eq!(guest.call(MSGSND, &[id, SCRATCH, 5, 0]), Ok(0));
    }
    let nowait = u64::from(IPC_NOWAIT);
    let receive = |guest: &mut Guest, size: u64, kind: i64, flags: u64| {
        guest.call(MSGRCV, &[id, SCRATCH, size, kind as u64, flags]).map(|_| guest.get::<1>(SCRATCH)[0])
    };
    assert_eq!(receive(&mut guest, 4, 0, nowait), Err(Errno::E2BIG));
    assert_eq!(receive(&mut guest, 100, -2, nowait), Ok(1));
    assert_eq!(receive(&mut guest, 100, 3, nowait | u64::from(MSG_EXCEPT)), Ok(2));
    assert_eq!(receive(&mut guest, 100, 9, nowait), Err(Errno::ENOMSG));
    assert_eq!(receive(&mut guest, 2, 0, nowait | u64::from(MSG_NOERROR)), Ok(3));
    guest.put(0, &1u64.to_le_bytes());
    let mut sent = 0;
    while guest.call(MSGSND, &[id, SCRATCH, 0, nowait]).is_ok() {
        sent += 1;
    }
    assert!((100..10_000).contains(&sent), "{sent}");
    assert_eq!(guest.call(MSGCTL, &[id, IPC_RMID.into(), 0]), Ok(0));
    assert_eq!(receive(&mut guest, 2, 0, nowait), Err(Errno::EINVAL));
}
