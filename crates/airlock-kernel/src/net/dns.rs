//! Name resolution: questions that the guest sends to any name server are answered here, for granted names only.
//!
//! The answers come from the host's resolver, and an address is told only if it may be connected to. What the guest has been
//! told is what it may connect to: there is no second look-up that could lead elsewhere.

use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, Weak};

use airlock_abi::Errno;
use airlock_abi::net::SockAddr;
use airlock_platform::HostLookup;
use simple_dns::rdata::{A, AAAA, RData};
use simple_dns::{CLASS, OPCODE, Packet as Message, PacketFlag, QCLASS, QTYPE, RCODE, ResourceRecord, TYPE};

use super::outside::Outside;
use super::{Cred, Net, Packet, Socket};
use crate::Kernel;
use crate::task::Key;
use crate::vfs::lock;

/// The port of name servers.
pub(crate) const PORT: u16 = 53;
/// Questions of a run that wait for an answer at a time.
const QUERIES_MAX: usize = 16;
/// Addresses in one answer, so that it fits into a datagram of 512 bytes.
const ADDRESSES_MAX: usize = 12;
/// How long the guest may keep an answer, in seconds.
const TTL: u32 = 30;

/// A question that is being answered.
pub(crate) struct Query {
    socket: Weak<Socket>,
    /// The name server that was asked.
    server: SocketAddr,
    question: Vec<u8>,
    name: String,
    v6: bool,
    lookup: Arc<dyn HostLookup>,
}

/// The answer to a question, as bytes; `None` if the question cannot be read.
fn answer(question: &[u8], code: RCODE, addresses: &[IpAddr]) -> Option<Vec<u8>> {
    let asked = Message::parse(question).ok()?;
    let mut reply = Message::new_reply(asked.id());
    reply.set_flags(PacketFlag::RECURSION_AVAILABLE);
    if asked.has_flags(PacketFlag::RECURSION_DESIRED) {
        reply.set_flags(PacketFlag::RECURSION_DESIRED);
    }
    *reply.rcode_mut() = code;
    reply.questions.clone_from(&asked.questions);
    if let Some(first) = asked.questions.first() {
        for ip in addresses.iter().take(ADDRESSES_MAX) {
            let data = match ip {
                IpAddr::V4(ip) => RData::A(A { address: (*ip).into() }),
                IpAddr::V6(ip) => RData::AAAA(AAAA { address: (*ip).into() }),
            };
            reply.answers.push(ResourceRecord::new(first.qname.clone(), CLASS::IN, TTL, data));
        }
    }
    reply.build_bytes_vec().ok()
}

/// The name in a question and whether IPv6 addresses are asked for; or the code of the answer.
fn parse(question: &[u8]) -> Result<(String, bool), RCODE> {
    let asked = Message::parse(question).map_err(|_| RCODE::FormatError)?;
    if asked.opcode() != OPCODE::StandardQuery {
        return Err(RCODE::NotImplemented);
    }
    let [only] = asked.questions.as_slice() else { return Err(RCODE::FormatError) };
    let name = only.qname.to_string().trim_end_matches('.').to_ascii_lowercase();
    match (only.qtype, only.qclass) {
        (QTYPE::TYPE(TYPE::A), QCLASS::CLASS(CLASS::IN)) => Ok((name, false)),
        (QTYPE::TYPE(TYPE::AAAA), QCLASS::CLASS(CLASS::IN)) => Ok((name, true)),
        _ => Err(RCODE::NotImplemented),
    }
}

impl Kernel {
    /// A datagram to a name server. The answer comes to the socket later, or at once.
    pub(crate) fn ask(&mut self, socket: &Socket, server: SocketAddr, question: &[u8]) -> Result<usize, Errno> {
        let net = self.net.share();
        let outside = net.outside.as_ref().ok_or(Errno::ENETUNREACH)?;
        let len = question.len();
        let code = match parse(question) {
            Ok((name, v6)) if lock(&outside.policy).may_resolve(&name) => {
                let Key::Object(number) = net.events.new_key() else { return Err(Errno::ENOBUFS) };
                let room = lock(&outside.queries).len() < QUERIES_MAX;
                match outside.network.resolve(number, &name).ok().filter(|_| room) {
                    Some(lookup) => {
                        let (socket, question) = (socket.me(), question.to_vec());
                        let query = Query { socket, server, question, name, v6, lookup };
                        lock(&outside.queries).insert(number, query);
                        net.answer_query(outside, number);
                        return Ok(len);
                    }
                    None => RCODE::ServerFailure,
                }
            }
            Ok((name, _)) => {
                self.deny("resolve", name.as_bytes());
                RCODE::Refused
            }
            Err(code) => code,
        };
        if let Some(bytes) = answer(question, code, &[]) {
            reply(socket, server, bytes);
        }
        Ok(len)
    }
}

fn reply(socket: &Socket, server: SocketAddr, bytes: Vec<u8>) {
    let packet = Packet::new(bytes, Some(SockAddr::Inet(server)), Cred::default(), Vec::new());
    // A socket whose queue is full loses it.
    let _ = socket.deliver(packet);
}

impl Net {
    /// Answers a question, if its answer is known by now.
    pub(crate) fn answer_query(&self, outside: &Outside, number: u64) {
        let known = match lock(&outside.queries).get(&number) {
            Some(query) => query.lookup.addresses(),
            None => return,
        };
        let Some(known) = known else { return };
        let Some(query) = lock(&outside.queries).remove(&number) else { return };
        let Some(socket) = query.socket.upgrade() else { return };
        let bytes = match known {
            Ok(all) => {
                let told = lock(&outside.policy).tell(&query.name, &all);
                let wanted: Vec<IpAddr> = told.into_iter().filter(|ip| ip.is_ipv6() == query.v6).collect();
                let code = if all.is_empty() { RCODE::NameError } else { RCODE::NoError };
                answer(&query.question, code, &wanted)
            }
            Err(_) => answer(&query.question, RCODE::ServerFailure, &[]),
        };
        if let Some(bytes) = bytes {
            reply(&socket, query.server, bytes);
        }
    }
}

#[cfg(test)]
mod tests {
    use simple_dns::{Name, Question};

    use super::*;

    fn question(name: &str, kind: TYPE) -> Vec<u8> {
        let mut packet = Message::new_query(7);
        let name = Name::new(name).unwrap();
        packet.questions.push(Question::new(name, QTYPE::TYPE(kind), QCLASS::CLASS(CLASS::IN), false));
        packet.build_bytes_vec().unwrap()
    }

    #[test]
    fn questions_are_read_and_answered() {
        let asked = question("A.Example", TYPE::AAAA);
        assert_eq!(parse(&asked), Ok(("a.example".to_owned(), true)));
        assert_eq!(parse(&question("a.example", TYPE::MX)), Err(RCODE::NotImplemented));
        assert_eq!(parse(b"nonsense"), Err(RCODE::FormatError));
        let all: Vec<IpAddr> = (0..100).map(|n| IpAddr::from([93, 184, 0, n])).collect();
        let bytes = answer(&asked, RCODE::NoError, &all).unwrap();
        assert!(bytes.len() <= 512);
        let read = Message::parse(&bytes).unwrap();
        assert_eq!((read.id(), read.answers.len()), (7, ADDRESSES_MAX));
    }
}
