//! The compiler's settings, and how the guest's memory gets into a store.

use std::cell::RefCell;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use wasmtime::{Config, Engine, LinearMemory, MemoryCreator, MemoryType, OptLevel};

use crate::reservation::{GUARD_BYTES, GUEST_BYTES, Reservation};

/// Native stack for lifted code. Every guest call is a native call, so this bounds the guest's recursion: at about
/// 100 bytes a frame it is deeper than the 8 MiB stack that Linux gives a program.
pub(crate) const WASM_STACK_BYTES: usize = 256 << 20;

/// Stack of the guest's thread: the above, and room for the host's functions (a translation at run time among them).
pub(crate) const THREAD_STACK_BYTES: usize = WASM_STACK_BYTES + (64 << 20);

/// An engine for lifted code.
pub(crate) fn new_engine() -> wasmtime::Result<Engine> {
    let mut config = Config::new();
    config
        .cranelift_opt_level(OptLevel::Speed)
        .parallel_compilation(true)
        .wasm_wide_arithmetic(true)
        .wasm_function_references(true)
        .wasm_tail_call(true)
        .wasm_simd(true)
        .wasm_threads(true)
        .wasm_bulk_memory(true)
        .wasm_multi_value(true)
        .wasm_backtrace_max_frames(None)
        .native_unwind_info(false)
        .generate_address_map(false)
        .max_wasm_stack(WASM_STACK_BYTES)
        // Not used here, but the engine insists that it is no smaller.
        .async_stack_size(WASM_STACK_BYTES)
        .memory_init_cow(false)
        .memory_reservation(GUEST_BYTES as u64)
        .memory_guard_size(GUARD_BYTES as u64)
        .memory_may_move(false)
        .guard_before_linear_memory(false)
        .with_host_memory(Arc::new(Creator));
    Engine::new(&config)
}

/// Makes large allocations mappings of their own, always. An instance has a table with an entry per byte of its program's
/// text; by default the allocator learns to reuse the memory of the last one and clears megabytes by hand, where the host's
/// kernel gives zeroed pages of which few are ever touched. Holds for the whole process.
pub(crate) fn keep_tables_fresh() {
    #[cfg(target_env = "gnu")]
    // SAFETY: sets a parameter of the allocator, which locks for itself.
    unsafe {
        libc::mallopt(libc::M_MMAP_THRESHOLD, 1 << 20);
    }
}

/// Everything that decides whether compiled code from the cache fits: the lifter that made the Wasm, the engine's
/// version and settings, the CPU's features.
pub(crate) fn fingerprint(engine: &Engine) -> [u8; 32] {
    let mut hasher = Blake3Hasher(blake3::Hasher::new());
    crate::LIFTER_VERSION.hash(&mut hasher);
    env!("AIRLOCK_LIFTER_FINGERPRINT").hash(&mut hasher);
    engine.precompile_compatibility_hash().hash(&mut hasher);
    *hasher.0.finalize().as_bytes()
}

/// Feeds what `Hash` sees to BLAKE3: unlike the standard hashers it is the same in every process.
struct Blake3Hasher(blake3::Hasher);

impl Hasher for Blake3Hasher {
    fn write(&mut self, bytes: &[u8]) {
        self.0.update(&(bytes.len() as u64).to_le_bytes());
        self.0.update(bytes);
    }

    fn finish(&self) -> u64 {
        let digest = self.0.finalize();
        digest.as_bytes().first_chunk().map_or(0, |bytes| u64::from_le_bytes(*bytes))
    }
}

thread_local! {
    /// The reservation that the next memory made on this thread gets. An engine has one creator for all its stores,
    /// and the creator is not told for which store it works.
    static NEXT: RefCell<Option<Arc<Reservation>>> = const { RefCell::new(None) };
}

/// Makes `reservation` the memory of the module that `instantiate` instantiates.
pub(crate) fn with_memory<T>(reservation: &Arc<Reservation>, instantiate: impl FnOnce() -> T) -> T {
    NEXT.with(|next| next.replace(Some(Arc::clone(reservation))));
    let result = instantiate();
    NEXT.with(|next| next.replace(None));
    result
}

struct Creator;

// SAFETY: `new_memory` returns 4 GiB that never move, followed by a guard of the size that the engine is configured
// with; it refuses every other request.
unsafe impl MemoryCreator for Creator {
    fn new_memory(
        &self,
        ty: MemoryType,
        minimum: usize,
        maximum: Option<usize>,
        reserved_size_in_bytes: Option<usize>,
        guard_size_in_bytes: usize,
    ) -> Result<Box<dyn LinearMemory>, String> {
        if ty.is_64() || ty.is_shared() || minimum != GUEST_BYTES || maximum != Some(GUEST_BYTES) {
            return Err("lifted code has one 32-bit memory of 4 GiB".to_owned());
        }
        if reserved_size_in_bytes.is_some_and(|n| n > GUEST_BYTES) || guard_size_in_bytes > GUARD_BYTES {
            return Err("the engine's memory settings differ from the guest's reservation".to_owned());
        }
        let reservation = NEXT.with(|next| next.take()).ok_or("no guest memory was prepared for this instance")?;
        Ok(Box::new(GuestLinearMemory(reservation)))
    }
}

struct GuestLinearMemory(Arc<Reservation>);

// SAFETY: the base stays valid and in place as long as the `Arc` lives; the size never changes. Not all of it is
// accessible: which pages are is the guest kernel's decision, and a wrong access of compiled code is a trap.
unsafe impl LinearMemory for GuestLinearMemory {
    fn byte_size(&self) -> usize {
        GUEST_BYTES
    }

    fn byte_capacity(&self) -> usize {
        GUEST_BYTES
    }

    fn grow_to(&mut self, _new_size: usize) -> wasmtime::Result<()> {
        Err(wasmtime::Error::msg("the guest's memory has its full size from the start"))
    }

    fn as_ptr(&self) -> *mut u8 {
        self.0.base()
    }
}
