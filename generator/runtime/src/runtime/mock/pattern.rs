//! Patterns of a document, which are ECMA-262 regular expressions (JSON Schema core, section 6.4), where the engine of
//! `jsonschema` takes them for something else.

/// What `.` does not take (ECMA-262, LineTerminator); the engine's own takes all but the line feed.
const DOT: &str = "[^\n\r\u{2028}\u{2029}]";

/// Marks of the grammar, before which an escape keeps its meaning. Any other mark stands for itself, where `\<` would
/// be the start of a word.
const MARKS: &str = "\\.+*?()|[]{}^$-/&~#";

/// Converts a pattern for the engine.
pub(super) fn for_engine(pattern: &str) -> String {
    let mut out = String::with_capacity(pattern.len());
    let mut in_class = false;
    let mut chars = pattern.chars();
    while let Some(c) = chars.next() {
        match (c, in_class) {
            ('\\', _) => match chars.next() {
                Some(mark) if mark.is_ascii_punctuation() && !MARKS.contains(mark) => out.push(mark),
                escaped => out.extend(['\\'].into_iter().chain(escaped)),
            },
            ('.', false) => out.push_str(DOT),
            _ => {
                in_class = (in_class || c == '[') && c != ']';
                out.push(c);
            }
        }
    }
    out
}

/// A pattern of the engine as people know it.
pub(super) fn shown(pattern: &str) -> String {
    pattern.replace(DOT, ".")
}
