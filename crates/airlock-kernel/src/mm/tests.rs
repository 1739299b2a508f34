use airlock_abi::{Errno, mm as abi};
use airlock_platform::{Memory, PAGE_SIZE, Prot, VecMemory};
use airlock_types::Limits;

use super::remap::RemapRequest;
use super::*;

const MIB: u64 = 1 << 20;

fn space(memory_bytes: u64) -> (AddressSpace, VecMemory) {
    let limits = Limits { memory_bytes, ..Limits::default() };
    (AddressSpace::new(&limits), VecMemory::new())
}

fn request(addr: u64, len: u64, place: Place) -> MapRequest {
    MapRequest { addr, len, prot: Prot::READ_WRITE, shared: false, may_write: true, place, file: None }
}

fn map(mm: &mut AddressSpace, mem: &mut VecMemory, addr: u64, len: u64, place: Place) -> Result<u64, Errno> {
    mm.map(mem, request(addr, len, place))
}

#[test]
fn placement_and_hints() {
    let (mut mm, mut mem) = space(64 * MIB);
    let a = map(&mut mm, &mut mem, 0, 1, Place::Anywhere).unwrap();
    let b = map(&mut mm, &mut mem, 0, 0x2000, Place::Anywhere).unwrap();
    assert_eq!(a % PAGE_SIZE, 0);
    assert_eq!(b + 0x2000, a, "top-down");
    let hinted = map(&mut mm, &mut mem, 0x4000_0123, 0x1000, Place::Anywhere).unwrap();
    assert_eq!(hinted, 0x4000_0000);
    let taken = map(&mut mm, &mut mem, 0x4000_0000, 0x1000, Place::Anywhere).unwrap();
    assert_ne!(taken, 0x4000_0000);
    assert_eq!(map(&mut mm, &mut mem, 0x4000_0000, 0x1000, Place::FixedNoReplace), Err(Errno::EEXIST));
    assert_eq!(map(&mut mm, &mut mem, 0x1000, 0x1000, Place::Fixed), Err(Errno::EPERM));
    assert_eq!(map(&mut mm, &mut mem, 0x4000_0001, 0x1000, Place::Fixed), Err(Errno::EINVAL));
    assert_eq!(map(&mut mm, &mut mem, ADDRESS_END, 0x1000, Place::Fixed), Err(Errno::ENOMEM));
    assert_eq!(map(&mut mm, &mut mem, 0, 0, Place::Anywhere), Err(Errno::EINVAL));
    assert_eq!(map(&mut mm, &mut mem, 0, u64::MAX, Place::Anywhere), Err(Errno::ENOMEM));
    assert!(map(&mut mm, &mut mem, 0, 0x1000, Place::Low).unwrap() < 0x8000_0000);
}

#[test]
fn unmapping_the_middle_splits() {
    let (mut mm, mut mem) = space(64 * MIB);
    let at = map(&mut mm, &mut mem, 0x1000_0000, 0x3000, Place::Fixed).unwrap();
    mem.write(at, &[1; 0x3000]).unwrap();
    mm.unmap(&mut mem, at + 0x1000, 0x1000).unwrap();
    assert!(mem.read_u32(at).is_ok());
    assert!(mem.read_u32(at + 0x1000).is_err());
    assert_eq!(mem.read_u32(at + 0x2000).unwrap(), 0x0101_0101);
    assert_eq!(mm.mapped_bytes(), 0x2000);
    assert_eq!(mm.peak_bytes(), 0x3000);
    assert_eq!(mm.unmap(&mut mem, at + 1, 0x1000), Err(Errno::EINVAL));
    assert_eq!(mm.unmap(&mut mem, at, 0), Err(Errno::EINVAL));
    assert_eq!(mm.unmap(&mut mem, 0xffff_f000, u64::MAX - 0xffff_f000), Err(Errno::EINVAL));
    mm.unmap(&mut mem, 0x2000_0000, 0x1000).unwrap();
}

#[test]
fn protection_is_checked_and_carried_out() {
    let (mut mm, mut mem) = space(64 * MIB);
    let at = map(&mut mm, &mut mem, 0x1000_0000, 0x3000, Place::Fixed).unwrap();
    mm.protect(&mut mem, at + 0x1000, 0x1000, Prot::READ).unwrap();
    assert!(mem.write_u32(at + 0x1000, 1).is_err());
    assert!(mem.write_u32(at + 0x2000, 1).is_ok());
    assert_eq!(mm.areas().count(), 3);
    mm.protect(&mut mem, at + 0x1000, 0x1000, Prot::READ_WRITE).unwrap();
    assert_eq!(mm.areas().count(), 1, "alike areas merge again");
    assert_eq!(mm.protect(&mut mem, at, 0x4000, Prot::READ), Err(Errno::ENOMEM));
    assert_eq!(mm.protect(&mut mem, at + 1, 0x1000, Prot::READ), Err(Errno::EINVAL));
    // Write-only memory can be read on x86.
    mm.protect(&mut mem, at, 0x1000, Prot { write: true, ..Prot::NONE }).unwrap();
    assert!(mem.read_u32(at).is_ok());
}

#[test]
fn the_limit_counts_what_can_be_touched() {
    let (mut mm, mut mem) = space(MIB);
    let reserve = MapRequest { prot: Prot::NONE, ..request(0, 512 * MIB, Place::Anywhere) };
    let mut nothing = NoMemory;
    let at = mm.map(&mut nothing, reserve).unwrap();
    assert_eq!((mm.mapped_bytes(), mm.space_bytes()), (0, 512 * MIB));
    assert_eq!(mm.protect(&mut nothing, at, 2 * MIB, Prot::READ_WRITE), Err(Errno::ENOMEM));
    mm.protect(&mut nothing, at, MIB / 2, Prot::READ_WRITE).unwrap();
    assert_eq!(map(&mut mm, &mut mem, 0, MIB, Place::Anywhere), Err(Errno::ENOMEM));
    // Replacing a mapping needs room only for the difference.
    mm.map(&mut nothing, request(at, MIB, Place::Fixed)).unwrap();
    assert_eq!(mm.mapped_bytes(), MIB);
    mm.set_space_limit(512 * MIB);
    let none = MapRequest { prot: Prot::NONE, ..request(0, 0x1000, Place::Anywhere) };
    assert_eq!(mm.map(&mut nothing, none), Err(Errno::ENOMEM));
}

/// A host that has room for everything and keeps nothing.
struct NoMemory;

impl Memory for NoMemory {
    fn read(&self, addr: u64, _: &mut [u8]) -> Result<(), airlock_platform::Fault> {
        Err(airlock_platform::Fault { addr })
    }
    fn write(&mut self, addr: u64, _: &[u8]) -> Result<(), airlock_platform::Fault> {
        Err(airlock_platform::Fault { addr })
    }
    fn map(&mut self, _: u64, _: u64, _: Prot) -> Result<(), airlock_platform::MemoryExhausted> {
        Ok(())
    }
    fn protect(&mut self, _: u64, _: u64, _: Prot) -> Result<(), airlock_platform::MemoryExhausted> {
        Ok(())
    }
    fn unmap(&mut self, _: u64, _: u64) -> Result<(), airlock_platform::MemoryExhausted> {
        Ok(())
    }
    fn discard(&mut self, _: u64, _: u64) -> Result<(), airlock_platform::MemoryExhausted> {
        Ok(())
    }
    fn move_pages(&mut self, _: u64, _: u64, _: u64) -> Result<(), airlock_platform::MemoryExhausted> {
        Ok(())
    }
    fn write_forced(&mut self, addr: u64, _: &[u8]) -> Result<(), airlock_platform::Fault> {
        Err(airlock_platform::Fault { addr })
    }
    fn prot_at(&self, _: u64) -> Option<Prot> {
        None
    }
}

#[test]
fn number_of_areas_is_limited() {
    let (mut mm, _) = space(64 * MIB);
    let mut nothing = NoMemory;
    let mut made = 0u64;
    let refused = loop {
        // Two pages apart, so that nothing merges: 3.5 GiB hold more of them than are allowed.
        let at = ADDRESS_MIN + made * 2 * PAGE_SIZE;
        let one = MapRequest { prot: Prot::NONE, ..request(at, PAGE_SIZE, Place::Fixed) };
        match mm.map(&mut nothing, one) {
            Ok(_) => made += 1,
            Err(errno) => break errno,
        }
    };
    assert_eq!((refused, made), (Errno::ENOMEM, AREAS_MAX as u64));
}

#[test]
fn brk_grows_shrinks_and_stops_at_neighbours() {
    let (mut mm, mut mem) = space(64 * MIB);
    mm.start_heap(0x40_0123);
    let start = mm.heap().start;
    assert_eq!(start, 0x40_1000);
    assert_eq!(mm.set_brk(&mut mem, 0), start);
    assert_eq!(mm.set_brk(&mut mem, start + 0x1234), start + 0x1234);
    mem.write_u32(start + 0x1ffc, 7).unwrap();
    assert_eq!(mm.set_brk(&mut mem, start + 0x10), start + 0x10);
    assert!(mem.read_u32(start + 0x1000).is_err());
    assert_eq!(mm.set_brk(&mut mem, start + 0x2000), start + 0x2000);
    assert_eq!(mem.read_u32(start + 0x1ffc).unwrap(), 0, "given back memory is zero when it comes again");
    map(&mut mm, &mut mem, start + 0x4000, 0x1000, Place::Fixed).unwrap();
    assert_eq!(mm.set_brk(&mut mem, start + 0x5000), start + 0x2000);
    assert_eq!(mm.set_brk(&mut mem, start + 128 * MIB), start + 0x2000);
}

fn remap(
    mm: &mut AddressSpace,
    mem: &mut VecMemory,
    old: u64,
    old_len: u64,
    new_len: u64,
    flags: u64,
) -> Result<u64, Errno> {
    mm.remap(mem, RemapRequest { old, old_len, new_len, flags, new: 0x3000_0000 })
}

#[test]
fn remap_in_place_and_elsewhere() {
    let (mut mm, mut mem) = space(64 * MIB);
    let at = map(&mut mm, &mut mem, 0x1000_0000, 0x2000, Place::Fixed).unwrap();
    mem.write_u32(at + 0x1000, 42).unwrap();
    assert_eq!(remap(&mut mm, &mut mem, at, 0x2000, 0x4000, 0), Ok(at));
    map(&mut mm, &mut mem, at + 0x4000, 0x1000, Place::Fixed).unwrap();
    mm.protect(&mut mem, at + 0x4000, 0x1000, Prot::READ).unwrap();
    assert_eq!(remap(&mut mm, &mut mem, at, 0x4000, 0x6000, 0), Err(Errno::ENOMEM));
    let moved = remap(&mut mm, &mut mem, at, 0x4000, 0x6000, abi::MREMAP_MAYMOVE).unwrap();
    assert_ne!(moved, at);
    assert_eq!(mem.read_u32(moved + 0x1000).unwrap(), 42);
    assert_eq!(mem.read_u32(moved + 0x5000).unwrap(), 0);
    assert!(mem.read_u32(at).is_err());
    let fixed = abi::MREMAP_MAYMOVE | abi::MREMAP_FIXED;
    assert_eq!(remap(&mut mm, &mut mem, moved, 0x6000, 0x2000, fixed), Ok(0x3000_0000));
    assert_eq!(mem.read_u32(0x3000_1000).unwrap(), 42);
    assert!(mm.is_free(moved..moved + 0x6000));
    assert_eq!(mm.mapped_bytes(), 0x3000);
    assert_eq!(remap(&mut mm, &mut mem, 0x3000_0000, 0x2000, 0x1000, 0), Ok(0x3000_0000));
    assert_eq!(mm.mapped_bytes(), 0x2000);
}

#[test]
fn remap_can_leave_the_old_range_empty() {
    let (mut mm, mut mem) = space(64 * MIB);
    let at = map(&mut mm, &mut mem, 0x1000_0000, 0x2000, Place::Fixed).unwrap();
    mem.write_u32(at, 42).unwrap();
    let flags = abi::MREMAP_MAYMOVE | abi::MREMAP_DONTUNMAP;
    let new = remap(&mut mm, &mut mem, at, 0x2000, 0x2000, flags).unwrap();
    assert_eq!((mem.read_u32(at).unwrap(), mem.read_u32(new).unwrap()), (0, 42));
    assert_eq!(mm.mapped_bytes(), 0x4000);
}

#[test]
fn remap_refuses_nonsense() {
    let (mut mm, mut mem) = space(64 * MIB);
    let at = map(&mut mm, &mut mem, 0x1000_0000, 0x2000, Place::Fixed).unwrap();
    let fixed = abi::MREMAP_MAYMOVE | abi::MREMAP_FIXED;
    for (old, old_len, new_len, flags, expected) in [
        (at + 1, 0x1000, 0x2000, 0, Errno::EINVAL),
        (at, 0x1000, 0, 0, Errno::EINVAL),
        (at, 0, 0x1000, abi::MREMAP_MAYMOVE, Errno::EINVAL),
        (at, 0x1000, 0x2000, abi::MREMAP_FIXED, Errno::EINVAL),
        (at, 0x1000, 0x2000, 8, Errno::EINVAL),
        (at, 0x3000, 0x4000, 0, Errno::EFAULT),
        (0x5000_0000, 0x1000, 0x4000, 0, Errno::EFAULT),
        (at, 0x2000, 1 << 40, abi::MREMAP_MAYMOVE, Errno::ENOMEM),
        (at, u64::MAX, 0x1000, 0, Errno::EINVAL),
    ] {
        assert_eq!(remap(&mut mm, &mut mem, old, old_len, new_len, flags), Err(expected), "{old:#x} {old_len:#x}");
    }
    let overlap = RemapRequest { old: at, old_len: 0x2000, new_len: 0x2000, flags: fixed, new: at + 0x1000 };
    assert_eq!(mm.remap(&mut mem, overlap), Err(Errno::EINVAL));
    let low = RemapRequest { new: 0, ..overlap };
    assert_eq!(mm.remap(&mut mem, low), Err(Errno::EPERM));
    assert_eq!(mm.mapped_bytes(), 0x2000, "nothing was lost");
}

#[test]
fn advice() {
    let (mut mm, mut mem) = space(64 * MIB);
    let at = map(&mut mm, &mut mem, 0x1000_0000, 0x3000, Place::Fixed).unwrap();
    mem.write(at, &[9; 0x3000]).unwrap();
    mm.advise(&mut mem, at + 0x1000, 0x1000, abi::MADV_DONTNEED).unwrap();
    assert_eq!((mem.read_u32(at + 0x1000).unwrap(), mem.read_u32(at).unwrap()), (0, 0x0909_0909));
    assert_eq!(mm.advise(&mut mem, at, 0x4000, abi::MADV_WILLNEED), Err(Errno::ENOMEM));
    assert_eq!(mm.advise(&mut mem, at, 0x1000, 7), Err(Errno::EINVAL));
    assert_eq!(mm.advise(&mut mem, at + 1, 0x1000, 0), Err(Errno::EINVAL));
    assert_eq!(mm.advise(&mut mem, at, u64::MAX, 0), Err(Errno::EINVAL));
    assert_eq!(mm.advise(&mut mem, at, 1 << 40, 0), Err(Errno::ENOMEM));
    let shared = MapRequest { shared: true, ..request(0x2000_0000, 0x1000, Place::Fixed) };
    mm.map(&mut mem, shared).unwrap();
    mem.write_u32(0x2000_0000, 5).unwrap();
    mm.advise(&mut mem, 0x2000_0000, 0x1000, abi::MADV_DONTNEED).unwrap();
    assert_eq!(mem.read_u32(0x2000_0000).unwrap(), 5, "shared memory keeps its content");
    assert_eq!(mm.advise(&mut mem, 0x2000_0000, 0x1000, abi::MADV_FREE), Err(Errno::EINVAL));
    mm.advise(&mut mem, 0x2000_0000, 0x1000, abi::MADV_REMOVE).unwrap();
    assert_eq!(mem.read_u32(0x2000_0000).unwrap(), 0);
}

#[test]
fn residency_locks_and_sync() {
    let (mut mm, mut mem) = space(64 * MIB);
    let at = map(&mut mm, &mut mem, 0x1000_0000, 0x3000, Place::Fixed).unwrap();
    mm.mincore(&mut mem, at, 0x2001, at + 0x800).unwrap();
    assert_eq!(mem.read_u32(at + 0x800).unwrap(), 0x0001_0101);
    assert_eq!(mm.mincore(&mut mem, at, 0x4000, at), Err(Errno::ENOMEM));
    assert_eq!(mm.mincore(&mut mem, at, 0x1000, 0x10), Err(Errno::EFAULT));
    assert_eq!(mm.lock(at + 5, 0x2000), Ok(()));
    assert_eq!(mm.lock(at, 0x3001), Err(Errno::ENOMEM));
    assert_eq!(mm.lock(u64::MAX, 2), Err(Errno::EINVAL));
    assert_eq!(mm.sync(&mem, at, 0x3000, abi::MS_SYNC), Ok(()));
    assert_eq!(mm.sync(&mem, at, 0x3000, abi::MS_SYNC | abi::MS_ASYNC), Err(Errno::EINVAL));
    assert_eq!(mm.sync(&mem, at, 0x4000, abi::MS_SYNC), Err(Errno::ENOMEM));
}

#[test]
fn clearing_leaves_nothing() {
    let (mut mm, mut mem) = space(64 * MIB);
    let at = map(&mut mm, &mut mem, 0, 0x3000, Place::Anywhere).unwrap();
    let stack = mm.map_stack(&mut mem, false).unwrap();
    assert_eq!(stack.end, ADDRESS_END);
    assert_eq!(mm.map_stack(&mut mem, false), Err(Errno::ENOMEM));
    mm.clear(&mut mem);
    assert_eq!((mm.mapped_bytes(), mm.areas().count()), (0, 0));
    assert!(mem.prot_at(at).is_none() && mem.prot_at(stack.start).is_none());
    assert_eq!(map(&mut mm, &mut mem, 0, 0x3000, Place::Anywhere).unwrap(), at, "placement starts again");
}

/// Tests with files need a whole kernel.
mod files {
    use airlock_abi::Errno;
    use airlock_platform::Memory;

    use crate::testing::{Guest, SCRATCH};
    use crate::{Next, TrapInfo};

    const AT: u64 = 0x2000_0000;
    const FIXED_PRIVATE: u64 = 0x12;
    const FIXED_SHARED: u64 = 0x11;

    /// A file in /tmp with this content, open for reading and writing.
    fn file(guest: &mut Guest, content: &[u8]) -> u64 {
        let path = guest.put_str(0, "/tmp/file");
        let fd = guest.call(2, &[path, 0o102, 0o644]).unwrap();
        let bytes = guest.put(0x1_0000, content);
        assert_eq!(guest.call(1, &[fd, bytes, content.len() as u64]), Ok(content.len() as u64));
        fd
    }

    fn pread(guest: &mut Guest, fd: u64, at: u64) -> [u8; 4] {
        assert_eq!(guest.call(17, &[fd, SCRATCH, 4, at]), Ok(4));
        guest.get(SCRATCH)
    }

    #[test]
    fn private_mappings_show_the_file_and_keep_stores() {
        let mut guest = Guest::new();
        let content: Vec<u8> = (0..5000u32).map(|i| (i / 16) as u8).collect();
        let fd = file(&mut guest, &content);
        assert_eq!(guest.call(9, &[AT, 0x3000, 3, FIXED_PRIVATE, fd, 0]), Ok(AT));
        assert_eq!(guest.get::<5000>(AT)[..], content);
        assert_eq!(guest.get::<8>(AT + 5000), [0; 8], "the rest of the page is zero");
        assert!(guest.mem.read_u32(AT + 0x2000).is_err(), "nothing lies behind the end of the file");
        guest.mem.write_u32(AT, 0xffff_ffff).unwrap();
        assert_eq!(pread(&mut guest, fd, 0), [0; 4], "the file is as before");
        assert_eq!(guest.call(28, &[AT, 0x1000, 4]), Ok(0));
        assert_eq!(guest.mem.read_u32(AT).unwrap(), 0, "dropped pages come from the file again");
        // An offset, and the descriptor closed.
        assert_eq!(guest.call(9, &[AT + 0x8000, 0x1000, 1, FIXED_PRIVATE, fd, 0x1000]), Ok(AT + 0x8000));
        assert_eq!(guest.call(3, &[fd]), Ok(0));
        assert_eq!(guest.get::<904>(AT + 0x8000)[..], content[4096..]);
    }

    #[test]
    fn access_behind_the_end_is_a_bus_error() {
        let mut guest = Guest::new();
        let fd = file(&mut guest, b"x");
        guest.call(9, &[AT, 0x2000, 3, FIXED_PRIVATE, fd, 0]).unwrap();
        let trap = TrapInfo { signal: 11, code: 2, addr: AT + 0x1000 };
        match guest.kernel.fault(&mut guest.mem, &mut Default::default(), trap) {
            Next::End(airlock_types::Outcome::Killed { signal, .. }) => assert_eq!(signal, 7),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn shared_mappings_follow_the_file_and_the_file_follows_them() {
        let mut guest = Guest::new();
        let fd = file(&mut guest, &[b'a'; 6000]);
        assert_eq!(guest.call(9, &[AT, 0x4000, 3, FIXED_SHARED, fd, 0]), Ok(AT));
        guest.mem.write(AT + 4094, b"store").unwrap();
        assert_eq!(&pread(&mut guest, fd, 4095), b"tore");
        let bytes = guest.put(0, b"write");
        assert_eq!(guest.call(18, &[fd, bytes, 5, 10]), Ok(5));
        assert_eq!(&guest.get::<7>(AT + 9), b"awritea");
        assert_eq!(&guest.get::<5>(AT + 4094), b"store", "stores next to a write survive");
        // Longer and shorter.
        assert_eq!(guest.call(77, &[fd, 0x3000]), Ok(0));
        guest.mem.write_u32(AT + 0x2000, 0x6f6f_6f6f).unwrap();
        assert_eq!(&pread(&mut guest, fd, 0x2000), b"oooo");
        assert_eq!(guest.call(77, &[fd, 100]), Ok(0));
        assert_eq!(guest.get::<4>(AT + 0x1000), [0; 4]);
        assert_eq!(guest.get::<4>(AT + 98), [b'a', b'a', 0, 0]);
        // A write beyond the end: what lies between is part of the file now.
        let bytes = guest.put(0, b"write");
        assert_eq!(guest.call(18, &[fd, bytes, 5, 0x3000]), Ok(5));
        assert_eq!(guest.get::<4>(AT + 0x1000), [0; 4]);
        assert_eq!(&guest.get::<5>(AT + 0x3000), b"write");
        // Unmapping keeps what was stored.
        guest.mem.write_u32(AT, 0x7a7a_7a7a).unwrap();
        assert_eq!(guest.call(11, &[AT, 0x4000]), Ok(0));
        assert_eq!(&pread(&mut guest, fd, 0), b"zzzz");
        assert!(!guest.kernel.mm.has_shared_files());
    }

    #[test]
    fn msync_protection_and_exit_write_back() {
        let mut guest = Guest::new();
        let fd = file(&mut guest, &[b'a'; 100]);
        guest.call(9, &[AT, 0x1000, 3, FIXED_SHARED, fd, 0]).unwrap();
        guest.mem.write_u32(AT, 0x6262_6262).unwrap();
        assert_eq!(guest.call(26, &[AT, 0x1000, 4]), Ok(0));
        guest.mem.write_u32(AT, 0x6363_6363).unwrap();
        assert_eq!(guest.call(10, &[AT, 0x1000, 1]), Ok(0));
        assert_eq!(&pread(&mut guest, fd, 0), b"cccc");
        assert_eq!(guest.call(10, &[AT, 0x1000, 3]), Ok(0));
        guest.mem.write_u32(AT, 0x6464_6464).unwrap();
        let kept = guest.kernel.fds.get(fd as i32).unwrap();
        guest.kernel.finish(&mut guest.mem, &airlock_types::Outcome::Exited(0));
        let mut bytes = [0; 4];
        kept.read_at(&mut bytes, 0).unwrap();
        assert_eq!(&bytes, b"dddd");
    }

    #[test]
    fn moving_a_file_mapping_keeps_its_place_in_the_file() {
        let mut guest = Guest::new();
        let content: Vec<u8> = (0..0x3000u32).map(|i| (i / 0x800) as u8).collect();
        let fd = file(&mut guest, &content);
        guest.call(9, &[AT, 0x1000, 1, FIXED_PRIVATE, fd, 0x1000]).unwrap();
        guest.call(9, &[AT + 0x1000, 0x1000, 3, 0x32, u64::MAX, 0]).unwrap();
        let moved = guest.call(25, &[AT, 0x1000, 0x2000, 1]).unwrap();
        assert_ne!(moved, AT);
        assert_eq!(guest.get::<0x2000>(moved)[..], content[0x1000..]);
        assert_eq!(guest.call(25, &[moved, 0x2000, 0x3000, 0]), Err(Errno::ENOMEM), "the gap below the stack is kept");
    }

    #[test]
    fn access_modes_and_kinds_are_checked() {
        let mut guest = Guest::new();
        let fd = file(&mut guest, b"content");
        let path = guest.put_str(0, "/tmp/file");
        let read_only = guest.call(2, &[path, 0, 0]).unwrap();
        let write_only = guest.call(2, &[path, 1, 0]).unwrap();
        let path = guest.put_str(0, "/tmp");
        let dir = guest.call(2, &[path, 0, 0]).unwrap();
        let path = guest.put_str(0, "/dev/zero");
        let zero = guest.call(2, &[path, 2, 0]).unwrap();
        for (args, errno) in [
            ([AT, 0x1000, 3, FIXED_SHARED, read_only, 0], Errno::EACCES),
            ([AT, 0x1000, 1, FIXED_PRIVATE, write_only, 0], Errno::EACCES),
            ([AT, 0x1000, 1, FIXED_PRIVATE, dir, 0], Errno::ENODEV),
            ([AT, 0x1000, 1, FIXED_PRIVATE, 77, 0], Errno::EBADF),
            ([AT, 0x1000, 1, FIXED_PRIVATE, fd, 1], Errno::EINVAL),
            ([AT, 0x1000, 1, 0x10, fd, 0], Errno::EINVAL),
            ([AT, 0, 1, FIXED_PRIVATE, fd, 0], Errno::EINVAL),
            ([AT, 0x1000, 1, FIXED_PRIVATE, fd, i64::MAX as u64 & !0xfff], Errno::EOVERFLOW),
        ] {
            assert_eq!(guest.call(9, &args), Err(errno), "{args:x?}");
        }
        assert_eq!(guest.call(9, &[AT, 0x1000, 1, FIXED_SHARED, read_only, 0]), Ok(AT));
        assert_eq!(guest.call(10, &[AT, 0x1000, 3]), Err(Errno::EACCES), "not open for writing");
        assert_eq!(guest.call(9, &[AT, 0x1000, 3, FIXED_PRIVATE, read_only, 0]), Ok(AT));
        assert_eq!(guest.call(9, &[AT, 0x1000, 3, FIXED_SHARED, zero, 0]), Ok(AT));
        guest.mem.write_u32(AT, 1).unwrap();
        assert_eq!(guest.call(10, &[AT, 0x1000, 16]), Err(Errno::EINVAL));
        assert_eq!(guest.call(330, &[0, 0]), Err(Errno::ENOSPC));
        assert_eq!(guest.call(329, &[AT, 0x1000, 1, u64::MAX]), Ok(0));
    }
}
