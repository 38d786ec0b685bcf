//! Paths that moved between the servers and the operations, which is no change on the wire.

use std::collections::HashSet;

use crate::Pointer;
use crate::diff::finding::{Finding, Mask, Site, Subject};
use crate::diff::operations::matching;
use crate::diff::rules;
use crate::diff::values::addresses::parts;
use crate::ir::{Api, Segment};

/// Both documents with the paths of their servers put before those of the operations, where that is what makes
/// operations the same: a prefix that moved from one to the other is no change on the wire.
pub(in crate::diff) fn aligned(old: &Api, new: &Api) -> Option<Aligned> {
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
pub(in crate::diff) struct Aligned {
    pub old: Api,
    pub new: Api,
    pub before: String,
    pub after: String,
}

/// Tells that the prefix moved.
pub(in crate::diff) fn moved(before: &str, after: &str) -> Finding {
    let at = Pointer::root().key("servers");
    let text = |it: &str| if it.is_empty() { "no path".to_owned() } else { it.to_owned() };
    let site = Site::of_document(Subject::Whole, Mask::REQUEST, "servers", &at, &at);
    site.finding(rules::SERVER_PREFIX, text(before), text(after))
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
