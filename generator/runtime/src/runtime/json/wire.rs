//! How values are converted to JSON and back. Each type implements [`Wire`] with plain, non-generic code; `Serialize`
//! and `Deserialize` are one-line forwards to [`serialize`](crate::runtime::json::write::serialize) and
//! [`deserialize`](crate::runtime::json::read::deserialize). The generic part of serde is so compiled once and not once
//! per type.

use std::borrow::Cow;
use std::fmt;

use serde_json::Value;

pub use crate::runtime::json::mismatch::Mismatch;
use crate::runtime::json::read_limits::ReadLimits;

/// A type that can be read from JSON and written to it. It is copied, compared and printed through the same trait, so that
/// a list of parts has one demand of each part.
pub trait Wire: 'static {
    /// Creates the value from a JSON value.
    ///
    /// # Errors
    ///
    /// Fails if the JSON value does not match this type.
    fn read(value: JsonValue<'_>) -> Result<Self, Mismatch>
    where
        Self: Sized;

    /// The value of `null`, if this type has one.
    fn null() -> Option<Self>
    where
        Self: Sized,
    {
        None
    }

    /// The value of a missing property, if this type has one.
    fn absent() -> Option<Self>
    where
        Self: Sized,
    {
        None
    }

    /// Whether the type needs the digits of a number.
    fn wants_digits() -> bool
    where
        Self: Sized,
    {
        false
    }

    /// Writes the value.
    fn write(&self, out: &mut Output<'_>);

    /// Whether there is no value, so that an optional member is left out.
    fn is_absent(&self) -> bool {
        false
    }

    /// As `Debug`.
    ///
    /// # Errors
    ///
    /// Fails as the formatter does.
    fn print(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result;

    /// As `==`.
    fn same(&self, other: &Self) -> bool
    where
        Self: Sized;

    /// As `clone`.
    #[must_use]
    fn copy(&self) -> Self
    where
        Self: Sized;
}

impl fmt::Debug for dyn Wire {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.print(f)
    }
}

/// The methods of [`Wire`] that follow from other traits.
macro_rules! by_other_traits {
    () => {
        #[inline]
        fn print(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            std::fmt::Debug::fmt(self, f)
        }

        #[inline]
        fn same(&self, other: &Self) -> bool {
            self == other
        }

        #[inline]
        fn copy(&self) -> Self {
            self.clone()
        }
    };
}

pub(crate) use by_other_traits;

/// A JSON value that is being read.
pub enum JsonValue<'a> {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A whole number.
    Signed(i64),
    /// A whole number beyond `i64`.
    Unsigned(u64),
    /// Any other number.
    Float(f64),
    /// A number as it is spelled, for types that ask for it.
    Digits(&'a str),
    /// A string.
    Text(Cow<'a, str>),
    /// The items of an array.
    List(&'a mut dyn SeqAccess),
    /// The members of an object.
    Map(&'a mut dyn MapAccess),
}

/// Access to the items of an array that is being read.
pub trait SeqAccess {
    /// Reads the next item; false at the end.
    ///
    /// # Errors
    ///
    /// Fails if the input is malformed or the item does not match.
    fn next(&mut self, place: &mut dyn Place) -> Result<bool, Mismatch>;

    /// The whole array and its limits, if the input is a JSON value in memory.
    fn in_memory(&self) -> Option<(&Value, &ReadLimits)> {
        None
    }
}

/// Access to the members of an object that is being read.
pub trait MapAccess {
    /// Visits the next key; false at the end.
    ///
    /// # Errors
    ///
    /// Fails if the input is malformed.
    fn next_key(&mut self, visit: &mut dyn FnMut(&str)) -> Result<bool, Mismatch>;

    /// Skips the next key if it is that one, or, without a name, the end if it is next. That is cheaper than visiting
    /// the key; false does not mean that the key is another one.
    fn is_next(&mut self, name: Option<&str>) -> bool {
        let _ = name;
        false
    }

    /// Reads the value of that key.
    ///
    /// # Errors
    ///
    /// Fails if the input is malformed or the value does not match.
    fn next_value(&mut self, place: &mut dyn Place) -> Result<(), Mismatch>;

    /// Skips the value of that key.
    ///
    /// # Errors
    ///
    /// Fails if the input is malformed.
    fn skip_value(&mut self) -> Result<(), Mismatch>;

    /// The whole object and its limits, if the input is a JSON value in memory.
    fn in_memory(&self) -> Option<(&Value, &ReadLimits)> {
        None
    }
}

/// A place for a value that is being read.
pub trait Place {
    /// Fills the place with a value.
    ///
    /// # Errors
    ///
    /// Fails if the value does not match.
    fn fill(&mut self, value: JsonValue<'_>) -> Result<(), Mismatch>;

    /// Whether it is empty.
    fn is_empty(&self) -> bool;

    /// Whether the digits of a number are needed.
    fn wants_digits(&self) -> bool {
        false
    }

    /// Whether the value may be missing.
    fn may_be_missing(&self) -> bool {
        false
    }
}

impl<T: Wire> Place for Option<T> {
    fn may_be_missing(&self) -> bool {
        T::absent().is_some()
    }

    fn fill(&mut self, value: JsonValue<'_>) -> Result<(), Mismatch> {
        *self = match value {
            JsonValue::Null => T::null(),
            value => Some(T::read(value)?),
        };
        Ok(())
    }

    fn is_empty(&self) -> bool {
        self.is_none()
    }

    fn wants_digits(&self) -> bool {
        T::wants_digits()
    }
}

impl<'a> JsonValue<'a> {
    /// The text of a string.
    ///
    /// # Errors
    ///
    /// Fails if it is something else.
    pub fn text(self) -> Result<Cow<'a, str>, Mismatch> {
        match self {
            Self::Text(text) => Ok(text),
            other => Err(other.mismatch("a string")),
        }
    }

    /// The whole number; `42.0` is one.
    ///
    /// # Errors
    ///
    /// Fails if it is something else, or too large.
    pub fn integer(self) -> Result<i128, Mismatch> {
        match self {
            Self::Signed(it) => Ok(it.into()),
            Self::Unsigned(it) => Ok(it.into()),
            Self::Float(it) if it.fract() == 0.0 && it.abs() < 1e19 => Ok(it as i128),
            other => Err(other.mismatch("an integer")),
        }
    }

    /// The error of a value that is not what `wanted` describes.
    pub fn mismatch(&self, wanted: &str) -> Mismatch {
        let actual = match self {
            Self::Null => "null",
            Self::Bool(_) => "a boolean",
            Self::Signed(_) | Self::Unsigned(_) => "an integer",
            Self::Float(_) | Self::Digits(_) => "a number",
            Self::Text(_) => "a string",
            Self::List(_) => "an array",
            Self::Map(_) => "an object",
        };
        Mismatch::new(format!("expected {wanted}, found {actual}"))
    }
}

/// The destination of a value.
pub struct Output<'a>(pub(crate) &'a mut dyn Sink);

impl Output<'_> {
    /// Writes a string.
    pub fn text(&mut self, text: &str) {
        self.0.take(Part::Text(text));
    }

    /// Writes a whole number.
    pub fn integer(&mut self, number: i64) {
        self.0.take(Part::Signed(number));
    }
}

/// A part of a value that is being written.
pub(crate) enum Part<'a> {
    Null,
    Bool(bool),
    Signed(i64),
    Unsigned(u64),
    Float(f64),
    Digits(&'a str),
    Text(&'a str),
    List(usize, &'a EachItem<'a>),
    Map(&'a EachMember<'a>),
}

/// Visits the items of an array.
pub(crate) type EachItem<'a> = dyn Fn(&mut dyn FnMut(&dyn Wire)) + 'a;

/// Visits the members of an object.
pub(crate) type EachMember<'a> = dyn Fn(&mut dyn FnMut(&str, &dyn Wire)) + 'a;

/// Receives the one part that a value is.
pub(crate) trait Sink {
    fn take(&mut self, part: Part<'_>);
}

/// `Serialize` and `Deserialize` for types that implement [`Wire`]. The functions `serialize` and `deserialize` of
/// this runtime have to be in scope. A macro, because that compiles faster than the same impls in full.
macro_rules! through_serde {
    ($($name:path),* $(,)?) => {$(
        impl serde::Serialize for $name {
            #[inline]
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serialize(self, serializer)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            #[inline]
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserialize(deserializer)
            }
        }
    )*};
}

pub(crate) use through_serde;
