//! `pidfd_open(2)` and relatives: descriptors that stand for processes.

use std::any::Any;
use std::sync::{Arc, Weak};

use airlock_abi::Errno;
use airlock_abi::fcntl::{O_NONBLOCK, O_RDWR};
use airlock_abi::poll::{POLLHUP, POLLIN, POLLRDNORM};
use airlock_abi::signal::{self as abi, SigInfo};
use airlock_platform::Memory;

use crate::Kernel;
use crate::process::check_signal;
use crate::syscalls::{Answer, Args, flags32, int, only};
use crate::task::{Key, Sources, State};
use crate::user;
use crate::vfs::{File, Io, Object};

struct PidFd {
    pid: u32,
    /// Gone with the process: its number may belong to another one then.
    identity: Weak<()>,
}

impl PidFd {
    /// The state of the process, unless it has been waited for.
    fn state(&self, k: &Kernel) -> Option<State> {
        let node = k.tasks.processes.get(&self.pid)?;
        std::ptr::eq(Arc::as_ptr(&node.identity), self.identity.as_ptr()).then_some(node.state)
    }
}

impl Object for PidFd {
    fn read(&self, _: &mut Kernel, _: &mut [u8]) -> Result<usize, Errno> {
        Err(Errno::EINVAL)
    }

    fn write(&self, _: &mut Kernel, _: &[u8]) -> Result<usize, Errno> {
        Err(Errno::EINVAL)
    }

    fn ready(&self, k: &Kernel) -> u16 {
        match self.state(k) {
            Some(State::Alive) => 0,
            Some(State::Zombie(_)) => POLLIN | POLLRDNORM,
            None => POLLIN | POLLRDNORM | POLLHUP,
        }
    }

    fn sources(&self, _: &Kernel, sources: &mut Sources) {
        sources.keys.push(Key::Exit(self.pid));
    }

    fn details(&self, k: &Kernel) -> String {
        let pid = self.state(k).map_or(-1, |_| i64::from(self.pid));
        format!("Pid:\t{pid}\nNSpid:\t{pid}\n")
    }

    fn label(&self, _: u64) -> String {
        "anon_inode:[pidfd]".to_owned()
    }
}

/// The process that an open file stands for; `ESRCH` if it has been waited for, `None` if the file is no pidfd.
pub(crate) fn pid_of(k: &Kernel, file: &File) -> Option<Result<u32, Errno>> {
    let Io::Object(object) = &file.io else { return None };
    let object: &dyn Any = object.as_ref();
    let pidfd: &PidFd = object.downcast_ref()?;
    Some(pidfd.state(k).map(|_| pidfd.pid).ok_or(Errno::ESRCH))
}

/// The process behind a descriptor argument.
fn process(k: &Kernel, fd: u64) -> Result<u32, Errno> {
    pid_of(k, &*k.file(fd)?).ok_or(Errno::EBADF)?
}

impl Kernel {
    /// A descriptor for a process that exists.
    pub(crate) fn add_pidfd(&mut self, pid: u32, flags: u32) -> Result<u64, Errno> {
        let node = self.tasks.processes.get(&pid).ok_or(Errno::ESRCH)?;
        let object = Arc::new(PidFd { pid, identity: Arc::downgrade(&node.identity) });
        self.add_object(object, O_RDWR | flags, true)
    }
}

/// `pidfd_open(pid, flags)`.
pub(crate) fn sys_pidfd_open(k: &mut Kernel, _: &mut dyn Memory, [pid, flags, ..]: Args) -> Answer {
    only(flags32(flags), O_NONBLOCK)?;
    let number = u32::try_from(pid as i32).ok().filter(|pid| *pid > 0).ok_or(Errno::EINVAL)?;
    if !k.tasks.processes.contains_key(&number) && k.process_of_task(pid).is_ok() {
        // A thread that is not the first of its process.
        return Err(Errno::EINVAL);
    }
    k.add_pidfd(number, flags32(flags))
}

/// `pidfd_send_signal(pidfd, sig, info, flags)`.
pub(crate) fn sys_pidfd_send_signal(
    k: &mut Kernel,
    mem: &mut dyn Memory,
    [fd, signal, info, flags, ..]: Args,
) -> Answer {
    only(flags32(flags), 0)?;
    let pid = process(k, fd)?;
    let number = check_signal(signal & 0xffff_ffff)?;
    let info = if info == 0 {
        SigInfo::sent(number, abi::SI_USER, k.process.pid(), k.process.creds().uid)
    } else {
        let bytes = user::read(mem, info)?;
        let named = i32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]);
        let info = SigInfo::decode(number, &bytes);
        if named != i32::from(number) {
            return Err(Errno::EINVAL);
        }
        if pid != k.process.pid() && (info.code >= 0 || info.code == abi::SI_TKILL) {
            return Err(Errno::EPERM);
        }
        info
    };
    if !k.may_signal(pid) {
        return Err(Errno::EPERM);
    }
    k.send_to_process(pid, info).map(|()| 0)
}

/// `pidfd_getfd(pidfd, targetfd, flags)`: like a descriptor that was sent, of a process that one may signal.
pub(crate) fn sys_pidfd_getfd(k: &mut Kernel, _: &mut dyn Memory, [fd, target, flags, ..]: Args) -> Answer {
    only(flags32(flags), 0)?;
    let pid = process(k, fd)?;
    if !k.may_signal(pid) {
        return Err(Errno::EPERM);
    }
    let file = k.as_process(pid, |k| k.fds.get(target as i32)).ok_or(Errno::ESRCH)??;
    k.fds.add(file, true).map(int)
}
