//! Names for what is copied into `components`: the last part of its own place, longer where that is taken. They depend
//! on the thing and on what shares its name, never on an order.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::target::Target;
use crate::Pointer;

/// Where each target goes.
pub(super) fn choose(targets: &[Target], main: &Value) -> BTreeMap<Target, Pointer> {
    let mut places = BTreeMap::new();
    let mut taken: BTreeSet<Pointer> = BTreeSet::new();
    let mut open: Vec<&Target> = targets.iter().collect();
    open.sort();
    for length in 0.. {
        let wanted: Vec<(&Target, Pointer)> = open.iter().filter_map(|it| Some((*it, place(it, length)?))).collect();
        let mut counts: BTreeMap<&Pointer, usize> = BTreeMap::new();
        for (_, place) in &wanted {
            *counts.entry(place).or_default() += 1;
        }
        let is_last = length > 0 && wanted.iter().all(|(it, place_)| place(it, length + 1).as_ref() == Some(place_));
        let mut left = Vec::new();
        for (target, place) in &wanted {
            let is_open = is_free(place, main, &taken);
            if is_open && counts[place] == 1 {
                places.insert((*target).clone(), place.clone());
            } else if is_last {
                places.insert((*target).clone(), numbered(place, main, &taken));
            } else {
                left.push(*target);
                continue;
            }
            taken.extend(places.get(*target).cloned());
        }
        if left.is_empty() {
            return places;
        }
        open = left;
    }
    places
}

/// The place under a name of so many parts more than the shortest.
fn place(target: &Target, length: usize) -> Option<Pointer> {
    let section = target.kind.section()?;
    let stem = target.path.rsplit_once('.').map_or(target.path.as_str(), |(it, _)| it);
    let mut parts: Vec<String> = stem.split('/').map(str::to_owned).collect();
    let tokens: Vec<String> = target.pointer.tokens().collect();
    parts.extend(tokens.into_iter().filter(|it| !it.is_empty()));
    let from = parts.len().saturating_sub(length + 1);
    let name: Vec<String> = parts[from..].iter().map(|it| plain(it)).collect();
    Some(Pointer::root().key("components").key(section).key(&name.join("_")))
}

/// Only what a component key may hold.
fn plain(text: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-');
    text.chars().map(|c| if is_plain(c) { c } else { '_' }).collect()
}

/// The last resort, for names that differ in nothing that a key may hold.
fn numbered(place: &Pointer, main: &Value, taken: &BTreeSet<Pointer>) -> Pointer {
    let candidates = (2..).map(|number: u32| Pointer::parse(&format!("{}_{number}", place.as_str())));
    let mut free = candidates.filter(|it| is_free(it, main, taken));
    free.next().unwrap_or_else(|| place.clone())
}

/// Nothing of the document has this name, neither where 3.x keeps its parts nor where 2.0 does.
fn is_free(place: &Pointer, main: &Value, taken: &BTreeSet<Pointer>) -> bool {
    let section = place.parent().map(|it| it.last()).unwrap_or_default();
    let old = if section == "schemas" { "definitions" } else { &section };
    let old = Pointer::root().key(old).key(&place.last());
    place.find(main).is_none() && old.find(main).is_none() && !taken.contains(place)
}
