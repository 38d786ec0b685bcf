//! What the server sends by itself: callbacks and webhooks, compared as operations the other way round. What they
//! send is read by programs, and what they take as an answer is what programs send.

use std::collections::HashSet;

use super::change::Change;
use super::finding::{Finding, Mask};
use super::rules::{self, Rule};
use super::walk::Walk;
use super::{Wire, matching, operations, summary};
use crate::Pointer;
use crate::ir::{Api, Aside};

/// The changes of callbacks and webhooks beyond those that the crate has items for.
pub(super) fn changes(old: &Api, new: &Api) -> Vec<Change> {
    if old.aside.hooks.is_none() && new.aside.hooks.is_none() {
        return Vec::new();
    }
    let nothing = Api { operations: Vec::new(), servers: Vec::new(), aside: Aside::default(), ..new.clone() };
    let (before, after) =
        (old.aside.hooks.as_deref().unwrap_or(&nothing), new.aside.hooks.as_deref().unwrap_or(&nothing));
    let mut walk = Walk::new(before, after);
    operations::compare(&mut walk);
    walk.drain();
    let told = told(old, new);
    walk.findings.retain(|it| !told_elsewhere(it, &told));
    summary::turned(&walk, verdict)
}

/// The places of what is told where the crate has items for it: what comes and goes with its operation, and what has a
/// type of its own.
fn told(old: &Api, new: &Api) -> HashSet<Pointer> {
    let addresses = |api: &Api| -> HashSet<String> {
        api.operations.iter().map(matching::address).map(|(method, path)| format!("{method} {path}")).collect()
    };
    let parents: HashSet<_> = addresses(old).intersection(&addresses(new)).cloned().collect();
    let mut told = HashSet::new();
    for api in [old, new] {
        told.extend(api.operations.iter().flat_map(|it| &it.callbacks).map(|it| it.pointer.clone()));
        told.extend(api.webhooks.iter().map(|it| it.pointer.clone()));
        let orphans = api.aside.hooks.iter().flat_map(|it| &it.operations);
        let orphans = orphans.filter(|it| it.tags.iter().any(|parent| !parents.contains(parent)));
        told.extend(orphans.map(|it| it.pointer.clone()));
    }
    told
}

fn told_elsewhere(finding: &Finding, told: &HashSet<Pointer>) -> bool {
    let whole = [
        rules::OPERATION_ADDED,
        rules::OPERATION_REMOVED,
        rules::OPERATION_REMOVED_DEPRECATED,
        rules::OPERATION_PATH,
        rules::OPERATION_ID,
    ];
    let place = finding.new.as_ref().or(finding.old.as_ref());
    whole.iter().any(|it| it.name == finding.rule.name) && place.is_some_and(|it| told.contains(it))
}

/// The verdict of a rule on a message that goes the other way.
fn verdict(rule: &Rule, mask: Mask) -> Wire {
    const HARMLESS: [&Rule; 12] = [
        rules::PARAMETER_OPTIONAL_ADDED,
        rules::PARAMETER_REQUIRED_ADDED,
        rules::PARAMETER_DEFAULT_ADDED,
        rules::PARAMETER_DEFAULT_REMOVED,
        rules::PARAMETER_DEFAULT_CHANGED,
        rules::BODY_OPTIONAL_ADDED,
        rules::BODY_REQUIRED_ADDED,
        rules::REQUEST_MEDIA_REMOVED,
        rules::RESPONSE_BODY_REMOVED,
        rules::HEADER_OPTIONAL,
        rules::HEADER_REMOVED,
        rules::SECURITY_ADDED,
    ];
    // Nothing tells the server which of several media types a program wants.
    const BREAKING: [&Rule; 2] = [rules::REQUEST_MEDIA_ADDED, rules::HEADER_REQUIRED];
    let is = |list: &[&Rule]| list.iter().any(|it| it.name == rule.name);
    if is(&HARMLESS) {
        return Wire::NonBreaking;
    }
    if is(&BREAKING) {
        return Wire::Breaking;
    }
    let request = if mask.request { rule.request } else { Wire::None };
    let response = if mask.response { rule.response } else { Wire::None };
    request.max(response)
}
