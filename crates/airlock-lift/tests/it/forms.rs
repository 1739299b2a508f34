//! Which instruction forms of the promised features have no row.

use std::collections::BTreeMap;
use std::path::PathBuf;

use airlock_lift::sem;
use iced_x86::{Code, CpuidFeature, EncodingKind, OpCodeOperandKind};

/// Features that `cpuid` reports or that every x86-64 CPU has. MMX registers are not among them.
const PROMISED: &[CpuidFeature] = &[
    CpuidFeature::INTEL8086,
    CpuidFeature::INTEL186,
    CpuidFeature::INTEL286,
    CpuidFeature::INTEL386,
    CpuidFeature::INTEL486,
    CpuidFeature::X64,
    CpuidFeature::CMOV,
    CpuidFeature::CPUID,
    CpuidFeature::TSC,
    CpuidFeature::RDTSCP,
    CpuidFeature::CX8,
    CpuidFeature::CMPXCHG16B,
    CpuidFeature::CLFSH,
    CpuidFeature::MULTIBYTENOP,
    CpuidFeature::PAUSE,
    CpuidFeature::PREFETCHW,
    CpuidFeature::SYSCALL,
    CpuidFeature::FXSR,
    CpuidFeature::FPU,
    CpuidFeature::FPU287,
    CpuidFeature::FPU387,
    CpuidFeature::SSE,
    CpuidFeature::SSE2,
    CpuidFeature::SSE3,
    CpuidFeature::SSSE3,
    CpuidFeature::SSE4_1,
    CpuidFeature::SSE4_2,
    CpuidFeature::POPCNT,
    CpuidFeature::CET_IBT,
];

fn promised(code: Code) -> bool {
    let info = code.op_code();
    let mmx = |k: &OpCodeOperandKind| {
        matches!(k, OpCodeOperandKind::mm_reg | OpCodeOperandKind::mm_rm | OpCodeOperandKind::mm_or_mem)
    };
    info.is_instruction()
        && info.mode64()
        && code.encoding() == EncodingKind::Legacy
        && info.cpl3()
        && !info.is_privileged()
        && !info.op_kinds().iter().any(mmx)
        && code.cpuid_features().iter().all(|f| PROMISED.contains(f))
}

/// `name: reason` lines; `#` starts a comment.
fn allowed() -> Result<BTreeMap<String, String>, String> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("testdata/uncovered_forms.txt");
    let text = std::fs::read_to_string(path).map_err(|e| e.to_string())?;
    let lines = text.lines().map(str::trim).filter(|l| !l.is_empty() && !l.starts_with('#'));
    lines
        .map(|l| match l.split_once(':') {
            Some((name, reason)) if !reason.trim().is_empty() => Ok((name.trim().to_owned(), reason.trim().to_owned())),
            _ => Err(format!("no reason for {l}")),
        })
        .collect()
}

#[test]
fn every_promised_form_has_a_row_or_a_reason() {
    let mut allowed = allowed().unwrap();
    let mut missing = Vec::new();
    for code in Code::values().filter(|&c| promised(c) && !sem::covers(c)) {
        let name = format!("{code:?}");
        if allowed.remove(&name).is_none() {
            missing.push(name);
        }
    }
    assert!(missing.is_empty(), "forms without a row:\n{}", missing.join("\n"));
    let stale: Vec<&String> = allowed.keys().collect();
    assert!(stale.is_empty(), "listed as uncovered, but covered or not promised: {stale:?}");
}
