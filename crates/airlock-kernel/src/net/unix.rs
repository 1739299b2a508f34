//! Names of `unix(7)` sockets.

use std::sync::Arc;

use airlock_abi::Errno;
use airlock_abi::fcntl::W_OK;
use airlock_abi::net::SockAddr;
use airlock_abi::stat::S_IFSOCK;

use super::{Net, Socket};
use crate::Kernel;
use crate::vfs::{How, dir, lock};

/// The path in a `sun_path`: up to the first zero byte.
fn path_of(name: &[u8]) -> &[u8] {
    name.split(|byte| *byte == 0).next().unwrap_or_default()
}

impl Kernel {
    /// The socket with this name. `ECONNREFUSED` if it is gone, or was never one.
    pub(crate) fn unix_socket(&self, net: &Net, name: &[u8]) -> Result<Arc<Socket>, Errno> {
        let found = match name.first() {
            None => return Err(Errno::EINVAL),
            Some(0) => lock(&net.names).hidden.get(name).cloned(),
            Some(_) => {
                let place = self.fs.walk(Some(&self.fds), &self.fs.cwd, path_of(name), How::FOLLOW)?;
                let inode = place.found()?;
                self.fs.permit(inode, W_OK)?;
                if inode.file_type() != S_IFSOCK {
                    return Err(Errno::ECONNREFUSED);
                }
                lock(&net.names).paths.get(&inode.key()).cloned()
            }
        };
        found.and_then(|socket| socket.upgrade()).ok_or(Errno::ECONNREFUSED)
    }

    /// `bind(2)` of a `unix(7)` socket. A name without bytes stands for any abstract one.
    pub(crate) fn bind_unix(&self, socket: &Arc<Socket>, name: &[u8]) -> Result<(), Errno> {
        if socket.state().local.is_some() {
            return if name.is_empty() { Ok(()) } else { Err(Errno::EINVAL) };
        }
        if let Some(0) | None = name.first() {
            let mut names = lock(&socket.net.names);
            let name: Box<[u8]> = if name.is_empty() { names.free_hidden()? } else { name.into() };
            if names.hidden.get(&name).is_some_and(|other| other.strong_count() > 0) {
                return Err(Errno::EADDRINUSE);
            }
            names.hidden.insert(name.clone(), Arc::downgrade(socket));
            socket.state().local = Some(SockAddr::Unix(name));
            return Ok(());
        }
        let path = path_of(name);
        let place = self.fs.walk(Some(&self.fds), &self.fs.cwd, path, How::NOFOLLOW)?;
        let (parent, entry) =
            place.free(false).map_err(|errno| if errno == Errno::EEXIST { Errno::EADDRINUSE } else { errno })?;
        self.fs.permit_change(parent)?;
        dir::mknod(parent, entry, S_IFSOCK | 0o777 & !self.fs.umask, self.fs.owner())?;
        let inode = self.fs.lookup(None, parent, entry)?;
        lock(&socket.net.names).paths.insert(inode.key(), Arc::downgrade(socket));
        let mut state = socket.state();
        state.inode = Some(inode);
        // The zero byte behind a path belongs to the name.
        state.local = Some(SockAddr::Unix([path, b"\0"].concat().into()));
        Ok(())
    }
}
