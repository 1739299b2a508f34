//! What to tell about an instruction that was not executed.

use iced_x86::{Decoder, DecoderOptions, Formatter, IntelFormatter};

/// Longest x86 instruction.
pub(crate) const INSTRUCTION_BYTES_MAX: usize = 15;

/// The instruction at the start of `bytes`, which lie at `pc`: text and bytes.
pub(crate) fn describe(bytes: &[u8], pc: u64) -> String {
    let instruction = Decoder::with_ip(64, bytes, pc, DecoderOptions::NONE).decode();
    let mut text = String::new();
    if instruction.is_invalid() {
        text.push_str("no valid instruction");
    } else {
        IntelFormatter::new().format(&instruction, &mut text);
    }
    let len = if instruction.is_invalid() { bytes.len() } else { instruction.len() };
    let hex: Vec<String> = bytes.iter().take(len).map(|byte| format!("{byte:02x}")).collect();
    format!("`{text}`, bytes {}", hex.join(" "))
}

#[cfg(test)]
mod tests {
    use super::describe;

    #[test]
    fn names_text_and_bytes() {
        assert_eq!(describe(&[0x0f, 0x0b, 0x90], 0), "`ud2`, bytes 0f 0b");
        assert_eq!(describe(&[0xc5, 0xf8, 0x58, 0xc1], 0), "`vaddps xmm0,xmm0,xmm1`, bytes c5 f8 58 c1");
        assert_eq!(describe(&[0x06], 0), "`no valid instruction`, bytes 06");
        assert_eq!(describe(&[], 0), "`no valid instruction`, bytes ");
    }
}
