//! Stacks for signal handlers that cannot run on the stack of the code that they interrupt.

use std::ops::Range;

use airlock_platform::{Memory, Prot};

use super::{AddressSpace, Label, Vma};

/// Bytes of such a stack.
const STACK_BYTES: u64 = 256 << 10;
/// Most of them in an address space.
const STACKS_MAX: usize = 4096;

/// A stack for handlers, and the task that uses it.
#[derive(Clone, Copy, Debug)]
pub(super) struct HandlerStack {
    base: u64,
    user: Option<u32>,
}

impl AddressSpace {
    /// A free stack for a handler of a task, as low as there is room: `longjmp` of glibc takes a jump to lower addresses
    /// for an error.
    pub(crate) fn take_handler_stack(&mut self, mem: &mut dyn Memory, tid: u32) -> Option<Range<u64>> {
        if let Some(free) = self.handler_stacks.iter_mut().find(|stack| stack.user.is_none()) {
            free.user = Some(tid);
            return Some(free.base..free.base + STACK_BYTES);
        }
        if self.handler_stacks.len() >= STACKS_MAX {
            return None;
        }
        let base = self.place_low(STACK_BYTES)?;
        self.map_area(mem, Vma::anonymous(base..base + STACK_BYTES, Prot::READ_WRITE, Label::None)).ok()?;
        self.handler_stacks.push(HandlerStack { base, user: Some(tid) });
        Some(base..base + STACK_BYTES)
    }

    /// Its handler has returned, or left.
    pub(crate) fn release_handler_stack(&mut self, base: u64) {
        if let Some(stack) = self.handler_stacks.iter_mut().find(|stack| stack.base == base) {
            stack.user = None;
        }
    }

    /// A task has ended.
    pub(crate) fn release_handler_stacks_of(&mut self, tid: u32) {
        for stack in self.handler_stacks.iter_mut().filter(|stack| stack.user == Some(tid)) {
            stack.user = None;
        }
    }
}
