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
