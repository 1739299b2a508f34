//! `prctl(2)`, `arch_prctl(2)`, `personality(2)`.

use airlock_abi::Errno;
use airlock_abi::process::{CAP_LAST, arch, prctl};
use airlock_platform::Memory;

use super::{Args, COMM_BYTES, Result, capability::Caps, check_signal};
use crate::kernel::{Kernel, Pending};
use crate::user;

/// The end of user addresses on Linux: segment bases beyond are refused.
const TASK_SIZE: u64 = 0x7fff_ffff_f000;

/// What `prctl` sets and gives back.
#[derive(Clone, Copy, Debug)]
pub(super) struct Settings {
    pub(super) death_signal: u8,
    dumpable: bool,
    pub(super) keep_caps: bool,
    timer_slack_ns: u64,
    pub(super) subreaper: bool,
    no_new_privs: bool,
    thp_disabled: bool,
    personality: u32,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            death_signal: 0,
            dumpable: true,
            keep_caps: false,
            timer_slack_ns: 50_000,
            subreaper: false,
            no_new_privs: false,
            thp_disabled: false,
            personality: 0,
        }
    }
}

/// `prctl(option, ...)`.
pub(crate) fn sys_prctl(k: &mut Kernel, mem: &mut dyn Memory, [option, a, b, c, d, _]: Args) -> Result {
    let settings = &mut k.process.settings;
    let flag = || match (a, b, c, d) {
        (0 | 1, 0, 0, 0) => Ok(a == 1),
        _ => Err(Errno::EINVAL),
    };
    match option & 0xffff_ffff {
        prctl::SET_PDEATHSIG => settings.death_signal = check_signal(a)?,
        prctl::GET_PDEATHSIG => user::write(mem, a, &i32::from(settings.death_signal).to_le_bytes())?,
        prctl::GET_DUMPABLE => return Ok(u64::from(settings.dumpable)),
        prctl::SET_DUMPABLE if a <= 1 => settings.dumpable = a == 1,
        prctl::GET_KEEPCAPS => return Ok(u64::from(settings.keep_caps)),
        prctl::SET_KEEPCAPS if a <= 1 => settings.keep_caps = a == 1,
        prctl::SET_NAME => {
            let name = match user::read_c_string(mem, a, COMM_BYTES, Errno::E2BIG) {
                // Longer names are cut.
                Err(Errno::E2BIG) => user::read::<COMM_BYTES>(mem, a)?.to_vec(),
                other => other?,
            };
            k.process.set_comm(&name);
        }
        prctl::GET_NAME => {
            let mut name = [0; COMM_BYTES];
            for (to, from) in name.iter_mut().zip(&k.process.comm) {
                *to = *from;
            }
            user::write(mem, a, &name)?;
        }
        prctl::GET_SECCOMP | prctl::GET_SECUREBITS => {}
        prctl::CAPBSET_READ if a <= CAP_LAST => return Ok(u64::from(Caps::bounded(a))),
        prctl::CAPBSET_DROP if a <= CAP_LAST => return Err(Errno::EPERM),
        prctl::GET_TSC => user::write(mem, a, &1u32.to_le_bytes())?,
        prctl::SET_TIMERSLACK => settings.timer_slack_ns = if a == 0 { 50_000 } else { a },
        prctl::GET_TIMERSLACK => return Ok(settings.timer_slack_ns),
        prctl::SET_CHILD_SUBREAPER => settings.subreaper = a != 0,
        prctl::GET_CHILD_SUBREAPER => user::write(mem, a, &u32::from(settings.subreaper).to_le_bytes())?,
        prctl::SET_NO_NEW_PRIVS => {
            if !flag()? {
                return Err(Errno::EINVAL);
            }
            settings.no_new_privs = true;
        }
        prctl::GET_NO_NEW_PRIVS if (a, b, c, d) == (0, 0, 0, 0) => return Ok(u64::from(settings.no_new_privs)),
        prctl::GET_TID_ADDRESS => user::write(mem, a, &k.thread.clear_tid.to_le_bytes())?,
        prctl::SET_THP_DISABLE => settings.thp_disabled = a != 0,
        prctl::GET_THP_DISABLE if (a, b, c, d) == (0, 0, 0, 0) => return Ok(u64::from(settings.thp_disabled)),
        prctl::CAP_AMBIENT => match a {
            // PR_CAP_AMBIENT_IS_SET and PR_CAP_AMBIENT_CLEAR_ALL; the ambient set is always empty.
            1 if b <= CAP_LAST => return Ok(0),
            4 => {}
            2 => return Err(Errno::EPERM),
            3 if b <= CAP_LAST => {}
            _ => return Err(Errno::EINVAL),
        },
        _ => return Err(Errno::EINVAL),
    }
    Ok(0)
}

/// `arch_prctl(code, addr)`.
pub(crate) fn sys_arch_prctl(k: &mut Kernel, mem: &mut dyn Memory, [code, addr, ..]: Args) -> Result {
    match code & 0xffff_ffff {
        arch::SET_FS | arch::SET_GS if addr >= TASK_SIZE => return Err(Errno::EPERM),
        arch::SET_FS => {
            k.thread.fs_base = addr;
            k.pending = Some(Pending::SetFsBase(addr));
        }
        arch::SET_GS => {
            k.thread.gs_base = addr;
            k.pending = Some(Pending::SetGsBase(addr));
        }
        arch::GET_FS => user::write(mem, addr, &k.thread.fs_base.to_le_bytes())?,
        arch::GET_GS => user::write(mem, addr, &k.thread.gs_base.to_le_bytes())?,
        arch::GET_CPUID => return Ok(1),
        _ => return Err(Errno::EINVAL),
    }
    Ok(0)
}

/// `personality(persona)`: remembered, without effect.
pub(crate) fn sys_personality(k: &mut Kernel, _: &mut dyn Memory, [persona, ..]: Args) -> Result {
    let old = k.process.settings.personality;
    if persona as u32 != u32::MAX {
        k.process.settings.personality = persona as u32;
    }
    Ok(u64::from(old))
}
