//! What holds for every pair of documents: the cases, the vendored documents, and random edits of them.

use octogen::drift::{Level, compare};
use proptest::prelude::*;
use serde_json::Value;

use super::cases::{api, api_of, base, pairs, rows};

#[test]
fn a_document_does_not_differ_from_itself_however_it_is_written() {
    for pair in pairs() {
        let (a, b) = (api(&pair.new, &pair.name), api_of(&turned(&pair.new), &pair.name));
        assert_eq!(rows(&compare(&a, &b)), Vec::<String>::new(), "{}", pair.name);
    }
}

/// The same document as text, the keys of every object the other way round.
fn turned(value: &Value) -> String {
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
        if let Ok(new) = octogen::api(&source, &octogen::Config::default()) {
            let old = api(&document, "base");
            let report = compare(&old, &new);
            let worst = report.changes.iter().map(|it| it.rust).max().unwrap_or(Level::None);
            prop_assert_eq!(report.rust, worst);
            prop_assert_eq!(compare(&old, &new), report);
        }
    }
}
