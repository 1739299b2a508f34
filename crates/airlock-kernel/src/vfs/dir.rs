//! Directories: looking up, listing and changing entries.
//!
//! A directory of the in-memory filesystems may have a lower, read-only host directory. Its entries are taken over
//! when they are looked up; `hidden` holds the names that the guest removed (the whiteouts of overlayfs).

use std::collections::btree_map::BTreeMap;
use std::collections::{BTreeSet, HashMap};
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex, Weak};

use airlock_abi::Errno;
use airlock_abi::dirent::type_of_mode;
use airlock_abi::fcntl::{RENAME_EXCHANGE, RENAME_NOREPLACE};
use airlock_abi::inotify::{IN_ATTRIB, IN_CREATE, IN_DELETE, IN_DELETE_SELF};
use airlock_abi::stat::{S_IFDIR, S_IFIFO, S_IFLNK, S_IFMT, S_IFREG, S_ISGID};
use airlock_platform::{HostFile, HostMeta, HostOpen};

use super::data::{FileData, Space};
use super::hostfs::{self, HostDirNode, errno};
use super::inode::{Inode, Kind, SuperBlock};
use super::lock;
use super::lower::{LowerDir, LowerFile};
use super::notify::notify_move;

/// Links to one inode, as on ext4.
const LINK_MAX: u32 = 65_000;

/// Entries of an in-memory directory.
pub(crate) struct DirData {
    entries: BTreeMap<Box<[u8]>, Entry>,
    lower: Option<LowerLayer>,
    parent: Weak<Inode>,
    name: Box<[u8]>,
    /// Removed, but still open or somebody's working directory.
    dead: bool,
}

struct Entry {
    inode: Arc<Inode>,
    /// Taken over from the lower directory under this name.
    from_lower: bool,
}

struct LowerLayer {
    dir: Arc<LowerDir>,
    hidden: BTreeSet<Box<[u8]>>,
    shared: Arc<LowerShared>,
}

/// What all directories of one lower tree share: the inodes that have several names.
#[derive(Default)]
pub(crate) struct LowerShared {
    linked: Mutex<HashMap<u64, Weak<Inode>>>,
}

/// One line of a listing.
pub(crate) struct Listed {
    pub(crate) ino: u64,
    pub(crate) kind: u8,
    pub(crate) name: Box<[u8]>,
}

/// A host file that was opened while its name was made.
pub(crate) type Opened = Option<Arc<dyn HostFile>>;

impl DirData {
    pub(crate) fn empty() -> Self {
        Self { entries: BTreeMap::new(), lower: None, parent: Weak::new(), name: Box::default(), dead: false }
    }

    pub(crate) fn over(dir: Arc<LowerDir>, shared: Arc<LowerShared>) -> Self {
        Self { lower: Some(LowerLayer { dir, hidden: BTreeSet::new(), shared }), ..Self::empty() }
    }

    pub(crate) fn is_merged(&self) -> bool {
        self.lower.is_some()
    }

    pub(crate) fn take_entries(&mut self) -> Vec<Arc<Inode>> {
        std::mem::take(&mut self.entries).into_values().map(|entry| entry.inode).collect()
    }
}

fn entry_cost(name: &[u8]) -> u64 {
    96 + name.len() as u64
}

fn release_entry(space: &Space, name: &[u8], entry: &Entry) {
    if !entry.from_lower {
        space.release(entry_cost(name));
    }
}

/// The inode of an entry. `name` is one component, neither `.` nor `..`.
pub(crate) fn lookup(dir: &Arc<Inode>, name: &[u8]) -> Result<Arc<Inode>, Errno> {
    match &dir.kind {
        Kind::Directory(data) => {
            let mut data = lock(data);
            if let Some(entry) = data.entries.get(name) {
                return Ok(Arc::clone(&entry.inode));
            }
            let inode = match &data.lower {
                Some(lower) if !lower.hidden.contains(name) => lower_inode(dir, lower, name)?,
                _ => return Err(Errno::ENOENT),
            };
            data.entries.insert(name.into(), Entry { inode: Arc::clone(&inode), from_lower: true });
            Ok(inode)
        }
        Kind::HostDir(node) => hostfs::lookup(dir, node, name),
        _ => Err(Errno::ENOTDIR),
    }
}

fn lower_inode(parent: &Arc<Inode>, lower: &LowerLayer, name: &[u8]) -> Result<Arc<Inode>, Errno> {
    let handle = lower.dir.get()?;
    let meta: HostMeta = handle.lookup(name).map_err(errno)?;
    let sb = &parent.sb;
    let linked = meta.nlink > 1 && meta.mode & S_IFMT != S_IFDIR;
    if linked && let Some(inode) = lock(&lower.shared.linked).get(&meta.ino).and_then(Weak::upgrade) {
        return Ok(inode);
    }
    let kind = match meta.mode & S_IFMT {
        S_IFREG => {
            let file = LowerFile::named(Arc::clone(&lower.dir), name);
            Kind::Regular(Mutex::new(FileData::over(Arc::clone(&sb.space), file, meta.size)))
        }
        S_IFDIR => {
            let mut data = DirData::over(lower.dir.child(name)?, Arc::clone(&lower.shared));
            data.parent = Arc::downgrade(parent);
            data.name = name.into();
            Kind::Directory(Mutex::new(data))
        }
        S_IFLNK => Kind::Symlink(handle.read_link(name).map_err(errno)?.into()),
        _ => Kind::Special,
    };
    let inode = Inode::from_host(sb, kind, &meta);
    if linked {
        lock(&lower.shared.linked).insert(meta.ino, Arc::downgrade(&inode));
    }
    Ok(inode)
}

/// The directory that holds `dir`; `None` for a root, or if it is gone.
pub(crate) fn parent_of(dir: &Arc<Inode>) -> Option<Arc<Inode>> {
    match &dir.kind {
        Kind::Directory(data) => lock(data).parent.upgrade(),
        Kind::HostDir(node) => {
            let parent = lock(&node.parent).clone();
            parent.or_else(|| lock(&node.mounted_in).upgrade())
        }
        _ => None,
    }
}

/// The name of a directory in its parent.
pub(crate) fn name_of(dir: &Arc<Inode>) -> Box<[u8]> {
    match &dir.kind {
        Kind::Directory(data) => lock(data).name.clone(),
        Kind::HostDir(node) => lock(&node.name).clone(),
        _ => Box::default(),
    }
}

/// Whether a directory was removed.
pub(crate) fn is_dead(dir: &Arc<Inode>) -> bool {
    if let Kind::Directory(data) = &dir.kind { lock(data).dead } else { false }
}

/// All entries but `.` and `..`.
pub(crate) fn entries(dir: &Arc<Inode>) -> Result<Vec<Listed>, Errno> {
    match &dir.kind {
        Kind::Directory(data) => {
            let data = lock(data);
            let mut list: Vec<Listed> = data
                .entries
                .iter()
                .map(|(name, entry)| Listed {
                    ino: entry.inode.ino,
                    kind: type_of_mode(entry.inode.file_type()),
                    name: name.clone(),
                })
                .collect();
            if let Some(lower) = &data.lower {
                for found in lower.dir.get()?.entries().map_err(errno)? {
                    if !lower.hidden.contains(&*found.name) && !data.entries.contains_key(&*found.name) {
                        list.push(Listed { ino: found.ino, kind: found.kind, name: found.name.into() });
                    }
                }
            }
            Ok(list)
        }
        Kind::HostDir(node) => {
            let found = node.handle()?.entries().map_err(errno)?;
            Ok(found.into_iter().map(|e| Listed { ino: e.ino, kind: e.kind, name: e.name.into() }).collect())
        }
        _ => Err(Errno::ENOTDIR),
    }
}

fn is_empty(dir: &Arc<Inode>) -> Result<bool, Errno> {
    if let Kind::Directory(data) = &dir.kind {
        let data = lock(data);
        if data.lower.is_none() || !data.entries.is_empty() {
            return Ok(data.entries.is_empty());
        }
    }
    Ok(entries(dir)?.is_empty())
}

/// Puts an inode under a name that is free.
pub(crate) fn insert(dir: &Arc<Inode>, name: &[u8], inode: &Arc<Inode>) -> Result<(), Errno> {
    let Kind::Directory(data) = &dir.kind else { return Err(Errno::EPERM) };
    let mut data = lock(data);
    if data.dead {
        return Err(Errno::ENOENT);
    }
    dir.sb.space.charge(entry_cost(name))?;
    data.entries.insert(name.into(), Entry { inode: Arc::clone(inode), from_lower: false });
    drop(data);
    adopt(dir, name, inode);
    Ok(())
}

/// Puts something that the kernel itself makes under a name, free of charge.
pub(super) fn place(dir: &Arc<Inode>, name: &[u8], inode: &Arc<Inode>) -> Result<(), Errno> {
    let Kind::Directory(data) = &dir.kind else { return Err(Errno::EPERM) };
    lock(data).entries.insert(name.into(), Entry { inode: Arc::clone(inode), from_lower: true });
    adopt(dir, name, inode);
    Ok(())
}

/// Lays a mount over a name; what was there is hidden.
pub(crate) fn mount(dir: &Arc<Inode>, name: &[u8], inode: &Arc<Inode>) -> Result<(), Errno> {
    inode.mountpoint.store(true, Ordering::Relaxed);
    place(dir, name, inode)
}

/// Tells a directory where it lies now.
fn adopt(dir: &Arc<Inode>, name: &[u8], inode: &Arc<Inode>) {
    match &inode.kind {
        Kind::Directory(data) => {
            let mut data = lock(data);
            data.parent = Arc::downgrade(dir);
            data.name = name.into();
        }
        Kind::HostDir(node) => {
            if inode.mountpoint.load(Ordering::Relaxed) {
                *lock(&node.mounted_in) = Arc::downgrade(dir);
            } else {
                *lock(&node.parent) = Some(Arc::clone(dir));
            }
            *lock(&node.name) = name.into();
        }
        _ => {}
    }
}

/// Owner and group of something new in `dir`, and its mode, with the set-group-id rule applied.
fn inherit(dir: &Inode, owner: (u32, u32), mode: u32) -> ((u32, u32), u32) {
    let attr = dir.attr();
    if attr.mode & S_ISGID == 0 {
        return (owner, mode);
    }
    let mode = if mode & S_IFMT == S_IFDIR { mode | S_ISGID } else { mode };
    ((owner.0, attr.gid), mode)
}

fn host(dir: &Inode) -> Option<&HostDirNode> {
    if let Kind::HostDir(node) = &dir.kind { Some(node) } else { None }
}

fn changeable(dir: &Inode) -> Result<(), Errno> {
    dir.sb.writable()?;
    match &dir.kind {
        Kind::Directory(_) | Kind::HostDir(_) => Ok(()),
        Kind::Proc(_) => Err(Errno::EPERM),
        _ => Err(Errno::ENOTDIR),
    }
}

/// Makes a regular file under a free name. On a host directory it comes back open, as `how` says.
pub(crate) fn create_regular(
    dir: &Arc<Inode>,
    name: &[u8],
    mode: u32,
    owner: (u32, u32),
    how: HostOpen,
) -> Result<(Arc<Inode>, Opened), Errno> {
    changeable(dir)?;
    if let Some(node) = host(dir) {
        let (inode, file) = hostfs::create(dir, node, name, mode, how)?;
        dir.notify_entry(IN_CREATE, name, false);
        return Ok((inode, Some(file)));
    }
    let data = FileData::new(Arc::clone(&dir.sb.space), airlock_abi::fcntl::F_SEAL_SEAL);
    let (owner, mode) = inherit(dir, owner, S_IFREG | (mode & 0o7777));
    let inode = Inode::create(&dir.sb, Kind::Regular(Mutex::new(data)), mode, owner)?;
    insert(dir, name, &inode)?;
    touch_at(dir, inode.attr().ctime_ns);
    dir.notify_entry(IN_CREATE, name, false);
    Ok((inode, None))
}

fn touch_at(dir: &Inode, now: i64) {
    let mut attr = dir.attr();
    attr.mtime_ns = now;
    attr.ctime_ns = now;
}

/// Makes a directory under a free name.
pub(crate) fn mkdir(dir: &Arc<Inode>, name: &[u8], mode: u32, owner: (u32, u32)) -> Result<(), Errno> {
    changeable(dir)?;
    if let Some(node) = host(dir) {
        node.handle()?.create_dir(name, mode & 0o7777).map_err(errno)?;
        dir.notify_entry(IN_CREATE, name, true);
        return Ok(());
    }
    if dir.attr().nlink >= LINK_MAX {
        return Err(Errno::EMLINK);
    }
    let (owner, mode) = inherit(dir, owner, S_IFDIR | (mode & 0o7777));
    let inode = Inode::create(&dir.sb, Kind::Directory(Mutex::new(DirData::empty())), mode, owner)?;
    insert(dir, name, &inode)?;
    dir.attr().nlink += 1;
    dir.touch();
    dir.notify_entry(IN_CREATE, name, true);
    Ok(())
}

/// Makes a symbolic link under a free name.
pub(crate) fn symlink(dir: &Arc<Inode>, name: &[u8], target: &[u8], owner: (u32, u32)) -> Result<(), Errno> {
    changeable(dir)?;
    if let Some(node) = host(dir) {
        node.handle()?.symlink(name, target).map_err(errno)?;
        dir.notify_entry(IN_CREATE, name, false);
        return Ok(());
    }
    let inode = Inode::create(&dir.sb, Kind::Symlink(target.into()), S_IFLNK | 0o777, owner)?;
    insert(dir, name, &inode)?;
    dir.touch();
    dir.notify_entry(IN_CREATE, name, false);
    Ok(())
}

/// Makes a FIFO, or a name for a socket, under a free name.
pub(crate) fn mknod(dir: &Arc<Inode>, name: &[u8], mode: u32, owner: (u32, u32)) -> Result<(), Errno> {
    changeable(dir)?;
    if host(dir).is_some() {
        return Err(Errno::EPERM);
    }
    let kind = match mode & S_IFMT {
        S_IFIFO => Kind::Fifo(super::pipe::Pipe::new(&dir.sb.space, &dir.sb.events)),
        _ => Kind::Special,
    };
    let (owner, mode) = inherit(dir, owner, mode);
    let inode = Inode::create(&dir.sb, kind, mode, owner)?;
    insert(dir, name, &inode)?;
    dir.touch();
    dir.notify_entry(IN_CREATE, name, false);
    Ok(())
}

/// Makes a hard link under a free name. `from` is where `inode` was found, which host directories need.
pub(crate) fn link(
    dir: &Arc<Inode>,
    name: &[u8],
    inode: &Arc<Inode>,
    from: Option<(&Arc<Inode>, &[u8])>,
) -> Result<(), Errno> {
    changeable(dir)?;
    if !Arc::ptr_eq(&dir.sb, &inode.sb) {
        return Err(Errno::EXDEV);
    }
    if inode.is_dir() {
        return Err(Errno::EPERM);
    }
    if let Some(node) = host(dir) {
        let (from, old) = from.ok_or(Errno::EXDEV)?;
        let source = host(from).ok_or(Errno::EXDEV)?;
        source.handle()?.link(old, &*node.handle()?, name).map_err(errno)?;
        inode.notify(IN_ATTRIB);
        dir.notify_entry(IN_CREATE, name, false);
        return Ok(());
    }
    {
        let mut attr = inode.attr();
        if attr.nlink >= LINK_MAX {
            return Err(Errno::EMLINK);
        }
        // What has lost its last name does not get one again.
        if attr.nlink == 0 && !inode.linkable.load(Ordering::Relaxed) {
            return Err(Errno::ENOENT);
        }
        attr.nlink += 1;
    }
    if let Err(error) = insert(dir, name, inode) {
        inode.attr().nlink -= 1;
        return Err(error);
    }
    inode.touch_ctime();
    dir.touch();
    inode.notify(IN_ATTRIB);
    dir.notify_entry(IN_CREATE, name, false);
    Ok(())
}

/// Takes an entry out of an in-memory directory.
fn take_entry(dir: &Arc<Inode>, data: &Mutex<DirData>, name: &[u8]) -> Result<Arc<Inode>, Errno> {
    let mut data = lock(data);
    let entry = data.entries.remove(name).ok_or(Errno::ENOENT)?;
    release_entry(&dir.sb.space, name, &entry);
    if entry.from_lower
        && let Some(lower) = &mut data.lower
    {
        lower.hidden.insert(name.into());
    }
    Ok(entry.inode)
}

/// Removes a name that is not a directory.
pub(crate) fn unlink(dir: &Arc<Inode>, name: &[u8], inode: &Arc<Inode>) -> Result<(), Errno> {
    if inode.is_dir() {
        return Err(Errno::EISDIR);
    }
    removable(dir, inode)?;
    match &dir.kind {
        Kind::Directory(data) => {
            take_entry(dir, data, name)?;
            let now = dir.sb.now();
            {
                let mut attr = inode.attr();
                attr.nlink = attr.nlink.saturating_sub(1);
                attr.ctime_ns = now;
            }
            touch_at(dir, now);
        }
        Kind::HostDir(node) => node.handle()?.remove(name, false).map_err(errno)?,
        _ => return Err(Errno::EPERM),
    }
    inode.notify_unlinked(dir);
    dir.notify_entry(IN_DELETE, name, false);
    Ok(())
}

fn removable(dir: &Inode, inode: &Inode) -> Result<(), Errno> {
    changeable(dir)?;
    if inode.mountpoint.load(Ordering::Relaxed) { Err(Errno::EBUSY) } else { Ok(()) }
}

/// Removes an empty directory.
pub(crate) fn rmdir(dir: &Arc<Inode>, name: &[u8], inode: &Arc<Inode>) -> Result<(), Errno> {
    if !inode.is_dir() {
        return Err(Errno::ENOTDIR);
    }
    removable(dir, inode)?;
    if let Kind::HostDir(node) = &dir.kind {
        node.handle()?.remove(name, true).map_err(errno)?;
        inode.notify(IN_DELETE_SELF);
        dir.notify_entry(IN_DELETE, name, true);
        return Ok(());
    }
    if !is_empty(inode)? {
        return Err(Errno::ENOTEMPTY);
    }
    let Kind::Directory(data) = &dir.kind else { return Err(Errno::EPERM) };
    take_entry(dir, data, name)?;
    bury(inode);
    drop_subdir(dir);
    dir.touch();
    inode.notify(IN_DELETE_SELF);
    dir.notify_entry(IN_DELETE, name, true);
    Ok(())
}

fn bury(inode: &Arc<Inode>) {
    if let Kind::Directory(data) = &inode.kind {
        lock(data).dead = true;
        inode.attr().nlink = 0;
    }
}

fn drop_subdir(dir: &Inode) {
    let mut attr = dir.attr();
    attr.nlink = attr.nlink.saturating_sub(1).max(2);
}

/// Whether `inode` is `dir` or lies above it.
fn is_ancestor(inode: &Arc<Inode>, dir: &Arc<Inode>) -> bool {
    let mut at = Some(Arc::clone(dir));
    while let Some(here) = at {
        if here.key() == inode.key() {
            return true;
        }
        at = parent_of(&here);
    }
    false
}

/// Renames `(from, old)` to `(to, new)`.
pub(crate) fn rename(from: &Arc<Inode>, old: &[u8], to: &Arc<Inode>, new: &[u8], flags: u32) -> Result<(), Errno> {
    if !Arc::ptr_eq(&from.sb, &to.sb) {
        return Err(Errno::EXDEV);
    }
    let source = lookup(from, old)?;
    let target = match lookup(to, new) {
        Ok(inode) => Some(inode),
        Err(Errno::ENOENT) => None,
        Err(error) => return Err(error),
    };
    removable(from, &source)?;
    changeable(to)?;
    let exchange = flags & RENAME_EXCHANGE != 0;
    match &target {
        None if exchange => return Err(Errno::ENOENT),
        Some(_) if flags & RENAME_NOREPLACE != 0 => return Err(Errno::EEXIST),
        _ => {}
    }
    if source.is_dir() && is_ancestor(&source, to) {
        return Err(Errno::EINVAL);
    }
    if let Some(target) = &target {
        removable(to, target)?;
        if exchange {
            if target.is_dir() && is_ancestor(target, from) {
                return Err(Errno::EINVAL);
            }
        } else {
            if source.key() == target.key() {
                // Two names of one file: nothing happens, says POSIX.
                return Ok(());
            }
            match (source.is_dir(), target.is_dir()) {
                (true, false) => return Err(Errno::ENOTDIR),
                (false, true) => return Err(Errno::EISDIR),
                (true, true) if !is_empty(target)? => return Err(Errno::ENOTEMPTY),
                _ => {}
            }
        }
    }
    match (&from.kind, &to.kind) {
        (Kind::HostDir(from), Kind::HostDir(to)) => {
            if exchange {
                return Err(Errno::EINVAL);
            }
            let replace = flags & RENAME_NOREPLACE == 0;
            from.handle()?.rename(old, &*to.handle()?, new, replace).map_err(errno)?;
        }
        (Kind::Directory(from_data), Kind::Directory(to_data)) => {
            if lock(to_data).dead {
                return Err(Errno::ENOENT);
            }
            rename_in_memory((from, from_data, old), (to, to_data, new), &source, target.as_ref(), exchange)?;
        }
        _ => return Err(Errno::EXDEV),
    }
    notify_move((from, old), (to, new), &source);
    match target {
        Some(target) if exchange => notify_move((to, new), (from, old), &target),
        Some(target) if target.is_dir() => target.notify(IN_DELETE_SELF),
        Some(target) => target.notify_unlinked(to),
        None => {}
    }
    Ok(())
}

type Side<'a> = (&'a Arc<Inode>, &'a Mutex<DirData>, &'a [u8]);

fn rename_in_memory(
    from: Side<'_>,
    to: Side<'_>,
    source: &Arc<Inode>,
    target: Option<&Arc<Inode>>,
    exchange: bool,
) -> Result<(), Errno> {
    let space = &from.0.sb.space;
    // Charged first, so that nothing fails half-way; taking the entries out releases what they had cost.
    let grows = entry_cost(to.2) + if exchange { entry_cost(from.2) } else { 0 };
    space.charge(grows)?;
    take_entry(from.0, from.1, from.2)?;
    if let Some(target) = target {
        take_entry(to.0, to.1, to.2)?;
        if !exchange {
            if target.is_dir() {
                bury(target);
                drop_subdir(to.0);
            } else {
                let mut attr = target.attr();
                attr.nlink = attr.nlink.saturating_sub(1);
            }
            target.touch_ctime();
        }
    }
    let put = |side: Side<'_>, inode: &Arc<Inode>| {
        lock(side.1).entries.insert(side.2.into(), Entry { inode: Arc::clone(inode), from_lower: false });
        adopt(side.0, side.2, inode);
    };
    put(to, source);
    if source.is_dir() && !Arc::ptr_eq(from.0, to.0) {
        drop_subdir(from.0);
        to.0.attr().nlink += 1;
    }
    if exchange && let Some(target) = target {
        put(from, target);
        if target.is_dir() && !Arc::ptr_eq(from.0, to.0) {
            drop_subdir(to.0);
            from.0.attr().nlink += 1;
        }
    }
    source.touch_ctime();
    from.0.touch();
    to.0.touch();
    Ok(())
}

/// An empty in-memory directory that nothing refers to yet.
pub(crate) fn new_dir(sb: &Arc<SuperBlock>, mode: u32) -> Arc<Inode> {
    Inode::internal(sb, Kind::Directory(Mutex::new(DirData::empty())), S_IFDIR | mode)
}
