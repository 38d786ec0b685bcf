//! Listed values beside what a value that may be anything has to meet: which demands let all of them pass. A demand of
//! which that cannot be told counts as one that does not.

use std::cmp::Ordering;

use regex::RegexBuilder;
use serde_json::Number;

use super::constraints::checked;
use super::numbers::divides;
use crate::ir::{Bound, Constraints, Format, Scalar};
use crate::numeric::order;

/// The demands without those that let all of these values pass.
pub(super) fn refusing(demands: &Constraints, values: &[Scalar]) -> Constraints {
    let texts: Vec<&str> = values.iter().filter_map(text).collect();
    let numbers: Vec<&Number> = values.iter().filter_map(number).collect();
    let lengths: Vec<u64> = texts.iter().map(|it| it.chars().count() as u64).collect();
    let beyond = |bound: &Bound, side: Ordering| {
        let out = |it: &&Number| match order(it, &bound.value) {
            Ordering::Equal => bound.exclusive,
            order => order == side,
        };
        numbers.iter().any(out)
    };
    let Constraints { default, notes, null, .. } = demands.clone();
    Constraints {
        minimum: demands.minimum.clone().filter(|it| beyond(it, Ordering::Less)),
        maximum: demands.maximum.clone().filter(|it| beyond(it, Ordering::Greater)),
        multiple_of: demands.multiple_of.clone().filter(|part| numbers.iter().any(|it| !divides(part, it))),
        min_length: demands.min_length.filter(|least| lengths.iter().any(|it| it < least)),
        max_length: demands.max_length.filter(|most| lengths.iter().any(|it| it > most)),
        pattern: demands.pattern.clone().filter(|it| !all_match(it, texts.iter().copied())),
        format: demands.format.clone().filter(|it| checked(Some(it))),
        default,
        notes,
        null,
        ..Constraints::default()
    }
}

/// What listed values themselves demand: nothing beyond being listed.
pub(super) fn anything(demands: &Constraints) -> Constraints {
    let Constraints { default, null, .. } = demands.clone();
    Constraints { default, null, ..Constraints::default() }
}

/// Whether all of these values are texts of a format.
pub(super) fn all_of_format(values: &[Scalar], format: Format) -> bool {
    let pattern = match format {
        Format::DateTime => r"^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)$",
        Format::Date => r"^\d{4}-\d\d-\d\d$",
        Format::Time => r"^\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)?$",
        Format::Duration => r"^P[0-9YMDTHSW.]+$",
        Format::Uuid => r"^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$",
        Format::Uri => r"^[A-Za-z][A-Za-z0-9+.-]*:",
        Format::Decimal | Format::DecimalNumber => r"^[+-]?\d+(\.\d+)?$",
        Format::Base64 => r"^[A-Za-z0-9+/]*=*$",
        Format::File => "",
    };
    let texts: Vec<&str> = values.iter().filter_map(text).collect();
    texts.len() == values.len() && all_match(pattern, texts.into_iter())
}

/// Whether all texts surely match a pattern of JSON Schema, which is one of ECMA-262. What that and the patterns of the
/// crate `regex` read differently is not decided here.
fn all_match<'a>(pattern: &str, mut texts: impl Iterator<Item = &'a str>) -> bool {
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

fn text(value: &Scalar) -> Option<&str> {
    match value {
        Scalar::String(it) => Some(it),
        _ => None,
    }
}

fn number(value: &Scalar) -> Option<&Number> {
    match value {
        Scalar::Number(it) => Some(it),
        _ => None,
    }
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
