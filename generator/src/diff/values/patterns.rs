//! Patterns of JSON Schema, tried on texts.

use regex::RegexBuilder;

/// Whether all texts surely match a pattern of JSON Schema, which is one of ECMA-262. What that and the patterns of the
/// crate `regex` read differently is not decided here.
pub(in crate::diff) fn all_match<'a>(pattern: &str, mut texts: impl Iterator<Item = &'a str>) -> bool {
    // Sets within sets, and letters beyond ASCII in `\w` and `\b`.
    let differs = ["&&", "--", "~~"].iter().any(|it| pattern.contains(it)) || has_nested_set(pattern);
    let compiled = RegexBuilder::new(pattern).size_limit(MOST_BYTES).build().ok().filter(|_| !differs);
    texts.all(|text| text.is_ascii() && compiled.as_ref().is_some_and(|it| it.is_match(text)))
}

/// No pattern may take more memory.
const MOST_BYTES: usize = 1 << 20;

fn has_nested_set(pattern: &str) -> bool {
    let (mut within, mut escaped) = (false, false);
    for c in pattern.chars() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '[' if within => return true,
            '[' => within = true,
            ']' => within = false,
            _ => {}
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_that_surely_match() {
        for (pattern, text, expected) in [
            ("^[a-z]+$", "abc", true),
            ("^[a-z]+$", "a1", false),
            ("b", "abc", true), // not anchored
            (r"^\d+$", "12", true),
            (r"^a\/b$", "a/b", true),
            (r"^(?!x)a$", "a", false), // looks ahead: not decided
            (r"^[a[b]$", "a", false),  // a set within a set: not decided
            (r"^\w+$", "ä", false),    // no letter of ECMA-262
            ("(", "a", false),
            ("(a{999}){999}", "a", false),
        ] {
            assert_eq!(all_match(pattern, [text].into_iter()), expected, "{pattern} {text}");
        }
    }
}
