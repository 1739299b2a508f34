//! The tree of `/proc`. What the files say is written by `crate::syscalls::proc_text` when they are opened.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use airlock_abi::Errno;
use airlock_abi::dirent::{DT_DIR, DT_LNK, DT_REG};
use airlock_abi::stat::{S_IFDIR, S_IFLNK, S_IFREG};

use super::dir::Listed;
use super::inode::{Inode, Kind};
use super::proc_table::ENTRIES;
use super::{File, FsContext, lock};
use crate::fd::FdTable;
use crate::net::NetText;

/// An object of `/proc`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Node {
    Dir(Dir),
    Text(Text),
    Link(Link),
}

/// A directory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Dir {
    Root,
    Process,
    Tasks,
    Fd,
    FdInfo,
    Sys,
    SysKernel,
    SysKernelRandom,
    SysVm,
    SysFs,
    SysFsEpoll,
    SysFsInotify,
    SysNet,
    SysNetCore,
    SysUser,
    Namespaces,
    Net,
}

/// A symbolic link. Those of `Fd`, `Exe`, `Cwd` and `Root` lead to the object itself, whatever their text says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Link {
    Self_,
    ThreadSelf,
    Mounts,
    Net,
    Exe,
    Cwd,
    Root,
    Fd(i32),
    /// A namespace, of which there is one of each kind: its name and number.
    Namespace(&'static str, u32),
}

/// A file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Text {
    CpuInfo,
    Filesystems,
    LoadAvg,
    MemInfo,
    Stat,
    Swaps,
    Uptime,
    Version,
    CmdlineKernel,
    Auxv,
    Cgroup,
    Cmdline,
    Comm,
    Environ,
    Io,
    Limits,
    Maps,
    Smaps,
    SmapsRollup,
    SchedStat,
    MountInfo,
    Mounts,
    OomScore,
    OomScoreAdj,
    ProcessStat,
    Statm,
    Status,
    FdInfo(i32),
    Hostname,
    OsRelease,
    OsType,
    PidMax,
    CapLastCap,
    RandomUuid,
    BootId,
    EntropyAvail,
    OvercommitMemory,
    MaxMapCount,
    FileMax,
    PipeMaxSize,
    Net(NetText),
    ThreadsMax,
    NrOpen,
    EpollWatches,
    InotifyWatches,
    InotifyInstances,
    FileNr,
    VmStat,
    /// The files of that name of `/sys/fs/cgroup`.
    MemoryCurrent,
    MemoryMax,
    PidsCurrent,
    PidsMax,
    CgroupProcs,
    /// Always the same: a name that no other file has, and the content.
    Fixed(&'static str, &'static str),
}

impl Text {
    /// Whether a write has a meaning.
    pub(crate) fn is_writable(self) -> bool {
        matches!(self, Self::Comm | Self::OomScoreAdj)
    }
}

/// Inode numbers: the root, the process, entries by their place in the table, then descriptors.
const INO_ROOT: u64 = 1;
const INO_PROCESS: u64 = 2;
const INO_ENTRIES: u64 = 16;
const INO_FD: u64 = 1 << 32;
const INO_FDINFO: u64 = 2 << 32;

impl Node {
    pub(crate) fn is_dir(self) -> bool {
        matches!(self, Self::Dir(_))
    }

    pub(crate) fn is_link(self) -> bool {
        matches!(self, Self::Link(_))
    }

    fn d_type(self) -> u8 {
        match self {
            Self::Dir(_) => DT_DIR,
            Self::Text(_) => DT_REG,
            Self::Link(_) => DT_LNK,
        }
    }

    fn mode(self) -> u32 {
        let kind = match self {
            Self::Dir(_) => S_IFDIR,
            Self::Text(_) => S_IFREG,
            Self::Link(_) => S_IFLNK,
        };
        let permissions = match self {
            Self::Link(Link::Fd(_)) => 0o700,
            Self::Text(Text::FdInfo(_)) => 0o400,
            _ => ENTRIES.iter().find(|entry| entry.2 == self).map_or(0o555, |entry| entry.3),
        };
        kind | permissions
    }

    fn ino(self) -> u64 {
        match self {
            Self::Dir(Dir::Root) => INO_ROOT,
            Self::Dir(Dir::Process) => INO_PROCESS,
            Self::Link(Link::Fd(fd)) => INO_FD + u64::from(fd.unsigned_abs()),
            Self::Text(Text::FdInfo(fd)) => INO_FDINFO + u64::from(fd.unsigned_abs()),
            _ => ENTRIES.iter().position(|entry| entry.2 == self).map_or(0, |at| INO_ENTRIES + at as u64),
        }
    }
}

/// Above the inode numbers that a node has within its process: the number of the process.
const PID_SHIFT: u32 = 40;

/// What `/proc` shows of a process without asking the kernel for it.
#[derive(Clone, Default)]
pub(crate) struct Peer {
    /// Its tasks.
    pub(crate) tasks: Vec<u32>,
    /// Path and file of its program.
    pub(crate) exe: Option<(Vec<u8>, Arc<File>)>,
}

/// The processes of the run, as filesystem code sees them.
pub(crate) type Peers = Arc<Mutex<BTreeMap<u32, Peer>>>;

/// The process that an inode of `/proc` belongs to; 0 for those that belong to none.
pub(crate) fn pid_of(inode: &Inode) -> u32 {
    u32::try_from(inode.ino >> PID_SHIFT).unwrap_or(0)
}

/// The inode of a node. Nodes hold no state, so a new one each time does no harm.
pub(crate) fn inode(fs: &FsContext, node: Node, pid: u32) -> Arc<Inode> {
    if node == Node::Dir(Dir::Root) {
        return Arc::clone(&fs.proc_root);
    }
    let ino = node.ino() | u64::from(pid) << PID_SHIFT;
    let inode = Inode::numbered(&fs.proc_root.sb, ino, Kind::Proc(node), node.mode());
    if pid == fs.pid {
        let mut attr = inode.attr();
        (attr.uid, attr.gid) = fs.owner();
    }
    inode
}

/// The root of `/proc`.
pub(crate) fn root(sb: &Arc<super::inode::SuperBlock>) -> Arc<Inode> {
    let node = Node::Dir(Dir::Root);
    Inode::numbered(sb, node.ino(), Kind::Proc(node), node.mode())
}

fn number(name: &[u8]) -> Option<u32> {
    let text = std::str::from_utf8(name).ok()?;
    let canonical = text == "0" || !text.starts_with(['0', '+']);
    text.parse().ok().filter(|_| canonical)
}

fn open_fd(fds: Option<&FdTable>, name: &[u8]) -> Option<i32> {
    let fd = number(name).and_then(|fd| i32::try_from(fd).ok())?;
    fds?.get_ref(fd).ok().map(|_| fd)
}

/// The entry of a directory.
pub(crate) fn lookup(
    fs: &FsContext,
    fds: Option<&FdTable>,
    (dir, pid): (Dir, u32),
    name: &[u8],
) -> Result<Arc<Inode>, Errno> {
    // The descriptors of other processes are not shown.
    let fds = fds.filter(|_| pid == fs.pid);
    if let (Dir::Root | Dir::Tasks, Some(number)) = (dir, number(name)) {
        let peers = lock(&fs.peers);
        let found = match dir {
            Dir::Root => peers.contains_key(&number).then_some(number),
            _ => peers.get(&pid).filter(|peer| peer.tasks.contains(&number)).map(|_| pid),
        };
        return found.map(|pid| inode(fs, Node::Dir(Dir::Process), pid)).ok_or(Errno::ENOENT);
    }
    let dynamic = match dir {
        Dir::Fd => open_fd(fds, name).map(|fd| Node::Link(Link::Fd(fd))),
        Dir::FdInfo => open_fd(fds, name).map(|fd| Node::Text(Text::FdInfo(fd))),
        _ => None,
    };
    let fixed = || ENTRIES.iter().find(|entry| entry.0 == dir && entry.1.as_bytes() == name).map(|entry| entry.2);
    dynamic.or_else(fixed).map(|node| inode(fs, node, pid)).ok_or(Errno::ENOENT)
}

/// All entries of a directory.
pub(crate) fn entries(fs: &FsContext, fds: &FdTable, dir: Dir, pid: u32) -> Result<Vec<Listed>, Errno> {
    if matches!(dir, Dir::Fd | Dir::FdInfo) && pid != fs.pid {
        return Err(Errno::EACCES);
    }
    let of = |node: Node, pid: u32| node.ino() | u64::from(pid) << PID_SHIFT;
    let line = |node: Node, name: &[u8]| Listed { ino: of(node, pid), kind: node.d_type(), name: name.into() };
    let fixed = ENTRIES.iter().filter(|entry| entry.0 == dir);
    let mut list: Vec<Listed> = fixed.map(|entry| line(entry.2, entry.1.as_bytes())).collect();
    match dir {
        Dir::Root => {
            let node = Node::Dir(Dir::Process);
            list.extend(lock(&fs.peers).keys().map(|pid| Listed {
                ino: of(node, *pid),
                kind: node.d_type(),
                name: pid.to_string().into_bytes().into(),
            }));
        }
        Dir::Tasks => {
            let tasks = lock(&fs.peers).get(&pid).map(|peer| peer.tasks.clone()).unwrap_or_default();
            list.extend(tasks.iter().map(|tid| line(Node::Dir(Dir::Process), tid.to_string().as_bytes())));
        }
        Dir::Fd => list.extend(fds.open().map(|fd| line(Node::Link(Link::Fd(fd)), fd.to_string().as_bytes()))),
        Dir::FdInfo => list.extend(fds.open().map(|fd| line(Node::Text(Text::FdInfo(fd)), fd.to_string().as_bytes()))),
        _ => {}
    }
    Ok(list)
}

/// The directory above; `None` for the root of `/proc`.
pub(crate) fn parent(dir: Dir) -> Option<Dir> {
    match dir {
        Dir::Root => None,
        Dir::Process => Some(Dir::Root),
        _ => ENTRIES.iter().find(|entry| entry.2 == Node::Dir(dir)).map(|entry| entry.0),
    }
}

/// The name of a directory in the one above.
pub(crate) fn dir_name(dir: Dir, pid: u32) -> Vec<u8> {
    match dir {
        Dir::Root => b"proc".to_vec(),
        Dir::Process => pid.to_string().into_bytes(),
        _ => {
            let entry = ENTRIES.iter().find(|entry| entry.2 == Node::Dir(dir));
            entry.map_or_else(Vec::new, |entry| entry.1.as_bytes().to_vec())
        }
    }
}
