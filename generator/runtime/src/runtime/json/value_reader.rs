//! Reading from JSON values in memory. Unions do that: they look at the whole value before they choose.

use std::borrow::Cow;
use std::slice;

use serde_json::{Value, map};

use crate::runtime::json::mismatch::Mismatch;
use crate::runtime::json::place::Place;
use crate::runtime::json::wire::{Entries, Found, Items, Slot, Wire};

/// Deeper values are refused. Text cannot be deeper: serde_json has the same limit.
const DEPTH: u32 = 128;

/// Reads a value of a type.
pub(crate) fn read<T: Wire>(value: &Value, place: &Place) -> Result<T, Mismatch> {
    let mut slot = None::<T>;
    fill_at(place, value, &mut slot)?;
    slot.ok_or_else(|| Mismatch::new("must not be null"))
}

/// Reads a value into a slot.
pub(crate) fn fill(value: &Value, slot: &mut dyn Slot) -> Result<(), Mismatch> {
    fill_at(&Place::default(), value, slot)
}

/// Reads a value at that place into a slot.
fn fill_at(place: &Place, value: &Value, slot: &mut dyn Slot) -> Result<(), Mismatch> {
    if place.depth() > DEPTH {
        return Err(Mismatch::new("nested too deeply"));
    }
    match value {
        Value::Null => slot.fill(Found::Null),
        Value::Bool(it) => slot.fill(Found::Bool(*it)),
        Value::String(it) => slot.fill(Found::Text(Cow::Borrowed(it))),
        Value::Number(it) if slot.wants_digits() => slot.fill(Found::Digits(&it.to_string())),
        Value::Number(it) => match (it.as_i64(), it.as_u64(), it.as_f64()) {
            (Some(it), ..) => slot.fill(Found::Signed(it)),
            (_, Some(it), _) => slot.fill(Found::Unsigned(it)),
            (.., it) => slot.fill(Found::Float(it.unwrap_or(f64::NAN))),
        },
        Value::Array(items) => {
            slot.fill(Found::List(&mut List { value, items: items.iter(), index: 0, place: place.below() }))
        }
        Value::Object(map) => {
            slot.fill(Found::Map(&mut Map { value, entries: map.iter(), next: None, place: place.below() }))
        }
    }
}

struct List<'a> {
    value: &'a Value,
    items: slice::Iter<'a, Value>,
    index: usize,
    place: Place,
}

impl Items for List<'_> {
    fn next(&mut self, slot: &mut dyn Slot) -> Result<bool, Mismatch> {
        let Some(item) = self.items.next() else {
            return Ok(false);
        };
        let index = self.index;
        self.index += 1;
        fill_at(&self.place, item, slot).map_err(|it| it.in_item(index))?;
        Ok(true)
    }

    fn in_memory(&self) -> Option<(&Value, &Place)> {
        Some((self.value, &self.place))
    }
}

struct Map<'a> {
    value: &'a Value,
    entries: map::Iter<'a>,
    next: Option<&'a Value>,
    place: Place,
}

impl Entries for Map<'_> {
    fn key(&mut self, tell: &mut dyn FnMut(&str)) -> Result<bool, Mismatch> {
        let Some((name, value)) = self.entries.next() else {
            return Ok(false);
        };
        self.next = Some(value);
        tell(name);
        Ok(true)
    }

    fn entry(&mut self, slot: &mut dyn Slot) -> Result<(), Mismatch> {
        self.next.map_or(Ok(()), |value| fill_at(&self.place, value, slot))
    }

    fn skip(&mut self) -> Result<(), Mismatch> {
        Ok(())
    }

    fn in_memory(&self) -> Option<(&Value, &Place)> {
        Some((self.value, &self.place))
    }
}
