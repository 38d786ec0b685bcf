//! A member that may be missing, `null` or there. A PATCH tells the three apart: leave it, clear it, set it.

use std::fmt::{self, Debug as _};

use crate::runtime::json::mismatch::Mismatch;
use crate::runtime::json::wire::{Found, Output, Piece, Wire};

/// A value that may be absent or `null`.
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
    /// The member is left out.
    #[default]
    Absent,
    /// The member is `null`.
    Null,
    /// The member has a value.
    Value(T),
}

impl<T> Maybe<T> {
    /// The value of an `Option`; `None` is `null`, which clears the member.
    pub fn or_null(value: Option<T>) -> Self {
        value.map_or(Self::Null, Self::Value)
    }

    /// The value of an `Option`; `None` leaves the member out.
    pub fn or_absent(value: Option<T>) -> Self {
        value.map_or(Self::Absent, Self::Value)
    }

    /// The value, if there is one.
    pub fn value(self) -> Option<T> {
        match self {
            Self::Value(it) => Some(it),
            Self::Absent | Self::Null => None,
        }
    }

    /// The value by reference, if there is one.
    pub fn as_ref(&self) -> Maybe<&T> {
        match self {
            Self::Value(it) => Maybe::Value(it),
            Self::Null => Maybe::Null,
            Self::Absent => Maybe::Absent,
        }
    }

    /// The value by reference, if there is one: `as_ref().value()`.
    pub fn get(&self) -> Option<&T> {
        self.as_ref().value()
    }

    /// The same state with another value.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Maybe<U> {
        match self {
            Self::Value(it) => Maybe::Value(change(it)),
            Self::Null => Maybe::Null,
            Self::Absent => Maybe::Absent,
        }
    }

    /// Whether the member is left out.
    pub fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }

    /// Whether the member is `null`.
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// Whether the member has a value.
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

/// Outside of an object there is no absence: it is written as `null`.
impl<T: Wire> Wire for Maybe<T> {
    fn read(found: Found<'_>) -> Result<Self, Mismatch> {
        T::read(found).map(Self::Value)
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
            Self::Absent | Self::Null => out.0.take(Piece::Null),
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
