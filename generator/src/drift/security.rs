//! Credentials: what operations demand, and what the schemes are. A change that many operations share (the
//! document's own `security`) is one change.

use std::collections::BTreeMap;

use super::finding::{Finding, Mask, Owner, Site, Subject, Touch};
use super::operations::list;
use super::rules::{self, Rule};
use super::walk::Walk;
use crate::ir::{Api, ApiKeyPlace, OAuthFlow, Operation, Requirement, SchemeKind, SecurityScheme};
use crate::surface::path;

/// An alternative: schemes by their names in the document, each with its scopes.
type Alternative = BTreeMap<String, Vec<String>>;

/// Compares what the operations demand.
pub(super) fn requirements(walk: &mut Walk<'_>) {
    let mut shared: BTreeMap<(&'static str, String, String), Vec<Finding>> = BTreeMap::new();
    for (index, (old, new)) in walk.operations.iter().enumerate() {
        let site = Site {
            owner: Owner::Operation(index),
            subject: Subject::Whole,
            mask: Mask::REQUEST,
            place: new.id.clone(),
            old: old.pointer.clone(),
            new: new.pointer.clone(),
            touches: Vec::new(),
        };
        for finding in operation(alternatives(walk.old, old), alternatives(walk.new, new), &site) {
            let key = (finding.rule.name, finding.before.clone(), finding.after.clone());
            shared.entry(key).or_default().push(finding);
        }
    }
    for findings in shared.into_values() {
        let operations: Vec<_> = findings.iter().map(|it| it.place.clone()).collect();
        let Some(first) = findings.into_iter().next() else { continue };
        let place = if operations.len() > 1 { format!("{} operations", operations.len()) } else { first.place.clone() };
        walk.findings.push(Finding { place, operations, ..first });
    }
}

/// The alternatives of an operation; none at all is the same as an empty one.
fn alternatives(api: &Api, operation: &Operation) -> Vec<Alternative> {
    let named = |it: &Requirement| {
        let scheme = |index: usize| api.schemes.get(index).map(|it| it.wire.clone()).unwrap_or_default();
        let scopes = |it: &[String]| super::operations::sorted(it);
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
    let names = |it: &Alternative| it.keys().cloned().collect::<Vec<_>>();
    let mut found = Vec::new();
    for before in &old {
        match new.iter().find(|it| names(it) == names(before)) {
            Some(after) => found.extend(scopes(before, after, site)),
            None if before.is_empty() => {}
            None => found.push(site.finding(rules::ALTERNATIVE_REMOVED, alternative(before), "").security(true)),
        }
    }
    for after in new.iter().filter(|it| !it.is_empty() && !old.iter().any(|old| names(old) == names(it))) {
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

/// Compares the schemes that operations use.
pub(super) fn schemes(walk: &mut Walk<'_>) {
    let site = |old: &SecurityScheme, new: &SecurityScheme| Site {
        owner: Owner::Document,
        subject: Subject::Whole,
        mask: Mask::REQUEST,
        place: new.wire.clone(),
        old: old.pointer.clone(),
        new: new.pointer.clone(),
        touches: [old, new].map(|it| Touch::Owner(path::credential(it.name.as_str()))).into(),
    };
    let mut found = Vec::new();
    for old in &walk.old.schemes {
        match walk.new.schemes.iter().find(|it| it.wire == old.wire) {
            Some(new) => {
                let from = found.len();
                scheme(old, new, &site(old, new), &mut found);
                let users = users(walk, &old.wire);
                found[from..].iter_mut().for_each(|it| it.operations.clone_from(&users));
            }
            None => found.push(site(old, old).removed(rules::SCHEME_REMOVED, kind(&old.kind), &old.pointer)),
        }
    }
    for new in walk.new.schemes.iter().filter(|it| !walk.old.schemes.iter().any(|old| old.wire == it.wire)) {
        found.push(site(new, new).added(rules::SCHEME_ADDED, kind(&new.kind), &new.pointer));
    }
    walk.findings.extend(found);
}

/// The operations that may be called with a scheme.
fn users(walk: &Walk<'_>, scheme: &str) -> Vec<String> {
    let uses = |it: &&(&Operation, &Operation)| {
        it.1.security.iter().flatten().any(|it| walk.new.schemes.get(it.scheme).is_some_and(|it| it.wire == scheme))
    };
    walk.operations.iter().filter(uses).map(|it| it.1.id.clone()).collect()
}

fn scheme(old: &SecurityScheme, new: &SecurityScheme, site: &Site, found: &mut Vec<Finding>) {
    match (&old.kind, &new.kind) {
        (SchemeKind::ApiKey { .. }, SchemeKind::ApiKey { .. }) if old.kind != new.kind => {
            found.push(site.finding(rules::SCHEME_KEY, kind(&old.kind), kind(&new.kind)).security(true));
        }
        (SchemeKind::OAuth2(old), SchemeKind::OAuth2(new)) => flows(old, new, site, found),
        (SchemeKind::OpenId { url: before }, SchemeKind::OpenId { url: after }) if before != after => {
            found.push(site.finding(rules::TOKEN_URL, before, after).security(true));
        }
        (before, after) if before != after => {
            found.push(site.finding(rules::SCHEME_TYPE, kind(before), kind(after)).security(true));
        }
        _ => {}
    }
    if old.docs != new.docs {
        let site = Site { subject: Subject::Message, touches: Vec::new(), ..site.clone() };
        found.push(Finding { mask: Mask::REQUEST, ..site.finding(rules::SCHEME_DOCS, "", "").whole() });
    }
}

fn flows(old: &[OAuthFlow], new: &[OAuthFlow], site: &Site, found: &mut Vec<Finding>) {
    for flow in old.iter().filter(|it| !new.iter().any(|new| new.kind == it.kind)) {
        found.push(site.finding(rules::FLOW_REMOVED, &flow.kind, ""));
    }
    for after in new {
        let Some(before) = old.iter().find(|it| it.kind == after.kind) else {
            found.push(site.finding(rules::FLOW_ADDED, "", &after.kind));
            continue;
        };
        for (before, after) in [
            (&before.token_url, &after.token_url),
            (&before.refresh_url, &after.refresh_url),
            (&before.authorization_url, &after.authorization_url),
        ] {
            if before != after {
                let text = |it: &Option<String>| it.clone().unwrap_or_else(|| "none".into());
                found.push(changed(rules::TOKEN_URL, &text(before), &text(after), site));
            }
        }
        if sorted(&before.scopes) != sorted(&after.scopes) {
            let (before, after) = (names(&before.scopes), names(&after.scopes));
            let finding = site.finding(rules::SCHEME_SCOPES, list(&before), list(&after));
            found.push(finding.touching(Vec::new()));
        }
    }
}

fn changed(rule: &'static Rule, before: &str, after: &str, site: &Site) -> Finding {
    site.finding(rule, before, after).security(true)
}

fn sorted(scopes: &[(String, String)]) -> Vec<(String, String)> {
    let mut scopes = scopes.to_vec();
    scopes.sort();
    scopes
}

fn names(scopes: &[(String, String)]) -> Vec<String> {
    sorted(scopes).into_iter().map(|it| it.0).collect()
}

/// A scheme in a few words.
fn kind(kind: &SchemeKind) -> String {
    match kind {
        SchemeKind::ApiKey { place, parameter } => {
            let place = match place {
                ApiKeyPlace::Header => "header",
                ApiKeyPlace::Query => "query parameter",
                ApiKeyPlace::Cookie => "cookie",
            };
            format!("a key in the {place} {parameter}")
        }
        SchemeKind::Basic => "name and password".to_owned(),
        SchemeKind::Bearer => "a bearer token".to_owned(),
        SchemeKind::Http(scheme) => format!("HTTP {scheme}"),
        SchemeKind::OAuth2(flows) => {
            let flows: Vec<_> = flows.iter().map(|it| it.kind.clone()).collect();
            format!("OAuth 2.0 ({})", list(&flows))
        }
        SchemeKind::OpenId { .. } => "OpenID Connect".to_owned(),
        SchemeKind::MutualTls => "a client certificate".to_owned(),
    }
}
