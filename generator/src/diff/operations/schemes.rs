//! The schemes of credentials: which are one, what they are, where their tokens come from.

use std::collections::{BTreeMap, BTreeSet};

use super::items::list;
use super::matching;
use crate::diff::apis::Apis;
use crate::diff::finding::{Finding, Mask, Owner, Site, Subject, Touch};
use crate::diff::rules;
use crate::ir::{Api, ApiKeyLocation, OAuthFlow, Operation, SchemeKind, SecurityScheme};
use crate::surface::path;

/// Compares the schemes. One that no operation uses is on no wire.
pub(in crate::diff) fn compare(
    apis: Apis<'_>,
    bearer_formats: [&BTreeMap<String, String>; 2],
    operations: &[(&Operation, &Operation)],
) -> Vec<Finding> {
    let (old, new) = (&apis.old.schemes, &apis.new.schemes);
    let pairs = pairs(old, new);
    let mask = |used: bool| if used { Mask::REQUEST } else { Mask::NONE };
    let site = |a: &SecurityScheme, b: &SecurityScheme, used: bool| Site {
        owner: Owner::Document,
        subject: Subject::Whole,
        mask: mask(used),
        place: b.wire.clone(),
        old: a.pointer.clone(),
        new: b.pointer.clone(),
        touches: [a, b].map(|it| Touch::Owner(path::credential(it.name.as_str()))).into(),
    };
    let mut found = Vec::new();
    for &(a, b) in &pairs {
        let (before, after) = (&old[a], &new[b]);
        let site = site(before, after, uses(apis.old, a) || uses(apis.new, b));
        let from = found.len();
        if before.wire != after.wire {
            found.push(site.finding(rules::SCHEME_RENAMED, &before.wire, &after.wire));
        }
        scheme(before, after, &site, &mut found);
        let [was, is] = [bearer_formats[0].get(&before.wire), bearer_formats[1].get(&after.wire)];
        if was != is && before.kind == after.kind {
            let text = |it: Option<&String>| it.cloned().unwrap_or_else(|| "any".to_owned());
            let finding = site.finding(rules::BEARER_FORMAT, text(was), text(is));
            found.push(finding.touching(Vec::new()));
        }
        let users = users(apis.new, operations, &after.wire);
        found[from..].iter_mut().for_each(|it| it.operations.clone_from(&users));
    }
    for (index, it) in old.iter().enumerate().filter(|(index, _)| !pairs.iter().any(|pair| pair.0 == *index)) {
        found.push(site(it, it, uses(apis.old, index)).removed(rules::SCHEME_REMOVED, kind(&it.kind), &it.pointer));
    }
    for (index, it) in new.iter().enumerate().filter(|(index, _)| !pairs.iter().any(|pair| pair.1 == *index)) {
        found.push(site(it, it, uses(apis.new, index)).added(rules::SCHEME_ADDED, kind(&it.kind), &it.pointer));
    }
    found
}

/// Whether an operation may be called with the scheme at that index.
fn uses(api: &Api, scheme: usize) -> bool {
    api.operations.iter().any(|operation| operation.security.iter().flatten().any(|it| it.scheme == scheme))
}

/// The operations that may be called with a scheme.
fn users(new: &Api, operations: &[(&Operation, &Operation)], scheme: &str) -> Vec<String> {
    let uses = |it: &&(&Operation, &Operation)| {
        it.1.security.iter().flatten().any(|used| new.schemes.get(used.scheme).is_some_and(|it| it.wire == scheme))
    };
    operations.iter().filter(uses).map(|it| it.1.id.clone()).collect()
}

fn scheme(old: &SecurityScheme, new: &SecurityScheme, site: &Site, found: &mut Vec<Finding>) {
    match (&old.kind, &new.kind) {
        (before, after) if !matches!(before, SchemeKind::OAuth2(_)) && equivalent(before, after) => {}
        (SchemeKind::ApiKey { .. }, SchemeKind::ApiKey { .. }) => {
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
        // Where nothing else is said, tokens are refreshed where they are had.
        let own = |it: &OAuthFlow| it.refresh_url.clone().filter(|url| Some(url) != it.token_url.as_ref());
        found.extend(address(before.token_url.as_deref(), after.token_url.as_deref(), site));
        found.extend(address(own(before).as_deref(), own(after).as_deref(), site));
        found.extend(address(before.authorization_url.as_deref(), after.authorization_url.as_deref(), site));
        let (texts, scopes) = ((&before.scopes, &after.scopes), (names(&before.scopes), names(&after.scopes)));
        let finding = match scopes.0 == scopes.1 {
            true if sorted(texts.0) == sorted(texts.1) => continue,
            true => site.finding(rules::SCHEME_DOCS, "", ""),
            false => site.finding(rules::SCHEME_SCOPES, list(&scopes.0), list(&scopes.1)),
        };
        found.push(finding.touching(Vec::new()));
    }
}

/// An address that tokens come from.
fn address(before: Option<&str>, after: Option<&str>, site: &Site) -> Option<Finding> {
    let rule = match (before, after) {
        (before, after) if before == after => return None,
        (None, _) => rules::TOKEN_URL_ADDED,
        (_, None) => rules::TOKEN_URL_REMOVED,
        _ => rules::TOKEN_URL,
    };
    Some(site.finding(rule, before.unwrap_or_default(), after.unwrap_or_default()).security(true))
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
        SchemeKind::ApiKey { location, parameter } => {
            let location = match location {
                ApiKeyLocation::Header => "header",
                ApiKeyLocation::Query => "query parameter",
                ApiKeyLocation::Cookie => "cookie",
            };
            format!("a key in the {location} {parameter}")
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

/// The schemes that are one, as indices: equivalent under one name, else equivalent, else of one name. Names are not on the wire.
pub(in crate::diff) fn pairs(old: &[SecurityScheme], new: &[SecurityScheme]) -> Vec<(usize, usize)> {
    matching::pairs(
        old,
        new,
        &[
            |(_, a), (_, b)| a.wire == b.wire && equivalent(&a.kind, &b.kind),
            |(_, a), (_, b)| equivalent(&a.kind, &b.kind),
            |(_, a), (_, b)| a.wire == b.wire,
        ],
    )
}

/// Whether a program that has credentials for one has them for the other, and sends them in the same way.
fn equivalent(old: &SchemeKind, new: &SchemeKind) -> bool {
    match (old, new) {
        (SchemeKind::OAuth2(old), SchemeKind::OAuth2(new)) => {
            let urls = |it: &OAuthFlow| {
                let refresh = it.refresh_url.as_ref().or(it.token_url.as_ref());
                (it.kind.clone(), it.token_url.clone(), it.authorization_url.clone(), refresh.cloned())
            };
            let all = |flows: &[OAuthFlow]| flows.iter().map(urls).collect::<BTreeSet<_>>();
            all(old) == all(new)
        }
        (SchemeKind::ApiKey { location: a, parameter: old }, SchemeKind::ApiKey { location: b, parameter: new }) => {
            a == b && (old == new || (*a == ApiKeyLocation::Header && old.eq_ignore_ascii_case(new)))
        }
        (SchemeKind::Http(old), SchemeKind::Http(new)) => old.eq_ignore_ascii_case(new),
        (old, new) => old == new,
    }
}
