//! The servers of a document: which ones there are, their variables, and paths that moved between them and the
//! operations.

use std::collections::HashSet;

use super::document::site;
use super::finding::{Finding, Mask, Site, Subject, Touch};
use super::walk::Walk;
use super::{matching, rules};
use crate::Pointer;
use crate::ir::{Api, Segment, Server};
use crate::surface::path;

/// Compares the servers: by URL, else by name, else by position.
pub(super) fn compare(walk: &mut Walk<'_>) {
    let (old, new) = (&walk.old.servers, &walk.new.servers);
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
    let pointer = |index: usize| Pointer::root().key("servers").index(index);
    let touches = |it: &Server| -> Vec<Touch> {
        let setters = it.variables.iter().map(|it| Touch::Owner(path::method("Server", it.name.as_str())));
        [Touch::Owner(path::server(it.name.as_str()))].into_iter().chain(setters).collect()
    };
    let mut found = Vec::new();
    for (index, server) in old.iter().enumerate().filter(|(index, _)| !pairs.iter().any(|it| it.0 == *index)) {
        let at = site(Subject::Whole, Mask::REQUEST, &server.url, &pointer(index), &pointer(index));
        found.push(at.removed(rules::SERVER_REMOVED, &server.url, &pointer(index)).touching(touches(server)));
    }
    for (index, server) in new.iter().enumerate().filter(|(index, _)| !pairs.iter().any(|it| it.1 == *index)) {
        let at = site(Subject::Whole, Mask::REQUEST, &server.url, &pointer(index), &pointer(index));
        let finding = at.added(rules::SERVER_ADDED, &server.url, &pointer(index)).touching(touches(server));
        found.push(finding.security(!old.iter().any(|it| host(&it.url) == host(&server.url))));
    }
    for &(a, b) in &pairs {
        let (left, right) = (&old[a], &new[b]);
        let at = site(Subject::Whole, Mask::REQUEST, &right.url, &pointer(a), &pointer(b));
        let at = Site { touches: [touches(left), touches(right)].concat(), ..at };
        if !same_url(&left.url, &right.url) && by_default(left) == by_default(right) {
            let fixed = left.variables.len() > right.variables.len();
            let rule = if fixed { rules::SERVER_FIXED } else { rules::SERVER_OPENED };
            found.push(at.finding(rule, &left.url, &right.url));
        } else if !same_url(&left.url, &right.url) {
            let finding = at.finding(rules::SERVER_URL, &left.url, &right.url);
            found.push(finding.security(host(&left.url) != host(&right.url)));
        }
        let respelled = names(&left.url) == names(&right.url) && left.description == right.description;
        if respelled && same_url(&left.url, &right.url) && left.name != right.name {
            found.push(at.finding(rules::SERVER_RESPELLED, &left.url, &right.url));
        }
        if left.description != right.description {
            found.push(Finding { place: right.url.clone(), ..at.finding(rules::SERVER_DOCS, "", "") });
        }
        variables(left, right, &at, &mut found);
    }
    found.extend(relative(walk));
    if let (Some(a), Some(b)) = (old.first(), new.first()) {
        let known = |list: &[Server], it: &Server| list.iter().any(|other| same_url(&other.url, &it.url));
        if !same_url(&a.url, &b.url) && by_default(a) != by_default(b) && known(new, a) {
            let at = site(Subject::Whole, Mask::REQUEST, "servers", &pointer(0), &pointer(0));
            let finding = at.finding(rules::SERVER_DEFAULT, &a.url, &b.url);
            found.push(finding.security(host(&a.url) != host(&b.url)));
        }
    }
    walk.findings.extend(found);
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

/// The names of the variables of a URL template, in order.
fn names(url: &str) -> Vec<&str> {
    url.split('{').skip(1).filter_map(|it| it.split_once('}').map(|it| it.0)).collect()
}

/// Servers whose addresses begin where the document was found: their paths are all that is known.
fn relative(walk: &Walk<'_>) -> Vec<Finding> {
    let urls = |api: &Api| api.aside.relative_servers.iter().map(|it| plain(it)).collect::<Vec<_>>();
    let (old, new) = (urls(walk.old), urls(walk.new));
    let at = Pointer::root().key("servers");
    let site = site(Subject::Whole, Mask::REQUEST, "servers", &at, &at);
    let unsaid = |api: &Api| api.servers.is_empty() && api.aside.relative_servers.is_empty();
    if old.len() == new.len() || unsaid(walk.old) || unsaid(walk.new) {
        let text = |it: &[String]| if it.is_empty() { "no path".to_owned() } else { it.join(", ") };
        let finding = site.finding(rules::SERVER_PATH, text(&old), text(&new));
        return if old == new { Vec::new() } else { vec![finding] };
    }
    let come = new.iter().filter(|it| !old.contains(it)).map(|it| site.added(rules::SERVER_PATH_ADDED, it, &at));
    let gone = old.iter().filter(|it| !new.contains(it)).map(|it| site.removed(rules::SERVER_PATH_REMOVED, it, &at));
    come.chain(gone).collect()
}

/// The address where no variable is set.
fn by_default(server: &Server) -> String {
    let url = server
        .variables
        .iter()
        .fold(server.url.clone(), |url, it| url.replace(&format!("{{{}}}", it.wire), &it.default));
    plain(&url)
}

fn same_url(old: &str, new: &str) -> bool {
    plain(old) == plain(new)
}

/// The address of a server without what does not count: a slash at the end, since paths are put after it all the
/// same, the case of scheme and host, a port that goes without saying, the names of variables.
pub(super) fn plain(url: &str) -> String {
    let (origin, path) = parts(url);
    let mut plain = origin.to_ascii_lowercase();
    for (scheme, port) in [("https://", ":443"), ("http://", ":80")] {
        if plain.starts_with(scheme) && plain.ends_with(port) {
            plain.truncate(plain.len() - port.len());
        }
    }
    let mut plain = format!("{plain}{path}");
    for name in names(url) {
        plain = plain.replacen(&format!("{{{}}}", name.to_ascii_lowercase()), "{}", 1);
        plain = plain.replacen(&format!("{{{name}}}"), "{}", 1);
    }
    plain
}

/// Scheme and host, and the path without a slash at the end.
fn parts(url: &str) -> (&str, &str) {
    let from = url.find("://").map_or(0, |it| it + 3);
    let start = url[from..].find('/').map_or(url.len(), |it| from + it);
    (&url[..start], url[start..].trim_end_matches('/'))
}

/// The host of a URL, port included; all of it where there is no scheme.
fn host(url: &str) -> String {
    let rest = url.split_once("://").map_or(url, |it| it.1);
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    authority.rsplit('@').next().unwrap_or_default().to_ascii_lowercase()
}

/// Both documents with the paths of their servers put before those of the operations, where that is what makes
/// operations the same: a prefix that moved from one to the other is no change on the wire.
pub(super) fn aligned(old: &Api, new: &Api) -> Option<Aligned> {
    let (before, after) = (prefix(old)?, prefix(new)?);
    let addresses = |api: &Api, prefix: &str| -> HashSet<(String, String)> {
        api.operations.iter().map(|it| (it.method.clone(), format!("{prefix}{}", matching::path(it)))).collect()
    };
    let common = |a: &str, b: &str| addresses(old, a).intersection(&addresses(new, b)).count();
    (before != after && common(&before, &after) > common("", "")).then(|| Aligned {
        old: prefixed(old, &before),
        new: prefixed(new, &after),
        before,
        after,
    })
}

/// Two documents whose servers have no path of their own any more.
pub(super) struct Aligned {
    pub old: Api,
    pub new: Api,
    pub before: String,
    pub after: String,
}

/// Notes that the prefix moved.
pub(super) fn moved(walk: &mut Walk<'_>, before: &str, after: &str) {
    let at = Pointer::root().key("servers");
    let text = |it: &str| if it.is_empty() { "no path".to_owned() } else { it.to_owned() };
    let site = site(Subject::Whole, Mask::REQUEST, "servers", &at, &at);
    walk.findings.push(site.finding(rules::SERVER_PREFIX, text(before), text(after)));
}

/// The path that all servers have; none where they differ, or where an operation has servers of its own.
fn prefix(api: &Api) -> Option<String> {
    let relative = api.aside.relative_servers.iter().map(|it| parts(it).1);
    let mut paths = api.servers.iter().map(|it| parts(&it.url).1).chain(relative);
    let first = paths.next().unwrap_or_default();
    let alike = paths.all(|it| it == first) && api.operations.iter().all(|it| it.servers.is_empty());
    (alike && !first.contains(['{', '?', '#'])).then(|| first.to_owned())
}

fn prefixed(api: &Api, prefix: &str) -> Api {
    let mut api = api.clone();
    for server in &mut api.servers {
        server.url = parts(&server.url).0.to_owned();
    }
    if !prefix.is_empty() {
        api.aside.relative_servers.clear();
    }
    for operation in &mut api.operations {
        operation.path = format!("{prefix}{}", operation.path);
        match operation.segments.first_mut() {
            Some(Segment::Literal(text)) => *text = format!("{prefix}{text}"),
            _ => operation.segments.insert(0, Segment::Literal(prefix.to_owned())),
        }
    }
    api
}
