//! From any serde format to [`Found`] values: the one generic part of reading. Errors keep the way to their place
//! although serde's own error types have no room for it.

use std::borrow::Cow;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor};

use crate::runtime::json::mismatch::Mismatch;
use crate::runtime::json::text_reader;
use crate::runtime::json::wire::{Entries, Found, Items, Slot, Wire};

/// By this name serde_json hands out a number as it is spelled; other formats pass over it.
const RAW: &str = "$serde_json::private::RawValue";

/// Reads a value: what every generated `Deserialize` forwards to.
///
/// # Errors
///
/// Where the input is broken or the value does not fit; the message starts with the place.
pub fn deserialize<'de, T: Wire, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let mut slot = None::<T>;
    let mut cause = None;
    let outcome = Seed { slot: &mut slot, cause: &mut cause }.deserialize(deserializer);
    match (outcome, cause, slot) {
        (_, Some(cause), _) => Err(D::Error::custom(cause)),
        (Err(error), ..) => Err(error),
        (Ok(()), None, Some(value)) => Ok(value),
        (Ok(()), None, None) => Err(D::Error::custom("must not be null")),
    }
}

/// Reads a value from JSON text. The error knows the way to its place.
///
/// # Errors
///
/// Where the text is not JSON or the value does not fit.
pub fn from_slice<T: Wire>(json: &[u8]) -> Result<T, Mismatch> {
    let mut slot = None::<T>;
    if !text_reader::read(json, &mut slot) {
        slot = None;
        fill(json, &mut slot)?;
    }
    slot.ok_or_else(|| Mismatch::new("must not be null"))
}

/// Reads through serde what could not be read without it: the text is wrong, or unusual.
#[cold]
fn fill(json: &[u8], slot: &mut dyn Slot) -> Result<(), Mismatch> {
    let mut cause = None;
    let mut deserializer = serde_json::Deserializer::from_slice(json);
    let outcome = Seed { slot, cause: &mut cause }.deserialize(&mut deserializer);
    let outcome = outcome.and_then(|()| deserializer.end());
    match (cause, outcome) {
        (Some(cause), _) => Err(cause),
        (None, Err(error)) => Err(Mismatch::new(error.to_string())),
        (None, Ok(())) => Ok(()),
    }
}

/// Reads one value into a slot. Our own error goes to `cause`, because serde's could only keep its text.
struct Seed<'a> {
    slot: &'a mut dyn Slot,
    cause: &'a mut Option<Mismatch>,
}

impl Seed<'_> {
    fn fill<E: serde::de::Error>(self, found: Found<'_>) -> Result<(), E> {
        self.slot.fill(found).map_err(|mismatch| {
            let error = E::custom(&mismatch);
            *self.cause = Some(mismatch);
            error
        })
    }
}

impl<'de> DeserializeSeed<'de> for Seed<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        if self.slot.wants_digits() {
            return deserializer.deserialize_newtype_struct(RAW, Spelled(self));
        }
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Seed<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E: serde::de::Error>(self) -> Result<(), E> {
        self.fill(Found::Null)
    }

    fn visit_none<E: serde::de::Error>(self) -> Result<(), E> {
        self.fill(Found::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_bool<E: serde::de::Error>(self, it: bool) -> Result<(), E> {
        self.fill(Found::Bool(it))
    }

    fn visit_i64<E: serde::de::Error>(self, it: i64) -> Result<(), E> {
        self.fill(Found::Signed(it))
    }

    fn visit_u64<E: serde::de::Error>(self, it: u64) -> Result<(), E> {
        self.fill(i64::try_from(it).map_or(Found::Unsigned(it), Found::Signed))
    }

    fn visit_f64<E: serde::de::Error>(self, it: f64) -> Result<(), E> {
        self.fill(Found::Float(it))
    }

    fn visit_str<E: serde::de::Error>(self, it: &str) -> Result<(), E> {
        self.fill(Found::Text(Cow::Borrowed(it)))
    }

    fn visit_string<E: serde::de::Error>(self, it: String) -> Result<(), E> {
        self.fill(Found::Text(Cow::Owned(it)))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, access: A) -> Result<(), A::Error> {
        self.fill(Found::List(&mut List { access, index: 0 }))
    }

    fn visit_map<A: MapAccess<'de>>(self, access: A) -> Result<(), A::Error> {
        self.fill(Found::Map(&mut Map { access }))
    }
}

/// Takes a number as it is spelled where the format can give it, and anything else like [`Seed`].
struct Spelled<'a>(Seed<'a>);

impl<'de> Visitor<'de> for Spelled<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number or a string")
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self.0)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<(), A::Error> {
        access.next_key::<IgnoredAny>()?;
        let text = access.next_value::<Cow<'de, str>>()?;
        if text.starts_with(|c: char| c == '-' || c.is_ascii_digit()) {
            return self.0.fill(Found::Digits(&text));
        }
        let value: serde_json::Value = serde_json::from_str(&text).map_err(A::Error::custom)?;
        let Seed { slot, cause } = self.0;
        crate::runtime::json::value_reader::fill(&value, slot).map_err(|mismatch| {
            let error = A::Error::custom(&mismatch);
            *cause = Some(mismatch);
            error
        })
    }
}

struct List<A> {
    access: A,
    index: usize,
}

impl<'de, A: SeqAccess<'de>> Items for List<A> {
    fn next(&mut self, slot: &mut dyn Slot) -> Result<bool, Mismatch> {
        let mut cause = None;
        let outcome = self.access.next_element_seed(Seed { slot, cause: &mut cause });
        let index = self.index;
        self.index += 1;
        let more = outcome.map_err(|error| cause.unwrap_or_else(|| Mismatch::new(error.to_string())).in_item(index))?;
        Ok(more.is_some())
    }
}

struct Map<A> {
    access: A,
}

impl<'de, A: MapAccess<'de>> Entries for Map<A> {
    fn key(&mut self, tell: &mut dyn FnMut(&str)) -> Result<bool, Mismatch> {
        let more = self.access.next_key_seed(Key(tell)).map_err(foreign)?;
        Ok(more.is_some())
    }

    fn entry(&mut self, slot: &mut dyn Slot) -> Result<(), Mismatch> {
        let mut cause = None;
        let outcome = self.access.next_value_seed(Seed { slot, cause: &mut cause });
        outcome.map_err(|error| cause.unwrap_or_else(|| foreign(error)))
    }

    fn skip(&mut self) -> Result<(), Mismatch> {
        self.access.next_value::<IgnoredAny>().map(drop).map_err(foreign)
    }
}

/// An error of the format itself: broken syntax, end of input.
fn foreign(error: impl fmt::Display) -> Mismatch {
    Mismatch::new(error.to_string())
}

/// Tells a key without copying it.
struct Key<'a>(&'a mut dyn FnMut(&str));

impl<'de> DeserializeSeed<'de> for Key<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Key<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a member name")
    }

    fn visit_str<E>(self, name: &str) -> Result<(), E> {
        (self.0)(name);
        Ok(())
    }
}
