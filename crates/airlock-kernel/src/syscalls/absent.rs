//! Calls that are refused, and for which the refusal is worth a record or an error other than `ENOSYS`.

use airlock_abi::Errno;
use airlock_platform::Memory;

use super::{Answer, Args};
use crate::Kernel;
use crate::user;

/// Calls that need a privilege which the guest does not have.
pub(crate) fn sys_denied(_: &mut Kernel, _: &mut dyn Memory, _: Args) -> Answer {
    Err(Errno::EPERM)
}

/// `mount(source, target, ...)` and other calls whose second argument is the path in question.
pub(crate) fn sys_mount(k: &mut Kernel, mem: &mut dyn Memory, [_, target, ..]: Args) -> Answer {
    let target = user::read_path(mem, target)?;
    k.deny("mount", &target);
    Err(Errno::EPERM)
}

/// `umount2(target, flags)`.
pub(crate) fn sys_umount(k: &mut Kernel, mem: &mut dyn Memory, [target, ..]: Args) -> Answer {
    let target = user::read_path(mem, target)?;
    k.deny("umount", &target);
    Err(Errno::EPERM)
}
