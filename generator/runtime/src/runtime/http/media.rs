//! Media types (RFC 9110, section 8.3): what they are without parameters, and how well a documented one fits.
//!
//! By hand: the crate `mime` is not kept up any longer, and neither it nor its successors say how well two types fit.

use std::borrow::Cow;

/// The type and subtype in lower case, without parameters.
pub(crate) fn essence(content_type: &str) -> Cow<'_, str> {
    let bare = bare(content_type);
    match bare.bytes().any(|it| it.is_ascii_uppercase()) {
        true => Cow::Owned(bare.to_ascii_lowercase()),
        false => Cow::Borrowed(bare),
    }
}

fn bare(content_type: &str) -> &str {
    content_type.split(';').next().unwrap_or_default().trim()
}

/// The same type and subtype.
const SAME: u8 = 60;
/// All documented parameters were received as documented.
const ALL: u8 = 30;
/// Some of them were not received.
const SOME: u8 = 15;
/// Both are JSON.
const JSON: u8 = 50;
/// A range of subtypes (`text/*`).
const RANGE: u8 = 40;
/// Any media type.
const ANY: u8 = 30;

/// From 0, nothing in common, up. Of the same type and subtype the one whose parameters were received is closer, and of several
/// such the one that has more of them.
pub(crate) fn closeness(received: &str, documented: &str) -> u8 {
    let (received_bare, documented_bare) = (bare(received), bare(documented));
    if received_bare.eq_ignore_ascii_case(documented_bare) {
        return SAME + agreement(received, documented);
    }
    if is_json(received_bare) && is_json(documented_bare) {
        return JSON;
    }
    if documented_bare == "*/*" {
        return ANY;
    }
    let (kind, _) = received_bare.split_once('/').unwrap_or((received_bare, ""));
    match documented_bare.strip_suffix("/*") {
        Some(range) if range.eq_ignore_ascii_case(kind) => RANGE,
        _ => 0,
    }
}

/// How far the received parameters agree with the documented ones: a missing one is tolerated, a different one is the
/// last choice.
fn agreement(received: &str, documented: &str) -> u8 {
    if !documented.contains(';') {
        return ALL;
    }
    let received: Vec<_> = parameters(received).collect();
    let (mut missing, mut same) = (false, 0);
    for (name, value) in parameters(documented) {
        match received.iter().find(|(other, _)| *other == name) {
            Some((_, other)) if *other == value => same += 1,
            Some(_) => return 0,
            None => missing = true,
        }
    }
    if missing { SOME } else { ALL + same.min(20) }
}

/// The parameters that tell media types apart: names in lower case, values without their quotes (RFC 9110, sections
/// 5.6.6 and 8.3.1). `charset` says how the text is written, and `boundary` is another one each time (RFC 2046).
fn parameters(content_type: &str) -> impl Iterator<Item = (String, String)> {
    let mut rest = content_type.split_once(';').map(|(_, rest)| rest).unwrap_or_default();
    let all = std::iter::from_fn(move || {
        (!rest.is_empty()).then(|| {
            let (parameter, next) = rest.split_at(end(rest));
            rest = next.strip_prefix(';').unwrap_or(next);
            parameter
        })
    });
    let named = all.filter_map(|it| it.split_once('='));
    let plain = named.map(|(name, value)| (name.trim().to_ascii_lowercase(), unquoted(value.trim())));
    plain.filter(|(name, _)| !matches!(name.as_str(), "charset" | "boundary"))
}

/// Where a parameter ends: at a semicolon that is not between quotes.
fn end(text: &str) -> usize {
    let (mut quoted, mut escaped) = (false, false);
    for (index, c) in text.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            ';' if !quoted => return index,
            _ => {}
        }
    }
    text.len()
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

/// JSON itself, or a type with the `+json` suffix (RFC 6839); without parameters.
pub(crate) fn is_json(essence: &str) -> bool {
    let suffix = essence.rsplit_once('+').map(|(_, suffix)| suffix);
    essence.eq_ignore_ascii_case("application/json")
        || essence.eq_ignore_ascii_case("text/json")
        || suffix.is_some_and(|it| it.eq_ignore_ascii_case("json"))
}

/// Text that is not JSON; without parameters.
pub(crate) fn is_text(essence: &str) -> bool {
    essence.get(..5).is_some_and(|it| it.eq_ignore_ascii_case("text/")) && !is_json(essence)
}

/// Media types that servers send by default.
pub(crate) fn is_vague(essence: &str) -> bool {
    matches!(essence, "" | "text/plain" | "application/octet-stream" | "binary/octet-stream")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_closest_of_what_is_documented() {
        let versions = ["application/vnd.api+json;version=1", "application/vnd.api+json;version=2"];
        let profiles = ["application/json", "application/json;profile=\"a;b\"", "application/json;profile=\"a;b\";v=2"];
        #[rustfmt::skip]
        let rows: &[(&str, &[&str], usize)] = &[
            ("application/vnd.api+json;version=2", &versions, 1),
            ("application/vnd.api+json; Version=\"2\"; charset=utf-8", &versions, 1),
            ("Application/Vnd.API+json ; charset=utf-8 ;version=1", &versions, 0),
            ("application/vnd.api+json", &versions, 0),
            ("application/vnd.api+json;version=3", &["application/vnd.api+json;version=1", "application/*"], 0),
            ("application/json; charset=utf-8", &profiles, 0),
            ("application/json; profile=\"a;b\"", &profiles, 1),
            ("application/json; profile=\"a\\;b\";V=2", &profiles, 2),
            ("application/json; profile=other", &profiles, 0),
            ("application/problem+json", &["text/plain", "application/json"], 1),
            ("text/csv", &["*/*", "text/*"], 1),
            ("image/png", &["text/*", "*/*"], 1),
        ];
        for (received, documented, closest) in rows {
            let scores: Vec<u8> = documented.iter().map(|it| closeness(received, it)).collect();
            let best = scores.iter().position(|it| it == scores.iter().max().unwrap()).unwrap();
            assert_eq!(best, *closest, "{received}: {scores:?}");
        }
        for (received, documented) in [("text/html", "application/json"), ("image/png", "text/*"), ("", "text/plain")] {
            assert_eq!(closeness(received, documented), 0, "{received}");
        }
    }
}
