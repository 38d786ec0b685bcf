//! What stands behind names and boxes, and what a shape lists.

use std::collections::HashSet;

use crate::ir::{Api, Presence, Scalar, Shape, TypeName, TypeRef};

/// The listed values of what is an enum or a constant by whatever name; empty for anything else.
pub(in crate::diff) fn listed_values(api: &Api, ty: &TypeRef) -> Vec<Scalar> {
    match without_null(api, ty) {
        TypeRef::Named(name) => values(&api.type_def(name).shape).unwrap_or_default(),
        _ => Vec::new(),
    }
}

/// The listed values of an enum or a constant; none for anything else.
pub(in crate::diff) fn values(shape: &Shape) -> Option<Vec<Scalar>> {
    match shape {
        Shape::Enum(it) => Some(it.variants.iter().map(|it| it.wire.clone()).collect()),
        Shape::Constant(it) => scalar(&it.value).map(|it| vec![it]),
        _ => None,
    }
}

fn scalar(value: &serde_json::Value) -> Option<Scalar> {
    Some(match value {
        serde_json::Value::Null => Scalar::Null,
        serde_json::Value::Bool(it) => Scalar::Bool(*it),
        serde_json::Value::Number(it) => Scalar::Number(it.clone()),
        serde_json::Value::String(it) => Scalar::String(it.clone()),
        _ => return None,
    })
}

/// The type behind boxes and other names. A ring of aliases ends where it began.
pub(in crate::diff) fn resolved<'a>(api: &'a Api, ty: &'a TypeRef) -> &'a TypeRef {
    let mut ty = ty;
    let mut seen = HashSet::new();
    loop {
        match ty {
            TypeRef::Boxed(inner) => ty = inner,
            TypeRef::Named(name) if seen.insert(name) => match &api.type_def(name).shape {
                Shape::Alias(inner) | Shape::Newtype(inner) => ty = inner,
                _ => return ty,
            },
            _ => return ty,
        }
    }
}

/// The type behind boxes and other names, null aside.
pub(in crate::diff) fn without_null<'a>(api: &'a Api, ty: &'a TypeRef) -> &'a TypeRef {
    match resolved(api, ty) {
        TypeRef::Option(inner) => resolved(api, inner),
        ty => ty,
    }
}

/// The type in its boxes.
pub(in crate::diff) fn unboxed(ty: &TypeRef) -> &TypeRef {
    match ty {
        TypeRef::Boxed(inner) => unboxed(inner),
        ty => ty,
    }
}

/// The type that a shape is another name for.
pub(in crate::diff) fn other_name(shape: &Shape) -> Option<&TypeRef> {
    match shape {
        Shape::Alias(it) | Shape::Newtype(it) => Some(it),
        _ => None,
    }
}

/// The name of a type that has one.
pub(in crate::diff) fn ty_name(ty: &TypeRef) -> Option<&TypeName> {
    match ty {
        TypeRef::Named(name) => Some(name),
        _ => None,
    }
}

/// Whether a member must be there.
pub(in crate::diff) fn required(presence: Presence) -> bool {
    matches!(presence, Presence::Required | Presence::Nullable)
}

/// Whether a member may be null.
pub(in crate::diff) fn nullable(presence: Presence) -> bool {
    matches!(presence, Presence::Nullable | Presence::Tristate)
}
