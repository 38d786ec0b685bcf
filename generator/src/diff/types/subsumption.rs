//! How two types relate on the wire: which of them takes every value of the other. Names never count.

use super::equivalent::Equivalence;
use super::resolve::{resolved, ty_name, values};
use crate::diff::values::formats::all_of_format;
use crate::ir::{Api, Format, Scalar, Shape, TypeRef, Union};

/// The new type, seen from the old one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::diff) enum Relation {
    /// Takes what the old one takes.
    Equal,
    /// Takes all that the old one takes, and more.
    Wider,
    /// Takes some of what the old one takes.
    Narrower,
    /// An enum that became a plain value.
    Opened,
    /// A plain value that became an enum.
    Closed,
    /// Neither.
    Different,
}

/// How `new` relates to `old`; lists, maps and pairs of structures are another matter.
pub(in crate::diff) fn relation(old_api: &Api, old: &TypeRef, new_api: &Api, new: &TypeRef) -> Relation {
    use Relation::{Closed, Different, Equal, Narrower, Opened, Wider};
    let whole = one(old_api, old, new_api, new);
    if whole != Different {
        return whole;
    }
    // A union takes what one of its alternatives takes.
    let taken = |ty: &TypeRef| matches!(one(old_api, old, new_api, ty), Equal | Wider | Opened);
    let kept = |ty: &TypeRef| matches!(one(old_api, ty, new_api, new), Equal | Narrower | Closed);
    let any = |api, ty, test: &dyn Fn(&TypeRef) -> bool| {
        union(api, resolved(api, ty)).is_some_and(|union| union.variants.iter().any(|it| test(&it.ty)))
    };
    match () {
        () if any(new_api, new, &taken) => Wider,
        () if any(old_api, old, &kept) => Narrower,
        () => Different,
    }
}

/// The same for types that are taken as one.
fn one(old_api: &Api, old: &TypeRef, new_api: &Api, new: &TypeRef) -> Relation {
    if Equivalence::new(old_api, new_api).types(old, new) {
        return Relation::Equal;
    }
    let (old, new) = (resolved(old_api, old), resolved(new_api, new));
    match (old, new) {
        (_, TypeRef::Json) => return Relation::Wider,
        (TypeRef::Json, _) => return Relation::Narrower,
        _ => {}
    }
    if closed_kind(old_api, old).is_some_and(|(values, kinds)| takes(new, &values, &kinds)) {
        return Relation::Opened;
    }
    if closed_kind(new_api, new).is_some_and(|(values, kinds)| takes(old, &values, &kinds)) {
        return Relation::Closed;
    }
    match (contains(new, old), contains(old, new)) {
        (true, _) => Relation::Wider,
        (_, true) => Relation::Narrower,
        _ => Relation::Different,
    }
}

/// Whether every value of the simple type `inner` is one of `outer`.
fn contains(outer: &TypeRef, inner: &TypeRef) -> bool {
    use TypeRef::{F64, Format as F, I32, I64, String as Text, U32, U64};
    match (outer, inner) {
        (F(Format::DecimalNumber), F64 | I32 | I64 | U32 | U64) => true,
        (Text, F(format)) => *format != Format::DecimalNumber,
        _ => matches!((outer, inner), (I64, I32 | U32) | (U64, U32) | (F64, I32 | I64 | U32 | U64)),
    }
}

/// What a value looks like in JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Plain {
    String,
    Integer,
    Number,
    Bool,
    Other,
}

/// The values of an enum or a constant, and the kinds of plain values that they are.
fn closed_kind(api: &Api, ty: &TypeRef) -> Option<(Vec<Scalar>, Vec<Plain>)> {
    let values = values(&api.type_def(ty_name(ty)?).shape)?;
    let all = |test: fn(&Scalar) -> bool| !values.is_empty() && values.iter().all(test);
    let kinds = match () {
        () if all(|it| matches!(it, Scalar::String(_))) => vec![Plain::String],
        () if all(|it| matches!(it, Scalar::Bool(_))) => vec![Plain::Bool],
        () if all(|it| matches!(it, Scalar::Number(it) if !it.is_f64())) => vec![Plain::Integer, Plain::Number],
        () if all(|it| matches!(it, Scalar::Number(_))) => vec![Plain::Number],
        () => Vec::new(),
    };
    Some((values, kinds))
}

/// Whether a free type takes every one of the listed values.
fn takes(ty: &TypeRef, values: &[Scalar], kinds: &[Plain]) -> bool {
    let format = match ty {
        TypeRef::Format(Format::DecimalNumber) => true,
        TypeRef::Format(format) => all_of_format(values, *format),
        _ => true,
    };
    format && kinds.contains(&plain_kind(ty))
}

fn plain_kind(ty: &TypeRef) -> Plain {
    match ty {
        TypeRef::F64 | TypeRef::Format(Format::DecimalNumber) => Plain::Number,
        TypeRef::String | TypeRef::Format(_) => Plain::String,
        TypeRef::I32 | TypeRef::I64 | TypeRef::U32 | TypeRef::U64 => Plain::Integer,
        TypeRef::Bool => Plain::Bool,
        _ => Plain::Other,
    }
}

fn union<'a>(api: &'a Api, ty: &TypeRef) -> Option<&'a Union> {
    match &api.type_def(ty_name(ty)?).shape {
        Shape::Union(it) => Some(it),
        _ => None,
    }
}
