//! `contentEncoding` and `contentMediaType` → the formats `byte` and `binary`; what was written is preserved too.

use serde_json::{Map, Value};

use super::node;
use crate::diagnostics::{Diagnostics, code};
use crate::document::Document;

pub(super) fn run(document: Document, diags: &mut Diagnostics) -> Document {
    node::schemas(document, diags, |map, at, cx| {
        let format = format(map);
        for keyword in ["contentEncoding", "contentMediaType", "contentSchema"] {
            if node::rename(map, keyword, &node::preserved_name(keyword))
                && (format.is_none() || keyword == "contentSchema")
            {
                let what = format!("`{keyword}` is in the documentation; the value stays text");
                cx.diags.documented(code::CONTENT, &at.key(keyword).pointer(), what);
            }
        }
        if let Some(format) = format {
            map.entry("format").or_insert_with(|| format.into());
            map.entry("type").or_insert_with(|| "string".into());
        }
    })
}

fn format(map: &Map<String, Value>) -> Option<&'static str> {
    let text = |key| map.get(key).and_then(Value::as_str).map(str::to_ascii_lowercase);
    match (text("contentEncoding").as_deref(), text("contentMediaType")) {
        (Some("base64" | "base64url"), _) => Some("byte"),
        (Some("binary"), _) => Some("binary"),
        (None, Some(media)) if !is_text(&media) => Some("binary"),
        _ => None,
    }
}

/// Whether a string can hold what is of that media type as it is: JSON, XML, any text.
pub(super) fn is_text(media: &str) -> bool {
    let essence = media.split(';').next().unwrap_or_default().trim();
    essence.starts_with("text/") || essence.contains("json") || essence.ends_with("/xml") || essence.ends_with("+xml")
}
