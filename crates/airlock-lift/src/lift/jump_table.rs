//! Jump tables: which blocks a computed jump may reach.
//!
//! Tables are looked for by the addresses that the code before the jump mentions. A target that is missed is still
//! reached, through the dispatch table; a target too many costs a label.

use std::ops::Range;

use iced_x86::{Code, Instruction, Register};

use super::cfg::CodeSource;

/// Most entries read from one table.
const MAX_ENTRIES: u64 = 4096;

/// The table layouts that compilers use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Layout {
    /// 8-byte addresses.
    Absolute,
    /// 4-byte signed offsets from the table's start.
    Relative,
}

/// Reads entries until one does not point into `range`.
pub(crate) fn read(source: &dyn CodeSource, table: u64, layout: Layout, range: &Range<u64>) -> Vec<u64> {
    let mut targets = Vec::new();
    for n in 0..MAX_ENTRIES {
        let target = match layout {
            Layout::Absolute => match source.constant_at(table.wrapping_add(n * 8), 8) {
                Some(&[a, b, c, d, e, f, g, h]) => u64::from_le_bytes([a, b, c, d, e, f, g, h]),
                _ => break,
            },
            Layout::Relative => match source.constant_at(table.wrapping_add(n * 4), 4) {
                Some(&[a, b, c, d]) => table.wrapping_add(i64::from(i32::from_le_bytes([a, b, c, d])) as u64),
                _ => break,
            },
        };
        if !range.contains(&target) || source.code_at(target).is_empty() {
            break;
        }
        targets.push(target);
    }
    targets
}

/// Possible targets of the indirect jump at the end of `run`, a straight line of instructions before it.
pub(crate) fn targets(source: &dyn CodeSource, run: &[Instruction], range: &Range<u64>) -> Vec<u64> {
    let Some(jump) = run.last() else { return Vec::new() };
    let mut found = Vec::new();
    if jump.code() == Code::Jmp_rm64 && jump.op0_kind() == iced_x86::OpKind::Memory {
        if jump.memory_index() != Register::None && jump.memory_index_scale() == 8 {
            found = read(source, jump.memory_displacement64(), Layout::Absolute, range);
        }
    } else {
        for i in run.iter().rev().take(24) {
            if i.code() == Code::Lea_r64_m && i.is_ip_rel_memory_operand() {
                found = read(source, i.memory_displacement64(), Layout::Relative, range);
            } else if i.memory_index() != Register::None
                && i.memory_index_scale() == 8
                && i.memory_displacement64() != 0
            {
                found = read(source, i.memory_displacement64(), Layout::Absolute, range);
            }
            if !found.is_empty() {
                break;
            }
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// All targets in tables whose address any of the instructions mentions.
pub(crate) fn mentioned<'a>(
    source: &dyn CodeSource,
    instructions: impl Iterator<Item = &'a Instruction>,
    range: &Range<u64>,
) -> Vec<u64> {
    let mut found = Vec::new();
    for i in instructions {
        if i.code() == Code::Lea_r64_m && i.is_ip_rel_memory_operand() {
            let table = i.memory_displacement64();
            let relative = read(source, table, Layout::Relative, range);
            found.extend(if relative.is_empty() { read(source, table, Layout::Absolute, range) } else { relative });
        } else if i.memory_index_scale() == 8 && i.memory_displacement64() != 0 {
            found.extend(read(source, i.memory_displacement64(), Layout::Absolute, range));
        } else if i.code() == Code::Mov_r32_imm32 {
            found.extend(read(source, i.immediate(1), Layout::Absolute, range));
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}
