//! A pair of types that belong together: whichever kind they are of, and what is said of them as a whole.

use super::mismatch::shapes;
use super::resolve::values;
use super::{constraints, enums, objects, references, tuples, unions};
use crate::diff::apis::Apis;
use crate::diff::finding::{Site, Touch};
use crate::diff::notes::Notes;
use crate::diff::rules;
use crate::ir::{Shape, TypeDef, TypeRef};
use crate::surface::path;

/// Compares two types.
pub(in crate::diff) fn compare<'a>(apis: Apis<'a>, old: &'a TypeDef, new: &'a TypeDef, site: &Site) -> Notes<'a> {
    let mut found = parts(apis, old, new, site);
    let named = |def: &TypeDef| TypeRef::Named(def.name.clone());
    let (a, b) = (named(old), named(new));
    let differing = constraints::findings(apis, (&a, &old.constraints), (&b, &new.constraints), site, &found);
    found.extend(differing);
    if old.deprecated != new.deprecated {
        let rule = if new.deprecated { rules::DEPRECATED } else { rules::UNDEPRECATED };
        let touch = Touch::Item(path::type_(new.name.as_str()));
        found.push(site.finding(rule, "", "").touching(vec![touch]));
    }
    if old.docs != new.docs {
        found.push(site.finding(rules::DOCS, "", "").touching(Vec::new()));
    }
    found
}

fn parts<'a>(apis: Apis<'a>, old: &'a TypeDef, new: &'a TypeDef, site: &Site) -> Notes<'a> {
    match (&old.shape, &new.shape) {
        (Shape::Struct(a), Shape::Struct(b)) => objects::structs(apis, (old, a), (new, b), site),
        (Shape::Union(a), Shape::Union(b)) => unions::unions(apis, (old, a), (new, b), site),
        (Shape::Tuple(a), Shape::Tuple(b)) => tuples::tuples(apis, a, b, site),
        (Shape::Alias(a) | Shape::Newtype(a), Shape::Alias(b) | Shape::Newtype(b)) => {
            references::compare(apis, a, b, site)
        }
        (a, b) if values(a).is_some() && values(b).is_some() => enums::values(old, new, site).into(),
        _ => shapes(apis, old, new, site),
    }
}
