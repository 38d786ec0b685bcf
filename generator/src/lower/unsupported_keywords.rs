//! The last pass: what is still there and neither 3.0 nor an extension says, it reports and removes.

use super::node;
use crate::diagnostics::{Diagnostics, code};
use crate::document::Document;
use crate::grammar::{Kind, Member};

pub(super) fn run(document: Document, diags: &mut Diagnostics) -> Document {
    node::objects(document, diags, |kind, map, at, cx| {
        if (kind == Kind::Schema && map.contains_key("$ref")) || kind.named_freely().is_some() {
            return;
        }
        let is_known = |key: &str| key.starts_with("x-") || kind.known(key).is_some_and(Member::is_of_dialect);
        let unknown: Vec<String> = map.keys().filter(|it| !is_known(it)).cloned().collect();
        for key in unknown {
            map.remove(&key);
            let what =
                format!("`{key}` is not a member that OpenAPI gives to this {}, so it was left out", kind.noun());
            cx.diags.warning(code::UNKNOWN_MEMBER, &at.key(&key).pointer(), what);
        }
    })
}
