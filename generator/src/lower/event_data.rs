//! The data of a server-sent event that is JSON by `contentSchema`, in the `itemSchema` (3.2) of an event stream → that
//! schema: a reader of events takes the data for the value that it is the text of. In other places such a text stays one.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::node::{self, Cx};
use crate::Pointer;
use crate::diagnostics::{Diagnostics, code};
use crate::document::Document;
use crate::grammar::{At, Kind};

/// How deep alternatives are looked into.
const DEPTH: usize = 4;

pub(super) fn run(document: Document, diags: &mut Diagnostics) -> Document {
    let mut components = BTreeMap::new();
    let document = node::objects(document, diags, |kind, map, at, cx| {
        if is_event_stream(kind, at)
            && let Some(Value::Object(item)) = map.get_mut("itemSchema")
        {
            item_schema(item, &at.key("itemSchema").pointer(), cx, &mut components, DEPTH);
        }
    });
    // What is nothing but an event may be described anywhere; what is sent otherwise, too, has its data as a text there.
    if components.is_empty() {
        return document;
    }
    let everywhere = references(&document.value);
    components.retain(|at, count| everywhere.get(at) == Some(count));
    node::objects(document, diags, |kind, map, at, cx| {
        if kind == Kind::Schema && components.contains_key(&at.pointer()) {
            item_schema(map, &at.pointer(), cx, &mut BTreeMap::new(), DEPTH);
        }
    })
}

fn is_event_stream(kind: Kind, at: &At<'_>) -> bool {
    kind == Kind::MediaType && at.pointer().last().to_ascii_lowercase().starts_with("text/event-stream")
}

fn item_schema(
    item: &mut Map<String, Value>,
    at: &Pointer,
    cx: &mut Cx<'_>,
    components: &mut BTreeMap<Pointer, usize>,
    depth: usize,
) {
    if let Some(Value::String(target)) = item.get("$ref") {
        *components.entry(Pointer::parse(target)).or_default() += 1;
    }
    if let Some(Value::Object(properties)) = item.get_mut("properties")
        && let Some(schema) = properties.get("data").and_then(json_content)
    {
        let data = at.key("properties").key("data");
        cx.places.moved(&data.key("contentSchema"), &data);
        cx.diags.supported(code::CONTENT, &data, "the string is read as the JSON in it");
        properties.insert("data".to_owned(), schema);
    }
    for keyword in ["oneOf", "anyOf", "allOf"] {
        let Some(Value::Array(branches)) = item.get_mut(keyword).filter(|_| depth > 0) else { continue };
        for (index, branch) in branches.iter_mut().enumerate() {
            if let Value::Object(branch) = branch {
                item_schema(branch, &at.key(keyword).index(index), cx, components, depth - 1);
            }
        }
    }
}

/// How many references lead to each place.
fn references(document: &Value) -> BTreeMap<Pointer, usize> {
    let mut counts = BTreeMap::new();
    let mut work = vec![document];
    while let Some(value) = work.pop() {
        match value {
            Value::Object(map) => {
                if let Some(target) = map.get("$ref").and_then(Value::as_str) {
                    *counts.entry(Pointer::parse(target)).or_default() += 1;
                }
                work.extend(map.values());
            }
            Value::Array(items) => work.extend(items),
            _ => {}
        }
    }
    counts
}

/// The schema of JSON in a text; a text in a text stays as it is.
fn json_content(data: &Value) -> Option<Value> {
    let media_type = data.get("contentMediaType").map_or(Some("application/json"), Value::as_str)?;
    let is_json = media_type.ends_with("/json") || media_type.ends_with("+json");
    let schema = data.get("contentSchema").filter(|it| it.is_object() && is_json)?;
    (schema.get("type") != Some(&"string".into())).then(|| schema.clone())
}
