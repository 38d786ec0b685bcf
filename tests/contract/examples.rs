//! The examples of a document, found by reading it as JSON and nothing else: each has to be part of a body or an
//! argument that went through the generated types and came back the same. Headers are left out.

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::Value;

use super::counts::read;

/// How many examples the document has, and which of them are not among the values that travelled.
pub fn lost(path: &Path, travelled: &BTreeSet<String>) -> (usize, Vec<String>) {
    let root = read(path);
    let mut found = Vec::new();
    collect(&root, &root, "", false, &mut found);
    let lost = found.iter().filter(|(_, value)| !travelled.contains(&value.to_string()));
    (found.len(), lost.map(|(at, value)| format!("{at}: {value}")).collect())
}

/// `names` says that the keys here are of the author's choice.
fn collect(root: &Value, value: &Value, at: &str, names: bool, found: &mut Vec<(String, Value)>) {
    match value {
        Value::Object(members) => {
            for (key, it) in members {
                let at = format!("{at}/{key}");
                match (names, key.as_str()) {
                    // No outcome shows them; how they are read is in the runtime's own tests.
                    (false, "headers") => {}
                    (false, "example") => found.push((at, it.clone())),
                    (false, "examples") => found.extend(listed(root, it).into_iter().map(|it| (at.clone(), it))),
                    (false, "default" | "const" | "enum" | "mapping") => {}
                    (_, key) => collect(root, it, &at, is_of_names(names, key), found),
                }
            }
        }
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(index, it)| collect(root, it, &format!("{at}/{index}"), false, found));
        }
        _ => {}
    }
}

fn is_of_names(names: bool, key: &str) -> bool {
    const MAPS: [&str; 7] = ["properties", "patternProperties", "$defs", "schemas", "paths", "responses", "content"];
    !names && MAPS.contains(&key)
}

/// A schema lists values; a media type or a parameter names objects that hold them, or references to such.
fn listed(root: &Value, examples: &Value) -> Vec<Value> {
    match examples {
        Value::Array(items) => items.clone(),
        Value::Object(named) => {
            let value = |it: &Value| {
                let target = it["$ref"].as_str().and_then(|at| root.pointer(at.trim_start_matches('#')));
                let object = target.unwrap_or(it);
                object.get("value").or(object.get("dataValue")).cloned()
            };
            named.values().filter_map(value).collect()
        }
        _ => Vec::new(),
    }
}
