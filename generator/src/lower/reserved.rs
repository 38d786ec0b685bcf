//! Removes `x-octogen-…` members that the user's document brings along: only lowering writes them, but for those that are
//! made for documents.

use super::node;
use crate::diagnostics::{Diagnostics, code};
use crate::document::Document;

/// What a document, or an overlay of it, may say itself; and what bundling says before lowering.
const ALLOWED: [&str; 3] = ["x-octogen-safe", "x-octogen-webhook-signature", "x-octogen-dynamic-ref"];

pub(super) fn run(document: Document, diags: &mut Diagnostics) -> Document {
    node::objects(document, diags, |_, map, at, cx| {
        let reserved = |key: &&String| key.starts_with("x-octogen-") && !ALLOWED.contains(&key.as_str());
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
