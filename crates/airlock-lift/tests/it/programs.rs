//! Lifts real programs of this machine: the output is valid Wasm, and the same each time.

use airlock_lift::elf::Object;
use airlock_lift::lift::lift_program;
use wasmparser::{Validator, WasmFeatures};

/// Installed by `cargo xtask test`.
const BUSYBOX: &str = "/bin/busybox";

#[test]
fn busybox_lifts_to_valid_wasm_and_deterministically() {
    let bytes = std::fs::read(BUSYBOX).expect("busybox-static is installed by `cargo xtask test`");
    let object = Object::parse(&bytes, 0).expect("busybox is an ELF file");
    let lifted = lift_program(&object);
    assert!(lifted.roots.len() > 2000, "{} functions", lifted.roots.len());
    assert!(lifted.roots.binary_search(&object.entry).is_ok());
    let mut validator = Validator::new_with_features(WasmFeatures::all() | WasmFeatures::WIDE_ARITHMETIC);
    if let Err(e) = validator.validate_all(&lifted.wasm) {
        panic!("{e}");
    }
    assert_eq!(lift_program(&object).wasm, lifted.wasm);
}
