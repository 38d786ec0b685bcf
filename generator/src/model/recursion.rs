//! Types that contain themselves: a `Box` where a value would otherwise be infinite, a struct of its own where an
//! alias would only name itself.
//!
//! Within a circle of types that contain each other directly every link is boxed, so that it does not depend on
//! the order of the document which one it is.

use std::collections::BTreeMap;

use super::draft::Draft;
use crate::diagnostics::Diagnostics;
use crate::ir::{Shape, TypeDef, TypeName, TypeRef};
use crate::visit;

/// Decides where a type needs a `Box`, or a struct of its own, to be finite.
pub(super) fn run(draft: &mut Draft<'_>, diags: &mut Diagnostics) {
    draft.each(diags, |api, _| {
        name_circular_aliases(&mut api.types);
        box_circles(&mut api.types);
    });
}

/// An alias that refers to itself through lists, maps or other aliases becomes a struct with one field.
fn name_circular_aliases(types: &mut [TypeDef]) {
    let aliases = |def: &TypeDef| match &def.shape {
        Shape::Alias(ty) => ty.named().cloned().into_iter().collect(),
        _ => Vec::new(),
    };
    let circles = circles(types, aliases);
    for def in types.iter_mut() {
        if let Shape::Alias(ty) = &def.shape
            && circles.contains_key(&def.name)
        {
            def.shape = Shape::Newtype(ty.clone());
        }
    }
}

fn box_circles(types: &mut [TypeDef]) {
    let circles = circles(types, |def| def.shape.references().into_iter().filter_map(direct).cloned().collect());
    for def in types.iter_mut() {
        let Some(circle) = circles.get(&def.name).copied() else {
            continue;
        };
        let same = |ty: &TypeRef| direct(ty).is_some_and(|name| circles.get(name) == Some(&circle));
        match &mut def.shape {
            Shape::Struct(it) => it.fields.iter_mut().map(|field| &mut field.ty).for_each(|ty| boxed(ty, same)),
            Shape::Union(it) => it.variants.iter_mut().map(|variant| &mut variant.ty).for_each(|ty| boxed(ty, same)),
            Shape::Tuple(it) => it.items.iter_mut().for_each(|ty| boxed(ty, same)),
            Shape::Newtype(ty) => boxed(ty, same),
            Shape::Alias(_) | Shape::Enum(_) | Shape::Constant(_) => {}
        }
    }
}

fn boxed(ty: &mut TypeRef, same: impl Fn(&TypeRef) -> bool) {
    if !same(ty) {
        return;
    }
    match ty {
        TypeRef::Option(inner) => **inner = TypeRef::Boxed(inner.clone()),
        other => *other = TypeRef::Boxed(Box::new(other.clone())),
    }
}

/// The type that a reference holds in place, not behind a list or a map.
fn direct(ty: &TypeRef) -> Option<&TypeName> {
    match ty {
        TypeRef::Named(name) => Some(name),
        TypeRef::Option(inner) => direct(inner),
        _ => None,
    }
}

/// For each type that lies on a circle, which one.
fn circles(types: &[TypeDef], links: impl Fn(&TypeDef) -> Vec<TypeName>) -> BTreeMap<TypeName, usize> {
    let index: BTreeMap<&TypeName, usize> = types.iter().enumerate().map(|(i, def)| (&def.name, i)).collect();
    let targets =
        |def: &TypeDef| -> Vec<usize> { links(def).iter().filter_map(|name| index.get(name).copied()).collect() };
    let links: Vec<Vec<usize>> = types.iter().map(targets).collect();
    let mut found = BTreeMap::new();
    for (number, members) in visit::circles(&links).into_iter().enumerate() {
        found.extend(members.into_iter().map(|member| (types[member].name.clone(), number)));
    }
    found
}
