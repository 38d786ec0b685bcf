//! A place in a JSON text, and the words, strings and numbers that stand there.

use std::borrow::Cow;

use crate::runtime::json::mismatch::Mismatch;
use crate::runtime::json::wire::JsonValue;

pub(crate) struct JsonScanner<'a> {
    pub(crate) text: &'a str,
    pub(crate) at: usize,
    pub(crate) depth: u8,
}

/// The text is not JSON, or goes too far for this reader. Nobody reads what it says.
#[cold]
pub(crate) fn wrong() -> Mismatch {
    Mismatch::new("invalid JSON")
}

impl<'a> JsonScanner<'a> {
    pub(crate) fn of(text: &'a str) -> Self {
        Self { text, at: 0, depth: 0 }
    }

    /// The next byte that is not blank, without passing over it.
    #[inline]
    pub(crate) fn peek(&mut self) -> Option<u8> {
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
    pub(crate) fn expect(&mut self, wanted: u8) -> Result<(), Mismatch> {
        if self.peek() != Some(wanted) {
            return Err(wrong());
        }
        self.at += 1;
        Ok(())
    }

    pub(crate) fn word(&mut self, word: &str) -> Result<(), Mismatch> {
        let end = self.at + word.len();
        if self.text.as_bytes().get(self.at..end) != Some(word.as_bytes()) {
            return Err(wrong());
        }
        self.at = end;
        Ok(())
    }

    /// A string; borrowed from the text where it has no escapes.
    #[inline]
    pub(crate) fn string(&mut self) -> Result<Cow<'a, str>, Mismatch> {
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
        let digits = self.text.get(self.at..self.at + 4).filter(|it| it.bytes().all(|byte| byte.is_ascii_hexdigit()));
        self.at += 4;
        u32::from_str_radix(digits.ok_or_else(wrong)?, 16).map_err(|_| wrong())
    }

    pub(crate) fn number(&mut self) -> Result<Number<'a>, Mismatch> {
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
}

/// A number, as it is spelled.
pub(crate) struct Number<'a> {
    pub(crate) text: &'a str,
    /// Whether it has neither a fraction nor an exponent.
    whole: bool,
}

impl<'a> Number<'a> {
    /// The number that the text is, by JSON's grammar.
    pub(crate) fn of(text: &'a str) -> Option<Self> {
        let mut reader = JsonScanner::of(text);
        reader.number().ok().filter(|it| it.text.len() == text.len())
    }

    pub(crate) fn value(self) -> Result<JsonValue<'static>, Mismatch> {
        if self.whole && self.text != "-0" {
            if let Ok(it) = self.text.parse() {
                return Ok(JsonValue::Signed(it));
            }
            if let Ok(it) = self.text.parse() {
                return Ok(JsonValue::Unsigned(it));
            }
        }
        match self.text.parse() {
            Ok(it) if f64::is_finite(it) => Ok(JsonValue::Float(it)),
            _ => Err(wrong()),
        }
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

/// The index of the first quote, backslash or control character; eight bytes are examined at a time.
#[inline]
pub(crate) fn plain_end(bytes: &[u8], start: usize) -> usize {
    const ONES: u64 = u64::MAX / 255;
    const HIGHS: u64 = ONES << 7;
    // A byte has its highest bit set where it is zero; the lowest such byte is always right.
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
