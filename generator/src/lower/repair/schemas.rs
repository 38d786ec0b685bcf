//! What goes wrong in schemas.

use serde_json::{Map, Value, json};

use super::super::node::Cx;
use super::report::repaired;
use crate::grammar::At;

const TYPES: &[&str] = &["string", "number", "integer", "boolean", "object", "array", "null"];

/// Types of other languages, with what they mean and their format.
const FOREIGN: &[(&str, &str, Option<&str>)] = &[
    ("int", "integer", None),
    ("int32", "integer", Some("int32")),
    ("int64", "integer", Some("int64")),
    ("long", "integer", Some("int64")),
    ("float", "number", Some("float")),
    ("double", "number", Some("double")),
    ("decimal", "number", None),
    ("bool", "boolean", None),
    ("str", "string", None),
    ("text", "string", None),
    ("date", "string", Some("date")),
    ("datetime", "string", Some("date-time")),
    ("date-time", "string", Some("date-time")),
    ("uuid", "string", Some("uuid")),
    ("uri", "string", Some("uri")),
    ("url", "string", Some("uri")),
    ("email", "string", Some("email")),
    ("binary", "string", Some("binary")),
    ("byte", "string", Some("byte")),
    ("list", "array", None),
    ("dict", "object", None),
    ("map", "object", None),
    ("enum", "string", None),
];

pub(super) fn mend(map: &mut Map<String, Value>, at: &At<'_>, cx: &mut Cx<'_>) {
    if map.get("$ref").is_some_and(|it| !it.is_string()) {
        map.remove("$ref");
        repaired(cx, &at.key("$ref"), "`$ref` is not a string, so it was left out");
    }
    types(map, at, cx);
    exclusive(map, at, cx);
    discriminator(map, at, cx);
    required(map, at, cx);
    for key in ["default", "example"] {
        if map.get(key) == Some(&Value::Null) {
            map.remove(key);
        }
    }
    node_x_nullable(map);
    if map.get("enum").is_some_and(|it| !it.is_array()) {
        map.remove("enum");
        repaired(cx, &at.key("enum"), "`enum` is not a list, so it was left out");
    }
    for key in ["allOf", "anyOf", "oneOf"] {
        if map.get(key).and_then(Value::as_array).is_some_and(Vec::is_empty) {
            map.remove(key);
            repaired(cx, &at.key(key), format!("`{key}` without branches has no effect, so it was left out"));
        }
    }
}

/// What 2.0 documents write for `nullable`.
fn node_x_nullable(map: &mut Map<String, Value>) {
    for key in ["x-nullable", "x-isnullable", "x-isNullable", "x-is-nullable"] {
        if map.get(key).is_some_and(|it| *it == json!(true) || *it == json!("true")) {
            map.remove(key);
            map.insert("nullable".to_owned(), true.into());
        }
    }
}

fn types(map: &mut Map<String, Value>, at: &At<'_>, cx: &mut Cx<'_>) {
    let here = at.key("type");
    match map.get("type").cloned() {
        None => {}
        Some(Value::String(written)) => {
            let lower = written.trim().to_ascii_lowercase();
            if TYPES.contains(&written.as_str()) {
                return;
            }
            if TYPES.contains(&lower.as_str()) {
                repaired(cx, &here, format!("`type: {written}` was read as `{lower}`"));
                map.insert("type".to_owned(), lower.into());
            } else if lower == "file" {
                map.insert("type".to_owned(), "string".into());
                map.insert("format".to_owned(), "binary".into());
                map.insert("x-octogen-file".to_owned(), true.into());
            } else if let Some((_, type_, format)) = FOREIGN.iter().find(|(it, _, _)| *it == lower) {
                repaired(cx, &here, format!("`type: {written}` was read as `{type_}`"));
                map.insert("type".to_owned(), (*type_).into());
                if let Some(format) = format {
                    map.entry("format").or_insert_with(|| (*format).into());
                }
            } else {
                map.remove("type");
                if lower != "any" {
                    repaired(cx, &here, format!("`type: {written}` is not a type, so any value is allowed"))
                        .help("types are string, number, integer, boolean, object, array");
                }
            }
        }
        Some(Value::Array(types)) => {
            let known: Vec<Value> =
                types.iter().map(|it| if it.is_null() { json!("null") } else { it.clone() }).collect();
            let known: Vec<Value> =
                known.into_iter().filter(|word| word.as_str().is_some_and(|it| TYPES.contains(&it))).collect();
            if known.len() < types.len() {
                repaired(cx, &here, "unknown types in the list were left out");
            }
            map.insert("type".to_owned(), known.into());
        }
        // In YAML, `type: null` is not text.
        Some(Value::Null) => drop(map.insert("type".to_owned(), "null".into())),
        Some(other) => {
            map.remove("type");
            repaired(cx, &here, format!("`type` cannot be {}, so it was left out", crate::document::kind(&other)));
        }
    }
}

fn exclusive(map: &mut Map<String, Value>, at: &At<'_>, cx: &mut Cx<'_>) {
    for key in ["exclusiveMinimum", "exclusiveMaximum"] {
        let mended = match map.get(key) {
            None | Some(Value::Bool(_) | Value::Number(_)) => continue,
            Some(Value::String(text)) => {
                serde_json::from_str::<Value>(text).ok().filter(|it| it.is_number() || it.is_boolean())
            }
            Some(_) => None,
        };
        map.remove(key);
        repaired(cx, &at.key(key), format!("`{key}` is neither a number nor a boolean"));
        map.extend(mended.map(|it| (key.to_owned(), it)));
    }
    if map.get("type") == Some(&json!("integer")) {
        for key in ["minimum", "maximum", "multipleOf"] {
            if let Some(Value::Number(number)) = map.get(key)
                && let Some(whole) = super::super::enum_values::whole(number).filter(|_| number.is_f64())
            {
                map.insert(key.to_owned(), whole.into());
            }
        }
    }
}

fn discriminator(map: &mut Map<String, Value>, at: &At<'_>, cx: &mut Cx<'_>) {
    let Some(Value::Object(discriminator)) = map.get_mut("discriminator") else {
        map.remove("discriminator");
        return;
    };
    if !discriminator.get("propertyName").is_some_and(Value::is_string) {
        map.remove("discriminator");
        repaired(cx, &at.key("discriminator"), "`discriminator` has no `propertyName`, so it was left out");
        return;
    }
    match discriminator.get_mut("mapping") {
        None => {}
        Some(Value::Object(mapping)) => mapping.retain(|_, it| it.is_string()),
        Some(_) => drop(discriminator.remove("mapping")),
    }
}

/// Older JSON Schema writes `required: true` in the property; it belongs into the list of the object around it.
fn required(map: &mut Map<String, Value>, at: &At<'_>, cx: &mut Cx<'_>) {
    let Some(Value::Object(properties)) = map.get_mut("properties") else { return };
    let mut names = Vec::new();
    for (name, property) in properties.iter_mut() {
        let Value::Object(property) = property else { continue };
        let is_required = match property.get("required") {
            Some(Value::Bool(it)) => *it,
            Some(Value::String(it)) if it == "true" || it == "false" => it == "true",
            _ => continue,
        };
        property.remove("required");
        if is_required {
            let here = at.key("properties");
            repaired(cx, &here.key(name), "`required: true` in a property was read as an entry of the list around it");
            names.push(Value::from(name.as_str()));
        }
    }
    if !names.is_empty()
        && let Value::Array(list) = map.entry("required").or_insert_with(|| json!([]))
    {
        list.extend(names.into_iter().filter(|it| !list.contains(it)).collect::<Vec<_>>());
    }
}
