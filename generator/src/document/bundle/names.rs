//! Names for the copies in `components`: the last part of their location, or several parts if that is taken. They
//! depend on the target and on those with the same name, never on an order.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::target::Target;
use crate::Pointer;

/// The location of the copy of each target.
pub(super) fn choose(targets: &[Target], main: &Value) -> BTreeMap<Target, Pointer> {
    let mut locations = BTreeMap::new();
    let mut taken: BTreeSet<Pointer> = BTreeSet::new();
    let mut open: Vec<&Target> = targets.iter().collect();
    open.sort();
    for length in 0.. {
        let wanted: Vec<(&Target, Pointer)> = open.iter().filter_map(|it| Some((*it, location(it, length)?))).collect();
        let mut counts: BTreeMap<&Pointer, usize> = BTreeMap::new();
        for (_, location) in &wanted {
            *counts.entry(location).or_default() += 1;
        }
        let is_last = length > 0 && wanted.iter().all(|(it, place_)| location(it, length + 1).as_ref() == Some(place_));
        let mut left = Vec::new();
        for (target, location) in &wanted {
            let is_open = is_free(location, main, &taken);
            if is_open && counts[location] == 1 {
                locations.insert((*target).clone(), location.clone());
            } else if is_last {
                locations.insert((*target).clone(), numbered(location, main, &taken));
            } else {
                left.push(*target);
                continue;
            }
            taken.extend(locations.get(*target).cloned());
        }
        if left.is_empty() {
            return locations;
        }
        open = left;
    }
    locations
}

/// The location under a name with this many parts more than the shortest one.
fn location(target: &Target, length: usize) -> Option<Pointer> {
    let section = target.kind.section()?;
    let stem = target.path.rsplit_once('.').map_or(target.path.as_str(), |(it, _)| it);
    let mut parts: Vec<String> = stem.split('/').map(str::to_owned).collect();
    let tokens: Vec<String> = target.pointer.tokens().collect();
    parts.extend(tokens.into_iter().filter(|it| !it.is_empty()));
    let from = parts.len().saturating_sub(length + 1);
    let name: Vec<String> = parts[from..].iter().map(|it| plain(it)).collect();
    Some(Pointer::root().key("components").key(section).key(&name.join("_")))
}

/// Replaces characters that a component key may not have.
fn plain(text: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-');
    text.chars().map(|c| if is_plain(c) { c } else { '_' }).collect()
}

/// The last resort, for names that only differ in characters that a key may not have.
fn numbered(location: &Pointer, main: &Value, taken: &BTreeSet<Pointer>) -> Pointer {
    let candidates = (2..).map(|number: u32| Pointer::parse(&format!("{}_{number}", location.as_str())));
    let mut free = candidates.filter(|it| is_free(it, main, taken));
    free.next().unwrap_or_else(|| location.clone())
}

/// Whether nothing in the document has this name, neither where 3.x has its components nor where 2.0 has.
fn is_free(location: &Pointer, main: &Value, taken: &BTreeSet<Pointer>) -> bool {
    let section = location.parent().map(|it| it.last()).unwrap_or_default();
    let old = if section == "schemas" { "definitions" } else { &section };
    let old = Pointer::root().key(old).key(&location.last());
    location.find(main).is_none() && old.find(main).is_none() && !taken.contains(location)
}
