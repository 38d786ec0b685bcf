//! Types with a single value. Anything else is an error on reading, which is how a union tells its variants apart.

use super::mismatch::Mismatch;
use super::scalar::Scalar;
use super::wire::{Found, Output, Wire};
use serde_json::Value;

/// Reads a constant.
///
/// # Errors
///
/// Where another value was found.
pub fn read<T>(found: Found<'_>, value: Scalar, constant: T) -> Result<T, Mismatch> {
    if let (Found::Text(text), Scalar::Text(wanted)) = (&found, value)
        && text == wanted
    {
        return Ok(constant);
    }
    let found = Value::read(found)?;
    if value.is(&found) {
        return Ok(constant);
    }
    Err(Mismatch::new(format!("expected {value}, found {}", super::mismatch::excerpt(&found))))
}

/// Writes a constant.
pub fn write(value: Scalar, out: &mut Output<'_>) {
    match value {
        Scalar::Text(text) => out.text(text),
        other => other.to_value().write(out),
    }
}
