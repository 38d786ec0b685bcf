//! A finding with the document's line and a marker, as compilers show them; `annotate-snippets` draws it.

use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use octogen::diagnostics::{At, Diagnostic, Location, Severity, Shown, escaped};
use octogen::{Diagnostics, Pointer};

/// Longer lines are not shown: a document that is one line has its places nowhere in particular.
const LONGEST: usize = 240;

/// A finding, or the first of several that are alike with their number.
pub fn shown(shown: &Shown<'_>, diagnostics: &Diagnostics) -> String {
    let Shown { diagnostic, message, count, skip } = shown;
    let mut message = escaped(message);
    if *count > 1 {
        message += &format!(" ({count} times, first here)");
    }
    drawn(diagnostic, message, skip.as_deref(), diagnostics)
}

/// A finding by itself.
pub fn one(diagnostic: &Diagnostic, diagnostics: &Diagnostics) -> String {
    drawn(diagnostic, escaped(&diagnostic.message), None, diagnostics)
}

fn drawn(diagnostic: &Diagnostic, message: String, skip: Option<&str>, diagnostics: &Diagnostics) -> String {
    let severity = diagnostic.severity;
    let level = match severity {
        Severity::Error | Severity::Unsupported => Level::ERROR,
        Severity::Warning | Severity::Approximated => Level::WARNING,
        Severity::Documented | Severity::Supported => Level::INFO,
    };
    let location = diagnostics.location(&diagnostic.at);
    let text = diagnostics.places().text(&location.file);
    let title = level.with_name(severity.as_str()).primary_title(message).id(diagnostic.code);
    let mut group = at_its_place(title, &diagnostic.at, &location, text);
    for (at, what) in &diagnostic.also {
        let also = format!("{}: {}", diagnostics.location(at), escaped(what));
        group = group.element(Level::NOTE.with_name("also").message(also));
    }
    for help in &diagnostic.help {
        group = group.element(Level::HELP.message(escaped(help)));
    }
    if let Some(skip) = skip {
        group = group.element(Level::HELP.message(format!("skip {skip}")));
    }
    Renderer::styled().render(&[group])
}

/// The place of the finding: the line with a marker where there is a text, and the pointer.
fn at_its_place<'a>(
    title: annotate_snippets::Title<'a>,
    at: &At,
    location: &Location,
    text: Option<&str>,
) -> Group<'a> {
    let file = escaped(&location.file);
    let pointer = location.pointer.as_ref().filter(|it| !it.as_str().is_empty());
    // What is said of the whole document stands at no line.
    let is_whole = location.pointer.is_some() && pointer.is_none();
    let text = text.filter(|_| !is_whole);
    let line = location.line.checked_sub(1).and_then(|index| text?.lines().nth(index));
    let group = match line.map(|it| escaped(&it.replace('\t', "    "))).filter(|it| it.len() <= LONGEST) {
        Some(line) => {
            let column = if let At::Line { column, .. } = at { column.checked_sub(1) } else { None };
            let span = span(&line, pointer, column);
            let marked = AnnotationKind::Primary.span(span);
            title.element(Snippet::source(line).line_start(location.line).path(file).annotation(marked))
        }
        None if file.is_empty() => Group::with_title(title),
        None if location.line == 0 || is_whole => title.element(Origin::path(file)),
        None => title.element(Origin::path(format!("{file}:{}", location.line))),
    };
    match pointer {
        Some(pointer) => group.element(Level::NOTE.with_name("at").message(escaped(&pointer.to_string()))),
        None => group,
    }
}

/// What of a line is marked: the key that the pointer ends with, else what stands at the column, else all of it.
fn span(line: &str, pointer: Option<&Pointer>, column: Option<usize>) -> Range<usize> {
    let key = pointer.map(|it| escaped(&it.last())).filter(|it| !it.is_empty());
    let quoted = key.as_ref().and_then(|key| {
        let found = |key: &str| line.find(key).map(|at| at..at + key.len());
        found(&format!("\"{key}\"")).or_else(|| found(&format!("'{key}'"))).or_else(|| found(&format!("{key}:")))
    });
    if let Some(span) = quoted {
        return span;
    }
    let start = column.and_then(|it| line.char_indices().nth(it)).map(|(at, _)| at);
    match start {
        Some(start) => start..start + line[start..].chars().next().map_or(0, char::len_utf8),
        None => line.len() - line.trim_start().len()..line.trim_end().len(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_marked_then_columns_then_lines() {
        for (line, pointer, column, marked) in [
            (r#"  "a": {"$ref": "x"}"#, "/a/$ref", None, "\"$ref\""),
            ("  a: {b: 1}", "/a/b", None, "b:"),
            ("  'x y': 1", "/x y", None, "'x y'"),
            ("  - 1", "/a/0", None, "- 1"),
            ("  {,}", "", Some(3), ","),
            ("  äö", "", Some(2), "ä"),
            ("  a: 1", "", Some(99), "a: 1"),
            ("", "/a", None, ""),
        ] {
            let pointer = Some(Pointer::parse(pointer)).filter(|it| !it.as_str().is_empty());
            assert_eq!(&line[span(line, pointer.as_ref(), column)], marked, "{line}");
        }
    }
}
