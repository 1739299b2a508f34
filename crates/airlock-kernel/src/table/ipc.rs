//! Rows: System V IPC, POSIX message queues.

use super::Arg::{Fd, Hex, Int, Mode, OpenFlags, Path, Ptr, Size, Timespec};
use super::Row;
use crate::ipc;

const CONTROL: &str = "no IPC_INFO and no walk through all objects (the SHM_, SEM_ and MSG_ forms of STAT and INFO)";

pub(super) const ROWS: &[Row] = &[
    Row::full(29, "shmget", &[Hex, Size, Hex], ipc::sys_shmget),
    Row::full(30, "shmat", &[Int, Ptr, Hex], ipc::sys_shmat),
    Row::partial(31, "shmctl", &[Int, Int, Ptr], ipc::sys_shmctl, CONTROL),
    Row::full(64, "semget", &[Hex, Int, Hex], ipc::sys_semget),
    Row::full(65, "semop", &[Int, Ptr, Size], ipc::sys_semop),
    Row::partial(66, "semctl", &[Int, Int, Int, Hex], ipc::sys_semctl, CONTROL),
    Row::full(67, "shmdt", &[Ptr], ipc::sys_shmdt),
    Row::full(68, "msgget", &[Hex, Hex], ipc::sys_msgget),
    Row::full(69, "msgsnd", &[Int, Ptr, Size, Hex], ipc::sys_msgsnd),
    Row::full(70, "msgrcv", &[Int, Ptr, Size, Int, Hex], ipc::sys_msgrcv),
    Row::partial(71, "msgctl", &[Int, Int, Ptr], ipc::sys_msgctl, CONTROL),
    Row::full(220, "semtimedop", &[Int, Ptr, Size, Timespec], ipc::sys_semtimedop),
    Row::full(240, "mq_open", &[Path, OpenFlags, Mode, Ptr], ipc::sys_mq_open),
    Row::full(241, "mq_unlink", &[Path], ipc::sys_mq_unlink),
    Row::full(242, "mq_timedsend", &[Fd, Ptr, Size, Int, Timespec], ipc::sys_mq_timedsend),
    Row::full(243, "mq_timedreceive", &[Fd, Ptr, Size, Ptr, Timespec], ipc::sys_mq_timedreceive),
    Row::partial(
        244,
        "mq_notify",
        &[Fd, Ptr],
        ipc::sys_mq_notify,
        "no SIGEV_THREAD, which libc does with a netlink socket",
    ),
    Row::full(245, "mq_getsetattr", &[Fd, Ptr, Ptr], ipc::sys_mq_getsetattr),
];
