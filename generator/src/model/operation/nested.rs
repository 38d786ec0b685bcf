//! Parameters with values inside of values: OpenAPI says how lists and flat objects are written (3.1, section 4.8.12.4)
//! and leaves the rest open.

use crate::Pointer;
use crate::diagnostics::code;
use crate::ir::{Shape, Style, TypeRef};
use crate::model::schema::Types;

/// How many types are looked into.
const MOST: usize = 64;

/// Tells how a parameter is written of which OpenAPI does not say it.
pub(super) fn say(types: &mut Types<'_, '_>, ty: &TypeRef, style: Style, at: &Pointer) {
    if !is_nested(types, ty) {
        return;
    }
    let message = match style {
        Style::DeepObject => {
            "OpenAPI does not say how `deepObject` writes an object or a list inside of another; members go on in \
             brackets, the items of a list repeat the name, objects in a list are counted"
        }
        _ => {
            "OpenAPI does not say how an object inside of this parameter is written; it is sent as JSON, a list in an \
             exploded object as a pair for each item"
        }
    };
    types.diags.approximated(code::NESTED_PARAM, at, message);
}

/// Whether an item or a member is an object or a list.
fn is_nested(types: &Types<'_, '_>, ty: &TypeRef) -> bool {
    let (mut look, mut left) = (vec![ty], MOST);
    while let Some(ty) = look.pop() {
        left -= 1;
        if left == 0 {
            return false;
        }
        match ty {
            TypeRef::Option(it) | TypeRef::Boxed(it) => look.push(it),
            TypeRef::List(it) | TypeRef::Map(it) if is_compound(types, it) => return true,
            TypeRef::Named(name) => match types.def(name).map(|it| &it.shape) {
                Some(Shape::Alias(it) | Shape::Newtype(it)) => look.push(it),
                Some(Shape::Union(it)) => look.extend(it.variants.iter().map(|it| &it.ty)),
                Some(Shape::Struct(it)) => {
                    let extra = it.extra.iter().map(|(_, ty)| ty);
                    if it.fields.iter().map(|it| &it.ty).chain(extra).any(|it| is_compound(types, it)) {
                        return true;
                    }
                }
                _ => {}
            },
            _ => {}
        }
    }
    false
}

/// Whether a type is an object or a list.
fn is_compound(types: &Types<'_, '_>, ty: &TypeRef) -> bool {
    let mut ty = ty;
    for _ in 0..MOST {
        ty = match ty {
            TypeRef::List(_) | TypeRef::Map(_) => return true,
            TypeRef::Option(it) | TypeRef::Boxed(it) => it,
            TypeRef::Named(name) => match types.def(name).map(|it| &it.shape) {
                Some(Shape::Alias(it) | Shape::Newtype(it)) => it,
                Some(Shape::Struct(_) | Shape::Tuple(_)) => return true,
                _ => return false,
            },
            _ => return false,
        };
    }
    false
}
