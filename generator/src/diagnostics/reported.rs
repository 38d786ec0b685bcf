//! Which parts of a document a problem was reported for.

use std::collections::BTreeSet;

use super::finding::{At, Severity};
use super::list::Diagnostics;
use crate::Pointer;
use crate::source_map::Origins;

/// What holds schemas by the names that their author gave them: what is reported of one is not reported of its neighbours.
const HOLDERS: [&str; 5] = ["properties", "schemas", "definitions", "$defs", "parameters"];

/// The locations for which something was reported, and what is around them up to the member or component that they belong to.
pub(crate) fn reported(diags: &Diagnostics, origins: &Origins<'_>) -> BTreeSet<Pointer> {
    let mut reported = BTreeSet::new();
    for finding in diags.iter().filter(|it| it.severity != Severity::Documented) {
        let At::Pointer(at) = &finding.at else { continue };
        let mut next = origins.of(at);
        while let Some(at) = next.filter(|at| !reported.contains(at)) {
            next = at.parent().filter(|around| !HOLDERS.contains(&around.last().as_str()));
            reported.insert(at);
        }
    }
    reported
}
