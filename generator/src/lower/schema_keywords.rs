//! Keywords of JSON Schema that no Rust type says: preserved under their own name, for the documentation.

use serde_json::{Map, Value};

use super::node;
use crate::diagnostics::{Diagnostics, code};
use crate::document::Document;

/// Each with its code and what happens to it.
const KEYWORDS: &[(&str, &str, &str)] = &[
    ("if", code::CONDITIONAL, "the condition is in the documentation and not checked"),
    ("then", code::CONDITIONAL, "the condition is in the documentation and not checked"),
    ("else", code::CONDITIONAL, "the condition is in the documentation and not checked"),
    ("contains", code::CONTAINS, "what a list must contain is in the documentation and not checked"),
    ("minContains", code::CONTAINS, "what a list must contain is in the documentation and not checked"),
    ("maxContains", code::CONTAINS, "what a list must contain is in the documentation and not checked"),
    ("propertyNames", code::PROPERTY_NAMES, "keys are text; the schema of the keys is in the documentation"),
    ("dependentSchemas", code::DEPENDENT, "the dependency is in the documentation and not checked"),
    ("dependentRequired", code::DEPENDENT, "the dependency is in the documentation and not checked"),
    ("unevaluatedProperties", code::UNEVALUATED, "members that no branch names are ignored on reading"),
    ("unevaluatedItems", code::UNEVALUATED, "items that no branch describes are not checked"),
];

pub(super) fn run(document: Document, diags: &mut Diagnostics) -> Document {
    node::schemas(document, diags, |map, at, cx| {
        dependencies(map, at, cx);
        if is_plain(map)
            && !map.contains_key("additionalProperties")
            && node::rename(map, "unevaluatedProperties", "additionalProperties")
        {
            cx.places.moved(&at.key("unevaluatedProperties").pointer(), &at.key("additionalProperties").pointer());
        }
        for (keyword, code, what) in KEYWORDS {
            if node::carry(map, keyword) {
                cx.diags.documented(code, &at.key(keyword).pointer(), *what);
            }
        }
        node::rename(map, "$comment", "x-octogen-comment");
        // An object is no name: the last pass tells of it.
        map.retain(|key, value| value.is_object() || !node::is_dropped(key));
    })
}

fn is_plain(map: &Map<String, Value>) -> bool {
    !["allOf", "anyOf", "oneOf", "$ref", "if", "then", "else", "dependentSchemas"]
        .iter()
        .any(|it| map.contains_key(*it))
}

/// The older `dependencies` is both: names with lists, and names with schemas.
fn dependencies(map: &mut Map<String, Value>, at: &crate::grammar::At<'_>, cx: &mut node::Cx<'_>) {
    let Some(Value::Object(members)) = map.remove("dependencies") else { return };
    let (lists, schemas): (Map<_, _>, Map<_, _>) = members.into_iter().partition(|(_, it)| it.is_array());
    for (keyword, members) in [("dependentRequired", lists), ("dependentSchemas", schemas)] {
        if !members.is_empty() && !map.contains_key(keyword) {
            map.insert(keyword.to_owned(), Value::Object(members));
            cx.places.moved(&at.key("dependencies").pointer(), &at.key(&node::preserved_name(keyword)).pointer());
        }
    }
}
