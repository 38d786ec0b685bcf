//! What stands beside a `$ref`: annotations are put aside in `x-octogen-siblings`; in 3.1 constraints make it an
//! `allOf`, in 3.0 they are ignored, as its text says. `nullable` counts in both, because everybody writes it.

use serde_json::{Map, Value, json};

use super::node;
use crate::diagnostics::{Diagnostics, code};
use crate::document::{Document, Version};
use crate::grammar::Kind;

pub(super) fn run(document: Document, diags: &mut Diagnostics) -> Document {
    let original = node::copy_if(&document, |kind, map| {
        kind == Kind::Schema && map.contains_key("$ref") && map.keys().any(|it| is_constraint(it) && it != "nullable")
    });
    node::objects(document, diags, |kind, map, at, cx| {
        if kind.section().is_none() || !map.get("$ref").is_some_and(Value::is_string) {
            return;
        }
        if kind != Kind::Schema {
            return set_aside(map, |key| matches!(key, "summary" | "description"), true);
        }
        if map.len() == 1 {
            return;
        }
        drop_redundant(map, &original);
        let constraints: Vec<String> = map.keys().filter(|it| is_constraint(it)).cloned().collect();
        let is_nullable = map.get("nullable") == Some(&Value::Bool(true));
        let (counts, ignored): (Vec<String>, Vec<String>) =
            constraints.into_iter().partition(|it| cx.version >= Version::V31 || it == "nullable");
        for key in &ignored {
            map.remove(key);
            let how = format!("`{key}` beside a `$ref` is ignored, as OpenAPI 3.0 says");
            cx.diags.approximated(code::REF_SIBLINGS, &at.key(key).pointer(), how);
        }
        if counts.iter().all(|it| it == "nullable") && !is_nullable {
            map.remove("nullable");
            return set_aside(map, node::is_annotation, false);
        }
        wrap(map);
    })
}

fn is_constraint(key: &str) -> bool {
    key != "$ref" && !node::is_annotation(key) && !node::is_neutral(key)
}

/// What stands beside a `$ref` mostly repeats what the target says: a keyword with the same value there adds nothing, and
/// neither do members, names or schemas of which there are none.
fn drop_redundant(map: &mut Map<String, Value>, original: &Value) {
    map.retain(|key, value| !says_nothing(key, value));
    let mut target = map.get("$ref").and_then(Value::as_str).map(|it| it.trim_start_matches('#').to_owned());
    for _ in 0..32 {
        let Some(found) = target.take().and_then(|it| original.pointer(&it)) else { return };
        map.retain(|key, value| !is_constraint(key) || found.get(key) != Some(value));
        target = found.get("$ref").and_then(Value::as_str).map(|it| it.trim_start_matches('#').to_owned());
    }
}

fn says_nothing(key: &str, value: &Value) -> bool {
    match (key, value) {
        ("properties" | "patternProperties", Value::Object(it)) => it.is_empty(),
        ("required", Value::Array(it)) => it.is_empty(),
        ("uniqueItems", Value::Bool(it)) => !it,
        ("minLength" | "minItems" | "minProperties", Value::Number(it)) => it.as_u64() == Some(0),
        _ => false,
    }
}

fn set_aside(map: &mut Map<String, Value>, is_kept: impl Fn(&str) -> bool, removes_rest: bool) {
    let keys: Vec<String> = map.keys().filter(|it| *it != "$ref").cloned().collect();
    let mut siblings = Map::new();
    for key in keys {
        if is_kept(&key) {
            siblings.extend(map.remove(&key).map(|it| (key, it)));
        } else if removes_rest {
            map.remove(&key);
        }
    }
    if !siblings.is_empty() {
        map.insert("x-octogen-siblings".to_owned(), Value::Object(siblings));
    }
}

/// The reference becomes a branch of `allOf`, the last one, so that pointers to the others stay true.
fn wrap(map: &mut Map<String, Value>) {
    let reference = map.remove("$ref").unwrap_or_default();
    match map.get_mut("allOf") {
        Some(Value::Array(branches)) => branches.push(json!({"$ref": reference})),
        _ => drop(map.insert("allOf".to_owned(), json!([{"$ref": reference}]))),
    }
}
