//! Sizes, durations and mounts as people write them.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;

/// Bytes: a number with an optional suffix K, M, G or T (powers of 1,024; `KiB` and `KB` mean the same).
pub(crate) fn bytes(text: &str) -> Result<u64, String> {
    let (number, unit) = split(text);
    let factor: u64 = match unit.to_ascii_lowercase().trim_end_matches('b').trim_end_matches('i') {
        "" => 1,
        "k" => 1 << 10,
        "m" => 1 << 20,
        "g" => 1 << 30,
        "t" => 1 << 40,
        _ => {
            return Err(format!("unknown unit {unit:?}: write a number of bytes, or one with K, M, G or T, e.g. 512M"));
        }
    };
    let number: u64 = number.parse().map_err(|_| "not a number of bytes: write e.g. 4096, 512M or 2G".to_owned())?;
    nonzero(number.checked_mul(factor).ok_or("more bytes than there can be: write a smaller size")?)
}

/// Milliseconds: a number of seconds, or one with the suffix ms, s, m or h. Fractions are allowed.
pub(crate) fn milliseconds(text: &str) -> Result<u64, String> {
    let (number, unit) = split(text);
    let factor = match unit {
        "ms" => 1.0,
        "" | "s" => 1000.0,
        "m" | "min" => 60_000.0,
        "h" => 3_600_000.0,
        _ => return Err(format!("unknown unit {unit:?}: write seconds, or a number with ms, s, m or h, e.g. 1.5s")),
    };
    let number: f64 = number.parse().map_err(|_| "not a time: write e.g. 10, 500ms, 1.5s or 2m".to_owned())?;
    let ms = (number * factor).round();
    // Below 2^53 every whole number is exact.
    if !(0.0..9.0e15).contains(&ms) {
        return Err("longer than can be counted: write a shorter time".to_owned());
    }
    if ms == 0.0 && number > 0.0 {
        return Err("shorter than a millisecond: write 1ms or more".to_owned());
    }
    nonzero(ms as u64)
}

/// A count above zero.
pub(crate) fn count(text: &str) -> Result<u32, String> {
    let number: u64 = text.parse().map_err(|_| "not a whole number".to_owned())?;
    u32::try_from(nonzero(number)?).map_err(|_| format!("above the largest possible value, {}", u32::MAX))
}

fn nonzero(value: u64) -> Result<u64, String> {
    if value == 0 {
        return Err("a limit of zero lets no program run: give a value above zero, or leave the option out".to_owned());
    }
    Ok(value)
}

fn split(text: &str) -> (&str, &str) {
    let end = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
    text.split_at(end)
}

/// `SOURCE:TARGET[:ro|rw]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct MountArg {
    /// Directory or file on the host.
    pub(crate) source: PathBuf,
    /// Absolute path in the guest.
    pub(crate) target: String,
    /// Whether the guest may change it.
    pub(crate) writable: bool,
}

/// Parses a mount.
pub(crate) fn mount(text: &str) -> Result<MountArg, String> {
    let form = "write SOURCE:TARGET or SOURCE:TARGET:rw, e.g. ./data:/data:ro";
    let (rest, writable) = match text.rsplit_once(':') {
        Some((rest, "ro")) => (rest, false),
        Some((rest, "rw")) => (rest, true),
        _ => (text, false),
    };
    // The last colon, since a host path may hold one.
    let (source, target) = rest.rsplit_once(':').ok_or_else(|| format!("no target: {form}"))?;
    if source.is_empty() {
        return Err(format!("no source: {form}"));
    }
    if !target.starts_with('/') {
        return Err(format!("the target {target:?} is not an absolute path in the guest: {form}"));
    }
    Ok(MountArg { source: PathBuf::from(source), target: target.to_owned(), writable })
}

/// Bytes for people.
pub(crate) fn show_bytes(bytes: u64) -> String {
    match bytes {
        0..1024 => format!("{bytes} B"),
        1024..1_048_576 => format!("{:.1} KiB", bytes as f64 / 1024.0),
        1_048_576..1_073_741_824 => format!("{:.1} MiB", bytes as f64 / 1_048_576.0),
        _ => format!("{:.1} GiB", bytes as f64 / 1_073_741_824.0),
    }
}

/// `--publish [ADDR:]HOSTPORT:GUESTPORT`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct PublishArg {
    pub(crate) at: SocketAddr,
    pub(crate) guest: u16,
}

/// A published port.
pub(crate) fn publish(text: &str) -> Result<PublishArg, String> {
    let port = |text: &str| match text.parse::<u16>() {
        Ok(port) if port > 0 => Ok(port),
        _ => Err(format!("{text:?} is not a port: write a number from 1 to 65535")),
    };
    let (host, guest) =
        text.rsplit_once(':').ok_or("the port in the guest is missing: write HOSTPORT:GUESTPORT, e.g. 8080:80")?;
    let guest = port(guest)?;
    let at = match host.rsplit_once(':') {
        None => SocketAddr::new(Ipv4Addr::LOCALHOST.into(), port(host)?),
        Some((address, host)) => {
            let plain = address.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(address);
            let ip = plain.parse().map_err(|_| {
                format!("{address:?} is not an address of this host: write e.g. 0.0.0.0:8080:80 or [::]:8080:80")
            })?;
            SocketAddr::new(ip, port(host)?)
        }
    };
    Ok(PublishArg { at, guest })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes() {
        assert_eq!(bytes("4096"), Ok(4096));
        assert_eq!(bytes("512M"), Ok(512 << 20));
        assert_eq!(bytes("2GiB"), Ok(2 << 30));
        assert_eq!(bytes("1kb"), Ok(1024));
        for bad in ["", "M", "1.5G", "-1", "5X", "99999999999T", "0", "0M"] {
            assert!(bytes(bad).is_err(), "{bad}");
        }
        assert!(bytes("0").unwrap_err().contains("above zero"));
    }

    #[test]
    fn times() {
        assert_eq!(milliseconds("10"), Ok(10_000));
        assert_eq!(milliseconds("500ms"), Ok(500));
        assert_eq!(milliseconds("1.5s"), Ok(1500));
        assert_eq!(milliseconds("2m"), Ok(120_000));
        assert_eq!(milliseconds("1h"), Ok(3_600_000));
        for bad in ["", "s", "0", "0.0s", "0.0001ms", "-1", "1d", "1e999", "99999999999999999999", "1..2"] {
            assert!(milliseconds(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn counts() {
        assert_eq!(count("1"), Ok(1));
        for bad in ["0", "-1", "x", "4294967296"] {
            assert!(count(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn mounts() {
        let parsed = mount("./a:b:/data:rw").unwrap();
        assert_eq!((parsed.source, parsed.target.as_str(), parsed.writable), ("./a:b".into(), "/data", true));
        assert!(!mount("a:/b").unwrap().writable);
        assert!(!mount("a:/b:ro").unwrap().writable);
        for bad in ["a", "a:b", ":/b", "a:ro", ""] {
            assert!(mount(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn published_ports() {
        let at = |text: &str, guest| Ok(PublishArg { at: text.parse().unwrap(), guest });
        assert_eq!(publish("8080:80"), at("127.0.0.1:8080", 80));
        assert_eq!(publish("0.0.0.0:8080:80"), at("0.0.0.0:8080", 80));
        assert_eq!(publish("[::1]:8080:80"), at("[::1]:8080", 80));
        for wrong in ["8080", "0:80", "8080:0", "x:80", "example.com:8080:80", "8080:80/tcp", ":80"] {
            assert!(publish(wrong).is_err(), "{wrong}");
        }
    }
}
