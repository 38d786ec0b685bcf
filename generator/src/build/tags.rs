//! Unions that are told by the value of a member, and types that leave it open: a text, or a list of the tags of all
//! alternatives. Where all unions that have a type tell it by one and the same value, `new` sets it.

use std::collections::{BTreeMap, BTreeSet};

use crate::ir::{Access, Choice, Presence, Scalar, Shape, TypeDef, TypeName, TypeRef};

/// Marks the members that tell their types.
pub(super) fn set(types: &mut [TypeDef]) {
    let shapes: BTreeMap<&TypeName, &Shape> = types.iter().map(|def| (&def.name, &def.shape)).collect();
    let mut found: BTreeMap<TypeName, BTreeSet<(String, Option<String>)>> = BTreeMap::new();
    for def in types.iter() {
        let Shape::Union(union) = &def.shape else { continue };
        let Choice::Tagged { property, values, default } = &union.choice else { continue };
        for (index, variant) in union.variants.iter().enumerate() {
            let Some(name) = structure(&shapes, &variant.ty) else { continue };
            let mut tags = values.iter().filter(|(_, it)| *it == index).map(|(tag, _)| tag);
            let only = tags.next().filter(|_| tags.next().is_none() && *default != Some(index));
            found.entry(name).or_default().insert((property.clone(), only.cloned()));
        }
    }
    let mut tags: BTreeMap<TypeName, (usize, String)> = BTreeMap::new();
    for (name, ways) in found {
        let [(property, Some(tag))] = ways.iter().collect::<Vec<_>>()[..] else { continue };
        let Some(Shape::Struct(it)) = shapes.get(&name) else { continue };
        let is_open = |ty: &TypeRef| may_be(&shapes, ty, tag);
        let telling = it.fields.iter().position(|field| {
            let sent =
                matches!(field.presence, Presence::Required | Presence::Optional) && field.access == Access::Both;
            field.wire == *property && sent && is_open(&field.ty)
        });
        tags.extend(telling.map(|index| (name.clone(), (index, tag.clone()))));
    }
    for def in types {
        if let (Shape::Struct(it), Some((index, tag))) = (&mut def.shape, tags.remove(&def.name)) {
            it.fields[index].tag = Some(tag);
        }
    }
}

/// The struct that an alternative is.
fn structure(shapes: &BTreeMap<&TypeName, &Shape>, ty: &TypeRef) -> Option<TypeName> {
    match ty {
        TypeRef::Boxed(it) => structure(shapes, it),
        TypeRef::Named(name) => match shapes.get(name)? {
            Shape::Struct(_) => Some(name.clone()),
            Shape::Alias(it) => structure(shapes, it),
            _ => None,
        },
        _ => None,
    }
}

/// Whether the tag is one of several values of a type.
fn may_be(shapes: &BTreeMap<&TypeName, &Shape>, ty: &TypeRef, tag: &str) -> bool {
    match ty {
        TypeRef::String => true,
        TypeRef::Named(name) => match shapes.get(name) {
            Some(Shape::Alias(it)) => may_be(shapes, it, tag),
            Some(Shape::Enum(it)) => it.variants.iter().any(|it| it.wire == Scalar::String(tag.to_owned())),
            _ => false,
        },
        _ => false,
    }
}
