//! Documents that nobody wrote: made at random of all that OpenAPI has, with names that stand in the way. Each is
//! generated, and what comes out compiles, is clean for clippy and for rustdoc.

mod dice;
mod document;
mod schemas;
mod words;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use octogen::config::Package;
use octogen::{Config, Source, generate};

/// The crate of the document of that seed.
fn files(seed: u64, name: &str) -> Result<BTreeMap<String, String>, String> {
    let text = document::document(seed).to_string();
    let package = Package { name: Some(name.to_owned()), version: None };
    let config = Config { package, driver: true, ..Config::default() };
    let generated = octogen::guard::run(|| {
        generate(&Source::new("openapi.json", &text), &config).map_err(|found| found.to_string())
    });
    match generated {
        Ok(Ok(it)) => Ok(it.krate.files),
        Ok(Err(found)) => Err(found),
        Err(fault) => Err(fault.to_string()),
    }
}

#[test]
fn all_are_generated() {
    let wrong: Vec<_> = (0..60).filter_map(|seed| files(seed, "one").err().map(|it| format!("{seed}: {it}"))).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// `INVENTED=100..130` takes those seeds.
#[test]
#[ignore = "takes minutes: cargo test -p tests --test invented -- --ignored"]
fn all_compile() {
    let range = std::env::var("INVENTED").unwrap_or_else(|_| "0..24".to_owned());
    let (from, to) = range.split_once("..").expect("two numbers");
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("invented");
    let mut members = Vec::new();
    for seed in from.parse().unwrap()..to.parse::<u64>().unwrap() {
        let name = format!("invented-{seed}");
        let files = files(seed, &name).unwrap();
        for (path, text) in &files {
            write(&folder.join(&name).join(path), text);
        }
        write(&folder.join(&name).join("openapi.json"), &format!("{:#}", document::document(seed)));
        members.push(name);
    }
    let manifest = format!("[workspace]\nresolver = \"3\"\nmembers = {members:?}\n[profile.dev]\ndebug = false\n");
    write(&folder.join("Cargo.toml"), &manifest);
    let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock");
    fs::copy(lock, folder.join("Cargo.lock")).unwrap();
    let clippy =
        ["clippy", "--workspace", "--examples", "--keep-going", "--no-default-features", "--", "-D", "warnings"];
    cargo(&folder, &clippy);
    cargo(&folder, &["doc", "--workspace", "--no-deps", "--keep-going", "--no-default-features", "--lib"]);
}

fn cargo(folder: &PathBuf, arguments: &[&str]) {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.args(arguments).current_dir(folder).env_remove("RUSTFLAGS").env("RUSTDOCFLAGS", "-D warnings");
    // What the crates need is compiled once for all tests that compile crates.
    command.env("CARGO_TARGET_DIR", folder.with_file_name("crates"));
    let done = command.output().unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
}

/// Leaves a file alone that is as it should be, so that what was checked before is not checked again.
fn write(path: &Path, text: &str) {
    if !fs::read_to_string(path).is_ok_and(|it| it == text) {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
}
