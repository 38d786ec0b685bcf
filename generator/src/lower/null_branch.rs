//! `anyOf: [T, null]` and `oneOf: [T, null]` → `nullable` beside the branches that remain.

use serde_json::{Map, Value};

use super::node;
use crate::diagnostics::Diagnostics;
use crate::document::Document;

pub(super) fn run(document: Document, diags: &mut Diagnostics) -> Document {
    node::schemas(document, diags, |map, at, cx| {
        for keyword in ["anyOf", "oneOf"] {
            let Some(Value::Array(branches)) = map.get_mut(keyword) else { continue };
            let before = branches.len();
            // `{nullable: true}` alone is anything in the text of 3.0; who writes it as a branch means null.
            let is_null = |it: &Value| it.get("x-octogen-null").is_some() || is_only_nullable(it);
            if branches.iter().all(is_null) {
                if before > 0 && branches.iter().any(|it| it.get("x-octogen-null").is_some()) {
                    map.remove(keyword);
                    node::set_null(map);
                }
                continue;
            }
            node::retain(branches, &at.key(keyword), cx, |it, _, _| !is_null(it));
            if branches.len() < before {
                node::set_nullable(map);
            }
        }
    })
}

fn is_only_nullable(schema: &Value) -> bool {
    let is = |map: &Map<String, Value>| map.len() == 1 && map.get("nullable") == Some(&Value::Bool(true));
    schema.as_object().is_some_and(is)
}
