//! Finds the functions of an object.
//!
//! Starts that are certain enough to cut other functions at (entry, symbols, exception tables, call targets) come
//! first; code pointers become functions only where no function's body covers them, since many are entries of jump
//! tables. What is missed here is translated at run time.

use std::collections::BTreeSet;

use iced_x86::{Code, Decoder, DecoderOptions, FlowControl, OpKind};

use crate::elf::Object;

/// Function starts of an object.
pub(crate) struct Starts {
    /// Sorted.
    pub(crate) certain: Vec<u64>,
    /// Addresses that code or data mentions; sorted.
    pub(crate) possible: Vec<u64>,
}

pub(crate) fn starts(object: &Object<'_>) -> Starts {
    let mut certain: BTreeSet<u64> = object.hints.functions.iter().copied().collect();
    certain.insert(object.entry);
    let mut possible: BTreeSet<u64> = object.hints.pointers.iter().copied().collect();
    for segment in object.segments.iter().filter(|s| s.exec) {
        let is_code = |a: u64| object.code_at(a).is_some();
        let mut decoder = Decoder::with_ip(64, segment.bytes, segment.addr, DecoderOptions::NONE);
        let mut instruction = iced_x86::Instruction::default();
        while decoder.can_decode() {
            decoder.decode_out(&mut instruction);
            match instruction.flow_control() {
                FlowControl::Call if instruction.code() == Code::Call_rel32_64 => {
                    let target = instruction.near_branch_target();
                    if is_code(target) {
                        certain.insert(target);
                    }
                }
                FlowControl::Next => {
                    let mentioned = if instruction.code() == Code::Lea_r64_m && instruction.is_ip_rel_memory_operand() {
                        instruction.memory_displacement64()
                    } else {
                        (0..instruction.op_count())
                            .find(|&n| {
                                matches!(
                                    instruction.op_kind(n),
                                    OpKind::Immediate32 | OpKind::Immediate64 | OpKind::Immediate32to64
                                )
                            })
                            .map_or(0, |n| instruction.immediate(n))
                    };
                    if is_code(mentioned) {
                        possible.insert(mentioned);
                    }
                }
                _ => {}
            }
        }
    }
    Starts { certain: certain.into_iter().collect(), possible: possible.into_iter().collect() }
}
