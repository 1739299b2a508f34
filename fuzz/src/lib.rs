//! What the fuzz targets share.

use wasmparser::{Validator, WasmFeatures};

/// Stops the fuzzer unless the module is valid.
#[allow(clippy::panic, reason = "a panic is how a fuzz target reports")]
pub fn assert_valid(wasm: &[u8]) {
    let mut validator = Validator::new_with_features(WasmFeatures::all() | WasmFeatures::WIDE_ARITHMETIC);
    if let Err(e) = validator.validate_all(wasm) {
        panic!("the lifted module is not valid: {e}");
    }
}
