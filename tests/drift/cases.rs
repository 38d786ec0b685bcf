//! Reading the cases and running them through the public pipeline.

use std::path::{Path, PathBuf};

use json_patch::Patch;
use octogen::diff::{Report, compare};
use octogen::{Config, Source, ir};
use serde::Deserialize;
use serde_json::Value;

/// A pair of documents and the rows of their comparison, `id wire rust`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    #[serde(rename = "case")]
    pub name: String,
    #[serde(default)]
    pub before: Patch,
    pub patch: Patch,
    pub there: Vec<String>,
    pub back: Vec<String>,
}

/// The two documents of a case.
pub struct Pair {
    pub name: String,
    pub old: Value,
    pub new: Value,
    pub there: Vec<String>,
    pub back: Vec<String>,
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("drift")
}

/// The document that all cases begin with.
pub fn base() -> Value {
    document("base")
}

/// A document of this folder.
pub fn document(name: &str) -> Value {
    let text = std::fs::read(folder().join(format!("{name}.json"))).expect("the document is there");
    serde_json::from_slice(&text).expect("the document is JSON")
}

/// The files of a folder, each with its name and text.
pub fn files(name: &str) -> Vec<(String, String)> {
    let mut files: Vec<_> =
        std::fs::read_dir(folder().join(name)).expect(name).map(|it| it.expect("an entry").path()).collect();
    files.sort();
    let stem = |it: &Path| it.file_stem().and_then(|it| it.to_str()).unwrap_or_default().to_owned();
    files.iter().map(|it| (stem(it), std::fs::read_to_string(it).expect("a readable file"))).collect()
}

/// All cases, by file.
pub fn pairs() -> Vec<Pair> {
    files("cases").iter().flat_map(|(stem, text)| pairs_of(stem, text)).collect()
}

fn pairs_of(stem: &str, text: &str) -> Vec<Pair> {
    let cases: Vec<Case> = serde_yaml::from_str(text).unwrap_or_else(|it| panic!("{stem}: {it}"));
    let pair = |Case { name, before, patch, there, back }: Case| {
        let name = format!("{stem}: {name}");
        let old = patched(&base(), &before, &name);
        let new = patched(&old, &patch, &name);
        Pair { name, old, new, there, back }
    };
    cases.into_iter().map(pair).collect()
}

/// A document with a patch.
pub fn patched(document: &Value, patch: &Patch, name: &str) -> Value {
    let mut document = document.clone();
    json_patch::patch(&mut document, patch).unwrap_or_else(|it| panic!("{name}: {it}"));
    document
}

/// The document as the pipeline understands it.
pub fn api(document: &Value, name: &str) -> ir::Revision {
    api_of(&document.to_string(), name)
}

/// The same for a text.
pub fn api_of(text: &str, name: &str) -> ir::Revision {
    let source = Source::new("openapi.json", text.as_bytes());
    octogen::read(&source, &Config::default()).unwrap_or_else(|it| panic!("{name}: {it}")).revision
}

/// The rows of a report, sorted.
pub fn rows(report: &Report) -> Vec<String> {
    let mut rows: Vec<_> = report.changes.iter().map(|it| format!("{} {} {}", it.id, it.wire, it.rust)).collect();
    rows.sort();
    rows
}

#[test]
fn every_patch_makes_a_difference() {
    for Pair { name, old, new, .. } in pairs() {
        assert_ne!(old, new, "{name}");
    }
}

#[test]
fn each_kind_of_change_fires_on_its_own_pair_and_on_no_other() {
    let mut wrong = Vec::new();
    for Pair { name, old, new, there, back } in pairs() {
        let (a, b) = (api(&old, &name), api(&new, &name));
        for (way, report, mut expected) in [("there", compare(&a, &b), there), ("back", compare(&b, &a), back)] {
            expected.sort();
            let found = rows(&report);
            if found != expected {
                wrong.push(format!("{name} ({way})\n  expected {expected:?}\n  found    {found:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}
