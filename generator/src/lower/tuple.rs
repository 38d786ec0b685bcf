//! `prefixItems`, and the older `items: […]` with `additionalItems` → `x-octogen-prefix-items` with `items` for the rest.
//!
//! 2.0 and 3.0 have one schema under `items` (OpenAPI 3.0.3, section 4.7.24.1). A list there without `type` is none of
//! their tuples: who writes it lists what a value may be.

use serde_json::{Map, Value, json};

use super::node;
use crate::diagnostics::{Diagnostics, code};
use crate::document::{Document, Version};

const CARRIED: &str = "x-octogen-prefix-items";

pub(super) fn run(document: Document, diags: &mut Diagnostics) -> Document {
    node::schemas(document, diags, |map, at, cx| {
        if map.get("prefixItems").is_some_and(Value::is_array) {
            node::rename(map, "prefixItems", CARRIED);
        } else if cx.version < Version::V31 && is_list_of_alternatives(map) {
            let here = at.key("items").pointer();
            cx.places.moved(&here, &at.key("anyOf").pointer());
            node::rename(map, "items", "anyOf");
            let how = "a list of schemas under `items` without `type: array`: the value is one of them";
            cx.diags.approximated(code::ITEMS_LIST, &here, how);
        } else if map.get("items").is_some_and(Value::is_array) {
            node::rename(map, "items", CARRIED);
            cx.places.moved(&at.key("items").pointer(), &at.key(CARRIED).pointer());
            if node::rename(map, "additionalItems", "items") {
                cx.places.moved(&at.key("additionalItems").pointer(), &at.key("items").pointer());
            }
        }
        map.remove("additionalItems");
        match map.get("items") {
            Some(Value::Bool(false)) => drop(map.insert("items".to_owned(), json!({"x-octogen-never": true}))),
            Some(Value::Bool(true)) => drop(map.remove("items")),
            _ => {}
        }
    })
}

fn is_list_of_alternatives(map: &Map<String, Value>) -> bool {
    const OTHERS: &[&str] = &["type", "anyOf", "additionalItems", "minItems", "maxItems", "uniqueItems"];
    let is_list = map.get("items").and_then(Value::as_array).is_some_and(|it| !it.is_empty());
    is_list && !OTHERS.iter().any(|it| map.contains_key(*it))
}
