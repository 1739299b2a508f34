//! Calls that are refused, and for which the refusal is worth a record or an error other than `ENOSYS`.

use airlock_abi::Errno;
use airlock_platform::Memory;

use super::{Answer, Args};
use crate::Kernel;
use crate::user;

/// `socket(domain, type, protocol)`: there is no network.
pub(crate) fn sys_socket(k: &mut Kernel, _: &mut dyn Memory, [domain, kind, ..]: Args) -> Answer {
    const AF_INET: i32 = 2;
    const AF_INET6: i32 = 10;
    const TYPE_MASK: u64 = 0xf;
    let name = match domain as i32 {
        1 => "AF_UNIX".to_owned(),
        AF_INET => "AF_INET".to_owned(),
        AF_INET6 => "AF_INET6".to_owned(),
        16 => "AF_NETLINK".to_owned(),
        17 => "AF_PACKET".to_owned(),
        other => format!("domain {other}"),
    };
    k.deny("socket", format!("{name} type {}", kind & TYPE_MASK).as_bytes());
    // Programs take EAFNOSUPPORT as "not built into this kernel" and try something else, EACCES as an answer.
    Err(if matches!(domain as i32, AF_INET | AF_INET6) { Errno::EACCES } else { Errno::EAFNOSUPPORT })
}

/// `socketpair(domain, type, protocol, sv)`.
pub(crate) fn sys_socketpair(_: &mut Kernel, _: &mut dyn Memory, _: Args) -> Answer {
    Err(Errno::EAFNOSUPPORT)
}

/// Calls on a socket: no descriptor is one.
pub(crate) fn sys_on_socket(k: &mut Kernel, _: &mut dyn Memory, [fd, ..]: Args) -> Answer {
    k.file(fd)?;
    Err(Errno::ENOTSOCK)
}

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
