//! Converts the keywords of OpenAPI 3.0 that apply to a value itself to JSON Schema 2020-12.

use serde_json::{Map, Value, json};

use super::node::is;
use super::pattern;

/// The keywords with the same meaning in both.
const SAME: [&str; 13] = [
    "enum",
    "minimum",
    "maximum",
    "multipleOf",
    "minLength",
    "maxLength",
    "minItems",
    "maxItems",
    "uniqueItems",
    "minProperties",
    "maxProperties",
    "exclusiveMinimum",
    "exclusiveMaximum",
];

/// The keywords of the schema without its subschemas.
pub(super) fn own(node: &Value) -> Map<String, Value> {
    let same = SAME.into_iter().filter_map(|key| Some((key.to_owned(), node.get(key)?.clone())));
    let mut out = same.collect();
    bounds(&mut out);
    own_values(node, &mut out);
    out
}

/// Whether a part of an `allOf` only allows null.
pub(super) fn adds_null(part: &Value) -> bool {
    let is_constraint = |key: &str| !matches!(key, "nullable" | "x-octogen-null" | "example" | "x-octogen-examples");
    is(part, "nullable") && part.as_object().is_some_and(|it| !it.keys().any(|key| is_constraint(key)))
}

/// `exclusiveMinimum: true` speaks of `minimum` (OpenAPI 3.0.3, Schema Object).
fn bounds(out: &mut Map<String, Value>) {
    for (exclusive, bound) in [("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum")] {
        match out.remove(exclusive) {
            Some(Value::Bool(true)) => {
                let number = out.remove(bound);
                out.extend(number.map(|it| (exclusive.to_owned(), it)));
            }
            Some(number @ Value::Number(_)) => {
                out.insert(exclusive.to_owned(), number);
            }
            _ => {}
        }
    }
}

/// The keywords for scalars: `type`, `pattern`, constants, and the meaning of `format`.
fn own_values(node: &Value, out: &mut Map<String, Value>) {
    let kind = node.get("type").and_then(Value::as_str);
    if let Some(kind) = kind {
        let text = is(node, "x-octogen-number-text");
        out.insert("type".to_owned(), if text { json!([kind, "string"]) } else { kind.into() });
    }
    if let Some(constant) = node.get("x-octogen-const").filter(|_| node.get("enum").is_none()) {
        out.insert("const".to_owned(), constant.clone());
    }
    let pattern = node.get("pattern").and_then(Value::as_str).map(|it| Value::from(pattern::for_engine(it)));
    if let Some(pattern) = pattern.filter(is_usable) {
        out.insert("pattern".to_owned(), pattern);
    }
    let (least, most): (i64, i64) = match (node.get("format").and_then(Value::as_str), kind) {
        (Some("byte" | "base64"), Some("string")) => {
            out.insert("format".to_owned(), "byte".into());
            return;
        }
        (Some("int32"), Some("integer" | "number")) => (i32::MIN.into(), i32::MAX.into()),
        (Some("uint32"), Some("integer" | "number")) => (0, u32::MAX.into()),
        (Some("int64"), Some("integer")) => (i64::MIN, i64::MAX),
        _ => return,
    };
    for (keys, bound) in [(["minimum", "exclusiveMinimum"], least), (["maximum", "exclusiveMaximum"], most)] {
        if !keys.iter().any(|it| out.contains_key(*it)) {
            out.insert(keys[0].to_owned(), bound.into());
        }
    }
}

/// Whether the engine supports the pattern; an unsupported one would make its whole schema unusable.
fn is_usable(pattern: &Value) -> bool {
    jsonschema::options().build(&json!({ "pattern": pattern })).is_ok()
}

/// The schema, which takes null as well where it is nullable.
pub(super) fn nullable(mut out: Map<String, Value>, is_nullable: bool) -> Value {
    let alone = |out: &Map<String, Value>| !["allOf", "enum", "const"].iter().any(|it| out.contains_key(*it));
    match out.get("type").cloned() {
        _ if !is_nullable => out.into(),
        Some(Value::String(kind)) if alone(&out) => {
            out.insert("type".to_owned(), json!([kind, "null"]));
            out.into()
        }
        _ => json!({ "anyOf": [out, { "type": "null" }] }),
    }
}
