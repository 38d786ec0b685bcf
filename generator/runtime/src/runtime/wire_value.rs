//! Reading from JSON values in memory. Unions do that: they look at the whole value before they choose.

use std::borrow::Cow;
use std::cell::Cell;
use std::rc::Rc;
use std::slice;

use serde_json::{Value, map};

use super::mismatch::Mismatch;
use super::wire::{Entries, Found, Items, Slot, Wire};

/// Deeper values are refused. Text cannot be deeper: serde_json has the same limit.
const DEPTH: u32 = 128;
/// How many attempts at a variant may fail in one value.
const ATTEMPTS: u32 = 1 << 20;

/// Reads a value of a type.
pub(super) fn read<T: Wire>(value: &Value, place: &Place) -> Result<T, Mismatch> {
    let mut slot = None::<T>;
    place.fill(value, &mut slot)?;
    slot.ok_or_else(|| Mismatch::new("must not be null"))
}

/// Reads a value into a slot.
pub(super) fn fill(value: &Value, slot: &mut dyn Slot) -> Result<(), Mismatch> {
    Place::default().fill(value, slot)
}

/// How deep a value stands, and how many attempts at a variant may still fail. Without the latter, nested unions
/// could be made to try all combinations.
#[derive(Clone)]
pub struct Place {
    depth: u32,
    attempts: Rc<Cell<u32>>,
}

impl Default for Place {
    fn default() -> Self {
        Self { depth: 0, attempts: Rc::new(Cell::new(ATTEMPTS)) }
    }
}

impl Place {
    /// Tries a variant while attempts are left, and counts it if it fails.
    pub(super) fn attempt<T>(&self, read: impl FnOnce() -> Result<T, Mismatch>) -> Option<T> {
        let left = self.attempts.get();
        let read = (left > 0).then(read)?.ok();
        if read.is_none() {
            self.attempts.set(self.attempts.get().saturating_sub(1));
        }
        read
    }

    fn fill(&self, value: &Value, slot: &mut dyn Slot) -> Result<(), Mismatch> {
        if self.depth > DEPTH {
            return Err(Mismatch::new("nested too deeply"));
        }
        let place = || Self { depth: self.depth + 1, attempts: self.attempts.clone() };
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
                slot.fill(Found::List(&mut List { value, items: items.iter(), index: 0, place: place() }))
            }
            Value::Object(map) => {
                slot.fill(Found::Map(&mut Map { value, entries: map.iter(), next: None, place: place() }))
            }
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
        self.place.fill(item, slot).map_err(|it| it.in_item(index))?;
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
        self.next.map_or(Ok(()), |value| self.place.fill(value, slot))
    }

    fn skip(&mut self) -> Result<(), Mismatch> {
        Ok(())
    }

    fn in_memory(&self) -> Option<(&Value, &Place)> {
        Some((self.value, &self.place))
    }
}
