//! What the host's kernel and CPU say of themselves.

use airlock::{Cache, CacheError, CacheLocation};

use super::Finding;
use crate::units::show_bytes;

/// The default of Linux. A guest that changes the protection of many single pages uses them up.
const MAX_MAP_COUNT: u64 = 65_530;

/// One guest's addresses: 4 GiB, a guard, and the host's own.
const ADDRESSES_BYTES: u64 = 5 << 30;

/// Findings that need nothing but reading.
pub(super) fn machine() -> Vec<Finding> {
    let limits = read("/proc/self/limits").unwrap_or_default();
    vec![
        versions(),
        cpu(),
        system(),
        memory(read("/proc/meminfo").as_deref()),
        map_count(number("/proc/sys/vm/max_map_count")),
        overcommit(number("/proc/sys/vm/overcommit_memory")),
        address_space(soft_limit(&limits, "Max address space")),
        open_files(soft_limit(&limits, "Max open files")),
        beneath(),
        huge_pages(read("/sys/kernel/mm/transparent_hugepage/enabled").as_deref()),
    ]
}

fn read(path: &str) -> Option<String> {
    std::fs::read_to_string(path).ok().map(|text| text.trim().to_owned())
}

fn number(path: &str) -> Option<u64> {
    read(path)?.parse().ok()
}

fn versions() -> Finding {
    let own = env!("CARGO_PKG_VERSION");
    Finding::good("versions", format!("airlock {own}, lifter {}, {}", airlock::LIFTER_VERSION, airlock::ENGINE_VERSION))
}

fn cpu() -> Finding {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let arch = std::env::consts::ARCH;
    #[cfg(target_arch = "x86_64")]
    {
        let features = [
            ("ssse3", std::arch::is_x86_feature_detected!("ssse3")),
            ("sse4.1", std::arch::is_x86_feature_detected!("sse4.1")),
            ("sse4.2", std::arch::is_x86_feature_detected!("sse4.2")),
            ("popcnt", std::arch::is_x86_feature_detected!("popcnt")),
            ("avx2", std::arch::is_x86_feature_detected!("avx2")),
            ("bmi2", std::arch::is_x86_feature_detected!("bmi2")),
        ];
        let list = |present| features.iter().filter(|f| f.1 == present).map(|f| f.0).collect::<Vec<_>>().join(" ");
        let found = format!("{arch}, {cores} core(s), {}", list(true));
        let missing = list(false);
        if missing.is_empty() {
            return Finding::good("cpu", found);
        }
        let remedy =
            format!("without {missing} vector code runs slower; in a virtual machine, pass the host's CPU through");
        Finding::warning("cpu", found, remedy)
    }
    #[cfg(not(target_arch = "x86_64"))]
    Finding::warning("cpu", format!("{arch}, {cores} core(s)"), "only x86_64 hosts are tested; expect gaps on others")
}

fn system() -> Finding {
    let release = read("/proc/sys/kernel/osrelease").unwrap_or_else(|| "of unknown version".to_owned());
    let found = format!("{} {release}", std::env::consts::OS);
    if std::env::consts::OS == "linux" {
        Finding::good("system", found)
    } else {
        Finding::failure("system", found, "use a Linux host: guest memory is made of its mappings")
    }
}

fn memory(meminfo: Option<&str>) -> Finding {
    let available = meminfo
        .and_then(|text| text.lines().find_map(|line| line.strip_prefix("MemAvailable:")))
        .and_then(|rest| rest.trim().strip_suffix("kB")?.trim().parse::<u64>().ok())
        .and_then(|kb| kb.checked_mul(1024));
    match available {
        None => Finding::good("memory", "unknown: /proc/meminfo does not say"),
        Some(bytes) if bytes < 512 << 20 => Finding::warning(
            "memory",
            format!("{} available", show_bytes(bytes)),
            "translating a large program takes a few hundred MiB: free some, and give guests a lower --memory",
        ),
        Some(bytes) => Finding::good("memory", format!("{} available", show_bytes(bytes))),
    }
}

fn map_count(value: Option<u64>) -> Finding {
    let name = "vm.max_map_count";
    match value {
        None => Finding::good(name, "unknown: /proc/sys is not there"),
        Some(value) if value < MAX_MAP_COUNT => Finding::warning(
            name,
            format!("{value}, below Linux's default"),
            format!("guests with many mappings will run out: sysctl -w vm.max_map_count={MAX_MAP_COUNT}"),
        ),
        Some(value) => Finding::good(name, value.to_string()),
    }
}

fn overcommit(value: Option<u64>) -> Finding {
    let name = "vm.overcommit_memory";
    match value {
        None => Finding::good(name, "unknown: /proc/sys is not there"),
        Some(2) => Finding::warning(
            name,
            "2: the host counts every writable page of a guest from the moment it is mapped",
            "guests fail with ENOMEM earlier than they need: sysctl -w vm.overcommit_memory=0",
        ),
        Some(value) => Finding::good(name, value.to_string()),
    }
}

/// The soft limit of a line of `/proc/self/limits`; `None` means unlimited or unknown.
fn soft_limit(limits: &str, name: &str) -> Option<u64> {
    let line = limits.lines().find_map(|line| line.strip_prefix(name))?;
    line.split_whitespace().next()?.parse().ok()
}

fn address_space(limit: Option<u64>) -> Finding {
    let name = "address space";
    if let (Err(error), None) = (airlock::probe_reservation(), limit) {
        let remedy = "every guest reserves 4 GiB of addresses: raise vm.max_map_count, or end other guests";
        return Finding::failure(name, error.to_string(), remedy);
    }
    match limit {
        None => Finding::good(name, "no limit"),
        Some(bytes) if bytes < ADDRESSES_BYTES => Finding::failure(
            name,
            format!("limited to {}", show_bytes(bytes)),
            "every guest reserves 4 GiB of addresses (not of memory): ulimit -v unlimited",
        ),
        Some(bytes) => Finding::good(
            name,
            format!("limited to {}, enough for {} guest(s) at once", show_bytes(bytes), bytes / ADDRESSES_BYTES),
        ),
    }
}

fn open_files(limit: Option<u64>) -> Finding {
    let name = "open files";
    match limit {
        Some(files) if files < 256 => Finding::warning(
            name,
            format!("limited to {files}"),
            "guests that hold many files of a host directory open will meet it: ulimit -n 1024",
        ),
        Some(files) => Finding::good(name, format!("limited to {files}")),
        None => Finding::good(name, "no limit"),
    }
}

fn beneath() -> Finding {
    let name = "openat2";
    if airlock_host::openat2_works() {
        return Finding::good(name, "works: the host's kernel keeps mounts beneath their directory");
    }
    Finding::warning(
        name,
        "missing: mounts are kept beneath their directory by opening one component at a time",
        "nothing needs to be done; Linux 5.6 without a seccomp filter that forbids openat2 adds a second check",
    )
}

fn huge_pages(setting: Option<&str>) -> Finding {
    let chosen = setting.and_then(|text| text.split(['[', ']']).nth(1)).unwrap_or("unknown");
    Finding::good("huge pages", format!("{chosen} (no setting is needed)"))
}

/// The directory of compiled code and its key.
pub(super) fn cache() -> Finding {
    let name = "code cache";
    match Cache::open(&CacheLocation::Default) {
        Ok(cache) => {
            let entries = cache.list().unwrap_or_default();
            let bytes = entries.iter().map(|entry| entry.bytes).sum();
            let found = format!("{}, {} entries, {}", cache.directory().display(), entries.len(), show_bytes(bytes));
            Finding::good(name, found)
        }
        Err(error @ CacheError::KeyNotPrivate { .. }) => {
            Finding::warning(name, error.to_string(), "until then every start compiles the program again")
        }
        Err(error) => Finding::warning(
            name,
            error.to_string(),
            "until then every start compiles the program again: export AIRLOCK_CACHE_DIR=/some/writable/directory",
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::super::Level;
    use super::*;

    const LIMITS: &str = "Limit                     Soft Limit           Hard Limit           Units     \n\
                          Max open files            1024                 524288               files     \n\
                          Max address space         unlimited            unlimited            bytes     ";

    #[test]
    fn limits_are_read() {
        assert_eq!(soft_limit(LIMITS, "Max open files"), Some(1024));
        assert_eq!(soft_limit(LIMITS, "Max address space"), None);
        assert_eq!(soft_limit("", "Max open files"), None);
    }

    #[test]
    fn bad_values_have_a_remedy() {
        let bad = [
            (map_count(Some(1000)), Level::Warning),
            (overcommit(Some(2)), Level::Warning),
            (address_space(Some(1 << 30)), Level::Failure),
            (open_files(Some(20)), Level::Warning),
            (memory(Some("MemTotal: 1 kB\nMemAvailable:    1000 kB")), Level::Warning),
        ];
        for (finding, level) in bad {
            assert_eq!(finding.level, level, "{finding:?}");
            assert!(!finding.remedy.is_empty(), "{finding:?}");
        }
        let good = [map_count(Some(MAX_MAP_COUNT)), overcommit(Some(0)), address_space(None), open_files(Some(1024))];
        assert!(good.iter().all(|finding| finding.level == Level::Good));
    }

    #[test]
    fn every_check_reads_this_machine() {
        assert!(machine().iter().all(|finding| !finding.found.is_empty()));
    }
}
