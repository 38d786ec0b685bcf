//! Reading JSON text straight into slots: what bodies, lines and events go through. Serde's way would be right as well,
//! but visits each value through several layers of generic code. This reader only knows the way on which all is well:
//! whatever it does not like is read again by serde, which then says what is wrong and where.

use std::borrow::Cow;

use super::mismatch::Mismatch;
use super::wire::{Entries, Found, Items, Slot};

/// As deep as serde_json goes.
const DEPTH: u8 = 127;

/// Reads the text into the slot; false where something is wrong with it, or may be.
pub(super) fn read(json: &[u8], slot: &mut dyn Slot) -> bool {
    let Ok(text) = std::str::from_utf8(json) else {
        return false;
    };
    let mut reader = Reader { text, at: 0, depth: 0 };
    reader.value(slot).is_ok() && reader.peek().is_none()
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    depth: u8,
}

/// The text is not JSON, or goes too far for this reader. Nobody reads what it says.
#[cold]
fn wrong() -> Mismatch {
    Mismatch::new("this is no JSON")
}

impl<'a> Reader<'a> {
    /// The next byte that is not blank, without passing over it.
    #[inline]
    fn peek(&mut self) -> Option<u8> {
        let bytes = self.text.as_bytes();
        while let Some(byte) = bytes.get(self.at) {
            match byte {
                b' ' | b'\n' | b'\t' | b'\r' => self.at += 1,
                byte => return Some(*byte),
            }
        }
        None
    }

    #[inline]
    fn expect(&mut self, wanted: u8) -> Result<(), Mismatch> {
        if self.peek() != Some(wanted) {
            return Err(wrong());
        }
        self.at += 1;
        Ok(())
    }

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

    fn word(&mut self, word: &str) -> Result<(), Mismatch> {
        let end = self.at + word.len();
        if self.text.as_bytes().get(self.at..end) != Some(word.as_bytes()) {
            return Err(wrong());
        }
        self.at = end;
        Ok(())
    }

    /// A string; borrowed from the text where it has no escapes.
    #[inline]
    fn string(&mut self) -> Result<Cow<'a, str>, Mismatch> {
        let start = self.at + 1;
        let end = plain_end(self.text.as_bytes(), start);
        self.at = end + 1;
        match (self.text.as_bytes().get(end), self.text.get(start..end)) {
            (Some(b'"'), Some(text)) => Ok(Cow::Borrowed(text)),
            (Some(b'\\'), Some(text)) => self.escaped(text).map(Cow::Owned),
            _ => Err(wrong()),
        }
    }

    /// The rest of a string, after its first backslash.
    #[cold]
    fn escaped(&mut self, before: &str) -> Result<String, Mismatch> {
        let mut whole = before.to_owned();
        loop {
            let byte = self.text.as_bytes().get(self.at).ok_or_else(wrong)?;
            self.at += 1;
            whole.push(match byte {
                b'"' => '"',
                b'\\' => '\\',
                b'/' => '/',
                b'b' => '\u{8}',
                b'f' => '\u{c}',
                b'n' => '\n',
                b'r' => '\r',
                b't' => '\t',
                b'u' => self.code_point()?,
                _ => return Err(wrong()),
            });
            let end = plain_end(self.text.as_bytes(), self.at);
            whole.push_str(self.text.get(self.at..end).ok_or_else(wrong)?);
            self.at = end + 1;
            match self.text.as_bytes().get(end) {
                Some(b'"') => return Ok(whole),
                Some(b'\\') => {}
                _ => return Err(wrong()),
            }
        }
    }

    fn code_point(&mut self) -> Result<char, Mismatch> {
        let first = self.unit()?;
        if !(0xd800..0xdc00).contains(&first) {
            return char::from_u32(first).ok_or_else(wrong);
        }
        self.word("\\u")?;
        let second = self.unit()?;
        if !(0xdc00..0xe000).contains(&second) {
            return Err(wrong());
        }
        char::from_u32(0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00)).ok_or_else(wrong)
    }

    /// Four hexadecimal digits.
    fn unit(&mut self) -> Result<u32, Mismatch> {
        let digits = self.text.get(self.at..self.at + 4).filter(|it| it.bytes().all(|it| it.is_ascii_hexdigit()));
        self.at += 4;
        u32::from_str_radix(digits.ok_or_else(wrong)?, 16).map_err(|_| wrong())
    }

    fn number(&mut self) -> Result<Number<'a>, Mismatch> {
        let bytes = self.text.as_bytes();
        let start = self.at;
        let negative = bytes.get(start) == Some(&b'-');
        let first = start + usize::from(negative);
        let end = digits_end(bytes, first);
        if end == first || (bytes.get(first) == Some(&b'0') && end > first + 1) {
            return Err(wrong());
        }
        let mut at = end;
        if bytes.get(at) == Some(&b'.') {
            let end = digits_end(bytes, at + 1);
            if end == at + 1 {
                return Err(wrong());
            }
            at = end;
        }
        if matches!(bytes.get(at), Some(b'e' | b'E')) {
            let sign = usize::from(matches!(bytes.get(at + 1), Some(b'+' | b'-')));
            let end = digits_end(bytes, at + 1 + sign);
            if end == at + 1 + sign {
                return Err(wrong());
            }
            at = end;
        }
        self.at = at;
        let text = self.text.get(start..at).ok_or_else(wrong)?;
        Ok(Number { text, whole: at == end })
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

/// A number, as it is spelled.
struct Number<'a> {
    text: &'a str,
    /// Whether it has neither a fraction nor an exponent.
    whole: bool,
}

impl Number<'_> {
    fn found(self) -> Result<Found<'static>, Mismatch> {
        if self.whole && self.text != "-0" {
            if let Ok(it) = self.text.parse() {
                return Ok(Found::Signed(it));
            }
            if let Ok(it) = self.text.parse() {
                return Ok(Found::Unsigned(it));
            }
        }
        match self.text.parse() {
            Ok(it) if f64::is_finite(it) => Ok(Found::Float(it)),
            _ => Err(wrong()),
        }
    }
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
            // A name that has to be escaped is not found as it is.
            let plain = |(a, b): (&u8, &u8)| a == b && !matches!(b, b'"' | b'\\');
            if rest.get(name.len()) == Some(&b'"') && rest.iter().zip(name.as_bytes()).all(plain) {
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

#[inline]
fn digits_end(bytes: &[u8], start: usize) -> usize {
    let mut at = start;
    while bytes.get(at).is_some_and(u8::is_ascii_digit) {
        at += 1;
    }
    at
}

/// Where the first quote, backslash or control character stands; eight bytes are looked at together.
#[inline]
fn plain_end(bytes: &[u8], start: usize) -> usize {
    const ONES: u64 = u64::MAX / 255;
    const HIGHS: u64 = ONES << 7;
    // A byte has its highest bit set where it is zero; the lowest such byte is always told right.
    let zeros = |it: u64| it.wrapping_sub(ONES) & !it;
    let mut at = start;
    while let Some(chunk) = bytes.get(at..).and_then(<[u8]>::first_chunk::<8>) {
        let word = u64::from_le_bytes(*chunk);
        let quotes = zeros(word ^ (ONES * u64::from(b'"')));
        let backslashes = zeros(word ^ (ONES * u64::from(b'\\')));
        let controls = word.wrapping_sub(ONES * 0x20) & !word;
        let found = (quotes | backslashes | controls) & HIGHS;
        if found != 0 {
            return at + found.trailing_zeros() as usize / 8;
        }
        at += 8;
    }
    while bytes.get(at).is_some_and(|it| !matches!(it, b'"' | b'\\' | 0..0x20)) {
        at += 1;
    }
    at
}
