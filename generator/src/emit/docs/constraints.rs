//! What a value must be like, as sentences. Nothing of it is enforced on reading: servers change their mind.

use super::{code_span, json, one_line};
use crate::ir::{Bound, Constraints, Contains};

/// One short paragraph for the bounds, one for the default, one for each note.
pub(super) fn sentences(it: &Constraints) -> Vec<String> {
    let bounds = [
        it.format.as_deref().map(|it| format!("Format: {}.", code_span(it))),
        range(it),
        it.multiple_of.as_ref().map(|it| format!("A multiple of {it}.")),
        count(it.min_length, it.max_length, "character"),
        it.pattern.as_deref().map(|it| format!("Matches {}.", code_span(it))),
        count(it.min_items, it.max_items, "item"),
        it.contains.and_then(matching),
        it.unique_items.then(|| "No item twice.".to_owned()),
        count(it.min_properties, it.max_properties, "member"),
    ];
    let bounds = bounds.into_iter().flatten().collect::<Vec<_>>().join(" ");
    let default = it.default.as_ref().map(|it| format!("Default: {}", json(it)));
    let notes = it.notes.iter().map(|it| one_line(it));
    [bounds].into_iter().chain(default).chain(notes).filter(|it| !it.is_empty()).collect()
}

fn range(it: &Constraints) -> Option<String> {
    let least = |it: &Bound| format!("{} {}", if it.exclusive { "more than" } else { "at least" }, it.value);
    let most = |it: &Bound| format!("{} {}", if it.exclusive { "less than" } else { "at most" }, it.value);
    let parts: Vec<String> = it.minimum.as_ref().map(least).into_iter().chain(it.maximum.as_ref().map(most)).collect();
    (!parts.is_empty()).then(|| capital(&format!("{}.", parts.join(" and "))))
}

fn count(min: Option<u64>, max: Option<u64>, unit: &str) -> Option<String> {
    let units = |n: u64| {
        if n == 1 { format!("1 {unit}") } else { format!("{n} {unit}s") }
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
