//! What the lock knows under another key: operations whose paths begin otherwise now, and schemas that were renamed or
//! moved. Their lines are read under the new keys.

use std::collections::{BTreeMap, BTreeSet};

use super::keys;
use crate::names::{Kind, Names, Renamed};

/// A type of the new document: its key in the lock, and its shape.
pub(super) struct CurrentType {
    /// Its key.
    pub key: String,
    /// What stands behind the keys of its parts, in order; empty where it has none.
    pub shape: Vec<String>,
    /// The keys of what leads to it.
    pub referrers: BTreeSet<String>,
}

/// An operation of the new document: its key, and what it would be called without a lock.
pub(super) type Called<'a> = (&'a str, &'a str);

/// What is under another key now, by the key that it had.
type Moves = BTreeMap<String, String>;

/// The lock with the lines of what has moved under their new keys.
pub(super) fn aligned(known: &Names, operations: &[Called<'_>], types: &[CurrentType]) -> (Names, Vec<Renamed>) {
    let mut renamed = Vec::new();
    let mut known = known.clone();
    let mut apply = |kind: Kind, moves: Moves, known: &mut Names| {
        renamed.extend(moves.iter().filter_map(|(before, after)| renamed_as(known, kind, before, after)));
        *known = under(known, &moves);
    };
    let moved = moved(&known, operations);
    apply(Kind::Operation, moved, &mut known);
    let called = called_alike(&known, operations);
    apply(Kind::Operation, called, &mut known);
    let keys: BTreeSet<&str> = operations.iter().map(|it| it.0).collect();
    loop {
        // What contains others goes first: with it go their keys.
        let renames = renames(&known, &keys, types);
        if renames.is_empty() {
            break;
        }
        apply(Kind::Type, renames, &mut known);
    }
    renamed.sort();
    (known, renamed)
}

fn renamed_as(known: &Names, kind: Kind, before: &str, after: &str) -> Option<Renamed> {
    let name = known.get(kind, before)?.value.clone();
    Some(Renamed { kind: kind.word(), before: before.to_owned(), after: after.to_owned(), name })
}

/// The same lines, those of a thing and all that is inside it under another key. Where it is an alternative, that is called
/// after it.
fn under(known: &Names, moves: &Moves) -> Names {
    if moves.is_empty() {
        return known.clone();
    }
    known.with_keys(|key| {
        let steps = keys::ends_of_steps(key);
        let start = steps.iter().rev().find_map(|&end| Some((end, moves.get(&key[..end])?)));
        let (mut out, rest) = start.map_or((String::new(), key), |(end, new)| (new.clone(), &key[end..]));
        let mut from = 0;
        for (at, _) in rest.match_indices('|') {
            let end = keys::ends_of_steps(&rest[at + 1..]).first().map_or(rest.len(), |end| at + 1 + end);
            if let Some(new) = moves.get(&rest[at + 1..end]).filter(|_| at >= from) {
                out.push_str(&rest[from..=at]);
                out.push_str(new);
                from = end;
            }
        }
        out.push_str(&rest[from..]);
        out
    })
}

/// Operations whose paths have one more prefix now, or one less: what moves from the servers to the paths, and back.
fn moved(known: &Names, operations: &[Called<'_>]) -> Moves {
    let current: BTreeSet<&str> = operations.iter().map(|it| it.0).collect();
    let dead: Vec<&str> = known.of_kind(Kind::Operation).map(|it| it.0).filter(|key| !current.contains(key)).collect();
    let new: Vec<&str> = current.iter().copied().filter(|key| known.get(Kind::Operation, key).is_none()).collect();
    let mut by_prefix: BTreeMap<(bool, &str), Vec<(&str, &str)>> = BTreeMap::new();
    for before in &dead {
        for after in &new {
            let (Some((method, old)), Some((other, new))) = (before.split_once(' '), after.split_once(' ')) else {
                continue;
            };
            if method != other {
                continue;
            }
            let longer = new.strip_suffix(old).map(|it| (true, it));
            let shorter = old.strip_suffix(new).map(|it| (false, it));
            let way = longer.or(shorter).filter(|(_, prefix)| prefix.starts_with('/') && !prefix.ends_with('/'));
            by_prefix.entry(way.unwrap_or_default()).or_default().push((before, after));
        }
    }
    by_prefix.remove(&(false, ""));
    let best = by_prefix.into_values().max_by_key(Vec::len).unwrap_or_default();
    // Of several that are gone or new, one that ends alike may be another operation.
    let all = best.len() > 1 || (dead.len() == 1 && new.len() == 1);
    best.into_iter().filter(|_| all).map(|(before, after)| (before.to_owned(), after.to_owned())).collect()
}

/// Operations at another path that would be called as one of the same method was that is gone: their id is the same.
fn called_alike(known: &Names, operations: &[Called<'_>]) -> Moves {
    let current: BTreeSet<&str> = operations.iter().map(|it| it.0).collect();
    let method = |key: &str| key.split_once(' ').map(|it| it.0.to_owned());
    let gone = known.of_kind(Kind::Operation).filter(|(key, _)| !current.contains(key));
    let gone: BTreeMap<_, &str> = gone.map(|(key, entry)| ((method(key), entry.value.as_str()), key)).collect();
    let new = operations.iter().filter(|(key, _)| known.get(Kind::Operation, key).is_none());
    let pairs = new.filter_map(|(key, name)| Some(((*gone.get(&(method(key), *name))?).to_owned(), (*key).to_owned())));
    pairs.collect()
}

/// The types that are gone and those that are new, one of each of one shape, used where something was used before.
fn renames(known: &Names, operations: &BTreeSet<&str>, types: &[CurrentType]) -> Moves {
    let current: BTreeSet<&str> = types.iter().map(|it| it.key.as_str()).collect();
    let mut dead: BTreeMap<Vec<String>, BTreeMap<&str, Vec<&str>>> = BTreeMap::new();
    let living: BTreeSet<&str> =
        known.of_kind(Kind::Type).filter(|(key, _)| current.contains(key)).map(|(_, it)| it.value.as_str()).collect();
    let mut gone: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (key, entry) in
        known.of_kind(Kind::Type).filter(|(key, it)| !current.contains(key) && !living.contains(it.value.as_str()))
    {
        gone.entry(&entry.value).or_default().push(key);
    }
    for (name, keys) in gone {
        let shape = keys.iter().map(|key| shape(known, key)).find(|it| !it.is_empty()).unwrap_or_default();
        // A map by itself is like any other.
        if !shape.is_empty() && shape != [".*"] {
            dead.entry(shape).or_default().insert(name, keys);
        }
    }
    let is_known = |key: &String| {
        known.get(Kind::Type, key).is_some()
            || operations.contains(key.as_str()) && known.get(Kind::Operation, key).is_some()
    };
    let mut new: BTreeMap<&[String], Vec<&CurrentType>> = BTreeMap::new();
    for it in types.iter().filter(|it| known.get(Kind::Type, &it.key).is_none()) {
        new.entry(&it.shape).or_default().push(it);
    }
    let mut found = Moves::new();
    for (shape, names) in &dead {
        let candidates = new.get(shape.as_slice()).map(Vec::as_slice).unwrap_or_default();
        let (Some(keys), 1) = (names.values().next(), names.len()) else { continue };
        let [only] = candidates else { continue };
        if let (Some(before), true) = (keys.first(), only.referrers.iter().any(is_known)) {
            found.insert((*before).to_owned(), only.key.clone());
        }
    }
    let is_inside = |key: &str| {
        let steps = keys::ends_of_steps(key);
        steps.into_iter().any(|end| end < key.len() && found.contains_key(&key[..end]))
    };
    let inside: Vec<String> = found.keys().filter(|key| is_inside(key)).cloned().collect();
    found.retain(|key, _| !inside.contains(key));
    found
}

/// What stands behind the keys of a type's parts, as the lock has them.
fn shape(known: &Names, key: &str) -> Vec<String> {
    let members = format!("{key}.");
    let alternatives = format!("{key}|");
    let values = format!("{key} ");
    let whole = |it: &str, plain: &dyn Fn(char) -> bool| match it.starts_with('"') {
        true => serde_json::from_str::<String>(it).is_ok(),
        false => !it.is_empty() && it.chars().all(plain),
    };
    let name = |c: char| !matches!(c, '.' | '|' | '[' | ' ');
    let members = known.below(Kind::Member, &members).filter(|it| whole(it.0, &name));
    let mut shape: Vec<String> = members.map(|(rest, _)| format!(".{rest}")).collect();
    let alternatives = known.below(Kind::Alternative, &alternatives).filter(|it| whole(it.0, &|c| c != '|'));
    shape.extend(alternatives.map(|(rest, _)| format!("|{rest}")));
    let values = known.below(Kind::Variant, &values).filter(|it| whole(it.0, &|c| c != ' '));
    shape.extend(values.map(|(rest, _)| format!(" {rest}")));
    shape.sort();
    shape
}
