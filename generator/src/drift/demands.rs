//! What both sides demand at a place: where one has an alias for what the other writes out, and where the types
//! themselves are other ones.

use super::finding::{Finding, Site};
use super::numbers::canonical;
use super::relation::{given, listed_values};
use super::rules::{self, Rule};
use super::walk::{DEEPEST, Walk, pairable, unboxed};
use super::{constraints, listed};
use crate::ir::{Api, Constraints, Shape, TypeRef};

/// What differs in the demands of a value whose types were compared just now; what was found there begins at `from`.
///
/// Where the type is another one, its demands are another matter too. Where listed values became free ones, or the
/// other way round, it counts whether the demands on the free ones let all listed ones pass.
pub(super) fn findings(
    walk: &Walk<'_>,
    (old, before): (&TypeRef, &Constraints),
    (new, after): (&TypeRef, &Constraints),
    site: &Site,
    from: usize,
) -> Vec<Finding> {
    let said = |rules: &[&Rule]| {
        let here = walk.findings[from..].iter().filter(|it| it.place == site.place);
        here.into_iter().any(|it| rules.iter().any(|rule| rule.name == it.rule.name))
    };
    if said(&[rules::TYPE_CHANGED]) {
        return Vec::new();
    }
    let (mut before, mut after) = (canonical(walk.old, old, before.clone()), canonical(walk.new, new, after.clone()));
    if said(&[rules::BECAME_OPEN]) {
        (before, after) = (listed::anything(&before), listed::refusing(&after, &listed_values(walk.old, old)));
    }
    if said(&[rules::BECAME_ENUM]) {
        (before, after) = (listed::refusing(&before, &listed_values(walk.new, new)), listed::anything(&after));
    }
    let mut found = constraints::findings(&before, &after, site);
    if said(&[rules::TYPE_WIDENED, rules::TYPE_NARROWED]) {
        // The format is what made it another type.
        found.retain(|it| !constraints::is_format(it.rule));
    }
    let items = |it: Constraints| it.items.map(|it| *it).unwrap_or_default();
    if before.items.is_none() && after.items.is_none() {
        return found;
    }
    if let (Some((old, step)), Some((new, _))) = (inner(walk.old, old), inner(walk.new, new)) {
        found.extend(findings(walk, (old, &items(before)), (new, &items(after)), &site.inside(step), from));
    }
    found
}

/// The type of the items of a list or the values of a map, and how places call them.
fn inner<'a>(api: &'a Api, ty: &'a TypeRef) -> Option<(&'a TypeRef, &'static str)> {
    match given(api, ty) {
        TypeRef::List(ty) => Some((ty, "[]")),
        TypeRef::Map(ty) => Some((ty, "{}")),
        _ => None,
    }
}

impl<'a> Walk<'a> {
    /// What both sides demand at a place: an alias that only one side has carries its demands here; where both
    /// have one, the pair of aliases is compared by itself.
    pub fn demands(
        &self,
        old: (&'a TypeRef, &Constraints),
        new: (&'a TypeRef, &Constraints),
    ) -> (Constraints, Constraints) {
        self.demands_at(old, new, 0)
    }

    fn demands_at(
        &self,
        (old, before): (&'a TypeRef, &Constraints),
        (new, after): (&'a TypeRef, &Constraints),
        depth: usize,
    ) -> (Constraints, Constraints) {
        if depth > DEEPEST {
            return (before.clone(), after.clone());
        }
        let (old, new) = (unboxed(old), unboxed(new));
        if let (TypeRef::Named(a), TypeRef::Named(b)) = (old, new) {
            let (a, b) = (self.old.type_def(a), self.new.type_def(b));
            if self.same_name(a, b) || pairable(&a.shape, &b.shape) {
                return (before.clone(), after.clone());
            }
        }
        let (old, mut before) = through_alias(self.old, old, before.clone());
        let (new, mut after) = through_alias(self.new, new, after.clone());
        let inner = |ty: &'a TypeRef| match ty {
            TypeRef::List(inner) | TypeRef::Map(inner) => Some(&**inner),
            _ => None,
        };
        if let (Some(old), Some(new)) = (inner(old), inner(new)) {
            let items = |it: &mut Constraints| it.items.take().map(|it| *it).unwrap_or_default();
            let (a, b) = (items(&mut before), items(&mut after));
            let (a, b) = self.demands_at((old, &a), (new, &b), depth + 1);
            let boxed = |it: Constraints| (!it.is_empty()).then(|| Box::new(it));
            (before.items, after.items) = (boxed(a), boxed(b));
        }
        (before, after)
    }
}

/// The type behind other names and `null`, with what they demand where the place itself says nothing.
fn through_alias<'a>(api: &'a Api, ty: &'a TypeRef, mut demands: Constraints) -> (&'a TypeRef, Constraints) {
    let mut ty = ty;
    for _ in 0..MAX_ALIASES {
        ty = match ty {
            TypeRef::Boxed(inner) | TypeRef::Option(inner) => inner,
            TypeRef::Named(name) => match &api.type_def(name).shape {
                Shape::Alias(inner) | Shape::Newtype(inner) => {
                    demands = merged(demands, &api.type_def(name).constraints);
                    inner
                }
                _ => return (ty, demands),
            },
            _ => return (ty, demands),
        };
    }
    (ty, demands)
}

/// A chain of aliases longer than this is a ring.
const MAX_ALIASES: usize = 64;

/// The demands of a place, and those of the alias where the place says nothing.
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
