//! Extended attributes (`xattr(7)`): those of files that live in memory.

use airlock_abi::Errno;
use airlock_abi::fcntl::{AT_SYMLINK_NOFOLLOW, R_OK, W_OK};
use airlock_abi::stat::{S_IFDIR, S_IFREG};
use airlock_platform::Memory;

use super::{Answer, Args, CWD, Target, flags32, only};
use crate::Kernel;
use crate::user;
use crate::vfs::Inode;

/// Longest attribute name, with its NUL.
const NAME_MAX: usize = 256;
/// Largest value.
const VALUE_MAX: u64 = 65_536;
/// Fail if the attribute exists, or if it does not.
const XATTR_CREATE: u32 = 1;
const XATTR_REPLACE: u32 = 2;

fn name(mem: &dyn Memory, addr: u64) -> Result<Vec<u8>, Errno> {
    let name = user::read_c_string(mem, addr, NAME_MAX, Errno::ERANGE)?;
    if name.is_empty() { Err(Errno::ERANGE) } else { Ok(name) }
}

/// The namespaces of names.
enum Space {
    User,
    Trusted,
    Security,
}

fn space(name: &[u8]) -> Result<Space, Errno> {
    let spaces: [(&[u8], Space); 3] =
        [(b"user.", Space::User), (b"trusted.", Space::Trusted), (b"security.", Space::Security)];
    let found = spaces.into_iter().find(|(prefix, _)| name.len() > prefix.len() && name.starts_with(prefix));
    found.map(|(_, space)| space).ok_or(Errno::EOPNOTSUPP)
}

/// Whether the inode can have an attribute of this name, and the process may change it.
fn may_change(k: &Kernel, inode: &Inode, name: &[u8]) -> Result<(), Errno> {
    inode.sb.writable()?;
    let space = space(name)?;
    inode.has_xattrs()?;
    match space {
        Space::User if !matches!(inode.file_type(), S_IFREG | S_IFDIR) => Err(Errno::EPERM),
        Space::User => k.fs.permit(inode, W_OK),
        Space::Trusted | Space::Security if k.fs.fsuid != 0 => Err(Errno::EPERM),
        Space::Trusted | Space::Security => Ok(()),
    }
}

fn set(k: &Kernel, mem: &dyn Memory, target: &Target, args: [u64; 4]) -> Answer {
    let [attribute, value, size, flags] = args;
    let name = name(mem, attribute)?;
    let flags = flags32(flags);
    only(flags, XATTR_CREATE | XATTR_REPLACE)?;
    if size > VALUE_MAX {
        return Err(Errno::E2BIG);
    }
    let mut bytes = vec![0; size as usize];
    mem.read(value, &mut bytes).map_err(|_| Errno::EFAULT)?;
    may_change(k, &target.inode, &name)?;
    target.inode.set_xattr(&name, &bytes, flags & XATTR_CREATE != 0, flags & XATTR_REPLACE != 0)?;
    target.inode.touch_ctime();
    target.attributes_changed();
    Ok(0)
}

fn get(k: &Kernel, mem: &mut dyn Memory, target: &Target, [attribute, value, size]: [u64; 3]) -> Answer {
    let name = name(mem, attribute)?;
    let space = space(&name)?;
    target.inode.has_xattrs()?;
    match space {
        Space::User => k.fs.permit(&target.inode, R_OK)?,
        Space::Trusted if k.fs.fsuid != 0 => return Err(Errno::ENODATA),
        Space::Trusted | Space::Security => {}
    }
    let bytes = target.inode.xattr(&name).ok_or(Errno::ENODATA)?;
    give(mem, value, size, &bytes)
}

/// Hands bytes over if they fit; a size of 0 asks for their number.
fn give(mem: &mut dyn Memory, addr: u64, size: u64, bytes: &[u8]) -> Answer {
    let len = bytes.len() as u64;
    if size > 0 {
        if len > size {
            return Err(Errno::ERANGE);
        }
        user::write(mem, addr, bytes)?;
    }
    Ok(len)
}

fn list(k: &Kernel, mem: &mut dyn Memory, target: &Target, list: u64, size: u64) -> Answer {
    let mut bytes = Vec::new();
    for name in target.inode.xattr_names() {
        if k.fs.fsuid == 0 || !name.starts_with(b"trusted.") {
            bytes.extend_from_slice(&name);
            bytes.push(0);
        }
    }
    give(mem, list, size, &bytes)
}

fn remove(k: &Kernel, mem: &dyn Memory, target: &Target, attribute: u64) -> Answer {
    let name = name(mem, attribute)?;
    may_change(k, &target.inode, &name)?;
    target.inode.remove_xattr(&name)?;
    target.inode.touch_ctime();
    target.attributes_changed();
    Ok(0)
}

fn by_fd(k: &Kernel, fd: u64) -> Result<Target, Errno> {
    Ok(Target::of(k.file(fd)?))
}

/// `setxattr(path, name, value, size, flags)`.
pub(crate) fn sys_setxattr(k: &mut Kernel, mem: &mut dyn Memory, [path, args @ .., _]: Args) -> Answer {
    let target = k.target(mem, CWD, path, 0)?;
    set(k, mem, &target, args)
}

/// `lsetxattr(path, name, value, size, flags)`.
pub(crate) fn sys_lsetxattr(k: &mut Kernel, mem: &mut dyn Memory, [path, args @ .., _]: Args) -> Answer {
    let target = k.target(mem, CWD, path, AT_SYMLINK_NOFOLLOW)?;
    set(k, mem, &target, args)
}

/// `fsetxattr(fd, name, value, size, flags)`.
pub(crate) fn sys_fsetxattr(k: &mut Kernel, mem: &mut dyn Memory, [fd, args @ .., _]: Args) -> Answer {
    let target = by_fd(k, fd)?;
    set(k, mem, &target, args)
}

/// `getxattr(path, name, value, size)`.
pub(crate) fn sys_getxattr(k: &mut Kernel, mem: &mut dyn Memory, [path, name, value, size, ..]: Args) -> Answer {
    let target = k.target(mem, CWD, path, 0)?;
    get(k, mem, &target, [name, value, size])
}

/// `lgetxattr(path, name, value, size)`.
pub(crate) fn sys_lgetxattr(k: &mut Kernel, mem: &mut dyn Memory, [path, name, value, size, ..]: Args) -> Answer {
    let target = k.target(mem, CWD, path, AT_SYMLINK_NOFOLLOW)?;
    get(k, mem, &target, [name, value, size])
}

/// `fgetxattr(fd, name, value, size)`.
pub(crate) fn sys_fgetxattr(k: &mut Kernel, mem: &mut dyn Memory, [fd, name, value, size, ..]: Args) -> Answer {
    let target = by_fd(k, fd)?;
    get(k, mem, &target, [name, value, size])
}

/// `listxattr(path, list, size)`.
pub(crate) fn sys_listxattr(k: &mut Kernel, mem: &mut dyn Memory, [path, to, size, ..]: Args) -> Answer {
    let target = k.target(mem, CWD, path, 0)?;
    list(k, mem, &target, to, size)
}

/// `llistxattr(path, list, size)`.
pub(crate) fn sys_llistxattr(k: &mut Kernel, mem: &mut dyn Memory, [path, to, size, ..]: Args) -> Answer {
    let target = k.target(mem, CWD, path, AT_SYMLINK_NOFOLLOW)?;
    list(k, mem, &target, to, size)
}

/// `flistxattr(fd, list, size)`.
pub(crate) fn sys_flistxattr(k: &mut Kernel, mem: &mut dyn Memory, [fd, to, size, ..]: Args) -> Answer {
    let target = by_fd(k, fd)?;
    list(k, mem, &target, to, size)
}

/// `removexattr(path, name)`.
pub(crate) fn sys_removexattr(k: &mut Kernel, mem: &mut dyn Memory, [path, name, ..]: Args) -> Answer {
    let target = k.target(mem, CWD, path, 0)?;
    remove(k, mem, &target, name)
}

/// `lremovexattr(path, name)`.
pub(crate) fn sys_lremovexattr(k: &mut Kernel, mem: &mut dyn Memory, [path, name, ..]: Args) -> Answer {
    let target = k.target(mem, CWD, path, AT_SYMLINK_NOFOLLOW)?;
    remove(k, mem, &target, name)
}

/// `fremovexattr(fd, name)`.
pub(crate) fn sys_fremovexattr(k: &mut Kernel, mem: &mut dyn Memory, [fd, name, ..]: Args) -> Answer {
    let target = by_fd(k, fd)?;
    remove(k, mem, &target, name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Guest, SCRATCH};

    const SET: u64 = 188;
    const GET: u64 = 191;
    const LIST: u64 = 194;
    const REMOVE: u64 = 197;

    #[test]
    fn attributes_are_kept_listed_and_removed() {
        let mut guest = Guest::new();
        let free = guest.kernel.fs.space.free();
        let path = guest.put_str(0, "/tmp");
        let (a, b) = (guest.put_str(64, "user.a"), guest.put_str(96, "trusted.b"));
        let value = guest.put(128, b"value");
        assert_eq!(guest.call(GET, &[path, a, SCRATCH + 256, 64]), Err(Errno::ENODATA));
        assert_eq!(guest.call(SET, &[path, a, value, 5, XATTR_REPLACE.into()]), Err(Errno::ENODATA));
        assert_eq!(guest.call(SET, &[path, a, value, 5, XATTR_CREATE.into()]), Ok(0));
        assert_eq!(guest.call(SET, &[path, a, value, 5, XATTR_CREATE.into()]), Err(Errno::EEXIST));
        assert_eq!(guest.call(SET, &[path, b, value, 0, 0]), Ok(0));
        assert_eq!(guest.call(GET, &[path, a, SCRATCH + 256, 64]), Ok(5));
        assert_eq!(&guest.get::<5>(SCRATCH + 256), b"value");
        assert_eq!(guest.call(GET, &[path, a, 0, 0]), Ok(5));
        assert_eq!(guest.call(GET, &[path, a, SCRATCH + 256, 4]), Err(Errno::ERANGE));
        assert_eq!(guest.call(LIST, &[path, SCRATCH + 256, 64]), Ok(17));
        assert_eq!(&guest.get::<17>(SCRATCH + 256), b"trusted.b\0user.a\0");
        for (name, errno) in [("user.", Errno::EOPNOTSUPP), ("system.x", Errno::EOPNOTSUPP), ("", Errno::ERANGE)] {
            let name = guest.put_str(160, name);
            assert_eq!(guest.call(SET, &[path, name, value, 5, 0]), Err(errno));
        }
        assert_eq!(guest.call(SET, &[path, a, value, VALUE_MAX + 1, 0]), Err(Errno::E2BIG));
        assert_eq!(guest.call(REMOVE, &[path, a]), Ok(0));
        assert_eq!(guest.call(REMOVE, &[path, a]), Err(Errno::ENODATA));
        assert_eq!(guest.call(REMOVE, &[path, b]), Ok(0));
        assert_eq!(guest.kernel.fs.space.free(), free);
        let proc = guest.put_str(0, "/proc/self/status");
        assert_eq!(guest.call(GET, &[proc, a, 0, 0]), Err(Errno::EOPNOTSUPP));
        assert_eq!(guest.call(LIST, &[proc, 0, 0]), Ok(0));
    }
}
