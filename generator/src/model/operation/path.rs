//! Path templates (OpenAPI 3.1, section 4.8.8): `/feeds/{id}` taken apart, and in words.
//!
//! OpenAPI knows the name between braces only. Documents also have what their routers and other standards write there; a
//! declared parameter is known by its name all the same:
//!
//! | written | from | the parameter | slashes in its value |
//! | --- | --- | --- | --- |
//! | `{name=projects/*}`, `{name=**}` | `google.api.http` | `name` | stay where the pattern has `/` or `**` |
//! | `{+path}`, `{path*}`, `{/path*}` | RFC 6570, sections 3.2.3, 2.4.2, 3.2.6 | `path` | stay, in `{+path}` with all reserved characters |
//! | `{/path}`, `{.ext}`, `{;id}` | RFC 6570, sections 3.2.5 to 3.2.7 | after `/`; in style `label`, `matrix` | are encoded |
//! | `{a,b}` | RFC 6570, section 3.2.2 | both, with a comma between | are encoded |
//! | `{path:.*}`, `{id:[0-9]+}` | patterns of routers | `path`, `id` | stay where the pattern may match one |
//! | `{path:path}`, `{id:int}`, `{id?}`, `{id=5}` | converters and defaults of routers | `path`, `id` | stay for `path` |
//! | `{*path}`, `{**path}`, `{path...}` | what takes the rest of a path | `path` | stay |
//! | `:id`, `<id>`, `<int:id>` | routers without braces, as a whole segment | `id`, where it is declared | stay for `<path:…>` |

use std::collections::BTreeSet;

use crate::ir::closing_brace;

/// A part of a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// Text as it is.
    Literal(String),
    /// What stands between braces.
    Variable(Variable),
}

/// An expression of a template.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Variable {
    /// As it is written, without the braces.
    pub written: String,
    /// The name of the parameter.
    pub name: String,
    /// Whether a value may span segments, so that its slashes stay.
    pub slashes: bool,
    /// Whether reserved characters stay.
    pub reserved: bool,
    /// What RFC 6570 has in front of the name.
    pub operator: Option<char>,
    /// Whether items of a list are segments of their own.
    pub explode: bool,
}

/// The parts of a template. A brace without its partner is text, and so are braces without a name between them.
pub(super) fn pieces(path: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let (mut rest, mut from) = (path, 0);
    while let Some(open) = rest[from..].find('{').map(|it| from + it) {
        let Some(close) = closing_brace(rest, open) else {
            from = open + 1;
            continue;
        };
        let variables = variables(&rest[open + 1..close]);
        if variables.is_empty() {
            from = close + 1;
            continue;
        }
        from = 0;
        push(&mut pieces, &rest[..open]);
        for (index, variable) in variables.into_iter().enumerate() {
            let before = match (variable.operator, index) {
                (Some('/'), _) => "/",
                (_, 0) | (Some('.' | ';'), _) => "",
                _ => ",",
            };
            push(&mut pieces, before);
            pieces.push(Piece::Variable(variable));
        }
        rest = &rest[close + 1..];
    }
    push(&mut pieces, rest);
    pieces
}

/// Adds a text to the one before it.
fn push(pieces: &mut Vec<Piece>, text: &str) {
    match pieces.last_mut() {
        _ if text.is_empty() => {}
        Some(Piece::Literal(before)) => before.push_str(text),
        _ => pieces.push(Piece::Literal(text.to_owned())),
    }
}

/// The variables of an expression: one, but for `{a,b}`.
fn variables(written: &str) -> Vec<Variable> {
    let operator = written.chars().next().filter(|it| "+/.;".contains(*it));
    let inside = &written[operator.map_or(0, char::len_utf8)..];
    let single = inside.contains([':', '=']);
    let names: Vec<&str> = if single { vec![inside] } else { inside.split(',').collect() };
    let variable = |text: &&str| Variable {
        written: if names.len() == 1 { written.to_owned() } else { (*text).to_owned() },
        operator,
        ..variable(text, operator)
    };
    names.iter().map(variable).filter(|it| !it.name.is_empty()).collect()
}

fn variable(text: &str, operator: Option<char>) -> Variable {
    let text = text.trim();
    let end = text.find([':', '=']).unwrap_or(text.len());
    let (name, pattern) = (text[..end].trim(), &text[end..]);
    let rest = name.starts_with('*') || name.ends_with("...");
    let name = name.trim_start_matches('*').trim_end_matches("...").trim_end_matches('?');
    let explode = name.ends_with('*');
    let spans = match pattern.split_at(pattern.len().min(1)) {
        ("=", pattern) => pattern.contains('/') || pattern.contains("**"),
        (":", pattern) => pattern == "path" || pattern.contains("**") || may_match_slash(pattern),
        _ => false,
    };
    Variable {
        name: name.trim_end_matches('*').trim().to_owned(),
        slashes: rest || explode || spans || operator == Some('+'),
        reserved: operator == Some('+'),
        explode: explode && operator == Some('/'),
        ..Variable::default()
    }
}

/// Whether a regular expression has something in it that matches a slash: one of its own, a dot that repeats, a class
/// that excludes others.
fn may_match_slash(pattern: &str) -> bool {
    let repeats = |rest: &str| rest.starts_with(['*', '+', '{']);
    let mut rest = pattern;
    while let Some(c) = rest.chars().next() {
        rest = &rest[c.len_utf8()..];
        match c {
            '/' => return true,
            '.' if repeats(rest) => return true,
            '\\' => {
                let escaped = rest.chars().next().unwrap_or_default();
                rest = &rest[escaped.len_utf8().min(rest.len())..];
                // `\S`, `\D` and `\W` match it, too.
                if escaped == '/' || (matches!(escaped, 'S' | 'D' | 'W') && repeats(rest)) {
                    return true;
                }
            }
            '[' => {
                let end = rest.char_indices().skip(1).find(|(at, it)| *it == ']' && !rest[..*at].ends_with('\\'));
                let Some((end, _)) = end else { return false };
                let (class, behind) = (&rest[..end], &rest[end + 1..]);
                if class.starts_with('^') != class.contains('/') && repeats(behind) {
                    return true;
                }
                rest = behind;
            }
            _ => {}
        }
    }
    false
}

/// The parts of a template, with the names of declared parameters where the template means them.
pub(super) fn resolved(path: &str, declared: &[&str]) -> Vec<Piece> {
    let mut pieces = pieces(path);
    let mut open: Vec<&str> = declared.to_vec();
    let take = |open: &mut Vec<&str>, name: &str| open.retain(|it| *it != name);
    for variable in pieces.iter_mut().filter_map(Piece::variable_mut) {
        // What is declared by the whole text is meant by it.
        if declared.contains(&variable.written.as_str()) {
            *variable = Variable { name: variable.written.clone(), ..plain(&variable.written) };
        }
        take(&mut open, &variable.name);
    }
    // A name that differs in case or separators only.
    for variable in pieces.iter_mut().filter_map(Piece::variable_mut) {
        let mut alike =
            open.iter().filter(|it| !declared.contains(&variable.name.as_str()) && same(it, &variable.name));
        if let (Some(name), None) = (alike.next().copied(), alike.next()) {
            variable.name = name.to_owned();
            take(&mut open, name);
        }
    }
    let mut found = Vec::new();
    let count = pieces.len();
    for (index, piece) in pieces.into_iter().enumerate() {
        match piece {
            Piece::Literal(text) => split(&text, (index == 0, index + 1 == count), &open, &mut found),
            variable => found.push(variable),
        }
    }
    found
}

fn plain(written: &str) -> Variable {
    Variable { written: written.to_owned(), ..Variable::default() }
}

fn same(one: &str, other: &str) -> bool {
    let bare = |it: &str| it.chars().filter(|it| it.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    bare(one) == bare(other)
}

/// The segments of a text that stand for declared parameters in another spelling: `:id`, `<id>`, `<int:id>`; and `{}`,
/// where just one is left. The text may begin and end within a segment.
fn split(text: &str, (begins, ends): (bool, bool), open: &[&str], found: &mut Vec<Piece>) {
    let last = text.matches('/').count();
    for (index, segment) in text.split('/').enumerate() {
        if index > 0 {
            push(found, "/");
        }
        let whole = (index > 0 || begins) && (index < last || ends);
        let angled = segment.strip_prefix('<').and_then(|it| it.strip_suffix('>'));
        let (converter, name) = angled
            .map_or(("", segment.strip_prefix(':').unwrap_or_default()), |it| it.split_once(':').unwrap_or(("", it)));
        let variable = |name: &str, written: &str| {
            let slashes = converter == "path";
            Piece::Variable(Variable { name: name.to_owned(), slashes, ..plain(written) })
        };
        match open {
            _ if whole && open.contains(&name) => found.push(variable(name, segment)),
            [only] if text.matches("{}").count() == 1 && segment.contains("{}") => {
                let (before, after) = segment.split_once("{}").unwrap_or((segment, ""));
                push(found, before);
                found.push(variable(only, "{}"));
                push(found, after);
            }
            _ => push(found, segment),
        }
    }
}

impl Piece {
    /// The variable, where it is one.
    pub fn variable(&self) -> Option<&Variable> {
        match self {
            Self::Variable(it) => Some(it),
            Self::Literal(_) => None,
        }
    }

    fn variable_mut(&mut self) -> Option<&mut Variable> {
        match self {
            Self::Variable(it) => Some(it),
            Self::Literal(_) => None,
        }
    }
}

/// What an operation without an id is called: `GET /feeds/{id}` → `get feeds by id`.
pub(super) fn words(method: &str, path: &str, lead: &Lead) -> String {
    let mut words = vec![method.to_lowercase()];
    for piece in pieces(lead.rest(path)) {
        match piece {
            Piece::Literal(text) => words.push(text.replace('/', " ")),
            Piece::Variable(it) => words.push(format!("by {}", it.name)),
        }
    }
    words.join(" ").trim().to_owned()
}

/// The segments at the start of a path that tell nothing: those that all paths of the document have, `api`, and
/// versions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Lead(usize);

impl Lead {
    /// For each path.
    pub fn of<'p>(paths: impl Iterator<Item = &'p str> + Clone) -> impl Fn(&str) -> Self {
        let common = common(paths);
        move |path| {
            let segments: Vec<&str> = segments(path).collect();
            let vain = |it: &&&str| matches!(**it, "api" | "apis" | "rest") || is_version(it);
            let from = if common < segments.len() { common } else { 0 };
            let lead = from + segments[from..].iter().take_while(vain).count();
            // Something has to be left that is no variable.
            let named = segments.get(lead).is_some_and(|it| !it.starts_with('{'));
            Self(if named { lead } else { from.min(segments.len().saturating_sub(1)) })
        }
    }

    /// The path without it.
    fn rest<'p>(&self, path: &'p str) -> &'p str {
        let mut rest = path;
        for _ in 0..self.0 {
            rest = rest.trim_start_matches('/');
            rest = rest.find('/').map_or("", |at| &rest[at..]);
        }
        rest
    }

    /// The segments of the start, where there are any, and the one behind them.
    pub fn and_next<'p>(&self, path: &'p str) -> Option<(&'p str, &'p str)> {
        let rest = self.rest(path);
        let next = segments(rest).next().filter(|it| self.0 > 0 && !it.contains('{'))?;
        Some((&path[..path.len() - rest.len()], next))
    }
}

fn segments(path: &str) -> impl Iterator<Item = &str> {
    path.split('/').filter(|it| !it.is_empty())
}

/// How many segments all paths have in common before they lead to three different things at least: a document about
/// one thing has its name in all paths, too.
fn common<'p>(paths: impl Iterator<Item = &'p str> + Clone) -> usize {
    let at = |index: usize| paths.clone().map(move |path| segments(path).nth(index));
    let mut common = 0;
    loop {
        let here: BTreeSet<Option<&str>> = at(common).collect();
        match here.first() {
            Some(Some(only)) if here.len() == 1 && !only.contains('{') => common += 1,
            _ => {
                let things = here.len() > 2 && here.iter().all(|word| word.is_some_and(|it| !it.contains('{')));
                return if things { common } else { 0 };
            }
        }
    }
}

fn is_version(segment: &str) -> bool {
    segment.strip_prefix('v').is_some_and(|it| !it.is_empty() && it.starts_with(|c: char| c.is_ascii_digit()))
}

/// A template without the names of its expressions: `/feeds/{id}` → `/feeds/{}`. A pattern stays: by it a server tells
/// `{name=projects/*}` from `{name=folders/*}`.
pub(in crate::model) fn shape(path: &str) -> String {
    let piece = |it| match it {
        Piece::Literal(text) => text,
        Piece::Variable(it) => {
            let pattern = it.written.find([':', '=']).map_or("", |at| &it.written[at..]);
            format!("{{{pattern}}}")
        }
    };
    pieces(path).into_iter().map(piece).collect()
}

/// What stands for a tag where an operation has none: the first segment that names a thing.
pub(super) fn group(path: &str) -> String {
    let named = |segment: &&str| !segment.contains('{') && !is_version(segment) && *segment != "api";
    let piece = |it| match it {
        Piece::Literal(text) => text,
        Piece::Variable(_) => "{}".to_owned(),
    };
    let plain: String = pieces(path).into_iter().map(piece).collect();
    segments(&plain).find(named).unwrap_or("root").to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Pieces as text: variables in `<>`, with what is special about them.
    fn text(pieces: Vec<Piece>) -> String {
        let piece = |it| match it {
            Piece::Literal(text) => text,
            Piece::Variable(it) => {
                let operator = it.operator.filter(|it| ".;".contains(*it)).map(String::from).unwrap_or_default();
                let marks = [(it.slashes, "/"), (it.reserved, "+"), (it.explode, "*")];
                let marks: String = marks.iter().filter(|(is, _)| *is).map(|(_, mark)| *mark).collect();
                format!("<{operator}{}{marks}>", it.name)
            }
        };
        pieces.into_iter().map(piece).collect()
    }

    #[test]
    fn templates_are_taken_apart() {
        for (path, expected) in [
            ("/feeds", "/feeds"),
            ("/feeds/{id}", "/feeds/<id>"),
            ("/{a}.{b}/x", "/<a>.<b>/x"),
            ("/a{b", "/a{b"),
            ("/a{b/{c}", "/a{b/<c>"),
            ("/a{}/{b}", "/a{}/<b>"),
            ("/v1/{name=projects/*/ops/*}:cancel", "/v1/<name/>:cancel"),
            ("/v1/{name=*}", "/v1/<name>"),
            ("/v1/{name=**}", "/v1/<name/>"),
            ("/{page=5}", "/<page>"),
            ("/{path:.*}", "/<path/>"),
            ("/{path:.+}/x", "/<path/>/x"),
            ("/{path:path}", "/<path/>"),
            ("/{id:int}", "/<id>"),
            ("/{id:[0-9]+}", "/<id>"),
            ("/{id:\\d{4}}/x", "/<id>/x"),
            ("/{id:[a-z]{2,3}}", "/<id>"),
            ("/{id:[^/]+}", "/<id>"),
            ("/{id:[^.]+}", "/<id/>"),
            ("/{id:\\S+}", "/<id/>"),
            ("/{id:[\\w/]+}", "/<id/>"),
            ("/{id:a.b}", "/<id>"),
            ("/{+path}", "/<path/+>"),
            ("/a{/path*}", "/a/<path/*>"),
            ("/a{/path}", "/a/<path>"),
            ("/a{/b,c}", "/a/<b>/<c>"),
            ("/a/{b,c}", "/a/<b>,<c>"),
            ("/a{.ext}{;id}", "/a<.ext><;id>"),
            ("/{path*}", "/<path/>"),
            ("/{*path}", "/<path/>"),
            ("/{**path}", "/<path/>"),
            ("/{path...}", "/<path/>"),
            ("/{id?}", "/<id>"),
            ("/{ id }", "/<id>"),
        ] {
            assert_eq!(text(pieces(path)), expected, "{path}");
        }
    }

    #[test]
    fn declared_parameters_are_found() {
        for (path, declared, expected) in [
            ("/{id:int}", &["id:int"][..], "/<id:int>"),
            ("/{+x}", &["+x"], "/<+x>"),
            ("/{userId}", &["user_id"], "/<user_id>"),
            ("/{userId}", &["user_id", "userid"], "/<userId>"),
            ("/{userId}", &["userId", "user_id"], "/<userId>"),
            ("/{userId}", &["other"], "/<userId>"),
            ("/users/:id/x", &["id"], "/users/<id>/x"),
            ("/users/:id/x", &[], "/users/:id/x"),
            ("/users/<id>/<path:rest>", &["id", "rest"], "/users/<id>/<rest/>"),
            ("/users/<id>", &[], "/users/<id>"),
            ("/users/{}/x", &["id"], "/users/<id>/x"),
            ("/users/{}/x", &["id", "other"], "/users/{}/x"),
            ("/{id}/{}", &["id", "other"], "/<id>/<other>"),
            ("/v1/{name}:cancel", &["name", "cancel"], "/v1/<name>:cancel"),
        ] {
            assert_eq!(text(resolved(path, declared)), expected, "{path} {declared:?}");
        }
    }

    #[test]
    fn shapes_keep_patterns() {
        for (path, expected) in [
            ("/a/{id}", "/a/{}"),
            ("/v1/{name=projects/*}", "/v1/{=projects/*}"),
            ("/v1/{id:[0-9]+}", "/v1/{:[0-9]+}"),
            ("/v1/{+path}", "/v1/{}"),
        ] {
            assert_eq!(shape(path), expected);
        }
    }

    #[test]
    fn words_and_groups() {
        assert_eq!(words("GET", "/feeds/{id}/items", &Lead::default()), "get  feeds  by id  items");
        for (path, expected) in [
            ("/api/v2/feeds/{id}", "feeds"),
            ("/{id}", "root"),
            ("/videos", "videos"),
            ("/v1/{name=projects/*}/logs", "logs"),
            ("/v1/{name=projects/*}", "root"),
        ] {
            assert_eq!(group(path), expected);
        }
    }

    #[test]
    fn the_start_of_a_path_that_tells_nothing() {
        for (paths, rests) in [
            (&["/api/v1/users", "/api/v1/users/{id}"][..], &["/users", "/users/{id}"][..]),
            (&["/v1/users", "/v2/users"], &["/users", "/users"]),
            (&["/users", "/users/{id}"], &["/users", "/users/{id}"]),
            (&["/shop/api/v3/pets", "/shop/api/v3/orders", "/shop/api/v3/users"], &["/pets", "/orders", "/users"]),
            (&["/shop/pets", "/shop/orders"], &["/shop/pets", "/shop/orders"]),
            (&["/shop/pets", "/shop/orders", "/shop/{id}"], &["/shop/pets", "/shop/orders", "/shop/{id}"]),
            (
                &["/shop/pets", "/shop/orders", "/shop/users", "/health"],
                &["/shop/pets", "/shop/orders", "/shop/users", "/health"],
            ),
            (&["/v1/{id}", "/api"], &["/v1/{id}", "/api"]),
            (&["/vips", "/apiary"], &["/vips", "/apiary"]),
            (&["/"], &["/"]),
        ] {
            let lead = Lead::of(paths.iter().copied());
            let found: Vec<_> = paths.iter().map(|path| lead(path).rest(path)).collect();
            assert_eq!(found, rests, "{paths:?}");
        }
    }
}
