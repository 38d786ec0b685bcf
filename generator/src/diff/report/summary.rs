//! From findings to changes: the direction and the operations of each, its id and sentence, and the public
//! items that it touches. Every item that differs ends up at some change, so the crate's level is never too low.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::attribution::{attribute, homeless};
use super::change::{Change, Report};
use super::fingerprint::fingerprint;
use super::reach::{Reach, reaches};
use super::renames::fold_renames;
use super::wording::{first, id, quoted, said, sentence, sorted};
use crate::diff::compared::Compared;
use crate::diff::finding::{Finding, Mask, Owner};
use crate::diff::rules::{self, FROM_THE_SERVER, Rule, kind};
use crate::diff::verdict::{Direction, Level, Wire};
use crate::surface::{self, ItemChange, Surface};

/// The report of a comparison.
pub(in crate::diff) fn report(mut compared: Compared<'_>) -> Report {
    let reaches = reaches(&compared);
    let items = surface::changes(&Surface::of(compared.crates.0), &Surface::of(compared.crates.1));
    let renames = fold_renames(&mut compared);
    let touched = attribute(&compared, &items, &renames);
    let mut changes: Vec<Change> = Vec::new();
    for (finding, touched) in compared.findings.iter().zip(&touched) {
        let items = touched.iter().map(|it| items[*it].clone()).collect();
        changes.push(change(&compared, finding, items, &reaches));
    }
    let homeless = homeless(items.len(), &touched);
    changes.extend(consequences(homeless.into_iter().map(|it| items[it].clone())));
    let changes = shared(changes);
    let reached: BTreeSet<&str> = changes.iter().flat_map(|it| &it.operations).map(String::as_str).collect();
    let all = compared.apis.old.operations.iter().chain(&compared.apis.new.operations);
    let addresses: BTreeMap<_, _> = all
        .filter(|it| reached.contains(it.id.as_str()))
        .map(|it| (it.id.clone(), format!("{} {}", it.method, it.path)))
        .collect();
    Report::new(changes, addresses.into_iter().collect())
}

/// The changes of messages that go the other way: what is a request there, programs read.
pub(in crate::diff) fn turned(compared: &Compared<'_>, verdict: fn(&Rule, Mask) -> Wire) -> Vec<Change> {
    let reaches = reaches(compared);
    let turn = |finding: &Finding| {
        let mut change = change(compared, finding, Vec::new(), &reaches);
        let mask = mask(finding, &reaches);
        change.wire = verdict(finding.rule, Mask { request: mask.response, response: mask.request });
        change.direction = match change.direction {
            Direction::Request => Direction::Response,
            Direction::Response => Direction::Request,
            direction => direction,
        };
        // No crate has anything of it.
        change.rust = Level::None;
        change.callers = callers(finding.rule, change.wire, Level::None).to_owned();
        change.operations.clear();
        change.id = format!("{FROM_THE_SERVER}{}", change.id);
        change.fingerprint = fingerprint(&[&change.id, &change.place, &change.before, &change.after]);
        change
    };
    compared.findings.iter().map(turn).collect()
}

/// The directions in which a finding is seen.
fn mask(finding: &Finding, reaches: &[Reach]) -> Mask {
    match finding.owner {
        Owner::Type(pair) => reaches[pair].mask().and(finding.mask),
        _ => finding.mask,
    }
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

fn change(compared: &Compared<'_>, finding: &Finding, items: Vec<ItemChange>, reaches: &[Reach]) -> Change {
    let items = sorted(items);
    let rule = finding.rule;
    let mask = mask(finding, reaches);
    let mut operations: Vec<_> = match finding.owner {
        Owner::Type(pair) => reaches[pair].operations.iter().map(|it| compared.operations[*it].1.id.clone()).collect(),
        Owner::Operation(index) if finding.operations.is_empty() => vec![compared.operations[index].1.id.clone()],
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
    let rust = items.iter().map(|it| it.level).max().unwrap_or_default().max(rule.rust);
    Change {
        class: rule.class,
        direction: Direction::of(mask.request, mask.response),
        wire,
        rust,
        message: sentence(rule.says, &finding.place, &finding.before, &finding.after),
        callers: callers(rule, wire, rust).to_owned(),
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

/// What callers must do. A rule speaks of the direction in which it breaks them; in the other one only code does.
fn callers(rule: &Rule, wire: Wire, rust: Level) -> &'static str {
    match rule.request == rule.response || wire == Wire::Breaking {
        true => rule.callers,
        false if rust == Level::Major => "change the code that uses these items",
        false => "nothing to do",
    }
}

/// One change for what several operations or types share by reference: the same place in both documents.
fn shared(changes: Vec<Change>) -> Vec<Change> {
    type Key = (String, Option<crate::Pointer>, Option<crate::Pointer>, String, String);
    let key = |it: &Change| (it.id.clone(), it.old.clone(), it.new.clone(), it.before.clone(), it.after.clone());
    let mut order: Vec<Key> = Vec::new();
    let mut groups: BTreeMap<Key, Vec<Change>> = BTreeMap::new();
    for change in changes {
        let group = groups.entry(key(&change)).or_default();
        if group.is_empty() {
            order.push(key(&change));
        }
        group.push(change);
    }
    let changes = order.iter().filter_map(|key| groups.remove(key)).flat_map(joined).collect();
    told_by_messages(changes)
}

/// A base that no message has by itself changes with the types that have it: what is told of them need not be told of it.
fn told_by_messages(changes: Vec<Change>) -> Vec<Change> {
    let unseen = |it: &Change| it.direction == Direction::Neither && it.old.as_ref().or(it.new.as_ref()).is_some();
    let (bases, mut others): (Vec<_>, Vec<_>) = changes.into_iter().partition(unseen);
    let mut kinds: HashMap<_, usize> = HashMap::new();
    let key =
        |it: &Change| Some((kind(&it.id)?.name, it.old.clone(), it.new.clone(), it.before.clone(), it.after.clone()));
    for (index, change) in others.iter().enumerate().filter(|it| !it.1.id.starts_with(FROM_THE_SERVER)) {
        key(change).and_then(|it| kinds.insert(it, index));
    }
    for base in bases {
        match key(&base).and_then(|it| kinds.get(&it)) {
            Some(&index) => {
                let change = &mut others[index];
                let items = [change.items.clone(), base.items].concat();
                change.items = sorted(items);
                change.items.dedup();
                change.rust = change.rust.max(base.rust);
            }
            None => others.push(base),
        }
    }
    others
}

fn joined(group: Vec<Change>) -> Vec<Change> {
    if group.len() < 2 || (group[0].old.is_none() && group[0].new.is_none()) {
        return group;
    }
    // The place of a shared thing is what follows the operation's name, `header x-total-count`. Where that
    // differs too, these are several changes of one schema.
    let tail = |it: &Change| it.place.split_once(' ').map(|it| it.1.to_owned());
    // A member of a base is one of every type that has the base.
    let member = |it: &Change| it.place.rsplit_once('.').map(|it| it.1.to_owned());
    let same = |name: &dyn Fn(&Change) -> Option<String>| {
        name(&group[0]).filter(|first| group.iter().all(|it| name(it).as_ref() == Some(first)))
    };
    if let Some(place) = same(&tail).filter(|_| group.iter().all(|it| it.operations.len() == 1)) {
        let said = quoted(&place);
        let fingerprint = fingerprint(&[&group[0].id, &place, &group[0].before, &group[0].after]);
        return one(group, place, &said, fingerprint).into_iter().collect();
    }
    if same(&member).is_some() && group.iter().all(|it| it.place != group[0].place || it == &group[0]) {
        let mut places: Vec<_> = group.iter().map(|it| it.place.clone()).collect();
        places.sort();
        let pointer = group[0].new.as_ref().or(group[0].old.as_ref()).map(ToString::to_string).unwrap_or_default();
        let fingerprint = fingerprint(&[&group[0].id, &pointer, &group[0].before, &group[0].after]);
        const MOST: usize = 3;
        let said = first(places.iter().map(|it| quoted(it)), MOST);
        return one(group, places.join(", "), &said, fingerprint).into_iter().collect();
    }
    group
}

/// All of a group as one change at a place, with what the sentence calls it.
fn one(group: Vec<Change>, place: String, said: &str, fingerprint: String) -> Option<Change> {
    let mut operations: Vec<_> = group.iter().flat_map(|it| it.operations.clone()).collect();
    operations.sort();
    operations.dedup();
    let mut items: Vec<_> = group.iter().flat_map(|it| it.items.clone()).collect();
    items = sorted(items);
    items.dedup();
    let wire = group.iter().map(|it| it.wire).max().unwrap_or_default();
    let rust = group.iter().map(|it| it.rust).max().unwrap_or_default();
    let first = group.into_iter().max_by_key(|it| (it.wire, it.rust))?;
    let message = first.message.replace(&quoted(&first.place), said);
    Some(Change { place, operations, items, wire, rust, message, fingerprint, ..first })
}
