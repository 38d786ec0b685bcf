//! JSON values as constants of generated code.

use std::fmt;

use serde_json::Value;

use crate::runtime::json::open_enum::same;

/// A JSON value that is known when the crate is compiled.
#[derive(Clone, Copy, Debug)]
pub enum Scalar {
    /// A string.
    Text(&'static str),
    /// A whole number.
    Integer(i64),
    /// Any other value, as JSON text: a fraction, `true`, `null`, an object.
    Json(&'static str),
}

impl Scalar {
    /// Whether this is the value.
    pub fn is(self, value: &Value) -> bool {
        match (self, value) {
            (Self::Text(text), Value::String(other)) => text == other,
            (Self::Text(_), _) => false,
            (Self::Integer(number), other) => other.as_i64() == Some(number) || other.as_f64() == Some(number as f64),
            (Self::Json(_), other) => same(&self.to_value(), other),
        }
    }

    /// Converts it to a JSON value.
    pub fn to_value(self) -> Value {
        match self {
            Self::Text(text) => text.into(),
            Self::Integer(number) => number.into(),
            Self::Json(text) => text.parse().unwrap_or_default(),
        }
    }
}

impl fmt::Display for Scalar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => write!(f, "{text:?}"),
            Self::Integer(number) => number.fmt(f),
            Self::Json(text) => f.write_str(text),
        }
    }
}
