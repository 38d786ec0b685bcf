//! Types in the words of the document.

use crate::diff::values::scalars::scalar_text;
use crate::ir::{Api, Format, Shape, TypeDef, TypeRef};

/// A type in the words of the document.
pub(in crate::diff) fn describe(api: &Api, ty: &TypeRef) -> String {
    match ty {
        TypeRef::Bool => "boolean".into(),
        TypeRef::I32 => "integer (int32)".into(),
        TypeRef::I64 => "integer".into(),
        TypeRef::U32 => "integer (uint32)".into(),
        TypeRef::U64 => "integer (uint64)".into(),
        TypeRef::F64 => "number".into(),
        TypeRef::String => "string".into(),
        TypeRef::Format(Format::DecimalNumber) => "number (decimal)".into(),
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
        Format::Decimal | Format::DecimalNumber => "decimal",
        Format::Base64 => "byte",
        Format::File => "binary",
    }
}
