//! Values of enums: what they are, how they are written, and which are the same.

use serde_json::Number;

use crate::ir::Scalar;
use crate::numeric;

/// Whether two values of enums are the same; numbers by value.
pub(in crate::diff) fn same_scalar(old: &Scalar, new: &Scalar) -> bool {
    match (old, new) {
        (Scalar::Number(old), Scalar::Number(new)) => numeric::order(old, new).is_eq(),
        (old, new) => old == new,
    }
}

/// A value of an enum as JSON writes it.
pub(in crate::diff) fn scalar_text(scalar: &Scalar) -> String {
    match scalar {
        Scalar::String(it) => serde_json::Value::from(it.as_str()).to_string(),
        Scalar::Number(it) => it.to_string(),
        Scalar::Bool(it) => it.to_string(),
        Scalar::Null => "null".into(),
    }
}

/// The text that a value is.
pub(in crate::diff) fn text(value: &Scalar) -> Option<&str> {
    match value {
        Scalar::String(it) => Some(it),
        _ => None,
    }
}

/// The number that a value is.
pub(in crate::diff) fn number(value: &Scalar) -> Option<&Number> {
    match value {
        Scalar::Number(it) => Some(it),
        _ => None,
    }
}
