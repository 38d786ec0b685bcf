//! The discriminator members of union alternatives whose own type leaves the value open: a string, or an enum of the tags
//! of all alternatives. Where all unions that have the alternative identify it by the same value, `new` sets that value.

use std::collections::{BTreeMap, BTreeSet};

use super::draft::Draft;
use super::lookup::Lookup;
use crate::diagnostics::Diagnostics;
use crate::ir::{Access, Choice, Presence, Shape, TypeName, TypeRef};

/// Decides which members `new` sets, because their only value says which alternative of a union it is.
pub(super) fn run(draft: &mut Draft<'_>, _: &mut Diagnostics) {
    let types = &mut draft.api.types;
    let lookup = Lookup::new(types);
    let mut found: BTreeMap<&TypeName, BTreeSet<(&str, Option<&String>)>> = BTreeMap::new();
    for def in types.iter() {
        let Shape::Union(union) = &def.shape else { continue };
        let Choice::Tagged { property, values, default } = &union.choice else { continue };
        for (index, variant) in union.variants.iter().enumerate() {
            let Some((name, _)) = lookup.structure(&variant.ty) else { continue };
            let mut tags = values.iter().filter(|(_, it)| *it == index).map(|(tag, _)| tag);
            let only = tags.next().filter(|_| tags.next().is_none() && *default != Some(index));
            found.entry(name).or_default().insert((property, only));
        }
    }
    let mut tags: BTreeMap<TypeName, (usize, String)> = BTreeMap::new();
    for (name, ways) in found {
        let [(property, Some(tag))] = ways.into_iter().collect::<Vec<_>>()[..] else { continue };
        let Some(Shape::Struct(it)) = lookup.def(name).map(|def| &def.shape) else { continue };
        let telling = it.fields.iter().position(|field| {
            let sent =
                matches!(field.presence, Presence::Required | Presence::Optional) && field.access == Access::Both;
            field.wire == property && sent && may_be(&lookup, &field.ty, tag)
        });
        tags.extend(telling.map(|index| (name.clone(), (index, tag.clone()))));
    }
    for def in types {
        if let (Shape::Struct(it), Some((index, tag))) = (&mut def.shape, tags.remove(&def.name)) {
            it.fields[index].tag = Some(tag);
        }
    }
}

/// Whether the tag is one of several values of a type.
fn may_be<'t>(lookup: &Lookup<'t>, ty: &'t TypeRef, tag: &str) -> bool {
    match lookup.bare(ty) {
        TypeRef::String => true,
        TypeRef::Named(name) => match lookup.def(name).map(|def| &def.shape) {
            Some(Shape::Enum(it)) => it.variants.iter().any(|it| it.wire.is_tag(tag)),
            _ => false,
        },
        _ => false,
    }
}
