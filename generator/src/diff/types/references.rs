//! Two references to types at a place that belongs together. Lists, maps and null are followed here; two types with names are
//! noted as a pair, and compared by whoever collects the notes.

use super::mismatch::{is_text, mismatch, nullness};
use super::names::named_otherwise;
use super::pairing::{other_scalars, pairable, same_name};
use super::resolve::{resolved, unboxed};
use crate::diff::apis::Apis;
use crate::diff::finding::Site;
use crate::diff::notes::Notes;
use crate::diff::rules;
use crate::ir::TypeRef;

/// Types nested deeper than this in one place are not compared.
const DEEPEST: usize = 64;

/// Compares two types at a place that belongs together. Lists of lists of lists end somewhere.
pub(in crate::diff) fn compare<'a>(apis: Apis<'a>, old: &'a TypeRef, new: &'a TypeRef, site: &Site) -> Notes<'a> {
    let mut found = Notes::default();
    nested(apis, old, new, site, DEEPEST, &mut found);
    found
}

fn nested<'a>(apis: Apis<'a>, old: &'a TypeRef, new: &'a TypeRef, site: &Site, levels: usize, found: &mut Notes<'a>) {
    let Some(levels) = levels.checked_sub(1) else { return };
    let (old, new) = (unboxed(old), unboxed(new));
    if let (TypeRef::Named(a), TypeRef::Named(b)) = (old, new) {
        let (a, b) = (apis.old.type_def(a), apis.new.type_def(b));
        let respelled = is_text(site) && other_scalars(&a.shape, &b.shape);
        if !respelled && (same_name(a, b) || pairable(&a.shape, &b.shape)) {
            return found.types(a, b, site);
        }
    }
    match (old, new) {
        (TypeRef::Option(_), TypeRef::Null) | (TypeRef::Null, TypeRef::Option(_)) => {
            found.push(nullness(apis, old, new, site));
        }
        (TypeRef::Option(_), TypeRef::Json) | (TypeRef::Json, TypeRef::Option(_)) => {
            found.join(mismatch(apis, old, new, site));
        }
        (TypeRef::Option(old), TypeRef::Option(new)) => nested(apis, old, new, site, levels, found),
        (TypeRef::Option(old), new) => {
            found.push(site.finding(rules::BECAME_NOT_NULLABLE, "", ""));
            nested(apis, old, new, site, levels, found);
        }
        (old, TypeRef::Option(new)) => {
            found.push(site.finding(rules::BECAME_NULLABLE, "", ""));
            nested(apis, old, new, site, levels, found);
        }
        _ => behind_names(apis, old, new, site, levels, found),
    }
}

/// Follows an alias that only one side has.
fn behind_names<'a>(
    apis: Apis<'a>,
    old: &'a TypeRef,
    new: &'a TypeRef,
    site: &Site,
    levels: usize,
    found: &mut Notes<'a>,
) {
    let (a, b) = (resolved(apis.old, old), resolved(apis.new, new));
    if (a, b) != (old, new) {
        found.extend(named_otherwise(apis, old, new, site));
        return nested(apis, a, b, site, levels, found);
    }
    match (old, new) {
        (TypeRef::List(old), TypeRef::List(new)) => nested(apis, old, new, &site.inside("[]"), levels, found),
        (TypeRef::Map(old), TypeRef::Map(new)) => nested(apis, old, new, &site.inside("{}"), levels, found),
        _ => found.join(mismatch(apis, old, new, site)),
    }
}
