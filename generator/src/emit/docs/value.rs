//! JSON values for readers.

use serde_json::Value;

use super::plain::code_span;

/// Longer examples are shortened.
const EXAMPLE_LENGTH: usize = 240;

/// A JSON value as a code span, shortened where it is long.
pub(crate) fn json(value: &Value) -> String {
    let text = value.to_string();
    let cut: String = text.chars().take(EXAMPLE_LENGTH).collect();
    let more = if cut.len() < text.len() { " …" } else { "" };
    format!("{}{more}", code_span(&cut))
}
