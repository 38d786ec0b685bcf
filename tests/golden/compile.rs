//! The golden cases as crates: what is generated compiles, with the driver, and clippy has nothing to say.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use octogen::{Config, Source, generate};

use super::settings;

#[test]
#[ignore = "takes minutes: cargo test -p tests --test golden -- --ignored"]
fn every_case_compiles() {
    let cases = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("golden/cases");
    let mut members = Vec::new();
    for file in tests::documents(&cases) {
        let place = file.strip_prefix(&cases).unwrap().with_extension("");
        let name = format!("case-{}", place.display()).replace(['/', '\\', '_', '.'], "-");
        let config = settings(&name, &file).with(|it| it.driver = true);
        members.extend(written("golden", name, &fs::read_to_string(&file).unwrap(), &config));
    }
    assert!(members.len() > 40, "the cases are there");
    compiled("golden", &members, &["clippy", "--all-targets", "--keep-going", "--", "-D", "warnings"]);
}

#[test]
#[ignore = "takes minutes: cargo test -p tests --test golden -- --ignored"]
fn types_that_stand_deep_in_each_other_compile() {
    let mut members = Vec::new();
    for depth in [140, 400] {
        let inside =
            |next: &str| [("plain", next.to_owned()), ("list", format!(r#"{{"type":"array","items":{next}}}"#))];
        for (name, _) in inside("") {
            let schema = |level: usize| {
                let next = format!(r##"{{"$ref":"#/components/schemas/T{}"}}"##, level + 1);
                let (_, next) = inside(&next).into_iter().find(|(it, _)| *it == name).unwrap();
                format!(r#""T{level}":{{"type":"object","properties":{{"next":{next}}}}}"#)
            };
            let schemas: Vec<String> = (0..depth).map(schema).collect();
            let text = format!(
                r##"{{"openapi":"3.1.0","info":{{"title":"Chain","version":"1"}},"paths":{{"/a":{{"post":{{
                "operationId":"sendIt","requestBody":{{"required":true,"content":{{"application/json":{{"schema":
                {{"$ref":"#/components/schemas/T0"}}}}}}}},"responses":{{"200":{{"description":"d","content":
                {{"application/json":{{"schema":{{"$ref":"#/components/schemas/T0"}}}}}}}}}}}}}}}},
                "components":{{"schemas":{{{},"T{depth}":{{"type":"object"}}}}}}}}"##,
                schemas.join(",")
            );
            let name = format!("chain-{depth}-{name}");
            let config = Config::default().with(|it| it.package.name = Some(name.clone()));
            members.extend(written("chains", name, &text, &config));
        }
    }
    assert_eq!(members.len(), 4);
    compiled("chains", &members, &["check"]);
}

pub fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join(name)
}

/// Writes the crate of a document, where it has one, and tells its name.
pub fn written(workspace: &str, name: String, text: &str, config: &Config) -> Option<String> {
    let generated = generate(&Source::new("openapi.yaml", text), config).ok()?;
    for (path, text) in &generated.krate.files {
        write(&folder(workspace).join(&name).join(path), text);
    }
    Some(name)
}

/// Runs cargo over all of them.
pub fn compiled(workspace: &str, members: &[String], arguments: &[&str]) {
    let folder = folder(workspace);
    let manifest = format!("[workspace]\nresolver = \"3\"\nmembers = {members:?}\n[profile.dev]\ndebug = false\n");
    write(&folder.join("Cargo.toml"), &manifest);
    let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock");
    fs::copy(lock, folder.join("Cargo.lock")).unwrap();
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let [command, rest @ ..] = arguments else { panic!("there is a command") };
    let mut cargo = Command::new(cargo);
    cargo.args([command, "--workspace"]).args(rest).current_dir(&folder).env_remove("RUSTFLAGS");
    let done = cargo.output().unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
}

/// Leaves a file alone that is as it should be, so that what was checked before is not checked again.
pub fn write(path: &Path, text: &str) {
    if !fs::read_to_string(path).is_ok_and(|it| it == text) {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
}
