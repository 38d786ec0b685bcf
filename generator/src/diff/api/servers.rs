//! The servers of a document: which ones there are, and their variables.

use crate::Pointer;
use crate::diff::apis::Apis;
use crate::diff::finding::{Finding, Mask, Site, Subject, Touch};
use crate::diff::operations::matching;
use crate::diff::rules;
use crate::diff::values::addresses::{by_default, host, names, plain, same_url};
use crate::ir::{Api, Server};
use crate::surface::path;

/// Compares the servers: by URL, else by name, else by position.
pub(in crate::diff) fn compare(apis: Apis<'_>, relative_servers: [&[String]; 2]) -> Vec<Finding> {
    let (old, new) = (&apis.old.servers, &apis.new.servers);
    let pairs = matching::pairs(
        old,
        new,
        &[
            |a, b| same_url(&a.1.url, &b.1.url),
            |a, b| by_default(a.1) == by_default(b.1),
            |a, b| a.1.name == b.1.name,
            |a, b| a.0 == b.0,
        ],
    );
    let gone = old.iter().enumerate().filter(|(index, _)| !pairs.iter().any(|it| it.0 == *index));
    let come = new.iter().enumerate().filter(|(index, _)| !pairs.iter().any(|it| it.1 == *index));
    let mut found: Vec<Finding> = gone.map(removed).chain(come.map(|it| added(it, old))).collect();
    for &(a, b) in &pairs {
        pair((a, &old[a]), (b, &new[b]), &mut found);
    }
    found.extend(relative(apis, relative_servers));
    found.extend(default(old, new));
    found
}

fn removed((index, server): (usize, &Server)) -> Finding {
    place(index, index, server).removed(rules::SERVER_REMOVED, &server.url, &pointer(index)).touching(touches(server))
}

/// A server that came; on a host that is new, it concerns security.
fn added((index, server): (usize, &Server), old: &[Server]) -> Finding {
    let known = old.iter().any(|it| host(&it.url) == host(&server.url));
    let finding = place(index, index, server).added(rules::SERVER_ADDED, &server.url, &pointer(index));
    finding.touching(touches(server)).security(!known)
}

fn pair((a, old): (usize, &Server), (b, new): (usize, &Server), found: &mut Vec<Finding>) {
    let at = Site { touches: [touches(old), touches(new)].concat(), ..place(a, b, new) };
    let same = same_url(&old.url, &new.url);
    if !same && by_default(old) == by_default(new) {
        let fixed = old.variables.len() > new.variables.len();
        let rule = if fixed { rules::SERVER_FIXED } else { rules::SERVER_OPENED };
        found.push(at.finding(rule, &old.url, &new.url));
    } else if !same {
        let finding = at.finding(rules::SERVER_URL, &old.url, &new.url);
        found.push(finding.security(host(&old.url) != host(&new.url)));
    }
    let respelled = names(&old.url) == names(&new.url) && old.description == new.description;
    if respelled && same && old.name != new.name {
        found.push(at.finding(rules::SERVER_RESPELLED, &old.url, &new.url));
    }
    if old.description != new.description {
        found.push(at.finding(rules::SERVER_DOCS, "", ""));
    }
    variables(old, new, &at, found);
}

/// The server that is called where none is named.
fn default(old: &[Server], new: &[Server]) -> Option<Finding> {
    let (a, b) = (old.first()?, new.first()?);
    let known = new.iter().any(|it| same_url(&it.url, &a.url));
    if same_url(&a.url, &b.url) || by_default(a) == by_default(b) || !known {
        return None;
    }
    let at = Site::of_document(Subject::Whole, Mask::REQUEST, "servers", &pointer(0), &pointer(0));
    Some(at.finding(rules::SERVER_DEFAULT, &a.url, &b.url).security(host(&a.url) != host(&b.url)))
}

fn place(old: usize, new: usize, server: &Server) -> Site {
    Site::of_document(Subject::Whole, Mask::REQUEST, &server.url, &pointer(old), &pointer(new))
}

fn pointer(index: usize) -> Pointer {
    Pointer::root().key("servers").index(index)
}

/// The constant of a server and the setters of its variables.
fn touches(server: &Server) -> Vec<Touch> {
    let setters = server.variables.iter().map(|it| Touch::Owner(path::method("Server", it.name.as_str())));
    [Touch::Owner(path::server(server.name.as_str()))].into_iter().chain(setters).collect()
}

/// Variables belong together by their place in one URL, else by name: on the wire is only what stands in for them.
fn variables(old: &Server, new: &Server, at: &Site, found: &mut Vec<Finding>) {
    let by_place = same_url(&old.url, &new.url);
    let places = [&old.url, &new.url].map(|it| names(it));
    for after in &new.variables {
        let wire = match places[1].iter().position(|it| *it == after.wire).filter(|_| by_place) {
            Some(place) => places[0][place],
            None => &after.wire,
        };
        let Some(before) = old.variables.iter().find(|it| it.wire == wire) else { continue };
        let at = Site { place: format!("{} of {}", after.wire, at.place), ..at.clone() };
        if before.wire != after.wire {
            found.push(at.finding(rules::VARIABLE_RENAMED, &before.wire, &after.wire));
        }
        if before.description != after.description {
            found.push(at.finding(rules::SERVER_DOCS, "", "").touching(Vec::new()));
        }
        if before.default != after.default {
            found.push(at.finding(rules::VARIABLE_DEFAULT, &before.default, &after.default).security(true));
        }
        for value in after.values.iter().filter(|it| !before.values.contains(it) && !before.values.is_empty()) {
            found.push(at.finding(rules::VARIABLE_ADDED, "", value));
        }
        for value in before.values.iter().filter(|it| !after.values.contains(it) && !after.values.is_empty()) {
            found.push(at.finding(rules::VARIABLE_REMOVED, value, ""));
        }
        match (before.values.is_empty(), after.values.is_empty()) {
            (true, false) => found.push(at.finding(rules::VARIABLE_LIMITED, "", after.values.join(", "))),
            (false, true) => found.push(at.finding(rules::VARIABLE_FREED, before.values.join(", "), "")),
            _ => {}
        }
    }
}

/// Servers whose URLs are relative to the location of the document: their paths are all that is known.
fn relative(apis: Apis<'_>, relative_servers: [&[String]; 2]) -> Vec<Finding> {
    let [old, new] = relative_servers.map(|servers| servers.iter().map(|it| plain(it)).collect::<Vec<_>>());
    let at = Pointer::root().key("servers");
    let site = Site::of_document(Subject::Whole, Mask::REQUEST, "servers", &at, &at);
    let has_none = |api: &Api, relative: &[String]| api.servers.is_empty() && relative.is_empty();
    if old.len() == new.len() || has_none(apis.old, &old) || has_none(apis.new, &new) {
        let text = |it: &[String]| if it.is_empty() { "no path".to_owned() } else { it.join(", ") };
        let finding = site.finding(rules::SERVER_PATH, text(&old), text(&new));
        return if old == new { Vec::new() } else { vec![finding] };
    }
    let come = new.iter().filter(|it| !old.contains(it)).map(|it| site.added(rules::SERVER_PATH_ADDED, it, &at));
    let gone = old.iter().filter(|it| !new.contains(it)).map(|it| site.removed(rules::SERVER_PATH_REMOVED, it, &at));
    come.chain(gone).collect()
}
