//! What descriptors refer to that is neither a file nor a pipe.

use std::any::Any;

use std::sync::Arc;

use airlock_abi::Errno;

use crate::Kernel;
use crate::task::Sources;

use super::{File, Inode, Io, Kind};

/// A socket, a counter, a terminal: something that is read, written and waited for, and has no positions.
///
/// A method that cannot go on fails with `EAGAIN`. Whether the call then waits is up to the descriptor's
/// `O_NONBLOCK`, and what it waits for is what [`Object::sources`] says. Calls that want one kind of object find it through `Any`.
pub(crate) trait Object: Any + Send + Sync {
    /// Reads; 0 is the end.
    fn read(&self, k: &mut Kernel, buf: &mut [u8]) -> Result<usize, Errno>;
    /// What a read that does not wait gets when `read` would rather wait for more.
    fn read_part(&self, _: &mut Kernel, _: &mut [u8]) -> Result<usize, Errno> {
        Err(Errno::EAGAIN)
    }
    /// Writes, as much as there is room for.
    fn write(&self, k: &mut Kernel, bytes: &[u8]) -> Result<usize, Errno>;
    /// What is so of it now: bits of `poll(2)`.
    fn ready(&self, k: &Kernel) -> u16;
    /// What has to happen for `ready` to become another. The keys, and whether there is a stream, stay the same: epoll sets
    /// ask for them once. A key that an object shares with what it depends on fires for both.
    fn sources(&self, k: &Kernel, sources: &mut Sources);
    /// What a call on it that cannot go on waits for beside that.
    fn call_sources(&self, _: &Kernel, _: &mut Sources) {}
    /// Whether `ready` can change without a key that fires in a call: its time comes ([`Events::set_timer`]).
    ///
    /// [`Events::set_timer`]: crate::task::Events::set_timer
    fn is_timed(&self) -> bool {
        false
    }
    /// How many bytes can be read, for `FIONREAD`; `None` if that request means nothing to it.
    fn bytes(&self) -> Option<u64> {
        None
    }
    /// What `/proc/self/fdinfo/N` says beside position and flags.
    fn details(&self, _: &Kernel) -> String {
        String::new()
    }
    /// Where `/proc/self/fd/N` leads to, as in `socket:[7]`.
    fn label(&self, ino: u64) -> String;
    /// Type and permission bits of its inode. Most have no type.
    fn mode(&self) -> u32 {
        0o600
    }
    /// How long a read or write of it waits at most, in nanoseconds.
    fn timeout_ns(&self, _write: bool) -> Option<u64> {
        None
    }
    /// A descriptor refers to it: called once for each open file description.
    fn opened(&self) {}
    /// An open file description of it is gone.
    fn closed(&self) {}
    /// Whether a write that has moved a part waits for room for the rest, as on a pipe.
    fn is_stream(&self) -> bool {
        false
    }
}

impl Kernel {
    /// Makes an open file description of an object, and a descriptor. `flags` are as for `open(2)`.
    pub(crate) fn add_object(&mut self, object: Arc<dyn Object>, flags: u32, cloexec: bool) -> Result<u64, Errno> {
        self.fds.room()?;
        let inode = Inode::create(&self.fs.anonymous, Kind::Special, object.mode(), self.fs.owner())?;
        let fd = self.fds.add(File::new(inode, Io::Object(object), flags, None), cloexec)?;
        Ok(u64::from(fd.unsigned_abs()))
    }
}
