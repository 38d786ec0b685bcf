//! How an item read and how it reads, so that the difference can be seen: of long lists of arguments only what differs.

use crate::surface::ItemChange;

/// A line may be so long.
const LONG: usize = 100;

/// What to print of an item before and after.
pub(super) fn contrast(item: &ItemChange) -> (Option<String>, Option<String>) {
    match (&item.before, &item.after) {
        (Some(before), Some(after)) if before.len().max(after.len()) > LONG => {
            (Some(bounded(&differing(before, after))), Some(bounded(&differing(after, before))))
        }
        (before, after) => (before.as_deref().map(bounded), after.as_deref().map(bounded)),
    }
}

/// A signature without the arguments that the other one has, too.
fn differing(text: &str, other: &str) -> String {
    let (Some((head, arguments, tail)), Some((_, others, _))) = (parts(text), parts(other)) else {
        return text.to_owned();
    };
    let others: Vec<&str> = others.split(", ").collect();
    let mut kept: Vec<&str> = arguments.split(", ").map(|it| if others.contains(&it) { "…" } else { it }).collect();
    kept.dedup_by(|a, b| *a == "…" && a == b);
    format!("{head}({}){tail}", kept.join(", "))
}

/// What stands before, between and after the outer brackets.
fn parts(text: &str) -> Option<(&str, &str, &str)> {
    let (head, rest) = text.split_once('(')?;
    let (arguments, tail) = rest.rsplit_once(')')?;
    Some((head, arguments, tail))
}

/// A text that is too long all the same ends early.
fn bounded(text: &str) -> String {
    match text.char_indices().nth(2 * LONG) {
        Some((end, _)) => format!("{} …", &text[..end]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diff::Level;

    #[test]
    fn of_long_signatures_what_differs_is_left() {
        let many: String = (0..9).map(|it| format!("argument_{it}: i64, ")).collect();
        let item = |before: &str, after: &str| ItemChange {
            path: "new".into(),
            owner: "new".into(),
            before: Some(before.replace('*', &many)),
            after: Some(after.replace('*', &many)),
            level: Level::Major,
        };
        for (before, after, expected) in [
            ("fn new(a: i64) -> Self", "fn new(b: i64) -> Self", ("fn new(a: i64) -> Self", "fn new(b: i64) -> Self")),
            (
                "fn new(*a: i64) -> Self",
                "fn new(*b: i64) -> Self",
                ("fn new(…, a: i64) -> Self", "fn new(…, b: i64) -> Self"),
            ),
            (
                "fn new(*z: i64) -> Self",
                "fn new(b: i64, *z: i64) -> Self",
                ("fn new(…) -> Self", "fn new(b: i64, …) -> Self"),
            ),
        ] {
            let found = contrast(&item(before, after));
            assert_eq!(found, (Some(expected.0.to_owned()), Some(expected.1.to_owned())));
        }
    }
}
