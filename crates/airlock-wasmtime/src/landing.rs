//! Where control goes when compiled code faults: back into the host, on top of the code that waits.
//!
//! wasmtime can only end code that faults. But the signal handler of the host may also change where the thread goes on,
//! and lets it *land* in a function of ours as if the faulting instruction had called it. That function saves all machine
//! registers, so that the instruction can be executed again afterwards: the guest's signal handler runs in between,
//! the page has become accessible, or nothing was to be done at all. If the code is to be left for good, it goes back to
//! the instruction with registers that make it fault again, in a way that wasmtime ends.

use std::ffi::c_void;
use std::ops::Range;
use std::ptr::null_mut;
use std::sync::atomic::{AtomicBool, AtomicPtr, AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};

use wasmtime::Store;
use wasmtime::unix::StoreExt;

use crate::machine::Machine;
use crate::reservation::{GUARD_BYTES, GUEST_BYTES};
use crate::task::TaskState;

/// No fault was seen.
pub(crate) const NO_FAULT: u64 = u64::MAX;

/// Bytes below the stack pointer that code may use without moving it.
const RED_ZONE: u64 = 128;

/// What the signal handler of a store and the machine around it have in common.
pub(crate) struct Landing {
    /// Host address of guest address 0.
    base: u64,
    /// Guest address of the last fault in compiled code.
    fault: AtomicU64,
    /// Whether that was a write.
    write: AtomicBool,
    /// The machine that runs compiled code now.
    machine: AtomicPtr<Machine>,
    /// The next fault is the end of the code that it happens in.
    leaving: AtomicBool,
}

impl Landing {
    /// For a guest whose memory begins at this host address.
    pub(crate) fn new(base: u64) -> Arc<Self> {
        // Not in a signal handler.
        host_code();
        Arc::new(Self {
            base,
            fault: AtomicU64::new(NO_FAULT),
            write: AtomicBool::new(false),
            machine: AtomicPtr::new(null_mut()),
            leaving: AtomicBool::new(false),
        })
    }

    /// Makes faults of this store land.
    pub(crate) fn install(self: &Arc<Self>, store: &mut Store<TaskState>) {
        let landing = Arc::clone(self);
        // SAFETY: the handler is async-signal-safe: it reads what the kernel passes to it, stores to atomics and to the
        // stack of the code that faulted.
        unsafe { store.set_signal_handler(move |signal, info, context| landing.fault(signal, info, context)) }
    }

    /// Says which machine is about to run compiled code; gives the one before.
    pub(crate) fn enter(&self, machine: *mut Machine) -> *mut Machine {
        self.machine.swap(machine, Ordering::Relaxed)
    }

    /// Guest address of the fault that ended compiled code, and whether that was a write. [`NO_FAULT`] if it was not the
    /// guest's memory.
    pub(crate) fn last_fault(&self) -> (u64, bool) {
        (self.fault.load(Ordering::Relaxed), self.write.load(Ordering::Relaxed))
    }

    /// Forgets the last fault: compiled code goes on.
    pub(crate) fn reset(&self) {
        self.fault.store(NO_FAULT, Ordering::Relaxed);
        self.leaving.store(false, Ordering::Relaxed);
    }

    /// A fault that a host function met on behalf of compiled code. True: the code is to be left.
    pub(crate) fn land_from_host(&self, addr: u64) -> bool {
        self.land(|machine| machine.fault(addr))
    }

    fn land(&self, f: impl FnOnce(&mut Machine) -> bool) -> bool {
        let machine = self.machine.load(Ordering::Relaxed);
        // SAFETY: whoever runs compiled code has said where its machine is, and waits in the call of that code; it
        // derives its own reference anew afterwards (`Machine::call`).
        let Some(machine) = (unsafe { machine.as_mut() }) else { return true };
        f(machine)
    }

    /// In the signal handler. True: the thread goes on as its context says.
    fn fault(&self, signal: i32, info: *const libc::siginfo_t, context: *const c_void) -> bool {
        if info.is_null() || context.is_null() || self.leaving.load(Ordering::Relaxed) {
            return false;
        }
        // SAFETY: not null; the kernel passes a whole `siginfo_t`.
        let host = unsafe { (*info).si_addr() } as u64;
        let guest = host.wrapping_sub(self.base);
        if signal != libc::SIGSEGV || guest >= (GUEST_BYTES + GUARD_BYTES) as u64 {
            return false;
        }
        // SAFETY: not null; the kernel passes the `ucontext_t` of this thread, which nobody else looks at.
        let context = unsafe { &mut *context.cast_mut().cast::<libc::ucontext_t>() };
        let registers = &mut context.uc_mcontext.gregs;
        let read = |register: i32| registers.get(register as usize).map_or(0, |value| *value as u64);
        let (pc, sp, error) = (read(libc::REG_RIP), read(libc::REG_RSP), read(libc::REG_ERR));
        if host_code().iter().any(|range| range.contains(&pc)) || self.machine.load(Ordering::Relaxed).is_null() {
            return false;
        }
        // Modulo 4 GiB: lifted code bases accesses near the stack pointer below it.
        self.fault.store(guest & (GUEST_BYTES as u64 - 1), Ordering::Relaxed);
        // Bit 1 of the page fault's error code (SDM volume 3, section 4.7).
        self.write.store(error & 2 != 0, Ordering::Relaxed);
        let sp = sp - RED_ZONE - 16;
        // SAFETY: compiled code runs on a stack with megabytes of room below what wasmtime lets it use.
        unsafe {
            let frame = sp as *mut u64;
            frame.write(std::ptr::from_ref(self) as u64);
            frame.add(1).write(pc);
        }
        if let Some(slot) = registers.get_mut(libc::REG_RSP as usize) {
            *slot = sp as i64;
        }
        if let Some(slot) = registers.get_mut(libc::REG_RIP as usize) {
            *slot = airlock_land as *const () as i64;
        }
        true
    }
}

/// Called by `airlock_land`. Not 0: the code is to be left.
///
/// # Safety
/// `landing` is the one that [`Landing::fault`] was called on, on the same thread.
unsafe extern "C" fn landed(landing: *const Landing) -> u64 {
    // SAFETY: the store that holds it is alive: code of it is being executed.
    let landing = unsafe { &*landing };
    let leave = landing.land(Machine::land);
    landing.leaving.store(leave, Ordering::Relaxed);
    u64::from(leave)
}

unsafe extern "C" {
    /// Not to be called: [`Landing::fault`] sends threads here. On the stack are the [`Landing`], the address of the
    /// instruction that faulted, and its red zone.
    fn airlock_land();
}

// The registers that make the instruction fault again are no addresses, and neither are sums of two of them, scaled by up
// to 8: bits 63 to 47 of an address are equal. wasmtime takes the fault, which has no address then, for an access out of
// bounds, as it takes the one before. rbp is left alone: compiled code does not use it for the guest's addresses, and
// wasmtime takes it for a frame pointer.
std::arch::global_asm!(
    ".globl airlock_land",
    ".hidden airlock_land",
    ".type airlock_land,@function",
    "airlock_land:",
    "pushfq",
    "cld",
    "push rax",
    "push rcx",
    "push rdx",
    "push rbx",
    "push rbp",
    "push rsi",
    "push rdi",
    "push r8",
    "push r9",
    "push r10",
    "push r11",
    "push r12",
    "push r13",
    "push r14",
    "push r15",
    "mov rdi, [rsp + 128]",
    "mov rbp, rsp",
    "sub rsp, 576",
    "and rsp, -64",
    "fxsave64 [rsp]",
    "call {landed}",
    "fxrstor64 [rsp]",
    "mov rsp, rbp",
    "test rax, rax",
    "jnz 2f",
    "pop r15",
    "pop r14",
    "pop r13",
    "pop r12",
    "pop r11",
    "pop r10",
    "pop r9",
    "pop r8",
    "pop rdi",
    "pop rsi",
    "pop rbp",
    "pop rbx",
    "pop rdx",
    "pop rcx",
    "pop rax",
    "popfq",
    "lea rsp, [rsp + 8]",
    "ret 128",
    "2:",
    "mov rax, 0x1111111111111110",
    "mov rcx, rax",
    "mov rdx, rax",
    "mov rbx, rax",
    "mov rsi, rax",
    "mov rdi, rax",
    "mov r8, rax",
    "mov r9, rax",
    "mov r10, rax",
    "mov r11, rax",
    "mov r12, rax",
    "mov r13, rax",
    "mov r14, rax",
    "mov r15, rax",
    "mov rbp, [rsp + 80]",
    "lea rsp, [rsp + 136]",
    "ret 128",
    ".size airlock_land, . - airlock_land",
    landed = sym landed,
);

/// Where the code of the host itself lies: the program and its libraries. A fault there is not the guest's.
fn host_code() -> &'static [Range<u64>] {
    static CODE: OnceLock<Vec<Range<u64>>> = OnceLock::new();
    CODE.get_or_init(|| {
        let mut ranges: Vec<Range<u64>> = Vec::new();
        // SAFETY: the function is called for each object with a valid pointer, before this returns, and with the vector
        // as `data`.
        unsafe { libc::dl_iterate_phdr(Some(note_code), std::ptr::from_mut(&mut ranges).cast()) };
        ranges
    })
}

unsafe extern "C" fn note_code(info: *mut libc::dl_phdr_info, _size: usize, data: *mut c_void) -> i32 {
    // SAFETY: see `host_code`; `dlpi_phdr` points to `dlpi_phnum` headers.
    let (info, ranges) = unsafe { (&*info, &mut *data.cast::<Vec<Range<u64>>>()) };
    if info.dlpi_phdr.is_null() {
        return 0;
    }
    // SAFETY: as above, and not null.
    let headers = unsafe { std::slice::from_raw_parts(info.dlpi_phdr, usize::from(info.dlpi_phnum)) };
    for header in headers.iter().filter(|header| header.p_type == libc::PT_LOAD && header.p_flags & libc::PF_X != 0) {
        let start = info.dlpi_addr.wrapping_add(header.p_vaddr);
        ranges.push(start..start.saturating_add(header.p_memsz));
    }
    0
}
