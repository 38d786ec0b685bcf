//! Types as they are printed in signatures, without paths.

use crate::ir::{
    Api, BodyContent, BodyKind, ContentKind, ErrorType, Field, Format, Outcome, Presence, Shape, Taken, TypeRef,
};

/// `Vec<Platform>`.
pub(crate) fn type_(ty: &TypeRef) -> String {
    match ty {
        TypeRef::Bool => "bool".into(),
        TypeRef::I32 => "i32".into(),
        TypeRef::I64 => "i64".into(),
        TypeRef::U32 => "u32".into(),
        TypeRef::U64 => "u64".into(),
        TypeRef::F64 => "f64".into(),
        TypeRef::String => "String".into(),
        TypeRef::Format(it) => format(*it).into(),
        TypeRef::Json => "Value".into(),
        TypeRef::Null => "()".into(),
        TypeRef::Named(it) => it.to_string(),
        TypeRef::List(it) => format!("Vec<{}>", type_(it)),
        TypeRef::Map(it) => format!("BTreeMap<String, {}>", type_(it)),
        TypeRef::Option(it) => format!("Option<{}>", type_(it)),
        TypeRef::Boxed(it) => format!("Box<{}>", type_(it)),
    }
}

fn format(format: Format) -> &'static str {
    match format {
        Format::DateTime => "DateTime",
        Format::Date => "Date",
        Format::Time => "Time",
        Format::Duration => "Duration",
        Format::Uuid => "Uuid",
        Format::Uri => "Uri",
        Format::Decimal => "Decimal",
        Format::DecimalNumber => "DecimalNumber",
        Format::Base64 => "Base64",
        Format::File => "File",
    }
}

/// The type of a field, with what its presence adds.
pub(super) fn field(field: &Field) -> String {
    let ty = type_(&field.ty);
    match field.presence {
        Presence::Required => ty,
        Presence::Nullable | Presence::Optional => format!("Option<{ty}>"),
        Presence::Tristate => format!("Maybe<{ty}>"),
    }
}

/// The type of a required argument.
pub(super) fn argument(api: &Api, ty: &TypeRef) -> String {
    match api.taken(ty) {
        Taken::Text | Taken::Into | Taken::Json => format!("impl Into<{}>", type_(ty)),
        Taken::Boxed(inner) => format!("impl Into<{}>", type_(inner)),
        Taken::List(item) => match api.taken(item) {
            Taken::Text | Taken::Into | Taken::Own => format!("impl IntoIterator<Item = impl Into<{}>>", type_(item)),
            _ => format!("impl IntoIterator<Item = {}>", type_(item)),
        },
        Taken::Map(item) => format!("impl IntoIterator<Item = (String, {})>", type_(item)),
        Taken::Own | Taken::Scalar => type_(ty),
    }
}

/// The type of the argument of an optional parameter's setter.
pub(super) fn optional(api: &Api, ty: &TypeRef) -> String {
    match api.taken(ty) {
        Taken::Text | Taken::Into | Taken::Own => format!("impl IntoOption<{}, How>", type_(ty)),
        Taken::Boxed(inner) => format!("impl IntoOption<{}, How>", type_(inner)),
        Taken::Scalar => format!("impl Into<Option<{}>>", type_(ty)),
        Taken::Json | Taken::List(_) | Taken::Map(_) => argument(api, ty),
    }
}

/// The type of the argument of a field's setter.
pub(super) fn field_setter(api: &Api, field: &Field) -> String {
    match field.presence {
        Presence::Tristate => format!("impl Into<Maybe<{}>>", type_(&field.ty)),
        Presence::Required => argument(api, &field.ty),
        Presence::Nullable | Presence::Optional => optional(api, &field.ty),
    }
}

/// The type of the argument for a body.
pub(super) fn body(api: &Api, content: &BodyContent) -> String {
    match content.kind {
        BodyKind::Bytes => "impl Into<ByteStream>".into(),
        BodyKind::Text if !is_word(api, &content.ty) => "impl Into<String>".into(),
        BodyKind::JsonLines => argument(api, &TypeRef::List(Box::new(line(&content.ty).clone()))),
        _ => argument(api, &content.ty),
    }
}

fn is_word(api: &Api, ty: &TypeRef) -> bool {
    match ty {
        TypeRef::Bool | TypeRef::I32 | TypeRef::I64 | TypeRef::U32 | TypeRef::U64 | TypeRef::F64 => true,
        TypeRef::Named(name) => matches!(api.type_def(name).shape, Shape::Enum(_)),
        _ => false,
    }
}

fn line(ty: &TypeRef) -> &TypeRef {
    match ty {
        TypeRef::List(item) => item,
        ty => ty,
    }
}

/// The output type of a success.
pub(super) fn output(outcome: &Outcome) -> String {
    match outcome {
        Outcome::None => "()".into(),
        Outcome::Single { ty, kind } => payload(ty, *kind),
        Outcome::Enum { name, .. } => name.to_string(),
    }
}

/// The field of a variant of `ErrorBody`.
pub(super) fn error(ty: &ErrorType) -> String {
    match ty {
        ErrorType::Value(ty) => type_(ty),
        ErrorType::Bytes => "Bytes".into(),
    }
}

/// The type of the body of a success.
pub(super) fn payload(ty: &TypeRef, kind: ContentKind) -> String {
    match kind {
        ContentKind::Json | ContentKind::Form | ContentKind::Xml => type_(ty),
        ContentKind::Text => "String".into(),
        ContentKind::Bytes => "Download<ErrorBody>".into(),
        ContentKind::EventStream => format!("EventStream<{}, ErrorBody>", type_(ty)),
        ContentKind::JsonLines => format!("LineStream<{}, ErrorBody>", type_(ty)),
    }
}
