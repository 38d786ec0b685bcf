//! Reads JSON straight into places: bodies, lines and events. Serde would be right as well, but visits each value
//! through several layers of generic code. This reader only handles valid input: serde reads everything else again and
//! reports what is wrong and where.

use std::borrow::Cow;

use crate::runtime::json::mismatch::Mismatch;
use crate::runtime::json::scan::{JsonScanner, Number, plain_end, wrong};
use crate::runtime::json::wire::{JsonValue, MapAccess, Place, SeqAccess};

/// As deep as serde_json goes.
const DEPTH: u8 = 127;

/// Reads the text into the place; false if it is, or may be, invalid.
pub(crate) fn read(json: &[u8], place: &mut dyn Place) -> bool {
    let Ok(text) = std::str::from_utf8(json) else {
        return false;
    };
    let mut reader = JsonScanner::of(text);
    reader.value(place).is_ok() && reader.peek().is_none()
}

impl<'a> JsonScanner<'a> {
    fn value(&mut self, place: &mut dyn Place) -> Result<(), Mismatch> {
        match self.peek() {
            Some(b'"') => {
                let text = self.string()?;
                place.fill(JsonValue::Text(text))
            }
            Some(b'{') => {
                self.enter()?;
                let mut members = Compound { reader: self, first: true, open: true };
                place.fill(JsonValue::Map(&mut members))?;
                members.leave()
            }
            Some(b'[') => {
                self.enter()?;
                let mut items = Compound { reader: self, first: true, open: true };
                place.fill(JsonValue::List(&mut items))?;
                items.leave()
            }
            Some(b'n') => self.word("null").and_then(|()| place.fill(JsonValue::Null)),
            Some(b't') => self.word("true").and_then(|()| place.fill(JsonValue::Bool(true))),
            Some(b'f') => self.word("false").and_then(|()| place.fill(JsonValue::Bool(false))),
            _ => {
                let number = self.number()?;
                if place.wants_digits() {
                    place.fill(JsonValue::Digits(number.text))
                } else {
                    place.fill(number.value()?)
                }
            }
        }
    }

    fn enter(&mut self) -> Result<(), Mismatch> {
        self.at += 1;
        self.depth += 1;
        if self.depth > DEPTH { Err(wrong()) } else { Ok(()) }
    }

    /// Passes over a value.
    fn skip_value(&mut self) -> Result<(), Mismatch> {
        match self.peek() {
            Some(b'"') => self.string().map(drop),
            Some(b'{') => {
                self.enter()?;
                let mut members = Compound { reader: self, first: true, open: true };
                while members.parse_key()?.is_some() {
                    members.reader.skip_value()?;
                }
                members.leave()
            }
            Some(b'[') => {
                self.enter()?;
                let mut items = Compound { reader: self, first: true, open: true };
                while items.more(b']')? {
                    items.reader.skip_value()?;
                }
                items.leave()
            }
            Some(b'n') => self.word("null"),
            Some(b't') => self.word("true"),
            Some(b'f') => self.word("false"),
            _ => self.number().and_then(Number::value).map(drop),
        }
    }
}

/// Whether a name is unescaped in JSON.
#[inline]
fn is_plain(name: &str) -> bool {
    plain_end(name.as_bytes(), 0) == name.len()
}

/// An array or an object that is being read.
struct Compound<'r, 'a> {
    reader: &'r mut JsonScanner<'a>,
    first: bool,
    open: bool,
}

impl<'a> Compound<'_, 'a> {
    /// Whether there is another item or member; skips the comma or the end.
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
    fn parse_key(&mut self) -> Result<Option<Cow<'a, str>>, Mismatch> {
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

    /// The same without white space.
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

impl SeqAccess for Compound<'_, '_> {
    fn next(&mut self, place: &mut dyn Place) -> Result<bool, Mismatch> {
        let more = self.more(b']')?;
        if more {
            self.reader.value(place)?;
        }
        Ok(more)
    }
}

impl MapAccess for Compound<'_, '_> {
    fn next_key(&mut self, visit: &mut dyn FnMut(&str)) -> Result<bool, Mismatch> {
        let key = self.parse_key()?;
        if let Some(key) = &key {
            visit(key);
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

    fn next_value(&mut self, place: &mut dyn Place) -> Result<(), Mismatch> {
        self.reader.value(place)
    }

    fn skip_value(&mut self) -> Result<(), Mismatch> {
        self.reader.skip_value()
    }
}
