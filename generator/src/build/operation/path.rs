//! Path templates (OpenAPI 3.1, section 4.8.8): `/feeds/{id}` taken apart, and in words.

/// A part of a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// Text as it is.
    Literal(String),
    /// The name between braces.
    Variable(String),
}

/// The parts of a template. A brace without its partner is text, and so are braces without a name between them.
pub(super) fn pieces(path: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let (mut rest, mut from) = (path, 0);
    while let Some(open) = rest[from..].find('{').map(|it| from + it) {
        let Some(length) = rest[open..].find('}') else {
            break;
        };
        if length == 1 {
            from = open + 2;
            continue;
        }
        from = 0;
        if open > 0 {
            pieces.push(Piece::Literal(rest[..open].to_owned()));
        }
        pieces.push(Piece::Variable(rest[open + 1..open + length].to_owned()));
        rest = &rest[open + length + 1..];
    }
    if !rest.is_empty() {
        pieces.push(Piece::Literal(rest.to_owned()));
    }
    pieces
}

/// What an operation without an id is called: `GET /feeds/{id}` → `get feeds by id`.
pub(super) fn words(method: &str, path: &str) -> String {
    let mut words = vec![method.to_lowercase()];
    for piece in pieces(path) {
        match piece {
            Piece::Literal(text) => words.push(text.replace('/', " ")),
            Piece::Variable(name) => words.push(format!("by {name}")),
        }
    }
    words.join(" ").trim().to_owned()
}

/// A template without the names of its expressions: `/feeds/{id}` → `/feeds/{}`.
pub(super) fn shape(path: &str) -> String {
    let piece = |it| match it {
        Piece::Literal(text) => text,
        Piece::Variable(_) => "{}".to_owned(),
    };
    pieces(path).into_iter().map(piece).collect()
}

/// What stands for a tag where an operation has none: the first segment that names a thing.
pub(super) fn group(path: &str) -> String {
    let version = |segment: &str| {
        segment.strip_prefix('v').is_some_and(|it| !it.is_empty() && it.starts_with(|c: char| c.is_ascii_digit()))
    };
    let named =
        |segment: &&str| !segment.is_empty() && !segment.contains('{') && !version(segment) && *segment != "api";
    path.split('/').find(named).unwrap_or("root").to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn templates_are_taken_apart() {
        let text = |it: &str| Piece::Literal(it.to_owned());
        let variable = |it: &str| Piece::Variable(it.to_owned());
        for (path, expected) in [
            ("/feeds", vec![text("/feeds")]),
            ("/feeds/{id}", vec![text("/feeds/"), variable("id")]),
            ("/{a}.{b}/x", vec![text("/"), variable("a"), text("."), variable("b"), text("/x")]),
            ("/a{b", vec![text("/a{b")]),
            ("/a{}/{b}", vec![text("/a{}/"), variable("b")]),
        ] {
            assert_eq!(pieces(path), expected, "{path}");
        }
    }

    #[test]
    fn words_and_groups() {
        assert_eq!(words("GET", "/feeds/{id}/items"), "get  feeds  by id  items");
        for (path, expected) in [("/api/v2/feeds/{id}", "feeds"), ("/{id}", "root"), ("/videos", "videos")] {
            assert_eq!(group(path), expected);
        }
    }
}
