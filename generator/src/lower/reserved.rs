//! Removes `x-octogen-…` members that the user's document brings along: only lowering writes them.

use super::node;
use crate::diagnostics::{Diagnostics, code};
use crate::document::Document;

pub(super) fn run(document: Document, diags: &mut Diagnostics) -> Document {
    node::objects(document, diags, |_, map, at, cx| {
        let reserved = |key: &&String| key.starts_with("x-octogen-") && *key != "x-octogen-dynamic-ref";
        let keys: Vec<String> = map.keys().filter(reserved).cloned().collect();
        for key in keys {
            map.remove(&key);
            let pointer = at.pointer();
            cx.diags.warning(
                code::RESERVED,
                &pointer,
                format!("`{key}` is a name of the generator's own, so it was left out"),
            );
        }
    })
}
