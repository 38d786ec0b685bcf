//! `format: int-or-string` and `x-kubernetes-int-or-string` → both types: the format is one of Kubernetes, whose documents
//! say `type: string` beside it because 2.0 cannot list types.

use serde_json::{Map, Value, json};

use super::node;
use crate::diagnostics::Diagnostics;
use crate::document::Document;

pub(super) fn run(document: Document, diags: &mut Diagnostics) -> Document {
    node::schemas(document, diags, |map, _, _| {
        let by_format = matches!(map.get("format").and_then(Value::as_str), Some("int-or-string" | "int_or_string"));
        let by_extension = map.get("x-kubernetes-int-or-string") == Some(&Value::Bool(true));
        if !(by_format || by_extension) || is_said_already(map) {
            return;
        }
        if by_format {
            map.remove("format");
        }
        let has_null = matches!(map.get("type"), Some(Value::Array(types)) if types.iter().any(|it| it == "null"));
        map.insert(
            "type".to_owned(),
            if has_null { json!(["integer", "string", "null"]) } else { json!(["integer", "string"]) },
        );
    })
}

/// Whether the schema has a choice or values of its own, which say more.
fn is_said_already(map: &Map<String, Value>) -> bool {
    ["anyOf", "oneOf", "allOf", "enum", "const"].iter().any(|it| map.contains_key(*it))
}
