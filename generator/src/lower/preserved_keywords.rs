//! Members outside of schemas that 3.0 does not have: preserved under their own name, or spelled as 3.0 would.

use serde_json::{Map, Value, json};

use super::node::{self, Cx};
use crate::diagnostics::Diagnostics;
use crate::document::{Document, Version};
use crate::grammar::{At, Kind, Lowered};

pub(super) fn run(document: Document, diags: &mut Diagnostics) -> Document {
    node::objects(document, diags, |kind, map, at, cx| {
        if kind == Kind::Document {
            version(map, cx.version);
        }
        if kind == Kind::PathItem {
            query(map, at, cx);
        }
        if matches!(kind, Kind::Parameter | Kind::Header | Kind::Encoding) && map.get("style") == Some(&json!("cookie"))
        {
            node::rename(map, "style", "x-octogen-style");
        }
        if kind == Kind::Parameter && map.get("in") == Some(&json!("querystring")) {
            map.insert("in".to_owned(), "query".into());
            map.insert("x-octogen-in".to_owned(), "querystring".into());
        }
        if kind == Kind::SecurityScheme && map.get("type") == Some(&json!("mutualTLS")) {
            map.insert("type".to_owned(), "http".into());
            map.insert("scheme".to_owned(), "x-octogen-mutual-tls".into());
            map.insert("x-octogen-type".to_owned(), "mutualTLS".into());
        }
        // Keywords of schemas have passes of their own, which know what they mean.
        if kind != Kind::Schema {
            for member in kind.members().iter().filter(|it| it.lowered == Lowered::Preserved) {
                node::carry(map, member.name);
            }
        }
    })
}

fn version(map: &mut Map<String, Value>, version: Version) {
    let written = map.remove("swagger").or_else(|| map.remove("openapi"));
    let text = match written {
        Some(Value::String(text)) => text,
        Some(other) => other.to_string(),
        None => format!("{version:?}"),
    };
    map.insert("x-octogen-version".to_owned(), text.into());
    map.insert("openapi".to_owned(), "3.0.3".into());
    map.entry("paths").or_insert_with(|| json!({}));
}

/// The method QUERY of 3.2 is one of the additional operations.
fn query(map: &mut Map<String, Value>, at: &At<'_>, cx: &mut Cx<'_>) {
    let Some(operation) = map.remove("query") else { return };
    if let Value::Object(operations) = map.entry("additionalOperations").or_insert_with(|| json!({})) {
        operations.insert("QUERY".to_owned(), operation);
        let place = at.key("x-octogen-additional-operations").pointer().key("QUERY");
        cx.places.moved(&at.key("query").pointer(), &place);
    }
}
