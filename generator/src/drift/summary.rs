//! From findings to changes: the direction and the operations of each, its id and sentence, and the public
//! items that it touches. Every item that differs ends up at some change, so the crate's level is never too low.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::change::{Change, Report};
use super::finding::{Finding, Mask, Owner, Subject, Touch};
use super::fingerprint::fingerprint;
use super::reach::{Reach, reaches};
use super::rules::{self, Rule};
use super::walk::Walk;
use super::{Direction, Wire};
use crate::ir::{Api, TypeName, TypeRef};
use crate::surface::{self, ItemChange, Surface};

/// The report of a finished walk.
pub(super) fn report(mut walk: Walk<'_>) -> Report {
    let reaches = reaches(&walk);
    let items = surface::changes(&Surface::of(walk.old), &Surface::of(walk.new));
    let renames = fold_renames(&mut walk);
    let touched = attribute(&walk, &items, &renames);
    let mut changes: Vec<Change> = Vec::new();
    for (finding, touched) in walk.findings.iter().zip(&touched) {
        let items = touched.iter().map(|it| items[*it].clone()).collect();
        changes.push(change(&walk, finding, items, &reaches));
    }
    let homeless = homeless(items.len(), &touched);
    changes.extend(consequences(homeless.into_iter().map(|it| items[it].clone())));
    let changes = shared(changes);
    let reached: BTreeSet<&str> = changes.iter().flat_map(|it| &it.operations).map(String::as_str).collect();
    let all = walk.old.operations.iter().chain(&walk.new.operations);
    let addresses: BTreeMap<_, _> = all
        .filter(|it| reached.contains(it.id.as_str()))
        .map(|it| (it.id.clone(), format!("{} {}", it.method, it.path)))
        .collect();
    Report::new(changes, addresses.into_iter().collect())
}

/// The changes of a walk over messages that go the other way: what is a request there, programs read.
pub(super) fn turned(walk: &Walk<'_>, verdict: fn(&Rule, Mask) -> Wire) -> Vec<Change> {
    let reaches = reaches(walk);
    let turn = |finding: &Finding| {
        let mut change = change(walk, finding, Vec::new(), &reaches);
        let mask = mask(finding, &reaches);
        change.wire = verdict(finding.rule, Mask { request: mask.response, response: mask.request });
        change.direction = match change.direction {
            Direction::Request => Direction::Response,
            Direction::Response => Direction::Request,
            direction => direction,
        };
        change.operations.clear();
        change.id = format!("hook-{}", change.id);
        change.fingerprint = fingerprint(&[&change.id, &change.place, &change.before, &change.after]);
        change
    };
    walk.findings.iter().map(turn).collect()
}

/// The directions in which a finding is seen.
fn mask(finding: &Finding, reaches: &[Reach]) -> Mask {
    match finding.owner {
        Owner::Type(pair) => reaches[pair].mask().and(finding.mask),
        _ => finding.mask,
    }
}

/// A type of another name: the old name, the new one, the finding that says so.
struct Rename {
    old: String,
    new: String,
    finding: usize,
}

type ByOldName<'a> = HashMap<&'a str, Vec<&'a Rename>>;

/// Inline types are named after their place: where the place itself was renamed, that is the one change, and
/// the items of what is inside belong to it.
fn fold_renames(walk: &mut Walk<'_>) -> Vec<Rename> {
    let by_pair: BTreeMap<usize, usize> = walk.findings.iter().enumerate().filter_map(rename_of_pair).collect();
    let mut folded = BTreeMap::new();
    for (&pair, &finding) in &by_pair {
        if is(&walk.findings[finding], rules::INLINE_RENAMED)
            && let Some(cause) = cause(walk, pair, &by_pair, &mut HashSet::new())
        {
            folded.insert(finding, cause);
        }
    }
    for (&finding, &cause) in &folded {
        let touches = walk.findings[finding].touches.clone();
        walk.findings[cause].touches.extend(touches);
    }
    let keep: Vec<usize> = (0..walk.findings.len()).filter(|it| !folded.contains_key(it)).collect();
    let position = |finding: &usize| {
        let finding = folded.get(finding).unwrap_or(finding);
        keep.binary_search(finding).ok()
    };
    let mut renames = Vec::new();
    for (pair, finding) in &by_pair {
        let (old, new) = walk.types[*pair];
        if let Some(finding) = position(finding) {
            renames.push(Rename { old: old.name.to_string(), new: new.name.to_string(), finding });
        }
    }
    for (index, finding) in walk.findings.iter().enumerate() {
        if let (Owner::Operation(operation), Some(finding)) =
            (finding.owner, position(&index).filter(|_| renames_operation(finding)))
        {
            let (old, new) = walk.operations[operation];
            for suffix in ["", "Call", "Output", "Error"] {
                let name = |it: &TypeName| format!("{it}{suffix}");
                renames.push(Rename { old: name(&old.marker), new: name(&new.marker), finding });
            }
        }
    }
    renames.retain(|it| it.old != it.new);
    walk.findings = keep.iter().map(|it| walk.findings[*it].clone()).collect();
    renames
}

fn is(finding: &Finding, rule: &Rule) -> bool {
    finding.rule.name == rule.name
}

fn renames_operation(finding: &Finding) -> bool {
    [rules::OPERATION_ID, rules::OPERATION_ID_ADDED, rules::OPERATION_ID_REMOVED].iter().any(|it| is(finding, it))
}

fn rename_of_pair((index, finding): (usize, &Finding)) -> Option<(usize, usize)> {
    let rules = [rules::SCHEMA_RENAMED, rules::SCHEMA_TO_COMPONENT, rules::SCHEMA_TO_INLINE, rules::INLINE_RENAMED];
    match finding.owner {
        Owner::Type(pair) if rules.iter().any(|it| is(finding, it)) => Some((pair, index)),
        _ => None,
    }
}

/// The finding that renamed what an inline type is named after.
fn cause(walk: &Walk<'_>, pair: usize, by_pair: &BTreeMap<usize, usize>, seen: &mut HashSet<usize>) -> Option<usize> {
    if !seen.insert(pair) {
        return None;
    }
    walk.edges.iter().filter(|it| it.to == pair).find_map(|edge| match edge.from {
        Owner::Operation(operation) => {
            walk.findings.iter().position(|it| it.owner == Owner::Operation(operation) && renames_operation(it))
        }
        Owner::Type(outer) => {
            let finding = *by_pair.get(&outer)?;
            match is(&walk.findings[finding], rules::INLINE_RENAMED) {
                true => cause(walk, outer, by_pair, seen),
                false => Some(finding),
            }
        }
        _ => None,
    })
}

/// For each finding, the items that it touches, as indices.
fn attribute(walk: &Walk<'_>, items: &[ItemChange], renames: &[Rename]) -> Vec<BTreeSet<usize>> {
    let mut touched: Vec<BTreeSet<usize>> = vec![BTreeSet::new(); walk.findings.len()];
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
    for (finding, touched) in walk.findings.iter().zip(&mut touched) {
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
        follow(walk, items, &homeless, &mut touched);
    }
    touched
}

/// The items that no finding touches.
fn homeless(items: usize, touched: &[BTreeSet<usize>]) -> Vec<usize> {
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
        let twin = *come.get(path.as_str())?;
        (!used.is_empty()).then_some((index, twin, used))
    };
    gone.filter_map(pair).collect()
}

/// Types that come or go with something that was added or removed belong to that.
fn follow(walk: &Walk<'_>, items: &[ItemChange], homeless: &[usize], touched: &mut [BTreeSet<usize>]) {
    for (finding, touched) in walk.findings.iter().zip(touched) {
        if finding.roots.old.is_empty() && finding.roots.new.is_empty() {
            continue;
        }
        let owners: HashSet<String> =
            owners(walk.old, &finding.roots.old).chain(owners(walk.new, &finding.roots.new)).collect();
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
    seen.into_iter().map(|it| surface::path::type_(it.as_str())).collect::<Vec<_>>().into_iter()
}

/// Items that differ and that no finding explains, together by what they belong to.
fn consequences(items: impl Iterator<Item = ItemChange>) -> Vec<Change> {
    let mut by_owner: BTreeMap<String, Vec<ItemChange>> = BTreeMap::new();
    for item in items {
        by_owner.entry(item.owner.clone()).or_default().push(item);
    }
    let change = |(owner, items): (String, Vec<ItemChange>)| {
        let rule = rules::ITEMS_CHANGED;
        let paths: Vec<_> = items.iter().map(|it| it.path.clone()).collect();
        Change {
            id: rule.name.to_owned(),
            class: rule.class,
            direction: Direction::Neither,
            wire: Wire::None,
            rust: items.iter().map(|it| it.level).max().unwrap_or_default().max(rule.rust),
            message: format!("{} {}", sentence(rule.says, &owner, "", ""), said(&items)),
            callers: rule.callers.to_owned(),
            fingerprint: fingerprint(&[rule.name, &owner, &paths.join(" ")]),
            place: owner,
            before: String::new(),
            after: String::new(),
            old: None,
            new: None,
            operations: Vec::new(),
            items,
            security: false,
        }
    };
    by_owner.into_iter().map(change).collect()
}

/// The first items in words, with what they were and are.
fn said(items: &[ItemChange]) -> String {
    const MOST: usize = 2;
    let one = |it: &ItemChange| match (&it.before, &it.after) {
        (Some(before), Some(after)) => format!("{} is {} now, not {}", quoted(&it.path), quoted(after), quoted(before)),
        (Some(before), None) => format!("{} is gone", quoted(before)),
        (None, Some(after)) => format!("{} is new", quoted(after)),
        (None, None) => quoted(&it.path),
    };
    // What breaks callers comes first.
    let worst = sorted(items.to_vec());
    let mut texts: Vec<_> = worst.iter().take(MOST).map(one).collect();
    if items.len() > MOST {
        texts.push(format!("and {} more", items.len() - MOST));
    }
    texts.join(", ")
}

/// The items in the order in which a reader wants them: what breaks callers first; types, fields and methods before
/// what a type implements.
fn sorted(mut items: Vec<ItemChange>) -> Vec<ItemChange> {
    let implied = |it: &ItemChange| it.path.contains(" for ") || it.path.starts_with('<');
    items.sort_by(|a, b| {
        let key = |it: &ItemChange| (std::cmp::Reverse(it.level), implied(it));
        key(a).cmp(&key(b)).then_with(|| a.path.cmp(&b.path))
    });
    items
}

fn change(walk: &Walk<'_>, finding: &Finding, items: Vec<ItemChange>, reaches: &[Reach]) -> Change {
    let items = sorted(items);
    let rule = finding.rule;
    let mask = mask(finding, reaches);
    let mut operations: Vec<_> = match finding.owner {
        Owner::Type(pair) => reaches[pair].operations.iter().map(|it| walk.operations[*it].1.id.clone()).collect(),
        Owner::Operation(index) if finding.operations.is_empty() => vec![walk.operations[index].1.id.clone()],
        _ => finding.operations.clone(),
    };
    operations.sort();
    operations.dedup();
    let request = if mask.request { rule.request } else { Wire::None };
    let response = if mask.response { rule.response } else { Wire::None };
    // What no message has cannot break one; in an object that messages have it is a change all the same.
    let linked = matches!(finding.owner, Owner::Type(pair) if reaches[pair].linked);
    let unseen = linked && mask == Mask::NONE && rule.request.max(rule.response) > Wire::None;
    let wire = if unseen { Wire::NonBreaking } else { request.max(response) };
    let id = id(finding.subject, mask, rule.name);
    Change {
        class: rule.class,
        direction: Direction::of(mask.request, mask.response),
        wire,
        rust: items.iter().map(|it| it.level).max().unwrap_or_default().max(rule.rust),
        message: sentence(rule.says, &finding.place, &finding.before, &finding.after),
        callers: rule.callers.to_owned(),
        fingerprint: fingerprint(&[&id, &finding.place, &finding.before, &finding.after]),
        id,
        place: finding.place.clone(),
        before: finding.before.clone(),
        after: finding.after.clone(),
        old: finding.old.clone(),
        new: finding.new.clone(),
        operations,
        items,
        security: finding.security,
    }
}

/// `response-property-type-changed`.
fn id(subject: Subject, mask: Mask, name: &str) -> String {
    let message = match Direction::of(mask.request, mask.response) {
        Direction::Request => "request",
        Direction::Response => "response",
        Direction::Both | Direction::Neither => "schema",
    };
    match subject {
        Subject::Whole => name.to_owned(),
        Subject::Message => format!("{message}-{name}"),
        Subject::Parameter | Subject::ParameterContent => format!("request-parameter-{name}"),
        Subject::Body => format!("{message}-body-{name}"),
        Subject::Property => format!("{message}-property-{name}"),
        Subject::Header => format!("response-header-{name}"),
        Subject::Schema => format!("{message}-schema-{name}"),
        Subject::Webhook => format!("webhook-payload-{name}"),
    }
}

/// The sentence with its blanks filled. A value is never looked at for blanks.
fn sentence(template: &str, place: &str, before: &str, after: &str) -> String {
    let mut out = String::new();
    let mut rest = template;
    while let Some((head, tail)) = rest.split_once('{') {
        let Some((key, tail)) = tail.split_once('}') else { break };
        out.push_str(head);
        out.push_str(&match key {
            "place" => quoted(place),
            "before" => quoted(before),
            _ => quoted(after),
        });
        rest = tail;
    }
    out + rest
}

fn quoted(text: &str) -> String {
    format!("`{}`", clipped(text).replace('`', "'"))
}

/// At most so much of a text that a line stays a line.
fn clipped(text: &str) -> String {
    const MOST: usize = 120;
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}

/// One change for what several operations share by reference: the same place in both documents.
fn shared(changes: Vec<Change>) -> Vec<Change> {
    type Key = (String, Option<crate::Pointer>, Option<crate::Pointer>, String, String);
    let mut order: Vec<Key> = Vec::new();
    let mut groups: BTreeMap<Key, Vec<Change>> = BTreeMap::new();
    for change in changes {
        let key =
            (change.id.clone(), change.old.clone(), change.new.clone(), change.before.clone(), change.after.clone());
        let group = groups.entry(key.clone()).or_default();
        if group.is_empty() {
            order.push(key);
        }
        group.push(change);
    }
    order.iter().filter_map(|key| groups.remove(key)).flat_map(joined).collect()
}

fn joined(group: Vec<Change>) -> Vec<Change> {
    // The place of a shared thing is what follows the operation's name, `header x-total-count`. Where that
    // differs too, these are several changes of one schema.
    let tail = |it: &Change| it.place.split_once(' ').map(|it| it.1.to_owned());
    let same = group.iter().all(|it| tail(it) == tail(&group[0]) && it.operations.len() == 1);
    if group.len() < 2 || !same || (group[0].old.is_none() && group[0].new.is_none()) {
        return group;
    }
    let Some(place) = tail(&group[0]) else { return group };
    let mut operations: Vec<_> = group.iter().flat_map(|it| it.operations.clone()).collect();
    operations.sort();
    operations.dedup();
    let mut items: Vec<_> = group.iter().flat_map(|it| it.items.clone()).collect();
    items = sorted(items);
    items.dedup();
    let rust = group.iter().map(|it| it.rust).max().unwrap_or_default();
    let Some(first) = group.into_iter().next() else { return Vec::new() };
    let message = first.message.replace(&quoted(&first.place), &quoted(&place));
    let fingerprint = fingerprint(&[&first.id, &place, &first.before, &first.after]);
    vec![Change { place, operations, items, rust, message, fingerprint, ..first }]
}
