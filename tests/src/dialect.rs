//! OpenAPI's own spellings as JSON Schema 2020-12, on the whole document at once: `nullable`, boolean bounds,
//! references with neighbours (3.0), and `required` for members that only one direction has.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use crate::schema;

/// The document with absolute references and plain JSON Schema, and the names of write-only members.
pub fn to_json_schema(mut root: Value) -> (Value, BTreeSet<String>) {
    let old = root["openapi"].as_str().is_some_and(|it| it.starts_with("3.0")) || root.get("swagger").is_some();
    let mut one_way = OneWay::default();
    walk(&mut root, false, &mut |node| one_way.collect(node));
    walk(&mut root, false, &mut |node| {
        null_objects(node);
        event_data(node);
        if old {
            nullable(node);
            bounds(node);
        }
        relax_required(node, &one_way);
        unusable_patterns(node);
        one_of(node);
        absolute_reference(node, old);
    });
    (root, one_way.write_only)
}

/// Visits every object that may be a schema; values (`example`, `default`, …) are not visited.
fn walk(value: &mut Value, keys_are_names: bool, visit: &mut impl FnMut(&mut Map<String, Value>)) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|it| walk(it, false, visit)),
        Value::Object(members) => {
            for (key, member) in members.iter_mut() {
                if keys_are_names {
                    walk(member, false, visit);
                } else if !holds_values(key) {
                    walk(member, holds_names(key), visit);
                }
            }
            if !keys_are_names {
                visit(members);
            }
        }
        _ => {}
    }
}

fn holds_values(key: &str) -> bool {
    matches!(key, "example" | "examples" | "default" | "enum" | "const" | "mapping") || key.starts_with("x-")
}

fn holds_names(key: &str) -> bool {
    matches!(
        key,
        "properties"
            | "patternProperties"
            | "$defs"
            | "definitions"
            | "dependentSchemas"
            | "schemas"
            | "responses"
            | "parameters"
            | "headers"
            | "requestBodies"
            | "callbacks"
            | "content"
            | "paths"
            | "webhooks"
            | "links"
            | "pathItems"
            | "securitySchemes"
            | "encoding"
            | "variables"
            | "mediaTypes"
    )
}

/// The data of an event that is the text of a JSON value is that value.
fn event_data(node: &mut Map<String, Value>) {
    let Some(stream) = node.get_mut("content").and_then(|it| it.get_mut("text/event-stream")) else { return };
    if let Some(data) = stream.pointer_mut("/itemSchema/properties/data")
        && let Some(schema) = data.get_mut("contentSchema").map(Value::take)
    {
        *data = schema;
    }
}

/// An object or null, of which no more is said or which can have no members, beside another alternative means null.
fn null_objects(node: &mut Map<String, Value>) {
    let is_closed = |it: &Value| {
        let keywords = ["type", "nullable", "additionalProperties", "title", "description"];
        it["additionalProperties"] == false
            && (it["type"] == json!(["object", "null"]) || (it["type"] == "object" && it["nullable"] == true))
            && it.as_object().is_some_and(|it| it.keys().all(|it| keywords.contains(&it.as_str())))
    };
    let is_one = |it: &Value| {
        *it == json!({ "type": "object", "nullable": true })
            || *it == json!({ "type": ["object", "null"] })
            || is_closed(it)
    };
    for keyword in ["oneOf", "anyOf"] {
        let Some(Value::Array(branches)) = node.get_mut(keyword) else { continue };
        if !branches.iter().all(is_one) {
            branches.iter_mut().filter(|it| is_one(it)).for_each(|it| *it = json!({ "type": "null" }));
        }
    }
}

/// 3.0: `nullable: true` lets `null` in, beside `type` or around `allOf`, `oneOf` and `anyOf`.
fn nullable(node: &mut Map<String, Value>) {
    let is_nullable = ["nullable", "x-nullable"].iter().any(|it| node.get(*it) == Some(&Value::Bool(true)));
    if !is_nullable || node.contains_key("$ref") {
        return;
    }
    node.remove("nullable");
    node.remove("x-nullable");
    if let Some(Value::Array(values)) =
        node.get_mut("enum").filter(|it| !it.as_array().is_some_and(|it| it.contains(&Value::Null)))
    {
        values.push(Value::Null);
    }
    let composed = ["allOf", "oneOf", "anyOf"].iter().any(|it| node.contains_key(*it));
    if composed {
        let inner = std::mem::take(node);
        *node = Map::from_iter([("anyOf".to_owned(), json!([inner, { "type": "null" }]))]);
    } else if let Some(Value::String(name)) = node.get("type").cloned() {
        node.insert("type".to_owned(), json!([name, "null"]));
    }
}

/// 3.0: `exclusiveMinimum: true` speaks of `minimum`.
fn bounds(node: &mut Map<String, Value>) {
    for (exclusive, bound) in [("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum")] {
        match node.get(exclusive) {
            Some(Value::Bool(true)) => match node.remove(bound) {
                Some(number) => node.insert(exclusive.to_owned(), number),
                None => node.remove(exclusive),
            },
            Some(Value::Bool(false)) => node.remove(exclusive),
            _ => None,
        };
    }
}

/// Documents say `oneOf` and mean "one of these": branches that a discriminator or nothing but the reader's good sense
/// tells apart fit each other's values, and by the letter no value would be valid.
fn one_of(node: &mut Map<String, Value>) {
    if node.contains_key("anyOf") {
        return;
    }
    if let Some(branches) = node.remove("oneOf") {
        node.insert("anyOf".to_owned(), branches);
    }
}

/// The names of members that only one direction has.
#[derive(Default)]
struct OneWay {
    read_only: BTreeSet<String>,
    write_only: BTreeSet<String>,
}

impl OneWay {
    fn collect(&mut self, node: &mut Map<String, Value>) {
        for (name, schema) in node.get("properties").and_then(Value::as_object).into_iter().flatten() {
            if says(schema, "readOnly") {
                self.read_only.insert(name.clone());
            }
            if says(schema, "writeOnly") {
                self.write_only.insert(name.clone());
            }
        }
    }
}

/// Of the schema itself, or of a part of its `allOf`.
fn says(schema: &Value, keyword: &str) -> bool {
    let parts = schema["allOf"].as_array().into_iter().flatten();
    schema[keyword] == true || parts.into_iter().any(|it| it[keyword] == true)
}

/// `required` does not hold for read-only members of requests and write-only members of responses. The validator
/// knows no direction, so such names leave `required`; `x-all-required` keeps them for the maker of examples.
fn relax_required(node: &mut Map<String, Value>, one_way: &OneWay) {
    let Some(Value::Array(required)) = node.get("required").cloned() else { return };
    let properties = node.get("properties").cloned().unwrap_or_default();
    let is_one_way = |it: &Value| {
        let name = it.as_str().unwrap_or_default();
        match properties.get(name) {
            Some(schema) => says(schema, "readOnly") || says(schema, "writeOnly"),
            None => one_way.read_only.contains(name) || one_way.write_only.contains(name),
        }
    };
    if required.iter().any(is_one_way) {
        node.insert("x-all-required".to_owned(), Value::Array(required.clone()));
        node.insert("required".to_owned(), required.into_iter().filter(|it| !is_one_way(it)).collect());
    }
}

/// A pattern that is no regular expression says nothing of any value; with it the whole schema could not be used.
fn unusable_patterns(node: &mut Map<String, Value>) {
    let is_usable = |pattern: &str| jsonschema::validator_for(&json!({ "pattern": pattern })).is_ok();
    if node.get("pattern").and_then(Value::as_str).is_some_and(|it| !is_usable(it)) {
        node.remove("pattern");
    }
    if let Some(Value::Object(members)) = node.get_mut("patternProperties") {
        members.retain(|pattern, _| is_usable(pattern));
    }
}

fn absolute_reference(node: &mut Map<String, Value>, old: bool) {
    let Some(Value::String(reference)) = node.get("$ref") else { return };
    let absolute = reference.strip_prefix('#').map_or_else(|| reference.clone(), schema::reference);
    if old {
        // 3.0 ignores what stands beside a reference. Of these two, documents mean what they say, and nothing that is
        // valid depends on them.
        node.retain(|key, _| matches!(key.as_str(), "readOnly" | "writeOnly"));
    }
    node.insert("$ref".to_owned(), Value::String(absolute));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_data_of_an_event_is_what_its_content_schema_says() {
        let data = json!({ "type": "string", "contentSchema": { "type": "integer" } });
        let content =
            |data: Value| json!({ "text/event-stream": { "itemSchema": { "properties": { "data": data } } } });
        let response =
            |data| json!({ "paths": { "/": { "get": { "responses": { "200": { "content": content(data) } } } } } });
        let (lowered, _) = to_json_schema(response(data));
        assert_eq!(lowered, response(json!({ "type": "integer" })));
    }

    #[test]
    fn spellings_of_3_0() {
        for (old, new) in [
            (json!({ "type": "string", "nullable": true }), json!({ "type": ["string", "null"] })),
            (
                json!({ "type": "string", "enum": ["a"], "nullable": true }),
                json!({ "type": ["string", "null"], "enum": ["a", null] }),
            ),
            (json!({ "allOf": [{}], "nullable": true }), json!({ "anyOf": [{ "allOf": [{}] }, { "type": "null" }] })),
            (json!({ "minimum": 1, "exclusiveMinimum": true }), json!({ "exclusiveMinimum": 1 })),
            (json!({ "maximum": 1, "exclusiveMaximum": false }), json!({ "maximum": 1 })),
            (json!({ "oneOf": [{}] }), json!({ "anyOf": [{}] })),
            (json!({ "pattern": "^(a|b)$" }), json!({ "pattern": "^(a|b)$" })),
            (json!({ "pattern": "[\\uD800\\uDBFF-\\uDC00]*", "minLength": 1 }), json!({ "minLength": 1 })),
            (json!({ "patternProperties": { "(": {}, "^a": {} } }), json!({ "patternProperties": { "^a": {} } })),
            (json!({ "$ref": "#/a", "nullable": true }), json!({ "$ref": "json:///document#/a" })),
            (
                json!({ "$ref": "#/a", "readOnly": true, "minLength": 1 }),
                json!({ "$ref": "json:///document#/a", "readOnly": true }),
            ),
            (
                json!({ "properties": { "nullable": { "type": "string" } } }),
                json!({ "properties": { "nullable": { "type": "string" } } }),
            ),
            (json!({ "default": { "$ref": "#/a" } }), json!({ "default": { "$ref": "#/a" } })),
        ] {
            let document = json!({ "openapi": "3.0.3", "components": { "schemas": { "a": old } } });
            assert_eq!(to_json_schema(document).0["components"]["schemas"]["a"], new);
        }
    }
}
