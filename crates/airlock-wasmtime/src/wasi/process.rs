//! Arguments, environment, time, randomness, and the end.

use super::context::{Answer, Cx, STRUCT};
use super::errno::WasiErrno;
use super::nr;

/// Which of the two lists of strings.
#[derive(Clone, Copy)]
pub(crate) enum Strings {
    Args,
    Env,
}

fn list(cx: &Cx<'_>, which: Strings) -> Vec<Vec<u8>> {
    match which {
        Strings::Args => cx.state.args.clone(),
        Strings::Env => cx.state.env.clone(),
    }
}

pub(crate) fn strings_get(cx: &mut Cx<'_>, which: Strings, pointers: u32, buf: u32) -> Answer {
    let mut at = u64::from(buf);
    for (i, mut string) in list(cx, which).into_iter().enumerate() {
        string.push(0);
        let address = u32::try_from(at).map_err(|_| WasiErrno::FAULT)?;
        cx.put(u64::from(pointers) + 4 * i as u64, &address.to_le_bytes())?;
        cx.put(at, &string)?;
        at += string.len() as u64;
    }
    Ok(())
}

pub(crate) fn strings_sizes(cx: &mut Cx<'_>, which: Strings, count: u32, bytes: u32) -> Answer {
    let strings = list(cx, which);
    let size = strings.iter().map(|string| string.len() as u64 + 1).sum::<u64>();
    cx.put_u32(count, u32::try_from(strings.len()).map_err(|_| WasiErrno::INVAL)?)?;
    cx.put_u32(bytes, u32::try_from(size).map_err(|_| WasiErrno::INVAL)?)
}

/// Reads a clock, in nanoseconds. WASI's ids are Linux's: realtime, monotonic, process and thread CPU time.
pub(crate) fn now(cx: &mut Cx<'_>, id: u32) -> Result<u64, WasiErrno> {
    clock(cx, nr::CLOCK_GETTIME, id)
}

fn clock(cx: &mut Cx<'_>, number: u64, id: u32) -> Result<u64, WasiErrno> {
    if id > 3 {
        return Err(WasiErrno::INVAL);
    }
    cx.syscall(number, [id.into(), STRUCT])?;
    Ok(cx.get_u64(STRUCT)?.saturating_mul(1_000_000_000).saturating_add(cx.get_u64(STRUCT + 8)?))
}

pub(crate) fn clock_res_get(cx: &mut Cx<'_>, id: u32, out: u32) -> Answer {
    let ns = clock(cx, nr::CLOCK_GETRES, id)?;
    cx.put_u64(out, ns)
}

pub(crate) fn clock_time_get(cx: &mut Cx<'_>, id: u32, out: u32) -> Answer {
    let ns = now(cx, id)?;
    cx.put_u64(out, ns)
}

pub(crate) fn random_get(cx: &mut Cx<'_>, buf: u32, len: u32) -> Answer {
    let mut done = 0;
    while done < u64::from(len) {
        if cx.expired() {
            return Err(WasiErrno::INTR);
        }
        let n = cx.syscall(nr::GETRANDOM, [u64::from(buf) + done, u64::from(len) - done, 0])?;
        if n == 0 {
            return Err(WasiErrno::IO);
        }
        done += n;
    }
    Ok(())
}

/// The kernel ends the guest; whoever called then traps, because the state says so.
pub(crate) fn exit(cx: &mut Cx<'_>, status: u32) -> Answer {
    cx.syscall(nr::EXIT_GROUP, [status.into()]).map(drop)
}

/// WASI numbers the first fifteen signals as Linux does.
pub(crate) fn raise(cx: &mut Cx<'_>, signal: u32) -> Answer {
    if signal > 15 {
        return Err(WasiErrno::NOTSUP);
    }
    let pid = cx.syscall(nr::GETPID, [])?;
    cx.syscall(nr::KILL, [pid, signal.into()]).map(drop)
}
