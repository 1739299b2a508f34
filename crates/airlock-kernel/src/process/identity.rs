//! Process numbers, users and groups (`credentials(7)`).

use airlock_abi::Errno;
use airlock_platform::Memory;

use super::{Args, Result};
use crate::kernel::Kernel;
use crate::user;

/// Most supplementary groups (`NGROUPS_MAX`).
const GROUPS_MAX: u64 = 65_536;
/// "Leave as it is" in the set*id calls.
const KEEP: u32 = u32::MAX;

/// User and group numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Creds {
    /// Real user.
    pub(crate) uid: u32,
    /// Effective user.
    pub(crate) euid: u32,
    /// Saved user.
    pub(crate) suid: u32,
    /// User for files.
    pub(crate) fsuid: u32,
    /// Real group.
    pub(crate) gid: u32,
    /// Effective group.
    pub(crate) egid: u32,
    /// Saved group.
    pub(crate) sgid: u32,
    /// Group for files.
    pub(crate) fsgid: u32,
}

impl Creds {
    /// All users and all groups alike.
    pub(crate) fn of(uid: u32, gid: u32) -> Self {
        Self { uid, euid: uid, suid: uid, fsuid: uid, gid, egid: gid, sgid: gid, fsgid: gid }
    }

    fn has_uid(&self, id: u32) -> bool {
        id == self.uid || id == self.euid || id == self.suid
    }

    fn has_gid(&self, id: u32) -> bool {
        id == self.gid || id == self.egid || id == self.sgid
    }
}

/// `getpid()`.
pub(crate) fn sys_getpid(k: &mut Kernel, _: &mut dyn Memory, _: Args) -> Result {
    Ok(u64::from(k.process.pid))
}

/// `getuid()`.
pub(crate) fn sys_getuid(k: &mut Kernel, _: &mut dyn Memory, _: Args) -> Result {
    Ok(u64::from(k.process.creds.uid))
}

/// `geteuid()`.
pub(crate) fn sys_geteuid(k: &mut Kernel, _: &mut dyn Memory, _: Args) -> Result {
    Ok(u64::from(k.process.creds.euid))
}

/// `getgid()`.
pub(crate) fn sys_getgid(k: &mut Kernel, _: &mut dyn Memory, _: Args) -> Result {
    Ok(u64::from(k.process.creds.gid))
}

/// `getegid()`.
pub(crate) fn sys_getegid(k: &mut Kernel, _: &mut dyn Memory, _: Args) -> Result {
    Ok(u64::from(k.process.creds.egid))
}

/// `setuid(uid)`.
pub(crate) fn sys_setuid(k: &mut Kernel, _: &mut dyn Memory, [uid, ..]: Args) -> Result {
    let uid = uid as u32;
    let creds = k.process.creds;
    if uid == KEEP {
        return Err(Errno::EINVAL);
    }
    if k.may_set_users() {
        set_users(k, uid, uid, uid);
    } else if uid == creds.uid || uid == creds.suid {
        set_users(k, creds.uid, uid, creds.suid);
    } else {
        return Err(Errno::EPERM);
    }
    Ok(0)
}

/// `setgid(gid)`.
pub(crate) fn sys_setgid(k: &mut Kernel, _: &mut dyn Memory, [gid, ..]: Args) -> Result {
    let gid = gid as u32;
    let privileged = k.may_set_groups();
    let creds = &mut k.process.creds;
    if gid == KEEP {
        return Err(Errno::EINVAL);
    }
    if privileged {
        (creds.gid, creds.sgid) = (gid, gid);
    } else if gid != creds.gid && gid != creds.sgid {
        return Err(Errno::EPERM);
    }
    (creds.egid, creds.fsgid) = (gid, gid);
    share_with_files(k);
    Ok(0)
}

/// `setreuid(ruid, euid)`.
pub(crate) fn sys_setreuid(k: &mut Kernel, _: &mut dyn Memory, [real, effective, ..]: Args) -> Result {
    let creds = k.process.creds;
    let (real, effective) = (real as u32, effective as u32);
    let privileged = k.may_set_users();
    let allowed = |id: u32| id == KEEP || privileged || creds.has_uid(id);
    if !allowed(effective) || real != KEEP && !privileged && real != creds.uid && real != creds.euid {
        return Err(Errno::EPERM);
    }
    let new_real = if real == KEEP { creds.uid } else { real };
    let new_effective = if effective == KEEP { creds.euid } else { effective };
    let saved = if real != KEEP || effective != KEEP && effective != creds.uid { new_effective } else { creds.suid };
    set_users(k, new_real, new_effective, saved);
    Ok(0)
}

/// `setregid(rgid, egid)`.
pub(crate) fn sys_setregid(k: &mut Kernel, _: &mut dyn Memory, [real, effective, ..]: Args) -> Result {
    let old = k.process.creds;
    let (real, effective) = (real as u32, effective as u32);
    let privileged = k.may_set_groups();
    let allowed = |id: u32| id == KEEP || privileged || old.has_gid(id);
    if !allowed(effective) || real != KEEP && !privileged && real != old.gid && real != old.egid {
        return Err(Errno::EPERM);
    }
    let creds = &mut k.process.creds;
    creds.gid = if real == KEEP { old.gid } else { real };
    creds.egid = if effective == KEEP { old.egid } else { effective };
    creds.fsgid = creds.egid;
    if real != KEEP || effective != KEEP && effective != old.gid {
        creds.sgid = creds.egid;
    }
    share_with_files(k);
    Ok(0)
}

/// `setresuid(ruid, euid, suid)`.
pub(crate) fn sys_setresuid(k: &mut Kernel, _: &mut dyn Memory, [real, effective, saved, ..]: Args) -> Result {
    let creds = k.process.creds;
    let ids = [real as u32, effective as u32, saved as u32];
    if !k.may_set_users() && ids.iter().any(|id| *id != KEEP && !creds.has_uid(*id)) {
        return Err(Errno::EPERM);
    }
    let pick = |id: u32, old: u32| if id == KEEP { old } else { id };
    set_users(k, pick(ids[0], creds.uid), pick(ids[1], creds.euid), pick(ids[2], creds.suid));
    Ok(0)
}

/// `setresgid(rgid, egid, sgid)`.
pub(crate) fn sys_setresgid(k: &mut Kernel, _: &mut dyn Memory, [real, effective, saved, ..]: Args) -> Result {
    let old = k.process.creds;
    let ids = [real as u32, effective as u32, saved as u32];
    if !k.may_set_groups() && ids.iter().any(|id| *id != KEEP && !old.has_gid(*id)) {
        return Err(Errno::EPERM);
    }
    let pick = |id: u32, old: u32| if id == KEEP { old } else { id };
    let creds = &mut k.process.creds;
    creds.gid = pick(ids[0], old.gid);
    creds.egid = pick(ids[1], old.egid);
    creds.sgid = pick(ids[2], old.sgid);
    creds.fsgid = creds.egid;
    share_with_files(k);
    Ok(0)
}

/// Tells the filesystem as whom the process opens files.
fn share_with_files(k: &mut Kernel) {
    (k.fs.fsuid, k.fs.fsgid) = (k.process.creds.fsuid, k.process.creds.fsgid);
    if let Some(node) = k.tasks.processes.get_mut(&k.process.pid) {
        node.uid = k.process.creds.uid;
    }
}

fn set_users(k: &mut Kernel, real: u32, effective: u32, saved: u32) {
    let creds = &mut k.process.creds;
    (creds.uid, creds.euid, creds.suid, creds.fsuid) = (real, effective, saved, effective);
    let all_left_root = real != 0 && effective != 0 && saved != 0;
    k.process.caps.after_setuid(effective, all_left_root, k.process.settings.keep_caps);
    share_with_files(k);
}

/// `getresuid(ruid, euid, suid)`.
pub(crate) fn sys_getresuid(k: &mut Kernel, mem: &mut dyn Memory, [real, effective, saved, ..]: Args) -> Result {
    let creds = k.process.creds;
    user::write(mem, real, &creds.uid.to_le_bytes())?;
    user::write(mem, effective, &creds.euid.to_le_bytes())?;
    user::write(mem, saved, &creds.suid.to_le_bytes())?;
    Ok(0)
}

/// `getresgid(rgid, egid, sgid)`.
pub(crate) fn sys_getresgid(k: &mut Kernel, mem: &mut dyn Memory, [real, effective, saved, ..]: Args) -> Result {
    let creds = k.process.creds;
    user::write(mem, real, &creds.gid.to_le_bytes())?;
    user::write(mem, effective, &creds.egid.to_le_bytes())?;
    user::write(mem, saved, &creds.sgid.to_le_bytes())?;
    Ok(0)
}

/// `setfsuid(uid)`: always returns the old value.
pub(crate) fn sys_setfsuid(k: &mut Kernel, _: &mut dyn Memory, [uid, ..]: Args) -> Result {
    let privileged = k.may_set_users();
    let creds = &mut k.process.creds;
    let (old, uid) = (creds.fsuid, uid as u32);
    if uid != KEEP && (privileged || creds.has_uid(uid) || uid == old) {
        creds.fsuid = uid;
    }
    share_with_files(k);
    Ok(u64::from(old))
}

/// `setfsgid(gid)`: always returns the old value.
pub(crate) fn sys_setfsgid(k: &mut Kernel, _: &mut dyn Memory, [gid, ..]: Args) -> Result {
    let privileged = k.may_set_groups();
    let creds = &mut k.process.creds;
    let (old, gid) = (creds.fsgid, gid as u32);
    if gid != KEEP && (privileged || creds.has_gid(gid) || gid == old) {
        creds.fsgid = gid;
    }
    share_with_files(k);
    Ok(u64::from(old))
}

/// `getgroups(size, list)`.
pub(crate) fn sys_getgroups(k: &mut Kernel, mem: &mut dyn Memory, [size, list, ..]: Args) -> Result {
    let groups = &k.process.groups;
    let size = size as i32;
    if size < 0 {
        return Err(Errno::EINVAL);
    }
    if size > 0 {
        if (size as usize) < groups.len() {
            return Err(Errno::EINVAL);
        }
        let bytes: Vec<u8> = groups.iter().flat_map(|gid| gid.to_le_bytes()).collect();
        user::write(mem, list, &bytes)?;
    }
    Ok(groups.len() as u64)
}

/// `setgroups(size, list)`.
pub(crate) fn sys_setgroups(k: &mut Kernel, mem: &mut dyn Memory, [size, list, ..]: Args) -> Result {
    if !k.may_set_groups() {
        return Err(Errno::EPERM);
    }
    if size > GROUPS_MAX {
        return Err(Errno::EINVAL);
    }
    let mut groups = Vec::new();
    for i in 0..size {
        groups.push(user::read_u32(mem, list.wrapping_add(i * 4))?);
    }
    k.fs.groups.clone_from(&groups);
    k.process.groups = groups;
    Ok(0)
}
