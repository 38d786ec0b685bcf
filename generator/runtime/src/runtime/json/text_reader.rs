//! Reading JSON text straight into slots: what bodies, lines and events go through. Serde's way would be right as well,
//! but visits each value through several layers of generic code. This reader only knows the way on which all is well:
//! whatever it does not like is read again by serde, which then says what is wrong and where.

use std::borrow::Cow;

use crate::runtime::json::mismatch::Mismatch;
use crate::runtime::json::scan::{Number, Reader, plain_end, wrong};
use crate::runtime::json::wire::{Entries, Found, Items, Slot};

/// As deep as serde_json goes.
const DEPTH: u8 = 127;

/// Reads the text into the slot; false where something is wrong with it, or may be.
pub(crate) fn read(json: &[u8], slot: &mut dyn Slot) -> bool {
    let Ok(text) = std::str::from_utf8(json) else {
        return false;
    };
    let mut reader = Reader::of(text);
    reader.value(slot).is_ok() && reader.peek().is_none()
}

impl<'a> Reader<'a> {
    fn value(&mut self, slot: &mut dyn Slot) -> Result<(), Mismatch> {
        match self.peek() {
            Some(b'"') => {
                let text = self.string()?;
                slot.fill(Found::Text(text))
            }
            Some(b'{') => {
                self.enter()?;
                let mut members = Inside { reader: self, first: true, open: true };
                slot.fill(Found::Map(&mut members))?;
                members.leave()
            }
            Some(b'[') => {
                self.enter()?;
                let mut items = Inside { reader: self, first: true, open: true };
                slot.fill(Found::List(&mut items))?;
                items.leave()
            }
            Some(b'n') => self.word("null").and_then(|()| slot.fill(Found::Null)),
            Some(b't') => self.word("true").and_then(|()| slot.fill(Found::Bool(true))),
            Some(b'f') => self.word("false").and_then(|()| slot.fill(Found::Bool(false))),
            _ => {
                let number = self.number()?;
                if slot.wants_digits() { slot.fill(Found::Digits(number.text)) } else { slot.fill(number.found()?) }
            }
        }
    }

    fn enter(&mut self) -> Result<(), Mismatch> {
        self.at += 1;
        self.depth += 1;
        if self.depth > DEPTH { Err(wrong()) } else { Ok(()) }
    }

    /// Passes over a value.
    fn skip(&mut self) -> Result<(), Mismatch> {
        match self.peek() {
            Some(b'"') => self.string().map(drop),
            Some(b'{') => {
                self.enter()?;
                let mut members = Inside { reader: self, first: true, open: true };
                while members.next_key()?.is_some() {
                    members.reader.skip()?;
                }
                members.leave()
            }
            Some(b'[') => {
                self.enter()?;
                let mut items = Inside { reader: self, first: true, open: true };
                while items.more(b']')? {
                    items.reader.skip()?;
                }
                items.leave()
            }
            Some(b'n') => self.word("null"),
            Some(b't') => self.word("true"),
            Some(b'f') => self.word("false"),
            _ => self.number().and_then(Number::found).map(drop),
        }
    }
}

/// Whether a name stands in JSON as it is: one that has to be escaped is not found so.
#[inline]
fn is_plain(name: &str) -> bool {
    plain_end(name.as_bytes(), 0) == name.len()
}

/// An array or an object that is being read.
struct Inside<'r, 'a> {
    reader: &'r mut Reader<'a>,
    first: bool,
    open: bool,
}

impl<'a> Inside<'_, 'a> {
    /// Whether there is another item or member; the comma is passed over, and so is the end.
    #[inline]
    fn more(&mut self, end: u8) -> Result<bool, Mismatch> {
        let next = self.reader.peek();
        if next == Some(end) && self.open {
            self.reader.at += 1;
            self.open = false;
            return Ok(false);
        }
        if std::mem::replace(&mut self.first, false) {
            return Ok(true);
        }
        if next != Some(b',') {
            return Err(wrong());
        }
        self.reader.at += 1;
        Ok(true)
    }

    #[inline]
    fn next_key(&mut self) -> Result<Option<Cow<'a, str>>, Mismatch> {
        if !self.more(b'}')? {
            return Ok(None);
        }
        if self.reader.peek() != Some(b'"') {
            return Err(wrong());
        }
        let key = self.reader.string()?;
        self.reader.expect(b':')?;
        Ok(Some(key))
    }

    /// The same where there are no blanks.
    #[inline]
    fn is_next_plainly(&mut self, name: &str) -> bool {
        let rest = self.reader.text.as_bytes().get(self.reader.at..).unwrap_or_default();
        let rest = if self.first { Some(rest) } else { rest.strip_prefix(b",") };
        let Some((key, [b'"', b':', ..])) = rest.and_then(|it| it.strip_prefix(b"\"")?.split_at_checked(name.len()))
        else {
            return false;
        };
        let found = key == name.as_bytes() && is_plain(name);
        if found {
            self.reader.at += name.len() + 3 + usize::from(!self.first);
            self.first = false;
        }
        found
    }

    /// The end of the value; wrong where not all of it was read.
    fn leave(self) -> Result<(), Mismatch> {
        self.reader.depth -= 1;
        if self.open { Err(wrong()) } else { Ok(()) }
    }
}

impl Items for Inside<'_, '_> {
    fn next(&mut self, slot: &mut dyn Slot) -> Result<bool, Mismatch> {
        let more = self.more(b']')?;
        if more {
            self.reader.value(slot)?;
        }
        Ok(more)
    }
}

impl Entries for Inside<'_, '_> {
    fn key(&mut self, tell: &mut dyn FnMut(&str)) -> Result<bool, Mismatch> {
        let key = self.next_key()?;
        if let Some(key) = &key {
            tell(key);
        }
        Ok(key.is_some())
    }

    fn is_next(&mut self, name: Option<&str>) -> bool {
        let Some(name) = name else {
            return self.reader.peek() == Some(b'}') && self.more(b'}').is_ok();
        };
        if self.is_next_plainly(name) {
            return true;
        }
        let before = self.reader.at;
        if !self.first {
            if self.reader.peek() != Some(b',') {
                return false;
            }
            self.reader.at += 1;
        }
        if self.reader.peek() == Some(b'"') {
            let start = self.reader.at + 1;
            let rest = self.reader.text.as_bytes().get(start..).unwrap_or_default();
            if rest.get(name.len()) == Some(&b'"') && rest.starts_with(name.as_bytes()) && is_plain(name) {
                self.reader.at = start + name.len() + 1;
                if self.reader.expect(b':').is_ok() {
                    self.first = false;
                    return true;
                }
            }
        }
        self.reader.at = before;
        false
    }

    fn entry(&mut self, slot: &mut dyn Slot) -> Result<(), Mismatch> {
        self.reader.value(slot)
    }

    fn skip(&mut self) -> Result<(), Mismatch> {
        self.reader.skip()
    }
}
