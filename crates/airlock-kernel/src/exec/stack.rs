//! The stack that a program starts with: argument count, argument and environment pointers, auxiliary vector,
//! strings (System V ABI, x86-64 supplement, section 3.4.1).

use std::ops::Range;

use airlock_abi::{Errno, elf as abi};
use airlock_platform::{Fault, Memory};

use super::error::ExecError;
use super::lossy;
use crate::user;

/// Longest argument or environment string (`MAX_ARG_STRLEN`).
const STRING_BYTES_MAX: usize = 128 << 10;
/// Most arguments and environment strings.
const STRINGS_MAX: usize = 1 << 16;
/// The value of `AT_PLATFORM`.
const PLATFORM: &[u8] = b"x86_64\0";

/// A finished stack.
pub(super) struct Built {
    /// Initial rsp.
    pub(super) rsp: u64,
    /// The auxiliary vector's bytes, for `/proc/self/auxv`.
    pub(super) auxv: Vec<u8>,
}

/// Refuses arguments and environment that would take more than a quarter of the stack.
pub(super) fn check_size(path: &[u8], argv: &[Vec<u8>], envp: &[Vec<u8>], stack_bytes: u64) -> Result<(), ExecError> {
    let strings = || argv.iter().chain(envp);
    let bytes: u64 = strings().map(|s| s.len() as u64 + 1 + 8).sum::<u64>() + path.len() as u64;
    if bytes > stack_bytes / 4
        || strings().count() > STRINGS_MAX
        || strings().any(|s| s.len() >= STRING_BYTES_MAX || s.contains(&0))
    {
        return Err(ExecError::ArgumentsTooLong { path: lossy(path) });
    }
    Ok(())
}

/// Writes the stack into the top of `range`, which is mapped writable.
pub(super) fn build(
    mem: &mut dyn Memory,
    range: Range<u64>,
    execfn: &[u8],
    argv: &[Vec<u8>],
    envp: &[Vec<u8>],
    random: &[u8; 16],
    auxv: &[(u64, u64)],
) -> Result<Built, Fault> {
    // Eight zero bytes lie at the very top, as Linux leaves them.
    let mut at = range.end - 8;
    let mut push = |mem: &mut dyn Memory, bytes: &[u8], terminate: bool| -> Result<u64, Fault> {
        at = at.wrapping_sub(bytes.len() as u64 + u64::from(terminate));
        mem.write(at, bytes)?;
        if terminate {
            mem.write(at.wrapping_add(bytes.len() as u64), &[0])?;
        }
        Ok(at)
    };
    let execfn = push(mem, execfn, true)?;
    // Backwards, so that argv and environ are one ascending block: programs that change their title rely on it.
    let mut env_pointers = Vec::with_capacity(envp.len());
    for string in envp.iter().rev() {
        env_pointers.push(push(mem, string, true)?);
    }
    let mut arg_pointers = Vec::with_capacity(argv.len());
    for string in argv.iter().rev() {
        arg_pointers.push(push(mem, string, true)?);
    }
    let platform = push(mem, PLATFORM, false)?;
    let random = push(mem, random, false)?;

    let mut words = vec![argv.len() as u64];
    words.extend(arg_pointers.iter().rev());
    words.push(0);
    words.extend(env_pointers.iter().rev());
    words.push(0);
    let auxv_from = words.len();
    for (key, value) in auxv {
        words.extend([*key, *value]);
    }
    words.extend([abi::AT_RANDOM, random, abi::AT_EXECFN, execfn, abi::AT_PLATFORM, platform, abi::AT_NULL, 0]);
    let rsp = random.wrapping_sub(words.len() as u64 * 8) & !15;
    let bytes: Vec<u8> = words.iter().flat_map(|word| word.to_le_bytes()).collect();
    mem.write(rsp, &bytes)?;
    Ok(Built { rsp, auxv: bytes.get(auxv_from * 8..).unwrap_or_default().to_vec() })
}

/// Reads a NULL-terminated array of strings, as execve gets it. A null pointer is an empty array.
pub(super) fn read_strings(mem: &dyn Memory, mut array: u64) -> Result<Vec<Vec<u8>>, Errno> {
    let mut strings = Vec::new();
    let mut total = 0;
    while array != 0 {
        let pointer = mem.read_u64(array).map_err(|_| Errno::EFAULT)?;
        if pointer == 0 {
            break;
        }
        let string = user::read_c_string(mem, pointer, STRING_BYTES_MAX, Errno::E2BIG)?;
        total += string.len();
        strings.push(string);
        if strings.len() > STRINGS_MAX || total > 8 << 20 {
            return Err(Errno::E2BIG);
        }
        array = array.wrapping_add(8);
    }
    Ok(strings)
}
