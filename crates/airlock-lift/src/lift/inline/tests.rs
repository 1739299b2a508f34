use std::collections::BTreeMap;

use iced_x86::code_asm::*;

use super::super::blocks::{self, Graph, NodeKind};
use super::super::cfg::{self, CodeSource};
use super::inline;
use crate::ir::Term;

const CALLER: u64 = 0x40_0000;
const CALLEE: u64 = 0x40_1000;

struct Code(Vec<u8>, u64);

impl CodeSource for Code {
    fn code_at(&self, addr: u64) -> &[u8] {
        addr.checked_sub(self.1).and_then(|n| self.0.get(n as usize..)).unwrap_or_default()
    }
    fn constant_at(&self, _: u64, _: usize) -> Option<&[u8]> {
        None
    }
}

fn graph(at: u64, build: impl Fn(&mut CodeAssembler)) -> Graph {
    let mut a = CodeAssembler::new(64).unwrap();
    build(&mut a);
    let code = Code(a.assemble(at).unwrap(), at);
    blocks::translate(&cfg::build(&code, at, &|_| false, at..at + 0x1000, cfg::Extent::WHOLE), &code)
}

/// A caller of a function, after inlining.
fn caller_of(build: impl Fn(&mut CodeAssembler)) -> Graph {
    let caller = graph(CALLER, |a| {
        a.call(CALLEE).unwrap();
        a.add(eax, 1).unwrap();
        a.ret().unwrap();
    });
    let mut all = BTreeMap::from([(CALLER, caller), (CALLEE, graph(CALLEE, build))]);
    inline(&mut all);
    all.remove(&CALLER).unwrap()
}

/// How many calls are left, and how many ways out for an unexpected return there are.
fn calls_and_ways_out(graph: &Graph) -> (usize, usize) {
    let count = |wanted: fn(&Term) -> bool| {
        graph.nodes.iter().filter(|n| matches!(&n.kind, NodeKind::Code { block, .. } if wanted(&block.term))).count()
    };
    (count(|t| matches!(t, Term::Call { .. } | Term::CallIndirect { .. })), count(|t| matches!(t, Term::Leave { .. })))
}

#[test]
fn a_small_function_is_copied() {
    let g = caller_of(|a| {
        a.lea(eax, qword_ptr(rdi + rsi)).unwrap();
        a.ret().unwrap();
    });
    assert_eq!(calls_and_ways_out(&g), (0, 1));
}

#[test]
fn a_stub_becomes_a_call_of_what_it_jumps_to() {
    let g = caller_of(|a| a.jmp(qword_ptr(0x50_0000)).unwrap());
    assert_eq!(calls_and_ways_out(&g).0, 1);
}

#[test]
fn the_quick_side_is_copied_and_the_other_called() {
    let recursive = |test_stores: bool| {
        caller_of(move |a| {
            let mut quick = a.create_label();
            if test_stores {
                a.mov(dword_ptr(rsi), 0).unwrap();
            }
            a.cmp(edi, 1).unwrap();
            a.jbe(quick).unwrap();
            a.call(CALLEE).unwrap();
            a.call(CALLEE).unwrap();
            a.ret().unwrap();
            a.set_label(&mut quick).unwrap();
            a.mov(eax, edi).unwrap();
            a.ret().unwrap();
        })
    };
    assert_eq!(calls_and_ways_out(&recursive(false)), (1, 1));
    // What was stored cannot be taken back before the call is made after all.
    assert_eq!(calls_and_ways_out(&recursive(true)), (1, 0));
}

#[test]
fn a_large_function_is_called() {
    let g = caller_of(|a| {
        for n in 0..60 {
            a.add(dword_ptr(rdi + n * 4), 1).unwrap();
        }
        a.ret().unwrap();
    });
    assert_eq!(calls_and_ways_out(&g), (1, 0));
}

#[test]
fn a_jump_to_another_stack_is_left_as_it_is() {
    let tail = caller_of(|a| {
        a.lea(rdx, qword_ptr(rdi + 8)).unwrap();
        a.jmp(rdx).unwrap();
    });
    let calls = |graph: &Graph| {
        graph
            .nodes
            .iter()
            .any(|n| matches!(&n.kind, NodeKind::Code { block, .. } if matches!(block.term, Term::CallIndirect { .. })))
    };
    assert!(calls(&tail), "copied, and the jump is a call");
    let long = caller_of(|a| {
        a.mov(rsp, qword_ptr(rdi)).unwrap();
        a.jmp(qword_ptr(rdi + 8)).unwrap();
    });
    assert!(!calls(&long), "{long:?}");
}

#[test]
fn blocks_that_switch_stacks() {
    let switches = |build: fn(&mut CodeAssembler)| {
        let g = graph(CALLEE, build);
        matches!(&g.nodes[0].kind, NodeKind::Code { block, .. } if block.switches_stack())
    };
    assert!(!switches(|a| a.jmp(rdx).unwrap()));
    assert!(!switches(|a| {
        a.add(rsp, 24).unwrap();
        a.pop(rbx).unwrap();
        a.jmp(rdx).unwrap();
    }));
    assert!(!switches(|a| {
        a.leave().unwrap();
        a.jmp(rdx).unwrap();
    }));
    assert!(switches(|a| {
        a.mov(rsp, r8).unwrap();
        a.jmp(rdx).unwrap();
    }));
    assert!(switches(|a| {
        a.mov(rsp, qword_ptr(rdi + 48)).unwrap();
        a.jmp(qword_ptr(rdi + 56)).unwrap();
    }));
}
