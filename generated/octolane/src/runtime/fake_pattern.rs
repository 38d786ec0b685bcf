//! Patterns of a document, ECMA-262 regular expressions, for an engine of Rust. A pattern that the engine does not
//! know, looks ahead or back and classes by Unicode property above all, is left out: every text matches it.

use std::str::Chars;

use regex_lite::Regex;

/// What `\s` is in ECMA-262, as the inside of a class.
const SPACES: &str = "\\s\u{a0}\u{1680}\u{2000}-\u{200a}\u{2028}\u{2029}\u{202f}\u{205f}\u{3000}\u{feff}";

/// Whether the text matches the pattern, somewhere.
pub(super) fn matches(pattern: &str, text: &str) -> bool {
    translated(pattern).and_then(|it| Regex::new(&it).ok()).is_none_or(|it| it.is_match(text))
}

/// The same pattern for the engine; none where the engine would take it for something else.
fn translated(pattern: &str) -> Option<String> {
    let mut out = String::with_capacity(pattern.len());
    let mut in_class = false;
    let mut chars = pattern.chars();
    while let Some(c) = chars.next() {
        match (c, in_class) {
            ('\\', _) => out.push_str(&escape(chars.next()?, in_class)?),
            ('[', false) => {
                in_class = true;
                out.push('[');
                if let Some(after) = chars.as_str().strip_prefix('^') {
                    out.push('^');
                    chars = after.chars();
                }
                // `[]` and `[^]`, which take nothing and everything, are no classes here.
                is_not_next(&chars, ']')?;
            }
            (']', true) => {
                in_class = false;
                out.push(']');
            }
            // Sets made of sets are Rust's.
            ('[' | '&' | '~', true) => out.extend(['\\', c]),
            ('-', true) => {
                is_not_next(&chars, '-')?;
                out.push('-');
            }
            ('.', false) => out.push_str("[^\n\r\u{2028}\u{2029}]"),
            _ => out.push(c),
        }
    }
    Some(out)
}

fn escape(escaped: char, in_class: bool) -> Option<String> {
    Some(match (escaped, in_class) {
        ('b', true) => "\\x08".to_owned(),
        ('s', true) => SPACES.to_owned(),
        ('s', false) => format!("[{SPACES}]"),
        ('S', false) => format!("[^{SPACES}]"),
        ('d' | 'D' | 'w' | 'W' | 'n' | 'r' | 't' | 'f' | 'v' | 'x' | 'u', _) | ('b' | 'B', false) => {
            format!("\\{escaped}")
        }
        // Marks of the grammar; any other one stands for itself, where `\<` would be the start of a word here.
        (
            '\\' | '.' | '+' | '*' | '?' | '(' | ')' | '|' | '[' | ']' | '{' | '}' | '^' | '$' | '-' | '&' | '~' | '#',
            _,
        ) => {
            format!("\\{escaped}")
        }
        _ if escaped.is_ascii_alphanumeric() => return None,
        _ => escaped.to_string(),
    })
}

fn is_not_next(chars: &Chars<'_>, c: char) -> Option<()> {
    (!chars.as_str().starts_with(c)).then_some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_mean_what_they_mean_in_a_document() {
        for (pattern, text, expected) in [
            ("b", "abc", true), // not anchored
            ("^b$", "abc", false),
            (r"^\d{4}-\d\d$", "2026-01", true),
            (r"^\d+$", "٣", false),
            (r"^[\w.+-]+\/\<\-$", "a.b/<-", true),
            (r"^[[&&~]+$", "[&~", true),
            (r"^\s\S$", "\u{a0}a", true),
            ("^.$", "\r", false),
            ("^[^:]+(?::(asc|desc))?$", "name:desc", true),
            ("^[^:]+(?::(asc|desc))?$", "name:up", false),
            (r"^\u00e9$", "é", true),
            // The engine does not know these, or something else by them.
            (r"^(?!\.)x$", "y", true),
            (r"^\p{L}$", "1", true),
            (r"^(a)\1$", "ab", true),
            (r"\A", "b", true),
            ("[]", "b", true),
            ("[", "b", true),
        ] {
            assert_eq!(matches(pattern, text), expected, "{pattern} {text}");
        }
    }
}
