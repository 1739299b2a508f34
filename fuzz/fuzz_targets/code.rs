//! Any bytes as machine code: the lifter makes a valid module of it.
#![no_main]

use airlock_lift::lift::{CodeSource, lift_fragment};
use libfuzzer_sys::fuzz_target;

const BASE: u64 = 0x40_0000;

struct Source<'a>(&'a [u8]);

impl CodeSource for Source<'_> {
    fn code_at(&self, addr: u64) -> &[u8] {
        addr.checked_sub(BASE).and_then(|n| self.0.get(usize::try_from(n).ok()?..)).unwrap_or_default()
    }
    // Jump tables are looked for in the same bytes.
    fn constant_at(&self, addr: u64, n: usize) -> Option<&[u8]> {
        self.code_at(addr).get(..n)
    }
}

fuzz_target!(|code: &[u8]| {
    let text = BASE..BASE + 0x1000;
    airlock_fuzz::assert_valid(&lift_fragment(&Source(code), BASE, text).wasm);
});
