//! The security requirements of operations. A change that many operations share (the document's own `security`) is one
//! change.

use std::collections::{BTreeMap, BTreeSet};

use super::items::sorted;
use super::schemes::pairs;
use crate::diff::apis::Apis;
use crate::diff::finding::{Finding, Mask, Owner, Site, Subject};
use crate::diff::rules::{self, Rule};
use crate::ir::{Operation, Requirement, SecurityScheme};

/// An alternative: schemes by their names in the document, each with its scopes.
type Alternative = BTreeMap<String, Vec<String>>;

/// Compares the security requirements of operations.
pub(in crate::diff) fn compare(apis: Apis<'_>, operations: &[(&Operation, &Operation)]) -> Vec<Finding> {
    let labels = Labels::of(apis);
    let mut shared: BTreeMap<(&'static str, String, String), Vec<Finding>> = BTreeMap::new();
    for (index, (old, new)) in operations.iter().enumerate() {
        let site = Site {
            owner: Owner::Operation(index),
            subject: Subject::Whole,
            mask: Mask::REQUEST,
            place: new.id.clone(),
            old: old.pointer.clone(),
            new: new.pointer.clone(),
            touches: Vec::new(),
        };
        for finding in operation(alternatives(&labels.old, old), alternatives(&labels.new, new), &site) {
            let key = (finding.rule.name, finding.before.clone(), finding.after.clone());
            shared.entry(key).or_default().push(finding);
        }
    }
    let joined = shared.into_values().filter_map(|findings| {
        let operations: Vec<_> = findings.iter().map(|it| it.place.clone()).collect();
        let first = findings.into_iter().next()?;
        let place = if operations.len() > 1 { format!("{} operations", operations.len()) } else { first.place.clone() };
        Some(Finding { place, operations, ..first })
    });
    joined.collect()
}

/// What each scheme is called where requirements are compared, old and new: by the new name where both are one.
struct Labels {
    old: Vec<String>,
    new: Vec<String>,
}

impl Labels {
    fn of(apis: Apis<'_>) -> Self {
        let (old, new) = (&apis.old.schemes, &apis.new.schemes);
        let pairs = pairs(old, new);
        let label = |(index, scheme): (usize, &SecurityScheme)| match pairs.iter().find(|it| it.0 == index) {
            Some((_, counterpart)) => new[*counterpart].wire.clone(),
            None if new.iter().any(|it| it.wire == scheme.wire) => format!("{} as before", scheme.wire),
            None => scheme.wire.clone(),
        };
        Self { old: old.iter().enumerate().map(label).collect(), new: new.iter().map(|it| it.wire.clone()).collect() }
    }
}

/// The alternatives of an operation; none at all is the same as an empty one.
fn alternatives(labels: &[String], operation: &Operation) -> Vec<Alternative> {
    let named = |it: &Requirement| {
        let scheme = |index: usize| labels.get(index).cloned().unwrap_or_default();
        let scopes = |it: &[String]| sorted(it);
        it.iter().map(|it| (scheme(it.scheme), scopes(&it.scopes))).collect()
    };
    let mut alternatives: Vec<Alternative> = operation.security.iter().map(named).collect();
    if alternatives.is_empty() {
        alternatives.push(Alternative::new());
    }
    alternatives.sort();
    alternatives.dedup();
    alternatives
}

fn operation(old: Vec<Alternative>, new: Vec<Alternative>, site: &Site) -> Vec<Finding> {
    if old == new {
        return Vec::new();
    }
    let text = |list: &[Alternative]| list.iter().map(alternative).collect::<Vec<_>>().join(" or ");
    let open = |list: &[Alternative]| list.iter().any(Alternative::is_empty);
    match (open(&old), open(&new)) {
        (true, false) => return vec![site.finding(rules::SECURITY_ADDED, "", text(&new))],
        (false, true) => return vec![site.finding(rules::SECURITY_REMOVED, text(&old), "").security(true)],
        _ => {}
    }
    let names = |it: &Alternative| it.keys().cloned().collect::<BTreeSet<_>>();
    let counterpart = |it: &Alternative, list: &[Alternative]| list.iter().any(|other| names(other) == names(it));
    let mut found = Vec::new();
    let mut told = Vec::new();
    // Several alternatives may become one.
    let mut changes: BTreeMap<(&str, String), (&'static Rule, Vec<String>)> = BTreeMap::new();
    for before in old.iter().filter(|it| !it.is_empty()) {
        if let Some(after) = new.iter().find(|it| names(it) == names(before)) {
            found.extend(scopes(before, after, site));
            continue;
        }
        let less: Vec<_> = new.iter().filter(|it| names(it).is_subset(&names(before))).collect();
        let more: Vec<_> =
            new.iter().filter(|it| names(it).is_superset(&names(before)) && !counterpart(it, &old)).collect();
        let (rule, after) = match (less.is_empty(), more.is_empty()) {
            (false, _) => (rules::ALTERNATIVE_RELAXED, less),
            (true, false) => (rules::ALTERNATIVE_TIGHTENED, more),
            (true, true) => (rules::ALTERNATIVE_REMOVED, Vec::new()),
        };
        let texts: Vec<_> = after.iter().map(|it| alternative(it)).collect();
        changes.entry((rule.name, texts.join(" or "))).or_insert((rule, Vec::new())).1.push(alternative(before));
        told.extend(after);
    }
    for ((_, after), (rule, before)) in changes {
        match rule.name == rules::ALTERNATIVE_REMOVED.name {
            true => found.extend(before.iter().map(|it| site.finding(rule, it, "").security(true))),
            false => found.push(site.finding(rule, before.join(" or "), after).security(true)),
        }
    }
    for after in new.iter().filter(|it| !it.is_empty() && !counterpart(it, &old) && !told.contains(it)) {
        found.push(site.finding(rules::ALTERNATIVE_ADDED, "", alternative(after)).security(true));
    }
    found
}

/// `apiKey`, `oauth (read, write) and tenant`, `nothing`.
fn alternative(alternative: &Alternative) -> String {
    let scheme = |(name, scopes): (&String, &Vec<String>)| match scopes.as_slice() {
        [] => name.clone(),
        scopes => format!("{name} ({})", scopes.join(", ")),
    };
    let schemes: Vec<_> = alternative.iter().map(scheme).collect();
    if schemes.is_empty() { "nothing".to_owned() } else { schemes.join(" and ") }
}

fn scopes(old: &Alternative, new: &Alternative, site: &Site) -> Vec<Finding> {
    let mut found = Vec::new();
    for (scheme, before) in old {
        let after = new.get(scheme).cloned().unwrap_or_default();
        for scope in after.iter().filter(|it| !before.contains(it)) {
            found.push(site.finding(rules::SCOPE_ADDED, "", format!("{scope} of {scheme}")));
        }
        for scope in before.iter().filter(|it| !after.contains(it)) {
            found.push(site.finding(rules::SCOPE_REMOVED, format!("{scope} of {scheme}"), "").security(true));
        }
    }
    found
}
