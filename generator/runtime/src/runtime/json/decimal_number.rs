//! A decimal number that keeps its digits and is a number on the wire.

use std::convert::Infallible;
use std::fmt;
use std::str::FromStr;

use crate::runtime::json::decimal::Decimal;
use crate::runtime::json::mismatch::Mismatch;
use crate::runtime::json::read::deserialize;
use crate::runtime::json::wire::{JsonValue, Output, Wire, by_other_traits, through_serde};
use crate::runtime::json::write::serialize;

/// A decimal number, `19.90`, that is written as a JSON number with all its digits. What is not a number by the grammar
/// of JSON stays a string.
///
#[cfg_attr(any(doc, doctest), doc = concat!("```\nuse ", env!("CARGO_CRATE_NAME"), "::runtime::DecimalNumber;"))]
/// let price = DecimalNumber::from("19.90");
/// assert_eq!((price.as_str(), price.to_f64()), ("19.90", Some(19.9)));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DecimalNumber(Decimal);

impl DecimalNumber {
    /// Returns the digits.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// Returns the nearest `f64`, or `None` if the text is not a number.
    pub fn to_f64(&self) -> Option<f64> {
        self.0.to_f64()
    }
}

impl Default for DecimalNumber {
    fn default() -> Self {
        Self::from(0_i64)
    }
}

impl<T: Into<Decimal>> From<T> for DecimalNumber {
    fn from(it: T) -> Self {
        Self(it.into().into_number())
    }
}

impl Wire for DecimalNumber {
    fn read(value: JsonValue<'_>) -> Result<Self, Mismatch> {
        Decimal::read(value).map(Self)
    }

    fn wants_digits() -> bool {
        true
    }

    fn write(&self, out: &mut Output<'_>) {
        self.0.write(out);
    }

    by_other_traits! {}
}

impl From<DecimalNumber> for String {
    fn from(it: DecimalNumber) -> Self {
        it.0.into()
    }
}

impl FromStr for DecimalNumber {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(Self::from(text))
    }
}

impl fmt::Display for DecimalNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl AsRef<str> for DecimalNumber {
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

through_serde! { DecimalNumber }
