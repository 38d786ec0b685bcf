//! `true` → `{}`, `false` → `x-octogen-never`. Where 3.0 itself takes a boolean, it stays.

use serde_json::{Value, json};

use super::node;
use crate::diagnostics::Diagnostics;
use crate::document::Document;
use crate::grammar::{Kind, Slot};

pub(super) fn run(document: Document, diags: &mut Diagnostics) -> Document {
    node::objects(document, diags, |kind, map, _, _| {
        for (key, value) in map.iter_mut() {
            match (kind.member(key), value) {
                (Some(Slot::One(Kind::Schema)), value) if !is_boolean_place(key) => {
                    object(value);
                    value.as_array_mut().into_iter().flatten().for_each(object);
                }
                (Some(Slot::List(Kind::Schema)), Value::Array(items)) => items.iter_mut().for_each(object),
                (Some(Slot::Map(Kind::Schema)), Value::Object(members)) => {
                    members.iter_mut().for_each(|(_, it)| object(it));
                }
                _ => {}
            }
        }
    })
}

fn is_boolean_place(key: &str) -> bool {
    matches!(key, "additionalProperties" | "additionalItems" | "unevaluatedProperties" | "unevaluatedItems")
}

fn object(schema: &mut Value) {
    match schema {
        Value::Bool(true) => *schema = json!({}),
        Value::Bool(false) => *schema = json!({"x-octogen-never": true}),
        _ => {}
    }
}
