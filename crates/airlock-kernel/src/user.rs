//! Copying values between the kernel and guest memory. Every failure is `EFAULT`.

use airlock_abi::Errno;
use airlock_platform::{Memory, PAGE_SIZE};

/// Longest path with its NUL (`PATH_MAX`).
pub(crate) const PATH_BYTES_MAX: usize = 4096;

/// Reads `N` bytes.
pub(crate) fn read<const N: usize>(mem: &dyn Memory, addr: u64) -> Result<[u8; N], Errno> {
    let mut bytes = [0; N];
    mem.read(addr, &mut bytes).map_err(|_| Errno::EFAULT)?;
    Ok(bytes)
}

/// Reads a `u32`.
pub(crate) fn read_u32(mem: &dyn Memory, addr: u64) -> Result<u32, Errno> {
    mem.read_u32(addr).map_err(|_| Errno::EFAULT)
}

/// Reads a `u64`.
pub(crate) fn read_u64(mem: &dyn Memory, addr: u64) -> Result<u64, Errno> {
    mem.read_u64(addr).map_err(|_| Errno::EFAULT)
}

/// Writes bytes.
pub(crate) fn write(mem: &mut dyn Memory, addr: u64, bytes: &[u8]) -> Result<(), Errno> {
    mem.write(addr, bytes).map_err(|_| Errno::EFAULT)
}

/// Writes bytes unless the pointer is null.
pub(crate) fn write_optional(mem: &mut dyn Memory, addr: u64, bytes: &[u8]) -> Result<(), Errno> {
    if addr == 0 { Ok(()) } else { write(mem, addr, bytes) }
}

/// Reads a C string of fewer than `max` bytes; a longer one is `too_long`.
pub(crate) fn read_c_string(mem: &dyn Memory, addr: u64, max: usize, too_long: Errno) -> Result<Vec<u8>, Errno> {
    let mut string = Vec::new();
    let mut at = addr;
    let mut buf = [0; 256];
    loop {
        // Never past the end of a page: the next one need not be mapped.
        let in_page = (PAGE_SIZE - at % PAGE_SIZE).min(buf.len() as u64) as usize;
        let Some(part) = buf.get_mut(..in_page) else { return Err(Errno::EFAULT) };
        mem.read(at, part).map_err(|_| Errno::EFAULT)?;
        let end = part.iter().position(|b| *b == 0);
        string.extend_from_slice(part.get(..end.unwrap_or(in_page)).unwrap_or_default());
        if string.len() >= max {
            return Err(too_long);
        }
        if end.is_some() {
            return Ok(string);
        }
        at = at.checked_add(in_page as u64).ok_or(Errno::EFAULT)?;
    }
}

/// Reads a path.
pub(crate) fn read_path(mem: &dyn Memory, addr: u64) -> Result<Vec<u8>, Errno> {
    read_c_string(mem, addr, PATH_BYTES_MAX, Errno::ENAMETOOLONG)
}

#[cfg(test)]
mod tests {
    use airlock_platform::{Prot, VecMemory};

    use super::*;

    #[test]
    fn strings_end_at_nul_or_fail() {
        let mut mem = VecMemory::new();
        mem.map(0x1_0000, 2 * PAGE_SIZE, Prot::READ_WRITE).unwrap();
        mem.write(0x1_0ffe, b"abc\0").unwrap();
        assert_eq!(read_path(&mem, 0x1_0ffe).unwrap(), b"abc");
        assert_eq!(read_c_string(&mem, 0x1_0ffe, 3, Errno::E2BIG), Err(Errno::E2BIG));
        mem.write(0x1_1000, &[b'x'; 4096]).unwrap();
        assert_eq!(read_c_string(&mem, 0x1_1000, 1 << 20, Errno::E2BIG), Err(Errno::EFAULT));
        assert_eq!(read_path(&mem, 0x1_1000), Err(Errno::ENAMETOOLONG));
        assert_eq!(read_path(&mem, u64::MAX), Err(Errno::EFAULT));
    }
}
