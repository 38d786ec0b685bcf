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

/// The media type in its normal form (RFC 9110, sections 5.6.6 and 8.3.1): lower case, its parameters sorted by name, values
/// in quotes only if necessary. `charset` is only an encoding and `boundary` differs each time, so neither distinguishes
/// media types; `q` is not part of a media type. What is no media type at all counts as `*/*`.
pub(super) fn canonical(media_type: &str) -> String {
    let essence = essence(media_type);
    if !essence.contains('/') {
        return "*/*".to_owned();
    }
    let mut parameters: Vec<_> = parameters(media_type).collect();
    parameters.sort();
    parameters.dedup_by(|a, b| a.0 == b.0);
    let significant = parameters.iter().filter(|(name, _)| !matches!(name.as_str(), "charset" | "boundary" | "q"));
    significant.fold(essence, |all, (name, value)| format!("{all};{name}={}", quoted(value)))
}

/// The media type as it is sent with a body: as it is written, without a boundary, which is another one each time.
pub(super) fn sendable(media_type: &str) -> String {
    let (bare, _) = media_type.split_once(';').unwrap_or((media_type, ""));
    match parameters(media_type).any(|(name, _)| name == "boundary") {
        false => media_type.trim().to_owned(),
        true => bare.trim().to_owned(),
    }
}

/// Whether it stands for several media types, or is none: `text/*`, `*/*`, an empty key.
pub(super) fn is_range(media_type: &str) -> bool {
    let essence = essence(media_type);
    essence.ends_with("/*") || !essence.contains('/')
}

/// The parameters: names in lower case, values without their quotes.
fn parameters(media_type: &str) -> impl Iterator<Item = (String, String)> {
    let rest = media_type.split_once(';').map(|(_, rest)| rest).unwrap_or_default();
    let (mut parts, mut quoted, mut escaped) = (vec![String::new()], false, false);
    for c in rest.chars() {
        match c {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            ';' if !quoted => {
                parts.push(String::new());
                continue;
            }
            _ => {}
        }
        parts.last_mut().expect("there is one from the start").push(c);
    }
    parts.into_iter().filter_map(|it| {
        let (name, value) = it.split_once('=')?;
        Some((name.trim().to_ascii_lowercase(), unquoted(value.trim())))
    })
}

fn unquoted(value: &str) -> String {
    let Some(inner) = value.strip_prefix('"').and_then(|it| it.strip_suffix('"')) else {
        return value.to_owned();
    };
    let mut chars = inner.chars();
    std::iter::from_fn(|| match chars.next()? {
        '\\' => chars.next(),
        c => Some(c),
    })
    .collect()
}

/// A value as it is, where it is a token; else between quotes, without what a header cannot hold.
fn quoted(value: &str) -> String {
    let is_token = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
    if !value.is_empty() && value.chars().all(is_token) {
        return value.to_owned();
    }
    let plain = value.chars().filter(|c| (' '..='~').contains(c));
    let escaped: String = plain.flat_map(|c| matches!(c, '"' | '\\').then_some('\\').into_iter().chain([c])).collect();
    format!("\"{escaped}\"")
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
    let canonical = canonical(media_type);
    (family(media_type), canonical != "application/json", canonical)
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
    fn one_spelling_for_each_media_type() {
        for (written, canonical_) in [
            ("application/json", "application/json"),
            ("Application/JSON; charset=utf-8", "application/json"),
            ("application/vnd.api+json;version=1", "application/vnd.api+json;version=1"),
            ("application/vnd.api+json ; Version=\"1\" ; Charset=UTF-8", "application/vnd.api+json;version=1"),
            ("application/json;b=2;a=1;q=0.5", "application/json;a=1;b=2"),
            ("application/json; profile=\"https://a/b;c\"", "application/json;profile=\"https://a/b;c\""),
            ("application/json; x=\"a\\\"b\"", "application/json;x=\"a\\\"b\""),
            ("multipart/mixed; boundary=x", "multipart/mixed"),
            ("text/*", "text/*"),
            ("", "*/*"),
            ("json", "*/*"),
        ] {
            assert_eq!(canonical(written), canonical_, "{written}");
            assert_eq!(canonical(canonical_), canonical_, "{written}");
        }
        assert_eq!(sendable("multipart/form-data; boundary=x"), "multipart/form-data");
        assert_eq!(sendable("application/json; charset=utf-8"), "application/json; charset=utf-8");
    }

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
