//! A decimal number that keeps its digits, whether it came as a number or as a string.
//!
//! Not `rust_decimal` or `bigdecimal`: nothing is calculated here, and the one has 28 digits, the other brings its own integers.

use std::convert::Infallible;
use std::fmt;
use std::str::FromStr;

use crate::runtime::json::formats::text_like;
use crate::runtime::json::mismatch::Mismatch;
use crate::runtime::json::read::deserialize;
use crate::runtime::json::scan::Number;
use crate::runtime::json::wire::{JsonValue, Output, Part, Wire, by_other_traits, through_serde};
use crate::runtime::json::write::serialize;

/// A decimal number that keeps its digits, `19.90`. It is written the way it came: a string as a string, a number as a
/// number.
///
/// Created from a string it is a string on the wire, created from a number a number; [`into_number`](Self::into_number)
/// turns the first into the second. Within a union, a number has the precision of an `f64`.
///
#[cfg_attr(any(doc, doctest), doc = concat!("```\nuse ", env!("CARGO_CRATE_NAME"), "::runtime::Decimal;"))]
/// let price = Decimal::from("19.90");
/// assert_eq!((price.as_str(), price.to_f64()), ("19.90", Some(19.9)));
/// assert!(!price.is_number() && price.into_number().is_number());
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Decimal(String, Notation);

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Notation {
    Text,
    Number,
}

impl Decimal {
    /// Returns the digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the nearest `f64`, or `None` if the text is not a number.
    pub fn to_f64(&self) -> Option<f64> {
        self.0.parse().ok()
    }

    /// Writes the value as a JSON number if it is one by the grammar of JSON; otherwise it stays a string.
    #[must_use]
    pub fn into_number(self) -> Self {
        let kind = if Number::of(&self.0).is_some() { Notation::Number } else { Notation::Text };
        Self(self.0, kind)
    }

    /// Returns whether it is written as a JSON number.
    pub fn is_number(&self) -> bool {
        self.1 == Notation::Number
    }
}

impl Default for Decimal {
    fn default() -> Self {
        Self("0".to_owned(), Notation::Text)
    }
}

impl From<i64> for Decimal {
    fn from(it: i64) -> Self {
        Self(it.to_string(), Notation::Number)
    }
}

/// A number that is not finite has no JSON number; it becomes a string.
impl From<f64> for Decimal {
    fn from(it: f64) -> Self {
        Self(it.to_string(), Notation::Text).into_number()
    }
}

impl Wire for Decimal {
    fn read(value: JsonValue<'_>) -> Result<Self, Mismatch> {
        Ok(match value {
            JsonValue::Text(text) => Self(text.into_owned(), Notation::Text),
            JsonValue::Digits(text) => Self(text.to_owned(), Notation::Number),
            JsonValue::Signed(it) => Self(it.to_string(), Notation::Number),
            JsonValue::Unsigned(it) => Self(it.to_string(), Notation::Number),
            JsonValue::Float(it) => Self::from(it),
            other => return Err(other.mismatch("a number or a string")),
        })
    }

    fn wants_digits() -> bool {
        true
    }

    fn write(&self, out: &mut Output<'_>) {
        match self.1 {
            Notation::Text => out.text(&self.0),
            Notation::Number => out.0.take(Part::Digits(&self.0)),
        }
    }

    by_other_traits! {}
}

impl From<String> for Decimal {
    fn from(text: String) -> Self {
        Self(text, Notation::Text)
    }
}

impl From<&str> for Decimal {
    fn from(text: &str) -> Self {
        Self(text.to_owned(), Notation::Text)
    }
}

text_like! { Decimal }
