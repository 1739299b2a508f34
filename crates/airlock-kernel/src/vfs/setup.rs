//! Building the tree that a guest starts with.

use std::sync::atomic::AtomicU64;
use std::sync::{Arc, Mutex};

use airlock_abi::Errno;
use airlock_abi::stat::{
    CGROUP2_SUPER_MAGIC, DEVPTS_SUPER_MAGIC, FUSE_SUPER_MAGIC, OVERLAYFS_SUPER_MAGIC, PIPEFS_MAGIC, PROC_SUPER_MAGIC,
    S_IFREG, SYSFS_MAGIC, TMPFS_MAGIC,
};
use airlock_platform::Platform;

use super::data::{FileData, Space};
use super::dir::{self, DirData};
use super::hostfs::{HostDirNode, HostNode};
use super::inode::{Inode, Kind, SuperBlock};
use super::lower::{LowerDir, LowerFile};
use super::{FsContext, How, dev, memory_sb, proc, sysfs};
use crate::config::{Config, ConfigError, Mount, MountSource, RootSource};
use crate::task::Events;
use crate::tty::Terminals;

/// Device numbers of the filesystems that always exist; granted mounts count on from `DEV_MOUNTS`.
const DEV_ROOT: u64 = 0x10;
const DEV_DEV: u64 = 0x11;
const DEV_PROC: u64 = 0x12;
const DEV_ANONYMOUS: u64 = 0x13;
const DEV_TMP: u64 = 0x14;
const DEV_SYS: u64 = 0x15;
const DEV_CGROUP: u64 = 0x16;
const DEV_PTS: u64 = 0x17;
const DEV_MOUNTS: u64 = 0x20;

/// Where inode numbers of new files start when numbers of the host show through beside them.
const INO_UPPER: u64 = 1 << 48;

fn lossy(path: &[u8]) -> String {
    String::from_utf8_lossy(path).into_owned()
}

impl FsContext {
    /// The tree that `config` describes.
    pub(crate) fn new(config: &Config, platform: &Platform) -> Result<Self, ConfigError> {
        let space = Arc::new(Space::new(config.limits.filesystem_bytes));
        let events = Arc::new(Events::default());
        let root = match &config.root {
            RootSource::Empty => {
                let sb = memory_sb(platform, &space, &events, DEV_ROOT, "tmpfs", TMPFS_MAGIC, 1);
                dir::new_dir(&sb, 0o755)
            }
            RootSource::Host(handle) => {
                let meta = handle.metadata().map_err(|source| ConfigError::Root { source })?;
                let sb = memory_sb(platform, &space, &events, DEV_ROOT, "overlay", OVERLAYFS_SUPER_MAGIC, INO_UPPER);
                let data = DirData::over(LowerDir::root(Arc::clone(handle)), Arc::default());
                Inode::from_host(&sb, Kind::Directory(Mutex::new(data)), &meta)
            }
        };
        let proc_root = proc::root(&memory_sb(platform, &space, &events, DEV_PROC, "proc", PROC_SUPER_MAGIC, 1));
        let pts = dir::new_dir(&memory_sb(platform, &space, &events, DEV_PTS, "devpts", DEVPTS_SUPER_MAGIC, 3), 0o755);
        let terminals = Terminals::new(&events, &pts, config.terminal.then_some(config.uid))
            .map_err(|errno| ConfigError::MakeMountPoint { path: "/dev/pts".to_owned(), errno })?;
        let terminals = Arc::new(terminals);
        let mut fs = Self {
            cwd: Arc::clone(&root),
            umask: 0o022,
            fsuid: config.uid,
            fsgid: config.gid,
            groups: Vec::new(),
            pid: crate::task::INIT,
            peers: proc::Peers::default(),
            proc_root: Arc::clone(&proc_root),
            anonymous: memory_sb(platform, &space, &events, DEV_ANONYMOUS, "pipefs", PIPEFS_MAGIC, 1),
            mounts: vec![(b"/".to_vec(), Arc::clone(&root.sb))],
            terminals,
            events,
            space,
            root,
        };
        super::lock(&fs.peers).insert(fs.pid, proc::Peer { tasks: vec![fs.pid], exe: None });
        fs.standard_mounts(config, platform, proc_root, pts)?;
        for (index, mount) in config.mounts.iter().enumerate() {
            fs.grant(config, platform, mount, index)?;
        }
        let cwd_error = |errno| ConfigError::Cwd { path: lossy(&config.cwd), errno };
        let place = fs.walk(None, &fs.root, &config.cwd, How::FOLLOW).map_err(cwd_error)?;
        let cwd = Arc::clone(place.found().map_err(cwd_error)?);
        if !cwd.is_dir() {
            return Err(cwd_error(Errno::ENOTDIR));
        }
        fs.cwd = cwd;
        Ok(fs)
    }

    fn standard_mounts(
        &mut self,
        config: &Config,
        platform: &Platform,
        proc: Arc<Inode>,
        pts: Arc<Inode>,
    ) -> Result<(), ConfigError> {
        let make = |path: &str, errno| ConfigError::MakeMountPoint { path: path.to_owned(), errno };
        let dev_sb = memory_sb(platform, &self.space, &self.events, DEV_DEV, "tmpfs", TMPFS_MAGIC, 1);
        let dev_root = dir::new_dir(&dev_sb, 0o755);
        dev::populate(&dev_root).map_err(|errno| make("/dev", errno))?;
        dir::mount(&dev_root, b"pts", &pts).map_err(|errno| make("/dev/pts", errno))?;
        let root = Arc::clone(&self.root);
        let fixed = |dev: u64, kind: &'static str, magic: i64| {
            let mut sb = memory_sb(platform, &self.space, &self.events, dev, kind, magic, 1);
            if let Some(sb) = Arc::get_mut(&mut sb) {
                sb.read_only = true;
            }
            dir::new_dir(&sb, 0o755)
        };
        let sys_root = fixed(DEV_SYS, "sysfs", SYSFS_MAGIC);
        let cgroup_root = fixed(DEV_CGROUP, "cgroup2", CGROUP2_SUPER_MAGIC);
        sysfs::populate(&sys_root).map_err(|errno| make("/sys", errno))?;
        sysfs::populate_cgroup(&cgroup_root).map_err(|errno| make("/sys/fs/cgroup", errno))?;
        for (name, inode) in [("dev", dev_root), ("proc", proc), ("sys", Arc::clone(&sys_root))] {
            dir::mount(&root, name.as_bytes(), &inode).map_err(|errno| make(name, errno))?;
            self.mounts.push((format!("/{name}").into_bytes(), Arc::clone(&inode.sb)));
        }
        self.mounts.push((b"/dev/pts".to_vec(), Arc::clone(&pts.sb)));
        let fs_dir = sysfs::directory(&sys_root, "fs").map_err(|errno| make("/sys/fs", errno))?;
        dir::mount(&fs_dir, b"cgroup", &cgroup_root).map_err(|errno| make("/sys/fs/cgroup", errno))?;
        self.mounts.push((b"/sys/fs/cgroup".to_vec(), Arc::clone(&cgroup_root.sb)));
        // A root filesystem may lack /tmp, or have it with the permissions of its unpacking.
        if matches!(config.root, RootSource::Empty) || dir::lookup(&root, b"tmp").is_err() {
            let sb = memory_sb(platform, &self.space, &self.events, DEV_TMP, "tmpfs", TMPFS_MAGIC, 1);
            let tmp = dir::new_dir(&sb, 0o1777);
            dir::mount(&root, b"tmp", &tmp).map_err(|errno| make("/tmp", errno))?;
            self.mounts.push((b"/tmp".to_vec(), sb));
        }
        Ok(())
    }

    fn grant(&mut self, config: &Config, platform: &Platform, mount: &Mount, index: usize) -> Result<(), ConfigError> {
        let source_error = |source| ConfigError::MountSource { path: lossy(&mount.at), source };
        let parts = mount_parts(&mount.at).ok_or_else(|| ConfigError::MountPoint { path: lossy(&mount.at) })?;
        let sb = Arc::new(SuperBlock {
            dev: DEV_MOUNTS + index as u64,
            kind: if matches!(mount.source, MountSource::Bytes(..)) { "tmpfs" } else { "fuse" },
            magic: if matches!(mount.source, MountSource::Bytes(..)) { TMPFS_MAGIC } else { FUSE_SUPER_MAGIC },
            read_only: !mount.writable,
            owner: (config.uid, config.gid),
            space: Arc::clone(&self.space),
            events: Arc::clone(&self.events),
            clock: Arc::clone(&platform.clock),
            next_ino: AtomicU64::new(1),
        });
        let inode = match &mount.source {
            MountSource::Dir(handle) => {
                let meta = handle.metadata().map_err(source_error)?;
                Inode::from_host(&sb, Kind::HostDir(HostDirNode::root(Arc::clone(handle))), &meta)
            }
            MountSource::File(file) => {
                let meta = file.metadata().map_err(source_error)?;
                Inode::from_host(&sb, Kind::HostFile(HostNode::granted(Arc::clone(file), meta)), &meta)
            }
            MountSource::Bytes(bytes, mode) => {
                let size = bytes.len() as u64;
                let data = FileData::over(Arc::clone(&self.space), LowerFile::bytes(Arc::clone(bytes)), size);
                Inode::internal(&sb, Kind::Regular(Mutex::new(data)), S_IFREG | (mode & 0o777))
            }
        };
        let make_error = |errno| ConfigError::MakeMountPoint { path: lossy(&mount.at), errno };
        let (name, parents) = parts.split_last().ok_or_else(|| ConfigError::MountPoint { path: lossy(&mount.at) })?;
        let parent = self.make_parents(parents).map_err(make_error)?;
        dir::mount(&parent, name, &inode).map_err(make_error)?;
        self.mounts.push((mount.at.clone(), sb));
        Ok(())
    }

    /// The directory that a mount point lies in, made where it is missing.
    fn make_parents(&self, parts: &[&[u8]]) -> Result<Arc<Inode>, Errno> {
        let mut at = Arc::clone(&self.root);
        for part in parts {
            let place = self.walk(None, &at, part, How::FOLLOW)?;
            at = match &place.inode {
                Some(inode) if inode.is_dir() => Arc::clone(inode),
                Some(_) => return Err(Errno::ENOTDIR),
                None => {
                    let (parent, name) = place.free(true)?;
                    dir::mkdir(parent, name, 0o755, (0, 0))?;
                    dir::lookup(parent, name)?
                }
            };
        }
        Ok(at)
    }
}

/// The components of a mount point; `None` if it is not absolute, is the root, or holds `..` or NUL.
fn mount_parts(path: &[u8]) -> Option<Vec<&[u8]>> {
    if path.first() != Some(&b'/') || path.contains(&0) {
        return None;
    }
    let parts: Vec<&[u8]> = path.split(|b| *b == b'/').filter(|part| !part.is_empty() && *part != b".").collect();
    if parts.is_empty() || parts.contains(&b"..".as_slice()) { None } else { Some(parts) }
}

#[cfg(test)]
mod tests {
    use super::mount_parts;

    #[test]
    fn mount_points_are_absolute_and_plain() {
        assert_eq!(mount_parts(b"/a//b/./c/").unwrap(), [b"a", b"b", b"c"]);
        for bad in [&b"a"[..], b"/", b"/a/../b", b"", b"/a\0b"] {
            assert!(mount_parts(bad).is_none(), "{}", String::from_utf8_lossy(bad));
        }
    }
}
