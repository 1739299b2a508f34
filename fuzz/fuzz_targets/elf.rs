//! Any bytes as an ELF file: the reader refuses it or the lifter makes a valid module of it.
#![no_main]

use airlock_lift::elf::Object;
use airlock_lift::lift::lift_program;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (u32, &[u8])| {
    let (bias, file) = input;
    if let Ok(object) = Object::parse(file, u64::from(bias & !0xfff)) {
        airlock_fuzz::assert_valid(&lift_program(&object).wasm);
    }
});
