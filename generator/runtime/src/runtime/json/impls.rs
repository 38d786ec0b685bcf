//! The types that every document uses: scalars, text, lists, maps, free-form JSON.

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use serde_json::{Number, Value};

use crate::runtime::json::mismatch::Mismatch;
use crate::runtime::json::model::{Model, Parts};
use crate::runtime::json::wire::{Found, Output, Piece, Wire, by_other_traits};

impl Wire for bool {
    fn read(found: Found<'_>) -> Result<Self, Mismatch> {
        match found {
            Found::Bool(it) => Ok(it),
            other => Err(other.instead_of("a boolean")),
        }
    }

    fn write(&self, out: &mut Output<'_>) {
        out.0.take(Piece::Bool(*self));
    }

    by_other_traits! {}
}

macro_rules! integers {
    ($($ty:ident $piece:ident)*) => {$(
        impl Wire for $ty {
            fn read(found: Found<'_>) -> Result<Self, Mismatch> {
                let number = found.integer()?;
                Self::try_from(number).map_err(|_| Mismatch::new(format!("{number} is out of range")))
            }

            fn write(&self, out: &mut Output<'_>) {
                out.0.take(Piece::$piece((*self).into()));
            }

            by_other_traits! {}
        }
    )*};
}

integers! { i32 Signed i64 Signed u32 Unsigned u64 Unsigned }

impl Wire for f64 {
    fn read(found: Found<'_>) -> Result<Self, Mismatch> {
        match found {
            Found::Float(it) => Ok(it),
            Found::Signed(it) => Ok(it as Self),
            Found::Unsigned(it) => Ok(it as Self),
            other => Err(other.instead_of("a number")),
        }
    }

    /// A number without a fraction is written without one, as most servers do: `5` and not `5.0`.
    fn write(&self, out: &mut Output<'_>) {
        let whole =
            self.fract() == 0.0 && self.abs() < 9_007_199_254_740_992.0 && !(*self == 0.0 && self.is_sign_negative());
        out.0.take(if whole { Piece::Signed(*self as i64) } else { Piece::Float(*self) });
    }

    by_other_traits! {}
}

impl Wire for String {
    fn read(found: Found<'_>) -> Result<Self, Mismatch> {
        Ok(found.text()?.into_owned())
    }

    fn write(&self, out: &mut Output<'_>) {
        out.text(self);
    }

    by_other_traits! {}
}

impl Wire for () {
    fn read(found: Found<'_>) -> Result<Self, Mismatch> {
        Err(found.instead_of("null"))
    }

    fn null() -> Option<Self> {
        Some(())
    }

    fn write(&self, out: &mut Output<'_>) {
        out.0.take(Piece::Null);
    }

    by_other_traits! {}
}

impl<T: Wire> Wire for Vec<T> {
    fn read(found: Found<'_>) -> Result<Self, Mismatch> {
        let Found::List(items) = found else {
            return Err(found.instead_of("an array"));
        };
        let mut list = Self::new();
        let mut slot = None::<T>;
        while items.next(&mut slot)? {
            match slot.take() {
                Some(item) => list.push(item),
                None => return Err(Mismatch::new("must not be null").in_item(list.len())),
            }
        }
        Ok(list)
    }

    fn write(&self, out: &mut Output<'_>) {
        out.0.take(Piece::List(self.len(), &|tell| self.iter().for_each(|item| tell(item))));
    }

    fn print(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter().map(|item| item as &dyn Wire)).finish()
    }

    fn same(&self, other: &Self) -> bool {
        self.len() == other.len() && self.iter().zip(other).all(|(left, right)| left.same(right))
    }

    fn copy(&self) -> Self {
        self.iter().map(T::copy).collect()
    }
}

impl<T: Wire> Wire for BTreeMap<String, T> {
    fn read(found: Found<'_>) -> Result<Self, Mismatch> {
        let Found::Map(entries) = found else {
            return Err(found.instead_of("an object"));
        };
        let mut map = Self::new();
        let mut key = String::new();
        while entries.key(&mut |name| name.clone_into(&mut key))? {
            crate::runtime::json::record::Extra::insert(&mut map, &key, entries).map_err(|it| it.in_member(&key))?;
        }
        Ok(map)
    }

    fn write(&self, out: &mut Output<'_>) {
        out.0.take(Piece::Map(&|tell| self.iter().for_each(|(name, value)| tell(name, value))));
    }

    fn print(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.iter().map(|(name, value)| (name, value as &dyn Wire))).finish()
    }

    fn same(&self, other: &Self) -> bool {
        self.len() == other.len()
            && self.iter().zip(other).all(|(left, right)| left.0 == right.0 && left.1.same(right.1))
    }

    fn copy(&self) -> Self {
        self.iter().map(|(name, value)| (name.clone(), value.copy())).collect()
    }
}

/// An option may stand in a box, which takes models.
impl<T: Wire> Model for Option<T> {
    type Parts = Nullable<T>;
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

/// What an option is made of.
pub struct Nullable<T>(PhantomData<T>);

impl<T: Wire> Parts for Nullable<T> {
    type Shape = ();
    type In<'a> = Option<T>;
    type Out<'a> = &'a Option<T>;
    type Slots = ();

    #[inline]
    fn read<M: Model<Parts = Self>>(found: Found<'_>) -> Result<M, Mismatch> {
        T::read(found).map(|it| M::of(Some(it)))
    }

    #[inline]
    fn null<M: Model<Parts = Self>>() -> Option<M> {
        Some(M::of(T::null()))
    }

    #[inline]
    fn absent<M: Model<Parts = Self>>() -> Option<M> {
        Some(M::of(None))
    }

    fn wants_digits() -> bool {
        T::wants_digits()
    }

    #[inline]
    fn is_absent<M: Model<Parts = Self>>(value: &M) -> bool {
        value.parts().is_none()
    }

    #[inline]
    fn write<M: Model<Parts = Self>>(value: &M, out: &mut Output<'_>) {
        match value.parts() {
            Some(it) => it.write(out),
            None => out.0.take(Piece::Null),
        }
    }

    fn print<M: Model<Parts = Self>>(value: &M, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match value.parts() {
            Some(it) => f.debug_tuple("Some").field(&(it as &dyn Wire)).finish(),
            None => f.write_str("None"),
        }
    }

    fn same<M: Model<Parts = Self>>(left: &M, right: &M) -> bool {
        match (left.parts(), right.parts()) {
            (Some(left), Some(right)) => left.same(right),
            (None, None) => true,
            _ => false,
        }
    }

    fn copy<M: Model<Parts = Self>>(value: &M) -> M {
        M::of(value.parts().as_ref().map(T::copy))
    }
}

impl Wire for Value {
    fn read(found: Found<'_>) -> Result<Self, Mismatch> {
        Ok(match found {
            Found::Null => Self::Null,
            Found::Bool(it) => Self::Bool(it),
            Found::Signed(it) => Self::from(it),
            Found::Unsigned(it) => Self::from(it),
            Found::Float(it) => Self::from(it),
            Found::Digits(it) => it.parse::<Number>().map_or(Self::Null, Self::Number),
            Found::Text(it) => Self::String(it.into_owned()),
            Found::List(items) => match items.in_memory() {
                Some((value, _)) => value.clone(),
                None => Self::Array(Wire::read(Found::List(items))?),
            },
            Found::Map(entries) => match entries.in_memory() {
                Some((value, _)) => value.clone(),
                None => {
                    let mut members = serde_json::Map::new();
                    let mut name = String::new();
                    while entries.key(&mut |it| it.clone_into(&mut name))? {
                        let mut value = None::<Self>;
                        entries.entry(&mut value).map_err(|it| it.in_member(&name))?;
                        members.insert(std::mem::take(&mut name), value.unwrap_or_default());
                    }
                    Self::Object(members)
                }
            },
        })
    }

    fn null() -> Option<Self> {
        Some(Self::Null)
    }

    fn write(&self, out: &mut Output<'_>) {
        match self {
            Self::Null => out.0.take(Piece::Null),
            Self::Bool(it) => out.0.take(Piece::Bool(*it)),
            Self::String(it) => out.text(it),
            Self::Array(it) => it.write(out),
            Self::Object(it) => {
                out.0.take(Piece::Map(&|tell| it.iter().for_each(|(name, value)| tell(name, value))));
            }
            Self::Number(it) => match (it.as_i64(), it.as_u64(), it.as_f64()) {
                (Some(it), ..) => out.0.take(Piece::Signed(it)),
                (_, Some(it), _) => out.0.take(Piece::Unsigned(it)),
                (.., Some(it)) => out.0.take(Piece::Float(it)),
                (.., None) => out.0.take(Piece::Digits(&it.to_string())),
            },
        }
    }

    by_other_traits! {}
}
