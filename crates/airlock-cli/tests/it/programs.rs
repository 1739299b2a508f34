//! Small programs, assembled here so that no compiler is needed.

use iced_x86::code_asm::*;

/// Where programs are loaded.
pub(crate) const BASE: u64 = 0x40_0000;
/// Headers: one of the file, one of a segment.
const HEADERS: u64 = 64 + 56;

/// A static executable of this code, in one segment that can be read, written and executed.
pub(crate) fn elf(assemble: impl FnOnce(&mut CodeAssembler) -> Result<(), IcedError>) -> Vec<u8> {
    let mut asm = CodeAssembler::new(64).unwrap();
    assemble(&mut asm).unwrap();
    let code = asm.assemble(BASE + HEADERS).unwrap();
    let len = HEADERS + code.len() as u64;
    let mut elf = vec![0x7f, b'E', b'L', b'F', 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    elf.extend([2u16, 62].iter().flat_map(|v| v.to_le_bytes()));
    elf.extend(1u32.to_le_bytes());
    elf.extend([BASE + HEADERS, 64, 0].iter().flat_map(|v| v.to_le_bytes()));
    elf.extend(0u32.to_le_bytes());
    elf.extend([64u16, 56, 1, 64, 0, 0].iter().flat_map(|v| v.to_le_bytes()));
    elf.extend([1u32, 5].iter().flat_map(|v| v.to_le_bytes()));
    elf.extend([0, BASE, BASE, len, len, 4096].iter().flat_map(|v| v.to_le_bytes()));
    elf.extend(code);
    elf
}

fn exit_group(asm: &mut CodeAssembler) -> Result<(), IcedError> {
    asm.mov(eax, 231)?;
    asm.syscall()
}

/// Writes `text` to a descriptor and exits with a status.
pub(crate) fn say(fd: u32, text: &'static str, status: u32) -> Vec<u8> {
    elf(|asm| {
        let mut message = asm.create_label();
        asm.mov(edi, fd)?;
        asm.lea(rsi, ptr(message))?;
        asm.mov(edx, text.len() as u32)?;
        asm.mov(eax, 1)?;
        asm.syscall()?;
        asm.mov(edi, status)?;
        exit_group(asm)?;
        asm.set_label(&mut message)?;
        asm.db(text.as_bytes())
    })
}

/// Exits with the number of its arguments.
pub(crate) fn argc() -> Vec<u8> {
    elf(|asm| {
        asm.mov(edi, dword_ptr(rsp))?;
        exit_group(asm)
    })
}

/// Opens its first argument with these flags, or takes standard input, copies up to 1,000 bytes to standard output,
/// and exits with the low byte of what `open` said.
pub(crate) fn cat(open_flags: Option<u32>) -> Vec<u8> {
    elf(|asm| {
        let mut end = asm.create_label();
        match open_flags {
            Some(flags) => {
                asm.mov(rdi, qword_ptr(rsp + 16))?;
                asm.mov(esi, flags)?;
                asm.mov(edx, 0o644)?;
                asm.mov(eax, 2)?;
                asm.syscall()?;
            }
            None => asm.xor(eax, eax)?,
        }
        asm.mov(ebx, eax)?;
        asm.test(eax, eax)?;
        asm.js(end)?;
        asm.mov(edi, eax)?;
        asm.lea(rsi, ptr(rsp - 2048))?;
        asm.mov(edx, 1000)?;
        asm.xor(eax, eax)?;
        asm.syscall()?;
        asm.test(eax, eax)?;
        asm.jle(end)?;
        asm.mov(edx, eax)?;
        asm.mov(edi, 1)?;
        asm.mov(eax, 1)?;
        asm.syscall()?;
        asm.set_label(&mut end)?;
        asm.mov(edi, ebx)?;
        exit_group(asm)
    })
}

/// Writes `x` to what its first argument names, opened with these flags; exits with 0 or the `errno`.
pub(crate) fn write_to(open_flags: u32) -> Vec<u8> {
    elf(|asm| {
        let mut end = asm.create_label();
        let mut x = asm.create_label();
        asm.mov(rdi, qword_ptr(rsp + 16))?;
        asm.mov(esi, open_flags)?;
        asm.mov(edx, 0o644)?;
        asm.mov(eax, 2)?;
        asm.syscall()?;
        asm.test(eax, eax)?;
        asm.js(end)?;
        asm.mov(edi, eax)?;
        asm.lea(rsi, ptr(x))?;
        asm.mov(edx, 1)?;
        asm.mov(eax, 1)?;
        asm.syscall()?;
        asm.xor(ecx, ecx)?;
        asm.cmp(eax, 1)?;
        asm.cmove(eax, ecx)?;
        asm.set_label(&mut end)?;
        asm.mov(edi, eax)?;
        asm.neg(edi)?;
        exit_group(asm)?;
        asm.set_label(&mut x)?;
        asm.db(b"x")
    })
}

/// Never ends, and makes no system call.
pub(crate) fn spin() -> Vec<u8> {
    elf(|asm| {
        let mut again = asm.create_label();
        asm.set_label(&mut again)?;
        asm.add(rax, 1)?;
        asm.jmp(again)
    })
}

/// Makes this system call with these arguments again and again.
pub(crate) fn repeat(number: u32, rdi_: u64, rsi_: u64, rdx_: u64, r10_: u64, r8_: u64) -> Vec<u8> {
    elf(|asm| {
        let mut again = asm.create_label();
        asm.set_label(&mut again)?;
        asm.mov(rdi, rdi_)?;
        asm.mov(rsi, rsi_)?;
        asm.mov(rdx, rdx_)?;
        asm.mov(r10, r10_)?;
        asm.mov(r8, r8_)?;
        asm.xor(r9d, r9d)?;
        asm.mov(eax, number)?;
        asm.syscall()?;
        asm.jmp(again)
    })
}

/// Makes one system call again and again until it fails, then exits with the `errno`.
pub(crate) fn until_error(number: u32, rdi_: u64, rsi_: u64, rdx_: u64, r10_: u64, r8_: u64) -> Vec<u8> {
    elf(|asm| {
        let mut again = asm.create_label();
        asm.set_label(&mut again)?;
        asm.mov(rdi, rdi_)?;
        asm.mov(rsi, rsi_)?;
        asm.mov(rdx, rdx_)?;
        asm.mov(r10, r10_)?;
        asm.mov(r8, r8_)?;
        asm.xor(r9d, r9d)?;
        asm.mov(eax, number)?;
        asm.syscall()?;
        asm.cmp(rax, -4095)?;
        asm.jb(again)?;
        asm.mov(edi, eax)?;
        asm.neg(edi)?;
        exit_group(asm)
    })
}

/// Writes to address 16.
pub(crate) fn segfault() -> Vec<u8> {
    elf(|asm| {
        asm.mov(eax, 16)?;
        asm.mov(dword_ptr(rax), 1)
    })
}

/// Executes an undefined instruction.
pub(crate) fn undefined() -> Vec<u8> {
    elf(|asm| asm.ud2())
}

/// Calls itself for ever.
pub(crate) fn recursion() -> Vec<u8> {
    elf(|asm| {
        let mut again = asm.create_label();
        asm.set_label(&mut again)?;
        asm.push(rax)?;
        asm.call(again)?;
        asm.ret()
    })
}

/// Exits with what was in `rax` before the call of a function that has nothing to do with `rax`, as Go's `duffcopy`.
pub(crate) fn keeps_rax(status: u32) -> Vec<u8> {
    elf(|asm| {
        let mut callee = asm.create_label();
        asm.mov(eax, status)?;
        asm.call(callee)?;
        asm.mov(edi, eax)?;
        exit_group(asm)?;
        asm.set_label(&mut callee)?;
        // Too long to be copied into its caller.
        for i in 0..100 {
            asm.add(rcx, i)?;
            asm.xor(rdx, rcx)?;
        }
        asm.ret()
    })
}

/// A function of `blocks` blocks that jump to each other from afar, some of them with the carry flag of the block before
/// in use, for `steps` blocks. Also what it exits with.
pub(crate) fn large_function(blocks: u32, steps: u32) -> (Vec<u8>, u32) {
    let far = |i: u32| i.wrapping_mul(2_654_435_761) % blocks;
    let bound = |i: u32| i.wrapping_mul(40_503).wrapping_add(77) << 12;
    let takes_carry = |i: u32| i.is_multiple_of(3);
    let program = elf(|asm| {
        let mut labels: Vec<CodeLabel> = (0..=blocks).map(|_| asm.create_label()).collect();
        let mut end = asm.create_label();
        asm.mov(eax, 1)?;
        asm.mov(ebx, steps)?;
        asm.clc()?;
        for i in 0..blocks {
            asm.set_label(&mut labels[i as usize])?;
            if takes_carry(i) {
                asm.adc(eax, i as i32)?
            } else {
                asm.add(eax, i as i32)?
            }
            asm.imul_3(eax, eax, 0x0019_660d)?;
            asm.dec(ebx)?;
            asm.jz(end)?;
            asm.cmp(eax, bound(i) as i32)?;
            asm.jb(labels[far(i) as usize])?;
        }
        asm.set_label(&mut labels[blocks as usize])?;
        asm.jmp(labels[0])?;
        asm.set_label(&mut end)?;
        asm.mov(edi, eax)?;
        asm.shr(eax, 16)?;
        asm.xor(edi, eax)?;
        exit_group(asm)
    });
    let (mut value, mut carry, mut at) = (1u32, false, 0);
    for _ in 0..steps {
        if at == blocks {
            at = 0;
        }
        value = value.wrapping_add(at).wrapping_add(u32::from(carry && takes_carry(at))).wrapping_mul(0x0019_660d);
        carry = value < bound(at);
        at = if carry { far(at) } else { at + 1 };
    }
    (program, (value ^ value >> 16) & 0xff)
}

/// An interpreter whose 128 operations each jump to the next one through one table. Also what it exits with.
pub(crate) fn interpreter(steps: u32) -> (Vec<u8>, u32) {
    const OPERATIONS: u32 = 128;
    let step = |value: u32, operation: u32| value.wrapping_mul(operation * 2 + 3).wrapping_add(operation);
    let next = |value: u32| value >> 9 & (OPERATIONS - 1);
    let assemble = |asm: &mut CodeAssembler, table: &[u64]| {
        let mut labels: Vec<CodeLabel> = (0..OPERATIONS).map(|_| asm.create_label()).collect();
        let (mut end, mut entries) = (asm.create_label(), asm.create_label());
        asm.mov(ebx, 1)?;
        asm.mov(ecx, steps)?;
        for (n, label) in labels.iter_mut().enumerate() {
            asm.set_label(label)?;
            asm.imul_3(ebx, ebx, n as i32 * 2 + 3)?;
            asm.add(ebx, n as i32)?;
            asm.dec(ecx)?;
            asm.jz(end)?;
            asm.mov(eax, ebx)?;
            asm.shr(eax, 9)?;
            asm.and(eax, OPERATIONS as i32 - 1)?;
            asm.lea(rdx, ptr(entries))?;
            asm.jmp(qword_ptr(rdx + rax * 8))?;
        }
        asm.set_label(&mut end)?;
        asm.mov(edi, ebx)?;
        exit_group(asm)?;
        asm.set_label(&mut entries)?;
        asm.dq(table)?;
        Ok(labels)
    };
    // Assembled twice: first to learn the addresses.
    let mut first = CodeAssembler::new(64).unwrap();
    let labels = assemble(&mut first, &[0; OPERATIONS as usize]).unwrap();
    let options = iced_x86::BlockEncoderOptions::RETURN_NEW_INSTRUCTION_OFFSETS;
    let placed = first.assemble_options(BASE + HEADERS, options).unwrap();
    let table: Vec<u64> = labels.iter().map(|label| placed.label_ip(label).unwrap()).collect();
    let program = elf(|asm| assemble(asm, &table).map(|_| ()));
    let (mut value, mut operation) = (1u32, 0);
    for _ in 0..steps {
        value = step(value, operation);
        operation = next(value);
    }
    (program, value & 0xff)
}
