//! Media types (RFC 9110, section 8.3): the part without parameters, and how well a documented one fits.

use std::borrow::Cow;

/// The type and subtype in lower case, without parameters.
pub(super) fn essence(content_type: &str) -> Cow<'_, str> {
    let bare = bare(content_type);
    match bare.bytes().any(|it| it.is_ascii_uppercase()) {
        true => Cow::Owned(bare.to_ascii_lowercase()),
        false => Cow::Borrowed(bare),
    }
}

fn bare(content_type: &str) -> &str {
    content_type.split(';').next().unwrap_or_default().trim()
}

/// From 0, nothing in common, to 6, the same. Both are compared without parameters.
pub(super) fn closeness(came: &str, documented: &str) -> u8 {
    let (came, documented) = (bare(came), bare(documented));
    if came.eq_ignore_ascii_case(documented) {
        return 6;
    }
    if is_json(came) && is_json(documented) {
        return 5;
    }
    if documented == "*/*" {
        return 3;
    }
    let (kind, _) = came.split_once('/').unwrap_or((came, ""));
    match documented.strip_suffix("/*") {
        Some(range) if range.eq_ignore_ascii_case(kind) => 4,
        _ => 0,
    }
}

/// JSON itself, or a type with the `+json` suffix (RFC 6839); without parameters.
pub(super) fn is_json(essence: &str) -> bool {
    let suffix = essence.rsplit_once('+').map(|(_, suffix)| suffix);
    essence.eq_ignore_ascii_case("application/json")
        || essence.eq_ignore_ascii_case("text/json")
        || suffix.is_some_and(|it| it.eq_ignore_ascii_case("json"))
}

/// What servers send where they do not say what they send.
pub(super) fn is_vague(essence: &str) -> bool {
    matches!(essence, "" | "text/plain" | "application/octet-stream" | "binary/octet-stream")
}
