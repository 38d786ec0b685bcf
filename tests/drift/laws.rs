//! What holds for every pair of documents: the cases, the vendored documents, and random edits of them.

use std::collections::BTreeSet;

use octogen::diff::{Level, Wire, compare};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::cases::{api, api_of, base, pairs, rows};

#[test]
fn a_document_does_not_differ_from_itself_however_it_is_written() {
    for pair in pairs() {
        let (a, b) = (api(&pair.new, &pair.name), api_of(&turned(&pair.new), &pair.name));
        assert_eq!(rows(&compare(&a, &b)), Vec::<String>::new(), "{}", pair.name);
    }
}

/// The same document as text, the keys of every object the other way round.
pub fn turned(value: &Value) -> String {
    match value {
        Value::Object(it) => {
            let members: Vec<_> =
                it.iter().rev().map(|(key, it)| format!("{}: {}", Value::from(key.as_str()), turned(it))).collect();
            format!("{{ {} }}", members.join(",\n"))
        }
        Value::Array(it) => format!("[{}]", it.iter().map(turned).collect::<Vec<_>>().join(" , ")),
        it => it.to_string(),
    }
}

#[test]
fn what_is_added_one_way_is_removed_the_other() {
    for pair in pairs().iter().filter(|it| !it.name.contains("after deprecation")) {
        let (a, b) = (api(&pair.old, &pair.name), api(&pair.new, &pair.name));
        let (there, back) = (rows(&compare(&a, &b)), rows(&compare(&b, &a)));
        let count = |rows: &[String], word: &str| rows.iter().filter(|it| it.contains(word)).count();
        assert_eq!(count(&there, "-added "), count(&back, "-removed "), "{}", pair.name);
        assert_eq!(count(&there, "-removed "), count(&back, "-added "), "{}", pair.name);
    }
}

/// The leaves of a document that an edit may take away or replace, as JSON pointers.
fn leaves(value: &Value, at: &str, found: &mut Vec<String>) {
    match value {
        Value::Object(it) => it.iter().for_each(|(key, it)| {
            let key = key.replace('~', "~0").replace('/', "~1");
            leaves(it, &format!("{at}/{key}"), found);
        }),
        Value::Array(it) => it.iter().enumerate().for_each(|(index, it)| leaves(it, &format!("{at}/{index}"), found)),
        _ => found.push(at.to_owned()),
    }
}

/// Takes out the value at a pointer.
fn without(document: &Value, pointer: &str) -> Value {
    let mut document = document.clone();
    let Some((parent, key)) = pointer.rsplit_once('/') else { return document };
    match document.pointer_mut(parent) {
        Some(Value::Object(it)) => drop(it.remove(&key.replace("~1", "/").replace("~0", "~"))),
        Some(Value::Array(it)) => {
            let index: usize = key.parse().unwrap_or(usize::MAX);
            if index < it.len() {
                it.remove(index);
            }
        }
        _ => {}
    }
    document
}

proptest! {
    /// Whatever is taken out of a document: the comparison ends, its sum is its worst row, and the same pair
    /// gives the same report.
    #[test]
    fn any_edit_has_a_report(choice in any::<prop::sample::Index>()) {
        let document = base();
        let mut all = Vec::new();
        leaves(&document, "", &mut all);
        let edited = without(&document, &all[choice.index(all.len())]);
        let text = edited.to_string();
        let source = octogen::Source::new("openapi.json", text.as_bytes());
        // What is no whole document any more is not this test's matter.
        if let Ok(new) = octogen::read(&source, &octogen::Config::default()) {
            let old = api(&document, "base");
            let report = compare(&old, &new.revision);
            let worst = report.changes.iter().map(|it| it.rust).max().unwrap_or(Level::None);
            prop_assert_eq!(report.rust, worst);
            prop_assert_eq!(compare(&old, &new.revision), report);
        }
    }
}

/// A vendored document as JSON, as its text was before any overlay.
pub fn document(name: &str) -> Value {
    let (path, _) = super::truth::vendored(name);
    let text = std::fs::read_to_string(&path).expect("a readable document");
    serde_yaml::from_str(&text).unwrap_or_else(|it| panic!("{name}: {it}"))
}

/// A vendored document, edited or not, with the settings of its API.
pub fn understood(document: &Value, name: &str) -> octogen::ir::Revision {
    understood_text(&document.to_string(), name)
}

/// The same of a text.
pub fn understood_text(text: &str, name: &str) -> octogen::ir::Revision {
    let (_, config) = super::truth::vendored(name);
    let source = octogen::Source::new("openapi.json", text.as_bytes());
    octogen::read(&source, &config).unwrap_or_else(|it| panic!("{name}: {it}")).revision
}

/// The vendored documents that edits are made in.
pub const VENDORED: [&str; 4] = ["kitchen-sink", "octolane", "octolens", "octopost"];

#[test]
fn vendored_documents_do_not_differ_from_themselves() {
    for name in VENDORED {
        let document = document(name);
        let (api, other) = (understood(&document, name), understood_text(&turned(&document), name));
        assert_eq!(rows(&compare(&api, &other)), Vec::<String>::new(), "{name}");
    }
}

/// The names of the object schemas of a document.
fn objects(document: &Value) -> Vec<String> {
    let schemas = document["components"]["schemas"].as_object().expect("schemas");
    schemas.iter().filter(|(_, it)| it["properties"].is_object()).map(|(name, _)| name.clone()).collect()
}

/// Adds an optional member to a schema: one change, wherever it is used, and never one that breaks.
fn with_member(document: &Value, schema: &str, member: &str) -> Value {
    let mut document = document.clone();
    document["components"]["schemas"][schema]["properties"][member] = json!({ "type": "string" });
    document
}

#[test]
fn additive_edits_of_vendored_documents_add_up() {
    for name in VENDORED {
        let a = document(name);
        let schemas = objects(&a);
        let old = understood(&a, name);
        for pair in schemas.windows(2).step_by(schemas.len().div_ceil(3)) {
            let b = with_member(&a, &pair[0], "zzFirst");
            let c = with_member(&b, &pair[1], "zzSecond");
            let (b, c) = (understood(&b, name), understood(&c, name));
            let (first, second, both) = (compare(&old, &b), compare(&b, &c), compare(&old, &c));
            assert!(first.wire <= Wire::NonBreaking && both.wire <= first.wire.max(second.wire), "{name}: {pair:?}");
            assert!(both.rust <= first.rust.max(second.rust), "{name}: {pair:?}");
            // A fingerprint is that of its change, whatever else changes.
            let prints = |it: &octogen::diff::Report| -> BTreeSet<String> {
                it.changes.iter().map(|it| it.fingerprint.clone()).collect()
            };
            let parts: BTreeSet<_> = prints(&first).union(&prints(&second)).cloned().collect();
            assert_eq!(parts, prints(&both), "{name}: {pair:?}");
            // And it is taken back as a removal, one for one.
            let back = compare(&c, &old);
            assert_eq!(back.changes.len(), both.changes.len(), "{name}: {pair:?}");
            assert!(back.changes.iter().all(|it| it.id.ends_with("optional-property-removed")), "{:?}", rows(&back));
        }
    }
}

#[test]
fn a_change_under_a_shared_schema_is_one_change() {
    for name in VENDORED {
        let a = document(name);
        let old = understood(&a, name);
        let schemas = objects(&a);
        for schema in schemas.iter().step_by(schemas.len().div_ceil(5)) {
            let report = compare(&old, &understood(&with_member(&a, schema, "zzFirst"), name));
            assert_eq!(report.changes.len(), 1, "{name}: {schema}: {:?}", rows(&report));
        }
    }
}

#[test]
fn words_change_nothing_but_words() {
    for name in VENDORED {
        let a = document(name);
        let mut b = a.clone();
        for schema in objects(&a) {
            b["components"]["schemas"][&schema]["description"] = json!("Other words.");
        }
        let report = compare(&understood(&a, name), &understood(&b, name));
        assert!(!report.is_empty(), "{name}");
        assert_eq!((report.wire, report.rust), (Wire::None, Level::Patch), "{name}: {:?}", rows(&report));
    }
}
