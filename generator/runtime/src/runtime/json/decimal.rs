//! A decimal number whose digits are kept, whether it came as a number or as a string.

use std::convert::Infallible;
use std::fmt;
use std::str::FromStr;

use crate::runtime::json::formats::text_like;
use crate::runtime::json::mismatch::Mismatch;
use crate::runtime::json::read::deserialize;
use crate::runtime::json::scan::Number;
use crate::runtime::json::wire::{Found, Output, Piece, Wire, by_other_traits, through_serde};
use crate::runtime::json::write::serialize;

/// A decimal number as text, `19.90`. It is written the way it came: a string as a string, a number as a number.
///
/// Made of text it is a string on the wire, made of a number a number; [`into_number`](Self::into_number) changes
/// the first into the second. Inside of a union, a number keeps what an `f64` can hold.
///
#[cfg_attr(any(doc, doctest), doc = concat!("```\nuse ", env!("CARGO_CRATE_NAME"), "::runtime::Decimal;"))]
/// let price = Decimal::from("19.90");
/// assert_eq!((price.as_str(), price.to_f64()), ("19.90", Some(19.9)));
/// assert!(!price.is_number() && price.into_number().is_number());
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Decimal(String, Kind);

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Kind {
    Text,
    Number,
}

impl Decimal {
    /// The digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The nearest `f64`; none where the text is no number.
    pub fn to_f64(&self) -> Option<f64> {
        self.0.parse().ok()
    }

    /// The same, written as a JSON number where the text is one by JSON's grammar; otherwise it stays a string.
    #[must_use]
    pub fn into_number(self) -> Self {
        let kind = if Number::of(&self.0).is_some() { Kind::Number } else { Kind::Text };
        Self(self.0, kind)
    }

    /// Whether it is written as a JSON number.
    pub fn is_number(&self) -> bool {
        self.1 == Kind::Number
    }
}

impl Default for Decimal {
    fn default() -> Self {
        Self("0".to_owned(), Kind::Text)
    }
}

impl From<i64> for Decimal {
    fn from(it: i64) -> Self {
        Self(it.to_string(), Kind::Number)
    }
}

/// A number that is not finite has no JSON; it becomes text.
impl From<f64> for Decimal {
    fn from(it: f64) -> Self {
        Self(it.to_string(), Kind::Text).into_number()
    }
}

impl Wire for Decimal {
    fn read(found: Found<'_>) -> Result<Self, Mismatch> {
        Ok(match found {
            Found::Text(text) => Self(text.into_owned(), Kind::Text),
            Found::Digits(text) => Self(text.to_owned(), Kind::Number),
            Found::Signed(it) => Self(it.to_string(), Kind::Number),
            Found::Unsigned(it) => Self(it.to_string(), Kind::Number),
            Found::Float(it) => Self::from(it),
            other => return Err(other.instead_of("a number or a string")),
        })
    }

    fn wants_digits() -> bool {
        true
    }

    fn write(&self, out: &mut Output<'_>) {
        match self.1 {
            Kind::Text => out.text(&self.0),
            Kind::Number => out.0.take(Piece::Digits(&self.0)),
        }
    }

    by_other_traits! {}
}

impl From<String> for Decimal {
    fn from(text: String) -> Self {
        Self(text, Kind::Text)
    }
}

impl From<&str> for Decimal {
    fn from(text: &str) -> Self {
        Self(text.to_owned(), Kind::Text)
    }
}

text_like! { Decimal }
