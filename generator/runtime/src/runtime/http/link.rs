//! Where the next page is: the `Link` header (RFC 8288), and URLs in responses.
//!
//! By hand: only one relation of the header is used, and the crates for it parse and keep all of it.

use http::HeaderMap;
use http::header::LINK;

/// The target of the first link whose relation is `next`.
pub(crate) fn next(headers: &HeaderMap) -> Option<String> {
    headers.get_all(LINK).iter().filter_map(|it| it.to_str().ok()).find_map(next_of)
}

/// Whether a value that is a cursor or a URL is a URL: an absolute one, or a path or nothing with a query. The alphabet
/// of base64 has a slash and no question mark.
pub(crate) fn is_url(value: &str) -> bool {
    let begins = |prefix: &str| value.get(..prefix.len()).is_some_and(|it| it.eq_ignore_ascii_case(prefix));
    begins("http://") || begins("https://") || (value.starts_with(['/', '?']) && value.contains('?'))
}

/// A URL reference (RFC 3986, section 4.1) as it is; a query that was given alone, `page=2&size=5`, gets its question
/// mark.
pub(crate) fn target(value: &str) -> String {
    let value = value.trim();
    let query_first = value.find(['=', '?', '/', ':', '#']).is_some_and(|at| value[at..].starts_with('='));
    if query_first { format!("?{value}") } else { value.to_owned() }
}

fn next_of(header: &str) -> Option<String> {
    let mut rest = header;
    while let Some((_, after)) = rest.split_once('<') {
        let (target, after) = after.split_once('>')?;
        let (params, after) = params(after);
        let is_next = |(name, value): &(String, String)| {
            name == "rel" && value.split_ascii_whitespace().any(|it| it.eq_ignore_ascii_case("next"))
        };
        // Only the first `rel` counts (RFC 8288, section 3.3).
        if params.iter().find(|(name, _)| name == "rel").is_some_and(is_next) {
            return Some(target.trim().to_owned());
        }
        rest = after;
    }
    None
}

/// The parameters of a link, and what comes after the comma that ends it.
fn params(text: &str) -> (Vec<(String, String)>, &str) {
    let mut params = Vec::new();
    let mut rest = text.trim_start();
    while let Some(after) = rest.strip_prefix(';') {
        let after = after.trim_start();
        let end = after.find(['=', ';', ',']).unwrap_or(after.len());
        let (name, after) = after.split_at(end);
        let (value, after) = match after.strip_prefix('=').map(str::trim_start) {
            None => (String::new(), after),
            Some(after) => match after.strip_prefix('"') {
                Some(after) => quoted(after),
                None => {
                    let (value, after) = after.split_at(after.find([';', ',']).unwrap_or(after.len()));
                    (value.trim().to_owned(), after)
                }
            },
        };
        params.push((name.trim().to_ascii_lowercase(), value));
        rest = after.trim_start();
    }
    (params, rest)
}

fn quoted(text: &str) -> (String, &str) {
    let mut value = String::new();
    let mut chars = text.char_indices();
    while let Some((at, it)) = chars.next() {
        match it {
            '"' => return (value, text.get(at + 1..).unwrap_or_default()),
            '\\' => value.extend(chars.next().map(|(_, it)| it)),
            it => value.push(it),
        }
    }
    (value, "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls_are_told_from_cursors() {
        for (value, url) in [
            ("https://a.example/b", true),
            ("HTTP://a.example", true),
            ("/b?c=1", true),
            ("?c=1", true),
            ("/9j/4AAQ==", false),
            ("c=1", false),
            ("eyJhIjoxfQ==", false),
            ("httpé", false),
        ] {
            assert_eq!(is_url(value), url, "{value}");
        }
    }

    #[test]
    fn a_query_alone_is_a_reference() {
        for (value, reference) in [
            ("page=2&x=a/b?", "?page=2&x=a/b?"),
            ("page[number]=2", "?page[number]=2"),
            ("?page=2", "?page=2"),
            ("/a?b=c", "/a?b=c"),
            ("a?b=c", "a?b=c"),
            ("https://a.example/?b=c", "https://a.example/?b=c"),
        ] {
            assert_eq!(target(value), reference);
        }
    }
}
