//! Jump tables: which blocks a computed jump may reach.
//!
//! Tables are looked for by the addresses that the code before the jump mentions. A target that is missed is still
//! reached, through the dispatch table; a target too many costs a label.

use std::collections::BTreeSet;
use std::ops::Range;

use iced_x86::{Code, Instruction, Register};

use super::cfg::CodeSource;

/// Most entries read from one table.
const MAX_ENTRIES: u64 = 4096;

/// Most places outside of a function that one table of it leads to.
pub(crate) const MAX_ELSEWHERE: usize = 4;

/// Most targets looked for in all tables of one function.
const MAX_MENTIONED: usize = 1 << 14;

/// Most labels of all computed jumps of one function together. Further jumps leave through the dispatch table. A label
/// takes a byte or two, and a function body may have 7.6 million.
pub(crate) const MAX_LABELS: u64 = 1 << 21;

/// Takes what a jump to these targets costs from the labels that are left; `false` if that is too much.
pub(crate) fn afford(labels: &mut u64, targets: &[u64]) -> bool {
    let (Some(&lo), Some(&hi)) = (targets.iter().min(), targets.iter().max()) else { return true };
    // A label for each address between them, or else a comparison with each target.
    let span = hi - lo + 1;
    let cost = if span <= 0x8000 { span } else { targets.len() as u64 * 16 };
    match labels.checked_sub(cost) {
        Some(rest) => {
            *labels = rest;
            true
        }
        None => false,
    }
}

/// The table layouts that compilers use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Layout {
    /// 8-byte addresses.
    Absolute,
    /// 4-byte signed offsets from the table's start.
    Relative,
}

/// Reads entries that point into `range`. A few may lead to other code, as the unlikely part of a function lies elsewhere;
/// where there are more, or something else, the table has ended.
pub(crate) fn read(source: &dyn CodeSource, table: u64, layout: Layout, range: &Range<u64>) -> Vec<u64> {
    let mut targets = Vec::new();
    let mut elsewhere = BTreeSet::new();
    for n in 0..MAX_ENTRIES {
        let target = match layout {
            Layout::Absolute => match source.initial_word_at(table.wrapping_add(n * 8)) {
                Some(target) => target,
                None => break,
            },
            Layout::Relative => match source.constant_at(table.wrapping_add(n * 4), 4) {
                Some(&[a, b, c, d]) => table.wrapping_add(i64::from(i32::from_le_bytes([a, b, c, d])) as u64),
                _ => break,
            },
        };
        if source.code_at(target).is_empty() {
            break;
        }
        if range.contains(&target) {
            targets.push(target);
        } else if elsewhere.insert(target) && elsewhere.len() > MAX_ELSEWHERE {
            break;
        }
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
    let mut found = BTreeSet::new();
    let mut seen = BTreeSet::new();
    for i in instructions {
        let relative_too = i.code() == Code::Lea_r64_m && i.is_ip_rel_memory_operand();
        let table = if relative_too || (i.memory_index_scale() == 8 && i.memory_displacement64() != 0) {
            i.memory_displacement64()
        } else if i.code() == Code::Mov_r32_imm32 {
            i.immediate(1)
        } else {
            continue;
        };
        if !seen.insert((table, relative_too)) {
            continue;
        }
        let relative = if relative_too { read(source, table, Layout::Relative, range) } else { Vec::new() };
        found.extend(if relative.is_empty() { read(source, table, Layout::Absolute, range) } else { relative });
        if found.len() >= MAX_MENTIONED {
            break;
        }
    }
    found.into_iter().collect()
}
