//! Descriptors that stand for events: `eventfd(2)` and relatives.

mod epoll;
mod eventfd;
mod inotify;
mod pidfd;
mod signalfd;
mod timerfd;

pub(crate) use epoll::ITEM_COST as EPOLL_ITEM_COST;
pub(crate) use epoll::{
    sys_epoll_create, sys_epoll_create1, sys_epoll_ctl, sys_epoll_pwait, sys_epoll_pwait2, sys_epoll_wait,
};
pub(crate) use eventfd::{sys_eventfd, sys_eventfd2};
pub(crate) use inotify::WATCH_COST as INOTIFY_WATCH_COST;
pub(crate) use inotify::{sys_inotify_add_watch, sys_inotify_init, sys_inotify_init1, sys_inotify_rm_watch};
pub(crate) use pidfd::{pid_of, sys_pidfd_getfd, sys_pidfd_open, sys_pidfd_send_signal};
pub(crate) use signalfd::{sys_signalfd, sys_signalfd4};
pub(crate) use timerfd::{sys_timerfd_create, sys_timerfd_gettime, sys_timerfd_settime};
