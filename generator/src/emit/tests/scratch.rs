//! A crate under `target/` with the printed files, the serde side of the runtime and a test of its own.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use crate::package::runtime_files::RUNTIME_FILES;

const LIB: &str = "//! Sample.\n#![deny(missing_docs, unused)]\nmod runtime;\npub mod types;\n\
    pub use runtime::{Maybe, from_slice, in_request};\n";

const MOD: &str = "//! Runtime.\n#![allow(unused, reason = \"only a part of it is here\")]\n\
    mod json;\npub use json::{constant, model, open_enum, record, scalar, tuple, union, wire};\n\
    pub use json::base64::Base64;\npub use json::decimal::Decimal;\n\
    pub use json::formats::{Date, DateTime, Duration, Time, Uri, Uuid};\n\
    pub use json::into_option::IntoOption;\npub use json::maybe::Maybe;\n\
    pub use json::record::in_request;\npub use json::read::{deserialize, from_slice};\n\
    pub use json::mismatch::Mismatch;\npub use json::write::serialize;\npub mod external {\n    pub use {serde, serde_json};\n}\npub use crate::{\n    \
    compared_by_wire, copied_by_wire, integer_enum, mixed_enum, object, one_of, positions, printed_by_wire, \
    serde_by_wire, single_value, string_enum, whole, wrapper,\n};\n";

const MANIFEST: &str = r#"[package]
name = "scratch"
version = "0.1.0"
edition = "2024"

# The runtime's examples are of a whole crate.
[lib]
doctest = false

[workspace]

[features]
chrono = []
jiff = []
test-util = []
time = []
url = []
uuid = []

[dependencies]
base64 = "*"
percent-encoding = "*"
serde = "1"
serde_json = { version = "1", features = ["raw_value"] }

[profile.dev]
debug = false
"#;

/// Writes the crate and runs its test, clippy and rustdoc, without warnings.
pub fn check(name: &str, files: Vec<(String, String)>, test: &str) {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    let root = package.join("../target/scratch").join(name);
    let _ = fs::remove_dir_all(root.join("src"));
    for (path, text) in files {
        write(&root.join(path), &text);
    }
    // The lowest layer needs no other.
    let json = RUNTIME_FILES.iter().filter(|(name, _)| name.starts_with("json/"));
    for (name, text) in json {
        write(&root.join("src/runtime").join(name), text);
    }
    write(&root.join("src/runtime/mod.rs"), MOD);
    write(&root.join("src/lib.rs"), LIB);
    write(&root.join("tests/round_trip.rs"), test);
    write(&root.join("Cargo.toml"), MANIFEST);
    fs::copy(package.join("../Cargo.lock"), root.join("Cargo.lock")).expect("the workspace's lock file");
    // The examples are those of the runtime, whose own package runs them.
    cargo(&root, &["test", "--tests", "--offline", "--quiet"]);
    cargo(&root, &["clippy", "--offline", "--quiet", "--", "-D", "warnings"]);
    cargo(&root, &["doc", "--offline", "--quiet", "--no-deps"]);
}

fn write(path: &PathBuf, text: &str) {
    fs::create_dir_all(path.parent().expect("a folder")).expect("a writable target folder");
    if fs::read_to_string(path).is_ok_and(|it| it == text) {
        return;
    }
    fs::write(path, text).expect("a writable target folder");
}

#[track_caller]
fn cargo(root: &Path, arguments: &[&str]) {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args(arguments)
        .current_dir(root)
        .env("CARGO_TARGET_DIR", root.join("../target"))
        .env("RUSTDOCFLAGS", "-D warnings")
        .output()
        .expect("cargo runs");
    let shown = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    assert!(output.status.success(), "{}\n{}", shown(&output.stdout), shown(&output.stderr));
}
