//! About what something has been said.

use std::collections::BTreeSet;

use super::finding::{At, Severity};
use super::list::Diagnostics;
use crate::Pointer;
use crate::source_map::Origins;

/// What holds schemas by the names that their author gave them: what is said about one is not said about its neighbours.
const HOLDERS: [&str; 5] = ["properties", "schemas", "definitions", "$defs", "parameters"];

/// The places about which something was said, and what is around them up to the member or component that they belong to.
pub(crate) fn said(diags: &Diagnostics, origins: &Origins<'_>) -> BTreeSet<Pointer> {
    let mut said = BTreeSet::new();
    for finding in diags.iter().filter(|it| it.severity != Severity::Documented) {
        let At::Pointer(at) = &finding.at else { continue };
        let mut next = origins.of(at);
        while let Some(at) = next.filter(|at| !said.contains(at)) {
            next = at.parent().filter(|around| !HOLDERS.contains(&around.last().as_str()));
            said.insert(at);
        }
    }
    said
}
