//! `patternProperties` → `additionalProperties`, where the patterns say all there is about the keys that are not listed.
//! The keys are then not held against the patterns, which is what a client wants when reading.

use serde_json::{Value, json};

use super::node;
use crate::diagnostics::{Diagnostics, code};
use crate::document::Document;

const CARRIED: &str = "x-octogen-pattern-properties";

pub(super) fn run(document: Document, diags: &mut Diagnostics) -> Document {
    node::schemas(document, diags, |map, at, cx| {
        if !node::rename(map, "patternProperties", CARRIED) {
            return;
        }
        let here = at.key("patternProperties").pointer();
        let closed = Some(&Value::Bool(false));
        let is_closed = map.get("additionalProperties") == closed
            || (map.get("additionalProperties").is_none() && map.get("unevaluatedProperties") == closed);
        let is_alone = !map.contains_key("additionalProperties") && !map.contains_key("properties");
        let Some(Value::Object(patterns)) = map.get(CARRIED) else { return };
        if patterns.is_empty() || !(is_closed || is_alone) {
            let what = "the patterns of the keys are in the documentation; values under them are any JSON, or what `additionalProperties` says";
            cx.diags.documented(code::PATTERN_PROPERTIES, &here, what);
            return;
        }
        let Some(Value::Object(patterns)) = map.remove(CARRIED) else { return };
        let names: Vec<String> = patterns.keys().cloned().collect();
        let place = at.key("additionalProperties").pointer();
        let mut schemas: Vec<Value> = Vec::new();
        for (pattern, schema) in patterns {
            if !schemas.contains(&schema) {
                cx.places.moved(&here.key(&pattern), &place.key("anyOf").index(schemas.len()));
                schemas.push(schema);
            }
        }
        let schema = if schemas.len() == 1 {
            cx.places.moved(&here.key(&names[0]), &place);
            schemas.remove(0)
        } else {
            json!({"anyOf": schemas})
        };
        map.insert("additionalProperties".to_owned(), schema);
        map.insert("x-octogen-patterns".to_owned(), names.into());
        cx.diags.approximated(
            code::PATTERN_PROPERTIES,
            &here,
            "the keys are not checked against the patterns; any key may have such a value",
        );
    })
}
