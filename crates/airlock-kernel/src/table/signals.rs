//! Rows: signals.

use super::Arg::{Int, Ptr, Signal, Size, Timespec};
use super::Row;
use crate::signal;

pub(super) const ROWS: &[Row] = &[
    Row::full(13, "rt_sigaction", &[Signal, Ptr, Ptr, Size], signal::sys_rt_sigaction),
    Row::full(14, "rt_sigprocmask", &[Int, Ptr, Ptr, Size], signal::sys_rt_sigprocmask),
    Row::partial(
        15,
        "rt_sigreturn",
        &[],
        signal::sys_rt_sigreturn,
        "the x87 stack is not part of the frame; segment registers are not restored",
    ),
    Row::full(34, "pause", &[], signal::sys_pause),
    Row::full(62, "kill", &[Int, Signal], signal::sys_kill),
    Row::full(127, "rt_sigpending", &[Ptr, Size], signal::sys_rt_sigpending),
    Row::full(128, "rt_sigtimedwait", &[Ptr, Ptr, Timespec, Size], signal::sys_rt_sigtimedwait),
    Row::full(129, "rt_sigqueueinfo", &[Int, Signal, Ptr], signal::sys_rt_sigqueueinfo),
    Row::full(130, "rt_sigsuspend", &[Ptr, Size], signal::sys_rt_sigsuspend),
    Row::partial(
        131,
        "sigaltstack",
        &[Ptr, Ptr],
        signal::sys_sigaltstack,
        "SS_ONSTACK is never reported, and a change while on the alternate stack is allowed",
    ),
    Row::full(200, "tkill", &[Int, Signal], signal::sys_tkill),
    Row::full(219, "restart_syscall", &[], signal::sys_restart_syscall),
    Row::full(234, "tgkill", &[Int, Int, Signal], signal::sys_tgkill),
    Row::full(297, "rt_tgsigqueueinfo", &[Int, Int, Signal, Ptr], signal::sys_rt_tgsigqueueinfo),
];
