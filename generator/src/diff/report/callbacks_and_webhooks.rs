//! What the server sends by itself: callbacks and webhooks, compared as operations the other way round. What they
//! send is read by programs, and the responses that they accept are what programs send.

use std::collections::HashSet;

use super::change::{Change, Report};
use super::summary;
use crate::Pointer;
use crate::diff::api::collect::Collector;
use crate::diff::apis::Apis;
use crate::diff::compared::Compared;
use crate::diff::finding::{Finding, Mask};
use crate::diff::operations::{matching, operation};
use crate::diff::rules::{self, Rule};
use crate::diff::verdict::Wire;
use crate::ir::{Api, Operation, Revision};

/// The report with the changes of callbacks and webhooks beyond those that the crate has items for.
pub(in crate::diff) fn added(report: Report, old: &Revision, new: &Revision) -> Report {
    let (before, after) = (&old.callbacks_and_webhooks, &new.callbacks_and_webhooks);
    let Some(any) = after.as_ref().or(before.as_ref()) else { return report };
    let nothing = Api { operations: Vec::new(), ..any.clone() };
    let (before, after) = (before.as_ref().unwrap_or(&nothing), after.as_ref().unwrap_or(&nothing));
    let apis = Apis { old: before, new: after };
    let operations = operation::compare(apis);
    let mut collector = Collector::new(apis, (before, after));
    collector.take(operations.found);
    let mut compared = collector.done(operations.pairs);
    let reported = reported_elsewhere(old, new);
    compared.findings.retain(|it| !is_reported_elsewhere(it, &reported));
    let mut own = summary::turned(&compared, verdict);
    let parents = parents(&compared, &mut own, &new.api);
    report.with(|changes| without_duplicates(&compared, changes, own), parents)
}

/// Puts each change of a callback to the operation that brings it about; gives these operations with their addresses.
fn parents(compared: &Compared<'_>, changes: &mut [Change], new: &Api) -> Vec<(String, String)> {
    let parent = |change: &Change| {
        let pair =
            compared.operations.iter().find(|it| is_within(&change.old, it.0) || is_within(&change.new, it.1))?;
        let parent = pair.1.tags.first()?;
        new.operations.iter().find(|it| shape(it) == *parent)
    };
    let mut found = Vec::new();
    for change in changes {
        if let Some(operation) = parent(change) {
            change.operations = vec![operation.id.clone()];
            found.push((operation.id.clone(), format!("{} {}", operation.method, operation.path)));
        }
    }
    found
}

/// Whether a place is one of an operation.
fn is_within(at: &Option<Pointer>, operation: &Operation) -> bool {
    at.as_ref().is_some_and(|at| at.is_within(&operation.pointer))
}

/// `POST /pets/{}`, by which a callback knows its operation.
fn shape(operation: &Operation) -> String {
    let (method, path) = matching::address(operation);
    format!("{method} {path}")
}

/// What is still there with a body of another kind has not come or gone, although the crate's type for it has: the items
/// belong to the change of the body.
fn without_duplicates(compared: &Compared<'_>, mut changes: Vec<Change>, mut own: Vec<Change>) -> Vec<Change> {
    const WHOLE: [&Rule; 4] =
        [rules::CALLBACK_ADDED, rules::CALLBACK_REMOVED, rules::WEBHOOK_ADDED, rules::WEBHOOK_REMOVED];
    changes.retain(|change| {
        let is = |at: &Option<Pointer>, it: &Operation| at.as_ref() == Some(&it.pointer);
        let whole = WHOLE.iter().any(|it| it.name == change.id);
        let pair = compared.operations.iter().find(|it| whole && (is(&change.old, it.0) || is(&change.new, it.1)));
        let is_of_pair =
            |it: &&mut Change| pair.is_some_and(|pair| is_within(&it.old, pair.0) || is_within(&it.new, pair.1));
        match own.iter_mut().filter(is_of_pair).max_by_key(|it| it.wire) {
            Some(change_of_body) => {
                change_of_body.items.extend(change.items.iter().cloned());
                change_of_body.operations.clone_from(&change.operations);
                change_of_body.rust = change_of_body.rust.max(change.rust);
                false
            }
            None => true,
        }
    });
    [changes, own].concat()
}

/// The places of what is told where the crate has items for it: what comes and goes with its operation, and what has a
/// type of its own.
fn reported_elsewhere(old: &Revision, new: &Revision) -> HashSet<Pointer> {
    let addresses = |api: &Api| -> HashSet<String> { api.operations.iter().map(shape).collect() };
    let parents: HashSet<_> = addresses(&old.api).intersection(&addresses(&new.api)).cloned().collect();
    let mut reported = HashSet::new();
    for Revision { api, callbacks_and_webhooks, .. } in [old, new] {
        reported.extend(api.operations.iter().flat_map(|it| &it.callbacks).map(|it| it.pointer.clone()));
        reported.extend(api.webhooks.iter().map(|it| it.pointer.clone()));
        let orphans = callbacks_and_webhooks.iter().flat_map(|it| &it.operations);
        let orphans = orphans.filter(|it| it.tags.iter().any(|parent| !parents.contains(parent)));
        reported.extend(orphans.map(|it| it.pointer.clone()));
    }
    reported
}

fn is_reported_elsewhere(finding: &Finding, reported: &HashSet<Pointer>) -> bool {
    let whole = [
        rules::OPERATION_ADDED,
        rules::OPERATION_REMOVED,
        rules::OPERATION_REMOVED_DEPRECATED,
        rules::OPERATION_PATH,
        rules::OPERATION_ID,
    ];
    let place = finding.new.as_ref().or(finding.old.as_ref());
    whole.iter().any(|it| it.name == finding.rule.name) && place.is_some_and(|it| reported.contains(it))
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
