//! Values of the document as the values of a type.

use serde_json::Value;

use crate::ir::Scalar;

/// A value without parts; what has parts was refused before.
pub(super) fn scalar(value: &Value) -> Scalar {
    match value {
        Value::String(text) => Scalar::String(text.clone()),
        Value::Number(number) => Scalar::Number(number.clone()),
        Value::Bool(bool) => Scalar::Bool(*bool),
        Value::Null | Value::Array(_) | Value::Object(_) => Scalar::Null,
    }
}

/// The value as the text that it is named after.
pub(super) fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
