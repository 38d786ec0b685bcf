//! Broken documents and what is said about them: the wording is a feature. A new case is a new file under
//! `diagnostics/cases`, whatever its ending; the documents that are too large for a file are made in here.

mod broken;

use std::path::{Path, PathBuf};

use octogen::config::Overlay;
use octogen::diagnostics::{Diagnostics, Severity, block};
use octogen::{Config, Source, generate};

#[test]
fn cases() {
    let cases = folder();
    let documents = documents();
    assert!(documents.len() > 20, "the cases are there");
    let mut changed = Vec::new();
    for (name, text) in documents {
        let snapshot = std::panic::catch_unwind(|| {
            beside(&cases).bind(|| insta::assert_snapshot!(name.replace('.', "-"), said(&name, &text)));
        });
        if snapshot.is_err() {
            changed.push(name);
        }
    }
    assert!(changed.is_empty(), "run `cargo insta review`: {changed:#?}");
}

/// The overlay action that an error prints takes that error away, and adds none.
#[test]
fn what_is_printed_skips_the_mistake() {
    let mut tried = 0;
    for (name, text) in documents() {
        let Err(found) = generate(&Source::new(&name, &text), &Config::default()) else { continue };
        for error in found.iter().filter(|it| it.severity == Severity::Error) {
            let block = block(error, found.places());
            let Some((_, action)) = block.split_once("skip it with the overlay action ") else { continue };
            let overlay = format!("overlay: 1.1.0\ninfo: {{title: t, version: '1'}}\nactions:\n- {action}");
            let overlays = vec![Overlay::new("skip.yaml", overlay)];
            let again = generate(&Source::new(&name, &text), &Config::default().with(|it| it.overlays = overlays));
            tried += 1;
            let count = |it: &Diagnostics| it.count(Severity::Error);
            let left = again.err();
            assert!(left.as_ref().map_or(0, count) < count(&found), "{name}: {block}{}", left.unwrap_or_default());
        }
    }
    assert!(tried > 5, "{tried}");
}

/// Documents that want to exhaust the generator: each is refused or generated, without a panic.
#[test]
fn bombs() {
    for (name, text) in [
        ("nested-arrays", format!("{}{}", "[".repeat(200_000), "]".repeat(200_000))),
        ("nested-objects", "{\"a\":".repeat(100_000)),
        (
            "nested-schemas",
            with_schema(&format!("{}{{}}{}", "{\"type\":\"array\",\"items\":".repeat(5_000), "}".repeat(5_000))),
        ),
        ("aliases", yaml_aliases()),
        ("wide-union", with_schema(&format!("{{\"oneOf\":[{}]}}", vec!["{\"type\":\"object\"}"; 20_000].join(",")))),
        ("long-name", with_schema(&format!("{{\"properties\":{{\"{}\":{{}}}}}}", "x".repeat(1_000_000)))),
        ("reference-chain", reference_chain(5_000)),
        ("product-of-unions", product_of_unions(20)),
    ] {
        let said = said(name, &text);
        println!("{name}: {}", said.lines().next().unwrap_or_default());
    }
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("diagnostics/cases")
}

/// The cases, each with its name and text.
fn documents() -> Vec<(String, String)> {
    let mut files: Vec<_> = std::fs::read_dir(folder()).unwrap().map(|it| it.unwrap().path()).collect();
    files.retain(|it| it.extension().is_some_and(|it| it != "snap" && it != "new"));
    files.sort();
    let named = |file: &PathBuf| file.file_name().unwrap().to_string_lossy().into_owned();
    let text = |file: &PathBuf| String::from_utf8_lossy(&std::fs::read(file).unwrap()).into_owned();
    files.iter().map(|it| (named(it), text(it))).collect()
}

/// What is printed for a document, and what `octogen report` says of the pieces that the crate does not have as they
/// are written.
fn said(name: &str, text: &str) -> String {
    let lossy = [Severity::Warning, Severity::Unsupported, Severity::Approximated];
    match generate(&Source::new(name, text), &Config::default()) {
        Ok(generated) => format!("generated\n{}", generated.diagnostics.render(&lossy)),
        Err(found) => found.to_string(),
    }
}

fn beside(cases: &Path) -> insta::Settings {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(cases);
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings
}

fn with_schemas(schemas: &str) -> String {
    let head = r#""openapi":"3.1.0","info":{"title":"t","version":"1"},"paths":{}"#;
    format!(r#"{{{head},"components":{{"schemas":{{{schemas}}}}}}}"#)
}

fn with_schema(schema: &str) -> String {
    with_schemas(&format!("\"Bomb\":{schema}"))
}

/// Nine lists of nine times the one before.
fn yaml_aliases() -> String {
    let mut text = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..10 {
        let former = format!("*a{}", level - 1);
        text.push_str(&format!("a{level}: &a{level} [{}]\n", vec![former; 9].join(", ")));
    }
    text
}

fn reference_chain(length: usize) -> String {
    let link = |it: usize| format!("\"S{it}\":{{\"$ref\":\"#/components/schemas/S{}\"}}", it + 1);
    let links: Vec<_> = (0..length).map(link).chain([format!("\"S{length}\":{{\"type\":\"string\"}}")]).collect();
    with_schemas(&links.join(","))
}

/// `allOf` of unions: two to the power of `length` combinations.
fn product_of_unions(length: usize) -> String {
    let union = |it: usize| format!("{{\"oneOf\":[{{\"required\":[\"a{it}\"]}},{{\"required\":[\"b{it}\"]}}]}}");
    with_schema(&format!(
        "{{\"type\":\"object\",\"allOf\":[{}]}}",
        (0..length).map(union).collect::<Vec<_>>().join(",")
    ))
}
