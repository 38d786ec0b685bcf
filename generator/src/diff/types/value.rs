//! A value at a place: its type together with what its inline schema says beyond it.

use super::{constraints, references};
use crate::diff::apis::Apis;
use crate::diff::finding::Site;
use crate::diff::notes::Notes;
use crate::ir::{Constraints, TypeRef};

/// Compares a type together with the constraints of its inline schema.
pub(in crate::diff) fn value<'a>(
    apis: Apis<'a>,
    (old, before): (&'a TypeRef, &Constraints),
    (new, after): (&'a TypeRef, &Constraints),
    site: &Site,
) -> Notes<'a> {
    let mut found = references::compare(apis, old, new, site);
    let (before, after) = constraints::at(apis, (old, before), (new, after));
    let differing = constraints::findings(apis, (old, &before), (new, &after), site, &found);
    found.extend(differing);
    found
}
