//! Text of a document on one line.

use crate::diagnostics::print::is_hidden;

/// The text on one line, without characters that are not seen: what moves a cursor, starts a workflow command or turns the
/// direction of text is gone.
pub(in crate::diff::report::render) fn one_line(text: &str) -> String {
    let visible = |c: char| if is_hidden(c) { ' ' } else { c };
    let text: String = text.chars().map(visible).collect();
    text.trim().to_owned()
}

/// So many of something.
pub(in crate::diff::report::render) fn plural(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}
