//! Open enums, which keep values that are not listed. A generated enum lists its values; what all enums have in common
//! is here.

use std::fmt;

use serde_json::Value;

use crate::runtime::json::mismatch::Mismatch;
use crate::runtime::json::model::{Model, Parts};
use crate::runtime::json::wire::{JsonValue, Output, Wire};

/// The variants of an enum.
pub struct EnumShape<T: 'static> {
    /// Their values on the wire, and their names.
    pub variants: &'static [(T, &'static str)],
    /// The name of the variant for other values.
    pub fallback: &'static str,
}

impl<T> EnumShape<T> {
    fn print(&self, is: impl Fn(&T) -> bool, value: &dyn fmt::Debug, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.variants.iter().find(|(it, _)| is(it)) {
            Some((_, name)) => f.write_str(name),
            None => f.debug_tuple(self.fallback).field(value).finish(),
        }
    }
}

/// The kind of enums of strings.
pub enum Text {}

impl Parts for Text {
    type Shape = EnumShape<&'static str>;
    type In<'a> = &'a str;
    type Out<'a> = &'a str;
    type Places = ();

    fn read<M: Model<Parts = Self>>(value: JsonValue<'_>) -> Result<M, Mismatch> {
        value.text().map(|text| M::of(&text))
    }

    fn write<M: Model<Parts = Self>>(value: &M, out: &mut Output<'_>) {
        out.text(value.parts());
    }

    fn print<M: Model<Parts = Self>>(value: &M, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let value = value.parts();
        M::SHAPE.print(|it| *it == value, &value, f)
    }

    fn same<M: Model<Parts = Self>>(left: &M, right: &M) -> bool {
        left.parts() == right.parts()
    }

    fn copy<M: Model<Parts = Self>>(value: &M) -> M {
        M::of(value.parts())
    }
}

/// The kind of enums of integers.
pub enum Integer {}

impl Parts for Integer {
    type Shape = EnumShape<i64>;
    type In<'a> = i64;
    type Out<'a> = i64;
    type Places = ();

    fn read<M: Model<Parts = Self>>(value: JsonValue<'_>) -> Result<M, Mismatch> {
        <i64 as Wire>::read(value).map(|number| M::of(number))
    }

    fn write<M: Model<Parts = Self>>(value: &M, out: &mut Output<'_>) {
        out.integer(value.parts());
    }

    fn print<M: Model<Parts = Self>>(value: &M, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let value = value.parts();
        M::SHAPE.print(|it| *it == value, &value, f)
    }

    fn same<M: Model<Parts = Self>>(left: &M, right: &M) -> bool {
        left.parts() == right.parts()
    }

    fn copy<M: Model<Parts = Self>>(value: &M) -> M {
        M::of(value.parts())
    }
}

/// An enum of strings: its values, and the variant for all others.
#[macro_export]
#[doc(hidden)]
macro_rules! string_enum {
    (
        $(#[$($attribute:tt)*])*
        pub enum $name:ident {
            $($(#[$($of_variant:tt)*])* $variant:ident = $value:literal,)*
            .. $fallback:ident
        }
    ) => {
        $(#[$($attribute)*])*
        #[derive(Clone)]
        #[non_exhaustive]
        pub enum $name {
            $($(#[$($of_variant)*])* $variant,)*
            /// A value that is not listed, kept as it came.
            $fallback(::std::string::String),
        }

        #[allow(deprecated, unreachable_patterns)]
        impl $crate::runtime::model::Model for $name {
            type Parts = $crate::runtime::open_enum::Text;
            const SHAPE: &'static $crate::runtime::open_enum::EnumShape<&'static str> =
                &$crate::runtime::open_enum::EnumShape {
                    variants: &[$(($value, ::core::stringify!($variant))),*],
                    fallback: ::core::stringify!($fallback),
                };

            #[inline]
            fn of(text: &str) -> Self {
                match text {
                    $($value => Self::$variant,)*
                    other => Self::$fallback(::std::borrow::ToOwned::to_owned(other)),
                }
            }

            #[inline]
            fn parts(&self) -> &str {
                self.as_str()
            }
        }

        #[allow(deprecated)]
        impl $name {
            /// Returns the value on the wire.
            #[inline]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $value,)*
                    Self::$fallback(other) => other,
                }
            }
        }

        impl ::core::convert::From<&str> for $name {
            #[inline]
            fn from(text: &str) -> Self {
                $crate::runtime::model::Model::of(text)
            }
        }

        impl ::core::convert::From<::std::string::String> for $name {
            #[inline]
            fn from(text: ::std::string::String) -> Self {
                $crate::runtime::model::Model::of(text.as_str())
            }
        }

        impl ::core::str::FromStr for $name {
            type Err = ::core::convert::Infallible;

            #[inline]
            fn from_str(text: &str) -> ::core::result::Result<Self, ::core::convert::Infallible> {
                ::core::result::Result::Ok($crate::runtime::model::Model::of(text))
            }
        }

        impl ::core::fmt::Display for $name {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.pad(self.as_str())
            }
        }

        $crate::told_by_value! { $name by as_str }
    };
}

/// An enum of integers: its values, and the variant for all others.
#[macro_export]
#[doc(hidden)]
macro_rules! integer_enum {
    (
        $(#[$($attribute:tt)*])*
        pub enum $name:ident {
            $($(#[$($of_variant:tt)*])* $variant:ident = $value:literal,)*
            .. $fallback:ident
        }
    ) => {
        $(#[$($attribute)*])*
        #[derive(Clone)]
        #[non_exhaustive]
        pub enum $name {
            $($(#[$($of_variant)*])* $variant,)*
            /// A value that is not listed, kept as it came.
            $fallback(i64),
        }

        #[allow(deprecated, unreachable_patterns)]
        impl $crate::runtime::model::Model for $name {
            type Parts = $crate::runtime::open_enum::Integer;
            const SHAPE: &'static $crate::runtime::open_enum::EnumShape<i64> = &$crate::runtime::open_enum::EnumShape {
                variants: &[$(($value, ::core::stringify!($variant))),*],
                fallback: ::core::stringify!($fallback),
            };

            #[inline]
            fn of(number: i64) -> Self {
                match number {
                    $($value => Self::$variant,)*
                    other => Self::$fallback(other),
                }
            }

            #[inline]
            fn parts(&self) -> i64 {
                self.as_i64()
            }
        }

        #[allow(deprecated)]
        impl $name {
            /// Returns the value on the wire.
            #[inline]
            pub fn as_i64(&self) -> i64 {
                match self {
                    $(Self::$variant => $value,)*
                    Self::$fallback(other) => *other,
                }
            }
        }

        impl ::core::convert::From<i64> for $name {
            #[inline]
            fn from(number: i64) -> Self {
                $crate::runtime::model::Model::of(number)
            }
        }

        impl ::core::fmt::Display for $name {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Display::fmt(&self.as_i64(), f)
            }
        }

        $crate::told_by_value! { $name by as_i64 }
    };
}

/// The traits of an enum that follow from its value: comparing, hashing, printing, reading and writing.
#[macro_export]
#[doc(hidden)]
macro_rules! told_by_value {
    ($name:ident by $value:ident) => {
        impl ::core::cmp::Eq for $name {}

        impl ::core::hash::Hash for $name {
            #[inline]
            fn hash<H: ::core::hash::Hasher>(&self, state: &mut H) {
                self.$value().hash(state);
            }
        }

        $crate::printed_by_wire! { $name }
        $crate::compared_by_wire! { $name }
        $crate::serde_by_wire! { $name }
    };
}

/// An enum with values of several types, each with its JSON value.
#[macro_export]
#[doc(hidden)]
macro_rules! mixed_enum {
    (
        $(#[$($attribute:tt)*])*
        pub enum $name:ident {
            $($(#[$($of_variant:tt)*])* $variant:ident = $value:expr,)*
            .. $fallback:ident
        }
    ) => {
        $(#[$($attribute)*])*
        #[derive(Clone, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum $name {
            $($(#[$($of_variant)*])* $variant,)*
            /// A value that is not listed, kept as it came.
            $fallback($crate::runtime::external::serde_json::Value),
        }

        #[allow(deprecated)]
        impl $name {
            /// Returns the value on the wire.
            #[inline]
            pub fn to_value(&self) -> $crate::runtime::external::serde_json::Value {
                match self {
                    $(Self::$variant => $value,)*
                    Self::$fallback(other) => other.clone(),
                }
            }
        }

        #[allow(deprecated)]
        impl ::core::convert::From<$crate::runtime::external::serde_json::Value> for $name {
            #[inline]
            fn from(value: $crate::runtime::external::serde_json::Value) -> Self {
                let known = [$(Self::$variant),*];
                let listed = known.into_iter().find(|it| $crate::runtime::open_enum::same(&it.to_value(), &value));
                listed.unwrap_or(Self::$fallback(value))
            }
        }

        impl ::core::fmt::Display for $name {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Display::fmt(&self.to_value(), f)
            }
        }

        #[allow(deprecated)]
        impl $crate::runtime::model::Custom for $name {
            fn read(
                value: $crate::runtime::wire::JsonValue<'_>,
            ) -> ::core::result::Result<Self, $crate::runtime::Mismatch> {
                <$crate::runtime::external::serde_json::Value as $crate::runtime::wire::Wire>::read(value).map(Self::from)
            }

            fn null() -> ::core::option::Option<Self> {
                ::core::option::Option::Some(Self::from($crate::runtime::external::serde_json::Value::Null))
                    .filter(|it| !::core::matches!(it, Self::$fallback(_)))
            }

            fn write(&self, out: &mut $crate::runtime::wire::Output<'_>) {
                $crate::runtime::wire::Wire::write(&self.to_value(), out);
            }

            fn print(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                match self {
                    $(Self::$variant => f.write_str(::core::stringify!($variant)),)*
                    Self::$fallback(other) => f.debug_tuple(::core::stringify!($fallback)).field(other).finish(),
                }
            }
        }

        $crate::whole! { $name }
    };
}

/// Whether two JSON values are equal; `1` and `1.0` are.
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
