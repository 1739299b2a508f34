//! The functions of `wasi_snapshot_preview1`, by name.

use wasmtime::{Caller, Engine, Extern, Linker};

use super::context::{Answer, Cx, State};
use super::errno::WasiErrno;
use super::paths::At;
use super::process::Strings;
use super::{files, nr, paths, poll, process};

/// The module that all of them are imported from.
pub(crate) const MODULE: &str = "wasi_snapshot_preview1";

/// The guest has ended: an error that takes its frames down.
#[derive(Debug, thiserror::Error)]
#[error("the guest has ended")]
struct Ended;

/// Runs one function on the module's memory and gives its error number.
fn call(caller: &mut Caller<'_, State>, function: impl FnOnce(&mut Cx<'_>) -> Answer) -> wasmtime::Result<u32> {
    let memory = match caller.data().memory {
        Some(memory) => memory,
        // A start function runs before anybody else could look.
        None => match caller.get_export("memory") {
            Some(Extern::Memory(memory)) => {
                caller.data_mut().memory = Some(memory);
                memory
            }
            _ => return Err(wasmtime::Error::msg("the module exports no memory")),
        },
    };
    let (bytes, state) = memory.data_and_store_mut(&mut *caller);
    let answer = function(&mut Cx::new(bytes, state));
    if let Some(sink) = &mut state.on_trace
        && let Some(lines) = state.kernel.take_trace()
    {
        sink(&lines);
    }
    if state.end.is_some() {
        return Err(wasmtime::Error::new(Ended));
    }
    Ok(answer.err().map_or(0, |errno| errno.0.into()))
}

macro_rules! functions {
    ($($name:ident($cx:ident $(, $arg:ident: $ty:ty)*) => $body:expr;)*) => {
        /// Their names.
        pub(crate) const NAMES: &[&str] = &[$(stringify!($name)),*];

        fn define_all(linker: &mut Linker<State>) -> wasmtime::Result<()> {
            $(linker.func_wrap(
                MODULE,
                stringify!($name),
                |mut caller: Caller<'_, State> $(, $arg: $ty)*| call(&mut caller, |$cx| $body),
            )?;)*
            Ok(())
        }
    };
}

functions! {
    args_get(cx, pointers: u32, buf: u32) => process::strings_get(cx, Strings::Args, pointers, buf);
    args_sizes_get(cx, count: u32, bytes: u32) => process::strings_sizes(cx, Strings::Args, count, bytes);
    environ_get(cx, pointers: u32, buf: u32) => process::strings_get(cx, Strings::Env, pointers, buf);
    environ_sizes_get(cx, count: u32, bytes: u32) => process::strings_sizes(cx, Strings::Env, count, bytes);
    clock_res_get(cx, id: u32, out: u32) => process::clock_res_get(cx, id, out);
    clock_time_get(cx, id: u32, _precision: u64, out: u32) => process::clock_time_get(cx, id, out);
    fd_advise(cx, fd: u32, offset: u64, len: u64, advice: u32) => files::advise(cx, fd, offset, len, advice);
    fd_allocate(cx, fd: u32, offset: u64, len: u64) =>
        cx.syscall(nr::FALLOCATE, [fd.into(), 0, offset, len]).map(drop);
    fd_close(cx, fd: u32) => cx.syscall(nr::CLOSE, [fd.into()]).map(drop);
    fd_datasync(cx, fd: u32) => cx.syscall(nr::FDATASYNC, [fd.into()]).map(drop);
    fd_fdstat_get(cx, fd: u32, out: u32) => files::fdstat_get(cx, fd, out);
    fd_fdstat_set_flags(cx, fd: u32, flags: u32) => files::fdstat_set_flags(cx, fd, flags);
    fd_fdstat_set_rights(_cx, _fd: u32, _base: u64, _inheriting: u64) => Err(WasiErrno::NOTSUP);
    fd_filestat_get(cx, fd: u32, out: u32) => files::filestat_get(cx, fd, out);
    fd_filestat_set_size(cx, fd: u32, size: u64) => cx.syscall(nr::FTRUNCATE, [fd.into(), size]).map(drop);
    fd_filestat_set_times(cx, fd: u32, atim: u64, mtim: u64, flags: u32) =>
        files::filestat_set_times(cx, fd, atim, mtim, flags);
    fd_pread(cx, fd: u32, iovs: u32, count: u32, offset: u64, out: u32) =>
        files::transfer_at(cx, nr::PREADV, fd, (iovs, count), offset, out);
    fd_prestat_get(cx, fd: u32, out: u32) => files::prestat_get(cx, fd, out);
    fd_prestat_dir_name(cx, fd: u32, out: u32, len: u32) => files::prestat_dir_name(cx, fd, out, len);
    fd_pwrite(cx, fd: u32, iovs: u32, count: u32, offset: u64, out: u32) =>
        files::transfer_at(cx, nr::PWRITEV, fd, (iovs, count), offset, out);
    fd_read(cx, fd: u32, iovs: u32, count: u32, out: u32) => files::transfer(cx, nr::READV, fd, iovs, count, out);
    fd_readdir(cx, fd: u32, buf: u32, len: u32, cookie: u64, used: u32) =>
        files::readdir(cx, fd, buf, len, cookie, used);
    fd_renumber(cx, from: u32, to: u32) => files::renumber(cx, from, to);
    fd_seek(cx, fd: u32, offset: u64, whence: u32, out: u32) => files::seek(cx, fd, offset, whence, out);
    fd_sync(cx, fd: u32) => cx.syscall(nr::FSYNC, [fd.into()]).map(drop);
    fd_tell(cx, fd: u32, out: u32) => files::seek(cx, fd, 0, 1, out);
    fd_write(cx, fd: u32, iovs: u32, count: u32, out: u32) => files::transfer(cx, nr::WRITEV, fd, iovs, count, out);
    path_create_directory(cx, fd: u32, path: u32, len: u32) => paths::create_directory(cx, At { fd, path, len });
    path_filestat_get(cx, fd: u32, flags: u32, path: u32, len: u32, out: u32) =>
        paths::filestat_get(cx, At { fd, path, len }, flags, out);
    path_filestat_set_times(cx, fd: u32, flags: u32, path: u32, len: u32, atim: u64, mtim: u64, which: u32) =>
        paths::filestat_set_times(cx, At { fd, path, len }, flags, (atim, mtim), which);
    path_link(cx, fd: u32, flags: u32, path: u32, len: u32, new_fd: u32, new_path: u32, new_len: u32) =>
        paths::link(cx, At { fd, path, len }, flags, At { fd: new_fd, path: new_path, len: new_len });
    path_open(
        cx,
        fd: u32,
        lookup: u32,
        path: u32,
        len: u32,
        oflags: u32,
        rights: u64,
        _inheriting: u64,
        fdflags: u32,
        out: u32
    ) => paths::open(cx, At { fd, path, len }, lookup, oflags, rights, fdflags, out);
    path_readlink(cx, fd: u32, path: u32, len: u32, buf: u32, buf_len: u32, out: u32) =>
        paths::readlink(cx, At { fd, path, len }, buf, buf_len, out);
    path_remove_directory(cx, fd: u32, path: u32, len: u32) => paths::remove(cx, At { fd, path, len }, true);
    path_rename(cx, fd: u32, path: u32, len: u32, new_fd: u32, new_path: u32, new_len: u32) =>
        paths::rename(cx, At { fd, path, len }, At { fd: new_fd, path: new_path, len: new_len });
    path_symlink(cx, target: u32, target_len: u32, fd: u32, path: u32, len: u32) =>
        paths::symlink(cx, target, target_len, At { fd, path, len });
    path_unlink_file(cx, fd: u32, path: u32, len: u32) => paths::remove(cx, At { fd, path, len }, false);
    poll_oneoff(cx, subscriptions: u32, events: u32, count: u32, out: u32) =>
        poll::poll_oneoff(cx, subscriptions, events, count, out);
    proc_raise(cx, signal: u32) => process::raise(cx, signal);
    sched_yield(cx) => cx.syscall(nr::SCHED_YIELD, []).map(drop);
    random_get(cx, buf: u32, len: u32) => process::random_get(cx, buf, len);
    sock_accept(_cx, _fd: u32, _flags: u32, _out: u32) => Err(WasiErrno::NOTSOCK);
    sock_recv(_cx, _fd: u32, _iovs: u32, _count: u32, _flags: u32, _out: u32, _out_flags: u32) =>
        Err(WasiErrno::NOTSOCK);
    sock_send(_cx, _fd: u32, _iovs: u32, _count: u32, _flags: u32, _out: u32) => Err(WasiErrno::NOTSOCK);
    sock_shutdown(_cx, _fd: u32, _how: u32) => Err(WasiErrno::NOTSOCK);
}

/// The one function without a result.
pub(crate) const PROC_EXIT: &str = "proc_exit";

/// All functions.
pub(crate) fn define(engine: &Engine) -> wasmtime::Result<Linker<State>> {
    let mut linker = Linker::new(engine);
    define_all(&mut linker)?;
    linker.func_wrap(MODULE, PROC_EXIT, |mut caller: Caller<'_, State>, status: u32| -> wasmtime::Result<()> {
        call(&mut caller, |cx| process::exit(cx, status))?;
        Err(wasmtime::Error::msg("the kernel let the guest go on after its exit"))
    })?;
    Ok(linker)
}
