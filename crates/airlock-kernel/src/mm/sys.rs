//! System calls of memory management: decoding of arguments.

use airlock_abi::{Errno, mm};
use airlock_platform::{Memory, PAGE_SIZE, Prot};

use super::remap::RemapRequest;
use super::{MapRequest, Place};
use crate::kernel::Kernel;

type Args = [u64; 6];
type Result = std::result::Result<u64, Errno>;

/// Protection bits of a call.
fn prot_of(bits: u64) -> std::result::Result<Prot, Errno> {
    if bits & !(mm::PROT_READ | mm::PROT_WRITE | mm::PROT_EXEC | mm::PROT_SEM) != 0 {
        return Err(Errno::EINVAL);
    }
    Ok(Prot { read: bits & mm::PROT_READ != 0, write: bits & mm::PROT_WRITE != 0, exec: bits & mm::PROT_EXEC != 0 })
}

/// `mmap(addr, length, prot, flags, fd, offset)`.
pub(crate) fn sys_mmap(k: &mut Kernel, mem: &mut dyn Memory, [addr, len, prot, flags, fd, offset]: Args) -> Result {
    // Unknown protection bits are ignored here, unlike in mprotect.
    let prot = prot_of(prot & (mm::PROT_READ | mm::PROT_WRITE | mm::PROT_EXEC))?;
    if !offset.is_multiple_of(PAGE_SIZE) {
        return Err(Errno::EINVAL);
    }
    let shared = match flags & mm::MAP_TYPE {
        mm::MAP_PRIVATE => false,
        mm::MAP_SHARED | mm::MAP_SHARED_VALIDATE => true,
        _ => return Err(Errno::EINVAL),
    };
    if flags & mm::MAP_HUGETLB != 0 {
        // No huge pages are reserved.
        return Err(Errno::ENOMEM);
    }
    let place = if flags & mm::MAP_FIXED_NOREPLACE != 0 {
        Place::FixedNoReplace
    } else if flags & mm::MAP_FIXED != 0 {
        Place::Fixed
    } else if flags & mm::MAP_32BIT != 0 {
        Place::Low
    } else {
        Place::Anywhere
    };
    let mut request = MapRequest { addr, len, prot, shared, may_write: true, place, file: None };
    if flags & mm::MAP_ANONYMOUS == 0 {
        let file = k.fds.get(fd as i32)?;
        if len == 0 {
            return Err(Errno::EINVAL);
        }
        if offset.checked_add(len).is_none_or(|end| end > i64::MAX as u64) {
            return Err(Errno::EOVERFLOW);
        }
        if !file.is_readable() || shared && prot.write && !file.is_writable() {
            return Err(Errno::EACCES);
        }
        if shared && prot.write && file.is_write_sealed() {
            return Err(Errno::EPERM);
        }
        match file.mappable()? {
            crate::vfs::Mappable::Content => {
                // Another mapping of the file may hold newer bytes than the file itself.
                super::before_read(&k.mm, mem, &file, offset, len);
                request.may_write = !shared || file.is_writable() && !file.is_write_sealed();
                if place == Place::Anywhere && !shared && offset == 0 && is_elf(&file) {
                    request.place = Place::Code;
                }
                request.file = Some((file, offset));
            }
            crate::vfs::Mappable::Zero => {}
        }
    }
    k.mm.map(mem, request)
}

/// Whether a file is what a loader maps as code.
fn is_elf(file: &crate::vfs::File) -> bool {
    let mut magic = [0; 4];
    file.read_at(&mut magic, 0) == Ok(4) && magic == *b"\x7fELF"
}

/// `munmap(addr, length)`.
pub(crate) fn sys_munmap(k: &mut Kernel, mem: &mut dyn Memory, [addr, len, ..]: Args) -> Result {
    k.mm.unmap(mem, addr, len).map(|()| 0)
}

/// `mprotect(addr, length, prot)`.
pub(crate) fn sys_mprotect(k: &mut Kernel, mem: &mut dyn Memory, [addr, len, prot, ..]: Args) -> Result {
    let grow = prot & (mm::PROT_GROWSDOWN | mm::PROT_GROWSUP);
    let bits = prot_of(prot & !grow)?;
    let (mut addr, mut len) = (addr, len);
    match grow {
        0 => {}
        mm::PROT_GROWSDOWN => {
            // The stack is the only area that grows; the change reaches down to its start.
            let vma = k.mm.find(addr).filter(|vma| vma.label == super::Label::Stack).ok_or(Errno::EINVAL)?;
            len = len.checked_add(addr - vma.start).ok_or(Errno::ENOMEM)?;
            addr = vma.start;
        }
        _ => return Err(Errno::EINVAL),
    }
    k.mm.protect(mem, addr, len, bits).map(|()| 0)
}

/// `pkey_mprotect(addr, length, prot, pkey)`: there are no keys but -1, which means none.
pub(crate) fn sys_pkey_mprotect(k: &mut Kernel, mem: &mut dyn Memory, args: Args) -> Result {
    if args[3] as i32 != -1 {
        return Err(Errno::EINVAL);
    }
    sys_mprotect(k, mem, args)
}

/// `pkey_alloc`: there are no keys.
pub(crate) fn sys_pkey_alloc(_: &mut Kernel, _: &mut dyn Memory, _: Args) -> Result {
    Err(Errno::ENOSPC)
}

/// `pkey_free`: there are no keys.
pub(crate) fn sys_pkey_free(_: &mut Kernel, _: &mut dyn Memory, _: Args) -> Result {
    Err(Errno::EINVAL)
}

/// `brk(addr)`.
pub(crate) fn sys_brk(k: &mut Kernel, mem: &mut dyn Memory, [addr, ..]: Args) -> Result {
    Ok(k.mm.set_brk(mem, addr))
}

/// `mremap(old_address, old_size, new_size, flags, new_address)`.
pub(crate) fn sys_mremap(k: &mut Kernel, mem: &mut dyn Memory, [old, old_len, new_len, flags, new, _]: Args) -> Result {
    k.mm.remap(mem, RemapRequest { old, old_len, new_len, flags, new })
}

/// `madvise(addr, length, advice)`.
pub(crate) fn sys_madvise(k: &mut Kernel, mem: &mut dyn Memory, [addr, len, advice, ..]: Args) -> Result {
    k.mm.advise(mem, addr, len, advice & 0xffff_ffff).map(|()| 0)
}

/// `msync(addr, length, flags)`.
pub(crate) fn sys_msync(k: &mut Kernel, mem: &mut dyn Memory, [addr, len, flags, ..]: Args) -> Result {
    k.mm.sync(mem, addr, len, flags & 0xffff_ffff).map(|()| 0)
}

/// `mincore(addr, length, vec)`.
pub(crate) fn sys_mincore(k: &mut Kernel, mem: &mut dyn Memory, [addr, len, vec, ..]: Args) -> Result {
    k.mm.mincore(mem, addr, len, vec).map(|()| 0)
}

/// `mlock(addr, len)` and `munlock(addr, len)`.
pub(crate) fn sys_mlock(k: &mut Kernel, _: &mut dyn Memory, [addr, len, ..]: Args) -> Result {
    k.mm.lock(addr, len).map(|()| 0)
}

/// `mlock2(addr, len, flags)`.
pub(crate) fn sys_mlock2(k: &mut Kernel, _: &mut dyn Memory, [addr, len, flags, ..]: Args) -> Result {
    if flags & !mm::MLOCK_ONFAULT != 0 {
        return Err(Errno::EINVAL);
    }
    k.mm.lock(addr, len).map(|()| 0)
}

/// `mlockall(flags)`.
pub(crate) fn sys_mlockall(_: &mut Kernel, _: &mut dyn Memory, [flags, ..]: Args) -> Result {
    let known = mm::MCL_CURRENT | mm::MCL_FUTURE | mm::MCL_ONFAULT;
    if flags == 0 || flags & !known != 0 || flags == mm::MCL_ONFAULT {
        return Err(Errno::EINVAL);
    }
    Ok(0)
}

/// `munlockall()`.
pub(crate) fn sys_munlockall(_: &mut Kernel, _: &mut dyn Memory, _: Args) -> Result {
    Ok(0)
}
