//! Arrays with a type per position. Positions that may be `null` are `Option`s and may be missing at the end; further
//! items are kept where the type has a place for them.

use crate::runtime::json::mismatch::Mismatch;
use crate::runtime::json::wire::{JsonValue, Output, Part, Place, Wire};

/// Reads the first items into their places and passes the further ones to `rest`, or skips them. A nullable position
/// may be missing, too.
///
/// # Errors
///
/// Fails if it is not an array, or an item is missing or does not match.
pub fn read(
    value: JsonValue<'_>,
    places: &mut [&mut dyn Place],
    mut rest: Option<&mut dyn Rest>,
) -> Result<(), Mismatch> {
    let JsonValue::List(items) = value else {
        return Err(value.mismatch("an array"));
    };
    for (index, place) in places.iter_mut().enumerate() {
        let there = items.next(&mut **place)?;
        if place.is_empty() && !place.may_be_missing() {
            let message = if there { "must not be null" } else { "is missing" };
            return Err(Mismatch::new(message).in_item(index));
        }
    }
    match &mut rest {
        Some(rest) => while rest.push(items)? {},
        None => while items.next(&mut None::<serde_json::Value>)? {},
    }
    Ok(())
}

/// The item in a place, or the default of a missing one.
///
/// # Errors
///
/// Fails if it is missing and has no default.
pub fn item<T: Wire>(place: Option<T>) -> Result<T, Mismatch> {
    place.or_else(T::absent).ok_or_else(Mismatch::missing)
}

/// The only item of an array with at most one.
pub fn none_or<T, const N: usize>(list: [T; N]) -> Option<T> {
    list.into_iter().next()
}

/// Writes all items, and then the further ones.
pub fn write(out: &mut Output<'_>, items: &[&dyn Wire], rest: Option<&dyn Rest>) {
    let further = rest.map_or(0, |it| it.len());
    out.0.take(Part::List(items.len() + further, &|visit| {
        items.iter().for_each(|item| visit(*item));
        rest.into_iter().for_each(|it| it.each(visit));
    }));
}

/// The items after those with a position.
pub trait Rest {
    /// Reads one more item; false at the end.
    ///
    /// # Errors
    ///
    /// Fails if it does not match.
    fn push(&mut self, items: &mut dyn crate::runtime::json::wire::SeqAccess) -> Result<bool, Mismatch>;

    /// The number of items.
    fn len(&self) -> usize;

    /// Whether there are no items.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Hands them out.
    fn each(&self, visit: &mut dyn FnMut(&dyn Wire));
}

impl<T: Wire> Rest for Vec<T> {
    fn push(&mut self, items: &mut dyn crate::runtime::json::wire::SeqAccess) -> Result<bool, Mismatch> {
        let mut place = None::<T>;
        let more = items.next(&mut place)?;
        match place {
            Some(item) => Self::push(self, item),
            None if more => return Err(Mismatch::new("must not be null")),
            None => {}
        }
        Ok(more)
    }

    fn len(&self) -> usize {
        Self::len(self)
    }

    fn each(&self, visit: &mut dyn FnMut(&dyn Wire)) {
        self.iter().for_each(|item| visit(item));
    }
}

/// A tuple: its items by position, each with a name for the time of reading, and the type of further items.
#[macro_export]
#[doc(hidden)]
macro_rules! positions {
    (
        $(#[$($attribute:tt)*])*
        pub struct $name:ident($($item:ident $position:tt: $ty:ty,)* $(.. $rest:ident $last:tt: $further:ty)?);
    ) => {
        $(#[$($attribute)*])*
        #[derive(Clone, PartialEq)]
        pub struct $name($(#[allow(missing_docs)] pub $ty,)* $(#[allow(missing_docs)] pub $further)?);

        impl $crate::runtime::model::Custom for $name {
            fn read(
                value: $crate::runtime::wire::JsonValue<'_>,
            ) -> ::core::result::Result<Self, $crate::runtime::Mismatch> {
                $(let mut $item = ::core::option::Option::None::<$ty>;)*
                $(let mut $rest = <$further>::new();)?
                $crate::runtime::tuple::read(
                    value,
                    &mut [$(&mut $item),*],
                    $crate::runtime::tuple::none_or([$(&mut $rest as &mut dyn $crate::runtime::tuple::Rest)?]),
                )?;
                ::core::result::Result::Ok(Self(
                    $($crate::runtime::tuple::item($item)?,)*
                    $($rest)?
                ))
            }

            fn write(&self, out: &mut $crate::runtime::wire::Output<'_>) {
                $crate::runtime::tuple::write(
                    out,
                    &[$(&self.$position),*],
                    $crate::runtime::tuple::none_or([$(&self.$last as &dyn $crate::runtime::tuple::Rest)?]),
                );
            }

            fn print(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.debug_tuple(::core::stringify!($name))
                    $(.field(&(&self.$position as &dyn $crate::runtime::wire::Wire)))*
                    $(.field(&(&self.$last as &dyn $crate::runtime::wire::Wire)))?
                    .finish()
            }
        }

        $crate::whole! { $name }
    };
}

/// A wrapper with one field.
#[macro_export]
#[doc(hidden)]
macro_rules! wrapper {
    ($(#[$($attribute:tt)*])* pub struct $name:ident($ty:ty);) => {
        $(#[$($attribute)*])*
        #[derive(Clone, PartialEq)]
        pub struct $name(
            /// The value.
            pub $ty,
        );

        impl $crate::runtime::model::Custom for $name {
            fn read(
                value: $crate::runtime::wire::JsonValue<'_>,
            ) -> ::core::result::Result<Self, $crate::runtime::Mismatch> {
                $crate::runtime::wire::Wire::read(value).map(Self)
            }

            fn null() -> ::core::option::Option<Self> {
                $crate::runtime::wire::Wire::null().map(Self)
            }

            fn write(&self, out: &mut $crate::runtime::wire::Output<'_>) {
                $crate::runtime::wire::Wire::write(&self.0, out);
            }

            fn print(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.debug_tuple(::core::stringify!($name))
                    .field(&(&self.0 as &dyn $crate::runtime::wire::Wire))
                    .finish()
            }
        }

        impl ::core::convert::From<$ty> for $name {
            fn from(it: $ty) -> Self {
                Self(it)
            }
        }

        $crate::whole! { $name }
    };
}
