//! Writes path items, callbacks and media types in the place of references to them, since 3.0 has no references there
//! (or none that can have siblings). What stands beside the reference wins.

use std::collections::BTreeMap;

use serde_json::Value;

use super::node;
use crate::Pointer;
use crate::diagnostics::{Diagnostics, code};
use crate::document::Document;
use crate::grammar::Kind;

/// So deep may inlined pieces stand in each other: a callback in a callback in a callback.
const MAX_DEPTH: usize = 4;
/// So many pieces are written in the place of a reference at most.
const MAX_PIECES: usize = 50_000;

pub(super) fn run(document: Document, diags: &mut Diagnostics) -> Document {
    let original = node::copy_if(&document, |kind, map| is_inlined(kind) && map.contains_key("$ref"));
    // Place → what was written there.
    let mut inlined: BTreeMap<Pointer, Vec<Pointer>> = BTreeMap::new();
    let mut pieces = 0;
    node::objects(document, diags, |kind, map, at, cx| {
        if !is_inlined(kind) {
            return;
        }
        while let Some(Value::String(text)) = map.get("$ref") {
            let here = at.pointer();
            let target = Pointer::parse(text);
            map.remove("$ref");
            let around = ancestors(&here);
            let outer: Vec<&Pointer> = around.iter().filter_map(|it| inlined.get(it)).flatten().collect();
            if around.contains(&target) || outer.contains(&&target) || outer.len() >= MAX_DEPTH {
                let why = format!("this {} contains itself, or too many others, so it ends here", kind.noun());
                cx.diags.unsupported(code::CYCLIC_REF, &here, why);
                return;
            }
            pieces += 1;
            if pieces > MAX_PIECES {
                if pieces == MAX_PIECES + 1 {
                    let message =
                        format!("there are more than {MAX_PIECES} references to path items, callbacks and media types");
                    cx.diags.error(code::LIMIT, &here, message).help("refer to shared parts less often");
                }
                return;
            }
            let Some(Value::Object(members)) = original.pointer(target.as_str()) else { return };
            for (key, value) in members {
                if !map.contains_key(key) {
                    map.insert(key.clone(), value.clone());
                    cx.places.moved(&target.key(key), &here.key(key));
                }
            }
            inlined.entry(here).or_default().push(target);
        }
    })
}

fn is_inlined(kind: Kind) -> bool {
    matches!(kind, Kind::PathItem | Kind::Callback | Kind::MediaType)
}

/// A place and all around it.
fn ancestors(at: &Pointer) -> Vec<Pointer> {
    std::iter::successors(Some(at.clone()), Pointer::parent).collect()
}
