//! What cargo builds into, and with.

use std::path::{Path, PathBuf};
use std::process::Command;

/// Where cargo builds all clients and all applications in Rust, so that what they share is built once.
pub fn target(root: &Path) -> PathBuf {
    root.join("target/servers/target")
}

/// What cargo builds with there. Whatever differs from one build to the next would build everything again.
pub fn cargo_environment(root: &Path, command: &mut Command) {
    command.env("CARGO_TARGET_DIR", target(root)).env("CARGO_PROFILE_DEV_DEBUG", "0").env("CARGO_INCREMENTAL", "0");
    for name in ["CARGO_MANIFEST_DIR", "CARGO_PKG_NAME", "RUSTFLAGS", "CARGO_ENCODED_RUSTFLAGS"] {
        command.env_remove(name);
    }
}
