//! Lifts real programs of this machine: the output is valid Wasm, and the same each time.

use airlock_lift::elf::Object;
use airlock_lift::lift::{Outline, lift_library, lift_part_of_library, lift_part_of_program, lift_program};
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

#[test]
fn the_parts_of_a_program_have_its_functions() {
    const PART: u64 = 64 << 10;
    let bytes = std::fs::read(BUSYBOX).expect("busybox-static is installed by `cargo xtask test`");
    let parsed = Object::parse(&bytes, 0).expect("busybox is an ELF file");
    let outline = Outline::of(&parsed);
    let object = outline.object(&bytes, 0).expect("busybox was read before");
    let text = object.text();
    let whole = lift_library(&object, text.clone());
    // Some of them: each takes its time in an unoptimised build.
    let some = text.start..text.start + 4 * PART;
    let mut roots = Vec::new();
    let mut validator = Validator::new_with_features(WasmFeatures::all() | WasmFeatures::WIDE_ARITHMETIC);
    for start in some.clone().step_by(PART as usize) {
        let part = lift_part_of_library(&object, &outline, start..start + PART, text.clone());
        assert!(part.roots.iter().all(|root| (start..start + PART).contains(root)), "the part at {start:#x}");
        validator.reset();
        if let Err(e) = validator.validate_all(&part.wasm) {
            panic!("the part at {start:#x}: {e}");
        }
        roots.extend(part.roots);
    }
    // A part does not see that a function before it covers what may be a function too, so there can be more.
    let expected = whole.roots.iter().filter(|root| some.contains(root));
    let missing: Vec<&u64> = expected.filter(|root| roots.binary_search(root).is_err()).collect();
    assert!(missing.is_empty(), "no part has {missing:x?}");
    let entry = object.entry..object.entry + 1;
    assert_eq!(lift_part_of_program(&object, &outline, entry, text).roots, [object.entry]);
}
