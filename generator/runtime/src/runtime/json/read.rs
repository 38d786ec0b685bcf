//! From any serde format to [`JsonValue`] values: the one generic part of reading. Errors keep their path although
//! serde's own error types have no room for it.

use std::borrow::Cow;
use std::fmt;

use serde::de::{self, DeserializeSeed, Deserializer, Error as _, IgnoredAny, Visitor};

use crate::runtime::json::mismatch::Mismatch;
use crate::runtime::json::text_reader;
use crate::runtime::json::wire::{JsonValue, MapAccess, Place, SeqAccess, Wire};

/// By this name serde_json hands out a number as it is spelled; other formats pass over it.
const RAW: &str = "$serde_json::private::RawValue";

/// Reads a value: what every generated `Deserialize` forwards to.
///
/// # Errors
///
/// Fails if the input is malformed or the value does not match the type; the message starts with the path.
#[doc(hidden)]
pub fn deserialize<'de, T: Wire, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let mut place = None::<T>;
    let mut cause = None;
    let outcome = Seed { place: &mut place, cause: &mut cause }.deserialize(deserializer);
    match (outcome, cause, place) {
        (_, Some(cause), _) => Err(D::Error::custom(cause)),
        (Err(error), ..) => Err(error),
        (Ok(()), None, Some(value)) => Ok(value),
        (Ok(()), None, None) => Err(D::Error::custom("must not be null")),
    }
}

/// Reads a value from JSON.
///
/// # Errors
///
/// Fails if the text is not JSON or the value does not match the type.
#[doc(hidden)]
pub fn from_slice<T: Wire>(json: &[u8]) -> Result<T, Mismatch> {
    let mut place = None::<T>;
    if !text_reader::read(json, &mut place) {
        place = None;
        fill(json, &mut place)?;
    }
    place.ok_or_else(|| Mismatch::new("must not be null"))
}

/// Reads through serde what could not be read without it: the text is wrong, or unusual.
#[cold]
fn fill(json: &[u8], place: &mut dyn Place) -> Result<(), Mismatch> {
    let mut cause = None;
    let mut deserializer = serde_json::Deserializer::from_slice(json);
    let outcome = Seed { place, cause: &mut cause }.deserialize(&mut deserializer);
    let outcome = outcome.and_then(|()| deserializer.end());
    match (cause, outcome) {
        (Some(cause), _) => Err(cause),
        (None, Err(error)) => Err(Mismatch::new(error.to_string())),
        (None, Ok(())) => Ok(()),
    }
}

/// Reads one value into a place. Our own error goes to `cause`, because serde's could only keep its text.
struct Seed<'a> {
    place: &'a mut dyn Place,
    cause: &'a mut Option<Mismatch>,
}

impl Seed<'_> {
    fn fill<E: de::Error>(self, value: JsonValue<'_>) -> Result<(), E> {
        self.place.fill(value).map_err(|mismatch| {
            let error = E::custom(&mismatch);
            *self.cause = Some(mismatch);
            error
        })
    }
}

impl<'de> DeserializeSeed<'de> for Seed<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        if self.place.wants_digits() {
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

    fn visit_unit<E: de::Error>(self) -> Result<(), E> {
        self.fill(JsonValue::Null)
    }

    fn visit_none<E: de::Error>(self) -> Result<(), E> {
        self.fill(JsonValue::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_bool<E: de::Error>(self, it: bool) -> Result<(), E> {
        self.fill(JsonValue::Bool(it))
    }

    fn visit_i64<E: de::Error>(self, it: i64) -> Result<(), E> {
        self.fill(JsonValue::Signed(it))
    }

    fn visit_u64<E: de::Error>(self, it: u64) -> Result<(), E> {
        self.fill(i64::try_from(it).map_or(JsonValue::Unsigned(it), JsonValue::Signed))
    }

    fn visit_f64<E: de::Error>(self, it: f64) -> Result<(), E> {
        self.fill(JsonValue::Float(it))
    }

    fn visit_str<E: de::Error>(self, it: &str) -> Result<(), E> {
        self.fill(JsonValue::Text(Cow::Borrowed(it)))
    }

    fn visit_string<E: de::Error>(self, it: String) -> Result<(), E> {
        self.fill(JsonValue::Text(Cow::Owned(it)))
    }

    fn visit_seq<A: de::SeqAccess<'de>>(self, access: A) -> Result<(), A::Error> {
        self.fill(JsonValue::List(&mut SerdeSeq { access, index: 0 }))
    }

    fn visit_map<A: de::MapAccess<'de>>(self, access: A) -> Result<(), A::Error> {
        self.fill(JsonValue::Map(&mut SerdeMap { access }))
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

    fn visit_map<A: de::MapAccess<'de>>(self, mut access: A) -> Result<(), A::Error> {
        access.next_key::<IgnoredAny>()?;
        let text = access.next_value::<Cow<'de, str>>()?;
        if text.starts_with(|c: char| c == '-' || c.is_ascii_digit()) {
            return self.0.fill(JsonValue::Digits(&text));
        }
        let value: serde_json::Value = serde_json::from_str(&text).map_err(A::Error::custom)?;
        let Seed { place, cause } = self.0;
        crate::runtime::json::value_reader::fill(&value, place).map_err(|mismatch| {
            let error = A::Error::custom(&mismatch);
            *cause = Some(mismatch);
            error
        })
    }
}

struct SerdeSeq<A> {
    access: A,
    index: usize,
}

impl<'de, A: de::SeqAccess<'de>> SeqAccess for SerdeSeq<A> {
    fn next(&mut self, place: &mut dyn Place) -> Result<bool, Mismatch> {
        let mut cause = None;
        let outcome = self.access.next_element_seed(Seed { place, cause: &mut cause });
        let index = self.index;
        self.index += 1;
        let more = outcome.map_err(|error| cause.unwrap_or_else(|| Mismatch::new(error.to_string())).in_item(index))?;
        Ok(more.is_some())
    }
}

struct SerdeMap<A> {
    access: A,
}

impl<'de, A: de::MapAccess<'de>> MapAccess for SerdeMap<A> {
    fn next_key(&mut self, visit: &mut dyn FnMut(&str)) -> Result<bool, Mismatch> {
        let more = self.access.next_key_seed(KeySeed(visit)).map_err(foreign)?;
        Ok(more.is_some())
    }

    fn next_value(&mut self, place: &mut dyn Place) -> Result<(), Mismatch> {
        let mut cause = None;
        let outcome = self.access.next_value_seed(Seed { place, cause: &mut cause });
        outcome.map_err(|error| cause.unwrap_or_else(|| foreign(error)))
    }

    fn skip_value(&mut self) -> Result<(), Mismatch> {
        self.access.next_value::<IgnoredAny>().map(drop).map_err(foreign)
    }
}

/// An error of the format itself: broken syntax, end of input.
fn foreign(error: impl fmt::Display) -> Mismatch {
    Mismatch::new(error.to_string())
}

/// Visits a key without copying it.
struct KeySeed<'a>(&'a mut dyn FnMut(&str));

impl<'de> DeserializeSeed<'de> for KeySeed<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for KeySeed<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a member name")
    }

    fn visit_str<E>(self, name: &str) -> Result<(), E> {
        (self.0)(name);
        Ok(())
    }
}
