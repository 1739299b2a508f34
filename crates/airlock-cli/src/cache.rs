//! `airlock cache`.

use std::io::Write;
use std::time::{SystemTime, UNIX_EPOCH};

use airlock::{Cache, CacheLocation};
use anyhow::Context;

use crate::args::{CacheArgs, CacheCommand};
use crate::units::show_bytes;

/// Lists, prunes or clears the cache of compiled code.
pub(crate) fn cache(args: &CacheArgs) -> anyhow::Result<u8> {
    let cache = Cache::open(&CacheLocation::Default)?;
    let text = match &args.command {
        CacheCommand::List { json } => list(&cache, *json)?,
        CacheCommand::Prune { max_bytes } => {
            let pruned = cache.prune(*max_bytes)?;
            format!("removed {} entries, {}\n", pruned.entries, show_bytes(pruned.bytes))
        }
        CacheCommand::Clear => {
            let pruned = cache.clear()?;
            format!("removed {} entries, {}\n", pruned.entries, show_bytes(pruned.bytes))
        }
    };
    std::io::stdout().write_all(text.as_bytes()).context("could not write to standard output")?;
    Ok(0)
}

fn list(cache: &Cache, json: bool) -> anyhow::Result<String> {
    let entries = cache.list()?;
    let directory = cache.directory().display().to_string();
    if json {
        let entries: Vec<_> = entries
            .iter()
            .map(|entry| {
                let used = entry.last_used.duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
                serde_json::json!({ "key": entry.key, "bytes": entry.bytes, "last_used_s": used })
            })
            .collect();
        return Ok(format!("{}\n", serde_json::json!({ "directory": directory, "entries": entries })));
    }
    let total: u64 = entries.iter().map(|entry| entry.bytes).sum();
    let mut text = String::new();
    for entry in &entries {
        let key = entry.key.get(..16).unwrap_or(&entry.key);
        let age = SystemTime::now().duration_since(entry.last_used).unwrap_or_default().as_secs();
        text.push_str(&format!("{key}  {:>10}  used {} ago\n", show_bytes(entry.bytes), show_age(age)));
    }
    text.push_str(&format!("{} entries, {} in {directory}\n", entries.len(), show_bytes(total)));
    Ok(text)
}

fn show_age(seconds: u64) -> String {
    match seconds {
        0..120 => format!("{seconds} s"),
        120..7200 => format!("{} min", seconds / 60),
        7200..172_800 => format!("{} h", seconds / 3600),
        _ => format!("{} d", seconds / 86_400),
    }
}
