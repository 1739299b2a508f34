use super::*;

const A: u64 = 0x10_0000;

fn space() -> GuestMemory {
    GuestMemory::new().unwrap()
}

#[test]
fn starts_empty_and_never_faults_the_host() {
    let mut memory = space();
    let mut buf = [0; 8];
    for addr in [0, POLL_PAGE, A, 0xffff_ffff, 0xffff_fff8, 1 << 32, u64::MAX, u64::MAX - 7] {
        assert!(memory.read(addr, &mut buf).is_err(), "{addr:#x}");
        assert!(memory.write(addr, &buf).is_err(), "{addr:#x}");
        assert!(memory.write_forced(addr, &buf).is_err(), "{addr:#x}");
        assert_eq!(memory.prot_at(addr), None);
        assert!(memory.read(addr, &mut []).is_ok(), "nothing is read");
    }
}

#[test]
fn permissions_are_those_of_x86() {
    let mut memory = space();
    let prots =
        [Prot::NONE, Prot::READ, Prot::READ_WRITE, Prot::READ_EXEC, Prot { read: false, write: true, exec: false }];
    for (n, prot) in prots.into_iter().enumerate() {
        let at = A + n as u64 * 0x1000;
        memory.map(at, 0x1000, prot).unwrap();
        assert_eq!(memory.prot_at(at + 17), Some(prot));
        assert_eq!(memory.read(at, &mut [0; 16]).is_ok(), prot.read || prot.write || prot.exec, "{prot:?}");
        assert_eq!(memory.write(at, &[1; 16]).is_ok(), prot.write, "{prot:?}");
        memory.write_forced(at, &[2; 16]).unwrap();
        // Forced writes leave the protection as it was.
        assert_eq!(memory.write(at, &[1; 16]).is_ok(), prot.write, "{prot:?}");
    }
    // Into the page without access: the fault is at its first byte.
    memory.map(A + 0x5000, 0x1000, Prot::READ).unwrap();
    memory.unmap(A + 0x6000, 0x1000).unwrap();
    assert_eq!(memory.read(A + 0x5ff8, &mut [0; 16]).unwrap_err().addr, A + 0x6000);
}

#[test]
fn maps_unmaps_and_discards() {
    let mut memory = space();
    memory.map(A, 0x4000, Prot::READ_WRITE).unwrap();
    memory.write(A + 0xffe, &[1, 2, 3, 4]).unwrap();
    memory.discard(A, 0x1000).unwrap();
    let mut buf = [9; 4];
    memory.read(A + 0xffe, &mut buf).unwrap();
    assert_eq!(buf, [0, 0, 3, 4]);
    memory.unmap(A + 0x1000, 0x1000).unwrap();
    assert!(memory.read(A + 0x1000, &mut buf).is_err());
    memory.map(A + 0x1000, 0x1000, Prot::READ).unwrap();
    memory.read(A + 0x1000, &mut buf).unwrap();
    assert_eq!(buf, [0; 4], "bytes do not survive an unmapping");
    memory.map(A, 0x1000, Prot::READ_WRITE).unwrap();
    memory.protect(A, 0x4000, Prot::READ).unwrap();
    assert!(memory.write(A, &[1]).is_err());
    // A hole stays a hole.
    memory.unmap(A + 0x2000, 0x1000).unwrap();
    memory.protect(A, 0x4000, Prot::READ_WRITE).unwrap();
    assert_eq!(memory.prot_at(A + 0x2000), None);
    assert_eq!(memory.prot_at(A + 0x3000), Some(Prot::READ_WRITE));
}

#[test]
fn moves_pages_with_content_and_protection() {
    let mut memory = space();
    memory.map(A, 0x3000, Prot::READ_WRITE).unwrap();
    memory.write(A, &[1]).unwrap();
    memory.write(A + 0x2000, &[3]).unwrap();
    memory.protect(A + 0x2000, 0x1000, Prot::READ).unwrap();
    memory.unmap(A + 0x1000, 0x1000).unwrap();
    let to = A + 0x10_0000;
    memory.map(to, 0x3000, Prot::READ_WRITE).unwrap();
    memory.move_pages(A, 0x3000, to).unwrap();
    let mut buf = [0];
    memory.read(to, &mut buf).unwrap();
    assert_eq!(buf, [1]);
    memory.read(to + 0x2000, &mut buf).unwrap();
    assert_eq!(buf, [3]);
    assert!(memory.write(to, &[1]).is_ok());
    assert!(memory.write(to + 0x2000, &[1]).is_err());
    assert_eq!(memory.prot_at(to + 0x1000), None);
    for page in 0..3 {
        assert_eq!(memory.prot_at(A + page * 0x1000), None);
    }
    memory.map(A, 0x3000, Prot::READ).unwrap();
    memory.read(A, &mut buf).unwrap();
    assert_eq!(buf, [0], "nothing stays behind");
}

#[test]
fn moves_by_copy_too() {
    let mut memory = space();
    memory.map(A, 0x2000, Prot::READ).unwrap();
    memory.write_forced(A + 0x1800, &[5, 6]).unwrap();
    memory.move_by_copy(encode(Prot::READ), A as usize, 0x2000, A as usize + 0x10_0000).unwrap();
    memory.set((A as usize + 0x10_0000) / PAGE..(A as usize + 0x10_2000) / PAGE, encode(Prot::READ));
    let mut buf = [0; 2];
    memory.read(A + 0x10_1800, &mut buf).unwrap();
    assert_eq!(buf, [5, 6]);
}

#[test]
fn refuses_what_lies_outside() {
    let mut memory = space();
    let rw = Prot::READ_WRITE;
    for (addr, len) in [
        (0, 0x1000),
        (POLL_PAGE, 0x1000),
        (A + 1, 0x1000),
        (A, 0x1001),
        (0xffff_f000, 0x2000),
        (u64::MAX - 0xfff, 0x1000),
        (A, u64::MAX - 0xfff),
    ] {
        assert!(memory.map(addr, len, rw).is_err(), "{addr:#x}");
        assert!(memory.protect(addr, len, rw).is_err(), "{addr:#x}");
        assert!(memory.unmap(addr, len).is_err(), "{addr:#x}");
        assert!(memory.discard(addr, len).is_err(), "{addr:#x}");
        assert!(memory.move_pages(addr, len, A).is_err(), "{addr:#x}");
        assert!(memory.move_pages(A, len, addr).is_err(), "{addr:#x}");
    }
    assert!(memory.move_pages(A, 0x2000, A + 0x1000).is_err(), "overlap");
    // The last page of the guest exists.
    memory.map(0xffff_f000, 0x1000, rw).unwrap();
    memory.write(0xffff_fff8, &[1; 8]).unwrap();
    assert!(memory.write(0xffff_fff9, &[1; 8]).is_err());
}

#[test]
fn code_is_read_from_executable_pages_only() {
    let mut memory = space();
    memory.map(A, 0x1000, Prot::READ_EXEC).unwrap();
    memory.map(A + 0x1000, 0x1000, Prot::READ_WRITE).unwrap();
    let mut buf = [0; 16];
    assert_eq!(memory.read_code(A, &mut buf), 16);
    assert_eq!(memory.read_code(A + 0xffc, &mut buf), 4);
    assert_eq!(memory.read_code(A + 0x1000, &mut buf), 0);
    assert_eq!(memory.read_code(u64::MAX - 2, &mut buf), 0);
    assert_eq!(memory.accessible(A + 0xff0, 100, false), 100);
    assert_eq!(memory.accessible(A + 0x1ff0, 100, true), 16);
    assert_eq!(memory.accessible(A, 100, true), 0);
}

fn byte_at(memory: &GuestMemory, addr: u64) -> u8 {
    let mut buf = [0];
    memory.read(addr, &mut buf).unwrap();
    buf[0]
}

#[test]
fn a_copy_has_its_own_pages_and_shows_common_ones() {
    let mut parent = space();
    parent.map(A, 0x4000, Prot::READ_WRITE).unwrap();
    parent.write(A + 0x1000, b"private").unwrap();
    parent.write(A + 0x3000, b"hidden").unwrap();
    parent.protect(A + 0x3000, 0x1000, Prot::NONE).unwrap();
    parent.map_common(A + 0x1_0000, 0x2000, Prot::READ_WRITE).unwrap();
    parent.write(A + 0x1_0000, b"common").unwrap();
    let areas = [A..A + 0x3000, A + 0x3000..A + 0x4000, A + 0x1_0000..A + 0x1_2000];
    let mut child = parent.fork(&areas).unwrap();

    assert_eq!((byte_at(&child, A), byte_at(&child, A + 0x1000)), (0, b'p'));
    assert_eq!(child.prot_at(A + 0x3000), Some(Prot::NONE));
    assert_eq!(child.prot_at(A + 0x4000), None);
    child.protect(A + 0x3000, 0x1000, Prot::READ).unwrap();
    assert_eq!(byte_at(&child, A + 0x3000), b'h');
    assert!(parent.read(A + 0x3000, &mut [0]).is_err(), "the parent's protection is as it was");

    child.write(A + 0x1000, b"x").unwrap();
    child.write(A + 0x1_0000, b"y").unwrap();
    child.write(A + 0x1_1000, b"z").unwrap();
    assert_eq!(byte_at(&parent, A + 0x1000), b'p');
    assert_eq!((byte_at(&parent, A + 0x1_0000), byte_at(&parent, A + 0x1_1000)), (b'y', b'z'));

    // A part that was given another protection, and a copy of the copy.
    child.protect(A + 0x1_1000, 0x1000, Prot::READ).unwrap();
    let grandchild = child.fork(&[A + 0x1_0000..A + 0x1_1000, A + 0x1_1000..A + 0x1_2000]).unwrap();
    parent.write(A + 0x1_1000, b"w").unwrap();
    assert_eq!((byte_at(&grandchild, A + 0x1_0000), byte_at(&grandchild, A + 0x1_1000)), (b'y', b'w'));
    assert_eq!(grandchild.prot_at(A + 0x1_1000), Some(Prot::READ));
    drop(parent);
    assert_eq!(byte_at(&child, A + 0x1_0000), b'y', "common pages live as long as somebody shows them");
}

#[test]
fn frozen_pages_are_shown_until_somebody_may_write() {
    let file: Arc<[u8]> = (0..0x1800).map(|n| (n / 0x800) as u8 + 1).collect();
    let mut parent = space();
    parent.map_frozen(A, 0x3000, Prot::READ_EXEC, &file, 0x800..0x1800).unwrap();
    let content = |memory: &GuestMemory| [0, 0x800, 0x1000, 0x2fff].map(|at| byte_at(memory, A + at));
    assert_eq!(content(&parent), [2, 3, 0, 0]);
    assert!(parent.write(A, &[9]).is_err());
    let all = A..A + 0x3000;
    let all = std::slice::from_ref(&all);
    let mut child = parent.fork(all).unwrap();
    assert_eq!(content(&child), [2, 3, 0, 0]);

    child.protect(A, 0x1000, Prot { write: true, ..Prot::READ_EXEC }).unwrap();
    child.write(A, &[9]).unwrap();
    assert_eq!(content(&child), [9, 3, 0, 0]);
    child.write_forced(A + 0x2fff, &[8]).unwrap();
    assert_eq!(content(&child), [9, 3, 0, 8]);
    let grandchild = child.fork(all).unwrap();
    assert_eq!(content(&grandchild), [9, 3, 0, 8]);
    assert_eq!(content(&parent), [2, 3, 0, 0]);
    let mut other = parent.share();
    other.detach().unwrap();
    assert_eq!(other.prot_at(A), None);
    other.map_frozen(A, 0x3000, Prot::READ, &file, 0x800..0x1800).unwrap();
    assert_eq!(content(&other), [2, 3, 0, 0]);
}

#[test]
fn tasks_of_a_process_share_a_space() {
    let mut one = space();
    let mut two = one.share();
    one.map(A, 0x1000, Prot::READ_WRITE).unwrap();
    two.outside_kernel(|memory| memory.fill(A, 4, 7)).unwrap();
    assert_eq!(byte_at(&one, A + 3), 7);
    two.unmap(A, 0x1000).unwrap();
    assert!(one.read(A, &mut [0]).is_err());
    let interrupt = one.interrupt();
    interrupt.raise();
    assert!(two.interrupt().is_raised());
    two.interrupt().lower();
    assert!(!interrupt.is_raised());
}

/// Pages of a run that is long enough to be copied when it is used.
const LONG: u64 = 64;
const AREA: std::ops::Range<u64> = A..A + LONG * 0x1000;

fn long_space() -> GuestMemory {
    let mut memory = space();
    memory.map(A, LONG * 0x1000, Prot::READ_WRITE).unwrap();
    for page in 0..LONG {
        memory.write(A + page * 0x1000, &[page as u8 + 1]).unwrap();
    }
    memory
}

fn copy(memory: &GuestMemory) -> GuestMemory {
    memory.fork(std::slice::from_ref(&AREA)).unwrap()
}

/// The pages whose first byte is not what `long_space` wrote.
fn changed(memory: &GuestMemory) -> Vec<u64> {
    (0..LONG).filter(|page| byte_at(memory, A + page * 0x1000) != *page as u8 + 1).collect()
}

#[test]
fn neither_parent_nor_child_sees_what_the_other_writes() {
    let mut parent = long_space();
    let mut child = copy(&parent);
    parent.write(A + 0x1000, &[99]).unwrap();
    child.write(A + 0x2000, &[99]).unwrap();
    let mut grandchild = copy(&child);
    child.write(A + 0x3000, &[99]).unwrap();
    parent.write(A + 0x4000, &[99]).unwrap();
    grandchild.write(A + 0x20_000, &[99]).unwrap();
    let second = copy(&parent);
    parent.write(A + 0x5000, &[99]).unwrap();
    assert_eq!(changed(&grandchild), [2, 32]);
    assert_eq!(changed(&child), [2, 3]);
    assert_eq!(changed(&second), [1, 4]);
    assert_eq!(changed(&parent), [1, 4, 5]);
    drop(parent);
    drop(child);
    assert_eq!((changed(&grandchild), changed(&second)), (vec![2, 32], vec![1, 4]));
}

#[test]
fn pages_that_a_parent_gives_up_are_still_their_children_s() {
    let mut parent = long_space();
    let (child, other) = (copy(&parent), copy(&parent));
    parent.discard(A, 0x1000).unwrap();
    parent.unmap(A + 0x1000, 0x1000).unwrap();
    parent.protect(A + 0x2000, 0x1000, Prot::NONE).unwrap();
    parent.map(A + 0x3000, 0x1000, Prot::READ_WRITE).unwrap();
    parent.move_pages(A + 0x4000, 0x1000, A + 0x10_0000).unwrap();
    parent.write_forced(A + 0x5000, &[99]).unwrap();
    assert_eq!(changed(&child), []);
    assert_eq!(byte_at(&parent, A + 0x10_0000), 5);
    drop(parent);
    assert_eq!(changed(&other), []);
}

#[test]
fn a_parent_goes_on_with_pages_that_it_emptied_or_moved() {
    let mut parent = long_space();
    let child = copy(&parent);
    parent.discard(A, 0x2000).unwrap();
    assert_eq!((byte_at(&parent, A), byte_at(&parent, A + 0x1000)), (0, 0));
    parent.write(A, &[77]).unwrap();
    parent.move_pages(A + 0x4000, 0x2000, A + 0x10_0000).unwrap();
    parent.write(A + 0x10_0000, &[78]).unwrap();
    assert_eq!((byte_at(&parent, A), byte_at(&parent, A + 0x10_0000), byte_at(&parent, A + 0x10_1000)), (77, 78, 6));
    assert_eq!(changed(&child), []);
}

#[test]
fn a_child_changes_mappings_that_it_has_not_used() {
    let parent = long_space();
    let mut child = copy(&parent);
    child.discard(A, 0x1000).unwrap();
    child.unmap(A + 0x1000, 0x1000).unwrap();
    child.protect(A + 0x2000, 0x1000, Prot::READ).unwrap();
    child.map(A + 0x3000, 0x1000, Prot::READ_WRITE).unwrap();
    child.move_pages(A + 0x4000, 0x1000, A + 0x10_0000).unwrap();
    child.write_forced(A + 0x5000, &[99]).unwrap();
    assert_eq!((byte_at(&child, A), byte_at(&child, A + 0x2000), byte_at(&child, A + 0x3000)), (0, 3, 0));
    assert!(child.write(A + 0x2000, &[1]).is_err() && child.read(A + 0x1000, &mut [0]).is_err());
    assert_eq!((byte_at(&child, A + 0x10_0000), byte_at(&child, A + 0x5000)), (5, 99));
    child.write(A, &[1]).unwrap();
    assert_eq!(changed(&parent), []);
}

#[test]
fn generations_of_copies() {
    let mut memories = vec![long_space()];
    for generation in 1..30u64 {
        let mut next = copy(memories.last().unwrap());
        next.write(A + generation * 0x1000, &[200]).unwrap();
        memories.push(next);
    }
    while let Some(memory) = memories.pop() {
        let own: Vec<u64> = (1..=memories.len() as u64).collect();
        assert_eq!(changed(&memory), own);
        if memories.len() % 2 == 0 {
            memories.pop();
        }
    }
}

#[test]
fn tasks_of_a_child_fetch_pages() {
    let parent = long_space();
    let child = copy(&parent);
    let sibling = child.share();
    assert_eq!(changed(&sibling), []);
    assert_eq!(changed(&child), []);
}
