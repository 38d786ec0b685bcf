//! Generated crates through the compiler, clippy and rustdoc, many in one workspace.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

/// Holds crates, by name, to be clean: with their driver programs, warnings denied. What they depend on is compiled once
/// for all tests that do this, without TLS.
///
/// # Panics
///
/// Where they are not; the message is the compiler's.
pub fn lint(workspace: &str, crates: BTreeMap<String, BTreeMap<String, String>>) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/tmp");
    let folder = root.join(workspace);
    for (name, files) in &crates {
        for (path, text) in files {
            write(&folder.join(name).join(path), text);
        }
    }
    let members: Vec<_> = crates.keys().collect();
    let manifest = format!("[workspace]\nresolver = \"3\"\nmembers = {members:?}\n[profile.dev]\ndebug = false\n");
    write(&folder.join("Cargo.toml"), &manifest);
    let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock");
    fs::copy(lock, folder.join("Cargo.lock")).expect("the lock file is copied");
    let clippy =
        ["clippy", "--workspace", "--examples", "--keep-going", "--no-default-features", "--", "-D", "warnings"];
    cargo(&folder, &root, &clippy);
    cargo(&folder, &root, &["doc", "--workspace", "--no-deps", "--keep-going", "--no-default-features", "--lib"]);
}

fn cargo(folder: &Path, root: &Path, arguments: &[&str]) {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.args(arguments).current_dir(folder).env_remove("RUSTFLAGS").env("RUSTDOCFLAGS", "-D warnings");
    command.env("CARGO_TARGET_DIR", root.join("crates"));
    let done = command.output().expect("cargo runs");
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
}

/// Leaves a file alone that is as it should be, so that what was checked before is not checked again.
fn write(path: &Path, text: &str) {
    if !fs::read_to_string(path).is_ok_and(|it| it == text) {
        path.parent().map(fs::create_dir_all).transpose().expect("the folder is made");
        fs::write(path, text).expect("the file is written");
    }
}
