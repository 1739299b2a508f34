//! Rows: descriptors, pipes, terminals, waiting for descriptors.

use super::Arg::{Fd, FdPair, Hex, Int, OpenFlags, Path, Ptr, Size, Timespec};
use super::Row;
use crate::event;
use crate::syscalls::{descriptors, ioctl, open, pipes, poll};

pub(super) const ROWS: &[Row] = &[
    Row::full(3, "close", &[Fd], open::sys_close),
    Row::full(7, "poll", &[Ptr, Size, Int], poll::sys_poll),
    Row::partial(
        16,
        "ioctl",
        &[Fd, Hex, Ptr],
        ioctl::sys_ioctl,
        "terminals and pseudo-terminals (`ioctl_tty(2)`, but TIOCSTI is EIO, and what concerns modems ENOTTY); the FIO* \
         requests on descriptors; all others give ENOTTY",
    ),
    Row::full(22, "pipe", &[FdPair], pipes::sys_pipe),
    Row::full(23, "select", &[Int, Ptr, Ptr, Ptr, Ptr], poll::sys_select),
    Row::full(32, "dup", &[Fd], descriptors::sys_dup),
    Row::full(33, "dup2", &[Fd, Fd], descriptors::sys_dup2),
    Row::partial(
        72,
        "fcntl",
        &[Fd, Int, Hex],
        descriptors::sys_fcntl,
        "no leases, no directory notification; F_SETOWN is taken and no SIGIO is sent",
    ),
    Row::full(73, "flock", &[Fd, Hex], descriptors::sys_flock),
    Row::full(213, "epoll_create", &[Int], event::sys_epoll_create),
    Row::full(232, "epoll_wait", &[Fd, Ptr, Int, Int], event::sys_epoll_wait),
    Row::full(233, "epoll_ctl", &[Fd, Int, Fd, Ptr], event::sys_epoll_ctl),
    Row::full(253, "inotify_init", &[], event::sys_inotify_init),
    Row::partial(
        254,
        "inotify_add_watch",
        &[Fd, Path, Hex],
        event::sys_inotify_add_watch,
        "changes that others make on the host are not told",
    ),
    Row::full(255, "inotify_rm_watch", &[Fd, Int], event::sys_inotify_rm_watch),
    Row::full(270, "pselect6", &[Int, Ptr, Ptr, Ptr, Timespec, Ptr], poll::sys_pselect6),
    Row::full(271, "ppoll", &[Ptr, Size, Timespec, Ptr, Size], poll::sys_ppoll),
    Row::full(281, "epoll_pwait", &[Fd, Ptr, Int, Int, Ptr, Size], event::sys_epoll_pwait),
    Row::full(282, "signalfd", &[Fd, Ptr, Size], event::sys_signalfd),
    Row::full(283, "timerfd_create", &[Int, Hex], event::sys_timerfd_create),
    Row::full(284, "eventfd", &[Size], event::sys_eventfd),
    Row::full(286, "timerfd_settime", &[Fd, Hex, Ptr, Ptr], event::sys_timerfd_settime),
    Row::full(287, "timerfd_gettime", &[Fd, Ptr], event::sys_timerfd_gettime),
    Row::full(289, "signalfd4", &[Fd, Ptr, Size, Hex], event::sys_signalfd4),
    Row::full(290, "eventfd2", &[Size, Hex], event::sys_eventfd2),
    Row::full(291, "epoll_create1", &[Hex], event::sys_epoll_create1),
    Row::full(292, "dup3", &[Fd, Fd, OpenFlags], descriptors::sys_dup3),
    Row::partial(293, "pipe2", &[FdPair, OpenFlags], pipes::sys_pipe2, "no O_DIRECT (packet mode)"),
    Row::full(294, "inotify_init1", &[Hex], event::sys_inotify_init1),
    Row::partial(
        319,
        "memfd_create",
        &[Path, Hex],
        open::sys_memfd_create,
        "no huge pages; the name is not shown in /proc/self/fd",
    ),
    Row::full(441, "epoll_pwait2", &[Fd, Ptr, Int, Timespec, Ptr, Size], event::sys_epoll_pwait2),
    Row::full(436, "close_range", &[Int, Int, Hex], open::sys_close_range),
];
