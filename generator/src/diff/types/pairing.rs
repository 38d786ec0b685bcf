//! Which types are compared part by part: those of one name, and those of one shape.

use std::collections::HashSet;

use super::resolve::values;
use crate::ir::{Shape, TypeDef};

/// Whether two types are one by name: the same component.
pub(in crate::diff) fn same_name(old: &TypeDef, new: &TypeDef) -> bool {
    matches!((&old.component, &new.component), (Some(a), Some(b)) if a == b)
}

/// Whether two shapes can be compared part by part.
pub(in crate::diff) fn pairable(old: &Shape, new: &Shape) -> bool {
    match (old, new) {
        (Shape::Struct(_), Shape::Struct(_))
        | (Shape::Union(_), Shape::Union(_))
        | (Shape::Tuple(_), Shape::Tuple(_))
        | (Shape::Enum(_), Shape::Enum(_))
        | (Shape::Newtype(_), Shape::Newtype(_)) => true,
        (Shape::Alias(a), Shape::Alias(b)) => a == b,
        (old, new) => values(old).is_some() && values(new).is_some(),
    }
}

/// Whether two lists of values hold values of other kinds, `1` and `"1"`.
pub(in crate::diff) fn other_scalars(old: &Shape, new: &Shape) -> bool {
    let kinds =
        |shape: &Shape| -> Option<HashSet<_>> { Some(values(shape)?.iter().map(std::mem::discriminant).collect()) };
    matches!((kinds(old), kinds(new)), (Some(old), Some(new)) if old != new)
}
