//! Which finding a public item that differs belongs to: by the names that changed, by what the finding touches, else by
//! what came or went with it.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::renames::{ByOldName, Rename};
use crate::diff::compared::Compared;
use crate::diff::finding::Touch;
use crate::ir::{Api, TypeName, TypeRef};
use crate::surface::{ItemChange, path};

/// For each finding, the items that it touches, as indices.
pub(in crate::diff) fn attribute(
    compared: &Compared<'_>,
    items: &[ItemChange],
    renames: &[Rename],
) -> Vec<BTreeSet<usize>> {
    let mut touched: Vec<BTreeSet<usize>> = vec![BTreeSet::new(); compared.findings.len()];
    let mut settled: HashSet<usize> = HashSet::new();
    let mut by_name = ByOldName::new();
    renames.iter().for_each(|it| by_name.entry(it.old.as_str()).or_default().push(it));
    for (index, item) in items.iter().enumerate() {
        for finding in renamed(item, &by_name) {
            touched[finding].insert(index);
            settled.insert(index);
        }
    }
    for (gone, come, findings) in renamed_paths(items, &by_name) {
        for finding in findings {
            touched[finding].extend([gone, come]);
        }
        settled.extend([gone, come]);
    }
    let mut by_path: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    let mut by_owner: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (index, item) in items.iter().enumerate().filter(|it| !settled.contains(&it.0)) {
        by_path.entry(&item.path).or_default().push(index);
        by_owner.entry(&item.owner).or_default().push(index);
    }
    for (finding, touched) in compared.findings.iter().zip(&mut touched) {
        for touch in &finding.touches {
            let found = match touch {
                Touch::Item(path) => by_path.get(path.as_str()),
                Touch::Owner(owner) => by_owner.get(owner.as_str()),
            };
            touched.extend(found.into_iter().flatten());
        }
    }
    let homeless = homeless(items.len(), &touched);
    if !homeless.is_empty() {
        follow(compared, items, &homeless, &mut touched);
    }
    touched
}

/// The items that no finding touches.
pub(in crate::diff) fn homeless(items: usize, touched: &[BTreeSet<usize>]) -> Vec<usize> {
    let mut known = vec![false; items];
    touched.iter().flatten().for_each(|it| known[*it] = true);
    (0..items).filter(|it| !known[*it]).collect()
}

/// The findings that explain all of a changed item by names alone.
fn renamed(item: &ItemChange, renames: &ByOldName<'_>) -> Vec<usize> {
    let (Some(before), Some(after)) = (&item.before, &item.after) else { return Vec::new() };
    let (before, after) = (words(before), words(after));
    if before.len() != after.len() {
        return Vec::new();
    }
    let differing = before.iter().zip(&after).filter(|(old, new)| old != new);
    let known = |(old, new): (&&str, &&str)| {
        let rename = renames.get(old)?.iter().find(|it| it.new == **new)?;
        Some(rename.finding)
    };
    differing.map(known).collect::<Option<_>>().unwrap_or_default()
}

/// The text cut where words begin and end.
fn words(text: &str) -> Vec<&str> {
    let is_word = |c: char| c == '_' || c.is_alphanumeric();
    let mut words = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let end = rest.find(|c: char| is_word(c) != is_word(first)).unwrap_or(rest.len());
        let (word, tail) = rest.split_at(end);
        words.push(word);
        rest = tail;
    }
    words
}

/// Items that are gone and come again because a type in their path has another name, `From<Tag> for Shape`.
fn renamed_paths(items: &[ItemChange], renames: &ByOldName<'_>) -> Vec<(usize, usize, Vec<usize>)> {
    let come: BTreeMap<&str, usize> = items
        .iter()
        .enumerate()
        .filter(|it| it.1.before.is_none())
        .map(|(index, it)| (it.path.as_str(), index))
        .collect();
    let gone = items.iter().enumerate().filter(|it| it.1.after.is_none());
    let pair = |(index, item): (usize, &ItemChange)| {
        let mut used = Vec::new();
        let path: String = words(&item.path)
            .into_iter()
            .map(|word| match renames.get(word).and_then(|it| it.first()) {
                Some(rename) => {
                    used.push(rename.finding);
                    rename.new.as_str()
                }
                None => word,
            })
            .collect();
        let counterpart = *come.get(path.as_str())?;
        (!used.is_empty()).then_some((index, counterpart, used))
    };
    gone.filter_map(pair).collect()
}

/// Types that come or go with something that was added or removed belong to that.
fn follow(compared: &Compared<'_>, items: &[ItemChange], homeless: &[usize], touched: &mut [BTreeSet<usize>]) {
    for (finding, touched) in compared.findings.iter().zip(touched) {
        if finding.roots.old.is_empty() && finding.roots.new.is_empty() {
            continue;
        }
        let owners: HashSet<String> = owners(compared.apis.old, &finding.roots.old)
            .chain(owners(compared.apis.new, &finding.roots.new))
            .collect();
        touched.extend(homeless.iter().filter(|it| owners.contains(&items[**it].owner)));
    }
}

/// The types that are reached from some references, as owners of items.
fn owners(api: &Api, roots: &[TypeRef]) -> impl Iterator<Item = String> {
    let mut seen: HashSet<&TypeName> = HashSet::new();
    let mut open: Vec<&TypeName> = roots.iter().filter_map(TypeRef::named).collect();
    while let Some(name) = open.pop() {
        if seen.insert(name) {
            open.extend(api.type_def(name).shape.references().into_iter().filter_map(TypeRef::named));
        }
    }
    seen.into_iter().map(|it| path::type_(it.as_str())).collect::<Vec<_>>().into_iter()
}
