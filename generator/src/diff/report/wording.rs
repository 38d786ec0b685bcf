//! The id of a change, its sentence, and its items in the order of a reader.

use crate::diff::finding::{Mask, Subject};
use crate::diff::verdict::Direction;
use crate::surface::ItemChange;

/// The first items in words, with what they were and are.
pub(in crate::diff) fn said(items: &[ItemChange]) -> String {
    const MOST: usize = 2;
    let one = |it: &ItemChange| match (&it.before, &it.after) {
        (Some(before), Some(after)) => format!("{} is {} now, not {}", quoted(&it.path), quoted(after), quoted(before)),
        (Some(before), None) => format!("{} is gone", quoted(before)),
        (None, Some(after)) => format!("{} is new", quoted(after)),
        (None, None) => quoted(&it.path),
    };
    // What breaks callers comes first.
    let worst = sorted(items.to_vec());
    first(worst.iter().map(one), MOST)
}

/// The first of these texts, and how many more there are.
pub(in crate::diff) fn first(texts: impl ExactSizeIterator<Item = String>, most: usize) -> String {
    let more = texts.len().saturating_sub(most);
    let rest = (more > 0).then(|| format!("and {more} more"));
    texts.take(most).chain(rest).collect::<Vec<_>>().join(", ")
}

/// The items in the order in which a reader wants them: what breaks callers first; types, fields and methods before
/// what a type implements.
pub(in crate::diff) fn sorted(mut items: Vec<ItemChange>) -> Vec<ItemChange> {
    let implied = |it: &ItemChange| it.path.contains(" for ") || it.path.starts_with('<');
    // Methods of the client are what users of an operation begin with.
    let called = |it: &ItemChange| !it.path.starts_with("Client::");
    items.sort_by(|a, b| {
        let key = |it: &ItemChange| (std::cmp::Reverse(it.level), implied(it), called(it));
        key(a).cmp(&key(b)).then_with(|| a.path.cmp(&b.path))
    });
    items
}

/// `response-property-type-changed`.
pub(in crate::diff) fn id(subject: Subject, mask: Mask, name: &str) -> String {
    let message = match Direction::of(mask.request, mask.response) {
        Direction::Request => "request",
        Direction::Response => "response",
        Direction::Both | Direction::Neither => "schema",
    };
    match subject {
        Subject::Whole => name.to_owned(),
        Subject::Message => format!("{message}-{name}"),
        Subject::Parameter | Subject::ParameterContent => format!("request-parameter-{name}"),
        Subject::Body => format!("{message}-body-{name}"),
        Subject::Property => format!("{message}-property-{name}"),
        Subject::Header => format!("response-header-{name}"),
        Subject::Schema => format!("{message}-schema-{name}"),
        Subject::Webhook => format!("webhook-payload-{name}"),
    }
}

/// The sentence with its blanks filled. A value is never looked at for blanks.
pub(in crate::diff) fn sentence(template: &str, place: &str, before: &str, after: &str) -> String {
    let mut out = String::new();
    let mut rest = template;
    while let Some((head, tail)) = rest.split_once('{') {
        let Some((key, tail)) = tail.split_once('}') else { break };
        out.push_str(head);
        out.push_str(&match key {
            "place" => quoted(place),
            "before" => quoted(before),
            _ => quoted(after),
        });
        rest = tail;
    }
    out + rest
}

pub(in crate::diff) fn quoted(text: &str) -> String {
    format!("`{}`", clipped(text).replace('`', "'"))
}

/// At most so much of a text that a line stays a line.
pub(in crate::diff) fn clipped(text: &str) -> String {
    const MOST: usize = 120;
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}
