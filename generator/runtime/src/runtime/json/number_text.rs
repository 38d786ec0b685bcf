//! Properties that are numbers and may also come as strings (`type: [integer, string]` with a pattern of numbers). Some
//! servers accept both, and some of them write strings.

use crate::runtime::json::mismatch::Mismatch;
use crate::runtime::json::scan::Number;
use crate::runtime::json::wire::{JsonValue, MapAccess, Place, SeqAccess};

/// Fills the place with the number, whether it came as a number or as a string; in arrays and objects, too.
pub struct NumberText<'a>(pub &'a mut dyn Place);

impl Place for NumberText<'_> {
    fn fill(&mut self, value: JsonValue<'_>) -> Result<(), Mismatch> {
        match value {
            JsonValue::Text(text) => match Number::of(&text) {
                Some(number) if self.0.wants_digits() => self.0.fill(JsonValue::Digits(number.text)),
                Some(number) => self.0.fill(number.value()?),
                None => self.0.fill(JsonValue::Text(text)),
            },
            JsonValue::List(items) => self.0.fill(JsonValue::List(&mut NumberTextSeq(items))),
            JsonValue::Map(entries) => self.0.fill(JsonValue::Map(&mut NumberTextMap(entries))),
            other => self.0.fill(other),
        }
    }

    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn wants_digits(&self) -> bool {
        self.0.wants_digits()
    }
}

struct NumberTextSeq<'a>(&'a mut dyn SeqAccess);

impl SeqAccess for NumberTextSeq<'_> {
    fn next(&mut self, place: &mut dyn Place) -> Result<bool, Mismatch> {
        self.0.next(&mut NumberText(place))
    }
}

struct NumberTextMap<'a>(&'a mut dyn MapAccess);

impl MapAccess for NumberTextMap<'_> {
    fn next_key(&mut self, visit: &mut dyn FnMut(&str)) -> Result<bool, Mismatch> {
        self.0.next_key(visit)
    }

    fn is_next(&mut self, name: Option<&str>) -> bool {
        self.0.is_next(name)
    }

    fn next_value(&mut self, place: &mut dyn Place) -> Result<(), Mismatch> {
        self.0.next_value(&mut NumberText(place))
    }

    fn skip_value(&mut self) -> Result<(), Mismatch> {
        self.0.skip_value()
    }
}
