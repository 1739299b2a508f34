//! The layer check: arrows between the workspace's crates point downwards only.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use serde_json::Value;

use crate::{tidy, workspace};

/// One layer: its name, and its crates from bottom to top.
type Layer = (&'static str, &'static [&'static str]);

/// The layers from bottom to top. A crate may use the crates of lower layers, and those before it in its own.
const LAYERS: &[Layer] = &[
    ("vocabulary", &["airlock-types", "airlock-abi", "airlock-platform"]),
    ("conversion", &["airlock-lift"]),
    ("guest kernel", &["airlock-kernel"]),
    ("runtime", &["airlock-host", "airlock-wasmtime", "airlock"]),
    ("apps", &["airlock-cli", "airlock-difftest", "xtask"]),
];

/// The only crate that may name wasmtime's crates.
const ENGINE_CRATE: &str = "airlock-wasmtime";

/// Checks the arrows and the tidiness rules, and tells what is wrong. `Ok(false)` if anything is.
pub(crate) fn run() -> Result<bool> {
    let metadata = workspace::metadata()?;
    let mut problems = check(&metadata)?;
    problems.extend(tidy::check(&workspace::root(), &metadata)?);
    for problem in &problems {
        eprintln!("layers: {problem}");
    }
    if problems.is_empty() {
        let crates = metadata["packages"].as_array().map_or(0, Vec::len);
        println!("layers: {crates} crates, all arrows point downwards, everything tidy");
    }
    Ok(problems.is_empty())
}

/// Gives one sentence for every arrow that is wrong and every crate that is in no layer.
fn check(metadata: &Value) -> Result<Vec<String>> {
    let ranks = ranks();
    let mut problems = Vec::new();
    let packages = metadata["packages"].as_array().context("cargo metadata lists no packages")?;
    for package in packages {
        let name = package["name"].as_str().context("a package without a name")?;
        let Some(&(rank, layer)) = ranks.get(name) else {
            problems.push(format!("crate {name} is in no layer: add it to LAYERS in xtask/src/layers.rs"));
            continue;
        };
        for dependency in package["dependencies"].as_array().into_iter().flatten() {
            let target = dependency["name"].as_str().context("a dependency without a name")?;
            if (target == "wasmtime" || target.starts_with("wasmtime-")) && name != ENGINE_CRATE {
                problems.push(format!("{name} -> {target}: only {ENGINE_CRATE} may depend on wasmtime"));
            }
            let Some(&(target_rank, target_layer)) = ranks.get(target) else { continue };
            if target_rank >= rank {
                let kind = dependency["kind"].as_str().unwrap_or("normal");
                problems.push(format!(
                    "{name} ({layer}) -> {target} ({target_layer}): this {kind} dependency points upwards"
                ));
            }
        }
    }
    Ok(problems)
}

/// Each crate's height, counted over all layers, and the name of its layer.
fn ranks() -> BTreeMap<&'static str, (usize, &'static str)> {
    let crates = LAYERS.iter().flat_map(|(layer, crates)| crates.iter().map(move |name| (*name, *layer)));
    crates.enumerate().map(|(rank, (name, layer))| (name, (rank, layer))).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn problems(name: &str, dependency: &str, kind: Option<&str>) -> Vec<String> {
        let metadata = json!({"packages": [{"name": name, "dependencies": [{"name": dependency, "kind": kind}]}]});
        check(&metadata).unwrap()
    }

    #[test]
    fn downward_arrows_and_outside_crates_are_fine() {
        assert!(problems("airlock-kernel", "airlock-abi", None).is_empty());
        assert!(problems("airlock", "airlock-wasmtime", None).is_empty());
        assert!(problems("airlock-lift", "iced-x86", None).is_empty());
    }

    #[test]
    fn upward_arrows_are_named() {
        assert_eq!(
            problems("airlock-abi", "airlock-kernel", None),
            ["airlock-abi (vocabulary) -> airlock-kernel (guest kernel): this normal dependency points upwards"]
        );
        assert_eq!(problems("airlock-wasmtime", "airlock", Some("dev")).len(), 1);
    }

    #[test]
    fn only_one_crate_names_wasmtime() {
        assert!(problems("airlock-wasmtime", "wasmtime", None).is_empty());
        assert_eq!(problems("airlock", "wasmtime-environ", None).len(), 1);
    }

    #[test]
    fn unknown_crate_is_told_where_to_go() {
        assert!(problems("airlock-new", "anyhow", None)[0].contains("add it to LAYERS"));
    }
}
