//! `anyOf: [T, null]` and `oneOf: [T, null]` → `nullable` beside the branches that remain.

use serde_json::{Map, Value};

use super::node;
use crate::diagnostics::{Diagnostics, code};
use crate::document::Document;

pub(super) fn run(document: Document, diags: &mut Diagnostics) -> Document {
    node::schemas(document, diags, |map, at, cx| {
        for keyword in ["anyOf", "oneOf"] {
            let Some(Value::Array(branches)) = map.get_mut(keyword) else { continue };
            let before = branches.len();
            // What makers of OData documents write where a member may be null: 3.0 cannot say it beside a reference.
            let null_object = branches.iter().position(is_object_or_null);
            let null_object = null_object.filter(|_| branches.iter().any(|it| !is_null(it) && !is_object_or_null(it)));
            if let Some(index) = null_object {
                let message = "an object or null, of which no more is said, beside another alternative: null is taken";
                cx.diags.approximated(code::NULL_OBJECT, &at.key(keyword).index(index).pointer(), message);
            }
            if branches.iter().all(is_null) {
                if before > 0 && branches.iter().any(|it| it.get("x-octogen-null").is_some()) {
                    map.remove(keyword);
                    node::set_null(map);
                }
                continue;
            }
            let only_null = |it: &Value| is_null(it) || (null_object.is_some() && is_object_or_null(it));
            node::retain(branches, &at.key(keyword), cx, |it, _, _| !only_null(it));
            if branches.len() < before {
                node::set_nullable(map);
            }
        }
    })
}

/// `{nullable: true}` alone is anything in the text of 3.0; who writes it as a branch means null.
fn is_null(schema: &Value) -> bool {
    schema.get("x-octogen-null").is_some() || is_only(schema, &["nullable"])
}

fn is_object_or_null(schema: &Value) -> bool {
    is_only(schema, &["type", "nullable"]) && schema.get("type") == Some(&"object".into())
}

/// Whether the schema has these keywords alone, and may be null.
fn is_only(schema: &Value, keywords: &[&str]) -> bool {
    let is = |map: &Map<String, Value>| {
        map.len() == keywords.len()
            && keywords.iter().all(|it| map.contains_key(*it))
            && map.get("nullable") == Some(&true.into())
    };
    schema.as_object().is_some_and(is)
}
