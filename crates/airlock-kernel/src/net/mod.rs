//! Sockets: `unix(7)`, and `ip(7)` on a loopback interface of the sandbox's own.
//!
//! There are no packets. What one socket sends is put into the [`Queue`] of the one that receives it, in one step and in
//! order; a connection is two sockets that know each other. A socket is an [`Object`](crate::vfs::Object), so that it is
//! read, written and waited for like everything else that descriptors refer to.

mod calls;
mod connect;
mod datagram;
mod dns;
mod inet;
mod message;
mod names;
mod netdevice;
mod netlink;
mod options;
mod outside;
mod policy;
mod queue;
mod receive;
mod rights;
mod send;
mod socket;
mod stream;
#[cfg(test)]
mod tests;
mod text;
mod unix;

use std::collections::BTreeMap;
use std::sync::atomic::AtomicUsize;
use std::sync::{Arc, Mutex, Weak};

use airlock_platform::Platform;

use crate::task::Events;
use crate::vfs::{Space, lock};

pub(crate) use calls::*;
pub(crate) use message::{sys_recvmmsg, sys_recvmsg, sys_sendmmsg, sys_sendmsg};
pub(crate) use names::{Names, Share, Transport};
pub(crate) use netdevice::socket_ioctl;
pub(crate) use options::{sys_getsockopt, sys_setsockopt};
pub use policy::{NetRule, NetRuleError, NetworkGrants};
pub(crate) use queue::{Cred, Packet, Queue, Taken};
pub(crate) use socket::{Domain, Link, Socket, Style};
pub(crate) use text::NetText;

/// All sockets of a run.
pub(crate) struct Net {
    names: Mutex<Names>,
    /// By number.
    sockets: Mutex<BTreeMap<u64, Weak<Socket>>>,
    /// Descriptors that are on their way in messages.
    in_flight: AtomicUsize,
    graveyard: rights::Graveyard,
    space: Arc<Space>,
    events: Arc<Events>,
    /// `None` if nothing of the host's network is granted.
    outside: Option<outside::Outside>,
}

impl Net {
    /// A network with nothing in it but the way out, if there is one.
    pub(crate) fn new(
        platform: &Platform,
        space: &Arc<Space>,
        events: &Arc<Events>,
        grants: Option<NetworkGrants>,
    ) -> Arc<Self> {
        let mut random = [0; 2];
        platform.entropy.fill(&mut random);
        Arc::new(Self {
            names: Mutex::new(Names::starting_at(u16::from_le_bytes(random))),
            sockets: Mutex::default(),
            in_flight: AtomicUsize::new(0),
            graveyard: rights::Graveyard::default(),
            space: Arc::clone(space),
            events: Arc::clone(events),
            outside: grants.map(|grants| outside::Outside::new(grants, events)),
        })
    }
}

/// The sockets of a run, which end with it: messages that hold each other would stay otherwise.
pub(crate) struct Owner(Arc<Net>);

impl Owner {
    /// Of a new network.
    pub(crate) fn new(net: Arc<Net>) -> Self {
        Self(net)
    }

    /// Another reference to it.
    pub(crate) fn share(&self) -> Arc<Net> {
        Arc::clone(&self.0)
    }
}

impl std::ops::Deref for Owner {
    type Target = Arc<Net>;

    fn deref(&self) -> &Arc<Net> {
        &self.0
    }
}

impl Drop for Owner {
    fn drop(&mut self) {
        let sockets: Vec<Arc<Socket>> = lock(&self.0.sockets).values().filter_map(Weak::upgrade).collect();
        for socket in sockets {
            // Where no socket is locked.
            drop(socket.clear_incoming());
        }
    }
}
