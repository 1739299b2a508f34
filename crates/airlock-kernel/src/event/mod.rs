//! Descriptors that stand for events: `eventfd(2)` and relatives.

mod eventfd;

pub(crate) use eventfd::{sys_eventfd, sys_eventfd2};
