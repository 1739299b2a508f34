//! Sets of one task. What several see of them is in the program `events.c` of the `airlock` command's tests.

use airlock_abi::Errno;
use airlock_abi::epoll::{EPOLL_CTL_ADD, EPOLL_CTL_DEL, EPOLLET, EPOLLONESHOT, EpollEvent};
use airlock_abi::poll::{POLLIN, POLLOUT};

use crate::testing::{Guest, SCRATCH};

const READ: u64 = 0;
const WRITE: u64 = 1;
const CLOSE: u64 = 3;
const DUP: u64 = 32;
const EPOLL_WAIT: u64 = 232;
const EPOLL_CTL: u64 = 233;
const EVENTFD: u64 = 284;
const EPOLL_CREATE1: u64 = 291;
const IN: u32 = POLLIN as u32;

fn set(guest: &mut Guest) -> u64 {
    guest.call(EPOLL_CREATE1, &[0]).unwrap()
}

fn watch(guest: &mut Guest, set: u64, fd: u64, events: u32) -> Result<u64, Errno> {
    let event = guest.put(0x100, &EpollEvent { events, data: fd }.encode());
    guest.call(EPOLL_CTL, &[set, EPOLL_CTL_ADD.into(), fd, event])
}

/// Descriptors and events that are reported now.
fn look(guest: &mut Guest, set: u64) -> Vec<(u64, u32)> {
    let count = guest.call(EPOLL_WAIT, &[set, SCRATCH + 0x200, 16, 0]).unwrap();
    let report = |i| EpollEvent::decode(guest.get(SCRATCH + 0x200 + i * EpollEvent::SIZE as u64));
    (0..count).map(report).map(|event| (event.data, event.events)).collect()
}

fn add(guest: &mut Guest, fd: u64) {
    let one = guest.put(0, &1u64.to_le_bytes());
    assert_eq!(guest.call(WRITE, &[fd, one, 8]), Ok(8));
}

#[test]
fn edges_levels_and_single_shots() {
    let mut guest = Guest::new();
    let set = set(&mut guest);
    let fds: Vec<u64> = (0..3).map(|_| guest.call(EVENTFD, &[0]).unwrap()).collect();
    for (fd, mode) in fds.iter().zip([0, EPOLLET, EPOLLONESHOT]) {
        watch(&mut guest, set, *fd, IN | mode).unwrap();
    }
    assert_eq!(look(&mut guest, set), []);
    fds.iter().for_each(|fd| add(&mut guest, *fd));
    assert_eq!(look(&mut guest, set), [(fds[0], IN), (fds[1], IN), (fds[2], IN)]);
    assert_eq!(look(&mut guest, set), [(fds[0], IN)]);
    fds.iter().for_each(|fd| add(&mut guest, *fd));
    assert_eq!(look(&mut guest, set), [(fds[0], IN), (fds[1], IN)]);
    // A read makes room, which nobody asked for.
    assert_eq!(guest.call(READ, &[fds[1], SCRATCH, 8]), Ok(8));
    assert_eq!(look(&mut guest, set), [(fds[0], IN)]);
}

#[test]
fn a_file_leaves_the_set_with_its_last_descriptor() {
    let mut guest = Guest::new();
    let set = set(&mut guest);
    let free = guest.kernel.fs.space.free();
    let fd = guest.call(EVENTFD, &[1]).unwrap();
    watch(&mut guest, set, fd, IN).unwrap();
    let copy = guest.call(DUP, &[fd]).unwrap();
    guest.call(CLOSE, &[fd]).unwrap();
    assert_eq!(look(&mut guest, set), [(fd, IN)]);
    assert_eq!(guest.call(EPOLL_CTL, &[set, EPOLL_CTL_DEL.into(), fd, 0]), Err(Errno::EBADF));
    guest.call(CLOSE, &[copy]).unwrap();
    assert_eq!(look(&mut guest, set), []);
    assert_eq!(guest.kernel.fs.space.free(), free);
    assert_eq!(guest.kernel.events.watchers(guest.kernel.events.new_key()).len(), 0);
}

#[test]
fn events_that_cannot_be_stored_are_not_lost() {
    let mut guest = Guest::new();
    let set = set(&mut guest);
    let fd = guest.call(EVENTFD, &[1]).unwrap();
    watch(&mut guest, set, fd, IN | EPOLLET | EPOLLONESHOT).unwrap();
    assert_eq!(guest.call(EPOLL_WAIT, &[set, 8, 1, 0]), Err(Errno::EFAULT));
    assert_eq!(look(&mut guest, set), [(fd, IN)]);
}

#[test]
fn a_set_goes_with_all_that_it_watches() {
    let mut guest = Guest::new();
    let free = guest.kernel.fs.space.free();
    for _ in 0..100 {
        let outer = set(&mut guest);
        let inner = set(&mut guest);
        watch(&mut guest, outer, inner, IN).unwrap();
        watch(&mut guest, inner, 0, IN).unwrap();
        watch(&mut guest, inner, 1, POLLOUT.into()).unwrap();
        assert_eq!(look(&mut guest, outer), [(inner, IN)]);
        guest.call(CLOSE, &[outer]).unwrap();
        assert_eq!(look(&mut guest, inner), [(0, IN), (1, POLLOUT.into())]);
        guest.call(CLOSE, &[inner]).unwrap();
    }
    assert_eq!(guest.kernel.fs.space.free(), free);
    assert!(guest.kernel.events.watched_streams().is_empty());
}

#[test]
fn a_wait_ends_with_its_time() {
    let mut guest = Guest::new();
    let set = set(&mut guest);
    assert_eq!(guest.call(EPOLL_WAIT, &[set, SCRATCH, 1, 5]), Ok(0));
}
