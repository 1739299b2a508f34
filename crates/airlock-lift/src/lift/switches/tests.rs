use iced_x86::code_asm::*;

use super::super::blocks::{self, Graph, NodeKind};
use super::super::cfg::{self, CodeSource};
use super::super::functions_at;
use crate::ir::Term;

const CODE: u64 = 0x40_0000;
const TABLE: u64 = 0x50_0000;

/// Code, and a table of addresses of some of its instructions.
struct Program {
    code: Vec<u8>,
    table: Vec<u8>,
}

impl CodeSource for Program {
    fn code_at(&self, addr: u64) -> &[u8] {
        addr.checked_sub(CODE).and_then(|n| self.code.get(n as usize..)).unwrap_or_default()
    }
    fn constant_at(&self, addr: u64, n: usize) -> Option<&[u8]> {
        let at = addr.checked_sub(TABLE)? as usize;
        self.table.get(at..at + n)
    }
}

/// A function that ends in a jump through a table of four entries. `before` limits the index in eax, or not.
fn graph(before: impl Fn(&mut CodeAssembler, CodeLabel), after_table: bool) -> Graph {
    let mut a = CodeAssembler::new(64).unwrap();
    let (mut default, mut labels) = (a.create_label(), [(); 4].map(|()| a.create_label()));
    before(&mut a, default);
    a.jmp(qword_ptr(rax * 8 + TABLE as i32)).unwrap();
    for (n, label) in labels.iter_mut().enumerate() {
        a.set_label(label).unwrap();
        a.mov(eax, n as u32).unwrap();
        a.ret().unwrap();
    }
    a.set_label(&mut default).unwrap();
    a.ret().unwrap();
    let options = iced_x86::BlockEncoderOptions::RETURN_NEW_INSTRUCTION_OFFSETS;
    let result = a.assemble_options(CODE, options).unwrap();
    let mut table = Vec::new();
    for label in &labels {
        table.extend(result.label_ip(label).unwrap().to_le_bytes());
    }
    if after_table {
        // What follows a table in a file may look like more of it: the middle of an instruction.
        table.extend((CODE + 1).to_le_bytes());
    }
    let program = Program { code: result.inner.code_buffer, table };
    let function = cfg::build(&program, CODE, &|_| false, CODE..CODE + 0x1000, cfg::Extent::WHOLE);
    blocks::translate(&function, &program)
}

fn terms(graph: &Graph) -> Vec<&Term> {
    graph
        .nodes
        .iter()
        .filter_map(|n| match &n.kind {
            NodeKind::Code { block, .. } => Some(&block.term),
            NodeKind::Exit => None,
        })
        .collect()
}

fn proven(graph: &Graph) -> Option<usize> {
    terms(graph).iter().find_map(|t| if let Term::Switch { targets, .. } = t { Some(targets.len()) } else { None })
}

fn likely(graph: &Graph) -> Option<usize> {
    terms(graph).iter().find_map(|t| if let Term::GuidedJump { targets, .. } = t { Some(targets.len()) } else { None })
}

#[test]
fn a_comparison_before_the_jump_proves_the_length() {
    let g = graph(
        |a, default| {
            a.mov(eax, edi).unwrap();
            a.cmp(eax, 3).unwrap();
            a.ja(default).unwrap();
        },
        true,
    );
    assert_eq!(proven(&g), Some(4));
    // What was read too far is gone.
    assert!(g.nodes.iter().all(|n| n.pc != CODE + 1));
}

#[test]
fn operations_of_an_interpreter_with_very_many_jumps_are_pieces() {
    let nodes = |n: usize| {
        let mut a = CodeAssembler::new(64).unwrap();
        let mut labels: Vec<_> = (0..n).map(|_| a.create_label()).collect();
        for label in &mut labels {
            a.set_label(label).unwrap();
            a.movzx(eax, byte_ptr(rdi)).unwrap();
            a.inc(rdi).unwrap();
            a.and(eax, n as i32 - 1).unwrap();
            a.jmp(qword_ptr(rax * 8 + TABLE as i32)).unwrap();
        }
        let options = iced_x86::BlockEncoderOptions::RETURN_NEW_INSTRUCTION_OFFSETS;
        let result = a.assemble_options(CODE, options).unwrap();
        let table = labels.iter().flat_map(|label| result.label_ip(label).unwrap().to_le_bytes()).collect();
        let program = Program { code: result.inner.code_buffer, table };
        let functions = functions_at(&program, CODE, &|_| false, &(CODE..CODE + 0x2000));
        functions.iter().map(|function| terms(&blocks::translate(function, &program)).len()).collect::<Vec<_>>()
    };
    assert_eq!(nodes(64), [64]);
    assert_eq!(nodes(128), [1; 128]);
}

#[test]
fn entries_may_lead_to_the_unlikely_part_of_a_function() {
    // The last of the labels lies behind the end of the function, as `limit` has it.
    let program = |mask: i32| {
        let mut a = CodeAssembler::new(64).unwrap();
        let mut labels = [(); 4].map(|()| a.create_label());
        a.mov(eax, edi).unwrap();
        a.and(eax, mask).unwrap();
        a.jmp(qword_ptr(rax * 8 + TABLE as i32)).unwrap();
        for (n, label) in labels.iter_mut().enumerate() {
            a.set_label(label).unwrap();
            a.mov(eax, n as u32).unwrap();
            a.ret().unwrap();
        }
        let options = iced_x86::BlockEncoderOptions::RETURN_NEW_INSTRUCTION_OFFSETS;
        let result = a.assemble_options(CODE, options).unwrap();
        let at = |n: usize| result.label_ip(&labels[n]).unwrap();
        let table = [3, 0, 3, 1, 2, 3, 3, 3].iter().flat_map(|n| at(*n).to_le_bytes()).collect();
        let limit = CODE..at(3);
        let program = Program { code: result.inner.code_buffer, table };
        let function = cfg::build(&program, CODE, &|_| false, limit, cfg::Extent::WHOLE);
        blocks::translate(&function, &program)
    };
    assert_eq!(proven(&program(7)), Some(8));
    // Of a table whose length is unknown, what is behind the last entry that stays in the function is left out.
    let unknown = program(-1);
    assert_eq!((proven(&unknown), likely(&unknown)), (None, Some(5)));
}

#[test]
fn a_comparison_of_the_low_byte_counts_if_the_rest_is_zero() {
    let byte = |extend: bool| {
        graph(
            |a, default| {
                if extend {
                    a.movzx(eax, byte_ptr(rdi)).unwrap();
                } else {
                    a.mov(rax, qword_ptr(rdi)).unwrap();
                }
                a.cmp(al, 3).unwrap();
                a.ja(default).unwrap();
            },
            false,
        )
    };
    assert_eq!(proven(&byte(true)), Some(4));
    assert_eq!(proven(&byte(false)), None);
    assert_eq!(likely(&byte(false)), Some(4));
}

#[test]
fn a_mask_proves_the_length() {
    let g = graph(
        |a, _| {
            a.mov(eax, edi).unwrap();
            a.and(eax, 3).unwrap();
        },
        true,
    );
    assert_eq!(proven(&g), Some(4));
}

#[test]
fn a_comparison_that_allows_more_than_there_is_proves_nothing() {
    let g = graph(
        |a, default| {
            a.mov(eax, edi).unwrap();
            a.cmp(eax, 100).unwrap();
            a.ja(default).unwrap();
        },
        false,
    );
    assert_eq!((proven(&g), likely(&g)), (None, Some(4)));
}

#[test]
fn a_signed_comparison_proves_nothing() {
    let g = graph(
        |a, default| {
            a.mov(eax, edi).unwrap();
            a.cmp(eax, 3).unwrap();
            a.jg(default).unwrap();
        },
        false,
    );
    assert_eq!((proven(&g), likely(&g)), (None, Some(4)));
}

#[test]
fn a_call_in_between_makes_a_register_unknown() {
    let g = graph(
        |a, default| {
            a.mov(ebx, edi).unwrap();
            a.cmp(ebx, 3).unwrap();
            a.ja(default).unwrap();
            a.call(CODE + 0x800).unwrap();
            a.mov(eax, ebx).unwrap();
        },
        false,
    );
    assert_eq!((proven(&g), likely(&g)), (None, Some(4)));
}
