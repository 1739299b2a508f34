//! `/sys`: the one CPU, the limits of the run as a control group, and the empty classes of devices.

use std::sync::{Arc, Mutex};

use airlock_abi::Errno;
use airlock_abi::stat::S_IFREG;

use super::data::FileData;
use super::dir;
use super::inode::{Inode, Kind};
use super::lower::LowerFile;
use super::proc::{Node, Text};

/// Files that always say the same.
const FILES: &[(&str, &str)] = &[
    ("devices/system/cpu/kernel_max", "0\n"),
    ("devices/system/cpu/offline", "\n"),
    ("devices/system/cpu/online", "0\n"),
    ("devices/system/cpu/possible", "0\n"),
    ("devices/system/cpu/present", "0\n"),
    ("devices/system/cpu/cpu0/topology/core_cpus", "1\n"),
    ("devices/system/cpu/cpu0/topology/core_cpus_list", "0\n"),
    ("devices/system/cpu/cpu0/topology/core_id", "0\n"),
    ("devices/system/cpu/cpu0/topology/core_siblings", "1\n"),
    ("devices/system/cpu/cpu0/topology/core_siblings_list", "0\n"),
    ("devices/system/cpu/cpu0/topology/physical_package_id", "0\n"),
    ("devices/system/cpu/cpu0/topology/thread_siblings", "1\n"),
    ("devices/system/cpu/cpu0/topology/thread_siblings_list", "0\n"),
    ("devices/system/node/online", "0\n"),
    ("devices/system/node/possible", "0\n"),
    ("devices/system/node/node0/cpulist", "0\n"),
    ("devices/system/node/node0/cpumap", "1\n"),
    ("kernel/mm/transparent_hugepage/enabled", "always madvise [never]\n"),
];

/// Those of the control group.
const CGROUP_FILES: &[(&str, &str)] = &[
    ("cgroup.controllers", "cpu memory pids\n"),
    ("cgroup.subtree_control", "\n"),
    ("cpu.max", "max 100000\n"),
    ("memory.high", "max\n"),
    ("memory.swap.current", "0\n"),
    ("memory.swap.max", "0\n"),
];

/// Those of the control group that are written when they are opened.
const CGROUP_TEXTS: &[(&str, Text)] = &[
    ("cgroup.procs", Text::CgroupProcs),
    ("memory.current", Text::MemoryCurrent),
    ("memory.max", Text::MemoryMax),
    ("pids.current", Text::PidsCurrent),
    ("pids.max", Text::PidsMax),
];

/// Directories that would hold devices.
const EMPTY: &[&str] = &["block", "bus", "class", "devices/virtual", "firmware", "fs/cgroup", "module"];

/// Fills `/sys`, but for its control group.
pub(super) fn populate(root: &Arc<Inode>) -> Result<(), Errno> {
    for path in EMPTY {
        directory(root, path)?;
    }
    FILES.iter().try_for_each(|(path, text)| file(root, path, text))
}

/// Fills `/sys/fs/cgroup`.
pub(super) fn populate_cgroup(root: &Arc<Inode>) -> Result<(), Errno> {
    CGROUP_FILES.iter().try_for_each(|(name, text)| file(root, name, text))?;
    for (name, text) in CGROUP_TEXTS {
        let inode = Inode::internal(&root.sb, Kind::Proc(Node::Text(*text)), S_IFREG | 0o444);
        dir::place(root, name.as_bytes(), &inode)?;
    }
    Ok(())
}

/// The directory with this path, made where it is missing.
pub(super) fn directory(root: &Arc<Inode>, path: &str) -> Result<Arc<Inode>, Errno> {
    let mut at = Arc::clone(root);
    for name in path.split('/') {
        at = match dir::lookup(&at, name.as_bytes()) {
            Ok(found) => found,
            Err(_) => {
                let made = dir::new_dir(&at.sb, 0o755);
                dir::place(&at, name.as_bytes(), &made)?;
                made
            }
        };
    }
    Ok(at)
}

fn file(root: &Arc<Inode>, path: &str, text: &str) -> Result<(), Errno> {
    let (parent, name) = match path.rsplit_once('/') {
        Some((parent, name)) => (directory(root, parent)?, name),
        None => (Arc::clone(root), path),
    };
    let bytes = LowerFile::bytes(text.as_bytes().into());
    let data = FileData::over(Arc::clone(&root.sb.space), bytes, text.len() as u64);
    let inode = Inode::internal(&root.sb, Kind::Regular(Mutex::new(data)), S_IFREG | 0o444);
    dir::place(&parent, name.as_bytes(), &inode)
}
