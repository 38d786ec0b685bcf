//! Enums that stay open: a value that is not listed is kept. A generated enum knows its values; what all enums of a
//! kind have in common is written here once. The macros are called where `wire` is in scope.

use serde_json::Value;

/// What all string enums share. A generated one has `as_str` and `From<&str>`.
#[allow(unused_macros, reason = "an API may have no such enum")]
macro_rules! text_enums {
    ($($name:path),* $(,)?) => {$(
        impl From<String> for $name {
            #[inline]
            fn from(text: String) -> Self {
                Self::from(text.as_str())
            }
        }

        impl std::str::FromStr for $name {
            type Err = std::convert::Infallible;

            #[inline]
            fn from_str(text: &str) -> Result<Self, std::convert::Infallible> {
                Ok(Self::from(text))
            }
        }

        impl std::fmt::Display for $name {
            #[inline]
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl PartialEq for $name {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                self.as_str() == other.as_str()
            }
        }

        impl Eq for $name {}

        impl std::hash::Hash for $name {
            #[inline]
            fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
                self.as_str().hash(state);
            }
        }

        impl wire::Wire for $name {
            #[inline]
            fn read(found: wire::Found<'_>) -> Result<Self, wire::Mismatch> {
                found.text_as()
            }

            #[inline]
            fn write(&self, out: &mut wire::Output<'_>) {
                out.text(self.as_str());
            }
        }
    )*};
}

/// What all integer enums share. A generated one has `as_i64` and `From<i64>`.
#[allow(unused_macros, reason = "an API may have no such enum")]
macro_rules! integer_enums {
    ($($name:path),* $(,)?) => {$(
        impl std::fmt::Display for $name {
            #[inline]
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.as_i64().fmt(f)
            }
        }

        impl wire::Wire for $name {
            #[inline]
            fn read(found: wire::Found<'_>) -> Result<Self, wire::Mismatch> {
                Ok(Self::from(<i64 as wire::Wire>::read(found)?))
            }

            #[inline]
            fn write(&self, out: &mut wire::Output<'_>) {
                out.integer(self.as_i64());
            }
        }
    )*};
}

/// What all enums with values of several types share. A generated one has `VALUES`, `to_value` and `From<Value>`.
#[allow(unused_macros, reason = "an API may have no such enum")]
macro_rules! mixed_enums {
    ($($name:path),* $(,)?) => {$(
        impl std::fmt::Display for $name {
            #[inline]
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.to_value().fmt(f)
            }
        }

        impl wire::Wire for $name {
            #[inline]
            fn read(found: wire::Found<'_>) -> Result<Self, wire::Mismatch> {
                <serde_json::Value as wire::Wire>::read(found).map(Self::from)
            }

            #[inline]
            fn null() -> Option<Self> {
                Self::TAKES_NULL.then(|| Self::from(serde_json::Value::Null))
            }

            #[inline]
            fn write(&self, out: &mut wire::Output<'_>) {
                wire::Wire::write(&self.to_value(), out);
            }
        }
    )*};
}

#[allow(unused_imports, reason = "an API may have no such enum")]
pub(crate) use {integer_enums, mixed_enums, text_enums};

/// Whether two JSON values say the same; `1` and `1.0` do.
pub fn same(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Number(left), Value::Number(right)) => left == right || left.as_f64() == right.as_f64(),
        (Value::Array(left), Value::Array(right)) => {
            left.len() == right.len() && left.iter().zip(right).all(|(left, right)| same(left, right))
        }
        (Value::Object(left), Value::Object(right)) => {
            left.len() == right.len()
                && left.iter().all(|(key, left)| right.get(key).is_some_and(|right| same(left, right)))
        }
        _ => left == right,
    }
}
