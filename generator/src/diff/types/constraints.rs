//! The constraints of a value at a place: where one side has an alias for what the other writes out, and where the types
//! themselves are other ones.

use super::pairing::{pairable, same_name};
use super::resolve::{listed_values, unboxed, without_null};
use crate::diff::apis::Apis;
use crate::diff::finding::{Finding, Site};
use crate::diff::notes::Notes;
use crate::diff::rules::{self, Rule};
use crate::diff::values::{constraints, listed, numbers};
use crate::ir::{Api, Constraints, Shape, TypeRef};

/// What differs in the constraints of a value whose types were compared just now, with what was found of them.
///
/// Where the type is another one, its constraints are another matter too. Where listed values became free ones, or the
/// other way round, it counts whether those of the free ones let all listed ones pass.
pub(in crate::diff) fn findings(
    apis: Apis<'_>,
    (old, before): (&TypeRef, &Constraints),
    (new, after): (&TypeRef, &Constraints),
    site: &Site,
    found: &Notes<'_>,
) -> Vec<Finding> {
    let said = |rules: &[&Rule]| {
        let mut here = found.findings().filter(|it| it.place == site.place);
        here.any(|it| rules.iter().any(|rule| rule.name == it.rule.name))
    };
    if said(&[rules::TYPE_CHANGED]) {
        return Vec::new();
    }
    let (mut before, mut after) = (canonical(apis.old, old, before.clone()), canonical(apis.new, new, after.clone()));
    if said(&[rules::BECAME_OPEN]) {
        (before, after) = (listed::anything(&before), listed::refusing(&after, &listed_values(apis.old, old)));
    }
    if said(&[rules::BECAME_ENUM]) {
        (before, after) = (listed::refusing(&before, &listed_values(apis.new, new)), listed::anything(&after));
    }
    let mut differing = constraints::findings(&before, &after, site);
    if said(&[rules::TYPE_WIDENED, rules::TYPE_NARROWED]) {
        // The format is what made it another type.
        differing.retain(|it| !constraints::is_format(it.rule));
    }
    let items = |it: Constraints| it.items.map(|it| *it).unwrap_or_default();
    if before.items.is_none() && after.items.is_none() {
        return differing;
    }
    if let (Some((old, step)), Some((new, _))) = (inner(apis.old, old), inner(apis.new, new)) {
        differing.extend(findings(apis, (old, &items(before)), (new, &items(after)), &site.inside(step), found));
    }
    differing
}

/// The type of the items of a list or the values of a map, and how places call them.
fn inner<'a>(api: &'a Api, ty: &'a TypeRef) -> Option<(&'a TypeRef, &'static str)> {
    match without_null(api, ty) {
        TypeRef::List(ty) => Some((ty, "[]")),
        TypeRef::Map(ty) => Some((ty, "{}")),
        _ => None,
    }
}

/// What both sides say at a place: an alias that only one side has carries its constraints here; where both have one,
/// the pair of aliases is compared by itself.
pub(in crate::diff) fn at<'a>(
    apis: Apis<'a>,
    old: (&'a TypeRef, &Constraints),
    new: (&'a TypeRef, &Constraints),
) -> (Constraints, Constraints) {
    nested(apis, old, new, 0)
}

/// Lists of lists deeper than this are taken as they are written.
const DEEPEST: usize = 64;

fn nested<'a>(
    apis: Apis<'a>,
    (old, before): (&'a TypeRef, &Constraints),
    (new, after): (&'a TypeRef, &Constraints),
    depth: usize,
) -> (Constraints, Constraints) {
    if depth > DEEPEST {
        return (before.clone(), after.clone());
    }
    let (old, new) = (unboxed(old), unboxed(new));
    if let (TypeRef::Named(a), TypeRef::Named(b)) = (old, new) {
        let (a, b) = (apis.old.type_def(a), apis.new.type_def(b));
        if same_name(a, b) || pairable(&a.shape, &b.shape) {
            return (before.clone(), after.clone());
        }
    }
    let (old, mut before) = through_alias(apis.old, old, before.clone());
    let (new, mut after) = through_alias(apis.new, new, after.clone());
    let inner = |ty: &'a TypeRef| match ty {
        TypeRef::List(inner) | TypeRef::Map(inner) => Some(&**inner),
        _ => None,
    };
    if let (Some(old), Some(new)) = (inner(old), inner(new)) {
        let items = |it: &mut Constraints| it.items.take().map(|it| *it).unwrap_or_default();
        let (a, b) = (items(&mut before), items(&mut after));
        let (a, b) = nested(apis, (old, &a), (new, &b), depth + 1);
        let boxed = |it: Constraints| (!it.is_empty()).then(|| Box::new(it));
        (before.items, after.items) = (boxed(a), boxed(b));
    }
    (before, after)
}

/// The constraints of a value with bounds that are integers where the value is one.
fn canonical(api: &Api, ty: &TypeRef, constraints: Constraints) -> Constraints {
    let ty = without_null(api, ty);
    let inner = match ty {
        TypeRef::List(inner) | TypeRef::Map(inner) => Some(&**inner),
        _ => None,
    };
    let items = match (constraints.items, inner) {
        (Some(items), Some(ty)) => Some(Box::new(canonical(api, ty, *items))),
        (items, _) => items,
    };
    let constraints = Constraints { items, ..constraints };
    match ty {
        TypeRef::I32 | TypeRef::I64 | TypeRef::U32 | TypeRef::U64 => numbers::of_integer(constraints),
        _ => constraints,
    }
}

/// The type behind other names and `null`, with what they say where the place itself says nothing.
fn through_alias<'a>(api: &'a Api, ty: &'a TypeRef, mut constraints: Constraints) -> (&'a TypeRef, Constraints) {
    let mut ty = ty;
    for _ in 0..MAX_ALIASES {
        ty = match ty {
            TypeRef::Boxed(inner) | TypeRef::Option(inner) => inner,
            TypeRef::Named(name) => match &api.type_def(name).shape {
                Shape::Alias(inner) | Shape::Newtype(inner) => {
                    constraints = merged(constraints, &api.type_def(name).constraints);
                    inner
                }
                _ => return (ty, constraints),
            },
            _ => return (ty, constraints),
        };
    }
    (ty, constraints)
}

/// A chain of aliases longer than this is a ring.
const MAX_ALIASES: usize = 64;

/// The constraints of a place, and those of the alias where the place says nothing.
fn merged(place: Constraints, alias: &Constraints) -> Constraints {
    let alias = alias.clone();
    Constraints {
        minimum: place.minimum.or(alias.minimum),
        maximum: place.maximum.or(alias.maximum),
        multiple_of: place.multiple_of.or(alias.multiple_of),
        min_length: place.min_length.or(alias.min_length),
        max_length: place.max_length.or(alias.max_length),
        only: place.only.or(alias.only),
        texts: place.texts,
        pattern: place.pattern.or(alias.pattern),
        min_items: place.min_items.or(alias.min_items),
        max_items: place.max_items.or(alias.max_items),
        contains: place.contains.or(alias.contains),
        unique_items: place.unique_items || alias.unique_items,
        min_properties: place.min_properties.or(alias.min_properties),
        max_properties: place.max_properties.or(alias.max_properties),
        null: place.null || alias.null,
        number_text: place.number_text || alias.number_text,
        format: place.format.or(alias.format),
        default: place.default.or(alias.default),
        items: place.items.or(alias.items),
        part_headers: place.part_headers,
        notes: if place.notes.is_empty() { alias.notes } else { place.notes },
    }
}
