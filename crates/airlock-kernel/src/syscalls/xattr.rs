//! Extended attributes: no filesystem here has any.

use airlock_abi::Errno;
use airlock_abi::fcntl::AT_SYMLINK_NOFOLLOW;
use airlock_platform::Memory;

use super::{Answer, Args, CWD};
use crate::Kernel;
use crate::user;

/// Longest attribute name.
const NAME_MAX: usize = 256;

fn name(mem: &dyn Memory, addr: u64) -> Result<(), Errno> {
    let name = user::read_c_string(mem, addr, NAME_MAX, Errno::ERANGE)?;
    if name.is_empty() { Err(Errno::ERANGE) } else { Ok(()) }
}

/// `getxattr`, `setxattr` and `removexattr` by path.
pub(crate) fn sys_xattr(k: &mut Kernel, mem: &mut dyn Memory, [path, attribute, ..]: Args) -> Answer {
    name(mem, attribute)?;
    k.target(mem, CWD, path, 0)?;
    Err(Errno::EOPNOTSUPP)
}

/// `lgetxattr`, `lsetxattr` and `lremovexattr`.
pub(crate) fn sys_lxattr(k: &mut Kernel, mem: &mut dyn Memory, [path, attribute, ..]: Args) -> Answer {
    name(mem, attribute)?;
    k.target(mem, CWD, path, AT_SYMLINK_NOFOLLOW)?;
    Err(Errno::EOPNOTSUPP)
}

/// `fgetxattr`, `fsetxattr` and `fremovexattr`.
pub(crate) fn sys_fxattr(k: &mut Kernel, mem: &mut dyn Memory, [fd, attribute, ..]: Args) -> Answer {
    name(mem, attribute)?;
    k.file(fd)?;
    Err(Errno::EOPNOTSUPP)
}

/// `listxattr`: an empty list.
pub(crate) fn sys_listxattr(k: &mut Kernel, mem: &mut dyn Memory, [path, ..]: Args) -> Answer {
    k.target(mem, CWD, path, 0).map(|_| 0)
}

/// `llistxattr`.
pub(crate) fn sys_llistxattr(k: &mut Kernel, mem: &mut dyn Memory, [path, ..]: Args) -> Answer {
    k.target(mem, CWD, path, AT_SYMLINK_NOFOLLOW).map(|_| 0)
}

/// `flistxattr`.
pub(crate) fn sys_flistxattr(k: &mut Kernel, _: &mut dyn Memory, [fd, ..]: Args) -> Answer {
    k.file(fd).map(|_| 0)
}
