//! Paths that moved between the servers and the operations, which is no change on the wire.

use std::collections::HashSet;

use crate::Pointer;
use crate::diff::finding::{Finding, Mask, Site, Subject};
use crate::diff::operations::matching;
use crate::diff::rules;
use crate::diff::values::addresses::parts;
use crate::ir::{Api, Revision, Segment};

/// Both documents with the paths of their servers put before those of the operations, where that is what makes
/// operations the same: a prefix that moved from one to the other is no change on the wire.
pub(in crate::diff) fn aligned(old: &Revision, new: &Revision) -> Option<Aligned> {
    let (before, after) = (prefix(old)?, prefix(new)?);
    let (old_api, new_api) = (old.ungrouped(), new.ungrouped());
    let addresses = |api: &Api, prefix: &str| -> HashSet<(String, String)> {
        api.operations.iter().map(|it| (it.method.clone(), format!("{prefix}{}", matching::path(it)))).collect()
    };
    let common = |a: &str, b: &str| addresses(old_api, a).intersection(&addresses(new_api, b)).count();
    (before != after && common(&before, &after) > common("", ""))
        .then(|| Aligned { old: prefixed(old, before), new: prefixed(new, after) })
}

/// Two documents whose servers have no path of their own any more.
pub(in crate::diff) struct Aligned {
    pub old: Prefixed,
    pub new: Prefixed,
}

/// A document with the path of its servers before those of the operations.
pub(in crate::diff) struct Prefixed {
    pub api: Api,
    pub relative_servers: Vec<String>,
    prefix: String,
}

impl Aligned {
    /// The finding that the prefix moved.
    pub fn moved(&self) -> Finding {
        let at = Pointer::root().key("servers");
        let text = |it: &Prefixed| if it.prefix.is_empty() { "no path".to_owned() } else { it.prefix.clone() };
        let site = Site::of_document(Subject::Whole, Mask::REQUEST, "servers", &at, &at);
        site.finding(rules::SERVER_PREFIX, text(&self.old), text(&self.new))
    }
}

/// The path that all servers have; none where they differ, or where an operation has servers of its own.
fn prefix(of: &Revision) -> Option<String> {
    let api = of.ungrouped();
    let relative = of.relative_servers.iter().map(|it| parts(it).1);
    let mut paths = api.servers.iter().map(|it| parts(&it.url).1).chain(relative);
    let first = paths.next().unwrap_or_default();
    let alike = paths.all(|it| it == first) && api.operations.iter().all(|it| it.servers.is_empty());
    (alike && !first.contains(['{', '?', '#'])).then(|| first.to_owned())
}

fn prefixed(of: &Revision, prefix: String) -> Prefixed {
    let mut api = of.ungrouped().clone();
    for server in &mut api.servers {
        server.url = parts(&server.url).0.to_owned();
    }
    let relative_servers = if prefix.is_empty() { of.relative_servers.clone() } else { Vec::new() };
    for operation in &mut api.operations {
        operation.path = format!("{prefix}{}", operation.path);
        match operation.segments.first_mut() {
            Some(Segment::Literal(text)) => *text = format!("{prefix}{text}"),
            _ => operation.segments.insert(0, Segment::Literal(prefix.clone())),
        }
    }
    Prefixed { api, relative_servers, prefix }
}
