//! Credentials: what operations demand, and what the schemes are. A change that many operations share (the
//! document's own `security`) is one change.

use std::collections::{BTreeMap, BTreeSet};

use super::finding::{Finding, Mask, Owner, Site, Subject, Touch};
use super::matching;
use super::operations::list;
use super::rules::{self, Rule};
use super::walk::Walk;
use crate::ir::{Api, ApiKeyPlace, OAuthFlow, Operation, Requirement, SchemeKind, SecurityScheme};
use crate::surface::path;

/// An alternative: schemes by their names in the document, each with its scopes.
type Alternative = BTreeMap<String, Vec<String>>;

/// Compares what the operations demand.
pub(super) fn requirements(walk: &mut Walk<'_>) {
    let labels = Labels::of(walk);
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
        for finding in operation(alternatives(&labels.old, old), alternatives(&labels.new, new), &site) {
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

/// What each scheme is called where requirements are compared, old and new: by the new name where both are one.
struct Labels {
    old: Vec<String>,
    new: Vec<String>,
}

impl Labels {
    fn of(walk: &Walk<'_>) -> Self {
        let (old, new) = (&walk.old.schemes, &walk.new.schemes);
        let pairs = pairs(old, new);
        let label = |(index, scheme): (usize, &SecurityScheme)| match pairs.iter().find(|it| it.0 == index) {
            Some((_, twin)) => new[*twin].wire.clone(),
            None if new.iter().any(|it| it.wire == scheme.wire) => format!("{} as before", scheme.wire),
            None => scheme.wire.clone(),
        };
        Self { old: old.iter().enumerate().map(label).collect(), new: new.iter().map(|it| it.wire.clone()).collect() }
    }
}

/// The schemes that are one, as indices: alike under one name, else alike, else of one name. Names are not on the wire.
fn pairs(old: &[SecurityScheme], new: &[SecurityScheme]) -> Vec<(usize, usize)> {
    matching::pairs(
        old,
        new,
        &[
            |(_, a), (_, b)| a.wire == b.wire && alike(&a.kind, &b.kind),
            |(_, a), (_, b)| alike(&a.kind, &b.kind),
            |(_, a), (_, b)| a.wire == b.wire,
        ],
    )
}

/// Whether a program that has credentials for one has them for the other, and sends them alike.
fn alike(old: &SchemeKind, new: &SchemeKind) -> bool {
    match (old, new) {
        (SchemeKind::OAuth2(old), SchemeKind::OAuth2(new)) => {
            let urls = |it: &OAuthFlow| {
                let refresh = it.refresh_url.as_ref().or(it.token_url.as_ref());
                (it.kind.clone(), it.token_url.clone(), it.authorization_url.clone(), refresh.cloned())
            };
            let all = |flows: &[OAuthFlow]| flows.iter().map(urls).collect::<BTreeSet<_>>();
            all(old) == all(new)
        }
        (SchemeKind::ApiKey { place: a, parameter: old }, SchemeKind::ApiKey { place: b, parameter: new }) => {
            a == b && (old == new || (*a == ApiKeyPlace::Header && old.eq_ignore_ascii_case(new)))
        }
        (SchemeKind::Http(old), SchemeKind::Http(new)) => old.eq_ignore_ascii_case(new),
        (old, new) => old == new,
    }
}

/// The alternatives of an operation; none at all is the same as an empty one.
fn alternatives(labels: &[String], operation: &Operation) -> Vec<Alternative> {
    let named = |it: &Requirement| {
        let scheme = |index: usize| labels.get(index).cloned().unwrap_or_default();
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
    let names = |it: &Alternative| it.keys().cloned().collect::<BTreeSet<_>>();
    let twin = |it: &Alternative, list: &[Alternative]| list.iter().any(|other| names(other) == names(it));
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
        let more: Vec<_> = new.iter().filter(|it| names(it).is_superset(&names(before)) && !twin(it, &old)).collect();
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
    for after in new.iter().filter(|it| !it.is_empty() && !twin(it, &old) && !told.contains(it)) {
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

/// Compares the schemes. One that no operation uses is on no wire.
pub(super) fn schemes(walk: &mut Walk<'_>) {
    let (old, new) = (&walk.old.schemes, &walk.new.schemes);
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
        let site = site(before, after, uses(walk.old, a) || uses(walk.new, b));
        let from = found.len();
        if before.wire != after.wire {
            found.push(site.finding(rules::SCHEME_RENAMED, &before.wire, &after.wire));
        }
        scheme(before, after, &site, &mut found);
        let format = |api: &Api, it: &SecurityScheme| api.aside.bearer_formats.get(&it.wire).cloned();
        let formats = (format(walk.old, before), format(walk.new, after));
        if formats.0 != formats.1 && before.kind == after.kind {
            let text = |it: Option<String>| it.unwrap_or_else(|| "any".to_owned());
            let finding = site.finding(rules::BEARER_FORMAT, text(formats.0), text(formats.1));
            found.push(finding.touching(Vec::new()));
        }
        let users = users(walk, &after.wire);
        found[from..].iter_mut().for_each(|it| it.operations.clone_from(&users));
    }
    for (index, it) in old.iter().enumerate().filter(|(index, _)| !pairs.iter().any(|pair| pair.0 == *index)) {
        found.push(site(it, it, uses(walk.old, index)).removed(rules::SCHEME_REMOVED, kind(&it.kind), &it.pointer));
    }
    for (index, it) in new.iter().enumerate().filter(|(index, _)| !pairs.iter().any(|pair| pair.1 == *index)) {
        found.push(site(it, it, uses(walk.new, index)).added(rules::SCHEME_ADDED, kind(&it.kind), &it.pointer));
    }
    walk.findings.extend(found);
}

/// Whether an operation may be called with the scheme at that index.
fn uses(api: &Api, scheme: usize) -> bool {
    api.operations.iter().any(|it| it.security.iter().flatten().any(|it| it.scheme == scheme))
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
        (before, after) if !matches!(before, SchemeKind::OAuth2(_)) && alike(before, after) => {}
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
