//! One small document for each feature, and beside it what is generated from it. A new case is a new file under
//! `golden/cases`; `cargo insta review` shows what came out.

mod compile;
mod grouped;

use std::path::{Path, PathBuf};

use octogen::{Config, Source, generate};

#[test]
fn cases() {
    let cases = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("golden/cases");
    let files = tests::documents(&cases);
    assert!(files.len() > 20, "the cases are there");
    let mut changed = Vec::new();
    for file in files {
        let text = std::fs::read_to_string(&file).unwrap();
        let name = file.file_stem().unwrap().to_string_lossy().into_owned();
        let snapshot = std::panic::catch_unwind(|| {
            let settings = beside(&file, &text);
            settings.bind(|| insta::assert_snapshot!(name.as_str(), modules(&name, &text, &file)));
        });
        if snapshot.is_err() {
            changed.push(file);
        }
    }
    assert!(changed.is_empty(), "run `cargo insta review`: {changed:#?}");
}

/// What is generated, without what is the same in every crate; what was found, where anything was.
fn modules(name: &str, text: &str, path: &Path) -> String {
    let file = format!("{name}.yaml");
    let source = Source::new(&file, text);
    let generated = match generate(&source, &settings("golden", path)) {
        Ok(generated) => generated,
        Err(found) => return found.to_string(),
    };
    let is_shown = |path: &str| {
        let same_everywhere =
            ["src/runtime/", "examples/", "src/lib.rs", "Cargo.toml", "README.md", ".gitignore", "openapi.json"];
        !same_everywhere.iter().any(|it| path.starts_with(it)) && !path.ends_with("/mod.rs")
    };
    let files = generated.krate.files.iter().filter(|(path, _)| is_shown(path));
    let mut shown: String = files.map(|(path, text)| format!("// {path}\n{}\n", text.trim_end())).collect();
    let found = generated.diagnostics.to_string();
    if !found.is_empty() {
        shown.push_str(&format!("/* {found}*/\n"));
    }
    shown
}

/// The settings of a case: those of the file beside it, where there is one, for a package of that name.
fn settings(package: &str, file: &Path) -> Config {
    let text = std::fs::read_to_string(file.with_extension("toml")).unwrap_or_default();
    let config = Config::parse("settings.toml", &text).unwrap();
    config.with(|it| it.package.name = Some(package.to_owned()))
}

/// Snapshots stand beside their documents.
fn beside(file: &Path, text: &str) -> insta::Settings {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(file.parent().unwrap());
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    if let Some(comment) = text.lines().next().and_then(|it| it.strip_prefix("# ")) {
        settings.set_description(comment);
    }
    settings
}
