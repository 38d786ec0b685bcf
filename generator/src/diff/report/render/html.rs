//! The report as a page for a browser: each change with the lines of both documents and the Rust items that it touches.

use super::contrast::contrast;
use super::grouping::{Subject, is_severe, is_small, summary};
use crate::Pointer;
use crate::diff::report::change::{Change, Report};
use crate::page::{Excerpts, Line, Page, Row, Tone};
use crate::source_map::Places;

/// The report as a self-contained page. The places are those of the old and the new document.
pub fn html(report: &Report, subject: Subject<'_>, old: &Places, new: &Places) -> String {
    let title = format!("Changes of {}", subject.name);
    let (old, new) = (Side::new("old", old), Side::new("new", new));
    let rows = report.changes.iter().map(|it| row(it, &old, &new)).collect();
    crate::page::html(&Page { title: &title, lead: vec![summary(report, subject)], rows })
}

/// How many of the operations that a change reaches are named before it is opened.
const SHOWN: usize = 3;

/// One of the two documents.
struct Side<'p> {
    name: &'static str,
    places: &'p Places,
    excerpts: Excerpts<'p>,
}

impl<'p> Side<'p> {
    fn new(name: &'static str, places: &'p Places) -> Self {
        Self { name, places, excerpts: Excerpts::new(places) }
    }

    /// The lines of a place, under its name.
    fn column(&self, pointer: Option<&Pointer>) -> Option<(String, Vec<Line>)> {
        let place = self.places.place(pointer?)?;
        let head = format!("{}: {}:{}  {}", self.name, place.file, place.line, place.pointer);
        Some((head, self.excerpts.at(&place.file, place.line)))
    }
}

fn row(change: &Change, old: &Side<'_>, new: &Side<'_>) -> Row {
    let columns = [old.column(change.old.as_ref()), new.column(change.new.as_ref())];
    let mut columns: Vec<_> = columns.into_iter().flatten().collect();
    if !change.items.is_empty() {
        columns.push(("Rust".to_owned(), change.items.iter().flat_map(item).collect()));
    }
    let operations = change.operations.join(", ");
    let more = change.operations.len().checked_sub(SHOWN).filter(|it| *it > 0);
    let more = more.map(|it| format!(" and {it} more")).unwrap_or_default();
    let some: Vec<&str> = change.operations.iter().take(SHOWN).map(|it| &**it).collect();
    let security = change.security.then(|| "think of security".to_owned());
    let reached = (!operations.is_empty()).then(|| format!("operations: {operations}"));
    Row {
        kind: format!("wire {}, rust {}", change.wire, change.rust),
        tone: match change {
            it if is_severe(it) => Tone::Bad,
            it if is_small(it) => Tone::Plain,
            _ => Tone::Doubtful,
        },
        code: change.id.clone(),
        text: change.message.clone(),
        general: general(&change.message),
        place: format!("{}{more}", some.join(", ")),
        columns,
        notes: [Some(format!("callers: {}", change.callers)), reached, security].into_iter().flatten().collect(),
    }
}

/// A message without the names of what changed, which are the first to stand between backticks in it.
fn general(message: &str) -> Option<String> {
    let (before, named) = message.split_once('`')?;
    let (mut subject, mut rest) = named.split_once('`')?;
    while let Some((next, after)) = rest.strip_prefix(", `").and_then(|it| it.split_once('`')) {
        (subject, rest) = (next, after);
    }
    (!subject.is_empty()).then(|| format!("{before}`…`{rest}"))
}

/// A public item before and after.
fn item(item: &crate::surface::ItemChange) -> Vec<Line> {
    let (before, after) = contrast(item);
    let line = |sign: &str, text: Option<String>| text.map(|it| Line::plain(format!("{sign} {it}")));
    let lines = [Some(Line::plain(item.path.clone())), line("-", before), line("+", after)];
    lines.into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use crate::diff::{compare, render};
    use crate::{Config, Source};

    #[test]
    fn a_message_says_the_same_of_several_subjects() {
        for (message, expected) in [
            ("the parameter `a b` was removed", Some("the parameter `…` was removed")),
            ("the type of `A.a`, `B.b` is `c` now, not `d`", Some("the type of `…` is `c` now, not `d`")),
            ("the servers changed", None),
        ] {
            assert_eq!(super::general(message).as_deref(), expected);
        }
    }

    #[test]
    fn both_documents_and_the_items_are_shown() {
        let text = |name: &str| {
            format!(
                r##"{{ "openapi": "3.1.0", "info": {{ "title": "Pets", "version": "1" }},
"paths": {{ "/pets": {{ "get": {{ "operationId": "getPet", "responses": {{ "200": {{ "description": "",
"content": {{ "application/json": {{ "schema": {{ "type": "object", "properties": {{
"{name}": {{ "type": "string" }} }} }} }} }} }} }} }} }} }} }}"##
            )
        };
        let read = |file, text: &str| crate::read(&Source::new(file, text), &Config::default()).unwrap();
        let (old, new) = (read("old.json", &text("<name>")), read("new.json", &text("title")));
        let report = compare(&old.revision, &new.revision);
        let subject = render::Subject { name: "pets", version: None };
        let html = render::html(&report, subject, old.diagnostics.places(), new.diagnostics.places());
        for part in ["old: old.json:4", "new: new.json:4", "&quot;&lt;name&gt;&quot;", "callers: ", "+ "] {
            assert!(html.contains(part), "{part}: {html}");
        }
        assert!(!html.contains("<name>"));
    }
}
