//! A query that is written into a path template: `/search?kind=all&q={query}`. OpenAPI forbids it and documents do it.
//! A fragment (`/#Action=Start`) tells operations of one path apart in the document; it is never sent (RFC 3986,
//! section 3.5).

/// A pair of such a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueryPair {
    /// Its name on the wire.
    pub name: String,
    /// Its value.
    pub value: QueryValue,
}

/// The value of such a pair.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum QueryValue {
    /// Text as it is.
    Text(String),
    /// The parameter of that name.
    Variable(String),
}

/// The path proper, and the query behind it, without the fragment. Expressions of RFC 6570 (`{?page,size}`) are a query, too.
pub fn split_path(path: &str) -> (String, Vec<QueryPair>) {
    let (mut proper, mut pairs) = (String::new(), Vec::new());
    let mut rest = without_fragment(path);
    let mut query = None;
    while let Some(at) = rest.find(['?', '{']) {
        if rest[at..].starts_with('?') {
            query = Some(&rest[at + 1..]);
            rest = &rest[..at];
            break;
        }
        let Some(close) = closing_brace(rest, at) else {
            proper.push_str(&rest[..=at]);
            rest = &rest[at + 1..];
            continue;
        };
        proper.push_str(&rest[..at]);
        match rest[at + 1..close].strip_prefix(['?', '&']) {
            Some(names) => pairs.extend(variables(names)),
            None => proper.push_str(&rest[at..=close]),
        }
        rest = &rest[close + 1..];
    }
    proper.push_str(rest);
    let mut query = query.unwrap_or_default().to_owned();
    while let Some((before, (names, behind))) =
        query.split_once("{&").and_then(|(before, it)| Some((before, it.split_once('}')?)))
    {
        pairs.extend(variables(names));
        query = format!("{before}{behind}");
    }
    pairs.extend(query.split('&').filter(|it| !it.is_empty()).map(pair));
    pairs.retain(|it: &QueryPair| !it.name.is_empty());
    (proper, pairs)
}

/// The path before its fragment, be it text or an expression (`{#part}`, RFC 6570, section 3.2.4). Inside of an
/// expression a `#` is part of a pattern.
pub fn without_fragment(path: &str) -> &str {
    let mut from = 0;
    while let Some(at) = path[from..].find(['#', '{']).map(|it| from + it) {
        match closing_brace(path, at) {
            Some(close) if !path[at..].starts_with("{#") => from = close + 1,
            None if path[at..].starts_with('{') => from = at + 1,
            _ => return &path[..at],
        }
    }
    path
}

/// Where the brace that is opened at that place is closed; patterns may have braces of their own (`{id:[0-9]{4}}`).
pub fn closing_brace(text: &str, open: usize) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, c) in text.char_indices().skip_while(|(at, _)| *at < open) {
        match c {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            return (c == '}').then_some(at);
        }
    }
    None
}

/// The names of an expression: `page,size*`.
fn variables(names: &str) -> impl Iterator<Item = QueryPair> {
    names.split(',').map(|it| variable(it.trim_end_matches('*')))
}

fn variable(name: &str) -> QueryPair {
    QueryPair { name: name.to_owned(), value: QueryValue::Variable(name.to_owned()) }
}

/// `a=b`, `a={b}`, `a`, `{b}`.
fn pair(text: &str) -> QueryPair {
    let inside = |it: &str| Some(it.split_once('{')?.1.split_once('}')?.0.to_owned());
    match text.split_once('=') {
        None => match inside(text) {
            Some(name) => variable(&name),
            None => QueryPair { name: text.to_owned(), value: QueryValue::Text(String::new()) },
        },
        Some((name, value)) => {
            let value = inside(value).map_or_else(|| QueryValue::Text(value.to_owned()), QueryValue::Variable);
            QueryPair { name: name.to_owned(), value }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn queries_leave_the_path() {
        for (path, proper, query) in [
            ("/a/{b}", "/a/{b}", ""),
            ("/a?b={c}&d=e", "/a", "b={c} d=e"),
            ("/a?{b}&c&=d", "/a", "b={b} c="),
            ("/a{?b,c*}", "/a", "b={b} c={c}"),
            ("/a/{b}{?c}{&d}", "/a/{b}", "c={c} d={d}"),
            ("/a?b=1{&c,d}", "/a", "c={c} d={d} b=1"),
            ("/a?b=1#c", "/a", "b=1"),
            ("/#Action=Start&b={c}", "/", ""),
            ("/a/{b}#add", "/a/{b}", ""),
            ("/a?", "/a", ""),
            ("/a{b/{c}?d=1", "/a{b/{c}", "d=1"),
            ("/a/{#b}", "/a/", ""),
            ("/a/{b:x{2}?}?c=1", "/a/{b:x{2}?}", "c=1"),
            ("/a/{b:[^#?]+}", "/a/{b:[^#?]+}", ""),
            ("/a/{b?}", "/a/{b?}", ""),
            ("/a{b", "/a{b", ""),
        ] {
            let (found, pairs) = split_path(path);
            let pairs = pairs.iter().map(|it| match &it.value {
                QueryValue::Text(text) => format!("{}={text}", it.name),
                QueryValue::Variable(name) => format!("{}={{{name}}}", it.name),
            });
            assert_eq!((found.as_str(), pairs.collect::<Vec<_>>().join(" ").as_str()), (proper, query), "{path}");
        }
    }
}
