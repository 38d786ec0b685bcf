//! The golden cases as crates: what is generated compiles, with the driver, and clippy has nothing to say.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use octogen::config::Package;
use octogen::{Config, Source, generate};

#[test]
#[ignore = "takes minutes: cargo test -p tests --test golden -- --ignored"]
fn every_case_compiles() {
    let cases = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("golden/cases");
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("golden");
    let mut members = Vec::new();
    for file in tests::documents(&cases) {
        let place = file.strip_prefix(&cases).unwrap().with_extension("");
        let name = format!("case-{}", place.display()).replace(['/', '\\', '_', '.'], "-");
        let package = Package { name: Some(name.clone()), version: None };
        let text = fs::read_to_string(&file).unwrap();
        let config = Config { package, driver: true, ..Config::default() };
        let Ok(generated) = generate(&Source::new("openapi.yaml", &text), &config) else { continue };
        for (path, text) in &generated.krate.files {
            write(&folder.join(&name).join(path), text);
        }
        members.push(name);
    }
    assert!(members.len() > 40, "the cases are there");
    let manifest = format!("[workspace]\nresolver = \"3\"\nmembers = {members:?}\n[profile.dev]\ndebug = false\n");
    write(&folder.join("Cargo.toml"), &manifest);
    let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock");
    fs::copy(lock, folder.join("Cargo.lock")).unwrap();
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let arguments = ["clippy", "--workspace", "--all-targets", "--keep-going", "--", "-D", "warnings"];
    let done = Command::new(cargo).args(arguments).current_dir(&folder).env_remove("RUSTFLAGS").output().unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
}

/// Leaves a file alone that is as it should be, so that what was checked before is not checked again.
fn write(path: &Path, text: &str) {
    if !fs::read_to_string(path).is_ok_and(|it| it == text) {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
}
