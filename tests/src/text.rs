//! Texts that a string schema allows: by its format, by its pattern, by its lengths.

use regex_syntax::hir::{Class, Hir, HirKind};
use serde_json::Value;

/// What a text must bear besides its schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Charset {
    /// Nothing: it stands in JSON.
    Any,
    /// Percent-encoding must work: characters that mean something in a URL.
    Awkward,
    /// It stands in a header or cookie, or beside a delimiter.
    Plain,
}

/// Candidates, the best one first; whether one is allowed is for the validator to say.
pub fn candidates(schema: &Value, charset: Charset) -> Vec<String> {
    let mut texts = Vec::new();
    if let Some(text) = schema["format"].as_str().and_then(of_format).or(encoded(schema)) {
        texts.push(text.to_owned());
    }
    if let Some(pattern) = schema["pattern"].as_str() {
        texts.extend((0..4).filter_map(|more| of_pattern(pattern, more)));
        texts.extend(COMMON.iter().map(|&it| it.to_owned()));
    }
    texts.push(free(charset).to_owned());
    texts.push("text".to_owned());
    let texts = texts.into_iter().map(|it| fitted(it, schema));
    texts
        .filter(|it| charset != Charset::Plain || it.bytes().all(|b| (b'!'..=b'~').contains(&b) || b == b' '))
        .collect()
}

/// A text that a pattern of `propertyNames` or `patternProperties` allows.
pub fn of_pattern(pattern: &str, more: u32) -> Option<String> {
    let hir = regex_syntax::Parser::new().parse(pattern).ok()?;
    let mut text = String::new();
    sample(&hir, more, &mut text);
    Some(text)
}

fn of_format(format: &str) -> Option<&'static str> {
    Some(match format {
        "date-time" => "2024-02-29T12:30:45.123Z",
        "date" => "2024-02-29",
        "time" => "12:30:45Z",
        "duration" => "P3DT4H",
        "email" | "idn-email" => "ada.lovelace@example.com",
        "uuid" => "3c90c3cc-0d44-4b50-8888-8dd25736052a",
        "uri" | "url" | "iri" | "uri-reference" | "iri-reference" => "https://example.com/a?b=c#d",
        "uri-template" => "https://example.com/{id}",
        "hostname" | "idn-hostname" => "api.example.com",
        "ipv4" => "192.0.2.1",
        "ipv6" => "2001:db8::1",
        "byte" | "binary" | "base64" => "b2N0b2dlbg==",
        "decimal" | "int64" | "int32" | "integer" | "number" | "float" | "double" => "12",
        "regex" => "^a+$",
        "json-pointer" => "/a/b",
        _ => return None,
    })
}

fn encoded(schema: &Value) -> Option<&'static str> {
    let is_base64 = schema["contentEncoding"].as_str().is_some_and(|it| it.starts_with("base64"));
    // Bytes without an encoding are a file of a form (OpenAPI 3.1, section 4.8.14.2); an argument has them as base64.
    let is_file = schema["contentMediaType"] == "application/octet-stream" && schema.get("contentEncoding").is_none();
    (is_base64 || is_file).then_some("b2N0b2dlbg==")
}

/// What common patterns ask for, among them those with look-around.
const COMMON: [&str; 14] = [
    "2024-02-29T12:30:45Z",
    "2024-02-29 12:30:45Z",
    "2024-02-29",
    "12:30",
    "ada.lovelace@example.com",
    "https://example.com",
    "3c90c3cc-0d44-4b50-8888-8dd25736052a",
    "#1a2b3c",
    "+15551234567",
    "a_name",
    "a-name",
    "Abcdef1!",
    "12",
    "A1",
];

fn free(charset: Charset) -> &'static str {
    match charset {
        Charset::Any => "line \"one\"\nÄ, 語 & <two> \\ \u{1f980}",
        Charset::Awkward => "tea & 50%/ü=+?#;,x",
        Charset::Plain => "plain",
    }
}

/// As many characters as the schema wants.
fn fitted(text: String, schema: &Value) -> String {
    let min = schema["minLength"].as_u64().unwrap_or(0) as usize;
    let max = schema["maxLength"].as_u64().map_or(usize::MAX, |it| it as usize);
    let missing = min.saturating_sub(text.chars().count()).min(100_000);
    text.chars().chain(std::iter::repeat_n('x', missing)).take(max).collect()
}

/// The first text that a pattern describes; repetitions are taken `more` times beyond their least.
fn sample(hir: &Hir, more: u32, text: &mut String) {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => {}
        HirKind::Literal(it) => text.push_str(&String::from_utf8_lossy(&it.0)),
        HirKind::Class(class) => text.extend(member(class)),
        HirKind::Capture(it) => sample(&it.sub, more, text),
        HirKind::Concat(parts) => parts.iter().for_each(|it| sample(it, more, text)),
        HirKind::Alternation(parts) => parts.iter().take(1).for_each(|it| sample(it, more, text)),
        HirKind::Repetition(it) => {
            let times = it.min.saturating_add(more).min(it.max.unwrap_or(u32::MAX)).min(1_000);
            (0..times).for_each(|_| sample(&it.sub, more, text));
        }
    }
}

/// A letter or digit of the class if it has one.
fn member(class: &Class) -> Option<char> {
    let Class::Unicode(class) = class else { return None };
    let has = |c: char| class.iter().any(|it| it.start() <= c && c <= it.end());
    ['a', 'A', '1', '0', 'x', '-', '_', ' ']
        .into_iter()
        .find(|&c| has(c))
        .or_else(|| class.iter().next().map(|it| it.start()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_of_a_pattern() {
        for (pattern, text) in [
            ("^[a-z][a-z0-9_]*$", "a"),
            (r"^\d{4}-\d{2}$", "1111-11"),
            ("^(asc|desc)$", "asc"),
            ("^[^:]+(?::(asc|desc))?$", "a"),
            ("^wh_[0-9a-f]{3}$", "wh_aaa"),
        ] {
            assert_eq!(of_pattern(pattern, 0).as_deref(), Some(text), "{pattern}");
        }
    }
}
