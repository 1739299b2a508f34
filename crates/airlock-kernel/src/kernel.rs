//! The kernel of one run and the way into it: [`Kernel::syscall`], [`Kernel::attend`], [`Kernel::fault`].

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use airlock_abi::Errno;
use airlock_platform::{Memory, Platform, Registers};
use airlock_types::{Denied, Limits, Outcome};

use crate::config::{Config, ConfigError};
use crate::exec::Image;
use crate::task::{self, Call, Child, Restart, Wait};
use crate::{exec, fd, futex, ipc, mm, net, process, signal, table, trace, vfs};

/// More refused actions than this are not recorded.
const DENIED_MAX: usize = 1000;

/// The kernel of one run: all processes of a sandbox.
///
/// It works for one task at a time, the current one: the only one at the start, later the one that [`Kernel::enter`]
/// named. It does not run anything by itself.
pub struct Kernel {
    // Of the current task's process.
    pub(crate) mm: mm::AddressSpace,
    /// The number of `mm`.
    pub(crate) space: u32,
    pub(crate) group: signal::Group,
    pub(crate) process: process::Process,
    pub(crate) fs: vfs::FsContext,
    pub(crate) fds: fd::FdTable,
    // Of the current task.
    pub(crate) thread: task::Thread,
    pub(crate) signals: signal::Signals,
    /// What `attend` has to do, if the call at hand asked for something that needs all registers.
    pub(crate) pending: Option<Pending>,
    /// The wait that the call at hand asked for.
    pub(crate) blocked: Option<Wait>,
    // Of the run.
    pub(crate) tasks: task::Table,
    pub(crate) alerts: task::Alerts,
    pub(crate) events: Arc<task::Events>,
    pub(crate) futexes: futex::Queue,
    pub(crate) net: net::Owner,
    pub(crate) ipc: ipc::Ipc,
    /// Nobody makes a call: the current task may be running its code.
    pub(crate) outside: bool,
    /// A real-time timer of some process may run.
    pub(crate) alarms: bool,
    pub(crate) programs: exec::Programs,
    /// Content of libraries that were mapped.
    pub(crate) libraries: exec::Libraries,
    pub(crate) platform: Platform,
    pub(crate) limits: Limits,
    /// Bytes that went to standard output and standard error.
    pub(crate) output_bytes: u64,
    /// A buffer that handlers borrow (`take_scratch`) to move file content, so that they need not allocate.
    pub(crate) scratch: Vec<u8>,
    counts: Box<[u64; table::NUMBERS]>,
    unknown_calls: u64,
    denied: BTreeSet<Denied>,
    pub(crate) trace: Option<trace::Trace>,
}

/// Work for [`Kernel::attend`].
pub(crate) enum Pending {
    /// The process ends.
    End(Outcome),
    /// The task ends; its process goes on with the others.
    EndThread,
    /// The run ends.
    EndRun(Outcome),
    /// Make a child.
    Clone(Box<task::CloneRequest>),
    /// Restore the state that a signal frame holds.
    SigReturn,
    /// Load the FS segment base.
    SetFsBase(u64),
    /// Load the GS segment base.
    SetGsBase(u64),
    /// The program was replaced; start it.
    Exec(Box<Image>),
}

/// What a system call returns to lifted code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SyscallReturn {
    /// The value for rax.
    pub value: u64,
    /// The runtime must collect the registers and call [`Kernel::attend`] before it goes on.
    pub attention: bool,
    /// The call has not returned: the task waits as [`Kernel::waiting`] says, then [`Kernel::resume`] continues the call.
    /// This happens only when there are several tasks, or something outside of the sandbox may end the wait.
    pub blocked: bool,
}

/// What the runtime does after [`Kernel::attend`] or [`Kernel::fault`].
#[derive(Debug)]
#[non_exhaustive]
pub enum Next {
    /// Go on with the registers as they are now.
    Continue,
    /// The program was replaced: lift the objects of the image if need be, then go on with the registers as they are
    /// now (the entry state of the new program).
    Exec(Box<Image>),
    /// The process ends with all its tasks: call [`Kernel::finish`].
    End(Outcome),
    /// The task ends, its process does not: call [`Kernel::finish_thread`].
    EndThread,
    /// The run ends with all its processes.
    EndRun(Outcome),
    /// A child was made: start it, with its own copy of the memory if it asks for one, then call [`Kernel::attend`] again
    /// for the parent. If it cannot be started, call [`Kernel::clone_failed`].
    Clone(Box<Child>),
    /// The task waits as [`Kernel::waiting`] says; then call [`Kernel::attend`] again.
    Wait,
    /// An interrupted system call is made again: call [`Kernel::resume`] until it is not blocked, put its value into rax,
    /// and attend to it if it asks for that.
    Restart,
    /// A handler has returned to code that [`Kernel::attend_suspended`] put it on top of: call that again, and if there is
    /// nothing more, the code goes on where it was stopped.
    Resume,
}

/// A synchronous exception of the guest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TrapInfo {
    /// Linux signal number, e.g. 11 for SIGSEGV.
    pub signal: u8,
    /// `si_code`, e.g. 1 for `SEGV_MAPERR`.
    pub code: i32,
    /// `si_addr`: the address that was accessed, or that of the instruction.
    pub addr: u64,
}

/// What a kernel counted.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct KernelReport {
    /// Number of calls by system call name.
    pub syscalls: BTreeMap<String, u64>,
    /// What was refused.
    pub denied: Vec<Denied>,
    /// Largest number of bytes of guest memory mapped at one time.
    pub peak_memory_bytes: u64,
}

impl Kernel {
    /// The first process, without a program: call [`Kernel::exec`] next.
    pub fn new(mut config: Config, platform: Platform) -> Result<Self, ConfigError> {
        let fs = vfs::FsContext::new(&config, &platform)?;
        let net = net::Net::new(&platform, &fs.space, &fs.events, config.network.take());
        let mut tasks = task::Table::new(&config);
        if let Some(first) = tasks.processes.get_mut(&task::INIT) {
            first.started_ns = platform.clock.monotonic_ns();
        }
        let ipc = ipc::Ipc::new(&fs.space);
        let fds = fd::FdTable::new(config.limits.open_files, &fs).map_err(|errno| ConfigError::Terminal { errno })?;
        let mut kernel = Self {
            mm: mm::AddressSpace::new(&config.limits),
            space: 0,
            group: signal::Group::new(),
            process: process::Process::new(&config),
            events: Arc::clone(&fs.events),
            fs,
            fds,
            thread: task::Thread { tid: task::INIT, number: task::INIT, ..task::Thread::default() },
            signals: signal::Signals::new(),
            pending: None,
            blocked: None,
            tasks,
            alerts: task::Alerts::default(),
            futexes: futex::Queue::default(),
            net: net::Owner::new(net),
            ipc,
            outside: false,
            alarms: false,
            programs: exec::Programs::default(),
            libraries: exec::Libraries::default(),
            platform,
            output_bytes: 0,
            scratch: Vec::new(),
            counts: Box::new([0; table::NUMBERS]),
            unknown_calls: 0,
            denied: BTreeSet::new(),
            trace: config.trace.then(trace::Trace::default),
            limits: config.limits,
        };
        if let Some(console) = kernel.fs.terminals.console().cloned() {
            kernel.take_terminal(&console);
        }
        Ok(kernel)
    }

    /// Answers a system call of the current task. `args` are rdi, rsi, rdx, r10, r8, r9.
    pub fn syscall(&mut self, mem: &mut dyn Memory, nr: u64, args: [u64; 6]) -> SyscallReturn {
        let index = usize::try_from(nr).unwrap_or(usize::MAX);
        let Some(count) = self.counts.get_mut(index) else {
            self.unknown_calls = self.unknown_calls.wrapping_add(1);
            if let Some(trace) = &mut self.trace {
                trace.unknown(nr, &args);
            }
            return SyscallReturn { value: Errno::ENOSYS.to_return(), attention: false, blocked: false };
        };
        *count = count.wrapping_add(1);
        self.thread.call = Call::new(index, args);
        self.run_call(mem)
    }

    /// Makes the call at hand, from its beginning, until it returns or waits.
    pub(crate) fn run_call(&mut self, mem: &mut dyn Memory) -> SyscallReturn {
        let (index, args) = self.thread.call.number_and_args();
        let Some(handler) = table::HANDLERS.get(index) else { return self.returned(Errno::ENOSYS.to_return()) };
        loop {
            self.blocked = None;
            let result =
                if self.trace.is_some() { self.traced(mem, index, *handler, args) } else { handler(self, mem, args) };
            let errno = match result {
                Ok(value) => return self.returned(value),
                Err(errno) => errno,
            };
            if errno == Errno::ERESTARTSYS
                && let Some(wait) = self.blocked.take()
            {
                match self.enter_wait(wait) {
                    None => {
                        signal::check_timers(self);
                        continue;
                    }
                    Some(answer) if answer.blocked => return answer,
                    // The run is being stopped.
                    Some(answer) => {
                        self.futexes.leave(self.thread.tid);
                        return answer;
                    }
                }
            }
            let value = self.failed(mem, index, &args, errno);
            return self.returned(value);
        }
    }

    fn returned(&mut self, value: u64) -> SyscallReturn {
        if self.fs.terminals.any_gone() {
            self.collect_hang_ups();
        }
        signal::after_syscall(self);
        let attention = self.pending.is_some() || self.deliverable() || self.group.stopped;
        SyscallReturn { value, attention, blocked: false }
    }

    fn traced(
        &mut self,
        mem: &mut dyn Memory,
        index: usize,
        handler: table::Handler,
        args: [u64; 6],
    ) -> Result<u64, Errno> {
        let before = self.trace.as_ref().map(|trace| trace.enter(mem, index, &args));
        let result = handler(self, mem, args);
        if let (Some(trace), Some(before)) = (&mut self.trace, before) {
            // A call that waits has its line when it has returned.
            if self.blocked.is_none() || result != Err(Errno::ERESTARTSYS) {
                let task = self.tasks.several.then_some(self.thread.tid);
                trace.leave(mem, task, index, &args, before, result);
            }
        }
        result
    }

    /// The return value for an error. Writes to what was granted read-only are recorded as denied.
    #[cold]
    fn failed(&mut self, mem: &dyn Memory, index: usize, args: &[u64; 6], errno: Errno) -> u64 {
        let restart = match errno {
            Errno::ERESTARTSYS => Restart::UnlessHandled,
            Errno::ERESTARTNOHAND => Restart::NoHandler,
            _ => return self.refused(mem, index, args, errno),
        };
        self.thread.call.restart = Some(restart);
        Errno::EINTR.to_return()
    }

    fn refused(&mut self, mem: &dyn Memory, index: usize, args: &[u64; 6], errno: Errno) -> u64 {
        if errno == Errno::EROFS
            && let Some(row) = table::row(index)
        {
            let path = row.args.iter().zip(args).rfind(|(kind, _)| **kind == table::Arg::Path);
            let path = path.and_then(|(_, addr)| crate::user::read_path(mem, *addr).ok()).unwrap_or_default();
            self.deny(row.name, &path);
        }
        errno.to_return()
    }

    /// If all that a system call with `attention` left to do is to set a segment base (`arch_prctl`), gives the FS and
    /// GS bases as they are to be now, and there is nothing left: a runtime that can set registers in place need
    /// not unwind the guest for that.
    pub fn take_segment_bases(&mut self) -> Option<(u64, u64)> {
        let bases = matches!(self.pending, Some(Pending::SetFsBase(_) | Pending::SetGsBase(_)));
        if !bases || self.deliverable() || self.group.stopped {
            return None;
        }
        self.pending = None;
        Some((self.thread.fs_base, self.thread.gs_base))
    }

    /// Does what a system call with `attention` left to do. `regs` is complete: rip is the instruction after the
    /// call and rax its value.
    pub fn attend(&mut self, mem: &mut dyn Memory, regs: &mut Registers) -> Next {
        self.set_wait(None);
        match self.pending.take() {
            Some(Pending::End(outcome)) => return Next::End(outcome),
            Some(Pending::EndThread) => return Next::EndThread,
            Some(Pending::EndRun(outcome)) => return Next::EndRun(outcome),
            Some(Pending::SetFsBase(base)) => regs.fs_base = base,
            Some(Pending::SetGsBase(base)) => regs.gs_base = base,
            Some(Pending::SigReturn) => {
                let next = signal::sigreturn(self, mem, regs);
                if !matches!(next, Next::Continue) {
                    return next;
                }
            }
            Some(Pending::Exec(image)) => {
                *regs = Registers { rip: image.entry, rflags: 0x202, mxcsr: 0x1f80, ..Registers::default() };
                if let Some(rsp) = regs.gpr.get_mut(Registers::RSP) {
                    *rsp = image.stack;
                }
                return Next::Exec(image);
            }
            Some(Pending::Clone(request)) => {
                if let Some(child) = self.clone_task(mem, regs, *request) {
                    return Next::Clone(Box::new(child));
                }
            }
            None => {}
        }
        if let Some(next) = self.wait_for_vfork() {
            return next;
        }
        signal::deliver_pending(self, mem, regs)
    }

    /// Delivers a synchronous exception: to the guest's handler if it has one, otherwise the guest ends.
    pub fn fault(&mut self, mem: &mut dyn Memory, regs: &mut Registers, trap: TrapInfo) -> Next {
        signal::fault(self, mem, regs, trap)
    }

    /// The strace-like lines since the last call; `None` if [`Config::trace`] was false.
    pub fn take_trace(&mut self) -> Option<String> {
        self.trace.as_mut().map(trace::Trace::take)
    }

    /// The outside that it was made with.
    pub fn platform(&self) -> &Platform {
        &self.platform
    }

    /// What was counted so far.
    pub fn report(&self) -> KernelReport {
        let mut syscalls = BTreeMap::new();
        for (nr, count) in self.counts.iter().enumerate().filter(|(_, count)| **count > 0) {
            let name = table::syscall_name(nr as u64).map_or_else(|| format!("syscall_{nr}"), str::to_owned);
            syscalls.insert(name, *count);
        }
        if self.unknown_calls > 0 {
            syscalls.insert("unknown".to_owned(), self.unknown_calls);
        }
        KernelReport {
            syscalls,
            denied: self.denied.iter().cloned().collect(),
            peak_memory_bytes: self.mm.budget_peak(),
        }
    }

    /// Records that the guest was refused something.
    pub(crate) fn deny(&mut self, action: &str, object: &[u8]) {
        if self.denied.len() >= DENIED_MAX {
            return;
        }
        let object = object.get(..256).unwrap_or(object);
        let object = String::from_utf8_lossy(object).into_owned();
        self.denied.insert(Denied { action: action.to_owned(), object });
    }

    /// Ends the process: the call at hand asks for attention, and `attend` reports `outcome`.
    pub(crate) fn end(&mut self, outcome: Outcome) {
        self.pending = Some(Pending::End(outcome));
    }

    /// Ends the run: with the process, if that is the first.
    pub(crate) fn end_run(&mut self, outcome: Outcome) {
        let first = self.is_first_process();
        self.pending = Some(if first { Pending::End(outcome) } else { Pending::EndRun(outcome) });
    }

    /// Borrows the scratch buffer with `len` bytes of undefined content; give it back with `put_scratch`.
    pub(crate) fn take_scratch(&mut self, len: usize) -> Vec<u8> {
        let mut buf = std::mem::take(&mut self.scratch);
        if buf.len() < len {
            buf.resize(len, 0);
        }
        buf
    }

    /// Returns the buffer of `take_scratch`.
    pub(crate) fn put_scratch(&mut self, buf: Vec<u8>) {
        self.scratch = buf;
    }
}
