//! Text of the document on a single line.

use super::links::with_links;
use super::plain::{clean, code_span, line_start};

/// The text on one line, as Markdown that shows just that text; what stands between backticks stays code.
pub fn one_line(text: &str) -> String {
    let words = clean(text).split_whitespace().collect::<Vec<_>>().join(" ");
    let parts: Vec<&str> = words.split('`').collect();
    // An odd backtick, or two of them in a row, are not what they seem.
    let spans = parts.len() % 2 == 1 && parts[1..].iter().step_by(2).all(|it| !it.trim().is_empty());
    if !spans || words.contains("``") {
        return line_start(&with_links(&words));
    }
    let part = |(index, it): (usize, &&str)| match index % 2 {
        0 => with_links(it),
        _ => code_span(it),
    };
    line_start(&parts.iter().enumerate().map(part).collect::<String>())
}
