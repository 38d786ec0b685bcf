//! A key of `paths` as requests have it: the path proper, the query that some documents write into it, and no
//! fragment, which stays with the client (RFC 3986, section 3.5).

/// A key taken apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Template {
    /// The path, with the names of its parameters in braces.
    pub path: String,
    /// The names of those whose values may have slashes.
    pub wide: Vec<String>,
    /// The pairs that every request has.
    pub fixed: Vec<(String, String)>,
    /// The pairs whose values are parameters: the name on the wire, the name in braces.
    pub variable: Vec<(String, String)>,
}

impl Template {
    /// Takes a key apart, given the names of the declared path parameters; expressions of RFC 6570 (`{?page,size}`) are a
    /// query, too.
    pub fn of(key: &str, declared: &[&str]) -> Self {
        let key = key.split('#').next().unwrap_or_default();
        let mut template = Self::default();
        let mut queries = Vec::new();
        let mut rest = key;
        while let Some((before, behind)) = rest.split_once('{') {
            let Some((text, behind)) = closed(behind) else { break };
            if before.contains('?') {
                break;
            }
            template.path.push_str(before);
            if text.starts_with(['?', '&']) {
                queries.extend(text[1..].split(',').map(|it| it.trim_end_matches('*').to_owned()));
            } else {
                template.expression(text, declared);
            }
            rest = behind;
        }
        let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
        template.path.push_str(path);
        template.variable.extend(queries.into_iter().map(|it| (it.clone(), it)));
        template.pairs(query);
        template
    }

    /// Adds what stands between braces: a name, or what RFC 6570 (sections 3.2.2, 3.2.3 and 3.2.6) and routers write there.
    fn expression(&mut self, text: &str, declared: &[&str]) {
        if text.is_empty() || declared.contains(&text) {
            self.path.push_str(&format!("{{{text}}}"));
            return;
        }
        let operator = text.chars().next().filter(|it| "+/".contains(*it));
        let inside = text.strip_prefix(['+', '/']).unwrap_or(text);
        let single = inside.contains([':', '=']);
        let names: Vec<&str> = if single { vec![inside] } else { inside.split(',').collect() };
        for (index, written) in names.into_iter().enumerate() {
            let name = name(written);
            self.path.push_str(match (operator, index) {
                (Some('/'), _) => "/",
                (_, 0) => "",
                _ => ",",
            });
            self.path.push_str(&format!("{{{name}}}"));
            if operator == Some('+') || is_wide(written) {
                self.wide.push(name.to_owned());
            }
        }
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

    /// The raw values in a path that fits; a value is not empty, and has no slash unless its
    /// expression says so.
    pub fn values(&self, path: &str) -> Option<Vec<(String, String)>> {
        fit(&self.path, path, &self.wide)
    }
}

/// The name of a declared path parameter: where a whole expression is declared (`name=projects/*`, `+path`), the one in it.
pub fn declared(text: &str) -> &str {
    match text.contains(['/', '{', '}']) || text.starts_with('+') {
        true => name(text.trim_start_matches(['+', '/'])),
        false => text,
    }
}

/// The name without what stands around it: `*rest`, `rest...`, `id?`, `id:int`, `name=projects/*`.
fn name(written: &str) -> &str {
    let name = written.split([':', '=']).next().unwrap_or_default().trim();
    name.trim_matches('*').trim_end_matches("...").trim_end_matches('?').trim()
}

/// Whether a value may have slashes.
fn is_wide(written: &str) -> bool {
    let (name, pattern) = written.split_at(written.find([':', '=']).unwrap_or(written.len()));
    name.contains('*')
        || name.ends_with("...")
        || pattern.contains("**")
        || (pattern.starts_with('=') && pattern.contains('/'))
        || [":path", ":.*", ":.+"].contains(&pattern)
}

/// What stands before the brace that closes, and behind it; patterns may have braces of their own.
fn closed(text: &str) -> Option<(&str, &str)> {
    let mut depth = 1_usize;
    for (at, c) in text.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some((&text[..at], &text[at + 1..]));
        }
    }
    None
}

/// Takes the template off the path, piece by piece.
fn fit(template: &str, path: &str, wide: &[String]) -> Option<Vec<(String, String)>> {
    let expression = template.match_indices('{').find_map(|(at, _)| {
        let length = template[at..].find('}').filter(|it| *it > 1)?;
        Some((&template[..at], &template[at + 1..at + length], &template[at + length + 1..]))
    });
    let Some((literal, name, rest)) = expression else {
        return without(template, path)?.is_empty().then(Vec::new);
    };
    let path = without(literal, path)?;
    let end = if wide.iter().any(|it| it == name) { path.len() } else { path.find('/').unwrap_or(path.len()) };
    (1..=end).rev().filter(|it| path.is_char_boundary(*it)).find_map(|it| {
        let mut values = fit(rest, &path[it..], wide)?;
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
            ("/a/{*rest}", "/a/{rest}", "", ""),
            ("/a/{rest...}/{+path}", "/a/{rest}/{path}", "", ""),
            ("/v1/{name=projects/*}:stop", "/v1/{name}:stop", "", ""),
            ("/a/{id:int}{?q}", "/a/{id}", "", "q=q"),
            ("/a/{id:[0-9]{4}}/b", "/a/{id}/b", "", ""),
            ("/a{/b,c}/{d,e}", "/a/{b}/{c}/{d},{e}", "", ""),
        ] {
            let joined =
                |it: &[(String, String)]| it.iter().map(|(a, b)| format!("{a}={b}")).collect::<Vec<_>>().join(" ");
            let template = Template::of(key, &[]);
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
            ("/a/{*rest}", "/a/x/y%20z", Some(vec!["x/y%20z"])),
            ("/a/{**rest}/b", "/a/x/b/b", Some(vec!["x/b"])),
            ("/a/{rest:path}", "/a/x/y", Some(vec!["x/y"])),
            ("/v1/{name=projects/*}:stop", "/v1/projects/x:stop", Some(vec!["projects/x"])),
            ("/v1/{name=*}", "/v1/x/y", None),
            ("/a/{id:int}", "/a/1", Some(vec!["1"])),
            ("/a/{id:int}", "/a/1/2", None),
        ] {
            let found = Template::of(key, &[]).values(path);
            let found = found.map(|it| it.into_iter().map(|(_, it)| it).collect::<Vec<_>>());
            assert_eq!(found, values.map(|it| it.into_iter().map(str::to_owned).collect()), "{key} {path}");
        }
    }

    /// What is declared by the whole text is meant by it; a name of the path is never sent.
    #[test]
    fn declared_names() {
        for (key, declared, path) in [
            ("/a/{id:int}", &["id:int"][..], "/a/{id:int}"),
            ("/a/{id:int}", &["id"], "/a/{id}"),
            ("/a/{id:int}", &["other"], "/a/{id}"),
        ] {
            assert_eq!(Template::of(key, declared).path, path, "{key} {declared:?}");
        }
        for (text, name) in [("id", "id"), ("id:int", "id:int"), ("+path", "path"), ("name=projects/*", "name")] {
            assert_eq!(declared(text), name);
        }
    }
}
