//! What `new` takes. The drift report asks the same, so the rules stand here once: required members, but for
//! constants and for read-only ones that have a default.

use crate::ir::{Access, Api, Field, FieldName, Presence, Shape, Struct, TypeRef, Usage};

/// Setters of these names would hide what every type has.
const TAKEN: [&str; 10] = ["borrow", "clone", "cmp", "default", "eq", "from", "into", "new", "to_owned", "try_into"];

/// The members that `new` takes, in order.
pub fn arguments<'a>(api: &'a Api, it: &'a Struct) -> impl Iterator<Item = &'a Field> {
    it.fields.iter().filter(move |field| is_argument(api, field))
}

/// Whether the struct has `Default`: `new` takes nothing.
pub fn has_default(api: &Api, it: &Struct) -> bool {
    arguments(api, it).next().is_none()
}

/// The members that have a setter, on types that are sent: all that `new` does not take, but for constants and
/// read-only ones.
pub fn setters<'a>(api: &'a Api, it: &'a Struct) -> impl Iterator<Item = &'a Field> {
    it.fields.iter().filter(move |field| {
        !is_argument(api, field)
            && field.access != Access::ReadOnly
            && !(field.presence == Presence::Required && is_constant(api, &field.ty))
    })
}

/// The setter's name: the field's, or `set_clone` where that is taken.
pub fn setter_name(name: &FieldName) -> String {
    match TAKEN.contains(&name.as_str()) {
        true => format!("set_{name}"),
        false => name.to_string(),
    }
}

/// Whether a required member may be missing on reading, and a default stands in: it is only ever sent, or it is
/// only ever received and the value that is read may be one that was to be sent.
pub fn may_be_missing(api: &Api, usage: Usage, field: &Field) -> bool {
    let one_way = match field.access {
        Access::Both => false,
        Access::ReadOnly => usage.request,
        Access::WriteOnly => true,
    };
    one_way && field.presence == Presence::Required && type_has_default(api, &field.ty, 0)
}

fn is_argument(api: &Api, field: &Field) -> bool {
    let read_only = field.access == Access::ReadOnly;
    field.presence == Presence::Required
        && !is_constant(api, &field.ty)
        && !(read_only && type_has_default(api, &field.ty, 0))
}

fn is_constant(api: &Api, ty: &TypeRef) -> bool {
    match ty {
        TypeRef::Named(name) => match &api.type_def(name).shape {
            Shape::Constant(_) => true,
            Shape::Alias(it) => is_constant(api, it),
            _ => false,
        },
        _ => false,
    }
}

/// Whether the type has a value that stands for nothing in particular.
fn type_has_default(api: &Api, ty: &TypeRef, depth: usize) -> bool {
    match ty {
        TypeRef::Boxed(it) => type_has_default(api, it, depth),
        TypeRef::Named(name) => match &api.type_def(name).shape {
            _ if depth > 4 => false,
            Shape::Constant(_) => true,
            Shape::Alias(it) => type_has_default(api, it, depth + 1),
            Shape::Struct(it) => it.fields.iter().all(|field| {
                field.presence != Presence::Required
                    || is_constant(api, &field.ty)
                    || (field.access == Access::ReadOnly && type_has_default(api, &field.ty, depth + 1))
            }),
            Shape::Enum(_) | Shape::Union(_) | Shape::Tuple(_) | Shape::Newtype(_) => false,
        },
        _ => true,
    }
}
