//! Directory entries as `getdents(2)` and `getdents64(2)` return them.

/// FIFO.
pub const DT_FIFO: u8 = 1;
/// Character device.
pub const DT_CHR: u8 = 2;
/// Directory.
pub const DT_DIR: u8 = 4;
/// Block device.
pub const DT_BLK: u8 = 6;
/// Regular file.
pub const DT_REG: u8 = 8;
/// Symbolic link.
pub const DT_LNK: u8 = 10;
/// Socket.
pub const DT_SOCK: u8 = 12;

/// The `d_type` for a file mode.
pub const fn type_of_mode(mode: u32) -> u8 {
    ((mode >> 12) & 0xf) as u8
}

/// Appends a `struct linux_dirent64` to `out` if it then holds at most `max` bytes; says whether it did.
pub fn push_dirent64(out: &mut Vec<u8>, max: usize, ino: u64, next: u64, kind: u8, name: &[u8]) -> bool {
    let len = (19 + name.len() + 1).next_multiple_of(8);
    if out.len() + len > max {
        return false;
    }
    let end = out.len() + len;
    out.extend_from_slice(&ino.to_le_bytes());
    out.extend_from_slice(&next.to_le_bytes());
    out.extend_from_slice(&(len as u16).to_le_bytes());
    out.push(kind);
    out.extend_from_slice(name);
    out.resize(end, 0);
    true
}

/// Appends an old `struct linux_dirent` (type in the last byte) under the same condition.
pub fn push_dirent(out: &mut Vec<u8>, max: usize, ino: u64, next: u64, kind: u8, name: &[u8]) -> bool {
    let len = (18 + name.len() + 2).next_multiple_of(8);
    if out.len() + len > max {
        return false;
    }
    let end = out.len() + len;
    out.extend_from_slice(&ino.to_le_bytes());
    out.extend_from_slice(&next.to_le_bytes());
    out.extend_from_slice(&(len as u16).to_le_bytes());
    out.extend_from_slice(name);
    out.resize(end - 1, 0);
    out.push(kind);
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_are_aligned_and_bounded() {
        let mut out = Vec::new();
        assert!(push_dirent64(&mut out, 24, 1, 2, DT_REG, b"a"));
        assert_eq!(out.len(), 24);
        assert_eq!((out[16], out[18], out[19], out[20]), (24, DT_REG, b'a', 0));
        assert!(!push_dirent64(&mut out, 47, 1, 3, DT_REG, b"b"));
        assert!(push_dirent(&mut out, 48, 1, 3, DT_DIR, b"b"));
        assert_eq!((out.len(), out[47]), (48, DT_DIR));
        assert_eq!(type_of_mode(0o100_644), DT_REG);
    }
}
