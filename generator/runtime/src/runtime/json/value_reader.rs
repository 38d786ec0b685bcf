//! Reading from JSON values in memory. Unions do that: they look at the whole value before they choose.

use std::borrow::Cow;
use std::slice;

use serde_json::{Value, map};

use crate::runtime::json::mismatch::Mismatch;
use crate::runtime::json::read_limits::ReadLimits;
use crate::runtime::json::wire::{JsonValue, MapAccess, Place, SeqAccess, Wire};

/// Deeper values are rejected. Text cannot be deeper: serde_json has the same limit.
const DEPTH: u32 = 128;

/// Reads a value of a type.
pub(crate) fn read<T: Wire>(value: &Value, limits: &ReadLimits) -> Result<T, Mismatch> {
    let mut place = None::<T>;
    fill_at(limits, value, &mut place)?;
    place.ok_or_else(|| Mismatch::new("must not be null"))
}

/// Reads a value into a place.
pub(crate) fn fill(value: &Value, place: &mut dyn Place) -> Result<(), Mismatch> {
    fill_at(&ReadLimits::default(), value, place)
}

/// Reads a value within these limits into a place.
fn fill_at(limits: &ReadLimits, value: &Value, place: &mut dyn Place) -> Result<(), Mismatch> {
    if limits.depth() > DEPTH {
        return Err(Mismatch::new("nested too deeply"));
    }
    match value {
        Value::Null => place.fill(JsonValue::Null),
        Value::Bool(it) => place.fill(JsonValue::Bool(*it)),
        Value::String(it) => place.fill(JsonValue::Text(Cow::Borrowed(it))),
        Value::Number(it) if place.wants_digits() => place.fill(JsonValue::Digits(&it.to_string())),
        Value::Number(it) => match (it.as_i64(), it.as_u64(), it.as_f64()) {
            (Some(it), ..) => place.fill(JsonValue::Signed(it)),
            (_, Some(it), _) => place.fill(JsonValue::Unsigned(it)),
            (.., it) => place.fill(JsonValue::Float(it.unwrap_or(f64::NAN))),
        },
        Value::Array(items) => {
            place.fill(JsonValue::List(&mut ValueSeq { value, items: items.iter(), index: 0, limits: limits.below() }))
        }
        Value::Object(map) => {
            place.fill(JsonValue::Map(&mut ValueMap { value, entries: map.iter(), next: None, limits: limits.below() }))
        }
    }
}

struct ValueSeq<'a> {
    value: &'a Value,
    items: slice::Iter<'a, Value>,
    index: usize,
    limits: ReadLimits,
}

impl SeqAccess for ValueSeq<'_> {
    fn next(&mut self, place: &mut dyn Place) -> Result<bool, Mismatch> {
        let Some(item) = self.items.next() else {
            return Ok(false);
        };
        let index = self.index;
        self.index += 1;
        fill_at(&self.limits, item, place).map_err(|it| it.in_item(index))?;
        Ok(true)
    }

    fn in_memory(&self) -> Option<(&Value, &ReadLimits)> {
        Some((self.value, &self.limits))
    }
}

struct ValueMap<'a> {
    value: &'a Value,
    entries: map::Iter<'a>,
    next: Option<&'a Value>,
    limits: ReadLimits,
}

impl MapAccess for ValueMap<'_> {
    fn next_key(&mut self, visit: &mut dyn FnMut(&str)) -> Result<bool, Mismatch> {
        let Some((name, value)) = self.entries.next() else {
            return Ok(false);
        };
        self.next = Some(value);
        visit(name);
        Ok(true)
    }

    fn next_value(&mut self, place: &mut dyn Place) -> Result<(), Mismatch> {
        self.next.map_or(Ok(()), |value| fill_at(&self.limits, value, place))
    }

    fn skip_value(&mut self) -> Result<(), Mismatch> {
        Ok(())
    }

    fn in_memory(&self) -> Option<(&Value, &ReadLimits)> {
        Some((self.value, &self.limits))
    }
}
