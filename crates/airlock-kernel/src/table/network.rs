//! Rows: sockets.

use super::Arg::{Fd, FdPair, Hex, In, Int, Out, Ptr, Size};
use super::Row;
use crate::net;

const FAMILIES: &str = "AF_UNIX, AF_INET and AF_INET6 (TCP and UDP, on the loopback interface of the sandbox), NETLINK_ROUTE \
                        for reading; no raw or packet sockets";
const NO_OOB: &str = "no out-of-band data";
const OPTIONS: &str = "options without effect on a loopback are only remembered; no multicast";

pub(super) const ROWS: &[Row] = &[
    Row::partial(41, "socket", &[Int, Hex, Int], net::sys_socket, FAMILIES),
    Row::full(42, "connect", &[Fd, Ptr, Int], net::sys_connect),
    Row::full(43, "accept", &[Fd, Ptr, Ptr], net::sys_accept),
    Row::partial(44, "sendto", &[Fd, In(2), Size, Hex, Ptr, Int], net::sys_sendto, NO_OOB),
    Row::partial(45, "recvfrom", &[Fd, Out, Size, Hex, Ptr, Ptr], net::sys_recvfrom, NO_OOB),
    Row::partial(
        46,
        "sendmsg",
        &[Fd, Ptr, Hex],
        net::sys_sendmsg,
        "SCM_RIGHTS and SCM_CREDENTIALS; no out-of-band data",
    ),
    Row::partial(
        47,
        "recvmsg",
        &[Fd, Ptr, Hex],
        net::sys_recvmsg,
        "SCM_RIGHTS and SCM_CREDENTIALS; no out-of-band data",
    ),
    Row::full(48, "shutdown", &[Fd, Int], net::sys_shutdown),
    Row::full(49, "bind", &[Fd, Ptr, Int], net::sys_bind),
    Row::full(50, "listen", &[Fd, Int], net::sys_listen),
    Row::full(51, "getsockname", &[Fd, Ptr, Ptr], net::sys_getsockname),
    Row::full(52, "getpeername", &[Fd, Ptr, Ptr], net::sys_getpeername),
    Row::full(53, "socketpair", &[Int, Hex, Int, FdPair], net::sys_socketpair),
    Row::partial(54, "setsockopt", &[Fd, Int, Int, Ptr, Int], net::sys_setsockopt, OPTIONS),
    Row::partial(55, "getsockopt", &[Fd, Int, Int, Ptr, Ptr], net::sys_getsockopt, OPTIONS),
    Row::full(288, "accept4", &[Fd, Ptr, Ptr, Hex], net::sys_accept4),
    Row::partial(299, "recvmmsg", &[Fd, Ptr, Int, Hex, Ptr], net::sys_recvmmsg, "waits for the first message only"),
    Row::full(307, "sendmmsg", &[Fd, Ptr, Int, Hex], net::sys_sendmmsg),
];
