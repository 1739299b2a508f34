//! Rows: what is not there yet, or not for guests.

use super::Arg::{Fd, Hex, Int, Path, Ptr};
use super::Row;
use crate::syscalls::absent;

const ASYNC: &str = "asynchronous I/O is not built in; programs fall back to threads or plain calls";
const ADMIN: &str = "administration of a machine: a guest has none";
const DENIED: &str = "fails with EPERM: a guest cannot change its own confinement";
const REMOVED: &str = "not in Linux any more, or never was";
const NOTIFY: &str = "file notification is not built in";
const KEYS: &str = "the key service is not built in";
const OBSERVE: &str = "observation of the kernel is not for guests";
const MOUNT_API: &str = "mounts are granted from outside";
const HANDLES: &str = "file handles would bypass path checks";

pub(super) const ROWS: &[Row] = &[
    Row::enosys(134, "uselib", REMOVED),
    Row::enosys(136, "ustat", REMOVED),
    Row::enosys(139, "sysfs", REMOVED),
    Row::refused(153, "vhangup", &[], absent::sys_denied, DENIED),
    Row::enosys(154, "modify_ldt", "segments other than FS and GS do not exist here"),
    Row::refused(155, "pivot_root", &[Path, Path], absent::sys_mount, DENIED),
    Row::enosys(156, "_sysctl", REMOVED),
    Row::refused(163, "acct", &[Path], absent::sys_denied, DENIED),
    Row::refused(165, "mount", &[Path, Path, Path, Hex, Ptr], absent::sys_mount, DENIED),
    Row::refused(166, "umount2", &[Path, Hex], absent::sys_umount, DENIED),
    Row::refused(167, "swapon", &[Path, Hex], absent::sys_denied, DENIED),
    Row::refused(168, "swapoff", &[Path], absent::sys_denied, DENIED),
    Row::refused(169, "reboot", &[Hex, Hex, Hex, Ptr], absent::sys_denied, DENIED),
    Row::enosys(174, "create_module", REMOVED),
    Row::refused(175, "init_module", &[Ptr, Int, Ptr], absent::sys_denied, DENIED),
    Row::refused(176, "delete_module", &[Path, Hex], absent::sys_denied, DENIED),
    Row::enosys(177, "get_kernel_syms", REMOVED),
    Row::enosys(178, "query_module", REMOVED),
    Row::enosys(179, "quotactl", ADMIN),
    Row::enosys(180, "nfsservctl", REMOVED),
    Row::enosys(181, "getpmsg", REMOVED),
    Row::enosys(182, "putpmsg", REMOVED),
    Row::enosys(183, "afs_syscall", REMOVED),
    Row::enosys(184, "tuxcall", REMOVED),
    Row::enosys(185, "security", REMOVED),
    Row::enosys(206, "io_setup", ASYNC),
    Row::enosys(207, "io_destroy", ASYNC),
    Row::enosys(208, "io_getevents", ASYNC),
    Row::enosys(209, "io_submit", ASYNC),
    Row::enosys(210, "io_cancel", ASYNC),
    Row::enosys(212, "lookup_dcookie", REMOVED),
    Row::enosys(214, "epoll_ctl_old", REMOVED),
    Row::enosys(215, "epoll_wait_old", REMOVED),
    Row::enosys(236, "vserver", REMOVED),
    Row::refused(246, "kexec_load", &[Hex, Hex, Ptr, Hex], absent::sys_denied, DENIED),
    Row::enosys(248, "add_key", KEYS),
    Row::enosys(249, "request_key", KEYS),
    Row::enosys(250, "keyctl", KEYS),
    Row::enosys(298, "perf_event_open", OBSERVE),
    Row::enosys(300, "fanotify_init", NOTIFY),
    Row::enosys(301, "fanotify_mark", NOTIFY),
    Row::enosys(303, "name_to_handle_at", HANDLES),
    Row::enosys(304, "open_by_handle_at", HANDLES),
    Row::refused(313, "finit_module", &[Fd, Path, Hex], absent::sys_denied, DENIED),
    Row::refused(320, "kexec_file_load", &[Fd, Fd, Hex, Ptr, Hex], absent::sys_denied, DENIED),
    Row::refused(321, "bpf", &[Int, Ptr, Int], absent::sys_denied, DENIED),
    Row::enosys(333, "io_pgetevents", ASYNC),
    Row::enosys(425, "io_uring_setup", ASYNC),
    Row::enosys(426, "io_uring_enter", ASYNC),
    Row::enosys(427, "io_uring_register", ASYNC),
    Row::enosys(428, "open_tree", MOUNT_API),
    Row::enosys(429, "move_mount", MOUNT_API),
    Row::enosys(430, "fsopen", MOUNT_API),
    Row::enosys(431, "fsconfig", MOUNT_API),
    Row::enosys(432, "fsmount", MOUNT_API),
    Row::enosys(433, "fspick", MOUNT_API),
    Row::enosys(442, "mount_setattr", MOUNT_API),
    Row::enosys(443, "quotactl_fd", ADMIN),
    Row::enosys(444, "landlock_create_ruleset", "the policy of a guest is set from outside"),
    Row::enosys(445, "landlock_add_rule", "the policy of a guest is set from outside"),
    Row::enosys(446, "landlock_restrict_self", "the policy of a guest is set from outside"),
    Row::enosys(457, "statmount", MOUNT_API),
    Row::enosys(458, "listmount", MOUNT_API),
    Row::enosys(459, "lsm_get_self_attr", ADMIN),
    Row::enosys(460, "lsm_set_self_attr", ADMIN),
    Row::enosys(461, "lsm_list_modules", ADMIN),
];
