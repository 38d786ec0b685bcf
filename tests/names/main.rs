//! What a document may change without changing what is made from it: nothing at all, the order of its keys, and,
//! for every name but its own, a schema or an operation that is added or removed.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use octogen::surface::Surface;
use octogen::{Config, Source, generate, read};
use serde_json::{Value, json};

const DOCUMENTS: [&str; 4] =
    ["octolens/openapi.json", "octolane/openapi.json", "octopost/openapi.yaml", "kitchen-sink/openapi.yaml"];

#[test]
fn the_same_bytes_whatever_the_order_of_keys() {
    for file in DOCUMENTS {
        let document = document(file);
        let files = |text: &str| generate(&Source::new("openapi.json", text), &Config::default()).unwrap().krate.files;
        let usual = files(&document.to_string());
        assert!(usual == files(&document.to_string()), "{file}: two runs differ");
        // Parts of forms are sent in the order in which their members are documented, so calls of operations show it.
        for (turned, is_free) in
            [(backwards(&document, true), is_ordered as fn(&str) -> bool), (backwards(&document, false), |_| false)]
        {
            let turned = files(&turned);
            let same = |path: &str, text: &String| turned.get(path).is_some_and(|it| it == text || is_free(path));
            let differing: Vec<_> =
                usual.iter().filter(|(path, text)| !same(path, text)).map(|(path, _)| path).collect();
            assert!(differing.is_empty(), "{file}: other keys first, other text in {differing:?}");
        }
    }
}

fn is_ordered(path: &str) -> bool {
    path.starts_with("src/operations/") || path == "openapi.json"
}

#[test]
fn a_schema_more_renames_nothing() {
    every(|document, usual| {
        let mut more = document.clone();
        for schema in ["AAA", "Zzz", "Item", "Response"] {
            more["components"]["schemas"][schema] =
                json!({ "type": "object", "properties": { "id": { "type": "object", "properties": {} } } });
        }
        lost(usual, &names(&more), "with schemas more")
    });
}

#[test]
fn a_schema_less_renames_nothing() {
    every(|document, usual| {
        let schemas: Vec<String> = document["components"]["schemas"].as_object().unwrap().keys().cloned().collect();
        let fewer = |schema: &String| {
            let mut fewer = without_references(document, &format!("#/components/schemas/{schema}"));
            fewer["components"]["schemas"].as_object_mut().unwrap().remove(schema);
            lost(&names(&fewer), usual, &format!("without {schema}"))
        };
        // Of names that are equal in Rust's casing one has to give way, and has its own back without the other.
        let alone = |it: &&String| schemas.iter().filter(|other| letters(other) == letters(it)).count() == 1;
        // XML without a shape is text, so that the outcome of its operation is another one.
        let in_xml = |it: &&String| *it != "Shelf";
        // An error response whose schema is gone has any JSON for a body, which is an alternative of its own.
        let found = sample(&schemas).filter(alone).filter(in_xml).flat_map(fewer);
        found.filter(|it| !it.ends_with("no ErrorBody::Json")).collect()
    });
}

#[test]
fn an_operation_more_renames_nothing() {
    every(|document, usual| {
        let body = json!({ "type": "object", "properties": { "items": { "type": "array", "items": { "type": "object", "properties": {} } } } });
        let operation = json!({ "responses": { "200": { "description": "", "content": { "application/json": { "schema": body } } } } });
        let mut more = document.clone();
        more["paths"]["/aaa"] = json!({ "get": operation });
        more["paths"]["/zzz"] = json!({ "post": operation });
        more["paths"]["/zzz"]["post"]["operationId"] = "list".into();
        lost(usual, &names(&more), "with operations more")
    });
}

#[test]
fn an_operation_less_renames_nothing() {
    every(|document, usual| {
        let paths: Vec<String> = document["paths"].as_object().unwrap().keys().cloned().collect();
        let fewer = |path: &String| {
            let mut fewer = document.clone();
            fewer["paths"].as_object_mut().unwrap().remove(path);
            lost(&names(&fewer), usual, &format!("without {path}"))
        };
        sample(&paths).flat_map(fewer).collect()
    });
}

/// Runs a comparison over all documents, each with its names, and shows all that was renamed.
fn every(compare: impl Fn(&Value, &BTreeSet<String>) -> Vec<String>) {
    let mut renamed = Vec::new();
    for file in DOCUMENTS {
        let document = document(file);
        renamed.extend(compare(&document, &names(&document)).into_iter().map(|it| format!("{file}: {it}")));
    }
    assert!(renamed.is_empty(), "{renamed:#?}");
}

fn letters(name: &str) -> String {
    name.chars().filter(|it| it.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// At most eight, from all over the list.
fn sample(all: &[String]) -> impl Iterator<Item = &String> {
    all.iter().step_by(all.len().div_ceil(8))
}

fn lost(before: &BTreeSet<String>, after: &BTreeSet<String>, what: &str) -> Vec<String> {
    before.difference(after).map(|it| format!("{what}, no {it}")).collect()
}

/// Every public name: types, fields, variants, methods, setters, constants. A conversion has none; it is called after
/// the type it takes. A type that stands for equal schemas of several places is called as each of them would be alone:
/// what they are called together follows from all of them (`model/groups/tests`).
fn names(document: &Value) -> BTreeSet<String> {
    let revision = read(&Source::new("openapi.json", &document.to_string()), &Config::default()).unwrap().revision;
    let mut alone: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for def in &revision.ungrouped().types {
        alone.entry(def.name.as_str().to_owned()).or_default().push(def.name.own().to_owned());
    }
    let paths = Surface::of(&revision.api).items.into_keys().filter(|it| !it.contains(" for "));
    let by_place = paths.flat_map(|path| {
        let end = path.strip_prefix("types::").map(|it| it.find([':', '.']).unwrap_or(it.len()));
        let owned = end.and_then(|end| {
            Some((alone.get(&path["types::".len()..][..end])?, path["types::".len()..][end..].to_owned()))
        });
        match owned {
            Some((names, rest)) => names.iter().map(|it| format!("types::{it}{rest}")).collect(),
            None => vec![path],
        }
    });
    by_place.collect()
}

/// Any value where a reference to this place stood.
fn without_references(value: &Value, target: &str) -> Value {
    match value {
        Value::Object(members) if members.get("$ref").is_some_and(|it| it == target) => json!({}),
        Value::Object(members) => {
            members.iter().map(|(key, it)| (key.clone(), without_references(it, target))).collect()
        }
        Value::Array(items) => items.iter().map(|it| without_references(it, target)).collect(),
        scalar => scalar.clone(),
    }
}

fn document(file: &str) -> Value {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../specs").join(file);
    let text = std::fs::read_to_string(path).unwrap();
    tests::value(&text).unwrap()
}

/// The JSON with every object's keys in the opposite order; those of members of schemas only where they are `turned`, too.
fn backwards(value: &Value, turned: bool) -> String {
    match value {
        Value::Object(members) => {
            let text = |(key, it): (&String, &Value)| match it {
                Value::Object(inner) if key == "properties" && !turned => {
                    let inner = inner.iter().map(|(key, it)| format!("{}:{}", json!(key), backwards(it, turned)));
                    format!("{}:{{{}}}", json!(key), inner.collect::<Vec<_>>().join(","))
                }
                it => format!("{}:{}", json!(key), backwards(it, turned)),
            };
            format!("{{{}}}", members.iter().rev().map(text).collect::<Vec<_>>().join(","))
        }
        Value::Array(items) => {
            format!("[{}]", items.iter().map(|it| backwards(it, turned)).collect::<Vec<_>>().join(","))
        }
        scalar => scalar.to_string(),
    }
}
