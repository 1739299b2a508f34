//! Extended attributes of inodes that live in memory. They count against the filesystem limit.

use std::collections::BTreeMap;

use airlock_abi::Errno;

use super::inode::{Inode, Kind};
use super::lock;

/// Bytes of all names of an inode together, as `listxattr` gives them.
const LIST_MAX: usize = 65_536;

/// Values by name.
pub(crate) type Xattrs = BTreeMap<Box<[u8]>, Box<[u8]>>;

/// What an attribute costs of the filesystem limit.
fn cost(name: &[u8], value: &[u8]) -> u64 {
    96 + name.len() as u64 + value.len() as u64
}

impl Inode {
    /// `EOPNOTSUPP` for what the host or the kernel itself holds.
    pub(crate) fn has_xattrs(&self) -> Result<(), Errno> {
        match &self.kind {
            Kind::Regular(_) | Kind::Directory(_) | Kind::Symlink(_) | Kind::Fifo(_) | Kind::Special => Ok(()),
            Kind::Device(_) | Kind::HostFile(_) | Kind::HostDir(_) | Kind::Proc(_) => Err(Errno::EOPNOTSUPP),
        }
    }

    pub(crate) fn xattr(&self, name: &[u8]) -> Option<Vec<u8>> {
        lock(&self.xattrs).as_ref().and_then(|xattrs| xattrs.get(name)).map(|value| value.to_vec())
    }

    pub(crate) fn xattr_names(&self) -> Vec<Box<[u8]>> {
        lock(&self.xattrs).iter().flat_map(|xattrs| xattrs.keys().cloned()).collect()
    }

    /// Sets an attribute: only a new one, or only one that exists, if that is asked for.
    pub(crate) fn set_xattr(&self, name: &[u8], value: &[u8], create: bool, replace: bool) -> Result<(), Errno> {
        let mut slot = lock(&self.xattrs);
        let old = slot.as_ref().and_then(|xattrs| xattrs.get(name)).map(|old| cost(name, old));
        if create && old.is_some() {
            return Err(Errno::EEXIST);
        }
        if replace && old.is_none() {
            return Err(Errno::ENODATA);
        }
        let listed: usize = slot.iter().flat_map(|xattrs| xattrs.keys()).map(|name| name.len() + 1).sum();
        if old.is_none() && listed + name.len() + 1 > LIST_MAX {
            return Err(Errno::ENOSPC);
        }
        self.sb.space.charge(cost(name, value))?;
        self.sb.space.release(old.unwrap_or(0));
        slot.get_or_insert_default().insert(name.into(), value.into());
        Ok(())
    }

    pub(crate) fn remove_xattr(&self, name: &[u8]) -> Result<(), Errno> {
        let mut slot = lock(&self.xattrs);
        let value = slot.as_mut().and_then(|xattrs| xattrs.remove(name)).ok_or(Errno::ENODATA)?;
        self.sb.space.release(cost(name, &value));
        Ok(())
    }

    /// What all attributes cost.
    pub(super) fn xattr_cost(&self) -> u64 {
        lock(&self.xattrs).iter().flat_map(|xattrs| xattrs.iter()).map(|(name, value)| cost(name, value)).sum()
    }
}
