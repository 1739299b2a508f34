use airlock_abi::Errno;
use airlock_abi::elf as abi;
use airlock_platform::{Memory, Prot, Registers};
use airlock_types::{Limits, Outcome};

use super::{ExecError, TEXT_ARENA, elf};
use crate::mm::ADDRESS_END;
use crate::testing::{Guest, SCRATCH};
use crate::{Config, Mount, MountSource, Next};

/// One program header of a made-up ELF file.
#[derive(Clone, Copy)]
struct Ph {
    kind: u32,
    flags: u32,
    offset: u64,
    vaddr: u64,
    filesz: u64,
    memsz: u64,
    align: u64,
}

const TEXT: Ph = Ph { kind: 1, flags: 5, offset: 0, vaddr: 0x40_0000, filesz: 0x300, memsz: 0x300, align: 0x1000 };
const DATA: Ph = Ph { kind: 1, flags: 6, offset: 0x200, vaddr: 0x40_2200, filesz: 0x100, memsz: 0x2000, align: 0x1000 };

/// An ELF file of 0x400 bytes; those without a header hold their own offset's low byte.
fn elf_file(kind: u16, entry: u64, headers: &[Ph]) -> Vec<u8> {
    let mut file: Vec<u8> = (0..0x400).map(|i| i as u8).collect();
    file[..16].copy_from_slice(b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0");
    let mut put = |at: usize, bytes: &[u8]| file[at..at + bytes.len()].copy_from_slice(bytes);
    put(16, &kind.to_le_bytes());
    put(18, &62u16.to_le_bytes());
    put(24, &entry.to_le_bytes());
    put(32, &64u64.to_le_bytes());
    put(54, &56u16.to_le_bytes());
    put(56, &(headers.len() as u16).to_le_bytes());
    for (i, h) in headers.iter().enumerate() {
        let at = 64 + i * 56;
        put(at, &h.kind.to_le_bytes());
        put(at + 4, &h.flags.to_le_bytes());
        for (j, value) in [h.offset, h.vaddr, h.vaddr, h.filesz, h.memsz, h.align].into_iter().enumerate() {
            put(at + 8 + j * 8, &value.to_le_bytes());
        }
    }
    file
}

fn good() -> Vec<u8> {
    elf_file(abi::ET_EXEC, 0x40_0100, &[TEXT, DATA])
}

fn exec(guest: &mut Guest, path: &str, argv: &[&str], envp: &[&str]) -> Result<super::Image, ExecError> {
    let list = |items: &[&str]| items.iter().map(|s| s.as_bytes().to_vec()).collect::<Vec<_>>();
    guest.kernel.exec(&mut guest.mem, path.as_bytes(), &list(argv), &list(envp))
}

fn string(guest: &Guest, at: u64) -> String {
    String::from_utf8(crate::user::read_path(&guest.mem, at).unwrap()).unwrap()
}

/// The stack as a program sees it: argv, envp, auxv.
fn stack(guest: &Guest, rsp: u64) -> (Vec<String>, Vec<String>, Vec<(u64, u64)>) {
    let word = |i: u64| guest.mem.read_u64(rsp + i * 8).unwrap();
    let argc = word(0);
    let argv = (0..argc).map(|i| string(guest, word(1 + i))).collect();
    assert_eq!(word(1 + argc), 0);
    let mut at = 2 + argc;
    let mut envp = Vec::new();
    while word(at) != 0 {
        envp.push(string(guest, word(at)));
        at += 1;
    }
    at += 1;
    let mut auxv = Vec::new();
    while word(at) != abi::AT_NULL {
        auxv.push((word(at), word(at + 1)));
        at += 2;
    }
    (argv, envp, auxv)
}

fn aux(auxv: &[(u64, u64)], key: u64) -> u64 {
    auxv.iter().find(|(k, _)| *k == key).unwrap_or_else(|| panic!("no entry {key}")).1
}

#[test]
fn names_are_looked_for_in_the_path() {
    let file =
        |at: &str, mode| Mount { at: at.into(), source: MountSource::Bytes(good().into(), mode), writable: false };
    let mounts = vec![file("/a/prog", 0o644), file("/b/prog", 0o755), file("/bin/other", 0o755)];
    let guest = Guest::with(Config { mounts, uid: 1000, gid: 1000, ..Config::default() });
    let find = |name: &str, envp: &[&str]| {
        let envp: Vec<Vec<u8>> = envp.iter().map(|variable| variable.as_bytes().to_vec()).collect();
        guest.kernel.find_program(name.as_bytes(), &envp).map(|path| String::from_utf8(path).unwrap())
    };
    assert_eq!(find("prog", &["X=1", "PATH=/none:/a:/b"]).unwrap(), "/b/prog");
    assert_eq!(find("./prog", &["PATH=/b"]).unwrap(), "./prog");
    assert_eq!(find("other", &[]).unwrap(), "/bin/other");
    // What may not be executed is the answer only where nothing else is found.
    assert_eq!(find("prog", &["PATH=/a:/none"]).unwrap_err().errno(), Errno::EACCES);
    let missing = find("nope", &["PATH=/a:/b"]).unwrap_err();
    assert_eq!(missing, ExecError::NotInPath { name: "nope".into(), searched: "/a:/b".into() });
}

#[test]
fn a_static_program_is_loaded() {
    let mut guest = Guest::with_files(&[("/bin/prog", &good())]);
    let image = exec(&mut guest, "/bin/prog", &["prog", "-v"], &["HOME=/", "A=b"]).unwrap();
    assert_eq!((image.entry, image.objects.len(), image.objects[0].bias), (0x40_0100, 1, 0));
    assert_eq!(&*image.objects[0].bytes, good());
    assert_eq!(image.stack % 16, 0);
    assert_eq!(guest.get::<4>(0x40_0000), *b"\x7fELF");
    // Data: file content, then zeroes, then nothing.
    assert_eq!(guest.get::<3>(0x40_22fe), [0xfe, 0xff, 0]);
    assert_eq!(guest.get::<4>(0x40_41fc), [0; 4]);
    assert!(guest.mem.read_u32(0x40_5000).is_err());
    assert_eq!(guest.mem.prot_at(0x40_0000), Some(Prot::READ_EXEC));
    assert!(guest.mem.read_u32(SCRATCH).is_err(), "what was there before is gone");

    let (argv, envp, auxv) = stack(&guest, image.stack);
    assert_eq!((argv, envp), (vec!["prog".to_owned(), "-v".to_owned()], vec!["HOME=/".to_owned(), "A=b".to_owned()]));
    assert_eq!(aux(&auxv, abi::AT_PHDR), 0x40_0040);
    assert_eq!(aux(&auxv, abi::AT_PHNUM), 2);
    assert_eq!(aux(&auxv, abi::AT_ENTRY), 0x40_0100);
    assert_eq!(aux(&auxv, abi::AT_BASE), 0);
    assert_eq!(aux(&auxv, abi::AT_SECURE), 0);
    assert_eq!(string(&guest, aux(&auxv, abi::AT_EXECFN)), "/bin/prog");
    assert_eq!(string(&guest, aux(&auxv, abi::AT_PLATFORM)), "x86_64");
    assert_eq!(guest.get::<3>(aux(&auxv, abi::AT_RANDOM) + 1), [1, 2, 3]);
    assert!(auxv.iter().all(|(key, _)| *key != abi::AT_SYSINFO_EHDR));
    // The heap starts behind the program.
    assert_eq!(guest.call(12, &[0]), Ok(0x40_5000));
    assert_eq!(guest.call(12, &[0x40_5100]), Ok(0x40_5100));
    assert_eq!(guest.kernel.process.comm(), b"prog");
    assert_eq!(guest.kernel.process.cmdline(), b"prog\0-v\0");
}

#[test]
fn no_arguments_become_one_empty_argument() {
    let mut guest = Guest::with_files(&[("/prog", &good())]);
    let image = exec(&mut guest, "/prog", &[], &[]).unwrap();
    assert_eq!(stack(&guest, image.stack).0, [""]);
}

#[test]
fn position_independent_programs_get_a_base() {
    let text = Ph { vaddr: 0, ..TEXT };
    let file = elf_file(abi::ET_DYN, 0x100, &[text, Ph { vaddr: 0x2200, ..DATA }]);
    let mut guest = Guest::with_files(&[("/pie", &file)]);
    let image = exec(&mut guest, "/pie", &["pie"], &[]).unwrap();
    assert_eq!((image.entry, image.objects[0].bias), (TEXT_ARENA.start + 0x100, TEXT_ARENA.start));
    assert_eq!(aux(&stack(&guest, image.stack).2, abi::AT_PHDR), TEXT_ARENA.start + 0x40);
    // A larger alignment is kept.
    let file = elf_file(abi::ET_DYN, 0x100, &[Ph { align: 0x80_0000, ..text }]);
    let mut guest = Guest::with_files(&[("/pie", &file)]);
    assert_eq!(exec(&mut guest, "/pie", &["pie"], &[]).unwrap().objects[0].bias, 0x80_0000);
}

fn dynamic(loader: &str) -> Vec<u8> {
    let interp = Ph { kind: 3, flags: 4, offset: 0x380, vaddr: 0, filesz: loader.len() as u64 + 1, memsz: 0, align: 1 };
    let mut file = elf_file(abi::ET_EXEC, 0x40_0100, &[interp, TEXT, DATA]);
    file[0x380..0x380 + loader.len()].copy_from_slice(loader.as_bytes());
    file[0x380 + loader.len()] = 0;
    file
}

#[test]
fn the_loader_comes_along() {
    let loader = elf_file(abi::ET_DYN, 0x180, &[Ph { vaddr: 0, ..TEXT }]);
    let mut guest = Guest::with_files(&[("/bin/prog", &dynamic("/lib/ld.so")), ("/lib/ld.so", &loader)]);
    let image = exec(&mut guest, "/bin/prog", &["prog"], &[]).unwrap();
    assert_eq!(image.objects.len(), 2);
    let base = image.objects[1].bias;
    assert_eq!(image.objects[1].path, b"/lib/ld.so");
    assert_eq!(image.entry, base + 0x180);
    let auxv = stack(&guest, image.stack).2;
    assert_eq!((aux(&auxv, abi::AT_BASE), aux(&auxv, abi::AT_ENTRY)), (base, 0x40_0100));
    assert_eq!(guest.get::<4>(base), *b"\x7fELF");
}

#[test]
fn a_missing_loader_is_named() {
    let mut guest = Guest::with_files(&[("/bin/prog", &dynamic("/lib/ld.so"))]);
    let error = exec(&mut guest, "/bin/prog", &["prog"], &[]).unwrap_err();
    assert!(matches!(&error, ExecError::LoaderMissing { loader, .. } if loader == "/lib/ld.so"));
    let text = error.to_string();
    assert!(text.contains("/bin/prog") && text.contains("/lib/ld.so") && text.contains("statically"), "{text}");
    assert!(guest.mem.read_u32(SCRATCH).is_ok(), "a refused program changes nothing");
}

#[test]
fn scripts_run_their_interpreter() {
    let files: [(&str, &[u8]); 3] =
        [("/bin/sh", &good()), ("/a.sh", b"#! /bin/sh -e x \necho\n"), ("/b.sh", b"#!/a.sh\n")];
    let mut guest = Guest::with_files(&files);
    let image = exec(&mut guest, "/a.sh", &["ignored", "1"], &[]).unwrap();
    let (argv, _, auxv) = stack(&guest, image.stack);
    assert_eq!(argv, ["/bin/sh", "-e x", "/a.sh", "1"]);
    assert_eq!(string(&guest, aux(&auxv, abi::AT_EXECFN)), "/a.sh");
    assert_eq!(image.objects[0].path, b"/bin/sh");
    let image = exec(&mut guest, "/b.sh", &["b", "1"], &[]).unwrap();
    assert_eq!(stack(&guest, image.stack).0, ["/bin/sh", "-e x", "/a.sh", "/b.sh", "1"]);
}

#[test]
fn endless_and_broken_scripts() {
    let mut guest = Guest::with_files(&[("/loop", b"#!/loop\n"), ("/empty", b"#!  \n"), ("/gone", b"#!/nowhere\n")]);
    assert!(matches!(exec(&mut guest, "/loop", &[], &[]), Err(ExecError::ScriptLoop { .. })));
    assert!(matches!(exec(&mut guest, "/empty", &[], &[]), Err(ExecError::NotElf { .. })));
    assert!(matches!(exec(&mut guest, "/gone", &[], &[]), Err(ExecError::Open { path, .. }) if path == "/nowhere"));
}

#[test]
fn files_that_are_no_programs() {
    let mut other = good();
    other[18] = 183;
    let mut narrow = good();
    narrow[4] = 1;
    narrow[18] = 3;
    let mut object = good();
    object[16] = 1;
    let files: [(&str, &[u8]); 6] = [
        ("/text", b"hello"),
        ("/empty", b""),
        ("/arm", &other),
        ("/i386", &narrow),
        ("/object", &object),
        ("/short", &good()[..40]),
    ];
    let mut guest = Guest::with_files(&files);
    for (path, part) in [
        ("/text", "is not a program"),
        ("/empty", "is not a program"),
        ("/arm", "AArch64"),
        ("/i386", "32-bit x86"),
        ("/object", "type 1"),
        ("/short", "file header"),
        ("/missing", "ENOENT"),
        ("/tmp", "EACCES"),
    ] {
        let text = exec(&mut guest, path, &[], &[]).unwrap_err().to_string();
        assert!(text.contains(part) && text.contains(path), "{text}");
    }
}

#[test]
fn hostile_headers() {
    let cases: [(&str, u64, Vec<Ph>); 14] = [
        ("no loadable segment", 0x40_0100, vec![Ph { kind: 4, ..TEXT }]),
        ("no loadable segment", 0x40_0100, vec![Ph { memsz: 0, filesz: 0, ..TEXT }]),
        ("larger in the file than in memory", 0x40_0100, vec![Ph { memsz: 0x10, ..TEXT }]),
        ("lies outside of the file", 0x40_0100, vec![Ph { filesz: 0x500, memsz: 0x500, ..TEXT }]),
        ("lies outside of the file", 0x40_0100, vec![Ph { offset: u64::MAX - 0xfff, ..TEXT }]),
        ("beyond the guest's address space", 0x40_0100, vec![Ph { memsz: u64::MAX, ..TEXT }]),
        ("beyond the guest's address space", 0x40_0100, vec![TEXT, Ph { vaddr: 1 << 40, ..TEXT }]),
        ("differ within a page", 0x40_0100, vec![Ph { vaddr: 0x40_0010, ..TEXT }]),
        ("alignment", 0x40_0100, vec![Ph { align: 3, ..TEXT }]),
        ("alignment", 0x40_0100, vec![Ph { align: 1 << 40, ..TEXT }]),
        ("overlap", 0x40_0100, vec![TEXT, TEXT]),
        ("overlap", 0x40_2200, vec![DATA, TEXT]),
        ("entry point", 0x40_2200, vec![TEXT, DATA]),
        ("entry point", 0x40_0300, vec![TEXT, DATA]),
    ];
    for (part, entry, headers) in cases {
        let text = elf::plan(b"/x", &elf_file(abi::ET_EXEC, entry, &headers)).unwrap_err().to_string();
        assert!(text.contains(part), "{part}: {text}");
    }
    let mut file = good();
    file[32..40].copy_from_slice(&u64::MAX.to_le_bytes());
    assert!(elf::plan(b"/x", &file).unwrap_err().to_string().contains("program headers lie outside"));
    let mut file = good();
    file[54] = 32;
    assert!(elf::plan(b"/x", &file).unwrap_err().to_string().contains("size of ELF64"));
    let mut file = good();
    file[56..58].copy_from_slice(&[0xff, 0xff]);
    assert!(elf::plan(b"/x", &file).unwrap_err().to_string().contains("1,024"));
    // A path of the loader without its NUL.
    let mut file = dynamic("/lib/ld.so");
    file[0x38a] = b'x';
    assert!(elf::plan(b"/x", &file).unwrap_err().to_string().contains("loader"));
    let low = elf_file(abi::ET_EXEC, 0x100, &[Ph { vaddr: 0, ..TEXT }]);
    let high = ADDRESS_END - 0x1000;
    let high = elf_file(abi::ET_EXEC, high, &[Ph { vaddr: high, ..TEXT }]);
    let mut guest = Guest::with_files(&[("/low", &low), ("/high", &high)]);
    for path in ["/low", "/high"] {
        let text = exec(&mut guest, path, &[], &[]).unwrap_err().to_string();
        assert!(text.contains("64 KiB and the stack"), "{text}");
    }
}

#[test]
fn damaged_bytes_never_panic() {
    // A fixed linear congruential generator: the same damage each time.
    let mut state = 99u64;
    let mut next = |n: usize| {
        state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (state >> 33) as usize % n
    };
    let base = dynamic("/lib/ld.so");
    let mut refused = 0;
    for _ in 0..20_000 {
        let mut file = base.clone();
        for _ in 0..=next(4) {
            let at = next(0x110);
            file[at] = [0, 1, 0x7f, 0x80, 0xff, next(256) as u8][next(6)];
        }
        file.truncate(0x100 + next(0x301));
        refused += usize::from(elf::plan(b"/x", &file).is_err());
    }
    assert!(refused > 1000);
}

#[test]
fn limits_of_memory_and_arguments() {
    let huge = elf_file(abi::ET_EXEC, 0x40_0100, &[TEXT, Ph { memsz: 64 << 20, ..DATA }]);
    let limits = Limits { memory_bytes: 16 << 20, ..Limits::default() };
    let mounts = [("/huge", huge), ("/prog", good())].map(|(at, bytes)| Mount {
        at: at.into(),
        source: MountSource::Bytes(bytes.into(), 0o755),
        writable: false,
    });
    let mut guest = Guest::with(Config { limits, mounts: mounts.into(), ..Config::default() });
    // A sparse file that is larger than the memory limit.
    let path = guest.put_str(0, "/tmp/sparse");
    let fd = guest.call(2, &[path, 0o102, 0o755]).unwrap();
    assert_eq!(guest.call(77, &[fd, 512 << 20]), Ok(0));
    assert!(matches!(exec(&mut guest, "/tmp/sparse", &[], &[]), Err(ExecError::Memory { .. })));
    let long = "x".repeat(100_000);
    let error = exec(&mut guest, "/prog", &[long.as_str(); 11], &[]).unwrap_err();
    assert!(matches!(error, ExecError::ArgumentsTooLong { .. }));
    let too_long = "x".repeat(128 << 10);
    assert_eq!(exec(&mut guest, "/prog", &[&too_long], &[]).unwrap_err().errno(), Errno::E2BIG);
    assert!(exec(&mut guest, "/prog", &[long.as_str(); 10], &[]).is_ok());
    assert!(matches!(exec(&mut guest, "/huge", &[], &[]), Err(ExecError::Memory { .. })));
}

#[test]
fn execve_replaces_the_program() {
    let mut guest = Guest::with_files(&[("/prog", &good()), ("/text", b"hello")]);
    let path = guest.put_str(0, "/prog");
    let argument = guest.put_str(64, "one");
    let argv = guest.put(128, &[argument.to_le_bytes(), [0; 8]].concat());
    let text = guest.put_str(256, "/text");
    assert_eq!(guest.call(59, &[text, argv, 0]), Err(Errno::ENOEXEC));
    assert_eq!(guest.call(59, &[8, argv, 0]), Err(Errno::EFAULT));
    assert_eq!(guest.call(59, &[path, 8, 0]), Err(Errno::EFAULT));
    assert!(guest.raw(59, &[path, argv, 0]).attention);
    let mut regs = Registers { rip: 5, fs_base: 9, ..Registers::default() };
    match guest.attend(&mut regs) {
        Next::Exec(image) => {
            assert_eq!((regs.rip, regs.fs_base, regs.gpr[Registers::RSP]), (0x40_0100, 0, image.stack));
            assert_eq!(stack(&guest, image.stack).0, ["one"]);
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn execveat_runs_what_a_descriptor_is() {
    let mut guest = Guest::with_files(&[("/dir/prog", &good())]);
    let path = guest.put_str(0, "/dir");
    let fd = guest.call(2, &[path, 0, 0]).unwrap();
    let name = guest.put_str(64, "prog");
    let empty = guest.put_str(128, "");
    assert_eq!(guest.call(322, &[fd, empty, 0, 0, 0]), Err(Errno::ENOENT));
    assert_eq!(guest.call(322, &[77, name, 0, 0, 0]), Err(Errno::EBADF));
    assert_eq!(guest.call(322, &[fd, name, 0, 0, 1]), Err(Errno::EINVAL));
    assert!(guest.raw(322, &[fd, name, 0, 0, 0]).attention);
    assert!(matches!(guest.attend(&mut Registers::default()), Next::Exec(_)));
    let mut guest = Guest::with_files(&[("/dir/prog", &good())]);
    let path = guest.put_str(0, "/dir/prog");
    let fd = guest.call(2, &[path, 0, 0]).unwrap();
    let empty = guest.put_str(128, "");
    assert!(guest.raw(322, &[fd, empty, 0, 0, 0x1000]).attention);
    assert!(matches!(guest.attend(&mut Registers::default()), Next::Exec(_)));
}

#[test]
fn execve_that_fails_late_ends_the_guest() {
    let huge = elf_file(abi::ET_EXEC, 0x40_0100, &[TEXT, Ph { memsz: 64 << 20, ..DATA }]);
    let limits = Limits { memory_bytes: 16 << 20, ..Limits::default() };
    let mount = Mount { at: b"/huge".to_vec(), source: MountSource::Bytes(huge.into(), 0o755), writable: false };
    let mut guest = Guest::with(Config { limits, mounts: vec![mount], ..Config::default() });
    let path = guest.put_str(0, "/huge");
    assert!(guest.raw(59, &[path, 0, 0]).attention);
    match guest.attend(&mut Registers::default()) {
        Next::End(Outcome::Killed { signal: 9, detail: Some(detail) }) => assert!(detail.contains("/huge"), "{detail}"),
        other => panic!("{other:?}"),
    }
}
