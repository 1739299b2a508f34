//! Advisory locks on an inode: `flock(2)`, POSIX record locks, open file description locks.

use airlock_abi::Errno;

/// Owners of POSIX record locks are processes; those of other locks are open file descriptions, which count from 1.
const PROCESSES: u64 = 1 << 63;

/// A process as an owner.
pub(crate) fn process(pid: u32) -> u64 {
    PROCESSES | u64::from(pid)
}

/// The process that an owner is.
pub(crate) fn pid_of(owner: u64) -> Option<u32> {
    if owner & PROCESSES != 0 { u32::try_from(owner & !PROCESSES).ok() } else { None }
}

/// A locked range; `end` is exclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Range {
    pub(crate) start: u64,
    pub(crate) end: u64,
    pub(crate) write: bool,
    pub(crate) owner: u64,
}

/// More record locks on one inode than this fail with `ENOLCK`.
const RANGES_MAX: usize = 4096;

/// The locks of one inode.
#[derive(Default)]
pub(crate) struct Locks {
    ranges: Vec<Range>,
    /// Holders of `flock` locks; one of them if `exclusive`.
    whole: Vec<u64>,
    exclusive: bool,
}

impl Locks {
    /// What the locks cost of the filesystem limit.
    pub(crate) fn cost(&self) -> u64 {
        (self.ranges.len() * size_of::<Range>() + self.whole.len() * 8) as u64
    }

    /// The first lock that stands in the way of `wanted`.
    pub(crate) fn conflict(&self, wanted: &Range) -> Option<Range> {
        let clash = |held: &&Range| {
            held.owner != wanted.owner
                && held.start < wanted.end
                && wanted.start < held.end
                && (held.write || wanted.write)
        };
        self.ranges.iter().find(clash).copied()
    }

    /// Sets a record lock, in place of what the owner held there.
    pub(crate) fn set(&mut self, wanted: Range) -> Result<(), Errno> {
        if self.conflict(&wanted).is_some() {
            return Err(Errno::EAGAIN);
        }
        if self.ranges.len() >= RANGES_MAX {
            return Err(Errno::ENOLCK);
        }
        self.clear(wanted.owner, wanted.start, wanted.end);
        self.ranges.push(wanted);
        Ok(())
    }

    /// Removes the owner's record locks in a range, splitting those that reach out of it.
    pub(crate) fn clear(&mut self, owner: u64, start: u64, end: u64) {
        let mut kept = Vec::with_capacity(self.ranges.len());
        for held in self.ranges.drain(..) {
            if held.owner != owner || held.start >= end || start >= held.end {
                kept.push(held);
                continue;
            }
            if held.start < start {
                kept.push(Range { end: start, ..held });
            }
            if end < held.end {
                kept.push(Range { start: end, ..held });
            }
        }
        self.ranges = kept;
    }

    /// `flock`: takes or converts the lock of a file description.
    pub(crate) fn flock(&mut self, owner: u64, exclusive: bool) -> Result<(), Errno> {
        let others = self.whole.iter().any(|holder| *holder != owner);
        if others && (exclusive || self.exclusive) {
            return Err(Errno::EAGAIN);
        }
        self.unflock(owner);
        self.whole.push(owner);
        self.exclusive = exclusive;
        Ok(())
    }

    pub(crate) fn unflock(&mut self, owner: u64) {
        self.whole.retain(|holder| *holder != owner);
    }

    /// Removes all that an owner holds.
    pub(crate) fn drop_owner(&mut self, owner: u64) {
        self.unflock(owner);
        self.ranges.retain(|held| held.owner != owner);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PROCESS: u64 = PROCESSES | 7;

    fn range(owner: u64, start: u64, end: u64, write: bool) -> Range {
        Range { start, end, write, owner }
    }

    #[test]
    fn record_locks_split_and_conflict() {
        let mut locks = Locks::default();
        locks.set(range(PROCESS, 0, 100, true)).unwrap();
        locks.clear(PROCESS, 40, 60);
        assert_eq!(locks.conflict(&range(1, 45, 50, true)), None);
        assert_eq!(locks.conflict(&range(1, 0, 10, false)), Some(range(PROCESS, 0, 40, true)));
        assert_eq!(locks.set(range(1, 99, 100, false)), Err(Errno::EAGAIN));
        locks.set(range(PROCESS, 60, 100, false)).unwrap();
        locks.set(range(1, 99, 100, false)).unwrap();
        locks.drop_owner(PROCESS);
        assert_eq!(locks.conflict(&range(2, 0, u64::MAX, true)), Some(range(1, 99, 100, false)));
    }

    #[test]
    fn flock_converts_and_excludes() {
        let mut locks = Locks::default();
        locks.flock(1, false).unwrap();
        locks.flock(2, false).unwrap();
        assert_eq!(locks.flock(1, true), Err(Errno::EAGAIN));
        locks.unflock(2);
        locks.flock(1, true).unwrap();
        assert_eq!(locks.flock(2, false), Err(Errno::EAGAIN));
        locks.drop_owner(1);
        locks.flock(2, true).unwrap();
    }
}
