//! What `xtask/Cargo.toml` repeats from the root manifest, because it is a workspace of its own, is the same there.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use toml::{Table, Value};

fn manifest(path: &str) -> Table {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    fs::read_to_string(file).unwrap().parse().unwrap()
}

fn version(dependency: &Value) -> Option<&str> {
    dependency.as_str().or_else(|| dependency.get("version")?.as_str())
}

#[test]
fn the_same_versions() {
    let (root, own) = (manifest("../Cargo.toml"), manifest("Cargo.toml"));
    let root = root["workspace"]["dependencies"].as_table().unwrap();
    for kind in ["dependencies", "dev-dependencies"] {
        for (name, dependency) in own[kind].as_table().unwrap() {
            if let (Some(shared), Some(version)) = (root.get(name), version(dependency)) {
                assert_eq!(self::version(shared), Some(version), "{name}");
            }
        }
    }
}

/// Both workspaces build into one target folder: what is locked alike is built once.
#[test]
fn the_same_locked_versions() {
    let (root, own) = (locked("../Cargo.lock"), locked("Cargo.lock"));
    for (name, versions) in &own {
        let Some(shared) = root.get(name) else { continue };
        let other: Vec<_> = versions.difference(shared).collect();
        assert!(
            other.is_empty(),
            "{name} is {other:?} here and {shared:?} in the root: run\n  \
             cargo update --manifest-path xtask/Cargo.toml {name} --precise VERSION"
        );
    }
}

fn locked(path: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut versions = BTreeMap::<_, BTreeSet<_>>::new();
    for package in manifest(path)["package"].as_array().unwrap() {
        let text = |key: &str| package[key].as_str().unwrap().to_owned();
        versions.entry(text("name")).or_default().insert(text("version"));
    }
    versions
}

#[test]
fn the_same_settings() {
    let (root, own) = (manifest("../Cargo.toml"), manifest("Cargo.toml"));
    for key in ["edition", "rust-version", "license"] {
        assert_eq!(root["workspace"]["package"][key], own["package"][key], "{key}");
    }
    assert_eq!(root["workspace"]["lints"], own["lints"]);
    assert_eq!(root["profile"], own["profile"]);
}
