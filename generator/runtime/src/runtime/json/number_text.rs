//! Members that are numbers and may also come as their text (`type: [integer, string]` with a pattern of numbers). The
//! readers of some servers take both, and some of them write the text.

use crate::runtime::json::mismatch::Mismatch;
use crate::runtime::json::scan::Number;
use crate::runtime::json::wire::{Entries, Found, Items, Slot};

/// Hands the number to the slot, whether it came as a number or as its text; in lists and maps, too.
pub struct NumberText<'a>(pub &'a mut dyn Slot);

impl Slot for NumberText<'_> {
    fn fill(&mut self, found: Found<'_>) -> Result<(), Mismatch> {
        match found {
            Found::Text(text) => match Number::of(&text) {
                Some(number) if self.0.wants_digits() => self.0.fill(Found::Digits(number.text)),
                Some(number) => self.0.fill(number.found()?),
                None => self.0.fill(Found::Text(text)),
            },
            Found::List(items) => self.0.fill(Found::List(&mut InItems(items))),
            Found::Map(entries) => self.0.fill(Found::Map(&mut InEntries(entries))),
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

struct InItems<'a>(&'a mut dyn Items);

impl Items for InItems<'_> {
    fn next(&mut self, slot: &mut dyn Slot) -> Result<bool, Mismatch> {
        self.0.next(&mut NumberText(slot))
    }
}

struct InEntries<'a>(&'a mut dyn Entries);

impl Entries for InEntries<'_> {
    fn key(&mut self, tell: &mut dyn FnMut(&str)) -> Result<bool, Mismatch> {
        self.0.key(tell)
    }

    fn is_next(&mut self, name: Option<&str>) -> bool {
        self.0.is_next(name)
    }

    fn entry(&mut self, slot: &mut dyn Slot) -> Result<(), Mismatch> {
        self.0.entry(&mut NumberText(slot))
    }

    fn skip(&mut self) -> Result<(), Mismatch> {
        self.0.skip()
    }
}
