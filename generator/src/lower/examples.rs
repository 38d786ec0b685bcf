//! `examples` of a schema → `x-octogen-examples`; the first is `example` too.

use serde_json::Value;

use super::node;
use crate::diagnostics::Diagnostics;
use crate::document::Document;

const CARRIED: &str = "x-octogen-examples";

pub(super) fn run(document: Document, diags: &mut Diagnostics) -> Document {
    node::schemas(document, diags, |map, _, _| {
        let examples = match map.remove("examples") {
            Some(Value::Array(items)) => items,
            // Some write them as in a media type: names with `value`.
            Some(Value::Object(named)) => {
                named.into_iter().map(|(_, it)| it.get("value").cloned().unwrap_or(it)).collect()
            }
            Some(single) => vec![single],
            None => return,
        };
        if let Some(first) = examples.first() {
            map.entry("example").or_insert_with(|| first.clone());
            map.insert(CARRIED.to_owned(), examples.into());
        }
    })
}
