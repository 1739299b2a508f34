//! Rows: time.

use super::Arg::{Hex, Int, Ptr, Timespec};
use super::Row;
use crate::{process, signal, time};

const CHECKED: &str = "expiry is noticed at system calls";
const READ_ONLY: &str = "fails with EPERM: the clock is not the guest's to set";

pub(super) const ROWS: &[Row] = &[
    Row::full(35, "nanosleep", &[Timespec, Ptr], time::sys_nanosleep),
    Row::full(36, "getitimer", &[Int, Ptr], signal::sys_getitimer),
    Row::partial(37, "alarm", &[Int], signal::sys_alarm, CHECKED),
    Row::partial(38, "setitimer", &[Int, Ptr, Ptr], signal::sys_setitimer, CHECKED),
    Row::full(96, "gettimeofday", &[Ptr, Ptr], time::sys_gettimeofday),
    Row::refused(159, "adjtimex", &[Ptr], |k, _, _| process::refuse(k, "adjtimex"), READ_ONLY),
    Row::refused(164, "settimeofday", &[Ptr, Ptr], |k, _, _| process::refuse(k, "settimeofday"), READ_ONLY),
    Row::full(201, "time", &[Ptr], time::sys_time),
    Row::partial(222, "timer_create", &[Int, Ptr, Ptr], signal::sys_timer_create, "no clocks of CPU time"),
    Row::full(223, "timer_settime", &[Int, Hex, Ptr, Ptr], signal::sys_timer_settime),
    Row::full(224, "timer_gettime", &[Int, Ptr], signal::sys_timer_gettime),
    Row::full(225, "timer_getoverrun", &[Int], signal::sys_timer_getoverrun),
    Row::full(226, "timer_delete", &[Int], signal::sys_timer_delete),
    Row::refused(227, "clock_settime", &[Int, Ptr], |k, _, _| process::refuse(k, "clock_settime"), READ_ONLY),
    Row::full(228, "clock_gettime", &[Int, Ptr], time::sys_clock_gettime),
    Row::full(229, "clock_getres", &[Int, Ptr], time::sys_clock_getres),
    Row::full(230, "clock_nanosleep", &[Int, Hex, Timespec, Ptr], time::sys_clock_nanosleep),
    Row::refused(305, "clock_adjtime", &[Int, Ptr], |k, _, _| process::refuse(k, "clock_adjtime"), READ_ONLY),
];
