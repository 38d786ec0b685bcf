//! `prefixItems`, and the older `items: […]` with `additionalItems` → `x-octogen-prefix-items` with `items` for the rest.

use serde_json::{Value, json};

use super::node;
use crate::diagnostics::Diagnostics;
use crate::document::Document;

const CARRIED: &str = "x-octogen-prefix-items";

pub(super) fn run(document: Document, diags: &mut Diagnostics) -> Document {
    node::schemas(document, diags, |map, at, cx| {
        if map.get("prefixItems").is_some_and(Value::is_array) {
            node::rename(map, "prefixItems", CARRIED);
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
