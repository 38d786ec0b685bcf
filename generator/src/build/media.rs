//! Media types (RFC 6838): which way a body is written or read, and which of several is preferred.

use crate::ir::ContentKind;

/// The way in which a media type carries a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Family {
    /// JSON and everything that ends in `+json`.
    Json,
    /// `application/x-www-form-urlencoded`.
    Form,
    /// `multipart/…`.
    Multipart,
    /// A JSON value a line (or a record, RFC 7464).
    JsonLines,
    /// Server-sent events.
    EventStream,
    /// XML and everything that ends in `+xml`.
    Xml,
    /// Any other text.
    Text,
    /// Anything else.
    Bytes,
}

/// The media type without its parameters, lower case.
pub(super) fn essence(media_type: &str) -> String {
    media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// How a media type or range carries a value.
pub(super) fn family(media_type: &str) -> Family {
    let essence = essence(media_type);
    let (_, subtype) = essence.split_once('/').unwrap_or(("", &essence));
    match essence.as_str() {
        "application/x-www-form-urlencoded" => Family::Form,
        "text/event-stream" => Family::EventStream,
        "application/jsonl"
        | "application/x-ndjson"
        | "application/ndjson"
        | "application/json-seq"
        | "application/x-jsonlines"
        | "application/jsonlines"
        | "application/geo+json-seq"
        | "application/stream+json"
        | "application/x-json-stream" => Family::JsonLines,
        _ if subtype == "json" || subtype.ends_with("+json") || subtype == "x-json" => Family::Json,
        _ if subtype == "xml" || subtype.ends_with("+xml") => Family::Xml,
        _ if essence.starts_with("multipart/") => Family::Multipart,
        _ if essence.starts_with("text/") || is_source(subtype) => Family::Text,
        _ => Family::Bytes,
    }
}

/// Whether a subtype of `application` is the name of a language that people write.
fn is_source(subtype: &str) -> bool {
    let plain = subtype.strip_prefix("x-").unwrap_or(subtype);
    let name = plain.rsplit_once('+').map_or(plain, |(_, suffix)| suffix);
    matches!(name, "yaml" | "yml" | "toml" | "graphql" | "sql" | "javascript" | "ecmascript" | "typescript" | "sh")
}

/// The order of preference: JSON first, plain `application/json` before its kin.
pub(super) fn preference(media_type: &str) -> (Family, bool, String) {
    let essence = essence(media_type);
    (family(&essence), essence != "application/json", essence)
}

/// How a response body of that media type is read, where nothing is said of its shape.
pub(super) fn content_kind(family: Family) -> ContentKind {
    match family {
        Family::Json => ContentKind::Json,
        Family::Form => ContentKind::Form,
        Family::JsonLines => ContentKind::JsonLines,
        Family::EventStream => ContentKind::EventStream,
        Family::Xml => ContentKind::Xml,
        Family::Text => ContentKind::Text,
        Family::Multipart | Family::Bytes => ContentKind::Bytes,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn families() {
        for (media_type, expected) in [
            ("application/json", Family::Json),
            ("application/json; charset=utf-8", Family::Json),
            ("application/vnd.api+json", Family::Json),
            ("application/problem+json", Family::Json),
            ("application/x-ndjson", Family::JsonLines),
            ("text/event-stream", Family::EventStream),
            ("text/csv", Family::Text),
            ("application/yaml", Family::Text),
            ("application/x-yaml", Family::Text),
            ("application/vnd.oai.openapi+yaml", Family::Text),
            ("application/graphql", Family::Text),
            ("application/xml", Family::Xml),
            ("application/atom+xml", Family::Xml),
            ("multipart/form-data", Family::Multipart),
            ("application/octet-stream", Family::Bytes),
            ("image/*", Family::Bytes),
            ("*/*", Family::Bytes),
            ("nonsense", Family::Bytes),
        ] {
            assert_eq!(family(media_type), expected, "{media_type}");
        }
    }
}
