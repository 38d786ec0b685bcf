//! What breaks nobody on the wire is major for the crate for one of the documented reasons only: for every pair of the
//! tables, and for random edits that are compatible by construction.

use std::collections::BTreeSet;

use octogen::diff::rules::{Opposite, kind};
use octogen::diff::{Level, REASONS, Report, Wire, compare, reason};
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::{Value, json};

use super::cases::{api, base, rows};
use super::locked::apis;
use super::wire::compared;

/// The changes that are major without a reason, though old programs go on to work.
fn unexplained(report: &Report) -> Vec<&str> {
    let harmless = report.changes.iter().filter(|it| it.wire < Wire::Breaking && it.rust == Level::Major);
    harmless.filter(|it| reason(it).is_none()).map(|it| it.id.as_str()).collect()
}

#[test]
fn a_change_that_is_major_and_breaks_nobody_has_a_reason() {
    let mut used = BTreeSet::new();
    for pair in compared() {
        for report in [&pair.there, &pair.back] {
            assert_eq!(unexplained(report), Vec::<&str>::new(), "{}", pair.name);
            used.extend(report.changes.iter().filter_map(reason).map(|it| it.code));
        }
    }
    let unused: Vec<_> = REASONS.iter().map(|it| it.code).filter(|it| !used.contains(it)).collect();
    assert_eq!(unused, Vec::<&str>::new(), "reasons that no pair has");
}

#[test]
fn the_reasons_are_documented() {
    let page = include_str!("../../docs/diff.md");
    let rows: String = REASONS.iter().map(|it| format!("| `{}` | {} | {} |\n", it.code, it.what, it.why)).collect();
    assert!(page.contains(&rows), "docs/diff.md has to have these lines:\n{rows}");
}

/// A change of a document that no old program notices, and for which reason it may be major for the crate.
struct Edit {
    name: &'static str,
    reason: Option<&'static str>,
    apply: fn(&mut Value, usize, usize),
}

/// The `n`-th of these names; any number means one of them.
fn nth(value: &Value, n: usize) -> Option<String> {
    let names: Vec<&String> = value.as_object()?.keys().collect();
    names.get(n % names.len().max(1)).map(|it| (*it).clone())
}

/// Object schemas, of which some are only sent and some only received.
const OBJECTS: [&str; 4] = ["Pet", "NewPet", "Tag", "Failure"];
const RECEIVED: [&str; 2] = ["Pet", "Failure"];

fn schema<'a>(document: &'a mut Value, name: &str) -> &'a mut Value {
    &mut document["components"]["schemas"][name]
}

fn operation(document: &mut Value, n: usize) -> &mut Value {
    let path = nth(&document["paths"], n).unwrap_or_default();
    let method = nth(&document["paths"][&path], n).unwrap_or_default();
    &mut document["paths"][&path][&method]
}

fn parameter(name: String) -> Value {
    json!({ "name": name, "in": "query", "schema": { "type": "string" } })
}

fn add_parameter(it: &mut Value, parameter: Value) {
    match it["parameters"].as_array_mut() {
        Some(known) => known.insert(0, parameter),
        None => it["parameters"] = json!([parameter]),
    }
}

/// The types of what only requests or only responses have can be edited towards what old programs do anyway.
const EDITS: [Edit; 14] = [
    Edit {
        name: "optional member added",
        reason: None,
        apply: |it, a, b| schema(it, OBJECTS[a % 4])["properties"][format!("aa{b}")] = json!({ "type": "string" }),
    },
    Edit {
        name: "required member added to what is received",
        reason: None,
        apply: |it, a, b| {
            let schema = schema(it, RECEIVED[a % 2]);
            schema["properties"][format!("bb{b}")] = json!({ "type": "integer" });
            schema["required"].as_array_mut().expect("a list").push(json!(format!("bb{b}")));
        },
    },
    Edit {
        name: "value added to an enum that is sent",
        reason: None,
        apply: |it, _, b| schema(it, "Size")["enum"].as_array_mut().expect("values").insert(0, json!(format!("v{b}"))),
    },
    Edit {
        name: "operation added",
        reason: None,
        apply: |it, _, b| {
            let operation =
                json!({ "operationId": format!("addedBy{b}"), "responses": { "204": { "description": "" } } });
            it["paths"][format!("/added/{b}")] = json!({ "put": operation });
        },
    },
    Edit {
        name: "optional parameter added",
        reason: None,
        apply: |it, a, b| add_parameter(operation(it, a), parameter(format!("cc{b}"))),
    },
    Edit {
        name: "error status added",
        reason: None,
        apply: |it, a, b| {
            let content = json!({ "application/json": { "schema": { "$ref": "#/components/schemas/Failure" } } });
            let status = (430 + b % 20).to_string();
            operation(it, a)["responses"][status] = json!({ "description": "No.", "content": content });
        },
    },
    Edit {
        name: "error status with a schema of its own added",
        reason: None,
        apply: |it, a, b| {
            let schema = json!({ "type": "object", "properties": { format!("dd{b}"): { "type": "string" } } });
            let status = (430 + b % 20).to_string();
            let content = json!({ "application/json": { "schema": schema } });
            operation(it, a)["responses"][status] = json!({ "description": "No.", "content": content });
        },
    },
    Edit {
        name: "schema added that wants the name of another",
        reason: None,
        apply: |it, a, b| {
            let name = OBJECTS[a % 4].to_lowercase();
            *schema(it, &name) = json!({ "type": "object", "properties": { format!("ee{b}"): {} } });
        },
    },
    Edit {
        name: "response header added",
        reason: None,
        apply: |it, a, b| {
            let status = nth(&operation(it, a)["responses"], b).unwrap_or_default();
            let header = json!({ "schema": { "type": "integer" } });
            operation(it, a)["responses"][status]["headers"][format!("x-f{b}")] = header;
        },
    },
    Edit {
        name: "described, deprecated and tagged",
        reason: None,
        apply: |it, a, b| {
            operation(it, a)["description"] = json!(format!("Words {b}."));
            operation(it, a)["tags"] = json!([format!("Tag {b}")]);
            operation(it, a)["deprecated"] = json!(true);
        },
    },
    Edit {
        name: "parameter may be left out",
        // The lock keeps it an argument.
        reason: None,
        apply: |it, _, _| {
            let parameters = it["paths"]["/pets/{id}"]["get"]["parameters"].as_array_mut().expect("a list");
            parameters.iter_mut().filter(|it| it["name"] == "lang").for_each(|it| it["required"] = json!(false));
        },
    },
    Edit {
        name: "member that is sent may be left out",
        reason: Some("became-optional"),
        apply: |it, _, _| schema(it, "NewPet")["required"] = json!([]),
    },
    Edit {
        name: "member that is received is always there",
        reason: Some("became-required"),
        apply: |it, _, _| {
            let required = schema(it, "Pet")["required"].as_array_mut().expect("a list");
            if !required.contains(&json!("note")) {
                required.push(json!("note"));
            }
        },
    },
    Edit {
        name: "member that is sent may be null",
        reason: Some("nullable-changed"),
        apply: |it, _, _| schema(it, "NewPet")["properties"]["note"]["type"] = json!(["string", "null"]),
    },
];

/// The kinds of a report, those of what the items alone show left out.
fn kinds(report: &Report, of: impl Fn(&'static str) -> &'static str) -> Vec<&'static str> {
    let all = report.changes.iter().filter_map(|it| kind(&it.id)).map(|it| it.name);
    let mut kinds: Vec<_> = all.filter(|it| *it != "rust-items-changed").map(of).collect();
    kinds.sort_unstable();
    kinds
}

fn opposite(name: &'static str) -> &'static str {
    match kind(name).map(|it| &it.opposite) {
        Some(Opposite::Rule(name)) => name,
        _ => name,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    /// However many changes that break nobody come together: none is said to break anybody, none is major for a crate whose
    /// names are locked but for the reason that goes with it, and the mirror image turns.
    #[test]
    fn compatible_edits_are_major_for_a_known_reason_only(
        choices in proptest::collection::vec((any::<Index>(), 0..8_usize, 0..40_usize), 1..4),
    ) {
        let old = base();
        let mut new = old.clone();
        let edits: Vec<&Edit> = choices.iter().map(|(edit, a, b)| {
            let edit = &EDITS[edit.index(EDITS.len())];
            (edit.apply)(&mut new, *a, *b);
            edit
        }).collect();
        let names: Vec<_> = edits.iter().map(|it| it.name).collect();
        let (a, b) = apis(&old, &new, "edited");
        let report = compare(&a, &b);
        prop_assert!(report.wire < Wire::Breaking, "{:?}: {:?}", names, rows(&report));
        prop_assert_eq!(report.rust, report.changes.iter().map(|it| it.rust).max().unwrap_or_default());
        let allowed: BTreeSet<_> = edits.iter().filter_map(|it| it.reason).collect();
        for change in report.changes.iter().filter(|it| it.rust == Level::Major) {
            let code = reason(change).map(|it| it.code);
            prop_assert!(code.is_some_and(|it| allowed.contains(it)), "{:?}: {:?} in {:?}", names, code, rows(&report));
        }
        // For Rust the mirror law holds without a lock only.
        let (a, b) = (api(&old, "edited"), api(&new, "edited"));
        let (there, back) = (compare(&a, &b), compare(&b, &a));
        prop_assert_eq!(kinds(&there, opposite), kinds(&back, |it| it), "{:?}", names);
        prop_assert!(compare(&b, &b).is_empty());
    }
}
