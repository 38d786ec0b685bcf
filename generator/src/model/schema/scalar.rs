//! Booleans, numbers and strings: the type by `type`, `format` and, beyond 64 bits with a sign, the bounds.

use serde_json::Value;

use super::merged::Merged;
use super::node::Node;
use crate::ir::{Format, JsonKind, TypeRef};
use crate::numeric;

/// The type of a scalar.
pub(super) fn build(merged: &Merged<'_>) -> TypeRef {
    match merged.kind {
        Some(JsonKind::Boolean) => TypeRef::Bool,
        Some(JsonKind::Integer) => integer(merged),
        Some(JsonKind::Number) => match merged.format {
            Some(format) if numeric::is_decimal_format(format) => TypeRef::Format(Format::DecimalNumber),
            _ => TypeRef::F64,
        },
        Some(JsonKind::String) => string(merged.format),
        _ => TypeRef::Null,
    }
}

/// Integers are `i64` where nothing says otherwise. A bound is documentation, unless no value beyond it would fit.
fn integer(merged: &Merged<'_>) -> TypeRef {
    let beyond = |limit: f64| bounds(merged).any(|bound| bound.abs() > limit);
    match merged.format {
        Some("int32" | "int16" | "int8" | "uint16" | "uint8") if !beyond(f64::from(i32::MAX)) => TypeRef::I32,
        Some("uint32") => TypeRef::U32,
        Some("uint64") => TypeRef::U64,
        Some("decimal") => TypeRef::Format(Format::DecimalNumber),
        _ if bounds(merged).any(|bound| bound > i64::MAX as f64) => TypeRef::U64,
        _ => TypeRef::I64,
    }
}

fn bounds<'m>(merged: &'m Merged<'_>) -> impl Iterator<Item = f64> + 'm {
    let of = |part: &Node<'_>| ["minimum", "maximum"].map(|keyword| part.get(keyword).and_then(Value::as_f64));
    merged.parts.iter().flat_map(of).flatten()
}

fn string(format: Option<&str>) -> TypeRef {
    let format = match format {
        Some("date-time") => Format::DateTime,
        Some("date") => Format::Date,
        Some("time") => Format::Time,
        Some("duration") => Format::Duration,
        Some("uuid") => Format::Uuid,
        Some("uri" | "url" | "uri-reference" | "iri" | "iri-reference") => Format::Uri,
        Some("decimal" | "decimal128") => Format::Decimal,
        Some("byte" | "base64") => Format::Base64,
        _ => return TypeRef::String,
    };
    TypeRef::Format(format)
}
