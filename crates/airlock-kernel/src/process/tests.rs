use airlock_abi::Errno;
use airlock_abi::process::{Rlimit, arch, futex, prctl, rlimit};
use airlock_platform::{Memory, Registers};
use airlock_types::{Limits, Outcome};

use crate::task::INIT as PID;
use crate::testing::{Guest, SCRATCH};
use crate::{Config, Next};

#[test]
fn numbers_and_users() {
    let mut guest = Guest::with(Config { uid: 1000, gid: 100, ..Config::default() });
    assert_eq!(guest.call(39, &[]), Ok(u64::from(PID)));
    assert_eq!(guest.call(186, &[]), Ok(u64::from(PID)));
    assert_eq!((guest.call(102, &[]), guest.call(104, &[])), (Ok(1000), Ok(100)));
    assert_eq!(guest.call(105, &[0]), Err(Errno::EPERM));
    assert_eq!(guest.call(105, &[1000]), Ok(0));
    assert_eq!(guest.call(105, &[u64::from(u32::MAX)]), Err(Errno::EINVAL));
    assert_eq!(guest.call(117, &[1000, 0, 1000]), Err(Errno::EPERM));
    assert_eq!(guest.call(106, &[0]), Err(Errno::EPERM));
    assert_eq!(guest.call(116, &[0, 0]), Err(Errno::EPERM));
    assert_eq!(guest.call(118, &[SCRATCH, SCRATCH + 4, SCRATCH + 8]), Ok(0));
    assert_eq!(guest.mem.read_u32(SCRATCH + 8).unwrap(), 1000);
    assert_eq!(guest.call(118, &[SCRATCH, 4, SCRATCH]), Err(Errno::EFAULT));
}

#[test]
fn root_can_leave_root_and_not_come_back() {
    let mut guest = Guest::new();
    guest.put(0, &[1, 0, 0, 0, 2, 0, 0, 0]);
    assert_eq!(guest.call(116, &[2, SCRATCH]), Ok(0));
    assert_eq!(guest.call(115, &[0, 0]), Ok(2));
    assert_eq!(guest.call(115, &[1, SCRATCH]), Err(Errno::EINVAL));
    assert_eq!(guest.call(115, &[2, SCRATCH + 64]), Ok(2));
    assert_eq!(guest.mem.read_u32(SCRATCH + 68).unwrap(), 2);
    assert_eq!(guest.call(116, &[70_000, SCRATCH]), Err(Errno::EINVAL));
    assert_eq!(guest.call(113, &[u64::MAX, 5]), Ok(0));
    assert_eq!((guest.call(102, &[]), guest.call(107, &[])), (Ok(0), Ok(5)));
    assert_eq!(guest.kernel.fs.fsuid, 5, "files are opened as the effective user");
    assert_eq!(guest.call(113, &[u64::MAX, 0]), Ok(0));
    assert_eq!(guest.call(117, &[7, 7, 7]), Ok(0));
    assert_eq!(guest.call(105, &[0]), Err(Errno::EPERM));
    assert_eq!(guest.call(122, &[0]), Ok(7));
    assert_eq!(guest.call(122, &[7]), Ok(7));
}

#[test]
fn groups_of_processes() {
    let mut guest = Guest::new();
    assert_eq!(guest.call(121, &[0]), Ok(u64::from(PID)));
    assert_eq!(guest.call(121, &[77]), Err(Errno::ESRCH));
    assert_eq!(guest.call(109, &[0, 0]), Err(Errno::EPERM), "the leader of a session");
    assert_eq!(guest.call(109, &[0, 77]), Err(Errno::EPERM));
    assert_eq!(guest.call(109, &[0, u64::MAX]), Err(Errno::EINVAL));
    assert_eq!(guest.call(112, &[]), Err(Errno::EPERM));
    assert_eq!(guest.call(61, &[u64::MAX, 0, 0, 0]), Err(Errno::ECHILD));
    assert_eq!(guest.call(61, &[u64::MAX, 0, 0x10, 0]), Err(Errno::EINVAL));
    assert_eq!(guest.call(247, &[0, 0, 0, 4]), Err(Errno::ECHILD));
    assert_eq!(guest.call(247, &[0, 0, 0, 0]), Err(Errno::EINVAL));
}

#[test]
fn names_of_the_machine_and_memory() {
    let limits = Limits { memory_bytes: 32 << 20, ..Limits::default() };
    let mut guest = Guest::with(Config { hostname: "box".to_owned(), limits, ..Config::default() });
    assert_eq!(guest.call(63, &[SCRATCH]), Ok(0));
    let uts = guest.get::<390>(SCRATCH);
    assert!(uts.starts_with(b"Linux\0") && uts[65..].starts_with(b"box\0") && uts[260..].starts_with(b"x86_64\0"));
    assert_eq!(guest.call(99, &[SCRATCH]), Ok(0));
    assert_eq!(guest.mem.read_u64(SCRATCH + 32).unwrap(), 32 << 20);
    assert_eq!(guest.mem.read_u64(SCRATCH + 40).unwrap(), 31 << 20, "the scratch area is in use");
    assert_eq!(guest.call(63, &[8]), Err(Errno::EFAULT));
}

#[test]
fn resource_limits() {
    let mut guest = Guest::with(Config { uid: 1, ..Config::default() });
    assert_eq!(guest.call(97, &[rlimit::NOFILE as u64, SCRATCH]), Ok(0));
    assert_eq!(Rlimit::decode(guest.get(SCRATCH)), Rlimit::both(1024));
    let lower = guest.put(64, &Rlimit { soft: 10, hard: 20 }.encode());
    assert_eq!(guest.call(302, &[0, rlimit::NOFILE as u64, lower, SCRATCH]), Ok(0));
    let raise = guest.put(64, &Rlimit { soft: 10, hard: 21 }.encode());
    assert_eq!(guest.call(160, &[rlimit::NOFILE as u64, raise]), Err(Errno::EPERM));
    let crossed = guest.put(64, &Rlimit { soft: 10, hard: 9 }.encode());
    assert_eq!(guest.call(160, &[rlimit::CPU as u64, crossed]), Err(Errno::EINVAL));
    assert_eq!(guest.call(97, &[16, SCRATCH]), Err(Errno::EINVAL));
    assert_eq!(guest.call(302, &[77, 0, 0, SCRATCH]), Err(Errno::ESRCH));
    assert_eq!(guest.call(302, &[0, u64::MAX, 0, SCRATCH]), Err(Errno::EINVAL));
    // Address space: nothing more can be mapped.
    let space = guest.put(64, &Rlimit::both(0x1000).encode());
    assert_eq!(guest.call(160, &[rlimit::AS as u64, space]), Ok(0));
    assert_eq!(guest.call(9, &[0, 4096, 3, 0x22, u64::MAX, 0]), Err(Errno::ENOMEM));
    // Not even root may have more descriptors than the run.
    let mut guest = Guest::new();
    let raise = guest.put(64, &Rlimit::both(5000).encode());
    assert_eq!(guest.call(160, &[rlimit::NOFILE as u64, raise]), Err(Errno::EPERM));
}

#[test]
fn usage_and_times() {
    let mut guest = Guest::new();
    assert_eq!(guest.call(98, &[0, SCRATCH]), Ok(0));
    assert_eq!(guest.mem.read_u64(SCRATCH + 32).unwrap(), 1024, "KiB");
    assert_eq!(guest.call(98, &[5, SCRATCH]), Err(Errno::EINVAL));
    assert!(guest.call(100, &[0]).is_ok());
    assert_eq!(guest.call(100, &[8]), Err(Errno::EFAULT));
}

#[test]
fn thread_names_and_flags() {
    let mut guest = Guest::new();
    let name = guest.put_str(0, "a-name-that-is-too-long");
    assert_eq!(guest.call(157, &[prctl::SET_NAME, name]), Ok(0));
    assert_eq!(guest.call(157, &[prctl::GET_NAME, SCRATCH + 64]), Ok(0));
    assert_eq!(&guest.get::<16>(SCRATCH + 64), b"a-name-that-is-\0");
    assert_eq!(guest.call(157, &[prctl::SET_NAME, 8]), Err(Errno::EFAULT));
    assert_eq!(guest.call(157, &[prctl::SET_NO_NEW_PRIVS, 2, 0, 0, 0]), Err(Errno::EINVAL));
    assert_eq!(guest.call(157, &[prctl::SET_NO_NEW_PRIVS, 1, 0, 0, 0]), Ok(0));
    assert_eq!(guest.call(157, &[prctl::GET_NO_NEW_PRIVS, 0, 0, 0, 0]), Ok(1));
    assert_eq!(guest.call(157, &[prctl::CAPBSET_READ, 0]), Ok(1));
    assert_eq!(guest.call(157, &[prctl::CAPBSET_READ, 41]), Err(Errno::EINVAL));
    assert_eq!(guest.call(157, &[999]), Err(Errno::EINVAL));
}

#[test]
fn segment_bases_need_the_registers() {
    let mut guest = Guest::new();
    let set = guest.raw(158, &[arch::SET_FS, 0x1234]);
    assert!(set.attention && set.value == 0);
    let mut regs = Registers::default();
    assert!(matches!(guest.attend(&mut regs), Next::Continue));
    assert_eq!(regs.fs_base, 0x1234);
    assert!(!guest.raw(158, &[arch::GET_FS, SCRATCH]).attention);
    assert_eq!(guest.mem.read_u64(SCRATCH).unwrap(), 0x1234);
    assert_eq!(guest.call(158, &[arch::SET_GS, 1 << 47]), Err(Errno::EPERM));
    assert_eq!(guest.call(158, &[0x3001, 0]), Err(Errno::EINVAL));
}

#[test]
fn exit_ends_with_the_low_byte() {
    let mut guest = Guest::new();
    assert!(guest.raw(231, &[0x1_07]).attention);
    assert!(matches!(guest.attend(&mut Registers::default()), Next::End(Outcome::Exited(7))));
}

#[test]
fn capabilities_can_only_be_given_up() {
    let mut guest = Guest::new();
    let header = guest.put(0, &0x2008_0522u64.to_le_bytes());
    let data = SCRATCH + 64;
    assert_eq!(guest.call(125, &[header, data]), Ok(0));
    let permitted = guest.mem.read_u32(data + 4).unwrap();
    assert_ne!(permitted, 0);
    guest.put(64, &[0; 24]);
    assert_eq!(guest.call(126, &[header, data]), Ok(0));
    guest.put(68, &permitted.to_le_bytes());
    assert_eq!(guest.call(126, &[header, data]), Err(Errno::EPERM));
    let odd = guest.put(0, &1u64.to_le_bytes());
    assert_eq!(guest.call(125, &[odd, data]), Err(Errno::EINVAL));
    assert_eq!(guest.mem.read_u32(odd).unwrap(), 0x2008_0522, "the version that is understood");
}

#[test]
fn scheduling_answers() {
    let mut guest = Guest::new();
    assert_eq!(guest.call(204, &[0, 128, SCRATCH]), Ok(8));
    assert_eq!(guest.mem.read_u64(SCRATCH).unwrap(), 1);
    assert_eq!(guest.call(204, &[0, 7, SCRATCH]), Err(Errno::EINVAL));
    guest.put(0, &[2]);
    assert_eq!(guest.call(203, &[0, 8, SCRATCH]), Err(Errno::EINVAL));
    let zero = guest.put(64, &[0; 8]);
    assert_eq!(guest.call(144, &[0, 3, zero]), Ok(0));
    assert_eq!(guest.call(145, &[0]), Ok(3));
    let ten = guest.put(64, &[10]);
    assert_eq!(guest.call(144, &[0, 1, ten]), Err(Errno::EPERM));
    assert_eq!(guest.call(144, &[77, 0, zero]), Err(Errno::ESRCH));
    assert_eq!(guest.call(141, &[0, 0, 5]), Ok(0));
    assert_eq!(guest.call(140, &[0, 0]), Ok(15));
    assert_eq!(guest.call(140, &[9, 0]), Err(Errno::EINVAL));
    assert_eq!(guest.call(315, &[0, SCRATCH, 48, 0]), Ok(0));
    assert_eq!(guest.mem.read_u32(SCRATCH + 16).unwrap(), 5);
    assert_eq!(guest.call(309, &[SCRATCH, 0]), Ok(0));
}

#[test]
fn random_bytes() {
    let mut guest = Guest::new();
    assert_eq!(guest.call(318, &[SCRATCH, 5000, 0]), Ok(5000));
    assert_eq!(guest.get::<2>(SCRATCH + 4098), [2, 3]);
    assert_eq!(guest.call(318, &[SCRATCH, 8, 8]), Err(Errno::EINVAL));
    assert_eq!(guest.call(318, &[8, 8, 0]), Err(Errno::EFAULT));
    let near_end = SCRATCH + crate::testing::SCRATCH_BYTES - 4096;
    assert_eq!(guest.call(318, &[near_end, u64::MAX, 0]), Ok(4096), "as much as fits");
    assert_eq!(guest.call(318, &[near_end + 4000, 200, 0]), Ok(96));
}

#[test]
fn clocks_and_sleep() {
    let mut guest = Guest::new();
    assert_eq!(guest.call(228, &[1, SCRATCH]), Ok(0));
    let before = guest.mem.read_u64(SCRATCH).unwrap();
    let mut wait = [0; 16];
    wait[0] = 3;
    let request = guest.put(64, &wait);
    assert_eq!(guest.call(35, &[request, 0]), Ok(0));
    assert_eq!(guest.call(228, &[1, SCRATCH]), Ok(0));
    assert_eq!(guest.mem.read_u64(SCRATCH).unwrap(), before + 3);
    // Absolute wall-clock time in the past.
    assert_eq!(guest.call(230, &[0, 1, request, 0]), Ok(0));
    assert_eq!(guest.call(230, &[2, 0, request, 0]), Err(Errno::EOPNOTSUPP));
    let bad = guest.put(64, &[0xff; 16]);
    assert_eq!(guest.call(35, &[bad, 0]), Err(Errno::EINVAL));
    assert_eq!(guest.call(35, &[8, 0]), Err(Errno::EFAULT));
    assert_eq!(guest.call(228, &[99, SCRATCH]), Err(Errno::EINVAL));
    assert_eq!(guest.call(229, &[0, 0]), Ok(0));
    assert_eq!(guest.call(227, &[0, SCRATCH]), Err(Errno::EPERM));
    let seconds = guest.call(201, &[SCRATCH]).unwrap();
    assert_eq!(guest.mem.read_u64(SCRATCH).unwrap(), seconds);
    assert_eq!(guest.call(96, &[SCRATCH, 0]), Ok(0));
    assert_eq!(guest.mem.read_u64(SCRATCH).unwrap(), seconds);
}

#[test]
fn an_alarm_cuts_a_sleep_short() {
    let mut guest = Guest::new();
    assert_eq!(guest.call(37, &[1]), Ok(0));
    let mut wait = [0; 16];
    wait[0] = 10;
    let request = guest.put(64, &wait);
    let slept = guest.raw(35, &[request, SCRATCH]);
    assert_eq!(Errno::from_return(slept.value), Some(Errno::EINTR));
    assert!(slept.attention);
    let left = guest.mem.read_u64(SCRATCH).unwrap();
    assert!((8..=9).contains(&left), "{left} seconds left");
}

#[test]
fn futexes_without_anybody_else() {
    let mut guest = Guest::new();
    let word = guest.put(0, &5u32.to_le_bytes());
    let private = futex::PRIVATE_FLAG;
    assert_eq!(guest.call(202, &[word, futex::WAIT | private, 6, 0]), Err(Errno::EAGAIN));
    let second = guest.put(64, &[1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    assert_eq!(guest.call(202, &[word, futex::WAIT, 5, second]), Err(Errno::ETIMEDOUT));
    let bitset = futex::WAIT_BITSET | futex::CLOCK_REALTIME;
    assert_eq!(guest.call(202, &[word, bitset, 5, second, 0, 1]), Err(Errno::ETIMEDOUT));
    assert_eq!(guest.call(202, &[word, bitset, 5, second, 0, 0]), Err(Errno::EINVAL));
    assert_eq!(guest.call(202, &[word, futex::WAKE | private, 1]), Ok(0));
    assert_eq!(guest.call(202, &[8, futex::WAKE, 1]), Err(Errno::EFAULT));
    assert_eq!(guest.call(202, &[word + 1, futex::WAKE, 1]), Err(Errno::EINVAL));
    assert_eq!(guest.call(202, &[word, futex::CMP_REQUEUE, 1, 1, word + 4, 4]), Err(Errno::EAGAIN));
    assert_eq!(guest.call(202, &[word, 77, 1]), Err(Errno::ENOSYS));
    // word2 = 5 + 3, as FUTEX_OP(FUTEX_OP_ADD, 3, FUTEX_OP_CMP_EQ, 0).
    assert_eq!(guest.call(202, &[word, futex::WAKE_OP, 1, 1, word, 1 << 28 | 3 << 12]), Ok(0));
    assert_eq!(guest.mem.read_u32(word).unwrap(), 8);
    guest.put(0, &[0; 4]);
    assert_eq!(guest.call(202, &[word, futex::UNLOCK_PI]), Err(Errno::EPERM));
    assert_eq!(guest.call(202, &[word, futex::LOCK_PI]), Ok(0));
    assert_eq!(guest.mem.read_u32(word).unwrap(), PID);
    assert_eq!(guest.call(202, &[word, futex::LOCK_PI]), Err(Errno::EDEADLK));
    assert_eq!(guest.call(202, &[word, futex::UNLOCK_PI]), Ok(0));
    let word = guest.put(0, &5u32.to_le_bytes());
    assert!(guest.raw(202, &[word, futex::WAIT, 5, 0]).attention);
    match guest.attend(&mut Registers::default()) {
        Next::End(Outcome::Killed { signal: 9, detail: Some(detail) }) => assert!(detail.contains("futex"), "{detail}"),
        other => panic!("{other:?}"),
    }
}

#[test]
fn capabilities_that_are_kept_let_a_user_change_groups() {
    let mut guest = Guest::new();
    assert_eq!(guest.call(157, &[prctl::SET_KEEPCAPS, 1, 0, 0, 0]), Ok(0));
    assert_eq!(guest.call(117, &[100, 100, 100]), Ok(0));
    assert_eq!(guest.call(119, &[200, 200, 200]), Err(Errno::EPERM), "permitted, not effective");
    let header = guest.put(0, &[0x22, 0x05, 0x08, 0x20, 0, 0, 0, 0]);
    let sets = guest.put(16, &[0; 24]);
    assert_eq!(guest.call(125, &[header, sets]), Ok(0));
    let permitted = u32::from_le_bytes(guest.get(sets + 4));
    guest.put(16, &permitted.to_le_bytes());
    assert_eq!(guest.call(126, &[header, sets]), Ok(0));
    assert_eq!(guest.call(119, &[200, 200, 200]), Ok(0));
    assert_eq!(guest.call(116, &[0, 0]), Ok(0));
    // Given up, they are gone for root too.
    let mut guest = Guest::new();
    let header = guest.put(0, &[0x22, 0x05, 0x08, 0x20, 0, 0, 0, 0]);
    let none = guest.put(16, &[0; 24]);
    assert_eq!(guest.call(126, &[header, none]), Ok(0));
    assert_eq!(guest.call(117, &[100, 100, 100]), Err(Errno::EPERM));
}

#[test]
fn what_is_not_there_says_so() {
    let mut guest = Guest::new();
    for nr in [334, 312, 425, 449] {
        assert_eq!(guest.call(nr, &[0; 6]), Err(Errno::ENOSYS), "system call {nr}");
    }
    assert_eq!(guest.call(101, &[0]), Err(Errno::EPERM));
    assert_eq!(guest.call(324, &[0, 0]), Ok(0b1_1111));
    assert_eq!(guest.call(324, &[8, 0]), Ok(0));
    assert_eq!(guest.call(324, &[3, 0]), Err(Errno::EINVAL));
    assert_eq!(guest.call(273, &[SCRATCH, 23]), Err(Errno::EINVAL));
    assert_eq!(guest.call(273, &[SCRATCH, 24]), Ok(0));
    assert_eq!(guest.call(218, &[SCRATCH]), Ok(u64::from(PID)));
}
