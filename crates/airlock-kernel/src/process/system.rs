//! The machine: `uname(2)`, `sysinfo(2)`, `getrandom(2)`, `syslog(2)`.

use airlock_abi::Errno;
use airlock_abi::process::{Sysinfo, encode_utsname};
use airlock_abi::time::NS_PER_S;
use airlock_platform::{Memory, PAGE_SIZE};

use super::{Args, Result};
use crate::kernel::Kernel;
use crate::user;

/// The kernel release that programs see. Some refuse to start on an old one.
pub(crate) const RELEASE: &str = "6.8.0-airlock";
/// The version string of `uname -v`.
pub(crate) const VERSION: &str = "#1 SMP Airlock";

/// Most bytes of one call, as on Linux.
const RANDOM_BYTES_MAX: u64 = (32 << 20) - 1;

/// `uname(buf)`.
pub(crate) fn sys_uname(k: &mut Kernel, mem: &mut dyn Memory, [buf, ..]: Args) -> Result {
    let fields =
        [b"Linux", k.process.hostname(), RELEASE.as_bytes(), VERSION.as_bytes(), b"x86_64", b"(none)".as_slice()];
    user::write(mem, buf, &encode_utsname(fields))?;
    Ok(0)
}

/// `sysinfo(info)`: the memory is what the run may use.
pub(crate) fn sys_sysinfo(k: &mut Kernel, mem: &mut dyn Memory, [info, ..]: Args) -> Result {
    let total = k.mm.limit_bytes();
    let sysinfo = Sysinfo {
        uptime_s: (k.platform.clock.monotonic_ns() / NS_PER_S) as i64,
        total_bytes: total,
        free_bytes: total.saturating_sub(k.mm.used_bytes()),
        processes: u16::try_from(k.tasks.threads.len()).unwrap_or(u16::MAX),
    };
    user::write(mem, info, &sysinfo.encode())?;
    Ok(0)
}

/// `getrandom(buf, len, flags)`.
pub(crate) fn sys_getrandom(k: &mut Kernel, mem: &mut dyn Memory, [buf, len, flags, ..]: Args) -> Result {
    const RANDOM: u64 = 2;
    const INSECURE: u64 = 4;
    if flags & !0b111 != 0 || flags & (RANDOM | INSECURE) == RANDOM | INSECURE {
        return Err(Errno::EINVAL);
    }
    let len = len.min(RANDOM_BYTES_MAX);
    let mut bytes = [0; PAGE_SIZE as usize];
    let mut done = 0;
    while done < len {
        // Page by page, so that what comes before a page that is not there is filled.
        let at = buf.wrapping_add(done);
        let n = (len - done).min(PAGE_SIZE - at % PAGE_SIZE) as usize;
        let Some(part) = bytes.get_mut(..n) else { break };
        k.platform.entropy.fill(part);
        if let Err(errno) = user::write(mem, at, part) {
            return if done > 0 { Ok(done) } else { Err(errno) };
        }
        done += n as u64;
    }
    Ok(done)
}
