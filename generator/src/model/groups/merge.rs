//! Copies of one type → that type, with what its places say put together.

use foldhash::HashSet;

use super::annotations::{Annotations, MergedAnnotations, common, joined};
use crate::ir::{
    Api, Constraints, Docs, Enum, Field, Shape, Struct, Tuple, TypeDef, TypeName, TypeRef, Union, UnionVariant, Variant,
};
use crate::model::schema::Origins;

/// One type for equal ones, the first of which is at the smallest place. `orders` are the orders in which equal unions have
/// the same alternatives.
pub(super) fn merged(
    name: &TypeName,
    copies: &[&TypeDef],
    orders: &[Vec<usize>],
    origins: &Origins,
    uses: &HashSet<TypeName>,
) -> TypeDef {
    let places: Vec<String> = copies.iter().map(|it| origins[&it.name].place.spelled()).collect();
    let sayings = copies.iter().zip(&places).map(|(it, place)| Annotations {
        place: place.clone(),
        docs: &it.docs,
        constraints: &it.constraints,
        deprecated: it.deprecated,
        repeats_user: uses.contains(&it.name),
    });
    let merged = joined(&sayings.collect::<Vec<_>>());
    TypeDef {
        name: name.clone(),
        docs: merged.docs,
        constraints: merged.constraints,
        deprecated: merged.deprecated,
        shape: shape(copies, orders, &places),
        module: copies[0].module.clone(),
        tags: copies[0].tags.clone(),
        usage: copies[0].usage,
        component: copies[0].component.clone(),
        pointer: copies[0].pointer.clone(),
    }
}

/// The types that stand where a member, a parameter, an alternative or a header has them: it says what they say.
pub(super) fn direct_uses(api: &Api) -> HashSet<TypeName> {
    let of_types = api.types.iter().flat_map(|def| match &def.shape {
        Shape::Struct(it) => it.fields.iter().map(|field| &field.ty).collect(),
        Shape::Union(it) => it.variants.iter().map(|variant| &variant.ty).collect(),
        _ => Vec::new(),
    });
    let params = api.operations.iter().flat_map(|it| &it.params).map(|it| &it.ty);
    of_types.chain(params).chain(api.headers.iter().map(|it| &it.ty)).filter_map(direct).cloned().collect()
}

fn direct(ty: &TypeRef) -> Option<&TypeName> {
    match ty {
        TypeRef::Named(name) => Some(name),
        TypeRef::Option(it) | TypeRef::Boxed(it) => direct(it),
        _ => None,
    }
}

fn shape(copies: &[&TypeDef], orders: &[Vec<usize>], places: &[String]) -> Shape {
    match &copies[0].shape {
        Shape::Struct(it) => {
            let all = all(copies, |shape| if let Shape::Struct(it) = shape { Some(it) } else { None });
            Shape::Struct(structure(it, &all, places))
        }
        Shape::Enum(it) => {
            let all = all(copies, |shape| if let Shape::Enum(it) = shape { Some(it) } else { None });
            Shape::Enum(enumeration(it, &all, places))
        }
        Shape::Union(it) => {
            let all = all(copies, |shape| if let Shape::Union(it) = shape { Some(it) } else { None });
            Shape::Union(union(it, &all, orders, places))
        }
        Shape::Tuple(it) => {
            let all = all(copies, |shape| if let Shape::Tuple(it) = shape { Some(it) } else { None });
            let item_constraints = (0..it.item_constraints.len())
                .map(|index| common(all.iter().filter_map(|it| it.item_constraints.get(index))));
            Shape::Tuple(Tuple { item_constraints: item_constraints.collect(), ..it.clone() })
        }
        shape @ (Shape::Constant(_) | Shape::Alias(_) | Shape::Newtype(_)) => shape.clone(),
    }
}

/// The shapes of the copies, which are all of one kind.
fn all<'t, T>(copies: &[&'t TypeDef], of: impl Fn(&'t Shape) -> Option<&'t T>) -> Vec<&'t T> {
    copies.iter().filter_map(|it| of(&it.shape)).collect()
}

fn structure(first: &Struct, all: &[&Struct], places: &[String]) -> Struct {
    let field = |(index, field): (usize, &Field)| {
        let sayings = all.iter().zip(places).map(|(it, place)| {
            let it = &it.fields[index];
            saying(format!("{place}.{}", it.wire), &it.docs, &it.constraints, it.deprecated)
        });
        let MergedAnnotations { docs, constraints, deprecated } = joined(&sayings.collect::<Vec<_>>());
        let Field { name, wire, ty, presence, access, tag, pointer, .. } = field;
        Field {
            name: name.clone(),
            wire: wire.clone(),
            ty: ty.clone(),
            presence: *presence,
            access: *access,
            docs,
            constraints,
            deprecated,
            tag: tag.clone(),
            pointer: pointer.clone(),
        }
    };
    Struct {
        fields: first.fields.iter().enumerate().map(field).collect(),
        closed: all.iter().all(|it| it.closed),
        extra: first.extra.clone(),
    }
}

fn enumeration(first: &Enum, all: &[&Enum], places: &[String]) -> Enum {
    let nothing = Constraints::default();
    let variant = |variant: &Variant| {
        let sayings = all.iter().zip(places).filter_map(|(it, place)| {
            let it = it.variants.iter().find(|it| it.wire == variant.wire)?;
            Some(saying(place.clone(), &it.docs, &nothing, it.deprecated))
        });
        let MergedAnnotations { docs, deprecated, .. } = joined(&sayings.collect::<Vec<_>>());
        Variant { name: variant.name.clone(), wire: variant.wire.clone(), docs, deprecated }
    };
    Enum { repr: first.repr, variants: first.variants.iter().map(variant).collect(), fallback: first.fallback.clone() }
}

fn union(first: &Union, all: &[&Union], orders: &[Vec<usize>], places: &[String]) -> Union {
    let variant = |(index, variant): (usize, &UnionVariant)| {
        let row = orders[0].iter().position(|it| *it == index).unwrap_or_default();
        let sayings = all.iter().zip(orders).zip(places).map(|((it, order), place)| {
            let it = &it.variants[order[row]];
            saying(place.clone(), &it.docs, &it.constraints, false)
        });
        let MergedAnnotations { docs, constraints, .. } = joined(&sayings.collect::<Vec<_>>());
        UnionVariant { docs, constraints, ..variant.clone() }
    };
    Union {
        variants: first.variants.iter().enumerate().map(variant).collect(),
        choice: first.choice.clone(),
        fallback: first.fallback.clone(),
        any_of: all.iter().any(|it| it.any_of),
    }
}

fn saying<'a>(place: String, docs: &'a Docs, constraints: &'a Constraints, deprecated: bool) -> Annotations<'a> {
    Annotations { place, docs, constraints, deprecated, repeats_user: false }
}

/// Calls the values or alternatives of a copy what the first copy calls them: that is what they are in the crate.
pub(super) fn name_parts_alike(copy: &mut Shape, order: &[usize], first: &Shape, first_order: &[usize]) {
    match (copy, first) {
        (Shape::Enum(copy), Shape::Enum(first)) => {
            for variant in &mut copy.variants {
                if let Some(named) = first.variants.iter().find(|it| it.wire == variant.wire) {
                    variant.name.clone_from(&named.name);
                }
            }
        }
        (Shape::Union(copy), Shape::Union(first)) => {
            for (&index, &named) in order.iter().zip(first_order) {
                copy.variants[index].name.clone_from(&first.variants[named].name);
            }
        }
        _ => {}
    }
}
