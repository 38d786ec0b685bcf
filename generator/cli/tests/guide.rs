//! The commands of the README and of the guide, run as they stand there; settings and overlays, read as they stand there.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use octogen::Config;
use serde_json::{Value, json};
use tempfile::TempDir;

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn page(name: &str) -> String {
    fs::read_to_string(repository().join(name)).unwrap()
}

/// The fenced blocks of a language.
fn blocks(text: &str, language: &str) -> Vec<String> {
    let mut parts = text.split("```");
    let mut found = Vec::new();
    while let (Some(_), Some(block)) = (parts.next(), parts.next()) {
        found.extend(block.strip_prefix(&format!("{language}\n")).map(str::to_owned));
    }
    found
}

/// A folder as the commands expect it: the vendored documents, and a document of one's own with a version before it.
fn folder() -> (TempDir, PathBuf) {
    let outside = tempfile::tempdir().unwrap();
    let folder = outside.path().join("repository");
    for file in ["specs/octopost/openapi.yaml", "specs/octolens/openapi.json"] {
        let to = folder.join(file);
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::copy(repository().join(file), to).unwrap();
    }
    let mut document: Value = serde_yaml::from_str(&page("specs/octopost/openapi.yaml")).unwrap();
    document["paths"]["/search"] =
        json!({ "post": { "operationId": "search", "responses": { "204": { "description": "Found." } } } });
    let text = document.to_string();
    fs::create_dir_all(folder.join("base")).unwrap();
    for file in ["openapi.yaml", "old.yaml", "new.yaml", "base/openapi.yaml"] {
        fs::write(folder.join(file), &text).unwrap();
    }
    fs::write(folder.join("api.toml"), "[package]\nversion = \"1.4.0\"\n").unwrap();
    fs::write(folder.join("fixes.yaml"), &blocks(&page("docs/make/overlays.md"), "yaml")[0]).unwrap();
    (outside, folder)
}

/// Runs a line of a block; the shell does the rest.
fn run(folder: &Path, line: &str) {
    let command = Path::new(env!("CARGO_BIN_EXE_octogen"));
    let path = format!("{}:{}", command.parent().unwrap().display(), std::env::var("PATH").unwrap_or_default());
    let output = Command::new("sh").args(["-ec", line]).env("PATH", path).current_dir(folder).output().unwrap();
    assert!(output.status.success(), "{line}\n{}", String::from_utf8_lossy(&output.stderr));
}

/// Whether a line is run here: the command's own, but for the server, which does not end (`mock.rs` starts it).
fn is_run(line: &str) -> bool {
    line.starts_with("octogen ") && !line.starts_with("octogen mock ")
}

#[test]
fn commands() {
    let mut count = 0;
    for name in [
        "README.md",
        "docs/make/first.md",
        "docs/make/settings.md",
        "docs/make/overlays.md",
        "docs/make/publishing.md",
        "docs/maintain/changes.md",
        "docs/maintain/ci.md",
        "docs/names-lock.md",
    ] {
        let (_outside, folder) = folder();
        // What pages take for granted: a client that is up to date.
        let names = if name == "docs/names-lock.md" { "client/names.lock" } else { "names.lock" };
        fs::create_dir_all(folder.join("client")).unwrap();
        run(&folder, &format!("octogen generate openapi.yaml --out client --names {names}"));
        for line in blocks(&page(name), "sh").iter().flat_map(|block| block.lines()).filter(|line| is_run(line)) {
            run(&folder, line);
            count += 1;
        }
    }
    assert!(count > 20, "{count} commands were run");
}

#[test]
fn overlays() {
    let (_outside, folder) = folder();
    let recipes = blocks(&page("docs/make/overlays.md"), "yaml");
    assert!(recipes.len() > 4);
    for recipe in recipes {
        fs::write(folder.join("recipe.yaml"), &recipe).unwrap();
        run(&folder, "octogen check openapi.yaml --overlay recipe.yaml");
    }
}

#[test]
fn settings() {
    let mut count = 0;
    for name in ["docs/make/settings.md", "docs/make/publishing.md"] {
        for block in blocks(&page(name), "toml") {
            Config::parse(name, &block).unwrap_or_else(|error| panic!("{error}\n{block}"));
            count += 1;
        }
    }
    assert!(count > 1, "{count} blocks were read");
}
