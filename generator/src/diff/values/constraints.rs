//! What a value has to meet beyond its type: bounds, patterns, defaults. Numbers are compared by value.

use std::cmp::Ordering;

use serde_json::{Number, Value};

use super::formats::checked;
use super::numbers;
use crate::diff::finding::{Finding, Site, Subject};
use crate::diff::rules::{self, Rule};
use crate::ir::{Bound, Constraints};
use crate::numeric::{order, same_value};

/// The four things that can happen to a bound.
struct BoundRules(&'static Rule, &'static Rule, &'static Rule, &'static Rule);

/// All differences between two sets of constraints at one place; those of items are another place.
pub(in crate::diff) fn findings(old: &Constraints, new: &Constraints, site: &Site) -> Vec<Finding> {
    let mut found = Vec::new();
    bounds(old, new, site, &mut found);
    counts(old, new, site, &mut found);
    matching(old, new, site, &mut found);
    texts(old, new, site, &mut found);
    default(old.default.as_ref(), new.default.as_ref(), site, &mut found);
    notes(old, new, site, &mut found);
    // Bounds are documentation in Rust: no item changes with them.
    found.into_iter().map(|it| it.touching(Vec::new())).collect()
}

fn bounds(old: &Constraints, new: &Constraints, site: &Site, found: &mut Vec<Finding>) {
    use rules::*;
    for (old, new, rules) in [
        (&old.maximum, &new.maximum, BoundRules(MAXIMUM_ADDED, MAXIMUM_REMOVED, MAXIMUM_RAISED, MAXIMUM_LOWERED)),
        (&old.minimum, &new.minimum, BoundRules(MINIMUM_ADDED, MINIMUM_REMOVED, MINIMUM_RAISED, MINIMUM_LOWERED)),
    ] {
        let upper = rules.0.name == MAXIMUM_ADDED.name;
        let order = |old: &Bound, new: &Bound| {
            // `< 5` ends before `<= 5`; `> 5` begins after `>= 5`.
            let exclusive = new.exclusive.cmp(&old.exclusive);
            order(&old.value, &new.value).then(if upper { exclusive } else { exclusive.reverse() })
        };
        found.extend(four(old.as_ref(), new.as_ref(), order, bound_text, &rules, site));
    }
    let rule = match (&old.multiple_of, &new.multiple_of) {
        (None, None) => return,
        (None, Some(_)) => MULTIPLE_OF_ADDED,
        (Some(_), None) => MULTIPLE_OF_REMOVED,
        (Some(old), Some(new)) => match (numbers::divides(new, old), numbers::divides(old, new)) {
            (true, true) => return,
            (true, false) => MULTIPLE_OF_WIDENED,
            (false, true) => MULTIPLE_OF_NARROWED,
            (false, false) => MULTIPLE_OF_CHANGED,
        },
    };
    let text = |it: &Option<Number>| it.as_ref().map(Number::to_string).unwrap_or_default();
    found.push(site.finding(rule, text(&old.multiple_of), text(&new.multiple_of)));
}

fn counts(old: &Constraints, new: &Constraints, site: &Site, found: &mut Vec<Finding>) {
    use rules::*;
    // A least count of zero says nothing.
    let least = |it: Option<u64>| it.filter(|it| *it > 0);
    for (old, new, rules) in [
        (
            old.max_length,
            new.max_length,
            BoundRules(MAX_LENGTH_ADDED, MAX_LENGTH_REMOVED, MAX_LENGTH_RAISED, MAX_LENGTH_LOWERED),
        ),
        (
            least(old.min_length),
            least(new.min_length),
            BoundRules(MIN_LENGTH_ADDED, MIN_LENGTH_REMOVED, MIN_LENGTH_RAISED, MIN_LENGTH_LOWERED),
        ),
        (
            old.max_items,
            new.max_items,
            BoundRules(MAX_ITEMS_ADDED, MAX_ITEMS_REMOVED, MAX_ITEMS_RAISED, MAX_ITEMS_LOWERED),
        ),
        (
            least(old.min_items),
            least(new.min_items),
            BoundRules(MIN_ITEMS_ADDED, MIN_ITEMS_REMOVED, MIN_ITEMS_RAISED, MIN_ITEMS_LOWERED),
        ),
        (
            old.max_properties,
            new.max_properties,
            BoundRules(MAX_PROPERTIES_ADDED, MAX_PROPERTIES_REMOVED, MAX_PROPERTIES_RAISED, MAX_PROPERTIES_LOWERED),
        ),
        (
            least(old.min_properties),
            least(new.min_properties),
            BoundRules(MIN_PROPERTIES_ADDED, MIN_PROPERTIES_REMOVED, MIN_PROPERTIES_RAISED, MIN_PROPERTIES_LOWERED),
        ),
    ] {
        found.extend(four(old.as_ref(), new.as_ref(), u64::cmp, u64::to_string, &rules, site));
    }
}

/// How many items must match, where some had to before; that some have to at all is told with what they match.
fn matching(old: &Constraints, new: &Constraints, site: &Site, found: &mut Vec<Finding>) {
    use rules::*;
    let (Some(old), Some(new)) = (old.contains, new.contains) else { return };
    let (least, most) = ((Some(&old.least), Some(&new.least)), (old.most.as_ref(), new.most.as_ref()));
    let least_rules = BoundRules(MIN_CONTAINS_RAISED, MIN_CONTAINS_LOWERED, MIN_CONTAINS_RAISED, MIN_CONTAINS_LOWERED);
    let most_rules = BoundRules(MAX_CONTAINS_ADDED, MAX_CONTAINS_REMOVED, MAX_CONTAINS_RAISED, MAX_CONTAINS_LOWERED);
    found.extend(four(least.0, least.1, u64::cmp, u64::to_string, &least_rules, site));
    found.extend(four(most.0, most.1, u64::cmp, u64::to_string, &most_rules, site));
}

fn four<T>(
    old: Option<&T>,
    new: Option<&T>,
    order: impl Fn(&T, &T) -> Ordering,
    text: impl Fn(&T) -> String,
    BoundRules(added, removed, raised, lowered): &BoundRules,
    site: &Site,
) -> Option<Finding> {
    let rule = match (old, new) {
        (None, None) => return None,
        (None, Some(_)) => added,
        (Some(_), None) => removed,
        (Some(old), Some(new)) => match order(old, new) {
            Ordering::Equal => return None,
            Ordering::Less => raised,
            Ordering::Greater => lowered,
        },
    };
    Some(site.finding(rule, old.map(&text).unwrap_or_default(), new.map(&text).unwrap_or_default()))
}

fn texts(old: &Constraints, new: &Constraints, site: &Site, found: &mut Vec<Finding>) {
    match (&old.pattern, &new.pattern) {
        (None, Some(new)) => found.push(site.finding(rules::PATTERN_ADDED, "", new)),
        (Some(old), None) => found.push(site.finding(rules::PATTERN_REMOVED, old, "")),
        (Some(old), Some(new)) if old != new => found.push(site.finding(rules::PATTERN_CHANGED, old, new)),
        _ => {}
    }
    match (old.unique_items, new.unique_items) {
        (false, true) => found.push(site.finding(rules::UNIQUE_ITEMS_ADDED, "", "")),
        (true, false) => found.push(site.finding(rules::UNIQUE_ITEMS_REMOVED, "", "")),
        _ => {}
    }
    if old.format != new.format {
        let text = |it: &Option<String>| it.clone().unwrap_or_else(|| "none".into());
        let bytes = |it: &Option<String>| it.as_deref() == Some("binary");
        let rule = match (checked(old.format.as_deref()), checked(new.format.as_deref())) {
            // Bytes as they are, and not a JSON text.
            _ if bytes(&old.format) != bytes(&new.format) => rules::FORMAT_REPLACED,
            (false, false) => rules::FORMAT,
            (false, true) => rules::FORMAT_REQUIRED,
            (true, false) => rules::FORMAT_DROPPED,
            (true, true) => rules::FORMAT_REPLACED,
        };
        found.push(site.finding(rule, text(&old.format), text(&new.format)));
    }
}

/// The constraints of bytes that are sent as they are: `binary` is what they are, said or unsaid.
pub(in crate::diff) fn of_bytes(constraints: &Constraints) -> Constraints {
    Constraints { format: None, ..constraints.clone() }
}

/// Whether a rule is about a format.
pub(in crate::diff) fn is_format(rule: &Rule) -> bool {
    let rules = [rules::FORMAT, rules::FORMAT_REQUIRED, rules::FORMAT_DROPPED, rules::FORMAT_REPLACED];
    rules.iter().any(|it| it.name == rule.name)
}

fn default(old: Option<&Value>, new: Option<&Value>, site: &Site, found: &mut Vec<Finding>) {
    use rules::*;
    let parameter = matches!(site.subject, Subject::Parameter | Subject::ParameterContent);
    let rule = match (old, new) {
        (None, None) => return,
        (None, Some(_)) if parameter => PARAMETER_DEFAULT_ADDED,
        (Some(_), None) if parameter => PARAMETER_DEFAULT_REMOVED,
        (None, Some(_)) => DEFAULT_ADDED,
        (Some(_), None) => DEFAULT_REMOVED,
        (Some(old), Some(new)) if same_value(old, new) => return,
        _ if parameter => PARAMETER_DEFAULT_CHANGED,
        _ => DEFAULT_CHANGED,
    };
    let text = |it: Option<&Value>| it.map(Value::to_string).unwrap_or_default();
    let finding = site.finding(rule, text(old), text(new));
    found.push(if parameter { finding.whole() } else { finding });
}

fn notes(old: &Constraints, new: &Constraints, site: &Site, found: &mut Vec<Finding>) {
    texts_listed(old, new, site, found);
    let only = |it: &Constraints| it.only.map(|it| format!("Is always `{it}`."));
    if old.only != new.only {
        found.extend(only(new).map(|it| site.finding(rules::CONDITION_ADDED, "", it)));
        found.extend(only(old).map(|it| site.finding(rules::CONDITION_REMOVED, it, "")));
    }
    for note in new.notes.iter().filter(|it| !old.notes.contains(it)) {
        found.push(site.finding(rules::CONDITION_ADDED, "", note));
    }
    for note in old.notes.iter().filter(|it| !new.notes.contains(it)) {
        found.push(site.finding(rules::CONDITION_REMOVED, note, ""));
    }
}

/// Bodies of text have no type for an enum.
fn texts_listed(old: &Constraints, new: &Constraints, site: &Site, found: &mut Vec<Finding>) {
    match (old.texts.as_slice(), new.texts.as_slice()) {
        ([], []) => {}
        ([], new) => found.push(site.finding(rules::BECAME_ENUM, "string", new.join(", "))),
        (old, []) => found.push(site.finding(rules::BECAME_OPEN, old.join(", "), "string")),
        (old, new) => {
            let come = new.iter().filter(|it| !old.contains(it));
            found.extend(come.map(|it| site.message().finding(rules::ENUM_VALUE_ADDED, "", it)));
            let gone = old.iter().filter(|it| !new.contains(it));
            found.extend(gone.map(|it| site.message().finding(rules::ENUM_VALUE_REMOVED, it, "")));
        }
    }
}

fn bound_text(bound: &Bound) -> String {
    match bound.exclusive {
        true => format!("{} (exclusive)", bound.value),
        false => bound.value.to_string(),
    }
}
