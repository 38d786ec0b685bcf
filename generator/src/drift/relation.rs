//! How two types relate on the wire: which of them takes every value of the other. Names never count.

use std::collections::HashSet;

use crate::ir::{Api, Enum, Format, Presence, Scalar, Shape, Struct, TypeDef, TypeName, TypeRef, Union};

/// The new type, seen from the old one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Relation {
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

/// How `new` relates to `old`; lists, maps and pairs of structures are the walk's own matter.
pub(super) fn relation(old_api: &Api, old: &TypeRef, new_api: &Api, new: &TypeRef) -> Relation {
    let mut equality = Equality::new(old_api, new_api);
    if equality.types(old, new) {
        return Relation::Equal;
    }
    let (old, new) = (resolved(old_api, old), resolved(new_api, new));
    match (old, new) {
        (_, TypeRef::Json) => return Relation::Wider,
        (TypeRef::Json, _) => return Relation::Narrower,
        _ => {}
    }
    if closed_kind(old_api, old).is_some_and(|it| it.contains(&plain_kind(new))) {
        return Relation::Opened;
    }
    if closed_kind(new_api, new).is_some_and(|it| it.contains(&plain_kind(old))) {
        return Relation::Closed;
    }
    if union(new_api, new).is_some_and(|it| it.variants.iter().any(|variant| equality.types(old, &variant.ty))) {
        return Relation::Wider;
    }
    if union(old_api, old).is_some_and(|it| it.variants.iter().any(|variant| equality.types(&variant.ty, new))) {
        return Relation::Narrower;
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
    matches!((outer, inner), (I64, I32 | U32) | (U64, U32) | (F64, I32 | I64 | U32 | U64) | (Text, F(_)))
}

/// Whether the text of every value of the scalar type `inner` is one of `outer`.
pub(super) fn text_contains(outer: &TypeRef, inner: &TypeRef) -> bool {
    use TypeRef::{Bool, F64, Format, I32, I64, String as Text, U32, U64};
    matches!((outer, inner), (Text, Bool | I32 | I64 | U32 | U64 | F64 | Format(_)))
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

/// The kinds of plain values that take all values of an enum or a constant.
fn closed_kind(api: &Api, ty: &TypeRef) -> Option<Vec<Plain>> {
    let values = values(&api.type_def(ty_name(ty)?).shape)?;
    let all = |test: fn(&Scalar) -> bool| !values.is_empty() && values.iter().all(test);
    Some(match () {
        () if all(|it| matches!(it, Scalar::String(_))) => vec![Plain::String],
        () if all(|it| matches!(it, Scalar::Bool(_))) => vec![Plain::Bool],
        () if all(|it| matches!(it, Scalar::Number(it) if !it.is_f64())) => vec![Plain::Integer, Plain::Number],
        () if all(|it| matches!(it, Scalar::Number(_))) => vec![Plain::Number],
        () => Vec::new(),
    })
}

fn plain_kind(ty: &TypeRef) -> Plain {
    match ty {
        TypeRef::String | TypeRef::Format(_) => Plain::String,
        TypeRef::I32 | TypeRef::I64 | TypeRef::U32 | TypeRef::U64 => Plain::Integer,
        TypeRef::F64 => Plain::Number,
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

fn ty_name(ty: &TypeRef) -> Option<&TypeName> {
    match ty {
        TypeRef::Named(name) => Some(name),
        _ => None,
    }
}

/// The listed values of an enum or a constant; none for anything else.
pub(super) fn values(shape: &Shape) -> Option<Vec<Scalar>> {
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
pub(super) fn resolved<'a>(api: &'a Api, ty: &'a TypeRef) -> &'a TypeRef {
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

/// Equality up to names, docs and bounds. Pairs that are being compared count as equal, so rings end.
pub(super) struct Equality<'a> {
    old: &'a Api,
    new: &'a Api,
    assumed: HashSet<(TypeName, TypeName)>,
    different: HashSet<(TypeName, TypeName)>,
    depth: usize,
}

/// Types nested deeper than this are not compared; they count as different.
const DEEPEST: usize = 200;

impl<'a> Equality<'a> {
    pub fn new(old: &'a Api, new: &'a Api) -> Self {
        Self { old, new, assumed: HashSet::new(), different: HashSet::new(), depth: 0 }
    }

    /// Whether both take the same values.
    pub fn types(&mut self, old: &TypeRef, new: &TypeRef) -> bool {
        self.depth += 1;
        let equal = self.depth <= DEEPEST && self.nested(old, new);
        self.depth -= 1;
        equal
    }

    fn nested(&mut self, old: &TypeRef, new: &TypeRef) -> bool {
        match (old, new) {
            (TypeRef::Boxed(old), new) => self.types(old, new),
            (old, TypeRef::Boxed(new)) => self.types(old, new),
            (TypeRef::List(old), TypeRef::List(new))
            | (TypeRef::Map(old), TypeRef::Map(new))
            | (TypeRef::Option(old), TypeRef::Option(new)) => self.types(old, new),
            (TypeRef::Named(a), TypeRef::Named(b)) => self.named((a, old), (b, new)),
            (TypeRef::Named(name), new) => {
                other_name(&self.old.type_def(name).shape).is_some_and(|inner| self.types(inner, new))
            }
            (old, TypeRef::Named(name)) => {
                other_name(&self.new.type_def(name).shape).is_some_and(|inner| self.types(old, inner))
            }
            (old, new) => old == new,
        }
    }

    /// What was found different stays so: it was so although all that was open counted as equal. What was found
    /// equal on the way of a failed comparison may be wrong, and is taken back.
    fn named(&mut self, (a, old): (&TypeName, &TypeRef), (b, new): (&TypeName, &TypeRef)) -> bool {
        let key = (a.clone(), b.clone());
        if self.different.contains(&key) {
            return false;
        }
        if self.assumed.contains(&key) {
            return true;
        }
        let before = self.assumed.clone();
        self.assumed.insert(key.clone());
        let (a, b) = (self.old.type_def(a), self.new.type_def(b));
        let equal = match (other_name(&a.shape), other_name(&b.shape)) {
            (None, None) => self.defs(a, b),
            (a, b) => self.types(a.unwrap_or(old), b.unwrap_or(new)),
        };
        if !equal {
            self.assumed = before;
            self.different.insert(key);
        }
        equal
    }

    /// Whether both take the same values.
    pub fn defs(&mut self, old: &TypeDef, new: &TypeDef) -> bool {
        match (&old.shape, &new.shape) {
            (Shape::Struct(old), Shape::Struct(new)) => self.structs(old, new),
            (Shape::Union(old), Shape::Union(new)) => self.unions(old, new),
            (Shape::Tuple(old), Shape::Tuple(new)) => {
                self.lists(&old.items, &new.items) && self.options(old.rest.as_ref(), new.rest.as_ref())
            }
            (Shape::Alias(old) | Shape::Newtype(old), Shape::Alias(new) | Shape::Newtype(new)) => self.types(old, new),
            (Shape::Constant(old), Shape::Constant(new)) => old.value == new.value,
            (Shape::Enum(old), Shape::Enum(new)) => enums(old, new),
            _ => false,
        }
    }

    fn structs(&mut self, old: &Struct, new: &Struct) -> bool {
        // An object is open where it says nothing.
        let extra = |it: &Struct| match &it.extra {
            Some((_, ty)) => Some(ty.clone()),
            None => (!it.closed).then_some(TypeRef::Json),
        };
        old.fields.len() == new.fields.len()
            && old.closed == new.closed
            && self.options(extra(old).as_ref(), extra(new).as_ref())
            && old.fields.iter().all(|field| {
                let twin = new.fields.iter().find(|it| it.wire == field.wire);
                twin.is_some_and(|twin| {
                    required(twin.presence) == required(field.presence)
                        && nullable(twin.presence) == nullable(field.presence)
                        && self.types(&field.ty, &twin.ty)
                })
            })
    }

    fn unions(&mut self, old: &Union, new: &Union) -> bool {
        old.variants.len() == new.variants.len()
            && old.variants.iter().all(|variant| new.variants.iter().any(|it| self.types(&variant.ty, &it.ty)))
    }

    fn lists(&mut self, old: &[TypeRef], new: &[TypeRef]) -> bool {
        old.len() == new.len() && old.iter().zip(new).all(|(old, new)| self.types(old, new))
    }

    fn options(&mut self, old: Option<&TypeRef>, new: Option<&TypeRef>) -> bool {
        match (old, new) {
            (Some(old), Some(new)) => self.types(old, new),
            (old, new) => old.is_none() && new.is_none(),
        }
    }
}

/// The type that a shape is another name for.
fn other_name(shape: &Shape) -> Option<&TypeRef> {
    match shape {
        Shape::Alias(it) | Shape::Newtype(it) => Some(it),
        _ => None,
    }
}

fn enums(old: &Enum, new: &Enum) -> bool {
    old.repr == new.repr
        && old.variants.len() == new.variants.len()
        && old.variants.iter().all(|variant| new.variants.iter().any(|it| same_scalar(&it.wire, &variant.wire)))
}

/// Whether two values of enums are the same; numbers by value.
pub(super) fn same_scalar(old: &Scalar, new: &Scalar) -> bool {
    match (old, new) {
        (Scalar::Number(old), Scalar::Number(new)) => super::numbers::order(old, new).is_eq(),
        (old, new) => old == new,
    }
}

/// Whether a member must be there.
pub(super) fn required(presence: Presence) -> bool {
    matches!(presence, Presence::Required | Presence::Nullable)
}

/// Whether a member may be null.
pub(super) fn nullable(presence: Presence) -> bool {
    matches!(presence, Presence::Nullable | Presence::Tristate)
}

/// A type in the words of the document.
pub(super) fn describe(api: &Api, ty: &TypeRef) -> String {
    match ty {
        TypeRef::Bool => "boolean".into(),
        TypeRef::I32 => "integer (int32)".into(),
        TypeRef::I64 => "integer".into(),
        TypeRef::U32 => "integer (uint32)".into(),
        TypeRef::U64 => "integer (uint64)".into(),
        TypeRef::F64 => "number".into(),
        TypeRef::String => "string".into(),
        TypeRef::Format(format) => format!("string ({})", format_name(*format)),
        TypeRef::Json => "any value".into(),
        TypeRef::Null => "null".into(),
        TypeRef::List(inner) => format!("array of {}", describe(api, inner)),
        TypeRef::Map(inner) => format!("map of {}", describe(api, inner)),
        TypeRef::Option(inner) => format!("{} or null", describe(api, inner)),
        TypeRef::Boxed(inner) => describe(api, inner),
        TypeRef::Named(name) => named(api.type_def(name)),
    }
}

fn named(def: &TypeDef) -> String {
    let name = def.component.as_deref().unwrap_or(def.name.as_str());
    match &def.shape {
        Shape::Enum(it) => {
            let values: Vec<_> = it.variants.iter().take(4).map(|it| scalar_text(&it.wire)).collect();
            let more = if it.variants.len() > 4 { ", …" } else { "" };
            format!("{name} ({}{more})", values.join(", "))
        }
        Shape::Constant(it) => format!("the constant {}", it.value),
        Shape::Union(_) => format!("{name} (one of several)"),
        _ => name.to_owned(),
    }
}

fn format_name(format: Format) -> &'static str {
    match format {
        Format::DateTime => "date-time",
        Format::Date => "date",
        Format::Time => "time",
        Format::Duration => "duration",
        Format::Uuid => "uuid",
        Format::Uri => "uri",
        Format::Decimal => "decimal",
        Format::Base64 => "byte",
        Format::File => "binary",
    }
}

/// A value of an enum as JSON writes it.
pub(super) fn scalar_text(scalar: &Scalar) -> String {
    match scalar {
        Scalar::String(it) => serde_json::Value::from(it.as_str()).to_string(),
        Scalar::Number(it) => it.to_string(),
        Scalar::Bool(it) => it.to_string(),
        Scalar::Null => "null".into(),
    }
}
