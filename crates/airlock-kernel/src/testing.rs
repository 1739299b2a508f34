//! A guest for unit tests: a kernel, memory with a scratch area, and calls by number.

use std::sync::Arc;

use airlock_abi::Errno;
use airlock_platform::{FixedPlatform, Memory, Platform, Registers, VecMemory};

use crate::{Config, Kernel, Mount, MountSource, Next, SyscallReturn};

/// Start of the scratch area that [`Guest::new`] maps.
pub(crate) const SCRATCH: u64 = 0x1000_0000;
/// Its size.
pub(crate) const SCRATCH_BYTES: u64 = 0x10_0000;

/// One guest.
pub(crate) struct Guest {
    pub(crate) kernel: Kernel,
    pub(crate) mem: VecMemory,
}

impl Guest {
    /// An empty root, uid 0, a mapped scratch area.
    pub(crate) fn new() -> Self {
        Self::with(Config::default())
    }

    /// A guest with these settings and a mapped scratch area.
    pub(crate) fn with(config: Config) -> Self {
        let platform = Arc::new(FixedPlatform::default());
        let outside = Platform { clock: platform.clone(), entropy: platform.clone(), stdio: platform };
        let kernel = Kernel::new(config, outside).unwrap();
        let mut guest = Self { kernel, mem: VecMemory::new() };
        let at = guest.call(9, &[SCRATCH, SCRATCH_BYTES, 3, 0x32, u64::MAX, 0]);
        assert_eq!(at, Ok(SCRATCH));
        guest
    }

    /// A guest that finds these files.
    pub(crate) fn with_files(files: &[(&str, &[u8])]) -> Self {
        let mounts = files
            .iter()
            .map(|(path, bytes)| Mount {
                at: path.as_bytes().to_vec(),
                source: MountSource::Bytes((*bytes).into(), 0o755),
                writable: false,
            })
            .collect();
        Self::with(Config { mounts, ..Config::default() })
    }

    /// Makes a system call.
    pub(crate) fn raw(&mut self, nr: u64, args: &[u64]) -> SyscallReturn {
        let mut all = [0; 6];
        all[..args.len()].copy_from_slice(args);
        self.kernel.syscall(&mut self.mem, nr, all)
    }

    /// Makes a system call and splits value and error.
    pub(crate) fn call(&mut self, nr: u64, args: &[u64]) -> Result<u64, Errno> {
        let value = self.raw(nr, args).value;
        Errno::from_return(value).map_or(Ok(value), Err)
    }

    /// Puts bytes into the scratch area.
    pub(crate) fn put(&mut self, offset: u64, bytes: &[u8]) -> u64 {
        self.mem.write(SCRATCH + offset, bytes).unwrap();
        SCRATCH + offset
    }

    /// Puts a C string into the scratch area.
    pub(crate) fn put_str(&mut self, offset: u64, text: &str) -> u64 {
        self.put(offset, format!("{text}\0").as_bytes())
    }

    /// Reads bytes.
    pub(crate) fn get<const N: usize>(&self, addr: u64) -> [u8; N] {
        let mut bytes = [0; N];
        self.mem.read(addr, &mut bytes).unwrap();
        bytes
    }

    /// Attends with these registers.
    pub(crate) fn attend(&mut self, regs: &mut Registers) -> Next {
        self.kernel.attend(&mut self.mem, regs)
    }
}

#[cfg(test)]
mod tests {
    use airlock_platform::{Memory, Registers};
    use airlock_types::Limits;

    use super::{Guest, SCRATCH, SCRATCH_BYTES};
    use crate::{Config, Next, syscall_rows};

    /// Rounds (`AIRLOCK_FUZZ_ROUNDS` overrides it) and calls per round; each round is a fresh guest.
    const ROUNDS: u64 = 100;
    const CALLS: u64 = 400;

    struct Random(u64);

    impl Random {
        fn below(&mut self, n: u64) -> u64 {
            self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            (self.0 >> 33) % n
        }

        /// A value that a hostile guest might pass.
        fn argument(&mut self) -> u64 {
            match self.below(12) {
                0..=2 => self.below(8),
                3 => [u64::MAX, i64::MAX as u64, i64::MIN as u64, 0xffff_ff9c, u64::from(u32::MAX)]
                    [self.below(5) as usize],
                4 => 1 << self.below(64),
                5 => (1u64 << self.below(64)).wrapping_sub(1),
                6 => SCRATCH + SCRATCH_BYTES - self.below(64),
                7 => SCRATCH + self.below(256) * 4096,
                8 => 0xf000_0000u64.wrapping_sub(self.below(3) * 4096),
                9 => self.below(0x1_0000),
                _ => SCRATCH + self.below(64) * 64,
            }
        }
    }

    #[test]
    fn a_kernel_can_move_between_threads() {
        fn check<T: Send>() {}
        check::<crate::Kernel>();
    }

    #[test]
    fn random_calls_never_panic() {
        let numbers: Vec<u64> = syscall_rows().map(|row| u64::from(row.nr)).collect();
        let mut random = Random(2024);
        for round in 0..std::env::var("AIRLOCK_FUZZ_ROUNDS").ok().and_then(|n| n.parse().ok()).unwrap_or(ROUNDS) {
            let limits = Limits {
                memory_bytes: 24 << 20,
                open_files: 16,
                filesystem_bytes: 1 << 20,
                output_bytes: 1 << 16,
                ..Limits::default()
            };
            let mut guest = Guest::with(Config { limits, trace: round % 4 == 0, ..Config::default() });
            for (i, path) in
                ["/tmp/a", "/tmp", "a/../b", "/dev/zero", "/proc/self/maps", "", "/proc/self/fd/3"].iter().enumerate()
            {
                guest.put_str(i as u64 * 64, path);
            }
            let mut regs = Registers::default();
            for _ in 0..CALLS {
                // Plausible bytes for structures.
                let at = SCRATCH + random.below(64) * 64;
                let value = random.argument();
                let _ = guest.mem.write_u64(at, value);
                let nr = numbers[random.below(numbers.len() as u64) as usize];
                let args: [u64; 6] = std::array::from_fn(|_| random.argument());
                let result = guest.raw(nr, &args);
                if result.attention {
                    regs.gpr[Registers::RSP] = random.argument();
                    // A guest that has ended goes on here, so that the calls after its end count too.
                    if let Next::Exec(_) = guest.attend(&mut regs) {
                        break;
                    }
                }
            }
            guest.kernel.take_trace();
            assert!(guest.kernel.report().peak_memory_bytes <= 24 << 20);
        }
    }
}
