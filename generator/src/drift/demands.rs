//! What both sides demand at a place, where one has an alias for what the other writes out.

use super::walk::{DEEPEST, Walk, pairable, unboxed};
use crate::ir::{Api, Constraints, Shape, TypeRef};

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
        pattern: place.pattern.or(alias.pattern),
        min_items: place.min_items.or(alias.min_items),
        max_items: place.max_items.or(alias.max_items),
        unique_items: place.unique_items || alias.unique_items,
        min_properties: place.min_properties.or(alias.min_properties),
        max_properties: place.max_properties.or(alias.max_properties),
        null: place.null || alias.null,
        format: place.format.or(alias.format),
        default: place.default.or(alias.default),
        open: place.open || alias.open,
        items: place.items.or(alias.items),
        part_headers: place.part_headers,
        notes: if place.notes.is_empty() { alias.notes } else { place.notes },
    }
}
