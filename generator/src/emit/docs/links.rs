//! Links to the web in plain text.

use super::plain::escaped;

/// Plain text with its URLs as links and everything else escaped.
pub(super) fn with_links(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(start) = rest.find("http://").into_iter().chain(rest.find("https://")).min() {
        let (before, url) = rest.split_at(start);
        let end =
            url.find(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '`' | '\\')).unwrap_or(url.len());
        let end = url[..end].trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', ')', ']', '*', '_']).len();
        out.push_str(&escaped(before));
        match web_url(&url[..end]) {
            Some(url) => out.push_str(&format!("<{url}>")),
            None => out.push_str(&escaped(&url[..end])),
        }
        rest = &url[end..];
    }
    out.push_str(&escaped(rest));
    out
}

/// The URL where it is an absolute one of the web and can stand in angle brackets.
pub(super) fn web_url(url: &str) -> Option<&str> {
    let host = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"))?;
    let plain =
        |c: char| !c.is_whitespace() && !c.is_control() && !matches!(c, '<' | '>' | '"' | '\\' | '`' | '\u{fffd}');
    (host.starts_with(char::is_alphanumeric) && url.len() < 2_000 && url.chars().all(plain)).then_some(url)
}
