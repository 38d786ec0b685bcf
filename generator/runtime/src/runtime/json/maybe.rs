//! A property that may be absent, `null` or set. A PATCH distinguishes the three: keep it, clear it, set it.

use std::fmt::{self, Debug as _};

use crate::runtime::json::mismatch::Mismatch;
use crate::runtime::json::wire::{JsonValue, Output, Part, Wire};

/// A value that may be absent or `null`. In a PATCH, an absent property is kept and `null` clears it.
///
#[cfg_attr(any(doc, doctest), doc = concat!("```\nuse ", env!("CARGO_CRATE_NAME"), "::Maybe;"))]
/// let cleared: Maybe<i64> = Maybe::Null;
/// let set = Maybe::from(7);
/// // An `Option` does not say which of the two its `None` is meant to be; these do.
/// assert!(Maybe::or_null(None::<i64>).is_null() && Maybe::or_absent(None::<i64>).is_absent());
/// assert!(cleared.is_null() && set.get() == Some(&7));
/// assert!(Maybe::<i64>::default().is_absent());
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Maybe<T> {
    /// The property is left out.
    #[default]
    Absent,
    /// The property is `null`.
    Null,
    /// The property has a value.
    Value(T),
}

impl<T> Maybe<T> {
    /// Converts an `Option`; `None` becomes `null`, which clears the property.
    pub fn or_null(value: Option<T>) -> Self {
        value.map_or(Self::Null, Self::Value)
    }

    /// Converts an `Option`; `None` leaves the property out.
    pub fn or_absent(value: Option<T>) -> Self {
        value.map_or(Self::Absent, Self::Value)
    }

    /// Returns the value, if there is one.
    pub fn value(self) -> Option<T> {
        match self {
            Self::Value(it) => Some(it),
            Self::Absent | Self::Null => None,
        }
    }

    /// Converts from `&Maybe<T>` to `Maybe<&T>`.
    pub fn as_ref(&self) -> Maybe<&T> {
        match self {
            Self::Value(it) => Maybe::Value(it),
            Self::Null => Maybe::Null,
            Self::Absent => Maybe::Absent,
        }
    }

    /// Returns a reference to the value, if there is one.
    pub fn get(&self) -> Option<&T> {
        self.as_ref().value()
    }

    /// Maps the value, if there is one.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Maybe<U> {
        match self {
            Self::Value(it) => Maybe::Value(change(it)),
            Self::Null => Maybe::Null,
            Self::Absent => Maybe::Absent,
        }
    }

    /// Returns whether the property is left out.
    pub fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }

    /// Returns whether the property is `null`.
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// Returns whether the property has a value.
    pub fn is_value(&self) -> bool {
        matches!(self, Self::Value(_))
    }
}

impl<T> From<T> for Maybe<T> {
    fn from(it: T) -> Self {
        Self::Value(it)
    }
}

impl From<&str> for Maybe<String> {
    fn from(it: &str) -> Self {
        Self::Value(it.to_owned())
    }
}

/// Outside of an object an absent value is written as `null`.
impl<T: Wire> Wire for Maybe<T> {
    fn read(value: JsonValue<'_>) -> Result<Self, Mismatch> {
        T::read(value).map(Self::Value)
    }

    fn null() -> Option<Self> {
        Some(Self::Null)
    }

    fn absent() -> Option<Self> {
        Some(Self::Absent)
    }

    fn wants_digits() -> bool {
        T::wants_digits()
    }

    fn write(&self, out: &mut Output<'_>) {
        match self {
            Self::Value(it) => it.write(out),
            Self::Absent | Self::Null => out.0.take(Part::Null),
        }
    }

    fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }

    fn print(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.as_ref().map(|it| it as &dyn Wire).fmt(f)
    }

    fn same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Value(left), Self::Value(right)) => left.same(right),
            (Self::Null, Self::Null) | (Self::Absent, Self::Absent) => true,
            _ => false,
        }
    }

    fn copy(&self) -> Self {
        self.as_ref().map(T::copy)
    }
}

impl<T: Wire> serde::Serialize for Maybe<T> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        crate::runtime::json::write::serialize(self, serializer)
    }
}

impl<'de, T: Wire> serde::Deserialize<'de> for Maybe<T> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        crate::runtime::json::read::deserialize(deserializer)
    }
}
