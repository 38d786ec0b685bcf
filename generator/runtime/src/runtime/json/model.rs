//! The description of a generated type, whatever its kind: its parts and how they are distinguished. Reading, writing,
//! comparing, copying and printing follow from that and are implemented once for each kind. Macros, one for each kind,
//! write the impls.

use std::fmt;

use crate::runtime::json::mismatch::Mismatch;
use crate::runtime::json::wire::{JsonValue, Output, Wire};

/// A generated type.
pub trait Model: Sized + 'static {
    /// The kind of the type.
    type Parts: Parts;
    /// The names and values that its parts have.
    const SHAPE: &'static <Self::Parts as Parts>::Shape;

    /// The value that has these parts.
    fn of(parts: <Self::Parts as Parts>::In<'_>) -> Self;

    /// The parts of the value.
    fn parts(&self) -> <Self::Parts as Parts>::Out<'_>;

    /// Fills empty places with default values.
    fn complete(_slots: &mut <Self::Parts as Parts>::Places) {}
}

/// A kind of types, by the parts of their values.
pub trait Parts: Sized + 'static {
    /// What all values of a type have in common.
    type Shape: 'static;
    /// What a value is created from.
    type In<'a>;
    /// What a value gives access to.
    type Out<'a>;
    /// The places of the parts while they are being read.
    type Places;

    /// As [`Wire::read`].
    ///
    /// # Errors
    ///
    /// Fails if the JSON value does not match.
    fn read<M: Model<Parts = Self>>(value: JsonValue<'_>) -> Result<M, Mismatch>;

    /// As [`Wire::null`].
    fn null<M: Model<Parts = Self>>() -> Option<M> {
        None
    }

    /// As [`Wire::absent`].
    fn absent<M: Model<Parts = Self>>() -> Option<M> {
        None
    }

    /// As [`Wire::wants_digits`].
    fn wants_digits() -> bool {
        false
    }

    /// As [`Wire::is_absent`].
    fn is_absent<M: Model<Parts = Self>>(_value: &M) -> bool {
        false
    }

    /// As [`Wire::write`].
    fn write<M: Model<Parts = Self>>(value: &M, out: &mut Output<'_>);

    /// As [`Wire::print`].
    ///
    /// # Errors
    ///
    /// Fails as the formatter does.
    fn print<M: Model<Parts = Self>>(value: &M, f: &mut fmt::Formatter<'_>) -> fmt::Result;

    /// As [`Wire::same`].
    fn same<M: Model<Parts = Self>>(left: &M, right: &M) -> bool;

    /// As [`Wire::copy`].
    fn copy<M: Model<Parts = Self>>(value: &M) -> M;
}

impl<M: Model> Wire for M {
    #[inline]
    fn read(value: JsonValue<'_>) -> Result<Self, Mismatch> {
        M::Parts::read(value)
    }

    #[inline]
    fn null() -> Option<Self> {
        M::Parts::null()
    }

    #[inline]
    fn absent() -> Option<Self> {
        M::Parts::absent()
    }

    #[inline]
    fn wants_digits() -> bool {
        M::Parts::wants_digits()
    }

    #[inline]
    fn is_absent(&self) -> bool {
        M::Parts::is_absent(self)
    }

    #[inline]
    fn write(&self, out: &mut Output<'_>) {
        M::Parts::write(self, out);
    }

    #[inline]
    fn print(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        M::Parts::print(self, f)
    }

    #[inline]
    fn same(&self, other: &Self) -> bool {
        M::Parts::same(self, other)
    }

    #[inline]
    fn copy(&self) -> Self {
        M::Parts::copy(self)
    }
}

/// A box is a foreign type that stands for what is in it (`#[fundamental]`), so it is a model and has no impl of `Wire`
/// of its own.
impl<M: Model> Model for Box<M> {
    type Parts = M::Parts;
    const SHAPE: &'static <M::Parts as Parts>::Shape = M::SHAPE;

    #[inline]
    fn of(parts: <M::Parts as Parts>::In<'_>) -> Self {
        Self::new(M::of(parts))
    }

    #[inline]
    fn parts(&self) -> <M::Parts as Parts>::Out<'_> {
        M::parts(self)
    }

    #[inline]
    fn complete(places: &mut <M::Parts as Parts>::Places) {
        M::complete(places);
    }
}

/// A type that says for itself how it is read and written: unions, tuples, enums of several types.
pub trait Custom: Clone + PartialEq + Sized + 'static {
    /// As [`Wire::read`].
    ///
    /// # Errors
    ///
    /// Fails if the JSON value does not match.
    fn read(value: JsonValue<'_>) -> Result<Self, Mismatch>;

    /// As [`Wire::null`].
    fn null() -> Option<Self> {
        None
    }

    /// As [`Wire::absent`].
    fn absent() -> Option<Self> {
        None
    }

    /// As [`Wire::wants_digits`].
    fn wants_digits() -> bool {
        false
    }

    /// As [`Wire::is_absent`].
    fn is_absent(&self) -> bool {
        false
    }

    /// As [`Wire::write`].
    fn write(&self, out: &mut Output<'_>);

    /// As [`Wire::print`].
    ///
    /// # Errors
    ///
    /// Fails as the formatter does.
    fn print(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result;
}

/// The parts of a type that says for itself how it is read and written: the whole.
pub struct Whole<T>(std::marker::PhantomData<T>);

impl<T: Custom> Parts for Whole<T> {
    type Shape = ();
    type In<'a> = T;
    type Out<'a> = &'a T;
    type Places = ();

    fn read<M: Model<Parts = Self>>(value: JsonValue<'_>) -> Result<M, Mismatch> {
        T::read(value).map(|it| M::of(it))
    }

    fn null<M: Model<Parts = Self>>() -> Option<M> {
        T::null().map(|it| M::of(it))
    }

    fn absent<M: Model<Parts = Self>>() -> Option<M> {
        T::absent().map(|it| M::of(it))
    }

    fn wants_digits() -> bool {
        T::wants_digits()
    }

    fn is_absent<M: Model<Parts = Self>>(value: &M) -> bool {
        value.parts().is_absent()
    }

    fn write<M: Model<Parts = Self>>(value: &M, out: &mut Output<'_>) {
        value.parts().write(out);
    }

    fn print<M: Model<Parts = Self>>(value: &M, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        value.parts().print(f)
    }

    fn same<M: Model<Parts = Self>>(left: &M, right: &M) -> bool {
        left.parts() == right.parts()
    }

    fn copy<M: Model<Parts = Self>>(value: &M) -> M {
        M::of(value.parts().clone())
    }
}

/// A type whose parts are the whole.
#[macro_export]
#[doc(hidden)]
macro_rules! whole {
    ($name:ident) => {
        impl $crate::runtime::model::Model for $name {
            type Parts = $crate::runtime::model::Whole<Self>;
            const SHAPE: &'static () = &();

            #[inline]
            fn of(whole: Self) -> Self {
                whole
            }

            #[inline]
            fn parts(&self) -> &Self {
                self
            }
        }

        $crate::printed_by_wire! { $name }
        $crate::serde_by_wire! { $name }
    };
}

/// `Debug` of a type that is read and written by [`Wire`].
#[macro_export]
#[doc(hidden)]
macro_rules! printed_by_wire {
    ($name:ident) => {
        impl ::core::fmt::Debug for $name {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::runtime::wire::Wire::print(self, f)
            }
        }
    };
}

/// `PartialEq` of a type that is read and written by [`Wire`].
#[macro_export]
#[doc(hidden)]
macro_rules! compared_by_wire {
    ($name:ident) => {
        impl ::core::cmp::PartialEq for $name {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                $crate::runtime::wire::Wire::same(self, other)
            }
        }
    };
}

/// `Clone` of a type that is read and written by [`Wire`].
#[macro_export]
#[doc(hidden)]
macro_rules! copied_by_wire {
    ($name:ident) => {
        impl ::core::clone::Clone for $name {
            #[inline]
            fn clone(&self) -> Self {
                $crate::runtime::wire::Wire::copy(self)
            }
        }
    };
}

/// `Serialize` and `Deserialize` of a type that is read and written by [`Wire`].
#[macro_export]
#[doc(hidden)]
macro_rules! serde_by_wire {
    ($name:ident) => {
        impl $crate::runtime::external::serde::Serialize for $name {
            #[inline]
            fn serialize<S: $crate::runtime::external::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                $crate::runtime::serialize(self, serializer)
            }
        }

        impl<'de> $crate::runtime::external::serde::Deserialize<'de> for $name {
            #[inline]
            fn deserialize<D: $crate::runtime::external::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::runtime::deserialize(deserializer)
            }
        }
    };
}
