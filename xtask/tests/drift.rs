//! `drift` as it is called, in a repository of its own: what it says, how it ends, and what it writes.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use octogen_cli::output::sha256;
use serde_json::{Value, json};

struct Repository(tempfile::TempDir);

/// What a run said, and its exit code.
struct Run {
    said: String,
    code: Option<i32>,
}

const SETTINGS: &str = "# Kept.\n[package]\nname = \"pets\"\nversion = \"0.3.1\" # kept, too\n";

fn document(member: &str) -> Value {
    let mut pet = json!({ "type": "object", "properties": { "name": { "type": "string" } } });
    pet["properties"][member] = json!({ "type": "string" });
    json!({
        "openapi": "3.1.0",
        "info": { "title": "Pets", "version": "1" },
        "servers": [{ "url": "https://api.example.com" }],
        "paths": { "/pet": { "get": {
            "operationId": "getPet",
            "responses": { "200": { "description": "A pet.", "content": { "application/json": { "schema": pet } } } },
        } } },
    })
}

impl Repository {
    /// A repository with one API, its crate made.
    fn new() -> Self {
        let it = Self(tempfile::tempdir().unwrap());
        fs::create_dir_all(it.api("")).unwrap();
        let text = serde_json::to_string_pretty(&document("colour")).unwrap() + "\n";
        fs::write(it.api("openapi.json"), &text).unwrap();
        fs::write(it.api("api.toml"), SETTINGS).unwrap();
        let origin = format!("kind = \"docs\"\ndate = \"2026-01-01\"\nsha256 = \"{}\"\n", sha256(text.as_bytes()));
        fs::write(it.api("source.toml"), origin).unwrap();
        let made = it.run(&["regen", "pets"]);
        assert_eq!(made.code, Some(0), "{}", made.said);
        it
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn api(&self, file: &str) -> PathBuf {
        self.path().join("specs/pets").join(file)
    }

    fn run(&self, arguments: &[&str]) -> Run {
        let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
        command.args(arguments).env("CARGO_MANIFEST_DIR", self.path().join("xtask")).current_dir(self.path());
        let output = command.output().unwrap();
        let said = [output.stdout, output.stderr].map(|it| String::from_utf8_lossy(&it).into_owned()).concat();
        Run { said, code: output.status.code() }
    }

    /// The vendored document against one that has another member.
    fn drift(&self, more: &[&str]) -> Run {
        let other = self.path().join("other.json");
        fs::write(&other, document("size").to_string()).unwrap();
        let other = other.to_str().unwrap().to_owned();
        self.run(&[&["drift", "pets", "--against", &other], more].concat())
    }

    /// The fingerprints of all changes.
    fn fingerprints(&self) -> Vec<String> {
        let run = self.drift(&["--format", "json"]);
        let mut found = Vec::new();
        fingerprints(&serde_json::from_str(&run.said[..=run.said.rfind(['}', ']']).unwrap()]).unwrap(), &mut found);
        found
    }

    fn accept(&self, fingerprints: &[String], expires: &str) {
        let entry = |it: &String| {
            format!("[[accepted]]\nfingerprint = \"{it}\"\nreason = \"agreed\"\nexpires = \"{expires}\"\n")
        };
        fs::write(self.api("accepted.toml"), fingerprints.iter().map(entry).collect::<String>()).unwrap();
    }
}

fn fingerprints(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Object(it) => {
            found.extend(it.get("fingerprint").and_then(Value::as_str).map(str::to_owned));
            it.values().for_each(|it| fingerprints(it, found));
        }
        Value::Array(it) => it.iter().for_each(|it| fingerprints(it, found)),
        _ => {}
    }
}

#[test]
fn the_version_goes_up_and_the_changelog_says_why() {
    let repository = Repository::new();
    assert_eq!(repository.run(&["drift", "pets"]).code, Some(0));
    let quiet = repository.drift(&[]);
    assert_eq!(quiet.code, Some(1), "{}", quiet.said);
    assert_eq!(fs::read_to_string(repository.api("api.toml")).unwrap(), SETTINGS);

    let run = repository.drift(&["--bump"]);
    assert_eq!(run.code, Some(1), "{}", run.said);
    assert!(run.said.contains("0.3.1 → 0.4.0, written into api.toml"), "{}", run.said);
    assert!(run.said.contains("## 0.4.0\n"), "{}", run.said);
    assert!(run.said.contains("### Breaking\n") && run.said.contains("### Added\n"), "{}", run.said);
    assert_eq!(fs::read_to_string(repository.api("api.toml")).unwrap(), SETTINGS.replace("0.3.1", "0.4.0"));
}

#[test]
fn accepted_changes_pass_until_their_day_and_only_as_long_as_they_are_needed() {
    let repository = Repository::new();
    let prints = repository.fingerprints();
    assert!(prints.len() >= 2, "{prints:?}");

    repository.accept(&prints, "2999-12-31");
    let run = repository.drift(&[]);
    assert_eq!(run.code, Some(0), "{}", run.said);
    // What was accepted changes the crate all the same.
    let run = repository.drift(&["--bump"]);
    assert!(run.said.contains("0.3.1 → 0.4.0"), "{}", run.said);
    fs::write(repository.api("api.toml"), SETTINGS).unwrap();

    repository.accept(&prints[..1], "2999-12-31");
    assert_eq!(repository.drift(&[]).code, Some(1), "what is left is drift");

    repository.accept(&prints, "2020-01-01");
    let run = repository.drift(&[]);
    assert_eq!(run.code, Some(1), "{}", run.said);
    assert!(run.said.contains("expired on 2020-01-01"), "{}", run.said);

    repository.accept(&[prints.as_slice(), &["0000000000000000".to_owned()]].concat(), "2999-12-31");
    let run = repository.drift(&[]);
    assert_eq!(run.code, Some(1), "{}", run.said);
    assert!(run.said.contains("0000000000000000 (agreed) is not needed any more"), "{}", run.said);

    fs::write(repository.api("accepted.toml"), "[[accepted]]\nfingerprint = 1\n").unwrap();
    let run = repository.drift(&[]);
    assert_eq!(run.code, Some(2), "a list that cannot be read is not told from none: {}", run.said);
}
