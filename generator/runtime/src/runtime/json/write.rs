//! From values to JSON text, and to any serde format: the one generic part of writing. The first error is kept.

use serde::ser::{Error as _, Serialize, SerializeMap, SerializeSeq, Serializer};
use serde_json::value::RawValue;

use crate::runtime::json::record::is_request;
use crate::runtime::json::scan::{Number, plain_end};
use crate::runtime::json::wire::{Output, Part, Sink, Wire};

/// Writes a value: what every generated `Serialize` forwards to.
///
/// # Errors
///
/// Fails if the format does not support the value.
#[doc(hidden)]
pub fn serialize<S: Serializer>(value: &dyn Wire, serializer: S) -> Result<S::Ok, S::Error> {
    let mut sink = SerdeSink { serializer: Some(serializer), outcome: None };
    value.write(&mut Output(&mut sink));
    sink.outcome.unwrap_or_else(|| Err(S::Error::custom("a value wrote nothing")))
}

/// Writes a value as JSON text: what bodies, lines and pages go through. Serde would write the same, and visit each value
/// through several layers of generic code.
///
/// # Errors
///
/// Fails if a number cannot be sent.
#[doc(hidden)]
pub fn to_vec(value: &dyn Wire) -> Result<Vec<u8>, serde_json::Error> {
    let mut text = Vec::with_capacity(128);
    append(value, &mut text).map(|()| text)
}

/// Writes a value as JSON text behind what is there.
///
/// # Errors
///
/// Those of [`to_vec`]; what was written until then is there, too.
pub(crate) fn append(value: &dyn Wire, text: &mut Vec<u8>) -> Result<(), serde_json::Error> {
    let mut text = TextSink { out: text, is_request: is_request(), error: None };
    text.value(value);
    text.error.map_or(Ok(()), Err)
}

/// Writes JSON text.
struct TextSink<'a> {
    out: &'a mut Vec<u8>,
    is_request: bool,
    error: Option<serde_json::Error>,
}

impl TextSink<'_> {
    #[inline]
    fn value(&mut self, value: &dyn Wire) {
        let before = self.out.len();
        value.write(&mut Output(self));
        if self.out.len() == before {
            self.fail(format_args!("a value wrote nothing"));
        }
    }

    #[cold]
    fn fail(&mut self, message: std::fmt::Arguments<'_>) {
        self.error.get_or_insert_with(|| serde_json::Error::custom(message));
    }

    /// A number as `serde_json` spells it.
    fn number(&mut self, number: impl Serialize) {
        if let Err(error) = serde_json::to_writer(&mut *self.out, &number) {
            self.error.get_or_insert(error);
        }
    }

    /// A string: what needs no escape (RFC 8259, section 7) is copied in one piece.
    #[inline]
    fn string(&mut self, text: &str) {
        let mut rest = text.as_bytes();
        self.out.push(b'"');
        loop {
            let (plain, from) = rest.split_at(plain_end(rest, 0));
            self.out.extend_from_slice(plain);
            let Some((special, after)) = from.split_first() else { break };
            self.escape(*special);
            rest = after;
        }
        self.out.push(b'"');
    }

    #[cold]
    fn escape(&mut self, byte: u8) {
        let short = match byte {
            b'"' | b'\\' => byte,
            0x08 => b'b',
            0x0c => b'f',
            b'\n' => b'n',
            b'\r' => b'r',
            b'\t' => b't',
            _ => return self.out.extend_from_slice(format!("\\u{byte:04x}").as_bytes()),
        };
        self.out.extend_from_slice(&[b'\\', short]);
    }
}

impl Sink for TextSink<'_> {
    fn take(&mut self, part: Part<'_>) {
        match part {
            Part::Null => self.out.extend_from_slice(b"null"),
            Part::Bool(it) => self.out.extend_from_slice(if it { b"true" } else { b"false" }),
            Part::Signed(it) => self.number(it),
            Part::Unsigned(it) => self.number(it),
            // JSON would have null there, which says something else.
            Part::Float(it) if !it.is_finite() && self.is_request => {
                self.fail(format_args!("{it} is not a finite number"))
            }
            Part::Float(it) => self.number(it),
            Part::Text(it) => self.string(it),
            Part::Digits(it) if Number::of(it).is_some() => self.out.extend_from_slice(it.as_bytes()),
            Part::Digits(it) => self.fail(format_args!("`{it}` is not a number")),
            Part::List(_, each) => {
                let mut before = b'[';
                each(&mut |item| {
                    self.out.push(std::mem::replace(&mut before, b','));
                    self.value(item);
                });
                self.out.extend_from_slice(if before == b'[' { b"[]" } else { b"]" });
            }
            Part::Map(each) => {
                let mut before = b'{';
                each(&mut |name, value| {
                    self.out.push(std::mem::replace(&mut before, b','));
                    self.string(name);
                    self.out.push(b':');
                    self.value(value);
                });
                self.out.extend_from_slice(if before == b'{' { b"{}" } else { b"}" });
            }
        }
    }
}

/// Writes one value with a serde serializer.
struct SerdeSink<S: Serializer> {
    serializer: Option<S>,
    outcome: Option<Result<S::Ok, S::Error>>,
}

impl<S: Serializer> Sink for SerdeSink<S> {
    fn take(&mut self, part: Part<'_>) {
        if let Some(serializer) = self.serializer.take() {
            self.outcome = Some(put(part, serializer));
        }
    }
}

fn put<S: Serializer>(part: Part<'_>, serializer: S) -> Result<S::Ok, S::Error> {
    match part {
        Part::Null => serializer.serialize_unit(),
        Part::Bool(it) => serializer.serialize_bool(it),
        Part::Signed(it) => serializer.serialize_i64(it),
        Part::Unsigned(it) => serializer.serialize_u64(it),
        // JSON would have null there, which says something else.
        Part::Float(it) if !it.is_finite() && is_request() => {
            Err(S::Error::custom(format_args!("{it} is not a finite number")))
        }
        Part::Float(it) => serializer.serialize_f64(it),
        Part::Text(it) => serializer.serialize_str(it),
        Part::Digits(it) => digits(it, serializer),
        Part::List(length, each) => {
            let mut list = serializer.serialize_seq(Some(length))?;
            let mut outcome = Ok(());
            each(&mut |item| {
                if outcome.is_ok() {
                    outcome = list.serialize_element(&AsSerde(item));
                }
            });
            outcome.and_then(|()| list.end())
        }
        Part::Map(each) => {
            let mut map = serializer.serialize_map(None)?;
            let mut outcome = Ok(());
            each(&mut |name, value| {
                if outcome.is_ok() {
                    outcome = map.serialize_entry(name, &AsSerde(value));
                }
            });
            outcome.and_then(|()| map.end())
        }
    }
}

/// A number as it is spelled. Numbers that their own type would spell alike go out as that type, so that formats
/// other than JSON understand them.
fn digits<S: Serializer>(text: &str, serializer: S) -> Result<S::Ok, S::Error> {
    if let Some(it) = text.parse::<i64>().ok().filter(|it| it.to_string() == text) {
        return serializer.serialize_i64(it);
    }
    if let Some(it) = text.parse::<f64>().ok().filter(|it| it.to_string() == text && it.fract() != 0.0) {
        return serializer.serialize_f64(it);
    }
    RawValue::from_string(text.to_owned()).map_err(S::Error::custom)?.serialize(serializer)
}

struct AsSerde<'a>(&'a dyn Wire);

impl Serialize for AsSerde<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serialize(self.0, serializer)
    }
}

#[cfg(test)]
mod tests {
    use std::str::FromStr;

    use serde_json::json;

    use super::*;
    use crate::runtime::json::decimal::Decimal;
    use crate::runtime::json::record::in_request;

    #[test]
    fn texts_are_those_of_serde() {
        let all: String = ('\0'..='\u{2ff}').chain("\u{2028}\u{fffd}😀".chars()).collect();
        let around =
            |it: &str| (0..20).map(|at| format!("{}{it}{}", "a".repeat(at), "b".repeat(at % 9))).collect::<Vec<_>>();
        let texts = ["\"", "\\", "\n", "\u{1}", "\u{7f}", "é", ""].map(around).concat();
        let value = json!({
            "texts": texts, "all": all, "a\"b\n": [], "none": {}, "null": null, "flags": [true, false],
            "numbers": [0, -1, i64::MIN, u64::MAX, 0.5, -0.0, 1e300, 1e-7, 5.0],
        });
        assert_eq!(
            String::from_utf8(to_vec(&value).unwrap()).unwrap(),
            serde_json::to_string(&AsSerde(&value)).unwrap()
        );
        let numbers = vec![f64::NAN, f64::INFINITY, 0.1, -0.0, 9_007_199_254_740_993.0, f64::MIN_POSITIVE];
        assert_eq!(to_vec(&numbers).unwrap(), serde_json::to_vec(&AsSerde(&numbers)).unwrap());
        let amount = Decimal::from_str("0.10").unwrap();
        assert_eq!(to_vec(&amount).unwrap(), serde_json::to_vec(&AsSerde(&amount)).unwrap());
    }

    #[test]
    fn a_request_holds_no_number_that_is_none() {
        let list = vec![1.5, f64::NAN];
        assert_eq!(to_vec(&list).unwrap(), b"[1.5,null]");
        let error = in_request(|| to_vec(&list)).unwrap_err().to_string();
        assert!(error.contains("NaN is not a finite number"), "{error}");
    }
}
