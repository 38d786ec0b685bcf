//! Numeric `exclusiveMinimum` and `exclusiveMaximum` → `minimum`/`maximum` with a boolean; the tighter one counts.

use serde_json::{Map, Value};

use super::node;
use crate::diagnostics::Diagnostics;
use crate::document::Document;

pub(super) fn run(document: Document, diags: &mut Diagnostics) -> Document {
    node::schemas(document, diags, |map, _, _| {
        bound(map, "minimum", "exclusiveMinimum", |exclusive, inclusive| exclusive >= inclusive);
        bound(map, "maximum", "exclusiveMaximum", |exclusive, inclusive| exclusive <= inclusive);
    })
}

fn bound(map: &mut Map<String, Value>, inclusive: &str, exclusive: &str, is_tighter: fn(f64, f64) -> bool) {
    let Some(Value::Number(limit)) = map.get(exclusive).cloned() else { return };
    map.remove(exclusive);
    let other = map.get(inclusive).and_then(Value::as_f64);
    let counts = limit.as_f64().is_some_and(|limit| other.is_none_or(|other| is_tighter(limit, other)));
    if counts {
        map.insert(inclusive.to_owned(), Value::Number(limit));
        map.insert(exclusive.to_owned(), true.into());
    }
}
