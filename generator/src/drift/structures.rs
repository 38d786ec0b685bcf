//! A value at a place: its type together with what its inline schema demands. Lists with a type per position.

use super::finding::Site;
use super::walk::Walk;
use super::{demands, rules};
use crate::ir::{Constraints, Tuple, TypeRef};

/// Compares a type together with what its inline schema demands.
pub(super) fn value<'a>(
    walk: &mut Walk<'a>,
    (old, before): (&'a TypeRef, &Constraints),
    (new, after): (&'a TypeRef, &Constraints),
    site: &Site,
) {
    let from = walk.findings.len();
    walk.compare(old, new, site);
    let (before, after) = walk.demands((old, before), (new, after));
    let found = demands::findings(walk, (old, &before), (new, &after), site, from);
    walk.findings.extend(found);
}

/// Compares two tuples, position by position.
pub(super) fn tuples<'a>(walk: &mut Walk<'a>, old: &'a Tuple, new: &'a Tuple, site: &Site) {
    for (index, (a, b)) in old.items.iter().zip(&new.items).enumerate() {
        walk.compare(a, b, &site.inside(&format!("[{index}]")));
    }
    let text = |it: &Tuple, rest: bool| format!("{} positions{}", it.items.len(), if rest { " and more" } else { "" });
    match (&old.rest, &new.rest) {
        (Some(a), Some(b)) if old.items.len() == new.items.len() => walk.compare(a, b, &site.inside("[]")),
        (None, None) if old.items.len() == new.items.len() => {}
        (a, b) => {
            let (before, after) = (text(old, a.is_some()), text(new, b.is_some()));
            walk.findings.push(site.finding(rules::TYPE_CHANGED, before, after));
        }
    }
}
