//! Schemas that are written twice, for example one for JSON and one for XML, with the same members and other
//! descriptions. They are one type.

use serde_json::{Map, Value};

/// Annotations, and keywords for XML: they do not affect which values are valid.
const WORDS: &[&str] = &[
    "title",
    "description",
    "summary",
    "example",
    "examples",
    "externalDocs",
    "$comment",
    "xml",
    "x-octogen-examples",
    "x-octogen-comment",
];

/// Whether both allow the same values by the same keywords.
pub(crate) fn is_equivalent(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Object(one), Value::Object(other)) => {
            let is_compared = |it: &&String| !WORDS.contains(&it.as_str());
            one.keys().filter(is_compared).count() == other.keys().filter(is_compared).count()
                && one
                    .iter()
                    .filter(|(key, _)| is_compared(key))
                    .all(|(key, value)| other.get(key).is_some_and(|other| is_equivalent_keyword(key, value, other)))
        }
        _ => one == other,
    }
}

fn is_equivalent_keyword(keyword: &str, one: &Value, other: &Value) -> bool {
    match (keyword, one, other) {
        ("properties", Value::Object(one), Value::Object(other)) => are_equivalent_members(one, other),
        ("allOf" | "anyOf" | "oneOf" | "x-octogen-prefix-items", Value::Array(one), Value::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| is_equivalent(one, other))
        }
        ("items" | "additionalProperties" | "not", one, other) => is_equivalent(one, other),
        _ => one == other,
    }
}

fn are_equivalent_members(one: &Map<String, Value>, other: &Map<String, Value>) -> bool {
    one.len() == other.len()
        && one.iter().all(|(name, it)| other.get(name).is_some_and(|other| is_equivalent(it, other)))
}

/// Whether the schema says, somewhere in it, how XML spells it.
pub(crate) fn has_xml_keywords(schema: &Value) -> bool {
    match schema {
        Value::Object(it) => it.get("xml").is_some_and(Value::is_object) || it.values().any(has_xml_keywords),
        Value::Array(it) => it.iter().any(has_xml_keywords),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn words_aside() {
        let a = json!({ "type": "object", "properties": { "a": { "type": "string", "description": "x" } } });
        for (b, expected) in [
            (json!({ "type": "object", "title": "A", "properties": { "a": { "type": "string" } } }), true),
            (json!({ "type": "object", "properties": { "a": { "type": "string", "xml": { "name": "b" } } } }), true),
            (json!({ "type": "object", "properties": { "a": { "type": "integer" } } }), false),
            (json!({ "type": "object", "properties": { "a": { "type": "string" }, "title": {} } }), false),
            (json!({ "type": "object", "properties": { "a": { "type": "string", "nullable": true } } }), false),
            (json!({ "type": "object" }), false),
        ] {
            assert_eq!(is_equivalent(&a, &b), expected, "{b}");
            assert_eq!(is_equivalent(&b, &a), expected, "{b}");
        }
    }
}
