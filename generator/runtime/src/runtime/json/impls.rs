//! The types that every document uses: scalars, text, lists, maps, free-form JSON.

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use serde_json::{Number, Value};

use crate::runtime::json::mismatch::Mismatch;
use crate::runtime::json::model::{Model, Parts};
use crate::runtime::json::wire::{JsonValue, Output, Part, Wire, by_other_traits};

impl Wire for bool {
    fn read(value: JsonValue<'_>) -> Result<Self, Mismatch> {
        match value {
            JsonValue::Bool(it) => Ok(it),
            other => Err(other.mismatch("a boolean")),
        }
    }

    fn write(&self, out: &mut Output<'_>) {
        out.0.take(Part::Bool(*self));
    }

    by_other_traits! {}
}

macro_rules! integers {
    ($($ty:ident $part:ident)*) => {$(
        impl Wire for $ty {
            fn read(value: JsonValue<'_>) -> Result<Self, Mismatch> {
                let number = value.integer()?;
                Self::try_from(number).map_err(|_| Mismatch::new(format!("{number} is out of range")))
            }

            fn write(&self, out: &mut Output<'_>) {
                out.0.take(Part::$part((*self).into()));
            }

            by_other_traits! {}
        }
    )*};
}

integers! { i32 Signed i64 Signed u32 Unsigned u64 Unsigned }

impl Wire for f64 {
    fn read(value: JsonValue<'_>) -> Result<Self, Mismatch> {
        match value {
            JsonValue::Float(it) => Ok(it),
            JsonValue::Signed(it) => Ok(it as Self),
            JsonValue::Unsigned(it) => Ok(it as Self),
            other => Err(other.mismatch("a number")),
        }
    }

    /// A number without a fraction is written without one, as most servers do: `5` and not `5.0`.
    fn write(&self, out: &mut Output<'_>) {
        let whole =
            self.fract() == 0.0 && self.abs() < 9_007_199_254_740_992.0 && !(*self == 0.0 && self.is_sign_negative());
        out.0.take(if whole { Part::Signed(*self as i64) } else { Part::Float(*self) });
    }

    by_other_traits! {}
}

impl Wire for String {
    fn read(value: JsonValue<'_>) -> Result<Self, Mismatch> {
        Ok(value.text()?.into_owned())
    }

    fn write(&self, out: &mut Output<'_>) {
        out.text(self);
    }

    by_other_traits! {}
}

impl Wire for () {
    fn read(value: JsonValue<'_>) -> Result<Self, Mismatch> {
        Err(value.mismatch("null"))
    }

    fn null() -> Option<Self> {
        Some(())
    }

    fn write(&self, out: &mut Output<'_>) {
        out.0.take(Part::Null);
    }

    by_other_traits! {}
}

impl<T: Wire> Wire for Vec<T> {
    fn read(value: JsonValue<'_>) -> Result<Self, Mismatch> {
        let JsonValue::List(items) = value else {
            return Err(value.mismatch("an array"));
        };
        let mut list = Self::new();
        let mut place = None::<T>;
        while items.next(&mut place)? {
            match place.take() {
                Some(item) => list.push(item),
                None => return Err(Mismatch::new("must not be null").in_item(list.len())),
            }
        }
        Ok(list)
    }

    fn write(&self, out: &mut Output<'_>) {
        out.0.take(Part::List(self.len(), &|visit| self.iter().for_each(|item| visit(item))));
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
    fn read(value: JsonValue<'_>) -> Result<Self, Mismatch> {
        let JsonValue::Map(entries) = value else {
            return Err(value.mismatch("an object"));
        };
        let mut map = Self::new();
        let mut key = String::new();
        while entries.next_key(&mut |name| name.clone_into(&mut key))? {
            crate::runtime::json::record::Extra::insert(&mut map, &key, entries).map_err(|it| it.in_member(&key))?;
        }
        Ok(map)
    }

    fn write(&self, out: &mut Output<'_>) {
        out.0.take(Part::Map(&|visit| self.iter().for_each(|(name, value)| visit(name, value))));
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

/// The kind of options.
pub struct Nullable<T>(PhantomData<T>);

impl<T: Wire> Parts for Nullable<T> {
    type Shape = ();
    type In<'a> = Option<T>;
    type Out<'a> = &'a Option<T>;
    type Places = ();

    #[inline]
    fn read<M: Model<Parts = Self>>(value: JsonValue<'_>) -> Result<M, Mismatch> {
        T::read(value).map(|it| M::of(Some(it)))
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
            None => out.0.take(Part::Null),
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
    fn read(value: JsonValue<'_>) -> Result<Self, Mismatch> {
        Ok(match value {
            JsonValue::Null => Self::Null,
            JsonValue::Bool(it) => Self::Bool(it),
            JsonValue::Signed(it) => Self::from(it),
            JsonValue::Unsigned(it) => Self::from(it),
            JsonValue::Float(it) => Self::from(it),
            JsonValue::Digits(it) => it.parse::<Number>().map_or(Self::Null, Self::Number),
            JsonValue::Text(it) => Self::String(it.into_owned()),
            JsonValue::List(items) => match items.in_memory() {
                Some((value, _)) => value.clone(),
                None => Self::Array(Wire::read(JsonValue::List(items))?),
            },
            JsonValue::Map(entries) => match entries.in_memory() {
                Some((value, _)) => value.clone(),
                None => {
                    let mut members = serde_json::Map::new();
                    let mut name = String::new();
                    while entries.next_key(&mut |it| it.clone_into(&mut name))? {
                        let mut value = None::<Self>;
                        entries.next_value(&mut value).map_err(|it| it.in_member(&name))?;
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
            Self::Null => out.0.take(Part::Null),
            Self::Bool(it) => out.0.take(Part::Bool(*it)),
            Self::String(it) => out.text(it),
            Self::Array(it) => it.write(out),
            Self::Object(it) => {
                out.0.take(Part::Map(&|visit| it.iter().for_each(|(name, value)| visit(name, value))));
            }
            Self::Number(it) => match (it.as_i64(), it.as_u64(), it.as_f64()) {
                (Some(it), ..) => out.0.take(Part::Signed(it)),
                (_, Some(it), _) => out.0.take(Part::Unsigned(it)),
                (.., Some(it)) => out.0.take(Part::Float(it)),
                (.., None) => out.0.take(Part::Digits(&it.to_string())),
            },
        }
    }

    by_other_traits! {}
}
