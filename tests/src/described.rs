//! What a schema speaks of in a value: examples of real documents have members that no schema has, which a typed
//! client cannot keep, and values of another kind than a schema without `type` means.

use serde_json::{Value, json};

use crate::document::Document;
use crate::example::Direction;
use crate::schema::{own_types, type_of};

/// The value without the members that no schema speaks of or that only go the other way; none where a value is of a kind
/// that nobody means.
pub fn described(document: &Document, direction: Direction, schema: &Value, value: &Value) -> Option<Value> {
    within(document, direction, schema, value, 0)
}

/// Whether a member of that schema is never sent in that direction.
pub fn goes_the_other_way(document: &Document, direction: Direction, member: &Value) -> bool {
    let keyword = if direction == Direction::Request { "readOnly" } else { "writeOnly" };
    document.schemas.flat(member)[keyword] == true || member[keyword] == true
}

fn within(document: &Document, direction: Direction, schema: &Value, value: &Value, depth: usize) -> Option<Value> {
    let flat = document.schemas.flat(schema);
    if depth > 64 {
        return Some(value.clone());
    }
    for keyword in ["oneOf", "anyOf"] {
        if let Some(branches) = flat[keyword].as_array() {
            return of_branches(document, direction, &flat, keyword, branches, value, depth);
        }
    }
    let types = own_types(&flat);
    let is_meant = |it: &str| types.contains(it) || (it == "integer" && types.contains("number"));
    if !types.is_empty() && !value.is_null() && !is_meant(type_of(value)) && !flat["type"].is_string() {
        return None;
    }
    let any = json!({});
    match value {
        Value::Object(members) => {
            let is_open = flat.get("properties").is_none() || flat.get("patternProperties").is_some();
            let mut kept = serde_json::Map::new();
            for (name, member) in members {
                let own = match (flat["properties"].get(name), flat.get("additionalProperties")) {
                    (Some(own), _) | (None, Some(own @ Value::Object(_))) => own,
                    (None, Some(Value::Bool(true))) => &any,
                    _ if is_open => &any,
                    _ => continue,
                };
                if !goes_the_other_way(document, direction, own) {
                    kept.insert(name.clone(), within(document, direction, own, member, depth + 1)?);
                }
            }
            Some(Value::Object(kept))
        }
        Value::Array(items) => {
            let prefix = flat["prefixItems"].as_array().cloned().unwrap_or_default();
            let of = |index: usize| prefix.get(index).or(flat.get("items")).unwrap_or(&any).clone();
            items.iter().enumerate().map(|(index, it)| within(document, direction, &of(index), it, depth + 1)).collect()
        }
        other => Some(other.clone()),
    }
}

/// What the fitting branch that speaks of the most leaves of it.
fn of_branches(
    document: &Document,
    direction: Direction,
    flat: &Value,
    keyword: &str,
    branches: &[Value],
    value: &Value,
    depth: usize,
) -> Option<Value> {
    let mut rest = flat.as_object().cloned().unwrap_or_default();
    rest.remove(keyword);
    let fitting = branches.iter().filter(|it| document.schemas.is_valid(it, value));
    let left = fitting.filter_map(|it| within(document, direction, &json!({ "allOf": [rest, it] }), value, depth + 1));
    left.max_by_key(|it| it.to_string().len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left() {
        let document = Document::new(json!({ "openapi": "3.1.0", "info": {}, "paths": {} })).unwrap();
        let a = json!({ "properties": { "a": { "type": "integer" } } });
        let b = json!({ "properties": { "a": {}, "b": { "additionalProperties": { "type": "string" } } } });
        for (schema, value, left) in [
            (&a, json!({ "a": 1, "z": 2 }), Some(json!({ "a": 1 }))),
            (&a, json!("text"), None),
            (&b, json!({ "b": { "any": "key" } }), Some(json!({ "b": { "any": "key" } }))),
            (&b, json!({ "b": "" }), None),
            (&json!({ "allOf": [a, b] }), json!({ "a": 1, "z": 2 }), Some(json!({ "a": 1 }))),
            (&json!({ "oneOf": [a, b] }), json!({ "a": 1, "b": {}, "z": 2 }), Some(json!({ "a": 1, "b": {} }))),
            (&json!({ "type": "object" }), json!({ "z": [1] }), Some(json!({ "z": [1] }))),
            (&json!({ "additionalProperties": true, "properties": {} }), json!({ "z": 1 }), Some(json!({ "z": 1 }))),
            (&json!({ "items": a }), json!([{ "z": 1 }]), Some(json!([{}]))),
            (&json!({}), json!({ "z": 1 }), Some(json!({ "z": 1 }))),
            (&json!({ "minimum": 1 }), json!(2), Some(json!(2))),
        ] {
            assert_eq!(described(&document, Direction::Request, schema, &value), left, "{schema} {value}");
        }
    }

    #[test]
    fn each_direction_has_its_own_members() {
        let document = Document::new(json!({ "openapi": "3.1.0", "info": {}, "paths": {} })).unwrap();
        let item = json!({ "properties": { "id": { "readOnly": true }, "pin": { "writeOnly": true }, "name": {} } });
        let schema = json!({ "properties": { "items": { "items": item } } });
        let value = json!({ "items": [{ "id": 1, "pin": 2, "name": "n" }] });
        for (direction, left) in [
            (Direction::Request, json!({ "items": [{ "pin": 2, "name": "n" }] })),
            (Direction::Response, json!({ "items": [{ "id": 1, "name": "n" }] })),
        ] {
            assert_eq!(described(&document, direction, &schema, &value), Some(left));
        }
    }
}
