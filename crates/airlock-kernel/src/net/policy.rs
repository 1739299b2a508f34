//! Whom a guest may reach outside of the sandbox.

use std::collections::{BTreeMap, BTreeSet};
use std::net::{IpAddr, SocketAddr};
use std::str::FromStr;
use std::sync::Arc;

use airlock_platform::{HostListener, Network};
use ipnet::IpNet;

/// Addresses that are remembered for one granted name. When there are more, the older ones are forgotten.
const ADDRESSES_MAX: usize = 256;

/// What a guest is granted of the host's network.
pub struct NetworkGrants {
    /// The way out.
    pub outside: Arc<dyn Network>,
    /// Where TCP connections may go.
    pub allow: Vec<NetRule>,
    /// Ports of the host, and the port in the guest that connections to each go to.
    pub publish: Vec<(Arc<dyn HostListener>, u16)>,
}

/// A destination that is granted: `HOST:PORT`. The host is a name, an address, a network as in `10.0.0.0/8`, or `*` for every
/// public address; the port is a number, or `*` for every one. An IPv6 address is written in brackets.
///
/// A name, and `*`, never lead to addresses that mean something else inside of somebody's network than outside: loopback, link-local
/// (where clouds serve credentials), private and other special ranges. Such addresses are reached by granting them as what they
/// are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NetRule {
    host: Host,
    port: Option<u16>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Host {
    Any,
    /// In lower case, without a dot at the end.
    Name(String),
    Net(IpNet),
}

/// Why a [`NetRule`] could not be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NetRuleError {
    /// There is no port.
    #[error(
        "there is no port: write HOST:PORT, e.g. example.com:443, 10.0.0.0/8:5432 or [2001:db8::1]:80; `*` is every port"
    )]
    NoPort,
    /// The port is not one.
    #[error("{0:?} is not a port: write a number from 1 to 65535, or `*` for every port")]
    Port(String),
    /// The host is neither a name nor an address.
    #[error(
        "{0:?} is neither a host name nor an IP address or network: write e.g. example.com, 192.0.2.7, 10.0.0.0/8 or [2001:db8::1]"
    )]
    Host(String),
    /// A network whose address has bits behind the prefix.
    #[error("{given} has bits set behind its prefix: write {meant} for the network, or the address alone")]
    Prefix {
        /// As it was written.
        given: String,
        /// The network that it lies in.
        meant: IpNet,
    },
}

/// Ranges that a name or a wide network does not reach into.
const SPECIAL: [&str; 22] = [
    "0.0.0.0/8",
    "10.0.0.0/8",
    "100.64.0.0/10",
    "127.0.0.0/8",
    "169.254.0.0/16",
    "172.16.0.0/12",
    "192.0.0.0/24",
    "192.0.2.0/24",
    "192.168.0.0/16",
    "198.18.0.0/15",
    "198.51.100.0/24",
    "203.0.113.0/24",
    "224.0.0.0/3",
    "::/128",
    "::1/128",
    "64:ff9b::/96",
    "64:ff9b:1::/48",
    "2002::/16",
    "fc00::/7",
    "fe80::/10",
    "fec0::/10",
    "ff00::/8",
];

/// The special range that an address lies in.
fn special(ip: IpAddr) -> Option<IpNet> {
    SPECIAL.iter().filter_map(|text| IpNet::from_str(text).ok()).find(|net| net.contains(&ip))
}

impl FromStr for NetRule {
    type Err = NetRuleError;

    fn from_str(text: &str) -> Result<Self, NetRuleError> {
        let (host, port) = text.rsplit_once(':').filter(|(host, _)| !host.is_empty()).ok_or(NetRuleError::NoPort)?;
        let bracketed = host.starts_with('[');
        if host.contains(':') && !bracketed {
            // An IPv6 address whose last part looks like a port.
            return Err(NetRuleError::NoPort);
        }
        let port = match port {
            "*" => None,
            number => match number.parse() {
                Ok(port) if port > 0 => Some(port),
                _ => return Err(NetRuleError::Port(number.to_owned())),
            },
        };
        Ok(Self { host: parse_host(host)?, port })
    }
}

fn parse_host(host: &str) -> Result<Host, NetRuleError> {
    if host == "*" {
        return Ok(Host::Any);
    }
    let wrong = || NetRuleError::Host(host.to_owned());
    // `[2001:db8::1]`, `[2001:db8::]/32` and `[2001:db8::/32]`.
    let plain = host.replace(['[', ']'], "");
    if let Ok(ip) = plain.parse::<IpAddr>() {
        return Ok(Host::Net(ip.to_canonical().into()));
    }
    if let Ok(net) = plain.parse::<IpNet>() {
        if net.addr() != net.network() {
            return Err(NetRuleError::Prefix { given: plain, meant: net.trunc() });
        }
        return Ok(Host::Net(net));
    }
    let name = host.strip_suffix('.').unwrap_or(host).to_ascii_lowercase();
    let label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    // What ends in a number was meant as an address (RFC 1123).
    let numeric = name.rsplit('.').next().is_some_and(|last| last.bytes().all(|b| b.is_ascii_digit()));
    if name.len() > 253 || numeric || !name.split('.').all(label) {
        return Err(wrong());
    }
    Ok(Host::Name(name))
}

/// The rules, and which addresses were told to the guest for the names in them.
pub(crate) struct Policy {
    rules: Vec<NetRule>,
    /// Addresses by name.
    told: BTreeMap<String, BTreeSet<IpAddr>>,
}

impl Policy {
    pub(crate) fn new(rules: Vec<NetRule>) -> Self {
        Self { rules, told: BTreeMap::new() }
    }

    /// Whether a rule grants this very address, not by a name.
    fn by_address(&self, ip: IpAddr, port: Option<u16>) -> bool {
        let special = special(ip);
        self.rules.iter().any(|rule| {
            let port_fits = port.is_none() || rule.port.is_none() || rule.port == port;
            port_fits
                && match &rule.host {
                    Host::Any => special.is_none(),
                    // A network that is wider than the special range was not meant to include it.
                    Host::Net(net) => net.contains(&ip) && special.is_none_or(|range| range.contains(net)),
                    Host::Name(_) => false,
                }
        })
    }

    /// Whether a connection may go there.
    pub(crate) fn allows(&self, to: SocketAddr) -> bool {
        if self.by_address(to.ip(), Some(to.port())) {
            return true;
        }
        self.rules.iter().any(|rule| match &rule.host {
            Host::Name(name) => {
                rule.port.is_none_or(|port| port == to.port())
                    && self.told.get(name).is_some_and(|addresses| addresses.contains(&to.ip()))
            }
            _ => false,
        })
    }

    /// Whether a name may be looked up. `name` is in lower case, without a dot at the end.
    pub(crate) fn may_resolve(&self, name: &str) -> bool {
        self.rules.iter().any(|rule| match &rule.host {
            Host::Any => true,
            Host::Name(granted) => granted == name,
            Host::Net(_) => false,
        })
    }

    /// The addresses of a name that the guest is told, which it may connect to from then on. Others are left out: whoever
    /// owns a name decides where it leads, and could let it lead into the network that the host is in.
    pub(crate) fn tell(&mut self, name: &str, addresses: &[IpAddr]) -> Vec<IpAddr> {
        let plain = addresses.iter().map(IpAddr::to_canonical);
        let told: Vec<IpAddr> = plain.filter(|ip| special(*ip).is_none() || self.by_address(*ip, None)).collect();
        let named = self.rules.iter().any(|rule| matches!(&rule.host, Host::Name(granted) if granted == name));
        if named {
            let known = self.told.entry(name.to_owned()).or_default();
            if known.len() + told.len() > ADDRESSES_MAX {
                known.clear();
            }
            known.extend(told.iter().take(ADDRESSES_MAX));
        }
        told
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn policy(rules: &[&str]) -> Policy {
        Policy::new(rules.iter().map(|rule| rule.parse().unwrap()).collect())
    }

    fn allows(policy: &Policy, to: &str) -> bool {
        policy.allows(to.parse().unwrap())
    }

    #[test]
    fn rules_are_read_or_refused_with_a_reason() {
        let good = [
            "a.example:443",
            "A.Example.:443",
            "*:80",
            "192.0.2.1:*",
            "10.0.0.0/8:5432",
            "[2001:db8::1]:80",
            "[2001:db8::]/32:80",
        ];
        for text in good {
            assert!(text.parse::<NetRule>().is_ok(), "{text}");
        }
        assert_eq!("A.Example.:443".parse::<NetRule>(), "a.example:443".parse());
        for text in ["", "a.example", ":80", "2001:db8::1", "2001:db8::1:80"] {
            assert_eq!(text.parse::<NetRule>(), Err(NetRuleError::NoPort), "{text}");
        }
        for text in ["a:0", "a:65536", "a:http", "a:"] {
            assert!(matches!(text.parse::<NetRule>(), Err(NetRuleError::Port(_))), "{text}");
        }
        for text in ["1.2.3:80", "-a:80", "a..b:80", "a/8:80", "10.0.0.0/33:80", "a b:80", "*.a:80"] {
            assert!(matches!(text.parse::<NetRule>(), Err(NetRuleError::Host(_))), "{text}");
        }
        assert!(matches!("10.1.0.0/8:80".parse::<NetRule>(), Err(NetRuleError::Prefix { .. })));
    }

    #[test]
    fn addresses_and_networks() {
        let some = policy(&["192.0.2.7:80", "10.0.0.0/8:*", "[2001:db8::]/32:443"]);
        assert!(allows(&some, "192.0.2.7:80") && allows(&some, "10.9.9.9:1") && allows(&some, "[2001:db8::5]:443"));
        assert!(!allows(&some, "192.0.2.7:81") && !allows(&some, "192.0.2.8:80") && !allows(&some, "11.0.0.1:1"));
        // Wide grants stop at the borders of what is special.
        for wide in ["*:80", "0.0.0.0/0:80"] {
            let wide = policy(&[wide]);
            assert!(allows(&wide, "93.184.216.34:80"));
            for special in ["169.254.169.254:80", "127.0.0.1:80", "10.0.0.1:80", "192.168.1.1:80", "172.31.0.1:80"] {
                assert!(!allows(&wide, special), "{special}");
            }
        }
        assert!(allows(&policy(&["169.254.169.254:80"]), "169.254.169.254:80"), "as said");
        assert!(!allows(&policy(&["[::]/0:80"]), "[fd00::1]:80"));
    }

    #[test]
    fn names_lead_only_where_the_guest_was_told_and_not_inside() {
        let mut some = policy(&["a.example:443", "db.internal:5432", "10.1.0.0/16:5432"]);
        assert!(some.may_resolve("a.example") && !some.may_resolve("b.example") && !some.may_resolve("x.a.example"));
        assert!(!allows(&some, "93.184.216.34:443"), "not before it was told");
        let asked: Vec<IpAddr> =
            ["93.184.216.34", "169.254.169.254", "127.0.0.1", "::1", "::ffff:10.0.0.1", "10.2.0.1"]
                .map(|ip| ip.parse().unwrap())
                .into();
        assert_eq!(some.tell("a.example", &asked), [asked[0]]);
        assert!(allows(&some, "93.184.216.34:443") && !allows(&some, "93.184.216.34:80"));
        let inside = "10.1.2.3".parse().unwrap();
        assert_eq!(some.tell("db.internal", &[inside]), [inside], "granted as an address too");
        assert!(!some.may_resolve("localhost") && !allows(&some, "127.0.0.1:443"));
    }
}
