//! Which instruction forms are drawn.

use airlock_lift::sem;
use iced_x86::{Code, Mnemonic, OpCodeOperandKind};

/// Every form that a row covers and that can be compared.
pub fn all() -> Vec<Code> {
    Code::values().filter(|&c| sem::covers(c) && comparable(c)).collect()
}

/// Whether the form does the same on every machine, does not leave the program, and does not fault by nature.
fn comparable(code: Code) -> bool {
    use Mnemonic::*;
    if matches!(
        code.mnemonic(),
        // Answers about the machine or the time.
        Cpuid | Rdtsc | Rdtscp | Rdpid | Xgetbv | Sgdt | Sidt | Sldt | Str | Smsw | Rdrand | Rdseed
        // Leave the program.
        | Syscall | Sysenter | Int | Int1 | Int3 | Into | Hlt | Ud0 | Ud1 | Ud2 | In | Out | Insb | Insw | Insd
        | Outsb | Outsw | Outsd | Cli | Sti | Iret | Iretd | Iretq | Sysexit | Sysret | Sysretq
        // Segment registers, which Linux keeps to itself.
        | Lds | Les | Lfs | Lgs | Lss | Rdfsbase | Rdgsbase | Wrfsbase | Wrgsbase | Swapgs
        // Executed as bsf and bsr, as on the CPU that `cpuid` describes.
        | Tzcnt | Lzcnt
        // Depends on state that the program does not load.
        | Xbegin | Xabort | Xend | Clflushopt | Clwb
    ) {
        return false;
    }
    // MPX, which executes as nop on CPUs without it; and 0F 0D on a register, a nop for Intel and #UD for AMD.
    if name(code).starts_with("Bnd") || name(code).ends_with("_0F0D") {
        return false;
    }
    let info = code.op_code();
    info.mode64()
        && !info.is_privileged()
        && code.mnemonic() != Rdpmc
        && !info.op_kinds().iter().any(|k| unsupported(*k))
}

fn unsupported(kind: OpCodeOperandKind) -> bool {
    use OpCodeOperandKind::*;
    matches!(
        kind,
        seg_reg
            | cr_reg
            | dr_reg
            | tr_reg
            | es
            | cs
            | ss
            | ds
            | fs
            | gs
            | mm_reg
            | mm_rm
            | mm_or_mem
            | brdisp_2
            | brdisp_4
            | br16_1
            | br16_2
            | farbr2_2
            | farbr4_2
    )
}

/// Forms that can stand after another instruction: on registers, never faulting, whatever the values are, with one
/// exact result.
pub fn followers() -> Vec<Code> {
    use Mnemonic::*;
    let registers_only = |c: &Code| {
        use OpCodeOperandKind::*;
        let implied = |k: &OpCodeOperandKind| {
            matches!(
                k,
                mem | mem_offs
                    | seg_rSI
                    | es_rDI
                    | seg_rDI
                    | seg_rBX_al
                    | br64_1
                    | br64_4
                    | r16_reg_mem
                    | r32_reg_mem
                    | r64_reg_mem
            )
        };
        !c.op_code().op_kinds().iter().any(implied)
    };
    let harmless = |c: &Code| {
        let mut i = iced_x86::Instruction::new();
        i.set_code(*c);
        i.flow_control() == iced_x86::FlowControl::Next
            && !i.is_stack_instruction()
            && !crate::compare::has_open_result(&i)
            && !is_x87(*c)
            && !matches!(c.mnemonic(), Div | Idiv | Maskmovdqu | Ldmxcsr | Stmxcsr | Shld | Shrd | Enter | Leave)
            && !format!("{:?}", c.mnemonic()).starts_with("Pcmpestr")
    };
    all().into_iter().filter(|c| registers_only(c) && harmless(c)).collect()
}

/// Whether the form belongs to the x87 unit.
pub fn is_x87(code: Code) -> bool {
    let name = format!("{:?}", code.mnemonic());
    code.mnemonic() == Mnemonic::Wait || name.starts_with('F')
}

/// The form's name as iced writes it, e.g. `Add_rm32_r32`.
pub fn name(code: Code) -> String {
    format!("{code:?}")
}
