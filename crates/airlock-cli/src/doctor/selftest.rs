//! Translates and runs a small real program.

use std::sync::Arc;

use airlock::{CacheLocation, Limits, Outcome, Program, Report, Runtime, RuntimeConfig, Sandbox};
use airlock_host::{Input, Output, Stop};

use super::Finding;

const STATUS: u8 = 42;

/// Where the program is loaded.
const BASE: u64 = 0x40_0000;

/// A static ELF executable that calls `exit_group(42)`.
fn program() -> Vec<u8> {
    // mov eax, 231; mov edi, 42; syscall
    let code = [0xb8, 231, 0, 0, 0, 0xbf, STATUS, 0, 0, 0, 0x0f, 0x05];
    let headers = 64 + 56;
    let len = headers + code.len() as u64;
    let mut elf = vec![0x7f, b'E', b'L', b'F', 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    // Type, machine, version; entry, program headers, section headers; flags; sizes and counts.
    elf.extend([2u16, 62].iter().flat_map(|v| v.to_le_bytes()));
    elf.extend(1u32.to_le_bytes());
    elf.extend([BASE + headers, 64, 0].iter().flat_map(|v| v.to_le_bytes()));
    elf.extend(0u32.to_le_bytes());
    elf.extend([64u16, 56, 1, 64, 0, 0].iter().flat_map(|v| v.to_le_bytes()));
    // One loadable segment, readable and executable: the whole file.
    elf.extend([1u32, 5].iter().flat_map(|v| v.to_le_bytes()));
    elf.extend([0, BASE, BASE, len, len, 4096].iter().flat_map(|v| v.to_le_bytes()));
    elf.extend(code);
    elf
}

fn run_program() -> anyhow::Result<Report> {
    let stop = Stop::new()?;
    let platform = airlock_host::platform(Input::Null, Output::Null, Output::Null, &stop)?;
    let runtime = Runtime::new(RuntimeConfig { cache: CacheLocation::Off, ..RuntimeConfig::default() })?;
    let program = Program::Host { at: b"/bin/selftest".to_vec(), content: Arc::from(program()) };
    let limits = Limits { wall_ms: 10_000, cpu_ms: 10_000, memory_bytes: 64 << 20, ..Limits::default() };
    let sandbox =
        Sandbox::builder(&runtime, program).platform(platform, move || stop.request()).limits(limits).build()?;
    Ok(sandbox.run(["selftest"])?)
}

/// The check that counts: everything from the loader to the system call, on a reservation of 4 GiB.
pub(super) fn run() -> Finding {
    let name = "run a program";
    let report_it = "run again with the above mended; if it stays, report it with this output";
    match run_program() {
        Ok(Report { outcome: Outcome::Exited(STATUS), wall_us, .. }) => {
            Finding::good(name, format!("translated and run on 4 GiB of reserved addresses, {wall_us} us"))
        }
        Ok(report) => Finding::failure(name, format!("ended in the wrong way: {:?}", report.outcome), report_it),
        Err(error) => Finding::failure(name, format!("{error:#}"), report_it),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_program_is_a_real_one() {
        use std::os::unix::fs::PermissionsExt;
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("selftest");
        std::fs::write(&path, program()).unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
        let status = std::process::Command::new(&path).status().unwrap();
        assert_eq!(status.code(), Some(STATUS.into()));
    }
}
