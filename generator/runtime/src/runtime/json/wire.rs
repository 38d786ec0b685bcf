//! How values of this crate become JSON and come back. Each type implements [`Wire`] with plain, non-generic code;
//! `Serialize` and `Deserialize` are one-line forwards to [`serialize`](crate::runtime::json::write::serialize) and
//! [`deserialize`](crate::runtime::json::read::deserialize). The generic part of serde is so compiled once and not once per type.

use std::borrow::Cow;
use std::fmt;

use serde_json::Value;

pub use crate::runtime::json::mismatch::Mismatch;
use crate::runtime::json::place::Place;

/// A type that can be read from JSON and written to it. It is copied, compared and printed through the same trait, so that
/// a list of parts has one demand of each part.
pub trait Wire: 'static {
    /// Makes the value of what was found.
    ///
    /// # Errors
    ///
    /// Where something else was found than this type can hold.
    fn read(found: Found<'_>) -> Result<Self, Mismatch>
    where
        Self: Sized;

    /// The value that JSON's `null` stands for, where it is one of this type.
    fn null() -> Option<Self>
    where
        Self: Sized,
    {
        None
    }

    /// The value of a member that is missing, where it is one of this type.
    fn absent() -> Option<Self>
    where
        Self: Sized,
    {
        None
    }

    /// Whether the type wants to see the digits of a number.
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
    /// Those of the formatter.
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

/// What of [`Wire`] other traits have as well.
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

/// What was found in the input.
pub enum Found<'a> {
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
    List(&'a mut dyn Items),
    /// The members of an object.
    Map(&'a mut dyn Entries),
}

/// The items of an array that is being read.
pub trait Items {
    /// Reads the next item; false at the end.
    ///
    /// # Errors
    ///
    /// Where the input is broken or the item does not fit.
    fn next(&mut self, slot: &mut dyn Slot) -> Result<bool, Mismatch>;

    /// The whole array and its place, where the input is a JSON value in memory.
    fn in_memory(&self) -> Option<(&Value, &Place)> {
        None
    }
}

/// The members of an object that is being read.
pub trait Entries {
    /// Tells the next key; false at the end.
    ///
    /// # Errors
    ///
    /// Where the input is broken.
    fn key(&mut self, tell: &mut dyn FnMut(&str)) -> Result<bool, Mismatch>;

    /// Passes over the next key if it is that one, or, without a name, over the end if it comes next. That is cheaper
    /// than to tell the key; false says nothing.
    fn is_next(&mut self, name: Option<&str>) -> bool {
        let _ = name;
        false
    }

    /// Reads the value of that key.
    ///
    /// # Errors
    ///
    /// Where the input is broken or the value does not fit.
    fn entry(&mut self, slot: &mut dyn Slot) -> Result<(), Mismatch>;

    /// Passes over the value of that key.
    ///
    /// # Errors
    ///
    /// Where the input is broken.
    fn skip(&mut self) -> Result<(), Mismatch>;

    /// The whole object and its place, where the input is a JSON value in memory.
    fn in_memory(&self) -> Option<(&Value, &Place)> {
        None
    }
}

/// A place for a value that is being read.
pub trait Slot {
    /// Puts a value there.
    ///
    /// # Errors
    ///
    /// Where the value does not fit.
    fn fill(&mut self, found: Found<'_>) -> Result<(), Mismatch>;

    /// Whether no value has come yet.
    fn is_empty(&self) -> bool;

    /// Whether the digits of a number are wanted.
    fn wants_digits(&self) -> bool {
        false
    }

    /// Whether something stands for a value that is missing.
    fn may_be_missing(&self) -> bool {
        false
    }
}

impl<T: Wire> Slot for Option<T> {
    fn may_be_missing(&self) -> bool {
        T::absent().is_some()
    }

    fn fill(&mut self, found: Found<'_>) -> Result<(), Mismatch> {
        *self = match found {
            Found::Null => T::null(),
            found => Some(T::read(found)?),
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

impl<'a> Found<'a> {
    /// The text of a string.
    ///
    /// # Errors
    ///
    /// Where it is something else.
    pub fn text(self) -> Result<Cow<'a, str>, Mismatch> {
        match self {
            Self::Text(text) => Ok(text),
            other => Err(other.instead_of("a string")),
        }
    }

    /// The whole number; `42.0` is one.
    ///
    /// # Errors
    ///
    /// Where it is something else, or too large.
    pub fn integer(self) -> Result<i128, Mismatch> {
        match self {
            Self::Signed(it) => Ok(it.into()),
            Self::Unsigned(it) => Ok(it.into()),
            Self::Float(it) if it.fract() == 0.0 && it.abs() < 1e19 => Ok(it as i128),
            other => Err(other.instead_of("an integer")),
        }
    }

    /// The error that this was found where `wanted` should be.
    pub fn instead_of(&self, wanted: &str) -> Mismatch {
        let found = match self {
            Self::Null => "null",
            Self::Bool(_) => "a boolean",
            Self::Signed(_) | Self::Unsigned(_) => "an integer",
            Self::Float(_) | Self::Digits(_) => "a number",
            Self::Text(_) => "a string",
            Self::List(_) => "an array",
            Self::Map(_) => "an object",
        };
        Mismatch::new(format!("expected {wanted}, found {found}"))
    }
}

/// Where a value is written to.
pub struct Output<'a>(pub(crate) &'a mut dyn Sink);

impl Output<'_> {
    /// Writes a string.
    pub fn text(&mut self, text: &str) {
        self.0.take(Piece::Text(text));
    }

    /// Writes a whole number.
    pub fn integer(&mut self, number: i64) {
        self.0.take(Piece::Signed(number));
    }
}

/// What a value is made of.
pub(crate) enum Piece<'a> {
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

/// Hands out the items of a list.
pub(crate) type EachItem<'a> = dyn Fn(&mut dyn FnMut(&dyn Wire)) + 'a;

/// Hands out the members of an object.
pub(crate) type EachMember<'a> = dyn Fn(&mut dyn FnMut(&str, &dyn Wire)) + 'a;

/// What takes the one piece that a value is.
pub(crate) trait Sink {
    fn take(&mut self, piece: Piece<'_>);
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
