//! String instructions with a `rep` prefix (SDM volume 2, REP/REPE/REPNE), on whole ranges at once.

use airlock_platform::{Fault, Memory};

use crate::space::GuestMemory;

/// What lifted code passes: the registers as they are before the instruction.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rep {
    pub(crate) rdi: u64,
    pub(crate) rsi: u64,
    pub(crate) rcx: u64,
    pub(crate) rax: u64,
    pub(crate) backward: bool,
}

/// Number of elements done, and the last two that were compared.
pub(crate) type RepResult = (u64, u64, u64);

const MOVS: u32 = 0;
const STOS: u32 = 1;
const CMPS_WHILE_EQUAL: u32 = 2;
const CMPS_WHILE_DIFFERENT: u32 = 3;
const SCAS_WHILE_EQUAL: u32 = 4;
const SCAS_WHILE_DIFFERENT: u32 = 5;

/// Runs one instruction. `op` is the kind of instruction and the logarithm of its element size, shifted by 4.
///
/// A fault leaves the instruction half done, without saying how far it got.
pub(crate) fn rep(memory: &mut GuestMemory, op: u32, rep: Rep) -> Result<RepResult, Fault> {
    if rep.rcx == 0 {
        return Ok((0, 0, 0));
    }
    let width = 1u64 << (op >> 4 & 3);
    match op & 15 {
        MOVS => movs(memory, rep, width),
        STOS => stos(memory, rep, width),
        CMPS_WHILE_EQUAL => compare(memory, rep, width, Some(rep.rsi), true),
        CMPS_WHILE_DIFFERENT => compare(memory, rep, width, Some(rep.rsi), false),
        SCAS_WHILE_EQUAL => compare(memory, rep, width, None, true),
        SCAS_WHILE_DIFFERENT => compare(memory, rep, width, None, false),
        _ => Ok((0, 0, 0)),
    }
}

/// Lowest address and length in bytes of what `count` elements from `addr` on cover.
fn range(addr: u64, count: u64, width: u64, backward: bool) -> Result<(u64, usize), Fault> {
    let fault = Fault { addr };
    let bytes = count.checked_mul(width).filter(|&n| n <= 1 << 32).ok_or(fault)?;
    let low = if backward { addr.checked_sub(bytes - width).ok_or(fault)? } else { addr };
    Ok((low, usize::try_from(bytes).map_err(|_| fault)?))
}

fn movs(memory: &mut GuestMemory, rep: Rep, width: u64) -> Result<RepResult, Fault> {
    let (from, len) = range(rep.rsi, rep.rcx, width, rep.backward)?;
    let (to, _) = range(rep.rdi, rep.rcx, width, rep.backward)?;
    let bytes = len as u64;
    // Where an element is read after its place was written to, the bytes between the two pointers repeat.
    let distance = if rep.backward { from.wrapping_sub(to) } else { to.wrapping_sub(from) };
    if distance == 0 || distance >= bytes {
        memory.copy_within(from, to, len)?;
    } else if distance >= width {
        let mut filled = distance;
        let mut left = bytes;
        while left > 0 {
            let n = filled.min(left);
            let top = from.wrapping_add(bytes);
            let (source, target) = if rep.backward {
                (top.wrapping_sub(n), top.wrapping_sub(filled).wrapping_sub(n))
            } else {
                (from, from.wrapping_add(filled))
            };
            memory.copy_within(source, target, n as usize)?;
            filled += n;
            left -= n;
        }
    } else {
        for i in 0..rep.rcx {
            let at = if rep.backward { bytes - width - i * width } else { i * width };
            memory.copy_within(from.wrapping_add(at), to.wrapping_add(at), width as usize)?;
        }
    }
    Ok((rep.rcx, 0, 0))
}

fn stos(memory: &mut GuestMemory, rep: Rep, width: u64) -> Result<RepResult, Fault> {
    let (to, len) = range(rep.rdi, rep.rcx, width, rep.backward)?;
    let element = rep.rax.to_le_bytes();
    let element = element.get(..width as usize).unwrap_or(&element);
    let first = element.first().copied().unwrap_or(0);
    if element.iter().all(|&byte| byte == first) {
        memory.fill(to, len, first)?;
        return Ok((rep.rcx, 0, 0));
    }
    memory.write(to, element)?;
    let mut filled = element.len();
    while filled < len {
        let n = filled.min(len - filled);
        memory.copy_within(to, to.wrapping_add(filled as u64), n)?;
        filled += n;
    }
    Ok((rep.rcx, 0, 0))
}

/// Bytes compared at a time.
const CHUNK: usize = 1024;

/// `cmps` against `[rsi]`, or `scas` (`rsi` is `None`) against rax, with `[rdi]`.
fn compare(
    memory: &GuestMemory,
    rep: Rep,
    width: u64,
    rsi: Option<u64>,
    while_equal: bool,
) -> Result<RepResult, Fault> {
    let size = width as usize;
    let mask = if width == 8 { u64::MAX } else { (1 << (width * 8)) - 1 };
    let (mut left_buf, mut right_buf) = ([0; CHUNK], [0; CHUNK]);
    let mut done = 0u64;
    while done < rep.rcx {
        // Backward comparisons are rare: one element at a time.
        let most = if rep.backward { 1 } else { ((CHUNK / size) as u64).min(rep.rcx - done) };
        let place = |base: u64| match rep.backward {
            true => base.wrapping_sub(done.wrapping_mul(width)),
            false => base.wrapping_add(done.wrapping_mul(width)),
        };
        let mut n = most as usize * size;
        n = n.min(memory.accessible(place(rep.rdi), n, false).max(size));
        if let Some(rsi) = rsi {
            n = n.min(memory.accessible(place(rsi), n, false).max(size));
        }
        n -= n % size;
        let right = right_buf.get_mut(..n).unwrap_or_default();
        memory.read(place(rep.rdi), right)?;
        let left = left_buf.get_mut(..n).unwrap_or_default();
        if let Some(rsi) = rsi {
            memory.read(place(rsi), left)?;
        }
        for (left, right) in left.chunks_exact(size).zip(right.chunks_exact(size)) {
            let a = if rsi.is_some() { element(left) } else { rep.rax & mask };
            let b = element(right);
            done += 1;
            if (a == b) != while_equal || done == rep.rcx {
                return Ok((done, a, b));
            }
        }
    }
    Ok((done, 0, 0))
}

fn element(bytes: &[u8]) -> u64 {
    bytes.iter().rev().fold(0, |value, &byte| value << 8 | u64::from(byte))
}

#[cfg(test)]
mod tests;
