//! From a path to an inode.

use std::collections::VecDeque;
use std::sync::Arc;

use airlock_abi::Errno;
use airlock_abi::fcntl::{
    NAME_MAX, RESOLVE_BENEATH, RESOLVE_IN_ROOT, RESOLVE_NO_MAGICLINKS, RESOLVE_NO_SYMLINKS, RESOLVE_NO_XDEV, X_OK,
};

use super::file::File;
use super::inode::{Inode, Kind};
use super::proc::{Link, Node};
use super::{FsContext, dir, lock, proc};
use crate::fd::FdTable;

/// Symbolic links that one walk follows.
const LINKS_MAX: u32 = 40;

/// Where a walk ended.
pub(crate) struct Place {
    /// The directory and the name in it; `None` if the path ended in `/`, `.`, `..` or a magic link.
    pub(crate) entry: Option<(Arc<Inode>, Box<[u8]>)>,
    /// What is there, if something is.
    pub(crate) inode: Option<Arc<Inode>>,
    /// The open file, if the walk ended at a link of `/proc/self/fd`.
    pub(crate) file: Option<Arc<File>>,
    /// The path ended in a slash: it must be a directory.
    pub(crate) slash: bool,
    /// The path ended in `.` (or `..`): some calls refuse that.
    pub(crate) dots: bool,
}

impl Place {
    /// What is there, or `ENOENT`.
    pub(crate) fn found(&self) -> Result<&Arc<Inode>, Errno> {
        let inode = self.inode.as_ref().ok_or(Errno::ENOENT)?;
        if self.slash && !inode.is_dir() { Err(Errno::ENOTDIR) } else { Ok(inode) }
    }

    /// The directory and name at which something new can be made; `EEXIST` if there is something already.
    pub(crate) fn free(&self, directory: bool) -> Result<(&Arc<Inode>, &[u8]), Errno> {
        if self.inode.is_some() {
            return Err(Errno::EEXIST);
        }
        match &self.entry {
            Some(_) if self.slash && !directory => Err(Errno::ENOENT),
            Some((parent, name)) => Ok((parent, name)),
            None => Err(Errno::EEXIST),
        }
    }
}

/// How to walk.
#[derive(Clone, Copy, Default)]
pub(crate) struct How {
    /// Follow a symbolic link at the end.
    pub(crate) follow: bool,
    /// `RESOLVE_*` of `openat2`.
    pub(crate) resolve: u64,
}

impl How {
    pub(crate) const FOLLOW: Self = Self { follow: true, resolve: 0 };
    pub(crate) const NOFOLLOW: Self = Self { follow: false, resolve: 0 };
}

enum Step {
    Into(Arc<Inode>),
    Follow(Box<[u8]>),
    Jump(Arc<Inode>, Option<Arc<File>>),
}

impl FsContext {
    /// Walks `path` from `start` (from the root if it is absolute).
    pub(crate) fn walk(
        &self,
        fds: Option<&FdTable>,
        start: &Arc<Inode>,
        path: &[u8],
        how: How,
    ) -> Result<Place, Errno> {
        if path.is_empty() {
            return Err(Errno::ENOENT);
        }
        let top = if how.resolve & RESOLVE_IN_ROOT != 0 { start } else { &self.root };
        let absolute = path.first() == Some(&b'/');
        if absolute && how.resolve & RESOLVE_BENEATH != 0 {
            return Err(Errno::EXDEV);
        }
        let mut at = Arc::clone(if absolute { top } else { start });
        let mut links = 0;
        // What is still to be walked; only link targets need a buffer of their own.
        let mut rest: std::borrow::Cow<'_, [u8]> = path.into();
        let mut from = 0;
        loop {
            let Some((name, next)) = component(&rest, from) else {
                return Ok(Place { entry: None, inode: Some(at), file: None, slash: true, dots: false });
            };
            let tail = rest.get(next..).unwrap_or_default();
            let last = tail.iter().all(|b| *b == b'/');
            let slash = last && !tail.is_empty();
            if !at.is_dir() {
                return Err(Errno::ENOTDIR);
            }
            self.permit(&at, X_OK)?;
            if name == b"." || name == b".." {
                if name == b".." {
                    at = self.up(&at, start, top, how)?;
                }
                if last {
                    return Ok(Place { entry: None, inode: Some(at), file: None, slash: true, dots: true });
                }
                from = next;
                continue;
            }
            if name.len() > NAME_MAX {
                return Err(Errno::ENAMETOOLONG);
            }
            let child = match self.lookup(fds, &at, name) {
                Ok(child) => child,
                Err(Errno::ENOENT) if last => {
                    let entry = Some((at, name.into()));
                    return Ok(Place { entry, inode: None, file: None, slash, dots: false });
                }
                Err(errno) => return Err(errno),
            };
            if how.resolve & RESOLVE_NO_XDEV != 0 && !Arc::ptr_eq(&child.sb, &at.sb) {
                return Err(Errno::EXDEV);
            }
            if child.is_symlink() && (!last || how.follow || slash) {
                links += 1;
                if links > LINKS_MAX || how.resolve & RESOLVE_NO_SYMLINKS != 0 {
                    return Err(Errno::ELOOP);
                }
                match self.step(fds, child, how)? {
                    Step::Into(inode) => at = inode,
                    Step::Jump(inode, file) => {
                        if last {
                            return Ok(Place { entry: None, inode: Some(inode), file, slash, dots: false });
                        }
                        at = inode;
                    }
                    Step::Follow(target) => {
                        if target.first() == Some(&b'/') {
                            if how.resolve & RESOLVE_BENEATH != 0 {
                                return Err(Errno::EXDEV);
                            }
                            at = Arc::clone(top);
                        }
                        let mut path = target.into_vec();
                        path.extend_from_slice(tail);
                        rest = path.into();
                        from = 0;
                        continue;
                    }
                }
                from = next;
                continue;
            }
            if last {
                let entry = Some((at, name.into()));
                return Ok(Place { entry, inode: Some(child), file: None, slash, dots: false });
            }
            at = child;
            from = next;
        }
    }

    fn up(&self, at: &Arc<Inode>, start: &Arc<Inode>, top: &Arc<Inode>, how: How) -> Result<Arc<Inode>, Errno> {
        if how.resolve & RESOLVE_BENEATH != 0 && at.key() == start.key() {
            return Err(Errno::EXDEV);
        }
        if at.key() == top.key() || at.key() == self.root.key() {
            return Ok(Arc::clone(at));
        }
        let parent = self.parent(at).ok_or(Errno::ENOENT)?;
        if how.resolve & RESOLVE_NO_XDEV != 0 && !Arc::ptr_eq(&parent.sb, &at.sb) {
            return Err(Errno::EXDEV);
        }
        Ok(parent)
    }

    /// The entry of a directory of any kind.
    pub(crate) fn lookup(&self, fds: Option<&FdTable>, at: &Arc<Inode>, name: &[u8]) -> Result<Arc<Inode>, Errno> {
        match &at.kind {
            Kind::Proc(Node::Dir(dir)) => proc::lookup(self, fds, (*dir, proc::pid_of(at)), name),
            _ => dir::lookup(at, name),
        }
    }

    /// Where a symbolic link leads.
    fn step(&self, fds: Option<&FdTable>, link: Arc<Inode>, how: How) -> Result<Step, Errno> {
        let Kind::Proc(Node::Link(kind)) = &link.kind else {
            let target = link.symlink_target().ok_or(Errno::EINVAL)?;
            return if target.is_empty() { Err(Errno::ENOENT) } else { Ok(Step::Follow(target.into())) };
        };
        match kind {
            Link::Self_ | Link::ThreadSelf => {
                return Ok(Step::Into(proc::inode(self, Node::Dir(proc::Dir::Process), self.pid)));
            }
            Link::Mounts | Link::Net => {
                return Ok(Step::Follow(self.proc_link_text(fds, *kind, proc::pid_of(&link))?.into()));
            }
            // Nothing can be done with a namespace but to compare its name.
            Link::Namespace(..) => return Err(Errno::EACCES),
            Link::Exe | Link::Cwd | Link::Root | Link::Fd(_) => {}
        }
        if how.resolve & (RESOLVE_NO_MAGICLINKS | RESOLVE_BENEATH | RESOLVE_IN_ROOT) != 0 {
            let beneath = how.resolve & RESOLVE_NO_MAGICLINKS == 0;
            return Err(if beneath { Errno::EXDEV } else { Errno::ELOOP });
        }
        Ok(match kind {
            Link::Exe => {
                let (_, file) = self.exe_of(proc::pid_of(&link)).ok_or(Errno::ENOENT)?;
                Step::Jump(Arc::clone(&file.inode), Some(file))
            }
            // Where another process is, only that knows.
            Link::Cwd if proc::pid_of(&link) != self.pid => return Err(Errno::EACCES),
            Link::Cwd => Step::Jump(Arc::clone(&self.cwd), None),
            Link::Fd(fd) => {
                let file = fds.ok_or(Errno::ENOENT)?.get(*fd).map_err(|_| Errno::ENOENT)?;
                Step::Jump(Arc::clone(&file.inode), Some(file))
            }
            _ => Step::Jump(Arc::clone(&self.root), None),
        })
    }

    /// Path and file of the program of a process.
    fn exe_of(&self, pid: u32) -> Option<(Vec<u8>, Arc<File>)> {
        lock(&self.peers).get(&pid)?.exe.clone()
    }

    /// What `readlink` says of a link of `/proc`, in the directory of this process.
    pub(crate) fn proc_link_text(&self, fds: Option<&FdTable>, link: Link, pid: u32) -> Result<Vec<u8>, Errno> {
        Ok(match link {
            Link::Self_ => self.pid.to_string().into_bytes(),
            Link::ThreadSelf => format!("{0}/task/{0}", self.pid).into_bytes(),
            Link::Mounts => b"self/mounts".to_vec(),
            Link::Net => b"self/net".to_vec(),
            Link::Exe => self.exe_of(pid).map(|(path, _)| path).ok_or(Errno::ENOENT)?,
            Link::Cwd if pid != self.pid => return Err(Errno::EACCES),
            Link::Cwd => self.path_of(&self.cwd)?,
            Link::Root => b"/".to_vec(),
            Link::Namespace(kind, number) => format!("{kind}:[{number}]").into_bytes(),
            Link::Fd(fd) => self.file_path(&*fds.ok_or(Errno::ENOENT)?.get(fd)?),
        })
    }

    /// The directory above; `None` for the root, or if it is gone.
    pub(crate) fn parent(&self, at: &Arc<Inode>) -> Option<Arc<Inode>> {
        match &at.kind {
            Kind::Proc(Node::Dir(node)) => match proc::parent(*node) {
                Some(parent) => {
                    let pid = if parent == proc::Dir::Root { 0 } else { proc::pid_of(at) };
                    Some(proc::inode(self, Node::Dir(parent), pid))
                }
                None => Some(Arc::clone(&self.root)),
            },
            _ => dir::parent_of(at),
        }
    }

    /// The absolute path of a directory.
    pub(crate) fn path_of(&self, at: &Arc<Inode>) -> Result<Vec<u8>, Errno> {
        let mut names: VecDeque<Box<[u8]>> = VecDeque::new();
        let mut len = 0;
        let mut at = Arc::clone(at);
        while at.key() != self.root.key() {
            if dir::is_dead(&at) {
                return Err(Errno::ENOENT);
            }
            let name = match &at.kind {
                Kind::Proc(Node::Dir(node)) => proc::dir_name(*node, proc::pid_of(&at)).into(),
                _ => dir::name_of(&at),
            };
            len += name.len() + 1;
            if len >= airlock_abi::fcntl::PATH_MAX {
                return Err(Errno::ENAMETOOLONG);
            }
            names.push_front(name);
            at = self.parent(&at).ok_or(Errno::ENOENT)?;
        }
        let mut path = Vec::with_capacity(len + 1);
        for name in &names {
            path.push(b'/');
            path.extend_from_slice(name);
        }
        if path.is_empty() {
            path.push(b'/');
        }
        Ok(path)
    }
}

/// The next component at or after `from`, and the index behind it.
fn component(path: &[u8], from: usize) -> Option<(&[u8], usize)> {
    let rest = path.get(from..)?;
    let start = from + rest.iter().position(|b| *b != b'/')?;
    let name = path.get(start..)?;
    let len = name.iter().position(|b| *b == b'/').unwrap_or(name.len());
    Some((name.get(..len)?, start + len))
}
