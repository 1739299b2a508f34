//! Capabilities (`capabilities(7)`): what `capget` and `capset` show. Changes of users and groups ask for them; access to
//! files and processes goes by the user alone.

use airlock_abi::Errno;
use airlock_abi::process::{CAPABILITY_VERSION_1, CAPABILITY_VERSION_2, CAPABILITY_VERSION_3};
use airlock_platform::Memory;

use super::{Args, Creds, Result};
use crate::kernel::Kernel;
use crate::user;

/// CHOWN, DAC_OVERRIDE, FOWNER, FSETID, KILL, SETGID, SETUID: what root means inside of the guest's own files.
const ROOT: u64 = 0b1111_1011;

const SETGID: u64 = 6;
const SETUID: u64 = 7;

/// The capability sets of the task.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Caps {
    effective: u64,
    permitted: u64,
    inheritable: u64,
}

impl Caps {
    /// Those that a user starts with.
    pub(crate) fn of(creds: &Creds) -> Self {
        let set = if creds.euid == 0 { ROOT } else { 0 };
        Self { effective: set, permitted: set, inheritable: 0 }
    }

    /// Effective set, for `/proc/self/status`.
    pub(crate) fn effective(&self) -> u64 {
        self.effective
    }

    /// What a change of users does to the sets.
    pub(super) fn after_setuid(&mut self, euid: u32, all_left_root: bool, keep: bool) {
        if all_left_root && !keep {
            self.permitted = 0;
        }
        self.effective = if euid == 0 { self.permitted } else { 0 };
    }

    /// Whether a capability was in the set that the process started with.
    pub(super) fn bounded(cap: u64) -> bool {
        cap < 64 && ROOT & (1 << cap) != 0
    }
}

impl super::Process {
    /// The capability sets.
    pub(crate) fn caps(&self) -> &Caps {
        &self.caps
    }
}

impl Kernel {
    /// Whether the process may become any user (`CAP_SETUID`).
    pub(super) fn may_set_users(&self) -> bool {
        self.process.caps.effective & 1 << SETUID != 0
    }

    /// Whether the process may take any groups (`CAP_SETGID`).
    pub(super) fn may_set_groups(&self) -> bool {
        self.process.caps.effective & 1 << SETGID != 0
    }
}

/// The number of 32-bit words per set that a header's version means. An unknown version is answered with ours.
fn words(k: &Kernel, mem: &mut dyn Memory, header: u64) -> std::result::Result<usize, Errno> {
    let version = user::read_u32(mem, header)?;
    let pid = user::read_u32(mem, header.wrapping_add(4))?;
    let words = match version {
        CAPABILITY_VERSION_1 => 1,
        CAPABILITY_VERSION_2 | CAPABILITY_VERSION_3 => 2,
        _ => {
            user::write(mem, header, &CAPABILITY_VERSION_3.to_le_bytes())?;
            return Err(Errno::EINVAL);
        }
    };
    if (pid as i32) < 0 {
        return Err(Errno::EINVAL);
    }
    if k.process_of_task(u64::from(pid))? == k.process.pid() { Ok(words) } else { Err(Errno::EPERM) }
}

/// `capget(header, data)`.
pub(crate) fn sys_capget(k: &mut Kernel, mem: &mut dyn Memory, [header, data, ..]: Args) -> Result {
    let words = match words(k, mem, header) {
        // A probe for the version.
        Err(Errno::EINVAL) if data == 0 => return Ok(0),
        other => other?,
    };
    if data == 0 {
        return Ok(0);
    }
    let Caps { effective, permitted, inheritable } = k.process.caps;
    let mut bytes = Vec::with_capacity(24);
    for word in 0..words {
        for set in [effective, permitted, inheritable] {
            bytes.extend_from_slice(&((set >> (32 * word)) as u32).to_le_bytes());
        }
    }
    user::write(mem, data, &bytes)?;
    Ok(0)
}

/// `capset(header, data)`: capabilities can be given up, never gained.
pub(crate) fn sys_capset(k: &mut Kernel, mem: &mut dyn Memory, [header, data, ..]: Args) -> Result {
    let words = words(k, mem, header)?;
    let mut sets = [0u64; 3];
    for word in 0..words {
        for (i, set) in sets.iter_mut().enumerate() {
            let value = user::read_u32(mem, data.wrapping_add((word * 12 + i * 4) as u64))?;
            *set |= u64::from(value) << (32 * word);
        }
    }
    let [effective, permitted, inheritable] = sets;
    let old = k.process.caps;
    if permitted & !old.permitted != 0
        || effective & !permitted != 0
        || inheritable & !(old.inheritable | old.permitted) != 0
    {
        return Err(Errno::EPERM);
    }
    k.process.caps = Caps { effective, permitted, inheritable };
    Ok(0)
}
