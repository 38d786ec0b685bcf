//! Values outside of a body, where everything is text: `true` may be a boolean or one of a list of words.

use std::collections::BTreeSet;

use super::resolve::{listed_values, resolved};
use crate::ir::{Api, Scalar, TypeRef};

/// The strings that a type takes.
pub(in crate::diff) enum Texts {
    /// Any string.
    Any,
    /// These.
    Listed(BTreeSet<String>),
    /// Some that nobody lists, those of numbers or of a format.
    Some,
    /// Something with parts, which is written in a way of its own.
    Other,
}

/// The strings that a type takes.
pub(in crate::diff) fn texts(api: &Api, ty: &TypeRef) -> Texts {
    match resolved(api, ty) {
        TypeRef::String => Texts::Any,
        TypeRef::Bool => Texts::Listed(["true", "false"].map(str::to_owned).into()),
        TypeRef::I32 | TypeRef::I64 | TypeRef::U32 | TypeRef::U64 | TypeRef::F64 | TypeRef::Format(_) => Texts::Some,
        ty => match listed_values(api, ty).as_slice() {
            [] => Texts::Other,
            values => Texts::Listed(values.iter().map(text).collect()),
        },
    }
}

impl Texts {
    /// Whether each of these strings is one of the others.
    pub fn is_subset(&self, outer: &Self) -> bool {
        match (self, outer) {
            (Self::Other, _) => false,
            (_, Self::Any) => true,
            (Self::Listed(inner), Self::Listed(outer)) => inner.is_subset(outer),
            _ => false,
        }
    }
}

fn text(value: &Scalar) -> String {
    match value {
        Scalar::String(it) => it.clone(),
        Scalar::Number(it) => it.to_string(),
        Scalar::Bool(it) => it.to_string(),
        Scalar::Null => String::new(),
    }
}
