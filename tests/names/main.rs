//! What a document may change without changing what is made from it: nothing at all, the order of its keys, and,
//! for every name but its own, a schema or an operation that is added or removed.

use std::collections::BTreeSet;
use std::path::PathBuf;

use octogen::{Config, Source, api, generate};
use serde_json::{Value, json};

const DOCUMENTS: [&str; 3] = ["octolens/openapi.json", "octolane/openapi.json", "octopost/openapi.yaml"];

#[test]
fn the_same_bytes_whatever_the_order_of_keys() {
    for file in DOCUMENTS {
        let document = document(file);
        let files = |text: &str| generate(&Source::new("openapi.json", text), &Config::default()).unwrap().krate.files;
        let usual = files(&document.to_string());
        assert!(usual == files(&document.to_string()), "{file}: two runs differ");
        let turned = files(&backwards(&document));
        let differing: Vec<_> = usual.iter().filter(|(path, text)| turned.get(*path) != Some(text)).collect();
        let differing: Vec<_> = differing.into_iter().map(|(path, _)| path).collect();
        assert!(differing.is_empty(), "{file}: other keys first, other text in {differing:?}");
    }
}

#[test]
fn a_schema_more_or_an_operation_less_renames_nothing() {
    for file in DOCUMENTS {
        let mut document = document(file);
        let usual = names(&document);
        for schema in ["AAA", "Zzz"] {
            document["components"]["schemas"][schema] = json!({ "type": "object", "properties": {} });
        }
        let more = names(&document);
        let lost: Vec<_> = usual.difference(&more).collect();
        assert!(lost.is_empty(), "{file}: a schema more renames {lost:?}");

        let paths = document["paths"].as_object_mut().unwrap();
        let first = paths.keys().next().unwrap().clone();
        paths.remove(&first);
        let fewer = names(&document);
        let new: Vec<_> = fewer.difference(&more).collect();
        assert!(new.is_empty(), "{file}: without {first} there is {new:?}");
    }
}

/// Every name of types and operations.
fn names(document: &Value) -> BTreeSet<String> {
    let api = api(&Source::new("openapi.json", &document.to_string()), &Config::default()).unwrap();
    let types = api.types.iter().map(|it| format!("type {}", it.name));
    types.chain(api.operations.iter().map(|it| format!("{} is {}", it.id, it.name))).collect()
}

fn document(file: &str) -> Value {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../specs").join(file);
    let text = std::fs::read_to_string(path).unwrap();
    serde_json::from_str(&text).unwrap_or_else(|_| with_text_keys(serde_yaml::from_str(&text).unwrap()))
}

/// YAML takes a status for a number.
fn with_text_keys(value: serde_yaml::Value) -> Value {
    use serde_yaml::Value as Yaml;
    match value {
        Yaml::Mapping(members) => {
            let text = |key: Yaml| key.as_str().map_or_else(|| with_text_keys(key.clone()).to_string(), str::to_owned);
            members.into_iter().map(|(key, it)| (text(key), with_text_keys(it))).collect()
        }
        Yaml::Sequence(items) => items.into_iter().map(with_text_keys).collect(),
        scalar => serde_json::to_value(scalar).unwrap(),
    }
}

/// The JSON with every object's keys in the opposite order.
fn backwards(value: &Value) -> String {
    match value {
        Value::Object(members) => {
            let members: Vec<_> =
                members.iter().rev().map(|(key, it)| format!("{}:{}", json!(key), backwards(it))).collect();
            format!("{{{}}}", members.join(","))
        }
        Value::Array(items) => format!("[{}]", items.iter().map(backwards).collect::<Vec<_>>().join(",")),
        scalar => scalar.to_string(),
    }
}
