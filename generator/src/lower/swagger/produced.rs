//! Where `produces` of 2.0 does not say what a response is: it is one list for all responses of an operation, so one that
//! produces files has errors "as files", and some describe the file with no schema at all.

use std::borrow::Cow;

use serde_json::{Map, Value, json};

use super::super::content::is_text;
use super::super::node::Cx;
use super::context::Swagger;
use crate::diagnostics::code;
use crate::grammar::At;

const JSON: &str = "application/json";

/// Whether there are media types, all of which carry bytes and none of which carries text or values.
pub(super) fn are_files(media_types: &[String]) -> bool {
    !media_types.is_empty() && !media_types.iter().any(|it| carries_values(it) || is_lines(it))
}

/// Gives the success of an operation that produces files alone the schema of a file, where it has none.
pub(super) fn silent_file(response: &mut Map<String, Value>, status: &str, at: &At<'_>, cx: &mut Cx<'_>) {
    let is_success = matches!(status, "200" | "201" | "202" | "203" | "206");
    if !is_success || ["schema", "$ref"].iter().any(|it| response.contains_key(*it)) {
        return;
    }
    response.insert("schema".to_owned(), json!({"type": "file"}));
    let message =
        "the response has no schema, but `produces` of the operation names only files; the body is read as bytes";
    cx.diags.approximated(code::MEDIA_TYPE, &at.pointer(), message).help("write `schema: {type: file}`");
}

/// The media types of a response: JSON for an error that is an object where the operation produces what carries none.
pub(super) fn of<'p>(
    response: &Map<String, Value>,
    status: &str,
    produces: &'p [String],
    swagger: &Swagger,
    at: &At<'_>,
    cx: &mut Cx<'_>,
) -> Cow<'p, [String]> {
    let is_error = status.starts_with(['4', '5']) || status == "default";
    let is_object = || response.get("schema").is_some_and(|it| is_compound(it, &swagger.original));
    if !is_error || produces.is_empty() || produces.iter().any(|it| carries_values(it)) || !is_object() {
        return Cow::Borrowed(produces);
    }
    let message =
        format!("the schema of the error has no form in `{}`; the body is read as JSON", produces.join("`, `"));
    cx.diags.approximated(code::MEDIA_TYPE, &at.key("schema").pointer(), message);
    Cow::Owned(vec![JSON.to_owned()])
}

/// Whether a media type has a form for objects, or is a range that leaves it open.
fn carries_values(media_type: &str) -> bool {
    let essence = media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let is_form = matches!(essence.as_str(), "application/x-www-form-urlencoded" | "multipart/form-data");
    !is_lines(&essence) && (is_form || essence.ends_with("/*") || !essence.contains('/') || is_text(&essence))
}

/// Whether it carries many values, each on a line of its own or as an event.
fn is_lines(media_type: &str) -> bool {
    let essence = media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let subtype = essence.split_once('/').map_or("", |(_, subtype)| subtype);
    matches!(subtype, "event-stream" | "jsonl" | "stream+json" | "x-json-stream")
        || ["ndjson", "json-seq", "jsonlines"].iter().any(|it| subtype.ends_with(it))
}

/// Whether a schema is of an object or a list, itself or behind its references.
fn is_compound(schema: &Value, original: &Value) -> bool {
    let mut schema = schema;
    for _ in 0..32 {
        let Some(name) = schema["$ref"].as_str().and_then(|it| it.strip_prefix("#/components/schemas")) else { break };
        let Some(target) = original.pointer(&format!("/definitions{name}")) else { return false };
        schema = target;
    }
    matches!(schema["type"].as_str(), Some("object" | "array"))
        || ["properties", "allOf", "items"].iter().any(|it| schema.get(it).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_carries_values_and_what_is_a_file() {
        for (media_type, values, file) in [
            ("application/json", true, false),
            ("text/plain; charset=utf-8", true, false),
            ("application/problem+json", true, false),
            ("*/*", true, false),
            ("application/x-www-form-urlencoded", true, false),
            ("application/x-ndjson", false, false),
            ("text/event-stream", false, false),
            ("application/octet-stream", false, true),
            ("application/x-tar", false, true),
            ("image/png", false, true),
        ] {
            assert_eq!(
                (carries_values(media_type), are_files(&[media_type.to_owned()])),
                (values, file),
                "{media_type}"
            );
        }
        assert!(!are_files(&[]));
    }
}
