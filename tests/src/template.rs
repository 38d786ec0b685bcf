//! A key of `paths` as requests have it: the path proper, the query that some documents write into it, and no
//! fragment, which stays with the client (RFC 3986, section 3.5).

/// A key taken apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Template {
    /// The path, with the names of its parameters in braces.
    pub path: String,
    /// The pairs that every request has.
    pub fixed: Vec<(String, String)>,
    /// The pairs whose values are parameters: the name on the wire, the name in braces.
    pub variable: Vec<(String, String)>,
}

impl Template {
    /// Takes a key apart; expressions of RFC 6570 (`{?page,size}`) are a query, too.
    pub fn of(key: &str) -> Self {
        let key = key.split('#').next().unwrap_or_default();
        let mut template = Self::default();
        let mut queries = Vec::new();
        let mut rest = key;
        while let Some((before, behind)) = rest.split_once('{') {
            let Some((name, behind)) = behind.split_once('}') else { break };
            let is_query = name.starts_with(['?', '&']);
            if before.contains('?') {
                break;
            }
            template.path.push_str(before);
            if is_query {
                queries.extend(name[1..].split(',').map(|it| it.trim_end_matches('*').to_owned()));
            } else {
                template.path.push_str(&format!("{{{name}}}"));
            }
            rest = behind;
        }
        let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
        template.path.push_str(path);
        template.variable.extend(queries.into_iter().map(|it| (it.clone(), it)));
        template.pairs(query);
        template
    }

    fn pairs(&mut self, query: &str) {
        let inside = |it: &str| it.strip_prefix('{').and_then(|it| it.strip_suffix('}')).map(str::to_owned);
        for pair in query.replace("{&", "&{").split('&').filter(|it| !it.is_empty()) {
            match (pair.split_once('='), inside(pair)) {
                (Some((name, value)), _) => match inside(value) {
                    Some(it) => self.variable.push((name.to_owned(), it)),
                    None => self.fixed.push((name.to_owned(), value.to_owned())),
                },
                (None, Some(it)) => self.variable.extend(it.split(',').map(|it| (it.to_owned(), it.to_owned()))),
                (None, None) => self.fixed.push((pair.to_owned(), String::new())),
            }
        }
    }

    /// The names in braces of the path proper.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let pieces = self.path.split('{').skip(1);
        pieces.filter_map(|it| it.split_once('}')).map(|(name, _)| name).filter(|it| !it.is_empty())
    }

    /// The raw values in a path that fits; a value has no slash and is not empty.
    pub fn values(&self, path: &str) -> Option<Vec<(String, String)>> {
        fit(&self.path, path)
    }
}

/// Takes the template off the path, piece by piece.
fn fit(template: &str, path: &str) -> Option<Vec<(String, String)>> {
    let expression = template.match_indices('{').find_map(|(at, _)| {
        let length = template[at..].find('}').filter(|it| *it > 1)?;
        Some((&template[..at], &template[at + 1..at + length], &template[at + length + 1..]))
    });
    let Some((literal, name, rest)) = expression else {
        return without(template, path)?.is_empty().then(Vec::new);
    };
    let path = without(literal, path)?;
    let end = path.find('/').unwrap_or(path.len());
    (1..=end).rev().filter(|it| path.is_char_boundary(*it)).find_map(|it| {
        let mut values = fit(rest, &path[it..])?;
        values.insert(0, (name.to_owned(), path[..it].to_owned()));
        Some(values)
    })
}

/// What is left of a path behind some fixed text, each character of which stands there as it is or percent-encoded.
fn without<'p>(literal: &str, path: &'p str) -> Option<&'p str> {
    let mut rest = path;
    for c in literal.chars() {
        let encoded: String = c.to_string().bytes().map(|it| format!("%{it:02X}")).collect();
        let at_once = |it: &'p str| it.get(..encoded.len()).filter(|it| it.eq_ignore_ascii_case(&encoded));
        rest = match rest.strip_prefix(c) {
            Some(it) => it,
            None => &rest[at_once(rest)?.len()..],
        };
    }
    Some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_taken_apart() {
        for (key, path, fixed, variable) in [
            ("/a/{b}", "/a/{b}", "", ""),
            ("/a#b", "/a", "", ""),
            ("/a/{b}#add?c=d", "/a/{b}", "", ""),
            ("/#X-Amz-Target=Service.Call", "/", "", ""),
            ("/a?action=y", "/a", "action=y", ""),
            ("/a?action=y&q={query}#z", "/a", "action=y", "q=query"),
            ("/a/{b}?flag", "/a/{b}", "flag=", ""),
            ("/a{?page,size*}", "/a", "", "page=page size=size"),
            ("/a?b=1{&c,d}", "/a", "b=1", "c=c d=d"),
        ] {
            let joined =
                |it: &[(String, String)]| it.iter().map(|(a, b)| format!("{a}={b}")).collect::<Vec<_>>().join(" ");
            let template = Template::of(key);
            assert_eq!(
                (template.path.as_str(), joined(&template.fixed).as_str(), joined(&template.variable).as_str()),
                (path, fixed, variable),
                "{key}"
            );
        }
    }

    #[test]
    fn values_of_paths() {
        for (key, path, values) in [
            ("/a", "/a", Some(vec![])),
            ("/a", "/b", None),
            ("/a", "/a/", None),
            ("/a/{id}", "/a/x%2Fy", Some(vec!["x%2Fy"])),
            ("/a/{id}", "/a/x/y", None),
            ("/a/{id}", "/a/", None),
            ("/a/{id}/b", "/a/1/b", Some(vec!["1"])),
            ("/{a}.{b}", "/x.y.z", Some(vec!["x.y", "z"])),
            ("/a#b", "/a", Some(vec![])),
            ("/a#b", "/a%23b", None),
            ("/a b/{id}", "/a%20b/1", Some(vec!["1"])),
            ("/a'b", "/a%27b", Some(vec![])),
            ("/a{}", "/a%7B%7D", Some(vec![])),
            ("/a{}", "/ax", None),
        ] {
            let found = Template::of(key).values(path);
            let found = found.map(|it| it.into_iter().map(|(_, it)| it).collect::<Vec<_>>());
            assert_eq!(found, values.map(|it| it.into_iter().map(str::to_owned).collect()), "{key} {path}");
        }
    }
}
