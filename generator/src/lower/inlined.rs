//! Writes path items, callbacks and media types in the place of references to them, since 3.0 has no references there
//! (or none that can have siblings). What stands beside the reference wins.

use serde_json::Value;

use super::node;
use crate::Pointer;
use crate::diagnostics::{Diagnostics, code};
use crate::document::Document;
use crate::document::grammar::Kind;

pub(super) fn run(document: Document, diags: &mut Diagnostics) -> Document {
    let original = document.value.clone();
    let mut inlined: Vec<(Pointer, Pointer)> = Vec::new();
    node::objects(document, diags, |kind, map, at, cx| {
        if !matches!(kind, Kind::PathItem | Kind::Callback | Kind::MediaType) {
            return;
        }
        let here = at.pointer();
        while let Some(Value::String(text)) = map.get("$ref") {
            let target = Pointer::parse(text);
            map.remove("$ref");
            let is_inside = |outer: &Pointer| {
                here.as_str().strip_prefix(outer.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
            };
            if is_inside(&target) || inlined.iter().any(|(place, it)| *it == target && is_inside(place)) {
                let why = format!("this {} contains itself, so it ends here", kind.noun());
                cx.diags.refused(code::CYCLIC_REF, &here, why);
                return;
            }
            let Some(Value::Object(members)) = original.pointer(target.as_str()) else { return };
            for (key, value) in members {
                if !map.contains_key(key) {
                    map.insert(key.clone(), value.clone());
                    cx.places.moved(&target.key(key), &here.key(key));
                }
            }
            inlined.push((here.clone(), target));
        }
    })
}
