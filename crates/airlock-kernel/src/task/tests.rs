//! Several processes, run by hand: the tests play the runtime.

use std::collections::BTreeMap;
use std::sync::Arc;

use airlock_abi::Errno;
use airlock_abi::process::{clone, prctl, wait};
use airlock_abi::signal::{self as signals, SigAction};
use airlock_platform::{FixedPlatform, Memory, Platform, Registers, VecMemory};
use airlock_types::{Limits, Outcome};

use super::INIT;
use crate::testing::{SCRATCH, SCRATCH_BYTES};
use crate::{Config, Kernel, Next};

const READ: u64 = 0;
const PAUSE: u64 = 34;
const WRITE: u64 = 1;
const CLOSE: u64 = 3;
const PIPE: u64 = 22;
const CLONE: u64 = 56;
const FORK: u64 = 57;
const WAIT4: u64 = 61;
const KILL: u64 = 62;
pub(crate) const ANY: u64 = u64::MAX;
const HANDLER: u64 = 0x40_1000;

/// How a call ended.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Done {
    Ok(u64),
    Err(Errno),
    Waits,
}

pub(crate) struct World {
    pub(crate) kernel: Kernel,
    memories: BTreeMap<u32, VecMemory>,
    /// Tasks that run in the memory of another.
    borrowed: BTreeMap<u32, u32>,
    pub(crate) regs: BTreeMap<u32, Registers>,
    platform: Arc<FixedPlatform>,
    /// How much of the output was looked at.
    seen: usize,
}

impl World {
    fn new() -> Self {
        Self::with(Limits::default())
    }

    fn with(limits: Limits) -> Self {
        Self::configured(Config { limits, ..Config::default() })
    }

    pub(crate) fn configured(config: Config) -> Self {
        let platform = Arc::new(FixedPlatform::default());
        let outside = Platform { clock: platform.clone(), entropy: platform.clone(), stdio: platform.clone() };
        let kernel = Kernel::new(config, outside).unwrap();
        let mut world = Self {
            platform,
            seen: 0,
            kernel,
            memories: BTreeMap::from([(INIT, VecMemory::new())]),
            borrowed: BTreeMap::new(),
            regs: BTreeMap::from([(INIT, Registers::default())]),
        };
        assert_eq!(world.call(INIT, 9, &[SCRATCH, SCRATCH_BYTES, 3, 0x32, ANY, 0]), Done::Ok(SCRATCH));
        world
    }

    pub(crate) fn memory(&mut self, tid: u32) -> &mut VecMemory {
        let owner = self.borrowed.get(&tid).copied().unwrap_or(tid);
        self.memories.get_mut(&owner).unwrap()
    }

    /// A call, and what it leaves to attend to.
    pub(crate) fn call(&mut self, tid: u32, nr: u64, args: &[u64]) -> Done {
        let mut all = [0; 6];
        all[..args.len()].copy_from_slice(args);
        assert!(self.kernel.enter(tid), "task {tid} exists");
        let owner = self.borrowed.get(&tid).copied().unwrap_or(tid);
        let memory = self.memories.get_mut(&owner).unwrap();
        let answer = self.kernel.syscall(memory, nr, all);
        self.settle(tid, answer)
    }

    pub(crate) fn resume(&mut self, tid: u32) -> Done {
        assert!(self.kernel.enter(tid));
        let owner = self.borrowed.get(&tid).copied().unwrap_or(tid);
        let answer = self.kernel.resume(self.memories.get_mut(&owner).unwrap());
        self.settle(tid, answer)
    }

    /// What was shown since the last time.
    pub(crate) fn shown(&mut self) -> String {
        let all = self.platform.output().0;
        let new = String::from_utf8(all[self.seen..].to_vec()).unwrap();
        self.seen = all.len();
        new
    }

    /// A task that was stopped, or that a signal interrupted, attends.
    pub(crate) fn attend(&mut self, tid: u32) -> Done {
        assert!(self.kernel.enter(tid));
        let value = self.regs[&tid].gpr[Registers::RAX];
        self.settle(tid, crate::SyscallReturn { value, attention: true, blocked: false })
    }

    fn settle(&mut self, tid: u32, answer: crate::SyscallReturn) -> Done {
        if answer.blocked {
            return Done::Waits;
        }
        let mut regs = self.regs.get(&tid).cloned().unwrap();
        regs.gpr[Registers::RAX] = answer.value;
        if answer.attention {
            let owner = self.borrowed.get(&tid).copied().unwrap_or(tid);
            match self.kernel.attend(self.memories.get_mut(&owner).unwrap(), &mut regs) {
                Next::Continue => {}
                Next::Clone(child) => {
                    if child.shares_memory {
                        self.borrowed.insert(child.tid, owner);
                    } else {
                        let copy = self.memories[&owner].clone();
                        self.memories.insert(child.tid, copy);
                    }
                    self.regs.insert(child.tid, child.regs);
                }
                Next::End(outcome) => self.kernel.finish(self.memories.get_mut(&owner).unwrap(), &outcome),
                Next::Wait => return Done::Waits,
                Next::Restart => {
                    self.regs.insert(tid, regs);
                    return self.resume(tid);
                }
                other => panic!("{other:?}"),
            }
        }
        let value = regs.gpr[Registers::RAX];
        self.regs.insert(tid, regs);
        Errno::from_return(value).map_or(Done::Ok(value), Done::Err)
    }

    pub(crate) fn fork(&mut self, tid: u32) -> u32 {
        match self.call(tid, FORK, &[]) {
            Done::Ok(child) => child as u32,
            other => panic!("{other:?}"),
        }
    }

    pub(crate) fn exit(&mut self, tid: u32, status: u64) {
        self.call(tid, 231, &[status]);
    }

    pub(crate) fn woken(&mut self) -> Vec<u32> {
        self.kernel.take_alerts().woken
    }

    pub(crate) fn handle(&mut self, tid: u32, signal: u8, handler: u64, flags: u64) {
        let action = SigAction { handler, flags: flags | signals::SA_RESTORER, restorer: 0x40_2000, mask: 0 };
        self.memory(tid).write(SCRATCH + 0x800, &action.encode()).unwrap();
        assert_eq!(self.call(tid, 13, &[signal.into(), SCRATCH + 0x800, 0, 8]), Done::Ok(0));
    }

    pub(crate) fn status(&mut self, tid: u32) -> i32 {
        self.memory(tid).read_u32(SCRATCH).unwrap() as i32
    }

    fn pipe(&mut self, tid: u32) -> (u64, u64) {
        assert_eq!(self.call(tid, PIPE, &[SCRATCH]), Done::Ok(0));
        let pair = self.memory(tid).read_u64(SCRATCH).unwrap();
        (pair & 0xffff_ffff, pair >> 32)
    }
}

#[test]
fn a_child_has_its_own_memory_and_is_waited_for() {
    let mut world = World::new();
    world.memory(INIT).write(SCRATCH + 64, b"parent").unwrap();
    let child = world.fork(INIT);
    assert_eq!(world.regs[&child].gpr[Registers::RAX], 0);
    world.memory(child).write(SCRATCH + 64, b"child!").unwrap();
    assert_eq!(world.call(child, 39, &[]), Done::Ok(child.into()));
    assert_eq!(world.call(child, 110, &[]), Done::Ok(INIT.into()));
    assert_eq!(world.call(INIT, WAIT4, &[ANY, SCRATCH, wait::WNOHANG, 0]), Done::Ok(0));
    assert_eq!(world.call(INIT, WAIT4, &[ANY, SCRATCH, 0, 0]), Done::Waits);
    world.exit(child, 7);
    assert_eq!(world.woken(), [INIT]);
    assert!(!world.kernel.enter(child), "it is gone");
    assert_eq!(world.resume(INIT), Done::Ok(child.into()));
    assert_eq!(world.status(INIT), 7 << 8);
    assert_eq!(world.call(INIT, WAIT4, &[ANY, SCRATCH, 0, 0]), Done::Err(Errno::ECHILD));
    let mut bytes = [0; 6];
    world.memory(INIT).read(SCRATCH + 64, &mut bytes).unwrap();
    assert_eq!(&bytes, b"parent");
}

#[test]
fn pipes_block_and_wake() {
    let mut world = World::new();
    let (reader, writer) = world.pipe(INIT);
    let child = world.fork(INIT);
    assert_eq!(world.call(child, CLOSE, &[writer]), Done::Ok(0));
    assert_eq!(world.call(child, READ, &[reader, SCRATCH + 64, 100]), Done::Waits);
    assert_eq!(world.call(INIT, WRITE, &[writer, SCRATCH, 5]), Done::Ok(5));
    assert_eq!(world.woken(), [child]);
    assert_eq!(world.resume(child), Done::Ok(5));
    assert_eq!(world.call(child, READ, &[reader, SCRATCH + 64, 100]), Done::Waits);
    // The last writer closes: the end.
    assert_eq!(world.call(INIT, CLOSE, &[writer]), Done::Ok(0));
    assert_eq!(world.woken(), [child]);
    assert_eq!(world.resume(child), Done::Ok(0));
}

#[test]
fn a_blocking_write_is_written_whole() {
    let mut world = World::new();
    let (reader, writer) = world.pipe(INIT);
    let child = world.fork(INIT);
    assert_eq!(world.call(child, WRITE, &[writer, SCRATCH, 100_000]), Done::Waits);
    assert_eq!(world.call(INIT, READ, &[reader, SCRATCH, 65_536]), Done::Ok(65_536));
    assert_eq!(world.woken(), [child]);
    assert_eq!(world.resume(child), Done::Ok(100_000));
    assert_eq!(world.call(INIT, READ, &[reader, SCRATCH, 65_536]), Done::Ok(100_000 - 65_536));
    // A signal ends a write with what it has done.
    world.handle(child, signals::SIGUSR1, HANDLER, 0);
    world.regs.get_mut(&child).unwrap().gpr[Registers::RSP] = SCRATCH + 0x8_0000;
    assert_eq!(world.call(child, WRITE, &[writer, SCRATCH, 100_000]), Done::Waits);
    assert_eq!(world.call(INIT, KILL, &[child.into(), signals::SIGUSR1.into()]), Done::Ok(0));
    assert_eq!(world.woken(), [child]);
    world.resume(child);
    let context = world.regs[&child].gpr[Registers::RDX];
    let saved = world.memory(child).read_u64(context + 144).unwrap();
    assert_eq!(saved, 65_536, "rax when the handler returns");
}

#[test]
fn signals_end_restart_and_interrupt() {
    let mut world = World::new();
    let (reader, _) = world.pipe(INIT);
    let child = world.fork(INIT);
    world.regs.get_mut(&child).unwrap().gpr[Registers::RSP] = SCRATCH + 0x8_0000;
    world.regs.get_mut(&child).unwrap().rip = 0x40_3000;
    for (flags, rip) in [(0, 0x40_3000), (signals::SA_RESTART, 0x40_2ffe)] {
        world.handle(child, signals::SIGUSR1, HANDLER, flags);
        assert_eq!(world.call(child, READ, &[reader, SCRATCH + 64, 100]), Done::Waits);
        world.call(INIT, KILL, &[child.into(), signals::SIGUSR1.into()]);
        world.resume(child);
        assert_eq!(world.regs[&child].rip, HANDLER);
        let context = world.regs[&child].gpr[Registers::RDX];
        let saved = world.memory(child).read_u64(context + 168).unwrap();
        assert_eq!(saved, rip, "where the handler returns to");
        world.kernel.enter(child);
        world.kernel.signals = crate::signal::Signals::new();
        world.regs.get_mut(&child).unwrap().rip = 0x40_3000;
    }
    // SIGCHLD is ignored by default and interrupts nothing; SIGKILL always does.
    assert_eq!(world.call(child, READ, &[reader, SCRATCH + 64, 100]), Done::Waits);
    world.woken();
    world.call(INIT, KILL, &[child.into(), signals::SIGCHLD.into()]);
    assert_eq!(world.woken(), []);
    world.call(INIT, KILL, &[child.into(), signals::SIGKILL.into()]);
    assert_eq!(world.woken(), [child]);
    world.resume(child);
    assert_eq!(world.call(INIT, WAIT4, &[ANY, SCRATCH, 0, 0]), Done::Ok(child.into()));
    assert_eq!(world.status(INIT), 9);
    assert_eq!(world.call(INIT, KILL, &[child.into(), 0]), Done::Err(Errno::ESRCH));
}

#[test]
fn a_computing_task_is_stopped_by_signals_that_it_takes() {
    let mut world = World::new();
    let child = world.fork(INIT);
    world.kernel.take_alerts();
    world.call(INIT, KILL, &[child.into(), signals::SIGCHLD.into()]);
    assert_eq!(world.kernel.take_alerts().kicked, [], "ignored");
    world.handle(child, signals::SIGUSR1, HANDLER, 0);
    world.call(INIT, KILL, &[child.into(), signals::SIGUSR1.into()]);
    assert_eq!(world.kernel.take_alerts().kicked, [child]);
    world.call(INIT, KILL, &[child.into(), signals::SIGTERM.into()]);
    assert_eq!(world.kernel.take_alerts().kicked, [child]);
}

#[test]
fn zombies_are_not_made_for_those_who_ignore_them() {
    let mut world = World::new();
    world.handle(INIT, signals::SIGCHLD, signals::SIG_IGN, 0);
    let child = world.fork(INIT);
    assert_eq!(world.call(INIT, WAIT4, &[ANY, 0, 0, 0]), Done::Waits);
    world.exit(child, 0);
    assert_eq!(world.resume(INIT), Done::Err(Errno::ECHILD));
}

#[test]
fn orphans_go_to_the_subreaper_or_the_first_process() {
    let mut world = World::new();
    let middle = world.fork(INIT);
    let child = world.fork(middle);
    let grandchild = world.fork(child);
    assert_eq!(world.call(middle, 157, &[prctl::SET_CHILD_SUBREAPER, 1]), Done::Ok(0));
    assert_eq!(world.call(grandchild, 157, &[prctl::SET_PDEATHSIG, signals::SIGTERM.into()]), Done::Ok(0));
    world.handle(grandchild, signals::SIGTERM, HANDLER, 0);
    world.exit(child, 0);
    assert_eq!(world.call(grandchild, 110, &[]), Done::Ok(middle.into()));
    assert_eq!(world.regs[&grandchild].rip, 0, "no stack for the handler: it was killed");
    world.exit(middle, 0);
    assert_eq!(world.call(INIT, WAIT4, &[ANY, 0, 0, 0]), Done::Ok(middle.into()));
}

#[test]
fn stop_and_continue_are_reported() {
    let mut world = World::new();
    let child = world.fork(INIT);
    let both = wait::WSTOPPED | wait::WCONTINUED;
    assert_eq!(world.call(INIT, WAIT4, &[ANY, SCRATCH, both, 0]), Done::Waits);
    assert_eq!(world.call(child, KILL, &[child.into(), signals::SIGSTOP.into()]), Done::Waits);
    assert_eq!(world.woken(), [INIT]);
    assert_eq!(world.resume(INIT), Done::Ok(child.into()));
    assert_eq!(world.status(INIT), 0x137f);
    assert_eq!(world.call(INIT, KILL, &[child.into(), signals::SIGCONT.into()]), Done::Ok(0));
    assert_eq!(world.woken(), [child]);
    assert_eq!(world.call(INIT, WAIT4, &[ANY, SCRATCH, both, 0]), Done::Ok(child.into()));
    assert_eq!(world.status(INIT), 0xffff);
}

#[test]
fn groups_and_sessions() {
    let mut world = World::new();
    let a = world.fork(INIT);
    let b = world.fork(INIT);
    assert_eq!(world.call(INIT, 109, &[a.into(), 0]), Done::Ok(0));
    assert_eq!(world.call(INIT, 109, &[b.into(), a.into()]), Done::Ok(0));
    assert_eq!(world.call(b, 121, &[0]), Done::Ok(a.into()));
    assert_eq!(world.call(a, 109, &[b.into(), 0]), Done::Err(Errno::ESRCH), "not its child");
    assert_eq!(world.call(a, 112, &[]), Done::Err(Errno::EPERM), "a group has its number");
    assert_eq!(world.call(b, 112, &[]), Done::Ok(b.into()));
    assert_eq!(world.call(INIT, 109, &[b.into(), 0]), Done::Err(Errno::EPERM), "another session");
    assert_eq!(world.call(INIT, KILL, &[u64::from(a).wrapping_neg(), signals::SIGKILL.into()]), Done::Ok(0));
    assert_eq!(world.kernel.take_alerts().kicked, [a]);
}

#[test]
fn a_vfork_child_borrows_the_memory() {
    let mut world = World::new();
    let flags = clone::VM | clone::VFORK | u64::from(signals::SIGCHLD);
    let child = match world.call(INIT, CLONE, &[flags, 0x7000, 0, 0, 0]) {
        Done::Ok(child) => child as u32,
        other => panic!("{other:?}"),
    };
    assert_eq!(world.regs[&child].gpr[Registers::RSP], 0x7000);
    // The runtime attends again, and is told to wait.
    world.kernel.enter(INIT);
    let mut regs = Registers::default();
    let memory = world.memories.get_mut(&INIT).unwrap();
    assert!(matches!(world.kernel.attend(memory, &mut regs), Next::Wait));
    assert_eq!(world.call(child, 9, &[SCRATCH + (1 << 24), 4096, 3, 0x32, ANY, 0]), Done::Ok(SCRATCH + (1 << 24)));
    world.exit(child, 127);
    assert_eq!(world.woken(), [INIT]);
    world.kernel.enter(INIT);
    let memory = world.memories.get_mut(&INIT).unwrap();
    assert!(matches!(world.kernel.attend(memory, &mut regs), Next::Continue));
    assert!(world.kernel.mm.find(SCRATCH + (1 << 24)).is_some(), "what the child mapped is the parent's");
    assert_eq!(world.call(INIT, WAIT4, &[ANY, SCRATCH, 0, 0]), Done::Ok(child.into()));
    assert_eq!(world.status(INIT), 127 << 8);
}

#[test]
fn limits_of_processes_and_memory() {
    let mut world = World::with(Limits { processes: 3, ..Limits::default() });
    world.fork(INIT);
    world.fork(INIT);
    assert_eq!(world.call(INIT, FORK, &[]), Done::Err(Errno::EAGAIN));
    let mut world = World::with(Limits { memory_bytes: 3 << 20, ..Limits::default() });
    world.fork(INIT);
    let child = world.fork(INIT);
    assert_eq!(world.call(INIT, FORK, &[]), Done::Err(Errno::ENOMEM));
    assert_eq!(world.call(child, 9, &[0, 4096, 3, 0x22, ANY, 0]), Done::Err(Errno::ENOMEM));
    world.exit(child, 0);
    assert!(matches!(world.call(INIT, 9, &[0, 4096, 3, 0x22, ANY, 0]), Done::Ok(_)), "a zombie has no memory");
    assert_eq!(world.call(INIT, WAIT4, &[ANY, 0, 0, 0]), Done::Ok(child.into()));
}

#[test]
fn everybody_waiting_for_ever_ends_the_run() {
    let mut world = World::new();
    let (reader, _) = world.pipe(INIT);
    let child = world.fork(INIT);
    assert_eq!(world.call(INIT, WAIT4, &[ANY, 0, 0, 0]), Done::Waits);
    world.kernel.enter(child);
    let memory = world.memories.get_mut(&child).unwrap();
    let answer = world.kernel.syscall(memory, READ, [reader, SCRATCH, 1, 0, 0, 0]);
    assert!(answer.attention && !answer.blocked);
    match world.kernel.attend(memory, &mut Registers::default()) {
        Next::EndRun(Outcome::Killed { signal: 9, detail: Some(detail) }) => {
            assert!(detail.contains("deadlock") && detail.contains("1 in wait for a child"), "{detail}");
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn nobody_is_deadlocked_in_a_run_that_ends() {
    let mut world = World::new();
    let first = world.fork(INIT);
    let second = world.fork(INIT);
    assert_eq!(world.call(first, PAUSE, &[]), Done::Waits);
    world.exit(INIT, 4);
    // The runtime has not stopped the others yet.
    assert_eq!(world.call(second, PAUSE, &[]), Done::Waits);
}

#[test]
fn record_locks_belong_to_processes_and_are_waited_for() {
    let mut world = World::new();
    world.memory(INIT).write(SCRATCH + 128, b"/tmp/lock\0").unwrap();
    let fd = match world.call(INIT, 2, &[SCRATCH + 128, 0o102, 0o600]) {
        Done::Ok(fd) => fd,
        other => panic!("{other:?}"),
    };
    let child = world.fork(INIT);
    // struct flock: a write lock on the whole file.
    let mut flock = [0; 32];
    flock[0] = 1;
    for tid in [INIT, child] {
        world.memory(tid).write(SCRATCH + 256, &flock).unwrap();
    }
    assert_eq!(world.call(INIT, 72, &[fd, 6, SCRATCH + 256]), Done::Ok(0));
    assert_eq!(world.call(child, 72, &[fd, 6, SCRATCH + 256]), Done::Err(Errno::EAGAIN));
    assert_eq!(world.call(child, 72, &[fd, 7, SCRATCH + 256]), Done::Waits);
    assert_eq!(world.call(INIT, CLOSE, &[fd]), Done::Ok(0));
    assert_eq!(world.woken(), [child]);
    assert_eq!(world.resume(child), Done::Ok(0));
}

/// A fixed linear congruential generator: the test is the same each time.
struct Random(u64);

impl Random {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (self.0 >> 33) % n
    }
}

/// Random calls of a handful of processes and threads, of the kinds that concern others: nothing panics, nobody is lost,
/// and when all have ended nothing is left of them.
#[test]
fn random_processes_leave_nothing_behind() {
    for seed in 0..40 {
        let mut random = Random(seed);
        let limits = Limits { processes: 12, memory_bytes: 64 << 20, ..Limits::default() };
        let mut world = World::with(limits);
        world.pipe(INIT);
        let thread = clone::VM | clone::FS | clone::FILES | clone::SIGHAND | clone::THREAD;
        let vfork = clone::VM | clone::VFORK | u64::from(signals::SIGCHLD);
        for _ in 0..400 {
            let tasks: Vec<u32> = world.kernel.tasks.threads.keys().copied().collect();
            let tid = tasks[random.below(tasks.len() as u64) as usize];
            let other = u64::from(tasks[random.below(tasks.len() as u64) as usize]);
            let waits = world.kernel.tasks.threads[&tid].wait.is_some();
            let (nr, args): (u64, [u64; 6]) = match random.below(22) {
                0..=2 => (FORK, [0; 6]),
                3 => (CLONE, [thread, SCRATCH + 0x1000, 0, 0, 0, 0]),
                4 => (CLONE, [vfork, 0, 0, 0, 0, 0]),
                5 | 6 => (WAIT4, [ANY, SCRATCH, random.below(2) * wait::WNOHANG, 0, 0, 0]),
                7 => (KILL, [other, random.below(32), 0, 0, 0, 0]),
                8 => (200, [other, random.below(64), 0, 0, 0, 0]),
                9 => (READ, [3, SCRATCH + 64, 1 + random.below(100), 0, 0, 0]),
                10 => (WRITE, [4, SCRATCH, random.below(40_000), 0, 0, 0]),
                11 => (CLOSE, [3 + random.below(2), 0, 0, 0, 0, 0]),
                12 => (202, [SCRATCH + 0x400, 0, 0, 0, 0, 0]),
                13 => (202, [SCRATCH + 0x400, 1, random.below(3), 0, 0, 0]),
                14 => (109, [other, random.below(2) * other, 0, 0, 0, 0]),
                15 => (112, [0; 6]),
                16 => (13, [random.below(32), SCRATCH + 0x600, 0, 8, 0, 0]),
                17 => (9, [0, random.below(1 << 20), 3, 0x21 + random.below(2), ANY, 0]),
                18 => (60, [random.below(256), 0, 0, 0, 0, 0]),
                19 => (231, [random.below(256), 0, 0, 0, 0, 0]),
                20 => (35, [SCRATCH + 0x700, 0, 0, 0, 0, 0]),
                _ => (157, [prctl::SET_CHILD_SUBREAPER, random.below(2), 0, 0, 0, 0]),
            };
            if tid == INIT && matches!(nr, 60 | 231) {
                continue;
            }
            world.step(tid, (!waits).then_some((nr, args)));
            if !world.kernel.tasks.threads.contains_key(&INIT) {
                break;
            }
        }
        // Everybody else goes; the first process finds them all and is alone then.
        if world.kernel.tasks.threads.contains_key(&INIT) {
            for pid in world.kernel.tasks.processes.keys().copied().collect::<Vec<_>>() {
                if pid != INIT && world.kernel.tasks.alive(pid).is_some() {
                    let tid = world.kernel.tasks.processes[&pid].threads[0];
                    assert!(world.kernel.enter(tid));
                    let outcome = Outcome::Exited(0);
                    world.kernel.finish(&mut VecMemory::new(), &outcome);
                }
            }
            assert!(world.kernel.enter(INIT), "seed {seed}");
            world.kernel.set_wait(None);
            world.kernel.group = crate::signal::Group::new();
            world.kernel.signals = crate::signal::Signals::new();
            while let Done::Ok(pid) = world.call(INIT, WAIT4, &[ANY, 0, wait::WNOHANG, 0]) {
                assert_ne!(pid, 0, "seed {seed}: somebody is alive");
            }
            let kernel = &mut world.kernel;
            assert_eq!(kernel.tasks.processes.len(), 1, "seed {seed}");
            let own_threads = kernel.tasks.processes[&INIT].threads.len();
            assert_eq!(kernel.tasks.threads.len(), own_threads, "seed {seed}");
            kernel.mm.settle();
            assert_eq!(kernel.mm.used_bytes(), kernel.mm.mapped_bytes(), "seed {seed}: memory of the dead");
        }
    }
}

impl World {
    /// A call, or a look at whether the task's wait is over; whatever comes of it.
    fn step(&mut self, tid: u32, call: Option<(u64, [u64; 6])>) {
        if !self.kernel.enter(tid) {
            return;
        }
        let owner = self.borrowed.get(&tid).copied().unwrap_or(tid);
        let mut memory = self.memories.remove(&owner).unwrap_or_default();
        let mut regs = self.regs.get(&tid).cloned().unwrap_or_default();
        let in_vfork = self.kernel.thread.vfork.is_some() || self.kernel.group.stopped;
        let mut answer = match call {
            _ if in_vfork => crate::SyscallReturn { value: 0, attention: true, blocked: false },
            Some((nr, args)) => self.kernel.syscall(&mut memory, nr, args),
            None => self.kernel.resume(&mut memory),
        };
        let mut copies = Vec::new();
        while !answer.blocked && answer.attention {
            match self.kernel.attend(&mut memory, &mut regs) {
                Next::Clone(child) if child.shares_memory => {
                    self.borrowed.insert(child.tid, owner);
                    self.regs.insert(child.tid, child.regs);
                }
                Next::Clone(child) => {
                    copies.push((child.tid, memory.clone()));
                    self.regs.insert(child.tid, child.regs);
                }
                Next::Restart => answer = self.kernel.resume(&mut memory),
                Next::End(outcome) | Next::EndRun(outcome) => {
                    self.kernel.finish(&mut memory, &outcome);
                    break;
                }
                Next::EndThread => {
                    self.kernel.finish_thread(&mut memory);
                    break;
                }
                Next::Continue | Next::Wait | Next::Exec(_) | Next::Resume => break,
            }
        }
        self.kernel.take_alerts();
        self.memories.insert(owner, memory);
        self.memories.extend(copies);
        self.regs.entry(tid).and_modify(|old| *old = regs);
    }
}

/// Two processes that map the same file after they have parted see each other's stores, and so does `read`.
#[test]
fn mappings_of_one_file_are_common() {
    const MMAP: u64 = 9;
    const AT: u64 = 0x3000_0000;
    let mut world = World::new();
    let child = world.fork(INIT);
    let mut fds = Vec::new();
    for tid in [INIT, child] {
        world.memory(tid).write(SCRATCH, b"/tmp/common\0").unwrap();
        let Done::Ok(fd) = world.call(tid, 2, &[SCRATCH, 0o102, 0o600]) else { panic!() };
        fds.push(fd);
    }
    assert_eq!(world.call(INIT, 77, &[fds[0], 0x3000]), Done::Ok(0));
    // At different addresses, and from different positions.
    assert_eq!(world.call(INIT, MMAP, &[AT, 0x3000, 3, 0x11, fds[0], 0]), Done::Ok(AT));
    assert_eq!(world.call(child, MMAP, &[AT + 0x8000, 0x2000, 3, 0x11, fds[1], 0x1000]), Done::Ok(AT + 0x8000));
    world.memory(INIT).write_u32(AT + 0x1ffe, 0x1122_3344).unwrap();
    assert_eq!(world.memory(child).read_u32(AT + 0x8ffe), Ok(0x1122_3344));
    world.memory(child).write_u32(AT + 0x8000, 7).unwrap();
    assert_eq!(world.call(INIT, 17, &[fds[0], SCRATCH, 4, 0x1000]), Done::Ok(4));
    assert_eq!(world.memory(INIT).read_u32(SCRATCH), Ok(7));
    assert_eq!(world.call(INIT, 18, &[fds[0], SCRATCH, 4, 0x2000]), Done::Ok(4));
    assert_eq!(world.memory(child).read_u32(AT + 0x9000), Ok(7));
    // A process-shared futex there is the same word.
    let wait = world.call(INIT, 202, &[AT + 0x1000, 0, 7, 0, 0, 0]);
    assert_eq!(wait, Done::Waits);
    assert_eq!(world.call(child, 202, &[AT + 0x8000, 1, 1, 0, 0, 0]), Done::Ok(1));
    assert_eq!(world.resume(INIT), Done::Ok(0));
    // What is longer, moved, and left by one stays with the other.
    let Done::Ok(moved) = world.call(child, 25, &[AT + 0x8000, 0x2000, 0x8000, 1]) else { panic!() };
    world.memory(child).write_u32(moved, 9).unwrap();
    assert_eq!(world.memory(INIT).read_u32(AT + 0x1000), Ok(9));
    assert_eq!(world.call(INIT, 11, &[AT, 0x3000]), Done::Ok(0));
    assert_eq!(world.memory(child).read_u32(moved), Ok(9));
    world.exit(child, 0);
    assert_eq!(world.call(INIT, 17, &[fds[0], SCRATCH, 4, 0x1000]), Done::Ok(4));
    assert_eq!(world.memory(INIT).read_u32(SCRATCH), Ok(9));
}
