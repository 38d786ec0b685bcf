//! Parameters, headers and form fields of 2.0: their type stands beside their name, lists say how they are joined.

use serde_json::{Map, Value, json};

use super::super::beside_values;
use super::super::node::Cx;
use crate::diagnostics::code;
use crate::grammar::{self, At};

/// Members that belong into the schema, beside those that OpenAPI 2.0 has there.
const OF_SCHEMA: &[&str] = &["x-nullable", "example", "x-example", "x-ms-enum", "x-fern-enum"];

/// A parameter that is neither body nor form field.
pub(super) fn parameter(map: &mut Map<String, Value>, at: &At<'_>, cx: &mut Cx<'_>) {
    let place = map.get("in").and_then(Value::as_str).unwrap_or("").to_owned();
    if map.contains_key("$ref") || matches!(place.as_str(), "body" | "formData") {
        return;
    }
    let (schema, format) = schema(map, at, cx);
    let is_list = schema.get("type") == Some(&json!("array"));
    map.insert("schema".to_owned(), schema);
    if is_list {
        join(map, &place, format.as_deref(), at, cx);
    }
}

/// A header of a response.
pub(super) fn header(map: &mut Map<String, Value>, at: &At<'_>, cx: &mut Cx<'_>) {
    let (schema, _) = schema(map, at, cx);
    map.insert("schema".to_owned(), schema);
}

/// The schema that the members of a parameter make, and how a list is joined.
pub(super) fn schema(map: &mut Map<String, Value>, at: &At<'_>, cx: &mut Cx<'_>) -> (Value, Option<String>) {
    let format = map.remove("collectionFormat").as_ref().and_then(Value::as_str).map(str::to_owned);
    let mut schema: Map<String, Value> = match map.remove("schema") {
        Some(Value::Object(schema)) => schema,
        _ => Map::new(),
    };
    let others = OF_SCHEMA.iter().chain(beside_values::NAMES).chain(beside_values::MEANINGS);
    for key in grammar::in_value().chain(others.copied()) {
        if let Some(value) = map.remove(key) {
            let key = if key == "x-example" { "example" } else { key };
            schema.entry(key).or_insert(value);
        }
    }
    if schema.contains_key("items") {
        cx.places.moved(&at.key("items").pointer(), &at.key("schema").key("items").pointer());
        items(&mut schema, &at.key("items"), cx);
    }
    if schema.is_empty() {
        schema.insert("type".to_owned(), "string".into());
    }
    (Value::Object(schema), format)
}

/// Lists in lists: only one way to join can be said.
fn items(schema: &mut Map<String, Value>, at: &At<'_>, cx: &mut Cx<'_>) {
    let Some(Value::Object(items)) = schema.get_mut("items") else { return };
    if items.remove("collectionFormat").is_some_and(|it| it != "csv") {
        let why = "how lists inside of a list are joined cannot be expressed in OpenAPI 3";
        cx.diags.approximated(code::COLLECTION_FORMAT, &at.key("collectionFormat").pointer(), why);
    }
    if items.contains_key("items") {
        self::items(items, &at.key("items"), cx);
    }
}

/// `collectionFormat` → `style` and `explode`; without one it is `csv`.
pub(super) fn join(map: &mut Map<String, Value>, place: &str, format: Option<&str>, at: &At<'_>, cx: &mut Cx<'_>) {
    let (style, explode) = match (format.unwrap_or("csv"), place) {
        ("tsv", _) => {
            map.insert("x-octogen-collection-format".to_owned(), "tsv".into());
            let why = "`collectionFormat: tsv` joins by tabs, which OpenAPI 3 cannot express";
            cx.diags.unsupported(code::COLLECTION_FORMAT, &at.key("collectionFormat").pointer(), why);
            return;
        }
        (_, "path" | "header") => ("simple", false),
        ("multi", _) => ("form", true),
        ("ssv", _) => ("spaceDelimited", false),
        ("pipes", _) => ("pipeDelimited", false),
        _ => ("form", false),
    };
    map.insert("style".to_owned(), style.into());
    map.insert("explode".to_owned(), explode.into());
}
