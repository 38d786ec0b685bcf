//! What a value must be like, as sentences. Nothing of it is enforced on reading: servers change their mind.

use super::line::one_line;
use super::plain::code_span;
use super::value::json;
use crate::ir::{Bound, Constraints, Contains};

/// A longer pattern is a wall that nobody reads; those of dates and addresses, which tools write out, are mostly longer.
const LONGEST_PATTERN: usize = 120;

/// The largest integer up to which JavaScript tells all integers apart (ECMA-262, section 21.1.2.6). As a bound it says what
/// the server is written in.
const SAFE_INTEGER: u64 = 9_007_199_254_740_991;

/// One short paragraph for the bounds, one for the default, one for each note.
pub(super) fn sentences(it: &Constraints) -> Vec<String> {
    let bounds = [
        it.format.as_deref().map(|it| format!("Format: {}.", code_span(it))),
        range(it),
        it.multiple_of.as_ref().map(|it| format!("A multiple of {it}.")),
        count(it.min_length, it.max_length, "character"),
        it.pattern.as_deref().filter(|it| it.len() <= LONGEST_PATTERN).map(|it| format!("Matches {}.", code_span(it))),
        count(it.min_items, it.max_items, "item"),
        it.contains.and_then(matching),
        it.unique_items.then(|| "Unique items.".to_owned()),
        count(it.min_properties, it.max_properties, "property"),
    ];
    let bounds = bounds.into_iter().flatten().collect::<Vec<_>>().join(" ");
    let default = it.default.as_ref().map(|it| format!("Default: {}", json(it)));
    let notes = it.notes.iter().map(|it| one_line(it));
    [bounds].into_iter().chain(default).chain(notes).filter(|it| !it.is_empty()).collect()
}

fn range(it: &Constraints) -> Option<String> {
    let least = |it: &Bound| format!("{} {}", if it.exclusive { "more than" } else { "at least" }, it.value);
    let most = |it: &Bound| format!("{} {}", if it.exclusive { "less than" } else { "at most" }, it.value);
    let parts: Vec<String> = bound(&it.minimum).map(least).into_iter().chain(bound(&it.maximum).map(most)).collect();
    (!parts.is_empty()).then(|| capital(&format!("{}.", parts.join(" and "))))
}

/// A bound that says something.
fn bound(bound: &Option<Bound>) -> Option<&Bound> {
    let is_safe_integer = |it: &Bound| {
        it.value.as_u64() == Some(SAFE_INTEGER) || it.value.as_i64().is_some_and(|it| it.unsigned_abs() == SAFE_INTEGER)
    };
    bound.as_ref().filter(|it| !is_safe_integer(it))
}

fn count(min: Option<u64>, max: Option<u64>, unit: &str) -> Option<String> {
    let units = |n: u64| match (n, unit) {
        (1, unit) => format!("1 {unit}"),
        (n, "property") => format!("{n} properties"),
        (n, unit) => format!("{n} {unit}s"),
    };
    Some(match (min.filter(|it| *it > 0), max) {
        (None, None) => return None,
        (Some(min), Some(max)) if min == max => format!("Exactly {}.", units(min)),
        (Some(min), Some(max)) => format!("Between {min} and {}.", units(max)),
        (Some(min), None) => format!("At least {}.", units(min)),
        (None, Some(max)) => format!("At most {}.", units(max)),
    })
}

/// How many items match; that one has to goes without saying.
fn matching(it: Contains) -> Option<String> {
    let counted = count(Some(it.least).filter(|least| *least != 1 || it.most.is_some()), it.most, "item")?;
    Some(format!("{} that match.", counted.trim_end_matches('.')))
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_of_safe_integers_are_left_out() {
        let bound = |value: i64| Some(Bound { value: value.into(), exclusive: false });
        for (minimum, maximum, expected) in [
            (1, 9, Some("At least 1 and at most 9.")),
            (-9_007_199_254_740_991, 9, Some("At most 9.")),
            (0, 9_007_199_254_740_991, Some("At least 0.")),
            (-9_007_199_254_740_991, 9_007_199_254_740_991, None),
        ] {
            let constraints =
                Constraints { minimum: bound(minimum), maximum: bound(maximum), ..Constraints::default() };
            assert_eq!(range(&constraints).as_deref(), expected, "{minimum} {maximum}");
        }
    }

    #[test]
    fn counts_have_a_plural() {
        for (min, max, unit, expected) in [
            (None, Some(1), "item", "At most 1 item."),
            (Some(2), None, "character", "At least 2 characters."),
            (Some(2), Some(3), "property", "Between 2 and 3 properties."),
        ] {
            assert_eq!(count(min, max, unit).as_deref(), Some(expected));
        }
    }
}
