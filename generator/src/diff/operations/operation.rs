//! Operations: which ones there are, their addresses and ids, and everything that hangs on a pair of them.

use super::items::{client_methods, list, of_error, of_headers, of_operation, of_parameter, path_params, sorted};
use super::{bodies, callbacks, matching, parameters, requirements, responses};
use crate::diff::apis::Apis;
use crate::diff::finding::{Finding, Mask, Owner, Site, Subject, Touch};
use crate::diff::notes::Notes;
use crate::diff::rules;
use crate::diff::values::addresses::{plain, same_url};
use crate::ir::{Api, Operation, ScopeConst, TypeRef};
use crate::surface::path;

/// The pairs of operations, and what differs in them.
pub(in crate::diff) struct Operations<'a> {
    pub pairs: Vec<(&'a Operation, &'a Operation)>,
    pub found: Notes<'a>,
}

/// Compares all operations.
pub(in crate::diff) fn compare(apis: Apis<'_>) -> Operations<'_> {
    let matched = matching::operations(apis.old, apis.new);
    let swapped = matching::swapped(&matched);
    let mut found = Notes::default();
    found.extend(matched.added.iter().map(|it| added(apis.new, it)));
    found.extend(matched.removed.iter().map(|it| removed(apis.old, it)));
    let pairs = matched.both;
    if !swapped.is_empty() {
        found.push(ids_swapped(&pairs, &swapped));
    }
    for (index, &pair) in pairs.iter().enumerate() {
        let site = Site { owner: Owner::Operation(index), ..whole(pair.0, pair.1) };
        found.extend(moved(pair.0, pair.1, &site));
        if !swapped.contains(&index) {
            found.extend(renamed(pair.0, pair.1, &site));
        }
        found.extend(words(apis, pair.0, pair.1, &site));
        found.join(parameters::compare(apis, pair, &site));
        found.join(bodies::compare(apis, pair, &site));
        found.join(responses::compare(apis, pair, &site));
        found.join(callbacks::compare(apis, pair, &site));
    }
    found.extend(requirements::compare(apis, &pairs));
    Operations { pairs, found }
}

fn added(api: &Api, operation: &Operation) -> Finding {
    let finding = whole(operation, operation).added(rules::OPERATION_ADDED, address(operation), &operation.pointer);
    let finding = finding.gaining(types(operation)).touching_more(headers(api, operation));
    Finding { operations: vec![operation.id.clone()], ..finding }
}

fn removed(api: &Api, operation: &Operation) -> Finding {
    let rule = match operation.deprecated {
        true => rules::OPERATION_REMOVED_DEPRECATED,
        false => rules::OPERATION_REMOVED,
    };
    let finding = whole(operation, operation).removed(rule, address(operation), &operation.pointer);
    let finding = finding.losing(types(operation)).touching_more(headers(api, operation));
    Finding { operations: vec![operation.id.clone()], ..finding }
}

/// The place of a whole operation; its owner is the document until a pair is known.
fn whole(old: &Operation, new: &Operation) -> Site {
    let touches = [old, new].into_iter().flat_map(of_operation).collect();
    Site {
        owner: Owner::Document,
        subject: Subject::Whole,
        mask: Mask::BOTH,
        place: new.id.clone(),
        old: old.pointer.clone(),
        new: new.pointer.clone(),
        touches,
    }
}

/// The keys of all its headers, and the variants of its error responses.
fn headers(api: &Api, operation: &Operation) -> Vec<Touch> {
    let headers = operation.responses.iter().flat_map(|it| of_headers(api, it));
    let errors = operation.error_responses().flat_map(|it| of_error(api, it));
    headers.chain(errors).collect()
}

/// `PUT /keywords/{id}`.
fn address(operation: &Operation) -> String {
    format!("{} {}", operation.method, operation.path)
}

/// Every type that an operation names.
fn types(operation: &Operation) -> Vec<TypeRef> {
    let params = operation.params.iter().map(|it| &it.ty);
    let bodies = operation.body.iter().flat_map(|body| body.contents.iter().map(|it| &it.ty));
    let responses = operation.responses.iter().flat_map(|response| response.contents.iter().map(|it| &it.ty));
    let callbacks = operation.callbacks.iter().map(|it| &it.ty);
    params.chain(bodies).chain(responses).chain(callbacks).cloned().collect()
}

fn ids_swapped(all: &[(&Operation, &Operation)], swapped: &std::collections::HashSet<usize>) -> Finding {
    let mut indices: Vec<_> = swapped.iter().copied().collect();
    indices.sort_unstable();
    let pairs: Vec<_> = indices.iter().map(|it| all[*it]).collect();
    let names: Vec<_> = pairs.iter().map(|it| it.1.id.clone()).collect();
    let text = |it: &Operation| format!("{} = {}", it.name, address(it));
    let before: Vec<_> = pairs.iter().map(|it| text(it.0)).collect();
    let after: Vec<_> = pairs.iter().map(|it| text(it.1)).collect();
    let site = Site { place: names.join(", "), ..whole(pairs[0].0, pairs[0].1) };
    let touches = pairs
        .iter()
        .flat_map(|(old, new)| [of_operation(old), client_methods(old), of_operation(new), client_methods(new)]);
    let finding = site.finding(rules::OPERATION_IDS_SWAPPED, before.join(", "), after.join(", "));
    Finding { operations: names, ..finding.touching(touches.flatten().collect()) }
}

/// Method and path.
fn moved(old: &Operation, new: &Operation, site: &Site) -> Vec<Finding> {
    let mut found = Vec::new();
    let silent = |it: Finding| it.touching(Vec::new());
    if old.method != new.method {
        found.push(silent(site.finding(rules::OPERATION_METHOD, &old.method, &new.method)));
    }
    if matching::path(old) != matching::path(new) {
        found.push(silent(site.finding(rules::OPERATION_PATH, &old.path, &new.path)));
    } else {
        for (a, b) in path_params(old).zip(path_params(new)).filter(|(a, b)| a.wire != b.wire) {
            let touches = [(old, a), (new, b)].map(|(operation, param)| of_parameter(operation, param)).concat();
            found.push(site.finding(rules::PATH_VARIABLE, &a.wire, &b.wire).touching(touches));
        }
    }
    found
}

fn renamed(old: &Operation, new: &Operation, site: &Site) -> Option<Finding> {
    let rule = match (old.id_given, new.id_given) {
        (true, true) if old.id != new.id => rules::OPERATION_ID,
        (false, true) => rules::OPERATION_ID_ADDED,
        (true, false) => rules::OPERATION_ID_REMOVED,
        _ => return None,
    };
    Some(site.finding(rule, &old.id, &new.id))
}

/// What is said about an operation as a whole.
fn words(apis: Apis<'_>, old: &Operation, new: &Operation, site: &Site) -> Vec<Finding> {
    let mut found = Vec::new();
    let silent = Site { touches: Vec::new(), ..site.clone() };
    if old.deprecated != new.deprecated {
        let rule = if new.deprecated { rules::OPERATION_DEPRECATED } else { rules::OPERATION_UNDEPRECATED };
        found.push(silent.finding(rule, "", "").touching(client_methods(new)));
    }
    if sorted(&old.tags) != sorted(&new.tags) {
        found.push(silent.finding(rules::OPERATION_TAGS, list(&old.tags), list(&new.tags)));
    }
    if old.docs != new.docs {
        found.push(silent.finding(rules::OPERATION_DOCS, "", ""));
    }
    if scopes(&old.scopes) != scopes(&new.scopes) {
        let consts = |it: &Operation| -> Vec<Touch> {
            let owner = path::operation(it.marker.as_str());
            it.scopes.iter().map(|it| Touch::Item(path::variant(&owner, it.name.as_str()))).collect()
        };
        let finding = silent.finding(rules::OPERATION_SCOPE, scopes(&old.scopes), scopes(&new.scopes));
        found.push(finding.touching([consts(old), consts(new)].concat()));
    }
    let (before, after) = (urls(apis.old, old), urls(apis.new, new));
    let same = |it: &[String]| it.iter().map(|it| plain(it)).collect::<Vec<_>>();
    // An operation without servers of its own follows the document's, whose changes are told once.
    if (!old.servers.is_empty() || !new.servers.is_empty()) && same(&before) != same(&after) {
        let more = |of: &[String], than: &[String]| -> Vec<String> {
            of.iter().filter(|it| !than.iter().any(|other| same_url(other, it))).cloned().collect()
        };
        let (gone, come) = (more(&before, &after), more(&after, &before));
        // The first one is where calls go by default.
        let first = |it: &[String]| it.first().map(|it| plain(it));
        let finding = match first(&before) == first(&after) {
            true if gone.is_empty() && !come.is_empty() => {
                silent.finding(rules::OPERATION_SERVER_ADDED, "", list(&come))
            }
            true if come.is_empty() && !gone.is_empty() => {
                silent.finding(rules::OPERATION_SERVER_REMOVED, list(&gone), "")
            }
            _ => silent.finding(rules::OPERATION_SERVERS, list(&before), list(&after)),
        };
        found.push(finding.security(true));
    }
    if let Some(finding) = pagination(old, new, &silent) {
        found.push(finding);
    }
    found
}

fn pagination(old: &Operation, new: &Operation, site: &Site) -> Option<Finding> {
    let text = |it: &Operation| match &it.pagination {
        Some(it) => {
            let way: Vec<_> = it.items.iter().map(|it| it.field.to_string()).collect();
            format!("{:?} over {}", it.style, way.join("."))
        }
        None => "none".to_owned(),
    };
    let kind = |it: &Operation| it.pagination.as_ref().map(|it| std::mem::discriminant(&it.style));
    let items = |it: &Operation| {
        it.pagination.as_ref().map(|pages| pages.items.iter().map(|it| it.field.clone()).collect::<Vec<_>>())
    };
    if kind(old) == kind(new) && items(old) == items(new) {
        return None;
    }
    let touches = [old, new].map(|it| {
        let owner = path::operation(it.marker.as_str());
        let item = path::associated(&owner, "Paginated", "Item");
        vec![Touch::Item(path::implements("Paginated", &owner)), Touch::Item(item)]
    });
    let short = |text: String| text.split_whitespace().next().unwrap_or_default().to_owned();
    let finding = site.finding(rules::OPERATION_PAGINATION, short(text(old)), short(text(new)));
    Some(finding.touching(touches.concat()))
}

fn scopes(scopes: &[ScopeConst]) -> String {
    let mut texts: Vec<_> = scopes.iter().map(|it| format!("{}: {}", it.wire, sorted(&it.values).join(", "))).collect();
    texts.sort();
    if texts.is_empty() { "nothing".to_owned() } else { texts.join("; ") }
}

fn urls(api: &Api, operation: &Operation) -> Vec<String> {
    let servers = if operation.servers.is_empty() { &api.servers } else { &operation.servers };
    servers.iter().map(|it| it.url.clone()).collect()
}
