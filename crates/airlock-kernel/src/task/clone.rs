//! `fork(2)`, `vfork(2)`, `clone(2)`, `clone3(2)`.

use std::ops::Range;

use airlock_abi::Errno;
use airlock_abi::process::{clone as abi, rlimit};
use airlock_abi::signal::{NSIG, SIGCHLD};
use airlock_platform::{Memory, Registers};

use super::{Member, Node, ParkedProcess, ParkedThread, State, Thread};
use crate::kernel::{Kernel, Next, Pending};
use crate::user;
use crate::vfs::lock;
use crate::vfs::proc::Peer;

type Args = [u64; 6];
type Result = std::result::Result<u64, Errno>;

/// The flags that make namespaces.
const NAMESPACES: u64 = 0x7e02_0080;
/// What a thread shares with its process: glibc, musl and Go ask for all of it.
const THREAD_ALL: u64 = abi::THREAD | abi::VM | abi::FS | abi::FILES | abi::SIGHAND;
/// Flags that are understood.
const KNOWN: u64 = THREAD_ALL
    | abi::VFORK
    | abi::PARENT
    | abi::SYSVSEM
    | abi::SETTLS
    | abi::PARENT_SETTID
    | abi::CHILD_CLEARTID
    | abi::CHILD_SETTID
    | abi::PIDFD
    | abi::DETACHED
    | abi::UNTRACED
    | abi::IO
    | abi::CLEAR_SIGHAND;

/// What `clone` was asked for.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct CloneRequest {
    flags: u64,
    /// The signal that the child's end sends.
    exit_signal: u8,
    /// Initial rsp of the child; 0 for the parent's.
    stack: u64,
    parent_tid: u64,
    child_tid: u64,
    tls: u64,
    /// Where the pidfd goes.
    pidfd: u64,
}

/// A task that was made and has not started.
#[derive(Debug)]
pub struct Child {
    /// Its number, for [`Kernel::enter`].
    pub tid: u32,
    /// The registers that it starts with.
    pub regs: Registers,
    /// Whether it is a thread of the process that made it.
    pub thread: bool,
    /// Whether it runs in the memory of its maker, rather than in a copy.
    pub shares_memory: bool,
    /// What is mapped in the memory that is to be copied. Each mapping of [`Memory::map_common`] is an area
    /// of its own.
    pub areas: Vec<Range<u64>>,
    /// Where in its memory its number is to be written.
    pub store_tid: Option<u64>,
}

/// `fork()`.
pub(crate) fn sys_fork(k: &mut Kernel, _: &mut dyn Memory, _: Args) -> Result {
    request(k, CloneRequest { exit_signal: SIGCHLD, ..CloneRequest::default() })
}

/// `vfork()`.
pub(crate) fn sys_vfork(k: &mut Kernel, _: &mut dyn Memory, _: Args) -> Result {
    let flags = abi::VFORK | abi::VM;
    request(k, CloneRequest { flags, exit_signal: SIGCHLD, ..CloneRequest::default() })
}

/// `clone(flags, stack, parent_tid, child_tid, tls)`.
pub(crate) fn sys_clone(k: &mut Kernel, _: &mut dyn Memory, args: Args) -> Result {
    let [flags, stack, parent_tid, child_tid, tls, _] = args;
    let exit_signal = (flags & abi::CSIGNAL) as u8;
    let flags = flags & 0xffff_ffff & !abi::CSIGNAL;
    if flags & abi::PIDFD != 0 && flags & (abi::PARENT_SETTID | abi::DETACHED) != 0 {
        return Err(Errno::EINVAL);
    }
    request(k, CloneRequest { flags, exit_signal, stack, parent_tid, child_tid, tls, pidfd: parent_tid })
}

/// `clone3(args, size)`.
pub(crate) fn sys_clone3(k: &mut Kernel, mem: &mut dyn Memory, [at, size, ..]: Args) -> Result {
    if size < abi::ARGS_SIZE_MIN {
        return Err(Errno::EINVAL);
    }
    if size > airlock_platform::PAGE_SIZE {
        return Err(Errno::E2BIG);
    }
    // flags, pidfd, child_tid, parent_tid, exit_signal, stack, stack_size, tls, set_tid, set_tid_size, cgroup.
    let mut fields = [0; 11];
    for (index, field) in fields.iter_mut().enumerate().take_while(|(index, _)| (*index as u64) < size / 8) {
        *field = user::read_u64(mem, at.wrapping_add(index as u64 * 8))?;
    }
    for extra in fields.len() as u64..size / 8 {
        if user::read_u64(mem, at.wrapping_add(extra * 8))? != 0 {
            return Err(Errno::E2BIG);
        }
    }
    let [flags, pidfd, child_tid, parent_tid, exit_signal, stack, stack_size, tls, _, set_tid_size, _] = fields;
    if flags & (abi::CSIGNAL | abi::DETACHED) != 0 || (stack == 0) != (stack_size == 0) {
        return Err(Errno::EINVAL);
    }
    if set_tid_size > 0 {
        return Err(Errno::EPERM);
    }
    let exit_signal = u8::try_from(exit_signal).map_err(|_| Errno::EINVAL)?;
    let stack = stack.wrapping_add(stack_size);
    request(k, CloneRequest { flags, exit_signal, stack, parent_tid, child_tid, tls, pidfd })
}

/// Checks a request; it is carried out when the runtime has the registers.
fn request(k: &mut Kernel, request: CloneRequest) -> Result {
    let flags = request.flags;
    if flags & NAMESPACES != 0 {
        k.deny("clone", b"namespaces");
        return Err(Errno::EPERM);
    }
    if flags & !KNOWN != 0 || request.exit_signal > NSIG {
        return Err(Errno::EINVAL);
    }
    if flags & abi::PIDFD != 0 && flags & abi::THREAD != 0 {
        return Err(Errno::EINVAL);
    }
    let sharing = flags & THREAD_ALL;
    let supported = match (flags & abi::THREAD != 0, flags & abi::VFORK != 0) {
        (true, vfork) => sharing == THREAD_ALL && !vfork,
        (false, true) => sharing & !abi::VM == 0,
        // Two processes that share more than their files' positions are not supported.
        (false, false) => sharing == 0,
    };
    if !supported || flags & abi::CLEAR_SIGHAND != 0 && flags & abi::SIGHAND != 0 {
        return Err(Errno::EINVAL);
    }
    k.pending = Some(Pending::Clone(Box::new(request)));
    Ok(0)
}

impl Kernel {
    /// Makes the child. rax gets its number, or an error; `None` means that there is none.
    pub(crate) fn clone_task(
        &mut self,
        mem: &mut dyn Memory,
        regs: &mut Registers,
        request: CloneRequest,
    ) -> Option<Child> {
        let made = self.make_child(mem, regs, request);
        let value = made.as_ref().map_or_else(|errno| errno.to_return(), |child| u64::from(child.tid));
        if let Some(rax) = regs.gpr.get_mut(Registers::RAX) {
            *rax = value;
        }
        made.ok()
    }

    fn make_child(
        &mut self,
        mem: &mut dyn Memory,
        regs: &Registers,
        request: CloneRequest,
    ) -> std::result::Result<Child, Errno> {
        let flags = request.flags;
        let thread = flags & abi::THREAD != 0;
        if self.tasks.threads.len() as u64 >= u64::from(self.limits.processes) {
            self.deny("clone", b"the limit of processes");
            return Err(Errno::EAGAIN);
        }
        let creds = *self.process.creds();
        let own = self
            .tasks
            .processes
            .values()
            .filter(|node| node.uid == creds.uid)
            .map(|node| node.threads.len())
            .sum::<usize>();
        if creds.uid != 0 && own as u64 >= self.process.rlimit(rlimit::NPROC).soft {
            return Err(Errno::EAGAIN);
        }
        if flags & abi::PIDFD != 0 {
            self.fds.room()?;
            user::write(mem, request.pidfd, &u32::MAX.to_le_bytes())?;
        }
        let shares_memory = flags & abi::VM != 0;
        if !shares_memory {
            self.mm.flush(mem, 0..crate::mm::ADDRESS_END);
        }
        let mm = if shares_memory { None } else { Some(self.mm.copy()?) };
        let areas = if shares_memory { Vec::new() } else { self.mm.area_ranges() };
        let tid = self.tasks.free_number();
        if flags & abi::PARENT_SETTID != 0 {
            // As on Linux, a bad address here is not an error.
            let _ = user::write(mem, request.parent_tid, &tid.to_le_bytes());
        }
        if thread {
            self.tasks.add_thread(self.process.pid(), tid);
        } else {
            self.add_process(tid, &request, mm);
        }
        if flags & abi::PIDFD != 0 {
            // After the child got its descriptors: it has none for itself.
            let pidfd = self.add_pidfd(tid, 0).unwrap_or(u64::from(u32::MAX));
            user::write(mem, request.pidfd, &(pidfd as u32).to_le_bytes())?;
        }
        self.show_in_proc(if thread { self.process.pid() } else { tid });
        let parked = self.thread_of_child(tid, &request);
        if let Some(member) = self.tasks.threads.get_mut(&tid) {
            member.parked = Some(Box::new(parked));
        }
        if flags & abi::VFORK != 0 {
            self.thread.vfork = Some(tid);
        }
        self.tasks.several = true;
        let mut child_regs = regs.clone();
        let mut set = |at: usize, value: u64| {
            if let Some(slot) = child_regs.gpr.get_mut(at) {
                *slot = value;
            }
        };
        set(Registers::RAX, 0);
        if request.stack != 0 {
            set(Registers::RSP, request.stack);
        }
        if flags & abi::SETTLS != 0 {
            child_regs.fs_base = request.tls;
        }
        let store_tid = (flags & abi::CHILD_SETTID != 0).then_some(request.child_tid);
        Ok(Child { tid, regs: child_regs, thread, shares_memory, areas, store_tid })
    }

    /// Brings `/proc` up to date with a process that has other tasks now.
    pub(crate) fn show_in_proc(&self, pid: u32) {
        let mut peers = lock(&self.fs.peers);
        match self.tasks.processes.get(&pid) {
            Some(node) => {
                let parent = peers.get(&node.parent).and_then(|peer| peer.exe.clone());
                let peer = peers.entry(pid).or_insert_with(|| Peer { exe: parent, ..Peer::default() });
                peer.tasks = if node.threads.is_empty() { vec![pid] } else { node.threads.clone() };
                if node.state != State::Alive {
                    peer.exe = None;
                }
            }
            None => {
                peers.remove(&pid);
            }
        }
    }

    fn thread_of_child(&self, tid: u32, request: &CloneRequest) -> ParkedThread {
        let fs_base = if request.flags & abi::SETTLS != 0 { request.tls } else { self.thread.fs_base };
        let clear_tid = if request.flags & abi::CHILD_CLEARTID != 0 { request.child_tid } else { 0 };
        let thread = Thread { tid, number: tid, fs_base, gs_base: self.thread.gs_base, clear_tid, ..Thread::default() };
        // A child in the same memory must not use its parent's alternate stack at the same time, unless that waits.
        let keep = request.flags & abi::VM == 0 || request.flags & abi::VFORK != 0;
        ParkedThread { thread, signals: self.signals.of_child(keep), pending: None }
    }

    fn add_process(&mut self, pid: u32, request: &CloneRequest, mm: Option<crate::mm::AddressSpace>) {
        let own = self.process.pid();
        let (mut parent, mut exit_signal) = (own, request.exit_signal);
        let mut node = Node::new(pid, own, own, own, self.process.creds().uid);
        if let Some(parent_node) = self.tasks.processes.get(&own) {
            (node.pgid, node.sid, node.space) = (parent_node.pgid, parent_node.sid, parent_node.space);
            node.terminal = parent_node.terminal;
            if request.flags & abi::PARENT != 0 && parent_node.parent != 0 {
                (parent, exit_signal) = (parent_node.parent, parent_node.exit_signal);
            }
        }
        (node.parent, node.exit_signal) = (parent, exit_signal);
        node.started_ns = self.now_ns();
        if let Some(mm) = mm {
            node.space = self.tasks.add_space(mm);
        }
        node.parked = Some(Box::new(ParkedProcess {
            group: self.group.of_child(request.flags & abi::CLEAR_SIGHAND != 0),
            process: self.process.child(pid),
            fs: self.fs.child(pid),
            fds: self.fds.copy(),
        }));
        self.tasks.processes.insert(pid, node);
        self.tasks.threads.insert(pid, Member { pid, wait: None, parked: None });
    }

    /// Takes back a child that could not be started: the host had no memory or no thread for it. The parent sees
    /// `EAGAIN`.
    pub fn clone_failed(&mut self, tid: u32, regs: &mut Registers) {
        if let Some(rax) = regs.gpr.get_mut(Registers::RAX) {
            *rax = Errno::EAGAIN.to_return();
        }
        self.thread.vfork = None;
        let Some(member) = self.tasks.threads.remove(&tid) else { return };
        if member.pid == tid {
            if let Some(node) = self.tasks.processes.remove(&tid) {
                self.tasks.release_space(node.space);
            }
        } else if let Some(node) = self.tasks.processes.get_mut(&member.pid) {
            node.threads.retain(|other| *other != tid);
        }
        self.show_in_proc(member.pid);
    }

    /// After `vfork`: the parent waits while its child runs in its memory.
    pub(crate) fn wait_for_vfork(&mut self) -> Option<Next> {
        let child = self.thread.vfork?;
        let own = self.tasks.processes.get(&self.process.pid()).map(|node| node.space);
        let borrowed = self.tasks.alive(child).is_some_and(|node| Some(node.space) == own && !node.executed);
        if !borrowed {
            self.thread.vfork = None;
            return None;
        }
        self.suspend("vfork");
        Some(Next::Wait)
    }
}
