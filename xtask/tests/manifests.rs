//! What `xtask/Cargo.toml` repeats from the root manifest, because it is a workspace of its own, is the same there.

use std::fs;
use std::path::Path;

use toml::{Table, Value};

fn manifest(path: &str) -> Table {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    fs::read_to_string(file).unwrap().parse().unwrap()
}

fn version(dependency: &Value) -> Option<&str> {
    dependency
        .as_str()
        .or_else(|| dependency.get("version")?.as_str())
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

#[test]
fn the_same_settings() {
    let (root, own) = (manifest("../Cargo.toml"), manifest("Cargo.toml"));
    for key in ["edition", "rust-version", "license"] {
        assert_eq!(
            root["workspace"]["package"][key], own["package"][key],
            "{key}"
        );
    }
    assert_eq!(root["workspace"]["lints"], own["lints"]);
    assert_eq!(
        root["profile"]["dev"]["debug"],
        own["profile"]["dev"]["debug"]
    );
}
