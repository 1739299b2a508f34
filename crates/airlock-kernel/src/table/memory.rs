//! Rows: memory management.

use super::Arg::{Fd, Hex, Int, MapFlags, Prot, Ptr, Size};
use super::Row;
use crate::mm;

const COPIED: &str = "file mappings are copies: two shared mappings of one file see each other's stores only after msync, munmap or a read of the file; no growth of MAP_GROWSDOWN; no huge pages";

pub(super) const ROWS: &[Row] = &[
    Row::partial(9, "mmap", &[Ptr, Size, Prot, MapFlags, Fd, Hex], mm::sys_mmap, COPIED),
    Row::full(10, "mprotect", &[Ptr, Size, Prot], mm::sys_mprotect),
    Row::full(11, "munmap", &[Ptr, Size], mm::sys_munmap),
    Row::full(12, "brk", &[Ptr], mm::sys_brk),
    Row::partial(
        25,
        "mremap",
        &[Ptr, Size, Size, Hex, Ptr],
        mm::sys_mremap,
        "duplicating a shared mapping (an old size of 0) fails with EINVAL",
    ),
    Row::full(26, "msync", &[Ptr, Size, Hex], mm::sys_msync),
    Row::full(27, "mincore", &[Ptr, Size, Ptr], mm::sys_mincore),
    Row::partial(
        28,
        "madvise",
        &[Ptr, Size, Int],
        mm::sys_madvise,
        "advice without a visible effect is accepted and ignored; MADV_REMOVE works on anonymous memory only",
    ),
    Row::full(149, "mlock", &[Ptr, Size], mm::sys_mlock),
    Row::full(150, "munlock", &[Ptr, Size], mm::sys_mlock),
    Row::full(151, "mlockall", &[Hex], mm::sys_mlockall),
    Row::full(152, "munlockall", &[], mm::sys_munlockall),
    Row::enosys(216, "remap_file_pages", "obsolete: nonlinear mappings"),
    Row::enosys(237, "mbind", "there are no NUMA nodes"),
    Row::enosys(238, "set_mempolicy", "there are no NUMA nodes"),
    Row::enosys(239, "get_mempolicy", "there are no NUMA nodes"),
    Row::enosys(256, "migrate_pages", "there are no NUMA nodes"),
    Row::enosys(279, "move_pages", "there are no NUMA nodes"),
    Row::enosys(310, "process_vm_readv", "there is no other process"),
    Row::enosys(311, "process_vm_writev", "there is no other process"),
    Row::enosys(323, "userfaultfd", "page faults are not handed to the guest"),
    Row::full(325, "mlock2", &[Ptr, Size, Hex], mm::sys_mlock2),
    Row::partial(
        329,
        "pkey_mprotect",
        &[Ptr, Size, Prot, Int],
        mm::sys_pkey_mprotect,
        "there are no protection keys: only -1 is a valid key",
    ),
    Row::refused(330, "pkey_alloc", &[Hex, Hex], mm::sys_pkey_alloc, "fails with ENOSPC: there are no protection keys"),
    Row::refused(331, "pkey_free", &[Int], mm::sys_pkey_free, "fails with EINVAL: there are no protection keys"),
    Row::enosys(440, "process_madvise", "there is no other process"),
    Row::enosys(447, "memfd_secret", "the kernel of a guest can always read its memory"),
    Row::enosys(450, "set_mempolicy_home_node", "there are no NUMA nodes"),
    Row::enosys(451, "cachestat", "there is no page cache to describe"),
    Row::enosys(453, "map_shadow_stack", "shadow stacks are not provided"),
    Row::enosys(462, "mseal", "not implemented yet"),
];
