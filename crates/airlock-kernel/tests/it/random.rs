//! Any call with any arguments: the kernel answers, whatever it says, and stays within its limits.

use std::sync::Arc;

use airlock_kernel::{Arg, Config, Mount, MountSource, RootSource, Row, syscall_rows};
use airlock_platform::Registers;
use airlock_types::Limits;

use crate::harness::Guest;
use crate::host::TestDir;

/// xorshift64*: the same calls each time.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    fn below(&mut self, n: usize) -> usize {
        (self.next() % n as u64) as usize
    }
}

const PATHS: [&str; 20] = [
    "/tmp/a",
    "/tmp/b",
    "/tmp/d",
    "/tmp/d/e",
    "/tmp/link",
    "/data/file",
    "/data/dir/x",
    "/ro/file",
    "/etc/passwd",
    "/etc",
    "..",
    ".",
    "",
    "/",
    "/proc/self/fd/3",
    "/proc/self/maps",
    "/dev/null",
    "/dev/zero",
    "a//b/../c/",
    "/proc/self/exe",
];

fn guest() -> Guest {
    let root = TestDir::new();
    root.dir("etc").file("passwd", b"root", 0o644).link_to("l", "../etc/passwd");
    let data = TestDir::new();
    data.file("file", b"data", 0o644).dir("dir");
    let limits = Limits {
        memory_bytes: 16 << 20,
        filesystem_bytes: 4 << 20,
        open_files: 64,
        output_bytes: 1 << 16,
        ..Limits::default()
    };
    let mount =
        |at: &[u8], writable| Mount { at: at.to_vec(), source: MountSource::Dir(Arc::new(data.clone())), writable };
    Guest::new(Config {
        limits,
        root: RootSource::Host(Arc::new(root)),
        mounts: vec![mount(b"/data", true), mount(b"/ro", false)],
        trace: true,
        ..Config::default()
    })
}

fn argument(g: &mut Guest, random: &mut Random, kind: Option<Arg>) -> u64 {
    // Mostly what the call wants, so that it gets past its first check.
    let choice = match kind {
        _ if random.below(6) == 0 => random.below(10),
        Some(Arg::Path) => 8,
        Some(Arg::Fd) => 1,
        Some(Arg::DirFd) => 1 + 5 * random.below(2),
        Some(Arg::Ptr | Arg::Out | Arg::In(_) | Arg::Stat | Arg::FdPair | Arg::Strings | Arg::Timespec) => 9,
        Some(Arg::Size | Arg::Long) => 7,
        _ => random.below(10),
    };
    match choice {
        0 => random.below(4) as u64,
        1 | 2 => random.below(12) as u64,
        3 => random.next(),
        4 => 1 << random.below(64),
        5 => (random.below(20) as u64).wrapping_neg(),
        6 => 0xffff_ffff_ffff_ff9c,
        7 => random.below(0x2000) as u64,
        8 => {
            let path = PATHS[random.below(PATHS.len())];
            g.put(&[path.as_bytes(), b"\0"].concat())
        }
        _ => {
            let bytes: Vec<u8> = (0..8).flat_map(|_| (random.below(64) as u64).to_le_bytes()).collect();
            g.put(&bytes)
        }
    }
}

fn run(seed: u64, calls: usize) {
    let rows: Vec<&Row> = syscall_rows().collect();
    let mut random = Random(seed);
    let mut g = guest();
    let mut ended = 0;
    for _ in 0..calls {
        let row = rows[random.below(rows.len())];
        let args = std::array::from_fn(|index| argument(&mut g, &mut random, row.args.get(index).copied()));
        let answer = g.kernel.syscall(&mut g.mem, u64::from(row.nr), args);
        if answer.attention {
            // What ended is begun anew, so that calls after an exit are tried too.
            let mut regs = Registers::default();
            if matches!(g.kernel.attend(&mut g.mem, &mut regs), airlock_kernel::Next::End(_)) {
                ended += 1;
                g = guest();
            }
        }
        g.kernel.take_trace();
    }
    assert!(ended > 0, "no call ended a guest, which exit should");
}

#[test]
fn no_call_panics() {
    // More with e.g. AIRLOCK_RANDOM_RUNS=1000.
    let runs = std::env::var("AIRLOCK_RANDOM_RUNS").ok().and_then(|n| n.parse().ok()).unwrap_or(8);
    for seed in 1..=runs {
        run(0x9e37_79b9_7f4a_7c15u64.wrapping_mul(seed), 20_000);
    }
}

#[test]
fn a_kernel_can_move_to_another_thread() {
    fn is_send<T: Send>(_: &T) {}
    is_send(&guest().kernel);
}
