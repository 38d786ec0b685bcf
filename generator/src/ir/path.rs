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
    let mut rest = path.split('#').next().unwrap_or_default();
    let mut query = None;
    while let Some(at) = rest.find(['?', '{']) {
        if rest[at..].starts_with('?') {
            query = Some(&rest[at + 1..]);
            rest = &rest[..at];
            break;
        }
        let Some(length) = rest[at..].find('}') else { break };
        let (expression, behind) = (&rest[at + 1..at + length], &rest[at + length + 1..]);
        proper.push_str(&rest[..at]);
        match expression.strip_prefix(['?', '&']) {
            Some(names) => pairs.extend(variables(names)),
            None => proper.push_str(&rest[at..=at + length]),
        }
        rest = behind;
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
