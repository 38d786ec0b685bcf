//! What a schema says of single values beyond their JSON type, by the letter: formats that stand for a type of their
//! own, and listed values. Each is held against the finished type.

use serde_json::Value;

use super::taken::Taken;
use crate::coverage::kinds::Written;
use crate::ir::{Format, Scalar, Shape, TypeRef};

/// What combines schemas: what stands beside it is only a part of what is said.
const COMBINED: [&str; 5] = ["allOf", "anyOf", "oneOf", "not", "const"];

/// How many schemas that only wrap another one are looked into.
const WRAPPED: usize = 16;

/// The difference, in words.
pub(super) fn difference<'a>(
    written: &Written<'a>,
    taken: &Taken<'a>,
    schema: &'a Value,
    ty: &'a TypeRef,
) -> Option<String> {
    let schema = plain(written, schema)?;
    let (ty, shape) = taken.bare(ty);
    match schema.get("enum").and_then(Value::as_array) {
        Some(listed) => {
            let lost = listed.iter().find(|it| !it.is_null() && !holds(ty, shape, it))?;
            Some(format!("the schema lists `{lost}`, the type does not take it"))
        }
        None => {
            let format = schema.get("format")?.as_str()?;
            let is_kept = shape.is_some() || is_kept(kind(schema)?, format, schema, ty);
            (!is_kept).then(|| format!("the schema has the format `{format}`, the type does not hold it"))
        }
    }
}

/// Whether the schema is of bytes as they are (OpenAPI 3.0, section 4.7.14.2).
pub(super) fn is_binary(written: &Written<'_>, schema: &Value) -> bool {
    let schema = written.target(schema);
    kind(schema) == Some("string") && schema.get("format").is_some_and(|it| it == "binary")
}

/// The schema behind references and behind schemas that only wrap one; none where several say something.
fn plain<'a>(written: &Written<'a>, schema: &'a Value) -> Option<&'a Value> {
    let mut schema = written.target(schema);
    for _ in 0..WRAPPED {
        if !COMBINED.iter().any(|it| schema.get(it).is_some()) {
            return Some(schema);
        }
        let only = schema.get("allOf")?.as_array().filter(|it| it.len() == 1)?;
        let is_alone = ["type", "enum", "format", "anyOf", "oneOf", "const"].iter().all(|it| schema.get(it).is_none());
        schema = written.target(only.first().filter(|_| is_alone)?);
    }
    None
}

/// The one type that is named, null aside.
fn kind(schema: &Value) -> Option<&str> {
    match schema.get("type")? {
        Value::String(name) => Some(name),
        Value::Array(names) => {
            let mut names = names.iter().filter_map(Value::as_str).filter(|it| *it != "null");
            names.next().filter(|_| names.next().is_none())
        }
        _ => None,
    }
}

/// Whether a type holds what the format says (OpenAPI 3.1, section 4.4; the registry of formats).
fn is_kept(kind: &str, format: &str, schema: &Value, ty: &TypeRef) -> bool {
    use TypeRef::{F64, I32, I64, U32, U64};
    if *ty == TypeRef::Json {
        return true; // that it takes more is told by its JSON types
    }
    let is = |expected: Format| *ty == TypeRef::Format(expected);
    match (kind, format) {
        ("string", "date-time") => is(Format::DateTime),
        ("string", "date") => is(Format::Date),
        ("string", "time") => is(Format::Time),
        ("string", "duration") => is(Format::Duration),
        ("string", "uuid") => is(Format::Uuid),
        ("string", "decimal") => is(Format::Decimal),
        ("string", "byte") => is(Format::Base64),
        ("integer" | "number", "int32") => matches!(ty, I32 | I64) || beyond(schema) && *ty == U64,
        ("integer" | "number", "int64") => *ty == I64 || beyond(schema) && *ty == U64,
        ("integer", "uint32") => matches!(ty, U32 | U64 | I64),
        ("integer", "uint64") => *ty == U64,
        ("integer", "decimal") | ("number", "decimal") => is(Format::DecimalNumber),
        ("number", "double" | "float") => *ty == F64,
        _ => true,
    }
}

/// Whether a bound is beyond what 64 bits with a sign can hold.
fn beyond(schema: &Value) -> bool {
    let of = |keyword: &str| schema.get(keyword).and_then(Value::as_f64);
    ["minimum", "maximum"].into_iter().filter_map(of).any(|bound| bound > i64::MAX as f64)
}

/// Whether a type takes a listed value and can send it.
fn holds(ty: &TypeRef, shape: Option<&Shape>, value: &Value) -> bool {
    let number = || value.as_f64().or_else(|| value.as_str()?.parse().ok());
    match (shape, ty) {
        (Some(Shape::Enum(it)), _) => it.variants.iter().any(|variant| is_same(&variant.wire, value)),
        (Some(Shape::Constant(it)), _) => it.value == *value || scalar(&it.value).is_some_and(|it| is_same(&it, value)),
        (None, TypeRef::I32) => number().is_some_and(|it| it >= f64::from(i32::MIN) && it <= f64::from(i32::MAX)),
        (None, TypeRef::U32 | TypeRef::U64) => number().is_some_and(|it| it >= 0.0),
        (None, TypeRef::I64) => number().is_some_and(|it| it.abs() <= i64::MAX as f64),
        (None, TypeRef::Null) => false,
        _ => true,
    }
}

fn scalar(value: &Value) -> Option<Scalar> {
    Some(match value {
        Value::String(it) => Scalar::String(it.clone()),
        Value::Number(it) => Scalar::Number(it.clone()),
        Value::Bool(it) => Scalar::Bool(*it),
        _ => return None,
    })
}

/// Whether they are one value; one that is written in another type than the schema names is read in that one.
fn is_same(held: &Scalar, value: &Value) -> bool {
    let text = |value: &Value| match value {
        Value::String(it) => it.clone(),
        other => other.to_string(),
    };
    match held {
        Scalar::String(it) => match value {
            Value::String(value) => it == value,
            other => text(other) == *it,
        },
        Scalar::Number(it) => {
            it.as_f64().is_some_and(|it| value.as_f64().or_else(|| value.as_str()?.parse().ok()) == Some(it))
        }
        Scalar::Bool(it) => text(value) == it.to_string(),
        Scalar::Null => value.is_null(),
    }
}
